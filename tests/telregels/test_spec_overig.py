"""Getekende voorbeelden: triage, bereik, geld en de besparing van de taskforce."""

import polars as pl
import pytest
from tekening import K1, K2, antwoord, deel, getal, lees, voorbeeld

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telregels import bevolking, financien, instroom, taskforce, triage

K4 = "2023-K4"


def test_triage_telt_aanvragen_die_in_het_kwartaal_zijn_afgerond_naar_uitkomst():
    (meldingen,) = voorbeeld("triage.triage")
    uit = triage.triage(meldingen, [K1])
    assert getal(uit, "aanvragen") == 4
    assert antwoord(uit, "aanvragen", groep_soort="uitkomst") == {
        "voorziening": 1,
        "eigen_kracht": 1,
        "onbekend": 1,
        "licht": 1,
    }


def inwoners(jaar=2023):
    return voorbeeld("bevolking.bereik")[1].with_columns(jaar=pl.lit(jaar))


def test_bereik_jeugd_is_kinderen_tot_18_gedeeld_door_inwoners_tot_18():
    (trajecten, _) = voorbeeld("bevolking.bereik")
    uit = bevolking.bereik(trajecten, inwoners(), [K1])
    assert deel(uit, "bereik") == (2, 40)
    assert getal(uit, "bereik") == 5
    per_klasse = bevolking.bereik(trajecten, inwoners(), [K1], per="leeftijd")
    assert antwoord(per_klasse, "bereik", groep_soort="leeftijd") == {"4-11": 10, "12-17": pytest.approx(100 / 30)}
    per_wijk = bevolking.bereik(trajecten, inwoners(), [K1], per="wijk")
    assert antwoord(per_wijk, "bereik", groep_soort="wijk") == {"WK026701": 25, "WK026702": pytest.approx(100 / 6)}
    assert bevolking.bereik(trajecten, inwoners(jaar=2022), [K1]).is_empty()  # geen bevolkingscijfer van 2023


@pytest.mark.parametrize(("onbekend", "deel_bij_jeugd"), [(1, (19, 40)), (2, (None, 40))])
def test_boven_een_op_de_twintig_zonder_geboortejaar_is_er_geen_aandeel(onbekend, deel_bij_jeugd):
    """Negentien kinderen en een zonder geboortejaar is 5%: dat mag nog net. Een volwassene verandert daar niets aan."""
    regel = "| {} | 1-1 | . | {} | {} |\n".format
    mensen = [(f"k{n}", 2018) for n in range(19)] + [(f"o{n}", ".") for n in range(onbekend)] + [("v", 1990)]
    kop = "| client | begin | einde | geboortejaar | wijk |\n"
    trajecten = lees(kop + "".join(regel(*mens, "WK026701") for mens in mensen), wet="jeugd")
    assert deel(bevolking.bereik(trajecten, inwoners(), [K1]), "bereik") == deel_bij_jeugd
    wmo = trajecten.with_columns(wet=pl.lit("wmo"))
    per_wijk = bevolking.bereik(wmo.with_columns(wijk=pl.lit("onbekend")), inwoners(), [K1], "wijk")
    assert per_wijk["waarde"].null_count() == len(per_wijk) > 0  # nobody has a wijk: no wijk has a share
    assert deel(bevolking.bereik(wmo, inwoners(), [K1]), "bereik") == (20 + onbekend, 100)


def test_bereik_wmo_is_alle_mensen_gedeeld_door_alle_inwoners():
    trajecten = lees(
        """
    | client | begin | einde | geboortejaar |
    |--------|-------|-------|--------------|
    | a      | 1-1   | .     | 1940         |
    | b      | 1-1   | .     | .            |
    """,
        wet="wmo",
    )
    assert deel(bevolking.bereik(trajecten, inwoners(), [K1]), "bereik") == (2, 100)


