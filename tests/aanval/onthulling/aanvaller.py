"""De aanvaller: alle openbare uitgaven naast elkaar, en per verborgen getal hoe ver het is in te perken."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from openbare_set import Cel, OpenbareSet, lees, samen
from propageer import Strijdig, Verband, propageer, scherper
from verbanden import Koppeling, Lezing

KLEIN = range(1, 10)
#: an amount that is known to within this share gives away what one client costs (p%-rule)
P_REGEL = 0.10
MEESTE_MENSEN = 9


@dataclass
class Uitslag:
    """Wat de aanvaller weet: per cel de grenzen en de aanval die haar het laatst nauwer maakte."""

    verborgen: set[Cel]
    grenzen: dict[Cel, tuple[float, float]]
    soort: dict[Cel, str]
    verschillen: dict[Cel, tuple[Cel, Cel]]
    geld: dict[Cel, tuple[float, float]] = field(default_factory=dict)

    def doelen(self) -> set[Cel]:
        """Wat niet uit te rekenen mag zijn: elk verborgen getal, en elk verschil dat zelf een aantal mensen is."""
        return (
            {c for c in self.verborgen if c in self.grenzen}
            | set(self.verschillen)
            | {c for c in self.grenzen if c.deel == "te laat"}
        )

    def gekraakt(self, waar: dict[tuple, float] | None = None) -> dict[Cel, tuple[float, float]]:
        """De doelen waarvan niet elk getal van 1 tot en met 9 nog kan, terwijl het getal echt zo klein is.

        Zonder de waarheid tellen alleen getallen waarvan vaststaat dat zij klein zijn.
        """
        return {c: self.grenzen[c] for c in sorted(self.doelen()) if self._raak(c, waar)}

    def _raak(self, cel: Cel, waar) -> bool:
        laag, hoog = self.grenzen[cel]
        nauw = laag > KLEIN[0] or hoog < KLEIN[-1]
        if waar is None:
            return nauw and hoog in range(1, 10) and (laag >= 1 or hoog < 9 or cel.deel == "te laat")
        echt = self.echt(cel, waar)
        return nauw and echt is not None and round(echt) in KLEIN and laag <= round(echt) <= hoog

    def echt(self, cel: Cel, waar: dict[tuple, float]) -> float | None:
        """Het echte getal, om de aanvaller na te rekenen."""
        if cel in self.verschillen:
            groot, klein = self.verschillen[cel]
            delen = [waar.get(tuple(c)) for c in (groot, klein)]
            return None if None in delen else delen[0] - delen[1]
        if cel.deel == "te laat":
            delen = [waar.get(tuple(cel._replace(deel=d))) for d in ("noemer", "teller")]
            return None if None in delen else delen[0] - delen[1]
        return waar.get(tuple(cel))

    def verkeerd(self, waar: dict[tuple, float]) -> list[str]:
        """Cellen waarvan het echte getal buiten de grenzen ligt: dan heeft de aanvaller iets verkeerd gelezen."""
        uit = []
        for cel, (laag, hoog) in self.grenzen.items():
            echt = self.echt(cel, waar)
            if echt is not None and not laag - 0.5 <= echt <= hoog + 0.5:
                uit.append(f"{cel}: {laag}..{hoog}, echt {echt} ({self.soort.get(cel, 'getoond')})")
        return uit

    def telling(self, waar: dict[tuple, float] | None = None) -> dict:
        """De regel voor het rooster: hoeveel verborgen, precies geraden, ingeperkt, en door welke aanval."""
        raak = self.gekraakt(waar)
        precies = {c for c, (laag, hoog) in raak.items() if laag == hoog}
        mis = waar is not None and sum(
            (echt := self.echt(c, waar)) is not None and not g[0] - 0.5 <= echt <= g[1] + 0.5
            for c, g in self.grenzen.items()
        )
        return {
            "mis": int(mis),
            "doelen": len(self.doelen()),
            "verborgen": len(self.verborgen),
            "precies": len(precies),
            "ingeperkt": len(raak) - len(precies),
            "nauw_of_klein": sum(g[1] <= KLEIN[-1] or g[1] - g[0] < KLEIN[-1] for g in raak.values()),
            "geld": len(self.geld),
            "door": dict(Counter(self.soort.get(c, "getoond") for c in raak)),
            "verborgen_cellen_geraakt": sum(c in self.verborgen for c in raak),
        }


def val_aan(sets: list[OpenbareSet], koppel: Koppeling, seconden: float = 20, gok: bool = False) -> Uitslag:
    """Leg alle uitgaven naast elkaar en reken uit wat er te weten valt.

    Met `gok` neemt de aanvaller aan dat een verborgen getal hoogstens 9 is. Dat is meestal zo, maar niet altijd:
    waar het niet kan, laat hij die aanname los.
    """
    set_ = samen(sets)
    lezing = Lezing(set_, koppel)
    verbanden = lezing.maak()
    grenzen = dict(set_.grenzen)
    for cel in set_.verborgen:
        grenzen.setdefault(cel, (0, math.inf))
    for cel, (laag, hoog) in lezing.extra.items():
        grenzen[cel] = (max(laag, grenzen.get(cel, (0, 0))[0]), hoog)
    soort = _gok(set_.klein, verbanden, grenzen) if gok else propageer(verbanden, grenzen)
    uitslag = Uitslag(set_.verborgen, grenzen, soort, lezing.verschillen, _geld(set_))
    bijna = sorted(
        (c for c in uitslag.doelen() if grenzen[c][0] < grenzen[c][1] <= 60 and grenzen[c][0] <= 9),
        key=lambda c: grenzen[c][1] - grenzen[c][0],
    )
    for cel in scherper(bijna, verbanden, grenzen, seconden):
        soort[cel] = f"{soort.get(cel, 'geheel')}+heel"
    return uitslag


def verkeerde_verbanden(sets: list[OpenbareSet], koppel: Koppeling, waar: dict[tuple, float]) -> list[str]:
    """De verbanden die niet kloppen met wat er geteld is. Een groep zonder rij telde niemand, als haar cijfer er is."""
    lezing = Lezing(samen(sets), koppel)
    er_is = {(*k[:3], *k[4:]) for k in waar}

    def echt(cel: Cel) -> float | None:
        if cel in lezing.verschillen:
            groot, klein = map(echt, lezing.verschillen[cel])
            return None if groot is None or klein is None else groot - klein
        if cel.deel == "te laat":
            noemer, teller = (echt(cel._replace(deel=d)) for d in ("noemer", "teller"))
            return None if noemer is None or teller is None else noemer - teller
        leeg = 0 if (*cel[:3], *cel[4:]) in er_is and cel.deel in ("waarde", "noemer") else None
        return waar.get(tuple(cel), leeg)

    uit = []
    for verband in lezing.maak():
        delen = [(cel, factor, echt(cel)) for cel, factor in verband.termen]
        if all(getal is not None for *_, getal in delen):
            som = sum(factor * getal for _, factor, getal in delen)
            if not verband.laag - 0.5 <= som <= verband.hoog + 0.5:
                uit.append(f"{verband.soort}: {som} buiten {verband.laag}..{verband.hoog} van {delen}")
    return uit


def _gok(klein: set[Cel], verbanden: list[Verband], grenzen: dict) -> dict[Cel, str]:
    vrij: set[Cel] = set()
    while True:
        poging = grenzen | dict.fromkeys(klein - vrij, (0, MEESTE_MENSEN))
        try:
            soort = propageer(verbanden, poging)
        except Strijdig as fout:
            erbij = (set(fout.cellen) & klein) - vrij
            vrij |= erbij or klein
            if not klein - vrij and not erbij:
                return propageer(verbanden, grenzen)
        else:
            grenzen.update(poging)
            return soort


def val_uitgaven_aan(uitgaven: list[Path], koppel: Koppeling, seconden: float = 20, gok: bool = False) -> Uitslag:
    """Zoals `val_aan`, met de mappen van de uitgaven, oudste eerst."""
    return val_aan([lees(u) for u in uitgaven], koppel, seconden, gok)


def _geld(set_: OpenbareSet) -> dict[Cel, tuple[float, float]]:
    """A11: hidden amounts that follow from the total and the shown groups to within the p%-rule."""
    uit = {}
    totalen = {c: b for c, b in set_.bedragen.items() if c.uitsplitsing == "totaal" and b is not None}
    for totaal, (laag, hoog) in totalen.items():
        groepen = {
            c: b
            for c, b in set_.bedragen.items()
            if (c.cijfer, c.wet, c.kwartaal) == (totaal.cijfer, totaal.wet, totaal.kwartaal)
        }
        for uitsplitsing in {c.uitsplitsing for c in groepen} - {"totaal"}:
            deel = {c: b for c, b in groepen.items() if c.uitsplitsing == uitsplitsing}
            dicht = [c for c, b in deel.items() if b is None]
            if len(dicht) != 1:
                continue
            rest = laag - sum(b[1] for b in deel.values() if b), hoog - sum(b[0] for b in deel.values() if b)
            mensen = set_.grenzen.get(dicht[0]._replace(cijfer="lopend_clienten"), (0, math.inf))
            if rest[1] > 0 and rest[1] - max(rest[0], 0) < P_REGEL * rest[1] and mensen[0] <= MEESTE_MENSEN:
                uit[dicht[0]] = rest
    return uit


__all__ = ["Cel", "OpenbareSet", "Uitslag", "Verband", "val_aan", "val_uitgaven_aan", "verkeerde_verbanden"]
