"""Doelen: afstand en koers volgens de regel, een doellijn in elk dashboard, en de boom van visie tot cijfer."""

import polars as pl
import pytest
from beeldset import cel, met

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.beelden import getallen, kolommen, lijnen, maten
from sociaaldomein.beelden.getallen import Reeks
from sociaaldomein.begrippen import cijfers, doelen
from sociaaldomein.begrippen.doelen import GEHAALD, NIET_GEHAALD, NIET_OP_KOERS, NIET_TE_ZEGGEN, OP_KOERS, koers
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.panelen import doelen as panelen_doelen

NU = Kwartaal(2023, 1)


@pytest.mark.parametrize(
    ("nu", "toen", "streef", "richting", "kwartalen", "opties", "uit"),
    [
        (90, 80, 90, "hoger", 8, {}, GEHAALD),
        (70, 60, 90, "hoger", 8, {}, OP_KOERS),
        (70, 60, 90, "hoger", 7, {}, NIET_OP_KOERS),
        (70, 60, 90, "hoger", 0, {}, NIET_GEHAALD),
        (70, 75, 90, "hoger", 8, {}, NIET_OP_KOERS),
        (46, 50, 42, "lager", 4, {}, OP_KOERS),
        (46, 45, 42, "lager", 4, {}, NIET_OP_KOERS),
        (700, 785, 785, "gelijk", 4, {}, NIET_OP_KOERS),
        (780, 700, 785, "gelijk", 4, {}, GEHAALD),
        (None, 60, 90, "hoger", 8, {}, NIET_TE_ZEGGEN),
        (70, None, 90, "hoger", 8, {}, NIET_TE_ZEGGEN),
        (40, 30, 60, "hoger", 8, {"aantal": True}, NIET_TE_ZEGGEN),  # small numbers: nothing is claimed
        (104, 100, 120, "hoger", 16, {"marge": 4}, NIET_OP_KOERS),  # the difference may be rounding
    ],
)
def test_the_rule_of_the_course(nu, toen, streef, richting, kwartalen, opties, uit):
    assert koers(nu, toen, streef, richting, kwartalen, **opties) == uit


@pytest.mark.parametrize(
    ("standen", "stappen"),
    [
        ([("2022-K4", 73), ("2023-K1", 20), ("2023-K2", 46)], [20, 26]),  # a new year starts at nothing
        ([("2022-K3", 54), ("2022-K4", None), ("2023-K1", 17)], [17]),  # a gap is no step
        ([("2024-K3", 291)], []),
        ([("2022-K2", 30), ("2022-K3", 28)], []),  # corrected downwards: no pace
    ],
)
def test_steps_within_a_year(standen, stappen):
    assert doelen.stappen([(Kwartaal.lees(k), w) for k, w in standen]) == stappen


@pytest.mark.parametrize(
    ("stand", "kwartaal", "gezien", "verwacht", "laag", "hoog"),
    [
        (291, "2024-K3", [], 388, None, None),
        (17, "2023-K1", [21, 18, 19, 17], 34, 34, 38),
        (46, "2023-K2", [20, 26], 46, None, None),  # the half-year is over
        (30, "2023-K3", [20, 5, 5], 40, 35, 50),
    ],
)
def test_the_prospect_of_a_task(stand, kwartaal, gezien, verwacht, laag, hoog):
    v = doelen.vooruitzicht(stand, Kwartaal.lees(kwartaal), gezien)
    assert (v.verwacht, v.laag, v.hoog) == (verwacht, laag, hoog)


def rij(cijfer, wet, k, waarde):
    begrip = cijfers.begrippen()[cijfer]
    deel = {"teller": waarde * 5.0, "noemer": 500.0} if begrip.beschermd == "aandeel" else {}
    vast = {"groep_soort": "totaal", "groep": "totaal", "eenheid": begrip.eenheid_bij(wet), "status": "definitief"}
    return {"cijfer": cijfer, "wet": wet, "kwartaal": str(k), "waarde": float(waarde), **vast, **deel}


def openbaar(*doelen_, van=60, stap=1.0):
    rijen = [rij("meedoen", "vluchtelingen", k, van + stap * i) for i, k in enumerate(laatste(NU, 12))]
    rijen += [rij("opvang_plekken", "vluchtelingen", k, 100 + 20 * i) for i, k in enumerate(laatste(NU, 12))]
    tafel = pl.concat([cijfers.leeg(), pl.DataFrame(rijen)], how="diagonal_relaxed")
    herkomst = Herkomst("Voorbeeld", "0000", str(NU), "2023-04-15", True)
    return scherm_af(tafel, herkomst, registers={"doelen": list(doelen_)})


def doel(cijfer="meedoen", periode="2024", streef=80.0, **anders):
    vast = {"richting": "hoger", "besluit": "raadsbesluit", "visie": "samen leven", "doel": "Iedereen doet mee."}
    return {"indicator": cijfer, "wet": "vluchtelingen", "periode": periode, "streefwaarde": streef} | vast | anders


def test_a_dashboard_shows_the_target_line_the_distance_and_the_course():
    o, reeks = openbaar(doel()), Reeks("meedoen", "vluchtelingen", "meedoen")
    tekening = lijnen.lijnen(o, [reeks], NU)
    assert "doel 80%" in tekening.svg["breed"]
    assert tekening.noot == ["Doel: 80% eind 2024. Koers: niet op koers. Het verschil met het doel is 9 procentpunt."]
    met_doel = openbaar(doel("opvang_plekken", streef=400))
    tekening = kolommen.stapels(met_doel, [Reeks("opvang_plekken", "vluchtelingen", "plekken")], NU)
    assert "doel 400" in tekening.svg["breed"] and "op koers" in tekening.noot[0]


