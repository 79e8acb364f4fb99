"""De run: een uitgave is er helemaal of niet, een eerdere blijft staan, en niets verraadt wat niet openbaar is."""

import csv
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import filelock
import nbformat
import openpyxl
import pytest

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import domeinen
from sociaaldomein.cli import main
from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur, pseudoniemen
from sociaaldomein.opdracht import instellingen
from sociaaldomein.opdracht.instellingen import Pagina, Params
from sociaaldomein.uitgave import afloop, downloads, notebooks, rekenen, run, toetsen, uitvoermap
from sociaaldomein.uitgave.afloop import KERNEL, MISLUKT, Bezet, Uitkomst

K = Kwartaal(2023, 1)
GOED = "from IPython.display import HTML\nHTML(f'<p class=\"paneel\">pagina {kwartaal}</p>')"
FOUT = "waarde = {'geheim': 1}\nwaarde['ontbreekt']"
DOOD = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
LANG = "import time\ntime.sleep(120)"


def notebook(map: Path, naam: str, bron: str) -> Path:
    cellen = [
        nbformat.v4.new_code_cell(
            'kwartaal: str = "2020-K1"  # kwartaal\nopenbaar: str = "openbaar"  # map',
            id="parameters",
            metadata={"tags": ["parameters"]},
        ),
        nbformat.v4.new_code_cell(bron, id="inhoud"),
    ]
    kern = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cellen, metadata={"kernelspec": kern}), map / f"{naam}.ipynb")
    return map / f"{naam}.ipynb"


@pytest.fixture
def levering(tmp_path) -> Path:
    map = tmp_path / "levering"
    map.mkdir()
    rijen = "".join(f"lopend_clienten;jeugd;2023-K1;wijk;WK0000{n:02};{n};definitief;=1+1\n" for n in range(1, 13))
    kop = "indicator;wet;kwartaal;dimensie;groep;waarde;status;bron\n"
    totaal = "lopend_trajecten;jeugd;2023-K1;totaal;totaal;1787;definitief;@regio\n"
    (map / "aggregaat.csv").write_text(kop + totaal + rijen, encoding="utf-8")
    (map / "herkomst.yml").write_text(
        "gemeente: Voorbeeldstad\ngemeentecode: GM9999\npeildatum: 2023-07-01\nsynthetisch: ja\n", encoding="utf-8"
    )
    return map


@pytest.fixture
def maak(tmp_path, levering):
    """Make an edition whose pages are the given pieces of code; returns the outcome."""

    def doe(**paginas: str) -> Uitkomst:
        instelling = paginas.pop("instelling", {})
        lijst = tuple(Pagina(n, n.capitalize(), notebook(tmp_path, n, bron)) for n, bron in paginas.items())
        params = Params(paginas=lijst, **instelling)
        return run.draai(params, levering, tmp_path / "uit", K, melder=lambda _: None)

    return doe


def inhoud(map: Path) -> dict[str, bytes]:
    return {p.relative_to(map).as_posix(): p.read_bytes() for p in sorted(map.rglob("*")) if p.is_file()}


def test_a_good_run_is_whole_and_pointed_at(maak, tmp_path):
    uitkomst = maak(een=GOED, twee=GOED)
    assert uitkomst.code == 0 and uitkomst.aangewezen
    assert uitvoermap.huidige(tmp_path / "uit", K) == uitkomst.map
    namen = {p.name for p in uitkomst.map.iterdir()}
    assert namen == {
        "een.html",
        "twee.html",
        "begrippen.html",
        "index.html",
        "toegankelijkheid.html",
        "afscherming.html",
        "manifest.json",
        "notebooks",
        "openbaar",
    }
    assert "pagina 2023-K1" in (uitkomst.map / "een.html").read_text(encoding="utf-8")
    overzicht = (tmp_path / "uit" / "index.html").read_text(encoding="utf-8")
    assert f"2023-K1/{uitkomst.map.name}/een.html" in overzicht and "1e kwartaal 2023" in overzicht
    assert not list((tmp_path / "uit").glob(".bezig-*"))


