"""Twintig vuile leveringen, cel voor cel: wat het product telt voor het afschermt, tegen de tweede telling.

Beide kanten op: elke cel van de een staat met dezelfde waarde bij de ander. Geen cijfer is uitgezonderd.
"""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import dieren
import pytest
import rondgang
import telling

from sociaaldomein.levering import deur
from sociaaldomein.telling import monitor, registraties

pytestmark = pytest.mark.dierentuin

ZADEN = range(9_000, 9_020)
TABELLEN = (
    "toewijzingen",
    "clienten",
    "leveringen",
    "verzoeken",
    "meldingen",
    "koppel_product",
    "financien",
    "bevolking",
    "declaraties",
    "uitkeringen",
    "besparingspad",
)
GELD = ("begro", "werke", "voors", "balan")
MINSTENS = 1_000  # cells compared per delivery


@cache
def dier(zaad: int) -> dieren.Dier:
    """Een kleine, vuile gemeente; om en om een korte en een lange reeks."""
    return dieren.dier(
        zaad,
        inwoners=2_500,
        dichtheid=0.3,
        kwartalen=(6, 12, 20)[zaad % 3],
        tabellen=TABELLEN,
        wetten=("jeugd", "participatie", "wmo"),
        totalen="",
        gemeenten=1 + (zaad % 5 == 0),
        op_rij=1,
        vuil=True,
        paginas=("jeugd",),
    )


@cache
def product(zaad: int, map) -> dict[tuple, float]:
    """De cellen met een waarde, zoals het product ze telt."""
    return tel_product(dier(zaad).leveringen[0], dier(zaad).soort, zaad, map)


def tel_product(levering: dieren.Levering, soort: dieren.Soort, zaad: int, map: Path) -> dict[tuple, float]:
    bron = dieren.schrijf(levering, soort, zaad, map)
    cijfers = monitor.bereken(
        registraties.maak(deur.lees_map(bron).tabellen), monitor.Kwartaal(*levering.kwartaal), levering.peildatum
    )
    sleutel = ("cijfer", "wet", "groep_soort", "groep", "kwartaal")
    return {
        tuple(rij[k] for k in sleutel): rij["waarde"]
        for rij in cijfers.iter_rows(named=True)
        if rij["waarde"] is not None
    }


def vergelijk(zaad: int, cellen: dict[tuple, float]) -> tuple[int, list[str]]:
    """Het aantal vergeleken cellen, en de cellen die anders zijn."""
    return telling.anders(telling.tel(dier(zaad).leveringen[0]), cellen)


@pytest.mark.parametrize("zaad", ZADEN)
def test_elke_cel_is_twee_keer_hetzelfde_geteld(zaad, tmp_path):
    aantal, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    print(f"levering {zaad}: {aantal} cellen vergeleken, {len(anders)} anders")
    assert aantal >= MINSTENS
    assert not anders, f"{len(anders)} anders: " + "; ".join(anders[:12])


def test_de_uitsplitsingen_zijn_die_van_de_telregels():
    tekst = (Path(__file__).parents[2] / "docs" / "telregels.md").read_text(encoding="utf-8")
    regels = re.findall(r"^- In een uitgave: (.*)$|^- Naam in de bestanden: `(.*)`$", tekst, re.M)
    zinnen, namen = [zin for zin, _ in regels if zin], [naam for _, naam in regels if naam]
    moet = {naam: set(re.findall("`(.*?)`", zin)) for naam, zin in zip(namen, zinnen, strict=True) if "`" in zin}
    assert {naam: set(soorten) for naam, soorten in telling.IN_EEN_UITGAVE.items()} == moet


@pytest.mark.parametrize(
    ("soort", "kwartaal", "waarde"),
    [("leeftijd", 0, 5.0), ("hoofdcategorie", 9, 5.0), ("hoofdcategorie", 9, 0.0), ("totaal", 13, 5.0)],
)
def test_een_cel_die_er_niet_hoort_te_staan_valt_op(soort, kwartaal, waarde):
    zaad = 9_001
    geteld = telling.tel(dier(zaad).leveringen[0])
    eerder = dieren.schrijf_kwartaal(dieren.verder(dier(zaad).leveringen[0].kwartaal, -kwartaal))
    groep = {"leeftijd": "4-11", "totaal": "totaal"}.get(soort, "ambulant")
    cel = "lopend_trajecten", "jeugd", soort, groep, eerder
    assert any(regel.startswith("/".join(cel)) for regel in telling.anders(geteld, {cel: waarde})[1])


