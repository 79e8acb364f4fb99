"""De pagina: een paneel in elke vorm gelijk, veilig geschreven, licht om te laden en uit de bewaarde staten."""

import json
import re
import subprocess
import sys

import beeldset
import pytest

from sociaaldomein.afscherming import verantwoording
from sociaaldomein.begrippen.cijfers import dimensies
from sociaaldomein.paginas import dashboard, huisstijl, omslag, sjabloon
from sociaaldomein.uitgave import overzicht

ZWAAR = (
    "matplotlib",
    "pandas",
    "polars",
    "narwhals",
    "pyarrow",
    "sociaaldomein.panelen",
    "sociaaldomein.beelden.balken",
)


@pytest.fixture(scope="module")
def map_(tmp_path_factory):
    doel = beeldset.openbaar().schrijf(tmp_path_factory.mktemp("set") / "openbaar")
    paginas = [
        {"naam": "jeugd", "titel": "Jeugd", "bestand": "jeugd.html", "notebook": "jeugd.ipynb"},
        {"naam": "wmo", "titel": "Wmo & meer", "bestand": "wmo.html", "notebook": "wmo.ipynb"},
    ]
    (doel / "paginas.json").write_text(json.dumps(paginas), encoding="utf-8")
    (doel / "toelichting.yml").write_text("jeugd.lopend: |\n  Eerst <dit>.\n\n  Dan dat.\n", encoding="utf-8")
    return doel


@pytest.fixture(scope="module")
def pagina(map_):
    return dashboard.open_pagina(map_, "raadsmonitor", "jeugd")


def test_panel_holds_every_state_and_shows_the_first(pagina):
    html = pagina.paneel_html("lopend")
    assert html.count('class="staat"') == 3 and html.count(" hidden>") == 5  # two states, and what waits for the script
    assert html.count("<select") == 2 and 'aria-labelledby="t-jeugd-lopend"' in html
    assert "Hoeveel jeugdigen krijgen hulp" in html


def test_one_mimebundle_for_widget_and_page(pagina):
    data, _ = pagina.paneel("lopend")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert pagina.paneel("lopend").html in data["text/html"] and 'id="jeugd-lopend"' in data["text/html"]


def test_comment_of_the_municipality_stands_apart_and_is_escaped(pagina):
    html = pagina.paneel_html("lopend")
    assert "<b>Toelichting van de gemeente</b><p>Eerst &lt;dit&gt;.</p><p>Dan dat.</p>" in html
    assert "Toelichting van de gemeente" not in pagina.paneel_html("instroom")


def test_names_from_data_are_escaped(pagina):
    html = pagina.paneel_html("uitsplitsing")
    assert "Noord &lt;&amp;&gt;" in html and "Noord <&>" not in html


def test_header_says_synthetic_and_links_the_other_pages(pagina):
    kop = pagina.kop().html
    assert "Voorbeelddata (synthetisch)" in kop and "Deze cijfers zijn niet echt." in kop
    assert 'href="wmo.html" data-notebook="wmo.ipynb">Wmo &amp; meer' in kop and 'aria-current="page">Jeugd' in kop


def test_no_synthetic_banner_on_real_figures(tmp_path):
    doel = beeldset.openbaar("gepubliceerd").schrijf(tmp_path / "openbaar")
    assert "ynthetisch" not in dashboard.open_pagina(doel, "raadsmonitor", "wmo").kop().html


def test_intern_is_marked_on_page_and_panel(tmp_path):
    doel = beeldset.openbaar("totalen", "intern").schrijf(tmp_path / "openbaar")
    p = dashboard.open_pagina(doel, "raadsmonitor", "jeugd")
    for html in (p.kop().html, p.tegels().html, p.paneel_html("lopend")):
        assert sjabloon.INTERN in html


def test_the_footer_says_what_is_hidden_only_where_people_are_counted(map_, pagina, tmp_path):
    regel = "Aantallen mensen onder 10 tonen wij niet. Veel andere aantallen zijn afgerond."
    assert regel in pagina.voet().html
    assert "tonen wij niet" not in dashboard.open_pagina(map_, "plannen", "samen").voet().html
    intern = beeldset.openbaar("totalen", "intern").schrijf(tmp_path / "openbaar")
    assert "tonen wij niet" not in dashboard.open_pagina(intern, "raadsmonitor", "jeugd").voet().html


def test_states_are_kept_and_drawn_again_when_a_figure_changes(map_, pagina, tmp_path):
    bewaard = map_ / "beelden" / "raadsmonitor-jeugd-triage.json"
    eerst = pagina.paneel_html("triage")
    stempel = bewaard.stat().st_mtime_ns
    assert dashboard.open_pagina(map_, "raadsmonitor", "jeugd").paneel_html("triage") == eerst
    assert bewaard.stat().st_mtime_ns == stempel
    bewaard.write_text(json.dumps({**json.loads(bewaard.read_text("utf-8")), "sleutel": "oud"}), "utf-8")
    dashboard.open_pagina(map_, "raadsmonitor", "jeugd").paneel_html("triage")
    assert json.loads(bewaard.read_text("utf-8"))["sleutel"] != "oud"
    assert not list(map_.glob("beelden/*.tmp"))


