"""De dieren: verzonnen gemeenten van elke soort, elk uit een zaadje, als levering op schijf.

Alleen geschreven naar het gegevenscontract en de handleiding; niets hier kent de code die zij keuren. Een dier is een
wereld waarvan elke rij een dag heeft waarop zij bekend werd, en regels die er later bij kwamen of verbeterd zijn. Een
levering is die wereld op een peildatum. Zo levert hetzelfde dier een kwartaal, of zes achter elkaar.
"""

import csv
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

KOLOMMEN = {  # the contract, column by column; the first tuple is required
    "clienten": (("client_id", "geboortejaar"), ("geslacht", "wijkcode", "buurtcode", "gemeentecode")),
    "toewijzingen": (
        ("wet", "toewijzingnummer", "client_id", "productcategorie", "ingangsdatum"),
        (
            "productcode",
            "toewijzingsdatum",
            "toewijzingstijd",
            "einddatum",
            "reden_wijziging",
            "volume",
            "eenheid",
            "frequentie",
            "leveringsvorm",
            "aanbieder_agb",
            "gemeentecode",
        ),
    ),
    "leveringen": (
        ("wet", "toewijzingnummer", "begindatum"),
        ("einddatum", "reden_beeindiging", "status_aanlevering"),
    ),
    "verzoeken": (
        ("wet", "verwijzer_type"),
        ("verzoek_id", "client_id", "toewijzingnummer", "datum", "antwoord"),
    ),
    "declaraties": (
        ("wet", "periode_begin", "bedrag_cent"),
        ("toewijzingnummer", "periode_eind", "dagtekening", "debet_credit", "productcategorie", "productcode"),
    ),
    "meldingen": (
        ("melding_id", "wet", "datum_melding"),
        ("datum_onderzoek_gereed", "datum_aanvraag", "datum_beschikking", "triage_uitkomst"),
    ),
    "uitkeringen": (
        ("huishouden_id", "begindatum"),
        (
            "client_id",
            "einddatum",
            "reden_begin",
            "reden_einde",
            "leefvorm",
            "geslacht",
            "geboortejaar",
            "statushouder",
        ),
    ),
    "financien": (("jaar", "wet", "soort", "bedrag_eur"), ("kwartaal", "taakveld", "kostensoort", "status")),
    "bevolking": (("regio_code", "jaar", "leeftijd", "aantal"), ("indelingsjaar",)),
    "koppel_product": (
        ("wet", "productcategorie", "hoofdcategorie"),
        ("productcode", "interventieniveau", "geldig_van", "geldig_tot"),
    ),
    "besparingspad": (("jaar",), ("referentie", "werkelijk", "taakstelling", "ingeboekt", "status", "bron")),
    "aggregaat": (("indicator", "wet", "kwartaal", "waarde"), ("dimensie", "groep", "eenheid", "bron")),
    "doelen": (("indicator", "wet", "periode", "streefwaarde"), ("richting", "bron", "besluit", "visie", "doel")),
    "plannen": (("plan", "maatregel", "bedrag_eur"), ("code", "jaar", "soort", "aard", "bron")),
    "activiteiten": (("programma", "activiteit", "stand"), ("doel", "rol", "datum")),
    "wijken": (("wijkcode", "wijknaam"), ("indelingsjaar",)),
}
VAN_WIE = ("leveringen", "verzoeken", "declaraties", "meldingen", "uitkeringen", "financien")  # may say gemeentecode
BIJ_WET = {  # which tables a law can have
    "jeugd": ("toewijzingen", "clienten", "leveringen", "verzoeken", "declaraties", "meldingen", "koppel_product"),
    "wmo": ("toewijzingen", "clienten", "leveringen", "verzoeken", "declaraties", "meldingen", "koppel_product"),
    "participatie": ("uitkeringen",),
}
ALGEMEEN = ("financien", "bevolking", "besparingspad", "doelen", "plannen", "activiteiten", "wijken")
PAGINAS = {
    "jeugd": ("raadsmonitor", {"wet": "jeugd"}),
    "wmo": ("raadsmonitor", {"wet": "wmo"}),
    "participatie": ("thema", {"thema": "participatie"}),
    "vluchtelingen": ("thema", {"thema": "vluchtelingen"}),
    "taskforce": ("taskforce", {}),
    "wijken": ("wijken", {}),
    "plannen": ("plannen", {}),
    "doelen": ("doelen", {}),
}
PRODUCTEN = {
    "jeugd": {
        "45": "ambulant",
        "41": "ambulant",
        "51": "ambulant",
        "54": "ambulant",
        "44": "verblijf",
        "43": "verblijf",
        "48": "veiligheid",
        "47": "veiligheid",
        "55": "landelijk",
    },
    "wmo": {
        "01": "huishouden",
        "02": "begeleiding",
        "07": "dagbesteding",
        "11": "hulpmiddelen",
        "12": "hulpmiddelen",
        "15": "wonen",
    },
}
REDENEN = {"jeugd": ("31", "31", "32", "34", "38", "39", "02"), "wmo": ("19", "19", "21", "23", "31", "39", "02")}
UITKOMSTEN = ("voorziening", "voorziening", "licht", "voorliggend", "eigen_kracht", "kort_contact", "geen_voorziening")


@dataclass
class Soort:
    """Wat voor dier het is. Wat niet genoemd is, kiest het zaadje."""

    inwoners: int = 25_000
    wetten: tuple[str, ...] = ("jeugd", "wmo")
    kwartalen: int = 12  # of history before the quarter that is shown
    dichtheid: float = 1.0
    tabellen: tuple[str, ...] = ("toewijzingen",)
    zonder: tuple[tuple[str, str], ...] = ()  # (table, optional column) that is not delivered
    totalen: str = ""  # "", "totaal" or "groepen": only a sheet with totals
    gemeenten: int = 1
    op_rij: int = 1  # deliveries one after another
    vuil: bool = False
    wijken: str = "gewoon"  # gewoon, een, vreemd, geen
    bedragen: str = "gewoon"  # gewoon or nul_en_min
    onbekend: float = 0.0
    vorm: str = "csv"  # csv, xlsx or gemengd
    datum: str = "iso"  # iso, streepjes or kaal
    paginas: tuple[str, ...] = ("jeugd",)
    laatste: tuple[int, int] = (2024, 1)


