"""Raad of Fabel? Stellingen die de beschermde cijfers zelf bevestigen of weerleggen.

Onder elke stelling ligt een bewering: een cijfer, een vergelijking, en een getal of een ander cijfer. Een getoond getal
kan afgerond zijn. Het oordeel geldt daarom alleen als elke waarde die er nog achter kan zitten hetzelfde zegt. Anders
is er geen oordeel, en komt de stelling niet in de zaal. De vergelijkingen:

- meer dan, minder dan: zoals het er staat.
- ongeveer: hoogstens 5 procent ernaast. Het is onwaar vanaf 10 procent; daartussen is er geen oordeel.
- duidelijk meer dan, duidelijk minder dan: minstens 5 procent verschil. Onder de 50 noemen wij geen stijging of daling.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sociaaldomein import getallen, onthulling, yamltekst
from sociaaldomein.afscherming import Openbaar
from sociaaldomein.cijfers import WETTEN, begrippen
from sociaaldomein.duiding import KLEIN, ongeveer
from sociaaldomein.formats import getal
from sociaaldomein.kwartaal import Kwartaal

RAAD, FABEL = "raad", "fabel"
VERGELIJKINGEN = ("meer dan", "minder dan", "ongeveer", "duidelijk meer dan", "duidelijk minder dan")
BIJNA, VER = 0.05, 0.10  # "ongeveer": true within the first, false from the second
EERDER = {"een jaar eerder": 4, "een kwartaal eerder": 1}
VALLEN = {  # what holds for every statement with that trap; `valkuil` says more where the figures allow it
    "eenheid": "De valkuil is de eenheid. Eén mens kan meer dan één traject hebben.",
    "traject": "De valkuil is wat u telt: mensen of trajecten. Eén mens kan meer trajecten hebben.",
    "kwartaal": "De valkuil is het kwartaal. Let op welk kwartaal bij een getal hoort.",
    "klein": f"De valkuil is een klein aantal. Onder de {KLEIN} noemen wij geen stijging of daling.",
    "indruk": "De valkuil is de eerste indruk. De cijfers laten iets anders zien.",
}
AANTAL = 5  # in five minutes
LANGSTE = 15  # words that can be read at once
# which panel shows a figure: its name, and the choices that bring it up
BEELDEN: dict[str, tuple[str, dict[str, str]]] = {
    "lopend_clienten": ("lopend", {"eenheid": "clienten"}),
    "lopend_trajecten": ("lopend", {"eenheid": "trajecten"}),
    "instroom_clienten": ("instroom", {"eenheid": "clienten"}),
    "instroom_trajecten": ("instroom", {"eenheid": "trajecten"}),
    "uitstroom_trajecten": ("uitstroom", {"weergave": "aantal"}),
    "uitstroom_clienten": ("uitstroom", {"weergave": "clienten"}),
    "verwijzer": ("verwijzer", {"weergave": "nu"}),
    "looptijd_mediaan": ("looptijd", {"maat": "duur"}),
    "aanvragen": ("triage", {"weergave": "nu"}),
    "onderzoek_op_tijd": ("doorlooptijd", {"termijn": "onderzoek", "weergave": "deel"}),
    "beschikking_op_tijd": ("doorlooptijd", {"termijn": "beschikking", "weergave": "deel"}),
    "bereik": ("leeftijd", {"maat": "deel"}),
    "begroot_jaar": ("financieel", {"weergave": "jaar"}),
    "werkelijk_jaar": ("financieel", {"weergave": "jaar"}),
}
UITSPLITSING = {  # the panel that shows groups
    "cijfer": ("lopend_clienten", "instroom_clienten", "uitstroom_trajecten"),
    "dimensie": ("wijk", "leeftijd", "hoofdcategorie", "interventieniveau", "productcategorie"),
}


class StellingFout(ValueError):
    """Een stelling die niet klopt of niet te beslissen is, met een Nederlandse uitleg."""


@dataclass(frozen=True)
class Kant:
    """Een cijfer in een bewering: welk cijfer, van welke wet, welk kwartaal en welke groep."""

    cijfer: str
    wet: str
    kwartaal: str
    groep_soort: str = "totaal"
    groep: str = "totaal"


@dataclass(frozen=True)
class Bewering:
    """Wat een stelling beweert: links een cijfer, een vergelijking, en rechts een getal of een ander cijfer."""

    links: Kant
    hoe: str
    rechts: Kant | float


@dataclass(frozen=True)
class Stelling:
    """Een stelling voor de zaal: de tekst, het oordeel, de valkuil, wat er geteld is, en het beeld dat erbij hoort."""

    tekst: str
    oordeel: str
    bewering: Bewering
    val: str = ""
    valkuil: str = ""
    uitleg: str = ""
    paneel: str = ""
    keuze: dict[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------- what the protected figures say


def grenzen(openbaar: Openbaar, kant: Kant) -> tuple[float, float] | None:
    """De laagste en hoogste waarde die achter een getoond cijfer kan zitten; None als het niet getoond wordt.

    Stond er eerder een ander getal in een openbaar stuk, dan hoort dat er ook bij: het staat in hetzelfde beeld.
    """
    sleutel = (kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)
    rij = openbaar.waarde(*sleutel)
    if rij["waarde"] is None:
        return None
    laag, hoog = _grenzen(openbaar, rij)
    c = getallen.cel(openbaar, kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)
    return (laag, hoog) if c.merk is None else (min(laag, c.merk), max(hoog, c.merk))


def _grenzen(openbaar: Openbaar, rij: dict[str, Any]) -> tuple[float, float]:
    waarde, soort = rij["waarde"], onthulling.soort_van(rij["cijfer"])
    if openbaar.profiel == "intern" or soort == "nee":
        return waarde, waarde
    if rij["gepubliceerd_in"]:
        half = 0 if soort in ("aantal", "bedrag") else 0.5 if waarde == round(waarde) else 0.05
        return waarde - half, waarde + half
    if soort == "aantal":
        return _aantal(openbaar, rij, "waarde")
    if soort == "aandeel" and rij["teller"] is not None and rij["noemer"]:
        (tl, th), (nl, nh) = _aantal(openbaar, rij, "teller"), _aantal(openbaar, rij, "noemer")
        min_ = 100 if rij["cijfer"].endswith("_verandering") else 0
        zicht = 0.5 if waarde == round(waarde) else 0.05  # what the hall reads must decide as well
        return min(100 * tl / nh - min_, waarde - zicht), max(100 * th / nl - min_, waarde + zicht)
    half = {"bedrag": onthulling.EURO / 2, "aandeel": 0.5}.get(soort, 0.05)
    return waarde - half, waarde + half


def _aantal(openbaar: Openbaar, rij: dict[str, Any], kolom: str) -> tuple[float, float]:
    if kolom == "noemer" and rij["cijfer"] == "bereik":  # inhabitants are public and exact
        return rij[kolom], rij[kolom]
    stap = openbaar.afgerond_op(*onthulling.cel_van(rij, kolom)) if kolom == "waarde" else max(
        1, openbaar.stappen.get(onthulling.cel_van(rij, kolom), 5)
    )
    return onthulling.grenzen(rij[kolom], stap, openbaar.drempel)


def oordeel(openbaar: Openbaar, bewering: Bewering) -> str | None:
    """Het oordeel over een bewering: raad, fabel, of None als de getoonde cijfers niet kunnen beslissen."""
    links = grenzen(openbaar, bewering.links)
    rechts = grenzen(openbaar, bewering.rechts) if isinstance(bewering.rechts, Kant) else (bewering.rechts,) * 2
    return None if links is None or rechts is None else beslis(links, bewering.hoe, rechts)


def beslis(links: tuple[float, float], hoe: str, rechts: tuple[float, float]) -> str | None:
    """Vergelijk twee getallen waarvan alleen de grenzen bekend zijn.

    >>> beslis((1128, 1128), "meer dan", (1000, 1000)), beslis((98, 102), "meer dan", (100, 100))
    ('raad', None)
    >>> beslis((1128, 1128), "ongeveer", (1787, 1787)), beslis((100, 100), "ongeveer", (93, 93))
    ('fabel', None)
    >>> beslis((28, 32), "duidelijk meer dan", (13, 17)), beslis((98, 102), "duidelijk meer dan", (53, 57))
    ('fabel', 'raad')
    """
    (a, b), (c, d) = links, rechts
    if hoe.startswith("duidelijk") and (b < KLEIN or d < KLEIN):
        return FABEL
    if hoe.startswith("duidelijk") and (a < KLEIN or c < KLEIN):
        return None
    if hoe == "duidelijk meer dan" and b > c:
        return RAAD if a > d * (1 + BIJNA) else None
    if hoe == "duidelijk minder dan" and a < d:
        return RAAD if b < c * (1 - BIJNA) else None
    if hoe == "ongeveer":
        if a >= d * (1 - BIJNA) and b <= c * (1 + BIJNA):
            return RAAD
        return FABEL if b < c * (1 - VER) or a > d * (1 + VER) else None
    if hoe.endswith("minder dan"):
        (a, b), (c, d) = (c, d), (a, b)
    return RAAD if a > d else FABEL if b <= c else None


def geteld(openbaar: Openbaar, bewering: Bewering) -> str:
    """De ene zin bij de onthulling: wat er geteld is, zoals het op de pagina staat."""
    links, rechts = bewering.links, bewering.rechts
    if not isinstance(rechts, Kant):
        return f"Geteld: {_met_woord(openbaar, links)}."
    if links.kwartaal != rechts.kwartaal:
        toen = Kwartaal.lees(rechts.kwartaal)
        wanneer = "een jaar eerder" if toen == Kwartaal.lees(links.kwartaal) - 4 else f"in het {toen.label}"
        return f"Geteld: {_met_woord(openbaar, links)}, en {wanneer} {_kaal(openbaar, rechts)}."
    if links.groep != rechts.groep:
        namen = (getallen.groepsnaam(openbaar, k.groep_soort, k.groep, k.wet) for k in (links, rechts))
        delen = (f"{n} {_kaal(openbaar, k)}" for n, k in zip(namen, (links, rechts), strict=True))
        return f"Geteld: {', '.join(delen)}."
    return f"Geteld: {_met_titel(openbaar, links)}, {_met_titel(openbaar, rechts)}."


def _cel(openbaar: Openbaar, kant: Kant) -> getallen.Cel:
    return getallen.cel(openbaar, kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)


def _eenheid(kant: Kant) -> str:
    return begrippen()[kant.cijfer].eenheid_bij(kant.wet)


def _kaal(openbaar: Openbaar, kant: Kant) -> str:
    c, eenheid = _cel(openbaar, kant), _eenheid(kant)
    return ongeveer(getallen.maat(eenheid, [c]).cel(c), getallen.geschat(openbaar, c, eenheid))


def _met_woord(openbaar: Openbaar, kant: Kant) -> str:
    m = getallen.maat(_eenheid(kant), [_cel(openbaar, kant)])
    return _kaal(openbaar, kant) if m.teken else f"{_kaal(openbaar, kant)} {m.woord}"


def _met_titel(openbaar: Openbaar, kant: Kant) -> str:
    titel = begrippen()[kant.cijfer].titel
    getal_ = _met_woord(openbaar, kant) if _eenheid(kant) == "euro" else _kaal(openbaar, kant)
    return f"{titel[:1].lower()}{titel[1:]} {getal_}"


# ---------------------------------------------------------------- making them


def maak(openbaar: Openbaar, kwartaal: Kwartaal) -> list[Stelling]:
    """Alle stellingen die de cijfers van dit kwartaal kunnen beslissen, steeds in dezelfde volgorde."""
    uit = []
    for wet in ("jeugd", "wmo"):
        for tekst, bewering, val in _voorstellen(openbaar, wet, kwartaal):
            uitslag = oordeel(openbaar, bewering)
            te_dichtbij = uitslag == RAAD and val in ("eenheid", "kwartaal") and bewering.hoe == "ongeveer"
            if uitslag is not None and not te_dichtbij and len(tekst.split()) <= LANGSTE:
                uit.append(_stelling(openbaar, tekst, uitslag, bewering, val))
    return list({s.tekst: s for s in uit}.values())


def _stelling(openbaar: Openbaar, tekst: str, uitslag: str, bewering: Bewering, val: str, uitleg: str = "") -> Stelling:
    paneel, keuze = beeld_van(bewering)
    val = (val or "indruk") if uitslag == FABEL else ""
    kuil = valkuil(openbaar, bewering, val)
    return Stelling(tekst, uitslag, bewering, val, kuil, uitleg or geteld(openbaar, bewering), paneel, keuze)


def valkuil(openbaar: Openbaar, bewering: Bewering, val: str) -> str:
    """Wat er bij de onthulling over de valkuil staat: wat wel klopt, als de getoonde cijfers dat zeggen."""
    links, rechts = bewering.links, bewering.rechts

    def wel(links_: Kant, rechts_: Kant | float) -> bool:
        return oordeel(openbaar, Bewering(links_, bewering.hoe, rechts_)) == RAAD

    if val == "eenheid" and not isinstance(rechts, Kant) and bewering.hoe == "ongeveer":
        soort, _, telt = links.cijfer.rpartition("_")
        ander = replace(links, cijfer=f"{soort}_{'clienten' if telt == 'trajecten' else 'trajecten'}")
        if telt in ("clienten", "trajecten") and wel(ander, rechts):
            wat, niet = _eenheid(ander), _eenheid(links)
            return f"De valkuil is de eenheid. Ongeveer {getal(rechts)} is het aantal {wat}, niet het aantal {niet}."
    if val == "kwartaal" and isinstance(rechts, Kant):
        toen, vorig = Kwartaal.lees(links.kwartaal) - 4, replace(links, kwartaal=str(Kwartaal.lees(links.kwartaal) - 1))
        if rechts == replace(links, kwartaal=str(toen)) and wel(links, vorig):
            return "De valkuil is het kwartaal. Met het vorige kwartaal vergeleken klopt het wel."
        if rechts == vorig:
            return "De valkuil is het seizoen. Vergelijk met hetzelfde kwartaal een jaar eerder."
    elif val == "kwartaal":
        later = Kwartaal.lees(links.kwartaal) + 3  # the last quarter, when the claim is about a year ago
        if wel(replace(links, kwartaal=str(later)), rechts):
            return f"De valkuil is het kwartaal. In het {later.label} klopte het wel."
    return VALLEN.get(val, "")


def beeld_van(bewering: Bewering) -> tuple[str, dict[str, str]]:
    """Het paneel dat een bewering laat zien, als "wet.paneel" met de keuzes; leeg als geen paneel haar toont."""
    kant = bewering.links
    if kant.groep_soort in UITSPLITSING["dimensie"] and kant.cijfer in UITSPLITSING["cijfer"]:
        keuze = {"cijfer": kant.cijfer, "dimensie": kant.groep_soort, "vergelijking": "jaar"}
        return f"{kant.wet}.uitsplitsing", keuze
    if kant.cijfer not in BEELDEN or kant.wet not in WETTEN:
        return "", {}
    paneel, keuze = BEELDEN[kant.cijfer]
    return f"{kant.wet}.{paneel}", dict(keuze)


def _voorstellen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """Candidates: a text, its claim and the trap it sets when it turns out false."""
    yield from _aantallen(openbaar, wet, k)
    yield from _vergelijkingen(openbaar, wet, k)
    yield from _groepen(openbaar, wet, k)
    yield from _deel_en_geld(wet, k)


def _aantallen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    wie, hulp = begrippen()["lopend_clienten"].eenheid_bij(wet), WETTEN[wet]
    zinnen = {
        "lopend": (f"Dit kwartaal kregen ongeveer {{n}} {wie} hulp uit de {hulp}.",
                   f"Dit kwartaal liepen er ongeveer {{n}} trajecten van de {hulp}."),
        "instroom": (f"Dit kwartaal begonnen ongeveer {{n}} {wie} met hulp uit de {hulp}.",
                     f"Dit kwartaal begonnen er ongeveer {{n}} trajecten van de {hulp}."),
        "uitstroom": (f"Bij ongeveer {{n}} {wie} eindigde dit kwartaal een traject van de {hulp}.",
                      f"Dit kwartaal eindigden er ongeveer {{n}} trajecten van de {hulp}."),
    }  # fmt: skip
    for soort, (mensen, trajecten) in zinnen.items():
        m, t = (Kant(f"{soort}_{e}", wet, str(k)) for e in ("clienten", "trajecten"))
        nm, nt = (openbaar.waarde(x.cijfer, wet, str(k))["waarde"] for x in (m, t))
        for tekst, kant, waarde, val in ((mensen, m, nm, ""), (mensen, m, nt, "eenheid"), (trajecten, t, nt, ""),
                                         (trajecten, t, nm, "eenheid")):  # fmt: skip
            if waarde is not None:
                rond = _spreek(waarde)
                yield tekst.format(n=getal(rond)), Bewering(kant, "ongeveer", rond), val
        yield from _eerder(openbaar, m, mensen, k)
    gelijk = Bewering(Kant("lopend_trajecten", wet, str(k)), "ongeveer", Kant("lopend_clienten", wet, str(k)))
    yield f"Er lopen ongeveer evenveel trajecten van de {hulp} als er {wie} hulp krijgen.", gelijk, "traject"
    meer = Bewering(gelijk.links, "meer dan", gelijk.rechts)
    yield f"Er lopen meer trajecten van de {hulp} dan er {wie} hulp krijgen.", meer, "traject"


def _eerder(openbaar: Openbaar, kant: Kant, zin: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """A year ago, with the figure of a year ago (true) or of last quarter (false, when the seasons differ)."""
    toen, vorig = k.vorig_jaar, k - 1
    zin = zin.replace("Dit kwartaal", f"In het {toen.label}").replace("dit kwartaal", f"in het {toen.label}")
    for bron, val in ((toen, ""), (vorig, "kwartaal")):
        waarde = openbaar.waarde(kant.cijfer, kant.wet, str(bron))["waarde"]
        if waarde is not None:
            rond = _spreek(waarde)
            yield zin.format(n=getal(rond)), Bewering(Kant(kant.cijfer, kant.wet, str(toen)), "ongeveer", rond), val


def _spreek(waarde: float) -> float:
    """A number as one says it aloud.

    >>> _spreek(1128), _spreek(548), _spreek(48)
    (1130, 550, 50)
    """
    return max(10, int(waarde / 10 + 0.5) * 10)


def _vergelijkingen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    wie, hulp = begrippen()["lopend_clienten"].eenheid_bij(wet), WETTEN[wet]
    onderwerpen = {
        "lopend_clienten": f"Er kregen {{meer}} {wie} hulp uit de {hulp} dan een jaar eerder.",
        "lopend_trajecten": f"Er liepen {{meer}} trajecten van de {hulp} dan een jaar eerder.",
        "instroom_clienten": f"Er begonnen {{meer}} {wie} met hulp uit de {hulp} dan een jaar eerder.",
        "instroom_trajecten": f"Er begonnen {{meer}} trajecten van de {hulp} dan een jaar eerder.",
        "uitstroom_trajecten": f"Er eindigden {{meer}} trajecten van de {hulp} dan een jaar eerder.",
    }
    for cijfer, tekst in onderwerpen.items():
        for woord in ("meer", "minder"):
            links, toen, vorig = (Kant(cijfer, wet, str(q)) for q in (k, k.vorig_jaar, k - 1))
            verleidt = oordeel(openbaar, Bewering(links, f"{woord} dan", vorig)) == RAAD  # true of last quarter
            val = "kwartaal" if verleidt else "indruk"
            yield tekst.format(meer=woord), Bewering(links, f"{woord} dan", toen), val
    for woord in ("meer", "minder"):
        erin, eruit = Kant("instroom_trajecten", wet, str(k)), Kant("uitstroom_trajecten", wet, str(k))
        yield (f"Dit kwartaal begonnen er {woord} trajecten van de {hulp} dan er eindigden.",
               Bewering(erin, f"{woord} dan", eruit), "indruk")  # fmt: skip


def _groepen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    wie, hulp = begrippen()["lopend_clienten"].eenheid_bij(wet), WETTEN[wet]
    zinnen = {
        ("lopend_clienten", "leeftijd"): f"Meer {wie} van {{a}} dan van {{b}} krijgen hulp uit de {hulp}.",
        ("lopend_clienten", "hoofdcategorie"): f"Bij de {hulp} krijgen meer {wie} hulp van de soort {{a}} dan {{b}}.",
        ("lopend_clienten", "wijk"): f"Er wonen meer {wie} met hulp uit de {hulp} in {{a}} dan in {{b}}.",
        ("verwijzer", "verwijzer"): f"Bij de {hulp} kwamen meer {wie} via {{a}} dan via {{b}}.",
    }
    for (cijfer, soort), zin in zinnen.items():
        codes = [g for g in getallen.groepen(openbaar, cijfer, wet, soort, k) if g not in ("onbekend", "zelfverwijzer")]
        for a in codes:
            naam = getallen.groepsnaam(openbaar, soort, a, wet)
            for b in codes:
                kanten = [Kant(cijfer, wet, str(k), soort, g) for g in (a, b)]
                if a != b and not _val_klein(openbaar, kanten[0]) == _val_klein(openbaar, kanten[1]) == "klein":
                    tekst = zin.format(a=naam, b=getallen.groepsnaam(openbaar, soort, b, wet))
                    yield tekst, Bewering(kanten[0], "meer dan", kanten[1]), "indruk"
            if soort in ("hoofdcategorie", "wijk"):
                nu, toen = (Kant(cijfer, wet, str(q), soort, a) for q in (k, k.vorig_jaar))
                waar = f"In {naam}" if soort == "wijk" else f"Bij de soort {naam}"
                for richting, woord in (("meer", "steeg"), ("minder", "daalde")):
                    tekst = f"{waar} {woord} het aantal {wie} met hulp in een jaar duidelijk."
                    claim = Bewering(nu, f"duidelijk {richting} dan", toen)
                    yield tekst, claim, _val_klein(openbaar, nu, toen)


def _val_klein(openbaar: Openbaar, *kanten: Kant) -> str:
    paar = [grenzen(openbaar, kant) for kant in kanten]
    return "klein" if any(g is not None and g[1] < KLEIN for g in paar) else "indruk"


def _deel_en_geld(wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    hulp = WETTEN[wet]
    inwoners = "alle jeugdigen" if wet == "jeugd" else "alle inwoners"
    bereik = Kant("bereik", wet, str(k))
    for woord, grens in (("tien", 10), ("vijf", 20), ("vier", 25), ("twintig", 5)):
        yield (f"Van {inwoners} krijgt meer dan één op de {woord} hulp uit de {hulp}.",
               Bewering(bereik, "meer dan", grens), "indruk")  # fmt: skip
    mediaan = Kant("looptijd_mediaan", wet, str(k))
    for maanden in (6, 12, 18):
        yield (f"De helft van de nieuwe trajecten van de {hulp} duurt korter dan {maanden} maanden.",
               Bewering(mediaan, "minder dan", maanden), "indruk")  # fmt: skip
    jaar = Kwartaal(k.jaar - 1, 4)
    werkelijk, begroot = (Kant(c, wet, str(jaar)) for c in ("werkelijk_jaar", "begroot_jaar"))
    for woord in ("meer", "minder"):
        yield (f"In {jaar.jaar} kostte de {hulp} {woord} dan was begroot.",
               Bewering(werkelijk, f"{woord} dan", begroot), "indruk")  # fmt: skip
    if wet == "wmo":
        op_tijd = Kant("onderzoek_op_tijd", wet, str(k))
        for tekst, grens in (("de helft", 50), ("drie kwart", 75), ("negen van de tien", 90)):
            yield (f"Meer dan {tekst} van de onderzoeken was binnen zes weken klaar.",
                   Bewering(op_tijd, "meer dan", grens), "indruk")  # fmt: skip


def kies(stellingen: Sequence[Stelling], zaad: str, aantal: int = AANTAL) -> list[Stelling]:
    """Kies een ronde: om en om raad en fabel, elke fabel met een andere valkuil, en steeds een ander onderwerp.

    Bij hetzelfde zaad komt dezelfde ronde uit de cijfers.
    """
    dobbel = random.Random(zaad)
    vallen = [v for v in VALLEN if v != "indruk"]
    dobbel.shuffle(vallen)
    plan = [(vallen * aantal)[nr // 2] if nr % 2 == 0 else "" for nr in range(aantal)]  # without a trap it is true
    dobbel.shuffle(plan)
    over, gekozen = sorted(stellingen, key=lambda s: s.tekst), []
    dobbel.shuffle(over)
    for val in plan[: len(over)]:
        beste = min([s for s in over if s.val == val] or over, key=lambda s: _gelijkenis(s, gekozen))
        gekozen.append(beste)
        over.remove(beste)
    return gekozen


def _gelijkenis(s: Stelling, gekozen: Sequence[Stelling]) -> int:
    """How much a statement repeats what was already chosen: the figure, its panel, the law."""
    een, andere = s.bewering.links, [g.bewering.links for g in gekozen]
    zelfde = sum(4 * (een.cijfer == a.cijfer) + (een.wet == a.wet) for a in andere)
    return zelfde + 2 * sum(s.paneel == g.paneel for g in gekozen) + (s.paneel == "")


# ---------------------------------------------------------------- the adviser's own


SLEUTELS = {"stelling": True, "oordeel": True, "cijfer": True, "wet": True, "is": True, "dan": True, "kwartaal": False,
            "groep_soort": False, "groep": False, "val": False, "uitleg": False}  # key -> required  # fmt: skip
RECHTS = ("cijfer", "wet", "kwartaal", "groep_soort", "groep")


def lees(pad: Path, openbaar: Openbaar, kwartaal: Kwartaal) -> list[Stelling]:
    """De stellingen van de adviseur uit een YAML-bestand, elk getoetst aan de beschermde cijfers.

    Een onbekende sleutel, een oordeel dat de cijfers tegenspreken of een bewering die zij niet kunnen beslissen, is een
    StellingFout.
    """
    try:
        inhoud = yamltekst.lees(pad) or []
    except yamltekst.YamlFout as fout:
        raise StellingFout(f"{pad.name}, {fout}") from None
    if not isinstance(inhoud, list):
        raise StellingFout(f"{pad.name}: hier hoort een lijst te staan. Begin elke stelling met '- stelling: ...'.")
    return [toets(een, f"{pad.name}, stelling {nr}", openbaar, kwartaal) for nr, een in enumerate(inhoud, 1)]


def toets(een: Any, plek: str, openbaar: Openbaar, kwartaal: Kwartaal) -> Stelling:
    """Een stelling zoals zij in het bestand staat; klopt zij niet, dan een StellingFout met de plek en de reden."""
    if not isinstance(een, Mapping):
        raise StellingFout(f"{plek}: schrijf '- stelling: ...' met daaronder oordeel, cijfer, wet, is en dan.")
    onbekend = [s for s in een if s not in SLEUTELS]
    mist = [s for s, verplicht in SLEUTELS.items() if verplicht and s not in een]
    if onbekend or mist:
        wat = f"de sleutel '{onbekend[0]}' bestaat niet" if onbekend else f"de sleutel '{mist[0]}' ontbreekt"
        raise StellingFout(f"{plek}: {wat}. Bekend: {', '.join(SLEUTELS)}.")
    _keuze(een["oordeel"], (RAAD, FABEL), f"{plek}, oordeel")
    _keuze(een["is"], VERGELIJKINGEN, f"{plek}, is")
    if een.get("val"):
        _keuze(een["val"], tuple(VALLEN), f"{plek}, val")
    links = _kant({"kwartaal": str(kwartaal), **{k: een[k] for k in RECHTS if k in een}}, f"{plek}, cijfer")
    bewering = Bewering(links, een["is"], _rechts(een["dan"], links, f"{plek}, dan"))
    _getallen_kloppen(f"{een['stelling']} {een.get('uitleg', '')}", bewering, openbaar, plek)
    uitslag = oordeel(openbaar, bewering)
    if uitslag is None:
        raise StellingFout(
            f"{plek}: de getoonde cijfers kunnen dit niet beslissen. Het getal ontbreekt, is afgeschermd of afgerond. "
            "Kies een ander getal of een ander cijfer."
        )
    if uitslag != een["oordeel"]:
        raise StellingFout(
            f"{plek}: u schrijft {een['oordeel']}, maar de cijfers zeggen {uitslag}. {geteld(openbaar, bewering)}"
        )
    return _stelling(openbaar, een["stelling"], uitslag, bewering, een.get("val", ""), een.get("uitleg", ""))


def _keuze(waarde: Any, mogelijk: tuple[str, ...], plek: str) -> None:
    if waarde not in mogelijk:
        raise StellingFout(f"{plek}: '{waarde}' mag niet. Kies uit: {', '.join(mogelijk)}.")


def _kant(velden: Mapping[str, Any], plek: str) -> Kant:
    if velden["cijfer"] not in begrippen():
        raise StellingFout(f"{plek}: het cijfer '{velden['cijfer']}' bestaat niet. Zie: sociaaldomein begrippen.")
    try:
        Kwartaal.lees(velden["kwartaal"])
    except ValueError as fout:
        raise StellingFout(f"{plek}: {fout}") from None
    return Kant(**{k: str(w) for k, w in velden.items()})


def _rechts(dan: Any, links: Kant, plek: str) -> Kant | float:
    """A number, a moment (een jaar eerder), or another figure; what is left out is as on the left."""
    if isinstance(dan, str) and dan in EERDER:
        eerder = Kwartaal.lees(links.kwartaal) - EERDER[dan]
        return Kant(links.cijfer, links.wet, str(eerder), links.groep_soort, links.groep)
    if isinstance(dan, Mapping):
        onbekend = [s for s in dan if s not in RECHTS]
        if onbekend:
            raise StellingFout(f"{plek}: de sleutel '{onbekend[0]}' bestaat niet. Bekend: {', '.join(RECHTS)}.")
        return _kant({**{k: getattr(links, k) for k in RECHTS}, **dan}, plek)
    if isinstance(dan, str) and re.fullmatch(r"-?\d+(?:[.,]\d+)?", dan) and not re.fullmatch(r"\d{1,3}\.\d{3}", dan):
        return float(dan.replace(",", "."))
    raise StellingFout(
        f"{plek}: '{dan}' mag niet. Schrijf een getal zonder punten (1000), {' of '.join(EERDER)}, of een ander cijfer."
    )


def _getallen_kloppen(tekst: str, bewering: Bewering, openbaar: Openbaar, plek: str) -> None:
    """Every number in the words belongs to the claim: nothing unchecked, and nothing protected, gets to the hall."""
    mag: set[str] = set()
    for kant in (bewering.links, bewering.rechts):
        waarde: float | None = kant if not isinstance(kant, Kant) else _cel(openbaar, kant).waarde
        if waarde is not None:
            mag |= {getal(waarde / deel, d) for deel in (1, 1e3, 1e6) for d in (0, 1)}
        if isinstance(kant, Kant):
            naam = getallen.groepsnaam(openbaar, kant.groep_soort, kant.groep, kant.wet)
            mag |= set(re.findall(r"\d+", f"{kant.groep} {naam}"))
    kaal = re.sub(r"\b(?:19|20)\d\d\b|\b\d+e\b", " ", tekst)
    vreemd = [n for n in re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", kaal) if n not in mag]
    if vreemd:
        raise StellingFout(f"{plek}: het getal {vreemd[0]} hoort niet bij de bewering. Haal het uit de tekst.")


def als_yaml(stellingen: Sequence[Stelling]) -> str:
    """Stellingen als tekst voor een eigen bestand, om te veranderen of aan te vullen."""
    regels = ["# Stellingen voor Raad of Fabel? Verander ze, haal ze weg of zet er eigen stellingen bij.",
              "# De run toetst elk oordeel aan de cijfers, en weigert wat niet klopt of niet te beslissen is."]
    for s in stellingen:
        b = s.bewering
        regels += ["", f"- stelling: {_aanhaal(s.tekst)}", f"  oordeel: {s.oordeel}"]
        regels += [f"  {k}: {_aanhaal(w)}" for k, w in _velden(b.links).items()] + [f"  is: {b.hoe}"]
        if isinstance(b.rechts, Kant):
            delen = ", ".join(f"{k}: {_aanhaal(w)}" for k, w in _velden(b.rechts).items())
            regels.append(f"  dan: {{{delen}}}")
        else:
            regels.append(f"  dan: {getal(b.rechts, 0 if float(b.rechts).is_integer() else 1).replace('.', '')}")
        regels += [f"  val: {s.val}"] if s.val else []
    return "\n".join(regels) + "\n"


def _velden(kant: Kant) -> dict[str, str]:
    velden = {"cijfer": kant.cijfer, "wet": kant.wet, "kwartaal": kant.kwartaal}
    return velden if kant.groep_soort == "totaal" else {**velden, "groep_soort": kant.groep_soort, "groep": kant.groep}


def _aanhaal(tekst: str) -> str:
    return f'"{tekst}"' if re.search(r"[:#{}\[\],&*!|>'%@`]|^\W|^\d", tekst) else tekst
