"""Een echte uitgave van de voorbeeldlevering, als bestand en levend, om in een browser te openen.

Met TOEGANG_UITGAVE=MAP wordt een uitgave gebruikt die er al is: handig bij het werken aan een stijl.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import run


@pytest.fixture(scope="session")
def params(tmp_path_factory, voorbeeldlevering) -> Path:
    tekst = (meegeleverd("params") / "kwartaal.yml").read_text(encoding="utf-8")
    pad = tmp_path_factory.mktemp("toegang") / "raadsavond.yml"
    tekst += f"\nkwartaal: 2023-K1\npeildatum: 2023-04-15\nbron: {voorbeeldlevering}\nuit: uit\n"
    pad.write_text(tekst, encoding="utf-8")
    return pad


@pytest.fixture(scope="session")
def uitgave(params) -> Path:
    """De map van de uitgave; daarboven staat het overzicht van alle kwartalen."""
    if bestaand := os.environ.get("TOEGANG_UITGAVE"):
        return Path(bestaand).resolve()
    p = instellingen.lees(params)
    uitkomst = run.draai(p, p.bron, p.uit, Kwartaal(2023, 1), melder=lambda _: None)
    assert uitkomst.code == 0
    return uitkomst.map


@pytest.fixture(scope="session")
def dienst(params, uitgave):
    """The service as the adviser starts it; gives its address."""
    if os.environ.get("TOEGANG_UITGAVE"):
        pytest.skip("de levende pagina hoort bij een eigen uitgave")
    opdracht = [sys.executable, "-m", "sociaaldomein", "presenteer", str(params), "--geen-venster"]
    proces = subprocess.Popen(opdracht, stderr=subprocess.PIPE, text=True)
    gevonden = (re.search(r"http://127\.0\.0\.1:\d+/\?sleutel=[\w-]+", regel) for regel in proces.stderr)
    adres = next((m[0] for m in gevonden if m), "")
    assert adres, "de dienst begon niet"
    yield adres
    proces.send_signal(2)
    proces.communicate(timeout=120)


@pytest.fixture
def blad(chromium):
    """Open pages; they close after the test."""
    open_ = []

    def maak(adres: str, breed: int = 820, hoog: int = 1180, kleur: str = "light", **meer):
        context = chromium.new_context(
            viewport={"width": breed, "height": hoog}, color_scheme=kleur, offline=adres.startswith("file:"), **meer
        )
        open_.append(context)
        pagina = context.new_page()
        pagina.goto(adres)
        return pagina

    yield maak
    for context in open_:
        context.close()


@pytest.fixture(scope="session")
def presentator(chromium, dienst):
    """The browser of the presenter, who has the key; gives a function that opens a live page."""
    context = chromium.new_context(viewport={"width": 820, "height": 1180})
    pagina = context.new_page()
    pagina.goto(dienst)
    basis = dienst.split("/?")[0]

    def ga(naam: str, kleur: str = "light"):
        pagina.emulate_media(color_scheme=kleur)
        pagina.goto(f"{basis}/{naam}")
        pagina.wait_for_selector("section.paneel h3", timeout=60_000)
        pagina.wait_for_function("document.querySelectorAll('.sd-widget script').length === 0", timeout=60_000)
        return pagina

    yield ga
    context.close()
