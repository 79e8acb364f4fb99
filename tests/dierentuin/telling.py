"""De tweede telling: langzaam, met lussen, en apart geschreven uit docs/telregels.md en het gegevenscontract.

`tel` geeft per cijfer, wet, uitsplitsing, groep en kwartaal wat er moet staan. `ONTBREEKT` is: geen cijfer. Elke cel
heeft een antwoord. Een kwartaal dat niet in een uitgave hoort, staat er niet bij. `anders` legt een uitgave ernaast,
beide kanten op.
"""

import math
from collections import Counter, defaultdict
from datetime import date, timedelta

from dieren import Levering, eerste_dag, kwartaal_van, laatste_dag, schrijf_kwartaal, verder

ONTBREEKT = None
STAP = 1e-6
ACHT = 8  # quarters of a breakdown
TOT_DIT_JAAR = {"besparing", "besparing_nieuw"}  # also the years before the twelve quarters
ELK_JAAR = {"besparing_taakstelling", "besparing_ingeboekt"}  # the years to come as well
GELIJKGESTELD = {  # Algemene termijnenwet, art. 3 lid 3
    date(2022, 5, 27),
    date(2023, 4, 28),
    date(2023, 5, 19),
    date(2024, 5, 10),
    date(2024, 12, 27),
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
}
VERWIJZERS = {
    "01": "gemeente",
    "02": "huisarts",
    "03": "jeugdarts",
    "04": "gecertificeerde_instelling",
    "05": "medisch_specialist",
    "06": "zelfverwijzer",
    "08": "rechter",
}
REDEN_GROEPEN = {
    "jeugd": {"einde_indicatie": {"31"}, "wlz": {"39"}, "overig": {"02", *map(str, range(32, 39))}},
    "wmo": {"einde_indicatie": {"19"}, "wlz": {"39"}, "overig": {"02", "21", "22", "23", "31", "36", "37", "38"}},
}
KLASSEN = {
    "jeugd": ((3, "0-3"), (11, "4-11"), (17, "12-17"), (200, "18+")),
    "wmo": ((17, "0-17"), (64, "18-64"), (74, "65-74"), (84, "75-84"), (200, "85+")),
}
NIVEAUS = set("1234567")
ZWAARTE = {"licht": {"1", "2", "3"}, "midden": {"4", "5"}, "zwaar": {"6", "7"}}
KRUIS = "hoofdcategorie x interventieniveau"
IN_EEN_UITGAVE = {  # docs/telregels.md, "In een uitgave"; of any other figure only the total
    "lopend_trajecten": ("deel", "hoofdcategorie", "wijk", "zwaarte"),
    "lopend_clienten": ("hoofdcategorie", "interventieniveau", KRUIS, "leeftijd", "productcategorie", "wijk"),
    "instroom_trajecten": ("hoofdcategorie", "wijk", "zwaarte"),
    "instroom_clienten": (
        "hoofdcategorie",
        "instroomsoort",
        "interventieniveau",
        "leeftijd",
        "productcategorie",
        "wijk",
    ),
    "verwijzer": ("verwijzer",),
    "uitstroom_trajecten": ("hoofdcategorie", "interventieniveau", "leeftijd", "productcategorie", "reden", "wijk"),
    "looptijd_mediaan": ("productcategorie",),
    "aanvragen": ("uitkomst",),
    "bereik": ("leeftijd",),
    "inwoners": ("wijk",),
    "werkelijk_cumulatief": ("kostensoort",),
    "declaraties_cumulatief": ("hoofdcategorie", "interventieniveau", KRUIS),
    "maatregelen": ("maatregelstatus",),
    "bijstand_instroom": ("reden_begin",),
    "bijstand_uitstroom": ("reden_einde",),
    "bijstand_jongeren": ("statushouder",),
    "participatie_trajecten": ("soort_traject",),
    "participatieladder": ("trede",),
    "gehuisveste_statushouders": ("recht",),
    "inburgeringstrajecten": ("stelsel",),
    "opvang_plekken": ("soort_plek",),
    "opvang_taakstelling": ("doelsoort",),
    "amv_taakstelling": ("doelsoort",),
    "inburgeraars": ("regime", "leerroute", "wet_inburgering"),
    "meedoen": ("activiteit",),
    "inburgeraars_met_baan": ("grond",),
}
PRODUCTEN = {
    "jeugd": {*map(str, range(31, 39)), *map(str, range(40, 56))},
    "wmo": {f"{nummer:02d}" for nummer in range(1, 19)},
}


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
        self.clienten = {r["client_id"]: r for r in self.rijen("clienten", ("client_id", "geboortejaar"))}
        self.toewijzingen, self.eigen, self.elders = [], set(), set()
        for rij in self.rijen(
            "toewijzingen",
            ("wet", "toewijzingnummer", "client_id", "productcategorie", "ingangsdatum"),
            ("ingangsdatum", "einddatum", "einddatum_oorspronkelijk", "toewijzingsdatum"),
        ):
            woont = self.clienten.get(rij["client_id"], {}).get("gemeentecode", "")
            nummer = rij["wet"], rij["toewijzingnummer"]
            if (rij.get("gemeentecode") or woont or levering.gemeentecode) == levering.gemeentecode:
                self.toewijzingen.append(rij)
                self.eigen.add(nummer)
            else:
                self.elders.add(nummer)

    def rijen(self, tabel: str, verplicht=(), datums=()) -> list[dict]:
        return goede_rijen(self.levering.tabellen.get(tabel, []), verplicht, datums)

    def van_ons(self, rij: dict) -> bool:
        """Of een rij van de eigen gemeente is; zonder code hoort zij bij haar toewijzing."""
        if rij.get("gemeentecode"):
            return rij["gemeentecode"] == self.levering.gemeentecode
        nummer = rij.get("wet", ""), rij.get("toewijzingnummer", "")
        return nummer in self.eigen or nummer not in self.elders

    def zet(self, cijfer, wet, kwartaal, waarde, soort="totaal", groep="totaal"):
        self.uit[cijfer, wet, soort, groep][schrijf_kwartaal(kwartaal)] = waarde


