"""De tweede telling: langzaam, met lussen, en apart geschreven uit docs/telregels.md en het gegevenscontract.

`tel` geeft per cijfer, wet, uitsplitsing, groep en kwartaal wat er moet staan. `ONTBREEKT` is: geen cijfer. Staat er
een verzameling, dan laten de documenten meer dan een antwoord toe, en is elk daarvan goed.
"""

from collections import defaultdict
from datetime import date, timedelta

from dieren import Levering, eerste_dag, kwartaal_van, laatste_dag, schrijf_kwartaal, verder

ONTBREEKT = None
GELIJKGESTELD = {  # Algemene termijnenwet, art. 3 lid 3
    date(2022, 5, 27), date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30),
    date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26),
}
VERWIJZERS = {"01": "gemeente", "02": "huisarts", "03": "jeugdarts", "04": "gecertificeerde_instelling",
              "05": "medisch_specialist", "06": "zelfverwijzer", "08": "rechter"}
REDEN_GROEPEN = {
    "jeugd": {"einde_indicatie": {"31"}, "wlz": {"39"}, "overig": {"02", *map(str, range(32, 39))}},
    "wmo": {"einde_indicatie": {"19"}, "wlz": {"39"}, "overig": {"02", "21", "22", "23", "31", "36", "37", "38"}},
}
KLASSEN = {"jeugd": ((3, "0-3"), (11, "4-11"), (17, "12-17"), (200, "18+")),
           "wmo": ((17, "0-17"), (64, "18-64"), (74, "65-74"), (84, "75-84"), (200, "85+"))}
PRODUCTEN = {"jeugd": {*map(str, range(31, 39)), *map(str, range(40, 56))},
             "wmo": {f"{nummer:02d}" for nummer in range(1, 19)}}


