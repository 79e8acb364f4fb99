"""Twee doelwitten: Voila zoals het uit de doos komt, en de dienst van `presenteer`, met dezelfde notebooks.

Everything here talks to 127.0.0.1 only. The notebook `doelwit` grants code execution on purpose: it evaluates what a
visitor types, so that a probe can show what the kernel process is able to reach.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import websocket

GEHEIM = "geheim-4711"
KANARIES = ("trajecten.parquet", "clienten.csv", "diep/declaraties.csv", "sleutel.txt", "mislukt.ipynb")
DOELWIT = f"""
import ipywidgets as w
from IPython.display import HTML
invoer, uit, knop, fout, vak, schuif = w.Text(), w.Textarea(), w.Button(), w.Button(), w.Output(), w.IntSlider(max=3)
def doe(verandering):
    try:
        antwoord = repr(eval(verandering["new"], {{}}))
    except BaseException as f:
        antwoord = "FOUT " + type(f).__name__
    uit.value = antwoord + verandering["new"][-38:]
def klik(_):
    raise ValueError("{GEHEIM} knop")
if __import__("os").environ.get("VOILA_PREHEAT"):
    with vak:
        raise ValueError("{GEHEIM} vak")
invoer.observe(doe, "value"); knop.on_click(klik)
delen = dict(invoer=invoer, uit=uit, knop=knop, fout=fout, vak=vak, schuif=schuif)
HTML('<p class="paneel">' + " ".join(f"sd-{{k}}-{{d.model_id}}" for k, d in delen.items()) + "</p>")
"""
KAPOT = f"""
import os
from IPython.display import HTML
if os.environ.get("VOILA_PREHEAT"):
    raise ValueError("{GEHEIM} cel")
