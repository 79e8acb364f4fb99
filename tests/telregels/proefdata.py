"""Kleine tabellen met toevallige rijen, vooral op de randen van kwartalen. Alleen voor de tests."""

from datetime import date, timedelta
from random import Random

from sociaaldomein.grond.kwartaal import Kwartaal, laatste

KWARTALEN = laatste(Kwartaal(2023, 3), 7)  # 2022-K1 up to 2023-K3: crosses the start of WIZ
RANDEN = [dag + timedelta(n) for k in KWARTALEN for dag in (k.eerste_dag, k.laatste_dag) for n in (-1, 0, 1)]


def dag(toeval: Random) -> date:
    """Usually at the edge of a quarter, sometimes a year off, sometimes anywhere."""
    rand = toeval.choice(RANDEN)
    soort = toeval.random()
    if soort < 0.5:
        return rand
    if soort < 0.7:
        return rand - timedelta(toeval.choice([364, 365, 366, 367]))
    return date(2020, 11, 1) + timedelta(toeval.randrange(1200))


def trajecten(toeval: Random, aantal: int = 70) -> list[dict]:
    """Few clients with many trajecten, so that each of them meets several rules at once."""
    jaren = [None, 1935, 1939, 1958, 1970, 2004, 2005, 2006, 2012, 2019, 2021]
    geboren = {f"c{n}": toeval.choice(jaren) for n in range(15)}
    wijken = {c: toeval.choice(["WK026701", "WK026702", "onbekend"]) for c in geboren}
    rijen = []
    for nummer in range(aantal):
        client, begin = toeval.choice(list(geboren)), dag(toeval)
        duur = timedelta(toeval.choice([0, 1, 30, 89, 90, 400]))
        einde = max(begin, dag(toeval)) if toeval.random() < 0.4 else begin + duur
        gepland = toeval.choice([None, begin + timedelta(toeval.randrange(-3, 800))])
        rijen.append(
            {
                "gemeentecode": "GM0267",
                "wet": toeval.choice(["jeugd", "wmo", "wmo"]),
                "client_id": client,
                "toewijzingnummer": str(nummer * 7 % 113),
                "begin": begin,
                "einde": None if toeval.random() < 0.2 else einde,
                "einddatum_oorspronkelijk": gepland,
                "reden_einde": toeval.choice([None, "wlz", "overig", "einde_indicatie"]),
                "verwijzer": toeval.choice([None, "huisarts", "gemeente", "rechter"]),
                "geboortejaar": geboren[client],
                "wijk": wijken[client],
                "productcategorie": toeval.choice(["01", "45", "50"]),
                "hoofdcategorie": toeval.choice(["ambulant", "verblijf", "veiligheid"]),
                "interventieniveau": toeval.choice(["3", "4", "onbekend"]),
            }
        )
    return rijen


def meldingen(toeval: Random, aantal: int = 60) -> list[dict]:
    rijen = []
    for nummer in range(aantal):
        melding = dag(toeval) if toeval.random() < 0.9 else None
        start = melding or dag(toeval)
        gereed = start + timedelta(toeval.choice([3, 20, 41, 42, 43, 44, 45, 46, 70]))
        aanvraag = gereed + timedelta(toeval.choice([0, 1, 5]))
        besluit = aanvraag + timedelta(toeval.choice([0, 9, 13, 14, 15, 16, 17, 18, 30]))
        rijen.append(
            {
                "melding_id": str(nummer),
                "wet": toeval.choice(["jeugd", "wmo", "wmo"]),
                "datum_melding": melding,
                "datum_onderzoek_gereed": toeval.choice([gereed, gereed, None]),
                "datum_aanvraag": toeval.choice([aanvraag, aanvraag, None]),
                "datum_beschikking": toeval.choice([besluit, besluit, None]),
                "verlengd_tot": toeval.choice([None, None, start + timedelta(toeval.choice([20, 42, 60, 90]))]),
                "triage_uitkomst": toeval.choice([None, "voorziening", "licht", "eigen_kracht"]),
            }
        )
    return rijen


def declaraties(toeval: Random, aantal: int = 80) -> list[dict]:
    return [
        {
            "wet": toeval.choice(["jeugd", "wmo"]),
            "client_id": toeval.choice([None, "a", "b", "c", "d"]),
            "periode_begin": dag(toeval),
            "bedrag_cent": toeval.choice([-1, 1]) * toeval.randrange(1, 900_000),
            "hoofdcategorie": toeval.choice(["ambulant", "verblijf"]),
            "productcategorie": toeval.choice(["45", "50"]),
            "interventieniveau": toeval.choice(["3", "4"]),
        }
        for _ in range(aantal)
    ]


def uitkeringen(toeval: Random, aantal: int = 60) -> list[dict]:
    """Households that come back, one period at a time, and their inhabitants."""
    rijen = []
    for nummer in range(aantal):
        begin = dag(toeval)
        rijen.append(
            {
                "wet": "participatie",
                "huishouden_id": f"u{nummer}",
                "client_id": f"c{nummer % 41}",
                "begin": begin,
                "einde": toeval.choice([None, max(begin, dag(toeval)), begin + timedelta(toeval.choice([0, 1, 90]))]),
                "reden_begin": toeval.choice([None, "einde_ww", "scheiding"]),
                "reden_einde": toeval.choice([None, "werk", "overig"]),
                "leefvorm": toeval.choice([None, "paar", "alleenstaand"]),
                "geboortejaar": [None, 1950, 1996, 1997, 2000, 2004, 2005, 2006][nummer % 41 % 8],
                "statushouder": [None, "ja", "nee"][nummer % 41 % 3],
            }
        )
    return rijen


def financien(toeval: Random) -> list[dict]:
    rijen = []
    for wet in ("jeugd", "wmo"):
        for jaar in (2021, 2022, 2023):
            for soort in ("begroot", "werkelijk", "voorschot", "balanspost"):
                for kwartaal in (None, 1, 2, 3, 4):
                    if toeval.random() < 0.85:
                        rijen += [
                            {
                                "jaar": jaar,
                                "kwartaal": kwartaal,
                                "wet": wet,
                                "soort": soort,
                                "kostensoort": kosten,
                                "bedrag_cent": toeval.randrange(-50_000, 900_000_000),
                            }
                            for kosten in toeval.sample([None, "inkoop", "pgb", "uitvoering"], 2)
                        ]
    return rijen


def bevolking(toeval: Random) -> list[dict]:
    return [
        {
            "regio_code": regio,
            "jaar": jaar,
            "leeftijd": leeftijd,
            "aantal": toeval.randrange(3, 40),
            "indelingsjaar": indeling,
        }
        for regio in ("GM0267", "WK026701", "WK026702")
        for jaar in (2022, 2023)
        for indeling in (2021, 2023)
        for leeftijd in range(0, 100, 3)
        if toeval.random() < 0.95 and (jaar, regio) != (2022, "WK026702")
    ]


def besparingspad(toeval: Random) -> list[dict]:
    return [
        {
            "jaar": jaar,
            "referentie_cent": toeval.choice([None, toeval.randrange(10**9, 2 * 10**9)]),
            "werkelijk_cent": toeval.choice([None, toeval.randrange(10**9, 2 * 10**9)]),
            "taakstelling_cent": toeval.choice([None, 260_000_000]),
            "ingeboekt_cent": toeval.choice([None, 50_000_000]),
        }
        for jaar in range(2020, 2026)
    ]
