"""Getekende voorbeelden: lopende hulp, instroom, uitstroom en verwijzers, in het eerste kwartaal van 2023.

In een tijdlijn is `[` de eerste dag en `]` de laatste dag van een traject; `>` betekent: geen laatste dag bekend.
De dubbele punten zijn de randen van het kwartaal. Een dag zonder jaar is in 2023.
"""

import pytest
from tekening import K1, K2, antwoord, getal, lees, voorbeeld

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telregels import instroom


def test_lopend_telt_elk_traject_dat_minstens_een_dag_liep():
    (trajecten,) = voorbeeld("instroom.lopend")
    uit = instroom.lopend(trajecten, [K1])
    assert getal(uit, "lopend_trajecten") == 4
    assert getal(uit, "lopend_clienten") == 3  # b, c en d; d telt één keer


def test_de_staaf_van_lopend_heeft_vier_delen_en_elk_traject_hoort_bij_een_deel():
    trajecten = lees(
        """
    | client | begin     | einde | tijdlijn    2022 : jan feb mrt : apr | want                  |
    |--------|-----------|-------|--------------------------------------|-----------------------|
    | a      | 1-11-2022 | 1-4   |            [-----:-------------:]    | doorlopend            |
    | b      | 1-1       | .     |                  :[------------:-->  | begonnen              |
    | c      | 1-12-2022 | 31-3  |               [--:------------]:     | beeindigd             |
    | d      | 1-2       | 1-2   |                  :    []       :     | begonnen en beeindigd |
    """,
        wet="jeugd",
    )
    uit = instroom.lopend(trajecten, [K1])
    assert antwoord(uit, "lopend_trajecten", groep_soort="deel") == {
        "doorlopend": 1,
        "begonnen": 1,
        "beeindigd": 1,
        "begonnen_en_beeindigd": 1,
    }
    assert getal(uit, "lopend_trajecten") == 4


def test_lopend_per_hoofdcategorie_wie_bij_twee_groepen_hoort_telt_in_beide():
    trajecten = lees(
        """
    | client | begin | einde | hoofdcategorie | interventieniveau |
    |--------|-------|-------|----------------|-------------------|
    | a      | 2-1   | .     | ambulant       | 4                 |
    | a      | 3-1   | .     | ambulant       | 5                 |
    | a      | 4-1   | .     | verblijf       | 7                 |
    | b      | 5-1   | .     | .              | .                 |
    """,
        wet="jeugd",
    )
    per_soort = instroom.lopend(trajecten, [K1], per="hoofdcategorie")
    assert antwoord(per_soort, "lopend_trajecten", groep_soort="hoofdcategorie") == {
        "ambulant": 2,
        "verblijf": 1,
        "onbekend": 1,
    }
    assert antwoord(per_soort, "lopend_clienten", groep_soort="hoofdcategorie") == {
        "ambulant": 1,
        "verblijf": 1,
        "onbekend": 1,
    }
    kruising = "hoofdcategorie x interventieniveau"
    assert antwoord(instroom.lopend(trajecten, [K1], kruising), "lopend_trajecten", groep_soort=kruising) == {
        "ambulant|4": 1,
        "ambulant|5": 1,
        "verblijf|7": 1,
        "onbekend|onbekend": 1,
    }


def test_leeftijd_is_het_jaar_van_het_kwartaal_min_het_geboortejaar():
    trajecten = lees(
        """
    | client | begin | einde | geboortejaar | want                                             |
    |--------|-------|-------|--------------|--------------------------------------------------|
    | a      | 1-1   | .     | 2005         | 2023 - 2005 = 18: een eigen groep                |
    | b      | 1-1   | .     | 2006         | 17, en een kwartaal in 2024 later 18             |
    | c      | 1-1   | .     | 2020         | 3                                                |
    | d      | 1-1   | .     | .            | onbekend is een groep                            |
    """,
        wet="jeugd",
    )
    uit = instroom.lopend(trajecten, [K1, Kwartaal(2024, 1)], per="leeftijd")
    assert antwoord(uit, "lopend_clienten", K1, "leeftijd") == {
        "0-3": 1,
        "4-11": 0,
        "12-17": 1,
        "18+": 1,
        "onbekend": 1,
    }
    assert antwoord(uit, "lopend_clienten", "2024-K1", "leeftijd") == {
        "0-3": 0,
        "4-11": 1,
        "12-17": 0,
        "18+": 2,
        "onbekend": 1,
    }


def test_instroom_telt_wat_in_het_kwartaal_begon():
    trajecten = lees(
        """
    | client | begin      | einde | tijdlijn    2022 : jan feb mrt : apr | want                        |
    |--------|------------|-------|--------------------------------------|-----------------------------|
    | a      | 31-12-2022 | .     |                 [:-------------:-->  | een dag te vroeg: nee       |
    | b      | 1-1        | .     |                  :[------------:-->  | eerste dag: ja              |
    | b      | 31-3       | .     |                  :            [:-->  | laatste dag, tweede van b   |
    | c      | 1-4        | .     |                  :             :[->  | een dag te laat: nee        |
    """,
        wet="wmo",
    )
    uit = instroom.instroom(trajecten, [K1])
    assert getal(uit, "instroom_trajecten") == 2
    assert getal(uit, "instroom_clienten") == 1


