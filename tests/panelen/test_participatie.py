"""De pagina participatie: acht dashboards, gepubliceerde cijfers precies, en niets vergeleken over een breuk heen."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.afscherming.teksten import getallen_in, teksten
from sociaaldomein.afscherming.toegestaan import toegestaan
from sociaaldomein.begrippen import cijfers
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.voorbeeld import bijstand as voorbeeld_participatie
from sociaaldomein.voorbeeld import vorm

NU, PEIL = Kwartaal(2023, 1), date(2023, 6, 30)
HERKOMST = Herkomst("Voorbeeld", "GM0000", str(NU), str(PEIL), True)
ACHT = {
    "P1": "lopend",
    "P2": "instroom",
    "P3": "uitstroom",
    "P4": "financieel",
    "P5": "brug",
    "P6": "ladder",
    "P7": "jongeren",
    "P8": "inburgering",
}


@pytest.fixture(scope="module")
def lijsten(voorbeeldlevering, voorbeeldregistraties) -> dict:
    """The lists of the example, with the breaks that its delivery names."""
    return monitor.registers(voorbeeldregistraties, deur.lees_map(voorbeeldlevering).eigen)


@pytest.fixture(scope="module")
def voorbeeld(voorbeeldregistraties, gepubliceerd, lijsten) -> Openbaar:
    referentie = deur.lees_map(gepubliceerd).tabellen["aggregaat"]
    tafel = monitor.bereken(voorbeeldregistraties, NU, date(2023, 7, 15), referentie)
    return scherm_af(tafel.filter(wet="participatie"), HERKOMST, registers=lijsten)


@pytest.fixture(scope="module")
def stukken(gepubliceerd) -> Openbaar:
    """Only what was published."""
    registratie = registraties.maak(deur.lees_map(gepubliceerd).tabellen)
    return scherm_af(monitor.bereken(registratie, NU, PEIL).filter(wet="participatie"), HERKOMST)


def beelden(openbaar: Openbaar, naam: str, kwartaal: Kwartaal = NU) -> list:
    paneel = panelen.panelen("thema", "participatie")[naam]
    return [paneel.functie(openbaar, "participatie", kwartaal, **keuze) for keuze in paneel.staten()]


def test_alle_acht_dashboards_zijn_er():
    assert set(ACHT.values()) <= set(panelen.panelen("thema", "participatie"))


@pytest.mark.parametrize("naam", panelen.panelen("thema", "participatie"))
@pytest.mark.parametrize("soort", ["voorbeeld", "stukken"])
def test_elk_beeld_is_kort_en_heel(naam, soort, request):
    for b in beelden(request.getfixturevalue(soort), naam):
        assert len(b.titel.split()) <= 10, b.titel
        for zin in re.split(r"(?<=[.?!:])\s+", f"{b.zin} {' '.join(b.noot)}"):
            assert len(zin.split()) <= 15, zin
        assert set(b.svg) == {"breed", "smal", "kwart"} and all(len(r) == len(b.kop) for r in b.rijen)
        assert "{" not in b.zin + b.titel


PUBLIEK = {"lopend": "444", "brug": "590", "jongeren": "75", "statushouders": "38", "inburgering": "107"}


@pytest.mark.parametrize("soort", ["voorbeeld", "stukken"])
@pytest.mark.parametrize("naam", PUBLIEK)
def test_een_gepubliceerd_cijfer_staat_er_zoals_het_gepubliceerd_is(naam, soort, request):
    b = beelden(request.getfixturevalue(soort), naam)[0]
    assert re.search(rf"\b{PUBLIEK[naam]}\b", b.zin) and "ongeveer" not in b.zin
    assert any("Eerder gepubliceerd" in t for t in (*b.gepubliceerd, b.bron))


def test_mensen_en_trajecten_staan_naast_elkaar_en_worden_niet_afgetrokken(stukken):
    (b,) = beelden(stukken, "brug")
    assert b.titel == "516 inwoners met bijstand, 590 trajecten naar werk of meedoen"
    assert [r[:2] for r in b.rijen] == [["Inwoners met bijstand", "516"], ["Trajecten naar werk of meedoen", "590"]]
    assert "loonkostensubsidie" in b.zin and "nazorg" in b.zin and "74" not in f"{b.titel} {b.zin} {b.rijen}"


def test_het_enige_deel_dat_ontbreekt_is_de_rest(stukken):
    delen = {naam: dict(r[:2] for r in beelden(stukken, naam)[0].rijen) for naam in ("inburgering", "statushouders")}
    assert delen["inburgering"]["Oude stelsel"] == "91" and delen["statushouders"]["Minderjarig"] == "34"
    gepubliceerd = " ".join(t for n in delen for b in beelden(stukken, n) for t in b.gepubliceerd)
    assert "91" not in gepubliceerd and "34" not in gepubliceerd, "what follows was not published itself"


def test_over_de_trendbreuk_van_de_ladder_heen_wordt_niets_vergeleken(voorbeeldregistraties, voorbeeld, lijsten):
    (b,) = beelden(voorbeeld, "ladder")
    assert len(b.kop) == 2 and any("Trendbreuk" in n for n in b.noot)
    later = Kwartaal(2025, 1)
    tafel = monitor.bereken(voorbeeldregistraties, later, date(2026, 10, 15)).filter(wet="participatie")
    set_ = scherm_af(tafel, HERKOMST, registers=lijsten)
    (b,) = beelden(set_, "ladder", later)
    assert len(b.kop) == 3 and not any("Trendbreuk" in n for n in b.noot)
    treden = [r[0] for r in b.rijen if r[0] != "Totaal"]
    assert treden[:6] == sorted(treden[:6]) and all(t.startswith("Niet bekend") for t in treden[6:])


@pytest.mark.parametrize("soort", ["voorbeeld", "stukken"])
def test_een_jaarcijfer_noemt_zijn_jaar_en_een_bron_die_iets_anders_zegt(soort, request):
    (b,) = beelden(request.getfixturevalue(soort), "statushouders")
    assert b.titel.endswith("in 2022") and "de website van de gemeente noemt 73" in b.bron


def test_geen_getal_op_de_pagina_komt_ergens_anders_vandaan(voorbeeld):
    mag = toegestaan(voorbeeld)
    for naam in panelen.panelen("thema", "participatie"):
        for b in beelden(voorbeeld, naam):
            cellen = (c for r in b.rijen for c in r)
            for tekst in (b.zin, b.titel, b.alt, b.bron, *cellen, *teksten(b.svg["breed"])):
                for getal, procent in getallen_in(tekst):
                    assert getal in (mag.procenten if procent else mag.getallen), (naam, getal, tekst)
                    assert procent or naam == "financieel" or getal not in mag.klein, (naam, tekst)


def rij(cijfer: str, kwartaal: str, waarde: float | None, status: str = "definitief") -> dict:
    vast = {"wet": "participatie", "groep_soort": "totaal", "groep": "totaal", "eenheid": "x"}
    return vast | {"cijfer": cijfer, "kwartaal": kwartaal, "waarde": waarde, "status": status}


def test_de_proef_kent_stand_en_stroom_van_de_bijstand():
    """450 last quarter, 464 now and 20 begun: whoever stopped were six, hidden or not."""
    rijen = [
        rij("bijstand_huishoudens", "2022-K4", 450),
        rij("bijstand_huishoudens", "2023-K1", 464),
        rij("bijstand_instroom", "2023-K1", 20),
        rij("bijstand_uitstroom", "2023-K1", None, "afgeschermd"),
    ]
    tafel = pl.concat([cijfers.leeg(), pl.DataFrame(rijen)], how="diagonal_relaxed").cast(cijfers.schema())
    totaal = {(r["cijfer"], "participatie", r["kwartaal"], "totaal", "totaal"): 1 for r in rijen[:3]}
    uitslag = beproef([Editie("een", tafel, stappen=totaal)])
    assert [(b.laagste, b.hoogste) for b in uitslag.bevindingen] == [(6, 6)]
    echt = pl.DataFrame([*rijen[:3], rij("bijstand_uitstroom", "2023-K1", 6)])
    echt = pl.concat([cijfers.leeg(), echt], how="diagonal_relaxed").cast(cijfers.schema())
    assert beproef([scherm_af(echt, HERKOMST).editie()]).veilig


# -- the invented delivery ---------------------------------------------------------------------------------------------

KWARTALEN = vorm.KWARTALEN


def met_doelen(gepubliceerd, **anders: float) -> dict[str, pl.DataFrame]:
    """The example for participation with other published figures; a name is indicator or indicator__groep."""
    aggregaat = vorm.doelen_uit(gepubliceerd)
    doelen = {
        (i, w, k, g or "totaal"): v
        for i, w, k, g, v in aggregaat.select("indicator", "wet", "kwartaal", "groep", "waarde").iter_rows()
    }
    for naam, waarde in anders.items():
        cijfer, _, groep = naam.partition("__")
        (sleutel,) = [s for s in doelen if s[0] == cijfer and s[3] == (groep or "totaal")]
        doelen[sleutel] = waarde
    return voorbeeld_participatie.tabellen(aggregaat, doelen, KWARTALEN, 2023)


def op_de_dag(tafel: pl.DataFrame, wie: str) -> int:
    erop = (pl.col("begindatum") <= "2023-03-31") & (pl.col("einddatum").fill_null("9999") > "2023-03-31")
    return tafel.filter(erop)[wie].n_unique()


def test_andere_gepubliceerde_cijfers_geven_een_andere_levering(gepubliceerd):
    for huishoudens, personen, jong in ((444, 516, 75), (380, 401, 60)):
        tabellen = met_doelen(
            gepubliceerd,
            bijstand_huishoudens=huishoudens,
            bijstand_personen=personen,
            bijstand_jongeren=jong,
            participatie_trajecten=650,
        )
        tafel = tabellen["uitkeringen"]
        assert (op_de_dag(tafel, "huishouden_id"), op_de_dag(tafel, "client_id")) == (huishoudens, personen)
        jongeren = tafel.filter(pl.col("geboortejaar").cast(pl.Int64).is_between(1997, 2005))
        assert op_de_dag(jongeren, "client_id") == jong
        totaal = pl.col("dimensie") == "totaal"
        trajecten = tabellen["aggregaat"].filter(totaal, indicator="participatie_trajecten", kwartaal="2023-K1")
        assert trajecten.select("waarde", "gepubliceerd_in").rows() == [("650", None)], "650 was not published"


@pytest.mark.parametrize(
    "anders", [{"bijstand_personen": 400}, {"bijstand_jongeren": 900}, {"bijstand_jongeren__ja": 80}]
)
def test_cijfers_die_elkaar_tegenspreken_worden_geweigerd(gepubliceerd, anders):
    with pytest.raises(ValueError, match="passen niet bij elkaar"):
        met_doelen(gepubliceerd, **anders)


def test_de_code_kent_geen_gepubliceerd_getal(gepubliceerd):
    tekst = (gepubliceerd.parent / "voorbeeld" / "participatie.toml").read_text("utf-8")
    code = Path(voorbeeld_participatie.__file__).read_text("utf-8")
    getallen = {float(g.replace("_", "")) for g in re.findall(r"(?<![\w.])\d[\d_]*(?:\.\d+)?", code + tekst)}
    doelen = vorm.doelen_uit(gepubliceerd).filter(wet="participatie")["waarde"]
    assert not {w for w in doelen if w > 30} & getallen
