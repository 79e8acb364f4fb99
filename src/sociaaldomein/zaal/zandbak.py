"""De zandbak van het levende dashboard: een proces dat alleen de uitgave en Python zelf kan lezen.

Op Linux (5.13 of nieuwer) doet het systeem dit met Landlock, zonder extra programma en zonder bijzondere rechten.
De muur geldt voor het proces en voor alles wat het start, en gaat nooit meer open. Elders is er geen muur; dan werkt
de dienst met een kopie van alleen de uitgave. Het netwerk gaat dicht met seccomp: Landlock kent alleen TCP, geen UDP.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import runpy
import site
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from sociaaldomein.grond.paden import PAKKET

# What Landlock calls the things a process can do with files, bit by bit.
UITVOEREN, SCHRIJVEN, LEZEN, MAP_LEZEN = 1, 2, 4, 8
ALLES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # per version: every right it knows
ALLEEN_LEZEN = UITVOEREN | LEZEN | MAP_LEZEN
OP_EEN_BESTAND = UITVOEREN | SCHRIJVEN | LEZEN | 1 << 14 | 1 << 15
MAAK, REGEL, SLUIT = 444, 445, 446  # system call numbers, the same on every architecture since 5.13
SIGNALEN_EN_SOCKETS = 3  # from version 6: no signals to, and no abstract sockets of, processes outside
GEEN_NIEUWE_RECHTEN, SECCOMP = 38, 22  # prctl
CAPSET = {"x86_64": 126, "aarch64": 91}  # elsewhere root stays as it is, without Landlock
SYSTEEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/lib32",
    "/bin",
    "/sbin",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/mime.types",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/fonts",
    "/dev/urandom",
    "/dev/random",
    "/proc/stat",
    "/proc/meminfo",
    "/proc/cpuinfo",
)


# Seccomp: a small program that the kernel runs at every system call. Numbers of calls differ per architecture.
FILTER, AF_UNIX, STROOM = 2, 1, 1
LAAD, GELIJK, MINSTENS, EN, KLAAR = 0x20, 0x15, 0x35, 0x54, 0x06  # its instructions
PLEK_NUMMER, PLEK_ARCHITECTUUR, PLEK_SOORT = 0, 4, 16  # where it finds the call, the machine and the first argument
TOESTAAN, DOET_NIETS, WEIGER = 0x7FFF0000, 0x00050000, 0x00050000 | errno.EPERM
GEEN_SOCKET = 0x00050000 | errno.EOPNOTSUPP  # what ZeroMQ takes for a machine without a network; another one ends it
ARCHITECTUUR = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000  # calls of another kind on the same machine: they would go round the list
SOCKET, VERBIND = {"x86_64": 41, "aarch64": 198}, {"x86_64": 42, "aarch64": 203}
NOOIT = {"x86_64": (425, 101), "aarch64": (425, 117)}  # io_uring can open sockets too; ptrace reaches into others
BESTANDEN = {  # chmod, chown, utime and setxattr, in all their forms: Landlock lets them through
    "x86_64": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452),
    "aarch64": (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452),
}
GRENZEN = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 256 << 20, "RLIMIT_NOFILE": 4096, "RLIMIT_DATA": 8 << 30}


class _Stap(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("ja", ctypes.c_uint8), ("nee", ctypes.c_uint8), ("k", ctypes.c_uint32)]


class _Programma(ctypes.Structure):
    _fields_ = [("lengte", ctypes.c_uint16), ("stappen", ctypes.POINTER(_Stap))]


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
        for pad in (*map(Path, SYSTEEM), *_python_mappen(), *lezen):
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


def zonder_netwerk() -> bool:
    """Geen nieuwe verbindingen meer; rechten, eigenaars en tijden van bestanden wijzigen doet niets.

    Wat al luistert, blijft luisteren; met processen op deze computer praten gaat langs een bestand. Geldt ook voor
    alles wat dit proces start. Geeft False als deze computer dat niet kan. Roep dit aan voordat er draden lopen.
    """
    return _filter({})


def _alleen_antwoorden() -> bool:
    """Als `zonder_netwerk`; en zelf naar niemand toe, ook niet naar een programma dat op een bestand luistert."""
    return _filter(VERBIND)


def _filter(meer: dict[str, int]) -> bool:
    """From now on a socket is a stream along a file or there is none, and these calls come to nothing."""
    soort = platform.machine()
    if not sys.platform.startswith("linux") or soort not in ARCHITECTUUR:
        return False
    anders = dict.fromkeys(BESTANDEN[soort], DOET_NIETS) | dict.fromkeys(NOOIT[soort], WEIGER)
    anders |= {meer[soort]: WEIGER} if meer else {}
    stappen = [  # each step: what it does, how many steps to skip if so and if not, and with which number
        (LAAD, 0, 0, PLEK_ARCHITECTUUR),
        (GELIJK, 1, 0, ARCHITECTUUR[soort]),
        (KLAAR, 0, 0, WEIGER),
        (LAAD, 0, 0, PLEK_NUMMER),
        (MINSTENS, 0, 1, X32),
        (KLAAR, 0, 0, WEIGER),
        *(stap for nummer, uit in anders.items() for stap in ((GELIJK, 0, 1, nummer), (KLAAR, 0, 0, uit))),
        (GELIJK, 1, 0, SOCKET[soort]),
        (KLAAR, 0, 0, TOESTAAN),
        (LAAD, 0, 0, PLEK_SOORT),
        (GELIJK, 1, 0, AF_UNIX),
        (KLAAR, 0, 0, GEEN_SOCKET),
        (LAAD, 0, 0, PLEK_SOORT + 8),
        (EN, 0, 0, 0xF),
        (GELIJK, 1, 0, STROOM),
        (KLAAR, 0, 0, GEEN_SOCKET),
        (KLAAR, 0, 0, TOESTAAN),
    ]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(GEEN_NIEUWE_RECHTEN, 1, 0, 0, 0):
        return False
    programma = _Programma(len(stappen), (_Stap * len(stappen))(*(_Stap(*s) for s in stappen)))
    return libc.prctl(SECCOMP, FILTER, ctypes.byref(programma), 0, 0) == 0


def begrens() -> None:
    """Een dienst die op hol slaat, vult geen schijf of geheugen: grenzen per proces, als het systeem die kent."""
    try:
        import resource
    except ImportError:
        return
    os.umask(0o077)  # what is made here is of this user alone, from the start
    for naam, grens in GRENZEN.items():
        wat, (_, hoogst) = getattr(resource, naam), resource.getrlimit(getattr(resource, naam))
        if hoogst == resource.RLIM_INFINITY or grens < hoogst:
            resource.setrlimit(wat, (grens, grens))


def omgeving() -> dict[str, str]:
    """De omgeving van een dienst die aan anderen iets laat zien: wat Python nodig heeft, verder niets van de gebruiker.

    De sleutel van de pseudoniemen hoort daar niet bij.
    """
    nodig = {
        "PATH",
        "LANG",
        "LANGUAGE",
        "TZ",
        "PYTHONPATH",
        "LD_LIBRARY_PATH",
        "SYSTEMROOT",
        "SYSTEMDRIVE",
        "WINDIR",
        "COMSPEC",
        "PATHEXT",
        "NUMBER_OF_PROCESSORS",
        "PROCESSOR_ARCHITECTURE",
    }
    return {k: w for k, w in os.environ.items() if k.upper() in nodig or k.startswith("LC_")}


def _python_mappen() -> list[Path]:
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


def stop(proces: subprocess.Popen, seconden: int = 10) -> None:
    """Vraag een dienst eerst om zelf te stoppen: dan neemt hij zijn kernels mee. Doet hij dat niet, dan moet het."""
    with contextlib.suppress(OSError):
        proces.stdin.close()
    try:
        proces.wait(timeout=seconden)
    except subprocess.TimeoutExpired:
        proces.kill()
        proces.wait()


if __name__ == "__main__":  # a kernel of the live dashboard: python -m sociaaldomein.zaal.zandbak -f verbinding.json
    _alleen_antwoorden()
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)
