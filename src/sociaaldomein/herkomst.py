"""Van welke gemeente een rij is. Een cijfer van de ene gemeente komt nooit op een pagina van de andere.

Twee dingen verraden een vreemde rij: haar kolom `gemeentecode`, en de naam van het stuk waar zij uit komt. Welke
stukken van wie zijn, staat in de herkomst.yml van de mappen met gepubliceerde cijfers.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

TABELLEN = ("aggregaat", "plannen", "activiteiten", "doelen")
NAMEN = ("gepubliceerd_in", "bron")


def vreemde_rijen(
    tabellen: Mapping[str, pl.DataFrame], gemeentecode: str, stukken: Mapping[str, str] | None = None
) -> list[str]:
    """Een zin per tabel met rijen van een andere gemeente; leeg als alles van deze gemeente is.

    `stukken`: het begin van een bronvermelding -> de code van de gemeente die het stuk maakte. Codes zijn zonder GM.

    >>> rij = pl.DataFrame({"gemeentecode": ["GM0268"], "gepubliceerd_in": [None], "bron": [None]})
    >>> vreemde_rijen({"aggregaat": rij}, "0267")
    ['aggregaat: 1 rij is van gemeente 0268. Deze levering is van gemeente 0267.']
    """
    uit = []
    for naam in TABELLEN:
        tafel = tabellen.get(naam)
        if tafel is None or not tafel.height or not gemeentecode:
            continue
        van = pl.coalesce(
            pl.when(pl.col("gemeentecode") != f"GM{gemeentecode}").then(pl.col("gemeentecode").str.strip_prefix("GM")),
            *(_van_stuk(kolom, stukken or {}, gemeentecode) for kolom in NAMEN if kolom in tafel.columns),
        )
        vreemd = tafel.select(van.alias("van"))["van"].drop_nulls()
        for code, aantal in sorted(vreemd.value_counts().rows()):
            rijen = "1 rij is" if aantal == 1 else f"{aantal} rijen zijn"
            uit.append(f"{naam}: {rijen} van gemeente {code}. Deze levering is van gemeente {gemeentecode}.")
    return uit


def _van_stuk(kolom: str, stukken: Mapping[str, str], gemeentecode: str) -> pl.Expr:
    """The code of another municipality whose document this row names."""
    van = pl.lit(None, pl.String)
    for stuk, code in stukken.items():
        if code != gemeentecode:
            van = pl.when(pl.col(kolom).str.contains(stuk, literal=True)).then(pl.lit(code)).otherwise(van)
    return van
