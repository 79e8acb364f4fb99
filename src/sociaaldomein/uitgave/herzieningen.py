"""Herzieningen: welke cijfers die in een eerdere uitgave definitief heetten, nu anders zijn, en waardoor.

Een lezer heeft de vorige uitgave al. Wat daarin definitief heette en toch veranderde, zegt de run, de beginpagina en
het manifest van de nieuwe uitgave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import SLEUTEL, begrippen, domeinen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal

GENOEMD = 3  # so many figures stand in the log of the run; all of them in the manifest
LEVERING = "de levering is herzien"
PROGRAMMA = "de telregel of het programma is veranderd"
BEIDE = "de levering of het programma is veranderd"
INSTELLING = "de instellingen zijn veranderd"
AFRONDING = "anders afgerond"
WEG = {"afgeschermd": "nu afgeschermd", "ontbreekt": "staat niet meer in de levering"}


def herzien(nu: Openbaar, eerdere: Iterable[tuple[Mapping[str, Any], Openbaar]], omstandig: Mapping[str, Any]) -> list:
    """Elk cijfer dat definitief was en nu een andere waarde heeft, met `was`, `is`, `uitgave` en `oorzaak`.

    `eerdere` zijn de uitgaven die er al zijn, oudste eerst, elk met haar manifest: de laatste die een cijfer toonde,
    telt. `omstandig` is van de nieuwe uitgave: invoer, code en instellingen, zoals zij in het manifest komen.

    >>> from sociaaldomein import afscherming

    >>> from sociaaldomein.begrippen import cijfers
    >>> import polars as pl
    >>> rij = dict(cijfer="lopend_trajecten", wet="wmo", kwartaal="2023-K1", groep_soort="totaal", groep="totaal",
    ...            eenheid="trajecten", status="definitief", bron="b", gepubliceerd_in="")
    >>> stel = lambda w: afscherming.scherm_af(pl.DataFrame([rij | {"waarde": w}], cijfers.schema()),
    ...                                        afscherming.Herkomst("Voorbeeld", "9999", "2023-K1", "2023-04-15", True))
    >>> oud = {"run": "a", "invoer": 1, "omgeving": {"code": 1}, "instellingen": {}}
    >>> (een,) = herzien(stel(196.0), [(oud, stel(231.0))], oud | {"invoer": 2})
    >>> een["was"], een["is"], een["oorzaak"]
    (231.0, 196.0, 'de levering is herzien')
    """
    toen: dict[tuple, tuple] = {}
    for manifest, openbaar in eerdere:
        for r in openbaar.cijfers.iter_rows(named=True):
            toen[tuple(r[k] for k in SLEUTEL)] = (r, manifest, openbaar)
    uit = []
    for r in nu.cijfers.iter_rows(named=True):
        sleutel = tuple(r[k] for k in SLEUTEL)
        oud, manifest, openbaar = toen.get(sleutel, (None, None, None))
        if oud is None or oud["status"] != "definitief" or oud["waarde"] is None or oud["waarde"] == r["waarde"]:
            continue
        stappen = openbaar.afgerond_op(*sleutel), nu.afgerond_op(*sleutel)
        uit.append(
            dict(zip(SLEUTEL, sleutel, strict=True))
            | {
                "was": oud["waarde"],
                "is": r["waarde"],
                "eenheid": r["eenheid"],
                "uitgave": manifest["run"],
                "oorzaak": WEG.get(r["status"])
                or _oorzaak(abs(r["waarde"] - oud["waarde"]), stappen, manifest, omstandig),
            }
        )
    return uit


def _oorzaak(verschil: float, stappen: tuple[int, int], toen: Mapping[str, Any], nu: Mapping[str, Any]) -> str:
    """Only what can be known: what differs between the two editions, or that rounding alone explains it."""
    if stappen[0] != stappen[1] and verschil <= sum(stappen) / 2:
        return AFRONDING
    levering, programma = toen["invoer"] != nu["invoer"], toen["omgeving"]["code"] != nu["omgeving"]["code"]
    if levering or programma:
        return BEIDE if levering and programma else LEVERING if levering else PROGRAMMA
    return INSTELLING


def regels(lijst: list[dict[str, Any]]) -> list[str]:
    """Wat de run ervan zegt: hoeveel, en de eerste paar; leeg als er niets herzien is.

    >>> regels([])
    []
    """
    if not lijst:
        return []
    een = len(lijst) == 1
    kop = f"Let op: {getal(len(lijst))} {'cijfer' if een else 'cijfers'} uit een eerdere uitgave "
    kop += "was definitief en is nu anders." if een else "waren definitief en zijn nu anders."
    voorop = sorted(lijst, key=lambda r: r["groep_soort"] != "totaal")  # a total says most
    meer = ["  Alle staan op de beginpagina en in het manifest van de uitgave."]
    return [
        kop,
        *(f"  {naam(r)}: was {schrijf(r['was'])}, nu {schrijf(r['is'])} ({r['oorzaak']})." for r in voorop[:GENOEMD]),
        *meer,
    ]


def naam(rij: Mapping[str, Any]) -> str:
    """Welk cijfer het is: titel, wet en kwartaal."""
    begrip = begrippen().get(rij["cijfer"])
    titel, wet = begrip.titel if begrip else rij["cijfer"], domeinen().get(rij["wet"], rij["wet"])
    return f"{titel}, {wet}, {Kwartaal.lees(rij['kwartaal']).label}"


def schrijf(waarde: float | None) -> str:
    """Het getal zoals het op een pagina staat, of dat er geen getal is.

    >>> schrijf(1787.0), schrijf(11.25), schrijf(None)
    ('1.787', '11,3', 'geen getal')
    """
    return "geen getal" if waarde is None else getal(waarde, 0 if float(waarde).is_integer() else 1)