def pasen(jaar: int) -> date:
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    return date(jaar, (h + m - 7 * n + 114) // 31, (h + m - 7 * n + 114) % 31 + 1)


def vrij(dag: date) -> bool:
    if dag.weekday() >= 5 or dag in GELIJKGESTELD:
        return True
    koning = date(dag.year, 4, 27) if date(dag.year, 4, 27).weekday() != 6 else date(dag.year, 4, 26)
    vast = {date(dag.year, 1, 1), koning, date(dag.year, 5, 5), date(dag.year, 12, 25), date(dag.year, 12, 26)}
    return dag in vast or dag in {pasen(dag.year) + timedelta(days=n) for n in (-2, 1, 39, 50)}


def termijn(dag: date, weken: int) -> date:
    dag += timedelta(weeks=weken)
    while vrij(dag):
        dag += timedelta(days=1)
    return dag


def datum(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None


def geld(tekst: str) -> float:
    return float(tekst.replace(",", "."))


def percentiel(waarden: list[float], deel: float) -> float:
    """De waarde waar `deel` onder blijft; tussen twee waarden recht ertussenin."""
    waarden = sorted(waarden)
    plek = (len(waarden) - 1) * deel
    onder = int(plek)
    boven = min(onder + 1, len(waarden) - 1)
    return waarden[onder] + (waarden[boven] - waarden[onder]) * (plek - onder)


def goede_rijen(rijen: list[dict], verplicht: tuple[str, ...], datums: tuple[str, ...]) -> list[dict]:
    """Rijen die het contract aanneemt: wat moet is gevuld en datums bestaan. Gelijke rijen tellen een keer."""
    goed, gezien = [], set()
    for rij in rijen:
        rij = {k: w.strip() for k, w in rij.items()}
        if any(not rij[k] for k in verplicht) or any(rij.get(k) and datum(rij[k]) is None for k in datums):
            continue
        sleutel = tuple(rij.items())
        if sleutel not in gezien:
            gezien.add(sleutel)
            goed.append(rij)
    return goed


class Telling:
    def __init__(self, levering: Levering):
        self.levering = levering
        self.uit: dict[tuple, dict[str, object]] = defaultdict(dict)
        laatste = levering.kwartaal
        self.kwartalen = [verder(laatste, -stap) for stap in range(11, -1, -1)]

    def rijen(self, tabel: str, verplicht=(), datums=()) -> list[dict]:
        return goede_rijen(self.levering.tabellen.get(tabel, []), verplicht, datums)

    def zet(self, cijfer, wet, kwartaal, waarde, soort="totaal", groep="totaal"):
        self.uit[cijfer, wet, soort, groep][schrijf_kwartaal(kwartaal)] = waarde


def trajecten(telling: Telling, wet: str) -> list[dict]:
    """Een traject is wet en nummer. Het laatste bericht geldt; 13 is verwijderd; een definitieve stop is het einde."""
    per_nummer = defaultdict(list)
    for volgorde, rij in enumerate(telling.rijen(
        "toewijzingen", ("wet", "toewijzingnummer", "client_id", "productcategorie", "ingangsdatum"),
        ("ingangsdatum", "einddatum", "toewijzingsdatum"),
    )):
        eigen = rij.get("gemeentecode", "") in ("", telling.levering.gemeentecode)
        if rij["wet"] == wet and eigen:
            moment = (rij.get("toewijzingsdatum", ""), rij.get("toewijzingstijd", ""), volgorde)
            per_nummer[rij["toewijzingnummer"]].append((moment, rij))
    meldingen = defaultdict(list)
    for rij in telling.rijen("leveringen", ("wet", "toewijzingnummer", "begindatum"), ("begindatum", "einddatum")):
        if rij["wet"] == wet:
            meldingen[rij["toewijzingnummer"]].append(rij)
    gevonden = []
    for nummer, berichten in per_nummer.items():
        berichten = [rij for _, rij in sorted(berichten, key=lambda paar: paar[0])]
        laatste = berichten[-1]
        if laatste.get("reden_wijziging") == "13":
            continue
        begin, einde = datum(laatste["ingangsdatum"]), datum(laatste.get("einddatum", ""))
        stop = definitieve_stop(meldingen[nummer])
        einde = max(begin, stop[0] if stop else einde) if stop or einde else None
        gevonden.append({
            "nummer": nummer, "client": laatste["client_id"], "begin": begin, "einde": einde,
            "gepland": gepland(berichten), "reden": reden_van_einde(wet, stop, berichten),
            "productcategorie": laatste["productcategorie"] if laatste["productcategorie"] in PRODUCTEN[wet]
            else "onbekend",
        })
    return gevonden


def definitieve_stop(meldingen: list[dict]) -> tuple[date, str] | None:
    """De dag en reden van de stop die geldt: van de laatste start, niet tijdelijk en niet ingetrokken."""
    ingetrokken = {m["begindatum"] for m in meldingen if m.get("status_aanlevering") == "3"}
    meldingen = [m for m in meldingen if m["begindatum"] not in ingetrokken]
    start = max((m["begindatum"] for m in meldingen), default="")
    stops = [m for m in meldingen if m["begindatum"] == start and m.get("einddatum") and m.get(
        "reden_beeindiging") != "20"]
    if not stops:
        return None
    beste = max(stops, key=lambda m: (m.get("status_aanlevering") == "2", m["einddatum"]))
    return datum(beste["einddatum"]), beste.get("reden_beeindiging", "")


def reden_van_einde(wet: str, stop: tuple[date, str] | None, berichten: list[dict]) -> str:
    """De groep van de reden, volgens de tabel in de telregels."""
    wijzigingen = [b.get("reden_wijziging", "") for b in berichten]
    if "06" in wijzigingen:
        return "wlz"
    if stop is None:
        return "overig" if wijzigingen[-1] in ("02", "07", "09") else "einde_indicatie"
    for groep, codes in REDEN_GROEPEN[wet].items():
        if stop[1] in codes:
            return groep
    return "onbekend"


def gepland(berichten: list[dict]) -> date | None:
    """De einddatum van voor het eerste bericht dat de hulp verandert; een verbetering (01, 14) telt nog."""
    eind = None
    for bericht in berichten:
        if bericht.get("reden_wijziging", "") not in ("", "01", "14"):
            break
        eind = datum(bericht.get("einddatum", ""))
    return eind


def groepen(telling: Telling, wet: str, lijst: list[dict]) -> dict[str, object]:
    """Per uitsplitsing: een functie van traject en jaar naar de groep. Alleen wat geleverd is."""
    tabellen = telling.levering.tabellen
    uit = {"productcategorie": lambda t, jaar: t["productcategorie"]}
    clienten = {r["client_id"]: r for r in telling.rijen("clienten", ("client_id", "geboortejaar"))}
    if clienten:
        def klasse(traject, jaar):
            if traject["client"] not in clienten:
                return "onbekend"
            leeftijd = jaar - int(clienten[traject["client"]]["geboortejaar"])
            if not 0 <= leeftijd <= 130:  # not born yet
                return "onbekend"
            return next(naam for tot, naam in KLASSEN[wet] if leeftijd <= tot)
        uit["leeftijd"] = klasse
    verwijzers = {r["toewijzingnummer"]: r["verwijzer_type"] for r in telling.rijen("verzoeken", ("verwijzer_type",))
                  if r["wet"] == wet and r.get("toewijzingnummer")}
    if any(soort in VERWIJZERS for soort in verwijzers.values()):  # else there is no quarter in which one is known
        uit["verwijzer"] = lambda t, jaar: VERWIJZERS.get(verwijzers.get(t["nummer"], ""), "onbekend")
    koppel = {r["productcategorie"]: r for r in telling.rijen("koppel_product") if r["wet"] == wet}
    if koppel:
        uit["hoofdcategorie"] = lambda t, jaar: koppel.get(t["productcategorie"], {}).get("hoofdcategorie", "onbekend")
        if "interventieniveau" in tabellen["koppel_product"][0]:
            uit["interventieniveau"] = lambda t, jaar: koppel.get(t["productcategorie"], {}).get(
                "interventieniveau", "onbekend")
    return uit


def tel_trajecten(telling: Telling, wet: str) -> None:
    lijst = trajecten(telling, wet)
    per_client = defaultdict(list)
    for traject in lijst:
        per_client[traject["client"]].append(traject)
    geboren = {r["client_id"]: int(r["geboortejaar"]) for r in telling.rijen("clienten", ("client_id", "geboortejaar"))}
    eerste = min((t["begin"] for t in lijst), default=None)
    tabel = [t for andere in ("jeugd", "wmo") for t in trajecten(telling, andere)]
    eerste_van_tabel = min((t["begin"] for t in tabel), default=None)
    zeker_vanaf = dekking(telling, tabel)
    stops = telling.levering.tabellen.get("leveringen")
    kent_redenen = stops and "reden_beeindiging" in stops[0]  # a column that is not delivered is no "unknown"
    inwoners = tel_inwoners(telling, wet)
    splitsingen = groepen(telling, wet, lijst)
    for kwartaal in telling.kwartalen:
        van, tot = eerste_dag(kwartaal), laatste_dag(kwartaal)
        zet = lambda cijfer, waarde, soort="totaal", groep="totaal", k=kwartaal: telling.zet(  # noqa: E731
            cijfer, wet, k, waarde, soort, groep)
        lopend = [t for t in lijst if t["begin"] <= tot and (t["einde"] is None or t["einde"] >= van)]
        begonnen = [t for t in lijst if van <= t["begin"] <= tot]
        gestopt = [t for t in lijst if t["einde"] and van <= t["einde"] <= tot]
        if tot < zeker_vanaf:  # what the table knows begins here somewhere
            continue
        if eerste is None or tot < eerste:
            if eerste_van_tabel and tot >= eerste_van_tabel:
                continue
            for cijfer in ("lopend_trajecten", "lopend_clienten", "instroom_trajecten", "instroom_clienten",
                           "uitstroom_trajecten", "uitstroom_clienten", "looptijd_aantal"):
                zet(cijfer, ONTBREEKT)
            continue
        zet("lopend_trajecten", len(lopend))
        zet("lopend_clienten", len({t["client"] for t in lopend}))
        zet("instroom_trajecten", len(begonnen))
        zet("instroom_clienten", len({t["client"] for t in begonnen}))
        zet("uitstroom_trajecten", len(gestopt))
        zet("uitstroom_clienten", len({t["client"] for t in gestopt}))
        vroeger = verder(kwartaal, -4)
        toen = (eerste_dag(vroeger), laatste_dag(vroeger))
        if toen[0] > eerste and vroeger in telling.kwartalen:
            lopend_toen = [t for t in lijst if t["begin"] <= toen[1] and (t["einde"] is None or t["einde"] >= toen[0])]
            for cijfer, wat in (("lopend_trajecten", "nummer"), ("lopend_clienten", "client")):
                nu, eerder = (len({t[wat] for t in deel}) for deel in (lopend, lopend_toen))
                if eerder:
                    verandering = 100 * (nu - eerder) / eerder
                    breuk = wet == "jeugd" and vroeger < (2022, 1) <= kwartaal  # woonplaatsbeginsel
                    zet(f"{cijfer}_verandering", {verandering, ONTBREEKT} if breuk else verandering)
        for soort, groep_van in splitsingen.items():
            for cijfer, deel in (("lopend", lopend), ("instroom", begonnen), ("uitstroom", gestopt)):
                per_groep = defaultdict(list)
                for traject in deel:
                    per_groep[groep_van(traject, kwartaal[0])].append(traject)
                for groep, leden in per_groep.items():
                    zet(f"{cijfer}_trajecten", len(leden), soort, groep)
                    if cijfer != "uitstroom":
                        zet(f"{cijfer}_clienten", len({t["client"] for t in leden}), soort, groep)
        delen = {"doorlopend": 0, "begonnen": 0, "beeindigd": 0, "begonnen_en_beeindigd": 0}
        for traject in lopend:
            begon, stopte = traject["begin"] >= van, traject["einde"] is not None and traject["einde"] <= tot
            delen["begonnen_en_beeindigd" if begon and stopte else "begonnen" if begon else "beeindigd" if stopte
                  else "doorlopend"] += 1
        for deel, aantal in delen.items():
            zet("lopend_trajecten", aantal, "deel", deel)
        soorten = {"nieuw": 0, "doorlopend": 0, "terugkerend": 0}
        for client in {t["client"] for t in begonnen}:
            start = min(t["begin"] for t in begonnen if t["client"] == client)
            eerder = [t for t in per_client[client] if t["begin"] < start]
            if any(t["einde"] is None or t["einde"] >= start - timedelta(days=1) for t in eerder):
                soorten["doorlopend"] += 1
            elif any(t["einde"] >= start - timedelta(days=365) for t in eerder):
                soorten["terugkerend"] += 1
            else:
                soorten["nieuw"] += 1
        for soort, aantal in soorten.items():
            weet_niet = (van - eerste_van_tabel).days < 365 - 92
            weet_wel = (van - max(eerste, zeker_vanaf)).days >= 365 + 92
            zet("instroom_clienten", ONTBREEKT if weet_niet else aantal if weet_wel else {aantal, ONTBREEKT},
                "instroomsoort", soort)
        redenen = defaultdict(int)
        for traject in gestopt if kent_redenen else ():
            redenen[traject["reden"]] += 1
        for reden, aantal in redenen.items():
            zet("uitstroom_trajecten", aantal, "reden", reden)
        duren = [(t["gepland"] - t["begin"]).days + 1 for t in begonnen if t["gepland"]]
        zet("looptijd_aantal", len(duren))
        if duren:
            zet("looptijd_gemiddeld", sum(duren) / len(duren) / 30.4375)
            for naam, deel in (("looptijd_mediaan", 0.5), ("looptijd_p25", 0.25), ("looptijd_p75", 0.75)):
                zet(naam, percentiel(duren, deel) / 30.4375)
        if kwartaal[0] in inwoners:
            clienten = {t["client"] for t in lopend}
            leeftijden = {c: kwartaal[0] - geboren[c] for c in clienten if c in geboren}
            onbekend = [c for c in clienten if not 0 <= leeftijden.get(c, -1) <= 130]
            if wet == "jeugd":
                clienten = {c for c in clienten if c in onbekend or leeftijden[c] < 18}
                te_vaag = len(onbekend) > 0.05 * len(clienten)
                clienten = {c for c in clienten if c not in onbekend}
                zet("bereik", ONTBREEKT if te_vaag else 100 * len(clienten) / inwoners[kwartaal[0]])
            else:
                zet("bereik", 100 * len(clienten) / inwoners[kwartaal[0]])


def dekking(telling: Telling, perioden: list[dict]) -> date:
    """De dag vanaf wanneer een tabel met perioden zeker alles kent: bij 100 einden of meer pas bij het eerste einde.

    Liggen al die einden na de peildatum, dan is het een momentopname en telt alleen het laatste kwartaal.
    """
    einden = sorted(p["einde"] for p in perioden if p["einde"])
    if len(einden) < 100:
        return date.min
    return min(einden[0], eerste_dag(telling.kwartalen[-1]))


def tel_inwoners(telling: Telling, wet: str) -> dict[int, int]:
    """Inwoners van de gemeente op 1 januari; bij jeugd tot en met 17 jaar."""
    per_jaar = defaultdict(int)
    for rij in telling.rijen("bevolking", ("regio_code", "jaar", "leeftijd", "aantal")):
        if rij["regio_code"] == telling.levering.gemeentecode and (wet == "wmo" or int(rij["leeftijd"]) <= 17):
            per_jaar[int(rij["jaar"])] += int(rij["aantal"])
    for kwartaal in telling.kwartalen:
        telling.zet("inwoners", wet, kwartaal, per_jaar.get(kwartaal[0], ONTBREEKT))
    return {jaar: aantal for jaar, aantal in per_jaar.items() if aantal}


def tel_meldingen(telling: Telling, wet: str) -> None:
    rijen = [r for r in telling.rijen("meldingen", ("melding_id", "wet", "datum_melding"), (
        "datum_melding", "datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking")) if r["wet"] == wet]
    if wet != "wmo" or not rijen:
        return
    eerste = min(r["datum_melding"] for r in rijen)
    for kwartaal in telling.kwartalen:
        for naam, begin, einde, weken in (
            ("onderzoek", "datum_melding", "datum_onderzoek_gereed", 6),
            ("beschikking", "datum_aanvraag", "datum_beschikking", 2),
        ):
            noemer = teller = 0
            duren = []
            for rij in rijen:
                start, klaar = datum(rij.get(begin, "")), datum(rij.get(einde, ""))
                if start and kwartaal_van(termijn(start, weken)) == kwartaal:
                    noemer += 1
                    teller += bool(klaar and klaar <= termijn(start, weken))
                    if klaar:
                        duren.append((klaar - start).days)
            begint = schrijf_kwartaal(kwartaal_van(datum(eerste)))
            vroeg = schrijf_kwartaal(kwartaal) <= begint  # in or before the first quarter the table knows
            if noemer:
                aandeel = 100 * teller / noemer
                telling.zet(f"{naam}_op_tijd", wet, kwartaal, {aandeel, ONTBREEKT} if vroeg else aandeel)
                if duren:
                    for maat, deel in (("mediaan", 0.5), ("p90", 0.9)):
                        waarde = percentiel(duren, deel)
                        telling.zet(f"{naam}_{maat}", wet, kwartaal, {waarde, ONTBREEKT} if vroeg else waarde)


def tel_triage(telling: Telling, wet: str) -> None:
    """Een aanvraag is afgerond op de dag van het besluit; een melding zonder aanvraag als het onderzoek klaar is."""
    rijen = [r for r in telling.rijen("meldingen", ("melding_id", "wet", "datum_melding"), (
        "datum_melding", "datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking")) if r["wet"] == wet]
    if not rijen or "triage_uitkomst" not in rijen[0]:
        return
    for kwartaal in telling.kwartalen:
        per_uitkomst = defaultdict(int)
        for rij in rijen:
            klaar = rij.get("datum_beschikking") or ("" if rij.get("datum_aanvraag") else
                                                     rij.get("datum_onderzoek_gereed", ""))
            if klaar and kwartaal_van(datum(klaar)) == kwartaal:
                per_uitkomst[rij["triage_uitkomst"] or "onbekend"] += 1
        if not per_uitkomst:
            continue
        telling.zet("aanvragen", wet, kwartaal, sum(per_uitkomst.values()))
        for uitkomst, aantal in per_uitkomst.items():
            telling.zet("aanvragen", wet, kwartaal, aantal, "uitkomst", uitkomst)


def tel_geld(telling: Telling, wet: str) -> None:
    rijen = [r for r in telling.rijen("financien", ("jaar", "wet", "soort", "bedrag_eur")) if r["wet"] == wet]
    if not rijen:
        return
    for kwartaal in telling.kwartalen:
        jaar, nummer = kwartaal
        van_jaar = [r for r in rijen if int(r["jaar"]) == jaar]
        begroot = [geld(r["bedrag_eur"]) for r in van_jaar if r["soort"] == "begroot"]
        if begroot and nummer == 4:
            telling.zet("begroot_jaar", wet, kwartaal, sum(begroot))
        for cijfer, soort in (("werkelijk_cumulatief", "werkelijk"), ("voorschot_cumulatief", "voorschot"),
                              ("balanspost_cumulatief", "balanspost")):
            deel = [r for r in van_jaar if r["soort"] == soort and r.get("kwartaal")]
            bedragen = [geld(r["bedrag_eur"]) for r in deel if int(r["kwartaal"]) <= nummer]
            if bedragen and soort == "werkelijk":
                telling.zet(cijfer, wet, kwartaal, sum(bedragen))
                for kostensoort in {r.get("kostensoort") for r in deel} - {None, ""}:
                    per_soort = [geld(r["bedrag_eur"]) for r in deel
                                 if r["kostensoort"] == kostensoort and int(r["kwartaal"]) <= nummer]
                    telling.zet(cijfer, wet, kwartaal, sum(per_soort), "kostensoort", kostensoort)
            elif bedragen:
                telling.zet(cijfer, wet, kwartaal, {sum(bedragen), ONTBREEKT})


def tel_declaraties(telling: Telling, wet: str) -> None:
    rijen = [{k: w.strip() for k, w in r.items()} for r in telling.levering.tabellen.get("declaraties", [])]
    rijen = [r for r in rijen if r["wet"] == wet and datum(r["periode_begin"])]
    if not rijen:
        return
    gedeclareerd = {kwartaal_van(datum(r["periode_begin"])) for r in rijen}
    for kwartaal in telling.kwartalen:
        if kwartaal < min(gedeclareerd):
            continue
        te_vroeg = telling.levering.peildatum <= laatste_dag(kwartaal) + timedelta(days=90)
        if kwartaal > max(gedeclareerd) or te_vroeg:
            telling.zet("declaraties_cumulatief", wet, kwartaal, ONTBREEKT)
            continue
        van, tot = date(kwartaal[0], 1, 1), laatste_dag(kwartaal)
        totaal = sum(-abs(int(r["bedrag_cent"])) if r.get("debet_credit") == "C" else int(r["bedrag_cent"])
                     for r in rijen if van <= datum(r["periode_begin"]) <= tot)
        telling.zet("declaraties_cumulatief", wet, kwartaal,
                    totaal / 100 if kwartaal in gedeclareerd else {totaal / 100, ONTBREEKT})


def aan_elkaar(rijen: list[dict], sleutel: tuple[str, ...]):
    """Perioden die overlappen of op elkaar aansluiten, zijn samen een periode."""
    perioden = defaultdict(list)
    for rij in rijen:
        perioden[tuple(rij[k] for k in sleutel)].append((datum(rij["begindatum"]), datum(rij.get("einddatum", ""))))
    for wie, lijst in perioden.items():
        begin, einde = min(lijst, key=lambda p: p[0])
        for van, tot in sorted(lijst, key=lambda p: (p[0], p[1] or date.max)):
            if einde is None or van <= einde + timedelta(days=1):
                einde = None if einde is None or tot is None else max(einde, tot)
            else:
                yield wie, (begin, einde)
                begin, einde = van, tot
        yield wie, (begin, einde)


def tel_bijstand(telling: Telling) -> None:
    rijen = telling.rijen("uitkeringen", ("huishouden_id", "begindatum"), ("begindatum", "einddatum"))
    if not rijen:
        return
    heeft_client = "client_id" in rijen[0]
    heeft_jaar = "geboortejaar" in rijen[0]
    aaneen = [periode for _, periode in aan_elkaar(rijen, ("huishouden_id",))]
    personen = list(aan_elkaar(rijen, ("huishouden_id", "client_id"))) if heeft_client else []
    jaren = {r["client_id"]: int(r["geboortejaar"]) for r in rijen} if heeft_client and heeft_jaar else {}
    eerste = max(min(p[0] for p in aaneen), dekking(telling, [{"einde": tot} for _, tot in aaneen]))
    for kwartaal in telling.kwartalen:
        van, tot = eerste_dag(kwartaal), laatste_dag(kwartaal)
        if tot < eerste:
            continue
        zet = lambda cijfer, waarde, k=kwartaal: telling.zet(cijfer, "participatie", k, waarde)  # noqa: E731
        zet("bijstand_huishoudens", sum(b <= tot and (e is None or e > tot) for b, e in aaneen))
        nu = {sleutel[1] for sleutel, (b, e) in personen if b <= tot and (e is None or e > tot)}
        zet("bijstand_personen", len(nu) if heeft_client else ONTBREEKT)
        if jaren:
            zet("bijstand_jongeren", sum(18 <= kwartaal[0] - jaren[client] <= 26 for client in nu))
        zet("bijstand_instroom", sum(van <= b <= tot for b, _ in aaneen))
        zet("bijstand_uitstroom", sum(bool(e) and van <= e <= tot for _, e in aaneen))


def tel_besparing(telling: Telling) -> None:
    for rij in telling.rijen("besparingspad", ("jaar",)):
        kwartaal = (int(rij["jaar"]), 4)
        if schrijf_kwartaal(kwartaal) not in {schrijf_kwartaal(k) for k in telling.kwartalen}:
            continue
        if rij.get("taakstelling"):
            telling.zet("besparing_taakstelling", "samen", kwartaal, geld(rij["taakstelling"]))
        if rij.get("ingeboekt"):
            telling.zet("besparing_ingeboekt", "samen", kwartaal, geld(rij["ingeboekt"]))
        if rij.get("referentie") and rij.get("werkelijk"):
            besparing = geld(rij["referentie"]) - geld(rij["werkelijk"])
            telling.zet("besparing", "samen", kwartaal, besparing)
            if rij.get("ingeboekt"):
                telling.zet("besparing_nieuw", "samen", kwartaal, besparing - geld(rij["ingeboekt"]))


def tel_aggregaat(telling: Telling) -> None:
    getoond = {schrijf_kwartaal(k) for k in telling.kwartalen}
    for rij in telling.rijen("aggregaat", ("indicator", "wet", "kwartaal")):
        if rij["kwartaal"] in getoond:
            telling.uit[rij["indicator"], rij["wet"], rij.get("dimensie") or "totaal", rij.get("groep") or "totaal"][
                rij["kwartaal"]] = float(rij["waarde"])


def tel(levering: Levering) -> dict[tuple, dict[str, object]]:
    """Alles wat er moet staan: (cijfer, wet, uitsplitsing, groep) -> kwartaal -> waarde."""
    telling = Telling(levering)
    for wet in ("jeugd", "wmo"):
        if any(r["wet"].strip() == wet for r in levering.tabellen.get("toewijzingen", [])):
            tel_trajecten(telling, wet)
        elif "bevolking" in levering.tabellen and "aggregaat" not in levering.tabellen:
            tel_inwoners(telling, wet)
        tel_meldingen(telling, wet)
        tel_triage(telling, wet)
        tel_geld(telling, wet)
        tel_declaraties(telling, wet)
    tel_geld(telling, "participatie")
    tel_bijstand(telling)
    tel_besparing(telling)
    tel_aggregaat(telling)
    return telling.uit
