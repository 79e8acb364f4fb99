"""Dezelfde cijfers nog een keer, in gewone lussen en breuken: waartegen `sociaaldomein.statistiek` wordt nagerekend.

No numpy and nothing of the room itself in here: a mistake in the one may not be a mistake in the other.
"""

import itertools
import math
import re
from dataclasses import fields, is_dataclass
from fractions import Fraction

import pytest

LANGSTE_ZIN = 15


def gedrukt(cijfers: str):
    """The number, or with spaces between them the numbers, as printed: right to the last digit that stands there."""
    delen = cijfers.split()
    getallen = [pytest.approx(float(c), rel=0, abs=0.5001 * 10.0 ** -len(c.partition(".")[2])) for c in delen]
    return getallen[0] if len(getallen) == 1 else getallen


def weigert(functie, *args, **kwargs) -> str:
    """What a refusal says: a Dutch sentence of at most fifteen words, with a full stop."""
    with pytest.raises(ValueError) as fout:
        functie(*args, **kwargs)
    tekst = str(fout.value)
    assert re.fullmatch(r"[A-Z].*\.", tekst, flags=re.S), tekst
    assert all(len(zin.split()) <= LANGSTE_ZIN for zin in re.split(r"(?<=[.!?])\s+", tekst)), tekst
    assert not {w.strip(".,:").lower() for w in tekst.split()} & {"the", "must", "not", "value", "and", "for"}, tekst
    return tekst


def kaal(uitkomst) -> None:
    """Every number that comes out is one of Python itself, and none is NaN."""
    if is_dataclass(uitkomst):
        return [kaal(getattr(uitkomst, veld.name)) for veld in fields(uitkomst) if veld.name[0] != "_"] and None
    if isinstance(uitkomst, tuple):
        return [kaal(deel) for deel in uitkomst] and None
    assert uitkomst is None or type(uitkomst) in (float, int, bool, str), type(uitkomst)
    assert not (isinstance(uitkomst, float) and math.isnan(uitkomst))
    return None


def midden_t(grens: float, df: int) -> float:
    """P(|T| < grens) for an even number of degrees of freedom: a finite sum (Abramowitz and Stegun 26.7.4)."""
    hoek = math.atan(grens / math.sqrt(df))
    term, som = 1.0, 1.0
    for k in range(2, df, 2):
        term *= (k - 1) / k * math.cos(hoek) ** 2
        som += term
    return math.sin(hoek) * som


def beide_staarten(z: float, df: int) -> float:
    return 1 - midden_t(abs(z), df)


def grens_t(alfa: float, df: int) -> float:
    """The limit that |T| passes with this chance, by halving."""
    laag, hoog = 0.0, 100.0
    for _ in range(200):
        midden = (laag + hoog) / 2
        laag, hoog = (midden, hoog) if beide_staarten(midden, df) > alfa else (laag, midden)
    return laag


def kwartalen(w: list[float], gewicht: list[float], basis: int, bodem: float) -> dict:
    """The rules A and B over values that already have their scale; the variance of w is s2 / gewicht."""
    w, gewicht = w[-basis - 4 :], gewicht[-basis - 4 :]
    plekken = [range(q, basis, 4) for q in range(4)]
    zwaar = [math.fsum(gewicht[i] for i in plek) for plek in plekken]
    m = [math.fsum(gewicht[i] * w[i] for i in plek) / zwaar[q] for q, plek in enumerate(plekken)]
    s2 = math.fsum(gewicht[i] * (w[i] - m[i % 4]) ** 2 for i in range(basis)) / (basis - 4)
    s = math.sqrt(max(bodem, s2))
    breed = [s * math.sqrt(1 / gewicht[basis + q] + 1 / zwaar[q]) for q in range(4)]
    z = [(w[basis + q] - m[q]) / breed[q] for q in range(4)]
    som = math.fsum(z[1:]) / math.sqrt(3)
    p_een, p_drie = beide_staarten(z[3], basis - 4), beide_staarten(som, basis - 4)
    grens_a, grens_b = grens_t(0.002, basis - 4), grens_t(0.007, basis - 4)
    regels = [(p_een, "A")] * (abs(z[3]) > grens_a) + [(p_drie, "B")] * (abs(som) > grens_b)
    return {
        "z": z,
        "som": som,
        "p_een": p_een,
        "p_drie": p_drie,
        "p": min(1, 2 * min(p_een, p_drie)),
        "regel": min(regels, default=(1, ""))[1],
        "spreiding": s2,
        "m": m,
        "laag": [m[q] - grens_a * breed[q] for q in range(4)],
        "hoog": [m[q] + grens_a * breed[q] for q in range(4)],
        "te_zien": grens_b * s * math.sqrt((1 + 4 / basis) / 3),
    }


