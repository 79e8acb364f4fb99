"""Presenteren: de notebooks van een uitgave levend in de browser, met Voila op deze computer alleen.

De dienst luistert alleen op 127.0.0.1 en toont alleen de pagina's van de uitgave. Broncode, bestanden en foutmeldingen
blijven binnen. De raad kijkt mee met de losse HTML-pagina's; die hebben geen dienst nodig.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

from sociaaldomein import publicatie, verslag
from sociaaldomein.formats import getal
from sociaaldomein.instellingen import Params, ParamsFout
from sociaaldomein.kwartaal import Kwartaal
from sociaaldomein.paden import meegeleverd

ADRES = "127.0.0.1"
POORT = 8866
PROBEER_POORTEN = 50
WACHTTIJD = 60  # seconds until the service must answer
RUIM_OP_NA = 1800  # seconds a kernel without a visitor may stay
LEVEND = '<script type="application/vnd.voila.cell-output+json">'
LABEXTENSIES = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
STIL_LAB = (  # no news, no update check, no shop: nothing leaves this machine
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
# Widgets of JupyterLab need inline scripts and blob modules; nothing may come from or go to another host.
VEILIG = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
KOPREGELS = {
    "Content-Security-Policy": VEILIG,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Server": "sociaaldomein",
}


def presenteer(
    params: Params,
    *,
    poort: int | None = None,
    venster: bool = True,
    stop: bool = False,
    opnieuw: bool = False,
    melder: verslag.Melder = verslag.meld,
) -> int:
    """Maak zo nodig de uitgave van `params` en toon haar in de browser tot Ctrl-C. Geeft de uitvoercode.

    Met `stop` wordt alleen gecontroleerd of elke pagina antwoordt; daarna stopt de dienst weer.
    """
    uitgave = zorg_voor_uitgave(params, opnieuw, melder)
    if uitgave is None:
        return verslag.CEL
    return toon(uitgave, poort=poort, venster=venster, stop=stop, melder=melder)


def zorg_voor_uitgave(params: Params, opnieuw: bool = False, melder: verslag.Melder = verslag.meld) -> Path | None:
    """De huidige uitgave van dit kwartaal; is er geen, of is er iets veranderd, dan een nieuwe."""
    for naam in ("kwartaal", "bron", "uit"):
        if getattr(params, naam) is None:
            raise ParamsFout(f"De sleutel '{naam}' ontbreekt in het bestand. Zet die erbij om te presenteren.")
    doel = params.uit / "intern" if params.profiel == "intern" else params.uit
    bestaand = publicatie.huidige(doel, params.kwartaal)
    reden = "Er is nog geen uitgave van dit kwartaal." if bestaand is None else veranderd(bestaand, params)
    if bestaand is not None and not opnieuw and not reden:
        melder(f"De uitgave van {params.kwartaal} staat klaar.")
        return bestaand
    melder(f"{reden or 'U vroeg om een nieuwe uitgave.'} Ik maak haar nu.")
    uitkomst = verslag.draai(params, params.bron, params.uit, params.kwartaal, melder=melder)
    return uitkomst.map


def veranderd(uitgave: Path, params: Params) -> str:
    """Waarom een uitgave niet meer past bij de gegevens, de instellingen of de code; leeg als zij nog past."""
    manifest = publicatie.lees_json(uitgave / "manifest.json")
    if manifest["instellingen"] != verslag.instellingen_van(params):
        return "De instellingen zijn veranderd."
    if params.bron.is_dir() and manifest["invoer"] != publicatie.hashes(params.bron):
        return "De gegevens zijn veranderd."
    if manifest["omgeving"]["code"] != publicatie.codehash():
        return "Het programma is veranderd."
    if publicatie.gewijzigd(uitgave):
        return "In de uitgave is een bestand veranderd."
    return ""


def toon(
    uitgave: Path,
    *,
    poort: int | None = None,
    venster: bool = True,
    stop: bool = False,
    begin: float | None = None,
    melder: verslag.Melder = verslag.meld,
) -> int:
    """Start de dienst voor een uitgave en wacht op Ctrl-C (of, met `stop`, op de controle).

    `begin` is een tijdstip van time.perf_counter: dan staat erbij hoelang het duurde tot de pagina er was.
    """
    verslag.jupyter_paden()
    manifest = publicatie.lees_json(uitgave / "manifest.json")
    paginas = [p for p in manifest["paginas"] if p["status"] == "goed"]
    dienst = maak_dienst(uitgave / "notebooks", paginas, manifest, vrije_poort(poort))
    adres = f"http://{ADRES}:{dienst.port}/{paginas[0]['naam']}"
    uitslag: list[int] = []

    def bijloop() -> None:
        try:
            _wacht_op(f"http://{ADRES}:{dienst.port}/")
            if stop:
                uitslag.append(_controleer(dienst.port, paginas, uitgave, melder))
                return
            sinds = f" Dat duurde {getal(time.perf_counter() - begin)} seconden." if begin else ""
            melder(f"Het dashboard staat op {adres}.{sinds}")
            melder("Stoppen: druk op Ctrl + C in dit venster.")
            if venster and not webbrowser.open(adres):
                melder("De browser ging niet vanzelf open. Kopieer het adres hierboven.")
        except OSError as fout:
            uitslag.append(verslag.KERNEL)
            melder(f"Het dashboard antwoordt niet ({type(fout).__name__}).")
        finally:
            if uitslag:
                dienst.ioloop.add_callback(dienst.ioloop.stop)

    threading.Thread(target=bijloop, daemon=True).start()
    dienst.start()
    melder("Het dashboard is gestopt.")
    return uitslag[0] if uitslag else verslag.GOED


def vrije_poort(gevraagd: int | None = None) -> int:
    """De gevraagde poort als die vrij is, anders een ParamsFout; zonder vraag de eerste vrije vanaf 8866."""
    for poort in [gevraagd] if gevraagd else range(POORT, POORT + PROBEER_POORTEN):
        with socket.socket() as proef:
            if os.name == "posix":  # as the service itself does: a port that was just left is free
                proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                proef.bind((ADRES, poort))
            except OSError:
                continue
            return poort
    raise ParamsFout(
        f"Poort {gevraagd or POORT} is bezet. Kies een andere met --poort, bijvoorbeeld --poort {POORT + 100}."
    )


def _wacht_op(adres: str, proces: subprocess.Popen | None = None) -> None:
    """Until the service answers, on an address that needs no kernel; gives up when its process has ended."""
    einde = time.monotonic() + WACHTTIJD
    while True:
        try:
            with urllib.request.urlopen(adres, timeout=5) as antwoord:
                antwoord.read()
                return
        except OSError:
            if time.monotonic() > einde or (proces is not None and proces.poll() is not None):
                raise
            time.sleep(0.1)


def _controleer(poort: int, paginas: list[dict], uitgave: Path, melder: verslag.Melder) -> int:
    """Ask every page once, as a browser would, and look whether all of it is there."""
    goed = True
    for pagina in paginas:
        begin = time.perf_counter()
        try:
            with urllib.request.urlopen(f"http://{ADRES}:{poort}/{pagina['naam']}", timeout=WACHTTIJD) as antwoord:
                html = antwoord.read().decode("utf-8")
        except urllib.error.HTTPError as fout:
            html = fout.read().decode("utf-8", "replace")
        mist = ontbreekt(html, uitgave / "notebooks" / f"{pagina['naam']}.ipynb")
        duur = getal(time.perf_counter() - begin, 1)
        melder(f"  {pagina['titel']}: {mist or 'antwoordt en is compleet'} ({duur} seconden)")
        goed = goed and not mist
    return verslag.GOED if goed else verslag.CEL


def ontbreekt(html: str, notebook: Path) -> str:
    """Wat een levende pagina mist ten opzichte van het uitgevoerde notebook; leeg als zij compleet is."""
    import nbformat

    uitvoer = [u for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code" for u in c.outputs]
    panelen = sum(u.get("metadata", {}).get(verslag.MERK) == "paneel" for u in uitvoer)
    vast = [u.data["text/html"] for u in uitvoer if "text/html" in u.get("data", {}) and verslag.MERK not in u.metadata]
    gezien = html.count(LEVEND)
    if gezien != panelen:
        return f"{gezien} van {panelen} panelen"
    if any(deel.strip() not in html for deel in vast):
        return "de kop, de tegels of de voet is anders dan in de uitgave"
    return "" if "</main>" in html else "de pagina stopt te vroeg"


def maak_dienst(map: Path, paginas: list[dict], manifest: dict[str, Any], poort: int) -> Any:
    """Een ingestelde Voila-dienst voor de notebooks in `map`; `.start()` blokkeert, `.ioloop.stop` stopt haar."""
    from traitlets.config import Config

    c = Config()
    c.Voila.update(
        root_dir=str(map),
        ip=ADRES,
        port=poort,
        port_retries=0,
        open_browser=False,
        config_file_paths=[],
        log_level=logging.CRITICAL,
        tornado_settings={"allow_remote_access": False, "headers": KOPREGELS, "log_function": lambda _: None},
    )
    c.VoilaConfiguration.update(
        template="sociaaldomein",
        theme="light",
        allow_template_override="NO",
        allow_theme_override="NO",
        file_allowlist=["(?!)"],
        show_tracebacks=False,
        strip_sources=True,
        preheat_kernel=True,
        default_pool_size=1,
        extension_allowlist=LABEXTENSIES,
        multi_kernel_manager_class=_kernels(),
        resources={"sociaaldomein": _sjabloongegevens(paginas, manifest)},
    )
    c.MappingKernelManager.update(cull_idle_timeout=RUIM_OP_NA, cull_interval=60)
    logging.getLogger().addHandler(logging.NullHandler())  # technical English stays off the adviser's screen
    dienst = _dienst()(config=c)
    dienst.paginas = [p["naam"] for p in paginas]
    dienst.vast = vaste_paginas(map.parent, dienst.paginas)
    dienst.initialize([])
    return dienst


def vaste_paginas(uitgave: Path, paginas: list[str]) -> dict[str, str]:
    """Het begin (door naar de eerste pagina) en de begrippen van de uitgave, met de weg naar de levende pagina's."""
    begin = (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Raadsmonitor</title>'
        f'<meta http-equiv="refresh" content="0;url=/{paginas[0]}">'
        f'<p><a href="/{paginas[0]}">Naar het dashboard</a></p></html>'
    )
    begrippen = (uitgave / "begrippen.html").read_text(encoding="utf-8")
    begrippen = re.sub(r'<li><a href="[^"]*" data-notebook=""[^>]*>[^<]*</a></li>', "", begrippen)
    begrippen = re.sub(r'href="[^"]*" data-notebook="([^"]+)"', r'href="/\1"', begrippen)
    return {"/": begin, "/begrippen": begrippen}


