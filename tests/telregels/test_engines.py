"""Dezelfde tabel geeft hetzelfde antwoord uit pandas, Polars, DuckDB en Parquet, hoe de kolommen ook getypeerd zijn."""

import importlib
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import proefdata
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from sociaaldomein.begrippen.cijfers import GETELD, KRUISING
from sociaaldomein.telregels import bevolking, financien, instroom, looptijd, participatie, taskforce, triage

KWARTALEN = proefdata.KWARTALEN
PEIL = date(2023, 10, 15)
TABELLEN = {
    naam: pl.DataFrame(getattr(proefdata, naam)(Random(7)), infer_schema_length=None)
    for naam in ("trajecten", "meldingen", "declaraties", "financien", "bevolking", "besparingspad", "uitkeringen")
}
REGELS = {
    **{
        f"{regel.__name__}_{per}": (lambda t, regel=regel, per=per: regel(t("trajecten"), KWARTALEN, per))
        for regel in (instroom.lopend, instroom.instroom, instroom.uitstroom)
        for per in ("totaal", "leeftijd", "hoofdcategorie", KRUISING)
    },
    "verwijzers": lambda t: instroom.verwijzers(t("trajecten"), KWARTALEN),
    "looptijd": lambda t: looptijd.looptijd(t("trajecten"), KWARTALEN, "productcategorie"),
    "uitkeringen": lambda t: participatie.uitkeringen(t("uitkeringen"), KWARTALEN),
    "uitkeringen_leefvorm": lambda t: participatie.uitkeringen(t("uitkeringen"), KWARTALEN, "leefvorm"),
    "inwoners_met_bijstand": lambda t: participatie.inwoners(t("uitkeringen"), KWARTALEN),
    "doorlooptijd": lambda t: looptijd.doorlooptijd(t("meldingen"), KWARTALEN, PEIL),
    "triage": lambda t: triage.triage(t("meldingen"), KWARTALEN),
    "bereik": lambda t: bevolking.bereik(t("trajecten"), t("bevolking"), KWARTALEN, "leeftijd"),
    "bereik_wijk": lambda t: bevolking.bereik(t("trajecten"), t("bevolking"), KWARTALEN, "wijk"),
    "inwoners": lambda t: bevolking.inwoners(t("bevolking"), None, KWARTALEN, "wijk", 2023),
    "zwaarte": lambda t: instroom.zwaarte(instroom.lopend(t("trajecten"), KWARTALEN, "interventieniveau")),
    "financieel": lambda t: financien.financieel(t("financien"), KWARTALEN),
    "uitgaven": lambda t: financien.uitgaven(t("declaraties"), KWARTALEN, KRUISING),
    "besparing": lambda t: taskforce.besparing(t("besparingspad")),
}


def pandas_numpy(tabel):
    """datetime64, float for integers with gaps, object for text: what read_csv used to give."""
    los = {}
    for naam in tabel.columns:
        waarden = tabel[naam].to_list()
        if tabel.schema[naam] == pl.Date:
            los[naam] = pd.to_datetime(pd.Series(waarden, dtype=object)).astype("datetime64[ns]")
        elif tabel.schema[naam] == pl.String:
            los[naam] = pd.Series(waarden, dtype=object)
        else:
            los[naam] = pd.Series(waarden, dtype="float64" if None in waarden else "int64")
    return pd.DataFrame(los)


def pandas_gewoon(tabel):
    return tabel.to_pandas()


def pandas_pijl(tabel):
    return tabel.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)


def pandas_tekst(tabel):
    """Every date as text, gaps as an empty text."""
    datums = [k for k, soort in tabel.schema.items() if soort == pl.Date]
    return tabel.with_columns(pl.col(datums).cast(pl.String).fill_null("")).to_pandas()


def pandas_object(tabel):
    """Dates as objects of different kinds, gaps as None, NaT or NaN."""
    uit = pandas_numpy(tabel)
    gaten = [None, pd.NaT, float("nan")]
    kleed = [lambda d: d, pd.Timestamp, lambda d: datetime(d.year, d.month, d.day, 9)]
    for naam, soort in tabel.schema.items():
        if soort == pl.Date:
            waarden = [gaten[n % 3] if d is None else kleed[n % 3](d) for n, d in enumerate(tabel[naam])]
            uit[naam] = pd.Series(waarden, dtype=object)
    return uit


def pandas_categorie(tabel):
    uit = tabel.to_pandas()
    return uit.astype({k: "category" for k, soort in tabel.schema.items() if soort in (pl.String, pl.Date)})


def polars_categorie(tabel):
    return tabel.with_columns(pl.col(pl.String).cast(pl.Categorical), pl.col(pl.Date).cast(pl.Datetime("us")))


