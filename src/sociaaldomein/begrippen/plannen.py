"""Plannen: bedragen per maatregel en jaar, met elk totaal nagerekend.

Een plan is wat een document over een plan zegt. Staat hetzelfde plan in twee documenten, dan zijn het er hier twee: zo
is te zien waar zij verschillen. Klopt een totaal niet, dan zoekt `verdacht` de cel die het verschil verklaart: een
bedrag dat uit de toon valt bij zijn buurjaren, en waarmee het totaal wel klopt als u het vervangt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

CENT = 0.005
TELT = "maatregel"


@dataclass(frozen=True)
class Maatregel:
    """Een maatregel met zijn bedrag per jaar, in euro's; `heel` is een bedrag voor alle jaren samen."""

    code: str
    naam: str
    bedragen: Mapping[int, float]
    aard: Mapping[int | None, str] = field(default_factory=dict)
    opmerking: str = ""
    heel: float = 0.0

    @property
    def label(self) -> str:
        """De code en de naam van de maatregel."""
        return f"{self.code} {self.naam}".strip()


@dataclass(frozen=True)
class Plan:
    """Een plan zoals een document het geeft: de maatregelen, de totalen die er staan, en het geld dat er is."""

    naam: str
    document: str
    regels: tuple[Maatregel, ...]
    totalen: Mapping[tuple[int | None, str], float] = field(default_factory=dict)  # (year or all, aard) -> euro
    dekking: Mapping[int, float] = field(default_factory=dict)
    dekking_totaal: float | None = None
    uitgaven: tuple[Maatregel, ...] = ()
    info: tuple[tuple[str, float, str], ...] = ()  # what else the document says, and counts in no total
    plek: str = ""

    @property
    def jaren(self) -> list[int]:
        """De jaren waarover het plan gaat."""
        return sorted({j for r in self.regels for j in r.bedragen} | {j for j, _ in self.totalen if j})


@dataclass(frozen=True)
class Verdacht:
    """Een cel die een verschil verklaart: welke maatregel, wat er staat en wat het zou moeten zijn."""

    regel: Maatregel
    staat: float
    verwacht: float


@dataclass(frozen=True)
class Som:
    """Een totaal uit het document naast de som van zijn maatregelen. Zonder jaar gaat het om alle jaren."""

    jaar: int | None
    aard: str
    gepubliceerd: float
    nagerekend: float
    verdacht: Verdacht | None = None

    @property
    def verschil(self) -> float:
        """Wat het document meer (of, met een min, minder) heeft dan de som."""
        return round(self.gepubliceerd - self.nagerekend, 2)

    @property
    def klopt(self) -> bool:
        """Of de nagerekende som gelijk is aan wat er staat."""
        return abs(self.verschil) < CENT

    @property
    def wat(self) -> str:
        """Over welk jaar de som gaat, en over welk geld."""
        naam = "alle jaren" if self.jaar is None else str(self.jaar)
        return f"{naam}, {self.aard}" if self.aard else naam


def document_van(bron: str | None) -> str:
    """Het document in een bronvermelding, zonder de plek erin.

    >>> document_van("Raadsvoorstel 2017-046, paragraaf Financiën")
    'Raadsvoorstel 2017-046'
    """
    return re.split(r",|;| \(", bron or "", maxsplit=1)[0].strip()


def lees(rijen: Iterable[Mapping[str, Any]]) -> list[Plan]:
    """De plannen uit het register, in de volgorde van de levering; elk document apart.

    >>> rij = {"plan": "Groen", "maatregel": "bomen", "jaar": 2025, "bedrag_eur": 50.0, "bron": "Nota, p. 2"}
    >>> [(p.naam, p.document, p.jaren) for p in lees([rij])]
    [('Groen', 'Nota', [2025])]
    """
    per: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for r in rijen:
        per.setdefault((r["plan"], document_van(r.get("bron"))), []).append(r)
    return [_plan(*sleutel, eigen) for sleutel, eigen in per.items()]


