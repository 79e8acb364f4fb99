"""De levende pagina's in Firefox en in Chromium, met echte klikken: wie het dashboard heeft, raakt het niet kwijt."""

import http.server
import re
import subprocess
import sys
import threading

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.traag]
START = """
import pathlib, sys
from sociaaldomein.zaal import presenteren
presenteren.toon(pathlib.Path(sys.argv[1]), venster=False)
"""
HEEL = (  # a page of the dashboard to its end, with its widgets: only then does leaving it end a kernel
    "document.readyState === 'complete' && document.querySelector('body.sd-pagina main') "
    "&& !document.getElementById('sd-laden') && !document.querySelector('.sd-widget script')"
)
ONDERDELEN = "[...document.querySelectorAll('nav[aria-label=Onderdelen] a')].map(a => a.getAttribute('href'))"


class ChromiumTab:
    """The same few moves as `firefox.Tab`, made with playwright."""

    def __init__(self, context) -> None:
        self.pagina = context.new_page()

    def ga(self, adres: str) -> None:
        self.pagina.goto(adres)

    def zeg(self, uitdrukking: str):
        return self.pagina.evaluate(uitdrukking)

    def wacht(self, uitdrukking: str):
        return self.pagina.wait_for_function(uitdrukking, timeout=60_000).json_value()

    def klik(self, kiezer: str) -> None:
        self.pagina.click(kiezer)

    def sluit(self) -> None:
        self.pagina.close()


@pytest.fixture(params=["chromium", "firefox"])
def tab(request):
    """A function that opens a new tab in one browser; all tabs share its cookies."""
    open_ = []
    if request.param == "chromium":
        context = request.getfixturevalue("chromium").new_context(viewport={"width": 1280, "height": 900})
        nieuw = lambda: ChromiumTab(context)  # noqa: E731
    else:
        context, nieuw = None, request.getfixturevalue("firefox").tab

    def maak(adres: str):
        open_.append(nieuw())
        open_[-1].ga(adres)
        return open_[-1]

    yield maak
    context.close() if context else [t.sluit() for t in open_]


class Venster:
    """The window of the presenter: the last address that it shows still opens a session."""

    def __init__(self, proces: subprocess.Popen) -> None:
        self.regels = iter(proces.stderr)
        self.adres = self.volgende()
        threading.Thread(target=self.kijk, daemon=True).start()

    def volgende(self) -> str:
        gevonden = (re.search(r"http://127\.0\.0\.1:\d+/\?sleutel=[\w-]+", regel) for regel in self.regels)
        return next((m[0] for m in gevonden if m), "")

    def kijk(self) -> None:
        while adres := self.volgende():
            self.adres = adres


@pytest.fixture(scope="module")
def dienst(uitgave):
    proces = subprocess.Popen([sys.executable, "-c", START, str(uitgave)], stderr=subprocess.PIPE, text=True)
    venster = Venster(proces)
    assert venster.adres, "de dienst begon niet"
    yield venster
    proces.send_signal(2)
    proces.wait(timeout=60)


@pytest.fixture
def elders(dienst):
    """A page of somebody else, with a link to the dashboard."""
    inhoud = f'<title>Elders</title><a href="{dienst.adres.split("?")[0]}">Naar het dashboard</a>'.encode()

    class Elders(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(inhoud)

        def log_message(self, *_):
            """Nothing to say."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elders) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/"
        server.shutdown()


def op_pagina(venster) -> str:
    """The heading of a page of the dashboard that is there as a whole."""
    venster.wacht(HEEL)
    return venster.zeg("document.querySelector('h1').textContent")


def test_real_clicks_lead_through_every_page_and_round_again(tab, dienst):
    venster = tab(dienst.adres)
    op_pagina(venster)
    namen = venster.zeg(ONDERDELEN)
    assert len(namen) >= 3
    for naam in [*namen[1:], namen[0], namen[1]]:
        venster.klik(f'nav[aria-label="Onderdelen"] a[href="{naam}"]')
        venster.wacht(f"location.pathname === {naam!r}")
        assert "niet voor u" not in op_pagina(venster), naam


def test_a_copied_address_and_a_second_window_share_the_session(tab, dienst):
    met_sleutel = dienst.adres
    een = tab(met_sleutel)
    kop, adres = op_pagina(een), een.zeg("location.href")
    for gekopieerd in (adres, met_sleutel):  # of the page, and of the presenter's window though its key is used up
        twee = tab(gekopieerd)
        assert op_pagina(twee) == kop
        twee.klik('nav[aria-label="Onderdelen"] li:nth-child(2) a')
        twee.wacht(f"location.href !== {adres!r}")
        assert "niet voor u" not in op_pagina(twee)
    een.klik('nav[aria-label="Onderdelen"] li:nth-child(3) a')
    een.wacht(f"location.href !== {adres!r}")
    assert "niet voor u" not in op_pagina(een)


def test_a_link_from_elsewhere_costs_nobody_the_dashboard(tab, dienst, elders):
    """The browser sends no cookie along from another site: that visit is refused, and nothing else happens."""
    een = tab(dienst.adres)
    kop = op_pagina(een)
    ander = tab(elders)
    ander.klik("a")
    ander.wacht("document.body?.textContent.includes('niet voor u')")
    assert een.zeg("fetch('/begrippen').then(a => a.status)") == 200
    ander.klik("main a")  # the way that the refusal itself shows
    assert op_pagina(ander) == kop
