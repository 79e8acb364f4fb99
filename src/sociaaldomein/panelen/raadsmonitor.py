"""De raadsmonitor: de panelen en kerncijfers van Jeugd en van Wmo.

Een nieuw paneel is een functie (openbaar, wet, kwartaal, keuzes) -> Beeld en een regel in `panelen`.
"""

from __future__ import annotations

from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, duiding, getallen, kolommen, lijnen
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.getallen import Cel, Reeks, Rij
from sociaaldomein.begrippen.cijfers import begrippen, namen
from sociaaldomein.begrippen.normen import norm
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import getal, procent
from sociaaldomein.panelen import geld, paneel
from sociaaldomein.panelen.paneel import DIMENSIES, Paneel, Tegel

UITKOMSTEN = ("voorziening", "licht", "voorliggend", "eigen_kracht", "kort_contact", "geen_voorziening", "onbekend")
REDENEN = {"einde_indicatie": "uit", "overig": "uit-licht", "wlz": "basis", "onbekend": "basis-licht"}


def panelen(wet: str) -> dict[str, Paneel]:
    """De panelen van een wet, op volgorde; de Wmo heeft er een over de wettelijke termijnen bij."""
    wie = paneel.mensen(wet)
    lijst = [
        Paneel(
            "lopend",
            f"Hoeveel {wie} krijgen hulp, en is dat meer of minder dan een jaar geleden?",
            {"eenheid": {"clienten": wie, "trajecten": "trajecten", "delen": "trajecten in vier delen"}},
            lopend,
        ),
        Paneel(
            "instroom",
            f"Hoeveel {wie} begonnen met hulp, en hadden zij eerder al hulp?",
            {"eenheid": {"clienten": wie, "trajecten": "trajecten"}},
            instroom,
        ),
        Paneel(
            "uitstroom",
            "Hoeveel trajecten eindigden, en waarom?",
            {"weergave": {"aantal": "aantallen per reden", "aandeel": "aandeel per reden", "clienten": wie}},
            uitstroom,
        ),
        Paneel(
            "verwijzer",
            f"Wie verwees de {wie} die met hulp begonnen?",
            {"weergave": {"nu": "laatste kwartaal", "kwartalen": "acht kwartalen"}},
            verwijzer,
        ),
        Paneel(
            "looptijd",
            "Hoe lang duurt nieuwe hulp volgens het plan?",
            {"maat": {"duur": "duur in maanden", "aantal": "aantal trajecten", "soort": "duur per soort hulp"}},
            looptijd,
        ),
        Paneel(
            "triage",
            "Wat kwam er uit de aanvragen?",
            {"weergave": {"nu": "dit kwartaal", "kwartalen": "acht kwartalen"}},
            triage,
        ),
        Paneel(
            "leeftijd",
            "Welk deel van de inwoners krijgt hulp, per leeftijd?",
            {"maat": {"deel": "deel van de inwoners", "aantal": f"aantal {wie}"}},
            leeftijd,
        ),
        geld.paneel_van("Wat kost de hulp, en wat was begroot?"),
        Paneel(
            "uitsplitsing",
            "Hoe is dit verdeeld over groepen?",
            {
                "cijfer": {
                    "lopend_clienten": f"{wie} met hulp",
                    "instroom_clienten": f"{wie} die begonnen",
                    "uitstroom_trajecten": "beëindigde trajecten",
                },
                "dimensie": DIMENSIES,
                "vergelijking": {"jaar": "met een jaar eerder", "kwartalen": "acht kwartalen"},
            },
            uitsplitsing,
            heel=True,
        ),
    ]
    if wet == "wmo":
        lijst.insert(
            5,
            Paneel(
                "doorlooptijd",
                "Hoe lang wacht iemand op een onderzoek en een besluit?",
                {
                    "termijn": {"onderzoek": "onderzoek (zes weken)", "beschikking": "besluit (twee weken)"},
                    "weergave": {"deel": "deel op tijd", "dagen": "aantal dagen"},
                },
                doorlooptijd,
            ),
        )
    return {p.naam: p for p in lijst}


# ---------------------------------------------------------------- raadsmonitor


