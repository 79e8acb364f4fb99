"""De opdrachtregel: Nederlands, een duidelijke melding, en bij een weigering is er niets geschreven."""

import argparse
import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from sociaaldomein import cli
from sociaaldomein.cli import ontleden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import run
from sociaaldomein.uitgave.afloop import Bezet, Gestopt

GOEDE_PARAMS = """
paginas:
  - naam: jeugd
    notebook: raadsmonitor
    parameters:
      wet: jeugd
"""


@pytest.fixture
def levering(tmp_path) -> Path:
    """A delivery of one quarterly total: the smallest thing the door takes."""
    map = tmp_path / "levering"
    map.mkdir()
    (map / "aggregaat.csv").write_text(
        "indicator;wet;kwartaal;dimensie;groep;waarde;status;bron\n"
        "lopend_trajecten;jeugd;2022-K4;totaal;totaal;1700;definitief;regio\n"
        "lopend_trajecten;jeugd;2023-K1;totaal;totaal;1787;definitief;regio\n",
        encoding="utf-8",
    )
    return map


def inhoud(map: Path) -> dict[str, bytes]:
    return {p.relative_to(map).as_posix(): p.read_bytes() if p.is_file() else b"map" for p in sorted(map.rglob("*"))}


def draai(capsys, *argv: object) -> tuple[int, str]:
    code = cli.main([str(a) for a in argv])
    uit = capsys.readouterr()
    return code, uit.out + uit.err


WEIGERINGEN = {
    "onbekende sleutel": ("profil: openbaar" + GOEDE_PARAMS, ["'profil'", "Bekend:", "Bedoelt u 'profiel'?"]),
    "sleutel ontbreekt": ("profiel: openbaar\n", ["'paginas' ontbreekt"]),
    "pagina zonder notebook": ("paginas:\n  - naam: jeugd\n", ["'notebook' ontbreekt"]),
    "sleutel twee keer": ("drempel: 10\ndrempel: 20" + GOEDE_PARAMS, ["regel 2", "'drempel'"]),
    "verkeerd soort": ("drempel: tien" + GOEDE_PARAMS, ["drempel", "'tien'", "heel getal"]),
    "drempel te laag": ("drempel: 1" + GOEDE_PARAMS, ["drempel", "3 of hoger"]),
    "profiel": ("profiel: intrn" + GOEDE_PARAMS, ["openbaar, intern", "Bedoelt u 'intern'?"]),
    "peildatum": ("peildatum: 15-04-2023" + GOEDE_PARAMS, ["'15-04-2023' is geen dag", "2023-04-15"]),
    "gemeentecode als getal": ("gemeentecode: 267" + GOEDE_PARAMS, ["'267' is geen gemeentecode", "0267"]),
    "kwartaal": ("kwartaal: 2023K1" + GOEDE_PARAMS, ["'2023K1' is geen kwartaal", "Bedoelt u 2023-K1?"]),
    "geen yaml": ("paginas: [", ["geen geldige YAML", "regel"]),
    "onbekend notebook": (
        GOEDE_PARAMS.replace("raadsmonitor", "raadsmonitr"),
        ["raadsmonitor, taskforce", "Bedoelt u 'raadsmonitor'?"],
    ),
    "onbekende parameter": (GOEDE_PARAMS.replace("wet:", "wt:"), ["'wt'", "Bekend: wet", "Bedoelt u 'wet'?"]),
    "verkeerde waarde": (GOEDE_PARAMS.replace("wet: jeugd", "wet: jeugt"), ["jeugd, wmo", "Bedoelt u 'jeugd'?"]),
    "parameter van de run": (GOEDE_PARAMS.replace("wet: jeugd", "openbaar: x"), ["'openbaar' vult de run zelf in"]),
    "naam van een pagina": (GOEDE_PARAMS.replace("naam: jeugd", "naam: ../weg"), ["'../weg' mag niet"]),
}


@pytest.mark.parametrize("geval", WEIGERINGEN)
def test_a_wrong_setting_is_refused_before_anything_is_written(geval, levering, tmp_path, capsys):
    tekst, verwacht = WEIGERINGEN[geval]
    (tmp_path / "mijn.yml").write_text(tekst, encoding="utf-8")
    voor = inhoud(tmp_path)
    code, melding = draai(
        capsys, "kwartaal", "2023-K1", "--bron", levering, "--uit", tmp_path / "uit", "--params", tmp_path / "mijn.yml"
    )
    assert code == 2
    assert all(deel in melding for deel in verwacht), melding
    assert len(melding.strip().splitlines()) == 1
    assert inhoud(tmp_path) == voor


