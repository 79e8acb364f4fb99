"""Controle van een publicatie: de `proef` over uitgaven op schijf, en over elk getal in hun bestanden.

Wat in een map met uitgaven staat, is openbaar. Daarom telt elke uitgave mee: wie twee edities naast elkaar legt, mag
ook samen niets vinden. Daarna gaan de downloads en de pagina's langs: elk getal moet uit de beschermde set komen.
"""

from __future__ import annotations

import csv
import html
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar, lees_kenmerken, lees_themas
from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.afscherming.model import AlOpen
from sociaaldomein.afscherming.proef import Bevinding, Uitslag, beproef
from sociaaldomein.afscherming.regel import GEWOON, Sleutel, soort_van
from sociaaldomein.afscherming.rekenwerk import TUSSENPOOS
from sociaaldomein.begrippen import doelen, plannen
from sociaaldomein.begrippen.cijfers import (
    SLEUTEL,
    begrippen,
    dimensies,
    domeinen,
    naam_van,
    neem_op,
    themas,
    vaste_groepsnamen,
)
from sociaaldomein.begrippen.doelen import stappen, vooruitzicht
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import AS_DELEN, AS_STAPPEN, getal

PAGINA = "afscherming"
TITEL = "Hoe wij kleine aantallen afschermen"
GETAL = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w.,]\d|\w)\s?(%?)")
MAAND = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
HEEL = r"(?<![\d.,])\b\d+\b(?![.,]\d)"  # a whole number: of 4,8 neither the 4 nor the 8
GEEN_CIJFER = re.compile(  # numbers that count nothing: dates, ages, levels, paragraphs, articles
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:+]*)?|{HEEL} (?:{MAAND})\b|(?=(?:19|20)\d\d\b){HEEL}(?:-[1-4K]\w*)?"
    rf"|{HEEL}-{HEEL}|{HEEL} tot (?:en met )?{HEEL}|{HEEL}\+|{HEEL}-plussers?\b"
    rf"|(?:onder|vanaf|boven|minstens|op)(?: de)? {HEEL}"
    rf"|{HEEL} jaar\b"
    r"|[Nn]iveau \d(?:(?: tot en met| en) \d)?|\b(?:nog|de) \d+ (?:grootste )?groepen|(?:paragraaf|artikel|Wet) [\d.]+"
)
GEEN_AANTAL = re.compile(  # what one may write about with a small number: time, money, and where it stands
    r"€ ?\d+|\b(?:kwartaal|week|dag|fase|stap|punt|bijlage|tabel|pagina) \d+"
    r"|\b\d+ (?:uur|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|kwarta(?:al|len)|jaar|jaren|keer|procent(?:punt)?|euro"
    r"|miljoen|mln)\b"
)
VOORGELEZEN = ("alt", "title", "aria-label", "aria-valuetext", "data-titel")  # the last is shown after a choice
OPDRACHT = ("doelen_naast", "opgave")  # kinds of panels that subtract what is there from what was asked
AS = {getal(n, 0) for stap, tot in ((10, 100), (50, 1_000), (500, 100_000)) for n in range(stap, tot + 1, stap)}
AS |= {getal(stap * n, 0) for stap in AS_STAPPEN for n in range(1, AS_DELEN + 1)}
TEGELS = "de tegels"
UITLEG = re.compile(r'<a class="woord"[^>]*>|</a>')  # links to an explanation, added to a panel when it is shown
OVERIGE = {  # breakdowns that no panel lets one choose
    "deel": "begonnen of beëindigd", "instroomsoort": "eerder hulp of niet", "reden": "reden van einde",
}  # fmt: skip
PER_BESTAND = 20  # so many strange numbers of one file are named


class GeenUitgave(ValueError):
    """In de genoemde map staat geen openbare uitgave."""


@dataclass(frozen=True)
class Controle:
    """De uitkomst: de proef, wat al in oude uitgaven te vinden was, en vreemde getallen per bestand."""

    uitslag: Uitslag
    al_bekend: tuple[Bevinding, ...]
    vreemd: tuple[str, ...]
    opgegeven: tuple[str, ...] = ()

    @property
    def veilig(self) -> bool:
        """Of er niets gevonden is."""
        return self.uitslag.veilig and not self.vreemd

    @property
    def nieuw(self) -> tuple[Bevinding, ...]:
        """Wat door deze uitgave te vinden is, en daarvoor nog niet."""
        oud = {b.cel[:5] for b in self.al_bekend}
        return tuple(b for b in self.uitslag.bevindingen if b.cel[:5] not in oud)

    def samenvatting(self) -> dict[str, Any]:
        """Voor het manifest: het oordeel en de aantallen, zonder een enkele waarde."""
        u = self.uitslag
        return {
            "veilig": self.veilig,
            "oordeel": u.oordeel,
            "getoetst": u.getoetst,
            "cellen": u.cellen,
            "verbanden": u.verbanden,
            "uitgaven": len(u.edities),
            "bevindingen": len(u.bevindingen),
            "vreemde_getallen": len(self.vreemd),
            "opgegeven": list(self.opgegeven),
        }


