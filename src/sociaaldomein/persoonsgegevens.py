"""Persoonsgegevens in gewone tekst: een BSN, e-mailadres, telefoonnummer, adres of geboortedatum, en kleine aantallen.

Elke tekst die op een pagina kan komen, gaat hierlangs voordat er iets wordt gemaakt. Namen zijn zo niet te vinden.
"""

from __future__ import annotations

import re
import unicodedata

from sociaaldomein.bsn import is_bsn

MAAND = "jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec"
DATUM = rf"\d{{1,2}}[-/. ](?:\d{{1,2}}|(?:{MAAND})[a-z]*)[-/. ]\d{{2,4}}"
NUMMER = re.compile(r"(?<![\d.,])\d(?:[ ./-]{0,4}\d){7,8}(?![\d,])")
GROEPEN = re.compile(r"\d{1,3}(?:[. ]\d{3})+|(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d")  # an amount, or two years
DAG = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")
MENSEN = (
    r"kind(?:eren|je)?|jeugdigen?|jongeren?|gezin(?:nen)?|huishoudens?|cli[eë]nt(?:en)?|inwoners?|person?en|persoon|mensen"
    r"|leerling(?:en)?|statushouders?|vluchtelingen|ouderen|vrouwen|mannen|meisjes|jongens|bewoners|pati[eë]nten"
)
TELWOORD = "twee|drie|vier|vijf|zes|zeven|acht|negen"
VORMEN = {
    "een e-mailadres": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "een telefoonnummer": re.compile(r"(?<![\d.,])(?:\+31|0031|0)[ ()-]{0,3}[1-9](?:[ -]?\d){8}(?!\d)"),
    "een adres": re.compile(
        r"\b\d{1,4} ?[a-zA-Z]?,? {1,2}[1-9]\d{3} ?[A-Z]{2}\b|\b[1-9]\d{3} ?[A-Z]{2},? {1,2}\d{1,4}\b"
    ),
    "een geboortedatum": re.compile(rf"\bgeb(?:\.|oren|oortedatum)?\W{{0,3}}(?:op )?{DATUM}", re.I),
}


def vind(tekst: str, drempel: int = 10) -> list[str]:
    """Welke soorten persoonsgegevens er in een tekst staan. Nooit de waarde zelf.

    >>> vind("bron 1111/66/299"), vind("Bel 06-12345678 of mail naar jan@voorbeeld.nl"), vind("gesprek met 3 gezinnen")
    (['een BSN'], ['een e-mailadres', 'een telefoonnummer'], ['een klein aantal mensen'])
    >>> vind("In 2022-2023 ging 12.345.678 euro naar 1.200 inwoners. Zie paragraaf 4.3 van 15-04-2023.")
    []
    """
    vlak = re.sub(r"\s", " ", unicodedata.normalize("NFKC", tekst))
    uit = ["een BSN"] if any(_lijkt_bsn(m[0]) for m in NUMMER.finditer(vlak)) else []
    uit += [wat for wat, vorm in VORMEN.items() if vorm.search(vlak)]
    klein = re.compile(rf"(?<![\d.,-])(?:([1-9]\d?)|({TELWOORD})) (?:[a-zë]+e )?(?:{MENSEN})\b(?! van \d+ uur)", re.I)
    if any(m[2] or int(m[1]) < drempel for m in klein.finditer(vlak)):
        uit.append("een klein aantal mensen")
    return uit


def _lijkt_bsn(nummer: str) -> bool:
    """A number of eight or nine digits that passes the test, unless it is plainly an amount, years or a day."""
    kaal = re.sub(r"[ ./-]", "", nummer)
    dag = len(kaal) == 8 and DAG.fullmatch(kaal)
    return is_bsn(kaal) and not dag and not (GROEPEN.fullmatch(nummer) and len(kaal) == 8)
