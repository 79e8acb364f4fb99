"""Drie soorten panelen voor een thema met een opdracht: wat er is naast wat gevraagd is, een opgave, en losse standen.

- doelen_naast: het eerste cijfer als balk, en elk ander cijfer (of elke groep ervan) als balk eronder.
- opgave:       gerealiseerd, taakstelling, achterstand en voorsprong, in die volgorde. Taakstelling plus achterstand,
                of min voorsprong, is de opgave.
- stand:        een cijfer zoals het er nu voor staat, met de groepen in de volgorde van het thema. Niets vergeleken.
"""

from __future__ import annotations

from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, doelbeelden, duiding, geldduiding, getallen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.doelbeelden import Opgave
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.begrippen import doelen
from sociaaldomein.begrippen.cijfers import Paneelvorm, begrippen, klein, namen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import getal
from sociaaldomein.panelen import paneel

REKENREGEL = "Het tempo is wat er dit jaar per kwartaal bij kwam. Wij trekken dat door tot het eind van het half jaar."
GRENZEN = "De grenzen zijn het traagste en het snelste van de laatste {n} kwartalen."
BELOFTE = "Dit is een berekening, geen belofte."


def _naam(cijfer: str, vorm: Paneelvorm) -> str:
    """The name of a figure beside its bar: the short one that the theme gives, else its title."""
    titel = begrippen()[cijfer].titel
    return vorm.opties.get("namen", {}).get(cijfer, klein(titel))


def doelen_naast(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm) -> Beeld:
    """Een aantal met elke taakstelling en elk doel eronder; de zin zegt hoeveel er bij de hoogste nog mist."""
    eerste, *ander = vorm.cijfers
    begrip = begrippen()[eerste]
    is_er = Reeks(eerste, wet, _naam(eerste, vorm))
    gevraagd = [r for c in ander for r in _gevraagd(openbaar, wet, c, vorm)]
    titel = vorm.titel or begrip.titel
    if not paneel.bekend(openbaar, [is_er, *gevraagd], kwartaal):
        return paneel.leeg(openbaar, is_er.naam, titel, eerste, kwartaal)
    nu_k = paneel.laatst_bekend(openbaar, [is_er], kwartaal)
    nu = getallen.cel(openbaar, eerste, wet, nu_k)
    paren = [(r, getallen.cel(openbaar, r.cijfer, wet, nu_k, r.groep_soort, r.groep)) for r in gevraagd]
    rijen = [Rij(is_er.naam, nu, kleur="hoofd")]
    rijen += [Rij(r.naam, c, kleur=_kleur(r)) for r, c in paren if c.status != "ontbreekt"]
    tekening = balken.liggend(openbaar, rijen, "wat", nu_k, begrip.eenheid_bij(wet), gesorteerd=False)
    tekening = replace(tekening, opdracht=True)
    hoogste = max((c.waarde for r, c in paren if c.bekend and _is_doel(r)), default=None)
    return beeld.beeld(
        openbaar,
        tekening,
        titel=vorm.titel or _titel_naast(begrip.titel, nu, hoogste),
        zin=paneel.anders_dan(nu_k, kwartaal)
        + _zin_naast(openbaar, begrip.eenheid_bij(wet), nu, [(r, c) for r, c in paren if c.bekend and _is_doel(r)]),
        begrip=eerste,
        bijschrift=f"{titel}, naast wat gevraagd is",
        noot=vorm.noot,
    )


def _gevraagd(openbaar: Openbaar, wet: str, cijfer: str, vorm: Paneelvorm) -> list[Reeks]:
    """The groups of a target when it comes from several sides, else its total."""
    per = [r for d in vorm.dimensies for r in paneel.groepreeksen(openbaar, cijfer, wet, d)]
    return per or [Reeks(cijfer, wet, _naam(cijfer, vorm))]


def _is_doel(r: Reeks) -> bool:
    return begrippen()[r.cijfer].beschermd == "nee"


def _kleur(r: Reeks) -> str:
    return "basis" if _is_doel(r) else "hoofd-licht"


def _titel_naast(titel: str, nu: Cel, gevraagd: float | None) -> str:
    if not nu.bekend or gevraagd is None:
        return titel
    return f"{titel}: {getal(nu.waarde)} van {getal(gevraagd)}"


def _zin_naast(openbaar: Openbaar, eenheid: str, nu: Cel, doelen_: list[tuple[Reeks, Cel]]) -> str:
    if not nu.bekend:
        return f"Hoeveel {eenheid} er zijn, is niet bekend."
    zin = f"Er zijn {paneel.over(openbaar, nu)} {eenheid}."
    for r, c in doelen_[:2]:
        nog = c.waarde - nu.waarde
        woord = f"{getal(abs(nog))} {'te weinig' if nog > 0 else 'meer'}" if nog else "precies genoeg"
        zin += f" {getallen.hoofdletter(r.naam)}: {getal(c.waarde)}, dus {woord}."
    return zin


