"""De poort voor de levende pagina's: een weigering zegt nee, en verandert verder niets."""

import threading
import urllib.error
import urllib.request

import jinja2
import pytest

from sociaaldomein.grond import paden
from sociaaldomein.zaal.toegang import ADRES, Toegang, bewaakt


@pytest.fixture(scope="module")
def achter_de_poort():
    """A handler behind the real gate, on a real port: its access, and a function that asks something."""
    import tornado.httpserver
    import tornado.ioloop
    import tornado.netutil
    import tornado.web

    class Blad(tornado.web.RequestHandler):
        def get(self, *_):
            self.finish("dit is het dashboard")

        post = get

    (stopcontact,) = tornado.netutil.bind_sockets(0, ADRES)
    poort = stopcontact.getsockname()[1]
    toegang = Toegang("sleutel-een", poort, melder=lambda _: None)
    sjablonen = jinja2.Environment(
        loader=jinja2.FileSystemLoader(paden.PAKKET / "jupyter" / "voila" / "templates" / "sociaaldomein")
    )
    klaar, lussen = threading.Event(), []

    def dien() -> None:
        import asyncio

        asyncio.set_event_loop(asyncio.new_event_loop())
        app = tornado.web.Application([(r"/.*", bewaakt(Blad, toegang))], voila_jinja2_env=sjablonen)
        tornado.httpserver.HTTPServer(app).add_sockets([stopcontact])
        lussen.append(tornado.ioloop.IOLoop.current())
        lussen[0].add_callback(klaar.set)
        lussen[0].start()

    draad = threading.Thread(target=dien, daemon=True)
    draad.start()
    assert klaar.wait(10)

    def vraag(pad: str, methode: str = "GET", **kop: str):
        verzoek = urllib.request.Request(
            f"http://{ADRES}:{poort}{pad}", method=methode, headers={k.replace("_", "-"): w for k, w in kop.items()}
        )
        try:
            return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(verzoek, timeout=10)
        except urllib.error.HTTPError as fout:
            return fout

    yield toegang, vraag
    lussen[0].add_callback(lussen[0].stop)
    draad.join(10)


@pytest.fixture
def sessie(achter_de_poort) -> str:
    toegang, vraag = achter_de_poort
    antwoord = vraag(f"/?sleutel={toegang.sleutel}")
    assert antwoord.status == 200
    return antwoord.headers["Set-Cookie"].split(";")[0]


WEIGERINGEN = {
    "een vertrek met een Origin die de browser verzweeg": ("/voila/api/shutdown/x", "POST", {"Origin": "null"}),
    "een vertrek zonder Origin": ("/voila/api/shutdown/x", "POST", {}),
    "een vraag van een ander": ("/jeugd", "POST", {"Origin": "https://elders.example"}),
    "een andere naam voor deze computer": ("/jeugd", "GET", {"Host": "elders.example"}),
    "een kanaal van een ander": ("/api/kernels/x/channels", "GET", {"Upgrade": "websocket", "Origin": "null"}),
}


@pytest.mark.parametrize("wat", WEIGERINGEN)
@pytest.mark.parametrize("met_koekje", [True, False])
def test_a_refusal_leaves_the_session_alone(achter_de_poort, sessie, wat, met_koekje):
    pad, methode, kop = WEIGERINGEN[wat]
    toegang, vraag = achter_de_poort
    voor = dict(toegang.sessies)
    antwoord = vraag(pad, methode, **kop, **({"Cookie": sessie} if met_koekje else {}))
    assert antwoord.status == 403 and antwoord.headers["Set-Cookie"] is None
    assert toegang.sessies == voor
    assert vraag("/jeugd", Cookie=sessie).status == 200


@pytest.mark.parametrize("pad", ["/", "/jeugd", "/?sleutel=van-gisteren"])
def test_a_link_from_elsewhere_is_refused_and_sets_nothing(achter_de_poort, sessie, pad):
    """From another site the browser sends no cookie along; an answer that sets one would empty the session's."""
    antwoord = achter_de_poort[1](pad)
    assert antwoord.status == 403 and antwoord.headers["Set-Cookie"] is None
    assert "Kies dan het begin" in antwoord.read().decode()


def test_our_own_pages_may_say_where_a_question_comes_from(achter_de_poort, sessie):
    """With no-referrer Firefox sends the Origin of our own pages as null, and the gate could not know them."""
    antwoord = achter_de_poort[1]("/jeugd", Cookie=sessie)
    assert antwoord.headers["Referrer-Policy"] == "same-origin"
