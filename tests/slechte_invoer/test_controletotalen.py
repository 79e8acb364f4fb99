"""Een totaal dat sterk verschuift: eerst vragen, en zonder iemand erbij stoppen met code 2."""

import json
from datetime import date

import polars as pl
import pytest
from soorten import KOP, parquet

from sociaaldomein import cli
from sociaaldomein.levering import controletotalen, deur
from sociaaldomein.levering.controletotalen import Verschoven
from sociaaldomein.uitgave import run
from sociaaldomein.uitgave.afloop import Uitkomst

PEIL = date(2023, 4, 15)


def meldingen(*per_kwartaal: int) -> dict[str, pl.DataFrame]:
    dagen = [date(2022, 1 + 3 * k, 5) for k, n in enumerate(per_kwartaal) for _ in range(n)]
    return {"meldingen": pl.DataFrame({"wet": ["wmo"] * len(dagen), "datum_melding": dagen})}


def vreemd(map, nieuw, typen=None, code="0267", peildatum=PEIL) -> list[str]:
    return controletotalen.vergelijk(map, code, peildatum, nieuw, typen or {}).vreemd


@pytest.mark.parametrize(("nu", "vraagt"), [(400, False), (419, False), (381, False), (421, True), (379, True), (0, 1)])
def test_een_vast_kwartaal_mag_een_paar_procent_schuiven(tmp_path, nu, vraagt):
    controletotalen.bewaar(tmp_path, "0267", PEIL, meldingen(400, 50), {})
    regels = vreemd(tmp_path, meldingen(nu, 50))
    assert bool(regels) == vraagt
    if vraagt:
        assert regels[0].startswith(f"meldingen, wmo, 2022-K1: was 400 rijen, is nu {nu} rijen (")
        assert regels[0].endswith("Deze periode stond al vast: dan is hoogstens 5% verschil gewoon.")


def test_een_kwartaal_dat_nog_liep_een_nieuw_kwartaal_en_een_andere_gemeente_zijn_geen_vraag(tmp_path):
    controletotalen.bewaar(tmp_path, "0267", date(2022, 5, 1), meldingen(100, 20), {})
    assert vreemd(tmp_path, meldingen(100, 80, 70), peildatum=date(2022, 11, 1)) == []
    assert vreemd(tmp_path, meldingen(9, 9), code="0344") == []
    assert vreemd(tmp_path / "leeg", meldingen(9, 9)) == []


def test_een_som_die_eens_onder_nul_lag_heeft_geen_gewone_omvang(tmp_path):
    """Refunds can outweigh the invoices of a quarter; the next quarter is then not strange for being above nought."""

    def rekeningen(*bedragen: int) -> dict[str, pl.DataFrame]:
        dagen = [date(2022, 1 + 3 * k, 5) for k in range(len(bedragen))]
        return {
            "declaraties": pl.DataFrame(
                {
                    "wet": "wmo",
                    "periode_begin": dagen,
                    "bedrag_cent": [abs(b) * 100 for b in bedragen],
                    "debet_credit": ["C" if b < 0 else "D" for b in bedragen],
                }
            )
        }

    controletotalen.bewaar(tmp_path, "0267", date(2022, 4, 20), rekeningen(-2_794), {})
    assert vreemd(tmp_path, rekeningen(-2_794, 4_801), peildatum=date(2022, 7, 20)) == []
    controletotalen.bewaar(tmp_path, "0344", date(2022, 4, 20), rekeningen(2_794), {})
    nieuw = rekeningen(2_794, 14_801)
    assert len(vreemd(tmp_path, nieuw, code="0344", peildatum=date(2022, 7, 20))) == 1


def test_een_kleine_verschuiving_is_geen_vraag(tmp_path):
    controletotalen.bewaar(tmp_path, "0267", PEIL, meldingen(8), {})
    assert vreemd(tmp_path, meldingen(12)) == []


def test_soort_60_een_kolom_met_een_ander_type_dan_de_vorige_keer(tmp_path, bars):
    getallen = pl.DataFrame({"jaar": [2023], "wet": ["wmo"], "soort": ["werkelijk"], "bedrag_eur": [1234.0]})
    eerst, daarna = (tmp_path / n for n in ("eerst", "daarna"))
    for map, frame in ((eerst, getallen), (daarna, getallen.with_columns(bedrag_eur=pl.lit("1234")))):
        map.mkdir()
        (map / "financien.parquet").write_bytes(parquet(frame))
    oud, nieuw = (deur.lees_map(map) for map in (eerst, daarna))
    controletotalen.bewaar(tmp_path, "0267", PEIL, oud.tabellen, oud.rapport.typen)
    assert vreemd(tmp_path, nieuw.tabellen, nieuw.rapport.typen) == [
        "De kolom financien.bedrag_eur was van het soort Float64 en is nu String."
    ]
    bars.tel("kapotte invoer, goed beantwoord")


def test_een_kapot_bestand_met_totalen_houdt_niemand_tegen(tmp_path):
    for inhoud in ("{", "[]", '{"0267": 3}', '{"0267": [3]}', ""):
        (tmp_path / controletotalen.BESTAND).write_text(inhoud)
        assert vreemd(tmp_path, meldingen(5)) == []


