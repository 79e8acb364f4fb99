"""De gevallen over afscherming: wat er niet naar buiten mag, in cijfers en in tekst."""

import random

import openpyxl
import polars as pl
import pytest
from gevallen import geval

from sociaaldomein.afscherming import Herkomst, scherm_af
from sociaaldomein.afscherming.bedragen import EURO, bedragfeiten
from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.afscherming.proef import beproef
from sociaaldomein.afscherming.regel import MEE
from sociaaldomein.begrippen import cijfers
from sociaaldomein.grond import paden
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.persoonsgegevens import vind
from sociaaldomein.levering import deur
from sociaaldomein.opdracht.herkomst import lees_herkomst
from sociaaldomein.opdracht.instellingen import Params, ParamsFout
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.uitgave.teksten import keur_teksten
from sociaaldomein.uitgave.toetsen import controleer, toets


@pytest.fixture(autouse=True)
def _eigen_themas_weg():
    yield
    cijfers.neem_op(())


def test_een_rij_zonder_waarde_draagt_geen_getallen(tmp_path):
    bron = geval("D2_teller_noemer", tmp_path)
    r = registraties.maak(deur.lees_map(bron).tabellen)
    peildatum = lees_herkomst(bron)["peildatum"]
    alles = monitor.bereken(r, Kwartaal(2023, 1), peildatum)
    assert alles.filter(pl.col("waarde").is_null() & pl.col("teller").is_not_null()).height
    o = scherm_af(alles, Herkomst("Proefdam", "9998", "2023-K1", str(peildatum), False))
    for tafel in (o.cijfers, o.gepubliceerd):
        leeg = tafel.filter(pl.col("waarde").is_null())
        assert leeg["teller"].null_count() == leeg["noemer"].null_count() == leeg.height


def test_een_eigen_eenheid_maakt_van_mensen_geen_dingen(tmp_path):
    bron = geval("P_vrije_tekst", tmp_path)
    rapport = deur.bekijk(bron).rapport
    assert not rapport.aangenomen
    assert "vervoer_n" in str(rapport) and "beschermd 'aantal'" in str(rapport)


def test_elke_plek_met_een_persoonsgegeven_wordt_genoemd_en_geen_waarde(tmp_path):
    bron = geval("P_vrije_tekst", tmp_path)
    thema = bron / "themas.yml"
    thema.write_text(thema.read_text(encoding="utf-8").replace("beschermd: nee", "beschermd: aantal"), encoding="utf-8")
    fouten = keur_teksten(deur.lees_map(bron), [bron / "toelichting.yml"], 10)
    tekst = "\n".join(fouten)
    for plek, wat in (
        ("aggregaat.csv, rij ", ", kolom bron: hier staat een BSN"),
        ("aggregaat.csv, rij ", ", kolom bron: hier staat een e-mailadres"),
        ("aggregaat.csv, rij ", ", kolom bron: hier staat een telefoonnummer"),
        ("aggregaat.csv, rij ", ", kolom bron: hier staat een adres"),
        ("aggregaat.csv, rij ", ", kolom bron: hier staat een geboortedatum"),
        ("activiteiten.csv, rij ", ", kolom activiteit: hier staat een telefoonnummer"),
        ("activiteiten.csv, rij ", ", kolom activiteit: hier staat een klein aantal"),
        ("toelichting.yml", "een geboortedatum"),
        ("toelichting.yml", "een telefoonnummer"),
    ):
        assert any(f.startswith(plek) and wat in f for f in fouten), (plek, wat, tekst)
    assert not any(w in tekst for w in ("jan@", "12345678", "1111", "Vries"))


MAIL = "Vragen? jan@voorbeeld.nl"
WEG = {  # rows of activiteiten that do not count, each for its own reason; the faulty text comes after them
    "fout": "p;a1;klopt dit;GM0999",
    "leeg": "",
    "elders": "p;a2;loopt;GM0344",
    "gelijk": "p;a0;loopt;GM0999",
    "sleutel": "p;a0;gepland;GM0999",
}


