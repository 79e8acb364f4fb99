"""Waar het pakket zelf staat en wat het meebrengt: notebooks, params en voorbeeldleveringen."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PAKKET = Path(__file__).parents[1]
HUISSTIJL = PAKKET / "huisstijl"  # our colours, letters and scripts
JUPYTER = PAKKET / "jupyter"  # our templates and kernel, and the configuration of JupyterLab


def meegeleverd(soort: str) -> Path:
    """De map met `notebooks`, `params` of `data`.

    >>> meegeleverd("notebooks").name
    'notebooks'
    """
    for basis in (PAKKET / "meegeleverd", PAKKET.parents[1]):
        if (basis / soort).is_dir():
            return basis / soort
    raise FileNotFoundError(f"De map '{soort}' ontbreekt in de installatie. Installeer sociaaldomein opnieuw.")


@cache
def codehash() -> str:
    """Een vingerafdruk van alle bestanden van het pakket: verandert er een, dan is dit een ander programma.

    >>> len(codehash())
    64
    """
    samen = hashlib.sha256()
    for pad in sorted(p for p in PAKKET.rglob("*") if p.is_file()):
        delen = pad.relative_to(PAKKET).parts
        if not {"meegeleverd", "__pycache__"} & set(delen) and not pad.name.startswith("."):
            samen.update("/".join(delen).encode() + b"\0" + pad.read_bytes() + b"\0")
    return samen.hexdigest()