def _plan(naam: str, document: str, rijen: list[Mapping[str, Any]]) -> Plan:
    van = lambda soort: [r for r in rijen if (r.get("soort") or TELT) == soort]  # noqa: E731
    totalen: dict[tuple[int | None, str], float] = {}
    for r in van("totaal"):
        totalen[r.get("jaar"), _aard(r)] = r["bedrag_eur"]
    dekking: dict[int, float] = {}
    for r in van("dekking"):
        if r.get("jaar"):
            dekking[r["jaar"]] = dekking.get(r["jaar"], 0) + r["bedrag_eur"]
    heel = [r["bedrag_eur"] for r in van("dekking") if not r.get("jaar")]
    info = tuple((_label(r), r["bedrag_eur"], r.get("opmerking") or "") for r in van("ter_info"))
    plek = next((r["bron"] for r in rijen if r.get("bron")), document)
    return Plan(
        naam,
        document,
        _regels(van(TELT)),
        totalen,
        dekking,
        sum(heel) if heel else None,
        _regels(van("gerealiseerd")),
        info,
        plek,
    )


def _aard(r: Mapping[str, Any]) -> str:
    return (r.get("aard") or "").replace("_", " ")


def _label(r: Mapping[str, Any]) -> str:
    jaar = f", {r['jaar']}" if r.get("jaar") else ""
    return f"{r.get('code') or ''} {r['maatregel']}".strip() + jaar


def _regels(rijen: list[Mapping[str, Any]]) -> tuple[Maatregel, ...]:
    per: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for r in rijen:
        per.setdefault((r.get("code") or "", r["maatregel"]), []).append(r)
    uit = []
    for (code, naam), eigen in per.items():
        bedragen: dict[int, float] = {}
        aard: dict[int | None, str] = {}
        for r in eigen:
            if r.get("jaar"):
                bedragen[r["jaar"]] = bedragen.get(r["jaar"], 0) + r["bedrag_eur"]
            aard[r.get("jaar")] = _aard(r)
        heel = sum(r["bedrag_eur"] for r in eigen if not r.get("jaar"))
        opmerking = next((r["opmerking"] for r in eigen if r.get("opmerking")), "")
        uit.append(Maatregel(code, naam, bedragen, aard, opmerking, heel))
    return tuple(uit)


def optelsom(plan: Plan, jaar: int | None = None, aard: str = "") -> float:
    """De som van de maatregelen, voor een jaar of alle jaren, en voor een aard of alles.

    >>> optelsom(Plan("Groen", "Nota", (Maatregel("", "bomen", {2025: 50.0}, heel=20.0),)))
    70.0
    """
    return round(
        sum(
            bedrag
            for r in plan.regels
            for j, bedrag in [*r.bedragen.items(), (None, r.heel)]
            if jaar in (None, j) and aard in ("", r.aard.get(j, ""))
        ),
        2,
    )


def nareken(plan: Plan) -> list[Som]:
    """Elk totaal dat in het document staat, naast de som van de maatregelen.

    >>> regels = (Maatregel("A", "huur", {2025: 250.0, 2026: 25.0}), Maatregel("B", "bouw", {2025: 100.0, 2026: 100.0}))
    >>> som = nareken(Plan("Wonen", "Nota", regels, {(2026, ""): 350.0}))[0]
    >>> som.verschil, som.verdacht.regel.code, som.verdacht.verwacht
    (225.0, 'A', 250.0)
    """
    uit = []
    for (jaar, aard), gepubliceerd in sorted(plan.totalen.items(), key=lambda p: (p[0][0] or 9999, p[0][1])):
        som = Som(jaar, aard, gepubliceerd, optelsom(plan, jaar, aard))
        uit.append(
            som
            if som.klopt or jaar is None
            else Som(jaar, aard, gepubliceerd, som.nagerekend, verdacht(plan, jaar, som.verschil))
        )
    return uit


