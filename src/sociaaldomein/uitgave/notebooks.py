"""De notebooks van een run: elk in een eigen kernel, twee tegelijk, en te stoppen."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sociaaldomein.grond.melden import Melder, meld
from sociaaldomein.grond.paden import JUPYTER
from sociaaldomein.grond.paneelmerk import MERK, WIDGET
from sociaaldomein.opdracht.instellingen import Pagina, Params
from sociaaldomein.uitgave.afloop import GOED, KERNEL, MISLUKT, SCHIJF, TIJD, Uitslag
from sociaaldomein.uitgave.tussenstand import Tussenstand

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEGELIJK = 2
ANALIST = "analist"  # a cell for who opens the notebook; it is not part of the page


def jupyter_paden() -> None:
    """Zet de sjablonen en de kernel van dit pakket vooraan in het zoekpad van Jupyter."""
    paden = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(JUPYTER) not in paden:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(JUPYTER), *filter(None, paden)])


@contextlib.contextmanager
def aan_het_werk(
    params: Params, werk: Path, melder: Melder = meld, stand: Tussenstand | None = None
) -> Iterator[list[Uitslag]]:
    """Voer de notebooks van alle pagina's uit met papermill, twee tegelijk, en schrijf ze naar `werk/notebooks`.

    Wat binnen het blok staat, gebeurt ondertussen. Daarna staan de uitslagen in de lijst. Een fout stopt alles.
    """
    jupyter_paden()
    wacht, begin, uitslagen = _Toezicht(), time.perf_counter(), list[Uitslag]()
    with ThreadPoolExecutor(max_workers=TEGELIJK) as ploeg:
        hier = [copy_context() for _ in params.paginas]  # the own themes hold in the threads too
        taken = [
            ploeg.submit(c.run, _voer_pagina_uit, p, params, werk, wacht, melder, stand)
            for c, p in zip(hier, params.paginas, strict=True)
        ]
        try:
            yield uitslagen
            uitslagen += [taak.result() for taak in taken]
        except BaseException:
            for taak in taken:
                taak.cancel()
            wacht.stop()
            raise
    melder(f"Notebooks klaar in {_seconden(time.perf_counter() - begin)}.")


def voer_uit(
    params: Params, werk: Path, melder: Melder = meld, stand: Tussenstand | None = None
) -> tuple[Uitslag, ...]:
    """Hetzelfde, als er ondertussen niets te doen is."""
    with aan_het_werk(params, werk, melder, stand) as uitslagen:
        pass
    return tuple(uitslagen)


class _Toezicht:
    """Knows which kernels run, so that a stop reaches them all."""

    def __init__(self) -> None:
        self.gestopt = threading.Event()
        self._slot = threading.Lock()
        self._lopend: list[Any] = []

    def erbij(self, client: Any) -> None:
        with self._slot:
            self._lopend.append(client)

    def eraf(self, client: Any) -> None:
        with self._slot:
            self._lopend.remove(client)

    def stop(self) -> None:
        self.gestopt.set()
        with self._slot:
            for client in self._lopend:
                _dood(getattr(client.km, "provisioner", None))


def _dood(leverancier: Any) -> None:
    """Kill a kernel and whatever it started itself; it has a process group of its own."""
    proces, groep = getattr(leverancier, "process", None), getattr(leverancier, "pgid", None)
    if groep:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(groep, signal.SIGKILL)
    elif proces is not None and proces.poll() is None:
        proces.kill()


def _voer_pagina_uit(
    pagina: Pagina, params: Params, werk: Path, wacht: _Toezicht, melder: Melder, stand: Tussenstand | None
) -> Uitslag:
    import nbformat

    begin = time.perf_counter()
    if stand is not None and (klaar := stand.pak(pagina)) is not None:
        nbformat.write(klaar, werk / "notebooks" / f"{pagina.naam}.ipynb")
        melder(f"  {pagina.naam}: stond nog klaar van de vorige keer.")
        return Uitslag(pagina, GOED, "", time.perf_counter() - begin, klaar)
    melder(f"  {pagina.naam}: begonnen")
    bron = nbformat.read(pagina.notebook, as_version=4)
    bron.cells = [c for c in bron.cells if ANALIST not in c.metadata.get("tags", [])]
    waarden = {**pagina.parameters, "kwartaal": str(params.kwartaal), "openbaar": "../openbaar"}
    nb, code, reden = _papermill(bron, waarden, werk / "notebooks", params.tijdslimiet, wacht)
    if code == GOED:
        code, reden = oordeel(nb)
    duur = time.perf_counter() - begin
    if code == GOED:
        schoon(nb)
        nbformat.write(nb, werk / "notebooks" / f"{pagina.naam}.ipynb")
        if stand is not None:
            stand.bewaar(pagina, nb)
    melder(
        f"  {pagina.naam}: {'klaar' if code == GOED else 'mislukt'} na {_seconden(duur)}. {reden}".rstrip(". ") + "."
    )
    return Uitslag(pagina, code, reden, duur, nb)


@dataclass
class _Gang:
    """A notebook on its way: as far as it came, where and how long it may run, and whether its first cell began."""

    nb: NotebookNode
    map: Path
    tijdslimiet: int
    wacht: _Toezicht
    begonnen: threading.Event = field(default_factory=threading.Event)


def _papermill(
    nb: NotebookNode, waarden: dict[str, Any], map: Path, tijdslimiet: int, wacht: _Toezicht, *, nogmaals: bool = True
) -> tuple[NotebookNode, int, str]:
    """Run one notebook in its own kernel. Returns the notebook as far as it came, an exit code and a reason.

    A kernel that dies before its first cell is started once more: a port that was free when it was chosen can be taken
    by another program before the kernel has it.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill import execute_notebook
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    papermill_engines.register("sociaaldomein", _motor())
    gang = _Gang(nb, map, tijdslimiet, wacht)
    try:
        klaar = execute_notebook(
            nb,
            None,
            waarden,
            engine_name="sociaaldomein",
            progress_bar=False,
            kernel_name="python3",
            gang=gang,
        )
        return klaar, GOED, ""
    except PapermillExecutionError as fout:
        vol = fout.ename == "OSError" and f"[Errno {errno.ENOSPC}]" in fout.evalue
        return gang.nb, SCHIJF if vol else MISLUKT, f"De cel '{_foute_cel(gang.nb)}' gaf een fout ({fout.ename})."
    except CellTimeoutError:
        return gang.nb, TIJD, f"Een cel duurde langer dan {tijdslimiet} seconden."
    except (DeadKernelError, RuntimeError):
        if nogmaals and not gang.begonnen.is_set() and not wacht.gestopt.is_set():
            return _papermill(nb, waarden, map, tijdslimiet, wacht, nogmaals=False)
        return gang.nb, KERNEL, "Het rekenproces van deze pagina is gestopt."
    except OSError:
        raise
    except Exception as fout:  # a notebook may not take the other pages along
        return gang.nb, MISLUKT, f"De pagina kon niet uitgevoerd worden ({type(fout).__name__})."


