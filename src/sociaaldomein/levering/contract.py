"""Het gegevenscontract: welke tabellen een gemeente levert, en wat er in elke kolom mag staan.

Het contract staat een keer, in contract.toml. De documentatie, het lege Excel-sjabloon en de controle bij de deur komen
er alle drie uit voort.

>>> tabel("toewijzingen").minimum
('wet', 'toewijzingnummer', 'client_id', 'productcategorie', 'ingangsdatum')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.begrippen.cijfers import begrippen, themas
from sociaaldomein.begrippen.eenheden import maat_in

if TYPE_CHECKING:
    import polars as pl

KOLOMSOORTEN = {
    "tekst": "vrije tekst, zonder namen en zonder BSN",
    "code": "een code uit de lijst, als tekst (voorloopnullen blijven staan)",
    "nummer": "een nummer als tekst; er wordt niet mee gerekend",
    "persoon": "een nummer of pseudoniem; in de registraties wordt het een eigen pseudoniem",
    "geheel": "een heel getal, zonder punt",
    "getal": "een getal, met komma voor de decimalen",
    "bedrag": "een bedrag in euro's, met komma voor de centen",
    "centen": "een bedrag in hele eurocenten",
    "datum": "2023-04-15, 15-04-2023 of 20230415",
    "tijd": "10:30 of 10:30:00",
    "kwartaal": "2023-K1",
}
GELDSOORTEN = ("bedrag", "centen")
GETALSOORTEN = ("geheel", "getal", *GELDSOORTEN)
TEKSTSOORTEN = ("tekst", "code", "nummer", "persoon", "tijd", "kwartaal")


class Lijst(Mapping[str, str]):
    """Een codelijst die meegroeit met de thema's: bij elk gebruik opnieuw opgevraagd.

    >>> "participatie" in CODES["wet_of_thema"]
    True
    """

    def __init__(self, haal_op: Callable[[], Mapping[str, str]]) -> None:
        self._haal_op = haal_op

    def __getitem__(self, code: str) -> str:
        return self._haal_op()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._haal_op())

    def __len__(self) -> int:
        return len(self._haal_op())


_INHOUD = tomllib.loads(Path(__file__).with_name("contract.toml").read_text(encoding="utf-8"))
CODES: dict[str, Mapping[str, str]] = _INHOUD["codes"]  # the words are ours, the codes are the standard's
CODES |= {
    "wet_of_thema": Lijst(
        lambda: {**CODES["wet"], "samen": "beide wetten samen", **{t.naam: t.titel for t in themas().values()}}
    ),
    "dimensie_of_eigen": Lijst(
        lambda: {**CODES["dimensie"], **{d: w for t in themas().values() for d, w in t.dimensies.items()}}
    ),
    "indicator": Lijst(lambda: {naam: begrip.titel for naam, begrip in begrippen().items()}),
}
CODELIJSTEN = {kop: CODES[naam] for naam, kop in _INHOUD["koppen"].items()}


@dataclass(frozen=True)
class Kolom:
    """Een kolom van een levering: naam, soort, uitleg en wat er in mag staan.

    `waarden` is code -> omschrijving. Verschilt de lijst per wet, dan staat zij in `per_wet`. Waarden van een
    `persoonlijk`e kolom staan nooit in een melding. `standaard` vult een leeg veld. Met `onbekend`
    blijft een rij met een code buiten de lijst meetellen: de code wordt die tekst, of leeg als zij "" is.
    Ligt het middelste bedrag buiten `aannemelijk` (in euro's), dan vraagt de deur naar de eenheid.

    >>> Kolom("geslacht", "code", "geslacht", onbekend="", waarden=CODES["COD046"]).codes("jeugd")["2"]
    'vrouw'
    """

    naam: str
    soort: str
    uitleg: str
    verplicht: bool = False
    waarden: Mapping[str, str] | None = None
    per_wet: Mapping[str, Mapping[str, str]] | None = None
    patroon: str = ""
    lengte: int = 0
    minimum: int | None = None
    maximum: int | None = None
    persoonlijk: bool = False
    aannemelijk: tuple[int, int] | None = None
    standaard: str | None = None
    onbekend: str | None = None
    synoniemen: Mapping[str, str] | None = None
    voorbeeld: str = ""
    kanttekening: str = ""
    herkomst: str = ""

    @property
    def naam_na(self) -> str:
        """De naam na de deur: een bedrag in euro's heet daar `_cent`.

        >>> Kolom("bedrag_eur", "bedrag", "bedrag").naam_na, Kolom("referentie", "bedrag", "bedrag").naam_na
        ('bedrag_cent', 'referentie_cent')
        """
        return self.naam.removesuffix("_eur") + "_cent" if self.soort == "bedrag" else self.naam

    @property
    def is_geld(self) -> bool:
        """Een bedrag, in euro's of in centen."""
        return self.soort in GELDSOORTEN

    @property
    def namen(self) -> tuple[str, ...]:
        """Hoe de kolom mag heten. Geld mag in euro's en in centen komen: dat zegt de naam.

        >>> Kolom("bedrag_cent", "centen", "bedrag").namen, Kolom("plan", "tekst", "het plan").namen
        (('bedrag_cent', 'bedrag_eur'), ('plan',))
        """
        stam = re.sub("_(eur|cent)$", "", self.naam)
        return tuple(dict.fromkeys((self.naam, f"{stam}_eur", f"{stam}_cent"))) if self.is_geld else (self.naam,)

    @property
    def is_gesloten(self) -> bool:
        """Alleen waarden uit een lijst zijn toegestaan."""
        return self.waarden is not None or self.per_wet is not None

    def codes(self, wet: str | None = None) -> Mapping[str, str]:
        """De toegestane codes, voor een wet of voor alle wetten samen."""
        if self.per_wet is None:
            return self.waarden or {}
        if wet is not None and wet in self.per_wet:
            return self.per_wet[wet]
        return {code: naam for lijst in self.per_wet.values() for code, naam in lijst.items()}

    @property
    def dtype(self) -> pl.DataType:
        """Het type na de deur."""
        import polars as pl

        if self.soort == "datum":
            return pl.Date()
        if self.soort == "getal":
            return pl.Float64()
        return pl.String() if self.soort in TEKSTSOORTEN else pl.Int64()


@dataclass(frozen=True)
class Tabel:
    """Een tabel van een levering. `uniek` zijn de kolommen die samen een rij aanwijzen; leeg als dat niet hoeft.

    `volgorde` noemt paren van datums waarvan de eerste niet na de tweede mag liggen. In een tabel met `geld` tellen
    gelijke rijen van een bestand allemaal mee: twee keer hetzelfde bedrag kan twee keer betaald zijn. Horen bij een
    sleutel meer rijen (berichten, of regels uit een stuk), dan wijst `een_rij` er een van aan.
    """

    naam: str
    uitleg: str
    kolommen: tuple[Kolom, ...]
    sleutel: tuple[str, ...] = ()
    uniek: bool = False
    volgorde: tuple[tuple[str, str], ...] = ()
    geld: bool = False
    een_rij: tuple[str, ...] = ()
    herkomst: str = ""
    kanttekening: str = ""

    @property
    def over_bestanden(self) -> tuple[str, ...]:
        """De kolommen waaraan te zien is dat een rij van het ene bestand ook in het andere staat.

        >>> tabel("bevolking").over_bestanden
        ('regio_code', 'jaar', 'leeftijd', 'indelingsjaar')
        """
        gemeente = [k.naam for k in self.kolommen if k.naam == "gemeentecode"]
        return tuple(dict.fromkeys((*(self.een_rij or self.sleutel), *gemeente)))

    @property
    def vult_aan(self) -> bool:
        """Of een rij die in twee bestanden staat, samen één rij is: zo is het niet bij geld en niet bij berichten.

        >>> tabel("meldingen").vult_aan, tabel("toewijzingen").vult_aan
        (True, False)
        """
        return not self.geld and not self.een_rij

    @property
    def vrije_tekst(self) -> tuple[str, ...]:
        """De kolommen waarin van alles kan staan.

        >>> tabel("wijken").vrije_tekst
        ('wijknaam',)
        """
        return tuple(k.naam for k in self.kolommen if k.soort == "tekst" and not k.patroon)

    @property
    def minimum(self) -> tuple[str, ...]:
        """De kolommen die er minstens moeten zijn."""
        return tuple(k.naam for k in self.kolommen if k.verplicht)

    @property
    def namen(self) -> dict[str, str]:
        """Elke naam die een kolom mag hebben -> de naam in het contract.

        >>> tabel("declaraties").namen["bedrag_eur"]
        'bedrag_cent'
        """
        return {naam: k.naam for k in self.kolommen for naam in reversed(k.namen)}

    def kolom(self, naam: str) -> Kolom:
        """De kolom met deze naam; een onbekende naam geeft een KeyError met wat er wel is."""
        for kolom in self.kolommen:
            if kolom.naam == naam:
                return kolom
        raise KeyError(
            f"Tabel '{self.naam}' heeft geen kolom '{naam}'. Wel: {', '.join(k.naam for k in self.kolommen)}."
        )


def _kolom(naam: str, als: str = "", **velden: Any) -> Kolom:
    """A column of contract.toml: what the shared one of that name says, and what is different here."""
    velden = _INHOUD["kolom"].get(als or naam, {}) | velden
    if "waarden" in velden:
        velden["waarden"] = CODES[velden["waarden"]]
    if "per_wet" in velden:
        velden["per_wet"] = {wet: CODES[lijst] for wet, lijst in velden["per_wet"].items()}
    return Kolom(naam, **_zonder_lijsten(velden))


def _tabel(naam: str, kolom: dict[str, dict], **velden: Any) -> Tabel:
    kolommen = tuple(_kolom(k, **v) for k, v in kolom.items())
    return Tabel(naam, kolommen=kolommen, **_zonder_lijsten(velden))


def _zonder_lijsten(velden: Mapping[str, Any]) -> dict[str, Any]:
    """A declaration does not change: what TOML calls a list is a tuple here, at every depth."""

    def vast(waarde: Any) -> Any:
        return tuple(map(vast, waarde)) if isinstance(waarde, list) else waarde

    return {veld: vast(waarde) for veld, waarde in velden.items()}


TABELLEN = {naam: _tabel(naam, **velden) for naam, velden in _INHOUD["tabel"].items()}


def tabel(naam: str) -> Tabel:
    """De tabel met deze naam; een onbekende naam geeft een KeyError met wat er wel is.

    >>> tabel("wijken").uitleg
    'De namen van de wijken. Mag ontbreken.'
    """
    if naam not in TABELLEN:
        raise KeyError(f"Het contract kent geen tabel '{naam}'. Wel: {', '.join(TABELLEN)}.")
    return TABELLEN[naam]


def schema(naam: str) -> dict[str, pl.DataType]:
    """Kolommen en typen van een tabel na de deur.

    >>> schema("wijken")
    {'wijkcode': String, 'wijknaam': String, 'indelingsjaar': Int64}
    """
    return {k.naam_na: k.dtype for k in tabel(naam).kolommen}


def leeg(naam: str) -> pl.DataFrame:
    """Een lege tabel met de juiste kolommen.

    >>> leeg("doelen").shape
    (0, 10)
    """
    import polars as pl

    return pl.DataFrame(schema=schema(naam))


def eenheid_bij(indicator: str | None, wet: str | None) -> str | None:
    """De eenheid van een cijfer bij een wet; leeg als het cijfer niet bij die wet hoort.

    >>> eenheid_bij("lopend_clienten", "jeugd"), eenheid_bij("besparing", "jeugd")
    ('jeugdigen', None)
    """
    begrip = begrippen().get(indicator or "")
    return begrip.eenheid_bij(wet) if begrip and wet in begrip.wetten else None


def is_telling(indicator: str | None, wet: str | None) -> bool:
    """Of een cijfer hele dingen telt: dan heeft het geen decimalen.

    >>> is_telling("lopend_clienten", "jeugd"), is_telling("looptijd_gemiddeld", "jeugd")
    (True, False)
    """
    eenheid = eenheid_bij(indicator, wet)
    telt = bool(eenheid) and not maat_in(eenheid).soort
    return telt and indicator is not None and begrippen()[indicator].beschermd != "kenmerk"


def toegestaan(kolom: Kolom, wet: str | None = None) -> str:
    """Wat er in een kolom mag staan, in een korte zin.

    >>> toegestaan(tabel("clienten").kolom("geslacht"))
    '0 (niet bekend), 1 (man), 2 (vrouw)'
    """
    if kolom.is_gesloten:
        return ", ".join(f"{code} ({naam})" for code, naam in kolom.codes(wet).items())
    if kolom.minimum is not None and kolom.maximum is not None:
        return f"{KOLOMSOORTEN[kolom.soort]}, van {kolom.minimum} tot en met {kolom.maximum}"
    if kolom.minimum is not None:
        return f"{KOLOMSOORTEN[kolom.soort]}, minstens {kolom.minimum}"
    if kolom.patroon:
        return f"de vorm van {kolom.voorbeeld}"
    return KOLOMSOORTEN[kolom.soort]
