"""Elk paneel, elke keuze: een vraag, een titel en zinnen in gewone taal, en een keuze die echt iets verandert."""

import re
from datetime import date
from functools import cache

import beeldset
import polars as pl
import pytest
from beeldset import NU

from sociaaldomein import panelen
from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.begrippen.cijfers import begrippen
from sociaaldomein.begrippen.paginas import paginas
from sociaaldomein.grond.kwartaal import laatste
from sociaaldomein.telling import monitor

PAGINAS = [("raadsmonitor", "jeugd"), ("raadsmonitor", "wmo"), ("taskforce", "samen"), ("wijken", "samen")]
PANELEN = [(n, w, p) for n, w in PAGINAS for p in panelen.panelen(n, w)]
ANDERE_MATEN = ("Aandeel", "Aandeel toen", "Inwoners", "Kinderen", "Per 1.000 inwoners", "Per 1.000 kinderen")
SETS = ("alles", "gepubliceerd", "totalen", "leeg")


@cache
def staten(soort: str, notebook: str, wet: str, naam: str) -> list[tuple[dict, Beeld]]:
    paneel = panelen.panelen(notebook, wet)[naam]
    return [(k, paneel.teken(beeldset.openbaar(soort), wet, NU, **k)) for k in paneel.staten()]


def zinnen(tekst: str) -> list[str]:
    return [z for z in re.split(r"(?<=[.?!:])\s+", tekst) if z]


@pytest.mark.parametrize(("notebook", "wet", "naam"), PANELEN)
def test_every_control_changes_picture_and_table(notebook, wet, naam):
    """For each control there are two states that differ only in it, with another drawing and another table."""
    alle = staten("alles", notebook, wet, naam)
    for keuze in panelen.panelen(notebook, wet)[naam].keuzes:
        paren = [
            (a, b)
            for k, a in alle
            for m, b in alle
            if k[keuze] != m[keuze] and all(k[x] == m[x] for x in k if x != keuze)
        ]
        assert any(a.svg != b.svg and a.rijen != b.rijen for a, b in paren), keuze


@pytest.mark.parametrize("soort", SETS)
@pytest.mark.parametrize(("notebook", "wet", "naam"), PANELEN)
def test_every_state_is_plain_and_complete(soort, notebook, wet, naam):
    for keuze, b in staten(soort, notebook, wet, naam):
        assert b.vraag.endswith("?"), keuze
        assert len(b.titel.split()) <= 10, b.titel
        for zin in zinnen(f"{b.zin} {' '.join(b.noot)}"):
            assert len(zin.split()) <= 15, zin
        assert set(b.svg) == {"breed", "smal", "kwart"} and b.alt and b.kop and b.rijen
        assert all(len(r) == len(b.kop) for r in b.rijen), (keuze, b.kop, b.rijen[0])
        assert b.status in ("definitief", "voorlopig", "ontbreekt", "afgeschermd")
        assert not re.search(r"\b(None|nan|null|inf|the|and)\b", f"{b.titel} {b.zin} {b.alt} {b.rijen}"), keuze


@pytest.mark.parametrize(("notebook", "wet", "naam"), PANELEN)
def test_public_counts_are_multiples_of_five_and_never_small(notebook, wet, naam):
    """In the table of every state; only the total of a quarter and what was published before may be exact."""
    o = beeldset.openbaar("alles")
    koppen = {w for t in (o.cijfers.filter(groep_soort="totaal"), o.gepubliceerd) for w in t["waarde"].drop_nulls()}
    if naam in ("besparing", "maatregelen", "financieel", "uitgaven_hoofdcategorie"):
        pytest.skip("no counts of people")
    for keuze, b in staten("alles", notebook, wet, naam):
        geen_aantal = ("maanden", "dagen", "op tijd", *(["per 1.000"] if naam == "ranglijst" else []))
        if b.status == "ontbreekt" or any(woord in b.bijschrift for woord in geen_aantal):
            continue
        for rij in b.rijen:
            for kop, waarde in zip(b.kop[1:], rij[1:], strict=True):
                if kop not in ANDERE_MATEN and re.fullmatch(r"[\d.]+", waarde):
                    n = int(waarde.replace(".", ""))
                    assert n == 0 or n >= 10, (keuze, rij)
                    assert n % 5 == 0 or n in koppen, (keuze, rij)


def test_published_figures_alone_are_shown_exactly_and_marked():
    (_, b), *_ = staten("gepubliceerd", "raadsmonitor", "jeugd", "lopend")
    assert "1.128" in b.svg["breed"] and "1.128 jeugdigen" in b.zin and "ongeveer" not in b.zin
    assert b.titel == "Meer jeugdigen met hulp dan een jaar geleden"
    assert b.bron == f"Bron: {beeldset.STUK}. Eerder gepubliceerd."
    assert not any("afgerond" in n for n in b.noot)


def test_missing_panels_say_what_is_missing():
    (_, b), *_ = staten("totalen", "raadsmonitor", "jeugd", "uitstroom")
    assert (
        b.status == "ontbreekt" and "ontbreekt" in b.svg["smal"] and b.rijen == [["uitstroom (trajecten)", "ontbreekt"]]
    )
    assert staten("totalen", "raadsmonitor", "jeugd", "lopend")[0][1].status == "voorlopig"


def test_referrers_lag_a_quarter_and_say_so():
    (_, b), *_ = staten("alles", "raadsmonitor", "jeugd", "verwijzer")
    assert "4e kwartaal 2022" in b.kop
    assert any("ontbreken de verwijzers nog" in n for n in b.noot)


