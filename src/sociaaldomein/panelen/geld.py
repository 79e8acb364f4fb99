"""Het paneel over geld: begroting en uitgaven, voor een wet of een thema."""

from __future__ import annotations

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, geldduiding, getallen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.panelen import paneel

WEERGAVEN = {
    "jaar": "heel jaar",
    "kwartaal": "tot en met het kwartaal",
    "kostensoort": "per kostensoort",
    "apart": "voorschotten en balansposten",
}


def financieel(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "jaar") -> Beeld:
    """Uitgaven tegen de begroting, tot en met het kwartaal, per kostensoort, en wat apart staat."""
    if weergave == "jaar":
        return _heel_jaar(openbaar, wet, kwartaal)
    tot = f"tot en met {kwartaal.maand_tot}"
    if weergave == "kwartaal":
        reeksen = [("werkelijk_cumulatief", k) for k in (kwartaal - 12, kwartaal - 8, kwartaal - 4, kwartaal)]
        rijen = [Rij(str(k.jaar), getallen.cel(openbaar, c, wet, k)) for c, k in reeksen]
        begrip, titel, kop = "werkelijk_cumulatief", f"Uitgaven van januari {tot}, per jaar", "jaar"
    elif weergave == "kostensoort":
        rijen = paneel.rijen_van(
            openbaar, paneel.groepreeksen(openbaar, "werkelijk_cumulatief", wet, "kostensoort"), kwartaal
        )
        begrip, titel, kop = "werkelijk_cumulatief", f"Uitgaven per kostensoort, {tot} {kwartaal.jaar}", "kostensoort"
    else:
        rijen = paneel.rijen_van(
            openbaar,
            [Reeks("voorschot_cumulatief", wet, "voorschotten"), Reeks("balanspost_cumulatief", wet, "balansposten")],
            kwartaal,
        )
        namen = [r.naam for r in rijen if r.nu.bekend] or [r.naam for r in rijen]
        titel = f"{getallen.hoofdletter(' en '.join(namen))} staan apart"
        begrip, kop = "balanspost_cumulatief", "soort"
    bekend = [r for r in rijen if r.nu.bekend]
    if not bekend:
        return paneel.leeg(
            openbaar,
            f"uitgaven {tot}" + (" per kostensoort" if weergave == "kostensoort" else ""),
            titel,
            begrip,
            kwartaal,
        )
    tekening = balken.liggend(
        openbaar,
        rijen,
        kop,
        kwartaal,
        "euro",
        gesorteerd=weergave == "kostensoort",
        nu_kop=tot if kop == "jaar" else "",
    )
    m = maten.maat("euro", [c for r in rijen for c in (r.nu, r.toen) if c is not None])
    if weergave == "kwartaal":
        laatst = rijen[-1]
        zin = (
            f"Van januari {tot} {kwartaal.jaar} is {m.voluit(laatst.nu.waarde)} uitgegeven"
            f"{' (voorlopig)' if laatst.nu.voorlopig else ''}."
            if laatst.nu.bekend
            else duiding.zin_zonder(kwartaal, "het uitgegeven bedrag")
        )
    elif weergave == "apart":
        zin = " ".join(f"{duiding.voorlopig_bij(f'De {r.naam} zijn {m.voluit(r.nu.waarde)}', r.nu.voorlopig)}."
                       for r in bekend)  # fmt: skip
    else:
        grootste = max(bekend, key=lambda r: r.nu.waarde)
        bedrag = m.voluit(grootste.nu.waarde)
        bedrag = duiding.voorlopig_bij(bedrag, grootste.nu.voorlopig)
        die = "Het grootste bedrag dat wij tonen is" if paneel.verbergt(openbaar, rijen) else "Het grootste bedrag is"
        zin = f"{die} {grootste.naam}: {bedrag}."
        zin = zin if len(bekend) > 1 else f"Het bedrag voor {grootste.naam} is {bedrag}."
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        zin=zin,
        begrip=begrip,
        bijschrift=f"{titel}, {m.woord}",
        noot=[] if weergave == "apart" else ["Het moment van boeken verschilt per jaar. Vergelijk daarom voorzichtig."],
    )


def _heel_jaar(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> Beeld:
    tekening = balken.jaren(openbaar, wet, kwartaal)
    if not any(c.bekend for c in tekening.cellen):
        return paneel.leeg(
            openbaar, "begroting en uitgaven per jaar", "Uitgaven en begroting per jaar", "werkelijk_jaar", kwartaal
        )
    for jaar in range(kwartaal.jaar, kwartaal.jaar - 4, -1):
        slot = Kwartaal(jaar, 4)
        begroot, werkelijk = (
            getallen.cel(openbaar, "begroot_jaar", wet, slot),
            getallen.cel(openbaar, "werkelijk_jaar", wet, slot),
        )
        if slot <= kwartaal and begroot.bekend and werkelijk.bekend:
            break
    else:
        jaar, begroot, werkelijk = None, Cel(), Cel()
    m = maten.maat("euro", [begroot, werkelijk])
    if jaar is None:
        zin = _lopend_jaar(openbaar, wet, kwartaal)
    else:
        zin = geldduiding.zin_begroting(
            jaar,
            m.tekst(begroot.waarde),
            m.voluit(werkelijk.waarde),
            maten.verschil_met_begroting(m, begroot, werkelijk, woord=m.woord),
            werkelijk.voorlopig,
        )
    return beeld.beeld(
        openbaar,
        tekening,
        titel=geldduiding.titel_begroting(jaar, begroot.waarde, werkelijk.waarde, werkelijk.voorlopig),
        zin=zin,
        begrip="werkelijk_jaar",
        bijschrift="Begroot en uitgegeven per jaar",
    )


def _lopend_jaar(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> str:
    """No whole year has both: what is spent so far of what was budgeted for this year, if those are known."""
    begroot = getallen.cel(openbaar, "begroot_jaar", wet, Kwartaal(kwartaal.jaar, 4))
    tot_nu = getallen.cel(openbaar, "werkelijk_cumulatief", wet, kwartaal)
    if not (begroot.bekend and tot_nu.bekend):
        return "Van geen enkel heel jaar zijn begroting en uitgaven samen bekend."
    m = maten.maat("euro", [begroot, tot_nu])
    return geldduiding.zin_lopend_jaar(
        kwartaal.maand_tot, kwartaal.jaar, m.tekst(tot_nu.waarde), m.voluit(begroot.waarde)
    )
