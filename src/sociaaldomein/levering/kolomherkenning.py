"""Welke kolom van hen op welke kolom van ons lijkt: uit de naam, uit wat eronder staat, en uit de tabel als geheel."""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sociaaldomein.begrippen.cijfers import themas
from sociaaldomein.begrippen.eenheden import ACHTER_EEN_GETAL
from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import TEKENS, Onleesbaar, lees_parquet, lees_tekst, open_werkboek, soort_van
from sociaaldomein.levering.contract import Kolom, Tabel
from sociaaldomein.levering.kolommen import tabelnaam

KIJK_RIJEN = 500  # so many rows are enough to see what a column holds
KOP_BINNEN = 15  # the column names stand in one of these rows
PERSOONLIJK = (
    r"(^|\b|_)(voor|achter|roep)?na(am|men)\b|adres|straat|huisnummer|postcode|telefoon|mail|iban|geboortedatum"
)
NAAM_VAN_IETS = ("wijknaam", "naamwijk", "naamindicator")
KLEIN = {"de", "het", "een", "van", "per", "in", "op", "of", "en", "met", "voor", "is"}
DATUM = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( .*)?|\d{4}-\d\d-\d\d([ T].*)?|(19|20)\d{6}"
KWARTAALKOPPEN = (
    r"(?P<jaar>20\d\d)\D{0,3}[kq]\w{0,8}\W?(?P<nummer>[1-4])",
    r"[kq]\w{0,8}\W?(?P<nummer>[1-4])\D{0,3}(?P<jaar>20\d\d)",
    r"(?P<nummer>[1-4])e?\W{0,2}k\w{0,8}\D{0,3}(?P<jaar>20\d\d)",
)


@dataclass
class Proefblad:
    """Een tabel zoals zij in een bestand staat, met het begin van haar rijen."""

    bestand: str
    blad: str
    koppen: list[str]
    overslaan: int
    kolommen: list[list[object]]

    @property
    def tabel(self) -> str | None:
        """De tabel waar het blad of het bestand naar heet."""
        return tabelnaam(self.blad or Path(self.bestand).stem)


@dataclass
class Kolomkeuze:
    """Een kolom van ons voor een kolom van hen. `zeker` is onwaar als het een gok is."""

    kolom: Kolom
    plek: int
    punten: float

    @property
    def zeker(self) -> bool:
        return self.punten >= 0.8


@dataclass
class Past:
    """Hoe een blad op een tabel past: de keuzes, en de kolommen die rijen worden."""

    tabel: Tabel
    keuzes: list[Kolomkeuze]
    kantel: dict[str, str] = field(default_factory=dict)
    naar: str = ""
    vast: dict[str, str] = field(default_factory=dict)
    ook: str = ""  # the table it looks like after this one

    @property
    def gevuld(self) -> set[str]:
        uit = {"waarde" if self.tabel.naam == "aggregaat" else "bedrag_eur", self.naar} if self.kantel else set()
        return {k.kolom.naam for k in self.keuzes} | uit | set(self.vast)

    @property
    def mist(self) -> list[str]:
        return [k for k in self.tabel.minimum if k not in self.gevuld]

    @property
    def punten(self) -> float:
        """Wat nodig is telt het zwaarst, net als wat in geen andere tabel staat."""
        nodig = set(self.tabel.minimum)
        goed = sum(k.punten * (3 if k.kolom.naam in nodig | alleen_hier() else 1) for k in self.keuzes)
        return goed + 3 * len(nodig & self.gevuld - {k.kolom.naam for k in self.keuzes}) - 2 * len(self.mist)

    @property
    def past(self) -> bool:
        """Genoeg om voor te stellen: de helft van wat nodig is, of twee kolommen die geen andere tabel heeft."""
        zeker = {k.kolom.naam for k in self.keuzes if k.zeker}
        genoeg = 2 * len(self.mist) <= len(self.tabel.minimum) or len(zeker & alleen_hier()) >= 2
        return genoeg and bool(zeker) and len(self.gevuld) >= 2


# -- reading -----------------------------------------------------------------------------------------------------------
def lees_bladen(pad: Path) -> list[Proefblad]:
    """De bladen van een bestand. Wat niet te lezen is, legt `controleer` uit."""
    if pad.name.startswith((".", "~$")) or not pad.is_file() or maskeer(pad.name) != pad.name:
        return []
    if pad.suffix.lower() == ".txt" and not tabelnaam(pad.stem):
        return []
    try:
        soort = soort_van(pad)
        if soort == "csv":
            return _als_blad(pad.name, "", _csv_rijen(lees_tekst(pad)[0]))
        if soort == "excel":
            zichtbaar = [b for b in open_werkboek(pad) if b.zichtbaar and b.rijen]
            meer = len(zichtbaar) > 1
            return [
                blad for b in zichtbaar for blad in _als_blad(pad.name, b.naam if meer else "", b.rijen[:KIJK_RIJEN])
            ]
        if soort == "parquet":
            frame = lees_parquet(pad).head(KIJK_RIJEN)
            return [Proefblad(pad.name, "", frame.columns, 0, [k.to_list() for k in frame.get_columns()])]
    except (Onleesbaar, OSError, csv.Error):
        return []
    return []


