"""Een levering met andere kolommen: kantelen, codes vertalen, nummers geven, en een voorstel dat daarbij helpt."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from sociaaldomein import cli
from sociaaldomein.levering import deur, kolomvoorstel

BREED = """Cijfer;Opmerking;1e kw 2023;2e kw 2023
lopend_trajecten;ja;1787;1790
lopend_clienten;nee;;1130
"""
KANTEL = """
aggregaat:
  bestand: leverancier.csv
  hernoem: {Cijfer: indicator}
  vast: {wet: jeugd}
  kantel:
    naar: kwartaal
    waarde: waarde
    kolommen: {"1e kw 2023": 2023-K1, "2e kw 2023": 2023-K2}
"""


def schrijf(map: Path, **bestanden: str) -> Path:
    for naam, inhoud in bestanden.items():
        (map / naam.replace("__", ".")).write_text(inhoud, encoding="utf-8")
    return map


# -- what kolommen.yml can say -----------------------------------------------------------------------------------------


def test_kwartalen_naast_elkaar_worden_rijen_en_een_lege_cel_wordt_geen_rij(tmp_path):
    levering = deur.lees_map(schrijf(tmp_path, leverancier__csv=BREED, kolommen__yml=KANTEL))
    kolommen = ["indicator", "wet", "kwartaal", "waarde"]
    assert levering.tabellen["aggregaat"].select(kolommen).rows() == [
        ("lopend_trajecten", "jeugd", "2023-K1", 1787.0),
        ("lopend_trajecten", "jeugd", "2023-K2", 1790.0),
        ("lopend_clienten", "jeugd", "2023-K2", 1130.0),
    ]
    assert levering.rapport.bestanden[0].gelezen_als.endswith("gekanteld")


def test_een_kolom_kan_meer_dan_een_waarde_dragen(tmp_path):
    yml = """
aggregaat:
  bestand: breed.csv
  vast: {indicator: lopend_trajecten}
  kantel:
    waarde: waarde
    kolommen:
      Jeugd K1: {wet: jeugd, kwartaal: 2023-K1}
      Wmo K1: {wet: wmo, kwartaal: 2023-K1}
"""
    levering = deur.lees_map(schrijf(tmp_path, breed__csv="Jeugd K1;Wmo K1\n1787;3816\n", kolommen__yml=yml))
    rijen = levering.tabellen["aggregaat"].select("wet", "kwartaal", "waarde").rows()
    assert rijen == [("jeugd", "2023-K1", 1787.0), ("wmo", "2023-K1", 3816.0)]


def test_een_fout_in_een_gekantelde_cel_noemt_de_rij_van_het_bestand(tmp_path):
    fout = BREED.replace("1130", "veel")
    rapport = deur.controleer(schrijf(tmp_path, leverancier__csv=fout, kolommen__yml=KANTEL))
    (melding,) = [f for f in rapport.fouten if f.kolom == "waarde"]
    assert (melding.rij, "'veel'" in melding.wat) == (3, True)


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [
        ("naar: kwartaal", "naar: kwartal", "'kwartal' is geen kolom van aggregaat. Bedoelt u 'kwartaal'?"),
        ("waarde: waarde", "wrde: waarde", "'wrde' bestaat niet. Bekend: naar, waarde, kolommen. Bedoelt u 'waarde'?"),
        ('"2e kw 2023"', '"2e kw 2024"', "noemt bij kantel de kolom '2e kw 2024', maar die staat hier niet."),
        ("    naar: kwartaal\n", "", "aggregaat, kantel: schrijf 'naar', 'waarde' en 'kolommen:"),
    ],
)
def test_een_fout_in_kantel_wordt_uitgelegd(tmp_path, oud, nieuw, tekst):
    rapport = deur.controleer(schrijf(tmp_path, leverancier__csv=BREED, kolommen__yml=KANTEL.replace(oud, nieuw)))
    assert any(tekst in f.wat for f in rapport.fouten), [f.tekst for f in rapport.fouten]


BIJSTAND = """Startdatum;Einddatum;Geslacht;Leefvorm;Oorzaak;Geboortejaar
01-02-2023;;V;Alleenstaande;12;1988
01-02-2023;;V;Alleenstaande;12;1988
15-01-2022;31-03-2023;M;Gehuwd;31;1971
"""
BIJSTAND_YML = """
uitkeringen:
  bestand: bijstand.csv
  hernoem: {Startdatum: begindatum, Oorzaak: reden_begin}
  waarden:
    reden_begin: {"12": einde_ww, anders: overig}
  volgnummer: [huishouden_id, client_id]
