"""De deur: de enige plek waar ruwe leveringen binnenkomen.

Een map met CSV, Excel of Parquet gaat erin; getypeerde tabellen en een verslag komen eruit. Elke fout van een levering
staat er in een keer in, met bestand, rij zoals Excel die telt, kolom, wat er mag en wat u kunt doen. Een BSN wordt bij
het lezen een pseudoniem en nergens bewaard. Het contract zelf staat in `contract`.

Wanneer wordt een levering geweigerd? Bij een fout in de opbouw: een verplichte kolom ontbreekt, een bestand is
onleesbaar of een tabel is onbekend. En als meer dan 5% van een tabel fout is. Dan gaat er niets door. Anders vallen
alleen de foute rijen af; het verslag telt ze.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl

from sociaaldomein import contract
from sociaaldomein.contract import Kolom, Tabel
from sociaaldomein.formats import getal, procent
from sociaaldomein.keuring import RIJ, Deel, keur_deel
from sociaaldomein.kolommen import KOLOMMENBESTAND, Plan, Regel, lees_kolommenbestand, meld_ongebruikt, tabelnaam
from sociaaldomein.leveringsverslag import (
    Bestand,
    Fout,
    Rapport,
    Waarschuwing,
    bedoelt,
    gevonden,
    koptekst,
    rijen_tekst,
)
from sociaaldomein.pseudoniemen import (
    AANDEEL_BSN_CLIENT,
    SLEUTELVARIABELE,
    bevat_bsn,
    elfproef,
    maskeer,
    pseudoniem,
    sleutel,
    sleutelbestand,
)

__all__ = [
    "Bestand",
    "Fout",
    "Levering",
    "LeveringGeweigerd",
    "Rapport",
    "Waarschuwing",
    "controleer",
    "lees_map",
    "sleutel",
]

BIJLAGEN = (KOLOMMENBESTAND, "herkomst.yml")  # belong to a delivery, hold no table
HOOGSTENS_AFGEKEURD = 0.05
GROOTSTE_UITGEPAKT = 1_000_000_000  # bytes; an Excel file that unpacks to more is refused
CSV_EINDEN, EXCEL_EINDEN, PARQUET_EINDEN = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm"), (".parquet",)
TEKENS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}
BRON = "_bron"


@dataclass(frozen=True)
class Levering:
    """Een aangenomen levering: naam van de tabel -> frame volgens het contract, met het verslag."""

    tabellen: dict[str, pl.DataFrame]
    rapport: Rapport


class LeveringGeweigerd(ValueError):
    """De levering is geweigerd. `rapport` zegt waarom."""

    def __init__(self, rapport: Rapport) -> None:
        eerste = next(fout for fout in rapport.fouten if fout.structureel)
        super().__init__(f"{rapport.uitspraak} {eerste.tekst}")
        self.rapport = rapport


# --- the two doors ----------------------------------------------------------------------------------------------------
def lees_map(map: Path | str, tabellen: Iterable[str] | None = None, sleutel: bytes | None = None) -> Levering:
    """Lees een map met leveringen; geweigerd geeft LeveringGeweigerd, met het hele verslag.

    tabellen: alleen deze tabellen lezen. sleutel: waarmee een BSN een pseudoniem wordt; standaard die van `sleutel()`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as map:
    ...     _ = Path(map, "wijken.csv").write_text("wijkcode;wijknaam\\nWK026705;Hoevelaken\\n")
    ...     lees_map(map).tabellen["wijken"].row(0)
    ('WK026705', 'Hoevelaken', None)
    """
    levering = _lees(Path(map), set(tabellen or contract.TABELLEN), sleutel)
    if not levering.rapport.aangenomen:
        raise LeveringGeweigerd(levering.rapport)
    return levering


def controleer(map: Path | str) -> Rapport:
    """Controleer een map met leveringen en geef het verslag; er wordt niets bewaard.

    >>> print(controleer("deze map is er niet").uitspraak)
    De levering is geweigerd. Er is niets veranderd.
    """
    return _lees(Path(map), set(contract.TABELLEN), None).rapport


def _lees(map: Path, namen: set[str], sleutel: bytes | None) -> Levering:
    rapport = Rapport(str(map))
    if not map.is_dir():
        rapport.weiger(map.name or str(map), "Deze map bestaat niet.", doe="Controleer de naam van de map.")
        return Levering({}, rapport)
    plan = lees_kolommenbestand(map / KOLOMMENBESTAND, rapport)
    delen = [deel for pad in sorted(map.iterdir()) for deel in _lees_bestand(pad, plan, rapport)]
    meld_ongebruikt(plan, rapport)
    delen = [deel for deel in delen if deel.tabel.naam in namen]
    tabellen = _naar_tabellen(delen, map, sleutel, rapport)
    geleverd = {b.tabel for b in rapport.bestanden}
    rapport.ontbreekt = [naam for naam in contract.TABELLEN if naam in namen and naam not in geleverd]
    if not tabellen and rapport.aangenomen:
        rapport.weiger(
            map.name,
            "In deze map staat geen tabel met rijen.",
            toegestaan=", ".join(contract.TABELLEN),
            doe="Noem een bestand of tabblad naar de tabel.",
        )
    if rapport.aangenomen:
        _kruiscontroles(tabellen, rapport)
    return Levering(tabellen, rapport)


# --- reading files ----------------------------------------------------------------------------------------------------
@dataclass
class Blad:
    """Een tabel zoals zij in het bestand staat."""

    naam: str
    koppen: list[str]
    kolommen: list[pl.Series | list]
    rijen: pl.Series
    gelezen_als: str


def _lees_bestand(pad: Path, plan: Plan, rapport: Rapport) -> list[Deel]:
    if pad.name.startswith((".", "~$")) or pad.name in BIJLAGEN or plan.overgeslagen(pad.name, pad.stem):
        return []
    naam = maskeer(pad.name)
    if pad.is_dir():
        rapport.waarschuw(naam, "Dit is een map in de map. Zij is niet gelezen.")
        return []
    soort = _bestandssoort(pad)
    if soort is None or (pad.suffix.lower() == ".txt" and not tabelnaam(pad.stem) and not plan.noemt(pad)):
        return _ander_bestand(pad, naam, rapport)
    try:
        if pad.stat().st_size == 0:
            rapport.weiger(naam, "Het bestand is leeg.", doe="Maak de export opnieuw, of haal het bestand weg.")
            return []
        return {"csv": _lees_csv, "excel": _lees_excel, "parquet": _lees_parquet}[soort](pad, naam, plan, rapport)
    except OSError:
        rapport.weiger(naam, "Het bestand is niet te openen.", doe="Sluit het in Excel en probeer het opnieuw.")
        return []


def _bestandssoort(pad: Path) -> str | None:
    """Het soort bestand; de inhoud gaat voor de naam (een Excel-bestand dat .csv heet)."""
    einde = pad.suffix.lower()
    if einde not in CSV_EINDEN + EXCEL_EINDEN + PARQUET_EINDEN:
        return None
    with pad.open("rb") as bestand:
        begin = bestand.read(4)
    if begin == b"PK\x03\x04":
        return "excel"
    if begin == b"PAR1":
        return "parquet"
    return "csv" if einde in CSV_EINDEN else "excel" if einde in EXCEL_EINDEN else "parquet"


def _ander_bestand(pad: Path, naam: str, rapport: Rapport) -> list[Deel]:
    if tabelnaam(pad.stem):
        rapport.weiger(
            naam,
            f"Een bestand van het soort '{pad.suffix}' is niet te lezen.",
            toegestaan="CSV, XLSX, Parquet",
            doe="Bewaar het als een van deze soorten.",
        )
    else:
        rapport.waarschuw(naam, "Dit bestand is geen tabel en is niet gelezen.")
    return []


def _onbekende_tabel(rapport: Rapport, bestand: str, blad: str, naam: str) -> None:
    wat = "Dit tabblad" if blad else "Dit bestand"
    rapport.weiger(
        bestand,
        f"{wat} heet niet naar een tabel.{bedoelt(naam.lower(), contract.TABELLEN)}",
        blad=blad,
        toegestaan=", ".join(contract.TABELLEN),
        doe=f"Geef het een andere naam, of zet '{naam}' onder 'negeer' in {KOLOMMENBESTAND}.",
    )


def _lees_csv(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    regel = plan.kies(pad, "")
    if regel is None:
        _onbekende_tabel(rapport, naam, "", pad.stem)
        return []
    tekst, codering = _ontcijfer(pad.read_bytes())
    if "\x00" in tekst:
        rapport.waarschuw(naam, "Er stonden lege tekens (NUL) in het bestand. Die zijn weggehaald.")
    tekst = tekst.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if "Ã" in tekst:
        rij = tekst[: tekst.index("Ã")].count("\n") + 1
        rapport.waarschuw(naam, f"Rond regel {rij} lijken letters als ë kapot (Ã«). Kijk de export na.")
    gemeld = re.match(r"sep=(.)\n", tekst, re.IGNORECASE)
    if gemeld:
        tekst = tekst[gemeld.end() :]
    tabel = contract.tabel(regel.tabel)
    kop, lijf, teken = _kop_en_lijf(tekst, regel, tabel, gemeld[1] if gemeld else "")
    info = Bestand(naam, tabel.naam, f"CSV, {codering}, {TEKENS.get(teken, teken)}")
    if len(kop) == 1 and len(tabel.minimum) > 1:
        rapport.weiger(
            naam,
            "Er is maar één kolom gevonden.",
            doe="Scheid de velden met een puntkomma.",
            toegestaan="puntkomma, komma of tab",
        )
        return []
    try:
        frame, rijen, ragged = _records(lijf, teken, len(kop))
    except csv.Error:
        rapport.weiger(
            naam,
            f"Een aanhalingsteken wordt niet goed afgesloten, {_open_teken(lijf, teken, regel.overslaan + 2)}.",
            doe="Zet een tweede aanhalingsteken, of haal het weg.",
        )
        return []
    rijen = rijen + regel.overslaan + 2
    for rij, aantal in ragged:
        info.rijen_in += 1
        info.afgekeurd += 1
        rapport.meld(
            Fout(
                naam,
                f"De rij heeft {aantal} velden; de kop heeft er {len(kop)}.",
                soort="velden",
                rij=rij + regel.overslaan + 2,
                doe=f"Zet een veld met een {TEKENS.get(teken, teken)} erin tussen aanhalingstekens.",
            )
        )
    blad = Blad("", kop, frame.get_columns(), rijen, info.gelezen_als)
    return _naar_deel(blad, info, regel, tabel, rapport)


def _ontcijfer(inhoud: bytes) -> tuple[str, str]:
    """De tekst van een bestand, met de codering die gevonden is.

    >>> _ontcijfer("€ 5".encode("cp1252")), _ontcijfer("ë".encode("utf-16"))
    (('€ 5', 'Windows-1252'), ('ë', 'UTF-16'))
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
        return inhoud.decode("cp1252", errors="replace"), "Windows-1252"