@cache
def _motor() -> type:
    """A papermill engine that runs in a given folder, can be stopped, and keeps no widget state."""
    from nbclient.exceptions import DeadKernelError
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine

    stil = logging.getLogger(f"{__name__}.notebooks")  # technical English stays off the adviser's screen
    stil.addHandler(logging.NullHandler())
    stil.propagate = False

    class Motor(Engine):
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, *, gang: _Gang, start_timeout: int = 60, **_: Any
        ) -> None:
            gang.nb = nb_man.nb
            client = PapermillNotebookClient(
                nb_man,
                timeout=gang.tijdslimiet,
                startup_timeout=start_timeout,
                kernel_name=kernel_name,
                log=stil,
                resources={"metadata": {"path": str(gang.map)}},
                store_widget_state=False,
                shutdown_kernel="immediate",
            )

            leverancier: list[Any] = []

            def begin_cel(**_: Any) -> None:
                gang.begonnen.set()
                if not leverancier and client.km.provisioner is not None:
                    leverancier.append(SimpleNamespace(pgid=client.km.provisioner.pgid))
                if gang.wacht.gestopt.is_set():
                    raise DeadKernelError("gestopt")

            client.on_cell_start = begin_cel
            gang.wacht.erbij(client)
            try:
                client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            finally:
                gang.wacht.eraf(client)
                for kernel in leverancier:  # what the notebook itself started goes with its kernel
                    _dood(kernel)

    return Motor


def _foute_cel(nb: NotebookNode) -> str:
    for cel in nb.cells:
        if any(u.output_type == "error" for u in cel.get("outputs", [])):
            return cel.get("id", "?")
    return "?"


def oordeel(nb: NotebookNode) -> tuple[int, str]:
    """Is het notebook echt helemaal uitgevoerd? Kijkt naar nummers en fouten, niet naar wat papermill opschreef."""
    cellen = [c for c in nb.cells if c.cell_type == "code" and c.source.strip()]
    if any(u.output_type == "error" for c in cellen for u in c.outputs):
        return MISLUKT, f"De cel '{_foute_cel(nb)}' gaf een fout."
    if any(c.execution_count is None for c in cellen):
        return KERNEL, "Het rekenproces van deze pagina is gestopt."
    return GOED, ""


def schoon(nb: NotebookNode) -> None:
    """Haal weg wat niet in een uitgave hoort: paden, tijden, waarschuwingen en verwijzingen naar een oude kernel."""
    ingevuld = nb.metadata.get("papermill", {}).get("parameters", {})
    nb.metadata["papermill"] = {"parameters": ingevuld}
    for cel in nb.cells:
        cel.metadata.pop("papermill", None)
        cel.metadata.pop("execution", None)
        if "injected-parameters" in cel.metadata.get("tags", []):
            cel["id"] = "ingevuld"
        if cel.cell_type != "code":
            continue
        cel.outputs = [u for u in cel.outputs if not (u.output_type == "stream" and u.name == "stderr")]
        for uitvoer in cel.outputs:
            if "text/html" in uitvoer.get("data", {}) and uitvoer.data.pop(WIDGET, None):
                uitvoer.metadata[MERK] = "paneel"


def _seconden(duur: float) -> str:
    from sociaaldomein.grond.notatie import getal

    return f"{getal(duur, 1)} seconden"
