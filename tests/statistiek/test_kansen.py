"""Wilson en Benjamini-Hochberg: gepubliceerde cijfers, en nagerekend vanuit de omschrijving."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narekenen import gedrukt, kaal, weigert

from sociaaldomein.statistiek.kans import benjamini_hochberg, wilson

BH1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
BH1995 += [0.7590, 1]  # Benjamini and Hochberg 1995, section 3
KANSEN = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("x", "n", "grenzen"),
    [(81, 263, ".2553 .3662"), (0, 20, "0.0000 .1611"), (8, 20, ".2188 .6134")],
)
def test_controlecijfers_van_wilson(x, n, grenzen):
    assert list(wilson(x, n)) == gedrukt(grenzen)


@given(st.integers(1, 3000), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.998]))
@settings(max_examples=60)
def test_de_grenzen_van_wilson_liggen_waar_de_toets_omslaat(n, deel, zekerheid):
    """Each limit is a p of which x lies exactly z standard errors away."""
    x = round(n * deel)
    z = NormalDist().inv_cdf((1 + zekerheid) / 2)
    laag, hoog = wilson(x, n, zekerheid=zekerheid)
    assert 0 <= laag <= x / n <= hoog <= 1
    for p in (laag, hoog):
        assert (x / n - p) ** 2 == pytest.approx(z * z * p * (1 - p) / n, rel=1e-6, abs=1e-12)
    assert (laag == pytest.approx(0, abs=1e-12)) == (x == 0)
    assert list(wilson(n - x, n, zekerheid=zekerheid)) == pytest.approx([1 - hoog, 1 - laag])
    kaal(wilson(x, n, zekerheid=zekerheid))


@pytest.mark.parametrize(("x", "n"), [(0, 0), (5, 0), (-1, 20), (21, 20), (5, -20)])
def test_een_onmogelijk_aandeel_wordt_geweigerd(x, n):
    weigert(wilson, x, n)


def test_controlecijfers_van_benjamini_hochberg():
    aangepast = benjamini_hochberg(BH1995)
    boek = ".0015 .003 .0095 .0356 .0603 .0639 .0639 .0645 .0765 .486 .5812 .7149 .7532 .8132 1"
    assert list(aangepast) == gedrukt(boek)
    assert sum(q <= 0.05 for q in aangepast) == 4
    assert sum(p <= 0.05 / 15 for p in BH1995) == 3


@given(KANSEN)
@settings(max_examples=60)
def test_benjamini_hochberg_nagerekend(p):
    zelf = [min(1, *(len(p) * groter / sum(q <= groter for q in p) for groter in p if groter >= k)) for k in p]
    uit = benjamini_hochberg(p)
    assert list(uit) == pytest.approx(zelf)
    assert all(q >= k - 1e-12 for q, k in zip(uit, p, strict=True))
    kaal(uit)


@given(KANSEN, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_de_volgorde_doet_er_niet_toe(p, toeval):
    volgorde = list(range(len(p)))
    toeval.shuffle(volgorde)
    eerst = benjamini_hochberg(p)
    assert list(benjamini_hochberg([p[i] for i in volgorde])) == pytest.approx([eerst[i] for i in volgorde])


@given(KANSEN)
@settings(max_examples=25)
def test_een_kans_van_een_erbij_maakt_niets_opvallender(p):
    assert all(na >= voor for voor, na in zip(benjamini_hochberg(p), benjamini_hochberg([*p, 1.0]), strict=False))


def test_niets_en_een():
    assert benjamini_hochberg([]) == ()
    assert benjamini_hochberg([0.03]) == (pytest.approx(0.03),)


@pytest.mark.parametrize("p", [[-0.1, 0.5], [0.5, 1.1], [math.nan, 0.5]])
def test_een_kans_buiten_0_en_1_wordt_geweigerd(p):
    weigert(benjamini_hochberg, p)


def test_van_wat_genoemd_wordt_is_hoogstens_een_op_de_tien_toeval():
    """2,000 editions of 60 figures, of which 0, 6 or 12 really changed."""
    rng = np.random.default_rng(1995)
    for echt in (0, 6, 12):
        vals = []
        for _ in range(2000):
            z = rng.standard_normal(60)
            z[:echt] += 4
            q = np.array(benjamini_hochberg([math.erfc(abs(x) / math.sqrt(2)) for x in z.tolist()]))
            genoemd = q <= 0.10
            vals.append(genoemd[echt:].sum() / max(1, genoemd.sum()))
        assert np.mean(vals) <= 0.10 + 2 * np.std(vals) / math.sqrt(len(vals)), echt
