"""Alles is met het toetsenbord te bereiken en te bedienen, en je ziet waar je bent. Ook op 400% en zonder beweging."""

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]
# What has the focus, whether it shows, and what should be reachable.
NU = """() => { const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), v = e.getBoundingClientRect();
  const g = meting.grond(document.body, Math.max(1, v.left - 4), Math.max(1, Math.min(innerHeight - 1, v.top - 3)));
  return { nr: e.dataset.wandel ?? null, soort: e.tagName, rand: s.outlineStyle, dik: parseFloat(s.outlineWidth),
    contrast: meting.contrast(meting.rgba(s.outlineColor), g), inbeeld: v.bottom > 0 && v.top < innerHeight,
    wat: e.outerHTML.slice(0, 80) }; }"""
NUMMER = """() => { let n = 0;
  for (const e of document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')) {
    const dicht = e.closest('details:not([open])');
    const weg = dicht && e.closest('summary')?.parentElement !== dicht;
    if (!weg && !e.disabled && e.checkVisibility({ checkVisibilityCSS: true })) e.dataset.wandel = n++;
  }
  return n; }"""


# Everything a live region says, as a screen reader would hear it.
HOOR = """() => { window.gehoord = [];
  new MutationObserver(lijst => lijst.forEach(m => { const e = (m.target.closest ? m.target : m.target.parentElement);
    const r = e?.closest('[aria-live=polite],[role=status]'); if (r?.textContent) gehoord.push(r.textContent); }))
    .observe(document.body, {subtree: true, childList: true, characterData: true}); }"""


def wandel(pagina, toets: str = "Tab") -> list[dict]:
    """Press Tab until the page is left; what had the focus at each step."""
    gezien = []
    for _ in range(600):
        pagina.keyboard.press(toets)
        nu = pagina.evaluate(NU)
        if nu is None or (gezien and nu["nr"] == gezien[0]["nr"]):
            break
        gezien.append(nu)
    return gezien


@pytest.mark.parametrize("naam", hulp.PAGINAS)
def test_tab_reaches_everything_and_shows_where_you_are(blad, uitgave, naam):
    pagina = blad(hulp.adres(uitgave, naam))
    hulp.open_tabellen(pagina)
    pagina.evaluate(hulp.METINGEN)
    aantal = pagina.evaluate(NUMMER)
    weg = wandel(pagina)
    assert {int(s["nr"]) for s in weg if s["nr"] is not None} == set(range(aantal))
    assert [int(s["nr"]) for s in weg] == sorted(int(s["nr"]) for s in weg), "de volgorde is die van de pagina"
    for stap in weg:
        assert stap["rand"] != "none" and stap["dik"] >= 2 and stap["contrast"] >= 3, stap
        assert stap["inbeeld"], stap


def test_skip_link_goes_to_the_content(blad, uitgave):
    pagina = blad(hulp.adres(uitgave, "jeugd"))
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    assert pagina.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    pagina.keyboard.press("Enter")
    assert pagina.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_every_control_works_with_keys_and_says_what_changed(blad, uitgave, naam):
    pagina = blad(hulp.adres(uitgave, naam))
    bediend = 0
    pagina.evaluate(HOOR)
    for paneel in pagina.locator("section.paneel[data-paneel]").all():
        lees = paneel.locator(".lees")
        assert lees.get_attribute("role") == "status"
        for lijst in paneel.locator("select[data-keuze]").all():
            voor = paneel.locator(".staat:not([hidden])").get_attribute("data-staat")
            lijst.focus()
            pagina.keyboard.press("ArrowDown")
            staat = paneel.locator(".staat:not([hidden])")
            assert staat.get_attribute("data-staat") != voor
            zin = staat.locator("figcaption").text_content()
            pagina.wait_for_function("z => gehoord.includes(z)", arg=zin, timeout=2000)
            assert paneel.locator("h3").text_content() == staat.get_attribute("data-titel")
            bediend += 1
        nadruk = paneel.locator("select[data-licht]:visible")
        if nadruk.count():
            nadruk.focus()
            pagina.keyboard.press("ArrowDown")
            assert paneel.get_attribute("data-licht")
        beeld = paneel.locator(".staat:not([hidden]) .beeld")
        beeld.focus()
        pagina.keyboard.press("ArrowRight")
        eerste = paneel.locator(".staat:not([hidden]) tbody tr").first.locator("th").text_content()
        assert lees.text_content().startswith(eerste)
        summary = paneel.locator(".staat:not([hidden]) details:has(table) > summary")
        summary.focus()
        pagina.keyboard.press("Enter")
        assert paneel.locator(".staat:not([hidden]) table").is_visible()
    assert bediend >= 4


@pytest.mark.parametrize("naam", hulp.PAGINAS)
def test_zoom_of_400_percent_needs_no_sideways_scrolling(blad, uitgave, naam):
    pagina = blad(hulp.adres(uitgave, naam), 320, 256)
    assert pagina.evaluate("document.documentElement.scrollWidth") <= 320
    for lijst in pagina.locator("select:visible").all():
        vak = lijst.bounding_box()
        assert vak["x"] >= 0 and vak["x"] + vak["width"] <= 320


def test_text_spacing_may_be_wider(blad, uitgave):
    """WCAG 1.4.12: a reader may set more room between lines, words and letters."""
    pagina = blad(hulp.adres(uitgave, "jeugd"), 390)
    pagina.evaluate("""() => { const s = new CSSStyleSheet();
      s.replaceSync('body :not(svg, svg *){line-height:1.5!important;letter-spacing:.12em!important;' +
        'word-spacing:.16em!important}');
      document.adoptedStyleSheets = [s]; }""")
    fout = [f for f in hulp.meet(pagina, "geometrie")["fout"] if not f.startswith("afgesneden: keuze")]
    assert fout == []


def test_nothing_moves_for_who_asks_for_rest(blad, uitgave):
    for rust, mag in (("reduce", False), ("no-preference", True)):
        pagina = blad(hulp.adres(uitgave, "jeugd"), reduced_motion=rust)
        lijst = pagina.locator("#jeugd-lopend select[data-licht]")
        lijst.focus()
        pagina.keyboard.press("ArrowDown")
        bewegend = pagina.evaluate("document.getAnimations().length")
        assert mag or bewegend == 0


def test_the_live_page_works_with_keys(presentator):
    pagina = presentator("jeugd")
    pagina.evaluate(hulp.METINGEN)
    aantal = pagina.evaluate(NUMMER)
    assert {int(s["nr"]) for s in wandel(pagina) if s["nr"] is not None} == set(range(aantal)) and aantal > 30
    pagina.evaluate(HOOR)
    lijst = pagina.locator("#jeugd-lopend select[data-keuze]")
    lijst.focus()
    pagina.keyboard.press("ArrowDown")
    pagina.wait_for_function("gehoord.some(z => z.includes('trajecten'))", timeout=5000)
