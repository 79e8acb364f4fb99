"""De levende pagina in een echte browser: zij werkt, zegt hetzelfde als de losse pagina, en vraagt niemand iets."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.opdracht import instellingen
from sociaaldomein.uitgave import run, uitvoermap
from sociaaldomein.zaal.levend import NA_BEZOEK

pytestmark = [pytest.mark.browser, pytest.mark.traag]  # starts the live service; runs in CI
PARAMS = """
kwartaal: 2023-K1
bron: {bron}
uit: uit
paginas:
  - naam: jeugd
    titel: Jeugd
    notebook: raadsmonitor
    parameters:
      wet: jeugd
  - naam: taskforce
    titel: Taskforce
    notebook: taskforce
"""
PAGINAS = ("jeugd", "taskforce")


@pytest.fixture(scope="module")
def params(tmp_path_factory, voorbeeldlevering) -> Path:
    pad = tmp_path_factory.mktemp("avond") / "raadsavond.yml"
    pad.write_text(PARAMS.format(bron=voorbeeldlevering), encoding="utf-8")
    return pad


@pytest.fixture(scope="module")
def uitgave(params) -> Path:
    p = instellingen.lees(params)
    uitkomst = run.draai(p, p.bron, p.uit, Kwartaal(2023, 1), melder=lambda _: None)
    assert uitkomst.code == 0
    return uitkomst.map


@pytest.fixture(scope="module")
def sleutel() -> dict[str, str]:
    """The address with the key, as the adviser reads it in the window."""
    return {}


@pytest.fixture(scope="module")
def dienst(params, uitgave, sleutel):
    """The service as the adviser starts it; gives its address."""
    opdracht = [sys.executable, "-m", "sociaaldomein", "presenteer", str(params), "--geen-venster"]
    proces = subprocess.Popen(opdracht, stderr=subprocess.PIPE, text=True)
    adres = ""
    for regel in proces.stderr:
        if gevonden := re.search(r"(http://127\.0\.0\.1:\d+)/\?sleutel=\S+", regel):
            sleutel["adres"], adres = gevonden[0], gevonden[1]
            break
    assert adres, "de dienst begon niet"
    yield adres
    proces.send_signal(2)
    rest = proces.communicate(timeout=30)[1]
    assert proces.returncode == 0
    assert "Het dashboard is gestopt." in rest and "Traceback" not in rest


@pytest.fixture(scope="module")
def koekje(dienst, sleutel) -> str:
    with urllib.request.urlopen(sleutel["adres"]) as antwoord:
        kop = antwoord.headers["Set-Cookie"]
    assert "HttpOnly" in kop and "SameSite=Strict" in kop
    return kop.split(";")[0]


@pytest.fixture(scope="module")
def presentator(chromium, dienst, koekje):
    """The presenter's browser: it has the session."""
    naam, waarde = koekje.split("=", 1)
    venster = chromium.new_context()
    venster.add_cookies([{"name": naam, "value": waarde, "url": dienst}])
    yield venster
    venster.close()


@pytest.fixture(params=PAGINAS)
def naam(request) -> str:
    return request.param


def open_pagina(venster, adres: str, breedte: int = 1920, hoogte: int = 1080):
    pagina = venster.new_page()
    pagina.set_viewport_size({"width": breedte, "height": hoogte})
    verzoeken, fouten = [], []
    pagina.on("request", lambda r: verzoeken.append(r.url))
    pagina.on("pageerror", lambda f: fouten.append(str(f)))
    pagina.on("console", lambda m: fouten.append(m.text) if m.type == "error" else None)
    pagina.goto(adres)
    pagina.wait_for_selector("section.paneel h3", timeout=60_000)
    pagina.wait_for_function("document.querySelectorAll('.sd-widget script').length === 0", timeout=60_000)
    return pagina, verzoeken, fouten


@pytest.fixture
def levend(presentator, dienst, naam):
    pagina, verzoeken, fouten = open_pagina(presentator, f"{dienst}/{naam}")
    yield pagina, verzoeken, fouten
    pagina.close()


