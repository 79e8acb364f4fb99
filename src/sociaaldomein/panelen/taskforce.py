"""De taskforce: de besparing als totaal, en waar het geld en de mensen zitten."""

from __future__ import annotations

from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, geldduiding, getallen, kolommen, lijnen, maten
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Reeks
from sociaaldomein.begrippen.cijfers import KRUISING, ONBEKEND, WETTEN
from sociaaldomein.begrippen.doelen import KLEIN
from sociaaldomein.begrippen.paginas import paginasoorten
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal
from sociaaldomein.panelen import paneel
from sociaaldomein.panelen.paneel import Tegel

ZWAARTES = {"zwaar": "hoofd", "midden": "basis", "licht": "hoofd-licht", ONBEKEND: "basis-licht"}
TINTEN = ("hoofd", "basis", "in-licht", "hoofd-licht", "basis-licht", "in")
BEWEEGT = {"jeugd": "verblijf", "wmo": "dagbesteding"}  # the main category that the plan wants to move
ZWAAR_IS = "Licht is niveau 1 tot en met 3. Midden is niveau 4 en 5, zwaar niveau 6 en 7."
GEEN_LICHTE = "Lichte hulp van niveau 1 en 2 heeft geen besluit en staat hier niet in."
VORM = {
    "jeugd": "Verblijf is wonen op een andere plek, zoals in een pleeggezin.",
    "wmo": "Begeleiding is een op een. Dagbesteding is in een groep.",
}


def besparing(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "pad") -> Beeld:
    """De besparing als totaal, tegen het afgesproken pad, of als ingeboekt en nieuw."""
    cijfers_ = (
        ("besparing", "besparing_taakstelling")
        if weergave == "pad"
        else ("besparing", "besparing_ingeboekt", "besparing_nieuw")
    )
    jaren = [Kwartaal(j, 4) for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3)]
    bekend = {c: [k for k in jaren if getallen.cel(openbaar, c, "samen", k).bekend] for c in cijfers_}
    if not bekend["besparing"] and not (weergave == "pad" and any(bekend.values())):
        return paneel.leeg(openbaar, "besparing per jaar", "Besparing en afgesproken pad", "besparing", kwartaal)
    stand = max(
        (k for k in bekend["besparing"] if k.jaar <= kwartaal.jaar),
        default=max(bekend["besparing"], default=Kwartaal(kwartaal.jaar, 4)),
    )
    if weergave == "opbouw":
        tekening, (titel, zin) = kolommen.opbouw(openbaar, kwartaal), _opbouw_in_woorden(openbaar, stand)
    else:
        tekening, (titel, zin) = lijnen.besparing(openbaar, kwartaal), _pad_in_woorden(openbaar, stand, jaren)
    return beeld.beeld(
        openbaar, tekening, titel=titel, zin=zin, begrip="besparing", bijschrift="Besparing per jaar, euro"
    )


def _opbouw_in_woorden(openbaar: Openbaar, stand: Kwartaal) -> tuple[str, str]:
    soorten = ("besparing", "besparing_taakstelling", "besparing_ingeboekt", "besparing_nieuw")
    nu, doel, ingeboekt, nieuw = (getallen.cel(openbaar, c, "samen", stand) for c in soorten)
    m, titel = maten.maat("euro", [nu, doel]), f"De besparing in {stand.jaar}: al ingeboekt en nieuw"
    if not (nu.bekend and ingeboekt.bekend and nieuw.bekend):
        return titel, f"De opbouw van de besparing in {stand.jaar} is niet bekend."
    van = f"Van {m.tekst(nu.waarde)} {m.woord} was {m.tekst(ingeboekt.waarde)} al ingeboekt."
    return titel, f"{van} Nieuw is {m.tekst(nieuw.waarde)}."


def _pad_in_woorden(openbaar: Openbaar, stand: Kwartaal, jaren: list[Kwartaal]) -> tuple[str, str]:
    nu, doel = (getallen.cel(openbaar, c, "samen", stand) for c in ("besparing", "besparing_taakstelling"))
    per = {k: getallen.cel(openbaar, "besparing_taakstelling", "samen", k) for k in jaren}
    m = maten.maat("euro", [nu, doel])
    doelen = {k: c.waarde for k, c in per.items() if c.waarde is not None}
    eind = max(doelen.values(), default=None)
    naar = f"{getal(eind / 1e6, 1)} miljoen" if eind else ""
    bereikt = bool(eind and nu.bekend and nu.waarde >= eind)
    titel = geldduiding.titel_besparing(stand.jaar, nu.waarde, doel.waarde, naar, bereikt, not nu.voorlopig)
    geteld, beoogd = (f"{m.tekst(c.waarde)} {m.woord}" if c.bekend else None for c in (nu, doel))
    zin = geldduiding.zin_besparing(stand.jaar, geteld, beoogd, nu.voorlopig)
    if not doel.bekend and doelen:
        laatste_doel = f"Het doel voor {max(doelen).jaar} is {naar} euro."
        zin = zin.replace("Het doel voor dat jaar is niet bekend.", laatste_doel)
    return titel, zin


