"""Niets overlapt, is afgesneden of te klein: elke pagina en elke staat, op elk scherm en op papier, nagemeten."""

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.mark.parametrize("maat", ["tablet", "telefoon", "druk"])
@pytest.mark.parametrize("naam", hulp.PAGINAS)
def test_nothing_overlaps_is_cut_off_or_too_small(blad, uitgave, naam, maat):
    pagina = hulp.open_op_maat(blad, uitgave, naam, maat)
    hulp.toon_elke_staat(pagina)
    hulp.maak_hoog(pagina)
    fout = hulp.fouten_in_maat(pagina, maat)
    assert fout == []


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_the_hall_shows_large_letters_that_fit(blad, uitgave, naam):
    """Every screen of the hall mode: overviews and one panel at a time, the first state of each panel."""
    pagina = blad(hulp.adres(uitgave, naam) + "#modus=zaal", 1920, 1080)
    fout, gezien = [], set()
    for _ in range(30):
        hier = pagina.evaluate("location.hash")
        if hier in gezien:
            break
        gezien.add(hier)
        fout += [f"{hier}: {f}" for f in hulp.fouten_in_maat(pagina, "zaal")]
        pagina.keyboard.press("ArrowRight")
    assert len(gezien) >= 4
    assert fout == []


@pytest.mark.parametrize(
    ("daad", "wat"),
    [
        (
            "e => { const t = e.querySelectorAll('text'); t[1].setAttribute('x', t[0].getAttribute('x')); "
            "t[1].setAttribute('y', t[0].getAttribute('y')); }",
            "overlap",
        ),
        ("e => e.querySelector('text').setAttribute('x', '-200')", "buiten het beeld"),
        ("e => { e.querySelector('text').style.fontSize = '9px'; }", "px:"),
        ("e => { const b = e.closest('.beeld'); b.style.overflow = 'hidden'; b.style.height = '40px'; }", "afgesneden"),
        (
            "e => { document.querySelector('p a.woord').style.display = 'inline-flex'; }",
            "link in een zin is geen tekst",
        ),
        ("e => { document.querySelector('nav a').style.cssText = 'display:inline;padding:0'; }", " x "),
    ],
)
def test_a_fault_would_be_found(blad, uitgave, daad, wat):
    pagina = hulp.open_op_maat(blad, uitgave, "taskforce", "tablet")
    hulp.maak_hoog(pagina)
    pagina.locator(".staat:not([hidden]) svg:visible").first.evaluate(daad)
    assert any(wat in f for f in hulp.fouten_in_maat(pagina, "tablet"))
