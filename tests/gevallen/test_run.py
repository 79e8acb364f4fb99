"""Gevallen van de run: wat hij met een map doet, en wat hij weigert."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from gevallen import geval

from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import notebooks, run, uitvoermap
from sociaaldomein.uitgave.afloop import Uitkomst

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


def draai(map: Path, wie: str, uit: str = "uit", **meer) -> Uitkomst:
    params = replace(instellingen.lees(map / "p.yml"), akkoord=True)
    return run.draai(
        params, map / wie, map / uit, instellingen.lees_kwartaal("2023-K1"), **{"melder": lambda _: None} | meer
    )


def alles(map: Path) -> dict[str, bytes]:
    return {str(p.relative_to(map)): p.read_bytes() for p in sorted(map.rglob("*")) if p.is_file()}


def test_a_second_municipality_in_the_same_folder_is_refused_with_both_names(twee):
    assert draai(twee, "a").code == 0
    voor = alles(twee)
    opdracht = [
        sys.executable,
        "-m",
        "sociaaldomein",
        "kwartaal",
        "2023-K1",
        "--bron",
        str(twee / "b"),
        "--uit",
        str(twee / "uit"),
        "--params",
        str(twee / "p.yml"),
        "--akkoord",
    ]
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

    monkeypatch.setattr(notebooks, "aan_het_werk", dood)
    with pytest.raises(KeyboardInterrupt):
        draai(twee, "a", registratiemap=twee / "ra")
    monkeypatch.undo()
    assert not uitvoermap.uitgaven(twee / "uit") and list((twee / "uit").glob(".bezig-*"))
    with pytest.raises(instellingen.ParamsFout, match=r"Barneveld.*Nijkerk"):
        draai(
            twee,
            "b",
            **(
                {"uit": "uit-b", "registratiemap": twee / "ra"}
                if over == "registraties"
                else {"registratiemap": twee / "rb"}
            ),
        )
    assert draai(twee, "a", registratiemap=twee / "ra").code == 0


def test_two_municipalities_in_an_old_folder_are_told_by_verifieer(twee):
    """A folder that an earlier version mixed."""
    assert draai(twee, "a").code == 0 and draai(twee, "b", uit="uit-b").code == 0
    (anders,) = (twee / "uit-b" / "2023-K1").glob("*/")
    shutil.copytree(anders, twee / "uit" / "2023-K1" / f"{anders.name}-b")
    assert "Barneveld (0203), Nijkerk (0267)" in uitvoermap.verifieer_los(twee / "uit")[twee / "uit" / "index.html"]


PAGINAS = """
paginas:
  - {naam: jeugd, notebook: raadsmonitor, parameters: {wet: jeugd}}
  - {naam: wmo, notebook: raadsmonitor, parameters: {wet: wmo}}
"""


def kop(waarde: int, ook: int = 900) -> str:
    regels = [
        f"lopend_trajecten;jeugd;2023-K1;totaal;totaal;{waarde};toegang;definitief",
        "lopend_trajecten;jeugd;2022-K1;totaal;totaal;1700;toegang;definitief",
        f"lopend_clienten;jeugd;2023-K1;totaal;totaal;{ook};toegang;voorlopig",
    ]
    return "\n".join(["indicator;wet;kwartaal;dimensie;groep;waarde;bron;status", *regels]) + "\n"


def test_a_figure_that_was_final_and_changes_is_told_in_run_page_and_manifest(twee):
    """From 1.787 to 1.650: a reader has the first. What was voorlopig may change without a word."""
    (twee / "p.yml").write_text(PAGINAS, encoding="utf-8")
    tabel = twee / "a" / "aggregaat.csv"
    tabel.write_text(kop(1787), encoding="utf-8")
    eerste = draai(twee, "a")
    assert eerste.manifest["herzien"] == [] and 'id="herzien"' not in (eerste.map / "index.html").read_text("utf-8")
    tabel.write_text(kop(1650, ook=955), encoding="utf-8")
    gezegd: list[str] = []
    tweede = draai(twee, "a", melder=gezegd.append)
    (een,) = tweede.manifest["herzien"]
    assert (een["was"], een["is"], een["uitgave"]) == (1787.0, 1650.0, eerste.map.name)
    assert een["oorzaak"] == "de levering is herzien"
    assert any("was 1.787, nu 1.650 (de levering is herzien)" in regel for regel in gezegd)
    html = (tweede.map / "index.html").read_text(encoding="utf-8")
    tabel = re.search(r'id="herzien".*?<tbody>(.*?)</tbody>', html, re.S)[1]
    assert re.findall(r"<td>(.*?)</td>", tabel) == ["1.787", "1.650", "de levering is herzien"]
    assert "2023-K1" not in tabel
    for uitgave, herzien in ((eerste, ()), (tweede, ("jeugd",))):
        paginas = {p.stem for p in uitgave.map.glob("*.html") if 'class="herzien"' in p.read_text(encoding="utf-8")}
        assert paginas == set(herzien)
    assert draai(twee, "a").manifest["herzien"] == [], "the last edition that showed it is what a reader has"


@pytest.mark.parametrize(
    ("anders", "oorzaak"),
    [
        ({"invoer": {"a": "2"}}, "de levering is herzien"),
        ({"omgeving": {"code": "2"}}, "de telregel of het programma is veranderd"),
        ({"invoer": {"a": "2"}, "omgeving": {"code": "2"}}, "de levering of het programma is veranderd"),
        ({"instellingen": {"drempel": 5}}, "de instellingen zijn veranderd"),
    ],
)
def test_the_cause_is_what_differs_between_the_editions(anders, oorzaak):
    from sociaaldomein.uitgave import herzieningen

    toen = {"invoer": {"a": "1"}, "omgeving": {"code": "1"}, "instellingen": {"drempel": 10}}
    assert herzieningen._oorzaak(100.0, (5, 5), toen, toen | anders) == oorzaak
    assert herzieningen._oorzaak(7.0, (5, 10), toen, toen | anders) == "anders afgerond"
    assert herzieningen._oorzaak(8.0, (5, 10), toen, toen | anders) == oorzaak, "more than rounding can do"
