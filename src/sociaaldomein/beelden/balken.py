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
    over = f"In het beeld staan de {MAX_RIJEN} grootste groepen. De andere staan in de tabel."
    return Tekening(
        teken(lambda formaat: _liggend(formaat, getoond, m, "" if nu_kop else kwartaal.label)), "Liggende balken",
        [hoofdletter(eerste_kop) or "Soort", *(f"{k} ({m.woord})" if eenheid == "euro" else k for k in kop)], tabel,
        alle, {}, [over] * (len(rijen) > MAX_RIJEN), zwakste_status([r.nu for r in getoond]),
        merken([(r.naam, r.nu) for r in getoond], m, eenheid), eerste_kop not in ("", "wat"),
    )  # fmt: skip


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
    return [(c, kleur, naam) for c, kleur, naam in ((r.toen, "inkt", "eerder"), (r.doel, "doel", "begroot"))
            if c is not None and c.bekend]  # fmt: skip


def _liggend(formaat: str, rijen: list[Rij], m: Maat, wanneer: str) -> Vel:
    smal, klein = formaat == "smal", formaat == "kwart"
    b, px = FORMAAT[formaat]
    deel = 0.46 if klein else 0.36  # of the width, for the names: a small picture has one line for each
    over, rijen = max(len(rijen) - 6, 0) if klein else 0, rijen[: 6 if klein else None]
    namen = [(kort if klein else breek)(r.naam, px, b if smal else deel * b - 0.8 * px) for r in rijen]
    links = 0 if smal else min(max(breedte(d, px) for n in namen for d in n.split("\n")) + 0.9 * px, deel * b)
    uitleg, stand = _uitleg(rijen, m), {r.nu.voorlopig for r in rijen if r.nu.bekend}
    kop, voet, los = 1.7 * px, (1.9 if uitleg or over else 0.3) * px, len(stand) == 2  # then the word at each bar
    regels = [n.count("\n") + 1 for n in namen]
    hoogten = _hoogten(formaat, regels, HOOGTE["kwart"] - kop - voet)
    vel = Vel(formaat, kop + sum(hoogten) + voet)
    if over:
        vel.tekst(b, vel.h - 0.35 * px, f"en nog {over} groepen", "inkt2", ha="right")
    boven = (m.woord, wanneer, "voorlopig" if stand == {True} else "")
    vel.tekst(links, px, ", ".join(w for w in boven if w), "inkt2")
    extra = max(breedte(_balkwoord(r, m, los), px, True) for r in rijen) + 1.6 * px
    vlak = _balkvlak(vel, rijen, (links, kop, b - links, sum(hoogten)), extra)
    y = 0.0
    for nr, (r, naam, hoogte, k) in enumerate(zip(rijen, namen, hoogten, regels, strict=True)):
        vel.vak(0, kop + y, b, hoogte, nr)
        if smal:
            vel.regels(0, kop + y - 0.05 * px, naam)
            midden, dik = y + 1.25 * k * px + 0.75 * px, 1.2 * px
        else:
            midden, dik = y + hoogte / 2, min(1.5 * px, hoogte * (0.8 if klein else 0.7))
            vel.regels(links - 0.7 * px, kop + midden - k * 0.6 * px - 0.1 * px, naam, ha="right")
        _balkrij(vlak, r, midden, dik, m, los)
        y += hoogte
    voet_uitleg(vel, links, uitleg)
    return vel


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


def somrij(openbaar: Openbaar, totaal: Reeks, rijen: Sequence[Rij], kwartaal: Kwartaal) -> Rij:
    """Het totaal als een eigen balk, opgeteld uit de delen als niemand het gaf."""
    nu, toen = nu_en_toen(openbaar, totaal, kwartaal)
    return Rij("totaal", totaal_van(nu, [r.nu for r in rijen]), toen if toen.bekend else None, "basis")


# ---------------------------------------------------------------- one bar of a hundred percent


