"""De bibliotheek en het trage orakel geven hetzelfde antwoord, voor elke telregel, op vijftig toevallige tabellen."""

from datetime import date
from math import isclose
from random import Random

import orakel
import polars as pl
import proefdata
import pytest

from sociaaldomein.begrippen.cijfers import GETELD, KRUISING, SLEUTEL, UITSPLITSINGEN
from sociaaldomein.telregels import bevolking, financien, instroom, looptijd, participatie, taskforce, triage

KWARTALEN = proefdata.KWARTALEN
PERIODEN = [(k.eerste_dag, k.laatste_dag, str(k)) for k in KWARTALEN]
ZADEN = range(50)


def frame(rijen):
    return pl.DataFrame(rijen, infer_schema_length=None)


def gelijk(uit, verwacht):
    """Same rows, same values, the right columns in the right order."""
    assert tuple(uit.columns) == GETELD
    assert uit.equals(uit.sort(SLEUTEL))
    gevonden = {rij[:5]: rij[5:] for rij in uit.rows()}
    assert len(gevonden) == len(uit), "een sleutel komt twee keer voor"
    assert set(gevonden) == set(verwacht)
    for sleutel, waarden in verwacht.items():
        for gekregen, gewenst in zip(gevonden[sleutel], waarden, strict=True):
            zelfde = gekregen == gewenst if None in (gekregen, gewenst) else isclose(gekregen, gewenst, abs_tol=1e-9)
            assert zelfde, (sleutel, gevonden[sleutel], waarden)


@pytest.mark.parametrize("zaad", ZADEN)
def test_trajecten(zaad):
    rijen = proefdata.trajecten(Random(zaad))
    tabel = frame(rijen)
    for per in UITSPLITSINGEN:
        for regel in ("lopend", "instroom", "uitstroom"):
            gelijk(getattr(instroom, regel)(tabel, KWARTALEN, per), getattr(orakel, regel)(rijen, PERIODEN, per))
    gelijk(instroom.verwijzers(tabel, KWARTALEN), orakel.verwijzers(rijen, PERIODEN))
    for regel in ("lopend", "instroom"):
        per_niveau = getattr(instroom, regel)(tabel, KWARTALEN, "interventieniveau")
        verwacht = orakel.zwaarte(getattr(orakel, regel)(rijen, PERIODEN, "interventieniveau"))
        gelijk(instroom.zwaarte(per_niveau), verwacht)
    gelijk(instroom.verandering(instroom.lopend(tabel, KWARTALEN)), orakel.verandering(orakel.lopend(rijen, PERIODEN)))
    for per in ("totaal", "productcategorie", "hoofdcategorie"):
        gelijk(looptijd.looptijd(tabel, KWARTALEN, per), orakel.looptijd(rijen, PERIODEN, per))


@pytest.mark.parametrize("zaad", ZADEN)
def test_meldingen(zaad):
    rijen = proefdata.meldingen(Random(zaad))
    tabel = frame(rijen)
    gelijk(triage.triage(tabel, KWARTALEN), orakel.triage(rijen, PERIODEN))
    for peildatum in (date(2023, 2, 13), date(2023, 10, 15)):
        gelijk(looptijd.doorlooptijd(tabel, KWARTALEN, peildatum), orakel.doorlooptijd(rijen, PERIODEN, peildatum))


@pytest.mark.parametrize("zaad", ZADEN)
def test_bereik(zaad):
    rijen, inwoners = proefdata.trajecten(Random(zaad)), proefdata.bevolking(Random(zaad))
    for per in bevolking.PER:
        uit = bevolking.bereik(frame(rijen), frame(inwoners), KWARTALEN, per)
        gelijk(uit, orakel.bereik(rijen, inwoners, PERIODEN, per))
    for per in ("totaal", "wijk"):
        uit = bevolking.inwoners(frame(inwoners), None, KWARTALEN, per)
        gelijk(uit, orakel.inwoners(inwoners, PERIODEN, per))


@pytest.mark.parametrize("zaad", ZADEN)
def test_geld(zaad):
    boeken, bedragen, pad = (
        maak(Random(zaad)) for maak in (proefdata.financien, proefdata.declaraties, proefdata.besparingspad)
    )
    gelijk(financien.financieel(frame(boeken), KWARTALEN), orakel.financieel(boeken, PERIODEN))
    for per in ("totaal", "hoofdcategorie", "interventieniveau", "productcategorie", KRUISING):
        gelijk(financien.uitgaven(frame(bedragen), KWARTALEN, per), orakel.uitgaven(bedragen, PERIODEN, per))
    gelijk(taskforce.besparing(frame(pad)), orakel.besparing(pad))


@pytest.mark.parametrize("zaad", ZADEN)
def test_bijstand(zaad):
    rijen = proefdata.uitkeringen(Random(zaad))
    tabel = frame(rijen)
    for per in ("totaal", "leefvorm"):
        gelijk(participatie.uitkeringen(tabel, KWARTALEN, per), orakel.uitkeringen(rijen, PERIODEN, per))
    gelijk(participatie.inwoners(tabel, KWARTALEN), orakel.inwoners_met_bijstand(rijen, PERIODEN))


@pytest.mark.parametrize("zaad", range(5))
def test_losse_kwartalen(zaad):
    """Quarters with a gap between them, and a single one: the same figures as in the long series."""
    rijen = proefdata.trajecten(Random(zaad))
    tabel = frame(rijen)
    for keuze in ([KWARTALEN[0], KWARTALEN[4]], [KWARTALEN[3]]):
        perioden = [p for p in PERIODEN if p[2] in {str(k) for k in keuze}]
        for per in ("totaal", "leeftijd", "wijk"):
            for regel in ("lopend", "instroom", "uitstroom"):
                gelijk(getattr(instroom, regel)(tabel, keuze, per), getattr(orakel, regel)(rijen, perioden, per))
        gelijk(instroom.verwijzers(tabel, keuze), orakel.verwijzers(rijen, perioden))
        gelijk(looptijd.looptijd(tabel, keuze), orakel.looptijd(rijen, perioden))
    boeken = proefdata.financien(Random(zaad))
    gelijk(financien.financieel(frame(boeken), KWARTALEN[:4]), orakel.financieel(boeken, PERIODEN[:4]))  # a whole year
