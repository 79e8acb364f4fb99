"""De monitor telt niet zelf: zij kiest, vult aan en zegt eerlijk wat voorlopig is en wat ontbreekt."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sociaaldomein import monitor, registraties
from sociaaldomein.cijfers import KOLOMMEN, SLEUTEL, STATUSSEN, begrippen
from sociaaldomein.kwartaal import Kwartaal, laatste

K = Kwartaal(2023, 1)
PEIL = date(2023, 4, 15)


@pytest.fixture(scope="module")
def cijfers(voorbeeldregistraties) -> pl.DataFrame:
    return monitor.bereken(voorbeeldregistraties, K, PEIL)


def een(tafel: pl.DataFrame, **waar) -> dict:
    rijen = tafel.filter(**{"groep_soort": "totaal", "groep": "totaal"} | waar)
    assert rijen.height == 1, waar
    return rijen.row(0, named=True)


def test_elk_cijfer_staat_er_precies_een_keer(cijfers):
    assert cijfers.columns == list(KOLOMMEN)
    assert cijfers.select(SLEUTEL).is_duplicated().sum() == 0
    assert set(cijfers["status"]) <= set(STATUSSEN)
    assert cijfers["eenheid"].null_count() == cijfers["bron"].null_count() == 0


def test_elk_begrip_heeft_in_elk_kwartaal_een_rij_ook_als_het_ontbreekt(cijfers):
    for begrip in begrippen().values():
        for wet in begrip.wetten:
            rijen = cijfers.filter(cijfer=begrip.naam, wet=wet, groep_soort="totaal")
            per_jaar = begrip.jaarcijfer or "_jaar" in begrip.naam or "besparing" in begrip.naam
            nodig = {str(k) for k in laatste(K, 12) if k.nummer == 4 or not per_jaar}
            assert nodig <= set(rijen["kwartaal"]), (begrip.naam, wet)


def test_een_gat_heeft_geen_waarde_en_een_cijfer_wel(cijfers):
    assert (
        cijfers.filter(pl.col("status") == "ontbreekt")["waarde"].null_count()
        == (cijfers["status"] == "ontbreekt").sum()
    )
    assert cijfers.filter(pl.col("status").is_in(["definitief", "voorlopig"]))["waarde"].null_count() == 0


def test_wat_nog_kan_veranderen_heet_voorlopig(cijfers):
    assert een(cijfers, cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1")["status"] == "voorlopig"
    assert een(cijfers, cijfer="lopend_trajecten", wet="jeugd", kwartaal="2022-K4")["status"] == "definitief"
    assert een(cijfers, cijfer="declaraties_cumulatief", wet="jeugd", kwartaal="2022-K4")["status"] == "voorlopig"


def test_verwijzers_komen_een_kwartaal_later_en_zijn_dan_geen_nul(cijfers):
    rij = een(cijfers, cijfer="verwijzer", wet="jeugd", kwartaal="2023-K1")
    assert (rij["waarde"], rij["status"]) == (None, "ontbreekt")
    assert een(cijfers, cijfer="verwijzer", wet="jeugd", kwartaal="2022-K4")["waarde"] > 0


def test_een_factuur_van_na_de_peildatum_telt_niet_mee(voorbeeldregistraties):
    r = replace(voorbeeldregistraties, trajecten=voorbeeldregistraties.trajecten.clear())
    toen, nu = (monitor.bereken(r, K, dag) for dag in (date(2023, 7, 15), date(2024, 1, 1)))
    bedrag = [een(t, cijfer="declaraties_cumulatief", wet="jeugd", kwartaal="2023-K1")["waarde"] for t in (toen, nu)]
    assert 0 < bedrag[0] < bedrag[1]


def test_te_weinig_facturen_is_een_gat_en_geen_daling(cijfers):
    """Vijftien dagen na het kwartaal is pas een fractie gefactureerd: dat tonen zou een daling lijken."""
    rij = een(cijfers, cijfer="declaraties_cumulatief", wet="jeugd", kwartaal="2023-K1")
    assert (rij["waarde"], rij["status"]) == (None, "ontbreekt")


def test_de_besparing_kijkt_niet_vooruit_maar_het_doel_wel(cijfers):
    besparing = cijfers.filter(pl.col("cijfer") == "besparing", pl.col("waarde").is_not_null())
    doel = cijfers.filter(pl.col("cijfer") == "besparing_taakstelling", pl.col("waarde").is_not_null())
    assert besparing["kwartaal"].max() == "2023-K4"
    assert doel["kwartaal"].max() > "2023-K4"


def aggregaat(**velden) -> pl.DataFrame:
    rij = {"indicator": "lopend_trajecten", "wet": "jeugd", "kwartaal": "2023-K1", "waarde": 2000.0} | velden
    return registraties.maak({"aggregaat": pl.DataFrame([rij])}).aggregaat


def test_een_eigen_telling_gaat_voor_een_geleverd_totaal(voorbeeldregistraties):
    r = replace(voorbeeldregistraties, aggregaat=aggregaat())
    uit = monitor.bereken(r, K, PEIL)
    assert een(uit, cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1")["waarde"] != 2000


def test_een_geleverd_totaal_vult_een_gat():
    r = registraties.maak({"aggregaat": aggregaat(bron="de regio")})
    rij = een(monitor.bereken(r, K, PEIL), cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1")
    assert (rij["waarde"], rij["bron"], rij["eenheid"]) == (2000, "de regio", "trajecten")


def test_een_geleverd_totaal_zonder_status_is_voorlopig_zolang_het_jong_is():
    tafel = pl.concat([aggregaat(kwartaal=k) for k in ("2022-K4", "2023-K1")])
    uit = monitor.bereken(registraties.maak({"aggregaat": tafel}), K, PEIL)
    status = [een(uit, cijfer="lopend_trajecten", wet="jeugd", kwartaal=k)["status"] for k in ("2022-K4", "2023-K1")]
    assert status == ["definitief", "voorlopig"]


def test_een_deel_zonder_status_staat_even_vast_als_zijn_totaal():
    totaal = {"indicator": "participatie_trajecten", "wet": "participatie"}
    deel = totaal | {"dimensie": "soort_traject", "groep": "nazorg"}
    ander = deel | {"indicator": "participatieladder", "dimensie": "trede", "groep": "1"}
    tafel = pl.concat([aggregaat(**totaal, status="definitief"), aggregaat(**deel), aggregaat(**ander)])
    uit = monitor.van_aggregaat(tafel, PEIL)
    assert uit["status"].to_list() == ["definitief", "definitief", "voorlopig"]


def test_een_gepubliceerd_cijfer_staat_ernaast_en_nooit_ervoor_in_de_plaats(voorbeeldregistraties):
    stuk = aggregaat(gepubliceerd_in="Rapportage, paragraaf 1")
    uit = monitor.bereken(voorbeeldregistraties, K, PEIL, referentie=stuk)
    paar = uit.filter(cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1", groep_soort="totaal")
    assert paar.height == 2 and paar["gepubliceerd_in"].null_count() == 1
    leeg = monitor.bereken(registraties.maak({}), K, PEIL, referentie=stuk)
    assert een(leeg, cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1")["status"] == "ontbreekt"


def test_zonder_koppeltabel_is_er_geen_hoofdcategorie(cijfers, voorbeeldregistraties):
    zonder = voorbeeldregistraties.trajecten.with_columns(
        pl.when(pl.col("wet") == "wmo").then(pl.lit("onbekend")).otherwise(pl.col(k)).alias(k)
        for k in ("hoofdcategorie", "interventieniveau")
    )
    r = replace(voorbeeldregistraties, trajecten=zonder, declaraties=voorbeeldregistraties.declaraties.clear())
    tafel = monitor.tel(r, laatste(K, 2), PEIL)
    tafel = monitor._zonder_lege_indeling(tafel)
    for soort in ("hoofdcategorie", "zwaarte"):
        per_wet = set(tafel.filter(pl.col("groep_soort") == soort, pl.col("cijfer") == "lopend_trajecten")["wet"])
        assert per_wet == {"jeugd"}
        assert set(cijfers.filter(groep_soort=soort)["wet"]) == {"jeugd", "wmo"}


def trajecten(begin: list[date], einde: list[date | None]) -> pl.DataFrame:
    schema = {"wet": pl.String, "begin": pl.Date, "einde": pl.Date}
    return pl.DataFrame({"wet": ["wmo"] * len(begin), "begin": begin, "einde": einde}, schema=schema)


def test_oude_begindagen_maken_de_levering_niet_ouder():
    """Alles wat sinds 2021 liep: iemand begon in 2015, maar wie in 2016 stopte zit er niet in."""
    begin = [date(2015, 5, 1)] + [date(2020, 6, 1)] * 120 + [date(2023, 2, 1)]
    einde = [None] + [date(2021, 1, 15)] * 120 + [None]
    assert [str(k) for k in monitor.gedekt(trajecten(begin, einde))["wmo"]] == ["2021-K1", "2023-K1"]
    weinig = trajecten(begin[:3], einde[:3])
    assert str(monitor.gedekt(weinig)["wmo"][0]) == "2015-K2"
