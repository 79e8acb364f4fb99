"""Uitleg op de pagina: een bekend woord wijst de eerste keer naar zijn plek op de begrippenpagina."""

from __future__ import annotations

import re
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


def met_woorden(tekst: str) -> str:
    """Laat elk bekend woord in een losse tekst de eerste keer naar zijn uitleg wijzen.

    >>> met_woorden("Een traject is geen ander traject.")
    'Een <a class="woord" href="begrippen.html#w-traject">traject</a> is geen ander traject.'
    """
    hier: set[str] = set()

    def een(m: re.Match) -> str:
        woord = {w.lower(): w for w in woorden()}[m[1].lower()]
        if woord in hier:
            return m[0]
        hier.add(woord)
        return f'<a class="woord" href="begrippen.html#{anker(woord)}">{m[0]}</a>'

    return _patroon().sub(een, tekst)


def met_uitleg(html: str, uitgelegd: dict[str, str], paneel: str) -> str:
    """Laat elk bekend woord de eerste keer op een pagina naar zijn uitleg wijzen: in de vraag, of in elke staat.

    `uitgelegd` onthoudt bij welk paneel een woord hoort: een paneel dat nog eens getoond wordt, blijft zo gelijk.

    >>> met_uitleg('<p class="vraag">Hoeveel trajecten liepen er?</p>', {}, "lopend")
    '<p class="vraag">Hoeveel <a class="woord" href="begrippen.html#w-traject">trajecten</a> liepen er?</p>'
    """
    bekend = {w.lower(): w for w in woorden()}

    def wijs(deel: str, hier: set[str]) -> str:
        def een(m: re.Match) -> str:
            woord = bekend[m[1].lower()]
            if woord in hier or uitgelegd.setdefault(woord, paneel) != paneel:
                return m[0]
            hier.add(woord)
            return f'<a class="woord" href="begrippen.html#{anker(woord)}">{m[0]}</a>'

        tekst = r'(<p class="(?:vraag|telt|noot)">|<figcaption>)([^<]*)'
        return re.sub(tekst, lambda m: m[1] + _patroon().sub(een, m[2]), deel)

    kop, *staten = re.split(r'(?=<div class="staat")', html)
    vooraf: set[str] = set()
    kop = wijs(kop, vooraf)
    return kop + "".join(wijs(s, set(vooraf)) for s in staten)
