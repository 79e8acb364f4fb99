"""Controletotalen: past een levering bij de vorige leveringen van dezelfde gemeente?

Na elke goede run bewaart de run de totalen per kwartaal in de map met registraties. Een volgende levering legt de deur
daarnaast, per totaal en per kwartaal:

- een kwartaal dat al vaststond, mag hoogstens een paar procent schuiven (verbeterde rijen);
- een kwartaal dat nog vult, mag groeien zoals zulke kwartalen bij eerdere leveringen groeiden. Zijn die er nog niet,
  dan mag het groeien tot het niveau van de kwartalen ervoor, en niet kleiner worden;
- een nieuw kwartaal moet ongeveer zo groot zijn als nieuwe kwartalen bij eerdere leveringen waren.

Hoe lang een kwartaal vult, staat in de begrippenlijst (`vast_na_dagen`). Wat buiten deze grenzen valt, is een vraag.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal

BESTAND = "controletotalen.json"
BEWAARD = 12  # deliveries; three years of quarters
VAST = 0.05  # a settled quarter may move this much: corrected rows are 0.1 to 2% of a table
VULT = 0.25  # a filling quarter may differ this much from how such quarters grew before
NIEUW = 2.0  # a new quarter may be half or twice of what new quarters were
GENOEG_GEZIEN, NIEUW_EN_WEINIG_GEZIEN = 4, 3.0  # two or three of them do not show yet how far they lie apart
EVEN_OUD = 31  # days; quarters of about the same age can be compared
TERUG = 8  # the quarters before, that tell the level
KLEINST = {"rijen": 10, "nummers": 10, "euro": 1000, "waarde": 10}  # a smaller shift is never worth a question
GENOEMD = 12
# table -> per total: its name, the day that decides its quarter, what divides it, and the number that counts once
PER_DAG: dict[str, list[tuple[str, str, list[str], str]]] = {
    "toewijzingen": [("", "ingangsdatum", ["wet"], "toewijzingnummer")],
    "leveringen": [
        ("begonnen", "begindatum", ["wet"], "toewijzingnummer"),
        ("gestopt", "einddatum", ["wet"], "toewijzingnummer"),
    ],
    "verzoeken": [("", "datum", ["wet"], "")],
    "meldingen": [("", "datum_melding", ["wet"], "")],
    "declaraties": [("", "periode_begin", ["wet"], "")],
    "uitkeringen": [("begonnen", "begindatum", [], "huishouden_id"), ("gestopt", "einddatum", [], "huishouden_id")],
}
# table -> the figure whose `vast_na_dagen` says how long it fills; of `aggregaat` that is the indicator itself
CIJFER_VAN = {
    "toewijzingen": "instroom_trajecten",
    "leveringen": "uitstroom_trajecten",
    "verzoeken": "verwijzer",
    "meldingen": "aanvragen",
    "declaraties": "declaraties_cumulatief",
    "uitkeringen": "bijstand_instroom",
    "financien": "werkelijk_cumulatief",
}
Totalen = dict[str, dict[str, float]]


class Verschoven(ValueError):
    """Een totaal past niet bij de vorige leveringen. Er is nog niets geschreven."""


@dataclass(frozen=True)
class Vergelijking:
    """Wat er sinds de vorige levering verschoof, in zinnen: wat een vraag is, en wat gewoon is."""

    vorige: date | None = None
    vreemd: list[str] = field(default_factory=list)
    gewoon: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class EerdereLevering:
    """Een eerdere levering: haar peildatum, haar totalen en de soorten van haar kolommen."""

    peildatum: date
    totalen: Totalen
    typen: Mapping[str, str]


def totalen(tabellen: Mapping[str, pl.DataFrame]) -> Totalen:
    """Per tabel (en wet, soort of cijfer) het totaal per kwartaal of jaar.

    >>> t = pl.DataFrame({"wet": ["wmo"], "datum_melding": [date(2023, 2, 1)]})
    >>> totalen({"meldingen": t})
    {'meldingen, wmo, rijen': {'2023-K1': 1.0}}
    """
    uit: Totalen = {}
    for naam, soorten in PER_DAG.items():
        for wat, dag, groep, nummer in soorten:
            if naam in tabellen and {dag, nummer} - {""} <= set(tabellen[naam].columns):
                met = tabellen[naam].drop_nulls(dag).with_columns(periode=_kwartaal(pl.col(dag)))
                telt, eenheid = (pl.col(nummer).n_unique(), "nummers") if nummer else (pl.len(), "rijen")
                uit |= _tel(met, f"{naam}, {wat}" if wat else naam, groep, telt, eenheid)
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


# --- one delivery beside the earlier ones -----------------------------------------------------------------------------
def verschillen(
    eerder: Sequence[EerdereLevering], peildatum: date, nieuw: Totalen, typen: Mapping[str, str]
) -> Vergelijking:
    """Leg een levering naast de eerdere, oudste eerst; een latere dan deze telt niet mee."""
    eerder = [e for e in eerder if e.peildatum <= peildatum]
    if not eerder:
        return Vergelijking()
    uit = Vergelijking(eerder[-1].peildatum)
    for naam in dict.fromkeys((*eerder[-1].totalen, *nieuw)):
        rijen = eerder[-1].totalen.get(f"{naam.rsplit(', ', 1)[0]}, rijen", {})
        standen = [(e.peildatum, e.totalen.get(naam, {})) for e in eerder]
        for zinnen, soort in zip(
            _Reeks(naam, peildatum, nieuw.get(naam, {}), standen, rijen).oordeel(),
            (uit.vreemd, uit.gewoon),
            strict=True,
        ):
            if zinnen:  # the newest says most
                soort.append(zinnen[-1] + _eerdere(len(zinnen) - 1))
    for kolom, was in eerder[-1].typen.items():
        if kolom in typen and typen[kolom] != was:
            uit.vreemd.append(f"De kolom {kolom} was van het soort {was} en is nu {typen[kolom]}.")
    return uit


def _eerdere(aantal: int) -> str:
    if aantal < 1:
        return ""
    return " Ook 1 eerdere periode verschilt." if aantal == 1 else f" Ook {getal(aantal)} eerdere perioden verschillen."


@dataclass(frozen=True)
class _Reeks:
    """Een totaal: wat er nu staat, wat er bij eerdere leveringen stond, en bij geld uit hoeveel rijen het bestaat."""

    naam: str
    peildatum: date
    nu: Mapping[str, float]
    eerder: Sequence[tuple[date, Mapping[str, float]]]
    rijen: Mapping[str, float]

    @property
    def eenheid(self) -> str:
        return self.naam.rsplit(", ", 1)[1]

    def oordeel(self) -> tuple[list[str], list[str]]:
        """Per periode die verschoof een zin, oudste eerst: wat vreemd is, en wat gewoon is."""
        vreemd, gewoon = [], []
        was_dag, was = self.eerder[-1]
        for periode in sorted({*was, *self.nu, *self._verwacht()}):
            if self._leeftijd(periode, self.peildatum) < 0:
                continue
            oud, nu = was.get(periode, 0.0), self.nu.get(periode, 0.0)
            if periode in was and self._leeftijd(periode, was_dag) >= 0:
                zin, reden = _zin(self.naam, periode, oud, nu), self._bekend(periode, oud, nu)
                if not reden and round(oud) != round(nu):
                    gewoon.append(zin)
            else:
                zin = f"{self.naam.rsplit(', ', 1)[0]}, {periode}: nieuw, {_met(nu, self.eenheid)}."
                reden = self._nieuw(periode, nu)
            if reden:
                vreemd.append(f"{zin} {reden}")
        return vreemd, gewoon

    def _verwacht(self) -> list[str]:
        """The last whole quarter, when every earlier delivery had its own."""
        laatste = [str(Kwartaal.van_datum(dag) - 1) for dag, _ in self.eerder]
        hele = all(periode in was for periode, (_, was) in zip(laatste, self.eerder, strict=True))
        return [str(Kwartaal.van_datum(self.peildatum) - 1)] if hele else []

    def _leeftijd(self, periode: str, dag: date) -> int:
        """How many days after its end; inhabitants are those of the first day of the year."""
        if self.naam.startswith("bevolking"):
            return (dag - date(int(periode), 1, 1)).days
        return (dag - _einde(periode)).days

    def _vast_na(self) -> int:
        delen = self.naam.split(", ")
        cijfer = delen[1] if delen[0] == "aggregaat" else CIJFER_VAN.get(delen[0], "")
        begrip = begrippen().get(cijfer)
        return max(begrip.vast_na_dagen, 0) if begrip else 0

    def _buiten(self, periode: str, nu: float, grenzen: Sequence[float]) -> bool:
        """Outside the bounds by more than is worth a question: by chance alone a small number differs more."""
        laag, hoog = min(grenzen), max(grenzen)
        grens = abs(laag if nu < laag else hoog)
        toeval = 2 * grens**0.5
        if self.eenheid == "euro":  # chance is in the number of invoices, not in the euros
            toeval = 2 * grens / self.rijen[periode] ** 0.5 if self.rijen.get(periode) else 0.0
        speling = max(KLEINST[self.eenheid], toeval)
        return nu < laag - speling or nu > hoog + speling

    def _bekend(self, periode: str, was: float, nu: float) -> str:
        toen = self._leeftijd(periode, self.eerder[-1][0])
        if toen >= self._vast_na():
            rij = 2 * abs(was) / self.rijen[periode] if self.eenheid == "euro" and self.rijen.get(periode) else 0.0
            ver = abs(nu - was) > max(VAST * abs(was), rij) and abs(nu - was) >= KLEINST[self.eenheid]
            return f"Deze periode stond al vast: dan is hoogstens {getal(VAST * 100)}% verschil gewoon." if ver else ""
        groei = self._groei(toen, self._leeftijd(periode, self.peildatum))
        if groei:
            if self._buiten(periode, nu, (was * min(groei) / (1 + VULT), was * max(groei) * (1 + VULT))):
                return f"Bij eerdere leveringen veranderde zo'n periode {_tot([(g - 1) * 100 for g in groei], '%')}."
            return ""
        if abs(nu) < abs(was) and self._buiten(periode, nu, (was * (1 - VAST), was)):
            return "Een periode die nog vult, wordt niet kleiner."
        niveau = self._niveau(periode)
        if niveau and abs(nu) > abs(was) and self._buiten(periode, abs(nu), (0.0, max(niveau, abs(was)) * (1 + VULT))):
            return "Dat is meer dan in elke periode ervoor."
        return ""

    def _groei(self, van: int, tot: int) -> list[float]:
        """How periods grew between earlier deliveries, from about this age to about that age."""
        uit = []
        for i, (dag, was) in enumerate(self.eerder):
            for later, werd in self.eerder[i + 1 :]:
                uit += [
                    werd[p] / w
                    for p, w in was.items()
                    if w > 0
                    and p in werd
                    and abs(self._leeftijd(p, dag) - van) <= EVEN_OUD
                    and abs(self._leeftijd(p, later) - tot) <= EVEN_OUD
                ]
        return uit

    def _niveau(self, periode: str) -> float:
        ervoor = sorted(p for p in self.nu if p < periode and len(p) == len(periode))[-TERUG:]
        return max((abs(self.nu[p]) for p in ervoor), default=0.0)

    def _nieuw(self, periode: str, nu: float) -> str:
        """A first look at a quarter, beside what earlier deliveries had of their newest quarters."""
        if self.naam.split(", ")[0] not in PER_DAG:
            return ""
        oud = self._leeftijd(periode, self.peildatum)
        toen = [w for dag, was in self.eerder for p, w in was.items() if abs(self._leeftijd(p, dag) - oud) <= EVEN_OUD]
        if not toen or min(toen) < 0:  # refunds once outweighed the invoices: such a sum has no usual size
            return ""
        ruimte = NIEUW if len(toen) >= GENOEG_GEZIEN else NIEUW_EN_WEINIG_GEZIEN
        if not self._buiten(periode, nu, (min(toen) / ruimte, max(toen) * ruimte)):
            return ""
        return f"Bij eerdere leveringen stond er bij een nieuw kwartaal {_tot(toen)}."


def _tot(waarden: Iterable[float], teken: str = "") -> str:
    """The smallest and the largest, or the one value that they share."""
    laag, hoog = (f"{getal(w)}{teken}" for w in (min(waarden), max(waarden)))
    return laag if laag == hoog else f"{laag} tot {hoog}"


def _einde(periode: str) -> date:
    return Kwartaal.lees(periode).laatste_dag if "-K" in periode else date(int(periode), 12, 31)


def _met(waarde: float, eenheid: str) -> str:
    return getal(waarde) if eenheid == "waarde" else f"{getal(waarde)} {eenheid}"


def _zin(naam: str, periode: str, was: float, nu: float) -> str:
    wat, eenheid = naam.rsplit(", ", 1)
    deel = f" ({getal(abs(nu - was) / abs(was) * 100)}% {'hoger' if nu > was else 'lager'})" if was else ""
    return f"{wat}, {periode}: was {_met(was, eenheid)}, is nu {_met(nu, eenheid)}{deel}."


# --- kept between runs ------------------------------------------------------------------------------------------------
def vergelijk(
    map: Path,
    gemeentecode: str,
    peildatum: date,
    tabellen: Mapping[str, pl.DataFrame],
    typen: Mapping[str, str],
) -> Vergelijking:
    """Wat er verschoof sinds de vorige levering van deze gemeente; leeg als er geen vorige is."""
    return verschillen(_eerder(_lees(map).get(gemeentecode)), peildatum, totalen(tabellen), typen)


def regels(uit: Vergelijking, akkoord: bool = False) -> list[str]:
    """Wat er verschoof, in regels voor de gebruiker. Past er iets niet, dan Verschoven, tenzij `akkoord`."""
    if uit.vreemd and not akkoord:
        raise Verschoven(_melding(uit.vreemd))
    alle = [*uit.vreemd, *uit.gewoon]
    return [f"Verschoven sinds de levering van {uit.vorige:%d-%m-%Y}:", *_genoemd(alle)] if alle else []


def _genoemd(regels: Sequence[str]) -> list[str]:
    meer = len(regels) - GENOEMD
    slot = [f"- En nog {getal(meer)} {'verschil' if meer == 1 else 'verschillen'}."] if meer > 0 else []
    return [*(f"- {r}" for r in regels[:GENOEMD]), *slot]


def _melding(regels: Iterable[str]) -> str:
    kop = "Deze levering past niet bij de vorige. Er is niets veranderd."
    vraag = "Kijk of de levering heel is. Klopt het toch? Geef de opdracht dan met --akkoord."
    return "\n".join([kop, *_genoemd(list(regels)), vraag])


def bewaar(
    map: Path, gemeentecode: str, peildatum: date, tabellen: Mapping[str, pl.DataFrame], typen: Mapping[str, str]
) -> None:
    """Bewaar de totalen van een goede run, per gemeente en peildatum, in de map met registraties."""
    alle = _lees(map)
    deze = {"peildatum": peildatum.isoformat(), "totalen": totalen(tabellen), "typen": dict(typen)}
    eerder = [d for d in alle.get(gemeentecode, []) if d["peildatum"] != deze["peildatum"]]
    alle[gemeentecode] = sorted([*eerder, deze], key=lambda d: d["peildatum"])[-BEWAARD:]
    nieuw = map / f".{BESTAND}.nieuw"
    nieuw.touch(mode=0o600)
    nieuw.write_text(json.dumps(alle, ensure_ascii=False, indent=1), encoding="utf-8")
    nieuw.replace(map / BESTAND)


def _eerder(bewaard: Sequence[Mapping[str, Any]] | None) -> list[EerdereLevering]:
    return [
        EerdereLevering(date.fromisoformat(d["peildatum"]), d["totalen"], d.get("typen", {})) for d in bewaard or ()
    ]


def gemeenten(map: Path) -> list[str]:
    """De codes van de gemeenten waarvan in deze map totalen bewaard zijn."""
    return sorted(filter(None, _lees(map)))


def _lees(map: Path) -> dict[str, list[dict[str, Any]]]:
    """Wat er bewaard is. Een kapot bestand telt als geen: de vergelijking is een hulp, geen bron."""
    try:
        alle = json.loads((map / BESTAND).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    gemeenten = alle.items() if isinstance(alle, dict) else ()
    heel = {"peildatum", "totalen"}
    return {
        k: v for k, v in gemeenten if isinstance(v, list) and all(isinstance(d, dict) and heel <= d.keys() for d in v)
    }
