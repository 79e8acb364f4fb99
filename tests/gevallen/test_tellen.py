"""De gevallen van de telregels: wat een kleine levering moet geven, van de deur tot het cijfer."""

import json
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from gevallen import geval

from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.beelden import getallen, lijnen
from sociaaldomein.begrippen.normen import Trendbreuk
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.levering import deur
from sociaaldomein.paginas import beweringen, stellingbestand, stellingen
from sociaaldomein.panelen import alle, raadsmonitor
from sociaaldomein.telling import dekking, monitor, registraties


def tel(map: Path, kwartaal: str, peildatum: date) -> pl.DataFrame:
    levering = deur.lees_map(map)
    r = registraties.maak(levering.tabellen)
    assert Kwartaal.lees(kwartaal) in dekking.kwartalen_in(r, peildatum)
    return monitor.bereken(r, Kwartaal.lees(kwartaal), peildatum, eigen_normen=levering.eigen)


def een(tafel: pl.DataFrame, cijfer: str, kwartaal: str, groep: str = "totaal", wet: str = "jeugd") -> dict:
    rijen = tafel.filter(cijfer=cijfer, wet=wet, kwartaal=kwartaal, groep=groep)
    assert rijen.height == 1
    return rijen.row(0, named=True)


def waarde(*args, **kwargs) -> float | None:
    return een(*args, **kwargs)["waarde"]


def test_een_kwartaal_zonder_nieuw_begin_bestaat(tmp_path):
    tafel = tel(geval("dekking_lopend", tmp_path), "2023-K4", date(2024, 7, 10))
    assert waarde(tafel, "lopend_trajecten", "2023-K4") == 30
    assert waarde(tafel, "instroom_trajecten", "2023-K4") == 0


def test_wie_overlijdt_houdt_zijn_geplande_looptijd(tmp_path):
    tafel = tel(geval("looptijd_overleden", tmp_path), "2024-K1", date(2024, 7, 10))
    assert waarde(tafel, "looptijd_gemiddeld", "2024-K1", wet="wmo") == pytest.approx(1827 / 30.4375)


def test_wie_nooit_een_einde_had_krijgt_er_geen_door_te_stoppen(tmp_path):
    tafel = tel(geval("looptijd_open_05", tmp_path), "2024-K1", date(2024, 7, 10))
    assert waarde(tafel, "instroom_trajecten", "2024-K1", wet="wmo") == 1
    assert waarde(tafel, "looptijd_aantal", "2024-K1", wet="wmo") == 0


def test_zonder_geboortejaren_is_er_geen_aandeel(tmp_path):
    tafel = tel(geval("bereik_geen_clienten", tmp_path), "2024-K1", date(2024, 7, 10))
    assert waarde(tafel, "lopend_clienten", "2024-K1") == 30
    rij = een(tafel.filter(groep_soort="totaal"), "bereik", "2024-K1")
    assert (rij["waarde"], rij["teller"], rij["status"]) == (None, None, "ontbreekt")
    gezegd = monitor.te_veel_onbekend(tafel, Kwartaal.lees("2024-K1"))
    assert any(zin.startswith("Met hulp, van alle inwoners (Jeugdwet, totaal) ontbreekt") for zin in gezegd)
    assert monitor.te_veel_onbekend(tafel, Kwartaal.lees("2023-K4")) == []


def test_in_het_eerste_jaar_is_niemand_nieuw(tmp_path):
    tafel = tel(geval("eerste_kwartaal", tmp_path), "2024-K1", date(2024, 4, 15))
    for wet in ("jeugd", "wmo"):
        assert waarde(tafel, "instroom_clienten", "2024-K1", wet=wet) > 100
        soorten = tafel.filter(wet=wet, groep_soort="instroomsoort", kwartaal="2024-K1")
        assert soorten["status"].unique().to_list() == ["ontbreekt"] and soorten["waarde"].null_count() == 3


