"""De regel per cel: welk aantal achter een kolom van een rij zit, hoe het getoond wordt, en wat een lezer dan weet."""

from __future__ import annotations

import math
from typing import Any

from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal

VEEL = 1e7  # no count in a municipality comes near
MEE, OPEN = 0, -1  # steps of a hidden cell: hidden along with a small one; hidden and may be anything, zero as well
WEG, VRIJ = -2, -3  # left out with its whole breakdown: no fact at all; left out this quarter: it may be anything
DREMPEL = 10
LADDER = {"afronden": {1: 5, 5: 10, 10: 20, 20: 50, 50: MEE}, "precies": {1: MEE}}
GEWOON = {"afronden": 5, "precies": 1}
TOTAAL = ("totaal", "totaal")

# The key of a cell: cijfer (with #teller or #noemer for the counts inside a share) and the rest of the key of its row.
# A sixth part names the edition that revised it: then this is the count as it was before.
Sleutel = tuple[str, ...]


def noem(cel: Sleutel) -> str:
    """Een cel zoals een mens haar aanwijst."""
    cijfer, wet, kwartaal, soort, groep, *eerder = cel
    waar = "" if soort == "totaal" else f", {soort} {groep}"
    return f"{cijfer.replace('#', ' ')} ({wet}, {kwartaal}{waar}{', zoals eerder gepubliceerd' if eerder else ''})"


def soort_van(cijfer: str) -> str:
    """Hoe een cijfer beschermd wordt; wat onbekend is, geldt als een aantal mensen."""
    if cijfer.endswith("_per_client"):
        return "per_client"
    begrip = begrippen().get(cijfer)
    return begrip.beschermd if begrip else "aantal"


def cel_van(rij: dict[str, Any], kolom: str) -> Sleutel:
    """De cel achter een kolom. Een teller die elders als aantal staat, is diezelfde cel."""
    c, wet, k, soort, groep = (rij[x] for x in ("cijfer", "wet", "kwartaal", "groep_soort", "groep"))
    if kolom == "waarde":
        if c == "verwijzer" and soort == "totaal":
            c = "instroom_clienten"
        return c, wet, k, soort, groep
    if c.endswith("_verandering"):
        c, k = c.removesuffix("_verandering"), k if kolom == "teller" else str(Kwartaal.lees(k) - 4)
        return c, wet, k, soort, groep
    if c == "bereik" and kolom == "teller" and (wet == "wmo" or soort == "leeftijd"):
        return "lopend_clienten", wet, k, soort, groep
    if c.startswith("looptijd_"):
        return "looptijd_aantal", wet, k, soort, groep
    if (begrip := begrippen().get(c)) and begrip.naast:  # its base is who was ready, on time or not
        c = begrip.naast.removesuffix("_op_tijd") + "_gereed"
    elif begrip and begrip.teller and kolom == "teller":
        return begrip.teller, wet, k, soort, groep
    return f"{c}#{kolom}", wet, k, soort, groep


def kolommen_met_aantallen(cijfer: str) -> tuple[str, ...]:
    """De kolommen van een cijfer waarin aantallen mensen of zaken staan."""
    if cijfer == "bereik":
        return ("teller",)
    per_soort = {"aantal": ("waarde",), "aandeel": ("teller", "noemer"), "kenmerk": ("noemer",)}
    return per_soort.get(soort_van(cijfer), ())


def grenzen(waarde: float | None, stap: int, drempel: int) -> tuple[float, float]:
    """Wat een lezer weet van een getoond aantal (of, zonder waarde, van een afgeschermd aantal).

    >>> grenzen(15, 5, 10), grenzen(10, 5, 10), grenzen(20, 10, 10), grenzen(None, 5, 10), grenzen(7, 1, 10)
    ((13, 17), (10, 12), (15, 24), (1, 9), (7, 7))
    """
    if waarde is None:
        return {MEE: (drempel, VEEL), OPEN: (0, VEEL), VRIJ: (0, VEEL)}.get(stap, (1, drempel - 1))
    if stap <= 1 or waarde == 0:
        return waarde, waarde
    onder, boven = waarde - stap // 2, waarde + (stap - 1) // 2
    return (max(onder, drempel) if waarde > stap else drempel), boven


def rond(waarde: float, stap: int, drempel: int) -> float:
    """Het dichtstbijzijnde veelvoud, de helft omhoog; wat niet klein is, wordt nooit nul.

    >>> rond(12, 5, 10), rond(13, 5, 10), rond(10, 20, 10), rond(13, 50, 10), rond(7, 1, 10), rond(0, 5, 10)
    (10, 15, 20, 50, 7, 0)
    """
    if stap <= 1 or waarde == 0:
        return waarde
    return max(math.floor(waarde / stap + 0.5) * stap, stap)


def getoond(waarde: float, stap: int, drempel: int) -> float | None:
    """Wat er van een aantal op de pagina komt; None is afgeschermd."""
    return None if stap < 1 or 0 < waarde < drempel else rond(waarde, stap, drempel)


def eerste_stap(cel: Sleutel, waarde: float, methode: str, drempel: int) -> int:
    """Koppen en nullen staan er precies; een klein aantal krijgt het merk; de rest de gewone afronding."""
    if waarde == 0 or (cel[3] == "totaal" and waarde >= drempel):
        return 1
    return GEWOON[methode]
