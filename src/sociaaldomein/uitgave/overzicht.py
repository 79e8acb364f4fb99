"""De pagina's van een uitgave die geen notebook zijn: het begin, alle kwartalen, de toegankelijkheid, en de weg."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sociaaldomein.grond import notatie, opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.uitgave import herzieningen, uitvoermap

KERN = 3  # headlines on the first page
MEE = "ook gemiddelden en percentages bij een klein aantal"


def overzicht_html(uit: Path) -> str:
    """De overzichtspagina van een uitvoermap: alle kwartalen en alle pagina's die er zijn. Met haar zegel."""
    from sociaaldomein.paginas import omslag

    blokken, kop = [], {}
    for kwartaal, lijst in uitvoermap.uitgaven(uit).items():
        nu = uitvoermap.huidige(uit, kwartaal) or lijst[0]
        manifest = opslag.lees_json(nu / "manifest.json")
        kop = kop or manifest
        oud = [p for p in lijst if p != nu]
        blokken.append(
            f'<div><section class="paneel uitgave"><h2>{e(kwartaal.label)}</h2>'
            f"{_paginalijst(manifest, f'{kwartaal}/{nu.name}/')}{_eerdere(oud, str(kwartaal))}</section>"
        )
    inhoud = "".join(blokken) or "<p>Er is nog geen uitgave gemaakt.</p>"
    alle = (p for lijst in uitvoermap.uitgaven(uit).values() for p in lijst)
    verklaring = next((p for p in alle if (p / omslag.TOEGANG).is_file()), None)
    weg_ = f"{verklaring.relative_to(uit).as_posix()}/{omslag.TOEGANG}" if verklaring else ""
    voet = omslag.voet_html(toegang=weg_) if weg_ else ""
    return uitvoermap.met_zegel(omslag.omslag_html("Alle kwartalen", inhoud, kop, voet))


def vragen_in(html: str) -> list[tuple[str, str]]:
    """De panelen van een pagina: hun anker en de vraag die zij beantwoorden.

    >>> vragen_in('<section class="paneel heel" id="wmo-lopend" x><h3>A</h3><p class="vraag">Hoeveel hulp?</p>')
    [('wmo-lopend', 'Hoeveel hulp?')]
    """
    secties = re.split(r'<section class="paneel', html)[1:]
    gevonden = [(re.search(r' id="([^"]+)"', s), re.search(r'<p class="vraag">(.*?)</p>', s, re.S)) for s in secties]
    return [(i[1], re.sub(r"<[^>]+>", "", v[1])) for i, v in gevonden if i and v]


def kerncijfers_in(paginas: Iterable[str]) -> list[str]:
    """Van elke pagina het eerste kerncijfer, zoals het daar staat. Staat het er al, dan haar volgende.

    >>> kerncijfers_in(['<ul class="kpis"><li>1.128</li><li>3</li></ul>', '<ul class="kpis"><li>1.128</li></ul>'])
    ['<li>1.128</li>']
    """
    uit: list[str] = []
    for html in paginas:
        tegels = re.search(r'<ul class="kpis">(.*?)</ul>', html, re.S)
        uit += [t for t in re.findall(r"<li>.*?</li>", tegels[1] if tegels else "", re.S) if t not in uit][:1]
    return uit


def index_html(manifest: dict[str, Any], paginas: Mapping[str, str] | None = None) -> str:
    """De beginpagina van een uitgave: wat dit is, haar pagina's, wat ontbreekt, de downloads en de verantwoording.

    `paginas` zijn de gemaakte pagina's als HTML, per naam. Daaruit komen de kerncijfers bovenaan, en de vragen van de
    panelen: elke vraag is een weg naar het paneel.
    """
    from sociaaldomein.paginas import omslag

    label, paginas = Kwartaal.lees(manifest["kwartaal"]).label, paginas or {}
    vragen = {naam: vragen_in(html) for naam, html in paginas.items()}
    kern = "".join(kerncijfers_in(paginas.values())[:KERN])
    kern = f'<ul class="kpis">{kern}</ul>' if kern else ""
    inhoud = (
        f'<div><section class="paneel uitgave breed"><h2>{e(label)}</h2>{_inleiding(manifest, any(vragen.values()))}'
        f"{kern}{_paginalijst(manifest, '', vragen)}</section></div>{_herzien_html(manifest.get('herzien', []))}"
        f'<div><section class="paneel uitgave"><details><summary>Verantwoording</summary>{_verantwoording(manifest)}'
        "</details></section></div>"
    )
    goed = [(p["naam"], p["titel"]) for p in manifest["paginas"] if p["status"] == "goed"]
    pagina = omslag.omslag_html(label, inhoud, manifest, omslag.voet_html())
    return met_weg(pagina, goed, "index", manifest.get("agenda", ()))


