"""Lichte bezoekers: HTTP en websocket zoals een browser die zou spreken, zonder te tekenen.

Een bezoek is klaar als de hele pagina met alle beelden binnen is. Daarna verandert elke bezoeker om de twee seconden
iets, waar dat de dienst iets kost; bij de tabletpagina en de levende pagina gebeurt dat in de tablet zelf.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import threading
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from diensten import Dienst
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import websocket_connect

GEDULD = 90
OM_DE = 2.0
BEELDEN = ("lopend", "instroom", "uitstroom")
KEUZES = ("clienten", "trajecten")
Wijzig = Callable[[], Awaitable[None]]


async def haal(dienst: Dienst, pad: str, lijf: Any = None, uitpakken: bool = True) -> bytes:
    koppen = {"Accept-Encoding": "gzip", "Cookie": dienst.koekje} if dienst.koekje else {"Accept-Encoding": "gzip"}
    if lijf is not None:
        koppen["Content-Type"] = "application/json"
    vraag = HTTPRequest(
        dienst.basis + pad,
        headers=koppen,
        method="POST" if lijf is not None else "GET",
        body=None if lijf is None else json.dumps(lijf),
        request_timeout=GEDULD,
        connect_timeout=GEDULD,
        decompress_response=uitpakken,
    )
    return (await AsyncHTTPClient().fetch(vraag)).body


async def lijn(dienst: Dienst, pad: str, soorten: list[str] | None = None) -> Any:
    adres = dienst.basis.replace("http", "ws", 1) + pad
    koppen = {"Origin": dienst.basis} | ({"Cookie": dienst.koekje} if dienst.koekje else {})
    vraag = HTTPRequest(adres, headers=koppen, connect_timeout=GEDULD, request_timeout=GEDULD)
    return await websocket_connect(vraag, subprotocols=soorten)


async def tablets(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    pagina = await haal(dienst, dienst.pagina, uitpakken=False)  # thirty tablets unpack on thirty processors, not here
    dienst.extra.setdefault("pagina", pagina)
    if pagina != dienst.extra["pagina"] or not pagina.startswith(b"\x1f\x8b"):
        raise ConnectionError("not the whole page")
    return None, None


def _jupyter(soort: str, inhoud: dict, kanaal: str = "shell") -> tuple[str, str]:
    merk = uuid.uuid4().hex
    kop = {"msg_id": merk, "username": "", "session": merk, "msg_type": soort, "version": "5.2", "date": ""}
    bericht = {"header": kop, "parent_header": {}, "metadata": {}, "content": inhoud, "buffers": [], "channel": kanaal}
    return merk, json.dumps(bericht)


async def _vraag_kernel(ws: Any, soort: str, inhoud: dict) -> None:
    merk, bericht = _jupyter(soort, inhoud)
    await ws.write_message(bericht)
    while antwoord := await ws.read_message():
        if isinstance(antwoord, bytes):
            continue
        m = json.loads(antwoord)
        if m["parent_header"].get("msg_id") == merk and m["content"].get("execution_state") == "idle":
            return
    raise ConnectionError("kernel gone")


async def ons(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    html = (await haal(dienst, dienst.pagina)).decode()
    assert "</main>" in html
    ws = await lijn(dienst, f"/api/kernels/{re.search(r'kernelId. *: *.([0-9a-f-]{36})', html)[1]}/channels")
    await _vraag_kernel(ws, "kernel_info_request", {})
    return ws, None


async def voila(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    html = (await haal(dienst, dienst.pagina)).decode()
    kiezer = re.search(r'data-kiezer=\\?"([0-9a-f]+)', html)[1]
    ws = await lijn(dienst, f"/api/kernels/{re.search(r'kernelId. *: *.([0-9a-f-]{36})', html)[1]}/channels")
    await _vraag_kernel(ws, "kernel_info_request", {})
    stand = [0]

    async def wijzig() -> None:
        stand[0] = 1 - stand[0]
        data = {"method": "update", "state": {"index": stand[0]}, "buffer_paths": []}
        await _vraag_kernel(ws, "comm_msg", {"comm_id": kiezer, "data": data})

    return ws, wijzig


def _proto(nummer: int, waarde: bytes) -> bytes:
    lengte, kop = len(waarde), b""
    while lengte > 127:
        kop, lengte = kop + bytes([lengte & 127 | 128]), lengte >> 7
    return bytes([nummer << 3 | 2]) + kop + bytes([lengte]) + waarde


def _velden(bericht: bytes) -> set[int]:
    """The numbers of the fields at the top of a protobuf message."""
    uit, i = set(), 0

    def getal() -> int:
        nonlocal i
        waarde, schuif = 0, 0
        while True:
            b = bericht[i]
            i += 1
            waarde |= (b & 127) << schuif
            schuif += 7
            if b < 128:
                return waarde

    while i < len(bericht):
        sleutel = getal()
        uit.add(sleutel >> 3)
        if sleutel & 7 == 2:
            lengte = getal()
            i += lengte
        else:
            getal()
    return uit


async def streamlit(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    await haal(dienst, "/")
    ws = await lijn(dienst, "/_stcore/stream", ["streamlit"])
    gezien: list[bytes] = []

    async def tot_klaar() -> None:
        while (bericht := await ws.read_message()) is not None:
            gezien.append(bericht)
            if 6 in _velden(bericht):
                return
        raise ConnectionError("session gone")

    await ws.write_message(_proto(11, _proto(1, b"")), binary=True)
    await tot_klaar()
    kiezer = next(m[0] for b in gezien if (m := re.search(rb"\$\$ID-[0-9a-f]+-lopend", b)))
    stand = [0]

    async def wijzig() -> None:
        stand[0] = 1 - stand[0]
        staat = _proto(1, _proto(1, kiezer) + _proto(6, KEUZES[stand[0]].encode()))
        gezien.clear()
        await ws.write_message(_proto(11, _proto(2, staat)), binary=True)
        await tot_klaar()

    return ws, wijzig


async def panel(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    html = (await haal(dienst, dienst.pagina)).decode()
    sleutel = re.search(r'"token":"([^"]+)"', html)[1]
    ws = await lijn(dienst, f"{dienst.pagina}/ws", ["bokeh", sleutel])

    async def lees(soort: str) -> Any:
        while (kop := await ws.read_message()) is not None:
            _, inhoud = await ws.read_message(), await ws.read_message()
            kop, inhoud = json.loads(kop), json.loads(inhoud)
            for _ in range(2 * kop.get("num_buffers", 0)):
                await ws.read_message()
            if kop["msgtype"] == soort:
                return inhoud
        raise ConnectionError("session gone")

    async def zeg(soort: str, inhoud: dict) -> None:
        for deel in ({"msgid": uuid.uuid4().hex, "msgtype": soort}, {}, inhoud):
            await ws.write_message(json.dumps(deel))

    await lees("ACK")
    await zeg("PULL-DOC-REQ", {})
    doc = json.dumps(await lees("PULL-DOC-REPLY"))
    kiezer = re.search(r'"name": "panel\.models\.widgets\.\w*Select", "id": "([^"]+)"', doc) or re.search(
        r'"name": "Select", "id": "([^"]+)"', doc
    )
    stand = [0]

    async def wijzig() -> None:
        stand[0] = 1 - stand[0]
        ding = {"kind": "ModelChanged", "model": {"id": kiezer[1]}, "attr": "value", "new": KEUZES[stand[0]]}
        await zeg("PATCH-DOC", {"events": [ding]})
        await lees("PATCH-DOC")  # the new drawing

    return ws, wijzig


async def dash(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    for pad in ("/", "/_dash-layout", "/_dash-dependencies"):
        await haal(dienst, pad)

    async def vul(beeld: str, keuze: str, uit: str, veld: str) -> None:
        await haal(
            dienst,
            "/_dash-update-component",
            {
                "output": f"{uit}.{veld}",
                "outputs": {"id": uit, "property": veld},
                "changedPropIds": [],
                "inputs": [{"id": f"{beeld}-keuze", "property": "value", "value": keuze}],
            },
        )

    beelden = [vul(beeld, KEUZES[0], beeld, "figure") for beeld in BEELDEN]
    await asyncio.gather(*beelden, vul("lopend", KEUZES[0], "tafel", "data"))
    stand = [0]

    async def wijzig() -> None:
        stand[0] = 1 - stand[0]
        nu = KEUZES[stand[0]]
        await asyncio.gather(vul("lopend", nu, "lopend", "figure"), vul("lopend", nu, "tafel", "data"))

    return None, wijzig


async def shiny(dienst: Dienst) -> tuple[Any, Wijzig | None]:
    await haal(dienst, "/")
    ws = await lijn(dienst, "/websocket/")
    begin: dict[str, Any] = {f"{beeld}_keuze": KEUZES[0] for beeld in BEELDEN}
    for beeld in BEELDEN:
        begin |= {f".clientdata_output_{beeld}_{k}": w for k, w in (("width", 600), ("height", 300), ("hidden", False))}
    begin |= {".clientdata_output_tafel_hidden": False, ".clientdata_pixelratio": 1, ".clientdata_url_search": ""}

    async def lees(nodig: set[str]) -> None:
        while nodig and (bericht := await ws.read_message()) is not None:
            nodig = nodig - set(json.loads(bericht).get("values", {}))
        if nodig:
            raise ConnectionError("session gone")

    await ws.write_message(json.dumps({"method": "init", "data": begin}))
    await lees({*BEELDEN, "tafel"})
    stand = [0]

    async def wijzig() -> None:
        stand[0] = 1 - stand[0]
        await ws.write_message(json.dumps({"method": "update", "data": {"lopend_keuze": KEUZES[stand[0]]}}))
        await lees({"lopend", "tafel"})

    return ws, wijzig


SOORTEN = {
    "tablets": tablets,
    "ons": ons,
    "voila": voila,
    "streamlit": streamlit,
    "panel": panel,
    "dash": dash,
    "shiny": shiny,
}


class Zaal(threading.Thread):
    """De lichte bezoekers, samen in een draad; meet per bezoeker hoelang het duurde tot alles er was."""

    def __init__(self, dienst: Dienst, aantal: int) -> None:
        super().__init__(daemon=True)
        self.dienst, self.aantal = dienst, aantal
        self.tijden: list[float] = []
        self.wijzigingen: list[float] = []
        self.fouten: list[str] = []
        self.binnen, self._einde = threading.Event(), threading.Event()

    def run(self) -> None:
        AsyncHTTPClient.configure(SimpleAsyncHTTPClient, max_clients=200, max_body_size=50_000_000)
        asyncio.run(self._alle())

    async def _alle(self) -> None:
        taken = [asyncio.create_task(self._een()) for _ in range(self.aantal)]
        while not self._einde.is_set():
            if len(self.tijden) + len(self.fouten) >= self.aantal:
                self.binnen.set()
            await asyncio.sleep(0.02)
        for taak in taken:
            taak.cancel()
        await asyncio.gather(*taken, return_exceptions=True)

    async def _een(self) -> None:
        begin, ws = time.perf_counter(), None
        try:
            ws, wijzig = await asyncio.wait_for(SOORTEN[self.dienst.soort](self.dienst), GEDULD)
            self.tijden.append(time.perf_counter() - begin)
            while wijzig:
                await asyncio.sleep(random.uniform(0.5, 1.5) * OM_DE)
                begin = time.perf_counter()
                await asyncio.wait_for(wijzig(), GEDULD)
                self.wijzigingen.append(time.perf_counter() - begin)
            while ws is not None:
                if await ws.read_message() is None:
                    raise ConnectionError("closed by the service")
        except asyncio.CancelledError:
            raise
        except Exception as fout:
            self.fouten.append(f"{type(fout).__name__}: {fout}"[:120])
        finally:
            if ws is not None:
                with contextlib.suppress(Exception):
                    ws.close()

    def klaar(self) -> None:
        self._einde.set()
        self.join(20)
