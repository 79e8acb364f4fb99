"""De pagina's van een openbare uitgave voor de tablets in de zaal: een gewone bestandsdienst in het netwerk.

Deze dienst voert niets uit en leest na het begin niets meer van de schijf. Bij het begin staat vast welke bestanden er
zijn; elk ander adres bestaat niet. Zij draait in een eigen proces, los van het dashboard van de presentator, en houdt
niet bij wie er kijkt.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gzip
import hashlib
import http.client
import ipaddress
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sociaaldomein.grond import bladlezer, opslag
from sociaaldomein.grond.melden import Melder
from sociaaldomein.grond.notatie import getal
from sociaaldomein.zaal import zandbak

POORT = 8080
PROBEER_POORTEN = 20
TOEGESTAAN = re.compile(r"[a-z0-9-]+\.html|openbaar/cijfers\.(?:csv|xlsx)")
INHOUDSOORTEN = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MEEST_KOP, MEEST_LIJF = 16_384, 1024  # bytes of a question
MEEST_SAMEN, MEEST_PER_ADRES = 400, 120  # connections; a guest wifi may show a whole hall as one address
WACHT_OP_VRAAG, WACHT_OP_AFNAME = 20, 90  # seconds
KOPREGELS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
DICHT = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TEKSTEN = {
    404: ("Deze pagina bestaat niet", "Controleer het adres, of begin bij de eerste pagina."),
    405: ("Dit kan hier niet", "U kunt deze pagina's alleen bekijken."),
}


# --- what is served --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Uitgaand:
    """Een bestand zoals het de deur uit gaat: gewoon en ingepakt, met zijn vingerafdruk en eigen kopregels."""

    inhoud: bytes
    soort: str
    koppen: dict[str, str] = field(default_factory=dict)
    ingepakt: bytes = b""
    merk: str = ""

    @classmethod
    def van(cls, inhoud: bytes, soort: str, koppen: dict[str, str] | None = None) -> Uitgaand:
        """Een blad met zijn inhoud, ingepakt als dat kleiner is, en een merk om te zien of het veranderd is."""
        klein = gzip.compress(inhoud, 9, mtime=0)
        merk = hashlib.sha256(inhoud).hexdigest()[:32]
        return cls(inhoud, soort, koppen or {}, klein if len(klein) < len(inhoud) * 0.95 else b"", merk)


def verzamel(uitgave: Path, begin: str) -> dict[str, Uitgaand]:
    """De bladen van een openbare uitgave, per adres. Een interne of veranderde uitgave is een ValueError.

    Alleen wat in het manifest staat en op de lijst past, telt mee: de pagina's en de twee bestanden met cijfers. De
    beginpagina is `begin`.
    """
    manifest = opslag.lees_json(uitgave / "manifest.json")
    if (reden := _niet_openbaar(uitgave, manifest)) or "index.html" not in manifest["uitvoer"]:
        raise ValueError(reden or "Deze uitgave heeft geen beginpagina. Maak haar opnieuw.")
    bladen = {}
    for naam, som in manifest["uitvoer"].items():
        if not TOEGESTAAN.fullmatch(naam):
            continue
        ruw = (uitgave / naam).read_bytes()
        if hashlib.sha256(ruw).hexdigest() != som:
            raise ValueError(f"Het bestand {naam} is veranderd. Maak de uitgave opnieuw.")
        blad = _blad(naam, begin.encode() if naam == "index.html" else ruw)
        bladen[f"/{naam}"] = blad
        if naam.endswith(".html"):
            bladen[f"/{naam.removesuffix('.html')}"] = blad
    return {"/": bladen["/index.html"], **bladen}


def _niet_openbaar(uitgave: Path, manifest: dict[str, Any]) -> str:
    """Waarom deze uitgave niet naar de tablets mag; leeg als het mag. Manifest en cijfers moeten het beide zeggen."""
    cijfers = opslag.lees_json(uitgave / "openbaar" / "openbaar.json")
    if manifest.get("profiel") == "openbaar" == cijfers.get("profiel"):
        return ""
    return "Een interne uitgave gaat niet naar de tablets. Maak een openbare uitgave."


def _blad(naam: str, ruw: bytes) -> Uitgaand:
    soort = Path(naam).suffix
    if soort != ".html":
        return Uitgaand.van(
            ruw,
            INHOUDSOORTEN[soort],
            {
                "Content-Security-Policy": f"{DICHT}; sandbox",
                "Content-Disposition": f'attachment; filename="{Path(naam).name}"',
            },
        )
    return Uitgaand.van(ruw, INHOUDSOORTEN[soort], {"Content-Security-Policy": _streng(ruw.decode("utf-8"))})


def _streng(html: str) -> str:
    """Het beleid van de pagina zelf, maar dan met alleen de scripts die er nu in staan.

    >>> _streng("<p>geen beleid</p>") == DICHT
    True
    """
    blad = bladlezer.GelezenPagina(html)
    if not blad.beleid:
        return DICHT
    regels = dict(deel.strip().partition(" ")[::2] for deel in blad.beleid.split(";") if deel.strip())
    sommen = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in blad.scripts]
    bronnen = [b for b in regels.get("script-src", "").split() if b != "'unsafe-inline'"]
    regels["script-src"] = " ".join([*bronnen, *(f"'sha256-{s}'" for s in sommen)]) or "'none'"
    regels |= {"base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"}
    return "; ".join(f"{naam} {waarde}".strip() for naam, waarde in regels.items())


# --- the answer ------------------------------------------------------------------------------------------------------


def antwoord(
    bladen: dict[str, Uitgaand], methode: str, pad: str, koppen: Mapping[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """Status, kopregels en inhoud voor een vraag. Het pad moet letterlijk op de lijst staan."""
    if methode not in ("GET", "HEAD"):
        return _fout(405, {"Allow": "GET, HEAD"})
    blad = bladen.get(pad)
    if blad is None:
        return _fout(404)
    ingepakt = bool(blad.ingepakt) and _wil_gzip(koppen.get("Accept-Encoding", ""))
    merk = f'"{blad.merk}{"-gz" if ingepakt else ""}"'
    uit = KOPREGELS | blad.koppen | {"ETag": merk, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if _zelfde(koppen.get("If-None-Match", ""), merk):
        return 304, uit, b""
    inhoud = blad.ingepakt if ingepakt else blad.inhoud
    uit |= {"Content-Type": blad.soort, "Content-Length": str(len(inhoud))}
    return 200, uit | ({"Content-Encoding": "gzip"} if ingepakt else {}), inhoud


def _wil_gzip(kop: str) -> bool:
    """Neemt deze bezoeker een ingepakt bestand aan?

    >>> _wil_gzip("gzip, deflate, br"), _wil_gzip("gzip;q=0"), _wil_gzip(""), _wil_gzip("*;q=0.5")
    (True, False, False, True)
    """
    for deel in kop.lower().split(","):
        naam, _, rest = deel.strip().partition(";")
        if naam.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", rest)
    return False


def _zelfde(kop: str, merk: str) -> bool:
    return kop.strip() == "*" or merk in [deel.strip().removeprefix("W/") for deel in kop.split(",")]


def _fout(status: int, extra: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    html = _foutblad(status)
    koppen = {"Content-Type": INHOUDSOORTEN[".html"], "Content-Length": str(len(html)), "Cache-Control": "no-store"}
    return status, KOPREGELS | {"Content-Security-Policy": DICHT} | koppen | (extra or {}), html


@cache
def _foutblad(status: int) -> bytes:
    from sociaaldomein.paginas.sjabloon import vul

    titel, uitleg = TEKSTEN[status]
    return vul("tablet", titel=titel, uitleg=uitleg).encode()


def maak_dienst(bladen: dict[str, Uitgaand]) -> Any:
    """De dienst: leest een vraag, geeft een blad, en begrenst wat een bezoeker kan vragen en hoelang."""
    from tornado.httpserver import HTTPServer
    from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine, responses
    from tornado.iostream import StreamClosedError

    for status in TEKSTEN:
        _foutblad(status)  # now: later nothing is read from the disk

    async def dien(vraag: HTTPServerRequest) -> None:
        lijn: Any = vraag.connection
        status, koppen, inhoud = antwoord(bladen, vraag.method, vraag.path, vraag.headers)
        te_traag = asyncio.get_running_loop().call_later(WACHT_OP_AFNAME, lijn.stream.close)
        try:
            regel = ResponseStartLine("HTTP/1.1", status, responses[status])
            af = [lijn.write_headers(regel, HTTPHeaders(koppen))]
            if inhoud and vraag.method != "HEAD":
                af.append(lijn.write(inhoud))  # apart from the headers: no copy per visitor
            lijn.finish()
            for deel in af:
                await deel
        except StreamClosedError:
            pass  # the visitor left
        finally:
            te_traag.cancel()

    class Dienst(HTTPServer):
        lopend: set[asyncio.Task]

        def handle_stream(self, stream: Any, address: Any) -> None:
            open_: Any = self._connections
            per = Counter(c.context.address[0] for c in open_ if c.context.address)
            if per.total() >= MEEST_SAMEN or per[address[0]] >= MEEST_PER_ADRES:
                stream.close()
                return
            stream.set_nodelay(True)
            super().handle_stream(stream, address)

    def vraag_binnen(vraag: HTTPServerRequest) -> None:
        taak = asyncio.get_running_loop().create_task(dien(vraag))
        dienst.lopend.add(taak)
        taak.add_done_callback(dienst.lopend.discard)

    dienst = Dienst(
        vraag_binnen,
        max_header_size=MEEST_KOP,
        max_body_size=MEEST_LIJF,
        max_buffer_size=MEEST_KOP + MEEST_LIJF,
        chunk_size=MEEST_KOP,
        idle_connection_timeout=WACHT_OP_VRAAG,
        body_timeout=WACHT_OP_VRAAG,
    )
    dienst.lopend = set()
    return dienst


def luister(dienst: Any, adres: str, poort: int | None) -> int:
    """Open de gevraagde poort, of de eerste vrije vanaf 8080. Geeft de poort; is er geen, dan een OSError."""
    from tornado.netutil import bind_sockets

    laatste = OSError("geen poort")
    for nummer in [poort] if poort else range(POORT, POORT + PROBEER_POORTEN):
        try:
            dienst.add_sockets(bind_sockets(nummer, adres))
            return nummer
        except OSError as fout:
            laatste = fout
    raise laatste


# --- the process -----------------------------------------------------------------------------------------------------


def hoofd() -> int:
    """Lees de opdracht van de standaardinvoer, zeg op welke poort de pagina's staan, en dien tot de invoer sluit."""
    import logging

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the presenter's process decides when it is over
    logging.getLogger().addHandler(logging.NullHandler())
    opdracht = json.loads(sys.stdin.buffer.readline())
    uitgave = Path(opdracht["uitgave"])
    zandbak.begrens()
    zandbak.sluit([uitgave], [])
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())

    async def dien() -> None:
        try:
            dienst = maak_dienst(verzamel(uitgave, opdracht["begin"]))
            poort = luister(dienst, opdracht["adres"], opdracht["poort"])
        except (OSError, ValueError) as fout:
            _zeg({"fout": str(fout) if isinstance(fout, ValueError) else "", "soort": type(fout).__name__})
            return
        zandbak.zonder_netwerk()  # what listens already goes on; nothing here calls anyone
        einde, lus = asyncio.Event(), asyncio.get_running_loop()

        def wacht() -> None:
            while sys.stdin.buffer.read(1024):
                pass
            lus.call_soon_threadsafe(einde.set)

        threading.Thread(target=wacht, daemon=True).start()
        _zeg({"poort": poort})
        await einde.wait()
        dienst.stop()

    asyncio.run(dien())
    return 0


