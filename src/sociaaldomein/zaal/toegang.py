"""De toegang tot het dashboard: wie binnen mag, en wat er met elk antwoord meegaat.

Wie geen sessie heeft, krijgt niets te zien. Een sessie begint met de sleutel uit het venster van de presentator; die
werkt een keer. Een kernel hoort bij een sessie.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any

import tornado.web

from sociaaldomein.grond.melden import Melder, meld

ADRES = "127.0.0.1"
WACHT_NA_VOL = 30
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
VERVERS = 5  # seconds until a page that found it too crowded asks again
MISLUKT = "De pagina kon niet gemaakt worden. Probeer het opnieuw, of neem de losse HTML-pagina."


@dataclass
class Toegang:
    """Wie binnen mag: de sleutel die nog werkt, en per sessie de kernels die erbij horen."""

    sleutel: str
    poort: int
    melder: Melder = meld
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


if TYPE_CHECKING:
    _Basis = tornado.web.RequestHandler
else:
    _Basis = object


class _Bewaakt(_Basis):
    """Before the methods of a handler of tornado come these: the gate, the headers, and Dutch on a fault."""

    toegang: Toegang

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
        eigen = {f"{ADRES}:{self.toegang.poort}", f"localhost:{self.toegang.poort}"}
        if vraag.host not in eigen or not ipaddress.ip_address(vraag.remote_ip).is_loopback:
            return 403
        stil = vraag.method in ("GET", "HEAD") and vraag.headers.get("Upgrade", "").lower() != "websocket"
        if not stil and vraag.headers.get("Origin") != f"http://{vraag.host}":
            return 403
        self.sessie = self.toegang.sessie(vraag.headers.get("Cookie", ""))
        if vraag.path == "/" and not self.sessie and vraag.method == "GET":
            self.sessie = self.toegang.wissel(self.get_query_argument("sleutel", ""))
            if self.sessie:  # a refusal leaves the session of this browser as it is
                self.set_cookie(self.toegang.koekje, self.sessie, httponly=True, samesite="Strict", path="/")
        kernel = re.search(r"/(?:kernels|shutdown|query)/([^/]+)", vraag.path)
        if kernel:
            eigenaar = kernel[1] in self.toegang.sessies.get(self.sessie, ())
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
            uitleg += f" Incident {self.toegang.incident(fout[0].__name__ if fout else 'fout')}."
        sjabloon = self.settings["voila_jinja2_env"].get_template("error.html")
        return sjabloon.render(kop=kop, uitleg=uitleg, ververs=VERVERS if status == 503 else None)

    def log_exception(self, *_: Any) -> None:
        """The number of the incident is enough; a traceback may hold values."""


def bewaakt(handler: type, toegang: Toegang) -> type:
    """Dezelfde handler achter de poort: wie binnen mag, wat er met elk antwoord meegaat, en Nederlands bij een fout."""
    return type(handler.__name__, (_Bewaakt, handler), {"toegang": toegang})