def test_een_aanvraag_zonder_besluit_is_nog_niet_afgerond(tmp_path):
    tafel = tel(geval("triage_datum", tmp_path), "2023-K4", date(2024, 7, 10))
    assert waarde(tafel, "aanvragen", "2023-K4", wet="wmo") == 1  # only melding 2: no aanvraag, the onderzoek was done


def test_werkelijk_komt_uit_de_boekhouding_en_wat_ingeboekt_was_blijft(tmp_path):
    map = geval("besparing", tmp_path)
    regels = ["jaar;kwartaal;wet;taakveld;kostensoort;soort;bedrag_eur;status"]
    regels += [
        f"2022;;{wet};;inkoop;werkelijk;{bedrag};definitief"
        for wet, bedrag in (("jeugd", "15000000,00"), ("wmo", "10000000,00"))
    ]
    (map / "financien.csv").write_text("\n".join(regels), encoding="utf-8")
    tafel = tel(map, "2024-K1", date(2024, 7, 10))
    assert waarde(tafel, "besparing_ingeboekt", "2022-K4", wet="samen") == 500_000
    assert waarde(tafel, "besparing", "2022-K4", wet="samen") == 2_000_000
    assert waarde(tafel, "besparing_nieuw", "2022-K4", wet="samen") == 1_500_000


def test_een_dag_die_met_een_feestdag_gelijkstaat_verlengt_de_termijn(tmp_path):
    tafel = tel(geval("atw_gelijk_2023-05-19", tmp_path), "2023-K2", date(2028, 12, 31))
    rij = een(tafel, "onderzoek_op_tijd", "2023-K2", wet="wmo")
    assert (rij["teller"], rij["noemer"]) == (1, 1)


def test_een_nieuw_systeem_van_de_ene_gemeente_is_geen_gat_van_de_andere(tmp_path):
    tafel = tel(geval("wiz", tmp_path), "2022-K2", date(2022, 12, 15))
    for kwartaal in ("2022-K1", "2022-K2"):
        assert waarde(tafel, "beschikking_op_tijd", kwartaal, wet="wmo") is not None


def test_over_het_woonplaatsbeginsel_heen_wordt_niets_vergeleken(tmp_path):
    levering = deur.lees_map(geval("woonplaats2022", tmp_path))
    r, k = registraties.maak(levering.tabellen), Kwartaal.lees("2022-K2")
    tafel = monitor.bereken(r, k, date(2022, 7, 10))
    openbaar = scherm_af(tafel, Herkomst("Voorbeeldstad", "0999", str(k), "2022-07-10", True))
    lopend = getallen.Reeks("lopend_clienten", "jeugd", "jeugdigen")
    nu, toen = getallen.nu_en_toen(openbaar, lopend, k)
    assert nu.bekend and not toen.bekend and getallen.cellen(openbaar, lopend, [k.vorig_jaar])[0].bekend
    beeld = alle.panelen("raadsmonitor", "jeugd")["lopend"].teken(openbaar, "jeugd", k)
    tegel = raadsmonitor.tegels(openbaar, "jeugd", k)[0]
    gezegd = " ".join([beeld.titel, beeld.zin, tegel.verschil])
    assert not re.search("minder|meer jeugdigen|%|waren dat er", gezegd, re.IGNORECASE), gezegd
    assert "Trendbreuk vanaf 2022" in " ".join(beeld.noot)


def woonplaats(tmp_path: Path, erbij: str = "") -> Openbaar:
    map, k = geval("woonplaats2022", tmp_path), Kwartaal.lees("2022-K2")
    bestand = map / "aggregaat.csv"
    bestand.write_text(bestand.read_text(encoding="utf-8").rstrip() + erbij + "\n", encoding="utf-8")
    r = registraties.maak(deur.lees_map(map).tabellen)
    tafel = monitor.bereken(r, k, date(2022, 7, 10))
    return scherm_af(tafel, Herkomst("Voorbeeldstad", "0999", str(k), "2022-07-10", True))


