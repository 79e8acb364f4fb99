"""De pagina Wijken in een echte browser: de kaart op een tablet, een telefoon en het grote scherm."""

import beeldset
import pytest

from sociaaldomein import panelen
from sociaaldomein.paginas import dashboard, omslag

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def adres(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("wijken")
    p = dashboard.open_pagina(beeldset.openbaar().schrijf(map_ / "openbaar"), "wijken", "samen")
    namen = panelen.panelen("wijken", "samen")
    inhoud = p.tegels().html + "".join(f'<div class="sd">{p.paneel_html(n)}</div>' for n in namen)
    (map_ / "wijken.html").write_text(omslag.pagina_html(p.kop().gegevens["kop"], inhoud, p.voet().html), "utf-8")
    return (map_ / "wijken.html").as_uri()


@pytest.fixture
def blad(chromium, adres):
    context = chromium.new_context(offline=True, viewport={"width": 820, "height": 1180})
    pagina = context.new_page()
    pagina.fouten = []
    pagina.on("pageerror", lambda e: pagina.fouten.append(str(e)))
    pagina.goto(adres)
    yield pagina
    assert pagina.fouten == []
    context.close()


def staat(blad, paneel: str):
    return blad.locator(f"#wijken-{paneel} .staat:not([hidden])")


def test_the_map_shows_a_name_and_a_number_in_each_plane(blad):
    woorden = staat(blad, "kaart").locator("svg:visible text").all_text_contents()
    assert {"Noord <&>", "Zuid", "West"} <= set(woorden)
    assert "verzonnen kaart" in woorden
    tabel = staat(blad, "kaart").locator("tbody tr").first.locator("td").first.text_content()
    assert tabel in woorden


def test_choices_change_map_table_and_title(blad):
    voor = staat(blad, "kaart").inner_html()
    blad.select_option("#wijken-kaart select[data-keuze=maatstaf]", "aantal")
    assert staat(blad, "kaart").inner_html() != voor
    blad.select_option("#wijken-kaart select[data-keuze=domein]", "wmo")
    woorden = staat(blad, "kaart").locator("svg:visible text").all_text_contents()
    assert "ontbreekt" in woorden  # West has no figures for the Wmo
    assert "per 1.000" not in blad.locator("#wijken-kaart h3").inner_text()


def test_pointing_at_a_plane_reads_its_row(blad):
    blad.locator("#wijken-kaart .staat:not([hidden]) svg:visible .vakken [data-rij='0']").hover()
    eerste = staat(blad, "kaart").locator("tbody tr").first.locator("th").text_content()
    assert blad.locator("#wijken-kaart .lees").inner_text().startswith(eerste)


@pytest.mark.parametrize(("breed", "kleinste"), [(820, 17), (390, 15), (1920, 17)])
def test_texts_are_large_enough_and_do_not_overlap(blad, breed, kleinste):
    blad.set_viewport_size({"width": breed, "height": 1180})
    vakken = (
        staat(blad, "kaart")
        .locator("svg:visible text")
        .evaluate_all(
            """es => es.map(e => { const v = e.getBoundingClientRect(), s = Math.abs(e.getScreenCTM().a);
           return [v.left, v.right, v.top + v.height * .22, v.bottom - v.height * .22,
                   parseFloat(getComputedStyle(e).fontSize) * s]; })"""
        )
    )
    assert min(v[4] for v in vakken) >= kleinste - 0.1
    for i, a in enumerate(vakken):
        assert not any(a[0] < b[1] - 1 and b[0] < a[1] - 1 and a[2] < b[3] and b[2] < a[3] for b in vakken[i + 1 :])
    assert blad.evaluate("document.documentElement.scrollWidth") <= breed


def test_the_hall_shows_the_map(blad, adres):
    blad.set_viewport_size({"width": 1920, "height": 1080})
    blad.goto("about:blank")
    blad.goto(adres + "#modus=zaal")
    assert staat(blad, "kaart").locator("svg.kwart").is_visible()
    blad.keyboard.press("ArrowRight")
    assert staat(blad, "kaart").locator("svg.breed").is_visible()
