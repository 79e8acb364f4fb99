"""Wat een run achterlaat: cijfers om te downloaden, een verantwoording met hashes, de wijzer en de overzichtspagina's.

Alles hier komt uit een `Openbaar`. Een uitgave is een map die nooit meer verandert; alleen de wijzer `huidig.json` en
`index.html` van de uitvoermap worden vervangen, elk in een handeling.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import platform
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import SLEUTEL, begrippen, domeinen, naam_van
from sociaaldomein.grond import notatie
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import PAKKET, codehash
from sociaaldomein.uitgave import herzieningen

KOPPEN = (
    "cijfer",
    "titel",
    "wet",
    "kwartaal",
    "uitsplitsing",
    "groep",
    "naam",
    "waarde",
    "teller",
    "noemer",
    "eenheid",
    "status",
    "bron",
    "gepubliceerd_in",
    "aantal_afgerond_op",
)
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may run such text
PAKKETTEN = (
    "anywidget",
    "ipykernel",
    "ipywidgets",
    "jupyterlab",
    "matplotlib",
    "narwhals",
    "nbconvert",
    "openpyxl",
    "pandas",
    "papermill",
    "polars",
    "pyarrow",
    "voila",
)
WIJZER = "huidig.json"
KERN = 3  # headlines on the first page
MEE = "ook gemiddelden en percentages bij een klein aantal"
ZEGEL = "<!-- zegel "  # at the end of the overview: the hash of what stands before it
AFGEROND = {
    "afronden": "Totalen staan er precies als dat veilig is. De rest is afgerond op 5, soms op 10, 20 of 50.",
    "precies": "Andere aantallen staan er precies.",
}


def rijen(openbaar: Openbaar) -> list[tuple]:
    """De openbare cijfers als rijen met de kolommen van KOPPEN; getallen blijven getallen."""
    titels = {naam: b.titel for naam, b in begrippen().items()}
    uit = []
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        for r in tafel.iter_rows(named=True):
            naam = openbaar.namen.get(r["groep"]) or naam_van(r["groep_soort"], r["groep"], r["wet"])
            uit.append(
                (
                    r["cijfer"],
                    titels.get(r["cijfer"], r["cijfer"]),
                    r["wet"],
                    r["kwartaal"],
                    r["groep_soort"],
                    r["groep"],
                    naam,
                    r["waarde"],
                    r["teller"],
                    r["noemer"],
                    r["eenheid"],
                    r["status"],
                    r["bron"],
                    r["gepubliceerd_in"],
                    _afgerond_op(openbaar, r),
                )
            )
    return uit


def _afgerond_op(openbaar: Openbaar, rij: dict[str, Any]) -> int | None:
    """How coarse a count is, or the counts behind a share; what was published before stands as it was."""
    if rij["waarde"] is None or begrippen()[rij["cijfer"]].beschermd not in ("aantal", "aandeel"):
        return None
    return 1 if rij["gepubliceerd_in"] else openbaar.afgerond_op(*(rij[k] for k in SLEUTEL))


def schrijf_csv(openbaar: Openbaar, pad: Path) -> None:
    """CSV zoals Excel in Nederland die opent: puntkomma, decimale komma, UTF-8 met BOM, geen formules."""
    with pad.open("w", encoding="utf-8-sig", newline="") as bestand:
        schrijver = csv.writer(bestand, delimiter=";", lineterminator="\r\n")
        schrijver.writerow(KOPPEN)
        schrijver.writerows([_csv_cel(cel) for cel in rij] for rij in rijen(openbaar))


def _csv_cel(waarde: Any) -> str:
    """Number with a decimal comma; text that looks like a formula gets an apostrophe in front.

    >>> _csv_cel(11.3), _csv_cel(1787.0), _csv_cel(-2.25), _csv_cel("=1+1"), _csv_cel(None)
    ('11,3', '1787', '-2,25', "'=1+1", '')
    """
    if waarde is None:
        return ""
    if isinstance(waarde, (int, float)):
        return str(int(waarde)) if float(waarde).is_integer() else repr(float(waarde)).replace(".", ",")
    return f"'{waarde}" if waarde.startswith(GEVAARLIJK) or waarde.lstrip().startswith(GEVAARLIJK) else waarde


def bladnaam(titel: str, anders: str) -> str:
    """De naam van een tabblad: zonder tekens die Excel daar weigert, en kort genoeg voor een nummer erachter.

    >>> bladnaam("Werk/inkomen [nieuw]", "werk"), bladnaam("?", "werk")
    ('Werk inkomen nieuw', 'werk')
    """
    return re.sub(r"[\\*?:/\[\]\s]+", " ", titel)[:28].strip(" '") or anders[:28]


def schrijf_xlsx(openbaar: Openbaar, pad: Path) -> None:
    """Een werkboek met een tabblad per wet en een leeswijzer. Tekst blijft tekst, ook als zij op een formule lijkt."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    boek = Workbook(write_only=True)
    boek.properties.creator = "sociaaldomein"
    alle = rijen(openbaar)
    bladen = [("leeswijzer", leeswijzer(openbaar))]
    for wet, titel in domeinen().items():
        if eigen := [r for r in alle if r[2] == wet]:
            bladen.append((bladnaam(titel, wet), [KOPPEN, *eigen]))
    for titel, inhoud in bladen:
        blad = boek.create_sheet(titel)
        breedten = (30, 110) if titel == "leeswijzer" else (30, 34, 8, 11, 22, 22, 34, 12, 12, 12, 14, 14, 34, 50)
        for nummer, breedte in enumerate(breedten, 1):
            blad.column_dimensions[get_column_letter(nummer)].width = breedte
        blad.freeze_panes = "A2"
        for nummer, rij in enumerate(inhoud):
            cellen = [_xlsx_cel(WriteOnlyCell, blad, waarde) for waarde in rij]
            if nummer == 0:
                cellen = [_vet(WriteOnlyCell(blad, value=waarde), Font(bold=True)) for waarde in rij]
            blad.append(cellen)
        if titel != "leeswijzer":
            blad.auto_filter.ref = f"A1:{get_column_letter(len(KOPPEN))}{len(inhoud)}"
    geheel = io.BytesIO()  # first whole, then on disk: a full disk then leaves no half written sheets behind
    boek.save(geheel)
    pad.write_bytes(geheel.getvalue())


