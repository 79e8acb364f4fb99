"""Kies per aantal hoe het getoond wordt: precies, afgerond of afgeschermd. Net zolang tot de proef niets meer vindt.

Twee methoden, dezelfde zoektocht:

- afronden: koppen precies, de rest op 5. Is een klein aantal nog in te perken, dan rondt een getal ernaast grover af
  (op 10, 20 of 50). Pas als dat niet helpt, gaat het mee achter het woord "afgeschermd".
- precies: alles precies, behalve wat klein is. Is een klein aantal nog in te perken, dan gaat een tweede mee.

Een afgeschermd aantal is eerst "1 tot de drempel". Knelt ook dat (drie kleine aantallen die optellen), dan zegt het
merk minder: het kan van alles zijn, ook nul. Een nul gaat alleen mee als het echt niet anders kan.

De keuze hangt alleen af van wat een lezer ook ziet of zag, nooit van de waarde van een klein aantal zelf.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sociaaldomein import onthulling
from sociaaldomein.cijfers import SLEUTEL
from sociaaldomein.onthulling import MEE, OPEN, VEEL, Cel, Editie, Model, grenzen

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

METHODEN = ("afronden", "precies")
LADDER = {"afronden": {1: 5, 5: 10, 10: 20, 20: 50, 50: MEE}, "precies": {1: MEE}}
GEWOON = {"afronden": 5, "precies": 1}
DIEP = 4  # how many equations back a cause is looked for
GROTE_KOP = 100
KOP = 1_000.0  # what it costs more to touch a headline: only when nothing else helps


@dataclass
class Keuze:
    """De uitkomst: per cel de stap van de afronding (0 is mee-afgeschermd), en wat nog onbewezen bleef."""

    stappen: dict[Cel, int]
    onveilig: list[Cel]


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
    return None if stap in (MEE, OPEN) or 0 < waarde < drempel else rond(waarde, stap, drempel)


def eerste_stap(cel: Cel, waarde: float, methode: str, drempel: int) -> int:
    """Koppen en nullen staan er precies; een klein aantal krijgt het merk; de rest de gewone afronding."""
    if waarde == 0 or (cel[3] == "totaal" and waarde >= drempel):
        return 1
    return GEWOON[methode]


def kies(
    waarden: dict[Cel, float],
    model: Model,
    buiten: dict[Cel, tuple[float, float]],
    methode: str,
    eerder: dict[Cel, int] | None = None,
) -> Keuze:
    """Zoek voor elke cel van `waarden` een stap, zo dat geen klein aantal nog in te perken is.

    `model` kent alle verbanden; `buiten` is wat lezers al wisten (eerdere uitgaven en openbare stukken). `eerder` zijn
    de stappen van de vorige uitgave: wie daarmee begint, komt bij dezelfde gegevens op dezelfde uitgave uit.
    """
    d = model.drempel
    stappen = {c: 1 if buiten.get(c) == (w, w) else eerste_stap(c, w, methode, d) for c, w in waarden.items()}
    for cel, stap in (eerder or {}).items():
        if cel in stappen and (stap == OPEN or (getoond(waarden[cel], stappen[cel], d) or 0) >= max(stap, 1)):
            stappen[cel] = stap
    zoek = _Zoektocht(waarden, stappen, model, buiten, LADDER[methode])
    for cel in waarden:
        zoek.zet(cel)
    bewezen: set[bytes] = set()
    getuigen = onthulling.Getuigen()
    while True:
        onder, boven = onthulling.schuif(model)
        fout = onthulling.ingeperkt(model, onder, boven)
        if len(fout):
            if not zoek.verruim(fout, onder, boven):
                return Keuze(stappen, [model.cellen[i] for i in fout])
            continue
        getuigen.stand(onder, boven)
        open_cellen: list[int] = []
        for blok in onthulling.blokken(model, onder, boven):
            hier = blok.cellen
            feiten = (hier, onder[hier], boven[hier], model.klein[hier], blok.laag, blok.hoog)
            kenmerk = b"".join(x.tobytes() for x in feiten)
            if kenmerk in bewezen:
                continue
            mis = onthulling.onbewezen(model, onder, boven, blok, getuigen)
            if mis and not zoek.verruim_blok(blok, mis):
                return Keuze(stappen, [model.cellen[i] for i in mis])
            if not mis:
                bewezen.add(kenmerk)
            open_cellen += mis
        if not open_cellen:
            return Keuze(stappen, [])


def kies_bedragen(rijen: list[dict[str, Any]], drempel: int, bekend: list[Editie]) -> set[Cel]:
    """De bedragen die mee moeten achter het merk, omdat een verborgen bedrag anders uit de som volgt."""
    rijen = [r for r in rijen if onthulling.soort_van(r["cijfer"]) == "bedrag" and r["waarde"] is not None]
    eigen = {tuple(r[k] for k in SLEUTEL): onthulling.rond_euro(r["waarde"]) for r in rijen}
    klein = {tuple(r[k] for k in SLEUTEL) for r in rijen if r["noemer"] is None or 0 < r["noemer"] < drempel}
    mee: set[Cel] = set()
    while klein:
        feiten = {c: onthulling.bedraggrenzen(None if c in klein | mee else w) for c, w in eigen.items()}
        model = onthulling.bedragmodel(feiten, klein, bekend)
        dubbel = {c for v in model.verbanden if len(v.cellen) == 2 for c in v.cellen}  # one part that is the whole
        nieuw: set[Cel] = set()
        for _, _, houdt, _ in onthulling.bedrag_ingeperkt(model).values():
            kan = {c for c in (model.cellen[j] for j in houdt) if c in eigen and c not in klein | mee}
            if kan and not kan & nieuw:
                nieuw.add(min(kan, key=lambda c: (c[3] == "totaal", " x " not in c[3], c in dubbel, abs(eigen[c]), c)))
        if not nieuw:
            break
        mee |= nieuw
    return mee


class _Zoektocht:
    """Which cell to show less precisely, so that a narrowed one gets its room back."""

    def __init__(self, waarden: dict[Cel, float], stappen: dict[Cel, int], model: Model,
                 buiten: dict[Cel, tuple[float, float]], ladder: dict[int, int]) -> None:  # fmt: skip
        self.waarden, self.stappen, self.model, self.buiten, self.ladder = waarden, stappen, model, buiten, ladder
        self.rijen_van: dict[int, list[int]] = {}
        self.cellen_van: list[list[tuple[int, float]]] = []
        self._aantal = -1

    def _lees(self) -> None:
        """The equations per cell; again when the model dropped one."""
        if self._aantal == len(self.model.verbanden):
            return
        self._aantal = len(self.model.verbanden)
        plek = self.model.plek
        regels = self.model.verbanden
        self.cellen_van = [[(plek[c], f) for c, f in zip(v.cellen, v.factoren, strict=True)] for v in regels]
        self.rijen_van = {}
        for r, cellen in enumerate(self.cellen_van):
            for i, _ in cellen:
                self.rijen_van.setdefault(i, []).append(r)

    def getoond(self, cel: Cel) -> float | None:
        """What the reader sees of a cell now."""
        return getoond(self.waarden[cel], self.stappen[cel], self.model.drempel)

    def zet(self, cel: Cel) -> None:
        """Put what the reader now knows of a cell in the model."""
        i, d = self.model.plek[cel], self.model.drempel
        laag, hoog = grenzen(self.getoond(cel), self.stappen[cel], d)
        oud = self.buiten.get(cel, (0, VEEL))
        if max(laag, oud[0]) <= min(hoog, oud[1]):
            laag, hoog = max(laag, oud[0]), min(hoog, oud[1])
        self.model.onder[i], self.model.boven[i] = laag, hoog
        self.model.klein[i] = 0 < self.waarden[cel] < d or self.stappen[cel] == OPEN

    def prijs(self, i: int) -> float | None:
        """What it costs to loosen a cell one step; None when that cannot be. A vaguer mark costs no information."""
        cel = self.model.cellen[i]
        if cel not in self.waarden or self.stappen[cel] == OPEN:
            return None
        laag, hoog = self.buiten.get(cel, (-VEEL, 2 * VEEL))
        if laag >= self.model.onder[i] and hoog <= self.model.boven[i]:
            return None  # readers know this much already: showing it less precisely takes nothing away from them
        ziet, volgende = self.getoond(cel), self._volgende(cel)
        if ziet is None:
            return 0.01
        if ziet == 0:
            return 3.0
        telt = "#" not in cel[0] or volgende == MEE  # a count behind a share may be coarse, but the share must stay
        kop = KOP if cel[3] == "totaal" and telt and ziet >= GROTE_KOP else 0.0
        if volgende == MEE:
            return kop + (1 + 1 / ziet if len(self.ladder) > 1 else 1 + ziet / 1e5)
        return kop + volgende / ziet

    def _volgende(self, cel: Cel) -> int:
        ziet = self.getoond(cel)
        if not ziet:
            return OPEN
        volgende = self.ladder[self.stappen[cel]]
        return MEE if volgende > ziet else volgende

    def verruim(self, fout: np.ndarray, onder: np.ndarray, boven: np.ndarray) -> bool:
        """One step for every narrowed cell, along the equations that narrow it. False when nothing is left to do."""
        self._lees()
        gedaan: set[int] = set()
        gelukt = False
        top = self.model.drempel - 1
        for i in fout:
            for kant, smal in ((-1, onder[i] > 1), (1, boven[i] < top)):
                if not smal:
                    continue
                wegen, rijen = self.oorzaken(int(i), kant, onder, boven)
                if wegen and not rijen & gedaan:
                    self._stap(min(wegen, key=wegen.__getitem__))
                    gedaan |= rijen
                gelukt |= bool(wegen)
        return gelukt

    def oorzaken(self, cel: int, kant: int, onder: np.ndarray, boven: np.ndarray) -> tuple[dict[int, float], set[int]]:
        """The shown cells whose bounds narrow this one, with their price, and the equations in between."""
        m = self.model
        wegen: dict[int, float] = {}
        rijen: set[int] = set()
        rij = [(cel, kant)]
        gezien = {(cel, kant)}
        for _ in range(DIEP):
            verder = []
            for i, zijde in rij:
                for r in self._knellend(i, zijde, onder, boven):
                    rijen.add(r)
                    for j, richting in self._anderen(r, i, zijde):
                        eigen = m.boven[j] if richting > 0 else m.onder[j]
                        nu = boven[j] if richting > 0 else onder[j]
                        prijs = self.prijs(j)
                        if nu == eigen and prijs is not None:
                            wegen[j] = min(prijs, wegen.get(j, prijs))
                        elif nu != eigen and (j, richting) not in gezien:
                            gezien.add((j, richting))
                            verder.append((j, richting))
            if (wegen and min(wegen.values()) < KOP) or not verder:  # only headlines so far: look further back
                break
            rij = verder
        return wegen, rijen

    def _anderen(self, r: int, i: int, zijde: int) -> list[tuple[int, int]]:
        """The other cells of an equation, with the side of each that holds this one back."""
        cellen = self.cellen_van[r]
        eigen = next(f for j, f in cellen if j == i)
        return [(j, -zijde if (f > 0) == (eigen > 0) else zijde) for j, f in cellen if j != i]

    def _knellend(self, i: int, zijde: int, onder: np.ndarray, boven: np.ndarray) -> list[int]:
        """The equations that put the present bound on this side of a cell."""
        uit, nu = [], boven[i] if zijde > 0 else onder[i]
        for r in self.rijen_van.get(i, []):
            v, cellen = self.model.verbanden[r], self.cellen_van[r]
            eigen = next(f for j, f in cellen if j == i)
            omhoog = (zijde > 0) == (eigen > 0)
            rest = sum(f * (onder[j] if (f > 0) == omhoog else boven[j]) for j, f in cellen if j != i)
            grens = ((v.hoogste if omhoog else v.laagste) - rest) / eigen
            if (zijde > 0 and grens < nu + 1) or (zijde < 0 and grens > nu - 1):
                uit.append(r)
        return uit

    def verruim_blok(self, blok: onthulling.Blok, mis: dict[int, list[int]]) -> bool:
        """The proof failed for these cells: loosen the cheapest of the cells that hold each one back."""
        self._lees()
        gelukt = False
        geraakt: set[int] = set()
        for i, waarden in mis.items():
            kanten = [kant for kant, eind in ((-1, 1), (1, self.model.drempel - 1)) if eind in waarden]
            houdt = {j for kant in kanten for j in onthulling.knelpunt(self.model, blok.cellen, i, kant)[1]}
            wegen, kring = self._prijzen(houdt), {i}
            for _ in range(DIEP):  # whole numbers alone are in the way: give a neighbour more room, or theirs
                if wegen:
                    break
                kring = {j for c in kring for r in self.rijen_van.get(c, []) for j, _ in self.cellen_van[r]}
                wegen = self._prijzen(kring - {i})
            gelukt |= bool(wegen)
            if wegen and not geraakt & set(wegen):
                self._stap(min(wegen, key=wegen.__getitem__))
                geraakt |= set(wegen)
        return gelukt

    def _prijzen(self, cellen: Iterable[int]) -> dict[int, float]:
        return {j: p for j in cellen if (p := self.prijs(j)) is not None}

    def _stap(self, i: int) -> None:
        cel = self.model.cellen[i]
        self.stappen[cel] = self._volgende(cel)
        self.zet(cel)
