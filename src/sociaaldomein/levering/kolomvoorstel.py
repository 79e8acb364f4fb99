"""Een voorstel voor kolommen.yml: welke kolom van hen bij welke kolom van ons hoort, uit de namen en wat eronder staat.

Het voorstel is een begin. Wat niet zeker is, heeft een vraagteken; wat ontbreekt, staat er als commentaar bij. Waarden
komen er alleen in als zij een soort aanwijzen: een vertaling van codes. Wat van een persoon kan zijn, komt er nooit in.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
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
from sociaaldomein.begrippen.eenheden import ACHTER_EEN_GETAL, CENT_OF_EURO, EURO_VORM, maat_in
from sociaaldomein.grond.bsn import heeft_bsn, maskeer
from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import TEKENS, Onleesbaar, lees_parquet, lees_tekst, open_werkboek, soort_van
from sociaaldomein.levering.contract import Kolom, Tabel
from sociaaldomein.levering.kolommen import tabelnaam
from sociaaldomein.levering.leveringsverslag import bedoelt, koptekst

KIJK_RIJEN = 500  # so many rows are enough to see what a column holds
KOP_BINNEN = 15  # the column names stand in one of these rows
VAAK = 3  # a value that occurs so often is a kind, and not somebody
MEESTE_WAARDEN = 40
PERSOONLIJK = (
    r"(^|\b|_)(voor|achter|roep)?na(am|men)\b|adres|straat|huisnummer|postcode|telefoon|mail|iban|geboortedatum"
)
VOOR_HET_HELE_BESTAND = ("wet", "jaar", "kwartaal", "indicator", "soort", "plan", "programma", "periode", "regio_code")
NAAM_VAN_IETS = ("wijknaam", "naamwijk", "naamindicator")
KLEIN = {"de", "het", "een", "van", "per", "in", "op", "of", "en", "met", "voor", "is"}
BSN_KOP = r"bsn|burger ?service|sofi"
DATUM = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( .*)?|\d{4}-\d\d-\d\d([ T].*)?|(19|20)\d{6}"
KWARTAALKOPPEN = (
    r"(?P<jaar>20\d\d)\D{0,3}[kq]\w{0,8}\W?(?P<nummer>[1-4])",
    r"[kq]\w{0,8}\W?(?P<nummer>[1-4])\D{0,3}(?P<jaar>20\d\d)",
    r"(?P<nummer>[1-4])e?\W{0,2}k\w{0,8}\D{0,3}(?P<jaar>20\d\d)",
)


@dataclass
class Blad:
    """Een tabel zoals zij in een bestand staat, met het begin van haar rijen."""

    bestand: str
    blad: str
    koppen: list[str]
    overslaan: int
    kolommen: list[list[object]]


@dataclass
class Keuze:
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
    keuzes: list[Keuze]
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
        goed = sum(k.punten * (3 if k.kolom.naam in nodig | _alleen_hier() else 1) for k in self.keuzes)
        return goed + 3 * len(nodig & self.gevuld - {k.kolom.naam for k in self.keuzes}) - 2 * len(self.mist)

    @property
    def past(self) -> bool:
        """Genoeg om voor te stellen: de helft van wat nodig is, of twee kolommen die geen andere tabel heeft."""
        zeker = {k.kolom.naam for k in self.keuzes if k.zeker}
        genoeg = 2 * len(self.mist) <= len(self.tabel.minimum) or len(zeker & _alleen_hier()) >= 2
        return genoeg and bool(zeker) and len(self.gevuld) >= 2


@dataclass(frozen=True)
class Voorstel:
    """De tekst van het voorstel, wat er al past, en wat op geen tabel lijkt."""

    tekst: str
    past_al: tuple[str, ...]
    past_niet: tuple[str, ...]
    aantal: int


def stel_voor(map: Path) -> Voorstel:
    """Lees de kolomnamen van elk bestand in een map met leveringen en stel een kolommen.yml voor."""
    blokken: dict[str, list[list[str]]] = {}
    past_al, past_niet = [], []
    for blad in (b for pad in sorted(map.iterdir()) for b in _bladen(pad)):
        naam = f"{blad.bestand} ({blad.blad})" if blad.blad else blad.bestand
        past = beste(blad)
        if past is None:
            past_niet.append(blad.blad or blad.bestand)
        elif _heet_al_goed(blad, past):
            past_al.append(naam)
        else:
            blokken.setdefault(past.tabel.naam, []).append(_blok(blad, past))
    regels = [
        "# Een voorstel, gemaakt uit de kolomnamen. Kijk elke regel na voordat u dit gebruikt.",
        "# Een vraagteken betekent: dit is een gok. Een regel met # ervoor telt nog niet mee.",
    ]
    for tabel, lijst in blokken.items():
        regels += ["", f"{tabel}:"]
        for blok in lijst:
            eerste, daarna = ("  ", "  ") if len(lijst) == 1 else ("  - ", "    ")
            regels += [(daarna if nr else eerste) + r for nr, r in enumerate(blok)]
    if past_niet:
        namen = ", ".join(_q(n) for n in past_niet)
        regels += ["", "# Dit lijkt op geen tabel. Hoort het niet bij de levering? Haal dan het # weg.",
                   f"# negeer: [{namen}]"]  # fmt: skip
    aantal = sum(len(lijst) for lijst in blokken.values())
    return Voorstel("\n".join(regels) + "\n", tuple(past_al), tuple(past_niet), aantal)


# -- reading -----------------------------------------------------------------------------------------------------------


def _bladen(pad: Path) -> list[Blad]:
    """The sheets of a file; what cannot be read is for `controleer` to explain."""
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
            return [blad for b in zichtbaar
                    for blad in _als_blad(pad.name, b.naam if meer else "", b.rijen[:KIJK_RIJEN])]  # fmt: skip
        if soort == "parquet":
            frame = lees_parquet(pad).head(KIJK_RIJEN)
            return [Blad(pad.name, "", frame.columns, 0, [k.to_list() for k in frame.get_columns()])]
    except (Onleesbaar, OSError, csv.Error):
        return []
    return []


def _csv_rijen(tekst: str) -> list[tuple[int, Sequence[object]]]:
    """The first rows, split on the character that makes the most columns on most lines."""
    regels = tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:KIJK_RIJEN]
    keuzes = [list(csv.reader(io.StringIO("\n".join(regels)), delimiter=t)) for t in TEKENS]
    beste_ = max(keuzes, key=lambda rijen: sum(len(r) for r in rijen))
    return [(nr, [c.strip() or None for c in rij]) for nr, rij in enumerate(beste_, 1) if any(c.strip() for c in rij)]


def _als_blad(bestand: str, blad: str, rijen: Sequence[tuple[int, Sequence[object]]]) -> list[Blad]:
    if not rijen:
        return []
    breed = max(len([c for c in r if c is not None]) for _, r in rijen)
    kop = next((i for i, (_, r) in enumerate(rijen[:KOP_BINNEN]) if _is_kop(r, breed)), 0)
    nummer, namen = rijen[kop]
    breedte = max(len(r) for _, r in rijen[kop:])
    koppen = ["" if c is None else re.sub(r"\s+", " ", str(c)).strip() for c in namen] + [""] * (breedte - len(namen))
    lijf = [r for _, r in rijen[kop + 1 :]]
    kolommen = [[r[i] if i < len(r) else None for r in lijf] for i in range(breedte)]
    return [Blad(bestand, blad, koppen, nummer - 1, kolommen)]


def _is_kop(rij: Sequence[object], breed: int) -> bool:
    gevuld = [c for c in rij if c is not None]
    woorden = [c for c in gevuld if isinstance(c, str) and re.search(r"[A-Za-z]", c)]
    genoeg = len(gevuld) >= max(2, 0.6 * breed) and 2 * len(woorden) >= len(gevuld)
    return genoeg and len({str(c) for c in gevuld}) == len(gevuld)


# -- matching ----------------------------------------------------------------------------------------------------------


def beste(blad: Blad) -> Past | None:
    """De tabel waar een blad het meest op lijkt, met de keuze per kolom; None als niets genoeg lijkt."""
    eigen = tabelnaam(blad.blad) if blad.blad else tabelnaam(Path(blad.bestand).stem)
    tabellen = [contract.tabel(eigen)] if eigen else contract.TABELLEN.values()
    mogelijk = (p for t in tabellen for p in _passen(blad, t))
    goed = sorted((p for p in mogelijk if p.past or (eigen and p.keuzes)), key=lambda p: -p.punten)
    if not goed:
        return None
    eerste = goed[0]
    ook = (p.tabel.naam for p in goed if p.tabel != eerste.tabel and 2 * p.punten >= eerste.punten)
    return replace(eerste, ook=next(ook, ""))


def _passen(blad: Blad, tabel: Tabel) -> Iterable[Past]:
    """The sheet as it is, and when its columns are quarters, years or groups: turned."""
    keuzes = _kies(blad, tabel, set())
    yield Past(tabel, keuzes)
    if tabel.naam not in ("aggregaat", "plannen"):
        return
    for naar, kolommen, vast in _breed(blad, tabel):
        gebruikt = {i for i, kop in enumerate(blad.koppen) if kop in kolommen}
        rest = [k for k in _kies(blad, tabel, gebruikt) if k.kolom.naam not in (naar, "waarde", "bedrag_eur", *vast)]
        yield Past(tabel, rest, kolommen, naar, vast)


def _breed(blad: Blad, tabel: Tabel) -> Iterable[tuple[str, dict[str, str], dict[str, str]]]:
    """Column names that are quarters, years or the groups of a breakdown: (our column, theirs -> value, constants)."""
    jaren = {k: k for k in blad.koppen if re.fullmatch(r"(19|20)\d\d", k)}
    if tabel.naam == "plannen":
        if len(jaren) > 1:
            yield "jaar", jaren, {}
        return
    kwartalen = {k: q for k in blad.koppen if (q := kwartaal_in(k))}
    if len(kwartalen) > 1:
        yield "kwartaal", kwartalen, {}
    elif len(jaren) > 1:
        yield "kwartaal", {k: f"{k}-K4" for k in jaren}, {}
    for thema in themas().values():
        for dimensie, groepen in thema.groepen.items():
            codes = {_norm(n): code for code, naam in groepen.items() for n in (code, naam)}
            gevonden = {k: codes[_norm(k)] for k in blad.koppen if _norm(k) in codes}
            if len({*gevonden.values()} - {"onbekend", "overig"}) > 1:
                yield "groep", gevonden, {"dimensie": dimensie, "wet": thema.naam}


def kwartaal_in(kop: str) -> str | None:
    """Het kwartaal dat een kolomnaam noemt.

    >>> kwartaal_in("1e kw 2023"), kwartaal_in("2023 Q4"), kwartaal_in("K2-2022"), kwartaal_in("2023")
    ('2023-K1', '2023-K4', '2022-K2', None)
    """
    for patroon in KWARTAALKOPPEN:
        if gevonden := re.fullmatch(patroon, kop.strip(), re.IGNORECASE):
            return f"{gevonden['jaar']}-K{gevonden['nummer']}"
    return None


def _kies(blad: Blad, tabel: Tabel, bezet: set[int]) -> list[Keuze]:
    """The best pairs of a column of theirs and one of ours, each used once."""
    mogelijk = [
        Keuze(kolom, i, punten)
        for i, kop in enumerate(blad.koppen)
        if i not in bezet and kop and not _is_persoonlijk(kop)
        for kolom in tabel.kolommen
        if (punten := _punten(kop, blad.kolommen[i], tabel, kolom)) >= 0.5
    ]
    gekozen: list[Keuze] = []
    for k in sorted(mogelijk, key=lambda k: (-k.punten, k.plek)):
        if all(k.plek != g.plek and k.kolom.naam != g.kolom.naam for g in gekozen):
            gekozen.append(k)
    return sorted(gekozen, key=lambda k: k.plek)


def _punten(kop: str, waarden: list[object], tabel: Tabel, kolom: Kolom) -> float:
    """How sure a column is: its name counts most, what stands in it must agree."""
    naam, past = _norm(kop), past_waarde(waarden, kolom)
    eigen = [_norm(n) for n in kolom.namen]
    namen = [*eigen, *map(_norm, _synoniemen(tabel.naam).get(kolom.naam, ()))]
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
    gevuld = [w for w in waarden if w not in (None, "")]
    if not gevuld:
        return 1.0
    return sum(_past(w, kolom) for w in gevuld) / len(gevuld)


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
        return kwartaal_in(tekst) is not None
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
    kaal = _norm(waarde)
    if kaal in namen:
        return namen[kaal], True
    if kaal.isdigit():
        return None, False
    dichtbij = difflib.get_close_matches(kaal, namen, n=1, cutoff=0.75)
    dichtbij = dichtbij or [n for n in sorted(namen, key=len, reverse=True) if len(n) > 3 and kaal.startswith(n)]
    return (namen[dichtbij[0]], False) if dichtbij else (None, False)


@cache
def _namen_van(codes: tuple, synoniemen: tuple) -> dict[str, str]:
    return {_norm(t): code for code, naam in codes for t in (naam, code)} | {_norm(s): code for s, code in synoniemen}


def _woorden(tekst: str) -> set[str]:
    """The words of a name, without little ones.

    >>> sorted(_woorden("Datum van beëindiging")), sorted(_woorden("reden_einde"))
    (['beeindiging', 'datum'], ['einde', 'reden'])
    """
    return {w for deel in re.split(r"[\W_]+", tekst) if len(w := _norm(deel)) > 1} - KLEIN


def _norm(tekst: str) -> str:
    kaal = unicodedata.normalize("NFKD", str(tekst)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", kaal.lower())


def _is_persoonlijk(kop: str) -> bool:
    return bool(re.search(PERSOONLIJK, kop, re.IGNORECASE)) and _norm(kop) not in NAAM_VAN_IETS


def _is_bsn(kop: str) -> bool:
    return bool(re.search(BSN_KOP, kop, re.IGNORECASE))


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
def _alleen_hier() -> set[str]:
    """The columns that stand in one table only: finding one says which table it is."""
    keer = Counter(k.naam for t in contract.TABELLEN.values() for k in t.kolommen)
    return {naam for naam, aantal in keer.items() if aantal == 1}


# -- writing -----------------------------------------------------------------------------------------------------------


def _heet_al_goed(blad: Blad, past: Past) -> bool:
    """Whether the door reads this sheet without any help."""
    eigen = tabelnaam(blad.blad) if blad.blad else tabelnaam(Path(blad.bestand).stem)
    namen = all(k.kolom.naam == re.sub(r"[\s\-]+", "_", blad.koppen[k.plek].lower()) for k in past.keuzes)
    vertaald = any(_vertalingen(blad.kolommen[k.plek], k.kolom, past.tabel.naam)[0] for k in past.keuzes)
    return bool(eigen) and namen and not past.mist and not past.kantel and not blad.overslaan and not vertaald


def _blok(blad: Blad, past: Past) -> list[str]:
    regels = [f"bestand: {_q(blad.bestand)}"]
    if past.ook:
        regels.append(f"# Lijkt ook op {past.ook}. Is het dat? Begin de naam van het bestand dan met {past.ook}.")
    regels += [f"blad: {_q(blad.blad)}"] if blad.blad else []
    regels += [f"overslaan: {blad.overslaan}"] if blad.overslaan else []
    anders = [k for k in past.keuzes if _norm(blad.koppen[k.plek]) not in map(_norm, k.kolom.namen)]
    if anders:
        hernoem = [_hernoem(blad, k) for k in anders]
        regels += [("" if any(not r.lstrip().startswith("#") for r in hernoem) else "# ") + "hernoem:", *hernoem]
    regels += _waarden(blad, past)
    if past.kantel:
        waarde = "waarde" if past.tabel.naam == "aggregaat" else "bedrag_eur"
        regels += ["kantel:", f"  naar: {past.naar}", f"  waarde: {waarde}", "  kolommen:"]
        regels += [f"    {_q(hun)}: {_q(ons)}" for hun, ons in past.kantel.items()]
    regels += [f"vast: {{{', '.join(f'{k}: {_q(w)}' for k, w in past.vast.items())}}}"] if past.vast else []
    datum, zeker = _datumvorm(blad, past)
    regels += [f"datum: {datum}" + ("" if zeker else "  # ? dag of maand eerst")] if datum else []
    return regels + _ontbreekt(blad, past) + _over(blad, past)


def _hernoem(blad: Blad, keuze: Keuze) -> str:
    """Their name and ours. Money is named with its unit; where that is a guess, the line does not count yet."""
    hun, kolom = blad.koppen[keuze.plek], keuze.kolom
    if not kolom.is_geld:
        return f"  {_q(hun)}: {kolom.naam}" + ("" if keuze.zeker else "  # ?")
    eenheid = _euro_of_cent(hun, blad.kolommen[keuze.plek], kolom)
    if not eenheid:
        euro, cent = (next(n for n in kolom.namen if n.endswith(e)) for e in ("_eur", "_cent"))
        return f"  # {_q(hun)}: {euro}  # euro's of centen? Zijn het centen, schrijf dan {cent}"
    naam = kolom.naam if eenheid == CENT_OF_EURO[kolom.soort] else next(
        n for n in kolom.namen if n.endswith("_eur" if eenheid == "euro" else "_cent"))  # fmt: skip
    return f"  {_q(hun)}: {naam}" + ("" if keuze.zeker else "  # ?")


def _euro_of_cent(hun: str, waarden: list[object], kolom: Kolom) -> str:
    """The unit of an amount as the door would read it: from the name, the form, the contract or the size."""
    if maat_in(hun).soort == "geld":
        return maat_in(hun).eenheid
    if maat_in(hun).keer > 1:
        return "euro"
    teksten = [getattr(w, "merk", "") + str(w) for w in waarden if w not in (None, "")]
    gebroken = any(isinstance(w, float) and not w.is_integer() for w in waarden)
    if kolom.soort == "bedrag" or gebroken or any(re.search(EURO_VORM, t) for t in teksten if not t.endswith(".0")):
        return "euro"
    getallen = sorted(int(g) for t in teksten if (g := re.sub(r"[.,]0$|\D", "", t)) and int(g))
    groot = getallen and kolom.aannemelijk and getallen[len(getallen) // 2] > kolom.aannemelijk[1]
    return "cent" if groot else ""


def _waarden(blad: Blad, past: Past) -> list[str]:
    regels: list[str] = []
    for k in past.keuzes:
        paren, los = _vertalingen(blad.kolommen[k.plek], k.kolom, past.tabel.naam)
        if past.tabel.naam == "aggregaat" and (vreemd := _zonder_code(blad.kolommen[k.plek], k.kolom)):
            regels.append(f"  # Van {vreemd} in {koptekst(blad.koppen[k.plek])} kennen wij geen {k.kolom.naam}.")
        if paren or los:
            regels.append(f"  {k.kolom.naam}:" if paren else f"  # {k.kolom.naam}:")
            regels += [f"    {_q(hun)}: {ons}" + ("" if zeker else "  # ?") for hun, ons, zeker in paren]
            mag = ", ".join([*k.kolom.codes()][:12])
            regels += [f"    # {_q(hun)}: ...  # kies uit: {mag}" for hun in los]
    actief = any(not r.lstrip().startswith("#") for r in regels)
    return [("" if actief else "# ") + "waarden:", *regels] if regels else []


def _vertalingen(waarden: list[object], kolom: Kolom, tabel: str) -> tuple[list[tuple[str, str, bool]], list[str]]:
    """Their values that need a translation, and those for which we know none. Never a value that may be somebody's."""
    if not kolom.is_gesloten:
        return [], []
    aantal = Counter(str(w).strip() for w in waarden if w not in (None, ""))
    over_mensen = tabel not in ("aggregaat", "plannen", "activiteiten", "doelen", "financien", "koppel_product")
    paren, los = [], []
    for waarde, keer in aantal.most_common(MEESTE_WAARDEN):
        code, zeker = vertaal(waarde, kolom)
        vlak = re.sub(r"[\s-]+", "_", waarde.lower())
        leest_de_deur_zelf = vlak in {c.lower() for c in kolom.codes()} or waarde.lower() in (kolom.synoniemen or {})
        if leest_de_deur_zelf or heeft_bsn(waarde) or len(waarde) > 60 or (over_mensen and keer < VAAK):
            continue
        if code:
            paren.append((waarde, code, zeker))
        elif over_mensen:
            los.append(waarde)
    return paren, los


