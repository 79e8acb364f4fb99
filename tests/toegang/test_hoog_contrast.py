"""Windows hoog contrast: het systeem kiest de kleuren. Alles blijft leesbaar, en u ziet waar u bent."""

import pytest

pytestmark = pytest.mark.browser
HIER = """() => [...document.querySelectorAll('nav a')].map(a =>
    [a.hasAttribute('aria-current'), getComputedStyle(a).backgroundColor])"""
NAAM_ONDER_GETAL = """() => [...document.querySelectorAll('.kpis li')].filter(li => {
    const groot = li.querySelector('strong'), stijl = getComputedStyle(groot);
    return parseFloat(stijl.lineHeight) < 1.4 * parseFloat(stijl.fontSize)
        || li.querySelector('.naam').getBoundingClientRect().bottom > groot.getBoundingClientRect().top + 1;
}).map(li => li.textContent)"""
OP_EIGEN_VLAK = """() => [...document.querySelectorAll('.beeld, .spark')].filter(b => {
    const stijl = getComputedStyle(b);
    return stijl.forcedColorAdjust !== 'none' || stijl.backgroundColor === 'rgba(0, 0, 0, 0)';
}).length"""


@pytest.mark.parametrize(("avond", "kleur"), [("avondmap", "light"), ("najaarmap", "dark")])
def test_every_page_can_be_read_in_forced_colours(blad, request, avond, kleur):
    """The name of a tile is whole, the page one is on stands out, and a drawing keeps its own ground."""
    map_ = request.getfixturevalue(avond)
    paginas = sorted(map_.glob("*.html"))
    pagina = blad(paginas[0].as_uri(), kleur=kleur, forced_colors="active")
    beelden = met_weg = 0
    for pad in paginas:
        pagina.goto(pad.as_uri())
        assert pagina.evaluate("matchMedia('(forced-colors: active)').matches")
        nu, ander = ({k for hier, k in pagina.evaluate(HIER) if hier == soort} for soort in (True, False))
        assert not nu & ander, pad.name
        met_weg += bool(nu)  # a page that is in no part of the agenda is on none
        assert pagina.evaluate(NAAM_ONDER_GETAL) == [], pad.name
        assert pagina.evaluate(OP_EIGEN_VLAK) == 0, pad.name
        beelden += pagina.locator(".beeld").count()
    assert met_weg > 8 and beelden
