"""De cijfers van een uitgave om te downloaden: CSV en Excel. Alles hier komt uit een `Openbaar`."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import KOLOMMEN, SLEUTEL, begrippen, domeinen, naam_van
from sociaaldomein.grond import notatie
from sociaaldomein.grond.kwartaal import Kwartaal

KOPPEN = ("cijfer", "titel", "wet", "kwartaal", "uitsplitsing", "groep", "naam", *KOLOMMEN[5:], "aantal_afgerond_op")
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may run such text
AFGEROND = {
    "afronden": "Totalen staan er precies als dat veilig is. De rest is afgerond op 5, soms op 10, 20 of 50.",
    "precies": "Andere aantallen staan er precies.",
}


def schrijf(openbaar: Openbaar, map: Path) -> None:
    """Alle cijfers als CSV en als Excel."""
    schrijf_csv(openbaar, map / "cijfers.csv")
    schrijf_xlsx(openbaar, map / "cijfers.xlsx")


def rijen(openbaar: Openbaar) -> list[tuple]:
    """De openbare cijfers als rijen met de kolommen van KOPPEN; getallen blijven getallen."""
    titels = {naam: b.titel for naam, b in begrippen().items()}
    uit = []
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        for r in tafel.iter_rows(named=True):
            naam = openbaar.namen.get(r["groep"]) or naam_van(r["groep_soort"], r["groep"], r["wet"])
            cijfer, *rest = (r[k] for k in KOLOMMEN)
            uit.append((cijfer, titels.get(cijfer, cijfer), *rest[:4], naam, *rest[4:], _afgerond_op(openbaar, r)))
    return uit


def _afgerond_op(openbaar: Openbaar, rij: dict[str, Any]) -> int | None:
    """How coarse a count is, or the counts behind a share; what was published before stands as it was."""
    if rij["waarde"] is None or begrippen()[rij["cijfer"]].beschermd not in ("aantal", "aandeel"):
        return None
    return 1 if rij["gepubliceerd_in"] else openbaar.afgerond_op(*(rij[k] for k in SLEUTEL))


def schrijf_csv(openbaar: Openbaar, pad: Path) -> None:
    """CSV zoals Excel in Nederland die opent: puntkomma, decimale komma, UTF-8 met BOM, geen formules."""
    with pad.open("w", encoding="utf-8-sig", newline="") as bestand:
        schrijver = csv.writer(bestand, delimiter=";", lineterminator="\r\n")
        schrijver.writerow(KOPPEN)
        schrijver.writerows([_csv_cel(cel) for cel in rij] for rij in rijen(openbaar))


def _csv_cel(waarde: Any) -> str:
    """Number with a decimal comma; text that looks like a formula gets an apostrophe in front.

    >>> _csv_cel(11.3), _csv_cel(1787.0), _csv_cel(-2.25), _csv_cel("=1+1"), _csv_cel(None)
    ('11,3', '1787', '-2,25', "'=1+1", '')
    """
    if waarde is None:
        return ""
    if isinstance(waarde, (int, float)):
        return str(int(waarde)) if float(waarde).is_integer() else repr(float(waarde)).replace(".", ",")
    return f"'{waarde}" if waarde.startswith(GEVAARLIJK) or waarde.lstrip().startswith(GEVAARLIJK) else waarde


def _bladnaam(titel: str, anders: str) -> str:
    """De naam van een tabblad: zonder tekens die Excel daar weigert, en kort genoeg voor een nummer erachter.

    >>> _bladnaam("Werk/inkomen [nieuw]", "werk"), _bladnaam("?", "werk")
    ('Werk inkomen nieuw', 'werk')
    """
    return re.sub(r"[\\*?:/\[\]\s]+", " ", titel)[:28].strip(" '") or anders[:28]


def schrijf_xlsx(openbaar: Openbaar, pad: Path) -> None:
    """Een werkboek met een tabblad per wet en een leeswijzer. Tekst blijft tekst, ook als zij op een formule lijkt."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    boek = Workbook(write_only=True)
    boek.properties.creator = "sociaaldomein"
    alle = rijen(openbaar)
    bladen: list[tuple[str, list]] = [("leeswijzer", leeswijzer(openbaar))]
    for wet, titel in domeinen().items():
        if eigen := [r for r in alle if r[2] == wet]:
            bladen.append((_bladnaam(titel, wet), [KOPPEN, *eigen]))
    for titel, inhoud in bladen:
        blad = boek.create_sheet(titel)
        breedten = (30, 110) if titel == "leeswijzer" else (30, 34, 8, 11, 22, 22, 34, 12, 12, 12, 14, 14, 34, 50)
        for nummer, breedte in enumerate(breedten, 1):
            blad.column_dimensions[get_column_letter(nummer)].width = breedte
        blad.freeze_panes = "A2"
        for nummer, rij in enumerate(inhoud):
            cellen = [_xlsx_cel(WriteOnlyCell, blad, waarde) for waarde in rij]
            if nummer == 0:
                cellen = [_vet(WriteOnlyCell(blad, value=waarde), Font(bold=True)) for waarde in rij]
            blad.append(cellen)
        if titel != "leeswijzer":
            blad.auto_filter.ref = f"A1:{get_column_letter(len(KOPPEN))}{len(inhoud)}"
    geheel = io.BytesIO()  # first whole, then on disk: a full disk then leaves no half written sheets behind
    boek.save(geheel)
    pad.write_bytes(geheel.getvalue())


def _xlsx_cel(soort: Any, blad: Any, waarde: Any) -> Any:
    if not isinstance(waarde, str) or not waarde.startswith("="):
        return waarde
    cel = soort(blad, value=waarde)
    cel.data_type = "s"
    return cel


def _vet(cel: Any, letter: Any) -> Any:
    cel.font = letter
    return cel


def leeswijzer(openbaar: Openbaar) -> list[tuple[str, str]]:
    """Uitleg bij de cijfers: van wie, van wanneer, wat afgeschermd betekent, en de telregel van elk cijfer."""
    soort = (
        "Verzonnen voorbeelddata. Deze cijfers zijn niet echt." if openbaar.synthetisch else "Aangeleverde gegevens."
    )
    bescherming = (
        f"Aantallen onder {openbaar.drempel} zijn afgeschermd. {AFGEROND[openbaar.methode]}"
        if openbaar.profiel == "openbaar"
        else "INTERN: kleine aantallen zijn zichtbaar. Niet delen."
    )
    regels = [
        ("onderwerp", "uitleg"),
        ("gemeente", openbaar.gemeente),
        ("kwartaal", f"{Kwartaal.lees(openbaar.kwartaal).label} en de kwartalen daarvoor"),
        ("stand", notatie.dag(openbaar.peildatum)),
        ("gegevens", soort),
        ("profiel", openbaar.profiel),
        ("bescherming", bescherming),
        ("status definitief", "Dit cijfer verandert niet meer."),
        ("status voorlopig", "Dit cijfer kan nog veranderen."),
        ("status ontbreekt", "De bron heeft dit cijfer niet. Het is geen nul."),
        ("status afgeschermd", "Het aantal is te klein om te tonen, of zou een te klein aantal verraden."),
        ("gepubliceerd_in", "Dit cijfer stond al in een openbaar stuk en is niet afgerond."),
        ("aantal_afgerond_op", "Zo grof is het aantal afgerond, of het aantal achter een percentage. 1 is precies."),
    ]
    return regels + [(naam, f"{b.titel}. {b.telregel} {b.kanttekening}") for naam, b in begrippen().items()]
