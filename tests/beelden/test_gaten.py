"""Gaten in de gegevens: elk paneel, elke tegel en elk blad van de avond blijft staan, en opent op wat er wel is."""

import re
from dataclasses import replace
from functools import cache

import gaten
import polars as pl
import pytest
from beeldset import NU

from sociaaldomein import panelen
from sociaaldomein.afscherming.nalopen import vreemd_in_teksten
from sociaaldomein.afscherming.toegestaan import toegestaan
from sociaaldomein.beelden import (
    balken,
    beeld,
    bruggen,
    doelbeelden,
    getallen,
    kaarten,
    kolommen,
    lijnen,
    planbeelden,
    svg,
    vel,
)
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.paginas import avond, dashboard, stellingen
from sociaaldomein.paginas.staten import is_leeg

PAGINAS = gaten.paginas()
TEKENEN = (balken, beeld, bruggen, doelbeelden, kaarten, kolommen, lijnen, planbeelden)


@pytest.fixture
def zonder_tekenen(monkeypatch):
    """De tekst en de tabel van elk beeld, zonder de tekening zelf: dan kost een staat geen milliseconde."""
    for module in TEKENEN:
        monkeypatch.setattr(module, "teken", lambda functie: dict.fromkeys(vel.FORMAAT, '<svg width="1"/>'))


@cache
def openbaar(gat: str):
    return gaten.openbaar(gaten.GROF[gat])


def beelden(set_, notebook, wet) -> list[tuple[str, dict, Beeld]]:
    alle = [p.bij(set_) for p in panelen.panelen(notebook, wet).values()]
    return [(p.naam, k, p.functie(set_, wet, NU, **k)) for p in alle for k in p.staten()]


@pytest.mark.parametrize(("notebook", "wet"), PAGINAS)
@pytest.mark.parametrize("gat", gaten.GROF)
def test_every_panel_and_tile_stands_over_every_gap(zonder_tekenen, gat, notebook, wet):
    set_ = openbaar(gat)
    tegels = panelen.tegels(set_, notebook, wet, NU)
    assert 1 <= len(tegels) <= 4
    assert all(t.waarde != "ontbreekt" for t in tegels) or all(t.waarde == "ontbreekt" for t in tegels)
    for naam, keuze, b in beelden(set_, notebook, wet):
        assert b.titel and b.zin and b.kop and b.rijen and b.status, (naam, keuze)
        assert all(len(r) == len(b.kop) for r in b.rijen), (naam, keuze, b.kop, b.rijen[0])
        assert not re.search(r"\b(None|nan|inf)\b", f"{b.titel} {b.zin} {b.rijen}"), (naam, keuze, b.zin)


@pytest.mark.parametrize("gat", gaten.GROF)
def test_statements_are_made_over_every_gap(gat):
    for s in stellingen.maak(openbaar(gat), NU):
        assert s.tekst and s.uitleg, s


@pytest.mark.parametrize("gat", ["alleen totalen", "groepen afgeschermd", "een kwartaal", "vol"])
def test_a_page_opens_on_a_choice_that_has_figures(zonder_tekenen, tmp_path, gat):
    map_ = openbaar(gat).schrijf(tmp_path / "openbaar")
    for notebook, wet in PAGINAS:
        p = dashboard.open_pagina(map_, notebook, wet)
        for naam in panelen.panelen(notebook, wet):
            staten, html = p._lees(naam)["staten"], p.paneel_html(naam)
            vol = [s for s in staten if not is_leeg(s)]
            assert staten[0] in vol or not vol, (gat, wet, naam)
            assert ('class="paneel leeg"' in html) == (not vol) == ("<figure" not in html), (gat, wet, naam)


def test_a_total_without_its_division_is_shown_and_says_what_is_missing(zonder_tekenen):
    set_ = openbaar("alleen totalen")
    for naam, _, b in beelden(set_, "thema", "participatie"):
        if naam in ("instroom", "uitstroom", "jongeren", "inburgering"):
            assert b.status != "ontbreekt" and any("ontbreekt" in n for n in b.noot), naam
            assert not any("stelsel" in r[0] for r in b.rijen), "no part is made up of the total"


def test_tiles_take_what_is_there():
    alleen = gaten.openbaar(lambda t: t.filter(pl.col("cijfer").is_in(["lopend_trajecten", "uitstroom_trajecten"])))
    namen = [t.naam for t in panelen.tegels(alleen, "raadsmonitor", "jeugd", NU)]
    assert namen == ["Lopende trajecten", "Beëindigde trajecten"]


