"""Elke soort kapotte invoer krijgt het antwoord dat ervoor is afgesproken, in het Nederlands, met plek en remedie."""

import re

import pytest
from soorten import BSN, GEVALLEN, KOP, geld, parquet, toewijzingen, werkboek, wijken

from sociaaldomein import cli
from sociaaldomein.grond import yamltekst
from sociaaldomein.levering import deur, kolomvoorstel

NUMMERS = {f"{n:02d}" for n in range(1, 66)} - {"46", "47", "48", "49", "50"}


def ids(geval) -> str:
    return f"{geval.nr} {geval.naam}"


def opslag(map) -> dict[str, bytes]:
    return {p.relative_to(map).as_posix(): p.read_bytes() for p in sorted(map.rglob("*")) if p.is_file()}


def in_balans(rapport) -> bool:
    return all(b.rijen_in == b.rijen_uit + b.afgekeurd + b.dubbel and b.rijen_uit >= 0 for b in rapport.bestanden)


def test_elke_soort_van_de_lijst_heeft_een_geval():
    """60 (een ander type dan de vorige keer) vergelijkt twee leveringen en staat in test_controletotalen.py."""
    assert {geval.nr for geval in GEVALLEN} | {"60"} == NUMMERS


@pytest.mark.parametrize("geval", GEVALLEN, ids=ids)
def test_soort(geval, tmp_path, capsys, bars):
    map = geval.schrijf(tmp_path / "levering")
    rapport = deur.controleer(map)
    tekst = rapport.tekst()
    assert all(deel in tekst for deel in geval.delen), tekst
    assert rapport.aangenomen == (geval.uitkomst != "stop"), tekst
    assert bool(rapport.fouten) == (geval.uitkomst in ("stop", "rij")), tekst
    assert not rapport.waarschuwingen or geval.uitkomst != "leest" or "code" in geval.naam, tekst
    assert in_balans(rapport)
    assert not any(n in tekst + rapport.html() for n in geval.nooit)
    if geval.uitkomst == "stop":
        _niets_verandert(map, tmp_path, capsys, geval)
    else:
        tabellen = deur.lees_map(map).tabellen
        assert {naam: tabellen[naam].height for naam in geval.rijen} == geval.rijen
    bars.tel("kapotte invoer, goed beantwoord")


def _niets_verandert(map, tmp_path, capsys, geval):
    """Een geweigerde levering laat uitgaven en registraties byte voor byte zoals zij waren, en geeft code 2."""
    for naam in ("uit", "uit-registraties"):
        (tmp_path / naam).mkdir()
        (tmp_path / naam / "er was al iets.txt").write_text(naam)
    voor = opslag(tmp_path)
    code = cli.main(["kwartaal", "2023-K1", "--bron", str(map), "--uit", str(tmp_path / "uit")])
    gezegd = "".join(capsys.readouterr())
    assert (code, opslag(tmp_path)) == (2, voor)
    assert "Traceback" not in gezegd and not any(n in gezegd for n in geval.nooit)


def test_wat_eenduidig_is_krijgt_de_goede_waarde(tmp_path):
    (tmp_path / "financien.csv").write_text(
        geld(*(f"2023;wmo;werkelijk;x;{b}" for b in ("€ 1.234,-", "100,00-", "(100)", "−100", "1.234,50")))
    )
    (tmp_path / "wijken.csv").write_text(wijken("WK026701;NA", "WK026702;NULL", "WK026703;ZoÃ«"))
    (tmp_path / "kolommen.yml").write_text("herstel: [wijken.csv]\n")
    t = deur.lees_map(tmp_path).tabellen
    cent = t["financien"].filter(kostensoort="x")["bedrag_cent"].to_list()
    assert cent == [123400, -10000, -10000, -10000, 123450]
    assert t["wijken"]["wijknaam"][:3].to_list() == ["NA", "NULL", "Zoë"]


def test_een_vorm_van_datum_geldt_voor_alle_datums(tmp_path):
    (tmp_path / "toewijzingen.csv").write_text(KOP + "jeugd;1;P1;45;04-03-2023;04-15-2023;\n")
    (tmp_path / "kolommen.yml").write_text("toewijzingen: {datum: mm-dd-jjjj}\n")
    rij = deur.lees_map(tmp_path).tabellen["toewijzingen"].row(0, named=True)
    assert (str(rij["ingangsdatum"]), str(rij["einddatum"])) == ("2023-04-03", "2023-04-15")