def lopend(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, eenheid: str = "clienten") -> Beeld:
    """Lopende hulp: wat er al was, wat begon en wat eindigde."""
    vraag = panelen(wet)["lopend"].vraag
    soort = "clienten" if eenheid == "clienten" else "trajecten"
    wie, wat = (paneel.mensen(wet), "met hulp") if soort == "clienten" else ("trajecten", "")
    totaal = Reeks(f"lopend_{soort}", wet, f"{wie} {wat}".strip())
    nu, toen, ca = paneel.nu_en_toen(openbaar, totaal.cijfer, wet, kwartaal)
    if not paneel.bekend(openbaar, [totaal], kwartaal):
        return paneel.leeg(
            openbaar,
            vraag,
            f"lopende hulp ({wie})",
            f"{getallen.hoofdletter(totaal.naam)} per kwartaal",
            totaal.cijfer,
            kwartaal,
        )
    gegeven = getallen.cel(openbaar, f"lopend_{soort}_verandering", wet, kwartaal).waarde
    eerder = toen.waarde if toen.bekend or gegeven is None or not nu.bekend else nu.waarde / (1 + gegeven / 100)
    haak = Reeks(f"lopend_{soort}_verandering", wet, "verandering")
    if eenheid == "delen":
        kleuren = {"doorlopend": "basis", "beeindigd": "uit", "begonnen_en_beeindigd": "uit-licht", "begonnen": "in"}
        delen = paneel.reeksen_van(totaal.cijfer, wet, "deel", kleuren)
        if not paneel.bekend(openbaar, delen, kwartaal):
            return paneel.leeg(
                openbaar,
                vraag,
                "de vier delen van de lopende trajecten",
                "Lopende trajecten in vier delen",
                totaal.cijfer,
                kwartaal,
            )
        tekening = kolommen.stapels(openbaar, delen, kwartaal, totaal, haak=haak)
        titel = duiding.titel_vergelijking("trajecten", nu.waarde, eerder, kwartaal, ca, voorlopig=nu.voorlopig)
    else:
        erin, eruit = (
            Reeks(f"instroom_{soort}", wet, "begonnen", "in"),
            Reeks(f"uitstroom_{soort}", wet, "beëindigd", "uit"),
        )
        tekening = kolommen.op_en_neer(openbaar, totaal, erin, eruit, kwartaal, haak)
        titel = duiding.titel_vergelijking(wie, nu.waarde, eerder, kwartaal, ca, wat, nu.voorlopig)
    werk, einde = ("kregen", "hulp") if soort == "clienten" else ("liepen er", "")
    zin = duiding.zin_stand(kwartaal, wie, nu.waarde, toen.waarde, ca, werk, einde, gegeven, nu.voorlopig)
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        vraag=vraag,
        zin=zin,
        begrip=totaal.cijfer,
        bijschrift=f"Lopende ondersteuning, {wie} per kwartaal",
    )


def instroom(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, eenheid: str = "clienten") -> Beeld:
    """Wie begon: nieuw, terugkerend of had al hulp."""
    vraag, cijfer = panelen(wet)["instroom"].vraag, f"instroom_{eenheid}"
    wie = paneel.mensen(wet) if eenheid == "clienten" else "trajecten"
    totaal = Reeks(cijfer, wet, "begonnen" if eenheid == "clienten" else "begonnen trajecten", "in")
    soorten = paneel.reeksen_van(
        cijfer, wet, "instroomsoort", {"nieuw": "in", "terugkerend": "in-licht", "doorlopend": "basis"}
    )
    if eenheid == "trajecten" or not paneel.bekend(openbaar, soorten, kwartaal):
        soorten = []
    if not paneel.bekend(openbaar, [totaal], kwartaal):
        return paneel.leeg(openbaar, vraag, f"instroom ({wie})", f"Begonnen {wie} per kwartaal", cijfer, kwartaal)
    nu, toen, ca = paneel.nu_en_toen(openbaar, cijfer, wet, kwartaal)
    tekening = kolommen.stapels(openbaar, soorten or [totaal], kwartaal, totaal)
    wat = "begonnen met hulp" if eenheid == "clienten" else "begonnen"
    einde = "met hulp" if eenheid == "clienten" else ""
    return beeld.beeld(
        openbaar,
        tekening,
        titel=duiding.titel_vergelijking(wie, nu.waarde, toen.waarde, kwartaal, ca, wat, nu.voorlopig),
        vraag=vraag,
        zin=duiding.zin_stand(
            kwartaal, wie, nu.waarde, toen.waarde, ca, "begonnen", einde, voorlopig=nu.voorlopig
        ),
        begrip=cijfer,
        bijschrift=f"Instroom, {wie} per kwartaal",
    )


