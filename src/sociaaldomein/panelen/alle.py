"""Alle panelen van alle pagina's: van wat er opgeschreven is naar panelen die te tekenen zijn.

Welke panelen een pagina heeft, staat in `begrippen.paginas` en in de themabestanden. Hier staat welke functie bij een
soort beeld hoort. `TEGELS` geeft eerst de vaste kerncijfers. Wat erna komt, valt in als daarvan iets ontbreekt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen import paginas
from sociaaldomein.begrippen.cijfers import WETTEN, Paneelvorm
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.noemen import toon
from sociaaldomein.panelen import doelen, geld, plannen, raadsmonitor, stromen, taskforce, thema, wijken
from sociaaldomein.panelen.paneel import Functie, Paneel, Tegel, mensen

# What reads its declaration: the grammar that every page and theme may use, and what a page made of it.
MET_VORM = {
    **thema.PANEELSOORTEN,
    "stroom": stromen.stroom,
    "looptijd": raadsmonitor.looptijd,
    "leeftijd": raadsmonitor.leeftijd,
}
# Pictures that one page alone has.
EIGEN: dict[str, Functie] = {
    **{
        f.__name__: f
        for f in (
            raadsmonitor.doorlooptijd,
            raadsmonitor.triage,
            taskforce.besparing,
            taskforce.beweging,
            taskforce.uitgaven_hoofdcategorie,
            taskforce.clienten_hoofdcategorie,
            taskforce.maatregelen,
            plannen.bedragen,
            plannen.dekking,
            plannen.uitgegeven,
            plannen.activiteiten,
        )
    },
    "geld": geld.financieel,
    "wijkkaart": wijken.kaart,
    "ranglijst": wijken.ranglijst,
    "wijkverloop": wijken.verloop,
    "doelenlijst": doelen.lijst_van_doelen,
    "doelenboom": doelen.boom,
}
TEGELS: dict[str, Callable[[Openbaar, str, Kwartaal], list[Tegel]]] = {
    "raadsmonitor": raadsmonitor.tegels,
    "taskforce": taskforce.tegels,
    "wijken": wijken.tegels,
    "plannen": plannen.tegels,
    "doelen": doelen.tegels,
}
NAAST_ELKAAR = 4  # tiles above a page


def panelen(notebook: str, wet: str) -> dict[str, Paneel]:
    """De panelen van een pagina, op volgorde. Een onbekend notebook geeft een ValueError met wat er wel is.

    >>> list(panelen("taskforce", "samen"))
    ['besparing', 'beweging', 'uitgaven_hoofdcategorie', 'clienten_hoofdcategorie', 'maatregelen']
    """
    return {vorm.naam: _paneel(vorm, wet) for vorm in paginas.vormen(notebook, wet)}


def _paneel(vorm: Paneelvorm, wet: str) -> Paneel:
    """What was written down, with the word that this law has for people."""
    if (van := vorm.wet or wet) in WETTEN:
        vorm = vorm.met_woorden(mensen(van))
    in_elk = MET_VORM.get(vorm.soort)
    functie = partial(in_elk, vorm=vorm) if in_elk else EIGEN[vorm.soort]
    uit_set = plannen.KEUZES.get(vorm.soort)
    return Paneel(
        vorm.naam, vorm.vraag, vorm.keuzes or thema.keuzes(vorm), functie, uit_set, vorm.heel, vorm.wet, vorm.zoek
    )


def tegels(openbaar: Openbaar, notebook: str, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """De kerncijfers boven aan een pagina: de eerste vier waarvan iets geleverd is. Is er niets, dan de vaste vier."""
    alle = TEGELS.get(notebook, partial(thema.tegels, notebook))(openbaar, wet, kwartaal)
    return [t for t in alle if t.waarde != "ontbreekt"][:NAAST_ELKAAR] or alle[:NAAST_ELKAAR]


def per_pagina() -> dict[str, dict[str, Paneel]]:
    """De panelen van elke pagina die er kan zijn, bij de naam die zij gewoonlijk heeft.

    >>> list(per_pagina())[:4]
    ['jeugd', 'wmo', 'taskforce', 'wijken']
    """
    return {naam: panelen(*pagina) for naam, pagina in paginas.paginas().items()}


def controleer_toelichting(toelichting: Mapping[str, str]) -> list[str]:
    """Fouten in de sleutels van een toelichting: elke sleutel is een pagina en een paneel, met een punt ertussen.

    >>> controleer_toelichting({"jeugd.lopend": "Er kwam een wachtlijst bij.", "taskforce.lopend": ""})[0][:60]
    "Toelichting 'taskforce.lopend' hoort bij geen paneel. Bij ta"
    """
    bekend = per_pagina()
    fouten = []
    for sleutel in toelichting:
        pagina, _, paneel = sleutel.partition(".")
        if pagina not in bekend:
            fouten.append(f"Toelichting '{toon(sleutel)}' begint niet met een pagina. Kies uit: {', '.join(bekend)}.")
        elif paneel not in bekend[pagina]:
            fouten.append(
                f"Toelichting '{toon(sleutel)}' hoort bij geen paneel. Bij {pagina} kan: {', '.join(bekend[pagina])}."
            )
    return fouten
