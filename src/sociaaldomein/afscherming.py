"""Afscherming: kleine aantallen veilig maken. Alleen wat hier uitkomt, een `Openbaar`, mag op een pagina.

De regel van het openbare profiel, per cijfer (`beschermd` in begrippen.toml):

- aantal:  1 tot en met 9 wordt "afgeschermd", de rest wordt afgerond op 5. Nul blijft nul.
- aandeel: alleen uit afgeronde aantallen. Is de teller, de rest of de noemer klein, dan "afgeschermd".
- kenmerk: een gemiddelde of mediaan verschijnt alleen als er minstens 10 achter zitten.
- bedrag:  geld voor minder dan 10 mensen wordt "afgeschermd", de rest wordt afgerond op 1.000 euro.
- nee:     begrotingen, doelen en maatregelen gaan niet over mensen en blijven zoals zij zijn.

Wat al in een openbaar stuk stond, blijft zoals het daar staat en heet "eerder gepubliceerd".
Het profiel "intern" laat alles staan. Elke pagina en elk beeld dat ervan gemaakt wordt, zegt dat.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from sociaaldomein.cijfers import KOLOMMEN, SLEUTEL, begrippen

if TYPE_CHECKING:
    import polars as pl

DREMPEL = 10
AFRONDING = 5
AFRONDING_EURO = 1_000
KLEINE_NOEMER = 1_000  # below this base a share is shown without decimals
PROFIELEN = ("openbaar", "intern")
_ZEGEL = object()  # only this module can make an Openbaar


@dataclass(frozen=True)
class Herkomst:
    """Van wie de cijfers zijn en hoe de pagina heet: gemeente, peildatum, en of de gegevens verzonnen zijn."""

    gemeente: str
    gemeentecode: str
    kwartaal: str
    peildatum: str
    synthetisch: bool
    namen: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Openbaar:
    """Cijfers die getoond mogen worden. Alleen `scherm_af` en `Openbaar.lees` maken er een.

    `cijfers` heeft de kolommen van de cijfertafel. `gepubliceerd` houdt wat eerder in een openbaar stuk stond,
    naast het eigen cijfer.
    """

    cijfers: pl.DataFrame
    gepubliceerd: pl.DataFrame
    herkomst: Herkomst
    profiel: str
    drempel: int
    _zegel: object = None

    def __post_init__(self) -> None:
        if self._zegel is not _ZEGEL:
            raise TypeError("Maak een Openbaar met afscherming.scherm_af. Zo komt er niets onbeschermd op een pagina.")

    @property
    def gemeente(self) -> str:
        return self.herkomst.gemeente

    @property
    def gemeentecode(self) -> str:
        return self.herkomst.gemeentecode

    @property
    def kwartaal(self) -> str:
        return self.herkomst.kwartaal

    @property
    def peildatum(self) -> str:
        return self.herkomst.peildatum

    @property
    def synthetisch(self) -> bool:
        return self.herkomst.synthetisch

    @property
    def namen(self) -> dict[str, str]:
        """Namen van wijken: code -> naam."""
        return self.herkomst.namen

    def reeks(self, cijfer: str, wet: str, groep_soort: str = "totaal", groep: str | None = None) -> pl.DataFrame:
        """De rijen van een cijfer, op volgorde van kwartaal en groep."""
        rijen = self.cijfers.filter(cijfer=cijfer, wet=wet, groep_soort=groep_soort)
        return (rijen if groep is None else rijen.filter(groep=groep)).sort("kwartaal", "groep")

    def waarde(self, cijfer: str, wet: str, kwartaal: str, groep_soort: str = "totaal", groep: str = "totaal") -> dict:
        """Een rij als dict; bestaat zij niet, dan een rij met status "ontbreekt"."""
        gevonden = self.cijfers.filter(cijfer=cijfer, wet=wet, kwartaal=kwartaal, groep_soort=groep_soort, groep=groep)
        if gevonden.height:
            return gevonden.row(0, named=True)
        sleutel = (cijfer, wet, kwartaal, groep_soort, groep)
        return dict.fromkeys(KOLOMMEN) | dict(zip(SLEUTEL, sleutel, strict=True)) | {"status": "ontbreekt"}

    def schrijf(self, map: Path | str) -> Path:
        """Schrijf de set naar een map: openbaar.json (herkomst), cijfers.parquet en gepubliceerd.parquet."""
        doel = Path(map)
        doel.mkdir(parents=True, exist_ok=True)
        self.cijfers.write_parquet(doel / "cijfers.parquet")
        self.gepubliceerd.write_parquet(doel / "gepubliceerd.parquet")
        inhoud = {"herkomst": asdict(self.herkomst), "profiel": self.profiel, "drempel": self.drempel}
        (doel / "openbaar.json").write_text(json.dumps(inhoud, ensure_ascii=False, indent=1), encoding="utf-8")
        return doel

    @classmethod
    def lees(cls, map: Path | str) -> Openbaar:
        """Lees een set die `schrijf` maakte. Ontbreekt zij, dan een FileNotFoundError met uitleg."""
        import polars as pl

        bron = Path(map)
        inhoud = lees_kenmerken(bron)
        tafels = [pl.read_parquet(bron / f"{naam}.parquet") for naam in ("cijfers", "gepubliceerd")]
        return cls(*tafels, inhoud["herkomst"], inhoud["profiel"], inhoud["drempel"], _ZEGEL)


def lees_kenmerken(map: Path | str) -> dict:
    """De herkomst, het profiel en de drempel van een openbare set, zonder de cijfers zelf te laden."""
    pad = Path(map) / "openbaar.json"
    if not pad.is_file():
        raise FileNotFoundError(
            f"In de map '{Path(map).name}' staat geen openbare set (openbaar.json ontbreekt). "
            "Maak haar met: sociaaldomein kwartaal 2023-K1 --bron MAP --uit MAP"
        )
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    bekend = {f.name for f in fields(Herkomst)}
    return inhoud | {"herkomst": Herkomst(**{k: v for k, v in inhoud["herkomst"].items() if k in bekend})}


def scherm_af(cijfers: pl.DataFrame, herkomst: Herkomst, profiel: str = "openbaar", drempel: int = DREMPEL) -> Openbaar:
    """Maak van een cijfertafel een `Openbaar`: kleine aantallen verborgen, de rest afgerond (zie de module).

    Rijen die eerder gepubliceerd zijn, blijven zoals zij zijn. Bestaat er ook een eigen cijfer, dan staan zij in
    `gepubliceerd`, anders gewoon in `cijfers`. Een onbekend profiel of een drempel onder 3 geeft een ValueError.

    >>> import polars as pl
    >>> from sociaaldomein import cijfers
    >>> rij = dict(cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1", eenheid="trajecten", status="definitief")
    >>> tafel = pl.DataFrame([rij | {"groep_soort": "wijk", "groep": g, "waarde": w} for g, w in [("A", 8), ("B", 13)]])
    >>> tafel = pl.concat([cijfers.leeg(), tafel], how="diagonal_relaxed")
    >>> veilig = scherm_af(tafel, Herkomst("Voorbeeld", "GM0000", "2023-K1", "2023-04-15", True))
    >>> veilig.cijfers.select("groep", "waarde", "status").rows()
    [('A', None, 'afgeschermd'), ('B', 15.0, 'definitief')]
    """
    import polars as pl

    if profiel not in PROFIELEN:
        raise ValueError(f"Profiel '{profiel}' bestaat niet. Kies uit: {', '.join(PROFIELEN)}.")
    if drempel < 3:
        raise ValueError(f"Een drempel van {drempel} is te laag. Kies 3 of hoger; gebruikelijk is {DREMPEL}.")
    eigen = cijfers.filter(cijfers["gepubliceerd_in"].is_null())
    openbaar_stuk = cijfers.filter(cijfers["gepubliceerd_in"].is_not_null())
    met_waarde = eigen.filter(eigen["waarde"].is_not_null())
    ernaast = openbaar_stuk.join(met_waarde, on=SLEUTEL, how="semi")
    in_plaats = openbaar_stuk.join(met_waarde, on=SLEUTEL, how="anti")
    eigen = eigen.join(in_plaats, on=SLEUTEL, how="anti")
    veilig = bescherm(eigen, drempel) if profiel == "openbaar" else eigen
    alles = pl.concat([veilig, in_plaats]).sort(SLEUTEL)
    return Openbaar(alles, ernaast.sort(SLEUTEL), herkomst, profiel, drempel, _ZEGEL)


def bescherm(cijfers: pl.DataFrame, drempel: int = DREMPEL) -> pl.DataFrame:
    """Pas de regel per cijfer toe op elke rij (zie de module). Kolommen en volgorde blijven gelijk."""
    import polars as pl

    soort = pl.col("cijfer").replace_strict(
        {n: b.beschermd for n, b in begrippen().items()}, default="aantal", return_dtype=pl.String
    )
    waarde, teller, noemer = pl.col("waarde"), pl.col("teller"), pl.col("noemer")
    verandering = pl.col("cijfer").str.ends_with("_verandering")
    rest = pl.when(verandering).then(None).otherwise(noemer - teller)
    is_bevolking = pl.col("cijfer") == "bereik"  # inhabitants are public figures and stay exact
    klein = (
        pl.when(soort == "aantal")
        .then(_klein(waarde, drempel))
        .when(soort == "aandeel")
        .then(_klein(teller, drempel) | _klein(noemer, drempel) | _klein(rest, drempel))
        .when(soort == "kenmerk")
        .then(noemer.is_null() | (noemer < drempel))
        .when(soort == "bedrag")
        .then(noemer.is_null() | _klein(noemer, drempel))
        .otherwise(False)
        .fill_null(False)
    ) & waarde.is_not_null()
    ronde_noemer = pl.when(is_bevolking).then(noemer).otherwise(_rond(noemer, AFRONDING))
    aandeel = _aandeel(_rond(teller, AFRONDING), ronde_noemer, verandering)
    nieuw = (
        pl.when(soort == "aantal")
        .then(_rond(waarde, AFRONDING))
        .when(soort == "aandeel")
        .then(aandeel)
        .when(soort == "kenmerk")
        .then(waarde.round(1))
        .when(soort == "bedrag")
        .then(_rond(waarde, AFRONDING_EURO))
        .otherwise(waarde)
    )
    telt = soort.is_in(["aantal", "aandeel"])
    weg = pl.lit(None, pl.Float64)
    leeg = klein | (soort == "bedrag")  # how many people an amount was for is not shown
    return cijfers.with_columns(
        pl.when(klein).then(weg).otherwise(nieuw).alias("waarde"),
        pl.when(leeg).then(weg).when(telt).then(_rond(teller, AFRONDING)).otherwise(teller).alias("teller"),
        pl.when(leeg).then(weg).when(soort == "nee").then(noemer).otherwise(ronde_noemer).alias("noemer"),
        pl.when(klein).then(pl.lit("afgeschermd")).otherwise(pl.col("status")).alias("status"),
    )


def _klein(aantal: pl.Expr, drempel: int) -> pl.Expr:
    """1 up to the threshold; zero is not small (stated rule), a negative rest cannot be a count."""
    return ((aantal > 0) & (aantal < drempel)).fill_null(False)


def _rond(aantal: pl.Expr, stap: int) -> pl.Expr:
    """Nearest multiple, half away from zero."""
    return (aantal.abs() / stap + 0.5).floor() * stap * aantal.sign()


def _aandeel(teller: pl.Expr, noemer: pl.Expr, is_verandering: pl.Expr) -> pl.Expr:
    """Percentage from protected counts; without decimals on a small base."""
    import polars as pl

    ruw = pl.when(is_verandering).then((teller / noemer - 1) * 100).otherwise(teller / noemer * 100)
    fijn, grof = (ruw.abs() * 10 + 0.5).floor() / 10 * ruw.sign(), (ruw.abs() + 0.5).floor() * ruw.sign()
    return pl.when(noemer <= 0).then(None).when(noemer >= KLEINE_NOEMER).then(fijn).otherwise(grof)
