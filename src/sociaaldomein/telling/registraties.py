"""Registraties: schone, getypeerde tabellen met de regels van het vak.

Een levering bevat berichten; de raad kijkt naar trajecten. Elke regel die van berichten trajecten maakt staat hier als
eigen functie. De regels hangen niet af van de volgorde van de rijen.

>>> from datetime import date
>>> berichten = pl.DataFrame({"wet": ["jeugd"] * 2, "toewijzingnummer": ["7"] * 2, "client_id": ["P1"] * 2,
...     "productcategorie": ["45"] * 2, "toewijzingsdatum": [date(2023, 1, 2), date(2023, 7, 1)],
...     "ingangsdatum": [date(2023, 1, 9), date(2023, 7, 9)], "einddatum": [date(2023, 7, 8), date(2024, 7, 8)],
...     "reden_wijziging": [None, "04"]})
>>> traject = maak({"toewijzingen": berichten}).trajecten.row(0, named=True)
>>> str(traject["begin"]), str(traject["einde"]), str(traject["einddatum_oorspronkelijk"])
('2023-01-09', '2024-07-08', '2023-07-08')
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import polars as pl

from sociaaldomein.begrippen.cijfers import ONBEKEND
from sociaaldomein.grond.kwartaal import OPEN
from sociaaldomein.levering import contract
from sociaaldomein.levering.herkomst import NUMMER
from sociaaldomein.levering.pseudoniemen import NUMMERS, pseudoniem

SLEUTEL = [*NUMMER, "gemeentecode"]
OVERIG = "overig"
VERLENGING, VERWIJDERD, TIJDELIJK = "04", "13", "20"
GEWIJZIGD, INGETROKKEN = "2", "3"  # status of a levering
NERGENS = ""  # the municipality of a row that could be of two
VERBETERING = ("01", "14")  # a correction of what was written, not a change of the help
BIJSTAND = "participatie"  # the theme that benefits belong to
VERWIJZERS = {
    "01": "gemeente",
    "02": "huisarts",
    "03": "jeugdarts",
    "04": "gecertificeerde_instelling",
    "05": "medisch_specialist",
    "06": "zelfverwijzer",
    "08": "rechter",
}
# Reason of an end for the council, per law: the same code means something else (31 is a move in the Wmo).
REDENEN = {
    "jeugd": {
        "31": "einde_indicatie",
        "39": "wlz",
        **dict.fromkeys(("02", "32", "33", "34", "35", "36", "37", "38"), "overig"),
    },
    "wmo": {
        "19": "einde_indicatie",
        "39": "wlz",
        **dict.fromkeys(("02", "21", "22", "23", "31", "36", "37", "38"), "overig"),
    },
}
# Without a stop message the reason of the change says why the assignment ends; else its term simply ran out.
REDENEN_WIJZIGING = {"06": "wlz", "02": "overig", "07": "overig", "09": "overig"}

TRAJECTEN = {
    "gemeentecode": pl.String(),
    "wet": pl.String(),
    "toewijzingnummer": pl.String(),
    "client_id": pl.String(),
    "productcategorie": pl.String(),
    "productcode": pl.String(),
    "hoofdcategorie": pl.String(),
    "interventieniveau": pl.String(),
    "wijk": pl.String(),
    "geboortejaar": pl.Int64(),
    "verwijzer": pl.String(),
    "begin": pl.Date(),
    "einde": pl.Date(),
    "reden_einde": pl.String(),
    "einddatum_oorspronkelijk": pl.Date(),
}
DECLARATIES = {
    **contract.schema("declaraties"),
    "hoofdcategorie": pl.String(),
    "interventieniveau": pl.String(),
    "client_id": pl.String(),
}

UITKERINGEN = {
    "wet": pl.String(),
    "huishouden_id": pl.String(),
    "begin": pl.Date(),
    "einde": pl.Date(),
    "reden_begin": pl.String(),
    "reden_einde": pl.String(),
    "leefvorm": pl.String(),
}
INWONERS = {
    "wet": pl.String(),
    "client_id": pl.String(),
    "begin": pl.Date(),
    "einde": pl.Date(),
    "geslacht": pl.String(),
    "geboortejaar": pl.Int64(),
    "statushouder": pl.String(),
}


class RegistratiesOnleesbaar(ValueError):
    """De map met registraties ontbreekt of is van een andere versie."""


@dataclass(frozen=True)
class Registraties:
    """De schone tabellen waarop de telregels werken. Zij blijven op de computer van de adviseur."""

    trajecten: pl.DataFrame
    meldingen: pl.DataFrame
    declaraties: pl.DataFrame
    financien: pl.DataFrame
    bevolking: pl.DataFrame
    besparingspad: pl.DataFrame
    aggregaat: pl.DataFrame
    doelen: pl.DataFrame
    wijken: pl.DataFrame
    verzoeken: pl.DataFrame
    plannen: pl.DataFrame
    activiteiten: pl.DataFrame
    tarieven: pl.DataFrame
    uitkeringen: pl.DataFrame  # one row per household and unbroken period
    inwoners_met_bijstand: pl.DataFrame  # one row per inhabitant and unbroken period

    def schrijf(self, map: Path | str) -> Path:
        """Schrijf elke tabel als Parquet in een map die alleen voor de gebruiker zelf leesbaar is.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as map:
        ...     Registraties.lees(maak({}).schrijf(Path(map) / "intern")).trajecten.height
        0
        """
        map = Path(map)
        map.mkdir(mode=0o700, parents=True, exist_ok=True)
        map.chmod(0o700)
        for naam, frame in self._tabellen().items():
            nieuw = map / f".{naam}.parquet.nieuw"
            with os.fdopen(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as bestand:
                frame.write_parquet(bestand)
            nieuw.replace(map / f"{naam}.parquet")
        return map

    @classmethod
    def lees(cls, map: Path | str) -> Registraties:
        """Lees wat `schrijf` schreef. Een ontbrekende of verouderde tabel geeft RegistratiesOnleesbaar."""
        return cls(**{naam: _lees_tabel(Path(map) / f"{naam}.parquet", verwacht) for naam, verwacht in SCHEMAS.items()})

    def _tabellen(self) -> dict[str, pl.DataFrame]:
        return {veld.name: getattr(self, veld.name) for veld in fields(self)}


EIGEN = {
    "declaraties": DECLARATIES,
    "trajecten": TRAJECTEN,
    "uitkeringen": UITKERINGEN,
    "inwoners_met_bijstand": INWONERS,
}
SCHEMAS = {veld.name: EIGEN.get(veld.name) or contract.schema(veld.name) for veld in fields(Registraties)}


def _lees_tabel(pad: Path, verwacht: Mapping[str, pl.DataType]) -> pl.DataFrame:
    if not pad.is_file():
        raise RegistratiesOnleesbaar(f"{pad.name} ontbreekt in {pad.parent}. Draai het kwartaal opnieuw.")
    try:
        frame = pl.read_parquet(pad)
    except (pl.exceptions.PolarsError, OSError) as fout:
        raise RegistratiesOnleesbaar(f"{pad.name} in {pad.parent} is beschadigd. Draai het kwartaal opnieuw.") from fout
    if dict(frame.schema) != dict(verwacht):
        raise RegistratiesOnleesbaar(
            f"{pad.name} in {pad.parent} hoort bij een andere versie. Draai het kwartaal opnieuw."
        )
    return frame


def maak(tabellen: Mapping[str, pl.DataFrame]) -> Registraties:
    """Maak registraties van de tabellen uit een levering. Tabellen en kolommen mogen ontbreken.

    tabellen: naam -> frame met de kolommen van het contract na de deur (`sources.lees_map(...).tabellen`).
    """
    t = {naam: volledig(naam, tabellen.get(naam)) for naam in contract.TABELLEN}
    berichten = op_volgorde(t["toewijzingen"])
    trajecten = ontdubbel(verlenging_is_geen_instroom(zonder_verwijderde(berichten)))
    leveringen, verzoeken, declaraties = (
        _met_gemeente(t[naam], berichten) for naam in ("leveringen", "verzoeken", "declaraties")
    )
    trajecten = _met_einde(trajecten, zonder_tijdelijke_stop(_zonder_verbeterde(zonder_ingetrokken(leveringen))))
    trajecten = _zonder_vermoede_reden(trajecten, leveringen)
    trajecten = _met_verwijzer(trajecten, verzoeken)
    trajecten = _met_client(trajecten, t["clienten"])
    trajecten = _met_product(trajecten.rename({"ingangsdatum": "begin"}), t["koppel_product"], "begin")
    overig = {veld.name: t[veld.name] for veld in fields(Registraties) if veld.name not in EIGEN}
    return Registraties(
        trajecten=trajecten.select(*TRAJECTEN).sort(SLEUTEL),
        declaraties=_declaraties(declaraties, berichten, t["koppel_product"]),
        uitkeringen=_aaneengesloten(t["uitkeringen"], "huishouden_id", UITKERINGEN),
        inwoners_met_bijstand=_aaneengesloten(t["uitkeringen"], "client_id", INWONERS),
        **overig,
    )


def met_pseudoniemen(r: Registraties, sleutel: bytes) -> Registraties:
    """Dezelfde registraties met een pseudoniem voor elk nummer van een mens, een huishouden of een dossier.

    Dat kan pas na het koppelen: bij gelijke dagen beslist de inhoud van een bericht, en die mag niet van de sleutel
    afhangen. Hetzelfde nummer krijgt in elke tabel hetzelfde pseudoniem.
    """
    tabellen = {veld.name: getattr(r, veld.name) for veld in fields(r)}
    for naam, t in tabellen.items():
        tabellen[naam] = t.with_columns(pseudoniem(t[k], sleutel) for k in NUMMERS if k in t.columns)
    return replace(r, **tabellen)


def volledig(naam: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    """Een tabel met alle kolommen van het contract, in volgorde en met het juiste type; wat ontbreekt is leeg.

    >>> volledig("wijken", None).columns
    ['wijkcode', 'wijknaam', 'indelingsjaar']
    """
    if frame is None:
        return contract.leeg(naam)
    return frame.select(
        pl.col(k).cast(dtype) if k in frame.columns else pl.lit(None, dtype=dtype).alias(k)
        for k, dtype in contract.schema(naam).items()
    )


def op_volgorde(berichten: pl.DataFrame) -> pl.DataFrame:
    """Berichten van oud naar nieuw, per toewijzing. Bij gelijke datum en tijd beslist de inhoud, nooit de rij.

    Wat de berichten van de hulp zeggen, gaat daarbij voor het nummer van de cliënt: dat kan een pseudoniem zijn.
    Een leeg gemeentecode-veld krijgt de enige gemeente uit de levering, als er maar een is.
    """
    gemeenten = berichten["gemeentecode"].drop_nulls().unique()
    if len(gemeenten) == 1:
        berichten = berichten.with_columns(pl.col("gemeentecode").fill_null(gemeenten[0]))
    eerst = [*SLEUTEL, "toewijzingsdatum", "toewijzingstijd", "reden_wijziging"]
    rest = sorted((k for k in berichten.columns if k not in eerst), key=lambda k: k in NUMMERS)
    return berichten.sort([*eerst, *rest], nulls_last=False)


def _met_gemeente(rijen: pl.DataFrame, berichten: pl.DataFrame) -> pl.DataFrame:
    """Van welke gemeente de toewijzing is waar een rij bij hoort: die met haar wet en nummer, als er maar een is.

    Een nummer is uniek binnen een gemeente. Hebben twee gemeenten hetzelfde, dan beslist de gemeentecode van de rij.
    Heeft zij die niet, dan hoort zij nergens bij: zij mag niet twee trajecten veranderen.

    >>> twee = pl.DataFrame({"wet": ["wmo"] * 3, "toewijzingnummer": ["1", "1", "2"],
    ...                      "gemeentecode": ["GM0267", "GM0200", "GM0267"]})
    >>> stop = pl.DataFrame({"wet": ["wmo"] * 3, "toewijzingnummer": ["1", "1", "2"],
    ...                      "gemeentecode": [None, "GM0200", None]})
    >>> _met_gemeente(stop, twee)["gemeentecode"].to_list()
    ['', 'GM0200', 'GM0267']
    """
    per = berichten.group_by(NUMMER).agg(
        pl.col("gemeentecode").n_unique().alias("_aantal"), pl.col("gemeentecode").first().alias("_enige")
    )
    eigen, enige = pl.col("gemeentecode"), pl.col("_enige")
    een_van_twee = pl.when(eigen.is_null() | enige.is_null()).then(enige).otherwise(eigen)
    gemeente = (
        pl.when(pl.col("_aantal") > 1)
        .then(eigen.fill_null(NERGENS))
        .when(pl.col("_aantal") == 1)
        .then(een_van_twee)
        .otherwise(eigen)
    )
    met = rijen.join(per, on=NUMMER, how="left", maintain_order="left")
    return met.with_columns(gemeentecode=gemeente).select(rijen.columns)


# --- the rules; each takes a frame and gives a frame of the same columns ----------------------------------------------
def zonder_verwijderde(berichten: pl.DataFrame) -> pl.DataFrame:
    """Een toewijzing waarvan het laatste bericht "verwijderd" (13) is, telt nooit mee."""
    return berichten.filter(pl.col("reden_wijziging").last().over(SLEUTEL).ne_missing(VERWIJDERD))


def verlenging_is_geen_instroom(berichten: pl.DataFrame) -> pl.DataFrame:
    """Een verlenging (04) verandert het begin niet en laat de oorspronkelijke einddatum staan.

    Het begin komt uit het laatste bericht dat geen verlenging is. De oorspronkelijke einddatum is die van voor het
    eerste bericht dat de hulp zelf verandert, zoals een verlenging, een verkorting of een overlijden. Alleen een
    verbetering (01 of 14) van daarvoor telt nog. Kennen wij dat eerdere bericht niet, dan is zij leeg, tenzij de
    levering haar zelf noemt.
    """
    gewoon = pl.col("reden_wijziging").ne_missing(VERLENGING)
    gepland = pl.col("reden_wijziging").is_null() | pl.col("reden_wijziging").is_in(VERBETERING)
    ervoor = gepland.cast(pl.Int8).cum_min().over(SLEUTEL) == 1
    return (
        berichten.with_columns(_ervoor=ervoor)
        .with_columns(
            ingangsdatum=pl.coalesce(
                pl.col("ingangsdatum").filter(gewoon).last().over(SLEUTEL), pl.col("ingangsdatum").first().over(SLEUTEL)
            ),
            einddatum_oorspronkelijk=pl.coalesce(
                pl.col("einddatum_oorspronkelijk").drop_nulls().first().over(SLEUTEL),
                pl.col("einddatum").filter(pl.col("_ervoor")).last().over(SLEUTEL),
            ),
        )
        .drop("_ervoor")
    )


def ontdubbel(berichten: pl.DataFrame) -> pl.DataFrame:
    """Per wet, nummer en gemeente telt alleen het laatste bericht."""
    return berichten.unique(subset=SLEUTEL, keep="last", maintain_order=True)


def zonder_ingetrokken(leveringen: pl.DataFrame) -> pl.DataFrame:
    """Een ingetrokken levering (status 3) telt niet, en het bericht dat zij intrekt ook niet.

    Het ingetrokken bericht is dat met hetzelfde nummer, dezelfde begindatum en dezelfde einddatum; staat er een
    reden bij de intrekking, dan moet die ook gelijk zijn.
    """
    weg = leveringen.filter(pl.col("status_aanlevering") == INGETROKKEN)
    sleutel = [*SLEUTEL, "begindatum", "einddatum"]
    over = leveringen.filter(pl.col("status_aanlevering").ne_missing(INGETROKKEN))
    over = over.join(weg.filter(pl.col("reden_beeindiging").is_null()), on=sleutel, how="anti", nulls_equal=True)
    return over.join(weg, on=[*sleutel, "reden_beeindiging"], how="anti", nulls_equal=True)


def _zonder_verbeterde(leveringen: pl.DataFrame) -> pl.DataFrame:
    """Is een stop verbeterd (status 2), dan telt een eerdere stop van dezelfde start niet meer.

    Dat geldt ook als de verbetering zegt dat de stop tijdelijk was. Dan loopt het traject door.
    """
    stop = pl.col("einddatum").is_not_null()
    gewijzigd = stop & pl.col("status_aanlevering").eq_missing(GEWIJZIGD)
    return leveringen.filter(~stop | gewijzigd | ~gewijzigd.any().over(*SLEUTEL, "begindatum"))


def zonder_tijdelijke_stop(leveringen: pl.DataFrame) -> pl.DataFrame:
    """Een tijdelijke stop (20) is geen einde: het traject loopt door."""
    tijdelijk = pl.col("reden_beeindiging") == TIJDELIJK
    return leveringen.with_columns(
        pl.when(tijdelijk).then(None).otherwise(pl.col(k)).alias(k) for k in ("einddatum", "reden_beeindiging")
    )


def _laatste_stop(leveringen: pl.DataFrame) -> pl.DataFrame:
    """Per toewijzing de stop die geldt: van de laatste start de laatste dag, en van die dag de hoogste code.

    Uit: wet, toewijzingnummer, gemeentecode, stop (Date), reden_beeindiging. Zonder stop na de laatste start is er
    geen rij.
    """
    return (
        leveringen.filter(pl.col("begindatum") == pl.col("begindatum").max().over(SLEUTEL))
        .filter(pl.col("einddatum").is_not_null())
        .sort(*SLEUTEL, "einddatum", "reden_beeindiging", nulls_last=False)
        .unique(subset=SLEUTEL, keep="last", maintain_order=True)
        .select(*SLEUTEL, pl.col("einddatum").alias("stop"), "reden_beeindiging")
    )


def reden_einde(wet: pl.Expr, stop: pl.Expr, reden_beeindiging: pl.Expr, reden_wijziging: pl.Expr) -> pl.Expr:
    """Waarom een traject ophield: einde indicatie, Wlz (of ander domein), overig of onbekend, per wet.

    Zonder stopbericht liep de termijn af, tenzij de toewijzing om een andere reden is ingekort.
    """
    per_wet = pl.coalesce(
        pl.when(wet == w).then(reden_beeindiging.replace_strict(lijst, default=None)) for w, lijst in REDENEN.items()
    )
    gestopt = pl.when(reden_wijziging == "06").then(pl.lit("wlz")).otherwise(per_wet.fill_null(ONBEKEND))
    gepland = reden_wijziging.replace_strict(REDENEN_WIJZIGING, default="einde_indicatie")
    return pl.when(stop.is_not_null()).then(gestopt).otherwise(gepland.fill_null("einde_indicatie"))


def _met_einde(trajecten: pl.DataFrame, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Het einde is de dag van de definitieve stop, anders de laatste einddatum, anders open; nooit voor het begin."""
    met = trajecten.join(_laatste_stop(leveringen), on=SLEUTEL, how="left", nulls_equal=True)
    einde = pl.coalesce("stop", "einddatum")
    reden = reden_einde(pl.col("wet"), pl.col("stop"), pl.col("reden_beeindiging"), pl.col("reden_wijziging"))
    return met.with_columns(
        einde=pl.when(einde < pl.col("ingangsdatum")).then(pl.col("ingangsdatum")).otherwise(einde),
        reden_einde=pl.when(einde.is_not_null()).then(reden),
    )


