"""De pagina's van een uitgave die geen notebook zijn: het begin, alle kwartalen, de toegankelijkheid, en de weg."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sociaaldomein.grond import notatie, opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.uitgave import herzieningen, uitvoermap

KERN = 3  # headlines on the first page
GETELD = {"panelen": '<section class="paneel', "beelden": "<figure", "tabellen": "<table"}


def overzicht_html(uit: Path) -> str:
    """De overzichtspagina van een uitvoermap: alle kwartalen en alle pagina's die er zijn. Met haar zegel."""
    from sociaaldomein.paginas import omslag
    from sociaaldomein.paginas.sjabloon import vul

    uitgaven = uitvoermap.uitgaven(uit)
    kwartalen = [_kwartaal(k, uitvoermap.huidige(uit, k) or lijst[0], lijst) for k, lijst in uitgaven.items()]
    alle = (p for lijst in uitgaven.values() for p in lijst)
    verklaring = next((p / omslag.TOEGANG for p in alle if (p / omslag.TOEGANG).is_file()), None)
    voet = omslag.voet_html(toegang=verklaring.relative_to(uit).as_posix()) if verklaring else ""
    inhoud, kop = vul("uitgave/kwartalen", kwartalen=kwartalen), kwartalen[0]["manifest"] if kwartalen else {}
    return uitvoermap.met_zegel(omslag.omslag_html("Alle kwartalen", inhoud, kop, voet))


def _kwartaal(kwartaal: Kwartaal, nu: Path, alle: Iterable[Path]) -> dict[str, Any]:
    manifest = opslag.lees_json(nu / "manifest.json")
    eerdere = [(p.name, _moment(opslag.lees_json(p / "manifest.json"))) for p in alle if p != nu]
    return {
        "naam": str(kwartaal),
        "label": kwartaal.label,
        "map": nu.name,
        "manifest": manifest,
        "mist": _mist(manifest),
        "eerdere": eerdere,
    }


def _kerncijfers_in(paginas: Iterable[Iterable[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """Van elke pagina het eerste kerncijfer, zoals het daar staat. Staat het er al, dan haar volgende.

    >>> _kerncijfers_in([[{"tegels": [{"waarde": "1.128"}, {"waarde": "3"}]}], [{"tegels": [{"waarde": "1.128"}]}]])
    [{'waarde': '1.128'}]
    """
    uit: list[Mapping[str, Any]] = []
    for gegevens in paginas:
        tegels: list[Mapping[str, Any]] = next((g["tegels"] for g in gegevens if "tegels" in g), [])
        uit += [t for t in tegels if t not in uit][:1]
    return uit


def index_html(
    manifest: dict[str, Any], paginas: Mapping[str, Iterable[Mapping[str, Any]]] | None = None, thuis: bool = True
) -> str:
    """De beginpagina van een uitgave: wat dit is, haar pagina's, wat ontbreekt, de downloads en de verantwoording.

    `paginas` is per naam wat er op een gemaakte pagina staat (zie `gegevens_in`). Daaruit komen de kerncijfers
    bovenaan, en de vragen van de panelen: elke vraag is een weg naar het paneel. Wie niet `thuis` is, op een tablet,
    heeft het manifest niet.
    """
    from sociaaldomein.paginas.sjabloon import vul

    label, paginas = Kwartaal.lees(manifest["kwartaal"]).label, paginas or {}
    vragen = {naam: [g for g in gegevens if "vraag" in g] for naam, gegevens in paginas.items()}
    inhoud = vul(
        "uitgave/index",
        label=label,
        manifest=manifest,
        mist=_mist(manifest),
        thuis=thuis,
        moment=_moment(manifest),
        kern=_kerncijfers_in(paginas.values())[:KERN],
        herzien=_herzien(manifest.get("herzien", [])),
        vragen={naam: van_een for naam, van_een in vragen.items() if van_een},
    )
    return losse_pagina(label, inhoud, manifest, "index")


def losse_pagina(titel: str, inhoud: str, manifest: dict[str, Any], huidig: str, levend: bool = False) -> str:
    """Een pagina van een uitgave die geen notebook is, met de weg naar de andere onder haar kop.

    In de `levend`e dienst is dat de weg naar de levende pagina's.
    """
    from sociaaldomein.paginas import omslag

    goed = [(p["naam"], p["titel"]) for p in manifest["paginas"] if p["status"] == "goed"]
    delen = weg(goed, manifest.get("agenda", ()))
    nav = omslag.nav_html(_levende_weg(delen) if levend else delen, huidig)
    return omslag.omslag_html(titel, inhoud, manifest, omslag.voet_html(), nav)


def begrippen_html(manifest: dict[str, Any], levend: bool = False) -> str:
    """De begrippenpagina van een uitgave: de woorden en de telregels."""
    from sociaaldomein.paginas import omslag

    return losse_pagina("Begrippen", omslag.begrippen_inhoud(), manifest, "begrippen", levend)


def toegankelijkheid_html(manifest: dict[str, Any], paginas: Iterable[str], levend: bool = False) -> str:
    """De verklaring over toegankelijkheid: wat getest is en hoe, wat nog niet, en bij wie u terecht kunt.

    `paginas` zijn de gemaakte pagina's als HTML; daaruit komt hoeveel beelden en tabellen deze uitgave heeft.
    """
    from sociaaldomein.paginas.sjabloon import vul

    html = list(paginas)
    gemeente = f"gemeente {manifest['gemeente']}" if manifest["gemeente"] else "uw gemeente"
    inhoud = vul(
        "uitgave/toegankelijkheid",
        manifest=manifest,
        paginas=len(html),
        contact=manifest["instellingen"].get("contact") or f"de griffie van {gemeente}",
        **{n: sum(h.count(merk) for h in html) for n, merk in GETELD.items()},
    )
    return losse_pagina("Toegankelijkheid", inhoud, manifest, "toegankelijkheid", levend)


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


def _levende_weg(delen: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same way in the live service: to its addresses, without what is there as a file only."""
    levend = (d | {"bestand": f"/{d['notebook']}"} for d in delen if d["notebook"])
    return [d | {"ook": _levende_weg(d["ook"])} if "ook" in d else d for d in levend]


def _mist(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """The pages that did not come, per reason."""
    per: dict[str, list[str]] = {}
    for p in (p for p in manifest["paginas"] if p["status"] != "goed"):
        per.setdefault(p["reden"], []).append(p["titel"])
    return per


def _herzien(lijst: list[dict[str, Any]]) -> dict[str, Any]:
    """What was final in an earlier edition and is not the same now: each total, and how many others per cause."""
    schrijf = herzieningen.schrijf
    totalen = [
        (herzieningen.naam(r), schrijf(r["was"]), schrijf(r["is"]), r["oorzaak"])
        for r in lijst
        if r["groep_soort"] == "totaal"
    ]
    groepen = Counter(r["oorzaak"] for r in lijst if r["groep_soort"] != "totaal")
    return {"aantal": len(lijst), "totalen": totalen, "groepen": groepen} if lijst else {}


def _moment(manifest: dict[str, Any]) -> str:
    return f"{notatie.dag(manifest['klaar'][:10])}, {manifest['klaar'][11:16]} uur"