def _csv_rijen(tekst: str) -> list[tuple[int, Sequence[object]]]:
    """The first rows, split on the character that makes the most columns on most lines."""
    regels = tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:KIJK_RIJEN]
    keuzes = [list(csv.reader(io.StringIO("\n".join(regels)), delimiter=t)) for t in TEKENS]
    beste_ = max(keuzes, key=lambda rijen: sum(len(r) for r in rijen))
    return [(nr, [c.strip() or None for c in rij]) for nr, rij in enumerate(beste_, 1) if any(c.strip() for c in rij)]


def _als_blad(bestand: str, blad: str, rijen: Sequence[tuple[int, Sequence[object]]]) -> list[Proefblad]:
    if not rijen:
        return []
    breed = max(len([c for c in r if c is not None]) for _, r in rijen)
    kop = next((i for i, (_, r) in enumerate(rijen[:KOP_BINNEN]) if _is_kop(r, breed)), 0)
    nummer, namen = rijen[kop]
    breedte = max(len(r) for _, r in rijen[kop:])
    koppen = ["" if c is None else re.sub(r"\s+", " ", str(c)).strip() for c in namen] + [""] * (breedte - len(namen))
    lijf = [r for _, r in rijen[kop + 1 :]]
    kolommen = [[r[i] if i < len(r) else None for r in lijf] for i in range(breedte)]
    return [Proefblad(bestand, blad, koppen, nummer - 1, kolommen)]


def _is_kop(rij: Sequence[object], breed: int) -> bool:
    gevuld = [c for c in rij if c is not None]
    woorden = [c for c in gevuld if isinstance(c, str) and re.search(r"[A-Za-z]", c)]
    genoeg = len(gevuld) >= max(2, 0.6 * breed) and 2 * len(woorden) >= len(gevuld)
    return genoeg and len({str(c) for c in gevuld}) == len(gevuld)


# -- matching ----------------------------------------------------------------------------------------------------------
def beste(blad: Proefblad) -> Past | None:
    """De tabel waar een blad het meest op lijkt, met de keuze per kolom; None als niets genoeg lijkt."""
    eigen = blad.tabel
    tabellen = [contract.tabel(eigen)] if eigen else contract.TABELLEN.values()
    mogelijk = (p for t in tabellen for p in _passen(blad, t))
    goed = sorted((p for p in mogelijk if p.past or (eigen and p.keuzes)), key=lambda p: -p.punten)
    if not goed:
        return None
    eerste = goed[0]
    ook = (p.tabel.naam for p in goed if p.tabel != eerste.tabel and 2 * p.punten >= eerste.punten)
    return replace(eerste, ook=next(ook, ""))


def _passen(blad: Proefblad, tabel: Tabel) -> Iterable[Past]:
    """The sheet as it is, and when its columns are quarters, years or groups: turned."""
    keuzes = _kies(blad, tabel, set())
    yield Past(tabel, keuzes)
    if tabel.naam not in ("aggregaat", "plannen"):
        return
    for naar, kolommen, vast in _breed(blad, tabel):
        gebruikt = {i for i, kop in enumerate(blad.koppen) if kop in kolommen}
        rest = [k for k in _kies(blad, tabel, gebruikt) if k.kolom.naam not in (naar, "waarde", "bedrag_eur", *vast)]
        yield Past(tabel, rest, kolommen, naar, vast)


def _breed(blad: Proefblad, tabel: Tabel) -> Iterable[tuple[str, dict[str, str], dict[str, str]]]:
    """Column names that are quarters, years or the groups of a breakdown: (our column, theirs -> value, constants)."""
    jaren = {k: k for k in blad.koppen if re.fullmatch(r"(19|20)\d\d", k)}
    if tabel.naam == "plannen":
        if len(jaren) > 1:
            yield "jaar", jaren, {}
        return
    kwartalen = {k: q for k in blad.koppen if (q := _kwartaal_in(k))}
    if len(kwartalen) > 1:
        yield "kwartaal", kwartalen, {}
    elif len(jaren) > 1:
        yield "kwartaal", {k: f"{k}-K4" for k in jaren}, {}
    for thema in themas().values():
        for dimensie, groepen in thema.groepen.items():
            codes = {plat(n): code for code, naam in groepen.items() for n in (code, naam)}
            gevonden = {k: codes[plat(k)] for k in blad.koppen if plat(k) in codes}
            if len({*gevonden.values()} - {"onbekend", "overig"}) > 1:
                yield "groep", gevonden, {"dimensie": dimensie, "wet": thema.naam}


