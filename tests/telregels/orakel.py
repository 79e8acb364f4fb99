"""Het orakel: elke telregel nog een keer, rij voor rij, recht uit de Nederlandse zin. Traag en zonder de bibliotheek.

Every function takes a list of dicts and a list of (first day, last day, name). It returns
{key: (waarde, teller, noemer)} with key (cijfer, wet, kwartaal, groep_soort, groep).
Nothing from `sociaaldomein` is used here, on purpose.
"""

from datetime import date, timedelta

EEN_DAG = timedelta(days=1)
# Copied by hand from the calendar; the library computes them.
FEESTDAGEN = {
    date.fromisoformat(dag)
    for dag in (
        "2022-01-01",
        "2022-04-15",
        "2022-04-18",
        "2022-04-27",
        "2022-05-05",
        "2022-05-26",
        "2022-06-06",
        "2022-12-25",
        "2022-12-26",
        "2023-01-01",
        "2023-04-07",
        "2023-04-10",
        "2023-04-27",
        "2023-05-05",
        "2023-05-18",
        "2023-05-29",
        "2023-12-25",
        "2023-12-26",
        "2024-01-01",
        "2024-03-29",
        "2024-04-01",
        "2024-04-27",
        "2024-05-05",
        "2024-05-09",
        "2024-05-20",
        "2024-12-25",
        "2024-12-26",
        "2022-05-27",
        "2023-04-28",
        "2023-05-19",
        "2024-05-10",
        "2024-12-27",
    )
}  # made equal to a holiday by decree
KLASSEN = {"jeugd": ["0-3", "4-11", "12-17", "18+"], "wmo": ["0-17", "18-64", "65-74", "75-84", "85+"]}


def klasse(wet, leeftijd):
    if leeftijd is None or leeftijd < 0:
        return "onbekend"
    for naam in KLASSEN[wet]:
        van, _, tot = naam.partition("-")
        if naam.endswith("+") and leeftijd >= int(naam[:-1]):
            return naam
        if tot and int(van) <= leeftijd <= int(tot):
            return naam
    return "onbekend"


def groep_van(rij, per, jaar):
    if per == "totaal":
        return "totaal"
    if per == "leeftijd":
        return klasse(rij["wet"], None if rij["geboortejaar"] is None else jaar - rij["geboortejaar"])
    return "|".join(rij[deel] or "onbekend" for deel in per.split(" x "))


def einde_van(rij):
    return rij["einde"] or date.max


def loopt(rij, eerste, laatste):
    return rij["begin"] <= laatste and einde_van(rij) >= eerste


def wetten(rijen):
    return sorted({rij["wet"] for rij in rijen})


def groepen_die_voorkomen(raak, per, kwartalen):
    """`raak` is a list of (rij, kwartaal): the groups seen in any of the quarters asked."""
    return {(rij["wet"], groep_van(rij, per, kwartaal[0].year)) for rij, kwartaal in raak}


def tel(rijen, kwartalen, per, telt_mee, trajectcijfer=None, clientcijfer=None):
    """Count rows and distinct clients, one row at a time."""
    uit = {}
    raak = [(rij, k) for k in kwartalen for rij in rijen if telt_mee(rij, k)]
    groepen = groepen_die_voorkomen(raak, per, kwartalen)
    if per == "totaal":
        groepen = {(wet, "totaal") for wet in wetten(rijen)}
    for wet, groep in groepen:
        for k in kwartalen:
            aantal, clienten = 0, []
            for rij, kwartaal in raak:
                if kwartaal == k and rij["wet"] == wet and groep_van(rij, per, k[0].year) == groep:
                    aantal += 1
                    if rij["client_id"] not in clienten:
                        clienten.append(rij["client_id"])
            if trajectcijfer:
                uit[trajectcijfer, wet, k[2], per, groep] = (aantal, None, None)
            if clientcijfer:
                uit[clientcijfer, wet, k[2], per, groep] = (len(clienten), None, None)
    return uit


