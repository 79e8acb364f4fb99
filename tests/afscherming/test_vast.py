"""Dezelfde gegevens geven dezelfde uitgave: in een ander proces, in een andere volgorde, op een drukke machine."""

import hashlib
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import scipy.optimize
from publicaties import beschermd, gemeente

from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN
from sociaaldomein.telling import monitor

HERKOMST = Herkomst("Nijkerk", "GM0267", "2023-K1", "2023-04-15", True)
ANDER_PROCES = """
from publicaties import beschermd, gemeente
from test_vast import kenmerk
print([kenmerk(beschermd(gemeente(zaad), "afronden")) for zaad in (1, 2, 3)])
"""
VOORBEELD = """
import sys, polars as pl
from sociaaldomein.afscherming import scherm_af
from test_vast import HERKOMST, kenmerk
print(kenmerk(scherm_af(pl.read_parquet(sys.argv[1]), HERKOMST)))
"""


def kenmerk(openbaar: Openbaar) -> str:
    alles = openbaar.cijfers.write_csv() + repr(sorted(openbaar.stappen.items()))
    return hashlib.sha256(alles.encode()).hexdigest()


def in_een_proces(code: str, zaad: int, *argumenten: str) -> str:
    omgeving = os.environ | {"PYTHONHASHSEED": str(zaad), "PYTHONPATH": str(Path(__file__).parent)}
    opdracht = [sys.executable, "-c", code, *argumenten]
    return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=True).stdout


def test_een_ander_proces_geeft_hetzelfde():
    uitkomsten = {in_een_proces(ANDER_PROCES, zaad) for zaad in (1, 2)}
    assert len(uitkomsten) == 1


@pytest.mark.traag
def test_de_voorbeelddata_geven_in_elk_proces_hetzelfde(voorbeeldregistraties, tmp_path):
    alles = monitor.bereken(voorbeeldregistraties, Kwartaal(2023, 1), date(2023, 4, 15), opgehaald=date(2026, 10, 15))
    alles.write_parquet(tmp_path / "cijfers.parquet")
    hier = kenmerk(scherm_af(alles.sample(fraction=1, shuffle=True, seed=1), HERKOMST))
    for zaad in (1, 2):
        assert in_een_proces(VOORBEELD, zaad, str(tmp_path / "cijfers.parquet")).strip() == hier


@pytest.mark.parametrize("methode", METHODEN)
def test_de_volgorde_van_de_rijen_doet_er_niet_toe(methode):
    rijen = gemeente(7)
    anders = random.Random(1).sample(rijen, len(rijen))
    assert kenmerk(beschermd(rijen, methode)) == kenmerk(beschermd(anders, methode))


def test_wie_met_de_vorige_uitgave_begint_komt_op_dezelfde_uit():
    eerst = beschermd(gemeente(7), "afronden")
    assert kenmerk(beschermd(gemeente(7), "afronden", eerdere=[eerst.editie()])) == kenmerk(eerst)


def test_de_klok_beslist_nergens_over(monkeypatch):
    """Een tijdslimiet zou op een drukke machine een andere uitgave geven. Er is er geen."""
    gezien = []
    echt = scipy.optimize.milp

    def milp(*args, **opties):
        gezien.append(dict(opties["options"]))
        return echt(*args, **opties)

    monkeypatch.setattr(scipy.optimize, "milp", milp)
    assert beproef([beschermd(gemeente(7), "afronden").editie()]).veilig
    assert gezien and all("time_limit" not in o and o["node_limit"] > 0 for o in gezien)