def duckdb_relatie(tabel):
    return duckdb.sql("select * from tabel").project("*")


def duckdb_tekst(tabel):
    """Timestamps instead of dates, as a database often has them."""
    kolommen = ", ".join(f'"{k}"::timestamp as "{k}"' if s == pl.Date else f'"{k}"' for k, s in tabel.schema.items())
    return duckdb.sql(f"select {kolommen} from tabel")


VORMEN = {
    v.__name__: v
    for v in (
        pandas_numpy,
        pandas_gewoon,
        pandas_pijl,
        pandas_tekst,
        pandas_object,
        pandas_categorie,
        polars_categorie,
        duckdb_relatie,
        duckdb_tekst,
    )
} | {
    "polars_lazy": lambda tabel: tabel.lazy(),
    "pyarrow": lambda tabel: tabel.to_arrow(),
    "narwhals": lambda tabel: nw.from_native(tabel),
}


@pytest.mark.parametrize("regel", REGELS)
@pytest.mark.parametrize("vorm", [*VORMEN, "parquet_pad"])
def test_elke_vorm_geeft_hetzelfde_antwoord(vorm, regel, tmp_path):
    verwacht = REGELS[regel](TABELLEN.__getitem__)
    assert isinstance(verwacht, pl.DataFrame) and len(verwacht)

    def tabel(naam):
        if vorm != "parquet_pad":
            return VORMEN[vorm](TABELLEN[naam])
        TABELLEN[naam].write_parquet(tmp_path / f"{naam}.parquet")
        return str(tmp_path / f"{naam}.parquet")

    uit = REGELS[regel](tabel)
    if vorm.startswith("pandas"):
        assert isinstance(uit, pd.DataFrame) and tuple(uit.columns) == GETELD
        uit = pl.from_pandas(uit)
    assert_frame_equal(uit.cast(verwacht.schema), verwacht, abs_tol=1e-9)


# --- Spark and PostgreSQL: the same frames, counted where the table is -----------------------------------------------


