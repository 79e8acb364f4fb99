"""Afscherming: kleine aantallen veilig maken. Alleen wat hier uitkomt, een `Openbaar`, mag op een pagina.

De regel van het openbare profiel, per cijfer (`beschermd` in begrippen.toml):

- aantal:  1 tot en met 9 wordt "afgeschermd". Nul blijft nul; een groep die het hele totaal is, mag ook getoond worden.
           Koppen (het totaal van een kwartaal) staan er precies, de rest afgerond op 5.
- aandeel: alleen uit getoonde aantallen. Is de teller, de rest of de noemer klein, dan "afgeschermd".
- kenmerk: een gemiddelde of mediaan verschijnt alleen als er minstens 10 achter zitten. Een duur naast een aandeel op
           tijd alleen als er minstens 10 boven zitten: anders zegt zij hoeveel er te laat waren.
- bedrag:  geld voor minder dan 10 mensen, of bijna alles van een mens, wordt "afgeschermd"; de rest wordt afgerond op
           1.000 euro. Een ander bedrag gaat mee als een verborgen bedrag anders op minder dan 20% na te schatten is.
- nee:     begrotingen, doelen en maatregelen gaan niet over mensen en blijven zoals zij zijn.

Daarna zoekt `keuze` wat er nog meer grover moet of mee moet, tot de `proef` geen klein aantal meer kan inperken.
Hiernaast bestaat de methode "precies": alles precies, en vaker "afgeschermd". Zij laat minder zien; de maten staan in
tests/afscherming. Wat al in een openbaar stuk stond, blijft zoals het daar staat en heet "eerder gepubliceerd".
Het profiel "intern" laat alles staan. Elke pagina en elk beeld dat ervan gemaakt wordt, zegt dat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import InitVar, asdict, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming.bedragen import bedrag_klein, bedragkennis, genoeg_erboven, kies_bedragen, rond_euro
from sociaaldomein.afscherming.eerder import herziene_cellen
from sociaaldomein.afscherming.kennis import Editie, verdwenen, voorkennis
from sociaaldomein.afscherming.keuze import Manier, kies
from sociaaldomein.afscherming.ladder import Opgegeven, weggelaten
from sociaaldomein.afscherming.proef import beproef_nieuw
from sociaaldomein.afscherming.regel import (
    DREMPEL,
    GEWOON,
    MEE,
    OPEN,
    Sleutel,
    cel_van,
    getoond,
    kolommen_met_aantallen,
    rond,
    soort_van,
)
from sociaaldomein.afscherming.verbanden import Plaats
from sociaaldomein.begrippen.cijfers import KOLOMMEN, SLEUTEL, begrippen, eigen_themas, leeg, schema
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN, PROFIELEN

if TYPE_CHECKING:
    import polars as pl

KAART = "kaart.json"
THEMAS = "themas.json"  # the own themes of the municipality, beside the figures
BESTANDEN = (  # a set on disk: everything that a page of figures is made from
    "openbaar.json",
    "cijfers.parquet",
    "gepubliceerd.parquet",
    "afronding.parquet",
    "registers.json",
    THEMAS,
    KAART,
)
KLEINE_NOEMER = 1_000  # below this base a share is shown without decimals
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
    naast het eigen cijfer. `stappen` zegt waar de afronding anders is dan gewoon (zie `keuze`). `registers` zijn
    lijsten die niet over mensen gaan: plannen, activiteiten en doelen. `kaart` heeft de vormen van de wijken (zie
    `geometrie`), of de reden waarom er geen kaart is. `herzien` zijn de cellen waarover eerdere uitgaven niet meer
    gaan, `opgegeven` wat er wegbleef omdat het niet veilig kon. `invullingen` en
    `bedragen` (de ware) bewijzen dat het veilig is. Zij blijven binnen de run en komen in geen bestand.
    """

    cijfers: pl.DataFrame
    gepubliceerd: pl.DataFrame
    herkomst: Herkomst
    profiel: str
    drempel: int
    _zegel: InitVar[object] = None  # not kept: a copy with other figures has none
    methode: str = METHODEN[0]
    stappen: dict[Sleutel, int] = field(default_factory=dict)
    registers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    kaart: dict[str, Any] | None = None
    herzien: frozenset[Sleutel] = frozenset()
    opgegeven: tuple[Opgegeven, ...] = ()
    invullingen: list[dict[Sleutel, float]] = field(default_factory=list, repr=False)
    bedragen: dict[Sleutel, float] = field(default_factory=dict, repr=False)
    themas: list[dict[str, Any]] = field(default_factory=eigen_themas, repr=False)  # by which it was counted

    def __post_init__(self, _zegel: object) -> None:
        if _zegel is not _ZEGEL:
            raise TypeError("Maak een Openbaar met afscherming.scherm_af. Zo komt er niets onbeschermd op een pagina.")

    def met_kaart(self, kaart: dict[str, Any] | None) -> Openbaar:
        """Deze set met de vormen van de wijken erbij."""
        return replace(self, kaart=kaart, _zegel=_ZEGEL)

    @cached_property
    def op_sleutel(self) -> tuple[dict[tuple[str, ...], dict[str, Any]], dict[tuple[str, ...], dict[str, Any]]]:
        """De rijen op cijfer, wet, uitsplitsing, groep en kwartaal: de cijfers, en wat eerder gepubliceerd is."""
        sleutel = ("cijfer", "wet", "groep_soort", "groep", "kwartaal")
        een, twee = (
            {tuple(r[k] for k in sleutel): r for r in tafel.iter_rows(named=True)}
            for tafel in (self.cijfers, self.gepubliceerd)
        )
        return een, twee

    @property
    def gemeente(self) -> str:
        """De gemeente waar de cijfers over gaan."""
        return self.herkomst.gemeente

    @property
    def gemeentecode(self) -> str:
        """De code van het CBS, zoals GM0267."""
        return self.herkomst.gemeentecode

    @property
    def kwartaal(self) -> str:
        """Het laatste kwartaal in de set."""
        return self.herkomst.kwartaal

    @property
    def peildatum(self) -> str:
        """De dag waarop de stand is opgemaakt."""
        return self.herkomst.peildatum

    @property
    def synthetisch(self) -> bool:
        """Of de gegevens verzonnen zijn."""
        return self.herkomst.synthetisch

    @property
    def namen(self) -> dict[str, str]:
        """Namen van wijken: code -> naam."""
        return self.herkomst.namen

    def editie(self, naam: str = "deze uitgave") -> Editie:
        """Deze uitgave zoals een lezer haar ziet, voor de `proef`."""
        gewoon = GEWOON[self.methode]
        koppel = _plaatsen(self.registers)
        return Editie(naam, self.cijfers, self.gepubliceerd, self.drempel, self.stappen, gewoon, self.herzien, koppel)

    def afgerond_op(self, *sleutel: str) -> int:
        """Hoe grof een getoond aantal is afgerond; 1 is precies. De sleutel: cijfer, wet, kwartaal, soort en groep.

        Bij een aandeel is het de afronding van de aantallen erachter, en nooit minder dan gewoon.
        """
        if self.profiel == "intern" or soort_van(sleutel[0]) == "nee":
            return 1
        rij, gewoon = dict(zip(SLEUTEL, sleutel, strict=True)), GEWOON[self.methode]
        if soort_van(sleutel[0]) == "aandeel":
            kolommen = kolommen_met_aantallen(sleutel[0])
            return max(gewoon, *(self.stappen.get(cel_van(rij, k), gewoon) for k in kolommen))
        return max(1, self.stappen.get(cel_van(rij, "waarde"), gewoon))

    def is_klein(self, *sleutel: str) -> bool:
        """Of een verborgen aantal zeker onder de drempel zit. Een dat mee verborgen is, kan ook groot zijn."""
        rij = dict(zip(SLEUTEL, sleutel, strict=True))
        mee = (MEE, OPEN)
        return soort_van(sleutel[0]) == "aantal" and self.stappen.get(cel_van(rij, "waarde")) not in mee

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
        """Schrijf de set naar een map: openbaar.json (herkomst), cijfers, gepubliceerd en afronding als Parquet."""
        doel = Path(map)
        doel.mkdir(parents=True, exist_ok=True)
        self.cijfers.write_parquet(doel / "cijfers.parquet")
        self.gepubliceerd.write_parquet(doel / "gepubliceerd.parquet")
        _celtafel(self.stappen.items()).write_parquet(doel / "afronding.parquet")
        _celtafel((c, 0) for c in self.herzien).drop("stap").write_parquet(doel / "herzien.parquet")
        inhoud = {"herkomst": asdict(self.herkomst), "profiel": self.profiel, "drempel": self.drempel}
        inhoud |= {"methode": self.methode, "opgegeven": [asdict(o) for o in self.opgegeven]}
        if self.themas:  # without them a page would not know what its figures are called
            (doel / THEMAS).write_text(json.dumps(self.themas, ensure_ascii=False, indent=1), encoding="utf-8")
        registers = json.dumps(self.registers, ensure_ascii=False, indent=1)
        (doel / "registers.json").write_text(registers, encoding="utf-8")
        if self.kaart is not None:
            (doel / KAART).write_text(json.dumps(self.kaart, separators=(",", ":")), encoding="utf-8")
        (doel / "openbaar.json").write_text(json.dumps(inhoud, ensure_ascii=False, indent=1), encoding="utf-8")
        return doel

    @classmethod
    def lees(cls, map: Path | str) -> Openbaar:
        """Lees een set die `schrijf` maakte. Ontbreekt zij, dan een FileNotFoundError met uitleg."""
        import polars as pl

        bron = Path(map)
        inhoud = lees_kenmerken(bron)
        cijfers, gepubliceerd = (pl.read_parquet(bron / f"{naam}.parquet") for naam in ("cijfers", "gepubliceerd"))
        cellen = {
            naam: pl.read_parquet(pad).rows()
            for naam in ("afronding", "herzien")
            if (pad := bron / f"{naam}.parquet").is_file()
        }
        stappen = {tuple(r[:5]): int(r[5]) for r in cellen.get("afronding", ())}
        herzien = frozenset(cellen.get("herzien", ()))
        opgegeven = tuple(Opgegeven(**o) for o in inhoud.get("opgegeven", ()))
        methode = inhoud.get("methode", METHODEN[0])
        lijsten = bron / "registers.json"
        registers = json.loads(lijsten.read_text(encoding="utf-8")) if lijsten.is_file() else {}
        kaart = json.loads((bron / KAART).read_text(encoding="utf-8")) if (bron / KAART).is_file() else None
        return cls(
            cijfers,
            gepubliceerd,
            inhoud["herkomst"],
            inhoud["profiel"],
            inhoud["drempel"],
            _ZEGEL,
            methode,
            stappen,
            registers,
            kaart,
            herzien,
            opgegeven,
            themas=lees_themas(bron),
        )


