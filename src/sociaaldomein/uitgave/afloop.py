"""Wat er van een run wordt: de uitvoercode, de uitslag per pagina, en de twee redenen om halverwege op te houden."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from sociaaldomein.opdracht.instellingen import Pagina


GOED, MISLUKT, GEWEIGERD, KERNEL, TIJD, SCHIJF, BEZET, GESTOPT = range(8)


class Gestopt(KeyboardInterrupt):
    """De run is van buiten gestopt (Ctrl-C of een stopsein van het systeem)."""


class Bezet(RuntimeError):
    """Een andere run is bezig in dezelfde uitvoermap."""


@dataclass(frozen=True)
class Uitslag:
    """Wat er van een pagina geworden is. `reden` is een Nederlandse zin, zonder waarden uit de gegevens."""

    pagina: Pagina
    code: int
    reden: str
    seconden: float
    notebook: NotebookNode | None = None

    @property
    def telt(self) -> bool:
        """Deze pagina is gevraagd; een blad dat zegt dat er geen cijfers zijn, is dat niet."""
        return not self.pagina.vervangt

    @property
    def status(self) -> str:
        """goed, mislukt, of leeg: dan is er voor deze pagina niets geleverd."""
        return "mislukt" if self.code != GOED else "goed" if self.notebook is not None else "leeg"


@dataclass(frozen=True)
class Uitkomst:
    """Wat een run opleverde: de uitvoercode, de map van de uitgave en de uitslag per pagina."""

    code: int
    map: Path | None
    uitslagen: tuple[Uitslag, ...]
    aangewezen: bool
    manifest: dict[str, Any] = field(default_factory=dict)
