"""Elke staat van elk paneel zegt en tekent wat is vastgelegd; wat anders is, staat in woorden bij de fout."""

import copy

import beelden
import pytest
import verschil


@pytest.fixture(scope="module")
def vastgelegd():
    return beelden.lees()


def test_elke_staat_is_zoals_vastgelegd(vastgelegd, tmp_path):
    nu = dict(sorted(beelden.teken(tmp_path).items()))
    anders = list(verschil.verschillen(vastgelegd, nu))
    assert not anders, verschil.zeg(anders, beelden.VERNIEUW)


def test_elk_paneel_van_elke_pagina_staat_erin(vastgelegd):
    for pagina, alle in beelden.panelen.per_pagina().items():
        assert set(alle) <= set(vastgelegd.get(pagina, ())), f"{pagina} staat niet of niet heel in de gouden set"
        for paneel in alle:
            staten = [s for s in vastgelegd[pagina][paneel].values() if isinstance(s, dict)]
            assert staten and all(s["breed"]["woorden"] or s["breed"]["merken"] for s in staten), (pagina, paneel)


def test_een_verschil_is_een_zin(vastgelegd):
    nu = copy.deepcopy(vastgelegd)
    staat = nu["jeugd"]["lopend"]["clienten"]
    titel, rij = staat["titel"], staat["tabel"][-1]
    staat["titel"] = "Evenveel jeugdigen met hulp"
    staat["tabel"][-1] = "1e kwartaal 2023 | 0"
    staat["breed"]["merken"]["lijn doel"] += 1
    staat["smal"]["woorden"].reverse()
    del nu["wmo"]["lopend"]["trajecten"]
    plek = "jeugd · lopend · clienten"
    assert list(verschil.verschillen(vastgelegd, nu)) == [
        f'{plek} · titel was "{titel}", is "Evenveel jeugdigen met hulp"',
        f'{plek} · tabel: weg is "{rij}"; nieuw is "1e kwartaal 2023 | 0"',
        f"{plek} · breed · merken · lijn doel was 9, is 10",
        f"{plek} · smal · woorden: dezelfde woorden in een andere volgorde",
        "wmo · lopend · trajecten is weg",
    ]


def test_de_volgorde_van_staten_telt(vastgelegd):
    jeugd = vastgelegd["jeugd"]["lopend"]
    (gevonden,) = verschil.verschillen(jeugd, dict(reversed(jeugd.items())), "jeugd · lopend")
    assert gevonden.startswith("jeugd · lopend: de volgorde was vraag, bediening, clienten, ")


def test_twintig_verschillen_en_dan_het_aantal():
    regels = verschil.zeg([f"titel {n}" for n in range(25)], beelden.VERNIEUW).splitlines()
    assert regels[1] == "titel 0" and regels[-2] == "en nog 5 verschillen" and regels[-1].endswith(beelden.VERNIEUW)
    assert len(regels) == 23