def _kop_en_lijf(tekst: str, regel: Regel, tabel: Tabel, gemeld: str) -> tuple[list[str], str, str]:
    """De kolomnamen, de tekst eronder en het scheidingsteken: dat met de meeste bekende kolomnamen."""
    regels = tekst.split("\n")[regel.overslaan :]
    rest = "\n".join(regels)
    bekend = {k.naam for k in tabel.kolommen} | {_kopnaam(k) for k in regel.hernoem}
    beste: tuple[tuple[int, int], list[str], int, str] | None = None
    for teken in [gemeld] if gemeld else TEKENS:
        lezer = csv.reader(io.StringIO(rest), delimiter=teken)
        try:
            kop = next(lezer, [])
        except csv.Error:
            continue
        score = (sum(_kopnaam(k) in bekend for k in kop), len(kop))
        if beste is None or score > beste[0]:
            beste = (score, kop, lezer.line_num, teken)
    if beste is None:
        return [], "", ";"
    _, kop, gelezen, teken = beste
    return kop, "\n".join(regels[gelezen:]), teken


def _records(lijf: str, teken: str, breedte: int) -> tuple[pl.DataFrame, pl.Series, list[tuple[int, int]]]:
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
        if not any(record):
            continue
        if len(record) < len(namen) or any(record[len(namen) :]):
            ragged.append((nummer, len(record)))
        else:
            goed.append(record[: len(namen)])
            rijen.append(nummer)
    frame = pl.DataFrame(goed, schema=dict.fromkeys(namen, pl.String), orient="row")
    return frame, pl.Series(rijen, dtype=pl.Int64), ragged


