"""Verkennen in JupyterLab: de registraties open op tafel, als pandas, met elke telregel bij de hand.

Dit is werk voor de adviseur zelf. Wat hier te zien is, is niet afgeschermd en hoort niet in de raadszaal.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sociaaldomein.levering import deur
from sociaaldomein.telling import registraties
from sociaaldomein.telling.registraties import Registraties
from sociaaldomein.voorbeeld import zorg


def open_registraties(map: str | Path = "") -> Registraties:
    """De registraties uit een map die `sociaaldomein kwartaal` maakte. Leeg is: verzonnen voorbeelddata, vers gemaakt.

    Ontbreekt de map, dan een FileNotFoundError met uitleg.
    """
    if str(map):
        if not Path(map).is_dir():
            raise FileNotFoundError(f"De map '{map}' bestaat niet. Laat de naam leeg om met voorbeelddata te werken.")
        return Registraties.lees(Path(map))
    with tempfile.TemporaryDirectory() as tijdelijk:
        zorg.schrijf(Path(tijdelijk))
        return registraties.maak(deur.lees_map(Path(tijdelijk)).tabellen)