def _zonder_code(waarden: list[object], kolom: Kolom) -> str:
    """How many different values have no code of ours, in words; the values themselves stay where they are."""
    if not kolom.is_gesloten:
        return ""
    aantal = len({str(w).strip() for w in waarden if w not in (None, "") and vertaal(str(w), kolom)[0] is None})
    return "" if not aantal else "1 waarde" if aantal == 1 else f"{aantal} waarden"


def _datumvorm(blad: Blad, past: Past) -> tuple[str, bool]:
    """The form of dates with slashes, or of dates with the month first; and whether the values prove it."""
    plekken = [k.plek for k in past.keuzes if k.kolom.soort == "datum"]
    datums = [w for plek in plekken for w in blad.kolommen[plek] if isinstance(w, str)]
    delen = [(m[2], int(m[1]), int(m[3])) for d in datums if (m := re.match(r"(\d{1,2})([-/])(\d{1,2})\2\d{4}", d))]
    if any(tweede > 12 for _, _, tweede in delen):
        return ("mm/dd/jjjj" if delen[0][0] == "/" else "mm-dd-jjjj"), True
    if any(teken == "/" for teken, *_ in delen):
        return "dd/mm/jjjj", any(eerste > 12 for _, eerste, _ in delen)
    return "", True


def _ontbreekt(blad: Blad, past: Past) -> list[str]:
    """What is needed and not found: a number per row, a column of theirs that looks like it, or a constant."""
    vrij = _ongebruikt(blad, past)
    eigen = [n for n in past.mist if past.tabel.kolom(n).soort == "nummer" and n in _alleen_hier()]
    if eigen and not any(_telt_rijen(blad.kolommen[i]) for i in vrij):
        leeg = [k.naam for k in past.tabel.kolommen if k.soort == "persoon" and k.naam not in past.gevuld]
        regels = [f"volgnummer: [{', '.join(eigen + leeg)}]  # ? er is geen nummer: elke rij krijgt er een"]
    else:
        regels = [f"# volgnummer: [{n}]  # nodig: elke rij een nummer, of noem een kolom bij hernoem" for n in eigen]
    for naam in past.mist:
        kolom = past.tabel.kolom(naam)
        if naam in eigen or (kolom.soort == "persoon" and any(_is_bsn(blad.koppen[i]) for i in vrij)):
            continue
        lijkt = bedoelt(naam, [blad.koppen[i].lower() for i in vrij if _kan(blad.kolommen[i], kolom)], "Heet die bij u")
        if lijkt or naam not in VOOR_HET_HELE_BESTAND:
            regels.append(f"# Nodig is ook {naam}: {kolom.uitleg}.{lijkt} Noem de kolom bij hernoem.")
        else:
            mag = f"kies uit {', '.join([*kolom.codes()][:8])}" if kolom.is_gesloten else kolom.uitleg
            regels.append(f"# vast: {{{naam}: ...}}  # nodig: {mag}")
    return regels


