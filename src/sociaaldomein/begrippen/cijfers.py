"""De cijfers: een tafel waarin elk getal een rij is, met eenheid, teller, noemer, status en bron.

Elke rij is te herleiden: `cijfer` verwijst naar een begrip (titel, telregel, kanttekening, bron). De begrippen van
Jeugd, Wmo en de taskforce staan in begrippen.toml, die van een thema in themas/. Een gemeente voegt er eigen thema's
aan toe met themas.yml (zie `themas`); die gelden zolang het programma met haar levering bezig is.
Een gat is ook een rij: status "ontbreekt" of "afgeschermd", nooit een nul of een lege plek.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
KOLOMMEN = (
    "cijfer",
    "wet",
    "kwartaal",
    "groep_soort",
    "groep",
    "waarde",
    "teller",
    "noemer",
    "eenheid",
    "status",
    "bron",
    "gepubliceerd_in",
)
GETELD = KOLOMMEN[:8]  # what a counting rule returns; monitor adds the rest
SLEUTEL = KOLOMMEN[:5]
GETALLEN = ("waarde", "teller", "noemer")
STATUSSEN = ("definitief", "voorlopig", "ontbreekt", "afgeschermd")
WETTEN = {"jeugd": "Jeugdwet", "wmo": "Wmo", "samen": "Jeugdwet en Wmo"}
DIMENSIES = {
    "totaal": "totaal",
    "wijk": "wijk",
    "leeftijd": "leeftijd",
    "verwijzer": "verwijzer",
    "hoofdcategorie": "hoofdcategorie",
    "interventieniveau": "interventieniveau",
    "productcategorie": "soort hulp",
}
ONBEKEND = "onbekend"  # the group of who stands in no other
MAAL = " x "  # between the parts of a breakdown by two things
KRUISING = f"hoofdcategorie{MAAL}interventieniveau"
UITSPLITSINGEN = (*DIMENSIES, KRUISING)
# Which weight an interventieniveau has; anything else is onbekend.
ZWAARTE = {"1": "licht", "2": "licht", "3": "licht", "4": "midden", "5": "midden", "6": "zwaar", "7": "zwaar"}


@dataclass(frozen=True)
class Begrip:
    """Een cijfer zoals de raad het leest: titel, telregel in een zin, kanttekening, bron en hoe het beschermd wordt.

    `per` noemt de uitsplitsingen die een pagina toont: alleen die komen in een uitgave. Een thema leest ze uit zijn
    panelen. Een `jaarcijfer` hoort bij het vierde kwartaal.

    Waar een cijfer een telling van is, zeggen deze velden; de proef op de afscherming leidt er haar verbanden uit af:
    `telt_op` noemt de uitsplitsingen waarvan de groepen samen het totaal zijn, `telt_niet_op` die waarbij dat toeval
    is. `samen` noemt groepen die samen een groep van een andere uitsplitsing zijn ("wet nieuw = regime a + regime b");
    een uitsplitsing zonder groep is elk van haar groepen. `deel_van` noemt de cijfers waar dit een deel van is: het kan
    nooit groter zijn, en het verschil is ook een aantal. `zelfde` is het cijfer over dezelfde mensen: de totalen zijn
    gelijk. `loopt_op`: het telt vanaf januari, dus ook de groei is een aantal. `stroom` noemt wat erbij komt en wat
    eraf gaat: de stand is de vorige stand, plus het eerste, min het tweede. `teller` is het cijfer dat de teller van
    een aandeel is. Een duur heeft een `kwantiel` (0,9: zo veel blijven eronder) en staat `naast` een aandeel op tijd.
    """

    naam: str
    titel: str
    telregel: str
    kanttekening: str
    bron: str
    onderwerp: str
    eenheid: str | dict[str, str]
    beschermd: str  # "aantal", "aandeel", "kenmerk" (mean, median), "bedrag" or "nee"
    wetten: tuple[str, ...] = ("jeugd", "wmo")
    vast_na_dagen: int = 90  # days after the quarter until the figure stands; every figure of ours states it
    levering_na_dagen: int = 0
    per: tuple[str, ...] = ()
    telt_op: tuple[str, ...] = ()
    telt_niet_op: tuple[str, ...] = ()
    deel_van: tuple[str, ...] = ()
    loopt_op: bool = False
    zelfde: str = ""
    jaarcijfer: bool = False
    stroom: tuple[str, ...] = ()
    kwantiel: float = 0.0
    naast: str = ""
    teller: str = ""
    samen: tuple[str, ...] = ()

    def eenheid_bij(self, wet: str) -> str:
        """De eenheid bij een wet: jeugdigen bij de Jeugdwet, inwoners bij de Wmo."""
        return self.eenheid if isinstance(self.eenheid, str) else self.eenheid[wet]

    def telbaar(self, wet: str) -> bool:
        """Of de titel in een zin te tellen is: er zijn 444 huishoudens met bijstand, maar geen 29 wachttijd.

        >>> begrippen()["bijstand_huishoudens"].telbaar("participatie")
        True
        >>> begrippen()["huisvesting_taakstelling"].telbaar("vluchtelingen")
        False
        """
        wat, eenheid = self.titel.lower(), self.eenheid_bij(wet)
        meervoud = (eenheid, "en") if self.beschermd == "aantal" else (eenheid,)
        return "," not in wat and any(woord.endswith(meervoud) for woord in wat.split()[:2])

    def titel_bij(self, wet: str) -> str:
        """De titel met het woord dat de wet voor mensen heeft: een ding heet overal hetzelfde.

        >>> begrippen()["lopend_clienten"].titel_bij("jeugd")
        'Jeugdigen met hulp'
        """
        mensen = self.eenheid.get(wet, "") if isinstance(self.eenheid, dict) else ""
        return self.titel.replace("Mensen", f"{mensen[:1].upper()}{mensen[1:]}") if mensen else self.titel


@dataclass(frozen=True)
class Paneelvorm:
    """Een paneel zoals zijn pagina of thema het opgeeft: een vraag, een soort beeld en de cijfers erin.

    Welke soorten er zijn en wat zij met `opties` doen, staat in de kamer `panelen`. Wat er verder bij een paneel hoort:

    - keuzes:  naam van de keuze -> waarde -> woord op de pagina; `kiest` noemt keuzes van de hele pagina.
    - wetten:  de wetten waarvoor het paneel er is; leeg is allemaal.
    - wet:     de wet van de cijfers, als dat niet die van de pagina is.
    - heel:    of het zo breed is als de pagina.
    - beelden: cijfer -> de keuzes waarbij een stelling over dat cijfer hier te zien is.
    - zoek:    woorden waaronder men het ook zoekt.
    """

    naam: str
    vraag: str
    soort: str
    cijfers: tuple[str, ...] = ()
    dimensies: tuple[str, ...] = ()
    titel: str = ""
    noot: tuple[str, ...] = ()
    opties: Mapping[str, Any] = field(default_factory=dict)
    keuzes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kiest: tuple[str, ...] = ()
    wetten: tuple[str, ...] = ()
    heel: bool = False
    beelden: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    zoek: str = ""
    wet: str = ""

    @classmethod
    def van(cls, inhoud: Mapping[str, Any]) -> Paneelvorm:
        """Maak een paneel van wat er in een bestand over staat."""
        rijen = {k: tuple(inhoud.get(k, ())) for k in ("cijfers", "dimensies", "noot", "kiest", "wetten")}
        return cls(**{**inhoud, **rijen})

    def met_woorden(self, wie: str) -> Paneelvorm:
        """Dit paneel met het woord dat een wet voor mensen heeft waar `{wie}` staat, en `{Wie}` met een hoofdletter.

        >>> Paneelvorm("lopend", "Hoeveel {wie} krijgen hulp?", "verloop").met_woorden("jeugdigen").vraag
        'Hoeveel jeugdigen krijgen hulp?'
        """
        woorden = ("vraag", "titel", "noot", "opties", "keuzes")
        return replace(self, **{k: _ingevuld(getattr(self, k), wie) for k in woorden})

    @property
    def per_groep(self) -> tuple[str, ...]:
        """De cijfers waarvan het paneel de groepen toont: naast doelen staat het eerste als totaal."""
        return self.cijfers[1:] if self.soort == "doelen_naast" else self.cijfers


def _ingevuld(waarde: Any, wie: str) -> Any:
    """The same with the word for people in every text, however deep."""
    if isinstance(waarde, str):
        return waarde.replace("{wie}", wie).replace("{Wie}", f"{wie[:1].upper()}{wie[1:]}")
    if isinstance(waarde, Mapping):
        return {k: _ingevuld(w, wie) for k, w in waarde.items()}
    return type(waarde)(_ingevuld(w, wie) for w in waarde) if isinstance(waarde, (list, tuple)) else waarde


@dataclass(frozen=True)
class Thema:
    """Een onderwerp met een eigen pagina, naast Jeugd en Wmo. Zijn naam staat in de kolom `wet` van de cijfers."""

    naam: str
    titel: str
    begrippen: dict[str, Begrip]
    leent: tuple[str, ...] = ()  # figures of the general catalogue that this theme has as well
    tegels: tuple[str, ...] = ()
    panelen: tuple[Paneelvorm, ...] = ()
    dimensies: Mapping[str, str] = field(default_factory=dict)  # breakdown -> its word on the page
    groepen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # breakdown -> code -> name, in order
    woorden: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def van(cls, inhoud: Mapping[str, Any]) -> Thema:
        """Maak een thema van de inhoud van een themabestand (zie themas/ voor de vorm)."""
        naam = inhoud["naam"]
        vormen = tuple(map(Paneelvorm.van, inhoud.get("paneel", ())))
        lijst = {
            c: Begrip(
                naam=c,
                **{
                    "onderwerp": naam,
                    **v,
                    "wetten": (naam,),
                    "per": tuple(dict.fromkeys(d for vorm in vormen if c in vorm.per_groep for d in vorm.dimensies)),
                    **{k: tuple(v.get(k, ())) for k in ("telt_op", "telt_niet_op", "stroom", "samen")},
                    "deel_van": (w,) if isinstance(w := v.get("deel_van", ()), str) else tuple(w),  # one may stand bare
                },
            )
            for c, v in inhoud.get("cijfer", {}).items()
        }
        rest = {k: inhoud.get(k, {}) for k in ("dimensies", "groepen", "woorden")}
        return cls(
            naam,
            inhoud["titel"],
            lijst,
            tuple(inhoud.get("leent", ())),
            tuple(inhoud.get("tegels", ())),
            vormen,
            **rest,
        )


@dataclass(frozen=True, eq=False)
class _Catalogus:
    """The own themes that hold, as they were written, with every list made from them; nobody changes one."""

    eigen: tuple[dict[str, Any], ...] = ()
    lijsten: dict[Callable[[], Any], Any] = field(default_factory=dict)


_VAN_HET_PAKKET = _Catalogus()
# Which catalogue holds, for one thread or task: two municipalities in one program do not see each other's.
_GELDT: ContextVar[_Catalogus] = ContextVar("catalogus", default=_VAN_HET_PAKKET)


def neem_op(eigen: Iterable[Mapping[str, Any]]) -> None:
    """Laat deze eigen thema's hier gelden (de inhoud van een themabestand), in plaats van die van een vorige levering.

    Zij gelden alleen in deze draad van het programma. Een nieuwe draad begint zonder eigen thema's.
    """
    if (nieuw := tuple(deepcopy(dict(t)) for t in eigen)) != _GELDT.get().eigen:
        _GELDT.set(_Catalogus(nieuw) if nieuw else _VAN_HET_PAKKET)


@contextmanager
def met_eigen_themas(eigen: Iterable[Mapping[str, Any]]) -> Iterator[None]:
    """Laat deze eigen thema's gelden zolang dit duurt; daarna gelden weer die van daarvoor.

    >>> with met_eigen_themas([{"naam": "vervoer", "titel": "Vervoer"}]):
    ...     themas()["vervoer"].titel
    'Vervoer'
    >>> "vervoer" in themas()
    False
    """
    eerder = _GELDT.get()
    neem_op(eigen)
    try:
        yield
    finally:
        _GELDT.set(eerder)


def _per_catalogus(functie: Callable[[], T]) -> Callable[[], T]:
    """Made once for each catalogue, and kept with it."""

    @wraps(functie)
    def lijst() -> T:
        lijsten = _GELDT.get().lijsten
        if functie not in lijsten:
            lijsten[functie] = functie()
        return lijsten[functie]

    return lijst


def eigen_themas() -> list[dict[str, Any]]:
    """De thema's die met de levering meekwamen, zoals zij opgeschreven zijn."""
    return deepcopy(list(_GELDT.get().eigen))


