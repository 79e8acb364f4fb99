"""Herziene cijfers: elke volgende uitgave komt er, en samen geven de uitgaven niets prijs, ook niet over het oude."""

import pytest
from publicaties import beschermd, gemeente, naief, rij

from sociaaldomein.afscherming.controle import controleer
from sociaaldomein.afscherming.invulling import Getuigen, onbewezen
from sociaaldomein.afscherming.kennis import Editie, Kennis, verzamel
from sociaaldomein.afscherming.model import model_van, schuif
from sociaaldomein.afscherming.proef import Bevinding, beproef, los_van_elkaar
from sociaaldomein.afscherming.regel import VEEL
from sociaaldomein.afscherming.rekenwerk import Werk
from sociaaldomein.afscherming.verbanden import Verband
from sociaaldomein.grond.profiel import METHODEN

A = "aanvragen"


def wijken(a, b, c):
    return [rij(A, n, g, "wijk") for g, n in zip("ABC", (a, b, c), strict=True)] + [rij(A, a + b + c)]


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize(("zaad", "deel"), [(1, 0.02), (3, 0.1), (9, 0.3)])
def test_zes_keer_herzien_geeft_zes_uitgaven(methode, zaad, deel):
    edities: list[Editie] = []
    for keer in range(6):
        o = beschermd(gemeente(zaad, herzien=keer, deel=deel), methode, eerdere=edities)
        uitkomst = controleer(o, edities)
        assert not uitkomst.nieuw, [str(b) for b in uitkomst.nieuw]
        edities.append(o.editie(f"uitgave {keer}"))
        if methode == "afronden" and deel < 0.3:  # exact figures, or a third of all rows revised, may need the ladder
            assert not o.opgegeven
    assert edities[-1].herzien, "er is iets veranderd dat een lezer kan zien"


def test_wat_herzien_is_bindt_de_uitgaven_niet_en_de_rest_wel():
    """Eerst 4, 20 en 32; dan zijn er in B tien bij. A is niet herzien: 4 volgt uit geen van beide sommen."""
    eerst = beschermd(wijken(4, 20, 32), "precies")
    o = beschermd(wijken(4, 30, 32), "precies", eerdere=[eerst.editie("eerst")])
    assert {c[4] for c in o.herzien} <= {"B", "C", "totaal"} and o.herzien
    assert beproef([eerst.editie("eerst"), o.editie()]).veilig


def test_een_oud_aantal_volgt_niet_uit_een_nieuw_getal():
    """C was mee-afgeschermd en B is herzien. Toont de nieuwe uitgave C, dan volgt de oude A uit de oude som."""
    oud = naief(wijken(4, 20, 32), [(A, "2023-K1", "A")], mee=[(A, "2023-K1", "C")])
    rijen = wijken(7, 25, 32)
    herzien = frozenset((A, "jeugd", "2023-K1", *g) for g in (("wijk", "A"), ("wijk", "B"), ("totaal", "totaal")))
    nieuw = Editie("nieuw", naief(rijen, [(A, "2023-K1", "A"), (A, "2023-K1", "B")]).cijfers, stap=1, herzien=herzien)
    uitslag = beproef([oud, nieuw])
    assert [(b.cel[4], b.laagste, b.hoogste) for b in uitslag.bevindingen] == [("A", 4, 4)]
    assert "zoals eerder gepubliceerd" in str(uitslag.bevindingen[0])
    assert beproef([oud, beschermd(rijen, "precies", eerdere=[oud]).editie()]).veilig


def test_uitgaven_die_elkaar_tegenspreken_geven_een_oordeel_en_geen_fout():
    """Zo staan oude uitgaven er: niemand zei erbij wat er herzien was, en samen kloppen de sommen niet."""
    edities = [beschermd(gemeente(3, herzien=n, deel=0.3), "precies").editie(f"e{n}") for n in range(4)]
    uitslag = beproef(edities)
    assert all(b.laagste <= b.hoogste for b in uitslag.bevindingen)
    o = beschermd(gemeente(3, herzien=4, deel=0.3), "precies", eerdere=edities)
    nieuw = {b.cel[:5] for b in beproef([*edities, o.editie()]).bevindingen}
    assert not nieuw - {b.cel[:5] for b in beproef(edities, alleen=nieuw).bevindingen}


