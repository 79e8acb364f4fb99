"""De vorm van de wijken: een GeoJSON in de levering, gekeurd bij de deur en klein genoeg gemaakt voor een pagina.

Wat eruit komt is een dict die als JSON met de openbare set meereist: per wijk een lijst ringen in hele eenheden, met
links boven (0, 0). Een grens die twee wijken delen, blijft gedeeld: er ontstaat geen kier. Alle andere eigenschappen
uit het bestand blijven ongelezen.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import MB, Onleesbaar

VLAKKEN = ("Polygon", "MultiPolygon")
GROOTSTE = 20 * MB
MEESTE_WIJKEN, MEESTE_PUNTEN = 500, 400_000
ROOSTER = 700  # the long side of the map, in units; a page draws it about as many pixels wide
SPIKKEL = 12  # square units: a smaller ring is a speck
SPELING = 0.8  # so many units may a border move when points are left out
OPNIEUW = "Maak de export opnieuw, of haal het bestand weg."

Punt = tuple[float, float]
Ring = list[Punt]


def lees(pad: Path) -> dict[str, Any]:
    """De kaart uit een bestand. Elke fout is een Onleesbaar met wat er mis is en wat u kunt doen."""
    if pad.stat().st_size > GROOTSTE:
        raise Onleesbaar(
            "De kaart is te groot.",
            "Lever alleen de wijken van uw gemeente.",
            toegestaan=f"hoogstens {GROOTSTE // MB} MB",
        )
    return van_json(_laad(pad.read_bytes()))


def _laad(inhoud: bytes) -> Any:
    def geen_getal(naam: str) -> None:
        raise ValueError(naam)

    try:
        return json.loads(inhoud.decode("utf-8-sig"), parse_constant=geen_getal)
    except (ValueError, RecursionError):
        raise Onleesbaar("Dit is geen leesbare GeoJSON.", OPNIEUW) from None


def van_json(inhoud: Any) -> dict[str, Any]:
    """De kaart uit gelezen JSON: gekeurd, op schaal en met minder punten.

    Uit: indelingsjaar (of None), verzonnen, breed, hoog, reden (leeg) en wijken (code -> ringen van punten).

    >>> vlak = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]}
    >>> wijk = {"type": "Feature", "properties": {"wijkcode": "WK026701", "indelingsjaar": 2023}, "geometry": vlak}
    >>> kaart = van_json({"type": "FeatureCollection", "features": [wijk]})
    >>> kaart["indelingsjaar"], kaart["breed"], kaart["hoog"], kaart["wijken"]["WK026701"]
    (2023, 700, 350, [[[700, 350], [700, 0], [0, 0], [0, 350]]])
    """
    if not isinstance(inhoud, Mapping) or inhoud.get("type") != "FeatureCollection":
        raise Onleesbaar("Dit is geen GeoJSON met een lijst van wijken.", "Maak een FeatureCollection.")
    wijken = inhoud.get("features")
    if not isinstance(wijken, list) or not wijken:
        raise Onleesbaar("In de kaart staat geen enkele wijk.", OPNIEUW)
    if len(wijken) > MEESTE_WIJKEN:
        raise Onleesbaar(
            "Er staan te veel wijken in de kaart.",
            "Lever alleen de wijken van uw gemeente.",
            toegestaan=f"hoogstens {MEESTE_WIJKEN}",
        )
    jaren, vormen = {j for j in [_jaar(inhoud, "de kaart")] if j}, {}
    for nummer, wijk in enumerate(wijken, 1):
        code, jaar = _eigenschappen(wijk, nummer)
        if code in vormen:
            raise Onleesbaar(f"De wijk {code} staat er twee keer.", "Voeg de delen samen tot een MultiPolygon.")
        vormen[code] = _ringen(wijk.get("geometry"), code)
        jaren |= {jaar} if jaar else set()
    if len(jaren) > 1:
        raise Onleesbaar(
            "In de kaart staan wijken van meer indelingsjaren.",
            "Lever de wijken van een jaar.",
            toegestaan="een indelingsjaar",
        )
    if sum(len(ring) for vorm in vormen.values() for ring in vorm) > MEESTE_PUNTEN:
        raise Onleesbaar(
            "De kaart heeft te veel punten.",
            "Lever een kaart met minder detail.",
            toegestaan=f"hoogstens {getal(MEESTE_PUNTEN)}",
        )
    klein, breed, hoog = _op_schaal(vormen)
    verzonnen = inhoud.get("verzonnen") is True
    return {
        "indelingsjaar": max(jaren, default=None),
        "verzonnen": verzonnen,
        "breed": breed,
        "hoog": hoog,
        "reden": "",
        "wijken": _vereenvoudig(klein),
    }


def _eigenschappen(wijk: Any, nummer: int) -> tuple[str, int | None]:
    goed = isinstance(wijk, Mapping) and wijk.get("type") == "Feature" and isinstance(wijk.get("properties"), Mapping)
    if not goed:
        raise Onleesbaar(f"Onderdeel {nummer} van de kaart is geen wijk (Feature).", OPNIEUW)
    code, vorm = wijk["properties"].get("wijkcode"), contract.tabel("wijken").kolom("wijkcode")
    if not isinstance(code, str) or not re.fullmatch(vorm.patroon, code):
        raise Onleesbaar(
            f"Onderdeel {nummer} van de kaart heeft geen goede wijkcode.",
            "Geef elke wijk een 'wijkcode'.",
            toegestaan=f"de vorm van {vorm.voorbeeld}",
        )
    return code, _jaar(wijk["properties"], code)


def _jaar(eigenschappen: Mapping, waar: str) -> int | None:
    jaar = eigenschappen.get("indelingsjaar")
    if jaar is None:
        return None
    if isinstance(jaar, bool) or not re.fullmatch(r"(19|20)\d\d", str(jaar)):
        raise Onleesbaar(f"Het indelingsjaar bij {waar} is geen jaar.", "Schrijf een jaar.", toegestaan="2023")
    return int(jaar)


def _ringen(vorm: Any, code: str) -> list[Ring]:
    if not isinstance(vorm, Mapping) or vorm.get("type") not in VLAKKEN:
        raise Onleesbaar(
            f"De vorm van wijk {code} is geen vlak.", "Lever alleen vlakken.", toegestaan=" of ".join(VLAKKEN)
        )
    punten = vorm.get("coordinates")
    vlakken = [punten] if vorm["type"] == "Polygon" else punten
    if not isinstance(vlakken, list) or not vlakken or not all(isinstance(v, list) and v for v in vlakken):
        raise Onleesbaar(f"De vorm van wijk {code} is leeg.", OPNIEUW)
    return [_ring(ring, code) for vlak in vlakken for ring in vlak]


def _ring(punten: Any, code: str) -> Ring:
    if not isinstance(punten, list) or len(punten) < 4 or not all(_is_punt(p) for p in punten):
        raise Onleesbaar(f"De grens van wijk {code} is niet te lezen.", OPNIEUW)
    ring = [(float(p[0]), float(p[1])) for p in punten]
    if ring[0] != ring[-1]:
        raise Onleesbaar(f"De grens van wijk {code} is niet gesloten.", "Laat haar eindigen waar zij begint.")
    return ring[:-1]


def _is_punt(punt: Any) -> bool:
    if not isinstance(punt, list) or len(punt) < 2:
        return False
    return all(isinstance(x, int | float) and not isinstance(x, bool) and abs(x) < 1e9 for x in punt[:2])


# --- onto the sheet ---------------------------------------------------------------------------------------------------


def _op_schaal(vormen: dict[str, list[Ring]]) -> tuple[dict[str, list[Ring]], int, int]:
    """Whole units with the north on top. Degrees are squeezed to what they measure at this latitude."""
    xs, ys = zip(*((x, y) for vorm in vormen.values() for ring in vorm for x, y in ring), strict=True)
    graden = max(map(abs, xs)) <= 180 and max(map(abs, ys)) <= 90
    smaller = math.cos(math.radians((min(ys) + max(ys)) / 2)) if graden else 1.0
    breed, hoog = (max(xs) - min(xs)) * smaller, max(ys) - min(ys)
    if breed <= 0 or hoog <= 0:
        raise Onleesbaar("De kaart heeft geen oppervlakte.", OPNIEUW)
    schaal = ROOSTER / max(breed, hoog)

    def plek(x: float, y: float) -> Punt:
        return round((x - min_x) * smaller * schaal), round((max_y - y) * schaal)

    min_x, max_y = min(xs), max(ys)
    klein = {code: [[plek(x, y) for x, y in ring] for ring in vorm] for code, vorm in vormen.items()}
    return klein, round(breed * schaal), round(hoog * schaal)


def _vereenvoudig(vormen: dict[str, list[Ring]]) -> dict[str, list[list[list[float]]]]:
    """Fewer points. A border between two wijken is cut and thinned the same way on both sides."""
    kaal = {code: [r for ring in vorm if len(r := _zonder_dubbele(ring)) > 2] for code, vorm in vormen.items()}
    buren: dict[Punt, set[Punt]] = defaultdict(set)
    for ring in (ring for vorm in kaal.values() for ring in vorm):
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            buren[a].add(b)
            buren[b].add(a)
    knopen = {p for p, b in buren.items() if len(b) > 2}
    uit = {
        code: [[list(p) for p in r] for ring in vorm if len(r := _uitgedund(ring, knopen)) > 2]
        for code, vorm in kaal.items()
    }
    return {code: _zichtbaar(vorm) for code, vorm in uit.items() if vorm}


def _zichtbaar(vorm: list[list[list[float]]]) -> list[list[list[float]]]:
    """Without specks: islands and ponds that nobody would see. The largest ring always stays."""
    return [r for r in vorm if _oppervlak(r) >= SPIKKEL or r is max(vorm, key=_oppervlak)]


def _oppervlak(ring: list[list[float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _zonder_dubbele(ring: Ring) -> Ring:
    return [p for i, p in enumerate(ring) if p != ring[i - 1]]


def _uitgedund(ring: Ring, knopen: set[Punt]) -> Ring:
    """Cut a ring at the points where three borders meet, and thin each piece."""
    eigen = [i for i, p in enumerate(ring) if p in knopen]
    if len(eigen) < 2:  # an island, or one meeting point: two fixed points that depend on the form alone
        begin = eigen[0] if eigen else ring.index(min(ring))
        ver = max(range(len(ring)), key=lambda i: (math.dist(ring[i], ring[begin]), ring[i]))
        eigen = sorted({begin, ver})
    uit: Ring = []
    for a, b in zip(eigen, [*eigen[1:], eigen[0] + len(ring)], strict=True):
        stuk = [ring[i % len(ring)] for i in range(a, b + 1)]
        andersom = stuk > stuk[::-1]
        stuk = _dun(stuk[::-1] if andersom else stuk)
        uit += (stuk[::-1] if andersom else stuk)[:-1]
    return uit


def _dun(stuk: Ring) -> Ring:
    """Leave out points that lie within the play of the line between the points that stay (Douglas-Peucker)."""
    houd, open_ = {0, len(stuk) - 1}, [(0, len(stuk) - 1)]
    while open_:
        a, b = open_.pop()
        if b - a < 2:
            continue
        ver = max(range(a + 1, b), key=lambda i: _afstand(stuk[i], stuk[a], stuk[b]))
        if _afstand(stuk[ver], stuk[a], stuk[b]) > SPELING:
            houd.add(ver)
            open_ += [(a, ver), (ver, b)]
    return [stuk[i] for i in sorted(houd)]


def _afstand(p: Punt, a: Punt, b: Punt) -> float:
    lang = math.dist(a, b)
    if lang == 0:
        return math.dist(p, a)
    return abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / lang


# --- does it fit the data? --------------------------------------------------------------------------------------------


def vergelijk(
    kaart: dict[str, Any], wijken: pl.DataFrame | None, clienten: pl.DataFrame | None = None
) -> dict[str, Any]:
    """De kaart naast de gegevens. Past zij niet, dan gaan de vormen eruit en staat in `reden` waarom.

    wijken: wijkcode en indelingsjaar; ontbreekt de tabel, dan tellen de wijkcodes van de cliënten. Past de kaart wel,
    maar mist zij een wijk, dan blijft zij staan en noemt `mist` die wijken.
    """
    jaar, codes = _van_de_gegevens(wijken, clienten)
    vreemd = sorted(set(kaart["wijken"]) - codes)
    reden = ""
    if jaar and kaart["indelingsjaar"] and jaar != kaart["indelingsjaar"]:
        reden = f"De kaart heeft de wijken van {kaart['indelingsjaar']}. De gegevens hebben die van {jaar}."
    elif codes and vreemd:
        reden = f"Op de kaart staat wijk {vreemd[0]}. Die komt in de gegevens niet voor."
    elif not codes:
        reden = "In de gegevens staat geen enkele wijk."
    if reden:
        return kaart | {"reden": reden, "wijken": {}, "mist": []}
    return kaart | {"mist": sorted(codes - set(kaart["wijken"]))}


def _van_de_gegevens(wijken: pl.DataFrame | None, clienten: pl.DataFrame | None) -> tuple[int | None, set[str]]:
    """The year of the division and the codes in it; the newest year when there are more."""
    if wijken is not None and wijken.height:
        jaar: Any = wijken["indelingsjaar"].max()
        nieuwste = wijken.filter(pl.col("indelingsjaar").eq_missing(pl.lit(jaar)))
        return jaar, set(nieuwste["wijkcode"])
    if clienten is not None and clienten.height:
        return None, set(clienten["wijkcode"].drop_nulls())
    return None, set()
