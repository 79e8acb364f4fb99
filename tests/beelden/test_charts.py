"""De tekening: getallen uit de tabel staan letterlijk in het beeld, gaten zijn woorden, en niets komt van buiten."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import sys
from itertools import pairwise
from xml.etree import ElementTree

import beeldset
import pytest
from beeldset import NU, cel

import sociaaldomein
from sociaaldomein.beelden import balken, beeld, getallen, kolommen, lijnen, maten, vel
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.beelden.svg import naar_svg
from sociaaldomein.grond.kwartaal import laatste


def teksten(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture(scope="module")
def lopend():
    o = beeldset.openbaar()
    reeksen = [
        Reeks(f"{c}_clienten", "jeugd", n)
        for c, n in (("lopend", "met hulp"), ("instroom", "begonnen"), ("uitstroom", "beëindigd"))
    ]
    return kolommen.op_en_neer(o, *reeksen, NU)


def test_every_number_of_the_table_is_in_the_picture(lopend):
    getekend = set(teksten(lopend.svg["breed"]))
    assert {c for rij in lopend.rijen for c in rij[1:]} <= getekend


def test_svg_is_small_clean_and_takes_its_colours_from_the_page(lopend):
    for svg in lopend.svg.values():
        assert len(svg.encode()) < 20_000
        assert not re.search(r"<metadata|<style|clip-path|font-family: |id=\"(figure|axes|patch)_", svg)
        kleuren = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\(--[\w-]+,#[0-9a-f]{6}\)", "", svg)))
        assert not kleuren, f"a colour that is no token: {kleuren}"
        assert set(re.findall(r"https?://[\w./]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_a_drawing_is_read_by_the_eye_and_by_the_viewer():
    """A series and a number carry their name, text is text, and no place is written finer than a tenth of a pixel."""
    v = vel.Vel("breed", 100)
    vlak = v.vlak((20, 10, 100, 80), (0, 10), (0, 4))
    vlak.staaf(5, (0, 2), "hoofd", 2, reeks="a&b")
    vlak.stip(5, 3, "in", 9, open_=True, reeks="punt")
    vlak.ruit(1 / 3, 3)
    vlak.band([0, 5, 10], [0, 1, 0], [2, 3, 2], "hoofd-licht", "helft")
    vlak.woord("$1$ < 2\n& meer", 0, 4, "rechts", 4, cijfer="a&b")
    vlak.omhoog("ontbreekt", 5, 0)
    assert vlak.px_van(5) == 70
    svg = naar_svg(v)
    boom = ElementTree.fromstring(svg)
    assert teksten(svg) == ["$1$ < 2", "& meer", "ontbreekt"]
    assert [(m.tag.rpartition("}")[2], m.get("data-reeks") or m.get("data-cijfer")) for m in boom] == [
        ("path", "a&b"),
        ("path", "helft"),
        ("circle", "punt"),
        ("polygon", "gepubliceerd"),
        ("text", "a&b"),
        ("text", "a&b"),
        ("text", None),
    ]
    staaf, _, stip, ruit, regel, _, omhoog = boom
    assert staaf.get("d") == "M60 90L80 90L80 50L60 50z"
    assert [stip.get(k) for k in ("cx", "cy", "r")] == ["70", "30", "4.5"]
    assert ruit.get("points") == "23.3,35.7 29,30 23.3,24.3 17.7,30"
    assert regel.get("x") == "24" and "transform" not in regel.attrib
    assert omhoog.get("transform") == f"rotate(-90 {omhoog.get('x')} 90)"
    assert not re.search(r"\d\.\d\d|-0\b", re.sub(r">[^<]*<", "><", svg)), "a tenth of a pixel is fine enough"


def test_light_values_are_unique_so_that_a_colour_names_one_token():
    assert len(set(vel.K.values())) == len(vel.K)


def test_same_figures_give_the_same_bytes(lopend):
    o = beeldset.openbaar()
    reeksen = [
        Reeks(f"{c}_clienten", "jeugd", n)
        for c, n in (("lopend", "met hulp"), ("instroom", "begonnen"), ("uitstroom", "beëindigd"))
    ]
    assert kolommen.op_en_neer(o, *reeksen, NU).svg == lopend.svg


def test_only_openbaar_is_drawn():
    with pytest.raises(TypeError, match="Alleen een Openbaar"):
        getallen.cel({"waarde": 3}, "lopend_clienten", "jeugd", NU)


def test_provisional_is_dashed_and_named(lopend):
    assert "stroke-dasharray" in lopend.svg["breed"]
    assert "voorlopig" in teksten(lopend.svg["smal"])
    assert lopend.rijen[-1][0] == "1e kwartaal 2023 (voorlopig)"


def test_a_gap_is_a_word_never_a_zero():
    o = beeldset.openbaar()
    rijen = [Rij("bekend", cel(40, "definitief")), Rij("verborgen", cel(None, "afgeschermd"))]
    tekening = balken.liggend(o, rijen, "groep", NU, "jeugdigen")
    assert "afgeschermd" in teksten(tekening.svg["breed"])
    assert tekening.rijen[1][1] == "afgeschermd"
    assert "0" not in teksten(tekening.svg["breed"])


def test_the_line_stops_at_gap_and_break():
    rij = [
        cel(1, "definitief"),
        cel(2, "definitief"),
        Cel(),
        cel(3, "definitief"),
        cel(4, "definitief"),
        cel(5, "definitief"),
    ]
    assert getallen.stukken(rij) == [[0, 1], [3, 4, 5]]
    assert getallen.stukken(rij, [4]) == [[0, 1], [3], [4, 5]]


@pytest.mark.parametrize("aantal", range(1, 9))
def test_any_number_of_quarters(aantal):
    """From one known quarter to eight: no bracket without a year before, never an error."""
    o = beeldset.openbaar()
    kort = beeldset.met(o, cijfers=o.cijfers.filter(o.cijfers["kwartaal"].is_in([str(k) for k in laatste(NU, aantal)])))
    reeksen = [
        Reeks(f"{c}_trajecten", "wmo", n)
        for c, n in (("lopend", "trajecten"), ("instroom", "begonnen"), ("uitstroom", "beëindigd"))
    ]
    tekening = kolommen.op_en_neer(kort, *reeksen, NU)
    assert any("in een jaar" in t for t in teksten(tekening.svg["breed"])) == (aantal > 4)
    kolommen.stapels(kort, reeksen[1:2], NU, reeksen[1])
    lijnen.lijnen(
        kort, [Reeks("looptijd_mediaan", "wmo", "mediaan"), Reeks("looptijd_gemiddeld", "wmo", "gemiddeld")], NU
    )


def test_fourteen_rows_are_drawn_and_the_rest_stands_in_the_table():
    o = beeldset.openbaar()
    tekening = balken.liggend(
        o, [Rij(f"groep {i}", cel(10 * i + 10, "definitief")) for i in range(20)], "groep", NU, "jeugdigen"
    )
    assert len(tekening.rijen) == 20
    assert sum(t.startswith("groep") for t in teksten(tekening.svg["breed"])) == 14
    assert "De andere staan in de tabel" in tekening.noot[0]


def test_zeros_do_not_break_a_bar():
    tekening = balken.liggend(beeldset.openbaar(), [Rij("nul", cel(0, "definitief"))], "groep", NU, "jeugdigen")
    assert tekening.rijen == [["Nul", "0"]]


@pytest.mark.parametrize(
    "naam",
    [
        "gezinsgerichte behandeling met verblijf buiten de regio",
        "x" * 300,
        "ab" * 20 + "12" + "cd" * 20,
        "<script>alert(/een-script-als-naam/)</script> in de regio",
        "woord " * 60,
    ],
)
def test_long_names_are_broken_within_the_space(naam):
    for px in (15, 17):
        assert all(vel.breedte(regel, px) <= 200 for regel in vel.breek(naam, px, 200).split("\n"))


@pytest.mark.parametrize("ruimte", [60, 90, 150])
def test_a_number_in_a_name_stays_whole_and_beside_its_word(ruimte):
    """Loose, a 1 would read as a count of one."""
    for naam in ("trede 1, geïsoleerd", "specialistische hulp, niveau 3", "a" * 40 + "12" + "b" * 40):
        regels = vel.breek(naam, 17, ruimte).split("\n")
        assert not [r for r in regels if r[:1].isdigit()], regels


def test_names_are_pushed_apart_and_stay_inside():
    plaatsen = vel.spreid([10, 11, 12, 90], 15, 0, 100)
    assert plaatsen == sorted(plaatsen)
    assert all(b - a >= 14.99 for a, b in pairwise(plaatsen))
    assert plaatsen[-1] <= 100


LANG = [f"een naam van een gemeente zelf die {n} keer zo lang is als zij hoort te zijn " * 9 for n in range(40, 49)]


@pytest.mark.parametrize("aantal", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("tekenaar", [kolommen.stapels, lijnen.lijnen])
def test_names_of_any_length_stay_inside_the_drawing(tekenaar, aantal):
    """However long and however many: nothing of a picture covers what stands above or below it."""
    o = beeldset.openbaar()
    cijfers = [f"{c}_{wat}" for c in ("lopend", "instroom", "uitstroom") for wat in ("clienten", "trajecten")] * 2
    tekening = tekenaar(o, [Reeks(cijfers[n], "jeugd", LANG[n]) for n in range(aantal)], NU)
    for formaat, svg in tekening.svg.items():
        hoogte = float(ElementTree.fromstring(svg).get("viewBox").split()[3])
        paren = re.findall(r'<text[^>]* y="([-\d.]+)"|<text[^>]*translate\(\S+ ([-\d.]+)\)', svg)
        plekken = [float(y) for paar in paren for y in paar if y]
        assert plekken, formaat
        assert min(plekken) >= 0 and max(plekken) <= hoogte, (formaat, min(plekken), max(plekken), hoogte)


def test_change_says_about_when_numbers_are_rounded():
    o, intern = beeldset.openbaar(), beeldset.openbaar("alles", "intern")
    nu, toen = cel(1130, "definitief"), cel(1100, "definitief")
    assert getallen.verandering(o, nu, toen) == "ongeveer +3% in een jaar"
    assert getallen.verandering(intern, nu, toen) == "+2,7% in een jaar"
    assert getallen.verandering(o, cel(45, "definitief"), cel(20, "definitief")) is None, "no trend on small numbers"
    stuk = cel(6, "definitief", gepubliceerd_in="stuk")
    assert getallen.verandering(o, nu, Cel(), stuk) == "+6% in een jaar"
    assert getallen.verandering(o, nu, toen, stuk) == "ongeveer +3% in een jaar", "the shown numbers speak"


def test_published_mark_only_where_it_differs():
    assert maten.merk_van(cel(1785, "definitief", merk=1787)) == 1787
    assert maten.merk_van(cel(495, "definitief", merk=495)) is None


def test_money_is_written_in_millions_unless_a_part_would_vanish():
    assert maten.maat("euro", [cel(13.7e6), cel(2e6)]).tekst(13.69e6) == "13,7"
    assert maten.maat("euro", [cel(1.6e6), cel(2e4)]) == Maat("duizend euro", 1_000, 0)


def test_picture_has_alternative_text_table_and_source(lopend):
    o = beeldset.openbaar()
    b = beeld.beeld(o, lopend, titel="Titel", zin="Zin.", begrip="lopend_clienten", bijschrift="Bijschrift <b>")
    html = b._repr_html_()
    assert b.figuur()["svg"].count('role="img"') == len(vel.FORMAAT)
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert b.bron == "Bron: bron, stand 15 april 2023."
    assert not any("afgerond" in n for n in b.noot), "een kop staat er precies"
    assert b.gepubliceerd == ["Eerder gepubliceerd: met hulp 1.128, begonnen 495 (Rapportage, paragraaf 4.3)."]
    assert "<table>" in b._repr_html_()


def test_sparkline_leaves_a_gap_open():
    rij = [cel(1, "definitief"), cel(2, "definitief"), Cel(), cel(3, "definitief"), cel(4, "voorlopig")]
    assert lijnen.vonk(rij).count("<polyline") == 2
    assert lijnen.vonk([Cel(), Cel()]) == ""


def test_names_keep_their_capitals():
    o = beeldset.openbaar()
    tekening = balken.liggend(o, [Rij("naar Wlz", cel(40, "definitief"))], "groep", NU, "trajecten")
    assert tekening.rijen[0][0] == "Naar Wlz"


def test_a_negative_booking_goes_left_of_zero():
    o = beeldset.openbaar()
    tekening = balken.liggend(
        o,
        [Rij("balansposten", cel(-200_000, "definitief")), Rij("voorschotten", cel(1e6, "definitief"))],
        "soort",
        NU,
        "euro",
    )
    assert dict(tekening.rijen)["Balansposten"] == "\u22120,2"
    assert "\u22120,2" in teksten(tekening.svg["smal"])


def test_a_running_year_alone_is_as_provisional_as_its_bar():
    """Only a budget and what was spent until now: the status is that of the bar, not of the budget."""
    o, alleen = beeldset.openbaar(), ("begroot_jaar", "werkelijk_cumulatief")
    o = beeldset.met(o, cijfers=o.cijfers.filter(o.cijfers["cijfer"].is_in(alleen), o.cijfers["kwartaal"] >= str(NU)))
    assert balken.jaren(o, "jeugd", NU).status == "voorlopig"


def test_no_drawing_forgets_to_look_at_its_set():
    """A drawing that takes an Openbaar and never looks at it would draw anything."""
    import ast

    from sociaaldomein.grond import paden

    vergeten = []
    for pad in sorted(paden.PAKKET.rglob("*.py")):
        for functie in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            if isinstance(functie, ast.FunctionDef) and "openbaar" in [a.arg for a in functie.args.args]:
                namen = {n.id for n in ast.walk(functie) if isinstance(n, ast.Name)}
                vergeten += [f"{pad.stem}.{functie.name}"] if "openbaar" not in namen else []
    assert vergeten == []


def test_bars_are_drawn_from_a_protected_set_only():
    with pytest.raises(TypeError, match="Alleen een Openbaar"):
        balken.liggend(None, [Rij("wijk A", cel(3.0, "definitief"))], "Wijk", NU, "mensen")


# ---------------------------------------------------------------- only what is protected can be drawn

# What may hold numbers besides cells: lists of a municipality that count no people, how far a goal is, how to write.
UIT_REGISTER = {"Plan", "Som", "Geld", "Doel", "Doelrij", "Vooruitzicht", "Paneelvorm", "Maat", "Klassen"}
KENMERKEN = {"kwartaal", "aantal", "hoogste", "los", "vormen", "per", "top", "doel"}  # quarters, an axis, a goal


def tekenfuncties() -> dict:
    """Every public function of the package that gives a drawing."""
    uit = {}
    for m in pkgutil.walk_packages(sociaaldomein.__path__, "sociaaldomein."):
        if m.name.endswith("__main__"):
            continue
        for naam, f in vars(importlib.import_module(m.name)).items():
            if inspect.isfunction(f) and f.__module__ == m.name and not naam.startswith("_"):
                kort, geeft = f"{m.name.rpartition('.')[2]}.{naam}", str(inspect.signature(f).return_annotation)
                if geeft in ("Tekening", "Beeld", "Tegel", "list[Tegel]") or kort == "lijnen.vonk":
                    uit[kort] = f
    return uit


def typen(f) -> list[tuple[str, str]]:
    """(parameter, type) of a drawing; of a dataclass of ours that is no list of a municipality, its fields as well."""
    uit, klaar = [], set()
    te_doen = [(p.name, str(p.annotation), f.__globals__) for p in inspect.signature(f).parameters.values()]
    while te_doen:
        naam, soort, globals_ = te_doen.pop()
        uit.append((naam, soort))
        for woord in set(re.findall(r"[A-Z]\w+", soort)) - klaar - UIT_REGISTER - {"Cel", "Openbaar", "Kwartaal"}:
            klaar.add(woord)
            klasse = globals_.get(woord)
            if dataclasses.is_dataclass(klasse):
                te_doen += [
                    (v.name, str(v.type), vars(sys.modules[klasse.__module__])) for v in dataclasses.fields(klasse)
                ]
    return uit


@pytest.mark.parametrize("naam", tekenfuncties())
def test_a_drawing_has_its_numbers_from_a_protected_set_or_a_list(naam):
    """No bare number comes in: only an Openbaar, a cell of one, or a list that counts no people."""
    for parameter, soort in typen(tekenfuncties()[naam]):
        bloot = re.search(r"\b(?:float|int|Any|DataFrame|Decimal)\b", soort)
        assert not bloot or parameter in KENMERKEN, f"{naam}: {parameter} is {soort}"


def test_there_are_drawings_of_every_kind():
    gevonden = tekenfuncties()
    assert {
        "balken.liggend",
        "lijnen.vonk",
        "bruggen.brug",
        "kaarten.kaart",
        "doelbeelden.opgave",
        "paneel.tegel",
        "planbeelden.totalen",
        "opgaven.stand",
        "raadsmonitor.triage",
    } <= gevonden.keys()


@pytest.mark.parametrize(
    "maak",
    [
        lambda echt: Cel(3.0, "definitief"),
        lambda echt: Cel(teller=3.0),
        lambda echt: Cel(noemer=3.0),
        lambda echt: Cel(merk=3.0),
        lambda echt: Cel(**{f.name: getattr(echt, f.name) for f in dataclasses.fields(echt)}),
        lambda echt: dataclasses.replace(echt, waarde=3.0),
        lambda echt: dataclasses.replace(echt, status="definitief"),
    ],
)
def test_nobody_makes_a_cell_by_hand(maak):
    """Nor a copy of one with another number: every drawing of cells is safe by that."""
    echt = getallen.cel(beeldset.openbaar("totalen"), "lopend_clienten", "jeugd", NU)
    assert echt.bekend
    with pytest.raises(TypeError, match="komt uit een Openbaar"):
        lijnen.vonk([maak(echt)] * 3)


def test_nobody_makes_a_set_by_hand():
    o = beeldset.openbaar("totalen")
    for maak in (lambda: dataclasses.replace(o, cijfers=o.cijfers.clear()), lambda: dataclasses.replace(o, drempel=3)):
        with pytest.raises(TypeError, match=r"afscherming\.scherm_af"):
            maak()
