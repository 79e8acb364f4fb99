"""De proef op de afscherming: wat kan een slimme lezer nog over een klein aantal te weten komen?

De lezer kent de regel, de drempel, de afronding, elk verband tussen de cijfers, elke eerdere uitgave, elk cijfer dat al
in een openbaar stuk stond en het aantal inwoners. Elk getal is een onbekende met een laagste en een hoogste waarde; elk
verband is een vergelijking. Een afgeschermd aantal is veilig als elke waarde van 1 tot de drempel nog kan, of geen.

Stap 1 schuift de grenzen langs de vergelijkingen. Dat is snel, en wat het vindt is altijd een lek. Stap 2 zoekt per
blok van samenhangende getallen een volledige invulling bij elke waarde (geheeltallig, HiGHS). Vindt zij die, dan is de
waarde bewezen mogelijk. Vindt zij die niet, dan geldt de cel als onveilig.

Een herzien cijfer is een ander cijfer. Zegt een nieuwe uitgave dat een aantal is herzien, dan krijgt het een eigen
onbekende: de oude uitgaven gaan over de oude, de nieuwe over de nieuwe. Elk verband geldt in elke uitgave apart. Wat
niet is herzien, blijft een en dezelfde onbekende en bindt de uitgaven dus aan elkaar.
Beloofd is: wie aanneemt dat al het andere gelijk bleef, kan geen klein aantal verder inperken, oud of nieuw. Niet
beloofd is iets over wie van buiten weet welke rij er herzien is. Spreken cijfers elkaar dan nog tegen, dan vervallen
de verbanden die botsen: uit wat niet samen waar kan zijn, volgt niets.
"""

from __future__ import annotations

import math
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import SLEUTEL, ZWAARTE, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

VEEL = 1e7  # no count in a municipality comes near
KRUISING = " x "
ALLES_DELEN = (
    "lopend_trajecten",
    "instroom_trajecten",
    "uitstroom_trajecten",
    "looptijd_aantal",
    "verwijzer",
    "aanvragen",
)
MENSEN = ("lopend_clienten", "instroom_clienten", "uitstroom_clienten")
MENSEN_DELEN = ("wijk", "leeftijd", "instroomsoort")  # somebody is in exactly one of these groups
IN_ELKAAR, DEEL_VAN = "de ene leeftijdsgroep ligt in de andere", "het ene cijfer is een deel van het andere"
ZONDER_EINDDATUM, PER_VERWIJZER = "niet meer looptijden dan begonnen trajecten", "mensen per verwijzer"
KINDEREN, DEEL = "kinderen in de wijk", "een deel is niet meer dan het geheel"
OP_TIJD, KLAAR, LOOPT_OP = "op tijd is klaar", "klaar is een zaak", "het jaar loopt op"
VERSCHILLEN = (  # what is left over is a count as well
    IN_ELKAAR, DEEL_VAN, ZONDER_EINDDATUM, PER_VERWIJZER, KINDEREN, DEEL, OP_TIJD, KLAAR, LOOPT_OP,
)  # fmt: skip
STROMEN = ("lopend_trajecten", "instroom_trajecten", "uitstroom_trajecten", "lopend_clienten", "instroom_clienten")
GROEPEN = (  # somebody's traject has a place in each of these, whether an edition shows it or not
    "hoofdcategorie", "interventieniveau", "hoofdcategorie x interventieniveau", "productcategorie", "wijk", "zwaarte",
    "leeftijd",
)  # fmt: skip
SCHUIFT = 7  # so many days a term may move, over weekends and holidays
MEE, OPEN = 0, -1  # steps of a hidden cell: hidden along with a small one; hidden and may be anything, zero as well
WEG, VRIJ = -2, -3  # left out with its whole breakdown: no fact at all; left out this quarter: it may be anything
TAKKEN = 500  # branches of one integer problem, never seconds: a busy machine must not change what is published
ZWAAR = 5  # so many times the work of a problem without that demand
GENOEG = 12  # so many narrowed cells in one block are enough to act upon; the rest is looked at in the next round
GEHEEL = 1e-6
TUSSENPOOS = 3  # seconds between two lines of progress
PLAATSEN = ("hoofdcategorie", "interventieniveau", "hoofdcategorie x interventieniveau")
ONBEKEND = "onbekend"
NERGENS = dict(zip(PLAATSEN, (ONBEKEND, ONBEKEND, f"{ONBEKEND}|{ONBEKEND}"), strict=True))
TOTAAL, ZONDER = ("totaal", "totaal"), " zonder "

# A cell: cijfer (with #teller or #noemer for the counts inside a share) and the rest of the key. A sixth part names the
# edition that revised it: then this is the count as it was before.
Cel = tuple[str, ...]
Plaats = tuple[str, str, str, str]  # wet, product, and a hoofdcategorie and an interventieniveau it may belong to


@dataclass(frozen=True)
class Verband:
    """Een vergelijking die iedereen kent: laagste <= som van (factor x cel) <= hoogste."""

    naam: str
    cellen: tuple[Cel, ...]
    factoren: tuple[float, ...]
    laagste: float
    hoogste: float


@dataclass(frozen=True)
class Editie:
    """Een uitgave zoals de lezer haar ziet. `stappen` zegt per cel hoe grof er is afgerond (of MEE, OPEN, WEG, VRIJ).

    `herzien` zijn de cellen waarover eerdere uitgaven niet meer gaan. `koppel` zegt waar een product bij hoort.
    """

    naam: str
    cijfers: pl.DataFrame
    gepubliceerd: pl.DataFrame | None = None
    drempel: int = 10
    stappen: dict[Cel, int] = field(default_factory=dict)
    stap: int = 5
    herzien: frozenset[Cel] = frozenset()
    koppel: tuple[Plaats, ...] = ()

    @cached_property
    def aanwezig(self) -> set[Cel]:
        """De cellen met een aantal waarvan een rij in de uitgave staat, met of zonder getal."""
        return {c for c in self._cellen if self.stappen.get(c) != WEG}

    @cached_property
    def weg(self) -> set[Cel]:
        """De cellen die met hun hele uitsplitsing wegbleven."""
        return {c for c in self._cellen if self.stappen.get(c) == WEG}

    @cached_property
    def stukken(self) -> Editie:
        """Alleen wat in deze uitgave uit een openbaar stuk komt."""
        import polars as pl

        erin = self.cijfers.filter(self.cijfers["gepubliceerd_in"].is_not_null())
        ernaast = [] if self.gepubliceerd is None else [self.gepubliceerd]
        return Editie("openbare stukken", erin.clear(), pl.concat([erin, *ernaast]), self.drempel, koppel=self.koppel)

    @cached_property
    def _cellen(self) -> set[Cel]:
        rijen = self.cijfers.select(SLEUTEL).unique().iter_rows(named=True)
        return {cel_van(r, kolom) for r in rijen for kolom in kolommen_met_aantallen(r["cijfer"])}


@dataclass(frozen=True)
class Bevinding:
    """Een cel die te ver in te perken is: welke waarden nog kunnen, langs welke weg, en wat eraan te doen is."""

    cel: Cel
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


def noem(cel: Cel) -> str:
    """Een cel zoals een mens haar aanwijst."""
    cijfer, wet, kwartaal, soort, groep, *eerder = cel
    waar = "" if soort == "totaal" else f", {soort} {groep}"
    return f"{cijfer.replace('#', ' ')} ({wet}, {kwartaal}{waar}{', zoals eerder gepubliceerd' if eerder else ''})"


# --- which cell a column of a row is ---------------------------------------------------------------------------------


def soort_van(cijfer: str) -> str:
    """Hoe een cijfer beschermd wordt; wat onbekend is, geldt als een aantal mensen."""
    if cijfer.endswith("_per_client"):
        return "per_client"
    begrip = begrippen().get(cijfer)
    return begrip.beschermd if begrip else "aantal"


