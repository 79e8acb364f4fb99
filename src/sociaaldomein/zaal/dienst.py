"""De dienst achter `presenteer`: Voila op deze computer, voor de presentator alleen, in een eigen proces.

Wie geen sessie heeft, krijgt niets te zien. Een sessie begint met de sleutel uit het venster van de presentator; die
werkt een keer. Een kernel hoort bij een sessie. Het proces sluit zichzelf op (zie `zandbak`) voordat het begint.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any

from sociaaldomein.grond import lichtstart
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import PAKKET
from sociaaldomein.zaal import zandbak

ADRES = "127.0.0.1"
LANGSTE_MAP = 85  # signs of the folder in which the service and its kernels talk; Linux allows 107 for a whole name
MEEST_KERNELS = 16  # pages in use at the same time; each takes about 40 MB
ZONDER_BEZOEK = 45.0  # seconds a kernel may stay without a page that is connected to it
NA_BEZOEK = 12.0  # the same once a page was connected and left
WACHT_NA_VOL = 30
RUIM_OP_NA = 1800
LABEXTENSIES = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
BERICHTEN = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]
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
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with less, a browser may send our own pages' Origin as "null"
    "Server": "sociaaldomein",
}
TEKSTEN = {
    403: (
        "Deze pagina is niet voor u",
        "Alleen de presentator opent het dashboard. Het adres staat in zijn venster. Bent u dat? Kies dan het begin.",
    ),
    404: ("Deze pagina bestaat niet", "Controleer het adres, of kies een pagina van de beginpagina."),
    503: ("Het is nu te druk", "Er zijn te veel pagina's open. Deze pagina probeert het zo zelf opnieuw."),
}
WIDGET = "application/vnd.jupyter.widget-view+json"
VERVERS = 5  # seconds until a page that found it too crowded asks again
MISLUKT = "De pagina kon niet gemaakt worden. Probeer het opnieuw, of neem de losse HTML-pagina."


@dataclass
class Toegang:
    """Wie binnen mag: de sleutel die nog werkt, en per sessie de kernels die erbij horen."""

    sleutel: str
    poort: int
    melder: Any = print
    stil: bool = False
    sessies: dict[str, set[str]] = field(default_factory=dict)
    bezig: int = 0

    @property
    def koekje(self) -> str:
        """De naam van het koekje; elke dienst heeft een eigen naam."""
        return f"sociaaldomein-{self.poort}"

    @property
    def adres(self) -> str:
        """Het adres met de sleutel, voor het venster van de presentator."""
        return f"http://{ADRES}:{self.poort}/?sleutel={self.sleutel}"

    def wissel(self, sleutel: str) -> str:
        """A key for a new session; the key is used up, the next one is for another window."""
        if not secrets.compare_digest(sleutel.encode(), self.sleutel.encode()):
            return ""
        self.sleutel, sessie = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
        self.sessies[sessie] = set()
        if not self.stil:
            self.melder(f"Nog een venster openen? Dat kan met {self.adres}")
        return sessie

    def sessie(self, kop: str) -> str:
        """De sessie uit de kop van een vraag, of leeg als zij hier niet bekend is."""
        try:
            koekjes = SimpleCookie(kop)
        except CookieError:
            return ""
        waarde = koekjes[self.koekje].value if self.koekje in koekjes else ""
        return waarde if waarde in self.sessies else ""

    def incident(self, soort: str) -> str:
        """A number for a fault; only the kind of fault is told, and only in the presenter's own window."""
        nummer = secrets.token_hex(3).upper()
        woord = soort if re.fullmatch(r"\w{1,60}", soort, re.ASCII) else "onbekend"
        self.melder(f"Incident {nummer}: er ging iets mis in een pagina ({woord}).")
        return nummer


def schoon_bericht(inhoud: Any, incident: Any) -> Any:
    """Vervang in een bericht van een kernel elke foutmelding door een Nederlandse zin met een nummer.

    >>> fout = {"output_type": "error", "ename": "KeyError", "evalue": "geheim", "traceback": ["regel 1"]}
    >>> schoon_bericht({"state": {"outputs": [fout]}}, lambda soort: "A1")["state"]["outputs"][0]["evalue"]
    'Er ging iets mis (incident A1).'
    """
    if isinstance(inhoud, list):
        return [schoon_bericht(deel, incident) for deel in inhoud]
    if not isinstance(inhoud, dict):
        return inhoud
    if "traceback" in inhoud or ("ename" in inhoud and "evalue" in inhoud):
        zin = f"Er ging iets mis (incident {incident(str(inhoud.get('ename', '')))})."
        return {**inhoud, "ename": "Fout", "evalue": zin, "traceback": [zin]}
    if inhoud.get("name") in ("stderr", "stdout") and "text" in inhoud:
        return {**inhoud, "text": ""}  # a live page prints nothing; a library's warning may hold a path
    return {k: schoon_bericht(w, incident) for k, w in inhoud.items()}


