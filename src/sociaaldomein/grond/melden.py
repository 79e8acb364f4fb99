"""Een regel voortgang voor wie aan het scherm zit."""

from __future__ import annotations

import sys
from collections.abc import Callable

Melder = Callable[[str], None]


def meld(tekst: str) -> None:
    """Een regel voortgang voor de gebruiker."""
    print(tekst, file=sys.stderr, flush=True)
