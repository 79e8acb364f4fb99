"""docs/bronstukken.md: elke rij uit de bronstukken heeft een pagina die bestaat en een test die bestaat."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from sociaaldomein import panelen
from sociaaldomein.begrippen import cijfers
from sociaaldomein.begrippen.paginas import notebooks
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht import instellingen

WORTEL = Path(__file__).parents[1]
RIJEN = [
    [cel.strip() for cel in regel.strip("|").split("|")]
    for regel in (WORTEL / "docs" / "bronstukken.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [A-Z]\d", regel)
]
MOET = {
    f"{letter}{n}"
    for letter, tot in (("J", 7), ("W", 7), ("P", 8), ("T", 7), ("A", 7), ("N", 8), ("V", 2))
    for n in range(1, tot + 1)
}


@cache
def panelen_van(params: str) -> dict[str, set[str]]:
    """Per page of a params file the panels on it."""
    cijfers.neem_op(())
    gevonden = {}
    for p in instellingen.lees(meegeleverd("params") / params).paginas:
        if p.notebook.stem in notebooks():
            onderwerp = p.parameters.get("wet") or p.parameters.get("thema") or "samen"
            gevonden[p.naam] = set(panelen.panelen(p.notebook.stem, onderwerp))
    return gevonden


@cache
def functies_in(bestand: str) -> set[str]:
    boom = ast.parse((WORTEL / "tests" / bestand).read_text(encoding="utf-8"))
    return {n.name for n in ast.walk(boom) if isinstance(n, ast.FunctionDef)}


def test_every_row_of_the_documents_is_there_once():
    codes = [r[0] for r in RIJEN]
    assert len(codes) == len(set(codes)) and set(codes) >= MOET


@pytest.mark.parametrize(
    ("code", "pagina", "test"), [(r[0], r[2].strip("`"), r[3].strip("`")) for r in RIJEN], ids=[r[0] for r in RIJEN]
)
def test_its_page_and_its_test_exist(code, pagina, test):
    bestand, naam = test.split("::")
    assert naam in functies_in(bestand), f"{code}: {test} bestaat niet"
    if pagina.startswith("avond: "):
        avond = instellingen.lees(meegeleverd("params") / "2026-06-25-kennismaking.yml")
        assert pagina.removeprefix("avond: ") in {p.naam for p in avond.paginas}, code
    elif pagina.endswith(".yml"):
        assert pagina == "themas.yml" or (WORTEL / pagina).is_file(), code
    else:
        params = "nijmegen.yml" if pagina.startswith("gemeente: ") else "kwartaal.yml"
        blad, paneel = pagina.removeprefix("gemeente: ").split("#")
        assert paneel in panelen_van(params)[blad], code
