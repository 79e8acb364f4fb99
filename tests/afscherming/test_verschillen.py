"""Het verschil van twee getoonde cijfers kan zelf een klein aantal mensen zijn: naief is dat te zien, daarna niet."""

import pytest
from publicaties import beschermd, naief, rij

from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.profiel import METHODEN

GEVALLEN = {
    "paren in de bijstand": [
        rij("bijstand_personen", 57, wet="participatie"),
        rij("bijstand_huishoudens", 53, wet="participatie"),
    ],
    "paren, langs de ladder": [
        rij("participatieladder", 57, wet="participatie"),
        rij("bijstand_huishoudens", 53, wet="participatie"),
        rij("bijstand_personen", 57, wet="participatie"),
    ],
    "de groei in een jaar dat oploopt": [
        rij("huisvesting_gerealiseerd", 15, kwartaal="2023-K1", wet="vluchtelingen"),
        rij("huisvesting_gerealiseerd", 20, kwartaal="2023-K2", wet="vluchtelingen"),
    ],
    "18 jaar en ouder": [
        rij("lopend_clienten", 338),
        rij("bereik", 5.0, teller=333, noemer=6_660),
    ],
    "te laat, naast een duur": [
        rij("beschikking_op_tijd", 90.0, teller=36, noemer=40, wet="wmo"),
        rij("beschikking_p90", 13.0, noemer=40, wet="wmo"),
    ],
    "een groep die andere groepen optelt": [
        rij("inburgeraars", 60, wet="vluchtelingen"),
        rij("inburgeraars", 41, "nieuw", "wet_inburgering", wet="vluchtelingen"),
        rij("inburgeraars", 19, "oud", "wet_inburgering", wet="vluchtelingen"),
        rij("inburgeraars", 38, "nieuw_statushouder", "regime", wet="vluchtelingen"),
        rij("inburgeraars", None, "nieuw_gezin", "regime", wet="vluchtelingen"),
        rij("inburgeraars", None, "oud", "regime", wet="vluchtelingen"),
    ],
}
ECHT = {"nieuw_gezin": 3, "oud": 19}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_naief_is_het_te_zien(geval):
    uitslag = beproef([naief(GEVALLEN[geval])])
    assert not uitslag.veilig


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("geval", GEVALLEN)
def test_na_afscherming_niet(geval, methode):
    rijen = [
        r | {"waarde": float(ECHT[r["groep"]]), "status": "definitief"} if r["waarde"] is None else r
        for r in GEVALLEN[geval]
    ]
    assert beproef([beschermd(rijen, methode).editie()]).veilig


@pytest.mark.parametrize("noemer", [21, 100, 101, 400])
def test_een_duur_staat_er_pas_als_er_tien_langer_zijn(noemer):
    """Of 101 durations 90% leave ten that are as long or longer; of 100 not."""
    rijen = [rij(f"beschikking_{maat}", 13.0, noemer=noemer, wet="wmo") for maat in ("mediaan", "p90")]
    rijen += [rij("beschikking_op_tijd", 50.0, teller=noemer // 2, noemer=noemer, wet="wmo")]
    veilig = beschermd(rijen, "afronden")
    mediaan, p90 = (veilig.waarde(f"beschikking_{maat}", "wmo", "2023-K1")["waarde"] for maat in ("mediaan", "p90"))
    assert (mediaan is not None, p90 is not None) == (noemer >= 21, noemer >= 101)


def test_elke_verklaring_noemt_wat_er_is():
    """A name that does not exist would be an equation that nobody protects against."""
    for b in begrippen().values():
        assert {*b.deel_van, *b.stroom, *filter(None, (b.teller, b.zelfde, b.naast))} <= set(begrippen()), b.naam
