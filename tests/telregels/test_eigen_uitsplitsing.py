"""Een adviseur telt per kolom die zij zelf aan de tabel toevoegt, in elke soort tabel."""

from datetime import date

import pandas as pd
import polars as pl
import pytest

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.telregels import instroom, looptijd

K = [Kwartaal(2023, 1)]
TABEL = pl.DataFrame(
    {
        "wet": ["jeugd"] * 4,
        "client_id": ["a", "a", "b", "c"],
        "toewijzingnummer": ["1", "2", "3", "4"],
        "begin": [date(2023, 1, 2), date(2023, 2, 1), date(2023, 3, 31), date(2022, 1, 1)],
        "einde": [None, date(2023, 3, 1), None, date(2023, 1, 1)],
        "reden_einde": [None, "overig", None, "overig"],
        "einddatum_oorspronkelijk": [date(2024, 1, 2), date(2023, 3, 1), None, date(2023, 1, 1)],
        "school": ["De Brug", "De Brug", "", None],
        "lang": [True, False, True, True],
    }
)


@pytest.mark.parametrize("vorm", [lambda t: t, lambda t: t.lazy(), lambda t: t.to_pandas()])
def test_tel_per_eigen_kolom(vorm):
    uit = pl.DataFrame(instroom.instroom(vorm(TABEL), K, per="school"))
    clienten = uit.filter(cijfer="instroom_clienten")
    assert clienten["groep", "waarde"].rows() == [("De Brug", 1.0), ("onbekend", 1.0)]
    assert set(pl.DataFrame(instroom.lopend(vorm(TABEL), K, per="lang"))["groep"]) == {"true", "false"}
    assert pl.DataFrame(looptijd.looptijd(vorm(TABEL), K, per="school")).height > 0
    assert pl.DataFrame(instroom.uitstroom(vorm(TABEL), K, per="school"))["waarde"].sum() == 2


def test_een_categorie_van_pandas_en_een_kruising_mogen_ook():
    tabel = TABEL.to_pandas()
    tabel["duur"] = pd.Categorical(["kort", "kort", "lang", "lang"])
    uit = instroom.lopend(tabel, K, per="duur x lang")
    assert set(uit.groep) == {"kort|true", "kort|false", "lang|true"}


def test_een_kolom_die_er_niet_is_wordt_geweigerd():
    with pytest.raises(ValueError, match=r"'schol' is geen uitsplitsing.*eigen kolom"):
        instroom.lopend(TABEL, K, per="schol")
