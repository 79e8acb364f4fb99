"""Tekst uit een levering blijft tekst: 23 manieren om een script te planten, in elke tekstkolom, bekeken in Chromium.

Wat er in een levering mag staan, komt uit `contract.TABELLEN`: een nieuwe tekstkolom doet vanzelf mee. Een kolom waar
vrije tekst in mag, krijgt elke lading, en gaat door een echte run, de losse en de levende pagina's en de downloads. Een
kolom met een code, patroon of lijst hoort aan de deur te stoppen.
"""

import csv
import io
import os
import re
import zlib
from pathlib import Path

import doelwit
import openpyxl
import polars as pl
import pytest
import yaml

from sociaaldomein import panelen
from sociaaldomein.grond import opslag, paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import contract, deur
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import downloads, run
from sociaaldomein.voorbeeld import zorg
from sociaaldomein.zaal import tablets

pytestmark = [pytest.mark.traag, pytest.mark.timeout(600)]
# A way to plant a script (@ is where it stands), after a careless page in which it goes off (the text comes at §).
VORMEN = [
    ("§", "<script>@</script>"),
    ("§", "<img src=x onerror=@>"),
    ("§", "<svg onload=@>"),
    ('<input value="§">', '"><script>@</script>'),
    ("<input value='§'>", "'><img src=x onerror=@>"),
    ("<style>§</style>", "</style><script>@</script>"),
    ("<script>t = '§'</script>", "</script><script>@</script>"),
    ("<title>§</title>", "</title><script>@</script>"),
    ("<textarea>§</textarea>", "</textarea><script>@</script>"),
    ("<!-- § -->", "--><script>@</script>"),
    ("<svg><![CDATA[§]]></svg>", "]]><script>@</script>"),
    ("§", "<body onload=@>"),
    ("§", '<iframe srcdoc="<script>parent.@</script>">'),
    ("§", "<details open ontoggle=@>x</details>"),
    ("§", "<video><source onerror=@></video>"),
    ("§", "<input autofocus onfocus=@>"),
    ("§", "<svg><animate onbegin=@ attributeName=x dur=indefinite>"),
    ("§", "<math><style><img src=x onerror=@></style></math>"),
    ('<input value="§">', '" autofocus onfocus="@" x="'),
    ("<p title='§'>x</p>", "' onmouseover='@' x='"),
    ("§", '<a href="javascript:@">klik</a>'),
    ("<p>§</p><script>eval(document.body.textContent.match(/{{(.*?)}}/)[1])</script>", "{{@}}"),
    ("<script>t = `§`</script>", "${@}"),
]
FORMULES = [f"{t}SUM(A)" for t in "=+-@"]  # no digits: a small number in a name stops a run
NUMMERS = ("nummer", "persoon")
BEELDEN = ("Cijfers (CSV)", "Cijfers (Excel)", "Beeld (SVG)")
# What was planted and reaches a page: there it must be readable, letter by letter.
TE_ZIEN = {
    "gemeente",
    "contact",
    "titel",
    "toelichting",
    "wijknaam",
    "hoofdcategorie",
    "kostensoort",
    "groep",
    "bron",
    "gepubliceerd_in",
    "plan",
    "maatregel",
    "programma",
    "activiteit",
    "visie",
    "doel",
    "thema_titel",
    "thema_telregel",
    "thema_kanttekening",
    "thema_bron",
    "thema_vraag",
    "thema_noot",
    "thema_zin",
    "thema_namen",
    "thema_groepen",
    "thema_dimensies",
    "thema_woorden",
    "avond_titel",
    "avond_plaats",
    "avond_tekst",
    "avond_punten",
    "stelling",
    "uitleg",
    "college_titel",
    "college_tekst",
    "college_kop",
    "college_klok",
    "college_naam",
    "college_voorbeeld",
    "college_slot",
    "situaties_titel",
    "situaties_huishouden",
    "situaties_naam",
    "situaties_gebeurt",
    "situaties_besluit",
    "situaties_anders",
    "opdrachten_vraag",
    "opdrachten_hint",
    "opdrachten_uitleg",
    "opdrachten_niet",
}
VRIJ_TEKST = {p for p in TE_ZIEN if "_" in p} - {"gepubliceerd_in"} | {
    "gemeente",
    "contact",
    "titel",
    "toelichting",
    "stelling",
    "uitleg",
}
# Keys in the files of an evening that are no text for a reader: they choose something.
KEUZES = {
    "thema",
    "dag",
    "niveau",
    "norm",
    "vanaf",
    "hulp",
    "beelden",
    "kerncijfers",
    "soort",
    "paneel",
    "keuze",
    "antwoord",
    "minuten",
    "pagina",
    "datum",
    "begin",
    "einde",
}
BUNDELS = {"dimensies", "groepen", "woorden", "namen"}  # texts under names of their own
EIGEN = """
naam: eigen
titel: x
dimensies: {deel: x}
groepen: {deel: {een: x, twee: x}}
woorden: {x: x}
cijfer:
  eigen_nu: {titel: x, telregel: x, kanttekening: x, bron: x, eenheid: "<b onclick=alert()>e", telt_op: [deel]}
  eigen_doel: {titel: x, telregel: x, bron: x, eenheid: "<img src=x onerror=alert()>", beschermd: nee}
  eigen_ander: {titel: x, telregel: x, bron: x, eenheid: "<img src=x onerror=alert()>", beschermd: nee}
tegels: [eigen_nu, eigen_doel]
paneel:
  - {naam: verloop, vraag: x, soort: verloop, cijfers: [eigen_nu, eigen_doel], noot: [x]}
  - {naam: verdeling, vraag: x, soort: verdeling, cijfers: [eigen_nu], dimensies: [deel], titel: x}
  - {naam: delen, vraag: x, soort: delen, cijfers: [eigen_nu], dimensies: [deel], opties: {deel: een, zin: x, kern: x}}
  - {naam: brug, vraag: x, soort: brug, cijfers: [eigen_ander, eigen_doel]}
  - {naam: naast, vraag: x, soort: naast, cijfers: [eigen_nu, eigen_doel]}
  - {naam: doelen_naast, vraag: x, soort: doelen_naast, cijfers: [eigen_nu, eigen_doel],
     opties: {namen: {eigen_nu: x, eigen_doel: x}}}
  - {naam: opgave, vraag: x, soort: opgave, cijfers: [eigen_nu, eigen_doel, eigen_doel]}
  - {naam: stand, vraag: x, soort: stand, cijfers: [eigen_nu], dimensies: [deel]}
"""
STELLING = {"oordeel": "raad", "cijfer": "lopend_clienten", "wet": "jeugd", "is": "meer dan", "dan": "100"}


