"""Het model: elke cel tussen twee grenzen, met de verbanden ertussen. Hier schuiven die grenzen.

Doorrekenen langs de verbanden is snel, en wat het vindt is altijd een lek. Spreken cijfers elkaar tegen, dan vervallen
de verbanden die botsen: uit wat niet samen waar kan zijn, volgt niets.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming.kennis import Kennis
from sociaaldomein.afscherming.regel import VEEL, Sleutel
from sociaaldomein.afscherming.verbanden import VERSCHILLEN, Verband, ongetoond, verbanden

if TYPE_CHECKING:
    import numpy as np

GEHEEL = 1e-6
ZONDER = " zonder "


@dataclass
class AlOpen:
    """Wat uit eerdere uitgaven alleen al volgt; dat is niet meer te verbergen.

    `deels` zegt waar een cel al tussen lag: alleen wat daarbinnen ligt, is nog geheim. Van `heel` is er niets over.
    """

    deels: dict[Sleutel, tuple[float, float]] = field(default_factory=dict)
    heel: set[Sleutel] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.deels) + len(self.heel)


@dataclass
class Model:
    """Cellen met hun grenzen en de verbanden ertussen. `klein` zijn de cellen die beschermd moeten zijn.

    Van `van` tot en met `tot` moet elke waarde mogelijk blijven: van 1 tot de drempel, of wat daar nog van over is.
    """

    cellen: list[Sleutel]
    onder: np.ndarray
    boven: np.ndarray
    verbanden: list[Verband]
    klein: np.ndarray  # bool per cell: marked afgeschermd, or a difference of two others that is never shown
    drempel: int
    plek: dict[Sleutel, int] = field(default_factory=dict)
    rijen: Any = None
    van: Any = None
    tot: Any = None

    def __post_init__(self) -> None:
        import numpy as np

        self.plek = {c: i for i, c in enumerate(self.cellen)}
        self.van, self.tot = np.ones(len(self.cellen)), np.full(len(self.cellen), self.drempel - 1.0)
        self.bouw()

    def eis(self, grenzen: dict[Sleutel, tuple[float, float]]) -> None:
        """Van deze cellen was al bekend waar zij tussen liggen: alleen wat daarbinnen ligt, is nog te verbergen."""
        for cel in grenzen.keys() & self.plek.keys():
            i = self.plek[cel]
            self.van[i], self.tot[i] = max(1, grenzen[cel][0]), min(self.drempel - 1, grenzen[cel][1])

    def bouw(self) -> None:
        """Zet de verbanden om in lange rijtjes, zodat alle grenzen in een keer te schuiven zijn."""
        import numpy as np

        rij = np.array([r for r, v in enumerate(self.verbanden) for _ in v.cellen], int)
        kolom = np.array([self.plek[c] for v in self.verbanden for c in v.cellen], int)
        factor = np.array([f for v in self.verbanden for f in v.factoren], float)
        laag = np.array([v.laagste for v in self.verbanden], float)
        hoog = np.array([v.hoogste for v in self.verbanden], float)
        self.rijen = (rij, kolom, factor, laag, hoog)

    def zonder(self, rijen: Iterable[int]) -> None:
        """Laat verbanden vallen: zij kunnen met de cijfers erbij niet waar zijn."""
        weg = {int(r) for r in rijen}
        self.verbanden = [v for r, v in enumerate(self.verbanden) if r not in weg]
        self.bouw()

    def alleen(self, cellen: Collection[Sleutel]) -> None:
        """Beperk de proef tot deze cellen, in welke uitgave zij ook staan, als waren zij afgeschermd."""
        self.klein[:] = [c[:5] in cellen for c in self.cellen]


def model_van(weet: Kennis, drempel: int) -> Model:
    """Een model van cellen met hun grenzen, met alle verbanden die daarbij horen, in elke uitgave apart."""
    import numpy as np

    feiten = _met_weggelaten(weet)
    nergens = ongetoond({c[:5] for c in feiten}, weet.koppel) - set(feiten)
    feiten |= dict.fromkeys(nergens, (0, VEEL))
    overal = verbanden({c[:5] for c in feiten}, weet.koppel)
    regels = dict.fromkeys(v for v in _per_wereld(overal, weet, nergens) if v.bestaat_in(feiten))
    verschillen = [_verschil(v) for v in regels if v.naam in VERSCHILLEN and v.bestaat_in(weet.feiten)]
    feiten |= {v.cellen[-1]: (0, VEEL) for v in verschillen}
    regels |= dict.fromkeys(verschillen)
    regels |= dict.fromkeys(v for v in weet.extra if v.bestaat_in(feiten))
    cellen = sorted(feiten)
    onder, boven = (np.array([feiten[c][i] for c in cellen], float) for i in (0, 1))
    merk = np.array([c in weet.klein or ZONDER in c[0] for c in cellen], bool)  # a difference is a count as well
    return Model(cellen, onder, boven, list(regels), merk, drempel)


def _met_weggelaten(weet: Kennis) -> dict[Sleutel, tuple[float, float]]:
    """De feiten, met de weggelaten cellen erbij: een som loopt over alle groepen."""
    deels = {c[:4] for c in weet.feiten}
    return dict.fromkeys((c for c in weet.weg if c[:4] in deels), (0, VEEL)) | weet.feiten


def _verschil(v: Verband) -> Verband:
    """Wat overblijft, is ook een aantal: zoals paren, of wie alleen in de ruimere leeftijdsgroep zit."""
    groot, kleiner = v.cellen
    dan, wie = (groot[n] if groot[n] == kleiner[n] else f"{groot[n]}{ZONDER}{kleiner[n]}" for n in (2, 4))
    tussen = (f"{groot[0]}{ZONDER}{kleiner[0]}", groot[1], dan, groot[3], wie, *groot[5:], *kleiner[5:])
    return Verband(v.naam, (groot, kleiner, tussen), (1, -1, -1), 0, 0)


def _per_wereld(overal: list[Verband], weet: Kennis, nergens: set[Sleutel]) -> Iterable[Verband]:
    """De verbanden tussen de cellen van nu, en die van elke oudere uitgave over de cellen zoals zij toen waren."""
    voorbij = weet.voorbij  # the newest edition does not show them: there they may differ as well
    yield from (v for v in overal if voorbij.isdisjoint(v.cellen))
    for wereld in weet.werelden:
        yield from _van_toen(*wereld, overal, nergens)


def _van_toen(
    toen: dict[Sleutel, Sleutel], stond_er: set[Sleutel], overal: list[Verband], nergens: set[Sleutel]
) -> Iterable[Verband]:
    """De verbanden van een oudere uitgave. Wat zij niet toonde, hoeft niet gelijk gebleven te zijn."""
    raakt, laatste = {c[1:3] for c in toen}, max((c[2] for c in stond_er), default="")
    bestond = stond_er | {c for c in nergens if c[2] <= laatste and c[1:3] not in raakt}
    for v in overal:
        if v.bestaat_in(bestond):
            yield v.zoals_toen(toen)


def schuif(model: Model, rondes: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """De grenzen van elke cel na doorrekenen. Een verband dat met de cijfers botst, vervalt: daar klopt iets niet."""
    import numpy as np

    while True:
        rij, kolom, factor, laag, hoog = model.rijen
        onder, boven = model.onder.copy(), model.boven.copy()
        plus, botst = factor > 0, np.zeros(len(laag), bool)
        for _ in range(rondes if len(laag) else 0):
            klein = np.where(plus, factor * onder[kolom], factor * boven[kolom])
            groot = np.where(plus, factor * boven[kolom], factor * onder[kolom])
            som_klein = np.bincount(rij, klein, len(laag))
            som_groot = np.bincount(rij, groot, len(laag))
            botst = (som_klein > hoog + GEHEEL) | (som_groot < laag - GEHEEL)
            if botst.any():
                break
            ruim_h, ruim_l = hoog[rij] - (som_klein[rij] - klein), laag[rij] - (som_groot[rij] - groot)
            naar_boven = np.floor(np.where(plus, ruim_h, ruim_l) / factor + GEHEEL)
            naar_onder = np.ceil(np.where(plus, ruim_l, ruim_h) / factor - GEHEEL)
            oud_o, oud_b = onder.copy(), boven.copy()
            np.minimum.at(boven, kolom, naar_boven)
            np.maximum.at(onder, kolom, naar_onder)
            if (onder > boven).any():
                fout = onder > boven
                botst = np.bincount(rij, fout[kolom], len(laag)) > 0
                eerste = np.flatnonzero(botst)[:1]
                botst = np.isin(np.arange(len(laag)), eerste)
                break
            if (onder == oud_o).all() and (boven == oud_b).all():
                break
        if not botst.any():
            return onder, boven
        model.zonder(np.flatnonzero(botst))


def ingeperkt(model: Model, onder: np.ndarray, boven: np.ndarray) -> np.ndarray:
    """Nummers van de cellen waarvan een deel van 1 tot de drempel afvalt, maar niet alles (zie `Model`)."""
    import numpy as np

    raakt = (onder <= model.tot) & (boven >= model.van)
    deels = raakt & ((onder > model.van) | (boven < model.tot))
    return np.flatnonzero(model.klein & deels)


def buurt(model: Model, cel: int, diep: int = 3) -> np.ndarray:
    """De cellen op een paar verbanden afstand van deze."""
    import numpy as np

    rij, kolom = model.rijen[0], model.rijen[1]
    erbij = np.array([cel])
    for _ in range(diep):
        rijen = np.unique(rij[np.isin(kolom, erbij)])
        ruimer = np.unique(np.append(kolom[np.isin(rij, rijen)], cel))
        if len(ruimer) == len(erbij) or len(ruimer) > 600:
            break
        erbij = ruimer
    return erbij


def knelpunt(
    model: Model,
    buurt: np.ndarray,
    cel: int,
    kant: int,
    onder: np.ndarray | None = None,
    boven: np.ndarray | None = None,
) -> tuple[float, list[int], list[int]]:
    """De uiterste waarde van een cel naar een kant (-1 laag, 1 hoog), met de cellen en verbanden die haar daar houden.

    `onder` en `boven` zijn de grenzen waar het mee begint; gewoonlijk die van het model.

    Dit zijn de schaduwprijzen van het lineaire probleem: precies de getallen die een lezer voor dit lek nodig heeft.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, vstack

    rij, kolom, factor, laag, hoog = model.rijen
    onder, boven = (model.onder, model.boven) if onder is None or boven is None else (onder, boven)
    rijen = np.unique(rij[np.isin(kolom, buurt)])
    if not len(rijen):
        return float((boven if kant > 0 else onder)[cel]), [], []
    telt = np.isin(rij, rijen)
    cellen, plek = np.unique(kolom[telt], return_inverse=True)
    matrix = csr_matrix((factor[telt], (np.searchsorted(rijen, rij[telt]), plek)), (len(rijen), len(cellen)))
    gelijk = laag[rijen] == hoog[rijen]
    onderkant, bovenkant = ~gelijk & (laag[rijen] > -VEEL), ~gelijk & (hoog[rijen] < VEEL)
    doel = np.where(cellen == cel, -float(kant), 0.0)
    uitkomst = linprog(
        doel,
        A_ub=vstack([matrix[bovenkant], -matrix[onderkant]], format="csc"),
        b_ub=np.concatenate([hoog[rijen][bovenkant], -laag[rijen][onderkant]]),
        A_eq=matrix[gelijk],
        b_eq=laag[rijen][gelijk],
        bounds=np.column_stack([onder[cellen], boven[cellen]]),
        method="highs-ds",
    )
    if uitkomst.x is None:
        return (math.inf if kant > 0 else -math.inf), [], []
    prijs = np.abs(uitkomst.lower.marginals) + np.abs(uitkomst.upper.marginals)
    weging = np.zeros(len(rijen))
    weging[gelijk] = np.abs(uitkomst.eqlin.marginals)
    n = int(bovenkant.sum())
    weging[bovenkant] += np.abs(uitkomst.ineqlin.marginals[:n])
    weging[onderkant] += np.abs(uitkomst.ineqlin.marginals[n:])
    houdt = [int(c) for c in cellen[prijs > GEHEEL] if c != cel]
    return -uitkomst.fun * kant, houdt, [int(r) for r in rijen[weging > GEHEEL]]
