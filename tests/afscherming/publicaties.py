"""Kleine verzonnen publicaties voor de proef op de afscherming: rijen, tabellen en een toevallige gemeente."""

import random

import polars as pl

from sociaaldomein.afscherming import Herkomst, Manier, Openbaar, scherm_af
from sociaaldomein.afscherming.kennis import Editie
from sociaaldomein.begrippen import cijfers

HERKOMST = Herkomst("Voorbeeld", "GM0000", "2023-K2", "2023-07-15", True)


def rij(
    cijfer,
    waarde,
    groep="totaal",
    soort="totaal",
    kwartaal="2023-K1",
    teller=None,
    noemer=None,
    wet="jeugd",
    gepubliceerd=None,
):
    status = "afgeschermd" if waarde is None else "definitief"
    sleutel = {"cijfer": cijfer, "wet": wet, "kwartaal": kwartaal, "groep_soort": soort, "groep": groep}
    getallen = {
        k: None if g is None else float(g) for k, g in (("waarde", waarde), ("teller", teller), ("noemer", noemer))
    }
    return sleutel | getallen | {"eenheid": "x", "status": status, "bron": "b", "gepubliceerd_in": gepubliceerd}


def tafel(rijen):
    return pl.DataFrame(list(rijen), schema=cijfers.schema(), orient="row")


def naief(rijen, weg=(), drempel=10, stap=1, mee=()):
    """Een publicatie zoals iemand zonder hulp haar maakt: deze groepen verborgen, de rest zoals het is."""
    leeg = {"waarde": None, "teller": None, "noemer": None, "status": "afgeschermd"}
    uit = [r | leeg if (r["cijfer"], r["kwartaal"], r["groep"]) in {*weg, *mee} else r for r in rijen]
    stappen = {
        tuple(r[k] for k in cijfers.SLEUTEL): 0 for r in rijen if (r["cijfer"], r["kwartaal"], r["groep"]) in mee
    }
    return Editie("naief", tafel(uit), drempel=drempel, stap=stap, stappen=stappen)


def beschermd(rijen, methode, drempel=10, eerdere=()) -> Openbaar:
    return scherm_af(tafel(rijen), HERKOMST, manier=Manier(drempel, methode), eerdere=eerdere)


KRUIS = {
    "ambulant": (142, 150, 147, 155),
    "landelijk": (12, 11, 13, 12),
    "veiligheid": (21, 19, 3, 22),
    "verblijf": (34, 36, 33, 35),
}


def kruistabel():
    """De tabel van vier bij vier met haar randen; alleen veiligheid in de derde kolom is klein (drempel 5)."""
    c, kruis = "aanvragen", "hoofdcategorie x interventieniveau"
    uit = [rij(c, w, f"{naam}|{n}", kruis) for naam, rijtje in KRUIS.items() for n, w in enumerate(rijtje, 1)]
    uit += [rij(c, sum(rijtje), naam, "hoofdcategorie") for naam, rijtje in KRUIS.items()]
    uit += [rij(c, sum(k), str(n), "interventieniveau") for n, k in enumerate(zip(*KRUIS.values(), strict=True), 1)]
    return [*uit, rij(c, sum(map(sum, KRUIS.values())))]


def gemeente(
    zaad: int, kwartalen: int = 3, herzien: int = 0, deel: float = 0.05, ruil: tuple[int, int] | None = None
) -> list[dict]:
    """Een toevallige kleine gemeente: trajecten met een wijk en een soort, en alle cijfers die daarbij horen.

    `herzien` zegt hoe vaak een deel van de trajecten daarna verbeterd is: een andere wijk, soort of einddag. `ruil`
    verwisselt de wijk van twee trajecten.
    """
    r = random.Random(zaad)
    wijken = [f"W{n}" for n in range(r.randint(2, 5))]
    soorten = ["ambulant", "verblijf", "landelijk"][: r.randint(2, 3)]
    gewicht = [r.choice((1, 4, 20)) for _ in wijken]
    namen = ["2022-K3", "2022-K4", "2023-K1", "2023-K2"][:kwartalen]
    trajecten = [
        (r.randint(-2, kwartalen - 1), r.choices(wijken, gewicht)[0], r.choice(soorten))
        for _ in range(r.randint(20, 400))
    ]
    trajecten = [(b, b + r.randint(0, 5), w, s) for b, w, s in trajecten]
    for keer in range(herzien):
        v = random.Random(f"{zaad} {keer}")
        nieuw = [(t[0], t[0] + v.randint(0, 5), v.choice(wijken), v.choice(soorten)) for t in trajecten]
        trajecten = [n if v.random() < deel else t for n, t in zip(nieuw, trajecten, strict=True)]
    if ruil:
        een, ander = (trajecten[n % len(trajecten)] for n in ruil)
        trajecten[ruil[0] % len(trajecten)] = (*een[:2], ander[2], een[3])
        trajecten[ruil[1] % len(trajecten)] = (*ander[:2], een[2], ander[3])
    tellers = {
        "lopend_trajecten": lambda t, k: t[0] <= k <= t[1],
        "instroom_trajecten": lambda t, k: t[0] == k,
        "uitstroom_trajecten": lambda t, k: t[1] == k,
    }
    uit = []
    for k, naam in enumerate(namen):
        for cijfer, telt in tellers.items():
            raak = [t for t in trajecten if telt(t, k)]
            uit.append(rij(cijfer, len(raak), kwartaal=naam))
            uit += [rij(cijfer, sum(t[2] == w for t in raak), w, "wijk", naam) for w in wijken]
            uit += [rij(cijfer, sum(t[3] == s for t in raak), s, "hoofdcategorie", naam) for s in soorten]
        zaken = r.randint(5, 300)
        uit.append(rij("onderzoek_op_tijd", 0, kwartaal=naam, teller=r.randint(0, zaken), noemer=zaken))
        geld = {s: (r.randint(1, 60), r.randint(10_000, 900_000)) for s in soorten}
        uit += [rij("declaraties_cumulatief", e, s, "hoofdcategorie", naam, noemer=n) for s, (n, e) in geld.items()]
        mensen, euro = (sum(g[i] for g in geld.values()) for i in (0, 1))
        uit.append(rij("declaraties_cumulatief", euro, kwartaal=naam, noemer=mensen))
    return uit
