"""De aanvaller tegen uitgaven uit verzonnen leveringen: geen verborgen getal is uit te rekenen of in te perken."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import bestanden
from aanvaller import val_uitgaven_aan, verkeerde_verbanden
from openbare_set import lees
from rooster import kwartalen, levering, uitgave
from verbanden import koppeling
from waarheid import waarheid

pytestmark = [pytest.mark.dierentuin, pytest.mark.timeout(1200)]
EDITIES = kwartalen("2023-K1", 2)


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory):
    """Twee uitgaven na elkaar van een kleine gemeente, met wat er echt geteld is."""
    map_ = tmp_path_factory.mktemp("onthulling")
    bron, waar, uitgaven = levering(map_ / "levering", "0.3", 0), {}, []
    for kwartaal in EDITIES:
        pad, reden = uitgave(bron, map_ / "werk", kwartaal, "afronden")
        assert pad is not None, reden
        kop = json.loads((pad / "openbaar" / "openbaar.json").read_text("utf-8"))
        waar |= waarheid(map_ / "werk" / "reg", kwartaal, kop["herkomst"]["peildatum"])
        uitgaven.append(pad)
    return bron, uitgaven, waar


@pytest.fixture(scope="module")
def uitslag(gemaakt):
    bron, uitgaven, _ = gemaakt
    return val_uitgaven_aan(uitgaven, koppeling(bron / "tabellen.xlsx"))


def test_de_aanvaller_leest_het_goed(uitslag, gemaakt):
    """Every true count lies inside the attacker's bounds: else he reads the figures wrongly and proves nothing."""
    assert uitslag.verkeerd(gemaakt[2]) == []
    assert len(uitslag.doelen()) > 500
    assert sum(uitslag.echt(c, gemaakt[2]) is not None for c in uitslag.grenzen) > 5000


def test_elk_verband_klopt_met_wat_er_geteld_is(gemaakt):
    """Also through counts that no edition shows: a relation that the truth breaks would make hits out of nothing."""
    bron, uitgaven, waar = gemaakt
    fout = verkeerde_verbanden([lees(u) for u in uitgaven], koppeling(bron / "tabellen.xlsx"), waar)
    assert not fout, f"{len(fout)}: {fout[:3]}"


def test_geen_verborgen_getal_is_precies_uit_te_rekenen(uitslag, gemaakt):
    precies = {c: g for c, g in uitslag.gekraakt(gemaakt[2]).items() if g[0] == g[1]}
    assert precies == {}


def test_geen_verborgen_getal_is_in_te_perken(uitslag, gemaakt):
    raak = uitslag.gekraakt(gemaakt[2])
    door = uitslag.telling(gemaakt[2])["door"]
    assert not raak, f"{len(raak)} ingeperkt: {door}; bijvoorbeeld {list(raak.items())[:5]}"


def test_geen_bedrag_van_een_kleine_groep(uitslag):
    assert uitslag.geld == {}


def test_geen_losse_tellers_en_geen_kleine_aantallen(gemaakt):
    for pad in (u / "openbaar" / "cijfers.csv" for u in gemaakt[1]):
        assert bestanden.losse_getallen(pad) == []
        assert bestanden.kleine_aantallen(pad) == []


def test_het_manifest_draagt_geen_gewone_afdruk_van_een_levering(gemaakt):
    bron, uitgaven, _ = gemaakt
    manifest = json.loads((uitgaven[-1] / "manifest.json").read_text("utf-8"))
    assert bestanden.gewone_afdrukken(manifest, bron) == []


def test_geen_tekst_over_een_mens(gemaakt):
    """What came with the delivery. A plan may say how many people work on it, so small counts are left out."""
    alle = set(bestanden.vrije_teksten(gemaakt[1][-1]))
    gevonden = {tekst: bestanden.speur(tekst) - {"klein aantal"} for tekst in alle}
    assert len(gevonden) > 20
    assert {tekst: wat for tekst, wat in gevonden.items() if wat} == {}
