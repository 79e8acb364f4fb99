"""Nederlandse schrijfwijze van getallen en dagen. Half rondt van nul af, min is een echt minteken.

>>> getal(1787), procent(11.25), getal(-2.25, 1)
('1.787', '11,3%', '−2,3')
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sociaaldomein.grond.kwartaal import MAANDEN

MIN = "\u2212"
VAST = "\u00a0"
AS_DELEN = 4  # an axis has at most so many steps
AS_STAPPEN = (1, 2, 5, *(s * 10**m for m in range(1, 9) for s in (1, 2, 2.5, 5)))


def rond_af(waarde: float, decimalen: int = 0) -> Decimal:
    """Rond half van nul af, op de waarde zoals zij geschreven wordt (dus 2.675 -> 2.68).

    >>> rond_af(0.125, 2), rond_af(-2.5), rond_af(2.675, 2)
    (Decimal('0.13'), Decimal('-3'), Decimal('2.68'))
    """
    return Decimal(repr(float(waarde))).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)


def getal(waarde: float, decimalen: int = 0) -> str:
    """1787 -> 1.787 ; 9.35 -> 9,4 (bij een decimaal) ; -3 -> −3.

    >>> getal(1234567.891, 2)
    '1.234.567,89'
    """
    rond = rond_af(waarde, decimalen)
    tekst = f"{abs(rond):,f}".translate(str.maketrans(",.", ".,"))
    return MIN + tekst if rond < 0 else tekst


def procent(waarde: float, decimalen: int = 1) -> str:
    """Een waarde in procenten.

    >>> procent(75.3, 0)
    '75%'
    """
    return getal(waarde, decimalen) + "%"


def verschil(waarde: float, decimalen: int = 1) -> str:
    """Een verandering in procenten, altijd met teken.

    >>> verschil(2.73), verschil(-2.19), verschil(0.0)
    ('+2,7%', '−2,2%', '0,0%')
    """
    return ("+" if rond_af(waarde, decimalen) > 0 else "") + procent(waarde, decimalen)


def euro(waarde: float) -> str:
    """Hele euro's.

    >>> euro(10000)
    '€\\xa010.000'
    """
    return f"€{VAST}{getal(waarde)}"


def dag(waarde: date | str) -> str:
    """Een dag voluit.

    >>> dag("2023-04-15")
    '15 april 2023'
    """
    d = date.fromisoformat(waarde) if isinstance(waarde, str) else waarde
    return f"{d.day} {MAANDEN[d.month - 1]} {d.year}"
