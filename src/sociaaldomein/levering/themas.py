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
from typing import Any

from sociaaldomein.begrippen.cijfers import WETTEN, begrippen, eigen_themas, themas
from sociaaldomein.levering.contract import CODES
from sociaaldomein.levering.leveringsverslag import bedoelt

BESTAND = "themas.yml"
BESCHERMING = ("aantal", "aandeel", "kenmerk", "bedrag", "nee")
MENSEN = ("inwoner", "jeugdige", "jongere", "kind", "leerling", "huishouden", "gezin", "persoon", "personen", "mensen",
          "cliënt", "client", "statushouder", "vluchteling", "oudere", "traject", "aanvra", "melding", "vrouw",
          "man", "uithuisplaats", "uitkering", "zaak", "zaken", "dossier")  # fmt: skip
MATEN = ("euro", "procent", "dag", "week", "weken", "maand", "jaar", "uur", "per ")  # what such a figure may be said in
SOORTEN = {"verloop": False, "verdeling": True, "delen": True, "brug": False, "naast": False,
           "doelen_naast": False, "opgave": False, "stand": False, "geld": False}  # kind -> needs a breakdown
MOET = ("titel", "telregel", "eenheid")
LANGSTE_EENHEID = 40  # letters; it must fit above a picture on a phone
AANTAL = {"brug": (2, 2), "opgave": (3, 4), "doelen_naast": (2, 20)}  # kind -> so many figures
CIJFER = {"titel": str, "telregel": str, "kanttekening": str, "bron": str, "eenheid": str, "beschermd": str,
          "vast_na_dagen": int, "levering_na_dagen": int, "telt_op": list, "telt_niet_op": list, "deel_van": list,
          "jaarcijfer": bool, "stroom": list, "samen": list, "teller": str, "zelfde": str,
          "loopt_op": bool}  # fmt: skip
PANEEL = {"naam": str, "vraag": str, "soort": str, "cijfers": list, "dimensies": list, "titel": str, "noot": list,
          "opties": dict, "zoek": str}  # fmt: skip
THEMA = {"naam": str, "titel": str, "cijfer": dict, "paneel": list, "tegels": list, "leent": list, "dimensies": dict,
         "groepen": dict, "woorden": dict}  # fmt: skip
OPTIES = {"op_volgorde": bool, "grijs": list, "alleen_nu": bool, "deel": str, "kern": str, "zin": str, "rest": str,
          "namen": dict}
WOORD = {str: "een tekst", int: "een heel getal", bool: "ja of nee", list: "een lijst", dict: "een blok met regels"}
JA_NEE = {"ja": True, "nee": False, "true": True, "false": False}
NAAM = r"[a-z][a-z0-9_]{1,40}"


