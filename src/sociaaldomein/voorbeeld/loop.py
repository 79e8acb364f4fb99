"""De levensloop van trajecten en cliënten: eerst een plan per kwartaal, dan een loop die het plan precies volgt.

plan    per wet en kwartaal: hoeveel trajecten en mensen, hoeveel begin en einde, met de gepubliceerde cijfers als
        vaste punten
loop    wie er begint, welk product, tot wanneer, en welke trajecten er in elk kwartaal eindigen
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.voorbeeld.vorm import EERSTE, EPOCH, KWARTALEN, OPEN, Zorgvorm, dag, vormen

MAAND = 30.4375


# -- plan --------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Loopplan:
    """Per kwartaal (een meer dan er kwartalen zijn): wat er loopt, begint en eindigt."""

    lopend: np.ndarray
    clienten: np.ndarray
    instroom: np.ndarray
    instroom_clienten: np.ndarray
    nieuw: np.ndarray
    uitstroom: np.ndarray


def maak_plan(wet: str, doelen: dict, rng: np.random.Generator) -> Loopplan:
    """Het verloop van een wet door haar gepubliceerde cijfers; ValueError als die niet allemaal waar kunnen zijn."""
    vorm, aantal = vormen()[wet], len(KWARTALEN) + 1

    def ruis(sd: float) -> np.ndarray:
        return np.exp(rng.normal(0, sd, aantal).clip(-1.5 * sd, 1.5 * sd))

    lopend, clienten = _stand(wet, doelen)
    begin, begin_clienten = _plan_begin(
        vorm, lopend, _op_plek("instroom_trajecten", wet, doelen), _op_plek("instroom_clienten", wet, doelen), ruis
    )
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
        raise ValueError(
            f"De gepubliceerde cijfers van {wet} passen niet bij elkaar: er begint, loopt of eindigt meer dan kan."
        )
    return Loopplan(lt, ct, begin, begin_clienten, nieuw, uit)


def _plan_begin(
    vorm: Zorgvorm,
    lopend: dict[int, float],
    trajecten: dict[int, float],
    clienten: dict[int, float],
    ruis: Callable[[float], np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """What begins, in trajecten and in people: the one that was published leads, the other follows."""
    if clienten:
        mensen = _reeks(vorm.instroom, vorm.seizoen_instroom, clienten, ruis(0.03))
        begin = np.rint(mensen * vorm.per_client * ruis(0.01)).astype(np.int64)
        begin[list(trajecten)] = [round(v) for v in trajecten.values()]
        return begin, mensen
    ankers = trajecten or {max(lopend): lopend[max(lopend)] * vorm.schatting}
    begin = _reeks(vorm.instroom, vorm.seizoen_instroom, ankers, ruis(0.03))
    return begin, np.rint(begin / (vorm.per_client * ruis(0.01))).astype(np.int64)


def _stand(wet: str, doelen: dict) -> tuple[dict[int, float], dict[int, float]]:
    """Anchors for what runs: published, implied by a published change, and the kinks just before (see vorm.toml)."""
    namen = ("lopend_trajecten", "lopend_clienten")
    lopend, clienten = standen = [_op_plek(naam, wet, doelen) for naam in namen]
    if not lopend or not clienten:
        raise ValueError(
            f"De gepubliceerde cijfers van {wet} missen lopend_trajecten of lopend_clienten. "
            "Zonder die twee is de voorbeeldlevering niet te ijken."
        )
    for nummer, (naam, stand) in enumerate(zip(namen, standen, strict=True), start=1):
        for p, verandering in _op_plek(f"{naam}_verandering", wet, doelen).items():
            if p >= 4 and p in stand:
                stand.setdefault(p - 4, _een_jaar_eerder(stand[p], verandering))
        midden = max(stand)
        for knik in vormen()[wet].knik:
            if midden + knik[0] >= 0:
                stand.setdefault(midden + knik[0], stand.get(midden - 4, stand[midden]) * knik[nummer])
    return lopend, clienten


def _op_plek(naam: str, wet: str, doelen: dict) -> dict[int, float]:
    """The published totals of a figure, by the place of their quarter."""
    plek = {str(k): i for i, k in enumerate(KWARTALEN)}
    return {plek[k]: v for (i, w, k, g), v in doelen.items() if (i, w, g) == (naam, wet, "totaal") and k in plek}


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


def _een_jaar_eerder(nu: float, verandering: float) -> int:
    """Het gehele getal waarvan de verandering naar `nu` het dichtst bij het gepubliceerde percentage komt.

    >>> _een_jaar_eerder(1000, 25.0)
    800
    """
    midden = round(nu / (1 + verandering / 100))
    return min(range(max(midden - 3, 1), midden + 4), key=lambda n: abs((nu / n - 1) * 100 - verandering))


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


def maak_loop(wet: str, plan: Loopplan, rng: np.random.Generator) -> Loop:
    """Een loop die het plan van een wet in elk kwartaal precies volgt; ValueError als dat niet kan."""
    voor, voor_clienten = plan.lopend[0] - plan.instroom[0], plan.clienten[0] - plan.nieuw[0]
    aantal, mensen = voor + plan.instroom[:-1].sum(), voor_clienten + plan.nieuw[:-1].sum()
    client, begin, gepland, gepland_nu, product = np.zeros((5, aantal), dtype=np.int64)
    loop = Loop(
        client,
        begin,
        gepland,
        gepland_nu,
        np.full(aantal, OPEN),
        np.full(aantal, -1),
        product,
        np.zeros(mensen, dtype=np.int64),
        [],
    )
    loper = _Loper(wet, plan, loop, rng, int(voor_clienten))
    loop.geboortejaar[:voor_clienten] = EERSTE.jaar - loper.leeftijden(voor_clienten)
    wie = np.concatenate([np.arange(voor_clienten), rng.integers(0, voor_clienten, voor - voor_clienten)])
    loper.voorraad(wie)
    lopend, volgende = np.arange(voor), int(voor)
    for i, kwartaal in enumerate(KWARTALEN):
        eerste, laatste = dag(kwartaal.eerste_dag), dag(kwartaal.laatste_dag)
        wie = loper.beginners(i, np.unique(loop.client[lopend]))
        nieuw = np.arange(volgende, volgende + len(wie))
        volgende += len(wie)
        loop.client[nieuw] = wie
        loop.begin[nieuw] = _begindagen(eerste, laatste, len(wie), rng)
        loper.geef_product(nieuw, kwartaal)
        lopend = np.concatenate([lopend, nieuw])
        einden = loper.kies_einden(i, lopend, nieuw[0], laatste)
        loper.eindig(einden, eerste, laatste)
        over = np.ones(len(loop.client), dtype=bool)
        over[einden] = False
        lopend = lopend[over[lopend]]
        loper.verleng(lopend, laatste)
    loop.geboortejaar = loop.geboortejaar[: loper.bekend]
    return loop


def _begindagen(eerste: int, laatste: int, n: int, rng: np.random.Generator) -> np.ndarray:
    """A third begins on the first of a month."""
    dagen = rng.integers(eerste, laatste + 1, n)
    d = date.fromordinal(eerste + EPOCH)
    eersten = np.array([dag(d.replace(month=d.month + m)) for m in (0, 1, 2)])
    return np.where(rng.random(n) < 0.33, rng.choice(eersten, n), dagen)


@dataclass
class _Loper:
    """Walks through the quarters of a law: who begins, with which product, and what ends."""

    wet: str
    plan: Loopplan
    loop: Loop
    rng: np.random.Generator
    bekend: int  # people who have had help: the next new one gets this number

    @property
    def vorm(self) -> Zorgvorm:
        return vormen()[self.wet]

    def leeftijden(self, n: int) -> np.ndarray:
        van, tot, gewicht = (np.array(k) for k in zip(*self.vorm.leeftijd, strict=True))
        groep = self.rng.choice(len(van), n, p=gewicht / gewicht.sum())
        return self.rng.integers(van[groep], tot[groep] + 1)

    def geef_product(self, trajecten: np.ndarray, kwartaal: Kwartaal) -> None:
        """Deal products evenly over the beginners (systematic draw), then plan an end date; terms grow by the year."""
        n, loop, producten, rng = len(trajecten), self.loop, self.vorm.producten, self.rng
        kansen = np.array(
            [p.aandeel * (p.aandeel_vanaf[1] if p.aandeel_vanaf[0] <= str(kwartaal) else 1) for p in producten]
        )
        keuze = np.searchsorted(np.cumsum(kansen / sum(kansen)), (np.arange(n) + rng.random()) / n)
        product = loop.product[trajecten] = rng.permutation(keuze.clip(0, len(producten) - 1))
        jaren = kwartaal.jaar - EERSTE.jaar + (kwartaal.nummer - 1) / 4
        maanden = np.array([p.maanden for p in producten])[product]
        duur = maanden * (1 + self.vorm.planning_groei * jaren) * rng.gamma(6, 1 / 6, n)
        met_einde = rng.random(n) < np.array([p.met_einde for p in producten])[product]
        dagen = np.maximum(np.rint(duur * MAAND), 21).astype(np.int64)
        loop.gepland[trajecten] = np.where(met_einde, loop.begin[trajecten] + dagen - 1, OPEN)
        loop.gepland_nu[trajecten] = loop.gepland[trajecten]
        loop.einde[trajecten] = OPEN

    def voorraad(self, wie: np.ndarray) -> None:
        """What was already running on the first day: begun earlier, planned to end later."""
        n, start, loop = len(wie), dag(EERSTE.eerste_dag), self.loop
        loop.client[:n] = wie
        self.geef_product(np.arange(n), EERSTE)
        duur = np.where(loop.gepland[:n] == OPEN, 1000, loop.gepland[:n] + 1)
        geleden = np.minimum(np.rint(self.rng.random(n) * duur), 1080).astype(np.int64)
        loop.begin[:n] = start - 1 - geleden
        loop.gepland[:n] = np.where(loop.gepland[:n] == OPEN, OPEN, np.maximum(loop.begin[:n] + duur, start + 2))
        loop.gepland_nu[:n] = loop.gepland[:n]

    def beginners(self, i: int, met_hulp: np.ndarray) -> np.ndarray:
        """Who begins in this quarter: new people, who comes back, who already has help; some begin twice."""
        rng, jaar, n = self.rng, KWARTALEN[i].jaar, int(self.plan.clienten[i] - len(met_hulp))

        def jong(clienten: np.ndarray) -> np.ndarray:  # nobody of 18 begins youth care
            return (jaar - self.loop.geboortejaar[clienten] < 18) | (self.wet != "jeugd")

        vroeger = np.setdiff1d(np.arange(self.bekend), met_hulp)
        vroeger = vroeger[jong(vroeger)][-2500:]
        terug = rng.choice(vroeger, min(round(n * 0.16), len(vroeger)), replace=False)
        vers = np.arange(self.bekend, self.bekend + n - len(terug))
        self.bekend += len(vers)
        self.loop.geboortejaar[vers] = jaar - self.leeftijden(len(vers))
        m = int(self.plan.instroom_clienten[i] - n)
        voorkeur = np.where(jong(met_hulp), 1.0, 1e-6)
        al = met_hulp[np.argsort(-(rng.random(len(met_hulp)) * voorkeur))[:m]]
        clienten = np.concatenate([al, terug, vers])
        dubbel = rng.choice(clienten, int(self.plan.instroom[i]) - len(clienten))
        return rng.permutation(np.concatenate([clienten, dubbel]))

    def kies_einden(self, i: int, lopend: np.ndarray, eerste_nieuwe: int, laatste: int) -> np.ndarray:
        """Which trajecten end: exactly as many as planned, leaving exactly as many people as planned.

        First the people who leave altogether (all their trajecten end), then other trajecten of people who stay, never
        the last one of a person. A planned end in this quarter makes an end likely.
        """
        uit = int(self.plan.uitstroom[i])
        weg = int(self.plan.clienten[i] - self.plan.clienten[i + 1] + self.plan.nieuw[i + 1])
        client = self.loop.client[lopend]
        score = self.rng.random(len(lopend)) + 0.62 * (self.loop.gepland_nu[lopend] <= laatste)
        score -= 0.8 * ((lopend >= eerste_nieuwe) & (self.loop.gepland_nu[lopend] > laatste))
        leeftijd = KWARTALEN[i].jaar + KWARTALEN[i].nummer / 4 - self.loop.geboortejaar[client]
        if self.wet == "jeugd":  # help ends around the eighteenth birthday
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
            raise ValueError(f"De gepubliceerde cijfers van {self.wet} passen niet bij elkaar in {KWARTALEN[i]}.")
        kandidaat = kandidaat[np.argsort(-score[kandidaat], kind="stable")[:rest]]
        return lopend[np.concatenate([np.flatnonzero(gaat[plaats]), kandidaat])]

    def eindig(self, einden: np.ndarray, eerste: int, laatste: int) -> None:
        """The end date: the planned one when it falls in the quarter, else an early stop with a reason."""
        loop, rng = self.loop, self.rng
        gepland = loop.gepland_nu[einden]
        vanaf = np.maximum(loop.begin[einden], eerste)
        los = vanaf + np.rint(rng.random(len(einden)) * (laatste - vanaf)).astype(np.int64)
        bereikt = gepland <= laatste
        loop.einde[einden] = np.where(bereikt, gepland, los)
        kans = np.array([k for _, k in self.vorm.stopcodes])
        reden = rng.choice(len(kans), len(loop.geboortejaar), p=kans / kans.sum())[loop.client[einden]]
        loop.stop[einden] = np.where(bereikt, -1, reden)

    def verleng(self, lopend: np.ndarray, laatste: int) -> None:
        """Whoever should have ended but did not, got a longer term under the same number."""
        nu = self.loop.gepland_nu
        door = lopend[nu[lopend] <= laatste]
        oud = nu[door].copy()
        nu[door] = laatste + self.rng.integers(60, 330, len(door))
        self.loop.verlengingen.append((door, oud, nu[door].copy()))
