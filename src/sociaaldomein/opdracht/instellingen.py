"""De instellingen van een run: een YAML-bestand, gelezen als tekst en daarna getoetst aan een vast schema.

YAML maakt van 0267 een ander getal en van `no` een onwaar. Daarom leest dit bestand alles als tekst en bepaalt het
schema wat het is. Alles wat niet klopt, wordt geweigerd voordat er iets geschreven is.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sociaaldomein.grond import lichtstart, yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import meegeleverd

PROFIELEN = ("openbaar", "intern")
METHODEN = ("afronden", "precies")  # how small counts are protected; see verbergen
WAARDEN = {"wet": ("jeugd", "wmo")}  # notebook parameters with a closed list of values
VAN_DE_RUN = ("kwartaal", "openbaar")  # notebook parameters that the run fills in itself
JA_NEE = {**dict.fromkeys(("ja", "j", "waar", "true", "1"), True),
          **dict.fromkeys(("nee", "n", "onwaar", "false", "0"), False)}  # fmt: skip
WOORD = {"str": "een tekst", "int": "een heel getal", "float": "een getal", "bool": "ja of nee"}


class ParamsFout(ValueError):
    """Wat er niet klopt aan de instellingen, met een Nederlandse uitleg van wat wel mag; elke fout op een regel."""


class _Fouten(list[str]):
    """Faults so far: a reader goes on after one, so that the adviser sees all of them at once."""

    def probeer(self, lezer: Callable[..., Any], *wat: Any) -> Any:
        """The value, or None after a fault that is kept."""
        try:
            return lezer(*wat)
        except ParamsFout as fout:
            self.extend(str(fout).split("\n"))
            return None

    def meld(self) -> None:
        """Refuse, if there was a fault."""
        if self:
            raise ParamsFout("\n".join(dict.fromkeys(self)))


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
    return _van_dict(_laad(pad), pad)


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
        raise ParamsFout(f"'{tekst}' is geen kwartaal. Schrijf het zo: 2023-K1.{voorstel}") from None


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
    bladen, delen = [], []
    for deel in params.avond.onderdelen:
        over = tuple(n for n in deel.paginas if n not in weg)
        if not over:
            naam = _vrij(f"geen-{deel.paginas[0]}", {p.naam for p in (*params.paginas, *bladen)})
            notebook, over = _notebook("avond", "avond", Path()), (naam,)
            bladen.append(Pagina(naam, deel.titel, notebook, {"onderdeel": naam}, deel.paginas[0]))
            deel = replace(deel, soort="titelblad", tekst=reden, punten=())
        delen.append(replace(deel, paginas=over))
    return replace(params, paginas=(*blijft, *bladen), avond=replace(params.avond, onderdelen=tuple(delen)))


def bedoelt(woord: str, mogelijk: Iterable[str]) -> str:
    """Een zin met de naam die er het meest op lijkt, of niets.

    >>> bedoelt("raadsmonitr", ["raadsmonitor", "taskforce"])
    " Bedoelt u 'raadsmonitor'?"
    """
    gevonden = difflib.get_close_matches(woord, list(mogelijk), n=1, cutoff=0.6)
    return f" Bedoelt u '{gevonden[0]}'?" if gevonden else ""


def _laad(pad: Path) -> dict[str, Any]:
    try:
        inhoud = yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        regel = f", regel {fout.regel}" if fout.regel else ""
        raise ParamsFout(f"{pad.name}{regel}: {fout.wat} {fout.doe}") from None
    if not isinstance(inhoud, dict):
        raise ParamsFout(f"{pad.name}: hier horen regels als 'kwartaal: 2023-K1' te staan.")
    return inhoud


def _tekst(waarde: Any, plek: str) -> str:
    if not isinstance(waarde, str) or not waarde.strip():
        raise ParamsFout(f"{plek}: hier hoort een tekst te staan.")
    return waarde.strip()


def _heel_getal(laagste: int) -> Callable[[Any, str], int]:
    def lees_getal(waarde: Any, plek: str) -> int:
        if not isinstance(waarde, str) or not re.fullmatch(r"\d{1,6}", waarde) or int(waarde) < laagste:
            raise ParamsFout(f"{plek}: '{waarde}' mag niet. Schrijf een heel getal van {laagste} of hoger.")
        return int(waarde)

    return lees_getal


def _keuze(mogelijk: tuple[str, ...]) -> Callable[[Any, str], str]:
    def kies(waarde: Any, plek: str) -> str:
        if waarde not in mogelijk:
            voorstel = bedoelt(str(waarde), mogelijk)
            raise ParamsFout(f"{plek}: '{waarde}' mag niet. Kies uit: {', '.join(mogelijk)}.{voorstel}")
        return waarde

    return kies


def _dag(waarde: Any, plek: str) -> date:
    try:
        return date.fromisoformat(_tekst(waarde, plek))
    except ValueError:
        raise ParamsFout(f"{plek}: '{waarde}' is geen dag. Schrijf jaar-maand-dag, bijvoorbeeld 2023-04-15.") from None


def _gemeentecode(waarde: Any, plek: str) -> str:
    if not re.fullmatch(r"\d{4}", _tekst(waarde, plek)):
        raise ParamsFout(f"{plek}: '{waarde}' is geen gemeentecode. Schrijf vier cijfers, bijvoorbeeld 0267.")
    return waarde


def _kwartaal(waarde: Any, plek: str) -> Kwartaal:
    try:
        return lees_kwartaal(_tekst(waarde, plek))
    except ParamsFout as fout:
        raise ParamsFout(f"{plek}: {fout}") from None


# The declared schema: what may stand at the top of a params file, and how its text is read.
SCHEMA: dict[str, Callable[[Any, str], Any]] = {
    "kwartaal": _kwartaal,
    "bron": _tekst,
    "uit": _tekst,
    "registraties": _tekst,
    "gemeente": _tekst,
    "gemeentecode": _gemeentecode,
    "profiel": _keuze(PROFIELEN),
    "drempel": _heel_getal(3),
    "methode": _keuze(METHODEN),
    "peildatum": _dag,
    "toelichting": _tekst,
    "tijdslimiet": _heel_getal(1),
    "contact": _tekst,
}
PADEN = ("bron", "uit", "registraties", "toelichting")
BEZET = ("index", "begrippen", "afscherming", "toegankelijkheid")  # pages that the run makes itself
PAGINA = {"naam": True, "notebook": True, "titel": False, "parameters": False}  # key -> required


def _van_dict(inhoud: dict[str, Any], pad: Path) -> Params:
    fouten = _Fouten()
    fouten.probeer(_alleen, inhoud, (*SCHEMA, "paginas", "avond"), pad.name)
    waarden = {k: fouten.probeer(SCHEMA[k], w, f"{pad.name}, {k}") for k, w in inhoud.items() if k in SCHEMA}
    if waarden.get("kwartaal") and waarden.get("peildatum"):
        fouten.probeer(keur_peildatum, waarden["kwartaal"], waarden["peildatum"], pad.name)
    lijst, avond = inhoud.get("paginas"), None
    if "paginas" in inhoud:
        paginas = fouten.probeer(_paginas, lijst, pad)
    else:
        fouten.append(f"{pad.name}: de sleutel 'paginas' ontbreekt. Noem daar de pagina's die u wilt maken.")
    if "avond" in inhoud:
        namen = [str(p.get("naam")) for p in lijst if isinstance(p, dict)] if isinstance(lijst, list) else []
        avond = fouten.probeer(_avond, inhoud["avond"], namen, pad)
    fouten.meld()
    waarden |= {k: pad.parent.absolute() / waarden[k] for k in PADEN if k in waarden}
    if avond is None:
        return Params(paginas=paginas, **waarden)
    programma, *rest = _avondpaginas(avond)  # the parts come last: they show pictures of the pages before them
    return Params(paginas=(programma, *paginas, *rest), avond=avond, **waarden)


def _paginas(lijst: Any, pad: Path) -> tuple[Pagina, ...]:
    if not isinstance(lijst, list) or not lijst:
        raise ParamsFout(f"{pad.name}, paginas: hier hoort een lijst te staan. Begin elke pagina met '- naam: ...'.")
    fouten = _Fouten()
    paginas = tuple(fouten.probeer(_pagina, een, nummer, pad) for nummer, een in enumerate(lijst, 1))
    namen = [p.naam for p in paginas if p]
    for dubbel in sorted({n for n in namen if namen.count(n) > 1}):
        fouten.append(f"{pad.name}, paginas: de naam '{dubbel}' komt twee keer voor. Kies andere namen.")
    fouten.meld()
    return paginas


def _pagina(een: Any, nummer: int, pad: Path) -> Pagina:
    plek, fouten = f"{pad.name}, pagina {nummer}", _Fouten()
    if not isinstance(een, dict):
        raise ParamsFout(f"{plek}: schrijf '- naam: ...' met daaronder 'notebook: ...'.")
    fouten.probeer(_alleen, een, tuple(PAGINA), plek)
    for sleutel, verplicht in PAGINA.items():
        if verplicht and sleutel not in een:
            fouten.append(f"{plek}: de sleutel '{sleutel}' ontbreekt. Nodig zijn: naam en notebook.")
    naam = fouten.probeer(_paginanaam, een["naam"], f"{plek}, naam") if "naam" in een else ""
    titel = fouten.probeer(_tekst, een.get("titel", str(naam).capitalize() or "?"), f"{plek}, titel")
    parameters = een.get("parameters") or {}
    if not isinstance(parameters, dict):
        fouten.append(f"{plek}, parameters: hier horen regels als 'wet: jeugd' te staan.")
    elif "notebook" in een and (notebook := fouten.probeer(_notebook, een["notebook"], f"{plek}, notebook", pad)):
        parameters = fouten.probeer(_parameters, parameters, notebook, f"{plek} ({naam or '?'})")
    fouten.meld()
    return Pagina(naam, titel, notebook, parameters)


def _paginanaam(waarde: Any, plek: str) -> str:
    naam = _tekst(waarde, plek)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", naam) or naam in BEZET:
        regel = f"Gebruik kleine letters, cijfers en streepjes. Al bezet zijn: {', '.join(BEZET)}."
        raise ParamsFout(f"{plek}: '{naam}' mag niet. {regel}")
    return naam


def _notebook(waarde: Any, plek: str, pad: Path) -> Path:
    """A notebook that comes with the package, or the adviser's own `.ipynb` beside the params file."""
    waarde = _tekst(waarde, plek)
    if waarde.endswith(".ipynb"):
        eigen = pad.parent / waarde
        if not eigen.is_file():
            raise ParamsFout(f"{plek}: het notebook '{waarde}' bestaat niet naast {pad.name}.")
        return eigen.absolute()
    bekend = {p.stem: p for p in sorted(meegeleverd("notebooks").glob("*.ipynb")) if p.stem != "verkenner"}
    if waarde not in bekend:
        keuze = f"Kies uit: {', '.join(bekend)}.{bedoelt(waarde, bekend)}"
        raise ParamsFout(f"{plek}: het notebook '{waarde}' bestaat niet. {keuze}")
    return bekend[waarde]


