"""Tweehonderd toevallige publicaties, met beide methoden: na afscherming is geen enkel klein aantal in te perken."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publicaties import beschermd, gemeente, rij

from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.grond.profiel import METHODEN

VERLOREN: dict[str, list[int]] = {m: [0, 0, 0] for m in METHODEN}  # groter dan de drempel, daarvan weg, publicaties


def _proef(zaad: int, methode: str) -> None:
    rijen = gemeente(zaad)
    veilig = beschermd(rijen, methode)
    uitslag = beproef([veilig.editie()])
    assert uitslag.veilig, [str(b) for b in uitslag.bevindingen]
    per = {
        tuple(r[k] for k in ("cijfer", "kwartaal", "groep_soort", "groep")): r["waarde"]
        for r in veilig.cijfers.iter_rows(named=True)
    }
    assert not boven_het_geheel(veilig.cijfers)
    groot = [r for r in rijen if r["cijfer"].endswith("trajecten") and r["waarde"] >= 10]
    weg = [r for r in groot if per[tuple(r[k] for k in ("cijfer", "kwartaal", "groep_soort", "groep"))] is None]
    for i, n in enumerate((len(groot), len(weg), 1)):
        VERLOREN[methode][i] += n


def boven_het_geheel(cijfers) -> list[tuple]:
    """The parts that are shown larger than the whole of that figure, wet and quarter."""
    sleutel = ["cijfer", "wet", "kwartaal"]
    aantallen = cijfers.filter(~cijfers["eenheid"].is_in(["procent", "maanden", "dagen", "euro"]))
    geheel = aantallen.filter(aantallen["groep_soort"] == "totaal").select(*sleutel, geheel="waarde")
    naast = aantallen.filter(aantallen["groep_soort"] != "totaal").join(geheel, on=sleutel)
    return naast.filter(naast["waarde"] > naast["geheel"]).select(*sleutel, "groep", "waarde", "geheel").rows()


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize(("groot", "rest"), [(144, 0), (158, 0), (143, 12), (23, 0), (149, 11)])
def test_een_deel_is_nooit_groter_dan_zijn_geheel(groot, rest, methode):
    """Also where one group is all there is, or nearly: 144 of 144 is never shown as 145 of 144."""
    rijen = [
        rij("instroom_clienten", groot + rest),
        rij("instroom_clienten", groot, "43", "productcategorie"),
        rij("instroom_clienten", rest, "45", "productcategorie"),
    ]
    veilig = beschermd(rijen, methode)
    assert not boven_het_geheel(veilig.cijfers)
    assert beproef([veilig.editie()]).veilig
    assert veilig.cijfers.drop_nulls("waarde").height == 3, "nothing has to go for it"


@pytest.mark.parametrize("methode", METHODEN)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(zaad=st.integers(0, 10**9))
def test_een_toevallige_publicatie_is_veilig(methode, zaad):
    _proef(zaad, methode)


@pytest.mark.traag
@pytest.mark.parametrize("methode", METHODEN)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(zaad=st.integers(0, 10**9))
def test_tweehonderd_toevallige_publicaties_zijn_veilig(methode, zaad):
    _proef(zaad, methode)


def _maten(capsys) -> None:
    with capsys.disabled():
        print("\n| methode | publicaties | onveilig | getallen >= 10 | mee-afgeschermd |\n|---|---|---|---|---|")
        for methode, (groot, weg, n) in VERLOREN.items():
            deel = f"{100 * weg / groot:.1f}%" if groot else "niet gemeten"
            print(f"| {methode} | {n} | 0 | {groot} | {deel} |")


def test_de_maten(capsys):
    """Hoeveel getallen van tien en hoger elke methode kost, in de publicaties van hierboven."""
    _maten(capsys)


@pytest.mark.traag
def test_de_maten_van_tweehonderd(capsys):
    """Dezelfde maten over alles wat hierboven gemeten is."""
    _maten(capsys)
