"""Kaplan-Meier: gepubliceerde cijfers, de valkuilen, en nagerekend met breuken."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narekenen import gedrukt, gemiddeld, kaal, stappen, weigert

from sociaaldomein.statistiek.overleving import kaplan_meier

# 6-mercaptopurine, the textbook example of Kaplan-Meier (Freireich and others 1963), in weeks
GEBEURD = [6, 6, 6, 7, 10, 13, 16, 22, 23]
NOG_BEZIG = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
# Channing House, the men (R package boot): months of age at entry and at the end; first where the end was an event
MET = """782-909 1020-1128 856-969 915-957 863-983 906-1012 955-1055 943-1025 943-1043 837-945 966-1009 936-971
919-1033 852-869 1073-1139 925-1036 967-1085 854-989 964-1029 984-1053 1046-1080 871-872 847-893 853-894
967-985 1063-1094 856-927 865-948 1051-1059 1010-1012 878-911 1021-1094 921-993 836-876 919-993 751-777
906-966 835-907 946-1031 759-781 962-998 984-1022 891-932 835-898 1039-1060 1010-1044"""
ZONDER = """806-943 969-1001 923-1060 865-1002 953-1031 871-945 982-1006 883-959 817-843 875-1012 821-956 936-1073
971-1107 830-940 885-911 894-1031 893-996 866-895 878-1015 820-957 1007-1043 879-1016 956-1093 890-1027
1041-1044 978-1005 836-973 938-1064 886-1023 876-1013 955-977 823-960 960-1047 843-943 856-951 847-984
1027-1058 988-1045 978-1018 981-1118 926-970 1036-1070 1016-1153 969-1106 900-936 898-906 846-866 962-966
959-972 909-914"""
CHANNING = [(*map(int, p.split("-")), soort) for soort, t in ((True, MET), (False, ZONDER)) for p in t.split()]


def zes_mp():
    return kaplan_meier(GEBEURD + NOG_BEZIG, [True] * len(GEBEURD) + [False] * len(NOG_BEZIG))


def per_dag(uit) -> dict:
    """The rows of the days on which something happened; days with a censoring only may be rows or not."""
    rijen = zip(uit.dagen, uit.aan_zet, uit.gebeurtenissen, uit.blijft, uit.fout, strict=True)
    return {dag: rest for dag, *rest in rijen if rest[1]}


def test_controlecijfers_van_het_leerboek():
    uit = zes_mp()
    dagen = [6, 7, 10, 13, 16, 22, 23]
    assert [uit.blijft_op(d) for d in dagen] == gedrukt(".857 .807 .753 .690 .627 .538 .448")
    assert [per_dag(uit)[d][3] for d in dagen] == gedrukt(".0764 .0869 .0963 .1068 .1141 .1282 .1346")
    assert [per_dag(uit)[d][:2] for d in dagen] == [[21, 3], [17, 1], [15, 1], [12, 1], [11, 1], [7, 1], [6, 1]]
    assert list(uit.grenzen_op(6)) == gedrukt(".6197 .9516")
    assert uit.kwantiel(0.5) == 23
    assert uit.gemiddeld_tot(23)[0] == gedrukt("17.9092")
    assert list(uit.gemiddeld_tot(35)) == gedrukt("23.2874 2.8275")


def test_wie_later_in_beeld_komt_telt_pas_dan_mee():
    uit = kaplan_meier([5, 4, 7, 2, 8, 5], [True] * 6, [3.9, 0, 4.9, 0.9, 1.9, 0.9])
    assert [uit.blijft_op(d) for d in (2, 4, 5, 7, 8)] == gedrukt(".75 .5625 .2812 .1406 0.0000")


def channing(vanaf=0, met_instap=True):
    rijen = [(max(vanaf, e), t, g) for e, t, g in CHANNING if t > vanaf]
    duur, gebeurd = [t for _, t, _ in rijen], [g for *_, g in rijen]
    return kaplan_meier(duur, gebeurd, [e for e, *_ in rijen] if met_instap else None)


def test_een_lijn_die_met_twee_mensen_begint_is_voor_altijd_leeg():
    """Of the 97 men of Channing House one was never in view; the first at risk are two, and then one."""
    assert (len(CHANNING), sum(g for *_, g in CHANNING)) == (96, 46)
    uit = channing()
    assert (uit.blijft_op(777), uit.blijft_op(781), uit.blijft_op(1100)) == (gedrukt(".5000"), 0, 0)
    assert uit.kwantiel(0.5) == 777
    kaal(uit.gemiddeld_tot(1100))


def test_controlecijfers_vanaf_68_jaar():
    uit = channing(816)
    jaren = [uit.blijft_op(12 * j) for j in (75, 80, 85, 90, 95)]
    assert jaren == gedrukt(".8045 .6378 .4544 .2227 .0501")
    assert uit.kwantiel(0.5) == 1009
    zonder = channing(816, met_instap=False)
    assert (zonder.blijft_op(12 * 85), zonder.kwantiel(0.5)) == (gedrukt(".6654"), 1053)


def test_wie_nog_wacht_telt_mee():
    """Of twenty cases eight were ready at 30 days; a median of the finished would say 30."""
    uit = kaplan_meier([30] * 8 + [240] * 12, [True] * 8 + [False] * 12)
    assert uit.blijft_op(30) == pytest.approx(0.6)
    assert (uit.kwantiel(0.4), uit.kwantiel(0.5), uit.kwantiel(0.9)) == (30, None, None)
    assert uit.zekerste_dag(minstens=12) == 240  # so the text can say: longer than 240 days
    assert uit.zekerste_dag(minstens=13) == 30
    assert uit.zekerste_dag() is None


GEVALLEN = st.lists(st.tuples(st.integers(1, 25), st.booleans(), st.integers(0, 24)), min_size=1, max_size=25)


@given(GEVALLEN, st.booleans(), st.integers(1, 25))
@settings(max_examples=60)
def test_nagerekend_met_en_zonder_instap(gevallen, met_instap, tau):
    gevallen = [(d, g, min(e, d - 1) if met_instap else 0) for d, g, e in gevallen]
    duur, gebeurd, instap = (list(kolom) for kolom in zip(*gevallen, strict=True))
    uit = kaplan_meier(duur, gebeurd, instap if met_instap else None)
    trap = stappen(duur, gebeurd, instap)
    assert per_dag(uit).keys() == {dag for dag, *_ in trap}
    for dag, n, weg, blijft, som in trap:
        aan_zet, gebeurtenissen, s, fout = per_dag(uit)[dag]
        assert (aan_zet, gebeurtenissen) == (n, weg)
        assert (s, uit.blijft_op(dag)) == (pytest.approx(float(blijft)), pytest.approx(float(blijft)))
        assert not blijft or fout == pytest.approx(float(blijft) * math.sqrt(som))
        if 0 < blijft < 1:
            breed = 1.959964 * math.sqrt(som) / abs(math.log(blijft))
            grenzen = [float(blijft) ** math.exp(breed), float(blijft) ** math.exp(-breed)]
            assert list(uit.grenzen_op(dag)) == pytest.approx(grenzen, rel=1e-5)
    assert uit.blijft_op(0) == 1
    tau = min(tau, max(duur))
    assert list(uit.gemiddeld_tot(tau)) == pytest.approx(gemiddeld(trap, tau), abs=1e-9)
    for deel in (0.25, 0.5, 0.9):
        assert uit.kwantiel(deel) == next((dag for dag, *_, s, _ in trap if s <= 1 - deel + 1e-12), None)
    for minstens in (1, 3, 30):
        genoeg = [u for u in range(1, 26) if sum(e < u <= d for d, e in zip(duur, instap, strict=True)) >= minstens]
        assert uit.zekerste_dag(minstens=minstens) == max(genoeg, default=None)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40), st.integers(1, 40))
@settings(max_examples=40)
def test_zonder_open_gevallen_is_het_een_gewone_telling(duur, tau):
    uit = kaplan_meier(duur, [True] * len(duur))
    for dag in range(42):
        assert uit.blijft_op(dag) == pytest.approx(sum(d > dag for d in duur) / len(duur), abs=1e-12)
    afgekapt = [min(d, tau) for d in duur]
    gemiddelde = sum(afgekapt) / len(duur)
    fout = math.sqrt(sum((a - gemiddelde) ** 2 for a in afgekapt)) / len(duur)
    assert list(uit.gemiddeld_tot(tau)) == pytest.approx([gemiddelde, fout], abs=1e-9)


@pytest.mark.parametrize("n", [*range(2, 42, 2), 1000])
def test_precies_de_helft_is_gehaald(n):
    """S falls to one half, whatever the rounding of the product; so with a tenth."""
    uit = kaplan_meier(list(range(1, n + 1)), [True] * n)
    assert uit.kwantiel(0.5) == n // 2
    assert n % 10 or uit.kwantiel(0.9) == n * 9 // 10


@given(GEVALLEN, st.integers(1, 500))
@settings(max_examples=25)
def test_een_week_later_beginnen_schuift_alles_een_week_op(gevallen, erbij):
    duur, gebeurd, instap = (
        list(kolom) for kolom in zip(*[(d, g, min(e, d - 1)) for d, g, e in gevallen], strict=True)
    )
    eerst = kaplan_meier(duur, gebeurd, instap)
    daarna = kaplan_meier([d + erbij for d in duur], gebeurd, [e + erbij for e in instap])
    assert per_dag(daarna) == {dag + erbij: rij for dag, rij in per_dag(eerst).items()}


@given(GEVALLEN, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_de_volgorde_van_de_gevallen_doet_er_niet_toe(gevallen, toeval):
    anders = list(gevallen)
    toeval.shuffle(anders)
    eerst, daarna = ([list(k) for k in zip(*rijen, strict=True)][:2] for rijen in (gevallen, anders))
    assert kaplan_meier(*eerst) == kaplan_meier(*daarna)


def test_wie_nooit_in_beeld_was_is_geen_gebeurtenis():
    """Entry on the day of the end: at risk on no day; refused, or left out, but never counted."""
    zonder = per_dag(kaplan_meier([5, 9, 12], [True, False, True], [0, 0, 0]))
    try:
        met = per_dag(kaplan_meier([5, 9, 12, 5], [True, False, True, True], [0, 0, 0, 5]))
    except ValueError:
        return
    assert met == zonder


def test_als_niemand_klaar_is_blijft_iedereen():
    uit = kaplan_meier([10, 20, 30], [False] * 3)
    assert (uit.blijft_op(30), uit.kwantiel(0.1), uit.gemiddeld_tot(20)) == (1, None, (20, 0))
    kaal(uit.grenzen_op(30))


@pytest.mark.parametrize("dag", [3, 5, 8, 12, 13])
def test_grenzen_liggen_om_de_lijn_ook_aan_de_randen(dag):
    uit = kaplan_meier([5, 8, 12], [True] * 3)
    laag, hoog = uit.grenzen_op(dag)
    assert 0 <= laag <= uit.blijft_op(dag) + 1e-12
    assert uit.blijft_op(dag) - 1e-12 <= hoog <= 1


def test_een_grotere_zekerheid_geeft_ruimere_grenzen():
    laag, hoog = zes_mp().grenzen_op(10)
    ruimer = zes_mp().grenzen_op(10, zekerheid=0.99)
    assert ruimer[0] < laag < zes_mp().blijft_op(10) < hoog < ruimer[1]


def test_onmogelijke_gevallen_worden_geweigerd():
    weigert(kaplan_meier, [], [])
    weigert(kaplan_meier, [5, -1], [True, True])
    weigert(kaplan_meier, [5, 6], [True])
    weigert(kaplan_meier, [5, 6], [True, True], [0])
    weigert(kaplan_meier, [5.0, math.nan], [True, True])


def test_wat_eruit_komt_is_gewoon_python():
    uit = zes_mp()
    kaal(uit)
    kaal((uit.kwantiel(0.5), uit.blijft_op(10), uit.grenzen_op(10), uit.gemiddeld_tot(23), uit.zekerste_dag(5)))


def test_ook_als_een_deel_vast_blijft_zitten_klopt_de_mediaan():
    """A share of the cases never gets ready; the others take 31 days in the middle. Seen after 240 days."""
    rng = np.random.default_rng(8)
    for vast in (0.0, 0.3, 0.6):
        echt = np.where(rng.random(4000) < vast, np.inf, np.ceil(rng.lognormal(math.log(31), 0.7, 4000)))
        gezien = rng.integers(1, 240, 4000)  # begun on any day of the last 240
        uit = kaplan_meier(np.minimum(echt, gezien).tolist(), (echt <= gezien).tolist())
        waarheid = float(np.median(echt))
        if math.isinf(waarheid):
            assert uit.kwantiel(0.5) is None
        else:
            assert uit.kwantiel(0.5) == pytest.approx(waarheid, abs=3)


def test_de_grenzen_bevatten_de_waarheid_zo_vaak_als_ze_zeggen():
    """1,000 groups of 60 with a constant chance to stop, a third still busy."""
    rng = np.random.default_rng(88)
    raak = 0
    for _ in range(1000):
        echt, gezien = np.ceil(rng.exponential(100, 60)), rng.integers(60, 200, 60)
        uit = kaplan_meier(np.minimum(echt, gezien).tolist(), (echt <= gezien).tolist())
        laag, hoog = uit.grenzen_op(60)
        raak += laag <= math.exp(-0.6) <= hoog
    assert 0.93 <= raak / 1000 <= 0.97
