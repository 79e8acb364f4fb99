"""De bestandsdienst voor de tablets: alleen wat op de lijst staat, veilig, zuinig, en nooit een interne uitgave."""

import contextlib
import gzip
import hashlib
import http.client
import json
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sociaaldomein.cli.ontleden import ontleed
from sociaaldomein.opdracht import instellingen
from sociaaldomein.paginas import omslag
from sociaaldomein.zaal import tablets

VASTE_KOPPEN = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"}
PAGINAS = ("index.html", "jeugd.html", "begrippen.html")
SCHIJNPAGINA = omslag.omslag_html("Jeugd", "<p>Aantal: 125 é</p>" * 200, {"gemeente": "Nijkerk"})
PADEN_ERNAAST = [
    "/manifest.json",
    "/notebooks/jeugd.ipynb",
    "/openbaar/openbaar.json",
    "/openbaar/cijfers.parquet",
    "/openbaar/",
    "/openbaar",
    "/geheim.txt",
    "/../geheim.txt",
    "/..%2fgeheim.txt",
    "/%2e%2e/geheim.txt",
    "/%252e%252e/geheim.txt",
    "/....//geheim.txt",
    "/..\\geheim.txt",
    "/..%5cgeheim.txt",
    "/openbaar/../manifest.json",
    "//jeugd.html",
    "/./jeugd",
    "/jeugd.html/",
    "/JEUGD.HTML",
    "/jeugd.html%00",
    "/jeugd.html%0a",
    "/jeugd.html;a=1",
    "/%6aeugd.html",
    "/.git/config",
    "/etc/passwd",
    "//etc/passwd",
    "/file:///etc/passwd",
    "/extra.html",
    "/C:/Windows/win.ini",
    "/cijfers.csv",
    "/*",
    "/~",
    "/api/kernels",
    "/voila/files/jeugd.ipynb",
    "/favicon.ico",
    "/robots.txt",
    "/" + "a" * 4000,
]


