"""Een run die opnieuw begint, neemt alleen pagina's over die nu precies zo weer zouden worden."""

import json
from dataclasses import replace

import nbformat
import psutil
import pytest
from test_storing import begin, kernels, opstelling

from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import uitvoermap
from sociaaldomein.uitgave.tussenstand import Tussenstand

TOON_ALLES = """
import html
from pathlib import Path
from IPython.display import HTML
alles = [p.read_text(encoding="utf-8") for p in sorted(Path(openbaar).glob("*")) if p.suffix in (".json", ".yml")]
letters = str.maketrans("0123456789", "abcdefghij")  # the corners of a map are no figures: a page may not write them
alles = [t.translate(letters) if '"breed"' in t else t for t in alles]
HTML('<p class="paneel">' + html.escape(" ".join(alles)) + "</p>")
"""
WACHT = """
import pathlib, time
while not pathlib.Path({mag!r}).exists():
    time.sleep(0.05)
"""
THEMA = """
themas:
  - naam: vervoer
    titel: {0}
    cijfer:
      leerlingen_vervoer:
        titel: Leerlingen
        telregel: Hoeveel leerlingen vervoer kregen.
        eenheid: leerlingen
        beschermd: aantal
    paneel: [{{naam: verloop, vraag: Hoeveel, soort: verloop, cijfers: [leerlingen_vervoer]}}]
"""


def kaart(grens: int) -> str:
    hoeken = [[0, 0], [grens, 0], [grens, 10], [0, 10], [0, 0]]
    wijken = [
        {
            "type": "Feature",
            "properties": {"wijkcode": f"WK9999{n:02}", "wijknaam": f"Wijk {n}"},
            "geometry": {"type": "Polygon", "coordinates": [hoeken]},
        }
        for n in range(1, 3)
    ]
    return json.dumps({"type": "FeatureCollection", "features": wijken})


# file of the delivery -> its text with something in it that a page may show
INVOER = {
    "plannen.csv": "plan;code;maatregel;jaar;bedrag_eur;soort;aard\nPlan A;1;Eén loket;2023;{0};maatregel;eenmalig\n",
    "activiteiten.csv": "programma;doel;activiteit;stand;opmerking\nToegang;een plek;loket openen;loopt;{0}\n",
    "doelen.csv": "indicator;wet;streefwaarde;periode;richting;bron\nlopend_clienten;jeugd;{0};2024;lager;besluit\n",
    "themas.yml": THEMA,
    "toelichting.yml": "jeugd.lopend: {0}\n",
    "wijken.geojson": "",
}
WAARDEN = {"plannen.csv": ("50000,00", "77000,00"), "doelen.csv": ("700", "650")}
WOORDEN = ("Zo was het eerst", "Zo is het nu")


def zet(map, naam: str, nieuw: bool) -> None:
    waarde = WAARDEN.get(naam, WOORDEN)[nieuw]
    tekst = kaart(8 + nieuw) if naam == "wijken.geojson" else INVOER[naam].format(waarde)
    (map / "levering" / naam).write_text(tekst, encoding="utf-8")


def op_pagina(uit) -> str:
    manifest = uitvoermap.huidige(uit, "2023-K1")
    return (manifest / "alles.html").read_text(encoding="utf-8")


@pytest.mark.traag
@pytest.mark.timeout(600)
def test_a_run_after_a_kill_shows_what_is_delivered_now(tmp_path):
    """Kill, change one input, run again; that for every kind of input in turn."""
    mag = tmp_path / "mag"
    map = opstelling(tmp_path / "k", alles=TOON_ALLES, wacht=WACHT.format(mag=str(mag)))
    for naam in INVOER:
        zet(map, naam, nieuw=False)
    gezien = {}
    for naam in [*INVOER, None]:
        proces = begin(map)
        assert any("alles: klaar" in regel or "alles: stond" in regel for regel in proces.stderr)
        (blad,) = (map / "uit-registraties" / "tussenstand").glob("[!.]*/pagina.ipynb")
        gezien[naam] = blad.read_text(encoding="utf-8")
        kinderen = kernels(psutil.Process(proces.pid))
        proces.kill()
        for kind in kinderen:
            kind.kill()
        proces.communicate()
        if naam:
            zet(map, naam, nieuw=True)
    assert len(set(gezien.values())) == len(gezien), "each change gives another page"
    mag.touch()
    proces = begin(map)
    verslag = proces.communicate(timeout=120)[1]
    assert proces.returncode == 0, verslag
    assert "alles: stond nog klaar" in verslag, "and without a change the page is taken over"
    html = op_pagina(map / "uit")
    assert "77000" in html and "50000" not in html and WOORDEN[1] in html and WOORDEN[0] not in html


@pytest.fixture
def klaar(tmp_path):
    """A page that was finished, beside a set of files that says nothing about what they are called."""
    map = opstelling(tmp_path / "k")
    params = replace(instellingen.lees(map / "p.yml"), kwartaal=instellingen.lees_kwartaal("2023-K1"))
    openbaar = tmp_path / "openbaar"
    openbaar.mkdir()
    for naam in BESTANDEN:
        (openbaar / naam).write_text("een", encoding="utf-8")

    def stand() -> Tussenstand:
        return Tussenstand(tmp_path / "tussenstand", params, openbaar)

    (tmp_path / "tussenstand").mkdir()
    eerste = stand()
    (openbaar / "beelden").mkdir()
    eerste.bewaar(params.paginas[0], nbformat.read(params.paginas[0].notebook, as_version=4))
    (openbaar / "beelden").rmdir()
    assert stand().pak(params.paginas[0]) is not None
    (openbaar / "beelden").rmdir()
    return openbaar, stand, params.paginas[0]


BESTANDEN = ("openbaar.json", "cijfers.parquet", "registers.json", "morgen-bedacht.json")


@pytest.mark.parametrize("naam", [*BESTANDEN, "nieuw.yml"])
def test_any_other_file_in_the_set_makes_the_page_again(klaar, naam):
    openbaar, stand, pagina = klaar
    (openbaar / naam).write_text("twee", encoding="utf-8")
    assert stand().pak(pagina) is None


def test_other_code_makes_the_page_again(klaar, monkeypatch):
    _, stand, pagina = klaar
    monkeypatch.setattr("sociaaldomein.uitgave.tussenstand.codehash", lambda: "anders")
    assert stand().pak(pagina) is None


def test_other_packages_make_the_page_again(klaar, monkeypatch):
    _, stand, pagina = klaar
    monkeypatch.setattr("sociaaldomein.uitgave.tussenstand.distributions", lambda: [])
    assert stand().pak(pagina) is None
