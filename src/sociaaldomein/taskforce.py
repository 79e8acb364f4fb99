"""De besparing van de taskforce: alleen het totaal. Geen maatregel krijgt een deel toegerekend."""

from __future__ import annotations

from typing import Any

import polars as pl

from sociaaldomein import frames as f


@f.telregel
def besparing(besparingspad: Any) -> Any:
    """Wat het zonder maatregelen had gekost (referentie) min wat het echt kostte (werkelijk), per jaar.

    Een jaar zonder referentie of werkelijk heeft alleen een taakstelling. De rijen staan op het vierde kwartaal.
    In: jaar, referentie_cent, werkelijk_cent, taakstelling_cent, ingeboekt_cent. Uit (euro, wet 'samen'): besparing,
    besparing_ingeboekt, besparing_nieuw (besparing - ingeboekt) en besparing_taakstelling.
    Fouten: ValueError bij een kolom die ontbreekt. Bron: financiële administratie en raming (tabel besparingspad).

    >>> pad = pl.DataFrame({"jaar": [2024], "referentie_cent": [900], "werkelijk_cent": [650],
    ...                     "taakstelling_cent": [200], "ingeboekt_cent": [50]})
    >>> besparing(pad)["cijfer", "kwartaal", "waarde"].rows()
    [('besparing', '2024-K4', 2.5), ('besparing_ingeboekt', '2024-K4', 0.5), ('besparing_nieuw', '2024-K4', 2.0),
     ('besparing_taakstelling', '2024-K4', 2.0)]
    """
    kolommen = ("jaar", "referentie_cent", "werkelijk_cent", "taakstelling_cent", "ingeboekt_cent")
    pad = f.verzamel(f.open_tabel(besparingspad, *kolommen))[0]
    pad = pad.with_columns(pl.lit("samen").alias("wet"), pl.lit("totaal").alias("groep"),
                           pl.format("{}-K4", "jaar").alias("kwartaal"),
                           (pl.col("referentie_cent") - pl.col("werkelijk_cent")).alias("bespaard_cent"))
    bekend = pad.filter(pl.col("bespaard_cent").is_not_null())
    ingeboekt = bekend.filter(pl.col("ingeboekt_cent").is_not_null())
    taak = pad.filter(pl.col("taakstelling_cent").is_not_null())
    nieuw = (pl.col("bespaard_cent") - pl.col("ingeboekt_cent")) / 100
    return f.samen(f.rijen(bekend, "besparing", "totaal", pl.col("bespaard_cent") / 100),
                   f.rijen(ingeboekt, "besparing_ingeboekt", "totaal", pl.col("ingeboekt_cent") / 100),
                   f.rijen(ingeboekt, "besparing_nieuw", "totaal", nieuw),
                   f.rijen(taak, "besparing_taakstelling", "totaal", pl.col("taakstelling_cent") / 100))
