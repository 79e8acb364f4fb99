"""Wat er in een bewaard blad HTML staat: de verwijzingen, de scripts en het beleid dat het blad zelf noemt."""

from __future__ import annotations

from collections.abc import Collection
from html.parser import HTMLParser
from itertools import accumulate


class GelezenPagina(HTMLParser):
    """Een gelezen blad. Wat ontbreekt, is leeg.

    >>> blad = GelezenPagina('<a href="wmo.html#x">Wmo</a><script type="module">f(1 < 2 && 3)</script>')
    >>> blad.verwijzingen, blad.scripts, blad.beleid
    (['wmo.html#x'], ['f(1 < 2 && 3)'], '')
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.verwijzingen: list[str] = []
        self.scripts: list[str] = []
        self.beleid = ""
        self._in_script = False
        self.feed(html.replace("\r\n", "\n"))  # as a browser reads it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Een begin: onthoud waar het naar wijst."""
        wat = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "a" and wat.get("href"):
            self.verwijzingen.append(wat["href"])
        if tag == "meta" and wat.get("http-equiv") == "Content-Security-Policy":
            self.beleid = self.beleid or wat.get("content", "")
        if tag == "script":
            self._in_script = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Het einde van een script."""
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """Tekst; alleen die van een script telt."""
        if self._in_script:
            self.scripts[-1] += data


def zonder_verwijzingen(html: str, naar: Collection[str]) -> str:
    """Een stuk van een blad waarin een verwijzing naar een van deze bestanden gewone tekst is.

    >>> zonder_verwijzingen('<a href="wmo.html#x">De <b>Wmo</b></a> en <a href="jeugd.html">jeugd</a>', ["wmo.html"])
    'De <b>Wmo</b> en <a href="jeugd.html">jeugd</a>'
    """
    return _Snijder(html, naar).over() if naar else html


class _Snijder(HTMLParser):
    """Where the links that go stand in the text, so that all else stays as it is, letter for letter."""

    def __init__(self, html: str, naar: Collection[str]) -> None:
        super().__init__()
        self._html, self._naar, self._in = html, naar, False
        self._regels = [0, *accumulate(len(regel) + 1 for regel in html.split("\n"))]
        self._weg: list[tuple[int, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (dict(attrs).get("href") or "").partition("#")[0] in self._naar:
            self._in = True
            self._snij(len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._in:
            self._in = False
            self._snij(len("</a>"))

    def _snij(self, lengte: int) -> None:
        regel, plek = self.getpos()
        begin = self._regels[regel - 1] + plek
        self._weg.append((begin, begin + lengte))

    def over(self) -> str:
        """Wat er blijft staan."""
        grenzen = [0, *(g for paar in self._weg for g in paar), len(self._html)]
        return "".join(self._html[a:b] for a, b in zip(grenzen[::2], grenzen[1::2], strict=True))
