"""Wat eerdere uitgaven zeggen: welke cellen daarna zijn herzien, en wat een lezer door hen alleen al weet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from sociaaldomein.afscherming.bedragen import bedragkennis
from sociaaldomein.afscherming.invulling import botsend
from sociaaldomein.afscherming.kennis import Editie, Kennis, verzamel
from sociaaldomein.afscherming.model import GEHEEL, AlOpen, Model, buurt, ingeperkt, knelpunt, model_van, schuif
from sociaaldomein.afscherming.proef import zoek_lekken
from sociaaldomein.afscherming.regel import VEEL, Sleutel
from sociaaldomein.afscherming.verbanden import Verband

DIEP = 4  # how many equations back a cause is looked for


class Eerder:
    """Wat lezers door eerdere uitgaven alleen al weten. Dat is niet terug te nemen; de rest blijft afgeschermd.

    In `open` staat alleen waar naar gevraagd is.
    """

    def __init__(self, weet: Kennis, cellen: Iterable[Sleutel], drempel: int) -> None:
        ook = dict.fromkeys(cellen, (0.0, VEEL))  # of a later quarter they say something as well
        self.model = model_van(replace(weet, feiten=ook | weet.feiten), drempel)
        self.open = AlOpen()
        self._gevraagd: set[Sleutel] = set()
        onder, boven = schuif(self.model)
        for i in ingeperkt(self.model, onder, boven):
            self._noteer(self.model.cellen[i], onder[i], boven[i])

    def vraag(self, cellen: Iterable[Sleutel]) -> bool:
        """Zoek deze cellen op, elk eens, via de verbanden dichtbij. Waar als er een van open stond."""
        nieuw = [c for c in dict.fromkeys(cellen) if c in self.model.plek and c not in self._gevraagd]
        self._gevraagd |= set(nieuw)
        weet = len(self.open)
        for cel in nieuw:
            i = self.model.plek[cel]
            dichtbij = buurt(self.model, i, DIEP)
            laag, hoog = (knelpunt(self.model, dichtbij, i, kant)[0] for kant in (-1, 1))
            if math.isfinite(laag) and math.isfinite(hoog):
                self._noteer(cel, math.ceil(laag - GEHEEL), math.floor(hoog + GEHEEL))
        return len(self.open) > weet

    def bewijs(self, cellen: Iterable[Sleutel]) -> bool:
        """Het laatste middel: van welke cellen laten ook de eerdere uitgaven niet elke waarde mogelijk?"""
        self.model.alleen({c[:5] for c in cellen})
        self.model.eis(self.open.deels)
        lekken = {self.model.cellen[i] for i in zoek_lekken(self.model)[0]} - self.open.heel
        self.open.heel |= lekken
        return bool(lekken)

    def _noteer(self, cel: Sleutel, laag: float, hoog: float) -> None:
        """Bewaar wat er van een cel bekend is, als dat iets is."""
        top = self.model.drempel - 1
        if laag > top or hoog < 1 or (laag <= 1 and hoog >= top):
            return  # never small, nobody at all, or nothing is known
        if max(1, laag) >= min(top, hoog):
            self.open.heel.add(cel)
        else:
            self.open.deels[cel] = laag, hoog


def herziene_cellen(
    waarden: dict[Sleutel, float], eerdere: list[Editie], drempel: int, geld: bool = False
) -> frozenset[Sleutel]:
    """De cellen waarover eerdere uitgaven niet meer gaan: hun aantal is nu een ander.

    Dat zijn de aantallen die buiten hun oude grenzen vallen. Klopt een oud verband dan nog niet met wat nu waar is,
    dan is een van de andere aantallen erin ook veranderd, en is niet te zien welk. Een klein aantal blijft zo lang
    mogelijk hetzelfde: zo moet het tegen de meeste kennis bestand zijn. Hoe groot het precies is, doet er niet toe: ook
    wat hier uitkomt, is openbaar.
    """
    kennis = partial(bedragkennis if geld else verzamel, nu=waarden)
    bekend = kennis(eerdere).feiten
    ander = {c for c, w in waarden.items() if c in bekend and not bekend[c][0] <= w <= bekend[c][1]}
    while eerdere:
        weet = kennis(eerdere, ander)
        weet.feiten |= {c: (1, drempel - 1) if not geld and 0 < w < drempel else (w, w) for c, w in waarden.items()}
        for botst in _botst(model_van(weet, 1)):  # if none of these can have changed, one in the same chain did
            kan = [{c for c in v.cellen if c in waarden and c in bekend} - ander for v in botst]
            onvast = [_liefst(k, lambda c: bekend[c][0] < bekend[c][1]) for k in kan]
            if nieuw := set().union(*(_liefst(k, lambda c: abs(waarden[c]) >= drempel) for k in onvast)):
                break
        if not nieuw:
            break
        ander |= nieuw
    return frozenset(ander)


def _liefst(cellen: set[Sleutel], wens: Callable[[Sleutel], bool]) -> set[Sleutel]:
    return set(filter(wens, cellen)) or cellen


def _botst(model: Model) -> tuple[list[Verband], list[Verband]]:
    """De verbanden met iets onbekends of van vroeger die niet samen met de andere kunnen, en hun keten."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rij, kolom, factor, laag, hoog = model.rijen
    vast = model.onder == model.boven
    los = np.unique(rij[~vast[kolom] | np.array([len(model.cellen[j]) > 5 for j in kolom], bool)])
    if not len(los):
        return [], []
    telt = np.isin(rij, los)
    matrix = csr_matrix((factor[telt], (np.searchsorted(los, rij[telt]), kolom[telt])), (len(los), len(vast)))
    botst, keten = (
        [model.verbanden[los[r]] for r in rijen]
        for rijen in botsend(matrix, laag[los], hoog[los], model.onder, model.boven)
    )
    return botst, _vast_aan(botst, keten, {c for c, v in zip(model.cellen, vast, strict=True) if not v})


def _vast_aan(begin: list[Verband], alle: list[Verband], los: set[Sleutel]) -> list[Verband]:
    """De verbanden die via cellen die nog niet vastliggen aan de eerste hangen."""
    uit, rest = list(begin), [v for v in alle if v not in begin]
    for v in uit:  # grows on the way
        hier = los.intersection(v.cellen)
        uit += [w for w in rest if not hier.isdisjoint(w.cellen)]
        rest = [w for w in rest if hier.isdisjoint(w.cellen)]
    return uit
