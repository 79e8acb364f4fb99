"""Hoe snel zijn de telregels, vergeleken met zo goed mogelijk met de hand geschreven Polars voor dezelfde acht maten?

    python benchmarks/telregels.py              # 1.000.000 toewijzingen, acht kwartalen
    python benchmarks/telregels.py --aantal 100000 --herhaal 3

The eight measures, over eight quarters and both wetten:
 1. running trajecten and clients with the four-part bar     5. planned duration: n, mean, median, p25, p75
 2. trajecten and clients that began                         6. running trajecten and clients by hoofdcategorie
 3. those clients split into new, running, returning         7. running trajecten and clients by age class
 4. trajecten and clients that ended, by reason              8. clients that began, by referrer
The library needs seven calls (2 and 3 are one). Both sides run in one process, in turn, and must agree before anything
is timed. The hand-written side keeps the fastest of several forms per measure and stops at raw counts; the library also
makes tidy, sorted rows with zeros. Peak memory is that of a fresh process per side. Last, the import of the dashboard
is timed in fresh processes against `import pandas, matplotlib`.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.telregels import instroom, looptijd

KWARTALEN = laatste(Kwartaal(2023, 4), 8)
GRENS = 1.3
C = pl.col


def maak(aantal: int, zaad: int = 20230101) -> pl.DataFrame:
    """Generated toewijzingen 2019-2025: hashed client ids, one in ten without an end, the codes of both wetten."""
    toeval = np.random.default_rng(zaad)
    dag = np.datetime64("2019-01-01")
    begin = dag + toeval.integers(0, 2500, aantal)
    duur = toeval.gamma(2.0, 130.0, aantal).astype(int)
    ids = np.array([f"{n * 2654435761 % 2**64:016x}" for n in range(max(aantal * 2 // 5, 1))])
    client = toeval.integers(0, len(ids), aantal)
    woorden = {
        "wet": ["jeugd", "wmo", "wmo"],
        "reden_einde": ["einde_indicatie", "wlz", "overig", "onbekend"],
        "verwijzer": ["gemeente", "huisarts", "jeugdarts", "rechter", ""],
        "hoofdcategorie": ["ambulant", "ambulant", "verblijf", "veiligheid", "landelijk"],
    }
    tabel = pl.DataFrame(
        {naam: np.array(keuze)[toeval.integers(0, len(keuze), aantal)] for naam, keuze in woorden.items()}
    )
    return (
        tabel.with_columns(
            toewijzingnummer=pl.int_range(aantal).cast(pl.String),
            client_id=pl.Series(ids[client]),
            geboortejaar=pl.Series(1930 + client % 93),
            begin=pl.Series(begin).cast(pl.Date),
            einde=pl.Series(begin + duur).cast(pl.Date),
            open=pl.Series(toeval.random(aantal) < 0.1),
            einddatum_oorspronkelijk=pl.Series(begin + duur * 4 // 5).cast(pl.Date),
        )
        .with_columns(
            einde=pl.when("open").then(None).otherwise("einde"),
            verwijzer=pl.when(C("verwijzer") != "").then("verwijzer"),
        )
        .drop("open")
    )


# --- by hand --------------------------------------------------------------------------------------------------------
# Per measure the fastest of the forms tried; {(name, wet, quarter, group): value} is made outside the timing.


def loopt(k: Kwartaal) -> pl.Expr:
    return (C("begin") <= k.laatste_dag) & ((C("einde") >= k.eerste_dag) | C("einde").is_null())


def binnen(kolom: str) -> pl.Expr:
    return C(kolom).is_between(KWARTALEN[0].eerste_dag, KWARTALEN[-1].laatste_dag)


def nummer(kolom: str) -> pl.Expr:
    return (C(kolom).dt.year() * 4 + C(kolom).dt.quarter().cast(pl.Int32) - 1).alias("k")


def raakt() -> pl.Expr:
    return (C("begin") <= KWARTALEN[-1].laatste_dag) & ((C("einde") >= KWARTALEN[0].eerste_dag) | C("einde").is_null())


def per_client(lf: pl.LazyFrame, *sleutel: str) -> pl.LazyFrame:
    """One row per client with a count per quarter, then summed: faster here than n_unique per quarter."""
    namen = [str(k) for k in KWARTALEN]
    clienten = (
        lf.filter(raakt()).group_by("wet", "client_id", *sleutel).agg(loopt(k).sum().alias(str(k)) for k in KWARTALEN)
    )
    return clienten.group_by("wet", *sleutel).agg(
        *[C(n).sum().alias(f"t{n}") for n in namen], *[(C(n) > 0).sum().alias(f"c{n}") for n in namen]
    )


def breed(frame: pl.DataFrame, soort: str = "groep") -> dict:
    """Wide counts "t2023-K1", "c2023-K1" per group as {(figure, wet, quarter, group): value}."""
    uit: dict = {}
    for rij in frame.iter_rows(named=True):
        for k in KWARTALEN:
            groep = klasse(rij, k) if soort == "geboortejaar" else rij.get(soort, "totaal")
            for letter, naam in (("t", "lopend_trajecten"), ("c", "lopend_clienten")):
                sleutel = (naam, rij["wet"], str(k), groep)
                uit[sleutel] = uit.get(sleutel, 0) + rij[f"{letter}{k}"]
    return uit


def klasse(rij: dict, k: Kwartaal) -> str:
    leeftijd = k.jaar - rij["geboortejaar"]
    grenzen = {"jeugd": (0, 4, 12, 18), "wmo": (0, 18, 65, 75, 85)}[rij["wet"]]
    van = max((g for g in grenzen if g <= leeftijd), default=None)
    if van is None:
        return "onbekend"
    tot = min((g for g in grenzen if g > van), default=None)
    return f"{van}-{tot - 1}" if tot else f"{van}+"


def kw(nr: int) -> str:
    return f"{nr // 4}-K{nr % 4 + 1}"


def hand_lopend(lf):
    """The parts from one small table of quarter of begin by quarter of einde."""
    kruis = lf.filter(raakt()).select("wet", nummer("begin"), nummer("einde").alias("e"))
    return [per_client(lf), kruis.group_by("wet", "k", "e").len()]


def plat_lopend(mensen, kruis):
    uit = breed(mensen)
    for k in KWARTALEN:
        nr = k.jaar * 4 + k.nummer - 1
        for wet, begin, einde, aantal in kruis.iter_rows():
            einde = einde or 10**9
            if begin <= nr <= einde:
                deel = {
                    (False, False): "doorlopend",
                    (True, False): "begonnen",
                    (False, True): "beeindigd",
                    (True, True): "begonnen_en_beeindigd",
                }[begin == nr, einde == nr]
                sleutel = ("lopend_trajecten", wet, str(k), deel)
                uit[sleutel] = uit.get(sleutel, 0) + aantal
    return uit


def hand_instroom(lf):
    jaar_eerder = date.fromordinal(KWARTALEN[0].eerste_dag.toordinal() - 365)
    nodig = (C("begin") <= KWARTALEN[-1].laatste_dag) & ((C("einde") >= jaar_eerder) | C("einde").is_null())
    dagen = lf.filter(nodig).select(
        "wet", "client_id", C("begin").cast(pl.Int32), C("einde").cast(pl.Int32).fill_null(2_000_000_000)
    )
    aggregaten, tellingen = [], []
    for k in KWARTALEN:
        van, tot = ((d - date(1970, 1, 1)).days for d in (k.eerste_dag, k.laatste_dag))
        aggregaten += [
            pl.when(C("begin").is_between(van, tot)).then("begin").min().alias(f"b{k}"),
            pl.when(C("begin") < van).then("einde").otherwise(-2_000_000_000).max().alias(f"e{k}"),
        ]
        b, e = C(f"b{k}"), C(f"e{k}")
        tellingen += [
            b.count().alias(f"c{k}"),
            (e >= b - 1).sum().alias(f"door{k}"),
            (e < b - 365).sum().alias(f"nieuw{k}"),
        ]
    soorten = dagen.group_by("wet", "client_id").agg(aggregaten).group_by("wet").agg(tellingen)
    return [lf.filter(binnen("begin")).select("wet", nummer("begin")).group_by("wet", "k").len(), soorten]


def plat_instroom(trajecten, soorten):
    uit = {("instroom_trajecten", wet, kw(k), "totaal"): n for wet, k, n in trajecten.iter_rows()}
    for rij in soorten.iter_rows(named=True):
        for k in KWARTALEN:
            alle, door, nieuw = (rij[f"{naam}{k}"] for naam in ("c", "door", "nieuw"))
            delen = {"totaal": alle, "doorlopend": door, "nieuw": nieuw, "terugkerend": alle - door - nieuw}
            for groep, n in delen.items():
                uit["instroom_clienten", rij["wet"], str(k), groep] = n
    return uit


def hand_uitstroom(lf):
    gestopt = lf.filter(binnen("einde")).select("wet", "client_id", "reden_einde", nummer("einde"))
    return [
        gestopt.group_by("wet", "k").agg(pl.len(), C("client_id").n_unique()),
        gestopt.group_by("wet", "k", "reden_einde").len(),
    ]


def plat_uitstroom(alle, redenen):
    uit = {("uitstroom_trajecten", wet, kw(k), reden): n for wet, k, reden, n in redenen.iter_rows()}
    for wet, k, trajecten, clienten in alle.iter_rows():
        uit |= {
            ("uitstroom_trajecten", wet, kw(k), "totaal"): trajecten,
            ("uitstroom_clienten", wet, kw(k), "totaal"): clienten,
        }
    return uit


def hand_looptijd(lf):
    dagen = (C("einddatum_oorspronkelijk") - C("begin")).dt.total_days() + 1
    nieuw = lf.filter(binnen("begin"), C("einddatum_oorspronkelijk") >= C("begin"))
    return [
        nieuw.select("wet", nummer("begin"), (dagen / 30.4375).alias("d"))
        .group_by("wet", "k")
        .agg(
            pl.len().alias("aantal"),
            C("d").mean().alias("gemiddeld"),
            C("d").median().alias("mediaan"),
            C("d").quantile(0.25, "linear").alias("p25"),
            C("d").quantile(0.75, "linear").alias("p75"),
        )
    ]


def plat_looptijd(frame):
    return {
        (f"looptijd_{maat}", rij["wet"], kw(rij["k"]), "totaal"): rij[maat]
        for rij in frame.iter_rows(named=True)
        for maat in ("aantal", "gemiddeld", "mediaan", "p25", "p75")
    }


def hand_hoofdcategorie(lf):
    return [per_client(lf, "hoofdcategorie")]


def hand_leeftijd(lf):
    return [per_client(lf, "geboortejaar")]


def hand_verwijzers(lf):
    eerste = (
        lf.filter(binnen("begin"))
        .select("wet", "client_id", nummer("begin"), "begin", "verwijzer")
        .group_by("wet", "client_id", "k", "begin")
        .agg(C("verwijzer").min())
        .group_by("wet", "client_id", "k")
        .agg(C("verwijzer").min_by("begin"))
    )
    return [eerste.group_by("wet", "k", "verwijzer").len()]


def plat_verwijzers(frame):
    uit: dict = {}
    for wet, k, verwijzer, n in frame.iter_rows():
        for groep in (verwijzer or "onbekend", "totaal"):
            sleutel = ("verwijzer", wet, kw(k), groep)
            uit[sleutel] = uit.get(sleutel, 0) + n
    return uit


MATEN = {  # name: (library, by hand, raw counts by hand as a dict)
    "lopend, vier delen": (lambda t: instroom.lopend(t, KWARTALEN), hand_lopend, plat_lopend),
    "instroom, drie soorten": (lambda t: instroom.instroom(t, KWARTALEN), hand_instroom, plat_instroom),
    "uitstroom naar reden": (lambda t: instroom.uitstroom(t, KWARTALEN), hand_uitstroom, plat_uitstroom),
    "looptijd": (lambda t: looptijd.looptijd(t, KWARTALEN), hand_looptijd, plat_looptijd),
    "lopend per hoofdcategorie": (
        lambda t: instroom.lopend(t, KWARTALEN, "hoofdcategorie"),
        hand_hoofdcategorie,
        lambda d: breed(d, "hoofdcategorie"),
    ),
    "lopend per leeftijd": (
        lambda t: instroom.lopend(t, KWARTALEN, "leeftijd"),
        hand_leeftijd,
        lambda d: breed(d, "geboortejaar"),
    ),
    "verwijzers": (lambda t: instroom.verwijzers(t, KWARTALEN), hand_verwijzers, plat_verwijzers),
}


# --- measuring ------------------------------------------------------------------------------------------------------


def met_de_hand(functie, tabel: pl.DataFrame) -> list[pl.DataFrame]:
    return pl.collect_all(functie(tabel.lazy()), engine="streaming")


def controleer(tabel: pl.DataFrame) -> int:
    """Both sides give the same figures; what the hand-written side leaves out must be zero. Returns how many."""
    aantal = 0
    for naam, (bibliotheek, hand, plat) in MATEN.items():
        verwacht = plat(*met_de_hand(hand, tabel))
        uit = bibliotheek(tabel)
        for cijfer, wet, kwartaal, _, groep, waarde, *_ in uit.iter_rows():
            goed = verwacht.pop((cijfer, wet, kwartaal, groep), 0)
            if abs(waarde - goed) > 1e-9:
                raise SystemExit(f"{naam}: {cijfer} {wet} {kwartaal} {groep} is {waarde}, met de hand {goed}")
        if any(verwacht.values()):
            raise SystemExit(f"{naam}: de bibliotheek mist {next(k for k, v in verwacht.items() if v)}")
        aantal += len(uit)
    return aantal


def meet(tabel: pl.DataFrame, herhaal: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds (library, by hand) per measure and round. In turn, and the one that goes first changes every round."""
    tijden: dict[str, list[tuple[float, float]]] = {naam: [] for naam in MATEN}
    for ronde in range(herhaal):
        for naam, (bibliotheek, hand, _) in MATEN.items():
            kanten = [lambda b=bibliotheek: b(tabel), lambda h=hand: met_de_hand(h, tabel)]
            paar = [0.0, 0.0]
            for kant in (0, 1) if ronde % 2 else (1, 0):
                start = time.perf_counter()
                kanten[kant]()
                paar[kant] = time.perf_counter() - start
            tijden[naam].append((paar[0], paar[1]))
    return tijden


