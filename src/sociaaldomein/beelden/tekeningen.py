"""Beelden: van een Openbaar naar een tekening met tekst, tabel en bron.

Elke tekenfunctie kiest haar rijen uit een `Openbaar`, tekent ze per formaat en geeft een `Tekening`; `beeld` maakt
daar met titel, zin en uitleg een `Beeld` van. In de tabel staan precies de getallen van het beeld. Een gat is een
woord (ontbreekt, afgeschermd), nooit een nul. Maten zijn css-pixels op ware grootte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from matplotlib.patches import Rectangle

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.getallen import (
    Cel,
    Maat,
    Reeks,
    Rij,
    aandeel_van,
    aangevuld,
    bekende_kwartalen,
    breuk,
    breuken,
    breuknoot,
    cel,
    cellen,
    doel_bij,
    eerste_status,
    geschat,
    hoofdletter,
    koers_van,
    kwartaalnaam,
    maat,
    merk_van,
    merken,
    nu_en_toen,
    optellen,
    stand_van,
    stukken,
    tafels_van,
    totaal_van,
    verandering,
    verschil_met_begroting,
    verschil_met_doel,
    zwakste_status,
)
from sociaaldomein.beelden.vel import (
    FORMAAT,
    HOOGTE,
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
    ruit,
    schrijf,
    schrijf_naam,
    spreid,
    staaf,
    streep,
    teken,
)
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import AS_DELEN, AS_STAPPEN, dag, getal, procent

MAX_RIJEN = 14
DUN = 1.15  # lines of text: a layer thinner than this has no room for its number
LEEG_STUK = "Het lege stuk komt door het afronden van de delen."
LEEG_BOVEN = "Een leeg stuk boven in een kolom is afgeschermd of komt door afronden."


@dataclass(frozen=True)
class Tekening:
    """Een tekening per formaat met haar tabel; nog zonder titel en zin."""

    svg: dict[str, str]
    soort: str
    kop: list[str]
    rijen: list[list[str]]
    cellen: list[Cel]
    nadruk: dict[str, str] = field(default_factory=dict)
    noot: list[str] = field(default_factory=list)
    status: str = "ontbreekt"
    gepubliceerd: list[str] = field(default_factory=list)
    delen: bool = False  # groups or parts are shown, that a reader may add up
    opdracht: bool = False  # its numbers are what was asked and how far that is, beside what is there

    @property
    def mensen(self) -> bool:
        """Of een klein getal in dit beeld een aantal mensen kan zijn."""
        return not self.opdracht and any(c.mensen for c in self.cellen)


def _is_tekst(kolom: Sequence[str]) -> bool:
    """A column of words reads from the left; one with figures stands to the right."""
    zin = any(len(c.split()) > 3 for c in kolom)
    return zin or (any(" " in c for c in kolom) and not any(re.match(r"[\d−<]", c) for c in kolom))


@dataclass(frozen=True)
class Beeld:
    """Een tekening die op een pagina kan: met titel, zin, tekst voor wie niet ziet, tabel, telregel en bron."""

    titel: str
    vraag: str
    svg: dict[str, str]
    alt: str
    zin: str
    kop: list[str]
    rijen: list[list[str]]
    telregel: str
    bron: str
    status: str
    noot: list[str] = field(default_factory=list)
    gepubliceerd: list[str] = field(default_factory=list)
    bijschrift: str = ""
    nadruk: dict[str, str] = field(default_factory=dict)
    tabel_open: bool = False
    mensen: bool = False  # see Tekening

    def figuur_html(self) -> str:
        """Het beeld met de zin, als figure."""
        alt, naam = (html.escape(t, quote=True) for t in (self.alt, self.bijschrift))
        beelden = "".join(
            svg.replace("<svg ", f'<svg class="{formaat}" role="img" aria-label="{alt}" ', 1)
            for formaat, svg in self.svg.items()
        )
        zin = f"<figcaption>{html.escape(self.zin)}</figcaption>"
        return f'<figure aria-label="{naam}"><div class="beeld">{beelden}</div>{zin}</figure>'

    def onder_html(self) -> str:
        """Wat onder het beeld staat: eerder gepubliceerde cijfers, de tabel, de telregel, de bron en de noten."""
        delen = [f'<p class="gepubliceerd">{html.escape(t)}</p>' for t in self.gepubliceerd]
        open_ = " open" if self.tabel_open else ""
        delen.append(f"<details{open_}><summary>Tabel met de cijfers</summary>{self.tabel_html()}</details>")
        delen.append(f'<p class="telt">{html.escape(self.telregel)}</p>' if self.telregel else "")
        delen.append(f'<p class="noot">{html.escape(" ".join(self.noot))}</p>' if self.noot else "")
        delen.append(f'<p class="bron">{html.escape(self.bron)}</p>' if self.bron else "")
        return "".join(delen)

    def tabel_html(self) -> str:
        """De tabel: dezelfde getallen als in het beeld."""
        links = [' class="l"' if i and _is_tekst([r[i] for r in self.rijen]) else "" for i in range(len(self.kop))]
        kop = "".join(f'<th scope="col"{s}>{html.escape(k)}</th>' for k, s in zip(self.kop, links, strict=True))
        rijen = "".join(
            f'<tr><th scope="row">{html.escape(r[0])}</th>'
            + "".join(f"<td{s}>{html.escape(c)}</td>" for c, s in zip(r[1:], links[1:], strict=True))
            + "</tr>"
            for r in self.rijen
        )
        return (
            f'<div class="tabel" role="group" tabindex="0" aria-label="{html.escape(self.bijschrift)}">'
            f"<table><caption>{html.escape(self.bijschrift)}</caption>"
            f"<thead><tr>{kop}</tr></thead><tbody>{rijen}</tbody></table></div>"
        )

    def _repr_html_(self) -> str:
        een = replace(self, svg={"breed": self.svg["breed"]})
        kop = f"<h3>{html.escape(self.titel)}</h3>"
        return f"<div style='max-width:46rem'>{kop}{een.figuur_html()}{self.onder_html()}</div>"


# ---------------------------------------------------------------- running up, ended down


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
            [_rij(openbaar, r, kwartaal) for r in (totaal, erin, eruit)],
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


def _rij(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Rij:
    nu, toen = nu_en_toen(openbaar, r, kwartaal)
    return Rij(r.naam, nu, toen if toen.bekend else None)


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


# ---------------------------------------------------------------- stacked columns


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
        rijen = [_rij(openbaar, r, kwartaal) for r in lagen]
        if totaal and len(lagen) > 1:
            rijen.append(_somrij(openbaar, totaal, rijen, kwartaal))
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


def _somrij(openbaar: Openbaar, totaal: Reeks, rijen: Sequence[Rij], kwartaal: Kwartaal) -> Rij:
    """The total as a bar of its own, added from the parts where nobody gave it."""
    nu, toen = nu_en_toen(openbaar, totaal, kwartaal)
    nu = totaal_van(nu, [r.nu for r in rijen])
    return Rij("totaal", nu, toen if toen.bekend else None, "basis")


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


def regels_per_naam(vel: Vel, aantal: int) -> int:
    """How many lines each of so many names may take, for all of them to stand one above the other in the drawing."""
    return max(1, int((vel.h / vel.px - 4) / 1.45 / max(aantal, 1)))


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


# ---------------------------------------------------------------- lines


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
            openbaar, [_rij(openbaar, r, kwartaal) for r in reeksen], "", kwartaal, eenheid, gesorteerd=False
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


def doelnoot(openbaar: Openbaar, reeks: Reeks, kwartaal: Kwartaal) -> list[str]:
    """Wat de gemeente met dit cijfer wil, hoe ver het is, en of het zo gehaald wordt; zonder doel niets."""
    doel = doel_bij(openbaar, reeks, kwartaal)
    if doel is None:
        return []
    nu = cel(openbaar, doel.cijfer, doel.wet, stand_van(openbaar, reeks, min(kwartaal, doel.kwartaal)))
    eenheid = begrippen()[reeks.cijfer].eenheid_bij(reeks.wet)
    m = maat(eenheid, [nu], doel.streef)
    nog = verschil_met_doel(openbaar, doel, nu, m)
    zin = f"Doel: {m.voluit(doel.streef)} {doel.wanneer}. Koers: {koers_van(openbaar, doel, kwartaal)}."
    return [zin + (f" Het verschil met het doel is {nog}." if nog else "")]


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


# ---------------------------------------------------------------- one bar of a hundred percent


def balk(
    openbaar: Openbaar,
    delen: Sequence[Reeks],
    totaal: Reeks,
    kwartaal: Kwartaal,
    eenheid: str,
    hoofdwoord: str,
    eerder: bool = True,
    aanvullen: bool = False,
) -> Tekening:
    """Een balk met het eerste deel in grijs en de andere delen in blauw; eronder dun een jaar eerder.

    Met `aanvullen` is het enige deel dat ontbreekt de rest van het totaal.
    """
    nu, toen = (list(rij) for rij in zip(*(nu_en_toen(openbaar, r, kwartaal) for r in delen), strict=True))
    som, som_toen = (
        totaal_van(c, rij) for c, rij in zip(nu_en_toen(openbaar, totaal, kwartaal), (nu, toen), strict=True)
    )
    if aanvullen:
        nu, toen = (aangevuld(rij, s, openbaar.drempel) for rij, s in ((nu, som), (toen, som_toen)))
    zichtbaar = [i for i, c in enumerate(nu) if c.bekend and c.waarde]
    if not zichtbaar or not som.bekend:
        rijen = [_rij(openbaar, r, kwartaal) for r in delen]
        rijen.append(_somrij(openbaar, totaal, rijen, kwartaal))
        return liggend(openbaar, rijen, "", kwartaal, eenheid, gesorteerd=False)
    m = Maat("")
    met_toen = eerder and som_toen.bekend
    verborgen = [r.naam for r, c in zip(delen, nu, strict=True) if c.status == "afgeschermd"]
    getoond = [i for i in range(len(delen)) if nu[i].status != "ontbreekt" or toen[i].status != "ontbreekt"]
    ca = "" if not geschat(openbaar, nu[0], eenheid) else "±" if nu[0].grof else "ongeveer "
    svg = teken(
        lambda formaat: _balk(
            formaat,
            [(delen[i], nu[i], toen[i], getoond.index(i)) for i in zichtbaar],
            som,
            som_toen if met_toen and toen[0].bekend else None,
            eenheid,
            hoofdwoord,
            verborgen,
            ca,
        )
    )
    kop = [hoofdletter(eenheid), kwartaal.label, "Aandeel"]
    kop += [kwartaal.vorig_jaar.label, "Aandeel toen"] if met_toen else []
    rijen = []
    for r, c, t in [*zip(delen, nu, toen, strict=True), (replace(totaal, naam="totaal"), som, som_toen)]:
        if c.status == "ontbreekt" and t.status == "ontbreekt":
            continue
        rij = [hoofdletter(r.naam), m.cel(c), _aandeel(c, som)]
        rijen.append(rij + ([m.cel(t), _aandeel(t, som_toen)] if met_toen else []))
    over = som.waarde - sum(c.waarde for c in nu if c.bekend)
    noot = [LEEG_STUK] if over > 0.005 * som.waarde and not verborgen else []
    paren = [(r.naam, c) for r, c in zip(delen, nu, strict=True)]
    paren.append((eenheid, cellen(openbaar, totaal, [kwartaal])[0]))
    return Tekening(
        svg,
        "Eén balk van 100 procent",
        kop,
        rijen,
        [*nu, som],
        {delen[i].id: delen[i].naam for i in zichtbaar},
        noot,
        zwakste_status([som, *nu]),
        merken(paren, m, eenheid),
        True,
    )


def _aandeel(deel: Cel, som: Cel) -> str:
    return procent(100 * deel.waarde / som.waarde, 0) if deel.bekend and som.waarde else ""


def _balk(formaat, delen, som, som_toen, eenheid, hoofdwoord, verborgen, ca) -> Vel:
    smal = formaat == "smal"
    klein = delen[1:]
    px = FORMAAT[formaat][1]
    dik, dun = {"breed": 4.2, "smal": 3.2, "kwart": 2.9}[formaat] * px, 1.1 * px
    hoogte = 1.5 * px + dik + (0.6 + 1.3 * len(klein)) * px + (1.4 * px if verborgen else 0)
    if formaat == "kwart" and hoogte + 2.6 * px + dun > HOOGTE["kwart"]:
        som_toen = None  # the small picture keeps to the parts; the year before is in the large one
    hoogte += 2.6 * px + dun if som_toen else 0.4 * px
    vel = Vel(formaat, hoogte)
    ax = vel.assen(0, 0, vel.b, vel.h, (0, vel.b), (vel.h, 0))
    basis = max(som.waarde, sum(d[1].waarde for d in delen))
    y, x = 1.5 * px, 0.0
    vel.tekst(0, px, f"{getal(som.waarde)} {eenheid}" + (" (voorlopig)" if som.voorlopig else ""), dik=True)
    for nr, (r, c, _, rij) in enumerate(delen):
        b = c.waarde / basis * vel.b
        vel.vak(x, y, b, dik, rij)
        staaf(ax, y + dik / 2, x, x + b, r.kleur, dik, c.voorlopig, reeks=r.id, liggend=True)
        aandeel = _aandeel(c, som)
        if nr == 0:
            woord = next(
                (
                    w
                    for w in (
                        f"{ca}{getal(c.waarde)} {hoofdwoord} ({aandeel})",
                        f"{ca}{getal(c.waarde)} {r.naam} ({aandeel})",
                        f"{ca}{getal(c.waarde)} ({aandeel})",
                        Maat("").los(c),
                    )
                    if breedte(w, px + 3, True) < b - px
                ),
                "",
            )
            schrijf(
                ax,
                px,
                x + 0.6 * px,
                y + dik / 2,
                woord,
                op_kleur(r.kleur, c.voorlopig),
                True,
                "left",
                "midden",
                maat=0 if smal else 3,
                cijfer=r.id,
            )
        else:
            _staartje(vel, ax, px, x + b / 2, y, dik, nr, r, c, aandeel, b)
        x += b
    if som.waarde - x / vel.b * basis > 0.005 * som.waarde:
        ax.add_patch(Rectangle((x, y), vel.b - x, dik, fc="none", ec=K["basis"], lw=1))
    if verborgen:
        woord = kort("afgeschermd: " + ", ".join(verborgen), px, vel.b)
        vel.tekst(0, y + dik + (1.35 + 1.3 * len(klein)) * px + 0.2 * px, woord, "inkt2")
    if som_toen:
        _dunne_balk(vel, ax, px, dun, delen, som_toen, eenheid, hoofdwoord if not smal else delen[0][0].naam)
    return vel


def _staartje(vel, ax, px, mid, boven, dik, nr, r, c, aandeel, b) -> None:
    """A number in the small part and its name on a leader line; lower and lower, so nothing crosses."""
    woord_in = Maat("").los(c)
    past, onder = breedte(woord_in, px, True) + 6 < b, boven + dik
    if past:
        schrijf(
            ax,
            px,
            mid,
            boven + dik / 2,
            woord_in,
            op_kleur(r.kleur, c.voorlopig),
            True,
            va="midden",
            cijfer=r.id,
        )
    ry = onder + (1.35 + 1.3 * (nr - 1)) * px
    waarde = aandeel if past else f"{woord_in} ({aandeel})"
    woord = f"{kort(r.naam, px, vel.b - breedte(f' {waarde}', px))} {waarde}"
    b_woord = breedte(woord, px)
    links = mid - 10 - b_woord < 0
    if links and mid + 10 + b_woord > vel.b:  # fits on neither side: under the end of its line
        ax.plot([mid, mid], [onder + 2, ry - 0.95 * px], color=K["inkt2"], lw=1.5)
        return vel.tekst(max(0, min(mid - b_woord / 2, vel.b - b_woord)), ry, woord)
    ax.plot([mid, mid], [onder + 2, ry - 0.3 * px], color=K["inkt2"], lw=1.5)
    ax.plot([mid, mid + 6 if links else mid - 6], [ry - 0.3 * px] * 2, color=K["inkt2"], lw=1.5)
    return vel.tekst(mid + (10 if links else -10), ry, woord, ha="left" if links else "right")


def _dunne_balk(vel, ax, px, dun, delen, som, eenheid, hoofdwoord) -> None:
    y, x = vel.h - dun - 2, 0.0
    basis = max(som.waarde, sum(t.waarde or 0 for _, _, t, _ in delen))
    woorden = f"een jaar eerder: {getal(som.waarde)}", f", waarvan {_aandeel(delen[0][2], som)} {delen[0][0].naam}"
    vel.tekst(0, y - 0.45 * px, woorden[0] + woorden[1] * (breedte("".join(woorden), px) <= vel.b), "inkt2")
    for r, _, t, _ in delen:
        if t.bekend:
            b = t.waarde / basis * vel.b
            staaf(ax, y + dun / 2, x, x + b, r.kleur, dun, reeks=r.id, liggend=True)
            x += b


# ---------------------------------------------------------------- horizontal bars


def liggend(
    openbaar: Openbaar,
    rijen: Sequence[Rij],
    eerste_kop: str,
    kwartaal: Kwartaal,
    eenheid: str,
    gesorteerd: bool = True,
    soort: str = "Liggende balken",
    nu_kop: str = "",
    toen_kop: str = "",
    toen_woord: str = "een jaar eerder",
    nadrukrij: str = "",
) -> Tekening:
    """Liggende balken met een streepje voor een jaar eerder. 'onbekend' staat onderaan en is grijs."""
    tafels_van(openbaar)  # the rows were chosen from it: nothing else may be drawn
    rijen = [r for r in rijen if r.nu.status != "ontbreekt" or (r.toen is not None and r.toen.bekend)] or list(rijen)
    if gesorteerd:
        rijen = sorted(
            rijen, key=lambda r: (r.naam.startswith("onbekend"), -(r.nu.waarde if r.nu.bekend else -1), r.naam)
        )
    rest, rijen = rijen[MAX_RIJEN:], rijen[:MAX_RIJEN]
    alle = [c for r in [*rijen, *rest] for c in (r.nu, r.toen, r.doel) if c is not None]
    m = maat(eenheid, alle)
    svg = teken(lambda formaat: _liggend(formaat, rijen, m, toen_woord, kwartaal, bool(nu_kop)))
    met_toen = any(r.toen is not None and r.toen.bekend for r in rijen)
    met_doel = any(r.doel is not None for r in rijen)
    kop = [
        hoofdletter(eerste_kop) or "Soort",
        *(["Begroot"] if met_doel else []),
        nu_kop or kwartaal.label,
        *([toen_kop or kwartaal.vorig_jaar.label] if met_toen else []),
    ]
    if eenheid == "euro":
        kop[1:] = [f"{k} ({m.woord})" for k in kop[1:]]
    tabel = []
    for r in [*rijen, *rest]:
        nu = met_voorlopig(m.cel(r.nu), r.nu)
        tabel.append(
            [
                hoofdletter(r.naam),
                *([m.cel(r.doel) if r.doel else ""] if met_doel else []),
                nu,
                *([m.cel(r.toen) if r.toen else "ontbreekt"] if met_toen else []),
            ]
        )
    noot = (
        [f"In het beeld staan de {MAX_RIJEN} grootste groepen. De andere staan in de tabel."]
        if rest
        else []
    )
    paren = [(r.naam, r.nu) for r in rijen]
    return Tekening(
        svg, soort, kop, tabel, alle, {}, noot, zwakste_status([r.nu for r in rijen]), merken(paren, m, eenheid),
        eerste_kop not in ("", "wat"),
    )  # fmt: skip


def _liggend(formaat, rijen, m, toen_woord, kwartaal, per_jaar) -> Vel:
    smal = formaat == "smal"
    b, px = FORMAAT[formaat]
    klein, over = formaat == "kwart", 0
    deel = 0.46 if klein else 0.36  # of the width, for the names: a small picture has one line for each
    grens = deel * b - 0.8 * px if not smal else b
    if klein and len(rijen) > 6:
        over, rijen = len(rijen) - 6, rijen[:6]
    namen = [(kort if klein else breek)(r.naam, px, grens) for r in rijen]
    links = 0 if smal else min(max(breedte(d, px) for n in namen for d in n.split("\n")) + 0.9 * px, deel * b)
    regels = [n.count("\n") + 1 for n in namen]
    hoogten = [(1.25 * k + 1.9) * px if smal else max(2.2, 1.25 * k + 0.5) * px for k in regels]
    met_toen, met_doel = (
        any(getattr(r, x) is not None and getattr(r, x).bekend for r in rijen) for x in ("toen", "doel")
    )
    met_ruit = any(merk_van(r.nu, m) is not None for r in rijen)
    kop, bekend = 1.7 * px, [r.nu for r in rijen if r.nu.bekend]
    los = any(c.voorlopig for c in bekend) and not all(c.voorlopig for c in bekend)  # the word at each bar
    alle_voorlopig = bool(bekend) and not los and bekend[0].voorlopig
    voet = 1.9 * px if met_toen or met_doel or met_ruit or over else 0.3 * px
    if klein:
        hoogten = [min(1.9 * px, (HOOGTE["kwart"] - kop - voet) / len(rijen))] * len(rijen)
    vel = Vel(formaat, kop + sum(hoogten) + voet)
    if over:
        vel.tekst(b, vel.h - 0.35 * px, f"en nog {over} groepen", "inkt2", ha="right")
    woorden = [m.woord, *([] if per_jaar else [kwartaal.label]), *(["voorlopig"] if alle_voorlopig else [])]
    vel.tekst(links, px, ", ".join(w for w in woorden if w), "inkt2")
    waarden = [c.waarde for r in rijen for c in (r.nu, r.toen, r.doel) if c is not None and c.bekend] or [1]
    laag, top = min(0, *waarden, 0), max(0, *waarden, 0)  # a booking can be negative: the bar then goes left of zero
    top = top if top > laag else 1
    extra = max(breedte(_balkwoord(r, m, los), px, True) for r in rijen) + 1.6 * px
    per_px = (top - laag) / max(b - links - extra - (12 if laag else 0), 60)
    xlim = (laag - (12 * per_px if laag else 0), 0.0)
    ax = vel.assen(links, kop, b - links, sum(hoogten), (xlim[0], xlim[0] + per_px * (b - links)), (sum(hoogten), 0))
    if laag:
        ax.plot([0, 0], [0, sum(hoogten)], color=K["inkt"], lw=1.5)
    y = 0.0
    for nr, (r, naam, hoogte, k) in enumerate(zip(rijen, namen, hoogten, regels, strict=True)):
        vel.vak(0, kop + y, b, hoogte, nr)
        if smal:
            schrijf_naam(vel, 0, kop + y, naam, "left")
            midden, dik = y + 1.25 * k * px + 0.75 * px, 1.2 * px
        else:
            midden, dik = y + hoogte / 2, min(1.5 * px, hoogte * (0.8 if klein else 0.7))
            schrijf_naam(vel, links - 0.7 * px, kop + midden - k * 0.6 * px - 0.05 * px, naam, "right")
        _balkrij(ax, px, r, midden, dik, m, links, b, los)
        y += hoogte
    _voet_liggend(vel, px, links, met_toen, met_doel, met_ruit, toen_woord)
    return vel


def _balkwoord(r: Rij, m: Maat, los: bool) -> str:
    woord = m.cel(r.nu) + (" voorlopig" if los and r.nu.voorlopig and r.nu.bekend else "")
    return woord + (f" (gepubliceerd {m.tekst(r.nu.merk)})" if merk_van(r.nu, m) is not None else "")


def _balkrij(ax, px, r: Rij, y, dik, m, links, b, los_woord) -> None:
    kleur = "basis" if r.naam.startswith("onbekend") else r.kleur
    lengte = 0.0
    if r.nu.bekend:
        staaf(ax, y, 0, r.nu.waarde, kleur, dik, r.nu.voorlopig, liggend=True, reeks=kleur)
        lengte = max(r.nu.waarde, 0)
    for c, k in ((r.toen, "inkt"), (r.doel, "doel")):
        if c is not None and c.bekend:
            streep(
                ax,
                c.waarde,
                y - dik / 2 - 0.12 * px,
                y + dik / 2 + 0.12 * px,
                k,
                "eerder" if k == "inkt" else "begroot",
            )
            lengte = max(lengte, c.waarde)
    if merk_van(r.nu, m) is not None:
        ruit(ax, r.nu.merk, y)
        lengte = max(lengte, r.nu.merk)
    woord, rest = m.cel(r.nu), _balkwoord(r, m, los_woord)
    per_px = (ax.get_xlim()[1] - ax.get_xlim()[0]) / (b - links)
    vrij = (
        min([r.nu.waarde or 0, *(c.waarde for c in (r.toen, r.doel) if c is not None and c.bekend)])
        if r.nu.bekend
        else 0
    )
    binnen = r.nu.bekend and (breedte(woord, px, True) + 16) * per_px < vrij
    if binnen:
        schrijf(ax, px, 0, y, woord, op_kleur(kleur, r.nu.voorlopig), True, "left", "midden", dx=8, cijfer=kleur)
        rest = rest.removeprefix(woord).strip()
    if rest:
        los = r.nu.bekend and not binnen
        schrijf(ax, px, lengte, y, rest, "inkt" if r.nu.bekend else "inkt2", los, "left", "midden", dx=9)


def _voet_liggend(vel, px, links, met_toen, met_doel, met_ruit, toen_woord) -> None:
    ax = vel.assen(0, vel.h - 1.2 * px, vel.b, 1.2 * px, (0, vel.b), (0, 1))
    x = links + 3
    for tonen, kleur, woord in (
        (met_toen, "inkt", toen_woord),
        (met_doel, "doel", "begroot"),
        (met_ruit, "", "gepubliceerd"),
    ):
        if not tonen:
            continue
        if kleur:
            streep(ax, x, 0.1, 0.9, kleur)
        else:
            ruit(ax, x + 2, 0.5)
        vel.tekst(x + 11, vel.h - 0.35 * px, woord, "inkt2")
        x += breedte(woord, px) + 2.2 * px


# ---------------------------------------------------------------- years against the budget


def jaren(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, aantal: int = 4) -> Tekening:
    """Per jaar wat is uitgegeven, met een streep bij wat begroot was. Het lopende jaar toont wat er tot nu toe is."""
    rijen, alle = [], []
    for jaar in range(kwartaal.jaar - aantal + 1, kwartaal.jaar + 1):
        slot = Kwartaal(jaar, 4)
        begroot, werkelijk = cel(openbaar, "begroot_jaar", wet, slot), cel(openbaar, "werkelijk_jaar", wet, slot)
        loopt = slot > kwartaal or not werkelijk.bekend
        tot_nu = cel(openbaar, "werkelijk_cumulatief", wet, kwartaal) if jaar == kwartaal.jaar and loopt else werkelijk
        if begroot.bekend or tot_nu.bekend:
            rijen.append(
                (jaar, begroot, tot_nu.met_status("voorlopig") if loopt and tot_nu.bekend else tot_nu, loopt)
            )
            alle += [begroot, tot_nu]
    if not rijen:
        return leeg(openbaar, "begroting en uitgaven per jaar")
    m = maat("euro", alle)
    svg = teken(lambda formaat: _jaren(formaat, rijen, m, kwartaal))
    tabel = [
        [
            str(j),
            m.cel(b),
            _met_status(m, w, loopt),
            verschil_met_begroting(m, b, w, loopt),
        ]
        for j, b, w, loopt in rijen
    ]
    paren = [(f"uitgegeven in {j}", w) for j, _, w, _ in rijen] + [(f"begroot in {j}", b) for j, b, _, _ in rijen]
    vol = [w for _, _, w, loopt in rijen if not loopt]
    return Tekening(
        svg,
        "Balken per jaar",
        ["Jaar", f"Begroot ({m.woord})", f"Uitgegeven ({m.woord})", "Verschil"],
        tabel,
        alle,
        {"werkelijk": "uitgegeven", "begroot": "begroot"},
        [],
        eerste_status([*vol[::-1], *(w for _, _, w, _ in reversed(rijen)), *alle]),
        merken(paren, m, "euro"),
    )


def _met_status(m: Maat, c: Cel, loopt: bool) -> str:
    return f"loopt nog: {m.cel(c)}" if loopt and c.bekend else met_voorlopig(m.cel(c), c)


def met_voorlopig(tekst: str, c: Cel) -> str:
    """Een getal in een tabel, met het woord erbij als het nog kan veranderen."""
    return f"{tekst} (voorlopig)" if c.bekend and c.voorlopig else tekst


def _jaren(formaat, rijen, m, kwartaal) -> Vel:
    smal = formaat == "smal"
    px = FORMAAT[formaat][1]
    aantal, rand = max(len(rijen), 1), 3.7 * px
    rij = {"smal": 3.4 * px, "breed": 3.6 * px, "kwart": min(2.2 * px, (HOOGTE["kwart"] - rand) / aantal)}[formaat]
    vel = Vel(formaat, rij * aantal + rand)
    marge, rechts = 3 * px, (6.6 if smal else 8.2) * px
    vel.tekst(marge, px, f"heel het jaar, {m.woord}", dik=True)
    top = max([c.waarde for _, b, w, _ in rijen for c in (b, w) if c.bekend] or [1]) or 1
    ax = vel.assen(marge, 1.8 * px, vel.b - marge - rechts, rij * len(rijen), (0, top * 1.01), (len(rijen) - 0.5, -0.5))
    for i, (jaar, begroot, werkelijk, loopt) in enumerate(rijen):
        schrijf(ax, px, 0, i, str(jaar), dik=jaar == kwartaal.jaar, ha="right", va="midden", dx=-8)
        vel.vak(0, 1.8 * px + rij * i, vel.b, rij, i)
        if werkelijk.bekend:
            staaf(ax, i, 0, werkelijk.waarde, "hoofd", 0.62, werkelijk.voorlopig, liggend=True, reeks="werkelijk")
            woord = m.tekst(werkelijk.waarde) + (f" tot en met {kwartaal.maand_tot}" if loopt and not smal else "")
            ruim = werkelijk.waarde / top * (vel.b - marge - rechts) > breedte(woord, px, True) + 20
            schrijf(
                ax,
                px,
                0 if ruim else werkelijk.waarde,
                i,
                woord,
                ("inkt" if werkelijk.voorlopig else "op") if ruim else "inkt",
                True,
                "left",
                "midden",
                dx=8,
                cijfer="werkelijk",
            )
        else:
            schrijf(ax, px, 0, i, "uitgaven: ontbreekt", "inkt2", ha="left", va="midden", dx=8)
        if begroot.bekend:
            streep(ax, begroot.waarde, i - 0.42, i + 0.42, "doel", "begroot")
        woord = (
            f"{m.tekst(begroot.waarde)} begroot"
            if loopt and begroot.bekend
            else verschil_met_begroting(m, begroot, werkelijk, loopt)
        )
        schrijf(ax, px, top * 1.01, i, woord, "doel" if loopt else "inkt", loopt, "left", "midden", dx=9)
    _voet_liggend(vel, px, marge, False, any(b.bekend for _, b, _, _ in rijen), False, "")
    return vel


# ---------------------------------------------------------------- the saving against its path


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


# ---------------------------------------------------------------- small lines, one per group


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


# ---------------------------------------------------------------- empty, tile and panel


def leeg(openbaar: Openbaar, wat: str) -> Tekening:
    """Een beeld zonder getallen: het zegt wat er ontbreekt."""
    tafels_van(openbaar)

    def vlak(formaat: str) -> Vel:
        vel = Vel(formaat, 130)
        ax = vel.assen(1, 1, vel.b - 2, vel.h - 2, (0, vel.b), (0, vel.h))
        ax.add_patch(Rectangle((2, 2), vel.b - 4, vel.h - 4, fc="none", ec=K["inkt2"], lw=1.5, ls=(0, (4, 3))))
        tekst = breek(wat, vel.px, vel.b - 3 * vel.px)
        vel.tekst(vel.b / 2, vel.h / 2 - 0.35 * vel.px, "ontbreekt", dik=True, ha="center")
        vel.tekst(vel.b / 2, vel.h / 2 + 0.35 * vel.px, tekst, "inkt2", ha="center", va="top")
        return vel

    return Tekening(teken(vlak), "Leeg beeld", ["Cijfer", "Stand"], [[wat, "ontbreekt"]], [], status="ontbreekt")


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


def beeld(
    openbaar: Openbaar,
    tekening: Tekening,
    *,
    titel: str,
    vraag: str,
    zin: str,
    begrip: str,
    bijschrift: str,
    noot: Sequence[str] = (),
    kanttekening: bool = True,
) -> Beeld:
    """Maak van een tekening een beeld dat op de pagina kan: met uitleg, bron, noten en tekst voor wie niet ziet."""
    uitleg = begrippen()[begrip]
    noten = list(noot) + list(tekening.noot)
    if kanttekening and tekening.status != "ontbreekt":
        noten.append(uitleg.kanttekening)
    eigen = [c for c in tekening.cellen if c.bekend and not c.gepubliceerd_in]
    if openbaar.profiel == "openbaar" and uitleg.beschermd == "aantal" and not all(c.precies for c in eigen):
        wat = "Een deel van de aantallen is" if any(c.precies for c in eigen) else "Aantallen zijn"
        noten.append(f"{wat} afgerond op 5{_grover(eigen)}.")
        if tekening.delen:
            noten.append("Daardoor tellen delen niet altijd op tot het totaal.")
    if "±" in tekening.svg.get("breed", ""):
        noten.append("Bij ± staat in de tabel hoe grof.")
    verborgen = [c for c in tekening.cellen if c.status == "afgeschermd"]
    if verborgen and all(c.klein for c in verborgen):
        noten.append(f"Afgeschermd: aantallen onder {openbaar.drempel} tonen wij niet. Zo is niemand te herkennen.")
    elif verborgen:
        noten.append(f"Afgeschermd: aantallen onder {openbaar.drempel}, en wat die zou verraden. "
                     "Zo is niemand te herkennen.")  # fmt: skip
    alt = f"{tekening.soort}.{_ook(tekening)} De tabel onder het beeld bevat alle cijfers."
    return Beeld(
        titel,
        vraag,
        tekening.svg,
        alt,
        zin,
        tekening.kop,
        tekening.rijen,
        f"Telt mee: {_klein_begin(uitleg.telregel)}",
        _bron(openbaar, tekening, uitleg.bron),
        tekening.status,
        list(dict.fromkeys(noten)),
        tekening.gepubliceerd,
        bijschrift,
        tekening.nadruk,
        mensen=tekening.mensen,
    )


def _grover(cellen_: Sequence[Cel]) -> str:
    """What is said of figures that are rounded more coarsely than the rest: each of them says how coarsely."""
    return ", of grover waar dat erbij staat" if any(c.grof for c in cellen_) else ""


def _ook(tekening: Tekening) -> str:
    """What is written in a drawing and not in its table: a change, a goal, a term of the law, the classes of a map."""
    patroon = r">([^<>]*\d[^<>]* in een jaar|wet: [^<>]*|doel \d[^<>]*|minder dan \d[^<>]*|\d[^<>]* of meer)<"
    woorden = re.findall(patroon, tekening.svg.get("breed", ""))
    return "".join(f" In het beeld staat ook: {w}." for w in dict.fromkeys(woorden))


def _klein_begin(zin: str) -> str:
    return zin if zin.startswith("Wmo") else zin[:1].lower() + zin[1:]


def _bron(openbaar: Openbaar, tekening: Tekening, bron: str) -> str:
    bekend = [c for c in tekening.cellen if c.bekend]
    stukken = list(dict.fromkeys(c.gepubliceerd_in for c in bekend if c.gepubliceerd_in))
    if bekend and all(c.gepubliceerd_in for c in bekend):
        return f"Bron: {'; '.join(stukken)}. Eerder gepubliceerd."
    gegeven = list(dict.fromkeys(c.bron for c in bekend if c.bron and not c.gepubliceerd_in))
    return f"Bron: {', '.join(gegeven[:3]) or bron}, stand {dag(openbaar.peildatum)}."
