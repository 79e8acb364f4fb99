"""De lat: elke proef schrijft haar uitkomst op, en aan het eind staat er een kleine tabel."""

import pytest

UITKOMSTEN: dict[str, str] = {}
TELLING: dict[str, int] = {}


class Bars:
    """Waarin een proef haar uitkomst opschrijft."""

    def zet(self, bar: str, uitkomst: str) -> None:
        UITKOMSTEN[bar] = uitkomst

    def tel(self, bar: str) -> None:
        TELLING[bar] = TELLING.get(bar, 0) + 1
        UITKOMSTEN[bar] = f"{TELLING[bar]} gevallen"


@pytest.fixture(scope="session")
def bars() -> Bars:
    return Bars()


def pytest_terminal_summary(terminalreporter) -> None:
    if UITKOMSTEN:
        terminalreporter.section("slechte invoer: de lat")
        for bar, uitkomst in UITKOMSTEN.items():
            terminalreporter.write_line(f"{bar:<60} {uitkomst}")
