"""Doelen: hoe ver een cijfer van zijn doel is, en of het doel met de huidige gang gehaald wordt.

De koers gebruikt twee getallen: dit kwartaal en hetzelfde kwartaal een jaar eerder. Zo telt het seizoen niet mee. De
verandering in een jaar gaat in gelijke stappen door tot de dag van het doel. Er komt geen uitspraak bij een klein
aantal, bij een trendbreuk ertussen of als een van de twee getallen ontbreekt. Het is een berekening, geen belofte.

Een opgave is iets anders: een aantal dat in een half jaar klaar moet zijn. Daarvoor rekent `vooruitzicht` door met het
tempo tot nu toe, met het traagste en het snelste kwartaal als grenzen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sociaaldomein.grond.kwartaal import Kwartaal

KLEIN = 50  # below this count no rise, fall or course is claimed
SPELING = 0.01  # "gelijk" is reached within one percent
GEHAALD, NIET_GEHAALD = "gehaald", "niet gehaald"
OP_KOERS, NIET_OP_KOERS, NIET_TE_ZEGGEN = "op koers", "niet op koers", "niet te zeggen"


@dataclass(frozen=True)
class Doel:
    """Een meetbaar doel: welk cijfer, welke waarde, wanneer, welke kant goed is en wie het besloot."""

    cijfer: str
    wet: str
    kwartaal: Kwartaal
    streef: float
    richting: str = "hoger"
    besluit: str = ""
    bron: str = ""
    visie: str = ""
    doel: str = ""

    @property
    def wanneer(self) -> str:
        """De dag van het doel in woorden."""
        return dag_van(self.kwartaal)


def dag_van(kwartaal: Kwartaal) -> str:
    """De laatste dag van een kwartaal in woorden: het eind van een jaar of een maand.

    >>> dag_van(Kwartaal(2024, 4)), dag_van(Kwartaal(2024, 2))
    ('eind 2024', 'juni 2024')
    """
    return f"eind {kwartaal.jaar}" if kwartaal.nummer == 4 else f"{kwartaal.maand_tot} {kwartaal.jaar}"


def lees(rijen: Iterable[Mapping[str, Any]]) -> list[Doel]:
    """De doelen uit het register, op volgorde van dag.

    >>> lees([{"indicator": "besparing", "wet": None, "periode": "2024", "streefwaarde": 2.6, "richting": None}])[0].wet
    'samen'
    """
    uit = []
    for r in rijen:
        jaar, _, deel = str(r["periode"]).partition("-K")
        teksten = {k: str(r.get(k) or "").strip() for k in ("besluit", "bron", "visie", "doel")}
        k = Kwartaal(int(jaar), int(deel or 4))
        richting = r.get("richting") or "hoger"
        uit.append(Doel(r["indicator"], r.get("wet") or "samen", k, float(r["streefwaarde"]), richting, **teksten))
    return sorted(uit, key=lambda d: (d.kwartaal, d.cijfer, d.wet))


def bij(doelen: Iterable[Doel], cijfer: str, wet: str, kwartaal: Kwartaal) -> Doel | None:
    """Het doel dat nu geldt voor een cijfer: het eerste dat nog komt, anders het laatste dat geweest is."""
    eigen = [d for d in doelen if (d.cijfer, d.wet) == (cijfer, wet)]
    komt = [d for d in eigen if d.kwartaal >= kwartaal]
    return min(komt, key=lambda d: d.kwartaal) if komt else max(eigen, key=lambda d: d.kwartaal, default=None)


def _is_gehaald(waarde: float, streef: float, richting: str = "hoger") -> bool:
    """Of een waarde aan een doel voldoet.

    >>> _is_gehaald(90, 90), _is_gehaald(91, 90, "lager"), _is_gehaald(790, 785, "gelijk")
    (True, False, True)
    """
    if richting == "gelijk":
        return abs(waarde - streef) <= abs(streef) * SPELING
    return waarde <= streef if richting == "lager" else waarde >= streef


def afstand(waarde: float, streef: float, richting: str = "hoger") -> float:
    """Hoeveel er nog bij moet of af moet; nul als het doel gehaald is.

    >>> afstand(520, 817), afstand(817, 520), afstand(38, 42, "lager")
    (297.0, 0.0, 0.0)
    """
    return 0.0 if _is_gehaald(waarde, streef, richting) else abs(float(streef) - float(waarde))


def koers(
    nu: float | None,
    toen: float | None,
    streef: float,
    richting: str = "hoger",
    kwartalen: int = 0,
    aantal: bool = False,
    marge: float = 0,
) -> str:
    """Wat er over een doel te zeggen is: gehaald, niet gehaald, op koers, niet op koers of niet te zeggen.

    `kwartalen` is hoeveel er nog komen tot de dag van het doel. `aantal` zegt dat het om een telling gaat, en
    `marge` welk verschil door afronden kan komen. Is er anders gemeten, dan is `toen` er niet.

    >>> koers(70, 60, 90, kwartalen=8), koers(70, 60, 90, kwartalen=4), koers(92, None, 90, kwartalen=4)
    ('op koers', 'niet op koers', 'gehaald')
    >>> koers(70, 60, 90, kwartalen=0), koers(20, 10, 60, kwartalen=8, aantal=True)
    ('niet gehaald', 'niet te zeggen')
    """
    if nu is None:
        return NIET_TE_ZEGGEN
    if _is_gehaald(nu, streef, richting):
        return GEHAALD
    if kwartalen <= 0:
        return NIET_GEHAALD
    if toen is None or (aantal and min(nu, toen) < KLEIN):
        return NIET_TE_ZEGGEN
    verandering = 0 if abs(nu - toen) <= marge else nu - toen
    return OP_KOERS if _is_gehaald(nu + verandering / 4 * kwartalen, streef, richting) else NIET_OP_KOERS


# ---------------------------------------------------------------- an opgave: to be done within a half-year


@dataclass(frozen=True)
class Vooruitzicht:
    """Waar een opgave op uitkomt in dit tempo, en tussen welke grenzen. Zonder losse kwartalen zijn er geen grenzen."""

    verwacht: float
    laag: float | None = None
    hoog: float | None = None
    gezien: int = 0


def eind_halfjaar(kwartaal: Kwartaal) -> Kwartaal:
    """Het laatste kwartaal van het half jaar.

    >>> str(eind_halfjaar(Kwartaal(2024, 3)))
    '2024-K4'
    """
    return Kwartaal(kwartaal.jaar, 2 if kwartaal.nummer <= 2 else 4)


def stappen(standen: Sequence[tuple[Kwartaal, float | None]]) -> list[float]:
    """Wat er per kwartaal bij kwam, uit standen die elk jaar op nul beginnen. Een stap met een gat telt niet.

    >>> stappen([(Kwartaal(2022, 4), 73), (Kwartaal(2023, 1), 20), (Kwartaal(2023, 2), 46)])
    [20.0, 26.0]
    """
    per = {k: w for k, w in standen if w is not None}
    uit = []
    for k, w in sorted(per.items()):
        vorige = 0.0 if k.nummer == 1 else per.get(k - 1)
        if vorige is not None and w >= vorige:
            uit.append(float(w - vorige))
    return uit


def vooruitzicht(stand: float | None, kwartaal: Kwartaal, gezien: Sequence[float] = ()) -> Vooruitzicht | None:
    """Reken een stand sinds 1 januari door tot het eind van het half jaar, in het tempo van dit jaar.

    De grenzen komen van het traagste en het snelste van de kwartalen die gezien zijn.

    >>> vooruitzicht(291, Kwartaal(2024, 3))
    Vooruitzicht(verwacht=388.0, laag=None, hoog=None, gezien=0)
    >>> vooruitzicht(20, Kwartaal(2023, 1), [14, 26, 20])
    Vooruitzicht(verwacht=40.0, laag=34.0, hoog=46.0, gezien=3)
    """
    if stand is None:
        return None
    over = eind_halfjaar(kwartaal).nummer - kwartaal.nummer
    verwacht = stand + stand / kwartaal.nummer * over
    if not over or len(gezien) < 2:
        return Vooruitzicht(float(verwacht), gezien=len(gezien))
    grenzen = (stand + min(gezien) * over, stand + max(gezien) * over)
    laag, hoog = min(*grenzen, verwacht), max(*grenzen, verwacht)
    return Vooruitzicht(float(verwacht), float(laag), float(hoog), len(gezien))
