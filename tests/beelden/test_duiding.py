"""Titels en zinnen beweren niet meer dan de getallen dragen. De voorbeelden staan bij elke functie zelf."""

import pytest

from sociaaldomein.beelden import duiding, geldduiding
from sociaaldomein.grond.kwartaal import Kwartaal

K = Kwartaal(2023, 1)


@pytest.mark.parametrize(
    ("nu", "toen", "geschat", "uitslag"),
    [
        (1130, 1100, True, "meer"),
        (1100, 1130, True, "minder"),
        (1130, 1130, True, "gelijk"),
        (54, 50, True, "gelijk"),
        (55, 50, True, "meer"),
        (54, 50, False, "meer"),
        (49, 500, False, ""),
        (500, 49, False, ""),
        (None, 100, False, ""),
        (100, None, True, ""),
    ],
)
def test_claims_only_what_the_numbers_carry(nu, toen, geschat, uitslag):
    assert duiding.vergelijk(nu, toen, geschat) == uitslag


def test_rounding_alone_never_makes_a_trend():
    """Two counts rounded to 5 that differ by one step may be claimed: their true difference has that sign."""
    for a in range(50, 120):
        for b in range(50, 120):
            rond = [5 * int(x / 5 + 0.5) for x in (a, b)]
            if duiding.vergelijk(*rond, True) == "meer":
                assert a > b


def test_no_title_across_the_trend_break():
    voor_en_na = [7.9, 8.0, 8.2, 8.4, 8.4, 9.4]
    assert "duurt korter dan" in duiding.titel_looptijd(voor_en_na, 5, 400)
    assert "langer" not in duiding.titel_looptijd(voor_en_na, 4, 400)


def test_no_trend_on_small_numbers_of_trajecten():
    assert "loopt" not in duiding.titel_looptijd([8.0, 8.5, 9.0, 9.5], 0, 49)


def test_the_largest_group_is_named_only_when_it_clearly_is():
    assert duiding.titel_grootste(["a", "b"], [100, 98], "{naam}", "neutraal") == "neutraal"
    assert duiding.titel_grootste(["onbekend", "b"], [100, 60], "{naam}", "neutraal") == "neutraal"
    assert duiding.titel_grootste(["a", "b"], [None, None], "{naam}", "neutraal") == "neutraal"


def test_age_title_needs_every_class():
    assert duiding.titel_leeftijd(["a", "b", "c"], [3, None, 9]).startswith("Deel van de inwoners")
    assert duiding.titel_leeftijd(["a", "b", "c"], [3, 2, 9]).startswith("Deel van de inwoners")


def test_published_change_without_the_year_before():
    zin = duiding.zin_stand(K, "jeugdigen", 1128, duiding.zin_eerder(None, verandering=2.7))
    assert zin.endswith("Dat is 2,7% meer dan een jaar eerder.")
    assert "6% minder" in duiding.zin_eerder(None, verandering=-6.0)


def test_saving_speaks_of_the_total_only():
    assert geldduiding.titel_besparing(2023, 1.5, 1.9, "2,6 miljoen") == "De besparing ligt in 2023 onder het pad"
    gehaald = geldduiding.titel_besparing(2023, 2.6, 1.9, "2,6 miljoen", True)
    assert gehaald == "De besparing haalt het doel van 2,6 miljoen"
    assert "nog niet bekend" in geldduiding.zin_besparing(2023, None, None, False)
