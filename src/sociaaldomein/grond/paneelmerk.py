"""Het merk van een paneel in een uitgevoerd notebook: ook zonder widget is te zien dat er een paneel stond."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sociaaldomein.grond import opslag

MERK = "sociaaldomein"  # in the metadata of the output
GEGEVENS = "sociaaldomein-gegevens"  # beside it: what was shown, as data for who makes a page or a list of it
WIDGET = "application/vnd.jupyter.widget-view+json"


def _is_paneel(uitvoer: Mapping[str, Any]) -> bool:
    """Of deze uitvoer van een cel een paneel is, of een andere widget.

    >>> _is_paneel({"metadata": {MERK: "paneel"}}), _is_paneel({"data": {WIDGET: {}}}), _is_paneel({"data": {}})
    (True, True, False)
    """
    return uitvoer.get("metadata", {}).get(MERK) == "paneel" or WIDGET in uitvoer.get("data", {})


def gegevens_in(nb: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Wat een uitgevoerd notebook laat zien, als gegevens en op volgorde: de kop, de kerncijfers en de panelen.

    >>> gegevens_in({"cells": [{"outputs": [{"metadata": {GEGEVENS: {"anker": "wmo-lopend"}}}]}]})
    [{'anker': 'wmo-lopend'}]
    """
    uitvoer = (u.get("metadata", {}) for c in nb["cells"] for u in c.get("outputs", ()))
    return [m[GEGEVENS] for m in uitvoer if GEGEVENS in m]


def aantal_panelen(notebook: Path) -> int:
    """Hoeveel panelen (of andere widgets) het uitgevoerde notebook van een pagina heeft."""
    cellen = opslag.lees_json(notebook)["cells"]
    return sum(_is_paneel(u) for c in cellen for u in c.get("outputs", []))
