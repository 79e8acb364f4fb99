"""Altijd een uitgave: past het niet binnen het werk, dan blijft er iets weg, en dat staat erbij."""

import polars as pl
import pytest
from publicaties import HERKOMST, beschermd, gemeente, naief, rij, tafel

from sociaaldomein.afscherming import Openbaar, controle, invulling, keuze, rekenwerk, scherm_af, verantwoording
from sociaaldomein.afscherming.kennis import Editie, verzamel
from sociaaldomein.afscherming.ladder import Opgegeven, treden
from sociaaldomein.afscherming.model import model_van, schuif
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.afscherming.regel import WEG
from sociaaldomein.begrippen.cijfers import SLEUTEL
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN

SMAL = [rij("lopend_trajecten", 5), rij("lopend_trajecten", 2, "A", "wijk"), rij("lopend_trajecten", 3, "B", "wijk")]


@pytest.mark.parametrize("methode", METHODEN)
@pytest.mark.parametrize("werk", [0, 2, 20])
def test_met_weinig_werk_komt_er_een_veilige_uitgave_die_zegt_wat_er_mist(monkeypatch, tmp_path, methode, werk):
    monkeypatch.setattr(rekenwerk, "WERK", werk)
    monkeypatch.setattr(rekenwerk, "WERK_VAST", 0)
    monkeypatch.setattr(keuze, "WERK_PROEF", 0)
    o = beschermd(gemeente(7), methode)
    assert beproef([o.editie()]).veilig
    weg = {(x.wet, x.uitsplitsing) for x in o.opgegeven if not x.geld}
    assert weg or werk
    zinnen = " ".join(verantwoording.regels(o))
    assert len(verantwoording.opgegeven(o)) == len({(x.wet, x.om_en_om, x.geld) for x in o.opgegeven})
    assert all(zin in zinnen for zin in verantwoording.opgegeven(o))
    for wet, uitsplitsing in weg:
        rijen = o.cijfers.filter(pl.col("wet") == wet)
        if uitsplitsing:
            rijen = rijen.filter(pl.col("groep_soort") == uitsplitsing)
        om_en_om = any(x.om_en_om for x in o.opgegeven if x.uitsplitsing == uitsplitsing)
        assert om_en_om or rijen["waarde"].null_count() == rijen.height
    terug = Openbaar.lees(o.schrijf(tmp_path))
    assert (terug.opgegeven, terug.herzien) == (o.opgegeven, o.herzien)
    assert beproef([terug.editie()]).veilig


def waarden_van(*aantallen):
    return {("c", "jeugd", "2023-K1", soort, str(nr)): n for nr, (soort, n) in enumerate(aantallen)}


TWEE, BEIDE = "verwijzer x leeftijd", "wijk x leeftijd"
LADDER = waarden_van(
    ("totaal", 100),
    *(
        (soort, n)
        for soort, getallen in {
            "wijk": (3, 4, 93),
            "leeftijd": (3, 40, 57),
            "verwijzer": (50, 50),
            "reden": (5, 20, 20, 20, 20, 20),
            TWEE: (20, 20, 20, 40),
            BEIDE: (3, 3, 94),
        }.items()
        for n in getallen
    ),
)


def weg(*soorten, **hoe):
    return [Opgegeven("jeugd", s, **hoe) for s in soorten]


def test_de_ladder_gaat_van_grover_naar_niets():
    """Kruistabellen voor uitsplitsingen, en een kruistabel zonder eigen naam als een van haar delen al wegblijft."""
    assert list(treden("jeugd", LADDER, 10)) == [
        [],
        weg(BEIDE),
        weg(TWEE, "wijk"),
        weg("leeftijd", "wijk"),
        weg("leeftijd", "reden", "wijk"),
        [*weg("leeftijd", "wijk"), *weg("reden", "verwijzer", om_en_om=True)],
        weg("leeftijd", "reden", "verwijzer", "wijk"),
        weg(""),
    ]


@pytest.mark.parametrize(("klein", "groot", "overslaan"), [(501, 0, True), (500, 0, False), (501, 900, False)])
def test_is_bijna_alles_klein_dan_wordt_alles_tonen_niet_eerst_geprobeerd(klein, groot, overslaan):
    waarden = waarden_van(*[("wijk", 5)] * klein, *[("wijk", 50)] * groot)
    assert ([] in list(treden("jeugd", waarden, 10))[:2]) != overslaan