@_per_catalogus
def themas() -> dict[str, Thema]:
    """Alle thema's: die van het pakket, aangevuld met die van de gemeente zelf.

    >>> themas()["participatie"].titel
    'Participatie'
    """
    bestanden = sorted((Path(__file__).parent / "themas").glob("*.toml"))
    alle: dict[str, dict[str, Any]] = {}
    for inhoud in (*(tomllib.loads(b.read_text(encoding="utf-8")) for b in bestanden), *eigen_themas()):
        alle[inhoud["naam"]] = _vul_aan(alle.get(inhoud["naam"], {}), inhoud)
    return {naam: Thema.van(inhoud) for naam, inhoud in alle.items()}


def _vul_aan(oud: Mapping[str, Any], nieuw: Mapping[str, Any]) -> dict[str, Any]:
    samen = {**oud, **nieuw}
    for veld in oud.keys() & nieuw.keys():
        if isinstance(oud[veld], Mapping):
            samen[veld] = {**oud[veld], **nieuw[veld]}
        elif isinstance(oud[veld], list):
            samen[veld] = [*oud[veld], *nieuw[veld]]
    return samen


@_per_catalogus
def begrippen() -> dict[str, Begrip]:
    """Alle begrippen, in de volgorde van begrippen.toml en daarna de thema's.

    >>> begrippen()["lopend_trajecten"].eenheid_bij("wmo")
    'trajecten'
    """
    inhoud = tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))
    leners: dict[str, tuple[str, ...]] = {}
    for thema in themas().values():
        leners |= {c: (*leners.get(c, ()), thema.naam) for c in thema.leent}
    algemeen = {
        naam: Begrip(
            naam=naam,
            **{
                **velden,
                "per": tuple(velden.get("per", ())),
                "wetten": (*velden.get("wetten", ("jeugd", "wmo")), *leners.get(naam, ())),
            },
        )
        for naam, velden in inhoud["cijfer"].items()
    }
    return algemeen | {c: b for thema in themas().values() for c, b in thema.begrippen.items()}