# --- the service -----------------------------------------------------------------------------------------------------


def maak_dienst(
    uitgave: Path,
    paginas: list[dict],
    manifest: dict[str, Any],
    toegang: Toegang,
    start: str = "",
    presentator: str = "",
    sokken: Iterable[socket.socket] = (),
    stil: bool = False,
) -> Any:
    """Een ingestelde Voila-dienst voor een uitgave; `.start()` blokkeert, `.ioloop.stop` stopt haar.

    `sokken` luisteren al. Met `stil` is er geen netwerk: met de kernels praat de dienst dan langs bestanden.
    """
    from traitlets.config import Config

    lichtstart.laad_schema()

    c = Config()
    c.Voila.update(
        root_dir=str(uitgave / "notebooks"),
        ip=ADRES,
        port=toegang.poort,
        port_retries=0,
        open_browser=False,
        config_file_paths=[],
        log_level=logging.CRITICAL,
        kernel_websocket_connection_class=_verbinding(toegang),
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
        default_pool_size=0,
        extension_allowlist=LABEXTENSIES,
        multi_kernel_manager_class=_kernels(),
        resources={"sociaaldomein": _sjabloongegevens(uitgave, paginas, manifest)},
    )
    klaar = {f"{p['naam']}.ipynb": {"pool_size": 1, "kernel_env_variables": {}} for p in paginas}
    c.VoilaKernelManager.kernel_pools_config = {"default": {"pool_size": 0, "kernel_env_variables": {}}, **klaar}
    if stil:
        c.KernelManager.transport = "ipc"
    c.MappingKernelManager.update(cull_idle_timeout=RUIM_OP_NA, cull_interval=60)
    logging.getLogger().addHandler(logging.NullHandler())  # technical English stays off the adviser's screen
    dienst = _dienst()(config=c)
    dienst.toegang = toegang
    dienst.paginas = {p["naam"]: aantal_panelen(uitgave / "notebooks" / f"{p['naam']}.ipynb") for p in paginas}
    dienst.vast = vaste_paginas(uitgave, list(dienst.paginas), start)
    if presentator:
        dienst.vast["/presentator"] = presentator
    dienst.sokken = list(sokken)
    dienst.initialize([])
    return dienst


def aantal_panelen(notebook: Path) -> int:
    """Hoeveel panelen (of andere widgets) het uitgevoerde notebook van een pagina heeft."""
    cellen = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    uitvoer = [u for c in cellen for u in c.get("outputs", [])]
    return sum(u.get("metadata", {}).get("sociaaldomein") == "paneel" or WIDGET in u.get("data", {}) for u in uitvoer)


def vaste_paginas(uitgave: Path, paginas: list[str], start: str = "") -> dict[str, str]:
    """Het begin (eigen of door naar de eerste), de begrippen en de verklaring, met de weg naar de levende pagina's."""
    begin = (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Raadsmonitor</title>'
        f'<meta http-equiv="refresh" content="0;url=/{paginas[0]}">'
        f'<p><a href="/{paginas[0]}">Naar het dashboard</a></p></html>'
    )
    vast = {"/": start or begin}
    for naam in ("begrippen", "toegankelijkheid"):
        if not (uitgave / f"{naam}.html").is_file():
            continue
        html = (uitgave / f"{naam}.html").read_text(encoding="utf-8")
        html = re.sub(r'<li><a href="[^"]*" data-notebook=""[^>]*>[^<]*</a></li>', "", html)
        html = re.sub(r'href="[^"]*" data-notebook="([^"]+)"', r'href="/\1"', html)
        vast |= {f"/{naam}": html, f"/{naam}.html": html}
    return vast