def beweging(
    openbaar: Openbaar,
    wet: str,
    kwartaal: Kwartaal,
    domein: str = "jeugd",
    verdeling: str = "zwaarte",
    weergave: str = "aandeel",
) -> Beeld:
    """Trajecten naar zwaarte of hoofdcategorie over acht kwartalen, met hetzelfde kwartaal een jaar eerder.

    Bij een klein aantal noemt het beeld geen verschuiving.
    """
    begonnen = weergave == "begonnen"
    cijfer, wat = ("instroom_trajecten", "begonnen") if begonnen else ("lopend_trajecten", "lopende")
    lagen, totaal = _lagen(openbaar, cijfer, domein, verdeling, kwartaal), Reeks(cijfer, domein, "trajecten")
    per = "zwaarte" if verdeling == "zwaarte" else "hoofdcategorie"
    bijschrift = f"{getallen.hoofdletter(wat)} trajecten {WETTEN[domein]}, naar {per}"
    if not paneel.bekend(openbaar, lagen, kwartaal):
        leeg = f"{wat} trajecten {WETTEN[domein]}, naar {per}"
        return paneel.leeg(openbaar, leeg, bijschrift, cijfer, kwartaal)
    tekening = kolommen.stapels(openbaar, lagen, kwartaal, totaal, aandeel=weergave != "aantal")
    kern = next((r for r in lagen if r.groep in ("zwaar", BEWEEGT[domein])), lagen[0])
    nu, toen = getallen.nu_en_toen(openbaar, kern, kwartaal)
    som, som_toen = getallen.nu_en_toen(openbaar, totaal, kwartaal)
    deel, eerder = (getallen.aandeel_van(c, t).waarde for c, t in ((nu, som), (toen, som_toen)))
    klein = any(c.bekend and c.waarde < KLEIN for c in (nu, toen)) or not nu.bekend
    naam, wie = "zware hulp" if kern.groep == "zwaar" else kern.naam, f"{wat} trajecten"
    if weergave == "aantal":
        ca = getallen.geschat(openbaar, som)
        titel = duiding.titel_vergelijking(wie, som.waarde, som_toen.waarde, kwartaal, ca, voorlopig=som.voorlopig)
        was = duiding.zin_eerder(som_toen.waarde, ca)
        zin = duiding.zin_stand(kwartaal, "trajecten", som.waarde, was, ca, "liepen er {}", som.voorlopig)
    else:
        ca = getallen.geschat(openbaar, nu)
        los = nu.voorlopig or som.voorlopig
        titel = duiding.titel_beweging(naam, wie, deel, eerder, ca, klein, los)
        zin = duiding.zin_beweging(naam, wie, deel, eerder, ca, los)
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        zin=zin,
        begrip=cijfer,
        bijschrift=bijschrift,
        noot=[
            ZWAAR_IS if verdeling == "zwaarte" else VORM[domein],
            *(["Het aantal is klein. Wij noemen daarom geen verschuiving."] if klein else []),
            GEEN_LICHTE,
        ],
    )


def _lagen(openbaar: Openbaar, cijfer: str, domein: str, verdeling: str, kwartaal: Kwartaal) -> list[Reeks]:
    """Heavy at the bottom; main categories from few to many, and what is unknown on top."""
    if verdeling == "zwaarte":
        bekend = getallen.groepen(openbaar, cijfer, domein, verdeling)
        return paneel.reeksen_van(cijfer, domein, verdeling, {g: k for g, k in ZWAARTES.items() if g in bekend})
    reeksen = paneel.groepreeksen(openbaar, cijfer, domein, verdeling)
    omvang = {r.groep: getallen.cellen(openbaar, r, [kwartaal])[0].waarde or 0 for r in reeksen}
    reeksen.sort(key=lambda r: (r.groep == ONBEKEND, omvang[r.groep], r.groep))
    return [replace(r, kleur=TINTEN[min(i, len(TINTEN) - 1)]) for i, r in enumerate(reeksen)]


