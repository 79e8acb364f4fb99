"""Wat de toegankelijkheidstests delen: de pagina's, axe, en de metingen in metingen.js."""

from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
METINGEN = (Path(__file__).parent / "metingen.js").read_text(encoding="utf-8")
MET_PANELEN = ("jeugd", "wmo", "participatie", "vluchtelingen", "taskforce", "wijken")
PAGINAS = (*MET_PANELEN, "plannen", "doelen", "begrippen", "index", "toegankelijkheid", "afscherming", "alle kwartalen")
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def adres(uitgave: Path, naam: str) -> str:
    """Het adres van een pagina van een uitgave, of van het overzicht daarboven."""
    pad = uitgave.parents[1] / "index.html" if naam == "alle kwartalen" else uitgave / f"{naam}.html"
    return pad.as_uri()


def axe(pagina) -> list[str]:
    """Elke overtreding die axe vindt: regel, element en wat eraan te doen is."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE)
    uitslag = pagina.evaluate(
        "regels => axe.run(document, {runOnly: {type: 'tag', values: regels}, resultTypes: ['violations']})", REGELS
    )
    return [
        f"{v['id']}: {k['html'][:160]} ({k.get('failureSummary', '')})"
        for v in uitslag["violations"]
        for k in v["nodes"]
    ]


def open_tabellen(pagina) -> None:
    pagina.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


def toon_elke_staat(pagina) -> None:
    """Elke staat van elk paneel tegelijk zichtbaar, met de tabellen open."""
    pagina.evaluate("document.querySelectorAll('.staat').forEach(s => { s.hidden = false; })")
    open_tabellen(pagina)


def meet(pagina, functie: str, *grens: float) -> dict:
    """Voer een meting uit over de hele pagina; `fout` is een lijst met wat niet klopt."""
    if not pagina.evaluate("'meting' in window"):
        pagina.evaluate(METINGEN)
    uitslag = pagina.evaluate(f"meting.{functie}({', '.join(map(str, grens))})")
    uitslag["fout"] = sorted(set(uitslag["fout"]))
    return uitslag


def maak_hoog(pagina) -> None:
    """Maak het venster zo hoog als de pagina: alleen wat in het venster ligt, is aan te wijzen."""
    breed = pagina.viewport_size["width"]
    pagina.set_viewport_size({"width": breed, "height": pagina.evaluate("document.documentElement.scrollHeight") + 10})


@dataclass(frozen=True)
class Maat:
    """Een scherm of een vel: de maat van het venster, de kleinste letter en het kleinste raakvlak (0: geen eis)."""

    breed: int
    hoog: int
    letter: float
    raak: int
    druk: bool = False


MATEN = {
    "zaal": Maat(1920, 1080, 24, 0),
    "tablet": Maat(820, 1180, 17, 44),
    "telefoon": Maat(390, 844, 15, 44),
    "druk": Maat(688, 1000, 8.5 * 96 / 72, 0, druk=True),  # A4 with edges of 14 mm
}


def open_op_maat(blad, uitgave: Path, naam: str, maat: str):
    m = MATEN[maat]
    pagina = blad(adres(uitgave, naam), m.breed, m.hoog)
    if m.druk:
        pagina.emulate_media(media="print")
    return pagina


def fouten_in_maat(pagina, maat: str) -> list[str]:
    """Alles wat bij deze maat niet klopt: overlap, afgesneden, te klein, niet te raken."""
    m = MATEN[maat]
    fout = meet(pagina, "geometrie")["fout"] + meet(pagina, "kleineletters", m.letter)["fout"]
    return fout + (meet(pagina, "raakvlakken", m.raak)["fout"] if m.raak else [])
