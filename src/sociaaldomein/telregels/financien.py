"""Geld: begroot, uitgegeven, voorschotten en balansposten (elk apart) en wat aanbieders declareerden."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen.cijfers import KRUISING
from sociaaldomein.grond.kwartaal import Kwartaal, Kwartalen
from sociaaldomein.telregels import tafels as f

BEGROOT = "begroot"  # what was planned; no booking
PER_DECLARATIE = ("totaal", "hoofdcategorie", "interventieniveau", "productcategorie", KRUISING)


@f.telregel
def financieel(financien: Any, kwartalen: Kwartalen) -> Any:
    """Begroot en uitgegeven per jaar, en uitgaven, voorschotten en balansposten van januari tot en met het kwartaal.

    Een rij zonder kwartaal gaat over het hele jaar. Ontbreekt die, dan is het jaar de som van vier kwartalen, als alle
    vier er zijn. Een jaarbedrag staat op het vierde kwartaal; begroot ook van het lopende jaar, uitgegeven pas als het
    jaar voorbij is. Een bedrag vanaf januari is er alleen als elk kwartaal sinds januari er is; een kwartaal met
    andere boekingen maar zonder voorschot of balanspost telt dan als nul. De begroting is geen boeking.
    In: jaar, kwartaal (1 tot en met 4, of leeg), wet, kostensoort, soort (begroot, werkelijk, voorschot, balanspost),
    bedrag_cent. Uit (euro): begroot_jaar, werkelijk_jaar, werkelijk_cumulatief (ook per kostensoort),
    voorschot_cumulatief, balanspost_cumulatief. Fouten: ValueError bij een kolom die ontbreekt.
    Bron: financiële administratie.

    >>> tabel = pl.DataFrame({"jaar": 2023, "kwartaal": [None, 1], "wet": "wmo", "kostensoort": "inkoop",
    ...                       "soort": ["begroot", "werkelijk"], "bedrag_cent": [40000, 9050]})
    >>> financieel(tabel, "2023-K1")["cijfer", "kwartaal", "groep", "waarde"].rows()
    [('begroot_jaar', '2023-K4', 'totaal', 400.0), ('werkelijk_cumulatief', '2023-K1', 'inkoop', 90.5),
     ('werkelijk_cumulatief', '2023-K1', 'totaal', 90.5)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    tabel = f.open_tabel(financien, "jaar", "kwartaal", "wet", "kostensoort", "soort", "bedrag_cent")
    tabel = tabel.select(
        "jaar", nw.col("kwartaal").cast(nw.Int64), "wet", "soort", "bedrag_cent", f.bekend("kostensoort").alias("groep")
    )
    som = tabel.group_by("jaar", "kwartaal", "wet", "soort", "groep").agg(nw.col("bedrag_cent").sum())
    boek = f.verzamel(som)[0].with_columns(pl.col("bedrag_cent").cast(pl.Int64))
    jaren = sorted({k.jaar for k in kwartalen})
    voorbij = [j for j in jaren if Kwartaal(j, 4) <= kwartalen[-1]]
    return f.samen(
        _jaarrijen(boek, BEGROOT, jaren),
        _jaarrijen(boek, "werkelijk", voorbij),
        *[_cumulatief(boek, soort, kwartalen, "totaal") for soort in ("werkelijk", "voorschot", "balanspost")],
        _cumulatief(boek, "werkelijk", kwartalen, "kostensoort"),
    )


def _jaarrijen(boek: pl.DataFrame, soort: str, jaren: list[int]) -> pl.DataFrame:
    """The yearly amount if it was given, else four quarters together; fewer than four is no year."""
    eigen = boek.filter(pl.col("soort") == soort, pl.col("jaar").is_in(jaren))
    los = pl.col("kwartaal").is_null()
    jaar = eigen.group_by("wet", "jaar").agg(
        pl.col("bedrag_cent").filter(los).sum().alias("jaarbedrag"),
        los.any().alias("heeft_jaarbedrag"),
        pl.col("bedrag_cent").filter(~los).sum().alias("vier_kwartalen"),
        pl.col("kwartaal").drop_nulls().n_unique().alias("aantal"),
    )
    bedrag = pl.when("heeft_jaarbedrag").then("jaarbedrag").when(pl.col("aantal") == 4).then("vier_kwartalen")
    jaar = jaar.select(
        "wet", pl.lit("totaal").alias("groep"), pl.format("{}-K4", "jaar").alias("kwartaal"), bedrag.alias("cent")
    ).drop_nulls("cent")
    return f.rijen(jaar, f"{soort}_jaar", "totaal", pl.col("cent") / 100)


def _cumulatief(boek: pl.DataFrame, soort: str, kwartalen: list[Kwartaal], groep_soort: str) -> pl.DataFrame:
    """From January up to each quarter, when the books of every quarter since January are there."""
    boek = boek.filter(pl.col("kwartaal").is_not_null(), pl.col("soort") != BEGROOT)
    boek = boek.with_columns(pl.lit("totaal").alias("groep")) if groep_soort == "totaal" else boek
    eigen = boek.filter(pl.col("soort") == soort)
    geleverd = eigen if soort == "werkelijk" else boek.filter(pl.col("wet").is_in(eigen["wet"].unique().to_list()))
    delen = [pl.DataFrame(schema={"wet": pl.String, "groep": pl.String, "cent": pl.Int64, "kwartaal": pl.String})]
    for k in kwartalen:
        sinds_januari = (pl.col("jaar") == k.jaar) & (pl.col("kwartaal") <= k.nummer)
        volledig = geleverd.filter(sinds_januari).group_by("wet").agg(pl.col("kwartaal").n_unique())
        volledig = volledig.filter(pl.col("kwartaal") == k.nummer).select("wet")
        som = eigen.filter(sinds_januari).group_by("wet", "groep").agg(pl.col("bedrag_cent").sum().alias("cent"))
        if groep_soort == "totaal":
            som = volledig.join(som, on="wet", how="left").with_columns(
                pl.col("groep").fill_null("totaal"), pl.col("cent").fill_null(0)
            )
        delen.append(som.join(volledig, on="wet", how="semi").with_columns(pl.lit(str(k)).alias("kwartaal")))
    return f.rijen(pl.concat(delen), f"{soort}_cumulatief", groep_soort, pl.col("cent") / 100)


@f.telregel
def uitgaven(declaraties: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Declaraties over hulp die begon van 1 januari tot en met de laatste dag van het kwartaal, debet min credit.

    De dag is periode_begin van de declaratie. In: wet, client_id, periode_begin, bedrag_cent (credit is negatief) en de
    kolom van de uitsplitsing. Uit: declaraties_cumulatief (euro). Alleen voor de afscherming: noemer is het aantal
    mensen met zo'n declaratie, teller het grootste bedrag van één mens.
    Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing.
    Bron: declaraties van aanbieders (bericht 323).

    >>> tabel = pl.DataFrame({"wet": "jeugd", "client_id": "a", "periode_begin": [date(2023, 1, 1), date(2023, 4, 1)],
    ...                       "bedrag_cent": [10050, -50]})
    >>> uitgaven(tabel, [Kwartaal(2023, 1), Kwartaal(2023, 2)])["kwartaal", "waarde", "teller", "noemer"].rows()
    [('2023-K1', 100.5, 100.5, 1.0), ('2023-K2', 100.0, 100.0, 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    tabel = f.open_tabel(
        declaraties,
        "wet",
        "client_id",
        "periode_begin",
        "bedrag_cent",
        *f.kolommen_van(per, PER_DECLARATIE, declaraties),
    ).with_columns(f.groep(per))
    dag = nw.col("periode_begin")
    nodig = tabel.filter(dag >= date(kwartalen[0].jaar, 1, 1), dag <= kwartalen[-1].laatste_dag)
    per_client, opgeteld = [], []
    for k in kwartalen:
        erin = (dag >= date(k.jaar, 1, 1)) & (dag <= k.laatste_dag)
        per_client += [
            nw.when(erin).then(nw.col("bedrag_cent")).otherwise(nw.lit(0)).sum().alias(f"cent|{k}"),
            f.aantal(erin).alias(f"clienten|{k}"),
        ]
        mens = (nw.col(f"clienten|{k}") > 0) & ~nw.col("client_id").is_null()
        van_een = nw.when(mens).then(nw.col(f"cent|{k}")).otherwise(nw.lit(0))
        opgeteld += [
            nw.col(f"cent|{k}").sum(),
            van_een.max().alias(f"grootste|{k}"),
            f.aantal(mens).alias(f"clienten|{k}"),
        ]
    breed = nodig.group_by("wet", "groep", "client_id").agg(*per_client).group_by("wet", "groep").agg(*opgeteld)
    klein = f.kantel(f.verzamel(breed)[0], "wet", "groep")
    klein = (
        f.totaal(klein, kwartalen, f.wetten_in(tabel, klein["wet"]))
        if per == "totaal"
        else f.per_groep(klein, kwartalen, per)
    )
    return f.samen(
        f.rijen(
            klein,
            "declaraties_cumulatief",
            per,
            pl.col("cent") / 100,
            pl.col("grootste").clip(lower_bound=0) / 100,
            pl.col("clienten"),
        )
    )