def _zonder_lege_rijen(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series, list[tuple[int, int]]]:
    vol = frame.with_row_index(RIJ).filter(pl.any_horizontal((pl.col(k) != "").fill_null(False) for k in frame.columns))
    return vol.drop(RIJ), vol[RIJ].cast(pl.Int64), []


def _open_teken(lijf: str, teken: str, eerste_rij: int) -> str:
    """Waar een aanhalingsteken open blijft: het record waarin de lezer strandt."""
    lezer = csv.reader(io.StringIO(lijf), delimiter=teken, strict=True)
    gelezen = 0
    try:
        while next(lezer, None) is not None:
            gelezen += 1
    except csv.Error:
        return f"vanaf rij {eerste_rij + gelezen}"
    return "ergens in het bestand"


def _lees_excel(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    try:
        with zipfile.ZipFile(pad) as inpak:
            if sum(deel.file_size for deel in inpak.infolist()) > GROOTSTE_UITGEPAKT:
                rapport.weiger(naam, "Het Excel-bestand is uitgepakt te groot.", doe="Lever het als CSV.")
                return []
            cel = _formule_zonder_waarde(inpak)
        bladen = _open_werkboek(pad)
    except OSError:
        raise
    except Exception:  # openpyxl and the XML below it raise whatever they stumble over in a broken file
        rapport.weiger(
            naam,
            "Het Excel-bestand is beschadigd of beveiligd met een wachtwoord.",
            doe="Open het in Excel en bewaar het opnieuw als .xlsx.",
        )
        return []
    if cel:
        rapport.weiger(
            naam,
            f"In cel {cel} staat een formule zonder uitkomst.",
            doe="Open het bestand in Excel en bewaar het opnieuw, of plak alleen de waarden.",
        )
        return []
    return _lees_bladen(bladen, pad, naam, plan, rapport)


def _formule_zonder_waarde(inpak: zipfile.ZipFile) -> str:
    """De eerste cel met een formule waarvan Excel de uitkomst niet bewaarde; die zou anders leeg lijken."""
    patroon = re.compile(rb'<c r="([A-Z]+\d+)"(?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
    for deel in inpak.namelist():
        if deel.startswith("xl/worksheets/") and (gevonden_cel := patroon.search(inpak.read(deel))):
            return gevonden_cel[1].decode()
    return ""


def _open_werkboek(pad: Path) -> list[tuple[str, bool, list[tuple[int, tuple]]]]:
    """De tabbladen van een werkboek: naam, zichtbaar, en de gevulde rijen met hun nummer."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(), pad.open("rb") as bestand:  # by content: openpyxl refuses a path that ends in .csv
        warnings.simplefilter("ignore")  # openpyxl warns in English about styles it skips
        bladen = []
        for blad in load_workbook(bestand, read_only=True, data_only=True).worksheets:
            if blad.title.strip().lower() in contract.HULPBLADEN:
                continue
            blad.reset_dimensions()
            rijen = enumerate(blad.iter_rows(values_only=True), start=1)
            gevuld = [(n, rij) for n, rij in rijen if any(cel is not None for cel in rij)]
            bladen.append((blad.title, blad.sheet_state == "visible", gevuld))
        return bladen


def _lees_bladen(
    bladen: list[tuple[str, bool, list[tuple[int, tuple]]]], pad: Path, naam: str, plan: Plan, rapport: Rapport
) -> list[Deel]:
    delen: list[Deel] = []
    zichtbaar = [titel for titel, is_zichtbaar, _ in bladen if is_zichtbaar]
    for titel, is_zichtbaar, rijen in bladen:
        if plan.overgeslagen(titel):
            continue
        toon_titel = maskeer(titel)
        regel = plan.kies(pad, titel, eerste_blad=zichtbaar == [titel])
        if not is_zichtbaar:
            gelezen = "wel" if regel else "niet"
            rapport.waarschuw(naam, f"Tabblad '{toon_titel}' is verborgen. Het is {gelezen} gelezen.")
        if rijen and regel:
            delen += _blad_naar_deel(rijen, toon_titel, naam, regel, rapport)
        elif rijen and is_zichtbaar:
            _onbekende_tabel(rapport, naam, toon_titel, titel)
    return delen


def _blad_naar_deel(
    rijen: list[tuple[int, tuple]], titel: str, naam: str, regel: Regel, rapport: Rapport
) -> list[Deel]:
    rijen = [(n, r) for n, r in rijen if n > regel.overslaan]
    tabel = contract.tabel(regel.tabel)
    kop = ["" if c is None else str(c) for c in rijen[0][1]] if rijen else []
    breedte = max((len(r) for _, r in rijen), default=0)
    kop += [""] * (breedte - len(kop))
    kolommen = [[r[i] if i < len(r) else None for _, r in rijen[1:]] for i in range(breedte)]
    info = Bestand(naam, tabel.naam, "Excel", titel)
    blad = Blad(titel, kop, kolommen, pl.Series([n for n, _ in rijen[1:]], dtype=pl.Int64), "Excel")
    return _naar_deel(blad, info, regel, tabel, rapport)


def _lees_parquet(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    regel = plan.kies(pad, "")
    if regel is None:
        _onbekende_tabel(rapport, naam, "", pad.stem)
        return []
    try:
        frame = pl.read_parquet(pad)
    except (pl.exceptions.PolarsError, OSError):
        rapport.weiger(naam, "Het Parquet-bestand is beschadigd.", doe="Maak de export opnieuw.")
        return []
    tabel = contract.tabel(regel.tabel)
    rijen = pl.int_range(2, frame.height + 2, eager=True)
    blad = Blad("", frame.columns, frame.get_columns(), rijen, "Parquet")
    return _naar_deel(blad, Bestand(naam, tabel.naam, "Parquet"), regel, tabel, rapport)


# --- from their columns to ours ---------------------------------------------------------------------------------------
def _kopnaam(kop: str) -> str:
    """Een kolomnaam zonder verschil in hoofdletters, spaties en streepjes.

    >>> _kopnaam(" Toewijzing-datum * ")
    'toewijzing_datum'
    """
    return re.sub(r"[\s\-]+", "_", re.sub(r"[\ufeff\u200b*]", "", kop).strip().lower())


def _is_bsn_kop(naam: str) -> bool:
    return bool(re.search(r"(^|_)(\w*bsn|bsn\w*|burger_?service_?(nummer|nr)|sofi_?(nummer|nr))(_|$)", naam))


def _naar_deel(blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport) -> list[Deel]:
    """De kolommen van een bestand als die van het contract, nog als tekst; een fout in de opbouw wordt gemeld."""
    rapport.bestanden.append(info)
    fouten = len(rapport.fouten)
    keuze, bsn_als_client = _koppel_koppen(blad, info, regel, tabel, rapport)
    if any(fout.structureel for fout in rapport.fouten[fouten:]):
        info.rijen_in += len(blad.rijen)
        info.afgekeurd = info.rijen_in
        return []
    series = [_naar_tekst(blad.kolommen[i], tabel.kolom(naam)).alias(naam) for naam, i in keuze.items()]
    leeg = [pl.Series(k.naam, [None] * len(blad.rijen), dtype=pl.String) for k in tabel.kolommen if k.naam not in keuze]
    ruw = pl.DataFrame([*series, *leeg, blad.rijen.alias(RIJ)])
    for kolom, paren in regel.waarden.items():
        ruw = ruw.with_columns(pl.col(kolom).str.strip_chars().replace({str(k).strip(): v for k, v in paren.items()}))
    ruw = ruw.with_columns(
        pl.col(k.naam).str.replace_all(r"[\u00a0\u200b\ufeff]", " ").str.strip_chars().replace("", None)
        for k in tabel.kolommen
    )
    ruw = ruw.with_columns(pl.col(kolom).fill_null(pl.lit(waarde)) for kolom, waarde in regel.vast.items())
    info.rijen_in += ruw.height
    if not ruw.height and not info.rijen_in:
        rapport.waarschuw(info.label, "Hier staan alleen kolomnamen. De tabel is overgeslagen.")
        return []
    return [Deel(tabel, info, ruw, bsn_als_client)]


def _koppel_koppen(
    blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport
) -> tuple[dict[str, int], bool]:
    """Welke kolom van het bestand bij welke kolom van het contract hoort, en of een BSN-kolom als client_id dient."""
    weiger = lambda wat, **meer: rapport.weiger(info.naam, wat, blad=info.blad, **meer)  # noqa: E731
    koppen = [_kopnaam(k) for k in blad.koppen]
    onze = {_kopnaam(hun): ons for hun, ons in regel.hernoem.items()}
    for hun in regel.hernoem:
        if _kopnaam(hun) not in koppen:
            weiger(
                f"{KOLOMMENBESTAND} noemt de kolom '{hun}', maar die staat hier niet.{bedoelt(_kopnaam(hun), koppen)}",
                toegestaan=gevonden(blad.koppen),
            )
    namen = [onze.get(k, k) for k in koppen]
    bekend = [k.naam for k in tabel.kolommen]
    for naam in {n for n in namen if n and namen.count(n) > 1 and (n in bekend or _is_bsn_kop(n))}:
        weiger(
            f"De kolom '{naam}' staat er {namen.count(naam)} keer.", doe="Haal er een weg of geef hem een andere naam."
        )
    keuze = {naam: i for i, naam in enumerate(namen) if naam in bekend}
    bsn = [i for i, naam in enumerate(namen) if naam not in bekend and _is_bsn_kop(naam)]
    als_client = bool(bsn) and "client_id" in bekend and "client_id" not in keuze
    if als_client:
        keuze["client_id"] = bsn[0]
    _ontbrekende_koppen(blad, namen, keuze, regel, tabel, weiger)
    gebruikt = set(keuze.values())
    for i, naam in enumerate(namen):
        if i not in gebruikt and naam:
            _ongebruikte_kop(blad, i, naam, tabel, keuze, info, rapport, weiger)
    return keuze, als_client


def _ontbrekende_koppen(
    blad: Blad, namen: list[str], keuze: Mapping[str, int], regel: Regel, tabel: Tabel, weiger: Callable
) -> None:
    mist = [k for k in tabel.minimum if k not in keuze and k not in regel.vast]
    if mist and not keuze:
        weiger(
            "In de bovenste rij staan geen kolomnamen.",
            toegestaan=", ".join(k.naam for k in tabel.kolommen),
            doe=f"Zet de kolomnamen bovenaan, of zet 'overslaan' in {KOLOMMENBESTAND}.",
        )
        return
    for kolom in mist:
        lijkt = bedoelt(kolom, [n for n in namen if n and n not in keuze], "Heet die bij u")
        weiger(
            f"De verplichte kolom '{kolom}' ontbreekt.{lijkt}",
            kolom=kolom,
            toegestaan=gevonden(blad.koppen, "gevonden"),
            doe=f"Voeg de kolom toe, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}.",
        )


def _ongebruikte_kop(
    blad: Blad,
    i: int,
    naam: str,
    tabel: Tabel,
    keuze: Mapping[str, int],
    info: Bestand,
    rapport: Rapport,
    weiger: Callable,
) -> None:
    toon = koptekst(blad.koppen[i])
    open_plekken = [k.naam for k in tabel.kolommen if k.naam not in keuze]
    if _is_bsn_kop(naam) or bevat_bsn(_naar_tekst(blad.kolommen[i], None)):
        rapport.waarschuw(info.label, f"De kolom '{toon}' bevat BSN's. Zij is niet gelezen en niet bewaard.")
    elif not tabel.minimum or difflib.get_close_matches(naam, open_plekken, n=1, cutoff=0.85):
        weiger(
            f"De kolom '{toon}' is onbekend.{bedoelt(naam, open_plekken)}",
            kolom=toon,
            doe=f"Verbeter de naam, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}.",
        )
    else:
        rapport.waarschuw(info.label, f"De kolom '{toon}' staat niet in het contract. Zij is niet gelezen.")


def _naar_tekst(waarden: pl.Series | list, kolom: Kolom | None) -> pl.Series:
    """Waarden als tekst. Een echt getal of een echte datum wordt zo geschreven dat er maar een lezing is."""
    soort = kolom.soort if kolom else "tekst"
    if isinstance(waarden, pl.Series):
        if waarden.dtype == pl.String:
            return waarden
        if (
            waarden.dtype == pl.Date
            or waarden.dtype.is_integer()
            or isinstance(waarden.dtype, pl.Categorical | pl.Enum)
        ):
            return waarden.cast(pl.String)
        waarden = waarden.to_list()
    return pl.Series([_celtekst(w, soort) for w in waarden], dtype=pl.String)


def _celtekst(waarde: object, soort: str) -> str | None:
    """Een cel als tekst.

    >>> _celtekst(1.234, "getal"), _celtekst(1234.567, "bedrag"), _celtekst(datetime(2023, 4, 15), "datum")
    ('1,2340', '1234,57', '2023-04-15')
    """
    if waarde is None or isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        if soort == "tijd":
            return waarde.time().isoformat("seconds")
        return (
            waarde.date().isoformat()
            if soort == "datum" or waarde.time() == time()
            else waarde.isoformat(" ", "seconds")
        )
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, time):
        return waarde.isoformat("seconds")
    if isinstance(waarde, float | Decimal):
        return _getaltekst(Decimal(repr(waarde)) if isinstance(waarde, float) else waarde, soort)
    return str(waarde)


def _getaltekst(waarde: Decimal, soort: str) -> str | None:
    if not waarde.is_finite():
        return None
    if waarde == waarde.to_integral_value():
        return f"{waarde:.0f}"
    if soort == "bedrag":
        return f"{waarde.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".replace(".", ",")
    heel, decimalen = f"{waarde.normalize():f}".split(".")
    return f"{heel},{decimalen}0" if len(decimalen) == 3 else f"{heel},{decimalen}"


# --- several files, one table -----------------------------------------------------------------------------------------
def _naar_tabellen(delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport) -> dict[str, pl.DataFrame]:
    delen = _pseudonimiseer(delen, map, gegeven, rapport)
    per_tabel: dict[str, list[tuple[Bestand, pl.DataFrame]]] = {}
    for deel in delen:
        per_tabel.setdefault(deel.tabel.naam, []).append((deel.info, keur_deel(deel, rapport)))
    return {naam: _voeg_samen(contract.tabel(naam), paren, rapport) for naam, paren in per_tabel.items()}


def _pseudonimiseer(delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport) -> list[Deel]:
    """Staat in een client_id-kolom een BSN, dan krijgen alle client_id's van de levering een pseudoniem."""
    met_client = [d for d in delen if "client_id" in d.ruw.columns]
    if not any(d.bsn_als_client or bevat_bsn(d.ruw["client_id"], AANDEEL_BSN_CLIENT) for d in met_client):
        return delen
    if gegeven is None:
        if not os.environ.get(SLEUTELVARIABELE) and sleutelbestand().is_relative_to(map.resolve()):
            rapport.weiger(
                map.name,
                "De sleutel zou in de map met leveringen komen.",
                doe=f"Zet de sleutel elders, met {SLEUTELVARIABELE}.",
            )
            return []
        try:
            gegeven = sleutel()
        except ValueError as fout:
            rapport.weiger(map.name, str(fout))
            return []
    for deel in met_client:
        kolom = deel.ruw["client_id"].drop_nulls()
        fout = len(kolom) - elfproef(kolom).sum()
        extra = f" {getal(fout)} waarden zijn geen geldig BSN." if fout and bevat_bsn(kolom) else ""
        rapport.waarschuw(deel.info.label, f"Het BSN in client_id is vervangen door een pseudoniem.{extra}")
    return [
        replace(d, ruw=d.ruw.with_columns(pseudoniem(d.ruw["client_id"], gegeven).alias("client_id")))
        if "client_id" in d.ruw.columns
        else d
        for d in delen
    ]


def _voeg_samen(tabel: Tabel, paren: list[tuple[Bestand, pl.DataFrame]], rapport: Rapport) -> pl.DataFrame:
    """Alle bestanden van een tabel onder elkaar; gelijke rijen tellen een keer, en de tabel moet goed genoeg zijn."""
    frame = pl.concat([f.with_columns(pl.lit(i, dtype=pl.Int32).alias(BRON)) for i, (_, f) in enumerate(paren)])
    kolommen = [k.naam_na for k in tabel.kolommen]
    uniek = frame.unique(subset=kolommen, keep="first", maintain_order=True)
    weg = frame.group_by(BRON).len("voor").join(uniek.group_by(BRON).len("na"), on=BRON, how="left")
    for bron, voor, na in weg.sort(BRON).iter_rows():
        aantal = voor - (na or 0)
        paren[bron][0].dubbel += aantal
        if aantal:
            rapport.waarschuw(
                paren[bron][0].label, f"{rijen_tekst(aantal)} helemaal gelijk aan een andere rij: telt één keer."
            )
    if tabel.uniek:
        uniek = _keur_sleutel(uniek, tabel, [info for info, _ in paren], rapport)
    rijen_in = sum(info.rijen_in for info, _ in paren)
    afgekeurd = sum(info.afgekeurd for info, _ in paren)
    if afgekeurd > HOOGSTENS_AFGEKEURD * rijen_in:
        rapport.weiger(
            ", ".join(dict.fromkeys(info.label for info, _ in paren)),
            soort="aandeel",
            wat=f"Van tabel {tabel.naam} is {procent(100 * afgekeurd / rijen_in)} van de rijen fout.",
            toegestaan=f"hoogstens {procent(100 * HOOGSTENS_AFGEKEURD, 0)}",
            doe="Verbeter de export en probeer het opnieuw.",
        )
    return uniek.select(kolommen)


def _keur_sleutel(frame: pl.DataFrame, tabel: Tabel, infos: list[Bestand], rapport: Rapport) -> pl.DataFrame:
    """Twee rijen met dezelfde sleutel en een andere inhoud: de eerste telt, de andere valt af."""
    sleutel = [tabel.kolom(k).naam_na for k in tabel.sleutel]
    dubbel = ~pl.struct(sleutel).is_first_distinct()
    for bron, rij in frame.filter(dubbel).select(BRON, RIJ).iter_rows():
        info = infos[bron]
        info.afgekeurd += 1
        rapport.meld(
            Fout(
                info.naam,
                f"Deze {', '.join(tabel.sleutel)} stond er al, met een andere inhoud.",
                blad=info.blad,
                rij=rij,
                kolom=tabel.sleutel[0],
                soort="sleutel",
                doe="Laat één van de twee rijen staan.",
            )
        )
    return frame.filter(~dubbel)


def _kruiscontroles(tabellen: dict[str, pl.DataFrame], rapport: Rapport) -> None:
    """Past de ene tabel op de andere? Alleen als waarschuwing: een levering mag onvolledig zijn."""

    def los(van: str, naar: str, sleutel: list[str], tekst: str) -> None:
        if van in tabellen and naar in tabellen:
            gevuld = tabellen[van].drop_nulls(sleutel)
            aantal = gevuld.join(tabellen[naar], on=sleutel, how="anti").height
            if aantal:
                rapport.waarschuw(van, f"{getal(aantal)} van {rijen_tekst(gevuld.height)}: {tekst}")

    nummer = ["wet", "toewijzingnummer"]
    los(
        "toewijzingen",
        "clienten",
        ["client_id"],
        "de cliënt staat niet in clienten. Wijk en leeftijd zijn dan onbekend.",
    )
    for van in ("leveringen", "declaraties", "verzoeken"):
        los(van, "toewijzingen", nummer, "de toewijzing staat niet in toewijzingen.")
    if "koppel_product" in tabellen and "toewijzingen" in tabellen:  # a law without a table has no main categories
        wetten = tabellen["koppel_product"]["wet"].unique().to_list()
        tabellen = {**tabellen, "toewijzingen": tabellen["toewijzingen"].filter(pl.col("wet").is_in(wetten))}
        los(
            "toewijzingen",
            "koppel_product",
            ["wet", "productcategorie"],
            "de productcategorie staat niet in koppel_product. De hoofdcategorie is dan onbekend.",
        )
    if "clienten" in tabellen and tabellen["clienten"]["client_id"].is_duplicated().any():
        aantal = tabellen["clienten"].height - tabellen["clienten"]["client_id"].n_unique()
        rapport.waarschuw(
            "clienten", f"{rijen_tekst(aantal)} met andere gegevens van een cliënt die er al staat. Eén rij telt."
        )
