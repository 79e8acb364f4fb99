"""Gevallen van de run: wat hij met een map doet, en wat hij weigert."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from gevallen import geval

from sociaaldomein import instellingen, publicatie, verslag

NOTEBOOK = "from IPython.display import HTML\nHTML('<p class=\"paneel\">pagina</p>')"


@pytest.fixture
def twee(tmp_path) -> Path:
    """Deliveries of two municipalities, `a` (Nijkerk) and `b` (Barneveld), and an order with one small page."""
    import nbformat

    map = geval("twee_gemeenten_een_uitvoermap", tmp_path)
    kop = 'kwartaal: str = "2020-K1"  # kwartaal\nopenbaar: str = "openbaar"  # map'
    cellen = [nbformat.v4.new_code_cell(kop, metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell(NOTEBOOK)]
    kern = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cellen, metadata={"kernelspec": kern}), map / "een.ipynb")
    (map / "p.yml").write_text("paginas:\n  - naam: een\n    notebook: een.ipynb\n", encoding="utf-8")
    return map


def draai(map: Path, wie: str, uit: str = "uit", **meer) -> verslag.Uitkomst:
    params = replace(instellingen.lees(map / "p.yml"), akkoord=True)
    return verslag.draai(params, map / wie, map / uit, instellingen.lees_kwartaal("2023-K1"),
                         melder=lambda _: None, **meer)  # fmt: skip


def alles(map: Path) -> dict[str, bytes]:
    return {str(p.relative_to(map)): p.read_bytes() for p in sorted(map.rglob("*")) if p.is_file()}


def test_a_second_municipality_in_the_same_folder_is_refused_with_both_names(twee):
    assert draai(twee, "a").code == 0
    voor = alles(twee)
    opdracht = [sys.executable, "-m", "sociaaldomein", "kwartaal", "2023-K1", "--bron", str(twee / "b"),
                "--uit", str(twee / "uit"), "--params", str(twee / "p.yml"), "--akkoord"]  # fmt: skip
    klaar = subprocess.run(opdracht, capture_output=True, text=True, check=False)
    assert klaar.returncode == 2 and "Nijkerk (0267)" in klaar.stderr and "Barneveld (0203)" in klaar.stderr
    assert alles(twee) == voor, "nothing is written, nothing is replaced"
    assert draai(twee, "a").code == 0, "the municipality itself goes on as before"
    assert draai(twee, "b", uit="uit-b").code == 0, "and the other one has a folder of its own"


@pytest.mark.parametrize("profiel", ["openbaar", "intern"])
def test_the_inner_and_the_public_editions_share_the_folder(twee, profiel):
    ander = {"openbaar": "intern", "intern": "openbaar"}[profiel]
    assert draai(twee, "a", profiel=profiel, registratiemap=twee / "ra").code == 0
    with pytest.raises(instellingen.ParamsFout, match=r"Barneveld.*Nijkerk.*--uit"):
        draai(twee, "b", profiel=ander, registratiemap=twee / "rb")
    assert not (twee / "rb").exists()


def test_registrations_of_another_municipality_are_not_overwritten(twee):
    assert draai(twee, "a", registratiemap=twee / "r").code == 0
    voor = alles(twee / "r")
    with pytest.raises(instellingen.ParamsFout, match=r"Barneveld.*registraties.*Nijkerk.*--registraties"):
        draai(twee, "b", uit="uit-b", registratiemap=twee / "r")
    assert alles(twee / "r") == voor and not (twee / "uit-b").exists()


@pytest.mark.parametrize("over", ["registraties", "werk"])
def test_an_interrupted_run_keeps_its_folder_too(twee, monkeypatch, over):
    """A run that was killed left no edition: what it was about to make says whose folder this is."""
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # as with a kill: nothing is tidied up

    def dood(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(verslag, "voer_uit", dood)
    with pytest.raises(KeyboardInterrupt):
        draai(twee, "a", registratiemap=twee / "ra")
    monkeypatch.undo()
    assert not publicatie.uitgaven(twee / "uit") and list((twee / "uit").glob(".bezig-*"))
    with pytest.raises(instellingen.ParamsFout, match=r"Barneveld.*Nijkerk"):
        draai(twee, "b", **({"uit": "uit-b", "registratiemap": twee / "ra"} if over == "registraties" else
                            {"registratiemap": twee / "rb"}))  # fmt: skip
    assert draai(twee, "a", registratiemap=twee / "ra").code == 0


def test_two_municipalities_in_an_old_folder_are_told_by_verifieer(twee):
    """A folder that an earlier version mixed."""
    assert draai(twee, "a").code == 0 and draai(twee, "b", uit="uit-b").code == 0
    (anders,) = (twee / "uit-b" / "2023-K1").glob("*/")
    shutil.copytree(anders, twee / "uit" / "2023-K1" / f"{anders.name}-b")
    assert "Barneveld (0203), Nijkerk (0267)" in publicatie.verifieer_los(twee / "uit")[twee / "uit" / "index.html"]
