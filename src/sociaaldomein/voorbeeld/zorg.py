"""Voorbeelddata: een verzonnen levering van een gemeente, geijkt op de gepubliceerde cijfers.

Er zit geen echt mens in. De levering heeft wel alles van het echte werk: seizoenen, wijken, leeftijden, codes, late
facturen en vuil dat de regels van de registratie moeten opruimen. Geteld over het kwartaal van de gepubliceerde cijfers
komt er precies uit wat is gepubliceerd, omdat de levering naar die cijfers toe is gebouwd; de cijfers zelf staan alleen
in de map `data/gepubliceerd`. Verander daar een getal en de levering verandert mee.

    plan        per wet en kwartaal: hoeveel trajecten en mensen, hoeveel begin en einde (met de gepubliceerde cijfers
                als vaste punten)
    loop        een levensloop van trajecten en cliënten die het plan in elk kwartaal precies volgt
    tabellen    de berichten, declaraties en lijsten waarin een gemeente dit zou terugzien, met het vuil erin
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.voorbeeld import bijstand as voorbeeld_participatie
from sociaaldomein.voorbeeld import lijsten as voorbeeld_lijsten

EERSTE, LAATSTE = Kwartaal(2019, 1), Kwartaal(2026, 3)
PEILDATUM = date(2026, 10, 15)
WIZ_START = date(2022, 7, 1)
MAAND = 30.4375
OPEN = np.int64(10**6)  # day number of "no end date"
TEGEL = 500  # half the side of a tile on the map, in metres
EPOCH = date(1970, 1, 1).toordinal()


def _dag(d: date) -> int:
    return d.toordinal() - EPOCH


KWARTALEN = [EERSTE + n for n in range((LAATSTE.jaar - EERSTE.jaar) * 4 + LAATSTE.nummer - EERSTE.nummer + 1)]
PEIL = _dag(PEILDATUM)


# -- what differs per law: data/voorbeeld/vorm.toml --------------------------------------------------------------------


@dataclass(frozen=True)
class Product:
    """Een product: hoe vaak het begint, hoe lang het gepland wordt, wat een kwartaal kost en waar het bij hoort."""

    code: str
    aandeel: float
    maanden: float  # planned duration in the first year; grows every year
    met_einde: float  # share that gets an end date
    euro: float  # per quarter
    hoofdcategorie: str = ""
    niveau: str = ""
    aandeel_vanaf: tuple[str, float] = ("9999", 1.0)  # from that quarter on a factor on the share
    euro_vanaf: tuple[int, float] = (9999, 1.0)  # from that year on a factor on the price
    eenmalig: bool = False

    @property
    def categorie(self) -> str:
        """De productcategorie waar het product bij hoort."""
        return self.code[:2]


@dataclass(frozen=True)
class Vorm:
    """De vorm van de reeksen van een wet: trend en seizoen rond de vaste punten, en wat er omgaat. Zie vorm.toml."""

    lopend: list[float]
    clienten: list[float]
    instroom: list[float]
    seizoen_lopend: list[float]
    seizoen_clienten: list[float]
    seizoen_instroom: list[float]
    per_client: float
    nieuw: float
    schatting: float
    knik: list[tuple[int, float, float]]
    planning_groei: float
    leeftijd: list[tuple[int, int, float]]
    stopcodes: list[tuple[str, float]]
    volgens_plan: str
    verwijzers: list[tuple[str, float]]
    aanvragen: dict[str, float]
    kostensoorten: list[tuple[str, str, str, list[str]]]
    producten: list[Product]


@cache
def _instelling() -> dict:
    """The whole of vorm.toml."""
    pad = paden.meegeleverd("data") / "voorbeeld" / "vorm.toml"
    return tomllib.loads(pad.read_text(encoding="utf-8"))


@cache
def vormen() -> dict[str, Vorm]:
    """Per wet de vorm van de voorbeelddata.

    >>> [*vormen()]
    ['jeugd', 'wmo']
    """
    return {
        wet: Vorm(**{**v, "producten": [Product(**p) for p in v["producten"]]})
        for wet, v in _instelling()["wet"].items()
    }


def _wijken(maat: str = "") -> tuple[list[str], list[str], np.ndarray]:
    """Codes, names and shares of the wijken: of the inhabitants, or of those with help (maat="hulp")."""
    wijken = _instelling()["wijken"]
    aandeel = np.array([w["aandeel"] * w.get(maat, 1) for w in wijken.values()])
    return [*wijken], [w["naam"] for w in wijken.values()], aandeel / aandeel.sum()


# -- the published figures ---------------------------------------------------------------------------------------------


def doelen_uit(gepubliceerd: Path | None = None) -> pl.DataFrame:
    """De tabel `aggregaat` van de gepubliceerde cijfers, gelezen door dezelfde deur als elke levering.

    >>> doelen_uit()["gepubliceerd_in"].null_count()
    0
    """
    map = Path(gepubliceerd or paden.meegeleverd("data") / "gepubliceerd")
    return deur.lees_map(map, ["aggregaat"]).tabellen["aggregaat"]


def _waarden(aggregaat: pl.DataFrame) -> dict[tuple[str, str, str, str], float]:
    """(indicator, wet, kwartaal, groep) -> waarde."""
    kolommen = ("indicator", "wet", "kwartaal", "groep", "waarde")
    return {(i, w, k, g or "totaal"): v for i, w, k, g, v in aggregaat.select(kolommen).iter_rows() if v is not None}


def _schaal(doelen: dict, factor: float) -> dict:
    """Scale counts; shares, changes, money and measures are not counts of people."""
    vast = ("besparing", "maatregelen", "bereik")
    return {
        s: v if s[0].startswith(vast) or s[0].endswith("_verandering") else float(round(v * factor))
        for s, v in doelen.items()
    }


def _een_jaar_eerder(nu: float, verandering: float) -> int:
    """Het gehele getal waarvan de verandering naar `nu` het dichtst bij het gepubliceerde percentage komt.

    >>> _een_jaar_eerder(1000, 25.0)
    800
    """
    midden = round(nu / (1 + verandering / 100))
    return min(range(max(midden - 3, 1), midden + 4), key=lambda n: abs((nu / n - 1) * 100 - verandering))


# -- plan --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """Per kwartaal (een meer dan er kwartalen zijn): wat er loopt, begint en eindigt."""

    lopend: np.ndarray
    clienten: np.ndarray
    instroom: np.ndarray
    instroom_clienten: np.ndarray
    nieuw: np.ndarray
    uitstroom: np.ndarray


def _reeks(trend: list[float], seizoen: list[float], ankers: dict[int, float], ruis: np.ndarray) -> np.ndarray:
    """A trend with season and noise, bent smoothly so that it passes through every anchor exactly."""
    n = np.arange(len(ruis))
    for anker in ankers:  # no noise at an anchor and a year before it: the comparison with that year is meant
        ruis[[p for p in (anker, anker - 4) if p >= 0]] = 1.0
    vorm = np.interp(n / 4, np.arange(len(trend)), trend) * np.array(seizoen)[n % 4] * ruis
    plekken = sorted(ankers)
    verhouding = np.log([max(ankers[p], 1) / vorm[p] for p in plekken])
    reeks = np.rint(vorm * np.exp(np.interp(n, plekken, verhouding))).astype(np.int64)
    for p in plekken:
        reeks[p] = round(ankers[p])
    return reeks


def _plan(wet: str, doelen: dict, rng: np.random.Generator) -> Plan:
    """Draw the course of a law through its published figures; refuse figures that cannot all be true."""
    vorm, aantal = vormen()[wet], len(KWARTALEN) + 1

    def ruis(sd: float) -> np.ndarray:
        return np.exp(rng.normal(0, sd, aantal).clip(-1.5 * sd, 1.5 * sd))

    lopend, clienten = _stand(wet, doelen)
    begin, begin_clienten = _plan_begin(vorm, lopend, _op_plek("instroom_trajecten", wet, doelen),
                                        _op_plek("instroom_clienten", wet, doelen), ruis)
    for p, eind in _op_plek("uitstroom_trajecten", wet, doelen).items():
        if p in lopend:  # what ends in a quarter fixes what runs in the next one
            lopend.setdefault(p + 1, lopend[p] - eind + begin[p + 1])
    lt = _reeks(vorm.lopend, vorm.seizoen_lopend, lopend, ruis(0.003))
    ct = _reeks(vorm.clienten, vorm.seizoen_clienten, clienten, ruis(0.002))
    nieuw = np.maximum(np.rint(begin_clienten * vorm.nieuw).astype(np.int64), np.diff(ct, prepend=ct[0]))
    uit, weg = lt[:-1] - lt[1:] + begin[1:], ct[:-1] - ct[1:] + nieuw[1:]
    mensen_kan = (begin_clienten <= begin, nieuw <= begin_clienten, ct <= lt, weg >= 0, weg <= uit)
    kan = (*mensen_kan, begin <= lt, uit <= lt[:-1])
    if not all(k.all() for k in kan):
        raise ValueError(f"De gepubliceerde cijfers van {wet} passen niet bij elkaar: "
                         "er begint, loopt of eindigt meer dan kan.")
    return Plan(lt, ct, begin, begin_clienten, nieuw, uit)


def _op_plek(naam: str, wet: str, doelen: dict) -> dict[int, float]:
    """The published totals of a figure, by the place of their quarter."""
    plek = {str(k): i for i, k in enumerate(KWARTALEN)}
    return {plek[k]: v for (i, w, k, g), v in doelen.items() if (i, w, g) == (naam, wet, "totaal") and k in plek}


def _stand(wet: str, doelen: dict) -> tuple[dict[int, float], dict[int, float]]:
    """Anchors for what runs: published, implied by a published change, and the kinks just before (see vorm.toml)."""
    namen = ("lopend_trajecten", "lopend_clienten")
    lopend, clienten = standen = [_op_plek(naam, wet, doelen) for naam in namen]
    if not lopend or not clienten:
        raise ValueError(f"De gepubliceerde cijfers van {wet} missen lopend_trajecten of lopend_clienten. "
                         "Zonder die twee is de voorbeeldlevering niet te ijken.")
    for nummer, (naam, stand) in enumerate(zip(namen, standen, strict=True), start=1):
        for p, verandering in _op_plek(f"{naam}_verandering", wet, doelen).items():
            if p >= 4 and p in stand:
                stand.setdefault(p - 4, _een_jaar_eerder(stand[p], verandering))
        midden = max(stand)
        for knik in vormen()[wet].knik:
            if midden + knik[0] >= 0:
                stand.setdefault(midden + knik[0], stand.get(midden - 4, stand[midden]) * knik[nummer])
    return lopend, clienten


def _plan_begin(vorm: Vorm, lopend: dict[int, float], trajecten: dict[int, float], clienten: dict[int, float],
                ruis: Callable[[float], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """What begins, in trajecten and in people: the one that was published leads, the other follows."""
    if clienten:
        mensen = _reeks(vorm.instroom, vorm.seizoen_instroom, clienten, ruis(0.03))
        begin = np.rint(mensen * vorm.per_client * ruis(0.01)).astype(np.int64)
        begin[list(trajecten)] = [round(v) for v in trajecten.values()]
        return begin, mensen
    ankers = trajecten or {max(lopend): lopend[max(lopend)] * vorm.schatting}
    begin = _reeks(vorm.instroom, vorm.seizoen_instroom, ankers, ruis(0.03))
    return begin, np.rint(begin / (vorm.per_client * ruis(0.01))).astype(np.int64)


# -- loop --------------------------------------------------------------------------------------------------------------


@dataclass
class Loop:
    """De levensloop van alle trajecten van een wet. Dagen zijn dagnummers; OPEN is geen einde."""

    client: np.ndarray
    begin: np.ndarray
    gepland: np.ndarray  # planned end as first decided
    gepland_nu: np.ndarray  # planned end after every verlenging
    einde: np.ndarray
    stop: np.ndarray  # index in stopcodes, -1 when the planned end was simply reached
    product: np.ndarray
    geboortejaar: np.ndarray
    verlengingen: list[tuple[np.ndarray, np.ndarray, np.ndarray]]  # traject, old end, new end


def _loop(wet: str, plan: Plan, rng: np.random.Generator) -> Loop:
    vorm = vormen()[wet]
    voor, voor_clienten = plan.lopend[0] - plan.instroom[0], plan.clienten[0] - plan.nieuw[0]
    aantal, mensen = voor + plan.instroom[:-1].sum(), voor_clienten + plan.nieuw[:-1].sum()
    client, begin, gepland, gepland_nu, product = np.zeros((5, aantal), dtype=np.int64)
    loop = Loop(client, begin, gepland, gepland_nu, np.full(aantal, OPEN), np.full(aantal, -1), product,
                np.zeros(mensen, dtype=np.int64), [])
    actief = np.zeros(mensen, dtype=bool)
    loop.geboortejaar[:voor_clienten] = EERSTE.jaar - _leeftijden(vorm, voor_clienten, rng)
    wie = np.concatenate([np.arange(voor_clienten), rng.integers(0, voor_clienten, voor - voor_clienten)])
    _voorraad(loop, vorm, wie, rng)
    lopend, bekend, volgende = np.arange(voor), int(voor_clienten), int(voor)
    for i, kwartaal in enumerate(KWARTALEN):
        eerste, laatste = _dag(kwartaal.eerste_dag), _dag(kwartaal.laatste_dag)
        met_hulp = np.unique(loop.client[lopend])
        actief[:] = False
        actief[met_hulp] = True
        wie, bekend = _beginners(loop, plan, i, kwartaal, met_hulp, actief, bekend, wet, rng)
        nieuw = np.arange(volgende, volgende + len(wie))
        volgende += len(wie)
        loop.client[nieuw] = wie
        loop.begin[nieuw] = _begindagen(eerste, laatste, len(wie), rng)
        _geef_product(loop, vorm, nieuw, kwartaal, rng)
        lopend = np.concatenate([lopend, nieuw])
        einden = _kies_einden(loop, plan, i, lopend, nieuw[0], laatste, wet, rng)
        _eindig(loop, vorm, einden, eerste, laatste, rng)
        over = np.ones(len(loop.client), dtype=bool)
        over[einden] = False
        lopend = lopend[over[lopend]]
        _verleng(loop, lopend, laatste, rng)
    loop.geboortejaar = loop.geboortejaar[:bekend]
    return loop


def _leeftijden(vorm: Vorm, n: int, rng: np.random.Generator) -> np.ndarray:
    van, tot, gewicht = (np.array(k) for k in zip(*vorm.leeftijd, strict=True))
    groep = rng.choice(len(van), n, p=gewicht / gewicht.sum())
    return rng.integers(van[groep], tot[groep] + 1)


def _kansen(vorm: Vorm, kwartaal: str) -> np.ndarray:
    kans = [p.aandeel * (p.aandeel_vanaf[1] if p.aandeel_vanaf[0] <= kwartaal else 1) for p in vorm.producten]
    return np.array(kans) / sum(kans)


def _geef_product(loop: Loop, vorm: Vorm, trajecten: np.ndarray, kwartaal: Kwartaal, rng: np.random.Generator) -> None:
    """Deal products evenly over the beginners (systematic draw), then plan an end date that grows with the years."""
    n = len(trajecten)
    keuze = np.searchsorted(np.cumsum(_kansen(vorm, str(kwartaal))), (np.arange(n) + rng.random()) / n)
    loop.product[trajecten] = rng.permutation(keuze.clip(0, len(vorm.producten) - 1))
    product = loop.product[trajecten]
    maanden = np.array([p.maanden for p in vorm.producten])[product]
    jaren = kwartaal.jaar - EERSTE.jaar + (kwartaal.nummer - 1) / 4
    duur = maanden * (1 + vorm.planning_groei * jaren) * rng.gamma(6, 1 / 6, n)
    met_einde = rng.random(n) < np.array([p.met_einde for p in vorm.producten])[product]
    dagen = np.maximum(np.rint(duur * MAAND), 21).astype(np.int64)
    loop.gepland[trajecten] = np.where(met_einde, loop.begin[trajecten] + dagen - 1, OPEN)
    loop.gepland_nu[trajecten] = loop.gepland[trajecten]
    loop.einde[trajecten] = OPEN


def _voorraad(loop: Loop, vorm: Vorm, wie: np.ndarray, rng: np.random.Generator) -> None:
    """What was already running on the first day: begun earlier, planned to end later."""
    n, start = len(wie), _dag(EERSTE.eerste_dag)
    trajecten = np.arange(n)
    loop.client[:n] = wie
    _geef_product(loop, vorm, trajecten, EERSTE, rng)
    duur = np.where(loop.gepland[:n] == OPEN, 1000, loop.gepland[:n] + 1)
    geleden = np.minimum(np.rint(rng.random(n) * duur), 1080).astype(np.int64)
    loop.begin[:n] = start - 1 - geleden
    loop.gepland[:n] = np.where(loop.gepland[:n] == OPEN, OPEN, np.maximum(loop.begin[:n] + duur, start + 2))
    loop.gepland_nu[:n] = loop.gepland[:n]


def _begindagen(eerste: int, laatste: int, n: int, rng: np.random.Generator) -> np.ndarray:
    """A third begins on the first of a month."""
    dagen = rng.integers(eerste, laatste + 1, n)
    d = date.fromordinal(eerste + EPOCH)
    eersten = np.array([_dag(d.replace(month=d.month + m)) for m in (0, 1, 2)])
    return np.where(rng.random(n) < 0.33, rng.choice(eersten, n), dagen)


def _beginners(
    loop: Loop,
    plan: Plan,
    i: int,
    kwartaal: Kwartaal,
    met_hulp: np.ndarray,
    actief: np.ndarray,
    bekend: int,
    wet: str,
    rng: np.random.Generator,
) -> tuple[np.ndarray, int]:
    """Who begins in this quarter: new people, people coming back, people who already have help; some begin twice."""
    vorm, n = vormen()[wet], int(plan.clienten[i] - len(met_hulp))

    def jong(clienten: np.ndarray) -> np.ndarray:  # nobody of 18 begins youth care
        return (kwartaal.jaar - loop.geboortejaar[clienten] < 18) | (wet != "jeugd")

    vroeger = np.flatnonzero(~actief[:bekend])
    vroeger = vroeger[jong(vroeger)][-2500:]
    terug = rng.choice(vroeger, min(round(n * 0.16), len(vroeger)), replace=False)
    vers = np.arange(bekend, bekend + n - len(terug))
    loop.geboortejaar[vers] = kwartaal.jaar - _leeftijden(vorm, len(vers), rng)
    m = int(plan.instroom_clienten[i] - n)
    voorkeur = np.where(jong(met_hulp), 1.0, 1e-6)
    al = met_hulp[np.argsort(-(rng.random(len(met_hulp)) * voorkeur))[:m]]
    clienten = np.concatenate([al, terug, vers])
    dubbel = rng.choice(clienten, int(plan.instroom[i]) - len(clienten))
    return rng.permutation(np.concatenate([clienten, dubbel])), bekend + len(vers)


def _kies_einden(
    loop: Loop,
    plan: Plan,
    i: int,
    lopend: np.ndarray,
    eerste_nieuwe: int,
    laatste: int,
    wet: str,
    rng: np.random.Generator,
) -> np.ndarray:
    """Which trajecten end: exactly as many as planned, leaving exactly as many people as planned.

    First the people who leave altogether (all their trajecten end), then other trajecten of people who stay, never
    the last one of a person. A planned end in this quarter makes an end likely.
    """
    uit = int(plan.uitstroom[i])
    weg = int(plan.clienten[i] - plan.clienten[i + 1] + plan.nieuw[i + 1])
    client = loop.client[lopend]
    score = rng.random(len(lopend)) + 0.62 * (loop.gepland_nu[lopend] <= laatste)
    score -= 0.8 * ((lopend >= eerste_nieuwe) & (loop.gepland_nu[lopend] > laatste))
    leeftijd = KWARTALEN[i].jaar + KWARTALEN[i].nummer / 4 - loop.geboortejaar[client]
    if wet == "jeugd":  # help ends around the eighteenth birthday
        score += 0.3 * (leeftijd >= 17.5)
    else:
        score += 0.1 * (leeftijd >= 87)
    mensen, plaats, aantal = np.unique(client, return_inverse=True, return_counts=True)
    laagste = np.full(len(mensen), np.inf)
    np.minimum.at(laagste, plaats, score)
    volgorde = np.argsort(-laagste, kind="stable")
    gaat = np.zeros(len(mensen), dtype=bool)
    gaat[volgorde[:weg]] = True
    te_veel = aantal[gaat].sum() - uit
    if te_veel > 0:  # people with several trajecten stay, people with one go instead
        blijft = volgorde[:weg][aantal[volgorde[:weg]] > 1][::-1]
        n = min(int(np.searchsorted(np.cumsum(aantal[blijft] - 1), te_veel)) + 1, len(blijft))
        in_plaats = volgorde[weg:][aantal[volgorde[weg:]] == 1][:n]
        gaat[blijft[:n]] = False
        gaat[in_plaats] = True
    rest = uit - int(aantal[gaat].sum())
    kandidaat = np.lexsort((score, client))
    eerste_van_client = np.ones(len(lopend), dtype=bool)
    eerste_van_client[1:] = client[kandidaat][1:] != client[kandidaat][:-1]
    kandidaat = kandidaat[~eerste_van_client & ~gaat[plaats[kandidaat]]]
    if rest < 0 or rest > len(kandidaat) or gaat.sum() != weg:
        raise ValueError(f"De gepubliceerde cijfers van {wet} passen niet bij elkaar in {KWARTALEN[i]}.")
    kandidaat = kandidaat[np.argsort(-score[kandidaat], kind="stable")[:rest]]
    return lopend[np.concatenate([np.flatnonzero(gaat[plaats]), kandidaat])]


def _eindig(loop: Loop, vorm: Vorm, einden: np.ndarray, eerste: int, laatste: int, rng: np.random.Generator) -> None:
    """The end date: the planned one when it falls in the quarter, else an early stop with a reason."""
    gepland = loop.gepland_nu[einden]
    vanaf = np.maximum(loop.begin[einden], eerste)
    los = vanaf + np.rint(rng.random(len(einden)) * (laatste - vanaf)).astype(np.int64)
    bereikt = gepland <= laatste
    loop.einde[einden] = np.where(bereikt, gepland, los)
    kans = np.array([k for _, k in vorm.stopcodes])
    reden = rng.choice(len(kans), len(loop.geboortejaar), p=kans / kans.sum())[loop.client[einden]]
    loop.stop[einden] = np.where(bereikt, -1, reden)


def _verleng(loop: Loop, lopend: np.ndarray, laatste: int, rng: np.random.Generator) -> None:
    """Whoever should have ended but did not, got a longer term under the same number."""
    door = lopend[loop.gepland_nu[lopend] <= laatste]
    oud = loop.gepland_nu[door].copy()
    loop.gepland_nu[door] = laatste + rng.integers(60, 330, len(door))
    loop.verlengingen.append((door, oud, loop.gepland_nu[door].copy()))


# -- tables: assignments and deliveries ------------------------------------------------------------------------------


def _trajecten(wet: str, loop: Loop, cijfers: np.ndarray) -> pl.DataFrame:
    """The true trajecten as a frame; days stay day numbers until the very end."""
    vorm = vormen()[wet]
    codes = [c or None for c, _ in vorm.stopcodes]
    n = len(loop.client)
    tafel = pl.DataFrame({
        "rij": np.arange(n), "toewijzingnummer": np.arange(n) + 100001, "client": cijfers[loop.client],
        "product": loop.product, "begin": loop.begin, "gepland": loop.gepland, "einde": loop.einde,
        "gestopt": loop.stop >= 0, "stop": pl.Series(codes).gather(np.maximum(loop.stop, 0)),
        "productcategorie": pl.Series([p.categorie for p in vorm.producten]).gather(loop.product),
        "productcode": pl.Series([p.code for p in vorm.producten]).gather(loop.product)})
    bekend = [pl.when(pl.col(k) < OPEN).then(pl.col(k)).alias(k) for k in ("gepland", "einde")]
    return tafel.with_columns(*bekend, wet=pl.lit(wet))


def _berichten(trajecten: pl.DataFrame, loop: Loop, nummer: int, rng: np.random.Generator) -> pl.DataFrame:
    """All 301 messages of a law: first ones, corrections, extensions, removals, and repeats of all valid ones."""
    n = trajecten.height
    t = trajecten.with_columns(
        dag=pl.col("begin")
        - pl.Series(np.where(rng.random(n) < 0.05, -rng.integers(1, 10, n), rng.integers(3, 26, n))),
        fout=pl.Series(rng.random(n) < 0.012) & (pl.col("gepland").fill_null(OPEN) - pl.col("begin") > 90),
        ander_domein=(pl.col("stop") == "39") & pl.col("gestopt") & pl.Series(rng.random(n) < 0.3),
    )

    def bericht(f: pl.DataFrame, reden: str | None, **kolommen: pl.Expr) -> pl.DataFrame:
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
    langer = pl.DataFrame({"rij": door, "dag": oud - rng.integers(1, 9, m), "minuut": minuut(780, m), "eind": nieuw,
                           "ingang": np.where(rng.random(m) < 0.45, oud + 1, loop.begin[door])})
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
    bron = t.filter(pl.col("begin") >= _dag(EERSTE.eerste_dag)).gather_every(70)
    n = bron.height
    bron = bron.with_columns(
        toewijzingnummer=pl.lit(nummer) + pl.int_range(n), ingang="begin", minuut=pl.Series(rng.integers(480, 720, n))
    )
    fout = bron.with_columns(eind="gepland", reden_wijziging=pl.lit(None, pl.String))
    weg = bron.with_columns(
        dag=pl.col("dag") + pl.Series(rng.integers(2, 40, n)), eind="ingang", reden_wijziging=pl.lit("13")
    )
    return pl.concat([fout, weg]).with_columns(moment=pl.col("dag") * 1440 + pl.col("minuut"))


def _toewijzingen(berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The table as text, with the extra columns of a 301 and a few faults that the door must refuse."""
    n, hoogste = berichten.height, int(berichten["toewijzingnummer"].max()) + 1
    tafel = berichten.sort("moment", "wet", "toewijzingnummer", "reden_wijziging", "eind").select(
        "wet",
        toewijzingnummer=pl.col("toewijzingnummer").cast(pl.String),
        client_id=_client_id("client"),
        productcategorie="productcategorie",
        productcode="productcode",
        toewijzingsdatum=_datum("dag"),
        toewijzingstijd=pl.format(
            "{}:{}:00",
            (pl.col("minuut") // 60).cast(pl.String).str.zfill(2),
            (pl.col("minuut") % 60).cast(pl.String).str.zfill(2),
        ),
        ingangsdatum=_datum("ingang"),
        einddatum=_datum("eind"),
        reden_wijziging="reden_wijziging",
        volume=(pl.col("toewijzingnummer") % 7 * 0.5 + 1).cast(pl.String),
        eenheid=pl.lit("04"),
        frequentie=pl.lit("2"),
        leveringsvorm=pl.when(pl.col("toewijzingnummer") % 17 == 0).then(pl.lit("PGB")).otherwise(pl.lit("ZIN")),
        aanbieder_agb=pl.format("9999{}", (pl.col("client") % 40 + 1000).cast(pl.String)),
        gemeentecode=pl.lit(_instelling()["gemeentecode"]),
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


def _leveringen(trajecten: pl.DataFrame, berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Start and stop per traject; some with a temporary stop, a corrected stop or a stop that is taken back."""
    t = _met_stop(trajecten, berichten, rng)
    eerste = _dag(EERSTE.eerste_dag)
    lang = (pl.col("tot") - pl.col("begin") > 160) & (pl.col("tot") > eerste + 200)
    gestopt = pl.col("reden").is_not_null() & (pl.col("einddatum") < PEIL - 40)
    t = t.with_columns(soort=pl.when(lang & (pl.col("lot") < 0.035)).then(pl.lit("pauze"))
                       .when(lang & (pl.col("lot") < 0.055) & gestopt).then(pl.lit("verbeterd"))
                       .when(lang & (pl.col("lot") < 0.070) & pl.col("einddatum").is_null()).then(pl.lit("ingetrokken"))
                       .otherwise(pl.lit("gewoon")))
    gewoon, pauze, verbeterd, terug = (
        t.filter(pl.col("soort") == s) for s in ("gewoon", "pauze", "verbeterd", "ingetrokken"))
    vroegst = pl.max_horizontal("begin", pl.lit(eerste)) + 30
    weg = (pl.col("tot") - 60 - (pl.col("tot") - 60 - vroegst) * pl.col("moment")).cast(pl.Int64)
    # A restart is often reported; when it is not, the start stays what it was and the traject simply goes on.
    gemeld = (pl.col("lot") < 0.02) | pl.col("einddatum").is_not_null()
    onterecht = terug.with_columns(reden=pl.lit("36"), einddatum=pl.col("begin") + 60 + (
        (pl.col("tot") - pl.col("begin") - 140) * pl.col("moment")).cast(pl.Int64))
    berichten = [
        gewoon, pauze.with_columns(einddatum=weg, reden=pl.lit("20")),
        pauze.filter(gemeld).with_columns(begindatum=weg + 14 + pl.col("dagen")),
        verbeterd.with_columns(einddatum=pl.col("einddatum") - 31, reden=pl.lit("36")),
        verbeterd.with_columns(status=pl.lit("2")), onterecht, onterecht.with_columns(status=pl.lit("3"))]
    return pl.concat(berichten).select(
        "wet", toewijzingnummer=pl.col("toewijzingnummer").cast(pl.String), begindatum=_datum("begindatum"),
        einddatum=_datum("einddatum"), reden_beeindiging="reden", status_aanlevering="status")


def _met_stop(trajecten: pl.DataFrame, berichten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The true start and stop. An end without a stop message: the term just ran out, or a 301 said why it ended."""
    n = trajecten.height
    ander = berichten.filter(pl.col("reden_wijziging") == "06").select("wet", "rij").unique()
    volgens = pl.col("wet").replace_strict({w: v.volgens_plan for w, v in vormen().items()})
    vroeg = pl.col("gestopt") & pl.col("per_bericht").is_null()
    volgens_plan = ~pl.col("gestopt") & pl.col("einde").is_not_null() & pl.Series(rng.random(n) < 0.6)
    t = trajecten.join(ander.with_columns(per_bericht=True), on=["wet", "rij"], how="left", maintain_order="left")
    return t.with_columns(
        lot=pl.Series(rng.random(n)), moment=pl.Series(rng.random(n)), dagen=pl.Series(rng.integers(0, 15, n)),
        tot=pl.col("einde").fill_null(PEIL), einddatum=pl.when(vroeg | volgens_plan).then("einde"), status=pl.lit("1"),
        reden=pl.when(vroeg).then("stop").when(volgens_plan).then(volgens),
    ).with_columns(begindatum=pl.min_horizontal(pl.col("begin") + pl.col("dagen"), "tot"))


def _datum(kolom: str) -> pl.Expr:
    return pl.col(kolom).cast(pl.Int32).cast(pl.Date).cast(pl.String)


def _client_id(kolom: str) -> pl.Expr:
    return pl.format("C{}", pl.col(kolom).cast(pl.String).str.zfill(6))


def _cijfers(n: int, rng: np.random.Generator) -> np.ndarray:
    """Client numbers in random order, so that a number tells nothing."""
    return rng.permutation(n) + 1


# -- tables: the rest -------------------------------------------------------------------------------------------------


def _clienten(lopen: dict[str, Loop], nummers: dict[str, np.ndarray], rng: np.random.Generator) -> pl.DataFrame:
    codes, _, aandeel = _wijken("hulp")
    jaar = np.concatenate([loop.geboortejaar for loop in lopen.values()])
    n = len(jaar)
    wijk = pl.Series(codes).gather(rng.choice(len(codes), n, p=aandeel))
    tafel = pl.DataFrame(
        {
            "nummer": np.concatenate([*nummers.values()]),
            "geboortejaar": jaar,
            "wijkcode": wijk,
            "geslacht": rng.choice(["0", "1", "2"], n, p=[0.005, 0.475, 0.52]),
            "buurt": rng.integers(0, 3, n),
        }
    )
    tafel = tafel.with_columns(wijkcode=pl.when(pl.Series(rng.random(n) > 0.008)).then("wijkcode"))
    return tafel.sort("nummer").select(
        client_id=_client_id("nummer"),
        geboortejaar=pl.col("geboortejaar").cast(pl.String),
        geslacht="geslacht",
        wijkcode="wijkcode",
        buurtcode=pl.format("BU{}0{}", pl.col("wijkcode").str.slice(2), "buurt"),
        gemeentecode=pl.lit(_instelling()["gemeentecode"]),
    )


def _verzoeken(trajecten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Who referred. Comes a quarter later, so the latest quarter is not there yet."""
    delen = []
    for wet, vorm in vormen().items():
        t = trajecten.filter((pl.col("wet") == wet) & (pl.col("begin") < _dag(LAATSTE.eerste_dag)))
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
            client_id=_client_id("client"),
            toewijzingnummer="nummer",
            verwijzer_type="verwijzer_type",
            datum=_datum("datum"),
            antwoord="antwoord",
            reden_afwijzing="reden_afwijzing",
        )
    )


def _declaraties(trajecten: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One line per traject and quarter, invoiced weeks to months later; now and then a credit line."""
    grenzen = np.array([_dag(k.eerste_dag) for k in KWARTALEN] + [_dag((LAATSTE + 1).eerste_dag)])
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
    prijs = np.array([[p.euro * 1.025 ** (j - 2023) * (p.euro_vanaf[1] if p.euro_vanaf[0] <= j else 1)
                       for j in range(EERSTE.jaar, LAATSTE.jaar + 1)] for p in producten])
    deel = np.where(eenmalig[rij], 1.0, (p_eind - p_begin + 1) / 91.3)
    bedrag = prijs[product[rij], jaren - EERSTE.jaar] * deel * rng.gamma(9, 1 / 9, len(begin))[rij]
    n = len(rij)
    laat = 8 + rng.gamma(2.0, 22.0, n) + 120 * (rng.random(n) < 0.06)
    d = pl.DataFrame({
        "rij": rij, "periode_begin": p_begin, "periode_eind": p_eind, "dagtekening": p_eind + laat.astype(np.int64),
        "bedrag": np.rint(bedrag * 100).astype(np.int64), "houd": rng.random(n) < 0.96})
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
            periode_begin=_datum("periode_begin"),
            periode_eind=_datum("periode_eind"),
            dagtekening=_datum("dagtekening"),
            bedrag_cent=pl.col("bedrag").cast(pl.String),
            debet_credit="debet_credit",
            productcategorie="productcategorie",
            productcode="productcode",
        )
    )


def _aanvragen(wet: str, plan: Plan, doelen: dict, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Concluded aanvragen per outcome and quarter; at the published quarter exactly what was published."""
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


def _meldingen(aanvragen: dict[str, dict[str, np.ndarray]], rng: np.random.Generator) -> pl.DataFrame:
    """Meldingen with their dates. Wmo starts with the new system; some are still open on the day of the export."""
    delen = []
    for wet, per_uitkomst in aanvragen.items():
        start = _dag(WIZ_START if wet == "wmo" else EERSTE.eerste_dag)
        for i, kwartaal in enumerate(KWARTALEN):
            if _dag(kwartaal.eerste_dag) < start:
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
            datum_melding=_datum("melding"),
            datum_onderzoek_gereed=_datum("onderzoek"),
            datum_aanvraag=_datum("aanvraag"),
            datum_beschikking=_datum("besluit"),
            verlengd_tot=_datum("verlengd"),
            triage_uitkomst="uitkomst",
        )
    )


def _afgerond(wet: str, kwartaal: Kwartaal, uitkomst: np.ndarray, start: int, rng: np.random.Generator) -> pl.DataFrame:
    n, jaren = len(uitkomst), kwartaal.jaar - 2022 + (kwartaal.nummer - 1) / 4
    eerste, laatste = _dag(kwartaal.eerste_dag), _dag(kwartaal.laatste_dag)
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
    tafel = pl.DataFrame({
        "melding": melding, "onderzoek": onderzoek, "aanvraag": aanvraag, "besluit": klaar, "uitkomst": uitkomst,
        "verlengd": melding + 42 + rng.choice([14, 28, 42], n), "met_besluit": met_besluit, "brief": brief})
    als = {"aanvraag": "met_besluit", "besluit": "met_besluit", "verlengd": "brief"}
    return tafel.select(pl.lit(wet).alias("wet"), "melding", "onderzoek", "uitkomst",
                        *[pl.when(pl.col(a)).then(pl.col(k)).alias(k) for k, a in als.items()])


def _openstaand(n: int, rng: np.random.Generator) -> pl.DataFrame:
    """Not concluded yet: most recent, a few forgotten; some wait for a decision."""
    geleden = np.minimum(rng.gamma(1.2, 30.0, n), 200).astype(np.int64) + 1
    melding = PEIL - geleden
    klaar = (geleden > 25) & (rng.random(n) < 0.4)
    leeg, dag = pl.lit(None, pl.Int64), pl.col("melding")
    return pl.DataFrame({"melding": melding, "klaar": klaar}).select(
        pl.lit("wmo").alias("wet"), "melding", pl.when("klaar").then(dag + 20).alias("onderzoek"),
        pl.lit(None, pl.String).alias("uitkomst"), pl.when("klaar").then(dag + 22).alias("aanvraag"),
        leeg.alias("besluit"), leeg.alias("verlengd"))


def _verdeel(totaal: int, gewichten: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the weights, adding up to the total.

    >>> _verdeel(10, np.array([1.0, 1.0, 1.0])).tolist()
    [4, 3, 3]
    """
    exact = gewichten / gewichten.sum() * totaal
    heel = np.floor(exact).astype(np.int64)
    heel[np.argsort(-(exact - heel), kind="stable")[: totaal - heel.sum()]] += 1
    return heel


def _bevolking(jeugdigen: int, bereik: float, jaar: int) -> pl.DataFrame:
    """Inhabitants per age, wijk and year, such that the published share of young people with help comes out."""
    minderjarig = round(jeugdigen / bereik * 100)
    leeftijd, instelling = np.arange(100), _instelling()
    midden = 1.0 + 0.12 * np.cos((leeftijd - 45) / 9)
    profiel = np.where(leeftijd < 62, midden, np.exp(-(((leeftijd - 62) / 21) ** 2)))
    codes, _, aandeel = _wijken()
    delen = []
    for j in range(EERSTE.jaar, LAATSTE.jaar + 1):
        kinderen = round(minderjarig * 1.002 ** (j - jaar))
        volwassen = round(minderjarig * instelling["volwassenen_per_kind"] * 1.008 ** (j - jaar))
        tafel = np.zeros((len(codes), len(leeftijd)), dtype=np.int64)
        for groep, totaal in ((leeftijd < 18, kinderen), (leeftijd >= 18, volwassen)):
            gewicht = np.outer(aandeel, profiel[groep])
            tafel[:, groep] = _verdeel(totaal, gewicht.ravel()).reshape(gewicht.shape)
        for code, aantallen in zip((*codes, instelling["gemeentecode"]), (*tafel, tafel.sum(axis=0)), strict=True):
            delen.append(
                pl.DataFrame({"leeftijd": leeftijd, "aantal": aantallen}).select(
                    regio_code=pl.lit(code),
                    jaar=pl.lit(j),
                    leeftijd="leeftijd",
                    aantal="aantal",
                    indelingsjaar=pl.lit(instelling["indelingsjaar"]),
                )
            )
    return pl.concat(delen).with_columns(pl.exclude("regio_code").cast(pl.String))


def _financien(declaraties: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The books: budget per year, spending per quarter, advances and balance sheet items apart."""
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
            oud, nieuw, naam, deel = _instelling()["overhead"]
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


def _besparingspad(doelen: dict, aggregaat: pl.DataFrame) -> pl.DataFrame:
    """The path of the taskforce: reference minus realised is the published saving in the published year."""

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
        rijen.append((jaar, werkelijk + bespaard, werkelijk, gevraagd, geboekt_dat_jaar,
                      "definitief" if jaar < midden else status, "voorbeeld, geijkt op de gepubliceerde besparing"))
    return (
        pl.DataFrame(rijen, schema=kolommen, orient="row")
        .with_columns(pl.col("jaar", *kolommen[1:5]).cast(pl.Float64).round(2).cast(pl.String))
        .with_columns(pl.col("jaar").str.replace(r"\.0$", ""))
    )


def _doelen(doelen: dict) -> pl.DataFrame:
    """The published goal of the saving; the goals made up for the example stand in data/voorbeeld."""
    rijen = [("besparing", "samen", k[:4], str(v), "begroting", "taakstelling uit de gepubliceerde cijfers")
             for (i, _, k, _), v in doelen.items() if i == "besparing_taakstelling"]  # fmt: skip
    kolommen = ["indicator", "wet", "periode", "streefwaarde", "bron", "besluit"]
    vast = {"richting": "hoger", "visie": "kwaliteit van leven", "doel": "De hulp blijft betaalbaar."}
    return pl.DataFrame(rijen, schema=kolommen, orient="row").with_columns(pl.lit(v).alias(k) for k, v in vast.items())


def _aggregaat(gepubliceerd: pl.DataFrame, aanvragen: dict[str, np.ndarray]) -> pl.DataFrame:
    """What comes as a total: the measures of the taskforce, and Wmo aanvragen from before the new system."""
    vroeger = [i for i, k in enumerate(KWARTALEN) if k.eerste_dag < WIZ_START]
    alles = {("uitkomst", u): a for u, a in aanvragen.items()} | {("totaal", "totaal"): sum(aanvragen.values())}
    rijen = [(str(KWARTALEN[i]), *groep, float(aantal[i])) for groep, aantal in alles.items() for i in vroeger]
    eigen = pl.DataFrame(rijen, schema=["kwartaal", "dimensie", "groep", "waarde"], orient="row").with_columns(
        indicator=pl.lit("aanvragen"), wet=pl.lit("wmo"), eenheid=pl.lit("aanvragen"), status=pl.lit("definitief"),
        bron=pl.lit("oude registratie (voorbeeld)"))
    maatregelen = gepubliceerd.filter(pl.col("indicator") == "maatregelen").select(eigen.columns)
    return pl.concat([maatregelen, eigen]).with_columns(pl.col("waarde").cast(pl.Int64).cast(pl.String))


def _koppel_product() -> pl.DataFrame:
    rijen = [(w, p.categorie, p.code, p.hoofdcategorie, p.niveau) for w, v in vormen().items() for p in v.producten]
    rijen += [(w, c, None, hoofd, niveau or None) for w, lijst in _instelling()["koppel"].items()
              for c, (hoofd, niveau) in lijst.items()]  # fmt: skip
    kolommen = ("wet", "productcategorie", "productcode", "hoofdcategorie", "interventieniveau")
    return pl.DataFrame(rijen, schema=dict.fromkeys(kolommen, pl.String), orient="row").with_columns(
        geldig_van=pl.lit("2015-01-01"), geldig_tot=pl.lit(None, pl.String)
    )


def kaart() -> dict:
    """De kaart van de wijken als GeoJSON: verzonnen, van zeshoekige tegels, met de wijken van de voorbeelddata.

    >>> [w["properties"]["wijkcode"] for w in kaart()["features"]][:2], kaart()["verzonnen"]
    (['WK026701', 'WK026702'], True)
    """
    instelling = _instelling()
    wijken = []
    for code, wijk in instelling["wijken"].items():
        tegels = [(2 * x + y % 2, -3 * y) for y, regel in enumerate(instelling["kaart"])
                  for x, letter in enumerate(regel) if letter == wijk["letter"]]  # fmt: skip
        ringen = [[[round(x * TEGEL * 3**0.5), round(y * TEGEL)] for x, y in ring] for ring in _rand(tegels)]
        vorm = {"type": "MultiPolygon", "coordinates": [[ring] for ring in ringen]}
        eigenschappen = {"wijkcode": code, "indelingsjaar": instelling["indelingsjaar"]}
        wijken.append({"type": "Feature", "properties": eigenschappen, "geometry": vorm})
    return {"type": "FeatureCollection", "verzonnen": True, "features": wijken}


def _rand(tegels: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The outline of hexagons: a side that two of them share runs both ways and falls away."""
    hoeken = ((1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2))
    zijden = {((x + a, y + b), (x + c, y + d)) for x, y in tegels
              for (a, b), (c, d) in zip(hoeken, (*hoeken[1:], hoeken[0]), strict=True)}  # fmt: skip
    volgende = {a: b for a, b in zijden if (b, a) not in zijden}
    ringen = []
    while volgende:
        ring = [min(volgende)]
        while len(ring) == 1 or ring[-1] != ring[0]:
            ring.append(volgende.pop(ring[-1]))
        ringen.append(ring)
    return ringen


# -- samen -------------------------------------------------------------------------------------------------------------


def genereer(gepubliceerd: Path | None = None, factor: float = 1, zaad: int = 2023) -> dict[str, pl.DataFrame]:
    """Verzin een levering van 2019-K1 tot en met 2026-K3, geijkt op de gepubliceerde cijfers.

    In: de map met gepubliceerde cijfers (standaard de meegeleverde), een factor voor de omvang en een zaad. Uit:
    de tabellen van het contract, alles als tekst (datums ISO, decimalen met een punt). De ijking is precies bij
    factor 1. Fouten: ValueError als gepubliceerde cijfers ontbreken of elkaar tegenspreken.
    """
    if factor <= 0:
        raise ValueError(f"De factor is {factor}. Kies een getal groter dan 0.")
    aggregaat = doelen_uit(gepubliceerd)
    doelen = _schaal(_waarden(aggregaat), factor)
    plannen, lopen = {}, {}
    for nummer, wet in enumerate(vormen()):
        rng = np.random.default_rng([zaad, nummer])
        plannen[wet] = _plan(wet, doelen, rng)
        lopen[wet] = _loop(wet, plannen[wet], rng)
    rng = np.random.default_rng([zaad, 9])
    grootte = {w: len(loop.geboortejaar) for w, loop in lopen.items()}
    allen, nummers, al = _cijfers(sum(grootte.values()), rng), {}, 0
    for wet, n in grootte.items():
        nummers[wet], al = allen[al : al + n], al + n
    per_wet = {wet: _trajecten(wet, loop, nummers[wet]) for wet, loop in lopen.items()}
    trajecten = pl.concat(per_wet.values())
    hoogste = int(trajecten["toewijzingnummer"].max()) + 1
    berichten = pl.concat([_berichten(t, lopen[wet], hoogste, rng) for wet, t in per_wet.items()])
    aanvragen = {wet: _aanvragen(wet, plan, doelen, rng) for wet, plan in plannen.items()}
    declaraties = _declaraties(trajecten, rng)
    tabellen = {
        "clienten": _clienten(lopen, nummers, rng),
        "toewijzingen": _toewijzingen(berichten, rng),
        "leveringen": _leveringen(trajecten, berichten, rng),
        "verzoeken": _verzoeken(trajecten, rng),
        "declaraties": declaraties,
        "meldingen": _meldingen(aanvragen, rng),
        "financien": _financien(declaraties, rng),
        "bevolking": _bevolking(*_jeugdigen(lopen["jeugd"], doelen)),
        "koppel_product": _koppel_product(),
        "besparingspad": _besparingspad(doelen, aggregaat),
        "aggregaat": _aggregaat(aggregaat, aanvragen["wmo"]),
        "doelen": _doelen(doelen),
        "wijken": pl.DataFrame(_wijken()[:2], schema=["wijkcode", "wijknaam"]).with_columns(
            indelingsjaar=pl.lit(str(_instelling()["indelingsjaar"]))
        ),
    }
    bijstand = voorbeeld_participatie.tabellen(aggregaat, doelen, KWARTALEN, zaad)
    for naam, tafel in (*bijstand.items(), *voorbeeld_lijsten.tabellen(gepubliceerd).items()):
        tabellen[naam] = pl.concat([tabellen[naam], tafel], how="diagonal") if naam in tabellen else tafel
    return tabellen


def _jeugdigen(loop: Loop, doelen: dict) -> tuple[int, float, int]:
    """Young people under 18 in the published quarter, the published share, and the year."""
    bereik = {k: v for (i, w, k, g), v in doelen.items() if (i, w, g) == ("bereik", "jeugd", "totaal")}
    kwartaal, deel = max(bereik.items()) if bereik else ("2023-K1", 11.0)
    k = Kwartaal.lees(kwartaal)
    lopend = (loop.begin <= _dag(k.laatste_dag)) & (loop.einde >= _dag(k.eerste_dag))
    wie = np.unique(loop.client[lopend])
    return int((k.jaar - loop.geboortejaar[wie] < 18).sum()), deel, k.jaar


LEESMIJ = """# Voorbeeldlevering, synthetisch

Alle gegevens in deze map zijn verzonnen. Er staat geen echt mens in.
De aantallen zijn geijkt op cijfers die de gemeente {gemeente} heeft gepubliceerd.
Wijken en bedragen zijn een voorbeeld. De kaart van de wijken is verzonnen.

Gemaakt met: sociaaldomein voorbeelddata (zaad {zaad}, factor {factor}), stand op {peildatum}.
"""
HERKOMST = """# Wat dit voor levering is. De run leest dit bestand en zet "synthetisch" op elke pagina.
synthetisch: ja
gemeente: {gemeente}
gemeentecode: {gemeentecode}
peildatum: {peildatum}
"""
IN_WERKBOEK = ("koppel_product", "besparingspad", "aggregaat", "doelen", "wijken")
GETALLEN_IN_WERKBOEK = ("waarde", "referentie", "werkelijk", "taakstelling", "ingeboekt", "streefwaarde")
GETALKOLOMMEN = {"toewijzingen": ["volume"], "financien": ["bedrag_eur"]}


def schrijf(map: Path | str, gepubliceerd: Path | None = None, factor: float = 1, zaad: int = 2023) -> Path:
    """Schrijf de voorbeeldlevering, met opzet in verschillende vormen die het contract toestaat.

    CSV met `;`, een met tabs, datums als dd-mm-jjjj of jjjjmmdd, een bestand in cp1252, een in Parquet en een werkboek.
    Geeft de map terug. Fouten: FileExistsError als er al iets anders in de map staat.
    """
    map = Path(map)
    if map.exists() and any(map.iterdir()) and not _is_voorbeeld(map):
        raise FileExistsError(f"De map '{map}' is niet leeg en bevat geen voorbeeldlevering. Kies een andere map.")
    tabellen = genereer(gepubliceerd, factor, zaad)
    map.mkdir(parents=True, exist_ok=True)
    for naam, tafel in tabellen.items():
        if naam not in IN_WERKBOEK:
            _schrijf_bestand(
                map, naam, tafel.with_columns(pl.col(GETALKOLOMMEN.get(naam, [])).str.replace(".", ",", literal=True))
            )
    _schrijf_werkboek(map / "tabellen.xlsx", {n: tabellen[n] for n in IN_WERKBOEK})
    feiten = {
        "gemeente": _instelling()["gemeente"],
        "gemeentecode": _instelling()["gemeentecode"],
        "peildatum": PEILDATUM.isoformat(),
        "zaad": zaad,
        "factor": factor,
    }
    (map / "LEESMIJ.md").write_text(LEESMIJ.format(**feiten), encoding="utf-8")
    (map / "wijken.geojson").write_text(json.dumps(kaart()), encoding="utf-8")
    (map / "herkomst.yml").write_text(HERKOMST.format(**feiten), encoding="utf-8")
    shutil.copyfile(paden.meegeleverd("data") / "voorbeeld" / "normen.yml", map / "normen.yml")
    return map


def _is_voorbeeld(map: Path) -> bool:
    herkomst = map / "herkomst.yml"
    return herkomst.is_file() and "synthetisch: ja" in herkomst.read_text(encoding="utf-8")


def _schrijf_bestand(map: Path, naam: str, tafel: pl.DataFrame) -> None:
    pad = map / f"{naam}.csv"
    if naam == "declaraties":
        tafel.write_parquet(map / f"{naam}.parquet")
    elif naam == "leveringen":
        dagen = [k for k in tafel.columns if k.endswith("datum")]
        tafel.with_columns(pl.col(dagen).str.replace(r"^(\d{4})-(\d\d)-(\d\d)$", "$3-$2-$1")).write_csv(
            pad, separator=";"
        )
    elif naam == "verzoeken":
        tafel.with_columns(pl.col("datum").str.replace_all("-", "")).write_csv(pad, separator="\t", include_bom=True)
    elif naam == "bevolking":
        tafel.write_csv(pad, separator=",")
    elif naam == "financien":
        pad.write_bytes(tafel.write_csv(separator=";").encode("cp1252"))
    else:
        tafel.write_csv(pad, separator=";")


def _schrijf_werkboek(pad: Path, tabellen: dict[str, pl.DataFrame]) -> None:
    from openpyxl import Workbook

    boek = Workbook(write_only=True)
    for naam, tafel in tabellen.items():
        blad = boek.create_sheet(naam)
        blad.append(tafel.columns)
        getallen = [k in GETALLEN_IN_WERKBOEK for k in tafel.columns]
        for rij in tafel.iter_rows():
            blad.append([float(v) if v and getal else v for v, getal in zip(rij, getallen, strict=True)])
    boek.save(pad)
