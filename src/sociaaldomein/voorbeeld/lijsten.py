"""Voorbeelddata die als lijst op schijf staan: vluchtelingen en doelen (verzonnen), plannen en activiteiten (echt).

De verzonnen lijsten staan in `data/voorbeeld`. Plannen en activiteiten staan in `data/gepubliceerd`: zij komen uit
openbare stukken, en elke rij noemt het stuk.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sociaaldomein.grond import paden

LIJSTEN = {"aggregaat": "vluchtelingen", "doelen": "doelen"}
UIT_STUKKEN = ("plannen", "activiteiten")


def tabellen(gepubliceerd: Path | None = None) -> dict[str, pl.DataFrame]:
    """De tabellen van het contract die er als lijst zijn, alles als tekst.

    >>> sorted(tabellen())
    ['activiteiten', 'aggregaat', 'doelen', 'plannen']
    """
    data = paden.meegeleverd("data")
    uit = {naam: _lees(data / "voorbeeld" / f"{bestand}.csv") for naam, bestand in LIJSTEN.items()}
    stukken = {naam: Path(gepubliceerd or data / "gepubliceerd") / f"{naam}.csv" for naam in UIT_STUKKEN}
    return uit | {naam: _lees(pad) for naam, pad in stukken.items() if pad.is_file()}


def _lees(pad: Path) -> pl.DataFrame:
    return pl.read_csv(pad, separator=";", infer_schema=False, quote_char=None)
