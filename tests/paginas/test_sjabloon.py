"""De sjablonen: wat erin komt blijft tekst, en wat ontbreekt is een fout en geen lege plek."""

import re

import jinja2
import pytest

from sociaaldomein.grond.paden import PAKKET
from sociaaldomein.paginas.omslag import omslag_html, paneel_html
from sociaaldomein.paginas.sjabloon import vul

KWAAD = "\"'><script>x</script>"
ALLEEN_HTML = {  # what reaches a template as HTML of our own, made by another template or by a drawing
    "css",
    "script",
    "csp",
    "kop",
    "inhoud",
    "voet",
    "weg",
    "tegels",
    "tegels.html",
    "f.svg",
    '(t.vonk or "<span></span>")',
    "k",
    "vraag",
    "qr",
}


def sjablonen():
    return sorted(pad for kamer in ("beelden", "levering", "paginas") for pad in (PAKKET / kamer).rglob("*.j2"))


@pytest.mark.parametrize("pad", sjablonen(), ids=lambda p: p.stem)
def test_only_our_own_html_goes_in_as_it_is(pad):
    """`safe` switches the escape off: each place where that happens stands in the list above."""
    los = re.findall(r"\{\{-?\s*((?:(?!\}\}).)*?)\s*\|\s*safe\b", pad.read_text(encoding="utf-8"))
    assert set(los) <= ALLEEN_HTML and "autoescape" not in pad.read_text(encoding="utf-8")


def test_a_text_in_a_page_stays_text():
    staat = {
        "keuze": {"k": KWAAD},
        "titel": KWAAD,
        "status": KWAAD,
        "zin": KWAAD,
        "nadruk": {KWAAD: KWAAD},
        "kop": [],
        "figuur": {"naam": KWAAD, "svg": "", "zin": KWAAD},
        "onder": {
            "gepubliceerd": [KWAAD],
            "open": False,
            "naam": KWAAD,
            "bijschrift": KWAAD,
            "kop": [KWAAD] * 2,
            "links": [False] * 2,
            "rijen": [[KWAAD] * 2],
            "telregel": KWAAD,
            "noot": KWAAD,
            "bron": KWAAD,
        },
    }
    keuzes = {KWAAD: {"label": KWAAD, "waarden": {KWAAD: KWAAD}}}
    paneel = {"vraag": KWAAD, "keuzes": keuzes, "staten": [staat, staat]}
    html = paneel_html(paneel, KWAAD, KWAAD, intern=True, herkomst=KWAAD, bestand=KWAAD)
    leeg = paneel_html(
        {"vraag": KWAAD, "keuzes": {}, "staten": [staat | {"status": "ontbreekt", "kop": ["Cijfer", "Stand"]}]},
        KWAAD,
        KWAAD,
    )
    omslag = omslag_html(KWAAD, "", {"gemeente": KWAAD})
    assert html.count("&gt;&lt;script") > 30 and leeg.count("&gt;&lt;script") > 4 and "&gt;&lt;script" in omslag
    assert "<script>x" not in html + leeg + omslag and KWAAD[:3] not in html + leeg + omslag


def test_a_name_that_a_template_misses_is_a_fault():
    with pytest.raises(jinja2.UndefinedError):
        vul("voet", inhoud="")