def controleer(
    openbaar: Openbaar, eerdere: Iterable[Editie] = (), melder: Callable[[str], None] | None = None
) -> Controle:
    """Toets een uitgave samen met alles wat al openbaar is. Een interne uitgave wordt niet getoetst."""
    if openbaar.profiel != "openbaar":
        raise ValueError("Een interne uitgave is niet voor publicatie. Alleen een openbare uitgave is te toetsen.")
    nu, oud = openbaar.editie("nu"), list(eerdere)
    toen = [replace(e, koppel=nu.koppel) for e in oud]  # what is public now, a reader of an old edition knows as well
    al_bekend: dict[Sleutel, Bevinding] = {}
    al_open = AlOpen()  # grows on the way
    weet = {"melder": melder, "bedragen": openbaar.bedragen, "open": al_open}
    while True:
        uitslag = beproef([*oud, nu], invullingen=openbaar.invullingen, **weet)
        rest = [b.cel for b in uitslag.bevindingen]
        if not oud or not rest:
            break
        gevonden = beproef(toen, rest, straks=nu, **weet).bevindingen
        if not gevonden:  # what is left follows from this edition
            break
        for b in gevonden:
            al_bekend.setdefault(b.cel[:5], b)
            if b.cel in al_open.deels or b.laagste == b.hoogste:  # nothing is left to hide
                al_open.heel.add(b.cel[:5])
            else:
                al_open.deels[b.cel] = b.laagste, b.hoogste
    alles = (*al_bekend.values(), *uitslag.bevindingen)
    uitslag = replace(uitslag, bevindingen=alles, getoetst=uitslag.getoetst + len(al_bekend))
    return Controle(uitslag, tuple(al_bekend.values()), (), tuple(opgegeven(openbaar)))


def controleer_map(map: Path, melder: Callable[[str], None] | None = None) -> Controle:
    """Toets een map met uitgaven, of een enkele uitgave, met alles wat ernaast openbaar staat.

    Staat er geen openbare uitgave in, dan een GeenUitgave. `melder` hoort steeds hoever het is.
    """
    map = map.absolute()
    sets = lees_uitgaven(map)
    if not sets:
        raise GeenUitgave(f"In '{map.name}' staat geen openbare uitgave. Noem de map die bij --uit stond.")
    neem_op({t["naam"]: t for p, _ in sets for t in lees_themas(p / "openbaar")}.values())  # the newest one counts
    zeg = _nu_en_dan(melder) if melder else (lambda _: None)
    zeg(f"De proef op {len(sets)} {'uitgave' if len(sets) == 1 else 'uitgaven'} ...")
    uitslag = beproef([o.editie(p.name) for p, o in sets], melder=melder)
    vreemd = tuple(r for p, o in sets if map in (p, *p.parents) for r in vreemde_getallen(p, o, zeg))
    return Controle(uitslag, (), vreemd)


def _nu_en_dan(melder: Callable[[str], None]) -> Callable[[str], None]:
    """The first line, and then one each few seconds: enough to see that it goes on."""
    laatst = float("-inf")

    def zeg(regel: str) -> None:
        nonlocal laatst
        nu = time.monotonic()
        if nu - laatst >= TUSSENPOOS:
            laatst = nu
            melder(regel)

    return zeg


def lees_uitgaven(map: Path, gemeentecode: str = "") -> list[tuple[Path, Openbaar]]:
    """Alle openbare sets die samen openbaar zijn, oudste eerst. `map` is de uitvoermap of een uitgave daarin."""
    map = map.absolute()
    if (map / "openbaar" / "openbaar.json").is_file():
        if not re.fullmatch(r"\d{4}-K[1-4]", map.parent.name):
            return [(map, Openbaar.lees(map / "openbaar"))]
        map = map.parents[1]
    gevonden = []
    for kenmerken in map.glob("[0-9][0-9][0-9][0-9]-K[1-4]/*/openbaar/openbaar.json"):
        k = lees_kenmerken(kenmerken.parent)
        if k["profiel"] == "openbaar" and gemeentecode in ("", k["herkomst"].gemeentecode):
            gevonden.append(kenmerken.parents[1])
    return [(p, Openbaar.lees(p / "openbaar")) for p in sorted(gevonden, key=lambda p: p.name)]


# --- every number in the files ---------------------------------------------------------------------------------------


