"""De dekking: over welke kwartalen een levering iets kan zeggen, per tabel en per wet."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.telling.registraties import Registraties

AANTAL_KWARTALEN = 12  # of a total; the first four of the eight that a page shows need the year before
GENOEG_EINDEN = 100  # from here on the first end says where a delivery starts

Dekking = dict[str, tuple[Kwartaal, Kwartaal]]  # per wet the first and the last quarter, both included


def kwartalen_in(registraties: Registraties, peildatum: date) -> list[Kwartaal]:
    """De kwartalen waarover deze registraties iets zeggen, oudste eerst, tot en met dat van de peildatum.

    Een eigen telling gaat over hele kwartalen. Een geleverd totaal mag over het kwartaal van de peildatum zelf gaan.
    Zonder telling of totaal zijn het de kwartalen van de bedragen, de inwoners of de verzoeken. Zegt een levering niets
    over een kwartaal (alleen plannen, bijvoorbeeld), dan zijn het de laatste twaalf.
    """
    r = registraties
    tabellen = (
        gedekt(r.trajecten, peildatum),
        gedekt(r.uitkeringen, peildatum),
        gedekt(r.meldingen, peildatum, "datum_melding"),
    )
    gevonden = [k for dekking in tabellen for paar in dekking.values() for k in paar]
    mensen = r.aggregaat.filter(~pl.col("indicator").str.starts_with("besparing"))["kwartaal"].unique().to_list()
    gevonden += [Kwartaal.lees(k) for k in mensen]
    laatst = Kwartaal.van_datum(peildatum)
    gevonden = gevonden or _kwartalen_zonder_telling(r) or laatste(laatst, AANTAL_KWARTALEN)
    laatst = min(max(gevonden), laatst)
    eerste = min(*gevonden, laatst)
    return laatste(laatst, _verschil(eerste, laatst) + 1)


def _kwartalen_zonder_telling(r: Registraties) -> list[Kwartaal]:
    """The quarters of what is not counted per wet: invoices, amounts, inhabitants and requests."""
    dagen = [*r.declaraties["periode_begin"].drop_nulls(), *r.verzoeken["datum"].drop_nulls()]
    uit = {Kwartaal.van_datum(dag) for dag in dagen}
    for jaar, kwartaal in r.financien.select("jaar", "kwartaal").unique().rows():
        uit |= {Kwartaal(jaar, kwartaal)} if kwartaal else {Kwartaal(jaar, n) for n in range(1, 5)}
    uit |= {Kwartaal(jaar, n) for jaar in r.bevolking["jaar"].unique() for n in range(1, 5)}
    return sorted(uit)


def laatste_gebeurtenis(registraties: Registraties, vandaag: date) -> date:
    """De laatste dag van het kwartaal waarin iets gebeurde. Zonder peildatum is meer niet bekend."""
    r = registraties
    kolommen = (
        r.trajecten["begin"],
        r.trajecten["einde"],
        r.uitkeringen["begin"],
        r.uitkeringen["einde"],
        r.meldingen["datum_melding"],
    )
    dagen: list[Any] = [d for kolom in kolommen if (d := kolom.filter(kolom <= vandaag).max()) is not None]
    totalen = [Kwartaal.lees(k).eerste_dag for k in r.aggregaat["kwartaal"].unique()]
    dagen += [dag for dag in totalen if dag <= vandaag]
    return Kwartaal.van_datum(max(dagen)).laatste_dag if dagen else vandaag


def _verschil(eerder: Kwartaal, later: Kwartaal) -> int:
    return (later.jaar - eerder.jaar) * 4 + later.nummer - eerder.nummer


def gedekt(registratie: pl.DataFrame, peildatum: date, dag: str = "begin") -> Dekking:
    """Per wet het eerste en het laatste kwartaal waarover een tabel iets kan zeggen.

    De dekking loopt tot en met het laatste hele kwartaal voor de peildatum: begon er niets, dan is dat een echte nul.
    Een levering van "alles wat sinds 2019 liep" heeft ook begindagen van lang daarvoor. Wat toen al was afgelopen, zit
    er niet in. Daarom begint de dekking van trajecten bij het eerste einde, zodra er genoeg einden zijn. Liggen al die
    einden in of na het laatste hele kwartaal, dan is de levering een momentopname: alleen dat kwartaal telt.

    >>> tabel = pl.DataFrame({"wet": ["wmo"], "datum_melding": [date(2023, 2, 1)]})
    >>> [str(k) for k in gedekt(tabel, date(2023, 10, 15), "datum_melding")["wmo"]]
    ['2023-K1', '2023-K3']
    """
    tot = Kwartaal.heel_op(peildatum)
    van = pl.col(dag).min()
    if dag == "begin":
        genoeg = pl.col("einde").count() >= GENOEG_EINDEN
        eerste_einde = pl.min_horizontal(pl.col("einde").min(), pl.lit(tot.eerste_dag))
        van = pl.when(genoeg).then(pl.max_horizontal(van, eerste_einde)).otherwise(van)
    grenzen = registratie.group_by("wet").agg(van.alias("van")).drop_nulls()
    return {wet: (Kwartaal.van_datum(eerste), tot) for wet, eerste in grenzen.rows() if eerste <= tot.laatste_dag}


def gedekt_declaraties(declaraties: pl.DataFrame, peildatum: date) -> Dekking:
    """Per wet de kwartalen waarover gedeclareerd is. Een kwartaal zonder een enkele declaratie is nog geen nul."""
    dekking = gedekt(declaraties, peildatum, "periode_begin")
    laatst: Any = declaraties["periode_begin"].max()
    return {wet: (van, min(tot, Kwartaal.van_datum(laatst))) for wet, (van, tot) in dekking.items()}


def gedekt_verwijzers(trajecten: pl.DataFrame, peildatum: date, opgehaald: date) -> Dekking:
    """Per wet de kwartalen waarvan de verwijzers geleverd zijn.

    Komen de verwijzers later dan de trajecten, dan loopt ook een stand van toen evenveel kwartalen achter.

    >>> tabel = pl.DataFrame({"wet": "jeugd", "begin": [date(2023, 2, 1), date(2023, 5, 1)], "verwijzer": ["a", None]})
    >>> [str(k) for k in gedekt_verwijzers(tabel, date(2023, 7, 5), date(2023, 7, 5))["jeugd"]]
    ['2023-K1', '2023-K1']
    """
    begin = pl.col("begin")
    bekend = trajecten.filter(pl.col("verwijzer").is_not_null()).group_by("wet").agg(van=begin.min(), tot=begin.max())
    uit = {}
    for wet, eerste, laatst in bekend.rows():
        achter = max(0, _verschil(Kwartaal.van_datum(laatst), Kwartaal.heel_op(opgehaald)))
        uit[wet] = (Kwartaal.van_datum(eerste), Kwartaal.heel_op(peildatum) - achter)
    return uit