@dataclass
class Levering:
    """Een levering: rijen als tekst, datums als jjjj-mm-dd, en wat de opdracht erbij krijgt."""

    kwartaal: tuple[int, int]
    peildatum: date
    gemeente: str
    gemeentecode: str
    tabellen: dict[str, list[dict[str, str]]]


@dataclass
class Dier:
    naam: str
    zaad: int
    soort: Soort
    leveringen: list[Levering] = field(default_factory=list)


def eerste_dag(kwartaal: tuple[int, int]) -> date:
    return date(kwartaal[0], kwartaal[1] * 3 - 2, 1)


def verder(kwartaal: tuple[int, int], stappen: int) -> tuple[int, int]:
    nummer = kwartaal[0] * 4 + kwartaal[1] - 1 + stappen
    return nummer // 4, nummer % 4 + 1


def laatste_dag(kwartaal: tuple[int, int]) -> date:
    return eerste_dag(verder(kwartaal, 1)) - timedelta(days=1)


def kwartaal_van(dag: date) -> tuple[int, int]:
    return dag.year, (dag.month + 2) // 3


def schrijf_kwartaal(kwartaal: tuple[int, int]) -> str:
    return f"{kwartaal[0]}-K{kwartaal[1]}"


def loot(zaad: int) -> Soort:
    """De soort van een dier zonder naam: alles uit het zaadje."""
    r = random.Random(zaad)
    wetten = tuple(sorted(r.sample(("jeugd", "wmo", "participatie"), r.choice((1, 1, 2, 2, 3)))))
    kan = sorted({t for wet in wetten for t in BIJ_WET[wet]} | set(ALGEMEEN))
    tabellen = tuple(t for t in kan if r.random() < 0.6)
    if not set(tabellen) & {"toewijzingen", "uitkeringen"}:
        tabellen += ("uitkeringen",) if wetten == ("participatie",) else ("toewijzingen",)
    zonder = tuple((t, k) for t in tabellen for k in KOLOMMEN[t][1] if r.random() < 0.2)
    inwoners = r.choice((900, 900, 2_500, 2_500, 8_000, 8_000, 20_000, 45_000, 120_000, 900_000))
    dichtheid = r.choice((0.1, 0.3, 1.0, 1.0, 1.5))
    inwoners_max = 24_000  # persons in the records follow from this; the rest of a big town has no care
    dichtheid = min(dichtheid, inwoners_max / inwoners)
    soort = Soort(
        inwoners=inwoners,
        wetten=wetten,
        kwartalen=r.choice((1, 2, 4, 6, 8, 12, 12, 20, 30)),
        dichtheid=dichtheid,
        tabellen=tabellen,
        zonder=zonder,
        totalen=r.choice(("",) * 8 + ("totaal", "groepen")),
        gemeenten=2 if r.random() < 0.08 and "toewijzingen" in tabellen else 1,
        op_rij=6 if r.random() < 0.04 else 1,
        vuil=r.random() < 0.4,
        wijken=r.choice(("gewoon", "gewoon", "een", "vreemd", "geen")),
        bedragen=r.choice(("gewoon", "gewoon", "nul_en_min")),
        onbekend=r.choice((0.0, 0.0, 0.02, 0.2, 1.0)),
        vorm=r.choice(("csv", "csv", "xlsx", "gemengd")),
        datum=r.choice(("iso", "streepjes", "kaal")),
        laatste=(r.randint(2019, 2025), r.randint(1, 4)),
    )
    if soort.op_rij > 1:
        soort.kwartalen = max(soort.kwartalen, 8)
    soort.paginas = (r.choice(mogelijke_paginas(soort)),)
    return soort


def mogelijke_paginas(soort: Soort) -> list[str]:
    """Pagina's waarover dit dier iets levert."""
    paginas = list(soort.wetten)
    if soort.totalen:
        return paginas
    for pagina, tabel in (("taskforce", "besparingspad"), ("plannen", "plannen"), ("doelen", "doelen")):
        if tabel in soort.tabellen:
            paginas.append(pagina)
    if {"clienten", "toewijzingen"} <= set(soort.tabellen) and soort.wijken != "geen":
        paginas.append("wijken")
    return paginas


def dier(zaad: int, naam: str = "", **vast) -> Dier:
    """Een dier met al zijn leveringen. Wat bij naam gegeven is, gaat voor wat het zaadje loot."""
    soort = loot(zaad)
    for sleutel, waarde in vast.items():
        setattr(soort, sleutel, waarde)
    if vast and "paginas" not in vast and soort.paginas[0] not in mogelijke_paginas(soort):
        soort.paginas = (mogelijke_paginas(soort)[0],)
    r = random.Random(zaad * 7919 + 1)
    maker = Maker(r, soort)
    resultaat = Dier(naam or f"dier {zaad}", zaad, soort)
    for stap in range(soort.op_rij):
        kwartaal = verder(soort.laatste, stap - soort.op_rij + 1)
        peildatum = laatste_dag(kwartaal) + timedelta(days=maker.vertraging)
        resultaat.leveringen.append(maker.levering(kwartaal, peildatum))
    return resultaat


