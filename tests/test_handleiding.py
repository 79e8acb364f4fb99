"""Elke opdracht in de documenten bestaat echt, en elke opdracht die bestaat staat in de handleiding of de README."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from sociaaldomein.cli.ontleden import ontleed

HUIS = Path(__file__).parents[1]
HANDLEIDING = (HUIS / "docs" / "handleiding.md").read_text(encoding="utf-8")
README = (HUIS / "README.md").read_text(encoding="utf-8")


def blokken(taal: str = "") -> list[str]:
    return re.findall(rf"^```{taal}\n(.*?)^```", HANDLEIDING, re.M | re.S)


def opdrachten() -> list[str]:
    return [r for blok in blokken() for r in blok.splitlines() if r.startswith("sociaaldomein ")]


@pytest.mark.parametrize("regel", opdrachten())
def test_command_in_the_manual_is_understood(regel):
    assert ontleed().parse_args(shlex.split(regel)[1:]).opdracht


def test_every_command_is_in_the_readme():
    (keuze,) = [a for a in ontleed()._actions if a.dest == "opdracht"]
    in_tabel = set(re.findall(r"^\| `([\w-]+)", README, re.M))
    assert set(keuze.choices) <= in_tabel
    assert {shlex.split(r)[1] for r in opdrachten()} <= set(keuze.choices)


def test_exit_codes_are_explained():
    uitleg = dict(re.findall(r"^\| (\d) \| (.+?) \|$", HANDLEIDING, re.M))
    assert sorted(uitleg) == list("01234567")
    assert all(f"{code} " in README for code in uitleg)


@pytest.mark.parametrize("blok", blokken("yaml"))
def test_yaml_in_the_manual_is_yaml(blok):
    assert isinstance(yaml.safe_load(blok), dict)


def test_every_picture_can_be_explained():
    """The names an adviser needs for toelichting.yml are those the notebooks use."""
    deel = HANDLEIDING.split("## 6. ")[1].split("## 7. ")[0]
    paginas = ("raadsmonitor", "taskforce", "wijken", "plannen", "doelen")
    bestanden = [HUIS / "notebooks" / f"{naam}.ipynb" for naam in paginas]
    notebooks = "".join(pad.read_text(encoding="utf-8") for pad in bestanden)
    namen = set(re.findall(r'paneel\(\\"(\w+)\\"\)', notebooks))
    assert namen and namen == set(re.findall(r"`(\w+)`", deel)) - ({"jeugd", "wmo", *paginas} - namen)