def cel_van(rij: dict[str, Any], kolom: str) -> Cel:
    """De cel achter een kolom. Een teller die elders als aantal staat, is diezelfde cel."""
    c, wet, k, soort, groep = (rij[x] for x in ("cijfer", "wet", "kwartaal", "groep_soort", "groep"))
    if kolom == "waarde":
        if c == "verwijzer" and soort == "totaal":
            c = "instroom_clienten"
        return c, wet, k, soort, groep
    if c.endswith("_verandering"):
        c, k = c.removesuffix("_verandering"), k if kolom == "teller" else str(Kwartaal.lees(k) - 4)
        return c, wet, k, soort, groep
    if c == "bereik" and kolom == "teller" and (wet == "wmo" or soort == "leeftijd"):
        return "lopend_clienten", wet, k, soort, groep
    if c.startswith("looptijd_"):
        return "looptijd_aantal", wet, k, soort, groep
    if (begrip := begrippen().get(c)) and begrip.naast:  # its base is who was ready, on time or not
        c = begrip.naast.removesuffix("_op_tijd") + "_gereed"
    elif begrip and begrip.teller and kolom == "teller":
        return begrip.teller, wet, k, soort, groep
    return f"{c}#{kolom}", wet, k, soort, groep


def kolommen_met_aantallen(cijfer: str) -> tuple[str, ...]:
    """De kolommen van een cijfer waarin aantallen mensen of zaken staan."""
    if cijfer == "bereik":
        return ("teller",)
    per_soort = {"aantal": ("waarde",), "aandeel": ("teller", "noemer"), "kenmerk": ("noemer",)}
    return per_soort.get(soort_van(cijfer), ())


def grenzen(waarde: float | None, stap: int, drempel: int) -> tuple[float, float]:
    """Wat een lezer weet van een getoond aantal (of, zonder waarde, van een afgeschermd aantal).

    >>> grenzen(15, 5, 10), grenzen(10, 5, 10), grenzen(20, 10, 10), grenzen(None, 5, 10), grenzen(7, 1, 10)
    ((13, 17), (10, 12), (15, 24), (1, 9), (7, 7))
    """
    if waarde is None:
        return {MEE: (drempel, VEEL), OPEN: (0, VEEL), VRIJ: (0, VEEL)}.get(stap, (1, drempel - 1))
    if stap <= 1 or waarde == 0:
        return waarde, waarde
    onder, boven = waarde - stap // 2, waarde + (stap - 1) // 2
    return (max(onder, drempel) if waarde > stap else drempel), boven


# --- what every reader knows: the equations --------------------------------------------------------------------------


def verbanden(cellen: Iterable[Cel], koppel: Iterable[Plaats] = ()) -> list[Verband]:
    """Alle verbanden tussen deze cellen: sommen, kruisingen, stand en stroom, delen, mensen tegenover trajecten.

    Met `koppel` ook van producten naar de hoofdcategorie en het niveau waar zij bij horen: dat is openbaar.
    """
    weet = set(cellen)
    uit: list[Verband] = []

    def erbij(naam: str, delen: Iterable[tuple[Cel, float]], laagste: float = 0, hoogste: float = 0) -> None:
        lijst = list(delen)
        if all(c in weet for c, _ in lijst):
            uit.append(Verband(naam, tuple(c for c, _ in lijst), tuple(f for _, f in lijst), laagste, hoogste))

    def minstens(naam: str, groot: Cel, klein: Cel) -> None:
        erbij(naam, [(groot, 1), (klein, -1)], 0, VEEL)

    groepen: dict[tuple, list[Cel]] = defaultdict(list)
    for cel in sorted(weet):
        groepen[cel[:4]].append(cel)
    plaatsen: dict[tuple[str, str, str], set[str]] = defaultdict(set)  # breakdown, wet and product -> where it may be
    for wet, product, hoofd, niveau in koppel:
        for soort, groep in zip(PLAATSEN, (hoofd, niveau, f"{hoofd}|{niveau}"), strict=True):
            plaatsen[soort, wet, product].add(groep)
    for (cijfer, wet, k, soort), rij in groepen.items():
        if soort != "totaal":
            _sommen(erbij, minstens, groepen, cijfer, wet, k, soort, rij)
        if soort in PLAATSEN:
            _producten(erbij, minstens, groepen, plaatsen, cijfer, wet, k, soort, rij)
        if (b := begrippen().get(cijfer)) and soort == "totaal":
            _samen(erbij, groepen, b.samen, cijfer, wet, k)
        if soort == "zwaarte":
            _zwaarte(erbij, groepen.get((cijfer, wet, k, "interventieniveau"), []), rij)
    for cijfer, wet, k, soort, groep in sorted(weet):
        if cijfer in ("lopend_trajecten", "lopend_clienten") and soort != "deel":
            _stroom(erbij, minstens, wet, k, soort, groep, cijfer)
        elif cijfer == "looptijd_aantal":
            minstens(ZONDER_EINDDATUM, ("instroom_trajecten", wet, k, soort, groep), (cijfer, wet, k, soort, groep))
        elif cijfer == "verwijzer":
            minstens(PER_VERWIJZER, ("instroom_clienten", wet, k, soort, groep), (cijfer, wet, k, soort, groep))
        elif cijfer == "bereik#teller":
            _bereik(erbij, minstens, weet, wet, k, soort, groep)
        elif cijfer.endswith("#teller"):
            _aandeel(minstens, cijfer, wet, k, soort, groep)
        begrip = begrippen().get(cijfer)
        for geheel in begrip.deel_van if begrip else ():
            minstens(DEEL_VAN, (geheel, wet, k, soort, groep), (cijfer, wet, k, soort, groep))
        if begrip and begrip.zelfde and soort == "totaal":
            erbij("dezelfde mensen", [((begrip.zelfde, wet, k, soort, groep), 1), ((cijfer, wet, k, soort, groep), -1)])
        if begrip and begrip.loopt_op and Kwartaal.lees(k).nummer > 1:
            minstens(LOOPT_OP, (cijfer, wet, k, soort, groep), (cijfer, wet, str(Kwartaal.lees(k) - 1), soort, groep))
        if begrip and len(begrip.stroom) == 2 and soort == "totaal":
            erin, eruit = ((c, wet, k, soort, groep) for c in begrip.stroom)
            toen = (cijfer, wet, str(Kwartaal.lees(k) - 1), soort, groep)
            erbij("stand en stroom", [(toen, 1), (erin, 1), (eruit, -1), ((cijfer, wet, k, soort, groep), -1)])
    return uit


def _sommen(erbij: Callable, minstens: Callable, groepen: dict, cijfer: str, wet: str, k: str, soort: str,
            rij: list[Cel]) -> None:
    totaal = (cijfer, wet, k, *TOTAAL)
    if soort == "leeftijd" and (paren := _banden_in_elkaar(rij)):
        for klein, groot in paren:
            minstens(IN_ELKAAR, groot, klein)
        return
    if KRUISING in soort:
        for plek, een in enumerate(soort.split(KRUISING)):
            per_groep: dict[str, list[Cel]] = defaultdict(list)
            for cel in rij:
                per_groep[cel[4].split("|")[plek]].append(cel)
            for groep, delen in per_groep.items():
                marge = (cijfer, wet, k, een, groep)
                _som(erbij, minstens, marge, delen, cijfer not in MENSEN, f"som over {een} {groep}")
        if not any((cijfer, wet, k, s) in groepen for s in soort.split(KRUISING)):
            _som(erbij, minstens, totaal, rij, cijfer not in MENSEN, f"som over {soort}")
        return
    naam, _, telling = cijfer.partition("#")  # of a share: the counts behind it add up, unless it says that they do not
    begrip = begrippen().get(naam)
    deelt = (cijfer in ALLES_DELEN or soort_van(cijfer) == "bedrag" or soort in MENSEN_DELEN or begrip is None
             or soort in begrip.telt_op or (telling and soort not in begrip.telt_niet_op))  # fmt: skip
    if cijfer == "verwijzer":
        totaal = ("instroom_clienten", wet, k, *TOTAAL)
    if not cijfer.startswith("bereik"):
        dekt = cijfer in MENSEN or bool(telling)  # everybody is in a group, some in more
        _som(erbij, minstens, totaal, rij, deelt, f"som over {soort}", dekt=dekt)


