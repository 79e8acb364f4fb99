"""Controle van een publicatie: de `proef` over uitgaven op schijf, en over elk getal in hun bestanden.

Wat in een map met uitgaven staat, is openbaar. Daarom telt elke uitgave mee: wie twee edities naast elkaar legt, mag
ook samen niets vinden. Daarna gaan de downloads en de pagina's langs: elk getal moet uit de beschermde set komen.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.afscherming.nalopen import vreemde_getallen
from sociaaldomein.afscherming.openbaar import Openbaar, lees_kenmerken, lees_themas
from sociaaldomein.afscherming.proef import Bevinding, Proefuitslag, beproef, beproef_nieuw
from sociaaldomein.afscherming.rekenwerk import TUSSENPOOS
from sociaaldomein.afscherming.verantwoording import opgegeven
from sociaaldomein.begrippen.cijfers import neem_op


class GeenUitgave(ValueError):
    """In de genoemde map staat geen openbare uitgave."""


@dataclass(frozen=True)
class Controle:
    """De uitkomst: de proef, wat al in oude uitgaven te vinden was, en vreemde getallen per bestand.

    `nieuw` is wat door deze uitgave te vinden is, en daarvoor nog niet.
    """

    uitslag: Proefuitslag
    al_bekend: tuple[Bevinding, ...]
    vreemd: tuple[str, ...]
    opgegeven: tuple[str, ...] = ()
    nieuw: tuple[Bevinding, ...] = ()

    @property
    def veilig(self) -> bool:
        """Of er niets gevonden is."""
        return self.uitslag.veilig and not self.vreemd

    def samenvatting(self) -> dict[str, Any]:
        """Voor het manifest: het oordeel en de aantallen, zonder een enkele waarde."""
        u = self.uitslag
        return {
            "veilig": self.veilig,
            "oordeel": u.oordeel,
            "getoetst": u.getoetst,
            "cellen": u.cellen,
            "verbanden": u.verbanden,
            "uitgaven": len(u.edities),
            "bevindingen": len(u.bevindingen),
            "vreemde_getallen": len(self.vreemd),
            "opgegeven": list(self.opgegeven),
        }


def controleer(
    openbaar: Openbaar, eerdere: Iterable[Editie] = (), melder: Callable[[str], None] | None = None
) -> Controle:
    """Toets een uitgave samen met alles wat al openbaar is. Een interne uitgave wordt niet getoetst."""
    if openbaar.profiel != "openbaar":
        raise ValueError("Een interne uitgave is niet voor publicatie. Alleen een openbare uitgave is te toetsen.")
    bewijs = (openbaar.invullingen, openbaar.bedragen)
    nieuw, al_bekend, uitslag = beproef_nieuw(openbaar.editie("nu"), list(eerdere), *bewijs, melder)
    return Controle(uitslag, tuple(al_bekend.values()), (), tuple(opgegeven(openbaar)), nieuw)


def controleer_map(map: Path, melder: Callable[[str], None] | None = None) -> Controle:
    """Toets een map met uitgaven, of een enkele uitgave, met alles wat ernaast openbaar staat.

    Staat er geen openbare uitgave in, dan een GeenUitgave. `melder` hoort steeds hoever het is.
    """
    map = map.absolute()
    sets = lees_uitgaven(map)
    if not sets:
        raise GeenUitgave(f"In '{map.name}' staat geen openbare uitgave. Noem de map die bij --uit stond.")
    neem_op({t["naam"]: t for p, _ in sets for t in lees_themas(p / "openbaar")}.values())  # the newest one counts
    zeg = _nu_en_dan(melder) if melder else (lambda _: None)
    zeg(f"De proef op {len(sets)} {'uitgave' if len(sets) == 1 else 'uitgaven'} ...")
    uitslag = beproef([o.editie(p.name) for p, o in sets], melder=melder)
    vreemd = tuple(r for p, o in sets if map in (p, *p.parents) for r in vreemde_getallen(p, o, zeg))
    return Controle(uitslag, (), vreemd)


def _nu_en_dan(melder: Callable[[str], None]) -> Callable[[str], None]:
    """De eerste regel, en daarna om de paar seconden een: zo is te zien dat het doorgaat."""
    laatst = float("-inf")

    def zeg(regel: str) -> None:
        nonlocal laatst
        nu = time.monotonic()
        if nu - laatst >= TUSSENPOOS:
            laatst = nu
            melder(regel)

    return zeg


def lees_uitgaven(map: Path, gemeentecode: str = "") -> list[tuple[Path, Openbaar]]:
    """Alle openbare sets die samen openbaar zijn, oudste eerst. `map` is de uitvoermap of een uitgave daarin."""
    map = map.absolute()
    if (map / "openbaar" / "openbaar.json").is_file():
        if not re.fullmatch(r"\d{4}-K[1-4]", map.parent.name):
            return [(map, Openbaar.lees(map / "openbaar"))]
        map = map.parents[1]
    gevonden = []
    for kenmerken in map.glob("[0-9][0-9][0-9][0-9]-K[1-4]/*/openbaar/openbaar.json"):
        k = lees_kenmerken(kenmerken.parent)
        if k["profiel"] == "openbaar" and gemeentecode in ("", k["herkomst"].gemeentecode):
            gevonden.append(kenmerken.parents[1])
    return [(p, Openbaar.lees(p / "openbaar")) for p in sorted(gevonden, key=lambda p: p.name)]
