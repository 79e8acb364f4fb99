"""De bestanden van een uitgave nalopen: elk getal in de downloads en de pagina's komt uit de beschermde set."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming.openbaar import Openbaar
from sociaaldomein.afscherming.teksten import (
    TEGELS,
    Lezer,
    getallen_in,
    geteld,
    klein_in_toelichting,
    leesbaar,
    teksten,
    uit_json,
    zonder_namen,
)
from sociaaldomein.afscherming.toegestaan import Toegestaan, toegestaan
from sociaaldomein.afscherming.verantwoording import PAGINA
from sociaaldomein.begrippen.cijfers import SLEUTEL, naam_van
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.notatie import getal

UITLEG = re.compile(r'<a class="woord"[^>]*>|</a>')  # links to an explanation, added to a panel when it is shown
PER_BESTAND = 20  # so many strange numbers of one file are named


def vreemde_getallen(uitgave: Path, openbaar: Openbaar, melder: Callable[[str], None] = lambda _: None) -> list[str]:
    """De getallen in de downloads en de pagina's van een uitgave die niet uit de beschermde set komen."""
    melder(f"Getallen nalopen in de downloads van {uitgave.name} ...")
    mag, namen = toegestaan(openbaar), _met_getal(openbaar)
    uit = []
    csv_pad, xlsx_pad = uitgave / "openbaar" / "cijfers.csv", uitgave / "openbaar" / "cijfers.xlsx"
    rijen: dict[tuple, list[dict]] = {}
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        for r in tafel.iter_rows(named=True):
            rijen.setdefault(_sleutel(r[k] for k in SLEUTEL), []).append(r)
    uit += _vreemd_in_rijen("openbaar/cijfers.csv", _csv_rijen(csv_pad), rijen)
    uit += _vreemd_in_rijen("openbaar/cijfers.xlsx", _xlsx_rijen(xlsx_pad), rijen)
    eigen_tekst = _toelichting(uitgave / "openbaar" / "toelichting.yml")
    uit += [f"openbaar/toelichting.yml: {fout}" for fout in klein_in_toelichting(eigen_tekst, openbaar.drempel, namen)]
    uit += _vreemd_in_beelden(uitgave, openbaar, mag, namen, melder)
    mag = replace(mag, getallen=mag.getallen | {n for t in eigen_tekst.values() for n, _ in getallen_in(t)})
    beelden = _getallen_per_beeld(uitgave / "openbaar" / "beelden", eigen_tekst, namen)
    avond, eigen = _van_de_avond(uitgave / "openbaar" / "avond.json")
    for pagina in sorted(uitgave.glob("*.html")):
        melder(f"Getallen nalopen in {pagina.name} ...")
        inhoud = pagina.read_text(encoding="utf-8")
        uit += _vreemd_in_panelen(pagina, inhoud, beelden, namen)
        if pagina.stem not in ("index", "begrippen", "toegankelijkheid", PAGINA):
            erbij = eigen if pagina.stem in avond else set()
            ruim = Toegestaan(mag.getallen | erbij, mag.procenten | erbij, mag.klein)
            uit += vreemd_in_teksten(pagina.name, zonder_namen(teksten(inhoud), namen), ruim)
    return uit


def _van_de_avond(pad: Path) -> tuple[set[str], set[str]]:
    """De bladen van een avond, en hun eigen getallen: in stellingen (soms onwaar) en verzonnen situaties."""
    inhoud = json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else {"paginas": []}
    namen = {p["naam"] for p in inhoud["paginas"] if p["notebook"] == "avond"}
    woorden = uit_json([inhoud[k] for k in ("titel", "onderdelen", "stellingen", "teksten") if k in inhoud])
    dagen = [[int(x["dag"]) for x in s["stappen"]] for s in inhoud.get("teksten", {}).get("situaties", ())]
    verschil = {getal(abs(a - b)) for rij in dagen for a in rij for b in rij}
    return namen, verschil | {n for t in woorden for n, _ in getallen_in(t)}


def _toelichting(pad: Path) -> dict[str, str]:
    """Wat de gemeente zelf onder een beeld schrijft: pagina.paneel -> tekst."""
    inhoud = yamltekst.lees(pad) if pad.is_file() else None
    return {str(sleutel): str(tekst) for sleutel, tekst in (inhoud or {}).items()}


def _getallen_per_beeld(map: Path, eigen_tekst: dict[str, str], namen: set[str]) -> dict[str, Counter]:
    """Hoe vaak elk getal in een getekend paneel of een tegel staat: pagina-paneel -> getal -> keren."""
    uit = {}
    for pad in map.glob("*.json"):
        notebook, wet, naam = pad.stem.split("-", 2)
        paneel, inhoud = f"{notebook if wet == 'samen' else wet}-{naam}", json.loads(pad.read_text(encoding="utf-8"))
        for nr, tegel in enumerate(inhoud.get("tegels", [])):
            uit[f"{TEGELS} {paneel} {nr}"] = geteld(zonder_namen(uit_json(tegel), namen))
        staten = inhoud.get("staten", [])
        tekst = [inhoud.get(k) for k in ("vraag", "keuzes")] + [s.get("titel") for s in staten[:1] + staten]
        tekst += [s.get(k) for s in staten for k in ("figuur", "onder")]
        tekst += [eigen_tekst.get(paneel.replace("-", ".", 1))] * len(staten)
        uit[paneel] = geteld(zonder_namen(uit_json(tekst), namen))
    return uit


