"""Elke regel die van berichten trajecten maakt, met een getekend voorbeeld dat een lezer zonder code kan volgen."""

import stat
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociaaldomein.levering import contract
from sociaaldomein.telling import registraties
from sociaaldomein.telling.registraties import Registraties, maak


def tabel(naam: str, tekening: str) -> pl.DataFrame:
    """Een getekende tabel: kolommen met | ertussen, een punt is leeg."""
    regels = [[c.strip() for c in regel.split("|")] for regel in tekening.strip().splitlines()]
    kop, rijen = regels[0], regels[1:]
    soorten = contract.schema(naam)

    def cel(tekst: str, kolom: str):
        if tekst == ".":
            return None
        if soorten[kolom] == pl.Date:
            return date.fromisoformat(tekst)
        return int(tekst) if soorten[kolom] == pl.Int64 else tekst

    return pl.DataFrame(
        {k: [cel(r[i], k) for r in rijen] for i, k in enumerate(kop)}, schema={k: soorten[k] for k in kop}
    )


def traject(tabellen: dict[str, pl.DataFrame], nummer: str = "7") -> dict:
    gevonden = maak(tabellen).trajecten.filter(pl.col("toewijzingnummer") == nummer)
    assert gevonden.height == 1
    return gevonden.row(0, named=True)


def toewijzingen(tekening: str) -> pl.DataFrame:
    return tabel("toewijzingen", tekening).with_columns(client_id=pl.lit("P1"), productcategorie=pl.lit("45"))


EEN = toewijzingen("""
    wet   | toewijzingnummer | ingangsdatum | einddatum
    jeugd | 7                | 2023-01-09   | 2023-07-08""")
EEN_WMO = EEN.with_columns(wet=pl.lit("wmo"), productcategorie=pl.lit("02"))


# --- rule 1: verwijderd -----------------------------------------------------------------------------------------------
VERWIJDERD = toewijzingen("""
    wet   | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
    jeugd | 7                | 2023-01-02       | 2023-01-09   | 2023-07-08 | .
    jeugd | 7                | 2023-01-05       | 2023-01-09   | 2023-01-09 | 13
    jeugd | 8                | 2023-01-05       | 2023-01-09   | 2023-01-09 | 13
    jeugd | 8                | 2023-01-06       | 2023-01-09   | 2023-07-08 | .""")


def test_verwijderd_telt_niet_tenzij_er_later_weer_een_bericht_kwam():
    assert maak({"toewijzingen": VERWIJDERD}).trajecten["toewijzingnummer"].to_list() == ["8"]


def test_ingetrokken_stop_telt_niet_en_de_nieuwe_wel():
    leveringen = tabel(
        "leveringen",
        """
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging | status_aanlevering
        jeugd | 7                | 2023-01-10 | .          | .                 | 1
        jeugd | 7                | 2023-01-10 | 2023-03-01 | 33                | 1
        jeugd | 7                | 2023-01-10 | 2023-03-01 | .                 | 3
        jeugd | 7                | 2023-01-10 | 2023-04-01 | 31                | 1""",
    )
    uit = traject({"toewijzingen": EEN, "leveringen": leveringen})
    assert (uit["einde"], uit["reden_einde"]) == (date(2023, 4, 1), "einde_indicatie")


# --- rule 2: one row per toewijzing -----------------------------------------------------------------------------------
DUBBEL = toewijzingen("""
    wet   | toewijzingnummer | toewijzingsdatum | toewijzingstijd | ingangsdatum | einddatum  | reden_wijziging
    jeugd | 7                | 2023-03-01       | 10:00:00        | 2023-01-09   | 2023-06-30 | 05
    jeugd | 7                | 2023-03-01       | 14:00:00        | 2023-01-09   | 2023-05-31 | 05
    jeugd | 7                | 2023-01-02       | 16:00:00        | 2023-01-09   | 2023-07-08 | .
    wmo   | 7                | 2023-01-02       | 16:00:00        | 2023-01-09   | 2023-07-08 | .""")


def test_per_wet_en_nummer_telt_alleen_het_laatste_bericht():
    frame = maak({"toewijzingen": DUBBEL}).trajecten
    assert frame["wet"].to_list() == ["jeugd", "wmo"]
    assert frame["einde"].to_list() == [date(2023, 5, 31), date(2023, 7, 8)]