def _sjabloongegevens(paginas: list[dict], manifest: dict[str, Any]) -> dict[str, Any]:
    label = Kwartaal.lees(manifest["kwartaal"]).label
    return {"titels": {p["naam"]: f"{p['titel']}, {label} - {manifest['gemeente']}" for p in paginas}}


def _kernels() -> type:
    from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

    class Kernels(AsyncMappingKernelManager):
        """What a kernel says on its own stderr is for programmers; it stays off the adviser's screen."""

        async def start_kernel(self, **kwargs: Any) -> str:
            stil = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            return await super().start_kernel(**(stil | kwargs))

    return Kernels


def _dienst() -> type:
    """Voila with fewer doors: only the start page, the pages of this edition and what those need to work."""
    import tornado.web
    from voila.app import Voila
    from voila.tornado.handler import TornadoVoilaHandler
    from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

    class Kanaal(VoilaKernelWebsocketHandler):
        """The websocket of a page, without the delay that small messages get by default."""

        async def open(self, kernel_id: str) -> None:
            self.set_nodelay(True)
            await super().open(kernel_id)

    class Pagina(TornadoVoilaHandler):
        async def get(self, pagina: str) -> None:
            await super().get(f"{pagina}.ipynb")

    class Vast(tornado.web.RequestHandler):
        """A page that needs no kernel: the way in, and the glossary of the edition."""

        def initialize(self, html: str) -> None:
            self.html = html

        def get(self) -> None:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            for naam, waarde in KOPREGELS.items():
                self.set_header(naam, waarde)
            self.finish(self.html)

    class Nergens(tornado.web.RequestHandler):
        """Every other address: a Dutch page that says so."""

        def prepare(self) -> None:
            self.set_status(404)
            for naam, waarde in KOPREGELS.items():
                self.set_header(naam, waarde)
            self.finish(self.settings["voila_jinja2_env"].get_template("404.html").render())

    class Dienst(Voila):
        paginas: list[str]
        vast: dict[str, str]

        def init_handlers(self) -> list:
            nodig = [h for h in super().init_handlers() if _nodig(h[0])]
            nodig = [(h[0], Kanaal, *h[2:]) if h[1] is VoilaKernelWebsocketHandler else h for h in nodig]
            pagina = {
                "template_paths": self.template_paths,
                "config": self.config,
                "voila_configuration": self.voila_configuration,
            }
            vast = [(adres, Vast, {"html": html}) for adres, html in self.vast.items()]
            eigen = [*vast, (rf"/({'|'.join(self.paginas)})", Pagina, pagina)]
            return [*eigen, *nodig, (r"/.*", Nergens)]

    return Dienst