def _vreemd_in_panelen(pagina: Path, inhoud: str, beelden: dict[str, Counter], namen: set[str]) -> list[str]:
    """Een paneel heeft de getallen van zijn tekening en geen andere: dus geen aantal op de plaats van afgeschermd."""
    lezer = Lezer()
    lezer.feed(UITLEG.sub("", inhoud))
    lezer.close()
    uit = []
    tegels = [Counter(), *(b for naam, b in beelden.items() if naam.startswith(TEGELS))]
    for deel in filter(None, lezer.delen):
        hier = geteld(zonder_namen(lezer.delen[deel], namen))
        los = deel.startswith(TEGELS)  # a page may show tiles of other pages too
        mag = tegels if los else [beelden.get(deel, Counter())]
        te_veel = min((hier - b for b in mag), key=Counter.total)
        waar = TEGELS if los else f"paneel {deel}"
        uit += [f"{pagina.name}, {waar}: het getal {n}{procent} staat niet zo in het beeld" for n, procent in te_veel]
    return uit[:PER_BESTAND]


def _met_getal(openbaar: Openbaar) -> set[str]:
    """De namen van wijken en groepen met een getal erin, zoals Wijk 3 Noord: dat getal telt niets."""
    namen = set(openbaar.namen.values())
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        namen.update(naam_van(*r) for r in tafel.select("groep_soort", "groep", "wet").unique().iter_rows())
    return {n.lower() for n in namen if re.search(r"\d", n) and re.search(r"[^\W\d_]", n)}


def _vreemd_in_beelden(
    uitgave: Path, openbaar: Openbaar, mag: Toegestaan, namen: set[str], melder: Callable[[str], None]
) -> list[str]:
    """De beelden met hun zinnen, tabellen en bijschriften. Een klein aantal is daar erger dan een vreemd getal."""
    uit = []
    for pad in sorted((uitgave / "openbaar" / "beelden").glob("*.json")):
        melder(f"Getallen nalopen in {pad.name} ...")
        inhoud = json.loads(pad.read_text(encoding="utf-8"))
        over_mensen = (leesbaar(t) for t in uit_json(list(_over_mensen(inhoud))))
        klein = mag.klein & {n for n, procent in geteld(zonder_namen(over_mensen, namen)) if not procent}
        uit += [f"openbaar/beelden/{pad.name}: het aantal {n} is kleiner dan {openbaar.drempel}" for n in klein]
        uit += vreemd_in_teksten(f"beelden/{pad.name}", zonder_namen(uit_json(inhoud), namen), mag)
    return sorted(uit)


def _over_mensen(inhoud: Mapping[str, Any]) -> Iterable[Any]:
    """De staten en tegels, zonder die waarvan de tekening zegt dat zij geen mensen telt; en wat eromheen staat."""
    delen = [deel for deel in (*inhoud.get("staten", ()), *inhoud.get("tegels", ())) if deel.get("mensen", True)]
    return [inhoud.get("vraag"), inhoud.get("keuzes"), *delen] if delen else []


def vreemd_in_teksten(naam: str, gevonden: Iterable[str], mag: Toegestaan) -> list[str]:
    vreemd = dict.fromkeys(
        n + procent
        for t in gevonden
        for n, procent in getallen_in(t)
        if n not in (mag.procenten if procent else mag.getallen)
    )
    return [f"{naam}: het getal {n} komt niet uit de beschermde cijfers" for n in list(vreemd)[:PER_BESTAND]]


def _csv_rijen(pad: Path) -> Iterable[dict[str, Any]]:
    if pad.is_file():
        with pad.open(encoding="utf-8-sig", newline="") as bestand:
            yield from csv.DictReader(bestand, delimiter=";")


def _xlsx_rijen(pad: Path) -> Iterable[dict[str, Any]]:
    from openpyxl import load_workbook

    if not pad.is_file():
        return
    boek = load_workbook(pad, read_only=True)
    for blad in boek.worksheets:
        regels = blad.iter_rows(values_only=True)
        kop = next(regels, ())
        if "cijfer" in kop:
            yield from ({k: (r[i] if i < len(r) else None) for i, k in enumerate(kop)} for r in regels)
    boek.close()


def _vreemd_in_rijen(naam: str, regels: Iterable[dict], rijen: dict[tuple, list[dict]]) -> list[str]:
    """Een download heeft de beschermde rijen en geen andere."""
    uit = []
    for r in regels:
        sleutel = _sleutel(r[k] for k in ("cijfer", "wet", "kwartaal", "uitsplitsing", "groep"))
        kolommen = ("waarde", "teller", "noemer")
        if not any(all(_gelijk(r[k], eigen[k]) for k in kolommen) for eigen in rijen.get(sleutel, [])):
            uit.append(f"{naam}: de rij {' '.join(sleutel)} staat niet zo in de beschermde cijfers")
    return uit[:PER_BESTAND]


def _sleutel(waarden: Iterable[Any]) -> tuple[str, ...]:
    """De sleutel van een rij. Een download zet een apostrof voor een tekst die een rekenblad zou uitrekenen."""
    return tuple(str(w).removeprefix("'") for w in waarden)


def _gelijk(in_bestand: Any, eigen: float | None) -> bool:
    if in_bestand in (None, ""):
        return True
    waarde = float(str(in_bestand).replace(",", "."))
    return eigen is not None and abs(waarde - eigen) < 1e-6
