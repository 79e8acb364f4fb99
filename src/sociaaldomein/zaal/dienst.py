"""De dienst achter `presenteer`: het levende dashboard, voor de presentator alleen, in een eigen proces.

Het proces sluit zichzelf op (zie `zandbak`) voordat het dashboard begint. Wie er binnen mag, staat in `toegang`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from sociaaldomein.grond import lichtstart, opslag
from sociaaldomein.grond.melden import meld
from sociaaldomein.grond.paden import JUPYTER
from sociaaldomein.zaal import zandbak
from sociaaldomein.zaal.toegang import ADRES, Toegang

LANGSTE_MAP = 85  # signs of the folder in which the service and its kernels talk; Linux allows 107 for a whole name


def omgeving(tijdelijk: Path) -> dict[str, str]:
    """De omgeving van het proces: wat Python nodig heeft, en verder niets van de gebruiker."""
    import site

    eigen = (
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "TMPDIR",
        "TEMP",
        "TMP",
        "IPYTHONDIR",
        "MPLCONFIGDIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "XDG_CACHE_HOME",
    )
    gebruiker = Path(site.getuserbase())
    return (
        zandbak.omgeving()
        | dict.fromkeys(eigen, str(tijdelijk))
        | {
            "PYTHONSAFEPATH": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUSERBASE": str(gebruiker),
            "PYTHONUTF8": "1",
            "JUPYTER_PATH": os.pathsep.join([str(JUPYTER), str(gebruiker / "share" / "jupyter")]),
            "SOCIAALDOMEIN_LEVEND": "1",
        }
    )


def hoofd() -> int:
    """Lees de opdracht van de standaardinvoer, sluit het proces op en dien tot de invoer sluit."""
    import tornado.netutil

    opdracht = json.loads(sys.stdin.buffer.readline())
    uitgave, tijdelijk = Path(opdracht["uitgave"]), Path(opdracht["tijdelijk"])
    sokken = tornado.netutil.bind_sockets(opdracht["poort"], ADRES)  # before the wall: no socket is made after it
    zandbak.begrens()
    muur = opdracht["muur"] and zandbak.sluit([uitgave], [tijdelijk])
    stil = bool(opdracht["muur"]) and len(tempfile.gettempdir()) < LANGSTE_MAP and zandbak.zonder_netwerk()
    if muur and not stil:
        meld("Let op: op deze computer gaat het netwerk voor het dashboard niet dicht. De bestanden wel.")
    if opdracht["muur"] and not muur:
        meld("De muur om het dashboard kon niet dicht. Het dashboard begint niet.")
        return 3
    for pad in opdracht["dicht"] if muur else ():
        if _leesbaar(Path(pad)):
            meld("De map met registraties is toch leesbaar voor het dashboard. Zet haar ergens anders.")
            return 2
    manifest = opslag.lees_json(uitgave / "manifest.json")
    toegang = Toegang(opdracht["sleutel"], opdracht["poort"], meld, opdracht["stil"])
    lichtstart.laad_schema()
    from sociaaldomein.zaal import levend

    dienst = levend.maak_dienst(uitgave, manifest, toegang, opdracht["vast"], sokken=sokken, stil=stil)

    def luister() -> None:
        while sys.stdin.buffer.read(1024):
            pass
        while not hasattr(dienst, "ioloop"):
            time.sleep(0.05)
        dienst.ioloop.add_callback(dienst.ioloop.stop)

    threading.Thread(target=luister, daemon=True).start()
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    dienst.start()
    return 0


def _leesbaar(map: Path) -> bool:
    """Kan dit proces in de map kijken?

    >>> _leesbaar(Path(__file__).parent), _leesbaar(Path("bestaat-niet"))
    (True, False)
    """
    try:
        next(map.iterdir(), None)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(hoofd())