def test_bij_meer_gemeenten_telt_de_eigen_gemeente_en_bij_meer_indelingen_de_nieuwste():
    trajecten = lees(
        "| client | begin | einde | geboortejaar |\n| a | 1-1 | . | 2018 |", wet="jeugd", gemeentecode="GM0267"
    )
    mensen = lees(
        """
    | regio_code | leeftijd | aantal | indelingsjaar | want                     |
    |------------|----------|--------|---------------|--------------------------|
    | GM0267     | 5        | 20     | 2023          | telt                     |
    | GM0267     | 5        | 90     | 2022          | oudere indeling          |
    | GM0203     | 5        | 500    | 2023          | een andere gemeente      |
    """,
        jaar=2023,
    )
    assert deel(bevolking.bereik(trajecten, mensen, [K1]), "bereik") == (1, 20)


def test_inwoners_zijn_die_van_de_leeftijd_bij_de_wet_en_de_nieuwste_indeling():
    (mensen,) = voorbeeld("bevolking.inwoners")
    uit = bevolking.inwoners(mensen, None, [K1])
    assert dict(uit.select("wet", "waarde").iter_rows()) == {"jeugd": 30, "wmo": 90}
    per_wijk = bevolking.inwoners(mensen, None, [K1], per="wijk").filter(wet="wmo")
    assert antwoord(per_wijk, "inwoners", groep_soort="wijk") == {"WK026701": 10, "WK026702": 8}
    deze = bevolking.inwoners(mensen, None, [K1], per="wijk", indelingsjaar=2023).filter(wet="wmo")
    assert antwoord(deze, "inwoners", groep_soort="wijk") == {"WK026701": 10}  # a wijk of 2022 may be another area


def test_zwaarte_telt_de_trajecten_van_haar_niveaus_op_en_geen_mensen():
    (trajecten,) = voorbeeld("instroom.zwaarte")
    uit = instroom.zwaarte(instroom.lopend(trajecten, [K1], per="interventieniveau"))
    assert antwoord(uit, "lopend_trajecten", groep_soort="zwaarte") == {
        "licht": 1,
        "midden": 2,
        "zwaar": 1,
        "onbekend": 1,
    }
    assert set(uit["cijfer"]) == {"lopend_trajecten"}


def test_geld_per_jaar_en_vanaf_januari():
    (boeken,) = voorbeeld("financien.financieel")
    uit = financien.financieel(boeken, [K1, K2, K1 + 2, K1 + 3])
    assert getal(uit, "begroot_jaar", K4) == 1000
    assert getal(uit, "werkelijk_cumulatief", K1) == 225.5
    assert getal(uit, "werkelijk_cumulatief", K2) == 325.5
    assert antwoord(uit, "werkelijk_cumulatief", K2, "kostensoort") == {"inkoop": 300, "pgb": 25.5}
    assert antwoord(uit, "werkelijk_cumulatief", K1 + 2) == {}
    assert "werkelijk_jaar" not in uit["cijfer"].to_list()  # drie kwartalen zijn geen jaar
    assert (getal(uit, "balanspost_cumulatief", K1), getal(uit, "balanspost_cumulatief", K2)) == (0, 50)
    assert "voorschot_cumulatief" not in uit["cijfer"].to_list()  # nooit geleverd


def test_een_kwartaal_zonder_boeking_is_een_gat_en_een_begroting_is_geen_boeking():
    (boeken,) = voorbeeld("financien.financieel: een gat")
    kwartalen = [K1, K2, K1 + 2, K1 + 4]
    uit = financien.financieel(boeken, kwartalen)
    assert [antwoord(uit, "werkelijk_cumulatief", k) for k in kwartalen] == [
        {"totaal": 10},
        {"totaal": 10},
        {},
        {"totaal": 7},
    ]
    assert [antwoord(uit, "voorschot_cumulatief", k) for k in kwartalen] == [
        {"totaal": 0},
        {"totaal": 5},
        {},
        {"totaal": 0},
    ]
    assert [antwoord(uit, "balanspost_cumulatief", k) for k in kwartalen] == [{}] * 4  # nooit geboekt


