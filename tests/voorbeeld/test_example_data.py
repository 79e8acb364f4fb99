"""De voorbeeldlevering: verzonnen, vuil als het echte werk, en precies geijkt op wat gepubliceerd is."""

import re
import shutil
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import rond_af
from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.telregels import bevolking, financien, instroom, taskforce, triage
from sociaaldomein.voorbeeld import vorm, zorg

SLEUTEL = ["indicator", "wet", "kwartaal", "dimensie", "groep"]
CODE = Path(zorg.__file__).parent
VAN_DE_WETTEN = pl.col("wet").is_in(["jeugd", "wmo", "samen"])  # a theme has its own example, with its own tests


def figures(reg: registraties.Registraties) -> pl.DataFrame:
    """All figures over 2023-K1, from the counting rules, before protection."""
    tafel = monitor.bereken(reg, Kwartaal(2023, 1), date(2026, 10, 15))
    return tafel.rename({"cijfer": "indicator", "groep_soort": "dimensie"}).select(*SLEUTEL, "waarde")


def quick(reg: registraties.Registraties) -> pl.DataFrame:
    """Only the rules behind the published figures: enough to see whether a figure changes."""
    kwartalen = [Kwartaal(2022, 1), Kwartaal(2023, 1)]
    lopend = instroom.lopend(reg.trajecten, kwartalen)
    delen = [
        lopend,
        instroom.verandering(lopend),
        instroom.instroom(reg.trajecten, kwartalen),
        instroom.uitstroom(reg.trajecten, kwartalen),
        triage.triage(reg.meldingen, kwartalen),
        bevolking.bereik(reg.trajecten, reg.bevolking, kwartalen),
        taskforce.besparing(reg.besparingspad),
    ]
    tafel = pl.concat([d.with_columns(pl.col("waarde", "teller", "noemer").cast(pl.Float64)) for d in delen])
    return tafel.rename({"cijfer": "indicator", "groep_soort": "dimensie"}).select(*SLEUTEL, "waarde")


def differences(published: pl.DataFrame, counted: pl.DataFrame) -> list[tuple]:
    """Published figures that do not come out, each in the precision in which it was published."""
    samen = published.select(*SLEUTEL, "waarde").join(counted, on=SLEUTEL, how="left", suffix="_geteld")
    fout = []
    for *sleutel, waarde, geteld in samen.iter_rows():
        decimalen = len(str(waarde).rstrip("0").partition(".")[2])
        if geteld is None or rond_af(geteld, decimalen) != rond_af(waarde, decimalen):
            fout.append((*sleutel, waarde, geteld))
    return fout


@pytest.fixture(scope="module")
def ruw() -> dict[str, pl.DataFrame]:
    """The delivery as drawn, before it is written: all text."""
    return zorg.genereer()


def published(folder: Path) -> pl.DataFrame:
    return deur.lees_map(folder).tabellen["aggregaat"]


def with_targets(source: Path, target: Path, changes: dict[tuple[str, str, str], str]) -> Path:
    """A copy of the published figures in which some targets are different."""
    shutil.copytree(source, target)
    bestand = target / "aggregaat.csv"
    regels = bestand.read_text(encoding="utf-8").splitlines()
    for (indicator, wet, groep), nieuw in changes.items():
        treffers = [
            i for i, r in enumerate(regels) if r.split(";")[0:2] == [indicator, wet] and r.split(";")[4] == groep
        ]
        velden = regels[treffers[0]].split(";")
        velden[5] = nieuw
        regels[treffers[0]] = ";".join(velden)
    bestand.write_text("\n".join(regels) + "\n", encoding="utf-8")
    return target


# -- bar A2 ------------------------------------------------------------------------------------------------------------


def test_every_published_figure_comes_out_through_files_and_the_door(voorbeeldregistraties, gepubliceerd):
    assert differences(published(gepubliceerd), figures(voorbeeldregistraties)) == []


