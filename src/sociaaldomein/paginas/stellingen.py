"""Raad of Fabel? Stellingen die de beschermde cijfers zelf bevestigen of weerleggen.

Onder elke stelling ligt een bewering: een cijfer, een vergelijking, en een getal of een ander cijfer. Een getoond getal
kan afgerond zijn. Het oordeel geldt daarom alleen als elke waarde die er nog achter kan zitten hetzelfde zegt. Anders
is er geen oordeel, en komt de stelling niet in de zaal. De vergelijkingen:

- meer dan, minder dan: zoals het er staat.
- ongeveer: hoogstens 5 procent ernaast. Het is onwaar vanaf 10 procent; daartussen is er geen oordeel.
- duidelijk meer dan, duidelijk minder dan: minstens 5 procent verschil. Onder de 50 noemen wij geen stijging of daling.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar, onthulling
from sociaaldomein.beelden import getallen, maten
from sociaaldomein.beelden.duiding import KLEIN, ongeveer
from sociaaldomein.begrippen.cijfers import WETTEN, Thema, begrippen, domeinen, gevraagd, klein, themas
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import MAANDEN, Kwartaal
from sociaaldomein.grond.notatie import getal
from sociaaldomein.opdracht.instellingen import bedoelt

RAAD, FABEL = "raad", "fabel"
VERGELIJKINGEN = ("meer dan", "minder dan", "ongeveer", "duidelijk meer dan", "duidelijk minder dan")
BIJNA, VER = 0.05, 0.10  # "ongeveer": true within the first, false from the second
EERDER = {"een jaar eerder": 4, "een kwartaal eerder": 1}
VALLEN = {  # what holds for every statement with that trap; `valkuil` says more where the figures allow it
    "eenheid": "De valkuil is de eenheid. Eén mens kan meer dan één traject hebben.",
    "traject": "De valkuil is wat u telt: mensen of trajecten. Eén mens kan meer trajecten hebben.",
    "kwartaal": "De valkuil is het kwartaal. Let op welk kwartaal bij een getal hoort.",
    "klein": f"De valkuil is een klein aantal. Onder de {KLEIN} noemen wij geen stijging of daling.",
    "indruk": "",
}
AANTAL = 5  # in five minutes
LANGSTE = 15  # words that can be read at once
SAMEN = 30  # words on one sheet
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
    "looptijd_aantal": ("looptijd", {"maat": "aantal"}),
    **dict.fromkeys(("looptijd_gemiddeld", "looptijd_p25", "looptijd_p75"), ("looptijd", {"maat": "duur"})),
    **dict.fromkeys(("onderzoek_mediaan", "onderzoek_p90"),
                    ("doorlooptijd", {"termijn": "onderzoek", "weergave": "dagen"})),
    **dict.fromkeys(("beschikking_mediaan", "beschikking_p90"),
                    ("doorlooptijd", {"termijn": "beschikking", "weergave": "dagen"})),
    **dict.fromkeys(("besparing", "besparing_taakstelling"), ("samen.besparing", {"weergave": "pad"})),
    **dict.fromkeys(("besparing_ingeboekt", "besparing_nieuw"), ("samen.besparing", {"weergave": "opbouw"})),
    "maatregelen": ("samen.maatregelen", {}),
    "declaraties_cumulatief": ("samen.uitgaven_hoofdcategorie", {}),
}  # fmt: skip
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
    """Het oordeel over een bewering: raad, fabel, of None als de getoonde cijfers niet kunnen beslissen.

    Ligt er een trendbreuk tussen de kwartalen van de twee kanten, dan beslissen zij niets.
    """
    if over_breuk(openbaar, bewering):
        return None
    links = grenzen(openbaar, bewering.links)
    rechts = grenzen(openbaar, bewering.rechts) if isinstance(bewering.rechts, Kant) else (bewering.rechts,) * 2
    return None if links is None or rechts is None else beslis(links, bewering.hoe, rechts)


def over_breuk(openbaar: Openbaar, bewering: Bewering) -> getallen.Trendbreuk | None:
    """De trendbreuk tussen de twee kanten van een bewering, of tussen de twee kwartalen van een verandering."""
    kanten = [k for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)]
    los = (getallen.breuk_in(openbaar, k.cijfer, k.wet, k.kwartaal) for k in kanten)
    van, tot = (f((Kwartaal.lees(k.kwartaal) for k in kanten), key=lambda k: k.eerste_dag) for f in (min, max))
    ertussen = (getallen.breuk(openbaar, k.cijfer, k.wet, van, tot) for k in kanten if van != tot)
    return next(filter(None, (*los, *ertussen)), None)


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
    """De zin bij de onthulling: wat er geteld is, zoals het op de pagina staat. Wat gevraagd is, is niet geteld."""
    kanten = [k for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)]
    grof = max((c.stap for c in (_cel(openbaar, k) for k in kanten) if c.grof), default=0)
    return _geteld(openbaar, bewering) + (f" Daarbij is afgerond op {grof}." if grof else "")


def _geteld(openbaar: Openbaar, bewering: Bewering) -> str:
    links, rechts = bewering.links, bewering.rechts
    soort = begrippen()[links.cijfer].beschermd
    kop = "Gevraagd" if links.cijfer in gevraagd() else "Geteld" if soort == "aantal" else "Op de pagina"
    if not isinstance(rechts, Kant):
        return f"{kop}: {_met_woord(openbaar, links)}."
    if links.kwartaal != rechts.kwartaal:
        toen = Kwartaal.lees(rechts.kwartaal)
        wanneer = "een jaar eerder" if toen == Kwartaal.lees(links.kwartaal) - 4 else f"in het {toen.label}"
        los = " (voorlopig)" if _cel(openbaar, links).voorlopig else ""
        return f"{kop}: {_met_woord(openbaar, links)}{los}, en {wanneer} {_kaal(openbaar, rechts)}."
    if links.groep != rechts.groep:
        namen = (getallen.groepsnaam(openbaar, k.groep_soort, k.groep, k.wet) for k in (links, rechts))
        delen = (f"{n} {_kaal(openbaar, k)}" for n, k in zip(namen, (links, rechts), strict=True))
        return f"{kop}: {', '.join(delen)}."
    return f"{kop}: {_met_titel(openbaar, links)}, {_met_titel(openbaar, rechts)}."


def _cel(openbaar: Openbaar, kant: Kant) -> getallen.Cel:
    return getallen.cel(openbaar, kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)


def _eenheid(kant: Kant) -> str:
    return begrippen()[kant.cijfer].eenheid_bij(kant.wet)


def _kaal(openbaar: Openbaar, kant: Kant) -> str:
    c, eenheid = _cel(openbaar, kant), _eenheid(kant)
    m = maten.maat(eenheid, [c])
    return ongeveer(m.tekst(c.waarde) if c.bekend else c.status, getallen.geschat(openbaar, c, eenheid))


def _met_woord(openbaar: Openbaar, kant: Kant) -> str:
    m = maten.maat(_eenheid(kant), [_cel(openbaar, kant)])
    return _kaal(openbaar, kant) if m.teken else f"{_kaal(openbaar, kant)} {m.woord}"


def _met_titel(openbaar: Openbaar, kant: Kant) -> str:
    titel = begrippen()[kant.cijfer].titel
    getal_ = _met_woord(openbaar, kant) if _eenheid(kant) == "euro" else _kaal(openbaar, kant)
    return f"{titel[:1].lower()}{titel[1:]} {getal_}"


# ---------------------------------------------------------------- making them


def maak(openbaar: Openbaar, kwartaal: Kwartaal) -> list[Stelling]:
    """Alle stellingen die de cijfers van dit kwartaal kunnen beslissen, steeds in dezelfde volgorde."""
    uit = []
    for wet in ("jeugd", "wmo", *themas()):
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
    """Het paneel dat een bewering laat zien, als "wet.paneel" met de keuzes; leeg als geen paneel haar toont.

    Van de keuzes gelden die het paneel heeft.

    >>> beeld_van(Bewering(Kant("bijstand_personen", "participatie", "2023-K1"), "meer dan", 500))
    ('participatie.lopend', {'cijfer': 'bijstand_personen', 'dimensie': 'totaal'})
    """
    kant, ander = bewering.links, bewering.rechts
    if isinstance(ander, Kant) and ander.cijfer != kant.cijfer:
        return _beeld_van_beide(kant, ander)
    if kant.wet in themas():
        return _beeld_van_thema(kant, themas()[kant.wet])
    if kant.groep_soort in UITSPLITSING["dimensie"] and kant.cijfer in UITSPLITSING["cijfer"]:
        keuze = {"cijfer": kant.cijfer, "dimensie": kant.groep_soort, "vergelijking": "jaar"}
        return f"{kant.wet}.uitsplitsing", keuze
    if kant.cijfer not in BEELDEN:
        return "", {}
    paneel, keuze = BEELDEN[kant.cijfer]
    return paneel if "." in paneel else f"{kant.wet}.{paneel}", {**keuze, "domein": kant.wet}


def _beeld_van_beide(kant: Kant, ander: Kant) -> tuple[str, dict[str, str]]:
    """A picture that has both figures: the hall must see what it is told. Of people and trajecten together is none."""
    soorten = {c.rpartition("_")[::2] for c in (kant.cijfer, ander.cijfer)}
    eenheden = {eenheid for _, eenheid in soorten}
    stroom = {soort for soort, _ in soorten} <= {"lopend", "instroom", "uitstroom"} and len(eenheden) == 1
    if stroom and kant.wet == ander.wet and kant.groep_soort == ander.groep_soort == "totaal":
        return f"{kant.wet}.lopend", {"eenheid": eenheden.pop()}
    zelfde = BEELDEN.get(kant.cijfer) == BEELDEN.get(ander.cijfer)
    return beeld_van(Bewering(kant, "ongeveer", 0)) if zelfde and kant.wet == ander.wet else ("", {})


def _beeld_van_thema(kant: Kant, thema: Thema) -> tuple[str, dict[str, str]]:
    """The catalogue of a theme says which panel a figure is in; for a total, rather one that does not split it."""
    for vorm in sorted(thema.panelen, key=lambda v: v.soort in ("verdeling", "stand")):
        erin = kant.cijfer in vorm.cijfers or (vorm.soort == "geld" and kant.cijfer in thema.leent)
        if erin and kant.groep_soort in ("totaal", *vorm.dimensies):
            keuze = BEELDEN.get(kant.cijfer, ("", {}))[1]
            return f"{kant.wet}.{vorm.naam}", {"cijfer": kant.cijfer, "dimensie": kant.groep_soort, **keuze}
    return "", {}


def _voorstellen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """Candidates: a text, its claim and the trap it sets when it turns out false."""
    if wet in themas():
        yield from _thema(openbaar, themas()[wet], k)
        return
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
    for grens in (5, 10, 20, 25):
        yield (f"Van {inwoners} krijgt meer dan {grens} procent hulp uit de {hulp}.",
               Bewering(bereik, "meer dan", grens), "indruk")  # fmt: skip
    mediaan = Kant("looptijd_mediaan", wet, str(k))
    for maanden in (6, 12, 18):
        yield (f"De middelste looptijd van nieuwe trajecten van de {hulp} is korter dan {maanden} maanden.",
               Bewering(mediaan, "minder dan", maanden), "indruk")  # fmt: skip
    jaar = Kwartaal(k.jaar - 1, 4)
    werkelijk, begroot = (Kant(c, wet, str(jaar)) for c in ("werkelijk_jaar", "begroot_jaar"))
    for woord in ("meer", "minder"):
        yield (f"In {jaar.jaar} kostte de {hulp} {woord} dan was begroot.",
               Bewering(werkelijk, f"{woord} dan", begroot), "indruk")  # fmt: skip
    if wet == "wmo":
        op_tijd = Kant("onderzoek_op_tijd", wet, str(k))
        for grens in (50, 75, 90):
            yield (f"Meer dan {grens} procent van de onderzoeken was op tijd klaar.",
                   Bewering(op_tijd, "meer dan", grens), "indruk")  # fmt: skip


def _thema(openbaar: Openbaar, thema: Thema, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """Every counted total that a panel of a theme shows: about so many, and more or fewer than a year ago."""
    for begrip in (b for b in thema.begrippen.values() if b.naam not in gevraagd()):
        nu = Kwartaal(k.jaar - (k.nummer < 4), 4) if begrip.jaarcijfer else k
        links, toen = (Kant(begrip.naam, thema.naam, str(q)) for q in (nu, nu.vorig_jaar))
        waarden = [openbaar.waarde(x.cijfer, x.wet, x.kwartaal)["waarde"] for x in (links, toen)]
        if waarden[0] is None or not beeld_van(Bewering(links, "ongeveer", toen))[0]:
            continue
        wanneer = f"in {nu.jaar}" if begrip.jaarcijfer else "dit kwartaal"
        wat, eenheid = klein(begrip.titel), begrip.eenheid_bij(thema.naam)
        telt = begrip.telbaar(thema.naam)
        for waarde, val in zip(waarden, ("", "indruk"), strict=True):
            if waarde is not None and waarde >= KLEIN and eenheid != "euro":
                hoeveel = f"ongeveer {getal(_spreek(waarde))}"
                zin = (f"Er waren {wanneer} {hoeveel} {wat}." if telt else
                       f"{begrip.titel}: {wanneer} {hoeveel} {eenheid}.")  # fmt: skip
                yield zin, Bewering(links, "ongeveer", _spreek(waarde)), val
        if begrip.beschermd == "aantal" and _val_klein(openbaar, links, toen) == "klein":
            continue
        for meer, hoger in (("meer", "hoger"), ("minder", "lager")) if _toont_eerder(thema, links) else ():
            zin = (f"Er waren {wanneer} {meer} {wat} dan een jaar eerder." if telt else
                   f"{begrip.titel}: dit getal was {wanneer} {hoger} dan een jaar eerder.")  # fmt: skip
            yield zin, Bewering(links, f"{meer} dan", toen), "indruk"


def _toont_eerder(thema: Thema, kant: Kant) -> bool:
    """Whether the panel of a figure shows a year ago as well: a goal or a standing does not."""
    paneel = _beeld_van_thema(kant, thema)[0].partition(".")[2]
    zonder = ("doelen_naast", "opgave", "stand")
    return any(v.naam == paneel and v.soort not in zonder for v in thema.panelen)


def kies(stellingen: Sequence[Stelling], zaad: str, aantal: int = AANTAL) -> list[Stelling]:
    """Kies een ronde: om en om raad en fabel, elke fabel met een andere valkuil, en steeds een ander onderwerp.

    Bij hetzelfde zaad komt dezelfde ronde uit de cijfers.
    """
    dobbel = random.Random(zaad)
    vallen = list(VALLEN)
    dobbel.shuffle(vallen)
    plan = [(vallen * aantal)[nr // 2] if nr % 2 == 0 else "" for nr in range(aantal)]  # without a trap it is true
    dobbel.shuffle(plan)
    over, gekozen = sorted(stellingen, key=lambda s: s.tekst), {}
    dobbel.shuffle(over)
    for plek in sorted(range(min(aantal, len(over))), key=lambda p: not plan[p]):  # a trap leaves the least to choose
        passend = [s for s in over if s.val == plan[plek]] or over
        gekozen[plek] = min(passend, key=lambda s: _gelijkenis(s, list(gekozen.values())))
        over.remove(gekozen[plek])
    return [gekozen[plek] for plek in sorted(gekozen)]


def _gelijkenis(s: Stelling, gekozen: Sequence[Stelling]) -> int:
    """How much a statement repeats what was already chosen: the figure, its panel, the law."""
    een, andere = s.bewering.links, [g.bewering.links for g in gekozen]
    zelfde = sum(4 * (een.cijfer == a.cijfer) + (een.wet == a.wet) for a in andere)
    return zelfde + 2 * sum(s.paneel == g.paneel for g in gekozen) + (s.paneel == "")


# ---------------------------------------------------------------- the adviser's own


SLEUTELS = {"stelling": True, "oordeel": True, "cijfer": True, "wet": True, "is": True, "dan": True, "kwartaal": False,
            "groep_soort": False, "groep": False, "val": False, "uitleg": False}  # key -> required  # fmt: skip
RECHTS = ("cijfer", "wet", "kwartaal", "groep_soort", "groep")
KEUZES = {"oordeel": (RAAD, FABEL), "is": VERGELIJKINGEN, "val": tuple(VALLEN)}
# The words of a text that say what `is` says; one of them must be there, and none of another.
RICHTINGEN = {
    "meer": r"meer|meeste|hoger|langer|groter|vaker|duurder|st(?:ijgt|eeg|egen)|gestegen|stijging|groei(?:t|de|den)?|"
            r"gegroeid|toegenomen|toename|n(?:eemt|am|amen)\b[^.]*\btoe",
    "minder": r"minder|minste|lager|korter|kleiner|goedkoper|daal(?:t|de|den)|gedaald|daling|kr(?:i|o)mp(?:t|en)?|"
              r"afgenomen|afname|n(?:eemt|am|amen)\b[^.]*\baf",
    "ongeveer": r"ongeveer|rond|circa|bijna|zo'n|evenveel",
}  # fmt: skip
STERK = r"duidelijk|flink|fors|sterk|veel (?:meer|\w+er)"
KEERT_OM = r"niet|geen|nooit|niemand|minstens|minimaal|hoogstens|hooguit|maximaal|ten ?minste"
TELWOORDEN = (
    "een|één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|"
    "achttien|negentien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|miljard"
)
IN_WOORDEN = (
    rf"(?!een\b)(?:(?:{TELWOORDEN})(?:en|ën)?)+|een op de \w+|een (?:derde|vierde|vijfde|tiende)|nul|helft|"
    r"half(?! ?jaar)|halve|gehalveerd|halveer\w*|anderhal\w*|(?:drie)?kwart|dubbele?|\w*verdubbel\w*|"
    r"ver(?:drie|vier)voudig\w*|tiental(?:len)?|honderdtal(?:len)?|miljoenen|dozijn"
)
SCHALEN = {"": 1, "duizend": 1e3, "miljoen": 1e6, "mln": 1e6}
GETAL = rf"(\d+(?:\.\d{{3}})*(?:,\d+)?)(?:\s*({'|'.join(filter(None, SCHALEN))})\b)?"
JAAR = rf"\b(in|sinds|vanaf|kwartaal|{'|'.join(MAANDEN)})( van| het jaar)? (?:19|20)\d\d\b"


def lees(pad: Path, openbaar: Openbaar, kwartaal: Kwartaal) -> list[Stelling]:
    """De stellingen van de adviseur uit een YAML-bestand, elk getoetst aan de beschermde cijfers.

    Een onbekende sleutel, een oordeel dat de cijfers tegenspreken of een bewering die zij niet kunnen beslissen, is een
    StellingFout. Die noemt alle fouten van het bestand, elk op een eigen regel.
    """
    try:
        inhoud = yamltekst.lees(pad) or []
    except yamltekst.YamlFout as fout:
        raise StellingFout(f"{pad.name}, {fout}") from None
    if not isinstance(inhoud, list):
        raise StellingFout(f"{pad.name}: hier hoort een lijst te staan. Begin elke stelling met '- stelling: ...'.")
    goed, fouten = [], []
    for nr, een in enumerate(inhoud, 1):
        try:
            goed.append(toets(een, f"{pad.name}, stelling {nr}", openbaar, kwartaal))
        except StellingFout as fout:
            fouten.append(str(fout))
    if fouten:
        raise StellingFout("\n".join(fouten))
    return goed


def toets(een: Any, plek: str, openbaar: Openbaar, kwartaal: Kwartaal) -> Stelling:
    """Een stelling zoals zij in het bestand staat; klopt zij niet, dan een StellingFout met de plek en de redenen."""
    if not isinstance(een, Mapping):
        raise StellingFout(f"{plek}: schrijf '- stelling: ...' met daaronder oordeel, cijfer, wet, is en dan.")
    een = {k: w for k, w in een.items() if w != "" or SLEUTELS.get(k)}
    links = {"kwartaal": str(kwartaal), **{k: een[k] for k in RECHTS if k in een}}
    rechts = _rechts(een.get("dan"), links)
    fouten = [*_vorm(een), *_kant(links, openbaar)]
    if rechts is None:
        fouten.append(
            f", dan: '{een.get('dan', '')}' mag niet. Schrijf een getal zonder punten (1000), {' of '.join(EERDER)}, "
            "of een ander cijfer."
        )
    elif isinstance(rechts, float) and 0 < abs(rechts) < 1 and "%" not in een["dan"] and _is_aandeel(links):
        fouten.append(f", dan: {een['dan']} is bij een aandeel minder dan 1%. Schrijf 90% of 0,9%.")
    elif isinstance(een["dan"], Mapping):
        fouten += [f", dan{f}" for f in _kant(rechts, openbaar) if f not in fouten]
    _weiger(plek, fouten)
    bewering = Bewering(Kant(**links), een["is"], Kant(**rechts) if isinstance(rechts, dict) else rechts)
    uitslag, tekst, uitleg = oordeel(openbaar, bewering), een["stelling"], een.get("uitleg", "")
    fouten = [*_getallen_kloppen(f"{tekst} {uitleg}", bewering, openbaar), *_richting_klopt(tekst, bewering, openbaar)]
    if los := over_breuk(openbaar, bewering):
        fouten.append(
            f": tussen deze kwartalen ligt een trendbreuk ({los.tekst}). Zij zijn niet te vergelijken. "
            "Kies een kwartaal van na de breuk."
        )
    elif uitslag is None:
        fouten.append(
            ": de getoonde cijfers kunnen dit niet beslissen. Het getal ontbreekt, is afgeschermd of afgerond. "
            "Kies een ander getal of een ander cijfer."
        )
    elif uitslag != een["oordeel"]:
        fouten.append(f": u schrijft {een['oordeel']}, maar de cijfers zeggen {uitslag}. {geteld(openbaar, bewering)}")
    _weiger(plek, fouten)
    return _stelling(openbaar, tekst, uitslag, bewering, een.get("val", ""), uitleg)


def _is_aandeel(links: Mapping[str, Any]) -> bool:
    begrip = begrippen().get(links.get("cijfer", ""))
    return begrip is not None and links.get("wet") in begrip.wetten and begrip.eenheid_bij(links["wet"]) == "procent"


def _weiger(plek: str, fouten: Sequence[str]) -> None:
    if fouten:
        raise StellingFout("\n".join(f"{plek}{f}" for f in fouten))


def _vorm(een: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the keys, the words to choose from and the length; the figures are not looked at."""
    yield from (f": de sleutel '{k}' bestaat niet. Bekend: {', '.join(SLEUTELS)}.{bedoelt(str(k), SLEUTELS)}"
                for k in een if k not in SLEUTELS)  # fmt: skip
    yield from (f": de sleutel '{k}' ontbreekt." for k, moet in SLEUTELS.items() if moet and k not in een)
    for k in ("stelling", "uitleg", *KEUZES):
        if k not in een:
            continue
        if not isinstance(een[k], str) or not een[k].strip():
            yield f", {k}: hier hoort een tekst te staan."
        elif k in KEUZES:
            yield from _uit(een[k], KEUZES[k], k)
        elif len(een[k].split()) > SAMEN or any(len(z.split()) > LANGSTE for z in re.split(r"(?<=[.!?])\s", een[k])):
            yield f", {k}: dit is te lang. Schrijf hoogstens {LANGSTE} woorden per zin, en {SAMEN} samen."


