"""De deur: goede bestanden in elke vorm, en elke fout met plek, waarde, wat er mag en wat u kunt doen."""

import os
import re
import stat
import warnings
from dataclasses import fields
from datetime import date, datetime, time

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import contract, pseudoniemen, sjabloon
from sociaaldomein.levering.deur import LeveringGeweigerd, controleer, lees_map
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.uitgave import toetsen
from sociaaldomein.voorbeeld import zorg

SLEUTEL = b"een lange geheime sleutel"
BSN = ["123456782", "111222333", "012345672"]  # invented numbers that pass the 11-test
WIJKEN = "wijkcode;wijknaam\n"
GOEDE_WIJKEN = WIJKEN + "".join(f"WK02670{i};wijk {i}\n" for i in range(1, 10))
KOP = "wet;toewijzingnummer;client_id;productcategorie;ingangsdatum;einddatum;reden_wijziging\n"


def toewijzingen(*fout: str, goed: int = 100) -> str:
    """Genoeg goede rijen om onder de 5% te blijven; de foute rijen staan vooraan, vanaf rij 2."""
    return (
        KOP
        + "".join(f"{r}\n" for r in fout)
        + "".join(f"jeugd;{n};P{n};45;2023-01-09;2023-07-08;\n" for n in range(1000, 1000 + goed))
    )


def schrijf(map, **bestanden):
    for naam, inhoud in bestanden.items():
        pad = map / naam.replace("__", ".")
        pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())


def fouten(map) -> list[str]:
    return [fout.tekst for fout in controleer(map).fouten]


def in_balans(rapport) -> bool:
    return all(b.rijen_in == b.rijen_uit + b.afgekeurd + b.dubbel and b.rijen_uit >= 0 for b in rapport.bestanden)


def test_een_bericht_dat_afvalt_laat_de_andere_berichten_van_het_traject_staan(tmp_path):
    goed, fout = "jeugd;1;P1;45;2023-01-09;2023-07-08;", "jeugd;{};P1;45;2023-07-09;2023-06-30;05"
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(goed, fout.format(1), fout.format(2)))
    trajecten = registraties.maak(lees_map(tmp_path).tabellen).trajecten.filter(pl.col("client_id") == "P1")
    assert trajecten["toewijzingnummer", "begin", "einde"].rows() == [("1", date(2023, 1, 9), date(2023, 7, 8))]


# --- reading every form -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("teken", [";", ",", "\t"])
@pytest.mark.parametrize("einde", ["\n", "\r\n", "\r"])
def test_elke_codering_elk_scheidingsteken_elk_regeleinde(tmp_path, codering, teken, einde):
    tekst = f"wijkcode{teken}wijknaam{einde}WK026701{teken}Café € Ruïne{einde}"
    (tmp_path / "wijken.csv").write_bytes(tekst.encode(codering))
    assert lees_map(tmp_path).tabellen["wijken"]["wijknaam"].to_list() == ["Café € Ruïne"]


def test_het_verslag_noemt_codering_en_scheidingsteken(tmp_path):
    (tmp_path / "wijken.csv").write_bytes((GOEDE_WIJKEN + "WK026799;Ruïne\n").encode("cp1252"))
    assert "CSV, Windows-1252, puntkomma" in controleer(tmp_path).tekst()


def test_de_regel_sep_is_geen_kop(tmp_path):
    schrijf(tmp_path, wijken__csv="sep=|\nwijkcode|wijknaam\nWK026701|x\n")
    assert lees_map(tmp_path).tabellen["wijken"].height == 1


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("2023-04-15", date(2023, 4, 15)),
        ("15-04-2023", date(2023, 4, 15)),
        ("5-4-2023", date(2023, 4, 5)),
        ("20230415", date(2023, 4, 15)),
        ("2023-04-15 00:00:00", date(2023, 4, 15)),
        ("45031", date(2023, 4, 15)),
        ("2023-04-15T10:11:12", date(2023, 4, 15)),
        ("31-12-9999", None),
        ("", None),
    ],
)
def test_datums_in_elke_schrijfwijze(tmp_path, tekst, dag):
    schrijf(tmp_path, toewijzingen__csv=KOP + f"jeugd;1;P1;45;2020-01-01;{tekst};\n")
    assert lees_map(tmp_path).tabellen["toewijzingen"]["einddatum"].to_list() == [dag]


@pytest.mark.parametrize(
    ("tekst", "cent"),
    [
        ("1234", 123400),
        ("1234,5", 123450),
        ("1.234,56", 123456),
        ("1.234.567", 123456700),
        ("12.50", 1250),
        ("€ 1.000,-", 100000),
        ("100,00-", -10000),
        ("(100)", -10000),
        ("−0,50", -50),
        ("1,234.56", 123456),
        ("1 234,56", 123456),
        ("EUR 5", 500),
        ("0,05", 5),
        ("12345678901,23", 1234567890123),
    ],
)
def test_bedragen_worden_hele_centen(tmp_path, tekst, cent):
    schrijf(tmp_path, financien__csv=f'jaar;wet;soort;bedrag_eur\n2023;wmo;werkelijk;"{tekst}"\n')
    assert lees_map(tmp_path).tabellen["financien"]["bedrag_cent"].to_list() == [cent]


def test_codes_blijven_tekst_en_woorden_mogen_anders_geschreven_zijn(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen__csv=KOP + "Jeugdwet;007;P1;45;2023-01-09;;04\nWMO;008;P1;02;2023-01-09;;\n",
        meldingen__csv="melding_id;wet;datum_melding;triage_uitkomst\n1;Wmo;2023-01-01;Eigen kracht\n",
    )
    t = lees_map(tmp_path).tabellen
    assert t["toewijzingen"].select("wet", "toewijzingnummer", "productcategorie", "reden_wijziging").rows() == [
        ("jeugd", "007", "45", "04"),
        ("wmo", "008", "02", None),
    ]
    assert t["meldingen"]["triage_uitkomst"].to_list() == ["eigen_kracht"]


