"""De voorbeelduitgave die met het project meereist, is wat de run er nu van maakt, en er is niets uit op te maken."""

import json
import shutil

import pytest
import uitgave
import verschil

from sociaaldomein.afscherming import controle


def test_alleen_wat_een_run_naast_de_pagina_s_legt():
    er_is = {p.name for p in uitgave.MAP.iterdir() if p.is_file()}
    assert er_is == {*uitgave.BESTANDEN, "LEESMIJ.md"}
    assert sum((uitgave.MAP / naam).stat().st_size for naam in er_is) < 500_000, "klein genoeg om mee te reizen"
    kenmerken = json.loads((uitgave.MAP / "openbaar.json").read_text("utf-8"))
    assert kenmerken["herkomst"]["synthetisch"] and kenmerken["profiel"] == "openbaar"
    uitleg = (uitgave.MAP / "LEESMIJ.md").read_text("utf-8")
    assert not [naam for naam in (*uitgave.BESTANDEN, uitgave.AVOND, uitgave.VERNIEUW) if naam not in uitleg]


@pytest.mark.traag
def test_is_die_van_een_nieuwe_run(voorbeeldlevering, tmp_path):
    vers = uitgave.lees(uitgave.maak(voorbeeldlevering, tmp_path / "openbaar"))
    anders = list(verschil.verschillen(uitgave.lees(uitgave.MAP), vers))
    assert not anders, verschil.zeg(anders, uitgave.VERNIEUW)


@pytest.mark.traag
def test_doorstaat_de_eigen_controle(tmp_path):
    shutil.copytree(uitgave.MAP, tmp_path / "openbaar")
    uitslag = controle.controleer_map(tmp_path)
    assert uitslag.veilig, [*uitslag.uitslag.bevindingen, *uitslag.vreemd]
    assert uitslag.uitslag.cellen > 1000, "er was iets te toetsen"


def test_een_ander_cijfer_is_een_zin():
    was = uitgave.lees(uitgave.MAP)
    is_ = uitgave.lees(uitgave.MAP)
    sleutel = "lopend_clienten · jeugd · 2023-K1 · totaal · totaal"
    waarde = was["cijfers.parquet"][sleutel]["waarde"]
    is_["cijfers.parquet"][sleutel]["waarde"] = waarde + 1
    assert list(verschil.verschillen(was, is_)) == [
        f"cijfers.parquet · {sleutel} · waarde was {waarde}, is {waarde + 1}"
    ]
