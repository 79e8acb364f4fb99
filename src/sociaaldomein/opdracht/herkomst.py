"""De herkomst van een levering: van welke gemeente zij is, van welke dag, en of zij verzonnen is (herkomst.yml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from sociaaldomein.grond.vorm import Gelezen, JaNee, Vorm, ingevuld, leest, past, toets
from sociaaldomein.opdracht.instellingen import GEEN_CODE, GEEN_DAG, ParamsFout, lees_yaml


class _Herkomst(Vorm):
    gemeente: str = ""
    gemeentecode: Annotated[str, past(r"(?i:GM)?\d{3,4}|", GEEN_CODE)] = ""
    peildatum: Annotated[Gelezen, leest(date.fromisoformat, GEEN_DAG)] = None
    synthetisch: JaNee = False
    voorgangers: Any = ""  # the door reads them
    stukken: str = ""


def lees_herkomst(bron: Path) -> dict[str, Any]:
    """De herkomst van een levering uit herkomst.yml: gemeente, gemeentecode, peildatum en synthetisch (ja of nee)."""
    pad = bron / "herkomst.yml"
    if not pad.is_file():
        return {}
    gelezen, fouten = toets(_Herkomst, lees_yaml(pad) or {}, pad.name)
    if fouten:
        raise ParamsFout("\n".join(fouten))
    return ingevuld(gelezen)