def _sjabloongegevens(uitgave: Path, paginas: list[dict], manifest: dict[str, Any]) -> dict[str, Any]:
    """What the page template needs. The script is that of the edition's own pages: it works before the widgets do."""
    script = re.search(r'<script type="module">(.*?)</script>', (uitgave / "begrippen.html").read_text("utf-8"), re.S)
    label = Kwartaal.lees(manifest["kwartaal"]).label
    titels = {p["naam"]: f"{p['titel']}, {label} - {manifest['gemeente']}" for p in paginas}
    return {"titels": titels, "script": script[1] if script else ""}


def _kernels() -> type:
    from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

    class Kernels(AsyncMappingKernelManager):
        """What a kernel says on its own stderr is for programmers; it stays off the adviser's screen."""

        async def start_kernel(self, **kwargs: Any) -> str:
            stil = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            return await super().start_kernel(**(stil | kwargs))

        def pre_start_kernel(self, kernel_name: str | None, kwargs: dict[str, Any]) -> tuple:
            """Without a network a kernel answers the service and can reach nobody else."""
            kernel, *rest = super().pre_start_kernel(kernel_name, kwargs)
            if kernel.transport == "ipc":
                kernel.ip = str(Path(tempfile.gettempdir()) / secrets.token_hex(4))  # such a name may not be long
                gewoon = kernel.format_kernel_cmd
                kernel.format_kernel_cmd = lambda **meer: [
                    d if d != "ipykernel_launcher" else "sociaaldomein.zaal.zandbak" for d in gewoon(**meer)
                ]
            return kernel, *rest

    return Kernels


def _verbinding(toegang: Toegang) -> type:
    from jupyter_client.session import DELIM
    from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

    class Verbinding(ZMQChannelsWebsocketConnection):
        """Lets no error text of a kernel out. The message parts: signature, header, parent, metadata, content."""

        def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
            wie, delen = self.session.feed_identities(outgoing_msg)
            ruw = bytes(delen[4])
            if any(woord in ruw for woord in (b'"traceback"', b'"evalue"', b'"stderr"', b'"stdout"')):
                delen[4] = self.session.pack(schoon_bericht(self.session.unpack(ruw), toegang.incident))
                delen[0] = self.session.sign(delen[1:5])
                outgoing_msg = [*wie, DELIM, *delen]
            super().handle_outgoing_message(stream, outgoing_msg)

    return Verbinding


def _bewaakt(handler: type, toegang: Toegang) -> type:
    """The same handler behind the gate: who may come in, what goes out with every answer, and Dutch on a fault."""
    import tornado.web

    class Bewaakt(handler):
        def set_default_headers(self) -> None:
            super().set_default_headers()
            for naam, waarde in KOPREGELS.items():
                self.set_header(naam, waarde)

        def prepare(self) -> Any:
            if weigering := self._weiger():
                raise tornado.web.HTTPError(weigering)
            return super().prepare()

        def _weiger(self) -> int:
            vraag = self.request
            eigen = {f"{ADRES}:{toegang.poort}", f"localhost:{toegang.poort}"}
            if vraag.host not in eigen or not ipaddress.ip_address(vraag.remote_ip).is_loopback:
                return 403
            stil = vraag.method in ("GET", "HEAD") and vraag.headers.get("Upgrade", "").lower() != "websocket"
            if not stil and vraag.headers.get("Origin") != f"http://{vraag.host}":
                return 403
            self.sessie = toegang.sessie(vraag.headers.get("Cookie", ""))
            if vraag.path == "/" and not self.sessie and vraag.method == "GET":
                self.sessie = toegang.wissel(self.get_query_argument("sleutel", ""))
                if self.sessie:  # a refusal leaves the session of this browser as it is
                    self.set_cookie(toegang.koekje, self.sessie, httponly=True, samesite="Strict", path="/")
            kernel = re.search(r"/(?:kernels|shutdown|query)/([^/]+)", vraag.path)
            if kernel:
                eigenaar = kernel[1] in toegang.sessies.get(self.sessie, ())
                return 0 if eigenaar and vraag.method in ("GET", "POST") else 404
            return 0 if self.sessie else 403

        def check_xsrf_cookie(self) -> None:
            """Passed at the gate: it wants our own Origin and a session cookie that no other site can send along."""

        def write_error(self, status_code: int, **kwargs: Any) -> None:
            if status_code in (400, 401, 405) or (status_code >= 500 and self.request.path.startswith("/voila/")):
                status_code = 404  # an address that makes no sense to the file server
            self.set_status(status_code)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            if status_code == 503:  # set here: an error starts from clean headers
                self.set_header("Retry-After", str(WACHT_NA_VOL))
            self.finish(self.foutpagina(status_code, kwargs.get("exc_info")))

        def foutpagina(self, status: int, fout: Any = None) -> str:
            kop, uitleg = TEKSTEN.get(status, ("Dit lukte niet", MISLUKT))
            if status >= 500 and status not in TEKSTEN:
                uitleg += f" Incident {toegang.incident(fout[0].__name__ if fout else 'fout')}."
            sjabloon = self.settings["voila_jinja2_env"].get_template("error.html")
            return sjabloon.render(kop=kop, uitleg=uitleg, ververs=VERVERS if status == 503 else None)

        def log_exception(self, *_: Any) -> None:
            """The number of the incident is enough; a traceback may hold values."""

    return type(handler.__name__, (Bewaakt,), {})


