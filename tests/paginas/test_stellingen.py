"""Raad of Fabel?: elk oordeel opnieuw berekend, los van de code, en niets beschermds in de tekst."""

import random
import re
from datetime import date

import polars as pl
import pytest
import yaml
from test_taal import ENGELS, woorden, zinnen

from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.afscherming.regel import GEWOON, cel_van, rond, soort_van
from sociaaldomein.begrippen.cijfers import themas
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.paginas import beweringen, stellingbestand, stellingen
from sociaaldomein.paginas.beweringen import Bewering, Kant
from sociaaldomein.paginas.stellingbestand import StellingFout
from sociaaldomein.telling import monitor


@pytest.fixture(scope="module")
def geteld(voorbeeldregistraties) -> pl.DataFrame:
    """What was really counted, before protection: twelve quarters up to the first of 2023."""
    return monitor.bereken(voorbeeldregistraties, Kwartaal(2023, 1), date(2023, 4, 15), opgehaald=date(2026, 10, 15))


@pytest.fixture(scope="module")
def openbaar(geteld, voorbeeldregistraties) -> Openbaar:
    wijken = dict(voorbeeldregistraties.wijken.select("wijkcode", "wijknaam").rows())
    return scherm_af(geteld, Herkomst("Voorbeeld", "0000", "2023-K1", "2023-04-15", True, wijken))


@pytest.fixture(scope="module")
def tweehonderd(openbaar) -> list[stellingen.Stelling]:
    """At least 200 statements, drawn from random quarters."""
    dobbel = random.Random(20260625)
    kwartalen = [Kwartaal(2023, 1) - n for n in range(8)]
    gemaakt = {k: stellingen.maak(openbaar, k) for k in kwartalen}
    alle = [s for k in dobbel.choices(kwartalen, k=40) for s in dobbel.sample(gemaakt[k], 12)]
    uniek = list({(s.tekst, s.bewering): s for s in alle}.values())
    assert len(uniek) >= 200
    return uniek


def mogelijk(openbaar: Openbaar, kant: Kant) -> list[float]:
    """Every value that a shown figure may stand for, tried one by one: what would be shown as it is shown."""
    sleutel = (kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)
    rij = openbaar.waarde(*sleutel)
    assert rij["waarde"] is not None and rij["status"] in ("definitief", "voorlopig"), kant
    merk = [
        r["waarde"]
        for r in openbaar.gepubliceerd.iter_rows(named=True)
        if all(r[k] == getattr(kant, k) for k in ("cijfer", "wet", "kwartaal", "groep_soort", "groep"))
    ]
    w, soort = rij["waarde"], soort_van(kant.cijfer)
    if rij["gepubliceerd_in"] or soort == "nee":
        return [w, *merk]
    if soort == "aantal":
        stap = openbaar.stappen.get(cel_van(rij, "waarde"), GEWOON[openbaar.methode])
        proef = [n for n in range(max(0, int(w) - 60), int(w) + 61) if n == 0 or n >= openbaar.drempel]
        return [float(n) for n in proef if rond(n, stap, openbaar.drempel) == w] + merk
    half = 0.5 if w == round(w) and soort == "aandeel" else 0.05
    return [w - half * 0.999, w, w + half * 0.999, *merk]


def waar(hoe: str, a: float, b: float) -> bool:
    """Is the claim true of these two numbers?"""
    if hoe.startswith("duidelijk") and min(a, b) < 50:
        return False
    gelijk = {
        "meer dan": a > b,
        "minder dan": a < b,
        "ongeveer": abs(a - b) <= 0.05 * b,
        "duidelijk meer dan": a > 1.05 * b,
        "duidelijk minder dan": a < 0.95 * b,
    }
    return gelijk[hoe]


