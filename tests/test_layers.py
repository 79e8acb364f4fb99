"""Wat elke module mag gebruiken. Lees dit bestand eerst: het is de plattegrond van het project.

Two walls stand in this table. Records about people stop at `monitor`: nothing right of `afscherming` can reach
`registraties`. And a counting rule knows frames and quarters only: never a file, never another counting rule.
A dict and not an ordered list: a list would let `charts` import everything that happens to stand to its left.
"""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import pytest

import sociaaldomein

PAKKET = Path(sociaaldomein.__file__).parent
TELREGELS = {"instroom", "looptijd", "triage", "bevolking", "financien", "taskforce", "participatie"}
PANELEN = {"panelen_raadsmonitor", "panelen_taskforce", "panelen_thema", "panelen_wijken", "panelen_plannen",
           "panelen_doelen"}  # one module per kind of page
OM_TE_TEKENEN = {"charts", "getallen", "duiding", "afscherming", "cijfers", "formats", "kwartaal", "normen"}
BASIS = {"frames", "kwartaal", "normen", "cijfers", "formats"}  # what a counting rule may know

MAY_IMPORT = {
    "__init__": set(),
    # the ground: knows nothing of deliveries or pages
    "paden": set(),
    "kwartaal": set(),
    "doelen": {"kwartaal"},
    "plannen": set(),
    "formats": {"kwartaal"},
    "normen": set(),  # law and standard; what a municipality delivers comes in as a value
    "cijfers": set(),
    "frames": {"kwartaal", "cijfers"},
    "naslag": {"cijfers"},
    "tekening": {"cijfers", "formats", "frames"},
    "uitleg": {"cijfers"},
    # the door: the only modules that see a delivery
    "eenheden": set(),
    "contract": {"cijfers", "eenheden", "kwartaal"},
    "herkomst": set(),
    "bsn": set(),
    "persoonsgegevens": {"bsn"},
    "themas": {"cijfers", "contract", "leveringsverslag"},
    "yamltekst": {"bsn"},
    "pseudoniemen": {"bsn"},
    "leveringsverslag": {"contract", "formats", "bsn"},
    "kolommen": {"contract", "eenheden", "leveringsverslag", "yamltekst", "bsn"},
    "keuring": {"contract", "cijfers", "eenheden", "formats", "kolommen", "leveringsverslag", "pseudoniemen", "bsn"},
    "kolomvoorstel": {"eenheden", "bestanden", "bsn", "cijfers", "contract", "kolommen", "leveringsverslag"},
    "opschonen": {"contract", "leveringsverslag"},
    "bestanden": {"contract", "eenheden", "formats", "bsn", "kolommen"},
    "geometrie": {"bestanden", "contract", "formats"},
    "samenvoegen": {"contract", "eenheden", "formats", "keuring", "kolommen", "leveringsverslag"},
    "sources": {"geometrie", "herkomst", "samenvoegen", "themas", "cijfers", "bestanden", "opschonen", "contract",
                "eenheden", "normen", "formats", "keuring", "kolommen", "leveringsverslag",
                "pseudoniemen", "bsn"},
    "controletotalen": {"cijfers", "formats", "kwartaal"},
    "registraties": {"contract", "kwartaal", "pseudoniemen"},
    "example_data": {"paden", "sources", "kwartaal", "voorbeeld_lijsten", "voorbeeld_participatie"},
    "voorbeeld_lijsten": {"paden"},
    "voorbeeld_participatie": {"paden", "kwartaal"},
    # the counting rules
    **dict.fromkeys(TELREGELS, BASIS),
    "monitor": TELREGELS | BASIS | {"registraties"},
    # the wall: from here on only protected figures
    "onthulling": {"cijfers", "kwartaal", "normen"},
    "verbergen": {"cijfers", "kwartaal", "onthulling"},
    "afscherming": {"cijfers", "kwartaal", "formats", "onthulling", "verbergen"},
    "controle": {"afscherming", "cijfers", "doelen", "kwartaal", "plannen", "formats", "onthulling", "verbergen",
                 "yamltekst"},
    "getallen": {"afscherming", "cijfers", "doelen", "formats", "kwartaal", "normen"},
    "vel": {"kwartaal"},
    "charts": {"getallen", "vel", "afscherming", "cijfers", "doelen", "formats", "kwartaal"},
    "duiding": {"afscherming", "cijfers", "formats", "kwartaal", "normen"},
    "paneel": OM_TE_TEKENEN,
    "kaarten": {"charts", "getallen", "vel"},
    "doelbeelden": {"charts", "doelen", "formats", "getallen", "vel"},
    "planbeelden": {"charts", "formats", "getallen", "plannen", "vel"},
    "opgaven": OM_TE_TEKENEN | {"paneel", "doelbeelden", "doelen"},
    "bruggen": {"afscherming", "charts", "formats", "getallen", "kwartaal", "vel"},
    **dict.fromkeys(PANELEN, OM_TE_TEKENEN | {"paneel", "geld", "kaarten", "bruggen", "doelen", "plannen",
                                             "doelbeelden", "planbeelden", "opgaven"}),
    "geld": OM_TE_TEKENEN | {"paneel"},
    "panelen": PANELEN | {"paneel", "afscherming", "cijfers", "kwartaal"},
    "dashboard": {"yamltekst", "uitleg", "panelen", "afscherming", "cijfers", "formats", "kwartaal", "paden"},
    "herzieningen": {"afscherming", "cijfers", "formats", "kwartaal"},
    "publicatie": {"herzieningen", "dashboard", "afscherming", "cijfers", "formats", "kwartaal", "paden"},
    # the evening: its programme, quiz, course and search, from protected figures only
    "stellingen": {"afscherming", "getallen", "onthulling", "duiding", "instellingen", "yamltekst", "cijfers",
                   "formats", "kwartaal"},
    "zoeken": {"panelen", "uitleg", "cijfers"},
    "avond": {"dashboard", "stellingen", "uitleg", "afscherming", "formats", "kwartaal", "normen"},
    "avondteksten": {"avond", "panelen", "paneel", "instellingen", "yamltekst", "cijfers", "normen", "paden"},
    "draaiboek": {"avond", "avondteksten", "dashboard", "panelen", "stellingen", "zoeken", "instellingen",
                  "afscherming", "kwartaal"},
    # the adviser's own table: sees records, never shown
    "verkenning": {"example_data", "registraties", "sources"},
    # running it
    "instellingen": {"lichtstart", "kwartaal", "paden", "yamltekst"},
    "tussenstand": {"instellingen", "paden", "publicatie"},
    "verslag": {"contract", "persoonsgegevens",  # which delivered columns are free text, and what may not stand there
                "herzieningen", "normen", "draaiboek", "herkomst", "plannen", "tussenstand", "controle", "onthulling",
                "instellingen", "controletotalen", "yamltekst",
                "sources", "registraties", "pseudoniemen", "monitor", "afscherming", "dashboard", "publicatie",
                "cijfers", "formats", "kwartaal", "paden"},
    # the live service: a process of its own, that can read one edition and nothing else
    "zandbak": {"paden"},
    "lichtstart": set(),
    "dienst": {"lichtstart", "zandbak", "kwartaal", "paden"},
    "tablets": {"zandbak", "formats", "instellingen", "dashboard"},
    "presenteren": {"avond", "tablets", "dienst", "zandbak", "instellingen", "verslag", "dashboard", "publicatie",
                    "formats", "kwartaal", "paden"},
    "cli": {"stellingen", "afscherming", "kwartaal", "bsn", "kolomvoorstel", "controle", "controletotalen",
            "instellingen", "contract", "sources", "example_data", "verslag", "presenteren", "publicatie", "dashboard",
            "naslag", "cijfers", "paden"},
    "__main__": {"cli"},
}
ONLY_LAZY = {("dashboard", "panelen")}  # inside functions: a live page reads drawn pictures and must start fast
SHOWN_NOTEBOOKS = dict.fromkeys(("raadsmonitor", "taskforce", "thema", "wijken", "plannen",
                                  "doelen"), frozenset({"dashboard"})) | {"avond": {"avond"}}