@pytest.mark.parametrize("gat", ["alleen totalen", "leeg", "een kwartaal"])
def test_no_sheet_of_the_evening_shows_an_empty_picture(zonder_tekenen, tmp_path, gat):
    from sociaaldomein.grond.paden import meegeleverd
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.paginas import draaiboek

    set_ = openbaar(gat)
    doel = set_.schrijf(tmp_path / "openbaar")
    for bestand in ("2026-06-25-kennismaking.yml", "2026-11-verdieping.yml"):
        p = instellingen.lees(meegeleverd("params") / bestand)
        draaiboek.leg_klaar(p.avond, set_, p.paginas, tmp_path, doel, lambda _: None, p.paginas)
        for x in (x for x in p.paginas if x.notebook.stem == "avond"):
            a = avond.open_pagina(doel, x.naam, str(NU))
            html = a.kop().html + a.inhoud().html + a.voet().html
            assert 'class="status ontbreekt"' not in html and "zit niet in de geleverde gegevens" not in html, x.naam


@pytest.mark.traag
@pytest.mark.parametrize("gat", gaten.fijn())
def test_one_figure_division_or_group_less_breaks_nothing(zonder_tekenen, gat):
    """Only the pages that a gap can change: those of the laws and themes in it."""
    vol, set_ = gaten.tafel(), gaten.openbaar(gaten.fijn()[gat])
    anders = vol.join(set_.cijfers, on=["cijfer", "wet", "groep_soort", "groep", "kwartaal"], how="anti")
    wetten = set(anders["wet"])
    for notebook, wet in PAGINAS:
        if wet in wetten or (wet == "samen" and wetten & {"jeugd", "wmo"}):
            assert panelen.tegels(set_, notebook, wet, NU)
            assert beelden(set_, notebook, wet)


@pytest.mark.traag
@pytest.mark.parametrize("zaad", range(6))
def test_what_a_page_divides_itself_holds_no_edition_back(zonder_tekenen, zaad):
    """Each figure alone, parts of it hidden: every number on the pages is one that a reader can make too."""
    for cijfer, wet in gaten.tafel().select("cijfer", "wet").unique(maintain_order=True).rows():
        set_ = gaten.openbaar(gaten.alleen_met_verborgen(cijfer, wet, zaad))
        mag = toegestaan(set_)
        for notebook, pagina in PAGINAS:
            if pagina in (wet, "samen"):
                for naam, keuze, b in beelden(set_, notebook, pagina):
                    teksten = [b.titel, b.zin, b.bijschrift, *b.noot, *b.kop, *(cel for rij in b.rijen for cel in rij)]
                    assert not vreemd_in_teksten(f"{cijfer} {naam} {keuze}", teksten, mag)
                tegels = [f"{t.naam} {t.waarde}" for t in panelen.tegels(set_, notebook, pagina, NU)]
                assert not vreemd_in_teksten(f"{cijfer}, tegels van {pagina}", tegels, mag)


@pytest.mark.traag
@pytest.mark.parametrize("gat", gaten.GROF)
def test_every_drawing_can_be_drawn_over_every_gap(monkeypatch, gat):
    """Every drawing once, in the smallest format; what was drawn for another choice is not drawn again."""
    gezien = set()

    def een_keer(functie):
        soort = (functie.__code__, repr([c.cell_contents for c in functie.__closure__ or ()]))
        if soort not in gezien:
            gezien.add(soort)
            for formaat in vel.FORMAAT:
                svg.naar_svg(functie(formaat))
        return dict.fromkeys(vel.FORMAAT, '<svg width="1"/>')

    for module in TEKENEN:
        monkeypatch.setattr(module, "teken", een_keer)
    for notebook, wet in PAGINAS:
        assert beelden(openbaar(gat), notebook, wet)
    assert gezien or gat == "leeg"


def test_the_gaps_are_gaps():
    assert gaten.tafel().height > 5000 and Kwartaal(2023, 1) == NU == laatste(NU)[-1]
    for naam in ("alleen totalen", "een groep", "een kwartaal", "leeg"):
        assert gaten.GROF[naam](gaten.tafel()).height < gaten.tafel().height


def test_a_measure_is_not_a_number_of_things(zonder_tekenen, monkeypatch):
    """A waiting time of 43 days: "er waren 43 wachttijd" is no Dutch, whatever the theme says of its protection."""
    from sociaaldomein.begrippen import cijfers
    from sociaaldomein.panelen import thema as panelen_thema

    for eenheid in ("dagen", "weken", "maanden", "uren", "euro per uur"):
        begrip = replace(cijfers.begrippen()["opvang_taakstelling"], titel="Gemiddelde wachttijd", eenheid=eenheid)
        bekend = cijfers.begrippen() | {begrip.naam: begrip}
        for module in (panelen_thema, beeld, getallen):
            monkeypatch.setattr(module, "begrippen", lambda bekend=bekend: bekend)
        vorm = cijfers.Paneelvorm("wachttijd", "Hoe lang is de wachttijd?", "verloop", (begrip.naam,))
        b = panelen_thema.verloop(openbaar("vol"), "vluchtelingen", NU, vorm=vorm)
        assert "waren er" not in b.zin and b.zin.startswith("Gemiddelde wachttijd: "), b.zin
