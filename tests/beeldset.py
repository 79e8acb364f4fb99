"""Een kleine verzonnen openbare set voor de tests van beelden, panelen en dashboard. Niets hierin is echt."""

import html
import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl

from sociaaldomein import afscherming
from sociaaldomein.afscherming import Herkomst, Openbaar, scherm_af
from sociaaldomein.beelden import getallen, vel
from sociaaldomein.begrippen import cijfers
from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.paginas import dashboard, omslag
from sociaaldomein.telregels import instroom
from sociaaldomein.uitgave import overzicht

NU = Kwartaal(2023, 1)
STUK = "Rapportage, paragraaf 4.3"
DELEN = {
    "jeugd": {
        "wijk": {"WK01": 0.5, "WK02": 0.4, "WK03": 0.0965, "onbekend": 0.0035},
        "leeftijd": {"0-3": 0.05, "4-11": 0.4, "12-17": 0.45, "18+": 0.1},
        "hoofdcategorie": {"ambulant": 0.85, "verblijf": 0.08, "veiligheid": 0.065, "landelijk": 0.005},
        "interventieniveau": {"3": 0.3, "4": 0.4, "5": 0.25, "onbekend": 0.05},
        "productcategorie": {"45": 0.6, "54": 0.3, "43": 0.1},
    },
    "wmo": {
        "wijk": {"WK01": 0.6, "WK02": 0.4},
        "leeftijd": {"0-17": 0.05, "18-64": 0.35, "65-74": 0.2, "75-84": 0.25, "85+": 0.15},
        "hoofdcategorie": {"hulp bij het huishouden": 0.4, "begeleiding": 0.3, "dagbesteding": 0.25, "verblijf": 0.05},
        "interventieniveau": {"3": 0.4, "4": 0.35, "5": 0.2, "7": 0.05},
        "productcategorie": {"01": 0.6, "02": 0.4},
    },
}
ALLEEN_LOPEND = (("wmo", "hoofdcategorie"), ("wmo", "interventieniveau"))  # the search must stay quick
INWONERS = {"jeugd": {"WK01": 4300, "WK02": 4100, "WK03": 1580}, "wmo": {"WK01": 24_000, "WK02": 20_200}}
KAART = {
    "indelingsjaar": 2023,
    "verzonnen": True,
    "breed": 700,
    "hoog": 500,
    "reden": "",
    "mist": [],
    "wijken": {
        "WK01": [[[0, 0], [400, 0], [400, 300], [0, 300]]],
        "WK02": [[[400, 0], [700, 0], [700, 500], [460, 500], [400, 300]]],
        "WK03": [[[0, 300], [400, 300], [460, 500], [0, 500]]],
    },
}
BASIS = {
    "jeugd": {
        "lopend_clienten": 1128,
        "lopend_trajecten": 1787,
        "instroom_clienten": 495,
        "instroom_trajecten": 704,
        "uitstroom_clienten": 461,
        "uitstroom_trajecten": 688,
    },
    "wmo": {
        "lopend_clienten": 2253,
        "lopend_trajecten": 3816,
        "instroom_clienten": 300,
        "instroom_trajecten": 484,
        "uitstroom_clienten": 210,
        "uitstroom_trajecten": 337,
    },
}
UITKOMSTEN = {
    "jeugd": {"voorziening": 125, "licht": 15, "voorliggend": 13, "eigen_kracht": 13},
    "wmo": {"voorziening": 430, "geen_voorziening": 194, "kort_contact": 16},
}


def rij(
    cijfer,
    wet,
    kwartaal,
    waarde,
    soort="totaal",
    groep="totaal",
    status="definitief",
    teller=None,
    noemer=None,
    stuk=None,
):
    return dict(
        zip(
            cijfers.KOLOMMEN,
            (
                cijfer,
                wet,
                str(kwartaal),
                soort,
                groep,
                None if waarde is None else float(waarde),
                teller,
                noemer,
                cijfers.begrippen()[cijfer].eenheid_bij(wet),
                status,
                "bron",
                stuk,
            ),
            strict=True,
        )
    )


