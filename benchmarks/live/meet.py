"""Hoe snel is het dashboard in de zaal, naast wat iemand anders zou kiezen?

    python benchmarks/live/meet.py                     # alles: B1, B2 en de tabel (ongeveer een kwartier)
    python benchmarks/live/meet.py --alleen b1 b2      # alleen de eigen eisen, geen andere omgevingen nodig
    python benchmarks/live/meet.py --alleen tabel --borden tablets voila --bezoekers 1 31

The same dashboard (figures of one public edition; three controls, three charts, a table) in this product (live and as
tablet page), in Voila with Output and redraw, Streamlit, Panel, Dash and Shiny. Each of those others runs with pinned
versions (requirements-*.txt) in an environment of its own in a temporary folder; nothing of it reaches the project.
A service has been up for four seconds when the visitors come, all at the same moment: light ones that speak HTTP and
websocket but do not draw, and one real browser.
Everything runs on 127.0.0.1. Memory is read from /proc, so this needs Linux, and Chromium.

 first picture   the first chart stands on the page           usable       all charts, the table and the controls do
 all in          95% of the light visitors had everything     change       from a choice to the new chart laid out
 memory          all processes of the service, shared pages once, per visitor
 bytes           all that the browser received, as sent
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import json
import math
import os
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bezoekers
import diensten
from bezoekers import Zaal
from diensten import BORDEN, Dienst

ANDEREN = ("voila", "streamlit", "panel", "dash", "shiny")
NAMEN = {
    "tablets": "tabletpagina",
    "ons": "levende pagina",
    "voila": "Voila met Output",
    "streamlit": "Streamlit",
    "panel": "Panel",
    "dash": "Dash",
    "shiny": "Shiny",
}
KOLOMMEN = {
    "beeld": "eerste beeld s",
    "bruikbaar": "bruikbaar s",
    "binnen": "allen binnen p95 s",
    "p50": "wijziging p50 ms",
    "p95": "wijziging p95 ms",
    "geheugen": "geheugen MB per bezoeker",
    "kb": "ontvangen kB",
}
RUST = 4  # seconds a service is up before visitors come: in a hall it stands ready
MEEST_LEVEND = 12  # windows a presenter may have open
WIJZIGINGEN = 20
GEDULD = 120_000
KWARTAAL = "2023-K1"

# What a script in the page needs to know of each dashboard. `eerste` is the look of the first chart.
ONS = """{
  panelen: () => [...document.querySelectorAll('section.paneel')],
  eerste: () => [...(P.panelen()[0]?.querySelectorAll('.staat:not([hidden]) svg') ?? [])].filter(zichtbaar)
    .map(s => s.outerHTML).join(''),
  aantal: () => P.panelen().filter(p => [...p.querySelectorAll('svg')].some(zichtbaar)).length,
  tafel: () => !!P.panelen()[0]?.querySelector('.staat:not([hidden]) table'),
  bediening: () => [...document.querySelectorAll('select[data-keuze]')].filter(zichtbaar).length,
  zet: i => kies(document.querySelector('select[data-keuze]'), i),
}"""
BORD = {
    "tablets": ONS,
    "ons": ONS,
    "voila": """{
  beelden: () => [...document.querySelectorAll('.jp-OutputArea-output img, .jp-RenderedImage img')],
  eerste: () => P.beelden()[0]?.src ?? '',
  aantal: () => P.beelden().filter(b => b.complete && b.naturalWidth).length,
  tafel: () => !!document.querySelector('table'),
  bediening: () => document.querySelectorAll('.widget-dropdown select').length,
  zet: i => kies(document.querySelector('.widget-dropdown select'), i),
}""",
    "streamlit": """{
  beelden: () => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')],
  eerste: () => doek(P.beelden()[0]),
  aantal: () => P.beelden().filter(b => doek(b)).length,
  tafel: () => !!document.querySelector('[data-testid="stTable"] table'),
  bediening: () => document.querySelectorAll('[data-testid="stRadio"]').length,
  zet: i => document.querySelectorAll('[data-testid="stRadio"]')[0].querySelectorAll('input')[i].click(),
}""",
    "panel": """{
  beelden: () => diep('canvas').filter(c => c.width > 100),
  eerste: () => { const b = P.beelden()[0]; return b && gevuld(b) ? b.toDataURL() : ''; },
  aantal: () => P.beelden().filter(gevuld).length,
  tafel: () => diep('table').length > 0,
  bediening: () => diep('select').length,
  zet: i => kies(diep('select')[0], i),
}""",
    "dash": """{
  beelden: () => [...document.querySelectorAll('.js-plotly-plot')],
  eerste: () => [...(P.beelden()[0]?.querySelectorAll('.point path') ?? [])].map(p => p.getAttribute('d')).join(''),
  aantal: () => P.beelden().filter(b => b.querySelector('.point path')).length,
  tafel: () => !!document.querySelector('.dash-cell, td'),
  bediening: () => document.querySelectorAll('[id$="-keuze"] input').length / 2,
  zet: i => document.querySelectorAll('#lopend-keuze input')[i].click(),
}""",
    "shiny": """{
  beelden: () => [...document.querySelectorAll('.shiny-plot-output img')],
  eerste: () => P.beelden()[0]?.src ?? '',
  aantal: () => P.beelden().filter(b => b.complete && b.naturalWidth).length,
  tafel: () => !!document.querySelector('#tafel table'),
  bediening: () => document.querySelectorAll('select.shiny-bound-input').length,
  zet: i => kies(document.querySelector('#lopend_keuze'), i),
}""",
}
METER = """(() => {
const zichtbaar = e => e.getBoundingClientRect().width > 0;
const kies = (lijst, i) => { lijst.selectedIndex = i; lijst.dispatchEvent(new Event('change', {bubbles: true})); };
const diep = (wat, van = document) => [...van.querySelectorAll(wat),
  ...[...van.querySelectorAll('*')].flatMap(e => e.shadowRoot ? diep(wat, e.shadowRoot) : [])];
const gevuld = c => { const d = c.getContext('2d')?.getImageData(0, 0, c.width, c.height).data; let n = 0;
  for (let i = 3; d && i < d.length && n < 200; i += 404) n += d[i] > 0; return n > 20; };
const doek = b => { const c = b?.querySelector('canvas'); if (c) return c.width > 50 && gevuld(c) ? c.toDataURL() : '';
  return b?.querySelector('svg')?.outerHTML ?? ''; };
const P = BORD;
const tijden = {};
const kijk = () => {
  try {
    if (!tijden.beeld && P.eerste()) tijden.beeld = performance.now();
    if (!tijden.bruikbaar && tijden.beeld && P.aantal() >= AANTAL && P.tafel() && P.bediening() >= AANTAL) {
      tijden.bruikbaar = performance.now();
      clearInterval(klok);
    }
  } catch (fout) { tijden.fout = String(fout); }
};
const klok = setInterval(kijk, 15);
window.meter = {tijden, P, wijzig: async i => {
  const voor = P.eerste(), begin = performance.now();
  P.zet(i);
  let na = P.eerste();
  while (na === voor || !na) {
    if (performance.now() - begin > 30000) return null;
    await new Promise(r => setTimeout(r, 4));
    na = P.eerste();
  }
  document.body.getBoundingClientRect();
  return performance.now() - begin;
}};
})()"""


def p(waarden: list[float], deel: float) -> float:
    """The value that this share of the values does not exceed."""
    geordend = sorted(waarden)
    return geordend[max(0, math.ceil(len(geordend) * deel) - 1)] if geordend else math.nan


# --- the edition -----------------------------------------------------------------------------------------------------


def maak_uitgave(werk: Path) -> Path:
    """Een openbare uitgave met de gewone pagina's en het bord; geeft het bestand van de avond. Blijft staan."""
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.voorbeeld import zorg
    from sociaaldomein.zaal import presenteren

    avond = werk / "avond.yml"
    if not (werk / "leveringen").is_dir():
        zorg.schrijf(werk / "leveringen")
    gewoon = (Path(instellingen.meegeleverd("params")) / "raadsavond.yml").read_text(encoding="utf-8")
    bord = f"  - naam: bord\n    notebook: {BORDEN / 'ons_bord.ipynb'}\n    parameters:\n      wet: jeugd\n"
    avond.write_text(gewoon + bord, encoding="utf-8")
    if presenteren.zorg_voor_uitgave(instellingen.lees(avond)) is None:
        raise SystemExit("de uitgave mislukte")
    return avond