def test_meer_bestanden_van_een_tabel_komen_onder_elkaar(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen_2023K1__csv=toewijzingen(goed=3),
        **{"Toewijzingen wmo__csv": KOP + "wmo;1;P1;02;2023-1-9;;\n"},
    )
    assert lees_map(tmp_path).tabellen["toewijzingen"].height == 4


def test_alleen_de_gevraagde_tabellen(tmp_path):
    schrijf(tmp_path, wijken__csv=GOEDE_WIJKEN, toewijzingen__csv=toewijzingen(goed=3))
    assert list(lees_map(tmp_path, ["wijken"]).tabellen) == ["wijken"]


def test_een_veld_met_regelovergang_verschuift_de_rijnummers_niet(tmp_path):
    schrijf(
        tmp_path,
        wijken__csv=WIJKEN
        + 'WK026701;"twee\nregels; en ""aanhaling"""\nfout;x\n\nWK026702;y\n'
        + "".join(f"WK02671{i};z\n" for i in range(10))
        + "".join(f"WK02672{i};z\n" for i in range(10)),
    )
    rapport = controleer(tmp_path)
    assert [f.rij for f in rapport.fouten] == [3]
    assert rapport.aangenomen
    assert lees_map(tmp_path).tabellen["wijken"]["wijknaam"][0] == 'twee\nregels; en "aanhaling"'


def test_het_type_is_dat_van_het_contract_ook_bij_ontbrekende_kolommen(tmp_path):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(goed=2))
    assert dict(lees_map(tmp_path).tabellen["toewijzingen"].schema) == contract.schema("toewijzingen")


# --- Excel and Parquet ------------------------------------------------------------------------------------------------
def werkboek(map, naam="levering.xlsx", **bladen):
    boek = Workbook()
    boek.remove(boek.active)
    for titel, rijen in bladen.items():
        blad = boek.create_sheet(titel)
        for rij in rijen:
            blad.append(rij)
    boek.save(map / naam)


def test_excel_met_echte_datums_getallen_en_afgevallen_nullen(tmp_path):
    werkboek(
        tmp_path,
        toewijzingen=[
            [
                "wet",
                "toewijzingnummer",
                "client_id",
                "productcategorie",
                "ingangsdatum",
                "toewijzingsdatum",
                "toewijzingstijd",
            ],
            ["wmo", 300201, "P1", 2, datetime(2023, 4, 15), date(2023, 4, 1), time(10, 30)],
        ],
        financien=[
            ["jaar", "kwartaal", "wet", "soort", "bedrag_eur"],
            [2023, 1, "wmo", "werkelijk", 1.234],
            [2023, 2, "wmo", "werkelijk", 1234.565],
        ],
    )
    levering = lees_map(tmp_path)
    rij = levering.tabellen["toewijzingen"].row(0, named=True)
    assert (rij["toewijzingnummer"], rij["productcategorie"], rij["ingangsdatum"], rij["toewijzingstijd"]) == (
        "300201",
        "02",
        date(2023, 4, 15),
        "10:30:00",
    )
    assert levering.tabellen["financien"]["bedrag_cent"].to_list() == [123, 123457]
    assert "In productcategorie ontbrak een nul vooraan. De code is hersteld. (rij 2)" in levering.rapport.tekst()


def test_een_getal_uit_excel_is_nooit_dubbelzinnig(tmp_path):
    werkboek(
        tmp_path,
        aggregaat=[
            ["indicator", "wet", "kwartaal", "waarde"],
            ["lopend_trajecten", "jeugd", "2023-K1", 1787],
            ["looptijd_gemiddeld", "jeugd", "2023-K1", 9.125],
        ],
    )
    assert lees_map(tmp_path).tabellen["aggregaat"]["waarde"].to_list() == [1787.0, 9.125]


def test_een_agb_code_zonder_nul_wordt_niet_geraden(tmp_path):
    rijen = [["wet", "toewijzingnummer", "client_id", "productcategorie", "ingangsdatum", "aanbieder_agb"]]
    rijen += [["jeugd", n, "P1", 45, "2023-01-09", "01234567"] for n in range(30)]
    rijen[5][-1] = 1234567
    werkboek(tmp_path, toewijzingen=rijen)
    assert fouten(tmp_path) == [
        "levering.xlsx, tabblad toewijzingen, rij 6, kolom aanbieder_agb: '1234567' heeft geen 8 tekens; mogelijk viel "
        "een nul vooraan weg. Toegestaan: de vorm van 01234567. Maak de kolom in Excel op als tekst en vul de nul aan."
    ]


def test_excelfout_in_een_cel(tmp_path):
    werkboek(
        tmp_path,
        wijken=[["wijkcode", "wijknaam"]] + [[f"WK0267{n}", "#N/B" if n == 10 else "x"] for n in range(10, 40)],
    )
    assert fouten(tmp_path) == [
        "levering.xlsx, tabblad wijken, rij 2, kolom wijknaam: In de cel staat de fout '#N/B'. "
        "Verbeter de formule, of maak de cel leeg."
    ]


def test_een_formule_zonder_uitkomst_is_geen_lege_cel(tmp_path):
    werkboek(tmp_path, financien=[["jaar", "wet", "soort", "bedrag_eur"], [2023, "wmo", "begroot", "=1+1"]])
    melding = "levering.xlsx, tabblad financien: In cel D2 staat een formule zonder uitkomst."
    assert melding in controleer(tmp_path).tekst()


def test_een_verborgen_tabblad_wordt_genoemd(tmp_path):
    boek = Workbook()
    boek.active.title = "wijken"
    boek.active.append(["wijkcode", "wijknaam"])
    boek.active.append(["WK026701", "x"])
    boek.create_sheet("geheim").append(["123456782"])
    boek["geheim"].sheet_state = "hidden"
    boek.save(tmp_path / "levering.xlsx")
    rapport = controleer(tmp_path)
    assert rapport.aangenomen
    assert "Tabblad 'geheim' is verborgen. Het is niet gelezen." in rapport.tekst()


def test_een_excelbestand_dat_csv_heet(tmp_path):
    werkboek(tmp_path, "wijken.csv", Blad1=[["wijkcode", "wijknaam"], ["WK026701", "x"]])
    assert lees_map(tmp_path).tabellen["wijken"].height == 1


