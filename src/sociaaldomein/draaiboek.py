"""Het draaiboek: wat de run klaarlegt voor een avond, naast de openbare set.

De agenda met tijden, de stellingen (elk getoetst aan de beschermde cijfers), de teksten van het college, de situaties
en de opdrachten, en de zoeklijst. De teksten zijn gewone bestanden; een adviseur kan elk ervan vervangen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sociaaldomein import avond, dashboard, panelen, stellingen, yamltekst, zoeken
from sociaaldomein.afscherming import Openbaar
from sociaaldomein.instellingen import Avond, Pagina, ParamsFout
from sociaaldomein.kwartaal import Kwartaal
from sociaaldomein.normen import NORMEN
from sociaaldomein.paden import meegeleverd

STELLINGEN = "stellingen.yml"
STAPPEN = ("naam", "dag", "gebeurt", "besluit")
# per text file: what each item must have, and what it may have
TEKSTEN = {
    "college": (("titel",), ("tekst", "lijst", "trap", "weg", "kerncijfers", "beelden", "slot")),
    "situaties": (("thema", "titel", "huishouden", "stappen"), ()),
    "opdrachten": (("soort", "vraag", "paneel", "hint", "antwoord", "uitleg", "niet"), ("keuze",)),
}


def leg_klaar(
    a: Avond, openbaar: Openbaar, kwartaal: Kwartaal, paginas: Iterable[Pagina], bron: Path, doel: Path
) -> Path:
    """Schrijf avond.json naast de openbare set in `doel`. Een tekst of stelling die niet klopt, is een ParamsFout."""
    lijst = [_pagina(p, doel, kwartaal) for p in paginas]
    teksten = {naam: keur(naam, _lees(a.teksten, naam)) for naam in TEKSTEN}
    woorden = _lees(a.teksten, "zoekwoorden")
    inhoud = {
        "titel": a.titel, "datum": a.datum, "plaats": a.plaats, "begin": a.begin, "einde": a.einde,
        "onderdelen": [asdict(d) for d in a.onderdelen],
        "paginas": lijst,
        "stand": stand(openbaar),
        "stellingen": [_stelling(s, lijst) for s in kies_stellingen(a, openbaar, kwartaal, bron)],
        "teksten": teksten,
        "tarieven": list(openbaar.registers.get("tarieven", ())),
        "zoek": zoeken.lijst([p for p in lijst if p["notebook"] != "avond"], woorden, openbaar.namen.values()),
    }  # fmt: skip
    pad = doel / avond.BESTAND
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return pad


def kies_stellingen(a: Avond, openbaar: Openbaar, kwartaal: Kwartaal, bron: Path) -> list[stellingen.Stelling]:
    """De ronde van de avond: eerst de eigen stellingen, daarna stellingen uit de cijfers van het kwartaal."""
    pad = a.stellingen or bron / STELLINGEN
    try:
        eigen = stellingen.lees(pad, openbaar, kwartaal) if pad.is_file() else []
    except stellingen.StellingFout as fout:
        raise ParamsFout(str(fout)) from None
    nodig = max(0, stellingen.AANTAL - len(eigen))
    nieuw = [s for s in stellingen.maak(openbaar, kwartaal) if s.tekst not in {e.tekst for e in eigen}]
    return [*eigen, *stellingen.kies(nieuw, f"{openbaar.gemeentecode} {kwartaal}", nodig)]


def stand(openbaar: Openbaar) -> dict[str, Any]:
    """Hoe het met de cijfers staat: hoeveel er getoond worden, hoeveel daarvan voorlopig zijn, en uit welke bronnen."""
    getoond = openbaar.cijfers.drop_nulls("waarde")
    voorlopig = getoond.filter(status="voorlopig").height
    return {"getoond": getoond.height, "voorlopig": voorlopig, "bronnen": sorted(set(getoond["bron"].drop_nulls()))}


def keur(naam: str, lijst: Any) -> list[dict[str, Any]]:
    """Toets een tekstbestand aan zijn vorm; wat niet klopt, is een ParamsFout met het nummer van het stuk.

    >>> keur("opdrachten", [{"soort": "zoeken"}])
    Traceback (most recent call last):
    sociaaldomein.instellingen.ParamsFout: opdrachten.yml, stuk 1: de sleutel 'vraag' ontbreekt.
    """
    moet, mag = TEKSTEN[naam]
    if not isinstance(lijst, list):
        raise ParamsFout(f"{naam}.yml: hier hoort een lijst te staan. Begin elk stuk met '- {moet[0]}: ...'.")
    for nummer, stuk in enumerate(lijst, 1):
        plek = f"{naam}.yml, stuk {nummer}"
        if not isinstance(stuk, Mapping):
            raise ParamsFout(f"{plek}: begin met '- {moet[0]}: ...'.")
        _sleutels(stuk, moet, mag, plek)
        if naam == "opdrachten" and stuk["soort"] not in avond.SOORTEN:
            raise ParamsFout(f"{plek}, soort: '{stuk['soort']}' mag niet. Kies uit: {', '.join(avond.SOORTEN)}.")
        for nr, stap in enumerate(stuk.get("stappen", ()), 1):
            _stap(stap, f"{plek}, stap {nr}")
    return lijst


def _sleutels(stuk: Mapping[str, Any], moet: Iterable[str], mag: Iterable[str], plek: str) -> None:
    mist = [k for k in moet if k not in stuk]
    vreemd = [k for k in stuk if k not in (*moet, *mag)]
    if mist or vreemd:
        wat = f"'{mist[0]}' ontbreekt" if mist else f"'{vreemd[0]}' bestaat niet"
        raise ParamsFout(f"{plek}: de sleutel {wat}.")


def _stap(stap: Any, plek: str) -> None:
    """A step of a situation: a day as a number, a level from 1 to 7, and a term that exists."""
    if not isinstance(stap, Mapping):
        raise ParamsFout(f"{plek}: begin met '- naam: ...'.")
    _sleutels(stap, STAPPEN, ("niveau", "norm", "vanaf", "hulp", "anders"), plek)
    for k in ("dag", "vanaf"):
        if not str(stap.get(k, "0")).isdigit():
            raise ParamsFout(f"{plek}, {k}: '{stap[k]}' is geen aantal dagen.")
    if stap.get("niveau", "1") not in tuple("1234567"):
        raise ParamsFout(f"{plek}, niveau: kies een niveau van 1 tot en met 7.")
    normen = sorted({n.naam for n in NORMEN if n.eenheid == "dagen"})
    if "norm" in stap and stap["norm"] not in normen:
        raise ParamsFout(f"{plek}, norm: '{stap['norm']}' bestaat niet. Kies uit: {', '.join(normen)}.")
    if "hulp" in stap:
        _sleutels(stap["hulp"], ("wet", "productcategorie", "aantal", "eenheid"), (), f"{plek}, hulp")


def _lees(eigen: Path | None, naam: str) -> Any:
    """The adviser's own file when there is one, else the one that comes along."""
    pad = eigen / f"{naam}.yml" if eigen and (eigen / f"{naam}.yml").is_file() else None
    try:
        return yamltekst.lees(pad or meegeleverd("params") / "avond" / f"{naam}.yml")
    except yamltekst.YamlFout as fout:
        raise ParamsFout(f"{naam}.yml, {fout}") from None


def _pagina(p: Pagina, doel: Path, kwartaal: Kwartaal) -> dict[str, str]:
    """A page of this edition: which notebook it is, of which law or theme, and what its panels are called."""
    soort, wet, id_ = p.notebook.stem, "", ""
    if soort in panelen.SOORTEN:
        namen = dashboard.namen(soort)
        wet = next((str(w) for w in p.parameters.values() if w in namen), next(iter(namen)))
        id_ = dashboard.open_pagina(doel, soort, wet, str(kwartaal), {}).naam
    return {"naam": p.naam, "titel": p.titel, "notebook": soort, "wet": wet, "id": id_}


def _stelling(s: stellingen.Stelling, paginas: list[dict[str, str]]) -> dict[str, Any]:
    """A statement for the page; its panel is found on the page of this edition that shows that law."""
    wet, _, paneel = s.paneel.partition(".")
    naam = next((p["naam"] for p in paginas if p["notebook"] == "raadsmonitor" and p["wet"] == wet), "")
    return {"tekst": s.tekst, "oordeel": s.oordeel, "valkuil": s.valkuil, "uitleg": s.uitleg,
            "paneel": f"{naam}.{paneel}" if naam and paneel else "", "keuze": s.keuze}  # fmt: skip