def hoogste_mb() -> float:
    """Peak memory of this process. Linux lets getrusage inherit the peak of the parent, so there /proc is read."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def piek(kant: str, pad: str) -> None:
    """Run in a fresh process: read the table, run all measures of one side, print both peaks in MB."""
    tabel = pl.read_parquet(pad)
    vooraf = hoogste_mb()
    for bibliotheek, hand, _ in MATEN.values():
        if kant == "bibliotheek":
            bibliotheek(tabel)
        elif kant == "hand":
            met_de_hand(hand, tabel)
    print(f"{vooraf:.0f} {hoogste_mb():.0f}")


def pieken(tabel: pl.DataFrame) -> dict[str, tuple[int, int]]:
    uit = {}
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "toewijzingen.parquet"
        tabel.write_parquet(pad)
        for kant in ("bibliotheek", "hand"):
            opdracht = [sys.executable, __file__, "--piek", kant, str(pad)]
            vooraf, hoogste = subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout.split()
            uit[kant] = int(vooraf), int(hoogste)
    return uit


def importtijden(herhaal: int = 7) -> tuple[float, float] | None:
    """Median seconds to import the dashboard, and to import pandas and matplotlib, in fresh processes, in turn."""
    if importlib.util.find_spec("sociaaldomein.paginas.dashboard") is None:
        return None
    kanten = ("import sociaaldomein.paginas.dashboard", "import pandas, matplotlib")
    tijden: tuple[list[float], list[float]] = ([], [])
    for _ in range(herhaal + 1):  # the first round warms the disk
        for lijst, code in zip(tijden, kanten, strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            lijst.append(time.perf_counter() - start)
    return statistics.median(tijden[0][1:]), statistics.median(tijden[1][1:])


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lezer.add_argument("--aantal", type=int, default=1_000_000)
    lezer.add_argument("--herhaal", type=int, default=9)
    lezer.add_argument("--piek", nargs=2, help=argparse.SUPPRESS)
    keuze = lezer.parse_args()
    if keuze.piek:
        return piek(*keuze.piek)
    tabel = maak(keuze.aantal)
    print(
        f"{keuze.aantal} toewijzingen, {len(KWARTALEN)} kwartalen, polars {pl.__version__}: "
        f"{controleer(tabel)} cijfers aan beide kanten gelijk"
    )
    tijden = meet(tabel, keuze.herhaal)
    print(f"{'maat':28}{'bibliotheek':>12}{'met de hand':>13}{'verhouding':>12}   (mediaan van {keuze.herhaal}, ms)")
    for naam, paren in tijden.items():
        eigen, hand = (statistics.median(p[kant] for p in paren) * 1000 for kant in (0, 1))
        print(f"{naam:28}{eigen:12.0f}{hand:13.0f}{statistics.median(a / b for a, b in paren):12.2f}")
    rondes = [[sum(p[ronde][kant] for p in tijden.values()) for kant in (0, 1)] for ronde in range(keuze.herhaal)]
    verhouding = statistics.median(a / b for a, b in rondes)
    eigen, hand = (statistics.median(r[kant] for r in rondes) * 1000 for kant in (0, 1))
    print(f"{'alle acht maten':28}{eigen:12.0f}{hand:13.0f}{verhouding:12.2f}   (grens {GRENS})")
    for kant, (vooraf, hoogste) in pieken(tabel).items():
        print(f"piekgeheugen {kant}: {hoogste} MB, waarvan {vooraf} MB voor de eerste telling")
    if gemeten := importtijden():
        print(
            f"import dashboard {gemeten[0]:.2f} s, import pandas en matplotlib {gemeten[1]:.2f} s: "
            f"verhouding {gemeten[0] / gemeten[1]:.2f} (grens 1.50)"
        )
    raise SystemExit(int(verhouding > GRENS))


if __name__ == "__main__":
    main()
