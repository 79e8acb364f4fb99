"""Wat elk bord toont, uit een openbare uitgave: drie reeksen met elk een keuze, en een tabel bij de eerste.

`GEGEVENS` is een JSON-bestand dat meet.py uit de openbare cijfers maakt: beeld -> keuze -> [[naam, waarde], ...].
"""

import json
import os
from pathlib import Path

CIJFERS = json.loads(Path(os.environ["GEGEVENS"]).read_text(encoding="utf-8"))
TITELS = {"lopend": "Lopende hulp", "instroom": "Begonnen met hulp", "uitstroom": "Gestopt met hulp"}
KEUZES = {beeld: list(reeksen) for beeld, reeksen in CIJFERS.items()}


def teken(beeld: str, keuze: str):
    """One chart with matplotlib, as a user of a notebook would draw it."""
    from matplotlib.figure import Figure

    namen, waarden = zip(*CIJFERS[beeld][keuze], strict=True)
    figuur = Figure(figsize=(6, 3), layout="constrained")
    as_ = figuur.add_subplot()
    as_.bar(namen, waarden, color="#14477a")
    as_.set_title(f"{TITELS[beeld]} ({keuze})", loc="left")
    as_.tick_params(axis="x", rotation=45)
    as_.spines[["top", "right"]].set_visible(False)
    return figuur