@pytest.mark.parametrize(
    ("einde_ervoor", "soort"),
    [
        ("9-2-2022", "nieuw"),  # 366 dagen voor 10-2-2023: langer dan een jaar zonder hulp
        ("10-2-2022", "terugkerend"),  # precies 365 dagen ervoor
        ("8-2", "terugkerend"),  # er zit een dag tussen
        ("9-2", "doorlopend"),  # liep op de dag ervoor
        ("10-2", "doorlopend"),  # liep nog op de dag zelf
        (".", "doorlopend"),  # loopt nog
    ],
)
def test_wie_begint_is_nieuw_doorlopend_of_terugkerend(einde_ervoor, soort):
    trajecten = lees(
        f"""
    | client | begin     | einde          | tijdlijn                              : jan feb mrt : |
    |--------|-----------|----------------|-----------------------------------------------------|
    | a      | 1-3-2021  | {einde_ervoor} |         [---------- ... ? ... ----]   :             : |
    | a      | 10-2      | .              |                                       :      [------:> |
    """,
        wet="wmo",
    )
    uit = antwoord(instroom.instroom(trajecten, [K1]), "instroom_clienten", groep_soort="instroomsoort")
    assert uit == {"nieuw": 0, "doorlopend": 0, "terugkerend": 0} | {soort: 1}


def test_wie_op_de_eerste_dag_begint_is_niet_al_bezig():
    trajecten = lees(
        """
    | client | begin | einde | tijdlijn  : jan feb mrt : |
    |--------|-------|-------|---------------------------|
    | a      | 1-1   | .     |           :[------------> |
    """,
        wet="wmo",
    )
    uit = antwoord(instroom.instroom(trajecten, [K1]), "instroom_clienten", groep_soort="instroomsoort")
    assert uit == {"nieuw": 1, "doorlopend": 0, "terugkerend": 0}


def test_de_soort_instroom_kijkt_naar_het_eerste_begin_en_per_wet():
    trajecten = lees("""
    | wet   | client | begin    | einde | want                                                              |
    |-------|--------|----------|-------|-------------------------------------------------------------------|
    | wmo   | a      | 5-1      | 20-1  | het eerste begin van a: er was nog niets, dus nieuw               |
    | wmo   | a      | 1-2      | .     | het tweede begin van a verandert dat niet                         |
    | jeugd | b      | 1-6-2022 | .     | hulp uit de Jeugdwet telt niet mee voor de Wmo                    |
    | wmo   | b      | 1-3      | .     | b is dus nieuw in de Wmo                                          |
    """)
    uit = instroom.instroom(trajecten, [K1])
    wmo = uit.filter(uit["wet"] == "wmo")
    soorten = antwoord(wmo, "instroom_clienten", groep_soort="instroomsoort")
    assert soorten == {"nieuw": 2, "doorlopend": 0, "terugkerend": 0}
    jeugd = uit.filter(uit["wet"] == "jeugd")
    assert getal(jeugd, "instroom_clienten") == 0  # een echte nul: de wet staat wel in de tabel


def test_uitstroom_telt_wat_in_het_kwartaal_zijn_laatste_dag_had():
    (trajecten,) = voorbeeld("instroom.uitstroom")
    uit = instroom.uitstroom(trajecten, [K1])
    assert getal(uit, "uitstroom_trajecten") == 3
    assert getal(uit, "uitstroom_clienten") == 2
    assert antwoord(uit, "uitstroom_trajecten", groep_soort="reden") == {"wlz": 1, "einde_indicatie": 1, "onbekend": 1}


def test_vorige_stand_min_vorige_uitstroom_plus_instroom_is_de_stand():
    trajecten = lees(
        """
    | client | begin     | einde | tijdlijn   2022 : jan feb mrt : apr mei jun : jul |
    |--------|-----------|-------|---------------------------------------------------|
    | a      | 1-11-2022 | 31-3  |           [-----:------------]:             :     |
    | b      | 1-11-2022 | .     |           [-----:-------------:-------------:---> |
    | c      | 1-4       | .     |                 :             :[------------:---> |
    | d      | 1-5       | 30-6  |                 :             :    [-------]:     |
    """,
        wet="wmo",
    )
    stand = instroom.lopend(trajecten, [K1, K2])
    erbij = getal(instroom.instroom(trajecten, [K2]), "instroom_trajecten", K2)
    eraf = getal(instroom.uitstroom(trajecten.with_columns(reden_einde=None), [K1]), "uitstroom_trajecten", K1)
    assert (getal(stand, "lopend_trajecten", K1), eraf, erbij) == (2, 1, 2)
    assert getal(stand, "lopend_trajecten", K2) == 2 - 1 + 2


def test_de_verwijzer_is_die_van_het_eerste_traject_in_het_kwartaal():
    (trajecten,) = voorbeeld("instroom.verwijzers")
    uit = instroom.verwijzers(trajecten, [K1])
    assert antwoord(uit, "verwijzer", groep_soort="verwijzer") == {"huisarts": 2, "onbekend": 1, "rechter": 2}
    assert getal(uit, "verwijzer") == 5


def test_verandering_vergelijkt_met_hetzelfde_kwartaal_een_jaar_eerder():
    (trajecten,) = voorbeeld("instroom.verandering")
    uit = instroom.verandering(instroom.lopend(trajecten, [K1 - 4, K1 - 1, K1]))
    assert getal(uit, "lopend_clienten_verandering") == 50  # van 2 naar 3 mensen
    assert uit["kwartaal"].unique().to_list() == [str(K1)]