def uitgaven_hoofdcategorie(
    openbaar: Openbaar, wet: str, kwartaal: Kwartaal, domein: str = "jeugd", verdeling: str = "hoofdcategorie"
) -> Beeld:
    """Declaraties vanaf januari, per hoofdcategorie of zwaarte, naast hetzelfde kwartaal een jaar eerder.

    Facturen komen maanden later. Het beeld toont daarom het laatste kwartaal waarover genoeg binnen is.
    """
    cijfer = "declaraties_cumulatief"
    per, reeksen = _verdeeld(openbaar, cijfer, domein, verdeling)
    stand = paneel.laatst_bekend(openbaar, reeksen, kwartaal)  # without any figure, this quarter
    later = f"Over het {kwartaal.label} zijn nog te weinig facturen binnen. Dit is het {stand.label}."
    kort = f"per {per.removesuffix(' van de hulp')}"
    titel = f"Uitgaven {WETTEN[domein]} tot en met {stand.maand_tot} {stand.jaar}, {kort}"
    titel = titel if len(titel.split()) <= duiding.WOORDEN else titel.replace(", per ", ": ")
    rijen = paneel.rijen_van(openbaar, reeksen, stand)
    if not any(r.nu.status != "ontbreekt" for r in rijen):
        return paneel.leeg(openbaar, f"uitgaven {WETTEN[domein]} per {per}", titel, cijfer, kwartaal)
    tekening = balken.liggend(openbaar, rijen, per, stand, "euro", gesorteerd=verdeling == "hoofdcategorie")
    m = maten.maat("euro", [c for r in rijen for c in (r.nu, r.toen) if c is not None])
    groot = max((r for r in rijen if r.nu.bekend), key=lambda r: r.nu.waarde, default=None)
    zin = "Van geen enkele groep is het bedrag te tonen."
    if groot is not None:
        bij = " (voorlopig)" if groot.nu.voorlopig else ""
        die = "De grootste post die wij tonen is" if paneel.verbergt(openbaar, rijen) else "De grootste post is"
        zin = f"{die} {duiding.niveau(groot.naam)}: {m.tekst(groot.nu.waarde)} {m.woord}{bij}."
        zin = paneel.anders_dan(stand, kwartaal) + zin
    noot = [later] if stand != kwartaal else []
    return beeld.beeld(
        openbaar, tekening, titel=titel, zin=zin, begrip=cijfer, bijschrift=f"{titel}, {m.woord}", noot=noot
    )


def _verdeeld(openbaar: Openbaar, cijfer: str, domein: str, verdeling: str) -> tuple[str, list[Reeks]]:
    """What the groups are called, and a series for each; in both directions: each level under its main category."""
    per = paginasoorten()["taskforce"].keuzes["verdeling"][verdeling]
    reeksen = paneel.groepreeksen(openbaar, cijfer, domein, KRUISING if verdeling == "beide" else verdeling)
    return per, [replace(r, naam=_kruisnaam(*r.groep.split("|"))) if verdeling == "beide" else r for r in reeksen]


def _kruisnaam(hoofdcategorie: str, niveau: str) -> str:
    return f"{hoofdcategorie}, {f'niveau {niveau}' if niveau.isdigit() else niveau}"


def clienten_hoofdcategorie(
    openbaar: Openbaar, wet: str, kwartaal: Kwartaal, domein: str = "jeugd", verdeling: str = "hoofdcategorie"
) -> Beeld:
    """Mensen met lopende hulp per hoofdcategorie, per zwaarte, of per zwaarte binnen een hoofdcategorie."""
    cijfer, wie = "lopend_clienten", paneel.mensen(domein)
    per, reeksen = _verdeeld(openbaar, cijfer, domein, verdeling)
    titel = f"{getallen.hoofdletter(wie)} met hulp, per {per}"
    rijen = paneel.rijen_van(openbaar, reeksen, kwartaal)
    if not any(r.nu.status != "ontbreekt" for r in rijen):
        return paneel.leeg(openbaar, f"{wie} ({WETTEN[domein]}) per {per}", titel, cijfer, kwartaal)
    tekening = balken.liggend(openbaar, rijen, per, kwartaal, wie, gesorteerd=verdeling == "hoofdcategorie")
    zin, bijschrift = paneel.zin_grootste(openbaar, rijen, wie), f"{titel} ({WETTEN[domein]})"
    noot = [GEEN_LICHTE, "Iemand kan bij twee groepen horen en telt dan in beide mee."]
    return beeld.beeld(openbaar, tekening, titel=titel, zin=zin, begrip=cijfer, bijschrift=bijschrift, noot=noot)