def _kan(waarden: list[object], kolom: Kolom) -> bool:
    return kolom.is_gesloten or past_waarde(waarden, kolom) >= 0.3


def _telt_rijen(waarden: list[object]) -> bool:
    """Whether a column can be a number of a row: filled, and hardly a value occurs twice."""
    gevuld = [str(w) for w in waarden if w not in (None, "")]
    return len(gevuld) > 0.9 * len(waarden) and len({*gevuld}) > 0.5 * len(gevuld)


def _ongebruikt(blad: Blad, past: Past) -> list[int]:
    gebruikt = {k.plek for k in past.keuzes}
    return [i for i, kop in enumerate(blad.koppen) if kop and i not in gebruikt and kop not in past.kantel]


def _over(blad: Blad, past: Past) -> list[str]:
    """What is not used: by name, and personal columns only as a warning."""
    rest = [blad.koppen[i] for i in _ongebruikt(blad, past)]
    regels = []
    if bsn := [k for k in rest if _is_bsn(k)]:
        regels.append(f"# Van het BSN in {', '.join(map(koptekst, bsn))} maakt de deur een pseudoniem.")
    if eigen := [k for k in rest if _is_persoonlijk(k) and not _is_bsn(k)]:
        regels.append(f"# Hoort niet in een levering, haal weg: {', '.join(map(koptekst, eigen))}.")
    if ander := [k for k in rest if not _is_persoonlijk(k) and not _is_bsn(k)]:
        regels.append(f"# Niet gebruikt: {', '.join(map(koptekst, ander))}.")
    return regels


def _q(tekst: str) -> str:
    """A text as YAML reads it back.

    >>> _q("Startdatum"), _q("1e kw 2023"), _q("a: b")
    ('Startdatum', '"1e kw 2023"', '"a: b"')
    """
    gewoon = re.fullmatch(r"[A-Za-zÀ-ÿ_][\wÀ-ÿ .()/-]*(?<! )", tekst)
    return tekst if gewoon else json.dumps(tekst, ensure_ascii=False)