def _producten(erbij: Callable, minstens: Callable, groepen: dict, plaatsen: dict, cijfer: str, wet: str, k: str,
               soort: str, rij: list[Cel]) -> None:  # fmt: skip
    """A group holds at least the products that are nowhere else, and at most those that may be in it."""
    producten = groepen.get((cijfer, wet, k, "productcategorie"), [])
    er_is = {c[4] for c in rij}
    bij = {p: plaatsen.get((soort, wet, p[4]), {NERGENS[soort]}) & er_is for p in producten}
    for cel in rij if producten else ():
        kan = [p for p, groepen_ in bij.items() if cel[4] in groepen_]
        zeker = [p for p in kan if bij[p] == {cel[4]}]
        naam = f"de producten van {soort} {cel[4]}"
        erbij(f"{naam}, hoogstens", [*((p, 1) for p in kan), (cel, -1)], 0, VEEL)
        if cijfer not in MENSEN:
            erbij(f"{naam}, minstens", [(cel, 1), *((p, -1) for p in zeker)], 0, VEEL)
        else:
            for p in zeker:
                minstens(f"{naam}, geen is groter", cel, p)


def _samen(erbij: Callable, groepen: dict, regels: Iterable[str], cijfer: str, wet: str, k: str) -> None:
    """A group that is the sum of groups of another breakdown."""

    def cellen(plek: str) -> list[Cel]:
        soort, _, groep = plek.strip().partition(" ")
        return [(cijfer, wet, k, soort, groep)] if groep else groepen.get((cijfer, wet, k, soort)) or [()]

    for regel in regels:
        geheel, delen = regel.split("=")
        erbij(regel, [*((c, 1) for deel in delen.split("+") for c in cellen(deel)), (cellen(geheel)[0], -1)])


def _zwaarte(erbij: Callable, niveaus: list[Cel], rij: list[Cel]) -> None:
    """A weight is the sum of its levels."""
    for cel in rij:
        delen = [n for n in niveaus if ZWAARTE.get(n[4], "onbekend") == cel[4]]
        if delen:
            erbij(f"de niveaus van {cel[4]}", [*((n, 1) for n in delen), (cel, -1)])


def _som(erbij: Callable, minstens: Callable, totaal: Cel, delen: list[Cel], deelt: bool, naam: str, *,
         dekt: bool = True) -> None:  # fmt: skip
    if deelt:
        erbij(naam, [*((d, 1) for d in delen), (totaal, -1)])
        return
    if dekt:
        erbij(f"{naam}, minstens", [*((d, 1) for d in delen), (totaal, -1)], 0, VEEL)
    for deel in delen:
        minstens(f"{naam}, geen groep is groter", totaal, deel)


def _stroom(erbij: Callable, minstens: Callable, wet: str, k: str, soort: str, groep: str, cijfer: str) -> None:
    eerder = str(Kwartaal.lees(k) - 1)
    staart = (soort, groep)
    nu, toen = (cijfer, wet, k, *staart), (cijfer, wet, eerder, *staart)
    uit_toen = ("uitstroom_trajecten", wet, eerder, *staart)
    if soort == "leeftijd" and eerder[:4] != k[:4]:  # everybody is a year older: the groups do not carry over
        toen = (*toen[:3], "bestaat niet", groep)
    if cijfer == "lopend_clienten":
        erin = ("instroom_clienten", wet, k, *staart)
        minstens("mensen en trajecten", ("lopend_trajecten", wet, k, *staart), nu)
        minstens("mensen en trajecten", ("instroom_trajecten", wet, k, *staart), erin)
        minstens("wie begint, heeft hulp", nu, erin)
        for mensen in (nu, erin) if soort != "totaal" else ():  # somebody's second traject in a group is one in all
            stuks = (mensen[0].replace("clienten", "trajecten"), *mensen[1:])
            heel, alle = ((c[0], wet, k, *TOTAAL) for c in (stuks, mensen))
            erbij("trajecten boven mensen", [(heel, 1), (alle, -1), (stuks, -1), (mensen, 1)], 0, VEEL)
        erbij("mensen: stand en stroom", [(toen, 1), (erin, 1), (nu, -1)], 0, VEEL)
        erbij("mensen: stand en stroom", [(nu, 1), (toen, -1), (uit_toen, 1)], 0, VEEL)
        if soort == "totaal":
            minstens("mensen en trajecten", ("uitstroom_trajecten", wet, k, *staart),
                     ("uitstroom_clienten", wet, k, *staart))
        return
    erin, eruit = ("instroom_trajecten", wet, k, *staart), ("uitstroom_trajecten", wet, k, *staart)
    erbij("stand en stroom", [(nu, 1), (toen, -1), (uit_toen, 1), (erin, -1)])
    minstens("wie begint, loopt", nu, erin)
    minstens("wie stopt, liep", nu, eruit)
    if soort == "totaal":
        deel = {d: (cijfer, wet, k, "deel", d) for d in ("begonnen", "beeindigd", "begonnen_en_beeindigd")}
        erbij("de delen van de staaf", [(deel["begonnen"], 1), (deel["begonnen_en_beeindigd"], 1), (erin, -1)])
        erbij("de delen van de staaf", [(deel["beeindigd"], 1), (deel["begonnen_en_beeindigd"], 1), (eruit, -1)])


def _bereik(erbij: Callable, minstens: Callable, weet: set[Cel], wet: str, k: str, soort: str, groep: str) -> None:
    cel = ("bereik#teller", wet, k, soort, groep)
    if soort == "wijk":
        minstens(KINDEREN, ("lopend_clienten", wet, k, soort, groep), cel)
        return
    if soort == "totaal":
        minstens(KINDEREN, ("lopend_clienten", wet, k, soort, groep), cel)
    klassen = [("lopend_clienten", wet, k, "leeftijd", g) for g in ("0-3", "4-11", "12-17")]
    if er_is := [(c, 1) for c in klassen if c in weet]:  # a class without a row is empty, unless none has one
        erbij("jeugd tot 18 jaar", [*er_is, (cel, -1)])


def _aandeel(minstens: Callable, cijfer: str, wet: str, k: str, soort: str, groep: str) -> None:
    naam, staart = cijfer.removesuffix("#teller"), (wet, k, soort, groep)
    minstens(DEEL, (f"{naam}#noemer", *staart), (cijfer, *staart))
    if naam.endswith("_op_tijd"):
        klaar = (naam.removesuffix("_op_tijd") + "_gereed#noemer", *staart)
        minstens(OP_TIJD, klaar, (cijfer, *staart))
        minstens(KLAAR, (f"{naam}#noemer", *staart), klaar)
        minstens("met een brief is er meer tijd", (f"{naam}_verlengd#teller", *staart), (cijfer, *staart))


def _banden_in_elkaar(rij: list[Cel]) -> list[tuple[Cel, Cel]]:
    """Pairs of age bands of which one lies inside the other: their difference is a count too."""
    banden = {c: tuple(int(n) for n in c[4].split("-")) for c in rij if re.fullmatch(r"\d+-\d+", c[4])}
    return [(a, b) for a, (van, tot) in banden.items() for b, (begin, eind) in banden.items()
            if a != b and begin <= van and tot <= eind]


# --- the model: every cell between two bounds ------------------------------------------------------------------------


