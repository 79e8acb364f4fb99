"""Lees een getekende tabel. Zo kan een adviseur een telregel nakijken zonder te programmeren."""

from datetime import date

import polars as pl

from sociaaldomein.frames import DATUMS, GEHELEN
from sociaaldomein.kwartaal import Kwartaal

K1, K2 = Kwartaal(2023, 1), Kwartaal(2023, 2)


def lees(tekst: str, **vast: str) -> pl.DataFrame:
    """De regels met streepjes ertussen zijn de tabel. Wat onder 'tijdlijn' of 'want' staat, is uitleg.

    Een punt is leeg. Dagen zijn van 2023 als er geen jaar bij staat: "31-3" of "31-3-2022". Bedragen zijn in euro's.

    >>> lees("| client | begin |  want          |\\n| a      | 31-3  |  laatste dag   |", wet="wmo").rows()
    [('a', datetime.date(2023, 3, 31), 'wmo')]
    """
    regels = [[vak.strip() for vak in regel.strip().strip("|").split("|")] for regel in tekst.strip().splitlines()]
    kop, *rijen = [r for r in regels if not set("".join(r)) <= set("-")]
    namen = {"client": "client_id", "traject": "toewijzingnummer", "euro": "bedrag_cent"}
    kolommen = {}
    for plek, kolom in enumerate(kop):
        if kolom not in ("tijdlijn", "want"):
            naam = namen.get(kolom, kolom)
            kolommen[naam] = [_waarde(naam, rij[plek]) for rij in rijen]
    tabel = pl.DataFrame(kolommen, schema={naam: _soort(naam) for naam in kolommen})
    return tabel.with_columns(**{k: pl.lit(w) for k, w in vast.items()})


def _soort(kolom: str) -> type[pl.DataType]:
    if kolom in DATUMS:
        return pl.Date
    return pl.Int64 if kolom in GEHELEN or kolom == "kwartaal" else pl.String


def _waarde(kolom: str, tekst: str):
    if tekst in (".", ""):
        return None
    if kolom in DATUMS:
        dag, maand, *jaar = map(int, tekst.split("-"))
        return date(jaar[0] if jaar else 2023, maand, dag)
    if kolom.endswith("_cent"):
        return round(float(tekst) * 100)
    return int(tekst) if kolom in GEHELEN or kolom == "kwartaal" else tekst


def antwoord(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1, groep_soort: str = "totaal") -> dict:
    """De waarde per groep van een cijfer in een kwartaal."""
    rijen = uit.filter(pl.col("cijfer") == cijfer, pl.col("kwartaal") == str(kwartaal),
                       pl.col("groep_soort") == groep_soort)
    return dict(rijen.select("groep", "waarde").iter_rows())


def getal(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1):
    """De waarde van het totaal."""
    return antwoord(uit, cijfer, kwartaal)["totaal"]


def deel(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1):
    """Teller en noemer van een aandeel."""
    return uit.filter(pl.col("cijfer") == cijfer, pl.col("kwartaal") == str(kwartaal))["teller", "noemer"].row(0)
