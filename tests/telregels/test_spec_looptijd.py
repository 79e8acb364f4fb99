"""Getekende voorbeelden: hoe lang hulp gepland is, en of onderzoek en besluit op tijd waren."""

from datetime import date

import pytest
from tekening import K1, K2, deel, getal, lees, voorbeeld

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telregels import looptijd

PEIL = date(2023, 4, 15)


def test_looptijd_is_de_vooraf_geplande_duur_van_nieuwe_trajecten_in_maanden():
    (trajecten,) = voorbeeld("looptijd.looptijd")
    uit = looptijd.looptijd(trajecten, [K1])
    assert getal(uit, "looptijd_aantal") == 3
    assert getal(uit, "looptijd_gemiddeld") == pytest.approx((365 + 366 + 1) / 3 / 30.4375)
    assert getal(uit, "looptijd_mediaan") == pytest.approx(365 / 30.4375)
    assert getal(uit, "looptijd_p25") == pytest.approx((1 + 365) / 2 / 30.4375)  # halverwege 1 en 365
    assert getal(uit, "looptijd_p75") == pytest.approx((365 + 366) / 2 / 30.4375)


def test_een_verlenging_maakt_de_geplande_looptijd_niet_langer():
    trajecten = lees(
        """
    | begin | einddatum_oorspronkelijk | einde      | want                                          |
    |-------|--------------------------|------------|-----------------------------------------------|
    | 1-1   | 31-1                     | 31-12-2024 | verlengd tot 2024; gepland was 31 dagen       |
    """,
        wet="wmo",
    )
    assert getal(looptijd.looptijd(trajecten, [K1]), "looptijd_gemiddeld") == pytest.approx(31 / 30.4375)


def melding(tekst):
    kolommen = ["datum_melding", "datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking", "verlengd_tot"]
    tabel = lees(tekst, wet="wmo")
    lege = lees("| verlengd_tot |\n| . |")["verlengd_tot"]
    return tabel.with_columns(**{k: lege.first() for k in kolommen if k not in tabel.columns}).cast(
        dict.fromkeys(kolommen, lege.dtype)
    )


def test_onderzoek_op_tijd_binnen_zes_weken_in_het_kwartaal_waarin_de_termijn_afloopt():
    meldingen = melding("""
    | datum_melding | datum_onderzoek_gereed | want                                                            |
    |---------------|------------------------|-----------------------------------------------------------------|
    | 2-1           | 13-2                   | 42 dagen, op de laatste dag klaar: op tijd                      |
    | 3-1           | 15-2                   | termijn t/m 14-2, een dag later klaar: niet op tijd             |
    | 4-1           | .                      | termijn t/m 15-2 en nog open: niet op tijd                      |
    | 18-11-2022    | 5-1                    | termijn t/m vrijdag 30-12-2022: hoort bij het kwartaal ervoor   |
    | 20-2          | 1-3                    | termijn t/m 3-4: hoort bij het kwartaal erna                    |
    """)
    uit = looptijd.doorlooptijd(meldingen, [K1], PEIL)
    assert deel(uit, "onderzoek_op_tijd") == (1, 3)
    assert getal(uit, "onderzoek_op_tijd") == pytest.approx(100 / 3)
    assert getal(uit, "onderzoek_mediaan") == 42.5  # van 42 en 43 dagen; het open onderzoek telt hier niet mee
    assert deel(uit, "onderzoek_mediaan") == (None, 2)
    assert getal(uit, "onderzoek_p90") == pytest.approx(42.9)


@pytest.mark.parametrize(
    ("melding_op", "laatste_dag", "want"),
    [
        ("16-2", "30-3", "een gewone donderdag"),
        ("4-2", "20-3", "zaterdag 18 maart schuift naar maandag"),
        ("24-2", "11-4", "Goede Vrijdag 7 april schuift voorbij Pasen naar dinsdag"),
        ("16-3", "1-5", "Koningsdag 27 april, dan vrijdag 28 april die gelijkstaat: maandag"),
        ("24-3", "8-5", "Bevrijdingsdag, vrijdag 5 mei, schuift naar maandag"),
        ("6-4", "22-5", "Hemelvaartsdag 18 mei, dan vrijdag 19 mei die gelijkstaat: maandag"),
        ("13-11-2024", "30-12-2024", "tweede kerstdag is op de 26e en vrijdag 27 december staat gelijk: maandag"),
        ("17-4", "30-5", "tweede pinksterdag 29 mei schuift naar dinsdag"),
        ("13-11-2022", "27-12-2022", "eerste kerstdag op zondag: de termijn eindigt dinsdag"),
        ("20-11-2022", "2-1", "nieuwjaarsdag op zondag schuift naar maandag"),
        ("19-11-2022", "2-1", "zaterdag 31 december schuift naar 2 januari, en dus naar het volgende kwartaal"),
    ],
)
def test_een_termijn_eindigt_nooit_in_een_weekend_of_op_een_feestdag(melding_op, laatste_dag, want):
    op_tijd = melding(f"| datum_melding | datum_onderzoek_gereed |\n| {melding_op} | {laatste_dag} |")
    kwartaal = Kwartaal.van_datum(op_tijd["datum_onderzoek_gereed"][0])
    peil = date(2025, 2, 1)
    assert deel(looptijd.doorlooptijd(op_tijd, [kwartaal], peil), "onderzoek_op_tijd", kwartaal) == (1, 1), want
    te_laat = op_tijd.with_columns(datum_onderzoek_gereed=op_tijd["datum_onderzoek_gereed"].dt.offset_by("1d"))
    assert deel(looptijd.doorlooptijd(te_laat, [kwartaal], peil), "onderzoek_op_tijd", kwartaal) == (0, 1), want


