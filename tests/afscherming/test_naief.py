"""De negen manieren waarop een naieve publicatie een klein aantal prijsgeeft: geweigerd, en na afscherming veilig."""

import pytest
from publicaties import beschermd, kruistabel, naief, rij, tafel

from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.grond.profiel import METHODEN

A, KLEIN = "aanvragen", ("aanvragen", "2023-K1", "veiligheid|3")
STROOM = [
    rij("lopend_trajecten", 147, "A", "wijk"),
    rij("uitstroom_trajecten", 4, "A", "wijk"),
    rij("instroom_trajecten", 12, "A", "wijk", "2023-K2"),
    rij("lopend_trajecten", 155, "A", "wijk", "2023-K2"),
]
AANDEEL = [rij("onderzoek_op_tijd", 1.5, teller=3, noemer=196, wet="wmo")]
BEREIK = [rij("bereik", 0.14, "A", "wijk", teller=4, noemer=2791)]
GELD = [rij("declaraties_cumulatief", 186_000, noemer=3), rij("declaraties_cumulatief_per_client", 62_000, noemer=3)]
BANDEN = [rij(A, 20, "18-22", "leeftijd"), rij(A, 23, "18-23", "leeftijd")]


def zonder_teller(rijen):
    return [r | {"teller": None} for r in rijen]


EERST = naief(kruistabel(), [KLEIN], 5)
RECHTHOEK = [(A, "2023-K1", f"{g}|{n}") for g, n in (("veiligheid", 2), ("landelijk", 2), ("landelijk", 3))]
EERDER = Editie("eerder", tafel(r for r in kruistabel() if r["groep"] == "veiligheid|2"), drempel=5, stap=1)
GEVALLEN = {
    "een cel weg, randen erbij": (kruistabel(), [EERST], 5, {3}),
    "twee in dezelfde rij weg": (
        kruistabel(),
        [naief(kruistabel(), [KLEIN], 5, mee=[(A, "2023-K1", "veiligheid|2")])],
        5,
        {3},
    ),
    "percentage van een klein aantal": (AANDEEL, [naief(zonder_teller(AANDEEL))], 10, {3}),
    "stand, instroom en uitstroom": (STROOM, [naief(STROOM, [("uitstroom_trajecten", "2023-K1", "A")])], 10, {4}),
    "een eerdere uitgave toonde de buur": (
        kruistabel(),
        [EERDER, naief(kruistabel(), [KLEIN], 5, mee=RECHTHOEK)],
        5,
        {3},
    ),
    "bedrag en bedrag per persoon": (GELD, [naief([GELD[0] | {"noemer": None}, GELD[1] | {"noemer": None}])], 10, {3}),
    "percentage van bekende inwoners": (BEREIK, [naief(zonder_teller(BEREIK))], 10, {4}),
    "leeftijden in elkaar": (BANDEN, [naief(BANDEN)], 10, {3}),
    "verbergen en afronden alleen": (
        STROOM,
        [
            naief(
                [r | {"waarde": w} for r, w in zip(STROOM, (145, 4, 10, 155), strict=True)],
                [("uitstroom_trajecten", "2023-K1", "A")],
                stap=5,
            )
        ],
        10,
        None,
    ),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_naief_gepubliceerd_wordt_geweigerd(geval):
    _, edities, _, antwoord = GEVALLEN[geval]
    uitslag = beproef(edities)
    assert not uitslag.veilig
    gevonden = uitslag.bevindingen[0]
    if antwoord:
        assert {gevonden.laagste, gevonden.hoogste} == antwoord, str(gevonden)
    assert gevonden.middel and str(gevonden).endswith(".")


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("geval", GEVALLEN)
def test_na_afscherming_is_het_veilig(geval, methode):
    rijen, edities, drempel, _ = GEVALLEN[geval]
    eerdere = edities[:-1]
    veilig = beschermd(rijen, methode, drempel, eerdere)
    uitslag = beproef([*eerdere, veilig.editie()])
    assert uitslag.veilig, [str(b) for b in uitslag.bevindingen]


def test_de_rechthoek_is_veilig():
    """Vier cellen weg: het bekende antwoord van de exacte methode."""
    assert beproef([naief(kruistabel(), [KLEIN], 5, mee=RECHTHOEK)]).veilig


def test_de_bevinding_noemt_cel_weg_en_middel():
    tekst = str(beproef([naief(STROOM, [("uitstroom_trajecten", "2023-K1", "A")])]).bevindingen[0])
    assert "uitstroom_trajecten (jeugd, 2023-K1, wijk A) is precies 4" in tekst
    assert "stand en stroom" in tekst and "grover af" in tekst


def test_handboek_998_vraagt_een_tweede_bedrag():
    """Handbook on SDC, hoofdstuk 4: 56.600 - 47.600 - 8.002 = 998, hier in duizenden euro."""
    groepen = {"A": (47_600_000, 900), "B": (8_002_000, 200), "C": (998_000, 4)}
    rijen = [rij("declaraties_cumulatief", w, g, "hoofdcategorie", noemer=n) for g, (w, n) in groepen.items()]
    rijen.append(rij("declaraties_cumulatief", 56_600_000, noemer=1104))
    naieve = beproef([naief(rijen, [("declaraties_cumulatief", "2023-K1", "C")])])
    assert [b.cel[4] for b in naieve.bevindingen] == ["C"] and abs(naieve.bevindingen[0].laagste - 998_000) < 3_000
    veilig = beschermd(rijen, "afronden")
    weg = veilig.cijfers.filter(veilig.cijfers["status"] == "afgeschermd")["groep"].to_list()
    assert weg == ["B", "C"] and beproef([veilig.editie()]).veilig


def test_opensafely_3_8_16_23():
    """Verbergen tot en met 7 en afronden op 5 geeft afgeschermd, 10, 15, 25 en samen 50."""
    rijen = [rij(A, w, g, "uitkomst") for g, w in zip("abcd", (3, 8, 16, 23), strict=True)] + [rij(A, 50)]
    veilig = beschermd(rijen, "afronden", drempel=8)
    assert veilig.reeks(A, "jeugd", "uitkomst")["waarde"].to_list() == [None, 10, 15, 25]
    assert veilig.reeks(A, "jeugd", "uitkomst")["status"].to_list()[0] == "afgeschermd"
    assert veilig.waarde(A, "jeugd", "2023-K1")["waarde"] == 50
    assert beproef([veilig.editie()]).veilig
