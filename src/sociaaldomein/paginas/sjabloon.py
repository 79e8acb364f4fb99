"""De sjablonen: de HTML van de pagina's staat in de map `sjablonen`, en elke tekst die erin komt wordt ontsnapt."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sociaaldomein.begrippen.uitleg import anker, stukken
from sociaaldomein.grond.notatie import dag, euro, getal
from sociaaldomein.grond.paden import PAKKET
from sociaaldomein.grond.sjabloon import omgeving

if TYPE_CHECKING:
    from jinja2 import Environment

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
    uit = omgeving(SJABLONEN, PAKKET / "beelden", anker=anker, dag=dag, euro=euro, getal=getal, woorden=met_woorden)
    uit.globals |= {"SYNTHETISCH": SYNTHETISCH, "INTERN": INTERN}
    return uit


def met_woorden(tekst: str, *hoe: Any) -> Markup:
    """Een tekst als HTML, waarin bekende woorden naar hun uitleg wijzen (zie `begrippen.uitleg.stukken`).

    >>> met_woorden("Een traject & meer.")
    Markup('Een <a class="woord" href="begrippen.html#w-traject">traject</a> &amp; meer.')
    """
    return Markup(vul("woorden", stukken=stukken(tekst, *hoe)))