def uitgave_van(avond: Path) -> Path:
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.uitgave import uitvoermap

    return uitvoermap.huidige(instellingen.lees(avond).uit, KWARTAAL)


def schrijf_gegevens(uitgave: Path, pad: Path) -> Path:
    """De cijfers van het bord, uit de openbare CSV van de uitgave."""
    with (uitgave / "openbaar" / "cijfers.csv").open(encoding="utf-8-sig", newline="") as bestand:
        rijen = [r for r in csv.DictReader(bestand, delimiter=";") if r["wet"] == "jeugd" and not r["gepubliceerd_in"]]

    def reeks(cijfer: str) -> list:
        hier = [r for r in rijen if r["cijfer"] == cijfer and r["uitsplitsing"] == "totaal"]
        return sorted([r["kwartaal"], float(r["waarde"].replace(",", ".") or 0)] for r in hier)

    inhoud = {beeld: {k: reeks(f"{beeld}_{k}") for k in bezoekers.KEUZES} for beeld in bezoekers.BEELDEN}
    assert all(sum(w for _, w in r) > 0 for reeksen in inhoud.values() for r in reeksen.values())
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


# --- the browser -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    eigen = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as speler:
        venster = speler.chromium.launch(executable_path=eigen, args=["--no-sandbox"])
        yield venster
        venster.close()


