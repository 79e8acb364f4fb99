"""De herkomst van een levering: van welke gemeente zij is, van welke dag, en of zij verzonnen is (herkomst.yml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sociaaldomein.grond import yamltekst
from sociaaldomein.opdracht.instellingen import JA_NEE, ParamsFout


def lees_yaml(pad: Path) -> Any:
    """A YAML file beside a delivery; a fault in it stops the run before anything is written."""
    try:
        return yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        raise ParamsFout(f"{pad.name}, {fout}") from None


def lees_herkomst(bron: Path) -> dict[str, Any]:
    """De herkomst van een levering uit herkomst.yml: gemeente, gemeentecode, peildatum en synthetisch (ja of nee)."""
    pad = bron / "herkomst.yml"
    if not pad.is_file():
        return {}
    inhoud = lees_yaml(pad) or {}
    if not isinstance(inhoud, dict):
        raise ParamsFout("herkomst.yml: hier horen regels als 'gemeente: Voorbeeldstad' te staan.")
    if str(inhoud.get("synthetisch", "nee")).lower() not in JA_NEE:
        raise ParamsFout("herkomst.yml, synthetisch: schrijf ja of nee.")
    uit: dict[str, Any] = {k: str(w) for k, w in inhoud.items()}
    uit["synthetisch"] = JA_NEE[str(inhoud.get("synthetisch", "nee")).lower()]
    if "peildatum" in inhoud:
        try:
            uit["peildatum"] = date.fromisoformat(uit["peildatum"])
        except ValueError:
            raise ParamsFout("herkomst.yml, peildatum: schrijf jaar-maand-dag, bijvoorbeeld 2023-04-15.") from None
    return uit
