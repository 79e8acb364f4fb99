"""Wie alleen een Excelblad met kwartaaltotalen van haar leverancier heeft, krijgt vandaag haar dashboard (A10).

De kolommen heten anders dan in het contract: kolommen.yml vertaalt ze. Wat niet in het blad staat, heet "ontbreekt".
"""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import run

K = Kwartaal(2024, 2)
JEUGDIGEN = [905, 890, 870, 925, 940, 930, 885, 960]
TRAJECTEN = [1410, 1395, 1340, 1420, 1455, 1430, 1375, 1480]
INSTROOM = [302, 288, 214, 310, 318, 295, 221, 330]
KOLOMMEN = """\
aggregaat:
  bestand: leverancier.xlsx
  blad: Kwartaalcijfers
  overslaan: 2
  hernoem:
    Wat: indicator
    Periode: kwartaal
    Aantal: waarde
  waarden:
    indicator: {Clienten: lopend_clienten, Trajecten: lopend_trajecten, Nieuw: instroom_clienten}
  vast:
    wet: jeugd
    bron: kwartaalrapport van de regio
"""


@pytest.fixture(scope="module")
def uitgave(tmp_path_factory) -> Path:
    map = tmp_path_factory.mktemp("totalen")
    bron = map / "levering"
    bron.mkdir()
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.title = "Kwartaalcijfers"
    blad.append(["Rapport van de regio"])
    blad.append([])
    blad.append(["Wat", "Periode", "Aantal"])
    for naam, waarden in (("Clienten", JEUGDIGEN), ("Trajecten", TRAJECTEN), ("Nieuw", INSTROOM)):
        for kwartaal, waarde in zip(laatste(K, 8), waarden, strict=True):
            blad.append([naam, str(kwartaal), waarde])
    boek.save(bron / "leverancier.xlsx")
    (bron / "kolommen.yml").write_text(KOLOMMEN, encoding="utf-8")
    (bron / "herkomst.yml").write_text(
        "gemeente: Voorbeeldstad\ngemeentecode: GM9999\npeildatum: 2024-07-15\nsynthetisch: ja\n", encoding="utf-8"
    )
    uitkomst = run.draai(instellingen.standaard(), bron, map / "uit", K, melder=lambda _: None)
    assert uitkomst.code == 0
    return uitkomst.map


def staten(uitgave: Path, paneel: str) -> list[dict]:
    bestand = uitgave / "openbaar" / "beelden" / f"raadsmonitor-jeugd-{paneel}.json"
    return json.loads(bestand.read_text(encoding="utf-8"))["staten"]


def test_de_totalen_staan_in_beeld_en_tabel(uitgave):
    eerste = staten(uitgave, "lopend")[0]
    tabel = "".join(" ".join(rij) for rij in eerste["rijen"])
    assert "960" in tabel and "905" in tabel
    assert "960" in eerste["figuur"]["svg"]
    assert "2e kwartaal" in eerste["zin"]


def test_wat_ontbreekt_zegt_dat(uitgave):
    for paneel in ("uitstroom", "verwijzer", "looptijd", "triage", "leeftijd", "financieel"):
        assert {staat["status"] for staat in staten(uitgave, paneel)} == {"ontbreekt"}, paneel


def test_elke_pagina_is_er_en_de_pagina_noemt_de_bron(uitgave):
    for naam in ("jeugd", "begrippen", "index"):
        assert (uitgave / f"{naam}.html").is_file()
    pagina = (uitgave / "jeugd.html").read_text(encoding="utf-8")
    assert "kwartaalrapport van de regio" in pagina and "Voorbeeldstad" in pagina
    assert "1.787" not in pagina and "Nijkerk" not in pagina  # figures of another municipality never appear


def test_een_pagina_zonder_gegevens_blijft_weg_met_de_reden(uitgave):
    """Over de Wmo en de taskforce is niets geleverd: die pagina's zijn er niet, en de beginpagina zegt waarom."""
    begin = (uitgave / "index.html").read_text(encoding="utf-8")
    alles = "".join(p.read_text(encoding="utf-8") for p in uitgave.glob("*.html"))
    for naam, titel in (("wmo", "Wmo"), ("taskforce", "Taskforce")):
        assert not (uitgave / f"{naam}.html").exists()
        assert re.search(rf"Niet in deze uitgave: [^.]*\b{titel}\b[^.]*\. Hierover is niets geleverd", begin)
        assert f'href="{naam}.html' not in alles
