"""De avond: een params-bestand maakt een avond, en wat er niet klopt wordt geweigerd voordat er iets gebeurt."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import avondset
import beeldset
import pytest
import yaml

from sociaaldomein import cli
from sociaaldomein.afscherming.nalopen import vreemde_getallen
from sociaaldomein.begrippen.normen import norm
from sociaaldomein.grond import opslag
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.levering import deur
from sociaaldomein.opdracht import instellingen
from sociaaldomein.opdracht.instellingen import ParamsFout
from sociaaldomein.paginas import avond, avondteksten, dashboard, draaiboek, zoeken
from sociaaldomein.telling import monitor, registraties
from sociaaldomein.uitgave.manifest import instellingen_van

KENNISMAKING = "2026-06-25-kennismaking.yml"
VERDIEPING = "2026-11-verdieping.yml"
TEKSTEN = meegeleverd("params") / "avond"


def basis() -> dict:
    inhoud = yaml.load((meegeleverd("params") / KENNISMAKING).read_text(encoding="utf-8"), yaml.BaseLoader)
    return {k: inhoud[k] for k in ("avond", "paginas")}


def lees(tmp_path: Path, **anders) -> instellingen.Params:
    """The June evening, with a few keys of `avond` different."""
    inhoud = basis()
    inhoud["avond"] |= {k: w for k, w in anders.items() if w is not None}
    for k in [k for k, w in anders.items() if w is None]:
        del inhoud["avond"][k]
    pad = tmp_path / "avond.yml"
    pad.write_text(yaml.safe_dump(inhoud, allow_unicode=True), encoding="utf-8")
    return instellingen.lees(pad)


# ---------------------------------------------------------------- the agenda


def test_the_june_evening_lasts_from_eight_to_half_past_ten():
    a = instellingen.lees(meegeleverd("params") / KENNISMAKING).avond
    assert [(d.titel, d.minuten, d.begin) for d in a.onderdelen] == [
        ("Vluchtelingen", 60, "20.00"),
        ("Pauze", 5, "21.00"),
        ("Raad of Fabel?", 5, "21.05"),
        ("Mini-college", 25, "21.10"),
        ("Sturing en dashboard", 15, "21.35"),
        ("Praktijkcasus", 15, "21.50"),
        ("Reflectie", 15, "22.05"),
        ("Afronding", 10, "22.20"),
    ]
    assert sum(d.minuten for d in a.onderdelen) == 150 and a.onderdelen[-1].einde == a.einde == "22.30"
    assert (a.datum, a.plaats) == ("2026-06-25", "Renkemazaal")


def test_one_file_makes_the_pages_of_the_evening():
    p = instellingen.lees(meegeleverd("params") / KENNISMAKING)
    namen = [x.naam for x in p.paginas]
    assert namen[0] == "programma" and {"jeugd", "wmo", "taskforce", "quiz", "college"} <= set(namen)
    assert {n for d in p.avond.onderdelen for n in d.paginas} <= set(namen)
    assert all(x.parameters == {"onderdeel": x.naam} for x in p.paginas if x.notebook.stem == "avond")


def test_the_autumn_has_no_day_yet_and_three_rounds_of_assignments():
    a = instellingen.lees(meegeleverd("params") / VERDIEPING).avond
    assert a.datum == "2026-11" and avond.datum_tekst(a.datum) == "november 2026" and a.plaats == ""
    assert [d.thema for d in a.onderdelen if d.soort == "opdrachten"] == ["zoeken", "vergelijken", "duiden"]


DEEL = {"titel": "Pauze", "minuten": "150", "pagina": "pauze"}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"zaal": "Renkema"}, "de sleutel 'zaal' bestaat niet"),
        ({"einde": "22.00"}, "duren samen 150 minuten, maar 20.00 tot 22.00 is 120"),
        ({"begin": "acht uur"}, "'acht uur' is geen tijd. Schrijf bijvoorbeeld 20.00."),
        ({"datum": "25 juni"}, "'25 juni' is geen dag"),
        ({"datum": None}, "de sleutel 'datum' ontbreekt"),
        ({"onderdelen": "Pauze"}, "hier hoort een lijst te staan"),
        ({"onderdelen": ["Pauze"]}, "regels als 'titel: ...'"),
        ({"onderdelen": [{"titel": "Pauze"}]}, "de sleutel 'minuten' ontbreekt"),
        ({"onderdelen": [DEEL | {"minuten": "kwartier"}]}, "(Pauze), minuten: 'kwartier' mag niet"),
        ({"onderdelen": [DEEL | {"minuten": "0"}]}, "een heel getal van 1 of hoger"),
        ({"onderdelen": [DEEL | {"pagina": "quizz"}]}, "'quizz' bestaat niet"),
        ({"onderdelen": [DEEL | {"pagina": ["quiz", "jeugd"]}]}, "'quiz' staat alleen"),
        ({"onderdelen": [DEEL | {"duur": "5"}]}, "de sleutel 'duur' bestaat niet"),
        ({"onderdelen": [DEEL | {"punten": "een"}]}, "hier hoort een lijst te staan. Begin elke regel met '- '."),
        ({"stellingen": "weg.yml"}, "'weg.yml' bestaat niet naast avond.yml"),
    ],
)
def test_an_evening_that_is_wrong_is_refused_in_dutch(tmp_path, anders, zin):
    with pytest.raises(ParamsFout) as fout:
        lees(tmp_path, **anders)
    assert zin in str(fout.value)


def test_a_typing_error_in_a_page_gets_a_proposal(tmp_path):
    with pytest.raises(ParamsFout, match="Bedoelt u 'quiz'"):
        lees(tmp_path, onderdelen=[DEEL | {"pagina": "quizz"}])


def test_two_breaks_get_two_pages(tmp_path):
    p = lees(tmp_path, onderdelen=[DEEL | {"minuten": "75"}, DEEL | {"minuten": "75"}])
    assert [x.naam for x in p.paginas if x.notebook.stem == "avond"] == ["programma", "pauze", "pauze-2"]


@pytest.mark.traag  # a whole edition
def test_another_evening_needs_only_a_file(tmp_path):
    """Its own title, parts, texts and statements."""
    (tmp_path / "mijn").mkdir()
    (tmp_path / "mijn" / "college.yml").write_text("- titel: Ons eigen college\n  tekst: [Welkom.]\n", encoding="utf-8")
    delen = [{"titel": "College", "minuten": "20", "pagina": "college"}, {"titel": "Vragen", "minuten": "10"}]
    p = lees(tmp_path, titel="Een andere avond", einde="20.30", onderdelen=delen, teksten="mijn", plaats=None)
    openbaar = beeldset.openbaar()
    doel = openbaar.schrijf(tmp_path / "openbaar")
    draaiboek.leg_klaar(p.avond, openbaar, p.paginas, tmp_path, doel)
    assert "Ons eigen college" in avond.open_pagina(doel, "college").inhoud().html
    assert "Een andere avond" in avond.open_pagina(doel, "programma").inhoud().html


# ---------------------------------------------------------------- the run puts it ready


def test_a_verdict_that_the_figures_contradict_stops_the_run(tmp_path):
    (tmp_path / "stellingen.yml").write_text(
        "- stelling: Meer dan 1.000 jeugdigen kregen hulp.\n  oordeel: fabel\n  cijfer: lopend_clienten\n"
        "  wet: jeugd\n  is: meer dan\n  dan: 1000\n",
        encoding="utf-8",
    )
    with pytest.raises(ParamsFout, match="u schrijft fabel, maar de cijfers zeggen raad"):
        avondset.maak(tmp_path, KENNISMAKING)


def test_own_statements_come_first_and_the_figures_fill_the_round(tmp_path):
    (tmp_path / "stellingen.yml").write_text(
        "- stelling: Meer dan 1.000 jeugdigen kregen hulp.\n  oordeel: raad\n  cijfer: lopend_clienten\n"
        "  wet: jeugd\n  is: meer dan\n  dan: 1000\n",
        encoding="utf-8",
    )
    p = instellingen.lees(meegeleverd("params") / KENNISMAKING)
    ronde = draaiboek.kies_stellingen(p.avond, beeldset.openbaar(), beeldset.NU, tmp_path)
    assert ronde[0].tekst == "Meer dan 1.000 jeugdigen kregen hulp." and len(ronde) == 5


def test_the_command_writes_statements_that_the_run_accepts(avondmap, tmp_path, capsys):
    (avondmap / "manifest.json").write_text("{}", encoding="utf-8")
    assert cli.main(["stellingen", str(avondmap), "--aantal", "7"]) == 0
    op_scherm, pad = capsys.readouterr().out, tmp_path / "stellingen.yml"
    assert cli.main(["stellingen", str(avondmap), "--aantal", "7", "--naar", str(pad)]) == 0
    assert capsys.readouterr().out == f"In {pad} staan 7 stellingen. Zet het bestand bij de levering.\n"
    assert pad.read_text(encoding="utf-8") == op_scherm
    assert cli.main(["stellingen", str(avondmap), "--naar", str(pad)]) == 2
    assert "bestaat al en blijft zoals het is" in capsys.readouterr().err
    (avondmap / "manifest.json").unlink()
    pad.write_text(op_scherm, encoding="utf-16")  # what > writes in PowerShell 5.1
    gemeld, a = [], instellingen.lees(meegeleverd("params") / KENNISMAKING).avond
    ronde = draaiboek.kies_stellingen(a, beeldset.openbaar(), beeldset.NU, tmp_path, melder=gemeld.append)
    assert len(ronde) == 5 and gemeld == [
        "stellingen.yml: in 5 minuten passen 5 stellingen. Wat daarna staat, blijft weg (2)."
    ]
    langer = replace(a, onderdelen=tuple(replace(d, minuten=20) for d in a.onderdelen))
    alle = draaiboek.kies_stellingen(langer, beeldset.openbaar(), beeldset.NU, tmp_path, melder=gemeld.append)
    assert len(alle) == 7 and alle[:5] == ronde and len(gemeld) == 1


def test_every_statement_of_the_evening_has_its_picture(avondmap):
    lijst = avond.lees(avondmap / "openbaar")["stellingen"]
    html = (avondmap / "quiz.html").read_text(encoding="utf-8")
    assert len(lijst) == 5 and all(s["paneel"] for s in lijst)
    assert html.count('class="avondbeeld"') == 5 and html.count('<details class="onthul">') == 5


SITUATIE = {"thema": "jeugd", "titel": "x", "huishouden": "y"}
STAP = {"naam": "Melding", "dag": "0", "gebeurt": "x", "besluit": "y"}
HULP = {"wet": "jeugd", "productcategorie": "45", "aantal": "6", "eenheid": "uur"}
OPDRACHT = {
    "soort": "zoeken",
    "vraag": "x",
    "paneel": "jeugd.lopend",
    "hint": "x",
    "antwoord": ["jeugd.lopend"],
    "uitleg": "x",
    "niet": "x",
}


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("college", [{"tekst": ["x"]}], "college.yml, stuk 1: de sleutel 'titel' ontbreekt."),
        (
            "college",
            [{"titel": "x", "lijstje": ["y"]}],
            "de sleutel 'lijstje' bestaat niet. Bekend: titel, tekst, lijst",
        ),
        ("college", [{"titel": "x", "lijstje": ["y"]}], "Bedoelt u 'lijst'?"),
        ("college", [{"titel": "x", "tekst": "Een zin"}], "stuk 1, tekst: hier hoort een lijst te staan"),
        ("college", [{"titel": "x", "trap": [{"nm": "x"}]}], "stuk 1, trap 1: de sleutel 'naam' ontbreekt."),
        ("college", [{"titel": "x", "trap": ["x"]}], "stuk 1, trap 1: hier horen regels als 'naam: ...' te staan."),
        ("college", [{"titel": ["x"]}], "stuk 1, titel: hier hoort een tekst te staan."),
        ("opdrachten", "zoek", "opdrachten.yml: hier hoort een lijst te staan."),
        ("opdrachten", None, "opdrachten.yml: hier hoort een lijst te staan."),
        ("opdrachten", [OPDRACHT | {"soort": "zoekn"}], "'zoekn' mag niet. Kies uit: zoeken, vergelijken, duiden."),
        ("opdrachten", [OPDRACHT | {"antwoord": "jeugd.lopend"}], "stuk 1, antwoord: hier hoort een lijst te staan"),
        ("opdrachten", [OPDRACHT | {"keuze": "trajecten"}], "stuk 1, keuze: hier horen regels als"),
        ("situaties", [], "situaties.yml: hier hoort een lijst te staan."),
        ("situaties", [SITUATIE | {"stappen": []}], "stuk 1, stappen: hier hoort een lijst te staan."),
        ("situaties", [SITUATIE | {"stappen": ""}], "stuk 1, stappen: hier hoort een lijst te staan."),
        ("situaties", [SITUATIE | {"stappen": [STAP | {"dag": "nul"}]}], "stappen 1, dag: 'nul' is geen aantal dagen"),
        ("situaties", [SITUATIE | {"stappen": [STAP | {"niveau": "8"}]}], "van 1 tot en met 7"),
        ("situaties", [SITUATIE | {"stappen": [STAP | {"norm": "onderzoek"}]}], "Bedoelt u 'onderzoek_dagen'?"),
        (
            "situaties",
            [SITUATIE | {"stappen": [STAP | {"hulp": HULP | {"aantal": "tien"}}]}],
            "hulp, aantal: 'tien' is",
        ),
        ("situaties", [SITUATIE | {"stappen": [STAP | {"hulp": "uur"}]}], "hulp: hier horen regels als 'wet: ...'"),
        ("zoekwoorden", {"gelijk": "kind, jongere"}, "zoekwoorden.yml, gelijk: hier hoort een lijst te staan."),
        ("zoekwoorden", [], "zoekwoorden.yml: hier horen regels als 'gelijk: ...' te staan."),
    ],
)
def test_a_text_that_is_wrong_is_refused(naam, inhoud, zin):
    assert any(zin in fout for fout in avondteksten.keur(naam, inhoud)), avondteksten.keur(naam, inhoud)


def leg_klaar(map_: Path, avond_: instellingen.Avond, paginas=None, melder=print) -> Path:
    openbaar = beeldset.openbaar()
    doel = openbaar.schrijf(map_ / "openbaar")
    paginas = paginas or instellingen.lees(meegeleverd("params") / KENNISMAKING).paginas
    return draaiboek.leg_klaar(avond_, openbaar, paginas, map_, doel, melder)


def test_all_faults_in_the_texts_come_at_once_and_a_panel_must_exist(tmp_path):
    def wijs(paneel: str, **keuze: str) -> dict:
        return {"paneel": paneel, "keuze": keuze}

    teksten = {
        "college": [
            {"titel": "x", "kerncijfers": ["jeugt"], "beelden": ["jeugd", "jeugd.lopen", "taskfors.besparing"]}
        ],
        "opdrachten": [
            OPDRACHT | wijs("jeugd.lopend", eenheid="traject"),
            OPDRACHT | {"antwoord": [wijs("jeugd.lopend", eenhed="trajecten")]},
        ],
        "situaties": [{"thema": "jeugd"}],
    }
    for naam, inhoud in teksten.items():
        (tmp_path / f"{naam}.yml").write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    (tmp_path / "zoekwoorden.yml").write_text("gelijk: [", encoding="utf-8")
    a = replace(instellingen.lees(meegeleverd("params") / KENNISMAKING).avond, teksten=tmp_path)
    with pytest.raises(ParamsFout) as reden:
        leg_klaar(tmp_path, a)
    regels = str(reden.value).splitlines()
    for begin, eind in (
        ("college.yml, stuk 1, kerncijfers 1, pagina: 'jeugt' mag niet.", "Bedoelt u 'jeugd'?"),
        ("college.yml, stuk 1, beelden 1, paneel bij jeugd: '' mag niet.", "uitsplitsing."),
        ("college.yml, stuk 1, beelden 2, paneel bij jeugd: 'lopen' mag niet.", "Bedoelt u 'lopend'?"),
        ("college.yml, stuk 1, beelden 3, pagina: 'taskfors' mag niet.", "Bedoelt u 'taskforce'?"),
        ("situaties.yml, stuk 1: de sleutel 'titel' ontbreekt.", ""),
        ("situaties.yml, stuk 1: de sleutel 'huishouden' ontbreekt.", ""),
        ("situaties.yml, stuk 1: de sleutel 'stappen' ontbreekt.", ""),
        ("opdrachten.yml, stuk 1, keuze bij jeugd.lopend: 'traject' mag niet.", "Bedoelt u 'trajecten'?"),
        ("opdrachten.yml, stuk 2, antwoord 1, keuze bij jeugd.lopend: 'eenhed' mag niet.", "Bedoelt u 'eenheid'?"),
        ("zoekwoorden.yml, regel 1: Dit is geen geldige YAML.", ""),
    ):
        assert any(r.startswith(begin) and r.endswith(eind) for r in regels), (begin, regels)
    assert len(regels) == 10


@pytest.mark.parametrize(
    ("bestand", "nr", "thema", "zin"),
    [
        (
            KENNISMAKING,
            5,
            "jeud",
            "avond, onderdeel 6 (Praktijkcasus), thema: 'jeud' mag niet. Kies uit: jeugd, wmo, "
            "vluchtelingen, armoede. Bedoelt u 'jeugd'?",
        ),
        (
            VERDIEPING,
            1,
            "zoekn",
            "avond, onderdeel 2 (Opzoeken), thema: 'zoekn' mag niet. Kies uit: zoeken, vergelijken, "
            "duiden. Bedoelt u 'zoeken'?",
        ),
        (KENNISMAKING, 1, "jeugd", "avond, onderdeel 2 (Pauze), thema: 'jeugd' mag niet. Hier is niets te kiezen."),
    ],
)
def test_a_theme_that_is_not_there_is_refused(tmp_path, bestand, nr, thema, zin):
    a = instellingen.lees(meegeleverd("params") / bestand).avond
    delen = tuple(replace(d, thema=thema) if i == nr else d for i, d in enumerate(a.onderdelen))
    with pytest.raises(ParamsFout) as reden:
        leg_klaar(tmp_path, replace(a, onderdelen=delen))
    assert str(reden.value) == zin


def test_a_page_that_this_edition_lacks_is_told_and_a_statement_finds_its_own_page(tmp_path):
    """What is not there is left out; every statement in the round is about something that can be shown."""
    p, gemeld = instellingen.lees(meegeleverd("params") / KENNISMAKING), []
    pad = leg_klaar(tmp_path, p.avond, [x for x in p.paginas if x.naam != "taskforce"], gemeld.append)
    assert len(gemeld) == 1 and re.fullmatch(
        r"Avond: de pagina 'taskforce' hoort niet bij deze uitgave. \d beelden blijven weg.", gemeld[0]
    )
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    assert all(s["paneel"].partition(".")[0] in {x.naam for x in p.paginas} for s in inhoud["stellingen"])


def test_the_legal_term_is_that_of_the_evening(avondmap, tmp_path, monkeypatch):
    """Whoever opens the pages years later reads the same."""
    gevraagd = []
    monkeypatch.setattr(avond, "norm", lambda naam, dag: gevraagd.append(dag) or norm(naam, dag))
    inhoud = avond.lees(avondmap / "openbaar")
    next(d for d in inhoud["onderdelen"] if d["soort"] == "praktijkcasus")["thema"] = "wmo"
    doel = beeldset.openbaar().schrijf(tmp_path)
    for datum, dag in (("2026-06-25", date(2026, 6, 25)), ("2026-11", date(2026, 11, 1))):
        (doel / avond.BESTAND).write_text(json.dumps(inhoud | {"datum": datum}), encoding="utf-8")
        avond.open_pagina(doel, "praktijkcasus").inhoud()
        assert set(gevraagd) == {dag}
        gevraagd.clear()


def test_the_texts_that_come_along_are_right():
    """The choices of the panels they refer to are checked when an evening is made, as `avondset` does."""
    teksten, fouten = avondteksten.lees(None, {}, lambda _: None)
    assert fouten == []
    assert {s["thema"] for s in teksten["situaties"]} == {"jeugd", "wmo", "vluchtelingen", "armoede"}
    for s in teksten["situaties"]:
        dagen = [int(x["dag"]) for x in s["stappen"]]
        assert dagen == sorted(dagen) and dagen[0] == 0
        namen = [re.sub(r" \d$", "", x["naam"]) for x in s["stappen"]]
        assert list(dict.fromkeys(namen)) == ["Melding", "Onderzoek", "Triage", "Toewijzing", "Evaluatie", "Einde"]
        assert all(x["anders"] for x in s["stappen"])


def test_the_two_clocks_of_the_course_are_those_of_the_law():
    college = (TEKSTEN / "college.yml").read_text(encoding="utf-8")
    for naam, woord in (("onderzoek_dagen", "zes"), ("beschikking_dagen", "twee")):
        weken = norm(naam, date(2026, 6, 25)).waarde / 7
        assert {"zes": 6, "twee": 2}[woord] == weken and f"hoogstens {woord} weken" in college


# ---------------------------------------------------------------- the pages


class Lezer(HTMLParser):
    """Opening tags, by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))


