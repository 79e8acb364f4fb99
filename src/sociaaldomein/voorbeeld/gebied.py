"""De mensen en de wijken van het voorbeeld: cliënten, inwoners per leeftijd, en een verzonnen kaart."""

from __future__ import annotations

import numpy as np
import polars as pl

from sociaaldomein.voorbeeld.loop import Loop
from sociaaldomein.voorbeeld.vorm import EERSTE, LAATSTE, client_id, instelling, verdeel, wijken

TEGEL = 500  # half the side of a tile on the map, in metres


def clienten(lopen: dict[str, Loop], nummers: dict[str, np.ndarray], rng: np.random.Generator) -> pl.DataFrame:
    """De tabel `clienten`: een rij per inwoner met hulp; van een enkeling is de wijk niet bekend."""
    codes, _, aandeel = wijken("hulp")
    jaar = np.concatenate([loop.geboortejaar for loop in lopen.values()])
    n = len(jaar)
    wijk = pl.Series(codes).gather(rng.choice(len(codes), n, p=aandeel))
    tafel = pl.DataFrame(
        {
            "nummer": np.concatenate([*nummers.values()]),
            "geboortejaar": jaar,
            "wijkcode": wijk,
            "geslacht": rng.choice(["0", "1", "2"], n, p=[0.005, 0.475, 0.52]),
            "buurt": rng.integers(0, 3, n),
        }
    )
    tafel = tafel.with_columns(wijkcode=pl.when(pl.Series(rng.random(n) > 0.008)).then("wijkcode"))
    return tafel.sort("nummer").select(
        client_id=client_id("nummer"),
        geboortejaar=pl.col("geboortejaar").cast(pl.String),
        geslacht="geslacht",
        wijkcode="wijkcode",
        buurtcode=pl.format("BU{}0{}", pl.col("wijkcode").str.slice(2), "buurt"),
        gemeentecode=pl.lit(instelling()["gemeentecode"]),
    )


def bevolking(jeugdigen: int, bereik: float, jaar: int) -> pl.DataFrame:
    """Inwoners per leeftijd, wijk en jaar, zo dat het gepubliceerde bereik eruit komt."""
    minderjarig = round(jeugdigen / bereik * 100)
    leeftijd, vast = np.arange(100), instelling()
    midden = 1.0 + 0.12 * np.cos((leeftijd - 45) / 9)
    profiel = np.where(leeftijd < 62, midden, np.exp(-(((leeftijd - 62) / 21) ** 2)))
    codes, _, aandeel = wijken()
    delen = []
    for j in range(EERSTE.jaar, LAATSTE.jaar + 1):
        kinderen = round(minderjarig * 1.002 ** (j - jaar))
        volwassen = round(minderjarig * vast["volwassenen_per_kind"] * 1.008 ** (j - jaar))
        tafel = np.zeros((len(codes), len(leeftijd)), dtype=np.int64)
        for groep, totaal in ((leeftijd < 18, kinderen), (leeftijd >= 18, volwassen)):
            gewicht = np.outer(aandeel, profiel[groep])
            tafel[:, groep] = verdeel(totaal, gewicht.ravel()).reshape(gewicht.shape)
        for code, aantallen in zip((*codes, vast["gemeentecode"]), (*tafel, tafel.sum(axis=0)), strict=True):
            delen.append(
                pl.DataFrame({"leeftijd": leeftijd, "aantal": aantallen}).select(
                    regio_code=pl.lit(code),
                    jaar=pl.lit(j),
                    leeftijd="leeftijd",
                    aantal="aantal",
                    indelingsjaar=pl.lit(vast["indelingsjaar"]),
                )
            )
    return pl.concat(delen).with_columns(pl.exclude("regio_code").cast(pl.String))


def kaart() -> dict:
    """De kaart van de wijken als GeoJSON: verzonnen, van zeshoekige tegels, met de wijken van de voorbeelddata.

    >>> [w["properties"]["wijkcode"] for w in kaart()["features"]][:2], kaart()["verzonnen"]
    (['WK026701', 'WK026702'], True)
    """
    vast = instelling()
    wijken = []
    for code, wijk in vast["wijken"].items():
        tegels = [
            (2 * x + y % 2, -3 * y)
            for y, regel in enumerate(vast["kaart"])
            for x, letter in enumerate(regel)
            if letter == wijk["letter"]
        ]
        ringen = [[[round(x * TEGEL * 3**0.5), round(y * TEGEL)] for x, y in ring] for ring in _rand(tegels)]
        vorm = {"type": "MultiPolygon", "coordinates": [[ring] for ring in ringen]}
        eigenschappen = {"wijkcode": code, "indelingsjaar": vast["indelingsjaar"]}
        wijken.append({"type": "Feature", "properties": eigenschappen, "geometry": vorm})
    return {"type": "FeatureCollection", "verzonnen": True, "features": wijken}


def _rand(tegels: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The outline of hexagons: a side that two of them share runs both ways and falls away."""
    hoeken = ((1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2))
    zijden = {
        ((x + a, y + b), (x + c, y + d))
        for x, y in tegels
        for (a, b), (c, d) in zip(hoeken, (*hoeken[1:], hoeken[0]), strict=True)
    }
    volgende = {a: b for a, b in zijden if (b, a) not in zijden}
    ringen = []
    while volgende:
        ring = [min(volgende)]
        while len(ring) == 1 or ring[-1] != ring[0]:
            ring.append(volgende.pop(ring[-1]))
        ringen.append(ring)
    return ringen
