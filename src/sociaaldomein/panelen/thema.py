"""De panelen van een thema: elk thema zegt in zijn themabestand welke vraag, welke soort beeld en welke cijfers.

Een nieuw cijfer of een nieuw thema kost daarom geen regel code. De soorten:

- verloop:   een totaal over acht kwartalen; met meer cijfers kiest de lezer er een.
- verdeling: een cijfer per groep, naast een jaar eerder of over acht kwartalen. Opties: `op_volgorde` (die van het
             thema; of de uitsplitsingen die zo gaan), `grijs` (groepen die geen antwoord zijn), `alleen_nu` (geen keuze
             voor een lijn per groep), `zonder_totaal` (alleen de groepen), `kop` (met {naam}, als een groep zeker de
             grootste is), `bijschrift`, `leeg` (wat er ontbreekt), `later` (de noot als dit {stand} is en niet
             {kwartaal}), `dubbel` (per cijfer de uitsplitsingen waarin iemand bij twee groepen kan horen).
- delen:     een totaal in delen: nu als een balk, of over acht kwartalen. Opties: `deel` (de groep waar het om gaat),
             `kern` (wat van dat deel te zeggen is), `zin` (met {totaal} en {deel}), `rest` (de groep die de rest is).
- brug:      twee totalen met dezelfde eenheid en het verschil ertussen. Optie: `zin` (waar het verschil uit bestaat).
- naast:     een paar totalen als balken onder elkaar, in de volgorde van het thema. Optie: `zin` (wat erbij te zeggen
             is). Ook voor totalen met een andere eenheid: mensen en trajecten trekken wij niet van elkaar af.
- geld:      begroting en uitgaven, zoals bij Jeugd en Wmo.
- doelen_naast, opgave en stand: zie `opgaven`.
"""

from __future__ import annotations

from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, bruggen, duiding, getallen, kolommen, lijnen, maten
from sociaaldomein.beelden.beeld import Beeld, Tekening
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.begrippen import paginas
from sociaaldomein.begrippen.cijfers import Paneelvorm, begrippen, dimensies, klein, namen, themas
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.panelen import geld, opgaven, paneel
from sociaaldomein.panelen.paneel import Tegel

VERGELIJK = {"jaar": "met een jaar eerder", "kwartalen": "acht kwartalen"}
DELEN = {"nu": "laatste stand", "kwartalen": "acht kwartalen"}
TOTAAL = "totaal"
TINTEN = ("hoofd", "basis", "in-licht", "hoofd-licht", "uit-licht", "basis-licht")


