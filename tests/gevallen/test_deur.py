"""De deur: van bestand naar cel met een type. Wat een getal betekent staat vast, of de deur vraagt het."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from gevallen import geval
from openpyxl import Workbook

from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import contract, deur, kolomvoorstel
from sociaaldomein.telling import monitor, registraties

DECLARATIES = "wet;periode_begin;{kop}\n"
AGGREGAAT = "indicator;wet;kwartaal;waarde"


def schrijf(map: Path, **bestanden: str) -> Path:
    map.mkdir(exist_ok=True)
    for naam, inhoud in bestanden.items():
        (map / naam.replace("__", ".")).write_text(inhoud, encoding="utf-8")
    return map


def werkboek(map: Path, rijen: dict[str, list[list]], opmaak: dict[str, str] | None = None) -> Path:
    """Een werkboek; `opmaak` is cel -> getalnotatie, in het laatste blad."""
    boek = Workbook()
    boek.remove(boek.active)
    for titel, inhoud in rijen.items():
        blad = boek.create_sheet(titel)
        for rij in inhoud:
            blad.append(rij)
    for cel, notatie in (opmaak or {}).items():
        blad[cel].number_format = notatie
    map.mkdir(exist_ok=True)
    boek.save(map / "levering.xlsx")
    return map


def declaraties(*bedragen: str, kop: str = "bedrag_cent") -> str:
    rijen = (f"wmo;2023-01-{n % 28 + 1:02d};{b}" for n, b in enumerate(bedragen))
    return DECLARATIES.format(kop=kop) + "\n".join(rijen) + "\n"


def cent(map: Path) -> list[int]:
    return deur.lees_map(map).tabellen["declaraties"]["bedrag_cent"].to_list()


def gevraagd(map: Path, soort: str = "eenheid") -> list[str]:
    return [f.tekst for f in deur.controleer(map).fouten if f.soort == soort and f.structureel]


# --- 3: a unit is part of a column ------------------------------------------------------------------------------------


def test_euros_die_onder_centen_zijn_gezet_blijven_euros(tmp_path):
    levering = deur.lees_map(geval("cent2", tmp_path))
    assert levering.tabellen["declaraties"]["bedrag_cent"].sum() == 150_000_00
    assert "bedrag_cent is gelezen in euro." in levering.rapport.tekst()
    cijfers = monitor.bereken(registraties.maak(levering.tabellen), Kwartaal(2024, 3), date(2024, 9, 15))
    assert cijfers.filter(cijfer="declaraties_cumulatief")["waarde"].drop_nulls().to_list() == [150_000]


@pytest.mark.parametrize(
    ("kop", "waarden", "uitkomst"),
    [
        ("bedrag_eur", ["1250", "1250"], 125000),
        ("bedrag_cent", ["125000", "125000"], 125000),
        ("Bedrag EUR", ["€ 1.250,00", "EUR 1.250,-"], 125000),
        ("bedrag_eur", ["1250,50", "950"], 125050),
        ("bedrag_cent", ["125000.0", "95000.0"], 125000),  # a float that pandas wrote
    ],
)
def test_geld_in_euros_of_centen_zegt_de_kolomnaam(tmp_path, kop, waarden, uitkomst):
    assert cent(schrijf(tmp_path, declaraties__csv=declaraties(*waarden, kop=kop)))[0] == uitkomst


@pytest.mark.parametrize(
    ("kop", "hernoem", "waarden", "uitkomst"),
    [
        ("Bedrag", "bedrag_eur", ["1250"], 125000),
        ("Bedrag", "bedrag_cent", ["€ 1.250,00"], 125000),
        ("Bedrag", "bedrag_cent", ["1250,00", "950,50"], 125000),
        ("Bedrag in centen", "bedrag_cent", ["125000"], 125000),
        ("Bedrag (x € 1.000)", "bedrag_cent", ["1,25"], 125000),
        ("Bedrag", "bedrag_cent", ["990000", "890000"], 990000),  # no invoice line is 890.000 euro
    ],
)
def test_een_hernoemde_kolom_houdt_haar_eenheid(tmp_path, kop, hernoem, waarden, uitkomst):
    schrijf(
        tmp_path,
        export__csv=declaraties(*waarden, kop=kop),
        kolommen__yml=f"declaraties: {{bestand: export.csv, hernoem: {{'{kop}': {hernoem}}}}}\n",
    )
    assert cent(tmp_path)[0] == uitkomst


@pytest.mark.parametrize(
    ("kop", "hernoem", "waarden", "deel"),
    [
        ("Bedrag", "bedrag_cent", ["1250", "1300"], "Zijn dit euro's of centen? Er staat bijvoorbeeld '1250'."),
        ("bedrag_cent", "", ["1250,00", "1300,00"], "Zijn dit euro's of centen?"),
        ("bedrag_cent", "", ["1250", "€ 1300"], "Er staat bijvoorbeeld '€ 1300'."),
        ("bedrag_cent", "", ["125", "130", "140"], "Het middelste bedrag is 1,30 euro. Dat is wel erg klein."),
        ("bedrag_eur", "", ["9900000", "8900000"], "Dat is wel erg groot."),
    ],
)
def test_wat_niet_zeker_is_wordt_een_vraag_met_een_antwoord(tmp_path, kop, hernoem, waarden, deel):
    hernoemd = f", hernoem: {{{kop}: {hernoem}}}" if hernoem else ""
    schrijf(
        tmp_path,
        export__csv=declaraties(*waarden, kop=kop),
        kolommen__yml=f"declaraties: {{bestand: export.csv{hernoemd}}}\n",
    )
    (vraag,) = gevraagd(tmp_path)
    antwoord = "eenheid: {bedrag_cent: euro}, of: eenheid: {bedrag_cent: cent}."
    assert deel in vraag and vraag.endswith(f"Zet in kolommen.yml bij declaraties: {antwoord}")
    for maat, keer in (("euro", 100), ("cent", 1)):
        schrijf(
            tmp_path,
            kolommen__yml=f"declaraties: {{bestand: export.csv, eenheid: {{bedrag_cent: {maat}}}{hernoemd}}}\n",
        )
        teken = "€" in "".join(waarden)
        if teken and maat == "cent":  # a euro sign is never cents, whatever kolommen.yml says
            assert gevraagd(tmp_path)
        else:
            eerste = int(waarden[0].split(",")[0])
            assert cent(tmp_path)[0] == eerste * keer


def test_een_kolom_van_een_gekanteld_blad_heeft_geen_eenheid_van_zichzelf(tmp_path):
    schrijf(
        tmp_path,
        blad__csv="wet;2023-01-01;2023-02-01\nwmo;1250;1300\n",
        kolommen__yml="declaraties: {bestand: blad.csv, kantel: {naar: periode_begin, waarde: bedrag_cent, "
        "kolommen: [2023-01-01, 2023-02-01]}}\n",
    )
    assert "Zijn dit euro's of centen?" in gevraagd(tmp_path)[0]


@pytest.mark.parametrize(
    ("kop", "boven", "waarde", "uitkomst"),
    [
        ("bedrag_eur", "", "12,5 mln", 1_250_000_000),
        ("bedrag_eur", "", "€ 250k", 25_000_000),
        ("bedrag_eur", "", "1.250 x 1.000", None),  # 1.250 itself can be two things
        ("bedrag_cent", "", "125000", 125_000),
        ("Bedrag x € 1.000", "", "1250", 125_000_000),
        ("bedrag_eur", "Begroting 2023 (bedragen x € 1.000)", "1250", 125_000_000),
    ],
)
def test_duizenden_en_miljoenen_tellen_mee(tmp_path, kop, boven, waarde, uitkomst):
    schrijf(
        tmp_path,
        begroting__csv=(f"{boven};;;\n" if boven else "") + f"jaar;wet;soort;{kop}\n2023;wmo;begroot;{waarde}\n",
        kolommen__yml=f"financien: {{bestand: begroting.csv, overslaan: {1 if boven else 0}"
        + ("" if kop.startswith("bedrag_") else f", hernoem: {{'{kop}': bedrag_eur}}")
        + "}\n",
    )
    if uitkomst is None:
        assert gevraagd(tmp_path, "dubbelzinnig")
    else:
        assert deur.lees_map(tmp_path).tabellen["financien"]["bedrag_cent"].to_list() == [uitkomst]


@pytest.mark.parametrize("naam", ["bedrag_eur", "bedrag_cent"])
@pytest.mark.parametrize("tabel", ["financien", "declaraties", "plannen"])
def test_elke_tabel_met_geld_neemt_euros_en_centen(tmp_path, tabel, naam):
    kop, rij = {
        "financien": ("jaar;wet;soort", "2023;wmo;werkelijk"),
        "declaraties": ("wet;periode_begin", "wmo;2023-01-01"),
        "plannen": ("plan;maatregel", "p;m"),
    }[tabel]
    waarde = "1250" if naam == "bedrag_eur" else "125000"
    (tmp_path / f"{tabel}.csv").write_text(f"{kop};{naam}\n{rij};{waarde}\n")
    assert deur.lees_map(tmp_path).tabellen[tabel]["bedrag_cent"].to_list() == [125000]


def test_een_eenheid_die_niet_bij_de_kolom_past_wordt_geweigerd(tmp_path):
    schrijf(
        tmp_path,
        declaraties__csv=declaraties("125000"),
        kolommen__yml="declaraties: {eenheid: {bedrag_cent: weken}}\n",
    )
    assert "'weken' past niet bij bedrag_cent. Toegestaan: euro, cent" in deur.controleer(tmp_path).tekst()


def aggregaat(map: Path, *rijen: str, kolommen: str = "") -> deur.Levering:
    schrijf(map, aggregaat__csv="\n".join([AGGREGAAT + kolommen, *rijen]) + "\n")
    return deur.lees_map(map)


def waarden(levering: deur.Levering) -> list[float | None]:
    return levering.tabellen["aggregaat"]["waarde"].to_list()


def test_een_eenheid_bij_een_cijfer_wordt_omgerekend(tmp_path):
    levering = aggregaat(
        tmp_path,
        "beschikking_mediaan;wmo;2023-K1;6 weken;",
        "beschikking_mediaan;wmo;2023-K2;5;weken",
        "beschikking_mediaan;wmo;2023-K3;40;dagen",
        "looptijd_gemiddeld;wmo;2023-K1;1,5 jaar;",
        "werkelijk_jaar;wmo;2023-K4;1,2 mln;",
        "werkelijk_jaar;wmo;2022-K4;1250;x 1.000 euro",
        kolommen=";eenheid",
    )
    assert waarden(levering) == [42, 35, 40, 18, 1_200_000, 1_250_000]


def test_een_eenheid_die_niet_om_te_rekenen_is_keurt_de_rij_af(tmp_path):
    goed = [f"lopend_trajecten;wmo;20{n}-K1;100;" for n in range(10, 40)]
    levering = aggregaat(tmp_path, "beschikking_mediaan;wmo;2023-K1;12;procent", *goed, kolommen=";eenheid")
    (fout,) = levering.rapport.fouten
    assert "'12' telt in procent. Hier hoort dagen." in fout.tekst and levering.tabellen["aggregaat"].height == 30


OP_TIJD = "beschikking_op_tijd;wmo;2023-K"


@pytest.mark.parametrize(
    ("rijen", "uitkomst"),
    [
        ([f"{OP_TIJD}1;0,87;174;200", f"{OP_TIJD}2;0,9;180;200"], [87, 90]),  # the parts say so
        ([f"{OP_TIJD}1;0,5;1;200", f"{OP_TIJD}2;0,75;3;400"], [0.5, 0.75]),
        ([f"{OP_TIJD}1;87%;;", f"{OP_TIJD}2;0,9%;;"], [87, 0.9]),
        ([f"{OP_TIJD}1;87;;", f"{OP_TIJD}2;0,9;;"], [87, 0.9]),
        ([f"{OP_TIJD}1;0,87;;", f"{OP_TIJD}2;0,9;;"], None),
    ],
)
def test_een_aandeel_van_nul_tot_een_is_een_vraag_tenzij_teller_en_noemer_het_zeggen(tmp_path, rijen, uitkomst):
    schrijf(tmp_path, aggregaat__csv="\n".join([f"{AGGREGAAT};teller;noemer", *rijen]) + "\n")
    if uitkomst is None:
        (vraag,) = gevraagd(tmp_path)
        assert "Is een aandeel van '0,87' een deel van 1, of een procent?" in vraag
        for maat, keer in (("deel", 100), ("procent", 1)):
            schrijf(tmp_path, kolommen__yml=f"aggregaat: {{eenheid: {{waarde: {maat}}}}}\n")
            assert waarden(deur.lees_map(tmp_path)) == pytest.approx([0.87 * keer, 0.9 * keer])
    else:
        assert waarden(deur.lees_map(tmp_path)) == pytest.approx(uitkomst)


@pytest.mark.parametrize("kop", ["Waarde einde jaar", "Deel van het geheel", "Stand per maand", "Aantal na 2 weken"])
def test_een_woord_dat_ook_iets_anders_zegt_is_geen_eenheid(tmp_path, kop):
    schrijf(
        tmp_path,
        aggregaat__csv=f"indicator;wet;kwartaal;{kop}\nlooptijd_gemiddeld;wmo;2023-K1;12,5\n"
        "beschikking_op_tijd;wmo;2023-K1;87,5\n",
        kolommen__yml=f"aggregaat: {{hernoem: {{{kop}: waarde}}}}\n",
    )
    assert waarden(deur.lees_map(tmp_path)) == [12.5, 87.5]


@pytest.mark.parametrize("eenheid", ["inwoners van 18 jaar en ouder", "jeugdigen tot 18 jaar", "trajecten per maand"])
def test_een_eenheid_in_woorden_keurt_geen_rij_af(tmp_path, eenheid):
    levering = aggregaat(tmp_path, f"lopend_clienten;wmo;2023-K1;50;{eenheid}", kolommen=";eenheid")
    assert waarden(levering) == [50] and not levering.rapport.fouten


def test_wat_omgerekend_is_wordt_gezegd(tmp_path):
    schrijf(
        tmp_path,
        aggregaat__csv="indicator;wet;kwartaal;Looptijd (jaren)\nlooptijd_gemiddeld;wmo;2023-K1;1,5\n",
        kolommen__yml="aggregaat: {hernoem: {Looptijd (jaren): waarde}}\n",
    )
    levering = deur.lees_map(tmp_path)
    assert waarden(levering) == [18]
    assert "waarde (bij u Looptijd (jaren)) is omgerekend van jaren naar maanden." in levering.rapport.tekst()


# --- 9: the number format of a cell -----------------------------------------------------------------------------------


def test_een_doel_in_een_cel_met_procenten_is_een_percentage(tmp_path):
    assert deur.lees_map(geval("doel_procentcel", tmp_path)).tabellen["doelen"]["streefwaarde"].to_list() == [90]


def test_een_doel_onder_de_een_bij_een_aandeel_is_een_vraag(tmp_path):
    map = geval("doel_komma", tmp_path)
    (vraag,) = gevraagd(map)
    assert "doelen.csv, rij 2, kolom streefwaarde: '0,9' is een doel onder de 1%, of een deel van 1." in vraag
    for maat, uitkomst in (("deel", 90), ("procent", 0.9)):
        schrijf(map, kolommen__yml=f"doelen: {{eenheid: {{streefwaarde: {maat}}}}}\n")
        assert deur.lees_map(map).tabellen["doelen"]["streefwaarde"].to_list() == [uitkomst]
    (map / "kolommen.yml").unlink()
    (map / "doelen.csv").write_text((map / "doelen.csv").read_text().replace("0,9", "90%"))
    assert deur.lees_map(map).tabellen["doelen"]["streefwaarde"].to_list() == [90]


FINANCIEN = ["jaar", "wet", "soort", "bedrag_eur"]


@pytest.mark.parametrize(
    ("waarde", "notatie", "uitkomst"),
    [
        (1.25, '#,##0.00" mln"', 125_000_000),
        (1_250_000, '#,##0.00,," mln"', 125_000_000),  # the comma makes it smaller on the screen only
        (1250, '"€" #,##0" x 1.000"', 125_000_000),
        (1250, '#,##0"k"', 125_000_000),
        (1250, "_ [$€-413] * #,##0.00_ ", 125_000),
        (1250, "General", 125_000),
    ],
)
def test_de_opmaak_van_een_bedrag_telt_mee(tmp_path, waarde, notatie, uitkomst):
    map = werkboek(tmp_path, {"financien": [FINANCIEN, [2023, "wmo", "begroot", waarde]]}, {"D2": notatie})
    assert deur.lees_map(map).tabellen["financien"]["bedrag_cent"].to_list() == [uitkomst]


def test_een_cel_met_een_euroteken_is_geen_cent(tmp_path):
    rijen = [["wet", "periode_begin", "bedrag_cent"], ["wmo", date(2023, 1, 1), 1250]]
    map = werkboek(tmp_path, {"declaraties": rijen}, {"C2": '"€" #,##0.00'})
    assert "Zijn dit euro's of centen? Er staat bijvoorbeeld '€ 1250'." in gevraagd(map)[0]


@pytest.mark.parametrize(
    ("tabel", "kop", "rij", "cel", "notatie", "kolom", "uitkomst"),
    [
        (
            "aggregaat",
            ["indicator", "wet", "kwartaal", "waarde"],
            ["beschikking_op_tijd", "wmo", "2023-K1", 0.875],
            "D2",
            "0.0%",
            "waarde",
            87.5,
        ),
        (
            "aggregaat",
            ["indicator", "wet", "kwartaal", "waarde"],
            ["beschikking_mediaan", "wmo", "2023-K1", 6],
            "D2",
            '0" weken"',
            "waarde",
            42,
        ),
        (
            "tarieven",
            ["wet", "productcategorie", "eenheid", "tarief_eur"],
            ["wmo", "02", "uur", 98.5],
            "D2",
            "[$€-413] 0.00",
            "tarief_cent",
            9850,
        ),
        ("plannen", ["plan", "maatregel", "bedrag_eur"], ["p", "m", 1.5], "C2", '0.0" mln"', "bedrag_cent", 15 * 10**7),
        ("besparingspad", ["jaar", "referentie"], [2023, 27], "B2", '0" mln"', "referentie_cent", 2_700_000_000),
        (
            "bevolking",
            ["regio_code", "jaar", "leeftijd", "aantal"],
            ["GM0267", 2023, 5, 1.2],
            "D2",
            '0.0" x 1.000"',
            "aantal",
            1200,
        ),
    ],
)
def test_elke_tabel_met_getallen_leest_de_opmaak(tmp_path, tabel, kop, rij, cel, notatie, kolom, uitkomst):
    map = werkboek(tmp_path, {tabel: [kop, rij]}, {cel: notatie})
    assert deur.lees_map(map).tabellen[tabel][kolom].to_list() == [uitkomst]


def test_procenten_waar_geen_aandeel_hoort_zijn_een_fout(tmp_path):
    rijen = [["indicator", "wet", "kwartaal", "waarde"]]
    rijen += [["lopend_trajecten", "wmo", f"20{n}-K1", 5] for n in range(10, 40)]
    map = werkboek(tmp_path, {"aggregaat": rijen}, {"D2": "0%"})
    (fout,) = deur.controleer(map).fouten
    assert "'500%' telt in procent. Hier hoort trajecten." in fout.tekst


@pytest.mark.parametrize(
    ("kop", "waarden", "regel"),
    [
        (
            "Bedrag",
            ["1250", "1300"],
            "# Bedrag: bedrag_eur  # euro's of centen? Zijn het centen, schrijf dan bedrag_cent",
        ),
        ("Bedrag", ["€ 1.250,00", "€ 950,00"], "Bedrag: bedrag_eur"),
        ("Factuurbedrag", ["1250,50", "950"], "Factuurbedrag: bedrag_eur"),
        ("Bedrag in centen", ["125000", "95000"], "Bedrag in centen: bedrag_cent"),
        ("Bedrag", ["12500000", "9500000"], "Bedrag: bedrag_cent"),
    ],
)
def test_het_voorstel_zegt_welke_eenheid_een_bedrag_heeft(tmp_path, kop, waarden, regel):
    rijen = "".join(f"wmo;2023-01-01;2023-02-01;{w}\n" for w in waarden * 20)
    schrijf(tmp_path, export__csv=f"wet;periode_begin;dagtekening;{kop}\n{rijen}")
    voorstel = kolomvoorstel.stel_voor(tmp_path).tekst
    (eigen,) = [r.strip() for r in voorstel.splitlines() if f"{kop}: bedrag" in r]
    assert eigen == regel or eigen == f"{regel}  # ?", voorstel
    assert yamltekst.ontleed(voorstel)["declaraties"].get("hernoem", {}).get(kop) in (None, "bedrag_eur", "bedrag_cent")


def test_een_punt_in_een_aantal_is_een_duizendtal(tmp_path):
    schrijf(tmp_path, bevolking__csv="regio_code;jaar;leeftijd;aantal\nGM0267;2.023;5;1.250\nGM0267;2023;6;12.500\n")
    tabel = deur.lees_map(tmp_path).tabellen["bevolking"]
    assert tabel.select("jaar", "aantal").rows() == [(2023, 1250), (2023, 12500)]
    levering = aggregaat(tmp_path / "b", "lopend_trajecten;wmo;2023-K1;1.622")
    assert waarden(levering) == [1622]
    schrijf(tmp_path / "c", aggregaat__csv=f"{AGGREGAAT}\nlooptijd_gemiddeld;wmo;2023-K1;9.125\n")
    assert gevraagd(tmp_path / "c", "dubbelzinnig")


def test_een_procentteken_tussen_aanhalingstekens_maakt_niets_groter(tmp_path):
    kop, rij = ["indicator", "wet", "kwartaal", "waarde"], ["beschikking_op_tijd", "wmo", "2023-K1", 87]
    map = werkboek(tmp_path, {"aggregaat": [kop, rij]}, {"D2": '0"%"'})
    assert waarden(deur.lees_map(map)) == [87]


def test_duizendtallen_in_een_kop_van_het_cbs_tellen_mee(tmp_path):
    schrijf(
        tmp_path,
        cbs__csv="regio_code;jaar;leeftijd;Inwoners (x 1 000)\nGM0267;2023;5;1,2\n",
        kolommen__yml="bevolking: {bestand: cbs.csv, hernoem: {Inwoners (x 1 000): aantal}}\n",
    )
    assert deur.lees_map(tmp_path).tabellen["bevolking"]["aantal"].to_list() == [1200]


def test_een_kop_met_procent_beslist_niet_over_nul_komma_negen(tmp_path):
    schrijf(
        tmp_path,
        doelen__csv="indicator;wet;periode;Doel in %\nbeschikking_op_tijd;wmo;2024;0,9\n",
        kolommen__yml="doelen: {hernoem: {Doel in %: streefwaarde}}\n",
    )
    assert "kolom streefwaarde (bij u Doel in %): '0,9' is een doel onder de 1%" in gevraagd(tmp_path)[0]


@pytest.mark.parametrize(("totaal", "klopt"), [("€ 2.500,00", True), ("2500", True), ("€ 25,00", False)])
def test_de_totaalregel_heeft_de_eenheid_van_haar_kolom(tmp_path, totaal, klopt):
    rijen = declaraties("€ 1.250,00", "€ 1.250,00", kop="bedrag_eur")
    schrijf(tmp_path, declaraties__csv=f"{rijen}Totaal;;{totaal}\n")
    assert deur.controleer(tmp_path).aangenomen == klopt


def test_een_controletotaal_zegt_zelf_zijn_eenheid(tmp_path):
    schrijf(tmp_path, declaraties__csv=declaraties("1250", "1250", kop="bedrag_eur"))
    for naam, waarde in (("bedrag_eur", "2500"), ("bedrag_cent", "250000")):
        schrijf(tmp_path, kolommen__yml=f"declaraties: {{controle: {{{naam}: {waarde}}}}}\n")
        assert deur.controleer(tmp_path).aangenomen, naam
    schrijf(tmp_path, kolommen__yml="declaraties: {controle: {bedrag_eur: 25}}\n")
    assert not deur.controleer(tmp_path).aangenomen


# --- 21: time zones, groups, letters, other files ---------------------------------------------------------------------
KOP = "wet;toewijzingnummer;client_id;productcategorie;ingangsdatum;einddatum"


def toewijzingen(*datums: str) -> str:
    return "\n".join([KOP, *(f"wmo;{n};P{n};02;{d};" for n, d in enumerate(datums))]) + "\n"


def dagen(map: Path) -> list[str]:
    return deur.lees_map(map).tabellen["toewijzingen"]["ingangsdatum"].cast(str).to_list()


def test_een_tijdstip_in_utc_is_hier_een_andere_dag(tmp_path):
    tabel = deur.lees_map(geval("utc_csv", tmp_path)).tabellen["toewijzingen"]
    assert tabel["ingangsdatum"].value_counts(sort=True).row(0) == (date(2023, 4, 1), 24)
    assert set(tabel["einddatum"].drop_nulls()) == {date(2023, 12, 31)}
    geteld = monitor.bereken(registraties.maak({"toewijzingen": tabel}), Kwartaal(2023, 2), date(2023, 7, 10))
    begonnen = geteld.filter(cijfer="instroom_trajecten", wet="wmo", groep_soort="totaal").sort("kwartaal")["waarde"]
    assert begonnen[-2:].to_list() == [0, 24]


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("2023-03-31T22:00Z", "2023-04-01"),
        ("2023-03-31T21:59:59Z", "2023-03-31"),
        ("2023-12-31T23:00:00+00:00", "2024-01-01"),
        ("2023-12-31 22:30:00 UTC", "2023-12-31"),
        ("2023-04-01T00:00:00+02:00", "2023-04-01"),
        ("2023-04-01T03:00:00+0500", "2023-04-01"),
        ("2023-03-31T22:00:00", "2023-03-31"),  # no zone: the day that it says
        ("1 februari 2023", "2023-02-01"),
        ("15-mrt-2023", "2023-03-15"),
        ("3 Mei 2023", "2023-05-03"),
        ("1 okt. 2023", "2023-10-01"),
        ("31 december 2023 00:00", "2023-12-31"),
        ("15.04.2023", "2023-04-15"),
    ],
)
def test_elke_vorm_van_een_dag(tmp_path, tekst, dag):
    assert dagen(schrijf(tmp_path, toewijzingen__csv=toewijzingen(tekst))) == [dag]


def test_het_einde_der_tijden_blijft_geen_einddatum(tmp_path):
    schrijf(tmp_path, toewijzingen__csv=f"{KOP}\nwmo;1;P1;02;2023-01-01;9999-12-31T23:00:00Z\n")
    assert deur.lees_map(tmp_path).tabellen["toewijzingen"]["einddatum"].to_list() == [None]


@pytest.mark.parametrize("tekst", ["15-mrt-23", "15-03-23", "15/03/23", "1 februari 23"])
def test_een_jaar_van_twee_cijfers_heeft_een_eigen_zin(tmp_path, tekst):
    schrijf(tmp_path, toewijzingen__csv=toewijzingen(tekst, *["2023-01-01"] * 30))
    (fout,) = deur.controleer(tmp_path).fouten
    assert f"'{tekst}' heeft een jaar van twee cijfers." in fout.tekst
    assert "Schrijf het jaar met vier cijfers." in fout.tekst


@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam", "America/New_York"])
def test_een_tijdstip_met_zone_in_parquet_is_de_dag_van_hier(tmp_path, zone):
    moment = pl.Series("datum_melding", [datetime(2023, 3, 31, 22, 0)]).dt.replace_time_zone("UTC")
    frame = pl.DataFrame({"melding_id": ["1"], "wet": ["wmo"], "datum_melding": moment.dt.convert_time_zone(zone)})
    frame.write_parquet(tmp_path / "meldingen.parquet")
    assert deur.lees_map(tmp_path).tabellen["meldingen"]["datum_melding"].to_list() == [date(2023, 4, 1)]


def test_een_leeftijdsklasse_waar_excel_een_datum_van_maakte_komt_er_niet_in(tmp_path):
    map = geval("leeftijd_datum_csv", tmp_path)
    fouten = [f for f in deur.controleer(map).fouten if f.soort == "groep"]
    assert {f.wat.split("'")[1] for f in fouten} == {"11-apr", "dec-17"} and all(f.structureel for f in fouten)
    schrijf(map, kolommen__yml="aggregaat: {waarden: {groep: {11-apr: 4-11, dec-17: 12-17}}}\n")
    groepen = set(deur.lees_map(map).tabellen["aggregaat"]["groep"])
    assert groepen == {"totaal", "0-3", "4-11", "12-17", "18-22"}  # 18-22: a class of their own may stay


@pytest.mark.parametrize(
    ("dimensie", "wet", "groep", "code"),
    [
        ("leeftijd", "jeugd", "12 t/m 17 jaar", "12-17"),
        ("leeftijd", "wmo", "85 jaar en ouder", "85+"),
        ("leeftijd", "jeugd", "4 – 11", "4-11"),
        ("verwijzer", "jeugd", " Medisch Specialist", "medisch_specialist"),
        ("uitkomst", "wmo", "Eigen kracht", "eigen_kracht"),
        ("productcategorie", "wmo", "2", "02"),
        ("productcategorie", "jeugd", "45", "45"),
        ("hoofdcategorie", "jeugd", "ons  eigen aanbod", "ons eigen aanbod"),
        ("trede", "participatie", "2", "2"),
    ],
)
def test_een_groep_heet_zoals_haar_dimensie(tmp_path, dimensie, wet, groep, code):
    cijfer = {
        "leeftijd": "lopend_clienten",
        "verwijzer": "verwijzers",
        "uitkomst": "aanvragen",
        "trede": "participatieladder",
    }.get(dimensie, "lopend_trajecten")
    cijfer = cijfer if contract.eenheid_bij(cijfer, wet) else "instroom_trajecten"
    levering = aggregaat(tmp_path, f"{cijfer};{wet};2023-K1;50;{dimensie};{groep}", kolommen=";dimensie;groep")
    assert levering.tabellen["aggregaat"]["groep"].to_list() == [code]


@pytest.mark.parametrize(
    ("dimensie", "groep"), [("leeftijd", "peuters"), ("verwijzer", "buurvrouw"), ("productcategorie", "99")]
)
def test_een_groep_die_er_niet_is_krijgt_een_melding_met_wat_wel_mag(tmp_path, dimensie, groep):
    goed = [f"instroom_trajecten;jeugd;20{n}-K1;50;totaal;totaal" for n in range(10, 40)]
    levering = aggregaat(
        tmp_path, f"instroom_trajecten;jeugd;2023-K1;50;{dimensie};{groep}", *goed, kolommen=";dimensie;groep"
    )
    (fout,) = levering.rapport.fouten
    assert f"kolom groep: '{groep}' is geen groep van {dimensie}. Toegestaan: " in fout.tekst


def test_groepen_die_alleen_in_hoofdletters_verschillen_worden_genoemd(tmp_path):
    rijen = (f"instroom_trajecten;jeugd;2023-K1;50;hoofdcategorie;{g}" for g in ("Ambulant", "ambulant"))
    tekst = aggregaat(tmp_path, *rijen, kolommen=";dimensie;groep").rapport.tekst()
    assert "De groepen 'Ambulant', 'ambulant' verschillen alleen in hoofdletters." in tekst


def test_letters_uit_dos_worden_gelezen_en_gemeld(tmp_path):
    levering = deur.lees_map(geval("dos_csv", tmp_path))
    namen = levering.tabellen["wijken"]["wijknaam"].to_list()
    assert namen == ["Coöperatiehof", "Café Noord-één"]
    assert "De letters staan in een oude code, DOS (cp850)." in levering.rapport.tekst()


@pytest.mark.parametrize("code", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("naam", ["Café Ruïne", "Coöperatie Zoë", "Hotel, façade en hèt geïnde"])
def test_elke_oude_code_geeft_dezelfde_letters(tmp_path, code, naam):
    (tmp_path / "wijken.csv").write_bytes(f"wijkcode;wijknaam\nWK026701;{naam}\n".encode(code))
    assert deur.lees_map(tmp_path).tabellen["wijken"]["wijknaam"].to_list() == [naam]


def test_aanhalingstekens_en_euros_van_windows_blijven_wat_zij_zijn(tmp_path):
    (tmp_path / "wijken.csv").write_bytes("wijkcode;wijknaam\nWK026701;foto’s van “De Hof” – € 5\n".encode("cp1252"))
    assert deur.lees_map(tmp_path).tabellen["wijken"]["wijknaam"].to_list() == ["foto’s van “De Hof” – € 5"]


@pytest.mark.parametrize("tekst", ["2023-H1", "1e halfjaar 2023", "2023 H2"])
def test_een_half_jaar_heeft_een_eigen_zin(tmp_path, tekst):
    schrijf(tmp_path, aggregaat__csv=f"{AGGREGAAT}\nlopend_trajecten;wmo;{tekst};50\n")
    assert f"'{tekst}' is een half jaar. De monitor telt per kwartaal." in deur.controleer(tmp_path).tekst()


def test_een_draaitabel_wordt_herkend(tmp_path):
    rapport = deur.controleer(geval("draaitabel", tmp_path))
    assert [f.tekst for f in rapport.fouten if f.soort == "opbouw"] == [
        "lev.xlsx, tabblad aggregaat: Dit is een draaitabel: wat hetzelfde is als erboven, staat er niet bij. Kies in "
        "Excel bij Ontwerp, Rapportindeling: alle itemlabels herhalen. Kopieer daarna alleen de waarden."
    ]
    assert not [f for f in rapport.fouten if f.soort == "leeg"]


BERICHT = '<?xml version="1.0"?><jw301:Bericht xmlns:jw301="http://www.istandaarden.nl/ijw/3_2/jw301/schema">'


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("bericht.xml", BERICHT, "Dit is een bericht van iWmo of iJw (XML). Berichten leest de deur nog niet."),
        ("iets.xml", "<?xml version='1.0'?><a/>", "Dit is een XML-bestand"),
        ("~WRL0001.tmp", "x", "Dit is een tijdelijk bestand. Het is niet gelezen."),
        (
            "kaart.json",
            '{"type": "FeatureCollection", "features": []}',
            "Dit lijkt een kaart. Het is niet gelezen. Noem haar wijken.geojson.",
        ),
        ("wijken.shp", "x", "Dit is een deel van een kaart. Het is niet gelezen. Vraag de kaart als GeoJSON"),
        ("lijst.json", "[]", "Dit bestand is geen tabel en is niet gelezen."),
    ],
)
def test_wat_geen_tabel_is_krijgt_een_eigen_zin(tmp_path, naam, inhoud, zin):
    schrijf(tmp_path, wijken__csv="wijkcode;wijknaam\nWK026701;x\n")
    (tmp_path / naam).write_text(inhoud)
    rapport = deur.controleer(tmp_path)
    assert rapport.aangenomen and f"- {naam}: {zin}" in rapport.tekst(), rapport.tekst()


def test_een_bericht_dat_naar_een_tabel_heet_zegt_wat_het_is(tmp_path):
    schrijf(tmp_path, toewijzingen__xml=BERICHT)
    rapport = deur.controleer(tmp_path)
    assert not rapport.aangenomen and "een bericht van iWmo of iJw (XML)" in rapport.tekst()
    assert "Daarin heeft elke toewijzing een rij." in rapport.tekst()


# --- 25 and 26: words and small things --------------------------------------------------------------------------------


def test_een_code_met_komma_nul_is_die_code_en_geen_verloren_nul(tmp_path):
    map = geval("reden_float", tmp_path)
    tekst = deur.controleer(map).tekst()
    assert "In reden_begin stond ',0' achter een code. Dat is weggehaald." in tekst
    assert "In reden_begin staat '14' niet in de lijst" in tekst and "nul vooraan" not in tekst
    schrijf(map, kolommen__yml='uitkeringen: {waarden: {reden_begin: {"14": scheiding, "2": verhuizing}}}\n')
    assert deur.lees_map(map).tabellen["uitkeringen"]["reden_begin"].to_list() == ["scheiding", "verhuizing"]


def test_veel_vreemde_kolommen_zijn_een_regel_met_een_aantal_en_namen(tmp_path):
    vreemd = [f"kolom {n}" for n in range(411)]
    schrijf(tmp_path, wijken__csv=f"wijkcode;wijknaam;{';'.join(vreemd)}\nWK026701;x{';1' * 411}\n")
    (regel,) = [w.tekst for w in deur.controleer(tmp_path).waarschuwingen]
    assert regel.startswith("411 kolommen staan niet in het contract en zijn niet gelezen: kolom 0, kolom 1, ")
    assert regel.endswith("en 381 andere.")


def test_nummers_die_alleen_in_hoofdletters_verschillen(tmp_path):
    schrijf(
        tmp_path,
        clienten__csv="client_id;geboortejaar\nC1;2011\nc1;2012\nC2;2011\n",
        toewijzingen__csv=f"{KOP}\nwmo;1;c2;02;2023-01-01;\n",
    )
    tekst = deur.controleer(tmp_path).tekst()
    assert "In client_id verschillen nummers alleen in hoofdletters." in tekst
    assert "Bij 1 scheelt het alleen een hoofdletter." in tekst and "'c1'" not in tekst


def test_een_regelovergang_in_een_kop_is_een_spatie(tmp_path):
    rijen = [["wet", "Toewijzing\nnummer", "client_id", "product\r\ncategorie", "ingangs\ndatum"]]
    rijen += [["wmo", f"T{n}", f"P{n}", "02", date(2023, 1, 1)] for n in range(9)]
    map = werkboek(tmp_path, {"toewijzingen": rijen})
    schrijf(
        map,
        kolommen__yml="toewijzingen: {hernoem: {Toewijzing nummer: toewijzingnummer, "
        "product categorie: productcategorie, ingangs datum: ingangsdatum}}\n",
    )
    assert deur.lees_map(map).tabellen["toewijzingen"].height == 9
    (map / "kolommen.yml").unlink()
    tekst = deur.controleer(map).tekst()
    assert "Gevonden: wet, Toewijzing nummer, client_id, product categorie, ingangs datum." in tekst
    assert "(niet getoond)" not in tekst


@pytest.mark.parametrize("kop", ["jan@voorbeeld.nl", "3861 AB", "06-12345678", "12-03-1981", "123456782"])
def test_een_kop_die_op_een_persoon_lijkt_wordt_niet_getoond(tmp_path, kop):
    schrijf(tmp_path, wijken__csv=f"wijkcode;wijknaam;{kop}\nWK026701;x;1\n")
    tekst = deur.controleer(tmp_path).tekst()
    assert kop not in tekst and "(niet getoond)" in tekst


@pytest.mark.parametrize("kolommen", ["", "clienten: {hernoem: {Klant: client_id}}\n"])
def test_een_bestand_zonder_koppen_noemt_niemand(tmp_path, kolommen):
    schrijf(tmp_path, clienten__csv="P1;Jan Jansen;Dorpsstraat 4\nP2;Piet Pietersen;Kerkweg 9\n")
    if kolommen:
        schrijf(tmp_path, kolommen__yml=kolommen)
    rapport = deur.controleer(tmp_path)
    tekst = rapport.tekst() + rapport.html()
    assert not rapport.aangenomen and not any(w in tekst for w in ("Jan", "Piet", "straat", "Kerkweg"))


def test_een_dubbele_kop_heet_niet_ook_onbekend(tmp_path):
    schrijf(tmp_path, wijken__csv="wijkcode;wijknaam;wijknaam\nWK026701;x;y\n")
    rapport = deur.controleer(tmp_path)
    assert len(rapport.fouten) == 1 and "staat er 2 keer" in rapport.fouten[0].wat
    assert "staat niet in het contract" not in rapport.tekst()


def test_wat_verborgen_is_en_gelezen_wordt_genoemd(tmp_path):
    boek = Workbook()
    blad = boek.active
    blad.title = "wijken"
    for rij in [["wijkcode", "wijknaam", "indelingsjaar"], *([f"WK0267{n}", "x", 2023] for n in range(10, 20))]:
        blad.append(rij)
    blad.row_dimensions[5].hidden = True
    blad.column_dimensions["C"].hidden = True
    boek.save(tmp_path / "levering.xlsx")
    rapport = deur.controleer(tmp_path)
    assert "levering.xlsx (wijken): Dit is verborgen en wel gelezen: rij 5, kolom C." in rapport.tekst()
    assert rapport.bestanden[0].rijen_in == 10


def test_rijen_met_alleen_spaties_zijn_geen_rijen(tmp_path):
    rapport = deur.controleer(geval("spatie", tmp_path))
    assert rapport.aangenomen and rapport.bestanden[0].rijen_in == 40
    schrijf(tmp_path / "csv", wijken__csv="wijkcode;wijknaam\nWK026701;x\n ; \n \n\u00a0;\nWK026702;y\n  \n")
    rapport = deur.controleer(tmp_path / "csv")
    assert rapport.aangenomen and rapport.bestanden[0].rijen_in == 2 and not rapport.fouten


# --- one sheet, two tables; messages that help ------------------------------------------------------------------------


def test_een_blad_mag_twee_tabellen_vullen(tmp_path):
    levering = deur.lees_map(geval("tweetabel", tmp_path))
    assert {naam: t.height for naam, t in levering.tabellen.items()} == {"toewijzingen": 40, "clienten": 40}
    assert "staat niet in het contract" not in levering.rapport.tekst()


def test_een_csv_mag_twee_tabellen_vullen_en_een_tikfout_valt_nog_steeds_op(tmp_path):
    rijen = "".join(f"wmo;{n};P{n};02;2023-01-01;1950\n" for n in range(9))
    schrijf(
        tmp_path,
        export__csv=f"wet;toewijzingnummer;client_id;productcategorie;ingangsdatum;geboortejaar\n{rijen}",
        kolommen__yml="toewijzingen: {bestand: export.csv}\nclienten: {bestand: export.csv}\n",
    )
    assert {n: t.height for n, t in deur.lees_map(tmp_path).tabellen.items()} == {"toewijzingen": 9, "clienten": 9}
    schrijf(tmp_path, kolommen__yml="toewijzingen: {bestand: export.csv}\nclienten: {bestand: exprt.csv}\n")
    assert "Voor clienten staat hier 'exprt.csv', maar dat is niet gevonden." in deur.controleer(tmp_path).tekst()


def test_een_fout_in_kolommen_yml_geeft_geen_valse_fouten(tmp_path):
    schrijf(tmp_path, export_a__csv="x;y\n1;2\n", export_b__csv="x;y\n1;2\n", kolommen__yml="wijken: {bestand: [\n")
    rapport = deur.controleer(tmp_path)
    assert [f.bestand for f in rapport.fouten] == ["kolommen.yml"]
    assert "De andere bestanden zijn nog niet gelezen." in rapport.tekst()


def test_de_lijst_van_tabellen_staat_er_een_keer_met_wat_helpt(tmp_path):
    schrijf(tmp_path, **{f"export_{n}__csv": "x;y\n1;2\n" for n in range(9)})
    tekst = deur.controleer(tmp_path).tekst()
    assert tekst.count("Toegestaan: clienten, toewijzingen") == 1 and tekst.count("stel-kolommen-voor") == 1
    assert tekst.count("heet niet naar een tabel") == 9


def test_een_melding_noemt_ook_hun_eigen_kolomnaam(tmp_path):
    goed = "".join(f"wmo;{n};P{n};02;2023-01-01\n" for n in range(30))
    schrijf(
        tmp_path,
        export__csv=f"wet;toewijzingnummer;client_id;productcategorie;Start zorg\nwmo;x;Px;02;2023-13-01\n{goed}",
        kolommen__yml="toewijzingen: {bestand: export.csv, hernoem: {Start zorg: ingangsdatum}}\n",
    )
    (fout,) = deur.controleer(tmp_path).fouten
    assert "export.csv, rij 2, kolom ingangsdatum (bij u Start zorg): '2023-13-01'" in fout.tekst


def test_een_melding_over_een_gekanteld_blad_noemt_hun_kolom(tmp_path):
    schrijf(
        tmp_path,
        blad__csv="Cijfer;K3 2023;K4 2023\n" + "lopend_trajecten;50;60\n" + "instroom_trajecten;veel;9\n",
        kolommen__yml="aggregaat: {bestand: blad.csv, hernoem: {Cijfer: indicator}, vast: {wet: jeugd}, kantel: {naar: "
        "kwartaal, waarde: waarde, kolommen: {K3 2023: 2023-K3, K4 2023: 2023-K4}}}\n",
    )
    assert "rij 3, kolom waarde (bij u K3 2023): 'veel' is geen getal." in deur.controleer(tmp_path).tekst()


def test_een_geplakte_draaitabel_wordt_aan_haar_koppen_herkend(tmp_path):
    schrijf(tmp_path, aggregaat__csv="Rijlabels;Som van waarde\njeugd;50\nwmo;60\n")
    assert "Dit is een draaitabel" in deur.controleer(tmp_path).tekst()


@pytest.mark.parametrize(
    ("tabel", "kop", "onze", "waarde"),
    [
        ("toewijzingen", "Beschikkingnummer", "toewijzingnummer", "B{}"),
        ("toewijzingen", "Beschikkingsnr.", "toewijzingnummer", "B{}"),
        ("toewijzingen", "Voorziening ID", "toewijzingnummer", "B{}"),
        ("declaraties", "Factuurbedrag", "bedrag_eur", "{}5,50"),
        ("declaraties", "Periode van", "periode_begin", "0{}-01-2023"),
        ("meldingen", "Meldingsdatum", "datum_melding", "0{}-01-2023"),
        ("meldingen", "Registratiedatum", "datum_melding", "0{}-01-2023"),
        ("meldingen", "Besluitdatum", "datum_beschikking", "0{}-01-2023"),
        ("wijken", "Naam wijk", "wijknaam", "wijk {}"),
    ],
)
def test_namen_uit_de_praktijk_worden_herkend(tmp_path, tabel, kop, onze, waarde):
    schrijf(tmp_path, **{f"{tabel}__csv": f"{kop};wet\n" + "".join(f"{waarde.format(n)};wmo\n" for n in range(1, 9))})
    voorstel = kolomvoorstel.stel_voor(tmp_path).tekst
    assert f"{kop}: {onze}\n" in voorstel.replace('"', ""), voorstel