def toegankelijkheid_html(manifest: dict[str, Any], paginas: Iterable[str]) -> str:
    """De verklaring over toegankelijkheid: wat getest is en hoe, wat nog niet, en bij wie u terecht kunt.

    `paginas` zijn de gemaakte pagina's als HTML; daaruit komt hoeveel beelden en tabellen deze uitgave heeft.
    """
    from sociaaldomein.paginas import omslag

    html = list(paginas)
    telt = {
        "panelen": sum(h.count("<section class=\"paneel") for h in html),
        "beelden": sum(h.count("<figure") for h in html),
        "tabellen": sum(h.count("<table") for h in html),
    }
    gemeente = f"gemeente {manifest['gemeente']}" if manifest["gemeente"] else "uw gemeente"
    contact = manifest["instellingen"].get("contact") or f"de griffie van {gemeente}"
    lijst = "".join(f"<h2>{e(kop)}</h2><ul>{''.join(f'<li>{e(r)}</li>' for r in regels)}</ul>" for kop, regels in (
        ("Stand", (
            f"Deze verklaring is van {notatie.dag(manifest['klaar'][:10])}.",
            f"Zij gaat over de {len(html)} pagina's met cijfers van deze uitgave.",
            f"Daarop staan {telt['panelen']} panelen, samen met {notatie.getal(telt['beelden'])} beelden.",
            f"Elk beeld heeft een zin, een tekst voor wie niet ziet en een tabel ({notatie.getal(telt['tabellen'])}).",
            "De regels zijn die van WCAG 2.1, niveau A en AA.",
            "Een volledig onderzoek door mensen is er nog niet. Daarom noemen wij geen status A of B.",
            "De gemeente stelt de status zelf vast en meldt die in het landelijke register.",
        )),
        ("Wat is getest, en hoe", (
            f"Het programma (versie {manifest['omgeving']['versie']}) wordt bij elke verandering getest.",
            "Dat gaat vanzelf, in de browser Chromium, met een uitgave van verzonnen gegevens.",
            "In de browser Firefox testen wij de keuzes, en de weg door alle pagina's.",
            "Het hulpmiddel axe zoekt op elke pagina naar fouten. Het mag er geen vinden.",
            "Elk getal van een beeld staat ook in de tekst of de tabel.",
            "Alles is te bereiken en te bedienen met het toetsenbord. U ziet waar u bent.",
            "De kleuren zijn nagemeten, licht en donker. Tekst haalt minstens 4,5 op 1.",
            "De pagina werkt op 400 procent, zonder zijwaarts schuiven.",
            "Knoppen zijn op tablet en telefoon minstens 44 bij 44 punten groot.",
            "Wie minder beweging vraagt, ziet geen beweging.",
            "Zinnen hebben hoogstens vijftien woorden. Moeilijke woorden hebben uitleg.",
        )),
        ("Wat is nog niet getest", (
            "Mensen met een beperking hebben de pagina's nog niet geprobeerd.",
            "Echte schermlezers zijn nog niet gebruikt, zoals NVDA, JAWS of VoiceOver.",
            "Andere browsers zijn nog niet getest, zoals Safari.",
            "Op een echte projector in een zaal is nog niet gekeken.",
            "Een brede tabel schuift op een klein scherm zijwaarts. De pagina zelf niet.",
            "De Excel-bestanden en een PDF van een pagina zijn niet getest.",
            "Tekst die de gemeente zelf toevoegt, is niet nagekeken.",
        )),
        ("Lukt er iets niet?", (
            f"Neem contact op met {contact}.",
            "Vertel welke pagina het is, wat u wilde doen en wat er gebeurde.",
            "Vraag gerust om de cijfers op een andere manier, bijvoorbeeld op papier.",
            "Komt u er samen niet uit? Dan kunt u naar de ombudsman.",
        )),
    ))  # fmt: skip
    inhoud = f'<div class="paneel verklaring">{lijst}</div>'
    goed = [(p["naam"], p["titel"]) for p in manifest["paginas"] if p["status"] == "goed"]
    pagina = omslag.omslag_html("Toegankelijkheid", inhoud, manifest, omslag.voet_html())
    return met_weg(pagina, goed, "toegankelijkheid", manifest.get("agenda", ()))


