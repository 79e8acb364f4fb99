"""Cijfers keuren die als totaal komen (aggregaat, doelen): past de groep, is het aandeel een deel of een procent?"""

from __future__ import annotations

import polars as pl

from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.begrippen.eenheden import maat_in
from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.groepen import groepen, lees_groep
from sociaaldomein.levering.keuring.deel import Keuring, lijkt, nergens, per_paar
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND
from sociaaldomein.levering.leveringsverslag import toon

MET_AANTALLEN = ("aantal", "aandeel", "kenmerk")  # kinds of figures with counts behind them
MERKEN_AFGESCHERMD = r"^(<\s*\d+|x|\.|\*|afgeschermd)$"


def met_merken(ruw: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Een merk als <5 of x wordt een lege waarde met de status afgeschermd."""
    merk = lijkt(ruw["waarde"].str.to_lowercase(), MERKEN_AFGESCHERMD)
    keuring.let_op(merk, "Een merk als <5 of x is gelezen als: afgeschermd.")
    return ruw.with_columns(
        waarde=pl.when(~merk).then(pl.col("waarde")),
        status=pl.when(merk).then(pl.lit("afgeschermd")).otherwise(pl.col("status")),
    )


def keur_aggregaat(frame: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """Regels over meer kolommen: hoort het cijfer bij de wet, past de groep bij de dimensie, wat is de status."""
    eigen = _eenheid(frame)
    vreemd = eigen.is_null() & frame["indicator"].is_not_null() & frame["wet"].is_not_null()
    totaal, geen_groep = frame["dimensie"] == "totaal", frame["groep"] == "totaal"
    bij_wet = "Kijk in de begrippenlijst bij welke wet het cijfer hoort."
    for fout, kolom, soort, wat, doe in (
        (vreemd, "wet", "code", "{waarde} past niet bij dit cijfer.", bij_wet),
        (~totaal & geen_groep, "groep", "groep", "Bij deze dimensie hoort een groep.", "Vul de groep in."),
        (
            totaal & ~geen_groep,
            "dimensie",
            "groep",
            "Bij deze groep hoort een dimensie.",
            "Vul de dimensie in, bijvoorbeeld leeftijd.",
        ),
    ):
        keuring.keur_af(fout, keuring.deel.tabel.kolom(kolom), soort, wat, doe)
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


def _eenheid(frame: pl.DataFrame) -> pl.Series:
    return per_paar(frame.select("indicator", "wet"), contract.eenheid_bij, pl.String)


def _keur_aantallen(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Een aantal mensen of zaken is heel en niet onder nul; ook dat achter een aandeel."""
    soorten = pl.Series([begrippen()[i].beschermd if i in begrippen() else "" for i in frame["indicator"]])
    for naam, telt in (("waarde", ["aantal"]), ("teller", MET_AANTALLEN), ("noemer", MET_AANTALLEN)):
        waarde, kolom = frame[naam], keuring.deel.tabel.kolom(naam)
        mis = soorten.is_in(telt) & ((waarde < 0) | (waarde != waarde.round()))
        doe, heel = "Verbeter het aantal in de bron.", "een heel getal, nul of meer"
        keuring.keur_af(mis, kolom, "getal", "{waarde} is geen aantal.", doe, heel)


def _keur_groepen(frame: pl.DataFrame, keuring: Keuring) -> pl.DataFrame:
    """De groep hoort bij haar dimensie: anders geschreven wordt gelijk, en wat er niet bij hoort is een fout."""
    kolom, dimensie = keuring.deel.tabel.kolom("groep"), frame["dimensie"]
    paren = frame.select("dimensie", "wet", "groep")
    code = per_paar(paren, lambda *rij: lees_groep(*rij)[0], pl.String)
    soort = per_paar(paren, lambda *rij: lees_groep(*rij)[1], pl.String)
    wat = "{waarde} is een groep waar Excel een datum van maakte, zoals 4-11 of 12-17."
    doe = f"Maak de kolom op als tekst. Of vertaal de groep onder 'waarden' in {KOLOMMENBESTAND}."
    keuring.keur_af(soort == "datum", kolom, "groep", wat, doe, structureel=True)
    doe = f"Verbeter de groep, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}."
    for naam in dimensie.filter(soort == "onbekend").unique().sort():
        wat, bekend = f"{{waarde}} is geen groep van {naam}.", ", ".join(groepen(naam, None) or ())
        keuring.keur_af((soort == "onbekend") & (dimensie == naam), kolom, "groep", wat, doe, bekend)
    for naam in dimensie.filter(soort == "eigen").unique().sort():
        eigen = code.filter((soort == "eigen") & (dimensie == naam)).unique().sort()
        if (dubbel := eigen.filter(eigen.str.to_lowercase().is_duplicated())).len():
            namen = ", ".join(toon(d, kolom) for d in dubbel[:4])
            raak = code.is_in(dubbel.to_list()) & (dimensie == naam)
            keuring.let_op(raak, f"De groepen {namen} verschillen alleen in hoofdletters. Zij tellen apart.")
    anders = (code != keuring.deel.ruw["groep"]) & code.is_not_null()
    keuring.let_op(anders, "Een groep was anders geschreven. Zij is gelijk gemaakt.")
    return frame.with_columns(groep=code.fill_null(frame["groep"]))


def _keur_aandelen(frame: pl.DataFrame, eigen: pl.Series, keuring: Keuring) -> pl.DataFrame:
    """Is een aandeel 0,9 nu 90% of 0,9%? Teller en noemer zeggen het, of een rij boven de 1; anders volgt een vraag."""
    zelf = keuring.met_maat.get("waarde", nergens(frame.height))
    open_ = (eigen == "procent").fill_null(False) & ~zelf & (frame["waarde"] != 0).fill_null(False)
    klein = open_ & (frame["waarde"].abs() <= 1)
    per = pl.struct("indicator", "wet")
    breuk = pl.col("teller") / pl.col("noemer")
    dichter = (breuk - pl.col("waarde")).abs() < (breuk * 100 - pl.col("waarde")).abs()
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
        wat = f"Is een aandeel van {waarde} een deel van 1, of een procent?"
        keuring.vraag(kolom, wat, rij, ("deel", "procent"))
    keuring.let_op(
        klein & ~deel & ~vraag & (frame["waarde"].abs() < 1),
        "Een aandeel is kleiner dan 1%. Schrijf 11,3 voor 11,3%, niet 0,113.",
    )
    return frame.with_columns(waarde=pl.when(deel).then(pl.col("waarde") * 100).otherwise("waarde"))


def keur_doelen(frame: pl.DataFrame, keuring: Keuring) -> None:
    """Een doel onder de 1 bij een aandeel is een vraag: 0,9 kan 90% zijn."""
    doel, zelf = frame["streefwaarde"], keuring.met_maat.get("streefwaarde", nergens(frame.height))
    klein = (_eenheid(frame) == "procent").fill_null(False) & (doel.abs() < 1) & (doel != 0) & ~zelf
    keuring.keur_af(
        klein,
        keuring.deel.tabel.kolom("streefwaarde"),
        "eenheid",
        "{waarde} is een doel onder de 1%, of een deel van 1.",
        f"Schrijf een procentteken erbij, zoals 90%. Of zet in {KOLOMMENBESTAND} bij doelen: "
        "eenheid: {streefwaarde: deel}, of: eenheid: {streefwaarde: procent}.",
        structureel=True,
    )