def test_every_link_of_the_evening_leads_somewhere(avondmap, najaarmap):
    """A page of the edition, and where it has an anchor, a panel or a word on it."""
    for m in (avondmap, najaarmap):
        bestaat = {p.name for p in m.glob("*.html")}
        for pagina in m.glob("*.html"):
            html = pagina.read_text(encoding="utf-8")
            for tag, a in Lezer(html).tags:
                if tag == "a" and a["href"] not in ("#inhoud", "toegankelijkheid.html"):
                    bestand, _, plek = a["href"].partition("#")
                    assert bestand in bestaat, (pagina.name, a["href"])
                    if plek.startswith("w-"):
                        assert f'id="{plek}"' in (m / bestand).read_text(encoding="utf-8")


def test_the_agenda_is_the_way(avondmap):
    html = (avondmap / "quiz.html").read_text(encoding="utf-8")
    nav = re.search(r"<nav .*?</nav>", html, re.S)[0]
    assert 'data-avond="3"' in nav and 'data-vorige="pauze.html"' in nav and 'data-volgende="college.html"' in nav
    assert [int(n) for n in re.findall(r'data-deel="(\d)"', nav)] == list(range(9))
    wmo = (avondmap / "wmo.html").read_text(encoding="utf-8")
    assert 'data-vorige="jeugd.html"' in wmo and 'data-volgende="participatie.html"' in wmo
    assert re.search(r'href="wmo.html"[^>]*aria-current="page"', wmo)


