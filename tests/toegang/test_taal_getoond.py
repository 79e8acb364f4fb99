"""Wat een lezer ziet in een echte uitgave: korte zinnen, gewone woorden, en uitleg bij de eerste keer.

Alle pagina's, alle staten van alle panelen, de tekst voor wie niet ziet, en de leeswijzer bij de cijfers.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import hulp
import pytest
from openpyxl import load_workbook
from test_taal import ENGELS, LANGSTE_ZIN, zinnen

from sociaaldomein.begrippen import cijfers
from sociaaldomein.begrippen.uitleg import anker

pytestmark = pytest.mark.traag
BLOK = {
    "p",
    "h1",
    "h2",
    "h3",
    "li",
    "dt",
    "dd",
    "figcaption",
    "caption",
    "th",
    "td",
    "label",
    "option",
    "summary",
    "text",
    "button",
    "span",
    "strong",
    "div",
    "section",
    "header",
    "footer",
    "title",
}
STIL = {"style", "script"}


class Lezer(HTMLParser):
    """The texts of a page: each block, each alternative text and each title of a state."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.teksten, self._nu, self._stil = [], "", 0
        self.feed(html)
        self._klaar()

    def _klaar(self) -> None:
        if tekst := " ".join(self._nu.split()):
            self.teksten.append(tekst)
        self._nu = ""

    def handle_starttag(self, tag, attrs) -> None:
        self._stil += tag in STIL
        if tag in BLOK:
            self._klaar()
        self.teksten += [w for naam, w in attrs if naam in ("aria-label", "data-titel", "data-herkomst", "title") and w]

    def handle_endtag(self, tag) -> None:
        self._stil -= tag in STIL
        if tag in BLOK:
            self._klaar()

    def handle_data(self, data) -> None:
        if not self._stil:
            self._nu += data


def jargon() -> dict[str, str]:
    regels = (Path(__file__).parent / "jargon.txt").read_text(encoding="utf-8").splitlines()
    return dict(r.split(" -> ") for r in regels if r and not r.startswith("#"))


def woorden(tekst: str) -> list[str]:
    """Words; a name of a document or a number with its unit counts as one."""
    return re.findall(r"[\w'’%€][\w'’.,%/-]*", tekst)


@pytest.fixture(scope="module")
def teksten(uitgave) -> dict[str, set[str]]:
    uit = {
        naam: set(Lezer((uitgave / f"{naam}.html").read_text(encoding="utf-8")).teksten)
        for naam in hulp.PAGINAS
        if naam != "alle kwartalen"
    }
    uit["alle kwartalen"] = set(Lezer((uitgave.parents[1] / "index.html").read_text(encoding="utf-8")).teksten)
    blad = load_workbook(uitgave / "openbaar" / "cijfers.xlsx", read_only=True)["leeswijzer"]
    uit["leeswijzer"] = {str(cel) for rij in blad.iter_rows(values_only=True) for cel in rij if cel}
    assert sum(map(len, uit.values())) > 500
    return uit


def delen(tekst: str) -> list[str]:
    """The sentences of a text; a list of published figures with its document counts per part."""
    if tekst.startswith(("Eerder gepubliceerd:", "eerder gepubliceerd:")):
        return re.split(r"[:,(]\s", tekst)
    return zinnen(tekst)


def test_sentences_are_short(teksten):
    lang = [
        f"{naam}: {z}"
        for naam, lijst in teksten.items()
        for t in lijst
        for z in delen(t)
        if len(woorden(z)) > LANGSTE_ZIN
    ]
    assert sorted(set(lang)) == []


def test_words_are_plain(teksten):
    uitleg = {w.lower() for w in cijfers.woorden()}
    weg = {w: beter for w, beter in jargon().items() if w not in uitleg}
    patroon = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, weg))})(?![\w-])", re.I)
    gevonden = {
        f"{naam}: '{m[0]}' (liever: {weg[m[0].lower()]}) in: {t}"
        for naam, lijst in teksten.items()
        for t in lijst
        for m in patroon.finditer(t)
    }
    assert sorted(gevonden) == []


def test_words_are_dutch(teksten):
    engels = {
        f"{naam}: {t}"
        for naam, lijst in teksten.items()
        for t in lijst
        if {w.strip(".,").lower() for w in woorden(t)} & (ENGELS - {"begin", "file", "over"})
    }
    assert sorted(engels) == []


@pytest.mark.parametrize("naam", hulp.MET_PANELEN)
def test_a_known_word_links_to_its_explanation_the_first_time(uitgave, naam):
    """In questions, sentences and notes: the first panel that uses a word links it, in every state that says it."""
    html = (uitgave / f"{naam}.html").read_text(encoding="utf-8")
    begrippen = (uitgave / "begrippen.html").read_text(encoding="utf-8")
    zones = re.findall(r'(?:<p class="(?:vraag|telt|noot)">|<figcaption>)(.*?)</(?:p|figcaption)>', html)
    for woord in cijfers.woorden():
        patroon = re.compile(rf"(?<![\w-]){re.escape(woord)}(?:s|n|en)?(?![\w-])", re.I)
        met = [z for z in zones if patroon.search(re.sub(r"<[^>]+>", "", z))]
        if met:
            assert f'href="begrippen.html#{anker(woord)}"' in met[0], (woord, met[0])
            assert f'id="{anker(woord)}"' in begrippen
    for doel in re.findall(r'href="begrippen\.html#([\w-]+)"', html):
        assert f'id="{doel}"' in begrippen


def test_jargon_would_be_found():
    assert jargon()["middels"] == "met" and len(jargon()) > 60
    gelezen = Lezer('<p>Een <b>zin</b>.</p><svg aria-label="Alt tekst"></svg><style>x</style><td>Cel</td>').teksten
    assert gelezen == ["Een zin.", "Alt tekst", "Cel"]
