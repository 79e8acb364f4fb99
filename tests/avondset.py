"""De pagina's van een avond als losse bestanden, bij de kleine verzonnen set van `beeldset`: zonder run, dus snel.

De pagina's met alleen cijfers (Jeugd, Wmo, taskforce) horen bij andere tests en hebben hier een enkel beeld.
"""

from pathlib import Path

import beeldset

from sociaaldomein.grond import opslag
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht import instellingen
from sociaaldomein.paginas import avond, dashboard, draaiboek, omslag
from sociaaldomein.uitgave import overzicht, paginakeuze

WIE = {"gemeente": "Voorbeeld", "synthetisch": True, "profiel": "openbaar"}


def maak(map_: Path, bestand: str, bron: Path | None = None) -> Path:
    """Schrijf de pagina's van een avond naar `map_`; `bron` is de map waar eigen stellingen kunnen staan."""
    p = instellingen.lees(meegeleverd("params") / bestand)
    openbaar = beeldset.openbaar()
    doel = openbaar.schrijf(map_ / "openbaar")
    agenda, lijst = paginakeuze.agenda(p), [(x.naam, x.titel) for x in p.paginas]
    draaiboek.leg_klaar(p.avond, openbaar, p.paginas, bron or map_, doel)
    opslag.schrijf_json(doel / "paginas.json", overzicht.weg(lijst, agenda))
    for x in p.paginas:
        (map_ / f"{x.naam}.html").write_text(_pagina(x, doel), encoding="utf-8")
    for naam, titel, inhoud in (("begrippen", "Begrippen", omslag.begrippen_inhoud()), ("index", "Overzicht", "")):
        weg = omslag.nav_html(overzicht.weg(lijst, agenda), naam)
        (map_ / f"{naam}.html").write_text(omslag.omslag_html(titel, inhoud, WIE, omslag.voet_html(), weg), "utf-8")
    return map_


def _pagina(x: instellingen.Pagina, doel: Path) -> str:
    if x.notebook.stem == "avond":
        a = avond.open_pagina(doel, x.naam, str(beeldset.NU))
        return omslag.pagina_html(a.kop().gegevens["kop"], a.inhoud().html, a.voet().html)
    wet = next(iter(x.parameters.values()), "samen")
    p = dashboard.open_pagina(doel, x.notebook.stem, wet, str(beeldset.NU), {})
    panelen = "".join(f'<div class="sd">{p.paneel(n).html}</div>' for n in p._lees("inhoud")["panelen"][:1])
    return omslag.pagina_html(p.kop().gegevens["kop"], p.tegels().html + panelen, p.voet().html)
