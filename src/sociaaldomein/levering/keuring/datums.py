"""Datums, tijden en kwartalen keuren: elke schrijfwijze die maar op een manier te lezen is."""

from __future__ import annotations

from datetime import date

import polars as pl

from sociaaldomein.grond.kwartaal import MAANDEN
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Keuring, alleen, lijkt, mag, reken
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND

MET_TIJDZONE = r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|z|UTC|([+-])(\d\d):?(\d\d))$"
MAANDNUMMERS = {n[:3]: i for i, n in enumerate(MAANDEN, 1)} | {"mrt": 3, "may": 5, "oct": 10, "sept": 9}
MET_MAANDNAAM = (
    rf"(?i)^(\d{{1,2}})(?:e|ste|de)?[ .\-/]*({'|'.join([*MAANDEN, 'march', 'sept', *MAANDNUMMERS])})\.?[ .\-/]*"
    r"(\d{4}|\d{2})(?: \d{1,2}:.*)?$"
)
KORT_JAAR = r"^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}$"
SCHUIN = r"^\d{1,2}/\d{1,2}/\d{4}$"
MAAND_VOOROP = r"^(0?[1-9]|1[0-2])-(1[3-9]|2\d|3[01])-\d{4}$"
HALFJAAR = r"(?i)half|^\d{4}[ -]?[hs][12]$|^[hs][12][ -]?\d{4}$"


