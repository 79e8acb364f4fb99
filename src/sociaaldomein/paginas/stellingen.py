"""Raad of Fabel? Stellingen die de beschermde cijfers zelf bevestigen of weerleggen.

Hier ontstaan zij uit de cijfers, met hun valkuil en hun beeld. Wat een bewering is staat in `beweringen`, wat een
adviseur zelf schrijft in `stellingbestand`.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import getallen
from sociaaldomein.begrippen.cijfers import ONBEKEND, WETTEN, Thema, begrippen, gevraagd, klein, themas
from sociaaldomein.begrippen.doelen import KLEIN
from sociaaldomein.begrippen.paginas import beelden, paneel_per_groep
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal
from sociaaldomein.paginas.beweringen import FABEL, RAAD, Bewering, Kant, eenheid_van, geteld, grenzen, oordeel

ZINNEN = tomllib.loads(Path(__file__).with_name("stellingen.toml").read_text(encoding="utf-8"))
VALLEN = {val: zin.format(klein=KLEIN) for val, zin in ZINNEN["valkuil"].items()}
AANTAL = 5  # in five minutes
LANGSTE = 15  # words that can be read at once


@dataclass(frozen=True)
class Stelling:
    """Een stelling voor de zaal: de tekst, het oordeel, de valkuil, wat er geteld is, en het beeld dat erbij hoort."""

    tekst: str
    oordeel: str
    bewering: Bewering
    val: str
    valkuil: str
    uitleg: str
    paneel: str
    keuze: dict[str, str]


def maak(openbaar: Openbaar, kwartaal: Kwartaal) -> list[Stelling]:
    """Alle stellingen die de cijfers van dit kwartaal kunnen beslissen, steeds in dezelfde volgorde."""
    uit = []
    for wet in ("jeugd", "wmo", *themas()):
        for tekst, bewering, val in _voorstellen(openbaar, wet, kwartaal):
            uitslag = oordeel(openbaar, bewering)
            te_dichtbij = uitslag == RAAD and val in ("eenheid", "kwartaal") and bewering.hoe == "ongeveer"
            if uitslag is not None and not te_dichtbij and len(tekst.split()) <= LANGSTE:
                uit.append(stelling(openbaar, tekst, uitslag, bewering, val))
    return list({s.tekst: s for s in uit}.values())


def stelling(openbaar: Openbaar, tekst: str, uitslag: str, bewering: Bewering, val: str, uitleg: str = "") -> Stelling:
    """Een stelling met alles wat de zaal bij de onthulling ziet: de valkuil, wat geteld is, en het beeld."""
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
        ander = links._replace(cijfer=f"{soort}_{'clienten' if telt == 'trajecten' else 'trajecten'}")
        if telt in ("clienten", "trajecten") and wel(ander, rechts):
            wat, niet = eenheid_van(ander), eenheid_van(links)
            return f"De valkuil is de eenheid. Ongeveer {getal(rechts)} is het aantal {wat}, niet het aantal {niet}."
    if val == "kwartaal" and isinstance(rechts, Kant):
        toen, vorig = Kwartaal.lees(links.kwartaal) - 4, links._replace(kwartaal=str(Kwartaal.lees(links.kwartaal) - 1))
        if rechts == links._replace(kwartaal=str(toen)) and wel(links, vorig):
            return "De valkuil is het kwartaal. Met het vorige kwartaal vergeleken klopt het wel."
        if rechts == vorig:
            return "De valkuil is het seizoen. Vergelijk met hetzelfde kwartaal een jaar eerder."
    elif val == "kwartaal":
        later = Kwartaal.lees(links.kwartaal) + 3  # the last quarter, when the claim is about a year ago
        if wel(links._replace(kwartaal=str(later)), rechts):
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
    if per := paneel_per_groep(kant.cijfer, kant.wet, kant.groep_soort):
        return per, {"cijfer": kant.cijfer, "dimensie": kant.groep_soort, "vergelijking": "jaar"}
    paneel, keuze = beelden(kant.wet).get(kant.cijfer, ("", {}))
    return paneel, {**keuze, "domein": kant.wet} if paneel else {}


def _beeld_van_beide(kant: Kant, ander: Kant) -> tuple[str, dict[str, str]]:
    """A picture that has both figures: the hall must see what it is told. Of people and trajecten together is none."""
    soorten = {c.rpartition("_")[::2] for c in (kant.cijfer, ander.cijfer)}
    eenheden = {eenheid for _, eenheid in soorten}
    stroom = {soort for soort, _ in soorten} <= {"lopend", "instroom", "uitstroom"} and len(eenheden) == 1
    if stroom and kant.wet == ander.wet and kant.groep_soort == ander.groep_soort == "totaal":
        return f"{kant.wet}.lopend", {"eenheid": eenheden.pop()}
    zelfde = beelden(kant.wet).get(kant.cijfer) == beelden(ander.wet).get(ander.cijfer)
    return beeld_van(Bewering(kant, "ongeveer", 0)) if zelfde and kant.wet == ander.wet else ("", {})


def _beeld_van_thema(kant: Kant, thema: Thema) -> tuple[str, dict[str, str]]:
    """The catalogue of a theme says which panel a figure is in; for a total, rather one that does not split it."""
    for vorm in sorted(thema.panelen, key=lambda v: v.soort in ("verdeling", "stand")):
        erin = kant.cijfer in vorm.cijfers or (vorm.soort == "geld" and kant.cijfer in thema.leent)
        if erin and kant.groep_soort in ("totaal", *vorm.dimensies):
            keuze = beelden(kant.wet).get(kant.cijfer, ("", {}))[1]
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
    for soort, zin in _ingevuld(ZINNEN["aantal"], wet).items():
        m, t = (Kant(f"{soort}_{e}", wet, str(k)) for e in ("clienten", "trajecten"))
        nm, nt = (openbaar.waarde(*x)["waarde"] for x in (m, t))
        mensen, trajecten = zin["mensen"], zin["trajecten"]
        for tekst, kant, waarde, val in (
            (mensen, m, nm, ""),
            (mensen, m, nt, "eenheid"),
            (trajecten, t, nt, ""),
            (trajecten, t, nm, "eenheid"),
        ):
            if waarde is not None:
                rond = _spreek(waarde)
                yield tekst.replace("{n}", getal(rond)), Bewering(kant, "ongeveer", rond), val
        yield from _eerder(openbaar, m, mensen, k)
    lopen, krijgen = (Kant(f"lopend_{e}", wet, str(k)) for e in ("trajecten", "clienten"))
    for hoe, zin in _ingevuld(ZINNEN["trajecten_en_mensen"], wet).items():
        yield zin, Bewering(lopen, hoe, krijgen), "traject"


def _ingevuld(zinnen: Any, wet: str) -> Any:
    """The sentences with the words of a law: whom it helps, out of what, and of whom that is a part."""
    woorden = {
        "{wie}": begrippen()["lopend_clienten"].eenheid_bij(wet),
        "{hulp}": WETTEN[wet],
        "{inwoners}": "alle jeugdigen" if wet == "jeugd" else "alle inwoners",
    }
    if isinstance(zinnen, dict):
        return {k: _ingevuld(zin, wet) for k, zin in zinnen.items()}
    if isinstance(zinnen, list):
        return [_ingevuld(zin, wet) for zin in zinnen]
    for woord, betekent in woorden.items() if isinstance(zinnen, str) else ():
        zinnen = zinnen.replace(woord, betekent)
    return zinnen


def _eerder(openbaar: Openbaar, kant: Kant, zin: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """A year ago, with the figure of a year ago (true) or of last quarter (false, when the seasons differ)."""
    toen, vorig = k.vorig_jaar, k - 1
    zin = zin.replace("Dit kwartaal", f"In het {toen.label}").replace("dit kwartaal", f"in het {toen.label}")
    for bron, val in ((toen, ""), (vorig, "kwartaal")):
        waarde = openbaar.waarde(kant.cijfer, kant.wet, str(bron))["waarde"]
        if waarde is not None:
            rond = _spreek(waarde)
            yield zin.replace("{n}", getal(rond)), Bewering(kant._replace(kwartaal=str(toen)), "ongeveer", rond), val


def _spreek(waarde: float) -> float:
    """A number as one says it aloud.

    >>> _spreek(1128), _spreek(548), _spreek(48)
    (1130, 550, 50)
    """
    return max(10, int(waarde / 10 + 0.5) * 10)


def _vergelijkingen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    for cijfer, tekst in _ingevuld(ZINNEN["verandering"], wet).items():
        for woord in ("meer", "minder"):
            links, toen, vorig = (Kant(cijfer, wet, str(q)) for q in (k, k.vorig_jaar, k - 1))
            verleidt = oordeel(openbaar, Bewering(links, f"{woord} dan", vorig)) == RAAD  # true of last quarter
            val = "kwartaal" if verleidt else "indruk"
            yield tekst.replace("{meer}", woord), Bewering(links, f"{woord} dan", toen), val
    erin, eruit = (Kant(f"{soort}_trajecten", wet, str(k)) for soort in ("instroom", "uitstroom"))
    for hoe, zin in _ingevuld(ZINNEN["erin_en_eruit"], wet).items():
        yield zin, Bewering(erin, hoe, eruit), "indruk"


def _groepen(openbaar: Openbaar, wet: str, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    wie = begrippen()["lopend_clienten"].eenheid_bij(wet)
    for soort, vorm in _ingevuld(ZINNEN["groep"], wet).items():
        cijfer, zin = vorm["cijfer"], vorm["zin"]
        codes = [g for g in getallen.groepen(openbaar, cijfer, wet, soort, k) if g not in (ONBEKEND, "zelfverwijzer")]
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
    for vorm in _ingevuld(ZINNEN["grens"], wet):
        for grens in vorm["grenzen"] if wet in vorm.get("wetten", [wet]) else ():
            kant = Kant(vorm["cijfer"], wet, str(k))
            yield vorm["zin"].replace("{n}", str(grens)), Bewering(kant, vorm["hoe"], grens), "indruk"
    jaar = Kwartaal(k.jaar - 1, 4)
    werkelijk, begroot = (Kant(c, wet, str(jaar)) for c in ("werkelijk_jaar", "begroot_jaar"))
    for hoe, zin in _ingevuld(ZINNEN["kosten"], wet).items():
        yield zin.replace("{jaar}", str(jaar.jaar)), Bewering(werkelijk, hoe, begroot), "indruk"


def _thema(openbaar: Openbaar, thema: Thema, k: Kwartaal) -> Iterator[tuple[str, Bewering, str]]:
    """Every counted total that a panel of a theme shows: about so many, and more or fewer than a year ago."""
    for begrip in (b for b in thema.begrippen.values() if b.naam not in gevraagd()):
        nu = Kwartaal(k.jaar - (k.nummer < 4), 4) if begrip.jaarcijfer else k
        links, toen = (Kant(begrip.naam, thema.naam, str(q)) for q in (nu, nu.vorig_jaar))
        waarden = [openbaar.waarde(*x)["waarde"] for x in (links, toen)]
        if waarden[0] is None or not beeld_van(Bewering(links, "ongeveer", toen))[0]:
            continue
        wanneer = f"in {nu.jaar}" if begrip.jaarcijfer else "dit kwartaal"
        wat, eenheid = klein(begrip.titel), begrip.eenheid_bij(thema.naam)
        telt = begrip.telbaar(thema.naam)
        for waarde, val in zip(waarden, ("", "indruk"), strict=True):
            if waarde is not None and waarde >= KLEIN and eenheid != "euro":
                hoeveel = f"ongeveer {getal(_spreek(waarde))}"
                zin = (
                    f"Er waren {wanneer} {hoeveel} {wat}."
                    if telt
                    else f"{begrip.titel}: {wanneer} {hoeveel} {eenheid}."
                )
                yield zin, Bewering(links, "ongeveer", _spreek(waarde)), val
        if begrip.beschermd == "aantal" and _val_klein(openbaar, links, toen) == "klein":
            continue
        for meer, hoger in (("meer", "hoger"), ("minder", "lager")) if _toont_eerder(thema, links) else ():
            zin = (
                f"Er waren {wanneer} {meer} {wat} dan een jaar eerder."
                if telt
                else f"{begrip.titel}: dit getal was {wanneer} {hoger} dan een jaar eerder."
            )
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
    over, gekozen = sorted(stellingen, key=lambda s: s.tekst), dict[int, Stelling]()
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
