"""Het contract: een bron voor de documentatie, het sjabloon en de controle."""

import re
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from sociaaldomein.levering import contract, deur, sjabloon
from sociaaldomein.levering.contract import TABELLEN

PAGINA = Path(__file__).parents[2] / "docs" / "gegevenscontract.md"
ALLE = [(t, k) for t in TABELLEN.values() for k in t.kolommen]


def test_de_documentatie_in_docs_is_die_van_het_contract():
    assert PAGINA.read_text(encoding="utf-8") == sjabloon.documentatie(), "schrijf documentatie() opnieuw naar docs"


def test_alle_tabellen_uit_het_plan_staan_erin():
    assert list(TABELLEN) == [
        "clienten",
        "toewijzingen",
        "leveringen",
        "verzoeken",
        "declaraties",
        "meldingen",
        "uitkeringen",
        "financien",
        "bevolking",
        "koppel_product",
        "besparingspad",
        "aggregaat",
        "doelen",
        "plannen",
        "activiteiten",
        "tarieven",
        "wijken",
    ]


@pytest.mark.parametrize(("tabel", "kolom"), ALLE, ids=[f"{t.naam}.{k.naam}" for t, k in ALLE])
def test_elke_kolom_heeft_soort_uitleg_en_een_goed_voorbeeld(tabel, kolom):
    assert kolom.soort in contract.KOLOMSOORTEN
    assert kolom.uitleg
    if kolom.patroon:
        assert re.fullmatch(kolom.patroon, kolom.voorbeeld)
    if kolom.is_gesloten and kolom.voorbeeld:
        assert kolom.voorbeeld in kolom.codes()
    assert kolom.soort != "code" or kolom.is_gesloten


@pytest.mark.parametrize("tabel", TABELLEN.values(), ids=list(TABELLEN))
def test_sleutels_en_volgorde_noemen_bestaande_kolommen(tabel):
    for naam in [*tabel.sleutel, *(k for paar in tabel.volgorde for k in paar)]:
        assert tabel.kolom(naam)
    assert tabel.minimum


def test_dezelfde_code_betekent_per_wet_iets_anders():
    kolom = contract.tabel("leveringen").kolom("reden_beeindiging")
    assert kolom.codes("jeugd")["31"] == "klaar volgens plan"
    assert kolom.codes("wmo")["31"] == "verhuisd naar een andere gemeente"
    assert "19" not in kolom.codes("jeugd")


def test_geld_heet_na_de_deur_naar_centen():
    assert contract.schema("financien")["bedrag_cent"] == pl.Int64
    assert {"referentie_cent", "werkelijk_cent", "taakstelling_cent", "ingeboekt_cent"} <= set(
        contract.schema("besparingspad")
    )


def test_onbekende_namen_noemen_wat_er_wel_is():
    with pytest.raises(KeyError, match="Wel: clienten"):
        contract.tabel("klanten")
    with pytest.raises(KeyError, match="Wel: wijkcode"):
        contract.tabel("wijken").kolom("naam")


def test_alleen_nummers_van_mensen_en_toewijzingen_zijn_verborgen():
    persoonlijk = {k.naam for _, k in ALLE if k.persoonlijk}
    nummers = {"client_id", "toewijzingnummer", "verzoek_id", "melding_id", "huishouden_id"}
    assert persoonlijk == nummers | {"geboortejaar", "geslacht", "statushouder"}


# --- the template -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def leeg_sjabloon(tmp_path_factory) -> Path:
    return sjabloon.schrijf_sjabloon(tmp_path_factory.mktemp("sjabloon") / "levering.xlsx")


def test_sjabloon_heeft_een_tabblad_per_tabel_met_lijsten_en_uitleg(leeg_sjabloon):
    boek = load_workbook(leeg_sjabloon)
    assert boek.sheetnames == ["uitleg", *TABELLEN, "waardenlijsten"]
    blad = boek["toewijzingen"]
    assert [c.value for c in blad[1]] == [k.naam for k in TABELLEN["toewijzingen"].kolommen]
    assert blad["A1"].comment.text.startswith("Verplicht.")
    assert blad["A1"].fill.fgColor != blad["F1"].fill.fgColor
    assert blad.column_dimensions["D"].number_format == "@"
    regels = {str(r.sqref): r for r in blad.data_validations.dataValidation}
    assert "A2:A5000" in regels
    lijst = regels["D2:D5000"].formula1
    kolom = re.search(r"\$([A-Z]+)\$2", lijst)[1]
    codes = [c.value for c in boek["waardenlijsten"][kolom][1:] if c.value]
    assert codes == sorted({*contract.CODES["JZ020"], *contract.CODES["WMO020"]})


def test_een_leeg_sjabloon_is_geen_levering(leeg_sjabloon):
    rapport = deur.controleer(leeg_sjabloon.parent)
    assert not rapport.aangenomen
    assert "Hier staan alleen kolomnamen, geen rijen." in rapport.tekst()


def test_een_tabblad_invullen_is_genoeg(leeg_sjabloon, tmp_path):
    boek = load_workbook(leeg_sjabloon)
    boek["aggregaat"].append(["lopend_trajecten", "jeugd", "2023-K1", None, None, 1787])
    boek.save(tmp_path / "cijfers.xlsx")
    frame = deur.lees_map(tmp_path).tabellen["aggregaat"]
    assert frame.select("waarde", "dimensie", "groep", "eenheid").row(0) == (1787.0, "totaal", "totaal", "trajecten")