def lees_themas(map: Path | str) -> list[dict[str, Any]]:
    """De eigen thema's van een openbare set; meestal zijn die er niet."""
    pad = Path(map) / THEMAS
    return json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else []


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


def scherm_af(
    cijfers: pl.DataFrame,
    herkomst: Herkomst,
    profiel: str = "openbaar",
    manier: Manier | None = None,
    eerdere: Sequence[Editie] = (),
    registers: dict[str, list[dict[str, Any]]] | None = None,
    melder: Callable[[str], None] | None = None,
) -> Openbaar:
    """Maak van een cijfertafel een `Openbaar`: kleine aantallen verborgen, de rest afgerond (zie de module).

    Rijen die eerder gepubliceerd zijn, blijven zoals zij zijn. Bestaat er ook een eigen cijfer, dan staan zij in
    `gepubliceerd`, anders gewoon in `cijfers`. `eerdere` zijn de uitgaven die al openbaar zijn: wat daarin stond, weet
    de lezer. Lukt het niet om alles veilig te tonen, dan blijft er iets weg (`Openbaar.opgegeven`). `melder` hoort
    hoever het is. Zonder `manier` geldt de gewone. Een onbekend profiel geeft een ValueError.

    >>> import polars as pl
    >>> from sociaaldomein.begrippen import cijfers
    >>> rij = dict(cijfer="lopend_trajecten", wet="jeugd", kwartaal="2023-K1", eenheid="trajecten", status="definitief")
    >>> tafel = pl.DataFrame([rij | {"groep_soort": "wijk", "groep": g, "waarde": w} for g, w in [("A", 8), ("B", 13)]])
    >>> tafel = pl.concat([cijfers.leeg(), tafel], how="diagonal_relaxed")
    >>> veilig = scherm_af(tafel, Herkomst("Voorbeeld", "GM0000", "2023-K1", "2023-04-15", True))
    >>> veilig.cijfers.select("groep", "waarde", "status").rows()
    [('A', None, 'afgeschermd'), ('B', 15.0, 'definitief')]
    """
    import polars as pl

    manier = manier or Manier()
    if profiel not in PROFIELEN:
        raise ValueError(f"Profiel '{profiel}' bestaat niet. Kies uit: {', '.join(PROFIELEN)}.")
    if profiel == "openbaar":  # a row without a value carries no numbers, whatever its source
        heeft = pl.col("waarde").is_not_null()
        cijfers = cijfers.with_columns(pl.when(heeft).then(pl.col(k)).alias(k) for k in ("teller", "noemer"))
    eigen = cijfers.filter(cijfers["gepubliceerd_in"].is_null())
    openbaar_stuk = cijfers.filter(cijfers["gepubliceerd_in"].is_not_null())
    met_waarde = eigen.filter(eigen["waarde"].is_not_null())
    ernaast = openbaar_stuk.join(met_waarde, on=SLEUTEL, how="semi")
    in_plaats = openbaar_stuk.join(met_waarde, on=SLEUTEL, how="anti")
    eigen = eigen.join(in_plaats, on=SLEUTEL, how="anti").sort(SLEUTEL)  # the search must not depend on row order
    ernaast = ernaast.sort(SLEUTEL)
    kenmerken = (herkomst, profiel, manier.drempel, _ZEGEL, manier.methode)
    stuk = Editie("openbare stukken", leeg(), openbaar_stuk, manier.drempel, koppel=_plaatsen(registers or {}))

    def maak(veilig: pl.DataFrame, **rest: Any) -> Openbaar:
        geld = [c for c in veilig["cijfer"].unique() if soort_van(c) == "bedrag"]  # what went to one person stays here
        veilig = veilig.with_columns(pl.when(~pl.col("cijfer").is_in(geld)).then("teller").alias("teller"))
        return Openbaar(
            pl.concat([veilig, in_plaats]).sort(SLEUTEL), ernaast, *kenmerken, registers=registers or {}, **rest
        )

    if profiel != "openbaar":
        return maak(eigen)
    while True:
        veilig, rest, treden = _veilig(eigen, manier, list(eerdere), stuk, herkomst.kwartaal, melder)
        uit = maak(veilig, **rest)
        if not uit.herzien:
            return uit
        # what was revised can clash with what stood there before: the proof may then set another relation aside
        nieuw, _, _ = beproef_nieuw(uit.editie("nu"), list(eerdere), uit.invullingen, uit.bedragen, melder)
        lager = {b.cel[1] for b in nieuw} & set(treden) - {o.wet for o in uit.opgegeven if o.hele_wet}
        if not lager:
            return uit
        manier = replace(manier, vanaf={**manier.vanaf, **{wet: treden[wet] + 1 for wet in lager}})