def test_the_programme_says_when_where_and_from_which_figures(avondmap):
    html = (avondmap / "programma.html").read_text(encoding="utf-8")
    for tekst in (
        "Donderdag 25 juni 2026, 20.00 tot 22.30 uur, Renkemazaal",
        "21.35",
        "voorlopig",
        "Bronnen",
        "Deze cijfers zijn niet echt",
    ):
        assert tekst in html


def test_the_break_says_when_and_with_what_the_evening_goes_on(avondmap):
    html = (avondmap / "pauze.html").read_text(encoding="utf-8")
    assert "Om 21.05 uur gaan wij verder." in html and "Hierna: Raad of Fabel?" in html
    assert "tonen wij niet" not in html, "a break shows no figures"


def test_every_situation_says_that_it_is_invented(avondmap):
    html = (avondmap / "praktijkcasus.html").read_text(encoding="utf-8")
    assert html.count("Verzonnen situatie. Dit gezin bestaat niet.") == html.count('class="paneel blad') > 6
    assert "€" not in re.sub(r"<style.*?</style>", "", html, flags=re.S), "no tariff table was delivered"


def test_a_delivered_tariff_gives_a_price(avondmap, tmp_path):
    inhoud = avond.lees(avondmap / "openbaar")
    inhoud["tarieven"] = [{"wet": "jeugd", "productcategorie": "45", "eenheid": "uur", "tarief_eur": 90}]
    doel = beeldset.openbaar().schrijf(tmp_path)
    (doel / avond.BESTAND).write_text(json.dumps(inhoud), encoding="utf-8")
    assert "6 keer een uur van €\xa090 is €\xa0540." in avond.open_pagina(doel, "praktijkcasus").inhoud().html


