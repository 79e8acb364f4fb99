"""Thema's: die van het pakket kloppen, en een eigen thema kost alleen een bestand."""

import json
import re
import sys
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import beeldset
import pytest
import yaml

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, Openbaar, controle, scherm_af
from sociaaldomein.afscherming.nalopen import vreemde_getallen
from sociaaldomein.begrippen import cijfers
from sociaaldomein.grond import paden, yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import contract, deur, themas
from sociaaldomein.opdracht.instellingen import Pagina, Params, ParamsFout
from sociaaldomein.paginas.dashboard import open_pagina
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.uitgave import paginakeuze, toetsen

VAN_HET_PAKKET = sorted((paden.PAKKET / "begrippen" / "themas").glob("*.toml"))
EIGEN = """
themas:
  - naam: leerlingenvervoer
    titel: Leerlingenvervoer
    dimensies: {school: soort school}
    groepen: {school: {so: speciaal onderwijs, bo: basisschool}}
    cijfer:
      leerlingen_vervoer:
        titel: Leerlingen met vervoer
        telregel: Leerlingen die op de laatste dag van het kwartaal vervoer hadden.
        eenheid: leerlingen
        telt_op: [school]
"""
RIJ = "leerlingen_vervoer;leerlingenvervoer;{k};{d};{g};{w}\n"


@pytest.fixture(autouse=True)
def geen_eigen_themas():
    yield
    cijfers.neem_op(())


@pytest.mark.parametrize("pad", VAN_HET_PAKKET, ids=lambda p: p.stem)
def test_a_theme_of_the_package_passes_its_own_check(pad):
    inhoud = tomllib.loads(pad.read_text(encoding="utf-8"))
    assert inhoud["naam"] == pad.stem
    als_yaml = yamltekst.ontleed(yaml.safe_dump({"themas": [inhoud]}, sort_keys=False))  # as an adviser writes it
    (klaar,), fouten = themas.keur(als_yaml)
    assert fouten == [] and cijfers.Thema.van(klaar) == cijfers.Thema.van(inhoud)


@pytest.mark.parametrize(
    ("anders", "zegt"),
    [
        (("telregel: Leer", "telreggel: Leer"), "Bedoelt u 'telregel'?"),
        (("telt_op: [school]", "beschermd: geen"), "Kies uit: aantal, aandeel"),
        (("telt_op: [school]", "beschermd: nee"), "gaan over mensen"),
        (("naam: leerlingenvervoer", "naam: jeugd"), "Bezet zijn: jeugd"),
        (("leerlingen_vervoer:", "lopend_trajecten:"), "al in gebruik"),
        (("telt_op: [school]", "telt_op: [schol]"), "Zet uitsplitsingen bij 'dimensies'. Bedoelt u 'school'?"),
        (("telt_op: [school]", "telt_niet_op: [schol]"), "Bedoelt u 'school'?"),
        (("telt_op: [school]", "telt_opp: [school]"), "Bedoelt u 'telt_op'?"),
        (("telt_op: [school]", "deel_van: leerlingen_vervoe"), "niet in dit thema. Bedoelt u 'leerlingen_vervoer'?"),
        (("telt_op: [school]", "teller: leerlingen_vervoe"), "niet in dit thema. Bedoelt u 'leerlingen_vervoer'?"),
        (("telt_op: [school]", 'samen: ["school a + school b"]'), "schrijf 'uitsplitsing groep = "),
        (("telt_op: [school]", 'samen: ["school a = schol b"]'), "'schol' bestaat niet"),
        (("telt_op: [school]", "stroom: [x, leerlingen_vervoer, x]"), "noem precies twee cijfers"),
        (("telt_op: [school]", "stroom: [x, leerlingen_vervoer]"), "het cijfer 'x' bestaat niet"),
        (("eenheid: leerlingen", "eenheid: []"), "hier hoort een tekst te staan"),
        (("eenheid: leerlingen", f"eenheid: {'x' * 41}"), "hoogstens 40 tekens"),
        (
            (
                "    cijfer:",
                "    paneel: [{naam: o, vraag: o, soort: opgave, cijfers: [leerlingen_vervoer]}]\n    cijfer:",
            ),
            "noem bij 'opgave' drie of vier cijfers",
        ),
        (
            (
                "    cijfer:",
                "    paneel: [{naam: o, vraag: o, soort: delen, cijfers: [leerlingen_vervoer], "
                "dimensies: [schol]}]\n    cijfer:",
            ),
            "Zet uitsplitsingen bij 'dimensies'. Bedoelt u 'school'?",
        ),
        (("themas:", "thema:"), "Begin met 'themas:'"),
    ],
)
def test_a_mistake_is_named_and_nothing_gets_in(tmp_path, anders, zegt):
    (tmp_path / "themas.yml").write_text(EIGEN.replace(*anders), encoding="utf-8")
    (tmp_path / "wijken.csv").write_text("wijkcode;wijknaam\nWK026701;Noord\n", encoding="utf-8")
    with pytest.raises(deur.LeveringGeweigerd) as fout:
        deur.lees_map(tmp_path)
    assert any(zegt in f.tekst for f in fout.value.rapport.fouten)
    assert "leerlingenvervoer" not in cijfers.themas()


