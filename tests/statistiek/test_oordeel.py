"""Is een kwartaal anders dan gewoon: de controlecijfers van de regels A en B, en alles nog een keer nagerekend."""

import dataclasses
import itertools
import math
import subprocess
import sys
from statistics import NormalDist

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from narekenen import beide_staarten, gedrukt, grens_t, kaal, kwartalen, terug, weigert

from sociaaldomein.statistiek.gewoon import aandelen, aantallen, bedragen, past, voorraad

RUSTIG = [512, 498, 401, 560, 505, 521, 389, 571, 530, 488, 410, 549, 497, 515, 396, 566, 520, 503, 405, 558]
RUSTIG += [509, 441, 352, 480]
DRUK = [1890, 2110, 1650, 2300, 2150, 1930, 1480, 2520, 1760, 2240, 1720, 2190, 2050, 1870, 1555, 2410, 1930, 2075]
DRUK += [1600, 2330, 1985, 1700, 1330, 1880]
BASES = st.sampled_from([12, 16, 20])


def reeks(laagst=0, hoogst=3000, lengte=24):
    return st.lists(st.integers(laagst, hoogst), min_size=lengte, max_size=lengte + 6)


def bijna(getallen, **kwargs):
    return pytest.approx(list(getallen), **({"rel": 1e-8, "abs": 1e-8} | kwargs))


@pytest.mark.parametrize(
    ("lengte", "basis"),
    [(0, 0), (15, 0), (16, 12), (19, 12), (20, 16), (23, 16), (24, 20), (31, 20)],
)
def test_de_langste_basis_die_past(lengte, basis):
    assert past(lengte) == basis


@pytest.mark.parametrize(("hoogste", "basis"), [(20, 20), (16, 16), (12, 12)])
def test_een_kortere_basis_mag_ook(hoogste, basis):
    assert past(40, hoogste=hoogste) == basis


def test_controlecijfers_van_een_rustige_reeks():
    uit = aantallen(RUSTIG)
    assert uit.basis == 20
    assert uit.spreiding == gedrukt(".2387")
    assert list(uit.z[1:]) == gedrukt("-2.684 -2.267 -3.234")
    assert (uit.som, uit.p_drie, uit.p) == (gedrukt("-4.726"), gedrukt(".00023"), gedrukt(".00046"))
    assert uit.regel == "B"
    assert abs(uit.z[3]) < 3.686
    assert (uit.verwacht[3], uit.laag[3], uit.hoog[3]) == (gedrukt("560.8"), gedrukt("469.2"), gedrukt("660.5"))
    assert uit.zichtbaar_vanaf == gedrukt("9.0")


@pytest.mark.parametrize(("basis", "z"), [(16, "-2.699 -2.212 -3.176"), (12, "-2.431 -2.301 -2.953")])
def test_controlecijfers_met_een_kortere_basis(basis, z):
    for uit in (aantallen(RUSTIG, basis=basis), aantallen(RUSTIG[-basis - 4 :])):
        assert (list(uit.z[1:]), uit.regel, uit.basis) == (gedrukt(z), "B", basis)


def test_controlecijfers_van_een_drukke_reeks():
    uit = aantallen(DRUK)
    assert (uit.spreiding, uit.regel) == (gedrukt("8.4567"), "B")
    assert list(uit.z[1:]) == gedrukt("-2.490 -2.216 -3.204")


@pytest.mark.parametrize(
    ("basis", "een", "drie"), [(12, "4.501", "3.598"), (16, "3.930", "3.247"), (20, "3.686", "3.092")]
)
def test_de_grenzen_van_de_regels(basis, een, drie):
    """The band is exactly as wide as rule A, and what can be seen exactly as much as rule B asks."""
    assert (grens_t(0.002, basis - 4), grens_t(0.007, basis - 4)) == (gedrukt(een), gedrukt(drie))
    for laatste in (*range(300, 470), *range(650, 800)):
        uit = aantallen([*RUSTIG[:-1], laatste], basis=basis)
        assert (not uit.laag[3] <= laatste <= uit.hoog[3]) == (abs(uit.z[3]) > grens_t(0.002, basis - 4))
        assert bool(uit.regel) == (
            abs(uit.z[3]) > grens_t(0.002, basis - 4) or abs(uit.som) > grens_t(0.007, basis - 4)
        )


def test_een_kwartaal_ver_buiten_de_band_is_regel_a():
    uit = aantallen([*RUSTIG[:-4], 509, 503, 403, 300])
    assert (uit.regel, uit.p) == ("A", pytest.approx(2 * uit.p_een))
    assert uit.p_een < uit.p_drie