def _dienst() -> type:
    """Voila with fewer doors: only the start page, the pages of this edition and what those need to work."""
    import tornado.httpserver
    import tornado.ioloop
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
        """A page goes out whole or with a status that says it failed: never silently shorter."""

        async def get(self, pagina: str) -> None:
            dienst, toegang = self.settings["voila"], self.settings["voila"].toegang
            if dienst.in_gebruik() + toegang.bezig >= MEEST_KERNELS:
                raise tornado.web.HTTPError(503)
            toegang.bezig += 1
            try:
                html = "".join([deel async for deel in self.get_generator(f"{pagina}.ipynb")])
            except (RuntimeError, TimeoutError) as fout:  # no kernel in time: as busy as when all are taken
                toegang.incident(type(fout).__name__)
                raise tornado.web.HTTPError(503) from None
            finally:
                toegang.bezig -= 1
            if kernel := re.search(r'"kernelId": "([0-9a-f-]{36})"', html):
                toegang.sessies[self.sessie].add(kernel[1])
            heel = html.count("application/vnd.voila.cell-output+json") == dienst.paginas[pagina]
            if 'class="paneel sd-fout"' in html or not heel or "</main>" not in html:
                self.set_status(500)
                toegang.incident("pagina")
                html = html.replace("<body", "<!-- niet af --><body", 1) if "sd-fout" in html else self.foutpagina(500)
            self.finish(html)

    class Vast(tornado.web.RequestHandler):
        """A page that needs no kernel: the way in, and the glossary of the edition."""

        def initialize(self, html: str) -> None:
            self.html = html

        def get(self) -> None:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Cache-Control", "no-store")
            self.finish(self.html)

    class Nergens(tornado.web.RequestHandler):
        """Every other address: a Dutch page that says so."""

        def get(self) -> None:
            raise tornado.web.HTTPError(404)

        head = post = put = patch = delete = options = get

    class Dienst(Voila):
        paginas: dict[str, int]
        vast: dict[str, str]
        toegang: Toegang
        sokken: list[socket.socket]

        def init_settings(self) -> dict:
            instellingen = super().init_settings()
            self.kernel_manager.allowed_message_types = BERICHTEN
            self._blijft_tot: dict[str, float] = {}
            tornado.ioloop.PeriodicCallback(self.ruim_op, 5000).start()
            return instellingen

        def init_handlers(self) -> list:
            nodig = [h for h in super().init_handlers() if _nodig(h[0])]
            nodig = [(h[0], Kanaal, *h[2:]) if h[1] is VoilaKernelWebsocketHandler else h for h in nodig]
            pagina = {
                "template_paths": self.template_paths,
                "config": self.config,
                "voila_configuration": self.voila_configuration,
            }
            vast = [(adres, Vast, {"html": html}) for adres, html in self.vast.items()]
            eigen = [*vast, (rf"/({'|'.join(self.paginas)})(?:\.html)?", Pagina, pagina)]
            deuren = [*eigen, *nodig, (r"(?s)/?.*", Nergens)]
            return [(h[0], _bewaakt(h[1], self.toegang), *h[2:]) for h in deuren]

        def listen(self) -> None:
            if self.sokken:
                self.app.listen = lambda *_: tornado.httpserver.HTTPServer(self.app).add_sockets(self.sokken)
            super().listen()

        def klaar_staand(self) -> set[str]:
            """Kernels that wait for a visitor."""
            taken = [t for pool in self.kernel_manager._pools.values() for t in pool]
            return {t.result()["kernel_id"] for t in taken if t.done() and not t.cancelled() and not t.exception()}

        def in_gebruik(self) -> int:
            return len(set(self.kernel_manager.list_kernel_ids()) - self.klaar_staand())

        async def ruim_op(self) -> None:
            """Stop kernels whose page never came or has gone."""
            nu, wacht = time.monotonic(), self.klaar_staand()
            for kernel in list(self.kernel_manager.list_kernel_ids()):
                bezoek = self.kernel_manager._kernel_connections.get(kernel, 0) > 0
                if kernel in wacht or bezoek:
                    self._blijft_tot[kernel] = nu + (NA_BEZOEK if bezoek else ZONDER_BEZOEK)
                elif nu > self._blijft_tot.setdefault(kernel, nu + ZONDER_BEZOEK):
                    self._blijft_tot.pop(kernel, None)
                    await self.kernel_manager.shutdown_kernel(kernel, now=True)

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


