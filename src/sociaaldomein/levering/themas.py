"""Eigen thema's: wat een gemeente zelf wil laten zien, opgeschreven in `themas.yml` naast haar levering.

Een nieuw cijfer kost zo geen regel code. De vorm is die van de bestanden in themas/; alleen `naam`, `titel` en per
cijfer `titel`, `telregel` en `eenheid` moeten. Wie geen panelen noemt, krijgt ze vanzelf: elk cijfer over de kwartalen,
en per uitsplitsing. Een thema dat al bestaat, wordt aangevuld.

>>> inhoud = {"themas": [{"naam": "groen", "titel": "Groen", "cijfer": {"bomen": {"titel": "Bomen", "eenheid": "bomen",
...                       "telregel": "Bomen van de gemeente, op de laatste dag van het kwartaal."}}}]}
>>> [p["soort"] for p in keur(inhoud)[0][0]["paneel"]]
['verloop']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from sociaaldomein.begrippen.cijfers import WETTEN, Begrip, begrippen, eigen_themas, themas
from sociaaldomein.grond.noemen import bedoelt, toon
from sociaaldomein.grond.vorm import Info, JaNee, Tekst, Vorm, heel_getal, keuze, past, toets, weiger
from sociaaldomein.levering.contract import CODES

BESTAND = "themas.yml"
BESCHERMING = ("aantal", "aandeel", "kenmerk", "bedrag", "nee")
MENSEN = (
    "inwoner",
    "jeugdige",
    "jongere",
    "kind",
    "leerling",
    "huishouden",
    "gezin",
    "persoon",
    "personen",
    "mensen",
    "cliënt",
    "client",
    "statushouder",
    "vluchteling",
    "oudere",
    "traject",
    "aanvra",
    "melding",
    "vrouw",
    "man",
    "uithuisplaats",
    "uitkering",
    "zaak",
    "zaken",
    "dossier",
)
MATEN = ("euro", "procent", "dag", "week", "weken", "maand", "jaar", "uur", "per ")  # what such a figure may be said in
VRAAGT_DIMENSIES = {
    "verloop": False,
    "verdeling": True,
    "delen": True,
    "brug": False,
    "naast": False,
    "doelen_naast": False,
    "opgave": False,
    "stand": False,
    "geld": False,
}  # kind -> needs a breakdown
LANGSTE_EENHEID = 40  # letters; it must fit above a picture on a phone
AANTAL = {
    "brug": (2, 2, "precies twee"),
    "opgave": (3, 4, "drie of vier"),
    "doelen_naast": (2, 20, "twee of meer"),
}  # kind -> so many figures
NAAM = r"[a-z][a-z0-9_]{1,40}"
BEZET = f"kies een naam met kleine letters, zonder spatie. Bezet zijn: {', '.join(WETTEN)}."


def keur(inhoud: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """De thema's uit de inhoud van een themas.yml, en wat eraan mankeert (een zin per fout, allemaal tegelijk)."""
    lijst = inhoud.get("themas") if isinstance(inhoud, Mapping) else None
    if not isinstance(lijst, list):
        return [], ["Begin met 'themas:' en zet daaronder elk thema als '- naam: ...'."]
    paren = [_keur_thema(t, nr) for nr, t in enumerate(lijst, 1)]
    fouten = [zin for _, van_een in paren for zin in van_een]
    return ([] if fouten else [t for t, _ in paren]), fouten


