"""Controletotalen: is een levering ongeveer even groot als de vorige van dezelfde gemeente?

Na elke goede run bewaart de run de totalen per kwartaal in de map met registraties. Verschuift een totaal bij een
volgende levering meer dan een kwart, of is het soort van een kolom anders, dan vraagt de run eerst of dat klopt. Een
kwartaal dat bij de vorige levering nog liep, telt niet mee: dat hoort te groeien.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from sociaaldomein.formats import getal
from sociaaldomein.kwartaal import Kwartaal

BESTAND = "controletotalen.json"
GRENS = 0.25
KLEINST = {"rijen": 10, "euro": 1000, "waarde": 10}  # a smaller shift than this is never worth a question
GENOEMD = 12
# table -> the day that decides its quarter, and what divides it
PER_DAG = {
    "toewijzingen": ("ingangsdatum", ["wet"]),
    "leveringen": ("begindatum", ["wet"]),
    "verzoeken": ("datum", ["wet"]),
    "meldingen": ("datum_melding", ["wet"]),
    "declaraties": ("periode_begin", ["wet"]),
}
Totalen = dict[str, dict[str, float]]


class Verschoven(ValueError):
    """Een totaal is sinds de vorige levering sterk veranderd. Er is nog niets geschreven."""


def totalen(tabellen: Mapping[str, pl.DataFrame]) -> Totalen:
    """Per tabel (en wet, soort of cijfer) het totaal per kwartaal of jaar.

    >>> t = pl.DataFrame({"wet": ["wmo"], "datum_melding": [date(2023, 2, 1)]})
    >>> totalen({"meldingen": t})
    {'meldingen, wmo, rijen': {'2023-K1': 1.0}}
    """
    uit: Totalen = {}
    for naam, (dag, groep) in PER_DAG.items():
        if naam in tabellen:
            met = tabellen[naam].drop_nulls(dag).with_columns(periode=_kwartaal(pl.col(dag)))
            uit |= _tel(met, naam, groep, pl.len(), "rijen")
    if "declaraties" in tabellen:
        teken = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1)
        cent = teken * pl.when(pl.col("debet_credit") == "C").then(pl.col("bedrag_cent").abs()).otherwise("bedrag_cent")
        met = tabellen["declaraties"].with_columns(periode=_kwartaal(pl.col("periode_begin")))
        uit |= _tel(met, "declaraties", ["wet"], cent.sum() / 100, "euro")
    if "financien" in tabellen:
        kwartaal = pl.when(pl.col("kwartaal").is_not_null()).then(pl.format("-K{}", "kwartaal")).otherwise(pl.lit(""))
        met = tabellen["financien"].with_columns(periode=pl.concat_str(pl.col("jaar").cast(pl.String), kwartaal))
        uit |= _tel(met, "financien", ["wet", "soort"], pl.col("bedrag_cent").sum() / 100, "euro")
    if "bevolking" in tabellen:
        met = tabellen["bevolking"].with_columns(periode=pl.col("jaar").cast(pl.String))
        met = met.filter(pl.col("regio_code").str.starts_with("GM"))
        uit |= _tel(met, "bevolking", ["regio_code"], pl.col("aantal").sum(), "waarde")
    if "aggregaat" in tabellen:
        met = tabellen["aggregaat"].filter(pl.col("dimensie") == "totaal").drop_nulls("waarde")
        met = met.with_columns(periode=pl.col("kwartaal"))
        uit |= _tel(met, "aggregaat", ["indicator", "wet"], pl.col("waarde").sum(), "waarde")
    return uit


def _kwartaal(dag: pl.Expr) -> pl.Expr:
    return pl.format("{}-K{}", dag.dt.year(), dag.dt.quarter())


def _tel(frame: pl.DataFrame, naam: str, groep: list[str], som: pl.Expr, eenheid: str) -> Totalen:
    uit: Totalen = {}
    per = frame.group_by(*groep, "periode").agg(_som=som.cast(pl.Float64)).sort(*groep, "periode")
    for *delen, periode, waarde in per.iter_rows():
        uit.setdefault(", ".join([naam, *(d or "leeg" for d in delen), eenheid]), {})[periode] = waarde
    return uit


def verschillen(oud: Mapping, nieuw: Totalen, typen: Mapping[str, str]) -> list[str]:
    """Wat er sinds de vorige levering sterk veranderd is, in zinnen. `oud` is wat `bewaar` bewaarde."""
    peildatum = date.fromisoformat(oud["peildatum"])
    regels = []
    for naam, perioden in oud["totalen"].items():
        eenheid = naam.rsplit(", ", 1)[1]
        eigen = []
        for periode, was in perioden.items():
            nu = nieuw.get(naam, {}).get(periode, 0.0)
            groot = abs(nu - was) > GRENS * abs(was) and abs(nu - was) >= KLEINST[eenheid]
            if groot and _einde(periode) < peildatum:
                eigen.append(_zin(naam.rsplit(", ", 1)[0], eenheid, periode, was, nu))
        if eigen:  # the newest says most
            meer = f" Ook {getal(len(eigen) - 1)} eerdere perioden verschillen." if len(eigen) > 1 else ""
            regels.append(eigen[-1] + meer)
    for kolom, was in oud.get("typen", {}).items():
        if kolom in typen and typen[kolom] != was:
            regels.append(f"De kolom {kolom} was van het soort {was} en is nu {typen[kolom]}.")
    return regels


def _einde(periode: str) -> date:
    return Kwartaal.lees(periode).laatste_dag if "-K" in periode else date(int(periode), 12, 31)


def _zin(naam: str, eenheid: str, periode: str, was: float, nu: float) -> str:
    wat = "" if eenheid == "waarde" else f" {eenheid}"
    deel = f" ({getal(abs(nu - was) / abs(was) * 100)}% {'hoger' if nu > was else 'lager'})" if was else ""
    return f"{naam}, {periode}: was {getal(was)}{wat}, is nu {getal(nu)}{wat}{deel}."


def vergelijk(
    map: Path, gemeentecode: str, tabellen: Mapping[str, pl.DataFrame], typen: Mapping[str, str]
) -> list[str]:
    """De verschillen met de vorige levering van deze gemeente; leeg als er geen vorige is."""
    oud = _lees(map).get(gemeentecode)
    return verschillen(oud, totalen(tabellen), typen) if oud else []


def toets(map: Path, gemeentecode: str, tabellen: Mapping[str, pl.DataFrame], typen: Mapping[str, str]) -> None:
    """Geef Verschoven als een totaal sterk is veranderd sinds de vorige levering van deze gemeente."""
    regels = vergelijk(map, gemeentecode, tabellen, typen)
    if regels:
        raise Verschoven(_melding(regels))


def _melding(regels: Iterable[str]) -> str:
    regels = list(regels)
    meer = [f"- En nog {getal(len(regels) - GENOEMD)} verschillen."] if len(regels) > GENOEMD else []
    kop = "Deze levering verschilt sterk van de vorige. Er is niets veranderd."
    vraag = "Kijk of de levering heel is. Klopt het toch? Geef de opdracht dan met --akkoord."
    return "\n".join([kop, *(f"- {r}" for r in regels[:GENOEMD]), *meer, vraag])


def bewaar(
    map: Path, gemeentecode: str, peildatum: date, tabellen: Mapping[str, pl.DataFrame], typen: Mapping[str, str]
) -> None:
    """Bewaar de totalen van een goede run, per gemeente, in de map met registraties."""
    alle = _lees(map) | {
        gemeentecode: {"peildatum": peildatum.isoformat(), "totalen": totalen(tabellen), "typen": dict(typen)}
    }
    nieuw = map / f".{BESTAND}.nieuw"
    nieuw.touch(mode=0o600)
    nieuw.write_text(json.dumps(alle, ensure_ascii=False, indent=1), encoding="utf-8")
    nieuw.replace(map / BESTAND)


def _lees(map: Path) -> dict:
    """Wat er bewaard is. Een kapot bestand telt als geen: de vergelijking is een hulp, geen bron."""
    try:
        alle = json.loads((map / BESTAND).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    gemeenten = alle.items() if isinstance(alle, dict) else ()
    return {k: v for k, v in gemeenten if isinstance(v, dict) and {"peildatum", "totalen"} <= v.keys()}