class Bezoek:
    """Een echte browser bij een bord: wat hij ontving en hoelang het duurde."""

    def __init__(self, venster: Any, dienst: Dienst, aantal: int = 3) -> None:
        self.context = venster.new_context(viewport={"width": 1280, "height": 900})
        if dienst.koekje:
            naam, _, waarde = dienst.koekje.partition("=")
            self.context.add_cookies([{"name": naam, "value": waarde, "url": dienst.basis}])
        self.pagina, self.dienst = self.context.new_page(), dienst
        self.pagina.add_init_script(METER.replace("BORD", BORD[dienst.soort], 1).replace("AANTAL", str(aantal)))
        self.bytes, self.vreemd = 0, []
        luister = self.context.new_cdp_session(self.pagina)
        luister.send("Network.enable")
        luister.on("Network.loadingFinished", lambda e: self._tel(e["encodedDataLength"]))
        luister.on("Network.webSocketFrameReceived", lambda e: self._tel(len(e["response"]["payloadData"])))
        eigen = (dienst.basis, dienst.basis.replace("http", "ws"), "data:", "blob:")
        self.pagina.on("request", lambda r: None if r.url.startswith(eigen) else self.vreemd.append(r.url))

    def _tel(self, aantal: float) -> None:
        self.bytes += aantal

    def ga(self, pad: str) -> dict[str, float]:
        """Go there; seconds until the first picture and until all of it can be used."""
        self.pagina.goto(self.dienst.basis + pad, wait_until="commit", timeout=GEDULD)
        self.pagina.wait_for_function("() => window.meter?.tijden.bruikbaar", timeout=GEDULD, polling=100)
        return {k: w / 1000 for k, w in self.pagina.evaluate("meter.tijden").items() if k != "fout"}

    def wijzig(self, aantal: int) -> list[float]:
        """Change the first control to and fro; milliseconds."""
        tijden = []
        for nummer in range(aantal):
            duur = self.pagina.evaluate(f"meter.wijzig({(nummer + 1) % 2})")
            if duur is None:
                break
            tijden.append(duur)
            time.sleep(0.15)
        return tijden

    def wijzig_alles(self) -> list[float]:
        """Every choice of every control of our own page, one by one."""
        return self.pagina.evaluate(
            """() => [...document.querySelectorAll('select[data-keuze]')].flatMap(s => [...s.options].map((_, i) => {
                const begin = performance.now();
                s.selectedIndex = (i + 1) % s.options.length;
                s.dispatchEvent(new Event('change', {bubbles: true}));
                s.closest('section').getBoundingClientRect();
                return performance.now() - begin;
            }))"""
        )

    def sluit(self) -> None:
        self.context.close()


# --- the table -------------------------------------------------------------------------------------------------------


def meet_bord(venster: Any, dienst: Dienst, bezoekers_: int) -> dict[str, Any]:
    """Bezoekers tegelijk bij een bord: een echte browser en verder lichte."""
    zaal = Zaal(dienst, bezoekers_ - 1)
    zaal.start()
    bezoek = Bezoek(venster, dienst)
    try:
        tijden = bezoek.ga(dienst.pagina)
        zaal.binnen.wait(bezoekers.GEDULD)
        time.sleep(0.5)
        ontvangen = bezoek.bytes
        wijzigingen = bezoek.wijzig(WIJZIGINGEN)
        geheugen = dienst.geheugen()
        return {
            **tijden,
            "binnen": p(zaal.tijden, 0.95),
            "p50": p(wijzigingen, 0.5),
            "p95": p(wijzigingen, 0.95),
            "geheugen": geheugen / bezoekers_,
            "kb": ontvangen / 1000,
            "mislukt": len(zaal.fouten),
            "reden": sorted(set(zaal.fouten))[:2],
            "vreemd": len(bezoek.vreemd),
            "licht": p(zaal.wijzigingen, 0.95),
        }
    finally:
        bezoek.sluit()
        zaal.klaar()