@pytest.mark.parametrize(("vier", "regel"), [([509, 503, 403, 300], "A"), ([509, 440, 350, 460], "B")])
def test_als_beide_regels_afgaan_telt_de_kleinste_kans(vier, regel):
    uit = aantallen([*RUSTIG[:-4], *vier])
    assert (abs(uit.z[3]) > 3.686, abs(uit.som) > 3.092, uit.regel) == (True, True, regel)


def test_een_kwartaal_dat_al_voorbij_is_geeft_geen_signaal_meer():
    assert abs(aantallen([*RUSTIG[:-4], 250, 503, 403, 560]).z[0]) > 3.686
    assert aantallen([*RUSTIG[:-4], 250, 503, 403, 560]).regel == ""


@given(reeks(), BASES)
@settings(max_examples=40)
def test_aantallen_nagerekend(waarden, basis):
    uit = aantallen(waarden, basis=basis)
    zelf = kwartalen([2 * math.sqrt(y + 3 / 8) for y in waarden], [1.0] * len(waarden), basis, 1.0)
    for naam in ("som", "p_een", "p_drie", "p", "spreiding"):
        assert getattr(uit, naam) == pytest.approx(zelf[naam], rel=1e-7, abs=1e-9), naam
    assert (list(uit.z), uit.regel, uit.basis) == (bijna(zelf["z"]), zelf["regel"], basis)
    assert list(uit.verwacht) == bijna(map(terug, zelf["m"]), abs=1e-6)
    assert list(uit.laag) == bijna(map(terug, zelf["laag"]), abs=1e-6)
    assert list(uit.hoog) == bijna(map(terug, zelf["hoog"]), abs=1e-6)
    niveau = sum(zelf["m"]) / 4
    if terug(niveau) > 1:
        assert uit.zichtbaar_vanaf == pytest.approx(100 * (terug(niveau + zelf["te_zien"]) / terug(niveau) - 1))


@given(st.lists(st.tuples(st.integers(20, 400), st.floats(0, 1)), min_size=24, max_size=30), BASES)
@settings(max_examples=40)
def test_aandelen_nagerekend(paren, basis):
    noemers = [n for n, _ in paren]
    tellers = [round(n * deel) for n, deel in paren]
    uit = aandelen(tellers, noemers, basis=basis)
    hoeken = [math.asin(math.sqrt((x + 3 / 8) / (n + 3 / 4))) for x, n in zip(tellers, noemers, strict=True)]
    zelf = kwartalen(hoeken, [4.0 * n for n in noemers], basis, 1.0)
    for naam in ("som", "p_een", "p_drie", "p", "spreiding"):
        assert getattr(uit, naam) == pytest.approx(zelf[naam], rel=1e-7, abs=1e-9), naam
    assert (list(uit.z), uit.regel, uit.basis) == (bijna(zelf["z"]), zelf["regel"], basis)
    for naam, van in (("verwacht", "m"), ("laag", "laag"), ("hoog", "hoog")):
        for q, waarde in enumerate(getattr(uit, naam)):
            hoek = min(max(zelf[van][q], 0.0), math.pi / 2)
            # the 3/8 in the transform may be taken out again or not: at most 3/8 of a person
            assert waarde == pytest.approx(100 * math.sin(hoek) ** 2, abs=38 / noemers[-4 + q]), naam
            assert 0 <= waarde <= 100


@given(st.lists(st.floats(1, 1e7), min_size=24, max_size=30), st.sampled_from([16, 20]))
@settings(max_examples=40)
def test_bedragen_nagerekend(waarden, basis):
    zelf = kwartalen([math.log(y) for y in waarden], [1.0] * len(waarden), basis, 1e-12)
    assume(zelf["spreiding"] > 1e-6)
    uit = bedragen(waarden, basis=basis)
    for naam in ("som", "p_een", "p_drie", "p", "spreiding"):
        assert getattr(uit, naam) == pytest.approx(zelf[naam], rel=1e-6, abs=1e-9), naam
    assert (list(uit.z), uit.regel, uit.basis) == (bijna(zelf["z"], rel=1e-6), zelf["regel"], basis)
    assert list(uit.verwacht) == bijna(map(math.exp, zelf["m"]))
    assert list(uit.laag) == bijna(map(math.exp, zelf["laag"]), rel=1e-6)
    assert list(uit.hoog) == bijna(map(math.exp, zelf["hoog"]), rel=1e-6)
    assert uit.zichtbaar_vanaf == pytest.approx(100 * (math.exp(zelf["te_zien"]) - 1), rel=1e-6)


@given(reeks(), BASES, st.integers(0, 19), st.integers(0, 3000))
@settings(max_examples=40)
def test_een_kwartaal_van_de_basis_raakt_alleen_zijn_eigen_kwartaal(waarden, basis, plek, nieuw):
    anders = list(waarden)
    anders[-basis - 4 + plek % basis] = nieuw
    eerst, daarna = aantallen(waarden, basis=basis), aantallen(anders, basis=basis)
    gelijk = [a == pytest.approx(b) for a, b in zip(eerst.verwacht, daarna.verwacht, strict=True)]
    assert all(g for q, g in enumerate(gelijk) if q != plek % 4)


