"""De naslag: alle telregels en woorden in een leesbaar document, gemaakt uit begrippen.toml.

Het document staat in docs/telregels.md. Een test houdt het gelijk aan begrippen.toml. Opnieuw maken:

    python -m sociaaldomein.naslag docs/telregels.md
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from sociaaldomein.cijfers import Begrip, begrippen, domeinen, woorden

ONDERWERPEN = {
    "instroom": "Lopende hulp, begin en einde",
    "looptijd": "Looptijd en termijnen",
    "triage": "Triage",
    "bevolking": "Bereik onder de inwoners",
    "financien": "Geld",
    "taskforce": "Taskforce",
}
BESCHERMING = {
    "aantal": "Minder dan 10 tonen wij niet. Totalen staan er precies als dat veilig is. De rest ronden wij af.",
    "aandeel": "Wij rekenen met de aantallen die wij tonen. Zijn die te klein, dan tonen wij het niet.",
    "kenmerk": "Wij tonen dit alleen als er minstens 10 achter zitten.",
    "bedrag": "Bedragen voor minder dan 10 mensen tonen wij niet. Andere ronden wij af op 1.000 euro.",
    "nee": "Dit cijfer gaat niet over personen. Afschermen is niet nodig.",
}
INLEIDING = """\
# Telregels

Hier staat hoe elk cijfer geteld wordt. Dezelfde tekst staat als uitleg bij de beelden.
Dit document is gemaakt uit `begrippen.toml` en `themas/` in `src/sociaaldomein`. Wijzig die bestanden, niet dit.
"""


def documentatie() -> str:
    """Alle telregels en de woordenlijst als Markdown.

    >>> documentatie().splitlines()[0]
    '# Telregels'
    """
    hoofdstukken = [
        f"## {ONDERWERPEN.get(naam) or domeinen()[naam]}\n\n" + "\n".join(map(_beschrijf, groep))
        for naam, groep in groupby(begrippen().values(), key=lambda b: b.onderwerp)
    ]
    return "\n".join([INLEIDING, *hoofdstukken, _woordenlijst()])


def _beschrijf(begrip: Begrip) -> str:
    return f"""\
### {begrip.titel}

{begrip.telregel}

- Let op: {begrip.kanttekening}
- Eenheid: {_eenheid(begrip)}.
- Voor: {", ".join(domeinen()[wet] for wet in begrip.wetten)}.
- Bron: {begrip.bron}.
- Bescherming: {BESCHERMING[begrip.beschermd]}
- Staat vast: {_vast(begrip)}
- Naam in de bestanden: `{begrip.naam}`
"""


def _eenheid(begrip: Begrip) -> str:
    if isinstance(begrip.eenheid, str):
        return begrip.eenheid
    return ", ".join(f"{woord} ({domeinen()[wet]})" for wet, woord in begrip.eenheid.items())


def _vast(begrip: Begrip) -> str:
    dagen = begrip.vast_na_dagen
    wanneer = f"{dagen} dagen na het kwartaal." if dagen > 0 else "meteen na het kwartaal."
    if begrip.levering_na_dagen:
        wanneer += f" De gegevens komen pas na {begrip.levering_na_dagen} dagen."
    return wanneer


def _woordenlijst() -> str:
    return "## Woorden\n\n" + "\n".join(f"- **{woord}**: {uitleg}" for woord, uitleg in woorden().items()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(documentatie(), encoding="utf-8", newline="\n")
