"""De deur: de enige plek waar ruwe leveringen binnenkomen.

Een map met CSV, Excel of Parquet gaat erin; getypeerde tabellen en een verslag komen eruit. Elke fout van een levering
staat er in een keer in, met bestand, rij zoals Excel die telt, kolom, wat er mag en wat u kunt doen. Een BSN wordt bij
het lezen een pseudoniem en nergens bewaard. Het contract zelf staat in `contract`.

Wanneer wordt een levering geweigerd? Bij een fout in de opbouw (een verplichte kolom ontbreekt, een bestand is onleesbaar,
een tabel is onbekend) en als meer dan 5% van een tabel fout is. Dan gaat er niets door. Anders vallen alleen de foute
rijen af; het verslag telt ze.
"""

from __future__ import annotations

import csv
import difflib
import fnmatch
import hashlib
import hmac
import html
import io
import os
import re
import secrets
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import platformdirs
import polars as pl
import yaml

from sociaaldomein import contract
from sociaaldomein.contract import Kolom, Tabel
from sociaaldomein.formats import getal, procent

KOLOMMENBESTAND = "kolommen.yml"
BIJLAGEN = (KOLOMMENBESTAND, "herkomst.yml")  # belong to a delivery, hold no table
SLEUTELVARIABELE = "SOCIAALDOMEIN_SLEUTEL"
MINIMALE_SLEUTEL = 16
HOOGSTENS_AFGEKEURD = 0.05
AANDEEL_BSN = 0.8
FOUTEN_OP_SCHERM = 20  # per file; the HTML page shows them all
FOUTEN_BEWAARD = 1000  # per file, column and kind; the rest is only counted
GROOTSTE_UITGEPAKT = 1_000_000_000  # bytes; an Excel file that unpacks to more is refused
CSV_EINDEN, EXCEL_EINDEN, PARQUET_EINDEN = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm"), (".parquet",)
TEKENS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}
MERKEN_AFGESCHERMD = r"^(<\s*\d+|x|\.|\*|afgeschermd)$"
EXCELFOUTEN = ("#N/B", "#N/A", "#VERW!", "#REF!", "#WAARDE!", "#VALUE!", "#DEEL/0!", "#DIV/0!", "#NAAM?", "#NAME?",
               "#GETAL!", "#NUM!", "#LEEG!", "#NULL!")
RIJ, BRON = "_rij", "_bron"
SOORTFOUT = {
    "leeg": "verplicht veld is leeg", "datum": "geen datum", "getal": "geen getal", "dubbelzinnig": "getal op twee manieren",
    "centen": "meer dan twee decimalen", "bereik": "buiten de grenzen", "code": "staat niet in de lijst",
    "vorm": "verkeerde vorm", "kwartaal": "geen kwartaal", "tijd": "geen tijd", "nummer": "nummer ingekort door Excel",
    "volgorde": "datums in verkeerde volgorde", "bsn": "BSN op een verkeerde plek", "velden": "te veel of te weinig velden",
    "sleutel": "dubbel met andere inhoud", "excelfout": "fout van Excel in de cel", "groep": "dimensie en groep passen niet",
    "opbouw": "fout in de opbouw", "aandeel": "te veel rijen fout",
}


# --- what the door reports --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Fout:
    """Een fout in een levering: waar zij staat, wat er mis is, wat er mag en wat u kunt doen.

    >>> Fout("clienten.csv", "'19x5' is geen heel getal.", doe="Schrijf een jaartal.", rij=3, kolom="geboortejaar").tekst
    "clienten.csv, rij 3, kolom geboortejaar: '19x5' is geen heel getal. Schrijf een jaartal."
    """

    bestand: str
    wat: str
    toegestaan: str = ""
    doe: str = ""
    blad: str = ""
    rij: int | None = None
    kolom: str = ""
    soort: str = "opbouw"
    structureel: bool = False

    @property
    def plek(self) -> str:
        """Waar de fout staat, zonder het bestand."""
        delen = (f"tabblad {self.blad}" if self.blad else "", f"rij {self.rij}" if self.rij else "",
                 f"kolom {self.kolom}" if self.kolom else "")
        return ", ".join(d for d in delen if d)

    @property
    def tekst(self) -> str:
        """De hele melding in een regel."""
        waar = ", ".join(d for d in (self.bestand, self.plek) if d)
        mag = f"Toegestaan: {self.toegestaan}." if self.toegestaan else ""
        return " ".join(d for d in (f"{waar}: {self.wat}", mag, self.doe) if d)


@dataclass(frozen=True)
class Waarschuwing:
    """Iets om naar te kijken. De levering gaat gewoon door."""

    bestand: str
    tekst: str


@dataclass
class Bestand:
    """Wat er van een bestand of tabblad gelezen is. rijen_in = rijen_uit + afgekeurd + dubbel."""

    naam: str
    tabel: str
    gelezen_als: str
    blad: str = ""
    rijen_in: int = 0
    afgekeurd: int = 0
    dubbel: int = 0

    @property
    def rijen_uit(self) -> int:
        return self.rijen_in - self.afgekeurd - self.dubbel

    @property
    def label(self) -> str:
        return f"{self.naam} ({self.blad})" if self.blad else self.naam


@dataclass
class Rapport:
    """Het verslag van een levering: wat gelezen is, elke fout, elke waarschuwing."""

    map: str
    bestanden: list[Bestand] = field(default_factory=list)
    fouten: list[Fout] = field(default_factory=list)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)
    ontbreekt: list[str] = field(default_factory=list)
    aantallen: Counter = field(default_factory=Counter)  # (bestand, blad, kolom, soort) -> every fault, kept or not

    @property
    def aangenomen(self) -> bool:
        """Er is geen fout die de hele levering tegenhoudt."""
        return not any(fout.structureel for fout in self.fouten)

    @property
    def aantal_fouten(self) -> int:
        return self.aantallen.total()

    def meld(self, fout: Fout) -> None:
        """Voeg een fout toe; na duizend van dezelfde soort in een kolom telt het verslag alleen nog."""
        sleutel = (fout.bestand, fout.blad, fout.kolom, fout.soort)
        self.aantallen[sleutel] += 1
        if self.aantallen[sleutel] <= FOUTEN_BEWAARD:
            self.fouten.append(fout)

    def weiger(self, bestand: str, wat: str, **meer) -> None:
        """Voeg een fout toe die de hele levering tegenhoudt."""
        self.meld(Fout(bestand, wat, structureel=True, **meer))

    def waarschuw(self, bestand: str, tekst: str) -> None:
        self.waarschuwingen.append(Waarschuwing(bestand, tekst))

    @property
    def uitspraak(self) -> str:
        """In een zin of de levering doorgaat."""
        if not self.aangenomen:
            return "De levering is geweigerd. Er is niets veranderd."
        afgekeurd = sum(b.afgekeurd for b in self.bestanden)
        if not afgekeurd:
            return "De levering is aangenomen."
        return f"De levering is aangenomen. {_rijen(afgekeurd)} {'valt' if afgekeurd == 1 else 'vallen'} af."

    def samenvatting(self) -> list[tuple[str, str, int]]:
        """Per bestand en soort fout het aantal: (bestand, soort in woorden, aantal)."""
        per_soort: Counter = Counter()
        for (bestand, blad, _, soort), aantal in self.aantallen.items():
            per_soort[f"{bestand} ({blad})" if blad else bestand, SOORTFOUT[soort]] += aantal
        return [(bestand, soort, aantal) for (bestand, soort), aantal in sorted(per_soort.items())]

    def tekst(self) -> str:
        """Het verslag voor de terminal, met de eerste twintig fouten per bestand."""
        return "\n".join(_terminal(self)) + "\n"

    def html(self) -> str:
        """Het verslag als losse webpagina, met alle fouten in een tabel."""
        return _pagina(self)


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
    plan = _lees_kolommenbestand(map / KOLOMMENBESTAND, rapport)
    delen = [deel for pad in sorted(map.iterdir()) for deel in _lees_bestand(pad, plan, rapport)]
    _meld_ongebruikt(plan, rapport)
    delen = [deel for deel in delen if deel.tabel.naam in namen]
    tabellen = _naar_tabellen(delen, map, sleutel, rapport)
    geleverd = {b.tabel for b in rapport.bestanden}
    rapport.ontbreekt = [naam for naam in contract.TABELLEN if naam in namen and naam not in geleverd]
    if not tabellen and rapport.aangenomen:
        rapport.weiger(map.name, "In deze map staat geen tabel met rijen.",
                       toegestaan=", ".join(contract.TABELLEN), doe="Noem een bestand of tabblad naar de tabel.")
    if rapport.aangenomen:
        _kruiscontroles(tabellen, rapport)
    return Levering(tabellen, rapport)


