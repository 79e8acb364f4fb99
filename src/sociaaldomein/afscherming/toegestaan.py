"""Elk getal dat op een pagina mag staan: de beschermde cijfers zelf, en wat een lezer daaruit kan maken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sociaaldomein.afscherming.openbaar import Openbaar
from sociaaldomein.afscherming.regel import soort_van
from sociaaldomein.afscherming.teksten import getallen_in
from sociaaldomein.begrippen import doelen, plannen
from sociaaldomein.begrippen.cijfers import begrippen, themas
from sociaaldomein.begrippen.doelen import stappen, vooruitzicht
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import AS_DELEN, AS_STAPPEN, getal

if TYPE_CHECKING:
    import polars as pl

OPDRACHT = ("doelen_naast", "opgave")  # kinds of panels that subtract what is there from what was asked
AS = {getal(n, 0) for stap, tot in ((10, 100), (50, 1_000), (500, 100_000)) for n in range(stap, tot + 1, stap)}
AS |= {getal(stap * n, 0) for stap in AS_STAPPEN for n in range(1, AS_DELEN + 1)}


@dataclass(frozen=True)
class Toegestaan:
    """Hoe elk getal dat op een pagina mag staan, geschreven wordt. `klein` zijn aantallen die nergens mogen staan."""

    getallen: set[str]
    procenten: set[str]
    klein: set[str]


def toegestaan(openbaar: Openbaar) -> Toegestaan:
    """Elk getal dat op een pagina mag staan: de beschermde cijfers zelf, en wat een lezer daaruit kan maken.

    Ook de ronde getallen langs een as mogen. Afgeleid mag zijn: een deel van het geheel, een verandering in
    procenten, een verschil van bedragen, en de som van de delen als het totaal er niet is.
    """
    getallen, procenten = {"0", *AS}, {"0", "100"}
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        bekend = tafel.drop_nulls("waarde")
        getallen.update(*map(_schrijfwijzen, _getallen(bekend)))
        procenten.update(*map(_schrijfwijzen, _procenten(bekend)))
        bronnen = " ".join(tafel["bron"].drop_nulls().unique())  # a source may say what another source counted
        getallen.update(n for n, procent in getallen_in(bronnen) if not procent)
    regels_ = [f"{b.titel} {b.telregel} {b.kanttekening}" for b in begrippen().values()]
    regels_ += [" ".join(v.noot) for thema in themas().values() for v in thema.panelen]
    for n, procent in getallen_in(" ".join(regels_)):  # what a rule itself names, if it cannot be a count
        (procenten if procent else getallen).update({n} if procent or "," in n else ())
    uit_lijsten, delen = _uit_lijsten(openbaar)
    klein = {str(n) for n in range(1, openbaar.drempel)}
    return Toegestaan(getallen | uit_lijsten, procenten | delen, klein)


def _getallen(bekend: pl.DataFrame) -> Iterable[float]:
    """De cijfers zelf, en wat een pagina optelt en aftrekt."""
    for r in bekend.iter_rows(named=True):
        if soort_van(r["cijfer"]) != "aandeel":
            yield r["waarde"]
        yield from (r[k] for k in ("teller", "noemer") if r[k] is not None)
    yield from _per_duizend(bekend)
    yield from _uit_opdrachten(bekend)
    yield from (verschil for verschil, _ in _verschillen(bekend))
    yield from _resten(bekend)
    yield from _bedragen(bekend)


def _procenten(bekend: pl.DataFrame) -> Iterable[float]:
    """De aandelen zelf, en wat een pagina deelt."""
    yield from (w for cijfer, w in bekend.select("cijfer", "waarde").iter_rows() if soort_van(cijfer) == "aandeel")
    yield from (deel * 100 for _, deel in _verschillen(bekend))
    totalen = _per(bekend.filter(groep_soort="totaal"), "cijfer", "wet", "kwartaal")
    for sleutel, waarden in _per(bekend, "cijfer", "wet", "kwartaal").items():
        for geheel in {max(map(abs, waarden)), *totalen.get(sleutel, ())} - {0}:
            yield from (d / geheel * 100 for w in set(waarden) for d in (w, geheel - w))
    for waarden in _per(bekend, "cijfer", "wet", "kwartaal", "groep_soort").values():
        som = sum(waarden)
        yield from (d / som * 100 for w in waarden if som for d in (w, som - w))
    for waarden in _per(bekend, "cijfer", "wet", "groep_soort", "groep").values():
        yield from ((a / b - 1) * 100 for a in set(waarden) for b in set(waarden) if b)


def _per(bekend: pl.DataFrame, *kolommen: str) -> dict[tuple[str, ...], list[float]]:
    """De waarden bij elke combinatie van deze kolommen."""
    uit: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for *sleutel, waarde in bekend.select(*kolommen, "waarde").iter_rows():
        uit[tuple(sleutel)].append(waarde)
    return uit


def _resten(bekend: pl.DataFrame) -> Iterable[float]:
    """Zonder totaal telt de pagina de delen op. Van aanvragen zegt zij hoeveel een andere uitkomst hadden."""
    totalen = _per(bekend.filter(groep_soort="totaal"), "cijfer", "wet", "kwartaal")
    for (*wat, _), waarden in _per(bekend, "cijfer", "wet", "kwartaal", "groep_soort").items():
        som = sum(waarden)
        if tuple(wat) not in totalen:
            yield from (d for w in waarden for d in (som, som - w))
        elif wat[0] == "aanvragen":
            rest = [totalen[tuple(wat)][-1] - w for w in waarden]
            yield from (*rest, *(int(r / 5 + 0.5) * 5 for r in rest))


def _bedragen(bekend: pl.DataFrame) -> Iterable[float]:
    """De verschillen tussen bedragen."""
    geld = bekend.filter(bekend["eenheid"].str.contains("euro"))
    for waarden in _per(geld, "eenheid", "cijfer", "wet", "kwartaal").values():
        grootste = max(map(abs, waarden))
        yield from (grootste - w for w in set(waarden))
    for alle in map(set, _per(geld, "wet", "groep_soort", "groep").values()):
        yield from (v for a in alle for b in alle for v in (a - b, *_afgerond(a, b)))


def _afgerond(a: float, b: float) -> Iterable[float]:
    """Het verschil van twee bedragen zoals zij er staan, in duizenden of miljoenen: eerst afronden.

    >>> [round(v) for v in _afgerond(14_040_000, 13_660_000)]
    [380000, 300000]
    """
    return (deel * (round(a / deel, d) - round(b / deel, d)) for deel, d in ((1e3, 0), (1e6, 1)))


def _per_duizend(bekend: pl.DataFrame) -> Iterable[float]:
    """Een getoond aantal per 1.000 inwoners, zoals op de kaart: uit twee getoonde getallen."""
    sleutel = ("wet", "kwartaal", "groep_soort", "groep")
    mensen = {tuple(r[k] for k in sleutel): r["waarde"] for r in bekend.filter(cijfer="inwoners").iter_rows(named=True)}
    for r in bekend.iter_rows(named=True):
        inwoners = mensen.get(tuple(r[k] for k in sleutel))
        if inwoners and soort_van(r["cijfer"]) == "aantal":
            yield 1000 * r["waarde"] / inwoners


def _verschillen(bekend: pl.DataFrame) -> Iterable[tuple[float, float]]:
    """Wat de panelen van een thema aftrekken: een totaal van een ander, of de delen van hun totaal. Met het aandeel."""
    kolommen = ("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde")
    totalen, delen = {}, defaultdict[tuple, float](float)
    for cijfer, wet, k, soort, groep, waarde in bekend.select(kolommen).iter_rows():
        if groep == "totaal":
            totalen[cijfer, wet, k] = waarde
        else:
            delen[cijfer, wet, k, soort] += waarde
    vormen = [(thema.naam, vorm) for thema in themas().values() for vorm in thema.panelen]
    for wet, vorm in vormen:
        if vorm.soort == "brug":
            van, naar = vorm.cijfers
            for s in [s for s in totalen if s[:2] == (naar, wet) and (van, *s[1:]) in totalen]:
                yield totalen[s] - totalen[van, *s[1:]], 0.0
        if "rest" in vorm.opties:
            sleutels = [s for s in totalen if s[:2] == (vorm.cijfers[0], wet) and totalen[s]]
            for s in sleutels:
                rest = totalen[s] - delen.get((*s, vorm.dimensies[0]), 0.0)
                yield rest, rest / totalen[s]


def _uit_opdrachten(bekend: pl.DataFrame) -> Iterable[float]:
    """Wat een paneel met een opgave van getoonde getallen maakt: sommen, wat er rest, en het tempo doorgetrokken."""
    for thema in themas().values():
        for vorm in (v for v in thema.panelen if v.soort in OPDRACHT):
            eigen = bekend.filter((bekend["wet"] == thema.naam) & bekend["cijfer"].is_in(list(vorm.cijfers)))
            for rijen in eigen.partition_by("kwartaal"):
                waarden = sorted(set(rijen["waarde"]))
                yield from (a + b for a in waarden for b in waarden)
                yield from (a - b for a in waarden for b in waarden)
                yield from (a + b - c for a in waarden for b in waarden for c in waarden)
            if vorm.soort == "opgave":
                klaar = eigen.filter(cijfer=vorm.cijfers[0], groep_soort="totaal")
                yield from _vooruit([(Kwartaal.lees(k), w) for k, w in klaar.select("kwartaal", "waarde").iter_rows()])


def _vooruit(standen: list[tuple[Kwartaal, float]]) -> Iterable[float]:
    for k, w in standen:
        if v := vooruitzicht(w, k, stappen([s for s in standen if k - 4 <= s[0] <= k])[-4:]):
            yield from (x for x in (v.verwacht, v.laag, v.hoog) if x is not None)


def _uit_lijsten(openbaar: Openbaar) -> tuple[set[str], set[str]]:
    """Elk getal in de lijsten die niet over mensen gaan, met hun sommen en verschillen; en de percentages."""
    uit: set[str] = set()
    delen: set[str] = set()
    for rijen in openbaar.registers.values():
        uit.update(str(n) for n in range(len(rijen) + 1))
        for tekst in (w for r in rijen for w in r.values() if isinstance(w, str)):
            for n, procent in getallen_in(tekst):
                (delen if procent else uit).add(n)
            uit.update(re.findall(r"\d[\d.,]*\d|\d", tekst))
    for plan in plannen.lees(openbaar.registers.get("plannen", ())):
        uit.update(*map(_schrijfwijzen, _van_plan(plan)))
    for doel in doelen.lees(openbaar.registers.get("doelen", ())):
        stand = openbaar.reeks(doel.cijfer, doel.wet, "totaal", "totaal")["waarde"].drop_nulls()
        schrijf = {s for w in (doel.streef, *(doel.streef - w for w in stand)) for s in _schrijfwijzen(w)}
        uit |= schrijf
        delen |= schrijf
    return uit, delen


def _van_plan(plan: plannen.Plan) -> set[float]:
    """De bedragen van een plan, de sommen, en wat er tussen twee sommen ligt."""
    regels = (*plan.regels, *plan.uitgaven)
    sommen = {plannen.optelsom(plan, j, a) for j in (None, *plan.jaren) for a in ("", "eenmalig", "elk jaar")}
    sommen |= {sum(r.bedragen.values()) for r in regels} | set(plan.totalen.values())
    sommen |= {sum(sum(r.bedragen.values()) for r in deel) for deel in (plan.regels, plan.uitgaven)}
    sommen |= {sum(plan.dekking.values()), plan.dekking_totaal or 0.0, *plan.dekking.values()}
    alle = {b for r in regels for b in r.bedragen.values()} | sommen | {b for _, b, _ in plan.info}
    return alle | {a - b for a in sommen for b in sommen}


def _schrijfwijzen(waarde: float) -> set[str]:
    w = abs(waarde)
    return {getal(w / deel, d) for deel in (1, 1e3, 1e6) if w >= deel / 20 or deel == 1 for d in (0, 1)}