class _Deel(NamedTuple):
    """A part of the bar: its figure now and a year before, and the row of the table it belongs to."""

    reeks: Reeks
    nu: Cel
    toen: Cel
    rij: int


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
    alle = list(zip(delen, nu, toen, strict=True))
    if not any(c.waarde for c in nu) or not som.bekend:
        rijen = [rij_van(openbaar, r, kwartaal) for r in delen]
        return liggend(openbaar, [*rijen, somrij(openbaar, totaal, rijen, kwartaal)], "", kwartaal, eenheid, False)
    m, met_toen = Maat(""), eerder and som_toen.bekend
    getoond = [d for d in alle if d[1].status != "ontbreekt" or d[2].status != "ontbreekt"]
    zichtbaar = [_Deel(*d, nr) for nr, d in enumerate(getoond) if d[1].waarde]
    verborgen = [r.naam for r, c, _ in alle if c.status == "afgeschermd"]
    ca = "" if not geschat(openbaar, nu[0], eenheid) else "±" if nu[0].grof else "ongeveer "
    tabel = [[hoofdletter(eenheid), kwartaal.label, "Aandeel", kwartaal.vorig_jaar.label, "Aandeel toen"]]
    for r, c, t in [*getoond, (replace(totaal, naam="totaal"), som, som_toen)]:
        tabel.append([hoofdletter(r.naam), m.cel(c), _aandeel(c, som), m.cel(t), _aandeel(t, som_toen)])
    kop, *rijen = (rij[: 5 if met_toen else 3] for rij in tabel)
    over = som.waarde - sum(c.waarde for c in nu if c.bekend)
    paren = [(r.naam, c) for r, c, _ in alle] + [(eenheid, cellen(openbaar, totaal, [kwartaal])[0])]
    eronder = som_toen if met_toen and toen[0].bekend else None
    return Tekening(
        teken(lambda formaat: _balk(formaat, zichtbaar, (som, eronder), (eenheid, hoofdwoord), verborgen, ca)),
        "Eén balk van 100 procent", kop, rijen, [*nu, som],
        {d.reeks.id: d.reeks.naam for d in zichtbaar}, [LEEG_STUK] * (over > 0.005 * som.waarde and not verborgen),
        zwakste_status([som, *nu]), merken(paren, m, eenheid), True,
    )  # fmt: skip


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
            vlak.woord(woord, x + 0.6 * px, y + dik / 2, "rechts", kleur=op_kleur(r.kleur, c.voorlopig), dik=True,
                       maat=0 if vel.smal else 3, cijfer=r.id)  # fmt: skip
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
    jaar: int
    begroot: Cel
    werkelijk: Cel
    loopt: bool


def jaren(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, aantal: int = 4) -> Tekening:
    """Per jaar wat is uitgegeven, met een streep bij wat begroot was. Het lopende jaar toont wat er tot nu toe is."""
    rijen, alle = [], []
    for jaar in range(kwartaal.jaar - aantal + 1, kwartaal.jaar + 1):
        slot = Kwartaal(jaar, 4)
        begroot, werkelijk = cel(openbaar, "begroot_jaar", wet, slot), cel(openbaar, "werkelijk_jaar", wet, slot)
        loopt = slot > kwartaal or not werkelijk.bekend
        tot_nu = cel(openbaar, "werkelijk_cumulatief", wet, kwartaal) if jaar == kwartaal.jaar and loopt else werkelijk
        if begroot.bekend or tot_nu.bekend:
            getoond = tot_nu.met_status("voorlopig") if loopt and tot_nu.bekend else tot_nu
            rijen.append(_Jaar(jaar, begroot, getoond, loopt))
            alle += [begroot, tot_nu]
    if not rijen:
        return leeg(openbaar, "begroting en uitgaven per jaar")
    m = maat("euro", alle)
    tabel = [[str(j), m.cel(b), f"loopt nog: {m.cel(w)}" if loopt and w.bekend else met_voorlopig(m.cel(w), w),
              verschil_met_begroting(m, b, w, loopt)] for j, b, w, loopt in rijen]  # fmt: skip
    paren = [(f"uitgegeven in {j}", w) for j, _, w, _ in rijen] + [(f"begroot in {j}", b) for j, b, _, _ in rijen]
    vol = [w for _, _, w, loopt in rijen if not loopt]
    return Tekening(
        teken(lambda formaat: _jaren(formaat, rijen, m, kwartaal)), "Balken per jaar",
        ["Jaar", f"Begroot ({m.woord})", f"Uitgegeven ({m.woord})", "Verschil"], tabel, alle,
        {"werkelijk": "uitgegeven", "begroot": "begroot"}, [],
        eerste_status([*vol[::-1], *(r.werkelijk for r in reversed(rijen)), *alle]), merken(paren, m, "euro"),
    )  # fmt: skip


def _jaren(formaat: str, rijen: list[_Jaar], m: Maat, kwartaal: Kwartaal) -> Vel:
    px, rand, marge = FORMAAT[formaat][1], 3.7 * FORMAAT[formaat][1], 3 * FORMAAT[formaat][1]
    hoog = {"smal": 3.4 * px, "breed": 3.6 * px, "kwart": min(2.2 * px, (HOOGTE["kwart"] - rand) / len(rijen))}[formaat]
    vel = Vel(formaat, hoog * len(rijen) + rand)
    breed = vel.b - marge - (6.6 if vel.smal else 8.2) * px
    vel.tekst(marge, px, f"heel het jaar, {m.woord}", dik=True)
    top = max([c.waarde for r in rijen for c in (r.begroot, r.werkelijk) if c.bekend] or [1]) or 1
    plek = (marge, 1.8 * px, breed, hoog * len(rijen))
    vlak = vel.vlak(plek, (0, top * 1.01), (len(rijen) - 0.5, -0.5), liggend=True)
    for i, (jaar, begroot, werkelijk, loopt) in enumerate(rijen):
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
        verschil = verschil_met_begroting(m, begroot, werkelijk, loopt)
        woord = f"{m.tekst(begroot.waarde)} begroot" if loopt and begroot.bekend else verschil
        vlak.woord(woord, top * 1.01, i, "rechts", 9, kleur="doel" if loopt else "inkt", dik=loopt)
    voet_uitleg(vel, marge, {"doel": "begroot"} if any(r.begroot.bekend for r in rijen) else {})
    return vel
