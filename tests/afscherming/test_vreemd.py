"""Elk getal op een pagina komt uit de beschermde cijfers: in tekst, tabel, beeld, label en voorgelezen zin."""

import json
import re
from pathlib import Path

import beeldset
import polars as pl
import pytest
from publicaties import beschermd, rij

from sociaaldomein import panelen
from sociaaldomein.afscherming.nalopen import vreemd_in_teksten, vreemde_getallen
from sociaaldomein.afscherming.teksten import getallen_in
from sociaaldomein.afscherming.toegestaan import toegestaan
from sociaaldomein.begrippen import cijfers
from sociaaldomein.cli import main
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.opdracht.instellingen import ParamsFout
from sociaaldomein.paginas.dashboard import open_pagina
from sociaaldomein.uitgave import downloads, rekenen


@pytest.fixture
def openbaar():
    rijen = [rij("lopend_trajecten", w, g, "wijk") for g, w in (("A", 4), ("B", 143), ("C", 58))]
    return beschermd([*rijen, rij("lopend_trajecten", 205)], "afronden")


def uitgave(map: Path, beeld: dict, pagina: str = "") -> Path:
    (map / "openbaar" / "beelden").mkdir(parents=True)
    pad = map / "openbaar" / "beelden" / "raadsmonitor-jeugd-lopend.json"
    pad.write_text(json.dumps({"sleutel": "7 8 9", "staten": [beeld]}), encoding="utf-8")
    (map / "jeugd.html").write_text(pagina, encoding="utf-8")
    return map


GOED = {
    "zin": "In het 1e kwartaal van 2023 waren er 205 trajecten, van jeugdigen van 12 tot en met 17 jaar.",
    "rijen": [["A", "afgeschermd"], ["B", "140"]],
    "figuur": '<svg role="img" aria-label="Wijk B: ongeveer 140."><text>140</text><path d="M 7 8 L 9 9"/></svg>',
    "onder": "<p>Aantallen zijn afgerond op 5. De grootste groep is 4 intensieve ondersteuning.</p>",
}


def test_wat_uit_de_cijfers_komt_is_niet_vreemd(tmp_path, openbaar):
    pagina = '<style>a{top:7px}</style><script>let a = 9</script><p title="140">205 trajecten</p>'
    assert vreemde_getallen(uitgave(tmp_path, GOED, pagina), openbaar) == []


def test_onze_eigen_vaste_zinnen_houden_geen_uitgave_tegen():
    """A rule that names a share or a number may stand beside any figures, also where none happens to be equal to it."""
    mag = toegestaan(beschermd([rij("lopend_trajecten", 205)], "afronden"))
    teksten = [f"{b.titel} {b.telregel} {b.kanttekening}" for b in cijfers.begrippen().values()]
    teksten += [noot for thema in cijfers.themas().values() for vorm in thema.panelen for noot in vorm.noot]
    assert any("%" in tekst for tekst in teksten)
    assert vreemd_in_teksten("eigen", teksten, mag) == []


def zinnen(openbaar) -> set[str]:
    """Everything the pages say in words about a set: titles, questions, sentences, rules, notes, names of tiles."""
    uit: set[str] = set()
    for boek, wet in (
        ("raadsmonitor", "jeugd"),
        ("raadsmonitor", "wmo"),
        ("taskforce", "samen"),
        ("wijken", "samen"),
        ("thema", "participatie"),
        ("thema", "vluchtelingen"),
    ):
        for paneel in panelen.panelen(boek, wet).values():
            for keuze in paneel.staten():
                b = paneel.teken(openbaar, wet, beeldset.NU, **keuze)
                stukken = (b.titel, b.vraag, b.zin, b.telregel, b.bijschrift, *b.noot, *b.kop, *(r[0] for r in b.rijen))
                uit.update(zin for stuk in stukken for zin in re.split(r"(?<=[.?!]) ", stuk))
        uit.update(tegel.naam for tegel in panelen.tegels(openbaar, boek, wet, beeldset.NU))
    return uit