def volgorde(bericht: dict) -> tuple:
    """Eerst de toewijzingsdatum, dan de tijd. Zijn die gelijk, dan beslist de inhoud."""
    inhoud = bericht.get("reden_wijziging", ""), bericht.get("einddatum", ""), bericht["ingangsdatum"]
    return bericht.get("toewijzingsdatum", ""), bericht.get("toewijzingstijd", ""), inhoud, sorted(bericht.items())


def trajecten(telling: Telling, wet: str) -> list[dict]:
    """Een traject is wet, nummer en gemeente. Het laatste bericht geldt; 13 is verwijderd; een stop is het einde."""
    per_nummer = defaultdict(list)
    for rij in telling.toewijzingen:
        if rij["wet"] == wet:
            per_nummer[rij["toewijzingnummer"]].append(rij)
    meldingen = defaultdict(list)
    for rij in telling.rijen("leveringen", ("wet", "toewijzingnummer", "begindatum"), ("begindatum", "einddatum")):
        if rij["wet"] == wet and telling.van_ons(rij):
            meldingen[rij["toewijzingnummer"]].append(rij)
    gezegd = zegt_reden([m for lijst in meldingen.values() for m in lijst])
    verwijzer = verwijzers(telling, wet)
    gevonden = []
    for nummer, berichten in per_nummer.items():
        berichten = sorted(berichten, key=volgorde)
        laatste = berichten[-1]
        if laatste.get("reden_wijziging") == "13":
            continue
        geen_verlenging = [b for b in berichten if b.get("reden_wijziging") != "04"] or berichten
        begin, einde = datum(geen_verlenging[-1]["ingangsdatum"]), datum(laatste.get("einddatum", ""))
        stop = definitieve_stop(meldingen[nummer])
        einde = max(begin, stop[0] if stop else einde) if stop or einde else None
        gevonden.append(
            {
                "nummer": nummer,
                "client": laatste["client_id"],
                "begin": begin,
                "einde": einde,
                "gepland": gepland(berichten),
                "reden": reden_van_einde(wet, stop, berichten, gezegd),
                "verwijzer": verwijzer.get(nummer, "onbekend"),
                "productcategorie": laatste["productcategorie"]
                if laatste["productcategorie"] in PRODUCTEN[wet]
                else "onbekend",
                "productcode": laatste.get("productcode", ""),
            }
        )
    return gevonden


def verwijzers(telling: Telling, wet: str) -> dict[str, str]:
    """Per toewijzing de verwijzer van het eerste verzoek: de eerste dag, en dan het laagste nummer."""
    per_nummer = defaultdict(list)
    for rij in telling.rijen("verzoeken", ("wet", "verwijzer_type"), ("datum",)):
        if rij["wet"] == wet and rij.get("toewijzingnummer") and telling.van_ons(rij):
            per_nummer[rij["toewijzingnummer"]].append(rij)
    uit = {}
    for nummer, rijen in per_nummer.items():
        eerste = min(rijen, key=lambda r: (r.get("datum") or "9", r.get("verzoek_id", ""), r["verwijzer_type"]))
        uit[nummer] = VERWIJZERS.get(eerste["verwijzer_type"], "onbekend")
    return uit


def definitieve_stop(meldingen: list[dict]) -> tuple[date, str] | None:
    """De dag en reden van de stop die geldt: van de laatste start, niet tijdelijk en niet ingetrokken."""
    intrekkingen = [m for m in meldingen if m.get("status_aanlevering") == "3"]
    meldingen = [m for m in meldingen if not any(trekt_in(i, m) for i in intrekkingen)]
    start = max((m["begindatum"] for m in meldingen), default="")
    stops = [m for m in meldingen if m["begindatum"] == start and m.get("einddatum")]
    stops = [m for m in stops if m.get("status_aanlevering") == "2"] or stops
    stops = [(m["einddatum"], m.get("reden_beeindiging", "")) for m in stops if m.get("reden_beeindiging") != "20"]
    if not stops:
        return None
    dag, reden = max(stops)  # the last day, and of that day the highest code; an empty one comes last
    return datum(dag), reden