@pytest.mark.parametrize(
    ("soort", "verwacht"), [("int", "een heel getal"), ("float", "een getal"), ("bool", "ja of nee")]
)
def test_a_parameter_of_the_wrong_type_is_refused(soort, verwacht, tmp_path):
    import nbformat

    cel = nbformat.v4.new_code_cell(
        f'kwartaal: str = "2023-K1"\nopenbaar: str = "openbaar"\naantal: {soort} = {soort}(1)',
        metadata={"tags": ["parameters"]},
    )
    nb = nbformat.v4.new_notebook(
        cells=[cel], metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    )
    nbformat.write(nb, tmp_path / "eigen.ipynb")
    tekst = "paginas:\n  - naam: a\n    notebook: eigen.ipynb\n    parameters:\n      aantal: veel\n"
    (tmp_path / "p.yml").write_text(tekst, encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match=f"'aantal' moet {verwacht} zijn"):
        instellingen.lees(tmp_path / "p.yml")


@pytest.mark.parametrize(
    ("argv", "code", "verwacht"),
    [
        (["kwartaal", "2023-K5"], 2, ["'2023-K5' is geen kwartaal", "2023-K1"]),
        (["kwartaal", "1e kwartaal 2023"], 2, ["geen kwartaal", "Bedoelt u 2023-K1?"]),
        (["kwartaal", "2031-K1"], 2, ["zit niet in de gegevens", "2022-K4 tot en met 2023-K1", "Bedoelt u 2023-K1?"]),
    ],
)
def test_an_unknown_quarter_is_refused(argv, code, verwacht, levering, tmp_path, capsys):
    voor = inhoud(tmp_path)
    gekregen, melding = draai(capsys, *argv, "--bron", levering, "--uit", tmp_path / "uit")
    assert gekregen == code
    assert all(deel in melding for deel in verwacht), melding
    assert inhoud(tmp_path) == voor


def test_a_missing_folder_is_refused_with_the_nearest_name(levering, tmp_path, capsys):
    code, melding = draai(capsys, "kwartaal", "2023-K1", "--bron", tmp_path / "leverin", "--uit", tmp_path / "uit")
    assert code == 2
    assert "bestaat niet" in melding and "Bedoelt u 'levering'?" in melding
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("bron", "uit", "registraties"),
    [
        ("levering", "levering/uit", None),
        ("uit/levering", "uit", None),
        ("levering", "uit", "uit/registraties"),
    ],
)
def test_published_and_private_folders_stay_apart(bron, uit, registraties, levering, tmp_path, capsys):
    if bron != "levering":
        levering.rename((tmp_path / bron).parent.mkdir() or tmp_path / bron)
    extra = ["--registraties", tmp_path / registraties] if registraties else []
    voor = inhoud(tmp_path)
    code, melding = draai(capsys, "kwartaal", "2023-K1", "--bron", tmp_path / bron, "--uit", tmp_path / uit, *extra)
    assert (code, inhoud(tmp_path)) == (2, voor)
    assert "losse mappen" in melding


def test_a_refused_delivery_changes_nothing(tmp_path, capsys):
    map = tmp_path / "levering"
    map.mkdir()
    (map / "toewijzingen.csv").write_text("iets;anders\n1;2\n", encoding="utf-8")
    voor = inhoud(tmp_path)
    code, melding = draai(capsys, "kwartaal", "2023-K1", "--bron", map, "--uit", tmp_path / "uit")
    assert code == 2
    assert "geweigerd" in melding and "sociaaldomein controleer" in melding
    assert inhoud(tmp_path) == voor


@pytest.mark.parametrize(
    ("argv", "verwacht"),
    [
        (["kwartal"], ["bestaat niet", "kwartaal"]),
        (["kwartaal"], ["Dit ontbreekt in uw opdracht", "KWARTAAL", "--bron"]),
        (["kwartaal", "2023-K1", "--bron"], ["--bron", "hier hoort een waarde achter"]),
        (["kwartaal", "2023-K1", "--bron", "a", "--uit", "b", "--profil", "x"], ["Dit ken ik niet", "--profil"]),
        (
            ["kwartaal", "2023-K1", "--bron", "a", "--uit", "b", "--profiel", "geheim"],
            ["Kies uit", "openbaar", "intern"],
        ),
        (["presenteer", "x.yml", "--poort", "80"], ["--poort", "1024"]),
        (["voorbeelddata", "x", "--factor", "veel"], ["--factor", "'veel' mag niet"]),
    ],
)
def test_a_wrong_call_gets_one_dutch_message(argv, verwacht, capsys):
    code, melding = draai(capsys, *argv)
    assert code == 2
    assert all(deel in melding for deel in verwacht), melding
    assert not set(melding.lower().split()) & {"error:", "usage:", "invalid", "unrecognized", "required:", "expected"}


