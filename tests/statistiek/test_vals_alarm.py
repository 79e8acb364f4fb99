"""Hoe vaak de regels voor niets alarm slaan, en hoe vaak ze een echte verandering zien: nagespeeld met een vast zaad.

Each series is judged four times a year, as in use. What the play itself may differ by is two standard errors.
"""

import math

import numpy as np
import pytest

from sociaaldomein.statistiek.gewoon import aandelen, aantallen, voorraad

SEIZOEN = np.array([1.0, 1.0, 0.8, 1.15])


def reeksen(rng, aantal, lengte, niveau, phi=1.0, rho=0.0):
    """Counts with a season; the variance is phi times the mean, and rho is the memory of what is more than Poisson."""
    midden = (niveau * SEIZOEN)[np.arange(lengte) % 4] * np.ones((aantal, 1))
    ruis = rng.standard_normal((aantal, lengte))
    for k in range(1, lengte):
        ruis[:, k] = rho * ruis[:, k - 1] + math.sqrt(1 - rho**2) * ruis[:, k]
    breed = np.sqrt(np.log1p((phi - 1) / midden))
    return midden, np.exp(breed * ruis - breed**2 / 2)


def getrokken(rng, midden, grillig):
    return rng.poisson(midden * grillig).tolist()


def alarm(reeks, basis, keer) -> bool:
    """Is there a signal in one of the last so many quarters?"""
    tot = range(len(reeks) - keer + 1, len(reeks) + 1)
    return any(aantallen(reeks[t - basis - 4 : t], basis=basis).regel for t in tot)


def deel(uitkomsten: list[bool]) -> float:
    return sum(uitkomsten) / len(uitkomsten)


def hoogstens(uitkomsten: list[bool], grens: float) -> bool:
    return deel(uitkomsten) <= grens + 2 * math.sqrt(grens * (1 - grens) / len(uitkomsten))


# with phi 4, rho .3 and twenty quarters it is 5.4 to 5.6 percent in long plays: at the bar, with no room
@pytest.mark.traag
@pytest.mark.parametrize("basis", [12, 20])
@pytest.mark.parametrize(
    ("phi", "rho", "grens"), [(1, 0, 0.025), (2, 0, 0.025), (2, 0.3, 0.055), (3, 0.3, 0.055), (4, 0.3, 0.055)]
)
def test_zonder_verandering_zelden_alarm(phi, rho, grens, basis):
    rng = np.random.default_rng([phi, basis])
    kans = reeksen(rng, 3000, basis + 7, 500, phi, rho)
    assert hoogstens([alarm(r, basis, 4) for r in getrokken(rng, *kans)], grens)


@pytest.mark.traag
@pytest.mark.parametrize("niveau", [60, 200, 2000])
def test_op_elk_niveau_zelden_alarm(niveau):
    rng = np.random.default_rng(niveau)
    kans = reeksen(rng, 1500, 27, niveau, 2)
    assert hoogstens([alarm(r, 20, 4) for r in getrokken(rng, *kans)], 0.025)


@pytest.mark.traag
def test_afgeronde_aantallen_geven_niet_meer_alarm():
    rng = np.random.default_rng(5)
    exact = getrokken(rng, *reeksen(rng, 1500, 27, 200, 2))
    rond = [[5 * round(y / 5) for y in r] for r in exact]
    een, twee = ([alarm(r, 20, 4) for r in kant] for kant in (exact, rond))
    assert hoogstens(twee, 0.025)
    assert deel([a == b for a, b in zip(een, twee, strict=True)]) >= 0.98


@pytest.mark.traag
@pytest.mark.parametrize(
    ("niveau", "verschil", "basis", "boek"),
    [
        (100, -0.15, 20, 0.20),
        (200, -0.20, 20, 0.81),
        (200, -0.20, 12, 0.57),
        (500, -0.10, 20, 0.52),
        (500, -0.15, 20, 0.93),
        (500, -0.15, 12, 0.75),
        (1000, -0.10, 20, 0.87),
        (1000, -0.15, 12, 0.98),
    ],
)
def test_een_blijvende_verschuiving_wordt_gezien(niveau, verschil, basis, boek):
    """Within three quarters, counts with a variance of 1.5 times the mean."""
    rng = np.random.default_rng([niveau, basis])
    midden, grillig = reeksen(rng, 1500, basis + 6, niveau, 1.5)
    midden[:, -3:] *= 1 + verschil
    gezien = deel([alarm(r, basis, 3) for r in getrokken(rng, midden, grillig)])
    assert gezien == pytest.approx(boek, abs=0.035)
    assert (niveau, verschil, basis) != (500, -0.15, 20) or gezien >= 0.90


