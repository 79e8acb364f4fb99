"""Wat verborgen is, verandert niets aan wat er staat: elk openbaar bestand is dan byte voor byte gelijk."""

import random
from itertools import groupby

import pytest
from publicaties import beschermd, gemeente

from sociaaldomein.grond.profiel import METHODEN

KLEIN = range(1, 10)


def bestanden(openbaar, map_) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(openbaar.schrijf(map_).iterdir())}


def plek(rij) -> tuple:
    return rij["cijfer"], rij["kwartaal"], rij["groep_soort"]


def zichtbaar(rijen) -> list[tuple]:
    """What a reader may know at most: every count, but of a small one only that it is small."""
    telt = [r for r in rijen if r["cijfer"].endswith("_trajecten")]
    return [(*plek(r), r["groep"], "klein" if r["waarde"] in KLEIN else r["waarde"]) for r in telt]


def gehusseld(rijen, zaad) -> list[dict]:
    """The same totals with the small counts of each breakdown in another order."""
    kans, uit = random.Random(zaad), []
    for _, groep in groupby(rijen, plek):
        deel = list(groep)
        if deel[0]["cijfer"].endswith("_trajecten"):
            klein = [n for n, r in enumerate(deel) if r["waarde"] in KLEIN]
            anders = kans.sample(klein, len(klein))
            deel = [
                deel[n] | {"waarde": deel[dict(zip(klein, anders, strict=True)).get(n, n)]["waarde"]}
                for n in range(len(deel))
            ]
        uit += deel
    return uit


@pytest.mark.parametrize("methode", METHODEN)
def test_kleine_totalen_verwisseld_geeft_dezelfde_bestanden(tmp_path, methode):
    anders = 0
    for zaad in range(12):
        rijen = gemeente(zaad)
        ander = gehusseld(rijen, zaad)
        anders += rijen != ander
        een, twee = (bestanden(beschermd(r, methode), tmp_path / f"{zaad}{n}") for n, r in enumerate((rijen, ander)))
        assert een == twee, zaad
    assert anders > 3, "er is echt iets verwisseld"


def reeks(methode, map_, zaad, ruil=None) -> list[dict[str, bytes]]:
    """Two editions in a row: after two quarters and after three."""
    eerste = beschermd(gemeente(zaad, kwartalen=2, ruil=ruil), methode)
    tweede = beschermd(gemeente(zaad, ruil=ruil), methode, eerdere=[eerste.editie("eerder")])
    return [bestanden(o, map_ / f"{zaad}{ruil}{n}") for n, o in enumerate((eerste, tweede))]


@pytest.mark.parametrize("methode", METHODEN)
def test_mensen_verwisseld_geeft_dezelfde_bestanden_uitgave_na_uitgave(tmp_path, methode):
    gevonden = 0
    for zaad in range(60):
        kans, echt = random.Random(zaad), [gemeente(zaad, kwartalen=n) for n in (2, 3)]
        for ruil in ((kans.randrange(400), kans.randrange(400)) for _ in range(60)):
            ander = [gemeente(zaad, kwartalen=n, ruil=ruil) for n in (2, 3)]
            if ander[1] != echt[1] and list(map(zichtbaar, ander)) == list(map(zichtbaar, echt)):
                gevonden += 1
                assert reeks(methode, tmp_path, zaad) == reeks(methode, tmp_path, zaad, ruil), (zaad, ruil)
                break
    assert gevonden > 2, "genoeg gemeenten waar alleen iets verborgens verandert"