def test_argparse_has_no_english_words_left():
    """Each sentence that argparse may say stands in our list; the ones for programmers never reach a user."""
    bron = ast.parse(inspect.getsource(argparse))
    zinnen = {
        n.args[0].value
        for n in ast.walk(bron)
        if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "_" and isinstance(n.args[0], ast.Constant)
    }
    voor_programmeurs = {
        z
        for z in zinnen
        if any(
            w in z
            for w in (
                "conflict",
                "subparser",
                "FileType",
                "can't open",
                ".__call__",
                "mutually exclusive",
                "deprecated",
                "invalid option string",
                "dest=",
                "metavar",
                "version number",
                "subcommands",
                "with mode",
                "two groups",
                "positionals",
                "not callable",
            )
        )
    }
    assert zinnen - voor_programmeurs <= set(ontleden.WOORDEN)


def test_help_is_dutch_and_fast():
    begin = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sociaaldomein", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    zwaar = {"polars", "pandas", "matplotlib", "papermill", "voila", "nbconvert", "narwhals", "yaml"}
    geladen = {regel.split("|")[-1].strip() for regel in begin.stderr.splitlines()}
    assert not zwaar & geladen
    assert "opties:" in begin.stdout and "options" not in begin.stdout


@pytest.mark.parametrize(
    "opdracht", ["demo", "kwartaal", "controleer", "presenteer", "verken", "voorbeelddata", "begrippen", "sjabloon"]
)
def test_every_command_explains_itself(opdracht, capsys):
    code, tekst = draai(capsys, opdracht, "--help")
    assert code == 0
    assert "gebruik: sociaaldomein" in tekst and "toon deze uitleg" in tekst


def test_check_prints_a_report_and_writes_html(levering, tmp_path, capsys):
    code, tekst = draai(capsys, "controleer", levering, "--html", tmp_path / "verslag.html")
    assert code == 0
    assert "aangenomen" in tekst
    assert "<html" in (tmp_path / "verslag.html").read_text(encoding="utf-8")


def test_template_and_glossary(tmp_path, capsys):
    assert draai(capsys, "sjabloon", tmp_path / "leeg.xlsx")[0] == 0
    assert draai(capsys, "sjabloon", tmp_path / "map")[0] == 0
    assert {p.name for p in (tmp_path / "map").iterdir()} == {"levering.xlsx", "gegevenscontract.md"}
    code, tekst = draai(capsys, "begrippen")
    assert code == 0 and "Lopende trajecten" in tekst


def test_example_data_never_overwrite_a_folder_with_something_in_it(tmp_path, capsys):
    (tmp_path / "werk.txt").write_text("van mij", encoding="utf-8")
    code, melding = draai(capsys, "voorbeelddata", tmp_path)
    assert code == 2 and "niet leeg" in melding
    assert inhoud(tmp_path) == {"werk.txt": b"van mij"}


@pytest.mark.parametrize(
    ("fout", "code", "verwacht"),
    [
        (OSError(28, "No space left on device"), 5, "De schijf is vol"),
        (PermissionError(13, "Permission denied", "/x"), 5, "niet schrijven"),
        (KeyboardInterrupt(), 7, "Gestopt"),
        (Gestopt(), 7, "Gestopt"),
        (Bezet("Er is al een run bezig."), 6, "al een run bezig"),
        (KeyError("geheim"), 1, "technische uitleg"),
    ],
)
def test_whatever_goes_wrong_is_one_dutch_line(fout, code, verwacht, monkeypatch, tmp_path, capsys):
    def stuk(*_, **__):
        raise fout

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    monkeypatch.setattr(run, "draai", stuk)
    gekregen, melding = draai(capsys, "kwartaal", "2023-K1", "--bron", tmp_path, "--uit", tmp_path / "uit")
    assert gekregen == code
    assert verwacht in melding and "Traceback" not in melding and "geheim" not in melding


def test_yaml_never_changes_a_code_into_a_number(tmp_path):
    (tmp_path / "p.yml").write_text("gemeentecode: 0267\n" + GOEDE_PARAMS, encoding="utf-8")
    assert instellingen.lees(tmp_path / "p.yml").gemeentecode == "0267"


def test_paths_in_a_settings_file_are_seen_from_that_file(tmp_path):
    (tmp_path / "p.yml").write_text("bron: leveringen\nkwartaal: 2023-K1\n" + GOEDE_PARAMS, encoding="utf-8")
    params = instellingen.lees(tmp_path / "p.yml")
    assert params.bron == tmp_path / "leveringen"
    assert params.kwartaal == Kwartaal(2023, 1)
