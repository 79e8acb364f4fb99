"""Rijen van een levering: uit twee bestanden, en van twee gemeenten. De gevallen, en de soort waar elk van is."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from gevallen import geval
from hypothesis import given, settings
from hypothesis import strategies as st

from sociaaldomein import cli
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import contract, deur
from sociaaldomein.opdracht import instellingen
from sociaaldomein.opdracht.instellingen import ParamsFout
from sociaaldomein.telling import registraties
from sociaaldomein.telregels import instroom
from sociaaldomein.uitgave import paginakeuze, rekenen, run, toetsen

KOP = "wet;toewijzingnummer;periode_begin;dagtekening;bedrag_cent;debet_credit"


def leg(map: Path, **bestanden: str) -> Path:
    for naam, tekst in bestanden.items():
        (map / naam.replace("__", ".").replace("_KOPIE", " - Kopie")).write_text(tekst + "\n", encoding="utf-8")
    return map


def declaratie(nummer, bedrag, soort="D"):
    return f"wmo;{nummer};2023-01-01;2023-02-10;{bedrag};{soort}"


def euro(levering: deur.Levering) -> float:
    tafel = registraties.maak(levering.tabellen).declaraties
    return tafel["bedrag_cent"].sum() / 100


def zinnen(rapport) -> str:
    assert all(b.rijen_in == b.rijen_uit + b.afgekeurd + b.dubbel + b.elders for b in rapport.bestanden)
    return rapport.tekst()


# --- two files, one table ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("naam", "tabel", "kolom"),
    [
        ("kopie_declaraties", "declaraties", "bedrag_cent"),
        ("kopie_oud", "aggregaat", "waarde"),
    ],
)
def test_een_kopie_met_iets_anders_wordt_geweigerd_met_beide_namen(tmp_path, naam, tabel, kolom):
    rapport = deur.controleer(geval(naam, tmp_path))
    assert not rapport.aangenomen
    (fout,) = [f for f in rapport.fouten if f.structureel]
    assert f"{tabel}.csv" in fout.bestand and f"{tabel} - Kopie.csv" in fout.bestand
    assert (f"met een andere inhoud in {kolom}" in fout.tekst and "rij 2" in fout.tekst) or "rij 14" in fout.tekst
    assert "gaat_voor" in fout.doe and "negeer" in fout.doe


@pytest.mark.parametrize(
    ("yml", "bedrag"),
    [
        ("declaraties: {gaat_voor: declaraties.csv}", 40_000),
        ("declaraties: {gaat_voor: '*Kopie*'}", 36_000),
        ("declaraties: {dubbel: houden}", 76_000),
        ("negeer: ['declaraties - Kopie']", 40_000),
    ],
)
def test_de_adviseur_heeft_altijd_een_uitweg(tmp_path, yml, bedrag):
    map = leg(geval("kopie_declaraties", tmp_path), kolommen__yml=yml)
    levering = deur.lees_map(map)
    assert euro(levering) == bedrag
    zinnen(levering.rapport)


def test_gelijke_kopie_telt_een_keer_en_dat_wordt_gezegd(tmp_path):
    map = geval("kopie_declaraties", tmp_path)
    shutil.copy(map / "declaraties.csv", map / "declaraties - Kopie.csv")
    levering = deur.lees_map(map)
    assert euro(levering) == 40_000
    assert "declaraties - Kopie.csv: 40 rijen staan ook in declaraties.csv: tellen één keer." in zinnen(
        levering.rapport
    )


@pytest.mark.parametrize("naam", ["declaraties (1)", "declaraties-LAPTOP-AB12", "declaraties_oud", "declaraties copy"])
def test_naar_een_naam_van_een_kopie_wordt_gevraagd(tmp_path, naam):
    leg(tmp_path, declaraties__csv="\n".join([KOP, declaratie(1, 500)]))
    (tmp_path / f"{naam}.csv").write_text("\n".join([KOP, declaratie(1, 500), declaratie(2, 700)]) + "\n")
    (fout,) = [f for f in deur.controleer(tmp_path).fouten if f.structureel]
    assert fout.bestand == f"{naam}.csv" and "1 rij staat alleen hier, en niet in declaraties.csv" in fout.tekst
    (tmp_path / f"{naam}.csv").rename(tmp_path / "declaraties_februari.csv")
    assert euro(deur.lees_map(tmp_path)) == 12


def test_een_bestand_met_verbeteringen_komt_binnen_zonder_vraag(tmp_path):
    """De standaard verbetert een factuur met een teruggave en een nieuwe regel; ook met dezelfde dagtekening."""
    leg(tmp_path, declaraties_a__csv="\n".join([KOP, declaratie(1, 1000), declaratie(2, 1000)]))
    leg(tmp_path, declaraties_b__csv="\n".join([KOP, declaratie(1, 1000, "C"), declaratie(1, 900)]))
    levering = deur.lees_map(tmp_path)
    assert euro(levering) == 19


def test_een_nummer_van_ons_maakt_van_een_kopie_geen_nieuwe_rijen(tmp_path):
    """Met `volgnummer` heeft elk bestand eigen nummers: dat mag twee gelijke bestanden niet verschillend maken."""
    rijen = "client_id;begindatum\n" + "\n".join(f"P{n};2023-01-0{n}" for n in range(1, 6))
    leg(
        tmp_path,
        uitkeringen_a__csv=rijen,
        uitkeringen_b__csv=rijen,
        kolommen__yml="uitkeringen: {volgnummer: [huishouden_id]}",
    )
    assert deur.lees_map(tmp_path).tabellen["uitkeringen"].height == 5


@pytest.mark.parametrize(
    ("tabel", "kop", "rij", "later", "samen"),
    [
        (
            "meldingen",
            "melding_id;wet;datum_melding;datum_beschikking",
            "M1;wmo;2023-01-05;",
            "2023-04-01",
            {"datum_beschikking": date(2023, 4, 1)},
        ),
        (
            "uitkeringen",
            "huishouden_id;client_id;begindatum;einddatum",
            "U1;P1;2023-01-05;",
            "2023-04-01",
            {"einddatum": date(2023, 4, 1)},
        ),
        (
            "verzoeken",
            "wet;verzoek_id;verwijzer_type;toewijzingnummer",
            "jeugd;V1;02;",
            "77",
            {"toewijzingnummer": "77"},
        ),
    ],
)
def test_een_later_bestand_vult_aan_en_wist_niets(tmp_path, tabel, kop, rij, later, samen):
    """Het gewone tweede kwartaal: dezelfde melding, nu met besluit. Welke naam eerst komt, maakt niet uit."""
    eerst, later = rij, f"{rij}{later}"
    for namen in (("a", "b"), ("b", "a")):
        for naam, rij in zip(namen, (eerst, later), strict=True):
            (tmp_path / f"{tabel}_{naam}.csv").write_text(f"{kop}\n{rij}\n")
        levering = deur.lees_map(tmp_path)
        (rij,) = levering.tabellen[tabel].select(*samen).to_dicts()
        assert rij == samen
        assert "Samen telt dat één keer." in zinnen(levering.rapport)


def test_start_en_stop_in_twee_bestanden_spreken_elkaar_niet_tegen(tmp_path):
    leg(
        tmp_path,
        leveringen_305__csv="wet;toewijzingnummer;begindatum\njeugd;1;2023-01-01",
        leveringen_307__csv="wet;toewijzingnummer;begindatum;einddatum\njeugd;1;2023-01-01;2023-05-01",
    )
    assert deur.lees_map(tmp_path).tabellen["leveringen"].height == 2


def test_een_bericht_van_later_is_geen_tegenspraak_en_een_ander_einde_wel(tmp_path):
    kop = "wet;toewijzingnummer;client_id;productcategorie;toewijzingsdatum;ingangsdatum;einddatum"
    eerst = "jeugd;1;P1;45;2023-01-01;2023-01-09;2023-07-01"
    later = f"{kop}\njeugd;1;P1;45;2023-04-01;2023-01-09;2023-12-31"
    leg(tmp_path, toewijzingen_a__csv=f"{kop}\n{eerst}", toewijzingen_b__csv=later)
    assert deur.controleer(tmp_path).aangenomen
    leg(tmp_path, toewijzingen_b__csv=later.replace("2023-04-01", "2023-01-01"))
    assert "andere inhoud in einddatum" in deur.controleer(tmp_path).fouten[0].tekst


GETALLEN = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([10_000, 20_000, 30_000])), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(rijen=GETALLEN)
def test_twee_keer_leveren_is_een_keer_leveren(tmp_path_factory, rijen):
    """De kern: hetzelfde bestand erbij verandert nooit een bedrag, ook niet als het zelf gelijke regels heeft."""
    map = tmp_path_factory.mktemp("kopie")
    tekst = "\n".join([KOP, *(declaratie(*rij) for rij in rijen)])
    leg(map, declaraties_a__csv=tekst)
    een = euro(deur.lees_map(map))
    leg(map, declaraties_b__csv=tekst)
    assert euro(deur.lees_map(map)) == een == sum(bedrag for _, bedrag in rijen) / 100


# --- two municipalities -----------------------------------------------------------------------------------------------
def cijfer(tafel: pl.DataFrame, naam: str, kwartaal: str) -> float:
    return tafel.filter(cijfer=naam, kwartaal=kwartaal, groep_soort="totaal", groep="totaal")["waarde"].sum()


def test_rijen_van_een_ander_tellen_niet_mee(tmp_path):
    levering = deur.lees_map(geval("twee_gemeenten", tmp_path))
    trajecten = registraties.maak(levering.tabellen).trajecten
    k1, k2 = Kwartaal(2025, 1), Kwartaal(2025, 2)
    assert cijfer(instroom.lopend(trajecten, [k1]), "lopend_trajecten", "2025-K1") == 2
    assert cijfer(instroom.uitstroom(trajecten, [k1, k2]), "uitstroom_trajecten", "2025-K2") == 1
    tekst = zinnen(levering.rapport)
    assert "toewijzingen: 1 rij is van een andere gemeente (0200). Die telt niet mee." in tekst
    assert "leveringen: 1 rij zonder gemeentecode heeft een nummer dat ook bij een andere gemeente voorkomt." in tekst
    assert "7 rijen in = 6 goed + 0 fout + 0 dubbel + 1 van een andere gemeente." in tekst


def tweeling(map: Path, met_code: bool) -> Path:
    """De levering van het geval, met in elke tabel rijen van 0200; de codes staan er wel of niet bij."""
    code = (";gemeentecode", ";0267", ";0200") if met_code else ("", "", "")
    leg(
        map,
        leveringen__csv=f"wet;toewijzingnummer;begindatum;einddatum{code[0]}\n"
        f"jeugd;1;2025-01-01;2025-05-15{code[2]}\njeugd;90;2025-01-02;2025-05-20{code[1]}\n"
        f"jeugd;500;2025-01-02;2025-05-20{code[2]}",
        declaraties__csv=f"wet;toewijzingnummer;periode_begin;bedrag_cent{code[0]}\n"
        f"jeugd;90;2025-01-02;10000{code[1]}\njeugd;500;2025-01-02;50000{code[2]}",
        verzoeken__csv=f"wet;toewijzingnummer;verzoek_id;verwijzer_type{code[0]}\n"
        f"jeugd;90;V1;02{code[1]}\njeugd;500;V2;02{code[2]}",
        clienten__csv="client_id;geboortejaar;gemeentecode\nF0;2012;0267\nC2;2012;0200\nF1;2012;0200",
    )
    tekst = (map / "toewijzingen.csv").read_text() + "jeugd;500;C2;45;;01-01-2025;01-01-2025;31-12-2026;;0200\n"
    (map / "toewijzingen.csv").write_text(tekst)
    return map


@pytest.mark.parametrize("met_code", [True, False])
def test_elke_tabel_van_een_export_van_twee_gemeenten(tmp_path, met_code):
    levering = deur.lees_map(tweeling(geval("twee_gemeenten", tmp_path), met_code))
    t = levering.tabellen
    assert set(t["toewijzingen"]["gemeentecode"]) == {"GM0267"} and t["toewijzingen"].height == 5
    assert t["declaraties"]["bedrag_cent"].to_list() == [10_000] and t["verzoeken"].height == 1
    assert t["leveringen"].height == (1 if met_code else 2)
    assert set(t["clienten"]["client_id"]) == {"F0", "F1"}, "wie elders woont en hier hulp heeft, blijft"
    gestopt = registraties.maak(t).trajecten.filter(pl.col("einde") < date(2025, 6, 1))["toewijzingnummer"]
    assert gestopt.sort().to_list() == (["90"] if met_code else ["1", "90"])
    tekst = zinnen(levering.rapport)
    for tabel in ("leveringen", "declaraties", "verzoeken", "clienten", "toewijzingen"):
        assert f"- {tabel}: " in tekst, tabel


def test_een_stop_zonder_code_verandert_nooit_twee_trajecten():
    """Ook wie de deur voorbijloopt: een nummer van twee gemeenten is geen koppeling."""
    toewijzing = {
        "wet": "jeugd",
        "toewijzingnummer": "1",
        "client_id": "C",
        "productcategorie": "45",
        "ingangsdatum": date(2025, 1, 1),
    }
    berichten = pl.DataFrame([toewijzing | {"gemeentecode": c} for c in ("GM0267", "GM0200")])
    stop = {"wet": "jeugd", "toewijzingnummer": "1", "begindatum": date(2025, 1, 1), "einddatum": date(2025, 5, 15)}
    for code, gestopt in ((None, 0), ("GM0267", 1), ("GM0200", 1), ("GM0300", 0)):
        leveringen = pl.DataFrame([stop | {"gemeentecode": code}], schema_overrides={"gemeentecode": pl.String})
        trajecten = registraties.maak({"toewijzingen": berichten, "leveringen": leveringen}).trajecten
        assert trajecten["einde"].count() == gestopt, code


def test_een_verkeerde_code_in_herkomst_is_een_vraag_en_geen_lege_levering(tmp_path):
    map = geval("twee_gemeenten", tmp_path)
    (map / "herkomst.yml").write_text("gemeentecode: 0276\n")
    (fout,) = [f for f in deur.controleer(map).fouten if f.structureel]
    assert "geen enkele rij heeft die gemeentecode. Gevonden: GM0200, GM0267." in fout.tekst
    (map / "herkomst.yml").write_text("gemeente: Nijkerk\n")
    assert "niet van welke zij is" in deur.controleer(map).fouten[0].tekst


# --- predecessors -----------------------------------------------------------------------------------------------------
def test_rijen_van_twee_voorgangers_zijn_niet_dubbel(tmp_path):
    map = geval("herindeling", tmp_path)
    rapport = deur.controleer(map)
    assert rapport.aangenomen and not rapport.fouten, "verschillende gemeenten, dus geen dubbele rij"
    assert "aggregaat: 8 rijen zijn van andere gemeenten (0501, 0530)." in zinnen(rapport)
    for voorgangers in ("[0501, 0530]", "0501, 0530", "[GM0501, GM0530]"):
        (map / "herkomst.yml").write_text(f"gemeentecode: 1992\nvoorgangers: {voorgangers}\n")
        levering = deur.lees_map(map)
        assert not levering.rapport.fouten
        per = dict(levering.tabellen["aggregaat"].select("kwartaal", "waarde").rows())
        assert per == dict.fromkeys(["2022-K1", "2022-K2", "2022-K3", "2022-K4"], 2200) | {
            "2023-K1": 2250,
            "2023-K2": 2250,
        }
    (map / "herkomst.yml").write_text("gemeentecode: 1992\nvoorgangers: [Brielle]\n")
    assert "geen gemeentecode" in deur.controleer(map).fouten[0].tekst


def test_een_totaal_van_een_van_twee_voorgangers_is_geen_totaal(tmp_path):
    map = geval("herindeling", tmp_path)
    (map / "herkomst.yml").write_text("gemeentecode: 1992\nvoorgangers: [0501, 0530, 0614]\n")
    levering = deur.lees_map(map)
    assert set(levering.tabellen["aggregaat"]["kwartaal"]) == {"2023-K1", "2023-K2"}
    assert "8 rijen van voorgangers tellen niet mee: een voorganger ontbreekt" in levering.rapport.tekst()


def test_inwoners_van_voorgangers_zijn_samen_die_van_de_gemeente(tmp_path):
    kop = "regio_code;jaar;leeftijd;aantal"
    rijen = [
        f"GM{c};{jaar};{n};{aantal}"
        for c, aantal in (("0501", 10), ("0530", 30))
        for jaar in (2022, 2023)
        for n in range(9)
    ]
    rijen += [*(f"GM1992;2023;{n};41" for n in range(9)), "GM0200;2022;1;9"]
    leg(
        tmp_path, bevolking__csv="\n".join([kop, *rijen]), herkomst__yml="gemeentecode: 1992\nvoorgangers: [0501, 0530]"
    )
    tafel = deur.lees_map(tmp_path).tabellen["bevolking"]
    assert set(tafel["regio_code"]) == {"GM1992"}
    assert dict(tafel.group_by("jaar").agg(pl.col("aantal").sum()).rows()) == {2022: 9 * 40, 2023: 9 * 41}


def test_de_volgorde_van_de_bestanden_verandert_geen_rij(tmp_path):
    """Dezelfde bestanden met andere namen geven dezelfde rijen."""
    kop = "melding_id;wet;datum_melding;datum_aanvraag;datum_beschikking"
    melding = "M1;wmo;2023-01-05"
    delen = [f"{melding};;\nM2;wmo;2023-01-06;;", f"{melding};2023-02-01;", f"{melding};;2023-03-01"]
    uit = []
    for namen in (("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")):
        for naam, deel in zip(namen, delen, strict=True):
            (tmp_path / f"meldingen_{naam}.csv").write_text(f"{kop}\n{deel}\n")
        uit.append(deur.lees_map(tmp_path).tabellen["meldingen"].sort("melding_id"))
    assert all(een.equals(ander) for een, ander in pairwise(uit)) and uit[0].height == 2


# --- two sources for one figure ---------------------------------------------------------------------------------------
def test_een_geleverd_totaal_dat_anders_is_staat_er_met_beide_getallen(tmp_path, capsys):
    map = geval("tweebron", tmp_path)
    assert cli.main(["controleer", str(map)]) == 0
    zin = "lopend_trajecten, jeugd, 2024-K1: leverancier noemt 999, de eigen telling is 40. Het verschil is 959."
    assert f"- aggregaat: {zin} De eigen telling geldt." in capsys.readouterr().out
    gemeld: list[str] = []
    o = toetsen.toets(instellingen.standaard(), map, tmp_path / "uit", Kwartaal(2024, 1), melder=gemeld.append)
    openbaar = rekenen.reken(o, [], gemeld.append)
    assert [m for m in gemeld if zin in m]
    rij = openbaar.waarde("lopend_trajecten", "jeugd", "2024-K1")
    assert (rij["waarde"], rij["bron"]) == (
        40,
        "registratie gemeente (eigen telling; leverancier noemt een ander aantal)",
    )
    assert "999" not in str(openbaar.cijfers.to_dicts()), "het andere getal staat niet op een pagina"


@pytest.mark.parametrize(("waarde", "gezegd"), [("40", False), ("41", True), ("", False)])
def test_een_gelijk_of_leeg_totaal_is_geen_tegenspraak(tmp_path, capsys, waarde, gezegd):
    map = geval("tweebron", tmp_path)
    tekst = (map / "aggregaat.csv").read_text().replace("999", waarde)
    (map / "aggregaat.csv").write_text(tekst + "instroom_trajecten;jeugd;2022-K1;30;leverancier\n")
    assert cli.main(["controleer", str(map)]) == 0
    assert ("de eigen telling is 40" in capsys.readouterr().out) == gezegd


# --- a comment that would be refused ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("jeugd.lopend: Er zijn 3 kinderen geplaatst.", "bij jeugd.lopend staat een getal onder 10."),
        ("jeugd.lopen: Er kwam hulp bij.", "hoort bij geen paneel"),
        ("- los", "hier horen regels als 'jeugd.lopend: "),
    ],
)
def test_een_toelichting_die_geweigerd_wordt_weigert_controleer_al(tmp_path, capsys, monkeypatch, tekst, fout):
    map = geval("tweebron", tmp_path)
    (map / "toelichting.yml").write_text(tekst, encoding="utf-8")
    assert cli.main(["controleer", str(map)]) == 2
    gezegd = capsys.readouterr().out
    assert "- toelichting.yml: " in gezegd and fout in gezegd and "openbaar/" not in gezegd
    monkeypatch.setattr(rekenen, "reken", lambda *_: pytest.fail("er is al geteld"))
    eigen = tmp_path / "mijn-woorden.yml"
    eigen.write_text(tekst, encoding="utf-8")
    (map / "toelichting.yml").unlink()
    params = instellingen.standaard()
    object.__setattr__(params, "toelichting", eigen)
    with pytest.raises(ParamsFout, match=rf"^mijn-woorden\.yml: .*{fout}"):
        run.draai(params, map, tmp_path / "uit", Kwartaal(2024, 1), melder=lambda _: None)


@pytest.mark.parametrize("tekst", ["In 3 maanden kwam er veel bij.", "In Wijk 4 Zuid is het druk.", "Samen 4 miljoen."])
def test_tijd_geld_en_namen_zijn_geen_klein_aantal(tmp_path, tekst):
    map = leg(
        geval("tweebron", tmp_path),
        wijken__csv="wijkcode;wijknaam\nWK020304;Wijk 4 Zuid",
        toelichting__yml=f"jeugd.lopend: {tekst}",
    )
    assert toetsen.controleer(map).aangenomen


# --- one table alone --------------------------------------------------------------------------------------------------
ALLEEN = {
    "clienten": ("client_id;geboortejaar", ["P1;2010"]),
    "toewijzingen": ("wet;toewijzingnummer;client_id;productcategorie;ingangsdatum", ["jeugd;1;P1;45;2023-01-02"]),
    "leveringen": ("wet;toewijzingnummer;begindatum", ["wmo;1;2023-01-02"]),
    "verzoeken": ("wet;verzoek_id;verwijzer_type;datum", ["jeugd;V1;02;2023-02-01"]),
    "declaraties": (
        "wet;toewijzingnummer;periode_begin;bedrag_cent",
        ["wmo;1;2022-10-02;50000", "wmo;1;2023-01-02;50000"],
    ),
    "meldingen": ("melding_id;wet;datum_melding", ["M1;wmo;2023-01-05"]),
    "uitkeringen": ("huishouden_id;client_id;begindatum", ["U1;P1;2023-01-02"]),
    "financien": ("jaar;kwartaal;wet;soort;bedrag_eur", ["2023;1;wmo;werkelijk;1000,00"]),
    "bevolking": ("regio_code;jaar;leeftijd;aantal", ["GM0267;2023;12;500"]),
    "koppel_product": ("wet;productcategorie;hoofdcategorie", ["jeugd;45;ambulant"]),
    "besparingspad": ("jaar;referentie_eur;werkelijk_eur", ["2023;1000,00;900,00"]),
    "aggregaat": ("indicator;wet;kwartaal;waarde", ["lopend_clienten;wmo;2023-K1;1500"]),
    "doelen": ("indicator;wet;periode;streefwaarde", ["lopend_trajecten;jeugd;2023;500"]),
    "plannen": ("plan;maatregel;jaar;bedrag_eur", ["Plan A;meer doen;2023;1000,00"]),
    "activiteiten": ("programma;activiteit;stand", ["Lijn 1;nieuw loket;loopt"]),
    "tarieven": ("wet;productcategorie;eenheid;tarief_eur", ["wmo;02;uur;60,00"]),
    "wijken": ("wijkcode;wijknaam", ["WK026701;Noord"]),
}
PAGINA_VAN = {
    "financien": "wmo",
    "plannen": "plannen",
    "activiteiten": "plannen",
    "doelen": "doelen",
    "bevolking": "jeugd",
    "besparingspad": "taskforce",
    "aggregaat": "wmo",
    "declaraties": "wmo",
}


@pytest.mark.parametrize("tabel", contract.TABELLEN)
def test_elke_tabel_mag_alleen_komen(tmp_path, tabel):
    kop, rijen = ALLEEN[tabel]
    herkomst = "gemeente: Nijkerk\ngemeentecode: 0267\npeildatum: 2023-04-15\nsynthetisch: ja"
    leg(tmp_path, **{f"{tabel}__csv": "\n".join([kop, *rijen]), "herkomst__yml": herkomst})
    assert toetsen.controleer(tmp_path).aangenomen
    gemeld: list[str] = []
    o = toetsen.toets(
        replace(instellingen.standaard(), kwartaal=Kwartaal(2023, 1)),
        tmp_path,
        tmp_path.with_name("uit"),
        Kwartaal(2023, 1),
        melder=gemeld.append,
    )
    te_maken, leeg = paginakeuze.zonder_lege(o.params, rekenen.reken(o, [], gemeld.append), gemeld.append)
    assert all(u.reden for u in leeg)
    if tabel in PAGINA_VAN:
        assert PAGINA_VAN[tabel] in {p.naam for p in te_maken.paginas}
        assert leeg, "wat er niet is, blijft weg met een reden"


# --- the report -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kop", ["Zaak;Meldingsdatum", "Zaak;wet"])
def test_passen_de_kolomnamen_niet_dan_noemt_de_weigering_het_voorstel(tmp_path, kop):
    leg(tmp_path, meldingen__csv=f"{kop}\n1;wmo")
    fouten = [f.tekst for f in deur.controleer(tmp_path).fouten]
    assert fouten and sum("sociaaldomein stel-kolommen-voor" in f for f in fouten) == 1


def test_wat_verandert_hoeveel_er_meetelt_staat_boven_de_rest(tmp_path):
    """Veertig losse opmerkingen mogen niet verbergen dat er rijen wegbleven."""
    map = geval("twee_gemeenten", tmp_path)
    for n in range(40):
        (map / f"los{n}.txt").write_text("x")
    let_op = deur.controleer(map).tekst().split("Let op:\n")[1].splitlines()
    assert "andere gemeente" in let_op[0] and "andere gemeente" in let_op[1] and len(let_op) > 40
