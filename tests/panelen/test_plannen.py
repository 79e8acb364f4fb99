"""Plannen: elk totaal nagerekend, met de cel die het verschil verklaart, op het scherm en in het verslag."""

import beeldset
import pytest

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.begrippen import plannen
from sociaaldomein.begrippen.cijfers import leeg
from sociaaldomein.begrippen.plannen import Maatregel, Plan
from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties

K = Kwartaal(2023, 1)


def rijen(map):
    return monitor.registers(registraties.maak(deur.lees_map(paden.meegeleverd("data") / map).tabellen))


@pytest.fixture(scope="module")
def nijkerk():
    return rijen("gepubliceerd")


@pytest.fixture(scope="module")
def nijmegen():
    return rijen("nijmegen")


def sommen(plan):
    return {(s.jaar, s.aard): (s.gepubliceerd, s.nagerekend) for s in plannen.nareken(plan)}


def openbaar(registers, **anders):
    herkomst = Herkomst("Voorbeeld", "0000", str(K), "2023-04-15", True)
    return scherm_af(leeg(), herkomst, registers=registers | anders)


def test_the_table_of_nijmegen_misses_225_in_2027_at_one_cell(nijmegen):
    (plan,) = plannen.lees(nijmegen["plannen"])
    assert sommen(plan) == {
        (2025, ""): (1_645_000, 1_645_000),
        (2026, ""): (2_000_000, 2_000_000),
        (2027, ""): (2_000_000, 1_775_000),
        (2028, ""): (2_000_000, 2_000_000),
    }
    (mis,) = [s for s in plannen.nareken(plan) if not s.klopt]
    assert (mis.verschil, mis.verdacht.regel.code) == (225_000, "2.1 4.A")
    assert (mis.verdacht.staat, mis.verdacht.verwacht) == (25_000, 250_000)


def test_the_five_proposals_fit_with_the_lines_of_one_document_only(nijkerk):
    voorstel, presentatie = plannen.lees(nijkerk["plannen"])
    assert all(s.klopt for s in plannen.nareken(voorstel))
    assert sommen(voorstel)[2018, ""] == (488_000, 488_000)
    assert sommen(voorstel)[None, "eenmalig"] == (832_000, 832_000)
    assert sommen(presentatie)[2018, ""] == (488_000, 458_000)
    (mis,) = [s for s in plannen.nareken(presentatie) if s.jaar and not s.klopt]
    ander = plannen.ander_document(presentatie, [voorstel, presentatie], mis)
    assert mis.verdacht is None
    assert sorted(b for _, b in ander.regels) == [5_000, 25_000] and ander.klopt


def test_the_innovation_budget_is_24_000_short(nijkerk):
    stand = plannen.geld(plannen.lees(nijkerk["plannen"])[0])
    assert (stand.nodig, stand.is_er, stand.tekort) == (832_000, 808_000, 24_000)


@pytest.mark.parametrize(
    ("jaren", "cel"),
    [
        ({1: 250, 2: 25, 3: 250}, True),  # out of line with both neighbours
        ({1: 250, 3: 250}, False),  # an empty cell would have to be 250, not 225
        ({1: 25, 2: 25, 3: 25}, False),  # in line: the fault is elsewhere
    ],
)
def test_a_cell_is_suspect_only_when_a_neighbour_closes_the_gap(jaren, cel):
    plan = Plan("P", "D", (Maatregel("A", "a", jaren), Maatregel("B", "b", {1: 10, 2: 10, 3: 10})))
    assert (plannen.verdacht(plan, 2, 225) is not None) == cel


def test_two_possible_cells_are_no_answer():
    plan = Plan("P", "D", tuple(Maatregel(c, c, {1: 250, 2: 25, 3: 250}) for c in "AB"))
    assert plannen.verdacht(plan, 2, 225) is None


def test_the_page_says_what_does_not_add_up(nijmegen):
    beeld = panelen.panelen("plannen", "samen")["bedragen"].functie(openbaar(nijmegen), "samen", K)
    assert beeld.titel == "Het totaal van 2027 klopt niet"
    assert beeld.zin.startswith("In het stuk staat 2.000 duizend euro. Nagerekend is het 1.775 duizend euro.")
    assert "Het verschil is 225 duizend euro." in beeld.zin
    assert "2.1 4.A" in beeld.zin
    onder = {r[0]: r[1:] for r in beeld.rijen[-3:]}
    assert onder["Nagerekend"] == ["1.645", "2.000", "1.775", "2.000"] and onder["Verschil"] == ["0", "0", "225", "0"]
    for tekst in ("2.000", "1.775", "verschil 225"):
        assert tekst in beeld.svg["breed"]
    assert "verschil" in beeld.svg["smal"] and "mist" not in beeld.svg["smal"]


def test_every_plan_is_a_choice_on_the_page(nijkerk):
    paneel = panelen.panelen("plannen", "samen")["bedragen"].bij(openbaar(nijkerk))
    assert [*paneel.keuzes["plan"].values()] == [
        "Presentatie dialooggroep 12 juni 2017: Vijf voorstellen 2017",  # what does not add up comes first
        "Raadsvoorstel 2017-046: Vijf voorstellen 2017",
    ]
    beelden = [paneel.functie(openbaar(nijkerk), "samen", K, **s) for s in paneel.staten()]
    assert {b.titel for b in beelden} == {"Alle totalen kloppen", "Het totaal van 2018 klopt niet"}
    assert any("Daarmee klopt het totaal." in n for b in beelden for n in b.noot)