def vreemde_getallen(
    uitgave: Path, openbaar: Openbaar, melder: Callable[[str], None] = lambda _: None
) -> list[str]:
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
            uit += _vreemd_in_teksten(pagina.name, _zonder_namen(teksten(inhoud), namen), ruim)
    return uit


def _van_de_avond(pad: Path) -> tuple[set[str], set[str]]:
    """The pages of an evening, and the numbers of their own: in statements (some are false) and invented situations."""
    inhoud = json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else {"paginas": []}
    namen = {p["naam"] for p in inhoud["paginas"] if p["notebook"] == "avond"}
    woorden = _uit_json([inhoud[k] for k in ("titel", "onderdelen", "stellingen", "teksten") if k in inhoud])
    dagen = [[int(x["dag"]) for x in s["stappen"]] for s in inhoud.get("teksten", {}).get("situaties", ())]
    verschil = {getal(abs(a - b)) for rij in dagen for a in rij for b in rij}
    return namen, verschil | {n for t in woorden for n, _ in getallen_in(t)}


def _toelichting(pad: Path) -> dict[str, str]:
    """What the municipality itself writes under a picture: page.panel -> text."""
    inhoud = yamltekst.lees(pad) if pad.is_file() else None
    return {str(sleutel): str(tekst) for sleutel, tekst in (inhoud or {}).items()}


def klein_in_toelichting(eigen_tekst: Mapping[str, str], drempel: int, namen: Iterable[str]) -> list[str]:
    """Bij welke panelen een klein getal in de toelichting staat: dat kan een aantal mensen zijn.

    Alleen tijd, geld en namen (`namen`, zoals van wijken) zijn duidelijk iets anders.

    >>> klein_in_toelichting({"jeugd.lopend": "In wijk 4 kwamen 3 kinderen bij."}, 10, ["Wijk 4"])[0][:44]
    'bij jeugd.lopend staat een getal onder 10. G'
    """
    klein, met_getal = {str(n) for n in range(1, drempel)}, {n.lower() for n in namen if re.search(r"\d", n)}
    return [
        f"bij {sleutel} staat een getal onder {drempel}. "
        f"Gaat het over mensen? Schrijf dan 'minder dan {drempel}'. Zo niet, schrijf het getal dan als woord"
        for sleutel, tekst in eigen_tekst.items()
        if klein & {n for n, procent in _geteld(_zonder_namen([_leesbaar(tekst)], met_getal)) if not procent}
    ]


def _leesbaar(tekst: str) -> str:
    """What is left once ages, dates and time are taken out, in that order: '4 tot en met 7 jaar' is one age."""
    return GEEN_AANTAL.sub(" ", GEEN_CIJFER.sub(" ", tekst))


def _geteld(gevonden: Iterable[str]) -> Counter[tuple[str, str]]:
    return Counter(n for t in gevonden for n in getallen_in(t))


def _getallen_per_beeld(map: Path, eigen_tekst: dict[str, str], namen: set[str]) -> dict[str, Counter]:
    """How often each number stands in a panel, or in a tile, when drawn: page-panel -> number -> times."""
    uit = {}
    for pad in map.glob("*.json"):
        notebook, wet, naam = pad.stem.split("-", 2)
        paneel, inhoud = f"{notebook if wet == 'samen' else wet}-{naam}", json.loads(pad.read_text(encoding="utf-8"))
        for nr, tegel in enumerate(inhoud.get("tegels", [])):
            uit[f"{TEGELS} {paneel} {nr}"] = _geteld(_zonder_namen(_uit_json(tegel), namen))
        staten = inhoud.get("staten", [])
        tekst = [inhoud.get(k) for k in ("vraag", "keuzes")] + [s.get("titel") for s in staten[:1] + staten]
        tekst += [s.get(k) for s in staten for k in ("figuur", "onder")]
        tekst += [eigen_tekst.get(paneel.replace("-", ".", 1))] * len(staten)
        uit[paneel] = _geteld(_zonder_namen(_uit_json(tekst), namen))
    return uit


def _vreemd_in_panelen(pagina: Path, inhoud: str, beelden: dict[str, Counter], namen: set[str]) -> list[str]:
    """A panel on a page may hold the numbers of its drawing and no other, so no count in the place of afgeschermd."""
    lezer = _Lezer()
    lezer.feed(UITLEG.sub("", inhoud))
    lezer.close()
    uit = []
    tegels = [Counter(), *(b for naam, b in beelden.items() if naam.startswith(TEGELS))]
    for deel in filter(None, lezer.delen):
        hier = _geteld(_zonder_namen(lezer.delen[deel], namen))
        los = deel.startswith(TEGELS)  # a page may show tiles of other pages too
        mag = tegels if los else [beelden.get(deel, Counter())]
        te_veel = min((hier - b for b in mag), key=Counter.total)
        waar = TEGELS if los else f"paneel {deel}"
        uit += [f"{pagina.name}, {waar}: het getal {n}{procent} staat niet zo in het beeld" for n, procent in te_veel]
    return uit[:PER_BESTAND]


