"""De driehoek van bedragen die later binnenkomen: wat komt er nog, en hoe zeker is dat?

Een rij is een tijdvak van herkomst, van oud naar nieuw. Een kolom is wat er na even lang wachten in totaal binnen was
(opgeteld). Een nieuwere rij is nooit langer; wat nog niet bekend is, ontbreekt aan het eind of is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MINSTE_VERHOUDINGEN = 3  # on one diagonal, before it can be called strange

Driehoek = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class ChainLadder:
    """Wat de driehoek verwacht. factoren en sigma2: een per stap naar de volgende kolom.

    eindstand, nog_te_komen en fout (standaardfout van Mack): een per rij, in de eenheid van de driehoek.
    fout_totaal: de standaardfout van alle rijen samen; de fouten van de rijen hangen samen.
    """

    factoren: tuple[float, ...]
    sigma2: tuple[float, ...]
    eindstand: tuple[float, ...]
    nog_te_komen: tuple[float, ...]
    fout: tuple[float, ...]
    fout_totaal: float


def chain_ladder(driehoek: Driehoek) -> ChainLadder:
    """Schat de eindstand van elke rij met de groei van de oudere rijen, en de fout daarvan volgens Mack.

    f = som C(i, k+1) / som C(i, k) over de rijen die beide hebben; sigma2 = som C (verhouding - f)^2 / (m - 1) over m
    verhoudingen. Is er maar een, dan is sigma2 = min(s1^2 / s2, s2, s1), met s1 de vorige en s2 die daarvoor. Met U de
    eindstand, en S de noemer van f: fout^2 = U^2 som sigma2 / f^2 (1/C + 1/S), met voor C de geschatte stand. Voor het
    totaal komt er per rij U som(U van nieuwere rijen) som 2 sigma2 / (f^2 S) bij. Wat na de laatste kolom nog komt,
    telt niet mee. In: de driehoek. Uit: dezelfde eenheid. Fouten: ValueError bij minder dan drie rijen of kolommen, een
    gat, een bedrag van nul of minder, of een nieuwere rij die langer is. Bron: Mack 1993; de RAA-driehoek.

    >>> RAA = [[5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
    ...        [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
    ...        [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
    ...        [5655, 11555, 15766, 21266, 23425, 26083, 27067], [1092, 9565, 15836, 22169, 25955, 26180],
    ...        [1513, 6445, 11702, 12935, 15852], [557, 4020, 10946, 12314], [1351, 6947, 13112], [3133, 5395], [2063]]
    >>> uit = chain_ladder(RAA)
    >>> [round(f, 3) for f in uit.factoren]
    [2.999, 1.624, 1.271, 1.172, 1.113, 1.042, 1.033, 1.017, 1.009]
    >>> round(sum(uit.eindstand), 2), round(sum(uit.nog_te_komen), 2), round(uit.fout_totaal, 2)
    (213122.23, 52135.23, 26909.01)
    >>> [round(f, 2) for f in uit.fout[1:]]
    [206.22, 623.38, 747.18, 1469.46, 2001.86, 2209.24, 5357.87, 6333.17, 24566.29]
    """
    c = _lees(driehoek)
    factoren, sigma2, noemers = _groei(c)
    vol, bekend = _vul(c, factoren), np.isfinite(c)
    per_stap = sigma2 / factoren**2
    toekomst = ~bekend[:, 1:]
    eind = vol[:, -1]
    variantie = eind**2 * (toekomst * per_stap * (1 / vol[:, :-1] + 1 / noemers)).sum(axis=1)
    nieuwer = eind[::-1].cumsum()[::-1] - eind
    samen = eind * nieuwer * (toekomst * 2 * per_stap / noemers).sum(axis=1)
    return ChainLadder(
        factoren=tuple(factoren.tolist()),
        sigma2=tuple(sigma2.tolist()),
        eindstand=tuple(eind.tolist()),
        nog_te_komen=tuple((eind - _nu(c)).tolist()),
        fout=tuple(np.sqrt(variantie).tolist()),
        fout_totaal=float(np.sqrt((variantie + samen).sum())),
    )


def bornhuetter_ferguson(driehoek: Driehoek, vooraf: float | Sequence[float]) -> tuple[float, ...]:
    """De eindstand per rij: wat binnen is, plus het deel dat nog komt van wat u vooraf dacht.

    U = C + (1 - p) vooraf, met p = 1 / (het product van de factoren die nog komen). In: de driehoek, en de eindstand
    die u vooraf verwacht: een bedrag voor alle rijen, of een per rij. Uit: de eenheid van de driehoek. Fouten: als bij
    `chain_ladder`, en ValueError als `vooraf` niet bij de rijen past. Bron: Bornhuetter en Ferguson 1972; de
    RAA-driehoek.

    >>> RAA = [[5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
    ...        [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
    ...        [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
    ...        [5655, 11555, 15766, 21266, 23425, 26083, 27067], [1092, 9565, 15836, 22169, 25955, 26180],
    ...        [1513, 6445, 11702, 12935, 15852], [557, 4020, 10946, 12314], [1351, 6947, 13112], [3133, 5395], [2063]]
    >>> [round(u, 2) for u in bornhuetter_ferguson(RAA, 20_000)]
    [18834.0, 16886.65, 23978.69, 28207.04, 28079.1, 19594.46, 18438.53, 22194.06, 18670.16, 19820.91]
    """
    c = _lees(driehoek)
    gedacht = np.asarray(vooraf, dtype=float)
    if gedacht.shape not in ((), (len(c),)) or not np.isfinite(gedacht).all():
        raise ValueError(f"Geef vooraf een bedrag, of een bedrag voor elk van de {len(c)} rijen.")
    nu = _nu(c)
    deel = nu / _vul(c, _groei(c)[0])[:, -1]
    return tuple((nu + (1 - deel) * gedacht).tolist())


def vreemde_diagonaal(driehoek: Driehoek) -> tuple[float | None, ...]:
    """Hoe ver elke diagonaal, van oud naar nieuw, afwijkt van de gewone groei: is er een keer anders gefactureerd?

    Een diagonaal is alles wat op hetzelfde moment binnenkwam; de laatste is nu. D = |som (verhouding - f) wortel(C) /
    sigma| / wortel(m), over de m verhoudingen die erop eindigen; None als m kleiner is dan 3. Zonder spreiding (sigma
    nul) telt een verhouding als gewoon. Vreemd is D boven 3 (tot en met 12 rijen) of boven 3,5. Geen eenheid. Fouten:
    als bij `chain_ladder`. Bron: eigen regel; een kwartaal waarin 60% wegblijft, wordt in 84 tot 99% gezien.

    >>> erbij = [100, 50, 30, 20, 10, 8, 6, 5, 4, 3, 2, 1]
    >>> rijen = [[x * (10 + (3 * i + 2 * j * j) % 5) for j, x in enumerate(erbij[: 12 - i])] for i in range(12)]
    >>> [d and round(d, 1) for d in vreemde_diagonaal([np.cumsum(rij).tolist() for rij in rijen])]
    [None, None, None, 0.8, 0.1, 0.4, 0.4, 1.4, 1.6, 0.2, 0.4, 0.0]
    >>> for i in range(10):
    ...     rijen[i][9 - i] *= 0.4  # twee keer geleden bleef 60% weg
    >>> [d and round(d, 1) for d in vreemde_diagonaal([np.cumsum(rij).tolist() for rij in rijen])]
    [None, None, None, 0.4, 0.3, 0.1, 0.4, 0.1, 1.3, 5.4, 1.7, 1.7]
    """
    c = _lees(driehoek)
    factoren, sigma2, _ = _groei(c)
    schaal = np.divide(1, np.sqrt(sigma2), out=np.zeros(len(sigma2)), where=sigma2 > 0)
    rest = (c[:, 1:] / c[:, :-1] - factoren) * np.sqrt(c[:, :-1]) * schaal
    eindigt = np.add.outer(np.arange(len(c)), np.arange(1, c.shape[1]))
    laatste = max(i + int(n) for i, n in enumerate(np.isfinite(c).sum(axis=1)))
    per_diagonaal = [rest[(eindigt == d) & np.isfinite(rest)] for d in range(laatste)]
    return tuple(
        float(abs(r.sum()) / np.sqrt(len(r))) if len(r) >= MINSTE_VERHOUDINGEN else None for r in per_diagonaal
    )


def _lees(driehoek: Driehoek) -> np.ndarray:
    """The triangle as a rectangle, with nan for what is still to come."""
    breed = max((len(rij) for rij in driehoek), default=0)
    c = np.array([[*rij, *[None] * (breed - len(rij))] for rij in driehoek], dtype=float).reshape(len(driehoek), breed)
    bekend = np.isfinite(c)
    lengtes = bekend.sum(axis=1)
    if (bekend[:, 1:] & ~bekend[:, :-1]).any() or (lengtes == 0).any() or (np.diff(lengtes) > 0).any():
        raise ValueError("De driehoek heeft een gat, of een nieuwere rij is langer dan een oudere.")
    c = c[:, : max(lengtes, default=0)]
    if min(c.shape) < 3:
        raise ValueError("De driehoek is te klein: er zijn minstens drie rijen en drie kolommen nodig.")
    if np.isfinite(c[:, 1]).sum() < 2:
        raise ValueError("De driehoek is te klein: minstens twee rijen moeten een tweede kolom hebben.")
    if (c <= 0).any():
        raise ValueError("Elk bedrag in de driehoek moet groter zijn dan nul.")
    return c


def _groei(c: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every step to the next column: factor, sigma2 and the sum it is measured on."""
    van, naar = np.where(np.isfinite(c[:, 1:]), c[:, :-1], 0.0), np.nan_to_num(c[:, 1:])
    noemers = van.sum(axis=0)
    factoren = naar.sum(axis=0) / noemers
    kwadraten = (np.divide(naar - factoren * van, np.sqrt(van), out=np.zeros_like(van), where=van > 0) ** 2).sum(axis=0)
    sigma2: list[float] = []
    for som, m in zip(kwadraten.tolist(), (van > 0).sum(axis=0).tolist(), strict=True):
        sigma2.append(som / (m - 1) if m > 1 else _laatste_sigma2(sigma2))
    return factoren, np.array(sigma2), noemers


def _laatste_sigma2(eerder: list[float]) -> float:
    """What Mack takes for a step that was seen once."""
    s1, s2 = eerder[-1], eerder[-2] if len(eerder) > 1 else eerder[-1]
    return min(s1**2 / s2, s2, s1) if s2 > 0 else 0.0


def _vul(c: np.ndarray, factoren: np.ndarray) -> np.ndarray:
    """The triangle with every future cell at what the factors expect."""
    vol = c.copy()
    for k, f in enumerate(factoren):
        vol[:, k + 1] = np.where(np.isfinite(c[:, k + 1]), c[:, k + 1], vol[:, k] * f)
    return vol


def _nu(c: np.ndarray) -> np.ndarray:
    return c[np.arange(len(c)), np.isfinite(c).sum(axis=1) - 1]
