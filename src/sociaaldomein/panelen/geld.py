"""Het paneel over geld: begroting en uitgaven, voor een wet of een thema."""

from __future__ import annotations

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, geldduiding, getallen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.beelden.maten import Maat
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
    rijen, begrip, titel, kop = _rijen(openbaar, wet, kwartaal, weergave)
    tot = f"tot en met {kwartaal.maand_tot}"
    if not any(r.nu.bekend for r in rijen):
        wat = f"uitgaven {tot}" + (" per kostensoort" if weergave == "kostensoort" else "")
        return paneel.leeg(openbaar, wat, titel, begrip, kwartaal)
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
        zin = _zin_tot(rijen[-1], m, kwartaal)
    elif weergave == "apart":
        zin = " ".join(
            f"{duiding.voorlopig_bij(f'De {r.naam} zijn {m.voluit(r.nu.waarde)}', r.nu.voorlopig)}."
            for r in rijen
            if r.nu.bekend
        )
    else:
        zin = _zin_grootste(openbaar, rijen, m)
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        zin=zin,
        begrip=begrip,
        bijschrift=f"{titel}, {m.woord}",
        noot=[] if weergave == "apart" else ["Het moment van boeken verschilt per jaar. Vergelijk daarom voorzichtig."],
    )


def _rijen(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str) -> tuple[list[Rij], str, str, str]:
    """What a view shows, with the figure it is about, its title and the word above the names."""
    cijfer, tot = "werkelijk_cumulatief", f"tot en met {kwartaal.maand_tot}"
    if weergave == "kwartaal":
        kwartalen = (kwartaal - 12, kwartaal - 8, kwartaal - 4, kwartaal)
        rijen = [Rij(str(k.jaar), getallen.cel(openbaar, cijfer, wet, k)) for k in kwartalen]
        return rijen, cijfer, f"Uitgaven van januari {tot}, per jaar", "jaar"
    if weergave == "kostensoort":
        rijen = paneel.rijen_van(openbaar, paneel.groepreeksen(openbaar, cijfer, wet, "kostensoort"), kwartaal)
        return rijen, cijfer, f"Uitgaven per kostensoort, {tot} {kwartaal.jaar}", "kostensoort"
    reeksen = [Reeks("voorschot_cumulatief", wet, "voorschotten"), Reeks("balanspost_cumulatief", wet, "balansposten")]
    rijen = paneel.rijen_van(openbaar, reeksen, kwartaal)
    namen = [r.naam for r in rijen if r.nu.bekend] or [r.naam for r in rijen]
    return rijen, "balanspost_cumulatief", f"{getallen.hoofdletter(' en '.join(namen))} staan apart", "soort"


def _zin_tot(laatst: Rij, m: Maat, kwartaal: Kwartaal) -> str:
    if not laatst.nu.bekend:
        return duiding.zin_zonder(kwartaal, "het uitgegeven bedrag")
    voorlopig = " (voorlopig)" if laatst.nu.voorlopig else ""
    tot = f"tot en met {kwartaal.maand_tot} {kwartaal.jaar}"
    return f"Van januari {tot} is {m.voluit(laatst.nu.waarde)} uitgegeven{voorlopig}."


def _zin_grootste(openbaar: Openbaar, rijen: list[Rij], m: Maat) -> str:
    bekend = [r for r in rijen if r.nu.bekend]
    grootste = max(bekend, key=lambda r: r.nu.waarde)
    bedrag = duiding.voorlopig_bij(m.voluit(grootste.nu.waarde), grootste.nu.voorlopig)
    if len(bekend) == 1:
        return f"Het bedrag voor {grootste.naam} is {bedrag}."
    die = "Het grootste bedrag dat wij tonen is" if paneel.verbergt(openbaar, rijen) else "Het grootste bedrag is"
    return f"{die} {grootste.naam}: {bedrag}."


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
