"""De notebooks: dun, met namen, uit te voeren zoals zij zijn, en de les past op de telregels."""

import ast
import re
import subprocess
import sys
from html import unescape

import nbformat
import pytest

from sociaaldomein import panelen
from sociaaldomein.begrippen.cijfers import voorbeelden
from sociaaldomein.begrippen.paginas import paginasoorten
from sociaaldomein.grond import paden
from sociaaldomein.opdracht import instellingen
from sociaaldomein.paginas import dashboard
from sociaaldomein.telregels import instroom, looptijd

NOTEBOOKS = sorted(paden.meegeleverd("notebooks").glob("*.ipynb"))
PAGINAS = [p for p in NOTEBOOKS if p.stem not in ("verkenner", "telregels")]
LES = paden.meegeleverd("notebooks") / "telregels.ipynb"
MET_LIJSTEN = ("plannen", "doelen")  # pages of lists: no counting rule
VERBODEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.Try,
    ast.TryStar,
    ast.If,
    ast.For,
    ast.While,
    ast.With,
    ast.Match,
    ast.IfExp,
)


def lees(pad):
    return nbformat.read(pad, as_version=4)


def code(nb):
    return [c for c in nb.cells if c.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request):
    return lees(request.param)


def test_a_notebook_is_valid(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "widgets" not in notebook.metadata and "papermill" not in notebook.metadata


def test_cells_have_names(notebook):
    namen = [c.id for c in notebook.cells]
    assert len(set(namen)) == len(namen)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", naam) and not re.fullmatch(r"[0-9a-f]{8}", naam) for naam in namen), (
        namen
    )


@pytest.mark.parametrize("pad", [p for p in NOTEBOOKS if p != LES], ids=lambda p: p.stem)
def test_only_the_lesson_has_stored_outputs(pad):
    """Elsewhere a cell that shows something says so to nbval; in the lesson strict nbval holds every output."""
    for cel in code(lees(pad)):
        assert not cel.outputs and cel.execution_count is None
    assert all("nbval-ignore-output" not in c.metadata.get("tags", []) for c in code(lees(LES)))


@pytest.mark.parametrize("pad", [p for p in NOTEBOOKS if p != LES], ids=lambda p: p.stem)
def test_one_parameters_cell_with_plain_types_and_help(pad):
    cellen = [c for c in code(lees(pad)) if "parameters" in c.metadata.get("tags", [])]
    assert len(cellen) == 1
    for regel in cellen[0].source.splitlines():
        assert re.fullmatch(r"\w+: (str|int|float|bool) = [^#]+  # [^=]+", regel), regel


@pytest.mark.parametrize("pad", PAGINAS, ids=lambda p: p.stem)
def test_a_page_is_thin(pad):
    for cel in code(lees(pad)):
        boom = ast.parse(cel.source)
        assert not [n for n in ast.walk(boom) if isinstance(n, VERBODEN)], cel.id
        assert len(boom.body) <= 3


@pytest.mark.parametrize("pad", PAGINAS, ids=lambda p: p.stem)
def test_every_panel_stands_under_a_heading(pad):
    """For the analyst the rule and the frame come first. No cell types the rule again: that is in the catalogue."""
    cellen = lees(pad).cells
    for nummer, cel in enumerate(cellen):
        assert "Telt mee" not in cel.source
        if cel.id.startswith("paneel-"):
            naam = cel.id.removeprefix("paneel-")
            assert cel.source == f'pagina.paneel("{naam.replace("-", "_")}")'
            ervoor = [c for c in cellen[:nummer] if c.metadata.get("tags") is None or "analist" not in c.metadata.tags]
            assert ervoor[-1].cell_type == "markdown" and ervoor[-1].source.startswith("## ")
            voor_de_analist = [c.id for c in cellen[:nummer] if c.id in (f"telregel-{naam}", f"reeks-{naam}")]
            assert voor_de_analist == ([] if pad.stem in MET_LIJSTEN else [f"telregel-{naam}", f"reeks-{naam}"])


@pytest.mark.traag  # draws every state of four pages
@pytest.mark.parametrize(
    ("naam", "wet"), [("raadsmonitor", "jeugd"), ("raadsmonitor", "wmo"), ("taskforce", "samen"), ("wijken", "samen")]
)
def test_the_analyst_reads_the_rule_and_the_frame_of_that_panel(naam, wet):
    """The sentence is one that the panel itself gives, and the frame holds protected figures of this page."""
    pagina = dashboard.open_pagina("", naam, wet)
    gezien = 0
    for cel in code(lees(paden.meegeleverd("notebooks") / f"{naam}.ipynb")):
        soort, _, paneel = cel.id.partition("-")
        if soort == "telregel" and paneel in panelen.panelen(naam, wet):
            gezegd = " ".join(s["onder"]["telregel"] for s in pagina.staten(paneel)).lower()
            zinnen = re.findall(r"</b> (.*?)</p>", eval(cel.source, {"pagina": pagina}).html)
            assert zinnen and all(unescape(z).lower() in gezegd for z in zinnen), cel.source
            gezien += 1
        elif soort == "reeks" and paneel in panelen.panelen(naam, wet):
            tabel = eval(cel.source, {"pagina": pagina})
            assert list(tabel) == ["wet", "kwartaal", "groep", "waarde", "status", "bron"] and len(tabel) > 1
            assert wet == "samen" or set(tabel.wet) == {wet}
            assert tabel.waarde[tabel.status == "afgeschermd"].isna().all()
    assert gezien