def test_every_verdict_of_200_is_right(openbaar, tweehonderd):
    """D5: the verdict, again from the protected figures, for every value they leave possible."""
    fout = []
    for s in tweehonderd:
        b = s.bewering
        rechts = mogelijk(openbaar, b.rechts) if isinstance(b.rechts, Kant) else [b.rechts]
        uitkomsten = {waar(b.hoe, x, y) for x in mogelijk(openbaar, b.links) for y in rechts}
        if uitkomsten != {s.oordeel == "raad"}:
            fout.append((s.tekst, s.oordeel, uitkomsten))
    assert fout == []


def test_every_verdict_of_200_is_right_for_what_was_really_counted(geteld, tweehonderd):
    """Stronger: rounding never turns a verdict round."""
    echt = {
        tuple(r[:5]): r[5]
        for r in geteld.select("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde").iter_rows()
    }

    def van(kant):
        sleutel = ("cijfer", "wet", "kwartaal", "groep_soort", "groep")
        return echt[tuple(getattr(kant, k) for k in sleutel)] if isinstance(kant, Kant) else kant

    fout = [
        s.tekst
        for s in tweehonderd
        if waar(s.bewering.hoe, van(s.bewering.links), van(s.bewering.rechts)) != (s.oordeel == "raad")
    ]
    assert fout == []


def test_no_statement_reveals_a_protected_count(openbaar, tweehonderd):
    """Every number in the words is a shown figure or the number of the claim; none is small."""
    getoond = set()
    for tafel in (openbaar.cijfers, openbaar.gepubliceerd):
        getoond |= {round(abs(w), 3) for w in tafel["waarde"].drop_nulls()}
    for s in tweehonderd:
        for kant in (s.bewering.links, s.bewering.rechts):
            if isinstance(kant, Kant):
                rij = openbaar.waarde(kant.cijfer, kant.wet, kant.kwartaal, kant.groep_soort, kant.groep)
                assert rij["status"] != "afgeschermd" and rij["waarde"] is not None
        woorden_ = f"{s.tekst} {s.uitleg} {s.valkuil.replace('Onder de 50', '')}"
        kaal = re.sub(r"\b20\d\d\b|\b\d+e\b|\d+ tot en met \d+ jaar|\d+ jaar en ouder", " ", woorden_)
        for ruw in re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", kaal):
            n = float(ruw.replace(".", "").replace(",", "."))
            eigen = not isinstance(s.bewering.rechts, Kant) and n == s.bewering.rechts
            dichtbij = any(abs(n - w / deel) <= 0.0501 for deel in (1, 1e3, 1e6) for w in getoond)
            assert eigen or dichtbij or n in {round(w) for w in getoond}, (s.tekst, s.uitleg, ruw)


def test_false_statements_name_their_trap_and_true_ones_have_none(tweehonderd):
    assert {s.val for s in tweehonderd if s.oordeel == "fabel"} >= {"eenheid", "kwartaal", "klein", "indruk"}
    assert all(bool(s.val) == (s.oordeel == "fabel") for s in tweehonderd)
    aantal = sum(s.oordeel == "raad" for s in tweehonderd)
    assert 0.3 <= aantal / len(tweehonderd) <= 0.7


def test_the_explanation_of_a_trap_fits_its_statement(geteld, openbaar, tweehonderd):
    """What it says is true instead, is true of what was really counted; and it asks nothing the words already do."""
    echt = {
        tuple(r[:5]): r[5]
        for r in geteld.select("cijfer", "wet", "kwartaal", "groep_soort", "groep", "waarde").iter_rows()
    }
    gezien = set()
    for s in tweehonderd:
        b, k = s.bewering, Kwartaal.lees(s.bewering.links.kwartaal)

        def van(cijfer, kwartaal, kant=b.links):
            return echt[cijfer, kant.wet, str(kwartaal), kant.groep_soort, kant.groep]

        if s.val == "eenheid":
            soort, _, telt = b.links.cijfer.rpartition("_")
            ander = f"{soort}_{'clienten' if telt == 'trajecten' else 'trajecten'}"
            assert "niet het aantal" in s.valkuil and waar("ongeveer", van(ander, k), b.rechts), s
        elif s.val == "kwartaal":
            assert "een jaar eerder" not in s.valkuil, s.tekst
            if isinstance(b.rechts, Kant):
                assert "Met het vorige kwartaal vergeleken klopt het wel." in s.valkuil
                assert waar(b.hoe, van(b.links.cijfer, k), van(b.links.cijfer, k - 1)), s
            else:
                assert f"In het {(k + 3).label} klopte het wel." in s.valkuil
                assert waar("ongeveer", van(b.links.cijfer, k + 3), b.rechts), s
        gezien.add((s.val, isinstance(b.rechts, Kant)))
    assert {("eenheid", False), ("kwartaal", True), ("kwartaal", False)} <= gezien


