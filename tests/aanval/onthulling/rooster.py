"""Het rooster van K1: uitgaven na elkaar bij elk zaad en elke factor, en wat de aanvaller ervan weet.

    python tests/aanval/onthulling/rooster.py MAP --zaden 0-9 --factoren 0.1,0.3,1 --edities 4 --methode afronden

Elke uitgave geeft één regel JSON in MAP/uitslag.jsonl. Wat er al staat, doet een nieuwe run niet over.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from aanvaller import val_uitgaven_aan
from openbare_set import REPO
from propageer import Strijdig
from verbanden import koppeling
from waarheid import waarheid

KWARTAAL = "2023-K1"
PROGRAMMA = [sys.executable, "-m", "sociaaldomein"]


def kwartalen(laatste: str, aantal: int) -> list[str]:
    """De kwartalen van de uitgaven, oudste eerst.

    >>> kwartalen("2023-K1", 3)
    ['2022-K3', '2022-K4', '2023-K1']
    """
    nummer = int(laatste[:4]) * 4 + int(laatste[-1]) - 1
    return [f"{n // 4}-K{n % 4 + 1}" for n in range(nummer - aantal + 1, nummer + 1)]


def levering(map_: Path, factor: str, zaad: int) -> Path:
    """De verzonnen levering bij deze factor en dit zaad."""
    if not map_.exists():
        subprocess.run(
            [*PROGRAMMA, "voorbeelddata", "--factor", factor, "--zaad", str(zaad), str(map_)],
            check=True,
            capture_output=True,
        )
    return map_


def uitgave(bron: Path, werk: Path, kwartaal: str, methode: str) -> tuple[Path | None, str]:
    """Eén openbare uitgave. Geeft de map, of None met waarom niet."""
    params = werk / f"{methode}.yml"
    params.parent.mkdir(parents=True, exist_ok=True)
    gewoon = (REPO / "params" / "kwartaal.yml").read_text("utf-8")
    params.write_text(f"{gewoon}\nmethode: {methode}\n", "utf-8")
    opdracht = [
        *PROGRAMMA,
        "kwartaal",
        kwartaal,
        "--bron",
        bron,
        "--uit",
        werk / "uit",
        "--registraties",
        werk / "reg",
        "--akkoord",
        "--params",
        params,
    ]
    loop = subprocess.run([str(d) for d in opdracht], capture_output=True, text=True)
    mappen = sorted((werk / "uit" / kwartaal).glob("2*/openbaar"))
    return (mappen[-1].parent, "") if mappen else (None, (loop.stderr + loop.stdout)[-300:])


def reeks(map_: Path, factor: str, zaad: int, methode: str, edities: int, seconden: float):
    """Uitgaven na elkaar uit één levering; na elke uitgave een regel met wat de aanvaller dan weet."""
    werk = map_ / f"{methode}-f{factor}-z{zaad}"
    bron = levering(map_ / f"levering-f{factor}-z{zaad}", factor, zaad)
    koppel, waar, uitgaven = koppeling(bron / "tabellen.xlsx"), {}, []
    for kwartaal in kwartalen(KWARTAAL, edities):
        begin = time.monotonic()
        gemaakt, reden = uitgave(bron, werk, kwartaal, methode)
        regel = {"methode": methode, "factor": factor, "zaad": zaad, "kwartaal": kwartaal}
        regel["seconden"] = round(time.monotonic() - begin, 1)
        if gemaakt is None:
            yield regel | {"geen_uitgave": reden}
            continue
        uitgaven.append(gemaakt)
        kop = json.loads((gemaakt / "openbaar" / "openbaar.json").read_text("utf-8"))
        waar |= waarheid(werk / "reg", kwartaal, kop["herkomst"]["peildatum"])
        try:
            regel |= val_uitgaven_aan(uitgaven, koppel, seconden).telling(waar)
            gok = val_uitgaven_aan(uitgaven, koppel, 0, gok=True).telling(waar)
            regel["met_aanname"] = {k: gok[k] for k in ("precies", "ingeperkt")}
        except Strijdig as fout:
            regel["strijdig"] = str(fout)
        yield regel


def main(argumenten: list[str] | None = None) -> None:
    """Vul het rooster aan tot alles er staat."""
    lezer = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lezer.add_argument("map", type=Path)
    lezer.add_argument("--zaden", default="0-9")
    lezer.add_argument("--factoren", default="0.1,0.3,1")
    lezer.add_argument("--edities", type=int, default=4)
    lezer.add_argument("--methode", default="afronden")
    lezer.add_argument("--seconden", type=float, default=20, help="rekentijd per uitgave voor hele getallen")
    keuze = lezer.parse_args(argumenten)
    eerste, _, laatste = keuze.zaden.partition("-")
    uit = keuze.map / "uitslag.jsonl"
    keuze.map.mkdir(parents=True, exist_ok=True)
    klaar = [json.loads(r) for r in uit.read_text("utf-8").splitlines()] if uit.exists() else []
    for zaad in range(int(eerste), int(laatste or eerste) + 1):
        for factor in keuze.factoren.split(","):
            zelfde = [r for r in klaar if (r["methode"], r["factor"], r["zaad"]) == (keuze.methode, factor, zaad)]
            if len(zelfde) >= keuze.edities:
                continue
            shutil.rmtree(keuze.map / f"{keuze.methode}-f{factor}-z{zaad}", ignore_errors=True)
            for nr, regel in enumerate(reeks(keuze.map, factor, zaad, keuze.methode, keuze.edities, keuze.seconden)):
                if nr < len(zelfde):
                    continue
                with uit.open("a", encoding="utf-8") as bestand:
                    bestand.write(json.dumps(regel, ensure_ascii=False) + "\n")
                print(json.dumps(regel, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