def _zonder_vermoede_reden(trajecten: pl.DataFrame, leveringen: pl.DataFrame) -> pl.DataFrame:
    """Heeft van een wet geen enkele stop een dag en een reden, dan is de reden van een einde zonder stop onbekend.

    Wie geen stopberichten, geen stopdagen of geen redenen levert, weet niet dat elke indicatie gewoon afliep. Een reden
    uit een wijziging van de toewijzing blijft staan.
    """
    met_reden = leveringen.filter(pl.all_horizontal(pl.col("einddatum", "reden_beeindiging").is_not_null()))
    vermoed = (pl.col("reden_einde") == "einde_indicatie") & ~pl.col("wet").is_in(met_reden["wet"].unique().implode())
    return trajecten.with_columns(reden_einde=pl.when(vermoed).then(pl.lit(ONBEKEND)).otherwise(pl.col("reden_einde")))


def _met_client(trajecten: pl.DataFrame, clienten: pl.DataFrame) -> pl.DataFrame:
    """Wijk en geboortejaar van de cliënt erbij. Zonder cliënt is de wijk "onbekend" en het geboortejaar leeg."""
    uniek = clienten.sort(clienten.columns).unique(subset="client_id", keep="last")
    met = trajecten.join(
        uniek.select("client_id", "geboortejaar", "wijkcode", gemeente="gemeentecode"), on="client_id", how="left"
    )
    return met.with_columns(
        wijk=pl.col("wijkcode").fill_null(ONBEKEND), gemeentecode=pl.coalesce("gemeentecode", "gemeente")
    )


