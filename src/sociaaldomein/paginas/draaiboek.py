"""Het draaiboek: wat de run klaarlegt voor een avond, naast de openbare set.

De agenda met tijden, de stellingen (elk getoetst aan de beschermde cijfers), de teksten van het college, de situaties
en de opdrachten, en de zoeklijst. De teksten zijn gewone bestanden; een adviseur kan elk ervan vervangen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sociaaldomein import panelen
from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.paginas import notebooks, titels
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.opdracht.instellingen import Avond, Pagina, ParamsFout
from sociaaldomein.paginas import avond, avondteksten, dashboard, stellingbestand, stellingen, zoeken

STELLINGEN = "stellingen.yml"


def leg_klaar(
    a: Avond,
    openbaar: Openbaar,
    paginas: Iterable[Pagina],
    bron: Path,
    doel: Path,
    melder: Callable[[str], None] = print,
    besteld: Iterable[Pagina] = (),
) -> Path:
    """Schrijf avond.json naast de openbare set in `doel`. Teksten of stellingen die niet kloppen, zijn een ParamsFout.

    De fout noemt alles tegelijk, elk op een eigen regel. Wat wegblijft, gaat naar `melder`. `besteld` zijn alle
    pagina's van de params: een tekst mag wijzen naar een pagina die nu niet geleverd is.
    """
    kwartaal = Kwartaal.lees(openbaar.kwartaal)
    lijst = [_pagina(p, doel, kwartaal) for p in paginas]
    hier = {n: {m: x.bij(openbaar) for m, x in ps.items()} for n, ps in _panelen(lijst).items()}
    weg = _panelen(_pagina(p, doel, kwartaal) for p in besteld)
    teksten, fouten = avondteksten.lees(a.teksten, hier, melder, weg)
    fouten = fouten or _themafouten(a, teksten)
    if fouten:
        raise ParamsFout("\n".join(fouten))
    woorden = teksten.pop("zoekwoorden")
    ronde = kies_stellingen(a, openbaar, kwartaal, bron, lambda s: _beeld(s, lijst, hier)[0], melder)
    inhoud = {
        "titel": a.titel,
        "datum": a.datum,
        "plaats": a.plaats,
        "begin": a.begin,
        "einde": a.einde,
        "onderdelen": [asdict(d) for d in a.onderdelen],
        "paginas": lijst,
        "stand": stand(openbaar),
        "stellingen": [_stelling(s, lijst, hier) for s in ronde],
        "teksten": teksten,
        "tarieven": list(openbaar.registers.get("tarieven", ())),
        "zoek": zoeken.lijst(
            [p for p in lijst if p["notebook"] != "avond"], woorden, openbaar.namen.values(), openbaar.gemeente
        ),
    }
    pad = doel / avond.BESTAND
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return pad


def _themafouten(a: Avond, teksten: Mapping[str, Any]) -> list[str]:
    """The `thema` of a part chooses a situation or a kind of assignments; a choice that is not there shows another."""
    er_is = {
        "praktijkcasus": [s["thema"] for s in teksten["situaties"]],
        "opdrachten": list(dict.fromkeys(o["soort"] for o in teksten["opdrachten"])),
    }
    gekozen = [(f"avond, onderdeel {nr} ({d.titel}), thema", d) for nr, d in enumerate(a.onderdelen, 1) if d.thema]
    fouten = [(plek, avondteksten.een_van(d.thema, er_is.get(d.soort, ()))) for plek, d in gekozen]
    return [f"{plek}: {fout}" for plek, fout in fouten if fout]


def kies_stellingen(
    a: Avond,
    openbaar: Openbaar,
    kwartaal: Kwartaal,
    bron: Path,
    beeld: Callable[[stellingen.Stelling], Any] = lambda s: s.paneel,
    melder: Callable[[str], None] = print,
) -> list[stellingen.Stelling]:
    """De ronde van de avond: eerst de eigen stellingen, daarna stellingen uit de cijfers van het kwartaal.

    Een stelling duurt een minuut; wat niet in het onderdeel past, blijft weg. Uit de cijfers komen alleen stellingen
    waarvan deze uitgave het `beeld` heeft, als die er zijn.
    """
    pad = a.stellingen or bron / STELLINGEN
    try:
        eigen = stellingbestand.lees(pad, openbaar, kwartaal) if pad.is_file() else []
    except stellingbestand.StellingFout as fout:
        raise ParamsFout(str(fout)) from None
    passen = max((d.minuten for d in a.onderdelen if d.soort == "quiz"), default=stellingen.AANTAL)
    if len(eigen) > passen:
        weg = len(eigen) - passen
        melder(f"{pad.name}: in {passen} minuten passen {passen} stellingen. Wat daarna staat, blijft weg ({weg}).")
    nieuw = [s for s in stellingen.maak(openbaar, kwartaal) if s.tekst not in {e.tekst for e in eigen}]
    met_beeld = [s for s in nieuw if beeld(s)] or nieuw
    nodig = max(0, min(passen, stellingen.AANTAL) - len(eigen))
    return [*eigen[:passen], *stellingen.kies(met_beeld, f"{openbaar.gemeentecode} {kwartaal}", nodig)]


def stand(openbaar: Openbaar) -> dict[str, Any]:
    """Hoe het met de cijfers staat: hoeveel er getoond worden, hoeveel daarvan voorlopig zijn, en uit welke bronnen."""
    getoond = openbaar.cijfers.drop_nulls("waarde")
    voorlopig = getoond.filter(status="voorlopig").height
    return {"getoond": getoond.height, "voorlopig": voorlopig, "bronnen": sorted(set(getoond["bron"].drop_nulls()))}


def _pagina(p: Pagina, doel: Path, kwartaal: Kwartaal) -> dict[str, str]:
    """A page of this edition: which notebook it is, of which law or theme, and what its panels are called."""
    soort, wet, id_ = p.notebook.stem, "", ""
    if soort in notebooks():
        namen = titels(soort)
        wet = next((str(w) for w in p.parameters.values() if w in namen), next(iter(namen)))
        id_ = dashboard.open_pagina(doel, soort, wet, str(kwartaal), {}).naam
    return {"naam": p.naam, "titel": p.titel, "notebook": soort, "wet": wet, "id": id_}


def _panelen(paginas: Iterable[dict[str, str]]) -> avondteksten.Panelen:
    return {p["naam"]: panelen.panelen(p["notebook"], p["wet"]) for p in paginas if p["wet"]}


def _stelling(s: stellingen.Stelling, paginas: list[dict[str, str]], hier: avondteksten.Panelen) -> dict[str, Any]:
    """A statement for the page, with its panel and the choices that panel has."""
    naam, paneel = _beeld(s, paginas, hier)
    keuzes = hier[naam][paneel].keuzes if naam else {}
    keuze = {k: w for k, w in s.keuze.items() if w in keuzes.get(k, ())}
    return {
        "tekst": s.tekst,
        "oordeel": s.oordeel,
        "valkuil": s.valkuil,
        "uitleg": s.uitleg,
        "paneel": f"{naam}.{paneel}" if naam else "",
        "keuze": keuze,
    }


def _beeld(s: stellingen.Stelling, paginas: list[dict[str, str]], hier: avondteksten.Panelen) -> tuple[str, str]:
    """The page of this edition that has the panel of a statement, and the panel; twice nothing when there is none."""
    wet, _, paneel = s.paneel.partition(".")
    namen = (p["naam"] for p in paginas if p["wet"] == wet and paneel in hier.get(p["naam"], {}))
    return next(((naam, paneel) for naam in namen), ("", ""))