@given(reeks(lengte=28), BASES, st.data())
@settings(max_examples=25)
def test_wat_voor_de_basis_ligt_doet_niet_mee(waarden, basis, data):
    eerder = data.draw(st.lists(st.integers(0, 10**6), max_size=9))
    assert aantallen(eerder + waarden, basis=basis) == aantallen(waarden, basis=basis)
    assert aantallen(waarden[-basis - 4 :], basis=basis) == aantallen(waarden, basis=basis)


@given(reeks(), BASES, st.integers(0, 3000))
@settings(max_examples=25)
def test_het_beoordeelde_kwartaal_maakt_zijn_eigen_band_niet(waarden, basis, laatste):
    eerst, daarna = aantallen(waarden, basis=basis), aantallen([*waarden[:-1], laatste], basis=basis)
    for naam in ("verwacht", "laag", "hoog", "spreiding", "zichtbaar_vanaf"):
        assert getattr(eerst, naam) == getattr(daarna, naam)
    assert eerst.z[:3] == daarna.z[:3]


@given(reeks(lengte=24), st.permutations(range(5)))
@settings(max_examples=25)
def test_de_volgorde_van_de_jaren_in_de_basis_doet_er_niet_toe(waarden, volgorde):
    waarden = waarden[-24:]
    jaren = list(itertools.chain.from_iterable(waarden[4 * j : 4 * j + 4] for j in volgorde))
    eerst, daarna = aantallen(waarden), aantallen(jaren + waarden[20:])
    assert (list(daarna.z), daarna.regel) == (bijna(eerst.z), eerst.regel)


@given(st.lists(st.floats(10, 1e6), min_size=24, max_size=24), st.floats(0.01, 1000))
@settings(max_examples=25)
def test_een_andere_munt_verandert_geen_oordeel_over_bedragen(waarden, koers):
    assume(any(abs(a / b - 1) > 0.01 for a, b in zip(waarden[:16], waarden[4:20], strict=True)))
    eerst, daarna = bedragen(waarden), bedragen([koers * w for w in waarden])
    assert list(daarna.z) == bijna(eerst.z, rel=1e-4, abs=1e-4)
    assert list(daarna.hoog) == bijna([koers * h for h in eerst.hoog], rel=1e-6)


@given(st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1)), min_size=24, max_size=24))
@settings(max_examples=25)
def test_wie_het_wel_haalde_en_wie_niet_is_hetzelfde_oordeel(paren):
    noemers = [n for n, _ in paren]
    wel = [round(n * deel) for n, deel in paren]
    niet = [n - x for n, x in zip(noemers, wel, strict=True)]
    eerst, daarna = aandelen(wel, noemers), aandelen(niet, noemers)
    assert list(daarna.z) == bijna([-z for z in eerst.z])
    assert list(daarna.verwacht) == bijna([100 - v for v in eerst.verwacht])
    assert list(daarna.hoog) == bijna([100 - v for v in eerst.laag])


@given(reeks(0, 12), BASES)
@settings(max_examples=40)
def test_bij_kleine_getallen_ligt_de_verwachting_binnen_de_band(waarden, basis):
    """Squaring a limit below nothing would turn it round."""
    uit = aantallen(waarden, basis=basis)
    for laag, verwacht, hoog in zip(uit.laag, uit.verwacht, uit.hoog, strict=True):
        assert 0 <= laag <= verwacht + 1e-9 <= hoog + 1e-9


@pytest.mark.parametrize("teller", [0, 100])
def test_een_aandeel_van_niets_of_alles_blijft_tussen_0_en_100(teller):
    uit = aandelen([teller] * 24, [100] * 24)
    assert uit.regel == ""
    for laag, verwacht, hoog in zip(uit.laag, uit.verwacht, uit.hoog, strict=True):
        assert 0 <= laag <= verwacht + 1e-9 <= hoog + 1e-9 <= 100 + 1e-9


@pytest.mark.parametrize("waarde", [0, 1, 60, 5000])
def test_altijd_hetzelfde_aantal_is_gewoon(waarde):
    uit = aantallen([waarde] * 24)
    assert (list(uit.z), uit.spreiding, uit.p) == (bijna([0] * 4), pytest.approx(0), pytest.approx(1))
    assert uit.regel == ""
    assert list(uit.verwacht) == bijna([waarde] * 4)
    kaal(uit)


def test_zonder_niveau_is_er_geen_procent():
    assert aantallen([0] * 24).zichtbaar_vanaf is None