@dataclass
class Model:
    """Cellen met hun grenzen en de verbanden ertussen. `klein` zijn de cellen die beschermd moeten zijn.

    Van `van` tot en met `tot` moet elke waarde mogelijk blijven: van 1 tot de drempel, of wat daar nog van over is.
    """

    cellen: list[Cel]
    onder: np.ndarray
    boven: np.ndarray
    verbanden: list[Verband]
    klein: np.ndarray  # bool per cell: marked afgeschermd, or a difference of two others that is never shown
    drempel: int
    plek: dict[Cel, int] = field(default_factory=dict)
    rijen: Any = None
    van: Any = None
    tot: Any = None

    def __post_init__(self) -> None:
        import numpy as np

        self.plek = {c: i for i, c in enumerate(self.cellen)}
        self.van, self.tot = np.ones(len(self.cellen)), np.full(len(self.cellen), self.drempel - 1.0)
        self.bouw()

    def eis(self, grenzen: dict[Cel, tuple[float, float]]) -> None:
        """Van deze cellen was al bekend waar zij tussen liggen: alleen wat daarbinnen ligt, is nog te verbergen."""
        for cel in grenzen.keys() & self.plek.keys():
            i = self.plek[cel]
            self.van[i], self.tot[i] = max(1, grenzen[cel][0]), min(self.drempel - 1, grenzen[cel][1])

    def bouw(self) -> None:
        """Zet de verbanden om in lange rijtjes, zodat alle grenzen in een keer te schuiven zijn."""
        import numpy as np

        rij = np.array([r for r, v in enumerate(self.verbanden) for _ in v.cellen], int)
        kolom = np.array([self.plek[c] for v in self.verbanden for c in v.cellen], int)
        factor = np.array([f for v in self.verbanden for f in v.factoren], float)
        laag = np.array([v.laagste for v in self.verbanden], float)
        hoog = np.array([v.hoogste for v in self.verbanden], float)
        self.rijen = (rij, kolom, factor, laag, hoog)

    def zonder(self, rijen: Iterable[int]) -> None:
        """Laat verbanden vallen: zij kunnen met de cijfers erbij niet waar zijn."""
        weg = {int(r) for r in rijen}
        self.verbanden = [v for r, v in enumerate(self.verbanden) if r not in weg]
        self.bouw()

    def bescherm_alleen(self, cellen: Collection[Cel]) -> None:
        """Beperk de proef tot deze cellen, in welke uitgave zij ook staan, als waren zij afgeschermd."""
        self.klein[:] = [c[:5] in cellen for c in self.cellen]


@dataclass
class Kennis:
    """Wat lezers van uitgaven samen weten: per cel de grenzen, wat is afgeschermd, en gepubliceerde percentages.

    `werelden` zegt per oudere uitgave welke cellen toen anders waren (cel -> dezelfde cel zoals zij was), en over welke
    cellen zij iets zei. `weg` zijn de cellen van een uitsplitsing die wegbleef: zij bestaan, ook als er maar van een
    groep iets bekend is.
    """

    feiten: dict[Cel, tuple[float, float]] = field(default_factory=dict)
    klein: set[Cel] = field(default_factory=set)
    extra: list[Verband] = field(default_factory=list)
    werelden: list[tuple[dict[Cel, Cel], set[Cel]]] = field(default_factory=list)
    koppel: tuple[Plaats, ...] = ()
    weg: set[Cel] = field(default_factory=set)


def verzamel(edities: list[Editie], herzien: Iterable[Cel] = (), feiten_van: Callable | None = None,
             ruim: tuple[float, float] = (0, VEEL), nu: Iterable[Cel] = ()) -> Kennis:  # fmt: skip
    """De kennis uit deze uitgaven; de laatste is de nieuwste. `herzien` zijn cellen die daarna nog veranderden.

    Spreekt een ouder cijfer een nieuwer tegen, dan was het een ander cijfer, ook als niemand het herzien noemde.
    Een groep die in de ene uitgave staat en in de andere niet, telde daar nul: de som is er dan zonder haar. `nu` zijn
    de cellen van de uitgave die er nog komt.
    """
    weet = Kennis(koppel=tuple(dict.fromkeys(p for e in edities for p in e.koppel)))
    weet.weg = set().union(*(e.weg for e in edities)) if feiten_van is None else set()
    groepen = set(nu).union(*(e.aanwezig for e in edities)) if feiten_van is None else set()
    toen: dict[Cel, Cel] = {c: (*c, "voor nu") for c in herzien}
    for editie in reversed(edities):
        nieuwer, extra = dict(weet.feiten), []
        leeg = [(c, 0, 0, False) for c in lege_groepen(editie.aanwezig, groepen)] if groepen else []
        zegt = [*(feiten_van or _feiten)(editie, extra), *leeg]
        for cel, laag, hoog, verborgen in zegt:
            if not _past(nieuwer.get(toen.get(cel, cel), ruim), laag, hoog):
                toen[cel] = (*cel, f"tot en met {editie.naam}")
            _erbij(weet, toen.get(cel, cel), laag, hoog, verborgen, ruim)
        weet.extra += [_in_wereld(v, toen) for v in extra]
        if weet.werelden and weet.werelden[-1][0] == toen:  # two editions with nothing revised in between: one world
            weet.werelden[-1][1].update(cel for cel, *_ in zegt)
        elif toen:
            weet.werelden.append((dict(toen), {cel for cel, *_ in zegt}))
        toen |= {c: (*c, f"voor {editie.naam}") for c in editie.herzien}
    for editie in edities if feiten_van is None else ():  # a document counted in its own way: if it differs, it is mute
        if editie.gepubliceerd is not None:
            for rij in editie.gepubliceerd.iter_rows(named=True):
                for feit in _rijfeiten(rij, editie, weet.extra):
                    _erbij(weet, *feit, ruim)
    return weet


def voorkennis(eerdere: list[Editie], stukken: Editie, nu: Collection[Cel], herzien: Iterable[Cel]) -> Kennis:
    """Wat lezers weten zonder de getallen van een nieuwe uitgave: oudere uitgaven, stukken, en welke groepen zij heeft.

    `nu` zijn haar cellen. Van een groep zonder rij ziet iedereen dat zij leeg is: daar valt niets aan te verbergen.
    """
    weet = verzamel([stukken, *eerdere], herzien, nu=nu)
    weet.feiten |= dict.fromkeys(verdwenen(nu, eerdere), (0.0, 0.0))
    return weet


def verdwenen(nu: Collection[Cel], eerdere: list[Editie]) -> set[Cel]:
    """De groepen die in een oudere uitgave een rij hadden en nu niet meer, terwijl hun uitsplitsing er nog is."""
    return lege_groepen(nu, set().union(*(e.aanwezig for e in eerdere)))


def lege_groepen(staat: Collection[Cel], groepen: Iterable[Cel]) -> set[Cel]:
    """De groepen die ergens een rij hebben maar hier niet, terwijl hun uitsplitsing er hier wel is: zij tellen nul.

    >>> sorted(lege_groepen({("a", "wmo", "2023-K1", "wijk", "een")}, [("a", "wmo", "2023-K1", "wijk", "twee")]))
    [('a', 'wmo', '2023-K1', 'wijk', 'twee')]
    """
    soorten = {c[:4] for c in staat}
    return {c for c in groepen if c[:4] in soorten and c not in staat and "#" not in c[0]}


def _past(oud: tuple[float, float], laag: float, hoog: float) -> bool:
    return max(oud[0], laag) <= min(oud[1], hoog)


def _erbij(weet: Kennis, cel: Cel, laag: float, hoog: float, verborgen: bool, ruim: tuple[float, float]) -> None:
    oud = weet.feiten.get(cel, ruim)
    if _past(oud, laag, hoog):
        weet.feiten[cel] = max(oud[0], laag), min(oud[1], hoog)
        if verborgen:
            weet.klein.add(cel)


def _in_wereld(v: Verband, toen: dict[Cel, Cel]) -> Verband:
    return Verband(v.naam, tuple(toen.get(c, c) for c in v.cellen), v.factoren, v.laagste, v.hoogste)


