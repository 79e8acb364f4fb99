"""Persoonsgegevens in tekst: meer dan tweehonderd schrijfwijzen, gemaakt uit hoe mensen ze schrijven, en gewone zinnen.

De nummers zijn verzonnen: 123456782 en 012345672 doorstaan de elfproef, en horen bij niemand die wij kennen.
"""

import itertools
import json
from pathlib import Path

import pytest

from sociaaldomein.grond.persoonsgegevens import vind

VOLBREED = str.maketrans("0123456789", "０１２３４５６７８９")
TUSSEN = ["", " ", "  ", ".", "-", "/", "–", "‑", "_", "\u200b", "\u00a0", " - "]
GROEPEN = [(3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (1,) * 9]
ROND = ["{}", "bsn:{},", "BSN {}.", "(nr.{})"]


def stukken(nummer: str, maten: tuple[int, ...]) -> list[str]:
    grenzen = [0, *itertools.accumulate(maten)]
    return [nummer[a:b] for a, b in itertools.pairwise(grenzen)]


BSN = [
    rond.format(tussen.join(stukken("123456782", maten)))
    for n, (tussen, maten) in enumerate(itertools.product(TUSSEN, GROEPEN))
    for rond in (ROND[n % 4], ROND[0])
]
BSN += ["123456782".translate(VOLBREED), "12345672", "1234 56 72", "het nummer is 123456782, en verder niets"]
MAIL = [
    f"{naam}{apen}{huis}"
    for naam in ("jan", "j.de.vries+werk", "Jan_1")
    for huis in ("voorbeeld.nl", "a-b.co.uk")
    for apen in ("@", " @ ", "(at)", "[at]", " (AT) ")
]
TELEFOON = [
    kop + rest
    for kop, resten in {
        "06": ("12345678", "-12345678", " 12 34 56 78", ".12.34.56.78", "/12345678", " - 12345678"),
        "+31": ("612345678", " 6 12345678", " 6 12 34 56 78", "-6-12345678", " (0)6 12345678"),
        "0031": ("612345678", " 6 1234 5678"),
        "033": ("-2472222", " 247 22 22", "2472222"),
        "(033": (") 247 22 22", ")2472222", ") 24 72 222"),
        "0342": (" 123456", "-123456", " 12 34 56"),
    }.items()
    for rest in resten
]
ADRES = [
    f"{p}{t}{n}"
    for p in ("3861 AB", "3861AB", "3861ab")
    for t in (" ", ", ", " nr. ", " nummer ", " huisnummer ")
    for n in ("12", "7")
]
ADRES += [
    "Dorpsstraat 12, 3861 AB",
    "Dorpsstraat 12a 3861AB",
    "Dorpsstraat 12, Nijkerk, 3861 AB",
    "Dorpsstraat 12 3861 AB Nijkerk",
    "Dorpsstraat 12-14, 3861 AB",
]
DAGEN = ["03-04-2010", "3-4-2010", "03/04/2010", "3.4.2010", "3 april 2010", "3 apr 2010", "2010-04-03", "03-04-10"]
GEBOREN = [
    f"{kop}{dag}"
    for kop in ("geboren ", "geboren op ", "Geb. ", "geb.dat. ", "geboortedatum: ", "geboren te Ede op ")
    for dag in DAGEN
]
KLEIN = [
    f"{n} {wie}"
    for n in ("4", "1", "vier", "twee", "9")
    for wie in ("kinderen", "gezinnen", "Wmo-cliënten", "jonge kinderen", "peuters", "inwoners", " huishoudens")
]
KLEIN += ["kinderen: 4", "Cliënten = 3", "4\u00a0kinderen", "het ging om 2 jongens en een hond"]
SOORTEN = {
    "een BSN": BSN,
    "een e-mailadres": MAIL,
    "een telefoonnummer": TELEFOON,
    "een adres": ADRES,
    "een geboortedatum": GEBOREN,
    "een klein aantal mensen": KLEIN,
}
GEWOON = [
    "In 2022-2023 ging 12.345.678 euro naar 1.200 inwoners.",
    "Zie paragraaf 4.3 van 15-04-2023.",
    "De stand van 01-02-2023 12:30 uur telt.",
    "Van 2019 tot en met 2023 groeide het met 4,5%.",
    "1.250 jeugdigen in 2023, 1.190 in 2022.",
    "Plek voor 120 tot 150 mensen, op 3 locaties.",
    "Niveau 4 en 5 samen, per 1.000 inwoners 12.",
    "Besluit 2023-0456, raadsvoorstel 2017-046.",
    "Voor een kind van 4 jaar geldt de kleuterregel.",
    "Wij halen 95% binnen 8 weken; 1 op de 3 blijft.",
    "2021: 14.040.000 euro, 2022: 13.660.000 euro",
    "Kamer 12, 3e verdieping, in 2023 OK bevonden",
    "Kwartaal 2023-K1, gepubliceerd 20230415.",
    "Kosten 0,12345678 euro per stap",
    "Jeugdigen: 12%, ouderen: 8,5%",
    "Eén jeugdige kan meer hulp krijgen; een paar telt als twee inwoners.",
    "Ga naar 192.168.137.1 op uw tablet.",
    "De cliënt staat centraal, net als in 2020.",
    "Drie keer per jaar een gesprek met het gezin.",
]


def test_het_zijn_meer_dan_tweehonderd_schrijfwijzen():
    assert sum(len(set(s)) for s in SOORTEN.values()) >= 200


@pytest.mark.parametrize("soort", SOORTEN)
def test_bijna_elke_schrijfwijze_wordt_gevonden(soort):
    """At least 99 of 100, also in a sentence; the ones that are missed are named."""
    zinnen = [f"{voor}{tekst}{na}" for tekst in SOORTEN[soort] for voor, na in (("", ""), ("Wij zagen ", " vandaag."))]
    gemist = [z for z in zinnen if soort not in vind(z)]
    assert len(gemist) <= len(zinnen) // 100, gemist


@pytest.mark.parametrize("zin", GEWOON)
def test_een_gewone_zin_is_geen_alarm(zin):
    assert vind(zin) == []


# --- spellings by someone who had not seen the program ---------------------------------------------------------------
# At first sight 71 of 100 were found, where the list above said 99. The expressions were mended after that.
VREEMD = json.loads(Path(__file__).with_name("spellingen.json").read_text(encoding="utf-8"))
SLEUTELS = {
    "bsn": "een BSN",
    "email": "een e-mailadres",
    "telefoon": "een telefoonnummer",
    "adres": "een adres",
    "geboortedatum": "een geboortedatum",
    "klein": "een klein aantal mensen",
}
GEMIST = {"bsn": 1, "email": 3, "telefoon": 5, "adres": 8, "geboortedatum": 2, "klein": 16}  # at most; fewer is better


@pytest.mark.parametrize("sleutel", SLEUTELS)
def test_wat_een_ander_opschreef(sleutel, record_property):
    """Nine of ten, not ninety-nine of a hundred: what is missed is spelled out, misspelt, or said with another word."""
    gemist = [tekst for tekst in VREEMD[sleutel] if SLEUTELS[sleutel] not in vind(tekst)]
    record_property("gemist", len(gemist))
    assert len(gemist) <= GEMIST[sleutel], gemist


@pytest.mark.parametrize("zin", VREEMD["gewoon"])
def test_een_gewone_zin_van_een_ander_is_geen_alarm(zin):
    assert vind(zin) == []


@pytest.mark.parametrize("stuk", ["1", "1 ", "a", "a-", "* ", "geb d ", "1234 AB ", "kinderen ", "2 a-", "12 a "])
@pytest.mark.timeout(20)
def test_een_lange_tekst_houdt_niemand_op(stuk):
    assert isinstance(vind(stuk * (40_000 // len(stuk))), list)