def levering(map: Path) -> Path:
    rijen = "".join(
        RIJ.format(k=k, d=d, g=g, w=w + n)
        for n, k in enumerate(("2022-K1", "2022-K2", "2022-K3", "2022-K4", "2023-K1"))
        for d, g, w in (("totaal", "totaal", 103), ("school", "so", 96), ("school", "bo", 7))
        if not (d == "school" and g == "so" and n)  # one group only in the first quarter
    )
    (map / "aggregaat.csv").write_text("indicator;wet;kwartaal;dimensie;groep;waarde\n" + rijen, encoding="utf-8")
    (map / "themas.yml").write_text(EIGEN, encoding="utf-8")
    return map


def test_an_own_figure_gets_its_page_without_code(tmp_path):
    """From two files to protected, drawn panels: title, rule, unit and breakdown come from themas.yml."""
    r = registraties.maak(deur.lees_map(levering(tmp_path)).tabellen)
    assert "leerlingen_vervoer" in contract.CODES["indicator"]
    tafel = monitor.bereken(r, Kwartaal(2023, 1), date(2023, 6, 1))
    scherm_af(tafel, Herkomst("Voorbeeld", "0000", "2023-K1", "2023-06-01", True)).schrijf(tmp_path / "openbaar")
    cijfers.neem_op(())  # the page knows them from the set alone
    pagina = open_pagina(tmp_path / "openbaar", "thema", "leerlingenvervoer")
    html = "".join(p.html for p in pagina.panelen().lijst)
    assert "Leerlingen met vervoer" in html and "soort school" in html and "107" in html.replace("&nbsp;", "")
    assert "afgeschermd" in html and "Telt mee: leerlingen die op de laatste dag" in html


ZOALS_DIE_VAN_ONS = (
    "looptijd",
    "doorlooptijd",
    "maatregelen",
    "financieel",
    "besparing",
    "activiteiten",
    "doelen",
    "per-looptijd",
    "tegels-doelenboom",
    "verloop",
)


@pytest.mark.parametrize("naam", ZOALS_DIE_VAN_ONS)
@pytest.mark.parametrize(("beschermd", "gezocht"), [("aantal", True), ("kenmerk", False)])
def test_small_counts_are_searched_by_what_a_picture_counts_not_by_its_name(naam, beschermd, gezocht, tmp_path):
    """An own panel, called like any of the package: of pupils a small number is named, of days it is not."""
    map = levering(tmp_path)
    tekst = f"""{EIGEN}        beschermd: {beschermd}
    paneel: [{{naam: {naam}, vraag: Hoeveel, soort: verloop, cijfers: [leerlingen_vervoer]}}]
"""
    if beschermd == "kenmerk":  # a mean has ten behind it, and its groups do not add up
        tekst = tekst.replace("        telt_op: [school]\n", "").replace("eenheid: leerlingen", "eenheid: dagen")
        rijen = (map / "aggregaat.csv").read_text(encoding="utf-8").splitlines()
        rijen = [r + (";noemer" if r == rijen[0] else ";100") for r in rijen if "school" not in r]
        (map / "aggregaat.csv").write_text("\n".join(rijen) + "\n", encoding="utf-8")
    (map / "themas.yml").write_text(tekst, encoding="utf-8")
    set_ = maak_set(map)
    openbaar = set_.schrijf(tmp_path / "uitgave" / "openbaar")
    pagina = open_pagina(openbaar, "thema", "leerlingenvervoer")
    pagina.paneel(naam), pagina.tegels()
    beelden = [p for p in (openbaar / "beelden").glob("*.json") if not p.stem.endswith("-inhoud")]
    assert len(beelden) == 2 and not any("kleiner" in regel for regel in vreemde_getallen(openbaar.parent, set_))
    for beeld in beelden:
        inhoud = json.loads(beeld.read_text(encoding="utf-8"))
        (inhoud.get("staten") or inhoud["tegels"])[0]["zin"] = "Het zijn er 3."
        beeld.write_text(json.dumps(inhoud), encoding="utf-8")
        gevonden = [r for r in vreemde_getallen(openbaar.parent, set_) if beeld.name in r and "kleiner" in r]
        assert bool(gevonden) == gezocht, "the tiles as well"