def _keur_thema(inhoud: Any, nr: int) -> tuple[dict[str, Any], list[str]]:
    """A theme in its form; what it names must be of the package, or stand in the theme itself."""
    velden = inhoud if isinstance(inhoud, Mapping) else {}
    naam = velden["naam"] if isinstance(velden.get("naam"), str) else ""
    bestaand = themas().get(naam)
    eigen, uitsplitsingen = (velden[k] if isinstance(velden.get(k), Mapping) else {} for k in ("cijfer", "dimensies"))
    thema, fouten = toets(
        _Thema,
        inhoud,
        f"thema '{naam}'" if re.fullmatch(NAAM, naam) else f"thema {nr}",
        thema=bestaand,
        naam=naam,
        cijfers={**(bestaand.begrippen if bestaand else {}), **eigen},
        dimensies={**CODES["dimensie_of_eigen"], **uitsplitsingen},
    )
    if thema is None:
        return {}, fouten
    titel = thema.titel or (bestaand.titel if bestaand else naam)
    t = {**thema.model_dump(exclude_none=True, warnings=False), "titel": titel}
    t["paneel"] = t.get("paneel") or _vanzelf(t["cijfer"], uitsplitsingen)
    return {"tegels": [] if bestaand else [*eigen][:4], **t}, []


# --- the form ---------------------------------------------------------------------------------------------------------
def _staat_in(lijst: str, zin: str) -> AfterValidator:
    """A name that exists: one that does not would be an equation that nobody protects against."""

    def zoek(naam: str, info: Info) -> str:
        weiger([] if naam in info.context[lijst] else [zin + bedoelt(naam, info.context[lijst])])
        return naam

    return AfterValidator(zoek)


def _vrij(naam: str, info: Info) -> str:
    bezet = naam in begrippen() and info.context["naam"] not in begrippen()[naam].wetten
    weiger(["deze naam is al in gebruik. Kies een andere naam."] if bezet and info.context["naam"] else [])
    return naam


def _optelling(regel: str, info: Info) -> str:
    delen, bekend = [d.split() for d in re.split(r"[=+]", regel)], info.context["dimensies"]
    if regel.count("=") != 1 or not all(delen) or len(delen[0]) != 2:
        weiger(["schrijf 'uitsplitsing groep = uitsplitsing groep + uitsplitsing groep'."])
    weiger(
        f"'{toon(d)}' bestaat niet. Zet uitsplitsingen bij 'dimensies'.{bedoelt(d, bekend)}"
        for d, *_ in delen
        if d not in bekend
    )
    return regel


CijferInThema = Annotated[Tekst, _staat_in("cijfers", "het cijfer '{waarde}' bestaat niet in dit thema.")]
Uitsplitsing = Annotated[Tekst, _staat_in("dimensies", "'{waarde}' bestaat niet. Zet uitsplitsingen bij 'dimensies'.")]
Los = BeforeValidator(lambda waarde: [waarde] if isinstance(waarde, str) else waarde)  # one may stand bare
Getal = Annotated[Tekst, heel_getal(0)]
CIJFERNAAM = past(NAAM, "gebruik kleine letters, cijfers en een liggend streepje.")


class _Cijfer(Vorm):
    titel: Tekst
    telregel: Tekst
    kanttekening: str = ""
    bron: str = "gemeente"
    eenheid: Tekst
    beschermd: Annotated[Tekst, keuze(BESCHERMING)] = "aantal"
    vast_na_dagen: Getal | None = None
    levering_na_dagen: Getal | None = None
    telt_op: list[Uitsplitsing] | None = None
    telt_niet_op: list[Uitsplitsing] | None = None
    deel_van: Annotated[list[CijferInThema], Los] | None = None
    jaarcijfer: JaNee | None = None
    stroom: list[Tekst] | None = None
    samen: list[Annotated[Tekst, AfterValidator(_optelling)]] | None = None
    teller: CijferInThema | None = None
    zelfde: CijferInThema | None = None
    loopt_op: JaNee | None = None

    @field_validator("eenheid")
    @classmethod
    def _kort(cls, eenheid: str) -> str:
        te_lang = len(eenheid) > LANGSTE_EENHEID
        weiger([f"houd de eenheid kort, hoogstens {LANGSTE_EENHEID} tekens."] if te_lang else [])
        return eenheid

    @field_validator("beschermd")
    @classmethod
    def _mensen_beschermd(cls, beschermd: str, info: Info) -> str:
        """A unit of one's own does not change what is counted: the counting rule or the title says whom."""
        eenheid, titel, telregel = (info.data.get(k, "") for k in ("eenheid", "titel", "telregel"))
        over_mensen = any(tekst.lower().startswith(MENSEN) for tekst in (titel, telregel))
        wat = (
            f"{toon(eenheid)} gaan over"
            if eenheid.lower().startswith(MENSEN)
            else "de telregel telt"
            if over_mensen and not eenheid.lower().startswith(MATEN)
            else ""
        )
        mis = beschermd == "nee" and wat
        weiger([f"{wat} mensen. Kies bij beschermd 'aantal', niet 'nee'."] if mis else [])
        return beschermd

    @field_validator("stroom")
    @classmethod
    def _erbij_en_eraf(cls, stroom: list[str], info: Info) -> list[str]:
        cijfers = info.context["cijfers"]
        fouten = [
            f"het cijfer '{toon(c)}' bestaat niet in dit thema.{bedoelt(c, cijfers)}"
            for c in stroom
            if c not in cijfers
        ]
        twee = [] if len(stroom) == 2 else ["noem precies twee cijfers: wat erbij komt en wat eraf gaat."]
        weiger([*fouten, *twee])
        return stroom