def maak_uitgave(map: Path, profiel: str = "openbaar") -> Path:
    """An edition as small as can be, with a file beside it that must stay where it is."""
    uitgave = map / "uit" / "2023-K1" / "20230420-120000"
    (uitgave / "openbaar").mkdir(parents=True)
    (uitgave / "notebooks").mkdir()
    (uitgave.parent / "geheim.txt").write_text("geheim", encoding="utf-8")
    bestanden = dict.fromkeys(PAGINAS, SCHIJNPAGINA) | {
        "openbaar/cijfers.csv": "cijfer;waarde\r\nlopend;125\r\n" * 50,
        "openbaar/cijfers.xlsx": "PK nep",
        "openbaar/openbaar.json": json.dumps({"profiel": profiel}),
        "notebooks/jeugd.ipynb": '{"cells": []}',
    }
    for naam, tekst in bestanden.items():
        (uitgave / naam).write_bytes(tekst.encode())
    manifest = {
        "profiel": profiel,
        "gemeente": "Nijkerk",
        "synthetisch": True,
        "kwartaal": "2023-K1",
        "peildatum": "2023-04-15",
        "klaar": "2023-04-20T12:00:00",
        "invoer": {},
        "omgeving": {"versie": "1", "commit": "125 é"},
        "aantallen": {"cijfers": 125, "afgeschermd": 0},
        "paginas": [{"naam": "jeugd", "titel": "Jeugd", "status": "goed"}],
        "uitvoer": {n: hashlib.sha256((uitgave / n).read_bytes()).hexdigest() for n in bestanden},
    }
    (uitgave / "extra.html").write_text("later neergezet", encoding="utf-8")
    (uitgave / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return uitgave


@pytest.fixture(scope="module")
def gezegd() -> list[str]:
    return []


@pytest.fixture(scope="module")
def uitgave(tmp_path_factory) -> Path:
    return maak_uitgave(tmp_path_factory.mktemp("tablets"))


@pytest.fixture(scope="module")
def dienst(uitgave, gezegd):
    """The service as `presenteer --tablets` starts it, on this machine; gives its address."""
    with tablets.deel(uitgave, "127.0.0.1", melder=gezegd.append) as adres:
        yield adres


def vraag(adres: str, pad: str, methode: str = "GET", lijf: bytes | None = None, **koppen: str):
    lijn = http.client.HTTPConnection(urlsplit(adres).netloc, timeout=10)
    with contextlib.closing(lijn):
        lijn.putrequest(methode, pad, skip_accept_encoding=True)
        for naam, waarde in koppen.items():
            lijn.putheader(naam.replace("_", "-"), waarde)
        if lijf is not None:
            lijn.putheader("Content-Length", str(len(lijf)))
        lijn.endheaders(lijf)
        antwoord = lijn.getresponse()
        return antwoord.status, dict(antwoord.getheaders()), antwoord.read()


@pytest.mark.parametrize(
    "pad",
    [
        "/",
        "/index.html",
        "/jeugd.html",
        "/jeugd",
        "/begrippen",
        "/jeugd?staat=wijk",
        "/openbaar/cijfers.csv",
        "/openbaar/cijfers.xlsx",
    ],
)
def test_the_edition_is_there_with_safe_headers(dienst, uitgave, pad):
    status, koppen, inhoud = vraag(dienst, pad)
    assert status == 200 and VASTE_KOPPEN.items() <= koppen.items()
    beleid = koppen["Content-Security-Policy"]
    assert "default-src 'none'" in beleid and "frame-ancestors 'none'" in beleid and "base-uri 'none'" in beleid
    assert not {"Server", "Set-Cookie", "X-Powered-By", "Access-Control-Allow-Origin"} & set(koppen)
    assert koppen["Etag"] and koppen["Cache-Control"] == "no-cache" and koppen["Vary"] == "Accept-Encoding"
    if pad.endswith((".csv", ".xlsx")):
        assert inhoud == (uitgave / pad[1:]).read_bytes() and "attachment" in koppen["Content-Disposition"]
    else:
        assert koppen["Content-Type"] == "text/html; charset=utf-8" and b"125 \xc3\xa9" in inhoud


def test_only_the_scripts_of_the_page_may_run(dienst):
    beleid = dict(d.split(" ", 1) for d in vraag(dienst, "/jeugd")[1]["Content-Security-Policy"].split("; "))
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", beleid["script-src"])
    assert "connect-src" not in beleid and "http" not in str(beleid)


def test_the_list_is_made_at_the_start(uitgave):
    assert set(tablets.verzamel(uitgave, SCHIJNPAGINA)) == {
        "/",
        "/index.html",
        "/index",
        "/jeugd.html",
        "/jeugd",
        "/begrippen.html",
        "/begrippen",
        "/openbaar/cijfers.csv",
        "/openbaar/cijfers.xlsx",
    }


def test_the_account_stays_at_home(dienst):
    assert b"manifest.json" not in vraag(dienst, "/")[2]


@pytest.mark.parametrize("pad", PADEN_ERNAAST)
def test_everything_else_is_nowhere(dienst, pad):
    status, koppen, inhoud = vraag(dienst, pad)
    assert status == 404 and VASTE_KOPPEN.items() <= koppen.items()
    assert "Deze pagina bestaat niet" in inhoud.decode() and 'lang="nl"' in inhoud.decode()
    assert b"geheim" not in inhoud and pad.encode() not in inhoud.replace(b'href="/"', b"").replace(b"</", b"")


def test_no_folder_is_listed(dienst):
    assert b"cijfers" not in vraag(dienst, "/openbaar/")[2]


@pytest.mark.parametrize("methode", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_looking_is_all_one_can_do(dienst, methode):
    status, koppen, inhoud = vraag(dienst, "/jeugd", methode, b"x=1")
    assert status == 405 and koppen["Allow"] == "GET, HEAD" and b"alleen bekijken" in inhoud


def test_head_is_get_without_the_page(dienst):
    van_get, van_head = (vraag(dienst, "/jeugd", m, Accept_Encoding="gzip") for m in ("GET", "HEAD"))
    assert van_head[2] == b"" and len(van_get[2]) == int(van_head[1]["Content-Length"])
    assert van_get[1] | {"Date": ""} == van_head[1] | {"Date": ""}
    assert vraag(dienst, "/nergens", "HEAD")[0] == 404


def test_what_the_tablet_has_is_not_sent_again(dienst):
    merk = vraag(dienst, "/jeugd")[1]["Etag"]
    for kop in (merk, f"W/{merk}", f'"iets", {merk}', "*"):
        status, koppen, inhoud = vraag(dienst, "/jeugd", If_None_Match=kop)
        assert (status, inhoud) == (304, b"") and koppen["Etag"] == merk
    assert vraag(dienst, "/jeugd", If_None_Match='"oud"')[0] == 200
    assert vraag(dienst, "/jeugd", If_None_Match=merk, Accept_Encoding="gzip")[0] == 200, "another form of the page"


def test_packed_for_who_can_unpack(dienst):
    los, ingepakt = vraag(dienst, "/jeugd"), vraag(dienst, "/jeugd", Accept_Encoding="br, gzip")
    assert ingepakt[1]["Content-Encoding"] == "gzip" and "Content-Encoding" not in los[1]
    assert gzip.decompress(ingepakt[2]) == los[2] and len(ingepakt[2]) < len(los[2]) * 0.95
    assert ingepakt[1]["Etag"] != los[1]["Etag"]
    assert "Content-Encoding" not in vraag(dienst, "/jeugd", Accept_Encoding="gzip;q=0")[1]


def ruw(adres: str, bytes_: bytes, wacht: float = 3) -> bytes:
    plek = urlsplit(adres)
    with socket.create_connection((plek.hostname, plek.port), timeout=wacht) as lijn:
        lijn.sendall(bytes_)
        uit = b""
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while deel := lijn.recv(65536):
                uit += deel
        return uit


@pytest.mark.parametrize(
    "rommel",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n" + b"a" * 20_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"onzin\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET http://elders.example/ HTTP/1.1\r\nHost: elders.example\r\n\r\n",
        b"GET ../../geheim.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT elders.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_rubbish_gets_no_page_and_does_no_harm(dienst, rommel):
    terug = ruw(dienst, rommel, 1)
    assert b"Aantal: 125" not in terug and b"Traceback" not in terug and b"ornado" not in terug
    assert not terug.startswith((b"HTTP/1.1 2", b"HTTP/1.1 5"))
    assert vraag(dienst, "/jeugd")[0] == 200


def test_one_visitor_cannot_keep_others_out(uitgave, monkeypatch):
    """Connections have a limit, each visitor a smaller one, and a silent one is sent away."""
    import asyncio

    monkeypatch.setattr(tablets, "MEEST_PER_ADRES", 3)
    monkeypatch.setattr(tablets, "WACHT_OP_VRAAG", 0.5)
    klaar, poort = threading.Event(), []

    async def dien():
        dienst = tablets.maak_dienst(tablets.verzamel(uitgave, SCHIJNPAGINA))
        poort.append(tablets.luister(dienst, "127.0.0.1", None))
        einde.append((asyncio.get_running_loop(), stop := asyncio.Event()))
        klaar.set()
        await stop.wait()
        dienst.stop()

    einde: list = []
    draad = threading.Thread(target=asyncio.run, args=(dien(),))
    draad.start()
    assert klaar.wait(10)
    plek = ("127.0.0.1", poort[0])
    stil = [socket.create_connection(plek, timeout=5) for _ in range(3)]
    for lijn in stil:
        lijn.sendall(b"GET / HT")
    time.sleep(0.1)
    with socket.create_connection(plek, timeout=5) as vierde:
        vierde.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert vierde.recv(10) == b""
    begin = time.monotonic()
    assert [lijn.recv(10) for lijn in stil] == [b"", b"", b""]
    assert time.monotonic() - begin < 4
    assert vraag(f"http://127.0.0.1:{poort[0]}/", "/jeugd")[0] == 200
    einde[0][0].call_soon_threadsafe(einde[0][1].set)
    draad.join(10)


def test_the_service_holds_no_tools(dienst):
    """What could run code or read records is not even loaded in the process that serves."""
    zwaar = ["polars", "pandas", "jupyter_client", "zmq", "voila", "IPython", "matplotlib", "anywidget"]
    klein = (
        "import sys, sociaaldomein.zaal.tablets, tornado.httpserver; print([m for m in sys.modules if "
        f"m.split('.')[0] in {zwaar} or m.startswith(('sociaaldomein.levering', 'sociaaldomein.telling'))])"
    )
    uit = subprocess.run([sys.executable, "-c", klein], capture_output=True, text=True, check=True)
    assert uit.stdout.strip() == "[]"


# --- what may not happen ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plek", ["manifest.json", "openbaar/openbaar.json"])
def test_an_internal_edition_never_goes_out(tmp_path, plek):
    """Either file that says so is enough."""
    uitgave = maak_uitgave(tmp_path)
    inhoud = json.loads((uitgave / plek).read_text(encoding="utf-8")) | {"profiel": "intern"}
    (uitgave / plek).write_text(json.dumps(inhoud), encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match="interne uitgave"), tablets.deel(uitgave, "127.0.0.1"):
        pass
    with pytest.raises(ValueError, match="interne uitgave"):
        tablets.verzamel(uitgave, SCHIJNPAGINA)


def test_a_changed_file_never_goes_out(tmp_path):
    uitgave = maak_uitgave(tmp_path)
    (uitgave / "jeugd.html").write_text("anders", encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout, match=r"jeugd\.html is veranderd"), tablets.deel(uitgave, "127.0.0.1"):
        pass


@pytest.mark.parametrize("adres", ["0.0.0.0", "255.255.255.255", "224.0.0.1", "laptop", "::", "1.2.3"])
def test_addresses_that_are_no_choice(adres):
    with pytest.raises(instellingen.ParamsFout):
        tablets.kies_adres(adres)


def test_an_address_of_another_machine_is_refused(uitgave):
    with pytest.raises(instellingen.ParamsFout, match=r"192\.0\.2\.1"), tablets.deel(uitgave, "192.0.2.1"):
        pass


def test_a_taken_port_is_told(dienst, uitgave):
    bezet = urlsplit(dienst).port
    with pytest.raises(instellingen.ParamsFout, match=str(bezet)), tablets.deel(uitgave, "127.0.0.1", bezet):
        pass


def test_an_address_on_the_internet_needs_a_choice(monkeypatch):
    monkeypatch.setattr(tablets, "netwerkadres", lambda: "8.8.8.8")
    with pytest.raises(instellingen.ParamsFout, match="heel internet"):
        tablets.kies_adres()


def test_without_a_network_the_post_remains(uitgave, monkeypatch):
    monkeypatch.setattr(tablets, "netwerkadres", lambda: "")
    gezegd: list[str] = []
    with tablets.deel(uitgave, melder=gezegd.append) as adres:
        assert adres == ""
    post = [regel for regel in gezegd if str(uitgave / "jeugd.html") in regel]
    assert "niet in een netwerk" in gezegd[0] and "MB" in post[0]


def test_every_link_in_a_mailed_page_works(uitgave):
    """Whatever a mailed page points at is mailed as well."""
    post = {p for p, _ in tablets.postbestanden(uitgave)}
    for pad in (p for p in post if p.suffix == ".html"):
        doelen = re.findall(r'<a [^>]*href="([^":#]+)', pad.read_text(encoding="utf-8"))
        assert [d for d in doelen if (uitgave / d) not in post and (uitgave / d).is_file()] == [], pad.name


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="leest de omgeving uit /proc, zoals op Linux")
def test_it_knows_nothing_of_the_users_environment(uitgave, monkeypatch):
    """The key of the pseudonyms least of all: what serves the network has no use for it."""
    geheim = "niet-voor-de-tablets-0123456789"
    monkeypatch.setenv("SOCIAALDOMEIN_SLEUTEL", geheim)
    with tablets.deel(uitgave, "127.0.0.1", melder=lambda _: None):
        omgevingen = [
            p.joinpath("environ").read_bytes()
            for p in Path("/proc").iterdir()
            if p.name.isdigit() and b"sociaaldomein.zaal.tablets" in p.joinpath("cmdline").read_bytes()
        ]
    assert omgevingen and not any(geheim.encode() in o for o in omgevingen)


def test_it_ends_with_the_presenter(uitgave):
    with tablets.deel(uitgave, "127.0.0.1", melder=lambda _: None) as adres:
        assert vraag(adres, "/")[0] == 200
    with pytest.raises(OSError):
        vraag(adres, "/")


# --- the address and its code ----------------------------------------------------------------------------------------


def test_the_presenter_is_told_where_and_what(dienst, gezegd, uitgave):
    tekst = "\n".join(gezegd)
    assert dienst in tekst and re.fullmatch(r"http://127\.0\.0\.1:\d+/", dienst)
    assert str(uitgave / "jeugd.html") in tekst and "houdt de tablets tegen" not in tekst


ADRESSEN = ["http://192.168.178.123:8080/", "http://10.0.0.5:8080/", "http://127.0.0.1:8099/"]


@pytest.mark.parametrize("adres", ADRESSEN)
def test_the_code_holds_the_address(adres):
    getekend = vlakjes(tablets.qr_svg(adres))
    assert lees_qr(getekend) == adres
    for kleur in (False, True):
        assert lees_qr(uit_tekst(tablets.qr_tekst(adres, kleur), kleur)) == adres


def test_the_start_page_of_the_presenter(dienst, uitgave):
    manifest = json.loads((uitgave / "manifest.json").read_text(encoding="utf-8"))
    html = tablets.startpagina_html(dienst, manifest)
    assert lees_qr(vlakjes(re.search(r"<svg.*?</svg>", html, re.S)[0])) == dienst
    assert urlsplit(dienst).netloc in html and 'href="/jeugd"' in html and "Voorbeelddata (synthetisch)" in html


def vlakjes(svg: str) -> list[list[int]]:
    """The dark squares of a drawn code: one horizontal line of the path is one run of squares."""
    zijde = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    schaal = int(m[1]) if (m := re.search(r"scale\((\d+)\)", svg)) else 1
    zijde //= schaal
    uit, x, y = [[0] * zijde for _ in range(zijde)], 0.0, 0.0
    for soort, getallen in re.findall(r"([Mmh])([-\d. ]+)", re.findall(r' d="([^"]+)"', svg)[-1]):
        g = [float(t) for t in re.findall(r"-?[\d.]+", getallen)]
        if soort == "h":
            uit[int(y)][int(x) : int(x + g[0])] = [1] * int(g[0])
            x += g[0]
        else:
            x, y = (g[0], g[1]) if soort == "M" else (x + g[0], y + g[1])
    return zonder_rand(uit)


def uit_tekst(tekst: str, kleur: bool) -> list[list[int]]:
    regels = re.sub(r"\033\[[\d;]*m", "", tekst).splitlines()
    aan = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    beeld = [[aan[t][deel] for t in regel] for regel in regels for deel in (0, 1)]
    return zonder_rand(beeld if kleur else [[1 - v for v in rij] for rij in beeld])


def zonder_rand(beeld: list[list[int]]) -> list[list[int]]:
    """Cut to the dark part; the quiet zone round it must be there."""
    rijen = [i for i, rij in enumerate(beeld) if any(rij)]
    kolommen = [i for i in range(len(beeld[0])) if any(rij[i] for rij in beeld)]
    assert min(rijen[0], kolommen[0]) >= 2
    breed = kolommen[-1] - kolommen[0] + 1
    return [rij[kolommen[0] : kolommen[-1] + 1] for rij in beeld[rijen[0] : rijen[0] + breed]]


MASKERS = [
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
]
VERWEVEN = {(3, "Q"): (2, 17), (3, "H"): (2, 13), (4, "M"): (2, 32), (4, "Q"): (2, 24), (4, "H"): (4, 9)}


def lees_qr(beeld: list[list[int]]) -> str:
    """Read a code of version 1 to 4 with bytes, without mending. Follows the standard, not the library that draws."""
    n = len(beeld)
    versie = (n - 17) // 4
    assert n == 17 + 4 * versie and 1 <= versie <= 4
    soort = int("".join(map(str, beeld[8][:5])), 2) ^ 0b10101
    masker = MASKERS[soort & 7]

    def vast(i: int, j: int) -> bool:
        hoek = (i < 9 and j < 9) or (i < 9 and j >= n - 8) or (i >= n - 8 and j < 9)
        richt = versie > 1 and abs(i - (n - 7)) <= 2 and abs(j - (n - 7)) <= 2
        return hoek or richt or i == 6 or j == 6

    bits, op = "", True
    for rechts in (k if k > 6 else k - 1 for k in range(n - 1, 0, -2)):
        for i in range(n - 1, -1, -1) if op else range(n):
            for j in (rechts, rechts - 1):
                if not vast(i, j):
                    bits += str(beeld[i][j] ^ (not masker(i, j)))
        op = not op
    rij = [int(bits[k : k + 8], 2) for k in range(0, len(bits) - 7, 8)]
    blokken, elk = VERWEVEN.get((versie, "MLHQ"[soort >> 3]), (1, len(rij)))
    rij = [b for k in range(blokken) for b in rij[k : blokken * elk : blokken]]
    bits = "".join(f"{b:08b}" for b in rij)
    assert bits[:4] == "0100", "bytes"
    lengte = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * k : 20 + 8 * k], 2) for k in range(lengte)).decode("latin-1")


