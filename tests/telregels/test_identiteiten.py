"""Wat altijd moet gelden, voor elke tabel die Hypothesis bedenkt; de dagen liggen op de randen van kwartalen."""

from collections import defaultdict
from datetime import date, timedelta

import polars as pl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sociaaldomein.begrippen.cijfers import DIMENSIES
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.telling import registraties
from sociaaldomein.telregels import instroom, participatie

KWARTALEN = laatste(Kwartaal(2023, 2), 6)
RANDEN = [rand + timedelta(n) for k in KWARTALEN for rand in (k.eerste_dag, k.laatste_dag) for n in (-366, -1, 0, 1)]
DAGEN = st.sampled_from(RANDEN) | st.dates(date(2020, 10, 1), date(2023, 9, 30))
KOLOMMEN = {
    "wet": pl.String,
    "client_id": pl.String,
    "toewijzingnummer": pl.String,
    "begin": pl.Date,
    "einde": pl.Date,
    "reden_einde": pl.String,
    "verwijzer": pl.String,
    "geboortejaar": pl.Int64,
    "wijk": pl.String,
    "hoofdcategorie": pl.String,
    "interventieniveau": pl.String,
    "productcategorie": pl.String,
}


@st.composite
def een_traject(trek):
    begin, einde = trek(DAGEN), trek(st.none() | DAGEN)
    client = trek(st.integers(0, 4))
    return (
        trek(st.sampled_from(["jeugd", "wmo"])),
        f"c{client}",
        str(trek(st.integers(0, 999))),
        begin,
        einde and max(begin, einde),
        trek(st.sampled_from([None, "wlz", "overig"])),
        trek(st.sampled_from([None, "huisarts", "gemeente"])),
        [None, 1940, 2005, 2006, 2020][client],
        ["WK1", "WK2", None, "WK1", ""][client],
        trek(st.sampled_from([None, "ambulant", "verblijf"])),
        trek(st.sampled_from(["3", "4"])),
        trek(st.sampled_from(["01", "45"])),
    )


TABELLEN = st.lists(een_traject(), min_size=1, max_size=12).map(
    lambda rijen: pl.DataFrame(rijen, schema=KOLOMMEN, orient="row")
)
rustig = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def som(uit, cijfer, groep_soort="totaal"):
    """Added up over the groups, per wet and quarter."""
    opgeteld = defaultdict(float)
    for wet, kwartaal, waarde in (
        uit.filter(pl.col("cijfer") == cijfer, pl.col("groep_soort") == groep_soort)
        .select("wet", "kwartaal", "waarde")
        .iter_rows()
    ):
        opgeteld[wet, kwartaal] += waarde
    return dict(opgeteld)


@rustig
@given(TABELLEN)
def test_stand_is_vorige_stand_min_vorige_uitstroom_plus_instroom(tabel):
    stand = som(instroom.lopend(tabel, KWARTALEN), "lopend_trajecten")
    erbij = som(instroom.instroom(tabel, KWARTALEN), "instroom_trajecten")
    eraf = som(instroom.uitstroom(tabel, KWARTALEN), "uitstroom_trajecten")
    for wet in tabel["wet"].unique():
        for k in KWARTALEN[1:]:
            nu, vorig = (wet, str(k)), (wet, str(k - 1))
            assert stand[nu] == stand[vorig] - eraf[vorig] + erbij[nu]


@rustig
@given(TABELLEN)
def test_de_delen_tellen_op_tot_het_geheel(tabel):
    stand, erbij = instroom.lopend(tabel, KWARTALEN), instroom.instroom(tabel, KWARTALEN)
    eraf, verwezen = instroom.uitstroom(tabel, KWARTALEN), instroom.verwijzers(tabel, KWARTALEN)
    assert som(stand, "lopend_trajecten", "deel") == som(stand, "lopend_trajecten")
    assert som(erbij, "instroom_clienten", "instroomsoort") == som(erbij, "instroom_clienten")
    assert som(verwezen, "verwijzer") == som(erbij, "instroom_clienten")
    for uit, cijfer, groep_soort in ((eraf, "uitstroom_trajecten", "reden"), (verwezen, "verwijzer", "verwijzer")):
        delen, geheel = som(uit, cijfer, groep_soort), som(uit, cijfer)
        assert {k: v for k, v in delen.items() if v} == {k: v for k, v in geheel.items() if v}