def test_een_lege_basis_en_dan_ineens_veel_is_een_signaal():
    assert aantallen([0] * 23 + [50]).regel == "A"


@pytest.mark.parametrize("jaar", [[1234.56] * 4, [100.1, 80.3, 90.7, 110.9]])
def test_bedragen_die_nooit_schommelen_worden_geweigerd(jaar):
    """Without a floor nothing divides by nothing, or by what rounding left over."""
    weigert(bedragen, jaar * 6)
    weigert(bedragen, [*jaar * 5, *(1.01 * b for b in jaar)])


@pytest.mark.parametrize("functie", [aantallen, bedragen])
def test_te_kort_of_onmogelijk_wordt_geweigerd(functie):
    kort = 15 if functie is aantallen else 19
    goed = [float(100 + 7 * (i % 5)) for i in range(24)]
    weigert(functie, goed[:kort])
    weigert(functie, [])
    weigert(functie, goed[:23], basis=20)
    weigert(functie, [*goed[:10], -1.0, *goed[11:]])
    weigert(functie, [*goed[:-1], -1.0])
    weigert(functie, [*goed[:-1], math.nan])
    weigert(functie, [*goed[:10], math.nan, *goed[11:]])
    functie(goed[: kort + 1])


def test_bedragen_vragen_zestien_kwartalen_en_meer_dan_nul():
    goed = [float(100 + 7 * (i % 5)) for i in range(24)]
    weigert(bedragen, goed, basis=12)
    weigert(bedragen, [*goed[:10], 0.0, *goed[11:]])


def test_een_onmogelijk_aandeel_wordt_geweigerd():
    tellers, noemers = [60] * 24, [100] * 24
    weigert(aandelen, tellers[:15], noemers[:15])
    weigert(aandelen, tellers, noemers[:-1])
    weigert(aandelen, [*tellers[:-1], 101], noemers)
    weigert(aandelen, [*tellers[:-1], -1], noemers)
    weigert(aandelen, [*tellers[:-1], 0], [*noemers[:-1], 0])
    weigert(aandelen, [*tellers[:-1], math.nan], noemers)


def test_controlecijfers_van_de_stand():
    assert (voorraad(412, 338, phi=1.5).z, voorraad(412, 338, phi=1.5).signaal) == (gedrukt("2.206"), False)
    assert (voorraad(412, 338).z, voorraad(412, 338).signaal) == (gedrukt("2.702"), True)
    assert voorraad(412, 338).grens == gedrukt("2.576")


@given(st.integers(0, 3000), st.integers(1, 3000), st.floats(1, 9), st.sampled_from([None, 12, 16, 20]))
@settings(max_examples=60)
def test_de_stand_nagerekend(nieuw, weg, phi, basis):
    uit = voorraad(nieuw, weg, phi=phi, basis=basis)
    z = (nieuw - weg) / math.sqrt(phi * (nieuw + weg))
    p = beide_staarten(z, basis - 4) if basis else 2 * NormalDist().cdf(-abs(z))
    assert (uit.z, uit.p) == (pytest.approx(z), pytest.approx(p, rel=1e-6, abs=1e-9))
    assert uit.grens == pytest.approx(grens_t(0.01, basis - 4) if basis else 2.5758, abs=3e-4)
    assert uit.signaal == (abs(z) > uit.grens)
    assert voorraad(weg, nieuw, phi=phi, basis=basis).z == pytest.approx(-z)


def test_een_stand_is_nooit_rustiger_dan_het_toeval():
    assert voorraad(412, 338, phi=0.2387).z == pytest.approx(voorraad(412, 338).z)


def test_een_onmogelijke_stand_wordt_geweigerd():
    weigert(voorraad, -1, 300)
    weigert(voorraad, 300, -1)


def test_wie_niet_wisselt_geeft_geen_signaal():
    uit = voorraad(0, 0)
    assert (uit.z, uit.p, uit.signaal) == (0, 1, False)


def test_wat_eruit_komt_is_gewoon_python_en_ligt_vast():
    for uit in (aantallen(DRUK), bedragen(DRUK), aandelen([60] * 24, [100] * 24), voorraad(412, 338, basis=20)):
        kaal(uit)
        with pytest.raises(dataclasses.FrozenInstanceError):
            uit.p = 0.5
    assert all(len(getattr(aantallen(DRUK), naam)) == 4 for naam in ("z", "verwacht", "laag", "hoog"))


def test_de_trage_bibliotheek_laadt_pas_bij_gebruik():
    modules = ", ".join(f"sociaaldomein.statistiek.{m}" for m in ("gewoon", "kans", "overleving", "driehoek"))
    proef = f"import sys; voor = set(sys.modules); import {modules}; print('scipy.stats' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", proef], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
