"""De zaalstand en wat een bezoeker meeneemt, in een echte browser: van schijf geopend, zonder netwerk."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import beeldset
import openpyxl
import pytest

pytestmark = pytest.mark.browser
PANELEN = ("lopend", "instroom", "looptijd", "triage", "leeftijd")


@pytest.fixture(scope="module")
def adres(tmp_path_factory):
    return beeldset.losse_pagina(tmp_path_factory.mktemp("pagina"), PANELEN)


@pytest.fixture(scope="module")
def scherm(chromium):
    context = chromium.new_context(offline=True, viewport={"width": 1920, "height": 1080}, accept_downloads=True)
    blad = context.new_page()
    yield blad
    context.close()


@pytest.fixture
def zaal(scherm, adres):
    fouten = []
    scherm.on("pageerror", lambda e: fouten.append(str(e)))
    scherm.goto("about:blank")
    scherm.goto(adres + "#modus=zaal")
    yield scherm
    assert fouten == []


def te_zien(blad) -> list[str]:
    return blad.evaluate("[...document.querySelectorAll('.paneel')].filter(p => p.checkVisibility()).map(p => p.id)")


def druk(blad, *toetsen: str) -> list[str]:
    for toets in toetsen:
        blad.keyboard.press(toets)
    return te_zien(blad)


def test_four_at_a_time_then_one_by_one_with_a_remote(zaal):
    assert te_zien(zaal) == [f"jeugd-{n}" for n in PANELEN[:4]]
    assert druk(zaal, "PageDown") == ["jeugd-lopend"]
    assert druk(zaal, " ") == ["jeugd-instroom"] and "paneel=jeugd-instroom" in zaal.evaluate("location.hash")
    assert druk(zaal, "ArrowLeft") == ["jeugd-lopend"]
    assert druk(zaal, "Escape") == [f"jeugd-{n}" for n in PANELEN[:4]]
    assert druk(zaal, *["ArrowRight"] * 5) == ["jeugd-leeftijd"], "a single panel is shown large at once"
    assert druk(zaal, "PageUp", "Escape") == [f"jeugd-{n}" for n in PANELEN[:4]]


def test_number_key_opens_another_part_in_the_hall(zaal):
    zaal.keyboard.press("2")
    zaal.wait_for_url("**/wmo.html#modus=zaal")
    zaal.wait_for_selector("html[data-modus=zaal]")


def test_why_shows_rule_source_and_caveat(zaal):
    druk(zaal, "PageDown")
    telt = zaal.locator("#jeugd-lopend .staat:not([hidden]) .telt")
    assert not telt.is_visible()
    druk(zaal, "w")
    assert telt.is_visible() and zaal.locator("#jeugd-lopend .waarom").get_attribute("aria-expanded") == "true"
    assert zaal.locator("#jeugd-lopend .staat:not([hidden]) .noot").is_visible()
    druk(zaal, "w")
    assert not telt.is_visible()


def test_single_keys_do_nothing_outside_the_hall(zaal):
    zaal.get_by_role("button", name="Gewone stand").click()
    voor = zaal.url
    assert "modus" not in voor and len(druk(zaal, "w", "2", "Escape", "f")) == len(PANELEN)
    assert zaal.url == voor
    zaal.get_by_role("button", name="Zaalstand").click()
    assert zaal.evaluate("document.documentElement.dataset.modus") == "zaal"


def test_nothing_is_under_the_hall_minimum_or_cut_off(zaal):
    """Every screen at 1920x1080: text of at least 1rem (24 px), nothing outside the screen."""
    for _ in range(6):
        fout = zaal.evaluate("""() => [...document.querySelectorAll('body *')].flatMap(e => {
            const t = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!t || !e.checkVisibility() || e.closest('.sd-meld,.sla-over,h2,script,style')) return [];
            const vak = e.closest('svg'), r = e.getBoundingClientRect();
            const kader = vak && vak.viewBox.baseVal, s = vak && vak.getBoundingClientRect();
            const maat = parseFloat(getComputedStyle(e).fontSize)
              * (vak ? Math.min(s.width / kader.width, s.height / kader.height) : 1);
            return maat < 23.5 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1
              ? [`${e.textContent.slice(0, 40)} ${maat.toFixed(1)}`] : []; })""")
        assert fout == [], te_zien(zaal)
        druk(zaal, "PageDown")


def test_a_phone_that_gets_the_address_of_the_hall_shows_the_page(chromium, adres):
    blad = chromium.new_page(viewport={"width": 390, "height": 844})
    blad.goto(adres + "#modus=zaal&paneel=jeugd-triage")
    assert len(te_zien(blad)) == len(PANELEN) and not blad.locator(".zaalknop").is_visible()
    blad.close()


def test_pointing_reads_the_row_of_the_table(zaal, adres):
    druk(zaal, "PageDown")
    vak = zaal.locator("#jeugd-lopend .staat:not([hidden]) svg.breed [data-rij='3']")
    doos = vak.bounding_box()
    zaal.mouse.move(doos["x"] + doos["width"] / 2, doos["y"] + doos["height"] / 2)
    lees, rij = zaal.locator("#jeugd-lopend .lees"), zaal.locator("#jeugd-lopend .staat:not([hidden]) tbody tr").nth(3)
    for cel in rij.locator("th,td").all_text_contents():
        assert cel in lees.inner_text()
    assert "nu" in vak.get_attribute("class")


def test_every_place_to_point_at_belongs_to_a_row():
    p = beeldset.openbaar()
    from sociaaldomein import panelen

    for naam, paneel in panelen.panelen("raadsmonitor", "jeugd").items():
        for keuze in paneel.staten()[:1]:
            b = paneel.functie(p, "jeugd", beeldset.NU, **keuze)
            for svg in b.svg.values():
                vakken = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
                nummers = [int(v.get("data-rij")) for v in vakken if v.get("data-rij")]
                assert all(n < len(b.rijen) for n in nummers), (naam, keuze)


def bewaar(blad, paneel: str, knop: str) -> tuple[str, bytes]:
    menu = blad.locator(f"#jeugd-{paneel} .bewaren")
    if not menu.evaluate("e => e.open"):
        menu.locator("summary").click()
    with blad.expect_download() as wacht:
        menu.get_by_role("button", name=knop).click()
    return wacht.value.suggested_filename, wacht.value.path().read_bytes()


def laatste(blad) -> str:
    """The last total in the table that is shown."""
    return blad.locator("#jeugd-lopend .staat:not([hidden]) tbody tr").nth(7).locator("td").first.text_content()


@pytest.fixture
def gewoon(scherm, adres):
    scherm.goto("about:blank")
    scherm.goto(adres)
    return scherm


def test_csv_holds_the_table_and_its_source_and_no_formula(gewoon):
    naam, inhoud = bewaar(gewoon, "lopend", "Cijfers (CSV)")
    assert naam == "voorbeeld-2023-k1-jeugd-lopend-clienten.csv" and inhoud.startswith(b"\xef\xbb\xbf")
    rijen = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))
    assert rijen[0][:2] == ["Kwartaal", "Lopend (jeugdigen)"] and rijen[8][1] == laatste(gewoon).replace(".", "")
    tekst = inhoud.decode()
    assert "Bron: " in tekst and "Voorbeelddata (synthetisch)" in tekst
    gewoon.evaluate("document.querySelector('#jeugd-lopend .staat:not([hidden]) tbody td').textContent = '=1+1'")
    rijen = list(csv.reader(io.StringIO(bewaar(gewoon, "lopend", "Cijfers (CSV)")[1].decode()), delimiter=";"))
    assert rijen[1][1] == "'=1+1"


def test_workbook_opens_and_has_numbers(gewoon):
    naam, inhoud = bewaar(gewoon, "lopend", "Cijfers (Excel)")
    assert naam.endswith(".xlsx")
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        assert zip_.testzip() is None
    blad = openpyxl.load_workbook(io.BytesIO(inhoud)).active
    assert [c.value for c in blad[1]][:2] == ["Kwartaal", "Lopend (jeugdigen)"]
    assert blad.cell(9, 2).value == int(laatste(gewoon).replace(".", ""))


def test_picture_is_saved_with_title_sentence_and_source(gewoon):
    svg = bewaar(gewoon, "lopend", "Beeld (SVG)")[1].decode()
    tekst = " ".join(
        "".join(e.itertext()) for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    )
    assert gewoon.locator("#jeugd-lopend h3").inner_text() in tekst
    assert laatste(gewoon) in tekst and "Bron: " in tekst and "Voorbeelddata (synthetisch)" in tekst
    assert "var(--" not in svg and "data-rij" not in svg
    naam, png = bewaar(gewoon, "lopend", "Beeld (PNG)")
    assert naam.endswith(".png") and png.startswith(b"\x89PNG") and int.from_bytes(png[16:20]) == 1536


def test_sentence_and_address_go_to_the_clipboard(chromium, adres):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    blad = context.new_page()
    blad.goto(adres)
    blad.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    blad.locator("#jeugd-lopend .bewaren summary").click()
    blad.get_by_role("button", name="Kopieer zin met bron").click()
    blad.locator("#jeugd-lopend .gedaan", has_text="gekopieerd").wait_for()
    tekst = blad.evaluate("navigator.clipboard.readText()")
    assert tekst.startswith("In het 1e kwartaal van 2023 liepen er") and "Bron: " in tekst and "synthetisch" in tekst
    blad.get_by_role("button", name="Kopieer adres van dit beeld").click()
    blad.locator("#jeugd-lopend .gedaan", has_text="adres").wait_for()
    link = blad.evaluate("navigator.clipboard.readText()")
    assert link == adres + "#paneel=jeugd-lopend&jeugd-lopend.eenheid=trajecten"
    context.close()


def test_each_panel_stays_on_one_sheet_of_paper(gewoon):
    """On A4 at the width of the paper no panel is higher than the paper."""
    gewoon.emulate_media(media="print")
    gewoon.set_viewport_size({"width": 688, "height": 1016})  # A4 minus margins of 14 mm, in css px
    hoog = gewoon.evaluate("[...document.querySelectorAll('.paneel')].map(p => [p.id, p.offsetHeight])")
    gewoon.emulate_media(media="screen")
    gewoon.set_viewport_size({"width": 1920, "height": 1080})
    assert [p for p in hoog if p[1] > 1016] == []


def test_the_keys_close_with_the_next_key(zaal):
    for toets in ("Escape", "ArrowRight"):
        zaal.click(".toetsen summary")
        assert zaal.locator(".toetsen[open]").count() == 1
        zaal.locator("body").press(toets)
        assert zaal.locator(".toetsen[open]").count() == 0, toets


def test_zero_is_the_tenth_part(zaal):
    """A page with ten parts: each has a key, and the key stands beside its name."""
    zaal.evaluate("""() => { const lijst = document.querySelector('nav ol');
        while (lijst.children.length < 10) lijst.append(lijst.children[0].cloneNode(true));
        [...lijst.querySelectorAll('a')].forEach((a, i) => a.addEventListener('click', e => {
            e.preventDefault(); e.stopPropagation(); window.gekozen = i + 1; })); }""")
    for toets, nr in (("1", 1), ("9", 9), ("0", 10)):
        zaal.keyboard.press(toets)
        assert zaal.evaluate("window.gekozen") == nr
    assert zaal.evaluate("getComputedStyle(document.querySelectorAll('nav li a')[9], ':before').content") == '"0"'


def test_on_paper_every_table_is_open_and_afterwards_closed_again(scherm, adres):
    """Also in a browser that does not know ::details-content: the page opens them itself."""
    scherm.goto("about:blank")
    scherm.goto(adres)
    open_ = "document.querySelectorAll('.paneel details[open]').length"
    voor = scherm.evaluate(open_)
    scherm.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert scherm.evaluate("document.querySelectorAll('.sd details:not([open])').length") == 0
    scherm.evaluate("dispatchEvent(new Event('afterprint'))")
    assert scherm.evaluate(open_) == voor
    assert "details-content" not in scherm.evaluate(
        "[...document.styleSheets[0].cssRules].filter(r => r.media"
        " && r.media.mediaText === 'print').map(r => r.cssText).join('')"
    )


def test_a_sentence_is_read_aloud_once(scherm, adres):
    """It stands under the picture; the name of the figure and of the drawing do not repeat it."""
    scherm.goto("about:blank")
    scherm.goto(adres)
    for figuur in scherm.locator("figure").all():
        zin, naam = figuur.locator("figcaption").text_content(), figuur.get_attribute("aria-label")
        labels = figuur.evaluate("f => [...f.querySelectorAll('svg')].map(s => s.getAttribute('aria-label'))")
        assert naam and zin not in naam and not any(zin in label for label in labels)
