"""Wat alle tests delen: een voorbeeldlevering op schijf, en de registraties en cijfers die eruit komen."""

from pathlib import Path

import polars as pl
import pytest

from sociaaldomein import example_data, paden, registraties, sources


@pytest.fixture(scope="session")
def gepubliceerd() -> Path:
    """De map met de echte, gepubliceerde cijfers."""
    return paden.meegeleverd("data") / "gepubliceerd"


@pytest.fixture(scope="session")
def voorbeeldlevering(tmp_path_factory) -> Path:
    """Een map met de voorbeeldlevering, gemaakt zoals `sociaaldomein voorbeelddata` haar maakt. Niet in schrijven."""
    return example_data.schrijf(tmp_path_factory.mktemp("voorbeeld") / "levering")


@pytest.fixture(scope="session")
def voorbeeldtabellen(voorbeeldlevering) -> dict[str, pl.DataFrame]:
    """De voorbeeldlevering na de deur."""
    return sources.lees_map(voorbeeldlevering).tabellen


@pytest.fixture(scope="session")
def voorbeeldregistraties(voorbeeldtabellen) -> registraties.Registraties:
    """De registraties van de voorbeeldlevering."""
    return registraties.maak(voorbeeldtabellen)
