"""Wat CONTRIBUTING zegt over een paneel, een pagina en een themapaneel erbij, letterlijk gedaan in een kopie."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import pytest

WORTEL = Path(__file__).parents[1]
BLOK = re.compile(r"^( *)```(toml|python|bash) ?(\S*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
HOOGSTENS = 3  # files
KIJK = """
import sys
from sociaaldomein import panelen
from sociaaldomein.paginas import dashboard
notebook, wet, *namen = sys.argv[1:]
pagina = dashboard.open_pagina("openbaar", notebook, wet)
for naam in namen:
    assert not any(s["status"] == "ontbreekt" for s in pagina.staten(naam)[:1]), naam
    assert "data-staat" in pagina.paneel(naam).html, naam
    print(panelen.panelen(notebook, wet)[naam].vraag)
print([t.naam for t in panelen.tegels(pagina._set, notebook, wet, pagina.kwartaal)])
"""


def blokken(kop: str) -> list[tuple[str, str, str]]:
    """The blocks of a chapter: language, file and text."""
    tekst = (WORTEL / "CONTRIBUTING.md").read_text("utf-8")
    hoofdstuk = re.search(rf"^## {kop}$(.*?)^## ", tekst, re.MULTILINE | re.DOTALL)[1]
    return [(taal, bestand, textwrap.dedent(blok)) for _, taal, bestand, blok in BLOK.findall(hoofdstuk)]


@pytest.fixture
def kopie(tmp_path):
    zonder = shutil.ignore_patterns("__pycache__")
    shutil.copytree(WORTEL / "src", tmp_path / "src", ignore=zonder)
    shutil.copytree(WORTEL / "notebooks", tmp_path / "notebooks", ignore=zonder)
    for waar in ("data/voorbeelduitgave", "openbaar"):
        shutil.copytree(WORTEL / "data" / "voorbeelduitgave", tmp_path / waar)
    return tmp_path


def doe(map_: Path, taal: str, bestand: str, blok: str) -> None:
    """Do what a block says in the copy."""
    if taal == "bash":
        subprocess.run(["bash", "-euc", blok], cwd=map_, check=True)
    elif bestand.endswith(".ipynb"):
        boek = nbformat.read(map_ / bestand, as_version=4)
        boek.cells.insert(-1, nbformat.v4.new_code_cell(blok.strip()))
        nbformat.write(boek, map_ / bestand)
    else:
        with (map_ / bestand).open("a", encoding="utf-8") as erbij:
            erbij.write(f"\n{blok}")


def draai(map_: Path, *opdracht: str) -> str:
    omgeving = {**os.environ, "PYTHONPATH": str(map_ / "src")}
    klaar = subprocess.run([sys.executable, *opdracht], cwd=map_, env=omgeving, capture_output=True, text=True)
    assert klaar.returncode == 0, klaar.stderr
    return klaar.stdout


def inhoud(map_: Path) -> dict[Path, bytes]:
    waar = (p for deel in ("src", "notebooks") for p in (map_ / deel).rglob("*") if p.is_file())
    return {p: p.read_bytes() for p in waar if "__pycache__" not in p.parts}


@pytest.mark.parametrize(
    ("kop", "pagina", "panelen", "vraag"),
    [
        ("Adding a panel", ("raadsmonitor", "wmo"), ["begin_per_wijk"], "In welke wijken begonnen inwoners met hulp?"),
        ("Adding a page", ("begroting", "samen"), ["jeugd", "wmo"], "Wat kost de jeugdhulp?"),
        (
            "Adding a theme panel",
            ("thema", "participatie"),
            ["begonnen"],
            "Hoeveel uitkeringen begonnen er per kwartaal?",
        ),
    ],
)
def test_as_contributing_says(kopie, kop, pagina, panelen, vraag):
    eerder = inhoud(kopie)
    for blok in blokken(kop):
        doe(kopie, *blok)
    nu = inhoud(kopie)
    assert eerder.keys() <= nu.keys()
    assert 0 < sum(eerder.get(p) != tekst for p, tekst in nu.items()) <= HOOGSTENS
    assert vraag in draai(kopie, "-c", KIJK, *pagina, *panelen)


def test_a_new_notebook_is_that_page(kopie):
    for blok in blokken("Adding a page"):
        doe(kopie, *blok)
    boek = nbformat.read(kopie / "notebooks" / "begroting.ipynb", as_version=4)
    cellen = [c.source for c in boek.cells if c.cell_type == "code"]
    script = "\n".join(
        [
            *cellen[:2],
            "print(pagina.titel, [p.naam for p in __import__('sociaaldomein.panelen').panelen"
            ".panelen(pagina.notebook, pagina.wet).values()])",
        ]
    )
    assert draai(kopie, "-c", script).split() == ["Begroting", "['jeugd',", "'wmo']"]