def per_kwartaal(wet: str, nummer: int, k: Kwartaal) -> list[dict]:
    """All figures of one quarter, wavy so that no two quarters are alike."""
    golf, status = (1.0 if k == NU else 1 + 0.1 * math.sin(nummer * 1.7)), ("voorlopig" if k == NU else "definitief")
    uit = []
    for cijfer, basis in BASIS[wet].items():
        waarde = round(basis * golf)
        uit.append(rij(cijfer, wet, k, waarde, status=status))
        for soort, delen in DELEN[wet].items():
            if (wet, cijfer.split("_")[0]) != ("wmo", "lopend") and (wet, soort) in ALLEEN_LOPEND:
                continue
            uit += [
                rij(cijfer, wet, k, round(waarde * d * (1 + 0.05 * math.sin(nummer))), soort, g, status)
                for g, d in delen.items()
            ]
    verdeel = [
        (
            "lopend_trajecten",
            "deel",
            {"doorlopend": 0.3, "begonnen": 0.35, "beeindigd": 0.33, "begonnen_en_beeindigd": 0.02},
        ),
        ("instroom_clienten", "instroomsoort", {"nieuw": 0.6, "doorlopend": 0.3, "terugkerend": 0.1}),
        ("uitstroom_trajecten", "reden", {"einde_indicatie": 0.6, "overig": 0.3, "wlz": 0.01, "onbekend": 0.09}),
    ]
    for cijfer, soort, delen in verdeel:
        uit += [rij(cijfer, wet, k, round(BASIS[wet][cijfer] * golf * d), soort, g, status) for g, d in delen.items()]
    if k != NU:
        uit += [
            rij("verwijzer", wet, k, round(300 * golf * d), "verwijzer", g, status)
            for g, d in {"gemeente": 0.5, "huisarts": 0.35, "rechter": 0.02, "onbekend": 0.13}.items()
        ]
    sprong = 0.6 if k >= Kwartaal(2022, 3) else 0
    for cijfer, w in (("looptijd_mediaan", 8), ("looptijd_gemiddeld", 10), ("looptijd_p25", 5), ("looptijd_p75", 12)):
        uit.append(rij(cijfer, wet, k, w + 0.1 * nummer + sprong, status=status, noemer=400.0))
    uit += [
        rij("looptijd_mediaan", wet, k, 8 + j + 0.1 * nummer, "productcategorie", g, status, noemer=100.0)
        for j, g in enumerate(DELEN[wet]["productcategorie"])
    ]
    uit.append(rij("looptijd_aantal", wet, k, round(400 * golf), status=status))
    if wet == "wmo" and sprong:
        for termijn, w in (("onderzoek", 60), ("beschikking", 80)):
            uit += [
                rij(f"{termijn}_op_tijd", wet, k, w, teller=w * 2.0, noemer=200.0),
                rij(f"{termijn}_op_tijd_verlengd", wet, k, w + 15, teller=(w + 15) * 2.0, noemer=200.0),
                rij(f"{termijn}_mediaan", wet, k, w / 2 + nummer, noemer=200.0),
                rij(f"{termijn}_p90", wet, k, w + nummer, noemer=200.0),
            ]
    uit += [rij("aanvragen", wet, k, round(n * golf), "uitkomst", u) for u, n in UITKOMSTEN[wet].items()]
    uit.append(rij("aanvragen", wet, k, sum(round(n * golf) for n in UITKOMSTEN[wet].values())))
    bereik = round(1128 * golf)
    uit.append(rij("bereik", wet, k, bereik / 99.8, status=status, teller=float(bereik), noemer=9980.0))
    uit += [
        rij(
            "bereik",
            wet,
            k,
            100 * bereik * d / n,
            "leeftijd",
            g,
            status,
            teller=float(round(bereik * d)),
            noemer=float(n),
        )
        for n, (g, d) in zip((1900, 4000, 4080, 5000, 6000), DELEN[wet]["leeftijd"].items(), strict=False)
        if g != "18+"
    ]
    geld = 3.2e6 * k.nummer * golf
    uit += [
        rij("werkelijk_cumulatief", wet, k, geld, status=status),
        rij("voorschot_cumulatief", wet, k, geld / 4),
        rij("balanspost_cumulatief", wet, k, 4e5 * golf),
    ]
    uit += [
        rij("werkelijk_cumulatief", wet, k, geld * d, "kostensoort", g, status)
        for g, d in {"zorg in natura": 0.9, "uitvoering": 0.1}.items()
    ]
    niveaus = pl.DataFrame([r for r in uit if r["groep_soort"] == "interventieniveau"], schema=cijfers.schema())
    for r in instroom.zwaarte(niveaus).filter(pl.col("cijfer") != "uitstroom_trajecten").iter_rows(named=True):
        uit.append(rij(r["cijfer"], wet, k, r["waarde"], "zwaarte", r["groep"], status))
    uit += [rij("inwoners", wet, k, n, "wijk", w) for w, n in INWONERS[wet].items()]
    uit.append(rij("inwoners", wet, k, sum(INWONERS[wet].values())))
    for hoofd, d in DELEN[wet]["hoofdcategorie"].items():
        uit.append(
            rij("declaraties_cumulatief", wet, k, geld * d, "hoofdcategorie", hoofd, "voorlopig", noemer=1000 * d)
        )
        for niveau, e in DELEN[wet]["interventieniveau"].items() if wet == "jeugd" else ():
            uit += [
                rij(
                    "declaraties_cumulatief",
                    wet,
                    k,
                    geld * d * e,
                    "hoofdcategorie x interventieniveau",
                    f"{hoofd}|{niveau}",
                    "voorlopig",
                    noemer=float(round(1128 * d * e)),
                ),
            ]
    uit += [
        rij("declaraties_cumulatief", wet, k, geld * e, "interventieniveau", n, "voorlopig", noemer=1000 * e)
        for n, e in DELEN[wet]["interventieniveau"].items()
    ]
    return uit