def _kwartaal_in(kop: str) -> str | None:
    """Het kwartaal dat een kolomnaam noemt.

    >>> _kwartaal_in("1e kw 2023"), _kwartaal_in("2023 Q4"), _kwartaal_in("K2-2022"), _kwartaal_in("2023")
    ('2023-K1', '2023-K4', '2022-K2', None)
    """
    for patroon in KWARTAALKOPPEN:
        if gevonden := re.fullmatch(patroon, kop.strip(), re.IGNORECASE):
            return f"{gevonden['jaar']}-K{gevonden['nummer']}"
    return None


def _kies(blad: Proefblad, tabel: Tabel, bezet: set[int]) -> list[Kolomkeuze]:
    """The best pairs of a column of theirs and one of ours, each used once."""
    mogelijk = [
        Kolomkeuze(kolom, i, punten)
        for i, kop in enumerate(blad.koppen)
        if i not in bezet and kop and not is_persoonlijk(kop)
        for kolom in tabel.kolommen
        if (punten := _punten(kop, blad.kolommen[i], tabel, kolom)) >= 0.5
    ]
    gekozen: list[Kolomkeuze] = []
    for k in sorted(mogelijk, key=lambda k: (-k.punten, k.plek)):
        if all(k.plek != g.plek and k.kolom.naam != g.kolom.naam for g in gekozen):
            gekozen.append(k)
    return sorted(gekozen, key=lambda k: k.plek)


def _punten(kop: str, waarden: list[object], tabel: Tabel, kolom: Kolom) -> float:
    """How sure a column is: its name counts most, what stands in it must agree."""
    naam, past = plat(kop), past_waarde(waarden, kolom)
    eigen = [plat(n) for n in kolom.namen]
    namen = [*eigen, *map(plat, _synoniemen(tabel.naam).get(kolom.naam, ()))]
    if past < 0.3 and not kolom.is_gesloten:  # codes may need a translation; a date or a number may not
        return 0.55 if naam in eigen else 0.0
    if naam in eigen:
        return 1.0
    if naam in namen:
        return 0.8 + 0.15 * past
    if genoemd := _genoemd(kop, tabel, kolom):
        return (0.8 if genoemd == "zeker" else 0.55) + 0.1 * past
    begin = len(naam) >= 5 and any(n.startswith(naam) for n in namen)
    if begin or difflib.get_close_matches(naam, namen, n=1, cutoff=0.85):
        return 0.55 + 0.05 * past
    eigen_woorden = kolom.is_gesloten and any(len(c) > 3 for c in kolom.codes())
    return 0.55 if eigen_woorden and past >= 0.9 and len({*map(str, waarden)}) > 1 else 0.0


def _genoemd(kop: str, tabel: Tabel, kolom: Kolom) -> str:
    """Whether a header holds all words of a name: "zeker" if what is left only says which table it is, else "gok".

    >>> t = contract.tabel("uitkeringen")
    >>> _genoemd("Startdatum uitkering", t, t.kolom("begindatum")), _genoemd("Leefvorm oud", t, t.kolom("leefvorm"))
    ('zeker', 'gok')
    """
    hun, eigen = _woorden(kop), _woorden(f"{tabel.naam} {tabel.uitleg}")
    namen = (kolom.naam, *_synoniemen(tabel.naam).get(kolom.naam, ()))
    over = [hun - ons for ons in map(_woorden, namen) if ons and ons <= hun]
    if any(all(w in eigen or tabel.naam.startswith(w) for w in rest) for rest in over):
        return "zeker"
    return "gok" if over else ""


def past_waarde(waarden: list[object], kolom: Kolom) -> float:
    """Welk deel van de waarden in een kolom van ons zou passen; 1 als er niets te toetsen is.

    >>> past_waarde(["01-02-2023", None], contract.tabel("uitkeringen").kolom("begindatum"))
    1.0
    """
    gevuld = gevulde(waarden)
    return sum(_past(w, kolom) for w in gevuld) / len(gevuld) if gevuld else 1.0


def gevulde(waarden: list[object]) -> list[object]:
    """De waarden van een kolom die er zijn."""
    return [w for w in waarden if w not in (None, "")]


