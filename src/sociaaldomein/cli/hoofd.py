"""Voer een opdracht uit. Wat er ook misgaat, het wordt een Nederlandse zin en een uitvoercode.

Uitvoercodes: 0 goed, 1 een pagina is mislukt, 2 de opdracht of de gegevens kloppen niet, 3 het rekenproces is gestopt,
4 te lang, 5 de schijf, 6 er is al een run bezig, 7 gestopt.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sociaaldomein.cli.ontleden import ontleed
from sociaaldomein.cli.opdrachten import zeg
from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.uitgave.afloop import BEZET, GESTOPT, GEWEIGERD, GOED, MISLUKT, SCHIJF, Bezet, Gestopt


def main(argv: Sequence[str] | None = None) -> int:
    """Voer een opdracht uit en geef de uitvoercode."""
    for stroom in (sys.stdout, sys.stderr):
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(encoding="utf-8", errors="replace")
    parser = ontleed()
    try:
        args = parser.parse_args(argv)
    except SystemExit as einde:
        return int(einde.code or 0)
    if args.opdracht is None:
        parser.print_help()
        return GEWEIGERD
    return _veilig(args)


def _veilig(args: argparse.Namespace) -> int:
    """Run a command; whatever goes wrong becomes one Dutch line and an exit code, never a traceback on the screen."""
    try:
        _luister_naar_stop()
        code = args.functie(args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return zeg(GESTOPT, "Gestopt. Wat er al stond, is niet veranderd.")
    except Bezet as fout:
        return zeg(BEZET, str(fout))
    except BrokenPipeError:
        return _niemand_leest_mee()
    except Exception as fout:
        if _schijf_vol(fout):
            return zeg(SCHIJF, "De schijf is vol. Er is niets gepubliceerd. Maak ruimte en probeer het opnieuw.")
        if isinstance(fout, PermissionError):
            return zeg(SCHIJF, f"Hier mag ik niet schrijven: '{fout.filename}'. Kies een andere map.")
        weigering = _weigering(fout)
        return zeg(GEWEIGERD, weigering) if weigering else _onverwacht(fout)


def _niemand_leest_mee() -> int:
    """What reads along (`| head`) had enough: no fault of ours, and nothing more to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
    return GOED


def _schijf_vol(fout: Exception) -> bool:
    """Libraries that write Parquet tell it in words, without the number of the error."""
    if isinstance(fout, OSError) and fout.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return "No space left on device" in str(fout) or "(os error 28)" in str(fout)


def _onverwacht(fout: Exception) -> int:
    """A fault in the program itself: one line for the user, the technical account in a private file."""
    import traceback

    import platformdirs

    map = Path(platformdirs.user_log_dir("sociaaldomein", appauthor=False))
    map.mkdir(parents=True, exist_ok=True, mode=0o700)
    pad = map / f"fout-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    pad.touch(mode=0o600)
    pad.write_text(maskeer("".join(traceback.format_exception(fout))), encoding="utf-8")
    return zeg(
        MISLUKT, f"Er ging iets mis in het programma ({type(fout).__name__}). De technische uitleg staat in {pad}."
    )


def _weigering(fout: Exception) -> str:
    """The message of a refusal; empty when it is something else."""
    from sociaaldomein.afscherming.controle import GeenUitgave
    from sociaaldomein.levering.controletotalen import Verschoven
    from sociaaldomein.levering.deur import LeveringGeweigerd
    from sociaaldomein.opdracht.instellingen import ParamsFout

    if isinstance(fout, ParamsFout | Verschoven | GeenUitgave):
        return maskeer(str(fout))
    if isinstance(fout, LeveringGeweigerd):
        return f"{fout}\nAlle fouten ziet u met: sociaaldomein controleer {fout.rapport.map}"
    return ""


def _luister_naar_stop() -> None:
    def stop(*_: object) -> NoReturn:
        raise Gestopt

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, stop)