def maatregelen(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, domein: str = "jeugd") -> Beeld:
    """De maatregelen naar hoe ver zij zijn. Zij krijgen geen deel van de besparing."""
    kleuren = {"uitgevoerd": "basis", "werkplanning": "hoofd", "vervallen": "hoofd"}
    reeksen = paneel.reeksen_van("maatregelen", domein, "maatregelstatus", kleuren)
    stand = paneel.laatst_bekend(openbaar, reeksen, kwartaal)
    nu = [getallen.cel(openbaar, "maatregelen", domein, stand, "maatregelstatus", r.groep) for r in reeksen]
    if not any(c.bekend for c in nu):
        return paneel.leeg(
            openbaar, f"maatregelen {WETTEN[domein]}", "Hoe ver de maatregelen zijn", "maatregelen", kwartaal
        )
    totaal = Reeks("maatregelen", domein, "maatregelen")
    som = getallen.totaal_van(getallen.cel(openbaar, "maatregelen", domein, stand), nu)
    tekening = balken.balk(openbaar, reeksen, totaal, stand, "zijn uitgevoerd", eerder=False)
    delen = [
        f"{getallen.hoofdletter(r.naam)}: {getal(c.waarde)}." for r, c in zip(reeksen, nu, strict=True) if c.waarde
    ]
    alle = f"Er zijn {getal(som.waarde)} maatregelen." if som.bekend else "Hoeveel maatregelen er zijn, is niet bekend."
    return beeld.beeld(
        openbaar,
        tekening,
        titel=geldduiding.titel_maatregelen(nu[0].waarde, som.waarde),
        zin=" ".join([alle, *delen]),
        begrip="maatregelen",
        bijschrift=f"Maatregelen {WETTEN[domein]}, naar stand",
    )


# ---------------------------------------------------------------- tegels


def tegels(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """De besparing, haar doel en hoe ver de maatregelen zijn."""
    jaren = [Kwartaal(j, 4) for j in range(kwartaal.jaar - 3, kwartaal.jaar + 3)]
    stand = max(
        (k for k in jaren if getallen.cel(openbaar, "besparing", "samen", k).bekend and k.jaar <= kwartaal.jaar),
        default=next(
            (k for k in jaren if getallen.cel(openbaar, "besparing", "samen", k).bekend), Kwartaal(kwartaal.jaar, 4)
        ),
    )
    lijst = []
    doeljaar = next(
        (k for k in [stand, *jaren] if getallen.cel(openbaar, "besparing_taakstelling", "samen", k).bekend), stand
    )
    for naam, cijfer, k in (("Besparing", "besparing", stand), ("Doel", "besparing_taakstelling", doeljaar)):
        c = getallen.cel(openbaar, cijfer, "samen", k)
        waarde = f"€\u00a0{getal(c.waarde / 1e6, 1)}\u00a0mln" if c.bekend else c.status
        merk = "eerder gepubliceerd" if c.gepubliceerd_in else ""
        verwacht = ", verwacht" if cijfer == "besparing" and c.voorlopig else ""
        lijst.append(Tegel(f"{naam} in {k.jaar}{verwacht}", waarde, "", c.status, "", merk))
    for wet in ("jeugd", "wmo"):
        reeksen = paneel.reeksen_van(
            "maatregelen", wet, "maatregelstatus", dict.fromkeys(("uitgevoerd", "werkplanning", "vervallen"), "basis")
        )
        k = paneel.laatst_bekend(openbaar, reeksen, kwartaal)
        delen = [getallen.cel(openbaar, "maatregelen", wet, k, "maatregelstatus", r.groep) for r in reeksen]
        som = getallen.totaal_van(getallen.cel(openbaar, "maatregelen", wet, k), delen)
        waarde = f"{getal(delen[0].waarde)} van {getal(som.waarde)}" if delen[0].bekend and som.bekend else "ontbreekt"
        lijst.append(
            Tegel(
                f"Maatregelen uitgevoerd, {WETTEN[wet]}",
                waarde,
                "",
                delen[0].status,
                "",
                "eerder gepubliceerd" if delen[0].gepubliceerd_in else "",
            )
        )
    return lijst
