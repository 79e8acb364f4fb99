"""Inwoners, en bereik: welk deel van hen hulp heeft."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.grond.kwartaal import Kwartalen
from sociaaldomein.telregels import tafels as f

PER = ("totaal", "leeftijd", "wijk")


@f.telregel
def bereik(trajecten: Any, bevolking: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """Mensen met hulp in het kwartaal, gedeeld door de inwoners van dat jaar, maal 100.

    Bij jeugd tellen alleen inwoners tot en met 17 jaar mee, boven en onder de streep; bij de Wmo iedereen. De leeftijd
    is het jaar van het kwartaal min het geboortejaar. Zonder bevolkingscijfer van dat jaar is er geen rij. Wie geen
    bruikbaar geboortejaar of geen wijk heeft, is nergens te tellen. Is dat meer dan 5% van de mensen die tellen of
    zouden kunnen tellen (zie `normen`), dan is de waarde leeg: het aandeel zou te laag zijn.
    In: trajecten (wet, client_id, begin, einde, geboortejaar, en wijk bij per="wijk") en bevolking (regio_code, jaar,
    leeftijd, aantal en zo mogelijk indelingsjaar; GM voor de gemeente, WK voor wijken). Uit: bereik (procent; teller
    mensen, noemer inwoners), per totaal, leeftijd of wijk. Staan er meer gemeenten in bevolking, dan telt die uit de
    kolom gemeentecode van trajecten. Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing.
    Bron: toewijzingen (bericht 301) en bevolkingscijfers op 1 januari.

    >>> from datetime import date
    >>> tabel = pl.DataFrame({"wet": ["jeugd"], "client_id": ["a"], "begin": [date(2023, 1, 9)], "einde": [None],
    ...                       "geboortejaar": [2010]})
    >>> inwoners = pl.DataFrame({"regio_code": "GM0267", "jaar": 2023, "leeftijd": [13, 40], "aantal": [8, 50]})
    >>> bereik(tabel, inwoners, "2023-K1")["waarde", "teller", "noemer"].rows()
    [(12.5, 1.0, 8.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    wijk = ["wijk"] if "wijk" in f.kolommen_van(per, PER) else []
    tabel = f.open_tabel(trajecten, "wet", "client_id", "begin", "einde", "geboortejaar", *wijk)
    tabel = tabel.with_columns(f.groep("wijk" if wijk else "totaal"))
    raakt = (nw.col("begin") <= kwartalen[-1].laatste_dag) & (nw.col("einde") >= kwartalen[0].eerste_dag)
    breed = f.breed_per_client(tabel.filter(raakt), {str(k): f.loopt(k) for k in kwartalen}, "geboortejaar")
    klein = f.kantel(f.verzamel(breed)[0], "wet", "groep", "geboortejaar")
    leeftijd = pl.col("kwartaal").str.slice(0, 4).cast(pl.Int64) - pl.col("geboortejaar")
    klein = klein.with_columns(leeftijd.alias("leeftijd"))
    mensen = _per_groep(klein, per, "clienten", "kwartaal")
    bekend = _genoeg_bekend(klein, per)
    inwoners = _inwoners(bevolking, trajecten, per, f.wetten_in(tabel, klein["wet"]))
    jaren = pl.DataFrame({"kwartaal": [str(k) for k in kwartalen], "jaar": [k.jaar for k in kwartalen]})
    naast = (
        jaren.join(inwoners.filter(pl.col("aantal") > 0), on="jaar")
        .join(mensen, on=["wet", "groep", "kwartaal"], how="left")
        .with_columns(pl.col("clienten").fill_null(0.0))
        .join(bekend, on=["wet", "kwartaal"], how="left")
    )
    teller = pl.when(pl.col("bekend").fill_null(True)).then(pl.col("clienten"))
    return f.samen(f.rijen(naast, "bereik", per, teller / pl.col("aantal") * 100, teller, pl.col("aantal")))


def _genoeg_bekend(klein: pl.DataFrame, per: str) -> pl.DataFrame:
    """Per wet and quarter whether few enough people lack what it takes to be counted."""
    jeugd, zonder_leeftijd = pl.col("wet") == "jeugd", ~pl.col("leeftijd").is_between(0, f.OUDST).fill_null(False)
    onbekend = zonder_leeftijd & (jeugd | pl.lit(per == "leeftijd"))
    if per == "wijk":
        onbekend = onbekend | (pl.col("groep") == f.ONBEKEND)
    volwassen = jeugd & ~zonder_leeftijd & (pl.col("leeftijd") > 17)  # known, and rightly left out
    mensen = (
        klein.filter(~volwassen)
        .group_by("wet", "kwartaal")
        .agg(pl.col("clienten").sum(), pl.col("clienten").filter(onbekend).sum().alias("onbekend"))
    )
    genoeg = pl.col("onbekend") <= pl.col("clienten") * normen.ONBEKEND_HOOGSTENS
    return mensen.select("wet", "kwartaal", genoeg.alias("bekend"))


@f.telregel
def inwoners(
    bevolking: Any, trajecten: Any, kwartalen: Kwartalen, per: str = "totaal", indelingsjaar: int | None = None
) -> Any:
    """Inwoners op 1 januari van het jaar van het kwartaal, van de leeftijd die bij de wet hoort.

    Bij jeugd zijn dat inwoners tot en met 17 jaar, bij de Wmo alle inwoners. Staan er meer wijkindelingen in de tabel,
    dan telt de nieuwste. Met `indelingsjaar` telt per wijk alleen die ene indeling: een wijk van een andere indeling
    kan een ander gebied zijn. Zonder bevolkingscijfer van dat jaar is er geen rij.
    In: bevolking (regio_code, jaar, leeftijd, aantal en zo mogelijk indelingsjaar) en trajecten (gemeentecode, alleen
    als er meer gemeenten in bevolking staan). Uit: inwoners, per totaal of wijk. Fouten: ValueError bij een kolom die
    ontbreekt of een onbekende uitsplitsing. Bron: bevolkingscijfers op 1 januari.

    >>> tabel = pl.DataFrame({"regio_code": "GM0267", "jaar": 2023, "leeftijd": [13, 40], "aantal": [8, 50]})
    >>> inwoners(tabel, None, "2023-K1")["wet", "waarde"].rows()
    [('jeugd', 8.0), ('wmo', 58.0)]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    f.kolommen_van(per, ("totaal", "wijk"))
    if indelingsjaar is not None and per == "wijk" and f.heeft(bevolking, "indelingsjaar"):
        bevolking = f.verzamel(f.open_tabel(bevolking, "regio_code", "jaar", "leeftijd", "aantal", "indelingsjaar"))[0]
        bevolking = bevolking.filter(pl.col("indelingsjaar").fill_null(indelingsjaar) == indelingsjaar)
    tabel = _inwoners(bevolking, trajecten, per, list(f.KLASSEN)).filter(pl.col("aantal") > 0)
    jaren = pl.DataFrame({"kwartaal": [str(k) for k in kwartalen], "jaar": [k.jaar for k in kwartalen]})
    return f.samen(f.rijen(jaren.join(tabel, on="jaar"), "inwoners", per, pl.col("aantal").cast(pl.Float64)))


def _per_groep(klein: pl.DataFrame, per: str, maat: str, periode: str) -> pl.DataFrame:
    """Add up `maat` per wet, group and period. Jeugd is 0 to 17; above the line and below it alike."""
    klein = klein.filter((pl.col("wet") != "jeugd") | pl.col("leeftijd").is_between(0, 17))
    if per == "leeftijd":
        klein = klein.with_columns(f.klasse_van(pl.col("leeftijd")).alias("groep"))
    return klein.group_by("wet", "groep", periode).agg(pl.col(maat).sum())


def _inwoners(bevolking: Any, trajecten: Any, per: str, wetten: list[str]) -> pl.DataFrame:
    """Inhabitants per wet, group and year, from the newest division into wijken that the table has for that year."""
    indeling = ["indelingsjaar"] if f.heeft(bevolking, "indelingsjaar") else []
    tabel = f.verzamel(f.open_tabel(bevolking, "regio_code", "jaar", "leeftijd", "aantal", *indeling))[0]
    if indeling:
        nieuwste = pl.col("indelingsjaar").max().over("regio_code", "jaar")
        tabel = tabel.filter(pl.col("indelingsjaar").eq_missing(nieuwste))
    tabel = tabel.filter(pl.col("regio_code").str.starts_with("WK" if per == "wijk" else "GM"))
    if per != "wijk" and tabel["regio_code"].n_unique() > 1:
        eigen = f.verzamel(f.open_tabel(trajecten, "gemeentecode").unique())[0]["gemeentecode"]
        tabel = tabel.filter(pl.col("regio_code").is_in(eigen.to_list()))
    groep = pl.col("regio_code") if per == "wijk" else pl.lit("totaal")
    beide = pl.DataFrame({"wet": [w for w in wetten if w in f.KLASSEN]}, {"wet": pl.String})
    return _per_groep(tabel.with_columns(groep.alias("groep")).join(beide, how="cross"), per, "aantal", "jaar")