def lopend(rijen, kwartalen, per="totaal"):
    uit = tel(rijen, kwartalen, per, lambda rij, k: loopt(rij, k[0], k[1]), "lopend_trajecten", "lopend_clienten")
    if per != "totaal":
        return uit
    for wet in wetten(rijen):
        for eerste, laatste, naam in kwartalen:
            delen = dict.fromkeys(["doorlopend", "begonnen", "beeindigd", "begonnen_en_beeindigd"], 0)
            for rij in rijen:
                if rij["wet"] == wet and loopt(rij, eerste, laatste):
                    begon_erin = rij["begin"] >= eerste
                    stopte_erin = einde_van(rij) <= laatste
                    if begon_erin and stopte_erin:
                        delen["begonnen_en_beeindigd"] += 1
                    elif begon_erin:
                        delen["begonnen"] += 1
                    elif stopte_erin:
                        delen["beeindigd"] += 1
                    else:
                        delen["doorlopend"] += 1
            for deel, aantal in delen.items():
                uit["lopend_trajecten", wet, naam, "deel", deel] = (aantal, None, None)
    return uit


def verandering(lopende):
    uit = {}
    for (cijfer, wet, kwartaal, soort, groep), (waarde, _, _) in lopende.items():
        vorig = f"{int(kwartaal[:4]) - 1}{kwartaal[4:]}"
        toen = lopende.get((cijfer, wet, vorig, soort, groep), (0,))[0]
        if soort == "totaal" and toen:
            uit[f"{cijfer}_verandering", wet, kwartaal, soort, groep] = ((waarde / toen - 1) * 100, waarde, toen)
    return uit


def instroom(rijen, kwartalen, per="totaal"):
    def begint(rij, k):
        return k[0] <= rij["begin"] <= k[1]

    uit = tel(rijen, kwartalen, per, begint, "instroom_trajecten", "instroom_clienten")
    if per != "totaal":
        return uit
    for wet in wetten(rijen):
        for eerste, laatste, naam in kwartalen:
            soorten = {"nieuw": 0, "doorlopend": 0, "terugkerend": 0}
            for client in {rij["client_id"] for rij in rijen}:
                eigen = [rij for rij in rijen if rij["client_id"] == client and rij["wet"] == wet]
                begonnen = sorted(rij["begin"] for rij in eigen if eerste <= rij["begin"] <= laatste)
                if begonnen:
                    eerder = [einde_van(rij) for rij in eigen if rij["begin"] < eerste]
                    if any(einde >= begonnen[0] - EEN_DAG for einde in eerder):
                        soorten["doorlopend"] += 1
                    elif any(einde >= begonnen[0] - 365 * EEN_DAG for einde in eerder):
                        soorten["terugkerend"] += 1
                    else:
                        soorten["nieuw"] += 1
            for soort, aantal in soorten.items():
                uit["instroom_clienten", wet, naam, "instroomsoort", soort] = (aantal, None, None)
    return uit


def uitstroom(rijen, kwartalen, per="totaal"):
    def stopt(rij, k):
        return rij["einde"] is not None and k[0] <= rij["einde"] <= k[1]

    uit = tel(rijen, kwartalen, per, stopt, "uitstroom_trajecten", "uitstroom_clienten" if per == "totaal" else None)
    if per == "totaal":
        met_reden = [{**rij, "reden": rij["reden_einde"]} for rij in rijen]
        uit |= tel(met_reden, kwartalen, "reden", stopt, "uitstroom_trajecten")
    return uit