def test_another_key_needs_to_be_said(maak, tmp_path, monkeypatch):
    """A lost key silently made another person of everyone."""
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, "een eerste lange sleutel")
    assert maak(een=GOED).code == 0
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, "een tweede lange sleutel")
    with pytest.raises(instellingen.ParamsFout, match="--nieuwe-sleutel") as fout:
        maak(een=GOED)
    assert "tweede" not in str(fout.value) and "eerste" not in str(fout.value)
    assert maak(een=GOED, instelling={"nieuwe_sleutel": True}).code == 0
    assert maak(een=GOED).code == 0
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, "a" * 40)
    with pytest.raises(instellingen.ParamsFout, match="te raden"):
        maak(een=GOED)


def test_the_manifest_accounts_for_every_byte(maak, tmp_path, levering):
    uitkomst = maak(een=GOED)
    manifest = opslag.lees_json(uitkomst.map / "manifest.json")
    sleutel = pseudoniemen.sleutel()
    assert manifest["invoer"] == {p.name: pseudoniemen.afdruk(p.read_bytes(), sleutel) for p in levering.iterdir()}
    openbaar = "".join(p.read_text("utf-8", "replace") for p in uitkomst.map.rglob("*") if p.is_file())
    assert not [p.name for p in levering.iterdir() if opslag.sha256(p) in openbaar], "to be found back by trying"
    assert manifest["uitvoer"] == {k: v for k, v in opslag.hashes(uitkomst.map).items() if k != "manifest.json"}
    assert manifest["aantallen"]["rijen_in"] == manifest["aantallen"]["rijen_uit"] == 13
    assert manifest["omgeving"]["pakketten"]["polars"] and manifest["instellingen"]["drempel"] == 10
    assert not uitvoermap.verifieer(uitkomst.map)
    doel = uitkomst.map / "een.html"
    doel.write_bytes(doel.read_bytes()[:-1] + b" ")
    assert list(uitvoermap.verifieer(uitkomst.map)) == ["een.html"]


def test_two_runs_of_the_same_data_give_the_same_pages(maak):
    een, twee = maak(een=GOED), maak(een=GOED)
    assert een.map != twee.map
    for naam in ("een.html", "notebooks/een.ipynb", "openbaar/cijfers.csv", "openbaar/openbaar.json"):
        assert (een.map / naam).read_bytes() == (twee.map / naam).read_bytes(), naam


def test_nothing_published_names_this_machine(maak, tmp_path):
    uitkomst = maak(een=GOED)
    for naam, bytes_ in inhoud(uitkomst.map).items():
        assert str(tmp_path).encode() not in bytes_, naam
        assert str(Path.home()).encode() + b"/" not in bytes_, naam
    nb = nbformat.read(uitkomst.map / "notebooks" / "een.ipynb", as_version=4)
    assert nb.metadata["papermill"] == {"parameters": {"kwartaal": "2023-K1", "openbaar": "../openbaar"}}


def test_what_is_for_the_analyst_is_not_on_the_page(tmp_path):
    """The run leaves those cells out: it does not even run them."""
    pad = notebook(tmp_path, "een", GOED)
    nb = nbformat.read(pad, as_version=4)
    nb.cells.append(nbformat.v4.new_code_cell("1 / 0", id="reeks", metadata={"tags": [notebooks.ANALIST]}))
    nbformat.write(nb, pad)
    (tmp_path / "notebooks").mkdir()
    params = Params(paginas=(Pagina("een", "Een", pad),), kwartaal=K)
    (uitslag,) = notebooks.voer_uit(params, tmp_path, melder=lambda _: None)
    assert uitslag.code == afloop.GOED and "reeks" not in [c.id for c in uitslag.notebook.cells]


