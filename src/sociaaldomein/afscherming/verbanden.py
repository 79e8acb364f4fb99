"""Wat iedereen weet: de vergelijkingen tussen cellen, en welke cellen er zijn al toont geen pagina ze."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sociaaldomein.afscherming.regel import TOTAAL, VEEL, Sleutel, soort_van
from sociaaldomein.begrippen.cijfers import KRUISING, MAAL, ZWAARTE, begrippen
from sociaaldomein.grond.kwartaal import Kwartaal

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
    IN_ELKAAR,
    DEEL_VAN,
    ZONDER_EINDDATUM,
    PER_VERWIJZER,
    KINDEREN,
    DEEL,
    OP_TIJD,
    KLAAR,
    LOOPT_OP,
)
STROMEN = ("lopend_trajecten", "instroom_trajecten", "uitstroom_trajecten", "lopend_clienten", "instroom_clienten")
GROEPEN = (  # somebody's traject has a place in each of these, whether an edition shows it or not
    "hoofdcategorie",
    "interventieniveau",
    KRUISING,
    "productcategorie",
    "wijk",
    "zwaarte",
    "leeftijd",
)
PLAATSEN = ("hoofdcategorie", "interventieniveau", KRUISING)
ONBEKEND = "onbekend"
NERGENS = dict(zip(PLAATSEN, (ONBEKEND, ONBEKEND, f"{ONBEKEND}|{ONBEKEND}"), strict=True))

Plaats = tuple[str, str, str, str]  # wet, product, and a hoofdcategorie and an interventieniveau it may belong to


@dataclass(frozen=True)
class Verband:
    """Een vergelijking die iedereen kent: laagste <= som van (factor x cel) <= hoogste."""

    naam: str
    cellen: tuple[Sleutel, ...]
    factoren: tuple[float, ...]
    laagste: float
    hoogste: float

    def bestaat_in(self, cellen: Collection[Sleutel]) -> bool:
        """Of al haar cellen hierbij zijn."""
        return all(c in cellen for c in self.cellen)

    def zoals_toen(self, toen: Mapping[Sleutel, Sleutel]) -> Verband:
        """Hetzelfde verband tussen de cellen zoals zij toen waren."""
        return replace(self, cellen=tuple(toen.get(c, c) for c in self.cellen))


def verbanden(cellen: Iterable[Sleutel], koppel: Iterable[Plaats] = ()) -> list[Verband]:
    """Alle verbanden tussen deze cellen: sommen, kruisingen, stand en stroom, delen, mensen tegenover trajecten.

    Met `koppel` ook van producten naar de hoofdcategorie en het niveau waar zij bij horen: dat is openbaar.
    """
    uit = _Verzameling(set(cellen), koppel)
    for (cijfer, wet, k, soort), rij in uit.groepen.items():
        if soort != "totaal":
            uit.sommen(cijfer, wet, k, soort, rij)
        if soort in PLAATSEN:
            uit.producten(cijfer, wet, k, soort, rij)
        if (b := begrippen().get(cijfer)) and soort == "totaal":
            uit.samen(b.samen, cijfer, wet, k)
        if soort == "zwaarte":
            uit.zwaarte(uit.groepen.get((cijfer, wet, k, "interventieniveau"), []), rij)
    for cel in sorted(uit.weet):
        uit.per_cel(cel)
        uit.volgens_begrip(cel)
    return uit.lijst


class _Verzameling:
    """De verbanden tussen de cellen die er zijn (`weet`). Een verband met een andere cel erin valt weg."""

    def __init__(self, weet: set[Sleutel], koppel: Iterable[Plaats]) -> None:
        self.weet, self.lijst = weet, list[Verband]()
        self.groepen: dict[Sleutel, list[Sleutel]] = defaultdict(list)  # the cells of each breakdown
        for cel in sorted(weet):
            self.groepen[cel[:4]].append(cel)
        self.plaatsen: dict[Sleutel, set[str]] = defaultdict(set)  # breakdown, wet and product -> where it may be
        for wet, product, hoofd, niveau in koppel:
            for soort, groep in zip(PLAATSEN, (hoofd, niveau, f"{hoofd}|{niveau}"), strict=True):
                self.plaatsen[soort, wet, product].add(groep)

    def erbij(self, naam: str, delen: Iterable[tuple[Sleutel, float]], laagste: float = 0, hoogste: float = 0) -> None:
        lijst = list(delen)
        if all(c in self.weet for c, _ in lijst):
            cellen, factoren = tuple(c for c, _ in lijst), tuple(f for _, f in lijst)
            self.lijst.append(Verband(naam, cellen, factoren, laagste, hoogste))

    def minstens(self, naam: str, groot: Sleutel, klein: Sleutel) -> None:
        self.erbij(naam, [(groot, 1), (klein, -1)], 0, VEEL)

    def per_cel(self, cel: Sleutel) -> None:
        cijfer, *staart = cel
        if cijfer == "lopend_trajecten" and cel[3] != "deel":
            self.trajecten(cel)
        elif cijfer == "lopend_clienten" and cel[3] != "deel":
            self.mensen(cel)
        elif cijfer == "looptijd_aantal":
            self.minstens(ZONDER_EINDDATUM, ("instroom_trajecten", *staart), cel)
        elif cijfer == "verwijzer":
            self.minstens(PER_VERWIJZER, ("instroom_clienten", *staart), cel)
        elif cijfer == "bereik#teller":
            self.bereik(cel)
        elif cijfer.endswith("#teller"):
            self.aandeel(cel)

    def volgens_begrip(self, cel: Sleutel) -> None:
        """Wat de catalogus van een cijfer zegt: waar het een deel van is, of het oploopt, en zijn stand en stroom."""
        cijfer, wet, k, *groep = cel
        begrip = begrippen().get(cijfer)
        if not begrip:
            return
        for geheel in begrip.deel_van:
            self.minstens(DEEL_VAN, (geheel, wet, k, *groep), cel)
        if begrip.zelfde and groep[0] == "totaal":
            self.erbij("dezelfde mensen", [((begrip.zelfde, wet, k, *groep), 1), (cel, -1)])
        if not (begrip.loopt_op or begrip.stroom):
            return
        toen = (cijfer, wet, str(Kwartaal.lees(k) - 1), *groep)
        if begrip.loopt_op and Kwartaal.lees(k).nummer > 1:
            self.minstens(LOOPT_OP, cel, toen)
        if len(begrip.stroom) == 2 and groep[0] == "totaal":
            erin, eruit = ((c, wet, k, *groep) for c in begrip.stroom)
            self.erbij("stand en stroom", [(toen, 1), (erin, 1), (eruit, -1), (cel, -1)])

    def sommen(self, cijfer: str, wet: str, k: str, soort: str, rij: list[Sleutel]) -> None:
        totaal = (cijfer, wet, k, *TOTAAL)
        if soort == "leeftijd" and (paren := _banden_in_elkaar(rij)):
            for klein, groot in paren:
                self.minstens(IN_ELKAAR, groot, klein)
        elif MAAL in soort:
            self.kruising(totaal, soort, rij)
        elif not cijfer.startswith("bereik"):
            naam, _, telling = cijfer.partition("#")  # of a share: the counts behind it add up, unless it says not
            begrip = begrippen().get(naam)
            deelt = (
                cijfer in ALLES_DELEN
                or soort_van(cijfer) == "bedrag"
                or soort in MENSEN_DELEN
                or begrip is None
                or soort in begrip.telt_op
                or (telling and soort not in begrip.telt_niet_op)
            )
            if cijfer == "verwijzer":
                totaal = ("instroom_clienten", wet, k, *TOTAAL)
            dekt = cijfer in MENSEN or bool(telling)  # everybody is in a group, some in more
            self.som(totaal, rij, bool(deelt), f"som over {soort}", dekt=dekt)

    def kruising(self, totaal: Sleutel, soort: str, rij: list[Sleutel]) -> None:
        """De cellen van een kruistabel tellen op tot elk van beide randen, en zonder randen tot het totaal."""
        cijfer, wet, k, *_ = totaal
        soorten, deelt = soort.split(MAAL), cijfer not in MENSEN
        for plek, een in enumerate(soorten):
            per_groep: dict[str, list[Sleutel]] = defaultdict(list)
            for cel in rij:
                per_groep[cel[4].split("|")[plek]].append(cel)
            for groep, delen in per_groep.items():
                self.som((cijfer, wet, k, een, groep), delen, deelt, f"som over {een} {groep}")
        if not any((cijfer, wet, k, s) in self.groepen for s in soorten):
            self.som(totaal, rij, deelt, f"som over {soort}")

    def som(self, totaal: Sleutel, delen: list[Sleutel], deelt: bool, naam: str, *, dekt: bool = True) -> None:
        if deelt:
            self.erbij(naam, [*((d, 1) for d in delen), (totaal, -1)])
            return
        if dekt:
            self.erbij(f"{naam}, minstens", [*((d, 1) for d in delen), (totaal, -1)], 0, VEEL)
        for deel in delen:
            self.minstens(f"{naam}, geen groep is groter", totaal, deel)

    def producten(self, cijfer: str, wet: str, k: str, soort: str, rij: list[Sleutel]) -> None:
        """Een groep heeft minstens de producten die nergens anders horen, en hoogstens die er kunnen horen."""
        producten = self.groepen.get((cijfer, wet, k, "productcategorie"), [])
        er_is = {c[4] for c in rij}
        bij = {p: self.plaatsen.get((soort, wet, p[4]), {NERGENS[soort]}) & er_is for p in producten}
        for cel in rij if producten else ():
            kan = [p for p, groepen in bij.items() if cel[4] in groepen]
            zeker = [p for p in kan if bij[p] == {cel[4]}]
            naam = f"de producten van {soort} {cel[4]}"
            self.erbij(f"{naam}, hoogstens", [*((p, 1) for p in kan), (cel, -1)], 0, VEEL)
            if cijfer not in MENSEN:
                self.erbij(f"{naam}, minstens", [(cel, 1), *((p, -1) for p in zeker)], 0, VEEL)
            else:
                for p in zeker:
                    self.minstens(f"{naam}, geen is groter", cel, p)

    def samen(self, regels: Iterable[str], cijfer: str, wet: str, k: str) -> None:
        """Een groep die de som is van groepen van een andere uitsplitsing."""

        def cellen(plek: str) -> list[Sleutel]:
            soort, _, groep = plek.strip().partition(" ")
            return [(cijfer, wet, k, soort, groep)] if groep else self.groepen.get((cijfer, wet, k, soort)) or [()]

        for regel in regels:
            geheel, delen = regel.split("=")
            alle = [(c, 1) for deel in delen.split("+") for c in cellen(deel)]
            self.erbij(regel, [*alle, (cellen(geheel)[0], -1)])

    def zwaarte(self, niveaus: list[Sleutel], rij: list[Sleutel]) -> None:
        """Een zwaarte is de som van haar niveaus."""
        for cel in rij:
            delen = [n for n in niveaus if ZWAARTE.get(n[4], ONBEKEND) == cel[4]]
            if delen:
                self.erbij(f"de niveaus van {cel[4]}", [*((n, 1) for n in delen), (cel, -1)])

    def mensen(self, nu: Sleutel) -> None:
        """Stand en stroom van mensen: iemand kan meer dan een traject hebben."""
        _, wet, k, *staart = nu
        toen, uit_toen = _vorig_kwartaal(nu)
        erin = ("instroom_clienten", wet, k, *staart)
        self.minstens("mensen en trajecten", ("lopend_trajecten", wet, k, *staart), nu)
        self.minstens("mensen en trajecten", ("instroom_trajecten", wet, k, *staart), erin)
        self.minstens("wie begint, heeft hulp", nu, erin)
        for mensen in (nu, erin) if staart[0] != "totaal" else ():  # a second traject in a group is one in all
            stuks = (mensen[0].replace("clienten", "trajecten"), *mensen[1:])
            heel, alle = ((c[0], wet, k, *TOTAAL) for c in (stuks, mensen))
            self.erbij("trajecten boven mensen", [(heel, 1), (alle, -1), (stuks, -1), (mensen, 1)], 0, VEEL)
        self.erbij("mensen: stand en stroom", [(toen, 1), (erin, 1), (nu, -1)], 0, VEEL)
        self.erbij("mensen: stand en stroom", [(nu, 1), (toen, -1), (uit_toen, 1)], 0, VEEL)
        if staart[0] == "totaal":
            stuks, mensen = ((f"uitstroom_{van}", wet, k, *staart) for van in ("trajecten", "clienten"))
            self.minstens("mensen en trajecten", stuks, mensen)

    def trajecten(self, nu: Sleutel) -> None:
        """Stand en stroom van trajecten."""
        cijfer, wet, k, *staart = nu
        toen, uit_toen = _vorig_kwartaal(nu)
        erin, eruit = ("instroom_trajecten", wet, k, *staart), ("uitstroom_trajecten", wet, k, *staart)
        self.erbij("stand en stroom", [(nu, 1), (toen, -1), (uit_toen, 1), (erin, -1)])
        self.minstens("wie begint, loopt", nu, erin)
        self.minstens("wie stopt, liep", nu, eruit)
        if staart[0] == "totaal":
            deel = {d: (cijfer, wet, k, "deel", d) for d in ("begonnen", "beeindigd", "begonnen_en_beeindigd")}
            for naam, som in (("begonnen", erin), ("beeindigd", eruit)):
                delen = [(deel[naam], 1), (deel["begonnen_en_beeindigd"], 1)]
                self.erbij("de delen van de staaf", [*delen, (som, -1)])

    def bereik(self, cel: Sleutel) -> None:
        _, wet, k, soort, groep = cel
        if soort in ("wijk", "totaal"):
            self.minstens(KINDEREN, ("lopend_clienten", wet, k, soort, groep), cel)
        if soort == "wijk":
            return
        klassen = [("lopend_clienten", wet, k, "leeftijd", g) for g in ("0-3", "4-11", "12-17")]
        if er_is := [(c, 1) for c in klassen if c in self.weet]:  # a class without a row is empty, unless none has one
            self.erbij("jeugd tot 18 jaar", [*er_is, (cel, -1)])

    def aandeel(self, cel: Sleutel) -> None:
        naam, staart = cel[0].removesuffix("#teller"), cel[1:]
        self.minstens(DEEL, (f"{naam}#noemer", *staart), cel)
        if naam.endswith("_op_tijd"):
            klaar = (naam.removesuffix("_op_tijd") + "_gereed#noemer", *staart)
            self.minstens(OP_TIJD, klaar, cel)
            self.minstens(KLAAR, (f"{naam}#noemer", *staart), klaar)
            self.minstens("met een brief is er meer tijd", (f"{naam}_verlengd#teller", *staart), cel)


def _vorig_kwartaal(nu: Sleutel) -> tuple[Sleutel, Sleutel]:
    """De stand een kwartaal eerder, en wie toen stopte. Over een jaargrens schuiven de leeftijdsgroepen."""
    cijfer, wet, k, soort, groep = nu
    eerder = str(Kwartaal.lees(k) - 1)
    toen = "bestaat niet" if soort == "leeftijd" and eerder[:4] != k[:4] else soort
    return (cijfer, wet, eerder, toen, groep), ("uitstroom_trajecten", wet, eerder, soort, groep)


def _banden_in_elkaar(rij: list[Sleutel]) -> list[tuple[Sleutel, Sleutel]]:
    """Paren van leeftijdsgroepen waarvan de ene in de andere ligt: ook hun verschil is een aantal."""
    banden = {c: tuple(int(n) for n in c[4].split("-")) for c in rij if re.fullmatch(r"\d+-\d+", c[4])}
    return [
        (a, b)
        for a, (van, tot) in banden.items()
        for b, (begin, eind) in banden.items()
        if a != b and begin <= van and tot <= eind
    ]


def ongetoond(cellen: set[Sleutel], koppel: Iterable[Plaats]) -> set[Sleutel]:
    """De aantallen die geen pagina toont en die er toch zijn: een lezer redeneert via hen.

    Elke stand en stroom heeft ze in elke groep die een ervan toont. Toont geen ervan producten, niveaus of categorieën?
    Dan zijn die er voor elk product van de openbare tabel, op elke plaats waar een product kan horen.
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
    return {
        (cijfer, wet, k, soort, groep)
        for (wet, k, soort), erin in groepen.items()
        for groep in erin
        for cijfer in STROMEN
        if (cijfer, wet, k, soort) not in vol
    }