@pytest.mark.parametrize("weg", [*WEG, "alles"])
@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_de_rij_van_een_geweigerde_tekst_is_die_van_het_bestand(weg, soort, tmp_path):
    """Also after rows that fell away: faulty, empty, of another municipality, equal, or with a key that was there."""
    kop = "programma;activiteit;stand;gemeentecode;opmerking"
    goed = [f"p;b{n};loopt;GM0999;" for n in range(12)]
    eruit = [f"{r};" if r else "" for naam, r in WEG.items() if weg in (naam, "alles")]
    regels = [kop, "p;a0;loopt;GM0999;", *eruit, *goed, f"p;c;loopt;GM0999;{MAIL}", f"p;d;loopt;GM0999;{MAIL}"]
    waar = f"activiteiten.csv, rij {len(regels) - 1}, rij {len(regels)}"
    (tmp_path / "herkomst.yml").write_text("gemeente: Voorbeeldstad\ngemeentecode: '0999'\n", encoding="utf-8")
    if soort == "csv":
        (tmp_path / "activiteiten.csv").write_text("\n".join(regels) + "\n", encoding="utf-8")
    else:
        boek = openpyxl.Workbook()
        blad = boek.active
        blad.title = "activiteiten"
        for nr, regel in enumerate(regels, 1):
            for i, waarde in enumerate(regel.split(";") if regel else (), 1):
                blad.cell(nr, i, waarde or None)
        boek.save(tmp_path / "alles.xlsx")
        waar = waar.replace("activiteiten.csv", "alles.xlsx, tabblad activiteiten")
    (fout,) = keur_teksten(deur.lees_map(tmp_path), (), 10)
    assert fout.startswith(f"{waar}, kolom opmerking: hier staat een e-mailadres")


def test_een_tekst_in_twee_bestanden_wordt_in_allebei_genoemd(tmp_path):
    for naam, regels in (("a", ["p;een;loopt;"]), ("b", ["p;een;loopt;" + MAIL, "p;twee;loopt;" + MAIL])):
        tekst = "\n".join(["programma;activiteit;stand;opmerking", *regels]) + "\n"
        (tmp_path / f"activiteiten_{naam}.csv").write_text(tekst, encoding="utf-8")
    (fout,) = keur_teksten(deur.lees_map(tmp_path), (), 10)
    assert fout.startswith("activiteiten_b.csv, rij 2, rij 3, kolom opmerking")


@pytest.mark.parametrize("map", ["data/gepubliceerd", "data/nijmegen"])
def test_de_eigen_teksten_geven_geen_vals_alarm(map):
    bron = paden.meegeleverd("data") / map.split("/")[1]
    assert keur_teksten(deur.lees_map(bron), [bron / "toelichting.yml"], 10) == []


def _schrijf_stellingen(map):
    """A statement of the adviser with a small count and an address for mail in it."""
    tekst = "- stelling: In Hoevelaken kregen 3 gezinnen hulp.\n  uitleg: Vraag het aan jan@voorbeeld.nl\n"
    (map / "stellingen.yml").write_text(tekst, encoding="utf-8")


def test_controleer_zegt_wat_de_run_in_teksten_weigert(tmp_path):
    bron = geval("geld_van_drie2", tmp_path)
    assert controleer(bron).aangenomen
    _schrijf_stellingen(bron)
    (bron / "toelichting.yml").write_text("jeugd.tegels: Bel 06-12345678.\n", encoding="utf-8")
    rapport = controleer(bron)
    gezegd = str(rapport)
    assert not rapport.aangenomen
    for plek, wat in (
        ("stellingen.yml 1, stelling", "een klein aantal"),
        ("stellingen.yml 1, uitleg", "e-mailadres"),
        ("toelichting.yml, jeugd.tegels", "een telefoonnummer"),
    ):
        assert any(plek in r and wat in r for r in gezegd.splitlines()), (plek, gezegd)
    assert "jan@" not in gezegd and "12345678" not in gezegd
    params = Params((), gemeente="Voorbeeldstad", gemeentecode="GM0999")
    with pytest.raises(ParamsFout, match=r"stellingen\.yml 1, uitleg: hier staat een e-mailadres"):
        toets(params, bron, tmp_path / "uit", Kwartaal(2022, 4), melder=lambda _: None)


