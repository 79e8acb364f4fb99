"""Bestanden openen: van bytes naar een blad met tekst of cellen, of een zin die zegt waarom dat niet kan.

De inhoud gaat voor de naam: een Excel-bestand mag .csv heten. Wat uitgepakt te groot wordt, gaat niet open.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl

from sociaaldomein.begrippen.eenheden import merk_van_opmaak
from sociaaldomein.grond.bsn import heeft_bsn
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering.contract import Tabel
from sociaaldomein.levering.kolommen import Kolomregel
from sociaaldomein.levering.sjabloon import HULPBLADEN

RIJ = "_rij"  # the row as Excel numbers it
MB = 1_048_576
GROOTSTE_UITGEPAKT = 200 * MB  # an Excel file that unpacks to more is refused before anything is parsed
GROOTSTE_VERHOUDING = 100  # a part that unpacks to more than this many times its size is a trap ...
KLEIN_DEEL = 5 * MB  # ... unless it is small anyway
MEESTE_GENOEMD = 8  # hidden rows and columns that a message names
MEESTE_CELLEN = 100_000_000  # of a Parquet file
MEESTE_KOLOMMEN = 1_000  # the widest export of this field has some hundreds
LANGSTE_REGEL = MB  # a line of a text file; Excel holds no more than 32.767 signs in a cell
CSV_EINDEN, EXCEL_EINDEN, PARQUET_EINDEN = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm"), (".parquet",)
OUDE_EINDEN = (".xls", ".xlsb", ".ods", ".htm", ".html", ".xml", ".pdf", ".zip", ".gz", ".json")
OUDE_CODES = {"cp1252": "Windows-1252", "cp850": "DOS (cp850)", "mac_roman": "Mac"}
ACCENT = r"[A-Za-z][éèêëïöüáóçà](?=[a-z])|[a-z][éë]\b"  # a letter where a Dutch word can have one
TIJDELIJK = (".tmp", ".crdownload", ".part", ".download", ".bak", ".lock")
KAARTEINDEN = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".gpkg", ".kml", ".kmz", ".qgz", ".gdb")
KAART = "wijken.geojson"
BERICHT = rb"(?i)istandaarden|vektis|iwmo|ijw|(wmo|jw)3\d\d"  # the namespace or the root of a message
TEKENS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}


class Onleesbaar(ValueError):
    """Een bestand dat niet open kan: wat er mis is en wat u kunt doen."""

    def __init__(self, wat: str, doe: str, blad: str = "", toegestaan: str = "") -> None:
        super().__init__(f"{wat} {doe}")
        self.wat, self.doe, self.blad, self.toegestaan = wat, doe, blad, toegestaan


def soort_van(pad: Path) -> str | None:
    """Het soort bestand: csv, excel, parquet, of niets als het geen tabel is. Een bekend ander soort is Onleesbaar."""
    einde = pad.suffix.lower()
    if einde not in CSV_EINDEN + EXCEL_EINDEN + PARQUET_EINDEN + OUDE_EINDEN:
        return None
    with pad.open("rb") as bestand:
        begin = bestand.read(1024)
    if begin.startswith(b"PK\x03\x04") and einde not in (".ods", ".zip", ".xlsb"):
        return "excel"
    if begin.startswith(b"PAR1"):
        return "parquet"
    _weiger_ander_soort(begin, einde)
    return "csv" if einde in CSV_EINDEN else "excel" if einde in EXCEL_EINDEN else "parquet"


def ander_soort(pad: Path) -> tuple[str, str] | None:
    """Wat een bestand is dat geen tabel is, en wat u ermee doet. None als er niets bijzonders over te zeggen is."""
    einde = pad.suffix.lower()
    if einde in TIJDELIJK:
        return "Dit is een tijdelijk bestand.", "Sluit het programma dat het maakte, of haal het weg."
    if einde in KAARTEINDEN:
        return "Dit is een deel van een kaart.", f"Vraag de kaart als GeoJSON en noem haar {KAART}."
    if einde in (".json", ".geojson", ".xml"):
        with pad.open("rb") as bestand:
            begin = bestand.read(4096)
        if b"FeatureCollection" in begin:
            return "Dit lijkt een kaart.", f"Noem haar {KAART}."
        if einde == ".xml":
            return _xml(begin)
    return None


def _xml(begin: bytes) -> tuple[str, str]:
    if re.search(BERICHT, begin):
        return "Dit is een bericht van iWmo of iJw (XML). Berichten leest de deur nog niet.", (
            "Maak in uw applicatie een export in CSV of Excel. Daarin heeft elke toewijzing een rij."
        )
    return "Dit is een XML-bestand, ook al heet het misschien anders.", "Bewaar het in Excel als .xlsx."


def _weiger_ander_soort(begin: bytes, einde: str) -> None:
    kaal = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    opnieuw = "Open het in Excel en bewaar het als .xlsx."
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise Onleesbaar("Dit is een oud Excel-bestand (.xls), of een met een wachtwoord.", opnieuw)
    if kaal.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise Onleesbaar("Dit is een webpagina (HTML), ook al heet het anders.", opnieuw)
    if kaal.startswith(b"<?xml") or einde == ".xml":
        raise Onleesbaar(*_xml(begin))
    if kaal.startswith(b"%pdf"):
        raise Onleesbaar("Dit is een pdf. Daar staat geen tabel in.", "Vraag de gegevens als CSV of Excel.")
    if begin.startswith(b"\x1f\x8b") or einde == ".zip":
        raise Onleesbaar("Dit bestand is ingepakt.", "Pak het eerst uit.")
    if einde in OUDE_EINDEN:
        raise Onleesbaar(
            f"Een bestand van het soort '{einde}' is niet te lezen.",
            "Bewaar het als een van deze soorten.",
            toegestaan="CSV, XLSX, Parquet",
        )


# --- CSV --------------------------------------------------------------------------------------------------------------
def kopnaam(kop: str) -> str:
    """Een kolomnaam zonder verschil in hoofdletters, spaties en streepjes.

    >>> kopnaam(" Toewijzing-datum * ")
    'toewijzing_datum'
    """
    return re.sub(r"[\s\-]+", "_", re.sub(r"[\ufeff\u200b*]", "", kop).strip().lower())


def lees_tekst(pad: Path) -> tuple[str, str]:
    """De tekst van een bestand met haar codering; wat geen tabel kan zijn is Onleesbaar, voordat het ontleed wordt."""
    inhoud, plek = pad.read_bytes(), 0
    if inhoud and not inhoud.strip(b"\x00\xff\xfe \r\n\t"):
        raise Onleesbaar("Er staat geen tekst in dit bestand, alleen lege tekens.", "Maak de export opnieuw.")
    while len(inhoud) - plek >= LANGSTE_REGEL:  # from the last line end within reach: no copy, however large the file
        venster = plek, plek + LANGSTE_REGEL
        plek = max(inhoud.rfind(b"\n", *venster), inhoud.rfind(b"\r", *venster)) + 1
        if not plek:
            raise Onleesbaar(
                "Er staat een regel in die te lang is voor een tabel.",
                "Maak de export opnieuw, met een regel per rij.",
                toegestaan=f"hoogstens {LANGSTE_REGEL // MB} MB per regel",
            )
    return _ontcijfer(inhoud)


def keur_breedte(aantal: int, blad: str = "") -> None:
    """Meer kolommen dan een tabel kan hebben is Onleesbaar: elke kolom kost tijd."""
    if aantal > MEESTE_KOLOMMEN:
        raise Onleesbaar(
            f"Er staan {getal(aantal)} kolommen in.",
            "Kijk of de tabel gedraaid is, en lever alleen de kolommen die u nodig hebt.",
            blad=blad,
            toegestaan=f"hoogstens {getal(MEESTE_KOLOMMEN)} kolommen",
        )


def _ontcijfer(inhoud: bytes) -> tuple[str, str]:
    """De tekst van een bestand, met de codering die gevonden is.

    >>> _ontcijfer("€ 5".encode("cp1252")), _ontcijfer("ë".encode("utf-16")), _ontcijfer("Café".encode("cp850"))
    (('€ 5', 'Windows-1252'), ('ë', 'UTF-16'), ('Café', 'DOS (cp850)'))
    """
    if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
        return inhoud.decode("utf-16", errors="replace"), "UTF-16"
    if inhoud.startswith(b"\xef\xbb\xbf"):
        return inhoud[3:].decode("utf-8", errors="replace"), "UTF-8 met BOM"
    begin = inhoud[:200]
    if begin[1::2].count(0) > len(begin) // 4:
        return inhoud.decode("utf-16-le", errors="replace"), "UTF-16"
    try:
        return inhoud.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        lezingen = {naam: inhoud.decode(code, errors="replace") for code, naam in OUDE_CODES.items()}
        naam = max(lezingen, key=lambda naam: len(re.findall(ACCENT, lezingen[naam])))  # the first of equals
        return lezingen[naam], naam


def kop_en_lijf(tekst: str, regel: Kolomregel, tabel: Tabel, gemeld: str) -> tuple[list[str], str, str]:
    """De kolomnamen, de tekst eronder en het scheidingsteken: dat met de meeste bekende kolomnamen."""
    regels = tekst.split("\n")[regel.overslaan :]
    rest = "\n".join(regels)
    bekend = set(tabel.namen) | {kopnaam(k) for k in (*regel.hernoem, *regel.gekanteld)}
    beste: tuple[tuple[int, int], list[str], int, str] | None = None
    for teken in [gemeld] if gemeld else TEKENS:
        lezer = csv.reader(io.StringIO(rest), delimiter=teken)
        try:
            kop = next(lezer, [])
        except csv.Error:
            continue
        score = (sum(kopnaam(k) in bekend for k in kop), len(kop))
        if beste is None or score > beste[0]:
            beste = (score, kop, lezer.line_num, teken)
    if beste is None:
        return [], "", ";"
    _, kop, gelezen, teken = beste
    return kop, "\n".join(regels[gelezen:]), teken


def records(lijf: str, teken: str, breedte: int) -> tuple[pl.DataFrame, pl.Series, list[tuple[int, int]]]:
    """De rijen als tekst, hun volgnummer, en de rijen met een verkeerd aantal velden (volgnummer, aantal).

    Een regelovergang binnen aanhalingstekens telt niet als nieuwe rij, zoals in Excel. Een kapot aanhalingsteken geeft
    csv.Error.
    """
    namen = [f"k{i}" for i in range(breedte)]
    lijf = lijf.removesuffix("\n")
    kaal = re.sub(r'"[^"]*"', "\x00", lijf) if '"' in lijf else lijf
    t = re.escape(teken)
    netjes = '"' not in kaal and not re.search(rf"[^\x00{t}\n]\x00|\x00[^\x00{t}\n]", kaal)
    if netjes:
        regels = pl.Series(kaal.split("\n")) if kaal else pl.Series([], dtype=pl.String)
        velden = regels.str.count_matches(teken, literal=True) + 1
        if bool(((velden == breedte) | (regels == "")).all()):
            kop = teken.join(namen) + "\n"
            frame = pl.read_csv((kop + lijf).encode(), separator=teken, infer_schema=False)
            if frame.height == len(regels) and frame.width == breedte:
                return _zonder_lege_rijen(frame)
    return _records_langzaam(lijf, teken, namen)


def _records_langzaam(lijf: str, teken: str, namen: list[str]) -> tuple[pl.DataFrame, pl.Series, list[tuple[int, int]]]:
    goed, rijen, ragged = [], [], []
    for nummer, record in enumerate(csv.reader(io.StringIO(lijf), delimiter=teken, strict=True)):
        if not any(veld.strip() for veld in record):
            continue
        if len(record) < len(namen) or any(record[len(namen) :]):
            ragged.append((nummer, len(record)))
        else:
            goed.append(record[: len(namen)])
            rijen.append(nummer)
    frame = pl.DataFrame(goed, schema=dict.fromkeys(namen, pl.String), orient="row")
    return frame, pl.Series(rijen, dtype=pl.Int64), ragged


def _zonder_lege_rijen(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series, list[tuple[int, int]]]:
    gevuld = ((pl.col(k).str.strip_chars() != "").fill_null(False) for k in frame.columns)
    vol = frame.with_row_index(RIJ).filter(pl.any_horizontal(gevuld))
    return vol.drop(RIJ), vol[RIJ].cast(pl.Int64), []


def open_teken(lijf: str, teken: str, eerste_rij: int) -> str:
    """Waar een aanhalingsteken open blijft: het record waarin de lezer strandt."""
    lezer = csv.reader(io.StringIO(lijf), delimiter=teken, strict=True)
    gelezen = 0
    try:
        while next(lezer, None) is not None:
            gelezen += 1
    except csv.Error:
        return f"vanaf rij {eerste_rij + gelezen}"
    return "ergens in het bestand"


# --- Excel ------------------------------------------------------------------------------------------------------------
class GetalMetMerk(float):
    """Een getal waar de opmaak van de cel iets bij zet dat meetelt: 0,9 met een procentteken is 90%.

    >>> [GetalMetMerk(w, merk).tekst(lambda d: f"{d.normalize():f}") for w, merk in ((0.9, "%"), (12.5, "€"))]
    ['90%', '€ 12.5']
    """

    merk: str

    def __new__(cls, waarde: float, merk: str) -> GetalMetMerk:
        """Het getal zoals het in de cel staat, met het merk ernaast."""
        zelf = super().__new__(cls, waarde)
        zelf.merk = merk
        return zelf

    @property
    def vergroot(self) -> bool:
        """Het merk maakt het getal groter: dan tellen alle decimalen."""
        return self.merk not in ("", "€")

    def tekst(self, schrijf: Callable[[Decimal], str | None]) -> str | None:
        """Het getal zoals u het op het scherm leest; `schrijf` maakt er cijfers van."""
        waarde = Decimal(repr(float(self))) * (100 if self.merk == "%" else 1)
        cijfers = schrijf(waarde)
        if cijfers is None:
            return None
        euro, rest = ("€ ", self.merk[1:].strip()) if self.merk.startswith("€") else ("", self.merk)
        return f"{euro}{cijfers}{'' if rest in ('%', '') else ' '}{rest}"


@dataclass
class Opvallend:
    """Wat er aan een blad te zien is buiten de waarden: formules, samengevoegde cellen, verborgen delen, draaitabel."""

    formule: str = ""
    samengevoegd: list[str] = field(default_factory=list)
    verborgen: str = ""
    draaitabel: bool = False


@dataclass
class Tabblad:
    """Een tabblad: de gevulde rijen met hun nummer, en wat er aan de cellen opvalt."""

    naam: str
    zichtbaar: bool
    rijen: list[tuple[int, tuple]]
    gezien: Opvallend

    def bsn_cel(self) -> str:
        """De eerste cel met een BSN, of niets."""
        from openpyxl.utils import get_column_letter

        for nummer, rij in self.rijen:
            for i, cel in enumerate(rij, start=1):
                if cel is not None and heeft_bsn(str(cel)):
                    return f"{get_column_letter(i)}{nummer}"
        return ""

    def samengevoegd_vanaf(self, rij: int) -> str:
        """Het eerste samengevoegde bereik dat tot op of onder deze rij komt."""
        return next((b for b in self.gezien.samengevoegd if int(re.findall(r"[0-9]+", b)[-1]) >= rij), "")


def open_werkboek(pad: Path) -> list[Tabblad]:
    """De tabbladen van een werkboek, zonder die van het sjabloon zelf. Te groot of kapot is Onleesbaar."""
    try:
        with zipfile.ZipFile(pad) as inpak:
            _weiger_te_groot(inpak)
            opvallend = {d: _kijk_in_blad(inpak, d) for d in inpak.namelist() if d.startswith("xl/worksheets/sheet")}
        return _lees_werkboek(pad, opvallend)
    except (OSError, Onleesbaar):
        raise
    except Exception:  # openpyxl and the XML below it raise whatever they stumble over in a broken file
        raise Onleesbaar(
            "Het Excel-bestand is beschadigd of beveiligd met een wachtwoord.",
            "Open het in Excel en bewaar het opnieuw als .xlsx.",
        ) from None


def _weiger_te_groot(inpak: zipfile.ZipFile) -> None:
    delen = inpak.infolist()
    bom = any(d.file_size > KLEIN_DEEL and d.file_size > GROOTSTE_VERHOUDING * d.compress_size for d in delen)
    if bom or sum(d.file_size for d in delen) > GROOTSTE_UITGEPAKT:
        raise Onleesbaar(
            "Het Excel-bestand is uitgepakt te groot.",
            "Lever het als CSV, of haal lege rijen met opmaak weg.",
            toegestaan=f"hoogstens {GROOTSTE_UITGEPAKT // MB} MB en {GROOTSTE_VERHOUDING} keer zo groot als ingepakt",
        )


FORMULE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]+)"(?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
SAMENGEVOEGD = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


VERBORGEN_RIJ = re.compile(rb'<row r="([0-9]+)"[^>]*\bhidden="(?:1|true)"')
VERBORGEN_KOLOM = re.compile(rb"<col\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
DRAAITABEL = re.compile(rb"pivotTable")


def _kijk_in_blad(inpak: zipfile.ZipFile, deel: str) -> Opvallend:
    """Wat opvalt in een blad, in stukken gelezen."""
    from openpyxl.utils import get_column_letter

    gezien, rest, rijen, kolommen = Opvallend(), b"", [], []
    with inpak.open(deel) as bestand:
        for stuk in iter(lambda: bestand.read(MB), b""):
            tekst = rest + stuk
            if not gezien.formule and (cel := FORMULE.search(tekst)):
                gezien.formule = cel[1].decode()
            gezien.samengevoegd += [m.decode() for m in SAMENGEVOEGD.findall(tekst)]
            rijen += [int(m) for m in VERBORGEN_RIJ.findall(tekst)]
            kolommen += [int(re.findall(rb'\bmin="([0-9]+)"', m)[0]) for m in VERBORGEN_KOLOM.findall(tekst)]
            rest = tekst[-2000:]
    gezien.samengevoegd = list(dict.fromkeys(gezien.samengevoegd))
    delen = [f"rij {n}" for n in dict.fromkeys(rijen)]
    delen += [f"kolom {get_column_letter(n)}" for n in dict.fromkeys(kolommen)]
    meer = f" en {len(delen) - MEESTE_GENOEMD} andere" if len(delen) > MEESTE_GENOEMD else ""
    gezien.verborgen = ", ".join(delen[:MEESTE_GENOEMD]) + meer
    relaties = f"xl/worksheets/_rels/{deel.rpartition('/')[2]}.rels"
    gezien.draaitabel = relaties in inpak.namelist() and bool(DRAAITABEL.search(inpak.read(relaties)))
    return gezien


def _lees_werkboek(pad: Path, opvallend: dict[str, Opvallend]) -> list[Tabblad]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(), pad.open("rb") as bestand:  # by content: openpyxl refuses a path that ends in .csv
        warnings.simplefilter("ignore")  # openpyxl warns in English about styles it skips
        bladen = []
        boek = load_workbook(bestand, read_only=True, data_only=True)
        merken = [opmaak for opmaak in _opmaken(boek) if merk_van_opmaak(opmaak)]
        for blad in boek.worksheets:
            if blad.title.strip().lower() in HULPBLADEN:
                continue
            blad.reset_dimensions()
            gevuld = list(_gevulde_rijen(blad, bool(merken)))
            gezien = opvallend.get(blad._worksheet_path.lstrip("/"), Opvallend())
            bladen.append(Tabblad(blad.title, blad.sheet_state == "visible", gevuld, gezien))
        return bladen


def _opmaken(boek) -> set[str]:
    """De opmaken van getallen die in het werkboek voorkomen."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    nummers = {stijl.numFmtId for stijl in boek._cell_styles}
    return {BUILTIN_FORMATS[n] for n in nummers if n in BUILTIN_FORMATS} | set(boek._number_formats)