def modules() -> list[str]:
    return sorted(p.stem for p in PAKKET.glob("*.py"))


def own_imports(tree: ast.AST) -> set[str]:
    """The modules of sociaaldomein named in the import statements of a parsed file."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".", 1)[1] for alias in node.names if alias.name.startswith("sociaaldomein.")}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:  # from .x import y
                module = f"sociaaldomein.{module}".rstrip(".")
            if module == "sociaaldomein":
                found |= {alias.name for alias in node.names if (PAKKET / f"{alias.name}.py").exists()}
            elif module.startswith("sociaaldomein."):
                found.add(module.split(".", 1)[1])
    return found


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse((PAKKET / f"{module}.py").read_text(encoding="utf-8"))


def test_table_is_complete():
    """Every module stands in the table, and the table names no module that is gone."""
    assert set(modules()) == set(MAY_IMPORT)
    assert set().union(*MAY_IMPORT.values()) <= set(MAY_IMPORT)
    assert not [p for p in PAKKET.rglob("*.py") if p.parent != PAKKET and "meegeleverd" not in p.parts], "keep it flat"


def test_nothing_imports_in_a_circle():
    assert list(TopologicalSorter(MAY_IMPORT).static_order())


@pytest.mark.parametrize("module", modules())
def test_imports_only_what_the_table_allows(module):
    assert own_imports(parsed(module)) <= MAY_IMPORT.get(module, set())


@pytest.mark.parametrize("module", modules())
def test_no_import_by_name(module):
    """Importing by a computed name would climb over the walls unseen."""
    called = {ast.unparse(node.func) for node in ast.walk(parsed(module)) if isinstance(node, ast.Call)}
    assert not called & {"__import__", "import_module", "importlib.import_module"}


@pytest.mark.parametrize(("module", "lazy"), sorted(ONLY_LAZY))
def test_lazy_imports_stay_inside_functions(module, lazy):
    inside = {id(node) for f in ast.walk(parsed(module)) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)
              for node in ast.walk(f)}
    at_import = [n for n in ast.walk(parsed(module)) if isinstance(n, ast.Import | ast.ImportFrom)
                 and id(n) not in inside and lazy in own_imports(n)]
    assert not at_import


def reach(module: str) -> set[str]:
    """Everything a module may come to import, straight or through others."""
    seen: set[str] = set()
    todo = [module]
    while todo:
        new = MAY_IMPORT[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def test_the_two_walls_stand_in_the_table():
    """The table itself may be edited; these sentences may not become untrue."""
    records = {"contract", "sources", "registraties", "monitor", "example_data", "verkenning", "verslag", *TELREGELS}
    for module in ("afscherming", "getallen", "vel", "charts", "duiding", "panelen", "dashboard", "publicatie"):
        assert not reach(module) & records, module
    for module in TELREGELS:
        assert reach(module) <= BASIS, module
    assert "sources" not in reach("registraties"), "registraties gets frames, never files"


@pytest.mark.parametrize("notebook", sorted(SHOWN_NOTEBOOKS))
def test_shown_notebooks_reach_only_the_dashboard(notebook):
    pad = Path(__file__).parents[1] / "notebooks" / f"{notebook}.ipynb"
    cells = [c.source for c in nbformat.read(pad, as_version=4).cells if c.cell_type == "code"]
    assert set().union(*(own_imports(ast.parse(c)) for c in cells)) <= SHOWN_NOTEBOOKS[notebook]


@pytest.mark.parametrize("line", ["import sociaaldomein.sources", "from sociaaldomein import sources",
                                  "from sociaaldomein.sources import lees_map", "from . import sources",
                                  "from .sources import lees_map"])
def test_the_parser_sees_every_way_to_import(line, monkeypatch, tmp_path):
    (tmp_path / "sources.py").touch()
    monkeypatch.setattr("test_layers.PAKKET", tmp_path)
    assert own_imports(ast.parse(line)) == {"sources"}
