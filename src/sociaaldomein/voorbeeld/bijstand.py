"""Voorbeelddata voor participatie: verzonnen bijstand, trajecten, treden en inburgering, geijkt op het gepubliceerde.

De uitkeringen zijn een levensloop van huishoudens: elk kwartaal beginnen en stoppen er zoveel dat de stand klopt. Wat
een gemeente als totaal aanlevert, komt in `aggregaat`; een cijfer dat al openbaar was, houdt daar zijn vindplaats.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import OPEN as NOOIT
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.voorbeeld.vorm import EPOCH, verdeel

WET = "participatie"
OPEN = NOOIT.toordinal()
EERDER = 7 * 365  # how long before the first quarter the oldest benefit began, in days
JONG, OUD = (18, 26), (27, 62)  # ages at which somebody is drawn

Doelen = dict[tuple[str, str, str, str], float]  # (indicator, wet, kwartaal, groep) -> published value


@cache
def _vorm() -> dict:
    pad = paden.meegeleverd("data") / "voorbeeld" / "participatie.toml"
    return tomllib.loads(pad.read_text(encoding="utf-8"))


def tabellen(
    gepubliceerd: pl.DataFrame, doelen: Doelen, kwartalen: list[Kwartaal], zaad: int
) -> dict[str, pl.DataFrame]:
    """De tabellen uitkeringen, aggregaat en financien voor participatie, alles als tekst.

    Zonder gepubliceerde huishoudens en inwoners met bijstand is er niets te ijken: dan zijn er geen tabellen.
    Fouten: ValueError als de gepubliceerde cijfers elkaar tegenspreken.
    """
    huishoudens, personen = (_anker(doelen, f"bijstand_{n}", kwartalen) for n in ("huishoudens", "personen"))
    if not huishoudens or not personen:
        return {}
    rng = np.random.default_rng([zaad, 20])
    plek, aantal = huishoudens
    stand = _stand(plek, aantal, kwartalen, rng)
    huis = _huishoudens(stand, kwartalen, rng)
    erop = _op_de_dag(huis, kwartalen[plek])
    uitkeringen = _mensen(huis, erop, round(personen[1] - aantal), doelen, kwartalen[plek], rng)
    mensen = [int(_op_de_dag(uitkeringen, k).sum()) for k in kwartalen]
    return {
        "uitkeringen": _tabel(uitkeringen, rng),
        "aggregaat": _aggregaat(gepubliceerd, doelen, kwartalen, plek, mensen, rng),
        "financien": _financien(stand, kwartalen, rng),
    }


def _anker(doelen: Doelen, indicator: str, kwartalen: list[Kwartaal]) -> tuple[int, int] | None:
    """The place of the published quarter and its value."""
    plekken = {str(k): i for i, k in enumerate(kwartalen)}
    gevonden = [
        (plekken[k], round(w))
        for (i, wet, k, g), w in doelen.items()
        if (i, wet, g) == (indicator, WET, "totaal") and k in plekken
    ]
    return max(gevonden, default=None)


# -- uitkeringen -------------------------------------------------------------------------------------------------------


def _stand(plek: int, aantal: int, kwartalen: list[Kwartaal], rng: np.random.Generator) -> np.ndarray:
    trend, n = _vorm()["huishoudens"], np.arange(len(kwartalen))
    factor = np.interp(n / 4, np.arange(len(trend)), trend) * np.exp(rng.normal(0, 0.004, len(kwartalen)))
    stand = np.rint(aantal * factor / factor[plek]).astype(np.int64)
    stand[plek] = aantal
    return stand


def _huishoudens(stand: np.ndarray, kwartalen: list[Kwartaal], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Begin and end day of every benefit, such that the stock of each quarter comes out."""
    vorm = _vorm()
    ruis = np.exp(rng.normal(0, 0.05, len(kwartalen)))
    seizoen = np.array([vorm["seizoen"][k.nummer - 1] for k in kwartalen])
    vorige = np.concatenate([stand[:1], stand[:-1]])
    erin = np.maximum(np.rint(vorige * vorm["instroom"] * seizoen * ruis).astype(np.int64), stand - vorige)
    eruit = vorige + erin - stand
    start = kwartalen[0].eerste_dag.toordinal()
    begin = [start - 1 - (EERDER * rng.random(stand[0]) ** 2).astype(np.int64)]
    einde = np.full(stand[0] + erin.sum(), OPEN)
    redenen = {r: np.full(len(einde), "overig", dtype="U20") for r in ("reden_begin", "reden_einde")}
    lopend, volgende = np.arange(stand[0]), int(stand[0])
    for i, k in enumerate(kwartalen):
        eerste, laatste = k.eerste_dag.toordinal(), k.laatste_dag.toordinal()
        stopt = rng.choice(len(lopend), int(eruit[i]), replace=False)
        einde[lopend[stopt]] = rng.integers(eerste, laatste + 1, len(stopt))
        redenen["reden_einde"][lopend[stopt]] = _kies(vorm["reden_einde"], len(stopt), rng)
        begin.append(rng.integers(eerste, laatste + 1, int(erin[i])))
        nieuw = np.arange(volgende, volgende + int(erin[i]))
        redenen["reden_begin"][nieuw] = _kies(vorm["reden_begin"], len(nieuw), rng)
        lopend, volgende = np.concatenate([np.delete(lopend, stopt), nieuw]), volgende + len(nieuw)
    return {"huishouden": np.arange(len(einde)), "begin": np.concatenate(begin), "einde": einde, **redenen}


