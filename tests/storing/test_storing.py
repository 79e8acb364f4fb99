"""Een run die op een willekeurig moment sterft, laat de oude uitgave achter of de nieuwe. Iets anders bestaat niet."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from sociaaldomein.grond import opslag
from sociaaldomein.uitgave import uitvoermap

pytestmark = [
    pytest.mark.timeout(0),
    pytest.mark.skipif(os.name != "posix", reason="signalen zoals op Linux en macOS"),
]
KWARTAAL = "2023-K1"
KOP = "indicator;wet;kwartaal;dimensie;groep;waarde;status;bron\n"
RIJEN = "".join(f"lopend_clienten;jeugd;{KWARTAAL};wijk;WK0000{n:02};{n * 3};definitief;regio\n" for n in range(1, 13))
TOON = "from IPython.display import HTML\nHTML(f'<p class=\"paneel\">pagina {kwartaal}</p>')"


def notebook(pad: Path, bron: str) -> None:
    kop = f'kwartaal: str = "{KWARTAAL}"  # kwartaal\nopenbaar: str = "openbaar"  # map'
    cellen = [
        nbformat.v4.new_code_cell(kop, id="parameters", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(bron, id="inhoud"),
    ]
    kern = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cellen, metadata={"kernelspec": kern}), pad)


def opstelling(map: Path, **paginas: str) -> Path:
    """A small quarter: a delivery with totals, the pages, and an order that names them."""
    (map / "levering").mkdir(parents=True)
    (map / "levering" / "aggregaat.csv").write_text(KOP + RIJEN, encoding="utf-8")
    (map / "levering" / "herkomst.yml").write_text(
        "gemeente: Voorbeeldstad\ngemeentecode: 9999\npeildatum: 2023-07-01\nsynthetisch: ja\n", encoding="utf-8"
    )
    regels = ["paginas:"]
    for naam, bron in (paginas or {"een": TOON, "twee": TOON}).items():
        notebook(map / f"{naam}.ipynb", bron)
        regels += [f"  - naam: {naam}", f"    notebook: {naam}.ipynb"]
    (map / "p.yml").write_text("\n".join(regels) + "\n", encoding="utf-8")
    return map


def begin(map: Path, uit: Path | None = None, **omgeving: str) -> subprocess.Popen:
    opdracht = [
        sys.executable,
        "-m",
        "sociaaldomein",
        "kwartaal",
        KWARTAAL,
        "--bron",
        str(map / "levering"),
        "--uit",
        str(uit or map / "uit"),
        "--params",
        str(map / "p.yml"),
    ]
    return subprocess.Popen(
        opdracht, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | omgeving
    )


def bestanden(map: Path) -> dict[str, bytes]:
    """Everything a reader can see: hidden files (the lock, work under way) are not part of the report."""
    return {
        p.relative_to(map).as_posix(): p.read_bytes()
        for p in sorted(map.rglob("*"))
        if p.is_file() and not any(d.startswith(".") for d in p.relative_to(map).parts)
    }


def kernels(proces: psutil.Process) -> list[psutil.Process]:
    try:
        return [k for k in proces.children(recursive=True) if any("ipykernel" in d for d in k.cmdline())]
    except psutil.Error:
        return []


class Lezer(threading.Thread):
    """Reads like a visitor does: the pointer, then the edition it points at. Anything not whole is a fault."""

    def __init__(self, uit: Path) -> None:
        super().__init__(daemon=True)
        self.uit, self.klaar, self.gelezen, self.kapot = uit, threading.Event(), 0, []

    def run(self) -> None:
        while not self.klaar.is_set():
            try:
                uitgave = uitvoermap.huidige(self.uit, KWARTAAL)
                manifest = opslag.lees_json(uitgave / "manifest.json")
                for naam in ("index.html", "een.html", "openbaar/openbaar.json"):
                    if opslag.sha256(uitgave / naam) != manifest["uitvoer"][naam]:
                        self.kapot.append(naam)
                if "</html>" not in (self.uit / "index.html").read_text(encoding="utf-8"):
                    self.kapot.append("overzicht")
                self.gelezen += 1
            except (OSError, ValueError, KeyError, AttributeError, TypeError) as fout:
                self.kapot.append(repr(fout))
            time.sleep(0.002)


def stand(uit: Path) -> str:
    """The run that the pointer names, when every edition in the folder is whole; otherwise what is wrong."""
    fouten = [f"{u.name}: {uitvoermap.verifieer(u)}" for u in uitvoermap.te_verifieren(uit) if uitvoermap.verifieer(u)]
    fouten += [f"{p.name}: {wat}" for p, wat in uitvoermap.verifieer_los(uit).items() if p.name == uitvoermap.WIJZER]
    mappen = [m for m in (uit / KWARTAAL).iterdir() if m.is_dir() and not m.name.startswith(".")]
    fouten += [f"{m.name}: zonder manifest" for m in mappen if not (m / "manifest.json").is_file()]
    huidig = uitvoermap.huidige(uit, KWARTAAL)
    return "; ".join(fouten) or (huidig.name if huidig else "geen")


@pytest.fixture(scope="module")
def klein(tmp_path_factory) -> tuple[Path, float]:
    """A folder with a good edition, and how long a run takes here."""
    map = opstelling(tmp_path_factory.mktemp("storing"))
    tijd = time.monotonic()
    proces = begin(map)
    assert proces.wait(120) == 0, proces.stderr.read()
    return map, time.monotonic() - tijd


def dood_willekeurig(map: Path, duur: float, dobbelsteen: random.Random) -> tuple[str, str]:
    """One run that meets one kill; what was killed, and the state after."""
    oud = stand(map / "uit")
    wie = dobbelsteen.choice(["runner", "runner", "kernel", "sigterm", "alles"])
    moment = dobbelsteen.uniform(0.05, 1.05) * duur
    lezer = Lezer(map / "uit")
    lezer.start()
    proces = begin(map)
    zelf = psutil.Process(proces.pid)
    einde = time.monotonic() + moment
    while time.monotonic() < einde and proces.poll() is None:
        time.sleep(0.01)
    slachtoffers = kernels(zelf)
    if wie == "kernel":
        while not slachtoffers and proces.poll() is None:  # strike as soon as there is one
            slachtoffers = kernels(zelf)
            time.sleep(0.01)
        slachtoffers = slachtoffers[:1]
    if wie in ("kernel", "alles"):
        for kernel in slachtoffers:
            try:
                kernel.kill()
            except psutil.Error:
                continue
    if wie in ("runner", "alles"):
        proces.kill()
    if wie == "sigterm":
        proces.send_signal(signal.SIGTERM)
    _, fouttekst = proces.communicate(timeout=120)
    code = proces.returncode
    lezer.klaar.set()
    lezer.join()
    nu = stand(map / "uit")
    goede = {p.name for p in uitvoermap.te_verifieren(map / "uit")}
    fout = "" if nu == oud or (nu in goede and nu > oud) else nu
    fout += "; ".join(lezer.kapot[:3])
    verwacht = {"runner": {0, -9}, "alles": {0, -9}, "kernel": {0, 3}, "sigterm": {0, 7, -15}}[wie]
    fout += "" if code in verwacht else f" code {code}"
    fout += " Traceback" if "Traceback" in fouttekst and wie != "sigterm" else ""
    return wie, fout


def _reeks(klein: tuple[Path, float], tafel: list, aantal: int, zaad: int) -> None:
    map, duur = klein
    dobbelsteen = random.Random(zaad)
    uitslagen = [dood_willekeurig(map, duur, dobbelsteen) for _ in range(aantal)]
    fouten = [(nr, *u) for nr, u in enumerate(uitslagen) if u[1]]
    soorten = {wie: sum(u[0] == wie for u in uitslagen) for wie in sorted({u[0] for u in uitslagen})}
    tafel.append((f"willekeurige doden {soorten}", f"{len(fouten)} van {aantal} iets anders dan oud of nieuw"))
    proces = begin(map)
    assert proces.wait(120) == 0, "after all that, the next run is good and finds no stale lock"
    over = [p.name for p in (map / "uit").rglob(".*") if p.name != ".slot"]
    tafel.append(("resten na de volgende run", str(len(over))))
    shutil.rmtree(map / "uit-registraties" / "mislukt", ignore_errors=True)
    assert not fouten and not over


@pytest.mark.traag
def test_random_kills(klein, storingstafel):
    _reeks(klein, storingstafel, 25, 20230331)


@pytest.mark.nachtelijk
def test_many_random_kills(klein, storingstafel):
    _reeks(klein, storingstafel, 300, time.time_ns())


@pytest.mark.traag
def test_a_killed_kernel_is_never_a_good_page(tmp_path, storingstafel):
    """Papermill calls such a notebook completed; the exit code says otherwise."""
    map = opstelling(tmp_path, een=TOON, dood="import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    codes = {"kernel": begin(map).wait(120)}
    (map / "p.yml").write_text("paginas:\n  - naam: een\n    notebook: weg\n", encoding="utf-8")
    codes["params"] = begin(map).wait(60)
    storingstafel.append(("uitvoercodes na een dode kernel en een foute opdracht", str(codes)))
    assert codes == {"kernel": 3, "params": 2}


STRUIKELT = """import os, sys
try:
    os.close(os.open({merk!r}, os.O_CREAT | os.O_EXCL))
