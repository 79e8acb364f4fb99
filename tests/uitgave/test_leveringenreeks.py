"""Acht kwartalen achter elkaar: een run zonder iemand erbij gaat door bij het gewone, en stopt bij het vreemde."""

import shutil

import pytest
from leveringenreeks import VREEMD, Levering, reeks

from sociaaldomein import cli
from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import controletotalen, deur
from sociaaldomein.uitgave import run
from sociaaldomein.uitgave.afloop import Uitkomst
from sociaaldomein.voorbeeld import zorg

TOT = Kwartaal(2024, 4)
CODE = "0267"


@pytest.fixture(scope="module")
def alles(tmp_path_factory):
    """Een kleine voorbeeldgemeente: een tiende van de voorbeelddata."""
    map = zorg.schrijf(tmp_path_factory.mktemp("alles") / "bron", factor=0.1)
    return deur.lees_map(map).tabellen


def lever(map, levering: Levering) -> controletotalen.Vergelijking:
    """De vergelijking van een levering, die daarna bewaard wordt als bij een goede run."""
    uit = controletotalen.vergelijk(map, CODE, levering.peildatum, levering.tabellen, {})
    controletotalen.bewaar(map, CODE, levering.peildatum, levering.tabellen, {})
    return uit


def groei(regels: list[str], naam: str) -> float:
    (zin,) = [r for r in regels if r.startswith(naam) and "rijen" in r]
    return float(zin.split("(")[1].split("%")[0])


@pytest.mark.parametrize(("zaad", "verbeterd"), [(1, 0.001), (2, 0.01), (3, 0.02)])
def test_het_gewone_kwartaal_gaat_vanzelf(tmp_path, alles, zaad, verbeterd, record_property):
    gegroeid = []
    for nummer, levering in enumerate(reeks(alles, TOT, zaad=zaad, verbeterd=verbeterd)):
        uit = lever(tmp_path, levering)
        assert not uit.vreemd, levering.kwartaal
        assert bool(uit.gewoon) == bool(nummer), "per totaal staat er wat verschoof"
        if nummer:
            gegroeid += [groei(uit.gewoon, f"declaraties, {wet}, {levering.kwartaal - 1}") for wet in ("jeugd", "wmo")]
    assert min(gegroeid) > 80 and max(gegroeid) > 150, "facturen die 5 tot 40 dagen later komen, zijn gewoon"
    record_property("groei van het vorige kwartaal, in procenten", (min(gegroeid), max(gegroeid)))


@pytest.mark.parametrize("wat", VREEMD)
@pytest.mark.parametrize("hoeveelste", [1, 7])
def test_het_vreemde_kwartaal_stopt(tmp_path, alles, wat, hoeveelste):
    """Ook bij de tweede levering, als nog niet bekend is hoe een kwartaal groeit."""
    *eerder, levering = list(reeks(alles, TOT))[: hoeveelste + 1]
    for een in eerder:
        lever(tmp_path, een)
    gewoon = controletotalen.vergelijk(tmp_path, CODE, levering.peildatum, levering.tabellen, {})
    fout = VREEMD[wat](levering.tabellen, levering.kwartaal)
    vreemd = controletotalen.vergelijk(tmp_path, CODE, levering.peildatum, fout, {}).vreemd
    assert not gewoon.vreemd and vreemd
    assert all(": was " in regel or ": nieuw, " in regel for regel in vreemd)


def test_een_kwartaal_dat_vult_wordt_beoordeeld_naar_eerdere_leveringen(tmp_path, alles):
    """Dezelfde sprong is gewoon bij wie laat factureert, en een vraag bij wie dat nooit deed."""
    vlot, traag = tmp_path / "vlot", tmp_path / "traag"
    *eerder, vorige, laatste = reeks(alles, TOT)
    rijen = {vlot: list(reeks(alles, TOT, laat=(1, 4)))[:-2], traag: eerder}
    for map, leveringen in rijen.items():
        map.mkdir()
        for levering in (*leveringen, vorige):
            lever(map, levering)
    zinnen = {m: controletotalen.vergelijk(m, CODE, laatste.peildatum, laatste.tabellen, {}).vreemd for m in rijen}
    assert not zinnen[traag]
    assert any("declaraties" in z and "Bij eerdere leveringen veranderde" in z for z in zinnen[vlot])


def test_een_oudere_levering_wordt_niet_naast_een_latere_gelegd(tmp_path, alles):
    eerste, tweede, derde = list(reeks(alles, TOT))[:3]
    lever(tmp_path, eerste)
    lever(tmp_path, derde)
    assert lever(tmp_path, tweede).vorige == eerste.peildatum
    assert lever(tmp_path, derde).vorige == derde.peildatum, "dezelfde levering nog eens"


def test_de_hele_weg_zonder_iemand_erbij(tmp_path, alles, monkeypatch, capsys):
    """De opdracht zelf: acht keer code 0 zonder --akkoord, en code 2 bij de eerste vreemde levering."""

    def maak(o, *_):  # what a good run does with the totals; the pages are another test
        opslag.maak_map(o.registratiemap, prive=True)
        run._bewaar_totalen(o)
        return Uitkomst(0, o.uit, (), True, {"profiel": "openbaar"})

    monkeypatch.setattr(run, "_maak", maak)
    herkomst = "gemeente: Nijkerk\ngemeentecode: 0267\nsynthetisch: ja"

    def draai(levering: Levering) -> tuple[int, str]:
        bron = tmp_path / "bron"
        shutil.rmtree(bron, ignore_errors=True)
        levering.schrijf(bron, herkomst)
        code = cli.main(["kwartaal", str(levering.kwartaal), "--bron", str(bron), "--uit", str(tmp_path / "uit")])
        return code, capsys.readouterr().err

    leveringen = list(reeks(alles, TOT))
    for nummer, levering in enumerate(leveringen):
        code, gezegd = draai(levering)
        assert code == 0, gezegd
        assert ("Verschoven sinds de levering van" in gezegd) == bool(nummer)
    vreemd = VREEMD["een vast kwartaal mist"](levering.tabellen, levering.kwartaal)
    code, gezegd = draai(Levering(levering.kwartaal, levering.peildatum, vreemd))
    assert code == 2 and "--akkoord" in gezegd
