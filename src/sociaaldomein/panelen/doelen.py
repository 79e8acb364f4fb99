"""Doelen: alle meetbare doelen met hun stand, en de boom van visie naar doel naar cijfer."""

from __future__ import annotations

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import beeld, doelbeelden, getallen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.doelbeelden import Doelrij
from sociaaldomein.beelden.getallen import Cel, Reeks
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.begrippen import doelen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen
from sociaaldomein.begrippen.doelen import GEHAALD, NIET_GEHAALD, NIET_OP_KOERS, NIET_TE_ZEGGEN, OP_KOERS, Doel
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal
from sociaaldomein.panelen import paneel
from sociaaldomein.panelen.paneel import Tegel

UITLEG = (
    "Op koers: met de verandering van een jaar wordt het doel op tijd gehaald.",
    "Dit is een berekening, geen belofte. Bij kleine aantallen of een nieuwe manier van meten zeggen wij niets.",
)
ORDE = {NIET_GEHAALD: 0, NIET_OP_KOERS: 1, NIET_TE_ZEGGEN: 2, OP_KOERS: 3, GEHAALD: 4}


def rijen(openbaar: Openbaar, kwartaal: Kwartaal) -> list[Doelrij]:
    """Elk doel uit het register met zijn stand en zijn koers, in de volgorde van de levering."""
    alle = [d for r in openbaar.registers.get("doelen", ()) for d in doelen.lees([r]) if d.cijfer in begrippen()]
    return [rij(openbaar, d, kwartaal) for d in alle]


def rij(openbaar: Openbaar, doel: Doel, kwartaal: Kwartaal) -> Doelrij:
    """Een doel met zijn stand: het laatste kwartaal dat bekend is, tot en met de dag van het doel."""
    begrip = begrippen()[doel.cijfer]
    reeks = Reeks(doel.cijfer, doel.wet, "")
    stand = getallen.stand_van(openbaar, reeks, min(kwartaal, doel.kwartaal))
    nu = getallen.cel(openbaar, doel.cijfer, doel.wet, stand)
    m = maten.maat(begrip.eenheid_bij(doel.wet), [nu], doel.streef)
    bij = f" ({domeinen()[doel.wet]})" if doel.wet in ("jeugd", "wmo") else ""
    return Doelrij(
        doel.visie,
        doel.doel,
        begrip.titel_bij(doel.wet) + bij,
        nu,
        doel.streef,
        m.voluit(nu.waarde) if nu.bekend else nu.status,
        m.voluit(doel.streef),
        doel.wanneer,
        _afstand(openbaar, doel, nu, m),
        getallen.koers_van(openbaar, doel, kwartaal),
        doel.besluit,
        "" if stand == kwartaal else doelen.dag_van(stand),
    )


def _afstand(openbaar: Openbaar, doel: Doel, nu: Cel, m: Maat) -> str:
    """What has to come, or how far above the goal it is when the goal is lower: people are never too many."""
    verschil = maten.verschil_met_doel(openbaar, doel, nu, m)
    if not verschil:
        return ""
    return f"{verschil} boven het doel" if nu.waarde > doel.streef else f"nog {verschil}"


def _omvang(alle: list[Doelrij]) -> str:
    """How many goals, and how many figures go with them."""
    aantal = sum(map(len, doelbeelden.groepeer(alle).values()))
    return f"{getal(aantal)} {'doel' if aantal == 1 else 'doelen'}, met {_cijfers(len(alle))}"


def _cijfers(aantal: int) -> str:
    return f"{getal(aantal)} {'cijfer' if aantal == 1 else 'cijfers'}"


def _zin(alle: list[Doelrij]) -> str:
    delen = {w: sum(r.koers == w for r in alle) for w in ORDE}
    genoemd = [f"{w}: {getal(n)}" for w, n in sorted(delen.items(), key=lambda p: -ORDE[p[0]]) if n]
    return f"Het gaat om {_omvang(alle)}. {getallen.hoofdletter(', '.join(genoemd))}."


def lijst_van_doelen(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> Beeld:
    """Alle doelen: wat het zijn, hoe ver zij zijn en of zij gehaald worden."""
    alle = rijen(openbaar, kwartaal)
    if not alle:
        return _leeg(openbaar, "Meetbare doelen")
    gehaald = sum(r.koers in (GEHAALD, OP_KOERS) for r in alle)
    return paneel.beeld_van_lijst(
        doelbeelden.doelenlijst(alle),
        titel=f"Gehaald of op koers: {getal(gehaald)} van de {_cijfers(len(alle))}",
        zin=_zin(alle),
        bijschrift=f"Doelen, stand {kwartaal.label}",
        telregel="Telt mee: elk doel dat de gemeente op de lijst zette.",
        bron="Bron: het register van doelen van de gemeente.",
        noot=UITLEG,
    )


def boom(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> Beeld:
    """De doelenboom: van visie naar doel naar cijfer, op een bladzijde."""
    alle = rijen(openbaar, kwartaal)
    if not alle:
        return _leeg(openbaar, "Doelenboom")
    groepen = doelbeelden.groepeer(alle)
    return paneel.beeld_van_lijst(
        doelbeelden.doelenboom(alle),
        titel="Van visie naar doel naar cijfer",
        zin=f"De visie heeft {getal(len(groepen))} {'deel' if len(groepen) == 1 else 'delen'}. "
        f"Daarbij horen {_omvang(alle)}.",
        bijschrift="Doelenboom: visie, doelen en cijfers",
        telregel="Telt mee: elk doel dat de gemeente op de lijst zette.",
        bron="Bron: het register van doelen van de gemeente.",
        noot=UITLEG[:1],
    )


def _leeg(openbaar: Openbaar, titel: str) -> Beeld:
    tekening = beeld.leeg(openbaar, "meetbare doelen")
    zin = "Er zijn geen doelen geleverd. Zet ze in de tabel doelen."
    return paneel.beeld_van_lijst(tekening, titel=titel, zin=zin, bijschrift=titel)


def tegels(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """Hoeveel doelen er zijn, en hoe het ermee staat."""
    alle = rijen(openbaar, kwartaal)
    tel = lambda *woorden: getal(sum(r.koers in woorden for r in alle)) if alle else "ontbreekt"  # noqa: E731
    paren = (
        ("Gehaald", tel(GEHAALD)),
        ("Op koers", tel(OP_KOERS)),
        ("Niet op koers", tel(NIET_OP_KOERS, NIET_GEHAALD)),
        ("Niet te zeggen", tel(NIET_TE_ZEGGEN)),
    )
    van = f"van de {_cijfers(len(alle))}" if alle else ""
    status = getallen.zwakste_status([r.nu for r in alle])
    return [Tegel(naam, waarde, van, status, "") for naam, waarde in paren]
