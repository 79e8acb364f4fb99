"""Wat een lezer van een openbare uitgave ziet: per getal precies, ongeveer of verborgen. Niets van binnen.

Gelezen worden alleen `openbaar/cijfers.csv`, `openbaar/afronding.parquet`, `openbaar/openbaar.json` en `manifest.json`.
Hoe een cijfer beschermd is, staat in `docs/telregels.md`. Een getal krijgt een kleinste en een grootste waarde.
"""

from __future__ import annotations

import csv
import json
import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

REPO = Path(__file__).resolve().parents[3]
ONEINDIG = math.inf
#: how docs/telregels.md words the protection of a figure -> the kind of figure it is
SOORTEN = {"Minder dan": "aantal", "Wij rekenen": "aandeel", "Wij tonen dit": "kenmerk", "Bedragen": "bedrag"}
GEWONE_STAP = 5
GEEN_MENSEN = "gaat niet over personen"


class Cel(NamedTuple):
    """Eén getal: welk cijfer, wet, uitsplitsing, groep, kwartaal, en of het de waarde, teller of noemer is."""

    cijfer: str
    wet: str
    uitsplitsing: str
    groep: str
    kwartaal: str
    deel: str = "waarde"


@dataclass
class OpenbareSet:
    """De grenzen die een uitgave zelf noemt, wat verborgen is, en de andere feiten die een lezer ziet."""

    grenzen: dict[Cel, tuple[float, float]] = field(default_factory=dict)
    verborgen: set[Cel] = field(default_factory=set)
    klein: set[Cel] = field(default_factory=set)
    kenmerken: dict[Cel, tuple[float, float | None]] = field(default_factory=dict)
    bedragen: dict[Cel, tuple[float, float] | None] = field(default_factory=dict)
    herzien: set[tuple] = field(default_factory=set)
    naam: str = ""


def soorten(docs: Path | None = None) -> dict[str, str]:
    """Per cijfer aantal, aandeel, kenmerk, bedrag of vrij: zo staat het in docs/telregels.md.

    >>> soorten()["lopend_clienten"], soorten()["bereik"], soorten()["onderzoek_p90"], soorten()["inwoners"]
    ('aantal', 'aandeel', 'kenmerk', 'vrij')
    """
    uit, bescherming = {}, ""
    for regel in (docs or REPO / "docs" / "telregels.md").read_text("utf-8").splitlines():
        if regel.startswith("- Bescherming: "):
            bescherming = regel.removeprefix("- Bescherming: ")
        elif gevonden := re.match(r"- Naam in de bestanden: `(\w+)`", regel):
            soort = next((s for begin, s in SOORTEN.items() if bescherming.startswith(begin)), "vrij")
            uit[gevonden[1]] = soort
    return uit


def getal(tekst: str) -> float | None:
    """Een getal uit de CSV: 1.234,5 wordt 1234.5 en leeg wordt None."""
    return float(tekst.replace(".", "").replace(",", ".")) if tekst else None


def tussen(waarde: float, stap: float, drempel: float) -> tuple[float, float]:
    """Welke hele getallen achter een getoond getal kunnen zitten; onder de drempel staat er nooit een getal."""
    if stap <= 1 or waarde == 0:
        return waarde, waarde
    halve = math.floor(stap / 2)
    return max(waarde - halve, drempel), waarde + halve


def lees(uitgave: Path, docs: Path | None = None) -> OpenbareSet:
    """Lees één openbare uitgave, zoals iemand die alleen haar bestanden heeft."""
    openbaar = uitgave / "openbaar"
    kop = json.loads((openbaar / "openbaar.json").read_text("utf-8"))
    drempel = float(kop["drempel"])
    opgegeven = {(o["wet"], o["uitsplitsing"]) for o in kop.get("opgegeven", ()) if not o.get("geld")}
    stappen = _stappen(openbaar / "afronding.parquet")
    set_ = OpenbareSet(naam=str(kop["herkomst"]["kwartaal"]), herzien=_herzien(openbaar / "herzien.parquet"))
    soort_van = soorten(docs)
    with (openbaar / "cijfers.csv").open(encoding="utf-8-sig", newline="") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            if not rij["gepubliceerd_in"] and rij["status"] != "ontbreekt":
                _neem_op(set_, rij, soort_van.get(rij["cijfer"], "aantal"), drempel, opgegeven, stappen, kop["methode"])
    return set_


