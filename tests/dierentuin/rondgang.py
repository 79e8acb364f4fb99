"""De rondgang: elk dier gaat door de opdrachten zoals een gebruiker ze geeft, en wat eruit komt wordt nagekeken.

    python tests/dierentuin/rondgang.py --van 0 --tot 300 --uit rondgang.jsonl

Elk dier draait in een eigen proces, met een grens aan tijd en geheugen. De uitkomst is een regel in het bestand; een
dier dat er al in staat, wordt overgeslagen. Zo is een lange rondgang na een onderbreking te hervatten. Met `--bewaar`
blijven levering en uitgave staan.
"""

import argparse
import csv
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from html.parser import HTMLParser
from pathlib import Path

import dieren
import telling

SECONDEN = 1_500  # for a whole animal, of up to six deliveries in a row, on a busy machine
GEHEUGEN_MB = 1_500
ENGELS = re.compile(
    r"\b(the|and|with|this|that|not|found|failed|value|values|error|errors|warning|invalid|expected|unknown|missing|"
    r"does|cannot|could|should|because|none|nan|null|undefined|true|false|traceback|exception|quarter|youth)\b",
    re.I,
)
AFGESCHERMD, WEG = "afgeschermd", "ontbreekt"
DEEL_VAN_PERSONEN = (  # counts of persons or their care: 1 to 9 is never shown
    "lopend_",
    "instroom_",
    "uitstroom_",
    "looptijd_aantal",
    "aanvragen",
    "bijstand_",
    "verwijzer",
)


class Tekst(HTMLParser):
    """De tekst die een lezer ziet."""

    def __init__(self):
        super().__init__()
        self.diep, self.stukken = 0, []

    def handle_starttag(self, tag, attrs):
        self.diep += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.diep -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.diep:
            self.stukken.append(data)


def zichtbaar(pad: Path) -> str:
    lezer = Tekst()
    lezer.feed(pad.read_text(encoding="utf-8"))
    return " ".join(lezer.stukken)


