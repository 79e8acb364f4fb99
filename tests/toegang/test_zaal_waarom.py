"""De zaalstand met W (waarom): de telregel, de noten en de bron komen erbij, en het beeld blijft heel staan."""

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]
ONDER_DE_BALK = """() => {
    const balk = document.querySelector('nav').getBoundingClientRect().top;
    return [...document.querySelectorAll('.paneel[data-zaal=nu] *')].filter(e => e.checkVisibility()
        && e.getBoundingClientRect().height && e.getBoundingClientRect().bottom > balk + 1)
      .map(e => `${e.tagName} ${e.textContent.slice(0, 40)}`); }"""
BEELD = "document.querySelector('.paneel[data-zaal=nu] .staat:not([hidden]) .breed').getBoundingClientRect().toJSON()"


def elk_beeld(blad, uitgave, naam):
    """The page in the hall with one panel large, for each panel in turn."""
    adres = hulp.adres(uitgave, naam)
    pagina = blad(f"{adres}#modus=zaal", 1920, 1080)
    for paneel in pagina.evaluate("[...document.querySelectorAll('.paneel[data-paneel]')].map(p => p.id)"):
        pagina.goto("about:blank")
        pagina.goto(f"{adres}#modus=zaal&paneel={paneel}")
        pagina.wait_for_selector(f"#{paneel}[data-zaal=nu]")
        yield pagina, paneel


@pytest.mark.parametrize("naam", ["jeugd", "wmo", "taskforce", "wijken"])
def test_why_is_wholly_visible_and_leaves_the_picture_alone(blad, uitgave, naam):
    for pagina, paneel in elk_beeld(blad, uitgave, naam):
        voor = pagina.evaluate(BEELD)
        pagina.keyboard.press("w")
        assert pagina.locator(f"#{paneel}.toon-waarom .staat:not([hidden]) .bron").is_visible()
        assert pagina.evaluate(ONDER_DE_BALK) == [], paneel
        assert pagina.evaluate(BEELD) == voor, paneel


def test_a_choice_in_the_hall_is_read_in_full(blad, uitgave):
    """A select takes the width its words need, up to the column; only the name of a plan can be longer than that."""
    kort = """() => [...document.querySelectorAll('.paneel[data-zaal=nu] select')].filter(e => {
        const los = e.cloneNode(true);
        los.style.cssText = 'position:absolute;max-width:none';
        e.before(los);
        const nodig = los.getBoundingClientRect().width;
        los.remove();
        return e.checkVisibility() && nodig > e.getBoundingClientRect().width + 1; }).map(e => e.dataset.keuze)"""
    fout = []
    for naam in hulp.MET_PANELEN:
        for pagina, paneel in elk_beeld(blad, uitgave, naam):
            fout += [f"{paneel} {k}" for k in pagina.evaluate(kort)]
    assert fout == []