def test_assignments_have_a_hint_an_answer_from_the_figures_and_a_limit(najaarmap):
    html = (najaarmap / "opdrachten-zoeken.html").read_text(encoding="utf-8")
    bladen = html.count('class="paneel blad opdracht"')
    assert bladen == 4
    for kop in ("Hint", "Voorbeeld van een antwoord", "Wat deze cijfers niet zeggen"):
        assert html.count(f"<summary>{kop}</summary>") == bladen
    zin = dashboard.open_pagina(najaarmap / "openbaar", "raadsmonitor", "jeugd").staten("lopend")[0]["zin"]
    assert zin in html


def test_a_page_that_is_not_there_takes_its_assignments_and_pictures_along(tmp_path):
    """Without the taskforce page the evening is simply shorter: no dead links."""
    p = instellingen.lees(meegeleverd("params") / VERDIEPING)
    paginas = tuple(x for x in p.paginas if x.naam != "taskforce")
    openbaar = beeldset.openbaar()
    doel = openbaar.schrijf(tmp_path / "openbaar")
    draaiboek.leg_klaar(p.avond, openbaar, paginas, tmp_path, doel)
    html = avond.open_pagina(doel, "opdrachten-duiden").inhoud().html
    assert html.count('class="paneel blad opdracht"') == 2 and "taskforce.html" not in html
    assert not [i for i in avond.lees(doel)["zoek"]["ingangen"] if "taskforce.html" in i["adres"]]


