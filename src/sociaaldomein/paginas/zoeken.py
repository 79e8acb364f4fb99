"""Zoeken in een uitgave: een lijst van alle vragen, keuzes en woorden, met het adres van het beeld of de uitleg.

Hier ontstaat alleen de lijst. Het zoeken zelf gebeurt in de browser (huisstijl/avond.js), ook zonder dienst en zonder
netwerk: woorden gelijk maken, tellen hoe zeldzaam een woord is, en het beeld meteen in de goede stand zetten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sociaaldomein import panelen
from sociaaldomein.begrippen.cijfers import begrippen, themas, woorden
from sociaaldomein.begrippen.paginas import notebooks
from sociaaldomein.begrippen.uitleg import anker


def lijst(
    paginas: Iterable[Mapping[str, str]], extra: Mapping[str, Any], wijken: Iterable[str] = (), gemeente: str = ""
) -> dict[str, Any]:
    """De zoeklijst van een uitgave: de ingangen, de woorden die gelijk zijn en de woorden die niet meetellen.

    In `niet` staat waar de monitor geen antwoord op heeft, en waarom niet.

    Elke pagina heeft naam, titel, notebook, wet en id (het begin van het anker van haar beelden). `extra` is de inhoud
    van zoekwoorden.yml, `wijken` zijn namen waarop men ook zoekt. De naam van de gemeente telt niet mee in een vraag.
    """
    ingangen = [i for p in paginas for i in _van_pagina(p, extra, " ".join(wijken))]
    ingangen += [
        {"soort": "woord", "vraag": w, "waar": "Begrippen", "adres": f"begrippen.html#{anker(w)}", "extra": uitleg}
        for w, uitleg in sorted(woorden().items(), key=lambda paar: paar[0].lower())
    ]
    gelijk = [[w.strip() for w in groep.split(",")] for groep in extra.get("gelijk", ())]
    stop = [*str(extra.get("stop", "")).split(), *gemeente.lower().split()]
    niet = [
        {"woorden": [w.strip() for w in n["woorden"].split(",")], "omdat": n["omdat"]} for n in extra.get("niet", ())
    ]
    return {"ingangen": ingangen, "gelijk": gelijk, "stop": stop, "niet": niet}


def _van_pagina(pagina: Mapping[str, str], extra: Mapping[str, Any], wijken: str) -> list[dict[str, Any]]:
    if pagina["notebook"] not in notebooks():
        adres = f"{pagina['naam']}.html"
        return [{"soort": "pagina", "vraag": pagina["titel"], "waar": pagina["titel"], "adres": adres, "extra": ""}]
    uit = []
    for paneel in panelen.panelen(pagina["notebook"], pagina["wet"]).values():
        id_, eigen = f"{pagina['id']}-{paneel.naam}", extra.get("panelen", {}).get(paneel.naam, "")
        keuzes = [
            {
                "naam": f"{id_}.{naam}",
                "waarden": [[w, _woorden(naam, w, t, extra, wijken), t] for w, t in keuze.items()],
            }
            for naam, keuze in paneel.keuzes.items()
        ]
        uit.append(
            {
                "soort": "paneel",
                "vraag": paneel.vraag,
                "waar": pagina["titel"],
                "adres": f"{pagina['naam']}.html#paneel={id_}",
                "extra": " ".join(filter(None, (paneel.zoek, eigen, _begrippen(pagina["wet"], paneel.naam)))),
                "keuzes": keuzes,
            }
        )
    return uit


def _woorden(keuze: str, waarde: str, tekst: str, extra: Mapping[str, Any], wijken: str) -> str:
    """What one value of a choice answers to: its word on the page, and what people call it."""
    erbij = extra.get("keuzes", {}).get(keuze, {}).get(waarde, "")
    return " ".join([tekst, erbij, wijken if waarde == "wijk" else ""]).strip()


def _begrippen(wet: str, naam: str) -> str:
    """The titles and rules of the figures in a panel of a theme: a theme declares them."""
    vormen = [v for v in themas()[wet].panelen if v.naam == naam] if wet in themas() else []
    gevonden = [begrippen()[c] for v in vormen for c in v.cijfers if c in begrippen()]
    return " ".join(f"{b.titel} {b.telregel}" for b in gevonden)
