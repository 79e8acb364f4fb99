"""Willekeurig beschadigde leveringen: altijd een Nederlands verslag, nooit een crash, niet te lang, niet te groot."""

import json
import subprocess
import sys
from pathlib import Path

import mutaties
import pytest

HIER = Path(__file__).parent
GEHEUGEN = 500  # MiB


def proef(eerste: int, aantal: int) -> dict:
    run = subprocess.run(
        [sys.executable, str(HIER / "mutaties.py"), str(eerste), str(aantal)],
        capture_output=True,
        text=True,
        cwd=HIER,
        check=False,
    )
    assert run.returncode == 0, f"het proces viel om ({run.returncode}): {run.stderr[-2000:]}"
    assert run.stderr == ""
    return json.loads(run.stdout)


def toets(uitslag: dict, bars) -> None:
    assert uitslag["fouten"] == []
    assert uitslag["langst"] < mutaties.LANGST
    assert uitslag["mib"] <= GEHEUGEN
    assert 0 < uitslag["aangenomen"] < uitslag["aantal"]  # the damage is neither harmless nor always fatal
    uitkomst = "0 crashes, 0 tracebacks, 0 Engels, langste {langst} s, {mib} MiB, {aangenomen} aangenomen"
    bars.zet(f"{uitslag['aantal']} beschadigde leveringen", uitkomst.format(**uitslag))


def test_twintig_beschadigde_leveringen(bars):
    toets(proef(0, 20), bars)


@pytest.mark.parametrize("nummer", [9501, 9632])
def test_wat_eerder_misging(nummer, bars):
    """9501 en 9632: een kolomnaam in Parquet die geen tekst is, waar Polars van in paniek raakt."""
    assert proef(nummer, 1)["fouten"] == []


@pytest.mark.traag
def test_vijfhonderd_beschadigde_leveringen(bars):
    toets(proef(0, 500), bars)


@pytest.mark.nachtelijk
@pytest.mark.timeout(7200)
def test_tienduizend_beschadigde_leveringen(bars):
    toets(proef(0, 10_000), bars)


def test_de_proef_ziet_een_crash_engels_en_verkeerde_aantallen(tmp_path, monkeypatch):
    """Anders bewijst nul fouten niets."""
    from sociaaldomein.levering import deur
    from sociaaldomein.levering.leveringsverslag import Bestand, Rapport

    assert mutaties.engels("De kolom 'the value' is leeg. Doe iets.") == []
    assert mutaties.engels("x.csv: invalid value in column") == ["invalid", "value", "column"]
    monkeypatch.setattr(mutaties.signal, "signal", lambda *_: None)
    monkeypatch.setattr(mutaties.signal, "alarm", lambda _: None)
    monkeypatch.setattr(deur, "lees_map", lambda *_, **__: 1 / 0)
    assert "ZeroDivisionError" in mutaties.draai(0, 1)["fouten"][0][1]
    scheef = Rapport("map", [Bestand("x", "wijken", "CSV", rijen_in=1, afgekeurd=2)])
    monkeypatch.setattr(deur, "lees_map", lambda *_, **__: deur.Levering({}, scheef))
    assert mutaties.draai(0, 1)["fouten"] == [[0, "de aantallen kloppen niet"]]