class Maker:
    """De wereld van een dier. Elke rij heeft `_van` (bekend vanaf) en `_later` (dag, wat er dan verandert)."""

    def __init__(self, r: random.Random, soort: Soort):
        self.r, self.soort = r, soort
        self.vertraging = r.randint(8, 80)
        self.code = f"GM{r.randint(3000, 8999)}"
        self.buur = f"GM{r.randint(9000, 9998)}"
        self.naam = r.choice(("Dierendam", "Beestenveld", "Klein Apenrode", "'t Zwaluwnest", "Otterloo aan Zee"))
        self.nu = laatste_dag(soort.laatste) + timedelta(days=self.vertraging)
        self.begin = eerste_dag(verder(soort.laatste, -soort.kwartalen + 1))
        self.zonder = set(soort.zonder)
        self.volgnummer = 100_000
        self.mensen = 0
        self.zegt_van_wie = soort.vuil and soort.gemeenten > 1 and int(self.code[2:]) % 2 == 1
        self.zegt_oorspronkelijk = soort.vuil and int(self.code[2:]) % 3 == 0  # einddatum_oorspronkelijk
        self.rijen: dict[str, list[dict]] = {t: [] for t in KOLOMMEN}
        self.wijkcodes = self.maak_wijken()
        self.bewoners: dict[str, list[str]] = {}
        if soort.totalen:
            self.maak_totalen()
        else:
            for wet in soort.wetten:
                if wet == "participatie":
                    self.maak_uitkeringen()
                else:
                    self.maak_trajecten(wet)
                    self.maak_meldingen(wet)
                    self.maak_koppel(wet)
            self.maak_geld()
            self.maak_bevolking()
            self.maak_lijsten()
            if soort.vuil:
                self.maak_vuil()
                self.maak_verloop()
                self.maak_grensgevallen()

    # -- helpers

    def heeft(self, tabel: str, kolom: str) -> bool:
        return (tabel, kolom) not in self.zonder

    def dag(self, van: date, tot: date) -> date:
        return van + timedelta(days=self.r.randrange(max(1, (tot - van).days + 1)))

    def nummer(self) -> str:
        self.volgnummer += 1
        return str(self.volgnummer)

    def rij(self, tabel: str, van: date, later=(), **waarden) -> dict:
        rij = {k: str(w) if w is not None else "" for k, w in waarden.items()}
        rij["_van"], rij["_later"] = van, list(later)
        self.rijen[tabel].append(rij)
        return rij

    def aantal(self, per_duizend: float) -> int:
        return max(1, round(self.soort.inwoners / 1000 * per_duizend * self.soort.dichtheid))

    # -- persons

    def maak_wijken(self) -> list[str]:
        kort = self.code[2:]
        soort = self.soort.wijken
        codes = [f"WK{kort}{i:02d}" for i in range(1, {"een": 2, "geen": 1}.get(soort, self.r.randint(3, 9)))]
        if soort == "vreemd":
            codes += [f"WK{self.buur[2:]}01", f"WK{kort}99"]  # of the neighbours, and "rest of the municipality"
        return codes

    def client(self, wet: str, op: date, gemeente: str) -> str:
        bekend = self.bewoners.setdefault(wet + gemeente, [])
        if bekend and self.r.random() < 0.35:
            return self.r.choice(bekend)
        elders = [c for sleutel, lijst in self.bewoners.items() if sleutel.endswith(gemeente) for c in lijst]
        if elders and self.r.random() < 0.03:
            client = self.r.choice(elders)  # of another law too
        else:
            client = f"P{self.mensen:06d}{'ab'[gemeente != self.code]}"
            self.mensen += 1
            leeftijd = self.r.randint(0, 19) if wet == "jeugd" else self.r.randint(18, 99)
            wijk = self.r.choice([*self.wijkcodes, self.wijkcodes[0]]) if self.wijkcodes else ""
            if self.r.random() >= self.soort.onbekend:  # otherwise the table does not know this person
                self.rij(
                    "clienten",
                    op,
                    client_id=client,
                    geboortejaar=op.year - leeftijd,
                    geslacht=self.r.choice("012"),
                    wijkcode=wijk,
                    gemeentecode=gemeente,
                )
        bekend.append(client)
        return client

    def maak_trajecten(self, wet: str) -> None:
        r, bron = self.r, "toewijzingen"
        stand = self.aantal(25 if wet == "jeugd" else 40)
        duur_dagen = (self.nu - self.begin).days + 400
        aanloop = 0 if self.soort.kwartalen <= 4 and r.random() < 0.5 else 400
        aantal = max(3, round(stand * (duur_dagen - 400 + aanloop) / 330))
        aantal = min(aantal, 9_000)
        berichten = self.heeft(bron, "toewijzingsdatum") and self.heeft(bron, "reden_wijziging")
        producten = r.sample(sorted(PRODUCTEN[wet]), r.randint(2, len(PRODUCTEN[wet])))
        for _ in range(aantal):
            gemeente = self.buur if self.soort.gemeenten > 1 and r.random() < 0.3 else self.code
            begin = self.dag(self.begin - timedelta(days=aanloop), self.nu)
            gemaakt = (
                begin - timedelta(days=r.randint(0, 40))
                if r.random() < 0.9
                else begin + timedelta(days=r.randint(1, 120))
            )  # late
            client = self.client(wet, begin, gemeente)
            gepland = begin + timedelta(days=r.choice((0, 20, 89, 181, 364, 364, 729, 1094)) + r.randint(0, 20))
            einde = None if r.random() < 0.12 else gepland
            vast = {
                "wet": wet,
                "toewijzingnummer": self.nummer(),
                "client_id": client,
                "productcategorie": r.choice(producten),
                "productcode": "",
                "volume": r.randint(1, 9),
                "eenheid": "04",
                "frequentie": "2",
                "leveringsvorm": "PGB" if r.random() < 0.1 else "ZIN",
                "aanbieder_agb": f"{r.randint(1, 30):08d}",
                "gemeentecode": gemeente,
            }

            def bericht(dag, eind, reden, tijd="10:00:00", begin=begin, vast=vast):
                self.rij(
                    bron,
                    dag,
                    **vast,
                    toewijzingsdatum=dag,
                    toewijzingstijd=tijd,
                    ingangsdatum=begin,
                    einddatum=eind,
                    reden_wijziging=reden,
                )

            bericht(gemaakt, einde, "")
            verwijderd = False
            if berichten:
                kans = r.random()
                if kans < 0.02:  # made by mistake
                    verwijderd = True
                    bericht(gemaakt + timedelta(days=3), begin, "13")
                elif kans < 0.04 and einde:  # a correction
                    einde += timedelta(days=14)
                    bericht(gemaakt, einde, "14", "15:30:00")
                elif kans < 0.20 and einde and (einde - begin).days > 80:  # extended
                    einde += timedelta(days=r.randint(60, 400))
                    bericht(max(gemaakt, gepland - timedelta(days=20)), einde, "04")
                elif kans < 0.24 and (einde is None or (einde - begin).days > 80):  # ended by the municipality
                    einde = begin + timedelta(days=r.randint(20, 70))
                    bericht(max(gemaakt, einde - timedelta(days=2)), einde, r.choice(("05", "07", "09")))
            stop = self.maak_levering(wet, vast["toewijzingnummer"], begin, einde)
            self.maak_verzoek(wet, vast["toewijzingnummer"], client, begin)
            if gemeente == self.code and not verwijderd:
                self.maak_declaraties(wet, vast, begin, min(stop or einde or self.nu, self.nu))

    def maak_levering(self, wet: str, nummer: str, begin: date, einde: date | None) -> date | None:
        """Start en stop; geeft de dag van een definitieve stop, of niets."""
        r, bron = self.r, "leveringen"
        if r.random() < 0.08:
            return None  # the supplier never reported
        start = begin + timedelta(days=r.choice((0, 0, 0, 3, 14)))
        later, stop = [], None
        tijdelijk = self.heeft(bron, "reden_beeindiging") and self.heeft(bron, "einddatum") and r.random() < 0.05
        kans = r.random()
        if tijdelijk:
            pauze = start + timedelta(days=r.randint(5, 40))
            later.append((pauze + timedelta(days=5), {"einddatum": str(pauze), "reden_beeindiging": "20"}))
        elif kans < 0.25 and (einde is None or (einde - start).days > 30):  # early
            stop = start + timedelta(days=r.randint(1, min(400, (einde - start).days) if einde else 400))
        elif einde and kans < 0.7 and einde >= start:
            stop = einde
        if stop:
            gemeld = stop + timedelta(days=r.choice((0, 2, 9, 30, 100)))
            reden = r.choice(REDENEN[wet]) if r.random() > 0.05 else ""
            later.append((gemeld, {"einddatum": str(stop), "reden_beeindiging": reden}))
            if r.random() < 0.04 and stop > start:  # corrected afterwards
                stop -= timedelta(days=1)
                later.append((gemeld + timedelta(days=30), {"einddatum": str(stop), "status_aanlevering": "2"}))
        self.rij(
            bron,
            start + timedelta(days=r.choice((0, 1, 7))),
            later,
            wet=wet,
            toewijzingnummer=nummer,
            begindatum=start,
            einddatum="",
            reden_beeindiging="",
            status_aanlevering="1",
        )
        return stop

    def maak_verzoek(self, wet: str, nummer: str, client: str, begin: date) -> None:
        r = self.r
        if r.random() < 0.25 + self.soort.onbekend / 2:
            return
        soort = r.choice(("01", "02", "02", "03", "04", "05", "06", "08") if wet == "jeugd" else ("01", "01", "06"))
        later = [(begin + timedelta(days=150), {"verwijzer_type": "01"})] if r.random() < 0.1 else []
        self.rij(
            "verzoeken",
            begin + timedelta(days=r.choice((0, 0, 30, 100))),
            later,
            wet=wet,
            verzoek_id="V" + nummer,
            client_id=client,
            toewijzingnummer=nummer,
            verwijzer_type=soort,
            datum=begin,
        )

    def maak_declaraties(self, wet: str, vast: dict, begin: date, einde: date) -> None:
        r = self.r
        if "declaraties" not in self.soort.tabellen:
            return
        maand = date(begin.year, begin.month, 1)
        aantal = 0
        while maand <= einde and aantal < 8:
            volgende = date(maand.year + maand.month // 12, maand.month % 12 + 1, 1)
            bedrag = r.randint(2_000, 250_000)
            if self.soort.bedragen == "nul_en_min":
                bedrag = r.choice((bedrag, bedrag, 0, -bedrag))
            dagtekening = volgende + timedelta(days=r.choice((3, 10, 20, 60, 150)))
            self.rij(
                "declaraties",
                dagtekening,
                wet=wet,
                toewijzingnummer=vast["toewijzingnummer"],
                periode_begin=max(maand, begin),
                periode_eind=volgende - timedelta(days=1),
                dagtekening=dagtekening,
                bedrag_cent=bedrag,
                debet_credit="C" if r.random() < 0.04 else "D",
                productcategorie=vast["productcategorie"],
                productcode="",
            )
            maand, aantal = volgende, aantal + 1

    def maak_meldingen(self, wet: str) -> None:
        r = self.r
        if "meldingen" not in self.soort.tabellen:
            return
        aantal = min(3_000, self.aantal(4) * (self.soort.kwartalen + 2))
        for _ in range(aantal):
            melding = self.dag(self.begin - timedelta(days=90), self.nu)
            later = []
            if r.random() < 0.95:
                onderzoek = melding + timedelta(days=r.choice((0, 10, 30, 41, 42, 43, 44, 45, 60, 90)))
                later.append((onderzoek, {"datum_onderzoek_gereed": str(onderzoek)}))
                if r.random() < 0.6:
                    aanvraag = onderzoek + timedelta(days=r.randint(0, 8))
                    later.append((aanvraag, {"datum_aanvraag": str(aanvraag)}))
                    if r.random() < 0.93:
                        besluit = aanvraag + timedelta(days=r.choice((1, 7, 13, 14, 15, 16, 17, 30)))
                        uitkomst = r.choice(UITKOMSTEN) if r.random() > self.soort.onbekend / 4 else ""
                        later.append((besluit, {"datum_beschikking": str(besluit), "triage_uitkomst": uitkomst}))
                else:
                    later.append((onderzoek, {"triage_uitkomst": r.choice(UITKOMSTEN[2:])}))
            self.rij(
                "meldingen",
                melding,
                later,
                melding_id="M" + self.nummer(),
                wet=wet,
                datum_melding=melding,
                datum_onderzoek_gereed="",
                datum_aanvraag="",
                datum_beschikking="",
                triage_uitkomst="",
            )

    def maak_koppel(self, wet: str) -> None:
        for i, (product, groep) in enumerate(sorted(PRODUCTEN[wet].items())):
            self.rij(
                "koppel_product",
                date(1990, 1, 1),
                wet=wet,
                productcategorie=product,
                productcode="",
                hoofdcategorie=groep,
                interventieniveau=3 + i % 5,
                geldig_van="",
                geldig_tot="",
            )

    def maak_uitkeringen(self) -> None:
        r = self.r
        aantal = min(4_000, max(2, round(self.aantal(18) * (1 + self.soort.kwartalen / 12))))
        for i in range(aantal):
            huis, begin = f"U{i:05d}", self.dag(self.begin - timedelta(days=900), self.nu)
            paar = r.random() < 0.2
            leden = [f"B{i:05d}{'ab'[j]}" for j in range(2 if paar else 1)]
            jaren = [begin.year - r.randint(18, 66) for _ in leden]
            vorm = "paar" if paar else r.choice(("alleenstaand", "alleenstaand", "alleenstaande_ouder", "anders"))
            status = r.choice(("ja", "nee", "nee", "nee")) if r.random() >= self.soort.onbekend else ""
            while begin <= self.nu:
                einde = begin + timedelta(days=r.choice((0, 29, 200, 400, 900)) + r.randint(0, 90))
                if r.random() < 0.35:
                    einde = None
                later = []
                if einde:
                    reden = r.choice(("werk", "onderwijs", "overig", "onbekend", ""))
                    later = [
                        (einde + timedelta(days=r.choice((0, 5, 40))), {"einddatum": str(einde), "reden_einde": reden})
                    ]
                for lid, jaar in zip(leden, jaren, strict=True):
                    self.rij(
                        "uitkeringen",
                        begin,
                        later,
                        huishouden_id=huis,
                        client_id=lid,
                        begindatum=begin,
                        einddatum="",
                        reden_begin=r.choice(("verhuizing", "einde_ww", "scheiding", "overig", "")),
                        reden_einde="",
                        leefvorm=vorm,
                        geslacht=r.choice("012"),
                        geboortejaar=jaar,
                        statushouder=status,
                    )
                if einde is None or r.random() < 0.75:
                    break
                begin = einde + timedelta(days=r.choice((1, 1, 2, 60, 400)))

    # -- money, inhabitants, lists

    def maak_geld(self) -> None:
        r = self.r
        factor = self.soort.inwoners
        for wet in self.soort.wetten:
            soorten = r.sample(("zorg in natura", "persoonsgebonden budget", "vervoer", "overig"), r.randint(1, 4))
            for jaar in range(self.begin.year, self.nu.year + 1):
                for kostensoort in soorten:
                    vast = {"wet": wet, "taakveld": r.choice(("6.72", "6.6", "6.3")), "kostensoort": kostensoort}

                    def boek(van, kwartaal, soort, euro, jaar=jaar, vast=vast):
                        if self.soort.bedragen == "nul_en_min":
                            euro = r.choice((euro, 0, -euro))
                        self.rij(
                            "financien",
                            van,
                            jaar=jaar,
                            kwartaal=kwartaal,
                            **vast,
                            soort=soort,
                            bedrag_eur=f"{euro:.2f}".replace(".", ","),
                            status="voorlopig",
                        )

                    boek(date(jaar, 1, 1), "", "begroot", factor * r.uniform(10, 90))
                    for nummer in range(1, 5):
                        eind = laatste_dag((jaar, nummer))
                        boek(eind, nummer, "werkelijk", factor * r.uniform(2, 25))
                        if r.random() < 0.2:
                            boek(eind, nummer, "voorschot", factor * r.uniform(1, 5))
                        if r.random() < 0.1:
                            boek(eind, nummer, "balanspost", -factor * r.uniform(1, 5))

    def maak_bevolking(self) -> None:
        r = self.r
        gewicht = [1.0 - 0.9 * (leeftijd / 100) ** 3 for leeftijd in range(100)]
        for jaar in range(self.begin.year, self.nu.year + 1):
            gebieden = {self.code: 1.0}
            if self.soort.wijken in ("gewoon", "een"):
                gebieden |= {code: 1 / len(self.wijkcodes) for code in self.wijkcodes}
            for gebied, deel in gebieden.items():
                for leeftijd in range(100):
                    aantal = round(self.soort.inwoners * deel * gewicht[leeftijd] / sum(gewicht))
                    self.rij(
                        "bevolking",
                        date(jaar, 1, 1),
                        regio_code=gebied,
                        jaar=jaar,
                        leeftijd=leeftijd,
                        aantal=max(0, aantal + r.randint(-1, 1)),
                        indelingsjaar=self.nu.year,
                    )
        for i, code in enumerate(self.wijkcodes):
            if code.startswith("WK" + self.code[2:]):
                naam = r.choice(("Vossen", "Uilen", "Egel"))  # the same name twice is possible
                self.rij(
                    "wijken", self.begin, wijkcode=code, wijknaam=f"{naam}wijk {i % 4}", indelingsjaar=self.nu.year
                )

    def maak_lijsten(self) -> None:
        r = self.r
        for jaar in range(self.begin.year, self.nu.year + 2):
            basis = self.soort.inwoners * 600
            self.rij(
                "besparingspad",
                date(1990, 1, 1),
                jaar=jaar,
                referentie=f"{basis},00",
                werkelijk=f"{round(basis * r.uniform(0.8, 1.05))},00" if jaar < self.nu.year else "",
                taakstelling=f"{basis // 10},00",
                ingeboekt=f"{basis // 50},00" if r.random() < 0.7 else "",
                status="voorlopig",
                bron="begroting",
            )
        wet = self.soort.wetten[0]
        if wet != "participatie":
            for jaar in (self.nu.year, self.nu.year + 1):
                self.rij(
                    "doelen",
                    date(1990, 1, 1),
                    indicator="lopend_trajecten",
                    wet=wet,
                    periode=jaar,
                    streefwaarde=max(10, self.aantal(20)),
                    richting="lager",
                    bron="raadsbesluit",
                    besluit="raadsbesluit 12",
                    visie="samen leven",
                    doel="Minder lange hulp.",
                )
        else:
            self.rij(
                "doelen",
                date(1990, 1, 1),
                indicator="bijstand_huishoudens",
                wet=wet,
                periode=self.nu.year,
                streefwaarde=max(10, self.aantal(15)),
                richting="lager",
                bron="raadsbesluit",
                besluit="raadsbesluit 12",
                visie="samen leven",
                doel="Meer mensen aan het werk.",
            )
        totaal = 0
        for i in range(r.randint(1, 5)):
            bedrag = r.choice((50_000, 125_000, 0))
            totaal += bedrag
            self.rij(
                "plannen",
                date(1990, 1, 1),
                plan="Plan zorg dichtbij",
                code=f"1.{i}",
                maatregel=f"maatregel {i}",
                jaar=self.nu.year,
                bedrag_eur=f"{bedrag},00",
                soort="maatregel",
                aard="eenmalig",
                bron="programma, paragraaf 2",
            )
        self.rij(
            "plannen",
            date(1990, 1, 1),
            plan="Plan zorg dichtbij",
            code="",
            maatregel="totaal",
            jaar=self.nu.year,
            bedrag_eur=f"{totaal},00",
            soort="totaal",
            aard="",
            bron="programma, paragraaf 2",
        )
        for i, stand in enumerate(("gedaan", "loopt", "gepland")):
            self.rij(
                "activiteiten",
                date(1990, 1, 1),
                programma="Toegang",
                doel="een plek voor alle vragen",
                activiteit=f"stap {i}",
                stand=stand,
                rol="programmaleider",
                datum=self.begin,
            )

    def maak_totalen(self) -> None:
        """Alleen een blad met totalen: per cijfer een reeks, en bij `groepen` ook een uitsplitsing die optelt."""
        r = self.r
        cijfers = {
            "jeugd": ("lopend_trajecten", "lopend_clienten", "instroom_trajecten", "uitstroom_trajecten"),
            "wmo": ("lopend_clienten", "instroom_clienten", "uitstroom_trajecten"),
            "participatie": (
                "bijstand_huishoudens",
                "bijstand_personen",
                "participatie_trajecten",
                "bijstand_instroom",
            ),
        }
        groepen = {
            "jeugd": ("leeftijd", ("0-3", "4-11", "12-17")),
            "wmo": ("hoofdcategorie", ("begeleiding", "dagbesteding")),
            "participatie": ("", ()),
        }
        for wet in self.soort.wetten:
            for indicator in r.sample(cijfers[wet], r.randint(1, len(cijfers[wet]))):
                basis = self.aantal(25)
                for stap in range(self.soort.kwartalen):
                    kwartaal = verder(self.soort.laatste, stap - self.soort.kwartalen + 1)
                    dimensie, namen = groepen[wet]
                    delen = [r.randint(0, max(1, basis // 2)) for _ in namen]
                    waarde = sum(delen) if delen else basis + r.randint(0, max(1, basis // 5))
                    eind = laatste_dag(kwartaal)
                    vast = {
                        "indicator": indicator,
                        "wet": wet,
                        "kwartaal": schrijf_kwartaal(kwartaal),
                        "bron": "leverancier",
                        "eenheid": "",
                    }
                    self.rij("aggregaat", eind, **vast, dimensie="totaal", groep="totaal", waarde=waarde)
                    if self.soort.totalen == "groepen" and indicator.startswith("lopend"):
                        for naam, deel in zip(namen, delen, strict=True):
                            self.rij("aggregaat", eind, **vast, dimensie=dimensie, groep=naam, waarde=deel)

    def maak_vuil(self) -> None:
        """Wat de deur laat vallen of vertaalt: foute rijen onder de grens, dubbele rijen, onbekende codes, wezen."""
        r = self.r
        datumkolom = {
            "toewijzingen": "ingangsdatum",
            "leveringen": "begindatum",
            "meldingen": "datum_melding",
            "uitkeringen": "begindatum",
        }
        for rij in self.rijen["toewijzingen"]:  # before the doubles: a double is the same row
            if r.random() < 0.01:
                rij["productcategorie"] = "99"
            if r.random() < 0.02:
                rij["client_id"] = f" {rij['client_id']} "
        for i, rij in enumerate(self.rijen["koppel_product"]):
            rij["interventieniveau"] = ("1", "2", "3", "4", "5", "6", "7", "8", "")[i % 9]
        self.maak_koppeling_vuil()
        for tabel, kolom in datumkolom.items():
            rijen = self.rijen[tabel]
            if len(rijen) < 60:
                continue
            for rij in r.sample(rijen, len(rijen) // 100 + 1):
                rij["_later"].append((date(1990, 1, 1), {kolom: r.choice(("", "2021-02-30", "onbekend"))}))
            rijen.extend(dict(rij) for rij in r.sample(rijen, len(rijen) // 50 + 1))
        for _ in range(min(5, len(self.rijen["leveringen"]) // 50)):
            self.rij(
                "leveringen",
                self.begin,
                wet=self.soort.wetten[0],
                toewijzingnummer=self.nummer(),
                begindatum=self.begin,
                einddatum="",
                reden_beeindiging="",
                status_aanlevering="1",
            )

    def maak_koppeling_vuil(self) -> None:
        """Koppelingen met een begin, een einde of een productcode. Zonder toeval: de andere rijen blijven gelijk."""
        met_dagen = self.heeft("koppel_product", "geldig_van") and self.heeft("koppel_product", "geldig_tot")
        met_code = self.heeft("koppel_product", "productcode")
        dagen = {}
        for rij in self.rijen["toewijzingen"]:
            if met_code and rij["productcategorie"] != "99" and int(rij["toewijzingnummer"]) % 3:
                rij["productcode"] = f"{rij['productcategorie']}A0{int(rij['toewijzingnummer']) % 3}"
            dagen.setdefault((rij["wet"], rij["productcategorie"]), []).append(rij["ingangsdatum"])
        for rij in self.rijen["declaraties"]:  # what an own code means without a category, the documents do not say
            if met_code and self.heeft("declaraties", "productcategorie") and int(rij["toewijzingnummer"]) % 3:
                rij["productcode"] = f"{rij['productcategorie']}A0{int(rij['toewijzingnummer']) % 3}"
        for i, rij in enumerate(list(self.rijen["koppel_product"])):
            begonnen = sorted(dagen.get((rij["wet"], rij["productcategorie"]), [str(self.begin)]))
            dag = date.fromisoformat(begonnen[len(begonnen) // 2])  # somebody begins on this very day
            vast = {k: w for k, w in rij.items() if k[0] != "_"}
            if met_code and i % 4 in (0, 1):  # the other code, and no code, have the row of the category
                self.rij(
                    "koppel_product",
                    rij["_van"],
                    **vast
                    | {
                        "productcode": f"{rij['productcategorie']}A01",
                        "hoofdcategorie": "eigen soort",
                        "interventieniveau": ("", "6")[i % 4],
                        "geldig_tot": str(dag) if met_dagen and i % 4 else "",
                    },
                )
            if met_dagen and i % 4 in (0, 2):
                rij["geldig_tot"] = str(dag)
            if met_dagen and i % 4 == 2:
                self.rij(
                    "koppel_product",
                    rij["_van"],
                    **vast
                    | {
                        "hoofdcategorie": "nieuwe soort",
                        "interventieniveau": "2",
                        "geldig_van": str(dag + timedelta(days=1)),
                    },
                )
            if met_dagen and i % 4 == 3:
                rij["geldig_van"] = str(dag)

    def maak_verloop(self) -> None:
        """Wat er na het eerste bericht gebeurt: opnieuw begonnen, ingetrokken, verbeterd, verlengd, nog een verzoek."""
        r = self.r
        status = self.heeft("leveringen", "status_aanlevering")
        gestopt = {}  # one row per toewijzing, that ended once and for good
        for rij in self.rijen["leveringen"]:
            einden = [w for _, w in rij["_later"] if w.get("einddatum")]
            if len(einden) == 1 and einden[0]["reden_beeindiging"] != "20":
                gestopt[rij["wet"], rij["toewijzingnummer"]] = rij, einden[0]
        for (wet, nummer), (rij, eind) in gestopt.items():
            einde = date.fromisoformat(eind["einddatum"])
            kans = r.random()
            vast = {"wet": wet, "toewijzingnummer": nummer}
            if r.random() < 0.25:  # the start is a message of its own
                self.rij(
                    "leveringen",
                    rij["_van"],
                    **vast,
                    begindatum=rij["begindatum"],
                    einddatum="",
                    reden_beeindiging="",
                    status_aanlevering="1",
                )
            if kans < 0.12:  # started again, and often stopped again
                start = einde + timedelta(days=r.choice((1, 1, 20, 60)))
                stop = start + timedelta(days=r.randint(0, 200)) if r.random() < 0.6 else None
                later = [(stop, {"einddatum": str(stop), "reden_beeindiging": r.choice(REDENEN[wet])})] if stop else []
                self.rij(
                    "leveringen",
                    start,
                    later,
                    **vast,
                    begindatum=start,
                    einddatum="",
                    reden_beeindiging="",
                    status_aanlevering="1",
                )
                if status and r.random() < 0.3:  # but that was a mistake
                    self.rij(
                        "leveringen",
                        start + timedelta(days=3),
                        later,
                        **vast,
                        begindatum=start,
                        einddatum="",
                        reden_beeindiging="",
                        status_aanlevering="3",
                    )
            elif kans < 0.18 and status:  # withdrawn: the same message, with another status
                self.rij(
                    "leveringen",
                    rij["_later"][0][0],
                    **vast,
                    begindatum=rij["begindatum"],
                    **eind,
                    status_aanlevering="3",
                )
                if r.random() < 0.4:  # and told again
                    ander = einde + timedelta(days=r.randint(1, 40))
                    self.rij(
                        "leveringen",
                        ander + timedelta(days=20),
                        **vast,
                        begindatum=rij["begindatum"],
                        einddatum=ander,
                        reden_beeindiging=r.choice(REDENEN[wet]),
                        status_aanlevering="1",
                    )
            elif kans < 0.30:  # another end; said again as a correction, or as one more message
                dagen = {einde}
                for _ in range(r.choice((1, 1, 2))):
                    ander = max(date.fromisoformat(rij["begindatum"]), einde + timedelta(days=r.randint(-60, 60)))
                    if ander in dagen:
                        continue  # which of two reasons of one day counts, the documents do not say
                    dagen.add(ander)
                    self.rij(
                        "leveringen",
                        max(einde, ander) + timedelta(days=20),
                        **vast,
                        begindatum=rij["begindatum"],
                        einddatum=ander,
                        reden_beeindiging=r.choice(REDENEN[wet]),
                        status_aanlevering=r.choice("12"),
                    )
        if self.heeft("verzoeken", "verzoek_id") and self.heeft("verzoeken", "toewijzingnummer"):
            for rij in list(self.rijen["verzoeken"]):
                if r.random() > 0.15:
                    continue
                dag = date.fromisoformat(rij["datum"])
                andere = [rij, self.rij("verzoeken", rij["_van"], **{k: w for k, w in rij.items() if k[0] != "_"})]
                andere[1]["verzoek_id"] = "V" + self.nummer()
                andere[1]["verwijzer_type"] = r.choice(("01", "02", "05", "06", "77"))
                andere[1]["datum"] = str(dag + timedelta(days=r.choice((-20, 0, 0, 10))))
                if r.random() < 0.5:  # the row that comes first is not always the lowest number
                    andere[0]["verzoek_id"], andere[1]["verzoek_id"] = andere[1]["verzoek_id"], andere[0]["verzoek_id"]
        if not (self.heeft("toewijzingen", "toewijzingsdatum") and self.heeft("toewijzingen", "reden_wijziging")):
            return
        per_nummer = {}
        for rij in self.rijen["toewijzingen"]:
            per_nummer.setdefault((rij["wet"], rij["toewijzingnummer"]), []).append(rij)
        for berichten in per_nummer.values():
            laatste = berichten[-1]
            if r.random() < 0.04 and len(berichten) == 1 and laatste["einddatum"]:  # only the change is delivered
                laatste["einddatum_oorspronkelijk"] = r.choice((laatste["einddatum"], ""))
                laatste["einddatum"] = str(date.fromisoformat(laatste["einddatum"]) + timedelta(days=100))
                laatste["reden_wijziging"] = r.choice(("04", "04", "08"))
                continue
            if r.random() > 0.08 or not laatste["einddatum"] or laatste["reden_wijziging"] == "13":
                continue
            if any(bericht["_later"] for bericht in berichten):
                continue  # the first one is refused, and the documents do not say where extensions alone begin
            vast = {k: w for k, w in laatste.items() if k[0] != "_"}
            begin = date.fromisoformat(laatste["einddatum"]) + timedelta(days=1)  # an extension with days of its own
            einde = begin + timedelta(days=r.randint(30, 400))
            dag = max(begin - timedelta(days=10), *(date.fromisoformat(b["toewijzingsdatum"]) for b in berichten))
            dag += timedelta(days=1)
            self.rij(
                "toewijzingen",
                dag,
                **vast | {"toewijzingsdatum": dag, "ingangsdatum": begin, "einddatum": einde, "reden_wijziging": "04"},
            )
            if r.random() < 0.3:
                na, kort = dag + timedelta(days=30), begin + timedelta(days=r.randint(0, 25))
                self.rij(
                    "toewijzingen",
                    na,
                    **vast
                    | {
                        "toewijzingsdatum": na,
                        "einddatum": kort,
                        "reden_wijziging": r.choice(("02", "05", "06", "07")),
                    },
                )

    def maak_grensgevallen(self) -> None:
        """Met twee gemeenten: rijen zonder code, hetzelfde nummer bij de buren, en rijen van de buren."""
        r = self.r
        if self.soort.gemeenten == 1 or not self.heeft("toewijzingen", "gemeentecode"):
            return
        eigen = [t for t in self.rijen["toewijzingen"] if t["gemeentecode"] == self.code]
        for rij in r.sample(eigen, len(eigen) // 20):
            vast = {k: w for k, w in rij.items() if k[0] != "_"}
            self.rij("toewijzingen", rij["_van"], **vast | {"gemeentecode": self.buur, "client_id": "P900000b"})
        zwijgt = {t["toewijzingnummer"] for t in self.rijen["toewijzingen"] if r.random() < 0.05}
        for rij in self.rijen["toewijzingen"]:
            if rij["toewijzingnummer"] in zwijgt:
                rij["gemeentecode"] = ""
        if not self.zegt_van_wie:
            return
        for tabel in VAN_WIE:
            gelijk = {}  # a double stays a double
            for rij in self.rijen[tabel]:
                gelijk.setdefault(str({k: w for k, w in rij.items() if k != "_van"}), []).append(rij)
            for rijen in r.sample(list(gelijk.values()), len(gelijk) // 20):
                van_wie = r.choice((self.code, self.buur))
                for rij in rijen:
                    if tabel == "financien":  # on top of our own, or a quarter of ours would be missing
                        vast = {k: w for k, w in rij.items() if k[0] != "_"}
                        self.rij(tabel, rij["_van"], **vast | {"gemeentecode": self.buur})
                    else:
                        rij["gemeentecode"] = van_wie

    # -- a delivery

    def levering(self, kwartaal: tuple[int, int], peildatum: date) -> Levering:
        """De wereld op een peildatum, met de tabellen en kolommen die dit dier levert."""
        wil = ("aggregaat",) if self.soort.totalen else self.soort.tabellen
        tabellen = {}
        for tabel in wil:
            kolommen = [k for k in sum(KOLOMMEN[tabel], ()) if (tabel, k) not in self.zonder]
            if self.zegt_van_wie and tabel in VAN_WIE:
                kolommen.append("gemeentecode")
            if self.zegt_oorspronkelijk and tabel == "toewijzingen":
                kolommen.append("einddatum_oorspronkelijk")
            rijen = []
            for rij in self.rijen[tabel]:
                if rij["_van"] > peildatum:
                    continue
                nu = dict(rij)
                for dag, waarden in rij["_later"]:
                    if dag <= peildatum:
                        nu |= waarden
                rijen.append({k: nu.get(k, "") for k in kolommen})
            if rijen:
                tabellen[tabel] = rijen
        return Levering(kwartaal, peildatum, self.naam, self.code, tabellen)


def schrijf(levering: Levering, soort: Soort, zaad: int, map: Path) -> Path:
    """De levering als gewone bestanden: csv en xlsx door elkaar, in de vormen die het contract toestaat."""
    r = random.Random(zaad + 5)
    map.mkdir(parents=True, exist_ok=True)
    (map / "herkomst.yml").write_text(
        f'gemeente: "{levering.gemeente}"\ngemeentecode: {levering.gemeentecode[2:]}\n'
        f"peildatum: {levering.peildatum}\nsynthetisch: ja\n",
        encoding="utf-8",
    )
    blad = {}
    for tabel, rijen in levering.tabellen.items():
        rijen = [{k: opmaak(k, w, soort.datum) for k, w in rij.items()} for rij in rijen]
        if soort.vorm == "xlsx" or (soort.vorm == "gemengd" and r.random() < 0.4):
            blad[tabel] = rijen
            continue
        with (map / f"{tabel}.csv").open(
            "w", encoding=r.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")), newline=""
        ) as bestand:
            schrijver = csv.DictWriter(bestand, list(rijen[0]), delimiter=r.choice(";;\t"))
            schrijver.writeheader()
            schrijver.writerows(rijen)
    if blad:
        schrijf_xlsx(blad, map / "levering.xlsx")
    return map


def opmaak(kolom: str, waarde: str, datum: str) -> str:
    if datum == "iso" or len(waarde) != 10 or waarde[4] != "-" or waarde[7] != "-":
        return waarde
    jaar, maand, dag = waarde.split("-")
    return f"{dag}-{maand}-{jaar}" if datum == "streepjes" else f"{jaar}{maand}{dag}"


def schrijf_xlsx(bladen: dict[str, list[dict[str, str]]], pad: Path) -> None:
    from openpyxl import Workbook

    boek = Workbook(write_only=True)
    for tabel, rijen in bladen.items():
        blad = boek.create_sheet(tabel)
        blad.append(list(rijen[0]))
        for rij in rijen:
            blad.append([cel(k, w) for k, w in rij.items()])
    boek.save(pad)


def cel(kolom: str, waarde: str):
    """Getallen als getal, de rest als tekst; zo bewaart een mens het ook."""
    if kolom in ("jaar", "leeftijd", "aantal", "geboortejaar", "indelingsjaar", "bedrag_cent", "waarde") and waarde:
        return int(waarde)
    if kolom in ("bedrag_eur", "referentie", "werkelijk", "taakstelling", "ingeboekt") and waarde:
        return float(waarde.replace(",", "."))
    return waarde or None


def schrijf_params(soort: Soort, pad: Path, paginas: tuple[str, ...] | None = None) -> Path:
    regels = ["paginas:"]
    for naam in paginas or soort.paginas:
        notebook, parameters = PAGINAS[naam]
        regels += [f"  - naam: {naam}", f"    titel: {naam.capitalize()}", f"    notebook: {notebook}"]
        if parameters:
            regels += ["    parameters:", *(f"      {k}: {w}" for k, w in parameters.items())]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")
    return pad