def _met_verwijzer(trajecten: pl.DataFrame, verzoeken: pl.DataFrame) -> pl.DataFrame:
    """De verwijzer van het eerste verzoek bij de toewijzing; zonder verzoek leeg."""
    eerste = (
        verzoeken.filter(pl.col("toewijzingnummer").is_not_null())
        .sort("datum", "verzoek_id", "verwijzer_type", nulls_last=True)
        .unique(subset=SLEUTEL, keep="first", maintain_order=True)
        .select(
            *SLEUTEL,
            verwijzer=pl.col("verwijzer_type").replace_strict(VERWIJZERS, default=None, return_dtype=pl.String),
        )
    )
    return trajecten.join(eerste, on=SLEUTEL, how="left", nulls_equal=True)


def _met_product(frame: pl.DataFrame, koppel: pl.DataFrame, dag: str) -> pl.DataFrame:
    """Hoofdcategorie en interventieniveau volgens de koppeltabel die op `dag` gold; anders "onbekend".

    Een rij met de productcode gaat voor een rij voor de hele categorie; een latere geldig_van gaat voor een eerdere.
    """
    sleutel = ["wet", "productcategorie", "productcode", dag]
    regels = koppel.rename({"productcode": "code"})
    paren = frame.select(sleutel).unique().join(regels, on=["wet", "productcategorie"], how="inner")
    geldig = (pl.col("geldig_van").is_null() | (pl.col("geldig_van") <= pl.col(dag))) & (
        pl.col("geldig_tot").is_null() | (pl.col(dag) <= pl.col("geldig_tot"))
    )
    past = pl.col("code").is_null() | (pl.col("code") == pl.col("productcode"))
    keuze = (
        paren.filter(geldig & past)
        .sort(pl.col("code").is_not_null(), "geldig_van", "hoofdcategorie", "interventieniveau", nulls_last=False)
        .unique(subset=sleutel, keep="last", maintain_order=True)
        .select(*sleutel, "hoofdcategorie", "interventieniveau")
    )
    return frame.join(keuze, on=sleutel, how="left", nulls_equal=True).with_columns(
        pl.col("hoofdcategorie", "interventieniveau").fill_null(ONBEKEND)
    )