def test_a_trap_of_the_adviser_that_the_figures_do_not_show_stays_general(openbaar, tmp_path):
    fout = GOED | {"stelling": "Het zijn er minder dan 1.000.", "oordeel": "fabel", "is": "minder dan"}
    een, twee = lees(openbaar, tmp_path, fout | {"val": "eenheid"}, fout | {"val": "kwartaal"})
    assert (een.valkuil, twee.valkuil) == (stellingen.VALLEN["eenheid"], stellingen.VALLEN["kwartaal"])
    seizoen = GOED | {
        "stelling": "Het werd minder.",
        "cijfer": "lopend_trajecten",
        "dan": "een kwartaal eerder",
        "is": "minder dan",
        "oordeel": "fabel",
        "val": "kwartaal",
    }
    assert "een jaar eerder" in lees(openbaar, tmp_path, seizoen)[0].valkuil


def test_statements_are_short_and_dutch(tweehonderd):
    teksten = [z for s in tweehonderd for t in (s.tekst, s.uitleg, s.valkuil) for z in zinnen(t)]
    assert [z for z in teksten if len(woorden(z)) > 15] == []
    assert [z for z in teksten if {w.strip(".,").lower() for w in woorden(z)} & ENGELS] == []


def test_a_round_mixes_true_and_false_and_comes_back_the_same(openbaar):
    alle = stellingen.maak(openbaar, Kwartaal(2023, 1))
    ronde = stellingen.kies(alle, "0000 2023-K1")
    assert ronde == stellingen.kies(list(reversed(alle)), "0000 2023-K1")
    assert len(ronde) == 5 and {s.oordeel for s in ronde} == {"raad", "fabel"}
    vallen = [s.val for s in ronde if s.val]
    assert len(set(vallen)) == len(vallen) == 3
    assert len({s.bewering.links.wet for s in ronde}) >= 4, "a law or a theme each time"


def test_every_theme_with_figures_gets_statements_with_a_picture(openbaar):
    alle = stellingen.maak(openbaar, Kwartaal(2023, 1))
    for thema in ("participatie", "vluchtelingen"):
        eigen = [s for s in alle if s.bewering.links.wet == thema]
        assert {s.oordeel for s in eigen} == {"raad", "fabel"} and len(eigen) > 10
        namen = {v.naam for v in themas()[thema].panelen}
        assert {s.paneel.removeprefix(f"{thema}.") for s in eigen} <= namen
    assert {s.bewering.links.wet for s in stellingen.kies(alle, "x", 20)} == {
        "jeugd",
        "wmo",
        "participatie",
        "vluchtelingen",
    }


@pytest.mark.parametrize(
    ("kant", "beeld"),
    [
        (("besparing", "samen"), "samen.besparing"),
        (("maatregelen", "jeugd"), "samen.maatregelen"),
        (("bijstand_uitstroom", "participatie", "reden_einde", "werk"), "participatie.uitstroom"),
        (("begroot_jaar", "participatie"), "participatie.financieel"),
        (("opvang_plekken", "vluchtelingen"), "vluchtelingen.opvang"),
    ],
)
def test_a_figure_of_any_page_has_its_picture(kant, beeld):
    cijfer, wet, *groep = kant
    assert stellingen.beeld_van(Bewering(Kant(cijfer, wet, "2023-K1", *groep), "meer dan", 1))[0] == beeld


