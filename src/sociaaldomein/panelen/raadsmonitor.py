"""De raadsmonitor: de eigen beelden en de kerncijfers van Jeugd en van Wmo."""

from __future__ import annotations

from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, getallen, kolommen, lijnen
from sociaaldomein.beelden.beeld import Beeld, Tekening
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.begrippen.cijfers import ONBEKEND, Paneelvorm, begrippen
from sociaaldomein.begrippen.normen import norm
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import getal, procent
from sociaaldomein.panelen import paneel
from sociaaldomein.panelen.paneel import Tegel
from sociaaldomein.panelen.stromen import stroom
from sociaaldomein.panelen.thema import op_volgorde, verdeling

UITKOMSTEN = ("voorziening", "licht", "voorliggend", "eigen_kracht", "kort_contact", "geen_voorziening", ONBEKEND)
HULP = {"jeugd": "jeugdhulp", "wmo": "voorziening"}  # what an application can lead to


def looptijd(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, maat: str = "duur") -> Beeld:
    """De geplande duur van nieuwe trajecten: lijn met trendbreuk, het aantal, of per soort hulp."""
    if maat == "aantal":
        return stroom(openbaar, wet, kwartaal, vorm=vorm, maat=maat)
    mediaan = Reeks("looptijd_mediaan", wet, "mediaan", "hoofd")
    gemiddeld = Reeks("looptijd_gemiddeld", wet, "gemiddeld", "inkt2")
    soorten = paneel.groepreeksen(openbaar, "looptijd_mediaan", wet, "productcategorie")
    if not paneel.bekend(openbaar, soorten if maat == "soort" else [mediaan, gemiddeld], kwartaal):
        wat = "geplande looptijd" + (" per soort hulp" if maat == "soort" else "")
        return paneel.leeg(openbaar, wat, "Geplande looptijd van nieuwe trajecten", mediaan.cijfer, kwartaal)
    if maat == "soort":
        rijen = paneel.rijen_van(openbaar, soorten, kwartaal)
        tekening = balken.liggend(openbaar, rijen, "soort hulp", kwartaal, "maanden")
        titel, zin = "Geplande looptijd per soort hulp", _zin_langste(openbaar, rijen, kwartaal)
        bijschrift = "Middelste geplande looptijd per soort hulp, in maanden"
    else:
        titel, zin, tekening = _duur(openbaar, mediaan, gemiddeld, kwartaal)
        bijschrift = "Geplande looptijd van nieuwe trajecten, in maanden"
    return beeld.beeld(openbaar, tekening, titel=titel, zin=zin, begrip=mediaan.cijfer, bijschrift=bijschrift)


def _duur(openbaar: Openbaar, mediaan: Reeks, gemiddeld: Reeks, kwartaal: Kwartaal) -> tuple[str, str, Tekening]:
    """Title, sentence and drawing of the median; without one, of the mean."""
    kwartalen, wet = laatste(kwartaal), mediaan.wet
    medianen = getallen.cellen(openbaar, mediaan, kwartalen)
    waarden = [c.waarde for c in medianen]
    bij = max(getallen.breuken(openbaar, mediaan, kwartalen), default=None)
    n = getallen.cel(openbaar, "looptijd_aantal", wet, kwartaal).waarde
    titel = duiding.titel_looptijd(waarden, bij, n, medianen[-1].voorlopig)
    zin = duiding.zin_looptijd(waarden[-1], getallen.cel(openbaar, gemiddeld.cijfer, wet, kwartaal).waarde, kwartaal)
    band = (Reeks("looptijd_p25", wet, "een kwart"), Reeks("looptijd_p75", wet, "drie kwart"))
    met_band = band if paneel.bekend(openbaar, list(band), kwartaal) else None
    reeksen = [mediaan, gemiddeld] if any(w is not None for w in waarden) else [gemiddeld]
    return titel, zin, lijnen.lijnen(openbaar, reeksen, kwartaal, met_band)


