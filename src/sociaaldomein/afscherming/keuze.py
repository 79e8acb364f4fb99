"""Kies per aantal hoe het getoond wordt: precies, afgerond of afgeschermd. Net zolang tot de proef niets meer vindt.

Twee methoden, dezelfde zoektocht:

- afronden: koppen precies, de rest op 5. Is een klein aantal nog in te perken, dan rondt een getal ernaast grover af
  (op 10, 20 of 50). Pas als dat niet helpt, gaat het mee achter het woord "afgeschermd".
- precies: alles precies, behalve wat klein is. Is een klein aantal nog in te perken, dan gaat een tweede mee.

Een afgeschermd aantal is eerst "1 tot de drempel". Knelt ook dat (drie kleine aantallen die optellen), dan zegt het
merk minder: het kan van alles zijn, ook nul. Een nul gaat alleen mee als het echt niet anders kan.

Is het veilig, dan staat wat onderweg grover werd dan nodig weer fijner, zolang de proef niets vindt.

Bij aantallen hangt de keuze alleen af van wat een lezer ook ziet of zag, nooit van de waarde van een klein aantal zelf.
Bij bedragen (`bedragen.kies_bedragen`) telt het ware bedrag wel mee: de speling eromheen is er een deel van.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from sociaaldomein.afscherming.eerder import Eerder
from sociaaldomein.afscherming.invulling import Blok, Getuigen, onbewezen
from sociaaldomein.afscherming.kennis import Kennis
from sociaaldomein.afscherming.ladder import Opgegeven, treden, weggelaten
from sociaaldomein.afscherming.model import Model, ingeperkt, model_van
from sociaaldomein.afscherming.proef import los_van_elkaar
from sociaaldomein.afscherming.regel import (
    DREMPEL,
    GEWOON,
    LADDER,
    MEE,
    OPEN,
    TOTAAL,
    VRIJ,
    WEG,
    Sleutel,
    eerste_stap,
    getoond,
)
from sociaaldomein.afscherming.rekenwerk import Werk, tegoed
from sociaaldomein.afscherming.zoektocht import Zoektocht
from sociaaldomein.begrippen.cijfers import MAAL
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.profiel import METHODEN

if TYPE_CHECKING:
    import numpy as np

WERK_PROEF = 150  # what every rung may use at least for each cell that is known: to prove what earlier editions hid
FIJN = 0.1  # the part of that work that may go into showing things more precisely again, once it is safe
TEGELIJK = 2  # wetten that are searched at the same time; no equation runs over two of them


@dataclass
class Keuze:
    """De uitkomst: per cel de stap van de afronding (zie `regel`), en wat er opgegeven is.

    `onveilig` is wat ook met alles weg nog in te perken is: dat stond al in eerdere uitgaven. `invullingen` zijn de
    oplossingen die bewijzen dat de rest veilig is. `treden` zegt per wet hoe ver zij de ladder af ging.
    """

    stappen: dict[Sleutel, int] = field(default_factory=dict)
    opgegeven: list[Opgegeven] = field(default_factory=list)
    onveilig: list[Sleutel] = field(default_factory=list)
    invullingen: list[dict[Sleutel, float]] = field(default_factory=list)
    treden: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manier:
    """Hoe een uitgave wordt afgeschermd: met welke drempel en methode, en tot en met welk kwartaal.

    `vanaf` zegt per wet bij welke trede van de ladder de zoektocht begint, als dat niet de eerste is. Een onbekende
    methode of een drempel onder 3 geeft een ValueError.
    """

    drempel: int = DREMPEL
    methode: str = METHODEN[0]
    laatste: Kwartaal = field(default=Kwartaal(2000, 1))
    vanaf: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.methode not in METHODEN:
            raise ValueError(f"Methode '{self.methode}' bestaat niet. Kies uit: {', '.join(METHODEN)}.")
        if self.drempel < 3:
            raise ValueError(f"Een drempel van {self.drempel} is te laag. Kies 3 of hoger; gebruikelijk is {DREMPEL}.")


def kies(
    waarden: dict[Sleutel, float],
    buiten: Kennis,
    manier: Manier,
    eerder: dict[Sleutel, int] | None = None,
    melder: Callable[[str], None] | None = None,
) -> Keuze:
    """Zoek voor elke cel van `waarden` een stap, zo dat geen klein aantal nog in te perken is.

    `buiten` is wat lezers al wisten (eerdere uitgaven en openbare stukken). `eerder` zijn de stappen van de vorige
    uitgave: wie daarmee begint, komt bij dezelfde gegevens op dezelfde uitgave uit. Elke wet gaat apart, want geen
    verband loopt over twee wetten. Lukt het niet met de helft van haar `tegoed`, dan gaat het een trede lager (zie
    `treden`).
    """
    keuze = Keuze()
    een = partial(_kies_wet, waarden, buiten, manier, eerder or {}, melder)
    wetten = sorted({c[1] for c in waarden})
    hier = [copy_context() for _ in wetten]  # the own themes hold in the threads too
    with ThreadPoolExecutor(TEGELIJK) as tegelijk:
        for uit in list(tegelijk.map(lambda context, wet: context.run(een, wet), hier, wetten)):
            keuze.stappen |= uit.stappen
            keuze.opgegeven += uit.opgegeven
            keuze.onveilig += uit.onveilig
            keuze.invullingen += uit.invullingen
            keuze.treden |= uit.treden
    return keuze


def _kies_wet(
    waarden: dict[Sleutel, float],
    buiten: Kennis,
    manier: Manier,
    eerder: dict[Sleutel, int],
    melder: Callable[[str], None] | None,
    wet: str,
) -> Keuze:
    """De keuze voor een wet: de ladder af, tot een trede veilig is."""
    eigen = {c: w for c, w in waarden.items() if c[1] == wet}
    oud = {c: f for c, f in buiten.feiten.items() if c[1] == wet}
    weet = replace(buiten, feiten=oud, klein={c for c in buiten.klein if c[1] == wet})
    vroeger = Eerder(weet, eigen, manier.drempel)
    rest = tegoed(len(eigen))
    for trede, weg in enumerate(treden(wet, eigen, manier.drempel)):
        if trede < manier.vanaf.get(wet, 0):
            continue
        stappen = weggelaten(eigen, weg, manier.laatste)
        over = {c: w for c, w in eigen.items() if stappen.get(c) != WEG}
        weg_nu = weet.weg | {c for c, s in stappen.items() if s == WEG}
        bekend = oud | {c: (w, w) for c, w in over.items()}
        model = model_van(replace(weet, feiten=bekend, weg=weg_nu), manier.drempel)
        werk = Werk(max(rest / 2, WERK_PROEF * len(model.cellen)), melder, f"Afschermen van {wet}")
        vrij = {c: s for c, s in stappen.items() if s == VRIJ}
        stappen_nu = _eerste_stappen(over, weet, manier, eerder) | vrij
        tocht = Zoektocht(over, stappen_nu, model, weet, LADDER[manier.methode], vroeger.open.heel)
        uit = _Zoeker(tocht, vroeger, werk).zoek()
        rest -= werk.gedaan
        if not uit.onveilig:
            break
    return Keuze(stappen | uit.stappen, weg, uit.onveilig, uit.invullingen, {wet: trede})


def _eerste_stappen(
    waarden: dict[Sleutel, float], weet: Kennis, manier: Manier, eerder: dict[Sleutel, int]
) -> dict[Sleutel, int]:
    """De stappen waar de zoektocht mee begint: de gewone, of die van de vorige uitgave."""
    d, buiten = manier.drempel, weet.feiten
    stappen = {c: 1 if buiten.get(c) == (w, w) else eerste_stap(c, w, manier.methode, d) for c, w in waarden.items()}
    for cel, stap in eerder.items():
        if cel in stappen and (
            stap == OPEN or (stap >= MEE and (getoond(waarden[cel], stappen[cel], d) or 0) >= max(stap, 1))
        ):
            stappen[cel] = stap
    return stappen


class _Zoeker:
    """Een zoektocht, tot er niets meer in te perken is of het werk op is."""

    def __init__(self, tocht: Zoektocht, vroeger: Eerder, werk: Werk) -> None:
        self.tocht, self.vroeger, self.werk, self.model = tocht, vroeger, werk, tocht.model
        self.getuigen = Getuigen()
        self.bewezen: set[bytes] = set()

    def zoek(self) -> Keuze:
        model, tocht, werk = self.model, self.tocht, self.werk
        for cel in tocht.waarden:
            tocht.zet(cel)
        alle, gebruikt = model.verbanden, None
        self.stond_open()
        fijn = Werk(werk.grens * FIJN, werk.melder, werk.wat)
        gefijnd = len(tocht.ladder) == 1  # nothing is coarser there than hidden: what is open now lacks later on
        while True:
            werk.telt(len(model.cellen) / 10)
            onder, boven, delen = los_van_elkaar(model, self.getuigen, werk)
            vast = self.versoepel(onder, boven, delen)
            if vast:
                return Keuze(tocht.stappen, onveilig=[model.cellen[i] for i in vast])
            if vast is not None:
                continue
            if not gefijnd:
                gefijnd = True
                tocht.verfijn(lambda: self.veilig(fijn), lambda: fijn.op)
                continue
            if anders := _zonder_deel_boven_geheel(tocht.waarden, tocht.stappen, model.drempel):
                for cel, stap in anders.items():
                    tocht.zet_op(model.plek[cel], stap)
                continue  # less is known now: what was certainly nought before may be a small count
            if len(model.verbanden) in (len(alle), gebruikt):
                return Keuze(tocht.stappen, invullingen=_bewijs(model, onder, boven, delen, self.getuigen))
            gebruikt, model.verbanden = len(model.verbanden), alle  # what clashed with finer figures may hold by now
            model.bouw()

    def versoepel(self, onder: np.ndarray, boven: np.ndarray, delen: list[Blok]) -> list[int] | None:
        """Een stap voor alles wat in te perken is. None als er niets is; anders de cellen waar niets bij helpt."""
        werk, tocht = self.werk, self.tocht
        fout = ingeperkt(self.model, onder, boven).tolist()
        if fout:
            kan = self.vraag(fout) or (not werk.op and (tocht.verruim(fout, onder, boven) or self.uitweg(fout)))
            return [] if kan else fout
        klaar = True
        for blok in delen:
            kenmerk = _kenmerk(self.model, onder, boven, blok)
            if kenmerk in self.bewezen:
                continue
            mis = onbewezen(self.model, onder, boven, blok, self.getuigen, werk)
            if not mis:
                self.bewezen.add(kenmerk)
                continue
            if werk.op or not (
                self.vraag(mis) or tocht.verruim_blok(blok, mis, werk, onder, boven) or self.uitweg(mis)
            ):
                return list(mis)
            klaar = False
        return None if klaar else []

    def stond_open(self) -> None:
        """Van wat deels open stond, is alleen de rest nog af te schermen."""
        model, tocht, al_open = self.model, self.tocht, self.vroeger.open
        model.eis(al_open.deels)
        for cel, (_, hoog) in al_open.deels.items():
            verborgen = cel in tocht.waarden and tocht.stappen[cel] not in (OPEN, VRIJ) and tocht.getoond(cel) is None
            if hoog >= model.drempel and verborgen:
                tocht.zet_op(model.plek[cel], OPEN)  # until now it could be large as well: do not say that it is small
        for cel in al_open.heel & model.plek.keys():
            model.klein[model.plek[cel]] = False

    def vraag(self, nummers: Iterable[int], grondig: bool = False) -> bool:
        """Of een van deze al open stond, voor zover deze manier van vragen dat laat zien."""
        nieuw = (self.vroeger.bewijs if grondig else self.vroeger.vraag)([self.model.cellen[i] for i in nummers])
        if nieuw:
            self.stond_open()
        return nieuw

    def uitweg(self, nummers: Iterable[int]) -> bool:
        """Niets wat deze cellen vasthoudt, kan grover: zij stonden al open, of hun omgeving geeft mee."""
        return self.vraag(nummers, grondig=True) or self.tocht.verruim_kring(nummers)

    def veilig(self, werk: Werk) -> bool:
        """Of er zoals het nu staat niets in te perken is, met elk verband in gebruik."""
        model = self.model
        werk.telt(len(model.cellen) / 10)
        verbanden = model.verbanden
        onder, boven, delen = los_van_elkaar(model, self.getuigen, werk)
        if len(model.verbanden) < len(verbanden):  # finer figures clash with what is known: keep the coarser ones
            model.verbanden = verbanden
            model.bouw()
            return False
        if len(ingeperkt(model, onder, boven)):
            return False
        for blok in delen:
            kenmerk = _kenmerk(model, onder, boven, blok)
            if kenmerk not in self.bewezen and onbewezen(model, onder, boven, blok, self.getuigen, werk):
                return False
            self.bewezen.add(kenmerk)
        return not werk.op


def _kenmerk(model: Model, onder: np.ndarray, boven: np.ndarray, blok: Blok) -> bytes:
    """Waar het bewijs van een blok op rust: hetzelfde hoeft geen tweede keer bewezen."""
    hier = blok.cellen
    feiten = (hier, onder[hier], boven[hier], model.klein[hier], model.van[hier], model.tot[hier], blok.laag, blok.hoog)
    return b"".join(x.tobytes() for x in feiten)


def _bewijs(
    model: Model, onder: np.ndarray, boven: np.ndarray, delen: list[Blok], getuigen: Getuigen
) -> list[dict[Sleutel, float]]:
    """Een paar invullingen waarin elk verborgen aantal elke waarde aanneemt: genoeg voor de proef."""
    import numpy as np

    uit: list[dict] = []
    for blok in delen:
        cellen = [model.cellen[i] for i in blok.cellen]
        klein = model.klein[blok.cellen]
        gezien: set[tuple[int, float]] = set()
        for invulling in getuigen.passend(blok, onder[blok.cellen], boven[blok.cellen]):
            hier = {(int(j), invulling[j]) for j in np.flatnonzero(klein & (invulling < model.drempel))}
            if hier - gezien or not uit:
                gezien |= hier
                uit.append(dict(zip(cellen, invulling.tolist(), strict=True)))
    return uit


def _zonder_deel_boven_geheel(
    waarden: Mapping[Sleutel, float], stappen: dict[Sleutel, int], drempel: int
) -> dict[Sleutel, int]:
    """De stappen die anders moeten: een afgerond deel is nooit groter dan het geheel ernaast.

    Is het deel gewoon afgerond, dan rondt het geheel mee: 144 van 144 staat er als 145 van 145. Is het deel grover
    afgerond, dan gaat het achter het merk: een kop is meer waard.

    >>> deel, geheel = ("c", "jeugd", "2023-K1", "soort", "a"), ("c", "jeugd", "2023-K1", "totaal", "totaal")
    >>> _zonder_deel_boven_geheel({deel: 144, geheel: 144}, {deel: 5, geheel: 1}, 10)
    {('c', 'jeugd', '2023-K1', 'totaal', 'totaal'): 5}
    """
    uit = dict(stappen)

    def staat_er(cel: Sleutel) -> float | None:
        return getoond(waarden[cel], uit[cel], drempel) if cel in uit else None

    for cel in sorted(waarden, key=lambda c: -c[3].count(MAAL)):  # crossings first, then their parts
        for geheel in _gehelen(cel):
            deel, som = staat_er(cel), staat_er(geheel) if geheel in waarden else None
            if deel is None or som is None or deel <= som:
                continue
            if uit[cel] > GEWOON["afronden"]:
                uit[cel] = MEE
            else:
                uit[geheel] = uit[cel]
    return {c: s for c, s in uit.items() if s != stappen[c]}


def _gehelen(cel: Sleutel) -> list[Sleutel]:
    """De cellen waar een cel een deel van is: bij een kruistabel de groepen die elkaar kruisen, anders het totaal.

    >>> _gehelen(("c", "wmo", "2023-K1", "a x b", "1|2"))[0][3:], _gehelen(("c", "wmo", "2023-K1", "totaal", "totaal"))
    (('a', '1'), [])
    """
    cijfer, wet, kwartaal, soort, groep = cel[:5]
    if soort == "totaal":
        return []
    if MAAL in soort:
        return [(cijfer, wet, kwartaal, s, g) for s, g in zip(soort.split(MAAL), groep.split("|"), strict=True)]
    return [(cijfer, wet, kwartaal, *TOTAAL)]