def verwijzers(rijen, kwartalen):
    eersten = []
    for wet in wetten(rijen):
        for k in kwartalen:
            for client in {rij["client_id"] for rij in rijen}:
                eigen = [
                    rij
                    for rij in rijen
                    if rij["client_id"] == client and rij["wet"] == wet and k[0] <= rij["begin"] <= k[1]
                ]
                if eigen:
                    eersten.append((min(eigen, key=lambda r: (r["begin"], r["verwijzer"] is None, r["verwijzer"])), k))
    uit = {}
    for k in kwartalen:
        for wet in wetten(rijen):
            uit["verwijzer", wet, k[2], "totaal", "totaal"] = (
                sum(1 for rij, kwartaal in eersten if kwartaal == k and rij["wet"] == wet),
                None,
                None,
            )
        for wet, groep in groepen_die_voorkomen(eersten, "verwijzer", kwartalen):
            uit["verwijzer", wet, k[2], "verwijzer", groep] = (
                sum(
                    1
                    for rij, kwartaal in eersten
                    if kwartaal == k and rij["wet"] == wet and (rij["verwijzer"] or "onbekend") == groep
                ),
                None,
                None,
            )
    return uit


def kwantiel(getallen, deel):
    """Straight line between the two neighbours."""
    rij = sorted(getallen)
    plek = deel * (len(rij) - 1)
    onder = int(plek)
    boven = min(onder + 1, len(rij) - 1)
    return rij[onder] + (plek - onder) * (rij[boven] - rij[onder])


def looptijd(rijen, kwartalen, per="totaal"):
    def gepland(rij, k):
        plan = rij["einddatum_oorspronkelijk"]
        return k[0] <= rij["begin"] <= k[1] and plan is not None and plan >= rij["begin"]

    uit = tel(rijen, kwartalen, per, gepland, "looptijd_aantal")
    for (_, wet, naam, _, groep), (aantal, _, _) in list(uit.items()):
        if aantal:
            k = next(k for k in kwartalen if k[2] == naam)
            maanden = [
                ((rij["einddatum_oorspronkelijk"] - rij["begin"]).days + 1) / 30.4375
                for rij in rijen
                if gepland(rij, k) and rij["wet"] == wet and groep_van(rij, per, k[0].year) == groep
            ]
            maten = {
                "gemiddeld": sum(maanden) / len(maanden),
                "mediaan": kwantiel(maanden, 0.5),
                "p25": kwantiel(maanden, 0.25),
                "p75": kwantiel(maanden, 0.75),
            }
            for maat, waarde in maten.items():
                uit[f"looptijd_{maat}", wet, naam, per, groep] = (waarde, None, aantal)
    return uit


def einde_termijn(start, dagen):
    laatste = start + timedelta(days=dagen)
    while laatste.weekday() in (5, 6) or laatste in FEESTDAGEN:
        laatste += EEN_DAG
    return laatste


def doorlooptijd(rijen, kwartalen, peildatum):
    uit = {}
    klokken = {
        "onderzoek": ("datum_melding", "datum_onderzoek_gereed", 42),
        "beschikking": ("datum_aanvraag", "datum_beschikking", 14),
    }
    for soort, (van, tot, dagen) in klokken.items():
        for eerste, laatste, naam in kwartalen:
            for met_brief in (False, True):
                zaken = op_tijd = 0
                duur = []
                for rij in rijen:
                    if rij["wet"] != "wmo" or rij[van] is None:
                        continue
                    termijn = einde_termijn(rij[van], dagen)
                    if met_brief and rij["verlengd_tot"] is not None and rij["verlengd_tot"] > termijn:
                        termijn = rij["verlengd_tot"]
                    if not eerste <= termijn <= laatste or termijn > peildatum:
                        continue
                    zaken += 1
                    if rij[tot] is not None and rij[tot] <= peildatum:
                        duur.append((rij[tot] - rij[van]).days)
                        op_tijd += rij[tot] <= termijn
                cijfer = f"{soort}_op_tijd_verlengd" if met_brief else f"{soort}_op_tijd"
                if zaken:
                    uit[cijfer, "wmo", naam, "totaal", "totaal"] = (op_tijd / zaken * 100, op_tijd, zaken)
                if duur and not met_brief:
                    uit[f"{soort}_mediaan", "wmo", naam, "totaal", "totaal"] = (kwantiel(duur, 0.5), None, len(duur))
                    uit[f"{soort}_p90", "wmo", naam, "totaal", "totaal"] = (kwantiel(duur, 0.9), None, len(duur))
    return uit


