"""Het bestand met eigen stellingen: lezen, toetsen aan de cijfers en aan de eigen woorden, en schrijven.

Een stelling die niet klopt, niet te beslissen is of een ander getal noemt, wordt geweigerd met de plek en de reden.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import getallen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import MAANDEN, Kwartaal
from sociaaldomein.grond.noemen import bedoelt, toon
from sociaaldomein.grond.notatie import getal
from sociaaldomein.paginas.beweringen import (
    FABEL,
    RAAD,
    VERGELIJKINGEN,
    Bewering,
    Kant,
    cel,
    geteld,
    oordeel,
    over_breuk,
)
from sociaaldomein.paginas.stellingen import LANGSTE, VALLEN, Stelling, stelling

EERDER = {"een jaar eerder": 4, "een kwartaal eerder": 1}
SAMEN = 30  # words on one sheet
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


class StellingFout(ValueError):
    """Een stelling die niet klopt of niet te beslissen is, met een Nederlandse uitleg."""


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
    rechts: Any = _rechts(een.get("dan"), links)
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
    uitslag: Any = oordeel(openbaar, bewering)
    tekst, uitleg = een["stelling"], een.get("uitleg", "")
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
    return stelling(openbaar, tekst, uitslag, bewering, een.get("val", ""), uitleg)


def _is_aandeel(links: Mapping[str, Any]) -> bool:
    begrip = begrippen().get(links.get("cijfer", ""))
    return begrip is not None and links.get("wet") in begrip.wetten and begrip.eenheid_bij(links["wet"]) == "procent"


def _weiger(plek: str, fouten: Sequence[str]) -> None:
    if fouten:
        raise StellingFout("\n".join(f"{plek}{f}" for f in fouten))


def _vorm(een: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the keys, the words to choose from and the length; the figures are not looked at."""
    yield from (f": de sleutel '{toon(k)}' bestaat niet. Bekend: {', '.join(SLEUTELS)}.{bedoelt(str(k), SLEUTELS)}"
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
        yield f", {plek}: '{toon(waarde)}' mag niet. Kies uit: {', '.join(mogelijk)}.{bedoelt(waarde, mogelijk)}"


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
        yield f", cijfer: het cijfer '{toon(cijfer)}' bestaat niet.{hulp} Zie: sociaaldomein begrippen."
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
        waarde = cel(openbaar, kant).waarde if isinstance(kant, Kant) else kant
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