@pytest.mark.traag
def test_wat_bij_andere_cijfers_hetzelfde_blijft_houdt_geen_uitgave_tegen():
    """What the pages say of sets of which the figures differ is text of ours: it may stand beside any figure."""
    een = beeldset.openbaar("alles")
    vast = zinnen(een)
    for deel in (7, 11, 13):  # each row its own factor: else a share stays what it was, and by chance some are equal
        keer = pl.int_range(pl.len()) % deel + 2
        anders = {
            naam: getattr(een, naam).with_columns(pl.col("waarde", "teller", "noemer") * keer)
            for naam in ("cijfers", "gepubliceerd")
        }
        vast &= zinnen(beeldset.met(een, **anders))
    assert sum(bool(re.search(r"\d", zin)) for zin in vast) > 50
    kaal = beeldset.met(beschermd([rij("lopend_trajecten", 205)], "afronden"), registers=een.registers)
    mag = toegestaan(kaal)
    assert vreemd_in_teksten("vast", sorted(vast), mag) == []


@pytest.mark.parametrize(
    ("tekst", "getallen"),
    [
        ("4,8 tot 12,5", ["4,8", "12,5"]),  # not the ages 8 to 12 with a 4 left over
        ("van 12 tot 17 jaar, of 12-17", []),
        ("kinderen (ook 18-plussers), of 18+", []),
        ("na 2,5 jaar", ["2,5"]),
        ("boven 12,5 en boven de 12", ["12,5"]),
        ("op 2.005 in 2005-K1", ["2.005"]),
        ("14,1 januari", ["14,1"]),
    ],
)
def test_een_deel_van_een_getal_is_geen_leeftijd_en_geen_jaar(tekst, getallen):
    assert [getal for getal, _ in getallen_in(tekst)] == getallen


@pytest.mark.parametrize(
    ("fout", "stopt"),
    [
        ({"zin": "In wijk A waren er 4 trajecten."}, True),
        ({"rijen": [["A", "4"]]}, True),
        ({"figuur": "<svg><text>4</text></svg>"}, True),
        ({"figuur": '<svg role="img" aria-label="Wijk A: 4 trajecten."></svg>'}, True),
        ({"figuur": "<svg><title>143</title></svg>"}, False),
        ({"titel": "Wijk B had 69,8% van de trajecten"}, False),
        ({"onder": '<img alt="B: 143">'}, False),
    ],
)
def test_een_vreemd_getal_in_een_beeld_wordt_gevonden(tmp_path, openbaar, fout, stopt):
    gevonden = vreemde_getallen(uitgave(tmp_path, GOED | fout), openbaar)
    assert gevonden and any(g.startswith("openbaar/") for g in gevonden) == stopt, "wat met openbaar/ begint, stopt"


@pytest.mark.parametrize(
    "html",
    [
        "<p>In wijk B waren er 143.</p>",
        '<figure aria-label="B: 143"></figure>',
        '<script type="application/json">{"staten": [{"zin": "wijk B: 143"}]}</script>',
    ],
)
def test_een_vreemd_getal_op_een_pagina_wordt_genoemd(tmp_path, openbaar, html):
    gevonden = vreemde_getallen(uitgave(tmp_path, GOED, html), openbaar)
    assert gevonden == ["jeugd.html: het getal 143 komt niet uit de beschermde cijfers"]


def test_een_groep_die_op_een_formule_lijkt_is_niet_vreemd(tmp_path):
    """In een download staat er een apostrof voor; het blijft dezelfde rij."""
    openbaar = beschermd([rij("lopend_trajecten", n, g, "wijk") for g, n in (("=A1", 140), ("-x", 60))], "afronden")
    map = uitgave(tmp_path, {"zin": "In het kwartaal."})
    downloads.schrijf_csv(openbaar, map / "openbaar" / "cijfers.csv")
    downloads.schrijf_xlsx(openbaar, map / "openbaar" / "cijfers.xlsx")
    assert "'=A1" in (map / "openbaar" / "cijfers.csv").read_text(encoding="utf-8-sig")
    assert vreemde_getallen(map, openbaar) == []