# --- the process -----------------------------------------------------------------------------------------------------


def omgeving(tijdelijk: Path) -> dict[str, str]:
    """De omgeving van het proces: wat Python nodig heeft, en verder niets van de gebruiker."""
    import site

    eigen = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "MPLCONFIGDIR",
             "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "XDG_CACHE_HOME")  # fmt: skip
    gebruiker = Path(site.getuserbase())
    return zandbak.omgeving() | dict.fromkeys(eigen, str(tijdelijk)) | {
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUSERBASE": str(gebruiker),
        "PYTHONUTF8": "1",
        "JUPYTER_PATH": os.pathsep.join([str(PAKKET / "jupyter"), str(gebruiker / "share" / "jupyter")]),
        "SOCIAALDOMEIN_LEVEND": "1",
    }  # fmt: skip


def meld(tekst: str) -> None:
    """Zeg iets in het venster van de presentator."""
    print(tekst, file=sys.stderr, flush=True)


def hoofd() -> int:
    """Lees de opdracht van de standaardinvoer, sluit het proces op en dien tot de invoer sluit."""
    import tornado.netutil

    opdracht = json.loads(sys.stdin.buffer.readline())
    uitgave, tijdelijk = Path(opdracht["uitgave"]), Path(opdracht["tijdelijk"])
    sokken = tornado.netutil.bind_sockets(opdracht["poort"], ADRES)  # before the wall: no socket is made after it
    zandbak.begrens()
    muur = opdracht["muur"] and zandbak.sluit([uitgave], [tijdelijk])
    stil = bool(opdracht["muur"]) and len(tempfile.gettempdir()) < LANGSTE_MAP and zandbak.zonder_netwerk()
    if muur and not stil:
        meld("Let op: op deze computer gaat het netwerk voor het dashboard niet dicht. De bestanden wel.")
    if opdracht["muur"] and not muur:
        meld("De muur om het dashboard kon niet dicht. Het dashboard begint niet.")
        return 3
    for pad in opdracht["dicht"] if muur else ():
        if leesbaar(Path(pad)):
            meld("De map met registraties is toch leesbaar voor het dashboard. Zet haar ergens anders.")
            return 2
    manifest = json.loads((uitgave / "manifest.json").read_text(encoding="utf-8"))
    paginas = [p for p in manifest["paginas"] if p["status"] == "goed"]
    toegang = Toegang(opdracht["sleutel"], opdracht["poort"], meld, opdracht["stil"])
    eigen = (opdracht.get("start", ""), opdracht.get("presentator", ""))
    dienst = maak_dienst(uitgave, paginas, manifest, toegang, *eigen, sokken=sokken, stil=stil)

    def luister() -> None:
        while sys.stdin.buffer.read(1024):
            pass
        while not hasattr(dienst, "ioloop"):
            time.sleep(0.05)
        dienst.ioloop.add_callback(dienst.ioloop.stop)

    threading.Thread(target=luister, daemon=True).start()
    if os.name == "nt":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    dienst.start()
    return 0


def leesbaar(map: Path) -> bool:
    """Kan dit proces in de map kijken?

    >>> leesbaar(Path(__file__).parent), leesbaar(Path("bestaat-niet"))
    (True, False)
    """
    try:
        next(map.iterdir(), None)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(hoofd())
