"""Kies per aantal hoe het getoond wordt: precies, afgerond of afgeschermd. Net zolang tot de proef niets meer vindt.

Twee methoden, dezelfde zoektocht:

- afronden: koppen precies, de rest op 5. Is een klein aantal nog in te perken, dan rondt een getal ernaast grover af
  (op 10, 20 of 50). Pas als dat niet helpt, gaat het mee achter het woord "afgeschermd".
- precies: alles precies, behalve wat klein is. Is een klein aantal nog in te perken, dan gaat een tweede mee.

Een afgeschermd aantal is eerst "1 tot de drempel". Knelt ook dat (drie kleine aantallen die optellen), dan zegt het
merk minder: het kan van alles zijn, ook nul. Een nul gaat alleen mee als het echt niet anders kan.

Is het veilig, dan staat wat onderweg grover werd dan nodig weer fijner, zolang de proef niets vindt.

Bij aantallen hangt de keuze alleen af van wat een lezer ook ziet of zag, nooit van de waarde van een klein aantal zelf.
Bij bedragen (`kies_bedragen`) telt het ware bedrag wel mee: de speling eromheen is er een deel van.
"""

from __future__ import annotations

import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming import onthulling
from sociaaldomein.afscherming.onthulling import (
    KRUISING,
    MEE,
    OPEN,
    VEEL,
    VRIJ,
    WEG,
    Cel,
    Editie,
    Kennis,
    Model,
    Werk,
    grenzen,
)
from sociaaldomein.begrippen.cijfers import SLEUTEL
from sociaaldomein.grond.kwartaal import Kwartaal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np

METHODEN = ("afronden", "precies")
LADDER = {"afronden": {1: 5, 5: 10, 10: 20, 20: 50, 50: MEE}, "precies": {1: MEE}}
GEWOON = {"afronden": 5, "precies": 1}
WERK = 1_200  # units of work (see onthulling.Werk) for each cell of a wet; every rung may use half of what is left
WERK_VAST = 200_000  # and for a wet with few cells
WERK_PROEF = 150  # what every rung may use at least for each cell that is known: to prove what earlier editions hid
FIJN = 0.1  # the part of that work that may go into showing things more precisely again, once it is safe
VEEL_KLEIN, KANSLOOS = 500, 0.45  # more small counts than this, and a larger part of all: showing all is not tried
GELDSOORTEN = ("bedrag", "per_client")
DIEP = 4  # how many equations back a cause is looked for
TEGELIJK = 2  # wetten that are searched at the same time; no equation runs over two of them
GROTE_KOP = 100
KOP = 1_000.0  # what it costs more to touch a headline: only when nothing else helps


@dataclass
class Opgegeven:
    """Wat van een wet wegblijft: een uitsplitsing, of alles (""). `om_en_om`: alleen om het andere kwartaal.

    `geld`: alleen de bedragen blijven weg, de aantallen niet.
    """

    wet: str
    uitsplitsing: str
    om_en_om: bool = False
    geld: bool = False

    @property
    def hele_wet(self) -> bool:
        """Of er van de wet niets overblijft."""
        return not self.uitsplitsing and not self.geld

    def treft(self, cel: Cel, laatste: Kwartaal) -> bool:
        """Of een cel (of de sleutel van een rij) hieronder valt; `laatste` is het kwartaal van de uitgave."""
        cijfer, wet, kwartaal, soort, *_ = cel
        if wet != self.wet or (self.geld and onthulling.soort_van(cijfer) not in GELDSOORTEN):
            return False
        if self.uitsplitsing and self.uitsplitsing not in (soort, *soort.split(KRUISING)):
            return False
        return not self.om_en_om or (laatste.nummer - Kwartaal.lees(kwartaal).nummer) % 2 == 1


@dataclass
class Keuze:
    """De uitkomst: per cel de stap van de afronding (zie `onthulling`), en wat er opgegeven is.

    `onveilig` is wat ook met alles weg nog in te perken is: dat stond al in eerdere uitgaven. `invullingen` zijn de
    oplossingen die bewijzen dat de rest veilig is.
    """

    stappen: dict[Cel, int] = field(default_factory=dict)
    opgegeven: list[Opgegeven] = field(default_factory=list)
    onveilig: list[Cel] = field(default_factory=list)
    invullingen: list[dict[Cel, float]] = field(default_factory=list)


def rond(waarde: float, stap: int, drempel: int) -> float:
    """Het dichtstbijzijnde veelvoud, de helft omhoog; wat niet klein is, wordt nooit nul.

    >>> rond(12, 5, 10), rond(13, 5, 10), rond(10, 20, 10), rond(13, 50, 10), rond(7, 1, 10), rond(0, 5, 10)
    (10, 15, 20, 50, 7, 0)
    """
    if stap <= 1 or waarde == 0:
        return waarde
    return max(math.floor(waarde / stap + 0.5) * stap, stap)


def getoond(waarde: float, stap: int, drempel: int) -> float | None:
    """Wat er van een aantal op de pagina komt; None is afgeschermd."""
    return None if stap < 1 or 0 < waarde < drempel else rond(waarde, stap, drempel)