def uitstroom(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "aantal") -> Beeld:
    """Beëindigde trajecten naar reden, of mensen met een beëindigd traject."""
    vraag = panelen(wet)["uitstroom"].vraag
    cijfer = "uitstroom_clienten" if weergave == "clienten" else "uitstroom_trajecten"
    wie = paneel.mensen(wet) if weergave == "clienten" else "trajecten"
    totaal = Reeks(cijfer, wet, "beëindigd" if weergave == "clienten" else "beëindigde trajecten", "uit")
    redenen = [] if weergave == "clienten" else paneel.reeksen_van(cijfer, wet, "reden", REDENEN)
    if not paneel.bekend(openbaar, [totaal], kwartaal) or (
        weergave == "aandeel" and not paneel.bekend(openbaar, redenen, kwartaal)
    ):
        return paneel.leeg(
            openbaar,
            vraag,
            f"uitstroom ({wie}{' per reden' if weergave == 'aandeel' else ''})",
            f"Beëindigde {'hulp' if weergave == 'clienten' else 'trajecten'} per kwartaal",
            cijfer,
            kwartaal,
        )
    redenen = redenen if paneel.bekend(openbaar, redenen, kwartaal) else []
    nu, toen, ca = paneel.nu_en_toen(openbaar, cijfer, wet, kwartaal)
    titel = duiding.titel_vergelijking(
        wie,
        nu.waarde,
        toen.waarde,
        kwartaal,
        ca,
        "beëindigd" if weergave != "clienten" else "met beëindigd traject",
        nu.voorlopig,
    )
    werk, einde = ("eindigden", "") if weergave != "clienten" else ("hadden", "een beëindigd traject")
    zin = duiding.zin_stand(kwartaal, wie, nu.waarde, toen.waarde, ca, werk, einde, voorlopig=nu.voorlopig)
    if weergave == "aandeel":
        titel, zin = _redenen(openbaar, redenen, totaal, kwartaal)
    tekening = kolommen.stapels(openbaar, redenen or [totaal], kwartaal, totaal, aandeel=weergave == "aandeel")
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        vraag=vraag,
        zin=zin,
        begrip=cijfer,
        bijschrift="Uitstroom per kwartaal, " + (f"{wie} naar reden" if redenen else wie),
    )


def _redenen(openbaar: Openbaar, redenen: list[Reeks], totaal: Reeks, kwartaal: Kwartaal) -> tuple[str, str]:
    """The reason that most trajecten ended for, in the shares that the picture shows."""
    rijen = paneel.rijen_van(openbaar, redenen, kwartaal)
    titel = paneel.titel_grootste(
        openbaar, rijen, "Meest genoemde reden: {naam}", "Redenen waarom trajecten eindigden"
    )
    som = getallen.cel(openbaar, totaal.cijfer, totaal.wet, kwartaal)
    delen = [replace(r, nu=getallen.aandeel_van(r.nu, som).heel) for r in rijen]
    return titel, paneel.zin_grootste(openbaar, delen, "procent")


def verwijzer(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "nu") -> Beeld:
    """Wie verwees. De bron loopt een kwartaal achter: het beeld toont het laatste kwartaal dat bekend is."""
    vraag, wie = panelen(wet)["verwijzer"].vraag, paneel.mensen(wet)
    reeksen = paneel.groepreeksen(openbaar, "verwijzer", wet, "verwijzer")
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, vraag, f"{wie} per verwijzer", "Wie verwees naar hulp", "verwijzer", kwartaal)
    stand = paneel.laatst_bekend(openbaar, reeksen, kwartaal)
    noot = (
        [f"Van het {kwartaal.label} ontbreken de verwijzers nog. Dit is het {stand.label}."]
        if stand != kwartaal
        else []
    )
    rijen = paneel.rijen_van(openbaar, reeksen, stand)
    titel = paneel.titel_grootste(openbaar, rijen, "Meest genoemde verwijzer: {naam}", "Wie verwees naar hulp")
    if weergave == "kwartalen":
        tekening = lijnen.kleine_lijnen(openbaar, reeksen, stand)
    else:
        tekening = balken.liggend(openbaar, rijen, "verwijzer", stand, begrippen()["verwijzer"].eenheid_bij(wet))
    return beeld.beeld(
        openbaar,
        tekening,
        titel=paneel.met_kwartaal(titel, stand, kwartaal),
        vraag=vraag,
        zin=paneel.anders_dan(stand, kwartaal) + paneel.zin_grootste(openbaar, rijen, wie),
        begrip="verwijzer",
        noot=noot,
        bijschrift=f"Instroom naar verwijzer, {wie}",
    )


