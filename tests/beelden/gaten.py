"""Gaten in de gegevens: de volle verzonnen set van `beeldset` met de thema's erbij, en alles wat er aan kan ontbreken.

Een gat is een functie van rijen naar rijen. Zo is elke levering na te doen die iets niet heeft, zonder te tellen.
"""

import math
import random
from collections.abc import Callable
from functools import cache

import beeldset
import polars as pl
from beeldset import NU, rij

from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.begrippen import cijfers
from sociaaldomein.begrippen import paginas as bekend
from sociaaldomein.grond.kwartaal import laatste

Gat = Callable[[pl.DataFrame], pl.DataFrame]
TOTAAL = pl.col("groep_soort") == "totaal"


def _thema(naam: str) -> list[dict]:
    """Elk cijfer van een thema, met elke groep die een paneel ervan toont."""
    thema = cijfers.themas()[naam]
    soorten: dict[str, set[str]] = {c: set() for c in (*thema.tegels, *thema.leent)}
    for vorm in thema.panelen:
        for cijfer in vorm.cijfers:
            soorten.setdefault(cijfer, set()).update(vorm.dimensies)
    uit = []
    for nr, (cijfer, dimensies) in enumerate(soorten.items()):
        begrip = cijfers.begrippen()[cijfer]
        basis = {"procent": 60, "euro": 3e6}.get(begrip.eenheid_bij(naam), 120 + 7 * nr)
        for j, k in enumerate(laatste(NU, 13)):
            if begrip.jaarcijfer and k.nummer != 4:
                continue
            waarde = round(basis * (1 + 0.1 * math.sin(nr + j)))
            uit.append(rij(cijfer, naam, k, waarde, noemer=200.0))
            for d in sorted(dimensies - {"totaal"}):
                groepen = [*cijfers.namen().get(f"{d}_{naam}", cijfers.namen().get(d, {}))] or ["a", "b"]
                uit += [rij(cijfer, naam, k, round(waarde / len(groepen)), d, g) for g in groepen]
    return uit


@cache
def tafel() -> pl.DataFrame:
    """De volle set: Jeugd, Wmo, taskforce, wijken en alle thema's van het pakket."""
    rijen = beeldset.berekend() + beeldset.gepubliceerd() + [r for naam in cijfers.themas() for r in _thema(naam)]
    eigen = pl.DataFrame(rijen, schema=cijfers.schema())
    return eigen.filter(pl.col("gepubliceerd_in").is_null() | (pl.col("cijfer") == "maatregelen"))


def zonder(**weg: str) -> Gat:
    """Elke rij weg die dit heeft, zoals een kolom of een tabel die niet geleverd is."""
    return lambda t: t.filter(~pl.all_horizontal(pl.col(k) == w for k, w in weg.items()))


def _verberg(wat: pl.Expr | pl.Series) -> Gat:
    leeg = pl.when(wat).then(None)
    return lambda t: t.with_columns(
        leeg.otherwise(pl.col("waarde")).alias("waarde"),
        pl.when(wat).then(pl.lit("afgeschermd")).otherwise(pl.col("status")).alias("status"),
    )


def _een_groep(t: pl.DataFrame) -> pl.DataFrame:
    per = ("cijfer", "wet", "groep_soort")
    return t.filter(pl.col("groep") == pl.col("groep").sort().first().over(per))


def _alles_onbekend(t: pl.DataFrame) -> pl.DataFrame:
    per = ("cijfer", "wet", "groep_soort", "kwartaal")
    return t.unique(per, keep="first", maintain_order=True).with_columns(
        pl.when(TOTAAL)
        .then(pl.col("groep"))
        .when(pl.col("groep").str.contains("|", literal=True))
        .then(pl.lit("onbekend|onbekend"))
        .otherwise(pl.lit("onbekend"))
        .alias("groep")
    )


def _alleen(*kwartalen: int) -> Gat:
    return lambda t: t.filter(pl.col("kwartaal").is_in([str(NU - k) for k in kwartalen]))