def test_hetzelfde_nummer_in_een_andere_gemeente_is_een_ander_traject():
    twee = pl.concat([EEN.with_columns(gemeentecode=pl.lit(g)) for g in ("GM0267", "GM0203")])
    assert maak({"toewijzingen": twee}).trajecten.height == 2


# --- rule 3: verlenging -----------------------------------------------------------------------------------------------
VERLENGD = toewijzingen("""
    wet   | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
    jeugd | 7                | 2023-01-02       | 2023-01-09   | 2023-07-08 | .
    jeugd | 7                | 2023-07-01       | 2023-07-09   | 2024-01-08 | 04
    jeugd | 7                | 2024-01-01       | 2024-01-09   | 2024-07-08 | 04""")


def test_een_verlenging_verandert_het_begin_niet_en_bewaart_de_eerste_einddatum():
    uit = traject({"toewijzingen": VERLENGD})
    assert uit["begin"] == date(2023, 1, 9)
    assert uit["einde"] == date(2024, 7, 8)
    assert uit["einddatum_oorspronkelijk"] == date(2023, 7, 8)


def test_een_correctie_na_een_verlenging_verandert_de_eerste_einddatum_niet():
    correctie = toewijzingen("""
        wet   | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
        jeugd | 7                | 2024-02-01       | 2023-01-10   | 2024-08-01 | 14""")
    uit = traject({"toewijzingen": pl.concat([VERLENGD, correctie])})
    assert (uit["begin"], uit["einde"]) == (date(2023, 1, 10), date(2024, 8, 1))
    assert uit["einddatum_oorspronkelijk"] == date(2023, 7, 8)


def test_alleen_een_verlenging_heeft_geen_oorspronkelijke_einddatum_tenzij_geleverd():
    alleen = VERLENGD.tail(1)
    assert traject({"toewijzingen": alleen})["einddatum_oorspronkelijk"] is None
    geleverd = alleen.with_columns(einddatum_oorspronkelijk=date(2023, 7, 8))
    assert traject({"toewijzingen": geleverd})["einddatum_oorspronkelijk"] == date(2023, 7, 8)


@pytest.mark.parametrize(
    ("reden", "gepland"),
    [
        *[(r, "2023-07-08") for r in ("02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")],
        *[(r, "2023-03-01") for r in ("01", "14", ".")],  # a correction of what was written
    ],
)
def test_hoe_hulp_echt_eindigt_verandert_de_geplande_einddatum_niet(reden, gepland):
    berichten = toewijzingen(f"""
        wet | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
        wmo | 7                | 2023-01-02       | 2023-01-09   | 2023-07-08 | .
        wmo | 7                | 2023-02-20       | 2023-01-09   | 2023-03-01 | {reden}""")
    uit = traject({"toewijzingen": berichten})
    assert (uit["einde"], uit["einddatum_oorspronkelijk"]) == (date(2023, 3, 1), date.fromisoformat(gepland))


def test_wat_na_een_verandering_wordt_verbeterd_hoort_niet_bij_het_plan():
    berichten = toewijzingen("""
        wet | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
        wmo | 7                | 2023-01-02       | 2023-01-09   | 2023-07-08 | .
        wmo | 7                | 2023-01-05       | 2023-01-09   | 2023-08-08 | 14
        wmo | 7                | 2023-02-20       | 2023-01-09   | 2023-02-15 | 02
        wmo | 7                | 2023-02-21       | 2023-01-09   | 2023-02-16 | 14
        wmo | 7                | 2023-03-01       | 2023-01-09   | 2023-02-16 | .""")
    uit = traject({"toewijzingen": berichten})
    assert (uit["einde"], uit["einddatum_oorspronkelijk"]) == (date(2023, 2, 16), date(2023, 8, 8))


def test_een_open_toewijzing_krijgt_geen_plan_door_te_stoppen():
    berichten = toewijzingen("""
        wet | toewijzingnummer | toewijzingsdatum | ingangsdatum | einddatum  | reden_wijziging
        wmo | 7                | 2023-01-02       | 2023-01-09   | .          | .
        wmo | 7                | 2023-02-20       | 2023-01-09   | 2023-02-15 | 05""")
    assert traject({"toewijzingen": berichten})["einddatum_oorspronkelijk"] is None


# --- rule 4: tijdelijke stop ------------------------------------------------------------------------------------------
TIJDELIJK = tabel(
    "leveringen",
    """
    wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging | status_aanlevering
    jeugd | 7                | 2023-01-10 | 2023-03-01 | 20                | 1
    jeugd | 7                | 2023-04-01 | .          | .                 | 1""",
)


