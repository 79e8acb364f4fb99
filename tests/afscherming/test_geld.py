"""Geld heeft een eigen ladder: er komt altijd een veilige uitgave, en zij zegt welke bedragen wegblijven."""

import pytest
from publicaties import beschermd, gemeente, rij

from sociaaldomein.afscherming import Openbaar, bedragen, controle, rekenwerk, verantwoording
from sociaaldomein.afscherming.bedragen import bedrag_klein
from sociaaldomein.afscherming.ladder import Opgegeven, treden_geld
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.grond.profiel import METHODEN

D = "declaraties_cumulatief"


def som(delen, soort="wijk", kwartaal="2023-K1"):
    """Bedragen per groep (euro, mensen, wat naar een mens ging), met hun totaal."""
    uit = [rij(D, e, g, soort, kwartaal, teller=grootste, noemer=n) for g, (e, n, grootste) in delen.items()]
    euro, mensen = (sum(d[i] for d in delen.values()) for i in (0, 1))
    return [*uit, rij(D, euro, kwartaal=kwartaal, teller=max(d[2] for d in delen.values()), noemer=mensen)]


KRUIS = [
    rij(D, 40_000, f"{w}|{s}", "wijk x hoofdcategorie", noemer=n, teller=2_000)
    for w, s, n in (("A", "x", 4), ("A", "y", 20), ("B", "x", 20), ("B", "y", 20))
]


def test_de_ladder_van_geld_gaat_van_kruistabel_naar_niets():
    cellen = [(D, "jeugd", "2023-K1", s, "g") for s in ("totaal", "wijk", "reden", "wijk x hoofdcategorie")]
    trede = [
        [Opgegeven("jeugd", s, geld=True) for s in soorten]
        for soorten in (["wijk x hoofdcategorie"], ["hoofdcategorie", "reden", "wijk"], [""])
    ]
    assert treden_geld("jeugd", cellen) == [[], *trede]
    assert treden_geld("jeugd", cellen[:1]) == [[], trede[-1]], "zonder uitsplitsing is er niets tussenin"


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("trede", [1, 2, 3])
def test_past_geld_niet_in_het_werk_dan_blijft_het_weg_en_dat_staat_erbij(monkeypatch, tmp_path, methode, trede):
    zoek, gevraagd = bedragen._zoek_bedragen, []

    def te_veel_werk(rijen, *rest):
        gevraagd.append(rijen)
        return None if len(gevraagd) <= trede else zoek(rijen, *rest)

    monkeypatch.setattr(bedragen, "_zoek_bedragen", te_veel_werk)
    aantallen = [rij("aanvragen", n, g, "wijk") for g, n in (("A", 40), ("B", 60))]
    o = beschermd([*som({"A": (80_000, 24, 2_000), "B": (80_000, 40, 2_000)}), *KRUIS, *aantallen], methode)
    assert beproef([o.editie()], bedragen=o.bedragen).veilig
    getoond = set(o.cijfers.filter(cijfer=D).drop_nulls("waarde")["groep_soort"])
    assert getoond == [{"wijk", "totaal"}, {"totaal"}, set()][trede - 1]
    assert o.reeks("aanvragen", "jeugd", "wijk")["waarde"].null_count() == 0, "de aantallen blijven staan"
    (zin,) = verantwoording.opgegeven(o)
    per_groep = [" per wijk met hoofdcategorie", " per hoofdcategorie en wijk", ""][trede - 1]
    assert zin == f"Jeugdwet: wij tonen geen bedragen{per_groep}. Dat kan niet veilig."
    assert all(x.geld and not x.hele_wet for x in o.opgegeven)
    assert Openbaar.lees(o.schrijf(tmp_path)).opgegeven == o.opgegeven


@pytest.mark.parametrize("werk", [0, 1, 30])
def test_met_weinig_werk_komt_er_altijd_een_veilige_uitgave(monkeypatch, werk):
    monkeypatch.setattr(rekenwerk, "WERK", werk)
    monkeypatch.setattr(rekenwerk, "WERK_VAST", 0)
    o = beschermd(gemeente(7), "afronden")
    assert beproef([o.editie()], bedragen=o.bedragen).veilig


@pytest.mark.parametrize(
    ("waarde", "noemer", "klein"),
    [
        (5_000, 0, True),
        (-5_000, 0, True),
        (0, 0, False),
        (5_000, None, True),
        (5_000, 9, True),
        (5_000, 10, False),
        (0, 9, True),
    ],
)
def test_geld_waar_niemand_bij_staat_is_geld_van_te_weinig_mensen(waarde, noemer, klein):
    assert bedrag_klein(rij(D, waarde, noemer=noemer), 10) == klein


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("terug", [-3_000, -400_000])
@pytest.mark.parametrize("mensen", [0, 3, 40])
def test_een_terugbetaling_houdt_de_uitgave_niet_tegen(methode, terug, mensen):
    """Een bedrag onder nul: dat een bedrag niet onder nul ligt, neemt een lezer aan, maar niemand zegt het."""
    o = beschermd(som({"A": (terug, mensen, 0), "B": (90_000, 40, 5_000), "C": (120_000, 50, 5_000)}), methode)
    assert controle.controleer(o).veilig
    assert not o.opgegeven
    assert o.reeks(D, "jeugd", "wijk", "A")["waarde"].to_list() == [None]


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("later", [40_000, 41_000, 65_000])
def test_een_bedrag_dat_verborgen_was_blijft_dat_als_er_mensen_bij_komen(methode, later):
    """Late facturen: eerst acht mensen, nu twaalf. Wie het nu ziet, weet ook wat het toen was."""
    ander = {"B": (90_000, 40, 5_000), "C": (120_000, 50, 5_000)}
    oud = beschermd(som({"A": (40_000, 8, 6_000), **ander}), methode).editie("oud")
    o = beschermd(som({"A": (later, 12, 6_000), **ander}), methode, eerdere=[oud])
    assert not controle.controleer(o, [oud]).nieuw
