"""Van staten naar HTML: een paneel, de kop, de voet en de weg, en de omslag waar een hele pagina in staat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from markupsafe import Markup

from sociaaldomein.begrippen.cijfers import begrippen, woorden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paneelmerk import GEGEVENS
from sociaaldomein.paginas.huisstijl import css, script
from sociaaldomein.paginas.sjabloon import met_woorden, vul
from sociaaldomein.paginas.staten import is_leeg

TITEL = "Monitor sociaal domein"
TOEGANG = "toegankelijkheid.html"
CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:"


@dataclass(frozen=True)
class Html:
    """Een stuk pagina dat JupyterLab, Voila en de losse pagina gelijk tonen, met wat erop staat als gegevens."""

    html: str
    gegevens: Mapping[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        metadata = {GEGEVENS: dict(self.gegevens)} if self.gegevens else {}
        return {"text/plain": "Een stuk pagina", "text/html": self.html}, metadata


class Getoond(Protocol):
    """Wat elke pagina bij een openbare set heeft: een naam, een kwartaal en de kenmerken van de set."""

    @property
    def naam(self) -> str: ...
    @property
    def kwartaal(self) -> Kwartaal: ...
    @property
    def kenmerken(self) -> Mapping[str, Any]: ...


def paginakop(pagina: Getoond, onder: str, titel: str, paginas: Iterable[Mapping[str, Any]], status: str = "") -> Html:
    """De kop van een pagina in een notebook: gemeente, titel, kwartaal, waarschuwingen en de weg."""
    h = pagina.kenmerken["herkomst"]
    kop = {
        "titel": TITEL,
        "onder": onder,
        "gemeente": h.gemeente,
        "kwartaal": pagina.kwartaal.label,
        "status": status,
        "peildatum": h.peildatum,
        "synthetisch": h.synthetisch,
        "intern": pagina.kenmerken["profiel"] == "intern",
        "paginatitel": f"{titel} - {TITEL} {h.gemeente}",
        "weg": nav_html(paginas, pagina.naam),
    }
    return Html(vul("paginakop", **kop, css=css()), {"kop": kop})


def paginavoet(pagina: Getoond, telt: bool, uitleg: bool = False) -> Html:
    """De voet van een pagina in een notebook; `telt` is of er cijfers over mensen op staan."""
    return Html(voet_html(vul("herkomst", kenmerken=pagina.kenmerken, telt=telt, uitleg=uitleg)))


def lees_weg(map_: Path) -> list[dict[str, Any]]:
    """De weg die bij een openbare set is klaargezet; een lege lijst als er geen is."""
    pad = map_ / "paginas.json"
    return json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else []


def paneel_html(inhoud: Mapping[str, Any], id_: str, toelichting: str = "", **wat: Any) -> str:
    """Een paneel als section: titel, vraag, keuzes en elke staat; de eerste staat is zichtbaar.

    Is er van geen enkele staat een cijfer, dan is het een regel die zegt wat er ontbreekt. `wat` kan zijn: intern,
    herkomst (wat een bewaard beeld van zichzelf zegt) en bestand (hoe het dan heet).
    """
    alineas = [a.strip() for a in re.split(r"\n\s*\n", toelichting.strip()) if a]
    vast = {"heel": False, "intern": False, "herkomst": "", "bestand": ""}
    return vul(
        "paneel",
        **{**vast, **inhoud, **wat},
        id=id_,
        toelichting=alineas,
        leeg=is_leeg(inhoud["staten"][0]),
        nadruk=any(s["nadruk"] for s in inhoud["staten"]),
    )


def met_uitleg(inhoud: Mapping[str, Any], uitgelegd: dict[str, str], paneel: str) -> dict[str, Any]:
    """Een paneel waarin elk bekend woord de eerste keer op een pagina naar zijn uitleg wijst, per staat.

    `uitgelegd` onthoudt bij welk paneel een woord hoort: een paneel dat nog eens getoond wordt, blijft zo gelijk.
    """
    vooraf: set[str] = set()

    def wijs(tekst: str, gezien: set[str]) -> Markup:
        return met_woorden(tekst, gezien, lambda woord: uitgelegd.setdefault(woord, paneel) == paneel)

    def staat(s: Mapping[str, Any]) -> dict[str, Any]:
        hier, figuur, onder = set(vooraf), s["figuur"], s["onder"]
        figuur = {**figuur, "zin": wijs(figuur["zin"], hier)}
        return {**s, "figuur": figuur, "onder": {**onder, **{k: wijs(onder[k], hier) for k in ("telregel", "noot")}}}

    if is_leeg(inhoud["staten"][0]):
        return dict(inhoud)
    vraag = wijs(inhoud["vraag"], vooraf)
    return {**inhoud, "vraag": vraag, "staten": [staat(s) for s in inhoud["staten"]]}


def voet_html(inhoud: str = "", toegang: str = TOEGANG) -> str:
    """De voet van een pagina, met de weg naar de verklaring over toegankelijkheid."""
    return vul("voet", inhoud=inhoud, toegang=toegang)


def nav_html(paginas: Iterable[Mapping[str, Any]], huidig: str) -> str:
    """De weg naar de andere pagina's: op de losse pagina een bestand, in Voila een notebook. Zonder pagina's leeg.

    In een avond is de weg de agenda: elk onderdeel heeft een nummer (`deel`) en soms meer pagina's (`ook`).
    """
    lijst = list(paginas)
    return vul("weg", paginas=lijst, huidig=huidig, avond=_avondweg(lijst, huidig)) if lijst else ""


def _avondweg(paginas: list[Mapping[str, Any]], huidig: str) -> dict[str, Any]:
    """Which part this is, and the page before and after it in the evening; empty when there is no evening."""
    rij = [(p["deel"], o) for p in paginas if "deel" in p for o in p.get("ook") or (p,)]
    hier = next((i for i, (_, o) in enumerate(rij) if o["naam"] == huidig), None)
    if hier is None:
        return {"deel": "", "vorige": "", "volgende": ""} if rij else {}
    adres = ["", *(o["bestand"] for _, o in rij), ""]
    return {"deel": rij[hier][0], "vorige": adres[hier], "volgende": adres[hier + 2]}


def pagina_html(kop: Mapping[str, Any], inhoud: str, voet: str = "", titel: str = "") -> str:
    """Een hele, losse pagina: stijl, letters en script erin, geen enkel verzoek naar buiten.

    `kop` zijn de gegevens van een kop (`Pagina.kop().gegevens["kop"]`) of leeg, `inhoud` en `voet` zijn HTML. Zonder
    titel komt die uit de kop.
    """
    return vul(
        "pagina",
        kop=vul("paginakop", **kop, css="") if kop else "",
        inhoud=inhoud,
        voet=voet,
        csp=CSP,
        titel=titel or kop.get("paginatitel") or TITEL,
        css=css(),
        script=script(),
    )


def omslag_html(
    titel: str, inhoud: str, kenmerken: Mapping[str, Any] | None = None, voet: str = "", weg: str = ""
) -> str:
    """Een pagina zonder panelen, zoals een overzicht. `kenmerken` kan gemeente, synthetisch en profiel hebben.

    `weg` is de HTML van `nav_html`, voor een pagina die bij andere hoort.
    """
    k = {"gemeente": "", "synthetisch": False, "profiel": "", **(kenmerken or {})}
    kop = {
        "titel": TITEL,
        "onder": titel,
        "gemeente": k["gemeente"],
        "synthetisch": k["synthetisch"],
        "weg": weg,
        "intern": k["profiel"] == "intern",
        "kwartaal": "",
        "paginatitel": "",
    }
    return pagina_html(kop, f'<div class="sd heel">{inhoud}</div>', voet, titel=f"{titel} - {TITEL}")


def begrippen_inhoud() -> str:
    """De woordenlijst en alle telregels, als HTML."""
    lijst = sorted(woorden().items(), key=lambda paar: paar[0].lower())
    return vul("begrippen", woorden=lijst, begrippen=begrippen().values())


def begrippen_html(kenmerken: Mapping[str, Any] | None = None) -> str:
    """De begrippenpagina als los bestand."""
    return omslag_html("Begrippen", begrippen_inhoud(), kenmerken, voet_html())
