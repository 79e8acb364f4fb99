"""De rekeningendriehoek: de gepubliceerde RAA-driehoek, en nagerekend met breuken."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from narekenen import diagonalen, gedrukt, kaal, mack, weigert

from sociaaldomein.statistiek.driehoek import bornhuetter_ferguson, chain_ladder, vreemde_diagonaal

RAA = [  # Reinsurance Association of America, 1981-1990; Mack 1994
    [5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
    [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
    [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
    [5655, 11555, 15766, 21266, 23425, 26083, 27067],
    [1092, 9565, 15836, 22169, 25955, 26180],
    [1513, 6445, 11702, 12935, 15852],
    [557, 4020, 10946, 12314],
    [1351, 6947, 13112],
    [3133, 5395],
    [2063],
]
STAPPEN = st.floats(0.9, 3.0)


@st.composite
def driehoeken(draw, minstens=0):
    """Cumulative triangles of 4 to 7 columns, with up to three rows that are complete before the first that is not."""
    breed = draw(st.integers(4, 7))
    rijen = []
    for lengte in [breed] * draw(st.integers(minstens, 3)) + list(range(breed, 0, -1)):
        rij = [draw(st.integers(100, 9000))]
        for _ in range(lengte - 1):
            rij.append(max(1, round(rij[-1] * draw(STAPPEN))))
        rijen.append(rij)
    return rijen


def test_controlecijfers_van_chain_ladder():
    uit = chain_ladder(RAA)
    assert list(uit.factoren) == gedrukt("2.999 1.624 1.271 1.172 1.113 1.042 1.033 1.017 1.009")
    assert list(uit.sigma2) == gedrukt("27883 1109 691 61.2 119 40.8 1.34 7.88 1.34")
    assert sum(r[-1] for r in RAA) == 160987
    assert (sum(uit.eindstand), sum(uit.nog_te_komen)) == (gedrukt("213122.23"), gedrukt("52135.23"))
    assert uit.fout_totaal == gedrukt("26909.01")
    boek = "0.00 206.22 623.38 747.18 1469.46 2001.86 2209.24 5357.87 6333.17 24566.29"
    assert list(uit.fout) == gedrukt(boek)
    kaal(uit)


def test_controlecijfers_van_bornhuetter_ferguson():
    uit = bornhuetter_ferguson(RAA, 20000)
    boek = "18834 16886.65 23978.69 28207.04 28079.10 19594.46 18438.53 22194.06 18670.16 19820.91"
    assert list(uit) == gedrukt(boek)
    assert sum(uit) - 160987 == gedrukt("53716.60")
    kaal(uit)


@given(driehoeken())
@settings(max_examples=40)
def test_chain_ladder_nagerekend(rijen):
    uit, zelf = chain_ladder(rijen), mack(rijen)
    for naam in ("factoren", "sigma2", "eindstand"):
        assert list(getattr(uit, naam)) == pytest.approx(list(map(float, zelf[naam])), rel=1e-7, abs=1e-9), naam
    assert list(uit.nog_te_komen) == pytest.approx(
        [float(u) - r[-1] for u, r in zip(zelf["eindstand"], rijen, strict=True)], rel=1e-7, abs=1e-6
    )
    assert list(uit.fout) == pytest.approx(zelf["fout"], rel=1e-6, abs=1e-6)
    assert uit.fout_totaal == pytest.approx(zelf["fout_totaal"], rel=1e-6, abs=1e-6)


@given(driehoeken(), st.integers(0, 20000))
@settings(max_examples=25)
def test_bornhuetter_ferguson_nagerekend(rijen, vooraf):
    factoren = mack(rijen)["factoren"]
    zelf = [r[-1] + float(1 - 1 / math.prod(factoren[len(r) - 1 :], start=1)) * vooraf for r in rijen]
    assert list(bornhuetter_ferguson(rijen, vooraf)) == pytest.approx(zelf)


@given(driehoeken())
@settings(max_examples=25)
def test_met_de_eigen_eindstand_vooraf_zeggen_beide_hetzelfde(rijen):
    """BF with the chain ladder's own ultimate as the prior is the chain ladder."""
    eindstand = chain_ladder(rijen).eindstand
    for i, vooraf in enumerate(eindstand):
        assert bornhuetter_ferguson(rijen, vooraf)[i] == pytest.approx(eindstand[i])


@given(driehoeken())
@settings(max_examples=25)
def test_none_in_de_toekomst_is_een_kortere_rij(rijen):
    vol = [[*r, *[None] * (len(rijen[0]) - len(r))] for r in rijen]
    assert chain_ladder(vol) == chain_ladder(rijen)
    assert bornhuetter_ferguson(vol, 500) == bornhuetter_ferguson(rijen, 500)
    assert vreemde_diagonaal(vol) == vreemde_diagonaal(rijen)


