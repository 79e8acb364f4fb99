"""Hoe een getal geschreven wordt: gedeeld, met decimalen, met zijn eenheid, en als verschil met iets anders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.getallen import Cel, kwartaalnaam
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.begrippen.doelen import Doel, afstand
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal, verschil

PER_DUIZEND = "per 1.000"
MATEN = re.compile(
    r"(?:%|procent\w*|percentage|per|euro'?s?|cent(?:en)?|minu(?:ut|ten)|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?"
    r"|jaar|jaren|punt(?:en)?)(?!\w)",
    re.I,
)


def telt(eenheid: str) -> bool:
    """Of een eenheid dingen telt, zoals trajecten. Tijd, geld en een aandeel zijn een maat: daarvan "zijn" er geen 43.

    >>> telt("trajecten"), telt("dagen"), telt("euro per uur"), telt("per 1.000 inwoners")
    (True, False, False, False)
    """
    return not MATEN.match(eenheid)


@dataclass(frozen=True)
class Maat:
    """Hoe een eenheid geschreven wordt: gedeeld door `deel`, met decimalen en een woord boven het beeld."""

    woord: str
    deel: float = 1
    decimalen: int = 0
    teken: str = ""

    def tekst(self, waarde: float) -> str:
        """Het getal zoals het geschreven wordt.

        >>> Maat("miljoen euro", 1_000_000, 1).tekst(2_640_000), Maat("procent", 1, 0, "%").tekst(12)
        ('2,6', '12%')
        """
        return getal(waarde / self.deel, self.decimalen) + self.teken

    def voluit(self, waarde: float) -> str:
        """Het getal met zijn eenheid, voor in een zin.

        >>> Maat("duizend euro", 1000).voluit(488_000), Maat("procent", teken="%").voluit(12)
        ('488 duizend euro', '12%')
        """
        return self.tekst(waarde) if self.teken else f"{self.tekst(waarde)} {self.woord}"

    def verschil(self, waarde: float) -> str:
        """Een verschil met zijn eenheid: tussen percentages zijn dat procentpunten.

        >>> Maat("jeugdigen").verschil(28), Maat("procent", teken="%").verschil(20)
        ('28 jeugdigen', '20 procentpunt')
        """
        return f"{self.tekst(waarde).removesuffix('%')} {'procentpunt' if self.teken else self.woord}"

    def cel(self, c: Cel) -> str:
        """Het getal van een cel met hoe grof het is, of het woord dat zegt waarom het er niet is.

        >>> Maat("").cel(Cel(status="afgeschermd"))
        'afgeschermd'
        """
        return " ".join(d for d in (self.tekst(c.waarde), c.grof) if d) if c.bekend else c.status

    def los(self, c: Cel) -> str:
        """Het getal van een cel waar weinig plaats is: ± ervoor als het grover is afgerond dan gewoon.

        >>> Maat("").los(Cel())
        'ontbreekt'
        """
        return f"{'±' if c.grof else ''}{self.tekst(c.waarde)}" if c.bekend else c.status


def maat(eenheid: str, cellen_: Sequence[Cel], *doelen: float) -> Maat:
    """De schrijfwijze bij een eenheid en de getallen die in beeld komen, met de doelen ernaast."""
    waarden = [c.waarde for c in cellen_ if c.bekend] + list(doelen)
    top = max(map(abs, waarden), default=0)
    if eenheid == "euro":
        klein = min((abs(w) for w in waarden if w), default=0)
        return (
            Maat("miljoen euro", 1_000_000, 1) if top >= 950_000 and klein >= 50_000 else Maat("duizend euro", 1_000, 0)
        )
    if eenheid.startswith(PER_DUIZEND):
        return Maat(eenheid, 1, 1 if any(w < 10 for w in waarden) else 0)
    if eenheid == "procent":
        heel = all(w == round(w) for w in waarden)
        return Maat("procent", 1, 0 if heel else 1, "%")
    deel = eenheid == "maanden" or (eenheid == "weken" and any(w % 1 for w in waarden))
    return Maat(eenheid, 1, 1 if deel else 0)


def merk_van(c: Cel, m: Maat | None = None) -> float | None:
    """Het eerder gepubliceerde getal, als het anders geschreven wordt dan het getal in beeld."""
    schrijf_ = m.tekst if m else getal
    return None if c.merk is None or (c.bekend and schrijf_(c.merk) == schrijf_(c.waarde)) else c.merk


def per_kwartaal(kwartalen: Sequence[Kwartaal], rijen: Sequence[Sequence[Cel]], m: Maat) -> list[list[str]]:
    """De tabel bij kwartalen: een rij per kwartaal, een kolom per rij cellen; de eerste zegt of zij voorlopig is."""
    per = zip(kwartalen, *rijen, strict=True)
    return [[kwartaalnaam(k, c[0].voorlopig), *map(m.cel, c)] for k, *c in per]


def merken(paren: Sequence[tuple[str, Cel]], m: Maat, eenheid: str, gegeven: Cel | None = None) -> list[str]:
    """The lines under the picture: what was published before, one line per document and section."""
    per_bron: dict[str, list[str]] = {}
    if gegeven is not None:
        paren = [*paren, ("verandering in een jaar", gegeven.met_status("verandering"))]
    for naam, c in paren:
        waarde, waar = (c.merk, c.merk_in) if c.merk is not None else (c.waarde, c.gepubliceerd_in)
        if not waar or waarde is None:
            continue
        woord = f"{m.tekst(waarde)} {m.woord}" if eenheid in ("euro", "maanden", "dagen") else m.tekst(waarde)
        woord = verschil(waarde, 0 if waarde == round(waarde) else 1) if c.status == "verandering" else woord
        lijst = per_bron.setdefault(waar, [])
        if f"{naam} {woord}" not in lijst:
            lijst.append(f"{naam} {woord}")
    return [f"Eerder gepubliceerd: {', '.join(lijst)} ({waar})." for waar, lijst in per_bron.items()]


def verschil_met_doel(openbaar: Openbaar, doel: Doel, nu: Cel, m: Maat) -> str:
    """Hoeveel er nog bij of af moet, met zijn eenheid; niets als het doel gehaald is of het getal er niet is.

    Een verschil van aantallen onder de drempel staat er niet precies: het is dan kleiner dan wat er van een getal
    bekend is, en het ziet eruit als een klein aantal mensen.
    """
    nog = afstand(nu.waarde, doel.streef, doel.richting) if nu.bekend else 0
    if begrippen()[doel.cijfer].beschermd == "aantal" and 0 < nog < openbaar.drempel:
        return f"minder dan {m.verschil(openbaar.drempel)}"
    return m.verschil(nog) if nog else ""


def verschil_met_begroting(m: Maat, begroot: Cel, werkelijk: Cel, loopt: bool = False, woord: str = "") -> str:
    """Hoeveel er meer of minder is uitgegeven dan begroot, tussen de getallen zoals zij geschreven staan.

    >>> verschil_met_begroting(Maat("miljoen euro", 1_000_000, 1), Cel(), Cel())
    ''
    """
    if loopt or not (begroot.bekend and werkelijk.bekend):
        return ""
    over = round(werkelijk.waarde / m.deel, m.decimalen) - round(begroot.waarde / m.deel, m.decimalen)
    if round(over, m.decimalen) == 0:
        return "gelijk"
    delen = (getal(abs(over), m.decimalen), woord, "meer" if over > 0 else "minder")
    return " ".join(d for d in delen if d)