def maak_model(edities: list[Editie]) -> Model:
    """Alles wat een lezer van deze uitgaven samen weet. De laatste uitgave is de nieuwste."""
    return model_van(verzamel(edities), max(e.drempel for e in edities))


def model_van(weet: Kennis, drempel: int) -> Model:
    """Een model van cellen met hun grenzen, met alle verbanden die daarbij horen, in elke uitgave apart."""
    import numpy as np

    feiten = dict(weet.feiten)
    deels = {c[:4] for c in feiten}  # a sum runs over all groups, those left out as well
    feiten |= {c: (0, VEEL) for c in weet.weg if c[:4] in deels and c not in feiten}
    ongetoond = _ongetoond({c[:5] for c in feiten}, weet.koppel) - set(feiten)
    feiten |= dict.fromkeys(ongetoond, (0, VEEL))
    overal = verbanden({c[:5] for c in feiten}, weet.koppel)
    regels = dict.fromkeys(v for v in overal if all(c in feiten for c in v.cellen))
    for toen, stond_er in weet.werelden:  # of what an edition did not show, nobody says that it stayed the same
        raakt, laatste = {c[1:3] for c in toen}, max((c[2] for c in stond_er), default="")
        ook = {c for c in ongetoond if c[2] <= laatste and c[1:3] not in raakt}
        bestond = (v for v in overal if all(c in stond_er or c in ook for c in v.cellen))
        anders = (_in_wereld(v, toen) for v in bestond if any(c in toen for c in v.cellen))
        regels |= dict.fromkeys(v for v in anders if all(c in feiten for c in v.cellen))
    for v in [v for v in regels if v.naam in VERSCHILLEN]:  # such as couples, or who is in the larger band alone
        groot, kleiner = v.cellen
        if groot not in weet.feiten or kleiner not in weet.feiten:
            continue
        wie = groot[4] if groot[4] == kleiner[4] else f"{groot[4]}{ZONDER}{kleiner[4]}"
        dan = groot[2] if groot[2] == kleiner[2] else f"{groot[2]}{ZONDER}{kleiner[2]}"
        tussen = (f"{groot[0]}{ZONDER}{kleiner[0]}", groot[1], dan, groot[3], wie, *groot[5:], *kleiner[5:])
        feiten[tussen] = (0, VEEL)
        regels[Verband(v.naam, (groot, kleiner, tussen), (1, -1, -1), 0, 0)] = None
    regels |= dict.fromkeys(v for v in weet.extra if all(c in feiten for c in v.cellen))
    cellen = sorted(feiten)
    onder, boven = (np.array([feiten[c][i] for c in cellen], float) for i in (0, 1))
    merk = np.array([c in weet.klein or ZONDER in c[0] for c in cellen], bool)  # a difference is a count as well
    return Model(cellen, onder, boven, list(regels), merk, drempel)


def _ongetoond(cellen: set[Cel], koppel: Iterable[Plaats]) -> set[Cel]:
    """The counts that no page shows and that exist all the same: a reader reasons by way of them.

    Each stock and flow has them in every group that one of them shows. What none of them shows by product, level or
    main category, exists for every product of the public table, and in every place that a product may have.
    """
    groepen: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    vol = set()
    for cijfer, wet, k, soort, groep in cellen:
        if cijfer in STROMEN and soort in GROEPEN:
            groepen[wet, k, soort].add(groep)
            vol.add((cijfer, wet, k, soort))
    per_wet: dict[str, set[Plaats]] = defaultdict(set)
    for plaats in koppel:
        per_wet[plaats[0]] |= {plaats, (plaats[0], ONBEKEND, ONBEKEND, ONBEKEND)}
    for wet, k in {s[:2] for s in groepen}:
        plaatsen = per_wet.get(wet, set())
        producten = groepen.get((wet, k, "productcategorie")) or {p[1] for p in plaatsen}
        uit_koppel: dict[str, set[str]] = {"productcategorie": producten}
        uit_koppel |= {soort: set() for soort in (*PLAATSEN, "zwaarte")}
        for _, product, hoofd, niveau in plaatsen:
            if product in producten:
                waar = (hoofd, niveau, f"{hoofd}|{niveau}", ZWAARTE.get(niveau, ONBEKEND))
                for soort, groep in zip((*PLAATSEN, "zwaarte"), waar, strict=True):
                    uit_koppel[soort].add(groep)
        groepen |= {(wet, k, soort): erin for soort, erin in uit_koppel.items() if (wet, k, soort) not in groepen}
    return {(cijfer, wet, k, soort, groep) for (wet, k, soort), erin in groepen.items() for groep in erin
            for cijfer in STROMEN if (cijfer, wet, k, soort) not in vol}  # fmt: skip


def _feiten(editie: Editie, extra: list[Verband]) -> Iterable[tuple[Cel, float, float, bool]]:
    """What one edition says: cell, lowest, highest, and whether it is marked afgeschermd."""
    for rij in editie.cijfers.iter_rows(named=True):
        yield from _rijfeiten(rij, editie, extra)
    yield from _per_client(editie)


def _rijfeiten(rij: dict, editie: Editie, extra: list[Verband]) -> Iterable[tuple[Cel, float, float, bool]]:
    soort, precies = soort_van(rij["cijfer"]), rij["gepubliceerd_in"] is not None
    if rij["status"] == "ontbreekt" and rij["waarde"] is None:
        return
    for kolom in kolommen_met_aantallen(rij["cijfer"]):
        cel, getal = cel_van(rij, kolom), rij[kolom]
        stap = 1 if precies else editie.stappen.get(cel, editie.stap)
        if stap == WEG:  # its equations then only say what the totals say by themselves
            continue
        if getal is not None:
            yield cel, *grenzen(getal, stap, editie.drempel), False
        elif soort == "aantal":
            yield cel, *grenzen(None, stap, editie.drempel), stap not in (MEE, VRIJ)
        elif rij["waarde"] is not None and kolom == "teller":
            yield cel, 0, VEEL, not precies
    if soort == "aandeel" and rij["waarde"] is not None and not _volgt_uit_beschermd(rij):
        yield from _aandeelfeit(rij, extra)
    if soort == "kenmerk" and rij["waarde"] is not None and rij["noemer"]:
        stap = 1 if precies else editie.stappen.get(cel_van(rij, "noemer"), editie.stap)
        _termijnfeit(rij, grenzen(rij["noemer"], stap, editie.drempel), extra)


def _volgt_uit_beschermd(rij: dict) -> bool:
    """A share made from the very counts that are shown says nothing new."""
    if rij["teller"] is None or not rij["noemer"] or rij["gepubliceerd_in"] is not None:
        return False
    ruw = rij["teller"] / rij["noemer"] * 100 - (100 if rij["cijfer"].endswith("_verandering") else 0)
    return abs(ruw - rij["waarde"]) <= 0.5 + 1e-9


def _aandeelfeit(rij: dict, extra: list[Verband]) -> Iterable[tuple[Cel, float, float, bool]]:
    half = 0.5 / 10 ** _decimalen(rij["waarde"])
    plus = 100 if rij["cijfer"].endswith("_verandering") else 0
    laag, hoog = ((rij["waarde"] + plus + d) / 100 for d in (-half, half))
    teller, noemer = cel_van(rij, "teller"), cel_van(rij, "noemer")
    if rij["noemer"] is not None and not plus:
        yield teller, math.ceil(laag * rij["noemer"] - 1e-9), math.floor(hoog * rij["noemer"] + 1e-9), False
        return
    naam = "het gepubliceerde percentage"
    extra.append(Verband(naam, (teller, noemer), (1, -laag), 0, VEEL))
    extra.append(Verband(naam, (teller, noemer), (1, -hoog), -VEEL, 0))