@pytest.fixture
def twee_gemeenten(tmp_path):
    """Two public sets with a theme of the same name and the same figure, and other words."""
    uit = {}
    for titel in ("Leerlingen naar school", "Wie met de bus gaat"):
        (tmp_path / titel).mkdir()
        map = levering(tmp_path / titel)
        tekst = (map / "themas.yml").read_text(encoding="utf-8")
        (map / "themas.yml").write_text(tekst.replace("Leerlingen met vervoer", titel), encoding="utf-8")
        uit[titel] = map
    return uit


def maak_set(map):
    """From a delivery to a public set on disk, as a run does."""
    tafel = monitor.bereken(registraties.maak(deur.lees_map(map).tabellen), Kwartaal(2023, 1), date(2023, 6, 1))
    return scherm_af(tafel, Herkomst("Voorbeeld", "0000", "2023-K1", "2023-06-01", True))


def titels(pagina) -> str:
    return "".join(p.html for p in pagina.panelen().lijst) + pagina.voet().html + pagina.kop().html


def test_one_theme_of_two_municipalities_with_other_words_interleaved(twee_gemeenten):
    sets = {titel: maak_set(map) for titel, map in twee_gemeenten.items()}
    for titel, set_ in sets.items():  # written after the other was read: each has its own
        set_.schrijf(twee_gemeenten[titel] / "openbaar")
    paginas = {t: open_pagina(map / "openbaar", "thema", "leerlingenvervoer") for t, map in twee_gemeenten.items()}
    voor = cijfers.eigen_themas()
    for titel, pagina in [*paginas.items(), *paginas.items()]:
        (ander,) = set(paginas) - {titel}
        assert titel in titels(pagina) and ander not in titels(pagina)
    assert cijfers.eigen_themas() == voor, "to draw a page changes nothing for who comes after it"


def test_a_panel_is_drawn_with_the_names_of_its_own_set(twee_gemeenten):
    """Also without a page around it, and whatever themes hold here."""
    sets = {titel: maak_set(map) for titel, map in twee_gemeenten.items()}
    (paneel, *_) = panelen.panelen("thema", "leerlingenvervoer").values()
    cijfers.neem_op(())
    for titel, set_ in [*sets.items(), *sets.items()]:
        beeld = paneel.teken(set_, "leerlingenvervoer", Kwartaal(2023, 1))
        assert titel in beeld.titel + beeld.bijschrift + beeld.zin
    assert cijfers.eigen_themas() == []


def test_to_open_a_page_changes_no_names_for_who_comes_after_it(twee_gemeenten):
    map = next(iter(twee_gemeenten.values()))
    maak_set(map).schrijf(map / "openbaar")
    cijfers.neem_op(())
    assert open_pagina(map / "openbaar", "thema", "leerlingenvervoer").titel == "Leerlingenvervoer"
    assert "leerlingenvervoer" not in cijfers.themas()


def test_no_module_remembers_a_set(twee_gemeenten):
    """What was read for one municipality may not be there when the next one is drawn."""
    for titel, map in twee_gemeenten.items():
        maak_set(map).schrijf(map / "openbaar")
        titels(open_pagina(map / "openbaar", "thema", "leerlingenvervoer"))
        assert titel
    alle = [
        (f"{m.__name__}.{naam}", w)
        for m in [*sys.modules.values()]
        if m.__name__.startswith("sociaaldomein")
        for naam, w in vars(m).items()
        if naam != "__builtins__"
    ]
    erin = [
        (naam, x)
        for naam, w in alle
        for x in (w.values() if isinstance(w, dict) else w if isinstance(w, list | set) else [w])
    ]
    assert len(erin) > len(alle) and not [naam for naam, x in erin if isinstance(x, Openbaar)]


def test_no_python_runs_in_the_threads_of_polars():
    """There the own themes of a delivery do not hold: such a function would go by the catalogue of the package."""
    bronnen = {p.name: p.read_text(encoding="utf-8") for p in paden.PAKKET.rglob("*.py")}
    erin = re.compile(r"\.map_(elements|batches|groups|rows)\(")
    assert bronnen and not [naam for naam, tekst in bronnen.items() if erin.search(tekst)]


