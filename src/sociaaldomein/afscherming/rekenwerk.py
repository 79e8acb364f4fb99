"""Hoeveel er gerekend mag worden. Dat telt stappen, nooit seconden: een drukke machine verandert geen uitgave."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

WERK = 1_200  # units of work for each cell of a wet; every rung of the ladder may use half of what is left
WERK_VAST = 200_000  # and for a wet with few cells
TUSSENPOOS = 3  # seconds between two lines of progress


def tegoed(cellen: int) -> float:
    """Het werk dat er is voor een wet met zoveel cellen."""
    return WERK_VAST + WERK * cellen


class Werk:
    """Hoeveel rekenwerk een zoektocht nog mag doen. Dat telt stappen, nooit seconden: zo is de uitkomst altijd gelijk.

    `melder` hoort ongeveer elke `TUSSENPOOS` seconden hoever het is; op de uitkomst heeft dat geen invloed.
    """

    def __init__(self, grens: float = math.inf, melder: Callable[[str], None] | None = None, wat: str = "") -> None:
        self.grens, self.melder, self.wat = grens, melder, wat
        self.gedaan = 0.0
        self._begin = self._laatst = time.monotonic()

    @property
    def op(self) -> bool:
        """Of er niet meer gerekend mag worden."""
        return self.gedaan > self.grens

    def telt(self, werk: float) -> None:
        """Schrijf werk bij, en zeg af en toe hoever het is."""
        self.gedaan += werk
        nu = time.monotonic()
        if self.melder and nu - self._laatst >= TUSSENPOOS:
            self._laatst = nu
            self.melder(f"  {self.wat}: nog bezig na {nu - self._begin:.0f} seconden.")