def eerste_stap(cel: Cel, waarde: float, methode: str, drempel: int) -> int:
    """Koppen en nullen staan er precies; een klein aantal krijgt het merk; de rest de gewone afronding."""
    if waarde == 0 or (cel[3] == "totaal" and waarde >= drempel):
        return 1
    return GEWOON[methode]


def kies(
    waarden: dict[Cel, float],
    buiten: Kennis,
    drempel: int,
    methode: str,
    laatste: Kwartaal,
    eerder: dict[Cel, int] | None = None,
    melder: Callable[[str], None] | None = None,
) -> Keuze:
    """Zoek voor elke cel van `waarden` een stap, zo dat geen klein aantal nog in te perken is.

    `buiten` is wat lezers al wisten (eerdere uitgaven en openbare stukken). `eerder` zijn de stappen van de vorige
    uitgave: wie daarmee begint, komt bij dezelfde gegevens op dezelfde uitgave uit. Elke wet gaat apart, want geen
    verband loopt over twee wetten. Lukt het niet met de helft van `WERK`, dan gaat het een trede lager (zie `treden`).
    """
    keuze = Keuze()
    een = partial(_kies_wet, waarden, buiten, drempel, methode, laatste, eerder or {}, melder)
    wetten = sorted({c[1] for c in waarden})
    hier = [copy_context() for _ in wetten]  # the own themes hold in the threads too
    with ThreadPoolExecutor(TEGELIJK) as tegelijk:
        for uit in list(tegelijk.map(lambda context, wet: context.run(een, wet), hier, wetten)):
            keuze.stappen |= uit.stappen
            keuze.opgegeven += uit.opgegeven
            keuze.onveilig += uit.onveilig
            keuze.invullingen += uit.invullingen
    return keuze


def _kies_wet(
    waarden: dict[Cel, float], buiten: Kennis, drempel: int, methode: str, laatste: Kwartaal, eerder: dict[Cel, int],
    melder: Callable[[str], None] | None, wet: str,
) -> Keuze:  # fmt: skip
    """The choice for one wet: down the ladder, until a rung is safe."""
    eigen = {c: w for c, w in waarden.items() if c[1] == wet}
    oud = {c: f for c, f in buiten.feiten.items() if c[1] == wet}
    weet = replace(buiten, feiten=oud, klein={c for c in buiten.klein if c[1] == wet})
    vroeger = _Eerder(weet, eigen, drempel)
    rest = WERK_VAST + WERK * len(eigen)
    for weg in treden(wet, eigen, drempel):
        stappen = weggelaten(eigen, weg, laatste)
        over = {c: w for c, w in eigen.items() if stappen.get(c) != WEG}
        weg_nu = weet.weg | {c for c, s in stappen.items() if s == WEG}
        bekend = oud | {c: (w, w) for c, w in over.items()}
        model = onthulling.model_van(replace(weet, feiten=bekend, weg=weg_nu), drempel)
        werk = Werk(max(rest / 2, WERK_PROEF * len(model.cellen)), melder, f"Afschermen van {wet}")
        vrij = {c: s for c, s in stappen.items() if s == VRIJ}
        uit = _zoek(over, model, weet, methode, vrij, eerder, werk, vroeger)
        rest -= werk.gedaan
        if not uit.onveilig:
            break
    return Keuze(stappen | uit.stappen, weg, uit.onveilig, uit.invullingen)


def zonder_deel_boven_geheel(waarden: Mapping[Cel, float], stappen: dict[Cel, int], drempel: int) -> dict[Cel, int]:
    """De stappen die anders moeten: een afgerond deel is nooit groter dan het geheel ernaast.

    Is het deel gewoon afgerond, dan rondt het geheel mee: 144 van 144 staat er als 145 van 145. Is het deel grover
    afgerond, dan gaat het achter het merk: een kop is meer waard.

    >>> deel, geheel = ("c", "jeugd", "2023-K1", "soort", "a"), ("c", "jeugd", "2023-K1", "totaal", "totaal")
    >>> zonder_deel_boven_geheel({deel: 144, geheel: 144}, {deel: 5, geheel: 1}, 10)
    {('c', 'jeugd', '2023-K1', 'totaal', 'totaal'): 5}
    """
    uit = dict(stappen)

    def staat_er(cel: Cel) -> float | None:
        return getoond(waarden[cel], uit[cel], drempel) if cel in uit else None

    for cel in sorted(waarden, key=lambda c: -c[3].count(KRUISING)):  # crossings first, then their parts
        for geheel in gehelen(cel):
            deel, som = staat_er(cel), staat_er(geheel) if geheel in waarden else None
            if deel is None or som is None or deel <= som:
                continue
            if uit[cel] > GEWOON["afronden"]:
                uit[cel] = MEE
            else:
                uit[geheel] = uit[cel]
    return {c: s for c, s in uit.items() if s != stappen[c]}