def test_one_theme_of_two_municipalities_in_threads(twee_gemeenten):
    """Each thread reads, counts, protects, writes and draws; they wait for one another at each step."""
    samen = threading.Barrier(2, timeout=60)

    def run(titel: str) -> str:
        samen.wait()
        set_ = maak_set(twee_gemeenten[titel])
        samen.wait()
        set_.schrijf(twee_gemeenten[titel] / "openbaar")
        samen.wait()
        pagina = open_pagina(twee_gemeenten[titel] / "openbaar", "thema", "leerlingenvervoer")
        samen.wait()
        return titels(pagina) + cijfers.begrippen()["leerlingen_vervoer"].titel

    with ThreadPoolExecutor(2) as draden:
        html = dict(zip(twee_gemeenten, draden.map(run, twee_gemeenten), strict=True))
    for titel in html:
        (ander,) = set(html) - {titel}
        assert titel in html[titel] and ander not in html[titel]
    assert "leerlingenvervoer" not in cijfers.themas(), "nothing of it stays here"


def test_two_sets_with_their_own_themes_are_open_at_the_same_time(tmp_path):
    """Two municipalities in one notebook: each page keeps its own names, whichever was opened last."""
    paginas = {}
    for naam, titel in (("vervoer_a", "Leerlingen naar school"), ("vervoer_b", "Wie met de bus gaat")):
        (tmp_path / naam).mkdir()
        map = levering(tmp_path / naam)
        for bestand in ("themas.yml", "aggregaat.csv"):
            tekst = (map / bestand).read_text(encoding="utf-8").replace("leerlingenvervoer", naam)
            (map / bestand).write_text(tekst.replace("Leerlingen met vervoer", titel), encoding="utf-8")
        tafel = monitor.bereken(registraties.maak(deur.lees_map(map).tabellen), Kwartaal(2023, 1), date(2023, 6, 1))
        herkomst = Herkomst(naam, "0000", "2023-K1", "2023-06-01", True)
        scherm_af(tafel, herkomst).schrijf(map / "openbaar")
        paginas[titel] = open_pagina(map / "openbaar", "thema", naam)
    for titel, pagina in [*paginas.items(), *paginas.items()]:
        assert titel in "".join(p.html for p in pagina.panelen().lijst)
        assert pagina.titel == "Leerlingenvervoer"


def test_groups_that_add_up_are_protected_together(tmp_path):
    """103 = 96 + 7: the 7 is hidden, and 96 is not shown in a way that gives it back."""
    r = registraties.maak(deur.lees_map(levering(tmp_path)).tabellen)
    openbaar: Openbaar = scherm_af(
        monitor.bereken(r, Kwartaal(2022, 1), date(2023, 6, 1)),
        Herkomst("Voorbeeld", "0000", "2022-K1", "2023-06-01", True),
    )
    cel = {
        g: openbaar.waarde("leerlingen_vervoer", "leerlingenvervoer", "2022-K1", s, g)
        for s, g in (("totaal", "totaal"), ("school", "so"), ("school", "bo"))
    }
    assert cel["bo"]["status"] == "afgeschermd"
    assert (cel["totaal"]["waarde"], cel["so"]["waarde"]) != (103, 96)
    assert controle.controleer(openbaar, []).nieuw == ()


SCHOOL = {"so": 74, "vso": 44, "bao": 2}


def scholen(map: Path, weg: str = "", kwartalen=("2022-K4", "2023-K1"), **groepen: int) -> Path:
    """A delivery with a total of 120 and its groups; `weg` leaves what themas.yml says of the groups out."""
    groepen = groepen or SCHOOL
    rijen = [RIJ.format(k=k, d="school", g=g, w=w) for k in kwartalen for g, w in groepen.items()]
    rijen += [RIJ.format(k=k, d="totaal", g="totaal", w=120) for k in kwartalen]
    pad = map / "aggregaat.csv"
    oud = pad.read_text(encoding="utf-8") if pad.is_file() else "indicator;wet;kwartaal;dimensie;groep;waarde\n"
    pad.write_text(oud + "".join(rijen), encoding="utf-8")
    (map / "themas.yml").write_text(EIGEN.replace("        telt_op: [school]\n", weg), encoding="utf-8")
    return map


