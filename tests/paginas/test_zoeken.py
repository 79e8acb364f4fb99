"""Het zoekvak van de avond: dertig vragen van een raadslid, in een echte browser, van schijf en zonder netwerk."""

import pytest
from vragen import VRAGEN

pytestmark = pytest.mark.browser
GENOEG = 25


@pytest.fixture(scope="module")
def zoek(chromium, avondmap):
    """Ask a question; gives the addresses, best first."""
    context = chromium.new_context(offline=True, viewport={"width": 820, "height": 1180})
    blad = context.new_page()
    blad.goto((avondmap / "reflectie.html").as_uri())
    yield lambda vraag: blad.evaluate("v => sdZoek(v).map(g => g.adres)", vraag)
    context.close()


def test_thirty_questions_find_their_panel_among_the_first_two(zoek):
    gevonden = {vraag: zoek(vraag)[:2] for vraag, _ in VRAGEN}
    mis = [(v, gevonden[v]) for v, goed in VRAGEN if not any(g in a for a in gevonden[v] for g in goed)]
    assert len(VRAGEN) == 30
    assert len(VRAGEN) - len(mis) >= GENOEG, mis


@pytest.mark.parametrize(
    ("vraag", "stand"),
    [
        ("Hoeveel jongeren hebben verblijf?", "dimensie=hoofdcategorie"),
        ("Wie krijgt hulp bij het huishouden van de Wmo?", "dimensie=productcategorie"),
        ("Is het besluit op tijd?", "termijn=beschikking"),
        ("Wat kostte de jeugdhulp per kostensoort?", "weergave=kostensoort"),
    ],
)
def test_the_panel_opens_in_the_state_that_answers(zoek, vraag, stand):
    assert stand in zoek(vraag)[0]


@pytest.mark.parametrize(
    "paar",
    [
        ("hoeveel jeugdigen", "HOEVEEL JEUGDIGE"),
        ("kosten jeugd", "kost jeugdhulp"),
        ("wachttijden", "wachttijd"),
        ("beëindigde trajecten", "beeindigd traject"),
    ],
)
def test_case_accents_and_plurals_do_not_matter(zoek, paar):
    een, ander = map(zoek, paar)
    assert een[0] == ander[0]


def test_a_question_the_monitor_cannot_answer_gets_the_reason(chromium, avondmap):
    """It does not say that the best answer stands on top: there is none."""
    context = chromium.new_context(offline=True)
    blad = context.new_page()
    blad.goto((avondmap / "reflectie.html").as_uri())
    for vraag in ("Wat kosten de aanbieders?", "de top 10 duurste", "Hoe lang is de wachtlijst?"):
        blad.fill("#zoekvak", vraag)
        regel = blad.inner_text(".gevonden")
        assert regel.startswith("Dit staat niet in de monitor. ") and "beste antwoord" not in regel, vraag
    context.close()


def test_nonsense_finds_nothing_and_says_so(chromium, avondmap):
    context = chromium.new_context(offline=True)
    blad = context.new_page()
    blad.goto((avondmap / "reflectie.html").as_uri())
    blad.fill("#zoekvak", "xyzzy")
    assert "Niets gevonden" in blad.inner_text(".gevonden") and blad.locator(".alles").is_visible()
    blad.fill("#zoekvak", "Hoeveel jeugdigen krijgen hulp?")
    assert not blad.locator(".alles").is_visible()
    with blad.expect_navigation():
        blad.press("#zoekvak", "Enter")
    assert "jeugd.html" in blad.url and "paneel=jeugd-lopend" in blad.url
    context.close()