def _zeg(bericht: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(bericht) + "\n")
    sys.stdout.flush()


# --- the side of the presenter ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def deel(uitgave: Path, adres: str | None = None, poort: int | None = None, melder: Melder = print) -> Iterator[str]:
    """Geef de pagina's van een openbare uitgave aan het netwerk zolang dit duurt. Levert het adres, of leeg zonder net.

    Een interne uitgave, een adres dat niet kan of een bezette poort is een ParamsFout.
    """
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.uitgave import losse_paginas

    if reden := _niet_openbaar(uitgave, opslag.lees_json(uitgave / "manifest.json")):
        raise ParamsFout(reden)
    adres = kies_adres(adres)
    if not adres:
        melder("Deze computer zit niet in een netwerk. De tablets kunnen er niet bij.")
        _vertel_van_de_post(uitgave, melder)
        yield ""
        return
    begin = losse_paginas.begin_voor_tablets(uitgave)
    proces = subprocess.Popen(
        [sys.executable, "-m", "sociaaldomein.zaal.tablets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=zandbak.omgeving() | {"PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
        start_new_session=True,
    )
    try:
        opdracht = {"uitgave": str(uitgave.absolute()), "begin": begin, "adres": adres, "poort": poort}
        proces.stdin.write(json.dumps(opdracht).encode() + b"\n")
        proces.stdin.flush()
        gemeld = json.loads(proces.stdout.readline() or b'{"fout": ""}')
        if "poort" not in gemeld:
            waar = f"{adres}:{poort}" if poort else adres
            raise ParamsFout(
                gemeld["fout"] or f"Op {waar} kan ik geen pagina's aanbieden. Kies een ander adres of een andere poort."
            )
        volledig = f"http://{adres}:{gemeld['poort']}/"
        _vertel(volledig, uitgave, melder)
        yield volledig
    finally:
        zandbak.stop(proces)
        proces.stdout.close()


def kies_adres(gevraagd: str | None = None) -> str:
    """Het adres van deze computer in het netwerk, of het gevraagde als dat kan; leeg als er geen netwerk is."""
    from sociaaldomein.opdracht.instellingen import ParamsFout

    if gevraagd is None:
        gevonden = netwerkadres()
        if gevonden and ipaddress.ip_address(gevonden).is_global:
            raise ParamsFout(f"Het adres {gevonden} is op heel internet te zien. Kies zelf met --tabletadres.")
        return gevonden
    try:
        adres = ipaddress.IPv4Address(gevraagd)
    except ValueError:
        raise ParamsFout(f"'{gevraagd}' is geen adres. Schrijf vier getallen, zoals 192.168.1.20.") from None
    if adres.is_unspecified or adres.is_multicast or adres.is_reserved:
        raise ParamsFout(f"Het adres {adres} kan niet. Kies het adres van deze computer in het netwerk.")
    return str(adres)


def netwerkadres() -> str:
    """Het adres waarmee deze computer in het netwerk zit; leeg als er geen is. Er gaat niets over de lijn."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as proef:
        try:
            proef.connect(("192.0.2.1", 9))  # a range kept for examples; a datagram socket sends nothing here
            adres = proef.getsockname()[0]
        except OSError:
            return ""
    return "" if ipaddress.ip_address(adres).is_loopback else adres


def antwoordt(adres: str) -> bool:
    """Komt de eerste pagina terug op dit adres?"""
    plek = adres.removeprefix("http://").rstrip("/")
    lijn = http.client.HTTPConnection(plek, timeout=5)
    try:
        lijn.request("GET", "/")
        return lijn.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        lijn.close()


def _vertel(adres: str, uitgave: Path, melder: Melder) -> None:
    if not antwoordt(adres):
        melder("Let op: deze computer houdt de tablets tegen. Vraag dit na bij uw ICT-afdeling.")
    melder(f"De tablets vinden de pagina's op {adres}")
    melder("Iedereen in dit netwerk kan ze lezen. Er staan alleen openbare cijfers in.")
    melder(qr_tekst(adres, kleur=sys.stderr.isatty()))
    _vertel_van_de_post(uitgave, melder)


def _vertel_van_de_post(uitgave: Path, melder: Melder) -> None:
    """What to mail when a network stands in the way: the files, with their size."""
    melder("Werkt het netwerk niet mee? Mail dan deze bestanden. De ontvanger zet ze in één map:")
    for pad, grootte in postbestanden(uitgave):
        melder(f"  {pad} ({grootte})")
    melder("De bestanden uit 'openbaar' horen daar in een map met die naam.")


def postbestanden(uitgave: Path) -> list[tuple[Path, str]]:
    """De bestanden die u kunt mailen, met hun grootte: de pagina's, en alles waar een pagina naar wijst."""
    manifest = opslag.lees_json(uitgave / "manifest.json")
    paden = [uitgave / f"{p['naam']}.html" for p in manifest["paginas"] if p["status"] == "goed"]
    for pad in (p for p in paden if p.suffix == ".html"):  # what is found on the way joins the list
        erin = bladlezer.GelezenPagina(pad.read_text(encoding="utf-8")).verwijzingen
        wegen = (uitgave / weg.partition("#")[0] for weg in erin if not weg.startswith("#") and ":" not in weg)
        paden += [p for p in dict.fromkeys(wegen) if p not in paden and p.is_file()]
    return [(p, f"{getal(p.stat().st_size / 1e6, 1)} MB") for p in paden]


def qr_svg(adres: str) -> str:
    """De QR-code van een adres als tekening: zwart op wit, ook in het donker."""
    import segno

    return segno.make(adres, error="m", micro=False).svg_inline(
        scale=10, border=4, dark="#000", light="#fff", title=f"QR-code van {adres}", omitsize=True
    )


def qr_tekst(adres: str, kleur: bool = False) -> str:
    """De QR-code van een adres in het opdrachtvenster; zonder kleur is een lichte plek een blokje."""
    import segno

    rijen = [list(rij) for rij in segno.make(adres, error="m", micro=False).matrix_iter(border=3)]
    rijen += [[0] * len(rijen[0])] * (len(rijen) % 2)
    tekens = " ▄▀█" if kleur else "█▀▄ "
    regels = [
        "".join(tekens[2 * bool(boven) + bool(onder)] for boven, onder in zip(*paar, strict=True))
        for paar in zip(rijen[::2], rijen[1::2], strict=True)
    ]
    return "\n".join(f"\033[30;107m{r}\033[0m" if kleur else r for r in regels)


def startpagina_html(adres: str, manifest: dict[str, Any]) -> str:
    """De beginpagina van de presentator: het adres voor de tablets, groot, en de weg naar de levende pagina's."""
    from sociaaldomein.paginas import omslag
    from sociaaldomein.paginas.sjabloon import vul

    goed = [p for p in manifest["paginas"] if p["status"] == "goed"]
    kaal = adres.removeprefix("http://").rstrip("/")
    return omslag.omslag_html("Kijk mee", vul("meekijken", adres=kaal, qr=qr_svg(adres), paginas=goed), manifest)


if __name__ == "__main__":
    sys.exit(hoofd())
