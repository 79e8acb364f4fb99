"""Waar de meegeleverde notebooks, params en voorbeeldleveringen staan: in de installatie of in de werkkopie."""

from __future__ import annotations

from pathlib import Path

PAKKET = Path(__file__).parent


def meegeleverd(soort: str) -> Path:
    """De map met `notebooks`, `params` of `data`.

    >>> meegeleverd("notebooks").name
    'notebooks'
    """
    for basis in (PAKKET / "meegeleverd", PAKKET.parents[1]):
        if (basis / soort).is_dir():
            return basis / soort
    raise FileNotFoundError(f"De map '{soort}' ontbreekt in de installatie. Installeer sociaaldomein opnieuw.")
