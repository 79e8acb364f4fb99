"""Het dashboard: panelen op een pagina, levend in JupyterLab en Voila en als losse pagina.

Elke staat van een paneel is een keer getekend en bewaard naast de openbare set. Een levende pagina leest alleen die
staten en wisselt in de browser: er wordt niets getekend terwijl de raad wacht. Daarom laadt dit bestand geen
tekenwerk en geen tafels; `panelen` komt pas binnen als een staat nog niet bestaat.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
import tomllib
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property, wraps
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import platformdirs
import traitlets

from sociaaldomein.afscherming import BESTANDEN, Openbaar, lees_kenmerken, lees_themas
from sociaaldomein.begrippen.cijfers import WETTEN, Begrip, begrippen, met_eigen_themas, themas, woorden
from sociaaldomein.begrippen.uitleg import anker, met_uitleg
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import dag
from sociaaldomein.grond.paden import PAKKET, codehash, meegeleverd

HUISSTIJL = PAKKET / "huisstijl"
STIJLEN = ("pagina.css", "zaal.css", "avond.css")
SCRIPTS = ("bewaren.js", "zaal.js", "avond.js", "paneel.js")
TITEL = "Monitor sociaal domein"
SYNTHETISCH = "<b>Voorbeelddata (synthetisch).</b> Deze cijfers zijn niet echt."
INTERN = "Intern: niet afgeschermd, niet delen"
VASTE_PAGINAS = {"raadsmonitor": {"jeugd": "Jeugd", "wmo": "Wmo"}, "taskforce": {"samen": "Taskforce"},
                 "wijken": {"samen": "Wijken"}, "plannen": {"samen": "Plannen"},
                 "doelen": {"samen": "Doelen"}}  # fmt: skip
VOORBEELD = "voorbeelduitgave"  # the small public set of the example municipality that travels with the package
LEEG = ["Cijfer", "Stand"]  # the table of a state without any figure, see beelden.beeld.leeg
ZONDER_MENSEN = ("plannen",)  # pages that count no people
TOEGANG = "toegankelijkheid.html"
CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:"


@dataclass(frozen=True)
class Html:
    """Een stuk pagina dat JupyterLab, Voila en de losse pagina gelijk tonen."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def script() -> str:
    """Het ene script van de pagina: hetzelfde in de losse pagina en in het widget."""
    return "\n".join((HUISSTIJL / naam).read_text(encoding="utf-8") for naam in SCRIPTS)


class PaneelWidget(anywidget.AnyWidget):
    """Een paneel als widget; `text/html` is hetzelfde paneel voor waar geen widgets zijn."""

    _esm = script()
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_css")
    def _standaard_css(self) -> str:
        return css(letters=False)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/plain": "Paneel", "text/html": f'<div class="sd">{self.html}</div>'}, metadata


