"""De aanvallen lopen tegen twee diensten tegelijk; aan het eind staat er een tabel met de uitslag."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
REGELS: list[tuple[str, str, str]] = []


@pytest.fixture(scope="session")
def tafel() -> list[tuple[str, str, str]]:
    """Rows for the table at the end: bar, what was found, whether it holds."""
    return REGELS


def pytest_terminal_summary(terminalreporter) -> None:
    if not REGELS:
        return
    terminalreporter.section("C4 aanval")
    for naam, gevonden, goed in REGELS:
        terminalreporter.write_line(f"{goed:5} {naam:62.62} {gevonden}")