def gepubliceerd() -> list[dict]:
    """Published figures in the shape of the real ones: single quarters, no year before."""
    uit = [
        rij("lopend_trajecten", "jeugd", NU, 1787, stuk=STUK),
        rij("lopend_clienten", "jeugd", NU, 1128, stuk=STUK),
        rij("lopend_clienten_verandering", "jeugd", NU, 2.7, stuk=STUK),
        rij("instroom_clienten", "jeugd", NU, 495, stuk=STUK),
        rij("lopend_trajecten_verandering", "wmo", NU, 6, stuk=STUK),
        rij("lopend_trajecten", "wmo", NU, 3816, stuk=STUK),
        rij("uitstroom_trajecten", "wmo", NU, 337, stuk=STUK),
        rij("bereik", "jeugd", NU, 11.3, stuk=STUK),
    ]
    uit += [
        rij("aanvragen", w, NU, n, "uitkomst", u, stuk=STUK)
        for w in UITKOMSTEN
        for u, n in UITKOMSTEN[w].items()
        if (w, u) != ("wmo", "voorziening")
    ]
    uit += [
        rij("maatregelen", w, NU, n, "maatregelstatus", s, stuk=STUK)
        for w, d in (
            ("jeugd", {"uitgevoerd": 13, "werkplanning": 3}),
            ("wmo", {"uitgevoerd": 6, "werkplanning": 6, "vervallen": 6}),
        )
        for s, n in d.items()
    ]
    return uit + [
        rij(c, "samen", Kwartaal(2023, 4), w, stuk=STUK)
        for c, w in (("besparing", 2.6e6), ("besparing_ingeboekt", 5e5), ("besparing_nieuw", 2.1e6))
    ]