def _declaraties(declaraties: pl.DataFrame, berichten: pl.DataFrame, koppel: pl.DataFrame) -> pl.DataFrame:
    """Declaraties met cliënt en hoofdcategorie; een teruggave (C) is negatief.

    Het product komt van de factuurregel zelf, en anders van de toewijzing.
    """
    toewijzing = berichten.unique(subset=SLEUTEL, keep="last", maintain_order=True).select(
        *SLEUTEL, "client_id", categorie="productcategorie", code="productcode"
    )
    eigen = pl.col("productcategorie").is_not_null()
    met = declaraties.join(toewijzing, on=SLEUTEL, how="left", nulls_equal=True).with_columns(
        bedrag_cent=pl.when(pl.col("debet_credit") == "C")
        .then(-pl.col("bedrag_cent").abs())
        .otherwise(pl.col("bedrag_cent")),
        productcode=pl.when(eigen).then(pl.col("productcode")).otherwise(pl.col("code")),
        productcategorie=pl.when(eigen).then(pl.col("productcategorie")).otherwise(pl.col("categorie")),
    )
    return _met_product(met, koppel, "periode_begin").select(*DECLARATIES).sort(pl.all())


def _aaneengesloten(uitkeringen: pl.DataFrame, wie: str, kolommen: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Perioden met bijstand van dezelfde `wie` die overlappen of op elkaar aansluiten, zijn samen een periode.

    De reden van begin is die van de eerste dag, de reden van einde die van de laatste. Verschillen partners daarin,
    dan gaat een genoemde reden voor "overig"; daarna beslist het alfabet. Andere kenmerken komen uit de laatste rij,
    en bij gelijke dagen beslist de inhoud. Een nummer beslist nooit: dat is een pseudoniem. Een rij zonder `wie` valt
    af.

    >>> from datetime import date
    >>> rij = {"huishouden_id": "u", "begindatum": date(2023, 1, 1), "einddatum": date(2023, 1, 31)}
    >>> verder = rij | {"begindatum": date(2023, 2, 1), "einddatum": None}
    >>> tafel = volledig("uitkeringen", pl.DataFrame([rij, verder]))
    >>> _aaneengesloten(tafel, "huishouden_id", UITKERINGEN)["begin", "einde"].rows()
    [(datetime.date(2023, 1, 1), None)]
    """
    tot = pl.col("einddatum").fill_null(OPEN)
    rijen = uitkeringen.filter(pl.col(wie).is_not_null()).with_columns(begin=pl.col("begindatum"), tot=tot)
    inhoud = [k for k in uitkeringen.columns if k not in NUMMERS]
    rijen = rijen.sort(wie, "begin", "tot", *inhoud, nulls_last=True)
    eerder = pl.col("tot").cum_max().shift(1).over(wie)
    los = eerder.is_null() | (pl.col("begin") > eerder + pl.duration(days=1))
    rijen = rijen.with_columns(los.cum_sum().over(wie).alias("periode"))
    op = {"reden_begin": pl.col("begin").min() == pl.col("begin"), "reden_einde": pl.col("tot").max() == pl.col("tot")}
    bekend = {k: _reden_van(pl.col(k).filter(dag)) for k, dag in op.items()}
    rest = {k: pl.col(k).drop_nulls().last() for k in kolommen if k in uitkeringen.columns and k not in (wie, *op)}
    samen = rijen.group_by(wie, "periode").agg(
        pl.col("begin").min(), pl.col("tot").max(), **{k: e for k, e in (bekend | rest).items() if k in kolommen}
    )
    einde = pl.when(pl.col("tot") < OPEN).then(pl.col("tot")).alias("einde")
    return (
        samen.with_columns(einde, wet=pl.lit(BIJSTAND))
        .select(pl.col(k).cast(d) for k, d in kolommen.items())
        .sort(wie, "begin")
    )


def _reden_van(redenen: pl.Expr) -> pl.Expr:
    """One reason out of those of one day: a named one before `overig`, and then the alphabet."""
    bekend = redenen.filter(redenen.ne_missing(ONBEKEND)).drop_nulls()
    return pl.coalesce(bekend.filter(bekend != OVERIG).min(), bekend.min())