def gehelen(cel: Cel) -> list[Cel]:
    """De cellen waar een cel een deel van is: bij een kruistabel de groepen die elkaar kruisen, anders het totaal.

    >>> gehelen(("c", "wmo", "2023-K1", "a x b", "1|2"))[0][3:], gehelen(("c", "wmo", "2023-K1", "totaal", "totaal"))
    (('a', '1'), [])
    """
    cijfer, wet, kwartaal, soort, groep = cel[:5]
    if soort == "totaal":
        return []
    if KRUISING in soort:
        return [(cijfer, wet, kwartaal, s, g) for s, g in zip(soort.split(KRUISING), groep.split("|"), strict=True)]
    return [(cijfer, wet, kwartaal, "totaal", "totaal")]


def weggelaten(cellen: Iterable[Cel], weg: Iterable[Opgegeven], laatste: Kwartaal) -> dict[Cel, int]:
    """De cellen die met hun uitsplitsing wegblijven, met hun stap."""
    return {c: VRIJ if o.om_en_om else WEG for c in cellen for o in weg if o.treft(c, laatste)}


class _Eerder:
    """What readers know by earlier editions alone. Nothing that is hidden now takes that back; the rest stays hidden.

    `bekend` are the cells that stood partly open, with what they can still be by those editions. `dicht` are those of
    which nothing is left to hide. Only what was asked is in them.
    """

    def __init__(self, weet: Kennis, cellen: Iterable[Cel], drempel: int) -> None:
        ook = dict.fromkeys(cellen, (0.0, VEEL))  # of a later quarter they say something as well
        self.model = onthulling.model_van(replace(weet, feiten=ook | weet.feiten), drempel)
        self.bekend: dict[Cel, tuple[float, float]] = {}
        self.dicht: set[Cel] = set()
        self._gevraagd: set[Cel] = set()
        onder, boven = onthulling.schuif(self.model)
        for i in onthulling.ingeperkt(self.model, onder, boven):
            self._noteer(self.model.cellen[i], onder[i], boven[i])

    def vraag(self, cellen: Iterable[Cel]) -> bool:
        """Look these cells up, each once, by the equations near them. Whether one of them stood open."""
        nieuw = [c for c in dict.fromkeys(cellen) if c in self.model.plek and c not in self._gevraagd]
        self._gevraagd |= set(nieuw)
        weet = len(self.bekend) + len(self.dicht)
        for cel in nieuw:
            i = self.model.plek[cel]
            buurt = onthulling.buurt(self.model, i, DIEP)
            laag, hoog = (onthulling.knelpunt(self.model, buurt, i, kant)[0] for kant in (-1, 1))
            if math.isfinite(laag) and math.isfinite(hoog):
                self._noteer(cel, math.ceil(laag - onthulling.GEHEEL), math.floor(hoog + onthulling.GEHEEL))
        return len(self.bekend) + len(self.dicht) > weet

    def bewijs(self, cellen: Iterable[Cel]) -> bool:
        """The last resort: of which of these cells not even the earlier editions leave every value possible."""
        self.model.bescherm_alleen({c[:5] for c in cellen})
        self.model.eis(self.bekend)
        lekken = {self.model.cellen[i] for i in onthulling.zoek_lekken(self.model)[0]} - self.dicht
        self.dicht |= lekken
        return bool(lekken)

    def _noteer(self, cel: Cel, laag: float, hoog: float) -> None:
        """Keep what is known of a cell when that is something."""
        top = self.model.drempel - 1
        if laag > top or hoog < 1 or (laag <= 1 and hoog >= top):
            return  # never small, nobody at all, or nothing is known
        if max(1, laag) >= min(top, hoog):
            self.dicht.add(cel)
        else:
            self.bekend[cel] = laag, hoog


def treden(wet: str, waarden: dict[Cel, float], drempel: int) -> Iterable[list[Opgegeven]]:
    """De ladder naar beneden: wat er van een wet wegblijft, steeds meer, tot er niets meer over is.

    Eerst niets: alleen grover afronden en mee afschermen. Dan de kruistabellen waarvan meer dan de helft klein is. Dan
    alle kruistabellen, met de uitsplitsingen waarvan meer dan de helft klein is. Dan meer dan een kwart, dan meer dan
    een tiende. Dan de andere uitsplitsingen om het andere kwartaal. Dan alle uitsplitsingen, dan alles.
    Zijn er meer dan `VEEL_KLEIN` kleine aantallen, en is dat meer dan `KANSLOOS` van het geheel? Dan slaat zij de
    eerste twee treden over: die zouden het werk opmaken.
    """
    klein, alle = Counter(), Counter()
    for (_, _, _, soort, *_), w in waarden.items():
        if soort != "totaal" and w:
            alle[soort] += 1
            klein[soort] += w < drempel
    delen = {d for s in alle for d in s.split(KRUISING)}
    kruisen = {s for s in alle if KRUISING in s}

    def meer_dan(deel: float, uit: set[str]) -> set[str]:
        return {s for s in uit if klein[s] > alle[s] * deel}

    def zonder(soorten: set[str]) -> list[Opgegeven]:  # a crossing goes with its parts, and needs no name then
        return [Opgegeven(wet, s) for s in sorted(soorten) if KRUISING not in s or not soorten & {*s.split(KRUISING)}]

    if klein.total() <= max(VEEL_KLEIN, KANSLOOS * alle.total()):
        yield []
        yield zonder(meer_dan(0.5, kruisen))
    for deel in (0.5, 0.25, 0.1):
        yield zonder(kruisen | meer_dan(deel, delen))
    kwart = kruisen | meer_dan(0.25, delen)
    yield [*zonder(kwart), *(Opgegeven(wet, d, om_en_om=True) for d in sorted(delen - kwart))]
    yield zonder(delen)
    yield [Opgegeven(wet, "")]


