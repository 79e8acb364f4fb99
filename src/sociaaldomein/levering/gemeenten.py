"""Alleen de rijen van deze gemeente en haar voorgangers tellen mee. Wat wegvalt, staat in het verslag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering import herkomst
from sociaaldomein.levering.herkomst import HERKOMSTBESTAND, Gemeenten, Verdeling
from sociaaldomein.levering.kolommen import lees_yaml
from sociaaldomein.levering.leveringsverslag import Rapport, rijen_tekst
from sociaaldomein.levering.samenvoegen import Stuk

CODES_GENOEMD = 5


def lees_gemeenten(pad: Path, gemeentecode: str, rapport: Rapport) -> Gemeenten:
    """Van wie de levering is, en welke gemeenten er in die gemeente opgingen; uit herkomst.yml."""
    inhoud = lees_yaml(pad, rapport) if pad.is_file() else None
    inhoud = inhoud if isinstance(inhoud, dict) else {}
    genoemd = [gemeentecode or inhoud.get("gemeentecode") or ""]
    voorgangers = inhoud.get("voorgangers") or []
    genoemd += voorgangers if isinstance(voorgangers, list) else str(voorgangers).split(",")
    gelezen = [herkomst.lees_code(c) for c in genoemd if str(c).strip()]
    codes = [c for c in gelezen if c]
    if None in gelezen:
        rapport.weiger(
            pad.name,
            "Bij 'gemeentecode' of 'voorgangers' staat iets dat geen gemeentecode is.",
            toegestaan="vier cijfers, zoals 0267",
            doe="Bij meer voorgangers schrijft u: voorgangers: [0501, 0530].",
        )
        return Gemeenten()
    if not genoemd[0] and codes:
        rapport.weiger(pad.name, "Er staan wel voorgangers, maar geen gemeentecode.", doe="Zet er uw eigen code bij.")
        return Gemeenten()
    return Gemeenten(codes[0], tuple(codes[1:])) if codes else Gemeenten()


def alleen_eigen(per_tabel: dict[str, list[Stuk]], gemeenten: Gemeenten, rapport: Rapport) -> dict[str, list[Stuk]]:
    """De stukken met alleen rijen van deze gemeente. Is niet te zeggen van wie zij zijn, dan volgt een weigering."""
    frames = {naam: [s.rijen for s in stukken] for naam, stukken in per_tabel.items()}
    codes = herkomst.codes_in(frames)
    alle = sorted({c for gevonden in codes.values() for c in gevonden})
    genoemd = ", ".join(alle[:CODES_GENOEMD])
    if not gemeenten.eigen:
        if len({c for naam, gevonden in codes.items() if naam != "bevolking" for c in gevonden}) > 1:
            wat = f"In deze levering staan {getal(len(alle))} gemeenten, en niet van welke zij is."
            doe = "Zet uw gemeentecode in herkomst.yml. De rijen van een ander tellen dan niet mee."
            rapport.weiger(HERKOMSTBESTAND, wat, gevonden=genoemd, doe=doe)
        return per_tabel
    if alle and not set(alle) & set(gemeenten.codes):
        wat = f"Deze levering is van gemeente {gemeenten.eigen[2:]}, maar geen enkele rij heeft die gemeentecode."
        doe = "Verbeter de gemeentecode in herkomst.yml, of lever uw eigen bestanden."
        rapport.weiger(HERKOMSTBESTAND, wat, gevonden=genoemd, doe=doe)
        return per_tabel
    verdeling = herkomst.verdeel(frames, gemeenten)
    uit: dict[str, list[Stuk]] = {naam: [] for naam in per_tabel}
    for naam, stukken in per_tabel.items():
        for stuk, vreemd in zip(stukken, verdeling.vreemd[naam], strict=True):
            stuk.info.elders += int(vreemd.sum())
            rijen = stuk.rijen.filter(~vreemd)
            if naam in herkomst.ZONDER_CODE_EIGEN:
                rijen = rijen.with_columns(pl.col(herkomst.CODE).fill_null(gemeenten.eigen))
            uit[naam].append(replace(stuk, rijen=rijen))
    _meld_elders(verdeling, gemeenten, rapport)
    return uit


def _meld_elders(verdeling: Verdeling, gemeenten: Gemeenten, rapport: Rapport) -> None:
    for naam, delen in verdeling.vreemd.items():
        aantal = sum(int(deel.sum()) for deel in delen)
        if aantal:
            codes = sorted(c[2:] for c in verdeling.gevonden.get(naam, ()))
            wie = "een andere gemeente" if len(codes) < 2 else "andere gemeenten"
            wie += f" ({', '.join(codes[:CODES_GENOEMD])})" if codes else ""
            telt = f"is van {wie}. Die telt" if aantal == 1 else f"zijn van {wie}. Die tellen"
            rapport.waarschuw(naam, f"{rijen_tekst(aantal)} {telt} niet mee.", belangrijk=True)
    for naam, aantal in verdeling.twijfel.items():
        heeft, telt = ("heeft", "telt") if aantal == 1 else ("hebben", "tellen")
        rapport.waarschuw(
            naam,
            f"{rijen_tekst(aantal)} zonder gemeentecode {heeft} een nummer dat ook bij een andere gemeente voorkomt. "
            f"Die {telt} bij {gemeenten.eigen[2:]}. Lever de kolom gemeentecode mee als dat niet klopt.",
            belangrijk=True,
        )


def met_voorgangers(
    tabellen: dict[str, pl.DataFrame], gemeenten: Gemeenten, rapport: Rapport
) -> dict[str, pl.DataFrame]:
    """De tabellen met de totalen en inwoners van de voorgangers opgeteld bij die van de gemeente."""
    if not gemeenten.voorgangers:
        return tabellen
    if "aggregaat" in tabellen:
        per_soort = {s: {b.naam for b in begrippen().values() if b.beschermd == s} for s in ("aandeel", "kenmerk")}
        optelbaar = set(begrippen()) - per_soort["aandeel"] - per_soort["kenmerk"]
        samen, weg = herkomst.met_voorgangers(tabellen["aggregaat"], gemeenten, optelbaar, per_soort["aandeel"])
        tabellen = {**tabellen, "aggregaat": samen}
        if weg:
            rapport.waarschuw(
                "aggregaat",
                f"{rijen_tekst(weg)} van voorgangers {'telt' if weg == 1 else 'tellen'} niet mee: een voorganger "
                "ontbreekt, het is een gemiddelde, of de gemeente heeft zelf een totaal.",
                belangrijk=True,
            )
    if "bevolking" in tabellen:
        inwoners = herkomst.inwoners_met_voorgangers(tabellen["bevolking"], gemeenten)
        tabellen = {**tabellen, "bevolking": inwoners}
    return tabellen