def meet_alles(venster: Any, soort: str, aantallen: list[int], werk: Path, plekken: dict[str, Path]) -> list[dict]:
    """Each number of visitors meets a fresh service."""
    uit = []
    for aantal in aantallen:
        if soort == "ons" and aantal > MEEST_LEVEND:
            continue
        try:
            python = plekken.get(soort, Path(sys.executable))
            with diensten.start(soort, python, werk, werk / "gegevens.json", werk / "avond.yml") as dienst:
                if soort == "tablets":
                    dienst.pagina = "/bord.html"
                if soort == "ons":
                    dienst.pagina = "/bord"
                    diensten.sessie(dienst)
                time.sleep(RUST)
                meting = {"bord": soort, "bezoekers": aantal, **meet_bord(venster, dienst, aantal)}
        except Exception as fout:
            reden = f"{type(fout).__name__}: {fout}".splitlines()[0][:150]
            meting = {"bord": soort, "bezoekers": aantal, "fout": reden}
        print(meting, file=sys.stderr, flush=True)
        uit.append(meting)
    return uit


def getal(waarde: float | None) -> str:
    if waarde is None or math.isnan(waarde):
        return "-"
    return f"{waarde:.0f}" if waarde >= 100 else f"{waarde:.1f}" if waarde >= 10 else f"{waarde:.2f}"


def tabel(metingen: list[dict]) -> str:
    """The figures, and under them how many times as much as the tablet page."""
    kop = ["bord", "bezoekers", *KOLOMMEN.values(), "mislukt"]
    regels = [kop, ["---"] * len(kop)]
    verhouding = [["bord", "bezoekers", *KOLOMMEN.values()], ["---"] * (len(kop) - 1)]
    for m in metingen:
        naam = [NAMEN[m["bord"]], str(m["bezoekers"])]
        if "fout" in m:
            regels.append([*naam, m["fout"], *[""] * len(KOLOMMEN)])
            continue
        regels.append([*naam, *(getal(m.get(k)) for k in KOLOMMEN), str(m["mislukt"])])
        basis = next((b for b in metingen if b["bord"] == "tablets" and b["bezoekers"] == m["bezoekers"]), None)
        if basis and basis is not m and "fout" not in basis:
            verhouding.append([*naam, *(f"{getal(m[k] / basis[k])}x" if basis[k] else "-" for k in KOLOMMEN)])
    for m in metingen:  # the second promise: live against bare Voila
        kaal = next((b for b in metingen if b["bord"] == "voila" and b["bezoekers"] == m["bezoekers"]), None)
        if m["bord"] == "ons" and kaal and "fout" not in kaal and "fout" not in m:
            verhouding.append(
                [
                    "Voila tegen levend",
                    str(m["bezoekers"]),
                    *(f"{getal(kaal[k] / m[k])}x" if m[k] else "-" for k in KOLOMMEN),
                ]
            )
    return "\n\n".join("\n".join("| " + " | ".join(r) + " |" for r in deel) for deel in (regels, verhouding))


# --- the demands on ourselves ----------------------------------------------------------------------------------------


def b1(venster: Any, werk: Path) -> list[tuple[str, float, float, str]]:
    """De presentator: van opdracht tot bruikbare pagina, wisselen van pagina, en een keuze veranderen."""
    begin = time.perf_counter()
    with diensten.start("ons", Path(sys.executable), werk, werk / "gegevens.json", werk / "avond.yml") as dienst:
        bezoek = Bezoek(venster, dienst, 4)
        bezoek.ga(f"/?sleutel={dienst.sleutel}")
        klaar = time.perf_counter() - begin
        wijzigingen, wissels = bezoek.wijzig_alles(), []
        for naam in ("wmo", "taskforce", "jeugd", "wmo"):
            time.sleep(3)  # a presenter talks between pages
            bezoek.pagina.wait_for_function("() => window.meter")
            start = time.perf_counter()
            bezoek.pagina.click(f'nav a[href$="{naam}"]')
            bezoek.pagina.wait_for_url(f"**/{naam}*", wait_until="commit")
            bezoek.pagina.wait_for_function("() => window.meter?.tijden.bruikbaar", polling=20)
            wissels.append(time.perf_counter() - start)
            wijzigingen += bezoek.wijzig_alles()
        bezoek.sluit()
        geheugen = dienst.geheugen()
    return [
        ("opdracht tot bruikbare pagina", klaar, 10, "s"),
        ("waarvan tot de dienst er was", dienst.begin, 10, "s"),
        ("wisselen van pagina, traagste", max(wissels), 1, "s"),
        (f"wijziging p95 ({len(wijzigingen)} stuks)", p(wijzigingen, 0.95), 50, "ms"),
        ("geheugen van alles samen", geheugen, math.inf, "MB"),
    ]