def ladingen(plek: str) -> list[str]:
    """The 23 texts, each with a mark of its own that says where it was planted."""
    return [v.replace("@", f"console.log(/RAAK-{plek}-{chr(97 + n)}/)") for n, (_, v) in enumerate(VORMEN)]


def alle(plek: str) -> str:
    """One text with all of it, that a spreadsheet would take for a formula as well."""
    return " ".join(["=SUM(A)", *ladingen(plek)])


# --- a delivery full of it -------------------------------------------------------------------------------------------


def is_vrij(kolom: contract.Kolom) -> bool:
    return kolom.soort in ("tekst", *NUMMERS) and not kolom.patroon and not kolom.is_gesloten


VRIJ = {(t.naam, k.naam): k for t in contract.TABELLEN.values() for k in t.kolommen if is_vrij(k)}
REST = [
    (t.naam, k.naam)
    for t in contract.TABELLEN.values()
    for k in t.kolommen
    if k.soort in contract.TEKSTSOORTEN and not is_vrij(k)
]


@pytest.fixture(scope="module")
def tabellen() -> dict[str, pl.DataFrame]:
    """The example delivery as text, with every text column filled; a table that it lacks gets rows of its own."""
    uit = zorg.genereer()
    stuk = {
        "indicator": "werkelijk_cumulatief",
        "wet": "jeugd",
        "kwartaal": "2023-K1",
        "dimensie": "kostensoort",
        "groep": "stuk",
        "waarde": "1000",
        "bron": "stuk",
        "gepubliceerd_in": "stuk",
    }
    regio = {k: w for k, w in stuk.items() if k != "gepubliceerd_in"} | {"groep": "regio", "bron": "regio"}
    eigen = [
        {"indicator": c, "wet": "eigen", "kwartaal": k, "dimensie": d, "groep": g, "waarde": w}
        for k in ("2022-K1", "2022-K2", "2022-K3", "2022-K4", "2023-K1")
        for c, d, g, w in (
            ("eigen_nu", "totaal", "totaal", "300"),
            ("eigen_doel", "totaal", "totaal", "450"),
            ("eigen_ander", "totaal", "totaal", "470"),
            ("eigen_nu", "deel", "een", "200"),
            ("eigen_nu", "deel", "twee", "100"),
        )
    ]
    uit["aggregaat"] = pl.concat([uit["aggregaat"], pl.DataFrame([stuk, regio, *eigen])], how="diagonal")
    for tabel in contract.TABELLEN.values():
        een = {k.naam: k.voorbeeld or next(iter(k.codes()), None) for k in tabel.kolommen if k.naam != "gemeentecode"}
        frame = uit.setdefault(tabel.naam, pl.DataFrame([een], schema=dict.fromkeys(een, pl.String)))
        leeg = [k for t, k in VRIJ if t == tabel.naam and (k not in frame.columns or frame[k].is_null().all())]
        uit[tabel.naam] = frame.with_columns(pl.lit(k).alias(k) for k in leeg)
    return uit


