"""Kansen: tussen welke grenzen een deel ligt, en welke van veel kansen samen nog iets zeggen."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np


def wilson(x: float, n: float, zekerheid: float = 0.95) -> tuple[float, float]:
    """De grenzen (laag, hoog) van het deel x van n, volgens Wilson.

    Met z uit de normale verdeling: (x + z2/2 plus of min z wortel(x (n - x)/n + z2/4)) / (n + z2), waarin z2 = z x z.
    In: aantallen; zekerheid tussen 0 en 1. Uit: delen van 0 tot en met 1. Fouten: ValueError als n niet boven nul is,
    of x niet tussen 0 en n ligt, of zekerheid niet tussen 0 en 1. Bron: Wilson 1927; 81 van 263 staat in Newcombe 1998.

    >>> [round(g, 4) for g in wilson(81, 263)], [round(g, 4) for g in wilson(0, 20)]
    ([0.2553, 0.3662], [0.0, 0.1611])
    """
    from scipy.stats import norm

    if not 0 < zekerheid < 1:
        raise ValueError("De zekerheid ligt tussen nul en een.")
    if not (n > 0 and 0 <= x <= n):
        raise ValueError("De noemer ligt boven nul. De teller is nul tot en met de noemer.")
    z = float(norm.isf((1 - zekerheid) / 2))
    half = z * sqrt(x * (n - x) / n + z * z / 4)
    laag, hoog = ((x + z * z / 2 + kant * half) / (n + z * z) for kant in (-1, 1))
    return (laag if x > 0 else 0.0), (hoog if x < n else 1.0)


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """De kansen bijgesteld voor hun aantal, in de volgorde waarin ze kwamen.

    De i-de van m, van klein naar groot, wordt p m / i, en nooit meer dan een grotere of dan 1. Wie alles noemt tot en
    met 0,10, noemt gemiddeld hoogstens 10% ten onrechte. In en uit: kansen van 0 tot en met 1. Fouten: ValueError bij
    een kans daarbuiten of die ontbreekt. Bron: Benjamini en Hochberg 1995, met hun vijftien kansen.

    >>> p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1]
    >>> q = benjamini_hochberg(p)
    >>> [round(x, 4) for x in q[:9]], sum(x <= .05 for x in q)
    ([0.0015, 0.003, 0.0095, 0.0356, 0.0603, 0.0639, 0.0639, 0.0645, 0.0765], 4)
    >>> [round(x, 4) for x in q[9:]]
    [0.486, 0.5812, 0.7149, 0.7532, 0.8132, 1.0]
    """
    kansen = np.asarray(p, dtype=float)
    if not ((kansen >= 0) & (kansen <= 1)).all():
        raise ValueError("Een kans ligt van nul tot en met een, en er mag er geen ontbreken.")
    volgorde = np.argsort(-kansen, kind="stable")
    rang = np.arange(len(kansen), 0, -1)
    uit = np.empty_like(kansen)
    uit[volgorde] = np.minimum.accumulate(np.minimum(kansen[volgorde] * len(kansen) / rang, 1))
    return tuple(uit.tolist())
