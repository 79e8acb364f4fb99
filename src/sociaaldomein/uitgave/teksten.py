"""De eigen teksten bij een levering: staat er niets in dat niet openbaar mag worden?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.begrippen.paginas import TOELICHTING
from sociaaldomein.opdracht.instellingen import Params, lees_yaml

if TYPE_CHECKING:
    import polars as pl

    from sociaaldomein.levering.deur import Levering

OPENBARE_TEKST = ("aggregaat", "plannen", "activiteiten", "doelen", "tarieven", "wijken")  # tables with text on a page
KLEIN_AANTAL = "een klein aantal mensen"
VERZONNEN = "situaties.yml"  # households that do not exist: their number of children is nobody's secret


def keur_toelichting(pad: Path, levering: Levering, drempel: int) -> list[str]:
    """Wat er aan een toelichting niet mag, met de naam van het bestand: een paneel dat er niet is, of een klein getal.

    De proef van de uitgave zelf zegt hetzelfde, maar pas als alles geteld is. Is er geen bestand, dan is de lijst leeg.
    """
    from sociaaldomein.afscherming.teksten import klein_in_toelichting
    from sociaaldomein.paginas import dashboard

    if not pad.is_file():
        return []
    inhoud = lees_yaml(pad)
    fouten = dashboard.keur_toelichting(inhoud, pad.name)
    if isinstance(inhoud, dict):
        wijken = levering.tabellen.get("wijken")
        namen = [] if wijken is None else wijken["wijknaam"].drop_nulls().to_list()
        teksten = {str(k): str(tekst) for k, tekst in inhoud.items()}
        fouten += [f"{pad.name}: {fout}." for fout in klein_in_toelichting(teksten, drempel, namen)]
    return fouten


def eigen_teksten(bron: Path, params: Params | None = None) -> list[Path]:
    """De bestanden met eigen tekst van de gemeente; zonder `params` die bij de levering zelf."""
    from sociaaldomein.paginas.draaiboek import STELLINGEN

    van_avond = params.avond if params else None
    map = van_avond.teksten if van_avond else None
    los = [params.toelichting if params else None, van_avond.stellingen if van_avond else None]
    vast = [eigen or bron / naam for eigen, naam in zip(los, (TOELICHTING, STELLINGEN), strict=True)]
    return [*vast, *(sorted(map.glob("*.yml")) if map else ())]


def keur_teksten(levering: Levering, bestanden: Iterable[Path], drempel: int) -> list[str]:
    """De plekken waar in een tekst die gepubliceerd wordt een persoonsgegeven staat, nooit met de waarde zelf.

    Gelezen worden de geleverde teksten bij cijfers, plannen, activiteiten, doelen en tarieven, de eigen thema's en de
    `bestanden` die er zijn: toelichting, stellingen en teksten van de avond. Een rij is die van het bestand. Een
    situatie (situaties.yml) is verzonnen: daar mag een klein aantal mensen staan, al het andere niet.
    """
    from sociaaldomein.begrippen import cijfers
    from sociaaldomein.grond.persoonsgegevens import vind

    gevonden: dict[tuple[str, str, str], list[int]] = {}
    for kolom, tekst, plekken in _geleverde_teksten(levering):
        for wat in vind(tekst, drempel):
            for bestand, blad, rij, _ in plekken.filter(plekken[kolom] == tekst).iter_rows():
                plek = f"{bestand}, tabblad {blad}" if blad else bestand
                gevonden.setdefault((plek, f", kolom {kolom}", wat), []).append(rij)
    geschreven = [("themas.yml", thema) for thema in cijfers.eigen_themas()]
    geschreven += [(pad.name, lees_yaml(pad)) for pad in bestanden if pad.is_file()]
    for naam, inhoud in geschreven:
        for plek, tekst in _teksten_in(inhoud, naam):
            for wat in vind(tekst, drempel):
                if wat != KLEIN_AANTAL or naam != VERZONNEN:
                    gevonden.setdefault((plek, "", wat), [])
    return [
        f"{', rij '.join([plek, *map(str, sorted(rijen)[:5])])}{kolom}: hier staat {wat}. "
        + (f"Schrijf 'minder dan {drempel}'." if wat == KLEIN_AANTAL else "Haal het weg: deze tekst wordt openbaar.")
        for (plek, kolom, wat), rijen in gevonden.items()
    ]


def _geleverde_teksten(levering: Levering) -> Iterable[tuple[str, str, pl.DataFrame]]:
    """Each text in a table that is published, with its column and where the rows of that column stand."""
    from sociaaldomein.levering.contract import TABELLEN

    for tabel in (t for t in OPENBARE_TEKST if t in levering.tabellen):
        for kolom in TABELLEN[tabel].vrije_tekst:
            plekken = levering.plekken[tabel].select("bestand", "blad", "rij", kolom)
            for tekst in levering.tabellen[tabel][kolom].drop_nulls().unique(maintain_order=True):
                yield kolom, tekst, plekken


def _teksten_in(deel: Any, plek: str) -> Iterable[tuple[str, str]]:
    """Every text in what a YAML file held, with where it stands."""
    if isinstance(deel, dict):
        for naam, waarde in deel.items():
            yield from _teksten_in(waarde, f"{plek}, {naam}")
    elif isinstance(deel, list | tuple):
        for nr, waarde in enumerate(deel, 1):
            yield from _teksten_in(waarde, f"{plek} {nr}")
    elif isinstance(deel, str):
        yield plek, deel
