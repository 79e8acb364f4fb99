"""Van welke gemeente een rij is. Een cijfer van de ene gemeente komt nooit op een pagina van de andere.

Drie dingen verraden een vreemde rij: haar kolom `gemeentecode`, de toewijzing of cliënt waar zij bij hoort, en de naam
van het stuk waar zij uit komt. De eerste twee ziet de deur: zo'n rij telt niet mee, en dat wordt gezegd. Een rij zonder
code uit een stuk van een ander houdt de run tegen. Welke stukken van wie zijn, staat in de herkomst.yml van de mappen
met gepubliceerde cijfers. Codes zijn hier van de vorm GM0267.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

HERKOMSTBESTAND = "herkomst.yml"
TABELLEN = ("aggregaat", "plannen", "activiteiten", "doelen")
NAMEN = ("gepubliceerd_in", "bron")
CODE = "gemeentecode"
NUMMER = ["wet", "toewijzingnummer"]
MET_NUMMER = ("leveringen", "verzoeken", "declaraties")
ALLEEN_EIGEN = ("plannen", "activiteiten", "doelen")  # what a predecessor planned is not the history of a figure
ZONDER_CODE_EIGEN = ("toewijzingen", "meldingen", *TABELLEN)  # the code is part of what one row is


@dataclass(frozen=True)
class Gemeenten:
    """De codes die bij een levering horen: van de gemeente zelf, en van wie er in haar opgingen."""

    eigen: str = ""
    voorgangers: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Van wie rijen mogen zijn."""
        return (self.eigen, *self.voorgangers) if self.eigen else ()

    def bij(self, tabel: str) -> tuple[str, ...]:
        """Van wie rijen van deze tabel mogen zijn: plannen en doelen alleen van de gemeente zelf."""
        return self.codes[:1] if tabel in ALLEEN_EIGEN else self.codes


@dataclass
class Verdeling:
    """Welke rijen van een ander zijn, per tabel en per stuk, en hoeveel rijen een nummer van twee gemeenten hebben."""

    vreemd: dict[str, list[pl.Series]]
    gevonden: dict[str, set[str]] = field(default_factory=dict)  # table -> the codes of others
    twijfel: dict[str, int] = field(default_factory=dict)


def lees_code(tekst: object) -> str | None:
    """Een gemeentecode in onze vorm; None als het er geen is.

    >>> lees_code("0267"), lees_code("gm267"), lees_code("Ede")
    ('GM0267', 'GM0267', None)
    """
    past = re.fullmatch(r"(?:GM)?(\d{3,4})", str(tekst).strip(), re.IGNORECASE)
    return f"GM{past[1]:0>4}" if past else None


def codes_in(tabellen: Mapping[str, Sequence[pl.DataFrame]]) -> dict[str, list[str]]:
    """Per tabel de gemeenten die erin staan, op volgorde. Waar iemand woont, zegt niet van wie de levering is."""
    return {
        naam: codes
        for naam, delen in tabellen.items()
        if naam != "clienten" and (codes := sorted({c for d in delen for c in _code(naam, d).drop_nulls()}))
    }


def verdeel(tabellen: Mapping[str, Sequence[pl.DataFrame]], gemeenten: Gemeenten) -> Verdeling:
    """Welke rijen van een andere gemeente zijn.

    Een rij met een code is van die gemeente. Een toewijzing zonder code is van de gemeente van haar cliënt, en een
    levering, verzoek of declaratie zonder code van die van haar toewijzing. Hebben twee gemeenten hetzelfde nummer, dan
    telt de rij hier mee en staat zij onder `twijfel`. Een cliënt die elders woont, blijft als zij hier hulp heeft.

    >>> t = pl.DataFrame({"gemeentecode": ["GM0267", "GM0200", None], "kwartaal": ["2023-K1"] * 3})
    >>> verdeel({"aggregaat": [t]}, Gemeenten("GM0267")).vreemd["aggregaat"][0].to_list()
    [False, True, False]
    """
    vreemd = {
        n: [_code(n, d).is_in(gemeenten.bij(n)).not_().fill_null(False) for d in delen] for n, delen in tabellen.items()
    }
    uit = Verdeling(vreemd)
    for naam, delen in tabellen.items():
        gevonden = {c for d in delen for c in _code(naam, d).drop_nulls()} - set(gemeenten.bij(naam))
        if gevonden:
            uit.gevonden[naam] = gevonden
    if "clienten" in tabellen and "toewijzingen" in tabellen:
        _met_client(tabellen, uit)
    if "toewijzingen" in tabellen:
        van_ander, eigen = (_nummers(tabellen["toewijzingen"], vreemd["toewijzingen"], w) for w in (True, False))
        for naam in (n for n in MET_NUMMER if n in tabellen):
            _met_nummer(naam, tabellen[naam], van_ander, eigen, uit)
    return uit


