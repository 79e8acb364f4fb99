"""De pagina's: elke pagina en haar panelen staan een keer opgeschreven, in paginas/*.toml.

De naam van het bestand is die van het notebook. Een thema schrijft zijn pagina in zijn eigen bestand, zie `cijfers`.

- plek:      waar de pagina komt in de rij.
- titels:    de pagina's die het notebook kan zijn: wet -> titel. Bij `samen` heet de pagina zoals het notebook.
- mensen:    of er mensen geteld worden; zo niet, dan staat er niets over kleine aantallen onder.
- registers: de lijsten waar de pagina over gaat, als dat geen cijfers zijn.
- per:       de uitsplitsingen waar zij over gaat; `samen` zegt of de cijfers van beide wetten samen erbij horen.
- keuzes:    keuzes die meer panelen hebben; een paneel noemt ze bij `kiest`.
- paneel:    de panelen, op volgorde, zie `cijfers.Paneelvorm`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sociaaldomein.begrippen.cijfers import Paneelvorm, themas

MAP = Path(__file__).parent / "paginas"
TOELICHTING = "toelichting.yml"  # beside a delivery, and beside the public set: what the municipality says of a panel
THEMA = "thema"  # the notebook whose pages are the themes


@dataclass(frozen=True)
class Paginasoort:
    """Een soort pagina: een notebook met zijn titels en zijn panelen."""

    notebook: str
    titels: Mapping[str, str]
    panelen: tuple[Paneelvorm, ...]
    mensen: bool = True
    registers: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    samen: bool = False
    keuzes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def van(cls, notebook: str, inhoud: Mapping[str, Any]) -> Paginasoort:
        """Maak een pagina van de inhoud van haar bestand."""
        keuzes = inhoud.get("keuzes", {})
        panelen = tuple(
            Paneelvorm.van({**v, "keuzes": {**{k: keuzes[k] for k in v.get("kiest", ())}, **v.get("keuzes", {})}})
            for v in inhoud["paneel"]
        )
        velden: dict[str, Any] = {k: tuple(inhoud.get(k, ())) for k in ("registers", "per")}
        velden |= {k: inhoud[k] for k in ("mensen", "samen") if k in inhoud}
        return cls(notebook, inhoud["titels"], panelen, keuzes=keuzes, **velden)


@cache
def paginasoorten() -> dict[str, Paginasoort]:
    """Elke soort pagina die er vast is, op volgorde: notebook -> wat erop staat. De thema's staan hier niet bij.

    >>> list(paginasoorten())[:2]
    ['raadsmonitor', 'taskforce']
    """
    alle = {pad.stem: tomllib.loads(pad.read_text(encoding="utf-8")) for pad in sorted(MAP.glob("*.toml"))}
    return {n: Paginasoort.van(n, inhoud) for n, inhoud in sorted(alle.items(), key=lambda p: (p[1]["plek"], p[0]))}


def notebooks() -> list[str]:
    """De notebooks die een pagina met panelen zijn.

    >>> notebooks()[-1]
    'thema'
    """
    return [*paginasoorten(), THEMA]


def titels(notebook: str) -> dict[str, str]:
    """Welke pagina's een notebook kan zijn, met hun titel. Een onbekend notebook geeft een ValueError.

    >>> titels("raadsmonitor")
    {'jeugd': 'Jeugd', 'wmo': 'Wmo'}
    """
    _bekend(notebook)
    return {t.naam: t.titel for t in themas().values()} if notebook == THEMA else dict(paginasoorten()[notebook].titels)


def vormen(notebook: str, wet: str) -> tuple[Paneelvorm, ...]:
    """Hoe de panelen van een pagina opgeschreven zijn, op volgorde. Een onbekend notebook geeft een ValueError.

    >>> [v.naam for v in vormen("doelen", "samen")]
    ['doelen', 'doelenboom']
    """
    _bekend(notebook)
    alle = themas()[wet].panelen if notebook == THEMA else paginasoorten()[notebook].panelen
    return tuple(v for v in alle if not v.wetten or wet in v.wetten)


def paginas() -> dict[str, tuple[str, str]]:
    """Elke pagina die er kan zijn, bij de naam die zij gewoonlijk heeft: het notebook en de wet of het thema.

    >>> paginas()["wmo"], paginas()["wijken"], paginas()["participatie"]
    (('raadsmonitor', 'wmo'), ('wijken', 'samen'), ('thema', 'participatie'))
    """
    return {n if wet == "samen" else wet: (n, wet) for n in notebooks() for wet in titels(n)}


def beelden(wet: str) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Welk paneel een cijfer van een wet laat zien, als "wet.paneel", en bij welke keuzes.

    >>> beelden("wmo")["besparing"], beelden("wmo")["bereik"]
    (('samen.besparing', {'weergave': 'pad'}), ('wmo.leeftijd', {'maat': 'deel'}))
    """
    plek = {b.notebook: "samen" if "samen" in b.titels else wet for b in paginasoorten().values()}
    return {
        c: (f"{plek[n]}.{v.naam}", keuze)
        for n in paginasoorten()
        for v in paginasoorten()[n].panelen
        for c, keuze in v.beelden.items()
    }


def paneel_per_groep(cijfer: str, wet: str, per: str) -> str:
    """Het paneel waar een cijfer van een wet per groep staat, als "wet.paneel"; leeg als dat er niet is.

    >>> paneel_per_groep("lopend_clienten", "wmo", "wijk"), paneel_per_groep("bereik", "wmo", "wijk")
    ('wmo.uitsplitsing', '')
    """
    vormen = (v for b in paginasoorten().values() if wet in b.titels for v in b.panelen)
    erin = (v for v in vormen if cijfer in v.keuzes.get("cijfer", ()) and per in v.keuzes.get("dimensie", ()))
    return next((f"{wet}.{v.naam}" for v in erin), "")


def _bekend(notebook: str) -> None:
    if notebook not in notebooks():
        raise ValueError(f"Notebook '{notebook}' bestaat niet. Kies uit: {', '.join(notebooks())}.")
