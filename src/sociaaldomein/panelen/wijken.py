"""De wijken: elk aantal op een kaart, in een ranglijst en door de tijd, ook per 1.000 inwoners.

Per 1.000 komt uit het aantal zoals het getoond wordt, gedeeld door het aantal inwoners. Het zegt dus nooit meer dan
het aantal zelf.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def _reeksen(openbaar: Openbaar, cijfer: str, domein: str) -> list[Reeks]:
    return paneel.groepreeksen(openbaar, cijfer, domein, "wijk")


def _inwoners(openbaar: Openbaar, domein: str, kwartaal: Kwartaal, wijk: str = "") -> Cel:
    plek = ("wijk", wijk) if wijk else ("totaal", "totaal")
    return getallen.cel(openbaar, "inwoners", domein, kwartaal, *plek)


def _per_duizend(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Cel:
    c = getallen.cel(openbaar, r.cijfer, r.wet, kwartaal, r.groep_soort, r.groep)
    wijk = r.groep if r.groep_soort == "wijk" else ""
    return getallen.per_duizend(c, _inwoners(openbaar, r.wet, kwartaal, wijk))


def _cel_van(openbaar: Openbaar, maat: str) -> Callable[[Reeks, Kwartaal], Cel]:
    if maat == "inwoners":
        return lambda r, k: _per_duizend(openbaar, r, k)
    return lambda r, k: getallen.cel(openbaar, r.cijfer, r.wet, k, r.groep_soort, r.groep)


def _op_volgorde(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal, maat: str) -> list[tuple[Reeks, Cel]]:
    """From many to few; hidden and missing last, and 'onbekend' at the very end."""
    van = _cel_van(openbaar, maat)
    paren = [(r, van(r, kwartaal)) for r in reeksen]
    return sorted(paren, key=lambda p: (p[0].groep == ONBEKEND, -(p[1].waarde if p[1].bekend else -1), p[0].naam))


def _heel(openbaar: Openbaar, cijfer: str, domein: str, kwartaal: Kwartaal, maat: str) -> list[tuple[Reeks, Cel]]:
    """The whole municipality as a row of its own per 1.000: what a wijk is compared with stands in the table."""
    reeks = Reeks(cijfer, domein, HELE_GEMEENTE)
    c = _per_duizend(openbaar, reeks, kwartaal)
    return [(reeks, c)] if maat == "inwoners" and c.bekend else []


def _eenheid(cijfer: str, domein: str, maat: str) -> str:
    return PER[domein] if maat == "inwoners" else begrippen()[cijfer].eenheid_bij(domein)


def _titel(cijfer: str, domein: str, maat: str, waar: str = "per wijk") -> str:
    per = f" {PER[domein]}" if maat == "inwoners" else ""
    return getallen.hoofdletter(f"{_wat(cijfer, domein)}{per}, {waar}")


def _wat(cijfer: str, domein: str) -> str:
    """What is counted, with the word that this law has for people."""
    return paginasoorten()["wijken"].keuzes["cijfer"][cijfer].replace("mensen", paneel.mensen(domein))


def _noten(openbaar: Openbaar, domein: str, maat: str, kwartaal: Kwartaal, reeksen: list[Reeks]) -> list[str]:
    """What one must know: the division into wijken, and who counts below and above the line."""
    noot = []
    aantallen = [getallen.cel(openbaar, r.cijfer, r.wet, kwartaal, r.groep_soort, r.groep) for r in reeksen]
    if any(c.status == "afgeschermd" or (c.bekend and c.waarde < KLEIN) for c in aantallen):
        noot.append("In een kleine wijk zegt een verschil weinig.")
    if maat == "aantal":
        noot.append("Een wijk met meer inwoners heeft meestal meer mensen met hulp.")
    elif domein == "jeugd":
        noot.append("Kinderen zijn hier inwoners tot en met 17 jaar.")
    bekend = {r.groep for r in reeksen if _inwoners(openbaar, domein, kwartaal, r.groep).bekend}
    if maat == "inwoners" and {r.groep for r in reeksen} - {ONBEKEND} - bekend:
        noot.append("Van een wijk zonder inwonertal tonen wij geen getal per 1.000.")
    return noot


def _zin(
    openbaar: Openbaar,
    cijfer: str,
    domein: str,
    maat: str,
    kwartaal: Kwartaal,
    paren: list[tuple[Reeks, Cel]],
    ook: Sequence[Cel] = (),
) -> str:
    """The largest wijk; per 1.000 only of wijken with enough people to say something."""
    if maat == "aantal":
        rijen = [Rij(r.naam, c) for r, c in paren]
        return paneel.zin_grootste(openbaar, rijen, begrippen()[cijfer].eenheid_bij(domein))
    genoeg = [(r, c) for r, c in paren if c.bekend and (_aantal(openbaar, r, kwartaal).waarde or 0) >= KLEIN]
    heel = _per_duizend(openbaar, Reeks(cijfer, domein, ""), kwartaal)
    if not genoeg:
        return f"Voor een vergelijking {PER[domein]} zijn de aantallen te klein."
    m = maten.maat(PER[domein], [*(c for _, c in paren), heel, *ook])  # written as in the picture
    r, c = genoeg[0]
    hoeveel = f"{duiding.ongeveer(m.tekst(c.waarde), getallen.geschat(openbaar, c))} {c.grof}".strip()
    alle = len(genoeg) == len([r for r, _ in paren if r.groep != ONBEKEND])
    vooraf = "" if alle else "Te kleine aantallen vergelijken wij niet. "
    if len(genoeg) > 1 and not _zeker_hoger(openbaar, kwartaal, r, genoeg[1][0]):
        zin = f"{vooraf}Vooraan staat {r.naam}: {hoeveel}. Daarna komt {genoeg[1][0].naam}: {m.cel(genoeg[1][1])}."
    elif alle:
        zin = f"Het hoogst is {r.naam}: {hoeveel}."
    else:
        zin = f"{vooraf}Van de rest is {r.naam} het hoogst: {hoeveel}."
    if not heel.bekend:
        return zin
    bij = f", {OOK}" if domein == "jeugd" else ""
    return f"{zin} In de hele gemeente is het {m.tekst(heel.waarde)}{bij}."


def _zeker_hoger(openbaar: Openbaar, kwartaal: Kwartaal, een: Reeks, ander: Reeks) -> bool:
    """Whether one wijk has more per 1.000 than another for every count that the rounding can hide."""
    mensen = [_inwoners(openbaar, r.wet, kwartaal, r.groep).waarde for r in (een, ander)]
    laag, hoog = _aantal(openbaar, een, kwartaal).grenzen[0], _aantal(openbaar, ander, kwartaal).grenzen[1]
    return laag / mensen[0] >= hoog / mensen[1]


def _zin_verloop(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal, eenheid: str) -> str:
    """One wijk now and a year ago."""
    nu, toen = (_aantal(openbaar, r, k) for k in (kwartaal, kwartaal.vorig_jaar))
    toen = Cel() if getallen.breuk(openbaar, r.cijfer, r.wet, kwartaal.vorig_jaar, kwartaal) else toen
    if not nu.bekend:
        return duiding.zin_zonder(kwartaal, f"het aantal {eenheid}")
    zin = duiding.voorlopig_bij(f"{r.naam}: {paneel.over(openbaar, nu)} {eenheid}", nu.voorlopig) + "."
    if not toen.bekend:
        return f"{zin} Vergelijken met een jaar eerder kan niet."
    return f"{zin} Een jaar eerder waren dat er {paneel.over(openbaar, toen)}."


def _aantal(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Cel:
    return getallen.cel(openbaar, r.cijfer, r.wet, kwartaal, r.groep_soort, r.groep)


def _iets(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal, maat: str) -> bool:
    van = _cel_van(openbaar, maat)
    return any(van(r, kwartaal).status != "ontbreekt" for r in reeksen)


# ---------------------------------------------------------------- the panels


def kaart(
    openbaar: Openbaar,
    wet: str,
    kwartaal: Kwartaal,
    domein: str = "jeugd",
    cijfer: str = "lopend_clienten",
    maatstaf: str = "inwoners",
) -> Beeld:
    """Een aantal per wijk op de kaart. Past de kaart niet bij de gegevens, dan staat er waarom zij er niet is."""
    titel = _titel(cijfer, domein, maatstaf, "op de kaart")
    vormen = openbaar.kaart or {}
    if not vormen.get("wijken"):
        return _zonder_kaart(openbaar, vormen.get("reden", ""))
    reeksen = _reeksen(openbaar, cijfer, domein)
    if not _iets(openbaar, reeksen, kwartaal, maatstaf):
        return paneel.leeg(openbaar, f"{titel} ({WETTEN[domein]})", titel, cijfer, kwartaal)
    paren = _op_volgorde(openbaar, reeksen, kwartaal, maatstaf)
    gebieden = [Gebied(r.groep, r.naam, c) for r, c in paren if r.groep in vormen["wijken"]]
    gebieden += [
        Gebied(code, openbaar.namen.get(code, code), Cel())
        for code in sorted(vormen["wijken"])
        if code not in {g.code for g in gebieden}
    ]
    eenheid = _eenheid(cijfer, domein, maatstaf)
    heel = _per_duizend(openbaar, Reeks(cijfer, domein, ""), kwartaal) if maatstaf == "inwoners" else None
    m = maten.maat(eenheid, [c for _, c in paren] + ([heel] if heel else []))
    noot = _noten(openbaar, domein, maatstaf, kwartaal, reeksen)
    if heel is not None and heel.bekend:
        noot.append("Rond het gemiddelde is: hoogstens een tiende meer of minder dan de hele gemeente.")
    noot += ["De wijken op de kaart zijn verzonnen."] if vormen.get("verzonnen") else []
    noot += [f"Wijkindeling van {vormen['indelingsjaar']}."] if vormen.get("indelingsjaar") else []
    noot += ["Niet elke wijk staat op de kaart. In de tabel staan zij allemaal."] if vormen.get("mist") else []
    tekening = kaarten.kaart(
        vormen,
        gebieden,
        m,
        kaarten.klassen([g.nu for g in gebieden], m, heel),
        f"{m.woord}, {kwartaal.label}",
        _tabel(openbaar, paren, _heel(openbaar, cijfer, domein, kwartaal, maatstaf), kwartaal, domein, maatstaf, m),
        noot,
    )
    bijschrift = f"{_titel(cijfer, domein, maatstaf)}, {kwartaal.label}"
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        begrip=cijfer,
        bijschrift=bijschrift,
        zin=_zin(openbaar, cijfer, domein, maatstaf, kwartaal, paren),
    )


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


def _tabel(
    openbaar: Openbaar,
    paren: list[tuple[Reeks, Cel]],
    heel: list[tuple[Reeks, Cel]],
    kwartaal: Kwartaal,
    domein: str,
    maat: str,
    m: Maat,
) -> tuple[list[str], list[list[str]]]:
    if maat == "aantal":
        return ["Wijk", kwartaal.label], [[r.naam, m.cel(c)] for r, c in paren]
    los = Maat("")
    wijken_ = [(r, c, r.groep) for r, c in paren]
    rijen = [
        [
            r.naam,
            m.cel(c),
            *(los.cel(x) for x in (_aantal(openbaar, r, kwartaal), _inwoners(openbaar, domein, kwartaal, wijk))),
        ]
        for r, c, wijk in [*wijken_, *((r, c, "") for r, c in heel)]
    ]
    onder = "Kinderen" if domein == "jeugd" else "Inwoners"
    return ["Wijk", getallen.hoofdletter(PER[domein]), "Aantal", onder], rijen


def ranglijst(
    openbaar: Openbaar,
    wet: str,
    kwartaal: Kwartaal,
    domein: str = "jeugd",
    cijfer: str = "lopend_clienten",
    maatstaf: str = "inwoners",
) -> Beeld:
    """Een aantal per wijk van veel naar weinig, met hetzelfde kwartaal een jaar eerder."""
    titel = _titel(cijfer, domein, maatstaf)
    reeksen = _reeksen(openbaar, cijfer, domein)
    if not _iets(openbaar, reeksen, kwartaal, maatstaf):
        return paneel.leeg(openbaar, f"{titel} ({WETTEN[domein]})", titel, cijfer, kwartaal)
    van, paren = _cel_van(openbaar, maatstaf), _op_volgorde(openbaar, reeksen, kwartaal, maatstaf)
    los = getallen.breuk(openbaar, cijfer, domein, kwartaal.vorig_jaar, kwartaal)  # then there is no comparing
    toen = [Cel() if los else van(r, kwartaal.vorig_jaar) for r, _ in paren]
    rijen = [Rij(r.naam, c, t if any(x.bekend for x in toen) else None) for (r, c), t in zip(paren, toen, strict=True)]
    rijen += [
        Rij(r.naam, c, None if los else van(r, kwartaal.vorig_jaar), "basis")
        for r, c in _heel(openbaar, cijfer, domein, kwartaal, maatstaf)
    ]
    tekening = balken.liggend(openbaar, rijen, "wijk", kwartaal, _eenheid(cijfer, domein, maatstaf))
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        zin=_zin(openbaar, cijfer, domein, maatstaf, kwartaal, paren, [r.toen for r in rijen if r.toen is not None]),
        begrip=cijfer,
        bijschrift=titel,
        noot=_noten(openbaar, domein, maatstaf, kwartaal, reeksen),
    )


def verloop(
    openbaar: Openbaar, wet: str, kwartaal: Kwartaal, domein: str = "jeugd", cijfer: str = "lopend_clienten"
) -> Beeld:
    """Een aantal per wijk over acht kwartalen."""
    titel = _titel(cijfer, domein, "aantal")
    reeksen = _reeksen(openbaar, cijfer, domein)
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, f"{titel} ({WETTEN[domein]})", titel, cijfer, kwartaal)
    eerste, _ = _op_volgorde(openbaar, reeksen, kwartaal, "aantal")[0]
    return beeld.beeld(
        openbaar,
        lijnen.kleine_lijnen(openbaar, reeksen, kwartaal),
        titel=f"{getallen.hoofdletter(_wat(cijfer, domein))} per wijk, sinds het {laatste(kwartaal)[0].label}",
        zin=_zin_verloop(openbaar, eerste, kwartaal, begrippen()[cijfer].eenheid_bij(domein)),
        begrip=cijfer,
        bijschrift=f"{titel}, per kwartaal",
        noot=_noten(openbaar, domein, "verloop", kwartaal, reeksen),
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