@dataclass(frozen=True)
class Panelen:
    """Een rij panelen; een notebook toont ze een voor een."""

    lijst: tuple[PaneelWidget | Html, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for paneel in self.lijst:
            display(paneel)


def _met_eigen_themas(functie: Callable[..., Any]) -> Callable[..., Any]:
    """The names come from the set of this page: another page in the same program may have other themes."""

    @wraps(functie)
    def met(pagina: Pagina, *wat: Any, **meer: Any) -> Any:
        with met_eigen_themas(pagina.themas):
            return functie(pagina, *wat, **meer)

    return met


@dataclass(frozen=True)
class Pagina:
    """Een pagina van het dashboard: de kop, de tegels, de panelen en de voet."""

    map: Path
    notebook: str
    wet: str
    kwartaal: Kwartaal
    kenmerken: dict[str, Any]
    toelichting: Mapping[str, str] = field(default_factory=dict)
    uitgelegd: dict[str, str] = field(default_factory=dict)  # word -> the panel that explains it
    themas: list[dict[str, Any]] = field(default_factory=list)  # the municipality's own, as the set has them

    @property
    def naam(self) -> str:
        """De naam van de pagina, zonder spaties."""
        return self.notebook if self.wet == "samen" else self.wet

    @property
    @_met_eigen_themas
    def titel(self) -> str:
        """De titel boven de pagina."""
        return namen(self.notebook)[self.wet]

    @property
    def intern(self) -> bool:
        """Of de pagina alleen voor intern gebruik is."""
        return self.kenmerken["profiel"] == "intern"

    @cached_property
    def _cijferhash(self) -> str:
        return _hash_van(self.map, self.kwartaal)

    @cached_property
    def _set(self) -> Openbaar:
        return Openbaar.lees(self.map)

    @_met_eigen_themas
    def kop(self) -> Html:
        """De kop van de pagina: gemeente, titel, kwartaal, status, waarschuwingen en de weg naar de andere pagina's."""
        h = self.kenmerken["herkomst"]
        wet = WETTEN[self.wet] if self.notebook == "raadsmonitor" else self.titel
        status = next(
            (t["status"] for t in self._lees("tegels")["tegels"] if t["status"] in ("voorlopig", "definitief")), ""
        )
        etiket = f' <span class="status {status}">{status}</span>' if status else ""
        peil = (
            f'<p class="peil"><b>{escape(self.kwartaal.label)}</b>{etiket} '
            f'<span class="stand">stand {escape(dag(h.peildatum))}</span></p>'
        )
        kop = kop_html(TITEL, wet, h.gemeente, h.synthetisch, self.intern, peil)
        titel = escape(f"{self.titel}, {self.kwartaal.label} - {TITEL} {h.gemeente}", quote=True)
        stijl = f"<style data-sd>{css()}</style>"
        return Html(f'{stijl}<div class="sd" data-titel="{titel}">{kop}{self._nav()}</div>')

    def _nav(self) -> str:
        pad = self.map / "paginas.json"
        if not pad.is_file() or self.map == _voorbeeld():  # the other pages of the example did not travel along
            return ""
        return nav_html(json.loads(pad.read_text(encoding="utf-8")), self.naam)

    @_met_eigen_themas
    def tegels(self) -> Html:
        """De vier kerncijfers, met een kleine lijn en wat het een jaar eerder was."""
        lijst = "".join(_tegel_html(t) for t in self._lees("tegels")["tegels"])
        kop = f"{self.titel} in het {self.kwartaal.nummer}e kwartaal van {self.kwartaal.jaar}"
        merk = f'<p class="intern">{INTERN}</p>' if self.intern else ""
        return Html(f'<div class="sd heel"><h2>{escape(kop)}</h2>{merk}<ul class="kpis">{lijst}</ul></div>')

    @_met_eigen_themas
    def panelen(self) -> Panelen:
        """Alle panelen van deze pagina onder elkaar, voor een pagina die zelf zegt welke panelen zij heeft."""
        namen_ = self._lees("inhoud")["panelen"]
        return Panelen(tuple(self.paneel(naam) for naam in namen_))

    @_met_eigen_themas
    def telregel(self, *cijfers: str) -> Html:
        """De telregel van elk cijfer in een zin, uit de catalogus. Een onbekend cijfer geeft een ValueError."""
        gevraagd = [_begrip(cijfer) for cijfer in cijfers]
        return Html("".join(f"<p><b>{escape(b.titel_bij(self.wet))}.</b> {escape(b.telregel)}</p>" for b in gevraagd))

    @_met_eigen_themas
    def reeks(self, cijfer: str, per: str = "totaal") -> Any:
        """De afgeschermde cijfers van deze pagina als tabel van pandas, vanaf acht kwartalen terug.

        Kolommen: wet, kwartaal, groep, waarde (leeg als zij er niet is), status en bron. De eenheid en de telregel
        staan in de catalogus. Een onbekend cijfer geeft een ValueError.
        """
        _begrip(cijfer)
        rijen = self._set.cijfers.to_pandas()
        wet = rijen.wet.notna() if self.wet == "samen" else rijen.wet == self.wet
        in_beeld = rijen.kwartaal >= str(laatste(self.kwartaal)[0])
        gevraagd = rijen[(rijen.cijfer == cijfer) & (rijen.groep_soort == per) & wet & in_beeld]
        kolommen = ["wet", "kwartaal", "groep", "waarde", "status", "bron"]
        return gevraagd[kolommen].sort_values(kolommen[:3], ignore_index=True)

    def staten(self, naam: str) -> list[dict[str, Any]]:
        """De getekende staten van een paneel; leeg als deze pagina het niet heeft."""
        return self._lees(naam)["staten"] if naam in self._lees("inhoud")["panelen"] else []

    @_met_eigen_themas
    def paneel(self, naam: str) -> PaneelWidget | Html:
        """Een paneel met al zijn staten. Bij een andere wet is het leeg; een onbekende naam is een ValueError."""
        if naam in self._lees("inhoud")["elders"]:
            return Html("")
        return PaneelWidget(html=met_uitleg(self.paneel_html(naam), self.uitgelegd, naam))

    @_met_eigen_themas
    def paneel_html(self, naam: str) -> str:
        """De HTML van een paneel, zoals de losse pagina haar bevat."""
        return paneel_html(
            self._lees(naam),
            f"{self.naam}-{naam}",
            self.toelichting.get(f"{self.naam}.{naam}", ""),
            self.intern,
            self._herkomst(),
            f"{self.kenmerken['herkomst'].gemeente}-{self.kwartaal}",
        )

    def _herkomst(self) -> str:
        """What a saved picture or table must say of itself, away from the page."""
        h = self.kenmerken["herkomst"]
        merken = [re.sub(r"<[^>]+>", "", SYNTHETISCH)] if h.synthetisch else []
        merken += [f"{INTERN}."] if self.intern else []
        wet = f" {WETTEN[self.wet] if self.notebook == 'raadsmonitor' else self.titel},"
        return " ".join([f"Gemeente {h.gemeente}, {TITEL.lower()},{wet} {self.kwartaal.label}.", *merken])

    @_met_eigen_themas
    def voet(self) -> Html:
        """De voet: hoe een voorlopig cijfer eruitziet en waar de cijfers vandaan komen."""
        regel = "" if self.notebook in ZONDER_MENSEN else afscherming_html(self.kenmerken)
        banner = f"<p>{SYNTHETISCH}</p>" if self.kenmerken["herkomst"].synthetisch else ""
        uitleg = "<p>Streepjesrand of open rondje: het cijfer is nog voorlopig.</p>"
        return Html(voet_html(f"{uitleg}{regel}{banner}"))

    @property
    def _beelden(self) -> Path:
        """Next to the set; what travels with the package is not ours to write in."""
        if self.map != _voorbeeld():
            return self.map / "beelden"
        return platformdirs.user_cache_path("sociaaldomein", appauthor=False) / VOORBEELD

    def _lees(self, naam: str) -> dict[str, Any]:
        """The drawn states of a panel, from the cache; drawn now when they are not there yet."""
        pad = self._beelden / f"{self.notebook}-{self.wet}-{naam}.json"
        if pad.is_file():
            bewaard = json.loads(pad.read_text(encoding="utf-8"))
            if bewaard["sleutel"] == self._cijferhash:
                return bewaard
        vers = self._teken(naam)
        _bewaar(pad, vers)
        return vers

    @_met_eigen_themas
    def _teken(self, naam: str) -> dict[str, Any]:
        from sociaaldomein import panelen

        openbaar = self._set
        if naam == "tegels":
            tegels = panelen.tegels(openbaar, self.notebook, self.wet, self.kwartaal)
            return {"sleutel": self._cijferhash, "tegels": [asdict(t) for t in tegels]}
        bekend = panelen.panelen(self.notebook, self.wet)
        if naam == "inhoud":
            alle = (p for wet in namen(self.notebook) for p in panelen.panelen(self.notebook, wet))
            return {"sleutel": self._cijferhash, "panelen": list(bekend),
                    "elders": sorted({*alle} - {*bekend})}  # fmt: skip
        if naam not in bekend:
            raise ValueError(f"Paneel '{naam}' bestaat niet op deze pagina. Kies uit: {', '.join(bekend)}.")
        paneel = bekend[naam].bij(openbaar)
        staten = [
            _staat(keuze, paneel.teken(openbaar, self.wet, self.kwartaal, **keuze)) for keuze in paneel.staten()
        ]
        keuzes, staten = zonder_loze_keuzes(*open_op_gegevens(paneel.bediening(), staten))
        vast = {"sleutel": self._cijferhash, "naam": naam, "vraag": paneel.vraag, "heel": paneel.heel}
        return vast | {"keuzes": keuzes, "staten": staten}


def namen(notebook: str) -> dict[str, str]:
    """Welke pagina's een notebook kan zijn, met hun titel. Een onbekend notebook geeft een ValueError.

    >>> namen("raadsmonitor")
    {'jeugd': 'Jeugd', 'wmo': 'Wmo'}
    """
    if notebook == "thema":
        return {t.naam: t.titel for t in themas().values()}
    if notebook not in VASTE_PAGINAS:
        raise ValueError(f"Notebook '{notebook}' bestaat niet. Kies uit: {', '.join([*VASTE_PAGINAS, 'thema'])}.")
    return VASTE_PAGINAS[notebook]


def openbare_set(openbaar: Path | str = "") -> Path:
    """De map van de openbare set waar een notebook mee werkt.

    Leeg is de map `openbaar` waar het notebook draait. Is die er niet, dan is het de verzonnen voorbeelduitgave die
    met het pakket meereist. Een map die u zelf noemt blijft die map, ook als zij niet bestaat.

    >>> openbare_set("uitvoer/openbaar").name, openbare_set().name
    ('openbaar', 'voorbeelduitgave')
    """
    if openbaar:
        return Path(openbaar)
    hier = Path("openbaar")
    return hier if hier.exists() else _voorbeeld()


def _voorbeeld() -> Path:
    return meegeleverd("data") / VOORBEELD


def _begrip(cijfer: str) -> Begrip:
    if cijfer not in begrippen():
        raise ValueError(f"Cijfer '{cijfer}' bestaat niet. De begrippenpagina noemt ze alle.")
    return begrippen()[cijfer]


def open_pagina(
    openbaar: Path | str = "",
    notebook: str = "raadsmonitor",
    wet: str = "jeugd",
    kwartaal: str | None = None,
    toelichting: Path | str | Mapping[str, str] | None = None,
) -> Pagina:
    """Open een openbare set (een map, zie `openbare_set`) als pagina.

    Een onbekend notebook, wet of kwartaal geeft een ValueError.
    `toelichting` is een bestand of een dict "pagina.paneel" -> tekst; zonder opgave toelichting.yml naast de set.
    """
    map_ = openbare_set(openbaar)
    kenmerken = lees_kenmerken(map_)
    eigen = lees_themas(map_)
    with met_eigen_themas(eigen):
        bekend = namen(notebook)
    if wet not in bekend:
        raise ValueError(f"'{wet}' hoort niet bij {notebook}. Kies uit: {', '.join(bekend)}.")
    return Pagina(
        map_,
        notebook,
        wet,
        Kwartaal.lees(kwartaal or kenmerken["herkomst"].kwartaal),
        kenmerken,
        lees_toelichting(map_ / "toelichting.yml" if toelichting is None else toelichting),
        themas=eigen,
    )


def lees_toelichting(bron: Path | str | Mapping[str, str]) -> dict[str, str]:
    """De toelichting van de gemeente: "pagina.paneel" -> tekst. Een ontbrekend bestand is een lege toelichting."""
    if isinstance(bron, Mapping):
        return {str(k): str(v) for k, v in bron.items()}
    pad = Path(bron)
    if not pad.is_file():
        return {}
    from sociaaldomein.grond import yamltekst

    inhoud = yamltekst.lees(pad) or {}
    if not isinstance(inhoud, dict):
        raise ValueError(
            f"{pad.name}: schrijf per regel een paneel en een tekst, bijvoorbeeld 'jeugd.lopend: Er kwam hulp bij.'"
        )
    return {str(k): str(v) for k, v in inhoud.items()}


def keur_toelichting(inhoud: Any) -> list[str]:
    """Wat er mis is met de inhoud van een toelichting.yml: elke regel is een pagina en een paneel, met een tekst.

    >>> keur_toelichting(["Er kwam hulp bij."])
    ["Schrijf per regel een paneel en een tekst, bijvoorbeeld 'jeugd.lopend: Er kwam hulp bij.'"]
    >>> keur_toelichting({"jeugd.lopend": "Er kwam hulp bij."})
    []
    """
    from sociaaldomein import panelen

    if not isinstance(inhoud or {}, Mapping):
        return ["Schrijf per regel een paneel en een tekst, bijvoorbeeld 'jeugd.lopend: Er kwam hulp bij.'"]
    return panelen.controleer_toelichting(inhoud or {})


# ---------------------------------------------------------------- staten bewaren


def _hash_van(map_: Path, kwartaal: Kwartaal) -> str:
    """Changes when a figure, the quarter or the program changes."""
    som = hashlib.sha256(f"{codehash()} {kwartaal}".encode())
    for naam in BESTANDEN:
        if (map_ / naam).is_file():
            som.update((map_ / naam).read_bytes())
    return som.hexdigest()


def _bewaar(pad: Path, inhoud: dict[str, Any]) -> None:
    """Write atomically; a folder that cannot be written only costs drawing time."""
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        greep, tijdelijk = tempfile.mkstemp(dir=pad.parent, suffix=".tmp")
        with os.fdopen(greep, "w", encoding="utf-8") as bestand:
            json.dump(inhoud, bestand, ensure_ascii=False)
        Path(tijdelijk).chmod(0o644)
        Path(tijdelijk).replace(pad)
    except OSError as fout:
        warnings.warn(f"De beelden van {pad.stem} zijn niet bewaard ({fout.strerror}).", stacklevel=2)


def _staat(keuze: dict[str, str], beeld: Any) -> dict[str, Any]:
    return {
        "keuze": keuze,
        "titel": beeld.titel,
        "status": beeld.status,
        "zin": beeld.zin,
        "nadruk": beeld.nadruk,
        "kop": beeld.kop,
        "rijen": beeld.rijen,
        "figuur": beeld.figuur_html(),
        "onder": beeld.onder_html(),
        "mensen": beeld.mensen,
    }


def is_leeg(staat: Mapping[str, Any]) -> bool:
    """Of een staat geen enkel cijfer heeft en alleen zegt wat er ontbreekt."""
    return staat["status"] == "ontbreekt" and staat["kop"] == LEEG


def open_op_gegevens(
    keuzes: dict[str, dict[str, Any]], staten: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Zet de eerste staat met een cijfer vooraan, met haar keuzes: wat vooraan staat, ziet de bezoeker het eerst.

    >>> leeg = {"keuze": {"eenheid": "a"}, "status": "ontbreekt", "kop": ["Cijfer", "Stand"]}
    >>> vol = {"keuze": {"eenheid": "b"}, "status": "definitief", "kop": ["Kwartaal", "Lopend"]}
    >>> keuzes, staten = open_op_gegevens({"eenheid": {"waarden": {"a": "mensen", "b": "trajecten"}}}, [leeg, vol])
    >>> list(keuzes["eenheid"]["waarden"]), [s["keuze"]["eenheid"] for s in staten]
    (['b', 'a'], ['b', 'a'])
    """
    eerste = next((s["keuze"] for s in staten if not is_leeg(s)), None)
    if eerste is None or eerste == staten[0]["keuze"]:
        return keuzes, staten
    vooraan = {
        k: {**v, "waarden": {eerste[k]: v["waarden"][eerste[k]], **v["waarden"]}} for k, v in keuzes.items()
    }
    plek = {k: list(v["waarden"]) for k, v in vooraan.items()}
    return vooraan, sorted(staten, key=lambda s: [plek[k].index(w) for k, w in s["keuze"].items()])


def zonder_loze_keuzes(
    keuzes: dict[str, dict[str, Any]], staten: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Laat een keuze weg die niets verandert, en alle keuzes als er van geen enkele staat een cijfer is.

    >>> leeg = {"keuze": {"eenheid": "a"}, "status": "ontbreekt", "kop": ["Cijfer", "Stand"]}
    >>> zonder_loze_keuzes({"eenheid": {}}, [leeg, {**leeg, "keuze": {"eenheid": "b"}}])
    ({}, [{'keuze': {}, 'status': 'ontbreekt', 'kop': ['Cijfer', 'Stand']}])
    """
    if all(map(is_leeg, staten)):
        return {}, [{**staten[0], "keuze": {}}]
    for naam in list(keuzes):
        groepen: dict[tuple, list[dict[str, Any]]] = {}
        for s in staten:
            groepen.setdefault(tuple(w for k, w in s["keuze"].items() if k != naam), []).append(s)
        gelijk = all(
            len({json.dumps({k: w for k, w in s.items() if k != "keuze"}, sort_keys=True) for s in groep}) == 1
            for groep in groepen.values()
        )
        if gelijk:
            keuzes = {k: w for k, w in keuzes.items() if k != naam}
            eerste = [groep[0] for groep in groepen.values()]
            staten = [{**s, "keuze": {k: w for k, w in s["keuze"].items() if k != naam}} for s in eerste]
    return keuzes, staten


# ---------------------------------------------------------------- html


def paneel_html(
    inhoud: dict[str, Any],
    id_: str,
    toelichting: str = "",
    intern: bool = False,
    herkomst: str = "",
    bestand: str = "",
) -> str:
    """Een paneel als section: titel, vraag, keuzes en elke staat; de eerste staat is zichtbaar.

    Is er van geen enkele staat een cijfer, dan is het een regel die zegt wat er ontbreekt.
    """
    eerste, merk = inhoud["staten"][0], f'<p class="intern">{INTERN}</p>' if intern else ""
    if is_leeg(eerste):
        return (
            f'<section class="paneel leeg" id="{escape(id_)}" aria-labelledby="t-{escape(id_)}">'
            f'<h3 id="t-{escape(id_)}">{escape(inhoud["vraag"])}</h3> '
            f'<p><b>Ontbreekt.</b> {escape(eerste["zin"])}</p>{_toelichting_html(toelichting)}</section>'
        )
    staten = "".join(_staat_html(s, nr > 0, toelichting) for nr, s in enumerate(inhoud["staten"]))
    heel = " heel" if inhoud.get("heel") else ""
    return (
        f'<section class="paneel{heel}" id="{escape(id_)}" data-paneel="{escape(id_)}" '
        f'data-herkomst="{escape(herkomst)}" data-bestand="{escape(bestand)}" aria-labelledby="t-{escape(id_)}">'
        f'<div class="kop"><h3 id="t-{escape(id_)}">{escape(eerste["titel"])}</h3>'
        f'<span class="status {escape(eerste["status"])}">{escape(eerste["status"])}</span></div>'
        f'<p class="vraag">{escape(inhoud["vraag"])}</p>{merk}{_bediening(inhoud)}{staten}'
        '<details class="bewaren" hidden><summary>Bewaren of delen</summary><ul></ul>'
        '<p class="gedaan" role="status"></p></details>'
        '<p class="lees" role="status" aria-live="polite" hidden></p></section>'
    )


def _bediening(inhoud: dict[str, Any]) -> str:
    """The native controls; hidden until the script is there, so nothing on the page is dead."""
    delen = []
    for naam, keuze in inhoud["keuzes"].items():
        opties = "".join(f'<option value="{escape(w)}">{escape(t)}</option>' for w, t in keuze["waarden"].items())
        delen.append(f'<label>{escape(keuze["label"])} <select data-keuze="{escape(naam)}">{opties}</select></label>')
    if any(s["nadruk"] for s in inhoud["staten"]):
        delen.append('<label>Nadruk op <select data-licht><option value="">alles</option></select></label>')
    return f'<div class="bediening" hidden>{"".join(delen)}</div>' if delen else ""


def _staat_html(staat: dict[str, Any], verborgen: bool, toelichting: str) -> str:
    eigen = _toelichting_html(toelichting)
    nadruk = escape(json.dumps(staat["nadruk"], ensure_ascii=False), quote=True)
    return (
        f'<div class="staat" data-staat="{escape("|".join(staat["keuze"].values()))}" '
        f'data-titel="{escape(staat["titel"])}" '
        f'data-status="{escape(staat["status"])}" data-nadruk="{nadruk}"{" hidden" if verborgen else ""}>'
        f"{staat['figuur']}{eigen}{staat['onder']}</div>"
    )


def _toelichting_html(tekst: str) -> str:
    if not tekst.strip():
        return ""
    alineas = "".join(f"<p>{escape(a.strip())}</p>" for a in re.split(r"\n\s*\n", tekst.strip()))
    return f'<div class="toelichting"><b>Toelichting van de gemeente</b>{alineas}</div>'


def _tegel_html(tegel: dict[str, str]) -> str:
    woord = ' class="woord"' if tegel["waarde"] in ("ontbreekt", "afgeschermd") else ""
    etiket = "" if woord else f'<span class="status {escape(tegel["status"])}">{escape(tegel["status"])}</span>'
    merk = f'<span class="merk">{escape(tegel["noot"])}</span>' if tegel["noot"] else ""
    return (
        f'<li><span class="naam">{escape(tegel["naam"])}</span><strong{woord}>{escape(tegel["waarde"])}</strong>'
        f"{tegel['vonk'] or '<span></span>'}"
        f'<span class="verschil">{escape(tegel["verschil"])}</span>{etiket}{merk}</li>'
    )


def kop_html(titel: str, onder: str, gemeente: str, synthetisch: bool, intern: bool, peil: str = "") -> str:
    """De kop van een pagina met de waarschuwingen die erbij horen."""
    banner = f'<p class="banner">{SYNTHETISCH}</p>' if synthetisch else ""
    merk = f'<p class="intern">{INTERN}</p>' if intern else ""
    naam = f"Gemeente {escape(gemeente)}" if gemeente else "Sociaal domein"
    return (
        f'<header class="sd-kop"><div class="wie"><p class="gemeente">{naam}</p>'
        f"<h1>{escape(titel)} <span>{escape(onder)}</span></h1></div>"
        f"{peil}{banner}{merk}</header>"
    )


def afscherming_html(kenmerken: Mapping[str, Any]) -> str:
    """De regel onder cijfers over mensen; intern is er niets afgeschermd, en dan is er geen regel.

    >>> afscherming_html({"profiel": "openbaar", "drempel": 10})
    '<p>Aantallen mensen onder 10 tonen wij niet. Veel andere aantallen zijn afgerond.</p>'
    """
    if kenmerken["profiel"] == "intern":
        return ""
    afgerond = "" if kenmerken.get("methode") == "precies" else " Veel andere aantallen zijn afgerond."
    return f"<p>Aantallen mensen onder {kenmerken['drempel']} tonen wij niet.{afgerond}</p>"


def voet_html(inhoud: str = "", toegang: str = TOEGANG) -> str:
    """De voet van een pagina, met de weg naar de verklaring over toegankelijkheid."""
    weg = f'<p><a href="{escape(toegang)}">Toegankelijkheid</a></p>'
    return f'<div class="sd"><footer>{inhoud}{weg}</footer></div>'


def nav_html(paginas: list[dict[str, Any]], huidig: str) -> str:
    """De weg naar de andere pagina's: op de losse pagina een bestand, in Voila een notebook.

    In een avond is de weg de agenda: elk onderdeel heeft een nummer (`deel`) en soms meer pagina's (`ook`).
    """
    delen = "".join(f"<li>{_weglink(p, huidig)}{_ook(p, huidig)}</li>" for p in paginas)
    return f'<nav aria-label="Onderdelen"{_avondweg(paginas, huidig)}><ol>{delen}</ol></nav>'


def _weglink(p: dict[str, Any], huidig: str) -> str:
    in_deel = huidig in [o["naam"] for o in p.get("ook", ())]
    hier = ' aria-current="page"' if p["naam"] == huidig else ' aria-current="true"' if in_deel else ""
    deel = f' data-deel="{p["deel"]}"' if "deel" in p else ""
    notebook = escape(str(p.get("notebook") or ""))
    return f'<a href="{escape(p["bestand"])}" data-notebook="{notebook}"{deel}{hier}>{escape(p["titel"])}</a>'


def _ook(p: dict[str, Any], huidig: str) -> str:
    """The other pages of a part, shown while that part is on."""
    ook = p.get("ook", ())
    if huidig not in [o["naam"] for o in ook]:
        return ""
    return f'<ol class="verder">{"".join(f"<li>{_weglink(o, huidig)}</li>" for o in ook)}</ol>'


def _avondweg(paginas: list[dict[str, Any]], huidig: str) -> str:
    """Which part this is, and the page before and after it in the evening; empty when there is no evening."""
    rij = [(p["deel"], o) for p in paginas if "deel" in p for o in p.get("ook") or (p,)]
    if not rij:
        return ""
    hier = next((i for i, (_, o) in enumerate(rij) if o["naam"] == huidig), None)
    nu = f' data-avond="{rij[hier][0] if hier is not None else ""}"'
    if hier is None:
        return nu
    nu += f' data-vorige="{escape(rij[hier - 1][1]["bestand"])}"' if hier else ""
    return nu + (f' data-volgende="{escape(rij[hier + 1][1]["bestand"])}"' if hier + 1 < len(rij) else "")


@cache
def css(letters: bool = True) -> str:
    """De stijl van de pagina: kleuren uit tokens.toml, regels uit pagina.css en, voor een hele pagina, de letters."""
    tokens = tomllib.loads((HUISSTIJL / "tokens.toml").read_text(encoding="utf-8"))
    kleuren = {**tokens["kleur"], **tokens["pagina"]}
    licht, donker = (";".join(f"--{k}:{v[soort]}" for k, v in kleuren.items()) for soort in ("licht", "donker"))
    delen = [
        _letters() if letters else "",
        f":root{{{licht}}}",
        f"@media (prefers-color-scheme:dark){{:root{{{donker}}}}}",
        f"@media print{{:root{{{licht};--blad:#fff}}}}",
        *((HUISSTIJL / naam).read_text(encoding="utf-8") for naam in STIJLEN),
    ]
    return "\n".join(delen)


def _letters() -> str:
    regels = []
    for gewicht in (400, 600):
        inhoud = base64.b64encode((HUISSTIJL / f"source-sans-3-latin-{gewicht}-normal.woff2").read_bytes()).decode()
        regels.append(
            f'@font-face{{font-family:"Source Sans 3";font-weight:{gewicht};'
            f'src:url(data:font/woff2;base64,{inhoud})format("woff2")}}'
        )
    return "\n".join(regels)


def pagina_html(kop: str, inhoud: str, voet: str = "", titel: str = "") -> str:
    """Een hele, losse pagina: stijl, letters en script erin, geen enkel verzoek naar buiten.

    `kop`, `inhoud` en `voet` zijn HTML, bijvoorbeeld van `Pagina.kop()`. Zonder titel komt die uit de kop.
    """
    gevonden = re.search(r'data-titel="([^"]*)"', kop)
    titel = escape(titel) if titel else gevonden[1] if gevonden else TITEL
    kop, inhoud, voet = (re.sub(r"<style data-sd>.*?</style>", "", deel, flags=re.S) for deel in (kop, inhoud, voet))
    return (
        '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{CSP}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{titel}</title><style>{css()}</style></head>"
        f'<body class="sd sd-pagina"><a class="sla-over" href="#inhoud">Naar de inhoud</a>{kop}'
        f'<main class="rooster" id="inhoud" tabindex="-1">{inhoud}</main>{voet}'
        f'<script type="module">{script()}</script></body></html>\n'
    )


def omslag_html(titel: str, inhoud: str, kenmerken: Mapping[str, Any] | None = None, voet: str = "") -> str:
    """Een pagina zonder panelen, zoals een overzicht. `kenmerken` kan gemeente, synthetisch en profiel hebben."""
    k = kenmerken or {}
    gemeente = k.get("gemeente") or ""
    kop = kop_html(
        TITEL,
        titel,
        gemeente if isinstance(gemeente, str) else "",
        bool(k.get("synthetisch")),
        k.get("profiel") == "intern",
    )
    return pagina_html(
        f'<div class="sd">{kop}</div>', f'<div class="sd heel">{inhoud}</div>', voet, titel=f"{titel} - {TITEL}"
    )


def begrippen_inhoud() -> str:
    """De woordenlijst en alle telregels, als HTML."""
    lijst = "".join(
        f'<dt id="{anker(w)}">{escape(w)}</dt><dd>{escape(u)}</dd>'
        for w, u in sorted(woorden().items(), key=lambda p: p[0].lower())
    )
    regels = "".join(
        f"<dt>{escape(b.titel)}</dt><dd>{escape(b.telregel)}</dd>"
        f'<dd class="stil">{escape(b.kanttekening)} Bron: {escape(b.bron)}.</dd>'
        for b in begrippen().values()
    )
    return (
        f'<h2>Wat betekenen de woorden?</h2><dl class="begrippen">{lijst}</dl>'
        f'<h2>Hoe tellen wij?</h2><dl class="begrippen">{regels}</dl>'
    )


def begrippen_html(kenmerken: Mapping[str, Any] | None = None) -> str:
    """De begrippenpagina als los bestand."""
    return omslag_html("Begrippen", begrippen_inhoud(), kenmerken, voet_html())