def test_an_amount_for_all_years_counts_in_the_total_and_gives_no_picture_per_year(nijmegen):
    heel = [{**r, "jaar": None} for r in nijmegen["plannen"] if r["soort"] in (None, "maatregel")]
    heel.append({**heel[0], "soort": "totaal", "bedrag_eur": sum(r["bedrag_eur"] for r in heel)})
    (plan,) = plannen.lees(heel)
    assert [s.klopt for s in plannen.nareken(plan)] == [True] and plan.jaren == []
    paneel = panelen.panelen("plannen", "samen")["bedragen"]
    for weergave in paneel.keuzes["weergave"]:
        beeld = paneel.functie(openbaar(nijmegen, plannen=heel), "samen", K, weergave)
        assert beeld.zin == "Bij dit plan staan geen bedragen per jaar."


def test_names_of_any_length_stay_on_the_sheet(nijkerk):
    naam = "x" * 300 + " woord" * 60
    lang = {"plan", "maatregel", "programma", "activiteit", "doel", "opmerking", "bron"}
    vol = {
        t: [{k: f"{w} {naam}" if k in lang and w else w for k, w in r.items()} for r in rijen]
        for t, rijen in nijkerk.items()
    }
    o = openbaar(vol)
    for p in panelen.panelen("plannen", "samen").values():
        for keuze in p.keuzes.get("weergave", {"": ""}):
            beeld = p.functie(o, "samen", K, **({"weergave": keuze} if keuze else {}))
            assert [b for svg in beeld.svg.values() for b in beeldset.buiten(svg)] == []


def test_budget_against_realisation_when_it_is_delivered(nijmegen):
    paneel = panelen.panelen("plannen", "samen")["uitgegeven"]
    assert paneel.functie(openbaar(nijmegen), "samen", K).status == "ontbreekt"
    eerste = nijmegen["plannen"][0]
    uit = [*nijmegen["plannen"], eerste | {"soort": "gerealiseerd", "bedrag_eur": 42_000.0}]
    beeld = paneel.functie(openbaar(nijmegen, plannen=uit), "samen", K)
    assert ["1.1 4.B werk vanuit de opvang", "50", "42"] in beeld.rijen
    assert beeld.titel == "Begroot en uitgegeven"  # of one measure only: no message


def test_a_message_on_spending_needs_every_measure_and_a_year_that_is_over(nijmegen):
    begroot = [r for r in nijmegen["plannen"] if r["soort"] in (None, "maatregel") and r["jaar"] == 2025]
    uit = [r | {"soort": "gerealiseerd", "bedrag_eur": 0.5 * r["bedrag_eur"]} for r in begroot]
    functie = panelen.panelen("plannen", "samen")["uitgegeven"].functie
    titel = {k: functie(openbaar(nijmegen, plannen=[*begroot, *uit]), "samen", Kwartaal(2025, k)).titel for k in (3, 4)}
    assert titel == {3: "Begroot en uitgegeven", 4: "Er is minder uitgegeven dan begroot"}


def test_the_programme_lines_stand_as_a_plain_list(nijkerk):
    beeld = panelen.panelen("plannen", "samen")["activiteiten"].functie(openbaar(nijkerk), "samen", K)
    assert {r[1] for r in beeld.rijen} == {
        "Integrale toegang",
        "Versterken sociale basis",
        "Inkoop en controle",
        "Communicatie",
    }
    assert {r[2] for r in beeld.rijen} == {"klaar", "loopt", "nog niet begonnen", "gestopt"}
    assert beeld.onder()["open"]


def test_more_than_one_running_activity_is_plural(nijkerk):
    beeld = panelen.panelen("plannen", "samen")["activiteiten"].functie(openbaar(nijkerk), "samen", K)
    assert "3 lopen" in beeld.svg["breed"] and "3 loopt" not in beeld.svg["breed"]


def test_free_text_is_shown_as_text(nijkerk):
    vies = [nijkerk["activiteiten"][0] | {"activiteit": "<script>alert(1)</script>", "opmerking": "<b>dik</b>"}]
    o = openbaar(nijkerk, activiteiten=vies)
    beeld = panelen.panelen("plannen", "samen")["activiteiten"].functie(o, "samen", K)
    html = beeld._repr_html_()
    assert "<script" not in html and "<b>dik" not in html and "&lt;b&gt;dik" in html


def test_a_bsn_in_a_list_is_refused(tmp_path):
    tekst = "programma;activiteit;stand;opmerking\nToegang;loket;loopt;klant 111222333 gebeld\n"
    (tmp_path / "activiteiten.csv").write_text(tekst, encoding="utf-8")
    with pytest.raises(deur.LeveringGeweigerd):
        deur.lees_map(tmp_path)


def test_the_log_names_every_difference(nijkerk, nijmegen):
    assert [m for m in plannen.meldingen(nijmegen["plannen"]) if "2027" in m and "225.000" in m and "2.1 4.A" in m]
    gemeld = "\n".join(plannen.meldingen(nijkerk["plannen"]))
    assert "2018: in het stuk 488.000 euro, nagerekend 458.000 euro, verschil 30.000 euro" in gemeld
    assert "Er is 24.000 euro te weinig." in gemeld
