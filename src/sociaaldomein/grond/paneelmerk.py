"""Het merk van een paneel in een uitgevoerd notebook: ook zonder widget is te zien dat er een paneel stond."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sociaaldomein.grond import opslag

MERK = "sociaaldomein"  # in the metadata of the output
WIDGET = "application/vnd.jupyter.widget-view+json"


def _is_paneel(uitvoer: Mapping[str, Any]) -> bool:
    """Of deze uitvoer van een cel een paneel is, of een andere widget.

    >>> _is_paneel({"metadata": {MERK: "paneel"}}), _is_paneel({"data": {WIDGET: {}}}), _is_paneel({"data": {}})
    (True, True, False)
    """
    return uitvoer.get("metadata", {}).get(MERK) == "paneel" or WIDGET in uitvoer.get("data", {})


def aantal_panelen(notebook: Path) -> int:
    """Hoeveel panelen (of andere widgets) het uitgevoerde notebook van een pagina heeft."""
    cellen = opslag.lees_json(notebook)["cells"]
    return sum(_is_paneel(u) for c in cellen for u in c.get("outputs", []))