def _termijnfeit(rij: dict, noemer: tuple[float, float], extra: list[Verband]) -> None:
    """A duration that so many stay under, beside a share on time: that says how many were late, at most or at least."""
    begrip = begrippen().get(rij["cijfer"])
    if not begrip or not begrip.naast:
        return
    teller = (f"{begrip.naast}#teller", *(rij[k] for k in SLEUTEL[1:]))
    gereed, naam = cel_van(rij, "noemer"), "de duur naast de termijn"
    soort = f"{begrip.naast.removesuffix('_op_tijd')}_dagen"
    termijn = normen.norm(soort, Kwartaal.lees(rij["kwartaal"]).eerste_dag).waarde
    plek = begrip.kwantiel * (noemer[1] - 1)  # the place of this duration among all, from 0
    if rij["waarde"] <= termijn:
        extra.append(Verband(naam, (gereed, teller), (1, -1), 0, noemer[1] - 1 - math.floor(plek)))
    elif rij["waarde"] > termijn + SCHUIFT:
        extra.append(Verband(naam, (gereed, teller), (1, -1), max(0, noemer[0] - 1 - math.ceil(plek)), VEEL))


def _decimalen(waarde: float) -> int:
    return len(repr(float(waarde)).split(".")[1].rstrip("0"))


def _per_client(editie: Editie) -> Iterable[tuple[Cel, float, float, bool]]:
    """Money and money per client together give the number of clients."""
    rijen = [r for r in editie.cijfers.iter_rows(named=True) if r["waarde"] is not None]
    bedragen = {(r["cijfer"], r["wet"], r["kwartaal"], r["groep_soort"], r["groep"]): r for r in rijen
                if soort_van(r["cijfer"]) == "bedrag"}
    for r in rijen:
        if soort_van(r["cijfer"]) != "per_client":
            continue
        cel = (r["cijfer"].removesuffix("_per_client"), r["wet"], r["kwartaal"], r["groep_soort"], r["groep"])
        if cel in bedragen and r["waarde"] > 0:
            som, stap = bedragen[cel]["waarde"], editie.stappen.get(cel, 1)
            per, ruw = r["waarde"], editie.stappen.get((r["cijfer"], *cel[1:]), 1)
            laag, hoog = (som - stap / 2) / (per + ruw / 2), (som + stap / 2) / max(per - ruw / 2, 0.01)
            clienten = (f"{cel[0]}#noemer", *cel[1:])
            yield clienten, max(0, math.ceil(laag)), math.floor(hoog), hoog < editie.drempel


# --- money -----------------------------------------------------------------------------------------------------------

EURO = 1_000  # amounts are shown to the nearest thousand
GELD = 1e11
SPELING = 0.2  # the p of the p%-rule: knowledge of a hidden amount stays this part off the truth, on both sides


def rond_euro(bedrag: float) -> float:
    """Een bedrag zoals het getoond wordt: op duizend euro, de helft van nul af."""
    return int(abs(bedrag) / EURO + 0.5) * EURO * (-1 if bedrag < 0 else 1)


def bedraggrenzen(waarde: float | None) -> tuple[float, float]:
    """Wat een lezer van een bedrag weet: afgerond op duizend euro, of alleen dat het niet onder nul ligt."""
    return (0, GELD) if waarde is None else (waarde - EURO / 2, waarde + EURO / 2)


def bedragfeiten(editie: Editie, _: list[Verband]) -> Iterable[tuple[Cel, float, float, bool]]:
    """Per bedrag in een uitgave de grenzen, en of het is afgeschermd (en niet alleen mee-afgeschermd)."""
    for r in editie.cijfers.iter_rows(named=True):
        if soort_van(r["cijfer"]) != "bedrag" or r["status"] == "ontbreekt":
            continue
        cel = (r["cijfer"], r["wet"], r["kwartaal"], r["groep_soort"], r["groep"])
        if editie.stappen.get(cel) == WEG:
            continue
        klein = r["waarde"] is None and editie.stappen.get(cel) not in (MEE, VRIJ)
        yield cel, *bedraggrenzen(r["waarde"]), klein


def bedragkennis(edities: list[Editie], herzien: Iterable[Cel] = ()) -> Kennis:
    """Wat lezers van deze uitgaven samen over bedragen weten."""
    return verzamel(edities, herzien, bedragfeiten, (-GELD, GELD))


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
    model: Model, echt: dict[Cel, float] | None = None, werk: Werk | None = None
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


# --- step 1: shift the bounds along the equations --------------------------------------------------------------------