def _parameters(gegeven: dict[str, Any], notebook: Path, plek: str) -> dict[str, Any]:
    """Compare with the notebook's own parameters cell: papermill itself only warns and runs with the default."""
    bekend = notebook_parameters(notebook)
    ontbreekt = [n for n in VAN_DE_RUN if n not in bekend]
    if ontbreekt:
        raise ParamsFout(f"{plek}: het notebook '{notebook.stem}' mist de parameter '{ontbreekt[0]}'.")
    vrij, uit, fouten = [n for n in bekend if n not in VAN_DE_RUN], {}, _Fouten()
    for naam, waarde in gegeven.items():
        if naam in VAN_DE_RUN:
            fouten.append(f"{plek}: de parameter '{naam}' vult de run zelf in. Haal de regel weg.")
        elif naam not in vrij:
            fouten.append(
                f"{plek}: de parameter '{naam}' bestaat niet in het notebook '{notebook.stem}'. "
                f"Bekend: {', '.join(vrij) or 'geen'}.{bedoelt(naam, vrij)}"
            )
        else:
            uit[naam] = fouten.probeer(_typ, naam, waarde, bekend[naam], plek)
    fouten.meld()
    return uit


def notebook_parameters(notebook: Path) -> dict[str, str]:
    """De parameters van een notebook met hun soort, zoals papermill ze ziet.

    >>> notebook_parameters(meegeleverd("notebooks") / "taskforce.ipynb")
    {'kwartaal': 'str', 'openbaar': 'str'}
    """
    lichtstart.laad_schema()
    from papermill import inspect_notebook

    return {naam: p["inferred_type_name"] for naam, p in inspect_notebook(str(notebook)).items()}


