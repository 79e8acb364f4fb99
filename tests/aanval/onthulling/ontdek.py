"""Zoek in verzonnen waarheid naar verbanden die altijd gelden, en zeg welke de lezing van de aanvaller niet kent.

    python tests/aanval/onthulling/ontdek.py MAP --zaden 0-3 --factor 0.1

Een verband met gelijkheid heeft de vorm a = b, a = b + c of (rond een groep) a + b = c + d, over dit en het volgende
kwartaal. Een som over alle groepen van een uitsplitsing telt als één getal. Een ongelijkheid telt als zij soms past.
"""

from __future__ import annotations

import argparse
import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
from openbare_set import Cel, OpenbareSet
from rooster import KWARTAAL, levering
from verbanden import Koppeling, Lezing, _volgend, koppeling, soorten_aantal

SOM = "(som)"
Naam = tuple[str, str, str, str, int]  # cijfer, uitsplitsing, groep, deel, 0 for this quarter and 1 for the next


def tafel(waarheden: list[dict[tuple, float]], wet: str) -> tuple[list[Naam], np.ndarray]:
    """Per naam een rij getallen: elk zaad en elk kwartaal is een proef. Wat vaak ontbreekt of niets zegt, valt weg."""
    rijen: dict[Naam, list[float]] = defaultdict(list)
    cijfers = soorten_aantal()
    proeven = 0
    for waar in waarheden:
        kwartalen = sorted({k[4] for k in waar})
        alles: dict[Naam, dict[str, float]] = defaultdict(dict)
        for (cijfer, w, uitsplitsing, groep, kwartaal, deel), getal in waar.items():
            if w == wet and deel == cijfers.get(cijfer) and kwartaal in kwartalen:
                alles[cijfer, uitsplitsing, groep, deel][kwartaal] = getal
        sommen: dict[Naam, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for (cijfer, uitsplitsing, _, deel), per in alles.items():
            for kwartaal, getal in per.items():
                if uitsplitsing != "totaal":
                    sommen[cijfer, uitsplitsing, SOM, deel][kwartaal] += getal
        alles |= sommen
        vol = sorted({k for per in alles.values() for k in per})
        paren = [(k, _volgend(k)) for k in vol if _volgend(k) in vol]
        for (cijfer, uitsplitsing, groep, deel), per in alles.items():
            for later in (0, 1):
                naam = (cijfer, uitsplitsing, groep, deel, later)
                rijen[naam] += [np.nan] * (proeven - len(rijen[naam])) + [per.get(p[later], 0.0) for p in paren]
        proeven += len(paren)
    vast = {n: r for n, r in rijen.items() if len(r) == proeven and len(set(r)) > 3}
    namen = sorted(vast)
    return namen, np.array([vast[n] for n in namen])


def gelijkheden(namen: list[Naam], getallen: np.ndarray, kans: int = 7) -> list[dict[Naam, int]]:
    """Alle a = b, a = b + c, en a + b = c + d binnen een groep, die in elke proef gelden."""
    gewicht = np.random.default_rng(kans).random(getallen.shape[1])
    merk = np.round(getallen @ gewicht, 6)
    plek = defaultdict(list)
    for nr, waarde in enumerate(merk):
        plek[waarde].append(nr)
    uit, eerste = [], {w: nrs[0] for w, nrs in plek.items()}
    for nrs in plek.values():
        uit += [{namen[nrs[0]]: 1, namen[n]: -1} for n in nrs[1:] if not _later(namen, nrs[0], n)]
    uniek = sorted(eerste.values())
    for i, b in enumerate(uniek):
        for c in uniek[i + 1 :]:
            a = eerste.get(np.round(merk[b] + merk[c], 6))
            if a is not None and not _later(namen, a, b, c) and (getallen[a] == getallen[b] + getallen[c]).all():
                uit.append({namen[a]: 1, namen[b]: -1, namen[c]: -1})
    per_groep = defaultdict(list)
    for n in uniek:
        per_groep[namen[n][1:3]].append(n)
    for lijst in per_groep.values():
        sommen = defaultdict(list)
        for paar in itertools.combinations(lijst, 2):
            sommen[np.round(merk[paar[0]] + merk[paar[1]], 6)].append(paar)
        for gelijk in sommen.values():
            for p, q in itertools.combinations(gelijk, 2):
                if not set(p) & set(q) and not _later(namen, *p, *q):
                    uit.append({namen[n]: (1 if n in p else -1) for n in (*p, *q)})
    return uit


def _later(namen: list[Naam], *nrs: int) -> bool:
    return all(namen[n][4] == 1 for n in nrs)


def krap(namen: list[Naam], getallen: np.ndarray) -> list[tuple[Naam, Naam]]:
    """Alle a <= b die altijd gelden en soms net passen terwijl a niet nul is."""
    uit = []
    for nr, rij in enumerate(getallen):
        past = (getallen >= rij).all(axis=1)
        net = ((getallen == rij) & (rij > 0)).mean(axis=1)
        uit += [
            (namen[nr], namen[b]) for b in np.flatnonzero(past & (net > 0.1) & (net < 1)) if not _later(namen, nr, b)
        ]
    return uit


class Kennis:
    """Wat de lezing van de aanvaller in twee kwartalen weet: alle lineaire gevolgen van zijn gelijkheden."""

    def __init__(self, waar: dict[tuple, float], koppel: Koppeling, wet: str) -> None:
        cijfers = soorten_aantal()
        cellen = {Cel(*k): (v, v) for k, v in waar.items() if k[1] == wet and k[5] == cijfers.get(k[0])}
        kwartalen = sorted({c.kwartaal for c in cellen})
        self.eerste = next(k for k in reversed(kwartalen) if _volgend(k) in kwartalen)
        self.paar = {self.eerste, _volgend(self.eerste)}
        self.cellen = {c for c in cellen if c.kwartaal in self.paar}
        lezing = Lezing(OpenbareSet(grenzen=cellen), koppel)
        self.wet = wet
        regels = [v for v in lezing.maak() if all(c in self.cellen for c, _ in v.termen)]
        self.plek = {c: i for i, c in enumerate(sorted(self.cellen))}
        self.ongelijk = {tuple(sorted(v.termen, key=str)) for v in regels if v.laag != v.hoog}
        matrix = np.zeros((len(regels) * 2, len(self.plek)))
        gelijk = _gelijk_in(regels)
        for nr, termen in enumerate(gelijk):
            for cel, factor in termen:
                matrix[nr, self.plek[cel]] += factor
        _, waarden, basis = np.linalg.svd(matrix[: max(1, len(gelijk))], full_matrices=False)
        self.basis = basis[waarden > 1e-8]

    def kent(self, verband: dict[Naam, int]) -> bool:
        """Of dit verband een gevolg is van de gelijkheden van de aanvaller."""
        rij = np.zeros(len(self.plek))
        for (cijfer, uitsplitsing, groep, deel, later), factor in verband.items():
            kwartaal = _volgend(self.eerste) if later else self.eerste
            for cel in self.cellen:
                zelfde = (cel.cijfer, cel.uitsplitsing, cel.deel, cel.kwartaal) == (
                    cijfer,
                    uitsplitsing,
                    deel,
                    kwartaal,
                )
                if zelfde and groep in (SOM, cel.groep):
                    rij[self.plek[cel]] += factor
        return bool(np.abs(rij - self.basis.T @ (self.basis @ rij)).max() < 1e-6) if rij.any() else True


def _gelijk_in(regels) -> list:
    """Equalities, also those written as two inequalities (a <= b and b <= a)."""
    uit = [v.termen for v in regels if v.laag == v.hoog == 0]
    los = {frozenset(v.termen) for v in regels if v.laag != v.hoog and v.hoog == 0}
    return uit + [tuple(t) for t in los if frozenset((c, -f) for c, f in t) in los]


def onbekend(waarheden: list[dict[tuple, float]], koppel: Koppeling, wet: str) -> tuple[int, list[dict[Naam, int]]]:
    """Hoeveel gelijkheden er zijn, en welke de aanvaller niet kent."""
    kennis = Kennis(waarheden[0], koppel, wet)
    alle = gelijkheden(*tafel(waarheden, wet))
    return len(alle), [v for v in alle if not kennis.kent(v) and not kennis.kent(_gewoon(v))]


def _gewoon(verband: dict[Naam, int]) -> dict[Naam, int]:
    """The same with one traject per person and an end date on each traject: true by chance in a small group only."""
    uit: dict[Naam, int] = defaultdict(int)
    for (cijfer, *rest), factor in verband.items():
        cijfer = cijfer.replace("clienten", "trajecten").replace("looptijd_aantal", "instroom_trajecten")
        uit[cijfer, *rest] += factor
    return dict(uit)


def schrijf(verband: dict[Naam, int]) -> str:
    """Leesbaar: links wat erbij komt, rechts wat eraf gaat."""

    def kant(teken: int) -> str:
        delen = [
            f"{c}[{u}={g}]{'' if d == 'waarde' else '.' + d}{' volgend' if later else ''}"
            for (c, u, g, d, later), f in verband.items()
            if f == teken
        ]
        return " + ".join(delen)

    return f"{kant(1)} = {kant(-1)}"


def main() -> None:
    """Schrijf per wet de verbanden die de aanvaller niet kent, en de krappe ongelijkheden."""
    from waarheid import uit_levering

    lezer = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lezer.add_argument("map", type=Path)
    lezer.add_argument("--zaden", default="0-3")
    lezer.add_argument("--factor", default="0.1")
    keuze = lezer.parse_args()
    eerste, _, laatste = keuze.zaden.partition("-")
    keuze.map.mkdir(parents=True, exist_ok=True)
    bronnen = [
        levering(keuze.map / f"levering-f{keuze.factor}-z{z}", keuze.factor, z)
        for z in range(int(eerste), int(laatste or eerste) + 1)
    ]
    waarheden = [uit_levering(b, KWARTAAL, "2026-10-15") for b in bronnen]
    for wet in ("jeugd", "wmo", "participatie", "vluchtelingen"):
        aantal, vreemd = onbekend(waarheden, koppeling(bronnen[0] / "tabellen.xlsx"), wet)
        print(f"{wet}: {aantal} gelijkheden, {len(vreemd)} niet bekend")
        for verband in vreemd:
            print("  ", schrijf(verband))
        for a, b in krap(*tafel(waarheden, wet)):
            print("   <=", schrijf({a: 1, b: -1}).replace(" = ", " <= "))


if __name__ == "__main__":
    main()
