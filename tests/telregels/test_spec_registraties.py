"""Getekende voorbeelden: van berichten naar trajecten, en over welke kwartalen er te tellen is (docs/telregels.md)."""

from datetime import date

import polars as pl
import pytest
from tekening import getal, lees

from sociaaldomein.begrippen import naslag
from sociaaldomein.levering import contract
from sociaaldomein.telling import dekking, registraties
from sociaaldomein.telregels import instroom

K1, K2, OPEN = date(2023, 1, 31), date(2023, 6, 30), None


def tabel(naam: str, tekst: str, **vast: str) -> pl.DataFrame:
    """Een getekende tabel van berichten; dagen staan voluit als jaar-maand-dag, een punt is leeg."""
    kop, _, *rijen = [[c.strip() for c in r.strip().strip("|").split("|")] for r in tekst.strip().splitlines()]
    plekken = [i for i, k in enumerate(kop) if k != "want"]
    los = {kop[i]: [None if r[i] == "." else r[i] for r in rijen] for i in plekken} | {
        k: [w] * len(rijen) for k, w in vast.items()
    }
    soort = contract.schema(naam)
    return pl.DataFrame(los, schema=dict.fromkeys(los, pl.String)).with_columns(
        [pl.col(k).str.to_date() if soort[k] == pl.Date else pl.col(k).cast(soort[k]) for k in los]
    )


TOEWIJZING = tabel(
    "toewijzingen",
    """
| toewijzingnummer | ingangsdatum | einddatum  |
|------------------|--------------|------------|
| 1                | 2023-01-31   | 2023-06-30 |
""",
    wet="wmo",
    client_id="a",
    productcategorie="01",
)


