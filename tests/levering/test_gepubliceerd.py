"""De gepubliceerde cijfers: een echte levering, met bij elk getal waar het staat."""

import re
from datetime import date

import polars as pl
import pytest

from sociaaldomein.begrippen.cijfers import SLEUTEL, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties


@pytest.fixture(scope="module")
def levering(gepubliceerd):
    return deur.lees_map(gepubliceerd)


@pytest.fixture(scope="module")
def aggregaat(levering) -> pl.DataFrame:
    return levering.tabellen["aggregaat"]


def test_the_door_takes_every_row(gepubliceerd, aggregaat):
    regels = (gepubliceerd / "aggregaat.csv").read_text(encoding="utf-8").splitlines()
    assert aggregaat.height == len(regels) - 1


def test_every_figure_names_document_paragraph_source_and_status(aggregaat):
    for rij in aggregaat.iter_rows(named=True):
        stuk = r"Rapportage sociaal domein 2023-1, paragraaf \d(\.\d)?|nijkerk\.eu, statushouders"
        assert re.fullmatch(stuk, rij["gepubliceerd_in"]), rij
        assert rij["bron"] and rij["status"] in ("definitief", "voorlopig")


def test_names_and_units_are_those_of_the_catalogue(aggregaat):
    for rij in aggregaat.iter_rows(named=True):
        begrip = begrippen()[rij["indicator"]]
        assert rij["wet"] in begrip.wetten, rij
        assert rij["eenheid"] == begrip.eenheid_bij(rij["wet"]), rij


def test_the_parts_add_up_to_the_whole(aggregaat):
    """The source itself says 2,6 = 2,1 + 0,5, sixteen = thirteen + three and eighteen = three times six."""
    w = {tuple(r[:4]): r[4] for r in aggregaat.select("indicator", "wet", "kwartaal", "groep", "waarde").iter_rows()}
    besparing = {i: v for (i, _, k, _), v in w.items() if i.startswith("besparing") and k == "2023-K4"}
    assert besparing["besparing"] == besparing["besparing_nieuw"] + besparing["besparing_ingeboekt"]
    for wet in ("jeugd", "wmo"):
        totaal = w["maatregelen", wet, "2023-K1", "totaal"]
        assert totaal == sum(v for (i, x, _, g), v in w.items() if (i, x) == ("maatregelen", wet) and g != "totaal")


def test_the_saving_is_an_expectation(aggregaat):
    besparing = aggregaat.filter(pl.col("indicator").is_in(["besparing", "besparing_nieuw"]))
    assert besparing["status"].unique().to_list() == ["voorlopig"]


def test_it_is_not_called_synthetic(gepubliceerd):
    herkomst = (gepubliceerd / "herkomst.yml").read_text(encoding="utf-8")
    assert "synthetisch: nee" in herkomst


def test_the_monitor_shows_exactly_these_figures_and_nothing_else(levering, aggregaat):
    """A11 before protection: real input gives the published figures with their place, and `ontbreekt` for the rest."""
    tafel = monitor.bereken(registraties.maak(levering.tabellen), Kwartaal(2023, 1), date(2023, 6, 30))
    gevuld = tafel.filter(pl.col("waarde").is_not_null())
    verwacht = aggregaat.rename({"indicator": "cijfer", "dimensie": "groep_soort"}).select(
        *SLEUTEL, "waarde", "status", "bron", "gepubliceerd_in"
    )
    assert gevuld.select(verwacht.columns).sort(SLEUTEL).equals(verwacht.sort(SLEUTEL))
    assert tafel.filter(pl.col("waarde").is_null())["status"].unique().to_list() == ["ontbreekt"]