def test_teksten_van_een_avond_een_situatie_is_verzonnen_en_de_rest_niet(tmp_path):
    levering = deur.lees_map(geval("geld_van_drie2", tmp_path))
    eigen = sorted((paden.meegeleverd("params") / "avond").glob("*.yml"))
    assert len(eigen) == 4 and keur_teksten(levering, eigen, 10) == []
    assert any("een klein aantal mensen" in vind(p.read_text(encoding="utf-8")) for p in eigen)
    zin = "In Hoevelaken kregen 3 gezinnen hulp. Bel 06-12345678."
    for naam, verwacht in (("situaties.yml", 1), ("college.yml", 2), ("opdrachten.yml", 2)):
        (tmp_path / naam).write_text(f"- titel: {zin}\n", encoding="utf-8")
        assert len(keur_teksten(levering, [tmp_path / naam], 10)) == verwacht


GELD = "declaraties_cumulatief"


def _ruimte(openbaar, totaal: float, getoond: list[float], verborgen: list[float], waar: float) -> tuple[float, float]:
    """What a reader can work out by hand of one hidden amount in one sum: nothing of the audit is used."""
    half = EURO / 2
    boven = totaal + half - sum(g - half for g in getoond)
    onder = totaal - half - sum(g + half for g in getoond) if not verborgen else 0
    return boven - waar, waar - max(onder, 0)


def _som(rijen: dict[str, tuple[float, int]], grootste: dict[str, float] | None = None, profiel: str = "openbaar"):
    """A protected edition of one sum of amounts: group -> (euro, people), and what the largest single person had."""
    vast = {"cijfer": GELD, "wet": "wmo", "kwartaal": "2022-K4", "eenheid": "euro", "status": "definitief"}
    delen = [
        vast
        | {
            "groep_soort": "hoofdcategorie",
            "groep": g,
            "waarde": float(w),
            "noemer": float(n),
            "teller": (grootste or {}).get(g),
        }
        for g, (w, n) in rijen.items()
    ]
    geheel = {"waarde": float(sum(w for w, _ in rijen.values())), "noemer": float(sum(n for _, n in rijen.values()))}
    delen.append(vast | {"groep_soort": "totaal", "groep": "totaal"} | geheel)
    tafel = pl.concat([cijfers.leeg(), pl.DataFrame(delen)], how="diagonal_relaxed")
    return scherm_af(tafel, Herkomst("Proefdam", "GM0999", "2022-K4", "2023-07-10", True), profiel)


def _keur_som(o, rijen: dict[str, tuple[float, int]]) -> None:
    totaal = o.waarde(GELD, "wmo", "2022-K4")["waarde"]
    ziet = {g: o.waarde(GELD, "wmo", "2022-K4", "hoofdcategorie", g)["waarde"] for g in rijen}
    assert all(ziet[g] is None for g, (_, n) in rijen.items() if n < 10)
    if totaal is None:
        return
    for g, (waar, n) in rijen.items():
        anderen = [a for a in rijen if a != g and ziet[a] is None]
        if n < 10:
            getoond = [w for w in ziet.values() if w is not None]
            assert min(_ruimte(o, totaal, getoond, anderen, waar)) >= 0.2 * waar - 1, (rijen, ziet)