def _code(naam: str, deel: pl.DataFrame) -> pl.Series:
    """The municipality of each row as the row itself tells it; for inhabitants the area tells it."""
    if naam == "bevolking":
        return ("GM" + deel["regio_code"].str.slice(2, 4)).alias(CODE)
    return deel[CODE] if CODE in deel.columns else pl.Series(CODE, [None] * deel.height, dtype=pl.String)


def _met_client(tabellen: Mapping[str, Sequence[pl.DataFrame]], uit: Verdeling) -> None:
    """Toewijzingen zonder code volgen hun cliënt; daarna volgt de cliënt wie er hulp heeft."""
    alle = pl.concat([d.select("client_id") for d in tabellen["clienten"]])["client_id"]
    elders = pl.concat(uit.vreemd["clienten"])
    hier = alle.filter(~elders).unique()
    weg = alle.filter(elders & ~alle.is_in(hier.implode())).unique()
    for i, deel in enumerate(tabellen["toewijzingen"]):
        los = _code("toewijzingen", deel).is_null()
        uit.vreemd["toewijzingen"][i] |= los & deel["client_id"].is_in(weg.implode())
    met_hulp = pl.concat(
        [d["client_id"].filter(~v) for d, v in zip(tabellen["toewijzingen"], uit.vreemd["toewijzingen"], strict=True)]
    ).unique()
    nodig = met_hulp.filter(~met_hulp.is_in(hier.implode()))
    for i, deel in enumerate(tabellen["clienten"]):
        uit.vreemd["clienten"][i] &= ~deel["client_id"].is_in(nodig.implode())


def _nummers(delen: Sequence[pl.DataFrame], vreemd: Sequence[pl.Series], van_ander: bool) -> pl.DataFrame:
    rijen = [d.filter(v == van_ander).select(NUMMER) for d, v in zip(delen, vreemd, strict=True)]
    return pl.concat(rijen).unique()


def _met_nummer(
    naam: str, delen: Sequence[pl.DataFrame], van_ander: pl.DataFrame, eigen: pl.DataFrame, uit: Verdeling
) -> None:
    alleen_daar = van_ander.join(eigen, on=NUMMER, how="anti").with_columns(_daar=True)
    beide = van_ander.join(eigen, on=NUMMER, how="semi").with_columns(_beide=True)
    for i, deel in enumerate(delen):
        met = deel.select(NUMMER).join(alleen_daar, on=NUMMER, how="left", maintain_order="left")
        met = met.join(beide, on=NUMMER, how="left", maintain_order="left")
        los = _code(naam, deel).is_null()
        uit.vreemd[naam][i] |= los & met["_daar"].fill_null(False)
        if twijfel := int((los & met["_beide"].fill_null(False)).sum()):
            uit.twijfel[naam] = uit.twijfel.get(naam, 0) + twijfel


