"""De borden als dienst: elk in een eigen proces op 127.0.0.1, met een begrensde tijd, en altijd weer gestopt."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HIER = Path(__file__).parent
BORDEN = HIER / "borden"
ADRES = "127.0.0.1"
BEGINTIJD = 90


@dataclass
class Dienst:
    """Een bord dat draait: waar het staat, welk proces, en wat een bezoeker erbij nodig heeft."""

    soort: str
    basis: str
    pagina: str
    proces: subprocess.Popen
    begin: float  # seconds from the command until it answered
    koekje: str = ""
    sleutel: str = ""
    extra: dict = field(default_factory=dict)

    def geheugen(self, eigen: bool = False) -> float:
        """Memory in MB: shared pages counted once (PSS) over the process and all it started, or its own RSS."""
        pids = [self.extra.get("pid", self.proces.pid)]
        if not eigen:
            pids += _kinderen(pids[0])
        return sum(_geheugen(p, "Rss" if eigen else "Pss") for p in pids)


def _kinderen(pid: int) -> list[int]:
    uit = []
    for pad in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for kind in map(int, pad.read_text().split()):
                uit += [kind, *_kinderen(kind)]
    return uit


def _geheugen(pid: int, soort: str) -> float:
    with contextlib.suppress(OSError):
        tekst = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(re.search(rf"^{soort}:\s+(\d+)", tekst, re.M)[1]) / 1024
    return 0.0


def vrij() -> int:
    with socket.socket() as proef:
        proef.bind((ADRES, 0))
        return proef.getsockname()[1]


@contextlib.contextmanager
def start(soort: str, python: Path, werk: Path, gegevens: Path, params: Path) -> Iterator[Dienst]:
    """Start een bord en wacht tot het antwoordt."""
    poort = vrij()
    basis, pagina = f"http://{ADRES}:{poort}", "/"
    omgeving = os.environ | {"GEGEVENS": str(gegevens), "PYTHONPATH": str(BORDEN), "HOME": str(werk)}
    omgeving |= {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "BOKEH_RESOURCES": "server"}
    bord = BORDEN / f"{soort}_bord.py"
    opdracht = {
        "voila": [
            python,
            "-m",
            "voila",
            BORDEN / "voila_bord.ipynb",
            "--no-browser",
            f"--port={poort}",
            f"--Voila.ip={ADRES}",
            "--Voila.log_level=50",
        ],
        "streamlit": [
            python,
            "-m",
            "streamlit",
            "run",
            bord,
            "--server.headless=true",
            f"--server.port={poort}",
            f"--server.address={ADRES}",
            "--server.fileWatcherType=none",
        ],
        "panel": [
            python,
            "-m",
            "panel",
            "serve",
            bord,
            f"--port={poort}",
            f"--address={ADRES}",
            f"--allow-websocket-origin={ADRES}:{poort}",
        ],
        "dash": [python, bord, poort],
        "shiny": [python, "-m", "shiny", "run", "--host", ADRES, "--port", poort, bord],
        "tablets": [
            python,
            "-m",
            "sociaaldomein",
            "presenteer",
            params,
            "--geen-venster",
            "--tablets",
            "--tabletadres",
            ADRES,
            "--tabletpoort",
            poort,
        ],
        "ons": [python, "-m", "sociaaldomein", "presenteer", params, "--geen-venster", "--poort", poort],
    }[soort]
    if soort in ("tablets", "ons"):
        omgeving.pop("PYTHONPATH")
        if "PYTHONPATH" in os.environ:
            omgeving["PYTHONPATH"] = os.environ["PYTHONPATH"]
    begin = time.perf_counter()
    proces = subprocess.Popen(
        [str(deel) for deel in opdracht],
        cwd=werk,
        env=omgeving,
        text=True,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if soort in ("tablets", "ons") else subprocess.DEVNULL,
    )
    dienst = Dienst(soort, basis, pagina, proces, 0.0)
    try:
        if soort == "panel":
            dienst.pagina = "/panel_bord"
        if soort in ("tablets", "ons"):
            _lees_adres(dienst)
        else:
            _wacht(dienst)
        dienst.begin = time.perf_counter() - begin
        yield dienst
    finally:
        proces.send_signal(2)
        try:
            proces.wait(timeout=15)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()
        if proces.stderr:
            proces.stderr.close()


def _lees_adres(dienst: Dienst) -> None:
    """The presenter's address with its key; for the tablets the page, and the process that serves it."""
    regels = []
    for regel in dienst.proces.stderr:
        regels.append(regel)
        if gevonden := re.search(r"/\?sleutel=([\w-]+)", regel):
            dienst.sleutel = gevonden[1]
            break
    if not dienst.sleutel:
        raise RuntimeError("".join(regels))
    if dienst.soort == "tablets":
        for pid in _kinderen(dienst.proces.pid):
            if b"sociaaldomein.zaal.tablets" in Path(f"/proc/{pid}/cmdline").read_bytes():
                dienst.extra["pid"] = pid


def sessie(dienst: Dienst) -> str:
    """Use the key as the presenter's browser would; gives the cookie for all windows of this presenter."""
    with urllib.request.urlopen(f"{dienst.basis}/?sleutel={dienst.sleutel}", timeout=30) as antwoord:
        dienst.koekje = antwoord.headers["Set-Cookie"].split(";")[0]
    return dienst.koekje


def _wacht(dienst: Dienst) -> None:
    einde = time.monotonic() + BEGINTIJD
    while True:
        proef = "/_stcore/health" if dienst.soort == "streamlit" else "/static/" if dienst.soort == "voila" else "/"
        try:
            urllib.request.urlopen(dienst.basis + proef, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > einde or dienst.proces.poll() is not None:
                raise RuntimeError(f"{dienst.soort} begon niet") from None
            time.sleep(0.05)


def maak_omgeving(soort: str, map: Path) -> Path:
    """De eigen omgeving van een bord, met vaste versies, in een tijdelijke map; blijft staan voor een volgende keer."""
    plek = map / soort
    python = plek / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    merk = plek / "klaar.json"
    eisen = (HIER / f"requirements-{soort}.txt").read_text(encoding="utf-8")
    if merk.is_file() and json.loads(merk.read_text(encoding="utf-8")) == eisen:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(plek)], check=True)
    subprocess.run(
        [
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "-r",
            str(HIER / f"requirements-{soort}.txt"),
        ],
        check=True,
    )
    merk.write_text(json.dumps(eisen), encoding="utf-8")
    return python