# ---------------------------------------------------------------- drawn: intervals and verdicts


@pytest.mark.parametrize(
    ("links", "hoe", "rechts", "uitslag"),
    [
        ((98, 102), "meer dan", (97, 97), "raad"),
        ((98, 102), "meer dan", (98, 98), None),
        ((98, 102), "meer dan", (102, 102), "fabel"),
        ((98, 102), "minder dan", (103, 107), "raad"),
        ((98, 102), "minder dan", (98, 107), None),
        ((100, 100), "ongeveer", (105, 105), "raad"),
        ((100, 100), "ongeveer", (108, 108), None),
        ((100, 100), "ongeveer", (112, 112), "fabel"),
        ((48, 52), "duidelijk meer dan", (100, 100), None),
        ((30, 34), "duidelijk meer dan", (10, 14), "fabel"),
        ((60, 60), "duidelijk meer dan", (58, 58), None),
        ((60, 60), "duidelijk minder dan", (58, 58), "fabel"),
    ],
)
def test_the_whole_interval_must_agree(links, hoe, rechts, uitslag):
    assert beweringen.beslis(links, hoe, rechts) == uitslag


# ---------------------------------------------------------------- the adviser's own


GOED = {
    "stelling": "Dit kwartaal kregen meer dan 1.000 jeugdigen hulp.",
    "oordeel": "raad",
    "wet": "jeugd",
    "cijfer": "lopend_clienten",
    "is": "meer dan",
    "dan": "1000",
}


def lees(openbaar, tmp_path, *stukken):
    pad = tmp_path / "stellingen.yml"
    pad.write_text(yaml.safe_dump([dict(s) for s in stukken], allow_unicode=True), encoding="utf-8")
    return stellingbestand.lees(pad, openbaar, Kwartaal(2023, 1))