def test_one_failing_notebook_does_not_stop_the_others(maak, tmp_path):
    uitkomst = maak(goed=GOED, kapot=FOUT, ook=GOED)
    assert uitkomst.code == 1
    assert (uitkomst.map / "goed.html").is_file() and (uitkomst.map / "ook.html").is_file()
    assert not (uitkomst.map / "kapot.html").exists() and not (uitkomst.map / "notebooks" / "kapot.ipynb").exists()
    index = unescape((uitkomst.map / "index.html").read_text(encoding="utf-8"))
    assert "Niet in deze uitgave: Kapot." in index and "'inhoud'" in index and "KeyError" in index
    assert b"geheim" not in b"".join(inhoud(tmp_path / "uit").values())


def test_a_failed_notebook_is_kept_for_the_adviser_alone(maak, tmp_path):
    maak(goed=GOED, kapot=FOUT)
    (bewaard,) = (tmp_path / "uit-registraties" / "mislukt").rglob("kapot.ipynb")
    for map in (bewaard.parent, *list(bewaard.parents)[:3]):
        assert stat.S_IMODE(map.stat().st_mode) == 0o700, map


def test_an_incomplete_run_does_not_replace_a_whole_one(maak, tmp_path):
    heel = maak(een=GOED, twee=GOED)
    voor = inhoud(heel.map)
    half = maak(een=GOED, twee=FOUT)
    assert half.map.is_dir() and not half.aangewezen
    assert uitvoermap.huidige(tmp_path / "uit", K) == heel.map and inhoud(heel.map) == voor
    opnieuw = maak(een=GOED, twee=GOED)
    assert uitvoermap.huidige(tmp_path / "uit", K) == opnieuw.map and inhoud(heel.map) == voor


def test_nothing_is_published_when_every_page_fails(maak, tmp_path):
    uitkomst = maak(een=FOUT)
    assert (uitkomst.code, uitkomst.map) == (1, None)
    assert not (tmp_path / "uit" / "2023-K1").exists() and not list((tmp_path / "uit").glob(".bezig-*"))


def test_a_dead_kernel_is_told_apart(maak):
    uitkomst = maak(een=GOED, dood=DOOD)
    assert uitkomst.code == 3
    assert [u.code for u in uitkomst.uitslagen] == [0, 3]


def test_a_cell_that_takes_too_long_is_told_apart(maak):
    begin = time.monotonic()
    uitkomst = maak(een=GOED, lang=LANG, instelling={"tijdslimiet": 2})
    assert [u.code for u in uitkomst.uitslagen] == [0, 4] and uitkomst.code == 4
    assert time.monotonic() - begin < 30