def _uit(waarde: str, mogelijk: Iterable[str], plek: str) -> Iterator[str]:
    mogelijk = list(mogelijk)
    if waarde not in mogelijk:
        yield f", {plek}: '{waarde}' mag niet. Kies uit: {', '.join(mogelijk)}.{bedoelt(waarde, mogelijk)}"


def _kant(velden: Mapping[str, Any], openbaar: Openbaar) -> Iterator[str]:
    """What is wrong with the names of a figure: each is a text, and each exists."""
    yield from (f": de sleutel '{k}' bestaat niet. Bekend: {', '.join(RECHTS)}." for k in velden if k not in RECHTS)
    vreemd = [k for k in RECHTS if k in velden and (not isinstance(velden[k], str) or not velden[k])]
    yield from (f", {k}: hier hoort een tekst te staan." for k in vreemd)
    cijfer, wet, soort, groep = (velden.get(k, "totaal") for k in ("cijfer", "wet", "groep_soort", "groep"))
    if vreemd or not velden.keys() >= {"cijfer", "wet"}:
        return
    if cijfer not in begrippen():
        hulp = bedoelt(cijfer, begrippen())
        yield f", cijfer: het cijfer '{cijfer}' bestaat niet.{hulp} Zie: sociaaldomein begrippen."
    if wet not in domeinen():
        yield from _uit(wet, domeinen(), "wet")
    elif cijfer in begrippen():
        yield from _uit(wet, begrippen()[cijfer].wetten, "wet")
    try:
        Kwartaal.lees(velden["kwartaal"])
    except ValueError as fout:
        yield f", kwartaal: {fout}"
    groepen = openbaar.cijfers.filter(cijfer=cijfer, wet=wet)
    if groepen.height and soort not in (soorten := sorted(set(groepen["groep_soort"]))):
        yield from _uit(soort, soorten, "groep_soort")
    elif groepen.height:
        yield from _uit(groep, sorted(set(groepen.filter(groep_soort=soort)["groep"])), "groep")