def _typ(naam: str, waarde: Any, soort: str, plek: str) -> Any:
    if naam in WAARDEN:
        return _keuze(WAARDEN[naam])(waarde, f"{plek}, {naam}")
    lezers: dict[str, Callable[[str], Any]] = {"str": str, "int": int, "float": float, "bool": _ja_nee}
    try:
        if not isinstance(waarde, str):
            raise ValueError
        return lezers.get(soort, str)(waarde)
    except (ValueError, KeyError):
        moet = f"moet {WOORD.get(soort, soort)} zijn"
        raise ParamsFout(f"{plek}: de parameter '{naam}' {moet}. Er staat nu '{waarde}'.") from None


def _ja_nee(tekst: str) -> bool:
    return JA_NEE[tekst.strip().lower()]


# --- an evening ------------------------------------------------------------------------------------------------------

PROGRAMMA = "programma"  # the start page of an evening
ONDERDELEN = ("pauze", "quiz", "college", "praktijkcasus", "reflectie", "opdrachten")  # pages that an evening makes
AVOND = {"titel": True, "datum": True, "begin": True, "einde": True, "onderdelen": True, "plaats": False,
         "stellingen": False, "teksten": False}  # key -> required  # fmt: skip
ONDERDEEL = {"titel": True, "minuten": True, "pagina": False, "tekst": False, "punten": False, "thema": False}


