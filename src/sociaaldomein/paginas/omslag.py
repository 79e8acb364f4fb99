"""Van staten naar HTML: een paneel, de kop, de voet en de weg, en de omslag waar een hele pagina in staat."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from sociaaldomein.begrippen.cijfers import begrippen, woorden
from sociaaldomein.begrippen.uitleg import anker
from sociaaldomein.paginas.huisstijl import css, script
from sociaaldomein.paginas.staten import is_leeg

TITEL = "Monitor sociaal domein"
SYNTHETISCH = "<b>Voorbeelddata (synthetisch).</b> Deze cijfers zijn niet echt."
INTERN = "Intern: niet afgeschermd, niet delen"
TOEGANG = "toegankelijkheid.html"
CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:"


@dataclass(frozen=True)
class Html:
    """Een stuk pagina dat JupyterLab, Voila en de losse pagina gelijk tonen."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


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


def tegel_html(tegel: dict[str, str]) -> str:
    """Een kerncijfer met zijn lijn, en wat het een jaar eerder was."""
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