def test_een_tijdelijke_stop_is_geen_einde():
    uit = traject({"toewijzingen": EEN, "leveringen": TIJDELIJK.head(1)})
    assert (uit["einde"], uit["reden_einde"]) == (date(2023, 7, 8), "einde_indicatie")


def test_na_een_nieuwe_start_telt_een_eerdere_stop_niet_meer():
    definitief = TIJDELIJK.with_columns(reden_beeindiging=pl.Series(["31", None]))
    assert traject({"toewijzingen": EEN, "leveringen": definitief})["einde"] == date(2023, 7, 8)


def test_een_gewijzigde_stop_gaat_voor_de_eerste():
    leveringen = tabel(
        "leveringen",
        """
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging | status_aanlevering
        jeugd | 7                | 2023-01-10 | 2023-04-01 | 33                | 1
        jeugd | 7                | 2023-01-10 | 2023-03-15 | 31                | 2""",
    )
    uit = traject({"toewijzingen": EEN, "leveringen": leveringen})
    assert (uit["einde"], uit["reden_einde"]) == (date(2023, 3, 15), "einde_indicatie")


def test_het_einde_ligt_nooit_voor_het_begin():
    stop = tabel(
        "leveringen",
        """
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging
        jeugd | 7                | 2023-01-02 | 2023-01-03 | 31""",
    )
    uit = traject({"toewijzingen": EEN, "leveringen": stop})
    assert uit["begin"] == uit["einde"] == date(2023, 1, 9)


# --- rule 5: the same code differs per law ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wet", "code", "reden"),
    [
        ("jeugd", "31", "einde_indicatie"),
        ("wmo", "31", "overig"),
        ("wmo", "19", "einde_indicatie"),
        ("jeugd", "39", "wlz"),
        ("wmo", "39", "wlz"),
        ("jeugd", "02", "overig"),
        ("wmo", "02", "overig"),
        ("jeugd", "19", "onbekend"),
        ("jeugd", None, "onbekend"),
        ("wmo", None, "onbekend"),
    ],
)
def test_reden_van_einde_per_wet(wet, code, reden):
    stop = tabel(
        "leveringen",
        f"""
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging
        {wet} | 7                | 2023-01-10 | 2023-03-01 | {code or "."}""",
    )
    assert traject({"toewijzingen": EEN if wet == "jeugd" else EEN_WMO, "leveringen": stop})["reden_einde"] == reden


@pytest.mark.parametrize(
    ("wijziging", "reden"),
    [
        (None, "einde_indicatie"),
        ("05", "einde_indicatie"),
        ("06", "wlz"),
        ("02", "overig"),
        ("07", "overig"),
        ("09", "overig"),
    ],
)
def test_zonder_stop_zegt_de_toewijzing_waarom_zij_eindigt(wijziging, reden):
    een = EEN.with_columns(reden_wijziging=pl.lit(wijziging, dtype=pl.String))
    elders = tabel(
        "leveringen",
        """
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging
        jeugd | 8                | 2023-01-10 | 2023-03-01 | 33""",
    )
    assert traject({"toewijzingen": een, "leveringen": elders})["reden_einde"] == reden


@pytest.mark.parametrize("reden", [None, ".", "andere wet"])
def test_zonder_redenen_bij_de_stops_weten_wij_niet_dat_een_indicatie_afliep(reden):
    """No stops, stops without a reason, or reasons of another law alone: then nobody said that all went as planned."""
    elders = tabel(
        "leveringen",
        f"""
        wet   | toewijzingnummer | begindatum | einddatum  | reden_beeindiging
        jeugd | 8                | 2023-01-10 | 2023-03-01 | .
        wmo   | 8                | 2023-01-10 | 2023-03-01 | {"19" if reden == "andere wet" else "."}""",
    )
    tabellen = {"toewijzingen": EEN} | ({"leveringen": elders} if reden else {})
    assert traject(tabellen)["reden_einde"] == "onbekend"
    gewijzigd = tabellen | {"toewijzingen": EEN.with_columns(reden_wijziging=pl.lit("02"))}
    assert traject(gewijzigd)["reden_einde"] == "overig", "what a change itself says, stays"