def _xlsx_cel(soort: Any, blad: Any, waarde: Any) -> Any:
    if not isinstance(waarde, str) or not waarde.startswith("="):
        return waarde
    cel = soort(blad, value=waarde)
    cel.data_type = "s"
    return cel


def _vet(cel: Any, letter: Any) -> Any:
    cel.font = letter
    return cel


def leeswijzer(openbaar: Openbaar) -> list[tuple[str, str]]:
    """Uitleg bij de cijfers: van wie, van wanneer, wat afgeschermd betekent, en de telregel van elk cijfer."""
    soort = (
        "Verzonnen voorbeelddata. Deze cijfers zijn niet echt." if openbaar.synthetisch else "Aangeleverde gegevens."
    )
    bescherming = (
        f"Aantallen onder {openbaar.drempel} zijn afgeschermd. {AFGEROND[openbaar.methode]}"
        if openbaar.profiel == "openbaar"
        else "INTERN: kleine aantallen zijn zichtbaar. Niet delen."
    )
    regels = [
        ("onderwerp", "uitleg"),
        ("gemeente", openbaar.gemeente),
        ("kwartaal", f"{Kwartaal.lees(openbaar.kwartaal).label} en de kwartalen daarvoor"),
        ("stand", notatie.dag(openbaar.peildatum)),
        ("gegevens", soort),
        ("profiel", openbaar.profiel),
        ("bescherming", bescherming),
        ("status definitief", "Dit cijfer verandert niet meer."),
        ("status voorlopig", "Dit cijfer kan nog veranderen."),
        ("status ontbreekt", "De bron heeft dit cijfer niet. Het is geen nul."),
        ("status afgeschermd", "Het aantal is te klein om te tonen, of zou een te klein aantal verraden."),
        ("gepubliceerd_in", "Dit cijfer stond al in een openbaar stuk en is niet afgerond."),
        ("aantal_afgerond_op", "Zo grof is het aantal afgerond, of het aantal achter een percentage. 1 is precies."),
    ]
    return regels + [(naam, f"{b.titel}. {b.telregel} {b.kanttekening}") for naam, b in begrippen().items()]