def test_parquet_met_eigen_typen(tmp_path):
    pl.DataFrame({"jaar": [2023], "wet": ["wmo"], "soort": ["werkelijk"], "bedrag_eur": [1234.5]}).write_parquet(
        tmp_path / "financien.parquet"
    )
    pl.DataFrame({"melding_id": [1], "wet": ["wmo"], "datum_melding": [datetime(2023, 4, 15, 10)]}).write_parquet(
        tmp_path / "meldingen.parquet"
    )
    t = lees_map(tmp_path).tabellen
    assert t["financien"]["bedrag_cent"].to_list() == [123450]
    assert t["meldingen"]["datum_melding"].to_list() == [date(2023, 4, 15)]


# --- faults in a row --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        (
            "jeugd;1;P1;45;31-02-2023;;",
            "kolom ingangsdatum: '31-02-2023' is geen bestaande datum. Toegestaan: 2023-04-15, "
            "15-04-2023 of 20230415. Schrijf jaar, maand en dag voluit.",
        ),
        (
            "jeugd;1;P1;45;2023-01-09;2022-01-09;",
            "kolom einddatum: '2022-01-09' ligt voor de ingangsdatum. Verbeter een van de twee datums.",
        ),
        (
            "wajong;1;P1;45;2023-01-09;;",
            "kolom wet: 'wajong' staat niet in de lijst. Toegestaan: jeugd (Jeugdwet), "
            "wmo (Wmo 2015). Verbeter de code, of vertaal haar onder 'waarden' in kolommen.yml.",
        ),
        ("jeugd;;P1;45;2023-01-09;;", "kolom toewijzingnummer: Dit veld is verplicht en leeg."),
        ("jeugd;1;P1;45;9999-12-31;;", "kolom ingangsdatum: '9999-12-31' is geen echte datum. Vul de echte datum in."),
        (
            "jeugd;1;P1;45",
            "De rij heeft 4 velden; de kop heeft er 7. Zet een veld met een puntkomma erin tussen aanhalingstekens.",
        ),
        ("jeugd;1;P1;45;2023-01-09;;;extra", "De rij heeft 8 velden; de kop heeft er 7."),
    ],
)
def test_een_foute_rij_valt_af_met_een_volledige_melding(tmp_path, rij, melding):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(rij))
    levering = lees_map(tmp_path)
    teksten = [f.tekst for f in levering.rapport.fouten]
    assert any(t.startswith("toewijzingen.csv, rij 2") and melding in t for t in teksten), teksten
    bestand = levering.rapport.bestanden[0]
    assert (bestand.rijen_in, bestand.rijen_uit, bestand.afgekeurd) == (101, 100, 1)
    assert levering.tabellen["toewijzingen"].height == 100


@pytest.mark.parametrize(
    ("kop", "waarde", "melding"),
    [
        ("bedrag_eur", "1.234", "'1.234' is niet eenduidig (1,234 of 1234?). Schrijf 1234,00."),
        ("bedrag_eur", "1,234", "'1,234' is niet eenduidig (1,234 of 1234?). Schrijf 1234,00."),
        ("bedrag_eur", "12,3456", "'12,3456' heeft meer dan twee decimalen."),
        ("bedrag_eur", "veel", "'veel' is geen getal."),
        ("kwartaal", "5", "'5' valt buiten de grenzen. Toegestaan: een heel getal, zonder punt, van 1 tot en met 4."),
    ],
)
def test_een_fout_getal(tmp_path, kop, waarde, melding):
    goed = {"jaar": "2023", "kwartaal": "1", "wet": "wmo", "soort": "werkelijk", "bedrag_eur": "5"}
    rijen = [{**goed, kop: waarde}] + [{**goed, "bedrag_eur": str(n)} for n in range(30)]
    schrijf(tmp_path, financien__csv="\n".join([";".join(goed), *(";".join(r.values()) for r in rijen)]))
    assert [f"financien.csv, rij 2, kolom {kop}: {melding}" in f for f in fouten(tmp_path)] == [True]


@pytest.mark.parametrize(("rijen", "zin"), [(20, "En nog 1 fout in"), (21, "En nog 2 fouten in")])
def test_een_fout_die_het_scherm_niet_haalt_is_enkelvoud(tmp_path, rijen, zin):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(*["jeugd;1;P1;45;2023-13-01;;"] * rijen))
    assert f"{zin} toewijzingen.csv." in controleer(tmp_path).tekst()


def test_alle_fouten_staan_er_in_een_keer_en_het_scherm_toont_er_twintig(tmp_path):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(*["jeugd;1;P1;45;2023-13-01;;99"] * 50))
    rapport = controleer(tmp_path)
    assert rapport.aantal_fouten == 101  # 50 codes, 50 dates, and the table as a whole
    scherm = rapport.tekst()
    assert scherm.count("\n- toewijzingen.csv, rij") == 19
    assert "En nog 81 fouten in toewijzingen.csv." in scherm
    assert "toewijzingen.csv: geen datum: 50" in scherm
    assert rapport.html().count("<td>toewijzingen.csv</td><td>rij") == 100


def test_duizenden_gelijke_fouten_worden_geteld_maar_niet_allemaal_bewaard(tmp_path):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(*["jeugd;1;P1;45;2023-01-01;;99"] * 3000))
    rapport = controleer(tmp_path)
    assert rapport.aantal_fouten == 3001
    assert len(rapport.fouten) == 1001
    assert "Per kolom en soort staan hier hoogstens 1.000 fouten." in rapport.html()


