"""De losse HTML van een uitgave: elk uitgevoerd notebook een bestand, met de weg naar de andere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.grond import opslag
from sociaaldomein.grond.paden import JUPYTER
from sociaaldomein.grond.paneelmerk import gegevens_in
from sociaaldomein.opdracht.instellingen import Pagina
from sociaaldomein.uitgave import overzicht, paginakeuze
from sociaaldomein.uitgave.afloop import Uitslag

if TYPE_CHECKING:
    from nbformat import NotebookNode

PAGINAS = "paginas.json"
HERZIEN = (
    '<p class="herzien">Let op: cijfers van deze pagina heetten eerder definitief, en zijn nu anders. '
    '<a href="index.html#herzien">Bekijk welke en waardoor</a>.</p>'
)


def schrijf(werk: Path, uitslagen: tuple[Uitslag, ...], manifest: dict[str, Any], openbaar: Openbaar) -> None:
    from sociaaldomein.afscherming import verantwoording
    from sociaaldomein.paginas import omslag

    goed = [(u.pagina.naam, u.pagina.titel) for u in uitslagen if u.status == "goed"]
    mist = [f"{u.pagina.naam}.html" for u in uitslagen if u.status != "goed"]
    weg = overzicht.weg(goed, manifest["agenda"])
    opslag.schrijf_json(werk / "openbaar" / PAGINAS, weg)

    def herzien(pagina: Pagina) -> str:
        return HERZIEN if paginakeuze.toont_herziene(openbaar, pagina, manifest["herzien"]) else ""

    klaar = [(u.pagina, u.notebook) for u in uitslagen if u.status == "goed" and u.notebook is not None]
    paginas = {p.naam: pagina_html(nb, omslag.nav_html(weg, p.naam) + herzien(p), mist) for p, nb in klaar}
    gegevens = {p.naam: gegevens_in(nb) for p, nb in klaar}
    paginas["toegankelijkheid"] = overzicht.toegankelijkheid_html(manifest, paginas.values())
    for naam, html in paginas.items():
        (werk / f"{naam}.html").write_text(html, encoding="utf-8")
    begrippen = overzicht.losse_pagina("Begrippen", omslag.begrippen_inhoud(), manifest, "begrippen")
    (werk / "begrippen.html").write_text(begrippen, encoding="utf-8")
    if openbaar.profiel == "openbaar":
        inhoud = verantwoording.inhoud(openbaar, manifest["afscherming"])
        blad = overzicht.losse_pagina(verantwoording.TITEL, inhoud, manifest, verantwoording.PAGINA)
        (werk / f"{verantwoording.PAGINA}.html").write_text(blad, encoding="utf-8")
    (werk / "index.html").write_text(overzicht.index_html(manifest, gegevens), encoding="utf-8")


def pagina_html(nb: NotebookNode, nav: str, mist: Iterable[str]) -> str:
    """De losse HTML van een pagina: alleen de uitvoer van het notebook, in de omslag van de huisstijl.

    `nav` is de weg naar de pagina's die er kwamen. `mist` noemt bestanden die er niet kwamen: een verwijzing daarnaar
    wordt gewone tekst.
    """
    from sociaaldomein.paginas import omslag

    kop: dict[str, Any] = next((g["kop"] | {"weg": nav} for g in gegevens_in(nb) if "kop" in g), {})
    inhoud, voet = (_deel_html(nb, deel) for deel in ("inhoud", "voet"))
    for bestand in mist:
        inhoud = re.sub(rf'<a href="{re.escape(bestand)}["#][^>]*>(.*?)</a>', r"\1", inhoud, flags=re.DOTALL)
    return omslag.pagina_html(kop, inhoud, voet)


def _deel_html(nb: NotebookNode, deel: str) -> str:
    """De uitvoer van de cellen van een deel (kop, inhoud of voet) als HTML, met het eigen nbconvert-sjabloon."""
    return _exporter().from_notebook_node(nb, resources={"deel": deel})[0].strip()


@cache
def _exporter() -> Any:
    """The plain template exporter: the one for HTML parses and rewrites the page, and would change the drawings."""
    from nbconvert.exporters import TemplateExporter

    return TemplateExporter(
        template_name="sociaaldomein",
        template_file="index.html.j2",
        extra_template_basedirs=[str(JUPYTER / "nbconvert" / "templates")],
    )
