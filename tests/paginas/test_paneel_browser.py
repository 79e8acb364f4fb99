"""De losse pagina in een echte browser: van schijf geopend, zonder netwerk, te bedienen met het toetsenbord."""

import beeldset
import pytest

pytestmark = pytest.mark.browser
PANELEN = ("lopend", "looptijd", "uitsplitsing")


@pytest.fixture(scope="module")
def adres(tmp_path_factory):
    return beeldset.losse_pagina(tmp_path_factory.mktemp("pagina"), PANELEN)


@pytest.fixture
def blad(chromium, adres):
    context = chromium.new_context(offline=True, viewport={"width": 820, "height": 1180})
    blad = context.new_page()
    blad.verzoeken, blad.fouten = [], []
    blad.on("request", lambda r: blad.verzoeken.append(r.url))
    blad.on("pageerror", lambda e: blad.fouten.append(str(e)))
    blad.on("console", lambda m: blad.fouten.append(m.text) if m.type == "error" else None)
    blad.goto(adres)
    yield blad
    assert [u for u in blad.verzoeken if not u.startswith(("file:", "data:"))] == []
    assert blad.fouten == []
    context.close()


def zichtbaar(blad, paneel: str) -> tuple[str, str, str]:
    staat = blad.locator(f"#jeugd-{paneel} .staat:not([hidden])")
    assert staat.count() == 1
    beeld, tabel = staat.locator("svg:visible").inner_html(), staat.locator("tbody").inner_html()
    return beeld, tabel, blad.locator(f"#jeugd-{paneel} h3").inner_text()


@pytest.mark.parametrize("paneel", PANELEN)
def test_keyboard_switches_picture_table_and_address(blad, paneel):
    for nr in range(blad.locator(f"#jeugd-{paneel} select[data-keuze]").count()):
        keuze, eerst = blad.locator(f"#jeugd-{paneel} select[data-keuze]").nth(nr), zichtbaar(blad, paneel)
        keuze.focus()
        blad.keyboard.press("ArrowDown")
        daarna = zichtbaar(blad, paneel)
        assert eerst[0] != daarna[0] and eerst[1] != daarna[1]
        assert f"jeugd-{paneel}.{keuze.get_attribute('data-keuze')}={keuze.input_value()}" in blad.evaluate(
            "location.hash"
        )


def test_address_brings_the_state_back(blad, adres):
    blad.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    stand = zichtbaar(blad, "lopend")
    blad.goto("about:blank")
    blad.goto(adres + "#jeugd-lopend.eenheid=trajecten")
    assert zichtbaar(blad, "lopend") == stand
    assert "trajecten" in stand[2]


def test_panels_switch_apart(blad):
    ander = zichtbaar(blad, "looptijd")
    blad.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    assert zichtbaar(blad, "looptijd") == ander


def test_focus_dims_the_other_series(blad):
    blad.select_option("#jeugd-lopend select[data-licht]", "in")
    blad.wait_for_timeout(300)
    dof = blad.locator("#jeugd-lopend .staat:not([hidden]) svg:visible [data-reeks=uit]").first
    vol = blad.locator("#jeugd-lopend .staat:not([hidden]) svg:visible [data-reeks=in]").first
    assert float(dof.evaluate("e => getComputedStyle(e).opacity")) < 0.3
    assert float(vol.evaluate("e => getComputedStyle(e).opacity")) == 1


def test_arrow_keys_read_a_row_of_the_table(blad):
    blad.locator("#jeugd-lopend .staat:not([hidden]) .beeld").focus()
    blad.keyboard.press("ArrowLeft")
    lees = blad.locator("#jeugd-lopend .lees")
    nu = blad.locator("#jeugd-lopend .staat:not([hidden]) tbody tr").last.locator("td").first.text_content()
    assert lees.inner_text().startswith(f"1e kwartaal 2023 (voorlopig): lopend (jeugdigen) {nu}")
    blad.keyboard.press("ArrowLeft")
    assert lees.inner_text().startswith("4e kwartaal 2022")
    assert lees.get_attribute("aria-live") == "polite"


