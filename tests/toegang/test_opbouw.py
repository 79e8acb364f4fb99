"""Wat een schermlezer krijgt: herkenningspunten, koppen op volgorde, namen, en elk getal van elk beeld."""

import re
from itertools import pairwise

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]
# A label of a scale: bare numbers, three or more in one column of their drawing, each beside a helper line.
AS = """() => { window.streepje = t => /^\\d+$/.test(t.textContent)
  && [...t.closest('svg').querySelectorAll('text')].filter(a => /^\\d+$/.test(a.textContent)
    && getComputedStyle(a).fill === getComputedStyle(t).fill
    && Math.abs(a.getBoundingClientRect().right - t.getBoundingClientRect().right) < 1).length >= 3; }"""
MET_NAAM = "button|checkbox|combobox|figure|heading|img|link|navigation|radio|region|searchbox|table|textbox"


@pytest.fixture(params=hulp.PAGINAS)
def pagina(request, blad, uitgave):
    pagina = blad(hulp.adres(uitgave, request.param))
    pagina.naam = request.param
    return pagina


def boom(pagina) -> str:
    return pagina.locator("body").aria_snapshot()


def zonder_naam(snapshot: str) -> list[str]:
    """Nodes of the tree that must have a name and have none."""
    return [r.strip() for r in snapshot.splitlines() if re.match(rf"\s*- (?:{MET_NAAM})(?!\s*\")(?=[\s:]|$)", r)]


def test_landmarks(pagina):
    snapshot = boom(pagina)
    for punt in ("banner", "main", "contentinfo"):
        assert len(re.findall(rf"^- {punt}\b", snapshot, re.M)) == 1, punt
    if pagina.naam != "alle kwartalen":
        assert len(re.findall(r'^- navigation "Onderdelen"', snapshot, re.M)) == 1
    buiten = [
        r
        for r in snapshot.splitlines()
        if r.startswith("- ")
        and not re.match(r"- (banner|main|contentinfo|navigation|link \"Naar de inhoud\"|link \"Go)", r)
    ]
    assert buiten == []


def test_headings_go_down_one_step_at_a_time(pagina):
    niveaus = [int(n) for n in re.findall(r"- heading .*\[level=(\d)\]", boom(pagina))]
    assert niveaus[0] == 1 and niveaus.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(niveaus)), niveaus


def test_everything_has_a_name(pagina):
    hulp.open_tabellen(pagina)
    assert zonder_naam(boom(pagina)) == []
    assert pagina.locator("[role=group]:not([aria-label]):not([aria-labelledby])").count() == 0


def test_language_and_title(pagina):
    assert pagina.evaluate("document.documentElement.lang") == "nl"
    assert len(pagina.title()) > 10
    ids = pagina.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_every_panel_has_its_picture_sentence_and_table(blad, uitgave, naam):
    pagina = blad(hulp.adres(uitgave, naam))
    hulp.open_tabellen(pagina)
    for paneel in pagina.locator("section.paneel[data-paneel]").all():
        snapshot, titel = paneel.aria_snapshot(), paneel.locator("h3").inner_text()
        assert f'heading "{titel}"' in snapshot.replace('\\"', '"')
        assert len(re.findall(r"- '?figure \"", snapshot)) == 1
        assert len(re.findall(r"- '?img \"", snapshot)) == 1
        assert len(re.findall(r"- '?table \"", snapshot)) == 1
        for lijst in paneel.locator("select:visible").all():
            assert lijst.evaluate("s => s.labels[0].firstChild.textContent.trim()")


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_every_number_of_every_picture_can_be_read(blad, uitgave, naam):
    """The numbers in a drawing are in the tree as cells of its table or words of its alternative text."""
    pagina = blad(hulp.adres(uitgave, naam))
    hulp.toon_elke_staat(pagina)
    staten = pagina.locator(".staat").all()
    assert len(staten) >= 10
    pagina.evaluate(AS)
    ontbreekt = []
    for staat in staten:
        getekend = staat.evaluate("s => [...s.querySelectorAll('.beeld text')].map(t => [t.textContent, streepje(t)])")
        getekend = [tekst for tekst, as_ in getekend if not as_]
        boom_ = re.sub(r"- '?img \".*", lambda m: re.split(r'"\'?: ', m[0])[0], staat.aria_snapshot())
        gelezen = {g.rstrip(".,") for g in re.findall(r"\d[\d.,]*", boom_)}
        ontbreekt += [
            (staat.get_attribute("data-staat"), tekst)
            for tekst in getekend
            if not as_schaal(tekst) and {g.rstrip(".,") for g in re.findall(r"\d[\d.,]*", tekst)} - gelezen
        ]
    assert ontbreekt == []


def as_schaal(tekst: str) -> bool:
    """Marks of an axis and "en nog 4 groepen" are no figures: the groups themselves are rows of the table."""
    return bool(re.fullmatch(r"K[1-4]|20\d\d|en nog \d+ groep(en)?", tekst.strip()))


@pytest.mark.parametrize("naam", ["jeugd", "taskforce"])
def test_the_live_page_has_the_same_structure(presentator, blad, uitgave, naam):
    levend, vast = presentator(naam), blad(hulp.adres(uitgave, naam))
    assert zonder_naam(boom(levend)) == []
    skelet = [
        re.findall(
            r"^\s*- (?:heading|region|figure|img|combobox|banner|main|contentinfo|navigation).*$",
            p.locator("body").aria_snapshot(),
            re.M,
        )
        for p in (levend, vast)
    ]
    assert [r.strip() for r in skelet[0]] == [r.strip() for r in skelet[1]]


def test_a_nameless_control_would_be_found():
    assert zonder_naam('- main:\n  - combobox:\n  - img "Kolommen"\n  - link "Jeugd"') == ["- combobox:"]
