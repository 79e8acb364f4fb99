"""Getallen zoeken in tekst, tabellen en beelden: alles wat iemand op een pagina ziet of hoort."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any

from sociaaldomein.begrippen.cijfers import vaste_groepsnamen

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
TEGELS = "de tegels"


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
    """Namen van groepen met een getal erin, zo ver als nodig: 4 intensieve, en trede 2."""
    begin = {re.match(r"\d+ \w+|[^\d]+\d+", naam) for naam in namen}
    return re.compile("|".join(sorted(rf"\b{re.escape(b[0])}" for b in begin if b)) or "(?!)", re.I)


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
        if klein & {n for n, procent in geteld(zonder_namen([leesbaar(tekst)], met_getal)) if not procent}
    ]


def leesbaar(tekst: str) -> str:
    """Wat er overblijft zonder leeftijden, datums en tijd, in die volgorde: '4 tot en met 7 jaar' is een leeftijd."""
    return GEEN_AANTAL.sub(" ", GEEN_CIJFER.sub(" ", tekst))


def geteld(gevonden: Iterable[str]) -> Counter[tuple[str, str]]:
    return Counter(n for t in gevonden for n in getallen_in(t))


def zonder_namen(gevonden: Iterable[str], namen: set[str]) -> Iterable[str]:
    """Teksten zonder die namen. Een regel in een beeld kan een deel van een naam zijn, of eindigen op drie punten."""
    lang_eerst = sorted(namen, key=len, reverse=True)
    heel = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in lang_eerst) or "(?!)", re.I)
    for tekst in gevonden:
        if not re.search(r"\d", tekst):
            continue  # nothing to find in it
        vlak = tekst.lower().strip(" …").removesuffix("-")
        deel = re.search(r"[^\W\d_]", vlak) and any(f" {vlak}" in f" {n}" for n in namen)
        yield "" if deel else heel.sub(" ", tekst)


def teksten(inhoud: str) -> list[str]:
    """Alle teksten van een stuk HTML of SVG: wat er staat, wat voorgelezen wordt, en wat nog getekend kan worden."""
    lezer = Lezer()
    lezer.feed(inhoud)
    lezer.close()
    return [t for deel in lezer.delen.values() for t in deel]


def uit_json(deel: Any) -> Iterable[str]:
    if isinstance(deel, dict):
        for naam, waarde in deel.items():
            if naam != "sleutel":
                yield from uit_json(waarde)
    elif isinstance(deel, list):
        for waarde in deel:
            yield from uit_json(waarde)
    elif isinstance(deel, str):
        yield from teksten(deel) if "<" in deel else [deel]


class Lezer(HTMLParser):
    """Alles op een pagina dat iemand ziet of hoort: tekst, bijschriften, en de panelen die als JSON bewaard zijn.

    `delen` houdt het apart: per paneel, per tegel, en wat daarbuiten staat ("").
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
            self.delen[self._deel] += uit_json(json.loads(data))
        elif self._in[0] not in ("script", "style"):
            self.delen[self._deel].append(data)
