"""De naslag: alle telregels en woorden in een leesbaar document, gemaakt uit begrippen.toml en voorbeelden.toml.

Wat aan het tellen voorafgaat, staat in naslag_inleiding.md.

Het document staat in docs/telregels.md. Een test houdt het gelijk aan begrippen.toml. Opnieuw maken:

    python -m sociaaldomein.begrippen.naslag docs/telregels.md
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from sociaaldomein.begrippen.cijfers import Begrip, begrippen, domeinen, klein, voorbeelden, woorden

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
    "bedrag": "Bedragen voor minder dan 10 mensen tonen wij niet. Ook niet als bijna alles naar één mens ging. "
    "Andere ronden wij af op 1.000 euro.",
    "nee": "Dit cijfer gaat niet over personen. Afschermen is niet nodig.",
}


def documentatie() -> str:
    """Alle telregels en de woordenlijst als Markdown.

    >>> documentatie().splitlines()[0]
    '# Telregels'
    """
    hoofdstukken = [
        f"## {ONDERWERPEN.get(naam) or domeinen()[naam]}\n\n" + "\n".join(map(_beschrijf, groep))
        for naam, groep in groupby(begrippen().values(), key=lambda b: b.onderwerp)
    ]
    inleiding = Path(__file__).with_name("naslag_inleiding.md").read_text(encoding="utf-8")
    return "\n".join([inleiding, *hoofdstukken, _woordenlijst()])


def _beschrijf(begrip: Begrip) -> str:
    return f"""\
### {begrip.titel}

{begrip.telregel}

- Let op: {begrip.kanttekening}
- Eenheid: {_eenheid(begrip)}.
- Voor: {", ".join(domeinen()[wet] for wet in begrip.wetten)}.
- Bron: {begrip.bron}.
- In een uitgave: {_per(begrip)}.
- Bescherming: {BESCHERMING[begrip.beschermd]}
- Staat vast: {_vast(begrip)}
- Naam in de bestanden: `{begrip.naam}`
{_voorbeeld(begrip)}"""


def _voorbeeld(begrip: Begrip) -> str:
    """Each drawn example stands at the first figure that comes out of it; the others lead there."""
    verwijst, getekend = "", ""
    for regel, v in voorbeelden().items():
        cijfers = [c for c in begrippen() if re.search(rf"(?m)^{c} ", v["uitkomst"])]
        if begrip.naam == cijfers[0]:
            tabellen = "\n".join(tabel["tekening"] for tabel in v["tabel"].values())
            getekend += f"\nVoorbeeld, `{regel}`:\n\n```text\n{tabellen}\n{v['uitkomst']}```\n"
        elif begrip.naam in cijfers:
            verwijst += f"- Voorbeeld: `{regel}`, bij {klein(begrippen()[cijfers[0]].titel)}.\n"
    return verwijst + getekend


def _per(begrip: Begrip) -> str:
    """How a page shows it, in the words of the files."""
    return "alleen het totaal" if not begrip.per else f"het totaal, en per {', '.join(f'`{d}`' for d in begrip.per)}"


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
