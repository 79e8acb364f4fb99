"""XmR-grenzen en de regels over punten op een rij: gepubliceerde cijfers, en nagerekend met een lus."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narekenen import gedrukt, kaal, weigert

from sociaaldomein.statistiek.gewoon import aan_een_kant, op_een_rij, twee_van_drie, xmr

PIEK = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]  # NHSRplotthedots, its own test
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]  # NIST handbook 6.3.2.2
DICHTBIJ = {0: 1.0, 1: 2.5}


def enen(vlaggen) -> list[int]:
    assert all(type(v) is bool for v in vlaggen)
    return [int(v) for v in vlaggen]


def test_xmr_met_een_uitschieter():
    geschift, alles = xmr(PIEK), xmr(PIEK, schift=False)
    assert (geschift.gemiddelde, geschift.hoog, geschift.laag) == (gedrukt("1.94"), gedrukt("4.6"), gedrukt("-0.72"))
    assert (alles.gemiddelde, alles.hoog, alles.laag) == (gedrukt("1.94"), gedrukt("6.95"), gedrukt("-3.06"))


def test_xmr_van_het_handboek_met_beide_factoren():
    vol = xmr(NIST, factor=3 / 1.128)
    assert (vol.gemiddelde, vol.spreiding) == (gedrukt("50.81"), gedrukt("1.8778"))
    assert (vol.laag, vol.hoog) == (gedrukt("45.8159"), gedrukt("55.8041"))
    assert (xmr(NIST).laag, xmr(NIST).hoog) == (gedrukt("45.8151"), gedrukt("55.8049"))


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=30), st.booleans(), st.sampled_from([2.66, 3.0]))
@settings(max_examples=40)
def test_xmr_nagerekend(reeks, schift, factor):
    stappen = [abs(b - a) for a, b in itertools.pairwise(reeks)]
    grens = 3.267 * sum(stappen) / len(stappen)
    over = [s for s in stappen if s < grens] if schift and any(stappen) else stappen
    midden, spreiding = sum(reeks) / len(reeks), sum(over) / len(over)
    uit = xmr(reeks, factor=factor, schift=schift)
    assert (uit.gemiddelde, uit.spreiding) == (pytest.approx(midden), pytest.approx(spreiding))
    assert uit.laag == pytest.approx(midden - factor * spreiding)
    assert uit.hoog == pytest.approx(midden + factor * spreiding)
    kaal(uit)


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=30), st.integers(-1000, 1000))
@settings(max_examples=25)
def test_een_vast_getal_erbij_schuift_de_grenzen_even_ver_op(reeks, erbij):
    eerst, daarna = xmr(reeks), xmr([y + erbij for y in reeks])
    assert daarna.spreiding == pytest.approx(eerst.spreiding)
    assert (daarna.laag, daarna.hoog) == (pytest.approx(eerst.laag + erbij), pytest.approx(eerst.hoog + erbij))


def test_altijd_hetzelfde_heeft_grenzen_op_de_waarde():
    uit = xmr([7] * 12)
    assert (uit.gemiddelde, uit.spreiding, uit.laag, uit.hoog) == (7, 0, 7, 7)


def test_een_stap_precies_op_de_grens_valt_af():
    """Ten steps of a thousand on average, one of 3,267: only what is smaller than 3.267 times the mean stays."""
    reeks = [0, 3267, 3267 - 749, *(3267 - 749 + 748 * (k % 2) for k in range(1, 9))]
    assert xmr(reeks).spreiding == pytest.approx(6733 / 9)
    assert xmr(reeks, schift=False).spreiding == pytest.approx(1000)


@pytest.mark.parametrize("reeks", [[], [5]])
def test_xmr_van_te_weinig_punten_wordt_geweigerd(reeks):
    weigert(xmr, reeks)


def test_xmr_weigert_een_ontbrekende_waarde():
    weigert(xmr, [1.0, math.nan, 2.0])


def test_zeven_aan_een_kant():
    assert enen(aan_een_kant([1] * 8 + [-1], 0)) == [0, 0, 0, 0, 0, 0, 1, 1, 0]
    assert enen(aan_een_kant([-1] * 8 + [1], 0)) == [0, 0, 0, 0, 0, 0, 1, 1, 0]
    assert not any(aan_een_kant([1, 1, 1, 0, 1, 1, 1, 1], 0))


def test_zeven_op_een_rij():
    assert enen(op_een_rij([1, 2, 3, 4, 5, 6, 7])) == [0, 0, 0, 0, 0, 0, 1]
    assert enen(op_een_rij([7, 6, 5, 4, 3, 2, 1])) == [0, 0, 0, 0, 0, 0, 1]
    assert not any(op_een_rij([1, 2, 3, 3, 4, 5, 6]))


def test_twee_van_drie_dicht_bij_de_grens():
    assert enen(twee_van_drie([DICHTBIJ[d] for d in (0, 0, 1, 0, 1, 0, 0)], 0, -3, 3)) == [0, 0, 1, 1, 1, 0, 0]
    assert enen(twee_van_drie([-DICHTBIJ[d] for d in (0, 0, 1, 0, 1, 0, 0)], 0, -3, 3)) == [0, 0, 1, 1, 1, 0, 0]
    assert not any(twee_van_drie([1, 1, 2.5, 1, -2.5, 1, 1], 0, -3, 3))
    assert not any(twee_van_drie([1, 1, 2.5, 1, 3.5, 1, 1], 0, -3, 3))


@given(st.lists(st.integers(-2, 2), max_size=25), st.integers(2, 7), st.integers(-1, 1))
@settings(max_examples=60)
def test_aan_een_kant_nagerekend(reeks, lengte, midden):
    zelf = []
    for i in range(len(reeks)):
        stuk = reeks[max(0, i - lengte + 1) : i + 1]
        eens = all(y > midden for y in stuk) or all(y < midden for y in stuk)
        zelf.append(len(stuk) == lengte and eens)
    assert list(aan_een_kant(reeks, midden, lengte=lengte)) == zelf


@given(st.lists(st.integers(-4, 4), max_size=25), st.integers(2, 5))
@settings(max_examples=60)
def test_op_een_rij_nagerekend(reeks, lengte):
    zelf = []
    for i in range(len(reeks)):
        stuk = reeks[max(0, i - lengte + 1) : i + 1]
        paren = list(itertools.pairwise(stuk))
        zelf.append(len(stuk) == lengte and (all(a < b for a, b in paren) or all(a > b for a, b in paren)))
    assert list(op_een_rij(reeks, lengte=lengte)) == zelf


@given(st.lists(st.sampled_from([-3.5, -2.5, -1, 0, 1, 2.5, 3.5]), max_size=15), st.integers(-5, 5))
@settings(max_examples=60)
def test_twee_van_drie_nagerekend(reeks, erbij):
    """As published: the three are on one side, two of them in the outer third, and all three get the mark."""
    zelf = [False] * len(reeks)
    for i in range(len(reeks) - 2):
        stuk = reeks[i : i + 3]
        eens = all(y > 0 for y in stuk) or all(y < 0 for y in stuk)
        if eens and sum(2 < abs(y) < 3 for y in stuk) >= 2:
            zelf[i : i + 3] = [True] * 3
    assert list(twee_van_drie([y + erbij for y in reeks], erbij, erbij - 3, erbij + 3)) == zelf
