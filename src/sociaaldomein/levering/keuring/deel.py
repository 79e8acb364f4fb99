"""Wat gekeurd wordt (een deel van een levering) en wie dat bijhoudt (de keuring): elke afgekeurde rij, elke melding."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from sociaaldomein.begrippen.eenheden import Meeteenheid, lees_maat
from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Kolom, Tabel
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, Kolomregel
from sociaaldomein.levering.leveringsverslag import Bestand, Fout, Rapport, toon, waar

VAN = "_van"  # the column of theirs that became this row, in a sheet that was turned


@dataclass(frozen=True)
class Kop:
    """Hoe een kolom bij hen heet, wat die naam over de eenheid zegt, en naar welke naam van ons zij is vertaald."""

    hun: str
    maat: Meeteenheid
    ons: str


@dataclass
class Deel:
    """Een gelezen bestand of tabblad: kolommen van het contract als tekst, met het rijnummer van Excel in `_rij`."""

    tabel: Tabel
    info: Bestand
    ruw: pl.DataFrame
    bsn_als_client: bool = False
    regel: Kolomregel | None = None
    open_einde: bool = False  # a text file whose last line does not end
    totaalregel: pl.DataFrame | None = None
    koppen: Mapping[str, Kop] = field(default_factory=dict)
    boven: str = ""  # what stands above the column names

    def gezegd(self, kolom: Kolom) -> Meeteenheid:
        """De eenheid die kolommen.yml bij een kolom noemt."""
        return (lees_maat(self.regel.eenheid.get(kolom.naam, "")) if self.regel else None) or Meeteenheid()

    def kop(self, kolom: Kolom, anders: Meeteenheid | None = None) -> Kop:
        """De kop van een kolom; staat zij niet in het bestand, dan een zonder naam, met de maat `anders`."""
        return self.koppen.get(kolom.naam) or Kop("", anders or Meeteenheid(), kolom.naam)


@dataclass
class Keuring:
    """Verzamelt per rij van een deel of zij goed is, en meldt elke fout."""

    deel: Deel
    rapport: Rapport
    slecht: pl.Series = field(init=False)
    maten: dict[str, Meeteenheid] = field(default_factory=dict)  # per column with money: what it was read in
    klaar: dict[str, pl.Series] = field(default_factory=dict)  # the columns that have their type already
    met_maat: dict[str, pl.Series] = field(default_factory=dict)  # per column: the rows that say their own unit
    getoond: dict[str, pl.Series] = field(default_factory=dict)  # what a message shows of a column, if not the cell

    def __post_init__(self) -> None:
        self.slecht = nergens(self.deel.ruw.height)

    def keur_af(
        self,
        masker: pl.Series,
        kolom: Kolom,
        soort: str,
        wat: str,
        doe: str = "",
        toegestaan: str | Callable[[Kolom, str | None, str | None], str] = "",
        structureel: bool = False,
    ) -> None:
        """Meld elke rij van `masker`; `{waarde}` in `wat` wordt de waarde, of haar lengte als zij persoonlijk is.

        Een `structureel`e fout houdt de hele levering tegen: dan is niet te zeggen wat er wel klopt.
        """
        masker = masker.fill_null(False)
        if not masker.any():
            return
        self.slecht = self.slecht | masker
        info, ruw = self.deel.info, self.deel.ruw
        waarden = self.getoond.get(kolom.naam, ruw[kolom.naam])
        aantal = int(masker.sum())
        wet = ruw["wet"].filter(masker) if "wet" in ruw.columns else [None] * aantal
        gekanteld = VAN in ruw.columns and self.deel.regel and kolom.naam in self.deel.regel.uit_kantel
        hun = ruw[VAN].filter(masker) if gekanteld else [self.hun(kolom)] * aantal
        for rij, waarde, w, kop in zip(ruw[RIJ].filter(masker), waarden.filter(masker), wet, hun, strict=True):
            mag = toegestaan(kolom, w, waarde) if callable(toegestaan) else toegestaan
            zin = wat.format(waarde=toon(waarde, kolom))
            self.rapport.meld(
                Fout(
                    info.naam,
                    zin,
                    blad=info.blad,
                    rij=rij,
                    toegestaan=mag,
                    doe=doe,
                    kolom=kolom.naam,
                    hun=kop,
                    soort=soort,
                    structureel=structureel,
                )
            )

    def hun(self, kolom: Kolom) -> str:
        """Hoe de kolom bij hen heet; leeg als dat dezelfde naam is."""
        hun = self.deel.kop(kolom).hun
        return hun if hun != kolom.naam else ""

    def naam(self, kolom: Kolom) -> str:
        """De kolom in een zin: onze naam, met de hunne erbij."""
        return f"{kolom.naam} (bij u {hun})" if (hun := self.hun(kolom)) else kolom.naam

    def let_op(self, masker: pl.Series, tekst: str) -> None:
        """Waarschuw een keer, met het aantal rijen en de eerste rij."""
        if masker.sum():
            rijen = self.deel.ruw[RIJ].filter(masker.fill_null(False))
            self.rapport.waarschuw(self.deel.info.label, f"{tekst} ({waar(rijen)})")

    def vraag(self, kolom: Kolom, wat: str, rij: int | None = None, keuzes: tuple[str, ...] = ("euro", "cent")) -> None:
        """Weiger met een vraag over de eenheid, en met het antwoord dat in kolommen.yml kan."""
        antwoord = ", of: ".join(f"eenheid: {{{kolom.naam}: {keuze}}}" for keuze in keuzes)
        self.rapport.weiger(
            self.deel.info.naam,
            wat,
            blad=self.deel.info.blad,
            rij=rij,
            kolom=kolom.naam,
            hun=self.hun(kolom),
            soort="eenheid",
            doe=f"Zet in {KOLOMMENBESTAND} bij {self.deel.tabel.naam}: {antwoord}.",
        )


def mag(kolom: Kolom, wet: str | None = None, waarde: str | None = None) -> str:
    """Wat er mag, kort genoeg voor een melding, met de waarde die er het meest op lijkt."""
    codes = kolom.codes(wet)
    if not kolom.is_gesloten or len(codes) <= 12:
        return contract.toegestaan(kolom, wet)
    dichtbij = difflib.get_close_matches(str(waarde or "").lower(), codes, n=3, cutoff=0.6)
    if not dichtbij and all(len(c) <= 2 for c in codes):
        return ", ".join(codes)
    genoemd = dichtbij or list(codes)[:6]
    return f"{', '.join(genoemd)} en {len(codes) - len(genoemd)} andere; zie het gegevenscontract"


# --- small steps on a column ------------------------------------------------------------------------------------------
def nergens(aantal: int) -> pl.Series:
    """Een masker van zoveel rijen waar niets aan is."""
    return pl.repeat(False, aantal, eager=True)


def lijkt(tekst: pl.Series, patroon: str) -> pl.Series:
    """In welke rijen de tekst op het patroon lijkt; een leeg veld lijkt nergens op."""
    return tekst.str.contains(patroon).fill_null(False)


def reken(kolom: pl.Series, maak: Callable[..., pl.Expr]) -> pl.Series:
    """Een uitdrukking van Polars over een kolom.

    >>> reken(pl.Series(["a", "b"]), lambda t: pl.when(t != "a").then(t)).to_list()
    [None, 'b']
    """
    return kolom.to_frame("t").select(maak(pl.col("t")).alias("t")).to_series()


def alleen(kolom: pl.Series, masker: pl.Series) -> pl.Series:
    """De waarden in de rijen van een masker; de rest wordt leeg."""
    return reken(kolom, lambda t: pl.when(masker).then(t))


def per_paar(frame: pl.DataFrame, maak: Callable[..., object], dtype: Any) -> pl.Series:
    """Een waarde per rij, een keer berekend voor elke combinatie die in de kolommen van `frame` voorkomt.

    >>> per_paar(pl.DataFrame({"a": [1, 1, 2]}), lambda a: 10 * a, pl.Int64).to_list()
    [10, 10, 20]
    """
    uniek = frame.unique()
    waarden = pl.Series([maak(*rij) for rij in uniek.iter_rows()], dtype=dtype)
    uniek = uniek.with_columns(_uit=waarden)
    return frame.join(uniek, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")["_uit"]
