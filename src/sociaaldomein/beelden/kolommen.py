"""Kolommen: per kwartaal op en neer of gestapeld, en per jaar de opbouw van de besparing. Maten zijn css-pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.balken import MINSTE_KWARTALEN, als_balken, liggend
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
    eenheid_van,
    eerste_status,
    hoofdletter,
    nu_en_toen,
    optellen,
    streef_van,
    verandering,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken, per_kwartaal
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import (
    Vel,
    Vlak,
    breedte,
    breek,
    kort,
    legenda,
    legenda_hoogte,
    op_kleur,
    regels_per_naam,
    spreid,
)
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal

DUN = 1.15  # lines of text: a layer thinner than this has no room for its number
LEEG_BOVEN = "Een leeg stuk boven in een kolom is afgeschermd of komt door afronden."
ONDER = (
    "Het blok onder de lijn telt ook in de kolom mee.",
    "De uitstroom van dit kwartaal verlaagt de stand pas in het volgende kwartaal.",
)
BESPARING = {
    "al ingeboekt": "besparing_ingeboekt",
    "nieuw": "besparing_nieuw",
    "samen": "besparing",
    "doel": "besparing_taakstelling",
}

Naam = tuple[str, str, float]  # a name beside the columns: the words, their colour, and the height they belong at


# ---------------------------------------------------------------- running up, ended down


def op_en_neer(
    openbaar: Openbaar, totaal: Reeks, erin: Reeks, eruit: Reeks, kwartaal: Kwartaal, haak: Reeks | None = None
) -> Tekening:
    """Kolom = lopend (liep al + begonnen); onder de lijn wat eindigde; de haak wijst hetzelfde kwartaal een jaar
    eerder aan. Zijn er minder dan drie kwartalen, dan liggende balken.
    """
    reeksen, m, eenheid = (totaal, erin, eruit), Maat(""), eenheid_van(totaal)
    kwartalen = bekende_kwartalen(openbaar, reeksen, kwartaal)
    rijen = [cellen(openbaar, r, kwartalen) for r in reeksen]
    if sum(c.bekend for c in rijen[0]) < MINSTE_KWARTALEN:
        return als_balken(openbaar, reeksen, kwartaal, totaal.naam)
    gegeven = cel(openbaar, haak.cijfer, haak.wet, kwartaal) if haak else None
    woord = _haakwoord(openbaar, totaal, kwartaal, rijen[0], gegeven)
    doel = streef_van(openbaar, totaal, kwartaal)
    svg = teken(lambda formaat: _op_en_neer(formaat, kwartalen, reeksen, rijen, woord, doel))
    paren = [(totaal.naam, c) for c in rijen[0]] + [(erin.naam, rijen[1][-1]), (eruit.naam, rijen[2][-1])]
    noot = [*ONDER] if any(c.bekend for c in rijen[2]) else []
    noot += [*breuknoot(openbaar, totaal, kwartalen), *doelnoot(openbaar, totaal, kwartaal)]
    kop = ["Kwartaal", *(f"{hoofdletter(n)} ({eenheid})" for n in ("lopend", erin.naam, eruit.naam))]
    tabel, alle = per_kwartaal(kwartalen, rijen, m), [c for rij in rijen for c in rij]
    nadruk, status = {"in": erin.naam, "uit": eruit.naam, "basis": "liep al"}, eerste_status(rijen[0][::-1])
    gepubliceerd = merken(paren, m, "", gegeven)
    return Tekening(svg, "Kolommen per kwartaal", kop, tabel, alle, nadruk, noot, status, gepubliceerd)


def _haakwoord(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal, rij: Sequence[Cel], gegeven: Cel | None) -> str | None:
    """The change in a year, in words; nothing over a trend break or in less than a year."""
    los = breuk(openbaar, r.cijfer, r.wet, kwartaal.vorig_jaar, kwartaal) or len(rij) < 5
    return None if los else verandering(openbaar, rij[-1], rij[-5], gegeven)


def _op_en_neer(formaat: str, kwartalen, reeksen, rijen, haak: str | None, doel: float | None) -> Vel:
    vel = Vel(formaat, {"smal": 330, "breed": 440}.get(formaat))
    px, (lopend, erin, eruit), n = vel.px, rijen, len(kwartalen)
    hoog = max(doel or 0, *(c.waarde for c in lopend if c.bekend))
    laag = max((c.waarde for c in eruit if c.bekend), default=0)
    woord = f"gepubliceerd {getal(lopend[-1].merk)}" if merk_van(lopend[-1]) is not None else ""
    raam = _Raam(vel, 2.1 * px if vel.smal else 0, -laag, hoog, 3.3 * px)
    rechts = 0 if vel.smal else max(7.4 * px, breedte(woord, px) + 0.8 * px)
    vlak = raam.vlak(eenheid_van(reeksen[0]), rechts, n)
    for i, (t, b, u) in enumerate(zip(lopend, erin, eruit, strict=True)):
        kolom = _Kolom(vlak, i, i in (n - 1, n - 5), 1.1)
        if t.bekend:
            nieuw = b.waarde if b.bekend else 0
            kolom.boven(t.waarde, Maat("").los(t))
            kolom.deel(0, t.waarde - nieuw, t.voorlopig, "basis")
            kolom.deel(t.waarde - nieuw, t.waarde, t.voorlopig, "in", woord=Maat("").los(b))
        else:
            kolom.status(t.status)
        if u.bekend:
            kolom.deel(-u.waarde, 0, u.voorlopig, "uit", woord=Maat("").los(u))
        kolom.ruit(t, Maat(""))
    raam.lijnen(vlak, n, doel)
    if haak:
        _haak(vlak, n, hoog, haak)
    if vel.smal:
        delen = [("liep al", "basis"), (reeksen[1].naam, "in"), (reeksen[2].naam, "uit")]
        legenda(vel, [*delen, *([("doel", "doel")] if doel else [])])
    elif lopend[-1].bekend:
        namen = _namen_op_neer(reeksen, lopend[-1], erin[-1], eruit[-1])
        namen += [(woord, "inkt", lopend[-1].merk)] if woord else []
        namen += [(f"doel {getal(doel)}", "doel", doel)] if doel is not None else []
        _namen(vlak, n, namen, 1.2 * px * raam.schaal, (-laag, hoog + 1.6 * px * raam.schaal), "rechts")
    vlak.kolomvakken(raam.top, n)
    vlak.kwartaal_as(kwartalen, lopend[-1].voorlopig)
    return vel


def _namen_op_neer(reeksen: Sequence[Reeks], t: Cel, b: Cel, u: Cel) -> list[Naam]:
    nieuw = b.waarde if b.bekend else 0
    namen = [("liep al", "inkt2", (t.waarde - nieuw) / 2)]
    namen += [(reeksen[1].naam, "in", t.waarde - nieuw / 2)] if nieuw else []
    return namen + ([(reeksen[2].naam, "uit", -u.waarde / 2)] if u.bekend and u.waarde else [])


# ---------------------------------------------------------------- what all columns share


@dataclass(frozen=True)
class _Raam:
    """Where columns stand on the sheet: from `top` down, from `laag` to `hoog`, with room above for words (in px)."""

    vel: Vel
    boven: float
    laag: float
    hoog: float
    ruimte: float

    @property
    def top(self) -> float:
        return self.boven + 1.3 * self.vel.px

    @property
    def hoogte(self) -> float:
        return self.vel.h - self.top - (3.5 if self.vel.smal else 2.4) * self.vel.px

    @property
    def schaal(self) -> float:
        """How much of the figures goes in a px; nothing but zeros still has a height."""
        return ((self.hoog - self.laag) or 1) / (self.hoogte - self.ruimte)

    def vlak(self, kop: str, rechts: float, n: int) -> Vlak:
        self.vel.tekst(0, self.top - 0.3 * self.vel.px, kop, "inkt2")
        y = (self.laag, self.laag + self.hoogte * self.schaal)
        return self.vel.vlak((0, self.top, self.vel.b - rechts, self.hoogte), (-0.5, max(n, 5) - 0.5), y)

    def lijnen(self, vlak: Vlak, n: int, doel: float | None, woord: str = "") -> None:
        """The base line and the line of the goal, with its word: above it on the phone, else right of it."""
        vlak.lijn([-0.5, n - 0.5], [0, 0])
        half = _Kolom(vlak, 0, False).dikte / 2
        for i in range(n + 1) if doel is not None else ():  # a dash between every two columns: through no number
            van, tot = max(i - 1 + half, -0.5), min(i - half, n - 0.5)
            vlak.lijn([van, tot], [doel] * 2, "doel", 3, "doel", solid_capstyle="butt")
        if woord:
            plek = (-0.5, doel, "rechtsboven", 4) if self.vel.smal else (n - 0.5, doel, "rechts", 6)
            vlak.woord(woord, *plek, kleur="doel", dik=True)


def _haak(vlak: Vlak, n: int, hoog: float, woord: str) -> None:
    """The bracket from the same quarter a year earlier to the last one, with the change in words."""
    px, van, tot, midden = vlak.px, n - 5, n - 1, n - 3
    boven, voet = hoog + 2.5 * px * vlak.per_px, hoog + 1.6 * px * vlak.per_px
    kolom = vlak.plek[2] / (vlak.x[1] - vlak.x[0])  # px
    woord = woord if breedte(woord, px, True) / 2 + 16 < 2 * kolom else woord.removesuffix(" in een jaar")
    half = (breedte(woord, px, True) / 2 + 8) / kolom
    if midden - half > van:
        vlak.lijn([van, van, midden - half], [voet, boven, boven], "inkt2")
        vlak.lijn([midden + half, tot, tot], [boven, boven, voet], "inkt2")
    vlak.woord(woord, midden, boven, dik=True)


def _namen(vlak: Vlak, n: float, namen: Sequence[Naam], ruimte, grenzen: tuple[float, float], kant: str) -> None:
    """The names right of the last column, each at its height, pushed apart where they would touch."""
    for y, (woord, kleur, _) in zip(spreid([p for *_, p in namen], ruimte, *grenzen), namen, strict=True):
        dik = kleur != "inkt"
        vlak.woord(woord, n - 0.5, y, kant, 2 if dik else 6, kleur=kleur, dik=dik)


@dataclass(frozen=True)
class _Kolom:
    """One column; on the phone only the last quarter and the one a year before carry numbers."""

    vlak: Vlak
    i: int
    nadruk: bool
    dun: float = DUN

    @property
    def dikte(self) -> float:
        return 0.86 if self.vlak.vel.smal else 0.74

    @property
    def met_getal(self) -> bool:
        return self.nadruk or not self.vlak.vel.smal

    def deel(self, van: float, tot: float, voorlopig: bool, kleur: str, reeks: str = "", woord: str = "") -> None:
        """A part with its number; a number that does not fit in it stays in the table."""
        if van == tot:
            return
        vlak, px = self.vlak, self.vlak.px
        vlak.staaf(self.i, (van, tot), kleur, self.dikte, voorlopig, reeks)
        breed = self.dikte * vlak.plek[2] / (vlak.x[1] - vlak.x[0])
        past = (tot - van) / vlak.per_px > self.dun * px and breedte(woord, px, self.nadruk) < breed
        if woord and past and self.met_getal:
            letters = {"kleur": op_kleur(kleur, voorlopig), "dik": self.nadruk}
            vlak.woord(woord, self.i, (van + tot) / 2, cijfer=reeks or kleur, **letters)

    def boven(self, y: float, woord: str) -> None:
        """The total on top."""
        if self.met_getal:
            self.vlak.woord(woord, self.i, y, "boven", 2, kleur="inkt" if self.nadruk else "inkt2", dik=self.nadruk)

    def ruit(self, c: Cel | None, m: Maat) -> None:
        """What was published before, beside the column."""
        if c is not None and merk_van(c, m) is not None:
            self.vlak.ruit(self.i + self.dikte / 2 + 0.02, c.merk)

    def status(self, woord: str) -> None:
        """Why there is nothing, upright in the empty place."""
        self.vlak.omhoog(woord, self.i, 6 * self.vlak.per_px, "inkt2")


# ---------------------------------------------------------------- stacked columns


@dataclass(frozen=True)
class _Stapel:
    """Layers with their figure per quarter, from below, and their sum; `getoond` is what is drawn of them."""

    lagen: Sequence[Reeks]
    kwartalen: list[Kwartaal]
    per_laag: list[list[Cel]]
    sommen: list[Cel]
    aandeel: bool

    @property
    def enkel(self) -> bool:
        """One total on its own: no layers to tell apart."""
        return len(self.lagen) == 1 and self.lagen[0].groep_soort == "totaal"

    @property
    def m(self) -> Maat:
        return Maat("procent", teken="%") if self.aandeel else Maat("")

    @property
    def getoond(self) -> list[list[Cel]]:
        if not self.aandeel:
            return self.per_laag
        return [[aandeel_van(c, s) for c, s in zip(rij, self.sommen, strict=True)] for rij in self.per_laag]

    @property
    def zichtbaar(self) -> list[tuple[Reeks, list[Cel]]]:
        """The layers of which something is known."""
        alle = zip(self.lagen, self.per_laag, self.getoond, strict=True)
        return [(r, rij) for r, eigen, rij in alle if any(c.bekend for c in eigen)]

    @property
    def soort(self) -> str:
        return "Kolommen per kwartaal" if self.enkel else "Gestapelde kolommen per kwartaal"

    @property
    def nadruk(self) -> dict[str, str]:
        return {} if self.enkel else {r.id: r.naam for r, _ in self.zichtbaar}

    @property
    def kolommen(self) -> list[tuple[Cel, ...]]:
        return list(zip(*self.per_laag, strict=True))

    @property
    def hoog(self) -> float:
        """Up to where the columns go: the layers together, or the total where a part of it is hidden."""
        stapel = [sum(c.waarde or 0 for c in kolom) for kolom in zip(*self.getoond, strict=True)]
        return max([*stapel, 100] if self.aandeel else [*stapel, *(c.waarde or 0 for c in self.sommen), 1])

    @property
    def met_leeg_stuk(self) -> bool:
        return not self.aandeel and any(map(_leeg_stuk, self.sommen, self.kolommen))

    def tabel(self) -> tuple[list[str], list[list[str]]]:
        kop = ["Kwartaal", "Totaal", *(hoofdletter(r.naam) for r in self.lagen)]
        rijen = per_kwartaal(self.kwartalen, [self.sommen, *self.getoond], self.m)
        if self.aandeel or self.enkel:
            kop, *rijen = ([rij[0], *rij[2:]] for rij in (kop, *rijen))
        return kop, rijen


def stapels(
    openbaar: Openbaar,
    lagen: Sequence[Reeks],
    kwartaal: Kwartaal,
    totaal: Reeks | None = None,
    aandeel: bool = False,
    haak: Reeks | None = None,
    aanvullen: bool = False,
) -> Tekening:
    """Gestapelde kolommen per kwartaal, als aantal of als aandeel van het totaal. De eerste laag ligt onder.

    Met `aanvullen` is in elk kwartaal het enige deel dat ontbreekt de rest van het totaal, net als in een `balk`.
    """
    s = _kies_stapel(openbaar, lagen, kwartaal, totaal, aandeel, aanvullen)
    if sum(any(c.bekend for c in kolom) for kolom in s.kolommen) < MINSTE_KWARTALEN:
        return _liggende_stapel(openbaar, lagen, kwartaal, totaal, aandeel)
    gegeven = cel(openbaar, haak.cijfer, haak.wet, kwartaal) if haak else None
    woord = None if aandeel else _haakwoord(openbaar, lagen[0], kwartaal, s.sommen, gegeven)
    doel = streef_van(openbaar, totaal or lagen[0], kwartaal) if s.enkel else None
    noot = breuknoot(openbaar, lagen[0], s.kwartalen)
    noot += doelnoot(openbaar, totaal or lagen[0], kwartaal) if s.enkel or totaal else []
    noot += [LEEG_BOVEN] * s.met_leeg_stuk
    paren = [(totaal.naam, c) for c in s.sommen] if totaal else []
    paren += [(r.naam, rij[-1]) for r, rij in zip(lagen, s.per_laag, strict=True)]
    svg = teken(lambda formaat: _stapels(formaat, s, woord, doel))
    alle = [c for rij in s.per_laag for c in rij] + (s.sommen if totaal else [])
    status, gepubliceerd = eerste_status(s.sommen[::-1]), merken(paren, Maat(""), "")
    return Tekening(svg, s.soort, *s.tabel(), alle, s.nadruk, noot, status, gepubliceerd, len(lagen) > 1)


def _kies_stapel(openbaar: Openbaar, lagen, kwartaal, totaal: Reeks | None, aandeel: bool, aanvullen: bool) -> _Stapel:
    kwartalen = bekende_kwartalen(openbaar, [*lagen, *([totaal] if totaal else [])], kwartaal)
    per_laag = [cellen(openbaar, r, kwartalen) for r in lagen]
    kolommen = list(zip(*per_laag, strict=True))
    sommen = cellen(openbaar, totaal, kwartalen) if totaal else [optellen(kolom) for kolom in kolommen]
    if aanvullen and kolommen:
        gevuld = [aangevuld(kolom, som, openbaar.drempel) for kolom, som in zip(kolommen, sommen, strict=True)]
        per_laag = [list(rij) for rij in zip(*gevuld, strict=True)]
    return _Stapel(lagen, kwartalen, per_laag, sommen, aandeel)


def _liggende_stapel(openbaar: Openbaar, lagen, kwartaal: Kwartaal, totaal: Reeks | None, aandeel: bool) -> Tekening:
    """Too few quarters for columns: bars, of shares of the total in whole percents or of figures with their sum."""
    if aandeel and totaal:
        sommen = nu_en_toen(openbaar, totaal, kwartaal)
        rijen = []
        for r in lagen:
            nu, toen = (aandeel_van(c, s).heel for c, s in zip(nu_en_toen(openbaar, r, kwartaal), sommen, strict=True))
            rijen.append(Rij(r.naam, nu, toen if toen.bekend else None, r.kleur))
        return liggend(openbaar, rijen, "soort", kwartaal, "procent", gesorteerd=False)
    return als_balken(openbaar, lagen, kwartaal, totaal=totaal if len(lagen) > 1 else None)


def _stapels(formaat: str, s: _Stapel, haak: str | None, doel: float | None) -> Vel:
    smal, lagen, n, m = formaat == "smal", s.zichtbaar, len(s.kwartalen), s.m
    boven = legenda_hoogte(formaat, [r.naam for r, _ in lagen]) if smal and not s.enkel else 0
    vel = Vel(formaat, {"breed": 420, "smal": 290 + boven}.get(formaat))
    px, sommen, hoog = vel.px, None if s.aandeel else s.sommen, max(s.hoog, doel or 0)
    raam = _Raam(vel, boven, 0, hoog, (3.3 if haak else 1.6 if sommen else 0.3) * px)
    namen = [] if smal else _laagnamen(lagen, sommen[-1] if sommen else None, m, vel, DUN * px * raam.schaal)
    doelwoord = f"doel {m.tekst(doel)}" if doel is not None else ""
    breed = [1.6 * px + breedte(d, px, True) for naam, *_ in namen for d in naam.split("\n")]
    rechts = max(4.5 * px, *breed, 0.9 * px + breedte(doelwoord, px, True) if doelwoord else 0)
    vlak = raam.vlak("deel van de " * s.aandeel + eenheid_van(s.lagen[0]), 0 if smal else rechts, n)
    _zet_stapels(vlak, s)
    raam.lijnen(vlak, n, doel, doelwoord)
    if haak:
        _haak(vlak, n, hoog, haak)
    if boven:
        legenda(vel, [(r.naam, r.kleur) for r, _ in lagen])
    maten = [(1.25 * naam.count("\n") + 1.35) * px * raam.schaal for naam, *_ in namen]
    laag = min(maten, default=0) / 2  # rather above the column than through the axis
    _namen(vlak, n, namen, maten, (laag, max(hoog, laag + sum(maten))), "rechts")
    vlak.kolomvakken(raam.top, n)
    vlak.kwartaal_as(s.kwartalen, any(rij[-1].voorlopig for _, rij in lagen))
    return vel


def _zet_stapels(vlak: Vlak, s: _Stapel) -> None:
    n = len(s.kwartalen)
    for i in range(n):
        delen = [(r, rij[i]) for r, rij in s.zichtbaar]
        _stapel(_Kolom(vlak, i, i in (n - 1, n - 5)), delen, None if s.aandeel else s.sommen[i], s.m)


def _stapel(kolom: _Kolom, delen: Sequence[tuple[Reeks, Cel]], som: Cel | None, m: Maat) -> None:
    y, alleen = 0.0, len(delen) == 1 and som is not None
    for r, c in delen:
        hoog = c.waarde or 0
        kolom.deel(y, y + hoog, c.voorlopig, r.kleur, r.id, "" if alleen else m.los(c))
        y += hoog
    if som is not None and som.bekend:
        if kolom.met_getal and _leeg_stuk(som, [c for _, c in delen]):  # a hidden layer: keep its place
            kolom.vlak.kader(kolom.i, (y, som.waarde), kolom.dikte)
        kolom.boven(max(y, som.waarde), m.tekst(som.waarde) if kolom.vlak.vel.smal else m.los(som))
    kolom.ruit(som, m)
    if not any(c.bekend for c in (*(c for _, c in delen), som or Cel())):
        kolom.status(delen[0][1].status)


def _leeg_stuk(som: Cel, delen: Sequence[Cel]) -> bool:
    """Whether the parts leave so much of the total that an empty piece is drawn."""
    return som.bekend and som.waarde - sum(c.waarde for c in delen if c.bekend) > 0.02 * som.waarde


def _laagnamen(lagen, som: Cel | None, m: Maat, vel: Vel, dun: float) -> list[Naam]:
    """The names right of the last column with their colours; a published total stands among them.

    A layer too thin for a number of its own has it behind its name.
    """
    uit, px, regels, y = [], vel.px, regels_per_naam(vel, len(lagen)), 0.0
    for r, rij in lagen if len(lagen) > 1 else ():
        c, basis = rij[-1], r.kleur.removesuffix("-licht")
        getal_ = f" {m.los(c)}" if c.bekend and 0 < c.waarde <= dun else ""
        kwart = vel.formaat == "kwart"
        naam = kort(r.naam, px, 10 * px) + getal_ if kwart else breek(r.naam + getal_, px, 7.6 * px, regels)
        hoog = c.waarde or 0
        naam = naam if c.bekend else f"{naam}\n({c.status})"
        uit.append((naam, "inkt2" if basis == "basis" else basis, y + hoog / 2))
        y += hoog
    if som is not None and merk_van(som, m) is not None:
        uit.append((f"gepubliceerd\n{m.tekst(som.merk)}", "inkt", som.merk))
    return uit


# ---------------------------------------------------------------- what the saving is made of, per year


def opbouw(openbaar: Openbaar, kwartaal: Kwartaal) -> Tekening:
    """De besparing per jaar in twee delen: al ingeboekt en nieuw, met een streep bij het doel."""

    def van(jaar: int) -> dict[str, Cel]:
        return {naam: cel(openbaar, c, "samen", Kwartaal(jaar, 4)) for naam, c in BESPARING.items()}

    alle = {j: van(j) for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3)}
    per = {j: delen for j, delen in alle.items() if delen["samen"].bekend}
    cellen_ = [delen[naam] for naam in BESPARING for delen in per.values()]
    m = maat("euro", cellen_)
    rijen = [[str(j), *map(m.cel, delen.values())] for j, delen in per.items()]
    namen = [("al ingeboekt", "al ingeboekt"), ("nieuw", "nieuw"), ("samen", "besparing")]
    paren = [(f"{naam} in {j}", delen[deel]) for j, delen in per.items() for deel, naam in namen]
    svg = teken(lambda formaat: _opbouw(Vel(formaat, {"smal": 330, "breed": 400}.get(formaat)), per, m))
    kop = ["Jaar", *(f"{hoofdletter(n)} ({m.woord})" for n in BESPARING)]
    nadruk, gepubliceerd = {"basis": "al ingeboekt", "hoofd": "nieuw", "doel": "doel"}, merken(paren, m, "euro")
    status = eerste_status([delen["samen"] for delen in reversed(per.values())])
    return Tekening(svg, "Gestapelde kolommen per jaar", kop, rijen, cellen_, nadruk, [], status, gepubliceerd)


def _naast(laag: float, hoog: float, streep: float | None, ruimte: float) -> float:
    """The middle of an area, or of its larger half where a line would run through the number."""
    midden = (laag + hoog) / 2
    if streep is None or abs(streep - midden) > ruimte:
        return midden
    return (streep + hoog) / 2 if hoog - streep >= streep - laag else (laag + streep) / 2


def _opbouw(vel: Vel, per: dict[int, dict[str, Cel]], m: Maat) -> Vel:
    px, n, smal = vel.px, len(per), vel.smal
    top = (legenda(vel, [("al ingeboekt", "basis"), ("nieuw", "hoofd"), ("doel", "doel")]) if smal else 0) + 0.3 * px
    hoog = max((c.waarde for delen in per.values() for c in delen.values() if c.bekend), default=0) or 1
    hoogte = vel.h - top - 2.6 * px
    schaal = hoog / (hoogte - 1.8 * px)
    plek = (0, top, vel.b - (0 if smal else 7 * px), hoogte)
    vlak = vel.vlak(plek, (-0.5, max(n, 3) - 0.5), (0, hoogte * schaal))
    for i, (jaar, delen) in enumerate(per.items()):
        y, doel, som = 0.0, delen["doel"], delen["samen"]
        for c, kleur in ((delen["al ingeboekt"], "basis"), (delen["nieuw"], "hoofd")):
            if not c.bekend or c.waarde <= 0:
                continue
            vlak.staaf(i, (y, y + c.waarde), kleur, 0.6, c.voorlopig)
            if c.waarde / schaal > DUN * px:
                midden = _naast(y, y + c.waarde, doel.waarde, 0.9 * px * schaal)
                vlak.woord(m.tekst(c.waarde), i, midden, kleur=op_kleur(kleur, c.voorlopig), dik=True, cijfer=kleur)
            y += c.waarde
        vlak.woord(m.tekst(som.waarde), i, max(y, doel.waarde or 0), "boven", 5, dik=True)
        if doel.bekend:
            vlak.streep(doel.waarde, i - 0.36, i + 0.36, "doel", "doel")
        vel.tekst(vlak.px_van(i), top + hoogte + px, str(jaar), ha="center", dik=i == n - 1)
        if som.voorlopig:
            vel.tekst(vlak.px_van(i), top + hoogte + 2.15 * px, "voorlopig", ha="center")
    vlak.kolomvakken(top, n)
    vlak.lijn([-0.5, n - 0.5], [0, 0])
    if not smal and n:
        a, b, top = (list(per.values())[-1][naam].waarde or 0 for naam in ("al ingeboekt", "nieuw", "doel"))
        namen = [("al ingeboekt", "inkt2", a / 2), ("nieuw", "hoofd", a + b / 2), ("doel", "doel", top)]
        _namen(vlak, n - 0.1, namen if top else namen[:2], 1.3 * px * schaal, (0, hoog + px * schaal), "rechts")
    return vel