def test_de_kans_die_erbij_staat_is_nooit_te_klein():
    """Of series without a change at most one in twenty has p <= .05, one in a hundred p <= .01."""
    rng = np.random.default_rng(50)
    p = [aantallen(r).p for r in getrokken(rng, *reeksen(rng, 1500, 24, 500, 2))]
    assert hoogstens([k <= 0.05 for k in p], 0.05)
    assert hoogstens([k <= 0.01 for k in p], 0.01)
    assert deel([k <= 0.05 for k in p]) >= 0.02


@pytest.mark.traag
@pytest.mark.parametrize(("noemer", "kans"), [(60, 0.9), (165, 0.6), (500, 0.3)])
def test_een_aandeel_dat_gelijk_blijft_geeft_zelden_alarm(noemer, kans):
    rng = np.random.default_rng(noemer)
    noemers = rng.poisson(noemer, (1500, 27)).clip(noemer // 2)
    tellers = rng.binomial(noemers, kans).tolist()
    noemers = noemers.tolist()
    vlaggen = [
        any(aandelen(x[t - 24 : t], n[t - 24 : t]).regel for t in range(24, 28))
        for x, n in zip(tellers, noemers, strict=True)
    ]
    assert hoogstens(vlaggen, 0.025)


@pytest.mark.traag
def test_een_aandeel_dat_echt_daalt_wordt_gezien():
    rng = np.random.default_rng(6)
    kans = np.full((500, 26), 0.7)
    kans[:, -3:] = 0.5
    tellers = rng.binomial(165, kans).tolist()
    gezien = deel([any(aandelen(x[t - 24 : t], [165] * 24).regel for t in (24, 25, 26)) for x in tellers])
    assert gezien >= 0.95


def standen(rng, aantal, basis, phi, blijft=0.69, nieuw=550.0):
    """Arrivals of basis + 7 quarters, and of the last four quarters who is new and who left since a year before."""
    aanloop = 25
    lengte = aanloop + basis + 7
    komt = np.array(getrokken(rng, *reeksen(rng, aantal, lengte, nieuw, phi)))
    leeft = np.zeros_like(komt)
    totaal, paren = {}, []
    for t in range(lengte):
        leeft[:, :t] = rng.binomial(leeft[:, :t], blijft)
        leeft[:, t] = komt[:, t]
        totaal[t] = leeft.sum(axis=1)
        if t >= lengte - 4:
            paren.append((leeft[:, t - 3 : t + 1].sum(axis=1), totaal[t - 4] - leeft[:, : t - 3].sum(axis=1)))
    return komt[:, aanloop:].tolist(), [np.stack(p, axis=1).tolist() for p in paren]


@pytest.mark.traag
@pytest.mark.parametrize(("phi", "basis"), [(1, 20), (1.5, 20), (2, 20), (2, 12)])
def test_een_stand_zonder_verandering_geeft_zelden_alarm(phi, basis):
    """The noise of the arrivals is itself estimated: the limit must know of how many quarters."""
    rng = np.random.default_rng([int(10 * phi), basis])
    komt, paren = standen(rng, 1000, basis, phi)
    vlaggen = []
    for i, rij in enumerate(komt):
        ruis = [max(1.0, aantallen(rij[k : k + basis + 4], basis=basis).spreiding) for k in range(4)]
        vlaggen.append(any(voorraad(*paren[k][i], phi=ruis[k], basis=basis).signaal for k in range(4)))
    assert hoogstens(vlaggen, 0.03)
    assert deel(vlaggen) <= 0.03


def test_een_stand_die_echt_verandert_wordt_gezien():
    rng = np.random.default_rng(9)
    nieuw, weg = rng.poisson(1100, 300).tolist(), rng.poisson(1400, 300).tolist()
    gezien = [voorraad(n, w, phi=1.5, basis=20).signaal for n, w in zip(nieuw, weg, strict=True)]
    assert deel(gezien) >= 0.9
