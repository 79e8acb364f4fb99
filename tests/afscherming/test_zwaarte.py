"""Een zwaarte is de som van haar niveaus: wie de een toont, mag de ander niet prijsgeven. Inwoners zijn openbaar."""

import pytest
from publicaties import beschermd, naief, rij

from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.grond.profiel import METHODEN

C = "lopend_trajecten"
NIVEAUS = {"3": 120, "4": 300, "5": 210, "6": 4, "7": 40}


def rijen():
    uit = [rij(C, n, niveau, "interventieniveau") for niveau, n in NIVEAUS.items()]
    uit += [rij(C, n, g, "zwaarte") for g, n in {"licht": 120, "midden": 510, "zwaar": 44}.items()]
    return [*uit, rij(C, sum(NIVEAUS.values()))]


def test_a_hidden_level_follows_from_its_weight_and_the_audit_sees_it():
    """Level 6 is hidden, level 7 goes along: 44 heavy and 630 others leave no doubt about 6 once 7 is known."""
    uitslag = beproef([naief(rijen(), weg=[(C, "2023-K1", "6")])])
    assert not uitslag.veilig
    (bevinding,) = [b for b in uitslag.bevindingen if b.cel[4] == "6"]
    assert (bevinding.laagste, bevinding.hoogste) == (4, 4)
    alleen_zwaarte = [r for r in rijen() if r["groep_soort"] != "totaal"]
    (bevinding,) = beproef([naief(alleen_zwaarte, weg=[(C, "2023-K1", "6")])]).bevindingen
    assert "de niveaus van zwaar" in bevinding.route


@pytest.mark.parametrize("methode", METHODEN)
def test_what_we_publish_is_safe(methode):
    assert beproef([beschermd(rijen(), methode).editie()]).veilig


@pytest.mark.parametrize("methode", METHODEN)
def test_inhabitants_stay_as_they_are_and_hide_nothing(methode):
    inwoners = [rij("inwoners", n, g, "wijk") for g, n in {"A": 1234, "B": 7}.items()]
    o = beschermd([*rijen(), *inwoners, rij("inwoners", 1241)], methode)
    assert o.cijfers.filter(cijfer="inwoners")["waarde"].to_list() == [1241.0, 1234.0, 7.0]
    assert beproef([o.editie()]).veilig