# --- a refused delivery -----------------------------------------------------------------------------------------------
GEWEIGERD = [
    ({"wijken.csv": ""}, "wijken.csv: Het bestand is leeg."),
    (
        {"wijken.csv": "wijkcode;naam\nWK026701;x\n"},
        "wijken.csv, kolom wijknaam: De verplichte kolom 'wijknaam' ontbreekt. "
        "Heet die bij u 'naam'? Gevonden: wijkcode, naam.",
    ),
    ({"wijken.csv": "a\nb\n"}, "wijken.csv: Er is maar één kolom gevonden."),
    ({"wijken.csv": "x;y\n1;2\n"}, "In de bovenste rij staan geen kolomnamen."),
    ({"wijken.csv": "wijkcode;wijknaam;wijknaam\nWK026701;x;y\n"}, "De kolom 'wijknaam' staat er 2 keer."),
    (
        {"wijken.csv": 'wijkcode;wijknaam\nWK026701;"open\nWK026702;y\n'},
        "Een aanhalingsteken wordt niet goed afgesloten, vanaf rij 2.",
    ),
    ({"wijkn.csv": GOEDE_WIJKEN}, "wijkn.csv: Dit bestand heet niet naar een tabel. Bedoelt u 'wijken'?"),
    ({"wijken.xlsx": "geen excel"}, "wijken.xlsx: Het Excel-bestand is beschadigd"),
    ({"wijken.parquet": "PAR1 geen parquet"}, "wijken.parquet: Het Parquet-bestand is beschadigd."),
    (
        {"wijken.xls": "oud"},
        "wijken.xls: Een bestand van het soort '.xls' is niet te lezen. Toegestaan: CSV, XLSX, Parquet.",
    ),
    (
        {"toewijzingen.csv": toewijzingen().replace("einddatum", "eindatum")},
        "De kolom 'eindatum' is onbekend. Bedoelt u 'einddatum'?",
    ),
    (
        {"wijken.csv": WIJKEN + "WK026701;x\n" + "x;y\n" * 2},
        "Van tabel wijken zijn 2 van de 3 rijen fout. Toegestaan: hoogstens de helft.",
    ),
    (
        {"wijken.csv": GOEDE_WIJKEN + "x;y\n" * 6},
        "Van tabel wijken zijn 6 van de 15 rijen fout. Toegestaan: hoogstens 5 rijen.",
    ),
    (
        {"toewijzingen.csv": toewijzingen(*["onzin;1;P1;45;2023-01-09;;"] * 11, goed=189)},
        "Van tabel toewijzingen zijn 11 van de 200 rijen fout. Toegestaan: hoogstens 5%.",
    ),
    ({}, "In deze map staat geen tabel met rijen."),
    ({"wijken.csv": WIJKEN}, "wijken.csv: Hier staan alleen kolomnamen, geen rijen."),
]


@pytest.mark.parametrize(("bestanden", "melding"), GEWEIGERD, ids=[m[:40] for _, m in GEWEIGERD])
def test_een_fout_in_de_opbouw_weigert_alles(tmp_path, bestanden, melding):
    schrijf(tmp_path, **bestanden)
    rapport = controleer(tmp_path)
    assert not rapport.aangenomen
    assert melding in rapport.tekst(), rapport.tekst()
    assert in_balans(rapport)
    with pytest.raises(LeveringGeweigerd, match="De levering is geweigerd"):
        lees_map(tmp_path)


def test_een_map_die_er_niet_is(tmp_path):
    assert "Deze map bestaat niet." in controleer(tmp_path / "weg").tekst()


def test_een_goed_bestand_gaat_niet_door_als_een_ander_bestand_stuk_is(tmp_path):
    schrijf(tmp_path, wijken__csv=GOEDE_WIJKEN, doelen__csv="")
    with pytest.raises(LeveringGeweigerd) as geweigerd:
        lees_map(tmp_path)
    assert not geweigerd.value.rapport.aangenomen


def test_een_onbekend_tabblad_weigert_tenzij_het_genegeerd_mag(tmp_path):
    werkboek(tmp_path, wijken=[["wijkcode", "wijknaam"], ["WK026701", "x"]], Grafiek=[["iets"]])
    assert "tabblad Grafiek: Dit tabblad heet niet naar een tabel." in controleer(tmp_path).tekst()
    schrijf(tmp_path, kolommen__yml="negeer: [grafiek]\n")
    assert controleer(tmp_path).aangenomen


def test_bijlagen_bij_een_levering_storen_niet(tmp_path):
    schrijf(
        tmp_path,
        wijken__csv=GOEDE_WIJKEN,
        LEESMIJ__txt="uitleg",
        herkomst__yml="synthetisch: ja\n",
        **{".verborgen": "x"},
    )
    rapport = controleer(tmp_path)
    assert rapport.aangenomen
    assert [w.bestand for w in rapport.waarschuwingen] == ["LEESMIJ.txt"]


def test_onbekende_kolommen_worden_gemeld_en_niet_gelezen(tmp_path):
    schrijf(tmp_path, wijken__csv="wijkcode;wijknaam;opmerking\nWK026701;x;y\n")
    levering = lees_map(tmp_path)
    assert "opmerking" not in levering.tabellen["wijken"].columns
    assert "De kolom 'opmerking' staat niet in het contract. Zij is niet gelezen." in levering.rapport.tekst()


# --- counts -----------------------------------------------------------------------------------------------------------
def test_gelijke_rijen_tellen_een_keer_ook_over_bestanden(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen_a__csv=toewijzingen("jeugd;1;P1;45;2023-01-09;;", "jeugd;1;P1;45;2023-01-09;;"),
        toewijzingen_b__csv=toewijzingen("jeugd;1;P1;45;09-01-2023;;", goed=10),
    )
    levering = lees_map(tmp_path)
    assert [(b.naam, b.rijen_in, b.rijen_uit, b.dubbel) for b in levering.rapport.bestanden] == [
        ("toewijzingen_a.csv", 102, 101, 1),
        ("toewijzingen_b.csv", 11, 0, 11),
    ]
    assert "1 rij helemaal gelijk aan een andere rij: telt één keer." in levering.rapport.tekst()


def test_dezelfde_sleutel_met_een_andere_waarde_is_een_fout(tmp_path):
    rijen = "".join(f"GM0267;2023;{n};100\n" for n in range(40))
    schrijf(tmp_path, bevolking__csv=f"regio_code;jaar;leeftijd;aantal\n{rijen}GM0267;2023;5;101\n")
    levering = lees_map(tmp_path)
    assert [f.rij for f in levering.rapport.fouten] == [42]
    assert "stond er al, met een andere inhoud" in levering.rapport.fouten[0].tekst
    assert levering.tabellen["bevolking"]["aantal"].sum() == 4000
    assert in_balans(levering.rapport)