GROF: dict[str, Gat] = {
    "vol": lambda t: t,
    "leeg": lambda t: t.clear(),
    "alleen totalen": lambda t: t.filter(TOTAAL),
    "alleen groepen": lambda t: t.filter(~TOTAAL),
    "een groep": _een_groep,
    "alles onbekend": _alles_onbekend,
    "groepen afgeschermd": _verberg(~TOTAAL),
    "alles afgeschermd": _verberg(pl.lit(True)),
    "totalen afgeschermd": _verberg(TOTAAL),
    "nullen": lambda t: t.with_columns(pl.col("waarde") * 0),
    "onder nul": lambda t: t.with_columns(-pl.col("waarde")),
    "een kwartaal": _alleen(0),
    "een jaar geleden": _alleen(4),
    "twee kwartalen": _alleen(0, 4),
    "het vorige kwartaal": _alleen(1),
    "drie kwartalen": _alleen(0, 1, 2),
    "lang geleden": _alleen(12),
}


@cache
def fijn() -> dict[str, Gat]:
    """Elke uitsplitsing, elk cijfer en elke uitsplitsing van een cijfer een voor een weg, en elk cijfer alleen."""
    t = tafel()
    soorten, namen = (t[k].unique().sort().to_list() for k in ("groep_soort", "cijfer"))
    samen = t.select("cijfer", "groep_soort").unique().sort("cijfer", "groep_soort").rows()
    groepen = t.filter(~TOTAAL).select("groep_soort", "groep").unique().sort("groep_soort", "groep").rows()
    return {
        **{f"zonder uitsplitsing {s}": zonder(groep_soort=s) for s in soorten},
        **{f"zonder cijfer {c}": zonder(cijfer=c) for c in namen},
        **{f"zonder {c} per {s}": zonder(cijfer=c, groep_soort=s) for c, s in samen},
        **{f"zonder groep {g} van {s}": zonder(groep_soort=s, groep=g) for s, g in groepen},
        **{f"alleen cijfer {c}": lambda t, c=c: t.filter(pl.col("cijfer") == c) for c in namen},
    }


def alleen_met_verborgen(cijfer: str, wet: str, zaad: int) -> Gat:
    """Een cijfer alleen, in weinig kwartalen, met andere delen, waarvan er willekeurig een paar verborgen zijn.

    In de volle set is bijna elk percentage wel ergens te maken. Hier valt op wat een pagina zelf deelt.
    """
    kans = random.Random(f"{cijfer} {wet} {zaad}")

    def gat(t: pl.DataFrame) -> pl.DataFrame:
        t = t.filter((pl.col("cijfer") == cijfer) & (pl.col("wet") == wet))
        t = t.filter(pl.col("kwartaal").is_in([str(NU), str(NU - 4)] if zaad % 2 else [t["kwartaal"].max()]))
        deel = pl.Series([kans.uniform(0.5, 1) for _ in range(t.height)], dtype=pl.Float64)
        weg = pl.Series([kans.random() < 0.2 + 0.3 * (zaad % 3) for _ in range(t.height)], dtype=pl.Boolean)
        t = t.with_columns(pl.when(TOTAAL).then("waarde").otherwise((pl.col("waarde") * deel).round(0)).alias("waarde"))
        return _verberg(weg & ~t["groep_soort"].eq("totaal"))(t)

    return gat


def openbaar(gat: Gat) -> Openbaar:
    """De volle set met dit gat, zonder de zoektocht van de afscherming: die heeft eigen tests."""
    herkomst = Herkomst("Voorbeeld", "GM0000", str(NU), "2023-04-15", True, {"WK01": "Noord", "WK02": "Zuid"})
    set_ = scherm_af(gat(tafel()), herkomst, "intern")
    return beeldset.met(set_, profiel="openbaar", kaart=beeldset.KAART)


def paginas() -> list[tuple[str, str]]:
    """Elke pagina die er kan zijn: het notebook en de wet of het thema."""
    return list(bekend.paginas().values())