def test_duizend_fouten_staan_in_een_verslag(tmp_path, bars):
    (tmp_path / "toewijzingen.csv").write_text(toewijzingen(*(f"jeugd;{n};P;45;{n}x;;" for n in range(1000))))
    rapport = deur.controleer(tmp_path)
    rijen = {f.rij for f in rapport.fouten if f.kolom == "ingangsdatum"}
    assert rijen == set(range(2, 1002))
    assert rapport.html().count(">rij ") == 1000
    scherm = rapport.tekst()
    assert scherm.count("\n- toewijzingen.csv") == 20 + 2  # twenty faults, and the summary
    assert "geen datum: 1.000" in scherm
    bars.zet("fouten van een bestand in een verslag", f"{len(rijen)} van 1000")


MELDING = re.compile(r"^[^,:]+\.\w+(, tabblad [^,:]+)?, rij \d+, kolom \w+: .*('.+'|verborgen waarde|leeg|BSN).*\. .+")


def test_elke_fout_in_een_rij_noemt_bestand_rij_kolom_waarde_en_remedie(tmp_path, bars):
    aantal = 0
    for geval in GEVALLEN:
        rapport = deur.controleer(geval.schrijf(tmp_path / f"{geval.nr} {geval.naam}"))
        fouten = [f for f in rapport.fouten if f.rij and f.kolom]
        aantal += len(fouten)
        assert not [f.tekst for f in fouten if not MELDING.match(f.tekst) or not f.doe]
    assert aantal > 20
    bars.zet("meldingen over een cel met plek, waarde en remedie", f"{aantal} van {aantal}")


def test_vijf_foute_rijen_in_een_kleine_tabel_mag_maar_nooit_een_fout_in_de_opbouw(tmp_path):
    goed = "".join(f"WK0267{n};x\n" for n in range(10, 20))
    (tmp_path / "wijken.csv").write_text("wijkcode;wijknaam\n" + goed + "fout;x\n" * 5)
    assert deur.controleer(tmp_path).aangenomen
    (tmp_path / "wijken.csv").write_text("wijkcode;wijknaam\n" + goed + "fout;x\n" * 6)
    assert not deur.controleer(tmp_path).aangenomen
    (tmp_path / "wijken.csv").write_text("wijkcode;wijknaam\nWK026701;x\nfout;x\nfout;y\n")
    assert not deur.controleer(tmp_path).aangenomen  # more than half
    (tmp_path / "wijken.csv").write_text("wijkcode;wijknaam\n" + goed + f"WK026701;{BSN}\n")
    assert not deur.controleer(tmp_path).aangenomen


def test_alleen_een_kop_mag_als_dat_gevraagd_is(tmp_path, capsys):
    (tmp_path / "wijken.csv").write_text(wijken())
    (tmp_path / "doelen.csv").write_text("indicator;wet;periode;streefwaarde\n")
    assert cli.main(["controleer", str(tmp_path)]) == 2
    assert cli.main(["controleer", str(tmp_path), "--leeg-toegestaan"]) == 0
    assert "alleen kolomnamen" in capsys.readouterr().out


def test_gelijke_geldregels_in_twee_bestanden_tellen_een_keer(tmp_path):
    """Twee exports die overlappen zijn iets anders dan twee gelijke regels in een export."""
    rij = "2023;wmo;werkelijk;a;5"
    (tmp_path / "financien_jan.csv").write_text("jaar;wet;soort;kostensoort;bedrag_eur\n" + f"{rij}\n" * 2)
    (tmp_path / "financien_feb.csv").write_text("jaar;wet;soort;kostensoort;bedrag_eur\n" + f"{rij}\n" * 1)
    levering = deur.lees_map(tmp_path)
    assert levering.tabellen["financien"].height == 2
    assert in_balans(levering.rapport)


@pytest.mark.traag
def test_een_miljoen_bedragen_tellen_tot_op_de_cent(tmp_path, bars):
    import random

    import polars as pl

    kans = random.Random(4)
    centen = [kans.randrange(-(10**7), 10**9) for _ in range(1_000_000)]
    teksten = [f"{'-' if c < 0 else ''}{abs(c) // 100},{abs(c) % 100:02d}" for c in centen]
    nummers = pl.Series("kostensoort", range(len(centen))).cast(pl.String)
    tafel = pl.DataFrame({"jaar": ["2023"] * len(centen), "wet": "wmo", "soort": "werkelijk", "bedrag_eur": teksten})
    tafel.with_columns(nummers).write_csv(tmp_path / "financien.csv", separator=";")
    gelezen = deur.lees_map(tmp_path).tabellen["financien"]["bedrag_cent"]
    assert len(gelezen) == 1_000_000
    assert gelezen.sum() == sum(centen)
    bars.zet("som van 1.000.000 bedragen", "gelijk tot op de cent")


