"""Het bewijs per blok: is er bij elke waarde een volledige invulling (geheeltallig, HiGHS), dan is zij mogelijk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming.model import GEHEEL, Model, knelpunt
from sociaaldomein.afscherming.regel import VEEL, Sleutel
from sociaaldomein.afscherming.rekenwerk import Werk

if TYPE_CHECKING:
    import numpy as np

TAKKEN = 500  # branches of one integer problem, never seconds: a busy machine must not change what is published
ZWAAR = 5  # so many times the work of a problem without that demand
GENOEG = 12  # so many narrowed cells in one block are enough to act upon; the rest is looked at in the next round


@dataclass
class Blok:
    """Cellen die van elkaar afhangen, met hun vergelijkingen; wat vaststaat is al ingevuld."""

    cellen: np.ndarray
    matrix: Any
    laag: np.ndarray
    hoog: np.ndarray
    rijen: np.ndarray


def blokken(model: Model, onder: np.ndarray, boven: np.ndarray) -> list[Blok]:
    """De samenhangende blokken waarin een afgeschermd aantal zit. Verbanden die niets zeggen, doen niet mee."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    rij, kolom, factor, laag, hoog = model.rijen
    if not len(laag):
        return []
    vast = onder == boven
    klein = np.where(factor > 0, factor * onder[kolom], factor * boven[kolom])
    groot = np.where(factor > 0, factor * boven[kolom], factor * onder[kolom])
    zegt = (np.bincount(rij, klein, len(laag)) < laag - GEHEEL) | (np.bincount(rij, groot, len(laag)) > hoog + GEHEEL)
    telt = zegt[rij] & ~vast[kolom]
    bekend = np.bincount(rij, np.where(vast[kolom], factor * onder[kolom], 0), len(laag))
    alles = csr_matrix((factor[telt], (rij[telt], kolom[telt])), (len(laag), len(onder)))
    samen = abs(alles)  # with their signs, two equations over the same cells could cancel out
    groep = connected_components(samen.T @ samen, directed=False)[1]
    uit = []
    for nummer in np.unique(groep[model.klein]):
        cellen = np.flatnonzero((groep == nummer) & ~vast)
        rijen = np.unique(rij[telt & np.isin(kolom, cellen)])
        if len(rijen):
            deel = alles[rijen][:, cellen]
            uit.append(Blok(cellen, deel, (laag - bekend)[rijen], (hoog - bekend)[rijen], rijen))
    return uit


