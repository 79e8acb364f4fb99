"""Cellen als tekst: een echt getal of een echte datum wordt zo geschreven dat er maar een lezing is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from sociaaldomein.levering.bestanden import GetalMetMerk
from sociaaldomein.levering.contract import GETALSOORTEN, Kolom
from sociaaldomein.levering.kolommen import ANDERS, DATUMVORMEN
from sociaaldomein.levering.opschonen import KOMMA_NUL


def naar_tekst(waarden: pl.Series | list, kolom: Kolom | None) -> pl.Series:
    """Waarden van een kolom als tekst, elk zoals de soort van de kolom haar leest."""
    if isinstance(waarden, pl.Series):
        soort = waarden.dtype
        if soort in (pl.String, pl.Date) or soort.is_integer() or isinstance(soort, pl.Categorical | pl.Enum):
            return waarden.cast(pl.String)
        waarden = waarden.to_list()
    return pl.Series([_celtekst(w, kolom.soort if kolom else "tekst") for w in waarden], dtype=pl.String)


def _celtekst(waarde: object, soort: str) -> str | None:
    """Een cel als tekst.

    >>> _celtekst(1.234, "getal"), _celtekst(1234.567, "bedrag"), _celtekst(datetime(2023, 4, 15), "datum")
    ('1,2340', '1234,57', '2023-04-15')
    """
    if waarde is None or isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        if soort == "tijd":
            return waarde.time().isoformat("seconds")
        alleen_dag = soort == "datum" or waarde.time() == time()
        return waarde.date().isoformat() if alleen_dag else waarde.isoformat(" ", "seconds")
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, time):
        return waarde.isoformat("seconds")
    if isinstance(waarde, GetalMetMerk) and soort in GETALSOORTEN:
        return waarde.tekst(lambda w: _getaltekst(w, "getal" if waarde.vergroot else soort))
    if isinstance(waarde, float | Decimal):
        return _getaltekst(Decimal(repr(waarde)) if isinstance(waarde, float) else waarde, soort)
    return str(waarde)


def _getaltekst(waarde: Decimal, soort: str) -> str | None:
    if not waarde.is_finite():
        return None
    if waarde == waarde.to_integral_value():
        return f"{waarde:.0f}"
    if soort == "bedrag":
        return f"{waarde.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".replace(".", ",")
    heel, decimalen = f"{waarde.normalize():f}".split(".")
    return f"{heel},{decimalen}0" if len(decimalen) == 3 else f"{heel},{decimalen}"


def vertaald(kolom: str, paren: Mapping[str, str]) -> pl.Expr:
    """Hun codes als die van ons; wat niet genoemd is, blijft staan of wordt wat onder 'anders' staat."""
    tekst = pl.col(kolom).str.strip_chars()
    kaal = tekst.str.replace(KOMMA_NUL, "$1")  # 14.0 is what a spreadsheet made of 14
    tekst = pl.when(kaal.is_in(list(paren)) & ~tekst.is_in(list(paren))).then(kaal).otherwise(tekst)
    if ANDERS not in paren:
        return tekst.replace(paren).alias(kolom)
    return pl.when(tekst != "").then(tekst.replace_strict(paren, default=paren[ANDERS])).alias(kolom)


def met_datumvorm(kolom: str, vorm: str) -> pl.Expr:
    """Datums in de vorm die kolommen.yml noemt, als jaar-maand-dag; wat anders geschreven is blijft staan."""
    datum = pl.col(kolom).str.to_date(DATUMVORMEN[vorm], strict=False).dt.to_string("%Y-%m-%d")
    anders = pl.col(kolom)
    if vorm == "mm-dd-jjjj":  # the same look as dd-mm-jjjj: what does not fit may not be read the other way round
        zelfde = anders.str.contains(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}$")
        anders = pl.when(zelfde).then(anders.str.replace_all("-", "/")).otherwise(anders)
    return pl.coalesce(datum, anders).alias(kolom)
