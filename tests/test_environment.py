"""De afhankelijkheden in pyproject.toml, environment.yml en constraints.txt blijven gelijk."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

HUIS = Path(__file__).parents[1]
PROJECT = tomllib.loads((HUIS / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (HUIS / "constraints.txt").read_text(encoding="utf-8")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)(?: ; ([^\\]+?))? \\$", re.M)


def bounds(lines: list[str]) -> dict[str, SpecifierSet]:
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def conda() -> dict[str, SpecifierSet]:
    return bounds(yaml.safe_load((HUIS / "environment.yml").read_text(encoding="utf-8"))["dependencies"])


def test_conda_has_the_same_packages_with_the_same_bounds():
    found = conda()
    del found["python"], found["pip"]
    assert found == bounds(PROJECT["project"]["dependencies"])


def test_conda_offers_the_pythons_of_the_project():
    offered = [v for v in ("3.10", "3.11", "3.12", "3.13", "3.14") if conda()["python"].contains(v)]
    assert offered == ["3.11", "3.12", "3.13"]
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains("3.11")
    named = [c.rsplit(" ", 1)[1] for c in PROJECT["project"]["classifiers"] if "Python :: 3." in c]
    assert named == offered


@pytest.mark.parametrize(
    "requirement",
    PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["test"]
    + PROJECT["build-system"]["requires"],
)
def test_lock_pins_what_the_project_asks(requirement):
    wanted = Requirement(requirement)
    pins = [
        Version(version)
        for name, version, _ in PIN.findall(LOCK)
        if canonicalize_name(name) == canonicalize_name(wanted.name)
    ]
    assert pins, f"{wanted.name} is missing: make constraints.txt again, see CONTRIBUTING.md"
    assert all(wanted.specifier.contains(pin) for pin in pins)


def test_every_pin_in_the_lock_has_a_hash():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) == len(PIN.findall(LOCK))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK and " @ " not in LOCK


def test_only_the_engines_of_others_stand_outside_the_lock():
    """Spark and PostgreSQL are never needed to run or test the product itself: they have an extra of their own."""
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(extras) == {"test", "motoren"}
    assert (
        not {canonicalize_name(Requirement(r).name) for r in extras["motoren"]}
        & bounds(PROJECT["project"]["dependencies"] + extras["test"]).keys()
    )