def botsend(
    matrix: Any, laag: np.ndarray, hoog: np.ndarray, onder: np.ndarray, boven: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """De verbanden (rijen) die niet samen met de andere waar kunnen zijn: zo weinig mogelijk, meestal geen.

    En alle verbanden die samen laten zien dat het niet kan: de keten waar zij in zitten.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import eye, hstack, vstack

    m, n = matrix.shape
    een = eye(m, format="csc")
    heen, terug = hoog < VEEL, laag > -VEEL
    uitkomst = linprog(
        np.concatenate([np.zeros(n), np.ones(m)]),
        A_ub=vstack([hstack([matrix, -een]).tocsr()[heen], hstack([-matrix, -een]).tocsr()[terug]], format="csc"),
        b_ub=np.concatenate([hoog[heen], -laag[terug]]),
        bounds=np.column_stack([np.append(onder, np.zeros(m)), np.append(boven, np.full(m, np.inf))]),
        method="highs-ds",
    )
    prijs = np.zeros(m)
    for rijen, deel in zip((heen, terug), np.split(uitkomst.ineqlin.marginals, [int(heen.sum())]), strict=True):
        prijs[rijen] += np.abs(deel)
    return np.flatnonzero(uitkomst.x[n:] > GEHEEL), np.flatnonzero(prijs > GEHEEL)


class Getuigen:
    """Volledige invullingen die al gevonden zijn. Wat na een stap nog past, hoeft niet opnieuw gezocht te worden."""

    def __init__(self) -> None:
        self.basis: Any = None  # the last known value of every cell, for the cells a filling-in does not name
        self.lijst: list[tuple[np.ndarray, np.ndarray]] = []

    def stand(self, onder: np.ndarray, boven: np.ndarray) -> None:
        """Wat nu vaststaat, ook voor de cellen die later loskomen."""
        if self.basis is None:
            self.basis = onder.copy()
        self.basis[onder == boven] = onder[onder == boven]

    def erbij(self, cellen: np.ndarray, invulling: np.ndarray) -> None:
        """Bewaar een invulling van een blok."""
        self.lijst.append((cellen, invulling))
        if self.basis is not None:
            self.basis[cellen] = invulling

    def leer(self, model: Model, invullingen: Iterable[dict[Sleutel, float]]) -> None:
        """Neem invullingen van een ander model met dezelfde cellen over."""
        import numpy as np

        for invulling in invullingen:
            hier = [(model.plek[c], w) for c, w in invulling.items() if c in model.plek]
            self.lijst.append((np.array([i for i, _ in hier], int), np.array([w for _, w in hier], float)))

    def passend(self, blok: Blok, laag: np.ndarray, hoog: np.ndarray) -> np.ndarray:
        """De bewaarde invullingen die in dit blok nog aan elke grens en elk verband voldoen, een per rij."""
        import numpy as np

        if self.basis is None or not self.lijst:
            return np.empty((0, len(blok.cellen)))
        plek = np.full(len(self.basis), -1)
        plek[blok.cellen] = np.arange(len(blok.cellen))
        rijen = []
        for cellen, invulling in self.lijst:
            hier = plek[cellen]
            if (hier >= 0).any():
                rij = self.basis[blok.cellen].copy()
                rij[hier[hier >= 0]] = invulling[hier >= 0]
                rijen.append(rij)
        alles = np.array(rijen).reshape(len(rijen), len(blok.cellen))
        alles = alles[((alles >= laag) & (alles <= hoog)).all(axis=1)]
        som = (blok.matrix @ alles.T).T
        return alles[((som >= blok.laag - GEHEEL) & (som <= blok.hoog + GEHEEL)).all(axis=1)]


def onbewezen(
    model: Model,
    onder: np.ndarray,
    boven: np.ndarray,
    blok: Blok,
    getuigen: Getuigen | None = None,
    werk: Werk | None = None,
) -> dict[int, list[int]]:
    """Per afgeschermde cel in een blok de waarden waarbij geen volledige invulling bestaat (of niet te vinden is).

    `getuigen` zijn invullingen van eerdere rondes; elk wordt opnieuw nagerekend voordat hij meetelt.
    """
    import numpy as np

    top = model.drempel - 1
    getuigen, werk = getuigen or Getuigen(), werk or Werk()
    laag, hoog, van, tot = (x[blok.cellen] for x in (onder, boven, model.van, model.tot))
    plek = np.flatnonzero(model.klein[blok.cellen] & (laag <= tot) & (hoog >= van))
    getal = np.arange(model.drempel)
    nodig = (getal >= van[plek, None]) & (getal <= tot[plek, None])
    gezien = ~nodig
    for invulling in getuigen.passend(blok, laag, hoog):
        _noteer(invulling, plek, gezien)

    def zoek(eigen_laag: np.ndarray, eigen_hoog: np.ndarray, doel: int) -> bool:
        if werk.op:
            return False
        gevonden = _los_op(blok, eigen_laag, eigen_hoog, plek[~gezien[:, doel]], doel, werk)
        if gevonden is not None:
            getuigen.erbij(blok.cellen, gevonden)
            _noteer(gevonden, plek, gezien)
        return gevonden is not None

    def nooit_klein(i: int) -> bool:
        """Van een cel die alles kan zijn, is niet geheim dat zij niet klein is, of nul."""
        cel = int(blok.cellen[plek[i]])
        if (gezien[i] & nodig[i]).any():
            return False
        if boven[cel] > model.tot[cel] and knelpunt(model, blok.cellen, cel, -1)[0] > model.tot[cel] + GEHEEL:
            return True
        return onder[cel] < model.van[cel] and knelpunt(model, blok.cellen, cel, 1)[0] < model.van[cel] - GEHEEL

    gemist: dict[int, list[int]] = {}
    for waarden in ((1, top), tuple(range(2, top))):
        if not gemist:
            for doel in waarden:
                zoek(laag, hoog, doel)
            gemist = _een_voor_een(zoek, nooit_klein, laag, hoog, plek, gezien, waarden)
    return {int(blok.cellen[plek[i]]): waarden for i, waarden in gemist.items()}


def _een_voor_een(
    zoek: Callable[[np.ndarray, np.ndarray, int], bool],
    nooit_klein: Callable[[int], bool],
    laag: np.ndarray,
    hoog: np.ndarray,
    plek: np.ndarray,
    gezien: np.ndarray,
    waarden: tuple[int, ...],
) -> dict[int, list[int]]:
    """Zet een cel vast op een waarde en zoek een invulling. De andere open cellen gaan mee: er lukken er vaak veel."""
    gemist: dict[int, list[int]] = {}
    for i in range(len(plek)):
        for doel in waarden:
            if gezien[i, doel] or len(gemist) >= GENOEG:
                continue
            eigen_laag, eigen_hoog = laag.copy(), hoog.copy()
            eigen_laag[plek[i]] = eigen_hoog[plek[i]] = doel
            if not laag[plek[i]] <= doel <= hoog[plek[i]] or not zoek(eigen_laag, eigen_hoog, doel):
                if nooit_klein(i):
                    gezien[i] = True
                    break
                gemist.setdefault(i, []).append(doel)
                break
    return gemist


def _noteer(invulling: np.ndarray, plek: np.ndarray, gezien: np.ndarray) -> None:
    for i, waarde in enumerate(invulling[plek]):
        if 0 < waarde < gezien.shape[1]:
            gezien[i, int(waarde)] = True


def _los_op(
    blok: Blok, laag: np.ndarray, hoog: np.ndarray, naar: np.ndarray, doel: int, werk: Werk
) -> np.ndarray | None:
    """Een volledige invulling met de cellen `naar` zo dicht mogelijk bij `doel`; nagerekend, of None."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix, hstack, vstack

    if not len(naar):
        return None
    n, m = len(laag), len(naar)
    kies = csr_matrix((np.ones(m), (np.arange(m), naar)), (m, n))
    een = csr_matrix((np.ones(m), (np.arange(m), np.arange(m))), (m, m))
    leeg = csr_matrix((blok.matrix.shape[0], m))
    matrix = vstack([hstack([blok.matrix, leeg]), hstack([kies, -een]), hstack([kies, een])], format="csc")
    onder = np.concatenate([blok.laag, np.full(m, -np.inf), np.full(m, doel)])
    boven = np.concatenate([blok.hoog, np.full(m, doel), np.full(m, np.inf)])
    geheel = np.concatenate([np.ones(n), np.zeros(m)])
    for heel_getal in (0, 1):  # without the demand of whole numbers it is quick, and mostly whole all the same
        uitkomst = milp(
            np.concatenate([np.zeros(n), np.ones(m)]),
            constraints=LinearConstraint(matrix, onder, boven),
            bounds=Bounds(np.concatenate([laag, np.zeros(m)]), np.concatenate([hoog, np.full(m, VEEL)])),
            integrality=geheel * heel_getal,
            options={"node_limit": TAKKEN, "mip_rel_gap": 0.2},
        )
        werk.telt((n + m) * (1 + heel_getal * ZWAAR + (uitkomst.mip_node_count or 0)))
        if uitkomst.x is None:
            return None
        heel = np.round(uitkomst.x[:n])
        som = blok.matrix @ heel
        klopt = (som >= blok.laag - GEHEEL) & (som <= blok.hoog + GEHEEL)
        if klopt.all() and (heel >= laag).all() and (heel <= hoog).all():
            return heel
    return None
