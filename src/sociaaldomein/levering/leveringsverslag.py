"""Het verslag van de deur: wat gelezen is, elke fout en elke waarschuwing, op het scherm en als pagina.

Een melding toont de waarde, behalve als die bij een persoon hoort of een BSN kan zijn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.grond.notatie import getal
from sociaaldomein.grond.sjabloon import omgeving
from sociaaldomein.levering.contract import Kolom

if TYPE_CHECKING:
    import polars as pl

FOUTEN_OP_SCHERM = 20  # per file; the HTML page shows them all
FOUTEN_BEWAARD = 1000  # per file, column and kind; the rest is only counted
# an address, a long number, a postcode, an account or a day: not a name of a column but what stands in one
PERSOONLIJKE_KOP = r"@|\d{5}|\b\d{4} ?[A-Z]{2}\b|\b[A-Z]{2}\d{2}[A-Z]{4}|\b\d{1,2}[-/.]\d{1,2}[-/.](19|20)?\d\d\b"
TELLINGEN = ("rijen_in", "rijen_uit", "afgekeurd", "dubbel", "elders")
SOORTFOUT = {
    "leeg": "verplicht veld is leeg",
    "datum": "geen datum",
    "getal": "geen getal",
    "dubbelzinnig": "getal op twee manieren",
    "centen": "meer dan twee decimalen",
    "bereik": "buiten de grenzen",
    "eenheid": "eenheid niet zeker",
    "code": "staat niet in de lijst",
    "vorm": "verkeerde vorm",
    "kwartaal": "geen kwartaal",
    "tijd": "geen tijd",
    "nummer": "nummer ingekort door Excel",
    "volgorde": "datums in verkeerde volgorde",
    "bsn": "BSN op een verkeerde plek",
    "velden": "te veel of te weinig velden",
    "sleutel": "dubbel met andere inhoud",
    "excelfout": "fout van Excel in de cel",
    "groep": "dimensie en groep passen niet",
    "opbouw": "fout in de opbouw",
    "aandeel": "te veel rijen fout",
    "totaalregel": "totaalregel, telt niet mee",
    "controle": "controletotaal klopt niet",
}


@dataclass(frozen=True)
class Fout:
    """Een fout in een levering: waar zij staat, wat er mis is, wat er mag of gevonden is, en wat u kunt doen.

    >>> Fout("bevolking.csv", "'12x' is geen heel getal.", doe="Schrijf een getal.", rij=3, kolom="aantal").tekst
    "bevolking.csv, rij 3, kolom aantal: '12x' is geen heel getal. Schrijf een getal."
    """

    bestand: str
    wat: str
    toegestaan: str = ""
    doe: str = ""
    blad: str = ""
    rij: int | None = None
    kolom: str = ""
    soort: str = "opbouw"
    structureel: bool = False
    gevonden: str = ""
    hun: str = ""  # what the column is called in the file

    @property
    def plek(self) -> str:
        """Waar de fout staat, zonder het bestand."""
        delen = (
            f"tabblad {self.blad}" if self.blad else "",
            f"rij {self.rij}" if self.rij else "",
            f"kolom {self.kolom}" + (f" (bij u {self.hun})" if self.hun else "") if self.kolom else "",
        )
        return ", ".join(d for d in delen if d)

    @property
    def tekst(self) -> str:
        """De hele melding in een regel."""
        waar = ", ".join(d for d in (self.bestand, self.plek) if d)
        mag = f"Toegestaan: {self.toegestaan}." if self.toegestaan else ""
        staat = f"Gevonden: {self.gevonden}." if self.gevonden else ""
        return " ".join(d for d in (f"{waar}: {self.wat}", mag, staat, self.doe) if d)


@dataclass(frozen=True)
class Waarschuwing:
    """Iets om naar te kijken. De levering gaat gewoon door."""

    bestand: str
    tekst: str
    belangrijk: bool = False  # it changes what counts: such a note stands first


@dataclass
class Bestand:
    """Wat er van een bestand of tabblad gelezen is. rijen_in = rijen_uit + afgekeurd + dubbel + elders.

    `elders` zijn rijen van een andere gemeente.
    """

    naam: str
    tabel: str
    gelezen_als: str
    blad: str = ""
    rijen_in: int = 0
    afgekeurd: int = 0
    dubbel: int = 0
    elders: int = 0
    typen: dict[str, str] = field(default_factory=dict)  # column -> type, where the file itself declares them

    @property
    def rijen_uit(self) -> int:
        return self.rijen_in - self.afgekeurd - self.dubbel - self.elders

    @property
    def label(self) -> str:
        return f"{self.naam} ({self.blad})" if self.blad else self.naam


@dataclass
class Rapport:
    """Het verslag van een levering: wat gelezen is, elke fout, elke waarschuwing."""

    map: str
    bestanden: list[Bestand] = field(default_factory=list)
    fouten: list[Fout] = field(default_factory=list)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)
    ontbreekt: list[str] = field(default_factory=list)
    aantallen: Counter = field(default_factory=Counter)  # (bestand, blad, kolom, soort) -> every fault, kept or not

    @property
    def aangenomen(self) -> bool:
        """Er is geen fout die de hele levering tegenhoudt."""
        return not any(fout.structureel for fout in self.fouten)

    @property
    def typen(self) -> dict[str, str]:
        """Het soort van elke kolom die het bestand zelf noemt (Parquet): "tabel.kolom" -> soort."""
        return {f"{b.tabel}.{kolom}": soort for b in self.bestanden for kolom, soort in b.typen.items()}

    @property
    def aantal_fouten(self) -> int:
        return self.aantallen.total()

    def meld(self, fout: Fout) -> None:
        """Voeg een fout toe; na duizend van dezelfde soort in een kolom telt het verslag alleen nog."""
        sleutel = (fout.bestand, fout.blad, fout.kolom, fout.soort)
        self.aantallen[sleutel] += 1
        if self.aantallen[sleutel] <= FOUTEN_BEWAARD:
            self.fouten.append(fout)

    def weiger(self, bestand: str, wat: str, **meer) -> None:
        """Voeg een fout toe die de hele levering tegenhoudt."""
        self.meld(Fout(bestand, wat, structureel=True, **meer))

    def waarschuw(self, bestand: str, tekst: str, belangrijk: bool = False) -> None:
        """Voeg iets toe om naar te kijken. `belangrijk` is wat verandert hoeveel er meetelt: dat staat bovenaan."""
        self.waarschuwingen.append(Waarschuwing(bestand, tekst, belangrijk))

    @property
    def let_op(self) -> list[Waarschuwing]:
        """De waarschuwingen, wat belangrijk is eerst."""
        return sorted(self.waarschuwingen, key=lambda w: not w.belangrijk)

    @property
    def uitspraak(self) -> str:
        """In een zin of de levering doorgaat."""
        if not self.aangenomen:
            return "De levering is geweigerd. Er is niets veranderd."
        afgekeurd = sum(b.afgekeurd for b in self.bestanden)
        valt_af = f" {rijen_tekst(afgekeurd)} {'valt' if afgekeurd == 1 else 'vallen'} af." if afgekeurd else ""
        return f"De levering is aangenomen.{valt_af} {self.rekening}"

    @property
    def rekening(self) -> str:
        """Waar elke rij gebleven is: rijen in = goed + fout + dubbel, en zo nodig van een andere gemeente.

        >>> Rapport("map", [Bestand("x.csv", "wijken", "CSV", rijen_in=5, afgekeurd=1, dubbel=1)]).rekening
        '5 rijen in = 3 goed + 1 fout + 1 dubbel.'
        """
        per = {naam: sum(getattr(b, naam) for b in self.bestanden) for naam in TELLINGEN}
        rijen_in, goed, fout, dubbel, elders = (getal(n) for n in per.values())
        ander = f" + {elders} van een andere gemeente" if per["elders"] else ""
        rij = "rij" if rijen_in == "1" else "rijen"
        return f"{rijen_in} {rij} in = {goed} goed + {fout} fout + {dubbel} dubbel{ander}."

    def samenvatting(self) -> list[tuple[str, str, int]]:
        """Per bestand en soort fout het aantal: (bestand, soort in woorden, aantal)."""
        per_soort: Counter = Counter()
        for (bestand, blad, _, soort), aantal in self.aantallen.items():
            per_soort[f"{bestand} ({blad})" if blad else bestand, SOORTFOUT[soort]] += aantal
        return [(bestand, soort, aantal) for (bestand, soort), aantal in sorted(per_soort.items())]

    def tekst(self) -> str:
        """Het verslag voor de terminal, met de eerste twintig fouten per bestand."""
        return "\n".join(_terminal(self)) + "\n"

    def html(self) -> str:
        """Het verslag als losse webpagina, met alle fouten in een tabel."""
        return _pagina(self)


# --- showing values safely -------------------------------------------------------------------------------------------
def toon(waarde: str | None, kolom: Kolom) -> str:
    """De waarde tussen aanhalingstekens, of alleen haar lengte als zij bij een persoon kan horen."""
    if waarde is None:
        return "een leeg veld"
    if kolom.persoonlijk or maskeer(waarde) != waarde:
        return f"Een verborgen waarde van {len(waarde)} {'teken' if len(waarde) == 1 else 'tekens'}"
    kort = waarde if len(waarde) <= 60 else waarde[:57] + "..."
    return "'" + re.sub(r"[\x00-\x1f\x7f]", " ", kort) + "'"


def rijen_tekst(aantal: int) -> str:
    return "1 rij" if aantal == 1 else f"{getal(aantal)} rijen"


def waar(rijen: Sequence[int] | pl.Series) -> str:
    """Waar iets staat: de rij, of hoeveel rijen en vanaf welke.

    >>> waar([3]), waar([3, 8])
    ('rij 3', '2 rijen, vanaf rij 3')
    """
    return f"rij {rijen[0]}" if len(rijen) == 1 else f"{rijen_tekst(len(rijen))}, vanaf rij {rijen[0]}"


def koptekst(kop: str) -> str:
    """Een kolomnaam voor in een melding, op een regel; niet als zij op een gegeven van een persoon lijkt.

    >>> koptekst(" Bedrag\\n(x € 1.000) "), koptekst("jan@voorbeeld.nl"), koptekst("3861 AB 12")
    ('Bedrag (x € 1.000)', '(niet getoond)', '(niet getoond)')
    """
    schoon = re.sub(r"[\s\x00-\x1f\x7f]+", " ", kop).strip()
    if re.search(r"[^\W\d]", schoon) and not re.search(PERSOONLIJKE_KOP, schoon) and maskeer(schoon) == schoon:
        return schoon if len(schoon) <= 60 else schoon[:57] + "..."
    return "(niet getoond)"


def gevonden(koppen: Iterable[str]) -> str:
    namen = [koptekst(k) for k in koppen if k.strip()]
    return ", ".join(namen[:30]) + (f" en {len(namen) - 30} andere" if len(namen) > 30 else "")


# --- on screen and as a page ------------------------------------------------------------------------------------------
KOPPEN = ("bestand", "tabel", "gelezen als", "rijen in", "goed", "fout", "dubbel")
ELDERS = "andere gemeente"


def _bestandstafel(rapport: Rapport) -> tuple[tuple[str, ...], list[tuple[str, ...]], str]:
    """The head, a line per file, and the sum that holds for each; the last column only when it says something."""
    extra = any(b.elders for b in rapport.bestanden)
    regels = [
        (b.label, b.tabel, b.gelezen_als, *map(getal, (b.rijen_in, b.rijen_uit, b.afgekeurd, b.dubbel)))
        + ((getal(b.elders),) if extra else ())
        for b in rapport.bestanden
    ]
    som = f"Rijen in = goed + fout + dubbel{f' + {ELDERS}' if extra else ''}."
    return ((*KOPPEN, ELDERS) if extra else KOPPEN), regels, som


def _terminal(rapport: Rapport) -> list[str]:
    uit = [f"Levering uit de map {rapport.map}", rapport.uitspraak, ""]
    koppen, bestanden, som = _bestandstafel(rapport)
    regels = [koppen, *bestanden]
    if rapport.bestanden:
        breed = [max(len(r[i]) for r in regels) for i in range(len(koppen))]
        uit += [
            "  ".join(
                c.ljust(b) if i < 3 else c.rjust(b) for i, (c, b) in enumerate(zip(r, breed, strict=True))
            ).rstrip()
            for r in regels
        ]
        uit += [som, ""]
    if rapport.fouten:
        uit += [f"Fouten: {getal(rapport.aantal_fouten)}", *_fouten(rapport), "", "Samenvatting van de fouten:"]
        uit += [f"- {bestand}: {soort}: {getal(aantal)}" for bestand, soort, aantal in rapport.samenvatting()] + [""]
    if rapport.waarschuwingen:
        uit += ["Let op:", *(f"- {w.bestand}: {w.tekst}" for w in rapport.let_op), ""]
    if rapport.ontbreekt and rapport.bestanden:
        uit += [f"Niet geleverd (mag): {', '.join(rapport.ontbreekt)}."]
    return uit


def _fouten(rapport: Rapport) -> Iterable[str]:
    """The first faults of each file, those that stop the delivery before the others."""
    for bestand in dict.fromkeys(f.bestand for f in rapport.fouten):
        eigen = sorted((f for f in rapport.fouten if f.bestand == bestand), key=lambda f: not f.structureel)
        totaal = sum(n for sleutel, n in rapport.aantallen.items() if sleutel[0] == bestand)
        yield from (f"- {f.tekst}" for f in eigen[:FOUTEN_OP_SCHERM])
        if (meer := totaal - FOUTEN_OP_SCHERM) > 0:
            yield f"  En nog {getal(meer)} {'fout' if meer == 1 else 'fouten'} in {bestand}."


def _geen_formule(cel: object) -> str:
    """A spreadsheet that opens the page may run a cell that starts like a formula."""
    return f"'{cel}" if str(cel).lstrip().startswith(("=", "+", "-", "@")) else str(cel)


def _pagina(rapport: Rapport) -> str:
    sjabloon = omgeving(Path(__file__).parent, getal=getal, cel=_geen_formule).get_template("leveringsverslag.j2")
    koppen, bestanden, som = _bestandstafel(rapport)
    return (
        sjabloon.render(
            rapport=rapport,
            koppen=koppen,
            bestanden=bestanden,
            som=som,
            bewaard=FOUTEN_BEWAARD,
            soorten=[(bestand, soort, getal(aantal)) for bestand, soort, aantal in rapport.samenvatting()],
            fouten=[(f.bestand, f.plek, f.wat, f.toegestaan, f.gevonden, f.doe) for f in rapport.fouten],
            let_op=[(w.bestand, w.tekst) for w in rapport.let_op],
        )
        + "\n"
    )
