"""Wat lezers van uitgaven samen weten: per cel de grenzen, wat is afgeschermd, en wat er toen anders was.

Een herzien cijfer is een ander cijfer. Zegt een nieuwe uitgave dat een aantal is herzien, dan krijgt het een eigen
onbekende: de oude uitgaven gaan over de oude, de nieuwe over de nieuwe. Elk verband geldt in elke uitgave apart. Wat
niet is herzien, blijft een en dezelfde onbekende en bindt de uitgaven dus aan elkaar.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sociaaldomein.afscherming.regel import (
    MEE,
    VEEL,
    VRIJ,
    WEG,
    Sleutel,
    cel_van,
    grenzen,
    kolommen_met_aantallen,
    soort_van,
)
from sociaaldomein.afscherming.verbanden import Plaats, Verband
from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import SLEUTEL, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal

if TYPE_CHECKING:
    import polars as pl

SCHUIFT = 7  # so many days a term may move, over weekends and holidays

Feit = tuple[Sleutel, float, float, bool]  # a cell, its lowest and highest, and whether it is marked afgeschermd
Feiten = Callable[["Editie", list[Verband]], Iterable[Feit]]


@dataclass(frozen=True)
class Editie:
    """Een uitgave zoals de lezer haar ziet. `stappen` zegt per cel hoe grof er is afgerond (of MEE, OPEN, WEG, VRIJ).

    `herzien` zijn de cellen waarover eerdere uitgaven niet meer gaan. `koppel` zegt waar een product bij hoort.
    """

    naam: str
    cijfers: pl.DataFrame
    gepubliceerd: pl.DataFrame | None = None
    drempel: int = 10
    stappen: dict[Sleutel, int] = field(default_factory=dict)
    stap: int = 5
    herzien: frozenset[Sleutel] = frozenset()
    koppel: tuple[Plaats, ...] = ()

    @cached_property
    def aanwezig(self) -> set[Sleutel]:
        """De cellen met een aantal waarvan een rij in de uitgave staat, met of zonder getal."""
        return {c for c in self._cellen if self.stappen.get(c) != WEG}

    @cached_property
    def weg(self) -> set[Sleutel]:
        """De cellen die met hun hele uitsplitsing wegbleven."""
        return {c for c in self._cellen if self.stappen.get(c) == WEG}

    @cached_property
    def stukken(self) -> Editie:
        """Alleen wat in deze uitgave uit een openbaar stuk komt."""
        import polars as pl

        erin = self.cijfers.filter(self.cijfers["gepubliceerd_in"].is_not_null())
        ernaast = [] if self.gepubliceerd is None else [self.gepubliceerd]
        return Editie("openbare stukken", erin.clear(), pl.concat([erin, *ernaast]), self.drempel, koppel=self.koppel)

    @cached_property
    def _cellen(self) -> set[Sleutel]:
        rijen = self.cijfers.select(SLEUTEL).unique().iter_rows(named=True)
        return {cel_van(r, kolom) for r in rijen for kolom in kolommen_met_aantallen(r["cijfer"])}


@dataclass
class Kennis:
    """Wat lezers van uitgaven samen weten: per cel de grenzen, wat is afgeschermd, en gepubliceerde percentages.

    `werelden` zegt per oudere uitgave welke cellen toen anders waren (cel -> dezelfde cel zoals zij was), en over welke
    cellen zij iets zei; `nu` zijn de cellen waar sinds de laatste herziening iets over gezegd is. `weg` zijn de cellen
    van een uitsplitsing die wegbleef: zij bestaan, ook als er maar van een groep iets bekend is. `ruim` is wat van elke
    cel vooraf bekend is.
    """

    feiten: dict[Sleutel, tuple[float, float]] = field(default_factory=dict)
    klein: set[Sleutel] = field(default_factory=set)
    extra: list[Verband] = field(default_factory=list)
    werelden: list[tuple[dict[Sleutel, Sleutel], set[Sleutel]]] = field(default_factory=list)
    nu: set[Sleutel] = field(default_factory=set)
    koppel: tuple[Plaats, ...] = ()
    weg: set[Sleutel] = field(default_factory=set)
    ruim: tuple[float, float] = (0, VEEL)

    def past(self, cel: Sleutel, laag: float, hoog: float) -> bool:
        """Of een cel nog tussen deze grenzen kan liggen."""
        oud = self.feiten.get(cel, self.ruim)
        return max(oud[0], laag) <= min(oud[1], hoog)

    def erbij(self, cel: Sleutel, laag: float, hoog: float, verborgen: bool) -> None:
        """Een feit erbij. Spreekt het tegen wat al bekend is, dan telt het niet."""
        if self.past(cel, laag, hoog):
            oud = self.feiten.get(cel, self.ruim)
            self.feiten[cel] = max(oud[0], laag), min(oud[1], hoog)
            if verborgen:
                self.klein.add(cel)

    def wereld_erbij(self, toen: dict[Sleutel, Sleutel], cellen: set[Sleutel]) -> None:
        """Een uitgave zei iets over deze cellen, toen deze anders waren. Niets anders: dan is het de wereld van nu."""
        if not toen:
            self.nu |= cellen
        elif self.werelden and self.werelden[-1][0] == toen:  # nothing revised in between: one world
            self.werelden[-1][1].update(cellen)
        else:
            self.werelden.append((dict(toen), set(cellen)))

    @property
    def voorbij(self) -> set[Sleutel]:
        """De cellen waar alleen oudere uitgaven iets over zeiden, in een kwartaal dat daarna herzien is."""
        herzien = {c[1:3] for toen, _ in self.werelden for c in toen}
        ooit: set[Sleutel] = set().union(*(cellen for _, cellen in self.werelden))
        return {c for c in ooit - self.nu if c[1:3] in herzien}


def verzamel(
    edities: list[Editie],
    herzien: Iterable[Sleutel] = (),
    feiten_van: Feiten | None = None,
    ruim: tuple[float, float] = (0, VEEL),
    nu: Collection[Sleutel] = (),
) -> Kennis:
    """De kennis uit deze uitgaven; de laatste is de nieuwste. `herzien` zijn cellen die daarna nog veranderden.

    Spreekt een ouder cijfer een nieuwer tegen, dan was het een ander cijfer, ook als niemand het herzien noemde.
    Een groep die in de ene uitgave staat en in de andere niet, telde daar nul: de som is er dan zonder haar. `nu` zijn
    de cellen van de uitgave die er nog komt.
    """
    weet = Kennis(koppel=tuple(dict.fromkeys(p for e in edities for p in e.koppel)), ruim=ruim, nu=set(nu))
    groepen: set[Sleutel] = set()
    if feiten_van is None:
        weet.weg.update(*(e.weg for e in edities))
        groepen.update(nu, *(e.aanwezig for e in edities))
    toen: dict[Sleutel, Sleutel] = {c: (*c, "voor nu") for c in herzien}
    for editie in reversed(edities):
        extra: list[Verband] = []
        leeg = [(c, 0, 0, False) for c in _lege_groepen(editie.aanwezig, groepen)] if groepen else []
        zegt = [*(feiten_van or _feiten)(editie, extra), *leeg]
        _leer(weet, zegt, toen, f"tot en met {editie.naam}")
        weet.extra += [v.zoals_toen(toen) for v in extra]
        weet.wereld_erbij(toen, {cel for cel, *_ in zegt} | (set() if toen else editie.aanwezig | editie.weg))
        toen |= {c: (*c, f"voor {editie.naam}") for c in editie.herzien}
    if feiten_van is None:
        _leer_stukken(weet, edities)
    return weet


def _leer(weet: Kennis, zegt: Iterable[Feit], toen: dict[Sleutel, Sleutel], tot: str) -> None:
    """Neem over wat een uitgave zegt. Een cijfer dat botst met een nieuwere uitgave, was tot dan een ander cijfer."""
    nieuwer = replace(weet, feiten=dict(weet.feiten))
    for cel, laag, hoog, verborgen in zegt:
        if not nieuwer.past(toen.get(cel, cel), laag, hoog):
            toen[cel] = (*cel, tot)
        weet.erbij(toen.get(cel, cel), laag, hoog, verborgen)


def _leer_stukken(weet: Kennis, edities: list[Editie]) -> None:
    """Openbare stukken telden op hun eigen manier: wat van een uitgave afwijkt, zegt niets."""
    for editie in edities:
        for rij in () if editie.gepubliceerd is None else editie.gepubliceerd.iter_rows(named=True):
            for feit in _rijfeiten(rij, editie, weet.extra):
                weet.erbij(*feit)


def voorkennis(eerdere: list[Editie], stukken: Editie, nu: Collection[Sleutel], herzien: Iterable[Sleutel]) -> Kennis:
    """Wat lezers weten zonder de getallen van een nieuwe uitgave: oudere uitgaven, stukken, en welke groepen zij heeft.

    `nu` zijn haar cellen. Van een groep zonder rij ziet iedereen dat zij leeg is: daar valt niets aan te verbergen.
    """
    weet = verzamel([stukken, *eerdere], herzien, nu=nu)
    weet.feiten |= dict.fromkeys(verdwenen(nu, eerdere), (0.0, 0.0))
    return weet


def verdwenen(nu: Collection[Sleutel], eerdere: list[Editie]) -> set[Sleutel]:
    """De groepen die in een oudere uitgave een rij hadden en nu niet meer, terwijl hun uitsplitsing er nog is."""
    return _lege_groepen(nu, set().union(*(e.aanwezig for e in eerdere)))


def _lege_groepen(staat: Collection[Sleutel], groepen: Iterable[Sleutel]) -> set[Sleutel]:
    """De groepen die ergens een rij hebben maar hier niet, terwijl hun uitsplitsing er hier wel is: zij tellen nul.

    >>> sorted(_lege_groepen({("a", "wmo", "2023-K1", "wijk", "een")}, [("a", "wmo", "2023-K1", "wijk", "twee")]))
    [('a', 'wmo', '2023-K1', 'wijk', 'twee')]
    """
    soorten = {c[:4] for c in staat}
    return {c for c in groepen if c[:4] in soorten and c not in staat and "#" not in c[0]}


def _feiten(editie: Editie, extra: list[Verband]) -> Iterable[Feit]:
    """Wat een uitgave zegt, per cel."""
    for rij in editie.cijfers.iter_rows(named=True):
        yield from _rijfeiten(rij, editie, extra)
    yield from _per_client(editie)


def _rijfeiten(rij: dict, editie: Editie, extra: list[Verband]) -> Iterable[Feit]:
    soort, precies = soort_van(rij["cijfer"]), rij["gepubliceerd_in"] is not None
    if rij["status"] == "ontbreekt" and rij["waarde"] is None:
        return
    for kolom in kolommen_met_aantallen(rij["cijfer"]):
        cel, getal = cel_van(rij, kolom), rij[kolom]
        stap = 1 if precies else editie.stappen.get(cel, editie.stap)
        if stap == WEG:  # its equations then only say what the totals say by themselves
            continue
        if getal is not None:
            yield cel, *grenzen(getal, stap, editie.drempel), False
        elif soort == "aantal":
            yield cel, *grenzen(None, stap, editie.drempel), stap not in (MEE, VRIJ)
        elif rij["waarde"] is not None and kolom == "teller":
            yield cel, 0, VEEL, not precies
    if soort == "aandeel" and rij["waarde"] is not None and not _volgt_uit_beschermd(rij):
        yield from _aandeelfeit(rij, extra)
    if soort == "kenmerk" and rij["waarde"] is not None and rij["noemer"]:
        stap = 1 if precies else editie.stappen.get(cel_van(rij, "noemer"), editie.stap)
        _termijnfeit(rij, grenzen(rij["noemer"], stap, editie.drempel), extra)


def _volgt_uit_beschermd(rij: dict) -> bool:
    """Een aandeel uit de aantallen die er al staan, zegt niets nieuws."""
    if rij["teller"] is None or not rij["noemer"] or rij["gepubliceerd_in"] is not None:
        return False
    ruw = rij["teller"] / rij["noemer"] * 100 - (100 if rij["cijfer"].endswith("_verandering") else 0)
    return abs(ruw - rij["waarde"]) <= 0.5 + 1e-9


def _aandeelfeit(rij: dict, extra: list[Verband]) -> Iterable[Feit]:
    half = 0.5 / 10 ** _decimalen(rij["waarde"])
    plus = 100 if rij["cijfer"].endswith("_verandering") else 0
    laag, hoog = ((rij["waarde"] + plus + d) / 100 for d in (-half, half))
    teller, noemer = cel_van(rij, "teller"), cel_van(rij, "noemer")
    if rij["noemer"] is not None and not plus:
        yield teller, math.ceil(laag * rij["noemer"] - 1e-9), math.floor(hoog * rij["noemer"] + 1e-9), False
        return
    naam = "het gepubliceerde percentage"
    extra.append(Verband(naam, (teller, noemer), (1, -laag), 0, VEEL))
    extra.append(Verband(naam, (teller, noemer), (1, -hoog), -VEEL, 0))


def _termijnfeit(rij: dict, noemer: tuple[float, float], extra: list[Verband]) -> None:
    """Een duur naast een aandeel op tijd: die zegt hoeveel er hoogstens of minstens te laat waren."""
    begrip = begrippen().get(rij["cijfer"])
    if not begrip or not begrip.naast:
        return
    teller = (f"{begrip.naast}#teller", *(rij[k] for k in SLEUTEL[1:]))
    gereed, naam = cel_van(rij, "noemer"), "de duur naast de termijn"
    soort = f"{begrip.naast.removesuffix('_op_tijd')}_dagen"
    termijn = normen.norm(soort, Kwartaal.lees(rij["kwartaal"]).eerste_dag).waarde
    plek = begrip.kwantiel * (noemer[1] - 1)  # the place of this duration among all, from 0
    if rij["waarde"] <= termijn:
        extra.append(Verband(naam, (gereed, teller), (1, -1), 0, noemer[1] - 1 - math.floor(plek)))
    elif rij["waarde"] > termijn + SCHUIFT:
        extra.append(Verband(naam, (gereed, teller), (1, -1), max(0, noemer[0] - 1 - math.ceil(plek)), VEEL))


def _decimalen(waarde: float) -> int:
    return len(repr(float(waarde)).split(".")[1].rstrip("0"))


def _per_client(editie: Editie) -> Iterable[Feit]:
    """Geld en geld per client samen geven het aantal clienten."""
    rijen = [r for r in editie.cijfers.iter_rows(named=True) if r["waarde"] is not None]
    bedragen = {
        (r["cijfer"], r["wet"], r["kwartaal"], r["groep_soort"], r["groep"]): r
        for r in rijen
        if soort_van(r["cijfer"]) == "bedrag"
    }
    for r in rijen:
        if soort_van(r["cijfer"]) != "per_client":
            continue
        cel = (r["cijfer"].removesuffix("_per_client"), r["wet"], r["kwartaal"], r["groep_soort"], r["groep"])
        if cel in bedragen and r["waarde"] > 0:
            som, stap = bedragen[cel]["waarde"], editie.stappen.get(cel, 1)
            per, ruw = r["waarde"], editie.stappen.get((r["cijfer"], *cel[1:]), 1)
            laag, hoog = (som - stap / 2) / (per + ruw / 2), (som + stap / 2) / max(per - ruw / 2, 0.01)
            clienten = (f"{cel[0]}#noemer", *cel[1:])
            yield clienten, max(0, math.ceil(laag)), math.floor(hoog), hoog < editie.drempel
