"""De wijken: elk aantal op een kaart, in een ranglijst en door de tijd, ook per 1.000 inwoners.

Per 1.000 komt uit het aantal zoals het getoond wordt, gedeeld door het aantal inwoners. Het zegt dus nooit meer dan
het aantal zelf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, getallen, kaarten, lijnen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.beelden.kaarten import Gebied
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.begrippen.cijfers import ONBEKEND, WETTEN, begrippen
from sociaaldomein.begrippen.doelen import KLEIN
from sociaaldomein.begrippen.paginas import paginasoorten
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.panelen import paneel
from sociaaldomein.panelen.paneel import Tegel

PER = {"jeugd": "per 1.000 kinderen", "wmo": "per 1.000 inwoners"}
HELE_GEMEENTE = "hele gemeente"
OOK = "ook met 18-plussers"  # they are counted, and are no inhabitants below 18


# ---------------------------------------------------------------- the figures of a wijk


def _per_duizend(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Cel:
    wijk = r.groep if r.groep_soort == "wijk" else ""
    return getallen.per_duizend(_aantal(openbaar, r, kwartaal), _inwoners(openbaar, r.wet, kwartaal, wijk))


def _aantal(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Cel:
    return getallen.cel(openbaar, r.cijfer, r.wet, kwartaal, r.groep_soort, r.groep)


def _inwoners(openbaar: Openbaar, domein: str, kwartaal: Kwartaal, wijk: str = "") -> Cel:
    plek = ("wijk", wijk) if wijk else ("totaal", "totaal")
    return getallen.cel(openbaar, "inwoners", domein, kwartaal, *plek)


@dataclass(frozen=True)
class _PerWijk:
    """What a panel of this page is about: a figure of one law for each wijk, as a number or per 1.000 people."""

    openbaar: Openbaar
    kwartaal: Kwartaal
    domein: str = "jeugd"
    cijfer: str = "lopend_clienten"
    maatstaf: str = "inwoners"

    @property
    def reeksen(self) -> list[Reeks]:
        return paneel.groepreeksen(self.openbaar, self.cijfer, self.domein, "wijk")

    def cel(self, r: Reeks, kwartaal: Kwartaal) -> Cel:
        return (_per_duizend if self.maatstaf == "inwoners" else _aantal)(self.openbaar, r, kwartaal)

    @property
    def iets(self) -> bool:
        return any(self.cel(r, self.kwartaal).status != "ontbreekt" for r in self.reeksen)

    @property
    def paren(self) -> list[tuple[Reeks, Cel]]:
        """From many to few; hidden and missing last, and 'onbekend' at the very end."""
        paren = [(r, self.cel(r, self.kwartaal)) for r in self.reeksen]
        return sorted(paren, key=lambda p: (p[0].groep == ONBEKEND, -(p[1].waarde if p[1].bekend else -1), p[0].naam))

    @property
    def heel(self) -> list[tuple[Reeks, Cel]]:
        """The whole municipality as a row of its own per 1.000: what a wijk is compared with stands in the table."""
        reeks = Reeks(self.cijfer, self.domein, HELE_GEMEENTE)
        c = _per_duizend(self.openbaar, reeks, self.kwartaal)
        return [(reeks, c)] if self.maatstaf == "inwoners" and c.bekend else []

    @property
    def eenheid(self) -> str:
        return PER[self.domein] if self.maatstaf == "inwoners" else begrippen()[self.cijfer].eenheid_bij(self.domein)

    @property
    def wat(self) -> str:
        """What is counted, with the word that this law has for people."""
        return paginasoorten()["wijken"].keuzes["cijfer"][self.cijfer].replace("mensen", paneel.mensen(self.domein))

    def titel(self, waar: str = "per wijk") -> str:
        per = f" {PER[self.domein]}" if self.maatstaf == "inwoners" else ""
        return getallen.hoofdletter(f"{self.wat}{per}, {waar}")

    def leeg(self, titel: str) -> Beeld:
        return paneel.leeg(self.openbaar, f"{titel} ({WETTEN[self.domein]})", titel, self.cijfer, self.kwartaal)

    @property
    def noten(self) -> list[str]:
        """What one must know: the division into wijken, and who counts below and above the line."""
        noot, reeksen = [], self.reeksen
        aantallen = [_aantal(self.openbaar, r, self.kwartaal) for r in reeksen]
        if any(c.status == "afgeschermd" or (c.bekend and c.waarde < KLEIN) for c in aantallen):
            noot.append("In een kleine wijk zegt een verschil weinig.")
        if self.maatstaf == "aantal":
            noot.append("Een wijk met meer inwoners heeft meestal meer mensen met hulp.")
        elif self.domein == "jeugd":
            noot.append("Kinderen zijn hier inwoners tot en met 17 jaar.")
        zonder = {r.groep for r in reeksen if not self._inwoners(r.groep).bekend} - {ONBEKEND}
        if self.maatstaf == "inwoners" and zonder:
            noot.append("Van een wijk zonder inwonertal tonen wij geen getal per 1.000.")
        return noot

    def _inwoners(self, wijk: str) -> Cel:
        return _inwoners(self.openbaar, self.domein, self.kwartaal, wijk)

    def zin(self, paren: list[tuple[Reeks, Cel]], ook: Sequence[Cel] = ()) -> str:
        """The largest wijk; per 1.000 only of wijken with enough people to say something."""
        if self.maatstaf == "aantal":
            return paneel.zin_grootste(self.openbaar, [Rij(r.naam, c) for r, c in paren], self.eenheid)
        genoeg = [(r, c) for r, c in paren if c.bekend and (self._nu(r).waarde or 0) >= KLEIN]
        heel = _per_duizend(self.openbaar, Reeks(self.cijfer, self.domein, ""), self.kwartaal)
        if not genoeg:
            return f"Voor een vergelijking {PER[self.domein]} zijn de aantallen te klein."
        m = maten.maat(PER[self.domein], [*(c for _, c in paren), heel, *ook])  # written as in the picture
        r, c = genoeg[0]
        hoeveel = f"{duiding.ongeveer(m.tekst(c.waarde), getallen.geschat(self.openbaar, c))} {c.grof}".strip()
        alle = len(genoeg) == len([r for r, _ in paren if r.groep != ONBEKEND])
        vooraf = "" if alle else "Te kleine aantallen vergelijken wij niet. "
        if len(genoeg) > 1 and not self._zeker_hoger(r, genoeg[1][0]):
            zin = f"{vooraf}Vooraan staat {r.naam}: {hoeveel}. Daarna komt {genoeg[1][0].naam}: {m.cel(genoeg[1][1])}."
        elif alle:
            zin = f"Het hoogst is {r.naam}: {hoeveel}."
        else:
            zin = f"{vooraf}Van de rest is {r.naam} het hoogst: {hoeveel}."
        if not heel.bekend:
            return zin
        bij = f", {OOK}" if self.domein == "jeugd" else ""
        return f"{zin} In de hele gemeente is het {m.tekst(heel.waarde)}{bij}."

    def _nu(self, r: Reeks) -> Cel:
        return _aantal(self.openbaar, r, self.kwartaal)

    def _zeker_hoger(self, een: Reeks, ander: Reeks) -> bool:
        """Whether one wijk has more per 1.000 than another for every count that the rounding can hide."""
        mensen = [self._inwoners(r.groep).waarde for r in (een, ander)]
        return self._nu(een).grenzen[0] / mensen[0] >= self._nu(ander).grenzen[1] / mensen[1]

    def zin_verloop(self, r: Reeks) -> str:
        """One wijk now and a year ago."""
        nu, toen = (_aantal(self.openbaar, r, k) for k in (self.kwartaal, self.kwartaal.vorig_jaar))
        toen = (
            Cel() if getallen.breuk(self.openbaar, r.cijfer, r.wet, self.kwartaal.vorig_jaar, self.kwartaal) else toen
        )
        if not nu.bekend:
            return duiding.zin_zonder(self.kwartaal, f"het aantal {self.eenheid}")
        over = paneel.over(self.openbaar, nu)
        zin = duiding.voorlopig_bij(f"{r.naam}: {over} {self.eenheid}", nu.voorlopig) + "."
        if not toen.bekend:
            return f"{zin} Vergelijken met een jaar eerder kan niet."
        return f"{zin} Een jaar eerder waren dat er {paneel.over(self.openbaar, toen)}."

    def tabel(self, paren: list[tuple[Reeks, Cel]], m: Maat) -> tuple[list[str], list[list[str]]]:
        """The wijken and the whole, with the numbers behind what is shown per 1.000."""
        if self.maatstaf == "aantal":
            return ["Wijk", self.kwartaal.label], [[r.naam, m.cel(c)] for r, c in paren]
        los = Maat("")
        wijken_ = [*((r, c, r.groep) for r, c in paren), *((r, c, "") for r, c in self.heel)]
        rijen = [[r.naam, m.cel(c), los.cel(self._nu(r)), los.cel(self._inwoners(wijk))] for r, c, wijk in wijken_]
        onder = "Kinderen" if self.domein == "jeugd" else "Inwoners"
        return ["Wijk", getallen.hoofdletter(PER[self.domein]), "Aantal", onder], rijen


# ---------------------------------------------------------------- the panels


def kaart(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, **keuze: str) -> Beeld:
    """Een aantal per wijk op de kaart. Past de kaart niet bij de gegevens, dan staat er waarom zij er niet is.

    Een keuze is `domein`, `cijfer` of `maatstaf`.
    """
    hier = _PerWijk(openbaar, kwartaal, **keuze)
    titel, vormen = hier.titel("op de kaart"), openbaar.kaart or {}
    if not vormen.get("wijken"):
        return _zonder_kaart(openbaar, vormen.get("reden", ""))
    if not hier.iets:
        return hier.leeg(titel)
    paren = hier.paren
    gebieden = [Gebied(r.groep, r.naam, c) for r, c in paren if r.groep in vormen["wijken"]]
    gebieden += [
        Gebied(code, openbaar.namen.get(code, code), Cel())
        for code in sorted(vormen["wijken"])
        if code not in {g.code for g in gebieden}
    ]
    gemiddeld = _per_duizend(openbaar, Reeks(hier.cijfer, hier.domein, ""), kwartaal)
    heel = gemiddeld if hier.maatstaf == "inwoners" else None
    m = maten.maat(hier.eenheid, [c for _, c in paren] + ([heel] if heel else []))
    noot = hier.noten
    if heel is not None and heel.bekend:
        noot.append("Rond het gemiddelde is: hoogstens een tiende meer of minder dan de hele gemeente.")
    noot += ["De wijken op de kaart zijn verzonnen."] if vormen.get("verzonnen") else []
    noot += [f"Wijkindeling van {vormen['indelingsjaar']}."] if vormen.get("indelingsjaar") else []
    noot += ["Niet elke wijk staat op de kaart. In de tabel staan zij allemaal."] if vormen.get("mist") else []
    klassen = kaarten.klassen([g.nu for g in gebieden], m, heel)
    tekening = kaarten.kaart(vormen, gebieden, m, klassen, f"{m.woord}, {kwartaal.label}", hier.tabel(paren, m), noot)
    bijschrift = f"{hier.titel()}, {kwartaal.label}"
    return beeld.beeld(openbaar, tekening, titel=titel, begrip=hier.cijfer, bijschrift=bijschrift, zin=hier.zin(paren))


def _zonder_kaart(openbaar: Openbaar, reden: str) -> Beeld:
    zin = f"{reden} Daarom staat hier geen kaart." if reden else "Er is geen kaart van de wijken geleverd."
    tekening = beeld.leeg(openbaar, "de kaart van de wijken")
    titel = "Een kaart van de wijken"
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        begrip="lopend_clienten",
        bijschrift=titel,
        zin=f"{zin} De cijfers staan in de ranglijst.",
    )


def ranglijst(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, **keuze: str) -> Beeld:
    """Een aantal per wijk van veel naar weinig, met hetzelfde kwartaal een jaar eerder.

    Een keuze is `domein`, `cijfer` of `maatstaf`.
    """
    hier = _PerWijk(openbaar, kwartaal, **keuze)
    titel, paren, eerder = hier.titel(), hier.paren, kwartaal.vorig_jaar
    if not hier.iets:
        return hier.leeg(titel)
    los = getallen.breuk(openbaar, hier.cijfer, hier.domein, eerder, kwartaal)  # then there is no comparing
    toen = [Cel() if los else hier.cel(r, eerder) for r, _ in paren]
    rijen = [Rij(r.naam, c, t if any(x.bekend for x in toen) else None) for (r, c), t in zip(paren, toen, strict=True)]
    rijen += [Rij(r.naam, c, None if los else hier.cel(r, eerder), "basis") for r, c in hier.heel]
    return beeld.beeld(
        openbaar,
        balken.liggend(openbaar, rijen, "wijk", kwartaal, hier.eenheid),
        titel=titel,
        zin=hier.zin(paren, [r.toen for r in rijen if r.toen is not None]),
        begrip=hier.cijfer,
        bijschrift=titel,
        noot=hier.noten,
    )


def verloop(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, **keuze: str) -> Beeld:
    """Een aantal per wijk over acht kwartalen. Een keuze is `domein` of `cijfer`."""
    hier = _PerWijk(openbaar, kwartaal, **keuze, maatstaf="verloop")
    titel, reeksen = hier.titel(), hier.reeksen
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return hier.leeg(titel)
    return beeld.beeld(
        openbaar,
        lijnen.kleine_lijnen(openbaar, reeksen, kwartaal),
        titel=f"{getallen.hoofdletter(hier.wat)} per wijk, sinds het {laatste(kwartaal)[0].label}",
        zin=hier.zin_verloop(hier.paren[0][0]),
        begrip=hier.cijfer,
        bijschrift=f"{titel}, per kwartaal",
        noot=hier.noten,
    )


# ---------------------------------------------------------------- tegels


def tegels(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """Per wet het aantal mensen met hulp in de hele gemeente, en hoeveel dat er per 1.000 zijn."""
    lijst = []
    for domein in PER:
        wie = getallen.hoofdletter(paneel.mensen(domein))
        reeks = Reeks("lopend_clienten", domein, "")
        naam = f"{wie} met hulp" if domein == "jeugd" else f"{wie} met hulp ({WETTEN[domein]})"
        lijst.append(paneel.tegel(openbaar, naam, reeks, kwartaal, "lopend_clienten_verandering"))
        rij = [_per_duizend(openbaar, reeks, k) for k in laatste(kwartaal)]
        los = getallen.breuken(openbaar, reeks, laatste(kwartaal))
        anders = getallen.breuk(openbaar, reeks.cijfer, reeks.wet, kwartaal.vorig_jaar, kwartaal)
        nu, toen = rij[-1], Cel() if anders else rij[-5]
        m = maten.maat(PER[domein], [nu, toen])
        was = f"een jaar eerder: {m.tekst(toen.waarde)}" if nu.bekend and toen.bekend else ""
        jeugd = f"{getallen.hoofdletter(PER[domein])} (ook 18-plussers)"
        naam = jeugd if domein == "jeugd" else f"{WETTEN[domein]}, {PER[domein]}"
        lijst.append(Tegel(naam, m.cel(nu), was, nu.status, lijnen.vonk(rij, los), mensen=nu.mensen))
    return lijst