class _Opties(Vorm):
    op_volgorde: JaNee | None = None
    grijs: list[Tekst] | None = None
    alleen_nu: JaNee | None = None
    deel: str | None = None
    kern: str | None = None
    zin: str | None = None
    rest: str | None = None
    namen: dict[str, str] | None = None


class _Paneel(Vorm):
    naam: Tekst
    vraag: Tekst
    soort: Annotated[Tekst, keuze(VRAAGT_DIMENSIES)]
    cijfers: Annotated[list[Tekst] | None, Field(validate_default=True)] = None
    dimensies: Annotated[list[Uitsplitsing] | None, Field(validate_default=True)] = None
    titel: str | None = None
    noot: list[Tekst] | None = None
    opties: _Opties | None = None
    zoek: str | None = None

    @field_validator("cijfers")
    @classmethod
    def _past_bij_de_soort(cls, cijfers: list[str] | None, info: Info) -> list[str] | None:
        soort, bekend = info.data.get("soort"), info.context["cijfers"]
        if soort == "geld":
            return cijfers
        if not cijfers:
            raise ValueError("noem de cijfers van dit paneel.")
        laagst, hoogst, wat = AANTAL.get(soort, (0, len(cijfers), ""))
        fouten = [] if laagst <= len(cijfers) <= hoogst else [f"noem bij '{soort}' {wat} cijfers."]
        if soort == "brug" and len({_eenheid(bekend.get(c)) for c in cijfers}) > 1:
            fouten.append("een 'brug' trekt af. Noem twee cijfers met dezelfde eenheid, of kies 'naast'.")
        vreemd = [c for c in cijfers if c not in bekend]
        weiger([*fouten, *(f"het cijfer '{toon(c)}' bestaat niet.{bedoelt(c, bekend)}" for c in vreemd)])
        return cijfers

    @field_validator("dimensies")
    @classmethod
    def _gesplitst(cls, dimensies: list[str] | None, info: Info) -> list[str] | None:
        soort = info.data.get("soort")
        weiger([f"noem bij '{soort}' ook 'dimensies'."] if VRAAGT_DIMENSIES.get(soort) and not dimensies else [])
        return dimensies


class _Thema(Vorm):
    naam: Annotated[Tekst, past(rf"(?!(?:{'|'.join(WETTEN)})$){NAAM}", BEZET)]
    titel: Annotated[str, Field(validate_default=True)] = ""
    cijfer: dict[Annotated[str, CIJFERNAAM, AfterValidator(_vrij)], _Cijfer] = {}
    paneel: list[_Paneel] | None = None
    tegels: list[CijferInThema] | None = None
    leent: list[Tekst] | None = None
    dimensies: dict[str, str] | None = None
    groepen: dict[str, dict[str, str]] | None = None
    woorden: dict[str, str] | None = None

    @field_validator("titel")
    @classmethod
    def _nieuw_heeft_titel(cls, titel: str, info: Info) -> str:
        weiger(["de titel ontbreekt. Schrijf 'titel: ...'."] if not titel and info.context["thema"] is None else [])
        return titel


