"""Wat presenteren op deze computer zelf doet: een eigen poort, en nooit via een proxy."""

import contextlib
import http.server
import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sociaaldomein.grond import paden
from sociaaldomein.opdracht import instellingen
from sociaaldomein.zaal import presenteren


@contextlib.contextmanager
def server(inhoud: bytes = b"klaar"):
    class Blad(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(inhoud)

        def log_message(self, *_):
            """Nothing to say."""

    with http.server.ThreadingHTTPServer((presenteren.ADRES, 0), Blad) as dienst:
        threading.Thread(target=dienst.serve_forever, daemon=True).start()
        yield f"http://{presenteren.ADRES}:{dienst.server_address[1]}"
        dienst.shutdown()


@pytest.mark.parametrize("naam", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_of_the_town_hall_is_not_asked_for_this_computer(naam, monkeypatch):
    monkeypatch.setenv(naam, "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.setattr(presenteren, "WACHTTIJD", 1)
    with server() as adres:
        presenteren._wacht_op(adres)


def test_every_question_to_this_computer_goes_past_the_proxy():
    """The kind: `urlopen` looks in the environment for a proxy. One opener of our own does not."""
    for pad in sorted(paden.PAKKET.rglob("*.py")):
        assert "urlopen(" not in pad.read_text(encoding="utf-8"), pad.name


def test_an_answer_of_somebody_else_is_not_ours():
    dood = subprocess.Popen([sys.executable, "-c", ""])
    dood.wait()
    with server() as adres, pytest.raises(OSError):
        presenteren._wacht_op(adres, dood)


def test_commands_that_start_together_get_different_ports():
    """Each chose a free port before either listened on it."""
    samen = threading.Barrier(4)

    def neem() -> int:
        with presenteren.eigen_poort() as poort:
            samen.wait(30)
            return poort

    with ThreadPoolExecutor(4) as ploeg:
        poorten = [t.result() for t in [ploeg.submit(neem) for _ in range(4)]]
    assert len(set(poorten)) == 4
    with presenteren.eigen_poort(poorten[0]) as weer:
        assert weer == poorten[0], "and afterwards the port is free again"
        with pytest.raises(instellingen.ParamsFout, match="bezet"), presenteren.eigen_poort(weer):
            raise AssertionError("twee keer dezelfde poort")


def test_jupyterlab_asks_nothing_about_news(tmp_path):
    """The question comes from one extension; the page that the browser loads says that it is off."""
    with presenteren.eigen_poort() as poort:
        proces = presenteren._start_lab(tmp_path, poort, "sleutel")
        try:
            presenteren._wacht_op(f"http://{presenteren.ADRES}:{poort}/api", proces)
            with presenteren.OPEN(f"http://{presenteren.ADRES}:{poort}/lab?token=sleutel") as antwoord:
                html = antwoord.read().decode()
        finally:
            proces.terminate()
            proces.wait()
    pagina = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.S)[1])
    assert "@jupyterlab/apputils-extension:announcements" in pagina["disabledExtensions"]


@pytest.mark.parametrize("opdracht", [["begrippen"], ["kwartaal", "--help"]])
def test_a_closed_pipe_is_no_fault(opdracht, tmp_path):
    """`| head` has read enough."""
    fouten = tmp_path / "fouten"
    with fouten.open("wb") as stderr:
        proces = subprocess.Popen(
            [sys.executable, "-m", "sociaaldomein", *opdracht], stdout=subprocess.PIPE, stderr=stderr
        )
        proces.stdout.close()
        assert proces.wait(60) == 0
    assert fouten.read_bytes() == b""


def test_the_help_counts_no_pages(capsys):
    from sociaaldomein.cli import main

    assert main(["kwartaal", "--help"]) == 0
    assert "drie" not in capsys.readouterr().out
