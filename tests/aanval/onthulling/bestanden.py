"""Aanvallen op de bestanden zelf: losse tellers (A4), afdrukken van leveringen (A5) en vrije tekst (A6)."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from openbare_set import getal, soorten

MENSWOORDEN = (
    "mensen|inwoners|cliënten|clienten|kinderen|jeugdigen|jongeren|personen|vrouwen|mannen|gezinnen|huishoudens|ouders|"
    "statushouders|leerlingen|ouderen|volwassenen|bewoners"
)
TELWOORDEN = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
SPEURDERS = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I),
    "telefoon": re.compile(r"(?<![\d.])(?:(?:\+|00)31[\s-]?(?:\(0\))?|\(?0)(?:[\s()-]{0,2}\d){9}(?!\d)"),
    "adres": re.compile(r"(?<!\w)\d{4}\s?[A-Z]{2}(?:\s*,?\s*(?:nr\.?\s*)?\d{1,5})(?!\w)"),
    "geboortedatum": re.compile(
        r"(?:geboren|geb\.?|geboortedatum)(?:\s+op)?\W{1,12}\d{1,2}[-/. ]\w+[-/. ]\d{2,4}", re.I
    ),
    "klein aantal": re.compile(rf"(?<![\w.,])(?:[1-9]|{TELWOORDEN})\s+(?:{MENSWOORDEN})\b", re.I),
}
CIJFERRIJ = re.compile(r"(?<!\d)\d(?:[\s./\-–_|]{0,3}\d){7,8}(?!\d)")


def is_bsn(cijfers: str) -> bool:
    """Elf-proef, met een voorloopnul als er acht cijfers zijn.

    >>> is_bsn("111222333"), is_bsn("123456789")
    (True, False)
    """
    negen = cijfers.zfill(9)
    som = sum(int(c) * g for c, g in zip(negen, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return len(negen) == 9 and som % 11 == 0 and int(negen) > 0


def speur(tekst: str) -> set[str]:
    """Wat een lezer in een vrije tekst vindt over een mens. Elke schrijfwijze van cijfers telt."""
    gewoon = html.unescape(unicodedata.normalize("NFKC", tekst))
    uit = {naam for naam, patroon in SPEURDERS.items() if patroon.search(gewoon)}
    if any(is_bsn(re.sub(r"\D", "", rij)) for rij in CIJFERRIJ.findall(gewoon)):
        uit.add("bsn")
    return uit


def losse_getallen(cijfers_csv: Path) -> list[tuple[str, ...]]:
    """A4: rijen zonder waarde die wel een teller of noemer dragen."""
    return [
        tuple(r[k] for k in ("cijfer", "wet", "uitsplitsing", "groep", "kwartaal"))
        for r in _rijen(cijfers_csv)
        if not r["waarde"] and (r["teller"] or r["noemer"])
    ]


def kleine_aantallen(cijfers_csv: Path, docs: Path | None = None) -> list[tuple[str, ...]]:
    """A4: getoonde getallen van 1 tot en met 9 van een cijfer dat mensen telt, of dat niemand beschrijft."""
    soort = soorten(docs)
    uit = []
    for r in _rijen(cijfers_csv):
        waarde = getal(r["waarde"])
        telt_mensen = soort.get(r["cijfer"]) == "aantal" or (
            r["cijfer"] not in soort and r["eenheid"] not in ("euro", "procent", "maanden", "dagen", "weken")
        )
        if telt_mensen and not r["gepubliceerd_in"] and waarde is not None and 0 < waarde < 10:
            uit.append(tuple(r[k] for k in ("cijfer", "wet", "uitsplitsing", "groep", "kwartaal")))
    return uit


def gewone_afdrukken(manifest: dict, levering: Path) -> list[str]:
    """A5: bestanden van de levering waarvan de gewone sha256 in het openbare manifest staat."""
    tekst = json.dumps(manifest)
    return [p.name for p in sorted(levering.iterdir()) if hashlib.sha256(p.read_bytes()).hexdigest() in tekst]


def raad_levering(manifest: dict, kandidaten: Iterable[bytes]) -> bytes | None:
    """A5: probeer leveringen tot hun sha256 in het manifest staat. Wie het vindt, kent elk verborgen getal erin."""
    tekst = json.dumps(manifest)
    return next((k for k in kandidaten if hashlib.sha256(k).hexdigest() in tekst), None)


def vrije_teksten(uitgave: Path) -> Iterator[str]:
    """Elke tekst die uit een levering kan komen: bron en naam bij de cijfers, en alles in de openbare lijsten."""
    for r in _rijen(uitgave / "openbaar" / "cijfers.csv"):
        yield from (r["bron"], r["naam"], r["gepubliceerd_in"])
    yield from _alle_teksten(json.loads((uitgave / "openbaar" / "registers.json").read_text("utf-8")))


def _alle_teksten(deel: object) -> Iterator[str]:
    if isinstance(deel, str):
        yield deel
    elif isinstance(deel, dict | list):
        for kind in deel.values() if isinstance(deel, dict) else deel:
            yield from _alle_teksten(kind)


def _rijen(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8-sig", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))
