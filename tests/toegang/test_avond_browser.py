"""De avond van begin tot eind met het toetsenbord, op het grote scherm. Op de tablet past alles."""

import os
import re
import subprocess
import sys

import hulp
import pytest
from test_taal import ENGELS, woorden

from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht import instellingen
from sociaaldomein.paginas import avond
from sociaaldomein.uitgave import uitvoermap

pytestmark = [pytest.mark.browser, pytest.mark.traag]
ONDERDELEN = ("programma", "pauze", "quiz", "college", "praktijkcasus", "reflectie", "afronding")
KENNISMAKING = "2026-06-25-kennismaking.yml"
AGENDA = [n for d in instellingen.lees(meegeleverd("params") / KENNISMAKING).avond.onderdelen for n in d.paginas]


def engels(pagina) -> list[str]:
    tekst = pagina.inner_text("body")
    return sorted({w for w in woorden(tekst) if w.strip(".,").lower() in ENGELS - {"begin", "over", "file"}})


def stand(pagina) -> tuple:
    return pagina.evaluate("""[location.pathname.split('/').pop().replace('.html', ''), location.hash,
        document.querySelectorAll('details.onthul[open]').length]""")


def loop(pagina, kijk, toets="PageDown", meest=200) -> list:
    """Press one key until nothing changes any more; look at every screen on the way."""
    gezien = []
    while len(gezien) < meest:
        pagina.wait_for_selector("html[data-modus=zaal]")
        nu = tuple(stand(pagina))
        if gezien and nu == gezien[-1]:
            return gezien
        gezien.append(nu)
        kijk(pagina)
        pagina.keyboard.press(toets)
        pagina.wait_for_timeout(30)
    raise AssertionError("de avond houdt niet op")


def test_the_whole_evening_by_keyboard_on_the_big_screen(blad, avondmap):
    fout = []

    def kijk(p):
        if stand(p)[0] in ONDERDELEN:  # the pages of figures are measured in test_geometrie
            fout.extend(f"{stand(p)}: {f}" for f in hulp.fouten_in_maat(p, "zaal"))
        fout.extend(f"{stand(p)}: {w}" for w in engels(p))

    pagina = blad((avondmap / "programma.html").as_uri() + "#modus=zaal", 1920, 1080)
    gezien = loop(pagina, kijk)
    volgorde = list(dict.fromkeys(naam for naam, *_ in gezien))
    assert volgorde == ["programma", *AGENDA] and set(ONDERDELEN) < set(volgorde)
    assert sum(naam == "quiz" for naam, *_ in gezien) == 10, "every statement, and every answer"
    assert fout == []
    terug = loop(pagina, lambda _: None, "PageUp")
    assert list(dict.fromkeys(naam for naam, *_ in terug)) == volgorde[::-1]


def test_a_number_opens_a_part_and_zero_the_programme(blad, avondmap):
    pagina = blad((avondmap / "programma.html").as_uri() + "#modus=zaal", 1920, 1080)
    for toets, naam in (("4", "college"), ("5", "jeugd"), ("8", "afronding"), ("0", "programma")):
        pagina.keyboard.press(toets)
        pagina.wait_for_url(f"**/{naam}.html#modus=zaal")
        pagina.wait_for_selector("html[data-modus=zaal]")


def test_a_click_in_the_programme_stays_in_the_hall(blad, avondmap):
    pagina = blad((avondmap / "programma.html").as_uri() + "#modus=zaal", 1920, 1080)
    pagina.locator(".programma a").nth(3).click()
    pagina.wait_for_url("**/college.html#modus=zaal")


def test_the_answer_stays_covered_until_the_next_key(blad, avondmap):
    pagina = blad((avondmap / "quiz.html").as_uri() + "#modus=zaal", 1920, 1080)
    assert not pagina.locator(".oordeel").first.is_visible()
    pagina.keyboard.press(" ")
    assert pagina.locator("#stelling-1 .oordeel").is_visible()
    assert pagina.locator("#stelling-1 svg:visible").count() == 1
    pagina.keyboard.press("PageUp")
    assert not pagina.locator("#stelling-1 .oordeel").is_visible()


@pytest.mark.parametrize("maat", ["tablet", "telefoon", "druk"])
@pytest.mark.parametrize("naam", ONDERDELEN)
def test_every_part_fits_every_screen_and_paper(blad, avondmap, naam, maat):
    m = hulp.MATEN[maat]
    pagina = blad((avondmap / f"{naam}.html").as_uri(), m.breed, m.hoog)
    if m.druk:
        pagina.emulate_media(media="print")
    hulp.open_tabellen(pagina)
    hulp.maak_hoog(pagina)
    assert hulp.fouten_in_maat(pagina, maat) == [] and engels(pagina) == []