class Verzorger:
    """Voert een dier door de opdrachten, en schrijft op wat er niet klopt."""

    def __init__(self, dier: dieren.Dier, map: Path):
        self.dier, self.map = dier, map
        self.fouten: list[str] = []
        self.scherm = ""
        self.cellen = 0

    def fout(self, tekst: str) -> None:
        self.fouten.append(tekst)

    def doe(self, *opdracht: str) -> tuple[int, str]:
        """Een opdracht van de opdrachtregel, in dit proces; geeft het getal en wat er op het scherm kwam."""
        from sociaaldomein import cli

        pad = self.map / "scherm.txt"
        bewaard = os.dup(1), os.dup(2)
        with pad.open("wb") as bestand:
            sys.stdout.flush(), sys.stderr.flush()
            os.dup2(bestand.fileno(), 1), os.dup2(bestand.fileno(), 2)
            try:
                getal = cli.main([str(deel) for deel in opdracht])
            except SystemExit as stop:
                getal = stop.code if isinstance(stop.code, int) else 2
            except BaseException:
                traceback.print_exc()
                getal = 99
            finally:
                sys.stdout.flush(), sys.stderr.flush()
                os.dup2(bewaard[0], 1), os.dup2(bewaard[1], 2)
                os.close(bewaard[0]), os.close(bewaard[1])
        tekst = pad.read_text(encoding="utf-8", errors="replace")
        naam = " ".join(str(o) for o in opdracht[:2] if not str(o).startswith("/"))
        self.scherm += f"$ {naam}\n{tekst}\n"
        if "Traceback" in tekst or "Er ging iets mis in het programma" in tekst:
            self.fout(f"{naam}: het programma brak af: {tekst[-700:]}")
        if engels := ENGELS.search(tekst):
            self.fout(f"{naam}: Engels op het scherm: ...{tekst[max(0, engels.start() - 60) : engels.end() + 60]!r}")
        return getal or 0, tekst

    def rond(self) -> None:
        uit = self.map / "uitgaven"
        params = dieren.schrijf_params(self.dier.soort, self.map / "params.yml")
        een = dieren.schrijf_params(self.dier.soort, self.map / "een.yml", ("doelen",))
        for i, levering in enumerate(self.dier.leveringen):
            bron = dieren.schrijf(levering, self.dier.soort, self.dier.zaad, self.map / f"levering{i}")
            getal, tekst = self.doe("controleer", bron)
            if getal or "aangenomen" not in tekst:
                return self.fout(f"controleer gaf {getal}: {tekst[-900:]}")
            kwartaal = dieren.schrijf_kwartaal(levering.kwartaal)
            begin = time.monotonic()
            getal, tekst = self.doe("kwartaal", kwartaal, "--bron", bron, "--uit", uit, "--params", params)
            self.duur = time.monotonic() - begin
            if getal:
                return self.fout(f"kwartaal {i} gaf {getal}: {tekst[-1500:]}")
            self.kijk_uitgave(uit / kwartaal, tekst)
        for opdracht in ("controleer-publicatie", "verifieer"):
            getal, tekst = self.doe(opdracht, uit)
            if getal:
                self.fout(f"{opdracht} gaf {getal}: {tekst[-900:]}")
        getal, tekst = self.doe(
            "kwartaal", kwartaal, "--bron", bron, "--uit", self.map / "eigen", "--params", een, "--profiel", "intern"
        )
        if getal:
            return self.fout(f"kwartaal intern gaf {getal}: {tekst[-1500:]}")
        intern = lees_cijfers(self.map / "eigen" / "intern" / kwartaal)
        self.vergelijk(telling.tel(levering), intern)
        self.vergelijk_openbaar(intern, lees_cijfers(uit / kwartaal))

    def kijk_uitgave(self, map: Path, scherm: str) -> None:
        run = huidige(map)
        for naam in ("index.html", "begrippen.html", "manifest.json", "openbaar/cijfers.csv", "openbaar/cijfers.xlsx"):
            if not (run / naam).is_file():
                self.fout(f"{naam} ontbreekt in de uitgave")
        for pagina in self.dier.soort.paginas:
            if not (run / f"{pagina}.html").is_file():
                reden = re.search(rf"Pagina {pagina.capitalize()} is weggelaten\. (\S.*)", scherm)
                if not reden:
                    self.fout(f"pagina {pagina} ontbreekt zonder reden")
        for pad in sorted(run.glob("*.html")):
            tekst = zichtbaar(pad)
            if engels := ENGELS.search(tekst):
                self.fout(f"{pad.name}: Engels: ...{tekst[max(0, engels.start() - 80) : engels.end() + 60]!r}")
            if len(tekst) < 200:
                self.fout(f"{pad.name} is leeg")

    def vergelijk(self, moet: dict, intern: dict) -> None:
        """Elke cel van de tweede telling tegen de interne cijfers, en omgekeerd."""
        er = {sleutel: cel["waarde"] for sleutel, cel in intern.items() if cel["waarde"] is not None}
        self.cellen, verschillen = telling.anders(moet, er)
        if verschillen:
            self.fout(f"{len(verschillen)} cellen anders dan de tweede telling: " + "; ".join(verschillen[:12]))

    def vergelijk_openbaar(self, intern: dict, openbaar: dict) -> None:
        """Wat openbaar staat past bij de interne cijfers: precies, afgerond zoals er staat, of afgeschermd."""
        verschillen = []
        for sleutel, cel in openbaar.items():
            waar = intern.get(sleutel)
            if waar is None:
                verschillen.append(f"{'/'.join(sleutel)}: wel openbaar, niet intern")
                continue
            if cel["status"] == WEG or waar["status"] == WEG:
                if cel["status"] != waar["status"]:
                    verschillen.append(f"{'/'.join(sleutel)}: openbaar {cel['status']}, intern {waar['status']}")
                continue
            er, echt = cel["waarde"], waar["waarde"]
            if cel["status"] == AFGESCHERMD:
                if er is not None or cel["teller"] or cel["noemer"]:
                    verschillen.append(f"{'/'.join(sleutel)}: afgeschermd, maar er staat een getal")
            elif (
                sleutel[0].startswith(DEEL_VAN_PERSONEN)
                and not cel["gepubliceerd_in"]
                and not sleutel[0].endswith("_verandering")
            ):
                grof = float(cel["aantal_afgerond_op"] or 0)
                klopt = er == echt if grof == 1 else grof and er % grof == 0 and abs(er - echt) <= grof / 2
                if er is None or not klopt:
                    verschillen.append(f"{'/'.join(sleutel)}: openbaar {er} op {grof:.0f} afgerond, echt {echt}")
                elif 1 <= echt <= 9 and er == echt:
                    verschillen.append(f"{'/'.join(sleutel)}: een aantal onder de 10 staat er precies")
        if verschillen:
            self.fout(f"{len(verschillen)} openbare cellen kloppen niet: " + "; ".join(verschillen[:12]))


def huidige(map: Path) -> Path:
    """De run die telt: waar huidig.json naar wijst."""
    wijst = json.loads((map / "huidig.json").read_text(encoding="utf-8"))
    naam = next(w for w in wijst.values() if isinstance(w, str) and (map / w).is_dir())
    return map / naam


def lees_cijfers(map: Path) -> dict[tuple, dict]:
    """De cijfers zoals een gebruiker ze ophaalt: het CSV-bestand van de uitgave."""
    cijfers = {}
    with (huidige(map) / "openbaar" / "cijfers.csv").open(encoding="utf-8-sig", newline="") as bestand:
        for rij in csv.DictReader(bestand, delimiter=";"):
            rij["waarde"] = float(rij["waarde"].replace(",", ".")) if rij["waarde"] else None
            cijfers[rij["cijfer"], rij["wet"], rij["uitsplitsing"], rij["groep"], rij["kwartaal"]] = rij
    return cijfers