def test_een_getal_over_het_beeld_zelf_is_geen_vals_alarm(tmp_path):
    """More groups than a picture holds, and an axis of months: numbers that count nobody."""
    groepen = [rij("lopend_clienten", 20 + 5 * n, f"{40 + n}", "productcategorie") for n in range(16)]
    duur = [
        beeldset.rij("looptijd_mediaan", "jeugd", k, 8.3 + n / 10, noemer=400.0)
        for n, k in enumerate(laatste(Kwartaal.lees(groepen[0]["kwartaal"]), 5))
    ]
    set_ = beschermd([*groepen, rij("lopend_clienten", 920), *duur], "afronden")
    map_ = set_.schrijf(tmp_path / "openbaar")
    pagina = open_pagina(map_, "raadsmonitor", "jeugd")
    html = pagina.paneel_html("uitsplitsing") + pagina.paneel_html("looptijd")
    assert "14 grootste groepen" in html and ">5<" in html
    (tmp_path / "jeugd.html").write_text(html, encoding="utf-8")
    assert vreemde_getallen(tmp_path, set_) == []


def test_een_vreemd_getal_op_een_pagina_houdt_de_uitgave_tegen(tmp_path, openbaar):
    with pytest.raises(ParamsFout, match=r"jeugd\.html: het getal 143 komt niet uit de beschermde cijfers"):
        rekenen.zoek_vreemd(uitgave(tmp_path, GOED, "<p>In wijk B waren er 143.</p>"), openbaar)
    assert rekenen.zoek_vreemd(uitgave(tmp_path / "goed", GOED), openbaar) == {"vreemde_getallen": 0}


NAAM = "Wijk 3 Noord, buurt 4 en buurt 5"


@pytest.mark.parametrize(
    ("tekst", "vreemd"),
    [
        (NAAM, ""),
        ("Meer trajecten in wijk 3 noord, buurt 4 en buurt 5 dan in B", ""),
        ("Wijk 3", ""),
        ("buurt 4 en", ""),
        ("Wijk 3 Noord, buu…", ""),
        ("3", "3"),
        ("3 trajecten", "3"),
        ("In wijk 3 waren er 6 trajecten", "6"),
        (f"{NAAM}: 7", "7"),
    ],
)
def test_een_getal_in_een_naam_telt_niets(tmp_path, tekst, vreemd):
    """Also when the name is broken over lines in the drawing, or cut short; a count beside it is found."""
    groepen = [rij("lopend_trajecten", n, g, "hoofdcategorie") for g, n in ((NAAM, 140), ("B", 60))]
    gevonden = vreemde_getallen(
        uitgave(tmp_path, {"figuur": f"<svg><text>{tekst}</text></svg>"}), beschermd(groepen, "afronden")
    )
    assert any(f" {vreemd} " in g for g in gevonden) if vreemd else gevonden == []


def test_een_pad_vanaf_hier_ziet_hetzelfde_als_een_heel_pad(tmp_path, openbaar, monkeypatch, capsys):
    """The files are looked at too: `afgeschermd` made a 7 in the download, asked for in every way."""
    naam = f"{openbaar.kwartaal}/20230715-120000"
    map = uitgave(tmp_path / "uit" / naam, GOED)
    openbaar.schrijf(map / "openbaar")
    csv = map / "openbaar" / "cijfers.csv"
    downloads.schrijf_csv(openbaar, csv)
    vragen = ((tmp_path, f"uit/{naam}"), (tmp_path, "uit"), (map, "."), (map.parent, map.name), (tmp_path, str(map)))
    for code, zegt in ((0, "Veilig"), (2, "openbaar/cijfers.csv: de rij")):
        for hier, pad in vragen:
            monkeypatch.chdir(hier)
            assert main(["controleer-publicatie", pad]) == code, pad
            assert zegt in capsys.readouterr().out
        oud = csv.read_text(encoding="utf-8-sig")
        csv.write_text(re.sub(r";;;;(x;afgeschermd)", r";7;;;\1", oud), encoding="utf-8-sig")


@pytest.mark.parametrize(("hier", "pad"), [(".", "bestaatniet"), (".", "leeg"), ("leeg", "."), ("uit/2023-K1", ".")])
def test_zonder_uitgave_volgt_een_gewone_zin(tmp_path, monkeypatch, capsys, hier, pad):
    (tmp_path / "leeg").mkdir()
    (tmp_path / "uit" / "2023-K1").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / hier)
    assert main(["controleer-publicatie", pad]) == 2
    naam = (tmp_path / hier / pad).resolve().name
    assert f"In '{naam}' staat geen openbare uitgave. Noem de map" in capsys.readouterr().err