@pytest.mark.parametrize("naam", ["opdrachten-zoeken", "opdrachten-vergelijken", "opdrachten-duiden", "welkom"])
def test_the_assignments_fit_the_tablet(blad, najaarmap, naam):
    pagina = blad((najaarmap / f"{naam}.html").as_uri())
    hulp.open_tabellen(pagina)
    hulp.maak_hoog(pagina)
    assert hulp.fouten_in_maat(pagina, "tablet") == [] and engels(pagina) == []


@pytest.mark.parametrize("naam", ONDERDELEN)
def test_axe_finds_nothing(blad, avondmap, naam):
    pagina = blad((avondmap / f"{naam}.html").as_uri())
    hulp.open_tabellen(pagina)
    assert hulp.axe(pagina) == []


def test_an_assignment_leads_to_its_panel_in_the_right_state(blad, najaarmap):
    pagina = blad((najaarmap / "opdrachten-zoeken.html").as_uri())
    pagina.locator("#opdracht-2 a.knop").click()
    pagina.wait_for_selector("#jeugd-lopend[data-klaar]")
    assert pagina.input_value("#jeugd-lopend select[data-keuze=eenheid]") == "trajecten"


def test_without_a_script_everything_is_still_there(blad, avondmap):
    pagina = blad((avondmap / "quiz.html").as_uri(), java_script_enabled=False)
    pagina.locator("#stelling-1 summary").first.click()
    assert pagina.locator("#stelling-1 .oordeel").is_visible()
    pagina.goto((avondmap / "reflectie.html").as_uri())
    assert not pagina.locator(".zoek").is_visible() and pagina.locator(".alles a").count() > 30


# ---------------------------------------------------------------- live, as the adviser starts it


@pytest.mark.traag
def test_presenteer_shows_the_evening_and_only_the_presenter_sees_the_clock(tmp_path, chromium, voorbeeldlevering):
    """D3: one command with the params file of the evening; the live pages walked to the end, the clock beside it."""
    tekst = (meegeleverd("params") / KENNISMAKING).read_text(encoding="utf-8")
    tekst = re.sub(r"^bron: .*$", f"bron: {voorbeeldlevering}", tekst, flags=re.M)
    pad = tmp_path / KENNISMAKING
    pad.write_text(tekst, encoding="utf-8")
    opdracht = [sys.executable, "-m", "sociaaldomein", "presenteer", str(pad), "--geen-venster"]
    proces = subprocess.Popen(opdracht, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUTF8": "1"})
    try:
        regels = (re.search(r"http://127\.0\.0\.1:\d+/\?sleutel=[\w-]+", r) for r in proces.stderr)
        adres = next(m[0] for m in regels if m)
        basis = adres.split("/?")[0]
        context = chromium.new_context(viewport={"width": 1920, "height": 1080})
        pagina, fouten = context.new_page(), []
        pagina.on("pageerror", lambda f: fouten.append(str(f)))
        pagina.goto(adres)
        pagina.wait_for_selector("#programma", timeout=60_000)
        assert pagina.url.startswith(f"{basis}/programma")
        pagina.goto(f"{basis}/quiz#modus=zaal")
        pagina.wait_for_selector("html[data-modus=zaal] #stelling-1", timeout=60_000)
        with context.expect_page() as nieuw:
            pagina.keyboard.press("k")
        klok = nieuw.value
        klok.wait_for_selector("#bezig:text-is('Raad of Fabel?')", timeout=60_000)
        assert re.fullmatch(r"Nog [45]:\d\d", klok.inner_text("#tijd"))
        assert "Gepland: 21.05 tot 21.10" in klok.inner_text("#gepland")
        klok.click("#volgende")
        pagina.wait_for_selector("#stelling-1 details[open]")
        for _ in range(9):
            klok.click("#volgende")
            pagina.wait_for_timeout(50)
        pagina.wait_for_url(f"{basis}/college.html#modus=zaal", timeout=60_000)
        klok.wait_for_selector("#bezig:text-is('Mini-college')", timeout=60_000)
        assert pagina.locator("#wandklok").count() == 0 and "Nog " not in pagina.inner_text("body")
        assert fouten == []
        uitgave = uitvoermap.huidige(tmp_path / "uitvoer", "2023-K1")
        assert avond.lees(uitgave / "openbaar")["titel"] == "Kennismaking met het sociaal domein"
        assert not [p for p in uitgave.rglob("*.html") if "wandklok" in p.read_text(encoding="utf-8")]
        context.close()
    finally:
        proces.send_signal(2)
        proces.communicate(timeout=120)
