"""Wat er in een bewaard blad HTML staat: de verwijzingen, de scripts en het beleid dat het blad zelf noemt."""

from __future__ import annotations

from html.parser import HTMLParser


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