@given(driehoeken(), st.integers(2, 100))
@settings(max_examples=25)
def test_in_centen_of_euros_is_hetzelfde(rijen, keer):
    eerst, daarna = chain_ladder(rijen), chain_ladder([[keer * c for c in r] for r in rijen])
    assert list(daarna.factoren) == pytest.approx(list(eerst.factoren))
    assert list(daarna.fout) == pytest.approx([keer * f for f in eerst.fout], rel=1e-6, abs=1e-6)
    assert daarna.fout_totaal == pytest.approx(keer * eerst.fout_totaal, rel=1e-6, abs=1e-6)


@given(driehoeken(minstens=2))
@settings(max_examples=40)
def test_de_vreemde_diagonaal_nagerekend(rijen):
    """Rows enough that every factor rests on three ratios or more: then nothing needs a rule for the last one."""
    assume(min(mack(rijen)["sigma2"]) > 1e-6)
    uit, zelf = vreemde_diagonaal(rijen), diagonalen(rijen)
    kaal(uit)
    assert len(uit) == len(rijen)
    assert list(uit) == [d if d is None else pytest.approx(d, rel=1e-6, abs=1e-9) for d in zelf]


def test_een_keer_heel_anders_gefactureerd_valt_op():
    """Twenty quarters of nine delays, calm; in the fourteenth six of ten invoices stay away, and come one later."""
    per = [400, 300, 120, 60, 40, 30, 20, 20, 10]
    rustig = [[p * (100 + (7 * i + 11 * k) % 9 - 4) for k, p in enumerate(per)] for i in range(20)]
    for weg, vreemd in ((0.0, False), (0.6, True)):
        bij = [list(r) for r in rustig]
        for i in range(20):
            k = 13 - i
            if 0 <= k < 8:
                blijft = round(bij[i][k] * weg)
                bij[i][k], bij[i][k + 1] = bij[i][k] - blijft, bij[i][k + 1] + blijft
        rijen = [[sum(r[: k + 1]) for k in range(min(9, 20 - i))] for i, r in enumerate(bij)]
        uit = vreemde_diagonaal(rijen)
        assert ((uit[13] or 0) > 3.5) == vreemd or ((uit[14] or 0) > 3.5) == vreemd
        assert any(d is not None and d > 3.5 for d in uit) == vreemd


def test_een_driehoek_zonder_schommeling_heeft_geen_fout():
    """Every row grows alike: the factors are sure, and nothing is divided by nothing."""
    rijen = [[c * (i + 1) for c in (100, 150, 180, 180, 198)[: 5 - i]] for i in range(5)]
    uit = chain_ladder(rijen)
    kaal(uit)
    assert list(uit.factoren) == pytest.approx([1.5, 1.2, 1.0, 1.1])
    assert list(uit.eindstand) == pytest.approx([198.0 * (i + 1) for i in range(5)])
    assert (list(uit.fout), uit.fout_totaal) == (pytest.approx([0] * 5, abs=1e-4), pytest.approx(0, abs=1e-4))
    kaal(vreemde_diagonaal(rijen))


def test_creditnotas_mogen():
    """A cumulative amount may fall: a factor below one is no error."""
    rijen = [[100, 120, 110], [200, 250, 228], [150, 170], [130]]
    uit = chain_ladder(rijen)
    assert uit.factoren[1] == pytest.approx((110 + 228) / (120 + 250))
    assert uit.nog_te_komen[2] < 0


def test_een_volledige_rij_heeft_niets_meer_te_komen():
    uit = chain_ladder(RAA)
    assert (uit.nog_te_komen[0], uit.fout[0], uit.eindstand[0]) == (0, 0, 18834)


@pytest.mark.parametrize(
    "driehoek",
    [
        [],
        [[]],
        [[100, 120, 130], [0, 90], [80]],
        [[100, 120, 130], [-5, 90], [80]],
        [[100, 120, 130, 135], [70, None, 90], [80, 95], [60]],  # a gap
        [[100, 120, 130, 135], [70, math.nan, 90], [80, 95], [60]],
        [[100, 120], [80]],  # one ratio says nothing about how ratios differ
        [[100, 120, 130], [70], [80]],
    ],
)
def test_een_onmogelijke_driehoek_wordt_geweigerd(driehoek):
    weigert(chain_ladder, driehoek)
    weigert(bornhuetter_ferguson, driehoek, 100)
    weigert(vreemde_diagonaal, driehoek)