def _past(waarde: object, kolom: Kolom) -> bool:
    tekst = str(waarde).strip()
    if kolom.soort == "datum":
        return isinstance(waarde, date | datetime) or bool(re.fullmatch(DATUM, tekst))
    if kolom.soort in contract.GETALSOORTEN:
        heel = kolom.soort == "geheel"
        tekst = re.sub(ACHTER_EEN_GETAL, "", re.sub(r"(?i)€|euro?|\s", "", tekst))
        if not re.fullmatch(r"-?[\d.]+([.,]0+)?" if heel else r"-?[\d.]+(,\d+)?|-?\d+\.\d+|<\s?\d+|[x.*]", tekst):
            return False
        getal = int(re.sub(r"[.,].*", "", tekst) or 0) if heel and re.match(r"-?\d", tekst) else 0
        return kolom.minimum is None or not heel or kolom.minimum <= getal <= (kolom.maximum or 10**12)
    if kolom.soort == "kwartaal":
        return _kwartaal_in(tekst) is not None
    if kolom.is_gesloten:
        return vertaal(tekst, kolom)[0] is not None
    return not kolom.patroon or bool(re.fullmatch(kolom.patroon, tekst.upper()))


def vertaal(waarde: str, kolom: Kolom) -> tuple[str | None, bool]:
    """De code van ons bij een waarde van hen, en of dat zeker is. Zonder code: (None, False).

    >>> k = contract.tabel("uitkeringen").kolom("leefvorm")
    >>> vertaal("Gehuwd", k), vertaal("alleenstaande  ouder", k), vertaal("Alleenst. ouder", k), vertaal("xyz", k)
    (('paar', True), ('alleenstaande_ouder', True), ('alleenstaande_ouder', False), (None, False))
    """
    namen = _namen_van(tuple(sorted(kolom.codes().items())), tuple(sorted((kolom.synoniemen or {}).items())))
    kaal = plat(waarde)
    if kaal in namen:
        return namen[kaal], True
    if kaal.isdigit():
        return None, False
    dichtbij = difflib.get_close_matches(kaal, namen, n=1, cutoff=0.75)
    dichtbij = dichtbij or [n for n in sorted(namen, key=len, reverse=True) if len(n) > 3 and kaal.startswith(n)]
    return (namen[dichtbij[0]], False) if dichtbij else (None, False)


@cache
def _namen_van(codes: tuple, synoniemen: tuple) -> dict[str, str]:
    return {plat(t): code for code, naam in codes for t in (naam, code)} | {plat(s): code for s, code in synoniemen}


def _woorden(tekst: str) -> set[str]:
    """The words of a name, without little ones.

    >>> sorted(_woorden("Datum van beëindiging")), sorted(_woorden("reden_einde"))
    (['beeindiging', 'datum'], ['einde', 'reden'])
    """
    return {w for deel in re.split(r"[\W_]+", tekst) if len(w := plat(deel)) > 1} - KLEIN


def plat(tekst: str) -> str:
    """Een naam met alleen kleine letters en cijfers, zonder accenten.

    >>> plat("Datum beëindiging")
    'datumbeeindiging'
    """
    kaal = unicodedata.normalize("NFKD", str(tekst)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", kaal.lower())


def is_persoonlijk(kop: str) -> bool:
    """Of een kolom naar een gegeven van een mens heet.

    >>> is_persoonlijk("Achternaam"), is_persoonlijk("Wijknaam")
    (True, False)
    """
    return bool(re.search(PERSOONLIJK, kop, re.IGNORECASE)) and plat(kop) not in NAAM_VAN_IETS


@cache
def _synoniemen(tabel: str) -> dict[str, list[str]]:
    """Other names per column of a table: from the standards, and from where the contract says a column comes from."""
    inhoud = tomllib.loads((Path(__file__).parent / "synoniemen.toml").read_text(encoding="utf-8"))
    uit = {k: [*n] for k, n in inhoud["overal"].items()}
    for kolom, namen in inhoud["tabel"].get(tabel, {}).items():
        uit[kolom] = [*uit.get(kolom, []), *namen]
    for kolom in (k for k in contract.tabel(tabel).kolommen if k.herkomst):
        uit.setdefault(kolom.naam, []).append(kolom.herkomst.split(",")[0].split("/")[-1])
    return uit


@cache
def alleen_hier() -> set[str]:
    """De kolommen die in maar een tabel staan: wie er een vindt, weet welke tabel het is."""
    keer = Counter(k.naam for t in contract.TABELLEN.values() for k in t.kolommen)
    return {naam for naam, aantal in keer.items() if aantal == 1}
