"""De sjablonen: de HTML van de pagina's staat in de map `sjablonen`, en elke tekst die erin komt wordt ontsnapt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sociaaldomein.begrippen.uitleg import anker, met_woorden
from sociaaldomein.grond.notatie import dag, euro, getal

SJABLONEN = Path(__file__).with_name("sjablonen")
SYNTHETISCH = ("Voorbeelddata (synthetisch).", "Deze cijfers zijn niet echt.")
INTERN = "Intern: niet afgeschermd, niet delen"


def vul(sjabloon: str, **wat: Any) -> str:
    """Een sjabloon met zijn inhoud, als HTML. Een naam die het sjabloon niet krijgt, is een fout.

    >>> vul("voet", inhoud="<p>Hier.</p>", toegang="a&b.html")
    '<div class="sd"><footer><p>Hier.</p><p><a href="a&amp;b.html">Toegankelijkheid</a></p></footer></div>'
    """
    return _omgeving().get_template(f"{sjabloon}.j2").render(wat)


@cache
def _omgeving() -> Environment:
    omgeving = Environment(
        loader=FileSystemLoader(SJABLONEN),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    omgeving.filters |= {"anker": anker, "dag": dag, "euro": euro, "getal": getal, "woorden": _woorden}
    omgeving.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    omgeving.globals |= {"SYNTHETISCH": SYNTHETISCH, "INTERN": INTERN}
    return omgeving


def _woorden(tekst: str) -> Markup:
    """A text in which every known word points to its explanation."""
    return Markup(met_woorden(str(escape(tekst))))
