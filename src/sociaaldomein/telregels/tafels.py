"""Eén deur voor tabellen en één weg terug, en de bouwstenen die elke telregel gebruikt.

Een telregel neemt een tabel van pandas, Polars of DuckDB, of het pad van een Parquet-bestand. Een tabel van pandas komt
binnen als Polars en gaat als pandas terug. Een relatie van DuckDB wordt in DuckDB geteld. Wat teruggaat is klein.

>>> import pandas as pd
>>> tabel = pd.DataFrame({"begin": ["2023-01-05", None]})
>>> open_tabel(tabel, "begin").collect()["begin"].to_list()
[datetime.date(2023, 1, 5), None]
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen.cijfers import GETALLEN, GETELD, MAAL, ONBEKEND, SLEUTEL, UITSPLITSINGEN, schema
from sociaaldomein.grond.kwartaal import OPEN, Kwartaal, Kwartalen

P = ParamSpec("P")
OUDST = 130  # an age above this is a mistake in the birth year
KLASSEN = {"jeugd": ((0, 3), (4, 11), (12, 17), (18, None)), "wmo": ((0, 17), (18, 64), (65, 74), (75, 84), (85, None))}

DATUMS = {
    "begin",
    "einde",
    "einddatum_oorspronkelijk",
    "periode_begin",
    "datum_melding",
    "datum_onderzoek_gereed",
    "datum_aanvraag",
    "datum_beschikking",
    "verlengd_tot",
}
GEHELEN = {
    "geboortejaar",
    "bedrag_cent",
    "jaar",
    "leeftijd",
    "aantal",
    "indelingsjaar",
    "referentie_cent",
    "werkelijk_cent",
    "taakstelling_cent",
    "ingeboekt_cent",
}
TEKSTEN = {
    "wet",
    "client_id",
    "toewijzingnummer",
    "gemeentecode",
    "regio_code",
    "wijk",
    "verwijzer",
    "hoofdcategorie",
    "interventieniveau",
    "productcategorie",
    "reden_einde",
    "triage_uitkomst",
    "soort",
    "kostensoort",
    "huishouden_id",
    "reden_begin",
    "statushouder",
}


# --- the door -------------------------------------------------------------------------------------------------------


def telregel(functie: Callable[P, pl.DataFrame]) -> Callable[P, Any]:
    """Maak van een telling een telregel: gesorteerd op de sleutel, en terug in de soort van de eerste tabel."""
    eerste = next(iter(inspect.signature(functie).parameters))

    @functools.wraps(functie)
    def met_deur(*args: P.args, **kwargs: P.kwargs) -> Any:
        uit = functie(*args, **kwargs)
        tabel = nw.to_native(args[0] if args else kwargs[eerste], pass_through=True)
        return uit.to_pandas() if nw.dependencies.is_pandas_dataframe(tabel) else uit

    return met_deur


def open_tabel(tabel: Any, *kolommen: str) -> nw.LazyFrame:
    """Open een tabel met de gevraagde kolommen, elk in het type van het contract.

    Datums worden DATE, codes tekst en aantallen hele getallen. Een lege `einde` wordt 31-12-9999.
    Ontbreekt een kolom, dan noemt de fout de kolom en wat er wel is.

    >>> open_tabel(pl.DataFrame({"wet": ["wmo"]}), "wet", "begin")
    Traceback (most recent call last):
    ValueError: De kolom 'begin' ontbreekt. Deze tabel heeft: wet.
    """
    frame = _lazy(tabel, kolommen)
    typen = frame.collect_schema()
    mist = [f"'{k}'" for k in kolommen if k not in typen]
    if mist:
        wat = f"De kolom {mist[0]} ontbreekt" if len(mist) == 1 else f"De kolommen {', '.join(mist)} ontbreken"
        raise ValueError(f"{wat}. Deze tabel heeft: {', '.join(typen)}.")
    return frame.select(*[_getypeerd(k, typen[k]).alias(k) for k in dict.fromkeys(kolommen)])


def heeft(tabel: Any, kolom: str) -> bool:
    """Of een tabel deze kolom heeft.

    >>> heeft(pl.DataFrame({"wet": []}), "wijk")
    False
    """
    return kolom in _lazy(tabel, (kolom,)).collect_schema()


def _lazy(tabel: Any, kolommen: Iterable[str]) -> nw.LazyFrame:
    tabel = nw.to_native(tabel, pass_through=True)
    if isinstance(tabel, str | Path):
        if not Path(tabel).exists():
            raise FileNotFoundError(f"Er is geen Parquet-bestand of map '{tabel}'.")
        return nw.from_native(pl.scan_parquet(tabel))
    if nw.dependencies.is_pandas_dataframe(tabel):
        return nw.from_native(_van_pandas(tabel, kolommen).lazy())
    try:
        frame = nw.from_native(tabel)
    except TypeError:
        raise TypeError(
            f"Een {type(tabel).__name__} is geen tabel. Geef een tabel van pandas, Polars of DuckDB, "
            "of het pad van een Parquet-bestand."
        ) from None
    if isinstance(frame, nw.DataFrame) and not frame.implementation.is_polars():
        frame = nw.from_native(frame.to_polars())
    return frame.lazy()


def _van_pandas(tabel: Any, kolommen: Iterable[str]) -> pl.DataFrame:
    """Only the columns asked for; without a match all names, so that the message can list them."""
    if not tabel.columns.is_unique:
        raise ValueError(f"Een kolomnaam komt twee keer voor. Deze tabel heeft: {', '.join(map(str, tabel.columns))}.")
    if any(k not in tabel.columns for k in kolommen):
        return pl.DataFrame(schema=[str(k) for k in tabel.columns])
    return pl.DataFrame([_serie(k, tabel[k]) for k in dict.fromkeys(kolommen)])


def _serie(naam: str, kolom: Any) -> pl.Series:
    """A pandas column as Polars: categories become their values, objects are read value by value."""
    if hasattr(kolom, "cat"):
        kolom = kolom.astype(kolom.cat.categories.dtype)
    if kolom.dtype != object:
        return pl.Series(naam, pl.from_pandas(kolom))
    waarden: list[Any] = [None if leeg else w for w, leeg in zip(kolom.tolist(), kolom.isna().tolist(), strict=True)]
    if naam in DATUMS:
        waarden = [w.date() if hasattr(w, "date") else w for w in waarden]
    return pl.Series(naam, waarden, dtype=pl.String if not any(w is not None for w in waarden) else None)


def _getypeerd(naam: str, soort: nw.dtypes.DType) -> nw.Expr:
    kolom = nw.col(naam)
    if naam in DATUMS:
        kolom = _datum(kolom, soort)
        return kolom.fill_null(OPEN) if naam == "einde" else kolom
    if naam in GEHELEN and soort != nw.Int64:
        return kolom.cast(nw.Int64)
    if naam in TEKSTEN and soort != nw.String:
        return (kolom.cast(nw.Int64) if soort.is_float() else kolom).cast(nw.String)
    return kolom


def _datum(kolom: nw.Expr, soort: nw.dtypes.DType) -> nw.Expr:
    if soort == nw.Date:
        return kolom
    if soort == nw.Datetime:
        return kolom.dt.date()
    tekst = kolom.cast(nw.String).str.slice(0, 10)
    return nw.when(tekst != "").then(tekst).str.to_datetime(format="%Y-%m-%d").dt.date()


def verzamel(*kleine: nw.LazyFrame) -> list[pl.DataFrame]:
    """Reken tellingen uit waar de tabel staat en haal de kleine uitkomsten op als Polars.

    >>> verzamel(nw.from_native(pl.LazyFrame({"n": [1, 2]})).select(nw.col("n").sum()))[0].item()
    3
    """
    try:
        if all(k.implementation.is_polars() for k in kleine):
            return pl.collect_all([k.to_native() for k in kleine], engine="streaming")
        return [k.collect("polars").to_native() for k in kleine]
    except Exception as fout:
        if type(fout).__name__ in ("InvalidOperationError", "ConversionException", "InvalidInputException"):
            raise ValueError(
                "Een waarde past niet bij de kolom. Schrijf een datum als jjjj-mm-dd en een aantal als een heel getal."
            ) from fout
        raise


# --- quarters and days ----------------------------------------------------------------------------------------------


def lees_kwartalen(kwartalen: Kwartalen) -> list[Kwartaal]:
    """Kwartalen op volgorde, elk één keer. Eén kwartaal of de schrijfwijze "2023-K1" mag ook.

    >>> [str(k) for k in lees_kwartalen(["2023-K2", "2023-K1"])]
    ['2023-K1', '2023-K2']
    """
    lijst = [kwartalen] if isinstance(kwartalen, Kwartaal | str) else list(kwartalen)
    if not lijst:
        raise ValueError("Er is geen kwartaal gevraagd. Geef er minstens één, bijvoorbeeld 2023-K1.")
    return sorted({k if isinstance(k, Kwartaal) else Kwartaal.lees(k) for k in lijst})


def valt_in(kolom: str, kwartaal: Kwartaal) -> nw.Expr:
    """De dag valt in het kwartaal; de eerste en de laatste dag horen erbij."""
    return (nw.col(kolom) >= kwartaal.eerste_dag) & (nw.col(kolom) <= kwartaal.laatste_dag)


def tussen(kolom: str, kwartalen: list[Kwartaal]) -> nw.Expr:
    """De dag valt in de periode van het eerste tot en met het laatste kwartaal."""
    return (nw.col(kolom) >= kwartalen[0].eerste_dag) & (nw.col(kolom) <= kwartalen[-1].laatste_dag)


def loopt(kwartaal: Kwartaal) -> nw.Expr:
    """Begonnen op of voor de laatste dag, en nog niet afgelopen voor de eerste dag."""
    return (nw.col("begin") <= kwartaal.laatste_dag) & (nw.col("einde") >= kwartaal.eerste_dag)


def met_dagnummers(tabel: nw.LazyFrame, **kolommen: str) -> nw.LazyFrame:
    """Dagen als volgnummer (als `date.toordinal`) in nieuwe kolommen. Een verschil in dagen is hun gewone verschil.

    >>> tabel = nw.from_native(pl.LazyFrame({"d": [date(2024, 3, 1), date(2024, 2, 28)]}))
    >>> met_dagnummers(tabel, dag="d").collect()["dag"].to_list()
    [738946, 738944]
    """
    snel = tabel.implementation.is_polars()
    return tabel.with_columns(*[(_dag_polars(k) if snel else _dag(k)).alias(nieuw) for nieuw, k in kolommen.items()])


def _dag(kolom: str) -> nw.Expr:
    vorig = nw.col(kolom).dt.year().cast(nw.Int32) - 1
    return vorig * 365 + vorig // 4 - vorig // 100 + vorig // 400 + nw.col(kolom).dt.ordinal_day().cast(nw.Int32)


def _dag_polars(kolom: str) -> nw.Expr:
    """The same number, for free: Polars stores a date as days since 1970."""
    return nw.col(kolom).cast(nw.Int32) + date(1970, 1, 1).toordinal()


def kwartaalnummer(kolom: str) -> nw.Expr:
    """Het kwartaal van een dag als volgnummer: 4 x jaar + kwartaal - 1. Int32, want 4 x jaar past niet in een Int8."""
    dag = nw.col(kolom).dt
    return dag.year().cast(nw.Int32) * 4 + (dag.month().cast(nw.Int32) - 1) // 3


def _kwartaalnaam(nummer: pl.Expr) -> pl.Expr:
    """Van volgnummer terug naar "2023-K1".

    >>> pl.select(_kwartaalnaam(pl.lit(8092))).item()
    '2023-K1'
    """
    nummer = nummer.cast(pl.Int32)
    return pl.format("{}-K{}", nummer // 4, nummer % 4 + 1)


# --- groups ---------------------------------------------------------------------------------------------------------


def kolommen_van(per: str, toegestaan: Iterable[str] = UITSPLITSINGEN, tabel: Any = None) -> list[str]:
    """De kolommen die een uitsplitsing nodig heeft. Elke eigen kolom van de tabel mag ook een uitsplitsing zijn.

    >>> kolommen_van("leeftijd"), kolommen_van("totaal"), kolommen_van("school", tabel=pl.DataFrame({"school": ["a"]}))
    (['geboortejaar'], [], ['school'])
    >>> kolommen_van("straat")
    Traceback (most recent call last):
    ValueError: 'straat' is geen uitsplitsing. Kies uit: totaal, wijk, leeftijd, verwijzer, hoofdcategorie,
    interventieniveau, productcategorie, hoofdcategorie x interventieniveau, of een eigen kolom van de tabel.
    """
    toegestaan = tuple(toegestaan)
    if per not in toegestaan and not (tabel is not None and all(heeft(tabel, k) for k in per.split(MAAL))):
        keuze = ", ".join(toegestaan)
        raise ValueError(f"'{per}' is geen uitsplitsing. Kies uit: {keuze}, of een eigen kolom van de tabel.")
    if per == "totaal":
        return []
    return ["geboortejaar"] if per == "leeftijd" else per.split(MAAL)


def groep(per: str) -> nw.Expr:
    """De groep van een rij. Leeg is 'onbekend'; bij leeftijd eerst het geboortejaar, de klasse volgt per kwartaal."""
    if per == "totaal":
        return nw.lit("totaal").alias("groep")
    if per == "leeftijd":
        return nw.col("geboortejaar").alias("groep")
    delen = [bekend(k) for k in kolommen_van(per, (per,))]
    return (delen[0] if len(delen) == 1 else nw.concat_str(*delen, separator="|")).alias("groep")


def bekend(kolom: str) -> nw.Expr:
    """De waarde, of 'onbekend' als zij leeg is."""
    tekst = nw.col(kolom).cast(nw.String)  # an own column may hold anything
    return nw.when(tekst != "").then(tekst).otherwise(nw.lit(ONBEKEND))


def leeftijdsklasse(jaar: pl.Expr, geboortejaar: pl.Expr) -> pl.Expr:
    """De leeftijdsklasse per wet: het jaar min het geboortejaar. Zonder bruikbaar geboortejaar: 'onbekend'.

    >>> tabel = pl.DataFrame({"wet": ["jeugd", "wmo"], "jaar": [2023, 2023], "geboren": [2012, 1938]})
    >>> tabel.select(leeftijdsklasse(pl.col("jaar"), pl.col("geboren")))["klasse"].to_list()
    ['4-11', '85+']
    """
    return klasse_van(jaar - geboortejaar)


def klasse_van(leeftijd: pl.Expr) -> pl.Expr:
    """De klasse van een leeftijd in jaren, volgens de wet van de rij."""
    keuze: Any = pl  # a chain of whens
    for wet, klassen in KLASSEN.items():
        for van, tot in klassen:
            raak = (pl.col("wet") == wet) & (leeftijd >= van) & (leeftijd <= (tot or OUDST))
            keuze = keuze.when(raak).then(pl.lit(f"{van}-{tot}" if tot else f"{van}+"))
    return keuze.otherwise(pl.lit(ONBEKEND)).alias("klasse")


# --- from reduced counts to rows ------------------------------------------------------------------------------------


def aantal(waar: nw.Expr) -> nw.Expr:
    """Op hoeveel rijen dit waar is; leeg telt niet. Elke motor kan een getal optellen, niet elke motor een ja of nee.

    >>> verzamel(nw.from_native(pl.LazyFrame({"n": [1, 2, None]})).select(aantal(nw.col("n") > 1)))[0].item()
    1
    """
    return nw.when(waar).then(nw.lit(1)).otherwise(nw.lit(0)).sum()


def breed_per_client(tabel: nw.LazyFrame, voorwaarden: dict[str, nw.Expr], *sleutel: str) -> nw.LazyFrame:
    """Eén rij per cliënt met per kwartaal het aantal trajecten, dan opgeteld per wet, groep en verdere `sleutel`.

    Geeft die sleutel en per naam in `voorwaarden` de kolommen "trajecten|naam" en "clienten|naam".
    """
    per_client = tabel.group_by("wet", "groep", *sleutel, "client_id").agg(
        *[aantal(v).alias(naam) for naam, v in voorwaarden.items()]
    )
    return per_client.group_by("wet", "groep", *sleutel).agg(
        *[nw.col(naam).sum().alias(f"trajecten|{naam}") for naam in voorwaarden],
        *[aantal(nw.col(naam) > 0).alias(f"clienten|{naam}") for naam in voorwaarden],
    )


def lang_per_client(tabel: nw.LazyFrame, dag: str, kwartalen: list[Kwartaal]) -> nw.LazyFrame:
    """Trajecten en cliënten per wet, groep en het kwartaal waarin `dag` valt. Elke rij hoort bij één kwartaal."""
    per_client = _per_kwartaal(tabel, dag, kwartalen, "client_id").agg(nw.len().alias("n"))
    return per_client.group_by("wet", "groep", "nummer").agg(
        nw.col("n").sum().alias("trajecten"), nw.len().alias("clienten")
    )


def lang(tabel: nw.LazyFrame, dag: str, kwartalen: list[Kwartaal]) -> nw.LazyFrame:
    """Trajecten per wet, groep en het kwartaal waarin `dag` valt."""
    return _per_kwartaal(tabel, dag, kwartalen).agg(nw.len().alias("trajecten"))


def _per_kwartaal(tabel: nw.LazyFrame, dag: str, kwartalen: list[Kwartaal], *sleutel: str) -> Any:
    nummer = kwartaalnummer(dag).alias("nummer")
    return tabel.filter(tussen(dag, kwartalen)).with_columns(nummer).group_by("wet", "groep", "nummer", *sleutel)


def kantel(breed: pl.DataFrame, *index: str) -> pl.DataFrame:
    """Kolommen "maat|kwartaal" worden rijen met een kolom `kwartaal` en een kolom per maat.

    >>> kantel(pl.DataFrame({"wet": ["wmo"], "n|2023-K1": [1], "n|2023-K2": [2]}), "wet").rows()
    [('wmo', '2023-K1', 1.0), ('wmo', '2023-K2', 2.0)]
    """
    paren = [k.split("|", 1) for k in breed.columns if k not in index]
    maten, kwartalen = list(dict.fromkeys(m for m, _ in paren)), dict.fromkeys(k for _, k in paren)
    return pl.concat(
        [
            breed.select(
                *index,
                pl.lit(k).alias("kwartaal"),
                *[pl.col(f"{maat}|{k}").cast(pl.Float64).alias(maat) for maat in maten],
            )
            for k in kwartalen
        ]
    )


def _met_leeftijd(klein: pl.DataFrame) -> pl.DataFrame:
    """Vervang het geboortejaar in `groep` door de leeftijdsklasse in dat kwartaal en tel op."""
    jaar = pl.col("kwartaal").str.slice(0, 4).cast(pl.Int64)
    return (
        klein.with_columns(leeftijdsklasse(jaar, pl.col("groep").cast(pl.Int64)).alias("groep"))
        .group_by("wet", "groep", "kwartaal")
        .sum()
    )


def _vul_nullen(klein: pl.DataFrame, kwartalen: list[Kwartaal], verplicht: pl.DataFrame) -> pl.DataFrame:
    """Elke groep in elk kwartaal een rij: wat niet voorkomt is nul. `verplicht` (wet, groep) is er altijd."""
    namen = [str(k) for k in kwartalen]
    klein = klein.filter(pl.col("kwartaal").is_in(namen))
    paren = pl.concat([klein.select("wet", "groep"), verplicht.select("wet", "groep")]).unique()
    rooster = paren.join(pl.DataFrame({"kwartaal": namen}), how="cross")
    maten = [k for k in klein.columns if k not in ("wet", "groep", "kwartaal")]
    return rooster.join(klein, on=["wet", "groep", "kwartaal"], how="left").with_columns(
        pl.col(maten).cast(pl.Float64).fill_null(0.0)
    )


def met_kwartaal(lang: pl.DataFrame) -> pl.DataFrame:
    """De kolom `nummer` wordt de kolom `kwartaal`.

    >>> met_kwartaal(pl.DataFrame({"nummer": [8092]})).rows()
    [('2023-K1',)]
    """
    return lang.with_columns(_kwartaalnaam(pl.col("nummer")).alias("kwartaal")).drop("nummer")


def per_groep(klein: pl.DataFrame, kwartalen: list[Kwartaal], per: str) -> pl.DataFrame:
    """De groepen die in deze kwartalen voorkomen, elk in elk kwartaal. Bij leeftijd de klasse in dat kwartaal."""
    klein = _met_leeftijd(klein) if per == "leeftijd" else klein
    maten = pl.exclude("wet", "groep", "kwartaal")
    klein = klein.filter(pl.col("kwartaal").is_in([str(k) for k in kwartalen]), pl.any_horizontal(maten != 0))
    return _vul_nullen(klein, kwartalen, klein)


def totaal(klein: pl.DataFrame, kwartalen: list[Kwartaal], wetten: Iterable[str]) -> pl.DataFrame:
    """Het totaal van elke wet in elk kwartaal; een wet zonder rijen in een kwartaal is daar echt nul."""
    verplicht = pl.DataFrame({"wet": list(wetten)}, schema={"wet": pl.String})
    return _vul_nullen(klein, kwartalen, verplicht.with_columns(pl.lit("totaal").alias("groep")))


def wetten_in(tabel: nw.LazyFrame, gezien: Iterable[str]) -> list[str]:
    """Alle wetten in de tabel. De tabel wordt alleen bevraagd als niet beide wetten al gezien zijn."""
    gezien = set(gezien)
    return sorted(gezien if gezien >= set(KLASSEN) else set(verzamel(tabel.select("wet").unique())[0]["wet"]))


def rijen(
    klein: pl.DataFrame,
    cijfer: str,
    groep_soort: str,
    waarde: str | pl.Expr,
    teller: pl.Expr | None = None,
    noemer: pl.Expr | None = None,
) -> pl.DataFrame:
    """Maak er cijfers van, met precies de kolommen van een telregel.

    >>> klein = pl.DataFrame({"wet": ["wmo"], "groep": ["totaal"], "kwartaal": ["2023-K1"], "n": [3]})
    >>> rijen(klein, "instroom_trajecten", "totaal", "n").row(0)
    ('instroom_trajecten', 'wmo', '2023-K1', 'totaal', 'totaal', 3.0, None, None)
    """
    waarde = pl.col(waarde) if isinstance(waarde, str) else waarde
    leeg = pl.lit(None, pl.Float64)
    return klein.select(
        pl.lit(cijfer).alias("cijfer"),
        "wet",
        "kwartaal",
        pl.lit(groep_soort).alias("groep_soort"),
        "groep",
        waarde.alias("waarde"),
        (leeg if teller is None else teller).alias("teller"),
        (leeg if noemer is None else noemer).alias("noemer"),
    ).cast(dict.fromkeys(GETALLEN, pl.Float64))


def samen(*delen: pl.DataFrame) -> pl.DataFrame:
    """Voeg de rijen van een telregel samen, op volgorde van de sleutel.

    >>> samen().columns[:2]
    ['cijfer', 'wet']
    """
    leeg = pl.DataFrame(schema={k: schema()[k] for k in GETELD})
    return pl.concat([leeg, *delen]).select(GETELD).sort(SLEUTEL)
