"""Het geld van het voorbeeld: declaraties, de boeken die eruit volgen, en het pad van de taskforce."""

from __future__ import annotations

import numpy as np
import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.voorbeeld.vorm import EERSTE, KWARTALEN, LAATSTE, OPEN, PEIL, dag, datum, instelling, vormen


def declaraties(trajecten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Een regel per traject en kwartaal, weken tot maanden later gefactureerd; soms een teruggave."""
    grenzen = np.array([dag(k.eerste_dag) for k in KWARTALEN] + [dag((LAATSTE + 1).eerste_dag)])
    begin, einde = trajecten["begin"].to_numpy(), trajecten["einde"].fill_null(OPEN).to_numpy()
    van = np.searchsorted(grenzen, np.maximum(begin, grenzen[0]), side="right") - 1
    tot = np.searchsorted(grenzen, np.minimum(einde, grenzen[-1] - 1), side="right") - 1
    producten = [p for v in vormen().values() for p in v.producten]
    eerste_product = {"jeugd": 0, "wmo": len(vormen()["jeugd"].producten)}
    product = (trajecten["product"] + trajecten["wet"].replace_strict(eerste_product)).to_numpy()
    eenmalig = np.array([p.eenmalig for p in producten])[product]
    tot = np.where(eenmalig, van, tot)
    van = np.where(eenmalig & (begin < grenzen[0]), tot + 1, van)
    aantal = np.maximum(tot - van + 1, 0)
    rij = np.repeat(np.arange(len(begin)), aantal)
    kwartaal = np.arange(len(rij)) - np.repeat(np.cumsum(aantal) - aantal, aantal) + van[rij]
    p_begin = np.maximum(begin[rij], grenzen[kwartaal])
    p_eind = np.minimum(einde[rij], grenzen[kwartaal + 1] - 1)
    jaren = np.array([k.jaar for k in KWARTALEN])[kwartaal]
    prijs = np.array(
        [
            [
                p.euro * 1.025 ** (j - 2023) * (p.euro_vanaf[1] if p.euro_vanaf[0] <= j else 1)
                for j in range(EERSTE.jaar, LAATSTE.jaar + 1)
            ]
            for p in producten
        ]
    )
    deel = np.where(eenmalig[rij], 1.0, (p_eind - p_begin + 1) / 91.3)
    bedrag = prijs[product[rij], jaren - EERSTE.jaar] * deel * rng.gamma(9, 1 / 9, len(begin))[rij]
    n = len(rij)
    laat = 8 + rng.gamma(2.0, 22.0, n) + 120 * (rng.random(n) < 0.06)
    d = pl.DataFrame(
        {
            "rij": rij,
            "periode_begin": p_begin,
            "periode_eind": p_eind,
            "dagtekening": p_eind + laat.astype(np.int64),
            "bedrag": np.rint(bedrag * 100).astype(np.int64),
            "houd": rng.random(n) < 0.96,
        }
    )
    d = d.filter("houd").with_columns(debet_credit=pl.lit("D"))
    terug = d.gather_every(90).with_columns(
        bedrag=pl.col("bedrag") * 3 // 10, dagtekening=pl.col("dagtekening") + 45, debet_credit=pl.lit("C")
    )
    d = pl.concat([d, terug]).filter((pl.col("dagtekening") <= PEIL) & (pl.col("bedrag") > 0))
    bij = trajecten.select("wet", "toewijzingnummer", "productcategorie", "productcode", rij=pl.int_range(pl.len()))
    return (
        d.join(bij, on="rij")
        .sort("dagtekening", "rij", "debet_credit", "periode_begin")
        .select(
            "wet",
            toewijzingnummer=pl.col("toewijzingnummer").cast(pl.String),
            periode_begin=datum("periode_begin"),
            periode_eind=datum("periode_eind"),
            dagtekening=datum("dagtekening"),
            bedrag_cent=pl.col("bedrag").cast(pl.String),
            debet_credit="debet_credit",
            productcategorie="productcategorie",
            productcode="productcode",
        )
    )


def financien(declaraties: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """De boeken: begroting per jaar, kosten per kwartaal, voorschotten en balansposten apart."""
    teken = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1)
    dag = pl.col("periode_begin").str.to_date()
    som = declaraties.group_by("wet", "productcategorie", dag.dt.year().alias("jaar"), dag.dt.quarter().alias("k")).agg(
        (pl.col("bedrag_cent").cast(pl.Int64) * teken).sum() / 100
    )
    per = {tuple(sleutel): euro for *sleutel, euro in som.iter_rows()}
    rijen: list[tuple] = []
    for wet, vorm in vormen().items():
        for jaar in range(EERSTE.jaar, LAATSTE.jaar + 1):
            kwartalen = [k.nummer for k in KWARTALEN if k.jaar == jaar]
            kosten = {
                (oud if jaar < 2023 else nieuw, naam): [
                    sum(per.get((wet, c, jaar, k), 0.0) for c in codes) * (1 + rng.normal(0, 0.01)) for k in kwartalen
                ]
                for oud, nieuw, naam, codes in vorm.kostensoorten
            }
            per_kwartaal = sum(map(sum, kosten.values())) / len(kwartalen)
            oud, nieuw, naam, deel = instelling()["overhead"]
            kosten[oud if jaar < 2023 else nieuw, naam] = [per_kwartaal * deel] * len(kwartalen)
            rijen += _boekingen(wet, jaar, kwartalen, kosten, rng)
            rijen += _verrekend(wet, jaar, kwartalen, next(iter(kosten))[0], per_kwartaal, rng)
    kolommen = ["jaar", "kwartaal", "wet", "taakveld", "kostensoort", "soort", "bedrag_eur"]
    voorlopig = (pl.col("jaar") == LAATSTE.jaar) & (pl.col("soort") != "begroot")
    return (
        pl.DataFrame(rijen, schema=kolommen, orient="row", infer_schema_length=None)
        .with_columns(
            pl.col("bedrag_eur").round(2),
            status=pl.when(voorlopig).then(pl.lit("voorlopig")).otherwise(pl.lit("definitief")),
        )
        .with_columns(pl.all().cast(pl.String))
    )


def _boekingen(wet: str, jaar: int, kwartalen: list[int], kosten: dict, rng: np.random.Generator) -> list[tuple]:
    rijen: list[tuple] = []
    for (taakveld, naam), bedragen in kosten.items():
        heel_jaar = sum(bedragen) / len(kwartalen) * 4
        rijen.append((jaar, None, wet, taakveld, naam, "begroot", round(heel_jaar * (1.04 + rng.normal(0, 0.02)), -3)))
        rijen += [(jaar, k, wet, taakveld, naam, "werkelijk", b) for k, b in zip(kwartalen, bedragen, strict=True)]
    return rijen


def _verrekend(
    wet: str, jaar: int, kwartalen: list[int], taakveld: str, per_kwartaal: float, rng: np.random.Generator
) -> list[tuple]:
    """Advances to the region (jeugd), and balance sheet items that are booked at another moment every other year."""
    voorschot = [
        (jaar, k, wet, taakveld, "voorschot FoodValley", "voorschot", round(per_kwartaal * 0.9, -3)) for k in kwartalen
    ]
    terug = {k: -0.27 if k == 1 and jaar % 2 == 0 else 0.08 if k == 4 else -0.06 for k in kwartalen}
    balans = [
        (jaar, k, wet, taakveld, "balansposten", "balanspost", per_kwartaal * d * (1 + rng.normal(0, 0.2)))
        for k, d in terug.items()
    ]
    return [*(voorschot if wet == "jeugd" else []), *balans]


def besparingspad(doelen: dict, aggregaat: pl.DataFrame) -> pl.DataFrame:
    """Het pad van de taskforce: in het gepubliceerde jaar scheelt het de gepubliceerde besparing."""

    def jaarwaarde(naam: str) -> dict[int, float]:
        return {Kwartaal.lees(k).jaar: v for (i, w, k, _), v in doelen.items() if (i, w) == (naam, "samen")}

    besparing, nieuw, ingeboekt = (jaarwaarde(n) for n in ("besparing", "besparing_nieuw", "besparing_ingeboekt"))
    doel = jaarwaarde("besparing_taakstelling")
    kolommen = ("jaar", "referentie", "werkelijk", "taakstelling", "ingeboekt", "status", "bron")
    if not besparing:
        return pl.DataFrame(schema=dict.fromkeys(kolommen, pl.String))
    midden, totaal = max(besparing.items())
    geboekt = ingeboekt.get(midden, 0.0)
    if midden in nieuw and round(nieuw[midden] + geboekt - totaal) != 0:
        raise ValueError(
            f"De gepubliceerde besparing van {midden} klopt niet: {nieuw[midden]:.0f} en {geboekt:.0f} "
            f"is samen geen {totaal:.0f}."
        )
    doeljaar, taak = max(doel.items()) if doel else (midden + 1, totaal)
    status = aggregaat.filter((pl.col("indicator") == "besparing") & (pl.col("wet") == "samen"))["status"][0]
    rijen = []
    for jaar, deel in zip(range(midden - 2, midden + 4), (0.30, 0.72, 1.0, 1.02, 1.0, 1.03), strict=True):
        werkelijk = round(totaal * 9.4 * 1.02 ** (jaar - midden), -4)
        bespaard = totaal if jaar == midden else round(totaal * deel, -4)
        gevraagd = taak if jaar >= doeljaar else round(taak * max(0.2, 1 - 0.27 * (doeljaar - jaar)), -4)
        geboekt_dat_jaar = geboekt if jaar >= midden - 1 else round(geboekt / 2, -4)
        rijen.append(
            (
                jaar,
                werkelijk + bespaard,
                werkelijk,
                gevraagd,
                geboekt_dat_jaar,
                "definitief" if jaar < midden else status,
                "voorbeeld, geijkt op de gepubliceerde besparing",
            )
        )
    return (
        pl.DataFrame(rijen, schema=kolommen, orient="row")
        .with_columns(pl.col("jaar", *kolommen[1:5]).cast(pl.Float64).round(2).cast(pl.String))
        .with_columns(pl.col("jaar").str.replace(r"\.0$", ""))
    )
