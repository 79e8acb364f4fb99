"""De kleuren die echt getekend zijn: tekst minstens 4,5 tegen wat eronder ligt, merken minstens 3,0. Licht en donker.

axe laat tekst in een tekening onbeslist; hier wordt elke tekst en elke vorm van elke staat nagemeten.
"""

import re
import tomllib

import hulp
import pytest

from sociaaldomein.paginas import huisstijl

pytestmark = [pytest.mark.browser, pytest.mark.traag]
TEKST, MERK = 4.5, 3.0


SCHERMEN = (("light", 820), ("dark", 390))


@pytest.fixture(
    params=[(naam, *scherm) for naam in hulp.PAGINAS for scherm in SCHERMEN], ids=lambda p: "-".join(map(str, p))
)
def pagina(request, blad, uitgave):
    naam, kleur, breed = request.param
    pagina = blad(hulp.adres(uitgave, naam), breed, 1180, kleur)
    hulp.toon_elke_staat(pagina)
    hulp.maak_hoog(pagina)
    pagina.naam = naam
    return pagina


def test_every_drawn_colour_stands_out(pagina):
    tekst, merk, rand = (
        hulp.meet(pagina, *m) for m in (("tekstcontrast", TEKST), ("merkcontrast", MERK), ("randcontrast", MERK))
    )
    assert tekst["fout"] + merk["fout"] + rand["fout"] == []
    assert tekst["aantal"] > 30
    if pagina.naam in hulp.MET_PANELEN:
        assert merk["aantal"] > 30 and rand["aantal"] > 5


def test_print_is_dark_on_white(blad, uitgave):
    pagina = blad(hulp.adres(uitgave, "jeugd"), 688, 1000, "dark")
    pagina.emulate_media(media="print", color_scheme="dark")
    hulp.toon_elke_staat(pagina)
    hulp.maak_hoog(pagina)
    assert hulp.meet(pagina, "tekstcontrast", TEKST)["fout"] == []
    assert pagina.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    ("daad", "functie", "grens"),
    [
        ("document.querySelector('.staat:not([hidden]) svg text').style.fill = '#aaa'", "tekstcontrast", TEKST),
        ("document.querySelector('.vraag').style.color = '#aaa'", "tekstcontrast", TEKST),
        (
            "document.querySelector('.staat:not([hidden]) path[data-reeks]').style.cssText = 'fill:#eee;stroke:none'",
            "merkcontrast",
            MERK,
        ),
        ("document.querySelector('select').style.borderColor = '#ddd'", "randcontrast", MERK),
    ],
)
def test_a_faint_colour_would_be_found(blad, uitgave, daad, functie, grens):
    pagina = blad(hulp.adres(uitgave, "taskforce"))
    hulp.maak_hoog(pagina)
    assert hulp.meet(pagina, functie, grens)["fout"] == []
    pagina.evaluate(daad)
    assert len(hulp.meet(pagina, functie, grens)["fout"]) == 1


def test_every_colour_comes_from_the_tokens(uitgave):
    tokens = tomllib.loads((huisstijl.HUISSTIJL / "tokens.toml").read_text(encoding="utf-8"))
    bekend = tokens["kleur"] | tokens["pagina"]
    for naam in hulp.MET_PANELEN:
        html = (uitgave / f"{naam}.html").read_text(encoding="utf-8")
        paren = re.findall(r"var\(--([\w-]+),(#\w{6})\)", html)
        assert paren and all(bekend[token]["licht"] == terugval for token, terugval in paren)
        stijlen = re.sub(r"var\(--[\w-]+,#\w{6}\)", "", " ".join(re.findall(r'style="([^"]*)"', html)))
        assert not re.search(r"#\w{3}|rgb|(?:fill|stroke|color):(?!none)[a-z]", stijlen)
