"""Presenteren: de notebooks van een uitgave levend in de browser, met Voila op deze computer alleen.

De dienst (zie `dienst`) draait in een eigen proces, alleen voor de presentator, en kan niet bij de gegevens. De raad
kijkt mee met de losse HTML-pagina's; die hebben geen dienst nodig.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import filelock
import platformdirs

from sociaaldomein.grond import opslag
from sociaaldomein.grond.melden import meld
from sociaaldomein.grond.notatie import getal
from sociaaldomein.grond.paden import JUPYTER, codehash, meegeleverd
from sociaaldomein.grond.paneelmerk import MERK, aantal_panelen
from sociaaldomein.opdracht.instellingen import Params, ParamsFout
from sociaaldomein.paginas import avond
from sociaaldomein.paginas.sjabloon import vul
from sociaaldomein.uitgave import losse_paginas, notebooks, run, uitvoermap
from sociaaldomein.uitgave.afloop import GOED, KERNEL, MISLUKT
from sociaaldomein.uitgave.manifest import instellingen_van, invoer
from sociaaldomein.zaal import dienst, tablets, zandbak
from sociaaldomein.zaal.toegang import ADRES

POORT = 8866
PROBEER_POORTEN = 50
WACHTTIJD = 60  # seconds until the service must answer
LEVEND = '<script type="application/vnd.voila.cell-output+json">'
STIL_LAB = (  # no news, no update check, no shop: nothing leaves this machine
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
LABCONFIG = JUPYTER / "config"  # without the window that asks in English whether to fetch news
OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open  # never by a proxy: it is this computer
ZONDER_MUUR = (
    "Let op: deze computer kan het dashboard niet opsluiten.\n"
    "Het dashboard werkt nu met een kopie van alleen de uitgave.\n"
    "Zet op deze computer geen registraties en geen leveringen."
)


def presenteer(
    params: Params,
    *,
    poort: int | None = None,
    venster: bool = True,
    stop: bool = False,
    opnieuw: bool = False,
    meekijken: tuple[str | None, int | None] | None = None,
) -> int:
    """Maak zo nodig de uitgave van `params` en toon haar in de browser tot Ctrl-C. Geeft de uitvoercode.

    Met `stop` wordt alleen gecontroleerd of elke pagina antwoordt; daarna stopt de dienst weer.
    Met `meekijken` (adres en poort, of None voor de gewone keuze) krijgen de tablets in het netwerk de vaste pagina's.
    """
    if meekijken is not None and params.profiel == "intern":
        raise ParamsFout("Een interne uitgave gaat niet naar de tablets. Kies het profiel openbaar.")
    uitgave = zorg_voor_uitgave(params, opnieuw)
    if uitgave is None:
        return MISLUKT
    dicht = [p for p in (params.registraties, params.bron) if p is not None]
    with contextlib.ExitStack() as erbij:
        start = ""
        if meekijken is not None and (adres := erbij.enter_context(tablets.deel(uitgave, *meekijken, melder=meld))):
            start = tablets.startpagina_html(adres, opslag.lees_json(uitgave / "manifest.json"))
        return toon(uitgave, poort=poort, venster=venster, stop=stop, dicht=dicht, start=start)


def zorg_voor_uitgave(params: Params, opnieuw: bool = False) -> Path | None:
    """De huidige uitgave van dit kwartaal; is er geen, of is er iets veranderd, dan een nieuwe."""
    for naam in ("kwartaal", "bron", "uit"):
        if getattr(params, naam) is None:
            raise ParamsFout(f"De sleutel '{naam}' ontbreekt in het bestand. Zet die erbij om te presenteren.")
    doel = params.uit / "intern" if params.profiel == "intern" else params.uit
    bestaand = uitvoermap.huidige(doel, params.kwartaal)
    reden = "Er is nog geen uitgave van dit kwartaal." if bestaand is None else veranderd(bestaand, params)
    if bestaand is not None and not opnieuw and not reden:
        meld(f"De uitgave van {params.kwartaal} staat klaar.")
        return bestaand
    meld(f"{reden or 'U vroeg om een nieuwe uitgave.'} Ik maak haar nu.")
    uitkomst = run.draai(params, params.bron, params.uit, params.kwartaal)
    return uitkomst.map


def veranderd(uitgave: Path, params: Params) -> str:
    """Waarom een uitgave niet meer past bij de gegevens, de instellingen of de code; leeg als zij nog past."""
    manifest = opslag.lees_json(uitgave / "manifest.json")
    if manifest["instellingen"] != instellingen_van(params):
        return "De instellingen zijn veranderd."
    if params.bron.is_dir() and manifest["invoer"] != invoer(params.bron):
        return "De gegevens zijn veranderd."
    if manifest["omgeving"]["code"] != codehash():
        return "Het programma is veranderd."
    if uitvoermap.verifieer(uitgave):
        return "In de uitgave is een bestand veranderd."
    return ""


def toon(
    uitgave: Path,
    *,
    poort: int | None = None,
    venster: bool = True,
    stop: bool = False,
    begin: float | None = None,
    dicht: Iterable[Path] = (),
    start: str = "",
) -> int:
    """Start de dienst voor een uitgave en wacht op Ctrl-C (of, met `stop`, op de controle).

    `begin` is een tijdstip van time.perf_counter: dan staat erbij hoelang het duurde tot de pagina er was.
    `dicht` zijn mappen waar de dienst niet in mag kunnen kijken; de map met registraties hoort daar altijd bij.
    `start` is een eigen beginpagina (HTML); zonder is de eerste pagina van de uitgave het begin.
    """
    manifest = opslag.lees_json(uitgave / "manifest.json")
    paginas = [p for p in manifest["paginas"] if p["status"] == "goed"]
    sleutel = secrets.token_urlsafe(24)
    with (
        eigen_poort(poort) as nummer,
        tempfile.TemporaryDirectory(prefix="sociaaldomein-", ignore_cleanup_errors=True) as tijdelijk,
    ):
        basis = f"http://{ADRES}:{nummer}"
        opdracht = {"poort": nummer, "sleutel": sleutel, "stil": stop, "vast": _vaste_paginas(uitgave, manifest, start)}
        proces = _start_dienst(uitgave, opdracht, [*dicht, _registraties_bij(uitgave)], Path(tijdelijk))
        try:
            _wacht_op(basis, proces)
            if stop:
                return _controleer(basis, sleutel, paginas, uitgave)
            sinds = f" Dat duurde {getal(time.perf_counter() - begin)} seconden." if begin else ""
            meld(f"Het dashboard staat op {basis}/?sleutel={sleutel}{'.' if sinds else ''}{sinds}")
            meld("Dit adres werkt een keer, en alleen op deze computer.")
            meld("Stoppen: druk op Ctrl + C in dit venster.")
            if venster and not webbrowser.open(f"{basis}/?sleutel={sleutel}"):
                meld("De browser ging niet vanzelf open. Kopieer het adres hierboven.")
            return GOED if _tot_het_einde(proces) == 0 else KERNEL
        except KeyboardInterrupt:
            return GOED
        except OSError as fout:
            meld(f"Het dashboard antwoordt niet ({type(fout).__name__}).")
            return KERNEL
        finally:
            zandbak.stop(proces)
            meld("Het dashboard is gestopt.")


def _vaste_paginas(uitgave: Path, manifest: dict[str, Any], start: str = "") -> dict[str, str]:
    """What needs no kernel, by address: the begin (or on to the first page), the terms and the statement.

    The window with the clock is for the presenter alone: it is no file of the edition, so no tablet can get it.
    """
    eerste = next(p["naam"] for p in manifest["paginas"] if p["status"] == "goed")
    vast = {"/": start or vul("begin", eerste=eerste)}
    for naam, html in losse_paginas.in_de_zaal(uitgave).items():
        vast |= {f"/{naam}": html, f"/{naam}.html": html}
    klaar = avond.lees(uitgave / "openbaar")
    return vast | ({"/presentator": avond.presentator_html(klaar, manifest["gemeente"])} if klaar else {})


def _registraties_bij(uitgave: Path) -> Path:
    """Waar de registraties van een uitgave staan als niemand een andere map koos."""
    uit = uitgave.parents[1]
    uit = uit.parent if uit.name == "intern" else uit
    return uit.with_name(f"{uit.name}-registraties")


def _start_dienst(uitgave: Path, opdracht: dict[str, Any], dicht: list[Path], tijdelijk: Path) -> subprocess.Popen:
    """The service in its own process: clean memory and environment, and a wall round it where that can be."""
    muur = zandbak.versie() > 0
    if not muur:
        meld(ZONDER_MUUR)
        kopie = tijdelijk / "uitgave"
        shutil.copytree(uitgave, kopie)
        uitgave = kopie
    (eigen := tijdelijk / "eigen").mkdir()
    opdracht |= {
        "uitgave": str(uitgave.absolute()),
        "tijdelijk": str(eigen),
        "dicht": [str(p.absolute()) for p in dicht],
        "muur": muur,
    }
    proces = subprocess.Popen(
        [sys.executable, "-m", "sociaaldomein.zaal.dienst"],
        stdin=subprocess.PIPE,
        cwd=uitgave,
        env=dienst.omgeving(eigen),
        start_new_session=True,
    )
    proces.stdin.write(json.dumps(opdracht).encode() + b"\n")
    proces.stdin.flush()
    return proces


def _tot_het_einde(proces: subprocess.Popen) -> int:
    """Wait in small steps: a Ctrl-C always wakes a sleep, but no wait for a process once polars listens as well."""
    while (code := proces.poll()) is None:
        time.sleep(0.2)
    return code


@contextlib.contextmanager
def eigen_poort(gevraagd: int | None = None) -> Iterator[int]:
    """De gevraagde poort als die vrij is, anders een ParamsFout; zonder vraag de eerste vrije vanaf 8866.

    Zolang dit duurt, krijgt geen andere opdracht van deze gebruiker dezelfde poort, ook als er nog niemand luistert.
    """
    sloten = Path(platformdirs.user_state_dir("sociaaldomein", appauthor=False))
    sloten.mkdir(parents=True, exist_ok=True, mode=0o700)
    for poort in [gevraagd] if gevraagd else range(POORT, POORT + PROBEER_POORTEN):
        slot = filelock.FileLock(sloten / f"poort-{poort}.slot", timeout=0)
        with contextlib.suppress(filelock.Timeout), slot:
            if _is_vrij(poort):
                yield poort
                return
    raise ParamsFout(
        f"Poort {gevraagd or POORT} is bezet. Kies een andere met --poort, bijvoorbeeld --poort {POORT + 100}."
    )


def _is_vrij(poort: int) -> bool:
    """Of er op deze computer niemand op een poort luistert."""
    with socket.socket() as proef:
        if os.name == "posix":  # as the service itself does: a port that was just left is free
            proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((ADRES, poort))
        except OSError:
            return False
    return True


def _wacht_op(adres: str, proces: subprocess.Popen | None = None) -> None:
    """Until the service answers, with whatever status; gives up when its process has ended."""
    einde = time.monotonic() + WACHTTIJD
    while True:
        try:
            with contextlib.suppress(urllib.error.HTTPError), OPEN(adres, timeout=5) as antwoord:
                antwoord.read()
            if proces is None or proces.poll() is None:
                return
            raise OSError("een ander antwoordt op dit adres")
        except OSError:
            if time.monotonic() > einde or (proces is not None and proces.poll() is not None):
                raise
            time.sleep(0.1)


def _controleer(basis: str, sleutel: str, paginas: list[dict], uitgave: Path) -> int:
    """Ask every page once, as a browser would, and look whether all of it is there."""
    goed = True
    with OPEN(f"{basis}/?sleutel={sleutel}", timeout=WACHTTIJD) as antwoord:
        koekje = antwoord.headers["Set-Cookie"].split(";")[0]
    for pagina in paginas:
        begin = time.perf_counter()
        vraag = urllib.request.Request(f"{basis}/{pagina['naam']}", headers={"Cookie": koekje})
        try:
            with OPEN(vraag, timeout=WACHTTIJD) as antwoord:
                html = antwoord.read().decode("utf-8")
        except urllib.error.HTTPError as fout:
            html = fout.read().decode("utf-8", "replace")
        mist = ontbreekt(html, uitgave / "notebooks" / f"{pagina['naam']}.ipynb")
        duur = getal(time.perf_counter() - begin, 1)
        meld(f"  {pagina['titel']}: {mist or 'antwoordt en is compleet'} ({duur} seconden)")
        goed = goed and not mist
    return GOED if goed else MISLUKT


def ontbreekt(html: str, notebook: Path) -> str:
    """Wat een levende pagina mist ten opzichte van het uitgevoerde notebook; leeg als zij compleet is."""
    import nbformat

    uitvoer = [u for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code" for u in c.outputs]
    panelen = aantal_panelen(notebook)
    vast = [u.data["text/html"] for u in uitvoer if "text/html" in u.get("data", {}) and MERK not in u.metadata]
    gezien = html.count(LEVEND)
    if gezien != panelen:
        return f"{gezien} van {panelen} panelen"
    if any(deel.strip() not in html for deel in vast):
        return "de kop, de tegels of de voet is anders dan in de uitgave"
    return "" if "</main>" in html else "de pagina stopt te vroeg"


def verken(map: Path, venster: bool = True) -> int:
    """Open JupyterLab in een werkmap met eigen kopieën van de notebooks. Wat de adviseur veranderde, blijft staan."""
    nieuw = _leg_werkmap_klaar(map)
    meld(f"Uw werkmap is {map}." + (f" Nieuw daarin: {', '.join(nieuw)}." if nieuw else ""))
    meld("Wat u hier ziet is niet afgeschermd. Toon het niet in de raadszaal.")
    notebooks.jupyter_paden()
    with eigen_poort() as poort:
        sleutel = secrets.token_hex(16)
        proces = _start_lab(map, poort, sleutel)
        adres = f"http://{ADRES}:{poort}/lab/tree/verkenner.ipynb?token={sleutel}"
        try:
            _wacht_op(f"http://{ADRES}:{poort}/api", proces)
            meld(f"JupyterLab staat op {adres}")
            meld("Stoppen: druk op Ctrl + C in dit venster.")
            if venster and not webbrowser.open(adres):
                meld("De browser ging niet vanzelf open. Kopieer het adres hierboven.")
            return GOED if _tot_het_einde(proces) == 0 else KERNEL
        except OSError:
            meld("JupyterLab antwoordt niet. Probeer het opnieuw.")
            return KERNEL
        except KeyboardInterrupt:
            meld("JupyterLab stopt. Uw bestanden blijven in de werkmap staan.")
            return GOED
        finally:
            proces.terminate()
            proces.wait()


def _start_lab(map: Path, poort: int, sleutel: str) -> subprocess.Popen:
    opdracht = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={map}", f"--port={poort}"]
    opdracht += [f"--ServerApp.ip={ADRES}", "--ServerApp.port_retries=0", *STIL_LAB]
    if os.name == "posix" and os.geteuid() == 0:
        opdracht.append("--allow-root")  # a container has no other user; JupyterLab refuses to start otherwise
    config = os.pathsep.join(filter(None, [str(LABCONFIG), os.environ.get("JUPYTER_CONFIG_PATH")]))
    return subprocess.Popen(
        opdracht,
        cwd=map,
        env=os.environ | {"JUPYTER_TOKEN": sleutel, "JUPYTER_CONFIG_PATH": config},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _leg_werkmap_klaar(map: Path) -> list[str]:
    """Zet de notebooks en params in de werkmap die er nog niet staan. Geeft de namen van wat nieuw is."""
    map.mkdir(parents=True, exist_ok=True)
    nieuw = []
    for soort, patroon, doel in (("notebooks", "*.ipynb", map), ("params", "*.yml", map / "params")):
        doel.mkdir(exist_ok=True)
        for bron in sorted(meegeleverd(soort).glob(patroon)):
            if not (doel / bron.name).exists():
                shutil.copyfile(bron, doel / bron.name)
                nieuw.append(bron.name)
    return nieuw
