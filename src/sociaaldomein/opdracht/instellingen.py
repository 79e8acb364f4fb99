"""De instellingen van een run: een YAML-bestand, gelezen als tekst en daarna getoetst aan een vast schema.

YAML maakt van 0267 een ander getal en van `no` een onwaar. Daarom leest dit bestand alles als tekst en bepaalt het
schema wat het is. Alles wat niet klopt, wordt geweigerd voordat er iets geschreven is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from sociaaldomein.grond import lichtstart, yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.noemen import bedoelt, toon
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.grond.profiel import METHODEN, PROFIELEN
from sociaaldomein.grond.vorm import (
    Gelezen,
    Tekst,
    Vorm,
    heel_getal,
    ingevuld,
    ja_nee,
    keuze,
    leest,
    past,
    toets,
    weiger,
)

WAARDEN = {"wet": ("jeugd", "wmo")}  # notebook parameters with a closed list of values
VAN_DE_RUN = ("kwartaal", "openbaar")  # notebook parameters that the run fills in itself
SOORT: dict[str, tuple[str, Callable[[str], Any]]] = {
    "int": ("een heel getal", int),
    "float": ("een getal", float),
    "bool": ("ja of nee", ja_nee),
}
BEZET = ("index", "begrippen", "afscherming", "toegankelijkheid")  # pages that the run makes itself
PROGRAMMA = "programma"  # the start page of an evening
ONDERDELEN = ("pauze", "quiz", "college", "praktijkcasus", "reflectie", "opdrachten")  # pages that an evening makes


class ParamsFout(ValueError):
    """Wat er niet klopt aan de instellingen, met een Nederlandse uitleg van wat wel mag; elke fout op een regel."""


@dataclass(frozen=True)
class Pagina:
    """Een pagina van een uitgave: een notebook met zijn parameters."""

    naam: str
    titel: str
    notebook: Path
    parameters: dict[str, Any] = field(default_factory=dict)
    vervangt: str = ""  # the page that is not there, when this is the sheet that says so


@dataclass(frozen=True)
class Onderdeel:
    """Een onderdeel van een avond: wanneer, hoelang, en welke pagina's erbij horen."""

    titel: str
    begin: str
    einde: str
    minuten: int
    soort: str  # one of ONDERDELEN, or "cijfers" for pages of figures
    paginas: tuple[str, ...]
    tekst: str = ""
    punten: tuple[str, ...] = ()
    thema: str = ""


@dataclass(frozen=True)
class Avond:
    """Een avond: wanneer en waar, de onderdelen op volgorde, en de eigen bestanden van de adviseur."""

    titel: str
    datum: str  # a day, or a month when the day is not known yet
    begin: str
    einde: str
    onderdelen: tuple[Onderdeel, ...]
    plaats: str = ""
    stellingen: Path | None = None
    teksten: Path | None = None


@dataclass(frozen=True)
class Params:
    """Wat er gemaakt wordt. `kwartaal`, `bron` en `uit` mogen ook op de opdrachtregel staan."""

    paginas: tuple[Pagina, ...]
    kwartaal: Kwartaal | None = None
    bron: Path | None = None
    uit: Path | None = None
    registraties: Path | None = None
    gemeente: str = ""
    gemeentecode: str = ""
    profiel: str = "openbaar"
    drempel: int = 10
    methode: str = "afronden"
    peildatum: date | None = None
    toelichting: Path | None = None
    tijdslimiet: int = 300
    contact: str = ""
    akkoord: bool = False  # the user saw that totals moved, and wants to go on
    nieuwe_sleutel: bool = False  # the old key is lost: from now on everyone has another pseudonym
    leeg_toegestaan: bool = False  # files with column names only are fine
    avond: Avond | None = None


