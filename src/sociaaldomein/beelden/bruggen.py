"""Een brug: twee totalen onder elkaar, en daartussen het verschil als los blok. Maten zijn css-pixels op ware grootte.

Het verschil is van twee totalen die zelf ook in beeld staan. Is het klein, dan noemt het beeld het niet.
"""

from __future__ import annotations

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


def met_teken(verschil: float) -> str:
    """Een verschil met zijn teken, zoals 74 erbij.

    >>> met_teken(1074), met_teken(-12)
    ('+1.074', '−12')
    """
    return f"{'+' if verschil > 0 else '−'}{getal(abs(verschil))}"


def brug(openbaar: Openbaar, van: Reeks, naar: Reeks, kwartaal: Kwartaal) -> Tekening:
    """Van het ene totaal naar het andere, met het verschil ertussen; in de tabel ook een jaar eerder."""
    paren = [nu_en_toen(openbaar, r, kwartaal) for r in (van, naar)]
    (nu_van, toen_van), (nu_naar, toen_naar) = paren
    m = maat("", [nu_van, nu_naar])
    verschillen = [verschil_van(openbaar, a, b) for a, b in ((nu_van, nu_naar), (toen_van, toen_naar))]
    svg = teken(lambda formaat: _brug(formaat, [(van, nu_van), (naar, nu_naar)], verschillen[0], m, kwartaal))
    met_toen = toen_van.bekend or toen_naar.bekend
    rijen = [
        [hoofdletter(van.naam), m.cel(nu_van), m.cel(toen_van)],
        [hoofdletter(VERSCHIL), *(met_teken(v) if v is not None else "niet te tonen" for v in verschillen)],
        [hoofdletter(naar.naam), m.cel(nu_naar), m.cel(toen_naar)],
    ]
    kop = ["Wat", kwartaal.label, kwartaal.vorig_jaar.label]
    breed = 3 if met_toen else 2
    return Tekening(
        svg, "Twee balken met hun verschil", kop[:breed], [r[:breed] for r in rijen], [nu_van, nu_naar],
        status=zwakste_status([nu_van, nu_naar]),
        gepubliceerd=merken([(van.naam, nu_van), (naar.naam, nu_naar)], m, ""),
    )  # fmt: skip


def _brug(formaat: str, balken: list[tuple[Reeks, Cel]], verschil: float | None, m: Maat, kwartaal: Kwartaal) -> Vel:
    smal = formaat == "smal"
    b, px = FORMAAT[formaat]
    (van, nu_van), (naar, nu_naar) = balken
    begin = min((c.waarde for _, c in balken if c.bekend), default=0)
    stukken: list[tuple[str, float, float, str, str]] = [(van.naam, 0, nu_van.waarde or 0, "basis", m.cel(nu_van))]
    if verschil is not None:
        kleur = "in" if verschil > 0 else "uit"
        stukken.append((VERSCHIL, begin, begin + abs(verschil), kleur, met_teken(verschil)))
    stukken.append((naar.naam, 0, nu_naar.waarde or 0, "hoofd", m.cel(nu_naar)))
    links = 0 if smal else 0.36 * b
    namen = [breek(s[0], px, b if smal else links - 0.8 * px) for s in stukken]
    dik, kop = (1.3 if formaat == "kwart" else 1.7) * px, 1.9 * px
    hoogten = [((1.25 * n.count("\n") + 1.35) * px + dik + 0.8 * px) if smal
               else max(dik + 0.8 * px, 1.25 * (n.count("\n") + 1) * px + 0.4 * px) for n in namen]  # fmt: skip
    vel = Vel(formaat, kop + sum(hoogten) + 0.4 * px)
    vel.tekst(links, px, kwartaal.label, "inkt2")
    top = max(s[2] for s in stukken) or 1
    extra = max(breedte(s[4], px, True) for s in stukken) + px
    plek = (links, kop, b - links, sum(hoogten))
    vlak = vel.vlak(plek, (0, top * plek[2] / (plek[2] - extra)), (plek[3], 0), liggend=True)
    y, midden = 0.0, []
    for nr, ((_, laag, hoog, kleur, woord), naam, hoogte) in enumerate(zip(stukken, namen, hoogten, strict=True)):
        vel.vak(0, kop + y, b, hoogte, nr if len(stukken) == 3 else 2 * nr)
        m_y = y + hoogte - dik / 2 - 0.4 * px if smal else y + hoogte / 2
        plek = kop + y if smal else kop + m_y - (naam.count("\n") + 1) * 0.6 * px - 0.05 * px
        vel.regels(0 if smal else links - 0.7 * px, plek - 0.05 * px, naam, ha="left" if smal else "right")
        vlak.staaf(m_y, (laag, hoog), kleur, dik, reeks=f"brug-{nr}")
        x, inkt = (0, op_kleur(kleur, False)) if laag == 0 and hoog > top / 3 else (hoog, "inkt")
        vlak.woord(woord, x, m_y, "rechts", 8, kleur=inkt, dik=True, cijfer=f"brug-{nr}")
        midden.append(m_y)
        y += hoogte
    if verschil is not None:
        for grens, boven, onder in ((begin, midden[0], midden[1]), (begin + abs(verschil), midden[1], midden[2])):
            vlak.lijn([grens, grens], [boven + dik / 2, onder - dik / 2], "inkt2", ls=(0, (3, 2)))
    return vel