@_per_catalogus
def domeinen() -> dict[str, str]:
    """Alles wat in de kolom `wet` kan staan, met zijn naam op de pagina: de wetten en de thema's.

    >>> domeinen()["wmo"], domeinen()["participatie"]
    ('Wmo', 'Participatie')
    """
    return WETTEN | {t.naam: t.titel for t in themas().values()}


@_per_catalogus
def dimensies() -> dict[str, str]:
    """Elke uitsplitsing met haar woord op de pagina."""
    return DIMENSIES | {d: woord for t in themas().values() for d, woord in t.dimensies.items()}


@_per_catalogus
def woorden() -> dict[str, str]:
    """De woordenlijst voor de raad: woord -> uitleg."""
    algemeen = tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))["woord"]
    return algemeen | {woord: uitleg for t in themas().values() for woord, uitleg in t.woorden.items()}


@_per_catalogus
def namen() -> dict[str, dict[str, str]]:
    """Hoe een groep heet op de pagina, per groep_soort (bijvoorbeeld uitkomst: eigen_kracht -> eigen kracht)."""
    algemeen = tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))["naam"]
    per_thema = {f"{d}_{t.naam}": dict(g) for t in themas().values() for d, g in t.groepen.items()}
    return algemeen | per_thema


@_per_catalogus
def _keuzewoorden() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "begrippen.toml").read_text(encoding="utf-8"))["keuze"]


