"""Gewone Voila, zonder onze opdrachtregel: de notebooks zoals zij zijn, en geen verzoek aan een ander."""

import socket
import subprocess
import sys
import time

import pytest

from sociaaldomein.grond import paden

pytestmark = [pytest.mark.browser, pytest.mark.traag]  # starts Voila; runs in CI


def vrij() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


@pytest.fixture
def gewone_voila(tmp_path):
    """Starts `voila NOTEBOOK` and nothing more than a port; gives its address."""
    begonnen = []

    def begin(naam: str) -> str:
        poort = vrij()
        notebook = paden.meegeleverd("notebooks") / f"{naam}.ipynb"
        opdracht = [sys.executable, "-m", "voila", notebook, "--no-browser", f"--port={poort}"]
        begonnen.append(subprocess.Popen(opdracht, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in range(300):
            with socket.socket() as proef:
                if proef.connect_ex(("127.0.0.1", poort)) == 0:
                    return f"http://localhost:{poort}"
            assert begonnen[-1].poll() is None, "Voila stopte"
            time.sleep(0.2)
        raise AssertionError("Voila begon niet")

    yield begin
    for proces in begonnen:
        proces.terminate()
        proces.wait(timeout=30)


def open_met(chromium, adres: str):
    pagina = chromium.new_page()
    verzoeken, fouten = [], []
    pagina.on("request", lambda r: verzoeken.append(r.url))
    pagina.on("pageerror", lambda f: fouten.append(str(f)))
    pagina.on("console", lambda m: fouten.append(m.text) if m.type == "error" else None)
    pagina.goto(adres, timeout=120_000)
    pagina.wait_for_selector("#sd-laden", state="detached", timeout=120_000)
    pagina.wait_for_load_state("networkidle")
    return pagina, verzoeken, fouten


def vreemd(verzoeken: list[str], adres: str) -> list[str]:
    return [u for u in verzoeken if not u.startswith((adres, adres.replace("http", "ws"), "data:", "blob:"))]


def test_a_page_works_and_asks_nobody_else(chromium, gewone_voila):
    adres = gewone_voila("raadsmonitor")
    pagina, verzoeken, fouten = open_met(chromium, adres)
    pagina.wait_for_selector("#jeugd-lopend[data-klaar]", timeout=120_000)
    assert "Voorbeelddata (synthetisch)" in pagina.inner_text("header")
    assert pagina.locator("section.paneel[data-paneel]").count() >= 9
    assert not pagina.locator(".sd-fout").count() and "pagina.reeks" not in pagina.content()
    beeld = pagina.locator("#jeugd-lopend .staat:not([hidden]) svg").first
    voor = beeld.inner_html()
    pagina.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    assert pagina.locator("#jeugd-lopend .staat:not([hidden]) svg").first.inner_html() != voor
    assert len(verzoeken) > 3 and vreemd(verzoeken, adres) == [] and fouten == []
    pagina.close()


@pytest.mark.parametrize(
    ("naam", "staat_er"),
    [
        ("telregels", "lopend_trajecten | wmo | 2023-K1  | totaal      | totaal                | 4"),
        ("verkenner", "Let op: wat hier staat is niet afgeschermd."),
    ],
)
def test_a_lesson_keeps_its_text_and_asks_nobody_else(naam, staat_er, chromium, gewone_voila):
    adres = gewone_voila(naam)
    pagina, verzoeken, fouten = open_met(chromium, adres)
    assert staat_er in pagina.text_content("main")
    assert pagina.locator("main h2").count() >= 5 and not pagina.locator(".sd-fout").count()
    assert vreemd(verzoeken, adres) == [] and fouten == []
    pagina.close()
