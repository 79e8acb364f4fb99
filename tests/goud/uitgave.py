"""De voorbeelduitgave: de beschermde cijfers van de verzonnen gemeente, zoals een run ze naast de pagina's legt.

`python tests/goud/uitgave.py` maakt data/voorbeelduitgave opnieuw.
"""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from sociaaldomein.begrippen.cijfers import SLEUTEL
from sociaaldomein.grond.melden import Melder
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import paginakeuze, rekenen, run, toetsen
from sociaaldomein.voorbeeld import zorg

MAP = Path(__file__).parents[2] / "data" / "voorbeelduitgave"
AVOND = "2026-06-25-kennismaking.yml"  # an evening has every page of a quarter, and its own
BESTANDEN = (
    "afronding.parquet",
    "avond.json",
    "cijfers.parquet",
    "gepubliceerd.parquet",
    "herzien.parquet",
    "kaart.json",
    "openbaar.json",
    "paginas.json",
    "registers.json",
)
VERNIEUW = "python tests/goud/uitgave.py"
CIJFERS = 9  # decimals compared; the last bit of a mean differs between machines


def maak(levering: Path, doel: Path, melder: Melder = lambda _: None) -> Path:
    """Leg klaar wat een run van deze levering naast de pagina's legt: de set, de weg en de avond."""
    params = instellingen.lees(meegeleverd("params") / AVOND)
    opdracht = toetsen.toets(replace(params, akkoord=True), levering, doel / "uit", params.kwartaal, melder=melder)
    openbaar = rekenen.reken(opdracht, [], melder)
    openbaar.schrijf(doel)
    te_maken, leeg = paginakeuze.zonder_lege(opdracht.params, openbaar, melder)
    assert not leeg, "van elke pagina zijn er cijfers in de voorbeelddata"
    run._leg_weg_klaar(opdracht, te_maken, openbaar, doel, melder)
    return doel


def lees(map_: Path) -> dict[str, Any]:
    """De inhoud van elk bestand van de set; van een tafel elke rij bij haar sleutel."""
    return {
        pad.name: _tafel(pl.read_parquet(pad)) if pad.suffix == ".parquet" else json.loads(pad.read_text("utf-8"))
        for pad in sorted(map_.iterdir())
        if pad.suffix in (".parquet", ".json")
    }


def _tafel(tafel: pl.DataFrame) -> dict[str, Any]:
    rijen: dict[str, Any] = {"kolommen": [f"{k}: {t}" for k, t in tafel.schema.items()]}
    for rij in tafel.iter_rows(named=True):
        sleutel = naam = " · ".join(rij[k] for k in SLEUTEL)
        nummer = 1
        while naam in rijen:
            nummer += 1
            naam = f"{sleutel} ({nummer})"
        rijen[naam] = {k: round(w, CIJFERS) if isinstance(w, float) else w for k, w in rij.items() if k not in SLEUTEL}
    return rijen


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as los:
        maak(zorg.schrijf(Path(los) / "levering"), MAP, lambda regel: print(regel, file=sys.stderr))