def _gevulde_rijen(blad, met_merken: bool) -> Iterator[tuple[int, tuple]]:
    """De rijen met een waarde erin. Opmaak wordt alleen gelezen als er een is die iets zegt: dat kost tijd."""
    for nummer, rij in enumerate(blad.iter_rows(values_only=not met_merken), start=1):
        waarden = tuple(map(_met_merk, rij)) if met_merken else rij
        if any(cel is not None and not (isinstance(cel, str) and not cel.strip()) for cel in waarden):
            yield nummer, waarden


def _met_merk(cel) -> object:
    waarde = cel.value
    if isinstance(waarde, int | float) and not isinstance(waarde, bool) and (merk := _merk(cel.number_format)):
        return GetalMetMerk(waarde, merk)
    return waarde


_merk = cache(merk_van_opmaak)


# --- Parquet ----------------------------------------------------------------------------------------------------------
def lees_parquet(pad: Path) -> pl.DataFrame:
    """Een Parquet-bestand. Eerst de maat, dan pas de inhoud; kapot of te groot is Onleesbaar."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        bestand = pq.ParquetFile(pad)
        maat = bestand.metadata.num_rows * max(1, bestand.metadata.num_columns)
        if not 0 <= maat <= MEESTE_CELLEN:
            raise Onleesbaar("Het Parquet-bestand is te groot.", "Lever het in delen.")
        tabel = bestand.read()
        tabel.validate(full=True)
        tabel, zones = _kale_kolommen(tabel)
    except Onleesbaar:
        raise
    except (pa.ArrowException, OSError, ValueError, MemoryError, OverflowError):
        raise Onleesbaar("Het Parquet-bestand is beschadigd.", "Maak de export opnieuw.") from None
    samengesteld = [v.name for v in tabel.schema if pa.types.is_nested(v.type) or pa.types.is_binary(v.type)]
    if samengesteld:
        raise Onleesbaar(
            "In een kolom staan lijsten of bytes, geen gewone waarden.", "Lever per veld een waarde of een tekst."
        )
    try:
        hier = pl.col(zones).dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/Amsterdam")
        frame = pl.DataFrame(tabel)
        return frame.with_columns(hier.dt.replace_time_zone(None)) if zones else frame
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # what Arrow allows and Polars does not
        raise Onleesbaar("Het Parquet-bestand is beschadigd.", "Maak de export opnieuw.") from None


def _kale_kolommen(tabel):
    """Dezelfde tabel zonder bijschriften, en de kolommen met een tijdzone. Wat kapot is, valt hier op."""
    import pyarrow as pa

    namen = [veld.name for veld in tabel.schema]  # a name that is no text raises here
    if len(set(namen)) < len(namen):
        raise Onleesbaar("Een kolomnaam staat er twee keer.", "Geef elke kolom een eigen naam.")
    zones = [n for n, k in zip(namen, tabel.columns, strict=True) if pa.types.is_timestamp(k.type) and k.type.tz]
    kolommen = [  # the moment itself, in UTC: a name of a zone that is no zone cannot stop us
        pa.chunked_array([c.view(pa.timestamp(k.type.unit)) for c in k.chunks], pa.timestamp(k.type.unit))
        if n in zones
        else k
        for n, k in zip(namen, tabel.columns, strict=True)
    ]
    return pa.Table.from_arrays(kolommen, names=namen), zones