def trekt_in(intrekking: dict, melding: dict) -> bool:
    """Of een intrekking dit bericht meent: hetzelfde begin en einde, en de reden als zij er een noemt."""
    noemt = ("begindatum", "einddatum", *(("reden_beeindiging",) if intrekking.get("reden_beeindiging") else ()))
    return all(intrekking.get(k, "") == melding.get(k, "") for k in noemt)


def zegt_reden(meldingen: list[dict]) -> bool:
    """Of een stop van deze wet een dag en een reden heeft; ook een tijdelijke of ingetrokken stop is er een."""
    return any(m.get("einddatum") and m.get("reden_beeindiging") for m in meldingen)


def reden_van_einde(wet: str, stop: tuple[date, str] | None, berichten: list[dict], gezegd: bool) -> str:
    """De groep van de reden, volgens de tabel in de telregels. Wat een wijziging zegt, blijft altijd staan."""
    wijziging = berichten[-1].get("reden_wijziging", "")
    if wijziging == "06":
        return "wlz"
    if stop is None:
        if wijziging in ("02", "07", "09"):
            return "overig"
        return "einde_indicatie" if gezegd else "onbekend"
    return next((groep for groep, codes in REDEN_GROEPEN[wet].items() if stop[1] in codes), "onbekend")


def gepland(berichten: list[dict]) -> date | None:
    """De einddatum van voor het eerste bericht dat de hulp verandert; een verbetering (01, 14) telt nog.

    Is alleen een wijziging geleverd, dan is er geen, tenzij de levering hem zelf noemt.
    """
    eind = datum(berichten[0].get("einddatum_oorspronkelijk", ""))
    for bericht in berichten:
        if bericht.get("reden_wijziging", "") not in ("", "01", "14"):
            break
        eind = datum(bericht.get("einddatum", ""))
    return eind


def klasse(telling: Telling, wet: str, client: str, jaar: int) -> str:
    """De leeftijdsklasse: het jaar van het kwartaal min het geboortejaar; onder 0 of boven 130 is onbekend."""
    if client not in telling.clienten:
        return "onbekend"
    leeftijd = jaar - int(telling.clienten[client]["geboortejaar"])
    if not 0 <= leeftijd <= 130:
        return "onbekend"
    return next(naam for tot, naam in KLASSEN[wet] if leeftijd <= tot)


def groepen(telling: Telling, wet: str) -> dict[str, object]:
    """Per uitsplitsing: een functie van traject en jaar naar de groep."""
    uit = {
        "productcategorie": lambda t, jaar: t["productcategorie"],
        "leeftijd": lambda t, jaar: klasse(telling, wet, t["client"], jaar),
        "wijk": lambda t, jaar: telling.clienten.get(t["client"], {}).get("wijkcode") or "onbekend",
        "verwijzer": lambda t, jaar: t["verwijzer"],
    }
    if koppel := koppelingen(telling, wet):

        def koppeling(t):
            return geldt(koppel, t["productcategorie"], t["productcode"], t["begin"])

        uit |= {
            soort: lambda t, jaar, soort=soort: groep_van_product(koppeling(t), soort)
            for soort in ("hoofdcategorie", "interventieniveau", KRUIS)
        }
        uit["zwaarte"] = lambda t, jaar: zwaarte(groep_van_product(koppeling(t), "interventieniveau"))
    return uit


def zwaarte(niveau: str) -> str:
    """Niveau 1 tot en met 3 is licht, 4 en 5 midden, 6 en 7 zwaar. Een ander niveau is onbekend."""
    return next((naam for naam, niveaus in ZWAARTE.items() if niveau in niveaus), "onbekend")


def koppelingen(telling: Telling, wet: str) -> dict[str, list[dict]]:
    """De rijen van de koppeltabel, per productcategorie."""
    uit = defaultdict(list)
    for rij in telling.rijen(
        "koppel_product", ("wet", "productcategorie", "hoofdcategorie"), ("geldig_van", "geldig_tot")
    ):
        if rij["wet"] == wet:
            uit[rij["productcategorie"]].append(rij)
    return uit


def geldt(koppel: dict[str, list[dict]], product: str, code: str, dag: date) -> dict:
    """De koppeling van die dag; leeg als er geen geldt. Een rij met de productcode gaat in haar geheel voor."""
    rijen = [
        r for r in koppel.get(product, []) if (r.get("geldig_van") or "0") <= str(dag) <= (r.get("geldig_tot") or "9")
    ]
    for wil in (code, ""):
        for rij in rijen:
            if rij.get("productcode", "") == wil:
                return rij
    return {}


def groep_van_product(rij: dict, soort: str) -> str:
    """Een lege of onbekende code is onbekend; bij een kruising per deel."""
    groep = {
        "hoofdcategorie": rij.get("hoofdcategorie") or "onbekend",
        "interventieniveau": niveau if (niveau := rij.get("interventieniveau")) in NIVEAUS else "onbekend",
    }
    return "|".join(groep[deel] for deel in soort.split(" x "))


