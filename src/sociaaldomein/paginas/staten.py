"""De staten van een paneel: een keer getekend, bewaard naast de openbare set, en welke keuzes ertoe doen."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import BESTANDEN
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import codehash

LEEG = ["Cijfer", "Stand"]  # the table of a state without any figure, see beelden.beeld.leeg


def vingerafdruk(map_: Path, kwartaal: Kwartaal) -> str:
    """De vingerafdruk van een set: anders als een cijfer, het kwartaal of het programma anders is."""
    som = hashlib.sha256(f"{codehash()} {kwartaal}".encode())
    for naam in BESTANDEN:
        if (map_ / naam).is_file():
            som.update((map_ / naam).read_bytes())
    return som.hexdigest()


def bewaar(pad: Path, inhoud: dict[str, Any]) -> None:
    """Bewaar in een handeling. Een map waarin niet te schrijven is, kost alleen tekentijd."""
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        greep, tijdelijk = tempfile.mkstemp(dir=pad.parent, suffix=".tmp")
        with os.fdopen(greep, "w", encoding="utf-8") as bestand:
            json.dump(inhoud, bestand, ensure_ascii=False)
        Path(tijdelijk).chmod(0o644)
        Path(tijdelijk).replace(pad)
    except OSError as fout:
        warnings.warn(f"De beelden van {pad.stem} zijn niet bewaard ({fout.strerror}).", stacklevel=2)


def van_beeld(keuze: dict[str, str], beeld: Any) -> dict[str, Any]:
    """Een getekend beeld als staat: gegevens, zoals zij naast de set bewaard wordt."""
    return {
        "keuze": keuze,
        "titel": beeld.titel,
        "status": beeld.status,
        "zin": beeld.zin,
        "nadruk": beeld.nadruk,
        "kop": beeld.kop,
        "rijen": beeld.rijen,
        "figuur": beeld.figuur(),
        "onder": beeld.onder(),
        "mensen": beeld.mensen,
    }


def is_leeg(staat: Mapping[str, Any]) -> bool:
    """Of een staat geen enkel cijfer heeft en alleen zegt wat er ontbreekt."""
    return staat["status"] == "ontbreekt" and staat["kop"] == LEEG


def open_op_gegevens(
    keuzes: dict[str, dict[str, Any]], staten: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Zet de eerste staat met een cijfer vooraan, met haar keuzes: wat vooraan staat, ziet de bezoeker het eerst.

    >>> leeg = {"keuze": {"eenheid": "a"}, "status": "ontbreekt", "kop": ["Cijfer", "Stand"]}
    >>> vol = {"keuze": {"eenheid": "b"}, "status": "definitief", "kop": ["Kwartaal", "Lopend"]}
    >>> keuzes, staten = open_op_gegevens({"eenheid": {"waarden": {"a": "mensen", "b": "trajecten"}}}, [leeg, vol])
    >>> list(keuzes["eenheid"]["waarden"]), [s["keuze"]["eenheid"] for s in staten]
    (['b', 'a'], ['b', 'a'])
    """
    eerste = next((s["keuze"] for s in staten if not is_leeg(s)), None)
    if eerste is None or eerste == staten[0]["keuze"]:
        return keuzes, staten
    vooraan = {k: {**v, "waarden": {eerste[k]: v["waarden"][eerste[k]], **v["waarden"]}} for k, v in keuzes.items()}
    plek = {k: list(v["waarden"]) for k, v in vooraan.items()}
    return vooraan, sorted(staten, key=lambda s: [plek[k].index(w) for k, w in s["keuze"].items()])


def zonder_loze_keuzes(
    keuzes: dict[str, dict[str, Any]], staten: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Laat een keuze weg die niets verandert, en alle keuzes als er van geen enkele staat een cijfer is.

    >>> leeg = {"keuze": {"eenheid": "a"}, "status": "ontbreekt", "kop": ["Cijfer", "Stand"]}
    >>> zonder_loze_keuzes({"eenheid": {}}, [leeg, {**leeg, "keuze": {"eenheid": "b"}}])
    ({}, [{'keuze': {}, 'status': 'ontbreekt', 'kop': ['Cijfer', 'Stand']}])
    """
    if all(map(is_leeg, staten)):
        return {}, [{**staten[0], "keuze": {}}]
    for naam in list(keuzes):
        groepen: dict[tuple, list[dict[str, Any]]] = {}
        for s in staten:
            groepen.setdefault(tuple(w for k, w in s["keuze"].items() if k != naam), []).append(s)
        gelijk = all(
            len({json.dumps({k: w for k, w in s.items() if k != "keuze"}, sort_keys=True) for s in groep}) == 1
            for groep in groepen.values()
        )
        if gelijk:
            keuzes = {k: w for k, w in keuzes.items() if k != naam}
            eerste = [groep[0] for groep in groepen.values()]
            staten = [{**s, "keuze": {k: w for k, w in s["keuze"].items() if k != naam}} for s in eerste]
    return keuzes, staten