# --- a browser -------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_browser_shows_it_and_asks_nobody_else(chromium, dienst):
    pagina = chromium.new_page()
    verzoeken, fouten = [], []
    pagina.on("request", lambda r: verzoeken.append(r.url))
    pagina.on("console", lambda m: fouten.append(m.text) if m.type == "error" else None)
    pagina.on("pageerror", lambda f: fouten.append(str(f)))
    pagina.goto(f"{dienst}jeugd.html")
    assert "Aantal: 125" in pagina.inner_text("main")
    assert pagina.evaluate("document.fonts.ready.then(f => [...f].map(l => l.status))").count("error") == 0
    vreemd = pagina.evaluate(
        "() => {const s = document.createElement('script'); s.textContent = 'window.stuk = 1';"
        " document.body.append(s); return window.stuk ?? 0}"
    )
    assert vreemd == 0, "a script that was not in the page does not run"
    pagina.close()
    assert not [f for f in fouten if "script" not in f]
    assert [u for u in verzoeken if not u.startswith((dienst, "data:"))] == []


@pytest.mark.parametrize("opties", ["", "--tabletadres 127.0.0.1 --tabletpoort 8090"])
def test_the_command_knows_the_option(opties):
    args = ontleed().parse_args(["presenteer", "avond.yml", "--tablets", *opties.split()])
    assert args.tablets and args.tabletpoort in (None, 8090)
