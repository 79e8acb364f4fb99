"""De gouden set: wat elke staat van elk paneel van de voorbeelduitgave zegt en tekent, een bestand per pagina.

`python tests/goud/beelden.py` legt vast wat er nu is. Zie `git diff tests/goud` voor wat daarmee anders wordt.
"""

import json
import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import uitgave

from sociaaldomein import panelen
from sociaaldomein.paginas import avond, dashboard

MAP = Path(__file__).parent
VERNIEUW = "python tests/goud/beelden.py"
BLOKKEN = "p|li|dt|dd|h[1-6]|div|section|span|strong|td|th|tr|summary|option|select|label"
VORMEN = ("path", "use", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image")


def teken(werk: Path) -> dict[str, Any]:
    """Elke pagina van de voorbeelduitgave, in een kopie in `werk`: naam -> wat erop staat."""
    set_ = shutil.copytree(uitgave.MAP, werk / "openbaar")
    lijst = avond.lees(set_)["paginas"]
    paginas = {p["naam"]: _pagina(set_, p["notebook"], p["wet"]) for p in lijst if p["wet"]}
    bladen = {p["naam"]: _teksten(avond.open_pagina(set_, p["naam"]).inhoud().html) for p in lijst if not p["wet"]}
    return {**paginas, "avond": bladen}


def _pagina(set_: Path, notebook: str, wet: str) -> dict[str, Any]:
    pagina = dashboard.open_pagina(set_, notebook, wet)
    tegels = pagina.tegels().html
    vonken = [_merken(svg) for svg in _tekeningen(tegels)]
    inhoud: dict[str, Any] = {"kop": _teksten(pagina.kop().html), "tegels": _teksten(tegels), "vonken": vonken}
    for naam, paneel in panelen.panelen(notebook, wet).items():
        bediening = "".join(re.findall(r'<div class="bediening".*?</div>', pagina.paneel_html(naam)))
        staten = {" · ".join(s["keuze"].values()) or "zonder keuze": _staat(s) for s in pagina.staten(naam)}
        inhoud[naam] = {"vraag": paneel.vraag, "bediening": _teksten(bediening), **staten}
    return {**inhoud, "voet": _teksten(pagina.voet().html)}


def _staat(s: dict[str, Any]) -> dict[str, Any]:
    o = s["onder"]
    delen = [*o["gepubliceerd"], "Tabel met de cijfers", o["telregel"], o["noot"], o["bron"]]
    return {
        **{k: s[k] for k in ("titel", "status", "zin", "nadruk")},
        "bijschrift": s["figuur"]["naam"],
        "tabel": [" | ".join(map(str, rij)) for rij in (s["kop"], *s["rijen"])],
        "onder": [t for t in delen if t],
        **{t.get("class", "beeld"): _tekening(t) for t in _tekeningen(s["figuur"]["svg"])},
    }


def _tekeningen(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]


def _tekening(svg: ET.Element) -> dict[str, Any]:
    """The words of a drawing in order, and its marks."""
    woorden = ["".join(t.itertext()) for t in svg.iter() if _naam(t) == "text"]
    return {"alt": svg.get("aria-label", ""), "woorden": woorden, "merken": _merken(svg)}


def _merken(svg: ET.Element) -> dict[str, int]:
    """How many marks of each kind: a definition is no mark, its use is."""
    vast = {t for d in svg.iter() if _naam(d) == "defs" for t in d.iter()}
    merken = Counter(_merk(t) for t in svg.iter() if _naam(t) in VORMEN and t not in vast)
    return dict(sorted(merken.items()))


def _merk(vorm: ET.Element) -> str:
    """What a mark is to the eye, whatever element draws it: an area or a line, its colours, broken or not."""
    if "data-rij" in vorm.attrib:
        return "aanwijsvak"
    stijl = dict(re.findall(r"([\w-]+):([^;]+)", vorm.get("style", "")))
    vul, rand = (_kleur(stijl.get(k) or vorm.get(k, standaard)) for k, standaard in (("fill", "zwart"), ("stroke", "")))
    streep = "gestreept" if stijl.get("stroke-dasharray") or vorm.get("stroke-dasharray") else ""
    punt = "punt" if _naam(vorm) in ("use", "circle", "polygon") else ""
    delen = [punt or "lijn", rand, streep] if vul == "none" else [punt or "vlak", vul, rand and f"rand {rand}", streep]
    return " ".join(filter(None, delen))


def _kleur(waarde: str) -> str:
    gevonden = re.search(r"var\(--([\w-]+)|url\(#(\D*)", waarde)
    return (gevonden[1] or f"arcering {gevonden[2]}".strip()) if gevonden else waarde


def _naam(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _teksten(html: str) -> list[str]:
    """The texts of a piece of HTML in order, without its drawings and its style."""
    zonder = re.sub(r"<(svg|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    blokken = re.split(rf"</?(?:{BLOKKEN})\b[^>]*>", zonder)
    teksten = (" ".join(unescape(re.sub(r"<[^>]+>", "", b)).split()) for b in blokken)
    return [t for t in teksten if t]


def lees() -> dict[str, Any]:
    """De gouden set zoals zij is vastgelegd."""
    return {pad.stem: json.loads(pad.read_text("utf-8")) for pad in sorted(MAP.glob("*.json"))}


def leg_vast(paginas: dict[str, Any], map_: Path = MAP) -> None:
    """Schrijf een bestand per pagina; een pagina die er niet meer is, gaat weg."""
    for pad in map_.glob("*.json"):
        pad.unlink()
    for naam, inhoud in paginas.items():
        (map_ / f"{naam}.json").write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as los:
        leg_vast(teken(Path(los)))
