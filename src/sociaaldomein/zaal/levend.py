"""Het levende dashboard: Voila met minder deuren, voor een uitgave.

Er is alleen een begin, de pagina's van deze uitgave, en wat die nodig hebben. Laden duurt lang: doe het laat.
"""

from __future__ import annotations

import logging
import re
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.ioloop
import tornado.web
from jupyter_client.session import DELIM
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from sociaaldomein.grond import bladlezer
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paneelmerk import aantal_panelen
from sociaaldomein.zaal.toegang import ADRES, KOPREGELS, Toegang, bewaakt, schoon_bericht

MEEST_KERNELS = 16  # pages in use at the same time; each takes about 40 MB
ZONDER_BEZOEK = 45.0  # seconds a kernel may stay without a page that is connected to it
NA_BEZOEK = 12.0  # the same once a page was connected and left
RUIM_OP_NA = 1800
LABEXTENSIES = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
BERICHTEN = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]


def maak_dienst(
    uitgave: Path,
    manifest: dict[str, Any],
    toegang: Toegang,
    vast: Mapping[str, str],
    sokken: Iterable[socket.socket] = (),
    stil: bool = False,
) -> Dienst:
    """Een ingestelde Voila-dienst voor een uitgave; `.start()` blokkeert, `.ioloop.stop` stopt haar.

    `vast` zijn de pagina's die geen kernel nodig hebben, per adres. `sokken` luisteren al. Met `stil` is er geen
    netwerk: met de kernels praat de dienst dan langs bestanden.
    """
    paginas = [p for p in manifest["paginas"] if p["status"] == "goed"]
    c = Config()
    c.Voila.update(
        root_dir=str(uitgave / "notebooks"),
        ip=ADRES,
        port=toegang.poort,
        port_retries=0,
        open_browser=False,
        config_file_paths=[],
        log_level=logging.CRITICAL,
        kernel_websocket_connection_class=_Verbinding,
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
        multi_kernel_manager_class=_Kernels,
        resources={"sociaaldomein": _sjabloongegevens(uitgave, paginas, manifest)},
    )
    klaar = {f"{p['naam']}.ipynb": {"pool_size": 1, "kernel_env_variables": {}} for p in paginas}
    c.VoilaKernelManager.kernel_pools_config = {"default": {"pool_size": 0, "kernel_env_variables": {}}, **klaar}
    if stil:
        c.KernelManager.transport = "ipc"
    c.MappingKernelManager.update(cull_idle_timeout=RUIM_OP_NA, cull_interval=60)
    logging.getLogger().addHandler(logging.NullHandler())  # technical English stays off the adviser's screen
    dienst = Dienst(config=c)
    dienst.toegang = toegang
    dienst.paginas = {p["naam"]: aantal_panelen(uitgave / "notebooks" / f"{p['naam']}.ipynb") for p in paginas}
    dienst.vast = vast
    dienst.sokken = list(sokken)
    dienst.initialize([])
    return dienst


def _sjabloongegevens(uitgave: Path, paginas: list[dict], manifest: dict[str, Any]) -> dict[str, Any]:
    """What the page template needs. The script is that of the edition's own pages: it works before the widgets do."""
    scripts = bladlezer.GelezenPagina((uitgave / "begrippen.html").read_text("utf-8")).scripts
    label = Kwartaal.lees(manifest["kwartaal"]).label
    titels = {p["naam"]: f"{p['titel']}, {label} - {manifest['gemeente']}" for p in paginas}
    return {"titels": titels, "script": "".join(scripts)}


class _Kernels(AsyncMappingKernelManager):
    """What a kernel says on its own stderr is for programmers; it stays off the adviser's screen."""

    async def start_kernel(self, *args: Any, **kwargs: Any) -> str:  # type: ignore[override]  # theirs is async too
        stil = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return await super().start_kernel(*args, **(stil | kwargs))

    def pre_start_kernel(self, kernel_name: str | None, kwargs: dict[str, Any]) -> tuple:
        """Without a network a kernel answers the service and can reach nobody else."""
        kernel: Any
        kernel, *rest = super().pre_start_kernel(kernel_name, kwargs)
        if kernel.transport == "ipc":
            kernel.ip = str(Path(tempfile.gettempdir()) / secrets.token_hex(4))  # such a name may not be long
            gewoon = kernel.format_kernel_cmd
            kernel.format_kernel_cmd = lambda **meer: [
                d if d != "ipykernel_launcher" else "sociaaldomein.zaal.zandbak" for d in gewoon(**meer)
            ]
        return kernel, *rest


class _Verbinding(ZMQChannelsWebsocketConnection):
    """Lets no error text of a kernel out. The message parts: signature, header, parent, metadata, content."""

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
        delen: Any
        wie, delen = self.session.feed_identities(outgoing_msg)
        ruw = bytes(delen[4])
        if any(woord in ruw for woord in (b'"traceback"', b'"evalue"', b'"stderr"', b'"stdout"')):
            incident = self.websocket_handler.settings["voila"].toegang.incident
            delen[4] = self.session.pack(schoon_bericht(self.session.unpack(ruw), incident))
            delen[0] = self.session.sign(delen[1:5])
            outgoing_msg = [*wie, DELIM, *delen]
        super().handle_outgoing_message(stream, outgoing_msg)


class _Kanaal(VoilaKernelWebsocketHandler):
    """The websocket of a page, without the delay that small messages get by default."""

    async def open(self, kernel_id: str) -> None:
        self.set_nodelay(True)
        await super().open(kernel_id)


class _Pagina(TornadoVoilaHandler):
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


class _Vast(tornado.web.RequestHandler):
    """A page that needs no kernel: the way in, and the glossary of the edition."""

    def initialize(self, html: str) -> None:
        self.html = html

    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.html)


class _Nergens(tornado.web.RequestHandler):
    """Every other address: a Dutch page that says so."""

    def get(self) -> None:
        raise tornado.web.HTTPError(404)

    head = post = put = patch = delete = options = get


class Dienst(Voila):
    paginas: dict[str, int]
    vast: Mapping[str, str]
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
        nodig = [(h[0], _Kanaal, *h[2:]) if h[1] is VoilaKernelWebsocketHandler else h for h in nodig]
        pagina = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        vast = [(adres, _Vast, {"html": html}) for adres, html in self.vast.items()]
        eigen = [*vast, (rf"/({'|'.join(self.paginas)})(?:\.html)?", _Pagina, pagina)]
        deuren = [*eigen, *nodig, (r"(?s)/?.*", _Nergens)]
        return [(h[0], bewaakt(h[1], self.toegang), *h[2:]) for h in deuren]

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
