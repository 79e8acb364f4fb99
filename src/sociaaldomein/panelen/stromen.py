"""Een aantal per kwartaal naast een jaar eerder: wat loopt, wat begint en wat eindigt.

De soort `stroom` heeft in `opties` per waarde van de keuze een `Stroom`, met de woorden van de titel en de zin erbij.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import beeld, duiding, getallen, kolommen
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Reeks
from sociaaldomein.begrippen.cijfers import Paneelvorm
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.panelen import paneel


@dataclass(frozen=True)
class Stroom:
    """Hoe een staat van een stroom heet en wat erin staat.

    De titel is "Meer `wie` `wat` dan een jaar geleden", de zin "In dit kwartaal `werk` 5 `wie` `einde`". `leeg` is wat
    er ontbreekt en de titel dan. `per` en `groepen` (groep -> kleur) zijn de delen. Met `alleen_delen` is er zonder
    die niets te zien. Met `grootste` gaan titel en zin over het aandeel van het grootste deel. `erbij_eraf` zijn de
    cijfers die boven en onder de lijn staan. `verandering` zegt of het cijfer een eigen verandering heeft.
    """

    cijfer: str
    naam: str
    wie: str
    werk: str
    bijschrift: str
    leeg: tuple[str, str]
    wat: str = ""
    einde: str = ""
    kleur: str = "hoofd"
    in_titel: str = ""  # what the title calls them, when that is not `wie`
    per: str = ""
    groepen: Mapping[str, str] = field(default_factory=dict)
    bijschrift_delen: str = ""
    alleen_delen: bool = False
    grootste: Sequence[str] = ()  # the title when one part is surely the largest, and else
    erbij_eraf: Sequence[str] = ()
    verandering: bool = False


def stroom(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, **keuze: str) -> Beeld:
    """Een aantal over acht kwartalen: alleen het totaal, in delen, of met wat erbij kwam en eraf ging."""
    s = Stroom(**vorm.opties[next(iter(keuze.values()), next(iter(vorm.opties)))])
    totaal = Reeks(s.cijfer, wet, s.naam, s.kleur)
    delen = paneel.reeksen_van(s.cijfer, wet, s.per, s.groepen)
    delen = delen if paneel.bekend(openbaar, delen, kwartaal) else []
    if not paneel.bekend(openbaar, [totaal], kwartaal) or (s.alleen_delen and not delen):
        return paneel.leeg(openbaar, *s.leeg, s.cijfer, kwartaal)
    nu, toen, ca = paneel.nu_en_toen(openbaar, s.cijfer, wet, kwartaal)
    haak = Reeks(f"{s.cijfer}_verandering", wet, "verandering") if s.verandering else None
    gegeven = getallen.cel(openbaar, haak.cijfer, wet, kwartaal).waarde if haak else None
    eerder = toen.waarde if toen.bekend or gegeven is None or not nu.bekend else nu.waarde / (1 + gegeven / 100)
    titel = duiding.titel_vergelijking(s.in_titel or s.wie, nu.waarde, eerder, kwartaal, ca, s.wat, nu.voorlopig)
    was = duiding.zin_eerder(toen.waarde, ca, gegeven)
    zin = duiding.zin_stand(kwartaal, s.wie, nu.waarde, was, ca, f"{s.werk} {{}} {s.einde}", nu.voorlopig)
    if s.grootste:
        titel, zin = _grootste_deel(openbaar, delen, totaal, kwartaal, s.grootste)
    if s.erbij_eraf:
        paren = zip(s.erbij_eraf, (("begonnen", "in"), ("beëindigd", "uit")), strict=True)
        erin, eruit = (Reeks(cijfer, wet, *hoe) for cijfer, hoe in paren)
        tekening = kolommen.op_en_neer(openbaar, totaal, erin, eruit, kwartaal, haak)
    else:
        lagen = delen or [totaal]
        tekening = kolommen.stapels(openbaar, lagen, kwartaal, totaal, aandeel=bool(s.grootste), haak=haak)
    bijschrift = (delen and s.bijschrift_delen) or s.bijschrift
    return beeld.beeld(openbaar, tekening, titel=titel, zin=zin, begrip=s.cijfer, bijschrift=bijschrift)


def _grootste_deel(
    openbaar: Openbaar, delen: list[Reeks], totaal: Reeks, kwartaal: Kwartaal, koppen: Sequence[str]
) -> tuple[str, str]:
    """The largest part, in the shares that the picture shows."""
    rijen = paneel.rijen_van(openbaar, delen, kwartaal)
    som = getallen.cel(openbaar, totaal.cijfer, totaal.wet, kwartaal)
    aandelen = [replace(r, nu=getallen.aandeel_van(r.nu, som).heel) for r in rijen]
    return paneel.titel_grootste(openbaar, rijen, *koppen), paneel.zin_grootste(openbaar, aandelen, "procent")
