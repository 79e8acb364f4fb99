"""De vingerafdruk van het programma: verandert er een bestand, dan geldt niets meer wat eerder getekend is."""

import shutil

import pytest

from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.paginas import staten

NIET_MEE = shutil.ignore_patterns("__pycache__", "meegeleverd")


@pytest.fixture
def kopie(tmp_path, monkeypatch):
    """The package in a place of its own, with a fingerprint that is taken anew each time."""
    map = shutil.copytree(paden.PAKKET, tmp_path / "sociaaldomein", ignore=NIET_MEE)
    monkeypatch.setattr(paden, "PAKKET", map)
    monkeypatch.setattr(staten, "codehash", paden.codehash.__wrapped__)
    return map


def test_every_file_of_the_program_is_in_its_fingerprint(kopie):
    """No list that can forget one: also what a drawing only reaches by way of another file."""
    eerst, bestanden = paden.codehash.__wrapped__(), [p for p in sorted(kopie.rglob("*")) if p.is_file()]
    assert {"bruggen.py", "opgaven.py", "begrippen.toml", "paneel.js"} <= {p.name for p in bestanden}
    for pad in (p for p in bestanden if not p.name.startswith(".")):
        oud = pad.read_bytes()
        pad.write_bytes(oud + b"\n")
        assert paden.codehash.__wrapped__() != eerst, pad.relative_to(kopie)
        pad.write_bytes(oud)
    assert paden.codehash.__wrapped__() == eerst
    (kopie / "nieuw.py").touch()
    assert paden.codehash.__wrapped__() != eerst, "and a new one"


def test_a_picture_of_other_code_is_drawn_anew(kopie, tmp_path):
    toen = staten.vingerafdruk(tmp_path, Kwartaal(2023, 1))
    (kopie / "bruggen.py").write_text("anders", encoding="utf-8")
    assert staten.vingerafdruk(tmp_path, Kwartaal(2023, 1)) != toen
