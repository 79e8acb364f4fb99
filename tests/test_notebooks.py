"""De notebooks: dun, met namen, zonder uitvoer, en uit te voeren zoals zij zijn."""

import ast
import re
import subprocess
import sys
from datetime import date

import nbformat
import pytest

from sociaaldomein import instellingen, paden
from sociaaldomein.afscherming import Herkomst, scherm_af

NOTEBOOKS = sorted(paden.meegeleverd("notebooks").glob("*.ipynb"))
PAGINAS = [p for p in NOTEBOOKS if p.stem != "verkenner"]
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


def test_a_notebook_is_valid_and_has_no_stored_outputs(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert all(not c.outputs and c.execution_count is None for c in code(notebook))
    assert notebook.metadata.kernelspec.name == "python3"
    assert "widgets" not in notebook.metadata and "papermill" not in notebook.metadata


def test_cells_have_names(notebook):
    namen = [c.id for c in notebook.cells]
    assert len(set(namen)) == len(namen)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", naam) and not re.fullmatch(r"[0-9a-f]{8}", naam) for naam in namen), (
        namen
    )


def test_one_parameters_cell_with_plain_types_and_help(notebook):
    cellen = [c for c in code(notebook) if "parameters" in c.metadata.get("tags", [])]
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
def test_every_panel_stands_under_a_heading_that_says_what_counts(pad):
    nb = lees(pad)
    for nummer, cel in enumerate(nb.cells):
        if cel.id.startswith("paneel-"):
            uitleg = nb.cells[nummer - 1]
            assert uitleg.cell_type == "markdown" and uitleg.source.startswith("## ")
            assert "Telt mee:" in uitleg.source
            assert cel.source == f'pagina.paneel("{cel.id.removeprefix("paneel-").replace("-", "_")}")'


@pytest.mark.parametrize("pad", PAGINAS, ids=lambda p: p.stem)
def test_header_comes_first_and_footer_last(pad):
    labels = [c.metadata.get("tags", []) for c in code(lees(pad))]
    assert [("kop" in t, "voet" in t) for t in labels].index((True, False)) == 2
    assert labels[-1] == ["voet"]
    assert instellingen.notebook_parameters(pad).keys() >= {"kwartaal", "openbaar"}


def test_all_panels_of_the_dashboard_are_in_a_notebook():
    from sociaaldomein import panelen

    for pad in (p for p in PAGINAS if p.stem not in ("thema", "avond")):  # they name their own panels
        wetten = ("jeugd", "wmo") if pad.stem == "raadsmonitor" else ("samen",)
        bekend = {naam for wet in wetten for naam in panelen.panelen(pad.stem, wet)}
        in_notebook = {
            c.id.removeprefix("paneel-").replace("-", "_") for c in code(lees(pad)) if c.id.startswith("paneel-")
        }
        assert bekend == in_notebook


@pytest.fixture(scope="module")
def map_met_set(tmp_path_factory, gepubliceerd):
    """The page notebooks beside a public set of the really published figures, as an adviser would have them."""
    import shutil

    from sociaaldomein import monitor, registraties, sources
    from sociaaldomein.kwartaal import Kwartaal

    map = tmp_path_factory.mktemp("notebooks")
    r = registraties.maak(sources.lees_map(gepubliceerd).tabellen)
    tafel = monitor.bereken(r, Kwartaal(2023, 1), date(2023, 6, 1))
    scherm_af(tafel, Herkomst("Nijkerk", "0267", "2023-K1", "2023-06-01", False)).schrijf(map / "openbaar")
    for pad in PAGINAS:
        shutil.copy(pad, map / pad.name)
    return map


@pytest.mark.traag  # a kernel for each of them
@pytest.mark.parametrize("naam", [p.stem for p in PAGINAS])
def test_a_page_runs_as_it_is_under_nbval(naam, map_met_set):
    """Each code cell is a test of nbval: it runs, and no cell ends in an error."""
    pad = map_met_set / f"{naam}.ipynb"
    opdracht = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        map_met_set,
        pad,
    ]
    uit = subprocess.run(opdracht, cwd=map_met_set, capture_output=True, text=True, timeout=240, check=False)
    assert uit.returncode == 0, uit.stdout[-3000:]
    assert f"{len(code(lees(pad)))} passed" in uit.stdout
