"""Rekenen: van registraties naar de openbare set, en de proef op die set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.grond.melden import Melder
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.opdracht.herkomst import lees_herkomst
from sociaaldomein.opdracht.instellingen import ParamsFout
from sociaaldomein.uitgave import toetsen

if TYPE_CHECKING:
    import polars as pl

    from sociaaldomein.afscherming.kennis import Editie

VREEMD = "Een getal komt niet uit de beschermde cijfers. Haal het weg uit uw eigen tekst of notebook."
AL_OPEN = (
    "deze aantallen volgen al uit eerdere uitgaven. Deze uitgave voegt daar niets aan toe. Haal de oude uitgaven weg "
    "van de plek waar zij openbaar zijn. Kan dat niet? Leg dan vast dat u dit aanvaardt."
)


def eerdere_uitgaven(o: toetsen.Opdracht, doel: Path) -> list[tuple[Path, Openbaar]]:
    """Wat lezers al hebben: elke eerdere openbare uitgave van deze gemeente in dezelfde map."""
    from sociaaldomein.afscherming import controle

    if o.params.profiel != "openbaar" or not doel.is_dir():
        return []
    return controle.lees_uitgaven(doel, o.herkomst.gemeentecode)


def reken(o: toetsen.Opdracht, eerdere: list[Editie], melder: Melder) -> Openbaar:
    """De openbare set van een opdracht: geteld, en afgeschermd tegen wat er uit eerdere uitgaven volgt."""
    from sociaaldomein.afscherming import Manier, scherm_af, verantwoording
    from sociaaldomein.telling import monitor

    melder("Tellen en afschermen ...")
    cijfers = monitor.bereken(
        o.registraties,
        o.kwartaal,
        o.peildatum,
        referentie(o.herkomst.gemeentecode, o.bron),
        opgehaald=o.opgehaald,
        eigen_normen=o.levering.eigen,
    )
    for zin in monitor.tegenspraak(cijfers, o.registraties.aggregaat, o.peildatum):
        melder(f"Let op, {zin}")
    _meld_dagen(cijfers, o.levering.eigen, melder)
    for zin in (*monitor.te_veel_onbekend(cijfers, o.kwartaal), *monitor.op_geen_pagina(o.registraties.aggregaat)):
        melder(f"Let op, {zin}")
    registers = monitor.registers(o.registraties, o.levering.eigen)
    registers["koppel_product"] = monitor.koppel(o.levering.tabellen.get("koppel_product"))
    manier = Manier(o.params.drempel, o.params.methode)
    veilig = scherm_af(cijfers, o.herkomst, o.params.profiel, manier, eerdere, registers, melder)
    for zin in verantwoording.opgegeven(veilig):
        melder(f"Let op, {zin}")
    return veilig.met_kaart(o.levering.kaart)


def _meld_dagen(cijfers: Any, eigen: Any, melder: Melder) -> None:
    """A term can be counted a day too short in a year of which the days off are not known."""
    from sociaaldomein.begrippen import normen

    termijnen = cijfers.filter(cijfers["cijfer"].str.ends_with("_op_tijd") & cijfers["waarde"].is_not_null())
    jaren = normen.zonder_gelijkgestelde_dagen((int(k[:4]) for k in termijnen["kwartaal"]), eigen)
    if jaren:
        melder(
            f"Let op, van {', '.join(map(str, jaren))} is niet bekend welke dagen met een feestdag gelijkstaan "
            "(Algemene termijnenwet, artikel 3). Zet ze in normen.yml."
        )


def referentie(gemeentecode: str, bron: Path) -> pl.DataFrame | None:
    """De eerder gepubliceerde cijfers die met het pakket meekomen, alleen voor de gemeente waar zij over gaan."""
    from sociaaldomein.levering import deur

    try:
        map = meegeleverd("data") / "gepubliceerd"
    except FileNotFoundError:
        return None
    van = lees_herkomst(map).get("gemeentecode", "") if map.is_dir() else ""
    if not van or van.removeprefix("GM") != gemeentecode or map.absolute() == bron:
        return None
    return deur.lees_map(map).tabellen["aggregaat"]


def proef(openbaar: Openbaar, eerdere: list[Editie], melder: Melder) -> dict[str, Any]:
    """De proef op wat openbaar gaat worden. Is een klein aantal uit te rekenen, dan een ParamsFout."""
    from sociaaldomein.afscherming import controle

    if openbaar.profiel != "openbaar":
        return {"veilig": False, "oordeel": "Intern: niet afgeschermd en niet getoetst."}
    uitkomst = controle.controleer(openbaar, eerdere, melder)
    melder(f"Afscherming: {uitkomst.uitslag.oordeel}")
    if uitkomst.nieuw:
        raise ParamsFout(f"De uitgave is niet gemaakt. {uitkomst.nieuw[0]}")
    if uitkomst.al_bekend:
        melder(f"Let op, {AL_OPEN}")
    return uitkomst.samenvatting()


def zoek_vreemd(werk: Path, openbaar: Openbaar) -> dict[str, Any]:
    """Zoek getallen op de pagina's en in de downloads die niet uit de set komen. Zo een is een ParamsFout."""
    from sociaaldomein.afscherming.nalopen import vreemde_getallen

    if openbaar.profiel != "openbaar":
        return {}
    if vreemd := vreemde_getallen(werk, openbaar):
        regels = "\n".join(f"- {v}" for v in vreemd)
        raise ParamsFout(f"De uitgave is niet gemaakt. {VREEMD}\n{regels}")
    return {"vreemde_getallen": 0}