def _plaatsen(registers: dict[str, list[dict[str, Any]]]) -> tuple[Plaats, ...]:
    """Waar elk product kan horen, volgens de openbare tabel van de gemeente."""
    kolommen = ("wet", "productcategorie", "hoofdcategorie", "interventieniveau")
    return tuple(tuple(r[k] for k in kolommen) for r in registers.get("koppel_product", ()))


def bescherm(cijfers: pl.DataFrame, drempel: int = DREMPEL, methode: str = METHODEN[0]) -> pl.DataFrame:
    """Pas de regel per cijfer toe op elke rij (zie de module). Kolommen en volgorde blijven gelijk."""
    return _veilig(cijfers, Manier(drempel, methode), [])[0]


def _veilig(
    cijfers: pl.DataFrame,
    manier: Manier,
    eerdere: list[Editie],
    stuk: Editie | None = None,
    kwartaal: str = "",
    melder: Callable[[str], None] | None = None,
) -> tuple[pl.DataFrame, dict[str, Any], dict[str, int]]:
    """De beschermde tafel; hoe zij ontstond: afronding, herzien, opgegeven, bewijs; en per wet haar trede."""
    import polars as pl

    rijen, drempel = cijfers.to_dicts(), manier.drempel
    waarden = _waarden(rijen)
    echt = {
        cel_van(r, "waarde"): r["waarde"]
        for r in rijen
        if soort_van(r["cijfer"]) == "bedrag" and r["waarde"] is not None
    }
    geld = {c: rond_euro(w) for c, w in echt.items()}
    leeg = dict.fromkeys(verdwenen(waarden, eerdere), 0.0)
    herzien = herziene_cellen(waarden | leeg, eerdere, drempel)
    herzien |= herziene_cellen(geld, eerdere, drempel, geld=True)
    buiten = voorkennis(eerdere, stuk or Editie("geen", cijfers.clear()), waarden, herzien)
    vorige = next((e.stappen for e in reversed(eerdere) if e.stappen), {})
    laatste = Kwartaal.lees(kwartaal or max(r["kwartaal"] for r in rijen)) if rijen else manier.laatste
    keuze = kies(waarden, buiten, replace(manier, laatste=laatste), vorige, melder)

    beschermd = [_sleutel(r) for r in rijen if soort_van(r["cijfer"]) != "nee"]
    weg = weggelaten(beschermd, keuze.opgegeven, laatste)
    blijft = [r for r in rijen if _sleutel(r) not in weg]
    kennis = bedragkennis(eerdere, herzien, geld)
    mee, geld_weg = kies_bedragen(blijft, drempel, kennis, laatste, melder)
    weg |= weggelaten(beschermd, geld_weg, laatste)
    nieuw = [
        _rij(r, keuze.stappen, waarden, mee, drempel)
        if _sleutel(r) not in weg
        else _met(r, None, None, None)
        if r["waarde"] is not None
        else r
        for r in rijen
    ]
    anders = _anders_dan_gewoon(keuze.stappen, waarden, GEWOON[manier.methode], drempel)
    stappen = anders | dict.fromkeys(mee, MEE) | weg
    tafel = pl.DataFrame(nieuw, schema=cijfers.schema if rijen else schema(), orient="row")
    rest = {"stappen": stappen, "herzien": herzien, "opgegeven": (*keuze.opgegeven, *geld_weg)}
    return tafel, rest | {"invullingen": keuze.invullingen, "bedragen": echt}, keuze.treden


