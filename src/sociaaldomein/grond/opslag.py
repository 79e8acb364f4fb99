"""Bestanden op de schijf: hun vingerafdruk, JSON lezen, en schrijven in een handeling."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def sha256(pad: Path) -> str:
    """De vingerafdruk van een bestand."""
    return hashlib.sha256(pad.read_bytes()).hexdigest()


def hashes(map: Path, afdruk: Callable[[Path], str] = sha256) -> dict[str, str]:
    """Elk bestand in een map (ook in mappen daarin) met zijn vingerafdruk; verborgen bestanden tellen niet mee."""
    bestanden = sorted(p for p in map.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
    return {p.relative_to(map).as_posix(): afdruk(p) for p in bestanden}


def lees_json(pad: Path) -> dict[str, Any]:
    """Een JSON-bestand als dict."""
    return json.loads(pad.read_text(encoding="utf-8"))


def schrijf_json(pad: Path, inhoud: Any) -> None:
    """Schrijf JSON in een handeling: een lezer ziet het oude of het nieuwe bestand, nooit een half."""
    vervang(pad, json_tekst(inhoud))


def json_tekst(inhoud: Any) -> str:
    """JSON met vaste volgorde: dezelfde inhoud geeft altijd dezelfde tekst."""
    return json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def json_waarde(inhoud: Any) -> Any:
    """Zoals het uit een JSON-bestand terugkomt: een rij is een lijst.

    >>> json_waarde({"a": (1, 2)})
    {'a': [1, 2]}
    """
    return json.loads(json.dumps(inhoud, ensure_ascii=False))


def vervang(pad: Path, tekst: str) -> None:
    """Vervang een tekstbestand in een handeling."""
    nieuw = pad.with_name(f".{pad.name}.{os.getpid()}.nieuw")
    with nieuw.open("w", encoding="utf-8", newline="\n") as bestand:
        bestand.write(tekst)
        bestand.flush()
        os.fsync(bestand.fileno())
    nieuw.replace(pad)
    bestendig_map(pad.parent)


def bestendig(map: Path) -> None:
    """Wacht tot elk bestand in een map echt op de schijf staat; pas daarna mag iets ernaar wijzen."""
    for pad in sorted(map.rglob("*")):
        if pad.is_dir():
            bestendig_map(pad)
        else:
            with pad.open("rb+") as bestand:
                os.fsync(bestand.fileno())
    bestendig_map(map)


def bestendig_map(map: Path) -> None:
    """Hetzelfde voor de namen in een map. Windows kent dit niet en doet het zelf."""
    if os.name != "posix":
        return
    greep = os.open(map, os.O_RDONLY)
    try:
        os.fsync(greep)
    finally:
        os.close(greep)


def maak_map(map: Path, prive: bool = False) -> Path:
    """De map, gemaakt als zij er niet was; met `prive` alleen voor de gebruiker zelf."""
    map.mkdir(parents=True, exist_ok=True)
    if prive:
        map.chmod(0o700)
    return map
