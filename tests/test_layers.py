"""Wat elke kamer mag gebruiken. Lees dit bestand eerst: het is de plattegrond van het huis.

Two walls stand in this table. Records about people stop at `telling`: nothing right of `afscherming` can reach them.
And a counting rule knows frames, quarters and terms only: never a file, never another counting rule.
Inside a room imports are free, as long as they run in no circle.
"""

import ast
import re
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import pytest

import sociaaldomein
from sociaaldomein.begrippen.paginas import notebooks

PAKKET = Path(sociaaldomein.__file__).parent
BUITEN = {"meegeleverd"}
ROOMS = {
    "grond": set(),
    "statistiek": set(),
    "begrippen": {"grond"},
    "opdracht": {"grond"},
    "levering": {"grond", "begrippen"},
    "telregels": {"grond", "begrippen"},
    "telling": {"grond", "begrippen", "levering", "telregels"},
    # the wall: from here on only protected figures
    "afscherming": {"grond", "begrippen"},
    "beelden": {"grond", "begrippen", "afscherming"},
    "panelen": {"grond", "begrippen", "afscherming", "beelden"},
    "paginas": {"grond", "begrippen", "opdracht", "afscherming", "beelden", "panelen"},
    # the only room that sees both records and pages
    "uitgave": {"grond", "begrippen", "opdracht", "levering", "telling", "afscherming", "paginas"},
    "zaal": {"grond", "opdracht", "paginas", "uitgave"},
    "voorbeeld": {"grond", "levering"},
    # what stands beside the rooms
    "__init__": {"telregels"},
    "verkenning": {"levering", "telling", "voorbeeld"},
    "cli": {"grond", "begrippen", "opdracht", "levering", "afscherming", "paginas", "uitgave", "zaal", "voorbeeld"},
    "__main__": {"cli"},
}
SERVICE = {"dienst", "levend", "toegang", "zandbak"}  # a process of its own, that can read one edition and nothing else
ONLY_LAZY = {("paginas.dashboard", "panelen")}  # a live page reads drawn pictures and must start fast
SHOWN_NOTEBOOKS = {boek: {"paginas.dashboard"} for boek in notebooks()} | {"avond": {"paginas.avond"}}


def modules() -> list[str]:
    """Every module as room.module, or as module alone when it stands beside the rooms."""
    paden = (p.relative_to(PAKKET) for p in PAKKET.rglob("*.py"))
    return sorted(".".join(p.with_suffix("").parts) for p in paden if not BUITEN & set(p.parts))


def room(module: str) -> str:
    return module.partition(".")[0]


def own_imports(tree: ast.AST) -> set[str]:
    """The modules of sociaaldomein named in the import statements of a parsed file."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".", 1)[1] for alias in node.names if alias.name.startswith("sociaaldomein.")}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:  # from .x import y: the rooms never do, and a test says so
                module = f"sociaaldomein.{module}".rstrip(".")
            if module == "sociaaldomein" or module.startswith("sociaaldomein."):
                base = module.removeprefix("sociaaldomein").lstrip(".")
                for alias in node.names:
                    full = f"{base}.{alias.name}".lstrip(".")
                    pad = PAKKET.joinpath(*full.split("."))
                    if pad.with_suffix(".py").exists() or pad.is_dir():
                        found.add(full)
                    elif base:
                        found.add(base)
    return found


def shown(tree: ast.AST) -> set[tuple[str, str]]:
    """Of which room a parsed file uses what: a module, or a name that stands at the door."""
    nodes = list(ast.walk(tree))
    namen = {f"{n.module}.{a.name}" for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
    namen |= {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    namen |= {
        f"sociaaldomein.{n.value.id}.{n.attr}"
        for n in nodes
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and f"sociaaldomein.{n.value.id}" in namen
    }
    delen = [n.split(".") for n in namen]
    return {(d[1], d[2]) for d in delen if d[0] == "sociaaldomein" and len(d) > 2}


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(PAKKET.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8"))


def test_table_is_complete():
    """Every room stands in the table, and the table names no room that is gone."""
    assert {room(m) for m in modules()} == set(ROOMS)


@pytest.mark.parametrize("kamer", sorted(r for r in ROOMS if PAKKET.joinpath(r).is_dir()))
def test_every_room_says_in_one_line_what_it_is_for(kamer):
    zin = ast.get_docstring(parsed(f"{kamer}.__init__"))
    assert zin and len(zin.splitlines()) == 1 and len(zin) > 40


def in_notebooks() -> set[tuple[str, str]]:
    cellen = [
        c.source
        for pad in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb")
        for c in nbformat.read(pad, as_version=4).cells
        if c.cell_type == "code"
    ]
    return set().union(*(shown(ast.parse(c)) for c in cellen))


@pytest.mark.parametrize("kamer", sorted(r for r in ROOMS if PAKKET.joinpath(r).is_dir()))
def test_a_room_shows_what_others_use_and_no_more(kamer):
    """`__all__` is the surface of a room: the modules and the names that another room or a notebook may use."""
    gebruikt = in_notebooks().union(*(shown(parsed(m)) for m in modules() if room(m) != kamer))
    oppervlak = next(
        ast.literal_eval(n.value)
        for n in parsed(f"{kamer}.__init__").body
        if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__"
    )
    assert {naam for van, naam in gebruikt if van == kamer} == set(oppervlak)


@pytest.mark.parametrize("module", modules())
def test_nobody_takes_what_another_keeps_to_itself(module):
    eigen = [n for n in ast.walk(parsed(module)) if isinstance(n, ast.ImportFrom) and "sociaaldomein" in str(n.module)]
    assert not {a.name for n in eigen for a in n.names if a.name.startswith("_")}


def test_what_only_its_own_module_calls_is_private():
    """A public function is called elsewhere: in the package, a test, a benchmark, a notebook or a document."""
    huis = Path(__file__).parents[1]
    paden = [
        p
        for m in ("src", "tests", "benchmarks", "notebooks", "docs")
        for p in (huis / m).rglob("*")
        if p.suffix in (".py", ".ipynb", ".md", ".toml", ".j2")
    ]
    bekend = Counter(w for p in paden for w in set(re.findall(r"\w+", p.read_text(encoding="utf-8"))))
    alle = {f"{m}.{f.name}" for m in modules() for f in parsed(m).body if isinstance(f, ast.FunctionDef)}
    alleen = {f for f in alle if bekend[f.rpartition(".")[2]] < 2}
    assert not {f for f in alleen if "._" not in f}


def test_a_class_has_one_meaning():
    namen = Counter(k.name for m in modules() for k in parsed(m).body if isinstance(k, ast.ClassDef))
    assert not {n for n, keer in namen.items() if keer > 1 and not n.startswith("_")}


def test_the_house_is_not_high():
    """At most twenty rooms on at most ten floors, without a circle. `pytest -s` prints the house."""
    assert len(ROOMS) <= 20
    hoogte: dict[str, int] = {}
    for naam in TopologicalSorter(ROOMS).static_order():
        hoogte[naam] = 1 + max((hoogte[r] for r in ROOMS[naam]), default=0)
    for verdieping in sorted(set(hoogte.values()), reverse=True):
        print(f"{verdieping:2}  {', '.join(sorted(r for r, h in hoogte.items() if h == verdieping))}")
    assert max(hoogte.values()) <= 10


def test_no_module_imports_itself_in_a_circle():
    """Also inside a room. What a room shows at its door counts as that room's `__init__`."""

    def doel(m: str) -> str:
        return m if m in modules() else f"{m}.__init__"

    graph = {m: {doel(i) for i in own_imports(parsed(m))} - {m} for m in modules() if not m.endswith("__init__")}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("module", modules())