def _neem_op(set_, rij, soort, drempel, opgegeven, stappen, methode) -> None:
    cel = Cel(rij["cijfer"], rij["wet"], rij["uitsplitsing"], rij["groep"], rij["kwartaal"])
    waarde, teller, noemer = (getal(rij[k]) for k in ("waarde", "teller", "noemer"))
    stap = float(rij["aantal_afgerond_op"] or 1)
    dicht = rij["status"] == "afgeschermd"
    if soort == "vrij":
        set_.grenzen |= {cel: (waarde, waarde)} if waarde is not None else {}
    elif soort == "bedrag":
        set_.bedragen[cel] = None if waarde is None else (max(waarde - 500, 0), waarde + 500)
    elif soort == "kenmerk" and waarde is not None:
        set_.kenmerken[cel] = (waarde, noemer)
        if noemer is not None:
            set_.grenzen[cel._replace(deel="noemer")] = tussen(
                noemer, 1 if methode == "precies" else _stap_van_n(cel, noemer, stappen), drempel
            )
        else:  # the number itself is not there, but it is never below the threshold
            set_.grenzen[cel._replace(deel="noemer")] = (drempel, ONEINDIG)
    elif soort == "kenmerk" and dicht:
        set_.verborgen.add(cel._replace(deel="noemer"))
    elif soort == "aandeel" and cel.cijfer.endswith("_verandering"):
        pass  # a difference of two figures that are in the set themselves
    elif soort == "aandeel" and not dicht and teller is not None and noemer is not None:
        los = 0 if cel.cijfer == "bereik" else math.floor(stappen.get(_deel(cel, "noemer"), stap) / 2)
        set_.grenzen[cel._replace(deel="noemer")] = (noemer - los, noemer + los)
        marge = math.floor(stappen.get(_deel(cel, "teller"), stap) / 2) if teller else 0
        set_.grenzen[cel._replace(deel="teller")] = (max(teller - marge, 0), min(teller + marge, noemer + los))
    elif soort == "aandeel" and dicht:
        set_.verborgen.add(cel._replace(deel="teller"))
    elif soort == "aantal" and dicht:
        set_.verborgen.add(cel)
        opgave = stappen.get(cel, -1)  # -1: hidden by itself; others say nothing about the size
        if opgave == -1 and (cel.wet, cel.uitsplitsing) not in opgegeven and methode == "afronden":
            set_.klein.add(cel)
    elif soort == "aantal" and waarde is not None:
        set_.grenzen[cel] = tussen(waarde, stap, drempel)


def _deel(cel: Cel, deel: str) -> Cel:
    """The name of a numerator or denominator in `afronding.parquet`."""
    return cel._replace(cijfer=f"{cel.cijfer}#{deel}")


def _stap_van_n(cel: Cel, getoond: float, stappen: dict[Cel, int]) -> int:
    """How far the number behind a median is rounded: its own entry, or that of the count it is equal to."""
    stam = cel.cijfer.partition("_")[0]
    namen = (f"{cel.cijfer}#noemer", f"{stam}_gereed#noemer", f"{stam}_aantal")
    return next(
        (stappen[c] for naam in namen if (c := cel._replace(cijfer=naam)) in stappen),
        1 if getoond % GEWONE_STAP else GEWONE_STAP,
    )


def _stappen(pad: Path) -> dict[Cel, int]:
    if not pad.exists():
        return {}
    namen = ("cijfer", "wet", "groep_soort", "groep", "kwartaal")
    return {Cel(*(r[n] for n in namen)): r["stap"] for r in pl.read_parquet(pad).rows(named=True)}


def _herzien(pad: Path) -> set[tuple]:
    if not pad.exists():
        return set()
    namen = ("cijfer", "wet", "groep_soort", "groep", "kwartaal")
    return {tuple(r[n] for n in namen) for r in pl.read_parquet(pad).rows(named=True)}


def samen(sets: list[OpenbareSet]) -> OpenbareSet:
    """Alle uitgaven naast elkaar: wat niet herzien is, is overal hetzelfde getal. De laatste staat achteraan."""
    uit = OpenbareSet(naam=", ".join(s.naam for s in sets))
    for set_ in sets:
        oud = {cel for cel in uit.grenzen if tuple(cel)[:5] in set_.herzien}
        for cel in oud:
            del uit.grenzen[cel]
        for cel, (laag, hoog) in set_.grenzen.items():
            eerder = uit.grenzen.get(cel, (-ONEINDIG, ONEINDIG))
            nieuw = max(eerder[0], laag), min(eerder[1], hoog)
            uit.grenzen[cel] = nieuw if nieuw[0] <= nieuw[1] else (laag, hoog)
        uit.verborgen |= set_.verborgen
        uit.klein |= set_.klein
        uit.kenmerken |= set_.kenmerken
        uit.bedragen |= {c: b for c, b in set_.bedragen.items() if b is not None or c not in uit.bedragen}
    return uit