# --- the key and the pseudonym ----------------------------------------------------------------------------------------
def sleutelbestand() -> Path:
    """Waar de sleutel staat als er geen omgevingsvariabele is: in de instellingen van de gebruiker."""
    return platformdirs.user_config_path("sociaaldomein") / "sleutel"


def sleutel() -> bytes:
    """De sleutel waarmee een BSN een pseudoniem wordt; bij het eerste gebruik gemaakt, alleen leesbaar voor de gebruiker.

    De omgevingsvariabele SOCIAALDOMEIN_SLEUTEL gaat voor. Een te korte sleutel geeft een ValueError.
    """
    waarde = os.environ.get(SLEUTELVARIABELE, "")
    if not waarde:
        pad = sleutelbestand()
        if not pad.exists():
            pad.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as bestand:
                bestand.write(secrets.token_hex(32))
        waarde = pad.read_text(encoding="ascii").strip()
    if len(waarde) < MINIMALE_SLEUTEL:
        raise ValueError(f"De sleutel is te kort. Gebruik minstens {MINIMALE_SLEUTEL} tekens in {SLEUTELVARIABELE}.")
    return waarde.encode()


def elfproef(waarden: pl.Series) -> pl.Series:
    """Welke waarden een BSN kunnen zijn: acht of negen cijfers die de elfproef doorstaan.

    >>> elfproef(pl.Series(["123456782", "123456789", "P1", "1234.56.782", None])).to_list()
    [True, False, False, True, False]
    """
    kaal = pl.col("w").cast(pl.String).str.strip_chars().str.replace_all(r"[.\s-]", "")
    cijfers = kaal.str.zfill(9)
    som = sum(cijfers.str.slice(i, 1).cast(pl.Int32, strict=False) * w for i, w in enumerate((9, 8, 7, 6, 5, 4, 3, 2, -1)))
    goed = kaal.str.contains(r"^\d{8,9}$") & (som % 11 == 0) & (cijfers != "000000000")
    return waarden.to_frame("w").select(goed.fill_null(False).alias(waarden.name)).to_series()


def pseudoniem(waarden: pl.Series, sleutel: bytes) -> pl.Series:
    """Vervang elke waarde door een pseudoniem van 21 letters; dezelfde persoon krijgt met dezelfde sleutel hetzelfde.

    Voorloopnullen en punten in een BSN maken geen verschil.

    >>> een, twee = pseudoniem(pl.Series(["012345672", "12345672"]), b"een lange geheime sleutel")
    >>> een == twee, len(een), any(teken.isdigit() for teken in een)
    (True, 21, False)
    """
    uniek = waarden.drop_nulls().unique()
    bsn = elfproef(uniek)
    kaal = [re.sub(r"[.\s-]", "", w).zfill(9) if is_bsn else w.strip() for w, is_bsn in zip(uniek, bsn, strict=True)]
    nieuw = ["p" + _letters(hmac.digest(sleutel, w.encode(), hashlib.sha256)) for w in kaal]
    return waarden.replace_strict(uniek, pl.Series(nieuw, dtype=pl.String), default=None, return_dtype=pl.String)


def _letters(samenvatting: bytes) -> str:
    # letters only: a run of digits inside a hash could pass the 11-test by chance
    return samenvatting.hex()[:20].translate(str.maketrans("0123456789", "ghijklmnop"))


# --- column mapping ---------------------------------------------------------------------------------------------------
@dataclass
class Regel:
    """Hoe een bestand met andere kolomnamen op een tabel past, uit kolommen.yml."""

    tabel: str
    bestand: str = ""
    blad: str = ""
    overslaan: int = 0
    hernoem: Mapping[str, str] = field(default_factory=dict)
    waarden: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    vast: Mapping[str, str] = field(default_factory=dict)
    gebruikt: bool = False

    def past(self, pad: Path, blad: str, eerste_blad: bool) -> bool:
        """Of deze regel een bestand en tabblad aanwijst."""
        if not self.bestand and not self.blad:
            return False
        return ((not self.bestand or _lijkt(pad.name, self.bestand) or _lijkt(pad.stem, self.bestand))
                and (blad == self.blad if self.blad else eerste_blad))


@dataclass
class Plan:
    """De inhoud van kolommen.yml: regels per tabel, en wat niet gelezen hoeft te worden."""

    regels: list[Regel] = field(default_factory=list)
    negeer: list[str] = field(default_factory=list)

    def overgeslagen(self, *namen: str) -> bool:
        return any(_lijkt(naam, patroon) for naam in namen for patroon in self.negeer)

    def noemt(self, pad: Path) -> bool:
        """Of een regel dit bestand bij naam aanwijst."""
        return any(r.bestand and (_lijkt(pad.name, r.bestand) or _lijkt(pad.stem, r.bestand)) for r in self.regels)

    def kies(self, pad: Path, blad: str, eerste_blad: bool = True) -> Regel | None:
        """De regel voor een bestand of tabblad; anders de tabel waar de naam naar heet; anders niets."""
        for regel in self.regels:
            if regel.past(pad, blad, eerste_blad):
                regel.gebruikt = True
                return regel
        naam = tabelnaam(blad) if blad else tabelnaam(pad.stem)
        if naam is None and blad and eerste_blad:
            naam = tabelnaam(pad.stem)
        if naam is None:
            return None
        for regel in self.regels:
            if regel.tabel == naam and not regel.bestand and not regel.blad:
                regel.gebruikt = True
                return regel
        return Regel(naam)


class _Lader(yaml.BaseLoader):
    """Alles blijft tekst (0267 is geen getal), en een sleutel mag maar een keer voorkomen."""

    def construct_mapping(self, node, deep=False):
        sleutels = [self.construct_object(k, deep=True) for k, _ in node.value]
        for naam, aantal in Counter(map(str, sleutels)).items():
            if aantal > 1:
                raise yaml.constructor.ConstructorError(None, None, f"'{naam}' staat er {aantal} keer", node.start_mark)
        return super().construct_mapping(node, deep)


def _lees_kolommenbestand(pad: Path, rapport: Rapport) -> Plan:
    plan = Plan()
    if not pad.exists():
        return plan
    try:
        inhoud = yaml.load(pad.read_text(encoding="utf-8-sig"), Loader=_Lader) or {}
    except UnicodeDecodeError:
        rapport.weiger(pad.name, "Dit bestand is geen UTF-8.", doe="Bewaar het opnieuw als UTF-8.")
        return plan
    except yaml.YAMLError as fout:
        plek = getattr(fout, "problem_mark", None)
        dubbel = str(getattr(fout, "problem", ""))
        wat = f"{dubbel}." if dubbel.endswith("keer") else "Dit is geen geldige YAML."
        rapport.weiger(pad.name, wat, rij=plek.line + 1 if plek else None,
                       doe="Controleer het inspringen, de dubbele punten en dubbele namen.")
        return plan
    if not isinstance(inhoud, dict):
        rapport.weiger(pad.name, "Dit bestand moet een lijst van tabellen zijn.", doe="Zie het voorbeeld in het contract.")
        return plan
    for naam, blok in inhoud.items():
        if naam == "negeer":
            plan.negeer = [blok] if isinstance(blok, str) else [str(n) for n in blok]
        elif naam not in contract.TABELLEN:
            rapport.weiger(pad.name, f"'{naam}' is geen tabel.{_bedoelt(naam, [*contract.TABELLEN, 'negeer'])}",
                           toegestaan=", ".join(contract.TABELLEN))
        else:
            blokken = blok if isinstance(blok, list) else [blok]
            plan.regels += [r for b in blokken if (r := _lees_regel(naam, b, pad.name, rapport))]
    return plan


