"""Een BSN herkennen en verbergen in gewone tekst. Zonder zware bibliotheken, zodat elk onderdeel het kan gebruiken."""

from __future__ import annotations

import re

SCHEIDING = r"[ .\u00a0-]"
NEGEN = rf"\d{{9}}|\d{{4}}{SCHEIDING}\d{{2}}{SCHEIDING}\d{{3}}|\d{{3}}{SCHEIDING}\d{{3}}{SCHEIDING}\d{{3}}"
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(tekst: str) -> bool:
    """Of een nummer van acht of negen cijfers de elfproef doorstaat.

    >>> is_bsn("123456782"), is_bsn("1234.56.782"), is_bsn("123456789"), is_bsn("000000000")
    (True, True, False, False)
    """
    kaal = re.sub(SCHEIDING, "", tekst)
    if not re.fullmatch(r"[0-9]{8,9}", kaal) or not int(kaal):
        return False
    return sum(g * int(c) for g, c in zip(GEWICHTEN, kaal.zfill(9), strict=True)) % 11 == 0


def heeft_bsn(tekst: str) -> bool:
    """Of er ergens in een tekst een BSN van negen cijfers staat.

    >>> heeft_bsn("zie 123456782."), heeft_bsn("factuur 20230401"), heeft_bsn("1234567820")
    (True, False, False)
    """
    return any(is_bsn(k) for k in re.findall(rf"(?<![0-9])(?:{NEGEN})(?![0-9])", tekst))


def maskeer(tekst: str) -> str:
    """Vervang elk nummer dat een BSN kan zijn, ook een van acht cijfers.

    >>> maskeer("clienten_123456782.csv")
    'clienten_•••••••••.csv'
    """
    patroon = rf"(?<![0-9])(?:{NEGEN}|\d{{8}})(?![0-9])"
    return re.sub(patroon, lambda m: "•" * len(m[0]) if is_bsn(m[0]) else m[0], tekst)