def _sleutel(rij: dict[str, Any]) -> Sleutel:
    return tuple(rij[k] for k in SLEUTEL)


def _waarden(rijen: list[dict[str, Any]]) -> dict[Sleutel, float]:
    """Het aantal in elke cel."""
    waarden: dict[Sleutel, float] = {}
    for rij in sorted(rijen, key=lambda r: soort_van(r["cijfer"]) != "aantal"):  # a count goes before a numerator
        for kolom in kolommen_met_aantallen(rij["cijfer"]):
            if rij[kolom] is not None:
                waarden.setdefault(cel_van(rij, kolom), rij[kolom])
    return waarden


def _anders_dan_gewoon(
    stappen: dict[Sleutel, int], waarden: dict[Sleutel, float], gewoon: int, drempel: int
) -> dict[Sleutel, int]:
    """De stappen die een lezer moet horen: die niet uit de methode volgen."""
    return {
        c: s
        for c, s in stappen.items()
        if (s != gewoon or c[3] == "totaal") and (s < 1 or getoond(waarden[c], s, drempel))
    }


def _rij(
    rij: dict[str, Any], stappen: dict[Sleutel, int], waarden: dict[Sleutel, float], mee: set[Sleutel], drempel: int
) -> dict[str, Any]:
    """Een rij zoals iedereen haar ziet."""
    soort = soort_van(rij["cijfer"])
    if rij["waarde"] is None or soort == "nee":
        return rij
    aantal = _aantallen(rij, stappen, waarden, drempel)
    if soort == "aantal":
        return _met(rij, aantal["waarde"], None, None)
    if soort == "aandeel":
        return _aandeel(rij, aantal, drempel)
    if soort == "kenmerk":
        noemer = aantal["noemer"] if genoeg_erboven(rij, drempel) else None
        begrip = begrippen().get(rij["cijfer"])
        basis = noemer if begrip and begrip.naast else None  # beside a share its base is shown anyway
        return _met(rij, _half_omhoog(rij["waarde"], 1) if noemer else None, None, basis)
    klein = bedrag_klein(rij, drempel)
    if soort == "bedrag":
        weg = klein or _sleutel(rij) in mee
        return _met(rij, None if weg else rond_euro(rij["waarde"]), None, None)
    mensen = rond(rij["noemer"] or 0, 5, drempel)
    per = None if klein or not mensen else rond_euro(rij["waarde"] * rij["noemer"]) / mensen // 100 * 100
    return _met(rij, per, None, None)