def lees(pad: Path | str) -> Params:
    """Lees een params-bestand. Paden daarin staan ten opzichte van de map van het bestand zelf.

    >>> [p.naam for p in lees(meegeleverd("params") / "kwartaal.yml").paginas][:3]
    ['jeugd', 'wmo', 'participatie']
    """
    pad = Path(pad)
    if not pad.is_file():
        raise ParamsFout(_bestand_ontbreekt(pad))
    inhoud = lees_yaml(pad)
    lijst = inhoud.get("paginas") if isinstance(inhoud, dict) else None
    delen = [p for p in lijst if isinstance(p, dict)] if isinstance(lijst, list) else []
    namen = [p["naam"] for p in delen if isinstance(p.get("naam"), str)]
    bestand, fouten = toets(_Bestand, inhoud, pad.name, pad=pad, paginas=namen)
    if fouten:
        raise ParamsFout("\n".join(fouten))
    waarden = ingevuld(bestand)
    paginas = tuple(Pagina(p.naam, p.titel or p.naam.capitalize(), p.notebook, p.parameters) for p in bestand.paginas)
    if bestand.avond:
        avond = waarden["avond"] = _avond(bestand.avond, namen)
        programma, *rest = _avondpaginas(avond)  # the parts come last: they show pictures of the pages before them
        paginas = (programma, *paginas, *rest)
    return Params(**{**waarden, "paginas": paginas})


def lees_yaml(pad: Path) -> Any:
    """De inhoud van een YAML-bestand van de adviseur; een fout erin stopt de run voordat er iets geschreven is."""
    try:
        return yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        regel = f", regel {fout.regel}" if fout.regel else ""
        raise ParamsFout(f"{pad.name}{regel}: {fout.wat} {fout.doe}") from None


def standaard() -> Params:
    """De pagina's van een gewone kwartaaluitgave."""
    return lees(meegeleverd("params") / "kwartaal.yml")


def lees_kwartaal(tekst: str) -> Kwartaal:
    """Lees een kwartaal; een bijna goede schrijfwijze krijgt een voorstel.

    >>> lees_kwartaal("2023K1")
    Traceback (most recent call last):
    sociaaldomein.opdracht.instellingen.ParamsFout: '2023K1' is geen kwartaal. Schrijf het zo: 2023-K1.
    Bedoelt u 2023-K1?
    """
    try:
        return Kwartaal.lees(tekst)
    except ValueError:
        jaar, nummer = re.search(r"\d{4}", tekst), re.search(r"(?:[kKqQ]\s*|^|\D)([1-4])(?!\d)", tekst)
        voorstel = f" Bedoelt u {jaar[0]}-K{nummer[1]}?" if jaar and nummer else ""
        raise ParamsFout(f"'{toon(tekst)}' is geen kwartaal. Schrijf het zo: 2023-K1.{voorstel}") from None


def keur_peildatum(kwartaal: Kwartaal, peildatum: date, waar: str) -> None:
    """Weiger een peildatum van voor het kwartaal: dan telt er niets mee.

    >>> keur_peildatum(Kwartaal(2024, 3), date(2023, 4, 15), "avond.yml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    sociaaldomein.opdracht.instellingen.ParamsFout: Kwartaal 2024-K3 begint na de peildatum 2023-04-15.
    Dan telt er niets mee...
    """
    if peildatum < kwartaal.eerste_dag:
        raise ParamsFout(
            f"Kwartaal {kwartaal} begint na de peildatum {peildatum}. Dan telt er niets mee. "
            f"Verander de peildatum in {waar}, of kies een eerder kwartaal."
        )