HTML("<p class='paneel'>heel</p>")
"""


def notebook(pad: Path, *bronnen: str) -> Path:
    """A notebook whose source says where it is from; the run fills in its parameters."""
    kop = 'kwartaal: str = "2023-K1"  # kwartaal\nopenbaar: str = "openbaar"  # map'
    cellen = [nbformat.v4.new_code_cell(kop, id="parameters", metadata={"tags": ["parameters"]})]
    cellen += [nbformat.v4.new_code_cell(b.strip(), id=f"cel{n}") for n, b in enumerate(bronnen)]
    kern = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cellen, metadata={"kernelspec": kern}), pad)
    return pad


@dataclass
class Doel:
    """One running service. `koekje` is the session that a probe may use; empty for the bare Voila."""

    naam: str
    proces: subprocess.Popen
    poort: int
    voor: str  # what stands before the name of a page in its address
    na: str
    uitgave: Path
    prive: Path
    regels: list[str] = field(default_factory=list)
    koekje: str = ""
    ander: str = ""

    gedeeld: "Kernel | None" = None

    def laat_los(self) -> None:
        """Leave the shared kernel, as a visitor who closes the page."""
        if self.gedeeld is not None:
            self.gedeeld.sluit()
            self.gedeeld = None

    def kernel(self) -> "Kernel":
        """One kernel for the probes that leave it whole; starting one takes seconds."""
        if self.gedeeld is None or self.vraag(f"/api/kernels/{self.gedeeld.id}")[0] != 200:
            self.gedeeld = Kernel(self)
        else:  # a connection that nobody reads is dropped by the server
            oud, self.gedeeld.ws = self.gedeeld.ws, self.verbind(self.gedeeld.id)
            oud.close()
        return self.gedeeld

    @property
    def basis(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    def adres(self, pagina: str) -> str:
        return f"{self.voor}{pagina}{self.na}"

    def vraag(
        self,
        pad: str,
        methode: str = "GET",
        *,
        koekje: str | None = None,
        data: bytes | None = None,
        tijd: float = 60,
        **kop: str,
    ) -> tuple[int, str, dict]:
        """Status, text and headers; -1 when no whole answer came in time."""
        koekje = self.koekje if koekje is None else koekje
        koppen = {k.replace("_", "-"): w for k, w in kop.items()} | ({"Cookie": koekje} if koekje else {})
        verzoek = urllib.request.Request(self.basis + pad, data, koppen, method=methode)
        try:
            with urllib.request.urlopen(verzoek, timeout=tijd) as a:
                return a.status, lees(a, tijd), dict(a.headers)
        except urllib.error.HTTPError as fout:
            return fout.code, fout.read().decode("utf-8", "replace"), dict(fout.headers)
        except (OSError, ValueError):
            return -1, "", {}

    def pagina(self, naam: str = "doelwit", zoek: str = "", **kop: str) -> tuple[int, str, dict]:
        return self.vraag(self.adres(naam) + zoek, **kop)

    def kernels(self) -> int:
        try:
            kinderen = psutil.Process(self.proces.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return 0
        aantal = 0
        for kind in kinderen:
            try:
                aantal += any(naam in deel for deel in kind.cmdline() for naam in KERNELS)
            except psutil.Error:
                continue
        return aantal

    def verbind(self, kernel: str, *, koekje: str | None = None, origin: str | None = "zelf", host: str = ""):
        """A websocket to a kernel, or None when it is refused."""
        koekje = self.koekje if koekje is None else koekje
        oorsprong = (
            {"suppress_origin": True} if origin is None else {"origin": self.basis if origin == "zelf" else origin}
        )
        try:
            return websocket.create_connection(
                f"ws://127.0.0.1:{self.poort}/api/kernels/{kernel}/channels?session_id={uuid.uuid4()}",
                timeout=15,
                cookie=koekje or None,
                host=host or None,
                **oorsprong,
            )
        except (websocket.WebSocketException, OSError):
            return None

    def stop(self) -> None:
        self.proces.terminate()
        try:
            self.proces.wait(20)
        except subprocess.TimeoutExpired:
            self.proces.kill()


KERNELS = ("ipykernel_launcher", "sociaaldomein.zaal.zandbak")  # how they are started, in the open and by the service


class Kernel:
    """A visitor's own page with its kernel: what the page's script could do, done by hand."""

    def __init__(self, doel: Doel) -> None:
        self.doel = doel
        paginas = (doel.pagina() for _ in range(3))  # as a visitor does with an error page; a short one is no error
        html = next((html for status, html, _ in paginas if status == 200), "")
        self.id = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', html)[1]
        self.delen = dict(re.findall(r"sd-(\w+)-([0-9a-f]{32})", html))
        self.ws = doel.verbind(self.id)

    def stuur(self, soort: str, inhoud: dict, kanaal: str = "shell", ws=None) -> str:
        kop = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": soort,
            "session": "s",
            "username": "",
            "version": "5.3",
            "date": "",
        }
        bericht = {
            "channel": kanaal,
            "header": kop,
            "parent_header": {},
            "metadata": {"version": "1.0.0"},
            "content": inhoud,
            "buffers": [],
        }
        (ws or self.ws).send(json.dumps(bericht))
        return kop["msg_id"]

    def widget(self, deel: str, data: dict) -> None:
        self.stuur("comm_msg", {"comm_id": self.delen[deel], "data": data})

    def hoor(self, goed, tijd: float = 8, ws=None) -> str | None:
        """The first message (as text) for which `goed` holds."""
        einde = time.monotonic() + tijd
        ws = ws or self.ws
        while (rest := einde - time.monotonic()) > 0:
            ws.settimeout(rest)
            try:
                tekst = ws.recv()
            except (websocket.WebSocketException, OSError):
                return None
            if isinstance(tekst, str) and goed(tekst):
                return tekst
        return None

    def voer_uit(self, python: str) -> str:
        """What an expression gives inside the kernel. No answer at all is no proof of anything."""
        merk = f"# {uuid.uuid4()}"
        self.widget("invoer", {"method": "update", "state": {"value": f"{python}  {merk}"}, "buffer_paths": []})
        raak = self.hoor(lambda t: self.delen["uit"] in t and merk in t, 15)
        assert raak, f"geen antwoord van de kernel van {self.doel.naam}"
        return json.loads(raak)["content"]["data"]["state"]["value"].removesuffix(merk)

    def sluit(self) -> None:
        if self.ws:
            self.ws.close()


def lees(antwoord, tijd: float) -> str:
    """The text of an answer; a bare Voila may send heartbeats for ever, so there is an end to the patience."""
    einde, delen = time.monotonic() + tijd, []
    while deel := antwoord.read1(65536):
        delen.append(deel)
        if time.monotonic() > einde:
            break
    return b"".join(delen).decode("utf-8", "replace")


def vrij() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


def begin_open(uitgave: Path, map: Path) -> Doel:
    """Voila as it comes, without our voila.json: a folder with the same notebooks, and the private folder beside it."""
    shutil.copytree(uitgave, map / "open")
    (map / "open" / "notebooks" / "beeld.svg").write_text("<svg/>", encoding="utf-8")
    prive = plant_kanaries(map / "open-registraties")
    poort = vrij()
    opdracht = [
        sys.executable,
        "-m",
        "voila",
        str(map / "open" / "notebooks"),
        f"--port={poort}",
        "--no-browser",
        "--Voila.ip=127.0.0.1",
        "--port_retries=0",
    ]
    proces = subprocess.Popen(
        opdracht,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"SD_GEHEIM": GEHEIM, "JUPYTER_NO_CONFIG": "1"},
    )
    doel = Doel("open", proces, poort, "/voila/render/", ".ipynb", map / "open", prive)
    wacht(lambda: doel.vraag("/voila/static/voila.js", tijd=2)[0] == 200)
    return doel


def begin_dienst(uitgave: Path, prive: Path) -> Doel:
    """The service as `presenteer` starts it."""
    (uitgave / "notebooks" / "beeld.svg").write_text("<svg/>", encoding="utf-8")
    plant_kanaries(prive)
    code = (
        f"from pathlib import Path; from sociaaldomein.cli import hoofd; hoofd._luister_naar_stop(); "
        f"from sociaaldomein.zaal.presenteren import toon; "
        f"raise SystemExit(toon(Path({str(uitgave)!r}), venster=False))"
    )
    proces = subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, env=os.environ | {"SD_GEHEIM": GEHEIM}
    )
    doel = Doel("dienst", proces, 0, "/", "", uitgave, prive)
    threading.Thread(target=lambda: [doel.regels.append(r) for r in proces.stderr], daemon=True).start()
    wacht(lambda: sleutels(doel))
    doel.poort = int(re.search(r":(\d+)/", sleutels(doel)[0])[1])
    doel.koekje, doel.ander = nieuwe_sessie(doel), nieuwe_sessie(doel)
    return doel


def sleutels(doel: Doel) -> list[str]:
    return [m[0] for r in list(doel.regels) if (m := re.search(r"http://127\.0\.0\.1:\d+/\?sleutel=[\w-]+", r))]


def nieuwe_sessie(doel: Doel) -> str:
    gezien = len(sleutels(doel))
    _, _, kop = doel.vraag("/?" + sleutels(doel)[-1].split("?")[1], koekje="")
    wacht(lambda: len(sleutels(doel)) > gezien)
    return kop["Set-Cookie"].split(";")[0]


def plant_kanaries(prive: Path) -> Path:
    for naam in KANARIES:
        (prive / naam).parent.mkdir(parents=True, exist_ok=True)
        (prive / naam).write_text(f"{GEHEIM} {naam}", encoding="utf-8")
    return prive


def wacht(goed, tijd: float = 60) -> bool:
    einde = time.monotonic() + tijd
    while time.monotonic() < einde:
        if goed():
            return True
        time.sleep(0.1)
    return False


def pad_in_adres(pad: str) -> str:
    return urllib.parse.quote(pad, safe="/%.")
