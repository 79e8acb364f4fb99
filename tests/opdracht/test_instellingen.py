"""Een params-bestand met fouten: de adviseur ziet ze allemaal in een keer."""

import pytest

from sociaaldomein.opdracht import instellingen

FOUT = """
kwartaal: 2023K1
drempel: twee
profil: openbaar
methode: precis
gemeentecode: 267
paginas:
  - naam: Jeugd
    notebook: raadsmonitr
  - naam: wmo
    notebook: raadsmonitor
    parameters: {wet: wm, kwartaal: 2023-K1, kleur: rood}
  - notebook: taskforce
avond:
  titel: Een avond
  begin: half acht
  einde: 22.00
  stellingen: weg.yml
  onderdelen:
    - titel: Cijfers
      minuten: nul
      pagina: wmoo
    - minuten: 20
      duur: lang
"""
GENOEMD = (
    "'2023K1' is geen kwartaal",
    "drempel: 'twee'",
    "'profil' bestaat niet",
    "methode: 'precis'",
    "gemeentecode: '267'",
    "pagina 1, naam: 'Jeugd'",
    "'raadsmonitr' bestaat niet",
    "'wm' mag niet",
    "'kwartaal' vult de run zelf in",
    "'kleur' bestaat niet",
    "pagina 3: de sleutel 'naam' ontbreekt",
    "avond: de sleutel 'datum' ontbreekt",
    "begin: 'half acht'",
    "stellingen: 'weg.yml'",
    "minuten: 'nul'",
    "pagina: 'wmoo' bestaat niet",
    "onderdeel 2: de sleutel 'titel' ontbreekt",
    "'duur' bestaat niet",
)


def test_every_fault_in_a_params_file_is_told_at_once(tmp_path):
    pad = tmp_path / "fout.yml"
    pad.write_text(FOUT, encoding="utf-8")
    with pytest.raises(instellingen.ParamsFout) as fout:
        instellingen.lees(pad)
    regels = str(fout.value).splitlines()
    for zin in GENOEMD:
        assert sum(zin in regel for regel in regels) == 1, zin
    assert len(regels) == len(GENOEMD), "and nothing that follows from another fault"


@pytest.mark.parametrize("naam", ["kwartaal.yml", "raadsavond.yml", "2026-06-25-kennismaking.yml"])
def test_a_good_file_is_read_as_before(naam):
    from sociaaldomein.grond.paden import meegeleverd

    assert instellingen.lees(meegeleverd("params") / naam).paginas