def verdacht(plan: Plan, jaar: int, verschil: float) -> Verdacht | None:
    """De ene cel die een verschil precies verklaart. Zijn er meer of geen, dan is er geen uitspraak.

    Een cel komt in aanmerking als zij anders is dan een buurjaar, en het totaal klopt als zij daaraan gelijk was.
    """
    kan = [
        Verdacht(r, r.bedragen.get(jaar, 0.0), buur)
        for r in plan.regels
        for buur in {r.bedragen[j] for j in (jaar - 1, jaar + 1) if j in r.bedragen}
        if abs(buur - r.bedragen.get(jaar, 0.0) - verschil) < CENT
    ]
    return kan[0] if len(kan) == 1 else None


@dataclass(frozen=True)
class Ander:
    """Wat een ander document in een jaar meer heeft dan dit, en of dat het verschil verklaart."""

    document: str
    regels: tuple[tuple[str, float], ...]
    klopt: bool


def ander_document(plan: Plan, alle: Iterable[Plan], som: Som) -> Ander | None:
    """Hetzelfde plan in een ander document: welke bedragen van dat jaar staan daar wel en hier niet?"""
    if som.jaar is None:
        return None
    for ander in alle:
        if ander.naam != plan.naam or ander.document == plan.document:
            continue
        hier = {(r.code, r.naam): r.bedragen.get(som.jaar, 0.0) for r in plan.regels}
        extra = tuple(
            (r.label, r.bedragen[som.jaar] - hier.get((r.code, r.naam), 0.0))
            for r in ander.regels
            if r.bedragen.get(som.jaar, 0.0) > hier.get((r.code, r.naam), 0.0)
        )
        if extra:
            return Ander(ander.document, extra, abs(sum(b for _, b in extra) - som.verschil) < CENT)
    return None


@dataclass(frozen=True)
class Geld:
    """Wat een plan kost tegenover het geld dat er is. `tekort` is wat er nog bij moet."""

    nodig: float
    is_er: float
    aard: str = ""

    @property
    def tekort(self) -> float:
        """Hoeveel het plan meer kost dan er geld is."""
        return round(self.nodig - self.is_er, 2)


def geld(plan: Plan) -> Geld | None:
    """Het geld bij een plan. Is een deel eenmalig, dan staat alleen dat deel tegenover de dekking.

    >>> regels = (Maatregel("", "proef", {2017: 100.0}, {2017: "eenmalig"}), Maatregel("", "huur", {2018: 40.0}))
    >>> geld(Plan("Proef", "Nota", regels, dekking={2017: 90.0})).tekort
    10.0
    """
    if not plan.dekking and plan.dekking_totaal is None:
        return None
    is_er = sum(plan.dekking.values()) or plan.dekking_totaal or 0.0
    eenmalig = any("eenmalig" in r.aard.values() for r in plan.regels)
    aard = "eenmalig" if eenmalig else ""
    return Geld(optelsom(plan, None, aard), is_er, aard)


def meldingen(rijen: Iterable[Mapping[str, Any]]) -> list[str]:
    """Voor het verslag van een run: een regel per totaal dat niet klopt, en een per plan zonder genoeg geld."""
    alle = lees(rijen)
    uit = []
    for plan in alle:
        for som in (s for s in nareken(plan) if not s.klopt):
            waar = f", waarschijnlijk bij {som.verdacht.regel.label}" if som.verdacht else ""
            ander = ander_document(plan, alle, som)
            if ander is not None and ander.klopt:
                waar = f". Met de extra bedragen uit {ander.document} klopt het wel"
            uit.append(
                f"{plan.naam} ({plan.document}), {som.wat}: in het stuk {_euro(som.gepubliceerd)}, "
                f"nagerekend {_euro(som.nagerekend)}, verschil {_euro(som.verschil)}{waar}."
            )
        stand = geld(plan)
        if stand is not None and stand.tekort > CENT:
            uit.append(
                f"{plan.naam} ({plan.document}): er is {_euro(stand.is_er)} en nodig is {_euro(stand.nodig)}. "
                f"Er is {_euro(stand.tekort)} te weinig."
            )
    return uit


def _euro(bedrag: float) -> str:
    return f"{bedrag:,.0f}".replace(",", ".") + " euro"
