"""Hoe lang iets duurt, als een deel nog bezig is: de schatting van Kaplan en Meier.

>>> klaar, bezig = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
>>> uit = kaplan_meier(klaar + bezig, [True] * 9 + [False] * 12)
>>> [round(uit.blijft_op(dag), 3) for dag in (6, 7, 10, 13, 16, 22, 23)]
[0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

NIETS = 1e-9  # a share that falls to one half may stand a rounding above it


@dataclass(frozen=True)
class Overleving:
    """Welk deel er na elke dag nog is. Er is een plaats voor elke dag waarop iemand klaar was of uit beeld ging.

    dagen: van laag naar hoog. aan_zet: wie er op die dag nog was en te zien was. gebeurtenissen: wie die dag klaar was.
    blijft: het deel (0 tot en met 1) dat na die dag nog niet klaar is. fout: de standaardfout daarvan, volgens
    Greenwood; nul als niemand klaar is en als iedereen klaar is.
    """

    dagen: tuple[float, ...]
    aan_zet: tuple[int, ...]
    gebeurtenissen: tuple[int, ...]
    blijft: tuple[float, ...]
    fout: tuple[float, ...]

    def kwantiel(self, deel: float) -> float | None:
        """De eerste dag waarop minstens dit deel klaar is; None als dat nooit is gezien. De mediaan is deel 0,5.

        Fouten: ValueError als het deel niet tussen 0 en 1 ligt. Bron: 6-MP-gegevens, Freireich 1963.

        >>> klaar, bezig = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        >>> kaplan_meier(klaar + bezig, [True] * 9 + [False] * 12).kwantiel(0.5)
        23.0
        >>> kaplan_meier([30] * 8 + [240] * 12, [True] * 8 + [False] * 12).kwantiel(0.5) is None
        True
        """
        if not 0 < deel < 1:
            raise ValueError("Een deel ligt tussen nul en een.")
        return next((d for d, s in zip(self.dagen, self.blijft, strict=True) if s <= 1 - deel + NIETS), None)

    def blijft_op(self, dag: float) -> float:
        """Het deel (0 tot en met 1) dat na deze dag nog niet klaar is.

        Na de laatste dag blijft de laatste waarde staan; tot welke dag dat veilig is, zegt `zekerste_dag`. Geen fouten.

        >>> uit = kaplan_meier([30] * 8 + [240] * 12, [True] * 8 + [False] * 12)
        >>> uit.blijft_op(29), round(uit.blijft_op(30), 3)
        (1.0, 0.6)
        """
        return self._op(self.blijft, dag, voor=1.0)

    def grenzen_op(self, dag: float, zekerheid: float = 0.95) -> tuple[float, float]:
        """De grenzen (laag, hoog) van `blijft_op`, als delen: S tot de macht exp(plus of min z fout / (S ln S)).

        Is nog niemand klaar, of is iedereen klaar, dan zegt de regel niets en zijn de grenzen 0 en 1. Fouten:
        ValueError als de zekerheid niet tussen 0 en 1 ligt. Bron: Kalbfleisch en Prentice (log-log); 6-MP-gegevens.

        >>> klaar, bezig = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        >>> [round(g, 4) for g in kaplan_meier(klaar + bezig, [True] * 9 + [False] * 12).grenzen_op(6)]
        [0.6197, 0.9516]
        """
        from scipy.stats import norm

        if not 0 < zekerheid < 1:
            raise ValueError("De zekerheid ligt tussen nul en een.")
        blijft, fout = self.blijft_op(dag), self._op(self.fout, dag, voor=0.0)
        if not 0 < blijft < 1:
            return 0.0, 1.0
        macht = float(norm.isf((1 - zekerheid) / 2)) * fout / (blijft * log(blijft))
        return blijft ** exp(-macht), blijft ** exp(macht)

    def gemiddeld_tot(self, tau: float) -> tuple[float, float]:
        """De gemiddelde duur als er bij tau dagen wordt gestopt met tellen, en de standaardfout (allebei in dagen).

        Het is de oppervlakte onder de lijn tot tau. De fout is wortel(som A^2 d / (n (n - d))), waarin A de oppervlakte
        is van de dag tot tau, d wie klaar was en n wie aan zet was. Fouten: ValueError als tau niet boven nul ligt, of
        na de laatste dag terwijl dan nog niet iedereen klaar is. Bron: Irwin 1949; 6-MP-gegevens.

        >>> klaar, bezig = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        >>> uit = kaplan_meier(klaar + bezig, [True] * 9 + [False] * 12)
        >>> round(uit.gemiddeld_tot(23)[0], 4), [round(g, 4) for g in uit.gemiddeld_tot(35)]
        (17.9092, [23.2874, 2.8275])
        """
        if not tau > 0 or (tau > self.dagen[-1] and self.blijft[-1] > 0):
            raise ValueError(f"Tot dag {tau:g} is er niet gekeken: kies een dag van 1 tot en met {self.dagen[-1]:g}.")
        binnen = [i for i, dag in enumerate(self.dagen) if dag < tau]
        randen = np.array([0.0, *(self.dagen[i] for i in binnen), tau])
        stukken = np.diff(randen) * np.array([1.0, *(self.blijft[i] for i in binnen)])
        rest = np.cumsum(stukken[::-1])[::-1]
        n, d = (np.array([rij[i] for i in binnen], dtype=float) for rij in (self.aan_zet, self.gebeurtenissen))
        return float(rest[0]), float(sqrt((rest[1:] ** 2 * _greenwood(n, d)).sum()))

    def zekerste_dag(self, minstens: int = 30) -> float | None:
        """De laatste dag waarop er nog minstens zoveel aan zet waren; None als dat nooit zo was. Geen fouten.

        >>> uit = kaplan_meier([30] * 8 + [240] * 12, [True] * 8 + [False] * 12)
        >>> uit.zekerste_dag(minstens=12), uit.zekerste_dag() is None
        (240.0, True)
        """
        return max((d for d, n in zip(self.dagen, self.aan_zet, strict=True) if n >= minstens), default=None)

    def _op(self, rij: tuple[float, ...], dag: float, voor: float) -> float:
        plaats = int(np.searchsorted(self.dagen, dag, side="right"))
        return rij[plaats - 1] if plaats else voor


def kaplan_meier(
    duur: Sequence[float], gebeurd: Sequence[bool], instap: Sequence[float | None] | None = None
) -> Overleving:
    """Schat welk deel er na elke dag nog is, ook als een deel nog bezig is of pas later in beeld kwam.

    Aan zet op dag u is wie instap < u <= duur heeft; S is het product van 1 - klaar / aan zet. In: duur in dagen (0 of
    meer), of de zaak op die dag klaar was (anders was zij nog bezig), en de dag waarop zij in beeld kwam (None: vanaf
    het begin). Fouten: ValueError zonder zaken, bij ongelijke lengte, een duur die ontbreekt of onder nul ligt, of een
    instap die niet voor de duur ligt. Is er vroeg even bijna niemand aan zet, dan kan de lijn voor altijd op nul komen:
    begin dan bij een dag met genoeg mensen. Bron: Kaplan en Meier 1958; met instap: Tsai, Jewell en Wang 1987.

    >>> uit = kaplan_meier([5, 4, 7, 2, 8, 5], [True] * 6, instap=[3.9, -0.1, 4.9, 0.9, 1.9, 0.9])
    >>> dict(zip(uit.dagen, [round(s, 4) for s in uit.blijft]))
    {2.0: 0.75, 4.0: 0.5625, 5.0: 0.2812, 7.0: 0.1406, 8.0: 0.0}
    >>> klaar, bezig = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    >>> uit = kaplan_meier(klaar + bezig, [True] * 9 + [False] * 12)
    >>> [round(f, 4) for f, d in zip(uit.fout, uit.gebeurtenissen) if d]
    [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    """
    uit, klaar = np.asarray(duur, dtype=float), np.asarray(gebeurd, dtype=bool)
    begin = [-np.inf if e is None else e for e in instap] if instap is not None else [-np.inf] * len(uit)
    erin = np.asarray(begin, dtype=float)
    if not len(uit) or not len(uit) == len(klaar) == len(erin):
        raise ValueError("Er is minstens een zaak nodig, met bij elke duur of zij klaar was.")
    if not np.isfinite(uit).all() or (uit < 0).any() or not (erin < uit).all():
        raise ValueError("Een duur is nul of meer dagen. Een instap ligt voor het einde ervan.")
    dagen = np.unique(uit)
    n = np.searchsorted(np.sort(erin), dagen) - np.searchsorted(np.sort(uit), dagen)
    d = np.diff(np.searchsorted(np.sort(uit[klaar]), dagen, side="right"), prepend=0)
    blijft = np.cumprod(1 - d / n)
    fout = blijft * np.sqrt(np.cumsum(_greenwood(n, d)))
    return Overleving(*(tuple(rij.tolist()) for rij in (dagen, n, d, blijft, fout)))


def _greenwood(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """d / (n (n - d)), and nothing where all were ready: what comes after is zero."""
    over = n * (n - d)
    return np.divide(d, over, out=np.zeros(len(over)), where=over > 0)