def _rechts(dan: Any, links: Mapping[str, Any]) -> dict[str, Any] | float | None:
    """A number, a moment (een jaar eerder), or another figure; what is left out is as on the left."""
    if isinstance(dan, str) and dan in EERDER:
        with suppress(ValueError):  # a quarter that is wrong is told of the left
            return {**links, "kwartaal": str(Kwartaal.lees(links["kwartaal"]) - EERDER[dan])}
        return {**links}
    if isinstance(dan, Mapping):
        return {**links, **dan}
    dan = dan.removesuffix("%").strip() if isinstance(dan, str) else dan
    if isinstance(dan, str) and re.fullmatch(r"-?\d+(?:[.,]\d+)?", dan) and not re.fullmatch(r"\d{1,3}\.\d{3}", dan):
        return float(dan.replace(",", "."))
    return None


def _namen(bewering: Bewering, openbaar: Openbaar) -> list[str]:
    """The names of what is compared: a number or a word in them says nothing about how many."""
    kanten = [k for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)]
    namen = {getallen.groepsnaam(openbaar, k.groep_soort, k.groep, k.wet) for k in kanten}
    return sorted(namen | {begrippen()[k.cijfer].titel for k in kanten}, key=len, reverse=True)


def _zonder_namen(tekst: str, bewering: Bewering, openbaar: Openbaar) -> str:
    tekst = unicodedata.normalize("NFKC", tekst).lower()
    for naam in _namen(bewering, openbaar):
        tekst = tekst.replace(unicodedata.normalize("NFKC", naam).lower(), " ")
    return tekst