def test_wmo_outcomes_are_not_added_up():
    for _, b in staten("gepubliceerd", "raadsmonitor", "wmo", "triage"):
        assert not any("210" in c for rij in b.rijen for c in rij)
        assert any("niet op" in n for n in b.noot)


def test_measures_get_no_share_of_the_saving():
    for _, b in staten("alles", "taskforce", "samen", "maatregelen"):
        assert "euro" not in f"{b.zin} {b.titel} {b.rijen}"


@pytest.mark.parametrize(("notebook", "wet"), PAGINAS)
@pytest.mark.parametrize("soort", SETS)
def test_at_most_four_tiles(soort, notebook, wet):
    lijst = panelen.tegels(beeldset.openbaar(soort), notebook, wet, NU)
    assert 1 <= len(lijst) <= 4 and all(t.naam and t.waarde for t in lijst)


def test_counts_of_the_taskforce_have_a_title_about_counts():
    titels = {k["weergave"]: b.titel for k, b in staten("alles", "taskforce", "samen", "beweging")}
    assert "Aandeel" not in titels["aantal"] and "lopende trajecten" in titels["aantal"].lower()


def test_wijken_over_time_tell_the_change_and_the_period():
    for _, b in staten("alles", "wijken", "samen", "verloop"):
        assert "per wijk, sinds het" in b.titel and "Een jaar eerder" in b.zin


def test_reasons_for_leaving_are_rounded_and_say_so():
    (b,) = [b for k, b in staten("alles", "raadsmonitor", "jeugd", "uitstroom") if k["weergave"] == "aandeel"]
    assert b.zin.count("ongeveer") == 2


def test_amounts_apart_are_named_one_by_one():
    o = beeldset.openbaar("alles")
    alleen = beeldset.met(o, cijfers=o.cijfers.filter(pl.col("cijfer") != "voorschot_cumulatief"))
    functie = panelen.panelen("raadsmonitor", "jeugd")["financieel"].functie
    titels = {functie(x, "jeugd", NU, weergave="apart").titel for x in (o, alleen)}
    assert titels == {"Voorschotten en balansposten staan apart", "Balansposten staan apart"}
    assert functie(alleen, "jeugd", NU, weergave="apart").zin.startswith("De balansposten zijn ")


def test_unknown_notebook_and_wrong_comment_are_named():
    with pytest.raises(ValueError, match="raadsmonitor, taskforce"):
        panelen.panelen("participatie", "jeugd")
    fouten = panelen.controleer_toelichting({"jeugd.lopend": "goed", "jeugd.lopen": "", "lopend": ""})
    assert len(fouten) == 2 and "jeugd.lopen" in fouten[0] and "Kies uit" in fouten[1]


def _gelezen(monkeypatch, openbaar) -> set[tuple[str, str]]:
    """Every figure and breakdown that some state of some panel or tile of some page asks for."""
    from sociaaldomein.beelden import getallen

    gevraagd: set[tuple[str, str]] = set()
    echt_cel, echt_groepen = getallen.cel, getallen.groepen

    def cel(openbaar_, cijfer, wet, kwartaal, groep_soort="totaal", groep="totaal"):
        gevraagd.add((cijfer, groep_soort))
        return echt_cel(openbaar_, cijfer, wet, kwartaal, groep_soort, groep)

    def groepen(openbaar_, cijfer, wet, groep_soort, kwartaal=None):
        gevraagd.add((cijfer, groep_soort))
        return echt_groepen(openbaar_, cijfer, wet, groep_soort, kwartaal)

    monkeypatch.setattr(getallen, "cel", cel)
    monkeypatch.setattr(getallen, "groepen", groepen)
    for pagina, alle in panelen.per_pagina().items():
        notebook, wet = paginas()[pagina]
        for paneel in (p.bij(openbaar) for p in alle.values()):
            for keuze in paneel.staten():
                paneel.functie(openbaar, wet, NU, **keuze)
        panelen.tegels(openbaar, notebook, wet, NU)
    return gevraagd


@pytest.mark.traag
def test_what_is_published_is_what_a_page_shows(monkeypatch, voorbeeldregistraties):
    """Each breakdown that the catalogue publishes is asked for by a panel, and a panel asks for no other."""
    tafel = monitor.bereken(voorbeeldregistraties, NU, date(2023, 4, 15))
    herkomst = Herkomst("Voorbeeld", "GM0000", str(NU), "2023-04-15", True)
    openbaar = scherm_af(tafel, herkomst, "intern", registers=monitor.registers(voorbeeldregistraties))
    gevraagd = {(c, s) for c, s in _gelezen(monkeypatch, openbaar) if s != "totaal"}
    assert gevraagd == {(c, s) for c, b in begrippen().items() for s in b.per}
    staat = set(openbaar.cijfers.select("cijfer", "groep_soort").filter(pl.col("groep_soort") != "totaal").rows())
    assert staat <= gevraagd


def test_a_breakdown_keeps_the_eight_quarters_of_its_picture():
    rij = {"cijfer": "verwijzer", "wet": "jeugd", "gepubliceerd_in": None}
    tafel = pl.DataFrame(
        [
            rij | {"groep_soort": s, "kwartaal": str(k), "waarde": None if s == "verwijzer" and k == NU else 20.0}
            for s in ("totaal", "verwijzer", "wijk")
            for k in laatste(NU, 12)
        ]
    )
    over = monitor.op_een_pagina(tafel)
    per = {s: sorted(over.filter(groep_soort=s)["kwartaal"]) for s in ("totaal", "verwijzer", "wijk")}
    assert per["totaal"] == [str(k) for k in laatste(NU, 12)]
    assert per["verwijzer"] == [str(k) for k in laatste(NU, 9)], "eight that are known, and the one still to come"
    assert per["wijk"] == []
