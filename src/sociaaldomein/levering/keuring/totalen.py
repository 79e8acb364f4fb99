"""Totalen die bij een levering horen: een totaalregel eronder, of wat kolommen.yml bij 'controle' zegt."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import reduce
from operator import or_

import polars as pl

from sociaaldomein.begrippen.eenheden import CENT_OF_EURO, Meeteenheid, maat_in
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Deel, Keuring, lijkt, nergens
from sociaaldomein.levering.keuring.geld import als_euro
from sociaaldomein.levering.leveringsverslag import Fout, toon

TOTAALREGEL = r"(?i)^((eind|sub|sub-|algemeen )?totaal|totalen|som|total|grand total)( .{0,30}|:)?$"
CONTROLE = Kolom("controle", "getal", "het totaal dat bij de levering hoort")


def neem_totaalregels_weg(keuring: Keuring) -> None:
    """Een regel met het totaal eronder is geen rij. Zij telt niet mee, maar haar bedragen moeten wel kloppen."""
    deel = keuring.deel
    lijken = [lijkt(deel.ruw[k.naam], TOTAALREGEL) for k in deel.tabel.kolommen]
    leeg = [deel.ruw[k.naam].is_null() | m for k, m in zip(deel.tabel.kolommen, lijken, strict=True) if k.verplicht]
    niets = nergens(deel.ruw.height)
    is_totaal = reduce(or_, lijken, niets) & reduce(or_, leeg, niets) & ~_bedoeld_totaal(deel)
    if not is_totaal.any():
        return
    totalen = deel.ruw.filter(is_totaal)
    deel.ruw = deel.ruw.filter(~is_totaal)
    keuring.slecht = keuring.slecht.filter(~is_totaal)
    deel.info.afgekeurd += totalen.height
    wat, doe = "Dit is een totaalregel. Zij telt niet mee.", "Laat haar in een volgende levering weg."
    for rij in totalen[RIJ]:
        keuring.rapport.meld(Fout(deel.info.naam, wat, blad=deel.info.blad, rij=rij, soort="totaalregel", doe=doe))
    deel.totaalregel = totalen.tail(1)


def _bedoeld_totaal(deel: Deel) -> pl.Series:
    """Rows that say themselves that they are a total, in a table that asks for totals."""
    if "totaal" not in next((k.codes() for k in deel.tabel.kolommen if k.naam == "soort"), {}):
        return nergens(deel.ruw.height)
    return (deel.ruw["soort"].str.strip_chars().str.to_lowercase() == "totaal").fill_null(False)


def keur_controle(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Tellen de rijen op tot het totaal dat erbij staat: in de totaalregel, of onder 'controle' in kolommen.yml?

    De totaalregel heeft de eenheid van haar kolom. In kolommen.yml zegt de naam het: bedrag_eur of bedrag_cent.
    """
    deel, cent = keuring.deel, Meeteenheid("cent")
    gezegd = dict(deel.regel.controle) if deel.regel else {}
    if "rijen" in gezegd:
        totaalregels = 0 if deel.totaalregel is None else deel.info.rijen_in - deel.ruw.height
        _vergelijk("rijen", gezegd.pop("rijen"), deel.info.rijen_in - totaalregels, keuring)
    optelbaar = {k.naam: k for k in deel.tabel.kolommen if k.is_geld or k.naam == "aantal"}
    totalen = {
        deel.tabel.namen.get(k, k): (w, maat_in(k) or Meeteenheid(CENT_OF_EURO.get(optelbaar[k].soort, "")))
        for k, w in gezegd.items()
        if deel.tabel.namen.get(k, k) in optelbaar
    }
    if deel.totaalregel is not None:
        onder = {
            naam: (w, keuring.maten.get(naam, Meeteenheid()))
            for naam in optelbaar
            if (w := deel.totaalregel[naam][0]) is not None
        }
        totalen = {**onder, **totalen}
    for naam, (waarde, maat) in totalen.items():
        if not deel.ruw[naam].is_null().all():
            factor = maat.factor(cent) if optelbaar[naam].is_geld else Decimal(1)
            _vergelijk(naam, waarde, int(frame[optelbaar[naam].naam_na].sum()), keuring, factor or Decimal(1))


def _vergelijk(naam: str, gezegd: str, geteld: int, keuring: Keuring, factor: Decimal = Decimal(1)) -> None:
    kaal = re.sub(r"(?i)[\s€]|euro?", "", str(gezegd)).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", kaal):
        kaal = kaal.replace(".", "")
    try:
        bedoeld = Decimal(kaal.replace(",", ".").replace(".-", "")) * factor
    except ArithmeticError:
        bedoeld = None
    if bedoeld == geteld:
        return
    is_geteld = als_euro(geteld) if factor == 100 else getal(geteld)
    keuring.rapport.weiger(
        keuring.deel.info.naam,
        f"Het controletotaal is {toon(str(gezegd), CONTROLE)}, maar de rijen tellen op tot {is_geteld}.",
        blad=keuring.deel.info.blad,
        kolom=naam,
        soort="controle",
        doe="Maak de export opnieuw: er ontbreken rijen, of er staan er te veel in.",
    )