except FileExistsError:
    from ipykernel import kernelapp
    kernelapp.launch_new_instance()
sys.exit(1)
"""


@pytest.mark.traag
@pytest.mark.parametrize("code", [0, 3])
def test_a_kernel_that_stumbles_at_its_start_is_started_once_more(tmp_path, code):
    """Its ports were taken by another program between choosing and binding: no reason to lose a page, or a quarter."""
    map = opstelling(tmp_path / "orde", een=TOON)
    bron = STRUIKELT.format(merk=str(tmp_path / "gestart")) if code == 0 else "import sys\nsys.exit(1)\n"
    (tmp_path / "ipykernel_launcher.py").write_text(bron, encoding="utf-8")
    proces = begin(map, PYTHONPATH=os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")])))
    uit, _ = proces.communicate(timeout=120)
    assert proces.returncode == code, uit
    assert (uitvoermap.huidige(map / "uit", KWARTAAL) is not None) == (code == 0)


@pytest.mark.traag
def test_a_cut_off_run_is_taken_up_where_it_stopped(tmp_path, storingstafel):
    """Twelve pages, killed at number 7: the next run makes six."""
    teller, mag = tmp_path / "teller", tmp_path / "mag"
    bron = (
        "import pathlib, time\n"
        f"if len(list(pathlib.Path({str(tmp_path)!r}).glob('af-*'))) >= 6:\n"
        f"    while not pathlib.Path({str(mag)!r}).exists():\n        time.sleep(0.05)\n"
        f"open({str(teller)!r}, 'a').write('%s ')\n"
        + TOON
        + f"\npathlib.Path({str(tmp_path)!r}, 'af-%s').touch()\n"
        + TOON.splitlines()[1]
    )
    map = opstelling(tmp_path / "twaalf", **{f"p{n:02}": bron % (n, n) for n in range(1, 13)})
    proces, klaar = begin(map), map / "uit-registraties" / "tussenstand"
    einde = time.monotonic() + 120
    while time.monotonic() < einde and (not klaar.is_dir() or len(list(klaar.glob("[!.]*"))) < 6):
        time.sleep(0.05)
    proces.kill()
    proces.communicate()
    time.sleep(2.5)  # the kernels notice that their parent is gone
    bewaard, eerst = len(list(klaar.glob("[!.]*"))), teller.read_text().split()
    mag.touch()
    proces = begin(map)
    assert proces.wait(120) == 0
    opnieuw = len(teller.read_text().split()) - len(eerst)
    storingstafel.append(("gedood bij pagina 7 van 12: opnieuw gemaakt", str(opnieuw)))
    assert bewaard == 6 and opnieuw == 6


@pytest.mark.traag
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="een volle schijf nabootsen kan alleen als root",
)
@pytest.mark.parametrize("ruimte", [30, 90, 200, 400])
def test_a_full_disk_leaves_the_old_edition_byte_for_byte(tmp_path, ruimte, storingstafel):
    schijf = tmp_path / "schijf"
    schijf.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(schijf)], check=False).returncode:
        pytest.skip("deze omgeving staat geen eigen schijf toe")
    try:
        map = opstelling(tmp_path / "vol")
        assert begin(map, schijf / "uit").wait(120) == 0
        shutil.rmtree(schijf / "uit-registraties" / "tussenstand", ignore_errors=True)
        voor = bestanden(schijf / "uit")
        vrij = shutil.disk_usage(schijf).free
        (schijf / "vol").write_bytes(b"\0" * (vrij - ruimte * 1024))
        proces = begin(map, schijf / "uit")
        _, tekst = proces.communicate(timeout=120)
        na, code = bestanden(schijf / "uit"), proces.returncode
        gelijk = "gelijk" if na == voor else "ANDERS"
        storingstafel.append((f"schijf vol na {ruimte} kB", f"code {code}, oude uitgave {gelijk}"))
        assert na == voor and code == 5 and "schijf is vol" in tekst and "Traceback" not in tekst
        (schijf / "vol").unlink()
        assert begin(map, schijf / "uit").wait(120) == 0, "with room again, the next run is good"
    finally:
        subprocess.run(["umount", "-l", str(schijf)], check=False)


@pytest.mark.traag
def test_two_runs_at_once_one_wins(tmp_path, storingstafel):
    map = opstelling(tmp_path, een=TOON + "\nimport time\ntime.sleep(4)\n" + TOON.splitlines()[1])
    eerste = begin(map)
    einde = time.monotonic() + 60
    while not (map / "uit" / ".slot").exists() and time.monotonic() < einde:
        time.sleep(0.02)
    tijd = time.monotonic()
    tweede = begin(map).wait(60)
    storingstafel.append(("twee tegelijk", f"0 en {tweede}, geweigerd na {time.monotonic() - tijd:.1f} s"))
    assert tweede == 6 and eerste.wait(120) == 0 and "; " not in stand(map / "uit")
