"""Grenzen van hele getallen, steeds nauwer: eerst door te rekenen langs elk verband, dan met hele getallen per cel."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

KIER = 1e-7
PLAFOND = 5000  # no count in an edition comes near; without it the solver loses its footing on wide cells


@dataclass(frozen=True)
class Verband:
    """`laag` <= som van factor maal getal <= `hoog`. `soort` zegt uit welke lezing het komt (som, A1, A2, ...)."""

    termen: tuple[tuple[Hashable, int], ...]
    laag: float
    hoog: float
    soort: str


class Strijdig(Exception):
    """De uitgave spreekt zichzelf tegen, of een verband is verkeerd gelezen. `cellen` noemt waar het over gaat."""

    def __init__(self, tekst: str, cellen: Iterable[Hashable] = ()) -> None:
        super().__init__(tekst)
        self.cellen = tuple(cellen)


def propageer(
    verbanden: list[Verband], grenzen: dict, werk: int = 3_000_000, reken: Iterable[int] | None = None
) -> dict[Hashable, str]:
    """Maak `grenzen` (cel -> kleinste, grootste) nauwer tot er niets meer verandert. Geeft per cel het laatste verband.

    >>> g = {"a": (1, 9), "b": (23, 27), "t": (34, 34)}
    >>> propageer([Verband((("a", 1), ("b", 1), ("t", -1)), 0, 0, "som")], g)
    {'a': 'som', 'b': 'som'}
    >>> g["a"], g["b"]
    ((7, 9), (25, 27))
    """
    langs = defaultdict(list)
    for nr, verband in enumerate(verbanden):
        for cel, _ in verband.termen:
            langs[cel].append(nr)
            grenzen.setdefault(cel, (0, math.inf))
    laatste: dict[Hashable, str] = {}
    rij, erin = deque(reken if reken is not None else range(len(verbanden))), set(range(len(verbanden)))
    while rij and werk > 0:
        nr = rij.popleft()
        erin.discard(nr)
        verband = verbanden[nr]
        werk -= len(verband.termen)
        for cel in _langs(verband, grenzen):
            laatste[cel] = verband.soort
            for ander in langs[cel]:
                if ander not in erin:
                    erin.add(ander)
                    rij.append(ander)
    return laatste


def _langs(verband: Verband, grenzen: dict) -> list:
    minst = [f * grenzen[c][0 if f > 0 else 1] for c, f in verband.termen]
    meest = [f * grenzen[c][1 if f > 0 else 0] for c, f in verband.termen]
    los_minst, los_meest = sum(map(math.isinf, minst)), sum(map(math.isinf, meest))
    som_minst = sum(m for m in minst if not math.isinf(m))
    som_meest = sum(m for m in meest if not math.isinf(m))
    nauwer = []
    for nr, (cel, factor) in enumerate(verband.termen):
        rest_minst = _zonder(som_minst, los_minst, minst[nr], -math.inf)
        rest_meest = _zonder(som_meest, los_meest, meest[nr], math.inf)
        onder, boven = (verband.laag - rest_meest) / factor, (verband.hoog - rest_minst) / factor
        if factor < 0:
            onder, boven = boven, onder
        laag, hoog = grenzen[cel]
        if not math.isinf(onder):
            laag = max(laag, math.ceil(onder - KIER))
        if not math.isinf(boven):
            hoog = min(hoog, math.floor(boven + KIER))
        if laag > hoog:
            tekst = f"{cel}: minstens {laag} en hoogstens {hoog} door {verband.soort}"
            raise Strijdig(tekst, [c for c, _ in verband.termen])
        if (laag, hoog) != grenzen[cel]:
            grenzen[cel] = (laag, hoog)
            nauwer.append(cel)
            # the sums above are older now: still valid bounds, only wider
    return nauwer


def _zonder(som: float, los: int, eigen: float, oneindig: float) -> float:
    if math.isinf(eigen):
        return som if los == 1 else oneindig
    return som - eigen if los == 0 else oneindig


def scherper(
    cellen: Iterable[Hashable], verbanden: list[Verband], grenzen: dict, seconden: float = 60, grootte: int = 400
) -> set:
    """Zoek per cel met hele getallen de kleinste en grootste waarde, in de buurt van die cel. Stopt na `seconden`.

    Een deel van de verbanden weglaten geeft ruimere grenzen, nooit verkeerde.
    """
    langs = defaultdict(list)
    for nr, verband in enumerate(verbanden):
        for cel, _ in verband.termen:
            langs[cel].append(nr)
    eind, nauwer = time.monotonic() + seconden, set()
    for cel in cellen:
        if time.monotonic() > eind:
            break
        if not langs[cel]:
            continue
        buurt = _buurt(cel, langs, verbanden, grenzen, grootte)
        for richting in (1, -1):
            uitkomst = _uiterste(cel, richting, [verbanden[n] for n in buurt], grenzen, eind - time.monotonic())
            laag, hoog = grenzen[cel]
            if uitkomst is None:
                continue
            nieuw = (max(laag, uitkomst), hoog) if richting > 0 else (laag, min(hoog, uitkomst))
            if nieuw[0] > nieuw[1]:
                raise Strijdig(f"{cel}: {nieuw}", [cel])
            if nieuw != (laag, hoog):
                grenzen[cel] = nieuw
                nauwer.add(cel)
    return nauwer


def _buurt(cel, langs, verbanden, grenzen, grootte) -> list[int]:
    gezien, cellen, rij = [], {cel}, deque([cel])
    erin: set[int] = set()
    while rij and len(gezien) < grootte:
        for nr in langs[rij.popleft()]:
            if nr in erin:
                continue
            erin.add(nr)
            gezien.append(nr)
            for ander, _ in verbanden[nr].termen:
                if ander not in cellen and grenzen[ander][0] < grenzen[ander][1]:
                    cellen.add(ander)
                    rij.append(ander)
    return gezien[:grootte]


def _uiterste(cel, richting, verbanden, grenzen, seconden) -> float | None:
    namen = sorted({c for v in verbanden for c, _ in v.termen}, key=str)
    plek = {c: i for i, c in enumerate(namen)}
    matrix = np.zeros((len(verbanden), len(namen)))
    for nr, verband in enumerate(verbanden):
        for c, factor in verband.termen:
            matrix[nr, plek[c]] += factor
    doel = np.zeros(len(namen))
    doel[plek[cel]] = richting
    onder = [grenzen[c][0] for c in namen]
    boven = [min(grenzen[c][1], PLAFOND) for c in namen]

    def los_op(doel, onder, boven, **keuzes):
        return milp(
            doel,
            constraints=LinearConstraint(matrix, [v.laag for v in verbanden], [v.hoog for v in verbanden]),
            bounds=Bounds(onder, boven),
            integrality=np.ones(len(namen)),
            options={"time_limit": max(0.05, min(5.0, seconden))} | keuzes,
        )

    uit = los_op(doel, onder, boven)
    if uit.status == 2:
        raise Strijdig(f"{cel}: geen enkele invulling klopt")
    if uit.status != 0:
        return None
    uiterste = richting * round(uit.fun)
    (boven if richting > 0 else onder)[plek[cel]] = uiterste - richting
    if onder[plek[cel]] > boven[plek[cel]]:
        return uiterste
    # the solver is sometimes wrong: what it rules out must also be impossible by itself, without its shortcuts
    return uiterste if los_op(np.zeros(len(namen)), onder, boven, presolve=False).status == 2 else None