@pytest.mark.parametrize(("breed", "formaat"), [(820, "breed"), (390, "smal"), (1920, "breed")])
def test_each_screen_gets_the_drawing_of_its_size_and_nothing_is_cut(blad, breed, formaat):
    blad.set_viewport_size({"width": breed, "height": 900})
    klassen = blad.evaluate("""[...document.querySelectorAll('.staat:not([hidden]) .beeld svg')]
        .filter(s => s.getBoundingClientRect().width).map(s => s.classList[0])""")
    assert set(klassen) == {formaat}
    assert blad.evaluate("document.documentElement.scrollWidth") <= breed


BOTST = """() => {
  const fout = [], naam = svg => svg.closest('.paneel').id + ' ' + svg.closest('.staat').dataset.staat;
  for (const svg of document.querySelectorAll('.beeld svg')) {
    const vak = svg.getBoundingClientRect();
    if (!vak.width) continue;
    const t = [...svg.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    for (const [s, r] of t) {
      const weg = r.left < vak.left - 2 || r.right > vak.right + 2 || r.bottom > vak.bottom + 3 || r.top < vak.top - 3;
      if (weg) fout.push(`buiten: ${s} in ${naam(svg)}`);
    }
    for (let i = 0; i < t.length; i++) for (let j = i + 1; j < t.length; j++) {
      const [a, b] = [t[i][1], t[j][1]], k = a.height * 0.22;
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top + k < b.bottom - k && b.top + k < a.bottom - k)
        fout.push(`overlap: ${t[i][0]} / ${t[j][0]} in ${naam(svg)}`);
    }
  }
  return fout; }"""


@pytest.mark.parametrize("breed", [390, 820])
def test_no_text_of_a_picture_overlaps_or_leaves_it(blad, breed):
    """Every state of every panel: texts stay inside the sheet and do not touch."""
    blad.evaluate("document.querySelectorAll('.staat').forEach(s => s.hidden = false)")
    blad.set_viewport_size({"width": breed, "height": 900})
    assert blad.evaluate(BOTST) == []


VOORBEELD = """<!doctype html><title>Voorbeeld</title>
<iframe sandbox="allow-scripts" srcdoc="{}" style="width:1100px;height:800px"></iframe>"""
IN_HET_FRAME = "document.querySelector('#jeugd-lopend .staat:not([hidden])').dataset.staat"


@pytest.fixture(scope="module")
def voorbeeld(adres, tmp_path_factory) -> str:
    """The page as a mail program or an intranet shows it: in a frame of its own, without an address."""
    from html import escape
    from pathlib import Path
    from urllib.parse import unquote, urlsplit

    pagina = Path(unquote(urlsplit(adres).path)).read_text(encoding="utf-8")
    pad = tmp_path_factory.mktemp("voorbeeld") / "mail.html"
    pad.write_text(VOORBEELD.format(escape(pagina)), encoding="utf-8")
    return pad.as_uri()


def test_choices_work_in_a_preview_without_an_address_in_chromium(chromium, voorbeeld):
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 900})
    blad = context.new_page()
    fouten = []
    blad.on("pageerror", lambda e: fouten.append(str(e)))
    blad.goto(voorbeeld)
    frame = blad.frames[1]
    frame.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    assert frame.evaluate(IN_HET_FRAME).startswith("trajecten")
    frame.click("text=Zaalstand")
    assert frame.evaluate("document.documentElement.dataset.modus") == "zaal"
    frame.press("body", "ArrowRight")
    assert frame.evaluate("document.querySelectorAll('[data-zaal=nu]').length") == 1
    assert fouten == []
    context.close()


def test_choices_work_in_a_preview_without_an_address_in_firefox(firefox, voorbeeld):
    tab = firefox.tab(voorbeeld)
    frame = tab.frame()
    frame.wacht("document.querySelector('#jeugd-lopend[data-klaar]') !== null")
    voor = frame.zeg(IN_HET_FRAME)
    frame.zeg("document.querySelector('#jeugd-lopend select[data-keuze]').focus()")
    tab.toetsen("\ue015")  # arrow down
    assert frame.wacht(f"{IN_HET_FRAME} !== {voor!r}")
    tab.sluit()