def _lees_regel(naam: str, blok: object, bestand: str, rapport: Rapport) -> Regel | None:
    velden = {"bestand": str, "blad": str, "overslaan": str, "hernoem": dict, "waarden": dict, "vast": dict}
    if not isinstance(blok, dict):
        rapport.weiger(bestand, f"Onder '{naam}' horen regels als 'hernoem:' te staan.", toegestaan=", ".join(velden))
        return None
    fouten = len(rapport.fouten)
    for veld, waarde in blok.items():
        if veld not in velden:
            rapport.weiger(bestand, f"'{veld}' bij {naam} is onbekend.{_bedoelt(veld, velden)}",
                           toegestaan=", ".join(velden))
        elif not isinstance(waarde, velden[veld]):
            rapport.weiger(bestand, f"'{veld}' bij {naam} is verkeerd ingevuld.", doe="Zie het voorbeeld in het contract.")
    if len(rapport.fouten) == fouten:
        kolommen = [k.naam for k in contract.tabel(naam).kolommen]
        genoemd = [*blok.get("hernoem", {}).values(), *blok.get("waarden", {}), *blok.get("vast", {})]
        for kolom in (str(k) for k in genoemd if k not in kolommen):
            rapport.weiger(bestand, f"'{kolom}' is geen kolom van {naam}.{_bedoelt(kolom, kolommen)}",
                           toegestaan=", ".join(kolommen))
        if not all(isinstance(w, dict) for w in blok.get("waarden", {}).values()):
            rapport.weiger(bestand, f"'waarden' bij {naam} is verkeerd ingevuld.",
                           doe="Schrijf per kolom: {hun waarde: onze waarde}.")
        if not str(blok.get("overslaan", "0")).isdigit():
            rapport.weiger(bestand, f"'overslaan' bij {naam} is geen aantal regels.", doe="Schrijf een heel getal.")
    if len(rapport.fouten) > fouten:
        return None
    return Regel(naam, **{**blok, "overslaan": int(blok.get("overslaan", 0))})


def _meld_ongebruikt(plan: Plan, rapport: Rapport) -> None:
    for regel in plan.regels:
        if not regel.gebruikt:
            wat = " en ".join(t for t in (regel.bestand, regel.blad and f"tabblad {regel.blad}") if t) or regel.tabel
            rapport.weiger(KOLOMMENBESTAND, f"Voor {regel.tabel} staat hier '{wat}', maar dat is niet gevonden.",
                           doe="Controleer de naam, of haal het blok weg.")


# --- reading files ----------------------------------------------------------------------------------------------------
@dataclass
class Deel:
    """Een gelezen bestand of tabblad: kolommen van het contract als tekst, met het rijnummer van Excel in `_rij`."""

    tabel: Tabel
    info: Bestand
    ruw: pl.DataFrame
    bsn_als_client: bool = False


@dataclass
class Blad:
    """Een tabel zoals zij in het bestand staat."""

    naam: str
    koppen: list[str]
    kolommen: list[pl.Series | list]
    rijen: pl.Series
    gelezen_als: str


def tabelnaam(naam: str) -> str | None:
    """De tabel waar een bestand of tabblad naar heet; een achtervoegsel mag.

    >>> tabelnaam("toewijzingen_2023K1"), tabelnaam("Toewijzingen jeugd"), tabelnaam("toewijzngen")
    ('toewijzingen', 'toewijzingen', None)
    """
    schoon = naam.strip().lower()
    for tabel in sorted(contract.TABELLEN, key=len, reverse=True):
        if re.fullmatch(rf"{tabel}([_\-. (].*)?", schoon):
            return tabel
    return None


def _lees_bestand(pad: Path, plan: Plan, rapport: Rapport) -> list[Deel]:
    if pad.name.startswith((".", "~$")) or pad.name in BIJLAGEN or plan.overgeslagen(pad.name, pad.stem):
        return []
    naam = _maskeer(pad.name)
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
        rapport.weiger(naam, f"Een bestand van het soort '{pad.suffix}' is niet te lezen.", toegestaan="CSV, XLSX, Parquet",
                       doe="Bewaar het als een van deze soorten.")
    else:
        rapport.waarschuw(naam, "Dit bestand is geen tabel en is niet gelezen.")
    return []


def _onbekende_tabel(rapport: Rapport, bestand: str, blad: str, naam: str) -> None:
    wat = "Dit tabblad" if blad else "Dit bestand"
    rapport.weiger(bestand, f"{wat} heet niet naar een tabel.{_bedoelt(naam.lower(), contract.TABELLEN)}", blad=blad,
                   toegestaan=", ".join(contract.TABELLEN),
                   doe=f"Geef het een andere naam, of zet '{naam}' onder 'negeer' in {KOLOMMENBESTAND}.")


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
        rij = tekst[:tekst.index("Ã")].count("\n") + 1
        rapport.waarschuw(naam, f"Rond regel {rij} lijken letters als ë kapot (Ã«). Kijk de export na.")
    gemeld = re.match(r"sep=(.)\n", tekst, re.IGNORECASE)
    if gemeld:
        tekst = tekst[gemeld.end():]
    tabel = contract.tabel(regel.tabel)
    kop, lijf, teken = _kop_en_lijf(tekst, regel, tabel, gemeld[1] if gemeld else "")
    info = Bestand(naam, tabel.naam, f"CSV, {codering}, {TEKENS.get(teken, teken)}")
    if len(kop) == 1 and len(tabel.minimum) > 1:
        rapport.weiger(naam, "Er is maar één kolom gevonden.", doe="Scheid de velden met een puntkomma.",
                       toegestaan="puntkomma, komma of tab")
        return []
    try:
        frame, rijen, ragged = _records(lijf, teken, len(kop))
    except csv.Error:
        rapport.weiger(naam, "Een aanhalingsteken wordt niet goed afgesloten, "
                       f"{_open_teken(lijf, teken, regel.overslaan + 2)}.",
                       doe="Zet een tweede aanhalingsteken, of haal het weg.")
        return []
    rijen = rijen + regel.overslaan + 2
    for rij, aantal in ragged:
        info.rijen_in += 1
        info.afgekeurd += 1
        rapport.meld(Fout(naam, f"De rij heeft {aantal} velden; de kop heeft er {len(kop)}.", soort="velden",
                          rij=rij + regel.overslaan + 2,
                          doe=f"Zet een veld met een {TEKENS.get(teken, teken)} erin tussen aanhalingstekens."))
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
    regels = tekst.split("\n")[regel.overslaan:]
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
        if len(record) < len(namen) or any(record[len(namen):]):
            ragged.append((nummer, len(record)))
        else:
            goed.append(record[:len(namen)])
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
    from openpyxl import load_workbook

    beschadigd = "Het Excel-bestand is beschadigd of beveiligd met een wachtwoord."
    try:
        with zipfile.ZipFile(pad) as inpak:
            if sum(deel.file_size for deel in inpak.infolist()) > GROOTSTE_UITGEPAKT:
                rapport.weiger(naam, "Het Excel-bestand is uitgepakt te groot.", doe="Lever het als CSV.")
                return []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns in English about styles it skips
            with pad.open("rb") as bestand:  # by content: openpyxl refuses a path that ends in .csv
                boek = load_workbook(bestand, read_only=True, data_only=True)
                return _lees_bladen(boek, pad, naam, plan, rapport)
    except OSError:
        raise
    except Exception:  # openpyxl and the XML below it raise whatever they stumble over in a broken file
        rapport.weiger(naam, beschadigd, doe="Open het in Excel en bewaar het opnieuw als .xlsx.")
        return []