def test_a_full_disk_leaves_the_earlier_edition_as_it_was(maak, tmp_path, monkeypatch):
    eerder = maak(een=GOED)
    voor = inhoud(tmp_path / "uit")

    def vol(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(downloads, "schrijf_xlsx", vol)
    with pytest.raises(OSError, match="No space"):
        maak(een=GOED)
    assert inhoud(tmp_path / "uit") == voor and uitvoermap.huidige(tmp_path / "uit", K) == eerder.map


def test_the_pointer_is_replaced_in_one_go(tmp_path, monkeypatch):
    pad = tmp_path / "huidig.json"
    opslag.schrijf_json(pad, {"run": "oud"})
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        opslag.schrijf_json(pad, {"run": "nieuw"})
    assert json.loads(pad.read_text(encoding="utf-8")) == {"run": "oud"}


def test_a_second_run_in_the_same_folder_is_refused(maak, tmp_path):
    maak(een=GOED)
    voor = inhoud(tmp_path / "uit")
    with filelock.FileLock(tmp_path / "uit" / ".slot"), pytest.raises(Bezet, match="al een run bezig"):
        maak(een=GOED)
    assert inhoud(tmp_path / "uit") == voor


@pytest.mark.skipif(os.name != "posix", reason="signals as on Linux and macOS")
def test_a_stop_signal_ends_kernels_and_changes_nothing(maak, tmp_path, levering):
    eerder = maak(een=GOED)
    voor = {k: v for k, v in inhoud(tmp_path / "uit").items() if k != ".slot"}
    pid = tmp_path / "pid"
    bron = f"import os, pathlib, time\npathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\ntime.sleep(120)"
    notebook(tmp_path, "lang", bron)
    (tmp_path / "p.yml").write_text("paginas:\n  - naam: lang\n    notebook: lang.ipynb\n", encoding="utf-8")
    proces = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "sociaaldomein",
            "kwartaal",
            "2023-K1",
            "--bron",
            levering,
            "--uit",
            tmp_path / "uit",
            "--params",
            tmp_path / "p.yml",
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    einde = time.monotonic() + 60
    while not (pid.is_file() and pid.read_text()) and time.monotonic() < einde:
        time.sleep(0.1)
    proces.send_signal(signal.SIGTERM)
    melding = proces.communicate(timeout=30)[1]
    assert proces.returncode == 7 and "Gestopt" in melding and "Traceback" not in melding
    assert not re.search(r"\b(kernel|died|waiting|reply|error)\b", melding, re.IGNORECASE), melding
    assert {k: v for k, v in inhoud(tmp_path / "uit").items() if k != ".slot"} == voor
    assert uitvoermap.huidige(tmp_path / "uit", K) == eerder.map
    assert not list((tmp_path / "uit").glob(".bezig-*"))
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int(pid.read_text()), 0)
            time.sleep(0.1)


def test_the_verdict_does_not_trust_what_papermill_wrote():
    cel = nbformat.v4.new_code_cell("1", metadata={"papermill": {"status": "completed", "exception": False}})
    nb = nbformat.v4.new_notebook(cells=[cel])
    assert notebooks.oordeel(nb)[0] == KERNEL
    cel.execution_count = 1
    assert notebooks.oordeel(nb) == (afloop.GOED, "")
    cel.outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]
    assert notebooks.oordeel(nb)[0] == MISLUKT


# --- verify and resume -----------------------------------------------------------------------------------------------