def schuif(model: Model, rondes: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """De grenzen van elke cel na doorrekenen. Een verband dat met de cijfers botst, vervalt: daar klopt iets niet."""
    import numpy as np

    while True:
        rij, kolom, factor, laag, hoog = model.rijen
        onder, boven = model.onder.copy(), model.boven.copy()
        plus, botst = factor > 0, np.zeros(len(laag), bool)
        for _ in range(rondes if len(laag) else 0):
            klein = np.where(plus, factor * onder[kolom], factor * boven[kolom])
            groot = np.where(plus, factor * boven[kolom], factor * onder[kolom])
            som_klein = np.bincount(rij, klein, len(laag))
            som_groot = np.bincount(rij, groot, len(laag))
            botst = (som_klein > hoog + GEHEEL) | (som_groot < laag - GEHEEL)
            if botst.any():
                break
            ruim_h, ruim_l = hoog[rij] - (som_klein[rij] - klein), laag[rij] - (som_groot[rij] - groot)
            naar_boven = np.floor(np.where(plus, ruim_h, ruim_l) / factor + GEHEEL)
            naar_onder = np.ceil(np.where(plus, ruim_l, ruim_h) / factor - GEHEEL)
            oud_o, oud_b = onder.copy(), boven.copy()
            np.minimum.at(boven, kolom, naar_boven)
            np.maximum.at(onder, kolom, naar_onder)
            if (onder > boven).any():
                fout = onder > boven
                botst = np.bincount(rij, fout[kolom], len(laag)) > 0
                eerste = np.flatnonzero(botst)[:1]
                botst = np.isin(np.arange(len(laag)), eerste)
                break
            if (onder == oud_o).all() and (boven == oud_b).all():
                break
        if not botst.any():
            return onder, boven
        model.zonder(np.flatnonzero(botst))


def ingeperkt(model: Model, onder: np.ndarray, boven: np.ndarray) -> np.ndarray:
    """Nummers van de cellen waarvan een deel van 1 tot de drempel afvalt, maar niet alles (zie `Model`)."""
    import numpy as np

    raakt = (onder <= model.tot) & (boven >= model.van)
    deels = raakt & ((onder > model.van) | (boven < model.tot))
    return np.flatnonzero(model.klein & deels)


# --- step 2: for every value a complete filling-in -------------------------------------------------------------------


@dataclass
class Blok:
    """Cellen die van elkaar afhangen, met hun vergelijkingen; wat vaststaat is al ingevuld."""

    cellen: np.ndarray
    matrix: Any
    laag: np.ndarray
    hoog: np.ndarray
    rijen: np.ndarray


def blokken(model: Model, onder: np.ndarray, boven: np.ndarray) -> list[Blok]:
    """De samenhangende blokken waarin een afgeschermd aantal zit. Verbanden die niets zeggen, doen niet mee."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    rij, kolom, factor, laag, hoog = model.rijen
    if not len(laag):
        return []
    vast = onder == boven
    klein = np.where(factor > 0, factor * onder[kolom], factor * boven[kolom])
    groot = np.where(factor > 0, factor * boven[kolom], factor * onder[kolom])
    zegt = (np.bincount(rij, klein, len(laag)) < laag - GEHEEL) | (np.bincount(rij, groot, len(laag)) > hoog + GEHEEL)
    telt = zegt[rij] & ~vast[kolom]
    bekend = np.bincount(rij, np.where(vast[kolom], factor * onder[kolom], 0), len(laag))
    alles = csr_matrix((factor[telt], (rij[telt], kolom[telt])), (len(laag), len(onder)))
    samen = abs(alles)  # with their signs, two equations over the same cells could cancel out
    groep = connected_components(samen.T @ samen, directed=False)[1]
    uit = []
    for nummer in np.unique(groep[model.klein]):
        cellen = np.flatnonzero((groep == nummer) & ~vast)
        rijen = np.unique(rij[telt & np.isin(kolom, cellen)])
        if len(rijen):
            deel = alles[rijen][:, cellen]
            uit.append(Blok(cellen, deel, (laag - bekend)[rijen], (hoog - bekend)[rijen], rijen))
    return uit


def botsend(matrix: Any, laag: np.ndarray, hoog: np.ndarray, onder: np.ndarray, boven: np.ndarray) -> np.ndarray:
    """De verbanden (rijen) die niet samen met de andere waar kunnen zijn: zo weinig mogelijk, meestal geen."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import eye, hstack, vstack

    m, n = matrix.shape
    een = eye(m, format="csc")
    heen, terug = hoog < VEEL, laag > -VEEL
    uitkomst = linprog(
        np.concatenate([np.zeros(n), np.ones(m)]),
        A_ub=vstack([hstack([matrix, -een]).tocsr()[heen], hstack([-matrix, -een]).tocsr()[terug]], format="csc"),
        b_ub=np.concatenate([hoog[heen], -laag[terug]]),
        bounds=np.column_stack([np.append(onder, np.zeros(m)), np.append(boven, np.full(m, np.inf))]),
        method="highs-ds",
    )
    return np.flatnonzero(uitkomst.x[n:] > GEHEEL)


class Werk:
    """Hoeveel rekenwerk een zoektocht nog mag doen. Dat telt stappen, nooit seconden: zo is de uitkomst altijd gelijk.

    `melder` hoort ongeveer elke `TUSSENPOOS` seconden hoever het is; op de uitkomst heeft dat geen invloed.
    """

    def __init__(self, grens: float = math.inf, melder: Callable[[str], None] | None = None, wat: str = "") -> None:
        self.grens, self.melder, self.wat = grens, melder, wat
        self.gedaan = 0.0
        self._begin = self._laatst = time.monotonic()

    @property
    def op(self) -> bool:
        """Of er niet meer gerekend mag worden."""
        return self.gedaan > self.grens

    def telt(self, werk: float) -> None:
        """Schrijf werk bij, en zeg af en toe hoever het is."""
        self.gedaan += werk
        nu = time.monotonic()
        if self.melder and nu - self._laatst >= TUSSENPOOS:
            self._laatst = nu
            self.melder(f"  {self.wat}: nog bezig na {nu - self._begin:.0f} seconden.")




class Getuigen:
    """Volledige invullingen die al gevonden zijn. Wat na een stap nog past, hoeft niet opnieuw gezocht te worden."""

    def __init__(self) -> None:
        self.basis: Any = None  # the last known value of every cell, for the cells a filling-in does not name
        self.lijst: list[tuple[np.ndarray, np.ndarray]] = []

    def stand(self, onder: np.ndarray, boven: np.ndarray) -> None:
        """Wat nu vaststaat, ook voor de cellen die later loskomen."""
        if self.basis is None:
            self.basis = onder.copy()
        self.basis[onder == boven] = onder[onder == boven]

    def erbij(self, cellen: np.ndarray, invulling: np.ndarray) -> None:
        """Bewaar een invulling van een blok."""
        self.lijst.append((cellen, invulling))
        if self.basis is not None:
            self.basis[cellen] = invulling

    def leer(self, model: Model, invullingen: Iterable[dict[Cel, float]]) -> None:
        """Neem invullingen van een ander model met dezelfde cellen over."""
        import numpy as np

        for invulling in invullingen:
            hier = [(model.plek[c], w) for c, w in invulling.items() if c in model.plek]
            self.lijst.append((np.array([i for i, _ in hier], int), np.array([w for _, w in hier], float)))

    def passend(self, blok: Blok, laag: np.ndarray, hoog: np.ndarray) -> np.ndarray:
        """De bewaarde invullingen die in dit blok nog aan elke grens en elk verband voldoen, een per rij."""
        import numpy as np

        if self.basis is None or not self.lijst:
            return np.empty((0, len(blok.cellen)))
        plek = np.full(len(self.basis), -1)
        plek[blok.cellen] = np.arange(len(blok.cellen))
        rijen = []
        for cellen, invulling in self.lijst:
            hier = plek[cellen]
            if (hier >= 0).any():
                rij = self.basis[blok.cellen].copy()
                rij[hier[hier >= 0]] = invulling[hier >= 0]
                rijen.append(rij)
        alles = np.array(rijen).reshape(len(rijen), len(blok.cellen))
        alles = alles[((alles >= laag) & (alles <= hoog)).all(axis=1)]
        som = (blok.matrix @ alles.T).T
        return alles[((som >= blok.laag - GEHEEL) & (som <= blok.hoog + GEHEEL)).all(axis=1)]


def onbewezen(
    model: Model, onder: np.ndarray, boven: np.ndarray, blok: Blok, getuigen: Getuigen | None = None,
    werk: Werk | None = None,
) -> dict[int, list[int]]:  # fmt: skip
    """Per afgeschermde cel in een blok de waarden waarbij geen volledige invulling bestaat (of niet te vinden is).

    `getuigen` zijn invullingen van eerdere rondes; elk wordt opnieuw nagerekend voordat hij meetelt.
    """
    import numpy as np

    top = model.drempel - 1
    getuigen, werk = getuigen or Getuigen(), werk or Werk()
    laag, hoog, van, tot = (x[blok.cellen] for x in (onder, boven, model.van, model.tot))
    plek = np.flatnonzero(model.klein[blok.cellen] & (laag <= tot) & (hoog >= van))
    getal = np.arange(model.drempel)
    nodig = (getal >= van[plek, None]) & (getal <= tot[plek, None])
    gezien = ~nodig
    for invulling in getuigen.passend(blok, laag, hoog):
        _noteer(invulling, plek, gezien)

    def zoek(eigen_laag: np.ndarray, eigen_hoog: np.ndarray, doel: int) -> bool:
        if werk.op:
            return False
        gevonden = _los_op(blok, eigen_laag, eigen_hoog, plek[~gezien[:, doel]], doel, werk)
        if gevonden is not None:
            getuigen.erbij(blok.cellen, gevonden)
            _noteer(gevonden, plek, gezien)
        return gevonden is not None

    def nooit_klein(i: int) -> bool:
        """Of a cell that may be anything: that it is not small, or nobody at all, is no secret."""
        cel = int(blok.cellen[plek[i]])
        if (gezien[i] & nodig[i]).any():
            return False
        if boven[cel] > model.tot[cel] and knelpunt(model, blok.cellen, cel, -1)[0] > model.tot[cel] + GEHEEL:
            return True
        return onder[cel] < model.van[cel] and knelpunt(model, blok.cellen, cel, 1)[0] < model.van[cel] - GEHEEL

    gemist: dict[int, list[int]] = {}
    for waarden in ((1, top), tuple(range(2, top))):
        if not gemist:
            for doel in waarden:
                zoek(laag, hoog, doel)
            gemist = _een_voor_een(zoek, nooit_klein, laag, hoog, plek, gezien, waarden)
    return {int(blok.cellen[plek[i]]): waarden for i, waarden in gemist.items()}


def _een_voor_een(zoek: Callable[[np.ndarray, np.ndarray, int], bool], nooit_klein: Callable[[int], bool],
                  laag: np.ndarray, hoog: np.ndarray, plek: np.ndarray, gezien: np.ndarray,
                  waarden: tuple[int, ...]) -> dict[int, list[int]]:  # fmt: skip
    """Fix one cell at one value and look for a filling-in; the other open cells move along, so most fall together."""
    gemist: dict[int, list[int]] = {}
    for i in range(len(plek)):
        for doel in waarden:
            if gezien[i, doel] or len(gemist) >= GENOEG:
                continue
            eigen_laag, eigen_hoog = laag.copy(), hoog.copy()
            eigen_laag[plek[i]] = eigen_hoog[plek[i]] = doel
            if not laag[plek[i]] <= doel <= hoog[plek[i]] or not zoek(eigen_laag, eigen_hoog, doel):
                if nooit_klein(i):
                    gezien[i] = True
                    break
                gemist.setdefault(i, []).append(doel)
                break
    return gemist


def _noteer(invulling: np.ndarray, plek: np.ndarray, gezien: np.ndarray) -> None:
    for i, waarde in enumerate(invulling[plek]):
        if 0 < waarde < gezien.shape[1]:
            gezien[i, int(waarde)] = True


def _los_op(blok: Blok, laag: np.ndarray, hoog: np.ndarray, naar: np.ndarray, doel: int,
            werk: Werk) -> np.ndarray | None:  # fmt: skip
    """A whole filling-in of a block in which the cells `naar` come as near to `doel` as one can; checked, or None."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix, hstack, vstack

    if not len(naar):
        return None
    n, m = len(laag), len(naar)
    kies = csr_matrix((np.ones(m), (np.arange(m), naar)), (m, n))
    een = csr_matrix((np.ones(m), (np.arange(m), np.arange(m))), (m, m))
    leeg = csr_matrix((blok.matrix.shape[0], m))
    matrix = vstack([hstack([blok.matrix, leeg]), hstack([kies, -een]), hstack([kies, een])], format="csc")
    onder = np.concatenate([blok.laag, np.full(m, -np.inf), np.full(m, doel)])
    boven = np.concatenate([blok.hoog, np.full(m, doel), np.full(m, np.inf)])
    geheel = np.concatenate([np.ones(n), np.zeros(m)])
    for heel_getal in (0, 1):  # without the demand of whole numbers it is quick, and mostly whole all the same
        uitkomst = milp(
            np.concatenate([np.zeros(n), np.ones(m)]),
            constraints=LinearConstraint(matrix, onder, boven),
            bounds=Bounds(np.concatenate([laag, np.zeros(m)]), np.concatenate([hoog, np.full(m, VEEL)])),
            integrality=geheel * heel_getal,
            options={"node_limit": TAKKEN, "mip_rel_gap": 0.2},
        )
        werk.telt((n + m) * (1 + heel_getal * ZWAAR + (uitkomst.mip_node_count or 0)))
        if uitkomst.x is None:
            return None
        heel = np.round(uitkomst.x[:n])
        som = blok.matrix @ heel
        klopt = (som >= blok.laag - GEHEEL) & (som <= blok.hoog + GEHEEL)
        if klopt.all() and (heel >= laag).all() and (heel <= hoog).all():
            return heel
    return None


def knelpunt(
    model: Model, buurt: np.ndarray, cel: int, kant: int, onder: np.ndarray | None = None,
    boven: np.ndarray | None = None,
) -> tuple[float, list[int], list[int]]:  # fmt: skip
    """De uiterste waarde van een cel naar een kant (-1 laag, 1 hoog), met de cellen en verbanden die haar daar houden.

    `onder` en `boven` zijn de grenzen waar het mee begint; gewoonlijk die van het model.

    Dit zijn de schaduwprijzen van het lineaire probleem: precies de getallen die een lezer voor dit lek nodig heeft.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, vstack

    rij, kolom, factor, laag, hoog = model.rijen
    onder, boven = (model.onder, model.boven) if onder is None or boven is None else (onder, boven)
    rijen = np.unique(rij[np.isin(kolom, buurt)])
    if not len(rijen):
        return float((boven if kant > 0 else onder)[cel]), [], []
    telt = np.isin(rij, rijen)
    cellen, plek = np.unique(kolom[telt], return_inverse=True)
    matrix = csr_matrix((factor[telt], (np.searchsorted(rijen, rij[telt]), plek)), (len(rijen), len(cellen)))
    gelijk = laag[rijen] == hoog[rijen]
    onderkant, bovenkant = ~gelijk & (laag[rijen] > -VEEL), ~gelijk & (hoog[rijen] < VEEL)
    doel = np.where(cellen == cel, -float(kant), 0.0)
    uitkomst = linprog(
        doel,
        A_ub=vstack([matrix[bovenkant], -matrix[onderkant]], format="csc"),
        b_ub=np.concatenate([hoog[rijen][bovenkant], -laag[rijen][onderkant]]),
        A_eq=matrix[gelijk],
        b_eq=laag[rijen][gelijk],
        bounds=np.column_stack([onder[cellen], boven[cellen]]),
        method="highs-ds",
    )
    if uitkomst.x is None:
        return (math.inf if kant > 0 else -math.inf), [], []
    prijs = np.abs(uitkomst.lower.marginals) + np.abs(uitkomst.upper.marginals)
    weging = np.zeros(len(rijen))
    weging[gelijk] = np.abs(uitkomst.eqlin.marginals)
    n = int(bovenkant.sum())
    weging[bovenkant] += np.abs(uitkomst.ineqlin.marginals[:n])
    weging[onderkant] += np.abs(uitkomst.ineqlin.marginals[n:])
    houdt = [int(c) for c in cellen[prijs > GEHEEL] if c != cel]
    return -uitkomst.fun * kant, houdt, [int(r) for r in rijen[weging > GEHEEL]]


# --- the verdict -----------------------------------------------------------------------------------------------------

UITLEG = 40  # so many findings get their route; more would not be read


@dataclass(frozen=True)
class Uitslag:
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


def toets(
    edities: list[Editie],
    alleen: Iterable[Cel] | None = None,
    invullingen: Iterable[dict[Cel, float]] = (),
    melder: Callable[[str], None] | None = None,
    bedragen: dict[Cel, float] | None = None,
    behalve: Collection[Cel] = (),
    eis: dict[Cel, tuple[float, float]] | None = None,
    straks: Editie | None = None,
) -> Uitslag:
    """Neem de uitgaven samen (nieuwste als laatste) en zoek elk getal dat verder in te perken is dan zijn merk zegt.

    `alleen` beperkt de proef tot deze cellen, als waren zij afgeschermd; `behalve` slaat er over. `eis` zegt van cellen
    waar zij volgens eerdere uitgaven al tussen lagen. Bij `straks` gaat de proef over wat lezers al voor die uitgave
    wisten: haar cellen zijn er, zonder getal. `invullingen` zijn oplossingen die de afscherming al vond. Zij tellen pas
    mee als elk verband en elke grens er weer mee klopt.
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
    model.eis(eis or {})
    geld = model_van(bedragkennis(edities), 1)
    if alleen is not None:
        bedoeld = {c[:5] for c in alleen}
        for m in (model, geld):
            m.bescherm_alleen(bedoeld)
    for m in (model, geld):
        m.klein &= np.array([c[:5] not in behalve for c in m.cellen], bool)
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
    return Uitslag(tuple(gevonden), getoetst, len(model.cellen) + len(geld.cellen),
                   len(model.verbanden) + len(geld.verbanden), namen)  # fmt: skip


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


def los_van_elkaar(
    model: Model, getuigen: Getuigen, werk: Werk
) -> tuple[np.ndarray, np.ndarray, list[Blok]]:
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
                weg += blok.rijen[botsend(blok.matrix, blok.laag, blok.hoog, laag, hoog)].tolist()
        if not weg:
            return onder, boven, delen
        model.zonder(weg)


def buurt(model: Model, cel: int, diep: int = 3) -> np.ndarray:
    """De cellen op een paar verbanden afstand van deze."""
    import numpy as np

    rij, kolom = model.rijen[0], model.rijen[1]
    erbij = np.array([cel])
    for _ in range(diep):
        rijen = np.unique(rij[np.isin(kolom, erbij)])
        ruimer = np.unique(np.append(kolom[np.isin(rij, rijen)], cel))
        if len(ruimer) == len(erbij) or len(ruimer) > 600:
            break
        erbij = ruimer
    return erbij


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