def test_groups_that_add_up_in_the_data_are_an_equation_said_or_not(tmp_path):
    """120 = 74 + 44 + 2, and nobody wrote telt_op: the 2 still may not be worked out."""
    r = registraties.maak(deur.lees_map(scholen(tmp_path)).tabellen)
    assert cijfers.begrippen()["leerlingen_vervoer"].telt_op == ("school",)
    openbaar = scherm_af(
        monitor.bereken(r, Kwartaal(2023, 1), date(2023, 6, 1)),
        Herkomst("Voorbeeld", "0000", "2023-K1", "2023-06-01", True),
    )
    assert openbaar.waarde("leerlingen_vervoer", "leerlingenvervoer", "2023-K1", "school", "bao")["waarde"] is None
    assert controle.controleer(openbaar, []).uitslag.veilig


def test_groups_that_add_up_now_and_then_are_asked_about(tmp_path):
    scholen(scholen(tmp_path, kwartalen=["2022-K3"], so=100, vso=44), kwartalen=["2022-K4", "2023-K1"])
    with pytest.raises(deur.LeveringGeweigerd) as fout:
        deur.lees_map(tmp_path)
    assert "Zet 'school' dan bij telt_op. Zet haar anders bij telt_niet_op." in fout.value.rapport.tekst()
    cijfers.neem_op(())
    deur.lees_map(scholen(tmp_path, "        telt_niet_op: [school]\n", kwartalen=["2022-K2"]))
    assert cijfers.begrippen()["leerlingen_vervoer"].telt_op == ()


def test_a_figure_of_the_package_gets_the_equations_of_the_delivery_too(tmp_path):
    rijen = "".join(
        f"oekraine_bezet;vluchtelingen;2023-K1;{d};{g};{w}\n"
        for d, g, w in (("totaal", "totaal", 120), ("wijk", "WK026701", 118), ("wijk", "WK026702", 2))
    )
    (tmp_path / "aggregaat.csv").write_text("indicator;wet;kwartaal;dimensie;groep;waarde\n" + rijen, encoding="utf-8")
    oud = cijfers.begrippen()["oekraine_bezet"]
    deur.lees_map(tmp_path)
    nu = cijfers.begrippen()["oekraine_bezet"]
    assert nu.telt_op == ("wijk",) and (nu.titel, nu.telregel, nu.wetten) == (oud.titel, oud.telregel, oud.wetten)


def test_an_earlier_edition_does_not_bring_its_themes_back(tmp_path):
    """The run reads the editions that are public already, and then counts by the themes of this delivery."""
    r = registraties.maak(deur.lees_map(scholen(tmp_path)).tabellen)
    openbaar = scherm_af(
        monitor.bereken(r, Kwartaal(2023, 1), date(2023, 6, 1)),
        Herkomst("Voorbeeld", "0000", "2023-K1", "2023-06-01", True),
    )
    openbaar.schrijf(tmp_path / "uit" / "2023-K1" / "20230601-120000" / "openbaar")
    cijfers.neem_op([{"naam": "leerlingenvervoer", "titel": "Nieuw"}])
    assert controle.lees_uitgaven(tmp_path / "uit")
    assert cijfers.themas()["leerlingenvervoer"].titel == "Nieuw"
    gezegd: list[str] = []
    assert controle.controleer_map(tmp_path / "uit", gezegd.append).veilig and gezegd[0].startswith("De proef")
    assert cijfers.themas()["leerlingenvervoer"].titel == "Leerlingenvervoer", "on its own it goes by the editions"


def test_every_fault_in_a_theme_is_told_at_once():
    """A wrong name, a figure, a breakdown and a panel with three faults: nothing waits for another run."""
    inhoud = {
        "themas": [
            {
                "naam": "Met Spatie",
                "titl": "x",
                "tegels": ["niets"],
                "cijfer": {"bomen": {"titel": "Bomen", "eenheid": "bomen", "beschermd": "aantl"}},
                "paneel": [{"vraag": "Hoeveel?", "soort": "verdeling"}, {"naam": "b", "vraag": "v", "soort": "verlop"}],
            }
        ]
    }
    klaar, fouten = themas.keur(inhoud)
    assert not klaar
    for deel in (
        "kies een naam",
        "'titl' bestaat niet",
        "het cijfer 'niets'",
        "'telregel' ontbreekt",
        "Bedoelt u 'aantal'",
        "paneel 1: de sleutel 'naam' ontbreekt",
        "paneel 1, dimensies: noem bij 'verdeling' ook 'dimensies'",
        "paneel 1, cijfers: noem de cijfers",
        "paneel 2, soort: 'verlop' mag niet",
        "paneel 2, cijfers: noem de cijfers",
    ):
        assert sum(deel in fout for fout in fouten) == 1, deel