"""


def test_het_bijstandsbestand_van_de_vng_komt_binnen_via_een_vertaling(tmp_path):
    """Start, end, sex, leefvorm, reason and birth year, and no number of any kind: two equal rows are two people."""
    schrijf(tmp_path, bijstand__csv=BIJSTAND, kolommen__yml=BIJSTAND_YML)
    tabel = deur.lees_map(tmp_path).tabellen["uitkeringen"]
    assert tabel.height == 3 and tabel["huishouden_id"].n_unique() == 3
    assert tabel["reden_begin"].to_list() == ["einde_ww", "einde_ww", "overig"]
    assert tabel["leefvorm"].to_list() == ["alleenstaand", "alleenstaand", "paar"]
    assert tabel["geslacht"].to_list() == ["2", "2", "1"]


def test_zonder_volgnummer_is_een_nummer_verplicht(tmp_path):
    yml = BIJSTAND_YML.replace("  volgnummer: [huishouden_id, client_id]\n", "")
    rapport = deur.controleer(schrijf(tmp_path, bijstand__csv=BIJSTAND, kolommen__yml=yml))
    assert any("De verplichte kolom 'huishouden_id' ontbreekt." in f.wat for f in rapport.fouten)


# -- the proposal ------------------------------------------------------------------------------------------------------

LEEFVORMEN = ("Alleenstaande", "Alleenst. ouder", "Gehuwd")


def vng_export(map: Path) -> Path:
    """An export as municipalities make it for the VNG script: lines on top, their own headers, dates with slashes."""
    kop = (
        "Dossiernr;Clientnummer;geboortejaar;geslacht;Startdatum periodiek algemeen;Einddatum periodiek algemeen;"
        "Omschrijving leefvorm;Oorzaak bijstandsafhankelijkheid;Omschrijving einde bijstandsafhankelijkheid;"
        "Achternaam"
    )
    regels = [
        f"{1000 + i};{5000 + i};{1960 + i};{'MV'[i % 2]};{i % 28 + 1:02d}/03/2022;{'' if i % 3 else '15/02/2023'};"
        f"{LEEFVORMEN[i % 3]};{(12, 14)[i % 2]};{'' if i % 3 else 'Werkaanvaarding'};Jansen{i}"
        for i in range(40)
    ]
    return schrijf(map, export_bijstand__csv="\n".join(["Export bijstand", "", kop, *regels]) + "\n")


def leverancier(map: Path) -> Path:
    boek = Workbook()
    blad = boek.active
    blad.title = "Cijfers"
    rijen = [
        ["Kwartaalcijfers"],
        [],
        ["Onderwerp", "Wet", "1e kwartaal 2022", "2022-Q2", "K3 2022", "Bron"],
        ["Lopende trajecten", "Jeugdwet", 1800, 1790, None, "regio"],
        ["Begonnen trajecten", "Wmo", 480, 470, 400, "regio"],
    ]
    for rij in rijen:
        blad.append(rij)
    boek.create_sheet("toelichting").append(["Dit zijn onze cijfers"])
    boek.save(map / "leverancier.xlsx")
    return map


def test_het_voorstel_voor_een_bijstandsexport_komt_na_twee_regels_van_de_adviseur_door_de_deur(tmp_path):
    voorstel = kolomvoorstel.stel_voor(vng_export(tmp_path)).tekst
    for regel in (
        "overslaan: 2",
        "Dossiernr: huishouden_id",
        "Clientnummer: client_id",
        "datum: dd/mm/jjjj",
        "Startdatum periodiek algemeen: begindatum",
        "Alleenst. ouder: alleenstaande_ouder  # ?",
    ):
        assert regel in voorstel, voorstel
    assert "Jansen" not in voorstel and "1960" not in voorstel and "5000" not in voorstel
    assert "Hoort niet in een levering, haal weg: Achternaam." in voorstel
    nagekeken = voorstel.replace('# "12": ...', '"12": einde_ww').replace('# "14": ...', '"14": scheiding')
    nagekeken = nagekeken.replace("# reden_begin:", "reden_begin:")
    (tmp_path / "kolommen.yml").write_text(nagekeken, encoding="utf-8")
    levering = deur.lees_map(tmp_path)
    tabel = levering.tabellen["uitkeringen"]
    assert tabel.height == 40 and levering.rapport.aantal_fouten == 0
    assert set(tabel["reden_begin"]) == {"einde_ww", "scheiding"} and set(tabel["leefvorm"]) == {
        "alleenstaand",
        "alleenstaande_ouder",
        "paar",
    }
    assert tabel["begindatum"].dt.month().unique().to_list() == [3]
    assert set(tabel["reden_einde"].drop_nulls()) == {"werk"}


def bijstandsexport(map: Path, kop: str) -> Path:
    """The export the VNG asks for: start, end, sex, leefvorm, reason and birth year, and no number of any kind."""
    regels = [
        f"{i % 28 + 1:02d}-03-2022;{'' if i % 2 else '15-02-2023'};{'MV'[i % 2]};{LEEFVORMEN[i % 3]};"
        f"{'' if i % 2 else ('Werkaanvaarding', 'Opleiding')[i // 2 % 2]};{1960 + i % 40}"
        for i in range(60)
    ]
    return schrijf(map, export__csv="\n".join([kop, *regels]) + "\n")


@pytest.mark.parametrize(
    "kop",
    [
        "Ingangsdatum uitkering;Beëindigingsdatum;Geslacht;Leefvorm;Reden beëindiging;Geboortejaar",
        "Startdatum uitkering;Einddatum uitkering;Sekse;Indicatie leefvorm;Reden van beëindiging;Jaar van geboorte",
        "Begin uitkering;Eind uitkering;m/v;Leefvorm;Reden einde;Geboortejaar",
        "Vanaf;Tot;Geslacht;Leefvorm;Reden;Geboortejaar",
    ],
)
def test_het_voorstel_voor_de_export_van_de_vng_komt_zonder_wijziging_door_de_deur(tmp_path, kop):
    voorstel = kolomvoorstel.stel_voor(bijstandsexport(tmp_path, kop)).tekst
    assert "\nuitkeringen:" in voorstel and "Niet gebruikt" not in voorstel, voorstel
    (tmp_path / "kolommen.yml").write_text(voorstel, encoding="utf-8")
    levering = deur.lees_map(tmp_path)
    tabel = levering.tabellen["uitkeringen"]
    assert levering.rapport.aantal_fouten == 0 and tabel["huishouden_id"].n_unique() == 60
    leefvormen, redenen = ("alleenstaand", "alleenstaande_ouder", "paar"), ("werk", "onderwijs")
    kolommen = ["begindatum", "einddatum", "geslacht", "leefvorm", "reden_einde", "geboortejaar"]
    assert sorted(tabel.select(kolommen).rows(), key=repr) == sorted(
        [
            (
                date(2022, 3, i % 28 + 1),
                None if i % 2 else date(2023, 2, 15),
                "12"[i % 2],
                leefvormen[i % 3],
                None if i % 2 else redenen[i // 2 % 2],
                1960 + i % 40,
            )
            for i in range(60)
        ],
        key=repr,
    )


def test_een_tabel_met_eigen_kolommen_valt_niet_weg_zonder_begindatum(tmp_path):
    """Leefvorm and the reason stand in one table only; the table that comes second is named."""
    voorstel = kolomvoorstel.stel_voor(bijstandsexport(tmp_path, "Q1;Q2;Geslacht;Leefvorm;Reden einde;Geboortejaar"))
    assert "\nuitkeringen:" in voorstel.tekst and "# Lijkt ook op clienten." in voorstel.tekst, voorstel.tekst
    assert "# Nodig is ook begindatum: de eerste dag met bijstand. Noem de kolom bij hernoem." in voorstel.tekst


def test_man_en_vrouw_worden_herkend_in_elke_tabel(tmp_path):
    woorden = ("M", "v", "Man", "vrouw", "mannelijk", "Vrouwelijk")
    rijen = "".join(f"P{i};{1960 + i};{woorden[i % 6]}\n" for i in range(12))
    schrijf(tmp_path, clienten__csv=f"client_id;geboortejaar;geslacht\n{rijen}")
    assert deur.lees_map(tmp_path).tabellen["clienten"].sort("geboortejaar")["geslacht"].to_list() == [*"121212"] * 2


TOEWIJZINGEN = "".join(f"T{i};P{i % 30};45;01-02-2023;{'' if i % 2 else '01-05-2023'}\n" for i in range(60))


@pytest.mark.parametrize("naam", ["export", "toewijzingen_jeugd"])
def test_afgekorte_kolomnamen_van_toewijzingen_worden_herkend(tmp_path, naam):
    kop = "Toewijzingsnr;Client;Product cat;Begin;Eind\n"
    voorstel = kolomvoorstel.stel_voor(schrijf(tmp_path, **{f"{naam}__csv": kop + TOEWIJZINGEN})).tekst
    assert "Product cat: productcategorie  # ?" in voorstel and "Niet gebruikt" not in voorstel, voorstel
    nagekeken = voorstel.replace("# vast: {wet: ...}", "vast: {wet: jeugd}")
    (tmp_path / "kolommen.yml").write_text(nagekeken, encoding="utf-8")
    tabel = deur.lees_map(tmp_path).tabellen["toewijzingen"]
    assert tabel.height == 60 and set(tabel["productcategorie"]) == {"45"} and tabel["einddatum"].null_count() == 30


def test_wat_per_rij_verschilt_krijgt_nooit_een_vaste_waarde(tmp_path):
    kop = "Toewijzingsnr;Burgerservicenr;Prdcatgrie;X;Eind\n"
    schrijf(tmp_path, toewijzingen__csv=kop + TOEWIJZINGEN)
    voorstel = kolomvoorstel.stel_voor(tmp_path).tekst
    assert [r for r in voorstel.splitlines() if "vast:" in r] == ["  # vast: {wet: ...}  # nodig: kies uit jeugd, wmo"]
    assert "Heet die bij u 'prdcatgrie'? Noem de kolom bij hernoem." in voorstel and "client_id" not in voorstel


def test_het_voorstel_voor_een_werkboek_met_kwartalen_naast_elkaar(tmp_path):
    voorstel = kolomvoorstel.stel_voor(leverancier(tmp_path)).tekst
    assert '"1e kwartaal 2022": "2022-K1"' in voorstel and '2022-Q2": "2022-K2"' in voorstel
    assert "Lopende trajecten: lopend_trajecten" in voorstel
    (tmp_path / "kolommen.yml").write_text(voorstel.replace("# negeer", "negeer"), encoding="utf-8")
    tabel = deur.lees_map(tmp_path).tabellen["aggregaat"]
    assert tabel.select("indicator", "wet", "kwartaal", "waarde").rows() == [
        ("lopend_trajecten", "jeugd", "2022-K1", 1800.0),
        ("lopend_trajecten", "jeugd", "2022-K2", 1790.0),
        ("instroom_trajecten", "wmo", "2022-K1", 480.0),
        ("instroom_trajecten", "wmo", "2022-K2", 470.0),
        ("instroom_trajecten", "wmo", "2022-K3", 400.0),
    ]


def test_groepen_naast_elkaar_worden_ook_herkend(tmp_path):
    csv = "Kwartaal;Werk;Onderwijs;Andere reden\n2023-K1;30;12;20\n2023-K2;28;11;19\n"
    voorstel = kolomvoorstel.stel_voor(schrijf(tmp_path, redenen__csv=csv)).tekst
    assert "naar: groep" in voorstel and "dimensie: reden_einde" in voorstel
    vast = voorstel.replace("vast: {dimensie", "vast: {indicator: bijstand_uitstroom, dimensie")
    (tmp_path / "kolommen.yml").write_text(vast, encoding="utf-8")
    assert deur.lees_map(tmp_path).tabellen["aggregaat"].filter(groep="werk")["waarde"].to_list() == [30.0, 28.0]


def test_wat_al_past_krijgt_geen_voorstel(voorbeeldlevering):
    voorstel = kolomvoorstel.stel_voor(voorbeeldlevering)
    assert (voorstel.aantal, voorstel.past_niet) == (0, ()) and len(voorstel.past_al) >= 12


def opdracht(capsys, *argv: object) -> tuple[int, str]:
    code = cli.main(["stel-kolommen-voor", *map(str, argv)])
    uit = capsys.readouterr()
    return code, uit.out + uit.err


def test_waar_niets_past_wordt_niets_geschreven(tmp_path, capsys):
    schrijf(tmp_path, menu__csv="gerecht;prijs;allergie\nsoep;4,50;melk\n", brief__txt="Beste gemeente,\n")
    code, tekst = opdracht(capsys, tmp_path)
    assert code == 2 and "Dit lijkt op geen tabel: menu.csv." in tekst
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brief.txt", "menu.csv"]


def test_de_opdracht_schrijft_en_overschrijft_nooit(tmp_path, capsys):
    vng_export(tmp_path)
    code, tekst = opdracht(capsys, tmp_path)
    assert code == 0 and "Dossiernr: huishouden_id" in tekst
    eerste = (tmp_path / "kolommen.yml").read_text("utf-8")
    assert opdracht(capsys, tmp_path)[0] == 2
    assert (tmp_path / "kolommen.yml").read_text("utf-8") == eerste
    assert opdracht(capsys, tmp_path, "--naar", tmp_path / "anders.yml")[0] == 0


# -- bar D4: another delivery layout needs a mapping and nothing else --------------------------------------------------


def test_een_andere_opmaak_van_dezelfde_levering_vraagt_alleen_een_kolommenbestand(tmp_path, voorbeeldtabellen):
    """The example benefits and totals, with other headers, codes, dates and quarters side by side: the same records."""
    tabel = voorbeeldtabellen["uitkeringen"]
    anders = tabel.select(
        Dossier="huishouden_id",
        Klant="client_id",
        Van=pl.col("begindatum").dt.strftime("%d/%m/%Y"),
        Tot=pl.col("einddatum").dt.strftime("%d/%m/%Y"),
        Waarom=pl.col("reden_begin").str.to_uppercase(),
        Klaar=pl.col("reden_einde").replace("werk", "A1"),
        Woonvorm="leefvorm",
        Mv=pl.col("geslacht").replace({"1": "M", "2": "V"}),
        Geboren="geboortejaar",
        Status="statushouder",
    )
    anders.write_csv(tmp_path / "gws.csv", separator="|")
    totalen = voorbeeldtabellen["aggregaat"].filter(
        pl.col("indicator") == "participatieladder",
        pl.col("dimensie") == "trede",
        pl.col("kwartaal").str.starts_with("2022"),
    )
    breed = totalen.pivot("kwartaal", index="groep", values="waarde")
    breed.rename({f"2022-K{n}": f"kw{n}" for n in (1, 2, 3, 4)}).write_csv(tmp_path / "ladder.csv", separator=";")
    (tmp_path / "kolommen.yml").write_text(
        """
