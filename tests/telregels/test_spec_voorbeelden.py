"""Van elke telregel staat er een getekend voorbeeld in de naslag, en de regel geeft wat er getekend is."""

import ast
import inspect
from pathlib import Path

import pytest

from sociaaldomein.begrippen import naslag
from sociaaldomein.begrippen.cijfers import begrippen, voorbeelden
from sociaaldomein.telregels import bevolking, financien, instroom, looptijd, participatie, taskforce, tekening, triage
from sociaaldomein.telregels.tekening import toon, voorbeeld

MODULES = {
    m.__name__.rpartition(".")[2]: m
    for m in (bevolking, financien, instroom, looptijd, participatie, taskforce, triage)
}
DOCUMENT = Path(__file__).parents[2] / "docs" / "telregels.md"


def regels() -> set[str]:
    """Every counting rule of the package: what carries the decorator."""
    uit = set()
    for pad in Path(inspect.getfile(tekening)).parent.glob("*.py"):
        for f in ast.parse(pad.read_text(encoding="utf-8")).body:
            if isinstance(f, ast.FunctionDef) and "f.telregel" in map(ast.unparse, f.decorator_list):
                uit.add(f"{pad.stem}.{f.name}")
    return uit


def functie(regel: str):
    module, _, naam = regel.partition(":")[0].partition(".")
    return getattr(MODULES[module], naam)


def reken_na(regel: str) -> str:
    """What a rule makes of the tables of its example; `na` is the rule that comes before it."""
    v, tabellen = voorbeelden()[regel], dict(zip(voorbeelden()[regel]["tabel"], voorbeeld(regel), strict=True))
    kwartalen = {"kwartalen": v["kwartalen"]} if "kwartalen" in v else {}
    verder = kwartalen | {k: v[k] for k in ("per", "peildatum") if k in v}
    if "na" in v:
        (tabel,) = tabellen.values()
        return toon(functie(regel)(functie(v["na"])(tabel, **verder)))
    eerste, *rest = [k for k in inspect.signature(functie(regel)).parameters if k in {*tabellen, "trajecten"}]
    return toon(functie(regel)(tabellen[eerste], **{k: tabellen.get(k) for k in rest}, **verder))


def test_elke_telregel_heeft_een_getekend_voorbeeld():
    assert regels() == {naam.partition(":")[0] for naam in voorbeelden()} and len(regels()) > 10
    getekend = {regel.partition(" ")[0] for v in voorbeelden().values() for regel in v["uitkomst"].splitlines()[2:]}
    geteld = {b.naam for b in begrippen().values() if b.onderwerp in naslag.ONDERWERPEN} - {"maatregelen"}  # a list
    assert geteld <= getekend, "every figure that a rule makes comes out of an example"


@pytest.mark.parametrize("regel", sorted(voorbeelden()))
def test_de_regel_geeft_wat_er_getekend_is(regel):
    assert reken_na(regel) == voorbeelden()[regel]["uitkomst"].strip()


@pytest.mark.parametrize("regel", sorted(voorbeelden()))
def test_de_naslag_tekent_het_voorbeeld(regel):
    """Once, at a figure that the rule makes; the other figures of it lead there."""
    tekst = DOCUMENT.read_text(encoding="utf-8")
    v = voorbeelden()[regel]
    assert tekst.count(v["uitkomst"]) == 1
    assert all(tabel["tekening"] in tekst for tabel in v["tabel"].values())