LANG = "x" * 120 + " naam" * 30
ELKE_SOORT = """
themas:
  - naam: lang
    titel: LANG
    dimensies: {deel: LANG}
    groepen: {deel: {een: LANG, twee: LANG}}
    cijfer:
      nu: {titel: LANG, telregel: LANG, eenheid: stuks, telt_op: [deel]}
      doel: {titel: LANG, telregel: LANG, eenheid: stuks, beschermd: nee}
    paneel:
      - {naam: verloop, vraag: LANG, soort: verloop, cijfers: [nu, doel]}
      - {naam: verdeling, vraag: LANG, soort: verdeling, cijfers: [nu], dimensies: [deel]}
      - {naam: delen, vraag: LANG, soort: delen, cijfers: [nu], dimensies: [deel], opties: {deel: een, zin: LANG}}
      - {naam: brug, vraag: LANG, soort: brug, cijfers: [doel, nu]}
      - {naam: naast, vraag: LANG, soort: naast, cijfers: [nu, doel]}
      - {naam: doelen_naast, vraag: LANG, soort: doelen_naast, cijfers: [nu, doel]}
      - {naam: opgave, vraag: LANG, soort: opgave, cijfers: [nu, doel, doel]}
      - {naam: stand, vraag: LANG, soort: stand, cijfers: [nu], dimensies: [deel]}
"""


def test_names_of_any_length_stay_on_the_sheet_in_every_kind_of_panel(tmp_path):
    soorten = set(re.findall(r"soort: (\w+)", ELKE_SOORT))
    assert soorten == themas.VRAAGT_DIMENSIES.keys() - {"geld"}, "geld has no text of the theme"
    rijen = "".join(
        f"{c};lang;{k};{d};{g};{w}\n"
        for k in ("2022-K1", "2022-K4", "2023-K1")
        for c, d, g, w in (
            ("nu", "totaal", "totaal", 300),
            ("doel", "totaal", "totaal", 450),
            ("nu", "deel", "een", 200),
            ("nu", "deel", "twee", 100),
        )
    )
    (tmp_path / "aggregaat.csv").write_text("indicator;wet;kwartaal;dimensie;groep;waarde\n" + rijen, encoding="utf-8")
    (tmp_path / "themas.yml").write_text(ELKE_SOORT.replace("LANG", LANG), encoding="utf-8")
    r, k = registraties.maak(deur.lees_map(tmp_path).tabellen), Kwartaal(2023, 1)
    o = scherm_af(monitor.bereken(r, k, date(2023, 6, 1)), Herkomst("V", "0000", str(k), "2023-06-01", True))
    for paneel in panelen.panelen("thema", "lang").values():
        for keuze in paneel.staten():
            beeld = paneel.functie(o, "lang", k, **keuze)
            assert beeld.status != "ontbreekt", paneel.naam
            assert [b for svg in beeld.svg.values() for b in beeldset.buiten(svg)] == [], (paneel.naam, keuze)


def test_a_page_of_a_theme_that_was_not_delivered_is_left_out_and_a_slip_is_named():
    """The same params serve each delivery, also one without themas.yml; a misspelt theme is still named."""

    def params(thema):
        return Params(paginas=(Pagina("vervoer", "Vervoer", Path("thema.ipynb"), {"thema": thema}),))

    toetsen._keur_themas(params("leerlingenvervoer"), eigen_themas=False)
    assert not paginakeuze._heeft_gegevens(beeldset.openbaar(), params("leerlingenvervoer").paginas[0])
    for thema, eigen in (("leerlingenvervoer", True), ("participatei", False)):
        with pytest.raises(ParamsFout, match=f"het thema '{thema}' bestaat niet"):
            toetsen._keur_themas(params(thema), eigen)


@pytest.mark.parametrize("deel_van", ["leerlingen", ["leerlingen"]])
def test_one_name_may_stand_without_a_list(deel_van):
    """Also in a set that an older version wrote: else an equation would be lost without a word."""
    velden = dict.fromkeys(("titel", "telregel", "kanttekening", "bron", "eenheid"), "x") | {"beschermd": "aantal"}
    inhoud = {"naam": "vervoer", "titel": "Vervoer", "cijfer": {"met_bus": velden | {"deel_van": deel_van}}}
    assert cijfers.Thema.van(inhoud).begrippen["met_bus"].deel_van == ("leerlingen",)