def test_bsn_op_vijf_plekken_gevonden_en_nergens_te_lezen(tmp_path, capsys, monkeypatch, bars):
    """Bar C8: in een kolom met namen, een vrije tekst, een verborgen tabblad, een bestandsnaam en een YAML-waarde."""
    log = tmp_path / "log"
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(log))
    plekken = {
        "kolom met namen": (
            {
                "wijken.csv": wijken()
                .replace("wijknaam", "wijknaam;contact", 1)
                .replace("wijk 10\n", f"wijk 10;Jansen {BSN}\n")
                .replace("\nWK", ";\nWK")
            },
            "In de kolom 'contact' staat een BSN",
        ),
        "vrije tekst": ({"wijken.csv": wijken(f"WK026701;bel 1234.56.782 of {BSN}")}, "Hier staat een BSN."),
        "verborgen tabblad": (
            {
                "w.xlsx": werkboek(
                    {"wijken": [["wijkcode", "wijknaam"], ["WK026701", "x"]], "oud": [[BSN]]}, verborgen="oud"
                )
            },
            "In cel A1 staat een BSN.",
        ),
        "bestandsnaam": ({f"wijken_{BSN}.csv": wijken()}, "In de naam van dit bestand staat een BSN."),
        "YAML": ({"wijken.csv": wijken(), "toelichting.yml": f"jeugd.lopend: Zie {BSN}.\n"}, "staat een BSN: 'Zie •••"),
    }
    gevonden = 0
    for naam, (bestanden, melding) in plekken.items():
        map = tmp_path / naam
        map.mkdir()
        for bestand, inhoud in bestanden.items():
            (map / bestand).write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        uit = tmp_path / f"uit {naam}"
        cli.main(["controleer", str(map), "--html", str(tmp_path / f"{naam}.html")])
        cli.main(["kwartaal", "2023-K1", "--bron", str(map), "--uit", str(uit)])
        gezegd = "".join(capsys.readouterr())
        assert melding in gezegd, gezegd
        gevonden += 1
        sporen = gezegd + "".join(p.read_text(errors="replace") for p in tmp_path.glob("*.html"))
        assert BSN not in sporen and "1234.56.782" not in sporen
        assert not uit.exists()
    bars.zet("BSN gevonden en gemaskeerd", f"{gevonden} van 5")


def test_een_bsn_in_een_onverwachte_fout_komt_niet_in_het_logboek(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    monkeypatch.setattr(deur, "bekijk", lambda *_: (_ for _ in ()).throw(KeyError(f"cliënt {BSN}")))
    assert cli.main(["controleer", str(tmp_path)]) == 1
    (logboek,) = (tmp_path / "log").iterdir()
    assert "KeyError" in logboek.read_text() and BSN not in logboek.read_text() + "".join(capsys.readouterr())


def test_een_los_bsn_tussen_eigen_nummers_wordt_ook_een_pseudoniem(tmp_path):
    nummers = "".join(f"P{n};2011\n" for n in range(50))
    (tmp_path / "clienten.csv").write_text(f"client_id;geboortejaar\n{nummers}{BSN};2012\n")
    ids = deur.lees_map(tmp_path, sleutel=b"een lange geheime sleutel").tabellen["clienten"]["client_id"]
    assert BSN not in ids.to_list() and len(ids) == 51


def test_parquet_met_lijsten_wordt_geweigerd(tmp_path):
    import polars as pl

    frame = pl.DataFrame({"wijkcode": ["WK026701"], "wijknaam": [["a", "b"]]})
    (tmp_path / "wijken.parquet").write_bytes(parquet(frame))
    assert "In een kolom staan lijsten of bytes" in deur.controleer(tmp_path).tekst()


@pytest.mark.parametrize("geval", GEVALLEN, ids=ids)
def test_het_voorstel_struikelt_nergens_over_en_noemt_nooit_een_bsn(geval, tmp_path):
    voorstel = kolomvoorstel.stel_voor(geval.schrijf(tmp_path / "levering"))
    assert BSN not in voorstel.tekst
    assert isinstance(yamltekst.ontleed(voorstel.tekst) or {}, dict)
