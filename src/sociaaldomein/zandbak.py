"""De zandbak van het levende dashboard: een proces dat alleen de uitgave en Python zelf kan lezen.

Op Linux (5.13 of nieuwer) doet het systeem dit met Landlock, zonder extra programma en zonder bijzondere rechten.
De muur geldt voor het proces en voor alles wat het start, en gaat nooit meer open. Elders is er geen muur; dan werkt
de dienst met een kopie van alleen de uitgave.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import site
import sys
from collections.abc import Iterable
from pathlib import Path

from sociaaldomein.paden import PAKKET

# What Landlock calls the things a process can do with files, bit by bit.
UITVOEREN, SCHRIJVEN, LEZEN, MAP_LEZEN = 1, 2, 4, 8
ALLES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # per version: every right it knows
ALLEEN_LEZEN = UITVOEREN | LEZEN | MAP_LEZEN
OP_EEN_BESTAND = UITVOEREN | SCHRIJVEN | LEZEN | 1 << 14 | 1 << 15
MAAK, REGEL, SLUIT = 444, 445, 446  # system call numbers, the same on every architecture since 5.13
SIGNALEN_EN_SOCKETS = 3  # from version 6: no signals to, and no abstract sockets of, processes outside
GEEN_NIEUWE_RECHTEN = 38  # prctl
CAPSET = {"x86_64": 126, "aarch64": 91}  # elsewhere root stays as it is, without Landlock
SYSTEEM = (
    "/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/nix/store", "/etc/ld.so.cache", "/etc/ld.so.conf",
    "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/hosts", "/etc/nsswitch.conf",
    "/etc/passwd", "/etc/fonts", "/dev/urandom", "/dev/random", "/proc/stat", "/proc/meminfo", "/proc/cpuinfo",
)  # fmt: skip


class _Regels(ctypes.Structure):
    _fields_ = [("bestanden", ctypes.c_uint64), ("netwerk", ctypes.c_uint64), ("bereik", ctypes.c_uint64)]


class _Map(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("mag", ctypes.c_uint64), ("greep", ctypes.c_int32)]


def versie() -> int:
    """De versie van Landlock op deze computer; 0 als die er niet is."""
    if not sys.platform.startswith("linux") or platform.machine() not in CAPSET:
        return 0
    return max(0, ctypes.CDLL(None, use_errno=True).syscall(MAAK, None, 0, 1))


def sluit(lezen: Iterable[Path], schrijven: Iterable[Path]) -> bool:
    """Sluit dit proces op: het kan alleen nog deze mappen, Python en het systeem lezen, en alleen `schrijven` wijzigen.

    Geeft False als deze computer dat niet kan. Roep dit aan voordat er draden of kernels lopen.
    """
    if not (nu := versie()):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    alles = ALLES[max(v for v in ALLES if v <= nu)]
    regels = _Regels(alles, 0, SIGNALEN_EN_SOCKETS if nu >= 6 else 0)
    greep = libc.syscall(MAAK, ctypes.byref(regels), 24 if nu >= 6 else 8, 0)
    if greep < 0:
        return False
    try:
        for pad in (*map(Path, SYSTEEM), *python_mappen(), *lezen):
            _sta_toe(libc, greep, pad, ALLEEN_LEZEN & alles)
        _sta_toe(libc, greep, PAKKET.parent, MAP_LEZEN)  # to find the package in a working copy
        _sta_toe(libc, greep, Path("/dev/null"), LEZEN | SCHRIJVEN)
        for pad in schrijven:
            # everything but making devices: a device file would be a way to the raw disk
            _sta_toe(libc, greep, pad, alles & ~(1 << 6) & ~(1 << 11))
        if libc.prctl(GEEN_NIEUWE_RECHTEN, 1, 0, 0, 0):
            return False
        _leg_bijzondere_rechten_af(libc)
        return libc.syscall(SLUIT, greep, 0) == 0
    finally:
        os.close(greep)


def omgeving() -> dict[str, str]:
    """De omgeving van een dienst die aan anderen iets laat zien: wat Python nodig heeft, verder niets van de gebruiker.

    De sleutel van de pseudoniemen hoort daar niet bij.
    """
    nodig = {"PATH", "LANG", "LANGUAGE", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR",
             "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"}  # fmt: skip
    return {k: w for k, w in os.environ.items() if k.upper() in nodig or k.startswith("LC_")}


def python_mappen() -> list[Path]:
    """Waar Python en dit pakket zelf staan, ook in een virtuele omgeving of een werkkopie."""
    mappen = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), PAKKET}
    mappen |= {Path(sys.executable).parent, Path(sys.executable).resolve().parent}
    if site.ENABLE_USER_SITE:
        mappen |= {Path(site.getusersitepackages()), Path(site.getuserbase()) / "share" / "jupyter"}
    return sorted(mappen)


def _sta_toe(libc: ctypes.CDLL, greep: int, pad: Path, mag: int) -> None:
    """One rule; a path that is not there needs none."""
    try:
        plek = os.open(pad, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        regel = _Map(mag if pad.is_dir() else mag & OP_EEN_BESTAND, plek)
        if libc.syscall(REGEL, greep, 1, ctypes.byref(regel), 0) and ctypes.get_errno() != errno.ENOENT:
            raise OSError(ctypes.get_errno(), f"Landlock weigerde een regel voor {pad}")
    finally:
        os.close(plek)


def _leg_bijzondere_rechten_af(libc: ctypes.CDLL) -> None:
    """As root: give up every capability but reading files of others, which the wall above decides on anyway."""
    if os.geteuid() != 0:
        return
    kop, over = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(1 << 1, 1 << 1)
    if libc.syscall(CAPSET[platform.machine()], ctypes.byref(kop), ctypes.byref(over)):
        raise OSError(ctypes.get_errno(), "de bijzondere rechten zijn niet afgelegd")