RIJ = st.sampled_from(
    [
        "jeugd;1;P1;45;2023-01-09;;",
        "jeugd;2;P1;99;2023-01-09;;",
        "jeugd;3;P1;45;x;x;x",
        ";;;;;;",
        "kort",
        "wmo;4;P2;02;2023-01-09;2022-01-01;",
        'wmo;5;"P;3";02;2023-01-09;;',
        "wmo;6;P2;2;20230109;;4",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(RIJ, min_size=1, max_size=12))
def test_rijen_in_is_altijd_goed_plus_fout_plus_dubbel(tmp_path_factory, rijen):
    map = tmp_path_factory.mktemp("balans")
    schrijf(map, toewijzingen__csv=KOP + "\n".join(rijen))
    rapport = controleer(map)
    assert in_balans(rapport)
    assert sum(b.rijen_in for b in rapport.bestanden) == len([r for r in rijen if r != ";;;;;;"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 400), st.binary(max_size=4), st.booleans())
def test_willekeurige_schade_geeft_een_verslag_en_nooit_een_crash(tmp_path_factory, plek, bytes_, weg):
    goed = bytearray(toewijzingen("wmo;6;P2;02;20230109;;04", 'wmo;7;"P;2";02;20230109;;04', goed=6).encode())
    goed[plek : plek + (len(bytes_) if not weg else 9)] = bytes_
    map = tmp_path_factory.mktemp("schade")
    (map / "toewijzingen.csv").write_bytes(bytes(goed))
    rapport = controleer(map)
    assert in_balans(rapport)
    assert rapport.tekst()


# --- BSN --------------------------------------------------------------------------------------------------------------
def alles(levering) -> str:
    """Alles wat de deur naar buiten geeft, als een tekst."""
    return (
        levering.rapport.tekst() + levering.rapport.html() + "".join(f.write_csv() for f in levering.tabellen.values())
    )


@pytest.mark.parametrize("kop", ["client_id", "bsn", "BSN", "Burgerservicenummer", "bsn_client", "client BSN"])
def test_een_bsn_wordt_een_pseudoniem_en_tabellen_blijven_passen(tmp_path, kop):
    zonder_nul = [b.lstrip("0") for b in BSN]
    schrijf(
        tmp_path,
        clienten__csv=f"{kop};geboortejaar\n" + "".join(f"{b};2011\n" for b in BSN),
        toewijzingen__csv=KOP + "".join(f"jeugd;{n};{b};45;2023-01-09;;\n" for n, b in enumerate(zonder_nul)),
    )
    levering = lees_map(tmp_path, sleutel=SLEUTEL)
    t = levering.tabellen
    assert set(t["clienten"]["client_id"]) == set(t["toewijzingen"]["client_id"])
    assert not any(b in alles(levering) for b in [*BSN, *zonder_nul])
    assert "vervangen door een pseudoniem" in levering.rapport.tekst()


def test_een_andere_sleutel_geeft_een_ander_pseudoniem():
    een, twee = (pseudoniemen.pseudoniem(pl.Series(BSN), s) for s in (SLEUTEL, b"een andere geheime sleutel"))
    assert set(een).isdisjoint(twee)
    assert een.to_list() == pseudoniemen.pseudoniem(pl.Series(BSN), SLEUTEL).to_list()


def test_een_eigen_clientnummer_wordt_in_de_registraties_een_pseudoniem(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen__csv=KOP + "jeugd;1;P1;45;2023-01-09;;\njeugd;2;P2;45;2023-01-09;;\n",
        uitkeringen__csv="huishouden_id;begindatum;client_id\nH1;2023-01-01;P2\n",
    )
    r = registraties.met_pseudoniemen(registraties.maak(lees_map(tmp_path).tabellen), SLEUTEL)
    een, twee = r.trajecten.sort("toewijzingnummer")["client_id"]
    assert een != twee and r.inwoners_met_bijstand["client_id"][0] in (een, twee)
    assert not {een, twee, r.uitkeringen["huishouden_id"][0]} & {"P1", "P2", "H1"}
    ander = registraties.met_pseudoniemen(registraties.maak(lees_map(tmp_path).tabellen), SLEUTEL[::-1])
    assert not set(ander.trajecten["client_id"]) & {een, twee}


def test_toewijzingnummers_mogen_op_een_bsn_lijken(tmp_path):
    schrijf(tmp_path, toewijzingen__csv=KOP + "".join(f"jeugd;{b};P1;45;2023-01-09;;\n" for b in BSN))
    assert lees_map(tmp_path).tabellen["toewijzingen"]["toewijzingnummer"].to_list() == BSN


@pytest.mark.parametrize("tekst", ["zie 123456782", "1234.56.782", "bsn:123456782."])
def test_een_bsn_in_vrije_tekst_is_een_fout_en_wordt_niet_getoond(tmp_path, tekst):
    rijen = "".join(f"{jaar};1;bron {jaar}\n" for jaar in range(2000, 2040))
    schrijf(tmp_path, besparingspad__csv=f"jaar;werkelijk;bron\n1999;1;{tekst}\n{rijen}")
    rapport = controleer(tmp_path)
    assert not rapport.aangenomen
    assert rapport.fouten[0].tekst == (
        "besparingspad.csv, rij 2, kolom bron: Hier staat een BSN. Haal het BSN weg. Het hoort alleen in client_id."
    )
    assert "123456782" not in re.sub(r"\D", "", (rapport.tekst() + rapport.html()).replace(";", "x"))


def test_een_bsn_op_een_vreemde_plek_staat_nooit_in_het_verslag(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen__csv=toewijzingen(
            "123456782;1;P1;45;2023-01-09;;", "jeugd;1;P1;123456782;2023-01-09;;", "jeugd;1;P1;45;123456782;;"
        ),
        clienten_123456782__csv="client_id;geboortejaar;nummer\nP1;2011;111222333\n",
        leveringen__csv="111222333;123456782\n1;2\n",
    )
    rapport = controleer(tmp_path)
    assert not any(b in rapport.tekst() + rapport.html() for b in BSN)
    assert rapport.aantal_fouten >= 4
    assert "De kolom 'nummer' bevat BSN's. Zij is niet gelezen en niet bewaard." in rapport.tekst()


def test_waarden_van_persoonlijke_kolommen_staan_niet_in_het_verslag(tmp_path):
    rijen = "".join(f"P{n};2011\n" for n in range(30))
    schrijf(tmp_path, clienten__csv=f"client_id;geboortejaar\nP99;19x5\nP98;1.987\n{rijen}".replace("P98", "P97"))
    rapport = controleer(tmp_path)
    assert "Een verborgen waarde van 4 tekens is geen getal." in rapport.tekst()
    assert not any(w in rapport.tekst() + rapport.html() for w in ("19x5", "1.987", "1987", "P99"))


# --- what no table can be, refused before it is parsed ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("inhoud", "wat"),
    [
        (b"\x00" * 100_000, "geen tekst"),
        (b"\xff\xfe" + b"\x00" * 10_000, "geen tekst"),
        (b";".join(b"k%d" % i for i in range(20_000)) + b"\n1\n", "Er staan 20.000 kolommen in."),
        (b";".join(b"k%d" % i for i in range(300_000)) + b"\n1\n", "een regel in die te lang is"),
        (b"indicator;wet;kwartaal;waarde\n" + b"x" * 3_000_000 + b"\n", "een regel in die te lang is"),
        (b'indicator;wet;kwartaal;waarde\n"' + b"x\ty;" * 500_000, "een regel in die te lang is"),
    ],
)
def test_wat_geen_tabel_kan_zijn_wordt_meteen_geweigerd(inhoud, wat, tmp_path):
    (tmp_path / "aggregaat.csv").write_bytes(inhoud)
    tekst = controleer(tmp_path).tekst()
    assert wat in tekst and "aggregaat.csv" in tekst


