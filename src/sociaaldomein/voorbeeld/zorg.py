"""Voorbeelddata: een verzonnen levering van een gemeente, geijkt op de gepubliceerde cijfers.

Er zit geen echt mens in. De levering heeft wel alles van het echte werk: seizoenen, wijken, leeftijden, codes, late
facturen en vuil dat de regels van de registratie moeten opruimen. Geteld over het kwartaal van de gepubliceerde cijfers
komt er precies uit wat is gepubliceerd, omdat de levering naar die cijfers toe is gebouwd; de cijfers zelf staan alleen
in de map `data/gepubliceerd`. Verander daar een getal en de levering verandert mee.

Wat vaststaat voordat er iets verzonnen wordt staat in `vorm`, de levensloop in `loop`, en de tabellen waarin een
gemeente die terugziet in `berichten`, `toegang`, `geld`, `gebied`, `bijstand` en `lijsten`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl

from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering.bestanden import KAART
from sociaaldomein.voorbeeld import berichten, bijstand, gebied, geld, lijsten, toegang
from sociaaldomein.voorbeeld.loop import Loop, maak_loop, maak_plan
from sociaaldomein.voorbeeld.vorm import (
    KWARTALEN,
    PEILDATUM,
    dag,
    doelen_uit,
    instelling,
    schaal,
    vormen,
    waarden,
    wijken,
)

LEESMIJ = """# Voorbeeldlevering, synthetisch

Alle gegevens in deze map zijn verzonnen. Er staat geen echt mens in.
De aantallen zijn geijkt op cijfers die de gemeente {gemeente} heeft gepubliceerd.
Wijken en bedragen zijn een voorbeeld. De kaart van de wijken is verzonnen.

