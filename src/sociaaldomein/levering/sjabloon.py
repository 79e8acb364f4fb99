"""Het contract om te lezen en in te vullen: de documentatie als Markdown, en een leeg Excel-sjabloon."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sociaaldomein.levering.contract import CODELIJSTEN, KOLOMSOORTEN, TABELLEN, TEKSTSOORTEN, Kolom, Tabel, toegestaan

UITLEGBLAD, LIJSTENBLAD = "uitleg", "waardenlijsten"
HULPBLADEN = (UITLEGBLAD, LIJSTENBLAD)
SJABLOONRIJEN = 5000


# --- documentation ----------------------------------------------------------------------------------------------------
def documentatie() -> str:
    """De documentatie van het contract, als Markdown.

    >>> documentatie().splitlines()[0]
    '# Gegevenscontract'
    """
    inleiding = Path(__file__).with_name("contract_inleiding.md").read_text(encoding="utf-8")
    return (
        "\n\n".join(
            [
                inleiding.rstrip(),
                *map(_hoofdstuk, TABELLEN.values()),
                "## Codelijsten",
                *(_codelijst(naam, lijst) for naam, lijst in CODELIJSTEN.items()),
            ]
        )
        + "\n"
    )


def _cel(tekst: str) -> str:
    return tekst.replace("|", "\\|").replace("\n", " ")


def _mag(kolom: Kolom) -> str:
    if kolom.naam == "indicator":
        return "een naam uit de begrippenlijst"
    lijsten = [
        kop for kop, lijst in CODELIJSTEN.items() if lijst is kolom.waarden or lijst in (kolom.per_wet or {}).values()
    ]
    return "codelijst " + " of ".join(lijsten) if lijsten else toegestaan(kolom)


def _regel(kolom: Kolom) -> str:
    naam = f"**{kolom.naam}**" if kolom.verplicht else kolom.naam
    opmerking = " ".join(
        t
        for t in (
            kolom.kanttekening,
            f"Leeg wordt {kolom.standaard}." if kolom.standaard else "",
            "Een onbekende code telt mee als onbekend." if kolom.onbekend is not None else "",
            "Waarden staan nooit in een melding." if kolom.persoonlijk else "",
        )
        if t
    )
    cellen = (naam, kolom.soort, kolom.uitleg, _mag(kolom), kolom.voorbeeld, opmerking)
    return "| " + " | ".join(map(_cel, cellen)) + " |"


def _hoofdstuk(t: Tabel) -> str:
    kop = "| Kolom | Soort | Wat het is | Toegestaan | Voorbeeld | Let op |\n| --- | --- | --- | --- | --- | --- |"
    sleutel = f"Deze kolommen wijzen samen {'één rij' if t.uniek else 'de rijen'} aan: {', '.join(t.sleutel)}."
    delen = [
        f"## {t.naam}",
        f"{t.uitleg} Herkomst: {t.herkomst}.",
        t.kanttekening,
        f"Verplichte kolommen zijn vet. {sleutel}",
        "\n".join([kop, *map(_regel, t.kolommen)]),
    ]
    return "\n\n".join(d for d in delen if d)


def _codelijst(naam: str, lijst: Mapping[str, str]) -> str:
    rijen = "\n".join(f"| {_cel(code)} | {_cel(tekst)} |" for code, tekst in lijst.items())
    return f"### {naam}\n\n| Code | Betekenis |\n| --- | --- |\n{rijen}"


# --- empty template ---------------------------------------------------------------------------------------------------
def schrijf_sjabloon(pad: Path | str) -> Path:
    """Schrijf een leeg Excel-sjabloon: een tabblad per tabel, met uitleg, keuzelijsten en kolommen als tekst.

    Verplichte kolommen zijn donker gekleurd. Lege tabbladen mogen blijven staan: de deur slaat ze over.
    """
    from openpyxl import Workbook

    boek = Workbook()
    uitleg = boek.active
    uitleg.title = UITLEGBLAD
    lijsten = boek.create_sheet(LIJSTENBLAD)
    _vul_uitleg(uitleg)
    for t in TABELLEN.values():
        _vul_blad(boek.create_sheet(t.naam), t, lijsten)
    boek.move_sheet(lijsten, offset=len(TABELLEN))
    pad = Path(pad)
    boek.save(pad)
    return pad


def _vul_uitleg(blad) -> None:
    from openpyxl.styles import Font

    blad.append(["Vul alleen de tabbladen die u hebt. Donkere kolommen zijn verplicht. Namen en BSN horen hier niet."])
    blad.append([])
    blad.append(["tabel", "kolom", "verplicht", "soort", "wat het is", "toegestaan", "voorbeeld", "let op"])
    for t in TABELLEN.values():
        for k in t.kolommen:
            blad.append(
                [
                    t.naam,
                    k.naam,
                    "ja" if k.verplicht else "nee",
                    KOLOMSOORTEN[k.soort],
                    k.uitleg,
                    toegestaan(k),
                    k.voorbeeld,
                    k.kanttekening,
                ]
            )
    for cel in blad[3]:
        cel.font = Font(bold=True)
    for letter, breedte in zip("ABCDEFGH", (16, 26, 10, 34, 40, 60, 24, 60), strict=True):
        blad.column_dimensions[letter].width = breedte
    blad.freeze_panes = "A4"


def _vul_blad(blad, t: Tabel, lijsten) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for nummer, k in enumerate(t.kolommen, start=1):
        cel = blad.cell(1, nummer, k.naam)
        cel.font = Font(bold=True, color="FFFFFF" if k.verplicht else "1F2A37")
        cel.fill = PatternFill("solid", fgColor="1F4E79" if k.verplicht else "DCE6F1")
        cel.comment = Comment(_opmerking(k), "sociaaldomein", width=340, height=150)
        letter = get_column_letter(nummer)
        blad.column_dimensions[letter].width = max(14, len(k.naam) + 3)
        blad.column_dimensions[letter].number_format = _opmaak(k)
        if k.is_gesloten:
            _keuzelijst(blad, letter, k, lijsten)
    blad.freeze_panes = "A2"


def _opmerking(k: Kolom) -> str:
    mag = "Kies uit de lijst." if k.is_gesloten else f"Toegestaan: {toegestaan(k)}."
    delen = [
        "Verplicht." if k.verplicht else "Mag leeg.",
        f"{k.uitleg[0].upper()}{k.uitleg[1:]}.",
        mag,
        k.kanttekening,
        f"Voorbeeld: {k.voorbeeld}" if k.voorbeeld else "",
    ]
    return " ".join(d for d in delen if d)


def _opmaak(k: Kolom) -> str:
    if k.soort in TEKSTSOORTEN:
        return "@"
    return {"datum": "dd-mm-yyyy", "bedrag": "#,##0.00"}.get(k.soort, "General")


def _keuzelijst(blad, letter: str, k: Kolom, lijsten) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    codes = sorted(k.codes())
    nummer = lijsten.max_column + 1 if lijsten.cell(1, 1).value else 1
    lijsten.cell(1, nummer, f"{blad.title}.{k.naam}")
    for rij, code in enumerate(codes, start=2):
        cel = lijsten.cell(rij, nummer, code)
        cel.number_format = "@"
    kolom = get_column_letter(nummer)
    regel = DataValidation(
        "list",
        formula1=f"='{LIJSTENBLAD}'!${kolom}$2:${kolom}${len(codes) + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Kies uit de lijst",
        error=_kort(k),
    )
    regel.add(f"{letter}2:{letter}{SJABLOONRIJEN}")
    blad.add_data_validation(regel)


def _kort(k: Kolom) -> str:
    tekst = "Toegestaan: " + ", ".join(sorted(k.codes()))
    return tekst if len(tekst) <= 220 else tekst[:217] + "..."