def berekend() -> list[dict]:
    uit = [r for wet in BASIS for j, k in enumerate(laatste(NU, 13)) for r in per_kwartaal(wet, j, k)]
    for wet in BASIS:
        for jaar, begroot, werkelijk in (
            (2020, 12.9, 13.6),
            (2021, 13.4, 14.1),
            (2022, 14.0, 13.7),
            (2023, 14.2, None),
        ):
            uit.append(rij("begroot_jaar", wet, Kwartaal(jaar, 4), begroot * 1e6))
            uit += [rij("werkelijk_jaar", wet, Kwartaal(jaar, 4), werkelijk * 1e6)] if werkelijk else []
    for jaar, waarde, doel in ((2021, 0.5, 0.5), (2022, 1.3, 1.1), (2023, 2.1, 1.9), (2024, None, 2.6)):
        k = Kwartaal(jaar, 4)
        uit.append(rij("besparing_taakstelling", "samen", k, doel * 1e6))
        if waarde:
            uit += [
                rij("besparing", "samen", k, waarde * 1e6),
                rij("besparing_ingeboekt", "samen", k, 5e5),
                rij("besparing_nieuw", "samen", k, waarde * 1e6 - 5e5),
            ]
    return uit


@cache
def openbaar(soort: str = "alles", profiel: str = "openbaar") -> Openbaar:
    """alles: eigen en gepubliceerde cijfers; gepubliceerd: alleen die; totalen: kwartaaltotalen; leeg: niets."""
    rijen = {
        "alles": lambda: berekend() + gepubliceerd(),
        "gepubliceerd": gepubliceerd,
        "leeg": list,
        "totalen": lambda: [
            r for r in berekend() if r["groep_soort"] == "totaal" and r["cijfer"].startswith(("lopend", "instroom"))
        ],
    }[soort]()
    herkomst = Herkomst(
        "Voorbeeld",
        "GM0000",
        str(NU),
        "2023-04-15",
        soort == "alles",
        {"WK01": "Noord <&>", "WK02": "Zuid", "WK03": "West"},
    )
    set_ = scherm_af(pl.DataFrame(rijen, schema=cijfers.schema()), herkomst, profiel)
    return met(set_, kaart=KAART) if soort in ("alles", "totalen") else set_


def losse_pagina(map_: Path, panelen: tuple[str, ...]) -> str:
    """Schrijf deze set als losse pagina's met een paar panelen, jeugd en wmo; geeft het adres van de eerste."""
    set_ = openbaar().schrijf(map_ / "openbaar")
    opslag.schrijf_json(set_ / "paginas.json", overzicht.weg([("jeugd", "Jeugd"), ("wmo", "Wmo")])[:2])
    p = dashboard.open_pagina(set_, "raadsmonitor", "jeugd")
    inhoud = p.tegels().html + "".join(f'<div class="sd">{p.paneel_html(n)}</div>' for n in panelen)
    for naam in ("jeugd", "wmo"):
        (map_ / f"{naam}.html").write_text(omslag.pagina_html(p.kop().gegevens["kop"], inhoud, p.voet().html), "utf-8")
    return (map_ / "jeugd.html").as_uri()


def buiten(svg: str) -> list[str]:
    """The texts of a drawing that run off the sheet to the left or the right, measured with the letter itself."""
    breed, uit = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1]), []
    for stijl, tekst in re.findall(r"<text([^>]*)>([^<]*)</text>", svg):
        plek = re.search(r' x="([-\d.]+)', stijl) or re.search(r"translate\(([-\d.]+)", stijl)
        px = float(re.search(r"font-size: ?([\d.]+)", stijl)[1])
        lang = vel.breedte(html.unescape(tekst), px, "font-weight:600" in stijl)
        links = float(plek[1]) - lang * (1 if "anchor:end" in stijl else 0.5 if "anchor:middle" in stijl else 0)
        uit += [tekst] if links < -6 or links + lang > breed + 6 else []
    return uit


def cel(waarde=None, status="definitief", **rest) -> getallen.Cel:
    """A figure without a set around it, for the tests of what is done with one."""
    return getallen.Cel(waarde, status, **rest, _zegel=getallen._ZEGEL)


def met(openbaar: Openbaar, **anders) -> Openbaar:
    """The set with something else in it, as a broken or an unusual delivery would have."""
    return replace(openbaar, **anders, _zegel=afscherming.openbaar._ZEGEL)
