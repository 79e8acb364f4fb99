"""Van tekst naar typen: elke kolom van een levering volgens het contract, en elke rij goed of afgekeurd."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

import polars as pl

from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.begrippen.eenheden import (
    ACHTER_EEN_GETAL,
    CENT_OF_EURO,
    EURO_VORM,
    EURO_ZEKER,
    Maat,
    lees_maat,
    maat_in,
)
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering import contract
from sociaaldomein.levering.contract import Kolom, Tabel
from sociaaldomein.levering.groepen import groepen, lees_groep
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, Regel
from sociaaldomein.levering.leveringsverslag import Bestand, Fout, Rapport, rijen_tekst, toon
from sociaaldomein.levering.pseudoniemen import bevat_bsn, elfproef

RIJ = "_rij"  # the row as Excel numbers it
VAN = "_van"  # the column of theirs that became this row, in a sheet that was turned
AFGEBROKEN = ("Het bestand breekt af: de laatste rij is niet heel.", "Maak de export opnieuw.")
CODES_GENOEMD = 10
MET_AANTALLEN = ("aantal", "aandeel", "kenmerk")  # kinds of figures with counts behind them
KOMMA_NUL = r"^(\d+)[.,]0$"  # a whole number that was a float on its way here
DRAAITABEL = (
    "Dit is een draaitabel: wat hetzelfde is als erboven, staat er niet bij.",
    "Kies in Excel bij Ontwerp, Rapportindeling: alle itemlabels herhalen. Kopieer daarna alleen de waarden.",
)
GROOTSTE_BEDRAG = 100_000_000_000_00  # cents; no municipality books more in one line, and sums stay exact
TOTAALREGEL = r"(?i)^((eind|sub|sub-|algemeen )?totaal|totalen|som|total|grand total)( .{0,30}|:)?$"
MERKEN_AFGESCHERMD = r"^(<\s*\d+|x|\.|\*|afgeschermd)$"
EXCELFOUTEN = (
    "#N/B",
    "#N/A",
    "#VERW!",
    "#REF!",
    "#WAARDE!",
    "#VALUE!",
    "#DEEL/0!",
    "#DIV/0!",
    "#NAAM?",
    "#NAME?",
    "#GETAL!",
    "#NUM!",
    "#LEEG!",
    "#NULL!",
)


@dataclass(frozen=True)
class Kop:
    """Hoe een kolom bij hen heet, wat die naam over de eenheid zegt, en naar welke naam van ons zij is vertaald."""

    hun: str
    maat: Maat
    ons: str


@dataclass
class Deel:
    """Een gelezen bestand of tabblad: kolommen van het contract als tekst, met het rijnummer van Excel in `_rij`."""

    tabel: Tabel
    info: Bestand
    ruw: pl.DataFrame
    bsn_als_client: bool = False
    regel: Regel | None = None
    open_einde: bool = False  # a text file whose last line does not end
    totaalregel: pl.DataFrame | None = None
    koppen: Mapping[str, Kop] = field(default_factory=dict)
    boven: str = ""  # what stands above the column names

    def gezegd(self, kolom: Kolom) -> Maat:
        """De eenheid die kolommen.yml bij een kolom noemt."""
        return (lees_maat(self.regel.eenheid.get(kolom.naam, "")) if self.regel else None) or Maat()


@dataclass
class Keuring:
    """Verzamelt per rij van een deel of zij goed is, en meldt elke fout."""

    deel: Deel
    rapport: Rapport
    slecht: pl.Series = field(init=False)
    maten: dict[str, Maat] = field(default_factory=dict)  # per column with money: what it was read in
    klaar: dict[str, pl.Series] = field(default_factory=dict)  # the columns that have their type already
    met_maat: dict[str, pl.Series] = field(default_factory=dict)  # per column: the rows that say their own unit

    def __post_init__(self) -> None:
        self.slecht = pl.repeat(False, self.deel.ruw.height, eager=True)

    def keur_af(
        self,
        masker: pl.Series,
        kolom: Kolom,
        soort: str,
        wat: str,
        toegestaan: str | Callable = "",
        doe: str = "",
        waarden: pl.Series | None = None,
        structureel: bool = False,
    ) -> None:
        """Meld elke rij van `masker`; `{waarde}` in `wat` wordt de waarde, of haar lengte als zij persoonlijk is.

        Een `structureel`e fout houdt de hele levering tegen: dan is niet te zeggen wat er wel klopt.
        """
        masker = masker.fill_null(False)
        if not masker.any():
            return
        self.slecht = self.slecht | masker
        info, ruw = self.deel.info, self.deel.ruw
        waarden = ruw[kolom.naam] if waarden is None else waarden
        wet = ruw["wet"].filter(masker) if "wet" in ruw.columns else pl.repeat(None, masker.sum(), eager=True)
        gekanteld = VAN in ruw.columns and self.deel.regel and kolom.naam in self.deel.regel.uit_kantel
        hun = ruw[VAN].filter(masker) if gekanteld else [self.hun(kolom)] * masker.sum()
        for rij, waarde, w, kop in zip(ruw[RIJ].filter(masker), waarden.filter(masker), wet, hun, strict=True):
            self.rapport.meld(
                Fout(
                    info.naam,
                    wat.format(waarde=toon(waarde, kolom)),
                    blad=info.blad,
                    rij=rij,
                    toegestaan=toegestaan(w, waarde) if callable(toegestaan) else toegestaan,
                    doe=doe,
                    kolom=kolom.naam,
                    hun=kop,
                    soort=soort,
                    structureel=structureel,
                )
            )

    def hun(self, kolom: Kolom) -> str:
        """Hoe de kolom bij hen heet; leeg als dat dezelfde naam is."""
        kop = self.deel.koppen.get(kolom.naam)
        return kop.hun if kop and kop.hun != kolom.naam else ""

    def naam(self, kolom: Kolom) -> str:
        """De kolom in een zin: onze naam, met de hunne erbij."""
        return f"{kolom.naam} (bij u {hun})" if (hun := self.hun(kolom)) else kolom.naam

    def let_op(self, masker: pl.Series, tekst: str) -> None:
        """Waarschuw een keer, met het aantal rijen en de eerste rij."""
        aantal = masker.sum()
        if aantal:
            eerste = self.deel.ruw[RIJ].filter(masker.fill_null(False))[0]
            rijen = f"rij {eerste}" if aantal == 1 else f"{rijen_tekst(aantal)}, vanaf rij {eerste}"
            self.rapport.waarschuw(self.deel.info.label, f"{tekst} ({rijen})")


def keur_deel(deel: Deel, rapport: Rapport) -> pl.DataFrame:
    """De goede rijen van een deel, met de typen van het contract en het rijnummer."""
    keuring = Keuring(deel, rapport)
    if deel.tabel.naam == "aggregaat":
        deel.ruw = _met_merken(deel.ruw, keuring)
    else:
        _keur_totaalregels(keuring)
    if _is_draaitabel(deel):
        rapport.weiger(deel.info.naam, DRAAITABEL[0], blad=deel.info.blad, doe=DRAAITABEL[1])
        deel.info.afgekeurd += deel.ruw.height
        return pl.DataFrame(schema={k.naam_na: k.dtype for k in deel.tabel.kolommen} | {RIJ: pl.Int64})
    for k in deel.tabel.kolommen:
        keuring.klaar[k.naam] = _keur_kolom(deel.ruw[k.naam], k, keuring).alias(k.naam_na)
    frame = pl.DataFrame([*keuring.klaar.values(), deel.ruw[RIJ]])
    for eerst, daarna in deel.tabel.volgorde:
        keuring.keur_af(
            frame[daarna] < frame[eerst],
            deel.tabel.kolom(daarna),
            "volgorde",
            f"{{waarde}} ligt voor de {eerst}.",
            doe="Verbeter een van de twee datums.",
        )
    if deel.tabel.naam == "aggregaat":
        frame = _keur_aggregaat(frame, keuring)
    if deel.tabel.naam == "doelen":
        _keur_doelen(frame, keuring)
    _keur_controle(frame, keuring)
    if deel.open_einde and len(keuring.slecht) and keuring.slecht[-1]:
        rapport.weiger(deel.info.naam, AFGEBROKEN[0], rij=deel.ruw[RIJ][-1], doe=AFGEBROKEN[1])
    elif deel.open_einde:
        rapport.waarschuw(deel.info.label, "Achter de laatste rij staat geen regeleinde. Kijk of zij heel is.")
    deel.info.afgekeurd += keuring.slecht.sum()
    return frame.filter(~keuring.slecht)


def _is_draaitabel(deel: Deel) -> bool:
    """Verplichte kolommen die vooral leeg zijn, de voorste het meest, elk binnen de vulling van de volgende."""
    verplicht = [k for k in deel.koppen if k in deel.tabel.minimum]  # in the order of the file
    gevuld = [deel.ruw[k].is_not_null() for k in verplicht]
    if deel.ruw.height < 3 or len(gevuld) < 2 or not all(g[0] for g in gevuld):
        return False
    genest = all((rechts | ~links).all() for links, rechts in pairwise(gevuld))
    return genest and 2 * gevuld[0].sum() <= deel.ruw.height


def _keur_kolom(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een kolom in het type van het contract; wat niet past is leeg en gemeld."""
    if tekst.null_count() == len(tekst):
        goed = pl.Series([None] * len(tekst), dtype=kolom.dtype)
    else:
        excelfout = tekst.is_in(EXCELFOUTEN)
        keuring.keur_af(
            excelfout,
            kolom,
            "excelfout",
            "In de cel staat de fout {waarde}.",
            doe="Verbeter de formule, of maak de cel leeg.",
        )
        tekst = tekst.to_frame("t").select(pl.when(~excelfout).then(pl.col("t"))).to_series()
        goed = KEUR[kolom.soort](tekst, kolom, keuring)
    if kolom.verplicht:
        keuring.keur_af(
            keuring.deel.ruw[kolom.naam].is_null(),
            kolom,
            "leeg",
            "Dit veld is verplicht en leeg.",
            toegestaan=lambda wet, _: _mag(kolom, wet, ""),
            doe="Vul het veld in.",
        )
    return goed.fill_null(kolom.standaard) if kolom.standaard is not None else goed