def test_het_geld_van_drie_mensen_is_niet_op_een_half_procent_bekend(tmp_path):
    bron = geval("geld_van_drie2", tmp_path)
    r = registraties.maak(deur.lees_map(bron).tabellen)
    peildatum = lees_herkomst(bron)["peildatum"]
    alles = monitor.bereken(r, Kwartaal(2023, 1), peildatum)
    o = scherm_af(alles, Herkomst("Proefdam", "GM0999", "2023-K1", str(peildatum), True))
    groepen = alles.filter(cijfer=GELD, wet="wmo", kwartaal="2022-K4", groep_soort="hoofdcategorie")
    _keur_som(o, {g: (w, n) for g, w, n in groepen.select("groep", "waarde", "noemer").rows()})
    assert o.waarde(GELD, "wmo", "2022-K4")["waarde"] == 2_047_000
    assert beproef([o.editie()], bedragen=o.bedragen).veilig


@pytest.mark.parametrize("zaad", range(12))
def test_elk_verborgen_bedrag_houdt_speling_aan_beide_kanten(zaad):
    dobbel = random.Random(zaad)
    rijen = {
        f"groep {i}": (round(10 ** dobbel.uniform(3.5, 6.5)), dobbel.choice((2, 5, 8, 12, 40, 300)))
        for i in range(dobbel.randint(3, 7))
    }
    o = _som(rijen)
    _keur_som(o, rijen)
    assert beproef([o.editie()], bedragen=o.bedragen).veilig


def test_de_proef_van_de_run_ziet_een_bovengrens_die_te_dichtbij_is():
    rijen = {"begeleiding": (4_464, 12), "beschermd wonen": (1_080_048, 3), "dagbesteding": (962_388, 200)}
    o = _som(rijen)
    editie = o.editie()
    open_ = {"dagbesteding": 962_000.0, "begeleiding": None}
    tafel = editie.cijfers.with_columns(
        pl.when(pl.col("groep").is_in(list(open_)))
        .then(pl.col("groep").replace_strict(open_, default=None))
        .otherwise("waarde")
        .alias("waarde")
    )
    mee = {(GELD, "wmo", "2022-K4", "hoofdcategorie", "begeleiding"): MEE}
    oud = Editie("zoals het was", tafel, stappen=mee)
    uitslag = beproef([oud], bedragen=o.bedragen)
    assert [b.cel[4] for b in uitslag.bevindingen] == ["beschermd wonen"]


def test_een_restant_met_alleen_kleine_groepen_is_ook_zonder_de_ware_bedragen_een_bevinding():
    o = _som({"a": (50_000, 3), "b": (60_000, 4), "c": (900_000, 200), "d": (400_000, 90)})
    alles = o.editie()
    ziet = {"c": 900_000.0, "d": 400_000.0}
    tafel = alles.cijfers.with_columns(
        pl.coalesce(pl.col("groep").replace_strict(ziet, default=None), "waarde").alias("waarde")
    )
    uitslag = beproef([Editie("alleen de kleine weg", tafel)])
    assert {b.cel[4] for b in uitslag.bevindingen} == {"a", "b"}
    assert beproef([alles]).veilig


def test_een_bedrag_dat_vooral_van_een_mens_is_gaat_weg_en_het_grootste_bedrag_blijft_binnen():
    rijen = {"veel": (1_000_000, 20), "net": (1_200_000, 20), "rest": (900_000, 200)}
    grootste = {"veel": 950_000.0, "net": 1_000_000.0, "rest": 20_000.0}
    o = _som(rijen, grootste)
    weg = o.cijfers.filter(status="afgeschermd")["groep"].to_list()
    assert "veel" in weg and "net" not in _klein(o) and "totaal" not in weg
    for profiel in ("openbaar", "intern"):
        uit = _som(rijen, grootste, profiel)
        assert uit.cijfers["teller"].null_count() == uit.cijfers.height


def _klein(o) -> set[str]:
    """Groups hidden for themselves, not along with another."""
    return {c[4] for c, _, _, klein in bedragfeiten(o.editie(), []) if klein}
