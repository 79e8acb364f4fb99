"""Lijnen: per kwartaal, de besparing langs haar pad, een kleine lijn per groep en die in een tegel. Maten in px."""

from __future__ import annotations

from collections.abc import Container, Sequence

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.balken import MAX_RIJEN, liggend
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
    doel_bij,
    eerste_status,
    hoofdletter,
    kwartaalnaam,
    rij_van,
    stukken,
    zwakste_status,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken
from sociaaldomein.beelden.vel import (
    FORMAAT,
    K,
    Vel,
    breedte,
    breek,
    kolomvakken,
    kwartaal_as,
    plek_op,
    regels_per_naam,
    ruit,
    schrijf,
    schrijf_naam,
    spreid,
    teken,
)
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import AS_DELEN, AS_STAPPEN, getal


def lijnen(
    openbaar: Openbaar,
    reeksen: Sequence[Reeks],
    kwartaal: Kwartaal,
    band: tuple[Reeks, Reeks] | None = None,
    doel: tuple[float, str] | None = None,
    top: float | None = None,
) -> Tekening:
    """Lijnen per kwartaal. Zij lopen niet door over een gat of een trendbreuk; `doel` is een norm als streepjeslijn."""
    eenheid = begrippen()[reeksen[0].cijfer].eenheid_bij(reeksen[0].wet)
    kwartalen = bekende_kwartalen(openbaar, reeksen, kwartaal)
    rijen = [cellen(openbaar, r, kwartalen) for r in reeksen]
    if sum(c.bekend for c in rijen[0]) < 3:
        return liggend(
            openbaar, [rij_van(openbaar, r, kwartaal) for r in reeksen], "", kwartaal, eenheid, gesorteerd=False
        )
    acht = laatste(kwartaal, 8)
    eerder = breuk(openbaar, reeksen[0].cijfer, reeksen[0].wet, acht[0], acht[-1])
    if eerder is not None and kwartalen[0].eerste_dag >= eerder.dag and len(kwartalen) < 8:
        kwartalen = acht  # show where the data begin: the gap is part of the picture
        rijen = [cellen(openbaar, r, kwartalen) for r in reeksen]
    randen = [cellen(openbaar, r, kwartalen) for r in band or ()]
    m = maat(eenheid, [c for rij in [*rijen, *randen] for c in rij])
    gesteld = doel_bij(openbaar, reeksen[0], kwartaal)
    if doel is None and gesteld is not None:
        doel = (gesteld.streef, f"doel {m.tekst(gesteld.streef)}")
    los = breuken(openbaar, reeksen[0], kwartalen)
    svg = teken(
        lambda formaat: _lijnen(
            formaat, kwartalen, list(zip(reeksen, rijen, strict=True)), randen, los, doel, m, top
        )
    )
    kop = ["Kwartaal", *(hoofdletter(r.naam) for r in reeksen), *(["Middelste helft"] if band else [])]
    tabel = []
    for i, k in enumerate(kwartalen):
        rij = [kwartaalnaam(k, rijen[0][i].voorlopig), *(m.cel(r[i]) for r in rijen)]
        tabel.append(
            rij
            + (
                [
                    f"{m.cel(randen[0][i])} tot {m.cel(randen[1][i])}"
                    if randen[0][i].bekend and randen[1][i].bekend
                    else randen[0][i].status
                ]
                if band
                else []
            )
        )
    noot = [f"De lijn stopt bij de trendbreuk: {t}." for t in dict.fromkeys(b.tekst for b in los.values())]
    noot += doelnoot(openbaar, reeksen[0], kwartaal)
    paren = [(r.naam, c) for r, rij in zip(reeksen, rijen, strict=True) for c in rij]
    return Tekening(
        svg,
        "Lijnen per kwartaal",
        kop,
        tabel,
        [c for rij in rijen for c in rij],
        {r.id: r.naam for r in reeksen} if len(reeksen) > 1 else {},
        noot,
        eerste_status(rijen[0][::-1]),
        merken(paren, m, eenheid),
    )