def _avond(inhoud: Any, paginas: list[str], pad: Path) -> Avond:
    """The agenda: the parts follow one another, and together they last from the beginning to the end."""
    plek, fouten = f"{pad.name}, avond", _Fouten()
    if not isinstance(inhoud, dict):
        raise ParamsFout(f"{plek}: hier horen regels als 'datum: 2026-06-25' te staan.")
    fouten.probeer(_alleen, inhoud, tuple(AVOND), plek)
    fouten.probeer(_volledig, inhoud, AVOND, plek)
    begin, einde = (fouten.probeer(_tijd, inhoud[k], f"{plek}, {k}") if k in inhoud else None
                    for k in ("begin", "einde"))  # fmt: skip
    tekst = {k: fouten.probeer(_tekst, inhoud[k], f"{plek}, {k}")
             for k in ("titel", "begin", "einde", "plaats") if k in inhoud}  # fmt: skip
    datum = fouten.probeer(_dag_of_maand, inhoud["datum"], f"{plek}, datum") if "datum" in inhoud else ""
    eigen = {k: fouten.probeer(_eigen_bestand, inhoud[k], f"{plek}, {k}", pad)
             for k in ("stellingen", "teksten") if k in inhoud}  # fmt: skip
    lijst = inhoud.get("onderdelen", [])
    if "onderdelen" in inhoud and (not isinstance(lijst, list) or not lijst):
        fouten.append(f"{plek}, onderdelen: hier hoort een lijst te staan. Begin elk onderdeel met '- titel: ...'.")
        lijst = []
    klok, bezet, delen = begin or 0, {*BEZET, PROGRAMMA, *paginas}, []
    for nummer, een in enumerate(lijst, 1):
        deel = fouten.probeer(_onderdeel, een, klok, paginas, bezet, f"{plek}, onderdeel {nummer}")
        if deel is not None:
            klok += deel.minuten
            bezet |= set(deel.paginas)
        delen.append(deel)
    if delen and None not in (begin, einde, *delen) and klok != einde:
        samen, van_tot = sum(d.minuten for d in delen), f"{inhoud['begin']} tot {inhoud['einde']}"
        raad = "Verander de minuten of het einde."
        fouten.append(f"{plek}: de onderdelen duren samen {samen} minuten, maar {van_tot} is {einde - begin}. {raad}")
    fouten.meld()
    return Avond(datum=datum, onderdelen=tuple(delen), **tekst, **eigen)


def _eigen_bestand(waarde: Any, plek: str, pad: Path) -> Path:
    eigen = pad.parent.absolute() / _tekst(waarde, plek)
    if not eigen.exists():
        raise ParamsFout(f"{plek}: '{waarde}' bestaat niet naast {pad.name}.")
    return eigen