def _expr(tekst: pl.Series, maak: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    return tekst.to_frame("t").select(maak(pl.col("t")).alias("t")).to_series()


def _keur_tekst(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    if kolom.patroon:
        return _keur_vorm(tekst, kolom, keuring)
    kandidaat = tekst.str.extract(r"(?:^|\D)(\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?:\D|$)", 1)
    keuring.keur_af(
        elfproef(kandidaat),
        kolom,
        "bsn",
        "Hier staat een BSN.",
        doe="Haal het BSN weg. Het hoort alleen in client_id.",
        structureel=True,
    )
    return tekst


def _keur_vorm(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    schoon = tekst.str.to_uppercase()
    if kolom.lengte and kolom.soort == "tekst":
        _keur_ingekort(tekst, kolom, keuring, tekst.str.len_chars() != kolom.lengte)
    if kolom.naam == "gemeentecode":
        kaal = schoon.str.contains(r"^\d{3}$")
        keuring.let_op(kaal, f"In {keuring.naam(kolom)} ontbrak een nul vooraan. De code is hersteld.")
        schoon = _expr(
            schoon, lambda t: pl.when(t.str.contains(r"^\d{3,4}$")).then(pl.lit("GM") + t.str.zfill(4)).otherwise(t)
        )
    goed = schoon.str.contains(f"^(?:{kolom.patroon})$")
    kort = pl.repeat(False, len(tekst), eager=True)
    if kolom.lengte:
        kort = (schoon.str.contains(r"^\d+$") & (schoon.str.len_chars() < kolom.lengte)).fill_null(False)
        keuring.keur_af(
            kort,
            kolom,
            "vorm",
            f"{{waarde}} heeft geen {kolom.lengte} tekens; mogelijk viel een nul vooraan weg.",
            toegestaan=contract.toegestaan(kolom),
            doe="Maak de kolom in Excel op als tekst en vul de nul aan.",
        )
    keuring.keur_af(
        ~goed & ~kort,
        kolom,
        "vorm",
        "{waarde} heeft niet de goede vorm.",
        toegestaan=contract.toegestaan(kolom),
        doe="Verbeter de waarde, of maak het veld leeg." if not kolom.verplicht else "Verbeter de waarde.",
    )
    return schoon


def _keur_nummer(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    _keur_ingekort(tekst, kolom, keuring)
    komma = tekst.str.contains(KOMMA_NUL).fill_null(False)
    keuring.let_op(komma, f"In {keuring.naam(kolom)} stond ',0' achter een nummer. Dat is weggehaald.")
    schoon = tekst.str.replace(KOMMA_NUL, "$1")
    _meld_hoofdletters(schoon, kolom, keuring)
    if kolom.patroon:
        schoon = _keur_vorm(schoon, kolom, keuring)
    elif schoon.n_unique() >= 20 and bevat_bsn(schoon.unique()):
        keuring.rapport.waarschuw(
            keuring.deel.info.label, f"De nummers in {kolom.naam} lijken BSN's. Controleer de kolom."
        )
    return schoon


def _keur_ingekort(tekst: pl.Series, kolom: Kolom, keuring: Keuring, alleen: pl.Series | bool = True) -> None:
    """1E5 was een nummer voordat Excel het afrondde; wat er stond is niet terug te halen."""
    keuring.keur_af(
        tekst.str.contains(r"(?i)^\d([.,]\d+)?E\+?\d+$") & alleen,
        kolom,
        "nummer",
        "{waarde} is door Excel ingekort.",
        toegestaan=contract.toegestaan(kolom) if kolom.patroon else "",
        doe="Maak de kolom in Excel op als tekst en plak de nummers opnieuw.",
        structureel=True,
    )


def _keur_persoon(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    _keur_ingekort(tekst, kolom, keuring)
    schoon = tekst.str.replace(KOMMA_NUL, "$1")
    _meld_hoofdletters(schoon, kolom, keuring)
    return schoon


def _meld_hoofdletters(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Nummers die alleen in hoofdletters verschillen, tellen als twee. Dat is zelden de bedoeling."""
    uniek = tekst.drop_nulls().unique()
    dubbel = uniek.filter(uniek.str.to_lowercase().is_duplicated())
    keuring.let_op(
        tekst.is_in(dubbel.to_list()),
        f"In {keuring.naam(kolom)} verschillen nummers alleen in hoofdletters. Zij tellen als verschillend.",
    )


def _keur_code(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Codes uit de lijst van de wet. Een weggevallen nul vooraan komt terug als er maar een code past."""
    ruw = keuring.deel.ruw
    komma = tekst.str.contains(KOMMA_NUL).fill_null(False)
    keuring.let_op(komma, f"In {keuring.naam(kolom)} stond ',0' achter een code. Dat is weggehaald.")
    tekst = tekst.str.replace(KOMMA_NUL, "$1")
    wet = ruw["wet"] if kolom.per_wet else pl.Series([None] * len(tekst), dtype=pl.String)
    wet = wet.str.to_lowercase().replace(contract.tabel("toewijzingen").kolom("wet").synoniemen)
    paren = pl.DataFrame({"wet": wet, "t": tekst})
    uniek = paren.unique()
    codes = [_herken_code(t, kolom, w) for w, t in uniek.select("wet", "t").iter_rows()]
    uniek = uniek.with_columns(code=pl.Series(codes, dtype=pl.String))
    goed = paren.join(uniek, on=["wet", "t"], how="left", nulls_equal=True, maintain_order="left")["code"]
    vreemd = tekst.is_not_null() & goed.is_null()
    ingekort = vreemd & tekst.str.contains(r"(?i)^\d([.,]\d+)?E\+?\d+$")
    _keur_ingekort(tekst, kolom, keuring, ingekort)
    vreemd = vreemd & ~ingekort
    if kolom.onbekend is not None:
        _meld_onbekend(vreemd, tekst, wet, kolom, keuring)
        goed = (
            goed.to_frame("t").select(pl.when(~vreemd).then("t").otherwise(pl.lit(kolom.onbekend or None))).to_series()
        )
        vreemd = vreemd & False
    keuring.keur_af(
        vreemd,
        kolom,
        "code",
        "{waarde} staat niet in de lijst.",
        toegestaan=lambda w, waarde: _mag(kolom, w, waarde),
        doe=f"Verbeter de code, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}.",
        waarden=tekst,
    )
    hersteld = (goed != tekst) & tekst.str.contains(r"^\d+$") & goed.str.contains(r"^0\d+$")
    keuring.let_op(hersteld, f"In {keuring.naam(kolom)} ontbrak een nul vooraan. De code is hersteld.")
    return goed


def _meld_onbekend(vreemd: pl.Series, tekst: pl.Series, wet: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Een code die niet in de lijst staat: de rij blijft meetellen, onder "onbekend". Elke code wordt genoemd."""
    codes = tekst.filter(vreemd).value_counts(sort=True, name="n")
    for code, aantal in codes.head(CODES_GENOEMD).iter_rows():
        rijen = keuring.deel.ruw[RIJ].filter(vreemd & (tekst == code))
        waar = f"rij {rijen[0]}" if aantal == 1 else f"{rijen_tekst(aantal)}, vanaf rij {rijen[0]}"
        keuring.rapport.waarschuw(
            keuring.deel.info.label,
            f"In {keuring.naam(kolom)} staat {toon(code, kolom)} niet in de lijst ({waar}). "
            f"De rij telt mee als onbekend. Toegestaan: {_mag(kolom, wet.filter(vreemd & (tekst == code))[0], code)}. "
            f"Verbeter de code, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}.",
        )
    if codes.height > CODES_GENOEMD:
        nog = codes.height - CODES_GENOEMD
        keuring.rapport.waarschuw(keuring.deel.info.label, f"In {keuring.naam(kolom)} staan nog {nog} onbekende codes.")


def _herken_code(tekst: str | None, kolom: Kolom, wet: str | None) -> str | None:
    """De code die bedoeld is, of None.

    >>> k = contract.tabel("toewijzingen").kolom("productcategorie")
    >>> _herken_code("2", k, "wmo"), _herken_code("02", k, "jeugd"), _herken_code("45", k, "jeugd")
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
    if tekst.isdigit():
        kaal = tekst.lstrip("0")
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
        return f"{', '.join(dichtbij)} en {len(codes) - len(dichtbij)} andere; zie het gegevenscontract"
    if all(len(c) <= 2 for c in codes):
        return ", ".join(codes)
    return f"{', '.join(list(codes)[:6])} en {len(codes) - 6} andere; zie het gegevenscontract"


def _keur_datum(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """ISO (een tijd erachter valt weg), dd-mm-jjjj, 1 februari 2023, jjjjmmdd of een Excel-dagnummer.

    9999 is "geen einde". Staat er een tijdzone bij, dan is de dag die in Nederland: 2023-03-31T22:00Z is hier 1 april.
    """
    hier = nederlandse_tijd(tekst)
    keuring.let_op(
        hier.is_not_null(), f"In {keuring.naam(kolom)} staat een tijdzone. De dag is die van de Nederlandse klok."
    )
    oud, tekst = tekst, _met_maandnummer(_expr(tekst, lambda t: pl.coalesce(hier, t)))
    iso = tekst.str.extract(r"^(\d{4}-\d{1,2}-\d{1,2})(?:[ T].*)?$", 1)
    nl = tekst.str.extract(r"^(\d{1,2}[-.]\d{1,2}[-.]\d{4})(?: \d{1,2}:.*)?$", 1)
    nl = nl.str.replace_all(".", "-", literal=True)
    serie = tekst.str.extract(r"^([2-7]\d{4})$", 1).cast(pl.Int32, strict=False)
    plat = tekst.str.extract(r"^(\d{8})$", 1)
    delen = (
        pl.DataFrame({"iso": iso, "nl": nl, "plat": plat, "serie": serie})
        .select(
            pl.coalesce(
                pl.col("iso").str.to_date("%Y-%m-%d", strict=False),
                pl.col("nl").str.to_date("%d-%m-%Y", strict=False),
                pl.col("plat").str.to_date("%Y%m%d", strict=False),
                pl.lit(date(1899, 12, 30)) + pl.duration(days=pl.col("serie")),
            )
        )
        .to_series()
        .cast(pl.Date)
    )
    naam = keuring.naam(kolom)
    keuring.let_op(serie.is_not_null(), f"In {naam} stond een dagnummer van Excel. Het is als datum gelezen.")
    eeuwig = (delen.dt.year() >= 2900).fill_null(False)
    onbekend = (delen.dt.year() <= 1900).fill_null(False)
    keuring.let_op(onbekend, f"In {keuring.naam(kolom)} staat 1900 of eerder. Dat is gelezen als onbekend.")
    kort = tekst.str.contains(r"^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}$").fill_null(False)
    keuring.keur_af(
        kort,
        kolom,
        "datum",
        "{waarde} heeft een jaar van twee cijfers.",
        toegestaan=contract.toegestaan(kolom),
        doe="Schrijf het jaar met vier cijfers.",
        waarden=oud,
    )
    schuin = tekst.str.contains(r"^\d{1,2}/\d{1,2}/\d{4}$").fill_null(False)
    keuring.keur_af(
        schuin,
        kolom,
        "datum",
        "{waarde} is niet eenduidig: dag en maand kunnen verwisseld zijn.",
        toegestaan=contract.toegestaan(kolom),
        doe=f"Noem de vorm bij 'datum' in {KOLOMMENBESTAND}: dd/mm/jjjj of mm/dd/jjjj.",
        structureel=True,
    )
    omgekeerd = tekst.str.contains(r"^(0?[1-9]|1[0-2])-(1[3-9]|2\d|3[01])-\d{4}$").fill_null(False)
    keuring.keur_af(
        omgekeerd,
        kolom,
        "datum",
        "{waarde} heeft de maand voorop. Andere datums in deze kolom zijn dan ook verwisseld.",
        toegestaan=contract.toegestaan(kolom),
        doe=f"Lever jaar-maand-dag, of zet 'datum: mm-dd-jjjj' in {KOLOMMENBESTAND}.",
        structureel=True,
    )
    keuring.keur_af(
        tekst.is_not_null() & delen.is_null() & ~schuin & ~omgekeerd & ~kort,
        kolom,
        "datum",
        "{waarde} is geen bestaande datum.",
        toegestaan=contract.toegestaan(kolom),
        doe="Schrijf jaar, maand en dag voluit.",
    )
    goed = delen.to_frame("t").select(pl.when(~(eeuwig | onbekend)).then(pl.col("t"))).to_series()
    if kolom.verplicht:
        keuring.keur_af(
            eeuwig | onbekend, kolom, "datum", "{waarde} is geen echte datum.", doe="Vul de echte datum in."
        )
    return goed


def nederlandse_tijd(tekst: pl.Series) -> pl.Series:
    """Tijdstippen met een tijdzone als de klok hier, zomertijd en al; wat geen tijdzone heeft, is leeg.

    >>> nederlandse_tijd(pl.Series(["2023-03-31T22:00:00Z", "2023-12-30T23:30:00.000+01:00", "2023-04-01"])).to_list()
    ['2023-04-01 00:00:00', '2023-12-30 23:30:00', None]
    """
    met = tekst.str.contains(MET_TIJDZONE).fill_null(False)
    if not met.any():
        return pl.Series([None] * len(tekst), dtype=pl.String)
    deel = tekst.str.extract_groups(MET_TIJDZONE).struct.unnest()
    deel.columns = ["dag", "uur", "zone", "teken", "uren", "minuten"]
    minuten = pl.col("uren").cast(pl.Int64, strict=False) * 60 + pl.col("minuten").cast(pl.Int64, strict=False)
    naast = pl.when(pl.col("teken") == "-").then(-minuten).otherwise(minuten).fill_null(0)
    klok = pl.concat_str("dag", pl.lit(" "), pl.col("uur").str.slice(0, 5))
    klok = klok.str.to_datetime("%Y-%m-%d %H:%M", strict=False)
    utc = (klok - pl.duration(minutes=naast)).dt.replace_time_zone("UTC")
    hier = utc.dt.convert_time_zone("Europe/Amsterdam").dt.replace_time_zone(None)
    hier = pl.when(klok.dt.year() == 9999).then(klok).otherwise(hier)  # the end of days stays a day
    seconden = pl.col("uur").str.slice(5).replace("", ":00")
    return deel.select(pl.concat_str(hier.dt.strftime("%Y-%m-%d %H:%M"), seconden)).to_series()


MET_TIJDZONE = r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|z|UTC|([+-])(\d\d):?(\d\d))$"
MAANDEN = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")  # fmt: skip
MAANDNUMMERS = {n[:3]: i for i, n in enumerate(MAANDEN, 1)} | {"mrt": 3, "may": 5, "oct": 10, "sept": 9}
MET_MAANDNAAM = (
    rf"(?i)^(\d{{1,2}})(?:e|ste|de)?[ .\-/]*({'|'.join([*MAANDEN, 'march', 'sept', *MAANDNUMMERS])})\.?[ .\-/]*"
    r"(\d{4}|\d{2})(?: \d{1,2}:.*)?$"
)


def _met_maandnummer(tekst: pl.Series) -> pl.Series:
    """Datums met de maand als woord, als dag-maand-jaar; de rest blijft zoals zij is.

    >>> _met_maandnummer(pl.Series(["1 februari 2023", "15-mrt-2023", "3 mei 23", "1 foo 2023"])).to_list()
    ['1-2-2023', '15-3-2023', '3-5-23', '1 foo 2023']
    """
    met = tekst.str.contains(MET_MAANDNAAM).fill_null(False)
    if not met.any():
        return tekst
    dag, maand, jaar = (tekst.str.extract(MET_MAANDNAAM, n) for n in (1, 2, 3))
    nummer = maand.str.to_lowercase().str.slice(0, 3).replace_strict(
        MAANDNUMMERS, default=None, return_dtype=pl.Int64)  # fmt: skip
    anders = pl.DataFrame({"d": dag, "m": nummer, "j": jaar}).select(pl.format("{}-{}-{}", "d", "m", "j")).to_series()
    return tekst.to_frame("t").select(pl.when(met).then(anders).otherwise("t")).to_series()


def _kaal_getal(tekst: pl.Series) -> pl.Series:
    """Een getal zonder euroteken, spaties en plus, met het minteken vooraan."""
    kaal = tekst.str.replace_all(r"(?i)€|eur(o)?|[\s\u00a0\u202f]", "").str.replace_all("[−–]", "-")
    kaal = kaal.str.replace(r",(-+|=)$", ",00").str.replace(r"^\((.+)\)$", "-$1").str.replace(r"^([^-].*)-$", "-$1")
    return kaal.str.strip_prefix("+")


def _ontleed(
    tekst: pl.Series,
    kolom: Kolom,
    keuring: Keuring,
    heel: pl.Series | bool = False,
    van: pl.Series | None = None,
    naar: pl.Series | str = "",
) -> pl.Series:
    """Een getal met een punt voor de decimalen, als tekst; wat op twee manieren te lezen is wordt gemeld en leeg.

    In een rij van `heel` zijn er geen decimalen: 1.250 is daar 1250. `van` is per rij de eenheid die bij de kolom
    hoort, `naar` die waarin zij moet komen. Wat achter het getal staat (%, mln, weken) gaat voor `van`.
    """
    kaal = _kaal_getal(tekst)
    merk = kaal.str.extract(ACHTER_EEN_GETAL, 1)
    kaal = kaal.str.replace(ACHTER_EEN_GETAL, "")
    twijfel = kaal.str.contains(r"^-?[1-9]\d{0,2}[.,]\d{3}$").fill_null(False)
    kaal = kaal.to_frame("t").select(
        pl.when(twijfel & heel).then(pl.col("t").str.replace("[.,]", "")).otherwise("t")
    ).to_series()  # fmt: skip
    twijfel = twijfel & ~pl.Series([heel] * len(kaal) if isinstance(heel, bool) else heel)
    _meld_twijfel(twijfel, tekst, kolom, keuring)
    _keur_decimalen(kaal, tekst, kolom, keuring)
    goed = _expr(
        kaal,
        lambda t: (
            pl.when(t.str.contains(r"^-?\d+([.,]\d+)?$"))
            .then(t.str.replace(",", "."))
            .when(t.str.contains(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$"))
            .then(t.str.replace_all(".", "", literal=True).str.replace(",", "."))
            .when(t.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"))
            .then(t.str.replace_all(",", ""))
        ),
    )
    goed = _expr(goed, lambda t: pl.when(t.str.len_chars() <= 18).then(t))
    te_groot = tekst.is_not_null() & goed.is_null() & kaal.str.contains(r"^-?[\d.,]{16,}$")
    keuring.keur_af(
        tekst.is_not_null() & goed.is_null() & ~te_groot,
        kolom,
        "getal",
        "{waarde} is geen getal.",
        toegestaan=contract.toegestaan(kolom),
        doe="Schrijf alleen cijfers en een komma.",
        waarden=tekst,
    )
    keuring.keur_af(
        te_groot,
        kolom,
        "bereik",
        "{waarde} valt buiten de grenzen.",
        toegestaan=contract.toegestaan(kolom),
        doe="Controleer de waarde.",
        waarden=tekst,
    )
    goed = goed.to_frame("t").select(pl.when(~twijfel).then(pl.col("t"))).to_series()
    return _omgerekend(goed, tekst, merk, van, naar, kolom, keuring)


def _omgerekend(
    punt: pl.Series,
    tekst: pl.Series,
    merk: pl.Series,
    van: pl.Series | None,
    naar: pl.Series | str,
    kolom: Kolom,
    keuring: Keuring,
) -> pl.Series:
    """Getallen in de eenheid van het contract. Een eenheid die daar niet naartoe kan, keurt de rij af."""
    eigen = pl.Series([""] * len(punt), dtype=pl.String) if van is None else van
    doel = pl.Series([naar] * len(punt), dtype=pl.String) if isinstance(naar, str) else naar
    paren = pl.DataFrame({"merk": merk.fill_null(""), "van": eigen.fill_null(""), "naar": doel.fill_null("")})
    keuring.met_maat[kolom.naam] = (paren["merk"] != "") | (paren["van"] != "")
    for m, v, n in paren.unique().iter_rows():
        maat, los = maat_in(v), maat_in(m)
        if los:
            maat = Maat(los.eenheid or maat.eenheid, los.keer)
        factor = maat.factor(maat_in(n))
        if factor == 1:
            continue
        raak = ((paren["merk"] == m) & (paren["van"] == v) & (paren["naar"] == n)) & punt.is_not_null()
        if factor is None:
            keuring.keur_af(
                raak,
                kolom,
                "eenheid",
                f"{{waarde}} telt in {maat.naam}. Hier hoort {n or 'een getal zonder eenheid'}.",
                doe="Reken de waarde om.",
                waarden=tekst,
            )
            continue
        if not los and not kolom.is_geld:
            keuring.let_op(raak, f"{keuring.naam(kolom)} is omgerekend van {maat.naam} naar {n or 'gewone aantallen'}.")
        anders = {w: f"{(Decimal(w) * factor).normalize():f}" for w in punt.filter(raak).unique()}
        punt = punt.to_frame("t").select(
            pl.when(raak).then(pl.col("t").replace(anders)).otherwise("t")
        ).to_series()  # fmt: skip
    return punt


def _keur_decimalen(kaal: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Staan er in een kolom decimalen met een komma en met een punt, dan is van geen enkel getal zeker wat het is."""
    komma = kaal.str.contains(r"^-?(\d+|\d{1,3}(\.\d{3})+),\d{1,2}$").fill_null(False)
    punt = kaal.str.contains(r"^-?(\d+|\d{1,3}(,\d{3})+)\.\d{1,2}$").fill_null(False)
    if komma.any() and punt.any():
        minder, teken = (punt, "punt") if punt.sum() <= komma.sum() else (komma, "komma")
        keuring.keur_af(
            minder,
            kolom,
            "dubbelzinnig",
            f"{{waarde}} heeft een {teken} voor de decimalen, andere rijen niet.",
            toegestaan=contract.toegestaan(kolom),
            doe="Schrijf alle getallen op dezelfde manier.",
            waarden=tekst,
            structureel=True,
        )


def _meld_twijfel(twijfel: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    # ten examples of a value are explained in full; a column that is wrong throughout gets the general remedy
    kaal = _kaal_getal(tekst)
    uitgelegd = kaal.filter(twijfel).unique().sort().head(10) if not kolom.persoonlijk else kaal.clear()
    for waarde in uitgelegd:
        heel, komma = re.sub(r"[.,]", "", waarde), re.sub(r"[.,]", ",", waarde)
        doe = {"bedrag": f"Schrijf {heel},00.", "getal": f"Schrijf {heel} of {komma}0."}.get(
            kolom.soort, f"Schrijf {heel}, zonder punt of komma."
        )
        keuring.keur_af(
            twijfel & (kaal == waarde),
            kolom,
            "dubbelzinnig",
            f"{{waarde}} is niet eenduidig ({komma} of {heel}?).",
            doe=doe,
            waarden=tekst,
            structureel=True,
        )
    keuring.keur_af(
        twijfel & ~kaal.is_in(uitgelegd.to_list()),
        kolom,
        "dubbelzinnig",
        "{waarde} is niet eenduidig.",
        doe="Schrijf het getal zonder punt voor duizend.",
        waarden=tekst,
        structureel=True,
    )


def _keur_bedrag(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Geld wordt hele centen, zonder kommagetallen onderweg. Staat de eenheid niet vast, dan volgt een vraag."""
    maat = _maat_van_geld(tekst, kolom, keuring)
    if maat is None:
        return pl.Series([None] * len(tekst), dtype=pl.Int64)
    keuring.maten[kolom.naam] = maat
    if maat == Maat("cent"):
        cent = _heel_getal(_ontleed(tekst, kolom, keuring, naar="cent"), tekst, kolom, keuring)
    else:
        van = pl.Series([maat.naam] * len(tekst), dtype=pl.String)
        cent = _in_centen(_ontleed(tekst, kolom, keuring, van=van, naar="euro"), tekst, kolom, keuring)
    keuring.keur_af(
        cent.abs() > GROOTSTE_BEDRAG,
        kolom,
        "bereik",
        "{waarde} valt buiten de grenzen.",
        toegestaan="hoogstens 100 miljard euro",
        doe="Controleer de waarde.",
        waarden=tekst,
    )
    if not keuring.deel.gezegd(kolom):
        _keur_aannemelijk(cent, kolom, keuring)
    if maat != Maat(CENT_OF_EURO[kolom.soort]):
        keuring.let_op(tekst.is_not_null(), f"{keuring.naam(kolom)} is gelezen in {maat.naam}.")
    return _keur_grens(cent, kolom, keuring)


def _maat_van_geld(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> Maat | None:
    """Euro of cent: wat kolommen.yml zegt, anders de kolomnaam, de tekst erboven, de vorm of de grootte. Anders None.

    Een euroteken of decimalen zijn nooit centen. Zegt de naam iets anders dan de vorm, dan volgt ook een vraag.
    """
    deel, gezegd = keuring.deel, keuring.deel.gezegd(kolom)
    kop = deel.koppen.get(kolom.naam, Kop("", Maat(CENT_OF_EURO[kolom.soort]), kolom.naam))
    genoemd = gezegd or (kop.maat if kop.maat.soort in ("geld", "") else Maat())
    boven = maat_in(deel.boven)
    if not gezegd and genoemd in (Maat(), Maat("euro")) and boven.keer > 1 and boven.soort in ("geld", ""):
        genoemd = Maat("euro", boven.keer)
    is_euro = tekst.str.contains(EURO_VORM).fill_null(False)
    if genoemd.eenheid == "cent":
        fout = is_euro if not gezegd else tekst.str.contains(EURO_ZEKER).fill_null(False)
        return genoemd if not fout.any() else _vraag_geld(fout, tekst, kolom, keuring)
    if genoemd:
        return Maat("euro", genoemd.keer)
    if is_euro.any() or kolom.soort == "bedrag" or kop.ons.endswith("_eur"):
        return Maat("euro")
    middelste = _middelste(pl.Series([*tekst.str.replace_all(r"\D", "")]).cast(pl.Int64, strict=False))
    if kolom.aannemelijk and middelste is not None and middelste > kolom.aannemelijk[1]:
        return Maat("cent")
    return _vraag_geld(tekst.is_not_null(), tekst, kolom, keuring)


def _middelste(waarden: pl.Series) -> float | None:
    return waarden.filter((waarden != 0).fill_null(False)).abs().median()


def _vraag_geld(raak: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Euro of cent? De deur vraagt het, en zegt hoe u antwoordt."""
    rij, waarde = keuring.deel.ruw[RIJ].filter(raak)[0], tekst.filter(raak)[0]
    _vraag(keuring, kolom, f"Zijn dit euro's of centen? Er staat bijvoorbeeld {toon(waarde, kolom)}.", rij)


def _vraag(keuring: Keuring, kolom: Kolom, wat: str, rij: int | None = None, keuzes: str = "euro, of: cent") -> None:
    """Weiger met een vraag over de eenheid, en met het antwoord dat in kolommen.yml kan."""
    eerste, *rest = keuzes.split(", of: ")
    doe = f"Zet in {KOLOMMENBESTAND} bij {keuring.deel.tabel.naam}: eenheid: {{{kolom.naam}: {eerste}}}"
    doe += "".join(f", of: eenheid: {{{kolom.naam}: {k}}}" for k in rest)
    waar = {"blad": keuring.deel.info.blad, "rij": rij, "kolom": kolom.naam, "hun": keuring.hun(kolom)}
    keuring.rapport.weiger(keuring.deel.info.naam, wat, **waar, soort="eenheid", doe=f"{doe}.")


def _keur_aannemelijk(cent: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Is het middelste bedrag onwaarschijnlijk klein of groot, dan kan de eenheid een andere zijn."""
    middelste = _middelste(cent)
    if kolom.aannemelijk is None or middelste is None:
        return
    laag, hoog = (100 * grens for grens in kolom.aannemelijk)
    if not laag <= middelste <= hoog:
        hoe = "klein" if middelste < laag else "groot"
        _vraag(keuring, kolom, f"Het middelste bedrag is {_euro(int(middelste))} euro. Dat is wel erg {hoe}.")


def _in_centen(punt: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    te_fijn = punt.str.contains(r"\.\d{2}\d*[1-9]")
    keuring.keur_af(
        te_fijn,
        kolom,
        "centen",
        "{waarde} heeft meer dan twee decimalen.",
        toegestaan=contract.toegestaan(kolom),
        doe="Rond af op hele centen.",
        waarden=tekst,
    )
    return _expr(
        punt,
        lambda t: (
            (
                t.str.extract(r"^-?(\d+)", 1).cast(pl.Int64, strict=False) * 100
                + t.str.extract(r"\.(\d{1,2})", 1).fill_null("0").str.pad_end(2, "0").cast(pl.Int64, strict=False)
            )
            * pl.when(t.str.starts_with("-")).then(-1).otherwise(1)
        ),
    )


def _keur_geheel(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    deel = keuring.deel
    genoemd = [deel.gezegd(kolom), deel.koppen[kolom.naam].maat if kolom.naam in deel.koppen else Maat()]
    genoemd += [maat_in(deel.boven)] if kolom.naam == "aantal" else []
    keer = next((m.keer for m in genoemd if m.keer > 1 and not m.eenheid), 1)
    van = pl.Series([Maat("", keer).naam] * len(tekst), dtype=pl.String)
    return _keur_grens(
        _heel_getal(_ontleed(tekst, kolom, keuring, heel=True, van=van), tekst, kolom, keuring), kolom, keuring
    )


def _heel_getal(punt: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    heel = punt.str.extract(r"^(-?\d+)(?:\.0+)?$", 1).cast(pl.Int64, strict=False)
    keuring.keur_af(
        punt.is_not_null() & heel.is_null(),
        kolom,
        "getal",
        "{waarde} is geen heel getal.",
        toegestaan=contract.toegestaan(kolom),
        doe="Schrijf een heel getal.",
        waarden=tekst,
    )
    return heel


def _keur_getal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een getal, in de eenheid van zijn cijfer als de tabel cijfers heeft."""
    if "indicator" not in keuring.klaar:
        return _keur_grens(_ontleed(tekst, kolom, keuring).cast(pl.Float64, strict=False), kolom, keuring)
    cijfers = pl.DataFrame({"i": keuring.klaar["indicator"], "w": keuring.klaar["wet"]})
    soorten = cijfers.unique()
    paren = list(soorten.iter_rows())  # not in Polars: its threads do not know the own themes of this delivery
    soorten = soorten.with_columns(
        pl.Series("naar", [contract.eenheid_bij(i, w) or "" for i, w in paren], pl.String),
        pl.Series("heel", [contract.is_telling(i, w) for i, w in paren], pl.Boolean),
    )
    cijfers = cijfers.join(soorten, on=["i", "w"], how="left", nulls_equal=True, maintain_order="left")
    if kolom.naam in ("teller", "noemer"):
        deel = cijfers["naar"] == "procent"
        punt = _ontleed(tekst, kolom, keuring, heel=deel | cijfers["heel"])
    else:
        van = _eenheid_per_rij(cijfers["naar"], kolom, keuring)
        punt = _ontleed(tekst, kolom, keuring, heel=cijfers["heel"], van=van, naar=cijfers["naar"])
    return _keur_grens(punt.cast(pl.Float64, strict=False), kolom, keuring)


def _eenheid_per_rij(naar: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Wat de rij zelf zegt (de kolom eenheid), anders wat kolommen.yml of de kolomnaam zegt als dat bij haar past."""
    deel = keuring.deel
    gezegd = deel.gezegd(kolom) or deel.koppen.get(kolom.naam, Kop("", Maat(), "")).maat
    zelf = deel.ruw["eenheid"].fill_null("") if "eenheid" in deel.ruw.columns else pl.Series([""] * len(naar))
    uniek = pl.DataFrame({"n": naar, "z": zelf}).unique()

    def van(n: str, z: str) -> str:
        doel = maat_in(n)
        if maat_in(z) and maat_in(z).factor(doel) != 1:
            return maat_in(z).naam
        factor = gezegd.factor(doel) if gezegd else None
        return gezegd.naam if factor is not None and (factor != 1 or deel.gezegd(kolom)) else ""

    namen = pl.Series([van(n, z) for n, z in uniek.iter_rows()], dtype=pl.String)
    return pl.DataFrame({"n": naar, "z": zelf}).join(
        uniek.with_columns(v=namen), on=["n", "z"], how="left", maintain_order="left"
    )["v"]  # fmt: skip


def _keur_grens(waarden: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    buiten = pl.repeat(False, len(waarden), eager=True)
    if kolom.minimum is not None:
        buiten = buiten | (waarden < kolom.minimum).fill_null(False)
    if kolom.maximum is not None:
        buiten = buiten | (waarden > kolom.maximum).fill_null(False)
    keuring.keur_af(
        buiten,
        kolom,
        "bereik",
        "{waarde} valt buiten de grenzen.",
        toegestaan=contract.toegestaan(kolom),
        doe="Controleer de waarde.",
    )
    return waarden


def _keur_tijd(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    hier = nederlandse_tijd(tekst)
    kaal = _expr(tekst, lambda t: pl.coalesce(hier, t))
    kaal = kaal.str.extract(r"^(?:\d{4}-\d\d-\d\d[ T])?(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?$", 1).str.zfill(5)
    kaal = _expr(kaal, lambda t: pl.when(t.str.len_chars() == 5).then(t + ":00").otherwise(t.str.zfill(8)))
    goed = kaal.str.contains(r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$")
    keuring.keur_af(
        tekst.is_not_null() & ~goed.fill_null(False),
        kolom,
        "tijd",
        "{waarde} is geen tijd.",
        toegestaan=contract.toegestaan(kolom),
    )
    return kaal


HALFJAAR = r"(?i)half|^\d{4}[ -]?[hs][12]$|^[hs][12][ -]?\d{4}$"


def _keur_kwartaal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    goed = _expr(
        tekst.str.to_uppercase(),
        lambda t: t.str.extract(r"^(\d{4})[ -]?(?:K|Q|KW0?)[1-4]$", 1) + "-K" + t.str.extract(r"([1-4])$", 1),
    )
    half = tekst.str.contains(HALFJAAR).fill_null(False) & goed.is_null()
    keuring.keur_af(
        half,
        kolom,
        "kwartaal",
        "{waarde} is een half jaar. De monitor telt per kwartaal.",
        doe="Splits het in kwartalen. Een stand aan het eind van het half jaar hoort bij K2 of K4.",
    )
    keuring.keur_af(
        tekst.is_not_null() & goed.is_null() & ~half,
        kolom,
        "kwartaal",
        "{waarde} is geen kwartaal.",
        toegestaan="een jaar, een streepje en K1 tot K4, zoals 2023-K1",
        doe="Een cijfer over een heel jaar hoort bij K4.",
    )
    return goed


KEUR: dict[str, Callable[[pl.Series, Kolom, Keuring], pl.Series]] = {
    "tekst": _keur_tekst,
    "code": _keur_code,
    "nummer": _keur_nummer,
    "persoon": _keur_persoon,
    "geheel": _keur_geheel,
    "getal": _keur_getal,
    "bedrag": _keur_bedrag,
    "centen": _keur_bedrag,
    "datum": _keur_datum,
    "tijd": _keur_tijd,
    "kwartaal": _keur_kwartaal,
}


# --- the table of totals ----------------------------------------------------------------------------------------------
def _met_merken(ruw: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Een merk als <5 of x wordt een lege waarde met de status afgeschermd."""
    merk = ruw["waarde"].str.to_lowercase().str.contains(MERKEN_AFGESCHERMD).fill_null(False)
    keuring.let_op(merk, "Een merk als <5 of x is gelezen als: afgeschermd.")
    return ruw.with_columns(
        waarde=pl.when(~merk).then(pl.col("waarde")),
        status=pl.when(merk).then(pl.lit("afgeschermd")).otherwise(pl.col("status")),
    )


def _keur_aggregaat(frame: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Regels over meer kolommen: hoort het cijfer bij de wet, past de groep bij de dimensie, wat is de status."""
    tabel, paren = keuring.deel.tabel, list(zip(frame["indicator"], frame["wet"], strict=True))
    eigen = pl.Series([contract.eenheid_bij(i, w) for i, w in paren], dtype=pl.String)
    fout = eigen.is_null() & frame["indicator"].is_not_null() & frame["wet"].is_not_null()
    keuring.keur_af(
        fout,
        tabel.kolom("wet"),
        "code",
        "{waarde} past niet bij dit cijfer.",
        doe="Kijk in de begrippenlijst bij welke wet het cijfer hoort.",
    )
    totaal, geen_groep = frame["dimensie"] == "totaal", frame["groep"] == "totaal"
    keuring.keur_af(
        ~totaal & geen_groep,
        tabel.kolom("groep"),
        "groep",
        "Bij deze dimensie hoort een groep.",
        doe="Vul de groep in.",
    )
    keuring.keur_af(
        totaal & ~geen_groep,
        tabel.kolom("dimensie"),
        "groep",
        "Bij deze groep hoort een dimensie.",
        doe="Vul de dimensie in, bijvoorbeeld leeftijd.",
    )
    _keur_aantallen(frame, keuring)
    frame = _keur_groepen(_keur_aandelen(frame, eigen, keuring), keuring)
    omgerekend = pl.Series([bool(maat_in(e or "")) for e in frame["eenheid"]], dtype=pl.Boolean)
    frame = frame.with_columns(eenheid=pl.when(~omgerekend).then("eenheid"))
    keuring.let_op(frame["eenheid"] != eigen, "De eenheid is een andere dan in de begrippenlijst.")
    leeg, status = pl.col("waarde").is_null(), pl.col("status")
    vast = pl.when(pl.col("gepubliceerd_in").is_not_null()).then(pl.lit("definitief"))  # else the monitor, by its age
    return frame.with_columns(
        eenheid=frame["eenheid"].fill_null(eigen),
        waarde=pl.when(~status.is_in(["afgeschermd", "ontbreekt"]).fill_null(False)).then(pl.col("waarde")),
        status=pl.when(leeg & ~status.eq_missing("afgeschermd"))
        .then(pl.lit("ontbreekt"))
        .otherwise(status.fill_null(vast)),
    )


def _keur_aantallen(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Een aantal mensen of zaken is heel en niet onder nul; ook dat achter een aandeel."""
    soorten = pl.Series([begrippen()[i].beschermd if i in begrippen() else "" for i in frame["indicator"]])
    for naam, telt in (("waarde", ["aantal"]), ("teller", MET_AANTALLEN), ("noemer", MET_AANTALLEN)):
        waarde = frame[naam]
        keuring.keur_af(
            (soorten.is_in(telt) & ((waarde < 0) | (waarde != waarde.round()))).fill_null(False),
            keuring.deel.tabel.kolom(naam),
            "getal",
            "{waarde} is geen aantal.",
            toegestaan="een heel getal, nul of meer",
            doe="Verbeter het aantal in de bron.",
        )


def _keur_groepen(frame: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """De groep hoort bij haar dimensie: anders geschreven wordt gelijk, en wat er niet bij hoort is een fout."""
    kolom = keuring.deel.tabel.kolom("groep")
    uniek = frame.select("dimensie", "wet", "groep").unique()
    gelezen = [lees_groep(*rij) for rij in uniek.iter_rows()]
    uniek = uniek.with_columns(
        code=pl.Series([g[0] for g in gelezen], dtype=pl.String), soort=pl.Series([g[1] for g in gelezen])
    )
    goed = frame.select("dimensie", "wet", "groep").join(
        uniek, on=["dimensie", "wet", "groep"], how="left", nulls_equal=True, maintain_order="left"
    )
    ruw, dimensie = keuring.deel.ruw["groep"], goed["dimensie"]
    keuring.keur_af(
        goed["soort"] == "datum",
        kolom,
        "groep",
        "{waarde} is een groep waar Excel een datum van maakte, zoals 4-11 of 12-17.",
        doe=f"Maak de kolom op als tekst. Of vertaal de groep onder 'waarden' in {KOLOMMENBESTAND}.",
        structureel=True,
    )
    for naam in dimensie.filter(goed["soort"] == "onbekend").unique().sort():
        toegestaan = ", ".join(groepen(naam, None) or ())
        keuring.keur_af(
            (goed["soort"] == "onbekend") & (dimensie == naam),
            kolom,
            "groep",
            f"{{waarde}} is geen groep van {naam}.",
            toegestaan=toegestaan,
            doe=f"Verbeter de groep, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}.",
        )
    for naam in dimensie.filter(goed["soort"] == "eigen").unique().sort():
        eigen = goed["code"].filter((goed["soort"] == "eigen") & (dimensie == naam)).unique().sort()
        if (dubbel := eigen.filter(eigen.str.to_lowercase().is_duplicated())).len():
            namen = ", ".join(toon(d, kolom) for d in dubbel[:4])
            raak = goed["code"].is_in(dubbel.to_list()) & (dimensie == naam)
            keuring.let_op(raak, f"De groepen {namen} verschillen alleen in hoofdletters. Zij tellen apart.")
    anders = (goed["code"] != ruw) & goed["code"].is_not_null()
    keuring.let_op(anders, "Een groep was anders geschreven. Zij is gelijk gemaakt.")
    return frame.with_columns(groep=goed["code"].fill_null(frame["groep"]))


def _keur_aandelen(frame: pl.DataFrame, eigen: pl.Series, keuring: Keuring) -> pl.DataFrame:
    """Is een aandeel 0,9 nu 90% of 0,9%? Teller en noemer zeggen het, of een rij boven de 1; anders volgt een vraag."""
    zelf = keuring.met_maat.get("waarde", pl.repeat(False, frame.height, eager=True))
    open_ = (eigen == "procent").fill_null(False) & ~zelf & (frame["waarde"] != 0).fill_null(False)
    klein = open_ & (frame["waarde"].abs() <= 1)
    per = pl.struct("indicator", "wet")
    deel = pl.col("teller") / pl.col("noemer")
    dichter = (deel - pl.col("waarde")).abs() < (deel * 100 - pl.col("waarde")).abs()
    met = frame.with_columns(open=open_, klein=klein).with_columns(
        alleen_klein=(pl.col("klein") | ~pl.col("open")).all().over(per),
        als_deel=dichter.filter(pl.col("klein")).mean().over(per),
    )
    deel = klein & (met["alleen_klein"] & (met["als_deel"] > 0.5)).fill_null(False)
    vraag = klein & met["alleen_klein"] & met["als_deel"].is_null() & (frame["waarde"].abs() < 1)
    kolom = keuring.deel.tabel.kolom("waarde")
    keuring.let_op(deel, "Een aandeel van 0 tot 1 is gelezen als procenten, want zo passen teller en noemer.")
    if vraag.any():
        rij, waarde = keuring.deel.ruw[RIJ].filter(vraag)[0], toon(keuring.deel.ruw["waarde"].filter(vraag)[0], kolom)
        _vraag(keuring, kolom, f"Is een aandeel van {waarde} een deel van 1, of een procent?", rij, "deel, of: procent")
    keuring.let_op(
        klein & ~deel & ~vraag & (frame["waarde"].abs() < 1),
        "Een aandeel is kleiner dan 1%. Schrijf 11,3 voor 11,3%, niet 0,113.",
    )
    return frame.with_columns(waarde=pl.when(deel).then(pl.col("waarde") * 100).otherwise("waarde"))


def _keur_doelen(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Een doel onder de 1 bij een aandeel is een vraag: 0,9 kan 90% zijn."""
    kolom = keuring.deel.tabel.kolom("streefwaarde")
    paren = zip(frame["indicator"], frame["wet"], strict=True)
    aandeel = pl.Series([contract.eenheid_bij(i, w) == "procent" for i, w in paren], dtype=pl.Boolean)
    klein = (frame["streefwaarde"].abs() < 1) & (frame["streefwaarde"] != 0)
    klein = aandeel & klein & ~keuring.met_maat.get("streefwaarde", pl.repeat(False, frame.height, eager=True))
    keuring.keur_af(
        klein,
        kolom,
        "eenheid",
        "{waarde} is een doel onder de 1%, of een deel van 1.",
        doe=f"Schrijf een procentteken erbij, zoals 90%. Of zet in {KOLOMMENBESTAND} bij doelen: "
        "eenheid: {streefwaarde: deel}, of: eenheid: {streefwaarde: procent}.",
        structureel=True,
    )


# --- totals that come with a delivery ---------------------------------------------------------------------------------
def _optelbaar(tabel: Tabel) -> list[Kolom]:
    return [k for k in tabel.kolommen if k.soort in ("bedrag", "centen") or k.naam == "aantal"]


def _keur_totaalregels(keuring: Keuring) -> None:
    """Een regel met het totaal eronder is geen rij. Zij telt niet mee, maar haar bedragen moeten wel kloppen."""
    deel = keuring.deel
    lijkt = [deel.ruw[k.naam].str.contains(TOTAALREGEL).fill_null(False) for k in deel.tabel.kolommen]
    leeg = [deel.ruw[k.naam].is_null() | m for k, m in zip(deel.tabel.kolommen, lijkt, strict=True) if k.verplicht]
    is_totaal = pl.repeat(False, deel.ruw.height, eager=True)
    for masker in lijkt:
        is_totaal = is_totaal | masker
    onvolledig = pl.repeat(False, deel.ruw.height, eager=True)
    for masker in leeg:
        onvolledig = onvolledig | masker
    is_totaal = is_totaal & onvolledig & ~_bedoeld_totaal(deel)
    if not is_totaal.any():
        return
    totalen = deel.ruw.filter(is_totaal)
    deel.ruw = deel.ruw.filter(~is_totaal)
    keuring.slecht = keuring.slecht.filter(~is_totaal)
    deel.info.afgekeurd += totalen.height
    for rij in totalen[RIJ]:
        keuring.rapport.meld(
            Fout(
                deel.info.naam,
                "Dit is een totaalregel. Zij telt niet mee.",
                blad=deel.info.blad,
                rij=rij,
                soort="totaalregel",
                doe="Laat haar in een volgende levering weg.",
            )
        )
    deel.totaalregel = totalen.tail(1)


def _bedoeld_totaal(deel: Deel) -> pl.Series:
    """Rows that say themselves that they are a total, in a table that asks for totals."""
    if "totaal" not in next((k.codes() for k in deel.tabel.kolommen if k.naam == "soort"), {}):
        return pl.repeat(False, deel.ruw.height, eager=True)
    return (deel.ruw["soort"].str.strip_chars().str.to_lowercase() == "totaal").fill_null(False)


def _keur_controle(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Tellen de rijen op tot het totaal dat erbij staat: in de totaalregel, of onder 'controle' in kolommen.yml?

    De totaalregel heeft de eenheid van haar kolom. In kolommen.yml zegt de naam het: bedrag_eur of bedrag_cent.
    """
    deel, cent = keuring.deel, Maat("cent")
    gezegd = dict(deel.regel.controle) if deel.regel else {}
    if "rijen" in gezegd:
        _vergelijk("rijen", gezegd.pop("rijen"), deel.info.rijen_in - _totaalregels(deel), keuring)
    optelbaar = {k.naam: k for k in _optelbaar(deel.tabel)}
    totalen = {deel.tabel.namen.get(k, k): (w, maat_in(k) or Maat(CENT_OF_EURO.get(optelbaar[k].soort, "")))
               for k, w in gezegd.items() if deel.tabel.namen.get(k, k) in optelbaar}  # fmt: skip
    if deel.totaalregel is not None:
        onder = {naam: (w, keuring.maten.get(naam, Maat())) for naam in optelbaar
                 if (w := deel.totaalregel[naam][0]) is not None}  # fmt: skip
        totalen = {**onder, **totalen}
    for naam, (waarde, maat) in totalen.items():
        if not deel.ruw[naam].is_null().all():
            factor = maat.factor(cent) if optelbaar[naam].is_geld else Decimal(1)
            _vergelijk(naam, waarde, frame[optelbaar[naam].naam_na].sum(), keuring, factor or Decimal(1))


def _totaalregels(deel: Deel) -> int:
    return 0 if deel.totaalregel is None else deel.info.rijen_in - deel.ruw.height


def _vergelijk(naam: str, gezegd: str, geteld: int, keuring: Keuring, factor: Decimal = Decimal(1)) -> None:
    kaal = re.sub(r"(?i)[\s€]|euro?", "", str(gezegd)).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", kaal):
        kaal = kaal.replace(".", "")
    try:
        bedoeld = Decimal(kaal.replace(",", ".").replace(".-", "")) * factor
    except ArithmeticError:
        bedoeld = None
    if bedoeld == geteld:
        return
    is_geteld = _euro(geteld) if factor == 100 else getal(geteld)
    keuring.rapport.weiger(
        keuring.deel.info.naam,
        f"Het controletotaal is {toon(str(gezegd), CONTROLE)}, maar de rijen tellen op tot {is_geteld}.",
        blad=keuring.deel.info.blad,
        kolom=naam,
        soort="controle",
        doe="Maak de export opnieuw: er ontbreken rijen, of er staan er te veel in.",
    )


def _euro(cent: int) -> str:
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{getal(heel)},{rest:02d}"


CONTROLE = Kolom("controle", "getal", "het totaal dat bij de levering hoort")
