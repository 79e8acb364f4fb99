"""De monitor telt niet zelf: zij kiest, vult aan en zegt eerlijk wat voorlopig is en wat ontbreekt."""

import tomllib
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sociaaldomein.begrippen.cijfers import KOLOMMEN, SLEUTEL, STATUSSEN, begrippen
from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.telling import dekking, monitor, registraties

K = Kwartaal(2023, 1)
PEIL, OPGEHAALD = date(2023, 4, 15), date(2026, 10, 15)  # the example is fetched later than the state it tells


@pytest.fixture(scope="module")
def cijfers(voorbeeldregistraties) -> pl.DataFrame:
    return monitor.bereken(voorbeeldregistraties, K, PEIL, opgehaald=OPGEHAALD)


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


def verwijzingen(*rijen: tuple[str, date, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rijen, schema={"wet": pl.String, "begin": pl.Date, "verwijzer": pl.String}, orient="row")


@pytest.mark.parametrize(
    ("laatste_verwijzer", "peil", "tot"),
    [
        (date(2024, 5, 9), date(2024, 7, 10), "2024-K2"),  # delivered with the trajecten: nothing is held back
        (date(2024, 2, 9), date(2024, 7, 10), "2024-K1"),  # a quarter later
        (date(2024, 2, 9), date(2023, 7, 10), "2023-K1"),  # an older state runs as far behind
        (date(2024, 8, 9), date(2024, 7, 10), "2024-K2"),  # begins ahead of the peildatum change nothing
    ],
)
def test_hoe_laat_verwijzers_komen_blijkt_uit_de_levering(laatste_verwijzer, peil, tot):
    tafel = verwijzingen(
        ("jeugd", date(2022, 2, 1), "huisarts"),
        ("jeugd", laatste_verwijzer, "gemeente"),
        ("jeugd", date(2024, 6, 9), None),
        ("wmo", date(2024, 6, 9), None),
    )
    gedekt = dekking.gedekt_verwijzers(tafel, peil, date(2024, 7, 10))
    assert {wet: [str(k) for k in paar] for wet, paar in gedekt.items()} == {"jeugd": ["2022-K1", tot]}


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
    assert [str(k) for k in dekking.gedekt(trajecten(begin, einde), PEIL)["wmo"]] == ["2021-K1", "2023-K1"]
    weinig = trajecten(begin[:3], einde[:3])
    assert str(dekking.gedekt(weinig, PEIL)["wmo"][0]) == "2015-K2"


def test_de_dekking_loopt_tot_het_laatste_hele_kwartaal_voor_de_peildatum():
    stil = trajecten([date(2022, 2, 1)], [None])
    for dag, tot in ((date(2023, 3, 30), "2022-K4"), (date(2023, 3, 31), "2023-K1"), (date(2023, 6, 1), "2023-K1")):
        assert [str(k) for k in dekking.gedekt(stil, dag)["wmo"]] == ["2022-K1", tot]
    assert dekking.gedekt(stil, date(2022, 3, 1)) == {}  # no whole quarter yet


def test_een_levering_met_alleen_lopende_hulp_zegt_niets_over_vroeger():
    """A list of what runs today: everyone who stopped is left out, so the past would look too small."""
    lopend = trajecten([date(2015, 5, 1), *[date(2022, 6, 1)] * 120], [date(2030, 1, 1)] * 121)
    assert [str(k) for k in dekking.gedekt(lopend, PEIL)["wmo"]] == ["2023-K1", "2023-K1"]


def test_een_kwartaal_zonder_declaraties_is_nog_geen_nul():
    dagen = {"jeugd": date(2022, 2, 1), "wmo": date(2022, 8, 1)}
    tafel = pl.DataFrame({"wet": list(dagen), "periode_begin": list(dagen.values())})
    gedekt = dekking.gedekt_declaraties(tafel, PEIL)
    assert {wet: [str(k) for k in paar] for wet, paar in gedekt.items()} == {
        "jeugd": ["2022-K1", "2022-K3"],
        "wmo": ["2022-K3", "2022-K3"],
    }


def test_een_verandering_heeft_twee_gedekte_kwartalen():
    """The year before the delivery holds only what still ran: comparing with it would be growth out of nothing."""
    begin = [date(2020, 5, 1)] * 60 + [date(2021, 6, 1)] * 120
    einde = [None] * 60 + [date(2022, 1, 15)] * 120
    kolommen = {"toewijzingnummer": [str(n) for n in range(180)], "client_id": [f"c{n}" for n in range(180)]}
    r = registraties.maak(
        {
            "toewijzingen": pl.DataFrame(
                {
                    "wet": ["wmo"] * 180,
                    "productcategorie": ["01"] * 180,
                    "ingangsdatum": begin,
                    "einddatum": einde,
                    "toewijzingsdatum": begin,
                    **kolommen,
                }
            )
        }
    )
    uit = monitor.bereken(r, Kwartaal(2022, 4), date(2023, 1, 15))
    assert een(uit, cijfer="lopend_trajecten", wet="wmo", kwartaal="2022-K4")["waarde"] == 60
    assert een(uit, cijfer="lopend_trajecten_verandering", wet="wmo", kwartaal="2022-K4")["waarde"] is None


def test_elk_cijfer_van_het_pakket_zegt_wanneer_het_vaststaat():
    map = paden.PAKKET / "begrippen"
    for bestand in (map / "begrippen.toml", *(map / "themas").glob("*.toml")):
        for naam, velden in tomllib.loads(bestand.read_text(encoding="utf-8"))["cijfer"].items():
            assert "vast_na_dagen" in velden, naam


def test_wat_nog_open_kan_staan_is_een_kwartaal_later_nog_niet_definitief(cijfers):
    for cijfer in ("aanvragen", "onderzoek_op_tijd", "beschikking_op_tijd", "onderzoek_mediaan"):
        assert een(cijfers, cijfer=cijfer, wet="wmo", kwartaal="2023-K1")["status"] == "voorlopig"
        assert een(cijfers, cijfer=cijfer, wet="wmo", kwartaal="2022-K3")["status"] == "definitief"


@pytest.mark.parametrize("lijst", ["UITSPLITSINGEN", "STROOM"])
def test_de_volgorde_van_regels_en_uitsplitsingen_maakt_niet_uit(lijst, voorbeeldregistraties, monkeypatch):
    """Een afgeleide regel krijgt de cijfers die hij nodig heeft, niet wat toevallig vooraan staat."""
    kwartalen = laatste(K, 12)
    gewoon = monitor.tel(voorbeeldregistraties, kwartalen, PEIL)
    monkeypatch.setattr(monitor, lijst, getattr(monitor, lijst)[::-1])
    omgekeerd = monitor.tel(voorbeeldregistraties, kwartalen, PEIL)
    volgorde = ("cijfer", "wet", "kwartaal", "groep_soort", "groep")
    assert gewoon.filter(pl.col("cijfer").str.ends_with("_verandering")).height
    assert gewoon.sort(volgorde).equals(omgekeerd.sort(volgorde))
