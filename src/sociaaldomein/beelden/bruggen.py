"""Een brug: twee totalen onder elkaar, en daartussen het verschil als los blok. Maten zijn css-pixels op ware grootte.

Het verschil is van twee totalen die zelf ook in beeld staan. Is het klein, dan noemt het beeld het niet.
"""

from __future__ import annotations

from typing import NamedTuple

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.beeld import Tekening
from sociaaldomein.beelden.getallen import Cel, Reeks, hoofdletter, nu_en_toen, zwakste_status
from sociaaldomein.beelden.maten import Maat, maat, merken
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, Vel, breedte, breek, op_kleur
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal

VERSCHIL = "het verschil"


def verschil_van(openbaar: Openbaar, van: Cel, naar: Cel) -> float | None:
    """Hoeveel `naar` groter is dan `van`; niets als een van beide onbekend is of het verschil te klein is."""
    if not (van.bekend and naar.bekend) or abs(naar.waarde - van.waarde) < openbaar.drempel:
        return None
    return naar.waarde - van.waarde


def _met_teken(verschil: float) -> str:
    """Een verschil met zijn teken, zoals 74 erbij.

    >>> _met_teken(1074), _met_teken(-12)
    ('+1.074', '−12')
    """
    return f"{'+' if verschil > 0 else '−'}{getal(abs(verschil))}"


def brug(openbaar: Openbaar, van: Reeks, naar: Reeks, kwartaal: Kwartaal) -> Tekening:
    """Van het ene totaal naar het andere, met het verschil ertussen; in de tabel ook een jaar eerder."""
    (nu_van, toen_van), (nu_naar, toen_naar) = (nu_en_toen(openbaar, r, kwartaal) for r in (van, naar))
    m, nu = maat("", [nu_van, nu_naar]), [nu_van, nu_naar]
    verschillen = [verschil_van(openbaar, a, b) for a, b in ((nu_van, nu_naar), (toen_van, toen_naar))]
    stukken = _stukken([(van.naam, nu_van), (naar.naam, nu_naar)], verschillen[0], m)
    rijen = [
        [hoofdletter(van.naam), m.cel(nu_van), m.cel(toen_van)],
        [hoofdletter(VERSCHIL), *(_met_teken(v) if v is not None else "niet te tonen" for v in verschillen)],
        [hoofdletter(naar.naam), m.cel(nu_naar), m.cel(toen_naar)],
    ]
    kop = ["Wat", kwartaal.label, kwartaal.vorig_jaar.label]
    breed = 3 if toen_van.bekend or toen_naar.bekend else 2
    svg = teken(lambda formaat: _brug(formaat, stukken, kwartaal))
    gepubliceerd = merken([(van.naam, nu_van), (naar.naam, nu_naar)], m, "")
    tabel = kop[:breed], [r[:breed] for r in rijen]
    soort, status = "Twee balken met hun verschil", zwakste_status(nu)
    return Tekening(svg, soort, *tabel, nu, status=status, gepubliceerd=gepubliceerd)


class _Stuk(NamedTuple):
    """Een blok van de brug, met zijn woord en de rij van de tabel die erbij hoort."""

    naam: str
    van: float
    tot: float
    kleur: str
    woord: str
    rij: int


def _stukken(balken: list[tuple[str, Cel]], verschil: float | None, m: Maat) -> list[_Stuk]:
    """The two totals, and between them the block of their difference where it may be shown."""
    (van, nu_van), (naar, nu_naar) = balken
    begin = _Stuk(van, 0, nu_van.waarde or 0, "basis", m.cel(nu_van), 0)
    eind = _Stuk(naar, 0, nu_naar.waarde or 0, "hoofd", m.cel(nu_naar), 2)
    if verschil is None:
        return [begin, eind]
    laag = min(begin.tot, eind.tot)
    kleur = "in" if verschil > 0 else "uit"
    return [begin, _Stuk(VERSCHIL, laag, laag + abs(verschil), kleur, _met_teken(verschil), 1), eind]


def _brug(formaat: str, stukken: list[_Stuk], kwartaal: Kwartaal) -> Vel:
    b, px = FORMAAT[formaat]
    smal = formaat == "smal"
    links = 0 if smal else 0.36 * b
    namen = [breek(s.naam, px, b if smal else links - 0.8 * px) for s in stukken]
    dik, kop = (1.3 if formaat == "kwart" else 1.7) * px, 1.9 * px
    hoogten = [_hoogte(smal, n.count("\n"), dik, px) for n in namen]
    vel = Vel(formaat, kop + sum(hoogten) + 0.4 * px)
    vel.tekst(links, px, kwartaal.label, "inkt2")
    top = max(s.tot for s in stukken) or 1
    extra = max(breedte(s.woord, px, True) for s in stukken) + px
    plek = (links, kop, b - links, sum(hoogten))
    vlak = vel.vlak(plek, (0, top * plek[2] / (plek[2] - extra)), (plek[3], 0), liggend=True)
    y, midden = 0.0, []
    for nr, (s, naam, hoogte) in enumerate(zip(stukken, namen, hoogten, strict=True)):
        vel.rij(s.rij, kop + y, hoogte, naam, links)
        midden.append(y + hoogte - dik / 2 - 0.4 * px if smal else y + hoogte / 2)
        vlak.staaf(midden[nr], (s.van, s.tot), s.kleur, dik, reeks=f"brug-{nr}")
        x, inkt = (0, op_kleur(s.kleur, False)) if s.van == 0 and s.tot > top / 3 else (s.tot, "inkt")
        vlak.woord(s.woord, x, midden[nr], "rechts", 8, kleur=inkt, dik=True, cijfer=f"brug-{nr}")
        y += hoogte
    if len(stukken) == 3:
        for nr, grens in enumerate((stukken[1].van, stukken[1].tot)):
            vlak.lijn([grens, grens], [midden[nr] + dik / 2, midden[nr + 1] - dik / 2], "inkt2", ls=(0, (3, 2)))
    return vel


def _hoogte(smal: bool, extra: int, dik: float, px: float) -> float:
    """How high a row is whose name has so many lines more than one."""
    if smal:
        return (1.25 * extra + 2.15) * px + dik
    return max(dik + 0.8 * px, (1.25 * extra + 1.65) * px)