@pytest.mark.parametrize(
    ("stops", "einde", "reden"),
    [
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-03-01 | 19                | 1                  | een definitieve stop is het einde          |
    """,
            date(2023, 3, 1),
            "einde_indicatie",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-01-02 | 2023-01-03 | 22                | 1                  | voor het begin: dan eindigt het op het begin |
    """,
            K1,
            "overig",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-03-01 | 19                | 1                  | definitief gestopt ...                     |
    | 2023-04-01 | .          | .                 | 1                  | ... en opnieuw begonnen: de stop vervalt   |
    """,
            K2,
            "einde_indicatie",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-03-01 | 20                | 1                  | tijdelijk: geen einde                      |
    """,
            K2,
            "einde_indicatie",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 22                | 1                  | eerst zo gemeld                            |
    | 2023-02-01 | 2023-04-01 | 39                | 2                  | gewijzigd: dit geldt                       |
    """,
            date(2023, 4, 1),
            "wlz",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 22                | 1                  | eerst als definitief gemeld ...            |
    | 2023-02-01 | 2023-05-01 | 20                | 2                  | ... maar het was tijdelijk: geen einde     |
    """,
            K2,
            "einde_indicatie",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 20                | 1                  | eerst als tijdelijk gemeld ...             |
    | 2023-02-01 | 2023-05-01 | 39                | 2                  | ... maar het was definitief                |
    """,
            date(2023, 5, 1),
            "wlz",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 22                | 1                  | een stop                                   |
    | 2023-02-01 | .          | .                 | 2                  | een verbeterde start: de stop blijft       |
    | 2023-01-15 | 2023-04-01 | 20                | 2                  | een verbetering van een andere start       |
    """,
            date(2023, 5, 1),
            "overig",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 39                | 1                  | zelfde dag: de hoogste code geldt          |
    | 2023-02-01 | 2023-05-01 | 19                | 1                  | zelfde dag, lagere code                    |
    | 2023-02-01 | 2023-05-01 | .                 | 1                  | zelfde dag, geen code                      |
    | 2023-02-01 | 2023-04-01 | 39                | 1                  | een eerdere dag                            |
    """,
            date(2023, 5, 1),
            "wlz",
        ),
        (
            """
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering | want                                       |
    |------------|------------|-------------------|--------------------|--------------------------------------------|
    | 2023-02-01 | 2023-05-01 | 22                | 1                  | gemeld ...                                 |
    | 2023-02-01 | 2023-05-01 | 22                | 3                  | ... ingetrokken ...                        |
    | 2023-02-01 | 2023-05-01 | 22                | 2                  | ... en nog eens: de volgorde zien wij niet |
    """,
            K2,
            "einde_indicatie",
        ),
    ],
)
def test_het_einde_van_een_traject(stops, einde, reden):
    leveringen = tabel("leveringen", stops, wet="wmo", toewijzingnummer="1")
    for rijen in (leveringen, leveringen.reverse()):
        traject = registraties.maak({"toewijzingen": TOEWIJZING, "leveringen": rijen}).trajecten.row(0, named=True)
        assert (traject["begin"], traject["einde"], traject["reden_einde"]) == (K1, einde, reden)


REDENEN = """
| wet   | code | reden           | want                                    |
|-------|------|-----------------|-----------------------------------------|
| jeugd | 31   | einde_indicatie | volgens plan                            |
| wmo   | 19   | einde_indicatie | volgens plan                            |
| jeugd | 39   | wlz             | ander domein                            |
| wmo   | 39   | wlz             | ander domein                            |
| jeugd | 02   | overig          | overleden                               |
| jeugd | 32   | overig          | voortijdig                              |
| jeugd | 38   | overig          | andere aanbieder                        |
| wmo   | 31   | overig          | bij de Wmo is 31 een verhuizing         |
| wmo   | 21   | overig          | voortijdig                              |
| jeugd | 19   | onbekend        | geen code van de Jeugdwet               |
| wmo   | 33   | onbekend        | geen code van de Wmo                    |
| wmo   | .    | onbekend        | geen reden gegeven                      |
"""


def test_de_reden_van_het_einde_uit_het_stopbericht():
    for rij in tabel_van_redenen():
        stop = tabel(
            "leveringen",
            f"""
        | begindatum | einddatum  | reden_beeindiging |
        |------------|------------|-------------------|
        | 2023-02-01 | 2023-03-01 | {rij["code"] or "."} |
        """,
            wet=rij["wet"],
            toewijzingnummer="1",
        )
        toewijzing = TOEWIJZING.with_columns(wet=pl.lit(rij["wet"]))
        uit = registraties.maak({"toewijzingen": toewijzing, "leveringen": stop}).trajecten
        assert uit["reden_einde"].to_list() == [rij["reden"]], rij


def tabel_van_redenen() -> list[dict]:
    kop, _, *rijen = [[c.strip() for c in r.strip().strip("|").split("|")] for r in REDENEN.strip().splitlines()]
    return [{k: None if w == "." else w for k, w in zip(kop, r, strict=True)} for r in rijen]


def test_de_tabel_van_redenen_in_de_naslag_is_die_van_de_code():
    """Every code of the documented table, counted out, maps as the code maps it; and none is left out."""
    codes = {}
    for groep, naam in (
        ("einde_indicatie", "einde indicatie"),
        ("wlz", "naar Wlz of ander domein"),
        ("overig", "andere reden"),
    ):
        regel = next(r for r in naslag.documentatie().splitlines() if r.startswith(f"| {naam} |"))
        for wet, vak in zip(("jeugd", "wmo"), regel.strip("|").split("|")[1:], strict=True):
            codes |= {(wet, c): groep for c in uitgeteld(vak)}
    assert codes == {(wet, c): groep for wet, lijst in registraties.REDENEN.items() for c, groep in lijst.items()}


def uitgeteld(vak: str) -> list[str]:
    uit = []
    for deel in vak.split(","):
        van, _, tot = deel.strip().partition(" tot en met ")
        uit += [f"{n:02d}" for n in range(int(van), int(tot or van) + 1)]
    return uit


@pytest.mark.parametrize(
    ("wijziging", "reden"),
    [
        (".", "einde_indicatie"),
        ("04", "einde_indicatie"),
        ("05", "einde_indicatie"),
        ("06", "wlz"),
        ("02", "overig"),
        ("07", "overig"),
        ("09", "overig"),
    ],
)
def test_de_reden_van_het_einde_zonder_stopbericht(wijziging, reden):
    toewijzing = TOEWIJZING.with_columns(reden_wijziging=pl.lit(None if wijziging == "." else wijziging))
    elders = tabel(
        "leveringen",
        """
    | begindatum | einddatum  | reden_beeindiging | want                                               |
    |------------|------------|-------------------|----------------------------------------------------|
    | 2023-02-01 | 2023-03-01 | 22                | van een ander: bij stops staat hier wel een reden  |
    """,
        wet="wmo",
        toewijzingnummer="2",
    )
    for stops, moet in ((elders, reden), (elders.head(0), "onbekend" if reden == "einde_indicatie" else reden)):
        uit = registraties.maak({"toewijzingen": toewijzing, "leveringen": stops}).trajecten
        assert uit["reden_einde"].to_list() == [moet]


@pytest.mark.parametrize(
    ("stop", "reden"),
    [
        (("2023-03-01", "22", "1"), "einde_indicatie"),  # elders a stop says why: then one without a stop just ran out
        (("2023-03-01", "20", "1"), "einde_indicatie"),
        (("2023-03-01", "22", "3"), "einde_indicatie"),
        (("2023-03-01", ".", "1"), "onbekend"),
        ((".", "22", "1"), "onbekend"),
    ],
)
def test_alleen_een_stop_met_een_dag_en_een_reden_zegt_dat_redenen_geleverd_worden(stop, reden):
    elders = tabel(
        "leveringen",
        f"""
    | begindatum | einddatum  | reden_beeindiging | status_aanlevering |
    |------------|------------|-------------------|--------------------|
    | 2023-02-01 | {" | ".join(stop)} |
    """,
        wet="wmo",
        toewijzingnummer="2",
    )
    for wijziging, moet in ((None, reden), ("02", "overig"), ("06", "wlz")):
        toewijzing = TOEWIJZING.with_columns(reden_wijziging=pl.lit(wijziging, dtype=pl.String))
        uit = registraties.maak({"toewijzingen": toewijzing, "leveringen": elders}).trajecten
        assert uit["reden_einde"].to_list() == [moet]


def test_bij_twee_verzoeken_telt_de_verwijzer_van_het_eerste():
    verzoeken = tabel(
        "verzoeken",
        """
    | verzoek_id | datum      | verwijzer_type | want                                    |
    |------------|------------|----------------|-----------------------------------------|
    | V3         | 2023-01-10 | 02             | later                                   |
    | V2         | 2023-01-09 | 03             | zelfde dag, hoger nummer                |
    | V1         | 2023-01-09 | 05             | het eerste: medisch specialist          |
    """,
        wet="wmo",
        toewijzingnummer="1",
        client_id="a",
    )
    uit = registraties.maak({"toewijzingen": TOEWIJZING, "verzoeken": verzoeken}).trajecten
    assert uit["verwijzer"].to_list() == ["medisch_specialist"]


def test_een_verzoek_zonder_dag_komt_na_een_verzoek_met_een_dag():
    verzoeken = tabel(
        "verzoeken",
        """
    | verzoek_id | datum      | verwijzer_type | want                              |
    |------------|------------|----------------|-----------------------------------|
    | V1         | .          | 02             | geen dag: pas als er geen ander is |
    | V2         | 2023-01-10 | 05             | met een dag: dit telt             |
    """,
        wet="wmo",
        toewijzingnummer="1",
        client_id="a",
    )
    for rijen, verwijzer in ((verzoeken, "medisch_specialist"), (verzoeken.head(1), "huisarts")):
        uit = registraties.maak({"toewijzingen": TOEWIJZING, "verzoeken": rijen}).trajecten
        assert uit["verwijzer"].to_list() == [verwijzer]


def test_een_declaratie_zonder_product_krijgt_dat_van_haar_toewijzing():
    koppel = tabel(
        "koppel_product",
        """
    | productcategorie | hoofdcategorie |
    |------------------|----------------|
    | 01               | huis           |
    | 02               | begeleiding    |
    """,
        wet="wmo",
    )
    berichten = tabel(
        "toewijzingen",
        """
    | productcategorie | toewijzingsdatum | ingangsdatum | want                             |
    |------------------|------------------|--------------|----------------------------------|
    | 02               | 2023-01-09       | 2023-01-31   | een later bericht noemt een ander |
    | 01               | 2023-01-10       | 2023-01-31   | dit is het laatste bericht       |
    """,
        wet="wmo",
        toewijzingnummer="1",
        client_id="a",
    )
    declaraties = tabel(
        "declaraties",
        """
    | toewijzingnummer | periode_begin | bedrag_cent | productcategorie | want                               |
    |------------------|---------------|-------------|------------------|------------------------------------|
    | 1                | 2023-02-01    | 1           | .                | leeg: die van de toewijzing        |
    | 1                | 2023-02-01    | 2           | 02               | een eigen product gaat voor        |
    | 9                | 2023-02-01    | 4           | .                | de toewijzing is er niet: onbekend |
    | .                | 2023-02-01    | 8           | .                | geen toewijzing genoemd: onbekend  |
    """,
        wet="wmo",
    )
    tabellen = {"toewijzingen": berichten, "declaraties": declaraties, "koppel_product": koppel}
    uit = registraties.maak(tabellen).declaraties
    assert dict(uit.select("bedrag_cent", "hoofdcategorie").iter_rows()) == {
        1: "huis",
        2: "begeleiding",
        4: "onbekend",
        8: "onbekend",
    }


def test_over_welke_kwartalen_een_tabel_iets_zegt():
    """Each wet by itself; the peildatum, itself a last day too, says until when, also when nothing began."""
    trajecten = lees("""
    | wet   | begin      | einde      | want                                                  |
    |-------|------------|------------|-------------------------------------------------------|
    | wmo   | 15-2-2022  | 31-3-2022  | het eerste begin: vanaf het eerste kwartaal van 2022  |
    | wmo   | 1-5-2022   | .          | het laatste begin zegt niets over tot wanneer         |
    | jeugd | 1-10-2022  | .          | de andere wet begint later                            |
    """)
    for peildatum, tot in ((date(2023, 6, 30), "2023-K2"), (date(2023, 6, 29), "2023-K1")):
        gedekt = dekking.gedekt(trajecten, peildatum)
        assert {wet: tuple(map(str, paar)) for wet, paar in gedekt.items()} == {
            "wmo": ("2022-K1", tot),
            "jeugd": ("2022-K4", tot),
        }


@pytest.mark.parametrize(
    ("eerste_einde", "van"),
    [
        (date(2022, 12, 31), "2022-K4"),
        (date(2023, 1, 1), "2023-K1"),
        (date(2023, 3, 31), "2023-K1"),
        (date(2023, 4, 10), "2023-K1"),
        (date(2024, 1, 1), "2023-K1"),
    ],
)
def test_bij_een_momentopname_telt_alleen_het_laatste_hele_kwartaal(eerste_einde, van):
    """A hundred ends, the first in or after the last whole quarter: what ended before is not in such a delivery."""
    trajecten = lees("""
    | wet | begin     | einde     | want                                               |
    |-----|-----------|-----------|----------------------------------------------------|
    | wmo | 15-2-2021 | 1-6-2025  | loopt door                                         |
    | wmo | 31-3      | 1-6-2025  | begon op de laatste dag van het kwartaal: telt     |
    | wmo | 1-4       | 1-6-2025  | begon na het kwartaal: telt niet                   |
    """)
    veel = pl.concat([trajecten, *[trajecten.head(1)] * 98]).with_columns(client_id=pl.lit("a"))
    veel = pl.concat([veel.head(veel.height - 1), veel.tail(1).with_columns(einde=pl.lit(eerste_einde))])
    peildatum = date(2023, 4, 10)
    assert {wet: tuple(map(str, paar)) for wet, paar in dekking.gedekt(veel, peildatum).items()} == {
        "wmo": (van, "2023-K1")
    }
    lopend = instroom.lopend(veel, ["2023-K1"])
    assert getal(lopend, "lopend_trajecten") == veel.height - 1 - (eerste_einde < date(2023, 1, 1))
    assert getal(
        instroom.uitstroom(veel.with_columns(reden_einde=pl.lit("wlz")), ["2023-K1"]), "uitstroom_trajecten"
    ) == (date(2023, 1, 1) <= eerste_einde <= date(2023, 3, 31))
