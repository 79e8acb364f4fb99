"""Een telregel houdt haar handtekening: een verkeerde aanroep valt op voordat er geteld wordt."""

import subprocess
import sys
from datetime import date

import pandas as pd
import pytest

from sociaaldomein import instroom, triage

BEGIN = """
from datetime import date
import polars as pl
from sociaaldomein import instroom, looptijd, taskforce, triage
from sociaaldomein.grond.kwartaal import Kwartaal
tabel = pl.DataFrame()
"""
AANROEPEN = {  # how a rule is called -> what the checker says of it
    'instroom.instroom(tabel, "2023-K1")': "",
    'instroom.instroom(tabel, ["2023-K1", Kwartaal(2023, 2)], per="wijk")': "",
    'instroom.instroom(trajecten=tabel, kwartalen="2023-K1")': "",
    'looptijd.looptijd(tabel, kwartalen=["2023-K1"])': "",
    'looptijd.doorlooptijd(tabel, "2023-K1", date(2023, 3, 31))': "",
    'triage.triage(tabel, "2023-K1")': "",
    "taskforce.besparing(tabel, uitgaven=tabel)": "",
    'instroom.instroom(tabel, kwartaal="2023-K1")': 'Unexpected keyword argument "kwartaal"',
    "instroom.instroom(tabel)": 'Missing positional argument "kwartalen"',
    "instroom.instroom(tabel, 2023)": "has incompatible type",
    'instroom.instrom(tabel, "2023-K1")': 'no attribute "instrom"',
    'looptijd.doorlooptijd(tabel, "2023-K1", "2023-03-31")': "has incompatible type",
    'triage.triage(tabel, "2023-K1", per="wijk")': 'Unexpected keyword argument "per"',
    "taskforce.besparing(tabel, besparing=tabel)": 'Unexpected keyword argument "besparing"',
}


@pytest.mark.traag
def test_the_type_checker_sees_a_wrong_call_and_no_other(tmp_path):
    """From outside the project, as somebody who installed the package writes it: py.typed must be there too."""
    script = tmp_path / "aanroepen.py"
    script.write_text(BEGIN + "\n".join(AANROEPEN), encoding="utf-8")
    opdracht = [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context", "--no-pretty", script.name]
    uit = subprocess.run(opdracht, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert not uit.stderr
    gezegd = {int(r.split(":")[1]): r for r in uit.stdout.splitlines() if ": error:" in r}
    eerste = BEGIN.count("\n") + 1
    for nr, (aanroep, fout) in enumerate(AANROEPEN.items(), eerste):
        assert (fout in gezegd.pop(nr)) if fout else nr not in gezegd, aanroep
    assert not gezegd


TRAJECT = pd.DataFrame({"wet": ["wmo"], "client_id": ["a"], "begin": [date(2023, 3, 31)], "einde": [None]})


def test_the_first_table_may_be_named():
    genoemd = instroom.lopend(trajecten=TRAJECT, kwartalen="2023-K1")
    assert isinstance(genoemd, pd.DataFrame)  # of the kind of the first table, named or not
    pd.testing.assert_frame_equal(genoemd, instroom.lopend(TRAJECT, "2023-K1"))


def test_another_word_is_refused_by_name():
    with pytest.raises(TypeError, match="kwartaal"):
        instroom.lopend(TRAJECT, kwartaal="2023-K1")
    with pytest.raises(TypeError, match="trajecten"):
        triage.triage(trajecten=TRAJECT, kwartalen="2023-K1")
