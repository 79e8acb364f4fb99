"""Getekende voorbeelden: bijstand in het eerste kwartaal van 2023. Een dag zonder jaar is in 2023.

In een tijdlijn is `[` de eerste dag en `]` de laatste dag met bijstand; `>` betekent: loopt nog.
"""

from datetime import date

import polars as pl
import pytest
from tekening import K1, K2, antwoord, getal, lees, voorbeeld

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telling import registraties
from sociaaldomein.telregels import participatie


def test_een_huishouden_telt_als_het_op_de_laatste_dag_bijstand_heeft_en_houdt():
    (tabel,) = voorbeeld("participatie.uitkeringen")
    uit = participatie.uitkeringen(tabel, [K1, K2])
    assert getal(uit, "bijstand_huishoudens") == 2
    assert getal(uit, "bijstand_instroom") == 3  # u2, u3 en u4
    assert getal(uit, "bijstand_uitstroom") == 2  # u3 en u4
    assert antwoord(uit, "bijstand_instroom", K1, "reden_begin") == {
        "scheiding": 1,
        "einde_ww": 1,
        "onbekend": 1,
        "verhuizing": 0,
    }
    assert antwoord(uit, "bijstand_uitstroom", K1, "reden_einde") == {"werk": 1, "onbekend": 1, "overig": 0}
    assert getal(uit, "bijstand_huishoudens", K2) == 2  # 2, plus u5, min u2
    assert getal(uit, "bijstand_uitstroom", K2) == 1


def test_inwoners_tellen_een_keer_en_jong_is_18_tot_en_met_26():
    (tabel,) = voorbeeld("participatie.inwoners")
    uit = participatie.inwoners(tabel, [K1, Kwartaal(2024, 1)])
    assert getal(uit, "bijstand_personen") == 6
    assert getal(uit, "bijstand_jongeren") == 3
    assert antwoord(uit, "bijstand_jongeren", K1, "statushouder") == {"ja": 1, "nee": 1, "onbekend": 1}
    assert antwoord(uit, "bijstand_jongeren", "2024-K1", "statushouder") == {"ja": 0, "nee": 2, "onbekend": 1}


def test_een_eigen_kolom_mag_een_uitsplitsing_zijn():
    tabel = lees(
        """
    | huishouden_id | begin | einde | soort |
    |---------------|-------|-------|-------|
    | u1            | 1-1   | .     | paar  |
    | u2            | 1-1   | .     | .     |
    """,
        wet="participatie",
    )
    uit = participatie.uitkeringen(tabel, [K1], per="soort")
    assert antwoord(uit, "bijstand_huishoudens", K1, "soort") == {"paar": 1, "onbekend": 1}


def uitkeringen(*rijen: tuple) -> registraties.Registraties:
    """(huishouden, client, begin, einde, reden_begin, reden_einde) as the door gives them."""
    kolommen = ["huishouden_id", "client_id", "begindatum", "einddatum", "reden_begin", "reden_einde"]
    return registraties.maak({"uitkeringen": pl.DataFrame(rijen, schema=kolommen, orient="row")})


def test_partners_zijn_samen_een_huishouden_en_twee_inwoners():
    begin = date(2023, 1, 1)
    r = uitkeringen(("u", "a", begin, None, None, None), ("u", "b", begin, None, "scheiding", None))
    assert r.uitkeringen["huishouden_id", "begin", "einde", "reden_begin"].rows() == [
        ("u", date(2023, 1, 1), None, "scheiding")
    ]
    assert r.inwoners_met_bijstand["client_id"].to_list() == ["a", "b"]


@pytest.mark.parametrize(
    ("een", "ander", "telt"),
    [
        (("verhuizing", "werk"), ("scheiding", "onderwijs"), ("scheiding", "onderwijs")),  # het alfabet
        (("overig", "overig"), ("scheiding", "werk"), ("scheiding", "werk")),  # een genoemde reden gaat voor
        (("onbekend", None), ("overig", "overig"), ("overig", "overig")),  # onbekend noemt niets
        (("onbekend", None), (None, "onbekend"), (None, None)),
    ],
)
def test_bij_partners_met_een_andere_reden_beslist_nooit_hun_nummer(een, ander, telt):
    begin, einde = date(2023, 1, 1), date(2023, 3, 1)
    for a, b in (("a", "b"), ("b", "a")):
        r = uitkeringen(("u", a, begin, einde, *een), ("u", b, begin, einde, *ander))
        assert r.uitkeringen["reden_begin", "reden_einde"].rows() == [telt]


def test_alleen_de_reden_van_de_eerste_en_de_laatste_dag_telt():
    r = uitkeringen(
        ("u", "a", date(2023, 1, 1), date(2023, 3, 1), "verhuizing", "onderwijs"),
        ("u", "b", date(2023, 1, 2), date(2023, 3, 2), "einde_ww", "werk"),
    )
    assert r.uitkeringen["reden_begin", "reden_einde"].rows() == [("verhuizing", "werk")]


@pytest.mark.parametrize(
    ("tweede", "perioden"),
    [
        pytest.param(date(2023, 2, 1), 1, id="sluit aan"),
        pytest.param(date(2023, 1, 15), 1, id="overlapt"),
        pytest.param(date(2023, 2, 2), 2, id="een dag zonder"),
    ],
)
def test_perioden_die_aansluiten_zijn_een_uitkering(tweede, perioden):
    r = uitkeringen(
        ("u", "a", date(2023, 1, 1), date(2023, 1, 31), "einde_ww", "overig"),
        ("u", "a", tweede, date(2023, 5, 1), "verhuizing", "werk"),
    )
    assert r.uitkeringen.height == r.inwoners_met_bijstand.height == perioden
    uit = participatie.uitkeringen(r.uitkeringen, [K1, K2])
    assert antwoord(uit, "bijstand_uitstroom", K2, "reden_einde")["werk"] == 1
    assert getal(uit, "bijstand_instroom") == perioden


def test_zonder_client_zijn_er_huishoudens_maar_geen_inwoners():
    r = uitkeringen(("u", None, date(2023, 1, 1), None, None, None))
    assert (r.uitkeringen.height, r.inwoners_met_bijstand.height) == (1, 0)


@pytest.mark.parametrize(("onbekend", "jongeren"), [(1, 19), (2, None)])
def test_boven_een_op_de_twintig_zonder_geboortejaar_is_het_aantal_jongeren_niet_bekend(onbekend, jongeren):
    regel = "| {} | 1-1 | . | {} | ja |\n".format
    tabel = lees(
        "| client | begin | einde | geboortejaar | statushouder |\n"
        + "".join([regel(f"j{n}", 2000) for n in range(19)] + [regel(f"o{n}", ".") for n in range(onbekend)]),
        wet="participatie",
    )
    uit = participatie.inwoners(tabel, [K1])
    assert getal(uit, "bijstand_personen") == 19 + onbekend
    assert getal(uit, "bijstand_jongeren") == jongeren
    assert antwoord(uit, "bijstand_jongeren", groep_soort="statushouder") == {"ja": jongeren}