def keuzewoord(keuze: str) -> str:
    """Het woord dat bij een keuze op de pagina staat.

    >>> keuzewoord("weergave"), keuzewoord("soort_school")
    ('Toon', 'Soort school')
    """
    return _keuzewoorden().get(keuze) or keuze.replace("_", " ").capitalize()


def voorbeelden() -> dict[str, dict[str, Any]]:
    """Van elke telregel een getekend voorbeeld: haar tabellen, de kwartalen, en wat eruit komt.

    >>> voorbeelden()["triage.triage"]["kwartalen"]
    ['2023-K1']
    """
    return tomllib.loads((Path(__file__).parent / "voorbeelden.toml").read_text(encoding="utf-8"))


def klein(titel: str) -> str:
    """Een titel midden in een zin; een afkorting houdt haar hoofdletters.

    >>> klein("Leerlingen met vervoer"), klein("WW en bijstand")
    ('leerlingen met vervoer', 'WW en bijstand')
    """
    return titel if titel[1:2].isupper() else titel[:1].lower() + titel[1:]


def naam_van(groep_soort: str, groep: str, wet: str = "") -> str:
    """De naam van een groep op de pagina. Dezelfde code kan per wet iets anders betekenen.

    >>> naam_van("uitkomst", "eigen_kracht"), naam_van("productcategorie", "45", "jeugd")
    ('eigen kracht', 'ambulante hulp')
    """
    if MAAL in groep_soort:
        return ", ".join(naam_van(s, g, wet) for s, g in zip(groep_soort.split(MAAL), groep.split("|"), strict=True))
    per_wet = namen().get(f"{groep_soort}_{wet}", {})
    return per_wet.get(groep) or namen().get(groep_soort, {}).get(groep, groep.replace("_", " "))