def _stappen(top: float) -> list[float]:
    stap = next(s for s in AS_STAPPEN if top / s <= AS_DELEN)
    return [stap * i for i in range(max(int(-(-top // stap)), 1) + 1)]


def _lijnen(formaat, kwartalen, reeksen, randen, los, doel, m, top_y) -> Vel:
    vel = Vel(formaat, {"smal": 330}.get(formaat))
    smal, px, n = vel.smal, vel.px, len(kwartalen)
    hoog = max(
        [c.waarde for _, rij in reeksen for c in rij if c.bekend]
        + [c.waarde for r in randen for c in r if c.bekend]
        + ([doel[0]] if doel else [])
    )
    schaal_y = _stappen(top_y or hoog * 1.05)
    namen = [_eindnaam("" if len(reeksen) == 1 else r.naam, rij, m, vel, len(reeksen)) for r, rij in reeksen]
    extra = [doel[1]] if doel else []
    rechts = 0.9 * px + max(
        breedte(d, px, True)
        for naam in [*namen, *(breek(e, px, 5.2 * px if smal else 8 * px) for e in extra)]
        for d in naam.split("\n")
    )
    onder, links, boven = (3.5 if smal else 2.4) * px, 0.8 * px + breedte(getal(schaal_y[-1]), px), 1.7 * px
    hoogte = vel.h - boven - onder
    ax = vel.assen(links, boven, vel.b - links - rechts, hoogte, (-0.3, n - 0.85), (0, schaal_y[-1]))
    for y in schaal_y:
        ax.plot([-0.3, n - 0.85], [y, y], color=K["inkt" if y == 0 else "lijn"], lw=1.5 if y == 0 else 1, clip_on=False)
        schrijf(ax, px, -0.3, y, getal(y), "inkt2", ha="right", va="midden", dx=-6)
    vel.tekst(0, 0.9 * px, m.woord, "inkt2")
    if randen and formaat != "kwart":
        _band(ax, randen, los)
    getekend = [*(rij for _, rij in reeksen), *(randen if formaat != "kwart" else ())]
    hinder = [w for rij in getekend for w in _langs(rij, n - 5)] if n >= 5 else []
    schaal = schaal_y[-1] / hoogte
    hinder += [schaal_y[-1] + 0.6 * px * schaal] if n == 5 else []  # the unit stands above the first point
    gezet: list[float] = []  # the middle of each number that stands at the point of a year ago, in pixels
    for nr, (r, rij) in enumerate(reeksen):
        onder = nr == 0 and len(reeksen) > 1 and _onder(reeksen)
        if n >= 5 and rij[n - 5].bekend:
            onder = _vrije_kant(rij[n - 5].waarde / schaal, gezet, px,
                                _kant(rij[n - 5].waarde, hinder, px, schaal, onder))  # fmt: skip
        _lijn(ax, px, rij, r, los, 4 if nr == 0 else 2.5, m, onder, n)
    _einden(ax, px, n, reeksen, namen, doel, schaal_y[-1] / hoogte, smal, schaal_y[-1])
    if los:
        _breuken(vel, ax, px, los, schaal_y, reeksen)
    if randen and formaat == "breed":
        _bandnaam(ax, px, randen)
    kolomvakken(vel, ax, boven, vel.h - boven, n)
    kwartaal_as(vel, ax, boven + hoogte, kwartalen, reeksen[0][1][-1].voorlopig)
    return vel


def _onder(reeksen) -> bool:
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


def _lijn(ax, px, rij, r, breuken_, dikte, m, onder, n) -> None:
    for stuk in stukken(rij, breuken_):
        vast = [i for i in stuk if not rij[i].voorlopig]
        ax.plot(
            vast, [rij[i].waarde for i in vast], color=K[r.kleur], lw=dikte, solid_capstyle="round", gid=f"reeks:{r.id}"
        )
        los = [i for i in stuk if rij[i].voorlopig]
        if los:
            los = ([los[0] - 1] if los[0] - 1 in stuk else []) + los
            ax.plot(los, [rij[i].waarde for i in los], color=K[r.kleur], lw=dikte, ls=(0, (2, 1)), gid=f"reeks:{r.id}")
        for i in stuk:
            if i in (n - 1, n - 5) or len(stuk) == 1:
                ax.plot(
                    i,
                    rij[i].waarde,
                    "o",
                    ms=9,
                    mfc=K["vlak" if rij[i].voorlopig else r.kleur],
                    mec=K[r.kleur],
                    mew=2.5,
                    clip_on=False,
                    gid=f"reeks:{r.id}",
                )
    if n >= 5 and rij[n - 5].bekend and onder is not None:
        schrijf(
            ax,
            px,
            n - 5,
            rij[n - 5].waarde,
            m.tekst(rij[n - 5].waarde),
            r.kleur,
            True,
            va="top" if onder else "bottom",
            dy=-7 if onder else 7,
            cijfer=r.id,
        )
    for i, c in enumerate(rij):
        if merk_van(c, m) is not None:
            ruit(ax, i, c.merk)


def _band(ax, randen, los) -> None:
    samen = [a if a.bekend and b.bekend else Cel() for a, b in zip(*randen, strict=True)]
    for stuk in stukken(samen, los):
        laag, hoog = [randen[0][i].waarde for i in stuk], [randen[1][i].waarde for i in stuk]
        ax.fill_between(stuk, laag, hoog, color=K["hoofd-licht"], lw=0, gid="reeks:helft")
        for rand in (laag, hoog):  # the plane alone is too light: a line of 3:1 carries it
            ax.plot(stuk, rand, color=K["basis"], lw=1, gid="reeks:helft")


def _bandnaam(ax, px, randen) -> None:
    i = next((i for i, c in enumerate(randen[0]) if c.bekend), None)
    if i is not None:
        schrijf(ax, px, i + 0.05, randen[0][i].waarde, "vlak: de middelste helft", "inkt2", ha="left", va="top", dy=-4)


def _breuken(vel, ax, px, los, schaal_y, reeksen) -> None:
    """A dashed line at each trend break, with its words above it: the short ones where there are more."""
    for bij in los:
        ax.plot([bij - 0.5, bij - 0.5], [0, schaal_y[-1]], color=K["inkt2"], lw=1.2, ls=(0, (4, 3)))
    eerste = {breuk: bij for bij, breuk in reversed(los.items())}  # a break of some quarters has its words once
    woorden = [b.kort if vel.smal or len(eerste) > 1 else b.tekst for b in eerste]
    maten = [breedte(woord, px) + (px if len(eerste) > 1 else 0) for woord in woorden]
    plekken = spreid([plek_op(vel, ax)(bij - 0.5) for bij in eerste.values()], maten, 5.5 * px, vel.b)
    for x, woord in zip(plekken, woorden, strict=True):
        vel.tekst(x, 0.9 * px, woord, "inkt2", ha="center")
    bij = min(los)
    if not any(c.bekend for _, rij in reeksen for c in rij[:bij]):
        schrijf(ax, px, (bij - 1) / 2, schaal_y[1] / 2, "ontbreekt", "inkt2", va="center")  # between two grid lines


def _einden(ax, px, n, reeksen, namen, doel, schaal, smal, hoog) -> None:
    """The names at the right end of the lines, pushed apart where they would touch."""
    plaatsen, woorden, kleuren = [], [], []
    for (r, rij), naam in zip(reeksen, namen, strict=True):
        bekend = [c.waarde for c in rij if c.bekend]
        plaatsen.append(rij[-1].waarde if rij[-1].bekend else bekend[-1] if bekend else 0)
        woorden.append(naam)
        kleuren.append(r.kleur)
    if doel:
        ax.plot([-0.3, n - 0.85], [doel[0], doel[0]], color=K["doel"], lw=2.5, ls=(0, (4, 2)), gid="reeks:doel")
        plaatsen.append(doel[0])
        woorden.append(breek(doel[1], px, 5.2 * px if smal else 8 * px))
        kleuren.append("doel")
    maten = [(1.25 * w.count("\n") + 1.3) * px * schaal for w in woorden]
    plaatsen = spreid(plaatsen, maten, 0, hoog + 1.6 * px * schaal)
    for y, woord, kleur in zip(plaatsen, woorden, kleuren, strict=True):
        schrijf(ax, px, n - 0.85, y, woord, kleur, True, "left", "center", dx=8)


def besparing(openbaar: Openbaar, kwartaal: Kwartaal) -> Tekening:
    """De besparing per jaar als stip, het afgesproken pad als streepjeslijn met ruiten. Alleen totalen."""
    jaren_ = [
        j
        for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3)
        if any(cel(openbaar, c, "samen", Kwartaal(j, 4)).bekend for c in ("besparing", "besparing_taakstelling"))
    ]
    waarde = [cel(openbaar, "besparing", "samen", Kwartaal(j, 4)) for j in jaren_]
    doel = [cel(openbaar, "besparing_taakstelling", "samen", Kwartaal(j, 4)) for j in jaren_]
    m = maat("euro", [*waarde, *doel])
    tabel = [
        [str(j), m.cel(d), m.cel(w) if w.bekend or j <= kwartaal.jaar else "nog niet bekend"]
        for j, w, d in zip(jaren_, waarde, doel, strict=True)
    ]
    for rij, w in zip(tabel, waarde, strict=True):
        rij[2] = met_voorlopig(rij[2], w)
    if sum(c.bekend for c in waarde) < 2 and sum(c.bekend for c in doel) < 2:
        return _besparing_los(openbaar, jaren_ or [kwartaal.jaar])
    svg = teken(lambda formaat: _besparing(formaat, jaren_, waarde, doel, m))
    paren = [(f"besparing in {j}", w) for j, w in zip(jaren_, waarde, strict=True)]
    paren += [(f"doel voor {j}", d) for j, d in zip(jaren_, doel, strict=True)]
    return Tekening(
        svg,
        "Lijn per jaar",
        ["Jaar", f"Doel ({m.woord})", f"Besparing ({m.woord})"],
        tabel,
        [*waarde, *doel],
        {"besparing": "besparing", "doel": "doel"},
        [],
        eerste_status(waarde[::-1]),
        merken(paren, m, "euro"),
    )


def _besparing_los(openbaar: Openbaar, jaren_: Sequence[int]) -> Tekening:
    """Too few years for a line: the figures that are known as bars, each with its year."""
    namen = (
        ("besparing in", "besparing"),
        ("al ingeboekt in", "besparing_ingeboekt"),
        ("nieuw in", "besparing_nieuw"),
        ("doel voor", "besparing_taakstelling"),
    )
    paren = [(f"{naam} {j}", cel(openbaar, c, "samen", Kwartaal(j, 4))) for naam, c in namen for j in jaren_]
    rijen = [Rij(naam, c, kleur="basis" if naam.startswith("doel") else "hoofd") for naam, c in paren if c.bekend]
    return liggend(openbaar, rijen, "besparing", Kwartaal(jaren_[-1], 4), "euro", gesorteerd=False, nu_kop="Bedrag")


def _besparing(formaat, jaren_, waarde, doel, m) -> Vel:
    vel = Vel(formaat)
    smal, px, n = vel.smal, vel.px, len(jaren_)
    onder, rechts = 2.9 * px, (0.4 if smal else 0.6) * px
    hoog = max(c.waarde / m.deel for c in [*waarde, *doel] if c.bekend) or 1
    schaal_y = _stappen(max(hoog * 1.12, 0.5) if hoog > 1 else 1)
    xlim = (-0.45, n - 0.55)
    ax = vel.assen(1.6 * px, 1.6 * px, vel.b - rechts - 1.6 * px, vel.h - onder - 1.6 * px, xlim, (0, schaal_y[-1]))
    vel.tekst(0, 0.9 * px, f"{m.woord} per jaar", "inkt2")
    kolomvakken(vel, ax, 0, vel.h, n)
    for y in schaal_y:
        ax.plot(xlim, [y, y], color=K["inkt" if y == 0 else "lijn"], lw=1.5 if y == 0 else 1, clip_on=False)
        schrijf(ax, px, xlim[0], y, getal(y), "inkt2", ha="right", va="midden", dx=-6)
    pad = [(i, d.waarde / m.deel) for i, d in enumerate(doel) if d.bekend]
    if pad:
        ax.plot(*zip(*pad, strict=True), color=K["doel"], lw=2.5, ls=(0, (4, 2)), gid="reeks:doel")
        ax.plot(
            *zip(*pad, strict=True),
            "D",
            ms=8,
            color=K["doel"],
            mec=K["vlak"],
            clip_on=False,
            gid="reeks:doel",
            ls="none",
        )
        schrijf(
            ax,
            px,
            pad[-1][0],
            pad[-1][1],
            f"doel {m.tekst(doel[pad[-1][0]].waarde)}",
            "doel",
            True,
            va="bottom",
            dy=8,
            ha="right" if pad[-1][0] == n - 1 else "center",
            cijfer="doel",
        )
    for i, (jaar, c) in enumerate(zip(jaren_, waarde, strict=True)):
        schrijf(ax, px, i, 0, str(jaar), "inkt" if c.bekend else "inkt2", c.bekend, va="top", dy=-5)
        if not c.bekend:
            continue
        w = c.waarde / m.deel
        ax.plot(
            i, w, "o", ms=13, mfc=K["vlak" if c.voorlopig else "hoofd"], mec=K["hoofd"], mew=3, gid="reeks:besparing"
        )
        onder_pad = doel[i].bekend and doel[i].waarde > c.waarde
        schrijf(
            ax,
            px,
            i,
            w,
            m.tekst(c.waarde),
            "hoofd",
            True,
            "center",
            "top" if onder_pad else "bottom",
            dy=-13 if onder_pad else 12,
            maat=3,
            cijfer="besparing",
        )
        if c.voorlopig:
            schrijf(ax, px, i, 0, "voorlopig", "inkt", va="top", dy=-5 - 1.15 * px)
    return vel


def kleine_lijnen(openbaar: Openbaar, reeksen: Sequence[Reeks], kwartaal: Kwartaal) -> Tekening:
    """Per groep een kleine lijn over acht kwartalen, met één as voor alle. Gesorteerd op het laatste getal."""
    kwartalen = laatste(kwartaal)
    eenheid = begrippen()[reeksen[0].cijfer].eenheid_bij(reeksen[0].wet)
    paren = [(r, cellen(openbaar, r, kwartalen)) for r in reeksen]
    paren.sort(
        key=lambda p: (p[0].naam.startswith("onbekend"), -(p[1][-1].waarde if p[1][-1].bekend else -1), p[0].naam)
    )
    alle = [c for _, rij in paren for c in rij]
    m = maat(eenheid, alle)
    los = breuken(openbaar, reeksen[0], kwartalen)
    svg = teken(lambda formaat: _kleine_lijnen(formaat, paren[:MAX_RIJEN], kwartalen, m, los))
    tabel = [[hoofdletter(r.naam), *(m.cel(c) for c in rij)] for r, rij in paren]
    kop = ["Groep", *(k.label for k in kwartalen)]
    return Tekening(
        svg,
        "Kleine lijnen, één per groep",
        kop,
        tabel,
        alle,
        {},
        ["Alle lijnen hebben dezelfde as, die bij nul begint.", *breuknoot(openbaar, reeksen[0], kwartalen)],
        zwakste_status([rij[-1] for _, rij in paren]),
        merken([(r.naam, rij[-1]) for r, rij in paren], m, eenheid),
        True,
    )


def _kleine_lijnen(formaat, paren, kwartalen, m, los) -> Vel:
    smal = formaat == "smal"
    b, px = FORMAAT[formaat]
    kolommen = 2 if smal else 4
    over = max(len(paren) - 4, 0) if formaat == "kwart" else 0
    paren = paren[:4] if over else paren
    goot = 1.4 * px
    breed_vak = (b - goot * (kolommen - 1)) / kolommen
    namen = [breek(r.naam, px, breed_vak) for r, _ in paren]
    lijnen_per_rij = [max(n.count("\n") + 1 for n in namen[i : i + kolommen]) for i in range(0, len(namen), kolommen)]
    rijhoogte = [(1.25 * k + 6) * px for k in lijnen_per_rij]
    vel = Vel(formaat, sum(rijhoogte) + 1.5 * px)
    hoog = max([c.waarde for _, rij in paren for c in rij if c.bekend] or [1]) or 1
    rechts = max(breedte(f"±{m.tekst(hoog)}", px, True) + 10, 2.4 * px)
    for nr, ((_, rij), naam) in enumerate(zip(paren, namen, strict=True)):
        kolom, regel = nr % kolommen, nr // kolommen
        x, y = kolom * (breed_vak + goot), sum(rijhoogte[:regel])
        schrijf_naam(vel, x, y, naam, "left")
        vel.vak(x, y, breed_vak, rijhoogte[regel], nr)
        kop = 1.25 * lijnen_per_rij[regel] * px + 0.5 * px
        ax = vel.assen(x, y + kop, breed_vak - rechts, rijhoogte[regel] - kop - 1.1 * px, (0, len(rij) - 1), (0, hoog))
        ax.plot([0, len(rij) - 1], [0, 0], color=K["lijn"], lw=1, clip_on=False)
        _kleine_lijn(ax, px, rij, m, los)
    vel.tekst(0, vel.h - 0.4 * px, f"{kwartalen[0].label} tot en met {kwartalen[-1].label}", "inkt2")
    if over:
        vel.tekst(b, vel.h - 0.4 * px, f"en nog {over} groepen", "inkt2", ha="right")
    return vel


def _kleine_lijn(ax, px, rij, m, los) -> None:
    if not any(c.bekend for c in rij):
        schrijf(ax, px, 0, ax.get_ylim()[1] / 2, rij[-1].status, "inkt2", ha="left")
        return
    for stuk in stukken(rij, los):
        ax.plot(
            stuk,
            [rij[i].waarde for i in stuk],
            color=K["hoofd"],
            lw=3,
            clip_on=False,
            solid_capstyle="round",
            gid="reeks:groep",
            **({"marker": "o", "ms": 4} if len(stuk) == 1 else {}),
        )
    c, n = rij[-1], len(rij) - 1
    if c.bekend:
        ax.plot(
            n, c.waarde, "o", ms=8, mfc=K["vlak" if c.voorlopig else "hoofd"], mec=K["hoofd"], mew=2.5, clip_on=False
        )
        schrijf(ax, px, n, c.waarde, m.los(c), "hoofd", True, "left", "midden", dx=8)
    else:
        hoog, laatst = ax.get_ylim()[1], next(d.waarde for d in reversed(rij) if d.bekend)
        schrijf(
            ax,
            px,
            n,
            hoog if laatst < hoog / 2 else 0,
            c.status,
            "inkt2",
            ha="right",
            va="top" if laatst < hoog / 2 else "bottom",
            dy=0 if laatst < hoog / 2 else 3,
        )


def vonk(cellen_: Sequence[Cel], los: Container[int] = ()) -> str:
    """Een kleine lijn voor een tegel: dicht is vast, open is voorlopig; een gat of een trendbreuk (`los`) knipt."""
    waarden = [c.waarde for c in cellen_ if c.bekend]
    if len(waarden) < 3:
        return ""
    laag, hoog, n = min(waarden), max(waarden), len(cellen_) - 1
    punt = {
        i: (4 + 92 * i / n, 28 - 22 * ((c.waarde - laag) / (hoog - laag) if hoog > laag else 0.5))
        for i, c in enumerate(cellen_)
        if c.bekend
    }
    delen = []
    for stuk in stukken(cellen_, los):
        plekken = " ".join(f"{punt[i][0]:.1f},{punt[i][1]:.1f}" for i in stuk)
        delen.append(
            f'<polyline points="{plekken}" fill="none" stroke="var(--hoofd,{K["hoofd"]})" stroke-width="2.5"/>'
        )
    for i in (n - 4, n):
        if i in punt:
            open_ = cellen_[i].voorlopig
            delen.append(
                f'<circle cx="{punt[i][0]:.1f}" cy="{punt[i][1]:.1f}" r="{4.5 if i == n else 3.6}" '
                f'fill="var(--{"vlak" if open_ else "hoofd"},{K["vlak" if open_ else "hoofd"]})" '
                f'stroke="var(--hoofd,{K["hoofd"]})" stroke-width="2"/>'
            )
    return f'<svg class="spark" viewBox="0 0 100 34" aria-hidden="true">{"".join(delen)}</svg>'
