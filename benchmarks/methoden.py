"""Welke manier van afschermen is de beste? Vier manieren op dezelfde cijfers, met dezelfde aanvallers.

    python benchmarks/methoden.py --factoren 0.1,0.3,1

De manieren: de zoektocht van dit pakket (afronden en precies), willekeurig afronden op 10, en de celsleutel (ruis die
bij de mensen in de cel hoort: dezelfde cel heeft overal dezelfde ruis). Koppen vanaf 100 staan bij elk precies.

De aanvallers kennen elk verband van de proef en de regels van de manier. De eerste schuift grenzen: van hoeveel kleine
aantallen (1 tot en met 9) weet hij het precies, of op 2 na? De tweede gokt: hij kent ook de kansen van de ruis, kiest
de waarschijnlijkste waarde binnen de grenzen, en heeft het zo vaak goed. Zonder uitgave gokt hij de waarde die het
meest voorkomt: dat is het toeval.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from sociaaldomein.afscherming import Herkomst, Manier, scherm_af
from sociaaldomein.afscherming.invulling import Getuigen
from sociaaldomein.afscherming.kennis import Kennis, verzamel
from sociaaldomein.afscherming.model import model_van
from sociaaldomein.afscherming.proef import los_van_elkaar
from sociaaldomein.afscherming.regel import WEG, Sleutel, cel_van, getoond, kolommen_met_aantallen
from sociaaldomein.afscherming.rekenwerk import Werk
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.voorbeeld import zorg

DREMPEL, KLEIN, KOP = 10, range(1, 10), 100
KWARTAAL = Kwartaal(2023, 1)
RUIS = {-3: 0.06, -2: 0.12, -1: 0.18, 0: 0.28, 1: 0.18, 2: 0.12, 3: 0.06}  # of the cell key: known to everybody
Cellen = dict[Sleutel, float]
Grenzen = tuple[float, float]


def lot(cel: Sleutel) -> float:
    """Een getal van 0 tot 1 dat bij een cel hoort, zoals een sleutel uit de nummers van de mensen erin."""
    return int.from_bytes(hashlib.sha256("|".join(cel).encode()).digest()[:6], "big") / 2**48


def op_tien(cel: Sleutel, w: float) -> tuple[float, Grenzen, Callable[[int], float]]:
    """Willekeurig naar boven of onder op een tiental, zonder te verschuiven gemiddeld."""
    if w == 0 or (cel[3] == "totaal" and w >= KOP):
        return w, (w, w), lambda x: float(x == w)
    onder = w // 10 * 10
    toon = onder + 10 * (lot(cel) < (w - onder) / 10)

    def kans(x: int) -> float:
        return max(0.0, 1 - abs(x - toon) / 10)

    return toon, (max(1, toon - 9), toon + 9), kans


def celsleutel(cel: Sleutel, w: float) -> tuple[float, Grenzen, Callable[[int], float]]:
    """Ruis uit een vaste tabel; nul blijft nul en niets wordt minder dan nul."""
    if w == 0 or (cel[3] == "totaal" and w >= KOP):
        return w, (w, w), lambda x: float(x == w)
    grenzen = np.cumsum([*RUIS.values()])
    plek = [*RUIS][min(int(np.searchsorted(grenzen, lot(cel))), len(RUIS) - 1)]
    toon = max(0.0, w + plek)
    return toon, (max(1, toon - 3), toon + 3), lambda x: RUIS.get(int(toon) - x, 0.0) + (toon == 0) * (x <= 3) * 0.1


def val_aan(weet: Kennis, echt: Cellen, kans: dict[Sleutel, Callable[[int], float]]) -> dict:
    """Hoeveel kleine aantallen een lezer precies weet, op 2 na weet, en goed raadt."""
    model = model_van(weet, DREMPEL)
    onder, boven, _ = los_van_elkaar(model, Getuigen(), Werk())
    klein = {c: w for c, w in echt.items() if w in KLEIN and c in model.plek}
    komt_voor = Counter(map(int, klein.values()))
    precies = op_twee = raak = 0
    for cel, w in klein.items():
        i = model.plek[cel]
        laag, hoog = max(onder[i], 1), min(boven[i], DREMPEL + 5)
        precies += laag == hoog
        op_twee += hoog - laag <= 2
        keus = range(int(laag), int(hoog) + 1)
        raak += w == max(keus, key=lambda x: komt_voor[x] * kans.get(cel, lambda _: 1.0)(x), default=0)
    return {
        "klein": len(klein),
        "precies": precies,
        "op 2 na": op_twee,
        "geraden": raak / max(1, len(klein)),
        "toeval": max(komt_voor.values(), default=0) / max(1, len(klein)),
    }


def met_ruis(manier: Callable, echt: Cellen) -> tuple[dict, float, float]:
    """De aanval op een manier die elke cel apart vervormt; met wat zij toont en hoe ver ernaast."""
    toon = {c: manier(c, w) for c, w in echt.items()}
    weet = Kennis({c: g for c, (_, g, _) in toon.items()})
    naast = [abs(toon[c][0] - w) for c, w in echt.items() if w]
    return val_aan(weet, echt, {c: k for c, (_, _, k) in toon.items()}), 1.0, float(np.mean(naast))


def met_zoektocht(methode: str, tafel: pl.DataFrame, koppel: dict, echt: Cellen) -> tuple[dict, float, float]:
    """De aanval op een uitgave van dit pakket."""
    o = scherm_af(
        tafel,
        Herkomst("Voorbeeld", "GM0000", str(KWARTAAL), "2023-04-15", True),
        manier=Manier(methode=methode),
        registers=koppel,
    )
    editie = o.editie()
    toon = {
        c: getoond(w, editie.stappen.get(c, editie.stap), DREMPEL)
        for c, w in echt.items()
        if editie.stappen.get(c) != WEG
    }
    naast = [abs(v - echt[c]) for c, v in toon.items() if v is not None and echt[c]]
    deel = len(naast) / sum(w > 0 for w in echt.values())
    return val_aan(verzamel([editie]), echt, {}), deel, float(np.mean(naast)) if naast else 0.0


def vergelijk(tafel: pl.DataFrame, koppel: dict) -> None:
    """Druk de tabel van een gemeente af."""
    echt: Cellen = {}
    for rij in tafel.filter(pl.col("gepubliceerd_in").is_null()).iter_rows(named=True):
        for kolom in kolommen_met_aantallen(rij["cijfer"]):
            if rij[kolom] is not None:
                echt.setdefault(cel_van(rij, kolom), rij[kolom])
    print(f"{len(echt)} aantallen, {sum(w in KLEIN for w in echt.values())} klein")
    print("| Manier | Klein | Precies bekend | Op 2 na | Goed geraden (toeval) | Toont een getal | Ernaast | s |")
    print("|---|---|---|---|---|---|---|---|")
    manieren: dict[str, Callable[[], tuple[dict, float, float]]] = {
        **{f"zoektocht, {m}": partial(met_zoektocht, m, tafel, koppel, echt) for m in METHODEN},
        "willekeurig op 10": partial(met_ruis, op_tien, echt),
        "celsleutel": partial(met_ruis, celsleutel, echt),
    }
    for naam, manier in manieren.items():
        begin = time.perf_counter()
        a, toont, naast = manier()
        print(
            f"| {naam} | {a['klein']} | {a['precies']} | {a['op 2 na']} | {a['geraden']:.0%} ({a['toeval']:.0%}) | "
            f"{toont:.0%} | {naast:.1f} | {time.perf_counter() - begin:.0f} |",
            flush=True,
        )


def main() -> None:
    """Druk per factor een tabel af."""
    lezer = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lezer.add_argument("--factoren", default="0.1,0.3,1")
    for factor in lezer.parse_args().factoren.split(","):
        with tempfile.TemporaryDirectory() as map_:
            alles = deur.lees_map(zorg.schrijf(Path(map_) / "bron", factor=float(factor))).tabellen
        tafel = monitor.bereken(registraties.maak(alles), KWARTAAL, date(2023, 4, 15), opgehaald=date(2026, 10, 15))
        print(f"\nfactor {factor}: ", end="")
        vergelijk(tafel, {"koppel_product": monitor.koppel(alles["koppel_product"])})


if __name__ == "__main__":
    main()
