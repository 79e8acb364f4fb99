"""Geen klein aantal lekt: wat naar buiten gaat, hangt niet af van de precieze waarde van een klein aantal (bar A8).

De proef is sterker dan zoeken naar een 7. Wij maken van dezelfde gemeente een tweeling: elk aantal onder de drempel
krijgt een ander aantal onder de drempel. Al het andere blijft gelijk, ook de koppen, die meestal precies op de pagina
staan. Blijft dan alles wat openbaar wordt gelijk, ook wat precies is en wat grover is afgerond om een klein aantal te
beschermen? Dan staat in geen enkel getal, en ook niet in de keuze om het te tonen, wat een klein aantal is.

De tweeling telt niet op: wie precieze koppen en delen van elkaar aftrekt, is met deze proef niet tegengehouden. Dat
doet de toets van `onthulling`, en tests/afscherming valt die aan.
"""

from datetime import date

import polars as pl
import pytest

from sociaaldomein.afscherming import DREMPEL, Herkomst, scherm_af
from sociaaldomein.begrippen.cijfers import GETALLEN, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telling import monitor

HERKOMST = Herkomst("Nijkerk", "GM0267", "2023-K1", "2023-04-15", True)
AANTALLEN = [n for n, b in begrippen().items() if b.beschermd == "aantal"]
AANDELEN = [n for n, b in begrippen().items() if b.beschermd == "aandeel"]
MENSEN = [n for n, b in begrippen().items() if b.beschermd != "nee"]  # teller and noemer are counts of people


@pytest.fixture(scope="module")
def cijfers(voorbeeldregistraties) -> pl.DataFrame:
    return monitor.bereken(voorbeeldregistraties, Kwartaal(2023, 1), date(2023, 4, 15), opgehaald=date(2026, 10, 15))


def tweeling(kolom: str) -> pl.Expr:
    """Een ander klein aantal: 1 wordt 2, 9 wordt 1. Nul en alles vanaf de drempel blijft."""
    v = pl.col(kolom)
    return pl.when((v > 0) & (v < DREMPEL)).then(v % (DREMPEL - 1) + 1).otherwise(v)


def test_de_tweeling_is_anders_maar_blijft_klein():
    v = pl.DataFrame({"v": [float(n) for n in range(200)]}).with_columns(t=tweeling("v"))
    assert v.filter(pl.col("v") != pl.col("t"))["v"].to_list() == [*range(1, DREMPEL)]
    assert v.filter(pl.col("v").is_between(1, 9))["t"].is_between(1, 9).all()


@pytest.mark.traag  # protects the whole example twice
def test_wat_openbaar_wordt_hangt_niet_af_van_een_klein_aantal(cijfers):
    soorten = {"waarde": AANTALLEN, "teller": MENSEN, "noemer": MENSEN}
    ander = cijfers.with_columns(
        pl.when(pl.col("cijfer").is_in(soorten[k])).then(tweeling(k)).otherwise(pl.col(k)).alias(k) for k in GETALLEN
    )
    # a share must not depend on its own exact value either, only on its protected counts
    deelt = pl.col("cijfer").is_in(AANDELEN)
    ander = ander.with_columns(pl.when(deelt).then(pl.col("waarde") * 1.7).otherwise(pl.col("waarde")).alias("waarde"))
    assert not ander.equals(cijfers)
    echt, tweede = scherm_af(cijfers, HERKOMST), scherm_af(ander, HERKOMST)
    assert tweede.cijfers.equals(echt.cijfers)


def test_in_het_openbaar_staat_geen_aantal_van_een_tot_en_met_negen(cijfers):
    klein = pl.col("waarde").is_between(1, DREMPEL - 1)
    ervoor = cijfers.filter(pl.col("cijfer").is_in(AANTALLEN), klein)
    assert ervoor.height > 100, "de voorbeelddata horen kleine aantallen te hebben, anders bewijst dit niets"
    openbaar = scherm_af(cijfers, HERKOMST).cijfers.filter(pl.col("cijfer").is_in(AANTALLEN))
    assert openbaar.filter(klein).height == 0
    eigen = openbaar.filter(pl.col("gepubliceerd_in").is_null())  # what a document says stays as it says it
    waarden = eigen.filter(pl.col("groep_soort") != "totaal")["waarde"].drop_nulls()
    assert (waarden % 5 == 0).all(), "only a headline is exact"
