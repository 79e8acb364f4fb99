"""Getekende tabellen: een kleine tabel als tekst. Zo rekent iedereen een telregel met de hand na.

`lees` maakt van een getekende tabel een echte, `toon` tekent een tabel, `regel` geeft de zin uit de catalogus. Van elke
telregel staat een getekend voorbeeld in begrippen/voorbeelden.toml; `voorbeeld` geeft de tabellen ervan.
Wat hier getekend wordt, hangt niet af van de versie van een ander pakket.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from sociaaldomein.begrippen.cijfers import begrippen, voorbeelden
from sociaaldomein.grond.notatie import getal
from sociaaldomein.telregels.tafels import DATUMS, GEHELEN

NAMEN = {"client": "client_id", "traject": "toewijzingnummer", "euro": "bedrag_cent"}  # short names in a drawing
JAAR = 2023  # of a day without a year
DECIMALEN = 4  # enough to see any change of a rule


class Tekst(str):
    """Tekst die een notebook laat zien zoals zij is."""

    __repr__ = str.__str__


def lees(tekst: str, **vast: str) -> pl.DataFrame:
    """Lees een getekende tabel. De kolom 'tijdlijn' is een plaatje en telt niet mee.

    Een punt is leeg. Een dag zonder jaar is van 2023: "31-3" of "31-3-2022". Bedragen zijn in euro's. `vast` zijn
    kolommen die op elke rij hetzelfde zijn. De kolommen heten als in het contract; client, traject en euro zijn kort
    voor client_id, toewijzingnummer en bedrag_cent.

    >>> lees("| client | begin |  want          |\\n| a      | 31-3  |  laatste dag   |", wet="wmo").rows()
    [('a', datetime.date(2023, 3, 31), 'laatste dag', 'wmo')]
    """
    regels = [[vak.strip() for vak in regel.strip().strip("|").split("|")] for regel in tekst.strip().splitlines()]
    kop, *rijen = [r for r in regels if not set("".join(r)) <= set("-")]
    namen = [NAMEN.get(kolom, kolom) for kolom in kop]
    kolommen = {
        naam: [_waarde(naam, rij[plek]) for rij in rijen] for plek, naam in enumerate(namen) if naam != "tijdlijn"
    }
    tabel = pl.DataFrame(kolommen, schema={naam: _soort(naam) for naam in kolommen})
    return tabel.with_columns(**{k: pl.lit(w) for k, w in vast.items()})


def voorbeeld(telregel: str) -> list[pl.DataFrame]:
    """De tabellen van het getekende voorbeeld van een telregel, in de volgorde waarin zij ze vraagt.

    >>> [tabel.height for tabel in voorbeeld("bevolking.bereik")]
    [4, 5]
    """
    tabellen = voorbeelden()[telregel]["tabel"].values()
    return [lees(**{"tekst" if k == "tekening" else k: w for k, w in t.items()}) for t in tabellen]


def toon(tabel: pl.DataFrame) -> Tekst:
    """Teken een tabel van Polars. Leeg is een punt; een kolom zonder enige waarde blijft weg.

    >>> toon(lees("| client | einde |\\n| a | 31-3 |\\n| b | . |", wet="wmo"))
    client_id | einde     | wet
    ----------|-----------|----
    a         | 31-3-2023 | wmo
    b         | .         | wmo
    """
    namen = [k for k in tabel.columns if tabel[k].null_count() < tabel.height]
    rijen = [namen, *([_tekst(w) for w in rij] for rij in tabel.select(namen).iter_rows())]
    breed = [max(map(len, kolom)) for kolom in zip(*rijen, strict=True)]
    rijen.insert(1, ["-" * b for b in breed])
    regels = (" | ".join(vak.ljust(b) for vak, b in zip(rij, breed, strict=True)).rstrip() for rij in rijen)
    return Tekst("\n".join(r.replace("- | -", "--|--") if set(r) <= set("- |") else r for r in regels))


def regel(*cijfers: str) -> Tekst:
    """De telregel van elk cijfer in een zin, uit de catalogus.

    >>> regel("lopend_clienten")
    lopend_clienten: Inwoners met minstens één lopend traject in het kwartaal. Iedereen telt één keer.
    """
    return Tekst("\n".join(f"{cijfer}: {begrippen()[cijfer].telregel}" for cijfer in cijfers))


def _soort(kolom: str) -> type[pl.DataType]:
    if kolom in DATUMS:
        return pl.Date
    return pl.Int64 if kolom in GEHELEN or kolom == "kwartaal" else pl.String


def _waarde(kolom: str, tekst: str) -> Any:
    if tekst in (".", ""):
        return None
    if kolom in DATUMS:
        dag, maand, *eigen = map(int, tekst.split("-"))
        return date(eigen[0] if eigen else JAAR, maand, dag)
    if kolom.endswith("_cent"):
        return round(float(tekst) * 100)
    return int(tekst) if kolom in GEHELEN or kolom == "kwartaal" else tekst


def _tekst(waarde: Any) -> str:
    if waarde is None:
        return "."
    if isinstance(waarde, date):
        return f"{waarde.day}-{waarde.month}-{waarde.year}"
    return getal(waarde, DECIMALEN).rstrip("0").rstrip(",") if isinstance(waarde, float) else str(waarde)