@pytest.mark.parametrize("volgorde", ["verdwijnt", "komt erbij"])
def test_een_groep_die_in_een_uitgave_geen_rij_heeft_telt_daar_nul(volgorde):
    """Van 20 is de groep later bekend. De som van de andere uitgave is er dan een zonder die groep, en geldt gewoon."""
    zonder = [rij(A, n, g, "wijk") for g, n in (("A", 4), ("B", 30), ("C", 42))] + [rij(A, 76)]
    met = [rij(A, n, g, "wijk") for g, n in (("A", 4), ("B", 20), ("C", 32), ("onbekend", 20))] + [rij(A, 76)]
    eerst, dan = (met, zonder) if volgorde == "verdwijnt" else (zonder, met)
    oud = naief(eerst, [(A, "2023-K1", "A")], mee=[(A, "2023-K1", "B")])
    open_ = naief(dan, [(A, "2023-K1", "A")])
    assert [b.cel[4] for b in beproef([open_]).bevindingen] == ["A"], "alleen al uit die ene uitgave volgt A"
    assert "A" in [b.cel[4] for b in beproef([oud, open_]).bevindingen], "en dus ook met wat er eerder uitkwam"
    o = beschermd(dan, "precies", eerdere=[oud])
    assert beproef([o.editie()]).veilig and beproef([oud, o.editie()]).veilig


@pytest.mark.parametrize("zaad", range(4))
def test_een_uitgave_die_met_de_vorige_veilig_is_is_het_ook_alleen(zaad):
    """Wie minder weet, kan niet meer vinden; ook niet als groepen komen en gaan."""
    edities: list[Editie] = []
    for keer in range(4):
        rijen = gemeente(zaad, herzien=keer, deel=0.2)
        rijen = [r for r in rijen if r["waarde"] != 0 or r["groep"] == "totaal"]  # a supplier leaves empty groups out
        o = beschermd(rijen, "afronden", eerdere=edities)
        assert not controleer(o, edities).nieuw and beproef([o.editie()]).veilig
        edities.append(o.editie(f"uitgave {keer}"))


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("nu", [3, 5, 8])
def test_wat_al_deels_vaststond_wordt_niet_preciezer(methode, nu):
    """Uit de oude uitgave volgen er minstens twee in het nieuwe kwartaal: 14 - 12. Meer volgt er ook nu niet."""
    c, uit, erin = "lopend_trajecten", "uitstroom_trajecten", "instroom_trajecten"

    def kwartaal(k, stand, stop, begin):
        groepen = [
            rij(x, w, g, "wijk", k)
            for x, per in ((c, stand), (uit, stop), (erin, begin))
            for g, w in zip("AB", per, strict=True)
        ]
        return [*groepen, *(rij(x, sum(per), kwartaal=k) for x, per in ((c, stand), (uit, stop), (erin, begin)))]

    toen = kwartaal("2022-K4", (14, 300), (12, 40), (11, 30))
    oud = naief(toen)
    straks = kwartaal("2023-K1", (nu, 310), (10, 44), (nu - 2 or 1, 50))
    o = beschermd([*toen, *straks], methode, eerdere=[oud])
    uitkomst = controleer(o, [oud])
    assert not uitkomst.nieuw and {b.cel[4] for b in uitkomst.al_bekend} == {"A"}
    model = model_van(verzamel([oud, o.editie()]), 10)
    onder, boven = schuif(model)
    i = model.plek[c, "jeugd", "2023-K1", "wijk", "A"]
    assert onder[i] == 2 and boven[i] >= 9


def test_een_verband_van_een_oude_uitgave_blijft_als_de_volgende_het_niet_meer_toont():
    """Twee uitgaven zonder herziening ertussen. De tweede begint een kwartaal later, en daarna wordt dat herzien."""
    c = "lopend_trajecten"
    toen = {k: (c, "jeugd", k, "totaal", "totaal") for k in ("2022-K3", "2022-K4")}
    stroom = [rij("uitstroom_trajecten", 12, kwartaal="2022-K3"), rij("instroom_trajecten", 14, kwartaal="2022-K4")]
    eerst = naief([rij(c, 40, kwartaal="2022-K3"), rij(c, 42, kwartaal="2022-K4"), *stroom])
    daarna = naief([rij(c, 42, kwartaal="2022-K4"), *stroom])
    weet = verzamel([eerst, daarna], herzien=[toen["2022-K4"]])
    (wereld,) = weet.werelden
    assert wereld[1] >= set(toen.values())
    oud = (*toen["2022-K4"], "voor nu")
    assert any({oud, toen["2022-K3"]} <= set(v.cellen) for v in model_van(weet, 10).verbanden)