def looptijd(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, maat: str = "duur") -> Beeld:
    """De geplande duur van nieuwe trajecten: lijn met trendbreuk, het aantal, of per soort hulp."""
    vraag = panelen(wet)["looptijd"].vraag
    mediaan, gemiddeld = (
        Reeks(f"looptijd_{m}", wet, n, k)
        for m, n, k in (("mediaan", "mediaan", "hoofd"), ("gemiddeld", "gemiddeld", "inkt2"))
    )
    aantal = Reeks("looptijd_aantal", wet, "nieuwe trajecten met einddatum", "in")
    soorten = paneel.groepreeksen(openbaar, "looptijd_mediaan", wet, "productcategorie")
    nodig = {"duur": [mediaan, gemiddeld], "aantal": [aantal], "soort": soorten}[maat]
    if not paneel.bekend(openbaar, nodig, kwartaal):
        return paneel.leeg(
            openbaar,
            vraag,
            "geplande looptijd" + {"aantal": " (aantal)", "soort": " per soort hulp"}.get(maat, ""),
            "Geplande looptijd van nieuwe trajecten",
            "looptijd_mediaan",
            kwartaal,
        )
    if maat == "aantal":
        nu, toen, ca = paneel.nu_en_toen(openbaar, "looptijd_aantal", wet, kwartaal)
        return beeld.beeld(
            openbaar,
            kolommen.stapels(openbaar, [aantal], kwartaal, aantal),
            vraag=vraag,
            begrip="looptijd_aantal",
            titel=duiding.titel_vergelijking(
                "nieuwe trajecten", nu.waarde, toen.waarde, kwartaal, ca, "met einddatum", nu.voorlopig
            ),
            zin=duiding.zin_stand(
                kwartaal,
                "trajecten",
                nu.waarde,
                toen.waarde,
                ca,
                "begonnen",
                "met een einddatum",
                voorlopig=nu.voorlopig,
            ),
            bijschrift="Nieuwe trajecten met een einddatum, per kwartaal",
        )
    if maat == "soort":
        rijen = paneel.rijen_van(openbaar, soorten, kwartaal)
        return beeld.beeld(
            openbaar,
            balken.liggend(openbaar, rijen, "soort hulp", kwartaal, "maanden"),
            vraag=vraag,
            titel="Geplande looptijd per soort hulp",
            zin=_zin_langste(openbaar, rijen, kwartaal),
            begrip="looptijd_mediaan",
            bijschrift="Middelste geplande looptijd per soort hulp, in maanden",
        )
    kwartalen = laatste(kwartaal)
    medianen = getallen.cellen(openbaar, mediaan, kwartalen)
    waarden = [c.waarde for c in medianen]
    bij = max(getallen.breuken(openbaar, mediaan, kwartalen), default=None)
    n = getallen.cel(openbaar, "looptijd_aantal", wet, kwartaal).waarde
    band = (Reeks("looptijd_p25", wet, "een kwart"), Reeks("looptijd_p75", wet, "drie kwart"))
    eerst, tweede = (mediaan, gemiddeld) if any(w is not None for w in waarden) else (gemiddeld, None)
    tekening = lijnen.lijnen(
        openbaar,
        [eerst, tweede] if tweede else [eerst],
        kwartaal,
        band if paneel.bekend(openbaar, list(band), kwartaal) else None,
    )
    return beeld.beeld(
        openbaar,
        tekening,
        titel=duiding.titel_looptijd(waarden, bij, n, medianen[-1].voorlopig),
        vraag=vraag,
        begrip="looptijd_mediaan",
        zin=duiding.zin_looptijd(
            waarden[-1], getallen.cel(openbaar, "looptijd_gemiddeld", wet, kwartaal).waarde, kwartaal
        ),
        bijschrift="Geplande looptijd van nieuwe trajecten, in maanden",
    )


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
    vraag = panelen(wet)["doorlooptijd"].vraag
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
        return paneel.leeg(openbaar, vraag, f"doorlooptijd van {wat}", bijschrift, reeksen[0].cijfer, kwartaal)
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
        openbaar,
        tekening,
        titel=titel,
        vraag=vraag,
        zin=zin,
        begrip=reeksen[0].cijfer,
        bijschrift=bijschrift,
        noot=noot,
    )