def weg(paginas: Iterable[tuple[str, str]], agenda: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """De weg tussen de pagina's van een uitgave (naam, titel); zonder `notebook` bestaat hij alleen als bestand.

    Met een agenda (een lijst met titel en paginas) is de weg het programma en de onderdelen van de avond.
    """
    delen = [_wegdeel(n, t) for n, t in paginas]
    bekend = {d["naam"]: d for d in delen}
    if agenda:
        delen = [bekend["programma"] | {"deel": 0}] if "programma" in bekend else []
        for nummer, onderdeel in enumerate(agenda, 1):
            eigen = [bekend[n] for n in onderdeel["paginas"] if n in bekend]
            ook = {"ook": eigen} if len(eigen) > 1 else {}
            delen += [eigen[0] | {"titel": onderdeel["titel"], "deel": nummer} | ook] if eigen else []
    delen.append(_wegdeel("begrippen", "Begrippen"))
    return [*delen, {"naam": "index", "titel": "Overzicht", "bestand": "index.html", "notebook": ""}]


def _wegdeel(naam: str, titel: str) -> dict[str, Any]:
    return {"naam": naam, "titel": titel, "bestand": f"{naam}.html", "notebook": naam}


def met_weg(
    html: str, paginas: Iterable[tuple[str, str]], huidig: str, agenda: Iterable[dict[str, Any]] = ()
) -> str:
    """Zet de weg naar de andere pagina's onder de kop van een pagina die geen notebook is."""
    from sociaaldomein.paginas import omslag

    return html.replace("</header>", "</header>" + omslag.nav_html(weg(paginas, agenda), huidig), 1)


def _paginalijst(
    manifest: dict[str, Any], basis: str, vragen: Mapping[str, list[tuple[str, str]]] | None = None
) -> str:
    goed = [p for p in manifest["paginas"] if p["status"] == "goed"]
    fout = [p for p in manifest["paginas"] if p["status"] != "goed"]
    links = [(f"{basis}{p['naam']}.html", p["titel"]) for p in goed if not (vragen or {}).get(p["naam"])]
    links += [(f"{basis}begrippen.html", "Begrippen")]
    if manifest.get("afscherming", {}).get("getoetst"):
        links += [(f"{basis}afscherming.html", "Hoe wij kleine aantallen afschermen")]
    links += [
        (f"{basis}openbaar/cijfers.csv", "Alle cijfers (CSV)"),
        (f"{basis}openbaar/cijfers.xlsx", "Alle cijfers (Excel)"),
    ]
    regels = "".join(f'<li><a href="{e(adres)}">{e(titel)}</a></li>' for adres, titel in links)
    per_reden: dict[str, list[str]] = {}
    for p in fout:
        per_reden.setdefault(p["reden"], []).append(p["titel"])
    mist = "".join(
        f"<li>Niet in deze uitgave: {e(', '.join(titels))}. {e(reden)}</li>" for reden, titels in per_reden.items()
    )
    banner = (
        "<p><b>Voorbeelddata (synthetisch).</b> Deze cijfers zijn niet echt.</p>" if manifest["synthetisch"] else ""
    )
    stand = f"<p>Gegevens tot en met {e(notatie.dag(manifest['peildatum']))}.</p>"
    wijzer = "".join(_vragen_html(p, vragen[p["naam"]]) for p in goed if vragen and vragen.get(p["naam"]))
    wijzer = f'<div class="wijzer">{wijzer}</div>' if wijzer else ""
    return banner + wijzer + f'<ul class="paginas">{regels}{mist}</ul>' + stand


def _inleiding(manifest: dict[str, Any], vragen: bool) -> str:
    """What this is, and where to begin."""
    label = Kwartaal.lees(manifest["kwartaal"]).label
    eerste = next((p for p in manifest["paginas"] if p["status"] == "goed"), None)
    wat = f"<p>Hier ziet de raad welke hulp er was in het {e(label)}. Ook staat er wat de hulp kostte.</p>"
    if eerste is None:
        return wat
    weg_ = f'<a href="{e(eerste["naam"])}.html">{e(eerste["titel"])}</a>'
    return f"{wat}<p>Begin bij {weg_}, of kies hieronder een {'vraag' if vragen else 'pagina'}.</p>"


def _vragen_html(pagina: dict[str, Any], vragen: list[tuple[str, str]]) -> str:
    bestand = f"{e(pagina['naam'])}.html"
    lijst = "".join(f'<li><a href="{bestand}#{e(anker)}">{vraag}</a></li>' for anker, vraag in vragen)
    return f'<section><h3><a href="{bestand}">{e(pagina["titel"])}</a></h3><ul>{lijst}</ul></section>'


def _eerdere(oud: Iterable[Path], kwartaal: str) -> str:
    regels = ""
    for p in oud:
        moment = _moment(opslag.lees_json(p / "manifest.json"))
        regels += f'<li><a href="{e(kwartaal)}/{e(p.name)}/index.html">Uitgave van {e(moment)}</a></li>'
    return f"<details><summary>Eerdere uitgaven</summary><ul>{regels}</ul></details>" if regels else ""


def _herzien_html(lijst: list[dict[str, Any]]) -> str:
    """What was final in an earlier edition and is not the same now: each total, and how many others per cause."""
    if not lijst:
        return ""
    totalen = [r for r in lijst if r["groep_soort"] == "totaal"]
    rijen = "".join(
        f"<tr><th scope=row>{e(herzieningen.naam(r))}</th><td>{e(herzieningen.schrijf(r['was']))}</td>"
        f"<td>{e(herzieningen.schrijf(r['is']))}</td><td>{e(r['oorzaak'])}</td></tr>"
        for r in totalen
    )
    tabel = (
        '<div class="tabel" role="group" tabindex="0" aria-label="Totalen die anders zijn"><table>'
        "<caption>Totalen die anders zijn</caption><thead><tr><th scope=col>Cijfer</th><th scope=col>Was</th>"
        f"<th scope=col>Is nu</th><th scope=col>Waardoor</th></tr></thead><tbody>{rijen}</tbody></table></div>"
    )
    groepen = Counter(r["oorzaak"] for r in lijst if r["groep_soort"] != "totaal")
    rest = "".join(f"<li>Cijfers per groep, {e(waardoor)}: {notatie.getal(n)}</li>" for waardoor, n in groepen.items())
    return (
        '<div><section class="paneel uitgave" id="herzien"><h2>Anders dan in een eerdere uitgave</h2>'
        f"<p>Deze cijfers heetten definitief en zijn nu anders: {notatie.getal(len(lijst))}.</p>"
        f"{tabel if totalen else ''}{f'<ul>{rest}</ul>' if rest else ''}"
        '<p>Elk cijfer staat met oud en nieuw in <a href="manifest.json">manifest.json</a>.</p></section></div>'
    )


def _verantwoording(manifest: dict[str, Any]) -> str:
    regels = [
        ("Gemaakt", _moment(manifest)),
        ("Programma", f"sociaaldomein {manifest['omgeving']['versie']}"),
        ("Code", manifest["omgeving"]["commit"] or "geïnstalleerd pakket"),
        ("Bestanden gelezen", str(len(manifest["invoer"]))),
        ("Cijfers", notatie.getal(manifest["aantallen"]["cijfers"])),
        ("Waarvan afgeschermd", f"{notatie.getal(manifest['aantallen']['afgeschermd'])}, {MEE}"),
    ]
    oordeel = manifest.get("afscherming", {}).get("oordeel")
    regels += [("Afscherming", oordeel)] if oordeel else []
    lijst = "".join(f"<dt>{e(naam)}</dt><dd>{e(waarde)}</dd>" for naam, waarde in regels)
    return f'<dl>{lijst}</dl><p><a href="manifest.json">Volledige verantwoording (manifest.json)</a></p>'


def _moment(manifest: dict[str, Any]) -> str:
    dag, tijd = manifest["klaar"][:10], manifest["klaar"][11:16]
    return f"{notatie.dag(dag)}, {tijd} uur"


def e(tekst: object) -> str:
    """Tekst veilig in HTML.

    >>> e("<b>")
    '&lt;b&gt;'
    """
    from html import escape

    return escape(str(tekst), quote=True)
