"""Wat de getekende voorbeelden vragen: een getekende tabel, en het antwoord van een telregel daarop."""

import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telregels.tekening import lees, voorbeeld

__all__ = ["K1", "K2", "antwoord", "deel", "getal", "lees", "voorbeeld"]
K1, K2 = Kwartaal(2023, 1), Kwartaal(2023, 2)


def antwoord(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1, groep_soort: str = "totaal") -> dict:
    """De waarde per groep van een cijfer in een kwartaal."""
    rijen = uit.filter(
        pl.col("cijfer") == cijfer, pl.col("kwartaal") == str(kwartaal), pl.col("groep_soort") == groep_soort
    )
    return dict(rijen.select("groep", "waarde").iter_rows())


def getal(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1):
    """De waarde van het totaal."""
    return antwoord(uit, cijfer, kwartaal)["totaal"]


def deel(uit: pl.DataFrame, cijfer: str, kwartaal: Kwartaal | str = K1):
    """Teller en noemer van een aandeel."""
    return uit.filter(pl.col("cijfer") == cijfer, pl.col("kwartaal") == str(kwartaal))["teller", "noemer"].row(0)