def _onderdeel(een: Any, klok: int, paginas: list[str], bezet: set[str], plek: str) -> Onderdeel:
    if not isinstance(een, dict):
        raise ParamsFout(f"{plek}: schrijf '- titel: ...' met daaronder 'minuten: ...'.")
    fouten = _Fouten()
    fouten.probeer(_alleen, een, tuple(ONDERDEEL), plek)
    fouten.probeer(_volledig, een, ONDERDEEL, plek)
    titel = fouten.probeer(_tekst, een["titel"], f"{plek}, titel") if "titel" in een else None
    plek = f"{plek} ({titel})" if titel else plek
    minuten = fouten.probeer(_heel_getal(1), een["minuten"], f"{plek}, minuten") if "minuten" in een else None
    namen = een.get("pagina") or []
    namen = namen if isinstance(namen, list) else [namen]
    eigen = [n for n in namen if n in ONDERDELEN]
    for naam in namen:
        if naam not in (*paginas, *ONDERDELEN):
            kan = [*paginas, *ONDERDELEN]
            fouten.append(
                f"{plek}, pagina: '{naam}' bestaat niet. Kies uit: {', '.join(kan)}.{bedoelt(str(naam), kan)}"
            )
    if eigen and len(namen) > 1:
        fouten.append(f"{plek}, pagina: '{eigen[0]}' staat alleen, zonder andere pagina's.")
    punten = een.get("punten") or []
    if not isinstance(punten, list):
        fouten.append(f"{plek}, punten: hier hoort een lijst met zinnen te staan.")
        punten = []
    zinnen = tuple(fouten.probeer(_tekst, p, f"{plek}, punten") for p in punten)
    rest = {k: fouten.probeer(_tekst, een[k], f"{plek}, {k}") for k in ("tekst", "thema") if k in een}
    fouten.meld()
    if eigen or not namen:
        basis = eigen[0] if eigen else _naam_van(titel)
        basis = f"{basis}-{rest['thema']}" if basis == "opdrachten" and "thema" in rest else basis
        namen = [_vrij(basis, bezet)]
    soort = eigen[0] if eigen else "cijfers" if een.get("pagina") else "titelblad"
    return Onderdeel(titel, _uur(klok), _uur(klok + minuten), minuten, soort, tuple(namen), punten=zinnen, **rest)


def _avondpaginas(avond: Avond) -> list[Pagina]:
    """The pages that the evening makes itself: the programme, and every part that is not a page of figures."""
    notebook = _notebook("avond", "avond", Path())
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


def _tijd(waarde: Any, plek: str) -> int:
    """Minutes since midnight of a time such as 20.00.

    >>> _tijd("20.05", "begin")
    1205
    """
    gevonden = re.fullmatch(r"([01]?\d|2[0-4])[.:]([0-5]\d)", waarde if isinstance(waarde, str) else "")
    if not gevonden:
        raise ParamsFout(f"{plek}: '{waarde}' is geen tijd. Schrijf bijvoorbeeld 20.00.")
    return int(gevonden[1]) * 60 + int(gevonden[2])


def _uur(minuten: int) -> str:
    return f"{minuten // 60}.{minuten % 60:02d}"


def _dag_of_maand(waarde: Any, plek: str) -> str:
    if isinstance(waarde, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", waarde):
        return waarde
    return _dag(waarde, plek).isoformat()


def _volledig(inhoud: dict[str, Any], sleutels: dict[str, bool], plek: str) -> None:
    mist = [k for k, verplicht in sleutels.items() if verplicht and k not in inhoud]
    _Fouten(f"{plek}: de sleutel '{k}' ontbreekt." for k in mist).meld()


def _alleen(inhoud: dict[str, Any], bekend: tuple[str, ...], plek: str) -> None:
    _Fouten(
        f"{plek}: de sleutel '{sleutel}' bestaat niet. Bekend: {', '.join(bekend)}.{bedoelt(sleutel, bekend)}"
        for sleutel in inhoud
        if sleutel not in bekend
    ).meld()


def _bestand_ontbreekt(pad: Path) -> str:
    buren = [p.name for p in pad.parent.glob("*.yml")] if pad.parent.is_dir() else []
    lijst = f" In die map staat wel: {', '.join(sorted(buren))}." if buren else ""
    return f"Het bestand '{pad}' bestaat niet.{lijst}{bedoelt(pad.name, buren)}"
