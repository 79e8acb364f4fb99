"""De kaart: elk woord past in zijn vlak, niets raakt elkaar, en kleur is nooit het enige dat iets zegt."""

import re
from dataclasses import replace
from itertools import pairwise

import beeldset
import pytest
from beeldset import cel
from matplotlib.path import Path

from sociaaldomein.beelden import getallen, kaarten, vel
from sociaaldomein.beelden.kaarten import Gebied
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.begrippen.paginas import paginasoorten
from sociaaldomein.levering import geometrie
from sociaaldomein.panelen import wijken as panelen_wijken

NAMEN = ("Noord", "Een wijk met een heel erg lange naam van buurten", "West", "Oost-buiten", "Zuid")


def raster(n: int) -> dict:
    """A map of n by n squares, the last row twice as narrow: some names fit, some do not."""

    def vak(x, y):
        links, onder, rechts = 10 * x, 10 * y, 10 * x + (10 if y < n - 1 else 5)
        return [[links, onder], [rechts, onder], [rechts, onder + 10], [links, onder + 10], [links, onder]]

    wijken = [
        {
            "type": "Feature",
            "properties": {"wijkcode": f"WK0000{x}{y}", "indelingsjaar": 2023},
            "geometry": {"type": "Polygon", "coordinates": [vak(x, y)]},
        }
        for x in range(n)
        for y in range(n)
    ]
    return geometrie.van_json({"type": "FeatureCollection", "features": wijken})


def gebieden(vormen: dict) -> list[Gebied]:
    cellen = [cel(620.0, "definitief"), cel(None, "afgeschermd"), cel(85.0, "voorlopig"), cel(None, "ontbreekt")]
    return [Gebied(c, NAMEN[i % 5], cellen[i % 4]) for i, c in enumerate(vormen["wijken"])]


def teksten(svg: str) -> list[tuple[str, float, float, float]]:
    """Text, x, y and size of every text in a drawing."""
    uit = []
    for kop, tekst in re.findall(r"<text([^>]*)>([^<]*)</text>", svg):
        x, y = (float(re.search(rf'\b{a}="([-\d.]+)"', kop)[1]) for a in "xy")
        uit.append((tekst, x, y, float(re.search(r"font-size:\s?([\d.]+)", kop)[1])))
    return uit


@pytest.mark.parametrize("n", [2, 4, 6])
@pytest.mark.parametrize("formaat", ["breed", "smal", "kwart"])
def test_every_name_lies_inside_its_own_plane_and_none_touch(n, formaat):
    vormen = raster(n)
    _, px = vel.FORMAAT[formaat]
    ruim = 400 / 700
    vakken = []
    for nr, g in enumerate(gebieden(vormen)):
        ringen = kaarten._op_plek(vormen["wijken"][g.code], ruim, 0, 0)
        vak = kaarten._naamvak(ringen, g, Maat(""), px, "" if formaat == "kwart" else "ABCDEFGHIJ"[nr % 10])
        if vak is None:
            continue
        breed, hoog = max(vel.breedte(r, px, True) for r in vak.regels), 1.2 * px * len(vak.regels)
        hoeken = [(vak.x + a * breed / 2, vak.y + b * hoog / 2) for a in (-1, 1) for b in (-1, 1)]
        assert all(Path(ringen[0]).contains_points(hoeken, radius=0)), (g.naam, vak)
        vakken.append((vak.x - breed / 2, vak.x + breed / 2, vak.y - hoog / 2, vak.y + hoog / 2))
    for i, (a0, a1, b0, b1) in enumerate(vakken):
        assert not any(a0 < d1 and c0 < a1 and b0 < f1 and e0 < b1 for c0, d1, e0, f1 in vakken[i + 1 :])


@pytest.mark.parametrize("n", [1, 2, 4])
def test_letters_are_large_enough_and_no_lines_touch(n):
    vormen = raster(n)
    g = gebieden(vormen)
    t = kaarten.kaart(vormen, g, Maat(""), kaarten.klassen([x.nu for x in g], Maat("")), "x", (["Wijk"], [["a"]]))
    for formaat, svg in t.svg.items():
        alle = teksten(svg)
        assert min(m for *_, m in alle) >= vel.FORMAAT[formaat][1]
        assert len({(round(x), round(y)) for _, x, y, _ in alle}) == len(alle)
        onder = max(y for _, _, y, _ in alle)
        assert onder <= float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])