def _zin_langste(openbaar: Openbaar, rijen: list[Rij], kwartaal: Kwartaal) -> str:
    """The longest and the shortest; with a hidden kind only among those that are shown."""
    bekend = sorted((r for r in rijen if r.nu.bekend), key=lambda r: -r.nu.waarde)
    if not bekend:
        return duiding.zin_zonder(kwartaal, "de looptijd per soort")
    duur = [f"{r.naam}: {getal(r.nu.waarde, 1)} maanden" for r in bekend]
    if len(bekend) == 1:
        return f"Te tonen is alleen {duur[0]}."
    vooraf = "Niet elke soort is te tonen. " if paneel.verbergt(openbaar, rijen) else ""
    waarvan = " van wat wij tonen" if vooraf else ""
    zinnen = []
    for woord, naam, waarde in (("langst", duur[0], bekend[0].nu.waarde), ("kortst", duur[-1], bekend[-1].nu.waarde)):
        if sum(getal(r.nu.waarde, 1) == getal(waarde, 1) for r in bekend) == 1:
            zinnen.append(f"Het {woord}{waarvan} duurt {naam}.")
    return vooraf + (" ".join(zinnen) or f"Elke soort duurt even lang: {getal(bekend[0].nu.waarde, 1)} maanden.")


def doorlooptijd(
    openbaar: Openbaar, wet: str, kwartaal: Kwartaal, termijn: str = "onderzoek", weergave: str = "deel"
) -> Beeld:
    """Twee klokken van de Wmo: melding tot onderzoek, en aanvraag tot besluit."""
    wat, weken = {"onderzoek": ("onderzoeken", "zes weken"), "beschikking": ("besluiten", "twee weken")}[termijn]
    grens = norm(f"{termijn}_dagen", kwartaal.laatste_dag)
    if weergave == "deel":
        reeksen = [
            Reeks(f"{termijn}_op_tijd", wet, "op tijd"),
            Reeks(f"{termijn}_op_tijd_verlengd", wet, "op tijd met verlenging", "inkt2"),
        ]
    else:
        reeksen = [
            Reeks(f"{termijn}_mediaan", wet, "mediaan"),
            Reeks(f"{termijn}_p90", wet, "negen van de tien", "inkt2"),
        ]
    bijschrift = f"Doorlooptijd van {wat}, " + ("deel op tijd" if weergave == "deel" else "dagen")
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, f"doorlooptijd van {wat}", bijschrift, reeksen[0].cijfer, kwartaal)
    a, b = (getallen.cel(openbaar, r.cijfer, wet, kwartaal).waarde for r in reeksen)
    doel = None if weergave == "deel" else (grens.waarde, f"wet: {getal(grens.waarde)} dagen")
    tekening = lijnen.lijnen(openbaar, reeksen, kwartaal, None, doel, 100 if weergave == "deel" else None)
    if weergave == "deel":
        titel, zin = duiding.titel_op_tijd(wat, a), duiding.zin_op_tijd(kwartaal, wat, weken, a, b)
    else:
        titel = f"Helft van de {wat} duurt korter dan {getal(a)} dagen" if a is not None else f"Duur van de {wat}"
        zin = duiding.zin_dagen(kwartaal, wat, a, b)
    noot = [f"De termijn van {weken} staat in de wet: {grens.bron.split(':')[0]}."]
    eerste = getallen.bekende_kwartalen(openbaar, reeksen, kwartaal)[0]
    if eerste > laatste(kwartaal)[0]:
        noot.append(f"Van voor het {eerste.label} zijn er geen gegevens.")
    return beeld.beeld(
        openbaar, tekening, titel=titel, zin=zin, begrip=reeksen[0].cijfer, bijschrift=bijschrift, noot=noot
    )