def stand(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm, cijfer: str = "") -> Beeld:
    """Een cijfer zoals het er nu voor staat: het totaal, of de groepen die het thema noemt."""
    begrip = begrippen()[cijfer or vorm.cijfers[0]]
    eenheid, titel = begrip.eenheid_bij(wet), vorm.titel or begrip.titel
    reeksen = [Reeks(begrip.naam, wet, _naam(begrip.naam, vorm))]
    for d in vorm.dimensies:
        codes = [*namen().get(f"{d}_{wet}", namen().get(d, {}))]
        per = paneel.groepreeksen(openbaar, begrip.naam, wet, d)
        reeksen += sorted(per, key=lambda r: codes.index(r.groep) if r.groep in codes else len(codes))
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, reeksen[0].naam, titel, begrip.naam, kwartaal)
    nu = paneel.laatst_bekend(openbaar, reeksen, kwartaal)
    rijen = [Rij(r.naam, getallen.cel(openbaar, r.cijfer, wet, nu, r.groep_soort, r.groep)) for r in reeksen]
    rijen = [r for r in rijen if r.nu.status != "ontbreekt"]
    m = maten.maat(eenheid, [r.nu for r in rijen])
    paren = [(r, getallen.geschat(openbaar, r.nu)) for r in rijen if r.nu.bekend]
    delen = [f"{getallen.hoofdletter(r.naam)}: {duiding.ongeveer(m.voluit(r.nu.waarde), ca)}." for r, ca in paren]
    eerste = next(((m.tekst(r.nu.waarde), ca) for r, ca in paren[:1] if r.naam == reeksen[0].naam), None)
    kop = duiding.titel_stand(titel, duiding.ongeveer(*eerste), woord="" if m.teken else m.woord) if eerste else titel
    return beeld.beeld(
        openbaar,
        balken.liggend(openbaar, rijen, "wat", nu, eenheid, gesorteerd=False),
        begrip=begrip.naam,
        titel=paneel.met_kwartaal(vorm.titel or kop, nu, kwartaal),
        bijschrift=titel,
        noot=vorm.noot,
        zin=paneel.anders_dan(nu, kwartaal) + (" ".join(delen) or "Dit is niet te tonen."),
    )


def opgave(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, *, vorm: Paneelvorm) -> Beeld:
    """Wat er moet, wat er klaar is, wat er nog moet en waar het in dit tempo op uitkomt."""
    klaar, taak, achterstand, voorsprong = (Reeks(c, wet, "") for c in (*vorm.cijfers, vorm.cijfers[-1])[:4])
    begrip = begrippen()[klaar.cijfer]
    eenheid, titel = begrip.eenheid_bij(wet), vorm.titel or begrip.titel
    if not paneel.bekend(openbaar, [klaar, taak], kwartaal):
        return paneel.leeg(openbaar, _naam(begrip.naam, vorm), titel, klaar.cijfer, kwartaal)
    stand_ = paneel.laatst_bekend(openbaar, [klaar], kwartaal)
    c = {r.cijfer: getallen.cel(openbaar, r.cijfer, wet, stand_) for r in (klaar, taak, achterstand, voorsprong)}
    gezien = _stappen(openbaar, klaar, stand_)
    o = Opgave(
        c[taak.cijfer],
        c[achterstand.cijfer],
        c[voorsprong.cijfer],
        c[klaar.cijfer],
        doelen.vooruitzicht(c[klaar.cijfer].waarde, stand_, gezien),
        f"eind {doelen.eind_halfjaar(stand_).maand_tot}",
    )
    tekening = doelbeelden.opgave(o, eenheid, f"{stand_.maand_tot} {stand_.jaar}")
    noot = [*vorm.noot, REKENREGEL]
    if o.vooruit is not None and o.vooruit.laag is not None:
        noot.append(GRENZEN.format(n=o.vooruit.gezien))
    elif o.vooruit is not None and doelen.eind_halfjaar(stand_) != stand_:
        noot.append("Losse kwartalen zijn niet bekend. Daarom staan er geen grenzen bij.")
    return beeld.beeld(
        openbaar,
        tekening,
        titel=vorm.titel or geldduiding.titel_opgave(o.nog, eenheid),
        zin=paneel.anders_dan(stand_, kwartaal) + _zin_opgave(o, eenheid),
        begrip=klaar.cijfer,
        bijschrift=f"Opgave en wat er klaar is, {eenheid}",
        noot=[*noot, BELOFTE],
    )


def _stappen(openbaar: Openbaar, klaar: Reeks, stand: Kwartaal) -> list[float]:
    """What came in each of the last four quarters, from the standings as shown."""
    kwartalen = laatste(stand, 5)
    standen = [(k, x.waarde) for k, x in zip(kwartalen, getallen.cellen(openbaar, klaar, kwartalen), strict=True)]
    return doelen.stappen(standen)[-4:]


def _zin_opgave(o: Opgave, eenheid: str) -> str:
    if o.totaal is None:
        return "De opgave is niet bekend."
    delen = [f"De opgave is {getal(o.totaal)} {eenheid}."]
    if o.achterstand.waarde:
        delen = [
            f"De opgave is {getal(o.taak.waarde)} plus {getal(o.achterstand.waarde)} achterstand: {getal(o.totaal)}."
        ]
    elif o.voorsprong.waarde:
        delen = [f"De opgave is {getal(o.taak.waarde)} min {getal(o.voorsprong.waarde)} voorsprong: {getal(o.totaal)}."]
    if o.klaar.bekend:
        delen.append(f"Klaar: {getal(o.klaar.waarde)}.")
    if o.vooruit is not None:
        delen.append(f"In dit tempo zijn het er {o.naam_eind} {getal(o.vooruit.verwacht)}.")
    return " ".join(delen)
