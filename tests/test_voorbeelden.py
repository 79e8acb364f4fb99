"""Elk voorbeeld in de docstrings klopt. Getest wordt het geïnstalleerde pakket, niet de map src."""

import doctest
import importlib
import pkgutil

import pytest

import sociaaldomein

ALLES = pkgutil.walk_packages(sociaaldomein.__path__, "sociaaldomein.")
MODULES = [m.name for m in ALLES if not m.ispkg and m.name != "sociaaldomein.__main__"]


@pytest.mark.parametrize("naam", MODULES)
def test_voorbeelden(naam, tmp_path, monkeypatch):
    module = importlib.import_module(naam)
    monkeypatch.chdir(tmp_path)  # an example that writes a file leaves nothing behind
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for example in doctest.DocTestFinder().find(module):
        runner.run(example, out=report.append)
    assert not runner.failures, "".join(report)
