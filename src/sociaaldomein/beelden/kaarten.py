"""Een kaart van de wijken: elk vlak een klasse in woorden, met zijn naam en getal erin waar dat past.

Kleur draagt nooit alleen de betekenis: het getal staat in het vlak, anders in de lijst ernaast en altijd in de tabel.
Wat niet getoond mag worden of er niet is, krijgt een arcering en het woord. Maten zijn css-pixels op ware grootte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from sociaaldomein.beelden.beeld import Tekening
from sociaaldomein.beelden.getallen import Cel, zwakste_status
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, HOOGTE, K, Vel, Vlak, breedte, breek

KLEUREN = ("hoofd-licht", "hoofd-midden", "hoofd")  # from few to many
TEKST_OP = {"hoofd": "op"}  # the text colour on a class; elsewhere it is ink
ROND_GEMIDDELD = 0.1  # so far from the whole municipality still counts as around it
TREDEN = (10, 20, 30, 50, 100, 150, 200, 250, 300, 400, 500, 1_000, 1_500, 2_000, 2_500, 5_000, 10_000)
RANDEN = (28, 16, 6)  # px round a name, roomy if that can be
VAK = 3  # px of a cell when looking for a place for a name
ARCERING = 9  # px between two lines
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Gebied:
    """Een wijk op de kaart: code, naam en het getal van nu."""

    code: str
    naam: str
    nu: Cel


@dataclass(frozen=True)
class Klassen:
    """Drie klassen van weinig naar veel: welke een waarde heeft, en hoe zij heten."""

    woorden: tuple[str, str, str]
    van: Callable[[float], int]


def klassen(cellen: Sequence[Cel], m: Maat, gemiddeld: Cel | None = None) -> Klassen:
    """De klassen bij deze getallen: rond het gemiddelde van de gemeente, of ronde grenzen op elk derde deel."""
    if gemiddeld is not None and gemiddeld.bekend and gemiddeld.waarde:
        midden = gemiddeld.waarde
        woorden = ("lager dan gemiddeld", "rond het gemiddelde", "hoger dan gemiddeld")
        return Klassen(woorden, lambda w: 1 + (w > midden * (1 + ROND_GEMIDDELD)) - (w < midden * (1 - ROND_GEMIDDELD)))
    hoog = max((c.waarde for c in cellen if c.bekend), default=0)
    stap = max((t for t in TREDEN if t <= hoog / 3), default=TREDEN[0])
    woorden = (f"minder dan {m.tekst(stap)}", f"{m.tekst(stap)} of meer", f"{m.tekst(2 * stap)} of meer")
    return Klassen(woorden, lambda w: int(w >= stap) + int(w >= 2 * stap))


def kaart(
    vormen: Mapping[str, Any],
    gebieden: Sequence[Gebied],
    m: Maat,
    indeling: Klassen,
    bijschrift: str,
    tabel: tuple[list[str], list[list[str]]],
    noot: Sequence[str] = (),
) -> Tekening:
    """De tekening van een kaart. `vormen` is `Openbaar.kaart`; `bijschrift` staat erboven, `tabel` eronder."""
    svg = teken(lambda formaat: _kaart(formaat, vormen, gebieden, m, indeling, bijschrift))
    cellen = [g.nu for g in gebieden]
    return Tekening(svg, "Kaart van de wijken", *tabel, cellen, {}, list(noot), zwakste_status(cellen))


def _kaart(formaat: str, vormen: Mapping, gebieden: Sequence[Gebied], m: Maat, indeling: Klassen, kop: str) -> Vel:
    b, px = FORMAAT[formaat]
    smal, klein = formaat == "smal", formaat == "kwart"
    ruim = {"breed": (0.66 * b, 470.0), "smal": (b - 2.0, 330.0), "kwart": (0.56 * b, HOOGTE["kwart"] - 4.0)}[formaat]
    boven = 2.0 if klein else 1.7 * px
    schaal = min(ruim[0] / vormen["breed"], ruim[1] / vormen["hoog"])
    groot = vormen["breed"] * schaal, vormen["hoog"] * schaal
    vlakken = {g.code: _op_plek(vormen["wijken"].get(g.code, []), schaal, 1.0, boven) for g in gebieden}
    namen = _naamvakken(vlakken, gebieden, m, px, klein)
    regels = [("", kop)] * klein + _uitleg(gebieden, namen, m, indeling, klein)
    regels += [("", "verzonnen kaart")] if vormen.get("verzonnen") else []
    links = 0.0 if smal else groot[0] + 1.8 * px
    regels = [(soort, breek(tekst, px, b - links - 1.7 * px)) for soort, tekst in regels]
    hoog = sum((1.25 * t.count("\n") + 1.5) * px for _, t in regels)
    vel = Vel(formaat, boven + groot[1] + hoog + 0.6 * px if smal else max(boven + max(groot[1], hoog) + 4, 0))
    if not klein:
        vel.tekst(0, px, kop, "inkt2")
    vlak = vel.heel()
    for nr, g in enumerate(gebieden):
        if vlakken[g.code]:
            kleur = KLEUREN[indeling.van(g.nu.waarde)] if g.nu.bekend else "vlak"
            _vorm(vlak, vlakken[g.code], kleur, g.nu.voorlopig, not g.nu.bekend)
        if namen[g.code] is not None:
            _naam(vlak, namen[g.code], g, indeling, nr)
    _lijst(vlak, links, boven + (groot[1] + 0.9 * px if smal else 0.2 * px), regels)
    return vel


def _op_plek(ringen: Sequence[Sequence[Sequence[int]]], schaal: float, x0: float, y0: float) -> list[Ring]:
    return [[(x0 + x * schaal, y0 + y * schaal) for x, y in ring] for ring in ringen]


# ---------------------------------------------------------------- a plane, with its hatch


def _vorm(vlak: Vlak, ringen: list[Ring], kleur: str, streep: bool, arceer: bool) -> None:
    """A plane in its colour, with a broken edge for what can still change and a hatch for what is not there."""
    stijl = {"ls": (0, (3, 2))} if streep else {}
    vlak.zet(PathPatch(_pad(ringen), facecolor=K[kleur], edgecolor=K["inkt2"], lw=1.4, **stijl))
    if arceer:
        vlak.zet(PathPatch(_arcering(ringen), facecolor="none", edgecolor=K["inkt2"], lw=1))


def _pad(ringen: list[Ring]) -> Path:
    """One path; a ring that lies inside an odd number of others is a hole and turns the other way."""
    punten: list[tuple[float, float]] = []
    codes: list[np.uint8] = []
    for i, ring in enumerate(ringen):
        diep = sum(Path(ander).contains_point(ring[0]) for j, ander in enumerate(ringen) if j != i)
        rechtsom = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) > 0
        goed = ring if rechtsom == (diep % 2 == 0) else ring[::-1]
        punten += [*goed, goed[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(goed) - 1), Path.CLOSEPOLY]
    return Path(punten, codes)


def _arcering(ringen: list[Ring]) -> Path:
    """Slanting lines inside the plane: where x + y is a multiple of the distance, between pairs of borders."""
    zijden = [(a, b) for ring in ringen for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    sommen = [x + y for a, b in zijden for x, y in (a, b)]
    punten: list[tuple[float, float]] = []
    for lijn in np.arange(min(sommen) + ARCERING / 2, max(sommen), ARCERING):
        snijdt = []
        for (ax_, ay), (bx, by) in zijden:
            van, tot = ax_ + ay - lijn, bx + by - lijn
            if (van < 0) != (tot < 0):
                deel = van / (van - tot)
                snijdt.append((ax_ + deel * (bx - ax_), ay + deel * (by - ay)))
        snijdt.sort()
        punten += snijdt[: len(snijdt) // 2 * 2]
    return Path(punten or [(0, 0)], [Path.MOVETO, Path.LINETO] * (len(punten) // 2) or [Path.MOVETO])


# ---------------------------------------------------------------- a name that fits


@dataclass(frozen=True)
class Naamvak:
    """Waar de tekst van een vlak staat: het midden, de regels, en of er een letter staat in plaats van de naam."""

    x: float
    y: float
    regels: tuple[str, ...]
    met_letter: bool


Namen = dict[str, Naamvak | None]


def _naamvakken(
    vlakken: Mapping[str, list[Ring]], gebieden: Sequence[Gebied], m: Maat, px: float, klein: bool
) -> Namen:
    """The text in each plane; letters in the order of the table, for as long as the alphabet lasts."""
    uit: Namen = {}
    for g in gebieden:
        gebruikt = sum(vak is not None and vak.met_letter for vak in uit.values())
        uit[g.code] = _naamvak(vlakken[g.code], g, m, px, "" if klein else LETTERS[gebruikt : gebruikt + 1])
    return uit


def _naamvak(ringen: list[Ring], g: Gebied, m: Maat, px: float, letter: str) -> Naamvak | None:
    """The name with the number, else a letter with the number, else the letter; nothing where none of these fits."""
    if not ringen:
        return None
    masker, x0, y0 = _masker(ringen)
    proeven = [((*breek(g.naam, px, ruimte * px).split("\n"), m.cel(g.nu)), False) for ruimte in (20, 10, 6, 4)]
    proeven += [((letter, m.cel(g.nu)), True), ((letter,), True)] if letter else [((m.cel(g.nu),), False)]
    for regels, met_letter in proeven:
        breed, hoog = max(breedte(r, px, True) for r in regels), 1.2 * len(regels) * px
        for rand in RANDEN:
            plek = _ruimte(masker, (breed + rand + 4) / VAK, (hoog + rand) / VAK)
            if plek is not None:
                return Naamvak(x0 + plek[0] * VAK, y0 + plek[1] * VAK, regels, met_letter)
    return None


def _masker(ringen: list[Ring]) -> tuple[np.ndarray, float, float]:
    """The plane on a grid of cells: which cells lie inside."""
    xs, ys = zip(*(p for ring in ringen for p in ring), strict=True)
    x0, y0 = min(xs), min(ys)
    kolommen, rijen = (max(1, int((hoog - laag) / VAK)) for laag, hoog in ((x0, max(xs)), (y0, max(ys))))
    x, y = np.meshgrid(x0 + (np.arange(kolommen) + 0.5) * VAK, y0 + (np.arange(rijen) + 0.5) * VAK)
    punten = np.column_stack([x.ravel(), y.ravel()])
    binnen = np.zeros(len(punten), bool)
    for ring in ringen:
        binnen ^= Path(ring).contains_points(punten)
    return binnen.reshape(rijen, kolommen), x0, y0


def _ruimte(masker: np.ndarray, breed: float, hoog: float) -> tuple[float, float] | None:
    """The middle of the box of this size that lies inside the plane and nearest to its centre of gravity."""
    b, h = int(np.ceil(breed)), int(np.ceil(hoog))
    if h > masker.shape[0] or b > masker.shape[1]:
        return None
    som = np.pad(masker.astype(int).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    vol = (som[h:, b:] - som[:-h, b:] - som[h:, :-b] + som[:-h, :-b]) == b * h
    if not vol.any():
        return None
    plekken, zwaarte = np.argwhere(vol) + np.array([h / 2, b / 2]), np.argwhere(masker).mean(0) + 0.5
    y, x = plekken[((plekken - zwaarte) ** 2).sum(1).argmin()]
    return float(x), float(y)


def _naam(vlak: Vlak, vak: Naamvak, g: Gebied, indeling: Klassen, nummer: int) -> None:
    vel, px = vlak.vel, vlak.px
    kleur = TEKST_OP.get(KLEUREN[indeling.van(g.nu.waarde)], "inkt") if g.nu.bekend else "inkt"
    hoog = 1.2 * len(vak.regels) * px
    breed = max(breedte(r, px, True) for r in vak.regels) + 8
    vel.vak(vak.x - breed / 2, vak.y - hoog / 2, breed, hoog, nummer)
    if not g.nu.bekend:  # the hatch may not run through the word
        leeg = {"facecolor": K["vlak"], "edgecolor": K["vlak"]}
        vlak.kader(vak.x, (vak.y - hoog / 2 - 2, vak.y + hoog / 2 + 2), breed, **leeg)
    for i, regel in enumerate(vak.regels):
        dik = (vak.met_letter and i == 0) or i == len(vak.regels) - 1
        vel.tekst(vak.x, vak.y - hoog / 2 + (1.2 * i + 0.93) * px, regel, kleur, dik, "center")


# ---------------------------------------------------------------- the legend


def _uitleg(gebieden: Sequence[Gebied], namen: Namen, m: Maat, indeling: Klassen, klein: bool) -> list[tuple[str, str]]:
    """What the legend says, line by line: the classes that occur, the hatch and the letters."""
    gebruikt = {indeling.van(g.nu.waarde) for g in gebieden if g.nu.bekend}
    uit = [(KLEUREN[i], indeling.woorden[i]) for i in sorted(gebruikt, reverse=True)]
    uit += [("arcering", woord) for woord in sorted({g.nu.status for g in gebieden if not g.nu.bekend})]
    if any(g.nu.voorlopig for g in gebieden) and not klein:
        uit.append(("streep", "voorlopig"))
    for g in gebieden:
        vak = namen[g.code]
        if vak is not None and vak.met_letter:
            uit.append((vak.regels[0], f"{g.naam}: {m.cel(g.nu)}"))
    return uit


def _lijst(vlak: Vlak, x: float, y: float, regels: Sequence[tuple[str, str]]) -> None:
    vel, px, maat = vlak.vel, vlak.px, 0.95 * vlak.px
    for soort, tekst in regels:
        vak = [(x + 1, y), (x + 1 + maat, y), (x + 1 + maat, y + maat), (x + 1, y + maat)]
        if soort in (*KLEUREN, "arcering", "streep"):
            _vorm(vlak, [vak], soort if soort in KLEUREN else "vlak", soort == "streep", soort == "arcering")
        elif soort:
            vel.tekst(x + 1 + maat / 2, y + 0.8 * px, soort, dik=True, ha="center")
        for i, regel in enumerate(tekst.split("\n")):
            vel.tekst(x + (1.5 * px if soort else 0), y + (0.8 + 1.25 * i) * px, regel, "inkt" if soort else "inkt2")
        y += (1.25 * tekst.count("\n") + 1.5) * px