def test_what_is_not_shown_has_a_hatch_and_a_word():
    vormen = raster(2)
    g = gebieden(vormen)
    svg = kaarten.kaart(vormen, g, Maat(""), kaarten.klassen([x.nu for x in g], Maat("")), "x", (["W"], [["a"]])).svg
    for beeld in svg.values():
        woorden = " ".join(t for t, *_ in teksten(beeld))
        assert "afgeschermd" in woorden and "ontbreekt" in woorden
    zonder = [replace(x, nu=cel(85.0, "definitief")) for x in g]
    indeling = kaarten.klassen([x.nu for x in zonder], Maat(""))
    heel = kaarten.kaart(vormen, zonder, Maat(""), indeling, "x", (["W"], [["a"]])).svg
    assert len(svg["breed"]) > len(heel["breed"])  # the lines of the hatch
    assert "afgeschermd" not in heel["breed"]


def test_a_hatch_stays_inside_its_plane_and_out_of_its_hole():
    buiten, gat = [(0, 0), (100, 0), (100, 100), (0, 100)], [(30, 30), (70, 30), (70, 70), (30, 70)]
    lijnen = kaarten._arcering([buiten, gat]).vertices
    midden = (lijnen[::2] + lijnen[1::2]) / 2
    assert len(midden) > 15
    assert Path(buiten).contains_points(midden).all() and not Path(gat).contains_points(midden).any()


def test_a_hole_is_not_filled():
    buiten, gat = [(0, 0), (100, 0), (100, 100), (0, 100)], [(30, 30), (70, 30), (70, 70), (30, 70)]
    pad = kaarten._pad([buiten, gat])
    draai = [sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(d)) for d in pad.to_polygons()]
    assert draai[0] * draai[1] < 0


@pytest.mark.parametrize(
    ("waarden", "gemiddeld", "klasse"),
    [
        ([620, 230, 85], None, [2, 1, 0]),
        ([25, 12], None, [2, 1]),
        ([5, 3], None, [0, 0]),
        ([72, 79, 81, 90], 80, [1, 1, 1, 2]),
        ([71, 89], 80, [0, 2]),
    ],
)
def test_classes_follow_their_words(waarden, gemiddeld, klasse):
    m = Maat("")
    k = kaarten.klassen([cel(float(w)) for w in waarden], m, cel(float(gemiddeld)) if gemiddeld else None)
    assert [k.van(w) for w in waarden] == klasse
    assert len(set(k.woorden)) == 3


def test_the_page_says_why_there_is_no_map():
    o = beeldset.openbaar()
    reden = "De kaart heeft de wijken van 2019. De gegevens hebben die van 2023."
    weg = beeldset.met(o, kaart={**beeldset.KAART, "wijken": {}, "reden": reden})
    b = panelen_wijken.kaart(weg, "samen", beeldset.NU)
    assert b.zin.startswith(f"{reden} Daarom staat hier geen kaart.") and b.status == "ontbreekt"
    b = panelen_wijken.kaart(beeldset.met(o, kaart=None), "samen", beeldset.NU)
    assert b.zin.startswith("Er is geen kaart van de wijken geleverd.")


def test_an_invented_map_says_so_in_every_picture():
    b = panelen_wijken.kaart(beeldset.openbaar(), "samen", beeldset.NU)
    assert all("verzonnen" in svg for svg in b.svg.values())
    assert "De wijken op de kaart zijn verzonnen." in b.noot and "Wijkindeling van 2023." in b.noot


@pytest.mark.parametrize("domein", ["jeugd", "wmo"])
@pytest.mark.parametrize("cijfer", paginasoorten()["wijken"].keuzes["cijfer"])
def test_a_rate_tells_no_more_than_the_shown_count(domein, cijfer):
    """Per 1.000 times the inhabitants is the shown count; where the count is hidden, so is the rate."""
    o = beeldset.openbaar()
    b = panelen_wijken.kaart(o, "samen", beeldset.NU, domein=domein, cijfer=cijfer)
    gezien = 0
    for reeks in panelen_wijken._PerWijk(o, beeldset.NU, domein, cijfer).reeksen:
        getoond = getallen.cel(o, cijfer, domein, beeldset.NU, "wijk", reeks.groep)
        per = panelen_wijken._per_duizend(o, reeks, beeldset.NU)
        inwoners = getallen.cel(o, "inwoners", domein, beeldset.NU, "wijk", reeks.groep)
        assert per.bekend == (getoond.bekend and inwoners.bekend)
        if per.bekend:
            assert per.waarde * inwoners.waarde / 1000 == pytest.approx(getoond.waarde)
            gezien += 1
        elif getoond.status == "afgeschermd":
            assert per.status == "afgeschermd"
    assert gezien >= 2 and len(b.rijen) >= gezien


def test_too_few_inhabitants_give_no_rate():
    assert getallen.per_duizend(cel(25.0, "definitief"), cel(99.0, "definitief")).status == "ontbreekt"
    assert getallen.per_duizend(cel(None, "afgeschermd"), cel(99.0, "definitief")).status == "afgeschermd"