def tel_trajecten(telling: Telling, wet: str) -> None:
    lijst = trajecten(telling, wet)
    per_client = defaultdict(list)
    for traject in lijst:
        per_client[traject["client"]].append(traject)
    inwoners = tel_inwoners(telling, wet)
    splitsingen = groepen(telling, wet)
    if not lijst:
        return
    eerste = kwartaal_van(dekking(telling, lijst))
    for kwartaal in telling.kwartalen:
        van, tot = eerste_dag(kwartaal), laatste_dag(kwartaal)
        zet = lambda cijfer, waarde, soort="totaal", groep="totaal", k=kwartaal: telling.zet(  # noqa: E731
            cijfer, wet, k, waarde, soort, groep
        )
        if kwartaal < eerste:
            for cijfer in (
                "lopend_trajecten",
                "lopend_clienten",
                "instroom_trajecten",
                "instroom_clienten",
                "uitstroom_trajecten",
                "uitstroom_clienten",
                "looptijd_aantal",
            ):
                zet(cijfer, ONTBREEKT)
            continue
        lopend = loopt_in(lijst, kwartaal)
        begonnen = [t for t in lijst if van <= t["begin"] <= tot]
        gestopt = [t for t in lijst if t["einde"] and van <= t["einde"] <= tot]
        zet("lopend_trajecten", len(lopend))
        zet("lopend_clienten", len({t["client"] for t in lopend}))
        zet("instroom_trajecten", len(begonnen))
        zet("instroom_clienten", len({t["client"] for t in begonnen}))
        zet("uitstroom_trajecten", len(gestopt))
        zet("uitstroom_clienten", len({t["client"] for t in gestopt}))
        vroeger = verder(kwartaal, -4)
        over_de_breuk = wet == "jeugd" and vroeger < (2022, 1) <= kwartaal
        if vroeger >= max(eerste, telling.kwartalen[0]) and not over_de_breuk:
            toen = loopt_in(lijst, vroeger)
            for cijfer, wat in (("lopend_trajecten", "nummer"), ("lopend_clienten", "client")):
                nu, eerder = (len({t[wat] for t in deel}) for deel in (lopend, toen))
                if eerder:
                    zet(f"{cijfer}_verandering", 100 * (nu - eerder) / eerder)
        for soort, groep_van in splitsingen.items():
            for cijfer, deel in (("lopend", lopend), ("instroom", begonnen), ("uitstroom", gestopt)):
                for groep, leden in per_groep(deel, groep_van, kwartaal[0]).items():
                    zet(f"{cijfer}_trajecten", len(leden), soort, groep)
                    zet(f"{cijfer}_clienten", len({t["client"] for t in leden}), soort, groep)
        delen = {"doorlopend": 0, "begonnen": 0, "beeindigd": 0, "begonnen_en_beeindigd": 0}
        for traject in lopend:
            begon, stopte = traject["begin"] >= van, traject["einde"] is not None and traject["einde"] <= tot
            delen[
                "begonnen_en_beeindigd"
                if begon and stopte
                else "begonnen"
                if begon
                else "beeindigd"
                if stopte
                else "doorlopend"
            ] += 1
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
            zet("instroom_clienten", aantal if vroeger >= eerste else ONTBREEKT, "instroomsoort", soort)
        for reden, aantal in Counter(t["reden"] for t in gestopt).items():
            zet("uitstroom_trajecten", aantal, "reden", reden)
        tel_verwijzers(telling, wet, kwartaal, lijst)
        tel_looptijd(telling, wet, kwartaal, begonnen, "totaal", "totaal")
        for soort in {"hoofdcategorie", "productcategorie"} & splitsingen.keys():
            for groep, leden in per_groep(begonnen, splitsingen[soort], kwartaal[0]).items():
                tel_looptijd(telling, wet, kwartaal, leden, soort, groep)
        tel_bereik(telling, wet, kwartaal, {t["client"] for t in lopend}, inwoners)


def loopt_in(lijst: list[dict], kwartaal: tuple[int, int]) -> list[dict]:
    van, tot = eerste_dag(kwartaal), laatste_dag(kwartaal)
    return [t for t in lijst if t["begin"] <= tot and (t["einde"] is None or t["einde"] >= van)]


def per_groep(deel: list[dict], groep_van, jaar: int) -> dict[str, list[dict]]:
    uit = defaultdict(list)
    for traject in deel:
        uit[groep_van(traject, jaar)].append(traject)
    return uit


def tel_verwijzers(telling: Telling, wet: str, kwartaal: tuple[int, int], lijst: list[dict]) -> None:
    """Ieder mens die begon, naar de verwijzer van zijn eerste traject.

    Vanaf het kwartaal van het eerste begin met een bekende verwijzer, tot en met dat van het laatste.
    """
    bekend = [kwartaal_van(t["begin"]) for t in lijst if t["verwijzer"] != "onbekend"]
    if not bekend or not min(bekend) <= kwartaal <= max(bekend):
        return
    begonnen = [t for t in lijst if kwartaal_van(t["begin"]) == kwartaal]
    groepen = []
    for client in {t["client"] for t in begonnen}:
        eigen = [t for t in begonnen if t["client"] == client]
        start = min(t["begin"] for t in eigen)
        groepen.append(eerste_verwijzer([t["verwijzer"] for t in eigen if t["begin"] == start]))
    telling.zet("verwijzer", wet, kwartaal, len(groepen))
    for groep, aantal in Counter(groepen).items():
        telling.zet("verwijzer", wet, kwartaal, aantal, "verwijzer", groep)