def test_een_werkblad_met_te_veel_kolommen_wordt_geweigerd(tmp_path):
    boek = Workbook()
    boek.active.title = "aggregaat"
    boek.active.append([f"k{i}" for i in range(1_500)])
    boek.save(tmp_path / "boek.xlsx")
    pl.DataFrame({f"k{i}": [1] for i in range(1_500)}).write_parquet(tmp_path / "doelen.parquet")
    tekst = controleer(tmp_path).tekst()
    assert tekst.count("Er staan 1.500 kolommen in.") == 2, tekst


@pytest.mark.parametrize(
    ("rij", "kolom"),
    [
        ("lopend_clienten;jeugd;2023-K1;-5;;", "waarde"),
        ("lopend_trajecten;wmo;2023-K1;2,5;;", "waarde"),
        ("bereik;jeugd;2023-K1;11,3;-4;40", "teller"),
        ("bereik;jeugd;2023-K1;11,3;4;40,5", "noemer"),
        ("looptijd_gemiddeld;jeugd;2023-K1;11,3;;2,5", "noemer"),
    ],
)
def test_een_aantal_is_heel_en_niet_onder_nul(rij, kolom, tmp_path):
    goed = "".join(f"lopend_clienten;jeugd;{j}-K{n};12;;\n" for j in range(2000, 2010) for n in range(1, 5))
    schrijf(tmp_path, aggregaat__csv=f"indicator;wet;kwartaal;waarde;teller;noemer\n{rij}\n{goed}")
    tekst = controleer(tmp_path).tekst()
    assert f"rij 2, kolom {kolom}" in tekst and "is geen aantal" in tekst


# --- the key ----------------------------------------------------------------------------------------------------------
def test_de_sleutel_ontstaat_een_keer_in_de_instellingen_van_de_gebruiker(tmp_path, monkeypatch):
    monkeypatch.delenv(pseudoniemen.SLEUTELVARIABELE, raising=False)
    monkeypatch.setattr(pseudoniemen.platformdirs, "user_config_path", lambda naam: tmp_path / "instellingen" / naam)
    eerste = pseudoniemen.sleutel()
    assert len(eerste) == 64
    assert pseudoniemen.sleutel() == eerste
    assert stat.S_IMODE((tmp_path / "instellingen/sociaaldomein/sleutel").stat().st_mode) == 0o600


def test_de_omgevingsvariabele_gaat_voor_en_moet_lang_genoeg_zijn(monkeypatch):
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, SLEUTEL.decode())
    assert pseudoniemen.sleutel() == SLEUTEL
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, "kort")
    with pytest.raises(ValueError, match="te kort"):
        pseudoniemen.sleutel()


@pytest.mark.parametrize(("waarde", "fout"), [("a" * 16, "te raden"), ("abab" * 20, "te raden"), ("kort", "te kort")])
def test_een_sleutel_die_te_raden_is_wordt_geweigerd(waarde, fout, monkeypatch, tmp_path):
    monkeypatch.setenv(pseudoniemen.SLEUTELVARIABELE, waarde)
    schrijf(tmp_path, clienten__csv="bsn;geboortejaar\n123456782;2011\n")
    assert fout in controleer(tmp_path).tekst()
    assert waarde not in controleer(tmp_path).tekst().split()
    schrijf(tmp_path, clienten__csv="client_id;geboortejaar\nP1;2011\n")
    assert fout in toetsen.controleer(tmp_path).tekst(), "the run refuses it: so does controleer"


@pytest.mark.skipif(os.name != "posix", reason="op Windows regelt de map van de gebruiker wie er leest")
@pytest.mark.parametrize("stand", [0o644, 0o640, 0o604])
def test_een_sleutel_die_anderen_kunnen_lezen_wordt_geweigerd(stand, monkeypatch, tmp_path):
    monkeypatch.delenv(pseudoniemen.SLEUTELVARIABELE, raising=False)
    monkeypatch.setattr(pseudoniemen.platformdirs, "user_config_path", lambda naam: tmp_path / naam)
    pseudoniemen.sleutel()
    pseudoniemen.sleutelbestand().chmod(stand)
    with pytest.raises(ValueError, match="chmod 600"):
        pseudoniemen.sleutel()