def uitkeringen(rijen, kwartalen, per="totaal"):
    def op_laatste_dag(rij, k):
        return rij["begin"] <= k[1] < einde_van(rij)

    rijen = [{**rij, "client_id": rij["huishouden_id"]} for rij in rijen]
    uit = tel(rijen, kwartalen, per, op_laatste_dag, clientcijfer="bijstand_huishoudens")
    for naam, dag in (("instroom", "begin"), ("uitstroom", "einde")) if per == "totaal" else ():

        def erin(rij, k, dag=dag):
            return rij[dag] is not None and k[0] <= rij[dag] <= k[1]

        uit |= tel(rijen, kwartalen, "totaal", erin, f"bijstand_{naam}")
        uit |= tel(rijen, kwartalen, f"reden_{dag}", erin, f"bijstand_{naam}")
    return uit


def inwoners_met_bijstand(rijen, kwartalen):
    def erop(rij, k):
        return rij["begin"] <= k[1] < einde_van(rij)

    def jong(rij, k):
        return erop(rij, k) and rij["geboortejaar"] is not None and 18 <= k[0].year - rij["geboortejaar"] <= 26

    def zonder_jaar(rij, k):
        return erop(rij, k) and rij["geboortejaar"] is None

    iedereen = tel(rijen, kwartalen, "totaal", erop, clientcijfer="bijstand_personen")
    onbekend = tel(rijen, kwartalen, "totaal", zonder_jaar, clientcijfer="bijstand_personen")
    jongeren = tel(rijen, kwartalen, "totaal", jong, clientcijfer="bijstand_jongeren")
    jongeren |= tel(rijen, kwartalen, "statushouder", jong, clientcijfer="bijstand_jongeren")
    for sleutel in jongeren:
        allen = "bijstand_personen", sleutel[1], sleutel[2], "totaal", "totaal"
        if onbekend[allen][0] * 20 > iedereen[allen][0]:
            jongeren[sleutel] = (None, None, None)
    return iedereen | jongeren


def triage(rijen, kwartalen):
    def afgerond(rij, k):
        dag = rij["datum_beschikking"] or (rij["datum_aanvraag"] is None and rij["datum_onderzoek_gereed"]) or None
        return dag is not None and k[0] <= dag <= k[1]

    rijen = [{**rij, "client_id": None, "uitkomst": rij["triage_uitkomst"]} for rij in rijen]
    totaal = tel(rijen, kwartalen, "totaal", afgerond, "aanvragen")
    return totaal | tel(rijen, kwartalen, "uitkomst", afgerond, "aanvragen")


def bereik(rijen, inwoners, kwartalen, per="totaal"):
    uit = {}
    nieuwste = {}
    for rij in inwoners:
        plek = rij["regio_code"], rij["jaar"]
        nieuwste[plek] = max(nieuwste.get(plek, 0), rij["indelingsjaar"])
    for wet in wetten(rijen):
        for eerste, laatste, naam in kwartalen:
            noemers = {}
            for rij in inwoners:
                if rij["jaar"] != eerste.year or rij["indelingsjaar"] != nieuwste[rij["regio_code"], rij["jaar"]]:
                    continue
                soort_regio = "WK" if per == "wijk" else "GM"
                if rij["regio_code"][:2] != soort_regio or (wet == "jeugd" and rij["leeftijd"] > 17):
                    continue
                groep = {"totaal": "totaal", "wijk": rij["regio_code"], "leeftijd": klasse(wet, rij["leeftijd"])}[per]
                noemers[groep] = noemers.get(groep, 0) + rij["aantal"]
            for groep, noemer in noemers.items():
                mensen = set()
                for rij in rijen:
                    leeftijd = None if rij["geboortejaar"] is None else eerste.year - rij["geboortejaar"]
                    if wet == "jeugd" and (leeftijd is None or not 0 <= leeftijd <= 17):
                        continue
                    if rij["wet"] == wet and loopt(rij, eerste, laatste) and groep_van(rij, per, eerste.year) == groep:
                        mensen.add(rij["client_id"])
                uit["bereik", wet, naam, per, groep] = (len(mensen) / noemer * 100, len(mensen), noemer)
                if te_veel_onbekend(rijen, wet, per, eerste, laatste):
                    uit["bereik", wet, naam, per, groep] = (None, None, noemer)
    return uit


