"""De deur: van bestand naar cel met een type. Wat een getal betekent staat vast, of de deur vraagt het."""

from datetime import date
from pathlib import Path

import pytest
from gevallen import geval
from openpyxl import Workbook

from sociaaldomein import kolomvoorstel, sources, yamltekst

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
    return sources.lees_map(map).tabellen["declaraties"]["bedrag_cent"].to_list()


def gevraagd(map: Path, soort: str = "eenheid") -> list[str]:
    return [f.tekst for f in sources.controleer(map).fouten if f.soort == soort and f.structureel]


# --- 3: a unit is part of a column ------------------------------------------------------------------------------------


def test_euros_die_onder_centen_zijn_gezet_blijven_euros(tmp_path):
    levering = sources.lees_map(geval("cent2", tmp_path))
    assert levering.tabellen["declaraties"]["bedrag_cent"].sum() == 150_000_00
    assert "bedrag_cent is gelezen in euro." in levering.rapport.tekst()


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
        + ("" if kop.startswith("bedrag_") else f", hernoem: {{'{kop}': bedrag_eur}}") + "}\n",
    )
    if uitkomst is None:
        assert gevraagd(tmp_path, "dubbelzinnig")
    else:
        assert sources.lees_map(tmp_path).tabellen["financien"]["bedrag_cent"].to_list() == [uitkomst]


@pytest.mark.parametrize("naam", ["bedrag_eur", "bedrag_cent"])
@pytest.mark.parametrize("tabel", ["financien", "declaraties", "plannen"])
def test_elke_tabel_met_geld_neemt_euros_en_centen(tmp_path, tabel, naam):
    kop, rij = {"financien": ("jaar;wet;soort", "2023;wmo;werkelijk"),
                "declaraties": ("wet;periode_begin", "wmo;2023-01-01"),
                "plannen": ("plan;maatregel", "p;m")}[tabel]  # fmt: skip
    waarde = "1250" if naam == "bedrag_eur" else "125000"
    (tmp_path / f"{tabel}.csv").write_text(f"{kop};{naam}\n{rij};{waarde}\n")
    assert sources.lees_map(tmp_path).tabellen[tabel]["bedrag_cent"].to_list() == [125000]


def test_een_eenheid_die_niet_bij_de_kolom_past_wordt_geweigerd(tmp_path):
    schrijf(
        tmp_path,
        declaraties__csv=declaraties("125000"),
        kolommen__yml="declaraties: {eenheid: {bedrag_cent: weken}}\n",
    )
    assert "'weken' past niet bij bedrag_cent. Toegestaan: euro, cent" in sources.controleer(tmp_path).tekst()


def aggregaat(map: Path, *rijen: str, kolommen: str = "") -> sources.Levering:
    schrijf(map, aggregaat__csv="\n".join([AGGREGAAT + kolommen, *rijen]) + "\n")
    return sources.lees_map(map)


def waarden(levering: sources.Levering) -> list[float | None]:
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
            assert waarden(sources.lees_map(tmp_path)) == pytest.approx([0.87 * keer, 0.9 * keer])
    else:
        assert waarden(sources.lees_map(tmp_path)) == pytest.approx(uitkomst)


# --- 9: the number format of a cell -----------------------------------------------------------------------------------


def test_een_doel_in_een_cel_met_procenten_is_een_percentage(tmp_path):
    assert sources.lees_map(geval("doel_procentcel", tmp_path)).tabellen["doelen"]["streefwaarde"].to_list() == [90]


def test_een_doel_onder_de_een_bij_een_aandeel_is_een_vraag(tmp_path):
    map = geval("doel_komma", tmp_path)
    (vraag,) = gevraagd(map)
    assert "doelen.csv, rij 2, kolom streefwaarde: '0,9' is een doel onder de 1%, of een deel van 1." in vraag
    for maat, uitkomst in (("deel", 90), ("procent", 0.9)):
        schrijf(map, kolommen__yml=f"doelen: {{eenheid: {{streefwaarde: {maat}}}}}\n")
        assert sources.lees_map(map).tabellen["doelen"]["streefwaarde"].to_list() == [uitkomst]
    (map / "kolommen.yml").unlink()
    (map / "doelen.csv").write_text((map / "doelen.csv").read_text().replace("0,9", "90%"))
    assert sources.lees_map(map).tabellen["doelen"]["streefwaarde"].to_list() == [90]


FINANCIEN = ["jaar", "wet", "soort", "bedrag_eur"]


@pytest.mark.parametrize(
    ("waarde", "notatie", "uitkomst"),
    [
        (1.25, '#,##0.00" mln"', 125_000_000),
        (1_250_000, '#,##0.00,," mln"', 125_000_000),  # the comma makes it smaller on the screen only
        (1250, '"€" #,##0" x 1.000"', 125_000_000),
        (1250, '#,##0"k"', 125_000_000),
        (1250, '_ [$€-413] * #,##0.00_ ', 125_000),
        (1250, "General", 125_000),
    ],
)
def test_de_opmaak_van_een_bedrag_telt_mee(tmp_path, waarde, notatie, uitkomst):
    map = werkboek(tmp_path, {"financien": [FINANCIEN, [2023, "wmo", "begroot", waarde]]}, {"D2": notatie})
    assert sources.lees_map(map).tabellen["financien"]["bedrag_cent"].to_list() == [uitkomst]