def eerste_verwijzer(verwijzers: list[str]) -> str:
    """Van trajecten die op een dag begonnen: een bekende verwijzer gaat voor, daarna beslist het alfabet."""
    return min(verwijzers, key=lambda naam: (naam == "onbekend", naam))


def tel_looptijd(telling: Telling, wet: str, kwartaal, begonnen: list[dict], soort: str, groep: str) -> None:
    duren = [(t["gepland"] - t["begin"]).days + 1 for t in begonnen if t["gepland"]]
    if duren or soort == "totaal":
        telling.zet("looptijd_aantal", wet, kwartaal, len(duren), soort, groep)
    if duren:
        telling.zet("looptijd_gemiddeld", wet, kwartaal, sum(duren) / len(duren) / 30.4375, soort, groep)
        for naam, deel in (("looptijd_mediaan", 0.5), ("looptijd_p25", 0.25), ("looptijd_p75", 0.75)):
            telling.zet(naam, wet, kwartaal, percentiel(duren, deel) / 30.4375, soort, groep)


def tel_bereik(telling: Telling, wet: str, kwartaal, clienten: set[str], inwoners: dict) -> None:
    """Mensen met hulp van alle inwoners; mist van meer dan 5% leeftijd of wijk, dan ontbreekt wat dat nodig heeft."""
    jaar = kwartaal[0]
    leeftijd = {c: klasse(telling, wet, c, jaar) for c in clienten}
    wijk = {c: telling.clienten.get(c, {}).get("wijkcode") or "onbekend" for c in clienten}
    if wet == "jeugd":
        clienten = {c for c in clienten if leeftijd[c] != "18+"}
    geen_leeftijd = {c for c in clienten if leeftijd[c] == "onbekend"}
    geen_wijk = {c for c in clienten if wijk[c] == "onbekend"}
    vaag = 0.05 * len(clienten)
    tellen = clienten - geen_leeftijd if wet == "jeugd" else clienten
    for (van_jaar, soort, groep), aantal in inwoners.items():
        if van_jaar != jaar or not aantal or (groep == "18+" and wet == "jeugd"):
            continue
        leden = [c for c in tellen if soort == "totaal" or (leeftijd if soort == "leeftijd" else wijk)[c] == groep]
        weet = ((wet == "wmo" and soort != "leeftijd") or len(geen_leeftijd) <= vaag) and (
            soort != "wijk" or len(geen_wijk) <= vaag
        )
        telling.zet("bereik", wet, kwartaal, 100 * len(leden) / aantal if weet else ONTBREEKT, soort, groep)


def dekking(telling: Telling, perioden: list[dict]) -> date:
    """De dag vanaf wanneer een wet telt: de eerste in de tabel, of bij 100 einden of meer haar eerste einde.

    Liggen al die einden na de peildatum, dan is het een momentopname en telt alleen het laatste kwartaal.
    """
    einden = sorted(p["einde"] for p in perioden if p["einde"])
    eerste = min(p["begin"] for p in perioden)
    if len(einden) < 100:
        return eerste
    if einden[0] > min(telling.levering.peildatum, laatste_dag(telling.kwartalen[-1])):  # no quarter has an end
        return eerste_dag(telling.kwartalen[-1])
    return max(eerste, einden[0])


def tel_inwoners(telling: Telling, wet: str) -> dict[tuple, int]:
    """Inwoners op 1 januari, van de gemeente, per klasse en per wijk; bij jeugd tot en met 17 jaar."""
    uit = defaultdict(int)
    for rij in telling.rijen("bevolking", ("regio_code", "jaar", "leeftijd", "aantal")):
        leeftijd, jaar, aantal = int(rij["leeftijd"]), int(rij["jaar"]), int(rij["aantal"])
        if wet == "jeugd" and leeftijd > 17:
            continue
        if rij["regio_code"] == telling.levering.gemeentecode:
            uit[jaar, "totaal", "totaal"] += aantal
            uit[jaar, "leeftijd", next(naam for tot, naam in KLASSEN[wet] if leeftijd <= tot)] += aantal
        elif rij["regio_code"].startswith("WK"):
            uit[jaar, "wijk", rij["regio_code"]] += aantal
    for kwartaal in telling.kwartalen:
        telling.zet("inwoners", wet, kwartaal, uit.get((kwartaal[0], "totaal", "totaal"), ONTBREEKT))
        for (jaar, soort, groep), aantal in uit.items():
            if jaar == kwartaal[0] and soort == "wijk":
                telling.zet("inwoners", wet, kwartaal, aantal, soort, groep)
    return uit