def herzien(waarden: dict[Cel, float], eerdere: list[Editie], drempel: int, geld: bool = False) -> frozenset[Cel]:
    """De cellen waarover eerdere uitgaven niet meer gaan: hun aantal is nu een ander.

    Dat zijn de aantallen die buiten hun oude grenzen vallen. Klopt een oud verband dan nog niet met wat nu waar is,
    dan is een van de andere aantallen erin ook veranderd, en is niet te zien welk. Een klein aantal blijft zo lang
    mogelijk hetzelfde: zo moet het tegen de meeste kennis bestand zijn. Hoe groot het precies is, doet er niet toe: ook
    wat hier uitkomt, is openbaar.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    kennis = onthulling.bedragkennis if geld else partial(onthulling.verzamel, nu=waarden)
    bekend = kennis(eerdere).feiten
    ander = {c for c, w in waarden.items() if c in bekend and not bekend[c][0] <= w <= bekend[c][1]}
    while eerdere:
        weet = kennis(eerdere, ander)
        weet.feiten |= {c: (1, drempel - 1) if not geld and 0 < w < drempel else (w, w) for c, w in waarden.items()}
        model = onthulling.model_van(weet, 1)
        rij, kolom, factor, laag, hoog = model.rijen
        vast = model.onder == model.boven
        los = np.unique(rij[~vast[kolom] | np.array([len(model.cellen[j]) > 5 for j in kolom], bool)])
        if not len(los):
            break
        telt = np.isin(rij, los)
        matrix = csr_matrix((factor[telt], (np.searchsorted(los, rij[telt]), kolom[telt])), (len(los), len(vast)))
        mis = onthulling.botsend(matrix, laag[los], hoog[los], model.onder, model.boven)
        kan = [{c for c in model.verbanden[r].cellen if c in waarden and c in bekend} - ander for r in los[mis]]
        onvast = [{c for c in k if bekend[c][0] < bekend[c][1]} or k for k in kan]
        nieuw = set().union(*({c for c in k if abs(waarden[c]) >= drempel} or k for k in onvast))
        if not nieuw:
            break
        ander |= nieuw
    return frozenset(ander)


def _zoek(waarden: dict[Cel, float], model: Model, weet: Kennis, methode: str, weg: dict[Cel, int],
          eerder: dict[Cel, int], werk: Werk, vroeger: _Eerder) -> Keuze:  # fmt: skip
    """One search, until nothing can be narrowed any more, or until the work is used up."""
    import numpy as np

    d, buiten = model.drempel, weet.feiten
    stappen = {c: 1 if buiten.get(c) == (w, w) else eerste_stap(c, w, methode, d) for c, w in waarden.items()}
    for cel, stap in eerder.items():
        if cel in stappen and (stap == OPEN or (stap >= MEE
                               and (getoond(waarden[cel], stappen[cel], d) or 0) >= max(stap, 1))):  # fmt: skip
            stappen[cel] = stap
    stappen |= weg
    zoek = _Zoektocht(waarden, stappen, model, weet, LADDER[methode], vroeger.dicht)
    for cel in waarden:
        zoek.zet(cel)
    bewezen: set[bytes] = set()
    getuigen = onthulling.Getuigen()
    alle, gebruikt = model.verbanden, None

    def stond_open() -> None:
        """Of what stood partly open, only the rest is still to be hidden."""
        model.eis(vroeger.bekend)
        for cel, (_, hoog) in vroeger.bekend.items():
            if hoog >= d and cel in waarden and stappen[cel] not in (OPEN, VRIJ) and zoek.getoond(cel) is None:
                zoek.zet_op(model.plek[cel], OPEN)  # until now it could be large as well: do not say that it is small
        model.klein &= np.array([c not in vroeger.dicht for c in model.cellen], bool)

    def vraag(nummers: Iterable[int], van: Callable[[Iterable[Cel]], bool] = vroeger.vraag) -> bool:
        """Whether one of these stood open before, as far as this way of asking shows."""
        nieuw = van([model.cellen[i] for i in nummers])
        if nieuw:
            stond_open()
        return nieuw

    def uitweg(nummers: Iterable[int]) -> bool:
        """Nothing that holds these cells can be loosened: they stood open already, or their surroundings give way."""
        return vraag(nummers, vroeger.bewijs) or zoek.verruim_kring(nummers)

    stond_open()
    fijn = Werk(werk.grens * FIJN, werk.melder, werk.wat)
    gefijnd = methode == "precies"  # there is nothing coarser there than hidden: what is open now lacks later on
    while True:
        werk.telt(len(model.cellen) / 10)
        onder, boven, delen = onthulling.los_van_elkaar(model, getuigen, werk)
        fout = onthulling.ingeperkt(model, onder, boven)
        if len(fout):
            if vraag(fout):
                continue
            if werk.op or not (zoek.verruim(fout, onder, boven) or uitweg(fout)):
                return Keuze(stappen, onveilig=[model.cellen[i] for i in fout])
            continue
        open_cellen: list[int] = []
        for blok in delen:
            kenmerk = _kenmerk(model, onder, boven, blok)
            if kenmerk in bewezen:
                continue
            mis = onthulling.onbewezen(model, onder, boven, blok, getuigen, werk)
            if mis and not werk.op and vraag(mis):
                open_cellen += mis
                continue
            if mis and (werk.op or not (zoek.verruim_blok(blok, mis, werk, onder, boven) or uitweg(mis))):
                return Keuze(stappen, onveilig=[model.cellen[i] for i in mis])
            if not mis:
                bewezen.add(kenmerk)
            open_cellen += mis
        if open_cellen:
            continue
        if not gefijnd:
            gefijnd = True
            zoek.verfijn(lambda: _veilig(model, getuigen, fijn, bewezen), lambda: fijn.op)
            continue
        if anders := zonder_deel_boven_geheel(waarden, stappen, d):
            for cel, stap in anders.items():
                zoek.zet_op(model.plek[cel], stap)
            continue  # less is known now: what was certainly nought before may be a small count
        if len(model.verbanden) in (len(alle), gebruikt):
            return Keuze(stappen, invullingen=_bewijs(model, onder, boven, delen, getuigen))
        gebruikt, model.verbanden = len(model.verbanden), alle  # what clashed with finer figures may hold by now
        model.bouw()


def _kenmerk(model: Model, onder: np.ndarray, boven: np.ndarray, blok: onthulling.Blok) -> bytes:
    """What a proof of a block rests on: the same again needs no second proof."""
    hier = blok.cellen
    feiten = (hier, onder[hier], boven[hier], model.klein[hier], model.van[hier], model.tot[hier], blok.laag, blok.hoog)
    return b"".join(x.tobytes() for x in feiten)


def _veilig(model: Model, getuigen: onthulling.Getuigen, werk: Werk, bewezen: set[bytes]) -> bool:
    """Whether nothing can be narrowed as it stands now, with every equation in use."""
    werk.telt(len(model.cellen) / 10)
    verbanden = model.verbanden
    onder, boven, delen = onthulling.los_van_elkaar(model, getuigen, werk)
    if len(model.verbanden) < len(verbanden):  # finer figures clash with what is known: keep the coarser ones
        model.verbanden = verbanden
        model.bouw()
        return False
    if len(onthulling.ingeperkt(model, onder, boven)):
        return False
    for blok in delen:
        kenmerk = _kenmerk(model, onder, boven, blok)
        if kenmerk not in bewezen and onthulling.onbewezen(model, onder, boven, blok, getuigen, werk):
            return False
        bewezen.add(kenmerk)
    return not werk.op


def _bewijs(model: Model, onder: np.ndarray, boven: np.ndarray, delen: list[onthulling.Blok],
            getuigen: onthulling.Getuigen) -> list[dict[Cel, float]]:  # fmt: skip
    """A few whole filling-ins in which every hidden count takes every value: enough for the audit."""
    import numpy as np

    uit = []
    for blok in delen:
        cellen = [model.cellen[i] for i in blok.cellen]
        klein = model.klein[blok.cellen]
        gezien: set[tuple[int, float]] = set()
        for invulling in getuigen.passend(blok, onder[blok.cellen], boven[blok.cellen]):
            hier = {(j, invulling[j]) for j in np.flatnonzero(klein & (invulling < model.drempel))}
            if hier - gezien or not uit:
                gezien |= hier
                uit.append(dict(zip(cellen, invulling.tolist(), strict=True)))
    return uit


def kies_bedragen(
    rijen: list[dict[str, Any]], drempel: int, bekend: Kennis, laatste: Kwartaal,
    melder: Callable[[str], None] | None = None,
) -> tuple[set[Cel], list[Opgegeven]]:  # fmt: skip
    """De bedragen die mee moeten achter het merk, en wat er aan bedragen wegblijft omdat ook dat niet genoeg is.

    Een verborgen bedrag houdt aan beide kanten speling: `onthulling.SPELING` van het ware bedrag. Mee gaat het kleinste
    bedrag dat genoeg speling geeft, en een totaal pas als laatste. Elke wet gaat apart en mag de helft gebruiken van
    het `WERK` dat zij nog heeft; lukt het niet, dan gaat het een trede lager (zie `treden_geld`).
    """
    rijen = [r for r in rijen if onthulling.soort_van(r["cijfer"]) == "bedrag" and r["waarde"] is not None]
    mee: set[Cel] = set()
    weg: list[Opgegeven] = []
    for wet in sorted({r["wet"] for r in rijen}):
        eigen = {tuple(r[k] for k in SLEUTEL): r for r in rijen if r["wet"] == wet}
        weet = replace(bekend, feiten={c: f for c, f in bekend.feiten.items() if c[1] == wet},
                       klein={c for c in bekend.klein if c[1] == wet})  # fmt: skip
        rest = WERK_VAST + WERK * len(eigen)
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


def treden_geld(wet: str, cellen: Iterable[Cel]) -> list[list[Opgegeven]]:
    """De ladder naar beneden voor geld: alles, zonder kruistabellen, zonder uitsplitsingen, geen geld."""
    soorten = sorted({c[3] for c in cellen} - {"totaal"})
    delen = sorted({deel for soort in soorten for deel in soort.split(KRUISING)})
    kruisen = [Opgegeven(wet, s, geld=True) for s in soorten if KRUISING in s]
    per_groep = [Opgegeven(wet, d, geld=True) for d in delen]
    return [[], *filter(None, (kruisen, per_groep)), [Opgegeven(wet, "", geld=True)]]


def _zoek_bedragen(rijen: dict[Cel, dict[str, Any]], drempel: int, bekend: Kennis, werk: Werk) -> set[Cel] | None:
    """What has to be hidden along; None when that does not make it safe, or not within the work."""
    echt = {c: r["waarde"] for c, r in rijen.items()}
    eigen = {c: onthulling.rond_euro(w) for c, w in echt.items()}
    klein = {c for c, r in rijen.items() if onthulling.bedrag_klein(r, drempel)}
    mee = (bekend.klein & set(rijen)) - klein  # hidden before: shown now, it would be known of then as well
    klein |= bekend.klein
    while klein:
        feiten = dict(bekend.feiten)
        for c, w in eigen.items():
            laag, hoog = onthulling.bedraggrenzen(None if c in klein | mee else w)
            oud = feiten.get(c, (laag, hoog))
            samen = max(laag, oud[0]), min(hoog, oud[1])
            feiten[c] = samen if samen[0] <= samen[1] else (laag, hoog)
        model = onthulling.model_van(replace(bekend, feiten=feiten, klein=klein), 1)
        dubbel = {c for v in model.verbanden if len(v.cellen) == 2 for c in v.cellen}  # one part that is the whole
        nauw = onthulling.bedrag_ingeperkt(model, echt, werk)
        nieuw: set[Cel] = set()
        for i, (onder, boven, houdt, _) in nauw.items():
            kan = {c for c in (model.cellen[j] for j in houdt) if c in eigen and c not in klein | mee}
            if kan and not kan & nieuw:
                waar = echt.get(model.cellen[i], 0)
                nodig = onthulling.SPELING * abs(waar) - min(boven - waar, waar - onder)
                nieuw.add(min(kan, key=lambda c: _prijs_bedrag(c, abs(eigen[c]), nodig, c in dubbel)))
        if werk.op:
            return None
        if not nieuw:
            return mee if {model.cellen[i][:5] for i in nauw} <= _bedrag_al_open(bekend, model, nauw, echt) else None
        mee |= nieuw
    return mee


def _bedrag_al_open(weet: Kennis, model: Model, nauw: Iterable[int], echt: dict[Cel, float]) -> set[Cel]:
    """Those of these amounts that earlier editions alone narrow already."""
    bedoeld = {model.cellen[i][:5] for i in nauw} & {c[:5] for c in weet.feiten}
    if not bedoeld:
        return set()
    oud = onthulling.model_van(weet, 1)
    oud.bescherm_alleen(bedoeld)
    return {oud.cellen[i][:5] for i in onthulling.bedrag_ingeperkt(oud, echt)}


def _prijs_bedrag(cel: Cel, bedrag: float, nodig: float, dubbel: bool) -> tuple:
    """What it costs to hide an amount: the smallest that gives room enough, else the largest; a total comes last."""
    genoeg = bedrag >= nodig
    return cel[3] == "totaal", KRUISING not in cel[3], dubbel, not genoeg, bedrag if genoeg else -bedrag, cel


class _Zoektocht:
    """Which cell to show less precisely, so that a narrowed one gets its room back."""

    def __init__(self, waarden: dict[Cel, float], stappen: dict[Cel, int], model: Model, weet: Kennis,
                 ladder: dict[int, int], dicht: set[Cel]) -> None:  # fmt: skip
        self.waarden, self.stappen, self.model, self.ladder = waarden, stappen, model, ladder
        self.buiten, self.al_klein, self.dicht = weet.feiten, weet.klein, dicht
        self.rijen_van: dict[int, list[int]] = {}
        self.cellen_van: list[list[tuple[int, float]]] = []
        self._aantal = -1

    def _lees(self) -> None:
        """The equations per cell; again when the model dropped one."""
        if self._aantal == len(self.model.verbanden):
            return
        self._aantal = len(self.model.verbanden)
        plek = self.model.plek
        regels = self.model.verbanden
        self.cellen_van = [[(plek[c], f) for c, f in zip(v.cellen, v.factoren, strict=True)] for v in regels]
        self.rijen_van = {}
        for r, cellen in enumerate(self.cellen_van):
            for i, _ in cellen:
                self.rijen_van.setdefault(i, []).append(r)

    def getoond(self, cel: Cel) -> float | None:
        """What the reader sees of a cell now."""
        return getoond(self.waarden[cel], self.stappen[cel], self.model.drempel)

    def zet(self, cel: Cel) -> None:
        """Put what the reader now knows of a cell in the model."""
        i, d = self.model.plek[cel], self.model.drempel
        laag, hoog = grenzen(self.getoond(cel), self.stappen[cel], d)
        oud = self.buiten.get(cel, (0, VEEL))
        if max(laag, oud[0]) <= min(hoog, oud[1]):
            laag, hoog = max(laag, oud[0]), min(hoog, oud[1])
        self.model.onder[i], self.model.boven[i] = laag, hoog
        merk = 0 < self.waarden[cel] < d or self.stappen[cel] == OPEN
        self.model.klein[i] = cel not in self.dicht and (cel in self.al_klein or (merk and self.stappen[cel] != VRIJ))

    def prijs(self, i: int) -> float | None:
        """What it costs to loosen a cell one step; None when that cannot be. A vaguer mark costs no information."""
        cel = self.model.cellen[i]
        if cel not in self.waarden or self.stappen[cel] in (OPEN, VRIJ):
            return None
        laag, hoog = self.buiten.get(cel, (-VEEL, 2 * VEEL))
        if laag >= self.model.onder[i] and hoog <= self.model.boven[i]:
            return None  # readers know this much already: showing it less precisely takes nothing away from them
        ziet, volgende = self.getoond(cel), self._volgende(cel)
        if ziet is None:
            return 0.01
        if ziet == 0:
            return 3.0
        telt = "#" not in cel[0] or volgende == MEE  # a count behind a share may be coarse, but the share must stay
        kop = KOP if cel[3] == "totaal" and telt and ziet >= GROTE_KOP else 0.0
        if volgende == MEE:
            return kop + (1 + 1 / ziet if len(self.ladder) > 1 else 1 + ziet / 1e5)
        return kop + volgende / ziet

    def _volgende(self, cel: Cel) -> int:
        ziet = self.getoond(cel)
        if not ziet:
            return OPEN
        volgende = self.ladder[self.stappen[cel]]
        return MEE if volgende > ziet else volgende

    def verfijn(self, veilig: Callable[[], bool], klaar: Callable[[], bool]) -> None:
        """Show again more precisely what the search made coarser than it needs to be, as long as that is safe.

        On the way a cell is loosened because of a neighbour that is loosened itself later on.
        """
        plekken = sorted(self.model.plek[c] for c in self.waarden)
        trappen = sorted(set(self.ladder) | set(self.ladder.values()) - {MEE})
        for verborgen in (True, False):  # a number where there was none says most
            for stap in trappen:
                kan = [i for i in plekken if self._kan_op(self.model.cellen[i], stap)]
                self._probeer([i for i in kan if (self.getoond(self.model.cellen[i]) is None) == verborgen], stap,
                              veilig, klaar)

    def _kan_op(self, cel: Cel, stap: int) -> bool:
        """Whether a count that is not small would stand more precisely at this step than it does now."""
        nu, waarde = self.stappen[cel], self.waarden[cel]
        gewoon = eerste_stap(cel, waarde, "afronden", self.model.drempel)
        return waarde >= max(stap, self.model.drempel) and stap >= gewoon and (nu == MEE or nu > stap)

    def _probeer(self, plekken: list[int], stap: int, veilig: Callable[[], bool], klaar: Callable[[], bool]) -> None:
        """All of them at once; where that is not safe, each half by itself."""
        if not plekken or klaar():
            return
        oud = {i: self.stappen[self.model.cellen[i]] for i in plekken}
        for i in plekken:
            self.zet_op(i, stap)
        if veilig():
            return
        for i in plekken:
            self.zet_op(i, oud[i])
        if len(plekken) > 1:
            half = len(plekken) // 2
            self._probeer(plekken[:half], stap, veilig, klaar)
            self._probeer(plekken[half:], stap, veilig, klaar)

    def verruim(self, fout: np.ndarray, onder: np.ndarray, boven: np.ndarray) -> bool:
        """One step for every narrowed cell, along the equations that narrow it. False when nothing is left to do."""
        self._lees()
        gedaan: set[int] = set()
        gelukt = False
        van, tot = self.model.van, self.model.tot
        for i in fout:
            for kant, smal in ((-1, onder[i] > van[i]), (1, boven[i] < tot[i])):
                if not smal:
                    continue
                wegen, rijen = self.oorzaken(int(i), kant, onder, boven)
                if wegen and not rijen & gedaan:
                    self._stap(min(wegen, key=wegen.__getitem__))
                    gedaan |= rijen
                gelukt |= bool(wegen)
        return gelukt

    def oorzaken(self, cel: int, kant: int, onder: np.ndarray, boven: np.ndarray) -> tuple[dict[int, float], set[int]]:
        """The shown cells whose bounds narrow this one, with their price, and the equations in between."""
        m = self.model
        wegen: dict[int, float] = {}
        rijen: set[int] = set()
        rij = [(cel, kant)]
        gezien = {(cel, kant)}
        for _ in range(DIEP):
            verder = []
            for i, zijde in rij:
                for r in self._knellend(i, zijde, onder, boven):
                    rijen.add(r)
                    for j, richting in self._anderen(r, i, zijde):
                        eigen = m.boven[j] if richting > 0 else m.onder[j]
                        nu = boven[j] if richting > 0 else onder[j]
                        prijs = self.prijs(j)
                        if nu == eigen and prijs is not None:
                            wegen[j] = min(prijs, wegen.get(j, prijs))
                        elif nu != eigen and (j, richting) not in gezien:
                            gezien.add((j, richting))
                            verder.append((j, richting))
            if (wegen and min(wegen.values()) < KOP) or not verder:  # only headlines so far: look further back
                break
            rij = verder
        return wegen, rijen

    def _anderen(self, r: int, i: int, zijde: int) -> list[tuple[int, int]]:
        """The other cells of an equation, with the side of each that holds this one back."""
        cellen = self.cellen_van[r]
        eigen = next(f for j, f in cellen if j == i)
        return [(j, -zijde if (f > 0) == (eigen > 0) else zijde) for j, f in cellen if j != i]

    def _knellend(self, i: int, zijde: int, onder: np.ndarray, boven: np.ndarray) -> list[int]:
        """The equations that put the present bound on this side of a cell."""
        uit, nu = [], boven[i] if zijde > 0 else onder[i]
        for r in self.rijen_van.get(i, []):
            v, cellen = self.model.verbanden[r], self.cellen_van[r]
            eigen = next(f for j, f in cellen if j == i)
            omhoog = (zijde > 0) == (eigen > 0)
            rest = sum(f * (onder[j] if (f > 0) == omhoog else boven[j]) for j, f in cellen if j != i)
            grens = ((v.hoogste if omhoog else v.laagste) - rest) / eigen
            if (zijde > 0 and grens < nu + 1) or (zijde < 0 and grens > nu - 1):
                uit.append(r)
        return uit

    def verruim_blok(self, blok: onthulling.Blok, mis: dict[int, list[int]], werk: Werk, onder: np.ndarray,
                     boven: np.ndarray) -> bool:  # fmt: skip
        """The proof failed for these cells: loosen the cheapest of the cells that hold each one back."""
        self._lees()
        gelukt = False
        geraakt: set[int] = set()
        for i, waarden in mis.items():
            kanten = [kant for kant, eind in ((-1, self.model.van[i]), (1, self.model.tot[i])) if eind in waarden]
            houdt = {j for kant in kanten for j in onthulling.knelpunt(self.model, blok.cellen, i, kant)[1]}
            werk.telt(len(kanten) * len(blok.cellen))
            wegen, kring = self._prijzen(houdt) or self._achter(blok, i, kanten, onder, boven), {i}
            for _ in range(DIEP):  # whole numbers alone are in the way: give a neighbour more room, or theirs
                if wegen:
                    break
                kring = {j for c in kring for r in self.rijen_van.get(c, []) for j, _ in self.cellen_van[r]}
                wegen = self._prijzen(kring - {i})
            gelukt |= bool(wegen)
            if wegen and not geraakt & set(wegen):
                self._stap(min(wegen, key=wegen.__getitem__))
                geraakt |= set(wegen)
        return gelukt

    def _achter(self, blok: onthulling.Blok, i: int, kanten: list[int], onder: np.ndarray,
                boven: np.ndarray) -> dict[int, float]:  # fmt: skip
        """What holds a cell by way of bounds that were worked out in whole numbers first."""
        wegen: dict[int, float] = {}
        for kant in kanten:
            for j in onthulling.knelpunt(self.model, blok.cellen, i, kant, onder, boven)[1]:
                wegen |= self._prijzen([j])
                for zijde in (-1, 1):
                    wegen |= self.oorzaken(j, zijde, onder, boven)[0]
        return wegen

    def verruim_kring(self, cellen: Iterable[int]) -> bool:
        """One step for everything within a few equations of these cells."""
        self._lees()
        kring = {int(i) for i in cellen}
        for _ in range(DIEP):
            kring |= {j for c in kring for r in self.rijen_van.get(c, []) for j, _ in self.cellen_van[r]}
            if wegen := self._prijzen(kring):
                for i in sorted(wegen):
                    self._stap(i)
                return True
        return False

    def _prijzen(self, cellen: Iterable[int]) -> dict[int, float]:
        return {j: p for j in cellen if (p := self.prijs(j)) is not None}

    def _stap(self, i: int) -> None:
        self.zet_op(i, self._volgende(self.model.cellen[i]))

    def zet_op(self, i: int, stap: int) -> None:
        cel = self.model.cellen[i]
        self.stappen[cel] = stap
        self.zet(cel)