def _kies(kansen: dict[str, float], aantal: int, rng: np.random.Generator) -> np.ndarray:
    """Deal them out in about these shares, in random order."""
    gewicht = np.array([*kansen.values()]) * np.exp(rng.normal(0, 0.12, len(kansen)))
    return rng.permutation(np.repeat([*kansen], verdeel(aantal, gewicht)))


def _op_de_dag(huis: dict[str, np.ndarray], kwartaal: Kwartaal) -> np.ndarray:
    laatste = kwartaal.laatste_dag.toordinal()
    return (huis["begin"] <= laatste) & (huis["einde"] > laatste)


def _mensen(
    huis: dict[str, np.ndarray],
    erop: np.ndarray,
    paren: int,
    doelen: Doelen,
    kwartaal: Kwartaal,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """The inhabitants of every household: exactly so many couples, young people and statushouders in the quarter."""
    if not 0 <= paren <= erop.sum():
        raise ValueError("De gepubliceerde cijfers van participatie passen niet bij elkaar: huishoudens en inwoners.")
    aantal = len(erop)
    paar = (rng.random(aantal) < paren / erop.sum()) & ~erop
    paar[rng.choice(np.flatnonzero(erop), paren, replace=False)] = True
    alleen = np.where(rng.random(aantal) < _vorm()["alleenstaand"], "alleenstaand", "alleenstaande_ouder")
    wie = np.concatenate([np.arange(aantal), np.flatnonzero(paar)])
    mens = {k: v[wie] for k, v in huis.items()} | {"leefvorm": np.where(paar, "paar", alleen)[wie]}
    toen = erop[wie]
    jong, bijzonder = (int(doelen.get(("bijstand_jongeren", WET, str(kwartaal), g), 0)) for g in ("totaal", "ja"))
    beginjaar = np.array([date.fromordinal(int(d)).year for d in mens["begin"]])
    kan = np.flatnonzero(toen & (beginjaar >= kwartaal.jaar - JONG[1] + JONG[0]))
    if jong > len(kan) or bijzonder > jong:
        raise ValueError("De gepubliceerde cijfers van participatie passen niet bij elkaar: jongeren en inwoners.")
    deel = jong / toen.sum()
    is_jong = (rng.random(len(wie)) < deel) & ~toen
    is_jong[rng.choice(kan, jong, replace=False)] = True
    jonger, ouder = (rng.integers(van, tot + 1, len(wie)) for van, tot in (JONG, OUD))
    leeftijd = np.where(is_jong, jonger, ouder)
    geboren = np.where(toen, np.minimum(kwartaal.jaar - leeftijd, beginjaar - JONG[0]), beginjaar - leeftijd)
    status = rng.random(len(wie)) < _vorm()["statushouder"]
    status[toen & is_jong] = False
    status[rng.choice(np.flatnonzero(toen & is_jong), bijzonder, replace=False)] = True
    return mens | {
        "mens": np.arange(len(wie)),
        "geboortejaar": geboren,
        "statushouder": np.where(status, "ja", "nee"),
        "geslacht": np.where(rng.random(len(wie)) < _vorm()["vrouw"], "2", "1"),
    }


def _tabel(mensen: dict[str, np.ndarray], rng: np.random.Generator) -> pl.DataFrame:
    """The table as a delivery has it; a few benefits stand in two rows that join, as after a new decision."""
    huizen, mens = int(mensen["huishouden"].max()) + 1, len(mensen["mens"])
    nummers = {"huishouden": rng.permutation(huizen) + 10_001, "mens": rng.permutation(mens) + 10_001}
    knip = rng.random(huizen) < _vorm()["in_tweeen"]
    tafel = pl.DataFrame(mensen).with_columns(
        pl.Series("huishouden_id", [f"U{n}" for n in nummers["huishouden"][mensen["huishouden"]]]),
        pl.Series("client_id", [f"B{n}" for n in nummers["mens"]]),
        pl.Series("knip", knip[mensen["huishouden"]]),
        pl.when(pl.col("einde") < OPEN).then(pl.col("reden_einde")).alias("reden_einde"),
    )
    knip_ = pl.col("knip") & (pl.col("einde") - pl.col("begin") > 300) & (pl.col("einde") < OPEN)
    halverwege = (pl.col("begin") + pl.col("einde")) // 2
    gewoon, in_tweeen = tafel.filter(~knip_), tafel.filter(knip_)
    eerste = in_tweeen.with_columns(einde=halverwege, reden_einde=pl.lit("overig"))
    tweede = in_tweeen.with_columns(begin=halverwege + 1, reden_begin=pl.lit("overig"))
    dagen = {"begindatum": "begin", "einddatum": "einde"}
    return (
        pl.concat([gewoon, eerste, tweede])
        .sort("huishouden_id", "client_id", "begin")
        .select(
            "huishouden_id",
            "client_id",
            *[
                pl.when(pl.col(k) < OPEN)
                .then((pl.col(k) - EPOCH).cast(pl.Int32).cast(pl.Date).cast(pl.String))
                .alias(naam)
                for naam, k in dagen.items()
            ],
            *[pl.when(pl.col(k) != "").then(pl.col(k)).alias(k) for k in ("reden_begin", "reden_einde")],
            "leefvorm",
            "geslacht",
            pl.col("geboortejaar").cast(pl.String),
            "statushouder",
        )
    )


# -- totalen -----------------------------------------------------------------------------------------------------------


def _aggregaat(
    gepubliceerd: pl.DataFrame,
    doelen: Doelen,
    kwartalen: list[Kwartaal],
    plek: int,
    mensen: list[int],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """What comes as a total: trajecten, the ladder, integration and housing; published rows keep their place."""
    rijen = [
        *_trajecten(doelen, kwartalen, plek, mensen, rng),
        *_ladder(kwartalen, mensen, rng),
        *_inburgering(doelen, kwartalen, rng),
        *_statushouders(doelen, kwartalen, rng),
    ]
    kolommen = ["indicator", "kwartaal", "dimensie", "groep", "waarde"]
    eigen = pl.DataFrame(rijen, schema=kolommen, orient="row").with_columns(
        wet=pl.lit(WET), bron=pl.lit("voorbeeld"), waarde=pl.col("waarde").cast(pl.Int64).cast(pl.String)
    )
    sleutel = ["indicator", "wet", "kwartaal"]
    stuk = gepubliceerd.filter(pl.col("wet") == WET).with_columns(
        pl.col("dimensie").fill_null("totaal"), pl.col("groep").fill_null("totaal")
    )
    stuk = stuk.join(eigen.select("indicator").unique(), on="indicator", how="semi", maintain_order="left")
    geschaald = [doelen.get((r["indicator"], WET, r["kwartaal"], r["groep"])) for r in stuk.iter_rows(named=True)]
    stuk = stuk.with_columns(nu=pl.Series(geschaald, dtype=pl.Float64)).with_columns(
        gepubliceerd_in=pl.when(pl.col("nu") == pl.col("waarde")).then("gepubliceerd_in"),
        waarde=pl.col("nu").cast(pl.Int64).cast(pl.String),
    )
    zelfde = ["status", "bron", "eenheid", "gepubliceerd_in"]
    stuk = stuk.select(*kolommen, "wet", *zelfde)
    # In a published quarter only what was published is there: a rest made up beside it would not add up.
    eigen = eigen.join(stuk.filter(pl.col("groep") != "totaal"), on=sleutel, how="anti")
    return pl.concat([eigen.join(stuk, on=[*sleutel, "groep"], how="anti"), stuk], how="diagonal")


def _trajecten(
    doelen: Doelen, kwartalen: list[Kwartaal], plek: int, mensen: list[int], rng: np.random.Generator
) -> list:
    doel = doelen.get(("participatie_trajecten", WET, str(kwartalen[plek]), "totaal"), mensen[plek] * 1.1)
    vorm = np.linspace(0.9, 1.1, len(kwartalen)) * np.exp(rng.normal(0, 0.05, len(kwartalen)))
    verschil = (doel - mensen[plek]) * vorm
    verschil[plek] = doel - mensen[plek]
    rijen = []
    for k, aantal in zip(kwartalen, np.rint(mensen + verschil).astype(int), strict=True):
        rijen += _delen("participatie_trajecten", k, "soort_traject", aantal, _vorm()["trajecten"], rng)
    return rijen


def _ladder(kwartalen: list[Kwartaal], mensen: list[int], rng: np.random.Generator) -> list:
    rijen = []
    for k, aantal in zip(kwartalen, mensen, strict=True):
        na = float(np.clip((k.jaar - 2023) * 4 + k.nummer - 2, 0, 3)) / 3  # the new classification, in three quarters
        kansen = {g: voor + (erna - voor) * na for g, (voor, erna) in _vorm()["ladder"].items()}
        rijen += _delen("participatieladder", k, "trede", aantal, kansen, rng)
    return rijen


def _delen(
    cijfer: str, k: Kwartaal, dimensie: str, aantal: int, kansen: dict[str, float], rng: np.random.Generator
) -> list:
    gewicht = np.array([*kansen.values()]) * np.exp(rng.normal(0, 0.03, len(kansen)))
    delen = zip(kansen, verdeel(int(aantal), gewicht).tolist(), strict=True)
    return [(cijfer, str(k), "totaal", "totaal", aantal), *((cijfer, str(k), dimensie, g, n) for g, n in delen)]


def _laatste(doelen: Doelen, cijfer: str) -> tuple[str, float]:
    """The last quarter with a published total, and that total."""
    totalen = [(k, w) for (i, wet, k, g), w in doelen.items() if (i, wet, g) == (cijfer, WET, "totaal")]
    return max(totalen, default=("", 0.0))


def _inburgering(doelen: Doelen, kwartalen: list[Kwartaal], rng: np.random.Generator) -> list:
    vorm, cijfer = _vorm()["inburgering"], "inburgeringstrajecten"
    kwartaal, totaal = _laatste(doelen, cijfer)
    if not kwartaal:
        return []
    nieuw_toen = doelen.get((cijfer, WET, kwartaal, "nieuw"), totaal * 0.15)
    toen, start = Kwartaal.lees(kwartaal), Kwartaal.lees(vorm["nieuw_vanaf"])
    rijen = []
    for k in kwartalen:
        sinds, tot = ((k.jaar - x.jaar) * 4 + k.nummer - x.nummer for x in (start, toen))
        nieuw = 0 if sinds < 0 else round(nieuw_toen * min(vorm["nieuw_begin"] + vorm["nieuw_erbij"] * sinds, 5))
        over = max(1 - vorm["oud_eraf"] * max(tot, -6), 0.05) * np.exp(rng.normal(0, 0.02))
        oud = round((totaal - nieuw_toen) * over)
        rijen += [(cijfer, str(k), "totaal", "totaal", nieuw + oud), (cijfer, str(k), "stelsel", "oud", oud)]
        rijen += [(cijfer, str(k), "stelsel", "nieuw", nieuw)] if nieuw else []
    return rijen


def _statushouders(doelen: Doelen, kwartalen: list[Kwartaal], rng: np.random.Generator) -> list:
    vorm, cijfer = _vorm()["statushouders"], "gehuisveste_statushouders"
    kwartaal, toen = _laatste(doelen, cijfer)
    if not kwartaal:
        return []
    rijen = [(cijfer, kwartaal, "totaal", "totaal", toen)]
    for jaar, factor in vorm["jaren"].items():
        k = Kwartaal(int(jaar), 4)
        if str(k) != kwartaal and k in kwartalen:
            aantal = round(toen * factor * np.exp(rng.normal(0, 0.02)))
            kansen = {"bijstand": vorm["bijstand"], "minderjarig": 1 - vorm["bijstand"]}
            rijen += _delen(cijfer, k, "recht", aantal, kansen, rng)
    return rijen


# -- geld --------------------------------------------------------------------------------------------------------------


def _financien(stand: np.ndarray, kwartalen: list[Kwartaal], rng: np.random.Generator) -> pl.DataFrame:
    """The books of participation: living allowance, work and sheltered work; a small balance item apart."""
    geld, rijen = _vorm()["geld"], list[tuple]()
    for jaar in sorted({k.jaar for k in kwartalen}):
        stijging = (1 + geld["stijging"]) ** (jaar - 2023)
        per_soort: dict[tuple[str, str], list[float]] = {}
        for i, k in enumerate(kwartalen):
            if k.jaar == jaar:
                posten = {
                    ("6.3", "bijstand"): float(stand[i]) * geld["levensonderhoud_per_huishouden"],
                    ("6.5", "hulp naar werk"): geld["re_integratie"],
                    ("6.4", "beschut werk"): geld["beschut_werk"],
                }
                for post, bedrag in posten.items():
                    euro = bedrag * stijging * np.exp(rng.normal(0, 0.015))
                    per_soort.setdefault(post, []).append(euro)
                    rijen.append((jaar, k.nummer, *post, "werkelijk", euro))
                rijen.append(
                    (
                        jaar,
                        k.nummer,
                        "6.3",
                        "balansposten",
                        "balanspost",
                        geld["balanspost"] * posten["6.3", "bijstand"] * rng.normal(0, 1),
                    )
                )
        for post, bedragen in per_soort.items():
            heel_jaar = sum(bedragen) / len(bedragen) * 4 * (geld["begroot"] + rng.normal(0, 0.015))
            rijen.append((jaar, None, *post, "begroot", round(heel_jaar, -3)))
    kolommen = ["jaar", "kwartaal", "taakveld", "kostensoort", "soort", "bedrag_eur"]
    voorlopig = (pl.col("jaar") == kwartalen[-1].jaar) & (pl.col("soort") != "begroot")
    return (
        pl.DataFrame(rijen, schema=kolommen, orient="row")
        .with_columns(
            pl.col("bedrag_eur").round(2),
            wet=pl.lit(WET),
            status=pl.when(voorlopig).then(pl.lit("voorlopig")).otherwise(pl.lit("definitief")),
        )
        .with_columns(pl.all().cast(pl.String))
    )