def b2(venster: Any, werk: Path, aantal: int = 31) -> list[tuple[str, float, float, str]]:
    """De tablets: 31 tegelijk, met een echte browser ertussen."""
    with diensten.start("tablets", Path(sys.executable), werk, werk / "gegevens.json", werk / "avond.yml") as dienst:
        dienst.pagina = "/jeugd.html"
        rondes, alle = [], []
        for _ in range(3):
            zaal = Zaal(dienst, aantal - 1)
            zaal.start()
            bezoek = Bezoek(venster, dienst, 4)
            tijden = bezoek.ga(dienst.pagina)
            zaal.binnen.wait(bezoekers.GEDULD)
            wijzigingen = bezoek.wijzig_alles()
            alle += wijzigingen
            rondes.append((p(zaal.tijden, 0.95), tijden["bruikbaar"], len(zaal.fouten), len(bezoek.vreemd)))
            bezoek.sluit()
            zaal.klaar()
        grootste = 0.0
        for pad in ("/jeugd.html", "/wmo.html", "/taskforce.html"):
            vraag = urllib.request.Request(dienst.basis + pad, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(vraag) as antwoord:
                inhoud = antwoord.read()
                assert antwoord.headers["Content-Encoding"] == "gzip" and gzip.decompress(inhoud)
                grootste = max(grootste, len(inhoud) / 1e6)
        geheugen = dienst.geheugen(eigen=True)
    hoogste = [max(r[k] for r in rondes) for k in range(4)]
    return [
        ("hele pagina bij iedereen, p95", hoogste[0], 1, "s"),
        ("bruikbaar in de browser", hoogste[1], 1, "s"),
        (f"wijziging p95 ({len(alle)} stuks)", p(alle, 0.95), 30, "ms"),
        ("mislukte bezoeken", hoogste[2], 0, ""),
        ("geheugen van de dienst (RSS)", geheugen, 100, "MB"),
        ("grootste pagina, ingepakt", grootste, 1.5, "MB"),
        ("verzoeken naar buiten", hoogste[3], 0, ""),
    ]


def eisen(titel: str, regels: list[tuple[str, float, float, str]]) -> str:
    uit = [f"| {titel} | gemeten | eis |", "|---|---|---|"]
    for naam, waarde, eis, eenheid in regels:
        oordeel = "" if eis == math.inf else f"<= {eis:g} {eenheid} {'gehaald' if waarde <= eis else 'NIET gehaald'}"
        uit.append(f"| {naam} | {getal(float(waarde))} {eenheid} | {oordeel} |")
    return "\n".join(uit)


def main() -> None:
    uitleg = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    uitleg.add_argument("--alleen", nargs="+", choices=("b1", "b2", "tabel"), default=("b1", "b2", "tabel"))
    uitleg.add_argument("--borden", nargs="+", choices=tuple(NAMEN), default=tuple(NAMEN))
    uitleg.add_argument("--bezoekers", nargs="+", type=int, default=[1, 10, 31])
    uitleg.add_argument("--werk", type=Path, default=Path(tempfile.gettempdir()) / "sociaaldomein-meting")
    args = uitleg.parse_args()
    werk = args.werk.absolute()
    werk.mkdir(parents=True, exist_ok=True)
    avond = maak_uitgave(werk)
    schrijf_gegevens(uitgave_van(avond), werk / "gegevens.json")
    print(f"{os.cpu_count()} kernen, Python {sys.version.split()[0]}\n")
    plekken = {}
    for soort in args.borden if "tabel" in args.alleen else ():
        if soort in ANDEREN[1:]:
            plekken[soort] = diensten.maak_omgeving(soort, werk / "omgevingen")
    with chromium() as venster:
        for titel, meting in (("b1", b1), ("b2", b2)):
            if titel in args.alleen:
                print(eisen(titel.upper(), meting(venster, werk)), end="\n\n", flush=True)
        if "tabel" in args.alleen:
            metingen = [m for s in args.borden for m in meet_alles(venster, s, args.bezoekers, werk, plekken)]
            metingen.sort(key=lambda m: (m["bezoekers"], list(NAMEN).index(m["bord"])))
            print(tabel(metingen))


if __name__ == "__main__":
    main()
