"""Een paneel: een vraag, een paar keuzes en een functie die er een Beeld van maakt. En wat elk paneel nodig heeft.

Elke keuze is eindig: de run tekent elke staat een keer, de pagina wisselt alleen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import beeld, duiding, getallen, lijnen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.begrippen.cijfers import begrippen, keuzewoord, met_eigen_themas, namen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import getal

Functie = Callable[..., Beeld]


@dataclass(frozen=True)
class Paneel:
    """Een vraag, de keuzes (naam -> waarde -> woord op de pagina) en de functie die de staat tekent.

    `uit_set` geeft keuzes die van de geleverde gegevens afhangen; `bij` zet ze voor de vaste keuzes. `wet` is de wet
    van de cijfers, als die niet bij de pagina hoort.
    """

    naam: str
    vraag: str
    keuzes: Mapping[str, Mapping[str, str]]
    functie: Functie
    uit_set: Callable[[Openbaar], Mapping[str, Mapping[str, str]]] | None = None
    heel: bool = False  # as wide as the page
    wet: str = ""
    zoek: str = ""  # more words to find it by

    def bij(self, openbaar: Openbaar) -> Paneel:
        """Dit paneel met alle keuzes die er bij deze openbare set zijn."""
        return replace(self, keuzes={**self.uit_set(openbaar), **self.keuzes}) if self.uit_set else self

    def teken(self, openbaar: Openbaar, wet: str, kwartaal: Kwartaal, **keuze: str) -> Beeld:
        """Een staat van dit paneel, met de namen van de thema's die bij deze openbare set horen."""
        with met_eigen_themas(openbaar.themas):
            return replace(self.functie(openbaar, self.wet or wet, kwartaal, **keuze), vraag=self.vraag)

    def staten(self) -> list[dict[str, str]]:
        """Alle combinaties van keuzes; de eerste is wat de bezoeker ziet."""
        return [dict(zip(self.keuzes, waarden, strict=True)) for waarden in product(*self.keuzes.values())]

    def bediening(self) -> dict[str, dict]:
        """Per keuze het woord ervoor en de waarden."""
        return {k: {"label": keuzewoord(k), "waarden": dict(w)} for k, w in self.keuzes.items()}


@dataclass(frozen=True)
class Tegel:
    """Een kerncijfer boven aan de pagina, al in woorden."""

    naam: str
    waarde: str
    verschil: str
    status: str
    vonk: str
    noot: str = ""
    mensen: bool = False  # it counts people, so a small number in it may be somebody


def mensen(wet: str) -> str:
    """Hoe mensen met hulp heten: jeugdigen bij de Jeugdwet, inwoners bij de Wmo."""
    return begrippen()["lopend_clienten"].eenheid_bij(wet) if wet != "samen" else "inwoners"


# ---------------------------------------------------------------- hulpjes


def nu_en_toen(openbaar: Openbaar, cijfer: str, wet: str, kwartaal: Kwartaal) -> tuple[Cel, Cel, bool]:
    """Een totaal nu en een jaar eerder, en of het getal van nu afgerond is."""
    nu, toen = getallen.nu_en_toen(openbaar, Reeks(cijfer, wet, ""), kwartaal)
    return nu, toen, getallen.geschat(openbaar, nu)


def reeksen_van(cijfer: str, wet: str, groep_soort: str, groepen: Mapping[str, str]) -> list[Reeks]:
    """De reeksen van een cijfer voor vaste groepen (groep -> kleur), met hun naam op de pagina."""
    names = namen().get(groep_soort, {})
    return [Reeks(cijfer, wet, names.get(g, g), kleur, groep_soort, g) for g, kleur in groepen.items()]


def leeg(openbaar: Openbaar, wat: str, titel: str, begrip: str, kwartaal: Kwartaal) -> Beeld:
    """Het beeld van een paneel waarvan geen enkel cijfer geleverd is: het zegt wat er ontbreekt."""
    tekening = beeld.leeg(openbaar, wat)
    zin = f"Dit cijfer zit niet in de geleverde gegevens tot en met het {kwartaal.label}."
    return beeld.beeld(openbaar, tekening, titel=titel, zin=zin, begrip=begrip, bijschrift=titel)


def beeld_van_lijst(
    tekening: beeld.Tekening,
    *,
    titel: str,
    zin: str,
    bijschrift: str,
    telregel: str = "",
    bron: str = "",
    noot: Sequence[str] = (),
) -> Beeld:
    """Het beeld bij een lijst die niet uit de cijfers komt, zoals een plan."""
    alt = f"{tekening.soort}. De tabel onder het beeld bevat alle gegevens."
    noten = list(dict.fromkeys([*noot, *tekening.noot]))
    return Beeld(
        titel,
        "",
        tekening.svg,
        alt,
        zin,
        tekening.kop,
        tekening.rijen,
        telregel,
        bron,
        tekening.status,
        noten,
        [],
        bijschrift,
        tekening.nadruk,
        mensen=tekening.mensen,
    )


def bekend(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal) -> bool:
    """Of van deze reeksen in de laatste acht kwartalen iets te tonen is."""
    return any(c.bekend for r in reeksen for c in getallen.cellen(openbaar, r, laatste(kwartaal)))


def geleverd(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal) -> bool:
    """Of van deze reeksen in de laatste acht kwartalen iets geleverd is, ook als het te klein is om te tonen."""
    return any(c.status != "ontbreekt" for r in reeksen for c in getallen.cellen(openbaar, r, laatste(kwartaal)))


def laatst_bekend(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal) -> Kwartaal:
    """Het laatste kwartaal met een cijfer: sommige bronnen lopen een kwartaal achter."""
    for k in reversed(laatste(kwartaal)):
        if any(getallen.cel(openbaar, r.cijfer, r.wet, k, r.groep_soort, r.groep).bekend for r in reeksen):
            return k
    return kwartaal


