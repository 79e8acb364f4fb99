"""De berichten waarin een gemeente de trajecten terugziet: toewijzingen, start en stop, verzoeken, met vuil erin."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from sociaaldomein.voorbeeld.loop import Loop
from sociaaldomein.voorbeeld.vorm import EERSTE, LAATSTE, OPEN, PEIL, client_id, dag, datum, instelling, vormen


def trajecten(wet: str, loop: Loop, cijfers: np.ndarray) -> pl.DataFrame:
    """De ware trajecten als tabel; dagen blijven dagnummers tot het laatst."""
    vorm = vormen()[wet]
    codes = [c or None for c, _ in vorm.stopcodes]
    n = len(loop.client)
    tafel = pl.DataFrame(
        {
            "rij": np.arange(n),
            "toewijzingnummer": np.arange(n) + 100001,
            "client": cijfers[loop.client],
            "product": loop.product,
            "begin": loop.begin,
            "gepland": loop.gepland,
            "einde": loop.einde,
            "gestopt": loop.stop >= 0,
            "stop": pl.Series(codes).gather(np.maximum(loop.stop, 0)),
            "productcategorie": pl.Series([p.categorie for p in vorm.producten]).gather(loop.product),
            "productcode": pl.Series([p.code for p in vorm.producten]).gather(loop.product),
        }
    )
    bekend = [pl.when(pl.col(k) < OPEN).then(pl.col(k)).alias(k) for k in ("gepland", "einde")]
    return tafel.with_columns(*bekend, wet=pl.lit(wet))


def berichten(trajecten: pl.DataFrame, loop: Loop, nummer: int, rng: np.random.Generator) -> pl.DataFrame:
    """Alle 301-berichten van een wet: eerste, verbeterde, verlengde, verwijderde, en herhaald wat nog geldt."""
    n = trajecten.height
    t = trajecten.with_columns(
        dag=pl.col("begin")
        - pl.Series(np.where(rng.random(n) < 0.05, -rng.integers(1, 10, n), rng.integers(3, 26, n))),
        fout=pl.Series(rng.random(n) < 0.012) & (pl.col("gepland").fill_null(OPEN) - pl.col("begin") > 90),
        ander_domein=(pl.col("stop") == "39") & pl.col("gestopt") & pl.Series(rng.random(n) < 0.3),
    )

    def bericht(f: pl.DataFrame, reden: str | None, **kolommen: Any) -> pl.DataFrame:
        return f.with_columns(reden_wijziging=pl.lit(reden, pl.String), **kolommen).select(
            "rij", "dag", "minuut", "ingang", "eind", "reden_wijziging"
        )

    def minuut(van: int, aantal: int) -> pl.Series:  # the order of messages on one day
        return pl.Series(rng.integers(van, van + 60, aantal))

    eerste = bericht(t, None, ingang=pl.col("begin") - 14 * pl.col("fout"), eind="gepland", minuut=minuut(540, n))
    fout, weg = t.filter("fout"), t.filter("ander_domein")
    later, erna = (pl.Series(rng.integers(van, tot, f.height)) for f, van, tot in ((fout, 2, 7), (weg, 0, 5)))
    m = fout.height
    beter = bericht(fout, "14", ingang="begin", eind="gepland", dag=pl.col("dag") + later, minuut=minuut(660, m))
    door, oud, nieuw = (np.concatenate(k) for k in zip(*loop.verlengingen, strict=True))
    m = len(door)
    langer = pl.DataFrame(
        {
            "rij": door,
            "dag": oud - rng.integers(1, 9, m),
            "minuut": minuut(780, m),
            "eind": nieuw,
            "ingang": np.where(rng.random(m) < 0.45, oud + 1, loop.begin[door]),
        }
    )
    langer = langer.with_columns(reden_wijziging=pl.lit("04")).select(eerste.columns)
    ander = bericht(weg, "06", ingang="begin", eind="einde", dag=pl.col("einde") + erna, minuut=minuut(900, weg.height))
    echt = pl.concat([eerste, beter, langer, ander]).with_columns(moment=pl.col("dag") * 1440 + pl.col("minuut"))
    echt = echt.sort("moment", "rij", maintain_order=True)
    alles = pl.concat([echt, _herhaald(t, echt, rng)]).join(t.select("rij", "toewijzingnummer", "client"), on="rij")
    alles = pl.concat([alles, _verwijderd(t, nummer, rng).select(alles.columns)])
    return alles.join(t.select("rij", "wet", "productcategorie", "productcode"), on="rij")


def _herhaald(t: pl.DataFrame, echt: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """With every new toewijzing, the other valid ones of that client are sent again, as they stand at that moment."""
    nieuw = t.select("client", "dag", andere="rij")
    lopend = t.select("client", "rij", eerste="dag", tot=pl.col("einde").fill_null(OPEN))
    paar = nieuw.join(lopend, on="client").filter(
        (pl.col("rij") != pl.col("andere")) & (pl.col("eerste") < pl.col("dag")) & (pl.col("tot") >= pl.col("dag"))
    )
    paar = paar.select("rij", "dag").unique().sort("rij", "dag")
    paar = paar.with_columns(minuut=pl.Series(rng.integers(960, 1080, paar.height))).with_columns(
        moment=pl.col("dag") * 1440 + pl.col("minuut")
    )
    return (
        paar.sort("moment")
        .join_asof(echt.drop("dag", "minuut"), on="moment", by="rij", check_sortedness=False)
        .select(echt.columns)
    )


def _verwijderd(t: pl.DataFrame, nummer: int, rng: np.random.Generator) -> pl.DataFrame:
    """Toewijzingen that were sent by mistake and taken back: they must never count."""
    bron = t.filter(pl.col("begin") >= dag(EERSTE.eerste_dag)).gather_every(70)
    n = bron.height
    bron = bron.with_columns(
        toewijzingnummer=pl.lit(nummer) + pl.int_range(n), ingang="begin", minuut=pl.Series(rng.integers(480, 720, n))
    )
    fout = bron.with_columns(eind="gepland", reden_wijziging=pl.lit(None, pl.String))
    weg = bron.with_columns(
        dag=pl.col("dag") + pl.Series(rng.integers(2, 40, n)), eind="ingang", reden_wijziging=pl.lit("13")
    )
    return pl.concat([fout, weg]).with_columns(moment=pl.col("dag") * 1440 + pl.col("minuut"))


def toewijzingen(berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """De tabel als tekst, met de andere kolommen van een 301 en een paar fouten die de deur moet weigeren."""
    n, hoogste = berichten.height, berichten.select("toewijzingnummer").max().item() + 1
    tafel = berichten.sort("moment", "wet", "toewijzingnummer", "reden_wijziging", "eind").select(
        "wet",
        toewijzingnummer=pl.col("toewijzingnummer").cast(pl.String),
        client_id=client_id("client"),
        productcategorie="productcategorie",
        productcode="productcode",
        toewijzingsdatum=datum("dag"),
        toewijzingstijd=pl.format(
            "{}:{}:00",
            (pl.col("minuut") // 60).cast(pl.String).str.zfill(2),
            (pl.col("minuut") % 60).cast(pl.String).str.zfill(2),
        ),
        ingangsdatum=datum("ingang"),
        einddatum=datum("eind"),
        reden_wijziging="reden_wijziging",
        volume=(pl.col("toewijzingnummer") % 7 * 0.5 + 1).cast(pl.String),
        eenheid=pl.lit("04"),
        frequentie=pl.lit("2"),
        leveringsvorm=pl.when(pl.col("toewijzingnummer") % 17 == 0).then(pl.lit("PGB")).otherwise(pl.lit("ZIN")),
        aanbieder_agb=pl.format("9999{}", (pl.col("client") % 40 + 1000).cast(pl.String)),
        gemeentecode=pl.lit(instelling()["gemeentecode"]),
    )
    kies = rng.choice(n, 44, replace=False)
    fouten = tafel[kies[:19]].with_columns(
        toewijzingnummer=(pl.lit(hoogste) + pl.int_range(19)).cast(pl.String),
        reden_wijziging=pl.lit(None, pl.String),
        wet=pl.when(pl.int_range(19) < 8).then(pl.lit("zvw")).otherwise("wet"),
        einddatum=pl.when(pl.int_range(19).is_between(8, 15)).then(pl.lit("2010-06-30")).otherwise("einddatum"),
        ingangsdatum=pl.when(pl.int_range(19) > 15).then(pl.lit("2023-02-31")).otherwise("ingangsdatum"),
    )
    return pl.concat([tafel, fouten, tafel[kies[19:]]])


def leveringen(trajecten: pl.DataFrame, berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Start en stop per traject; soms met een pauze, een verbeterde stop of een stop die is ingetrokken."""
    t = _met_stop(trajecten, berichten, rng)
    eerste = dag(EERSTE.eerste_dag)
    lang = (pl.col("tot") - pl.col("begin") > 160) & (pl.col("tot") > eerste + 200)
    gestopt = pl.col("reden").is_not_null() & (pl.col("einddatum") < PEIL - 40)
    t = t.with_columns(
        soort=pl.when(lang & (pl.col("lot") < 0.035))
        .then(pl.lit("pauze"))
        .when(lang & (pl.col("lot") < 0.055) & gestopt)
        .then(pl.lit("verbeterd"))
        .when(lang & (pl.col("lot") < 0.070) & pl.col("einddatum").is_null())
        .then(pl.lit("ingetrokken"))
        .otherwise(pl.lit("gewoon"))
    )
    gewoon, pauze, verbeterd, terug = (
        t.filter(pl.col("soort") == s) for s in ("gewoon", "pauze", "verbeterd", "ingetrokken")
    )
    vroegst = pl.max_horizontal("begin", pl.lit(eerste)) + 30
    weg = (pl.col("tot") - 60 - (pl.col("tot") - 60 - vroegst) * pl.col("moment")).cast(pl.Int64)
    # A restart is often reported; when it is not, the start stays what it was and the traject simply goes on.
    gemeld = (pl.col("lot") < 0.02) | pl.col("einddatum").is_not_null()
    onterecht = terug.with_columns(
        reden=pl.lit("36"),
        einddatum=pl.col("begin") + 60 + ((pl.col("tot") - pl.col("begin") - 140) * pl.col("moment")).cast(pl.Int64),
    )
    alle = [
        gewoon,
        pauze.with_columns(einddatum=weg, reden=pl.lit("20")),
        pauze.filter(gemeld).with_columns(begindatum=weg + 14 + pl.col("dagen")),
        verbeterd.with_columns(einddatum=pl.col("einddatum") - 31, reden=pl.lit("36")),
        verbeterd.with_columns(status=pl.lit("2")),
        onterecht,
        onterecht.with_columns(status=pl.lit("3")),
    ]
    return pl.concat(alle).select(
        "wet",
        toewijzingnummer=pl.col("toewijzingnummer").cast(pl.String),
        begindatum=datum("begindatum"),
        einddatum=datum("einddatum"),
        reden_beeindiging="reden",
        status_aanlevering="status",
    )