def test_imports_only_what_the_table_allows(module):
    eigen = room(module)
    assert {room(i) for i in own_imports(parsed(module))} - {eigen} <= ROOMS[eigen]


def test_the_table_allows_nothing_that_nobody_uses():
    gebruikt = {r: set() for r in ROOMS}
    for module in modules():
        gebruikt[room(module)] |= {room(i) for i in own_imports(parsed(module))} - {room(module)}
    assert gebruikt == ROOMS


@pytest.mark.parametrize("module", modules())
def test_no_import_by_name(module):
    """Importing by a computed name would climb over the walls unseen. The package itself hands out counting rules."""
    if module == "__init__":
        return
    tree = parsed(module)
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"__import__", "import_module", "importlib.import_module"}
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level], "say the whole name"


@pytest.mark.parametrize(("module", "lazy"), sorted(ONLY_LAZY))
def test_lazy_imports_stay_inside_functions(module, lazy):
    inside = {
        id(node)
        for f in ast.walk(parsed(module))
        if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(f)
    }
    at_import = [
        n
        for n in ast.walk(parsed(module))
        if isinstance(n, ast.Import | ast.ImportFrom)
        and id(n) not in inside
        and lazy in {room(i) for i in own_imports(n)}
    ]
    assert not at_import


def reach(kamer: str) -> set[str]:
    """Everything a room may come to import, straight or through others."""
    seen: set[str] = set()
    todo = [kamer]
    while todo:
        new = ROOMS[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def test_the_two_walls_stand_in_the_table():
    """The table itself may be edited; these sentences may not become untrue."""
    records = {"levering", "telregels", "telling", "voorbeeld", "uitgave", "verkenning"}
    for kamer in ("afscherming", "beelden", "panelen", "paginas"):
        assert not reach(kamer) & records, kamer
    assert reach("telregels") == {"grond", "begrippen"}, "a counting rule never sees a file"
    assert not {"levering.deur", "levering.bestanden"} & own_imports(parsed("telling.registraties"))


@pytest.mark.parametrize("regel", [m for m in modules() if room(m) == "telregels" and not m.endswith("tafels")])
def test_a_counting_rule_knows_no_other(regel):
    assert {i for i in own_imports(parsed(regel)) if room(i) == "telregels"} <= {"telregels.tafels"}


@pytest.mark.parametrize("module", sorted(SERVICE))
def test_the_live_service_knows_the_ground_and_its_wall(module):
    binnen = own_imports(parsed(f"zaal.{module}"))
    assert {room(i) for i in binnen} <= {"grond", "zaal"}
    assert {i for i in binnen if room(i) == "zaal"} <= {f"zaal.{m}" for m in SERVICE}


@pytest.mark.parametrize("notebook", sorted(SHOWN_NOTEBOOKS))
def test_shown_notebooks_reach_only_the_dashboard(notebook):
    pad = Path(__file__).parents[1] / "notebooks" / f"{notebook}.ipynb"
    cells = [c.source for c in nbformat.read(pad, as_version=4).cells if c.cell_type == "code"]
    assert set().union(*(own_imports(ast.parse(c)) for c in cells)) <= SHOWN_NOTEBOOKS[notebook]


@pytest.mark.parametrize(
    "line",
    [
        "import sociaaldomein.levering.deur",
        "from sociaaldomein.levering import deur",
        "from sociaaldomein.levering.deur import lees_map",
        "from .levering import deur",
        "from .levering.deur import lees_map",
    ],
)
def test_the_parser_sees_every_way_to_import(line, monkeypatch, tmp_path):
    (tmp_path / "levering").mkdir()
    (tmp_path / "levering" / "deur.py").touch()
    monkeypatch.setattr("test_layers.PAKKET", tmp_path)
    assert own_imports(ast.parse(line)) == {"levering.deur"}