def keur_datum(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """ISO (een tijd erachter valt weg), dd-mm-jjjj, 1 februari 2023, jjjjmmdd of een Excel-dagnummer.

    9999 is "geen einde". Staat er een tijdzone bij, dan is de dag die in Nederland: 2023-03-31T22:00Z is hier 1 april.
    """
    naam, hier = keuring.naam(kolom), _nederlandse_tijd(tekst)
    keuring.let_op(hier.is_not_null(), f"In {naam} staat een tijdzone. De dag is die van de Nederlandse klok.")
    tekst = _met_maandnummer(reken(tekst, lambda t: pl.coalesce(hier, t)))
    dag, serie = _lees_dag(tekst)
    keuring.let_op(serie.is_not_null(), f"In {naam} stond een dagnummer van Excel. Het is als datum gelezen.")
    eeuwig = (dag.dt.year() >= 2900).fill_null(False)
    onbekend = (dag.dt.year() <= 1900).fill_null(False)
    keuring.let_op(onbekend, f"In {naam} staat 1900 of eerder. Dat is gelezen als onbekend.")
    kort, schuin, omgekeerd = (lijkt(tekst, patroon) for patroon in (KORT_JAAR, SCHUIN, MAAND_VOOROP))
    vreemd = tekst.is_not_null() & dag.is_null() & ~schuin & ~omgekeerd & ~kort
    anders = "Andere datums in deze kolom zijn dan ook verwisseld."
    for raak, wat, doe, structureel in (
        (kort, "{waarde} heeft een jaar van twee cijfers.", "Schrijf het jaar met vier cijfers.", False),
        (
            schuin,
            "{waarde} is niet eenduidig: dag en maand kunnen verwisseld zijn.",
            f"Noem de vorm bij 'datum' in {KOLOMMENBESTAND}: dd/mm/jjjj of mm/dd/jjjj.",
            True,
        ),
        (
            omgekeerd,
            f"{{waarde}} heeft de maand voorop. {anders}",
            f"Lever jaar-maand-dag, of zet 'datum: mm-dd-jjjj' in {KOLOMMENBESTAND}.",
            True,
        ),
        (vreemd, "{waarde} is geen bestaande datum.", "Schrijf jaar, maand en dag voluit.", False),
    ):
        keuring.keur_af(raak, kolom, "datum", wat, doe, mag, structureel=structureel)
    if kolom.verplicht:
        keuring.keur_af(
            eeuwig | onbekend, kolom, "datum", "{waarde} is geen echte datum.", doe="Vul de echte datum in."
        )
    return alleen(dag, ~(eeuwig | onbekend))


def _lees_dag(tekst: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The day in any of the forms that say only one thing, and the day numbers of Excel among them."""
    nl = tekst.str.extract(r"^(\d{1,2}[-.]\d{1,2}[-.]\d{4})(?: \d{1,2}:.*)?$", 1)
    serie = tekst.str.extract(r"^([2-7]\d{4})$", 1).cast(pl.Int32, strict=False)
    vormen = {
        "iso": tekst.str.extract(r"^(\d{4}-\d{1,2}-\d{1,2})(?:[ T].*)?$", 1),
        "nl": nl.str.replace_all(".", "-", literal=True),
        "plat": tekst.str.extract(r"^(\d{8})$", 1),
        "serie": serie,
    }
    dag = pl.DataFrame(vormen).select(
        pl.coalesce(
            pl.col("iso").str.to_date("%Y-%m-%d", strict=False),
            pl.col("nl").str.to_date("%d-%m-%Y", strict=False),
            pl.col("plat").str.to_date("%Y%m%d", strict=False),
            pl.lit(date(1899, 12, 30)) + pl.duration(days=pl.col("serie")),
        )
    )
    return dag.to_series().cast(pl.Date), serie


def _nederlandse_tijd(tekst: pl.Series) -> pl.Series:
    """Tijdstippen met een tijdzone als de klok hier, zomertijd en al; wat geen tijdzone heeft, is leeg.

    >>> _nederlandse_tijd(pl.Series(["2023-03-31T22:00:00Z", "2023-12-30T23:30:00.000+01:00", "2023-04-01"])).to_list()
    ['2023-04-01 00:00:00', '2023-12-30 23:30:00', None]
    """
    if not lijkt(tekst, MET_TIJDZONE).any():
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


def _met_maandnummer(tekst: pl.Series) -> pl.Series:
    """Datums met de maand als woord, als dag-maand-jaar; de rest blijft zoals zij is.

    >>> _met_maandnummer(pl.Series(["1 februari 2023", "15-mrt-2023", "3 mei 23", "1 foo 2023"])).to_list()
    ['1-2-2023', '15-3-2023', '3-5-23', '1 foo 2023']
    """
    met = lijkt(tekst, MET_MAANDNAAM)
    if not met.any():
        return tekst
    dag, maand, jaar = (tekst.str.extract(MET_MAANDNAAM, n) for n in (1, 2, 3))
    nummer = maand.str.to_lowercase().str.slice(0, 3).replace_strict(MAANDNUMMERS, default=None, return_dtype=pl.Int64)
    anders = pl.DataFrame({"d": dag, "m": nummer, "j": jaar}).select(pl.format("{}-{}-{}", "d", "m", "j")).to_series()
    return reken(tekst, lambda t: pl.when(met).then(anders).otherwise(t))


def keur_tijd(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een tijd als uu:mm:ss; wat ervoor staat (de dag) valt weg."""
    hier = _nederlandse_tijd(tekst)
    kaal = reken(tekst, lambda t: pl.coalesce(hier, t))
    kaal = kaal.str.extract(r"^(?:\d{4}-\d\d-\d\d[ T])?(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?$", 1).str.zfill(5)
    kaal = reken(kaal, lambda t: pl.when(t.str.len_chars() == 5).then(t + ":00").otherwise(t.str.zfill(8)))
    vreemd = tekst.is_not_null() & ~lijkt(kaal, r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$")
    keuring.keur_af(vreemd, kolom, "tijd", "{waarde} is geen tijd.", toegestaan=mag)
    return kaal


def keur_kwartaal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een kwartaal in elke schrijfwijze, als 2023-K1; een half jaar is geen kwartaal."""
    goed = reken(
        tekst.str.to_uppercase(),
        lambda t: t.str.extract(r"^(\d{4})[ -]?(?:K|Q|KW0?)[1-4]$", 1) + "-K" + t.str.extract(r"([1-4])$", 1),
    )
    half = lijkt(tekst, HALFJAAR) & goed.is_null()
    doe = "Splits het in kwartalen. Een stand aan het eind van het half jaar hoort bij K2 of K4."
    keuring.keur_af(half, kolom, "kwartaal", "{waarde} is een half jaar. De monitor telt per kwartaal.", doe)
    vreemd, mag_ook = tekst.is_not_null() & goed.is_null() & ~half, "een jaar, een streepje en K1 tot K4, zoals 2023-K1"
    doe = "Een cijfer over een heel jaar hoort bij K4."
    keuring.keur_af(vreemd, kolom, "kwartaal", "{waarde} is geen kwartaal.", doe, mag_ook)
    return goed