def test_a_statement_of_the_adviser_is_taken(openbaar, tmp_path):
    eerder = GOED | {"stelling": "Er kregen meer jeugdigen hulp.", "dan": "een jaar eerder"}
    ander = GOED | {
        "stelling": "Meer trajecten dan jeugdigen.",
        "cijfer": "lopend_trajecten",
        "dan": {"cijfer": "lopend_clienten"},
    }
    een, twee, drie = lees(openbaar, tmp_path, GOED, eerder, ander)
    assert (een.oordeel, een.paneel, een.keuze) == ("raad", "jeugd.lopend", {"eenheid": "clienten", "domein": "jeugd"})
    assert twee.bewering.rechts.kwartaal == "2022-K1" and drie.bewering.rechts.cijfer == "lopend_clienten"


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"oordeel": "fabel"}, "u schrijft fabel, maar de cijfers zeggen raad. Geteld: 1.128 jeugdigen."),
        ({"oordeel": "misschien"}, "'misschien' mag niet. Kies uit: raad, fabel."),
        ({"is": "groter dan"}, "Kies uit: meer dan, minder dan, ongeveer"),
        ({"cijfer": "lopende_clienten"}, "het cijfer 'lopende_clienten' bestaat niet"),
        ({"dan": "1.000"}, "Schrijf een getal zonder punten (1000)"),
        ({"cijfer": "bereik", "dan": "0,9"}, "dan: 0,9 is bij een aandeel minder dan 1%. Schrijf 90% of 0,9%."),
        ({"antwoord": "ja"}, "de sleutel 'antwoord' bestaat niet"),
        ({"stelling": "Er waren 1.000 jeugdigen, van wie 7 in Noord."}, "het getal 7 hoort niet bij de bewering"),
        ({"val": "truc"}, "'truc' mag niet. Kies uit: eenheid"),
        ({"kwartaal": "2031-K1"}, "kunnen dit niet beslissen"),
        ({"groep_soort": "wijk", "groep": "WK999999"}, "groep: 'WK999999' mag niet"),
        ({"groep_soort": "wijken", "groep": "WK999999"}, "Bedoelt u 'wijk'?"),
        ({"oordeel": "fabel", "is": "minder dan"}, "stelling: 'meer' past niet bij 'is: minder dan'"),
        ({"is": "ongeveer"}, "'meer' past niet bij 'is: ongeveer'"),
        ({"is": "duidelijk meer dan"}, "'duidelijk' hoort in de tekst en bij 'is', of nergens"),
        ({"stelling": "Veel meer dan 1.000 jeugdigen kregen hulp."}, "'duidelijk' hoort in de tekst en bij 'is'"),
        ({"stelling": "Niet meer dan 1.000 jeugdigen kregen hulp."}, "schrijf haar zonder 'niet'"),
        ({"stelling": "Dit kwartaal kregen 1.000 jeugdigen hulp."}, "de tekst zegt niet 'meer dan'"),
        (
            {"stelling": "Er kregen er meer dan 1.000 hulp, en negenhonderd kregen verblijf."},
            "'negenhonderd' is een getal",
        ),
        ({"stelling": "Meer dan 1.000 jeugdigen kregen hulp, en drie kinderen verblijf."}, "'drie' is een getal"),
        ({"stelling": "Meer dan 1.000 jeugdigen kregen hulp, één op de tien."}, "is een getal in een woord"),
        ({"stelling": "Meer dan de helft van de jeugdigen kreeg hulp."}, "'helft' is een getal"),
        ({"stelling": "Het aantal is verdubbeld, tot meer dan 1.000."}, "'verdubbeld' is een getal"),
        ({"stelling": "Meer dan 1.000 jeugdigen, ½ met verblijf."}, "het getal 1 hoort niet bij de bewering"),
        (
            {"stelling": "Dit kwartaal kregen meer dan 2023 jeugdigen hulp."},
            "het getal 2023 hoort niet bij de bewering",
        ),
        ({"stelling": "Er kregen meer dan 1.000 miljoen jeugdigen hulp."}, "het getal 1.000 miljoen hoort niet"),
        ({"uitleg": "Vorige keer waren het er twintig."}, "'twintig' is een getal"),
        ({"cijfer": ["x"]}, "cijfer: hier hoort een tekst te staan"),
        ({"stelling": ""}, "stelling: hier hoort een tekst te staan"),
        ({"stelling": ["x"]}, "stelling: hier hoort een tekst te staan"),
        ({"stelling": "Meer dan 1.000 jeugdigen. " * 10}, "dit is te lang"),
        ({"stelling": "Meer " + "en nog " * 8}, "Schrijf hoogstens 15 woorden per zin, en 30 samen"),
        ({"uitleg": {"x": "y"}}, "uitleg: hier hoort een tekst te staan"),
        ({"wet": "jeug"}, "wet: 'jeug' mag niet. Kies uit: jeugd, wmo"),
        ({"wet": "participatie"}, "wet: 'participatie' mag niet. Kies uit: jeugd, wmo."),
        ({"wet": "jeug"}, "Bedoelt u 'jeugd'?"),
        ({"oordeel": "fable"}, "Bedoelt u 'fabel'?"),
        ({"kwartaal": ["2023-K1"]}, "kwartaal: hier hoort een tekst te staan"),
        ({"kwartaal": "eerste", "dan": "een jaar eerder"}, "kwartaal: 'eerste' is geen kwartaal"),
        ({"dan": ["1000"]}, "dan: '...' mag niet"),
        ({"dan": {"wet": "wmoo"}}, "dan, wet: 'wmoo' mag niet"),
        ({"dan": {"soort": "x"}}, "dan: de sleutel 'soort' bestaat niet"),
    ],
)
def test_a_statement_that_is_wrong_is_refused(openbaar, tmp_path, fout, zin):
    with pytest.raises(StellingFout) as reden:
        lees(openbaar, tmp_path, GOED | fout)
    assert zin in str(reden.value) and str(reden.value).startswith("stellingen.yml, stelling 1")


