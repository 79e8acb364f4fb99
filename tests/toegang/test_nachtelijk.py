"""Hetzelfde over elke staat van elk paneel, in elke combinatie van scherm en kleur: pytest -m nachtelijk."""

import hulp
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.nachtelijk, pytest.mark.timeout(1800)]
SCHERMEN = [(kleur, breed) for kleur in ("light", "dark") for breed in (820, 390)]


@pytest.mark.parametrize("naam", hulp.PAGINAS)
@pytest.mark.parametrize(("kleur", "breed"), SCHERMEN)
def test_axe_finds_nothing_in_any_state(blad, uitgave, naam, kleur, breed):
    pagina = blad(hulp.adres(uitgave, naam), breed, 1180, kleur)
    hulp.toon_elke_staat(pagina)
    assert hulp.axe(pagina) == []


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
@pytest.mark.parametrize("kleur", ["light", "dark"])
def test_axe_finds_nothing_on_the_live_page_in_any_state(presentator, naam, kleur):
    pagina = presentator(naam, kleur)
    hulp.toon_elke_staat(pagina)
    assert hulp.axe(pagina) == []


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_axe_finds_nothing_in_the_hall(blad, uitgave, naam):
    pagina = blad(hulp.adres(uitgave, naam) + "#modus=zaal", 1920, 1080)
    gezien = set()
    while (hier := pagina.evaluate("location.hash")) not in gezien:
        gezien.add(hier)
        assert hulp.axe(pagina) == [], hier
        pagina.keyboard.press("ArrowRight")
    assert len(gezien) >= 4


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
@pytest.mark.parametrize(("kleur", "breed"), SCHERMEN)
def test_every_drawn_colour_of_every_state_stands_out(blad, uitgave, naam, kleur, breed):
    pagina = blad(hulp.adres(uitgave, naam), breed, 1180, kleur)
    hulp.toon_elke_staat(pagina)
    hulp.maak_hoog(pagina)
    assert hulp.meet(pagina, "tekstcontrast", 4.5)["fout"] + hulp.meet(pagina, "merkcontrast", 3.0)["fout"] == []


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_keys_reach_every_state(blad, uitgave, naam):
    """With arrow keys in its lists a visitor can see each state that a panel has."""
    pagina = blad(hulp.adres(uitgave, naam))
    for paneel in pagina.locator("section.paneel[data-paneel]").all():
        staten = paneel.locator(".staat").evaluate_all("s => s.map(e => e.dataset.staat)")
        gezien = {paneel.locator(".staat:not([hidden])").get_attribute("data-staat")}

        def loop(lijsten, paneel=paneel, gezien=gezien):
            if not lijsten:
                gezien.add(paneel.locator(".staat:not([hidden])").get_attribute("data-staat"))
                return
            for nr in range(lijsten[0].locator("option").count()):
                lijsten[0].focus()
                pagina.keyboard.press("Home" if nr == 0 else "ArrowDown")
                loop(lijsten[1:])

        loop(paneel.locator("select[data-keuze]").all())
        assert gezien == set(staten), paneel.get_attribute("id")
