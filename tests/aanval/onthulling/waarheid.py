"""De waarheid achter een uitgave: de cijfers voor het afschermen. Alleen om de aanvaller na te rekenen."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from unittest import mock

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.telling.registraties import Registraties

DELEN = ("waarde", "teller", "noemer")


def waarheid(registratiemap: Path, kwartaal: str, peildatum: str) -> dict[tuple, float]:
    """Per cijfer, wet, uitsplitsing, groep, kwartaal en deel het getal zoals het geteld is.

    Ook van wat geen pagina toont: een lezer rekent daar wel mee, dus het hoort bij het narekenen.
    """
    jaar, nummer = kwartaal.split("-K")
    with mock.patch.object(monitor, "op_een_pagina", lambda tafel: tafel):
        tafel = monitor.bereken(
            Registraties.lees(registratiemap), Kwartaal(int(jaar), int(nummer)), date.fromisoformat(peildatum)
        )
    uit = {}
    for rij in tafel.filter(tafel["gepubliceerd_in"].is_null()).rows(named=True):
        sleutel = (rij["cijfer"], rij["wet"], rij["groep_soort"], rij["groep"], str(rij["kwartaal"]))
        uit |= {(*sleutel, deel): rij[deel] for deel in DELEN if rij[deel] is not None}
    return uit


def uit_levering(bron: Path, kwartaal: str, peildatum: str) -> dict[tuple, float]:
    """Zoals `waarheid`, rechtstreeks uit een levering."""
    with tempfile.TemporaryDirectory() as map_:
        registraties.maak(deur.bekijk(bron).tabellen).schrijf(Path(map_) / "reg")
        return waarheid(Path(map_) / "reg", kwartaal, peildatum)
