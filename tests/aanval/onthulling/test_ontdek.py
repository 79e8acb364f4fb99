"""Zoeken in verzonnen waarheid: elk verband dat altijd geldt, moet de aanvaller kennen."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ontdek import krap, onbekend, schrijf, tafel
from rooster import KWARTAAL, kwartalen, levering
from verbanden import koppeling
from waarheid import uit_levering


def verzonnen(zaad: int, met_raadsel: bool) -> dict[tuple, float]:
    """A stock with two groups per quarter, and a count that secretly equals one of them."""
    kans, waar = random.Random(zaad), {}
    for kwartaal in kwartalen("2023-K1", 12):
        a, b = kans.randint(10, 90), kans.randint(10, 90)
        for cijfer, uitsplitsing, groep, getal in [
            ("lopend_trajecten", "wijk", "A", a),
            ("lopend_trajecten", "wijk", "B", b),
            ("lopend_trajecten", "totaal", "totaal", a + b),
            ("aanvragen", "totaal", "totaal", a if met_raadsel else kans.randint(10, 90)),
        ]:
            waar[cijfer, "wmo", uitsplitsing, groep, kwartaal, "waarde"] = getal
    return waar


def test_een_onbekend_verband_wordt_gevonden():
    waarheden = [verzonnen(z, met_raadsel=True) for z in range(3)]
    _, vreemd = onbekend(waarheden, {}, "wmo")
    assert "aanvragen[totaal=totaal] = lopend_trajecten[wijk=A]" in [schrijf(v) for v in vreemd]


def test_een_som_is_bekend():
    aantal, vreemd = onbekend([verzonnen(z, met_raadsel=False) for z in range(3)], {}, "wmo")
    assert aantal >= 1
    assert vreemd == []


def test_een_krappe_ongelijkheid_wordt_gevonden():
    waarheden = [verzonnen(z, met_raadsel=False) for z in range(3)]
    for waar in waarheden:
        for nr, kwartaal in enumerate(kwartalen("2023-K1", 12)):
            wijk = waar["lopend_trajecten", "wmo", "wijk", "A", kwartaal, "waarde"]
            waar["aanvragen", "wmo", "totaal", "totaal", kwartaal, "waarde"] = wijk - nr % 2
    namen = [(a[0], b[0], b[2]) for a, b in krap(*tafel(waarheden, "wmo"))]
    assert ("aanvragen", "lopend_trajecten", "A") in namen


@pytest.mark.dierentuin
@pytest.mark.timeout(900)
def test_de_aanvaller_kent_elk_verband_dat_altijd_geldt(tmp_path):
    bronnen = [levering(tmp_path / f"levering{zaad}", "1", zaad) for zaad in (0, 1)]
    waarheden = [uit_levering(bron, KWARTAAL, "2026-10-15") for bron in bronnen]
    koppel = koppeling(bronnen[0] / "tabellen.xlsx")
    for wet, minstens in (("jeugd", 50), ("wmo", 50), ("participatie", 3), ("vluchtelingen", 2)):
        aantal, vreemd = onbekend(waarheden, koppel, wet)
        assert aantal >= minstens, wet
        assert [schrijf(v) for v in vreemd] == [], wet