def keur(inhoud: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """De thema's uit de inhoud van een themas.yml, en wat eraan mankeert (een zin per fout, allemaal tegelijk)."""
    lijst = inhoud.get("themas") if isinstance(inhoud, Mapping) else None
    if not isinstance(lijst, list) or not all(isinstance(t, Mapping) for t in lijst):
        return [], ["Begin met 'themas:' en zet daaronder elk thema als '- naam: ...'."]
    fouten: list[str] = []
    klaar = [_thema(dict(t), f"thema {nr}", fouten) for nr, t in enumerate(lijst, 1)]
    return ([], fouten) if fouten else (klaar, [])


def _thema(t: dict[str, Any], plek: str, fouten: list[str]) -> dict[str, Any]:
    naam = t.get("naam")
    if not isinstance(naam, str) or not re.fullmatch(NAAM, naam) or naam in WETTEN:
        fouten.append(f"{plek}: kies een naam met kleine letters, zonder spatie. Bezet zijn: {', '.join(WETTEN)}.")
        naam = ""
    plek = f"thema '{naam}'" if naam else plek
    _velden(t, THEMA, plek, fouten)
    bestaand = themas().get(naam)
    if "titel" not in t and bestaand is None:
        fouten.append(f"{plek}: de titel ontbreekt. Schrijf 'titel: ...'.")
    t["titel"] = t.get("titel") or (bestaand.titel if bestaand else naam)
    eigen = t.get("cijfer")
    eigen = dict(eigen) if isinstance(eigen, Mapping) else {}
    for cijfer, velden in eigen.items():
        eigen[cijfer] = _cijfer(cijfer, velden, plek, naam, fouten)
    t["cijfer"] = eigen
    bekend = {**(bestaand.begrippen if bestaand else {}), **eigen}
    uitsplitsingen = t.get("dimensies") if isinstance(t.get("dimensies"), Mapping) else {}
    for cijfer, velden in eigen.items():
        dimensies = {**CODES["dimensie_of_eigen"], **uitsplitsingen}
        _verbanden(velden, f"{plek}, cijfer '{cijfer}'", bekend, dimensies, fouten)
    t["paneel"] = [dict(p) for p in t.get("paneel", ()) if isinstance(p, Mapping)] or _vanzelf(eigen, uitsplitsingen)
    for nr, paneel in enumerate(t["paneel"], 1):
        _paneel(paneel, f"{plek}, paneel {nr}", bekend, fouten)
    t.setdefault("tegels", [] if bestaand else [*eigen][:4])
    fouten += [f"{plek}, tegels: het cijfer '{c}' bestaat niet.{bedoelt(c, bekend)}" for c in _teksten(t["tegels"])
               if c not in bekend]  # fmt: skip
    return t


def _cijfer(cijfer: str, velden: Any, plek: str, thema: str, fouten: list[str]) -> dict[str, Any]:
    plek = f"{plek}, cijfer '{cijfer}'"
    if not isinstance(velden, Mapping):
        fouten.append(f"{plek}: schrijf eronder 'titel', 'telregel' en 'eenheid'.")
        return {}
    v = dict(velden)
    if isinstance(v.get("deel_van"), str):
        v["deel_van"] = [v["deel_van"]]
    if not re.fullmatch(NAAM, cijfer):
        fouten.append(f"{plek}: gebruik kleine letters, cijfers en een liggend streepje.")
    if thema and cijfer in begrippen() and thema not in begrippen()[cijfer].wetten:
        fouten.append(f"{plek}: deze naam is al in gebruik. Kies een andere naam.")
    _velden(v, CIJFER, plek, fouten)
    ontbreekt = [k for k in MOET if not str(v.get(k, "")).strip()]
    if ontbreekt:
        fouten.append(f"{plek}: hier ontbreekt {', '.join(ontbreekt)}.")
    if len(str(v.get("eenheid", ""))) > LANGSTE_EENHEID:
        fouten.append(f"{plek}: houd de eenheid kort, hoogstens {LANGSTE_EENHEID} tekens.")
    if v.setdefault("beschermd", "aantal") not in BESCHERMING:
        voorstel = bedoelt(str(v["beschermd"]), BESCHERMING)
        fouten.append(f"{plek}, beschermd: kies uit {', '.join(BESCHERMING)}.{voorstel}")
    elif v["beschermd"] == "nee" and str(v.get("eenheid", "")).lower().startswith(MENSEN):
        fouten.append(f"{plek}: {v['eenheid']} gaan over mensen. Kies bij beschermd 'aantal', niet 'nee'.")
    elif v["beschermd"] == "nee" and _telt_mensen(v):
        fouten.append(f"{plek}: de telregel telt mensen. Kies bij beschermd 'aantal', niet 'nee'.")
    return {"kanttekening": "", "bron": "gemeente", **v}


def _verbanden(v: Mapping[str, Any], plek: str, cijfers: Mapping[str, Any], dimensies: Mapping[str, Any],
               fouten: list[str]) -> None:  # fmt: skip
    """A name that does not exist would be an equation that nobody protects against."""
    for veld in ("telt_op", "telt_niet_op"):
        fouten += [f"{plek}, {veld}: '{d}' bestaat niet. Zet uitsplitsingen bij 'dimensies'.{bedoelt(d, dimensies)}"
                   for d in _teksten(v.get(veld)) if d not in dimensies]  # fmt: skip
    stroom = _teksten(v.get("stroom"))
    genoemd = [*_teksten(v.get("deel_van")), *_teksten([v.get("teller"), v.get("zelfde")]), *stroom]
    fouten += [f"{plek}: het cijfer '{c}' bestaat niet in dit thema.{bedoelt(c, cijfers)}"
               for c in genoemd if c not in cijfers]  # fmt: skip
    for regel in _teksten(v.get("samen")):
        delen = [d.split() for d in re.split(r"[=+]", regel)]
        if regel.count("=") != 1 or not all(delen) or len(delen[0]) != 2:
            fouten.append(f"{plek}, samen: schrijf 'uitsplitsing groep = uitsplitsing groep + uitsplitsing groep'.")
            continue
        fouten += [f"{plek}, samen: '{d}' bestaat niet. Zet uitsplitsingen bij 'dimensies'.{bedoelt(d, dimensies)}"
                   for d, *_ in delen if d not in dimensies]  # fmt: skip
    if "stroom" in v and len(stroom) != 2:
        fouten.append(f"{plek}, stroom: noem precies twee cijfers: wat erbij komt en wat eraf gaat.")


def met_sommen(rijen: Iterable[tuple[str, str, str, str, str, float | None]]) -> tuple[list[dict[str, Any]], list[str]]:
    """De eigen thema's, met bij `telt_op` ook wat in de levering optelt. En wat de adviseur zelf moet zeggen.

    Een rij is: indicator, wet, kwartaal, dimensie, groep en waarde. Zijn de groepen elk kwartaal samen het totaal, dan
    rekent een lezer dat na: het is dan een verband, ook als het niet is opgegeven. Is het soms zo, dan moet de adviseur
    kiezen tussen `telt_op` en `telt_niet_op`.
    """
    delen: dict[tuple, dict[str, float | None]] = defaultdict(dict)
    for cijfer, wet, kwartaal, dimensie, groep, waarde in rijen:
        if wet in themas() and (b := themas()[wet].begrippen.get(cijfer)) and b.beschermd == "aantal":
            delen[wet, cijfer, dimensie, kwartaal][groep] = waarde
    past: dict[tuple[str, str, str], set[bool]] = defaultdict(set)
    for (wet, cijfer, dimensie, kwartaal), groepen in delen.items():
        totaal = delen.get((wet, cijfer, "totaal", kwartaal), {}).get("totaal")
        if dimensie != "totaal" and totaal and None not in groepen.values():
            past[wet, cijfer, dimensie].add(abs(sum(groepen.values()) - totaal) < 0.5)
    eigen = {t["naam"]: t for t in eigen_themas()}
    fouten = []
    for (wet, cijfer, dimensie), gevonden in past.items():
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
            fouten.append(f"thema '{wet}', cijfer '{cijfer}': soms zijn de groepen van '{dimensie}' samen het totaal. "
                          f"Hoort dat zo? Zet '{dimensie}' dan bij telt_op. Zet haar anders bij telt_niet_op.")
    return [*eigen.values()], fouten


def _paneel(p: dict[str, Any], plek: str, bekend: Mapping[str, Any], fouten: list[str]) -> None:
    _velden(p, PANEEL, plek, fouten)
    ontbreekt = [k for k in ("naam", "vraag", "soort") if not isinstance(p.get(k), str)]
    if ontbreekt:
        fouten.append(f"{plek}: hier ontbreekt {', '.join(ontbreekt)}.")
    soort, genoemd = p.get("soort"), p.get("cijfers")
    if isinstance(soort, str) and soort not in SOORTEN:
        fouten.append(f"{plek}: kies als soort {', '.join(SOORTEN)}.{bedoelt(soort, SOORTEN)}")
    if isinstance(soort, str) and SOORTEN.get(soort) and not p.get("dimensies"):
        fouten.append(f"{plek}: noem bij '{soort}' ook 'dimensies'.")
    if soort != "geld" and not genoemd:
        fouten.append(f"{plek}: noem de cijfers van dit paneel.")
    elif isinstance(soort, str) and soort in AANTAL and isinstance(genoemd, list):
        laagst, hoogst = AANTAL[soort]
        wat = {"brug": "precies twee", "opgave": "drie of vier", "doelen_naast": "twee of meer"}[soort]
        fouten += [] if laagst <= len(genoemd) <= hoogst else [f"{plek}: noem bij '{soort}' {wat} cijfers."]
    if isinstance(p.get("opties"), Mapping):
        p["opties"] = dict(p["opties"])
        _velden(p["opties"], OPTIES, f"{plek}, opties", fouten)
    if p.get("soort") == "brug" and len({_eenheid(bekend.get(c)) for c in _teksten(p.get("cijfers"))}) > 1:
        fouten.append(f"{plek}: een 'brug' trekt af. Noem twee cijfers met dezelfde eenheid, of kies 'naast'.")
    fouten += [f"{plek}: het cijfer '{c}' bestaat niet.{bedoelt(c, bekend)}" for c in _teksten(p.get("cijfers"))
               if c not in bekend and p.get("soort") != "geld"]  # fmt: skip


def _telt_mensen(v: Mapping[str, Any]) -> bool:
    """A unit of one's own does not change what is counted: the counting rule or the title says whom."""
    eenheid = str(v.get("eenheid", "")).lower()
    over = (str(v.get(k, "")).lower() for k in ("titel", "telregel"))
    return not eenheid.startswith(MATEN) and any(tekst.startswith(MENSEN) for tekst in over)


def _eenheid(begrip: Any) -> Any:
    """The unit of a figure: of the package, or as it was written."""
    return begrip.get("eenheid") if isinstance(begrip, Mapping) else getattr(begrip, "eenheid", None)


def _vanzelf(cijfers: Mapping[str, Mapping[str, Any]], dimensies: Mapping[str, str]) -> list[dict[str, Any]]:
    """Panels for a theme that names none: every figure over the quarters, and by each breakdown."""
    panelen = [
        {"naam": c, "vraag": f"{v.get('titel', c)}: hoe staat het ervoor?", "soort": "verloop", "cijfers": [c]}
        for c, v in cijfers.items()
    ]
    panelen += [
        {"naam": f"per_{d}", "vraag": f"Hoe is dit verdeeld per {woord}?", "soort": "verdeling",
         "cijfers": [*cijfers], "dimensies": [d]}
        for d, woord in dimensies.items()
    ]  # fmt: skip
    return panelen


def _velden(blok: dict[str, Any], bekend: Mapping[str, type], plek: str, fouten: list[str]) -> None:
    """Every key known and of the right kind; whole numbers and yes or no become what they say."""
    for veld, waarde in list(blok.items()):
        soort = bekend.get(veld)
        if soort is None:
            fouten.append(f"{plek}: '{veld}' bestaat niet. Bekend: {', '.join(bekend)}.{bedoelt(veld, bekend)}")
        elif soort is int and re.fullmatch(r"\d{1,5}", str(waarde)):
            blok[veld] = int(waarde)
        elif soort is bool and str(waarde).lower() in JA_NEE:
            blok[veld] = JA_NEE[str(waarde).lower()]
        elif not isinstance(waarde, soort) or (soort is list and veld != "paneel" and _teksten(waarde) != waarde):
            fouten.append(f"{plek}, {veld}: hier hoort {WOORD[soort]} te staan.")


def _teksten(lijst: Any) -> list[str]:
    return [t for t in lijst if isinstance(t, str)] if isinstance(lijst, list) else []