def _lees_bladen(boek, pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    delen: list[Deel] = []
    bladen = [b for b in boek.worksheets if b.title.strip().lower() not in contract.HULPBLADEN]
    zichtbaar = [b for b in bladen if b.sheet_state == "visible"]
    for blad in bladen:
        titel = _maskeer(blad.title)
        if plan.overgeslagen(blad.title):
            continue
        regel = plan.kies(pad, blad.title, bool(zichtbaar) and blad is zichtbaar[0] and len(zichtbaar) == 1)
        if blad not in zichtbaar:
            rapport.waarschuw(naam, f"Tabblad '{titel}' is verborgen. Het is {'wel' if regel else 'niet'} gelezen.")
        blad.reset_dimensions()
        rijen = [(n, r) for n, r in enumerate(blad.iter_rows(values_only=True), start=1) if any(c is not None for c in r)]
        if not rijen or (regel is None and blad not in zichtbaar):
            continue
        if regel is None:
            _onbekende_tabel(rapport, naam, titel, blad.title)
            continue
        delen += _blad_naar_deel(rijen, titel, naam, regel, rapport)
    return delen


def _blad_naar_deel(rijen: list[tuple[int, tuple]], titel: str, naam: str, regel: Regel, rapport: Rapport) -> list[Deel]:
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
    return re.search(r"(^|_)(\w*bsn|bsn\w*|burger_?service_?nummer|burgerservicenr|sofi_?nummer|sofinr)(_|$)", naam) is not None


def _naar_deel(blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport) -> list[Deel]:
    """Zet de kolommen van een bestand om in die van het contract, als tekst; een fout in de opbouw gaat naar het verslag."""
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
    ruw = ruw.with_columns(pl.col(k.naam).str.replace_all(r"[\u00a0\u200b\ufeff]", " ").str.strip_chars().replace("", None)
                           for k in tabel.kolommen)
    ruw = ruw.with_columns(pl.col(kolom).fill_null(pl.lit(waarde)) for kolom, waarde in regel.vast.items())
    info.rijen_in += ruw.height
    if not ruw.height and not info.rijen_in:
        rapport.waarschuw(info.label, "Hier staan alleen kolomnamen. De tabel is overgeslagen.")
        return []
    return [Deel(tabel, info, ruw, bsn_als_client)]


def _koppel_koppen(blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport) -> tuple[dict[str, int], bool]:
    """Welke kolom van het bestand bij welke kolom van het contract hoort, en of een BSN-kolom als client_id dient."""
    weiger = lambda wat, **meer: rapport.weiger(info.naam, wat, blad=info.blad, **meer)  # noqa: E731
    koppen = [_kopnaam(k) for k in blad.koppen]
    onze = {_kopnaam(hun): ons for hun, ons in regel.hernoem.items()}
    for hun in regel.hernoem:
        if _kopnaam(hun) not in koppen:
            weiger(f"{KOLOMMENBESTAND} noemt de kolom '{hun}', maar die staat hier niet.{_bedoelt(_kopnaam(hun), koppen)}",
                   toegestaan=_gevonden(blad.koppen))
    namen = [onze.get(k, k) for k in koppen]
    bekend = [k.naam for k in tabel.kolommen]
    for naam in {n for n in namen if n and namen.count(n) > 1 and (n in bekend or _is_bsn_kop(n))}:
        weiger(f"De kolom '{naam}' staat er {namen.count(naam)} keer.", doe="Haal er een weg of geef hem een andere naam.")
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


def _ontbrekende_koppen(blad: Blad, namen: list[str], keuze: Mapping[str, int], regel: Regel, tabel: Tabel,
                        weiger: Callable) -> None:
    mist = [k for k in tabel.minimum if k not in keuze and k not in regel.vast]
    if mist and not keuze:
        weiger("In de bovenste rij staan geen kolomnamen.", toegestaan=", ".join(k.naam for k in tabel.kolommen),
               doe=f"Zet de kolomnamen bovenaan, of zet 'overslaan' in {KOLOMMENBESTAND}.")
        return
    for kolom in mist:
        lijkt = _bedoelt(kolom, [n for n in namen if n and n not in keuze], "Heet die bij u")
        weiger(f"De verplichte kolom '{kolom}' ontbreekt.{lijkt}", kolom=kolom, toegestaan=_gevonden(blad.koppen, "gevonden"),
               doe=f"Voeg de kolom toe, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}.")


def _ongebruikte_kop(blad: Blad, i: int, naam: str, tabel: Tabel, keuze: Mapping[str, int], info: Bestand,
                     rapport: Rapport, weiger: Callable) -> None:
    toon = _koptekst(blad.koppen[i])
    open_plekken = [k.naam for k in tabel.kolommen if k.naam not in keuze]
    if _is_bsn_kop(naam) or _bevat_bsn(_naar_tekst(blad.kolommen[i], None)):
        rapport.waarschuw(info.label, f"De kolom '{toon}' bevat BSN's. Zij is niet gelezen en niet bewaard.")
    elif not tabel.minimum or difflib.get_close_matches(naam, open_plekken, n=1, cutoff=0.85):
        weiger(f"De kolom '{toon}' is onbekend.{_bedoelt(naam, open_plekken)}", kolom=toon,
               doe=f"Verbeter de naam, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}.")
    else:
        rapport.waarschuw(info.label, f"De kolom '{toon}' staat niet in het contract. Zij is niet gelezen.")


def _naar_tekst(waarden: pl.Series | list, kolom: Kolom | None) -> pl.Series:
    """Waarden als tekst. Een echt getal of een echte datum wordt zo geschreven dat er maar een lezing is."""
    soort = kolom.soort if kolom else "tekst"
    if isinstance(waarden, pl.Series):
        if waarden.dtype == pl.String:
            return waarden
        if waarden.dtype == pl.Date or waarden.dtype.is_integer() or isinstance(waarden.dtype, pl.Categorical | pl.Enum):
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
        return waarde.date().isoformat() if soort == "datum" or waarde.time() == time() else waarde.isoformat(" ", "seconds")
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


# --- from text to types -----------------------------------------------------------------------------------------------
def _naar_tabellen(delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport) -> dict[str, pl.DataFrame]:
    delen = _pseudonimiseer(delen, map, gegeven, rapport)
    per_tabel: dict[str, list[tuple[Bestand, pl.DataFrame]]] = {}
    for deel in delen:
        per_tabel.setdefault(deel.tabel.naam, []).append((deel.info, _controleer_deel(deel, rapport)))
    return {naam: _voeg_samen(contract.tabel(naam), paren, rapport) for naam, paren in per_tabel.items()}


def _bevat_bsn(waarden: pl.Series) -> bool:
    """Of minstens 80% van de gevulde waarden een BSN kan zijn."""
    gevuld = waarden.drop_nulls()
    gevuld = gevuld.filter(gevuld != "")
    return len(gevuld) > 0 and elfproef(gevuld).sum() >= AANDEEL_BSN * len(gevuld)


def _pseudonimiseer(delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport) -> list[Deel]:
    """Staat in een client_id-kolom een BSN, dan krijgen alle client_id's van de levering een pseudoniem."""
    met_client = [d for d in delen if "client_id" in d.ruw.columns]
    if not any(d.bsn_als_client or _bevat_bsn(d.ruw["client_id"]) for d in met_client):
        return delen
    if gegeven is None:
        if sleutelbestand().is_relative_to(map.resolve()):
            rapport.weiger(map.name, "De sleutel zou in de map met leveringen komen.",
                           doe=f"Zet de sleutel elders, met {SLEUTELVARIABELE}.")
            return []
        try:
            gegeven = sleutel()
        except ValueError as fout:
            rapport.weiger(map.name, str(fout))
            return []
    for deel in met_client:
        kolom = deel.ruw["client_id"].drop_nulls()
        fout = len(kolom) - elfproef(kolom).sum()
        extra = f" {getal(fout)} waarden zijn geen geldig BSN." if fout and _bevat_bsn(kolom) else ""
        rapport.waarschuw(deel.info.label, f"Het BSN in client_id is vervangen door een pseudoniem.{extra}")
    return [replace(d, ruw=d.ruw.with_columns(pseudoniem(d.ruw["client_id"], gegeven).alias("client_id")))
            if "client_id" in d.ruw.columns else d for d in delen]


@dataclass
class Keuring:
    """Verzamelt per rij van een deel of zij goed is, en meldt elke fout."""

    deel: Deel
    rapport: Rapport
    slecht: pl.Series = field(init=False)

    def __post_init__(self) -> None:
        self.slecht = pl.repeat(False, self.deel.ruw.height, eager=True)

    def keur_af(self, masker: pl.Series, kolom: Kolom, soort: str, wat: str, toegestaan: str | Callable = "", doe: str = "",
                waarden: pl.Series | None = None) -> None:
        """Meld elke rij van `masker`; `{waarde}` in `wat` wordt de waarde, of een masker als de kolom persoonlijk is."""
        masker = masker.fill_null(False)
        if not masker.any():
            return
        self.slecht = self.slecht | masker
        info, ruw = self.deel.info, self.deel.ruw
        waarden = ruw[kolom.naam] if waarden is None else waarden
        wet = ruw["wet"].filter(masker) if "wet" in ruw.columns else pl.repeat(None, masker.sum(), eager=True)
        for rij, waarde, w in zip(ruw[RIJ].filter(masker), waarden.filter(masker), wet, strict=True):
            self.rapport.meld(Fout(info.naam, wat.format(waarde=_toon(waarde, kolom)), blad=info.blad, rij=rij,
                                   toegestaan=toegestaan(w, waarde) if callable(toegestaan) else toegestaan,
                                   doe=doe, kolom=kolom.naam, soort=soort))

    def let_op(self, masker: pl.Series, tekst: str) -> None:
        """Waarschuw een keer, met het aantal rijen en de eerste rij."""
        aantal = masker.sum()
        if aantal:
            eerste = self.deel.ruw[RIJ].filter(masker.fill_null(False))[0]
            rijen = f"rij {eerste}" if aantal == 1 else f"{_rijen(aantal)}, vanaf rij {eerste}"
            self.rapport.waarschuw(self.deel.info.label, f"{tekst} ({rijen})")


def _controleer_deel(deel: Deel, rapport: Rapport) -> pl.DataFrame:
    """De goede rijen van een deel, met de typen van het contract en het rijnummer."""
    keuring = Keuring(deel, rapport)
    if deel.tabel.naam == "aggregaat":
        deel.ruw = _met_merken(deel.ruw, keuring)
    kolommen = [_keur_kolom(deel.ruw[k.naam], k, keuring).alias(k.naam_na) for k in deel.tabel.kolommen]
    frame = pl.DataFrame([*kolommen, deel.ruw[RIJ]])
    for eerst, daarna in deel.tabel.volgorde:
        keuring.keur_af(frame[daarna] < frame[eerst], deel.tabel.kolom(daarna), "volgorde",
                        f"{{waarde}} ligt voor de {eerst}.", doe="Verbeter een van de twee datums.")
    if deel.tabel.naam == "aggregaat":
        frame = _keur_aggregaat(frame, keuring)
    deel.info.afgekeurd += keuring.slecht.sum()
    return frame.filter(~keuring.slecht)


def _keur_kolom(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een kolom in het type van het contract; wat niet past is leeg en gemeld."""
    if tekst.null_count() == len(tekst):
        goed = pl.Series([None] * len(tekst), dtype=kolom.dtype)
    else:
        excelfout = tekst.is_in(EXCELFOUTEN)
        keuring.keur_af(excelfout, kolom, "excelfout", "In de cel staat de fout {waarde}.",
                        doe="Verbeter de formule, of maak de cel leeg.")
        tekst = tekst.to_frame("t").select(pl.when(~excelfout).then(pl.col("t"))).to_series()
        goed = KEUR[kolom.soort](tekst, kolom, keuring)
    if kolom.verplicht:
        keuring.keur_af(keuring.deel.ruw[kolom.naam].is_null(), kolom, "leeg", "Dit veld is verplicht en leeg.",
                        toegestaan=lambda wet, _: _mag(kolom, wet, ""), doe="Vul het veld in.")
    return goed.fill_null(kolom.standaard) if kolom.standaard is not None else goed


def _expr(tekst: pl.Series, maak: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    return tekst.to_frame("t").select(maak(pl.col("t")).alias("t")).to_series()


def _keur_tekst(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    if kolom.patroon:
        return _keur_vorm(tekst, kolom, keuring)
    kandidaat = tekst.str.extract(r"(?:^|\D)(\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?:\D|$)", 1)
    keuring.keur_af(elfproef(kandidaat), kolom, "bsn", "Hier staat een BSN.",
                    doe="Haal het BSN weg. Het hoort alleen in client_id.")
    return tekst


def _keur_vorm(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    schoon = tekst.str.to_uppercase()
    if kolom.naam == "gemeentecode":
        schoon = _expr(schoon, lambda t: pl.when(t.str.contains(r"^\d{3,4}$")).then(
            pl.lit("GM") + t.str.zfill(4)).otherwise(t))
    goed = schoon.str.contains(f"^(?:{kolom.patroon})$")
    kort = pl.repeat(False, len(tekst), eager=True)
    if kolom.lengte:
        kort = (schoon.str.contains(r"^\d+$") & (schoon.str.len_chars() < kolom.lengte)).fill_null(False)
        keuring.keur_af(kort, kolom, "vorm", f"{{waarde}} heeft geen {kolom.lengte} tekens; mogelijk viel een nul vooraan weg.",
                        toegestaan=contract.toegestaan(kolom), doe="Maak de kolom in Excel op als tekst en vul de nul aan.")
    keuring.keur_af(~goed & ~kort, kolom, "vorm", "{waarde} heeft niet de goede vorm.", toegestaan=contract.toegestaan(kolom),
                    doe="Verbeter de waarde, of maak het veld leeg." if not kolom.verplicht else "Verbeter de waarde.")
    return schoon


def _keur_nummer(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    keuring.keur_af(tekst.str.contains(r"(?i)^\d([.,]\d+)?E\+?\d+$"), kolom, "nummer", "{waarde} is door Excel ingekort.",
                    doe="Maak de kolom in Excel op als tekst en plak de nummers opnieuw.")
    komma = tekst.str.contains(r"^\d+[.,]0$").fill_null(False)
    keuring.let_op(komma, f"In {kolom.naam} stond ',0' achter een nummer. Dat is weggehaald.")
    schoon = tekst.str.replace(r"^(\d+)[.,]0$", "$1")
    if kolom.patroon:
        schoon = _keur_vorm(schoon, kolom, keuring)
    elif schoon.n_unique() >= 20 and _bevat_bsn(schoon.unique()):
        keuring.rapport.waarschuw(keuring.deel.info.label, f"De nummers in {kolom.naam} lijken BSN's. Controleer de kolom.")
    return schoon


def _keur_persoon(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    return tekst.str.replace(r"^(\d+)\.0$", "$1")


def _keur_code(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Codes uit de lijst van de wet. Een weggevallen nul vooraan komt terug als er maar een code past."""
    ruw = keuring.deel.ruw
    wet = ruw["wet"] if kolom.per_wet else pl.Series([None] * len(tekst), dtype=pl.String)
    wet = wet.str.to_lowercase().replace(contract.tabel("toewijzingen").kolom("wet").synoniemen)
    paren = pl.DataFrame({"wet": wet, "t": tekst})
    uniek = paren.unique()
    codes = [_herken_code(t, kolom, w) for w, t in uniek.select("wet", "t").iter_rows()]
    uniek = uniek.with_columns(code=pl.Series(codes, dtype=pl.String))
    goed = paren.join(uniek, on=["wet", "t"], how="left", nulls_equal=True, maintain_order="left")["code"]
    keuring.keur_af(tekst.is_not_null() & goed.is_null(), kolom, "code", "{waarde} staat niet in de lijst.",
                    toegestaan=lambda w, waarde: _mag(kolom, w, waarde),
                    doe=f"Verbeter de code, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}.", waarden=tekst)
    hersteld = (goed != tekst) & tekst.str.contains(r"^\d+([.,]0)?$")
    keuring.let_op(hersteld, f"In {kolom.naam} ontbrak een nul vooraan. De code is hersteld.")
    return goed


def _herken_code(tekst: str | None, kolom: Kolom, wet: str | None) -> str | None:
    """De code die bedoeld is, of None.

    >>> k = contract.tabel("toewijzingen").kolom("productcategorie")
    >>> _herken_code("2", k, "wmo"), _herken_code("02", k, "jeugd"), _herken_code("45.0", k, "jeugd")
    ('02', None, '45')
    """
    codes = kolom.codes(wet)
    if tekst is None or tekst in codes:
        return tekst
    plat = tekst.lower()
    naam = (kolom.synoniemen or {}).get(plat)
    if naam:
        return naam
    vlak = [c for c in codes if re.sub(r"[\s-]+", "_", plat) == re.sub(r"[\s-]+", "_", c.lower())]
    if vlak:
        return vlak[0]
    if re.fullmatch(r"\d+([.,]0)?", tekst):
        kaal = re.split(r"[.,]", tekst)[0].lstrip("0")
        past = [c for c in codes if c.lstrip("0") == kaal]
        return past[0] if len(past) == 1 else None
    return None


def _mag(kolom: Kolom, wet: str | None, waarde: str | None) -> str:
    """Wat er mag, kort genoeg voor een melding, met de waarde die er het meest op lijkt."""
    if not kolom.is_gesloten:
        return contract.toegestaan(kolom, wet)
    codes = kolom.codes(wet)
    if len(codes) <= 12:
        return contract.toegestaan(kolom, wet)
    dichtbij = difflib.get_close_matches(str(waarde or "").lower(), codes, n=3, cutoff=0.6)
    if dichtbij:
        return f"onder meer {', '.join(dichtbij)}; de hele lijst staat in het gegevenscontract"
    if all(len(c) <= 2 for c in codes):
        return ", ".join(codes)
    return f"{', '.join(list(codes)[:6])} en {len(codes) - 6} andere; zie het gegevenscontract"


def _keur_datum(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """ISO (een tijd erachter valt weg), dd-mm-jjjj, jjjjmmdd of een Excel-dagnummer. 9999 is "geen einde"."""
    iso = tekst.str.extract(r"^(\d{4}-\d{1,2}-\d{1,2})(?:[ T].*)?$", 1)
    nl = tekst.str.extract(r"^(\d{1,2}-\d{1,2}-\d{4})(?: \d{1,2}:.*)?$", 1)
    serie = tekst.str.extract(r"^([2-7]\d{4})$", 1).cast(pl.Int32, strict=False)
    plat = tekst.str.extract(r"^(\d{8})$", 1)
    delen = pl.DataFrame({"iso": iso, "nl": nl, "plat": plat, "serie": serie}).select(pl.coalesce(
        pl.col("iso").str.to_date("%Y-%m-%d", strict=False), pl.col("nl").str.to_date("%d-%m-%Y", strict=False),
        pl.col("plat").str.to_date("%Y%m%d", strict=False),
        pl.lit(date(1899, 12, 30)) + pl.duration(days=pl.col("serie")))).to_series().cast(pl.Date)
    keuring.let_op(serie.is_not_null(), f"In {kolom.naam} stond een dagnummer van Excel. Het is als datum gelezen.")
    eeuwig = (delen.dt.year() >= 2900).fill_null(False)
    onbekend = (delen.dt.year() <= 1900).fill_null(False)
    keuring.let_op(onbekend, f"In {kolom.naam} staat 1900 of eerder. Dat is gelezen als onbekend.")
    keuring.keur_af(tekst.is_not_null() & delen.is_null(), kolom, "datum", "{waarde} is geen bestaande datum.",
                    toegestaan=contract.toegestaan(kolom), doe="Schrijf jaar, maand en dag voluit.")
    goed = delen.to_frame("t").select(pl.when(~(eeuwig | onbekend)).then(pl.col("t"))).to_series()
    if kolom.verplicht:
        keuring.keur_af(eeuwig | onbekend, kolom, "datum", "{waarde} is geen echte datum.", doe="Vul de echte datum in.")
    return goed


def _kaal_getal(tekst: pl.Series) -> pl.Series:
    """Een getal zonder euroteken, spaties en plus, met het minteken vooraan."""
    kaal = tekst.str.replace_all(r"(?i)€|eur(o)?|[\s\u00a0\u202f]", "").str.replace_all("[−–]", "-")
    kaal = kaal.str.replace(r",(-+|=)$", ",00").str.replace(r"^\((.+)\)$", "-$1").str.replace(r"^([^-].*)-$", "-$1")
    return kaal.str.strip_prefix("+")


def _ontleed(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een getal met een punt voor de decimalen, als tekst; wat op twee manieren te lezen is wordt gemeld en leeg."""
    kaal = _kaal_getal(tekst)
    if kolom.soort == "getal":
        kaal = kaal.str.strip_suffix("%")
    twijfel = kaal.str.contains(r"^-?[1-9]\d{0,2}[.,]\d{3}$").fill_null(False)
    _meld_twijfel(twijfel, tekst, kolom, keuring)
    goed = _expr(kaal, lambda t: pl.when(t.str.contains(r"^-?\d+([.,]\d+)?$")).then(t.str.replace(",", "."))
                 .when(t.str.contains(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")).then(
                     t.str.replace_all(".", "", literal=True).str.replace(",", "."))
                 .when(t.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")).then(t.str.replace_all(",", "")))
    goed = _expr(goed, lambda t: pl.when(t.str.len_chars() <= 18).then(t))
    keuring.keur_af(tekst.is_not_null() & goed.is_null(), kolom, "getal", "{waarde} is geen getal.",
                    toegestaan=contract.toegestaan(kolom), doe="Schrijf alleen cijfers en een komma.", waarden=tekst)
    return goed.to_frame("t").select(pl.when(~twijfel).then(pl.col("t"))).to_series()


def _meld_twijfel(twijfel: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    # ten examples of a value are explained in full; a column that is wrong throughout gets the general remedy
    kaal = _kaal_getal(tekst)
    uitgelegd = kaal.filter(twijfel).unique().sort().head(10) if not kolom.persoonlijk else kaal.clear()
    for waarde in uitgelegd:
        heel, komma = re.sub(r"[.,]", "", waarde), re.sub(r"[.,]", ",", waarde)
        doe = {"bedrag": f"Schrijf {heel},00.", "getal": f"Schrijf {heel} of {komma}0."}.get(
            kolom.soort, f"Schrijf {heel}, zonder punt of komma.")
        keuring.keur_af(twijfel & (kaal == waarde), kolom, "dubbelzinnig",
                        f"{{waarde}} is niet eenduidig ({komma} of {heel}?).", doe=doe, waarden=tekst)
    keuring.keur_af(twijfel & ~kaal.is_in(uitgelegd.to_list()), kolom, "dubbelzinnig", "{waarde} is niet eenduidig.",
                    doe="Schrijf het getal zonder punt voor duizend.", waarden=tekst)


def _keur_bedrag(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Euro's worden hele centen, zonder kommagetallen onderweg."""
    punt = _ontleed(tekst, kolom, keuring)
    te_fijn = punt.str.contains(r"\.\d*[1-9]\d*$") & punt.str.contains(r"\.\d{2}\d*[1-9]")
    keuring.keur_af(te_fijn, kolom, "centen", "{waarde} heeft meer dan twee decimalen.", toegestaan=contract.toegestaan(kolom),
                    doe="Rond af op hele centen.", waarden=tekst)
    cent = _expr(punt, lambda t: (
        t.str.extract(r"^-?(\d+)", 1).cast(pl.Int64, strict=False) * 100
        + t.str.extract(r"\.(\d{1,2})", 1).fill_null("0").str.pad_end(2, "0").cast(pl.Int64, strict=False))
        * pl.when(t.str.starts_with("-")).then(-1).otherwise(1))
    return _keur_grens(cent, kolom, keuring)


def _keur_geheel(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    punt = _ontleed(tekst, kolom, keuring)
    heel = punt.str.extract(r"^(-?\d+)(?:\.0+)?$", 1).cast(pl.Int64, strict=False)
    keuring.keur_af(punt.is_not_null() & heel.is_null(), kolom, "getal", "{waarde} is geen heel getal.",
                    toegestaan=contract.toegestaan(kolom), doe="Schrijf een heel getal.", waarden=tekst)
    return _keur_grens(heel, kolom, keuring)


def _keur_getal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    return _keur_grens(_ontleed(tekst, kolom, keuring).cast(pl.Float64, strict=False), kolom, keuring)


def _keur_grens(waarden: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    buiten = pl.repeat(False, len(waarden), eager=True)
    if kolom.minimum is not None:
        buiten = buiten | (waarden < kolom.minimum).fill_null(False)
    if kolom.maximum is not None:
        buiten = buiten | (waarden > kolom.maximum).fill_null(False)
    keuring.keur_af(buiten, kolom, "bereik", "{waarde} valt buiten de grenzen.", toegestaan=contract.toegestaan(kolom),
                    doe="Controleer de waarde.")
    return waarden


def _keur_tijd(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    kaal = tekst.str.extract(r"^(?:\d{4}-\d\d-\d\d[ T])?(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?$", 1).str.zfill(5)
    kaal = _expr(kaal, lambda t: pl.when(t.str.len_chars() == 5).then(t + ":00").otherwise(t.str.zfill(8)))
    goed = kaal.str.contains(r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$")
    keuring.keur_af(tekst.is_not_null() & ~goed.fill_null(False), kolom, "tijd", "{waarde} is geen tijd.",
                    toegestaan=contract.toegestaan(kolom))
    return kaal


def _keur_kwartaal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    goed = _expr(tekst.str.to_uppercase(), lambda t: t.str.extract(r"^(\d{4})[ -]?(?:K|Q|KW0?)[1-4]$", 1) + "-K"
                 + t.str.extract(r"([1-4])$", 1))
    keuring.keur_af(tekst.is_not_null() & goed.is_null(), kolom, "kwartaal", "{waarde} is geen kwartaal.",
                    toegestaan="een jaar, een streepje en K1 tot K4, zoals 2023-K1",
                    doe="Een cijfer over een heel jaar hoort bij K4.")
    return goed


KEUR: dict[str, Callable[[pl.Series, Kolom, Keuring], pl.Series]] = {
    "tekst": _keur_tekst, "code": _keur_code, "nummer": _keur_nummer, "persoon": _keur_persoon, "geheel": _keur_geheel,
    "getal": _keur_getal, "bedrag": _keur_bedrag, "centen": _keur_geheel, "datum": _keur_datum, "tijd": _keur_tijd,
    "kwartaal": _keur_kwartaal,
}


# --- the table of totals ----------------------------------------------------------------------------------------------
def _met_merken(ruw: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Een merk als <5 of x wordt een lege waarde met de status afgeschermd."""
    merk = ruw["waarde"].str.to_lowercase().str.contains(MERKEN_AFGESCHERMD).fill_null(False)
    keuring.let_op(merk, "Een merk als <5 of x is gelezen als: afgeschermd.")
    return ruw.with_columns(waarde=pl.when(~merk).then(pl.col("waarde")),
                            status=pl.when(merk).then(pl.lit("afgeschermd")).otherwise(pl.col("status")))


def _keur_aggregaat(frame: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Regels over meer kolommen: hoort het cijfer bij de wet, past de groep bij de dimensie, wat is de status."""
    tabel, paren = keuring.deel.tabel, list(zip(frame["indicator"], frame["wet"], strict=True))
    eigen = pl.Series([contract.eenheid_bij(i, w) for i, w in paren], dtype=pl.String)
    fout = eigen.is_null() & frame["indicator"].is_not_null() & frame["wet"].is_not_null()
    keuring.keur_af(fout, tabel.kolom("wet"), "code", "{waarde} past niet bij dit cijfer.",
                    doe="Kijk in de begrippenlijst bij welke wet het cijfer hoort.")
    totaal, geen_groep = frame["dimensie"] == "totaal", frame["groep"] == "totaal"
    keuring.keur_af(~totaal & geen_groep, tabel.kolom("groep"), "groep", "Bij deze dimensie hoort een groep.",
                    doe="Vul de groep in.")
    keuring.keur_af(totaal & ~geen_groep, tabel.kolom("dimensie"), "groep", "Bij deze groep hoort een dimensie.",
                    doe="Vul de dimensie in, bijvoorbeeld leeftijd.")
    keuring.let_op((eigen == "procent") & (frame["waarde"].abs() < 1) & (frame["waarde"] != 0),
                   "Een aandeel is kleiner dan 1%. Schrijf 11,3 voor 11,3%, niet 0,113.")
    keuring.let_op(frame["eenheid"] != eigen, "De eenheid is een andere dan in de begrippenlijst.")
    leeg, status = pl.col("waarde").is_null(), pl.col("status")
    vast = pl.when(pl.col("gepubliceerd_in").is_not_null()).then(pl.lit("definitief")).otherwise(pl.lit("voorlopig"))
    return frame.with_columns(
        eenheid=frame["eenheid"].fill_null(eigen),
        waarde=pl.when(~status.is_in(["afgeschermd", "ontbreekt"]).fill_null(False)).then(pl.col("waarde")),
        status=pl.when(leeg & ~status.eq_missing("afgeschermd")).then(pl.lit("ontbreekt")).otherwise(status.fill_null(vast)))


# --- several files, one table -----------------------------------------------------------------------------------------
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
            rapport.waarschuw(paren[bron][0].label, f"{_rijen(aantal)} helemaal gelijk aan een andere rij: telt één keer.")
    if tabel.uniek:
        uniek = _keur_sleutel(uniek, tabel, [info for info, _ in paren], rapport)
    rijen_in = sum(info.rijen_in for info, _ in paren)
    afgekeurd = sum(info.afgekeurd for info, _ in paren)
    if afgekeurd > HOOGSTENS_AFGEKEURD * rijen_in:
        rapport.weiger(", ".join(dict.fromkeys(info.label for info, _ in paren)), soort="aandeel",
                       wat=f"Van tabel {tabel.naam} is {procent(100 * afgekeurd / rijen_in)} van de rijen fout.",
                       toegestaan=f"hoogstens {procent(100 * HOOGSTENS_AFGEKEURD, 0)}",
                       doe="Verbeter de export en probeer het opnieuw.")
    return uniek.select(kolommen)


def _keur_sleutel(frame: pl.DataFrame, tabel: Tabel, infos: list[Bestand], rapport: Rapport) -> pl.DataFrame:
    """Twee rijen met dezelfde sleutel en een andere inhoud: de eerste telt, de andere valt af."""
    sleutel = [tabel.kolom(k).naam_na for k in tabel.sleutel]
    dubbel = ~pl.struct(sleutel).is_first_distinct()
    for bron, rij in frame.filter(dubbel).select(BRON, RIJ).iter_rows():
        info = infos[bron]
        info.afgekeurd += 1
        rapport.meld(Fout(info.naam, f"Deze {', '.join(tabel.sleutel)} stond er al, met een andere inhoud.", blad=info.blad,
                          rij=rij, kolom=tabel.sleutel[0], soort="sleutel", doe="Laat één van de twee rijen staan."))
    return frame.filter(~dubbel)


def _kruiscontroles(tabellen: dict[str, pl.DataFrame], rapport: Rapport) -> None:
    """Past de ene tabel op de andere? Alleen als waarschuwing: een levering mag onvolledig zijn."""
    def los(van: str, naar: str, sleutel: list[str], tekst: str) -> None:
        if van in tabellen and naar in tabellen:
            gevuld = tabellen[van].drop_nulls(sleutel)
            aantal = gevuld.join(tabellen[naar], on=sleutel, how="anti").height
            if aantal:
                rapport.waarschuw(van, f"{getal(aantal)} van {_rijen(gevuld.height)}: {tekst}")

    nummer = ["wet", "toewijzingnummer"]
    los("toewijzingen", "clienten", ["client_id"], "de cliënt staat niet in clienten. Wijk en leeftijd zijn dan onbekend.")
    for van in ("leveringen", "declaraties", "verzoeken"):
        los(van, "toewijzingen", nummer, "de toewijzing staat niet in toewijzingen.")
    if "koppel_product" in tabellen and "toewijzingen" in tabellen:  # a law without a table has no main categories
        wetten = tabellen["koppel_product"]["wet"].unique().to_list()
        tabellen = {**tabellen, "toewijzingen": tabellen["toewijzingen"].filter(pl.col("wet").is_in(wetten))}
        los("toewijzingen", "koppel_product", ["wet", "productcategorie"],
            "de productcategorie staat niet in koppel_product. De hoofdcategorie is dan onbekend.")
    if "clienten" in tabellen and tabellen["clienten"]["client_id"].is_duplicated().any():
        aantal = tabellen["clienten"].height - tabellen["clienten"]["client_id"].n_unique()
        rapport.waarschuw("clienten", f"{_rijen(aantal)} met andere gegevens van een cliënt die er al staat. Eén rij telt.")


# --- showing values safely --------------------------------------------------------------------------------------------
def _toon(waarde: str | None, kolom: Kolom) -> str:
    """De waarde tussen aanhalingstekens, of alleen haar lengte als zij bij een persoon kan horen."""
    if waarde is None:
        return "een leeg veld"
    if kolom.persoonlijk or _maskeer(waarde) != waarde:
        return f"Een verborgen waarde van {len(waarde)} {'teken' if len(waarde) == 1 else 'tekens'}"
    kort = waarde if len(waarde) <= 60 else waarde[:57] + "..."
    return "'" + re.sub(r"[\x00-\x1f\x7f]", " ", kort) + "'"


def _rijen(aantal: int) -> str:
    return "1 rij" if aantal == 1 else f"{getal(aantal)} rijen"


def _maskeer(tekst: str) -> str:
    """Vervang elk nummer dat een BSN kan zijn.

    >>> _maskeer("clienten_123456782.csv")
    'clienten_•••••••••.csv'
    """
    kandidaten = re.findall(r"(?<!\d)(?:\d{8,9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?!\d)", tekst)
    for kandidaat, is_bsn in zip(kandidaten, elfproef(pl.Series(kandidaten, dtype=pl.String)), strict=True):
        if is_bsn:
            tekst = tekst.replace(kandidaat, "•" * len(kandidaat))
    return tekst


def _koptekst(kop: str) -> str:
    schoon = kop.strip()
    if re.fullmatch(r"[^\W\d][\w .\-/()*]{0,40}", schoon) and _maskeer(schoon) == schoon:
        return schoon
    return "(niet getoond)"


def _gevonden(koppen: Iterable[str], woord: str = "") -> str:
    namen = [_koptekst(k) for k in koppen if k.strip()]
    lijst = ", ".join(namen[:30]) + (f" en {len(namen) - 30} andere" if len(namen) > 30 else "")
    return f"{woord}: {lijst}" if woord else lijst


def _bedoelt(naam: str, bekend: Iterable[str], vraag: str = "Bedoelt u") -> str:
    dichtbij = difflib.get_close_matches(naam, [b for b in bekend if b], n=1, cutoff=0.6)
    return f" {vraag} '{_koptekst(dichtbij[0])}'?" if dichtbij else ""


def _lijkt(naam: str, patroon: str) -> bool:
    return fnmatch.fnmatch(naam.lower(), patroon.lower())


# --- the report on screen and as a page -------------------------------------------------------------------------------
KOPPEN = ("bestand", "tabel", "gelezen als", "rijen in", "goed", "fout", "dubbel")


def _bestandsregels(rapport: Rapport) -> list[tuple[str, ...]]:
    return [(b.label, b.tabel, b.gelezen_als, getal(b.rijen_in), getal(b.rijen_uit), getal(b.afgekeurd), getal(b.dubbel))
            for b in rapport.bestanden]


def _terminal(rapport: Rapport) -> list[str]:
    uit = [f"Levering uit de map {rapport.map}", rapport.uitspraak, ""]
    regels = [KOPPEN, *_bestandsregels(rapport)]
    if rapport.bestanden:
        breed = [max(len(r[i]) for r in regels) for i in range(len(KOPPEN))]
        uit += ["  ".join(c.ljust(b) if i < 3 else c.rjust(b) for i, (c, b) in enumerate(zip(r, breed, strict=True))).rstrip()
                for r in regels]
        uit += ["Rijen in = goed + fout + dubbel.", ""]
    if rapport.fouten:
        uit += [f"Fouten: {getal(rapport.aantal_fouten)}"]
        for bestand in dict.fromkeys(f.bestand for f in rapport.fouten):
            eigen = sorted((f for f in rapport.fouten if f.bestand == bestand), key=lambda f: not f.structureel)
            totaal = sum(n for sleutel, n in rapport.aantallen.items() if sleutel[0] == bestand)
            uit += [f"- {f.tekst}" for f in eigen[:FOUTEN_OP_SCHERM]]
            if totaal > FOUTEN_OP_SCHERM:
                uit += [f"  En nog {getal(totaal - FOUTEN_OP_SCHERM)} fouten in {bestand}."]
        uit += ["", "Samenvatting van de fouten:"]
        uit += [f"- {bestand}: {soort}: {getal(aantal)}" for bestand, soort, aantal in rapport.samenvatting()] + [""]
    if rapport.waarschuwingen:
        uit += ["Let op:", *(f"- {w.bestand}: {w.tekst}" for w in rapport.waarschuwingen), ""]
    if rapport.ontbreekt and rapport.bestanden:
        uit += [f"Niet geleverd (mag): {', '.join(rapport.ontbreekt)}."]
    return uit


STIJL = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1f2a37}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}th,td{border:1px solid #8a94a3;padding:.3rem .6rem;text-align:left;
vertical-align:top}th{background:#e8eef5}td.n{text-align:right}.ja{color:#14532d}.nee{color:#8a1c1c}
.uitspraak{font-size:1.25rem;font-weight:600}.rol{overflow-x:auto}"""


def _tabel_html(titel: str, koppen: Iterable[str], rijen: Iterable[Iterable[str]], getallen: int = 99) -> str:
    kop = "".join(f'<th scope="col">{html.escape(k)}</th>' for k in koppen)
    lijf = "".join("<tr>" + "".join(f"<td{' class=n' if i >= getallen else ''}>{html.escape(str(c))}</td>"
                                    for i, c in enumerate(rij)) + "</tr>\n" for rij in rijen)
    return (f'<h2>{html.escape(titel)}</h2><div class="rol" tabindex="0"><table><thead><tr>{kop}</tr></thead>'
            f"<tbody>{lijf}</tbody></table></div>")


def _pagina(rapport: Rapport) -> str:
    delen = [_tabel_html("Wat is gelezen", KOPPEN, _bestandsregels(rapport), 3), "<p>Rijen in = goed + fout + dubbel.</p>"]
    if rapport.fouten:
        delen.append(_tabel_html(f"Fouten: {getal(rapport.aantal_fouten)}", ("bestand", "soort", "aantal"),
                                 ((b, s, getal(n)) for b, s, n in rapport.samenvatting()), 2))
        delen.append(_tabel_html("Alle fouten", ("bestand", "plek", "wat", "toegestaan", "wat u kunt doen"),
                                 ((f.bestand, f.plek, f.wat, f.toegestaan, f.doe) for f in rapport.fouten)))
        if rapport.aantal_fouten > len(rapport.fouten):
            delen.append(f"<p>Per kolom en soort staan hier hoogstens {getal(FOUTEN_BEWAARD)} fouten.</p>")
    if rapport.waarschuwingen:
        delen.append(_tabel_html("Let op", ("bestand", "opmerking"), ((w.bestand, w.tekst) for w in rapport.waarschuwingen)))
    if rapport.ontbreekt and rapport.bestanden:
        delen.append(f"<p>Niet geleverd (mag): {html.escape(', '.join(rapport.ontbreekt))}.</p>")
    klasse = "ja" if rapport.aangenomen else "nee"
    return (f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>Controle van de levering</title>'
            f'<meta name="viewport" content="width=device-width"><style>{STIJL}</style></head><body><main>'
            f"<h1>Controle van de levering</h1><p>Map: {html.escape(rapport.map)}</p>"
            f'<p class="uitspraak {klasse}">{html.escape(rapport.uitspraak)}</p>{"".join(delen)}</main></body></html>\n')
