"""Uitleg op de pagina: een bekend woord wijst de eerste keer naar zijn plek op de begrippenpagina."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sociaaldomein.begrippen.cijfers import woorden

VORMEN = ("", "s", "n", "en")  # a word and its plurals


def anker(woord: str) -> str:
    """De plek van een woord op de begrippenpagina.

    >>> anker("eigen kracht")
    'w-eigen-kracht'
    """
    return "w-" + re.sub(r"[^a-z0-9]+", "-", woord.lower())


@cache
def _patroon() -> re.Pattern:
    lijst = "|".join(re.escape(w) for w in sorted(woorden(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({lijst})({'|'.join(VORMEN)})(?![\w-])", re.I)


def stukken(
    tekst: str, gezien: set[str] | None = None, mag: Callable[[str], bool] = lambda woord: True
) -> list[tuple[str, str]]:
    """Een tekst in stukken, elk met de plek van zijn uitleg of zonder: een bekend woord wijst de eerste keer daarheen.

    `gezien` zijn woorden die al uitgelegd zijn, en groeit mee. Met `mag` is een woord nog te weigeren.

    >>> stukken("Een traject is geen ander traject.")
    [('Een ', ''), ('traject', 'w-traject'), (' is geen ander traject.', '')]
    """
    bekend, gezien = {w.lower(): w for w in woorden()}, set() if gezien is None else gezien
    uit, vanaf = [], 0
    for m in _patroon().finditer(tekst):
        woord = bekend[m[1].lower()]
        if woord not in gezien and mag(woord):
            gezien.add(woord)
            uit += [(tekst[vanaf : m.start()], ""), (m[0], anker(woord))]
            vanaf = m.end()
    return [(t, plek) for t, plek in (*uit, (tekst[vanaf:], "")) if t]