def test_een_geleverde_verandering_over_een_breuk_wordt_niet_getoond(tmp_path):
    geleverd = "".join(f"\nlopend_clienten_verandering;jeugd;2022-K{n};totaal;totaal;-25" for n in (1, 2))
    openbaar, k = woonplaats(tmp_path, geleverd), Kwartaal.lees("2022-K2")
    eigen = openbaar.cijfers.filter(cijfer="lopend_clienten_verandering", wet="jeugd")
    assert eigen["waarde"].null_count() == eigen.height
    beeld = alle.panelen("raadsmonitor", "jeugd")["lopend"].teken(openbaar, "jeugd", k)
    tegel = raadsmonitor.tegels(openbaar, "jeugd", k)[0]
    assert not re.search(r"\b25\b", f"{beeld.titel} {beeld.zin} {tegel.verschil}"), beeld.zin


def test_een_stelling_vergelijkt_niet_over_een_breuk(tmp_path):
    openbaar, k = woonplaats(tmp_path), Kwartaal.lees("2022-K2")
    assert stellingen.maak(openbaar, k)
    for s in stellingen.maak(openbaar, k):
        rechts = s.bewering.rechts
        assert not isinstance(rechts, beweringen.Kant) or rechts.kwartaal >= "2022" or s.bewering.links.wet != "jeugd"
    eigen = {
        "stelling": "Er kregen minder jeugdigen hulp dan een jaar eerder.",
        "oordeel": "raad",
        "wet": "jeugd",
        "cijfer": "lopend_clienten",
        "is": "minder dan",
        "dan": "een jaar eerder",
    }
    pad = tmp_path / "stellingen.yml"
    pad.write_text(json.dumps([eigen]), encoding="utf-8")  # JSON is YAML
    with pytest.raises(stellingbestand.StellingFout, match="ligt een trendbreuk"):
        stellingbestand.lees(pad, openbaar, k)


def test_elke_breuk_in_het_beeld_knipt_de_lijn_en_wordt_genoemd(tmp_path):
    openbaar, k = woonplaats(tmp_path), Kwartaal.lees("2022-K2")
    eigen = Trendbreuk("systeem", date(2021, 7, 1), "vanaf juli 2021: nieuw systeem", "nieuw systeem", "bron")
    openbaar.registers["trendbreuken"] = [eigen.als_rij()]
    lopend = getallen.Reeks("lopend_clienten", "jeugd", "jeugdigen")
    for maak in (lijnen.lijnen, lijnen.kleine_lijnen):
        tekening = maak(openbaar, [lopend], k)
        assert all(wat in " ".join(tekening.noot) for wat in ("nieuw systeem", "andere regel")), tekening.noot
    assert all(
        wat in svg
        for svg in lijnen.lijnen(openbaar, [lopend], k).svg.values()
        for wat in ("nieuw systeem", "andere regel")
    )
    kwartalen = laatste(k)
    los = getallen.breuken(openbaar, lopend, kwartalen)
    assert {str(kwartalen[i]) for i in los} == {"2021-K3", "2022-K1"}
    for stuk in getallen.stukken(getallen.cellen(openbaar, lopend, kwartalen), los):
        assert not getallen.breuk(openbaar, "lopend_clienten", "jeugd", kwartalen[stuk[0]], kwartalen[stuk[-1]])


def test_zonder_breuk_wordt_wel_vergeleken(tmp_path):
    map = geval("woonplaats2022", tmp_path)
    bestand = map / "aggregaat.csv"
    later = bestand.read_text(encoding="utf-8").replace("2022-K", "2024-K").replace("2021-K", "2023-K")
    bestand.write_text(later, encoding="utf-8")
    r, k = registraties.maak(deur.lees_map(map).tabellen), Kwartaal.lees("2024-K2")
    tafel = monitor.bereken(r, k, date(2024, 7, 10))
    openbaar = scherm_af(tafel, Herkomst("Voorbeeldstad", "0999", str(k), "2024-07-10", True))
    assert "inder" in alle.panelen("raadsmonitor", "jeugd")["lopend"].teken(openbaar, "jeugd", k).titel