def test_the_goal_line_runs_between_the_columns():
    """A dash in front of, between and behind the columns: no number is crossed."""
    met_doel = openbaar(doel("opvang_plekken", streef=400))
    svg = kolommen.stapels(met_doel, [Reeks("opvang_plekken", "vluchtelingen", "plekken")], NU).svg["breed"]
    assert svg.count('data-reeks="doel"') == 9


def test_without_a_goal_nothing_is_added():
    tekening = lijnen.lijnen(openbaar(), [Reeks("meedoen", "vluchtelingen", "meedoen")], NU)
    assert not tekening.noot and "doel" not in tekening.svg["breed"]


def test_the_goal_that_comes_next_counts():
    alle = doelen.lees([doel(periode="2022"), doel(periode="2023", streef=75), doel(periode="2024")])
    assert doelen.bij(alle, "meedoen", "vluchtelingen", NU).streef == 75
    assert doelen.bij(alle, "meedoen", "vluchtelingen", Kwartaal(2026, 1)).streef == 80


def test_the_page_of_goals_lists_every_goal_with_its_course():
    o = openbaar(doel(), doel("opvang_plekken", "2023-K2", 300.0, visie="aandacht", doel="Genoeg plekken."))
    beeld = panelen.panelen("doelen", "samen")["doelen"].functie(o, "samen", NU)
    assert beeld.kop[:3] == ["Visie", "Doel", "Cijfer"] and [r[6] for r in beeld.rijen] == [NIET_OP_KOERS, GEHAALD]
    assert beeld.titel == "Gehaald of op koers: 1 van de 2 cijfers"


def test_two_figures_with_one_goal_count_as_one_goal_everywhere():
    o = openbaar(doel(), doel("opvang_plekken", streef=400))
    lijst, boom = (p.functie(o, "samen", NU) for p in panelen.panelen("doelen", "samen").values())
    assert lijst.zin.startswith("Het gaat om 1 doel, met 2 cijfers.") and boom.zin.endswith("1 doel, met 2 cijfers.")
    assert {t.verschil for t in panelen.tegels(o, "doelen", "samen", NU)} == {"van de 2 cijfers"}


def test_a_figure_of_an_earlier_moment_says_so_and_a_lower_goal_says_too_much():
    o = openbaar(doel(periode="2022", richting="lager", streef=50), van=60)
    (r,) = panelen_doelen.rijen(o, NU)
    assert r.stand == "eind 2022: 70%, doel 50% eind 2022, 20 procentpunt boven het doel"
    assert panelen.panelen("doelen", "samen")["doelen"].functie(o, "samen", NU).rijen[0][3] == "70% eind 2022"
    assert panelen_doelen.rijen(openbaar(doel()), NU)[0].stand == "nu: 71%, doel 80% eind 2024, nog 9 procentpunt"


@pytest.mark.parametrize(
    ("streef", "staat"),
    [
        (20, "15 trajecten"),
        (25, "10 trajecten"),
        (35, ""),
        (28, "minder dan 10 trajecten"),
        (42, "minder dan 10 trajecten"),
    ],
)
def test_a_small_distance_to_a_goal_is_not_written_out(streef, staat):
    """It looks like a small count of people, and is less than rounding leaves known; everywhere it stands."""
    d = doelen.Doel("lopend_trajecten", "jeugd", Kwartaal(2023, 4), streef, "gelijk")
    o, m = openbaar(doel()), maten.Maat("trajecten")
    assert maten.verschil_met_doel(o, d, cel(35.0, "definitief"), m) == staat
    assert maten.verschil_met_doel(o, d, getallen.Cel(), m) == ""


def test_one_provisional_figure_makes_the_page_of_goals_provisional():
    o = openbaar(doel(), doel("opvang_plekken", streef=400))
    jong = pl.when(pl.col("cijfer") == "opvang_plekken").then(pl.lit("voorlopig")).otherwise(pl.col("status"))
    o = met(o, cijfers=o.cijfers.with_columns(jong.alias("status")))
    assert {t.status for t in panelen.tegels(o, "doelen", "samen", NU)} == {"voorlopig"}
    assert {p.functie(o, "samen", NU).status for p in panelen.panelen("doelen", "samen").values()} == {"voorlopig"}


def test_the_tree_runs_from_vision_to_goal_to_figure_in_drawing_and_table():
    o = openbaar(doel(), doel("opvang_plekken", visie="aandacht", doel="Genoeg plekken."))
    beeld = panelen.panelen("doelen", "samen")["doelenboom"].functie(o, "samen", NU)
    for tekst in ("Samen leven", "Aandacht", "Iedereen doet", "Genoeg plekken."):
        assert tekst in beeld.svg["breed"] and tekst in beeld.svg["smal"]
    assert [r[:2] for r in beeld.rijen] == [["samen leven", "Iedereen doet mee."], ["aandacht", "Genoeg plekken."]]


def test_markup_in_a_goal_is_shown_as_text():
    beeld = panelen.panelen("doelen", "samen")["doelenboom"].functie(openbaar(doel(doel="<img src=x>")), "samen", NU)
    assert "<img" not in beeld._repr_html_()


def test_a_dollar_sign_is_no_formula():
    beeld = panelen.panelen("doelen", "samen")["doelenboom"].functie(openbaar(doel(doel="$5 en $\\frac{")), "samen", NU)
    assert "$5 en $" in beeld.svg["breed"]


def test_a_figure_below_the_threshold_makes_no_course():
    assert getallen.koers_van(openbaar(), doelen.lees([doel("amv_plekken", streef=12)])[0], NU) == NIET_TE_ZEGGEN
