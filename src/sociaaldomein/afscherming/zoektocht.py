"""De zoektocht naar de goedkoopste cel om grover te tonen, zo dat een ingeperkte cel haar ruimte terugkrijgt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sociaaldomein.afscherming.eerder import DIEP
from sociaaldomein.afscherming.invulling import Blok
from sociaaldomein.afscherming.model import Model, knelpunt
from sociaaldomein.afscherming.regel import MEE, OPEN, VEEL, VRIJ, Sleutel, eerste_stap, getoond, grenzen
from sociaaldomein.afscherming.rekenwerk import Werk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np

    from sociaaldomein.afscherming.kennis import Kennis

GROTE_KOP = 100
KOP = 1_000.0  # what it costs more to touch a headline: only when nothing else helps


class Zoektocht:
    """De cellen van een wet met hun stap, in het model; elke stap zet wat een lezer dan nog weet."""

    def __init__(
        self,
        waarden: dict[Sleutel, float],
        stappen: dict[Sleutel, int],
        model: Model,
        weet: Kennis,
        ladder: dict[int, int],
        dicht: set[Sleutel],
    ) -> None:
        self.waarden, self.stappen, self.model, self.ladder = waarden, stappen, model, ladder
        self.buiten, self.al_klein, self.dicht = weet.feiten, weet.klein, dicht
        self.rijen_van: dict[int, list[int]] = {}
        self.cellen_van: list[list[tuple[int, float]]] = []
        self._aantal = -1

    def _lees(self) -> None:
        """De verbanden per cel; opnieuw als het model er een liet vallen."""
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

    def getoond(self, cel: Sleutel) -> float | None:
        """Wat een lezer nu van een cel ziet."""
        return getoond(self.waarden[cel], self.stappen[cel], self.model.drempel)

    def zet(self, cel: Sleutel) -> None:
        """Zet in het model wat een lezer nu van een cel weet."""
        i, d = self.model.plek[cel], self.model.drempel
        laag, hoog = grenzen(self.getoond(cel), self.stappen[cel], d)
        oud = self.buiten.get(cel, (0, VEEL))
        if max(laag, oud[0]) <= min(hoog, oud[1]):
            laag, hoog = max(laag, oud[0]), min(hoog, oud[1])
        self.model.onder[i], self.model.boven[i] = laag, hoog
        merk = 0 < self.waarden[cel] < d or self.stappen[cel] == OPEN
        self.model.klein[i] = cel not in self.dicht and (cel in self.al_klein or (merk and self.stappen[cel] != VRIJ))

    def prijs(self, i: int) -> float | None:
        """Wat een stap grover kost; None als dat niet kan. Een vager merk kost geen informatie."""
        cel = self.model.cellen[i]
        if cel not in self.waarden or self.stappen[cel] in (OPEN, VRIJ):
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

    def _volgende(self, cel: Sleutel) -> int:
        ziet = self.getoond(cel)
        if not ziet:
            return OPEN
        volgende = self.ladder[self.stappen[cel]]
        return MEE if volgende > ziet else volgende

    def verfijn(self, veilig: Callable[[], bool], klaar: Callable[[], bool]) -> None:
        """Toon weer fijner wat de zoektocht grover maakte dan nodig, zolang het veilig is.

        Onderweg wordt een cel grover door een buur die later zelf grover wordt.
        """
        plekken = sorted(self.model.plek[c] for c in self.waarden)
        trappen = sorted(set(self.ladder) | set(self.ladder.values()) - {MEE})
        for verborgen in (True, False):  # a number where there was none says most
            for stap in trappen:
                kan = [i for i in plekken if self._kan_op(self.model.cellen[i], stap)]
                self._probeer(
                    [i for i in kan if (self.getoond(self.model.cellen[i]) is None) == verborgen], stap, veilig, klaar
                )

    def _kan_op(self, cel: Sleutel, stap: int) -> bool:
        """Of een aantal dat niet klein is, met deze stap fijner zou staan dan nu."""
        nu, waarde = self.stappen[cel], self.waarden[cel]
        gewoon = eerste_stap(cel, waarde, "afronden", self.model.drempel)
        return waarde >= max(stap, self.model.drempel) and stap >= gewoon and (nu == MEE or nu > stap)

    def _probeer(self, plekken: list[int], stap: int, veilig: Callable[[], bool], klaar: Callable[[], bool]) -> None:
        """Alles tegelijk; is dat niet veilig, dan elke helft apart."""
        if not plekken or klaar():
            return
        oud = {i: self.stappen[self.model.cellen[i]] for i in plekken}
        for i in plekken:
            self.zet_op(i, stap)
        if veilig():
            return
        for i in plekken:
            self.zet_op(i, oud[i])
        if len(plekken) > 1:
            half = len(plekken) // 2
            self._probeer(plekken[:half], stap, veilig, klaar)
            self._probeer(plekken[half:], stap, veilig, klaar)

    def verruim(self, fout: np.ndarray, onder: np.ndarray, boven: np.ndarray) -> bool:
        """Een stap voor elke ingeperkte cel, langs de verbanden die dat doen. Onwaar als er niets meer te doen is."""
        self._lees()
        gedaan: set[int] = set()
        gelukt = False
        van, tot = self.model.van, self.model.tot
        for i in fout:
            for kant, smal in ((-1, onder[i] > van[i]), (1, boven[i] < tot[i])):
                if not smal:
                    continue
                wegen, rijen = self.oorzaken(int(i), kant, onder, boven)
                if wegen and not rijen & gedaan:
                    self._stap(min(wegen, key=wegen.__getitem__))
                    gedaan |= rijen
                gelukt |= bool(wegen)
        return gelukt

    def oorzaken(self, cel: int, kant: int, onder: np.ndarray, boven: np.ndarray) -> tuple[dict[int, float], set[int]]:
        """De getoonde cellen die deze inperken, met hun prijs, en de verbanden ertussen."""
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
        """De andere cellen van een verband, elk met de kant die deze cel vasthoudt."""
        cellen = self.cellen_van[r]
        eigen = next(f for j, f in cellen if j == i)
        return [(j, -zijde if (f > 0) == (eigen > 0) else zijde) for j, f in cellen if j != i]

    def _knellend(self, i: int, zijde: int, onder: np.ndarray, boven: np.ndarray) -> list[int]:
        """De verbanden die de grens aan deze kant van een cel bepalen."""
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

    def verruim_blok(
        self, blok: Blok, mis: dict[int, list[int]], werk: Werk, onder: np.ndarray, boven: np.ndarray
    ) -> bool:
        """Het bewijs lukt niet voor deze cellen: maak per cel de goedkoopste grover die haar vasthoudt."""
        self._lees()
        gelukt = False
        geraakt: set[int] = set()
        for i, waarden in mis.items():
            kanten = [kant for kant, eind in ((-1, self.model.van[i]), (1, self.model.tot[i])) if eind in waarden]
            houdt = {j for kant in kanten for j in knelpunt(self.model, blok.cellen, i, kant)[1]}
            werk.telt(len(kanten) * len(blok.cellen))
            wegen, kring = self._prijzen(houdt) or self._achter(blok, i, kanten, onder, boven), {i}
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

    def _achter(self, blok: Blok, i: int, kanten: list[int], onder: np.ndarray, boven: np.ndarray) -> dict[int, float]:
        """Wat een cel vasthoudt via grenzen die eerst in hele getallen zijn uitgerekend."""
        wegen: dict[int, float] = {}
        for kant in kanten:
            for j in knelpunt(self.model, blok.cellen, i, kant, onder, boven)[1]:
                wegen |= self._prijzen([j])
                for zijde in (-1, 1):
                    wegen |= self.oorzaken(j, zijde, onder, boven)[0]
        return wegen

    def verruim_kring(self, cellen: Iterable[int]) -> bool:
        """Een stap voor alles op een paar verbanden afstand van deze cellen."""
        self._lees()
        kring = {int(i) for i in cellen}
        for _ in range(DIEP):
            kring |= {j for c in kring for r in self.rijen_van.get(c, []) for j, _ in self.cellen_van[r]}
            if wegen := self._prijzen(kring):
                for i in sorted(wegen):
                    self._stap(i)
                return True
        return False

    def _prijzen(self, cellen: Iterable[int]) -> dict[int, float]:
        return {j: p for j in cellen if (p := self.prijs(j)) is not None}

    def _stap(self, i: int) -> None:
        self.zet_op(i, self._volgende(self.model.cellen[i]))

    def zet_op(self, i: int, stap: int) -> None:
        """Geef een cel deze stap."""
        cel = self.model.cellen[i]
        self.stappen[cel] = stap
        self.zet(cel)