def te_veel_onbekend(rijen, wet, per, eerste, laatste):
    """More than one in twenty of those who count or might count have no usable birth year or no wijk."""
    mensen, onbekend = set(), set()
    for rij in rijen:
        if rij["wet"] != wet or not loopt(rij, eerste, laatste):
            continue
        leeftijd = None if rij["geboortejaar"] is None else eerste.year - rij["geboortejaar"]
        zonder_leeftijd = leeftijd is None or not 0 <= leeftijd <= 130
        if wet == "jeugd" and not zonder_leeftijd and leeftijd > 17:
            continue
        plek = rij["client_id"], rij["wijk"] if per == "wijk" else "", rij["geboortejaar"]
        mensen.add(plek)
        if (zonder_leeftijd and (wet == "jeugd" or per == "leeftijd")) or (per == "wijk" and rij["wijk"] == "onbekend"):
            onbekend.add(plek)
    return len(onbekend) * 20 > len(mensen)


def inwoners(rijen, kwartalen, per="totaal"):
    uit = {}
    nieuwste = {}
    for rij in rijen:
        plek = rij["regio_code"], rij["jaar"]
        nieuwste[plek] = max(nieuwste.get(plek, 0), rij["indelingsjaar"])
    for wet in KLASSEN:
        for eerste, _, naam in kwartalen:
            for rij in rijen:
                if rij["jaar"] != eerste.year or rij["indelingsjaar"] != nieuwste[rij["regio_code"], rij["jaar"]]:
                    continue
                soort_regio = "WK" if per == "wijk" else "GM"
                if rij["regio_code"][:2] != soort_regio or (wet == "jeugd" and rij["leeftijd"] > 17):
                    continue
                sleutel = "inwoners", wet, naam, per, "totaal" if per == "totaal" else rij["regio_code"]
                uit[sleutel] = (uit.get(sleutel, (0,))[0] + rij["aantal"], None, None)
    return uit


def zwaarte(per_niveau):
    uit = {}
    for (cijfer, wet, kwartaal, _, niveau), (waarde, _, _) in per_niveau.items():
        if cijfer.endswith("_trajecten"):
            zwaar = {"1": "licht", "2": "licht", "3": "licht", "4": "midden", "5": "midden", "6": "zwaar", "7": "zwaar"}
            sleutel = cijfer, wet, kwartaal, "zwaarte", zwaar.get(niveau, "onbekend")
            uit[sleutel] = (uit.get(sleutel, (0,))[0] + waarde, None, None)
    return uit


