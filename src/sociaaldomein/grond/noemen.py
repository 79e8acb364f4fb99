"""Wat een fout mag noemen: een waarde zonder persoonsgegevens, en de naam die iemand bedoeld kan hebben."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sociaaldomein.grond.persoonsgegevens import vind

LANGSTE = 60  # letters; enough to find the place


def toon(waarde: object) -> str:
    """Een waarde zoals een fout haar noemt; puntjes als er een persoonsgegeven in staat.

    >>> toon("half acht"), toon("jan@voorbeeld.nl"), toon(["a"])
    ('half acht', '•••', '...')
    """
    if not isinstance(waarde, str):
        return "..."
    return "•••" if vind(waarde) else waarde[:LANGSTE]


def bedoelt(woord: str, mogelijk: Iterable[str], vraag: str = "Bedoelt u") -> str:
    """Een zin met de naam die er het meest op lijkt, of niets. Namen van een ander gaan eerst door `koptekst`.

    >>> bedoelt("raadsmonitr", ["raadsmonitor", "taskforce"])
    " Bedoelt u 'raadsmonitor'?"
    """
    gevonden = difflib.get_close_matches(woord, list(mogelijk), n=1, cutoff=0.6)
    return f" {vraag} '{gevonden[0]}'?" if gevonden else ""