def sha256(pad: Path) -> str:
    """De vingerafdruk van een bestand."""
    return hashlib.sha256(pad.read_bytes()).hexdigest()


def hashes(map: Path, afdruk: Callable[[Path], str] = sha256) -> dict[str, str]:
    """Elk bestand in een map (ook in mappen daarin) met zijn vingerafdruk; verborgen bestanden tellen niet mee."""
    bestanden = sorted(p for p in map.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
    return {p.relative_to(map).as_posix(): afdruk(p) for p in bestanden}


def gewijzigd(uitgave: Path) -> list[str]:
    """De bestanden van een uitgave die anders zijn dan toen zij gemaakt werd."""
    return sorted(verifieer(uitgave))


def verifieer(uitgave: Path) -> dict[str, str]:
    """Wat er aan een uitgave niet meer klopt: bestand -> "is veranderd", "ontbreekt" of "hoort er niet"."""
    fout = {}
    ruw = (uitgave / "manifest.json").read_text(encoding="utf-8", errors="replace")
    try:
        manifest = json.loads(ruw)
        verwacht = dict(manifest["uitvoer"])
        heel = ruw == _json_tekst(manifest) and manifest == verzegel(manifest)
    except (ValueError, KeyError, TypeError):
        verwacht, heel = {}, False
    if not heel:
        fout["manifest.json"] = "is veranderd"
        if not verwacht:
            return fout
    bestanden = (p for p in sorted(uitgave.rglob("*")) if not p.is_dir())
    nu = {p.relative_to(uitgave).as_posix(): p for p in bestanden}
    nu.pop("manifest.json", None)
    fout |= {naam: "ontbreekt" for naam in verwacht if naam not in nu}
    fout |= {naam: "hoort er niet" for naam in nu if naam not in verwacht}
    fout |= {n: "is veranderd" for n, p in nu.items() if n in verwacht and sha256(p) != verwacht[n]}
    return fout


def verzegel(manifest: dict[str, Any]) -> dict[str, Any]:
    """Het manifest met een vingerafdruk van zichzelf: ook daarin valt een verandering op.

    >>> verzegel({"run": "a"}) == verzegel(verzegel({"run": "a"}))
    True
    """
    zonder = {k: w for k, w in manifest.items() if k != "zegel"}
    return {**zonder, "zegel": hashlib.sha256(_json_tekst(zonder).encode()).hexdigest()}


def omgeving() -> dict[str, Any]:
    """Waarmee de uitgave gemaakt is: versie en commit van deze code, Python en de pakketten."""
    pakketten = {}
    for naam in PAKKETTEN:
        try:
            pakketten[naam] = version(naam)
        except PackageNotFoundError:
            pakketten[naam] = "niet gevonden"
    try:
        eigen = version("sociaaldomein")
    except PackageNotFoundError:
        eigen = "werkkopie"
    return {
        "versie": eigen,
        "commit": _commit(),
        "code": codehash(),
        "python": platform.python_version(),
        "pakketten": pakketten,
    }


def _commit() -> str | None:
    """The git commit of the working copy, if there is one; an installed package has none."""
    if not (PAKKET.parents[1] / ".git").exists():
        return None
    opdracht = ["git", "-C", str(PAKKET.parents[1]), "rev-parse", "HEAD"]
    try:
        gevonden = subprocess.run(opdracht, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return gevonden.stdout.strip() or None


def lees_json(pad: Path) -> dict[str, Any]:
    """Een JSON-bestand als dict."""
    return json.loads(pad.read_text(encoding="utf-8"))


def schrijf_json(pad: Path, inhoud: Any) -> None:
    """Schrijf JSON in een handeling: een lezer ziet het oude of het nieuwe bestand, nooit een half."""
    vervang(pad, _json_tekst(inhoud))


def _json_tekst(inhoud: Any) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def json_waarde(inhoud: Any) -> Any:
    """Zoals het uit een JSON-bestand terugkomt: een rij is een lijst.

    >>> json_waarde({"a": (1, 2)})
    {'a': [1, 2]}
    """
    return json.loads(json.dumps(inhoud, ensure_ascii=False))


def vervang(pad: Path, tekst: str) -> None:
    """Vervang een tekstbestand in een handeling."""
    nieuw = pad.with_name(f".{pad.name}.{os.getpid()}.nieuw")
    with nieuw.open("w", encoding="utf-8", newline="\n") as bestand:
        bestand.write(tekst)
        bestand.flush()
        os.fsync(bestand.fileno())
    nieuw.replace(pad)
    bestendig_map(pad.parent)


def bestendig(map: Path) -> None:
    """Wacht tot elk bestand in een map echt op de schijf staat; pas daarna mag iets ernaar wijzen."""
    for pad in sorted(map.rglob("*")):
        if pad.is_dir():
            bestendig_map(pad)
        else:
            with pad.open("rb+") as bestand:
                os.fsync(bestand.fileno())
    bestendig_map(map)


def bestendig_map(map: Path) -> None:
    """Hetzelfde voor de namen in een map. Windows kent dit niet en doet het zelf."""
    if os.name != "posix":
        return
    greep = os.open(map, os.O_RDONLY)
    try:
        os.fsync(greep)
    finally:
        os.close(greep)


def huidige(uit: Path, kwartaal: Kwartaal | str) -> Path | None:
    """De map van de huidige uitgave van een kwartaal, of None als die er niet is."""
    wijzer = uit / str(kwartaal) / WIJZER
    if not wijzer.is_file():
        return None
    uitgave = wijzer.parent / lees_json(wijzer)["run"]
    return uitgave if (uitgave / "manifest.json").is_file() else None


def uitgaven(uit: Path) -> dict[Kwartaal, list[Path]]:
    """Alle uitgaven in een uitvoermap, nieuwste kwartaal en nieuwste uitgave eerst."""
    gevonden: dict[Kwartaal, list[Path]] = {}
    for manifest in uit.glob("[0-9][0-9][0-9][0-9]-K[1-4]/*/manifest.json"):
        gevonden.setdefault(Kwartaal.lees(manifest.parents[1].name), []).append(manifest.parent)
    return {k: sorted(gevonden[k], reverse=True) for k in sorted(gevonden, reverse=True)}


def gemeenten_in(uit: Path) -> list[tuple[str, str]]:
    """Van welke gemeenten er iets in een uitvoermap staat, als naam en code: uitgaven, en een run die niet afkwam."""
    gevonden = set()
    for deel in (uit, uit / "intern"):
        for pad in (*deel.glob("*-K?/*/manifest.json"), *deel.glob(".bezig-*/openbaar/openbaar.json")):
            try:
                inhoud = lees_json(pad)
                van = inhoud.get("herkomst", inhoud)
                gevonden.add((van["gemeente"], van["gemeentecode"]))
            except (ValueError, KeyError, AttributeError, TypeError):
                continue  # not whole: `verifieer` tells
    return sorted(gevonden)


def zelfde_gemeente(een: tuple[str, str], ander: tuple[str, str]) -> bool:
    """Of twee keer dezelfde gemeente genoemd wordt: aan de code, of aan de naam als een code ontbreekt.

    >>> zelfde_gemeente(("Ede", "0267"), ("ede", "")), zelfde_gemeente(("Ede", "0267"), ("Ede", "0203"))
    (True, False)
    """
    return een[1] == ander[1] if een[1] and ander[1] else een[0].casefold() == ander[0].casefold()


def gemeente_voluit(gemeente: tuple[str, str]) -> str:
    """De naam met de code, zoals een melding haar noemt.

    >>> gemeente_voluit(("Ede", "0267")), gemeente_voluit(("0267", "0267"))
    ('Ede (0267)', '0267')
    """
    naam, code = gemeente
    return f"{naam} ({code})" if code and naam != code else naam


def te_verifieren(map: Path) -> list[Path]:
    """De uitgaven in een map: zij is er zelf een, of het is de uitvoermap met alle kwartalen."""
    if (map / "manifest.json").is_file():
        return [map]
    return [p for deel in (map, map / "intern") for lijst in uitgaven(deel).values() for p in lijst]


def verifieer_los(uit: Path) -> dict[Path, str]:
    """Wat er niet klopt naast de uitgaven in een uitvoermap: aan de wijzer van elk kwartaal, en aan het overzicht."""
    fout = {}
    for wijzer in sorted([*uit.glob(f"*/{WIJZER}"), *uit.glob(f"intern/*/{WIJZER}")]):
        try:
            nu = huidige(wijzer.parents[1], wijzer.parent.name)
            if nu is None:
                fout[wijzer] = "wijst niet naar een uitgave"
            else:
                manifest = lees_json(nu / "manifest.json")
                hoort = _json_tekst({k: manifest[k] for k in ("klaar", "kwartaal", "run")})
                if wijzer.read_bytes() != hoort.encode():
                    fout[wijzer] = "is veranderd"
        except (ValueError, KeyError, TypeError):
            fout[wijzer] = "is veranderd"
    for overzicht in (deel / "index.html" for deel in (uit, uit / "intern") if uitgaven(deel)):
        tekst = overzicht.read_bytes().decode(errors="replace") if overzicht.is_file() else ""
        if tekst != _met_zegel(tekst.rpartition(ZEGEL)[0]):
            fout[overzicht] = "is veranderd" if tekst else "ontbreekt"
    gemeenten = gemeenten_in(uit)
    if not all(zelfde_gemeente(gemeenten[0], g) for g in gemeenten[1:]):
        fout[uit / "index.html"] = f"gaat over meer gemeenten: {', '.join(map(gemeente_voluit, gemeenten))}"
    return fout


def _met_zegel(pagina: str) -> str:
    return f"{pagina}{ZEGEL}{hashlib.sha256(pagina.encode()).hexdigest()} -->\n"


def overzicht_html(uit: Path) -> str:
    """De overzichtspagina van een uitvoermap: alle kwartalen en alle pagina's die er zijn. Met haar zegel."""
    from sociaaldomein.paginas import omslag

    blokken, kop = [], {}
    for kwartaal, lijst in uitgaven(uit).items():
        nu = huidige(uit, kwartaal) or lijst[0]
        manifest = lees_json(nu / "manifest.json")
        kop = kop or manifest
        oud = [p for p in lijst if p != nu]
        blokken.append(
            f'<div><section class="paneel uitgave"><h2>{e(kwartaal.label)}</h2>'
            f"{_paginalijst(manifest, f'{kwartaal}/{nu.name}/')}{_eerdere(oud, str(kwartaal))}</section>"
        )
    inhoud = "".join(blokken) or "<p>Er is nog geen uitgave gemaakt.</p>"
    verklaring = next((p for lijst in uitgaven(uit).values() for p in lijst if (p / omslag.TOEGANG).is_file()), None)
    weg_ = f"{verklaring.relative_to(uit).as_posix()}/{omslag.TOEGANG}" if verklaring else ""
    voet = omslag.voet_html(toegang=weg_) if weg_ else ""
    return _met_zegel(omslag.omslag_html("Alle kwartalen", inhoud, kop, voet))


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
        moment = _moment(lees_json(p / "manifest.json"))
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
