"""Het manifest: waarmee en waaruit een uitgave gemaakt is, met een zegel. Het is openbaar."""

from __future__ import annotations

import platform
import subprocess
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.grond import opslag
from sociaaldomein.grond.paden import PAKKET, codehash
from sociaaldomein.opdracht.instellingen import Params
from sociaaldomein.uitgave import toetsen
from sociaaldomein.uitgave.afloop import Uitslag

PAKKETTEN = (
    "anywidget",
    "ipykernel",
    "ipywidgets",
    "jupyterlab",
    "matplotlib",
    "narwhals",
    "nbconvert",
    "openpyxl",
    "pandas",
    "papermill",
    "polars",
    "pyarrow",
    "voila",
)
DEUR = ("in", "uit", "afgekeurd", "dubbel", "elders")


def stel_op(
    o: toetsen.Opdracht,
    openbaar: Openbaar,
    run: str,
    begonnen: datetime,
    uitslagen: tuple[Uitslag, ...],
    delen: list[dict[str, Any]],
) -> dict[str, Any]:
    """Het manifest van een uitgave, nog zonder de proef en zonder de lijst van haar bestanden."""
    paginas = [
        {
            "naam": u.pagina.naam,
            "titel": u.pagina.titel,
            "notebook": u.pagina.notebook.stem,
            "parameters": u.pagina.parameters,
            "status": u.status,
            "reden": u.reden,
        }
        for u in uitslagen
    ]
    status = dict(openbaar.cijfers["status"].value_counts().rows())
    return {
        "run": run,
        "kwartaal": str(o.kwartaal),
        "profiel": openbaar.profiel,
        **{k: getattr(openbaar, k) for k in ("gemeente", "gemeentecode", "peildatum", "synthetisch")},
        "begonnen": begonnen.isoformat(timespec="seconds"),
        "klaar": datetime.now().astimezone().isoformat(timespec="seconds"),
        **omstandigheden(o),
        "paginas": paginas,
        "agenda": delen,
        "aantallen": {
            "cijfers": openbaar.cijfers.height,
            **{s: status.get(s, 0) for s in ("definitief", "voorlopig", "ontbreekt", "afgeschermd")},
            **{f"rijen_{soort}": sum(per[soort] for per in rijen_per_bestand(o).values()) for soort in DEUR},
        },
    }


def omstandigheden(o: toetsen.Opdracht) -> dict[str, Any]:
    """Waarmee en waaruit een uitgave is gemaakt: een cijfer verandert alleen als een daarvan verandert."""
    return {
        "omgeving": omgeving(),
        "instellingen": instellingen_van(o.params),
        "invoer": invoer(o.bron),
    }


def invoer(bron: Path) -> dict[str, str]:
    """De bestanden van een levering met hun geheime vingerafdruk: het manifest is openbaar, de levering niet."""
    from sociaaldomein.levering import pseudoniemen

    sleutel = toetsen.lees_sleutel()
    return opslag.hashes(bron, lambda pad: pseudoniemen.afdruk(pad.read_bytes(), sleutel))


def _geheime_afdruk(pad: Path) -> str:
    """De vingerafdruk van een bestand dat niet openbaar is. Alleen wie de sleutel heeft, kan haar narekenen."""
    from sociaaldomein.levering import pseudoniemen

    return pseudoniemen.afdruk(pad.read_bytes(), toetsen.lees_sleutel())


def instellingen_van(params: Params) -> dict[str, Any]:
    """De instellingen die een uitgave bepalen, zonder paden van deze machine."""
    return {
        **{k: getattr(params, k) for k in ("profiel", "drempel", "methode", "gemeente", "contact")},
        "peildatum": params.peildatum.isoformat() if params.peildatum else None,
        "toelichting": _geheime_afdruk(params.toelichting) if params.toelichting else None,
        "avond": _avond_van(params),
        "paginas": [
            {"naam": p.naam, "titel": p.titel, "notebook": opslag.sha256(p.notebook), "parameters": p.parameters}
            for p in params.paginas
        ],
    }


def _avond_van(params: Params) -> dict[str, Any] | None:
    """The evening without paths: what the adviser chose, and the fingerprint of every text that goes with it."""
    if params.avond is None:
        return None
    a = params.avond
    eigen = sorted(a.teksten.glob("*.yml")) if a.teksten else []
    bestanden = [*eigen, *([a.stellingen] if a.stellingen else [])]
    vast = {k: w for k, w in asdict(a).items() if k not in ("stellingen", "teksten")}
    return opslag.json_waarde(vast | {"bestanden": {p.name: _geheime_afdruk(p) for p in bestanden}})


def rijen_per_bestand(o: toetsen.Opdracht) -> dict[str, dict[str, int]]:
    """Rijen door de deur, per bestand: in = uit + afgekeurd + dubbel + elders. Een klein bestand kan iets verraden."""
    return {
        b.label: dict(zip(DEUR, (b.rijen_in, b.rijen_uit, b.afgekeurd, b.dubbel, b.elders), strict=True))
        for b in o.levering.rapport.bestanden
    }


def omgeving() -> dict[str, Any]:
    """Waarmee de uitgave gemaakt is: versie en commit van deze code, Python en de pakketten."""
    pakketten = {}
    for naam in PAKKETTEN:
        try:
            pakketten[naam] = version(naam)
        except PackageNotFoundError:
            pakketten[naam] = "niet gevonden"
    try:
        eigen = version("sociaaldomein")
    except PackageNotFoundError:
        eigen = "werkkopie"
    return {
        "versie": eigen,
        "commit": _commit(),
        "code": codehash(),
        "python": platform.python_version(),
        "pakketten": pakketten,
    }


def _commit() -> str | None:
    """The git commit of the working copy, if there is one; an installed package has none."""
    if not (PAKKET.parents[1] / ".git").exists():
        return None
    opdracht = ["git", "-C", str(PAKKET.parents[1]), "rev-parse", "HEAD"]
    try:
        gevonden = subprocess.run(opdracht, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return gevonden.stdout.strip() or None