@pytest.mark.parametrize(("soort", "treft"), [(TWEE, True), ("verwijzer", False), (BEIDE, False)])
def test_een_kruistabel_blijft_weg_zonder_haar_delen(soort, treft):
    cel = ("c", "jeugd", "2022-K4", soort, "A|B")
    assert Opgegeven("jeugd", TWEE).treft(cel, Kwartaal(2023, 1)) == treft


@pytest.mark.parametrize(
    ("kwartaal", "soort", "treft"),
    [
        ("2022-K4", "wijk", True),
        ("2022-K3", "wijk", False),
        ("2022-K4", "wijk x leeftijd", True),
        ("2022-K4", "leeftijd", False),
        ("2023-K1", "wijk", False),
    ],
)
def test_om_het_andere_kwartaal(kwartaal, soort, treft):
    cel = ("c", "jeugd", kwartaal, soort, "A")
    assert Opgegeven("jeugd", "wijk", om_en_om=True).treft(cel, Kwartaal(2023, 1)) == treft


def test_een_lek_uit_een_oude_uitgave_houdt_een_nieuwe_niet_tegen():
    """De oude uitgave gaf A prijs: 5 - 3. Dat is niet terug te halen; de rest blijft gewoon staan."""
    oud = naief(SMAL, [("lopend_trajecten", "2023-K1", "A")])
    erbij = [rij("aanvragen", n, g, "wijk") for g, n in (("A", 40), ("B", 60))]
    o = beschermd([*SMAL, *erbij], "precies", eerdere=[oud])
    assert o.reeks("aanvragen", "jeugd", "wijk")["waarde"].to_list() == [40, 60] and not o.opgegeven
    uitkomst = controle.controleer(o, [oud])
    assert "A" in {b.cel[4] for b in uitkomst.al_bekend} and not uitkomst.nieuw


def zonder_wijken(groepen, stuk=()):
    """Een uitgave waaruit alle wijken wegbleven, met een totaal van 40; en wat er in een openbaar stuk stond."""
    c = "lopend_trajecten"
    wijken = [rij(c, None, g, "wijk") for g in groepen]
    stappen = {tuple(r[k] for k in SLEUTEL): WEG for r in wijken}
    ernaast = tafel(rij(c, w, g, "wijk", gepubliceerd="een stuk") for g, w in stuk)
    return Editie("-".join(groepen), tafel([rij(c, 40), *wijken]), ernaast, stappen=stappen)


@pytest.mark.parametrize(
    "edities",
    [
        [zonder_wijken("ABC", [("A", 12)])],
        [zonder_wijken("ABC"), zonder_wijken("AB")],
        [zonder_wijken("AB", [("A", 0)]), zonder_wijken("ABC")],
    ],
    ids=["een stuk noemt een wijk", "een wijk verdwijnt", "een stuk noemt een lege wijk"],
)
def test_van_wat_wegbleef_is_een_groep_niet_het_geheel(edities):
    """De som loopt over alle groepen, ook over die wegbleven: een bekende wijk is niet het hele totaal."""
    model = model_van(verzamel(edities), 10)
    regels = len(model.verbanden)
    onder, boven = schuif(model)
    assert len(model.verbanden) == regels, "nothing clashes"
    for naam in ("instroom_trajecten", "lopend_trajecten"):
        latent = [i for c, i in model.plek.items() if c[0] == naam and c[3] == "wijk" and c[4] in "BC"]
        assert not any(onder[i] == boven[i] > 0 for i in latent)


def test_de_voortgang_wordt_gemeld_en_verandert_niets(monkeypatch):
    monkeypatch.setattr(rekenwerk, "TUSSENPOOS", 0)
    gehoord: list[str] = []
    o = scherm_af(tafel(gemeente(7)), HERKOMST, melder=gehoord.append)
    begin = ("  Afschermen van jeugd: ", "  Afschermen van het geld van jeugd: ")
    assert all(any(regel.startswith(b) for regel in gehoord) for b in begin)
    assert all(regel.startswith(begin) for regel in gehoord)
    assert o.cijfers.equals(beschermd(gemeente(7), "afronden").cijfers)


def test_de_invullingen_bewijzen_het_alleen_als_zij_kloppen(monkeypatch):
    o = beschermd(gemeente(7), "afronden")
    monkeypatch.setattr(invulling, "_los_op", lambda *_: None)
    assert beproef([o.editie()], invullingen=o.invullingen).veilig
    fout = [dict.fromkeys(i, 1.0) for i in o.invullingen]
    assert not beproef([o.editie()], invullingen=fout).veilig
