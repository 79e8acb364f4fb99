"""Twintig vuile leveringen, cel voor cel: wat het product telt voor het afschermt, tegen de tweede telling.

Beide kanten op: elke cel van de een staat met dezelfde waarde bij de ander. Geen cijfer is uitgezonderd.
"""

from datetime import date
from functools import cache

import dieren
import pytest
import rondgang
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
    tweede = {(*sleutel, kwartaal): waarde for sleutel, kwartalen in telling.tel(dier(zaad).leveringen[0]).items()
              for kwartaal, waarde in kwartalen.items()}
    aantal, anders = 0, []
    for cel in sorted(cellen.keys() | tweede.keys()):
        moet = tweede.get(cel, telling.ONTBREEKT)
        mag = moet if isinstance(moet, set) else {moet}
        # a group that nobody is in: one count may write a zero where the other writes no cell
        if cel[2] != "totaal" and cellen.get(cel, 0) == 0 and (0 in mag or telling.ONTBREEKT in mag):
            continue
        aantal += cel in cellen and cel in tweede
        if not any(rondgang.zelfde(cellen.get(cel), waarde) for waarde in mag):
            anders.append(f"{'/'.join(cel)}: product {cellen.get(cel)}, tweede telling {moet}")
    return aantal, anders


@pytest.mark.parametrize("zaad", ZADEN)
def test_elke_cel_is_twee_keer_hetzelfde_geteld(zaad, tmp_path):
    aantal, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    print(f"levering {zaad}: {aantal} cellen vergeleken, {len(anders)} anders")
    assert aantal >= MINSTENS
    assert not anders, f"{len(anders)} anders: " + "; ".join(anders[:12])


stop, zwaarte = telling.definitieve_stop, telling.zwaarte


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
    (9_015, "Telling.van_ons", lambda telling, rij: True),
    (9_003, "dekking", lambda telling, perioden: date(2000, 1, 1))])
def test_een_andere_regel_valt_op(zaad, regel, fout, tmp_path, monkeypatch):
    monkeypatch.setattr(f"telling.{regel}", fout)
    _, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    assert anders
