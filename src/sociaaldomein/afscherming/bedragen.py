"""Geld: welk bedrag verborgen moet worden (de p%-regel), wat een lezer ervan weet, en welk bedrag er mee moet."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from sociaaldomein.afscherming.kennis import Editie, Feit, Kennis, verzamel
from sociaaldomein.afscherming.ladder import Opgegeven, treden_geld
from sociaaldomein.afscherming.model import GEHEEL, Model, buurt, knelpunt, model_van
from sociaaldomein.afscherming.regel import MEE, VRIJ, WEG, Sleutel, soort_van
from sociaaldomein.afscherming.rekenwerk import Werk, tegoed
from sociaaldomein.afscherming.verbanden import Verband
from sociaaldomein.begrippen.cijfers import MAAL, SLEUTEL, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal

EURO = 1_000  # amounts are shown to the nearest thousand
GELD = 1e11
SPELING = 0.2  # the p of the p%-rule: knowledge of a hidden amount stays this part off the truth, on both sides


def rond_euro(bedrag: float) -> float:
    """Een bedrag zoals het getoond wordt: op duizend euro, de helft van nul af."""
    return int(abs(bedrag) / EURO + 0.5) * EURO * (-1 if bedrag < 0 else 1)


def _bedraggrenzen(waarde: float | None) -> tuple[float, float]:
    """Wat een lezer van een bedrag weet: afgerond op duizend euro, of alleen dat het niet onder nul ligt."""
    return (0, GELD) if waarde is None else (waarde - EURO / 2, waarde + EURO / 2)


def bedragfeiten(editie: Editie, _: list[Verband]) -> Iterable[Feit]:
    """Per bedrag in een uitgave de grenzen, en of het is afgeschermd (en niet alleen mee-afgeschermd)."""
    for r in editie.cijfers.iter_rows(named=True):
        if soort_van(r["cijfer"]) != "bedrag" or r["status"] == "ontbreekt":
            continue
        cel = (r["cijfer"], r["wet"], r["kwartaal"], r["groep_soort"], r["groep"])
        if editie.stappen.get(cel) == WEG:
            continue
        klein = r["waarde"] is None and editie.stappen.get(cel) not in (MEE, VRIJ)
        yield cel, *_bedraggrenzen(r["waarde"]), klein


def bedragkennis(edities: list[Editie], herzien: Iterable[Sleutel] = (), nu: Collection[Sleutel] = ()) -> Kennis:
    """Wat lezers van deze uitgaven samen over bedragen weten; `nu` zijn de bedragen van de uitgave die er nog komt."""
    return verzamel(edities, herzien, bedragfeiten, (-GELD, GELD), nu)


def genoeg_erboven(rij: dict[str, Any], drempel: int) -> bool:
    """Of een duur naast een aandeel op tijd niet te veel zegt: minstens `drempel` duren zijn er even lang of langer."""
    begrip, noemer = begrippen().get(rij["cijfer"]), rij["noemer"] or 0
    return not begrip or not begrip.naast or noemer - 1 - math.ceil(begrip.kwantiel * (noemer - 1)) >= drempel


def bedrag_klein(rij: dict[str, Any], drempel: int) -> bool:
    """Of een bedrag verborgen moet worden: het geld van te weinig mensen, van niemand weet hoeveel, of vooral van een.

    Dat laatste: de rest van het bedrag is minder dan `SPELING` van wat er naar een mens ging (de teller).
    Geld waar niemand bij staat (noemer 0) is ook geld van te weinig mensen. Geen geld voor niemand is gewoon nul.
    """
    niets = not rij["noemer"] and not rij["waarde"]
    weinig = rij["noemer"] is None or (rij["noemer"] < drempel and not niets)
    grootste = rij["teller"] or 0
    return weinig or rij["waarde"] - grootste < SPELING * grootste - GEHEEL


def bedrag_ingeperkt(
    model: Model, echt: dict[Sleutel, float] | None = None, werk: Werk | None = None
) -> dict[int, tuple[float, float, set[int], set[int]]]:
    """De verborgen bedragen die te nauw vastliggen, met hun grenzen en de cellen en verbanden die dat doen.

    Te nauw is: binnen een factor drie. Of: naar boven begrensd door wat overblijft naast een getoond deel, terwijl daar
    geen geld van een grotere groep in zit. Met `echt` (de ware bedragen, alleen in een run) ook: een grens ligt minder
    dan `SPELING` van het ware bedrag af. Wie de bedragen niet kent, kan dat laatste niet nagaan. Is het `werk` op, dan
    houdt het op: de rest is niet bekeken.
    """
    import numpy as np

    uit, werk = {}, werk or Werk()
    for i in np.flatnonzero(model.klein):
        if werk.op:
            break
        dichtbij = buurt(model, int(i), 8)
        werk.telt(2 * len(dichtbij))
        onder, houdt_o, rijen_o = knelpunt(model, dichtbij, int(i), -1)
        boven, houdt_b, rijen_b = knelpunt(model, dichtbij, int(i), 1)
        waar = (echt or {}).get(model.cellen[i])
        nauw = onder > GEHEEL and boven < 3 * onder
        nauw |= boven < GELD and _alleen_klein(model, int(i), houdt_b)
        if waar is not None:  # that nothing lies below zero is assumed, not told: a refund is not narrowed by it
            speling = min(boven - waar, waar - onder if onder > GEHEEL else GELD)
            nauw |= speling < SPELING * abs(waar) - GEHEEL
        if nauw:
            uit[int(i)] = onder, boven, {*houdt_o, *houdt_b}, {*rijen_o, *rijen_b}
    return uit


def _alleen_klein(model: Model, cel: int, houdt: list[int]) -> bool:
    """Of een bovengrens het restant van een som is (naast een getoond deel), met alleen kleine groepen erin."""
    deel = [j for j in houdt if model.cellen[j][3] != "totaal"]
    getoond_deel = any(model.boven[j] < GELD for j in deel)
    return getoond_deel and not any(model.boven[j] >= GELD and not model.klein[j] for j in deel)


def kies_bedragen(
    rijen: list[dict[str, Any]],
    drempel: int,
    bekend: Kennis,
    laatste: Kwartaal,
    melder: Callable[[str], None] | None = None,
) -> tuple[set[Sleutel], list[Opgegeven]]:
    """De bedragen die mee moeten achter het merk, en wat er aan bedragen wegblijft omdat ook dat niet genoeg is.

    Een verborgen bedrag houdt aan beide kanten speling: `SPELING` van het ware bedrag. Mee gaat het kleinste
    bedrag dat genoeg speling geeft, en een totaal pas als laatste. Elke wet gaat apart en mag de helft gebruiken van
    het `tegoed` dat zij nog heeft; lukt het niet, dan gaat het een trede lager (zie `treden_geld`).
    """
    rijen = [r for r in rijen if soort_van(r["cijfer"]) == "bedrag" and r["waarde"] is not None]
    mee: set[Sleutel] = set()
    weg: list[Opgegeven] = []
    for wet in sorted({r["wet"] for r in rijen}):
        eigen = {tuple(r[k] for k in SLEUTEL): r for r in rijen if r["wet"] == wet}
        weet = replace(
            bekend,
            feiten={c: f for c, f in bekend.feiten.items() if c[1] == wet},
            klein={c for c in bekend.klein if c[1] == wet},
        )
        rest = tegoed(len(eigen))
        for trede in treden_geld(wet, eigen):
            over = {c: r for c, r in eigen.items() if not any(o.treft(c, laatste) for o in trede)}
            werk = Werk(rest / 2, melder, f"Afschermen van het geld van {wet}")
            gekozen = _zoek_bedragen(over, drempel, weet, werk)
            rest -= werk.gedaan
            if gekozen is not None:
                mee |= gekozen
                break
        weg += trede
    return mee, weg


def _zoek_bedragen(
    rijen: dict[Sleutel, dict[str, Any]], drempel: int, bekend: Kennis, werk: Werk
) -> set[Sleutel] | None:
    """Wat er mee moet. None als het daarmee niet veilig wordt, of niet binnen het werk."""
    echt = {c: r["waarde"] for c, r in rijen.items()}
    eigen = {c: rond_euro(w) for c, w in echt.items()}
    klein = {c for c, r in rijen.items() if bedrag_klein(r, drempel)}
    mee = (bekend.klein & set(rijen)) - klein  # hidden before: shown now, it would be known of then as well
    klein |= bekend.klein
    while klein:
        feiten = {c: _grenzen(None if c in klein | mee else w, bekend.feiten.get(c)) for c, w in eigen.items()}
        model = model_van(replace(bekend, feiten=bekend.feiten | feiten, klein=klein), 1)
        dubbel = set().union(*(v.cellen for v in model.verbanden if len(v.cellen) == 2))  # one part that is the whole
        nauw = bedrag_ingeperkt(model, echt, werk)
        nieuw: set[Sleutel] = set()
        for i, (onder, boven, houdt, _) in nauw.items():
            kan = {model.cellen[j] for j in houdt} & (eigen.keys() - klein - mee)
            if kan and not kan & nieuw:
                waar = echt.get(model.cellen[i], 0)
                nodig = SPELING * abs(waar) - min(boven - waar, waar - onder)
                nieuw.add(min(kan, key=lambda c: _prijs_bedrag(c, abs(eigen[c]), nodig, c in dubbel)))
        if werk.op:
            return None
        if not nieuw:
            return mee if {model.cellen[i][:5] for i in nauw} <= _bedrag_al_open(bekend, model, nauw, echt) else None
        mee |= nieuw
    return mee


def _grenzen(waarde: float | None, oud: tuple[float, float] | None) -> tuple[float, float]:
    """Wat een lezer van een bedrag weet, met wat al bekend was, tenzij dat botst."""
    laag, hoog = _bedraggrenzen(waarde)
    samen = (laag, hoog) if oud is None else (max(laag, oud[0]), min(hoog, oud[1]))
    return samen if samen[0] <= samen[1] else (laag, hoog)


def _bedrag_al_open(weet: Kennis, model: Model, nauw: Iterable[int], echt: dict[Sleutel, float]) -> set[Sleutel]:
    """Welke van deze bedragen eerdere uitgaven alleen al inperken."""
    bedoeld = {model.cellen[i][:5] for i in nauw} & {c[:5] for c in weet.feiten}
    if not bedoeld:
        return set()
    oud = model_van(weet, 1)
    oud.alleen(bedoeld)
    return {oud.cellen[i][:5] for i in bedrag_ingeperkt(oud, echt)}


def _prijs_bedrag(cel: Sleutel, bedrag: float, nodig: float, dubbel: bool) -> tuple:
    """Wat een bedrag kost: het kleinste dat genoeg speling geeft, anders het grootste. Een totaal gaat laatst."""
    genoeg = bedrag >= nodig
    return cel[3] == "totaal", MAAL not in cel[3], dubbel, not genoeg, bedrag if genoeg else -bedrag, cel
