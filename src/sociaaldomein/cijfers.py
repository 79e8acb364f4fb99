"""De cijfers: een tafel waarin elk getal een rij is, met eenheid, teller, noemer, status en bron.

Elke rij is te herleiden: `cijfer` verwijst naar een begrip in begrippen.toml (titel, telregel, kanttekening, bron).
Een gat is ook een rij: status "ontbreekt" of "afgeschermd", nooit een nul of een lege plek.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

KOLOMMEN = (
    "cijfer",
    "wet",
    "kwartaal",
    "groep_soort",
    "groep",
    "waarde",
    "teller",
    "noemer",
    "eenheid",
    "status",
    "bron",
    "gepubliceerd_in",
)
GETELD = KOLOMMEN[:8]  # what a counting rule returns; monitor adds the rest
SLEUTEL = KOLOMMEN[:5]
GETALLEN = ("waarde", "teller", "noemer")
STATUSSEN = ("definitief", "voorlopig", "ontbreekt", "afgeschermd")
WETTEN = {"jeugd": "Jeugdwet", "wmo": "Wmo", "samen": "Jeugdwet en Wmo"}
DIMENSIES = {
    "totaal": "totaal",
    "wijk": "wijk",
    "leeftijd": "leeftijd",
    "verwijzer": "verwijzer",
    "hoofdcategorie": "hoofdcategorie",
    "interventieniveau": "interventieniveau",
    "productcategorie": "soort hulp",
}
# Which weight an interventieniveau has; anything else is onbekend.
ZWAARTE = {"1": "licht", "2": "licht", "3": "licht", "4": "midden", "5": "midden", "6": "zwaar", "7": "zwaar"}


@dataclass(frozen=True)
class Begrip:
    """Een cijfer zoals de raad het leest: titel, telregel in een zin, kanttekening, bron en hoe het beschermd wordt."""

    naam: str
    titel: str
    telregel: str
    kanttekening: str
    bron: str
    onderwerp: str
    eenheid: str | dict[str, str]
    beschermd: str  # "aantal", "aandeel", "kenmerk" (mean, median), "bedrag" or "nee"
    wetten: tuple[str, ...] = ("jeugd", "wmo")
    vast_na_dagen: int = 0
    levering_na_dagen: int = 0

    def eenheid_bij(self, wet: str) -> str:
        """De eenheid bij een wet: jeugdigen bij de Jeugdwet, inwoners bij de Wmo."""
        return self.eenheid if isinstance(self.eenheid, str) else self.eenheid[wet]


@cache
def begrippen() -> dict[str, Begrip]:
    """Alle begrippen, in de volgorde van begrippen.toml.

    >>> begrippen()["lopend_trajecten"].eenheid_bij("wmo")
    'trajecten'
    """
    inhoud = tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))
    return {
        naam: Begrip(naam=naam, **{**velden, "wetten": tuple(velden.get("wetten", ("jeugd", "wmo")))})
        for naam, velden in inhoud["cijfer"].items()
    }


@cache
def woorden() -> dict[str, str]:
    """De woordenlijst voor de raad: woord -> uitleg."""
    return tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))["woord"]


@cache
def namen() -> dict[str, dict[str, str]]:
    """Hoe een groep heet op de pagina, per groep_soort (bijvoorbeeld uitkomst: eigen_kracht -> eigen kracht)."""
    return tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))["naam"]


def naam_van(groep_soort: str, groep: str, wet: str = "") -> str:
    """De naam van een groep op de pagina. Dezelfde code kan per wet iets anders betekenen.

    >>> naam_van("uitkomst", "eigen_kracht"), naam_van("productcategorie", "45", "jeugd")
    ('eigen kracht', 'ambulante hulp')
    """
    if " x " in groep_soort:
        return ", ".join(naam_van(s, g, wet) for s, g in zip(groep_soort.split(" x "), groep.split("|"), strict=True))
    per_wet = namen().get(f"{groep_soort}_{wet}", {})
    return per_wet.get(groep) or namen().get(groep_soort, {}).get(groep, groep.replace("_", " "))


def schema() -> dict[str, pl.DataType]:
    """Kolommen en typen van de cijfertafel."""
    import polars as pl

    return {k: pl.Float64() if k in GETALLEN else pl.String() for k in KOLOMMEN}


def leeg() -> pl.DataFrame:
    """Een lege cijfertafel.

    >>> leeg().columns[:3]
    ['cijfer', 'wet', 'kwartaal']
    """
    import polars as pl

    return pl.DataFrame(schema=schema())