def test_elke_code_voor_een_einde_heeft_een_reden():
    for wet, lijst in (("jeugd", contract.CODES["JZ588"]), ("wmo", contract.CODES["WMO588"])):
        assert set(registraties.REDENEN[wet]) | {registraties.TIJDELIJK} == set(lijst)
    assert set(registraties.VERWIJZERS) == set(contract.CODES["COD327"])


def test_zonder_einddatum_is_er_geen_einde_en_geen_reden():
    uit = traject({"toewijzingen": EEN.with_columns(einddatum=pl.lit(None, dtype=pl.Date))})
    assert uit["einde"] is uit["reden_einde"] is None


# --- switching a rule off changes the outcome -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("regel", "tabellen"),
    [
        ("zonder_verwijderde", {"toewijzingen": VERWIJDERD}),
        ("ontdubbel", {"toewijzingen": DUBBEL}),
        ("verlenging_is_geen_instroom", {"toewijzingen": VERLENGD}),
        ("zonder_tijdelijke_stop", {"toewijzingen": EEN, "leveringen": TIJDELIJK.head(1)}),
        (
            "zonder_ingetrokken",
            {
                "toewijzingen": EEN,
                "leveringen": TIJDELIJK.head(1).with_columns(
                    reden_beeindiging=pl.lit("31"), status_aanlevering=pl.lit("3")
                ),
            },
        ),
    ],
)
def test_elke_regel_is_los_uit_te_zetten(monkeypatch, regel, tabellen):
    met = maak(tabellen).trajecten
    monkeypatch.setattr(registraties, regel, lambda frame: frame)
    assert not met.equals(maak(tabellen).trajecten)


# --- what is joined ---------------------------------------------------------------------------------------------------
def test_client_verwijzer_en_product_komen_erbij():
    clienten = tabel(
        "clienten",
        """
        client_id | geboortejaar | wijkcode
        P1        | 2011         | WK026701""",
    )
    verzoeken = tabel(
        "verzoeken",
        """
        wet   | verzoek_id | toewijzingnummer | verwijzer_type | datum
        jeugd | V2         | 7                | 01             | 2023-06-01
        jeugd | V1         | 7                | 02             | 2023-01-01
        wmo   | V3         | 7                | 08             | 2022-01-01""",
    )
    uit = traject({"toewijzingen": EEN, "clienten": clienten, "verzoeken": verzoeken})
    assert (uit["wijk"], uit["geboortejaar"], uit["verwijzer"]) == ("WK026701", 2011, "huisarts")


def test_zonder_andere_tabellen_is_de_rest_onbekend():
    uit = traject({"toewijzingen": EEN})
    assert (uit["wijk"], uit["hoofdcategorie"], uit["interventieniveau"]) == ("onbekend",) * 3
    assert uit["geboortejaar"] is uit["verwijzer"] is None


KOPPEL = tabel(
    "koppel_product",
    """
    wet   | productcategorie | productcode | hoofdcategorie | interventieniveau | geldig_van | geldig_tot
    jeugd | 45               | .           | ambulant       | 3                 | .          | 2022-12-31
    jeugd | 45               | .           | ambulant       | 4                 | 2023-01-01 | .
    jeugd | 45               | 45A04       | verblijf       | 7                 | .          | .
    wmo   | 45               | .           | fout           | 1                 | .          | .""",
)


@pytest.mark.parametrize(
    ("begin", "code", "verwacht"),
    [
        (date(2022, 12, 31), "45B01", ("ambulant", "3")),
        (date(2023, 1, 1), "45B01", ("ambulant", "4")),
        (date(2023, 1, 1), None, ("ambulant", "4")),
        (date(2023, 1, 1), "45A04", ("verblijf", "7")),
    ],
)
def test_het_product_volgt_de_koppeling_die_bij_het_begin_gold(begin, code, verwacht):
    een = EEN.with_columns(ingangsdatum=pl.lit(begin), productcode=pl.lit(code, dtype=pl.String))
    uit = traject({"toewijzingen": een, "koppel_product": KOPPEL})
    assert (uit["hoofdcategorie"], uit["interventieniveau"]) == verwacht