@settings(rustig, max_examples=25)
@given(TABELLEN)
def test_groepen_tellen_op_tot_het_totaal_van_de_trajecten(tabel):
    for regel in (instroom.lopend, instroom.instroom, instroom.uitstroom):
        cijfer = regel.__name__
        geheel = som(regel(tabel, KWARTALEN), f"{cijfer}_trajecten")
        for per in list(DIMENSIES)[1:]:
            delen = som(regel(tabel, KWARTALEN, per), f"{cijfer}_trajecten", per)
            assert {k: v for k, v in delen.items() if v} == {k: v for k, v in geheel.items() if v}


@rustig
@given(TABELLEN)
def test_mensen_zijn_nooit_meer_dan_trajecten_en_delen_nooit_negatief(tabel):
    for uit, naam in (
        (instroom.lopend(tabel, KWARTALEN), "lopend"),
        (instroom.instroom(tabel, KWARTALEN), "instroom"),
        (instroom.uitstroom(tabel, KWARTALEN), "uitstroom"),
    ):
        trajecten, clienten = som(uit, f"{naam}_trajecten"), som(uit, f"{naam}_clienten")
        assert all(clienten[k] <= trajecten[k] and (clienten[k] > 0) == (trajecten[k] > 0) for k in trajecten)
        assert uit["waarde"].min() >= 0


@settings(rustig, max_examples=40)
@given(TABELLEN, st.integers(0, 99))
def test_de_volgorde_van_de_rijen_maakt_niet_uit(tabel, zaad):
    door_elkaar = tabel.sample(fraction=1, shuffle=True, seed=zaad)
    for regel in (instroom.lopend, instroom.instroom, instroom.uitstroom, instroom.verwijzers):
        assert regel(tabel, KWARTALEN).equals(regel(door_elkaar, KWARTALEN))


UITKERING = st.tuples(st.sampled_from("uvw"), st.sampled_from("abcd"), DAGEN, st.none() | DAGEN).map(
    lambda r: (*r[:3], r[3] and max(r[2], r[3]))
)


@rustig
@given(st.lists(UITKERING, min_size=1, max_size=10))
@example([("v", "a", date(2020, 12, 31), date(2022, 12, 31)), ("u", "a", date(2023, 1, 1), None)])
def test_bijstand_stand_is_vorige_stand_plus_begonnen_min_gestopt(rijen):
    """Whatever periods a delivery holds, overlapping or not: after the door the stock follows from the flows."""
    kolommen = {"huishouden_id": pl.String, "client_id": pl.String, "begindatum": pl.Date, "einddatum": pl.Date}
    r = registraties.maak({"uitkeringen": pl.DataFrame(rijen, schema=kolommen, orient="row")})
    uit, mensen = (
        participatie.uitkeringen(r.uitkeringen, KWARTALEN),
        participatie.inwoners(r.inwoners_met_bijstand, KWARTALEN),
    )
    stand, erbij, eraf = (som(uit, f"bijstand_{naam}") for naam in ("huishoudens", "instroom", "uitstroom"))
    personen = som(mensen, "bijstand_personen")
    for k in KWARTALEN[1:]:
        nu, vorig = ("participatie", str(k)), ("participatie", str(k - 1))
        assert stand[nu] == stand[vorig] + erbij[nu] - eraf[nu]
        # who goes over to another household on the last day goes on; the household that ends there no longer counts.
        # Not the other way: one partner may take over from the other on that day
        assert personen[nu] == 0 or stand[nu] + eraf[nu] > 0