def test_een_sleutel_die_niet_te_bewaren_is_zegt_wat_te_doen(monkeypatch, tmp_path):
    monkeypatch.delenv(pseudoniemen.SLEUTELVARIABELE, raising=False)
    (tmp_path / "bestand").write_text("")
    monkeypatch.setattr(pseudoniemen.platformdirs, "user_config_path", lambda naam: tmp_path / "bestand" / naam)
    with pytest.raises(ValueError, match=pseudoniemen.SLEUTELVARIABELE):
        pseudoniemen.sleutel()


def test_controleren_maakt_geen_sleutel(monkeypatch, tmp_path):
    monkeypatch.delenv(pseudoniemen.SLEUTELVARIABELE, raising=False)
    monkeypatch.setattr(pseudoniemen.platformdirs, "user_config_path", lambda naam: tmp_path / "instellingen" / naam)
    (tmp_path / "levering").mkdir()
    schrijf(tmp_path / "levering", clienten__csv="client_id;geboortejaar\nP1;2011\n")
    assert controleer(tmp_path / "levering").aangenomen
    assert not (tmp_path / "instellingen").exists()


def test_geen_enkel_nummer_van_een_mens_of_dossier_komt_in_de_registraties(tmp_path):
    """A number of the municipality itself is personal data as well; the tables still fit onto one another."""
    ruw = {}
    for tafel in zorg.genereer(factor=0.1).values():
        for kolom in ("client_id", "huishouden_id", "toewijzingnummer", "verzoek_id", "melding_id"):
            if kolom in tafel.columns:
                ruw.setdefault(kolom, set()).update(tafel[kolom].drop_nulls())
    assert len(ruw) == 5
    gelezen = lees_map(zorg.schrijf(tmp_path / "levering", factor=0.1), sleutel=SLEUTEL)
    r = registraties.met_pseudoniemen(registraties.maak(gelezen.tabellen), SLEUTEL)
    gezien = 0
    for veld in fields(r):
        tafel = getattr(r, veld.name)
        for kolom in ruw.keys() & set(tafel.columns):
            gezien += tafel.height
            assert not ruw[kolom] & set(tafel[kolom].drop_nulls()), (veld.name, kolom)
            assert tafel[kolom].drop_nulls().str.contains(r"^p[a-p]{20}$").all(), (veld.name, kolom)
    assert gezien > 1_000
    assert set(r.declaraties["client_id"].drop_nulls()) <= set(r.trajecten["client_id"])


def test_de_cijfers_hangen_niet_van_de_sleutel_af(tmp_path):
    map = zorg.schrijf(tmp_path / "levering", factor=0.3)
    tafels = []
    for sleutel in (SLEUTEL, SLEUTEL[::-1]):
        r = registraties.met_pseudoniemen(registraties.maak(lees_map(map, sleutel=sleutel).tabellen), sleutel)
        tafels.append(monitor.bereken(r, Kwartaal(2023, 1), date(2023, 4, 15)))
    assert tafels[0].height > 1_000
    assert tafels[0].equals(tafels[1])


def test_de_sleutel_komt_niet_in_de_map_met_leveringen(tmp_path, monkeypatch):
    monkeypatch.delenv(pseudoniemen.SLEUTELVARIABELE, raising=False)
    monkeypatch.setattr(pseudoniemen.platformdirs, "user_config_path", lambda naam: tmp_path / naam)
    schrijf(tmp_path, clienten__csv="bsn;geboortejaar\n123456782;2011\n")
    assert "De sleutel zou in de map met leveringen komen." in controleer(tmp_path).tekst()
    assert [p.name for p in tmp_path.iterdir()] == ["clienten.csv"]


# --- column mapping ---------------------------------------------------------------------------------------------------
def test_andere_kolomnamen_waarden_en_regels_boven_de_kop(tmp_path):
    schrijf(
        tmp_path,
        export_wiz__csv="Rapport WIZ\n\nNr;Cliënt;Soort;Van\n0267;P1;WMO-02;2023-01-09\n9;P2;WMO-02;x\n"
        + "".join(f"{n};P1;WMO-02;2023-01-09\n" for n in range(100, 130)),
        kolommen__yml="""
toewijzingen:
  bestand: export_*.csv
  overslaan: 2
  hernoem: {Nr: toewijzingnummer, "Cliënt": client_id, Soort: productcategorie, Van: ingangsdatum}
  waarden: {productcategorie: {WMO-02: 02}}
  vast: {wet: wmo, gemeentecode: GM0267}
""",
    )
    levering = lees_map(tmp_path)
    eerste = levering.tabellen["toewijzingen"].row(0, named=True)
    assert (eerste["toewijzingnummer"], eerste["productcategorie"], eerste["wet"]) == ("0267", "02", "wmo")
    assert [f.rij for f in levering.rapport.fouten] == [5]


def test_twee_bestanden_met_een_eigen_opmaak_in_een_tabel(tmp_path):
    schrijf(
        tmp_path,
        noord__csv="code;naam\nWK026701;x\n",
        zuid__csv="wijk;wijknaam\nWK026702;y\n",
        kolommen__yml="""
wijken:
  - {bestand: noord.csv, hernoem: {code: wijkcode, naam: wijknaam}}
  - {bestand: zuid.csv, hernoem: {wijk: wijkcode}}
""",
    )
    assert lees_map(tmp_path).tabellen["wijken"]["wijkcode"].to_list() == ["WK026701", "WK026702"]


@pytest.mark.parametrize(
    ("yml", "melding"),
    [
        ("wijkn: {}", "'wijkn' is geen tabel. Bedoelt u 'wijken'?"),
        ("wijken: {hernoemen: {a: b}}", "wijken: de sleutel 'hernoemen' bestaat niet."),
        ("wijken: {hernoem: {naam: wijknam}}", "'wijknam' is geen kolom van wijken. Bedoelt u 'wijknaam'?"),
        ("wijken: {vast: {wijkode: x}}", "'wijkode' is geen kolom van wijken. Bedoelt u 'wijkcode'?"),
        (
            "wijken: {hernoem: {wijknam: wijknaam}}",
            "noemt de kolom 'wijknam', maar die staat hier niet. Bedoelt u 'wijknaam'?",
        ),
        ("wijken: {bestand: weg.csv}", "Voor wijken staat hier 'weg.csv', maar dat is niet gevonden."),
        ("wijken: {overslaan: twee}", "wijken, overslaan: 'twee' mag niet. Schrijf een heel getal van 0 of hoger."),
        ("wijken: [", "Dit is geen geldige YAML."),
        ("wijken: {hernoem: {a: wijknaam, a: wijkcode}}", "De sleutel 'a' staat er twee keer."),
        ("- wijken", "Dit bestand moet een lijst van tabellen zijn."),
        ("wijken: tekst", "wijken: hier horen regels als 'bestand: ...' te staan."),
    ],
)
def test_een_fout_in_kolommen_yml_noemt_wat_bedoeld_kan_zijn(tmp_path, yml, melding):
    schrijf(tmp_path, wijken__csv=GOEDE_WIJKEN, kolommen__yml=yml)
    rapport = controleer(tmp_path)
    assert not rapport.aangenomen
    assert melding in rapport.tekst(), rapport.tekst()