def tegels(notebook: str, openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """De kerncijfers die het thema noemt, en daarna de andere cijfers van de panelen."""
    thema = themas().get(wet)
    vormen = paginas.vormen(notebook, wet)
    ook = [Reeks(c, v.wet or wet, "") for v in vormen for c in v.cijfers if thema is None or c in thema.begrippen]
    reeksen = dict.fromkeys([*(Reeks(c, wet, "") for c in (thema.tegels if thema else ())), *ook])
    return [paneel.tegel(openbaar, begrippen()[r.cijfer].titel, r, _stand(openbaar, [r], kwartaal)) for r in reeksen]


def keuzes(vorm: Paneelvorm) -> dict[str, dict[str, str]]:
    """De keuzes die bij de cijfers en groepen van een paneel horen: alleen wat echt iets te kiezen geeft."""
    if vorm.soort == "geld":
        return {"weergave": geld.WEERGAVEN}
    keuzes: dict[str, dict[str, str]] = {}
    if len(vorm.cijfers) > 1 and vorm.soort in ("stand", "verloop", "verdeling"):
        keuzes["cijfer"] = {c: klein(begrippen()[c].titel) for c in vorm.cijfers}
    if len(vorm.dimensies) > 1 and vorm.soort != "stand":
        keuzes["dimensie"] = {d: dimensies()[d] for d in vorm.dimensies}
    if vorm.soort == "verdeling" and not vorm.opties.get("alleen_nu"):
        keuzes["vergelijking"] = VERGELIJK
    if vorm.soort == "delen" and not begrippen()[vorm.cijfers[0]].jaarcijfer:
        keuzes["weergave"] = DELEN
    return keuzes


def _stand(openbaar: Openbaar, reeksen: list[Reeks], kwartaal: Kwartaal) -> Kwartaal:
    """The last quarter with a figure; a yearly figure stands at the fourth quarter."""
    return paneel.laatst_bekend(openbaar, reeksen, kwartaal)


def verloop(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, cijfer: str = "") -> Beeld:
    """Een totaal over acht kwartalen: kolommen voor aantallen, een lijn voor een aandeel."""
    begrip = begrippen()[cijfer or vorm.cijfers[0]]
    eenheid, reeks = begrip.eenheid_bij(wet), Reeks(begrip.naam, wet, klein(begrip.titel))
    if not paneel.bekend(openbaar, [reeks], kwartaal):
        return paneel.leeg(openbaar, reeks.naam, vorm.titel or begrip.titel, begrip.naam, kwartaal)
    stand = _stand(openbaar, [reeks], kwartaal)
    nu, toen, ca = paneel.nu_en_toen(openbaar, begrip.naam, wet, stand)
    if begrip.beschermd in ("aantal", "nee") and maten.telt(eenheid):
        tekening = kolommen.stapels(openbaar, [reeks], kwartaal, reeks)
        telbaar = begrip.telbaar(wet)
        titel = duiding.titel_vergelijking(reeks.naam, nu.waarde, toen.waarde, stand, ca, voorlopig=nu.voorlopig)
        zin = _zin_maat(begrip.titel, maten.maat(eenheid, [nu, toen]), stand, nu, toen)
        if telbaar:
            was = duiding.zin_eerder(toen.waarde, ca)
            zin = duiding.zin_stand(stand, reeks.naam, nu.waarde, was, ca, "waren er {}", nu.voorlopig)
        titel = titel if telbaar or not nu.bekend else begrip.titel
    else:
        tekening = lijnen.lijnen(openbaar, [reeks], kwartaal, top=100 if eenheid == "procent" else None)
        m = maten.maat(eenheid, [nu, toen])
        titel, zin = begrip.titel, _zin_maat(begrip.titel, m, stand, nu, toen)
        if nu.bekend:
            eerder = m.tekst(toen.waarde) if toen.bekend and not nu.voorlopig else ""
            titel = duiding.titel_stand(titel, m.tekst(nu.waarde), eerder, "" if m.teken else m.woord)
    in_eenheid = "" if eenheid in begrip.titel.lower() else f", {'in ' if eenheid != 'euro' else ''}{eenheid}"
    return beeld.beeld(
        openbaar,
        tekening,
        titel=vorm.titel or titel,
        begrip=begrip.naam,
        zin=paneel.anders_dan(stand, kwartaal) + zin,
        bijschrift=f"{begrip.titel} per kwartaal{in_eenheid}",
        noot=vorm.noot,
    )


def _zin_maat(titel: str, m: Maat, kwartaal: Kwartaal, nu: Cel, toen: Cel) -> str:
    """The figure by its own name: a sentence is read alone as well."""
    if not nu.bekend:
        return duiding.zin_zonder(kwartaal, "dit cijfer")
    waarde = duiding.voorlopig_bij(m.voluit(nu.waarde), nu.voorlopig)
    zin = f"{titel}: {waarde} in het {kwartaal.nummer}e kwartaal van {kwartaal.jaar}."
    eerder = f" Een jaar eerder was het {m.voluit(toen.waarde)}." if toen.bekend else ""
    return zin + (eerder or " Vergelijken met een jaar eerder kan niet.")


def verdeling(
    openbaar: Openbaar,
    wet: str,
    kwartaal: Kwartaal,
    *,
    vorm: Paneelvorm,
    cijfer: str = "",
    dimensie: str = "",
    **hoe: str,
) -> Beeld:
    """Een cijfer per groep. Heeft het thema de groepen op volgorde gezet, dan blijft die volgorde staan."""
    begrip, dimensie = begrippen()[cijfer or vorm.cijfers[0]], dimensie or vorm.dimensies[0]
    per, reeksen = _woord(vorm, "dimensie", dimensie), paneel.groepreeksen(openbaar, begrip.naam, wet, dimensie)
    naam, met_totaal = _woord(vorm, "cijfer", begrip.naam), not vorm.opties.get("zonder_totaal")
    titel = vorm.titel or f"{getallen.hoofdletter(naam)}, per {per}"
    totaal = Reeks(begrip.naam, wet, TOTAAL)
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        if met_totaal and paneel.bekend(openbaar, [totaal], kwartaal):
            return _zonder_groepen(openbaar, vorm, totaal, reeksen, kwartaal, per)
        return paneel.leeg(openbaar, vorm.opties.get("leeg", f"{klein(naam)} per {per}"), titel, begrip.naam, kwartaal)
    stand, eenheid = _stand(openbaar, reeksen, kwartaal), begrip.eenheid_bij(wet)
    if vaste := _op_vaste_volgorde(vorm, dimensie):
        reeksen = op_volgorde(reeksen, wet, dimensie)
    som, *rijen = paneel.rijen_van(openbaar, [totaal, *reeksen], stand)
    grijs = {r.naam for r in reeksen if r.groep in vorm.opties.get("grijs", ())}
    rijen = [replace(r, kleur="basis") if r.naam in grijs else r for r in rijen]
    kern, alles = rijen, som.nu if met_totaal else Cel()
    if alles.bekend:  # what the groups are parts of, or shares beside: it is said and shown with them
        rijen, reeksen = [replace(som, kleur="basis"), *rijen], [totaal, *reeksen]
    noot = _noten_verdeling(openbaar, vorm, Reeks(begrip.naam, wet, naam, groep_soort=dimensie), stand, kwartaal)
    if "kwartalen" in hoe.values():
        tekening = lijnen.kleine_lijnen(openbaar, reeksen, stand if "later" in vorm.opties else kwartaal)
    else:
        tekening = balken.liggend(openbaar, rijen, per, stand, eenheid, gesorteerd=not vaste)
    doel = beeld.doelnoot(openbaar, totaal, kwartaal) if alles.bekend else []
    zin = f"{_zin_totaal(openbaar, begrip.titel, eenheid, alles)}{paneel.zin_grootste(openbaar, kern, eenheid)}"
    kop = paneel.titel_grootste(openbaar, kern, vorm.opties["kop"], titel) if "kop" in vorm.opties else vorm.titel
    kop = kop or (_vaakst(openbaar, begrip.titel, per, kern, eenheid) if met_totaal else titel)
    return beeld.beeld(
        openbaar,
        tekening,
        titel=paneel.met_kwartaal(kop, stand, kwartaal),
        begrip=begrip.naam,
        bijschrift=vorm.opties.get("bijschrift", titel),
        noot=[*noot, *doel],
        zin=paneel.anders_dan(stand, kwartaal) + zin,
    )


def _op_vaste_volgorde(vorm: Paneelvorm, dimensie: str) -> bool:
    """As the page declares it: always, never, or for some breakdowns."""
    gevraagd = vorm.opties.get("op_volgorde", False)
    return gevraagd if isinstance(gevraagd, bool) else dimensie in gevraagd


def _zonder_groepen(
    openbaar: Openbaar, vorm: Paneelvorm, totaal: Reeks, reeksen: list[Reeks], kwartaal: Kwartaal, per: str
) -> Beeld:
    """The total alone, with why its groups are missing."""
    waarom = "niet te tonen" if paneel.geleverd(openbaar, reeksen, kwartaal) else "niet geleverd"
    noot = (*vorm.noot, f"De verdeling per {per} ontbreekt: zij is {waarom}.")
    return verloop(openbaar, totaal.wet, kwartaal, vorm=replace(vorm, noot=noot), cijfer=totaal.cijfer)


def _woord(vorm: Paneelvorm, keuze: str, waarde: str) -> str:
    """What a value is called here: as the choice says, else as the catalogue does."""
    anders = begrippen()[waarde].titel if keuze == "cijfer" else dimensies()[waarde]
    return vorm.keuzes.get(keuze, {}).get(waarde, anders)


def _noten_verdeling(
    openbaar: Openbaar, vorm: Paneelvorm, per: Reeks, stand: Kwartaal, kwartaal: Kwartaal
) -> list[str]:
    """What must be known beside the groups: an older quarter, people who are in two groups, a break."""
    noot, breuk = list(vorm.noot), getallen.breuk(openbaar, per.cijfer, per.wet, stand.vorig_jaar, stand)
    if "later" in vorm.opties and stand != kwartaal:
        noot.append(vorm.opties["later"].format(kwartaal=kwartaal.label, stand=stand.label))
    if per.groep_soort in vorm.opties.get("dubbel", {}).get(per.cijfer, ()):
        noot.append("Iemand kan bij twee groepen horen en telt dan in beide mee.")
    if breuk and not vorm.opties.get("zonder_totaal"):
        noot.append(f"Trendbreuk {breuk.tekst}. Vergelijk dit daarom niet met eerdere jaren.")
    return noot


def _zin_totaal(openbaar: Openbaar, titel: str, eenheid: str, alles: Cel) -> str:
    """The whole before its groups, with its own name: "Mensen met een inburgeringsplicht: 161."."""
    if not alles.bekend:
        return ""
    m = maten.maat(eenheid, [alles])
    hoeveel = m.tekst(alles.waarde) if m.teken else paneel.over(openbaar, alles)
    return f"{titel}: {duiding.voorlopig_bij(hoeveel, alles.voorlopig)}. "


def _vaakst(openbaar: Openbaar, titel: str, per: str, rijen: list[Rij], eenheid: str) -> str:
    """A group that is no answer is never the message, nor is one beside a hidden group that can be larger."""
    groot = max(rijen, key=lambda r: r.nu.waarde or 0)
    zeker = eenheid == "procent" or all(paneel.zeker_kleiner(rijen))
    if groot.kleur == "basis" or paneel.verbergt(openbaar, rijen) or not zeker:
        return f"{titel}, per {per}"
    namen_, waarden = [r.naam for r in rijen], [r.nu.waarde for r in rijen]
    return duiding.titel_vaakst(titel, per, namen_, waarden, paneel.geschat(openbaar, rijen), eenheid)


def op_volgorde(reeksen: list[Reeks], wet: str, dimensie: str) -> list[Reeks]:
    """De groepen in de volgorde van de catalogus; wat daar niet in staat, komt achteraan."""
    codes = [*namen().get(f"{dimensie}_{wet}", namen().get(dimensie, {}))]
    return sorted(reeksen, key=lambda r: (codes.index(r.groep) if r.groep in codes else len(codes), r.groep))


def delen(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, weergave: str = "nu") -> Beeld:
    """Een totaal in delen, op volgorde van het thema. Het deel dat als enige ontbreekt, is de rest."""
    begrip, dimensie = begrippen()[vorm.cijfers[0]], vorm.dimensies[0]
    totaal, eenheid = Reeks(begrip.naam, wet, klein(begrip.titel)), begrip.eenheid_bij(wet)
    reeksen, rest = _delen_met_rest(openbaar, vorm, wet), vorm.opties.get("rest", "")
    titel = bijschrift = f"{begrip.titel}, per {dimensies()[dimensie]}"
    if not paneel.bekend(openbaar, [totaal, *reeksen], kwartaal):
        return paneel.leeg(openbaar, totaal.naam, vorm.titel or titel, begrip.naam, kwartaal)
    stand = _stand(openbaar, [totaal], kwartaal)
    if not paneel.geleverd(openbaar, reeksen, kwartaal):
        return _ongedeeld(openbaar, vorm, totaal, stand, weergave)
    nu, toen, ca = paneel.nu_en_toen(openbaar, begrip.naam, wet, stand)
    cellen = [getallen.cellen(openbaar, r, [stand])[0] for r in reeksen]
    if rest:
        cellen = getallen.aangevuld(cellen, nu, openbaar.drempel)
    zin = _zin_delen(openbaar, vorm, stand, nu, Cel())
    if weergave == "kwartalen":
        tekening = kolommen.stapels(openbaar, reeksen, kwartaal, totaal, aanvullen=rest)
    elif "deel" not in vorm.opties:
        som, *rijen = paneel.rijen_van(openbaar, [replace(totaal, naam=TOTAAL), *reeksen], stand)
        rijen = [replace(r, kleur="hoofd") for r in rijen]
        staven = [replace(som, kleur="basis"), *rijen]
        tekening = balken.liggend(openbaar, staven, dimensies()[dimensie], stand, eenheid)
        zin += " " + paneel.zin_grootste(openbaar, rijen, eenheid)
    else:
        groot = sorted(zip(reeksen, cellen, strict=True), key=lambda p: -(p[1].waarde or 0))
        volgorde = [r for r, _ in groot]
        tekening = balken.balk(openbaar, volgorde, totaal, stand, volgorde[0].naam, aanvullen=bool(rest))
    if "deel" in vorm.opties:
        kern = next((c for r, c in zip(reeksen, cellen, strict=True) if r.groep == vorm.opties["deel"]), Cel())
        zin = _zin_delen(openbaar, vorm, stand, nu, kern)
    if "kern" in vorm.opties:
        titel = duiding.titel_deel(kern.waarde, nu.waarde, vorm.opties["kern"], titel)
    elif not begrip.jaarcijfer:
        titel = duiding.titel_vergelijking(totaal.naam, nu.waarde, toen.waarde, stand, ca, voorlopig=nu.voorlopig)
    zin = paneel.anders_dan(stand, kwartaal, begrip.jaarcijfer) + zin
    return _delenbeeld(openbaar, vorm, stand, tekening, titel, zin, bijschrift)


def _delenbeeld(
    openbaar: Openbaar, vorm: Paneelvorm, stand: Kwartaal, tekening: Tekening, titel: str, zin: str, bijschrift: str
) -> Beeld:
    """The total and its parts as the theme tells them, with the year when it is a figure of a year."""
    begrip = begrippen()[vorm.cijfers[0]]
    kop = (vorm.titel or titel) + (f" in {stand.jaar}" if begrip.jaarcijfer else "")
    return beeld.beeld(
        openbaar, tekening, titel=kop, begrip=begrip.naam, noot=vorm.noot, bijschrift=bijschrift, zin=zin
    )


def _delen_met_rest(openbaar: Openbaar, vorm: Paneelvorm, wet: str) -> list[Reeks]:
    """The parts in the order of the theme, each in its own shade; the rest is one of them, delivered or not."""
    cijfer, dimensie, rest = vorm.cijfers[0], vorm.dimensies[0], vorm.opties.get("rest", "")
    reeksen = paneel.groepreeksen(openbaar, cijfer, wet, dimensie)
    if rest and rest not in {r.groep for r in reeksen}:
        naam = getallen.groepsnaam(openbaar, dimensie, rest, wet)
        reeksen.append(Reeks(cijfer, wet, naam, "hoofd", dimensie, rest))
    return [replace(r, kleur=TINTEN[min(i, 5)]) for i, r in enumerate(op_volgorde(reeksen, wet, dimensie))]


def _ongedeeld(openbaar: Openbaar, vorm: Paneelvorm, totaal: Reeks, stand: Kwartaal, weergave: str) -> Beeld:
    """Only the total was delivered: it is shown, and the note says which division is missing."""
    begrip, per = begrippen()[totaal.cijfer], dimensies()[vorm.dimensies[0]]
    nu, toen, ca = paneel.nu_en_toen(openbaar, totaal.cijfer, totaal.wet, stand)
    if weergave == "kwartalen":
        tekening = kolommen.stapels(openbaar, [totaal], stand, totaal)
    else:
        rijen = paneel.rijen_van(openbaar, [totaal], stand)
        tekening = balken.liggend(openbaar, rijen, "wat", stand, begrip.eenheid_bij(totaal.wet))
    titel = (
        begrip.titel
        if begrip.jaarcijfer
        else duiding.titel_vergelijking(totaal.naam, nu.waarde, toen.waarde, stand, ca, voorlopig=nu.voorlopig)
    )
    zonder = replace(vorm, noot=(*vorm.noot, f"De verdeling per {per} ontbreekt: zij is niet geleverd."))
    zin = _zin_delen(openbaar, vorm, stand, nu, Cel())
    return _delenbeeld(openbaar, zonder, stand, tekening, titel, zin, begrip.titel)


def _zin_delen(openbaar: Openbaar, vorm: Paneelvorm, stand: Kwartaal, nu: Cel, kern: Cel) -> str:
    """The sentence of the theme with its numbers; when one of them is hidden, only the total."""
    if not nu.bekend:
        return duiding.zin_zonder(stand, "het totaal")
    zin, wat = vorm.opties.get("zin", ""), begrippen()[vorm.cijfers[0]]
    if not zin or ("{deel}" in zin and not kern.bekend):
        return f"{wat.titel}: {paneel.over(openbaar, nu)}."
    for woord, cel in (("{totaal}", nu), ("{deel}", kern)):
        zin = zin.replace(woord, paneel.over(openbaar, cel)) if woord in zin else zin
    return zin


def brug(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm) -> Beeld:
    """Twee totalen en het verschil ertussen."""
    van, naar = (Reeks(c, wet, klein(begrippen()[c].titel)) for c in vorm.cijfers)
    begrip = begrippen()[naar.cijfer]
    stand = _stand(openbaar, [naar], kwartaal)
    nu_van, nu_naar = (getallen.cellen(openbaar, r, [stand])[0] for r in (van, naar))
    if not (nu_van.bekend and nu_naar.bekend):
        wat = van if not nu_van.bekend else naar
        return paneel.leeg(openbaar, wat.naam, vorm.titel or begrip.titel, begrip.naam, stand)
    verschil = bruggen.verschil_van(openbaar, nu_van, nu_naar)
    eenheid = begrip.eenheid_bij(wet)  # of both: see `themas`
    titel = duiding.titel_brug(eenheid, van.naam, verschil)
    zin = duiding.zin_brug(paneel.over(openbaar, nu_naar), eenheid, paneel.over(openbaar, nu_van), van.naam, verschil)
    zin = f"{zin} {vorm.opties.get('zin', '')}".strip()
    return beeld.beeld(
        openbaar,
        bruggen.brug(openbaar, van, naar, stand),
        titel=vorm.titel or titel,
        zin=zin,
        begrip=begrip.naam,
        bijschrift=f"{begrip.titel} naast {van.naam}",
        noot=vorm.noot,
    )


def naast(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm) -> Beeld:
    """Een paar totalen onder elkaar, met een jaar eerder erbij."""
    reeksen = [Reeks(c, wet, klein(begrippen()[c].titel)) for c in vorm.cijfers]
    eerste = begrippen()[vorm.cijfers[0]]
    titel = vorm.titel or eerste.titel
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, reeksen[0].naam, titel, eerste.naam, kwartaal)
    stand = _stand(openbaar, reeksen, kwartaal)
    rijen = paneel.rijen_van(openbaar, reeksen, stand)
    eenheden = {begrippen()[c].eenheid_bij(wet) for c in vorm.cijfers}
    tekening = balken.liggend(
        openbaar, rijen, "wat", stand, eenheden.pop() if len(eenheden) == 1 else "", gesorteerd=False
    )
    delen = [f"{getallen.hoofdletter(r.naam)}: {paneel.over(openbaar, r.nu)}." for r in rijen if r.nu.bekend]
    kop = duiding.titel_stand(titel, paneel.over(openbaar, rijen[0].nu)) if rijen[0].nu.bekend else titel
    if all(r.nu.bekend and begrippen()[c].telbaar(wet) for r, c in zip(rijen, vorm.cijfers, strict=True)):
        kop = duiding.titel_naast([f"{paneel.over(openbaar, r.nu)} {r.naam}" for r in rijen], kop)
    zin = " ".join([*delen, vorm.opties.get("zin", "")]).strip()
    return beeld.beeld(
        openbaar,
        tekening,
        titel=vorm.titel or kop,
        zin=paneel.anders_dan(stand, kwartaal) + zin,
        begrip=eerste.naam,
        bijschrift=titel,
        noot=vorm.noot,
    )


PANEELSOORTEN = {
    "verloop": verloop,
    "verdeling": verdeling,
    "delen": delen,
    "brug": brug,
    "naast": naast,
    "doelen_naast": opgaven.doelen_naast,
    "opgave": opgaven.opgave,
    "stand": opgaven.stand,
}