def _eenheid(begrip: Begrip | Mapping[str, Any] | None) -> Any:
    """The unit of a figure: of the package, or as it was written."""
    return begrip.get("eenheid") if isinstance(begrip, Mapping) else getattr(begrip, "eenheid", None)


def _vanzelf(cijfers: Mapping[str, Mapping[str, Any]], dimensies: Mapping[str, str]) -> list[dict[str, Any]]:
    """Panels for a theme that names none: every figure over the quarters, and by each breakdown."""
    verloop = [
        {"naam": c, "vraag": f"{v['titel']}: hoe staat het ervoor?", "soort": "verloop", "cijfers": [c]}
        for c, v in cijfers.items()
    ]
    return verloop + [
        {
            "naam": f"per_{d}",
            "vraag": f"Hoe is dit verdeeld per {woord}?",
            "soort": "verdeling",
            "cijfers": [*cijfers],
            "dimensies": [d],
        }
        for d, woord in dimensies.items()
    ]


# --- what the delivery adds -------------------------------------------------------------------------------------------
def _past_op_het_totaal(rijen: Iterable[tuple]) -> dict[tuple[str, str, str], set[bool]]:
    """Per count of a theme and breakdown: whether the groups of a quarter are its total, in some or in all of them."""
    delen: dict[tuple, dict[str, float | None]] = defaultdict(dict)
    for cijfer, wet, kwartaal, dimensie, groep, waarde in rijen:
        if wet in themas() and (b := themas()[wet].begrippen.get(cijfer)) and b.beschermd == "aantal":
            delen[wet, cijfer, dimensie, kwartaal][groep] = waarde
    past: dict[tuple[str, str, str], set[bool]] = defaultdict(set)
    for (wet, cijfer, dimensie, kwartaal), groepen in delen.items():
        totaal = delen.get((wet, cijfer, "totaal", kwartaal), {}).get("totaal")
        getallen = [w for w in groepen.values() if w is not None]
        if dimensie != "totaal" and totaal and len(getallen) == len(groepen):
            past[wet, cijfer, dimensie].add(abs(sum(getallen) - totaal) < 0.5)
    return past


def met_sommen(rijen: Iterable[tuple[str, str, str, str, str, float | None]]) -> tuple[list[dict[str, Any]], list[str]]:
    """De eigen thema's, met bij `telt_op` ook wat in de levering optelt. En wat de adviseur zelf moet zeggen.

    Een rij is: indicator, wet, kwartaal, dimensie, groep en waarde. Zijn de groepen elk kwartaal samen het totaal, dan
    rekent een lezer dat na: het is dan een verband, ook als het niet is opgegeven. Is het soms zo, dan moet de adviseur
    kiezen tussen `telt_op` en `telt_niet_op`.
    """
    eigen = {t["naam"]: t for t in eigen_themas()}
    fouten = []
    for (wet, cijfer, dimensie), gevonden in _past_op_het_totaal(rijen).items():
        begrip = themas()[wet].begrippen[cijfer]
        velden = eigen.get(wet, {}).get("cijfer", {}).get(cijfer)
        if dimensie in begrip.telt_op:
            continue
        if gevonden == {True}:
            oud = velden or {k: w for k, w in asdict(begrip).items() if k not in ("naam", "wetten")}
            thema = eigen.setdefault(wet, {"naam": wet, "titel": themas()[wet].titel})
            nieuw = {**oud, "telt_op": [*oud.get("telt_op", ()), dimensie]}
            eigen[wet] = {**thema, "cijfer": {**thema.get("cijfer", {}), cijfer: nieuw}}
        elif True in gevonden and velden and dimensie not in begrip.telt_niet_op:
            fouten.append(
                f"thema '{wet}', cijfer '{cijfer}': soms zijn de groepen van '{dimensie}' samen het totaal. "
                f"Hoort dat zo? Zet '{dimensie}' dan bij telt_op. Zet haar anders bij telt_niet_op."
            )
    return [*eigen.values()], fouten