def test_a_page_that_was_ordered_but_not_delivered_is_no_misspelling(tmp_path):
    """The adviser's own name for a page stays known when its figures were not delivered."""
    p = instellingen.lees(meegeleverd("params") / VERDIEPING)
    tekst = (meegeleverd("params") / "avond" / "opdrachten.yml").read_text(encoding="utf-8")
    (tmp_path / "opdrachten.yml").write_text(tekst.replace("taskforce.", "besparen."), encoding="utf-8")
    besteld = [replace(x, naam="besparen") if x.naam == "taskforce" else x for x in p.paginas]
    er_is = [x for x in besteld if x.naam != "besparen"]
    openbaar, gemeld = beeldset.openbaar(), []
    doel = openbaar.schrijf(tmp_path / "openbaar")
    vast = (replace(p.avond, teksten=tmp_path), openbaar, er_is, tmp_path / "bron", doel, gemeld.append)
    with pytest.raises(ParamsFout, match="besparen"):
        draaiboek.leg_klaar(*vast)
    draaiboek.leg_klaar(*vast, besteld)
    assert any("de pagina 'besparen' hoort niet bij deze uitgave" in m for m in gemeld)


def test_numbers_of_the_evening_itself_are_not_strange_and_others_are(avondmap):
    """A false number in a statement or a day in a situation may be there; a number nobody wrote may not."""
    openbaar = beeldset.openbaar()
    namen = tuple(f"{x}.html" for x in ("programma", "quiz", "college", "praktijkcasus", "reflectie", "afronding"))
    assert [v for v in vreemde_getallen(avondmap, openbaar) if v.startswith(namen)] == []
    vals = (avondmap / "quiz.html").read_text(encoding="utf-8").replace("Raad of Fabel?", "Dat zijn er 987.654.")
    (avondmap / "quiz-vals.html").write_text(vals, encoding="utf-8")
    assert "quiz-vals.html: het getal 987.654 komt niet uit de beschermde cijfers" in vreemde_getallen(
        avondmap, openbaar
    )
    (avondmap / "quiz-vals.html").unlink()