@pytest.mark.parametrize(
    "anders",
    [
        {"stelling": "In 2023 kregen meer dan 1.000 jeugdigen hulp."},
        {"stelling": "Sinds 2015 is dit wet. Eind maart 2023 kregen meer dan 1000 jeugdigen hulp."},
        {"stelling": "In het 1e kwartaal van 2023 kregen er meer dan 1 duizend hulp."},
        {"stelling": "Het zijn er meer dan een jaar eerder.", "dan": "een jaar eerder"},
        {"stelling": "In een half jaar nam het aantal toe.", "dan": "een jaar eerder"},
        {"stelling": "Dit kwartaal kregen minder dan 1.000 jeugdigen hulp.", "is": "minder dan", "oordeel": "fabel"},
        {"uitleg": "Geteld zijn er 1.128."},
    ],
)
def test_words_that_say_what_the_claim_says_are_taken(openbaar, tmp_path, anders):
    assert lees(openbaar, tmp_path, GOED | anders)


def test_all_faults_of_a_file_come_at_once(openbaar, tmp_path):
    with pytest.raises(StellingFout) as reden:
        lees(openbaar, tmp_path, GOED | {"wet": "jeug", "oordeel": "fable"}, GOED, GOED | {"cijfer": ["x"]})
    regels = str(reden.value).splitlines()
    assert [r.split(":")[0] for r in regels] == [
        "stellingen.yml, stelling 1, oordeel",
        "stellingen.yml, stelling 1, wet",
        "stellingen.yml, stelling 3, cijfer",
    ]


def test_a_protected_figure_decides_nothing_and_is_not_told(openbaar, tmp_path):
    """A hidden count and a number inside the rounding: refused, and the refusal says no number."""
    klein = openbaar.cijfers.filter(status="afgeschermd", cijfer="lopend_clienten").row(0, named=True)
    stuk = {k: klein[k] for k in ("cijfer", "wet", "kwartaal", "groep_soort", "groep")}
    with pytest.raises(StellingFout, match="niet beslissen") as reden:
        lees(openbaar, tmp_path, GOED | stuk | {"stelling": "Het zijn er minder.", "is": "minder dan", "dan": "5"})
    assert not re.search(r"\d", str(reden.value).removeprefix("stellingen.yml, stelling 1"))
    rond_ = next(
        r
        for r in openbaar.cijfers.filter(cijfer="lopend_clienten", groep_soort="leeftijd", wet="jeugd")
        .drop_nulls("waarde")
        .iter_rows(named=True)
        if not r["gepubliceerd_in"]
    )
    stuk = {k: rond_[k] for k in ("cijfer", "wet", "kwartaal", "groep_soort", "groep")}
    with pytest.raises(StellingFout, match="niet beslissen"):
        lees(openbaar, tmp_path, GOED | stuk | {"stelling": "Nipt meer.", "dan": str(int(rond_["waarde"]))})


def test_generated_statements_can_be_written_and_read_again(openbaar, tmp_path):
    """What the command proposes is accepted as it is, with the same verdicts."""
    alle = stellingen.maak(openbaar, Kwartaal(2023, 1))
    pad = tmp_path / "stellingen.yml"
    pad.write_text(stellingbestand.als_yaml(alle), encoding="utf-8")
    terug = stellingbestand.lees(pad, openbaar, Kwartaal(2023, 1))
    kern = [[(s.tekst, s.oordeel, s.bewering, s.val) for s in lijst] for lijst in (terug, alle)]
    assert kern[0] == kern[1]


def test_two_sources_must_agree(openbaar):
    """A figure that stands beside what was published earlier decides only where both do."""
    for r in openbaar.gepubliceerd.filter(kwartaal="2023-K1", groep_soort="totaal").iter_rows(named=True):
        kant = Kant(r["cijfer"], r["wet"], r["kwartaal"])
        grens = beweringen.grenzen(openbaar, kant)
        if grens is not None:
            assert grens[0] <= r["waarde"] <= grens[1]
            assert beweringen.oordeel(openbaar, Bewering(kant, "meer dan", r["waarde"])) != "raad"