def zonder(params: Params, weg: Iterable[str], reden: str) -> Params:
    """Dezelfde opdracht zonder deze pagina's; een onderdeel dat niets overhoudt, krijgt een blad met de reden.

    >>> p = zonder(lees(meegeleverd("params") / "2026-06-25-kennismaking.yml"), {"vluchtelingen", "jeugd"}, "Niets.")
    >>> [d.paginas for d in p.avond.onderdelen if d.titel in ("Vluchtelingen", "Sturing en dashboard")]
    [('geen-vluchtelingen',), ('wmo', 'participatie', 'taskforce', 'doelen')]
    """
    weg = set(weg)
    blijft = tuple(p for p in params.paginas if p.naam not in weg)
    if params.avond is None:
        return replace(params, paginas=blijft)
    bladen: list[Pagina] = []
    delen = []
    for deel in params.avond.onderdelen:
        over = tuple(n for n in deel.paginas if n not in weg)
        if not over:
            naam = _vrij(f"geen-{deel.paginas[0]}", {p.naam for p in (*params.paginas, *bladen)})
            over = (naam,)
            bladen.append(Pagina(naam, deel.titel, _notebooks()["avond"], {"onderdeel": naam}, deel.paginas[0]))
            deel = replace(deel, soort="titelblad", tekst=reden, punten=())
        delen.append(replace(deel, paginas=over))
    return replace(params, paginas=(*blijft, *bladen), avond=replace(params.avond, onderdelen=tuple(delen)))


def notebook_parameters(notebook: Path) -> dict[str, str]:
    """De parameters van een notebook met hun soort, zoals papermill ze ziet.

    >>> notebook_parameters(meegeleverd("notebooks") / "taskforce.ipynb")
    {'kwartaal': 'str', 'openbaar': 'str'}
    """
    lichtstart.laad_schema()
    from papermill import inspect_notebook

    return {naam: p["inferred_type_name"] for naam, p in inspect_notebook(str(notebook)).items()}


# --- what may stand in the file ---------------------------------------------------------------------------------------


def _paginanaam(naam: str) -> str:
    regel = f"Gebruik kleine letters, cijfers en streepjes. Al bezet zijn: {', '.join(BEZET)}."
    goed = re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", naam) and naam not in BEZET
    weiger([] if goed else [f"'{{waarde}}' mag niet. {regel}"])
    return naam


def _notebooks() -> dict[str, Path]:
    return {p.stem: p for p in sorted(meegeleverd("notebooks").glob("*.ipynb")) if p.stem != "verkenner"}


def _notebook(naam: str, info: ValidationInfo) -> Path:
    """A notebook that comes with the package, or the adviser's own `.ipynb` beside the params file."""
    if naam.endswith(".ipynb"):
        return _bestaat(_ernaast(naam, info), info)
    bekend = _notebooks()
    kan = f"Kies uit: {', '.join(bekend)}.{bedoelt(naam, bekend)}"
    weiger([] if naam in bekend else [f"het notebook '{{waarde}}' bestaat niet. {kan}"])
    return bekend[naam]


def _ernaast(naam: str, info: ValidationInfo) -> Path:
    """A path as seen from the folder of the params file."""
    return info.context["pad"].parent.absolute() / naam


def _bestaat(pad: Path, info: ValidationInfo) -> Path:
    weiger([] if pad.exists() else [f"'{{waarde}}' bestaat niet naast {info.context['pad'].name}."])
    return pad


def _minuten(tijd: str) -> int:
    """Minutes since midnight of a time such as 20.00.

    >>> _minuten("20.05")
    1205
    """
    uur, minuut = re.split("[.:]", tijd)
    return int(uur) * 60 + int(minuut)


def _dag_of_maand(tekst: str) -> str:
    return tekst if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", tekst) else date.fromisoformat(tekst).isoformat()


GEEN_DAG = "'{waarde}' is geen dag. Schrijf jaar-maand-dag, bijvoorbeeld 2023-04-15."
GEEN_CODE = "'{waarde}' is geen gemeentecode. Schrijf vier cijfers, bijvoorbeeld 0267."
Tijd = Annotated[Tekst, past(r"([01]?\d|2[0-4])[.:]([0-5]\d)", "'{waarde}' is geen tijd. Schrijf bijvoorbeeld 20.00.")]
Naast = Annotated[Gelezen, AfterValidator(_ernaast)]
Eigen = Annotated[Naast, AfterValidator(_bestaat)]
Lijst = BeforeValidator(lambda w: w if isinstance(w, list) else [w] if w else [])