def triage(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "nu") -> Beeld:
    """De uitkomst van aanvragen. Bij de Wmo staan de uitkomsten apart: of zij overlappen is niet bekend."""
    vraag, hulp = panelen(wet)["triage"].vraag, "jeugdhulp" if wet == "jeugd" else "voorziening"
    hulpnaam = {"voorziening": hulp}
    reeksen = [
        replace(r, naam=hulpnaam.get(r.groep, r.naam))
        for r in paneel.reeksen_van(
            "aanvragen", wet, "uitkomst", {u: "basis" if u == "voorziening" else "hoofd" for u in UITKOMSTEN}
        )
    ]
    reeksen = [
        r
        for r in reeksen
        if paneel.bekend(openbaar, [r], kwartaal)
        or any(c.status == "afgeschermd" for c in getallen.cellen(openbaar, r, laatste(kwartaal)))
    ]
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(
            openbaar, vraag, "aanvragen naar uitkomst", "Wat er uit de aanvragen kwam", "aanvragen", kwartaal
        )
    totaal = Reeks("aanvragen", wet, "aanvragen")
    nu = {r.groep: getallen.cel(openbaar, "aanvragen", wet, kwartaal, "uitkomst", r.groep) for r in reeksen}
    som = (
        getallen.totaal_van(getallen.cel(openbaar, "aanvragen", wet, kwartaal), list(nu.values()))
        if wet == "jeugd"
        else Cel()
    )
    wel = nu.get("voorziening", Cel())
    ca = any(getallen.geschat(openbaar, c) for c in nu.values())
    if weergave == "kwartalen" and wet == "wmo":
        tekening = lijnen.kleine_lijnen(openbaar, reeksen, kwartaal)
    elif weergave == "kwartalen":
        tinten = dict(
            zip(
                [r.groep for r in reeksen if r.groep != "voorziening"],
                ("hoofd", "hoofd-licht", "basis-licht", "hoofd", "hoofd-licht", "basis-licht"),
                strict=False,
            )
        )
        tekening = kolommen.stapels(
            openbaar,
            [replace(r, kleur=tinten.get(r.groep, "basis")) for r in reeksen],
            kwartaal,
            totaal,
        )
    elif wet == "jeugd" and "voorziening" in nu:
        tekening = balken.balk(openbaar, reeksen, totaal, kwartaal, "kregen jeugdhulp")
    else:
        tekening = balken.liggend(
            openbaar, paneel.rijen_van(openbaar, reeksen, kwartaal), "uitkomst", kwartaal, "aanvragen"
        )
    noot = []
    if wet == "jeugd":
        zonder = som.waarde - wel.waarde if som.bekend and wel.bekend else None
        titel, zin = (
            duiding.titel_triage(zonder, som.waarde, hulp, ca),
            duiding.zin_triage(wel.waarde, som.waarde, hulp, ca, getallen.geschat(openbaar, som)),
        )
    else:
        zonder = nu.get("geen_voorziening", Cel())
        titel = "Wat er uit de aanvragen kwam"
        zin = (
            f"Van de aanvragen leidden er {paneel.over(openbaar, zonder)} niet tot een voorziening."
            if zonder.bekend
            else duiding.zin_zonder(kwartaal, "de uitkomst")
        )
        noot = ["Of 'geen voorziening' en 'kort contact' elkaar overlappen, is niet bekend. Wij tellen ze niet op."]
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        vraag=vraag,
        zin=zin,
        begrip="aanvragen",
        bijschrift="Uitkomst van aanvragen",
        noot=noot,
    )


