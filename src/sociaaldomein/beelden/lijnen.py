"""Lijnen: per kwartaal, de besparing langs haar pad, een kleine lijn per groep en die in een tegel. Maten in px."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.balken import MAX_RIJEN, MINSTE_KWARTALEN, als_balken, liggend
from sociaaldomein.beelden.beeld import Tekening, doelnoot, met_voorlopig
from sociaaldomein.beelden.getallen import (
    Cel,
    Reeks,
    Rij,
    bekende_kwartalen,
    breuk,
    breuken,
    breuknoot,
    cel,
    cellen,
    eenheid_van,
    eerste_status,
    hoofdletter,
    streef_van,
    stukken,
    zwakste_status,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken, per_kwartaal
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, K, Vel, Vlak, breedte, breek, regels_per_naam, spreid
from sociaaldomein.begrippen.normen import Trendbreuk
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import AS_DELEN, AS_STAPPEN, getal

STREEPJES = (0, (4, 2))
VOORLOPIG = (0, (2, 1))


# ---------------------------------------------------------------- lines per quarter


@dataclass(frozen=True)
class _Lijnen:
    """What a picture of lines shows: the series, the edges of a band, where they break, and a goal with its words."""

    kwartalen: list[Kwartaal]
    reeksen: list[tuple[Reeks, list[Cel]]]
    randen: list[list[Cel]]
    los: dict[int, Trendbreuk]
    doel: tuple[float, str] | None
    m: Maat
    top: float | None

    @property
    def stappen(self) -> list[float]:
        """The steps of the axis, up to above the highest figure."""
        rijen = [*(rij for _, rij in self.reeksen), *self.randen]
        hoog = max([c.waarde for rij in rijen for c in rij if c.bekend] + ([self.doel[0]] if self.doel else []))
        return _stappen(self.top or hoog * 1.05)


def lijnen(
    openbaar: Openbaar,
    reeksen: Sequence[Reeks],
    kwartaal: Kwartaal,
    band: tuple[Reeks, Reeks] | None = None,
    doel: tuple[float, str] | None = None,
    top: float | None = None,
) -> Tekening:
    """Lijnen per kwartaal. Zij lopen niet door over een gat of een trendbreuk; `doel` is een norm als streepjeslijn."""
    eerste, eenheid = reeksen[0], eenheid_van(reeksen[0])
    kwartalen = bekende_kwartalen(openbaar, reeksen, kwartaal)
    if sum(c.bekend for c in cellen(openbaar, eerste, kwartalen)) < MINSTE_KWARTALEN:
        return als_balken(openbaar, reeksen, kwartaal)
    kwartalen = _vanaf_de_breuk(openbaar, eerste, kwartalen, kwartaal)
    rijen = [cellen(openbaar, r, kwartalen) for r in reeksen]
    randen = [cellen(openbaar, r, kwartalen) for r in band or ()]
    m = maat(eenheid, [c for rij in [*rijen, *randen] for c in rij])
    streef = streef_van(openbaar, eerste, kwartaal)
    if doel is None and streef is not None:
        doel = (streef, f"doel {m.tekst(streef)}")
    los = breuken(openbaar, eerste, kwartalen)
    inhoud = _Lijnen(kwartalen, list(zip(reeksen, rijen, strict=True)), randen, los, doel, m, top)
    noot = list(dict.fromkeys(f"De lijn stopt bij de trendbreuk: {b.tekst}." for b in los.values()))
    kop, tabel = ["Kwartaal", *(hoofdletter(r.naam) for r in reeksen)], per_kwartaal(kwartalen, rijen, m)
    if band:
        kop.append("Middelste helft")
        tabel = [[*rij, _helft(laag, hoog, m)] for rij, laag, hoog in zip(tabel, *randen, strict=True)]
    paren = [(r.naam, c) for r, rij in inhoud.reeksen for c in rij]
    svg = teken(lambda formaat: _lijnen(Vel(formaat, {"smal": 330}.get(formaat)), inhoud))
    nadruk = {r.id: r.naam for r in reeksen} if len(reeksen) > 1 else {}
    noot, status = noot + doelnoot(openbaar, eerste, kwartaal), eerste_status(rijen[0][::-1])
    alle, gepubliceerd = [c for _, c in paren], merken(paren, m, eenheid)
    return Tekening(svg, "Lijnen per kwartaal", kop, tabel, alle, nadruk, noot, status, gepubliceerd)


def _vanaf_de_breuk(openbaar: Openbaar, r: Reeks, kwartalen: list[Kwartaal], kwartaal: Kwartaal) -> list[Kwartaal]:
    """Where the data begin at a trend break, eight quarters: the gap is part of the picture."""
    acht = laatste(kwartaal, 8)
    eerder = breuk(openbaar, r.cijfer, r.wet, acht[0], acht[-1])
    return acht if eerder is not None and kwartalen[0].eerste_dag >= eerder.dag and len(kwartalen) < 8 else kwartalen


def _helft(laag: Cel, hoog: Cel, m: Maat) -> str:
    return f"{m.cel(laag)} tot {m.cel(hoog)}" if laag.bekend and hoog.bekend else laag.status


def _stappen(top: float) -> list[float]:
    stap = next(s for s in AS_STAPPEN if top / s <= AS_DELEN)
    return [stap * i for i in range(max(int(-(-top // stap)), 1) + 1)]


def _rooster(vlak: Vlak, stappen: Sequence[float]) -> None:
    """A line at each step of the axis, with its number left of it."""
    for y in stappen:
        vlak.lijn(vlak.x, [y, y], "inkt" if y == 0 else "lijn", 1.5 if y == 0 else 1)
        vlak.woord(getal(y), vlak.x[0], y, "links", 6, kleur="inkt2")


def _lijnen(vel: Vel, inhoud: _Lijnen) -> Vel:
    px, n, stappen, smal = vel.px, len(inhoud.kwartalen), inhoud.stappen, vel.smal
    reeksen, randen = inhoud.reeksen, inhoud.randen if vel.formaat != "kwart" else []
    namen = [_eindnaam("" if len(reeksen) == 1 else r.naam, rij, inhoud.m, vel, len(reeksen)) for r, rij in reeksen]
    namen += [breek(inhoud.doel[1], px, (5.2 if smal else 8) * px)] if inhoud.doel else []
    rechts = 0.9 * px + max(breedte(d, px, True) for naam in namen for d in naam.split("\n"))
    links, boven, voet = 0.8 * px + breedte(getal(stappen[-1]), px), 1.7 * px, (3.5 if smal else 2.4) * px
    plek = (links, boven, vel.b - links - rechts, vel.h - boven - voet)
    vlak = vel.vlak(plek, (-0.3, n - 0.85), (0, stappen[-1]))
    _rooster(vlak, stappen)
    vel.tekst(0, 0.9 * px, inhoud.m.woord, "inkt2")
    if randen:
        _band(vlak, randen, inhoud.los)
    _getallen_van_toen(vlak, inhoud, randen)
    _einden(vlak, n, inhoud, namen)
    if inhoud.los:
        _breuken(vlak, inhoud.los, stappen, reeksen)
    if randen and vel.formaat == "breed":
        _bandnaam(vlak, randen)
    vlak.kolomvakken(boven, n)
    vlak.kwartaal_as(inhoud.kwartalen, reeksen[0][1][-1].voorlopig)
    return vel


def _getallen_van_toen(vlak: Vlak, inhoud: _Lijnen, randen: list[list[Cel]]) -> None:
    """The lines, each with its number of a year ago on the side where nothing is in the way."""
    reeksen, n, schaal, px = inhoud.reeksen, len(inhoud.kwartalen), vlak.per_px, vlak.px
    hinder = [w for rij in (*(rij for _, rij in reeksen), *randen) for w in _langs(rij, n - 5)] if n >= 5 else []
    hinder += [vlak.y[1] + 0.6 * px * schaal] if n == 5 else []  # the unit stands above the first point
    gezet: list[float] = []  # the middle of each number that stands at the point of a year ago, in pixels
    for nr, (r, rij) in enumerate(reeksen):
        _lijn(vlak, rij, r, inhoud.los, 4 if nr == 0 else 2.5)
        if n >= 5 and rij[n - 5].bekend:
            w = rij[n - 5].waarde
            kant = _kant(w, hinder, px, schaal, nr == 0 and len(reeksen) > 1 and _onder(reeksen))
            onder = _vrije_kant(w / schaal, gezet, px, kant)
            if onder is not None:
                plek = (n - 5, w, "onder" if onder else "boven", 7)
                vlak.woord(inhoud.m.tekst(w), *plek, kleur=r.kleur, dik=True, cijfer=r.id)
        for i, c in enumerate(rij):
            if merk_van(c, inhoud.m) is not None:
                vlak.ruit(i, c.merk)


def _onder(reeksen: list[tuple[Reeks, list[Cel]]]) -> bool:
    eerste, tweede = reeksen[0][1][-1], reeksen[1][1][-1]
    return bool(eerste.bekend and tweede.bekend and eerste.waarde <= tweede.waarde)


def _langs(rij: Sequence[Cel], i: int) -> list[float]:
    """The height of a line at a point and half a column to either side of it."""
    hier = rij[i]
    buren = [rij[j] for j in (i - 1, i + 1) if 0 <= j < len(rij)]
    return [(hier.waarde + c.waarde) / 2 for c in (hier, *buren) if hier.bekend and c.bekend]


def _kant(y: float, hinder: Sequence[float], px: float, schaal: float, onder: bool) -> bool:
    """Whether the number of a point stands under it: as asked, unless something is in the way only there."""

    def vol(kant: bool) -> bool:
        return any(5 < (y - h if kant else h - y) / schaal < 9 + px for h in hinder)

    return not onder if vol(onder) and not vol(not onder) else onder


def _vrije_kant(y: float, gezet: list[float], px: float, onder: bool) -> bool | None:
    """The side where no other number stands; None when both are taken: then the number is in the table alone.

    >>> [_vrije_kant(y, [100.0], 15, False) for y in (100.0, 88.0, 114.0)], _vrije_kant(90, [104, 76], 15, True)
    ([None, True, False], None)
    """
    for kant in (onder, not onder):
        midden = y + (7 + px / 2) * (-1 if kant else 1)
        if all(abs(midden - g) >= px for g in gezet):
            gezet.append(midden)
            return kant
    return None


def _eindnaam(naam: str, rij: Sequence[Cel], m: Maat, vel: Vel, aantal: int) -> str:
    """The last value with the name of its line, one of so many; a line on its own needs no name beside the title."""
    laatst, px, regels = rij[-1], vel.px, regels_per_naam(vel, aantal)
    if not laatst.bekend:
        return breek(f"{naam}: {laatst.status}".removeprefix(": "), px, (5.2 if vel.smal else 8) * px, regels)
    if vel.smal:
        return f"{m.tekst(laatst.waarde)}\n{breek(naam, px, 5.2 * px, regels)}".strip()
    return breek(f"{m.tekst(laatst.waarde)} {naam}".strip(), px, 8.4 * px, regels)


def _lijn(vlak: Vlak, rij: Sequence[Cel], r: Reeks, breuken_: Container[int], dik: float) -> None:
    """A line in pieces: whole where it is final, broken where it can change, with a dot at now and a year ago."""
    n = len(rij)
    for stuk in stukken(rij, breuken_):
        vast, los = ([i for i in stuk if rij[i].voorlopig is v] for v in (False, True))
        vlak.lijn(vast, [rij[i].waarde for i in vast], r.kleur, dik, r.id, solid_capstyle="round")
        if los:
            los = ([los[0] - 1] if los[0] - 1 in stuk else []) + los
            vlak.lijn(los, [rij[i].waarde for i in los], r.kleur, dik, r.id, ls=VOORLOPIG)
        for i in stuk:
            if i in (n - 1, n - 5) or len(stuk) == 1:
                vlak.stip(i, rij[i].waarde, r.kleur, 9, open_=rij[i].voorlopig, reeks=r.id)


def _band(vlak: Vlak, randen: list[list[Cel]], los: Container[int]) -> None:
    samen = [a if a.bekend and b.bekend else Cel() for a, b in zip(*randen, strict=True)]
    for stuk in stukken(samen, los):
        laag, hoog = ([rij[i].waarde for i in stuk] for rij in randen)
        vlak.band(stuk, laag, hoog, "hoofd-licht", "helft")
        for rand in (laag, hoog):  # the plane alone is too light: a line of 3:1 carries it
            vlak.lijn(stuk, rand, "basis", 1, "helft")


def _bandnaam(vlak: Vlak, randen: list[list[Cel]]) -> None:
    i = next((i for i, c in enumerate(randen[0]) if c.bekend), None)
    if i is not None:
        vlak.woord("vlak: de middelste helft", i + 0.05, randen[0][i].waarde, "rechtsonder", 4, kleur="inkt2")


def _breuken(vlak: Vlak, los: dict[int, Trendbreuk], stappen: Sequence[float], reeksen) -> None:
    """A dashed line at each trend break, with its words above it: the short ones where there are more."""
    vel, px = vlak.vel, vlak.px
    for bij in los:
        vlak.lijn([bij - 0.5, bij - 0.5], [0, stappen[-1]], "inkt2", 1.2, ls=(0, (4, 3)))
    eerste = {breuk: bij for bij, breuk in reversed(los.items())}  # a break of some quarters has its words once
    woorden = [b.kort if vel.smal or len(eerste) > 1 else b.tekst for b in eerste]
    maten = [breedte(woord, px) + (px if len(eerste) > 1 else 0) for woord in woorden]
    plekken = spreid([vlak.px_van(bij - 0.5) for bij in eerste.values()], maten, 5.5 * px, vel.b)
    for x, woord in zip(plekken, woorden, strict=True):
        vel.tekst(x, 0.9 * px, woord, "inkt2", ha="center")
    bij = min(los)
    if not any(c.bekend for _, rij in reeksen for c in rij[:bij]):  # between two grid lines
        vlak.woord("ontbreekt", (bij - 1) / 2, stappen[1] / 2, "midden", kleur="inkt2")


def _einden(vlak: Vlak, n: int, inhoud: _Lijnen, namen: Sequence[str]) -> None:
    """The names at the right end of the lines, pushed apart where they would touch."""
    px, plaatsen, kleuren = vlak.px, [], []
    for r, rij in inhoud.reeksen:
        plaatsen.append(next((c.waarde for c in reversed(rij) if c.bekend), 0))
        kleuren.append(r.kleur)
    if inhoud.doel:
        hoog = inhoud.doel[0]
        vlak.lijn(vlak.x, [hoog, hoog], "doel", 2.5, "doel", ls=STREEPJES)
        plaatsen.append(hoog)
        kleuren.append("doel")
    maten = [(1.25 * w.count("\n") + 1.3) * px * vlak.per_px for w in namen]
    plaatsen = spreid(plaatsen, maten, 0, vlak.y[1] + 1.6 * px * vlak.per_px)
    for y, woord, kleur in zip(plaatsen, namen, kleuren, strict=True):
        vlak.woord(woord, n - 0.85, y, "rechts", 8, kleur=kleur, dik=True)


# ---------------------------------------------------------------- the saving against its path


def besparing(openbaar: Openbaar, kwartaal: Kwartaal) -> Tekening:
    """De besparing per jaar als stip, het afgesproken pad als streepjeslijn met ruiten. Alleen totalen."""

    def van(jaar: int) -> tuple[Cel, Cel]:
        slot = Kwartaal(jaar, 4)
        return cel(openbaar, "besparing_taakstelling", "samen", slot), cel(openbaar, "besparing", "samen", slot)

    jaren = {j: van(j) for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3) if any(c.bekend for c in van(j))}
    doel, waarde = ([paar[i] for paar in jaren.values()] for i in (0, 1))
    if sum(c.bekend for c in waarde) < 2 and sum(c.bekend for c in doel) < 2:
        return _besparing_los(openbaar, list(jaren) or [kwartaal.jaar])
    m = maat("euro", [*waarde, *doel])
    tabel = [[str(j), m.cel(d), met_voorlopig(m.cel(w), w)] for j, (d, w) in jaren.items()]
    for rij, j, w in zip(tabel, jaren, waarde, strict=True):
        if not w.bekend and j > kwartaal.jaar:
            rij[2] = "nog niet bekend"
    paren = [(f"besparing in {j}", w) for j, (_, w) in jaren.items()]
    paren += [(f"doel voor {j}", d) for j, (d, _) in jaren.items()]
    svg = teken(lambda formaat: _besparing(Vel(formaat), jaren, m))
    kop, nadruk = ["Jaar", f"Doel ({m.woord})", f"Besparing ({m.woord})"], {"besparing": "besparing", "doel": "doel"}
    status, gepubliceerd = eerste_status(waarde[::-1]), merken(paren, m, "euro")
    return Tekening(svg, "Lijn per jaar", kop, tabel, [*waarde, *doel], nadruk, [], status, gepubliceerd)


def _besparing_los(openbaar: Openbaar, jaren: Sequence[int]) -> Tekening:
    """Too few years for a line: the figures that are known as bars, each with its year."""
    namen = ("besparing in", "al ingeboekt in", "nieuw in", "doel voor")
    cijfers = ("besparing", "besparing_ingeboekt", "besparing_nieuw", "besparing_taakstelling")
    per = [(naam, c, j) for naam, c in zip(namen, cijfers, strict=True) for j in jaren]
    paren = [(f"{naam} {j}", cel(openbaar, c, "samen", Kwartaal(j, 4))) for naam, c, j in per]
    rijen = [Rij(naam, c, kleur="basis" if naam.startswith("doel") else "hoofd") for naam, c in paren if c.bekend]
    return liggend(openbaar, rijen, "besparing", Kwartaal(jaren[-1], 4), "euro", False, "Bedrag")


def _besparing(vel: Vel, jaren: dict[int, tuple[Cel, Cel]], m: Maat) -> Vel:
    px, n, rand = vel.px, len(jaren), 1.6 * vel.px
    hoog = max(c.waarde / m.deel for paar in jaren.values() for c in paar if c.bekend) or 1
    stappen = _stappen(max(hoog * 1.12, 0.5) if hoog > 1 else 1)
    plek = (rand, rand, vel.b - (0.4 if vel.smal else 0.6) * px - rand, vel.h - 2.9 * px - rand)
    vlak = vel.vlak(plek, (-0.45, n - 0.55), (0, stappen[-1]))
    vel.tekst(0, 0.9 * px, f"{m.woord} per jaar", "inkt2")
    vlak.kolomvakken(0, n)
    _rooster(vlak, stappen)
    pad = [(i, d.waarde / m.deel) for i, (d, _) in enumerate(jaren.values()) if d.bekend]
    if pad:
        xs, ys = zip(*pad, strict=True)
        vlak.lijn(xs, ys, "doel", 2.5, "doel", ls=STREEPJES)
        vlak.lijn(xs, ys, "doel", reeks="doel", marker="D", ms=8, mec=K["vlak"], ls="none")
        kant, woord = "linksboven" if xs[-1] == n - 1 else "boven", f"doel {getal(ys[-1], m.decimalen)}"
        vlak.woord(woord, xs[-1], ys[-1], kant, 8, kleur="doel", dik=True, cijfer="doel")
    for i, (jaar, (d, c)) in enumerate(jaren.items()):
        vlak.woord(str(jaar), i, 0, "onder", 5, kleur="inkt" if c.bekend else "inkt2", dik=c.bekend)
        if not c.bekend:
            continue
        vlak.stip(i, c.waarde / m.deel, "hoofd", 13, 3, open_=c.voorlopig, reeks="besparing")
        kant, los = ("onder", 13) if d.bekend and d.waarde > c.waarde else ("boven", 12)
        letters = {"kleur": "hoofd", "dik": True, "maat": 3}
        vlak.woord(m.tekst(c.waarde), i, c.waarde / m.deel, kant, los, cijfer="besparing", **letters)
        if c.voorlopig:
            vlak.woord("voorlopig", i, 0, "onder", 5 + 1.15 * px)
    return vel


# ---------------------------------------------------------------- small lines, one per group


def kleine_lijnen(openbaar: Openbaar, reeksen: Sequence[Reeks], kwartaal: Kwartaal) -> Tekening:
    """Per groep een kleine lijn over acht kwartalen, met één as voor alle. Gesorteerd op het laatste getal."""
    kwartalen, eenheid = laatste(kwartaal), eenheid_van(reeksen[0])
    paren = [(r.naam, cellen(openbaar, r, kwartalen)) for r in reeksen]
    paren.sort(key=lambda p: (p[0].startswith("onbekend"), -(p[1][-1].waarde if p[1][-1].bekend else -1), p[0]))
    alle = [c for _, rij in paren for c in rij]
    m, los = maat(eenheid, alle), breuken(openbaar, reeksen[0], kwartalen)
    tijd = f"{kwartalen[0].label} tot en met {kwartalen[-1].label}"
    noot = ["Alle lijnen hebben dezelfde as, die bij nul begint.", *breuknoot(openbaar, reeksen[0], kwartalen)]
    svg = teken(lambda formaat: _kleine_lijnen(formaat, paren[:MAX_RIJEN], tijd, m, los))
    kop = ["Groep", *(k.label for k in kwartalen)]
    tabel = [[hoofdletter(naam), *map(m.cel, rij)] for naam, rij in paren]
    laatst = [(naam, rij[-1]) for naam, rij in paren]
    status, gepubliceerd = zwakste_status([c for _, c in laatst]), merken(laatst, m, eenheid)
    return Tekening(svg, "Kleine lijnen, één per groep", kop, tabel, alle, {}, noot, status, gepubliceerd, True)


def _kleine_lijnen(formaat: str, paren: list[tuple[str, list[Cel]]], tijd: str, m: Maat, los: Container[int]) -> Vel:
    (b, px), kolommen = FORMAAT[formaat], 2 if formaat == "smal" else 4
    over, paren = (max(len(paren) - 4, 0), paren[:4]) if formaat == "kwart" else (0, paren)
    goot = 1.4 * px
    breed = (b - goot * (kolommen - 1)) / kolommen
    namen = [breek(naam, px, breed) for naam, _ in paren]
    regels = [max(n.count("\n") + 1 for n in namen[i : i + kolommen]) for i in range(0, len(namen), kolommen)]
    hoogten = [(1.25 * k + 6) * px for k in regels]
    vel = Vel(formaat, sum(hoogten) + 1.5 * px)
    hoog = max([c.waarde for _, rij in paren for c in rij if c.bekend] or [1]) or 1
    rechts = max(breedte(f"±{m.tekst(hoog)}", px, True) + 10, 2.4 * px)
    for nr, ((_, rij), naam) in enumerate(zip(paren, namen, strict=True)):
        regel, kolom = divmod(nr, kolommen)
        x, y, h = kolom * (breed + goot), sum(hoogten[:regel]), hoogten[regel]
        vel.regels(x, y - 0.05 * px, naam)
        vel.vak(x, y, breed, h, nr)
        kop, n = 1.25 * regels[regel] * px + 0.5 * px, len(rij) - 1
        vlak = vel.vlak((x, y + kop, breed - rechts, h - kop - 1.1 * px), (0, n), (0, hoog))
        vlak.lijn([0, n], [0, 0], "lijn", 1)
        _kleine_lijn(vlak, rij, m, los)
    vel.tekst(0, vel.h - 0.4 * px, tijd, "inkt2")
    if over:
        vel.tekst(b, vel.h - 0.4 * px, f"en nog {over} groepen", "inkt2", ha="right")
    return vel


def _kleine_lijn(vlak: Vlak, rij: Sequence[Cel], m: Maat, los: Container[int]) -> None:
    c, n, hoog = rij[-1], len(rij) - 1, vlak.y[1]
    laatst = next((d.waarde for d in reversed(rij) if d.bekend), None)
    if laatst is None:
        return vlak.woord(c.status, 0, hoog / 2, "rechts", kleur="inkt2")
    for stuk in stukken(rij, los):
        punt = {"marker": "o", "ms": 4} if len(stuk) == 1 else {}
        waarden = [rij[i].waarde for i in stuk]
        vlak.lijn(stuk, waarden, "hoofd", 3, "groep", solid_capstyle="round", **punt)
    if c.bekend:
        vlak.stip(n, c.waarde, "hoofd", 8, open_=c.voorlopig)
        return vlak.woord(m.los(c), n, c.waarde, "rechts", 8, kleur="hoofd", dik=True)
    boven = laatst < hoog / 2  # in the half where the line is not
    plek = (n, hoog, "linksonder") if boven else (n, 0, "linksboven", 3)
    return vlak.woord(c.status, *plek, kleur="inkt2")


def vonk(cellen_: Sequence[Cel], los: Container[int] = ()) -> str:
    """Een kleine lijn voor een tegel: dicht is vast, open is voorlopig; een gat of een trendbreuk (`los`) knipt."""
    waarden = [c.waarde for c in cellen_ if c.bekend]
    if len(waarden) < 3:
        return ""
    laag, hoog, n = min(waarden), max(waarden), len(cellen_) - 1
    kleur, delen, punt = {k: f"var(--{k},{K[k]})" for k in ("hoofd", "vlak")}, [], {}
    for i, c in enumerate(cellen_):
        if c.bekend:
            hoogte = (c.waarde - laag) / (hoog - laag) if hoog > laag else 0.5
            punt[i] = f"{4 + 92 * i / n:.1f}", f"{28 - 22 * hoogte:.1f}"
    for stuk in stukken(cellen_, los):
        plekken = " ".join(",".join(punt[i]) for i in stuk)
        delen.append(f'<polyline points="{plekken}" fill="none" stroke="{kleur["hoofd"]}" stroke-width="2.5"/>')
    for i, straal in ((n - 4, 3.6), (n, 4.5)):
        if i in punt:
            (x, y), vul = punt[i], kleur["vlak" if cellen_[i].voorlopig else "hoofd"]
            vorm = f'cx="{x}" cy="{y}" r="{straal}" fill="{vul}"'
            delen.append(f'<circle {vorm} stroke="{kleur["hoofd"]}" stroke-width="2"/>')
    return f'<svg class="spark" viewBox="0 0 100 34" aria-hidden="true">{"".join(delen)}</svg>'