def test_geld_en_gehele_jaren(tmp_path):
    tabellen = {
        "financien": pl.DataFrame(
            {
                "jaar": [2021, 2022],
                "kwartaal": [None, 4],
                "wet": ["wmo", None],
                "soort": ["begroot", "werkelijk"],
                "bedrag_cent": [500_000_00, 1_000_00],
            }
        ),
        "declaraties": pl.DataFrame(
            {
                "wet": ["wmo"] * 2,
                "periode_begin": [date(2022, 1, 1)] * 2,
                "bedrag_cent": [900_000, 100_000],
                "debet_credit": ["D", "C"],
            }
        ),
    }
    t = controletotalen.totalen(tabellen)
    assert t["financien, wmo, begroot, euro"] == {"2021": 500_000.0}
    assert t["financien, leeg, werkelijk, euro"] == {"2022-K4": 1000.0}
    assert t["declaraties, wmo, euro"] == {"2022-K1": 8000.0}


# --- the whole way: command, question, exit code ----------------------------------------------------------------------
def levering(map, aantal: int):
    map.mkdir(exist_ok=True)
    rijen = "".join(f"jeugd;{n};P{n};45;2022-02-09;2024-07-08;\n" for n in range(aantal))
    later = "".join(f"jeugd;{n};P{n};45;2023-02-09;2024-07-08;\n" for n in range(1000, 1050))
    (map / "toewijzingen.csv").write_text(KOP + rijen + later)
    (map / "herkomst.yml").write_text("gemeentecode: 0267\npeildatum: 2023-04-15\n")
    return map


@pytest.fixture
def eerdere(tmp_path):
    """Een levering van 100, met de totalen van de vorige keer in de map met registraties."""
    eerste = deur.lees_map(levering(tmp_path / "bron", 100))
    prive = tmp_path / "uit-registraties"
    prive.mkdir()
    controletotalen.bewaar(prive, "0267", PEIL, eerste.tabellen, {})
    return tmp_path


def opdracht(map, *meer: str) -> int:
    return cli.main(["kwartaal", "2023-K1", "--bron", str(map / "bron"), "--uit", str(map / "uit"), *meer])


@pytest.fixture
def zonder_schrijven(monkeypatch):
    """Alles tot aan het schrijven: wat er dan zou gebeuren is een andere proef."""
    gevraagd = []

    def maak(o, *_):
        gevraagd.append(o.params.akkoord)
        return Uitkomst(0, None, (), False)

    monkeypatch.setattr(run, "_maak", maak)
    return gevraagd


def test_zonder_iemand_erbij_stopt_de_run_met_code_2(eerdere, capsys, zonder_schrijven, bars):
    levering(eerdere / "bron", 60)
    voor = (eerdere / "uit-registraties" / controletotalen.BESTAND).read_bytes()
    assert opdracht(eerdere) == 2
    gezegd = capsys.readouterr().err
    assert "toewijzingen, jeugd, 2022-K1: was 100 nummers, is nu 60 nummers (40% lager)." in gezegd
    assert "--akkoord" in gezegd
    assert zonder_schrijven == [] and not (eerdere / "uit").exists()
    assert (eerdere / "uit-registraties" / controletotalen.BESTAND).read_bytes() == voor
    bars.zet("verschoven totaal zonder iemand erbij", "code 2, niets geschreven")


def test_met_akkoord_gaat_de_run_door(eerdere, zonder_schrijven):
    levering(eerdere / "bron", 60)
    opdracht(eerdere, "--akkoord")
    assert zonder_schrijven == [True]


@pytest.mark.parametrize(("antwoord", "gaat_door"), [("ja", True), ("J ", True), ("nee", False), ("", False)])
def test_zit_er_iemand_dan_is_het_een_vraag(eerdere, zonder_schrijven, monkeypatch, antwoord, gaat_door):
    levering(eerdere / "bron", 60)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: antwoord)
    code = opdracht(eerdere)
    assert (zonder_schrijven == [True]) == gaat_door
    assert gaat_door or code == 2


def test_een_gelijke_levering_vraagt_niets(eerdere, zonder_schrijven):
    opdracht(eerdere)
    assert zonder_schrijven == [False]


def test_alleen_een_goede_run_bewaart_totalen(tmp_path):
    controletotalen.bewaar(tmp_path, "0267", PEIL, meldingen(5), {})
    controletotalen.bewaar(tmp_path, "0344", PEIL, meldingen(7), {"a.b": "String"})
    bewaard = json.loads((tmp_path / controletotalen.BESTAND).read_text())
    assert set(bewaard) == {"0267", "0344"}
    verschoven = controletotalen.vergelijk(tmp_path, "0344", PEIL, meldingen(90), {})
    with pytest.raises(Verschoven, match="Er is niets veranderd"):
        controletotalen.regels(verschoven)
    assert controletotalen.regels(verschoven, akkoord=True)[0].startswith("Verschoven")


def test_veel_verschillen_zijn_een_regel_per_totaal(tmp_path):
    controletotalen.bewaar(tmp_path, "0267", PEIL, meldingen(100, 80, 60), {})
    assert vreemd(tmp_path, meldingen(10, 10, 10)) == [
        "meldingen, wmo, 2022-K3: was 60 rijen, is nu 10 rijen (83% lager). Deze periode stond al vast: dan is "
        "hoogstens 5% verschil gewoon. Ook 2 eerdere perioden verschillen."
    ]


def test_de_totalen_zijn_alleen_voor_de_gebruiker_zelf(tmp_path):
    controletotalen.bewaar(tmp_path, "0267", PEIL, meldingen(5), {})
    assert (tmp_path / controletotalen.BESTAND).stat().st_mode & 0o077 == 0
