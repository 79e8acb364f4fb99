"""Balken: liggend onder elkaar, per jaar naast de begroting, of een balk van honderd procent. Maten zijn css-pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.beeld import Tekening, leeg, met_voorlopig
from sociaaldomein.beelden.getallen import (
    Cel,
    Reeks,
    Rij,
    aangevuld,
    cel,
    cellen,
    eenheid_van,
    eerste_status,
    geschat,
    hoofdletter,
    nu_en_toen,
    rij_van,
    tafels_van,
    totaal_van,
    zwakste_status,
)
from sociaaldomein.beelden.maten import Maat, maat, merk_van, merken, verschil_met_begroting
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, HOOGTE, Vel, Vlak, breedte, breek, kort, op_kleur
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal, procent

MAX_RIJEN = 14
MINSTE_KWARTALEN = 3  # with fewer, columns or a line say nothing: then bars
LEEG_STUK = "Het lege stuk komt door het afronden van de delen."


# ---------------------------------------------------------------- horizontal bars


def liggend(
    openbaar: Openbaar,
    rijen: Sequence[Rij],
    eerste_kop: str,
    kwartaal: Kwartaal,
    eenheid: str,
    gesorteerd: bool = True,
    nu_kop: str = "",
) -> Tekening:
    """Liggende balken met een streepje voor een jaar eerder. 'onbekend' staat onderaan en is grijs."""
    tafels_van(openbaar)  # the rows were chosen from it: nothing else may be drawn
    rijen = _op_volgorde(rijen, gesorteerd)
    getoond = rijen[:MAX_RIJEN]
    alle = [c for r in rijen for c in (r.nu, r.toen, r.doel) if c is not None]
    m = maat(eenheid, alle)
    met_toen = any(r.toen is not None and r.toen.bekend for r in getoond)
    met_doel = any(r.doel is not None for r in getoond)
    kop = [*["Begroot"] * met_doel, nu_kop or kwartaal.label, *[kwartaal.vorig_jaar.label] * met_toen]
    tabel = [_tabelrij(r, m, met_doel, met_toen) for r in rijen]
    kop = [hoofdletter(eerste_kop) or "Soort", *(f"{k} ({m.woord})" if eenheid == "euro" else k for k in kop)]
    over = f"In het beeld staan de {MAX_RIJEN} grootste groepen. De andere staan in de tabel."
    svg = teken(lambda formaat: _liggend(formaat, getoond, m, "" if nu_kop else kwartaal.label))
    noot, status = [over] * (len(rijen) > MAX_RIJEN), zwakste_status([r.nu for r in getoond])
    gepubliceerd, delen = merken([(r.naam, r.nu) for r in getoond], m, eenheid), eerste_kop not in ("", "wat")
    return Tekening(svg, "Liggende balken", kop, tabel, alle, {}, noot, status, gepubliceerd, delen)


def _op_volgorde(rijen: Sequence[Rij], gesorteerd: bool) -> list[Rij]:
    """The rows of which something is known, or all when there is none; the largest first."""
    rijen = [r for r in rijen if r.nu.status != "ontbreekt" or (r.toen is not None and r.toen.bekend)] or list(rijen)
    if gesorteerd:
        rijen.sort(key=lambda r: (r.naam.startswith("onbekend"), -(r.nu.waarde if r.nu.bekend else -1), r.naam))
    return rijen


def _tabelrij(r: Rij, m: Maat, met_doel: bool, met_toen: bool) -> list[str]:
    doel = [m.cel(r.doel) if r.doel else ""] * met_doel
    toen = [m.cel(r.toen) if r.toen else "ontbreekt"] * met_toen
    return [hoofdletter(r.naam), *doel, met_voorlopig(m.cel(r.nu), r.nu), *toen]


def _ernaast(r: Rij) -> list[tuple[Cel, str, str]]:
    """The strokes across a bar: a year before and the budget, with their colour and what they are."""
    strepen = ((r.toen, "inkt", "eerder"), (r.doel, "doel", "begroot"))
    return [(c, kleur, naam) for c, kleur, naam in strepen if c is not None and c.bekend]


def _liggend(formaat: str, rijen: list[Rij], m: Maat, wanneer: str) -> Vel:
    smal, klein = formaat == "smal", formaat == "kwart"
    b, px = FORMAAT[formaat]
    over, rijen = max(len(rijen) - 6, 0) if klein else 0, rijen[: 6 if klein else None]
    namen, links = _balknamen(formaat, [r.naam for r in rijen])
    uitleg, stand = _uitleg(rijen, m), {r.nu.voorlopig for r in rijen if r.nu.bekend}
    kop, voet, los = 1.7 * px, (1.9 if uitleg or over else 0.3) * px, len(stand) == 2  # then the word at each bar
    regels = [n.count("\n") + 1 for n in namen]
    hoogten = _hoogten(formaat, regels, HOOGTE["kwart"] - kop - voet)
    vel = Vel(formaat, kop + sum(hoogten) + voet)
    if over:
        vel.tekst(b, vel.h - 0.35 * px, f"en nog {over} groepen", "inkt2", ha="right")
    boven = (m.woord, wanneer, "voorlopig" if stand == {True} else "")
    vel.tekst(links, px, ", ".join(filter(None, boven)), "inkt2")
    extra = max(breedte(_balkwoord(r, m, los), px, True) for r in rijen) + 1.6 * px
    vlak, y = _balkvlak(vel, rijen, (links, kop, b - links, sum(hoogten)), extra), 0.0
    for nr, (r, naam, hoogte, k) in enumerate(zip(rijen, namen, hoogten, regels, strict=True)):
        vel.rij(nr, kop + y, hoogte, naam, links)
        midden, dik = y + hoogte / 2, min(1.5 * px, hoogte * (0.8 if klein else 0.7))
        if smal:
            midden, dik = y + (1.25 * k + 0.75) * px, 1.2 * px
        _balkrij(vlak, r, midden, dik, m, los)
        y += hoogte
    voet_uitleg(vel, links, uitleg)
    return vel


def _balknamen(formaat: str, namen: list[str]) -> tuple[list[str], float]:
    """The names as they stand beside the bars, and how much room they take there; a small picture has one line each."""
    (b, px), klein = FORMAAT[formaat], formaat == "kwart"
    if formaat == "smal":
        return [breek(naam, px, b) for naam in namen], 0
    ruimte = (0.46 if klein else 0.36) * b
    uit = [(kort if klein else breek)(naam, px, ruimte - 0.8 * px) for naam in namen]
    return uit, min(max(breedte(d, px) for naam in uit for d in naam.split("\n")) + 0.9 * px, ruimte)


def _hoogten(formaat: str, regels: list[int], ruimte: float) -> list[float]:
    """How high each row is; in the small picture they share the room there is."""
    px = FORMAAT[formaat][1]
    if formaat == "kwart":
        return [min(1.9 * px, ruimte / len(regels))] * len(regels)
    return [(1.25 * k + 1.9) * px if formaat == "smal" else max(2.2, 1.25 * k + 0.5) * px for k in regels]


def _uitleg(rijen: Sequence[Rij], m: Maat) -> dict[str, str]:
    """What a stroke means, by its colour; a diamond has none."""
    kleuren = {kleur for r in rijen for _, kleur, _ in _ernaast(r)}
    kleuren |= {"" for r in rijen if merk_van(r.nu, m) is not None}
    return {k: w for k, w in (("inkt", "een jaar eerder"), ("doel", "begroot"), ("", "gepubliceerd")) if k in kleuren}


def _balkvlak(vel: Vel, rijen: Sequence[Rij], plek: tuple, extra: float) -> Vlak:
    """Room for the bars and `extra` px of words; a booking can be negative: the bar then goes left of zero."""
    waarden = [c.waarde for r in rijen for c in (r.nu, r.toen, r.doel) if c is not None and c.bekend] or [1]
    laag, top = min(0, *waarden, 0), max(0, *waarden, 0)
    top = top if top > laag else 1
    per_px = (top - laag) / max(plek[2] - extra - (12 if laag else 0), 60)
    van = laag - (12 * per_px if laag else 0)
    vlak = vel.vlak(plek, (van, van + per_px * plek[2]), (plek[3], 0), liggend=True)
    if laag:
        vlak.lijn([0, 0], [0, plek[3]])
    return vlak


def _balkwoord(r: Rij, m: Maat, los: bool) -> str:
    woord = m.cel(r.nu) + (" voorlopig" if los and r.nu.voorlopig and r.nu.bekend else "")
    return woord + (f" (gepubliceerd {m.tekst(r.nu.merk)})" if merk_van(r.nu, m) is not None else "")


def _balkrij(vlak: Vlak, r: Rij, y: float, dik: float, m: Maat, los: bool) -> None:
    px, kleur, strepen = vlak.px, "basis" if r.naam.startswith("onbekend") else r.kleur, _ernaast(r)
    if r.nu.bekend:
        vlak.staaf(y, (0, r.nu.waarde), kleur, dik, r.nu.voorlopig)
    for c, inkt, naam in strepen:
        vlak.streep(c.waarde, y - dik / 2 - 0.12 * px, y + dik / 2 + 0.12 * px, inkt, naam)
    merk = [r.nu.merk] if merk_van(r.nu, m) is not None else []
    if merk:
        vlak.ruit(r.nu.merk, y)
    woord, rest = m.cel(r.nu), _balkwoord(r, m, los)
    vrij = min([r.nu.waarde or 0, *(c.waarde for c, *_ in strepen)])
    binnen = r.nu.bekend and (breedte(woord, px, True) + 16) * vlak.per_px < vrij
    if binnen:
        vlak.woord(woord, 0, y, "rechts", 8, kleur=op_kleur(kleur, r.nu.voorlopig), dik=True, cijfer=kleur)
        rest = rest.removeprefix(woord).strip()
    if rest:
        eind = max(r.nu.waarde or 0, 0, *(c.waarde for c, *_ in strepen), *merk)
        vlak.woord(rest, eind, y, "rechts", 9, kleur="inkt" if r.nu.bekend else "inkt2", dik=r.nu.bekend and not binnen)


def voet_uitleg(vel: Vel, links: float, uitleg: dict[str, str]) -> None:
    """Onder de balken: wat een streepje in een kleur is, en zonder kleur een ruit."""
    px, x = vel.px, links + 3
    vlak = vel.vlak((0, vel.h - 1.2 * px, vel.b, 1.2 * px), (0, vel.b), (0, 1), liggend=True)
    for kleur, woord in uitleg.items():
        if kleur:
            vlak.streep(x, 0.1, 0.9, kleur)
        else:
            vlak.ruit(x + 2, 0.5)
        vel.tekst(x + 11, vel.h - 0.35 * px, woord, "inkt2")
        x += breedte(woord, px) + 2.2 * px


def als_balken(openbaar: Openbaar, reeksen: Sequence[Reeks], kwartaal: Kwartaal, kop="", totaal=None) -> Tekening:
    """Reeksen als liggende balken, voor wie te weinig kwartalen heeft, met het `totaal` als laatste balk."""
    rijen = [rij_van(openbaar, r, kwartaal) for r in reeksen]
    rijen += [_somrij(openbaar, totaal, rijen, kwartaal)] if totaal else []
    return liggend(openbaar, rijen, kop, kwartaal, eenheid_van(totaal or reeksen[0]), gesorteerd=False)


def _somrij(openbaar: Openbaar, totaal: Reeks, rijen: Sequence[Rij], kwartaal: Kwartaal) -> Rij:
    """Het totaal als een eigen balk, opgeteld uit de delen als niemand het gaf."""
    nu, toen = nu_en_toen(openbaar, totaal, kwartaal)
    return Rij("totaal", totaal_van(nu, [r.nu for r in rijen]), toen if toen.bekend else None, "basis")


# ---------------------------------------------------------------- one bar of a hundred percent


class _Deel(NamedTuple):
    """A part of the bar: its figure now and a year before, and the row of the table it belongs to."""

    reeks: Reeks
    nu: Cel
    toen: Cel
    rij: int = 0


def balk(
    openbaar: Openbaar,
    delen: Sequence[Reeks],
    totaal: Reeks,
    kwartaal: Kwartaal,
    hoofdwoord: str,
    eerder: bool = True,
    aanvullen: bool = False,
) -> Tekening:
    """Een balk met het eerste deel in grijs en de andere delen in blauw; eronder dun een jaar eerder.

    `hoofdwoord` zegt wat het eerste deel is. Met `aanvullen` is het enige deel dat ontbreekt de rest van het totaal.
    """
    eenheid = eenheid_van(totaal)
    (nu, som), (toen, som_toen) = _nu_en_toen(openbaar, delen, totaal, kwartaal, aanvullen)
    if not any(c.waarde for c in nu) or not som.bekend:
        return als_balken(openbaar, delen, kwartaal, totaal=totaal)
    alle = [_Deel(r, c, t) for r, c, t in zip(delen, nu, toen, strict=True)]
    getoond = [d for d in alle if {d.nu.status, d.toen.status} != {"ontbreekt"}]
    zichtbaar = [d._replace(rij=nr) for nr, d in enumerate(getoond) if d.nu.waarde]
    verborgen = [d.reeks.naam for d in alle if d.nu.status == "afgeschermd"]
    ca, met_toen = _ca(openbaar, nu[0], eenheid), eerder and som_toen.bekend
    eronder = som_toen if met_toen and toen[0].bekend else None
    svg = teken(lambda formaat: _balk(formaat, zichtbaar, (som, eronder), (eenheid, hoofdwoord), verborgen, ca))
    kop, *tabel = _balktabel(getoond, _Deel(replace(totaal, naam="totaal"), som, som_toen), kwartaal, met_toen)
    over = som.waarde - sum(c.waarde for c in nu if c.bekend)
    noot, status = [LEEG_STUK] * (over > 0.005 * som.waarde and not verborgen), zwakste_status([som, *nu])
    paren = [(d.reeks.naam, d.nu) for d in alle] + [(eenheid, cellen(openbaar, totaal, [kwartaal])[0])]
    nadruk, gepubliceerd = {d.reeks.id: d.reeks.naam for d in zichtbaar}, merken(paren, Maat(""), eenheid)
    return Tekening(svg, "Eén balk van 100 procent", kop, tabel, [*nu, som], nadruk, noot, status, gepubliceerd, True)


def _balktabel(delen: list[_Deel], som: _Deel, kwartaal: Kwartaal, met_toen: bool) -> list[list[str]]:
    kop, m = ["Aandeel", kwartaal.vorig_jaar.label, "Aandeel toen"], Maat("")
    uit = [[hoofdletter(eenheid_van(som.reeks)), kwartaal.label, *kop]]
    for r, nu, toen, _ in (*delen, som):
        uit.append([hoofdletter(r.naam), m.cel(nu), _aandeel(nu, som.nu), m.cel(toen), _aandeel(toen, som.toen)])
    return uit if met_toen else [rij[:3] for rij in uit]


def _ca(openbaar: Openbaar, c: Cel, eenheid: str) -> str:
    """What is said before a figure that is rounded."""
    return "" if not geschat(openbaar, c, eenheid) else "±" if c.grof else "ongeveer "


def _nu_en_toen(openbaar: Openbaar, delen, totaal: Reeks, kwartaal: Kwartaal, aanvullen: bool) -> list:
    """The parts with their sum: now, and a year before."""
    uit, sommen = [], nu_en_toen(openbaar, totaal, kwartaal)
    for som, *rij in zip(sommen, *(nu_en_toen(openbaar, r, kwartaal) for r in delen), strict=True):
        som = totaal_van(som, rij)
        uit.append((aangevuld(rij, som, openbaar.drempel) if aanvullen else rij, som))
    return uit


def _aandeel(deel: Cel, som: Cel) -> str:
    return procent(100 * deel.waarde / som.waarde, 0) if deel.bekend and som.waarde else ""


def _balk(formaat: str, delen: list[_Deel], sommen: tuple, woorden: tuple[str, str], verborgen, ca: str) -> Vel:
    (eenheid, hoofdwoord), (som, som_toen), px = woorden, sommen, FORMAAT[formaat][1]
    dik, dun, klein = {"breed": 4.2, "smal": 3.2, "kwart": 2.9}[formaat] * px, 1.1 * px, len(delen) - 1
    hoogte = 1.5 * px + dik + (0.6 + 1.3 * klein) * px + (1.4 * px if verborgen else 0)
    if formaat == "kwart" and hoogte + 2.6 * px + dun > HOOGTE["kwart"]:
        som_toen = None  # the small picture keeps to the parts; the year before is in the large one
    vel = Vel(formaat, hoogte + (2.6 * px + dun if som_toen else 0.4 * px))
    vlak, y, x = vel.heel(liggend=True), 1.5 * px, 0.0
    basis = max(som.waarde, sum(d.nu.waarde for d in delen))
    vel.tekst(0, px, f"{getal(som.waarde)} {eenheid}" + (" (voorlopig)" if som.voorlopig else ""), dik=True)
    for nr, d in enumerate(delen):
        r, c, b = d.reeks, d.nu, d.nu.waarde / basis * vel.b
        vel.vak(x, y, b, dik, d.rij)
        vlak.staaf(y + dik / 2, (x, x + b), r.kleur, dik, c.voorlopig, r.id)
        if nr == 0:
            kern, aandeel = f"{ca}{getal(c.waarde)}", f"({_aandeel(c, som)})"
            keuze = [f"{kern} {w} {aandeel}" for w in (hoofdwoord, r.naam)] + [f"{kern} {aandeel}", Maat("").los(c)]
            woord = next((w for w in keuze if breedte(w, px + 3, True) < b - px), "")
            letters = {"kleur": op_kleur(r.kleur, c.voorlopig), "dik": True, "maat": 0 if vel.smal else 3}
            vlak.woord(woord, x + 0.6 * px, y + dik / 2, "rechts", cijfer=r.id, **letters)
        else:
            _staartje(vlak, d, _aandeel(c, som), (x, x + b), (y, y + dik), y + dik + (1.35 + 1.3 * (nr - 1)) * px)
        x += b
    if som.waarde - x / vel.b * basis > 0.005 * som.waarde:
        vlak.kader(y + dik / 2, (x, vel.b), dik)
    if verborgen:
        woord = kort("afgeschermd: " + ", ".join(verborgen), px, vel.b)
        vel.tekst(0, y + dik + (1.35 + 1.3 * klein) * px + 0.2 * px, woord, "inkt2")
    if som_toen:
        _dunne_balk(vlak, dun, delen, som_toen)
    return vel


def _staartje(vlak: Vlak, d: _Deel, aandeel: str, van_tot: tuple, hoog: tuple, ry: float) -> None:
    """A number in the small part and its name on a leader line; lower and lower, so nothing crosses."""
    vel, px, r, woord_in, (boven, onder) = vlak.vel, vlak.px, d.reeks, Maat("").los(d.nu), hoog
    mid, past = sum(van_tot) / 2, breedte(woord_in, px, True) + 6 < van_tot[1] - van_tot[0]
    if past:
        kleur = op_kleur(r.kleur, d.nu.voorlopig)
        vlak.woord(woord_in, mid, (boven + onder) / 2, kleur=kleur, dik=True, cijfer=r.id)
    waarde = aandeel if past else f"{woord_in} ({aandeel})"
    woord = f"{kort(r.naam, px, vel.b - breedte(f' {waarde}', px))} {waarde}"
    b_woord = breedte(woord, px)
    links = mid - 10 - b_woord < 0
    if links and mid + 10 + b_woord > vel.b:  # fits on neither side: under the end of its line
        vlak.lijn([mid, mid], [onder + 2, ry - 0.95 * px], "inkt2")
        return vel.tekst(max(0, min(mid - b_woord / 2, vel.b - b_woord)), ry, woord)
    vlak.lijn([mid, mid], [onder + 2, ry - 0.3 * px], "inkt2")
    vlak.lijn([mid, mid + 6 if links else mid - 6], [ry - 0.3 * px] * 2, "inkt2")
    return vel.tekst(mid + (10 if links else -10), ry, woord, ha="left" if links else "right")


def _dunne_balk(vlak: Vlak, dun: float, delen: list[_Deel], som: Cel) -> None:
    vel, px, x = vlak.vel, vlak.px, 0.0
    y, basis = vel.h - dun - 2, max(som.waarde, sum(d.toen.waarde or 0 for d in delen))
    kort_, eerste = f"een jaar eerder: {getal(som.waarde)}", delen[0]
    lang = f"{kort_}, waarvan {_aandeel(eerste.toen, som)} {eerste.reeks.naam}"
    vel.tekst(0, y - 0.45 * px, lang if breedte(lang, px) <= vel.b else kort_, "inkt2")
    for d in delen:
        if d.toen.bekend:
            b = d.toen.waarde / basis * vel.b
            vlak.staaf(y + dun / 2, (x, x + b), d.reeks.kleur, dun, reeks=d.reeks.id)
            x += b


# ---------------------------------------------------------------- years against the budget


class _Jaar(NamedTuple):
    """A year: its budget, and what was spent (`cel`); of a year that still runs that is provisional."""

    jaar: int
    begroot: Cel
    cel: Cel
    loopt: bool

    @property
    def werkelijk(self) -> Cel:
        return self.cel.met_status("voorlopig") if self.loopt and self.cel.bekend else self.cel


def jaren(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, aantal: int = 4) -> Tekening:
    """Per jaar wat is uitgegeven, met een streep bij wat begroot was. Het lopende jaar toont wat er tot nu toe is."""
    alle_jaren = range(kwartaal.jaar - aantal + 1, kwartaal.jaar + 1)
    rijen = [r for r in (_jaar(openbaar, wet, kwartaal, j) for j in alle_jaren) if r.begroot.bekend or r.cel.bekend]
    if not rijen:
        return leeg(openbaar, "begroting en uitgaven per jaar")
    alle = [c for r in rijen for c in (r.begroot, r.cel)]
    m = maat("euro", alle)
    kop = ["Jaar", f"Begroot ({m.woord})", f"Uitgegeven ({m.woord})", "Verschil"]
    tabel = [[str(r.jaar), m.cel(r.begroot), _uitgegeven(r, m), _verschil(r, m)] for r in rijen]
    paren = [(f"uitgegeven in {r.jaar}", r.werkelijk) for r in rijen]
    paren += [(f"begroot in {r.jaar}", r.begroot) for r in rijen]
    vol = [r.werkelijk for r in reversed(rijen) if not r.loopt]
    status = eerste_status([*vol, *(r.werkelijk for r in reversed(rijen)), *alle])
    svg = teken(lambda formaat: _jaren(formaat, rijen, m, kwartaal))
    nadruk, gepubliceerd = {"werkelijk": "uitgegeven", "begroot": "begroot"}, merken(paren, m, "euro")
    return Tekening(svg, "Balken per jaar", kop, tabel, alle, nadruk, [], status, gepubliceerd)


def _jaar(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, jaar: int) -> _Jaar:
    slot = Kwartaal(jaar, 4)
    begroot, werkelijk = (cel(openbaar, c, wet, slot) for c in ("begroot_jaar", "werkelijk_jaar"))
    loopt = slot > kwartaal or not werkelijk.bekend
    if jaar == kwartaal.jaar and loopt:
        werkelijk = cel(openbaar, "werkelijk_cumulatief", wet, kwartaal)
    return _Jaar(jaar, begroot, werkelijk, loopt)


def _uitgegeven(r: _Jaar, m: Maat) -> str:
    woord = m.cel(r.werkelijk)
    return f"loopt nog: {woord}" if r.loopt and r.werkelijk.bekend else met_voorlopig(woord, r.werkelijk)


def _verschil(r: _Jaar, m: Maat) -> str:
    return verschil_met_begroting(m, r.begroot, r.werkelijk, r.loopt)


def _jaren(formaat: str, rijen: list[_Jaar], m: Maat, kwartaal: Kwartaal) -> Vel:
    px, rand, marge = FORMAAT[formaat][1], 3.7 * FORMAAT[formaat][1], 3 * FORMAAT[formaat][1]
    hoog = {"smal": 3.4 * px, "breed": 3.6 * px, "kwart": min(2.2 * px, (HOOGTE["kwart"] - rand) / len(rijen))}[formaat]
    vel = Vel(formaat, hoog * len(rijen) + rand)
    breed = vel.b - marge - (6.6 if vel.smal else 8.2) * px
    vel.tekst(marge, px, f"heel het jaar, {m.woord}", dik=True)
    top = max([c.waarde for r in rijen for c in (r.begroot, r.werkelijk) if c.bekend] or [1]) or 1
    plek = (marge, 1.8 * px, breed, hoog * len(rijen))
    vlak = vel.vlak(plek, (0, top * 1.01), (len(rijen) - 0.5, -0.5), liggend=True)
    for i, r in enumerate(rijen):
        jaar, begroot, werkelijk, loopt = r.jaar, r.begroot, r.werkelijk, r.loopt
        vlak.woord(str(jaar), 0, i, "links", 8, dik=jaar == kwartaal.jaar)
        vel.vak(0, 1.8 * px + hoog * i, vel.b, hoog, i)
        if werkelijk.bekend:
            vlak.staaf(i, (0, werkelijk.waarde), "hoofd", 0.62, werkelijk.voorlopig, "werkelijk")
            woord = m.tekst(werkelijk.waarde) + (f" tot en met {kwartaal.maand_tot}" if loopt and not vel.smal else "")
            ruim = werkelijk.waarde / top * breed > breedte(woord, px, True) + 20
            kleur = op_kleur("hoofd", werkelijk.voorlopig) if ruim else "inkt"
            x = 0 if ruim else werkelijk.waarde
            vlak.woord(woord, x, i, "rechts", 8, kleur=kleur, dik=True, cijfer="werkelijk")
        else:
            vlak.woord("uitgaven: ontbreekt", 0, i, "rechts", 8, kleur="inkt2")
        if begroot.bekend:
            vlak.streep(begroot.waarde, i - 0.42, i + 0.42, "doel", "begroot")
        woord = f"{m.tekst(begroot.waarde)} begroot" if loopt and begroot.bekend else _verschil(r, m)
        vlak.woord(woord, top * 1.01, i, "rechts", 9, kleur="doel" if loopt else "inkt", dik=loopt)
    voet_uitleg(vel, marge, {"doel": "begroot"} if any(r.begroot.bekend for r in rijen) else {})
    return vel