uitkeringen:
  bestand: gws.csv
  hernoem: {Dossier: huishouden_id, Klant: client_id, Van: begindatum, Tot: einddatum, Waarom: reden_begin,
            Klaar: reden_einde, Woonvorm: leefvorm, Mv: geslacht, Geboren: geboortejaar, Status: statushouder}
  waarden: {reden_einde: {A1: werk}}
  datum: dd/mm/jjjj
aggregaat:
  bestand: ladder.csv
  vast: {indicator: participatieladder, wet: participatie, dimensie: trede}
  kantel: {naar: kwartaal, waarde: waarde, kolommen: {kw1: 2022-K1, kw2: 2022-K2, kw3: 2022-K3, kw4: 2022-K4}}
""",
        encoding="utf-8",
    )
    gelezen = deur.lees_map(tmp_path).tabellen
    assert gelezen["uitkeringen"].sort(pl.all()).equals(tabel.sort(pl.all()))
    sleutel = ["kwartaal", "groep", "waarde"]
    assert gelezen["aggregaat"].select(sleutel).sort(sleutel).equals(totalen.select(sleutel).sort(sleutel))


def test_een_bestand_zonder_kolomnamen_verraadt_niemand(tmp_path, capsys):
    """The first row is somebody: without names of columns there is no proposal, and nothing of the row is repeated."""
    schrijf(tmp_path, mensen__csv="P1;Jan Jansen;Dorpsstraat 4\nP2;Piet Pietersen;Kerkweg 9\n")
    code, tekst = opdracht(capsys, tmp_path)
    assert code == 2 and not any(w in tekst for w in ("Jan", "Piet", "straat", "Kerkweg"))
