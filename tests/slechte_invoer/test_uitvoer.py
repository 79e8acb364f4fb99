"""Wat een levering bevat, wordt nergens een formule en nergens opmaak: elke uitvoer wordt opnieuw geopend."""

import csv
from html.parser import HTMLParser
from urllib.parse import unquote

import polars as pl
import pytest
from openpyxl import load_workbook
from soorten import geld, wijken

from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.begrippen import cijfers
from sociaaldomein.levering import deur, sjabloon
from sociaaldomein.uitgave import downloads, overzicht

FORMULES = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", ' =HYPERLINK("x")', "＝1+1", "=cmd|' /C calc'!A0"]
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</td></table><b>x",
    '<a href="javascript:alert(1)">x</a>',
    "&lt;script&gt;",
    "{{7*7}}",
    "<!--",
]


def openbaar(teksten: list[str]):
    """Een set met kwade tekst in elke tekstkolom die van een levering komt."""
    rijen = [
        {
            "cijfer": "werkelijk_cumulatief",
            "wet": "wmo",
            "kwartaal": "2023-K1",
            "groep_soort": "kostensoort",
            "groep": t,
            "waarde": -5.0,
            "teller": None,
            "noemer": None,
            "eenheid": "euro",
            "status": "voorlopig",
            "bron": t,
            "gepubliceerd_in": None,
        }
        for t in teksten
    ]
    tafel = pl.DataFrame(rijen, schema=cijfers.schema())
    wie = Herkomst(teksten[0], "0267", "2023-K1", "2023-04-15", True, {"WK026701": teksten[0]})
    return scherm_af(tafel, wie)


def test_csv_opnieuw_geopend_heeft_geen_formules(tmp_path, bars):
    downloads.schrijf_csv(openbaar(FORMULES), tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as bestand:
        rijen = list(csv.DictReader(bestand, delimiter=";"))
    assert len(rijen) == len(FORMULES)
    cellen = [cel for rij in rijen for naam, cel in rij.items() if naam not in ("waarde", "teller", "noemer")]
    assert not [c for c in cellen if c.lstrip().startswith(downloads.GEVAARLIJK)]
    assert {r["groep"].removeprefix("'") for r in rijen} == set(FORMULES)
    assert {r["waarde"] for r in rijen} == {"-5"}
    bars.zet("formules in een heropende CSV", "0")


def test_xlsx_opnieuw_geopend_heeft_geen_formules(tmp_path, bars):
    downloads.schrijf_xlsx(openbaar(FORMULES), tmp_path / "c.xlsx")
    boek = load_workbook(tmp_path / "c.xlsx")
    soorten = [cel.data_type for blad in boek for rij in blad.iter_rows() for cel in rij]
    assert "f" not in soorten
    groepen = {rij[5].value for rij in boek["Wmo"].iter_rows(min_row=2)}
    assert {g.strip().lstrip("'") for g in groepen} == {f.strip() for f in FORMULES}
    bars.zet("formules in een heropende XLSX", "0")


def test_sjabloon_opnieuw_geopend_heeft_geen_formules(tmp_path):
    boek = load_workbook(sjabloon.schrijf_sjabloon(tmp_path / "s.xlsx"))
    assert not [cel for blad in boek for rij in blad.iter_rows() for cel in rij if cel.data_type == "f"]


class Opmaak(HTMLParser):
    """Welke elementen, gebeurtenissen en adressen een pagina echt heeft."""

    def __init__(self) -> None:
        super().__init__()
        self.soorten: set[str] = set()
        self.kwaad: list[str] = []
        self.cellen: list[str] = []
        self._in_cel = False

    def handle_starttag(self, tag, attrs):
        self.soorten.add(tag)
        self._in_cel = tag == "td"
        if self._in_cel:
            self.cellen.append("")
        for naam, waarde in attrs:
            if naam.startswith("on") or "javascript:" in unquote(waarde or "").lower():
                self.kwaad.append(f"{tag} {naam}={waarde}")

    def handle_endtag(self, tag):
        self._in_cel = self._in_cel and tag != "td"

    def handle_data(self, data):
        if self._in_cel:
            self.cellen[-1] += data


def bekeken(html: str) -> Opmaak:
    pagina = Opmaak()
    pagina.feed(html)
    return pagina


@pytest.mark.parametrize("tekst", HTML + FORMULES)
def test_het_verslag_toont_elke_tekst_als_tekst(tmp_path, tekst):
    """In een cel, een kolomnaam, een bestandsnaam en een tabblad."""
    plat = tekst.replace("\t", " ").replace("\r", " ").replace('"', "'")
    (tmp_path / "wijken.csv").write_text(
        wijken(f'"{plat};x";y', f"WK026701;{plat}")
        .replace("wijknaam", f'wijknaam;"{plat}"', 1)
        .replace("\nWK", ";\nWK")
    )
    (tmp_path / "financien.csv").write_text(geld(f'2023;wmo;"{plat}";x;5', f'2023;wmo;werkelijk;"{plat}";"{plat}"'))
    (tmp_path / f"{plat.replace('/', '')}.csv").write_text("a;b\n1;2\n")
    pagina = bekeken(deur.controleer(tmp_path).html())
    eigen = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "p",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert pagina.soorten <= eigen
    assert not pagina.kwaad
    assert not [c for c in pagina.cellen if c.lstrip().startswith(("=", "+", "-", "@"))]


def test_de_begrippen_en_het_overzicht_tonen_tekst_als_tekst():
    from sociaaldomein.paginas import omslag

    for tekst in HTML:
        manifest = {
            "kwartaal": "2023-K1",
            "run": "r",
            "profiel": "openbaar",
            "gemeente": tekst,
            "gemeentecode": "0267",
            "peildatum": "2023-04-15",
            "synthetisch": False,
            "klaar": "2023-04-15T10:00:00",
            "invoer": {},
            "paginas": [
                {"naam": "x", "titel": tekst, "status": "mislukt", "reden": tekst},
                {"naam": "y", "titel": tekst, "status": "goed", "reden": ""},
            ],
            "omgeving": {"versie": tekst, "commit": tekst},
            "aantallen": {"cijfers": 1, "afgeschermd": 0},
        }
        gewoon = {
            **manifest,
            "gemeente": "x",
            "omgeving": {"versie": "1", "commit": "c"},
            "paginas": [
                {"naam": "x", "titel": "x", "status": "mislukt", "reden": "x"},
                {"naam": "y", "titel": "x", "status": "goed", "reden": ""},
            ],
        }
        for maak in (overzicht.index_html, omslag.begrippen_html):
            kwaad, goed = bekeken(maak(manifest)), bekeken(maak(gewoon))
            assert kwaad.soorten == goed.soorten and kwaad.kwaad == goed.kwaad


def test_een_toelichting_blijft_tekst(tmp_path):
    from sociaaldomein.paginas import dashboard

    (tmp_path / "t.yml").write_text("jeugd.lopend: <script>alert(1)</script>\nwmo.lopend: no\n")
    toelichting = dashboard.lees_toelichting(tmp_path / "t.yml")
    assert toelichting == {"jeugd.lopend": "<script>alert(1)</script>", "wmo.lopend": "no"}