class _Pagina(Vorm):
    naam: Annotated[Tekst, AfterValidator(_paginanaam)]
    titel: Tekst = ""
    notebook: Annotated[Tekst, AfterValidator(_notebook)]
    parameters: Annotated[dict[str, Any], BeforeValidator(lambda w: w or {})] = Field({}, validate_default=True)

    @field_validator("parameters")
    @classmethod
    def _lees_parameters(cls, gegeven: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        """Compare with the notebook's own parameters cell: papermill itself only warns and runs with the default."""
        if "notebook" not in info.data:
            return gegeven
        boek = info.data["notebook"]
        bekend = notebook_parameters(boek)
        weiger(f"het notebook '{boek.stem}' mist de parameter '{n}'." for n in VAN_DE_RUN if n not in bekend)
        vrij, uit, fouten = {n: s for n, s in bekend.items() if n not in VAN_DE_RUN}, {}, []
        for naam, waarde in gegeven.items():
            if naam in VAN_DE_RUN:
                fouten.append(f"de parameter '{naam}' vult de run zelf in. Haal de regel weg.")
            elif naam not in vrij:
                kan = f"Bekend: {', '.join(vrij) or 'geen'}.{bedoelt(naam, vrij)}"
                fouten.append(f"de parameter '{toon(naam)}' bestaat niet in het notebook '{boek.stem}'. {kan}")
            elif naam in WAARDEN:
                uit[naam], mis = toets(Annotated[Tekst, keuze(WAARDEN[naam])], waarde, f"de parameter '{naam}'")
                fouten += mis
            else:
                wat, lezer = SOORT.get(vrij[naam], ("een tekst", str))
                zin = f"de parameter '{naam}' moet {wat} zijn. Er staat nu '{toon(waarde)}'."
                try:
                    weiger([] if isinstance(waarde, str) else [zin])
                    uit[naam] = lezer(waarde)
                except (ValueError, KeyError):
                    fouten.append(zin)
        weiger(fouten)
        return uit


class _Onderdeel(Vorm):
    titel: Tekst
    minuten: Annotated[Gelezen, heel_getal(1)]
    pagina: Annotated[tuple[Tekst, ...], Lijst] = ()
    tekst: Tekst = ""
    punten: Annotated[tuple[Tekst, ...], BeforeValidator(lambda w: w or [])] = ()
    thema: Tekst = ""

    @field_validator("pagina")
    @classmethod
    def _kent_de_paginas(cls, namen: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kan, eigen = [*info.context["paginas"], *ONDERDELEN], [n for n in namen if n in ONDERDELEN]
        fouten = [
            f"'{toon(n)}' bestaat niet. Kies uit: {', '.join(kan)}.{bedoelt(n, kan)}" for n in namen if n not in kan
        ]
        if eigen and len(namen) > 1:
            fouten.append(f"'{eigen[0]}' staat alleen, zonder andere pagina's.")
        weiger(fouten)
        return namen


class _Avond(Vorm):
    titel: Tekst
    datum: Annotated[Gelezen, leest(_dag_of_maand, GEEN_DAG)]
    begin: Tijd
    einde: Tijd
    onderdelen: list[_Onderdeel] = Field(min_length=1)
    plaats: Tekst = ""
    stellingen: Eigen | None = None
    teksten: Eigen | None = None

    @model_validator(mode="after")
    def _duurt_even_lang(self) -> Self:
        """The parts follow one another, and together they last from the beginning to the end."""
        samen, ruimte = sum(d.minuten for d in self.onderdelen), _minuten(self.einde) - _minuten(self.begin)
        duur = f"de onderdelen duren samen {samen} minuten, maar {self.begin} tot {self.einde} is {ruimte}."
        weiger([] if samen == ruimte else [f"{duur} Verander de minuten of het einde."])
        return self


class _Bestand(Vorm):
    kwartaal: Annotated[Gelezen, AfterValidator(lees_kwartaal)] = None
    bron: Naast = None
    uit: Naast = None
    registraties: Naast = None
    gemeente: Gelezen = None
    gemeentecode: Annotated[Gelezen, past(r"\d{4}", GEEN_CODE)] = None
    profiel: Annotated[Gelezen, keuze(PROFIELEN)] = None
    drempel: Annotated[Gelezen, heel_getal(3)] = None
    methode: Annotated[Gelezen, keuze(METHODEN)] = None
    peildatum: Annotated[Gelezen, leest(date.fromisoformat, GEEN_DAG)] = None
    toelichting: Naast = None
    tijdslimiet: Annotated[Gelezen, heel_getal(1)] = None
    contact: Gelezen = None
    paginas: list[_Pagina] = Field(min_length=1)
    avond: _Avond | None = None

    @field_validator("peildatum")
    @classmethod
    def _niet_ervoor(cls, dag: Any, info: ValidationInfo) -> Any:
        if info.data.get("kwartaal"):
            keur_peildatum(info.data["kwartaal"], dag, info.context["pad"].name)
        return dag

    @field_validator("paginas")
    @classmethod
    def _andere_namen(cls, paginas: list[_Pagina]) -> list[_Pagina]:
        namen = [p.naam for p in paginas]
        weiger(f"de naam '{n}' komt twee keer voor. Kies andere namen." for n in sorted({*namen}) if namen.count(n) > 1)
        return paginas


def _avond(gelezen: _Avond, paginas: Iterable[str]) -> Avond:
    """The agenda: when each part begins, and the name of each page that the evening makes itself."""
    klok, bezet, delen = _minuten(gelezen.begin), {*BEZET, PROGRAMMA, *paginas}, []
    for d in gelezen.onderdelen:
        eigen = d.pagina[0] if set(d.pagina) & set(ONDERDELEN) else ""
        basis = f"{eigen}-{d.thema}" if eigen == "opdrachten" and d.thema else eigen or _naam_van(d.titel)
        namen = d.pagina if d.pagina and not eigen else (_vrij(basis, bezet),)
        soort = eigen or ("cijfers" if d.pagina else "titelblad")
        van, klok = klok, klok + d.minuten
        delen.append(Onderdeel(d.titel, _uur(van), _uur(klok), d.minuten, soort, namen, d.tekst, d.punten, d.thema))
        bezet |= set(namen)
    return Avond(**{**dict(gelezen), "onderdelen": tuple(delen)})


def _avondpaginas(avond: Avond) -> list[Pagina]:
    """The pages that the evening makes itself: the programme, and every part that is not a page of figures."""
    notebook = _notebooks()["avond"]
    delen = [(d.paginas[0], d.titel) for d in avond.onderdelen if d.soort != "cijfers"]
    return [Pagina(n, t, notebook, {"onderdeel": n}) for n, t in [(PROGRAMMA, "Programma"), *delen]]


def _naam_van(titel: str) -> str:
    """A title as the name of a page.

    >>> _naam_van("Raad of Fabel?")
    'raad-of-fabel'
    """
    plat = unicodedata.normalize("NFKD", titel.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-")[:40] or "onderdeel"


def _vrij(basis: str, bezet: Iterable[str]) -> str:
    """The name itself, or with a number when it is taken.

    >>> _vrij("pauze", ["pauze"])
    'pauze-2'
    """
    return next(n for n in [basis, *(f"{basis}-{i}" for i in range(2, 100))] if n not in bezet)


def _uur(minuten: int) -> str:
    return f"{minuten // 60}.{minuten % 60:02d}"


def _bestand_ontbreekt(pad: Path) -> str:
    buren = [p.name for p in pad.parent.glob("*.yml")] if pad.parent.is_dir() else []
    lijst = f" In die map staat wel: {', '.join(sorted(buren))}." if buren else ""
    return f"Het bestand '{pad}' bestaat niet.{lijst}{bedoelt(pad.name, buren)}"
