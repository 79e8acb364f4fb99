"""YAML lezen als tekst: 0267 blijft 0267, en alles wat een bestand gevaarlijk of dubbelzinnig maakt, wordt geweigerd.

Geweigerd worden: een sleutel die er twee keer staat, een tab als inspringing, een opdracht met een uitroepteken
(`!!python`), een verwijzing met & of * (waarmee een klein bestand reusachtig wordt), te veel lagen, een te groot
bestand en een BSN.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import yaml

from sociaaldomein.grond.bsn import heeft_bsn, maskeer
from sociaaldomein.grond.noemen import toon

GROOTSTE = 200_000  # bytes; a settings file is a page, not a book
DIEPSTE = 20


class YamlFout(ValueError):
    """Een YAML-bestand dat niet klopt: de regel (als die bekend is), wat er mis is en wat u kunt doen."""

    def __init__(self, wat: str, doe: str, regel: int | None = None) -> None:
        super().__init__(f"regel {regel}: {wat} {doe}" if regel else f"{wat} {doe}")
        self.wat, self.doe, self.regel = wat, doe, regel


class _Lezer(yaml.BaseLoader):
    """Every scalar stays text."""

    diep = 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        regel = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise YamlFout("Verwijzingen met & of * mogen niet.", "Schrijf de tekst voluit, of tussen quotes.", regel)
        if getattr(event, "tag", None) is not None:
            raise YamlFout("Een opdracht met ! mag niet.", "Schrijf alleen de waarde, zo nodig tussen quotes.", regel)
        self.diep += 1
        if self.diep > DIEPSTE:
            raise YamlFout("Er staan te veel lagen in elkaar.", "Controleer het inspringen en de haken.", regel)
        knoop = super().compose_node(parent, index)
        self.diep -= 1
        if isinstance(knoop, yaml.ScalarNode) and heeft_bsn(knoop.value):
            raise YamlFout(f"Hier staat een BSN: '{maskeer(knoop.value)[:60]}'.", "Haal het BSN weg.", regel)
        return knoop

    def construct_mapping(self, node, deep=False):
        gezien: set[str] = set()
        for knoop, _ in node.value:
            regel = knoop.start_mark.line + 1
            if not isinstance(knoop, yaml.ScalarNode):
                raise YamlFout("Een sleutel moet een woord zijn.", "Schrijf 'naam: waarde'.", regel)
            if knoop.value in gezien:
                raise YamlFout(f"De sleutel '{toon(knoop.value)}' staat er twee keer.", "Haal er een weg.", regel)
            gezien.add(knoop.value)
        return super().construct_mapping(node, deep)


def lees(pad: Path) -> Any:
    """De inhoud van een YAML-bestand, met elke waarde als tekst. Een leeg bestand geeft None.

    >>> import tempfile
    >>> pad = Path(tempfile.mkdtemp(), "p.yml")
    >>> _ = pad.write_text("code: 0267\\nkeuze: no\\ntijd: 12:30\\nversie: 3.10")
    >>> lees(pad)
    {'code': '0267', 'keuze': 'no', 'tijd': '12:30', 'versie': '3.10'}
    >>> _ = pad.write_text("plaats: Ede\\nwijk: Één", encoding="utf-16")
    >>> lees(pad)
    {'plaats': 'Ede', 'wijk': 'Één'}
    """
    if pad.stat().st_size > GROOTSTE:
        raise YamlFout("Dit bestand is te groot.", f"Maak het kleiner dan {GROOTSTE // 1000} kB.")
    inhoud = pad.read_bytes()
    windows = inhoud.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # what > writes in PowerShell
    try:
        return ontleed(inhoud.decode("utf-16" if windows else "utf-8-sig"))
    except UnicodeDecodeError:
        raise YamlFout("Dit is geen gewone tekst.", "Bewaar het bestand als UTF-8.") from None


def ontleed(tekst: str) -> Any:
    """Als `lees`, maar dan van een tekst."""
    try:
        return yaml.load(tekst, Loader=_Lezer)  # a BaseLoader makes text only
    except yaml.YAMLError as fout:
        plek = getattr(fout, "problem_mark", None)
        regel = plek.line + 1 if plek else None
        regels = tekst.splitlines()
        bron = regels[regel - 1] if regel and regel <= len(regels) else ""
        if "\t" in bron[: len(bron) - len(bron.lstrip())]:
            raise YamlFout("Deze regel springt in met een tab.", "Spring in met spaties.", regel) from None
        raise YamlFout(
            "Dit is geen geldige YAML.", "Spring in met spaties en zet een spatie na de dubbele punt.", regel
        ) from None
    except RecursionError:
        raise YamlFout("Er staan te veel lagen in elkaar.", "Controleer de haken.") from None