def meldingen_van(telling: Telling, wet: str) -> list[dict]:
    return [
        r
        for r in telling.rijen(
            "meldingen",
            ("melding_id", "wet", "datum_melding"),
            ("datum_melding", "datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking", "verlengd_tot"),
        )
        if r["wet"] == wet and telling.van_ons(r)
    ]


def tel_meldingen(telling: Telling, wet: str) -> None:
    rijen = meldingen_van(telling, wet)
    if wet != "wmo":
        return
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
            if not noemer:
                continue
            telling.zet(f"{naam}_op_tijd", wet, kwartaal, 100 * teller / noemer)
            if "verlengd_tot" not in rijen[0]:  # no letter asked for more time
                telling.zet(f"{naam}_op_tijd_verlengd", wet, kwartaal, 100 * teller / noemer)
            if duren:
                for maat, deel in (("mediaan", 0.5), ("p90", 0.9)):
                    telling.zet(f"{naam}_{maat}", wet, kwartaal, percentiel(duren, deel))


def tel_triage(telling: Telling, wet: str) -> None:
    """Een aanvraag is afgerond op de dag van het besluit; een melding zonder aanvraag als het onderzoek klaar is."""
    rijen = meldingen_van(telling, wet)
    if not rijen:
        return
    eerste = kwartaal_van(datum(min(r["datum_melding"] for r in rijen)))
    for kwartaal in telling.kwartalen:
        if kwartaal < eerste:
            continue
        per_uitkomst = defaultdict(int)
        for rij in rijen:
            klaar = rij.get("datum_beschikking") or (
                "" if rij.get("datum_aanvraag") else rij.get("datum_onderzoek_gereed", "")
            )
            if klaar and kwartaal_van(datum(klaar)) == kwartaal:
                per_uitkomst[rij.get("triage_uitkomst") or "onbekend"] += 1
        telling.zet("aanvragen", wet, kwartaal, sum(per_uitkomst.values()))
        for uitkomst, aantal in per_uitkomst.items():
            telling.zet("aanvragen", wet, kwartaal, aantal, "uitkomst", uitkomst)


def tel_geld(telling: Telling, wet: str) -> None:
    rijen = [
        r
        for r in telling.rijen("financien", ("jaar", "wet", "soort", "bedrag_eur"))
        if r["wet"] == wet and telling.van_ons(r)
    ]
    jaren = {kwartaal[0] for kwartaal in telling.kwartalen}
    for jaar in jaren:
        for soort in ("begroot", "werkelijk"):
            bedrag = jaarbedrag([r for r in rijen if int(r["jaar"]) == jaar and r["soort"] == soort])
            if bedrag is not ONTBREEKT:
                telling.zet(f"{soort}_jaar", wet, (jaar, 4), bedrag)
    for kwartaal in telling.kwartalen:
        jaar, nummer = kwartaal
        geboekt = [
            r
            for r in rijen
            if int(r["jaar"]) == jaar and r["soort"] != "begroot" and r.get("kwartaal") and int(r["kwartaal"]) <= nummer
        ]
        for soort in ("werkelijk", "voorschot", "balanspost"):
            vol = {int(r["kwartaal"]) for r in geboekt if soort != "werkelijk" or r["soort"] == soort}
            ooit = any(r["soort"] == soort and r.get("kwartaal") for r in rijen)
            if len(vol) < nummer or not ooit:  # a quarter without it is a gap, until the year is over
                continue
            deel = [r for r in geboekt if r["soort"] == soort]
            telling.zet(f"{soort}_cumulatief", wet, kwartaal, sum(geld(r["bedrag_eur"]) for r in deel))
            if soort != "werkelijk":
                continue
            for kostensoort in {r.get("kostensoort") for r in deel} - {None, ""}:
                per_soort = [geld(r["bedrag_eur"]) for r in deel if r["kostensoort"] == kostensoort]
                telling.zet("werkelijk_cumulatief", wet, kwartaal, sum(per_soort), "kostensoort", kostensoort)


def jaarbedrag(rijen: list[dict]) -> float | None:
    """Een bedrag zonder kwartaal gaat over het hele jaar, en gaat voor; anders alle vier de kwartalen samen."""
    heel = [r for r in rijen if not r.get("kwartaal")]
    if not heel and len({r["kwartaal"] for r in rijen}) < 4:
        return ONTBREEKT
    return sum(geld(r["bedrag_eur"]) for r in heel or rijen)


