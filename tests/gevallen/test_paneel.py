"""Leveringen waaraan iets ontbreekt: er komt een pagina, en die opent op wat er wel is."""

from pathlib import Path

import pytest
from gevallen import geval

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.opdracht.herkomst import lees_herkomst
from sociaaldomein.paginas import dashboard
from sociaaldomein.telling import monitor, registraties


def pagina(map_: Path, naam: str, kwartaal: str, notebook: str, wet: str) -> dashboard.Dashboardpagina:
    """De pagina van een geval, zonder notebook: tellen, afschermen en openen."""
    bron = geval(naam, map_)
    herkomst, r = lees_herkomst(bron), registraties.maak(deur.lees_map(bron).tabellen)
    wie = Herkomst(herkomst["gemeente"], herkomst.get("gemeentecode", ""), kwartaal, str(herkomst["peildatum"]), True)
    set_ = scherm_af(monitor.bereken(r, Kwartaal.lees(kwartaal), herkomst["peildatum"], None), wie)
    return dashboard.open_pagina(set_.schrijf(map_ / "openbaar"), notebook, wet)


@pytest.mark.parametrize(
    ("naam", "kwartaal", "notebook", "wet"),
    [
        ("uk_zonder_statushouder", "2023-K1", "thema", "participatie"),
        ("agg_totalen", "2023-K1", "thema", "participatie"),
        ("agg_totalen", "2023-K1", "raadsmonitor", "jeugd"),
        ("agg_totalen", "2023-K1", "raadsmonitor", "wmo"),
    ],
)
def test_a_delivery_without_an_optional_column_gives_its_page(tmp_path, naam, kwartaal, notebook, wet):
    p = pagina(tmp_path, naam, kwartaal, notebook, wet)
    html = p.kop().html + p.tegels().html + "".join(p.paneel_html(n) for n in panelen.panelen(notebook, wet))
    assert "<figure" in html and ">ontbreekt<" not in p.tegels().html


def test_the_panel_of_a_missing_column_says_so(tmp_path):
    p = pagina(tmp_path, "uk_zonder_statushouder", "2023-K1", "thema", "participatie")
    assert "De verdeling per statushouder of niet ontbreekt: zij is niet geleverd." in p.paneel_html("jongeren")


def test_a_page_of_totals_opens_on_the_choices_that_have_figures(tmp_path):
    p = pagina(tmp_path, "alleen-aggregaat", "2024-K2", "raadsmonitor", "jeugd")
    lopend, tegels = p._lees("lopend"), p._lees("tegels")["tegels"]
    assert lopend["staten"][0]["keuze"] == {"eenheid": "trajecten"} and lopend["staten"][0]["status"] != "ontbreekt"
    assert next(iter(lopend["keuzes"]["eenheid"]["waarden"])) == "trajecten"
    assert [t["naam"] for t in tegels] == ["Lopende trajecten", "Begonnen trajecten"]
    assert "blok onder de lijn" not in p.paneel_html("lopend"), "no outflow was delivered: nothing hangs there"
    leeg = [n for n in panelen.panelen("raadsmonitor", "jeugd") if 'class="paneel leeg"' in p.paneel_html(n)]
    assert {"verwijzer", "triage", "leeftijd"} <= set(leeg) and not {"lopend", "instroom"} & set(leeg)