def _getallen_kloppen(tekst: str, bewering: Bewering, openbaar: Openbaar) -> Iterator[str]:
    """Every number in the words belongs to the claim: nothing unchecked, and nothing protected, gets to the hall."""
    mag = {("", n) for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)
           for n in re.findall(r"\d+", k.groep)}  # fmt: skip
    for kant in (bewering.links, bewering.rechts):
        waarde = _cel(openbaar, kant).waarde if isinstance(kant, Kant) else kant
        if waarde is not None:
            mag |= {(s, getal(abs(waarde) / deel, d).replace(".", "")) for s, deel in SCHALEN.items() for d in (0, 1)}
    kaal = re.sub(JAAR, r"\1 ", re.sub(r"\b\d+e\b", " ", _zonder_namen(tekst, bewering, openbaar)))
    for n, schaal in re.findall(GETAL, kaal):
        if (schaal, n.replace(".", "")) not in mag:
            yield f": het getal {f'{n} {schaal}'.strip()} hoort niet bij de bewering. Haal het uit de tekst."
    if woord := re.search(rf"\b(?:{IN_WOORDEN})\b", re.sub(GETAL, " ", kaal)):
        yield f": '{woord[0]}' is een getal in een woord. Schrijf het getal in cijfers, of haal het uit de tekst."