def tel_declaraties(telling: Telling, wet: str) -> None:
    """Gedeclareerde hulp van januari tot en met het kwartaal. Gelijke regels tellen hier allemaal mee."""
    rijen = [{k: w.strip() for k, w in r.items()} for r in telling.levering.tabellen.get("declaraties", [])]
    rijen = [r for r in rijen if datum(r["periode_begin"]) and telling.van_ons(r)]
    laatste = max((kwartaal_van(datum(r["periode_begin"])) for r in rijen), default=None)  # somebody, of any law
    rijen = [r for r in rijen if r["wet"] == wet]
    if not rijen:
        return
    koppel = koppelingen(telling, wet)
    van_traject = {t["nummer"]: (t["productcategorie"], t["productcode"]) for t in trajecten(telling, wet)}
    eerste = min(kwartaal_van(datum(r["periode_begin"])) for r in rijen)
    for kwartaal in telling.kwartalen:
        if kwartaal < eerste:
            continue
        te_vroeg = telling.levering.peildatum <= laatste_dag(kwartaal) + timedelta(days=90)
        if kwartaal > laatste or te_vroeg:
            telling.zet("declaraties_cumulatief", wet, kwartaal, ONTBREEKT)
            continue
        van, tot = date(kwartaal[0], 1, 1), laatste_dag(kwartaal)
        deel = [r for r in rijen if van <= datum(r["periode_begin"]) <= tot]
        for soort in ("totaal", *(("hoofdcategorie", "interventieniveau", KRUIS) if koppel else ())):
            centen = defaultdict(int)
            if soort == "totaal":
                centen["totaal"] = 0
            for rij in deel:
                product = rij.get("productcategorie", ""), rij.get("productcode", "")
                if not product[0]:
                    product = van_traject.get(rij.get("toewijzingnummer", ""), ("", ""))
                groep = (
                    "totaal"
                    if soort == "totaal"
                    else groep_van_product(geldt(koppel, *product, datum(rij["periode_begin"])), soort)
                )
                bedrag = int(rij["bedrag_cent"])
                centen[groep] += -abs(bedrag) if rij.get("debet_credit") == "C" else bedrag
            for groep, som in centen.items():
                telling.zet("declaraties_cumulatief", wet, kwartaal, som / 100, soort, groep)


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
    rijen = [
        r
        for r in telling.rijen("uitkeringen", ("huishouden_id", "begindatum"), ("begindatum", "einddatum"))
        if telling.van_ons(r)
    ]
    if not rijen:
        return
    heeft_client = "client_id" in rijen[0]
    aaneen = list(aan_elkaar(rijen, ("huishouden_id",)))
    personen = list(aan_elkaar(rijen, ("huishouden_id", "client_id"))) if heeft_client else []
    van_mens = {r["client_id"]: r for r in rijen} if heeft_client else {}
    per_huis = defaultdict(list)
    for rij in rijen:
        per_huis[rij["huishouden_id"]].append(rij)
    eerste = kwartaal_van(dekking(telling, [{"begin": van, "einde": tot} for _, (van, tot) in aaneen]))
    for kwartaal in telling.kwartalen:
        van, tot = eerste_dag(kwartaal), laatste_dag(kwartaal)
        if kwartaal < eerste:
            continue
        zet = lambda cijfer, waarde, soort="totaal", groep="totaal", k=kwartaal: telling.zet(  # noqa: E731
            cijfer, "participatie", k, waarde, soort, groep
        )
        zet("bijstand_huishoudens", sum(b <= tot and (e is None or e > tot) for _, (b, e) in aaneen))
        nu = {sleutel[1] for sleutel, (b, e) in personen if b <= tot and (e is None or e > tot)}
        zet("bijstand_personen", len(nu) if heeft_client else ONTBREEKT)
        if heeft_client:
            jong = [
                c
                for c in nu
                if van_mens[c].get("geboortejaar") and 18 <= kwartaal[0] - int(van_mens[c]["geboortejaar"]) <= 26
            ]
            weet = sum(not van_mens[c].get("geboortejaar") for c in nu) <= 0.05 * len(nu)
            zet("bijstand_jongeren", len(jong) if weet else ONTBREEKT)
            for groep, aantal in Counter(van_mens[c].get("statushouder") or "onbekend" for c in jong).items():
                zet("bijstand_jongeren", aantal if weet else ONTBREEKT, "statushouder", groep)
        for cijfer, soort, kant, dag in (
            ("bijstand_instroom", "reden_begin", 0, "begindatum"),
            ("bijstand_uitstroom", "reden_einde", 1, "einddatum"),
        ):
            deel = [(huis, p[kant]) for (huis,), p in aaneen if p[kant] and van <= p[kant] <= tot]
            zet(cijfer, len(deel))
            redenen = [
                eerste_reden([r.get(soort) or "onbekend" for r in per_huis[huis] if r.get(dag) == str(dag_zelf)])
                for huis, dag_zelf in deel
            ]
            for groep, aantal in Counter(redenen).items():
                zet(cijfer, aantal, soort, groep)


def eerste_reden(redenen: list[str]) -> str:
    """Van partners: een genoemde reden gaat voor overig, dan beslist het alfabet; onbekend als niemand er een noemt."""
    return min(
        redenen,
        key=lambda reden: (("overig", "onbekend").index(reden) + 1 if reden in ("overig", "onbekend") else 0, reden),
    )


def uitgaven_per_jaar(telling: Telling) -> dict[str, float]:
    """Wat Jeugd en Wmo samen kostten, in de jaren waarvan van beide het hele jaar er is."""
    per_wet = [telling.uit.get(("werkelijk_jaar", wet, "totaal", "totaal"), {}) for wet in ("jeugd", "wmo")]
    return {
        k[:4]: sum(w[k] for w in per_wet)
        for k in per_wet[0].keys() & per_wet[1].keys()
        if ONTBREEKT not in (per_wet[0][k], per_wet[1][k])
    }


