"""Kwartaal na kwartaal: dezelfde gemeente levert telkens alles wat zij dan weet.

Uit een volledige levering maakt `stand` wat er op een peildatum bekend was: facturen komen 5 tot 40 dagen na hun
periode, stopberichten en verzoeken een paar weken na de dag zelf, en van elke levering is een klein deel verbeterd. Wat
eenmaal verbeterd is, blijft het. Alles volgt uit het zaad: dezelfde vraag geeft dezelfde levering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.levering import contract

Tabellen = dict[str, pl.DataFrame]
LAAT = (5, 40)  # days that an invoice or a message comes after what it is about
VERBETERD = 0.01  # of the rows that a delivery corrects
DAGEN_NA = 15  # the day of the export, after the end of the quarter
GESCHUD = {"declaraties": "bedrag_cent", "leveringen": "einddatum", "verzoeken": "verwijzer_type"}


@dataclass(frozen=True)
class Levering:
    """Een levering van de reeks: het kwartaal dat erbij komt, de dag van de export en wat er dan bekend is."""

    kwartaal: Kwartaal
    peildatum: date
    tabellen: Tabellen

    def schrijf(self, map: Path, herkomst: str) -> Path:
        """Schrijf de levering als CSV, zoals een adviseur haar aanlevert."""
        map.mkdir(parents=True, exist_ok=True)
        for naam, tafel in self.tabellen.items():
            naar_bestand(naam, tafel).write_csv(map / f"{naam}.csv", separator=";")
        (map / "herkomst.yml").write_text(f"{herkomst}\npeildatum: {self.peildatum}\n", encoding="utf-8")
        return map


def reeks(
    alles: Mapping[str, pl.DataFrame],
    tot: Kwartaal,
    aantal: int = 8,
    laat: tuple[int, int] = LAAT,
    verbeterd: float = VERBETERD,
    zaad: int = 1,
) -> Iterator[Levering]:
    """De leveringen van `aantal` kwartalen achter elkaar, tot en met `tot`; `alles` zijn tabellen van na de deur."""
    for nummer, kwartaal in enumerate(laatste(tot, aantal)):
        peildatum = kwartaal.laatste_dag + timedelta(days=DAGEN_NA)
        yield Levering(kwartaal, peildatum, stand(alles, peildatum, nummer, laat, verbeterd, zaad))


def stand(
    alles: Mapping[str, pl.DataFrame],
    peildatum: date,
    nummer: int = 0,
    laat: tuple[int, int] = LAAT,
    verbeterd: float = VERBETERD,
    zaad: int = 1,
) -> Tabellen:
    """Wat er op de peildatum bekend is. `nummer` zegt de hoeveelste levering dit is: zo vaak is er verbeterd."""
    uit = {naam: _bekend(naam, tafel, peildatum, laat, zaad) for naam, tafel in alles.items()}
    for naam, kolom in GESCHUD.items():
        if naam in uit:
            uit[naam] = _verbeter(uit[naam], kolom, nummer * verbeterd, zaad)
    return {naam: tafel for naam, tafel in uit.items() if tafel.height}


def _lot(tafel: pl.DataFrame, zaad: int, *weg: str) -> pl.Series:
    """A number from 0 to 1 per row that follows from its content: the same row has it in every delivery."""
    vast = tafel.drop(weg).hash_rows(seed=zaad)
    return (vast % 1_000_003) / 1_000_003


def _bekend(naam: str, tafel: pl.DataFrame, peildatum: date, laat: tuple[int, int], zaad: int) -> pl.DataFrame:
    dag = pl.lit(peildatum)
    lot = _lot(tafel, zaad, *(["dagtekening"] if naam == "declaraties" else []))
    vertraging = pl.duration(days=pl.col("_laat"))
    tafel = tafel.with_columns((laat[0] + lot * (laat[1] - laat[0])).cast(pl.Int64).alias("_laat"))
    return _op_peildatum(naam, tafel, dag, vertraging, peildatum).drop("_laat")


def _op_peildatum(naam: str, tafel: pl.DataFrame, dag: pl.Expr, vertraging: pl.Expr, peildatum: date) -> pl.DataFrame:
    if naam == "declaraties":
        gekomen = pl.coalesce("periode_eind", "periode_begin") + vertraging
        return tafel.with_columns(dagtekening=gekomen).filter(pl.col("dagtekening") <= dag)
    if naam == "toewijzingen":
        return tafel.filter(pl.coalesce("toewijzingsdatum", "ingangsdatum") <= dag)
    if naam == "leveringen":  # the start is reported first, and the stop when it is there
        gestopt = pl.col("einddatum") + vertraging <= dag
        later = pl.col("status_aanlevering") != "1"
        bekend = tafel.filter((pl.col("begindatum") + vertraging <= dag) & (gestopt.fill_null(False) | ~later))
        return bekend.with_columns(
            pl.when(gestopt).then(pl.col(k)).alias(k) for k in ("einddatum", "reden_beeindiging")
        )
    if naam == "verzoeken":
        return tafel.filter(pl.col("datum") + vertraging <= dag)
    if naam == "meldingen":
        open_ = pl.col("datum_beschikking") > dag
        weg = [k for k in tafel.columns if k.startswith("datum_") and k != "datum_melding"]
        return tafel.filter(pl.col("datum_melding") <= dag).with_columns(
            *(pl.when(pl.col(k) <= dag).then(pl.col(k)).alias(k) for k in weg),
            pl.when(~open_.fill_null(False)).then(pl.col("triage_uitkomst")).alias("triage_uitkomst"),
        )
    if naam == "uitkeringen":
        voorbij = pl.col("einddatum") <= dag
        return tafel.filter(pl.col("begindatum") <= dag).with_columns(
            pl.when(voorbij).then(pl.col(k)).alias(k) for k in ("einddatum", "reden_einde")
        )
    if naam == "financien":
        einde = pl.date(pl.col("jaar"), pl.col("kwartaal").fill_null(4) * 3, 28)
        return tafel.filter((einde <= dag) | ((pl.col("soort") == "begroot") & (pl.col("jaar") <= peildatum.year)))
    if naam == "bevolking":
        return tafel.filter(pl.col("jaar") <= peildatum.year)
    if naam == "aggregaat":
        return tafel.filter(pl.col("kwartaal") < str(Kwartaal.van_datum(peildatum)))
    return tafel


def _verbeter(tafel: pl.DataFrame, kolom: str, deel: float, zaad: int) -> pl.DataFrame:
    """Een deel van de rijen krijgt een andere waarde: een bedrag of een dag iets anders, een code die van een ander."""
    lot = _lot(tafel, zaad + 1, kolom)
    if kolom == "bedrag_cent":
        anders = pl.col(kolom) * 4 // 5
    elif kolom == "einddatum":
        anders = pl.col(kolom) - pl.duration(days=20)
    else:
        anders = pl.lit("02")
    return tafel.with_columns(pl.when(pl.lit(lot) < deel).then(anders).otherwise(pl.col(kolom)).alias(kolom))


def naar_bestand(naam: str, tafel: pl.DataFrame) -> pl.DataFrame:
    """Een tabel van na de deur in de kolommen en de schrijfwijze van een bestand."""
    kolommen = []
    for k in contract.tabel(naam).kolommen:
        waarde = pl.col(k.naam_na)
        if k.soort == "bedrag":
            waarde = pl.format("{},{}", waarde // 100, (waarde % 100).cast(pl.String).str.zfill(2))
        elif k.soort == "getal":
            waarde = waarde.cast(pl.String).str.replace(".", ",", literal=True)
        kolommen.append(waarde.alias(k.naam))
    return tafel.select(kolommen)


# --- strange deliveries: what a run without a person must not let through ---------------------------------------------
def _kwartaal_weg(t: Tabellen, kwartaal: Kwartaal) -> Tabellen:
    eerste, einde = kwartaal.eerste_dag, kwartaal.laatste_dag
    return t | {"declaraties": t["declaraties"].filter(~pl.col("periode_begin").is_between(eerste, einde))}


VREEMD: dict[str, Callable[[Tabellen, Kwartaal], Tabellen]] = {
    "een vast kwartaal mist": lambda t, k: _kwartaal_weg(t, k - 5),
    "het nieuwe kwartaal mist": _kwartaal_weg,
    "alles dubbel": lambda t, k: t | {"declaraties": pl.concat([t["declaraties"]] * 2)},
    "een wet mist": lambda t, k: t | {"toewijzingen": t["toewijzingen"].filter(pl.col("wet") == "jeugd")},
    "euro's als centen": lambda t, k: t | {"declaraties": t["declaraties"].with_columns(pl.col("bedrag_cent") // 100)},
    "halve export": lambda t, k: t | {"leveringen": t["leveringen"].head(t["leveringen"].height // 2)},
    "een tabel mist": lambda t, k: {n: tafel for n, tafel in t.items() if n != "meldingen"},
}
