"""De kaart van de wijken: gekeurd, op schaal, zonder kieren, en alleen op de pagina als zij bij de gegevens past."""

import math

import polars as pl
import pytest

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.levering import deur, geometrie
from sociaaldomein.voorbeeld import vorm


def wijk(code: str, *ringen, jaar=2023, soort="Polygon") -> dict:
    punten = [list(r) for r in ringen]
    vorm = {"type": soort, "coordinates": punten if soort == "Polygon" else [[p] for p in punten]}
    return {"type": "Feature", "properties": {"wijkcode": code, "indelingsjaar": jaar}, "geometry": vorm}


def kaart(*wijken, **meer) -> dict:
    return geometrie.van_json({"type": "FeatureCollection", "features": list(wijken), **meer})


def vak(x, y, b, h):
    return [[x, y], [x + b, y], [x + b, y + h], [x, y + h], [x, y]]


def oppervlak(ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def randen(ring) -> set:
    return {frozenset((tuple(a), tuple(b))) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)}


def test_the_north_is_up_and_the_long_side_fills_the_sheet():
    k = kaart(wijk("WK000001", vak(0, 0, 400, 200)), wijk("WK000002", vak(0, 200, 400, 200)))
    assert (k["breed"], k["hoog"]) == (700, 700)
    assert max(y for _, y in k["wijken"]["WK000002"][0]) == 350  # the higher y lies at the top of the sheet


def test_degrees_get_the_shape_they_have_on_the_ground():
    """At 52 degrees north a degree to the east is 0,62 of a degree to the north."""
    k = kaart(wijk("WK000001", vak(5, 52, 1, 1)))
    assert k["breed"] / k["hoog"] == pytest.approx(math.cos(math.radians(52.5)), abs=0.01)


def test_a_shared_border_stays_shared_after_thinning():
    """Two wijken with a winding border of two hundred points: no slit, far fewer points, the same area."""
    grens = [[1000 + 30 * math.sin(i / 9) + 4 * math.sin(i * 1.7), 5 * i] for i in range(201)]
    links, rechts = [[0, 0], *grens, [0, 1000], [0, 0]], [[2000, 0], [2000, 1000], *grens[::-1], [2000, 0]]
    k = kaart(wijk("WK000001", links), wijk("WK000002", rechts))
    (a,), (b,) = k["wijken"]["WK000001"], k["wijken"]["WK000002"]
    assert len(a) < 130
    gedeeld = randen(a) & randen(b)
    assert len(gedeeld) == len(a) - 3
    assert oppervlak(a) + oppervlak(b) == pytest.approx(k["breed"] * k["hoog"])


def test_an_island_fits_in_its_hole():
    gat = [[400 + 100 * math.cos(t / 10), 400 + 100 * math.sin(t / 10)] for t in range(62)]
    k = kaart(wijk("WK000001", vak(0, 0, 800, 800), [*gat, gat[0]]), wijk("WK000002", [*gat[::-1], gat[-1]]))
    assert randen(k["wijken"]["WK000001"][1]) == randen(k["wijken"]["WK000002"][0])


def test_two_parts_are_one_wijk_and_a_code_stands_once():
    k = kaart(wijk("WK000001", vak(0, 0, 300, 300), vak(600, 0, 300, 300), soort="MultiPolygon"))
    assert len(k["wijken"]["WK000001"]) == 2
    with pytest.raises(geometrie.Onleesbaar, match="twee keer"):
        kaart(wijk("WK000001", vak(0, 0, 300, 300)), wijk("WK000001", vak(600, 0, 300, 300)))


def test_a_speck_is_left_out_and_the_largest_part_stays():
    delen = [vak(0, 0, 1000, 1000), vak(1100, 0, 3, 3), vak(1100, 500, 60, 60)]
    assert len(kaart(wijk("WK000001", *delen, soort="MultiPolygon"))["wijken"]["WK000001"]) == 2
    klein = kaart(wijk("WK000001", vak(0, 0, 1000, 1000)), wijk("WK000002", vak(1100, 0, 4, 4)))
    assert set(klein["wijken"]) == {"WK000001", "WK000002"}


def test_one_year_for_the_whole_map():
    assert kaart(wijk("WK000001", vak(0, 0, 300, 300), jaar=None), indelingsjaar=2022)["indelingsjaar"] == 2022
    with pytest.raises(geometrie.Onleesbaar, match="meer indelingsjaren"):
        kaart(wijk("WK000001", vak(0, 0, 300, 300)), wijk("WK000002", vak(300, 0, 300, 300), jaar=2022))


def wijken(*codes, jaar=2023) -> pl.DataFrame:
    schema = {"wijkcode": pl.String, "wijknaam": pl.String, "indelingsjaar": pl.Int64}
    return pl.DataFrame([(c, c, jaar) for c in codes], schema=schema, orient="row")


GOED = kaart(wijk("WK000001", vak(0, 0, 300, 300)), wijk("WK000002", vak(300, 0, 300, 300)))


@pytest.mark.parametrize(
    ("gegevens", "reden"),
    [
        (wijken("WK000001", "WK000002"), ""),
        (wijken("WK000001", "WK000002", jaar=None), ""),
        (pl.concat([wijken("WK000009", jaar=2020), wijken("WK000001", "WK000002")]), ""),
        (wijken("WK000001", "WK000002", jaar=2024), "De kaart heeft de wijken van 2023. De gegevens hebben die van"),
        (wijken("WK000001"), "Op de kaart staat wijk WK000002. Die komt in de gegevens niet voor."),
        (None, "In de gegevens staat geen enkele wijk."),
    ],
)
def test_a_map_that_does_not_fit_is_left_out_with_the_reason(gegevens, reden):
    k = geometrie.vergelijk(GOED, gegevens)
    assert k["reden"].startswith(reden) and bool(k["reden"]) == bool(reden)
    assert bool(k["wijken"]) != bool(reden)


def test_a_wijk_without_a_shape_is_named_and_the_map_stays():
    k = geometrie.vergelijk(GOED, wijken("WK000001", "WK000002", "WK000003"))
    assert k["mist"] == ["WK000003"] and len(k["wijken"]) == 2
    clienten = pl.DataFrame({"wijkcode": ["WK000001", "WK000002", None]})
    assert geometrie.vergelijk(GOED, None, clienten)["reden"] == ""


def test_the_invented_map_covers_its_wijken_without_slits(voorbeeldlevering):
    """Every tile of the drawing is in exactly one wijk, and the file goes through the door."""
    k = deur.lees_map(voorbeeldlevering).kaart
    assert k["verzonnen"] and not k["reden"] and not k["mist"]
    tegels = sum(len(regel) for regel in vorm.instelling()["kaart"])
    per = {c: sum(map(oppervlak, r)) for c, r in k["wijken"].items()}
    een = sum(per.values()) / tegels
    assert all(abs(o / een - round(o / een)) < 0.1 for o in per.values())
    gezien = [r for ringen in k["wijken"].values() for ring in ringen for r in randen(ring)]
    assert max(gezien.count(r) for r in gezien) == 2


def test_the_map_travels_with_the_public_set(tmp_path):

    import beeldset

    o = beeldset.met(beeldset.openbaar(), kaart=GOED)
    assert Openbaar.lees(o.schrijf(tmp_path)).kaart == GOED
    assert Openbaar.lees(beeldset.openbaar("leeg").schrijf(tmp_path / "leeg")).kaart is None
