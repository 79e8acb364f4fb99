"""Triage: hoe aanvragen bij de toegang van de gemeente aflopen."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.grond.kwartaal import Kwartalen
from sociaaldomein.telregels import tafels as f


@f.telregel
def triage(meldingen: Any, kwartalen: Kwartalen) -> Any:
    """Aanvragen die in het kwartaal zijn afgerond, naar uitkomst. De eenheid is aanvragen, niet mensen.

    Afgerond is de dag van de beschikking. Kwam er geen aanvraag, dan is het de dag dat het onderzoek gereed was. Een
    aanvraag zonder beschikking is nog niet afgerond. Een afgeronde aanvraag zonder uitkomst is onbekend.
    In: wet, datum_onderzoek_gereed, datum_aanvraag, datum_beschikking, triage_uitkomst. Uit: aanvragen (aantal), totaal
    en per uitkomst. Fouten: ValueError bij een kolom die ontbreekt. Bron: toegang van de gemeente.

    >>> tabel = pl.DataFrame({"wet": "jeugd", "datum_onderzoek_gereed": ["2023-03-30", "2023-03-31"],
    ...                       "datum_aanvraag": ["2023-03-30", None], "datum_beschikking": ["2023-04-01", None],
    ...                       "triage_uitkomst": ["voorziening", "licht"]})
    >>> triage(tabel, "2023-K1")["groep", "waarde"].rows()
    [('totaal', 1.0), ('licht', 1.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    dagen = ("datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking")
    tabel = f.open_tabel(meldingen, "wet", *dagen, "triage_uitkomst")
    zonder_aanvraag = nw.when(nw.col("datum_aanvraag").is_null()).then(nw.col("datum_onderzoek_gereed"))
    afgerond = nw.coalesce(nw.col("datum_beschikking"), zonder_aanvraag).alias("afgerond")
    gereed = tabel.select("wet", afgerond, f.bekend("triage_uitkomst").alias("groep"))
    klein = f.met_kwartaal(f.verzamel(f.lang(gereed, "afgerond", kwartalen))[0]).rename({"trajecten": "aanvragen"})
    alles = klein.with_columns(pl.lit("totaal").alias("groep")).group_by("wet", "groep", "kwartaal").sum()
    alles = f.totaal(alles, kwartalen, f.wetten_in(tabel, alles["wet"]))
    return f.samen(
        f.rijen(alles, "aanvragen", "totaal", "aanvragen"),
        f.rijen(f.per_groep(klein, kwartalen, "uitkomst"), "aanvragen", "uitkomst", "aanvragen"),
    )