# --- totals only ------------------------------------------------------------------------------------------------------
def test_alleen_een_tabblad_aggregaat_is_een_hele_levering(tmp_path):
    werkboek(
        tmp_path,
        "aggregaat.xlsx",
        Blad1=[
            ["indicator", "wet", "kwartaal", "dimensie", "groep", "waarde", "gepubliceerd_in"],
            ["lopend_clienten", "jeugd", "2023-K1", None, None, 1128, "Rapportage 2023-1"],
            ["lopend_clienten", "jeugd", "2023 Q1", "wijk", "WK026701", "<5", None],
            ["lopend_clienten", "jeugd", "2023K2", None, None, None, None],
            ["lopend_clienten", "jeugd", "2023-K3", None, None, 1100.0, None],
        ],
    )
    levering = lees_map(tmp_path)
    assert levering.tabellen["aggregaat"].select("kwartaal", "groep", "waarde", "eenheid", "status").rows() == [
        ("2023-K1", "totaal", 1128.0, "jeugdigen", "definitief"),
        ("2023-K1", "WK026701", None, "jeugdigen", "afgeschermd"),
        ("2023-K2", "totaal", None, "jeugdigen", "ontbreekt"),
        ("2023-K3", "totaal", 1100.0, "jeugdigen", None),
    ]
    assert "Een merk als <5 of x is gelezen als: afgeschermd. (rij 3)" in levering.rapport.tekst()


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        ("lopend_klienten;jeugd;2023-K1;;;5", "Toegestaan: lopend_clienten"),
        ("besparing;jeugd;2023-K4;;;5", "kolom wet: 'jeugd' past niet bij dit cijfer."),
        ("lopend_clienten;jeugd;2023;;;5", "'2023' is geen kwartaal. Toegestaan: een jaar, een streepje en K1 tot K4"),
        ("lopend_clienten;jeugd;2023-K1;wijk;;5", "Bij deze dimensie hoort een groep."),
        ("lopend_clienten;jeugd;2023-K1;;12-17;5", "Bij deze groep hoort een dimensie."),
        (
            "looptijd_gemiddeld;jeugd;2023-K1;;;1.787",
            "'1.787' is niet eenduidig (1,787 of 1787?). Schrijf 1787 of 1,7870.",
        ),
    ],
)
def test_een_fout_totaal(tmp_path, rij, melding):
    goed = "".join(f"lopend_trajecten;wmo;{j}-K{k};;;10\n" for j in range(2000, 2010) for k in (1, 2, 3, 4))
    schrijf(tmp_path, aggregaat__csv=f"indicator;wet;kwartaal;dimensie;groep;waarde\n{rij}\n{goed}")
    assert any(f.startswith("aggregaat.csv, rij 2") and melding in f for f in fouten(tmp_path)), fouten(tmp_path)


def test_een_aandeel_als_breuk_valt_op(tmp_path):
    rijen = "bereik;jeugd;2023-K1;0,113\nbereik;jeugd;2023-K2;9\n"
    schrijf(tmp_path, aggregaat__csv=f"indicator;wet;kwartaal;waarde\n{rijen}")
    assert "Schrijf 11,3 voor 11,3%, niet 0,113." in controleer(tmp_path).tekst()


# --- warnings across tables and the report itself ---------------------------------------------------------------------
def test_tabellen_die_niet_passen_geven_een_waarschuwing(tmp_path):
    schrijf(
        tmp_path,
        toewijzingen__csv=KOP + "jeugd;1;P1;45;2023-01-09;;\njeugd;2;P2;46;2023-01-09;;\n",
        clienten__csv="client_id;geboortejaar\nP1;2011\nP1;2012\n",
        leveringen__csv="wet;toewijzingnummer;begindatum\nwmo;1;2023-01-09\n",
        koppel_product__csv="wet;productcategorie;hoofdcategorie\njeugd;45;ambulant\n",
    )
    tekst = controleer(tmp_path).tekst()
    assert "toewijzingen: 1 van 2 rijen: de cliënt staat niet in clienten." in tekst
    assert "leveringen: 1 van 1 rij: de toewijzing staat niet in toewijzingen." in tekst
    assert "toewijzingen: 1 van 2 rijen: de productcategorie staat niet in koppel_product." in tekst
    assert "clienten: 1 rij met andere gegevens van een cliënt die er al staat." in tekst
    assert "De levering is aangenomen. 6 rijen in = 6 goed + 0 fout + 0 dubbel." in tekst
    assert "Niet geleverd (mag): verzoeken, declaraties" in tekst


def test_het_verslag_als_pagina_staat_op_zichzelf_en_ontsnapt_alles(tmp_path):
    schrijf(tmp_path, wijken__csv=GOEDE_WIJKEN + "<script>alert(1)</script>;<b>\n")
    pagina = controleer(tmp_path).html()
    assert pagina.startswith("<!doctype html>")
    assert 'lang="nl"' in pagina
    assert "<script" not in pagina
    assert "<b>" not in pagina
    assert "&lt;SCRIPT&gt;" in pagina or "&lt;script&gt;" in pagina
    assert not re.search(r"(src|href)=", pagina)


def test_geen_engelse_waarschuwingen_van_bibliotheken(tmp_path):
    sjabloon.schrijf_sjabloon(tmp_path / "levering.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        controleer(tmp_path)
