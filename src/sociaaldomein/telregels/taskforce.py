"""De besparing van de taskforce: alleen het totaal. Geen maatregel krijgt een deel toegerekend."""

from __future__ import annotations

from typing import Any

import polars as pl

from sociaaldomein.telregels import tafels as f

WETTEN = ("jeugd", "wmo")  # what the taskforce is about
ZELFDE = 0.01  # two accounts of one year that differ more are about different things


@f.telregel
def besparing(besparingspad: Any, uitgaven: Any = None) -> Any:
    """Wat het zonder maatregelen had gekost (referentie) min wat het echt kostte (werkelijk), per jaar.

    Ontbreekt werkelijk in het pad, dan zijn het de uitgaven aan Jeugd en Wmo samen, als van beide het hele jaar er is.
    Verschillen die in een ander jaar meer dan 1% van het pad, dan gaan zij over iets anders en tellen zij niet. Een
    jaar zonder referentie of werkelijk heeft geen besparing; wat al was ingeboekt en de taakstelling blijven staan. De
    rijen staan op het vierde kwartaal.
    In: jaar, referentie_cent, werkelijk_cent, taakstelling_cent, ingeboekt_cent; `uitgaven` is de uitkomst van
    `financien.financieel`. Uit (euro, wet 'samen'): besparing, besparing_ingeboekt, besparing_nieuw (besparing -
    ingeboekt) en besparing_taakstelling. Fouten: ValueError bij een kolom die ontbreekt.
    Bron: financiële administratie en raming (tabel besparingspad).

    >>> pad = pl.DataFrame({"jaar": [2024], "referentie_cent": [900], "werkelijk_cent": [650],
    ...                     "taakstelling_cent": [200], "ingeboekt_cent": [50]})
    >>> besparing(pad)["cijfer", "kwartaal", "waarde"].rows()
    [('besparing', '2024-K4', 2.5), ('besparing_ingeboekt', '2024-K4', 0.5), ('besparing_nieuw', '2024-K4', 2.0),
     ('besparing_taakstelling', '2024-K4', 2.0)]
    """
    kolommen = ("jaar", "referentie_cent", "werkelijk_cent", "taakstelling_cent", "ingeboekt_cent")
    pad = f.verzamel(f.open_tabel(besparingspad, *kolommen))[0]
    if uitgaven is not None:
        pad = _met_uitgaven(pad, uitgaven)
    pad = pad.with_columns(
        pl.lit("samen").alias("wet"),
        pl.lit("totaal").alias("groep"),
        pl.format("{}-K4", "jaar").alias("kwartaal"),
        (pl.col("referentie_cent") - pl.col("werkelijk_cent")).alias("bespaard_cent"),
    )
    bekend = pad.filter(pl.col("bespaard_cent").is_not_null())
    ingeboekt = pad.filter(pl.col("ingeboekt_cent").is_not_null())
    beide = bekend.filter(pl.col("ingeboekt_cent").is_not_null())
    taak = pad.filter(pl.col("taakstelling_cent").is_not_null())
    nieuw = (pl.col("bespaard_cent") - pl.col("ingeboekt_cent")) / 100
    return f.samen(
        f.rijen(bekend, "besparing", "totaal", pl.col("bespaard_cent") / 100),
        f.rijen(ingeboekt, "besparing_ingeboekt", "totaal", pl.col("ingeboekt_cent") / 100),
        f.rijen(beide, "besparing_nieuw", "totaal", nieuw),
        f.rijen(taak, "besparing_taakstelling", "totaal", pl.col("taakstelling_cent") / 100),
    )


def _met_uitgaven(pad: pl.DataFrame, uitgaven: Any) -> pl.DataFrame:
    """Fill what the path lacks with the expenses of both laws, when those are about the same thing."""
    boek = f.verzamel(f.open_tabel(uitgaven, "cijfer", "wet", "kwartaal", "waarde"))[0]
    boek = boek.filter(pl.col("cijfer") == "werkelijk_jaar", pl.col("wet").is_in(WETTEN))
    jaar = pl.col("kwartaal").str.slice(0, 4).cast(pl.Int64).alias("jaar")
    cent = (pl.col("waarde").sum() * 100).round().cast(pl.Int64).alias("uitgaven")
    per_jaar = boek.group_by(jaar).agg(cent, pl.len().alias("wetten")).filter(pl.col("wetten") == len(WETTEN))
    naast = pad.join(per_jaar, on="jaar", how="left", maintain_order="left")
    verschil = (pl.col("uitgaven") - pl.col("werkelijk_cent")).abs() > pl.col("werkelijk_cent").abs() * ZELFDE
    if naast.select(verschil.any()).item():
        return pad
    return naast.with_columns(pl.coalesce("werkelijk_cent", "uitgaven").alias("werkelijk_cent")).select(pad.columns)
