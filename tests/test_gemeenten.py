"""Twee gemeenten naast elkaar: elke rij op haar eigen pagina, en een nieuwe gemeente kost alleen bestanden."""

import csv
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen import cijfers, plannen
from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal
from sociaaldomein.opdracht import instellingen
from sociaaldomein.opdracht.instellingen import ParamsFout
from sociaaldomein.uitgave import run, toetsen

PAGINAS = """
  - {naam: vluchtelingen, notebook: thema, parameters: {thema: vluchtelingen}}
  - {naam: plannen, notebook: plannen}
  - {naam: doelen, notebook: doelen}
"""


@pytest.fixture(autouse=True)
def geen_eigen_themas():
    yield
    cijfers.neem_op(())


def data(naam: str) -> Path:
    return paden.meegeleverd("data") / naam


def rijen(map: Path, tabel: str) -> list[dict[str, str]]:
    with (map / f"{tabel}.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))


def params(map: Path, tekst: str) -> instellingen.Params:
    (map / "eigen.yml").write_text(tekst, encoding="utf-8")
    return instellingen.lees(map / "eigen.yml")


def draai(p, bron, uit, kwartaal):
    gemeld: list[str] = []
    return run.draai(p, bron, uit, Kwartaal.lees(kwartaal), melder=gemeld.append), gemeld


@pytest.fixture(scope="module")
def edities(tmp_path_factory):
    """An edition of each municipality, with every page: from parameters and data only."""
    uit = {}
    for naam, bron, kwartaal in (("Nijmegen", "nijmegen", "2024-K3"), ("Nijkerk", "gepubliceerd", "2023-K1")):
        map = tmp_path_factory.mktemp(bron)
        eigen = instellingen.lees(paden.meegeleverd("params") / "nijmegen.yml")
        p = eigen if naam == "Nijmegen" else params(map, f"peildatum: 2023-06-30\npaginas:{PAGINAS}")
        uitkomst, gemeld = draai(p, data(bron), map / "uit", kwartaal)
        assert uitkomst.code == 0, uitkomst.uitslagen
        uit[naam] = (uitkomst.map, gemeld)
    yield uit
    cijfers.neem_op(())


def stukken(set_: Openbaar) -> set[str]:
    """Every document that a figure or a row of a list in this edition names."""
    uit = {
        plannen.document_van(d)
        for tafel in (set_.cijfers, set_.gepubliceerd)
        for d in tafel["gepubliceerd_in"].drop_nulls()
    }
    return uit | {plannen.document_van(r["bron"]) for lijst in set_.registers.values() for r in lijst if r.get("bron")}


def paginas(map: Path) -> dict[str, str]:
    return {p.name: unescape(p.read_text(encoding="utf-8")) for p in sorted(map.glob("*.html"))}


@pytest.mark.parametrize(("gemeente", "ander"), [("Nijmegen", "Nijkerk"), ("Nijkerk", "Nijmegen")])
def test_no_figure_of_one_stands_on_a_page_of_the_other(edities, gemeente, ander):
    eigen, vreemd = (Openbaar.lees(edities[g][0] / "openbaar") for g in (gemeente, ander))
    mijn, niet_mijn = stukken(eigen), stukken(vreemd)
    assert mijn and niet_mijn and not mijn & niet_mijn
    for naam, html in paginas(edities[gemeente][0]).items():
        assert not [s for s in niet_mijn if s in html], naam
        assert f"Gemeente {gemeente}" in html, f"{naam} does not say whose it is"
        assert ander not in re.sub(r"data:[^\"')]+", "", html), naam


def test_every_row_of_nijkerk_has_the_code_of_nijkerk():
    for tabel in ("aggregaat", "plannen", "activiteiten"):
        assert {r["gemeentecode"] for r in rijen(data("gepubliceerd"), tabel)} == {"GM0267"}


def test_a_list_of_nijkerk_never_stands_in_an_edition_of_nijmegen(tmp_path):
    bron = shutil.copytree(data("nijmegen"), tmp_path / "bron")
    vreemd = (data("gepubliceerd") / "activiteiten.csv").read_text(encoding="utf-8")
    (bron / "activiteiten.csv").write_text(vreemd, encoding="utf-8")
    p, gemeld = instellingen.lees(paden.meegeleverd("params") / "nijmegen.yml"), []
    opdracht = toetsen.toets(p, bron, tmp_path / "uit", Kwartaal.lees("2024-K3"), melder=gemeld.append)
    assert opdracht.levering.tabellen["activiteiten"].is_empty()
    assert "Let op, activiteiten: 15 rijen zijn van een andere gemeente (0267). Die tellen niet mee." in gemeld


def test_every_row_of_nijmegen_has_a_source_and_the_code_of_nijmegen():
    for tabel in ("aggregaat", "plannen", "doelen"):
        for r in rijen(data("nijmegen"), tabel):
            assert r["gemeentecode"] == "GM0268"
            bron = r.get("gepubliceerd_in") or r["bron"]
            assert re.fullmatch(r"Uitvoeringsprogramma Asiel & Integratie 2025-2028, paragraaf \d\.\d", bron), r


def cellen(html: str) -> set[str]:
    return {re.sub(r"<[^>]+>", "", c).strip() for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html)}


def test_every_published_figure_of_nijmegen_stands_on_its_page(edities):
    gevonden = cellen(paginas(edities["Nijmegen"][0])["vluchtelingen.html"])
    kaal = {c.removesuffix(" (voorlopig)").removesuffix("%") for c in gevonden}
    mist = [
        r
        for r in rijen(data("nijmegen"), "aggregaat")
        if r["indicator"] != "opvang_tekort"
        if not {getal(float(r["waarde"])), getal(float(r["waarde"]), 1)} & kaal
    ]
    assert not mist