def _met_getal(openbaar: Openbaar) -> set[str]:
    """The names of wijken and groups that hold a number, such as Wijk 3 Noord: that number counts nothing."""
    namen = set(openbaar.namen.values())
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        namen.update(naam_van(*r) for r in tafel.select("groep_soort", "groep", "wet").unique().iter_rows())
    return {n.lower() for n in namen if re.search(r"\d", n) and re.search(r"[^\W\d_]", n)}


def _zonder_namen(gevonden: Iterable[str], namen: set[str]) -> Iterable[str]:
    """Texts without those names; a line of a drawing may hold a part of a name, or end with three dots."""
    lang_eerst = sorted(namen, key=len, reverse=True)
    heel = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in lang_eerst) or "(?!)", re.I)
    for tekst in gevonden:
        if not re.search(r"\d", tekst):
            continue  # nothing to find in it
        vlak = tekst.lower().strip(" …").removesuffix("-")
        deel = re.search(r"[^\W\d_]", vlak) and any(f" {vlak}" in f" {n}" for n in namen)
        yield "" if deel else heel.sub(" ", tekst)


def _vreemd_in_beelden(
    uitgave: Path, openbaar: Openbaar, mag: Toegestaan, namen: set[str], melder: Callable[[str], None]
) -> list[str]:
    """The drawings with their sentences, tables and labels; a small count there is worse than a strange number."""
    uit = []
    for pad in sorted((uitgave / "openbaar" / "beelden").glob("*.json")):
        melder(f"Getallen nalopen in {pad.name} ...")
        inhoud = json.loads(pad.read_text(encoding="utf-8"))
        over_mensen = (_leesbaar(t) for t in _uit_json(list(_over_mensen(inhoud))))
        klein = mag.klein & {n for n, procent in _geteld(_zonder_namen(over_mensen, namen)) if not procent}
        uit += [f"openbaar/beelden/{pad.name}: het aantal {n} is kleiner dan {openbaar.drempel}" for n in klein]
        uit += _vreemd_in_teksten(f"beelden/{pad.name}", _zonder_namen(_uit_json(inhoud), namen), mag)
    return sorted(uit)


def _over_mensen(inhoud: Mapping[str, Any]) -> Iterable[Any]:
    """The states and tiles but those of which the drawing says that they count no people; and what stands around."""
    delen = [deel for deel in (*inhoud.get("staten", ()), *inhoud.get("tegels", ())) if deel.get("mensen", True)]
    return [inhoud.get("vraag"), inhoud.get("keuzes"), *delen] if delen else []


def _vreemd_in_teksten(naam: str, gevonden: Iterable[str], mag: Toegestaan) -> list[str]:
    vreemd = dict.fromkeys(n + procent for t in gevonden for n, procent in getallen_in(t)
                           if n not in (mag.procenten if procent else mag.getallen))  # fmt: skip
    return [f"{naam}: het getal {n} komt niet uit de beschermde cijfers" for n in list(vreemd)[:PER_BESTAND]]


def getallen_in(tekst: str) -> list[tuple[str, str]]:
    """De getallen in een tekst die iets tellen, elk met het procentteken dat erachter staat of niets.

    >>> getallen_in("In 2023 hadden 1.128 jeugdigen van 12 tot en met 17 jaar hulp, 2,7% meer.")
    [('1.128', ''), ('2,7', '%')]

    Een deel van een getal is geen jaar en geen leeftijd:

    >>> getallen_in("De middelste helft duurt 4,8 tot 12,5 maanden, met verlenging 2,5 jaar.")
    [('4,8', ''), ('12,5', ''), ('2,5', '')]
    """
    return GETAL.findall(_begin_van(vaste_groepsnamen()).sub(" ", GEEN_CIJFER.sub(" ", tekst)))


@cache
def _begin_van(namen: tuple[str, ...]) -> re.Pattern[str]:
    """Names of groups with a number in them, so far as needed: 4 intensieve, and trede 2."""
    begin = {re.match(r"\d+ \w+|[^\d]+\d+", naam) for naam in namen}
    return re.compile("|".join(sorted(rf"\b{re.escape(b[0])}" for b in begin if b)) or "(?!)", re.I)


