"""Herziene cijfers: elke volgende uitgave komt er, en samen geven de uitgaven niets prijs, ook niet over het oude."""

import pytest
from publicaties import beschermd, gemeente, naief, rij

from sociaaldomein.onthulling import Editie, toets
from sociaaldomein.verbergen import METHODEN

A = "aanvragen"


def wijken(a, b, c):
    return [rij(A, n, g, "wijk") for g, n in zip("ABC", (a, b, c), strict=True)] + [rij(A, a + b + c)]


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize(("zaad", "deel"), [(1, 0.02), (3, 0.1), (9, 0.3)])
def test_zes_keer_herzien_geeft_zes_uitgaven(methode, zaad, deel):
    edities: list[Editie] = []
    for keer in range(6):
        o = beschermd(gemeente(zaad, herzien=keer, deel=deel), methode, eerdere=edities)
        edities.append(o.editie(f"uitgave {keer}"))
        uitslag = toets(edities)
        assert uitslag.veilig, [str(b) for b in uitslag.bevindingen]
        assert not o.opgegeven
    assert edities[-1].herzien, "er is iets veranderd dat een lezer kan zien"


def test_wat_herzien_is_bindt_de_uitgaven_niet_en_de_rest_wel():
    """Eerst 4, 20 en 32; dan zijn er in B tien bij. A is niet herzien: 4 volgt uit geen van beide sommen."""
    eerst = beschermd(wijken(4, 20, 32), "precies")
    o = beschermd(wijken(4, 30, 32), "precies", eerdere=[eerst.editie("eerst")])
    assert {c[4] for c in o.herzien} <= {"B", "C", "totaal"} and o.herzien
    assert toets([eerst.editie("eerst"), o.editie()]).veilig


def test_een_oud_aantal_volgt_niet_uit_een_nieuw_getal():
    """C was mee-afgeschermd en B is herzien. Toont de nieuwe uitgave C, dan volgt de oude A uit de oude som."""
    oud = naief(wijken(4, 20, 32), [(A, "2023-K1", "A")], mee=[(A, "2023-K1", "C")])
    rijen = wijken(7, 25, 32)
    herzien = frozenset((A, "jeugd", "2023-K1", *g) for g in (("wijk", "A"), ("wijk", "B"), ("totaal", "totaal")))
    nieuw = Editie("nieuw", naief(rijen, [(A, "2023-K1", "A"), (A, "2023-K1", "B")]).cijfers, stap=1, herzien=herzien)
    uitslag = toets([oud, nieuw])
    assert [(b.cel[4], b.laagste, b.hoogste) for b in uitslag.bevindingen] == [("A", 4, 4)]
    assert "zoals eerder gepubliceerd" in str(uitslag.bevindingen[0])
    assert toets([oud, beschermd(rijen, "precies", eerdere=[oud]).editie()]).veilig


def test_uitgaven_die_elkaar_tegenspreken_geven_een_oordeel_en_geen_fout():
    """Zo staan oude uitgaven er: niemand zei erbij wat er herzien was, en samen kloppen de sommen niet."""
    edities = [beschermd(gemeente(3, herzien=n, deel=0.3), "precies").editie(f"e{n}") for n in range(4)]
    uitslag = toets(edities)
    assert all(b.laagste <= b.hoogste for b in uitslag.bevindingen)
    o = beschermd(gemeente(3, herzien=4, deel=0.3), "precies", eerdere=edities)
    nieuw = {b.cel[:5] for b in toets([*edities, o.editie()]).bevindingen}
    assert not nieuw - {b.cel[:5] for b in toets(edities, alleen=nieuw).bevindingen}
