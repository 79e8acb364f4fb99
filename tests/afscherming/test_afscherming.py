"""De eerste vorm van afscherming: geen aantal van 1 tot en met 9 en niets dat eruit gemaakt is."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociaaldomein.afscherming import Herkomst, Manier, Openbaar, bescherm, lees_kenmerken, scherm_af
from sociaaldomein.begrippen import cijfers

HERKOMST = Herkomst("Voorbeeld", "GM0000", "2023-K1", "2023-04-15", True, {"WK000001": "Noord"})


def rij(
    cijfer="lopend_trajecten",
    waarde=None,
    teller=None,
    noemer=None,
    groep="totaal",
    soort="totaal",
    gepubliceerd=None,
    status="definitief",
):
    return {
        "cijfer": cijfer,
        "wet": "jeugd",
        "kwartaal": "2023-K1",
        "groep_soort": soort,
        "groep": groep,
        "waarde": waarde,
        "teller": teller,
        "noemer": noemer,
        "eenheid": "x",
        "status": status,
        "bron": "b",
        "gepubliceerd_in": gepubliceerd,
    }


def tafel(*rijen):
    return pl.DataFrame(list(rijen), schema=cijfers.schema())


@pytest.mark.parametrize(
    ("aantal", "getoond"),
    [(0, 0), (1, None), (9, None), (10, 10), (12, 10), (13, 15), (1787, 1785), (1128, 1130)],
)
def test_een_aantal_onder_de_drempel_verdwijnt_en_de_rest_rondt_op_vijf(aantal, getoond):
    uit = bescherm(tafel(rij(waarde=aantal, soort="wijk", groep="A"))).row(0, named=True)
    assert uit["waarde"] == getoond
    assert uit["status"] == ("afgeschermd" if getoond is None else "definitief")
    kop = bescherm(tafel(rij(waarde=aantal))).row(0, named=True)
    assert kop["waarde"] == (aantal if getoond is not None else None), "een kop staat er precies"
    precies = bescherm(tafel(rij(waarde=aantal, soort="wijk", groep="A")), methode="precies").row(0, named=True)
    assert precies["waarde"] == kop["waarde"]


@pytest.mark.parametrize(
    ("teller", "noemer", "getoond"),
    [
        (1128, 9982, 11.3),  # from 1.130 of 9.982
        (8, 9982, None),  # a small numerator
        (4, 8, None),  # a small base
        (97, 100, None),  # three people were too late
        (60, 100, 60),  # no decimals on a small base
        (0, 100, 0),
        (100, 100, 100),
    ],
)
def test_een_aandeel_komt_uit_afgeronde_aantallen(teller, noemer, getoond):
    cijfer = "bereik" if noemer == 9982 else "onderzoek_op_tijd"
    uit = bescherm(tafel(rij(cijfer, 50, teller, noemer))).row(0, named=True)
    assert uit["waarde"] == getoond
    if getoond is None:
        assert (uit["teller"], uit["noemer"], uit["status"]) == (None, None, "afgeschermd")


def test_een_verandering_met_een_klein_verschil_mag_wel():
    uit = bescherm(tafel(rij("lopend_trajecten_verandering", -0.2, 1787, 1790))).row(0, named=True)
    assert (uit["waarde"], uit["teller"], uit["noemer"]) == (-0.2, 1787, 1790)


def test_een_gemiddelde_over_weinig_trajecten_verdwijnt():
    uit = bescherm(tafel(rij("looptijd_mediaan", 9.44, noemer=9), rij("looptijd_mediaan", 9.44, noemer=12)))
    assert uit["waarde"].to_list() == [None, 9.4]


def test_geld_voor_weinig_mensen_verdwijnt_en_hun_aantal_ook():
    uit = bescherm(
        tafel(rij("declaraties_cumulatief", 186_000, noemer=3), rij("declaraties_cumulatief", 186_499, noemer=40))
    )
    assert uit["waarde"].to_list() == [None, 186_000]
    assert uit["noemer"].to_list() == [None, None]


def test_maatregelen_en_doelen_blijven():
    uit = bescherm(tafel(rij("maatregelen", 3), rij("besparing_taakstelling", 2_600_000)))
    assert uit["waarde"].to_list() == [3, 2_600_000]


def test_eerder_gepubliceerd_blijft_precies_en_staat_naast_het_eigen_cijfer():
    eigen, stuk = rij(waarde=1790), rij(waarde=1787, gepubliceerd="Rapportage, paragraaf 4.3")
    alleen = rij("aanvragen", 13, groep="licht", soort="uitkomst", gepubliceerd="Rapportage, paragraaf 4.3")
    o = scherm_af(tafel(eigen, stuk, alleen), HERKOMST)
    assert o.waarde("lopend_trajecten", "jeugd", "2023-K1")["waarde"] == 1790
    assert o.gepubliceerd["waarde"].to_list() == [1787]
    assert o.waarde("aanvragen", "jeugd", "2023-K1", "uitkomst", "licht")["waarde"] == 13


def test_intern_laat_alles_staan_en_zegt_dat():
    o = scherm_af(tafel(rij(waarde=3)), HERKOMST, profiel="intern")
    assert (o.profiel, o.cijfers["waarde"].to_list()) == ("intern", [3])


def test_openbaar_is_alleen_hier_te_maken(tmp_path):
    with pytest.raises(TypeError, match="scherm_af"):
        Openbaar(cijfers.leeg(), cijfers.leeg(), HERKOMST, "openbaar", 10)
    o = scherm_af(tafel(rij(waarde=25)), HERKOMST)
    terug = Openbaar.lees(o.schrijf(tmp_path))
    assert terug.cijfers.equals(o.cijfers)
    assert terug.herkomst == HERKOMST == lees_kenmerken(tmp_path)["herkomst"]
    with pytest.raises(FileNotFoundError, match="openbare set"):
        Openbaar.lees(tmp_path / "bestaat-niet")


def test_een_verkeerd_profiel_of_een_te_lage_drempel_wordt_geweigerd():
    with pytest.raises(ValueError, match="openbaar, intern"):
        scherm_af(tafel(), HERKOMST, profiel="publiek")
    with pytest.raises(ValueError, match="te laag"):
        Manier(drempel=1)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(cijfers.begrippen())), st.integers(0, 60), st.integers(0, 60)), max_size=30
    ),
    st.sampled_from([3, 10, 15]),
)
def test_nooit_een_beschermd_aantal_onder_de_drempel(waarden, drempel):
    rijen = [
        rij(naam, waarde=float(a), teller=float(a), noemer=float(b), groep=str(i))
        for i, (naam, a, b) in enumerate(waarden)
    ]
    uit = bescherm(tafel(*rijen), drempel)
    for r in uit.to_dicts():
        soort = cijfers.begrippen()[r["cijfer"]].beschermd
        kolommen = {"aantal": ("waarde", "teller", "noemer"), "aandeel": ("teller", "noemer"), "kenmerk": ("noemer",)}
        for kolom in kolommen.get(soort, ()):
            waarde = r[kolom]
            if soort == "aantal" and kolom != "waarde":
                continue
            if not (r["cijfer"] == "bereik" and kolom == "noemer"):
                assert waarde is None or waarde == 0 or waarde >= drempel - 2
                assert waarde is None or waarde % 5 == 0 or r["groep_soort"] == "totaal"
        if r["status"] == "afgeschermd":
            assert (r["waarde"], r["teller"], r["noemer"]) == (None, None, None)