@pytest.mark.parametrize("kijk", ["de proef", "de zoektocht"])
def test_wat_alleen_een_oude_uitgave_toonde_hoort_niet_bij_een_nieuw_totaal(kijk):
    """De wijken staan er niet meer, het totaal is herzien. De oude wijken zijn samen alleen het oude totaal."""
    totaal = (A, "jeugd", "2023-K1", "totaal", "totaal")
    eerst = naief(wijken(14, 20, 32))
    daarna = Editie("daarna", naief([rij(A, 80)]).cijfers, stap=1, herzien=frozenset({totaal}))
    weet = verzamel([eerst, daarna]) if kijk == "de proef" else verzamel([eerst], [totaal], nu=[totaal])
    model = model_van(weet, 10)
    sommen = [v for v in model.verbanden if {c[4] for c in v.cellen} >= {"A", "B", "C"}]
    assert sommen and all(totaal not in v.cellen for v in sommen)
    alle = len(model.verbanden)
    schuif(model)
    assert len(model.verbanden) == alle, "niets botst"


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize(("zaad", "deel"), [(2, 0.02), (5, 0.1), (6, 0.3)])
def test_na_elke_herziening_kunnen_de_uitgaven_samen_waar_zijn(methode, zaad, deel):
    """Wat botst, heet herzien. Er hoeft dan geen verband te vervallen, en zo zien zoektocht en proef hetzelfde."""
    edities: list[Editie] = []
    for keer in range(5):
        o = beschermd(gemeente(zaad, herzien=keer, deel=deel), methode, eerdere=edities)
        edities.append(o.editie(f"uitgave {keer}"))
        model = model_van(verzamel(edities), 10)
        alle = model.verbanden
        los_van_elkaar(model, Getuigen(), Werk())
        assert model.verbanden == alle


def test_dat_er_niemand_is_is_geen_geheim():
    """Hidden as "may be anything", and only all equations together say that it is nought: no small count is known."""
    een, twee, drie = ((n, "wmo", "2023-K1", "wijk", n) for n in "abc")
    alle = (een, twee, drie)
    regels = [Verband("heen", alle, (1, 1, -1), 0, 0), Verband("terug", alle, (1, -1, 1), 0, 0)]
    feiten = dict.fromkeys((een, twee, drie), (0, VEEL))
    model = model_van(Kennis(feiten, {een}, regels), 10)
    onder, boven, (blok,) = los_van_elkaar(model, Getuigen(), Werk())
    assert boven[model.plek[een]] > 9, "the bounds alone do not show it"
    assert onbewezen(model, onder, boven, blok) == {}
    regels[1] = Verband("terug", alle, (1, -1, 1), 6, 6)  # now it is three, and that is a find
    model = model_van(Kennis(feiten, {een}, regels), 10)
    onder, boven, (blok,) = los_van_elkaar(model, Getuigen(), Werk())
    assert model.plek[een] in onbewezen(model, onder, boven, blok)


@pytest.mark.parametrize("keer", [0, 1, 3, 99])
def test_vindt_de_proef_meer_dan_de_zoektocht_dan_blijft_er_meer_weg(monkeypatch, keer):
    """Bij wat elkaar tegenspreekt, kan de proef een ander verband laten vallen dan de zoektocht. Dat is geen reden om
    geen uitgave te maken: zij toont dan minder, en houdt op bij de eerste trede waar de proef niets vindt."""
    edities = [beschermd(gemeente(3), "afronden").editie("eerst")]
    gevraagd = []

    def streng(nu, oud, *rest):
        gevraagd.append(nu)
        bevinding = Bevinding((A, "jeugd", "2023-K1", "wijk", "A"), 1, 9, (), "")
        return ((bevinding,) if len(gevraagd) <= keer else ()), {}, None

    monkeypatch.setattr("sociaaldomein.afscherming.openbaar.beproef_nieuw", streng)
    o = beschermd(gemeente(3, herzien=1, deel=0.1), "afronden", eerdere=edities)
    alles = [x for x in o.opgegeven if x.wet == "jeugd" and x.hele_wet]
    assert o.herzien and bool(alles) == (keer == 99), "pas als elke trede op is, blijft de hele wet weg"
    assert len(gevraagd) == keer + 1 or (alles and len(gevraagd) <= 8)
    assert bool(o.opgegeven) == (keer > 0)


def test_zonder_herziene_cijfers_vraagt_de_afscherming_de_proef_niet_vooraf(monkeypatch):
    monkeypatch.setattr("sociaaldomein.afscherming.openbaar.beproef_nieuw", lambda *_: pytest.fail("gevraagd"))
    eerst = beschermd(wijken(4, 20, 32), "afronden")
    assert not beschermd(wijken(4, 20, 32), "afronden", eerdere=[eerst.editie("eerst")]).herzien