def test_uitgegeven_in_een_jaar_is_het_jaarbedrag_of_vier_kwartalen_en_pas_als_het_jaar_voorbij_is():
    (boeken,) = voorbeeld("financien.financieel: een heel jaar")
    uit = financien.financieel(boeken, [K1 + 3])
    jaar = uit.filter(uit["cijfer"] == "werkelijk_jaar")
    assert dict(jaar.select("wet", "waarde").iter_rows()) == {"wmo": 480, "jeugd": 100}
    halverwege = financien.financieel(boeken, [K2])
    assert "werkelijk_jaar" not in halverwege["cijfer"].to_list()


def test_uitgaven_zijn_declaraties_van_januari_tot_en_met_het_kwartaal():
    (declaraties,) = voorbeeld("financien.uitgaven")
    uit = financien.uitgaven(declaraties, [K1, K2])
    assert (getal(uit, "declaraties_cumulatief", K1), deel(uit, "declaraties_cumulatief", K1)) == (140, (100, 2))
    assert (getal(uit, "declaraties_cumulatief", K2), deel(uit, "declaraties_cumulatief", K2)) == (640, (500, 3))
    per_soort = financien.uitgaven(declaraties, [K1, K2], per="hoofdcategorie")
    assert antwoord(per_soort, "declaraties_cumulatief", K1, "hoofdcategorie") == {"ambulant": 140, "verblijf": 0}


def test_besparing_is_referentie_min_werkelijk_en_alleen_het_totaal():
    (pad,) = voorbeeld("taskforce.besparing")
    uit = taskforce.besparing(pad)
    delen = ("besparing", "besparing_ingeboekt", "besparing_nieuw", "besparing_taakstelling")
    assert [getal(uit, cijfer, K4) for cijfer in delen] == [300, 100, 200, 250]
    assert uit.filter(uit["kwartaal"] == "2024-K4")["cijfer"].to_list() == [
        "besparing_ingeboekt",
        "besparing_taakstelling",
    ]
    assert set(uit["groep_soort"]) == {"totaal"} and set(uit["wet"]) == {"samen"}
    assert Kwartaal.lees(uit["kwartaal"][0]).nummer == 4


@pytest.mark.parametrize(
    ("ander_jaar", "besparing"), [("1000", {"2023-K4": 200, "2024-K4": 150}), ("900", {"2023-K4": 200})]
)
def test_werkelijk_komt_uit_de_boekhouding_als_die_over_hetzelfde_gaat(ander_jaar, besparing):
    pad = lees("""
    | jaar | referentie_cent | werkelijk_cent | taakstelling_cent | ingeboekt_cent | want                           |
    |------|-----------------|----------------|-------------------|----------------|--------------------------------|
    | 2023 | 1200            | 1000           | .                 | .              | in beide bekend                |
    | 2024 | 1300            | .              | .                 | .              | hier ontbreekt werkelijk       |
    """)
    boeken = lees(f"""
    | wet   | jaar | kwartaal | soort     | kostensoort | euro         | want                          |
    |-------|------|----------|-----------|-------------|--------------|-------------------------------|
    | wmo   | 2023 | .        | werkelijk | inkoop      | {ander_jaar} |                               |
    | jeugd | 2023 | .        | werkelijk | inkoop      | 0            |                               |
    | wmo   | 2024 | .        | werkelijk | inkoop      | 650          |                               |
    | jeugd | 2024 | .        | werkelijk | inkoop      | 500          | samen 1150                    |
    """)
    uitgaven = financien.financieel(boeken, [Kwartaal(2023, 4), Kwartaal(2024, 4)])
    uit = taskforce.besparing(pad, uitgaven).filter(pl.col("cijfer") == "besparing")
    assert dict(uit.select("kwartaal", "waarde").iter_rows()) == besparing
    half = uitgaven.filter(pl.col("wet") == "wmo")  # the books of one law are not those of the taskforce
    assert "2024-K4" not in taskforce.besparing(pad, half).filter(pl.col("cijfer") == "besparing")["kwartaal"].to_list()
