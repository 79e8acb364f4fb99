"""Wat vaststaat voordat er iets verzonnen wordt: de kwartalen, de vorm van elke wet en de gepubliceerde cijfers.

Wat per wet en wijk verschilt, staat in `data/voorbeeld/vorm.toml`; de cijfers staan in `data/gepubliceerd`. Dagen zijn
hier dagnummers, tot een tabel af is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur

EERSTE, LAATSTE = Kwartaal(2019, 1), Kwartaal(2026, 3)
PEILDATUM = date(2026, 10, 15)
OPEN: Any = np.int64(10**6)  # day number of "no end date"
EPOCH = date(1970, 1, 1).toordinal()


def dag(d: date) -> int:
    """Het dagnummer van een datum, zoals Polars het telt."""
    return d.toordinal() - EPOCH


KWARTALEN = [EERSTE + n for n in range((LAATSTE.jaar - EERSTE.jaar) * 4 + LAATSTE.nummer - EERSTE.nummer + 1)]
PEIL = dag(PEILDATUM)


# -- what differs per law ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Product:
    """Een product: hoe vaak het begint, hoe lang het gepland wordt, wat een kwartaal kost en waar het bij hoort."""

    code: str
    aandeel: float
    maanden: float  # planned duration in the first year; grows every year
    met_einde: float  # share that gets an end date
    euro: float  # per quarter
    hoofdcategorie: str = ""
    niveau: str = ""
    aandeel_vanaf: tuple[str, float] = ("9999", 1.0)  # from that quarter on a factor on the share
    euro_vanaf: tuple[int, float] = (9999, 1.0)  # from that year on a factor on the price
    eenmalig: bool = False

    @property
    def categorie(self) -> str:
        """De productcategorie waar het product bij hoort."""
        return self.code[:2]


@dataclass(frozen=True)
class Zorgvorm:
    """De vorm van de reeksen van een wet: trend en seizoen rond de vaste punten, en wat er omgaat. Zie vorm.toml."""

    lopend: list[float]
    clienten: list[float]
    instroom: list[float]
    seizoen_lopend: list[float]
    seizoen_clienten: list[float]
    seizoen_instroom: list[float]
    per_client: float
    nieuw: float
    schatting: float
    knik: list[tuple[int, float, float]]
    planning_groei: float
    leeftijd: list[tuple[int, int, float]]
    stopcodes: list[tuple[str, float]]
    volgens_plan: str
    verwijzers: list[tuple[str, float]]
    aanvragen: dict[str, float]
    kostensoorten: list[tuple[str, str, str, list[str]]]
    producten: list[Product]


@cache
def instelling() -> dict:
    """Alles wat in vorm.toml staat."""
    pad = paden.meegeleverd("data") / "voorbeeld" / "vorm.toml"
    return tomllib.loads(pad.read_text(encoding="utf-8"))


@cache
def vormen() -> dict[str, Zorgvorm]:
    """Per wet de vorm van de voorbeelddata.

    >>> [*vormen()]
    ['jeugd', 'wmo']
    """
    return {
        wet: Zorgvorm(**{**v, "producten": [Product(**p) for p in v["producten"]]})
        for wet, v in instelling()["wet"].items()
    }


def wijken(maat: str = "") -> tuple[list[str], list[str], np.ndarray]:
    """Codes, namen en aandelen van de wijken: van de inwoners, of van wie hulp heeft (maat="hulp")."""
    wijken = instelling()["wijken"]
    aandeel = np.array([w["aandeel"] * w.get(maat, 1) for w in wijken.values()])
    return [*wijken], [w["naam"] for w in wijken.values()], aandeel / aandeel.sum()


# -- the published figures ---------------------------------------------------------------------------------------------
def doelen_uit(gepubliceerd: Path | None = None) -> pl.DataFrame:
    """De tabel `aggregaat` van de gepubliceerde cijfers, gelezen door dezelfde deur als elke levering.

    >>> doelen_uit()["gepubliceerd_in"].null_count()
    0
    """
    map = Path(gepubliceerd or paden.meegeleverd("data") / "gepubliceerd")
    return deur.lees_map(map, ["aggregaat"]).tabellen["aggregaat"]


def waarden(aggregaat: pl.DataFrame) -> dict[tuple[str, str, str, str], float]:
    """(indicator, wet, kwartaal, groep) -> waarde."""
    kolommen = ("indicator", "wet", "kwartaal", "groep", "waarde")
    return {(i, w, k, g or "totaal"): v for i, w, k, g, v in aggregaat.select(kolommen).iter_rows() if v is not None}


def schaal(doelen: dict, factor: float) -> dict:
    """De aantallen keer een factor; een aandeel, verandering, bedrag of maatregel is geen aantal mensen."""
    vast = ("besparing", "maatregelen", "bereik")
    return {
        s: v if s[0].startswith(vast) or s[0].endswith("_verandering") else float(round(v * factor))
        for s, v in doelen.items()
    }


# -- small steps -------------------------------------------------------------------------------------------------------
def verdeel(totaal: int, gewichten: np.ndarray) -> np.ndarray:
    """Hele getallen in verhouding tot de gewichten, samen precies het totaal.

    >>> verdeel(10, np.array([1.0, 1.0, 1.0])).tolist()
    [4, 3, 3]
    """
    exact = gewichten / gewichten.sum() * totaal
    heel = np.floor(exact).astype(np.int64)
    heel[np.argsort(-(exact - heel), kind="stable")[: totaal - heel.sum()]] += 1
    return heel


def datum(kolom: str) -> pl.Expr:
    """Een kolom met dagnummers als tekst van jaar, maand en dag."""
    return pl.col(kolom).cast(pl.Int32).cast(pl.Date).cast(pl.String)


def client_id(kolom: str) -> pl.Expr:
    """Een kolom met nummers als cliëntnummers, zoals C000017."""
    return pl.format("C{}", pl.col(kolom).cast(pl.String).str.zfill(6))
