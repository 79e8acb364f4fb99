"""Alle panelen van alle pagina's: welk notebook welke panelen en kerncijfers heeft.

Een soort pagina is een module met `panelen(wet)` en `tegels(openbaar, wet, kwartaal)`. Haar naam staat in `SOORTEN`,
haar titel in `dashboard.VASTE_PAGINAS`, en zij heeft een notebook. `tegels` geeft eerst de vaste kerncijfers.
Wat erna komt, valt in als daarvan iets ontbreekt.
"""

from __future__ import annotations

from collections.abc import Mapping

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import themas
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.panelen import doelen as panelen_doelen
from sociaaldomein.panelen import plannen as panelen_plannen
from sociaaldomein.panelen import raadsmonitor as panelen_raadsmonitor
from sociaaldomein.panelen import taskforce as panelen_taskforce
from sociaaldomein.panelen import thema as panelen_thema
from sociaaldomein.panelen import wijken as panelen_wijken
from sociaaldomein.panelen.paneel import Paneel, Tegel

SOORTEN = {
    "raadsmonitor": panelen_raadsmonitor,
    "taskforce": panelen_taskforce,
    "thema": panelen_thema,
    "wijken": panelen_wijken,
    "plannen": panelen_plannen,
    "doelen": panelen_doelen,
}


TEGELS = 4  # beside each other above a page


def panelen(notebook: str, wet: str) -> dict[str, Paneel]:
    """De panelen van een pagina, op volgorde. Een onbekend notebook geeft een ValueError met wat er wel is.

    >>> list(panelen("taskforce", "samen"))
    ['besparing', 'beweging', 'uitgaven_hoofdcategorie', 'clienten_hoofdcategorie', 'maatregelen']
    """
    if notebook not in SOORTEN:
        raise ValueError(f"Notebook '{notebook}' bestaat niet. Kies uit: {', '.join(SOORTEN)}.")
    return SOORTEN[notebook].panelen(wet)


def tegels(openbaar: Openbaar, notebook: str, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """De kerncijfers boven aan een pagina: de eerste vier waarvan iets geleverd is. Is er niets, dan de vaste vier."""
    alle = SOORTEN[notebook].tegels(openbaar, wet, kwartaal)
    return [t for t in alle if t.waarde != "ontbreekt"][:TEGELS] or alle[:TEGELS]


def per_pagina() -> dict[str, dict[str, Paneel]]:
    """De panelen van elke pagina die er kan zijn, bij de naam die zij gewoonlijk heeft.

    >>> list(per_pagina())[:4]
    ['jeugd', 'wmo', 'taskforce', 'wijken']
    """
    return {
        "jeugd": panelen("raadsmonitor", "jeugd"),
        "wmo": panelen("raadsmonitor", "wmo"),
        **{naam: panelen(naam, "samen") for naam in ("taskforce", "wijken", "plannen", "doelen")},
        **{naam: panelen("thema", naam) for naam in themas()},
    }


def controleer_toelichting(toelichting: Mapping[str, str]) -> list[str]:
    """Fouten in de sleutels van een toelichting: elke sleutel is een pagina en een paneel, met een punt ertussen.

    >>> controleer_toelichting({"jeugd.lopend": "Er kwam een wachtlijst bij.", "taskforce.lopend": ""})[0][:60]
    "Toelichting 'taskforce.lopend' hoort bij geen paneel. Bij ta"
    """
    paginas = per_pagina()
    fouten = []
    for sleutel in toelichting:
        pagina, _, paneel = sleutel.partition(".")
        if pagina not in paginas:
            fouten.append(f"Toelichting '{sleutel}' begint niet met een pagina. Kies uit: {', '.join(paginas)}.")
        elif paneel not in paginas[pagina]:
            fouten.append(
                f"Toelichting '{sleutel}' hoort bij geen paneel. Bij {pagina} kan: {', '.join(paginas[pagina])}."
            )
    return fouten