def leeftijd(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, maat: str = "deel") -> Beeld:
    """Mensen met hulp per leeftijd: als deel van de inwoners, of als aantal."""
    vraag, wie = panelen(wet)["leeftijd"].vraag, paneel.mensen(wet)
    cijfer = "bereik" if maat == "deel" else "lopend_clienten"
    reeksen = paneel.groepreeksen(openbaar, cijfer, wet, "leeftijd")
    volgorde = list(namen()["leeftijd"])
    reeksen.sort(key=lambda r: volgorde.index(r.groep) if r.groep in volgorde else 99)
    totaal = (
        Reeks(cijfer, wet, "alle inwoners" if wet == "wmo" else "alle jeugdigen onder de 18")
        if maat == "deel"
        else None
    )
    alle = ([totaal] if totaal else []) + reeksen
    if not paneel.bekend(openbaar, alle, kwartaal):
        return paneel.leeg(
            openbaar,
            vraag,
            f"{'deel van de inwoners' if maat == 'deel' else wie} per leeftijd",
            "Hulp per leeftijd",
            cijfer,
            kwartaal,
        )
    rijen = paneel.rijen_van(openbaar, alle, kwartaal)
    rijen = [replace(rijen[0], kleur="basis"), *rijen[1:]] if totaal else rijen
    eenheid = begrippen()[cijfer].eenheid_bij(wet)
    tekening = balken.liggend(openbaar, rijen, "leeftijd", kwartaal, eenheid, gesorteerd=False)
    kern = [
        r
        for r, reeks in zip(rijen[1:] if totaal else rijen, reeksen, strict=True)
        if reeks.groep not in ("18+", "onbekend") or wet == "wmo"
    ]
    if maat == "deel":
        nu = getallen.cel(openbaar, "bereik", wet, kwartaal)
        tekst = procent(nu.waarde, 1) if nu.bekend else None
        titel = duiding.titel_leeftijd([r.naam for r in kern], [r.nu.waarde for r in kern], wet)
        zin = duiding.zin_bereik(
            duiding.ongeveer(tekst, getallen.geschat(openbaar, nu)) if tekst else None, totaal.naam, kwartaal
        )
    else:
        titel = paneel.titel_grootste(
            openbaar, rijen, f"Meeste {wie}: {{naam}}", f"{getallen.hoofdletter(wie)} met hulp, per leeftijd"
        )
        zin = paneel.zin_grootste(openbaar, rijen, wie)
    noot = (
        ["Er staan meer mensen met hulp in deze groep dan de bron inwoners telt."]
        if any((r.nu.waarde or 0) > 100 for r in rijen) and maat == "deel"
        else []
    )
    if maat == "deel" and wet == "jeugd":
        noot.append("Jongeren van 18 jaar en ouder tellen niet mee in het totaal. Zij vormen een eigen groep.")
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        vraag=vraag,
        zin=zin,
        begrip=cijfer,
        noot=noot,
        bijschrift=f"{getallen.hoofdletter(wie)} met hulp per leeftijd, "
        + ("procent van de inwoners" if maat == "deel" else "aantal"),
    )


def uitsplitsing(
    openbaar: Openbaar,
    wet: str,
    kwartaal: Kwartaal,
    cijfer: str = "lopend_clienten",
    dimensie: str = "wijk",
    vergelijking: str = "jaar",
) -> Beeld:
    """Elk aantal naar wijk, leeftijd, hoofdcategorie, zwaarte of soort hulp."""
    dit = panelen(wet)["uitsplitsing"]
    reeksen = paneel.groepreeksen(openbaar, cijfer, wet, dimensie)
    wat, per = dit.keuzes["cijfer"][cijfer], DIMENSIES[dimensie]
    titel = f"{getallen.hoofdletter(wat)}, per {per}"
    if not paneel.bekend(openbaar, reeksen, kwartaal):
        return paneel.leeg(openbaar, dit.vraag, f"{wat} per {per}", titel, cijfer, kwartaal)
    eenheid = begrippen()[cijfer].eenheid_bij(wet)
    rijen = paneel.rijen_van(openbaar, reeksen, kwartaal)
    if vergelijking == "kwartalen":
        tekening = lijnen.kleine_lijnen(openbaar, reeksen, kwartaal)
    else:
        op_volgorde = dimensie in ("leeftijd", "interventieniveau")
        if op_volgorde:
            codes = [*namen().get(dimensie, {}), "onbekend"]
            rijen = [
                r
                for _, r in sorted(
                    zip(reeksen, rijen, strict=True),
                    key=lambda p: codes.index(p[0].groep) if p[0].groep in codes else 99,
                )
            ]
        tekening = balken.liggend(openbaar, rijen, per, kwartaal, eenheid, gesorteerd=not op_volgorde)
    noot = (
        ["Iemand kan bij twee groepen horen en telt dan in beide mee."]
        if cijfer.endswith("clienten") and dimensie.endswith(("categorie", "niveau"))
        else []
    )
    return beeld.beeld(
        openbaar,
        tekening,
        titel=titel,
        vraag=dit.vraag,
        zin=paneel.zin_grootste(openbaar, rijen, eenheid),
        begrip=cijfer,
        noot=noot,
        bijschrift=titel,
    )


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