def test_an_unknown_figure_is_said():
    with pytest.raises(ValueError, match="Cijfer 'weg' bestaat niet"):
        dashboard.open_pagina().reeks("weg")


@pytest.mark.parametrize("pad", PAGINAS, ids=lambda p: p.stem)
def test_header_comes_first_and_footer_last(pad):
    labels = [c.metadata.get("tags", []) for c in code(lees(pad))]
    assert [("kop" in t, "voet" in t) for t in labels].index((True, False)) == 2
    assert "voet" in labels[-1]
    assert instellingen.notebook_parameters(pad).keys() >= {"kwartaal", "openbaar"}


def test_all_panels_of_the_dashboard_are_in_a_notebook():
    noemen = [p for p in PAGINAS if '"paneel-' in p.read_text("utf-8")]  # the others show all that is declared
    assert {"raadsmonitor", "taskforce"} <= {p.stem for p in noemen}
    for pad in noemen:
        bekend = {vorm.naam for vorm in paginasoorten()[pad.stem].panelen}
        in_notebook = {
            c.id.removeprefix("paneel-").replace("-", "_") for c in code(lees(pad)) if c.id.startswith("paneel-")
        }
        assert bekend == in_notebook


# ---------------------------------------------------------------- the set that travels along


def test_only_the_default_falls_back_on_the_example(tmp_path, monkeypatch):
    """A folder that the user names is that folder. Never are figures of one municipality shown as another's."""
    monkeypatch.chdir(tmp_path)
    assert dashboard.open_pagina("").kenmerken["herkomst"].synthetisch
    for genoemd in ("openbaar", tmp_path / "weg"):
        with pytest.raises(FileNotFoundError, match="geen openbare set"):
            dashboard.open_pagina(genoemd)
    (tmp_path / "openbaar").mkdir()  # a set that is not whole is no reason to show another
    with pytest.raises(FileNotFoundError, match="geen openbare set"):
        dashboard.open_pagina("")


def test_a_page_of_the_example_says_that_it_is_invented():
    pagina = dashboard.open_pagina("")
    assert "Voorbeelddata (synthetisch)" in pagina.kop().html and "Voorbeelddata (synthetisch)" in pagina.voet().html


def test_nothing_is_written_in_what_travels_along(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    voor = sorted(dashboard.openbare_set("").rglob("*"))
    dashboard.open_pagina("").tegels()
    assert sorted(dashboard.openbare_set("").rglob("*")) == voor


def test_the_rules_are_at_hand_and_the_package_opens_fast():
    zwaar = "{'polars', 'pandas', 'narwhals', 'matplotlib', 'anywidget'}"
    vraag = f"import sys, sociaaldomein; assert not {zwaar} & set(sys.modules)"
    for regel in (vraag, "from sociaaldomein import instroom, looptijd, triage, taskforce"):
        subprocess.run([sys.executable, "-c", regel], check=True)


@pytest.mark.traag  # a kernel for each of them
@pytest.mark.parametrize("pad", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_as_it_is_under_strict_nbval(pad):
    """Where it lies, without a set beside it: each code cell runs, and what is stored comes out again."""
    opdracht = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", pad]
    uit = subprocess.run(opdracht, cwd=pad.parent, capture_output=True, text=True, timeout=240, check=False)
    assert uit.returncode == 0, uit.stdout[-3000:]
    assert f"{len(code(lees(pad)))} passed" in uit.stdout


# ---------------------------------------------------------------- the lesson


def antwoorden() -> dict[str, tuple[str, str]]:
    """Per cell of the lesson what is stored and what comes out now."""
    hier, uit = {}, {}
    for cel in code(lees(LES)):
        boom = ast.parse(cel.source)
        laatste = boom.body.pop() if isinstance(boom.body[-1], ast.Expr) else None
        exec(compile(boom, cel.id, "exec"), hier)
        if laatste is not None:
            (bewaard,) = cel.outputs
            nu = eval(compile(ast.Expression(laatste.value), cel.id, "eval"), hier)
            uit[cel.id] = (bewaard.data["text/plain"], repr(nu))
    return uit


def rood() -> set[str]:
    return {naam for naam, (bewaard, nu) in antwoorden().items() if bewaard != nu}


def test_the_lesson_gives_its_stored_answers():
    assert rood() == set(), "Klopt de regel? Bewaar de les dan opnieuw, zie CONTRIBUTING.md."


def test_the_lesson_shows_every_rule():
    """Every module of counting rules, each function that counts a table of records, sentence and frames."""
    bron = "".join(c.source for c in code(lees(LES)))
    for regel in {naam.partition(":")[0] for naam in voorbeelden()}:
        assert f"toon({regel}(" in bron
    namen = [c.id for c in code(lees(LES))]
    for deel in {n.partition("-")[0] for n in namen} - {"openen"}:
        assert {f"{deel}-regel", f"{deel}-in", f"{deel}-uit"} <= set(namen)


@pytest.mark.parametrize(
    ("plek", "naam", "anders", "cel"),
    [
        (instroom, "JAAR", 364, "instroom-uit"),
        (looptijd, "DAGEN_PER_MAAND", 30.44, "looptijd-uit"),
        (instroom.f, "ONBEKEND", "leeg", "uitstroom-uit"),
        (instroom.f, "KLASSEN", {"jeugd": ((0, 4), (5, 17)), "wmo": ((0, 17), (18, None))}, "bereik-leeftijd"),
    ],
)
def test_who_changes_a_rule_turns_the_lesson_red(plek, naam, anders, cel, monkeypatch):
    monkeypatch.setattr(plek, naam, anders)
    assert cel in rood()