def _met_stop(trajecten: pl.DataFrame, berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The true start and stop. An end without a stop message: the term just ran out, or a 301 said why it ended."""
    n = trajecten.height
    ander = berichten.filter(pl.col("reden_wijziging") == "06").select("wet", "rij").unique()
    volgens = pl.col("wet").replace_strict({w: v.volgens_plan for w, v in vormen().items()})
    vroeg = pl.col("gestopt") & pl.col("per_bericht").is_null()
    volgens_plan = ~pl.col("gestopt") & pl.col("einde").is_not_null() & pl.Series(rng.random(n) < 0.6)
    t = trajecten.join(ander.with_columns(per_bericht=True), on=["wet", "rij"], how="left", maintain_order="left")
    return t.with_columns(
        lot=pl.Series(rng.random(n)),
        moment=pl.Series(rng.random(n)),
        dagen=pl.Series(rng.integers(0, 15, n)),
        tot=pl.col("einde").fill_null(PEIL),
        einddatum=pl.when(vroeg | volgens_plan).then("einde"),
        status=pl.lit("1"),
        reden=pl.when(vroeg).then("stop").when(volgens_plan).then(volgens),
    ).with_columns(begindatum=pl.min_horizontal(pl.col("begin") + pl.col("dagen"), "tot"))


def verzoeken(trajecten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Wie verwees. Dat komt een kwartaal later binnen, dus het laatste kwartaal is er nog niet."""
    delen = []
    for wet, vorm in vormen().items():
        t = trajecten.filter((pl.col("wet") == wet) & (pl.col("begin") < dag(LAATSTE.eerste_dag)))
        kans = np.array([k for _, k in vorm.verwijzers])
        wie = pl.Series([c or None for c, _ in vorm.verwijzers]).gather(
            rng.choice(len(kans), t.height, p=kans / kans.sum())
        )
        drang = pl.Series(["08", "04", "04", "04"]).gather(rng.integers(0, 4, t.height))
        dwang = pl.col("productcategorie").is_in(["47", "48", "49"]) & (pl.col("wet") == "jeugd")
        t = t.with_columns(verwijzer_type=wie).with_columns(
            verwijzer_type=pl.when(dwang).then(drang).otherwise("verwijzer_type"),
            datum=pl.col("begin") - pl.Series(rng.integers(4, 40, t.height)),
            antwoord=pl.lit(None, pl.String),
            reden_afwijzing=pl.lit(None, pl.String),
            nummer=pl.col("toewijzingnummer").cast(pl.String),
        )
        nee = t.gather_every(60).with_columns(
            antwoord=pl.lit("1"), nummer=pl.lit(None, pl.String), reden_afwijzing=pl.lit("2"), datum=pl.col("datum") + 9
        )
        delen.append(pl.concat([t, nee]).filter(pl.col("verwijzer_type").is_not_null()))
    return (
        pl.concat(delen)
        .sort("datum", "wet", "rij", maintain_order=True)
        .select(
            "wet",
            verzoek_id=pl.format("V{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(6)),
            client_id=client_id("client"),
            toewijzingnummer="nummer",
            verwijzer_type="verwijzer_type",
            datum=datum("datum"),
            antwoord="antwoord",
            reden_afwijzing="reden_afwijzing",
        )
    )
