"""De toegang van het voorbeeld: aanvragen per uitkomst, en de meldingen met hun datums."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.voorbeeld.loop import Loopplan
from sociaaldomein.voorbeeld.vorm import EERSTE, KWARTALEN, PEIL, dag, datum, vormen

WIZ_START = date(2022, 7, 1)


def aanvragen(wet: str, plan: Loopplan, doelen: dict, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Afgeronde aanvragen per uitkomst en kwartaal; in het gepubliceerde kwartaal precies wat is gepubliceerd."""
    plek = {str(k): i for i, k in enumerate(KWARTALEN)}
    bekend: dict[str, dict[int, float]] = {}
    for (naam, w, kwartaal, groep), waarde in doelen.items():
        if naam == "aanvragen" and w == wet and groep != "totaal" and kwartaal in plek:
            bekend.setdefault(groep, {})[plek[kwartaal]] = waarde
    uit, mensen, gewoon = {}, plan.instroom_clienten[:-1], vormen()[wet].aanvragen
    for uitkomst in (*gewoon, *(u for u in bekend if u not in gewoon)):
        vast = bekend.get(uitkomst, {})
        deel = np.mean([v / mensen[i] for i, v in vast.items()]) if vast else gewoon[uitkomst]
        aantal = np.rint(mensen * deel * np.exp(rng.normal(0, 0.07, len(mensen)))).astype(np.int64)
        aantal[list(vast)] = [round(v) for v in vast.values()]
        uit[uitkomst] = aantal
    return uit


def meldingen(aanvragen: dict[str, dict[str, np.ndarray]], rng: np.random.Generator) -> pl.DataFrame:
    """Meldingen met hun datums. De Wmo begint met het nieuwe systeem; sommige staan op de peildatum nog open."""
    delen = []
    for wet, per_uitkomst in aanvragen.items():
        start = dag(WIZ_START if wet == "wmo" else EERSTE.eerste_dag)
        for i, kwartaal in enumerate(KWARTALEN):
            if dag(kwartaal.eerste_dag) < start:
                continue
            aantallen = [per_uitkomst[u][i] for u in per_uitkomst]
            uitkomst = np.repeat([*per_uitkomst], aantallen)
            delen.append(_afgerond(wet, kwartaal, uitkomst, start, rng))
    delen.append(_openstaand(round(delen[-1].height * 0.35), rng))
    return (
        pl.concat(delen)
        .sort("melding", "wet", "besluit", "onderzoek", maintain_order=True)
        .select(
            melding_id=pl.format("M{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(6)),
            wet="wet",
            datum_melding=datum("melding"),
            datum_onderzoek_gereed=datum("onderzoek"),
            datum_aanvraag=datum("aanvraag"),
            datum_beschikking=datum("besluit"),
            verlengd_tot=datum("verlengd"),
            triage_uitkomst="uitkomst",
        )
    )


def _afgerond(wet: str, kwartaal: Kwartaal, uitkomst: np.ndarray, start: int, rng: np.random.Generator) -> pl.DataFrame:
    n, jaren = len(uitkomst), kwartaal.jaar - 2022 + (kwartaal.nummer - 1) / 4
    eerste, laatste = dag(kwartaal.eerste_dag), dag(kwartaal.laatste_dag)
    if eerste == start:
        eerste += 25  # the new system starts empty: nothing is concluded in the first weeks
    klaar = rng.integers(eerste, laatste + 1, n)
    kort = uitkomst == "kort_contact"
    met_besluit = (uitkomst == "voorziening") | ((uitkomst == "geen_voorziening") & (rng.random(n) < 0.3))
    traag = np.exp(rng.normal(np.log(37 - 1.2 * jaren if wet == "wmo" else 24), 0.42, n))
    duur = np.where(kort, rng.integers(0, 8, n), np.rint(traag)).astype(np.int64)
    besluit_na = np.rint(np.exp(rng.normal(np.log(8.5), 0.5, n))).astype(np.int64)
    aanvraag = np.where(met_besluit, klaar - besluit_na, klaar)
    onderzoek = np.where(met_besluit, aanvraag - rng.integers(0, 5, n), klaar)
    melding = np.maximum(onderzoek - duur, start)
    onderzoek, aanvraag = np.maximum(onderzoek, melding), np.maximum(aanvraag, melding)
    brief = (onderzoek - melding > 42) & (rng.random(n) < 0.7) & (wet == "wmo")
    tafel = pl.DataFrame(
        {
            "melding": melding,
            "onderzoek": onderzoek,
            "aanvraag": aanvraag,
            "besluit": klaar,
            "uitkomst": uitkomst,
            "verlengd": melding + 42 + rng.choice([14, 28, 42], n),
            "met_besluit": met_besluit,
            "brief": brief,
        }
    )
    als = {"aanvraag": "met_besluit", "besluit": "met_besluit", "verlengd": "brief"}
    return tafel.select(
        pl.lit(wet).alias("wet"),
        "melding",
        "onderzoek",
        "uitkomst",
        *[pl.when(pl.col(a)).then(pl.col(k)).alias(k) for k, a in als.items()],
    )


def _openstaand(n: int, rng: np.random.Generator) -> pl.DataFrame:
    """Not concluded yet: most recent, a few forgotten; some wait for a decision."""
    geleden = np.minimum(rng.gamma(1.2, 30.0, n), 200).astype(np.int64) + 1
    melding = PEIL - geleden
    klaar = (geleden > 25) & (rng.random(n) < 0.4)
    leeg, dag = pl.lit(None, pl.Int64), pl.col("melding")
    return pl.DataFrame({"melding": melding, "klaar": klaar}).select(
        pl.lit("wmo").alias("wet"),
        "melding",
        pl.when("klaar").then(dag + 20).alias("onderzoek"),
        pl.lit(None, pl.String).alias("uitkomst"),
        pl.when("klaar").then(dag + 22).alias("aanvraag"),
        leeg.alias("besluit"),
        leeg.alias("verlengd"),
    )
