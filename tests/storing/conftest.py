"""De uitslag van de storingen, als tabel aan het eind."""

import pytest

REGELS: list[tuple[str, str]] = []


@pytest.fixture(scope="session")
def storingstafel() -> list[tuple[str, str]]:
    return REGELS


def pytest_terminal_summary(terminalreporter) -> None:
    if not REGELS:
        return
    terminalreporter.section("C5 storing")
    for naam, gevonden in REGELS:
        terminalreporter.write_line(f"{naam:50} {gevonden}")
