"""De dieren met een naam: elk een soort gemeente, en elke soort fout die de rondgang ooit vond."""

from dieren import ALGEMEEN, BIJ_WET, KOLOMMEN

ZORG = BIJ_WET["jeugd"]
ALLES = (*ZORG, "uitkeringen", *ALGEMEEN)
GEWOON = {
    "zonder": (),
    "totalen": "",
    "gemeenten": 1,
    "op_rij": 1,
    "vuil": False,
    "wijken": "gewoon",
    "bedragen": "gewoon",
    "onbekend": 0.0,
    "vorm": "csv",
    "datum": "iso",
    "laatste": (2024, 1),
    "dichtheid": 1.0,
    "inwoners": 8_000,
    "kwartalen": 12,
}


def kaal(*tabellen: str) -> tuple[tuple[str, str], ...]:
    """Alle kolommen die weg mogen."""
    return tuple((tabel, kolom) for tabel in tabellen for kolom in KOLOMMEN[tabel][1])


def soort(*wetten: str, **anders) -> dict:
    return GEWOON | {"wetten": wetten, "tabellen": ("toewijzingen", "clienten", "leveringen")} | anders


DIEREN: dict[str, tuple[int, dict]] = {
    "muis": (1, soort("jeugd", "wmo", inwoners=900, tabellen=ALLES, paginas=("jeugd", "wmo"))),
    "spitsmuis": (2, soort("wmo", inwoners=900, dichtheid=0.1, paginas=("wmo",))),
    "egel": (3, soort("jeugd", inwoners=2_500, tabellen=ZORG, paginas=("jeugd",))),
    "olifant": (4, soort("jeugd", inwoners=900_000, dichtheid=0.02, kwartalen=8, paginas=("jeugd",))),
    "kameel": (
        5,
        soort(
            "jeugd",
            "wmo",
            "participatie",
            tabellen=ALLES,
            paginas=("jeugd", "wmo", "participatie", "taskforce", "wijken", "plannen", "doelen"),
        ),
    ),
    "kuiken": (6, soort("jeugd", inwoners=20_000, kwartalen=2, paginas=("jeugd",))),
    "schildpad": (7, soort("wmo", inwoners=2_500, kwartalen=30, paginas=("wmo",))),
    "uil": (8, soort("participatie", tabellen=("uitkeringen", "financien"), paginas=("participatie",))),
    "naaktslak": (
        9,
        soort("participatie", tabellen=("uitkeringen",), zonder=kaal("uitkeringen"), paginas=("participatie",)),
    ),
    "aal": (
        10,
        soort(
            "participatie",
            tabellen=("uitkeringen",),
            zonder=(("uitkeringen", "statushouder"),),
            inwoners=25_000,
            paginas=("participatie",),
        ),
    ),
    "worm": (11, soort("jeugd", "wmo", tabellen=("toewijzingen",), zonder=kaal("toewijzingen"), paginas=("wmo",))),
    "kwal": (12, soort("jeugd", "wmo", "participatie", totalen="totaal", paginas=("jeugd", "participatie"))),
    "spons": (13, soort("jeugd", "wmo", totalen="groepen", inwoners=900, paginas=("jeugd", "wmo"))),
    "tweeling": (14, soort("jeugd", "wmo", gemeenten=2, paginas=("jeugd",))),
    "trekvogel": (15, soort("jeugd", tabellen=ZORG, op_rij=6, inwoners=8_000, paginas=("jeugd",))),
    "koekoek": (16, soort("jeugd", wijken="vreemd", tabellen=(*ZORG, "wijken", "bevolking"), paginas=("wijken",))),
    "kluizenaar": (17, soort("wmo", wijken="een", tabellen=(*ZORG, "wijken", "bevolking"), paginas=("wijken",))),
    "mol": (
        18,
        soort(
            "jeugd", bedragen="nul_en_min", tabellen=("toewijzingen", "declaraties", "financien"), paginas=("jeugd",)
        ),
    ),
    "spook": (19, soort("jeugd", onbekend=1.0, tabellen=(*ZORG, "bevolking"), paginas=("jeugd",))),
    "varken": (
        20,
        soort(
            "jeugd",
            "wmo",
            vuil=True,
            tabellen=ZORG,
            vorm="gemengd",
            datum="streepjes",
            inwoners=20_000,
            paginas=("wmo",),
        ),
    ),
    "hamster": (21, soort("wmo", tabellen=("financien",), paginas=("wmo",))),
    "bever": (22, soort("wmo", tabellen=("plannen", "activiteiten", "doelen"), paginas=("plannen",))),
    "pakezel": (23, soort("jeugd", "wmo", tabellen=("declaraties",), paginas=("jeugd",))),
    "kat": (
        24,
        soort(
            "jeugd",
            "participatie",
            "wmo",
            tabellen=ALLES,
            vorm="xlsx",
            datum="kaal",
            inwoners=2_500,
            paginas=("doelen", "taskforce"),
        ),
    ),
}