def een_dier(dier: dieren.Dier, map: Path) -> dict:
    """Een dier in dit proces: alles wat ervan te zeggen is, als een regel voor het bestand."""
    verzorger = Verzorger(dier, map)
    begin = time.monotonic()
    try:
        verzorger.rond()
    except Exception:
        verzorger.fout("de rondgang zelf brak af: " + traceback.format_exc()[-1500:])
    geheugen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if geheugen > GEHEUGEN_MB:
        verzorger.fout(f"{geheugen} MB geheugen")
    (map / "alles.txt").write_text(verzorger.scherm, encoding="utf-8")
    rekentijd = sum(resource.getrusage(wie).ru_utime for wie in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "dier": dier.naam,
        "zaad": dier.zaad,
        "goed": not verzorger.fouten,
        "fouten": verzorger.fouten,
        "cellen": verzorger.cellen,
        "seconden": round(time.monotonic() - begin, 1),
        "rekentijd": round(rekentijd, 1),
        "mb": geheugen,
        "soort": {k: w for k, w in vars(dier.soort).items() if k != "zonder"},
        "zonder": [f"{t}.{k}" for t, k in dier.soort.zonder if t in dier.soort.tabellen],
    }


def laat_rondgaan(wie: str, map: Path, seconden: float = SECONDEN) -> dict:
    """Een dier in een eigen proces, met een grens aan de tijd. `wie` is een naam of een zaadje."""
    map.mkdir(parents=True, exist_ok=True)
    uitkomst = map / "uitkomst.json"
    begin = time.monotonic()
    with (map / "proces.txt").open("wb") as scherm:
        proces = subprocess.Popen(
            [sys.executable, __file__, "--een", wie, "--map", str(map)], stdout=scherm, stderr=scherm
        )
        try:
            proces.wait(seconden)
        except subprocess.TimeoutExpired:
            proces.kill()  # the kernels it started stop by themselves
            proces.wait()
            gezien = (map / "scherm.txt").read_text(encoding="utf-8", errors="replace")[-300:]
            return {
                "dier": wie,
                "goed": False,
                "fouten": [f"geen einde na {seconden:.0f} seconden: {gezien}"],
                "seconden": round(time.monotonic() - begin, 1),
            }
    if not uitkomst.is_file():
        gezien = (map / "proces.txt").read_text(encoding="utf-8", errors="replace")[-1500:]
        return {"dier": wie, "goed": False, "fouten": [f"het proces stopte met {proces.returncode}: {gezien}"]}
    return json.loads(uitkomst.read_text(encoding="utf-8"))


def zoek(wie: str) -> dieren.Dier:
    from namen import DIEREN

    if wie in DIEREN:
        zaad, vast = DIEREN[wie]
        return dieren.dier(zaad, wie, **vast)
    return dieren.dier(int(wie))


def main() -> int:
    keuze = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    keuze.add_argument("--van", type=int, default=0)
    keuze.add_argument("--tot", type=int, default=300)
    keuze.add_argument("--uit", type=Path, default=Path("rondgang.jsonl"))
    keuze.add_argument("--bewaar", type=Path, help="map waarin levering en uitgave van elk dier blijven staan")
    keuze.add_argument("--seconden", type=float, default=SECONDEN)
    keuze.add_argument("--een", help="alleen dit dier, in dit proces")
    keuze.add_argument("--map", type=Path)
    wat = keuze.parse_args()
    if wat.een:
        resultaat = een_dier(zoek(wat.een), wat.map)
        (wat.map / "uitkomst.json").write_text(json.dumps(resultaat, ensure_ascii=False), encoding="utf-8")
        return 0
    klaar = set()
    if wat.uit.is_file():
        klaar = {json.loads(regel)["zaad"] for regel in wat.uit.read_text(encoding="utf-8").splitlines() if regel}
    fout = 0
    for zaad in range(wat.van, wat.tot):
        if zaad in klaar:
            continue
        with tempfile.TemporaryDirectory() as tijdelijk:
            map = wat.bewaar / str(zaad) if wat.bewaar else Path(tijdelijk) / "dier"
            if map.is_dir():
                shutil.rmtree(map)
            resultaat = laat_rondgaan(str(zaad), map, wat.seconden) | {"zaad": zaad}
        with wat.uit.open("a", encoding="utf-8") as bestand:
            bestand.write(json.dumps(resultaat, ensure_ascii=False) + "\n")
        fout += not resultaat["goed"]
        print(
            f"dier {zaad}: {'goed' if resultaat['goed'] else 'FOUT'} na {resultaat.get('seconden')} seconden",
            *(f"\n    {tekst[:1000]}" for tekst in resultaat["fouten"]),
            flush=True,
        )
    return 1 if fout else 0


if __name__ == "__main__":
    sys.exit(main())