def test_one_flipped_byte_anywhere_is_found(maak, tmp_path, capsys):
    uitkomst = maak(een=GOED)
    uit = tmp_path / "uit"
    assert main(["verifieer", str(uit)]) == 0
    for pad in (uit / "index.html", uit / str(K) / uitvoermap.WIJZER):
        goed = pad.read_bytes()
        for plek in (0, len(goed) // 2, len(goed) - 7, len(goed) - 1):
            pad.write_bytes(goed[:plek] + bytes([goed[plek] ^ 1]) + goed[plek + 1 :])
            assert set(uitvoermap.verifieer_los(uit)) == {pad}, plek
        assert main(["verifieer", str(uit)]) == 1
        pad.write_bytes(goed)
    assert uitvoermap.verifieer_los(uit) == {}
    for pad in sorted(p for p in uitkomst.map.rglob("*") if p.is_file()):
        goed = pad.read_bytes()
        pad.write_bytes(goed[:-7] + bytes([goed[-7] ^ 1]) + goed[-6:])
        naam = pad.relative_to(uitkomst.map).as_posix()
        assert uitvoermap.verifieer(uitkomst.map).get(naam) == "is veranderd", naam
        pad.write_bytes(goed)
    (uitkomst.map / ".extra").touch()
    (uitkomst.map / "een.html").unlink()
    assert uitvoermap.verifieer(uitkomst.map) == {".extra": "hoort er niet", "een.html": "ontbreekt"}
    capsys.readouterr()
    assert main(["verifieer", str(uitkomst.map)]) == 1
    gezegd = capsys.readouterr().out
    assert "een.html: ontbreekt" in gezegd and ": 2 verschillen." in gezegd
    (uitkomst.map / ".extra").unlink()
    assert main(["verifieer", str(uitkomst.map)]) == 1
    assert ": 1 verschil." in capsys.readouterr().out
    assert main(["verifieer", str(tmp_path / "leeg")]) == 2


def test_pages_that_were_ready_are_not_made_again(maak, tmp_path):
    teller = tmp_path / "teller"
    tel = f"open({str(teller)!r}, 'a').write('x')\n" + GOED
    soms = f"import os\nassert os.path.exists({str(tmp_path / 'mag')!r})\n" + tel
    half = maak(een=tel, twee=tel, drie=soms)
    assert half.code == 1 and teller.read_text() == "xx"
    (tmp_path / "mag").touch()
    heel = maak(een=tel, twee=tel, drie=soms)
    assert heel.code == 0 and teller.read_text() == "xxx" and not uitvoermap.verifieer(heel.map)
    assert not (tmp_path / "uit-registraties" / "tussenstand").exists()
    assert maak(een=tel, twee=tel, drie=soms).code == 0 and teller.read_text() == "x" * 6


@pytest.mark.skipif(os.name != "posix", reason="process groups as on Linux and macOS")
def test_a_page_that_takes_too_long_takes_its_children_along(maak, tmp_path):
    pid = tmp_path / "pid"
    bron = f"import subprocess, time\np = subprocess.Popen(['sleep', '300'])\nopen({str(pid)!r}, 'w').write(str(p.pid))"
    maak(een=GOED, lang=f"{bron}\ntime.sleep(300)", instelling={"tijdslimiet": 2})
    einde = time.monotonic() + 10
    while time.monotonic() < einde and Path(f"/proc/{pid.read_text()}").exists():
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


# --- downloads -------------------------------------------------------------------------------------------------------


def test_csv_opens_in_dutch_excel_and_holds_no_formula(maak):
    uitkomst = maak(een=GOED)
    ruw = (uitkomst.map / "openbaar" / "cijfers.csv").read_bytes()
    assert ruw.startswith(b"\xef\xbb\xbf")
    rijen = list(csv.DictReader(ruw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert list(rijen[0]) == list(downloads.KOPPEN)
    assert not [c for r in rijen for c in r.values() if c.startswith(downloads.GEVAARLIJK)]
    wijk = {r["groep"]: (r["waarde"], r["status"]) for r in rijen if r["uitsplitsing"] == "wijk"}
    assert wijk["WK000003"] == ("", "afgeschermd") and wijk["WK000012"] == ("10", "definitief")
    assert {r["status"] for r in rijen} <= {"definitief", "voorlopig", "ontbreekt", "afgeschermd"}


def test_xlsx_holds_the_same_rows_as_text_and_numbers(maak):
    uitkomst = maak(een=GOED)
    boek = openpyxl.load_workbook(uitkomst.map / "openbaar" / "cijfers.xlsx")
    assert boek.sheetnames == ["leeswijzer", *(naam[:31] for naam in domeinen().values())]
    assert not [c for blad in boek for rij in blad.iter_rows() for c in rij if c.data_type == "f"]
    rijen = [r for naam in boek.sheetnames[1:] for r in list(boek[naam].iter_rows(values_only=True))[1:]]
    verwacht = downloads.rijen(Openbaar.lees(uitkomst.map / "openbaar"))
    zelfde = [tuple(float(w) if isinstance(w, int) else w for w in r) for r in rijen]
    assert sorted(zelfde, key=repr) == sorted(verwacht, key=repr)
    assert ("=1+1" in {r[12] for r in rijen}) and boek["leeswijzer"]["A2"].value == "gemeente"


def test_no_small_count_leaves_the_private_folder(maak, tmp_path):
    uitkomst = maak(een=GOED)
    tekst = (uitkomst.map / "openbaar" / "cijfers.csv").read_text(encoding="utf-8-sig")
    waarden = {r["waarde"] for r in csv.DictReader(tekst.splitlines(), delimiter=";")}
    assert not waarden & {str(n) for n in range(1, 10)}


def test_the_internal_profile_stands_apart_and_says_so(maak, tmp_path):
    uitkomst = maak(een=GOED, instelling={"profiel": "intern"})
    assert uitkomst.map.parents[1] == tmp_path / "uit" / "intern"
    assert stat.S_IMODE((tmp_path / "uit" / "intern").stat().st_mode) == 0o700
    assert not (tmp_path / "uit" / "index.html").exists()
    for naam in ("index.html", "begrippen.html", "toegankelijkheid.html"):
        assert "Intern" in (uitkomst.map / naam).read_text(encoding="utf-8")


# --- the real, published figures -------------------------------------------------------------------------------------


def test_the_published_figures_make_an_edition_of_their_own(gepubliceerd, tmp_path):
    """Bar A11: exactly those figures, each with its place; the rest `ontbreekt`; nothing synthetic."""
    params = replace(instellingen.standaard(), paginas=(Pagina("een", "Een", notebook(tmp_path, "een", GOED)),))
    uitkomst = run.draai(params, gepubliceerd, tmp_path / "uit", K, melder=lambda _: None)
    assert uitkomst.code == 0 and not uitkomst.manifest["synthetisch"]
    openbaar = Openbaar.lees(uitkomst.map / "openbaar")
    assert openbaar.waarde("lopend_trajecten", "jeugd", "2023-K1")["waarde"] == 1787
    met = openbaar.cijfers.filter(openbaar.cijfers["waarde"].is_not_null())
    assert met.height and met["gepubliceerd_in"].is_not_null().all()
    zonder = openbaar.cijfers.filter(openbaar.cijfers["waarde"].is_null())
    assert set(zonder["status"]) == {"ontbreekt"}
    for pad in uitkomst.map.glob("*.html"):
        assert "Voorbeelddata" not in pad.read_text(encoding="utf-8"), pad.name


def test_published_marks_are_only_for_the_municipality_they_are_about(gepubliceerd, levering):
    assert rekenen.referentie("9999", levering) is None
    assert rekenen.referentie("0267", gepubliceerd.absolute()) is None
    assert rekenen.referentie("0267", levering).height > 10


def test_only_pages_that_exist_are_linked(maak):
    uitkomst = maak(goed=GOED, kapot=FOUT)
    weg = opslag.lees_json(uitkomst.map / "openbaar" / "paginas.json")
    assert [p["naam"] for p in weg] == ["goed", "begrippen", "index"]
    for pad in uitkomst.map.glob("*.html"):
        assert 'href="kapot.html"' not in pad.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("jeugd.lopen: Er kwam hulp bij.", "hoort bij geen paneel"),
        ("- los", "hier horen regels als"),
        ("a: [", "toelichting.yml"),
    ],
)
def test_a_comment_that_belongs_to_no_panel_stops_the_run_before_it_writes(tekst, zin, levering, tmp_path):
    (levering / "toelichting.yml").write_text(tekst, encoding="utf-8")
    with pytest.raises((instellingen.ParamsFout, deur.LeveringGeweigerd), match=zin):
        toetsen.toets(Params(paginas=()), levering, tmp_path / "uit", K)
    assert not (tmp_path / "uit").exists()


def test_a_small_count_in_a_comment_stops_the_run(maak, levering, tmp_path):
    (levering / "toelichting.yml").write_text("jeugd.lopend: Er zijn 3 kinderen geplaatst.", encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match=r"^toelichting.yml: bij jeugd.lopend staat een getal onder 10"):
        maak(een=GOED)
    assert not list((tmp_path / "uit").glob("2*"))


def test_a_run_without_a_quarter_asks_for_one(levering, tmp_path):
    with pytest.raises(instellingen.ParamsFout, match="Er is geen kwartaal gekozen"):
        toetsen.toets(Params(paginas=()), levering, tmp_path / "uit", None)


def test_a_reference_date_before_the_quarter_is_named_as_the_cause(levering, tmp_path):
    """The quarter is in the data; it is the date in the params or in herkomst.yml that leaves it out."""
    params, zin = Params(paginas=()), "Kwartaal 2023-K1 begint na de peildatum 2022-12-31. Dan telt er niets mee."
    with pytest.raises(instellingen.ParamsFout, match=f"{zin} Verander de peildatum in het params-bestand,"):
        toetsen.toets(replace(params, peildatum=date(2022, 12, 31)), levering, tmp_path / "uit", K)
    herkomst = levering / "herkomst.yml"
    herkomst.write_text(herkomst.read_text("utf-8").replace("2023-07-01", "2022-12-31"), encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match=f"{zin} Verander de peildatum in herkomst.yml,"):
        toetsen.toets(params, levering, tmp_path / "uit", K)
    (tmp_path / "p.yml").write_text("kwartaal: 2023-K1\npeildatum: 2022-12-31\npaginas: []\n", encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match=f"{zin} Verander de peildatum in p.yml,"):
        instellingen.lees(tmp_path / "p.yml")


# --- an evening with less than was asked for -------------------------------------------------------------------------

AVOND = """
avond:
  titel: Avond
  datum: 2026-06-25
  begin: 20.00
  einde: 20.20
  onderdelen:
    - {titel: Cijfers, minuten: 5, pagina: [kapot, goed, werk]}
    - {titel: Werk en inkomen, minuten: 5, pagina: werk, tekst: Wie heeft bijstand}
    - {titel: Storing, minuten: 5, pagina: kapot}
    - {titel: Slot, minuten: 5}
paginas:
  - {naam: goed, notebook: goed.ipynb}
  - {naam: kapot, notebook: kapot.ipynb}
  - {naam: werk, notebook: thema, parameters: {thema: participatie}}
"""


def test_an_evening_leaves_out_what_is_not_there_and_says_so(tmp_path, levering, capsys):
    """D6: what was not delivered and what failed are gone from the agenda; a part without pages says why."""
    notebook(tmp_path, "goed", GOED)
    notebook(tmp_path, "kapot", FOUT)
    (tmp_path / "avond.yml").write_text(AVOND, encoding="utf-8")
    code = main(
        [
            "kwartaal",
            "2023-K1",
            "--bron",
            str(levering),
            "--uit",
            str(tmp_path / "uit"),
            "--params",
            str(tmp_path / "avond.yml"),
        ]
    )
    tekst = capsys.readouterr()
    assert code == 1 and "werk: weggelaten. Hierover is niets geleverd tot en met het 1e kwartaal 2023." in tekst.err
    assert "Klaar: 3 van 5 pagina's." in tekst.out
    uitgave = uitvoermap.huidige(tmp_path / "uit", K)
    paginas = {p.stem: p.read_text(encoding="utf-8") for p in uitgave.glob("*.html")}
    assert {"programma", "goed", "slot", "geen-werk", "geen-kapot"} < {*paginas}
    assert not {"werk", "kapot"} & {*paginas}
    assert "Deze cijfers zijn niet geleverd." in paginas["geen-werk"]
    assert "De pagina met deze cijfers is niet gelukt." in paginas["geen-kapot"]
    assert '<a href="goed.html">Cijfers</a>' in paginas["programma"]
    for naam, html in paginas.items():
        for doel in re.findall(r'(?:href|data-vorige|data-volgende)="([a-z-]+)\.html', html):
            assert doel in paginas, f"{naam}: {doel}"
    assert [d["paginas"] for d in opslag.lees_json(uitgave / "manifest.json")["agenda"]] == [
        ["goed"],
        ["geen-werk"],
        ["geen-kapot"],
        ["slot"],
    ]
