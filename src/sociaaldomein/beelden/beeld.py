"""Van een tekening naar een beeld: met titel, zin, uitleg, tabel, bron en tekst voor wie niet ziet.

Elke tekenfunctie kiest haar rijen uit een `Openbaar`, tekent ze per formaat en geeft een `Tekening`; `beeld` maakt
daar een `Beeld` van. In de tabel staan precies de getallen van het beeld. Een gat is een woord (ontbreekt,
afgeschermd), nooit een nul.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden.getallen import Cel, Reeks, cel, doel_bij, koers_van, stand_van, tafels_van
from sociaaldomein.beelden.maten import maat, verschil_met_doel
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import K, Vel, breek
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import dag
from sociaaldomein.grond.sjabloon import omgeving


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

    def figuur(self) -> dict[str, Any]:
        """De tekening met haar naam en de zin die eronder staat, als gegevens voor een sjabloon."""
        alt = html.escape(self.alt)
        svg = "".join(
            svg.replace("<svg ", f'<svg class="{formaat}" role="img" aria-label="{alt}" ', 1)
            for formaat, svg in self.svg.items()
        )
        return {"naam": self.bijschrift, "svg": svg, "zin": self.zin}

    def onder(self) -> dict[str, Any]:
        """Wat eronder staat, als gegevens: eerder gepubliceerde cijfers, de tabel, de telregel, de noten en de bron."""
        return {
            "gepubliceerd": self.gepubliceerd,
            "open": self.tabel_open,
            "naam": self.bijschrift,
            "bijschrift": self.bijschrift,
            "kop": self.kop,
            "links": [bool(i) and _is_tekst([r[i] for r in self.rijen]) for i in range(len(self.kop))],
            "rijen": self.rijen,
            "telregel": self.telregel,
            "noot": " ".join(self.noot),
            "bron": self.bron,
        }

    def _repr_html_(self) -> str:
        een = replace(self, svg={"breed": self.svg["breed"]})
        los = omgeving(Path(__file__).parent).get_template("los.j2")
        return los.render(titel=self.titel, figuur=een.figuur(), onder=self.onder())


def beeld(
    openbaar: Openbaar,
    tekening: Tekening,
    *,
    titel: str,
    zin: str,
    begrip: str,
    bijschrift: str,
    noot: Sequence[str] = (),
) -> Beeld:
    """Maak van een tekening een beeld dat op de pagina kan: met uitleg, bron, noten en tekst voor wie niet ziet."""
    uitleg = begrippen()[begrip]
    noten = list(noot) + list(tekening.noot)
    if tekening.status != "ontbreekt":
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
        wat = f"aantallen onder {openbaar.drempel}, en wat die zou verraden"
        noten.append(f"Afgeschermd: {wat}. Zo is niemand te herkennen.")
    alt = f"{tekening.soort}.{_ook(tekening)} De tabel onder het beeld bevat alle cijfers."
    return Beeld(
        titel,
        "",  # its panel asks it
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


def leeg(openbaar: Openbaar, wat: str) -> Tekening:
    """Een beeld zonder getallen: het zegt wat er ontbreekt."""
    tafels_van(openbaar)

    def vlak(formaat: str) -> Vel:
        vel = Vel(formaat, 130)
        vlak, midden, px = vel.vlak((1, 1, vel.b - 2, vel.h - 2), (0, vel.b), (0, vel.h)), vel.b / 2, vel.px
        vlak.kader(midden, (2, vel.h - 2), vel.b - 4, edgecolor=K["inkt2"], lw=1.5, ls=(0, (4, 3)))
        vlak.woord("ontbreekt", midden, vel.h / 2, "boven", dik=True)
        vlak.woord(breek(wat, px, vel.b - 3 * px), midden, vel.h / 2 - 0.35 * px, "onder", kleur="inkt2")
        return vel

    return Tekening(teken(vlak), "Leeg beeld", ["Cijfer", "Stand"], [[wat, "ontbreekt"]], [], status="ontbreekt")


def met_voorlopig(tekst: str, c: Cel) -> str:
    """Een getal in een tabel, met het woord erbij als het nog kan veranderen."""
    return f"{tekst} (voorlopig)" if c.bekend and c.voorlopig else tekst


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