def besmet(tabellen: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The same tables with payloads in every free text. Where there are few different values, they share the 23; a
    number becomes the same text in every table, so that the tables still fit together."""
    uit = dict(tabellen)
    for (tabel, kolom), k in VRIJ.items():
        waarden, teksten = uit[tabel][kolom].drop_nulls().unique().sort(), ladingen(kolom)
        wordt = {
            w: f"{FORMULES[nr % 4]} {' '.join(teksten[nr % 23 :: min(len(waarden), 23)])} {w}"
            for nr, w in enumerate(waarden)
            if w not in ("totaal", "een", "twee") and not w.isdigit()
        }
        if k.soort in NUMMERS:
            wordt = {w: teksten[zlib.crc32(w.encode()) % 23] + w for w in waarden}
        uit[tabel] = uit[tabel].with_columns(pl.col(kolom).replace(wordt))
    return uit


def schrijf(map: Path, tabellen: dict[str, pl.DataFrame]) -> Path:
    map.mkdir()
    for naam, frame in tabellen.items():
        frame.write_csv(map / f"{naam}.csv", separator=";")
    return map


def vol(inhoud, plek: str, sleutel: str = "", alleen: str = ""):
    """A file of the adviser in which each text for a reader becomes all 23; with `alleen` only where that word stands.
    The mark says which file it is, and under which key the text stood."""
    if isinstance(inhoud, dict):
        return {
            alle(plek + sleutel) if alleen == k else k: w
            if k in KEUZES and not alleen
            else vol(w, plek, sleutel if sleutel in BUNDELS else k, alleen)
            for k, w in inhoud.items()
        }
    if isinstance(inhoud, list):
        return [vol(w, plek, sleutel, alleen) for w in inhoud]
    return alle(plek + sleutel) if alleen in ("", inhoud) else inhoud


def lees(tekst: str):
    """YAML with every value as text, as the program reads it."""
    return yaml.load(tekst, yaml.BaseLoader)


def avond(map: Path) -> dict:
    """The evening that comes along, with everything in it that an adviser may write."""
    (map / "teksten").mkdir()
    for pad in (paden.meegeleverd("params") / "avond").glob("*.yml"):
        inhoud = vol(lees(pad.read_text(encoding="utf-8")), f"{pad.stem}_")
        (map / "teksten" / pad.name).write_text(yaml.safe_dump(inhoud, width=10**6), encoding="utf-8")
    uit = lees((paden.meegeleverd("params") / "2026-06-25-kennismaking.yml").read_text(encoding="utf-8"))["avond"]
    uit["onderdelen"][1] |= {"pagina": "opdrachten"}
    uit["onderdelen"][0] |= {"minuten": "40"}
    uit["onderdelen"][2] |= {"minuten": "25"}  # a minute for each statement
    return vol(uit, "avond_") | {"teksten": "teksten"}


@pytest.fixture(scope="module")
def uitgave(tabellen, tmp_path_factory) -> Path:
    """A real run over the planted delivery, with all pages, a theme of the municipality itself and an evening."""
    map = tmp_path_factory.mktemp("opmaak")
    bron = schrijf(map / "levering", besmet(tabellen))
    herkomst = {"gemeente": alle("gemeente"), "gemeentecode": "0267", "peildatum": "2023-04-15", "synthetisch": "ja"}
    uitleg = {
        f"{p}.{n}": alle("toelichting")
        for p, boek, wet in (
            ("jeugd", "raadsmonitor", "jeugd"),
            ("wmo", "raadsmonitor", "wmo"),
            ("taskforce", "taskforce", "samen"),
        )
        for n in panelen.panelen(boek, wet)
    }
    params = yaml.safe_load((paden.meegeleverd("params") / "kwartaal.yml").read_text(encoding="utf-8"))
    params |= {"contact": alle("contact"), "avond": avond(map)}
    params["paginas"].append({"naam": "eigen", "notebook": "thema", "parameters": {"thema": "eigen"}})
    for pagina in params["paginas"]:
        pagina["titel"] = f"{pagina['naam']} {alle('titel')}"
    thema = vol(lees(EIGEN), "thema_", alleen="x")
    stellingen = [
        STELLING | {"stelling": f"Meer {een}", "uitleg": twee}
        for een, twee in zip(ladingen("stelling"), ladingen("uitleg"), strict=True)
    ]
    for pad, inhoud in (
        (bron / "herkomst.yml", herkomst),
        (bron / "toelichting.yml", uitleg),
        (map / "p.yml", params),
        (bron / "themas.yml", {"themas": [thema]}),
        (bron / "stellingen.yml", stellingen),
    ):
        pad.write_text(yaml.safe_dump(inhoud, allow_unicode=True, width=10**6), encoding="utf-8")
    uitkomst = run.draai(instellingen.lees(map / "p.yml"), bron, map / "uit", Kwartaal(2023, 1), melder=print)
    assert uitkomst.code == 0, [(u.pagina.naam, u.code, u.reden) for u in uitkomst.uitslagen if u.code]
    return uitkomst.map


# --- looking ---------------------------------------------------------------------------------------------------------

VREEMD = """() => [...document.querySelectorAll('*')].flatMap(e => {
    const uit = [...e.attributes].filter(a => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value)
        || a.name.includes('raak')).map(a => `${e.localName} ${a.name}=${a.value}`);
    const script = e.localName === 'script' && !/json/.test(e.type) && e.textContent.includes('RAAK');
    const nooit = e.matches('iframe,object,embed,video,source,animate,math,base,form:not(.zoek),textarea,img[src="x"]');
    return script || nooit ? [...uit, e.outerHTML.slice(0, 200)] : uit; })"""
KIES = """() => { document.querySelectorAll('select').forEach(s => {
    s.selectedIndex = s.options.length - 1; s.dispatchEvent(new Event('change', {bubbles: true})); });
    document.querySelectorAll('main details:not(.bewaren)').forEach(d => { d.open = true; });
    document.querySelectorAll('input[type=search]').forEach(z => {
        z.value = 'script'; z.dispatchEvent(new Event('input', {bubbles: true})); }); }"""
TEKST = """() => { const uit = [document.title];
    const w = document.createTreeWalker(document.documentElement, 5);
    for (let n = w.currentNode; n; n = w.nextNode()) {
        if (n.nodeType === 1) uit.push(...[...n.attributes].map(a => a.value));
        else if (!['SCRIPT', 'STYLE'].includes(n.parentNode.nodeName)) uit.push(n.data);
    }
    return uit.join('\\n'); }"""


class Blik:
    """What a visitor meets on the pages that were opened, and in what he searches: what went off or does not belong
    there, and all text."""

    def __init__(self, context) -> None:
        self.context, self.raak, self.gezien, self.tekst = context, [], 0, ""

    def op(self, adres: str, html: str = "", klaar: str = "true"):
        """Open a page, wait until it is ready and make each choice once; the page stays open."""
        blad = self.context.new_page()
        blad.on("console", lambda m: self.raak.append(m.text) if "RAAK" in m.text else None)
        blad.on("dialog", lambda d: (self.raak.append(f"venster {d.message}"), d.dismiss()))
        blad.set_content(html) if html else blad.goto(adres)
        blad.wait_for_function(klaar, timeout=60_000)
        blad.evaluate(KIES)
        self.raak += blad.evaluate(VREEMD)
        self.tekst += blad.evaluate(TEKST)
        self.gezien += 1
        return blad

    def leesbaar(self) -> set[str]:
        """The places of which everything that came through can be read as it was written."""
        gevonden: dict[str, set[str]] = {}
        for plek, letter in re.findall(r"/RAAK-(\w+)-([a-w])/", self.tekst):
            gevonden.setdefault(plek, set()).add(letter)
        return {p for p, letters in gevonden.items() if all(ladingen(p)[ord(n) - 97] in self.tekst for n in letters)}


@pytest.fixture
def blik(chromium):
    with_ = chromium.new_context(accept_downloads=True)
    yield Blik(with_)
    with_.close()


def in_tafel(tafel, naam: str, gevonden: list, maat: str) -> None:
    tafel.append((f"S5 {naam}", f"{len(gevonden)} {maat}", "dicht" if not gevonden else "OPEN"))
    assert not gevonden, gevonden[:5]


WAT = "scripts, vensters, links of vreemde elementen"


@pytest.mark.browser
def test_the_probe_does_find_what_a_careless_page_lets_through(blik, tafel):
    """Each of the 23 goes off, or is seen, in a page that does not take care; a formula is one where nobody looks."""
    gemist = []
    for (pagina, _), lading in zip(VORMEN, ladingen("kaal"), strict=True):
        voor = len(blik.raak)
        blad = blik.op("", "<!doctype html><meta charset=utf-8>" + pagina.replace("§", lading))
        blad.wait_for_timeout(100)
        gemist += [lading] if len(blik.raak) == voor else []
        blad.close()
    liep = {m for m in blik.raak if m.startswith("/RAAK")}
    boek, schijf = openpyxl.Workbook(), io.BytesIO()
    boek.active.append(FORMULES[:1])
    boek.save(schijf)
    assert formules_in(schijf.getvalue(), ".xlsx") and formules_in(b"=SUM(A);2", ".csv")
    tafel.append((f"S5 proef op de som: {len(VORMEN)} vormen in een kale pagina", f"{len(liep)} gaan af", "telt"))
    assert not gemist and len(liep) >= 20, "the detector works, and the browser runs what a page lets through"


@pytest.mark.browser
def test_no_text_runs_in_a_file(blik, uitgave, tafel, tmp_path):
    start = tmp_path / "start.html"
    manifest = opslag.lees_json(uitgave / "manifest.json")
    start.write_text(tablets.startpagina_html("http://127.0.0.1:1/", manifest), encoding="utf-8")
    paginas = [*sorted(uitgave.glob("*.html")), uitgave.parents[1] / "index.html", start]
    for pad in paginas:
        blik.op(pad.as_uri()).close()
    naam = f"{len(VORMEN)} vormen x {len(VRIJ) + len(VRIJ_TEKST)} teksten, {len(paginas)} losse pagina's"
    in_tafel(tafel, naam, blik.raak, WAT)
    assert blik.leesbaar() >= TE_ZIEN, "the text is there, and it is only text"


@pytest.mark.browser
def test_no_text_runs_live(blik, uitgave, tafel):
    dienst = doelwit.begin_dienst(uitgave, uitgave.parents[2] / "uit-registraties")
    klaar = "document.querySelector('h2, h3') && !document.querySelector('.sd-widget script')"
    try:
        blik.context.new_page().goto(doelwit.sleutels(dienst)[-1])
        namen = [p["naam"] for p in opslag.lees_json(uitgave / "manifest.json")["paginas"]]
        for naam in (*namen, "begrippen", "toegankelijkheid", "presentator"):
            blik.op(f"{dienst.basis}/{naam}", klaar=klaar).close()
    finally:
        dienst.stop()
    in_tafel(tafel, f"dezelfde tekst, {blik.gezien} levende pagina's", blik.raak, WAT)
    assert blik.leesbaar() >= TE_ZIEN - {"contact"}


# --- what a visitor takes home ---------------------------------------------------------------------------------------


def formules_in(inhoud: bytes, soort: str) -> list[str]:
    """The cells that a spreadsheet would calculate."""
    if soort == ".xlsx":
        boek = openpyxl.load_workbook(io.BytesIO(inhoud))
        return [str(c.value) for blad in boek for rij in blad.iter_rows() for c in rij if c.data_type == "f"]
    rijen = csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";")
    cellen = [c for rij in rijen for c in rij if c.lstrip().startswith(downloads.GEVAARLIJK)]
    return [c for c in cellen if not re.fullmatch(r"-?[\d.,]+", c)]


@pytest.mark.browser
def test_downloads_hold_no_formula_and_saved_pictures_no_script(blik, uitgave, tafel, tmp_path):
    bestanden = [p for p in (uitgave / "openbaar").iterdir() if p.suffix in (".csv", ".xlsx")]
    for naam in ("jeugd", "taskforce", "plannen", "eigen"):
        blad = blik.op((uitgave / f"{naam}.html").as_uri())
        for nr, menu in enumerate(blad.locator(".bewaren").all()[:3]):  # Chromium saves ten files in a row, no more
            menu.locator("summary").click()
            for knop in BEELDEN:
                with blad.expect_download() as wacht:
                    menu.get_by_role("button", name=knop).click()
                soort = Path(wacht.value.suggested_filename).suffix
                bestanden.append(tmp_path / f"{naam}-{nr}{soort}")
                wacht.value.save_as(bestanden[-1])
        blad.close()
    tabellen = [p for p in bestanden if p.suffix in (".csv", ".xlsx")]
    formules = [f"{p.name}: {c}" for p in tabellen for c in formules_in(p.read_bytes(), p.suffix)]
    assert any(b"SUM(A)" in p.read_bytes() for p in tabellen if p.suffix == ".csv"), "they were planted"
    in_tafel(tafel, f"{len(tabellen)} tabellen om te bewaren, heropend", formules, "formules")
    blik.raak.clear()
    beelden = [p for p in bestanden if p.suffix == ".svg"]
    for pad in beelden:
        blik.op(pad.as_uri()).close()
    in_tafel(tafel, f"{len(beelden)} bewaarde beelden, geopend als pagina", blik.raak, WAT)


# --- the door --------------------------------------------------------------------------------------------------------


def test_the_door_stops_the_rest(tabellen, tmp_path, tafel):
    """Columns with a code, a pattern or a list: the row is refused or the value is replaced, never passed on."""
    erdoor = []
    for tabel, kolom in REST:
        rijen = pl.concat([tabellen[tabel][:23]] * 23)[:23].with_columns(pl.Series(kolom, ladingen(kolom)))
        map = schrijf(tmp_path / f"{tabel}-{kolom}", {tabel: rijen})
        try:
            na = deur.lees_map(map).tabellen[tabel]
            door = any("RAAK" in str(w) for r in na.rows() for w in r)
        except deur.LeveringGeweigerd as geweigerd:
            door = {f.rij for f in geweigerd.rapport.fouten if f.kolom == kolom} != set(range(2, 25))
        erdoor += [f"{tabel}.{kolom}"] if door else []
    in_tafel(tafel, f"{len(REST)} kolommen met een code, patroon of lijst", erdoor, "laten tekst door")


@pytest.mark.browser
@pytest.mark.skipif(os.name != "posix", reason="zulke bestandsnamen mogen op Windows niet")
def test_the_report_of_the_door_shows_it_as_text(blik, tabellen, tmp_path, tafel):
    """The report of a delivery with payloads everywhere: every column, column names, file and sheet names, YAML."""
    rijen = {naam: frame[:23] for naam, frame in tabellen.items()}
    for naam, kolom in [*VRIJ, *REST]:
        kwaad = pl.Series(kolom, ladingen(kolom)[: rijen[naam].height])
        rijen[naam] = rijen[naam].with_columns(kwaad)
    map = schrijf(tmp_path / "levering", {n: f.with_columns(pl.lit("x").alias(alle("kop"))) for n, f in rijen.items()})
    for tekst in (v.replace("@", "alert(1)") for _, v in VORMEN if "/" not in v):
        (map / f"{tekst}.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    boek = openpyxl.Workbook()
    boek.active.title = "<img src=x onerror=alert(1)>"
    boek.create_sheet("<svg onload=alert(1)>").append(["a"])
    boek.save(map / "boek.xlsx")
    (map / "kolommen.yml").write_text(yaml.safe_dump({alle("sleutel"): {"bestand": alle("bestand")}}), "utf-8")
    verslagen = [deur.controleer(map).html()]
    (map / "kolommen.yml").unlink()
    verslagen.append(deur.controleer(map).html())
    for nr, tekst in enumerate(verslagen):
        (tmp_path / f"{nr}.html").write_text(tekst, encoding="utf-8")
        blik.op((tmp_path / f"{nr}.html").as_uri()).close()
    assert "RAAK" in blik.tekst and "onerror=alert(1)" in blik.tekst
    in_tafel(tafel, "verslag van de deur: kolommen, koppen, namen van bestanden", blik.raak, WAT)