def test_other_targets_give_other_deliveries_and_other_figures(gepubliceerd, tmp_path):
    wijzigingen = {
        ("lopend_trajecten", "jeugd", "totaal"): "1850",
        ("lopend_clienten_verandering", "jeugd", "totaal"): "-1,4",
        ("instroom_clienten", "jeugd", "totaal"): "450",
        ("bereik", "jeugd", "totaal"): "9,8",
        ("aanvragen", "jeugd", "licht"): "22",
        ("uitstroom_trajecten", "wmo", "totaal"): "401",
        ("instroom_trajecten", "wmo", "totaal"): "510",
        ("lopend_clienten", "wmo", "totaal"): "2200",
        ("aanvragen", "wmo", "kort_contact"): "31",
        ("besparing", "samen", "totaal"): "1800000",
        ("besparing_nieuw", "samen", "totaal"): "1300000",
        ("maatregelen", "wmo", "vervallen"): "7",
    }
    andere = with_targets(gepubliceerd, tmp_path / "gepubliceerd", wijzigingen)
    doelen = published(andere)
    map = zorg.schrijf(tmp_path / "levering", gepubliceerd=andere)
    geteld = figures(registraties.maak(deur.lees_map(map).tabellen))
    assert differences(doelen, geteld) == []
    anders = {(i, w, g) for i, w, _, _, g, *_ in differences(published(gepubliceerd), geteld)}
    assert anders == set(wijzigingen)


