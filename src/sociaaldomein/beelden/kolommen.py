"""Kolommen: per kwartaal op en neer of gestapeld, en per jaar de opbouw van de besparing. Maten zijn css-pixels."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.balken import liggend, somrij
from sociaaldomein.beelden.beeld import Tekening, doelnoot
from sociaaldomein.beelden.getallen import (
    Cel,
    Reeks,
    Rij,
    aandeel_van,
    aangevuld,
    bekende_kwartalen,
    breuk,
    breuknoot,
    cel,
    cellen,
    doel_bij,
    eerste_status,
    hoofdletter,
    kwartaalnaam,
    nu_en_toen,
    optellen,
    rij_van,
    verandering,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken
from sociaaldomein.beelden.vel import (
    K,
    Vel,
    breedte,
    breek,
    kolomvakken,
    kort,
    kwartaal_as,
    legenda,
    legenda_hoogte,
    op_kleur,
    plek_op,
    regels_per_naam,
    ruit,
    schrijf,
    spreid,
    staaf,
    streep,
    teken,
)
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal

DUN = 1.15  # lines of text: a layer thinner than this has no room for its number
LEEG_BOVEN = "Een leeg stuk boven in een kolom is afgeschermd of komt door afronden."


def op_en_neer(
    openbaar: Openbaar, totaal: Reeks, erin: Reeks, eruit: Reeks, kwartaal: Kwartaal, haak: Reeks | None = None
) -> Tekening:
    """Kolom = lopend (liep al + begonnen); onder de lijn wat eindigde; de haak wijst hetzelfde kwartaal een jaar
    eerder aan. Zijn er minder dan drie kwartalen, dan liggende balken.
    """
    kwartalen = bekende_kwartalen(openbaar, (totaal, erin, eruit), kwartaal)
    rijen = [cellen(openbaar, r, kwartalen) for r in (totaal, erin, eruit)]
    if sum(c.bekend for c in rijen[0]) < 3:
        return liggend(
            openbaar,
            [rij_van(openbaar, r, kwartaal) for r in (totaal, erin, eruit)],
            totaal.naam,
            kwartaal,
            begrippen()[totaal.cijfer].eenheid_bij(totaal.wet),
            gesorteerd=False,
            soort="Liggende balken",
        )
    m, eenheid = Maat(""), begrippen()[totaal.cijfer].eenheid_bij(totaal.wet)
    gegeven = cel(openbaar, haak.cijfer, haak.wet, kwartaal) if haak else None
    los = breuk(openbaar, totaal.cijfer, totaal.wet, kwartaal.vorig_jaar, kwartaal) or len(kwartalen) < 5
    woord = None if los else verandering(openbaar, rijen[0][-1], rijen[0][-5], gegeven)
    gesteld = doel_bij(openbaar, totaal, kwartaal)
    doel = gesteld.streef if gesteld is not None else None
    namen = (erin.naam, eruit.naam)
    svg = teken(lambda formaat: _op_en_neer(formaat, kwartalen, *rijen, woord, namen, eenheid, doel))
    tabel = [
        [kwartaalnaam(k, t.voorlopig), m.cel(t), m.cel(i), m.cel(u)]
        for k, t, i, u in zip(kwartalen, *rijen, strict=True)
    ]
    alle = [c for rij in rijen for c in rij]
    nadruk = {"in": erin.naam, "uit": eruit.naam, "basis": "liep al"}
    onder = ["Het blok onder de lijn telt ook in de kolom mee.",
             "De uitstroom van dit kwartaal verlaagt de stand pas in het volgende kwartaal."]  # fmt: skip
    noot = [
        *(onder if any(c.bekend for c in rijen[2]) else ()),
        *breuknoot(openbaar, totaal, kwartalen),
        *doelnoot(openbaar, totaal, kwartaal),
    ]
    paren = [(totaal.naam, c) for c in rijen[0]] + [(erin.naam, rijen[1][-1]), (eruit.naam, rijen[2][-1])]
    gepubliceerd = merken(paren, m, "", gegeven)
    return Tekening(
        svg,
        "Kolommen per kwartaal",
        ["Kwartaal", *(f"{n} ({eenheid})" for n in ("Lopend", hoofdletter(erin.naam), hoofdletter(eruit.naam)))],
        tabel,
        alle,
        nadruk,
        noot,
        eerste_status(rijen[0][::-1]),
        gepubliceerd,
    )


def _op_en_neer(formaat, kwartalen, lopend, erin, eruit, haak, namen, eenheid, doel=None) -> Vel:
    vel = Vel(formaat, {"smal": 330, "breed": 440}.get(formaat))
    smal, px, n = vel.smal, vel.px, len(kwartalen)
    woord = f"gepubliceerd {getal(lopend[-1].merk)}" if merk_van(lopend[-1]) is not None else ""
    rechts = 0 if smal else max(7.4 * px, breedte(woord, px) + 0.8 * px)
    top = (2.1 if smal else 0) * px + 1.3 * px
    vel.tekst(0, top - 0.3 * px, eenheid, "inkt2")
    hoogte = vel.h - top - (3.5 if smal else 2.4) * px
    hoog = max(doel or 0, *(c.waarde for c in lopend if c.bekend))
    laag = max((c.waarde for c in eruit if c.bekend), default=0)
    ruimte = 3.3 * px
    schaal = ((hoog + laag) or 1) / (hoogte - ruimte)  # nothing but zeros still has a height
    xlim = (-0.5, max(n, 5) - 0.5)
    ax = vel.assen(0, top, vel.b - rechts, hoogte, xlim, (-laag, hoog + ruimte * schaal))
    dikte = 0.86 if smal else 0.74
    for i, (t, b, u) in enumerate(zip(lopend, erin, eruit, strict=True)):
        nadruk = i in (n - 1, n - 5)
        _kolom_op_neer(ax, px, i, (t, b, u), dikte, schaal, nadruk, nadruk or not smal)
    ax.plot([-0.5, n - 0.5], [0, 0], color=K["inkt"], lw=1.5, clip_on=False)
    if doel is not None:
        _doellijn(ax, n, doel, dikte)
    if haak:
        _haak(ax, px, n, hoog, schaal, haak, smal)
    if smal:
        legenda(vel, [("liep al", "basis"), (namen[0], "in"), (namen[1], "uit"), *([("doel", "doel")] if doel else [])])
    else:
        _namen_op_neer(ax, px, n, (lopend[-1], erin[-1], eruit[-1]), namen, schaal, (-laag, hoog), doel)
    kolomvakken(vel, ax, top, vel.h - top, n)
    kwartaal_as(vel, ax, top + hoogte, kwartalen, lopend[-1].voorlopig)
    return vel


def _doellijn(ax, n: int, doel: float, dikte: float) -> None:
    """A line of dashes, one between every two columns: so it runs through no number."""
    for i in range(n + 1):
        van, tot = max(i - 1 + dikte / 2, -0.5), min(i - dikte / 2, n - 0.5)
        ax.plot([van, tot], [doel] * 2, color=K["doel"], lw=3, solid_capstyle="butt", gid="reeks:doel", clip_on=False)


def _kolom_op_neer(ax, px, i, drie, dikte, schaal, nadruk, met_getal) -> None:
    t, b, u = drie
    if not t.bekend:
        schrijf(ax, px, i, 6 * schaal, t.status, "inkt2", va="bottom", draai=90)
    else:
        nieuw = b.waarde if b.bekend else 0
        staaf(ax, i, 0, t.waarde - nieuw, "basis", dikte, t.voorlopig)
        if nieuw:
            staaf(ax, i, t.waarde - nieuw, t.waarde, "in", dikte, t.voorlopig)
        if met_getal:
            schrijf(ax, px, i, t.waarde, Maat("").los(t), "inkt" if nadruk else "inkt2", nadruk, va="bottom", dy=2)
            if nieuw / schaal > 1.1 * px:
                schrijf(
                    ax,
                    px,
                    i,
                    t.waarde - nieuw / 2,
                    Maat("").los(b),
                    op_kleur("in", t.voorlopig),
                    nadruk,
                    va="midden",
                    cijfer="in",
                )
        if merk_van(t) is not None:
            ruit(ax, i + dikte / 2 + 0.02, t.merk)
    if u.bekend and u.waarde:
        staaf(ax, i, -u.waarde, 0, "uit", dikte, u.voorlopig)
        if met_getal and u.waarde / schaal > 1.1 * px:
            schrijf(
                ax,
                px,
                i,
                -u.waarde / 2,
                Maat("").los(u),
                op_kleur("uit", u.voorlopig),
                nadruk,
                va="midden",
                cijfer="uit",
            )


def _haak(ax, px, n, hoog, schaal, woord, smal) -> None:
    """The bracket from the same quarter a year earlier to the last one, with the change in words."""
    boven, voet = hoog + 2.5 * px * schaal, hoog + 1.6 * px * schaal
    vak = ax.get_position().width * ax.figure.get_figwidth() * 72
    links, rechts = ax.get_xlim()
    van, tot, midden = n - 5, n - 1, n - 3
    woord = (
        woord if breedte(woord, px, True) / 2 + 16 < 2 * vak / (rechts - links) else woord.removesuffix(" in een jaar")
    )
    half = (breedte(woord, px, True) / 2 + 8) / vak * (rechts - links)
    if midden - half > van:
        ax.plot([van, van, midden - half], [voet, boven, boven], color=K["inkt2"], lw=1.5)
        ax.plot([midden + half, tot, tot], [boven, boven, voet], color=K["inkt2"], lw=1.5)
    schrijf(ax, px, midden, boven, woord, dik=True, va="midden")


def _namen_op_neer(ax, px, n, drie, namen, schaal, grenzen, doel=None) -> None:
    t, b, u = drie
    if not t.bekend:
        return
    nieuw = b.waarde if b.bekend else 0
    delen = [((t.waarde - nieuw) / 2, "inkt2", "liep al")]
    delen += [(t.waarde - nieuw / 2, "in", namen[0])] if nieuw else []
    delen += [(-u.waarde / 2, "uit", namen[1])] if u.bekend and u.waarde else []
    delen += [(t.merk, "inkt", f"gepubliceerd {getal(t.merk)}")] if merk_van(t) is not None else []
    delen += [(doel, "doel", f"doel {getal(doel)}")] if doel is not None else []
    plaatsen = spreid([d[0] for d in delen], 1.2 * px * schaal, grenzen[0], grenzen[1] + 1.6 * px * schaal)
    for y, (_, kleur, woord) in zip(plaatsen, delen, strict=True):
        schrijf(ax, px, n - 0.5, y, woord, kleur, kleur != "inkt", "left", "midden", dx=2 if kleur != "inkt" else 4)


def stapels(
    openbaar: Openbaar,
    lagen: Sequence[Reeks],
    kwartaal: Kwartaal,
    totaal: Reeks | None = None,
    aandeel: bool = False,
    aantal: int = 8,
    haak: Reeks | None = None,
    aanvullen: bool = False,
) -> Tekening:
    """Gestapelde kolommen per kwartaal, als aantal of als aandeel van het totaal. De eerste laag ligt onder.

    Met `aanvullen` is in elk kwartaal het enige deel dat ontbreekt de rest van het totaal, net als in een `balk`.
    """
    alles = [*lagen, *([totaal] if totaal else [])]
    kwartalen = bekende_kwartalen(openbaar, alles, kwartaal, aantal)
    eenheid = begrippen()[lagen[0].cijfer].eenheid_bij(lagen[0].wet)
    per_laag = [cellen(openbaar, r, kwartalen) for r in lagen]
    sommen = (
        cellen(openbaar, totaal, kwartalen)
        if totaal
        else [optellen([rij[i] for rij in per_laag]) for i in range(len(kwartalen))]
    )
    if aanvullen:
        kolommen = zip(zip(*per_laag, strict=True), sommen, strict=True)
        gevuld = [aangevuld(kolom, som, openbaar.drempel) for kolom, som in kolommen]
        per_laag = [list(rij) for rij in zip(*gevuld, strict=True)]
    if sum(any(rij[i].bekend for rij in per_laag) for i in range(len(kwartalen))) < 3 or not kwartalen:
        if aandeel and totaal:
            return liggend(openbaar, _aandeelrijen(openbaar, lagen, totaal, kwartaal), "soort", kwartaal, "procent",
                           gesorteerd=False)  # fmt: skip
        rijen = [rij_van(openbaar, r, kwartaal) for r in lagen]
        if totaal and len(lagen) > 1:
            rijen.append(somrij(openbaar, totaal, rijen, kwartaal))
        return liggend(openbaar, rijen, "", kwartaal, eenheid, gesorteerd=False)
    zichtbaar = [j for j, rij in enumerate(per_laag) if any(c.bekend for c in rij)]
    m = Maat("")
    gegeven = cel(openbaar, haak.cijfer, haak.wet, kwartaal) if haak else None
    los = breuk(openbaar, lagen[0].cijfer, lagen[0].wet, kwartaal.vorig_jaar, kwartaal) or len(kwartalen) < 5
    woord = None if aandeel or los else verandering(openbaar, sommen[-1], sommen[-5], gegeven)
    waarden = [[aandeel_van(c, s) if aandeel else c for c, s in zip(rij, sommen, strict=True)] for rij in per_laag]
    mw = Maat("procent", 1, 0, "%") if aandeel else m
    keuze = [(lagen[j], waarden[j]) for j in zichtbaar]
    enkel = len(lagen) == 1 and lagen[0].groep_soort == "totaal"
    gesteld = doel_bij(openbaar, totaal or lagen[0], kwartaal) if enkel or totaal else None
    doel = gesteld.streef if gesteld is not None and enkel else None
    svg = teken(
        lambda formaat: _stapels(
            formaat, kwartalen, keuze, None if aandeel else sommen, woord, mw, aandeel, enkel, eenheid, doel
        )
    )
    kop = ["Kwartaal"] + ([] if aandeel or enkel else ["Totaal"]) + [hoofdletter(r.naam) for r in lagen]
    tabel = []
    for i, k in enumerate(kwartalen):
        rij = [kwartaalnaam(k, sommen[i].voorlopig)] + ([] if aandeel or enkel else [m.cel(sommen[i])])
        tabel.append(rij + [mw.cel(w[i]) for w in waarden])
    alle = [c for rij in per_laag for c in rij] + (sommen if totaal else [])
    leeg = not aandeel and any(_leeg_stuk(s, [rij[i] for rij in per_laag]) for i, s in enumerate(sommen))
    paren = [(totaal.naam if totaal else "", c) for c in sommen] if totaal else []
    paren += [(r.naam, rij[-1]) for r, rij in zip(lagen, per_laag, strict=True)]
    return Tekening(
        svg,
        "Gestapelde kolommen per kwartaal" if not enkel else "Kolommen per kwartaal",
        kop,
        tabel,
        alle,
        {} if enkel else {r.id: r.naam for r, _ in keuze},
        breuknoot(openbaar, lagen[0], kwartalen)
        + (doelnoot(openbaar, totaal or lagen[0], kwartaal) if enkel or totaal else [])
        + [LEEG_BOVEN] * leeg,
        eerste_status(sommen[::-1]),
        merken(paren, m, ""),
        len(lagen) > 1,
    )


def _aandeelrijen(openbaar: Openbaar, lagen: Sequence[Reeks], totaal: Reeks, kwartaal: Kwartaal) -> list[Rij]:
    """Shares of the total in whole percents, as bars: too few quarters for columns."""
    sommen = nu_en_toen(openbaar, totaal, kwartaal)
    paren = [[aandeel_van(c, s).heel for c, s in zip(nu_en_toen(openbaar, r, kwartaal), sommen,
                                                      strict=True)] for r in lagen]  # fmt: skip
    return [Rij(r.naam, nu, toen if toen.bekend else None, r.kleur) for r, (nu, toen) in zip(lagen, paren, strict=True)]


def _stapels(formaat, kwartalen, lagen, sommen, haak, m, aandeel, enkel, eenheid, doel=None) -> Vel:
    smal = formaat == "smal"
    top = legenda_hoogte(formaat, [r.naam for r, _ in lagen]) if smal and not enkel else 0
    vel = Vel(formaat, {"breed": 420, "smal": 290 + top}.get(formaat))
    px, n = vel.px, len(kwartalen)
    top += 1.3 * px
    vel.tekst(0, top - 0.3 * px, f"deel van de {eenheid}" if aandeel else eenheid, "inkt2")
    hoogte = vel.h - top - (3.5 if smal else 2.4) * px
    stapel = [sum(rij[i].waarde for _, rij in lagen if rij[i].bekend) for i in range(n)]
    hoog = max([*stapel, *(c.waarde for c in sommen or () if c.bekend), 1 if not aandeel else 100, doel or 0])
    ruimte = (3.3 if haak else 1.6 if sommen else 0.3) * px
    schaal = hoog / (hoogte - ruimte)
    dun = DUN * px * schaal
    namen = [] if smal else _laagnamen(lagen, sommen[-1] if sommen else None, m, vel, dun)
    rechts = 0 if smal else 4.5 * px
    if namen:
        rechts = max(rechts, 1.6 * px + max(breedte(d, px, True) for naam, _ in namen for d in naam.split("\n")))
    if doel is not None and not smal:
        rechts = max(rechts, 0.9 * px + breedte(f"doel {m.tekst(doel)}", px, True))
    ax = vel.assen(0, top, vel.b - rechts, hoogte, (-0.5, max(n, 5) - 0.5), (0, hoog + ruimte * schaal))
    dikte = 0.86 if smal else 0.74
    for i in range(n):
        _stapel(
            ax,
            px,
            i,
            [(r, rij[i]) for r, rij in lagen],
            sommen[i] if sommen else None,
            dikte,
            schaal,
            i in (n - 1, n - 5),
            smal,
            m,
            dikte * (vel.b - rechts) / max(n, 5),
        )
    ax.plot([-0.5, n - 0.5], [0, 0], color=K["inkt"], lw=1.5, clip_on=False)
    if doel is not None:
        _doellijn(ax, n, doel, dikte)
        plek = (-0.5, doel, "left", "bottom", 2, 4) if smal else (n - 0.5, doel, "left", "midden", 6, 0)
        schrijf(ax, px, plek[0], plek[1], f"doel {m.tekst(doel)}", "doel", True, plek[2], plek[3], plek[4], plek[5])
    if haak:
        _haak(ax, px, n, hoog, schaal, haak, smal)
    if smal and not enkel:
        legenda(vel, [(r.naam, r.kleur) for r, _ in lagen])
    elif namen:
        _namen_stapel(ax, px, n, lagen, namen, sommen[-1] if sommen else None, schaal, hoog)
    kolomvakken(vel, ax, top, vel.h - top, n)
    kwartaal_as(vel, ax, top + hoogte, kwartalen, any(rij[-1].voorlopig for _, rij in lagen))
    return vel


def _stapel(ax, px, i, delen, som, dikte, schaal, nadruk, smal, m, ruimte) -> None:
    """One column; a number that is wider than the column (`ruimte`, in px) stays in the table."""
    y = 0.0
    for r, c in delen:
        if not c.bekend or not c.waarde:
            continue
        staaf(ax, i, y, y + c.waarde, r.kleur, dikte, c.voorlopig, r.id)
        woord, alleen = m.los(c), len(delen) == 1 and som is not None
        past = c.waarde / schaal > DUN * px and breedte(woord, px, nadruk) < ruimte
        if past and (nadruk or not smal) and not alleen:
            schrijf(
                ax, px, i, y + c.waarde / 2, woord, op_kleur(r.kleur, c.voorlopig), nadruk, va="midden", cijfer=r.id
            )
        y += c.waarde
    if som is not None and som.bekend and (nadruk or not smal):
        if _leeg_stuk(som, [c for _, c in delen]):  # a hidden layer: keep its place, without a number
            ax.add_patch(
                Rectangle((i - dikte / 2, y), dikte, som.waarde - y, fc="none", ec=K["basis"], lw=1, clip_on=False)
            )
        schrijf(
            ax, px, i, max(y, som.waarde), m.tekst(som.waarde) if smal else m.los(som),  # no room for the sign there
            "inkt" if nadruk else "inkt2", nadruk, va="bottom", dy=2,
        )
    if som is not None and merk_van(som, m) is not None:
        ruit(ax, i + dikte / 2 + 0.02, som.merk)
    if not any(c.bekend for _, c in delen) and not (som is not None and som.bekend):
        schrijf(ax, px, i, 6 * schaal, delen[0][1].status, "inkt2", va="bottom", draai=90)


def _leeg_stuk(som: Cel, delen: Sequence[Cel]) -> bool:
    """Whether the parts leave so much of the total that an empty piece is drawn."""
    return som.bekend and som.waarde - sum(c.waarde for c in delen if c.bekend) > 0.02 * som.waarde


def _laagnamen(lagen, som: Cel | None, m: Maat, vel: Vel, dun: float) -> list[tuple[str, str]]:
    """The names right of the last column with their colours; a published total stands among them.

    A layer too thin for a number of its own has it behind its name.
    """
    uit, px, klein, regels = [], vel.px, vel.formaat == "kwart", regels_per_naam(vel, len(lagen))
    for r, rij in lagen if len(lagen) > 1 else ():
        basis = r.kleur.removesuffix("-licht")
        c = rij[-1]
        getal_ = f" {m.los(c)}" if c.bekend and 0 < c.waarde <= dun else ""
        naam = kort(r.naam, px, 10 * px) + getal_ if klein else breek(r.naam + getal_, px, 7.6 * px, regels)
        woord = naam if rij[-1].bekend else f"{naam}\n({rij[-1].status})"
        uit.append((woord, "inkt2" if basis == "basis" else basis))
    if som is not None and merk_van(som, m) is not None:
        uit.append((f"gepubliceerd\n{m.tekst(som.merk)}", "inkt"))
    return uit


def _namen_stapel(ax, px, n, lagen, namen, som, schaal, hoog) -> None:
    y, plaatsen = 0.0, []
    for _, rij in lagen if len(lagen) > 1 else ():
        w = rij[-1].waarde or 0
        plaatsen.append(y + w / 2)
        y += w
    plaatsen += [som.merk] if len(namen) > len(plaatsen) else []
    maten = [(1.25 * naam.count("\n") + 1.35) * px * schaal for naam, _ in namen]
    laag = min(maten, default=0) / 2
    hoog = max(hoog, laag + sum(maten))  # rather above the column than through the axis
    for p, (naam, kleur) in zip(spreid(plaatsen, maten, laag, hoog), namen, strict=True):
        dik, dx = (False, 6) if kleur == "inkt" else (True, 2)
        schrijf(ax, px, n - 0.5, p, naam, kleur, dik, "left", "center", dx=dx)


def opbouw(openbaar: Openbaar, kwartaal: Kwartaal) -> Tekening:
    """De besparing per jaar in twee delen: al ingeboekt en nieuw, met een streep bij het doel."""
    jaren_ = [
        j
        for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3)
        if cel(openbaar, "besparing", "samen", Kwartaal(j, 4)).bekend
    ]
    per = {
        c: [cel(openbaar, c, "samen", Kwartaal(j, 4)) for j in jaren_]
        for c in ("besparing_ingeboekt", "besparing_nieuw", "besparing", "besparing_taakstelling")
    }
    alle = [c for rij in per.values() for c in rij]
    m = maat("euro", alle)
    svg = teken(lambda formaat: _opbouw(formaat, jaren_, per, m))
    rijen = [
        [
            str(j),
            *(
                m.cel(per[c][i])
                for c in ("besparing_ingeboekt", "besparing_nieuw", "besparing", "besparing_taakstelling")
            ),
        ]
        for i, j in enumerate(jaren_)
    ]
    paren = [
        (f"{naam} in {j}", per[c][i])
        for i, j in enumerate(jaren_)
        for naam, c in (
            ("al ingeboekt", "besparing_ingeboekt"),
            ("nieuw", "besparing_nieuw"),
            ("besparing", "besparing"),
        )
    ]
    return Tekening(
        svg,
        "Gestapelde kolommen per jaar",
        ["Jaar", *(f"{n} ({m.woord})" for n in ("Al ingeboekt", "Nieuw", "Samen", "Doel"))],
        rijen,
        alle,
        {"basis": "al ingeboekt", "hoofd": "nieuw", "doel": "doel"},
        [],
        eerste_status(per["besparing"][::-1]),
        merken(paren, m, "euro"),
    )


def _naast(laag: float, hoog: float, streep_: float | None, ruimte: float) -> float:
    """The middle of an area, or of its larger half where a line would run through the number."""
    midden = (laag + hoog) / 2
    if streep_ is None or abs(streep_ - midden) > ruimte:
        return midden
    return (streep_ + hoog) / 2 if hoog - streep_ >= streep_ - laag else (laag + streep_) / 2


def _opbouw(formaat, jaren_, per, m) -> Vel:
    vel = Vel(formaat, {"smal": 330, "breed": 400}.get(formaat))
    smal, px, n = vel.smal, vel.px, len(jaren_)
    top = (legenda(vel, [("al ingeboekt", "basis"), ("nieuw", "hoofd"), ("doel", "doel")]) if smal else 0) + 0.3 * px
    rechts, onder = 0 if smal else 7 * px, 2.6 * px
    hoog = max(c.waarde for rij in per.values() for c in rij if c.bekend) or 1
    hoogte = vel.h - top - onder
    schaal = hoog / (hoogte - 1.8 * px)
    ax = vel.assen(0, top, vel.b - rechts, hoogte, (-0.5, max(n, 3) - 0.5), (0, hoogte * schaal))
    for i, jaar in enumerate(jaren_):
        y = 0.0
        for c, kleur in ((per["besparing_ingeboekt"][i], "basis"), (per["besparing_nieuw"][i], "hoofd")):
            if c.bekend and c.waarde > 0:
                staaf(ax, i, y, y + c.waarde, kleur, 0.6, c.voorlopig, kleur)
                if c.waarde / schaal > 1.15 * px:
                    schrijf(
                        ax,
                        px,
                        i,
                        _naast(y, y + c.waarde, per["besparing_taakstelling"][i].waarde, 0.9 * px * schaal),
                        m.tekst(c.waarde),
                        op_kleur(kleur, c.voorlopig),
                        True,
                        va="midden",
                        cijfer=kleur,
                    )
                y += c.waarde
        som, doel = per["besparing"][i], per["besparing_taakstelling"][i]
        hoogste = max(y, doel.waarde if doel.bekend else 0)
        schrijf(ax, px, i, hoogste, m.tekst(som.waarde), dik=True, va="bottom", dy=5)
        if doel.bekend:
            streep(ax, doel.waarde, i - 0.36, i + 0.36, "doel", "doel", liggend=True)
        vel.tekst(plek_op(vel, ax)(i), top + hoogte + px, str(jaar), ha="center", dik=i == n - 1)
        if som.voorlopig:
            vel.tekst(plek_op(vel, ax)(i), top + hoogte + 2.15 * px, "voorlopig", ha="center")
    kolomvakken(vel, ax, top, vel.h - top, n)
    ax.plot([-0.5, n - 0.5], [0, 0], color=K["inkt"], lw=1.5, clip_on=False)
    if not smal and n:
        a, b = per["besparing_ingeboekt"][-1].waarde or 0, per["besparing_nieuw"][-1].waarde or 0
        doel = per["besparing_taakstelling"][-1].waarde
        delen = [(a / 2, "inkt2", "al ingeboekt"), (a + b / 2, "hoofd", "nieuw")] + (
            [(doel, "doel", "doel")] if doel else []
        )
        for y, (_, kleur, woord) in zip(
            spreid([d[0] for d in delen], 1.3 * px * schaal, 0, hoog + px * schaal), delen, strict=True
        ):
            schrijf(ax, px, n - 0.6, y, woord, kleur, True, "left", "midden", dx=0)
    return vel
