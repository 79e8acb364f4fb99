"""Het bestand met eigen stellingen: lezen, toetsen aan de cijfers en aan de eigen woorden, en schrijven.

Een stelling die niet klopt, niet te beslissen is of een ander getal noemt, wordt geweigerd met de plek en de reden.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, WrapValidator, field_validator

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import getallen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import MAANDEN, Kwartaal
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.notatie import getal
from sociaaldomein.grond.vorm import Info, LosseVorm, Tekst, keuze, kies, leest, toets, weiger
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
GEEN_KWARTAAL = "'{waarde}' is geen kwartaal. Schrijf het als 2023-K1."
# The words of a text that say what `is` says; one of them must be there, and none of another.
RICHTINGEN = {
    "meer": r"meer|meeste|hoger|langer|groter|vaker|duurder|st(?:ijgt|eeg|egen)|gestegen|stijging|groei(?:t|de|den)?|"
    r"gegroeid|toegenomen|toename|n(?:eemt|am|amen)\b[^.]*\btoe",
    "minder": r"minder|minste|lager|korter|kleiner|goedkoper|daal(?:t|de|den)|gedaald|daling|kr(?:i|o)mp(?:t|en)?|"
    r"afgenomen|afname|n(?:eemt|am|amen)\b[^.]*\baf",
    "ongeveer": r"ongeveer|rond|circa|bijna|zo'n|evenveel",
}
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
    paren = [_lees_een(een, f"{pad.name}, stelling {nr}", openbaar, kwartaal) for nr, een in enumerate(inhoud, 1)]
    if fouten := [zin for _, van_een in paren for zin in van_een]:
        raise StellingFout("\n".join(fouten))
    return [goed for goed, _ in paren if goed]


def _lees_een(inhoud: Any, plek: str, openbaar: Openbaar, kwartaal: Kwartaal) -> tuple[Stelling | None, list[str]]:
    """A statement, or why not: first its form, and only then what the figures say of it."""
    een, fouten = toets(_Stelling, inhoud, plek, openbaar=openbaar, kwartaal=str(kwartaal))
    if een is None:
        return None, fouten
    bewering = Bewering(Kant(*(getattr(een, k) for k in Kant._fields)), een.hoe, een.dan)
    uitslag, tekst = oordeel(openbaar, bewering), een.stelling
    fouten = [
        *_getallen_kloppen(f"{tekst} {een.uitleg}", bewering, openbaar),
        *_richting_klopt(tekst, bewering, openbaar),
    ]
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
    elif uitslag != een.oordeel:
        fouten.append(f": u schrijft {een.oordeel}, maar de cijfers zeggen {uitslag}. {geteld(openbaar, bewering)}")
    if fouten or uitslag is None:
        return None, [f"{plek}{f}" for f in fouten]
    return stelling(openbaar, tekst, uitslag, bewering, een.val, een.uitleg), []


# --- the form of a statement ------------------------------------------------------------------------------------------
def _zin(tekst: str) -> str:
    te_lang = len(tekst.split()) > SAMEN or any(len(z.split()) > LANGSTE for z in re.split(r"(?<=[.!?])\s", tekst))
    weiger([f"dit is te lang. Schrijf hoogstens {LANGSTE} woorden per zin, en {SAMEN} samen."] if te_lang else [])
    return tekst


Zin = Annotated[Tekst, AfterValidator(_zin)]


class _Kantkeuring(LosseVorm):
    """What holds for the names of a figure, left and right."""

    @field_validator("cijfer", check_fields=False)
    @classmethod
    def _bestaat(cls, cijfer: str) -> str:
        hulp = f"{bedoelt(cijfer, begrippen())} Zie: sociaaldomein begrippen."
        weiger([] if cijfer in begrippen() else [f"het cijfer '{{waarde}}' bestaat niet.{hulp}"])
        return cijfer

    @field_validator("wet", check_fields=False)
    @classmethod
    def _heeft_het_cijfer(cls, wet: str, info: Info) -> str:
        cijfer = info.data.get("cijfer")
        return kies(wet, begrippen()[cijfer].wetten if cijfer and wet in domeinen() else domeinen())

    @field_validator("kwartaal", mode="before", check_fields=False)
    @classmethod
    def _of_dat_van_de_avond(cls, kwartaal: Any, info: Info) -> Any:
        return info.context["kwartaal"] if kwartaal == "" else kwartaal

    @field_validator("groep_soort", "groep", check_fields=False)
    @classmethod
    def _geleverd(cls, waarde: str, info: Info) -> str:
        """Of a figure that was not delivered no groups are known: then the figures decide nothing."""
        van = {k: info.data.get(k) for k in ("cijfer", "wet", "groep_soort")[: 2 + (info.field_name == "groep")]}
        rijen = info.context["openbaar"].cijfers.filter(**van)[info.field_name] if all(van.values()) else ()
        return kies(waarde, sorted(set(rijen))) if len(rijen) else waarde


Moment = Annotated[Tekst, leest(lambda tekst: str(Kwartaal.lees(tekst)), GEEN_KWARTAAL), Field(validate_default=True)]


class _Kant(_Kantkeuring):
    """The other figure; what it leaves out is as on the left."""

    cijfer: Tekst = ""
    wet: Tekst = ""
    kwartaal: Moment = ""
    groep_soort: Tekst = "totaal"
    groep: Tekst = "totaal"


def _rechts(dan: Any, verder: Callable[[Any], _Kant], info: Info) -> Kant | float:
    """A number, a moment (een jaar eerder), or another figure."""
    links: dict[str, Any] = {k: info.data[k] for k in _Kant.model_fields if k in info.data}
    if isinstance(dan, Mapping):
        return Kant(**dict(verder({**links, **dan})))
    if isinstance(dan, str) and dan in EERDER:
        heel = links.keys() == _Kant.model_fields.keys()  # what is wrong on the left is told there
        return Kant(**{**links, "kwartaal": str(Kwartaal.lees(links["kwartaal"]) - EERDER[dan])}) if heel else 0.0
    kaal = dan.removesuffix("%").strip() if isinstance(dan, str) else ""
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", kaal) or re.fullmatch(r"\d{1,3}\.\d{3}", kaal):
        weiger(
            [
                f"'{{waarde}}' mag niet. Schrijf een getal zonder punten (1000), {' of '.join(EERDER)}, "
                "of een ander cijfer."
            ]
        )
    waarde = float(kaal.replace(",", "."))
    begrip = begrippen().get(links.get("cijfer", ""))
    procent = begrip and links.get("wet") in begrip.wetten and begrip.eenheid_bij(links["wet"]) == "procent"
    half = procent and 0 < abs(waarde) < 1 and "%" not in dan
    weiger(["{waarde} is bij een aandeel minder dan 1%. Schrijf 90% of 0,9%."] if half else [])
    return waarde


class _Stelling(_Kantkeuring):
    stelling: Zin
    oordeel: Annotated[Tekst, keuze((RAAD, FABEL))]
    cijfer: Tekst
    wet: Tekst
    hoe: Annotated[Tekst, keuze(VERGELIJKINGEN)] = Field(alias="is")
    kwartaal: Moment = ""
    groep_soort: Tekst = "totaal"
    groep: Tekst = "totaal"
    dan: Annotated[_Kant, WrapValidator(_rechts)]  # after the left side: it says what is left out here
    val: Annotated[Tekst, keuze(VALLEN)] = ""
    uitleg: Zin = ""


# --- what the words say, and what the figures say ---------------------------------------------------------------------
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
    mag = {
        ("", n) for k in (bewering.links, bewering.rechts) if isinstance(k, Kant) for n in re.findall(r"\d+", k.groep)
    }
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
    regels = [
        "# Stellingen voor Raad of Fabel? Verander ze, haal ze weg of zet er eigen stellingen bij.",
        "# De run toetst elk oordeel aan de cijfers, en weigert wat niet klopt of niet te beslissen is.",
    ]
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
    return {k: w for k, w in kant._asdict().items() if w != Kant._field_defaults.get(k)}


def _aanhaal(tekst: str) -> str:
    return json.dumps(tekst, ensure_ascii=False) if re.search(r"[:#{}\[\],&*!|>'\"%@`\\]|^\W|^\d", tekst) else tekst