def test_met_een_brief_telt_de_latere_datum_en_haar_kwartaal():
    meldingen = melding("""
    | datum_melding | datum_onderzoek_gereed | verlengd_tot | want                                                     |
    |---------------|------------------------|--------------|----------------------------------------------------------|
    | 2-1           | 20-2                   | 1-3          | na 13-2 maar voor 1-3 klaar: met de brief op tijd        |
    | 2-1           | 20-2                   | 1-2          | de brief noemt een eerdere dag: 13-2 blijft gelden       |
    | 2-1           | 20-4                   | 3-4          | de nieuwe termijn loopt af in het volgende kwartaal      |
    | 2-1           | 27-3                   | 25-3         | een zaterdag in de brief schuift niet op: te laat        |
    """)
    uit = looptijd.doorlooptijd(meldingen, [K1, K2], date(2023, 7, 15))
    assert deel(uit, "onderzoek_op_tijd") == (0, 4)
    assert deel(uit, "onderzoek_op_tijd_verlengd") == (1, 3)
    assert deel(uit, "onderzoek_op_tijd_verlengd", K2) == (0, 1)


def test_de_dag_uit_een_brief_geldt_voor_het_onderzoek_en_voor_het_besluit():
    meldingen = melding("""
    | datum_melding | datum_onderzoek_gereed | datum_aanvraag | datum_beschikking | verlengd_tot | want                |
    |---------------|------------------------|----------------|-------------------|--------------|---------------------|
    | 2-1           | 20-2                   | 20-2           | 10-3              | 10-3         | allebei op tijd     |
    | 2-1           | 20-2                   | 20-2           | 10-3              | 1-3          | het besluit t/m 6-3 |
    | 2-1           | 20-2                   | 20-2           | 10-3              | .            | geen brief          |
    """)
    uit = looptijd.doorlooptijd(meldingen, [K1], PEIL)
    assert (deel(uit, "onderzoek_op_tijd"), deel(uit, "onderzoek_op_tijd_verlengd")) == ((0, 3), (2, 3))
    assert (deel(uit, "beschikking_op_tijd"), deel(uit, "beschikking_op_tijd_verlengd")) == ((0, 3), (1, 3))


def test_wat_na_de_peildatum_afloopt_telt_nog_niet():
    meldingen = melding("""
    | datum_melding | datum_onderzoek_gereed | want                                             |
    |---------------|------------------------|--------------------------------------------------|
    | 2-1           | 20-1                   | termijn t/m 13-2: telt                           |
    | 17-1          | 20-1                   | termijn t/m 28-2: pas na de peildatum, telt niet |
    | 3-1           | 20-2                   | op de peildatum nog open, termijn voorbij: telt  |
    | 4-1           | 15-2                   | termijn t/m de peildatum zelf, die dag klaar     |
    """)
    uit = looptijd.doorlooptijd(meldingen, [K1], date(2023, 2, 15))
    assert deel(uit, "onderzoek_op_tijd") == (2, 3)
    assert deel(uit, "onderzoek_mediaan") == (None, 2)  # wat nog open was, heeft nog geen duur


def test_besluit_binnen_twee_weken_na_de_aanvraag():
    meldingen = melding("""
    | datum_aanvraag | datum_beschikking | want                                          |
    |----------------|-------------------|-----------------------------------------------|
    | 1-2            | 15-2              | 14 dagen: op tijd                             |
    | 1-2            | 16-2              | 15 dagen: te laat                             |
    | .              | 16-2              | geen aanvraag bekend: telt niet               |
    """)
    uit = looptijd.doorlooptijd(meldingen, [K1], PEIL)
    assert deel(uit, "beschikking_op_tijd") == (1, 2)
    assert getal(uit, "beschikking_mediaan") == 14.5
    assert "onderzoek_op_tijd" not in uit["cijfer"].to_list()


def test_een_dag_die_de_gemeente_meelevert_staat_ook_gelijk_met_een_feestdag():
    meldingen = melding("""
    | datum_melding | datum_onderzoek_gereed | want                                       |
    |---------------|------------------------|--------------------------------------------|
    | 2-1           | 14-2                   | termijn t/m maandag 13-2; dinsdag klaar    |
    """)
    assert deel(looptijd.doorlooptijd(meldingen, [K1], PEIL), "onderzoek_op_tijd") == (0, 1)
    assert deel(looptijd.doorlooptijd(meldingen, [K1], PEIL, [date(2023, 2, 13)]), "onderzoek_op_tijd") == (1, 1)


def test_alleen_de_wmo_heeft_deze_termijnen():
    meldingen = melding("| datum_melding | datum_onderzoek_gereed |\n| 2-1 | 3-1 |")
    jeugd = meldingen.with_columns(wet=meldingen["wet"].str.replace("wmo", "jeugd"))
    assert looptijd.doorlooptijd(jeugd, [K1], PEIL).is_empty()