def _nodig(patroon: str) -> bool:
    """Doors that the pages themselves need: their kernel, the scripts and the widgets."""
    return any(
        deel in patroon
        for deel in (
            "/api/kernels/",
            "/voila/templates/",
            "/voila/static/",
            "/voila/api/themes/",
            "/voila/api/shutdown/",
            "/voila/labextensions/",
        )
    )


def verken(map: Path, venster: bool = True, melder: verslag.Melder = verslag.meld) -> int:
    """Open JupyterLab in een werkmap met eigen kopieën van de notebooks. Wat de adviseur veranderde, blijft staan."""
    nieuw = leg_werkmap_klaar(map)
    melder(f"Uw werkmap is {map}." + (f" Nieuw daarin: {', '.join(nieuw)}." if nieuw else ""))
    melder("Wat u hier ziet is niet afgeschermd. Toon het niet in de raadszaal.")
    verslag.jupyter_paden()
    poort, sleutel = vrije_poort(), secrets.token_hex(16)
    opdracht = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={map}", f"--port={poort}"]
    opdracht += [f"--ServerApp.ip={ADRES}", "--ServerApp.port_retries=0", *STIL_LAB]
    if os.name == "posix" and os.geteuid() == 0:
        opdracht.append("--allow-root")  # a container has no other user; JupyterLab refuses to start otherwise
    proces = subprocess.Popen(
        opdracht, cwd=map, env=os.environ | {"JUPYTER_TOKEN": sleutel}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    adres = f"http://{ADRES}:{poort}/lab/tree/verkenner.ipynb?token={sleutel}"
    try:
        _wacht_op(f"http://{ADRES}:{poort}/api", proces)
        melder(f"JupyterLab staat op {adres}")
        melder("Stoppen: druk op Ctrl + C in dit venster.")
        if venster and not webbrowser.open(adres):
            melder("De browser ging niet vanzelf open. Kopieer het adres hierboven.")
        return verslag.GOED if proces.wait() == 0 else verslag.KERNEL
    except OSError:
        melder("JupyterLab antwoordt niet. Probeer het opnieuw.")
        return verslag.KERNEL
    except KeyboardInterrupt:
        melder("JupyterLab stopt. Uw bestanden blijven in de werkmap staan.")
        return verslag.GOED
    finally:
        proces.terminate()
        proces.wait()


def leg_werkmap_klaar(map: Path) -> list[str]:
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