def zonder(wat):
    """What is missing skips here; in CI it fails, so that the marker cannot pass by testing nothing."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{wat} is niet geïnstalleerd")


def pakket(naam):
    try:
        return importlib.import_module(naam)
    except ImportError:
        zonder(naam)


@contextmanager
def eigen_postgres():
    """A private cluster on a socket in a folder of its own. PostgreSQL does not run as root: then its own user does."""
    initdb = shutil.which("initdb") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    if initdb is None:
        zonder("PostgreSQL")
    als = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    plek = Path(tempfile.mkdtemp(prefix="pg"))  # short: the name of a socket has at most 107 letters
    if als:
        shutil.chown(plek, "postgres", "postgres")

    def doe(naam, *rest):
        subprocess.run(
            [*als, Path(initdb).with_name(naam), "-D", plek / "data", *rest],
            check=True,
            cwd=plek,
            stdout=subprocess.DEVNULL,
        )

    try:
        doe("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C", "-E", "UTF8")
        doe("pg_ctl", "-w", "-l", plek / "log", "-o", f"-F -c listen_addresses='' -k {plek}", "start")
        yield plek
        doe("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(plek, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres():
    ibis = pakket("ibis")
    with eigen_postgres() as plek:
        basis = ibis.postgres.connect(host=str(plek), user="postgres", database="postgres")
        for naam, tabel in TABELLEN.items():
            basis.create_table(naam, tabel.to_arrow())
        yield basis.table
        basis.disconnect()


@pytest.fixture(scope="module")
def spark():
    sql = pakket("pyspark.sql")
    if shutil.which("java") is None:
        zonder("Java")
    bouw = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    bouw = bouw.config("spark.sql.shuffle.partitions", "1").config("spark.driver.bindAddress", "127.0.0.1")
    sessie = bouw.getOrCreate()
    sessie.sparkContext.setLogLevel("ERROR")
    los = {naam: sessie.createDataFrame(tabel.to_arrow()) for naam, tabel in TABELLEN.items()}
    yield los.__getitem__
    sessie.stop()


@pytest.mark.motoren
@pytest.mark.parametrize("motor", ["spark", "postgres"])
@pytest.mark.parametrize("regel", REGELS)
def test_elke_motor_geeft_hetzelfde_antwoord(motor, regel, request):
    tabel = request.getfixturevalue(motor)
    verwacht = REGELS[regel](TABELLEN.__getitem__)
    assert_frame_equal(REGELS[regel](tabel).cast(verwacht.schema), verwacht, abs_tol=1e-9)


@pytest.mark.parametrize("regel", [r for r in REGELS if r != "besparing"])
def test_een_lege_tabel_geeft_een_lege_uitkomst_met_dezelfde_kolommen(regel):
    uit = REGELS[regel](lambda naam: TABELLEN[naam].clear())
    assert tuple(uit.columns) == GETELD and uit.is_empty()


def test_een_tabel_verandert_niet_door_de_telling():
    tabel = pandas_object(TABELLEN["trajecten"])
    vooraf = tabel.copy(deep=True)
    instroom.lopend(tabel, KWARTALEN)
    pd.testing.assert_frame_equal(tabel, vooraf)


def test_verandering_neemt_de_uitkomst_van_lopend_in_pandas_en_in_polars():
    los = instroom.lopend(TABELLEN["trajecten"], KWARTALEN)
    uit = instroom.verandering(los.to_pandas())
    assert isinstance(uit, pd.DataFrame)
    assert_frame_equal(pl.from_pandas(uit).cast(los.schema), instroom.verandering(los))


def test_een_datum_met_tijdzone_houdt_haar_eigen_dag():
    begin = pd.to_datetime(["2023-01-01 00:00", "2023-03-31 23:59"]).tz_localize("Europe/Amsterdam")
    tabel = pd.DataFrame({"wet": "wmo", "client_id": ["a", "b"], "begin": begin, "einde": None})
    uit = instroom.instroom(tabel, KWARTALEN)
    assert uit[(uit.cijfer == "instroom_trajecten") & (uit.kwartaal == "2023-K1")].waarde.tolist() == [2]


@pytest.mark.parametrize("maak", [pd.DataFrame, pl.DataFrame, lambda t: duckdb.from_arrow(pa.table(t))])
def test_een_kolom_die_ontbreekt_wordt_genoemd_met_wat_er_wel_is(maak):
    with pytest.raises(ValueError, match=r"De kolommen 'begin', 'einde' ontbreken\. Deze tabel heeft: wet, cl"):
        instroom.lopend(maak({"wet": ["wmo"], "client_id": ["a"]}), KWARTALEN)


def test_een_onbekende_uitsplitsing_noemt_wat_mag():
    with pytest.raises(ValueError, match=r"'straat' is geen uitsplitsing\. Kies uit: totaal, wijk, leeftijd"):
        instroom.lopend(TABELLEN["trajecten"], KWARTALEN, per="straat")
    with pytest.raises(ValueError, match=r"Kies uit: totaal, productcategorie, hoofdcategorie, of een eigen kolom"):
        looptijd.looptijd(TABELLEN["trajecten"], KWARTALEN, per="straat")
    with pytest.raises(ValueError, match=r"Kies uit: totaal, leeftijd, wijk, of"):
        bevolking.bereik(TABELLEN["trajecten"], TABELLEN["bevolking"], KWARTALEN, per="verwijzer")


@pytest.mark.parametrize("waarde", ["31-3-2023", "2023-02-30", "morgen"])
@pytest.mark.parametrize("maak", [pd.DataFrame, pl.DataFrame, lambda t: duckdb.from_arrow(pa.table(t))])
def test_een_onleesbare_datum_zegt_hoe_het_moet(maak, waarde):
    tabel = maak({"wet": ["wmo"], "client_id": ["a"], "begin": [waarde], "einde": ["2023-01-01"]})
    with pytest.raises(ValueError, match="Schrijf een datum als jjjj-mm-dd"):
        instroom.lopend(tabel, KWARTALEN)


def test_geen_tabel_geen_bestand_geen_kwartaal(tmp_path):
    with pytest.raises(TypeError, match="Een list is geen tabel"):
        instroom.lopend([1, 2], KWARTALEN)
    with pytest.raises(FileNotFoundError, match="Er is geen Parquet-bestand of map"):
        instroom.lopend(tmp_path / "weg.parquet", KWARTALEN)
    with pytest.raises(ValueError, match="Er is geen kwartaal gevraagd"):
        instroom.lopend(TABELLEN["trajecten"], [])
    dubbel = pd.DataFrame([["wmo", "wmo"]], columns=["wet", "wet"])
    with pytest.raises(ValueError, match="Een kolomnaam komt twee keer voor"):
        instroom.lopend(dubbel, KWARTALEN)


def test_kwartalen_mogen_door_elkaar_dubbel_of_als_tekst():
    gewoon = instroom.lopend(TABELLEN["trajecten"], KWARTALEN[:2])
    tekst = [str(KWARTALEN[1]), str(KWARTALEN[0]), str(KWARTALEN[1])]
    assert instroom.lopend(TABELLEN["trajecten"], tekst).equals(gewoon)
