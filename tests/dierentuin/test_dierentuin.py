"""De dierentuin: gemeenten van elke soort, van levering tot uitgave, nageteld door een telling die de code niet kent.

De dieren met een naam draaien met `pytest -m dierentuin`. De lange rondgang is `pytest -m nachtelijk tests/dierentuin`,
of met de hand `python tests/dierentuin/rondgang.py --van 0 --tot 300 --uit rondgang.jsonl`; die is te hervatten.
"""

import os
from datetime import date

import dieren
import pytest
import rondgang
import telling
from namen import DIEREN

AANTAL = 300


@pytest.mark.dierentuin
@pytest.mark.timeout(rondgang.SECONDEN + 60)
@pytest.mark.parametrize("naam", DIEREN)
def test_een_dier_krijgt_een_hele_en_veilige_uitgave(naam, tmp_path):
    resultaat = rondgang.laat_rondgaan(naam, tmp_path / "dier")
    assert not resultaat["fouten"], "\n".join(resultaat["fouten"])
    lijsten = {"plannen", "activiteiten", "doelen", "wijken"}  # nothing to count in these
    assert resultaat["cellen"] or set(resultaat["soort"]["tabellen"]) <= lijsten, "er is niets nageteld"


@pytest.mark.nachtelijk
@pytest.mark.timeout(rondgang.SECONDEN + 60)
@pytest.mark.parametrize("zaad", range(int(os.environ.get("DIEREN_VAN", 0)), int(os.environ.get("DIEREN_TOT", AANTAL))))
def test_een_dier_uit_een_zaadje(zaad, tmp_path):
    resultaat = rondgang.laat_rondgaan(str(zaad), tmp_path / "dier")
    assert not resultaat["fouten"], "\n".join(resultaat["fouten"])


def test_hetzelfde_zaadje_geeft_hetzelfde_dier(tmp_path):
    for keer in ("een", "twee"):
        dier = dieren.dier(36)
        dieren.schrijf(dier.leveringen[0], dier.soort, dier.zaad, tmp_path / keer)
    for pad in (tmp_path / "een").glob("*.csv"):
        assert pad.read_bytes() == (tmp_path / "twee" / pad.name).read_bytes()


def test_de_driehonderd_dieren_zijn_van_elke_soort():
    soorten = [dieren.loot(zaad) for zaad in range(AANTAL)]
    assert {s.inwoners for s in soorten} >= {900, 900_000}
    assert {len(s.wetten) for s in soorten} == {1, 2, 3}
    assert {s.kwartalen for s in soorten} >= {1, 30}
    assert {s.totalen for s in soorten} == {"", "totaal", "groepen"}
    assert {s.gemeenten for s in soorten} == {1, 2}
    assert {s.op_rij for s in soorten} == {1, 6}
    assert {s.wijken for s in soorten} == {"gewoon", "een", "vreemd", "geen"}
    weg = {paar for s in soorten for paar in s.zonder}
    mag_weg = {(t, k) for t in {t for s in soorten for t in s.tabellen} for k in dieren.KOLOMMEN[t][1]}
    assert weg == mag_weg, "elke kolom die weg mag, gaat een keer weg"


@pytest.mark.parametrize(
    ("dag", "weken", "eind"),
    [
        (date(2023, 4, 7), 6, date(2023, 5, 22)),  # Friday 19 May 2023 is made equal to a holiday
        (date(2024, 2, 19), 6, date(2024, 4, 2)),  # Easter Monday
        (date(2024, 11, 13), 6, date(2024, 12, 30)),  # Christmas and the days around it
        (date(2024, 4, 22), 2, date(2024, 5, 6)),
    ],
)
def test_de_tweede_telling_kent_de_termijnenwet(dag, weken, eind):
    assert telling.termijn(dag, weken) == eind


def test_de_tweede_telling_telt_een_verlenging_niet_als_begin():
    """Tien dagen toegewezen, verlengd met een maand, eerder gestopt: een begin, een einde, elf dagen gepland."""
    toewijzing = {
        "wet": "jeugd",
        "toewijzingnummer": "1",
        "client_id": "P1",
        "productcategorie": "45",
        "ingangsdatum": "2024-01-10",
    }
    levering = dieren.Levering(
        (2024, 1),
        date(2024, 4, 20),
        "Dierendam",
        "GM9001",
        {
            "toewijzingen": [
                toewijzing | {"toewijzingsdatum": "2024-01-08", "einddatum": "2024-01-20", "reden_wijziging": ""},
                toewijzing | {"toewijzingsdatum": "2024-01-19", "einddatum": "2024-02-20", "reden_wijziging": "04"},
            ],
            "leveringen": [
                {
                    "wet": "jeugd",
                    "toewijzingnummer": "1",
                    "begindatum": "2024-01-10",
                    "einddatum": "2024-02-01",
                    "reden_beeindiging": "31",
                }
            ],
        },
    )
    geteld = {
        sleutel[0]: kwartalen["2024-K1"]
        for sleutel, kwartalen in telling.tel(levering).items()
        if sleutel[1:] == ("jeugd", "totaal", "totaal")
    }
    assert geteld["instroom_trajecten"] == geteld["uitstroom_trajecten"] == geteld["lopend_trajecten"] == 1
    assert geteld["looptijd_gemiddeld"] == pytest.approx(11 / 30.4375)


@pytest.mark.parametrize("tekst", ["Traceback (most recent call last)", "Value not found", "de waarde is None"])
def test_engels_valt_op(tekst):
    assert rondgang.ENGELS.search(tekst)
    assert not rondgang.ENGELS.search("De levering is aangenomen. Er is niets gepubliceerd.")