Gemaakt met: sociaaldomein voorbeelddata (zaad {zaad}, factor {factor}), stand op {peildatum}.
"""
HERKOMST = """# Wat dit voor levering is. De run leest dit bestand en zet "synthetisch" op elke pagina.
synthetisch: ja
gemeente: {gemeente}
gemeentecode: {gemeentecode}
peildatum: {peildatum}
"""
IN_WERKBOEK = ("koppel_product", "besparingspad", "aggregaat", "doelen", "wijken")
GETALLEN_IN_WERKBOEK = ("waarde", "referentie", "werkelijk", "taakstelling", "ingeboekt", "streefwaarde")
GETALKOLOMMEN = {"toewijzingen": ["volume"], "financien": ["bedrag_eur"]}


def genereer(gepubliceerd: Path | None = None, factor: float = 1, zaad: int = 2023) -> dict[str, pl.DataFrame]:
    """Verzin een levering van 2019-K1 tot en met 2026-K3, geijkt op de gepubliceerde cijfers.

    In: de map met gepubliceerde cijfers (standaard de meegeleverde), een factor voor de omvang en een zaad. Uit:
    de tabellen van het contract, alles als tekst (datums ISO, decimalen met een punt). De ijking is precies bij
    factor 1. Fouten: ValueError als gepubliceerde cijfers ontbreken of elkaar tegenspreken.
    """
    if factor <= 0:
        raise ValueError(f"De factor is {factor}. Kies een getal groter dan 0.")
    aggregaat = doelen_uit(gepubliceerd)
    doelen = schaal(waarden(aggregaat), factor)
    plannen, lopen = {}, {}
    for nummer, wet in enumerate(vormen()):
        rng = np.random.default_rng([zaad, nummer])
        plannen[wet] = maak_plan(wet, doelen, rng)
        lopen[wet] = maak_loop(wet, plannen[wet], rng)
    rng = np.random.default_rng([zaad, 9])
    grootte = {w: len(loop.geboortejaar) for w, loop in lopen.items()}
    allen, nummers, al = rng.permutation(sum(grootte.values())) + 1, {}, 0  # in random order: a number tells nothing
    for wet, n in grootte.items():
        nummers[wet], al = allen[al : al + n], al + n
    per_wet = {wet: berichten.trajecten(wet, loop, nummers[wet]) for wet, loop in lopen.items()}
    trajecten = pl.concat(per_wet.values())
    hoogste = trajecten.select("toewijzingnummer").max().item() + 1
    alle_berichten = pl.concat([berichten.berichten(t, lopen[wet], hoogste, rng) for wet, t in per_wet.items()])
    aanvragen = {wet: toegang.aanvragen(wet, plan, doelen, rng) for wet, plan in plannen.items()}
    declaraties = geld.declaraties(trajecten, rng)
    indelingsjaar = pl.lit(str(instelling()["indelingsjaar"]))
    tabellen = {
        "clienten": gebied.clienten(lopen, nummers, rng),
        "toewijzingen": berichten.toewijzingen(alle_berichten, rng),
        "leveringen": berichten.leveringen(trajecten, alle_berichten, rng),
        "verzoeken": berichten.verzoeken(trajecten, rng),
        "declaraties": declaraties,
        "meldingen": toegang.meldingen(aanvragen, rng),
        "financien": geld.financien(declaraties, rng),
        "bevolking": gebied.bevolking(*_jeugdigen(lopen["jeugd"], doelen)),
        "koppel_product": _koppel_product(),
        "besparingspad": geld.besparingspad(doelen, aggregaat),
        "aggregaat": _aggregaat(aggregaat, aanvragen["wmo"]),
        "doelen": _doelen(doelen),
        "wijken": pl.DataFrame(wijken()[:2], schema=["wijkcode", "wijknaam"]).with_columns(indelingsjaar=indelingsjaar),
    }
    participatie = bijstand.tabellen(aggregaat, doelen, KWARTALEN, zaad)
    for naam, tafel in (*participatie.items(), *lijsten.tabellen(gepubliceerd).items()):
        tabellen[naam] = pl.concat([tabellen[naam], tafel], how="diagonal") if naam in tabellen else tafel
    return tabellen


def _jeugdigen(loop: Loop, doelen: dict) -> tuple[int, float, int]:
    """Young people under 18 in the published quarter, the published share, and the year."""
    bereik = {k: v for (i, w, k, g), v in doelen.items() if (i, w, g) == ("bereik", "jeugd", "totaal")}
    kwartaal, deel = max(bereik.items()) if bereik else ("2023-K1", 11.0)
    k = Kwartaal.lees(kwartaal)
    lopend = (loop.begin <= dag(k.laatste_dag)) & (loop.einde >= dag(k.eerste_dag))
    wie = np.unique(loop.client[lopend])
    return int((k.jaar - loop.geboortejaar[wie] < 18).sum()), deel, k.jaar


def _doelen(doelen: dict) -> pl.DataFrame:
    """The published goal of the saving; the goals made up for the example stand in data/voorbeeld."""
    rijen = [
        ("besparing", "samen", k[:4], str(v), "begroting", "taakstelling uit de gepubliceerde cijfers")
        for (i, _, k, _), v in doelen.items()
        if i == "besparing_taakstelling"
    ]
    kolommen = ["indicator", "wet", "periode", "streefwaarde", "bron", "besluit"]
    vast = {"richting": "hoger", "visie": "kwaliteit van leven", "doel": "De hulp blijft betaalbaar."}
    return pl.DataFrame(rijen, schema=kolommen, orient="row").with_columns(pl.lit(v).alias(k) for k, v in vast.items())


def _aggregaat(gepubliceerd: pl.DataFrame, aanvragen: dict[str, np.ndarray]) -> pl.DataFrame:
    """What comes as a total: the measures of the taskforce, and Wmo aanvragen from before the new system."""
    vroeger = [i for i, k in enumerate(KWARTALEN) if k.eerste_dag < toegang.WIZ_START]
    samen = np.sum([*aanvragen.values()], axis=0)
    alles = {("uitkomst", u): a for u, a in aanvragen.items()} | {("totaal", "totaal"): samen}
    rijen = [(str(KWARTALEN[i]), *groep, float(aantal[i])) for groep, aantal in alles.items() for i in vroeger]
    eigen = pl.DataFrame(rijen, schema=["kwartaal", "dimensie", "groep", "waarde"], orient="row").with_columns(
        indicator=pl.lit("aanvragen"),
        wet=pl.lit("wmo"),
        eenheid=pl.lit("aanvragen"),
        status=pl.lit("definitief"),
        bron=pl.lit("oude registratie (voorbeeld)"),
    )
    maatregelen = gepubliceerd.filter(pl.col("indicator") == "maatregelen").select(eigen.columns)
    return pl.concat([maatregelen, eigen]).with_columns(pl.col("waarde").cast(pl.Int64).cast(pl.String))


def _koppel_product() -> pl.DataFrame:
    rijen: list[tuple] = [
        (w, p.categorie, p.code, p.hoofdcategorie, p.niveau) for w, v in vormen().items() for p in v.producten
    ]
    rijen += [
        (w, c, None, hoofd, niveau or None)
        for w, lijst in instelling()["koppel"].items()
        for c, (hoofd, niveau) in lijst.items()
    ]
    kolommen = ("wet", "productcategorie", "productcode", "hoofdcategorie", "interventieniveau")
    return pl.DataFrame(rijen, schema=dict.fromkeys(kolommen, pl.String), orient="row").with_columns(
        geldig_van=pl.lit("2015-01-01"), geldig_tot=pl.lit(None, pl.String)
    )


# -- writing -----------------------------------------------------------------------------------------------------------
def schrijf(map: Path | str, gepubliceerd: Path | None = None, factor: float = 1, zaad: int = 2023) -> Path:
    """Schrijf de voorbeeldlevering, met opzet in verschillende vormen die het contract toestaat.

    CSV met `;`, een met tabs, datums als dd-mm-jjjj of jjjjmmdd, een bestand in cp1252, een in Parquet en een werkboek.
    Geeft de map terug. Fouten: FileExistsError als er al iets anders in de map staat.
    """
    map = Path(map)
    if map.exists() and any(map.iterdir()) and not _is_voorbeeld(map):
        raise FileExistsError(f"De map '{map}' is niet leeg en bevat geen voorbeeldlevering. Kies een andere map.")
    tabellen = genereer(gepubliceerd, factor, zaad)
    map.mkdir(parents=True, exist_ok=True)
    for naam, tafel in tabellen.items():
        if naam not in IN_WERKBOEK:
            _schrijf_bestand(
                map, naam, tafel.with_columns(pl.col(GETALKOLOMMEN.get(naam, [])).str.replace(".", ",", literal=True))
            )
    _schrijf_werkboek(map / "tabellen.xlsx", {n: tabellen[n] for n in IN_WERKBOEK})
    feiten = {"peildatum": PEILDATUM.isoformat(), "zaad": zaad, "factor": factor}
    feiten |= {naam: instelling()[naam] for naam in ("gemeente", "gemeentecode")}
    (map / "LEESMIJ.md").write_text(LEESMIJ.format(**feiten), encoding="utf-8")
    (map / KAART).write_text(json.dumps(gebied.kaart()), encoding="utf-8")
    (map / "herkomst.yml").write_text(HERKOMST.format(**feiten), encoding="utf-8")
    shutil.copyfile(paden.meegeleverd("data") / "voorbeeld" / "normen.yml", map / "normen.yml")
    return map


def _is_voorbeeld(map: Path) -> bool:
    herkomst = map / "herkomst.yml"
    return herkomst.is_file() and "synthetisch: ja" in herkomst.read_text(encoding="utf-8")


def _schrijf_bestand(map: Path, naam: str, tafel: pl.DataFrame) -> None:
    pad = map / f"{naam}.csv"
    if naam == "declaraties":
        tafel.write_parquet(map / f"{naam}.parquet")
    elif naam == "leveringen":
        dagen = [k for k in tafel.columns if k.endswith("datum")]
        tafel.with_columns(pl.col(dagen).str.replace(r"^(\d{4})-(\d\d)-(\d\d)$", "$3-$2-$1")).write_csv(
            pad, separator=";"
        )
    elif naam == "verzoeken":
        tafel.with_columns(pl.col("datum").str.replace_all("-", "")).write_csv(pad, separator="\t", include_bom=True)
    elif naam == "bevolking":
        tafel.write_csv(pad, separator=",")
    elif naam == "financien":
        pad.write_bytes(tafel.write_csv(separator=";").encode("cp1252"))
    else:
        tafel.write_csv(pad, separator=";")


def _schrijf_werkboek(pad: Path, tabellen: dict[str, pl.DataFrame]) -> None:
    from openpyxl import Workbook

    boek = Workbook(write_only=True)
    for naam, tafel in tabellen.items():
        blad = boek.create_sheet(naam)
        blad.append(tafel.columns)
        getallen = [k in GETALLEN_IN_WERKBOEK for k in tafel.columns]
        for rij in tafel.iter_rows():
            blad.append([float(v) if v and getal else v for v, getal in zip(rij, getallen, strict=True)])
    boek.save(pad)