PLEKKEN = {
    "tabel": r"(<td[^>]*>)afgeschermd",
    "beeld": r"(<text[^>]*>)afgeschermd",
    "zin": r"(<figcaption>[^<]*?)\d[\d.]*",
    "tegel": r"(<strong[^>]*>)[^<]+",
    "titel": r'(data-titel=")',
}


def test_een_klein_getal_op_de_plaats_van_afgeschermd_wordt_gevonden(tmp_path):
    """In the cell, the drawing and the sentence each of 1 to 9, on a page of its own; and in a tile and a title."""
    openbaar = beeldset.openbaar()
    openbaar.schrijf(tmp_path / "openbaar")
    pagina = open_pagina(tmp_path / "openbaar", "raadsmonitor", "jeugd", toelichting={})
    goed = pagina.tegels().html + pagina.paneel_html("verwijzer")
    (tmp_path / "goed.html").write_text(goed, encoding="utf-8")
    verwacht = []
    for plek, patroon in PLEKKEN.items():
        for n in range(1, 10) if plek in ("tabel", "beeld", "zin") else (7,):
            fout, keer = re.subn(patroon, rf"\g<1>{n} ", goed, count=1)
            assert keer, plek
            (tmp_path / f"{plek}{n}.html").write_text(fout, encoding="utf-8")
            waar = "de tegels" if plek == "tegel" else "paneel jeugd-verwijzer"
            verwacht.append(f"{plek}{n}.html, {waar}: het getal {n} staat niet zo in het beeld")
    gevonden = [g for g in vreemde_getallen(tmp_path, openbaar) if "komt niet uit" not in g]
    assert sorted(gevonden) == sorted(verwacht)


@pytest.mark.parametrize(
    ("tekst", "goed"),
    [
        ("Er zijn 3 kinderen uit Noord geplaatst.", False),
        ("Bij 1 van de gezinnen liep het anders.", False),
        ("Er kwamen er 7 bij.", False),
        ("In wijk A waren het er 4.", False),
        ("Op 3 mei 2023 begon het, na 6 weken. Het kost € 3 per keer, of 2 miljoen.", True),
        ("In kwartaal 3 en het 2e kwartaal van 2022 zagen wij 3% groei.", True),
        ("Er waren 205 trajecten, minder dan 10 daarvan in wijk A.", True),
        ("Kinderen van 4 tot en met 7 jaar.", True),
    ],
)
def test_een_klein_getal_in_de_toelichting_wordt_gevraagd(tmp_path, openbaar, tekst, goed):
    """The adviser's own sentence is published as well; the number itself is not repeated."""
    map = uitgave(tmp_path, GOED)
    (map / "openbaar" / "toelichting.yml").write_text(f"jeugd.lopend: {tekst}\n", encoding="utf-8")
    gevonden = vreemde_getallen(map, openbaar)
    assert gevonden == (
        []
        if goed
        else [
            "openbaar/toelichting.yml: bij jeugd.lopend staat een getal onder 10. Gaat het over mensen? "
            "Schrijf dan 'minder dan 10'. Zo niet, schrijf het getal dan als woord"
        ]
    )


def test_een_getal_uit_de_toelichting_mag_alleen_daar_staan(tmp_path):
    openbaar = beeldset.openbaar()
    openbaar.schrijf(tmp_path / "openbaar")
    toelichting = {"jeugd.verwijzer": "Dit duurde 3 weken."}
    (tmp_path / "openbaar" / "toelichting.yml").write_text("jeugd.verwijzer: Dit duurde 3 weken.", encoding="utf-8")
    goed = open_pagina(tmp_path / "openbaar", "raadsmonitor", "jeugd", toelichting=toelichting).paneel_html("verwijzer")
    assert "3 weken" in goed
    (tmp_path / "jeugd.html").write_text(goed, encoding="utf-8")
    assert vreemde_getallen(tmp_path, openbaar) == []
    (tmp_path / "jeugd.html").write_text(re.sub(PLEKKEN["tabel"], r"\g<1>3", goed, count=1), encoding="utf-8")
    fout = ["jeugd.html, paneel jeugd-verwijzer: het getal 3 staat niet zo in het beeld"]
    assert vreemde_getallen(tmp_path, openbaar) == fout