def test_een_cel_met_een_euroteken_is_geen_cent(tmp_path):
    rijen = [["wet", "periode_begin", "bedrag_cent"], ["wmo", date(2023, 1, 1), 1250]]
    map = werkboek(tmp_path, {"declaraties": rijen}, {"C2": '"€" #,##0.00'})
    assert "Zijn dit euro's of centen? Er staat bijvoorbeeld '€ 1250'." in gevraagd(map)[0]


@pytest.mark.parametrize(
    ("tabel", "kop", "rij", "cel", "notatie", "kolom", "uitkomst"),
    [
        ("aggregaat", ["indicator", "wet", "kwartaal", "waarde"], ["beschikking_op_tijd", "wmo", "2023-K1", 0.875],
         "D2", "0.0%", "waarde", 87.5),
        ("aggregaat", ["indicator", "wet", "kwartaal", "waarde"], ["beschikking_mediaan", "wmo", "2023-K1", 6],
         "D2", '0" weken"', "waarde", 42),
        ("tarieven", ["wet", "productcategorie", "eenheid", "tarief_eur"], ["wmo", "02", "uur", 98.5],
         "D2", '[$€-413] 0.00', "tarief_cent", 9850),
        ("plannen", ["plan", "maatregel", "bedrag_eur"], ["p", "m", 1.5], "C2", '0.0" mln"', "bedrag_cent", 15 * 10**7),
        ("besparingspad", ["jaar", "referentie"], [2023, 27], "B2", '0" mln"', "referentie_cent", 2_700_000_000),
        ("bevolking", ["regio_code", "jaar", "leeftijd", "aantal"], ["GM0267", 2023, 5, 1.2], "D2", '0.0" x 1.000"',
         "aantal", 1200),
    ],
)  # fmt: skip
def test_elke_tabel_met_getallen_leest_de_opmaak(tmp_path, tabel, kop, rij, cel, notatie, kolom, uitkomst):
    map = werkboek(tmp_path, {tabel: [kop, rij]}, {cel: notatie})
    assert sources.lees_map(map).tabellen[tabel][kolom].to_list() == [uitkomst]


def test_procenten_waar_geen_aandeel_hoort_zijn_een_fout(tmp_path):
    rijen = [["indicator", "wet", "kwartaal", "waarde"]]
    rijen += [["lopend_trajecten", "wmo", f"20{n}-K1", 5] for n in range(10, 40)]
    map = werkboek(tmp_path, {"aggregaat": rijen}, {"D2": "0%"})
    (fout,) = sources.controleer(map).fouten
    assert "'500%' telt in procent. Hier hoort trajecten." in fout.tekst


@pytest.mark.parametrize(
    ("kop", "waarden", "regel"),
    [
        ("Bedrag", ["1250", "1300"],
         "# Bedrag: bedrag_eur  # euro's of centen? Zijn het centen, schrijf dan bedrag_cent"),
        ("Bedrag", ["€ 1.250,00", "€ 950,00"], "Bedrag: bedrag_eur"),
        ("Factuurbedrag", ["1250,50", "950"], "Factuurbedrag: bedrag_eur"),
        ("Bedrag in centen", ["125000", "95000"], "Bedrag in centen: bedrag_cent"),
        ("Bedrag", ["12500000", "9500000"], "Bedrag: bedrag_cent"),
    ],
)  # fmt: skip
def test_het_voorstel_zegt_welke_eenheid_een_bedrag_heeft(tmp_path, kop, waarden, regel):
    rijen = "".join(f"wmo;2023-01-01;2023-02-01;{w}\n" for w in waarden * 20)
    schrijf(tmp_path, export__csv=f"wet;periode_begin;dagtekening;{kop}\n{rijen}")
    voorstel = kolomvoorstel.stel_voor(tmp_path).tekst
    (eigen,) = [r.strip() for r in voorstel.splitlines() if f"{kop}: bedrag" in r]
    assert eigen == regel or eigen == f"{regel}  # ?", voorstel
    assert yamltekst.ontleed(voorstel)["declaraties"].get("hernoem", {}).get(kop) in (None, "bedrag_eur", "bedrag_cent")


def test_een_punt_in_een_aantal_is_een_duizendtal(tmp_path):
    schrijf(tmp_path, bevolking__csv="regio_code;jaar;leeftijd;aantal\nGM0267;2.023;5;1.250\nGM0267;2023;6;12.500\n")
    tabel = sources.lees_map(tmp_path).tabellen["bevolking"]
    assert tabel.select("jaar", "aantal").rows() == [(2023, 1250), (2023, 12500)]
    levering = aggregaat(tmp_path / "b", "lopend_trajecten;wmo;2023-K1;1.622")
    assert waarden(levering) == [1622]
    schrijf(tmp_path / "c", aggregaat__csv=f"{AGGREGAAT}\nlooptijd_gemiddeld;wmo;2023-K1;9.125\n")
    assert gevraagd(tmp_path / "c", "dubbelzinnig")