def triage(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "nu") -> Beeld:
    """De uitkomst van aanvragen. Bij de Wmo staan de uitkomsten apart: of zij overlappen is niet bekend."""
    reeksen = _uitkomsten(openbaar, wet, kwartaal)
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, "aanvragen naar uitkomst", "Wat er uit de aanvragen kwam", "aanvragen", kwartaal)
    nu = {r.groep: getallen.cel(openbaar, "aanvragen", wet, kwartaal, "uitkomst", r.groep) for r in reeksen}
    totaal, noot = Reeks("aanvragen", wet, "aanvragen"), []
    if weergave == "kwartalen" and wet == "wmo":
        tekening = lijnen.kleine_lijnen(openbaar, reeksen, kwartaal)
    elif weergave == "kwartalen":
        zonder = [r.groep for r in reeksen if r.groep != "voorziening"]
        tinten = dict(zip(zonder, ("hoofd", "hoofd-licht", "basis-licht") * 2, strict=False))
        gekleurd = [replace(r, kleur=tinten.get(r.groep, "basis")) for r in reeksen]
        tekening = kolommen.stapels(openbaar, gekleurd, kwartaal, totaal)
    elif wet == "jeugd" and "voorziening" in nu:
        tekening = balken.balk(openbaar, reeksen, totaal, kwartaal, "kregen jeugdhulp")
    else:
        rijen = paneel.rijen_van(openbaar, reeksen, kwartaal)
        tekening = balken.liggend(openbaar, rijen, "uitkomst", kwartaal, "aanvragen")
    if wet == "jeugd":
        titel, zin = _triage_jeugd(openbaar, nu, kwartaal)
    else:
        geen, titel = nu.get("geen_voorziening", Cel()), "Wat er uit de aanvragen kwam"
        zin = (
            f"Van de aanvragen leidden er {paneel.over(openbaar, geen)} niet tot een voorziening."
            if geen.bekend
            else duiding.zin_zonder(kwartaal, "de uitkomst")
        )
        noot = ["Of 'geen voorziening' en 'kort contact' elkaar overlappen, is niet bekend. Wij tellen ze niet op."]
    return beeld.beeld(
        openbaar, tekening, titel=titel, zin=zin, begrip="aanvragen", bijschrift="Uitkomst van aanvragen", noot=noot
    )


def _uitkomsten(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Reeks]:
    """The outcomes of which there is a figure to show, or one that is hidden."""
    kleuren = {u: "basis" if u == "voorziening" else "hoofd" for u in UITKOMSTEN}
    reeksen = paneel.reeksen_van("aanvragen", wet, "uitkomst", kleuren)
    return [
        replace(r, naam=HULP[wet] if r.groep == "voorziening" else r.naam)
        for r in reeksen
        if paneel.bekend(openbaar, [r], kwartaal)
        or any(c.status == "afgeschermd" for c in getallen.cellen(openbaar, r, laatste(kwartaal)))
    ]


def _triage_jeugd(openbaar: Openbaar, nu: dict[str, Cel], kwartaal: Kwartaal) -> tuple[str, str]:
    """Title and sentence: how many requests led to help, out of how many."""
    wel, hulp = nu.get("voorziening", Cel()), HULP["jeugd"]
    som = getallen.totaal_van(getallen.cel(openbaar, "aanvragen", "jeugd", kwartaal), list(nu.values()))
    ca = any(getallen.geschat(openbaar, c) for c in nu.values())
    zonder = som.waarde - wel.waarde if som.bekend and wel.bekend else None
    zin = duiding.zin_triage(wel.waarde, som.waarde, hulp, ca, getallen.geschat(openbaar, som))
    return duiding.titel_triage(zonder, som.waarde, hulp, ca), zin