def financieel(rijen, kwartalen):
    uit = {}

    def euro(wet, jaar, soort, nummers, kosten=None):
        return (
            sum(
                rij["bedrag_cent"]
                for rij in rijen
                if (rij["wet"], rij["jaar"], rij["soort"]) == (wet, jaar, soort)
                and rij["kwartaal"] in nummers
                and kosten in (None, rij["kostensoort"] or "onbekend")
            )
            / 100
        )

    def er_is(wet, jaar, soort, nummer):
        """Of er iets geboekt is; zonder soort telt elke boeking, en een begroting is er geen."""
        return any(
            (rij["wet"], rij["jaar"], rij["kwartaal"]) == (wet, jaar, nummer)
            and (rij["soort"] == soort if soort else rij["soort"] != "begroot")
            for rij in rijen
        )

    for wet in wetten(rijen):
        for jaar in {k[0].year for k in kwartalen}:
            for soort in ("begroot", "werkelijk"):
                if soort == "werkelijk" and date(jaar, 12, 31) > kwartalen[-1][1]:
                    continue
                sleutel = (f"{soort}_jaar", wet, f"{jaar}-K4", "totaal", "totaal")
                if er_is(wet, jaar, soort, None):
                    uit[sleutel] = (euro(wet, jaar, soort, [None]), None, None)
                elif all(er_is(wet, jaar, soort, n) for n in (1, 2, 3, 4)):
                    uit[sleutel] = (euro(wet, jaar, soort, [1, 2, 3, 4]), None, None)
        for eerste, _, naam in kwartalen:
            nummers = list(range(1, int(naam[-1]) + 1))
            for soort in ("werkelijk", "voorschot", "balanspost"):
                if not any(rij["wet"] == wet and rij["soort"] == soort and rij["kwartaal"] for rij in rijen):
                    continue
                if all(er_is(wet, eerste.year, soort if soort == "werkelijk" else None, n) for n in nummers):
                    uit[f"{soort}_cumulatief", wet, naam, "totaal", "totaal"] = (
                        euro(wet, eerste.year, soort, nummers),
                        None,
                        None,
                    )
                    kostensoorten = {
                        rij["kostensoort"] or "onbekend"
                        for rij in rijen
                        if rij["kwartaal"] in nummers
                        and (rij["wet"], rij["jaar"], rij["soort"]) == (wet, eerste.year, soort)
                    }
                    for kosten in kostensoorten if soort == "werkelijk" else ():
                        uit["werkelijk_cumulatief", wet, naam, "kostensoort", kosten] = (
                            euro(wet, eerste.year, soort, nummers, kosten),
                            None,
                            None,
                        )
    return uit


def uitgaven(rijen, kwartalen, per="totaal"):
    def tot_nu(rij, k):
        return date(k[0].year, 1, 1) <= rij["periode_begin"] <= k[1]

    uit = {}
    raak = [(rij, k) for k in kwartalen for rij in rijen if tot_nu(rij, k)]
    groepen = groepen_die_voorkomen(raak, per, kwartalen)
    if per == "totaal":
        groepen = {(wet, "totaal") for wet in wetten(rijen)}
    for wet, groep in groepen:
        for k in kwartalen:
            eigen = [rij for rij in rijen if tot_nu(rij, k) and rij["wet"] == wet and groep_van(rij, per, 0) == groep]
            mensen = {rij["client_id"] for rij in eigen if rij["client_id"] is not None}
            grootste = max([0, *(sum(rij["bedrag_cent"] for rij in eigen if rij["client_id"] == m) for m in mensen)])
            uit["declaraties_cumulatief", wet, k[2], per, groep] = (
                sum(rij["bedrag_cent"] for rij in eigen) / 100,
                grootste / 100,
                len(mensen),
            )
    return uit


def besparing(rijen):
    uit = {}
    for rij in rijen:

        def zet(cijfer, cent, jaar=rij["jaar"]):
            uit[cijfer, "samen", f"{jaar}-K4", "totaal", "totaal"] = (cent / 100, None, None)

        if rij["taakstelling_cent"] is not None:
            zet("besparing_taakstelling", rij["taakstelling_cent"])
        if rij["referentie_cent"] is not None and rij["werkelijk_cent"] is not None:
            bespaard = rij["referentie_cent"] - rij["werkelijk_cent"]
            zet("besparing", bespaard)
            if rij["ingeboekt_cent"] is not None:
                zet("besparing_nieuw", bespaard - rij["ingeboekt_cent"])
        if rij["ingeboekt_cent"] is not None:
            zet("besparing_ingeboekt", rij["ingeboekt_cent"])
    return uit
