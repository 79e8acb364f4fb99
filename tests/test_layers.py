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
TELREGELS = {"instroom", "looptijd", "triage", "bevolking", "financien", "taskforce"}
BASIS = {"frames", "kwartaal", "normen", "cijfers", "formats"}  # what a counting rule may know

MAY_IMPORT = {
    "__init__": set(),
    # the ground: knows nothing of deliveries or pages
    "paden": set(),
    "kwartaal": set(),
    "formats": {"kwartaal"},
    "normen": set(),
    "cijfers": set(),
    "frames": {"kwartaal", "cijfers"},
    "naslag": {"cijfers"},
    # the door: the only modules that see a delivery
    "contract": {"kwartaal", "formats", "cijfers"},
    "sources": {"contract", "kwartaal", "formats"},
    "registraties": {"contract", "kwartaal"},
    "example_data": {"contract", "kwartaal", "formats", "normen", "paden", "cijfers"},
    # the counting rules
    **dict.fromkeys(TELREGELS, BASIS),
    "monitor": TELREGELS | BASIS | {"registraties"},
    # the wall: from here on only protected figures
    "afscherming": {"cijfers", "kwartaal", "formats"},
    "charts": {"formats", "kwartaal", "cijfers", "afscherming"},
    "duiding": {"formats", "kwartaal", "cijfers", "afscherming", "normen"},
    "panelen": {"charts", "duiding", "cijfers", "afscherming", "kwartaal", "formats", "normen"},
    "dashboard": {"panelen", "afscherming", "cijfers", "kwartaal", "formats", "paden"},
    # the adviser's own table: sees records, never shown
    "verkenning": {"example_data", "registraties", "sources"},
    # running it
    "instellingen": {"kwartaal", "paden"},
    "publicatie": {"afscherming", "cijfers", "dashboard", "formats", "kwartaal", "paden"},
    "verslag": {"publicatie", "instellingen", "sources", "contract", "registraties", "monitor", "afscherming",
                "dashboard", "cijfers", "kwartaal", "formats", "paden"},
    "presenteren": {"instellingen", "verslag", "afscherming", "kwartaal", "paden"},
    "cli": {"instellingen", "contract", "sources", "registraties", "example_data", "cijfers", "naslag", "kwartaal",
            "formats", "paden", "verslag", "presenteren"},
    "__main__": {"cli"},
}
ONLY_LAZY = {("dashboard", "panelen")}  # inside functions: a live page reads drawn pictures and must start fast
SHOWN_NOTEBOOKS = {"raadsmonitor": {"dashboard"}, "taskforce": {"dashboard"}}


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


def test_the_two_walls_stand_in_the_table():
    """The table itself may be edited; these sentences may not become untrue."""
    behind = {"sources", "registraties", "monitor", "contract", *TELREGELS}
    for module in ("charts", "duiding", "panelen", "dashboard", "afscherming", "publicatie", "presenteren"):
        assert not MAY_IMPORT[module] & behind, module
    for module in TELREGELS:
        assert not MAY_IMPORT[module] & (TELREGELS | {"sources", "registraties", "contract"}), module
    assert "sources" not in MAY_IMPORT["registraties"], "registraties gets frames, never files"


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