def leeftijd(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, maat: str = "deel") -> Beeld:
    """Mensen met hulp per leeftijd: als deel van de inwoners, of als aantal."""
    if maat == "aantal":
        return verdeling(openbaar, wet, kwartaal, vorm=vorm)
    cijfer, wie = "bereik", getallen.hoofdletter(paneel.mensen(wet))
    reeksen = op_volgorde(paneel.groepreeksen(openbaar, cijfer, wet, "leeftijd"), wet, "leeftijd")
    totaal = Reeks(cijfer, wet, "alle inwoners" if wet == "wmo" else "alle jeugdigen onder de 18")
    if not paneel.bekend(openbaar, [totaal, *reeksen], kwartaal):
        return paneel.leeg(openbaar, "deel van de inwoners per leeftijd", "Hulp per leeftijd", cijfer, kwartaal)
    nu, *rijen = paneel.rijen_van(openbaar, [totaal, *reeksen], kwartaal)
    alle = [replace(nu, kleur="basis"), *rijen]
    eenheid = begrippen()[cijfer].eenheid_bij(wet)
    tekening = balken.liggend(openbaar, alle, "leeftijd", kwartaal, eenheid, gesorteerd=False)
    telt = [wet == "wmo" or r.groep not in ("18+", ONBEKEND) for r in reeksen]
    kern = [r for r, mee in zip(rijen, telt, strict=True) if mee]
    tekst = duiding.ongeveer(procent(nu.nu.waarde, 1), getallen.geschat(openbaar, nu.nu)) if nu.nu.bekend else None
    noot = []
    if any((r.nu.waarde or 0) > 100 for r in alle):
        noot.append("Er staan meer mensen met hulp in deze groep dan de bron inwoners telt.")
    if wet == "jeugd":
        noot.append("Jongeren van 18 jaar en ouder tellen niet mee in het totaal. Zij vormen een eigen groep.")
    titel = duiding.titel_leeftijd([r.naam for r in kern], [r.nu.waarde for r in kern])
    zin = duiding.zin_bereik(tekst, totaal.naam, kwartaal)
    bijschrift = f"{wie} met hulp per leeftijd, procent van de inwoners"
    return beeld.beeld(openbaar, tekening, titel=titel, zin=zin, begrip=cijfer, noot=noot, bijschrift=bijschrift)


# ---------------------------------------------------------------- tegels


def tegels(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """De vier kerncijfers van een wet, en daarna wat invalt. Wat loopt, begint en eindigt, heeft dezelfde eenheid."""
    wie = getallen.hoofdletter(paneel.mensen(wet))

    def tegel(naam: str, cijfer: str, verandering: str = "") -> Tegel:
        return paneel.tegel(openbaar, naam, Reeks(cijfer, wet, ""), kwartaal, verandering)

    namen_ = {
        "clienten": (f"{wie} met hulp", f"{wie} die met hulp begonnen", f"{wie} met een beëindigd traject"),
        "trajecten": ("Lopende trajecten", "Begonnen trajecten", "Beëindigde trajecten"),
    }
    soorten = ("lopend", "instroom", "uitstroom")
    bekend = {e: sum(getallen.cel(openbaar, f"{s}_{e}", wet, kwartaal).bekend for s in soorten) for e in namen_}
    eenheid = max(namen_, key=lambda e: bekend[e])  # people, unless more is known of trajecten
    liep, begon, eindigde = (
        tegel(naam, f"{s}_{eenheid}", f"lopend_{eenheid}_verandering" if s == "lopend" else "")
        for s, naam in zip(soorten, namen_[eenheid], strict=True)
    )
    if wet == "jeugd":
        deel = tegel("Met hulp, van alle jeugdigen", "bereik")
        return [liep, begon, _tegel_triage(openbaar, wet, kwartaal), deel, eindigde]
    return [liep, begon, eindigde, tegel("Onderzoek binnen zes weken klaar", "onderzoek_op_tijd")]


def _tegel_triage(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> Tegel:
    rij = []
    for k in laatste(kwartaal):
        delen = [getallen.cel(openbaar, "aanvragen", wet, k, "uitkomst", u) for u in UITKOMSTEN]
        som, wel = getallen.totaal_van(getallen.cel(openbaar, "aanvragen", wet, k), delen), delen[0]
        rij.append(getallen.aandeel_zonder(wel, som))
    nu, toen = rij[-1], rij[-5]
    if getallen.breuk(openbaar, "aanvragen", wet, kwartaal.vorig_jaar, kwartaal):
        toen = Cel()
    was = f"een jaar eerder: {procent(toen.waarde, 0)}" if nu.bekend and toen.bekend else ""
    waarde = procent(nu.waarde, 0) if nu.bekend else nu.status
    return Tegel(
        "Aanvragen zonder jeugdhulp",
        waarde,
        was,
        nu.status,
        lijnen.vonk(rij, getallen.breuken(openbaar, Reeks("aanvragen", wet, ""), laatste(kwartaal))),
        "uit eerder gepubliceerde aantallen" if nu.gepubliceerd_in else "",
        nu.mensen,
    )