def terug(w: float) -> float:
    """From 2 sqrt(y + 3/8) to y; below the lowest value there is no less than nothing."""
    return max(0.0, (max(0.0, w) / 2) ** 2 - 3 / 8)


def stappen(duur, gebeurd, instap=None) -> list[tuple]:
    """(day, at risk, events, S, Greenwood sum) per day with an event, at risk when instap < day <= duur; exact."""
    instap = instap or [-math.inf] * len(duur)
    blijft, som, uit = Fraction(1), Fraction(0), []
    for dag in sorted({d for d, g in zip(duur, gebeurd, strict=True) if g}):
        n = sum(e < dag <= d for e, d in zip(instap, duur, strict=True))
        weg = sum(bool(g) and d == dag for d, g in zip(duur, gebeurd, strict=True))
        blijft *= 1 - Fraction(weg, n)
        som += Fraction(weg, n * (n - weg)) if n > weg else 0
        uit.append((dag, n, weg, blijft, som))
    return uit


def oppervlak(trap: list[tuple], van, tot) -> Fraction:
    """The area under the curve between two days."""
    dagen = [Fraction(van), *(Fraction(s[0]) for s in trap if van < s[0] < tot), Fraction(tot)]
    hoogte = lambda dag: next((s[3] for s in reversed(trap) if s[0] <= dag), Fraction(1))  # noqa: E731
    return sum(((b - a) * hoogte(a) for a, b in itertools.pairwise(dagen)), Fraction(0))


def gemiddeld(trap: list[tuple], tau) -> tuple[float, float]:
    """RMST to tau and its standard error."""
    var = sum(
        oppervlak(trap, dag, tau) ** 2 * Fraction(weg, n * (n - weg))
        for dag, n, weg, *_ in trap
        if dag < tau and n > weg
    )
    return float(oppervlak(trap, 0, tau)), math.sqrt(var)


def mack(rijen: list[list[int]]) -> dict:
    """Chain ladder and Mack's standard errors, by his formulas, exact in fractions until the last root."""
    breed = len(rijen[0])
    paren = [[(Fraction(r[k]), Fraction(r[k + 1])) for r in rijen if len(r) > k + 1] for k in range(breed - 1)]
    som = [sum(a for a, _ in p) for p in paren]
    f = [sum(b for _, b in p) / s for p, s in zip(paren, som, strict=True)]
    s2: list[Fraction] = []
    for p, factor in zip(paren, f, strict=True):
        if len(p) > 1:
            s2.append(sum(a * (b / a - factor) ** 2 for a, b in p) / (len(p) - 1))
        else:
            s2.append(min(s2[-1] ** 2 / s2[-2], s2[-2], s2[-1]) if s2[-2] else Fraction(0))
    eind, mse = [], []
    for r in rijen:
        c, lijn = Fraction(r[-1]), Fraction(0)
        for k in range(len(r) - 1, breed - 1):
            lijn += s2[k] / f[k] ** 2 * (1 / c + 1 / som[k])
            c *= f[k]
        eind.append(c)
        mse.append(c**2 * lijn)
    samen = sum(mse)
    for i, r in enumerate(rijen):
        later = sum(eind[i + 1 :])
        samen += eind[i] * later * sum(2 * s2[k] / (f[k] ** 2 * som[k]) for k in range(len(r) - 1, breed - 1))
    return {
        "factoren": f,
        "sigma2": s2,
        "eindstand": eind,
        "fout": [math.sqrt(m) for m in mse],
        "fout_totaal": math.sqrt(samen),
    }


def diagonalen(rijen: list[list[int]]) -> list[float | None]:
    """D per diagonal, oldest first; the diagonal of a ratio is that of the later of its two cells."""
    uit = mack(rijen)
    sigma = [math.sqrt(s) for s in uit["sigma2"]]
    per: dict[int, list[float]] = {d: [] for d in range(len(rijen))}
    for i, r in enumerate(rijen):
        for k in range(len(r) - 1):
            per[i + k + 1].append(float(Fraction(r[k + 1], r[k]) - uit["factoren"][k]) * math.sqrt(r[k]) / sigma[k])
    return [abs(math.fsum(d)) / math.sqrt(len(d)) if len(d) >= 3 else None for _, d in sorted(per.items())]
