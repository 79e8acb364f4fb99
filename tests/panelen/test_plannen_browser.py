"""Wat een raadslid ziet op de pagina's Plannen, Doelen en Vluchtelingen, in een echte browser."""

import pytest

from sociaaldomein.begrippen import cijfers
from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import run

pytestmark = pytest.mark.browser
SCHERMEN = {"zaal": (1920, 1080), "tablet": (820, 1180), "telefoon": (360, 740)}
PAGINAS = """
paginas:
  - {naam: plannen, notebook: plannen}
  - {naam: doelen, notebook: doelen}
  - {naam: vluchtelingen, notebook: thema, parameters: {thema: vluchtelingen}}
"""


@pytest.fixture(scope="module")
def edities(tmp_path_factory):
    map = tmp_path_factory.mktemp("edities")
    (map / "nijkerk.yml").write_text(PAGINAS, encoding="utf-8")
    data, p = paden.meegeleverd("data"), paden.meegeleverd("params")
    opdrachten = {
        "nijmegen": (instellingen.lees(p / "nijmegen.yml"), Kwartaal(2024, 3)),
        "gepubliceerd": (instellingen.lees(map / "nijkerk.yml"), Kwartaal(2023, 1)),
    }
    yield {naam: run.draai(wat, data / naam, map / naam, k, melder=str).map for naam, (wat, k) in opdrachten.items()}
    cijfers.neem_op(())


@pytest.fixture
def open_pagina(chromium, edities):
    bladen: list = []

    def open_(editie: str, naam: str, scherm: str):
        breed, hoog = SCHERMEN[scherm]
        pagina = chromium.new_page(viewport={"width": breed, "height": hoog})
        pagina.goto((edities[editie] / f"{naam}.html").as_uri())
        bladen.append(pagina)
        return pagina

    yield open_
    for blad in bladen:
        blad.close()


def test_the_error_of_2027_is_the_first_thing_on_the_page(open_pagina):
    blad = open_pagina("nijmegen", "plannen", "zaal")
    paneel = blad.locator("#plannen-bedragen")
    assert paneel.locator("h3").inner_text() == "Het totaal van 2027 klopt niet"
    assert "verschil 225" in paneel.locator("svg.breed").first.text_content()
    blad.select_option("#plannen-bedragen [data-keuze=weergave]", "maatregelen")
    tekst = paneel.locator("svg.breed >> visible=true").text_content()
    assert "1.775" in tekst and "2.1 4.A" in tekst
    assert "Het verschil is 225 duizend euro." in paneel.locator("figcaption >> visible=true").inner_text()


def test_the_other_plan_is_one_choice_away(open_pagina):
    blad = open_pagina("gepubliceerd", "plannen", "tablet")
    paneel = blad.locator("#plannen-bedragen")
    assert paneel.locator("h3").inner_text() == "Het totaal van 2018 klopt niet"
    keuze = paneel.locator("[data-keuze=plan]")
    keuze.select_option(label="Raadsvoorstel 2017-046: Vijf voorstellen 2017")
    assert paneel.locator("h3").inner_text() == "Alle totalen kloppen"


def test_the_list_of_what_is_done_stands_open(open_pagina):
    blad = open_pagina("gepubliceerd", "plannen", "tablet")
    tabel = blad.locator("#plannen-activiteiten table >> visible=true")
    assert "bezuiniging op de Wegwijzer, latere jaren" in tabel.inner_text() and "gestopt" in tabel.inner_text()


@pytest.mark.parametrize("scherm", SCHERMEN)
@pytest.mark.parametrize(
    ("editie", "naam"),
    [("nijmegen", "vluchtelingen"), ("nijmegen", "plannen"), ("nijmegen", "doelen"), ("gepubliceerd", "plannen")],
)
def test_nothing_hangs_over_the_edge(open_pagina, editie, naam, scherm):
    blad = open_pagina(editie, naam, scherm)
    over = blad.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    buiten = blad.evaluate("""() => [...document.querySelectorAll('.beeld svg')].filter(s => s.checkVisibility())
      .flatMap(s => [...s.querySelectorAll('text')].filter(t => {
        const a = t.getBoundingClientRect(), b = s.getBoundingClientRect();
        return a.left < b.left - 2 || a.right > b.right + 2 || a.bottom > b.bottom + 3; }).map(t => t.textContent))""")
    assert not buiten