def test_wrong_names_are_refused_with_what_is_allowed(map_, pagina, tmp_path):
    with pytest.raises(ValueError, match="Kies uit: lopend, instroom"):
        pagina.paneel("lopen")
    with pytest.raises(ValueError, match="jeugd, wmo"):
        dashboard.open_pagina(map_, "raadsmonitor", "participatie")
    with pytest.raises(ValueError, match="is geen kwartaal"):
        dashboard.open_pagina(map_, "raadsmonitor", "jeugd", "2023Q1")
    with pytest.raises(FileNotFoundError, match="geen openbare set"):
        dashboard.open_pagina(tmp_path / "weg")


def test_a_page_of_drawn_states_loads_no_drawing_and_no_tables(map_, pagina):
    """What a live kernel imports: papermill made the states, the kernel only reads them."""
    for deel in ("lopend", "tegels"):
        pagina._lees(deel)
    code = (
        "import sys; from sociaaldomein.paginas import dashboard; "
        "p = dashboard.open_pagina(sys.argv[1], 'raadsmonitor', 'jeugd'); "
        "p.kop(); p.tegels(); p.paneel('lopend')._repr_mimebundle_(); p.voet(); "
        f"print([m for m in {ZWAAR!r} if m in sys.modules])"
    )
    uit = subprocess.run([sys.executable, "-c", code, str(map_)], capture_output=True, text=True, check=True)
    assert uit.stdout.strip() == "[]"


def test_page_is_one_self_contained_document(pagina):
    html = omslag.pagina_html(
        pagina.kop().gegevens["kop"], pagina.tegels().html + pagina.paneel_html("lopend"), pagina.voet().html
    )
    assert html.startswith("<!doctype html>") and 'lang="nl"' in html and html.split("<body")[0].count("<style") == 1
    assert "default-src 'none'" in html and "<title>Jeugd, 1e kwartaal 2023" in html
    adressen = set(re.findall(r"(?:src|href)=\"([^\"]+)\"", html))
    assert all(a.startswith("#") or re.fullmatch(r"\w+\.html", a) for a in adressen), adressen
    assert set(re.findall(r"https?://[\w.]+", html)) == {"http://www.w3.org", "http://schemas.openxmlformats.org"}
    assert [int(n) for n in re.findall(r"<h([1-6])", html)] == [1, 2, 3]


def test_the_first_page_says_what_it_is_where_to_begin_and_three_headlines(pagina):
    manifest = {
        "kwartaal": "2023-K1",
        "profiel": "openbaar",
        "gemeente": "Voorbeeld",
        "peildatum": "2023-04-15",
        "synthetisch": True,
        "klaar": "2023-04-15T10:00:00",
        "invoer": {},
        "omgeving": {"versie": "1", "commit": "abc"},
        "aantallen": {"cijfers": 9, "afgeschermd": 2},
        "paginas": [{"naam": n, "titel": n.title(), "status": "goed"} for n in "abcd"],
    }
    getoond = [pagina.tegels().gegevens, pagina.paneel("lopend").gegevens]
    html = overzicht.index_html(manifest, dict.fromkeys("abcd", getoond))
    begin, verantwoording = html.split("<summary>Verantwoording</summary>")
    assert "welke hulp er was in het 1e kwartaal 2023" in begin and 'Begin bij <a href="a.html">A</a>' in begin
    tegels = re.findall(r"<li>.*?</li>", re.search(r'<ul class="kpis">(.*?)</ul>', begin, re.S)[1], re.S)
    assert len(set(tegels)) == len(tegels) == overzicht.KERN == 3, "no figure stands there twice"
    assert "manifest.json" in verantwoording and "manifest.json" not in begin
    assert "manifest.json" not in overzicht.index_html(manifest, thuis=False)
    assert all(f'<a href="{n}.html#jeugd-lopend">' in begin for n in "abcd"), "every panel one click away"


def test_the_page_on_protection_names_breakdowns_in_words():
    openbaar = beeldset.openbaar()
    proef = {"oordeel": "", "cellen": 0, "verbanden": 0, "uitgaven": 1}
    html = sjabloon.vul("uitgave/afscherming", **verantwoording.inhoud(openbaar, proef))
    soorten = {*openbaar.cijfers["groep_soort"], *dimensies(), "hoofdcategorie x interventieniveau", "instroomsoort"}
    assert not re.search(r">\w*(?:_\w+| x )[\w ]*<", html) and "cijfers afgeschermd" in html
    assert [s for s in soorten if re.search(r"_| x |instroomsoort", verantwoording.uitsplitsing(s))] == []


def test_glossary_has_every_word_and_counting_rule():
    from sociaaldomein.begrippen.cijfers import begrippen, woorden

    html = omslag.begrippen_html()
    assert all(f">{w}</dt>" in html for w in woorden())
    assert all(b.telregel in html for b in begrippen().values())


def test_doorlooptijd_is_empty_for_jeugd(pagina):
    assert pagina.paneel("doorlooptijd").html == ""


def test_tokens_of_the_page_exist():
    css = huisstijl.css()
    gebruikt = set(re.findall(r"var\(--([\w-]+)", css)) - {"tekst", "maat"}
    assert all(f"--{naam}:" in css for naam in gebruikt)
