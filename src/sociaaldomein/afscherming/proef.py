"""De proef op de afscherming: wat kan een slimme lezer nog over een klein aantal te weten komen?

De lezer kent de regel, de drempel, de afronding, elk verband tussen de cijfers, elke eerdere uitgave, elk cijfer dat al
in een openbaar stuk stond en het aantal inwoners. Elk getal is een onbekende met een laagste en een hoogste waarde; elk
verband is een vergelijking. Een afgeschermd aantal is veilig als elke waarde van 1 tot de drempel nog kan, of geen.

Stap 1 (`model`) schuift de grenzen langs de vergelijkingen. Stap 2 (`invulling`) zoekt per blok van samenhangende
getallen een volledige invulling bij elke waarde. Vindt zij die niet, dan geldt de cel als onveilig.

Beloofd is: wie aanneemt dat al het andere gelijk bleef, kan geen klein aantal verder inperken, oud of nieuw. Niet
beloofd is iets over wie van buiten weet welke rij er herzien is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming.bedragen import bedrag_ingeperkt, bedragkennis
from sociaaldomein.afscherming.invulling import Blok, Getuigen, blokken, botsend, onbewezen
from sociaaldomein.afscherming.kennis import Editie, verzamel, voorkennis
from sociaaldomein.afscherming.model import GEHEEL, AlOpen, Model, buurt, ingeperkt, knelpunt, model_van, schuif
from sociaaldomein.afscherming.regel import VEEL, Sleutel, noem
from sociaaldomein.afscherming.rekenwerk import Werk

if TYPE_CHECKING:
    import numpy as np

UITLEG = 40  # so many findings get their route; more would not be read


@dataclass(frozen=True)
class Bevinding:
    """Een cel die te ver in te perken is: welke waarden nog kunnen, langs welke weg, en wat eraan te doen is."""

    cel: Sleutel
    laagste: float
    hoogste: float
    route: tuple[str, ...]
    middel: str

    def __str__(self) -> str:
        if self.laagste == self.hoogste:
            wat = f"is precies {self.laagste:.0f}"
        else:
            wat = f"ligt tussen {self.laagste:.0f} en {self.hoogste:.0f}"
        weg = "; ".join(self.route) or "hoe het getal is afgerond"
        return f"{noem(self.cel)} {wat}. Te vinden via: {weg}. {self.middel}"


@dataclass(frozen=True)
class Proefuitslag:
    """Wat de proef vond. `getoetst` is het aantal afgeschermde aantallen en bedragen waar naar gekeken is."""

    bevindingen: tuple[Bevinding, ...]
    getoetst: int
    cellen: int
    verbanden: int
    edities: tuple[str, ...]

    @property
    def veilig(self) -> bool:
        """Of geen enkel afgeschermd getal verder in te perken is met de verbanden van `verbanden`."""
        return not self.bevindingen

    @property
    def oordeel(self) -> str:
        """De uitslag in een zin."""
        wat = "1 afgeschermd getal" if self.getoetst == 1 else f"{self.getoetst} afgeschermde getallen"
        if self.veilig and not self.getoetst:
            return "Veilig: er is geen getal afgeschermd."
        if self.veilig:
            return f"Veilig: {wat} getoetst. Met de verbanden die de proef kent, is er geen verder in te perken."
        gevonden = len(self.bevindingen)
        return f"Niet veilig: {gevonden} van {wat} {'is' if gevonden == 1 else 'zijn'} in te perken."


def beproef(
    edities: list[Editie],
    alleen: Iterable[Sleutel] | None = None,
    invullingen: Iterable[dict[Sleutel, float]] = (),
    melder: Callable[[str], None] | None = None,
    bedragen: dict[Sleutel, float] | None = None,
    open: AlOpen | None = None,
    straks: Editie | None = None,
) -> Proefuitslag:
    """Neem de uitgaven samen (nieuwste laatst) en zoek elk getal dat nauwer in te perken is dan zijn merk zegt.

    `alleen` beperkt de proef tot deze cellen, als waren zij afgeschermd. Wat al `open` was, telt niet. Bij `straks`
    gaat de proef over wat lezers al voor die uitgave wisten: haar cellen zijn er, zonder getal. `invullingen` zijn
    oplossingen die de afscherming al vond. Zij tellen pas mee als elk verband en elke grens er weer mee klopt.
    `bedragen` zijn de ware bedragen; alleen een run kent ze (zie `bedrag_ingeperkt`).
    """
    import numpy as np

    if straks is None:
        weet = verzamel(edities)
    else:
        haar = straks.aanwezig | straks.weg
        weet = voorkennis(edities, straks.stukken, haar, straks.herzien)
        weet.feiten = dict.fromkeys(haar, (0.0, VEEL)) | weet.feiten
    model = model_van(weet, max(e.drempel for e in edities))
    open = AlOpen() if open is None else open
    model.eis(open.deels)
    geld = model_van(bedragkennis(edities), 1)
    if alleen is not None:
        bedoeld = {c[:5] for c in alleen}
        for m in (model, geld):
            m.alleen(bedoeld)
    for m in (model, geld):
        m.klein &= np.array([c[:5] not in open.heel for c in m.cellen], bool)
    getuigen, werk = Getuigen(), Werk(melder=melder, wat="De proef")
    getuigen.leer(model, invullingen)
    lekken, onder, boven = zoek_lekken(model, getuigen, werk)
    gevonden = [_bevinding(model, i, nr < UITLEG, onder, boven) for nr, i in enumerate(lekken)]
    for i, (laag, hoog, _, rijen) in bedrag_ingeperkt(geld, bedragen, werk).items():
        weg = tuple(dict.fromkeys(geld.verbanden[r].naam for r in rijen))
        middel = "Scherm een tweede bedrag in dezelfde som af."
        gevonden.append(Bevinding(geld.cellen[i], laag, hoog, weg, middel))
    getoetst = int(model.klein.sum() + geld.klein.sum())
    namen = tuple(e.naam for e in edities)
    return Proefuitslag(
        tuple(gevonden),
        getoetst,
        len(model.cellen) + len(geld.cellen),
        len(model.verbanden) + len(geld.verbanden),
        namen,
    )


def beproef_nieuw(
    nu: Editie,
    oud: list[Editie],
    invullingen: Iterable[dict[Sleutel, float]] = (),
    bedragen: dict[Sleutel, float] | None = None,
    melder: Callable[[str], None] | None = None,
) -> tuple[tuple[Bevinding, ...], dict[Sleutel, Bevinding], Proefuitslag]:
    """Wat door de uitgave `nu` te vinden is, wat al uit de oude volgde, en de uitslag over alles samen.

    Wat al in te perken was, neemt geen nieuwe uitgave terug. Van die aantallen moet blijven wat er nog over was.
    """
    toen = [replace(e, koppel=nu.koppel) for e in oud]  # what is public now, a reader of an old edition knows as well
    al_bekend: dict[Sleutel, Bevinding] = {}
    al_open = AlOpen()  # grows on the way
    while True:
        uitslag = beproef([*oud, nu], invullingen=invullingen, melder=melder, bedragen=bedragen, open=al_open)
        rest = [b.cel for b in uitslag.bevindingen]
        if not oud or not rest:
            break
        gevonden = beproef(toen, rest, melder=melder, bedragen=bedragen, open=al_open, straks=nu).bevindingen
        if not gevonden:  # what is left follows from this edition
            break
        for b in gevonden:
            al_bekend.setdefault(b.cel[:5], b)
            if b.cel in al_open.deels or b.laagste == b.hoogste:  # nothing is left to hide
                al_open.heel.add(b.cel[:5])
            else:
                al_open.deels[b.cel] = b.laagste, b.hoogste
    nieuw = tuple(b for b in uitslag.bevindingen if b.cel[:5] not in al_bekend)
    alles = (*al_bekend.values(), *uitslag.bevindingen)
    return nieuw, al_bekend, replace(uitslag, bevindingen=alles, getoetst=uitslag.getoetst + len(al_bekend))


def zoek_lekken(
    model: Model, getuigen: Getuigen | None = None, werk: Werk | None = None
) -> tuple[list[int], np.ndarray, np.ndarray]:
    """De nummers van de cellen die te ver in te perken zijn, en de grenzen van alle cellen."""
    getuigen, werk = getuigen or Getuigen(), werk or Werk()
    onder, boven, delen = los_van_elkaar(model, getuigen, werk)
    lekken = [int(i) for i in ingeperkt(model, onder, boven)]
    for blok in [] if lekken else delen:
        lekken += onbewezen(model, onder, boven, blok, getuigen, werk)
    return lekken, onder, boven


def los_van_elkaar(model: Model, getuigen: Getuigen, werk: Werk) -> tuple[np.ndarray, np.ndarray, list[Blok]]:
    """De grenzen na doorrekenen en de blokken. Verbanden die samen niet waar kunnen zijn, zijn er dan uit.

    Zo heeft elk blok een oplossing, ook als twee bronnen of twee uitgaven elkaar tegenspreken.
    """
    while True:
        onder, boven = schuif(model)
        if len(ingeperkt(model, onder, boven)):
            return onder, boven, []
        delen, weg = blokken(model, onder, boven), []
        getuigen.stand(onder, boven)
        for blok in delen:
            laag, hoog = onder[blok.cellen], boven[blok.cellen]
            if not len(getuigen.passend(blok, laag, hoog)):
                werk.telt(len(blok.cellen))
                weg += blok.rijen[botsend(blok.matrix, blok.laag, blok.hoog, laag, hoog)[0]].tolist()
        if not weg:
            return onder, boven, delen
        model.zonder(weg)


def _bevinding(model: Model, cel: int, uitleggen: bool, onder: Any, boven: Any) -> Bevinding:
    laag, hoog = float(onder[cel]), float(min(boven[cel], VEEL))
    if not uitleggen:
        return Bevinding(model.cellen[cel], laag, hoog, (), "")
    dichtbij, route = buurt(model, cel), []
    houdt: set[int] = set()
    for kant in (-1, 1):
        uiterste, cellen, rijen = knelpunt(model, dichtbij, cel, kant)
        if not math.isfinite(uiterste):
            continue
        if kant < 0:
            laag = max(laag, math.ceil(uiterste - GEHEEL))
        else:
            hoog = min(hoog, math.floor(uiterste + GEHEEL))
        if (kant < 0 and laag > model.van[cel]) or (kant > 0 and hoog < model.tot[cel]):
            route += [model.verbanden[r].naam for r in rijen]
            houdt |= set(cellen)
    route += [f"gebruikt {noem(model.cellen[j])}" for j in sorted(houdt)[:4]]
    kan = [j for j in houdt if not model.klein[j]]
    middel = "Scherm ook het getal af waar dit uit volgt."
    if kan:
        middel = f"Rond {noem(model.cellen[kan[0]])} grover af, of scherm het af."
    return Bevinding(model.cellen[cel], laag, hoog, tuple(dict.fromkeys(route)), middel)
