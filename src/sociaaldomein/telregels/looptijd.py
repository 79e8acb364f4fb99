"""Looptijd van hulp en doorlooptijd van de toegang: hoe lang duurt het, en is het op tijd.

>>> dag = date(2023, 4, 7)  # Goede Vrijdag
>>> _volgende_werkdag(dag)
datetime.date(2023, 4, 11)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.grond.kwartaal import Kwartaal, Kwartalen
from sociaaldomein.telregels import tafels as f

DAGEN_PER_MAAND = 30.4375  # 365.25 / 12
KLOKKEN = {
    "onderzoek": ("datum_melding", "datum_onderzoek_gereed", "onderzoek_dagen"),
    "beschikking": ("datum_aanvraag", "datum_beschikking", "beschikking_dagen"),
}


@f.telregel
def looptijd(trajecten: Any, kwartalen: Kwartalen, per: str = "totaal") -> Any:
    """De geplande duur van trajecten die in het kwartaal begonnen en vooraf een einddatum kregen, in maanden.

    De duur is einddatum_oorspronkelijk - begin + 1 dag (de eerste en de laatste dag tellen mee), gedeeld door 30,4375.
    Een einddatum voor het begin telt niet. In: wet, begin, einddatum_oorspronkelijk en de kolom van de uitsplitsing
    (totaal, productcategorie of hoofdcategorie). Uit: looptijd_aantal (trajecten), looptijd_gemiddeld,
    looptijd_mediaan, looptijd_p25 en looptijd_p75 (maanden; noemer is het aantal). Zonder trajecten is het aantal nul
    en is er geen duur. Fouten: ValueError bij een kolom die ontbreekt of een onbekende uitsplitsing.
    Bron: toewijzingen (bericht 301).

    >>> tabel = pl.DataFrame({"wet": "wmo", "begin": date(2023, 1, 1),
    ...                       "einddatum_oorspronkelijk": [date(2023, 12, 31), date(2024, 12, 31)]})
    >>> uit = looptijd(tabel, "2023-K1")
    >>> uit.filter(pl.col("cijfer") == "looptijd_gemiddeld")["waarde"].round(1).to_list()
    [18.0]
    """
    kwartalen = f.lees_kwartalen(kwartalen)
    kolommen = f.kolommen_van(per, ("totaal", "productcategorie", "hoofdcategorie"), trajecten)
    tabel = f.open_tabel(trajecten, "wet", "begin", "einddatum_oorspronkelijk", *kolommen)
    gepland = tabel.filter(f.tussen("begin", kwartalen), nw.col("einddatum_oorspronkelijk") >= nw.col("begin"))
    dagen = (nw.col("tot") - nw.col("van") + 1).alias("dagen")
    lang = (
        f.met_dagnummers(gepland, van="begin", tot="einddatum_oorspronkelijk")
        .select("wet", f.groep(per), f.kwartaalnummer("begin").alias("nummer"), dagen)
        .group_by("wet", "groep", "nummer")
        .agg(nw.len().alias("aantal"), *_maten(gemiddeld=True))
    )
    klein = f.met_kwartaal(f.verzamel(lang)[0])
    aantal = klein.select("wet", "groep", "kwartaal", "aantal")
    aantal = (
        f.totaal(aantal, kwartalen, f.wetten_in(tabel, aantal["wet"]))
        if per == "totaal"
        else f.per_groep(aantal, kwartalen, per)
    )
    klein = klein.filter(pl.col("kwartaal").is_in([str(k) for k in kwartalen]))
    maten = [
        f.rijen(klein, f"looptijd_{maat}", per, pl.col(maat) / DAGEN_PER_MAAND, noemer=pl.col("aantal"))
        for maat in ("gemiddeld", "mediaan", "p25", "p75")
    ]
    return f.samen(f.rijen(aantal, "looptijd_aantal", per, "aantal"), *maten)


def _maten(*, gemiddeld: bool = False) -> list[nw.Expr]:
    """Order statistics of `dagen`; between two values the straight line."""
    dagen = nw.col("dagen").cast(nw.Float64)
    kwantielen = {"p25": 0.25, "p75": 0.75} if gemiddeld else {"p90": 0.9}
    return [
        *([dagen.mean().alias("gemiddeld")] if gemiddeld else []),
        dagen.median().alias("mediaan"),
        *[dagen.quantile(q, interpolation="linear").alias(naam) for naam, q in kwantielen.items()],
    ]


@f.telregel
def doorlooptijd(meldingen: Any, kwartalen: Kwartalen, peildatum: date, gelijkgesteld: Iterable[date] = ()) -> Any:
    """Onderzoeken en besluiten (alleen Wmo) waarvan de termijn in het kwartaal afliep, en het deel dat op tijd was.

    De termijn loopt van melding tot onderzoek gereed (zes weken) en van aanvraag tot beschikking (twee weken). De dag
    van de melding of de aanvraag is dag 0. Valt de laatste dag op een zaterdag, zondag of feestdag, dan telt de
    volgende werkdag. Wat op de peildatum nog open is terwijl de termijn voorbij is, telt als niet op tijd; wat na de
    peildatum afloopt, telt nog niet. Met verlenging telt de datum uit de brief, als die later is; die dag schuift niet
    op. `gelijkgesteld` zijn dagen die met een feestdag gelijkstaan, boven op die in `normen`.
    In: wet, datum_melding, datum_onderzoek_gereed, datum_aanvraag, datum_beschikking, verlengd_tot. Uit:
    onderzoek_op_tijd, onderzoek_op_tijd_verlengd en dezelfde voor beschikking (procent, teller en noemer in zaken), en
    mediaan en p90 (kalenderdagen van wat klaar is; noemer is het aantal). Zonder zaken is er geen rij.
    Fouten: ValueError bij een kolom die ontbreekt. Bron: toegang van de gemeente; Wmo 2015, artikel 2.3.2
    en 2.3.5; Algemene termijnenwet, artikel 1 en 3.

    >>> tabel = pl.DataFrame({"wet": ["wmo"], "datum_melding": [date(2023, 1, 2)], "datum_aanvraag": [None],
    ...     "datum_onderzoek_gereed": [date(2023, 2, 14)], "datum_beschikking": [None], "verlengd_tot": ["2023-03-01"]})
    >>> uit = doorlooptijd(tabel, "2023-K1", date(2023, 4, 15))  # de termijn liep tot en met 13 februari
    >>> uit["cijfer", "waarde", "noemer"].rows()
    [('onderzoek_mediaan', 43.0, 1.0), ('onderzoek_op_tijd', 0.0, 1.0),
     ('onderzoek_op_tijd_verlengd', 100.0, 1.0), ('onderzoek_p90', 43.0, 1.0)]
    """
    kwartalen, vrij = f.lees_kwartalen(kwartalen), frozenset(gelijkgesteld)
    kolommen = ("datum_melding", "datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking", "verlengd_tot")
    tabel = f.open_tabel(meldingen, "wet", *kolommen)
    wmo = tabel.filter(nw.col("wet") == "wmo")
    return f.samen(*[_klok(wmo, soort, kwartalen, peildatum, vrij) for soort in KLOKKEN])


def _klok(
    tabel: nw.LazyFrame, soort: str, kwartalen: list[Kwartaal], peildatum: date, vrij: frozenset[date]
) -> pl.DataFrame:
    start, klaar, norm = KLOKKEN[soort]
    begonnen = tabel.filter(~nw.col(start).is_null()).with_columns(f.groep("totaal"), _norm(norm, start).alias("norm"))
    dagen = f.met_dagnummers(begonnen, start=start, klaar=klaar, brief="verlengd_tot")
    dagen = dagen.with_columns(_op_werkdag(nw.col("start") + nw.col("norm"), kwartalen, vrij).alias("termijn"))
    brief = nw.when(nw.col("brief") > nw.col("termijn")).then(nw.col("brief")).otherwise(nw.col("termijn"))
    gewoon, verlengd = f.verzamel(
        _per_termijn(dagen, kwartalen, peildatum),
        _per_termijn(dagen.with_columns(brief.alias("termijn")), kwartalen, peildatum),
    )
    gewoon, verlengd = (_met_kwartaal(d, kwartalen) for d in (gewoon, verlengd))
    klaar_ervan = gewoon.filter(pl.col("gereed") > 0)
    procent = pl.col("op_tijd") / pl.col("zaken") * 100
    return f.samen(
        *[
            f.rijen(deel, f"{soort}_{naam}", "totaal", procent, pl.col("op_tijd"), pl.col("zaken"))
            for naam, deel in (("op_tijd", gewoon), ("op_tijd_verlengd", verlengd))
        ],
        *[
            f.rijen(klaar_ervan, f"{soort}_{maat}", "totaal", maat, noemer=pl.col("gereed"))
            for maat in ("mediaan", "p90")
        ],
    )


def _per_termijn(dagen: nw.LazyFrame, kwartalen: list[Kwartaal], peildatum: date) -> nw.LazyFrame:
    """Cases whose term expired, per quarter of the last day of that term; finished means finished by `peildatum`."""
    peil, termijn, klaar = peildatum.toordinal(), nw.col("termijn"), nw.col("klaar")
    nummer = nw.lit(None, nw.Int64)
    for k in kwartalen:
        erin = (termijn >= k.eerste_dag.toordinal()) & (termijn <= k.laatste_dag.toordinal())
        nummer = nw.when(erin).then(nw.lit(k.jaar * 4 + k.nummer - 1)).otherwise(nummer)
    gereed = klaar <= peil
    duur = nw.when(gereed).then(klaar - nw.col("start")).alias("dagen")
    zaken = dagen.filter(termijn <= peil).select(
        "wet", "groep", nummer.alias("nummer"), duur, gereed.alias("gereed"), (klaar <= termijn).alias("op_tijd")
    )
    return (
        zaken.filter(~nw.col("nummer").is_null())
        .group_by("wet", "groep", "nummer")
        .agg(nw.len().alias("zaken"), *[f.aantal(nw.col(k)).alias(k) for k in ("gereed", "op_tijd")], *_maten())
    )


def _met_kwartaal(klein: pl.DataFrame, kwartalen: list[Kwartaal]) -> pl.DataFrame:
    return f.met_kwartaal(klein).with_columns(pl.col("gereed", "op_tijd").cast(pl.Float64).fill_null(0.0))


def _norm(naam: str, start: str) -> nw.Expr:
    """The term in days that applied on the day the case started."""
    dagen = nw.lit(None, nw.Int64)
    for norm in sorted((n for n in normen.NORMEN if n.naam == naam), key=lambda n: n.vanaf):
        dagen = nw.when(nw.col(start) >= norm.vanaf).then(nw.lit(int(norm.waarde))).otherwise(dagen)
    return dagen


def _op_werkdag(termijn: nw.Expr, kwartalen: list[Kwartaal], vrij: frozenset[date]) -> nw.Expr:
    """Move a last day that is no working day to the next one. Only days in or near the quarters asked can matter."""
    dag, einde = kwartalen[0].eerste_dag - timedelta(14), kwartalen[-1].laatste_dag
    opschuiven: dict[int, list[int]] = {}
    while dag <= einde:
        opschuiven.setdefault((_volgende_werkdag(dag, vrij) - dag).days, []).append(dag.toordinal())
        dag += timedelta(1)
    extra = nw.lit(0)
    for aantal in sorted(set(opschuiven) - {0}):
        extra = nw.when(termijn.is_in(opschuiven[aantal])).then(nw.lit(aantal)).otherwise(extra)
    return termijn + extra


def _volgende_werkdag(dag: date, vrij: Collection[date] = ()) -> date:
    """De dag zelf, of de eerste dag erna die geen zaterdag, zondag of feestdag is (Algemene termijnenwet, artikel 1).

    `vrij` zijn dagen die ook met een feestdag gelijkstaan.

    >>> _volgende_werkdag(date(2022, 12, 24))  # zaterdag, dan twee kerstdagen
    datetime.date(2022, 12, 27)
    """
    while dag.weekday() >= 5 or dag in feestdagen(dag.year) or dag in vrij:
        dag += timedelta(1)
    return dag


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """De algemeen erkende feestdagen en wat daarmee gelijk is gesteld (Algemene termijnenwet, artikel 3).

    >>> sorted(feestdagen(2023))[3:5]
    [datetime.date(2023, 4, 27), datetime.date(2023, 4, 28)]
    """
    pasen = _eerste_paasdag(jaar)
    koningsdag = date(jaar, 4, 27) - timedelta(date(jaar, 4, 27).weekday() == 6)
    los = {date(jaar, 1, 1), koningsdag, date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26)}
    gelijk = {dag for dag in normen.GELIJKGESTELD if dag.year == jaar}
    return frozenset(los | gelijk | {pasen + timedelta(n) for n in (-2, 1, 39, 50)})


def _eerste_paasdag(jaar: int) -> date:
    """Eerste paasdag in de gregoriaanse kalender: de zondag na de volle maan van de lente.

    >>> _eerste_paasdag(2023), _eerste_paasdag(2038)
    (datetime.date(2023, 4, 9), datetime.date(2038, 4, 25))
    """
    eeuw, maanjaar = jaar // 100, jaar % 19
    maan = (15 + eeuw - eeuw // 4 - (13 + 8 * eeuw) // 25 + 19 * maanjaar) % 30
    maan -= maan // 28 * (1 - 29 // (maan + 1) * ((21 - maanjaar) // 11))
    volle_maan = date(jaar, 3, 21) + timedelta(maan)
    return volle_maan + timedelta(6 - volle_maan.weekday() or 7)