def tel_besparing(telling: Telling) -> None:
    pad = telling.rijen("besparingspad", ("jaar",))
    uitgaven = uitgaven_per_jaar(telling)
    naast = [(geld(r["werkelijk"]), uitgaven[r["jaar"]]) for r in pad if r.get("werkelijk") and r["jaar"] in uitgaven]
    vult_aan = all(abs(samen - van_pad) <= abs(van_pad) / 100 for van_pad, samen in naast)
    for rij in pad:
        if vult_aan and not rij.get("werkelijk") and rij["jaar"] in uitgaven:
            rij = rij | {"werkelijk": str(uitgaven[rij["jaar"]])}
        kwartaal = (int(rij["jaar"]), 4)  # every year of the path, also those after the last quarter
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
                rij["kwartaal"]
            ] = float(rij["waarde"])


def zonder_lege_uitsplitsing(uit: dict[tuple, dict[str, object]]) -> None:
    """Is in twaalf kwartalen van niemand van een wet de groep bekend, dan is er geen uitsplitsing."""
    bekend = {
        (wet, soort)
        for (cijfer, wet, soort, groep), kwartalen in uit.items()
        if set(groep.split("|")) != {"onbekend"}
        and cijfer != "inwoners"
        and any(waarde not in (0, ONTBREEKT) for waarde in kwartalen.values())
    }
    for (cijfer, wet, soort, _), kwartalen in uit.items():
        if (wet, soort) not in bekend and soort != "totaal" and cijfer != "inwoners":
            kwartalen.update(dict.fromkeys(kwartalen, ONTBREEKT))


def in_een_uitgave(telling: Telling) -> dict[tuple, dict[str, object]]:
    """Alleen wat een pagina toont: twaalf kwartalen van een totaal, van een uitsplitsing acht.

    Is het totaal nul, dan is van elke groep bekend dat zij nul is.
    """
    per_soort, getoond = defaultdict(dict), {}
    for (cijfer, wet, soort, groep), kwartalen in telling.uit.items():
        per_soort[cijfer, wet, soort][groep] = kwartalen
    for (cijfer, wet, soort), per_groep in per_soort.items():
        if soort == "totaal":
            getoond[cijfer, wet, soort, "totaal"] = {
                k: w for k, w in per_groep["totaal"].items() if hoort_erin(telling, cijfer, k)
            }
        elif soort in IN_EEN_UITGAVE.get(cijfer, ()):
            totaal = per_soort.get((cijfer, wet, "totaal"), {}).get("totaal", {})
            geteld = {k for kwartalen in per_groep.values() for k in kwartalen}
            nullen = {k: 0 for k, waarde in totaal.items() if waarde == 0 and k not in geteld}
            bekend = nullen.keys() | {
                k for kwartalen in per_groep.values() for k, w in kwartalen.items() if w is not ONTBREEKT
            }
            for groep, kwartalen in per_groep.items():
                getoond[cijfer, wet, soort, groep] = {
                    k: w for k, w in (kwartalen | nullen).items() if k in sorted(bekend)[-ACHT:]
                }
    return getoond


def hoort_erin(telling: Telling, cijfer: str, kwartaal: str) -> bool:
    """Of dit kwartaal van een totaal in een uitgave hoort. Een jaarcijfer kan buiten de twaalf vallen."""
    jaar, dit_jaar = int(kwartaal[:4]), telling.kwartalen[-1][0]
    if cijfer in ELK_JAAR or kwartaal in map(schrijf_kwartaal, telling.kwartalen):
        return True
    return jaar == dit_jaar if cijfer == "begroot_jaar" else cijfer in TOT_DIT_JAAR and jaar <= dit_jaar


def zelfde(een: float | None, ander: float | None) -> bool:
    if een is None or ander is None:
        return een is ander
    return math.isclose(een, ander, rel_tol=STAP, abs_tol=STAP)


def anders(geteld: dict[tuple, dict[str, object]], cellen: dict[tuple, float]) -> tuple[int, list[str]]:
    """Hoeveel cellen allebei kennen, en welke anders zijn. Ook een cel die er niet hoort te staan, is anders."""
    tweede = {
        (*sleutel, kwartaal): waarde for sleutel, kwartalen in geteld.items() for kwartaal, waarde in kwartalen.items()
    }
    getoond = {(*cel[:3], cel[4]) for cel in tweede}
    verschil = []
    for cel in sorted(cellen.keys() | tweede.keys()):
        er, moet = cellen.get(cel), tweede.get(cel, ONTBREEKT)
        # a group that nobody is in: one count may write a zero where the other writes no cell
        niemand = cel[2] != "totaal" and (*cel[:3], cel[4]) in getoond and (cel not in tweede or moet == 0)
        if not zelfde(er, moet) and not (niemand and not er):
            verschil.append(f"{'/'.join(cel)}: er staat {er}, geteld {moet}")
    return len(cellen.keys() & tweede.keys()), verschil


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
    zonder_lege_uitsplitsing(telling.uit)
    tel_aggregaat(telling)
    return in_een_uitgave(telling)