def test_the_clock_is_no_file_of_the_edition(avondmap):
    klok = avond.presentator_html(avond.lees(avondmap / "openbaar"), "Voorbeeld")
    assert 'id="wandklok"' in klok and klok.count("data-minuten") == 8
    for pagina in avondmap.glob("*.html"):
        assert "wandklok" not in pagina.read_text(encoding="utf-8"), pagina.name


def test_an_evening_is_part_of_what_decides_whether_an_edition_still_fits(tmp_path):
    een, ander = lees(tmp_path), lees(tmp_path, titel="Een andere titel")
    assert instellingen_van(een)["avond"] != instellingen_van(ander)["avond"]
    assert opslag.json_waarde(instellingen_van(een)) == instellingen_van(een)


def test_the_search_list_covers_every_panel_and_every_word(avondmap):
    from sociaaldomein.begrippen.cijfers import woorden

    inhoud = avond.lees(avondmap / "openbaar")["zoek"]
    adressen = [i["adres"] for i in inhoud["ingangen"]]
    for id_, (notebook, wet) in {"jeugd": ("raadsmonitor", "jeugd"), "taskforce": ("taskforce", "samen")}.items():
        namen = dashboard.open_pagina(avondmap / "openbaar", notebook, wet)._lees("inhoud")["panelen"]
        assert {f"{id_}.html#paneel={id_}-{n}" for n in namen} <= set(adressen)
    assert sum(i["soort"] == "woord" for i in inhoud["ingangen"]) == len(woorden())


def test_the_own_words_come_from_a_file(tmp_path):
    lijst = zoeken.lijst([], {"gelijk": ["kind, jongere"], "stop": "de het"})
    assert lijst["gelijk"] == [["kind", "jongere"]] and lijst["stop"] == ["de", "het"]


def test_a_table_of_tariffs_comes_in_through_the_door(tmp_path):
    (tmp_path / "tarieven.csv").write_text(
        "wet;productcategorie;eenheid;tarief_eur;bron\njeugd;45;uur;98,50;inkoop 2023\n", encoding="utf-8"
    )
    lijst = monitor.registers(registraties.maak(deur.lees_map(tmp_path).tabellen))["tarieven"]
    assert [tuple(t[k] for k in ("wet", "productcategorie", "eenheid", "tarief_eur")) for t in lijst] == [
        ("jeugd", "45", "uur", 98.5)
    ]