def test_halving_the_difference_halves_the_saving(voorbeeldtabellen):
    pad = voorbeeldtabellen["besparingspad"]
    verschil = pl.col("referentie_cent") - pl.col("werkelijk_cent")
    half = pad.with_columns(referentie_cent=pl.col("werkelijk_cent") + verschil // 2)
    heel, helft = (
        taskforce.besparing(p).filter(pl.col("cijfer") == "besparing")["waarde"].to_list() for p in (pad, half)
    )
    assert helft == [w / 2 for w in heel]


@pytest.mark.parametrize(
    "regel",
    ["zonder_verwijderde", "ontdubbel", "verlenging_is_geen_instroom", "zonder_tijdelijke_stop", "zonder_ingetrokken"],
)
def test_each_rule_is_needed(regel, voorbeeldtabellen, gepubliceerd, monkeypatch):
    """Switch one registration rule off and a published figure is no longer met."""
    doelen = published(gepubliceerd).filter(pl.col("indicator") != "maatregelen", VAN_DE_WETTEN)
    assert differences(doelen, quick(registraties.maak(voorbeeldtabellen))) == []
    monkeypatch.setattr(registraties, regel, lambda tafel: tafel)
    assert differences(doelen, quick(registraties.maak(voorbeeldtabellen)))


def test_the_code_knows_no_published_number(gepubliceerd):
    """Neither the modules nor their form may hold a target: they stand in data/gepubliceerd alone."""
    bestanden = [*CODE.glob("*.py"), gepubliceerd.parent / "voorbeeld" / "vorm.toml"]
    tekst = "\n".join(pad.read_text(encoding="utf-8") for pad in bestanden)
    getallen = {float(g.replace("_", "")) for g in re.findall(r"(?<![\w.])\d[\d_]*(?:\.\d+)?", tekst)}
    doelen = {w for w in published(gepubliceerd).filter(VAN_DE_WETTEN)["waarde"] if w > 30}
    assert not doelen & getallen


# -- what the council would recognise ----------------------------------------------------------------------------------


def test_stock_follows_from_the_flows_in_every_quarter(voorbeeldregistraties):
    kwartalen = vorm.KWARTALEN

    def reeks(regel, naam):
        t = regel(voorbeeldregistraties.trajecten, kwartalen)
        t = t.filter((pl.col("cijfer") == naam) & (pl.col("groep_soort") == "totaal"))
        return {(w, k): v for w, k, v in t.select("wet", "kwartaal", "waarde").iter_rows()}

    stand, erbij, eraf = (
        reeks(r, n)
        for r, n in (
            (instroom.lopend, "lopend_trajecten"),
            (instroom.instroom, "instroom_trajecten"),
            (instroom.uitstroom, "uitstroom_trajecten"),
        )
    )
    for wet in ("jeugd", "wmo"):
        for k in kwartalen[1:]:
            assert stand[wet, str(k)] == stand[wet, str(k - 1)] - eraf[wet, str(k - 1)] + erbij[wet, str(k)]


def test_the_movements_of_the_report_are_in_it(voorbeeldregistraties):
    """Paragraph 4.2: three of four categories fewer clients, national care a few more, spending lower in all four."""
    jeugd = voorbeeldregistraties.trajecten.filter(pl.col("wet") == "jeugd")
    kwartalen = [Kwartaal(j, n) for j in (2021, 2022) for n in (1, 2, 3, 4)]

    def tabel(t):
        return {r.pop("groep"): r for r in t.pivot("kwartaal", index="groep", values="waarde").iter_rows(named=True)}

    mensen = instroom.lopend(jeugd, kwartalen, per="hoofdcategorie").filter(pl.col("cijfer") == "lopend_clienten")
    mensen = tabel(mensen)
    assert mensen["landelijk"]["2022-K4"] > mensen["landelijk"]["2021-K4"]
    assert max(mensen["landelijk"].values()) < 40
    for soort in ("veiligheid", "verblijf"):
        assert all(mensen[soort][f"2022-K{n}"] < mensen[soort][f"2021-K{n}"] for n in (1, 2, 3, 4))
    niveaus = instroom.lopend(jeugd, kwartalen, per="hoofdcategorie x interventieniveau")
    niveaus = tabel(
        niveaus.filter((pl.col("cijfer") == "lopend_clienten") & pl.col("groep").str.starts_with("ambulant|"))
    )
    assert len(niveaus) == 5 and all(n["2022-K4"] < n["2021-K4"] for n in niveaus.values())
    declaraties = voorbeeldregistraties.declaraties.filter(pl.col("wet") == "jeugd")
    uitgaven = tabel(financien.uitgaven(declaraties, kwartalen, per="hoofdcategorie"))
    assert len(uitgaven) == 4 and all(u["2022-K4"] < u["2021-K4"] for u in uitgaven.values())


def test_inflow_was_higher_a_year_before_and_summer_dips(voorbeeldregistraties):
    t = instroom.instroom(voorbeeldregistraties.trajecten, vorm.KWARTALEN)
    t = t.filter(
        (pl.col("cijfer") == "instroom_clienten") & (pl.col("wet") == "jeugd") & (pl.col("groep_soort") == "totaal")
    )
    per = dict(t.select("kwartaal", "waarde").iter_rows())
    assert per["2022-K1"] > per["2023-K1"]
    assert all(per[f"{j}-K3"] < min(per[f"{j}-K1"], per[f"{j}-K2"]) for j in range(2019, 2026))


def test_older_children_have_more_help(voorbeeldregistraties):
    t = bevolking.bereik(
        voorbeeldregistraties.trajecten, voorbeeldregistraties.bevolking, [Kwartaal(2023, 1)], per="leeftijd"
    )
    per = dict(t.filter(pl.col("wet") == "jeugd").select("groep", "waarde").iter_rows())
    assert per["0-3"] < per["4-11"] < per["12-17"]


def test_one_wijk_is_so_small_that_it_must_be_protected(voorbeeldregistraties):
    t = instroom.instroom(voorbeeldregistraties.trajecten, [Kwartaal(2023, 1)], per="wijk")
    klein = t.filter(
        (pl.col("groep") != "onbekend") & (pl.col("cijfer") == "instroom_clienten") & (pl.col("waarde") < 10)
    )
    assert klein.height and t["groep"].n_unique() > 5


# -- the delivery itself -----------------------------------------------------------------------------------------------


def test_the_door_refuses_the_few_real_faults_and_nothing_else(ruw, voorbeeldtabellen):
    fout = {naam: t.unique().height - voorbeeldtabellen[naam].height for naam, t in ruw.items()}
    assert {naam: n for naam, n in fout.items() if n} == {"toewijzingen": 19}
    assert ruw["toewijzingen"].height - ruw["toewijzingen"].unique().height == 25


def test_the_same_seed_gives_the_same_delivery_and_another_seed_another(ruw):
    weer, ander = (zorg.genereer(zaad=z) for z in (2023, 7))
    assert all(ruw[n].equals(weer[n]) for n in ruw)
    assert not ruw["toewijzingen"].equals(ander["toewijzingen"])


def test_any_seed_meets_the_targets(gepubliceerd, tmp_path):
    map = zorg.schrijf(tmp_path / "levering", zaad=11)
    doelen = published(gepubliceerd).filter(pl.col("indicator") != "maatregelen", VAN_DE_WETTEN)
    assert differences(doelen, quick(registraties.maak(deur.lees_map(map).tabellen))) == []


def test_making_and_writing_is_quick(tmp_path):
    begin = time.process_time()
    zorg.schrijf(tmp_path / "levering")
    assert time.process_time() - begin < 5


def test_factor_scales_the_whole():
    klein, groot = (zorg.genereer(factor=f) for f in (0.5, 2))
    for naam in ("clienten", "toewijzingen", "leveringen", "declaraties", "meldingen"):
        assert 3.6 < groot[naam].height / klein[naam].height < 4.4, naam
    with pytest.raises(ValueError, match="groter dan 0"):
        zorg.genereer(factor=0)


def test_nothing_in_it_can_be_a_bsn(ruw):
    for naam, tafel in ruw.items():
        for kolom in tafel.columns:
            gevonden = tafel[kolom].drop_nulls().str.contains(r"^\d{9}$").any()
            assert not gevonden, f"{naam}.{kolom}"
    assert ruw["clienten"]["client_id"].str.contains(r"^C\d{6}$").all()


def test_referrers_lag_a_quarter_and_invoices_come_later(ruw):
    dag = str(vorm.LAATSTE.eerste_dag)
    begin = ruw["toewijzingen"].group_by("wet", "toewijzingnummer").agg(pl.col("ingangsdatum").min())
    nieuw = begin.filter(pl.col("ingangsdatum") >= dag)
    assert nieuw.height and nieuw.join(ruw["verzoeken"], on=["wet", "toewijzingnummer"], how="semi").is_empty()
    d = ruw["declaraties"]
    assert (d["dagtekening"] > d["periode_eind"]).all() and d["dagtekening"].max() <= str(vorm.PEILDATUM)
    assert set(d["debet_credit"]) == {"D", "C"}


def test_the_files_have_the_formats_of_the_field(voorbeeldlevering):
    def eerste(naam: str) -> bytes:
        return (voorbeeldlevering / naam).read_bytes()

    assert eerste("verzoeken.csv").startswith(b"\xef\xbb\xbf") and b"\t" in eerste("verzoeken.csv")
    assert "coördinatie".encode("cp1252") in eerste("financien.csv")
    assert re.search(rb";\d\d-\d\d-\d{4};", eerste("leveringen.csv"))
    assert re.search(rb"\d,\d", eerste("toewijzingen.csv"))
    assert {p.suffix for p in voorbeeldlevering.iterdir()} == {".csv", ".xlsx", ".parquet", ".md", ".yml", ".geojson"}
    assert "synthetisch: ja" in eerste("herkomst.yml").decode() and "verzonnen" in eerste("LEESMIJ.md").decode()


def test_it_does_not_write_over_the_published_figures(gepubliceerd, tmp_path):
    shutil.copytree(gepubliceerd, tmp_path / "kopie")
    with pytest.raises(FileExistsError, match="niet leeg"):
        zorg.schrijf(tmp_path / "kopie")


def test_it_does_not_write_over_something_else(tmp_path):
    (tmp_path / "brief.txt").write_text("van iemand anders")
    with pytest.raises(FileExistsError, match="niet leeg"):
        zorg.schrijf(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["brief.txt"]


@pytest.mark.parametrize(
    ("wijziging", "tekst"),
    [
        ({("besparing_nieuw", "samen", "totaal"): "2300000"}, "klopt niet"),
        ({("uitstroom_trajecten", "wmo", "totaal"): "9000"}, "passen niet bij elkaar"),
        ({("lopend_clienten", "jeugd", "totaal"): "2000"}, "passen niet bij elkaar"),
        ({("lopend_trajecten", "wmo", "totaal"): ""}, "missen lopend_trajecten"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(wijziging, tekst, gepubliceerd, tmp_path):
    andere = with_targets(gepubliceerd, tmp_path / "gepubliceerd", wijziging)
    with pytest.raises(ValueError, match=tekst):
        zorg.genereer(andere)