@pytest.mark.parametrize(
    ("geteld", "er", "fout"), [(0, None, 0), (None, None, 0), (None, 0.0, 1), (1, None, 1), (0, 1.0, 1), (2, 2.0, 0)]
)
def test_een_groep_zonder_mensen_mag_ontbreken_en_een_nul_die_ontbreekt_niet(geteld, er, fout, tmp_path):
    soort, kwartaal = ("lopend_trajecten", "jeugd", "zwaarte"), "2024-K1"
    telt = {(*soort, "licht"): {kwartaal: geteld}, (*soort, "zwaar"): {kwartaal: 3}}
    cellen = {(*soort, "licht", kwartaal): er, (*soort, "zwaar", kwartaal): 3.0}
    assert len(telling.anders(telt, {cel: waarde for cel, waarde in cellen.items() if waarde is not None})[1]) == fout
    verzorger = rondgang.Verzorger(dier(9_000), tmp_path)
    verzorger.vergelijk(telt, {cel: {"waarde": waarde} for cel, waarde in cellen.items()})
    assert len(verzorger.fouten) == fout


stop, zwaarte, geldt = telling.definitieve_stop, telling.zwaarte, telling.geldt


@pytest.mark.parametrize(
    ("zaad", "regel", "fout"),
    [
        (9_001, "definitieve_stop", lambda meldingen: None),
        (9_001, "definitieve_stop", lambda meldingen: stop([m | {"status_aanlevering": "1"} for m in meldingen])),
        (9_001, "definitieve_stop", lambda meldingen: stop([m | {"begindatum": "2000-01-01"} for m in meldingen])),
        (9_001, "percentiel", lambda waarden, deel: max(waarden)),
        (9_000, "gepland", lambda berichten: None),
        (9_004, "volgorde", lambda bericht: bericht.get("reden_wijziging", "") == ""),
        (9_010, "verwijzers", lambda telling, wet: {}),
        (9_000, "zwaarte", lambda niveau: zwaarte("3" if niveau == "4" else niveau)),
        (9_000, "zwaarte", lambda niveau: zwaarte("5" if niveau == "6" else niveau)),
        (9_000, "zwaarte", lambda niveau: zwaarte("7" if niveau == "onbekend" else niveau)),
        (9_000, "geldt", lambda koppel, product, code, dag: geldt(koppel, product, "", dag)),
        (9_000, "geldt", lambda koppel, product, code, dag: geldt(koppel, product, code, dag + timedelta(days=1))),
        (
            9_000,
            "geldt",
            lambda koppel, product, code, dag: (
                geldt(koppel, product, code, dag) or geldt(koppel, product, "", date(2000, 1, 1))
            ),
        ),
        (9_001, "ACHT", 7),
        (9_001, "ACHT", 9),
        (9_000, "IN_EEN_UITGAVE", {}),
        (9_015, "Telling.van_ons", lambda telling, rij: True),
        (9_003, "dekking", lambda telling, perioden: date(2000, 1, 1)),
    ],
)
def test_een_andere_regel_valt_op(zaad, regel, fout, tmp_path, monkeypatch):
    monkeypatch.setattr(f"telling.{regel}", fout)
    _, anders = vergelijk(zaad, product(zaad, tmp_path / "levering"))
    assert anders


def regels(*kolommen: str):
    """Maakt rijen met deze kolommen; wat achteraan mist, is leeg."""
    return lambda *rijen: [dict.fromkeys(kolommen, "") | dict(zip(kolommen, rij, strict=False)) for rij in rijen]


