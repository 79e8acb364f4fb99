"""Firefox zoals Debian haar levert, bediend met WebDriver BiDi: de standaard die de browser zelf spreekt.

Playwright drives only a Firefox of its own making. This is the little that the tests need: tabs, real clicks with a
mouse, and a look at what is on the page.
"""

import itertools
import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

WACHT = 60.0  # seconds


class Firefox:
    """One browser without windows, with a profile of its own in `profiel`."""

    def __init__(self, programma: str, profiel: Path) -> None:
        opdracht = [programma, "--headless", "--no-remote", "--profile", str(profiel), "--remote-debugging-port=0"]
        self._log = (profiel / "firefox.log").open("w+", encoding="utf-8")
        self.proces = subprocess.Popen(opdracht, stdout=self._log, stderr=self._log)
        plek = wacht_op(lambda: re.search(r"BiDi listening on (ws://\S+)", (profiel / "firefox.log").read_text()))
        self._lijn = websocket.create_connection(f"{plek[1]}/session", timeout=WACHT, suppress_origin=True)
        self._nummer = itertools.count(1)
        self.doe("session.new", capabilities={})

    def doe(self, opdracht: str, **gegevens: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; events in between are left alone."""
        nummer = next(self._nummer)
        self._lijn.send(json.dumps({"id": nummer, "method": opdracht, "params": gegevens}))
        while (antwoord := json.loads(self._lijn.recv())).get("id") != nummer:
            pass
        assert antwoord["type"] == "success", f"{opdracht}: {antwoord.get('message')}"
        return antwoord["result"]

    def tab(self, adres: str = "") -> "Tab":
        """A new tab, as a visitor who opens one and types an address."""
        nieuw = Tab(self, self.doe("browsingContext.create", type="tab")["context"])
        if adres:
            nieuw.ga(adres)
        return nieuw

    def sluit(self) -> None:
        self._lijn.close()
        self.proces.terminate()
        self.proces.wait(timeout=WACHT)
        self._log.close()


class Tab:
    """One tab (or a frame in it). Every look at the page is JavaScript that gives something JSON can say."""

    def __init__(self, firefox: Firefox, context: str) -> None:
        self.firefox, self.context = firefox, context

    def ga(self, adres: str) -> None:
        self.firefox.doe("browsingContext.navigate", context=self.context, url=adres, wait="complete")

    def zeg(self, uitdrukking: str) -> Any:
        antwoord = self.firefox.doe(
            "script.evaluate",
            target={"context": self.context},
            awaitPromise=True,
            expression=f"Promise.resolve({uitdrukking}).then(u => JSON.stringify(u ?? null))",
        )
        assert antwoord["type"] == "success", antwoord.get("exceptionDetails", {}).get("text")
        return json.loads(antwoord["result"]["value"])

    def wacht(self, uitdrukking: str) -> Any:
        """Until the expression is true; a page that is being replaced answers with an error, and is asked again."""

        def kijk() -> Any:
            try:
                return self.zeg(uitdrukking)
            except AssertionError:
                return None

        return wacht_op(kijk)

    def klik(self, kiezer: str) -> None:
        """A real click with the mouse, on whatever lies on top in the middle of the element."""
        x, y = self.zeg(
            "(e => { e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getBoundingClientRect(); "
            f"return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round); }})(document.querySelector({kiezer!r}))"
        )
        muis = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.firefox.doe(
            "input.performActions", context=self.context, actions=[{"type": "pointer", "id": "muis", "actions": muis}]
        )

    def toetsen(self, tekens: str) -> None:
        """Keys, one after another; special ones by their WebDriver code."""
        acties = [{"type": soort, "value": t} for t in tekens for soort in ("keyDown", "keyUp")]
        self.firefox.doe(
            "input.performActions", context=self.context, actions=[{"type": "key", "id": "toetsen", "actions": acties}]
        )

    def frame(self) -> "Tab":
        """The first frame in this tab."""
        boom = self.firefox.doe("browsingContext.getTree", root=self.context)["contexts"]
        return Tab(self.firefox, boom[0]["children"][0]["context"])

    def sluit(self) -> None:
        self.firefox.doe("browsingContext.close", context=self.context)


def wacht_op(kijk: Any) -> Any:
    """Ask until there is an answer, or say that none came."""
    tot = time.monotonic() + WACHT
    while not (gezien := kijk()):
        assert time.monotonic() < tot, "dit kwam niet op tijd"
        time.sleep(0.1)
    return gezien