def _aantallen(
    rij: dict[str, Any], stappen: dict[Sleutel, int], waarden: dict[Sleutel, float], drempel: int
) -> dict[str, float | None]:
    """De aantallen van een rij zoals zij getoond worden."""
    uit: dict[str, float | None] = dict.fromkeys(kolommen_met_aantallen(rij["cijfer"]))
    for kolom in uit:
        if (eigen := rij[kolom]) is not None:
            cel = cel_van(rij, kolom)  # the same count from another source gets a rounding of its own
            stap = stappen[cel] if eigen == waarden[cel] else max(stappen[cel], 5)
            uit[kolom] = getoond(eigen, stap, drempel)
    return uit


def _met(rij: dict[str, Any], waarde: float | None, teller: float | None, noemer: float | None) -> dict[str, Any]:
    if waarde is None:
        return rij | {"waarde": None, "teller": None, "noemer": None, "status": "afgeschermd"}
    return rij | {"waarde": float(waarde), "teller": _getal(teller), "noemer": _getal(noemer)}


def _getal(waarde: float | None) -> float | None:
    return None if waarde is None else float(waarde)


def _aandeel(rij: dict[str, Any], aantal: dict[str, float | None], drempel: int) -> dict[str, Any]:
    """Een percentage uit getoonde aantallen; zonder decimalen bij een kleine noemer."""
    verandering = rij["cijfer"].endswith("_verandering")
    inwoners = rij["cijfer"] == "bereik"  # inhabitants are public figures and stay exact
    teller, noemer = aantal["teller"], rij["noemer"] if inwoners else aantal["noemer"]
    if teller is None or not noemer or rij["teller"] is None or rij["noemer"] is None:
        return _met(rij, None, None, None)
    rest = 0 if verandering else rij["noemer"] - rij["teller"]
    if 0 < rest < drempel or 0 < rij["noemer"] < drempel:
        return _met(rij, None, None, None)
    ruw = teller / noemer * 100 - (100 if verandering else 0)
    return _met(rij, _half_omhoog(ruw, 1 if noemer >= KLEINE_NOEMER else 0), teller, noemer)


def _half_omhoog(waarde: float, decimalen: int) -> float:
    """De helft van nul af, zoals mensen afronden."""
    maal = 10**decimalen
    return int(abs(waarde) * maal + 0.5 + 1e-9) / maal * (-1 if waarde < 0 else 1)


def _celtafel(stappen: Iterable[tuple[Sleutel, int]]) -> pl.DataFrame:
    import polars as pl

    kolommen = {**dict.fromkeys(SLEUTEL, pl.String), "stap": pl.Int64}
    return pl.DataFrame([(*c, s) for c, s in sorted(stappen)], schema=kolommen, orient="row")
