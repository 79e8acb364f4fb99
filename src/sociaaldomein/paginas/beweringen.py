"""Wat een stelling beweert, en wat de beschermde cijfers daarvan zeggen: raad, fabel, of geen oordeel.

Onder elke stelling ligt een bewering: een cijfer, een vergelijking, en een getal of een ander cijfer. Een getoond getal
kan afgerond zijn. Het oordeel geldt daarom alleen als elke waarde die er nog achter kan zitten hetzelfde zegt. Anders
is er geen oordeel, en komt de stelling niet in de zaal. De vergelijkingen:

- meer dan, minder dan: zoals het er staat.
- ongeveer: hoogstens 5 procent ernaast. Het is onwaar vanaf 10 procent; daartussen is er geen oordeel.
- duidelijk meer dan, duidelijk minder dan: minstens 5 procent verschil. Onder de 50 noemen wij geen stijging of daling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sociaaldomein.afscherming import Openbaar, regel
from sociaaldomein.afscherming.bedragen import EURO
from sociaaldomein.beelden import getallen, maten
from sociaaldomein.beelden.duiding import ongeveer
from sociaaldomein.begrippen.cijfers import begrippen, gevraagd
from sociaaldomein.begrippen.doelen import KLEIN
from sociaaldomein.grond.kwartaal import Kwartaal

RAAD, FABEL = "raad", "fabel"
VERGELIJKINGEN = ("meer dan", "minder dan", "ongeveer", "duidelijk meer dan", "duidelijk minder dan")
BIJNA, VER = 0.05, 0.10  # "ongeveer": true within the first, false from the second


class Kant(NamedTuple):
    """Een cijfer in een bewering: welk cijfer, van welke wet, welk kwartaal en welke groep."""

    cijfer: str
    wet: str
    kwartaal: str
    groep_soort: str = "totaal"
    groep: str = "totaal"


@dataclass(frozen=True)
class Bewering:
    """Wat een stelling beweert: links een cijfer, een vergelijking, en rechts een getal of een ander cijfer."""

    links: Kant
    hoe: str
    rechts: Kant | float


def grenzen(openbaar: Openbaar, kant: Kant) -> tuple[float, float] | None:
    """De laagste en hoogste waarde die achter een getoond cijfer kan zitten; None als het niet getoond wordt.

    Stond er eerder een ander getal in een openbaar stuk, dan hoort dat er ook bij: het staat in hetzelfde beeld.
    """
    rij = openbaar.waarde(*kant)
    if rij["waarde"] is None:
        return None
    laag, hoog = _grenzen(openbaar, rij)
    c = cel(openbaar, kant)
    return (laag, hoog) if c.merk is None else (min(laag, c.merk), max(hoog, c.merk))


def _grenzen(openbaar: Openbaar, rij: dict[str, Any]) -> tuple[float, float]:
    waarde, soort = rij["waarde"], regel.soort_van(rij["cijfer"])
    if openbaar.profiel == "intern" or soort == "nee":
        return waarde, waarde
    if rij["gepubliceerd_in"]:
        half = 0 if soort in ("aantal", "bedrag") else 0.5 if waarde == round(waarde) else 0.05
        return waarde - half, waarde + half
    if soort == "aantal":
        return _aantal(openbaar, rij, "waarde")
    if soort == "aandeel" and rij["teller"] is not None and rij["noemer"]:
        (tl, th), (nl, nh) = _aantal(openbaar, rij, "teller"), _aantal(openbaar, rij, "noemer")
        min_ = 100 if rij["cijfer"].endswith("_verandering") else 0
        zicht = 0.5 if waarde == round(waarde) else 0.05  # what the hall reads must decide as well
        return min(100 * tl / nh - min_, waarde - zicht), max(100 * th / nl - min_, waarde + zicht)
    half = {"bedrag": EURO / 2, "aandeel": 0.5}.get(soort, 0.05)
    return waarde - half, waarde + half


def _aantal(openbaar: Openbaar, rij: dict[str, Any], kolom: str) -> tuple[float, float]:
    if kolom == "noemer" and rij["cijfer"] == "bereik":  # inhabitants are public and exact
        return rij[kolom], rij[kolom]
    stap = (
        openbaar.afgerond_op(*regel.cel_van(rij, kolom))
        if kolom == "waarde"
        else max(1, openbaar.stappen.get(regel.cel_van(rij, kolom), 5))
    )
    return regel.grenzen(rij[kolom], stap, openbaar.drempel)


def oordeel(openbaar: Openbaar, bewering: Bewering) -> str | None:
    """Het oordeel over een bewering: raad, fabel, of None als de getoonde cijfers niet kunnen beslissen.

    Ligt er een trendbreuk tussen de kwartalen van de twee kanten, dan beslissen zij niets.
    """
    if over_breuk(openbaar, bewering):
        return None
    links = grenzen(openbaar, bewering.links)
    rechts = grenzen(openbaar, bewering.rechts) if isinstance(bewering.rechts, Kant) else (bewering.rechts,) * 2
    return None if links is None or rechts is None else beslis(links, bewering.hoe, rechts)


def over_breuk(openbaar: Openbaar, bewering: Bewering) -> getallen.Trendbreuk | None:
    """De trendbreuk tussen de twee kanten van een bewering, of tussen de twee kwartalen van een verandering."""
    kanten = [k for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)]
    los = (getallen.breuk_in(openbaar, k.cijfer, k.wet, k.kwartaal) for k in kanten)
    van, tot = (f((Kwartaal.lees(k.kwartaal) for k in kanten), key=lambda k: k.eerste_dag) for f in (min, max))
    ertussen = (getallen.breuk(openbaar, k.cijfer, k.wet, van, tot) for k in kanten if van != tot)
    return next(filter(None, (*los, *ertussen)), None)


def beslis(links: tuple[float, float], hoe: str, rechts: tuple[float, float]) -> str | None:
    """Vergelijk twee getallen waarvan alleen de grenzen bekend zijn.

    >>> beslis((1128, 1128), "meer dan", (1000, 1000)), beslis((98, 102), "meer dan", (100, 100))
    ('raad', None)
    >>> beslis((1128, 1128), "ongeveer", (1787, 1787)), beslis((100, 100), "ongeveer", (93, 93))
    ('fabel', None)
    >>> beslis((28, 32), "duidelijk meer dan", (13, 17)), beslis((98, 102), "duidelijk meer dan", (53, 57))
    ('fabel', 'raad')
    """
    (a, b), (c, d) = links, rechts
    if hoe.startswith("duidelijk") and (b < KLEIN or d < KLEIN):
        return FABEL
    if hoe.startswith("duidelijk") and (a < KLEIN or c < KLEIN):
        return None
    if hoe == "duidelijk meer dan" and b > c:
        return RAAD if a > d * (1 + BIJNA) else None
    if hoe == "duidelijk minder dan" and a < d:
        return RAAD if b < c * (1 - BIJNA) else None
    if hoe == "ongeveer":
        return _ongeveer(links, rechts)
    if hoe.endswith("minder dan"):
        (a, b), (c, d) = (c, d), (a, b)
    return RAAD if a > d else FABEL if b <= c else None


def _ongeveer(links: tuple[float, float], rechts: tuple[float, float]) -> str | None:
    (a, b), (c, d) = links, rechts
    if a >= d * (1 - BIJNA) and b <= c * (1 + BIJNA):
        return RAAD
    return FABEL if b < c * (1 - VER) or a > d * (1 + VER) else None


def geteld(openbaar: Openbaar, bewering: Bewering) -> str:
    """De zin bij de onthulling: wat er geteld is, zoals het op de pagina staat. Wat gevraagd is, is niet geteld."""
    kanten = [k for k in (bewering.links, bewering.rechts) if isinstance(k, Kant)]
    grof = max((c.stap for c in (cel(openbaar, k) for k in kanten) if c.grof), default=0)
    return _geteld(openbaar, bewering) + (f" Daarbij is afgerond op {grof}." if grof else "")


def _geteld(openbaar: Openbaar, bewering: Bewering) -> str:
    links, rechts = bewering.links, bewering.rechts
    soort = begrippen()[links.cijfer].beschermd
    kop = "Gevraagd" if links.cijfer in gevraagd() else "Geteld" if soort == "aantal" else "Op de pagina"
    if not isinstance(rechts, Kant):
        return f"{kop}: {_met_woord(openbaar, links)}."
    if links.kwartaal != rechts.kwartaal:
        toen = Kwartaal.lees(rechts.kwartaal)
        wanneer = "een jaar eerder" if toen == Kwartaal.lees(links.kwartaal) - 4 else f"in het {toen.label}"
        los = " (voorlopig)" if cel(openbaar, links).voorlopig else ""
        return f"{kop}: {_met_woord(openbaar, links)}{los}, en {wanneer} {_kaal(openbaar, rechts)}."
    if links.groep != rechts.groep:
        namen = (getallen.groepsnaam(openbaar, k.groep_soort, k.groep, k.wet) for k in (links, rechts))
        delen = (f"{n} {_kaal(openbaar, k)}" for n, k in zip(namen, (links, rechts), strict=True))
        return f"{kop}: {', '.join(delen)}."
    return f"{kop}: {_met_titel(openbaar, links)}, {_met_titel(openbaar, rechts)}."


def cel(openbaar: Openbaar, kant: Kant) -> getallen.Cel:
    """De cel van een kant, zoals de pagina haar toont."""
    return getallen.cel(openbaar, *kant)


def eenheid_van(kant: Kant) -> str:
    """Waarin een kant geteld is: jeugdigen, trajecten, euro."""
    return begrippen()[kant.cijfer].eenheid_bij(kant.wet)


def _kaal(openbaar: Openbaar, kant: Kant) -> str:
    c, eenheid = cel(openbaar, kant), eenheid_van(kant)
    m = maten.maat(eenheid, [c])
    return ongeveer(m.tekst(c.waarde) if c.waarde is not None else c.status, getallen.geschat(openbaar, c, eenheid))


def _met_woord(openbaar: Openbaar, kant: Kant) -> str:
    m = maten.maat(eenheid_van(kant), [cel(openbaar, kant)])
    return _kaal(openbaar, kant) if m.teken else f"{_kaal(openbaar, kant)} {m.woord}"


def _met_titel(openbaar: Openbaar, kant: Kant) -> str:
    titel = begrippen()[kant.cijfer].titel
    getal_ = _met_woord(openbaar, kant) if eenheid_van(kant) == "euro" else _kaal(openbaar, kant)
    return f"{titel[:1].lower()}{titel[1:]} {getal_}"
