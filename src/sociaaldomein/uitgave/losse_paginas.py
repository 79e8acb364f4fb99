"""De losse HTML van een uitgave: elk uitgevoerd notebook een bestand, met de weg naar de andere."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming import Openbaar, lees_themas
from sociaaldomein.begrippen.cijfers import met_eigen_themas
from sociaaldomein.grond import bladlezer, opslag
from sociaaldomein.grond.paden import JUPYTER
from sociaaldomein.grond.paneelmerk import gegevens_in
from sociaaldomein.opdracht.instellingen import Pagina
from sociaaldomein.uitgave import overzicht, paginakeuze
from sociaaldomein.uitgave.afloop import Uitslag

if TYPE_CHECKING:
    from nbformat import NotebookNode

PAGINAS = "paginas.json"


def schrijf(werk: Path, uitslagen: tuple[Uitslag, ...], manifest: dict[str, Any], openbaar: Openbaar) -> None:
    from sociaaldomein.afscherming import verantwoording
    from sociaaldomein.paginas import omslag
    from sociaaldomein.paginas.sjabloon import vul

    goed = [(u.pagina.naam, u.pagina.titel) for u in uitslagen if u.status == "goed"]
    mist = [f"{u.pagina.naam}.html" for u in uitslagen if u.status != "goed"]
    weg = overzicht.weg(goed, manifest["agenda"])
    opslag.schrijf_json(werk / "openbaar" / PAGINAS, weg)

    def herzien(pagina: Pagina) -> str:
        return vul("uitgave/herzien") if paginakeuze.toont_herziene(openbaar, pagina, manifest["herzien"]) else ""

    klaar = [(u.pagina, u.notebook) for u in uitslagen if u.status == "goed" and u.notebook is not None]
    paginas = {p.naam: pagina_html(nb, omslag.nav_html(weg, p.naam) + herzien(p), mist) for p, nb in klaar}
    gegevens = {p.naam: gegevens_in(nb) for p, nb in klaar}
    paginas["toegankelijkheid"] = overzicht.toegankelijkheid_html(manifest, paginas.values())
    for naam, html in paginas.items():
        (werk / f"{naam}.html").write_text(html, encoding="utf-8")
    (werk / "begrippen.html").write_text(overzicht.begrippen_html(manifest), encoding="utf-8")
    if openbaar.profiel == "openbaar":
        inhoud = vul("uitgave/afscherming", **verantwoording.inhoud(openbaar, manifest["afscherming"]))
        blad = overzicht.losse_pagina(verantwoording.TITEL, inhoud, manifest, verantwoording.PAGINA)
        (werk / f"{verantwoording.PAGINA}.html").write_text(blad, encoding="utf-8")
    (werk / "index.html").write_text(overzicht.index_html(manifest, gegevens), encoding="utf-8")


def pagina_html(nb: NotebookNode, nav: str, mist: Collection[str]) -> str:
    """De losse HTML van een pagina: alleen de uitvoer van het notebook, in de omslag van de huisstijl.

    `nav` is de weg naar de pagina's die er kwamen. `mist` noemt bestanden die er niet kwamen: een verwijzing daarnaar
    wordt gewone tekst.
    """
    from sociaaldomein.paginas import omslag

    kop: dict[str, Any] = next((g["kop"] | {"weg": nav} for g in gegevens_in(nb) if "kop" in g), {})
    inhoud, voet = (_deel_html(nb, deel) for deel in ("inhoud", "voet"))
    return omslag.pagina_html(kop, bladlezer.zonder_verwijzingen(inhoud, mist), voet)


def in_de_zaal(uitgave: Path) -> dict[str, str]:
    """De pagina's zonder notebook voor de levende dienst, met de weg naar de levende pagina's: naam -> HTML."""
    manifest = opslag.lees_json(uitgave / "manifest.json")
    paginas = ((uitgave / f"{naam}.html").read_text(encoding="utf-8") for naam in _gemaakt(manifest))
    with met_eigen_themas(lees_themas(uitgave / "openbaar")):
        return {
            "begrippen": overzicht.begrippen_html(manifest, levend=True),
            "toegankelijkheid": overzicht.toegankelijkheid_html(manifest, paginas, levend=True),
        }


def begin_voor_tablets(uitgave: Path) -> str:
    """De beginpagina van een uitgave voor wie meekijkt: zonder de weg naar het manifest, dat blijft thuis."""
    manifest = opslag.lees_json(uitgave / "manifest.json")
    notebooks = {n: opslag.lees_json(uitgave / "notebooks" / f"{n}.ipynb") for n in _gemaakt(manifest)}
    with met_eigen_themas(lees_themas(uitgave / "openbaar")):
        return overzicht.index_html(manifest, {n: gegevens_in(nb) for n, nb in notebooks.items()}, thuis=False)


def _gemaakt(manifest: dict[str, Any]) -> list[str]:
    return [p["naam"] for p in manifest["paginas"] if p["status"] == "goed"]


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
