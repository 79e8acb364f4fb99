"""Normen, trendbreuken en gelijkgestelde dagen met hun dag en bron. Zij staan in normen.toml en nergens anders.

Hier staat wat voor elke gemeente geldt. Wat van een gemeente zelf is, levert zij mee in normen.yml.

>>> norm("onderzoek_dagen", date(2023, 1, 1)).waarde
42
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Norm:
    """Een vastgestelde waarde die vanaf een dag geldt."""

    naam: str
    waarde: float
    eenheid: str
    vanaf: date
    bron: str


_VAST = tomllib.loads(Path(__file__).with_name("normen.toml").read_text(encoding="utf-8"))
NORMEN = tuple(Norm(**n) for n in _VAST["norm"])
ONBEKEND_HOOGSTENS = 0.05  # the part without birth year or wijk above which a share would mislead


@dataclass(frozen=True)
class Trendbreuk:
    """Een dag vanaf wanneer anders gemeten wordt; over haar heen wordt niets vergeleken.

    `wetten` en `cijfers` zeggen waarvoor zij geldt; leeg is alles, en een * staat voor de rest van een naam.
    """

    naam: str
    dag: date
    tekst: str
    kort: str
    bron: str
    tot: date | None = None  # when the change takes a while: from here on it is measured in one way again
    wetten: tuple[str, ...] = ()
    cijfers: tuple[str, ...] = ()

    def geldt_voor(self, cijfer: str, wet: str) -> bool:
        """Of deze breuk over dit cijfer bij deze wet gaat."""
        past = not self.cijfers or any(fnmatchcase(cijfer, naam) for naam in self.cijfers)
        return past and (not self.wetten or wet in self.wetten)

    def tussen(self, van: date, tot: date) -> bool:
        """Of de breuk tussen twee dagen ligt, of een van beide erin valt. Dan mag een beeld ze niet vergelijken.

        >>> breuk = Trendbreuk("ladder", date(2023, 1, 1), "", "", "", date(2024, 1, 1))
        >>> breuk.tussen(date(2022, 3, 31), date(2023, 3, 31)), breuk.tussen(date(2024, 3, 31), date(2025, 3, 31))
        (True, False)
        """
        return van < (self.tot or self.dag) and tot >= self.dag

    def als_rij(self) -> dict[str, Any]:
        """De breuk als rij van een lijst die met de cijfers meegaat; `van_rij` maakt er weer een breuk van.

        >>> Trendbreuk.van_rij(LANDELIJKE_BREUKEN[0].als_rij()) == LANDELIJKE_BREUKEN[0]
        True
        """
        return asdict(self) | {"dag": self.dag.isoformat(), "tot": self.tot.isoformat() if self.tot else None}

    @classmethod
    def van_rij(cls, rij: Mapping[str, Any]) -> Trendbreuk:
        """Zie `als_rij`."""
        dagen = {k: date.fromisoformat(str(rij[k])) for k in ("dag", "tot") if rij.get(k)}
        return cls(**{**rij, "tot": None, **dagen, **{k: tuple(rij.get(k, ())) for k in ("wetten", "cijfers")}})


LANDELIJKE_BREUKEN = tuple(map(Trendbreuk.van_rij, _VAST["trendbreuk"]))


def breuk_tussen(cijfer: str, wet: str, van: date, tot: date, eigen: Iterable[Trendbreuk] = ()) -> Trendbreuk | None:
    """De laatste trendbreuk tussen twee dagen bij een cijfer, of None: dan zijn de twee te vergelijken.

    `van` is de eerste dag van de ene periode, `tot` de laatste dag van de andere. `eigen`: die van de gemeente zelf.

    >>> breuk_tussen("lopend_clienten", "jeugd", date(2021, 1, 1), date(2022, 3, 31)).naam
    'woonplaatsbeginsel'
    >>> breuk_tussen("lopend_clienten", "wmo", date(2021, 1, 1), date(2022, 3, 31))
    """
    raak = [b for b in (*LANDELIJKE_BREUKEN, *eigen) if b.geldt_voor(cijfer, wet) and b.tussen(van, tot)]
    return max(raak, key=lambda b: b.dag, default=None)


# Days made equal to a holiday by royal decree (Algemene termijnenwet, artikel 3, derde lid), per decree.
GELIJKGESTELD = {dag: besluit for besluit, dagen in _VAST["gelijkgesteld"].items() for dag in dagen}


@dataclass(frozen=True)
class Eigen:
    """Wat een gemeente zelf aan normen meelevert: haar trendbreuken, en dagen die met een feestdag gelijkstaan."""

    trendbreuken: tuple[Trendbreuk, ...] = ()
    dagen: Mapping[date, str] = field(default_factory=dict)


def zonder_gelijkgestelde_dagen(jaren: Iterable[int], eigen: Eigen) -> list[int]:
    """De jaren waarvan niet bekend is welke dagen met een feestdag gelijkstaan.

    >>> zonder_gelijkgestelde_dagen([2023, 2029], Eigen())
    [2029]
    """
    gevuld = {dag.year for dag in (*GELIJKGESTELD, *eigen.dagen)}
    return sorted(set(jaren) - gevuld)


def norm(naam: str, dag: date) -> Norm:
    """De norm die op een dag gold. Een onbekende naam of een te vroege dag geeft een KeyError met uitleg."""
    geldig = [n for n in NORMEN if n.naam == naam and n.vanaf <= dag]
    if not geldig:
        bekend = ", ".join(sorted({n.naam for n in NORMEN}))
        raise KeyError(f"Geen norm '{naam}' op {dag.isoformat()}. Bekend: {bekend}.")
    return max(geldig, key=lambda n: n.vanaf)
