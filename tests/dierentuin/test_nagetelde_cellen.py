"""Twintig vuile leveringen, cel voor cel: wat het product telt voor het afschermt, tegen de tweede telling.

Beide kanten op: elke cel van de een staat met dezelfde waarde bij de ander. Geen cijfer is uitgezonderd.
"""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import dieren
import pytest
import telling

from sociaaldomein import monitor, registraties, sources

pytestmark = pytest.mark.dierentuin

ZADEN = range(9_000, 9_020)
TABELLEN = ("toewijzingen", "clienten", "leveringen", "verzoeken", "meldingen", "koppel_product", "financien",
            "bevolking", "declaraties", "uitkeringen")
MINSTENS = 1_000  # cells compared per delivery


@cache
def dier(zaad: int) -> dieren.Dier:
    """Een kleine, vuile gemeente; om en om een korte en een lange reeks."""
    return dieren.dier(zaad, inwoners=2_500, dichtheid=0.3, kwartalen=(6, 12, 20)[zaad % 3], tabellen=TABELLEN,
                       wetten=("jeugd", "participatie", "wmo"), totalen="", gemeenten=1 + (zaad % 5 == 0), op_rij=1,
                       vuil=True, paginas=("jeugd",))


@cache
def product(zaad: int, map) -> dict[tuple, float]:
    """De cellen met een waarde, zoals het product ze telt."""
    levering = dier(zaad).leveringen[0]
    bron = dieren.schrijf(levering, dier(zaad).soort, zaad, map)
    cijfers = monitor.bereken(registraties.maak(sources.lees_map(bron).tabellen),
                              monitor.Kwartaal(*levering.kwartaal), levering.peildatum)
    sleutel = ("cijfer", "wet", "groep_soort", "groep", "kwartaal")
    return {tuple(rij[k] for k in sleutel): rij["waarde"]
            for rij in cijfers.iter_rows(named=True) if rij["waarde"] is not None}


def vergelijk(zaad: int, cellen: dict[tuple, float]) -> tuple[int, list[str]]:
    """Het aantal vergeleken cellen, en de cellen die anders zijn."""
    return telling.anders(telling.tel(dier(zaad).leveringen[0]), cellen)


@pytest.mark.parametrize("zaad", ZADEN)
def test_elke_cel_is_twee_keer_hetzelfde_geteld(zaad, tmp_path):
    aantal, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    print(f"levering {zaad}: {aantal} cellen vergeleken, {len(anders)} anders")
    assert aantal >= MINSTENS
    assert not anders, f"{len(anders)} anders: " + "; ".join(anders[:12])


def test_de_uitsplitsingen_zijn_die_van_de_telregels():
    tekst = (Path(__file__).parents[2] / "docs" / "telregels.md").read_text(encoding="utf-8")
    regels = re.findall(r"^- In een uitgave: (.*)$|^- Naam in de bestanden: `(.*)`$", tekst, re.M)
    zinnen, namen = [zin for zin, _ in regels if zin], [naam for _, naam in regels if naam]
    moet = {naam: set(re.findall("`(.*?)`", zin)) for naam, zin in zip(namen, zinnen, strict=True) if "`" in zin}
    assert {naam: set(soorten) for naam, soorten in telling.IN_EEN_UITGAVE.items()} == moet


@pytest.mark.parametrize(("soort", "kwartaal", "waarde"), [
    ("leeftijd", 0, 5.0), ("hoofdcategorie", 9, 5.0), ("hoofdcategorie", 9, 0.0), ("totaal", 13, 5.0)])
def test_een_cel_die_er_niet_hoort_te_staan_valt_op(soort, kwartaal, waarde):
    zaad = 9_001
    geteld = telling.tel(dier(zaad).leveringen[0])
    eerder = dieren.schrijf_kwartaal(dieren.verder(dier(zaad).leveringen[0].kwartaal, -kwartaal))
    groep = {"leeftijd": "4-11", "totaal": "totaal"}.get(soort, "ambulant")
    cel = "lopend_trajecten", "jeugd", soort, groep, eerder
    assert any(regel.startswith("/".join(cel)) for regel in telling.anders(geteld, {cel: waarde})[1])


stop, zwaarte, geldt = telling.definitieve_stop, telling.zwaarte, telling.geldt


@pytest.mark.parametrize(("zaad", "regel", "fout"), [
    (9_001, "definitieve_stop", lambda meldingen: None),
    (9_001, "definitieve_stop", lambda meldingen: stop([m | {"status_aanlevering": "1"} for m in meldingen])),
    (9_001, "definitieve_stop", lambda meldingen: stop([m | {"begindatum": "2000-01-01"} for m in meldingen])),
    (9_001, "percentiel", lambda waarden, deel: max(waarden)),
    (9_000, "gepland", lambda berichten: None),
    (9_004, "volgorde", lambda bericht: bericht.get("reden_wijziging", "") == ""),
    (9_010, "verwijzers", lambda telling, wet: {}),
    (9_000, "zwaarte", lambda niveau: zwaarte("3" if niveau == "4" else niveau)),
    (9_000, "zwaarte", lambda niveau: zwaarte("5" if niveau == "6" else niveau)),
    (9_000, "zwaarte", lambda niveau: zwaarte("7" if niveau == "onbekend" else niveau)),
    (9_000, "geldt", lambda koppel, product, code, dag: geldt(koppel, product, "", dag)),
    (9_000, "geldt", lambda koppel, product, code, dag: geldt(koppel, product, code, dag + timedelta(days=1))),
    (9_000, "geldt", lambda koppel, product, code, dag: geldt(koppel, product, code, dag) or geldt(
        koppel, product, "", date(2000, 1, 1))),
    (9_001, "ACHT", 7),
    (9_001, "ACHT", 9),
    (9_000, "IN_EEN_UITGAVE", {}),
    (9_015, "Telling.van_ons", lambda telling, rij: True),
    (9_003, "dekking", lambda telling, perioden: date(2000, 1, 1))])
def test_een_andere_regel_valt_op(zaad, regel, fout, tmp_path, monkeypatch):
    monkeypatch.setattr(f"telling.{regel}", fout)
    _, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    assert anders