@_per_catalogus
def gevraagd() -> frozenset[str]:
    """De cijfers die zeggen wat gevraagd, begroot of nodig is. Niemand heeft ze geteld.

    >>> "huisvesting_taakstelling" in gevraagd(), "opvang_plekken" in gevraagd()
    (True, False)
    """
    vormen = [v for t in themas().values() for v in t.panelen if v.soort in ("doelen_naast", "opgave")]
    ernaast = {c for v in vormen for c in v.cijfers[1:] if begrippen()[c].beschermd == "nee" or v.soort == "opgave"}
    ook = {c for c in begrippen() if c.startswith("begroot_") or c.endswith(("_taakstelling", "_tekort"))}
    return frozenset(ernaast | ook)


@_per_catalogus
def vaste_groepsnamen() -> tuple[str, ...]:
    """De namen van de interventieniveaus en van de groepen in alle thema's: namen waarin een getal kan staan."""
    niveaus = [naam_van("interventieniveau", str(n), wet) for n in range(1, 8) for wet in ("jeugd", "wmo")]
    return (*niveaus, *(n for thema in themas().values() for groep in thema.groepen.values() for n in groep.values()))


def schema() -> dict[str, pl.DataType]:
    """Kolommen en typen van de cijfertafel."""
    import polars as pl

    return {k: pl.Float64() if k in GETALLEN else pl.String() for k in KOLOMMEN}


def leeg() -> pl.DataFrame:
    """Een lege cijfertafel.

    >>> leeg().columns[:3]
    ['cijfer', 'wet', 'kwartaal']
    """
    import polars as pl

    return pl.DataFrame(schema=schema())
