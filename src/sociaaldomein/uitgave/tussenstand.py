"""Hervatten: pagina's die al klaar waren toen een run stopte, hoeven bij dezelfde opdracht niet over.

Een pagina is dezelfde als alles waar zij uit ontstaat hetzelfde is: het notebook, de parameters, elk bestand van de
openbare set, de code en de pakketten. De tussenstand staat in de map met registraties, dus nooit bij de uitvoer.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from sociaaldomein.grond import opslag
from sociaaldomein.grond.paden import codehash
from sociaaldomein.opdracht.instellingen import Pagina, Params

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Tussenstand:
    """De pagina's van een opdracht die klaar zijn, elk in een eigen map met haar sleutel als naam.

    Maak haar als alles in `openbaar` klaarligt en er nog geen pagina is: wat daar dan staat, telt mee in de sleutel.
    """

    def __init__(self, map: Path, params: Params, openbaar: Path) -> None:
        self.map, self.openbaar = map, openbaar
        pakketten = sorted(f"{d.name} {d.version}" for d in distributions())
        omgeving = [codehash(), platform.python_version(), *pakketten]
        self._vast = json.dumps([str(params.kwartaal), omgeving, opslag.hashes(openbaar)], sort_keys=True)
        self._houd({self._sleutel(p) for p in params.paginas})

    def _sleutel(self, pagina: Pagina) -> str:
        eigen = [pagina.naam, pagina.parameters, opslag.sha256(pagina.notebook)]
        return hashlib.sha256((self._vast + json.dumps(eigen, sort_keys=True)).encode()).hexdigest()

    def _houd(self, sleutels: set[str]) -> None:
        """Whatever belongs to another order, or was cut off while it was written, goes."""
        for oud in self.map.iterdir() if self.map.is_dir() else ():
            if oud.name not in sleutels:
                shutil.rmtree(oud)

    def pak(self, pagina: Pagina) -> NotebookNode | None:
        """Een pagina die al klaar was, met haar beelden terug bij de openbare set; anders None."""
        import nbformat

        map = self.map / self._sleutel(pagina)
        lijst = map / "hashes.json"
        if not lijst.is_file():
            return None
        nu = {k: w for k, w in opslag.hashes(map).items() if k != lijst.name}
        if nu != opslag.lees_json(lijst):
            return None
        (self.openbaar / "beelden").mkdir(exist_ok=True)
        for beeld in (map / "beelden").iterdir():
            if not (doel := self.openbaar / "beelden" / beeld.name).exists():
                shutil.copyfile(beeld, doel)
        return nbformat.read(map / "pagina.ipynb", as_version=4)

    def bewaar(self, pagina: Pagina, nb: NotebookNode) -> None:
        """Bewaar een pagina die klaar is; zij telt pas als alles er staat."""
        import nbformat

        doel = self.map / self._sleutel(pagina)
        nieuw = self.map / f".{doel.name}"
        shutil.rmtree(nieuw, ignore_errors=True)
        (nieuw / "beelden").mkdir(parents=True, mode=0o700)
        nbformat.write(nb, nieuw / "pagina.ipynb")
        for beeld in (self.openbaar / "beelden").glob("*.json"):
            shutil.copyfile(beeld, nieuw / "beelden" / beeld.name)
        opslag.schrijf_json(nieuw / "hashes.json", opslag.hashes(nieuw))
        shutil.rmtree(doel, ignore_errors=True)
        nieuw.replace(doel)

    def ruim_op(self) -> None:
        """De uitgave is er: de tussenstand heeft haar werk gedaan."""
        shutil.rmtree(self.map, ignore_errors=True)