def met_voorgangers(
    aggregaat: pl.DataFrame, gemeenten: Gemeenten, optelbaar: set[str], aandelen: set[str]
) -> tuple[pl.DataFrame, int]:
    """Totalen van voorgangers worden samen een totaal van de gemeente. Uit: de tabel, en hoeveel rijen niet meetellen.

    Een aantal of bedrag is de som, een aandeel de som van de tellers door die van de noemers. Dat kan alleen als elke
    voorganger er is. Heeft de gemeente zelf al een totaal, dan geldt dat. Een gemiddelde is niet op te tellen.

    >>> rij = {"indicator": "a", "wet": "wmo", "kwartaal": "2022-K1", "dimensie": None, "groep": None,
    ...        "waarde": 8.0, "teller": None, "noemer": None, "status": None, "eenheid": None, "bron": None,
    ...        "gepubliceerd_in": None}
    >>> tafel = pl.DataFrame([rij | {"gemeentecode": "GM0501"}, rij | {"gemeentecode": "GM0530"}])
    >>> samen, _ = met_voorgangers(tafel, Gemeenten("GM1992", ("GM0501", "GM0530")), {"a"}, set())
    >>> samen["waarde", "gemeentecode"].rows()
    [(16.0, 'GM1992')]
    """
    sleutel = ["indicator", "wet", "kwartaal", "dimensie", "groep"]
    eigen = aggregaat.filter(pl.col(CODE) == gemeenten.eigen)
    oud = aggregaat.filter(pl.col(CODE) != gemeenten.eigen)
    los = oud.join(eigen, on=sleutel, how="anti", nulls_equal=True)
    heel = pl.col(CODE).n_unique().over(sleutel) == len(gemeenten.voorgangers)
    los = los.filter(heel, pl.col("indicator").is_in([*optelbaar, *aandelen]))
    getallen = ("waarde", "teller", "noemer")
    som = {k: pl.when(pl.col(k).null_count() == 0).then(pl.col(k).sum()) for k in getallen}
    zelfde = {
        k: pl.when(pl.col(k).n_unique() == 1).then(pl.col(k).first())
        for k in aggregaat.columns
        if k not in (*sleutel, *getallen, CODE, "gepubliceerd_in")
    }
    samen = los.group_by(sleutel, maintain_order=True).agg(**som, **zelfde)
    aandeel = pl.when(pl.col("noemer") > 0).then(pl.col("teller") / pl.col("noemer") * 100)
    samen = samen.with_columns(
        pl.when(pl.col("indicator").is_in(list(aandelen))).then(aandeel).otherwise("waarde").alias("waarde"),
        pl.lit(gemeenten.eigen).alias(CODE),
        pl.lit(None, pl.String).alias("gepubliceerd_in"),
    )
    samen = samen.select(pl.col(k).cast(t) for k, t in aggregaat.schema.items())
    return pl.concat([eigen, samen]), oud.height - los.height


def inwoners_met_voorgangers(bevolking: pl.DataFrame, gemeenten: Gemeenten) -> pl.DataFrame:
    """Inwoners van de voorgangers zijn samen die van de gemeente, in een jaar waarin zij zelf nog geen cijfer heeft."""
    oud = pl.col("regio_code").is_in(gemeenten.voorgangers)
    jaren = bevolking.filter(pl.col("regio_code") == gemeenten.eigen)["jaar"].unique()
    los = bevolking.filter(oud, ~pl.col("jaar").is_in(jaren.implode()))
    los = los.filter(pl.col("regio_code").n_unique().over("jaar") == len(gemeenten.voorgangers))
    samen = los.group_by("jaar", "leeftijd", "indelingsjaar", maintain_order=True).agg(pl.col("aantal").sum())
    samen = samen.with_columns(pl.lit(gemeenten.eigen).alias("regio_code")).select(bevolking.columns)
    return pl.concat([bevolking.filter(~oud), samen])


def vreemde_stukken(
    tabellen: Mapping[str, pl.DataFrame], gemeentecode: str, stukken: Mapping[str, str] | None = None
) -> list[str]:
    """Een zin per tabel met rijen uit een stuk van een andere gemeente; leeg als die er niet zijn.

    `stukken`: het begin van een bronvermelding -> de code van de gemeente die het stuk maakte. Codes zijn zonder GM.

    >>> rij = pl.DataFrame({"gepubliceerd_in": ["Programma A, paragraaf 2"], "bron": ["-"]})
    >>> vreemde_stukken({"aggregaat": rij}, "0267", {"Programma A": "0268"})
    ['aggregaat: 1 rij is van gemeente 0268. Deze levering is van gemeente 0267.']
    """
    uit = []
    for naam in TABELLEN:
        tafel = tabellen.get(naam)
        if tafel is None or not tafel.height or not gemeentecode or not stukken:
            continue
        van = pl.coalesce(_van_stuk(kolom, stukken, gemeentecode) for kolom in NAMEN if kolom in tafel.columns)
        vreemd = tafel.select(van.alias("van"))["van"].drop_nulls()
        for code, aantal in sorted(vreemd.value_counts().rows()):
            rijen = "1 rij is" if aantal == 1 else f"{aantal} rijen zijn"
            uit.append(f"{naam}: {rijen} van gemeente {code}. Deze levering is van gemeente {gemeentecode}.")
    return uit


def _van_stuk(kolom: str, stukken: Mapping[str, str], gemeentecode: str) -> pl.Expr:
    """The code of another municipality whose document this row names."""
    van = pl.lit(None, pl.String)
    for stuk, code in stukken.items():
        if code != gemeentecode:
            van = pl.when(pl.col(kolom).str.contains(stuk, literal=True)).then(pl.lit(code)).otherwise(van)
    return van