def met_de_hand() -> dieren.Levering:
    """Een levering met wat zelden voorkomt: redenen van een dag, partners, twee trajecten op een dag, en jaren."""
    traject = regels(
        "wet",
        "toewijzingnummer",
        "client_id",
        "ingangsdatum",
        "einddatum",
        "toewijzingsdatum",
        "reden_wijziging",
        "productcategorie",
    )
    levering = regels("wet", "toewijzingnummer", "begindatum", "einddatum", "reden_beeindiging", "status_aanlevering")
    verzoek = regels("wet", "verzoek_id", "toewijzingnummer", "datum", "verwijzer_type")
    uitkering = regels("huishouden_id", "client_id", "begindatum", "einddatum", "reden_begin", "reden_einde")
    begin, eind, laat = "2023-01-10", "2023-05-20", "2023-08-31"
    trajecten = [
        (wet, str(nummer), f"P{wet}{nummer}", begin, laat, begin, reden, product)
        for wet, product, redenen in (
            ("jeugd", "45", ["", "", "", "", "", "07", "06", "", ""]),
            ("wmo", "02", ["", "", "", "02", "06"]),
        )
        for nummer, reden in enumerate(redenen, start=101)
    ]
    trajecten += [
        ("jeugd", str(nummer), client, "2023-02-01", "", "2023-02-01", "", "45")
        for nummer, client in ((201, "Pa"), (202, "Pa"), (203, "Pb"), (204, "Pb"), (205, "Pc"), (206, "Pc"))
    ]
    trajecten += [
        (wet, "301", "Pd", "2024-02-01", "", "2024-02-01", "", product)
        for wet, product in (("jeugd", "45"), ("wmo", "02"))
    ]
    leveringen = [
        (wet, nummer, begin, *rest)
        for wet, nummer, *rest in (
            ("jeugd", "101", eind, "31", "1"),
            ("jeugd", "101", eind, "39", "1"),  # the highest code of one day
            ("jeugd", "102", eind, "", "1"),
            ("jeugd", "102", eind, "32", "1"),  # an empty one comes last
            ("jeugd", "103", eind, "39", "1"),
            ("jeugd", "103", "2023-05-25", "20", "2"),  # the change makes it temporary
            ("jeugd", "104", "2023-07-07", "39", "1"),
            ("jeugd", "104", eind, "38", "2"),  # the change is earlier
            ("jeugd", "105", eind, "39", "1"),
            ("jeugd", "105", eind, "", "3"),  # withdrawn without naming the reason
            ("jeugd", "108", eind, "39", "1"),
            ("jeugd", "108", eind, "32", "3"),  # withdraws another message
            ("wmo", "101", eind, "", "1"),
            ("wmo", "102", "", "39", "1"),
        )
    ]  # a day or a reason, never both
    return dieren.Levering(
        (2024, 2),
        date(2024, 8, 1),
        "Handveld",
        "GM3001",
        {
            "toewijzingen": traject(*trajecten),
            "leveringen": levering(*leveringen),
            "verzoeken": verzoek(
                *(
                    ("jeugd", f"V{nummer}", str(nummer), "2023-02-01", soort)
                    for nummer, soort in ((202, "08"), (203, "02"), (204, "01"), (205, "77"))
                )
            ),
            "uitkeringen": uitkering(
                *(
                    (f"U{huis}", f"B{huis}{i}", "2023-03-01", "2023-06-10", *reden)
                    for huis, partners in enumerate(
                        (
                            (("overig", "werk"), ("scheiding", "overig")),
                            (("verhuizing", "werk"), ("einde_ww", "onderwijs")),
                            (("", "overig"), ("overig", "onbekend")),
                            (("onbekend", ""), ("", "onbekend")),
                        )
                    )
                    for i, reden in enumerate(partners)
                )
            ),
            "financien": regels("jaar", "kwartaal", "wet", "soort", "bedrag_eur")(
                *((str(jaar), "", "jeugd", "begroot", f"{jaar},00") for jaar in range(2019, 2027)),
                *(
                    (jaar, kwartaal, "wmo", soort, bedrag)
                    for jaar, soort, bedrag, kwartalen in (
                        ("2021", "werkelijk", "9,00", ("", "1", "2", "3", "4")),
                        ("2022", "werkelijk", "7,00", "1234"),
                        ("2022", "voorschot", "5,00", "2"),
                        ("2022", "begroot", "4,00", "1234"),
                        ("2023", "werkelijk", "3,00", "124"),
                        ("2023", "begroot", "2,00", "123"),
                        ("2024", "werkelijk", "0,00", "1"),
                        ("2024", "werkelijk", "1,00", "2"),
                    )
                    for kwartaal in kwartalen
                ),
            ),
            "besparingspad": regels("jaar", "referentie", "werkelijk", "taakstelling", "ingeboekt")(
                *(
                    (str(jaar), "500,00", f"{500 - jaar % 10 % 3},00", f"{jaar},00", "1,00")
                    for jaar in range(2018, 2028)
                )
            ),
        },
    )


def reeks(geteld: dict, cijfer: str, wet: str, soort: str, kwartaal: str = "2023-K1") -> dict[str, float]:
    return {
        groep: waarde[kwartaal]
        for (*deel, groep), waarde in geteld.items()
        if deel == [cijfer, wet, soort] and waarde.get(kwartaal)
    }


