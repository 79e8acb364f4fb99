"""Wat is gewoon? Een kwartaal naast dezelfde kwartalen van de jaren ervoor, en de regelkaart voor losse reeksen.

Een jaar heeft vier kwartalen. De nieuwste vier worden beoordeeld; de kwartalen ervoor zijn de basis. Het gemiddelde
van elk kwartaal (m) telt alleen hetzelfde kwartaal van de basis, zodat het seizoen meetelt in wat gewoon is.
Bron: eigen regels, gekozen met gesimuleerde reeksen. Zonder verandering komt er in 0,1 tot 5,3% van de jaren een
signaal, ook als kwartalen op elkaar lijken. De gewone regels van een regelkaart geven dat in 9 tot 34%.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt

import numpy as np

BASES = (20, 16, 12)
KANS_EEN, KANS_DRIE, KANS_VOORRAAD = 0.002, 0.007, 0.01  # how often each rule may flag where nothing changed
GRENS_SCHIFTING = 3.267  # upper limit of a moving range, in mean moving ranges
NIETS = 1e-9


@dataclass(frozen=True)
class Kwartaaloordeel:
    """Het oordeel over de nieuwste vier kwartalen; elke rij van vier staat van oud naar nieuw.

    z: afstand tot gewoon, in standaardfouten. som: z van de nieuwste drie opgeteld, gedeeld door wortel 3.
    p_een en p_drie: tweezijdige kans van regel A (het nieuwste kwartaal) en B (de nieuwste drie) bij louter toeval.
    p: het dubbele van de kleinste, hoogstens 1. regel: "A", "B" of "" (geen signaal); bij allebei die met de kleinste
    kans. verwacht, laag, hoog: de gewone waarde en haar grenzen, in de eenheid van de reeks, niet afgerond.
    zichtbaar_vanaf: de kleinste stijging van drie kwartalen die regel B ziet, in procent van het niveau.
    spreiding: s2, voordat de ondergrens geldt. basis: het aantal kwartalen in de basis.
    """

    z: tuple[float, ...]
    som: float
    p_een: float
    p_drie: float
    p: float
    regel: str
    verwacht: tuple[float, ...]
    laag: tuple[float, ...]
    hoog: tuple[float, ...]
    zichtbaar_vanaf: float | None
    spreiding: float
    basis: int


@dataclass(frozen=True)
class Voorraadoordeel:
    """Het oordeel over een stand naast een jaar eerder: z, de grens voor |z|, de tweezijdige kans p, en het signaal."""

    z: float
    grens: float
    p: float
    signaal: bool


@dataclass(frozen=True)
class Xmr:
    """Een regelkaart: het gemiddelde, de spreiding (gemiddelde sprong) en de grenzen, in de eenheid van de reeks."""

    gemiddelde: float
    spreiding: float
    laag: float
    hoog: float


def past(lengte: int, hoogste: int = 20) -> int:
    """De grootste basis (20, 16 of 12 kwartalen, hoogstens `hoogste`) die met vier kwartalen erbij past; anders 0.

    >>> past(31), past(23), past(31, hoogste=12), past(15)
    (20, 16, 12, 0)
    """
    return next((b for b in BASES if b <= hoogste and b + 4 <= lengte), 0)


def aantallen(reeks: Sequence[float], basis: int | None = None) -> Kwartaaloordeel:
    """Beoordeelt een reeks aantallen (een stroom, zoals instroom): is het gewoon of niet?

    w = 2 wortel(y + 3/8); m het gemiddelde van hetzelfde kwartaal in de basis B; s2 = som (w - m)^2 / (B - 4), minstens
    1, want een aantal is nooit rustiger dan Poisson; z = (w - m) / (s wortel(1 + 4/B)). Regel A: |z| boven
    t(1 - 0,002/2). Regel B: de som van drie, gedeeld door wortel 3, boven t(1 - 0,007/2). Allebei met B - 4
    vrijheidsgraden. In: aantallen per kwartaal, van oud naar nieuw. Uit: aantallen; zichtbaar_vanaf in procent, en None
    bij niveau nul. Fouten: ValueError als de reeks te kort is, als de basis geen 12, 16 of 20 is, of bij een aantal dat
    ontbreekt of onder nul ligt. Bron: Anscombe 1948 (de wortel); verder eigen regel en eigen controlereeks.

    >>> reeks = [512, 498, 401, 560, 505, 521, 389, 571, 530, 488, 410, 549, 497, 515, 396, 566, 520, 503, 405, 558,
    ...          509, 441, 352, 480]
    >>> uit = aantallen(reeks)
    >>> [round(z, 3) for z in uit.z[1:]], round(uit.som, 3), round(uit.p, 5), uit.regel, round(uit.spreiding, 4)
    ([-2.684, -2.267, -3.234], -4.726, 0.00046, 'B', 0.2387)
    >>> [round(rij[-1], 1) for rij in (uit.verwacht, uit.laag, uit.hoog)], round(uit.zichtbaar_vanaf, 1)
    ([560.8, 469.2, 660.5], 9.0)
    """
    y = _getallen(reeks, "Een aantal")
    y = y[-_basis(len(y), basis) - 4 :]
    return _oordeel(2 * np.sqrt(y + 3 / 8), np.ones_like(y), _terug_van_wortel)


def _terug_van_wortel(w: np.ndarray) -> np.ndarray:
    return np.maximum((np.maximum(w, 0) / 2) ** 2 - 3 / 8, 0)


def aandelen(tellers: Sequence[float], noemers: Sequence[float], basis: int | None = None) -> Kwartaaloordeel:
    """Beoordeelt een reeks aandelen, zoals het deel dat op tijd was: is het gewoon of niet?

    a = boogsinus wortel((x + 3/8) / (n + 3/4)), met gewicht 4n; m is het gewogen gemiddelde van hetzelfde kwartaal in
    de basis B; s2 = som 4n (a - m)^2 / (B - 4), minstens 1; z = (a - m) / (s wortel(1/4n + 1/som 4n)). De regels zijn
    die van `aantallen`. In: x en n per kwartaal, van oud naar nieuw. Uit: procent van 0 tot 100, teruggerekend met de
    noemer van dat kwartaal. zichtbaar_vanaf is in procent van het niveau, niet in punten; None bij niveau nul, en als
    de stijging boven 100% zou uitkomen. Fouten: als bij `aantallen`, en ValueError bij ongelijke lengte, een noemer nul
    of een teller boven de noemer. Bron: Anscombe 1948 (de boogsinus); verder eigen regel.

    >>> uit = aandelen([45] * 16, [60] * 16)
    >>> [round(p, 1) for p in uit.verwacht], uit.regel, uit.basis
    ([75.0, 75.0, 75.0, 75.0], '', 12)
    """
    x, n = _getallen(tellers, "Een teller"), _getallen(noemers, "Een noemer")
    if len(x) != len(n) or (n == 0).any() or (x > n).any():
        raise ValueError("Bij elke teller hoort een noemer: groter dan nul, en niet kleiner dan de teller.")
    deel = slice(-_basis(len(x), basis) - 4, None)
    x, n = x[deel], n[deel]

    def terug(a: np.ndarray) -> np.ndarray:
        kans = np.sin(np.clip(a, 0, np.pi / 2)) ** 2
        return 100 * np.clip((kans * (n[-4:] + 3 / 4) - 3 / 8) / n[-4:], 0, 1)

    return _oordeel(np.arcsin(np.sqrt((x + 3 / 8) / (n + 3 / 4))), 4 * n, terug, plafond=100)


def bedragen(reeks: Sequence[float], basis: int | None = None) -> Kwartaaloordeel:
    """Beoordeelt een reeks bedragen, gemiddelden of medianen: is het gewoon of niet?

    Als `aantallen`, maar w is de logaritme, s2 heeft geen ondergrens, en de basis is 16 of 20 kwartalen. In: bedragen
    boven nul per kwartaal, van oud naar nieuw. Uit: dezelfde eenheid; zichtbaar_vanaf in procent. Fouten: ValueError
    als de reeks te kort is, bij een bedrag dat ontbreekt of niet boven nul ligt, en als de basis nooit verandert (dan
    is er geen spreiding om aan te meten). Bron: eigen regel.

    >>> uit = bedragen([100, 104, 80, 110, 102, 103, 82, 108, 99, 106, 79, 112, 101, 105, 81, 109, 101, 90, 70, 95])
    >>> uit.regel, uit.basis, [round(z, 1) for z in uit.z], round(uit.zichtbaar_vanaf, 1)
    ('B', 16, [0.3, -9.4, -8.7, -9.0], 3.0)
    """
    y = _getallen(reeks, "Een bedrag")
    y = y[-_basis(len(y), basis, minstens=16) - 4 :]
    if (y == 0).any():
        raise ValueError("Een bedrag moet groter zijn dan nul.")
    return _oordeel(np.log(y), np.ones_like(y), np.exp, vloer=0)


def _oordeel(
    w: np.ndarray,
    gewicht: np.ndarray,
    terug: Callable[[np.ndarray], np.ndarray],
    vloer: float = 1,
    plafond: float = inf,
) -> Kwartaaloordeel:
    """Both rules on a scale where the variance of a quarter is s2 / weight; four columns, one for each quarter."""
    from scipy.stats import t

    basis = len(w) - 4
    oud, zwaar = w[:basis].reshape(-1, 4), gewicht[:basis].reshape(-1, 4)
    if not vloer and not np.ptp(oud, axis=0).any():
        raise ValueError("De kwartalen van de basis zijn elk jaar gelijk. Dan is niet te zeggen wat gewoon is.")
    samen = zwaar.sum(axis=0)
    midden = (zwaar * oud).sum(axis=0) / samen
    spreiding = float((zwaar * (oud - midden) ** 2).sum() / (basis - 4))
    maat = np.sqrt(max(vloer, spreiding) * (1 / gewicht[basis:] + 1 / samen))
    z = (w[basis:] - midden) / maat
    som = float(z[1:].sum() / sqrt(3))
    een, drie = (float(2 * t.sf(abs(x), basis - 4)) for x in (z[-1], som))
    rand = t.isf(KANS_EEN / 2, basis - 4) * maat
    stap = t.isf(KANS_DRIE / 2, basis - 4) * sqrt((maat[1:] ** 2).sum()) / 3
    niveau, hoger = (float(terug(np.full(4, midden.mean() + x))[-1]) for x in (0, stap))
    return Kwartaaloordeel(
        z=tuple(z.tolist()),
        som=som,
        p_een=een,
        p_drie=drie,
        p=min(1.0, 2 * min(een, drie)),
        regel=_regel(een, drie),
        verwacht=tuple(terug(midden).tolist()),
        laag=tuple(terug(midden - rand).tolist()),
        hoog=tuple(terug(midden + rand).tolist()),
        zichtbaar_vanaf=None if niveau < NIETS or hoger >= plafond else 100 * (hoger / niveau - 1),
        spreiding=spreiding,
        basis=basis,
    )


def _regel(een: float, drie: float) -> str:
    raak = [(p, regel) for p, regel, grens in ((een, "A", KANS_EEN), (drie, "B", KANS_DRIE)) if p < grens]
    return min(raak, default=(1, ""))[1]


def _basis(lengte: int, basis: int | None, minstens: int = 12) -> int:
    mogelijk = [b for b in BASES if b >= minstens]
    if basis is not None and basis not in mogelijk:
        raise ValueError(f"Een basis van {basis} kwartalen kan hier niet. Kies uit {', '.join(map(str, mogelijk))}.")
    gekozen = past(lengte) if basis is None else basis
    nodig = max(gekozen, minstens) + 4
    if lengte < nodig:
        raise ValueError(f"De reeks is te kort: er zijn {lengte} kwartalen, en nodig zijn er {nodig}.")
    return gekozen


def _getallen(reeks: Sequence[float], wat: str) -> np.ndarray:
    getallen = np.asarray(reeks, dtype=float)
    if not np.isfinite(getallen).all() or (getallen < 0).any():
        raise ValueError(f"{wat} ontbreekt of ligt onder nul.")
    return getallen


def voorraad(nieuw: float, weg: float, phi: float = 1.0, basis: int | None = None) -> Voorraadoordeel:
    """Beoordeelt een stand, zoals lopende hulp, naast hetzelfde kwartaal een jaar eerder.

    Wie er beide keren is, valt weg: z = (nieuw - weg) / wortel(phi (nieuw + weg)). `nieuw` is er nu en toen niet,
    `weg` was er toen en nu niet (aantallen). `phi` is de spreiding van de instroom en telt voor minstens 1. De kans is
    1% op een signaal zonder verandering. Is phi geschat uit `basis` kwartalen, dan is de grens t(1 - 0,01/2) met
    basis - 4 vrijheidsgraden; zonder `basis` is phi bekend en geldt de normale grens 2,576. Die normale grens bij een
    geschatte phi geeft te vaak een signaal. Kwam en ging er niemand, dan is z nul. Fouten: ValueError bij een aantal
    onder nul, een phi die geen getal is, of een basis van 4 of minder. Bron: eigen regel en eigen controlegetallen.

    >>> round(voorraad(412, 338, phi=1.5).z, 3), voorraad(412, 338, phi=1.5).signaal
    (2.206, False)
    >>> bekend, geschat = voorraad(412, 338), voorraad(412, 338, basis=20)
    >>> round(bekend.z, 3), round(bekend.grens, 3), bekend.signaal, round(geschat.grens, 3), geschat.signaal
    (2.702, 2.576, True, 2.921, False)
    """
    from scipy.stats import norm, t

    _getallen([nieuw, weg], "Een aantal")
    if not isfinite(phi) or (basis is not None and basis <= 4):
        raise ValueError("Phi moet een getal zijn, en de basis meer dan vier kwartalen.")
    verdeling = norm() if basis is None else t(basis - 4)
    bewogen = max(1.0, phi) * (nieuw + weg)
    z = float((nieuw - weg) / sqrt(bewogen)) if bewogen else 0.0
    grens = float(verdeling.isf(KANS_VOORRAAD / 2))
    return Voorraadoordeel(z, grens, float(2 * verdeling.sf(abs(z))), abs(z) > grens)


def xmr(reeks: Sequence[float], factor: float = 2.66, schift: bool = True) -> Xmr:
    """De regelkaart van een reeks zonder seizoen: het gemiddelde plus en min `factor` keer de gemiddelde sprong.

    Een sprong is het verschil met de waarde ervoor. Met `schift` vervallen eenmaal de sprongen van 3,267 keer het
    gemiddelde of meer. In en uit: de eenheid van de reeks. Fouten: ValueError bij minder dan twee waarden of een waarde
    die ontbreekt. Niet voor aantallen met een seizoen en niet voor standen: gebruik `aantallen` of `voorraad`.
    Bron: NHSRplotthedots (factor 2,66, geschift); NIST/SEMATECH e-Handbook 6.3.2.2 (factor 3/1,128).

    >>> reeks = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    >>> kaart, ongeschift = xmr(reeks), xmr(reeks, schift=False)
    >>> round(kaart.gemiddelde, 2), round(kaart.hoog, 1), round(kaart.laag, 2)
    (1.94, 4.6, -0.72)
    >>> round(ongeschift.hoog, 2), round(ongeschift.laag, 2)
    (6.95, -3.06)
    >>> nist = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1], factor=3 / 1.128)
    >>> round(nist.gemiddelde, 2), round(nist.spreiding, 4), round(nist.laag, 4), round(nist.hoog, 4)
    (50.81, 1.8778, 45.8159, 55.8041)
    """
    x = np.asarray(reeks, dtype=float)
    if len(x) < 2 or not np.isfinite(x).all():
        raise ValueError("Een regelkaart vraagt minstens twee waarden, en er mag er geen ontbreken.")
    sprong = np.abs(np.diff(x))
    if schift and sprong.any():
        sprong = sprong[sprong < GRENS_SCHIFTING * sprong.mean()]
    midden, spreiding = float(x.mean()), float(sprong.mean())
    return Xmr(midden, spreiding, midden - factor * spreiding, midden + factor * spreiding)


def aan_een_kant(reeks: Sequence[float], midden: float, lengte: int = 7) -> tuple[bool, ...]:
    """Per punt: ligt het met de punten ervoor, samen `lengte`, aan dezelfde kant van het midden?

    Een punt op het midden breekt de rij af. In: de reeks van oud naar nieuw en het midden, in dezelfde eenheid.
    Geen fouten. Bron: NHSRplotthedots.

    >>> [int(p) for p in aan_een_kant([1] * 8 + [-1], midden=0)]
    [0, 0, 0, 0, 0, 0, 1, 1, 0]
    """
    return _vol(np.sign(np.asarray(reeks, dtype=float) - midden), lengte)


def op_een_rij(reeks: Sequence[float], lengte: int = 7) -> tuple[bool, ...]:
    """Per punt: stijgt of daalt de reeks over `lengte` punten tot en met dit punt, zonder een keer gelijk te blijven?

    In: de reeks van oud naar nieuw. Geen fouten. Bron: NHSRplotthedots.

    >>> [int(p) for p in op_een_rij([1, 2, 3, 4, 5, 6, 7])], any(op_een_rij([1, 2, 3, 3, 4, 5, 6]))
    ([0, 0, 0, 0, 0, 0, 1], False)
    """
    x = np.asarray(reeks, dtype=float)
    return _vol(np.sign(np.diff(x, prepend=x[:1])), lengte - 1)


def _vol(kant: np.ndarray, lengte: int) -> tuple[bool, ...]:
    """Whether the last `lengte` signs up to each place are all plus or all minus."""
    return tuple(i >= lengte and bool(abs(kant[i - lengte : i].sum()) == lengte) for i in range(1, len(kant) + 1))


def twee_van_drie(reeks: Sequence[float], midden: float, laag: float, hoog: float) -> tuple[bool, ...]:
    """Per punt: hoort het bij drie punten op een rij aan dezelfde kant, waarvan er twee dicht bij de grens liggen?

    Dicht bij is voorbij twee derde van de weg naar de grens; een punt buiten de grens is niet dicht bij. Alle drie de
    punten tellen. In: de reeks van oud naar nieuw, het midden en de grenzen, in dezelfde eenheid. Geen fouten.
    Bron: NHSRplotthedots.

    >>> [int(p) for p in twee_van_drie([1, 1, 2.5, 1, 2.5, 1, 1], midden=0, laag=-3, hoog=3)]
    [0, 0, 1, 1, 1, 0, 0]
    >>> any(twee_van_drie([2.5, -2.5, 2.5], midden=0, laag=-3, hoog=3))
    False
    >>> any(twee_van_drie([2.5, 1, 3.5], midden=0, laag=-3, hoog=3))
    False
    """
    x = np.asarray(reeks, dtype=float)
    kant = np.sign(x - midden)
    boven, onder = (x > midden + (hoog - midden) * 2 / 3), (x < midden + (laag - midden) * 2 / 3)
    dicht = (boven & (x <= hoog)) | (onder & (x >= laag))
    raak = {i for i in range(len(x) - 2) if dicht[i : i + 3].sum() >= 2 and abs(kant[i : i + 3].sum()) == 3}
    return tuple(bool(raak & {i - 2, i - 1, i}) for i in range(len(x)))
