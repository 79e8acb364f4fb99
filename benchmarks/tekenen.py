"""Hoe lang duurt het om alle staten van het voorbeeld te tekenen? Deze code tegenover een andere, om en om.

    python benchmarks/tekenen.py 17fd3b5 --ronden 5

De andere code is een commit of een map met een checkout. Elk van beide maakt eerst haar eigen voorbeeld (`demo`, een
minuut), of krijgt de openbare map van een uitgave die er al is. Daarna tekent zij per ronde alles in een nieuw proces.
Geteld wordt de tijd van de processor, met en zonder het laden van de code.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HIER = Path(__file__).parents[1]
TEKEN = """
import json, shutil, sys, tempfile, time
try:
    from sociaaldomein.paginas import dashboard
except ImportError:  # before the rooms
    from sociaaldomein import dashboard
from sociaaldomein import panelen
paginas = [("raadsmonitor", "jeugd"), ("raadsmonitor", "wmo"), ("thema", "participatie"), ("thema", "vluchtelingen"),
           *((boek, "samen") for boek in ("taskforce", "wijken", "plannen", "doelen"))]
with tempfile.TemporaryDirectory() as los:
    leeg = shutil.copytree(sys.argv[1], los + "/openbaar", ignore=shutil.ignore_patterns("beelden"))
    geladen, tekeningen = time.process_time(), 0
    for boek, wet in paginas:
        pagina = dashboard.open_pagina(leeg, boek, wet)
        for naam in panelen.panelen(boek, wet):
            tekeningen += sum(staat["figuur"]["svg"].count("<svg") for staat in pagina.staten(naam))
    print(json.dumps({"tekeningen": tekeningen, "alles": time.process_time(),
                      "tekenen": time.process_time() - geladen}))
"""


def python(code: Path, *argumenten: str, in_map: Path = HIER) -> str:
    """Wat Python met deze checkout als code schrijft."""
    omgeving = {**os.environ, "PYTHONPATH": str(code / "src")}
    uit = subprocess.run(
        [sys.executable, *argumenten], cwd=in_map, env=omgeving, check=True, stdout=subprocess.PIPE, text=True
    )
    return uit.stdout


def checkout(wat: str, werk: Path) -> Path:
    """De map van een checkout; een commit wordt er eerst een."""
    if Path(wat, "src").is_dir():
        return Path(wat).resolve()
    tar = subprocess.run(["git", "archive", wat], cwd=HIER, check=True, stdout=subprocess.PIPE).stdout
    (werk / "code").mkdir()
    subprocess.run(["tar", "x"], cwd=werk / "code", input=tar, check=True)
    return werk / "code"


def voorbeeld(code: Path, werk: Path) -> Path:
    """De openbare map van het voorbeeld, zoals deze code het maakt."""
    werk.mkdir()
    python(code, "-m", "sociaaldomein", "demo", "--geen-venster", "--stop", in_map=werk)
    return next(werk.glob("*/uitvoer/*/*/openbaar"))


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lezer.add_argument("andere", help="een commit, of een map met een checkout")
    lezer.add_argument(
        "--uitgaven", nargs=2, type=Path, metavar=("VAN_DEZE", "VAN_ANDERE"), help="twee openbare mappen"
    )
    lezer.add_argument("--ronden", type=int, default=3)
    keuze = lezer.parse_args()
    with tempfile.TemporaryDirectory() as los:
        werk = Path(los)
        codes = (HIER, checkout(keuze.andere, werk))
        uitgaven = keuze.uitgaven or [voorbeeld(code, werk / f"demo{nr}") for nr, code in enumerate(codes)]
        verhoudingen = []
        for ronde in range(1, keuze.ronden + 1):
            deze, andere = (
                json.loads(python(code, "-c", TEKEN, str(set_.resolve())))
                for code, set_ in zip(codes, uitgaven, strict=True)
            )
            verhoudingen.append(deze["alles"] / andere["alles"])
            for wie, meting in (("deze", deze), ("andere", andere)):
                per = 1000 * meting["tekenen"] / meting["tekeningen"]
                print(
                    f"ronde {ronde}, {wie:6}: {meting['tekeningen']} tekeningen in {meting['alles']:.1f} s, "
                    f"waarvan tekenen {meting['tekenen']:.1f} s: {per:.1f} ms per tekening"
                )
            print(
                f"ronde {ronde}: verhouding {verhoudingen[-1]:.2f}, alleen tekenen "
                f"{deze['tekenen'] / andere['tekenen']:.2f}"
            )
        print(f"midden van de verhoudingen: {statistics.median(verhoudingen):.2f}")


if __name__ == "__main__":
    main()