def test_de_zeldzame_regels_zijn_met_de_hand_nagerekend(tmp_path):
    geteld = telling.tel(met_de_hand())
    reden = "uitstroom_trajecten", "jeugd", "reden"
    assert reeks(geteld, *reden, "2023-K2") == {"wlz": 2, "overig": 2}
    assert reeks(geteld, *reden, "2023-K3") == {"einde_indicatie": 3, "overig": 1, "wlz": 1}
    assert reeks(geteld, "uitstroom_trajecten", "wmo", "reden", "2023-K2") == {"onbekend": 1}
    assert reeks(geteld, "uitstroom_trajecten", "wmo", "reden", "2023-K3") == {"onbekend": 2, "overig": 1, "wlz": 1}
    assert reeks(geteld, "verwijzer", "jeugd", "verwijzer") == {"onbekend": 10, "gemeente": 1, "rechter": 1}
    assert reeks(geteld, "bijstand_instroom", "participatie", "reden_begin") == {
        "scheiding": 1,
        "einde_ww": 1,
        "overig": 1,
        "onbekend": 1,
    }
    assert reeks(geteld, "bijstand_uitstroom", "participatie", "reden_einde", "2023-K2") == {
        "werk": 1,
        "onderwijs": 1,
        "overig": 1,
        "onbekend": 1,
    }
    jaren = {
        cijfer: [k[:4] for k in sorted(geteld[cijfer, wet, "totaal", "totaal"])]
        for cijfer, wet in (
            ("begroot_jaar", "jeugd"),
            ("besparing", "samen"),
            ("besparing_nieuw", "samen"),
            ("besparing_ingeboekt", "samen"),
            ("besparing_taakstelling", "samen"),
        )
    }
    tot_en_met = {eind: [str(jaar) for jaar in range(2018, eind + 1)] for eind in (2024, 2027)}
    assert jaren == {
        "begroot_jaar": ["2021", "2022", "2023", "2024"],
        "besparing": tot_en_met[2024],
        "besparing_nieuw": tot_en_met[2024],
        "besparing_ingeboekt": tot_en_met[2027],
        "besparing_taakstelling": tot_en_met[2027],
    }
    assert {
        cijfer: {k: w for k, w in kwartalen.items() if k > "2021-K4" or "jaar" in cijfer}
        for (cijfer, wet, *_), kwartalen in geteld.items()
        if wet == "wmo" and cijfer[:5] in GELD
    } == {
        "begroot_jaar": {"2022-K4": 16},
        "werkelijk_jaar": {"2021-K4": 9, "2022-K4": 28},
        "werkelijk_cumulatief": {
            "2022-K1": 7,
            "2022-K2": 14,
            "2022-K3": 21,
            "2022-K4": 28,
            "2023-K1": 3,
            "2023-K2": 6,
            "2024-K1": 0,
            "2024-K2": 1,
        },
        "voorschot_cumulatief": {
            "2022-K1": 0,
            "2022-K2": 5,
            "2022-K3": 5,
            "2022-K4": 5,
            "2023-K1": 0,
            "2023-K2": 0,
            "2024-K1": 0,
            "2024-K2": 0,
        },
    }
    aantal, anders = telling.anders(geteld, product_met_de_hand(tmp_path / "levering"))
    assert aantal
    assert not anders, "; ".join(anders)


@cache
def product_met_de_hand(map) -> dict[tuple, float]:
    return tel_product(met_de_hand(), dieren.Soort(), 0, map)


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        ("zegt_reden", lambda meldingen: True),
        ("zegt_reden", lambda meldingen: any(m.get("reden_beeindiging") for m in meldingen)),
        ("definitieve_stop", lambda meldingen: stop([m for m in meldingen if m["reden_beeindiging"] != "20"])),
        ("definitieve_stop", lambda meldingen: stop([m for m in meldingen if m["reden_beeindiging"] != "39"])),
        ("definitieve_stop", lambda meldingen: stop([m for m in meldingen if m["reden_beeindiging"]])),
        ("trekt_in", lambda intrekking, melding: intrekking == melding),
        ("trekt_in", lambda intrekking, melding: intrekking["einddatum"] == melding["einddatum"]),
        ("eerste_verwijzer", max),
        ("eerste_verwijzer", min),
        ("eerste_reden", max),
        ("eerste_reden", min),
        ("TOT_DIT_JAAR", set()),
        ("ELK_JAAR", set()),
        ("ELK_JAAR", {"besparing", "besparing_taakstelling", "besparing_ingeboekt"}),
    ],
)
def test_een_andere_zeldzame_regel_valt_op(regel, fout, tmp_path_factory, monkeypatch):
    cellen = product_met_de_hand(tmp_path_factory.getbasetemp() / "met_de_hand")
    monkeypatch.setattr(f"telling.{regel}", fout)
    assert telling.anders(telling.tel(met_de_hand()), cellen)[1]
