"""Normen: wat voor elke gemeente geldt staat in de code met een dag en een bron, wat van een gemeente is levert zij."""

import re
from datetime import date
from pathlib import Path

import pytest

from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen
from sociaaldomein.begrippen.normen import Eigen, Trendbreuk, breuk_tussen
from sociaaldomein.grond import paden
from sociaaldomein.levering import normenbestand

BREUK = {
    "naam": "systeem",
    "dag": "2022-07-01",
    "tekst": "vanaf juli 2022: nieuw systeem",
    "kort": "nieuw systeem",
    "bron": "jaarverslag 2022",
}


def keur(inhoud):
    return normenbestand.keur(inhoud, begrippen(), domeinen())


def test_elke_norm_breuk_en_gelijkgestelde_dag_heeft_een_bron():
    for iets in (*normen.NORMEN, *normen.LANDELIJKE_BREUKEN):
        assert iets.bron
    assert all(normen.GELIJKGESTELD.values())
    assert all(dag.weekday() < 5 for dag in normen.GELIJKGESTELD)  # a weekend day needs no decree


def test_de_namen_bij_een_landelijke_breuk_bestaan():
    for breuk in normen.LANDELIJKE_BREUKEN:
        for patroon in breuk.cijfers:
            assert any(Trendbreuk("", breuk.dag, "", "", "", cijfers=(patroon,)).geldt_voor(c, "") for c in begrippen())
        assert set(breuk.wetten) <= set(domeinen())


@pytest.mark.parametrize(
    ("cijfer", "wet", "van", "tot", "naam"),
    [
        ("lopend_clienten", "jeugd", date(2021, 10, 1), date(2022, 3, 31), "woonplaatsbeginsel"),
        ("lopend_clienten", "jeugd", date(2022, 1, 1), date(2023, 3, 31), None),  # both after it
        ("lopend_clienten", "jeugd", date(2020, 1, 1), date(2021, 12, 31), None),  # both before it
        ("lopend_clienten", "wmo", date(2021, 10, 1), date(2022, 3, 31), None),  # another law
        ("inwoners", "jeugd", date(2021, 10, 1), date(2022, 3, 31), None),  # who lives here did not change
        ("inburgeraars", "vluchtelingen", date(2021, 10, 1), date(2022, 3, 31), "inburgering"),
    ],
)
def test_landelijke_breuken(cijfer, wet, van, tot, naam):
    gevonden = breuk_tussen(cijfer, wet, van, tot)
    assert (gevonden and gevonden.naam) == naam


def test_de_eigen_breuk_van_een_gemeente_geldt_alleen_voor_wat_zij_noemt():
    eigen, fouten = keur({"trendbreuken": [BREUK | {"wetten": ["wmo"], "cijfers": ["onderzoek_*"]}]})
    assert not fouten
    dagen = date(2022, 4, 1), date(2022, 9, 30)
    assert breuk_tussen("onderzoek_mediaan", "wmo", *dagen, eigen.trendbreuken).naam == "systeem"
    assert breuk_tussen("onderzoek_mediaan", "jeugd", *dagen, eigen.trendbreuken) is None
    assert breuk_tussen("lopend_clienten", "wmo", *dagen, eigen.trendbreuken) is None
    assert breuk_tussen("onderzoek_mediaan", "wmo", *dagen) is None


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("tekst", "hier horen regels als 'trendbreuken: ...' te staan"),
        ({"feestdagen": []}, "'feestdagen' bestaat niet. Bekend: trendbreuken, gelijkgestelde_dagen"),
        ({"trendbreuken": {"naam": "x"}}, "trendbreuken: hier hoort een lijst te staan. Begin elke regel met"),
        ({"gelijkgestelde_dagen": ["2029-05-11"]}, "hier horen regels als '2029-05-11: Staatscourant' te staan"),
        ({"gelijkgestelde_dagen": {"11 mei": "bron"}}, "11 mei: deze dag is niet te lezen"),
        ({"trendbreuken": [BREUK | {"dag": "juli"}]}, "trendbreuken 1, dag: deze dag is niet te lezen"),
        ({"trendbreuken": [{k: v for k, v in BREUK.items() if k != "bron"}]}, "de sleutel 'bron' ontbreekt"),
        ({"trendbreuken": [BREUK | {"cijfers": ["looptyd_*"]}]}, "cijfers 1: 'looptyd_*' is geen bekende naam."),
        ({"trendbreuken": [BREUK | {"wetten": "wmo"}]}, "wetten: hier hoort een lijst te staan"),
        ({"trendbreuken": [BREUK | {"kort": "een veel te lang bijschrift"}]}, "kort: dit is langer dan 20 letters"),
        ({"trendbreuken": [BREUK | {"kleur": "rood"}]}, "de sleutel 'kleur' bestaat niet"),
    ],
)
def test_elke_fout_in_normen_yml_wordt_gezegd(inhoud, zin):
    eigen, fouten = keur(inhoud)
    assert eigen == Eigen() and any(zin in fout for fout in fouten), fouten


def test_wat_mag_ontbreken_mag_leeg_staan():
    """A key with nothing behind it is text without letters."""
    eigen, fouten = keur({"trendbreuken": [BREUK | {"tot": "", "wetten": ""}], "gelijkgestelde_dagen": ""})
    assert not fouten and (eigen.trendbreuken[0].tot, eigen.trendbreuken[0].wetten) == (None, ())


def test_alle_fouten_tegelijk():
    _, fouten = keur({"trendbreuken": [{"naam": "x"}, BREUK | {"dag": "nooit"}], "iets": 1})
    assert len(fouten) >= 5


def test_een_jaar_zonder_bekende_dagen_wordt_genoemd_tot_de_gemeente_ze_levert():
    assert normen.zonder_gelijkgestelde_dagen([2021, 2022, 2028, 2029], Eigen()) == [2021, 2029]
    assert normen.zonder_gelijkgestelde_dagen([2029], Eigen(dagen={date(2029, 5, 11): "Staatscourant"})) == []


VAN_EEN_GEMEENTE = re.compile(r"nijkerk|\bwiz\b|food ?valley|hoevelaken|barneveld|juli 2022", re.IGNORECASE)


def test_de_code_kent_geen_enkele_gemeente():
    """Only the example delivery and its makers know Nijkerk; the rest goes to every municipality."""
    pakket = paden.PAKKET
    huis = Path(__file__).parents[2]
    van_het_voorbeeld = pakket / "voorbeeld"
    bestanden = [
        p
        for p in (*pakket.rglob("*"), *(huis / "params").rglob("*"), *(huis / "notebooks").rglob("*"))
        if p.suffix in (".py", ".toml", ".yml", ".ipynb", ".js", ".css")
        and "meegeleverd" not in p.parts
        and van_het_voorbeeld not in p.parents
    ]
    assert len(bestanden) > 150
    gevonden = [
        f"{p.name}: {m[0]}" for p in bestanden for m in VAN_EEN_GEMEENTE.finditer(p.read_text(encoding="utf-8"))
    ]
    assert not gevonden