class _Lezer(HTMLParser):
    """Everything on a page that somebody can see or hear: text, labels of drawings, and the panels kept as JSON.

    `delen` keeps it apart for each panel, for each tile, and for what stands outside them ("").
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.delen: dict[str, list[str]] = defaultdict(list)
        self._in = ("", "")
        self._deel, self._sluit = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        van = dict(attrs)
        self._in = (tag, van.get("type") or "")
        if "data-paneel" in van or van.get("class") == "kpis":
            self._deel, self._sluit = van.get("data-paneel") or TEGELS, tag
        elif tag == "li" and self._deel.startswith(TEGELS):
            self._deel = f"{TEGELS} {len(self.delen)}"
        self.delen[self._deel] += [w for k, w in attrs if k in VOORGELEZEN and w]

    def handle_endtag(self, tag: str) -> None:
        self._in = ("", "")
        if tag == self._sluit:
            self._deel, self._sluit = "", ""

    def handle_data(self, data: str) -> None:
        if self._in == ("script", "application/json"):
            self.delen[self._deel] += _uit_json(json.loads(data))
        elif self._in[0] not in ("script", "style"):
            self.delen[self._deel].append(data)


def teksten(inhoud: str) -> list[str]:
    """Alle teksten van een stuk HTML of SVG: wat er staat, wat voorgelezen wordt, en wat nog getekend kan worden."""
    lezer = _Lezer()
    lezer.feed(inhoud)
    lezer.close()
    return [t for deel in lezer.delen.values() for t in deel]


def _uit_json(deel: Any) -> Iterable[str]:
    if isinstance(deel, dict):
        for naam, waarde in deel.items():
            if naam != "sleutel":
                yield from _uit_json(waarde)
    elif isinstance(deel, list):
        for waarde in deel:
            yield from _uit_json(waarde)
    elif isinstance(deel, str):
        yield from teksten(deel) if "<" in deel else [deel]


@dataclass(frozen=True)
class Toegestaan:
    """Hoe elk getal dat op een pagina mag staan, geschreven wordt. `klein` zijn aantallen die nergens mogen staan."""

    getallen: set[str]
    procenten: set[str]
    klein: set[str]


def toegestaan(openbaar: Openbaar) -> Toegestaan:
    """Elk getal dat op een pagina mag staan: de beschermde cijfers zelf, en wat een lezer daaruit kan maken.

    Ook de ronde getallen langs een as mogen. Afgeleid mag zijn: een deel van het geheel, een verandering in
    procenten, een verschil van bedragen, en de som van de delen als het totaal er niet is.
    """
    getallen, procenten = {"0", *AS}, {"0", "100"}
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        bekend = tafel.drop_nulls("waarde")
        for r in bekend.iter_rows(named=True):
            (procenten if soort_van(r["cijfer"]) == "aandeel" else getallen).update(_schrijfwijzen(r["waarde"]))
            getallen.update(*(_schrijfwijzen(r[k]) for k in ("teller", "noemer") if r[k] is not None))
        for (eenheid, *_), rijen in bekend.group_by("eenheid", "cijfer", "wet", "kwartaal"):
            waarden = set(rijen["waarde"])
            som = max(map(abs, waarden))
            procenten.update(*(_schrijfwijzen(w / som * 100) for w in waarden if som))
            getallen.update(*(_schrijfwijzen(som - w) for w in waarden if "euro" in eenheid))
        getallen.update(*(_schrijfwijzen(w) for w in _per_duizend(bekend)))
        getallen.update(*(_schrijfwijzen(w) for w in _uit_opdrachten(bekend)))
        bronnen = " ".join(tafel["bron"].drop_nulls().unique())  # a source may say what another source counted
        getallen.update(n for n, procent in getallen_in(bronnen) if not procent)
        for verschil, deel in _verschillen(bekend):
            getallen.update(_schrijfwijzen(verschil))
            procenten.update(_schrijfwijzen(deel * 100))
        kop = bekend.filter(groep_soort="totaal").select("cijfer", "wet", "kwartaal", "waarde")
        totalen = {tuple(sleutel): waarde for *sleutel, waarde in kop.iter_rows()}
        for (*wat, _), rijen in bekend.group_by("cijfer", "wet", "kwartaal", "groep_soort"):
            som = sum(rijen["waarde"])
            if wat[0] == "aanvragen" and tuple(wat) in totalen:  # the page tells how many had another outcome
                rest = (totalen[tuple(wat)] - w for w in rijen["waarde"])
                getallen.update(*(_schrijfwijzen(r) | _schrijfwijzen(int(r / 5 + 0.5) * 5) for r in rest))
            if tuple(wat) not in totalen:  # nobody gave a total: the page adds the parts
                getallen.update(*(_schrijfwijzen(d) for w in rijen["waarde"] for d in (som, som - w)))
            procenten.update(*(_schrijfwijzen(d / som * 100) for w in rijen["waarde"] if som for d in (w, som - w)))
        for _, rijen in bekend.group_by("cijfer", "wet", "groep_soort", "groep"):
            waarden = set(rijen["waarde"])
            procenten.update(*(_schrijfwijzen((a / b - 1) * 100) for a in waarden for b in waarden if b))
        for _, rijen in bekend.filter(bekend["eenheid"].str.contains("euro")).group_by("wet", "groep_soort", "groep"):
            waarden = set(rijen["waarde"])
            getallen.update(*(_schrijfwijzen(v) for a in waarden for b in waarden for v in (a - b, *_afgerond(a, b))))
    regels_ = [f"{b.titel} {b.telregel} {b.kanttekening}" for b in begrippen().values()]
    regels_ += [" ".join(v.noot) for thema in themas().values() for v in thema.panelen]
    for n, procent in getallen_in(" ".join(regels_)):  # what a rule itself names, if it cannot be a count
        (procenten if procent else getallen).update({n} if procent or "," in n else ())
    uit_lijsten, delen_ = _uit_lijsten(openbaar)
    getallen |= uit_lijsten
    procenten |= delen_
    return Toegestaan(getallen, procenten, {str(n) for n in range(1, openbaar.drempel)})


def _afgerond(a: float, b: float) -> Iterable[float]:
    """The difference of two amounts as they are written, in thousands or millions: rounding comes first.

    >>> [round(v) for v in _afgerond(14_040_000, 13_660_000)]
    [380000, 300000]
    """
    return (deel * (round(a / deel, d) - round(b / deel, d)) for deel, d in ((1e3, 0), (1e6, 1)))


def _per_duizend(bekend: Any) -> Iterable[float]:
    """A shown count per 1.000 inhabitants, as the map writes it: made of two shown numbers."""
    sleutel = ("wet", "kwartaal", "groep_soort", "groep")
    mensen = {tuple(r[k] for k in sleutel): r["waarde"] for r in bekend.filter(cijfer="inwoners").iter_rows(named=True)}
    for r in bekend.iter_rows(named=True):
        inwoners = mensen.get(tuple(r[k] for k in sleutel))
        if inwoners and soort_van(r["cijfer"]) == "aantal":
            yield 1000 * r["waarde"] / inwoners


def _verschillen(bekend: Any) -> Iterable[tuple[float, float]]:
    """What the panels of a theme subtract: one total from another, or the parts from their total. With its share."""
    kolommen = ("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde")
    totalen, delen = {}, defaultdict(float)
    for cijfer, wet, k, soort, groep, waarde in bekend.select(kolommen).iter_rows():
        if groep == "totaal":
            totalen[cijfer, wet, k] = waarde
        else:
            delen[cijfer, wet, k, soort] += waarde
    vormen = [(thema.naam, vorm) for thema in themas().values() for vorm in thema.panelen]
    for wet, vorm in vormen:
        if vorm.soort == "brug":
            van, naar = vorm.cijfers
            for s in [s for s in totalen if s[:2] == (naar, wet) and (van, *s[1:]) in totalen]:
                yield totalen[s] - totalen[van, *s[1:]], 0.0
        if "rest" in vorm.opties:
            sleutels = [s for s in totalen if s[:2] == (vorm.cijfers[0], wet) and totalen[s]]
            for s in sleutels:
                rest = totalen[s] - delen.get((*s, vorm.dimensies[0]), 0.0)
                yield rest, rest / totalen[s]


def _uit_opdrachten(bekend: Any) -> Iterable[float]:
    """What a panel with a task makes of shown numbers: sums, what is left, and the pace drawn on."""
    for thema in themas().values():
        for vorm in (v for v in thema.panelen if v.soort in OPDRACHT):
            eigen = bekend.filter((bekend["wet"] == thema.naam) & bekend["cijfer"].is_in(list(vorm.cijfers)))
            for rijen in eigen.partition_by("kwartaal"):
                waarden = sorted(set(rijen["waarde"]))
                yield from (a + b for a in waarden for b in waarden)
                yield from (a - b for a in waarden for b in waarden)
                yield from (a + b - c for a in waarden for b in waarden for c in waarden)
            if vorm.soort == "opgave":
                klaar = eigen.filter(cijfer=vorm.cijfers[0], groep_soort="totaal")
                yield from _vooruit([(Kwartaal.lees(k), w) for k, w in klaar.select("kwartaal", "waarde").iter_rows()])


def _vooruit(standen: list[tuple[Kwartaal, float]]) -> Iterable[float]:
    for k, w in standen:
        v = vooruitzicht(w, k, stappen([s for s in standen if k - 4 <= s[0] <= k])[-4:])
        yield from (x for x in (v.verwacht, v.laag, v.hoog) if x is not None)


def _uit_lijsten(openbaar: Openbaar) -> tuple[set[str], set[str]]:
    """Every number in the lists that are not about people, with their sums and differences; and the percentages."""
    uit, delen = set(), set()
    for rijen in openbaar.registers.values():
        uit.update(str(n) for n in range(len(rijen) + 1))
        for tekst in (w for r in rijen for w in r.values() if isinstance(w, str)):
            for n, procent in getallen_in(tekst):
                (delen if procent else uit).add(n)
            uit.update(re.findall(r"\d[\d.,]*\d|\d", tekst))
    for plan in plannen.lees(openbaar.registers.get("plannen", ())):
        bedragen = {b for r in (*plan.regels, *plan.uitgaven) for b in r.bedragen.values()}
        sommen = {plannen.optelsom(plan, j, a) for j in (None, *plan.jaren) for a in ("", "eenmalig", "elk jaar")}
        sommen |= {sum(r.bedragen.values()) for r in (*plan.regels, *plan.uitgaven)} | set(plan.totalen.values())
        sommen |= {sum(sum(r.bedragen.values()) for r in deel) for deel in (plan.regels, plan.uitgaven)}
        sommen |= {sum(plan.dekking.values()), plan.dekking_totaal or 0.0, *plan.dekking.values()}
        alle = bedragen | sommen | {b for _, b, _ in plan.info}
        uit.update(*(_schrijfwijzen(w) for w in alle | {a - b for a in sommen for b in sommen}))
    for doel in doelen.lees(openbaar.registers.get("doelen", ())):
        stand = openbaar.reeks(doel.cijfer, doel.wet, "totaal", "totaal")["waarde"].drop_nulls()
        schrijf = {s for w in (doel.streef, *(doel.streef - w for w in stand)) for s in _schrijfwijzen(w)}
        uit |= schrijf
        delen |= schrijf
    return uit, delen


def _schrijfwijzen(waarde: float) -> set[str]:
    w = abs(waarde)
    return {getal(w / deel, d) for deel in (1, 1e3, 1e6) if w >= deel / 20 or deel == 1 for d in (0, 1)}


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
    """A download may hold the protected rows and no others."""
    uit = []
    for r in regels:
        sleutel = _sleutel(r[k] for k in ("cijfer", "wet", "kwartaal", "uitsplitsing", "groep"))
        kolommen = ("waarde", "teller", "noemer")
        if not any(all(_gelijk(r[k], eigen[k]) for k in kolommen) for eigen in rijen.get(sleutel, [])):
            uit.append(f"{naam}: de rij {' '.join(sleutel)} staat niet zo in de beschermde cijfers")
    return uit[:PER_BESTAND]


def _sleutel(waarden: Iterable[Any]) -> tuple[str, ...]:
    """The key of a row; a download puts an apostrophe before a text that a spreadsheet would calculate."""
    return tuple(str(w).removeprefix("'") for w in waarden)


def _gelijk(in_bestand: Any, eigen: float | None) -> bool:
    if in_bestand in (None, ""):
        return True
    waarde = float(str(in_bestand).replace(",", "."))
    return eigen is not None and abs(waarde - eigen) < 1e-6


# --- the page --------------------------------------------------------------------------------------------------------


def inhoud(openbaar: Openbaar, controle: dict[str, Any]) -> str:
    """De pagina over de afscherming: de regel, de telling per tabel, en het oordeel van de proef."""
    e = html.escape
    uitleg = "".join(f"<li>{e(r)}</li>" for r in regels(openbaar))
    rijen = "".join(
        f"<tr><th scope=row>{e(titel)}</th><td>{e(uitsplitsing(soort))}</td>"
        f"{''.join(f'<td>{getal(n)}</td>' for n in aantallen)}</tr>"
        for titel, soort, *aantallen in telling(openbaar)
    )
    weg = openbaar.cijfers["status"].eq("afgeschermd").sum()
    proef = (
        "Een rekenprogramma speelt de slimme lezer. Het kent deze regel, de sommen per tabel en elke eerdere uitgave.",
        "Het kent niet elk verband tussen twee cijfers. Wie meer combineert, weet van sommige aantallen iets meer.",
        "Het zoekt bij elk afgeschermd getal welke waarden nog kunnen.",
        f"Het rekende met {getal(controle['cellen'])} getallen en {getal(controle['verbanden'])} verbanden.",
        f"Uitgaven die samen zijn getoetst: {getal(controle['uitgaven'])}.",
        f"In deze uitgave zijn {getal(weg)} cijfers afgeschermd. De proef toetst de kleine aantallen en bedragen.",
        "Een gemiddelde of een percentage valt weg met het aantal waar het bij hoort.",
    )
    return (
        f'<div><section class="paneel uitgave"><h2>De regel</h2><ul>{uitleg}</ul></section></div>'
        f'<div><section class="paneel uitgave"><h2>De proef</h2><p><b>{e(controle["oordeel"])}</b></p>'
        f"<ul>{''.join(f'<li>{e(p)}</li>' for p in proef)}</ul></section></div>"
        '<div><section class="paneel heel uitgave"><h2>Per tabel</h2>'
        '<div class="tabel" role="group" tabindex="0" aria-label="Hoeveel getallen wij tonen">'
        "<table><caption>Hoeveel getallen wij tonen</caption><thead><tr>"
        "<th scope=col>Cijfer</th><th scope=col>Uitsplitsing</th><th scope=col>Getoond</th>"
        f"<th scope=col>Grover afgerond</th><th scope=col>Afgeschermd</th></tr></thead><tbody>{rijen}</tbody></table>"
        "</div></section></div>"
    )


def regels(openbaar: Openbaar) -> list[str]:
    """De regel van deze uitgave, in gewone zinnen."""
    d = openbaar.drempel
    vast = [
        f"Een aantal van 1 tot en met {d - 1} tonen wij niet. Daar staat: afgeschermd.",
        "Nul blijft meestal nul. Is een groep het hele totaal, dan tonen wij haar ook.",
        "Soms is ook een nul of een groter aantal afgeschermd. Anders is een klein aantal uit te rekenen.",
        "Een percentage maken wij alleen uit aantallen die wij tonen.",
        f"Geld voor minder dan {d} mensen tonen wij niet. Geld dat bijna helemaal naar één mens ging ook niet.",
        "Ander geld ronden wij af op 1.000 euro. Soms blijft een bedrag weg: anders is een ander te schatten.",
        "Wat al in een openbaar stuk stond, blijft zoals het daar staat.",
    ]
    rest = [
        "Het totaal van een kwartaal staat er precies als dat veilig is. Andere aantallen ronden wij af op 5.",
        "Soms ronden wij af op 10, 20 of 50. Anders is een klein aantal uit te rekenen.",
    ]
    if openbaar.methode == "precies":
        rest = [
            "Andere aantallen staan er precies.",
        ]
    return [*vast[:3], *rest, *vast[3:], *opgegeven(openbaar)]


def opgegeven(openbaar: Openbaar) -> list[str]:
    """Wat er niet getoond wordt omdat het met zulke kleine aantallen niet veilig kan, een zin per wet en soort."""
    per: dict[tuple[str, bool, bool], list[str]] = {}
    for o in openbaar.opgegeven:
        soort = uitsplitsing(o.uitsplitsing).replace(" en ", " met ") if o.uitsplitsing else ""
        per.setdefault((o.wet, o.geld, o.om_en_om), []).append(soort)
    uit = []
    for (wet, geld, om_en_om), soorten in per.items():
        naam = domeinen().get(wet, wet)
        if geld:
            per_groep = "" if "" in soorten else f" per {_en(soorten)}"
            uit.append(f"{naam}: wij tonen geen bedragen{per_groep}. Dat kan niet veilig.")
        elif "" in soorten:
            uit.append(f"{naam}: wij tonen geen cijfers. De aantallen zijn te klein om veilig te tonen.")
        elif om_en_om:
            uit.append(f"{naam}: om het andere kwartaal tonen wij cijfers per {_en(soorten)}.")
        else:
            uit.append(f"{naam}: wij tonen geen cijfers per {_en(soorten)}. De aantallen zijn daarvoor te klein.")
    return uit


def _en(woorden: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(woorden[:-1]), woorden[-1])))


def uitsplitsing(soort: str) -> str:
    """Het Nederlandse woord voor een uitsplitsing, of voor twee tegelijk.

    >>> uitsplitsing("hoofdcategorie x interventieniveau"), uitsplitsing("reden")
    ('hoofdcategorie en interventieniveau', 'reden van einde')
    """
    namen = dimensies() | OVERIGE
    return " en ".join(namen.get(deel, deel) for deel in soort.split(" x "))


def telling(openbaar: Openbaar) -> list[tuple[str, str, int, int, int]]:
    """Per cijfer en uitsplitsing: getoond, waarvan grover afgerond, en afgeschermd. Nullen en gaten tellen niet mee."""
    gewoon = max(GEWOON[openbaar.methode], 1)
    per: dict[tuple[str, str], list[int]] = {}
    for r in openbaar.cijfers.iter_rows(named=True):
        if soort_van(r["cijfer"]) == "nee" or r["status"] == "ontbreekt" or r["waarde"] == 0:
            continue
        rij = per.setdefault((r["cijfer"], r["groep_soort"]), [0, 0, 0])
        if r["waarde"] is None:
            rij[2] += 1
            continue
        rij[0] += 1
        if soort_van(r["cijfer"]) == "aantal" and openbaar.afgerond_op(*(r[k] for k in SLEUTEL)) > gewoon:
            rij[1] += 1
    volgorde = list(begrippen())
    return [(begrippen()[c].titel if c in begrippen() else c, soort, *n)
            for (c, soort), n in sorted(per.items(), key=lambda p: (volgorde.index(p[0][0]), p[0][1]))]  # fmt: skip
