"""Wat alle tests delen: een voorbeeldlevering op schijf, wat eruit komt, en een browser om pagina's in te openen."""

import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings

from sociaaldomein.grond import paden
from sociaaldomein.levering import deur
from sociaaldomein.telling import registraties
from sociaaldomein.voorbeeld import zorg

settings.register_profile("rustig", deadline=None)  # a busy machine is no fault: no test is timed
settings.load_profile("rustig")


@pytest.fixture(scope="session")
def gepubliceerd() -> Path:
    """De map met de echte, gepubliceerde cijfers."""
    return paden.meegeleverd("data") / "gepubliceerd"


@pytest.fixture(scope="session")
def voorbeeldlevering(tmp_path_factory) -> Path:
    """Een map met de voorbeeldlevering, gemaakt zoals `sociaaldomein voorbeelddata` haar maakt. Niet in schrijven."""
    return zorg.schrijf(tmp_path_factory.mktemp("voorbeeld") / "levering")


@pytest.fixture(scope="session")
def voorbeeldtabellen(voorbeeldlevering) -> dict[str, pl.DataFrame]:
    """De voorbeeldlevering na de deur."""
    return deur.lees_map(voorbeeldlevering).tabellen


@pytest.fixture(scope="session")
def voorbeeldregistraties(voorbeeldtabellen) -> registraties.Registraties:
    """De registraties van de voorbeeldlevering."""
    return registraties.maak(voorbeeldtabellen)


@pytest.fixture(scope="session")
def avondmap(tmp_path_factory) -> Path:
    """De pagina's van de avond van 25 juni als losse bestanden, bij de kleine verzonnen set."""
    import avondset

    return avondset.maak(tmp_path_factory.mktemp("avond"), "2026-06-25-kennismaking.yml")


@pytest.fixture(scope="session")
def najaarmap(tmp_path_factory) -> Path:
    """De pagina's van de avond in het najaar."""
    import avondset

    return avondset.maak(tmp_path_factory.mktemp("najaar"), "2026-11-verdieping.yml")


@pytest.fixture(scope="session")
def chromium():
    """Een Chromium voor alle tests samen. Is er geen, dan slaat de test over; in CI is dat een fout."""
    zonder = pytest.fail if os.environ.get("CI") else pytest.skip
    try:
        from playwright import sync_api
    except ImportError:
        zonder("playwright is niet geïnstalleerd")
    eigen = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_api.sync_playwright() as p:
        try:
            browser = p.chromium.launch(executable_path=eigen, args=["--no-sandbox"])
        except sync_api.Error as fout:
            zonder(f"geen browser gevonden ({str(fout).splitlines()[0]})")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    """Een Firefox voor alle tests samen; de browser die op veel werkplekken van gemeenten staat."""
    from firefox import Firefox

    programma = shutil.which("firefox-esr") or shutil.which("firefox")
    if programma is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("geen Firefox gevonden")
    browser = Firefox(programma, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.sluit()