def groepreeksen(openbaar: Openbaar, cijfer: str, wet: str, groep_soort: str) -> list[Reeks]:
    """Een reeks per groep die de gegevens kennen."""
    return [
        Reeks(cijfer, wet, getallen.groepsnaam(openbaar, groep_soort, g, wet), "hoofd", groep_soort, g)
        for g in getallen.groepen(openbaar, cijfer, wet, groep_soort)
    ]


def over(openbaar: Openbaar, c: Cel) -> str:
    """Een getal in een zin, met "ongeveer" als het afgerond is en hoe grof als dat grover is dan gewoon."""
    return f"{duiding.ongeveer(getal(c.waarde), getallen.geschat(openbaar, c))} {c.grof}".strip()


def verbergt(openbaar: Openbaar, rijen: Sequence[Rij]) -> bool:
    """Of er een groep verborgen is die groter kan zijn dan wat er staat. Een te klein aantal is dat nooit."""
    hoogste = max((r.nu.waarde for r in rijen if r.nu.bekend), default=0)
    return any(r.nu.status == "afgeschermd" and not (r.nu.klein and hoogste >= openbaar.drempel) for r in rijen)


def zeker_kleiner(rijen: Sequence[Rij]) -> list[bool]:
    """Per balk of haar getal, ook met de afronding, onder dat van de grootste blijft. De grootste zelf is zeker."""
    top = max((r.nu for r in rijen if r.nu.bekend), key=lambda c: c.waarde, default=Cel())
    return [not r.nu.bekend or r.nu.waarde == top.waarde or r.nu.grenzen[1] <= top.grenzen[0] for r in rijen]


def rijen_van(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal) -> list[Rij]:
    """Een balk per groep, met een jaar eerder waar dat er is."""
    paren = [(r, *getallen.nu_en_toen(openbaar, r, kwartaal)) for r in reeksen]
    eerder = any(t.bekend for *_, t in paren)
    return [Rij(r.naam, nu, toen if eerder else None) for r, nu, toen in paren]


def geschat(openbaar: Openbaar, rijen: Sequence[Rij], eenheid: str = "") -> bool:
    """Of bij deze balken ergens "ongeveer" hoort."""
    return any(getallen.geschat(openbaar, r.nu, eenheid) for r in rijen)


def zin_grootste(openbaar: Openbaar, rijen: Sequence[Rij], eenheid: str) -> str:
    """De zin over de twee grootste balken."""
    waarden = [r.nu.waarde for r in rijen]
    ca = geschat(openbaar, rijen, eenheid) and (eenheid != "procent" or any(r.nu.uit for r in rijen))
    zeker = [True] * len(rijen) if eenheid == "procent" else zeker_kleiner(rijen)
    grof = [r.nu.grof for r in rijen]
    return duiding.zin_grootste([r.naam for r in rijen], waarden, eenheid, ca, zeker, verbergt(openbaar, rijen), grof)


def titel_grootste(openbaar: Openbaar, rijen: Sequence[Rij], goed: str, anders: str) -> str:
    """De titel over de grootste balk, als zij dat zeker is: ook naast wat verborgen is."""
    if verbergt(openbaar, rijen) or not all(zeker_kleiner(rijen)):
        return anders
    namen_, waarden = [r.naam for r in rijen], [r.nu.waarde for r in rijen]
    return duiding.titel_grootste(namen_, waarden, goed, anders, geschat(openbaar, rijen))


def anders_dan(stand: Kwartaal, kwartaal: Kwartaal, jaarcijfer: bool = False) -> str:
    """De zin vooraf als een beeld over een ander kwartaal gaat dan de pagina; anders niets."""
    if stand == kwartaal:
        return ""
    return duiding.over_periode(str(stand.jaar) if jaarcijfer else stand.label)


def met_kwartaal(titel: str, stand: Kwartaal, kwartaal: Kwartaal) -> str:
    """De titel met het kwartaal erbij als dat een ander is dan dat van de pagina, als dat past."""
    kop = f"{titel}, {stand.label}"
    return kop if stand != kwartaal and len(kop.split()) <= duiding.WOORDEN else titel


def tegel(openbaar: Openbaar, naam: str, reeks: Reeks, kwartaal: Kwartaal, verandering: str = "") -> Tegel:
    """Een kerncijfer met een kleine lijn en wat het een jaar eerder was."""
    rij = getallen.cellen(openbaar, reeks, laatste(kwartaal))
    nu, toen = getallen.nu_en_toen(openbaar, reeks, kwartaal)
    m = maten.maat(begrippen()[reeks.cijfer].eenheid_bij(reeks.wet), [nu, toen])
    if m.teken == "%":
        verschil = f"een jaar eerder: {m.tekst(toen.waarde)}" if toen.bekend else ""
    else:
        gegeven = getallen.cel(openbaar, verandering, reeks.wet, kwartaal) if verandering else None
        verschil = getallen.verandering(openbaar, nu, toen, gegeven) or (
            f"een jaar eerder: {m.tekst(toen.waarde)}" if nu.bekend and toen.bekend else ""
        )
    merk = (
        f"eerder gepubliceerd: {m.tekst(nu.merk)}"
        if nu.merk is not None and nu.merk != nu.waarde
        else "eerder gepubliceerd"
        if nu.gepubliceerd_in
        else ""
    )
    los = getallen.breuken(openbaar, reeks, laatste(kwartaal))
    return Tegel(naam, m.cel(nu), verschil, nu.status, lijnen.vonk(rij, los), merk, nu.mensen)