def test_een_teruggave_is_negatief_en_de_declaratie_kent_client_en_categorie():
    declaraties = tabel(
        "declaraties",
        """
        wet   | toewijzingnummer | periode_begin | bedrag_cent | debet_credit | productcategorie
        jeugd | 7                | 2023-02-01    | 12500       | D            | .
        jeugd | 7                | 2023-02-01    | 2500        | C            | 45
        jeugd | 99               | 2023-02-01    | 100         | .            | .""",
    )
    frame = maak({"toewijzingen": EEN, "declaraties": declaraties, "koppel_product": KOPPEL}).declaraties
    assert sorted(frame["bedrag_cent"]) == [-2500, 100, 12500]
    bekend = frame.filter(pl.col("toewijzingnummer") == "7")
    assert bekend["client_id"].to_list() == ["P1", "P1"]
    assert bekend["hoofdcategorie"].unique().to_list() == ["ambulant"]
    assert frame.filter(pl.col("toewijzingnummer") == "99")["hoofdcategorie"].to_list() == ["onbekend"]


# --- empty, stored and read back --------------------------------------------------------------------------------------
def test_zonder_tabellen_zijn_er_lege_tabellen_met_de_juiste_kolommen(tmp_path):
    leeg = maak({})
    assert dict(leeg.trajecten.schema) == registraties.TRAJECTEN
    for naam, soorten in registraties.SCHEMAS.items():
        assert dict(getattr(leeg, naam).schema) == dict(soorten)


def test_schrijven_en_lezen_geeft_hetzelfde_en_is_alleen_voor_de_gebruiker(tmp_path):
    r = maak({"toewijzingen": VERLENGD, "leveringen": TIJDELIJK})
    map = r.schrijf(tmp_path / "intern")
    assert Registraties.lees(map).trajecten.equals(r.trajecten)
    assert stat.S_IMODE(map.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in map.iterdir()} == {0o600}
    assert {p.name for p in map.iterdir()} == {f"{naam}.parquet" for naam in registraties.SCHEMAS}


def test_een_beschadigde_of_oude_map_wordt_in_het_nederlands_geweigerd(tmp_path):
    map = maak({}).schrijf(tmp_path / "intern")
    (map / "wijken.parquet").write_bytes(b"PAR1 kapot")
    with pytest.raises(registraties.RegistratiesOnleesbaar, match="beschadigd"):
        Registraties.lees(map)
    contract.leeg("doelen").write_parquet(map / "wijken.parquet")
    with pytest.raises(registraties.RegistratiesOnleesbaar, match="andere versie"):
        Registraties.lees(map)
    (map / "wijken.parquet").unlink()
    with pytest.raises(registraties.RegistratiesOnleesbaar, match="ontbreekt"):
        Registraties.lees(map)


# --- order does not matter --------------------------------------------------------------------------------------------
DAGEN = st.sampled_from([date(2022, 12, 31), date(2023, 1, 1), date(2023, 3, 31), date(2023, 4, 1)])
BERICHT = st.fixed_dictionaries(
    {
        "wet": st.sampled_from(["jeugd", "wmo"]),
        "toewijzingnummer": st.sampled_from("12"),
        "client_id": st.sampled_from(["P1", "P2"]),
        "productcategorie": st.just("45"),
        "toewijzingsdatum": DAGEN | st.none(),
        "toewijzingstijd": st.sampled_from(["10:00:00", None]),
        "ingangsdatum": DAGEN,
        "einddatum": DAGEN | st.none(),
        "reden_wijziging": st.sampled_from([None, "04", "05", "13", "14"]),
    }
)
LEVERING = st.fixed_dictionaries(
    {
        "wet": st.sampled_from(["jeugd", "wmo"]),
        "toewijzingnummer": st.sampled_from("12"),
        "begindatum": DAGEN,
        "einddatum": DAGEN | st.none(),
        "reden_beeindiging": st.sampled_from([None, "20", "31", "39"]),
        "status_aanlevering": st.sampled_from(["1", "2", "3", None]),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BERICHT, max_size=8), st.lists(LEVERING, max_size=6), st.randoms())
def test_de_volgorde_van_berichten_verandert_niets(berichten, leveringen, toeval):
    def trajecten() -> pl.DataFrame:
        return maak(
            {
                naam: pl.DataFrame(rijen, schema=contract.schema(naam))
                for naam, rijen in (("toewijzingen", berichten), ("leveringen", leveringen))
            }
        ).trajecten

    eerst = trajecten()
    toeval.shuffle(berichten)
    toeval.shuffle(leveringen)
    assert trajecten().equals(eerst)
    assert eerst.select("wet", "toewijzingnummer").is_duplicated().sum() == 0
    assert eerst.filter(pl.col("einde") < pl.col("begin")).height == 0
