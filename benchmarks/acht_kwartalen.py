"""Acht kwartalen achter elkaar, met late en verbeterde rijen: komt er elk kwartaal een veilige uitgave, en hoe snel?

    python benchmarks/acht_kwartalen.py --factoren 0.03,0.1,0.3,1 --verbeterd 0.02

Per uitgave een regel: hoe lang het afschermen duurde, hoeveel van de uitsplitsingen een getal toont, wat er opgegeven
is, en hoeveel aantallen de proef door deze uitgave vindt, met alle uitgaven tot dan samen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from leveringenreeks import reeks

from sociaaldomein.afscherming import Herkomst, Manier, controle, scherm_af
from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.begrippen.cijfers import SLEUTEL
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.voorbeeld import zorg


def toont(echt: pl.DataFrame, veilig: pl.DataFrame) -> float:
    """Het deel van de getelde groepen in een uitsplitsing dat een getal toont."""
    deel = echt.filter(pl.col("groep_soort") != "totaal", pl.col("waarde") != 0)
    over = deel.join(veilig.filter(pl.col("waarde").is_not_null()), on=SLEUTEL, how="semi")
    return over.height / max(1, deel.height)


def main() -> None:
    """Druk per factor en kwartaal een regel af."""
    lezer = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lezer.add_argument("--factoren", default="0.03,0.1,0.3,1")
    lezer.add_argument("--verbeterd", type=float, default=0.01)
    lezer.add_argument("--methode", choices=METHODEN, default=METHODEN[0])
    lezer.add_argument("--tot", default="2023-K1")
    keuze = lezer.parse_args()
    for factor in keuze.factoren.split(","):
        with tempfile.TemporaryDirectory() as map_:
            alles = deur.lees_map(zorg.schrijf(Path(map_) / "bron", factor=float(factor))).tabellen
        koppel = {"koppel_product": monitor.koppel(alles["koppel_product"])}
        edities: list[Editie] = []
        for levering in reeks(alles, Kwartaal.lees(keuze.tot), verbeterd=keuze.verbeterd):
            r = registraties.maak(levering.tabellen)
            tafel = monitor.bereken(r, levering.kwartaal, levering.peildatum)
            wie = Herkomst("Voorbeeld", "GM0000", str(levering.kwartaal), str(levering.peildatum), True)
            begin = time.perf_counter()
            o = scherm_af(tafel, wie, manier=Manier(methode=keuze.methode), eerdere=edities, registers=koppel)
            duur = time.perf_counter() - begin
            nieuw = len(controle.controleer(o, edities).nieuw)
            edities.append(o.editie(str(levering.kwartaal)))
            weg = ", ".join(f"{x.wet} {x.uitsplitsing or 'alles'}{' (geld)' * x.geld}" for x in o.opgegeven)
            print(
                f"{factor} {levering.kwartaal}: {duur:5.1f} s, toont {toont(tafel, o.cijfers):.0%}, herzien "
                f"{len(o.herzien)}, nieuw te vinden {nieuw}. Weg: {weg or 'niets'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