def panelen(pagina) -> dict[str, dict]:
    """Per panel everything a visitor can read, in every state."""
    return pagina.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('section.paneel')].map(p => [p.id, {
            staten: [...p.querySelectorAll('.staat')].map(s => [s.dataset.staat, s.dataset.titel, s.textContent]),
            keuzes: [...p.querySelectorAll('select')].map(s => [...s.options].map(o => o.text)),
        }]))"""
    )


def opbouw(pagina) -> list[str]:
    return pagina.evaluate(
        "() => [...document.querySelectorAll('header, nav, main, footer, h1, h2, h3')].map(e => e.tagName + ' ' + "
        "(e.tagName.startsWith('H') && e.tagName !== 'HEADER' ? e.textContent : ''))"
    )


def test_the_live_page_says_the_same_as_the_file(levend, chromium, uitgave, naam):
    pagina, *_ = levend
    vast, *_ = open_pagina(chromium, (uitgave / f"{naam}.html").as_uri())
    assert panelen(pagina) == panelen(vast) and len(panelen(vast)) >= 4
    assert opbouw(pagina) == opbouw(vast)
    assert pagina.locator(".kpis").inner_text() == vast.locator(".kpis").inner_text()
    vast.close()


def test_every_control_changes_chart_and_table(levend):
    pagina, _, fouten = levend
    gezien = 0
    for lijst in pagina.locator("select[data-keuze]").all():
        paneel = lijst.locator("xpath=ancestor::section")
        staat = paneel.locator(".staat:not([hidden])")
        voor = staat.locator("svg").first.inner_html(), staat.locator("table").first.text_content()
        anders = False
        for waarde in lijst.locator("option").evaluate_all("o => o.map(e => e.value)")[1:]:
            lijst.select_option(waarde)
            na = staat.locator("svg").first.inner_html(), staat.locator("table").first.text_content()
            anders = anders or (voor[0] != na[0] and voor[1] != na[1])
        assert anders, paneel.get_attribute("id")
        gezien += 1
    assert gezien and not fouten


def test_nobody_else_is_asked_and_nothing_goes_wrong(levend, dienst):
    _, verzoeken, fouten = levend
    assert [u for u in verzoeken if not u.startswith((dienst, dienst.replace("http", "ws"), "data:", "blob:"))] == []
    assert fouten == []


def test_the_panels_work_before_the_widgets_are_there(presentator, dienst, naam):
    """Whatever Jupyter loads may come late or never; the council already sees and uses the page."""
    pagina = presentator.new_page()
    pagina.route("**/voila/**", lambda weg: weg.abort())
    pagina.goto(f"{dienst}/{naam}")
    lijst = pagina.locator("select[data-keuze]").first
    beeld = lijst.locator("xpath=ancestor::section").locator(".staat:not([hidden]) svg").first
    voor = beeld.inner_html()
    lijst.select_option(index=1)
    assert beeld.inner_html() != voor
    pagina.close()


def test_no_panel_stands_there_twice(levend):
    namen = levend[0].locator("section.paneel[data-paneel]").evaluate_all("s => s.map(e => e.id)")
    assert len(namen) == len(set(namen)) >= 4


def test_the_page_is_dutch_and_hides_its_source(levend, naam):
    pagina, *_ = levend
    assert pagina.evaluate("document.documentElement.lang") == "nl"
    html = pagina.content()
    assert "open_pagina" not in html and "Traceback" not in html and "import dashboard" not in html
    assert not pagina.locator("#sd-laden").count() and not pagina.locator(".sd-fout").count()
    assert pagina.locator("nav a[aria-current]").inner_text() == naam.capitalize()


def kernel_van(pagina) -> list[psutil.Process]:
    kernel = pagina.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    mijn = [p for p in psutil.Process().children(recursive=True) if kernel in " ".join(p.cmdline())]
    assert mijn, "de kernel van deze pagina is niet gevonden"
    return mijn


def test_who_leaves_a_page_ends_its_kernel(presentator, dienst):
    """The page asks for it by itself; well before the sweep of the service, and with no fault in the console."""
    pagina, _, fouten = open_pagina(presentator, f"{dienst}/jeugd")
    kernel = kernel_van(pagina)
    pagina.goto(f"{dienst}/begrippen")
    assert psutil.wait_procs(kernel, timeout=NA_BEZOEK - 4)[1] == []
    assert fouten == []
    pagina.close()


def test_a_lost_kernel_is_said_and_the_page_keeps_working(presentator, dienst):
    """The last picture stays, choices still switch, and one button brings the page back as it was."""
    pagina, *_ = open_pagina(presentator, f"{dienst}/jeugd")
    for proces in kernel_van(pagina):
        proces.kill()
    pagina.wait_for_selector("#sd-verbinding", timeout=60_000)
    assert "De verbinding is weg" in pagina.inner_text("#sd-verbinding")
    voor = pagina.locator("#jeugd-lopend .staat:not([hidden]) svg").first.inner_html()
    pagina.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    assert pagina.locator("#jeugd-lopend .staat:not([hidden]) svg").first.inner_html() != voor
    with pagina.expect_navigation(timeout=60_000):
        pagina.click("text=Opnieuw verbinden")
    pagina.wait_for_selector("#jeugd-lopend[data-klaar]", timeout=60_000)
    assert pagina.input_value("#jeugd-lopend select[data-keuze]") == "trajecten"
    assert not pagina.locator("#sd-verbinding").count()
    pagina.close()


def test_a_closed_lid_changes_nothing(presentator, dienst):
    """Browser, service and kernel sleep and wake together: no false alarm, and the page works as before."""
    pagina, *_ = open_pagina(presentator, f"{dienst}/jeugd")
    kernel = kernel_van(pagina)
    slapers = [*kernel, *{p.parent() for p in kernel}]
    deksel = presentator.new_cdp_session(pagina)
    deksel.send("Page.setWebLifecycleState", {"state": "frozen"})
    try:
        for proces in slapers:
            proces.suspend()
        time.sleep(5)
    finally:
        for proces in slapers:
            proces.resume()
    deksel.send("Page.setWebLifecycleState", {"state": "active"})
    pagina.select_option("#jeugd-lopend select[data-keuze]", "trajecten")
    assert "trajecten" in pagina.inner_text("#jeugd-lopend figcaption >> visible=true").lower()
    pagina.wait_for_timeout(2_500)  # a lost connection is said after one and a half second
    assert not pagina.locator("#sd-verbinding").count()
    pagina.close()


@pytest.mark.parametrize(("breedte", "hoogte"), [(1920, 1080), (820, 1180), (360, 740)])
def test_nothing_sticks_out_of_the_screen(presentator, dienst, breedte, hoogte):
    pagina, *_ = open_pagina(presentator, f"{dienst}/jeugd", breedte, hoogte)
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pagina.close()


def test_the_way_leads_to_the_other_pages(presentator, dienst):
    pagina, *_ = open_pagina(presentator, f"{dienst}/")
    pagina.click("nav >> text=Taskforce")
    pagina.wait_for_selector("section.paneel#taskforce-besparing")
    pagina.click("nav >> text=Begrippen")
    pagina.wait_for_selector("dl.begrippen")
    pagina.click("nav >> text=Jeugd")
    pagina.wait_for_selector("section.paneel#jeugd-lopend")
    pagina.close()


def vraag(adres: str, **kopregels: str) -> urllib.request.Request:
    return urllib.request.Request(adres, headers=kopregels)


def test_the_service_opens_no_other_doors(dienst, koekje):
    dicht = ["/jeugd.ipynb", "/voila/files/jeugd.ipynb", "/voila/tree", "/voila/render/jeugd.ipynb", "/weg"]
    dicht += ["/voila/files/..%2fopenbaar%2fcijfers.csv", "/openbaar/cijfers.csv", "/api/contents"]
    for pad in dicht:
        with pytest.raises(urllib.error.HTTPError) as fout:
            urllib.request.urlopen(vraag(dienst + pad, Cookie=koekje))
        assert fout.value.code == 404, pad
        assert "Deze pagina bestaat niet" in fout.value.read().decode(), pad


def test_a_foreign_name_for_this_machine_is_refused(dienst, koekje):
    with pytest.raises(urllib.error.HTTPError) as fout:
        urllib.request.urlopen(vraag(f"{dienst}/jeugd", Host="elders.example", Cookie=koekje))
    assert fout.value.code == 403


def test_a_stranger_sees_nothing_and_the_key_works_once(dienst, sleutel, koekje):
    for pad in ("/", "/jeugd", "/begrippen", "/voila/static/voila.js", sleutel["adres"].removeprefix(dienst)):
        with pytest.raises(urllib.error.HTTPError) as fout:
            urllib.request.urlopen(dienst + pad)
        assert fout.value.code == 403 and "niet voor u" in fout.value.read().decode(), pad


def haal(verzoek: urllib.request.Request):
    """Earlier tests leave kernels behind; "te druk" is asked again, as the page itself does."""
    tot = time.monotonic() + 90
    while True:
        try:
            return urllib.request.urlopen(verzoek)
        except urllib.error.HTTPError as fout:
            if fout.code != 503 or time.monotonic() > tot:
                raise
            time.sleep(5)


def test_visitors_cannot_choose_a_template_or_theme(dienst, koekje):
    with haal(vraag(f"{dienst}/jeugd?template=base&theme=%22%3E%3Cscript%3E", Cookie=koekje)) as antwoord:
        html = antwoord.read().decode()
        assert "default-src 'self'" in antwoord.headers["Content-Security-Policy"]
    assert 'lang="nl"' in html and "%22%3E" not in html and '"><script>' not in html


def test_stop_checks_every_page_and_makes_nothing_new(params, uitgave):
    begin = time.monotonic()
    klaar = subprocess.run(
        [sys.executable, "-m", "sociaaldomein", "presenteer", str(params), "--stop"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert klaar.returncode == 0, klaar.stderr
    assert klaar.stderr.count("antwoordt en is compleet") == len(PAGINAS)
    assert uitvoermap.huidige(uitgave.parents[1], "2023-K1") == uitgave, klaar.stderr
    assert time.monotonic() - begin < 60
