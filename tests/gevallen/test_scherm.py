"""De gevallen over afscherming: wat er niet naar buiten mag, in cijfers en in tekst."""

import polars as pl
import pytest
from gevallen import geval

from sociaaldomein import cijfers, monitor, registraties, sources
from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.kwartaal import Kwartaal
from sociaaldomein.verslag import keur_teksten, lees_herkomst


@pytest.fixture(autouse=True)
def _eigen_themas_weg():
    yield
    cijfers.neem_op(())


def test_een_rij_zonder_waarde_draagt_geen_getallen(tmp_path):
    bron = geval("D2_teller_noemer", tmp_path)
    r = registraties.maak(sources.lees_map(bron).tabellen)
    peildatum = lees_herkomst(bron)["peildatum"]
    alles = monitor.bereken(r, Kwartaal(2023, 1), peildatum)
    assert alles.filter(pl.col("waarde").is_null() & pl.col("teller").is_not_null()).height
    o = scherm_af(alles, Herkomst("Proefdam", "9998", "2023-K1", str(peildatum), False))
    for tafel in (o.cijfers, o.gepubliceerd):
        leeg = tafel.filter(pl.col("waarde").is_null())
        assert leeg["teller"].null_count() == leeg["noemer"].null_count() == leeg.height


def test_een_eigen_eenheid_maakt_van_mensen_geen_dingen(tmp_path):
    bron = geval("P_vrije_tekst", tmp_path)
    rapport = sources.bekijk(bron).rapport
    assert not rapport.aangenomen
    assert "vervoer_n" in str(rapport) and "beschermd 'aantal'" in str(rapport)


def test_elke_plek_met_een_persoonsgegeven_wordt_genoemd_en_geen_waarde(tmp_path):
    bron = geval("P_vrije_tekst", tmp_path)
    thema = bron / "themas.yml"
    thema.write_text(thema.read_text(encoding="utf-8").replace("beschermd: nee", "beschermd: aantal"), encoding="utf-8")
    fouten = keur_teksten(sources.lees_map(bron), bron / "toelichting.yml", 10)
    tekst = "\n".join(fouten)
    for plek, wat in (("aggregaat, kolom bron", "een BSN"), ("aggregaat, kolom bron", "een e-mailadres"),
                      ("aggregaat, kolom bron", "een telefoonnummer"), ("aggregaat, kolom bron", "een adres"),
                      ("aggregaat, kolom bron", "een geboortedatum"),
                      ("activiteiten, kolom activiteit", "een telefoonnummer"),
                      ("activiteiten, kolom activiteit", "een klein aantal"),
                      ("toelichting.yml", "een geboortedatum"),
                      ("toelichting.yml", "een telefoonnummer")):  # fmt: skip
        assert any(f.startswith(plek) and wat in f for f in fouten), (plek, wat, tekst)
    assert not any(w in tekst for w in ("jan@", "12345678", "1111", "Vries"))


@pytest.mark.parametrize("map", ["data/gepubliceerd", "data/nijmegen"])
def test_de_eigen_teksten_geven_geen_vals_alarm(map):
    from sociaaldomein import paden

    bron = paden.meegeleverd("data") / map.split("/")[1]
    assert keur_teksten(sources.lees_map(bron), bron / "toelichting.yml", 10) == []