@pytest.mark.parametrize(
    "zin",
    [
        "Er zijn 520 plekken. Taakstelling van het Rijk: 817, dus 297 te weinig.",
        "De opgave is 364 plus 100 achterstand: 464. Klaar: 291.",
        "Nog 173 statushouders te gaan",
        "Gevraagde plekken: 1.319, dus 534 te weinig.",
    ],
)
def test_what_follows_from_the_figures_is_computed(edities, zin):
    assert zin in re.sub(r"</?a\b[^>]*>", "", paginas(edities["Nijmegen"][0])["vluchtelingen.html"])


def test_the_error_in_the_budget_stands_on_the_page_and_in_the_log(edities):
    map, gemeld = edities["Nijmegen"]
    html = paginas(map)["plannen.html"]
    assert "In het stuk staat 2.000 duizend euro. Nagerekend is het 1.775 duizend euro." in html and "2.1 4.A" in html
    assert [m for m in gemeld if "2027" in m and "verschil 225.000 euro" in m and "2.1 4.A" in m]
    assert [m for m in edities["Nijkerk"][1] if "2018" in m and "verschil 30.000 euro" in m]


@pytest.mark.parametrize("met_code", [True, False])
@pytest.mark.parametrize("tabel", ["aggregaat", "plannen"])
def test_a_planted_row_of_another_municipality_is_left_out_or_stops_the_run(tmp_path, tabel, met_code):
    bron = shutil.copytree(data("gepubliceerd"), tmp_path / "bron")
    geplant = rijen(data("nijmegen"), tabel)[0]
    eigen = rijen(bron, tabel)
    kop = [*eigen[0], *(k for k in geplant if k not in eigen[0])]
    geplant["gemeentecode"] = geplant["gemeentecode"] if met_code else ""
    with (bron / f"{tabel}.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, kop, delimiter=";", restval="")
        schrijver.writeheader()
        schrijver.writerows([*eigen, geplant | ({"kwartaal": "2023-K1"} if tabel == "aggregaat" else {})])
    zin = rf"{tabel}: 1 rij is van gemeente 0268\. Deze levering is van gemeente 0267\."
    p, kwartaal, gemeld = params(tmp_path, f"paginas:{PAGINAS}"), Kwartaal.lees("2023-K1"), []
    if met_code:
        levering = toetsen.toets(p, bron, tmp_path / "uit", kwartaal, melder=gemeld.append).levering
        assert levering.tabellen[tabel].height == len(eigen)
        assert f"Let op, {tabel}: 1 rij is van een andere gemeente (0268). Die telt niet mee." in gemeld
    else:  # only the name of the document tells it: then it could have been meant as one's own
        with pytest.raises(ParamsFout, match=zin):
            toetsen.toets(p, bron, tmp_path / "uit", kwartaal, melder=gemeld.append)
    assert not (tmp_path / "uit").exists()


THEMA = """
themas:
  - naam: armoede
    titel: Armoede
    dimensies: {regeling: regeling}
    cijfer:
      gebruik_regelingen:
        titel: Huishoudens met een regeling
        telregel: Huishoudens die in het kwartaal een regeling gebruikten.
        eenheid: huishoudens
        telt_op: [regeling]
"""


def test_another_municipality_with_its_own_figure_takes_files_only(tmp_path):
    """D4: a new municipality and a new indicator in a temporary folder; no code, no package data."""
    bron = tmp_path / "levering"
    bron.mkdir()
    wie = "gemeente: Voorbeeldstad\ngemeentecode: GM9999\nsynthetisch: ja\n"
    (bron / "herkomst.yml").write_text(wie, encoding="utf-8")
    (bron / "themas.yml").write_text(THEMA, encoding="utf-8")
    regels = ["indicator;wet;kwartaal;dimensie;groep;waarde"]
    for nr, k in enumerate(("2025-K1", "2025-K2", "2025-K3", "2025-K4", "2026-K1")):
        regels.append(f"gebruik_regelingen;armoede;{k};totaal;totaal;{400 + 10 * nr}")
        per = (("pas", 250 + 5 * nr), ("fonds", 150 + 5 * nr))
        regels += [f"gebruik_regelingen;armoede;{k};regeling;{g};{w}" for g, w in per]
    (bron / "aggregaat.csv").write_text("\n".join(regels) + "\n", encoding="utf-8")
    doel = "gebruik_regelingen;armoede;2027;500;samen leven;Wie recht heeft, krijgt het."
    kop = "indicator;wet;periode;streefwaarde;visie;doel"
    (bron / "doelen.csv").write_text(f"{kop}\n{doel}\n", encoding="utf-8")
    tekst = (
        "paginas:\n  - {naam: armoede, notebook: thema, parameters: {thema: armoede}}\n"
        "  - {naam: doelen, notebook: doelen}\n"
    )
    uitkomst, _ = draai(params(tmp_path, tekst), bron, tmp_path / "uit", "2026-K1")
    assert uitkomst.code == 0
    html = paginas(uitkomst.map)
    assert "Gemeente Voorbeeldstad" in html["armoede.html"] and "440 huishoudens" in html["armoede.html"]
    assert "Voorbeelddata (synthetisch)" in html["armoede.html"]
    assert "Doel: 500 huishoudens eind 2027." in html["armoede.html"]
    assert "Wie recht heeft, krijgt het." in html["doelen.html"]
