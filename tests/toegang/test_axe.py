"""axe vindt niets op elke pagina, licht en donker, op tablet en telefoon, en op de levende pagina."""

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.mark.parametrize("naam", hulp.PAGINAS)
@pytest.mark.parametrize(("kleur", "breed"), [("light", 820), ("dark", 390)])
def test_axe_finds_nothing(blad, uitgave, naam, kleur, breed):
    pagina = blad(hulp.adres(uitgave, naam), breed, 1180, kleur)
    hulp.open_tabellen(pagina)
    assert hulp.axe(pagina) == []


@pytest.mark.parametrize("naam", ["jeugd", "taskforce"])
def test_axe_finds_nothing_on_the_live_page(presentator, naam):
    pagina = presentator(naam)
    hulp.open_tabellen(pagina)
    assert hulp.axe(pagina) == []


@pytest.mark.parametrize(
    ("daad", "regel"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('.beeld svg').removeAttribute('aria-label')", "svg-img-alt"),
        (
            "document.querySelector('select').closest('label').replaceWith(document.querySelector('select'))",
            "select-name",
        ),
        ("document.querySelector('h2').style.color = '#ccc'", "color-contrast"),
    ],
)
def test_axe_would_find_it(blad, uitgave, daad, regel):
    pagina = blad(hulp.adres(uitgave, "taskforce"))
    pagina.evaluate(daad)
    assert any(f.startswith(regel) for f in hulp.axe(pagina))