def _richting_klopt(tekst: str, bewering: Bewering, openbaar: Openbaar) -> Iterator[str]:
    """The words say what `is` says: the hall judges the words, the figures judge `is`."""
    kaal, hoe = _zonder_namen(tekst, bewering, openbaar), bewering.hoe
    gezegd = [(r, m[0]) for r, patroon in RICHTINGEN.items() if (m := re.search(rf"\b(?:{patroon})\b", kaal))]
    anders = [woord for r, woord in gezegd if r not in hoe]
    if om := re.search(rf"\b(?:{KEERT_OM})\b", kaal):
        yield f", stelling: schrijf haar zonder '{om[0]}'. Zeg meer dan, minder dan of ongeveer."
    if anders:
        yield f", stelling: '{anders[0]}' past niet bij 'is: {hoe}'. Verander de tekst of het woord bij 'is'."
    elif not gezegd:
        yield f", stelling: de tekst zegt niet '{hoe}'. Zet dat in de tekst."
    elif bool(re.search(rf"\b(?:{STERK})\b", kaal)) != hoe.startswith("duidelijk"):
        yield f", stelling: 'duidelijk' hoort in de tekst en bij 'is', of nergens. Nu staat er 'is: {hoe}'."


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
    return json.dumps(tekst, ensure_ascii=False) if re.search(r"[:#{}\[\],&*!|>'\"%@`\\]|^\W|^\d", tekst) else tekst
