"""Het dashboard: panelen op een pagina, levend in JupyterLab en Voila en als losse pagina.

Elke staat van een paneel is een keer getekend en bewaard naast de openbare set. Een levende pagina leest alleen die
staten en wisselt in de browser: er wordt niets getekend terwijl de raad wacht. Daarom laadt dit bestand geen
tekenwerk en geen tafels; `panelen` komt pas binnen als een staat nog niet bestaat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import anywidget
import platformdirs
import traitlets

from sociaaldomein.afscherming import Openbaar, lees_kenmerken, lees_themas
from sociaaldomein.begrippen.cijfers import WETTEN, Begrip, begrippen, met_eigen_themas
from sociaaldomein.begrippen.paginas import THEMA, TOELICHTING, paginasoorten, titels
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.grond.paneelmerk import GEGEVENS
from sociaaldomein.paginas import omslag
from sociaaldomein.paginas.huisstijl import css, script
from sociaaldomein.paginas.omslag import TITEL, Html
from sociaaldomein.paginas.sjabloon import INTERN, SYNTHETISCH, vul
from sociaaldomein.paginas.staten import bewaar, is_leeg, open_op_gegevens, van_beeld, vingerafdruk, zonder_loze_keuzes

VOORBEELD = "voorbeelduitgave"  # the small public set of the example municipality that travels with the package


class PaneelWidget(anywidget.AnyWidget):
    """Een paneel als widget; `text/html` is hetzelfde paneel voor waar geen widgets zijn."""

    _esm = script()
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    gegevens = traitlets.Dict()  # stays here: for who makes a list of what is on a page

    @traitlets.default("_css")
    def _standaard_css(self) -> str:
        return css(letters=False)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        eigen = {GEGEVENS: self.gegevens} if self.gegevens else {}
        return {**data, "text/plain": "Paneel", "text/html": f'<div class="sd">{self.html}</div>'}, metadata | eigen


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
    def met(pagina: Dashboardpagina, *wat: Any, **meer: Any) -> Any:
        with met_eigen_themas(pagina.themas):
            return functie(pagina, *wat, **meer)

    return met


@dataclass(frozen=True)
class Dashboardpagina:
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
        return titels(self.notebook)[self.wet]

    @property
    def intern(self) -> bool:
        """Of de pagina alleen voor intern gebruik is."""
        return self.kenmerken["profiel"] == "intern"

    @cached_property
    def _cijferhash(self) -> str:
        return vingerafdruk(self.map, self.kwartaal)

    @cached_property
    def _set(self) -> Openbaar:
        return Openbaar.lees(self.map)

    @_met_eigen_themas
    def kop(self) -> Html:
        """De kop van de pagina: gemeente, titel, kwartaal, status, waarschuwingen en de weg naar de andere pagina's."""
        standen = (t["status"] for t in self._lees("tegels")["tegels"])
        status = next((s for s in standen if s in ("voorlopig", "definitief")), "")
        paginas = [] if self.map == _voorbeeld() else omslag.lees_weg(self.map)  # those of the example did not travel
        return omslag.paginakop(self, self._onder, f"{self.titel}, {self.kwartaal.label}", paginas, status)

    @property
    def _onder(self) -> str:
        return WETTEN[self.wet] if self.notebook == "raadsmonitor" else self.titel

    @_met_eigen_themas
    def tegels(self) -> Html:
        """De vier kerncijfers, met een kleine lijn en wat het een jaar eerder was."""
        kop = f"{self.titel} in het {self.kwartaal.nummer}e kwartaal van {self.kwartaal.jaar}"
        tegels = self._lees("tegels")["tegels"]
        return Html(vul("tegels", kop=kop, intern=self.intern, tegels=tegels), {"tegels": tegels})

    @_met_eigen_themas
    def panelen(self) -> Panelen:
        """Alle panelen van deze pagina onder elkaar, voor een pagina die zelf zegt welke panelen zij heeft."""
        namen_ = self._lees("inhoud")["panelen"]
        return Panelen(tuple(self.paneel(naam) for naam in namen_))

    @_met_eigen_themas
    def telregel(self, *cijfers: str) -> Html:
        """De telregel van elk cijfer in een zin, uit de catalogus. Een onbekend cijfer geeft een ValueError."""
        gevraagd = [_begrip(cijfer) for cijfer in cijfers]
        return Html(vul("telregels", begrippen=gevraagd, wet=self.wet))

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
        beeld = self._lees(naam)
        vraag = {} if is_leeg(beeld["staten"][0]) else {"anker": self._anker(naam), "vraag": beeld["vraag"]}
        uitgelegd = omslag.met_uitleg(beeld, self.uitgelegd, naam)
        return PaneelWidget(html=self._paneel_html(naam, uitgelegd), gegevens=vraag)

    def _anker(self, naam: str) -> str:
        return f"{self.naam}-{naam}"

    @_met_eigen_themas
    def paneel_html(self, naam: str) -> str:
        """De HTML van een paneel, zonder de weg naar de uitleg van woorden."""
        return self._paneel_html(naam, self._lees(naam))

    def _paneel_html(self, naam: str, inhoud: Mapping[str, Any]) -> str:
        return omslag.paneel_html(
            inhoud,
            self._anker(naam),
            self.toelichting.get(f"{self.naam}.{naam}", ""),
            intern=self.intern,
            herkomst=self._herkomst(),
            bestand=f"{self.kenmerken['herkomst'].gemeente}-{self.kwartaal}",
        )

    def _herkomst(self) -> str:
        """What a saved picture or table must say of itself, away from the page."""
        h = self.kenmerken["herkomst"]
        merken = [*(SYNTHETISCH if h.synthetisch else ()), *([f"{INTERN}."] if self.intern else ())]
        return " ".join([f"Gemeente {h.gemeente}, {TITEL.lower()}, {self._onder}, {self.kwartaal.label}.", *merken])

    @_met_eigen_themas
    def voet(self) -> Html:
        """De voet: hoe een voorlopig cijfer eruitziet en waar de cijfers vandaan komen."""
        telt = self.notebook == THEMA or paginasoorten()[self.notebook].mensen
        return omslag.paginavoet(self, telt=telt, uitleg=True)

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
        bewaar(pad, vers)
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
            alle = (p for wet in titels(self.notebook) for p in panelen.panelen(self.notebook, wet))
            return {"sleutel": self._cijferhash, "panelen": list(bekend), "elders": sorted({*alle} - {*bekend})}
        if naam not in bekend:
            raise ValueError(f"Paneel '{naam}' bestaat niet op deze pagina. Kies uit: {', '.join(bekend)}.")
        paneel = bekend[naam].bij(openbaar)
        staten = [
            van_beeld(keuze, paneel.teken(openbaar, self.wet, self.kwartaal, **keuze)) for keuze in paneel.staten()
        ]
        keuzes, staten = zonder_loze_keuzes(*open_op_gegevens(paneel.bediening(), staten))
        vast = {"sleutel": self._cijferhash, "naam": naam, "vraag": paneel.vraag, "heel": paneel.heel}
        return vast | {"keuzes": keuzes, "staten": staten}


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
) -> Dashboardpagina:
    """Open een openbare set (een map, zie `openbare_set`) als pagina.

    Een onbekend notebook, wet of kwartaal geeft een ValueError.
    `toelichting` is een bestand of een dict "pagina.paneel" -> tekst; zonder opgave toelichting.yml naast de set.
    """
    map_ = openbare_set(openbaar)
    kenmerken = lees_kenmerken(map_)
    eigen = lees_themas(map_)
    with met_eigen_themas(eigen):
        bekend = titels(notebook)
    if wet not in bekend:
        raise ValueError(f"'{wet}' hoort niet bij {notebook}. Kies uit: {', '.join(bekend)}.")
    return Dashboardpagina(
        map_,
        notebook,
        wet,
        Kwartaal.lees(kwartaal or kenmerken["herkomst"].kwartaal),
        kenmerken,
        lees_toelichting(map_ / TOELICHTING if toelichting is None else toelichting),
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


def keur_toelichting(inhoud: Any, bestand: str) -> list[str]:
    """Wat er mis is met een toelichting: elke regel is een pagina en een paneel, met een tekst.

    >>> keur_toelichting(["Er kwam hulp bij."], "toelichting.yml")
    ["toelichting.yml: hier horen regels als 'jeugd.lopend: Er kwam hulp bij.' te staan."]
    """
    from sociaaldomein import panelen
    from sociaaldomein.grond.vorm import Tekst, toets

    fouten = toets(dict[str, Tekst], inhoud or {}, bestand, voorbeeld="jeugd.lopend: Er kwam hulp bij.")[1]
    los = panelen.controleer_toelichting(inhoud) if isinstance(inhoud, Mapping) else ()
    return [*fouten, *(f"{bestand}: {fout}" for fout in los)]
