"""Persoonsgegevens in gewone tekst: een BSN, e-mailadres, telefoonnummer, adres of geboortedatum, en kleine aantallen.

Elke tekst die op een pagina kan komen, gaat hierlangs voordat er iets wordt gemaakt. Namen zijn zo niet te vinden.
"""

from __future__ import annotations

import re
import unicodedata

from sociaaldomein.grond.bsn import is_bsn

MAAND = "jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec"
DATUM = (
    rf"(?:\d{{1,2}}e?(?: ?[-/.] ?| )(?:\d{{1,2}}|(?:{MAAND})[a-z]*\.?)(?: ?[-/.] ?| ?\(?)'?\d{{2,4}}"
    r"|\d{4}[-/]\d{2}[-/]\d{2}|\d{8}\b)"
)
LOS = r"(?<!\d)(?<!\d[.,])"  # not inside a longer number
CIJFERREEKS = re.compile(rf"{LOS}\d(?:[ ./_-]{{0,4}}\d){{7,8}}(?!\d|[.,]\d)")
GROEPEN = re.compile(r"\d{1,3}(?:[. ]\d{3})+|(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d")  # an amount, or two years
DAG = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d")
MENSEN = (
    r"\w*kind(?:eren|je|jes)?|kids|jeugdigen?|jongeren?|minderjarigen?|gezin(?:nen)?|huishoudens?|cli[eë]nt(?:en)?|inwoners?"
    r"|person?en|persoon|pers\.|mensen|leerling(?:en)?|statushouders?|vluchtelingen|asielzoekers?|nieuwkomers?"
    r"|inburgeraars?|oekra[iï]ners|ouderen?|senioren|vrouwen|mannen|meisjes|jongens|bewoners|pati[eë]nten|peuters?"
    r"|kleuters?|baby's|tieners?|ouders|vaders|moeders|zussen|broers|pupillen|burgers|gezinsleden|deelnemers?"
    r"|mantelzorgers?|\w+gerechtigden?|zorgmijders?"
)
# "Een jeugdige kan meer hulp krijgen" and "telt als twee inwoners" are rules, no counts.
TELWOORD = "twee|drie|vier|vijf|zes|zeven|acht|negen"
# One that can be a year with a word in capitals only counts right beside a number; any other with a number nearby.
JAAR_POSTCODE = r"(?:19|20)\d\d(?: ?[A-Z]{2}|[a-z]{2})\b"
POSTCODE = r"(?!19|20)[1-9]\d{3}(?:[ .-]?[A-Z] ?[A-Z]|[a-z]{2})(?![A-Za-z])"
HUISNUMMER = r"(?<![\d.,])\d{1,4}(?![\d%]|[.,]\d)"
TELEFOON = re.compile(
    rf"{LOS}(?:\+31|0031|0)(?:[ ()./-]{{0,3}}\(0\))?[ ()./-]{{0,3}}[1-9](?:[ ()./-]{{0,3}}\d){{8}}(?!\d)"
)
DAG_EN_UUR = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d\b")
VORMEN = {
    "een e-mailadres": re.compile(
        r"(?<![\w.+-])[\w.+-]+ ?(?:@|\(at\)|\[at\]|\(apenstaartje\)) ?[\w-]+(?:\.[\w-]+)+", re.I
    ),
    "een adres": re.compile(
        rf"\b\d{{1,4}} ?[a-zA-Z]?(?:-\w{{1,4}})?,? {{0,2}}(?:te )?(?:[A-Z][\w' -]{{1,30}},? )?\b{JAAR_POSTCODE}"
        rf"|\b{JAAR_POSTCODE},? {{0,2}}(?:(?:huis)?(?:nr\.?|nummer) ?)?\d{{1,4}}\b(?!-)"
        rf"|\b{POSTCODE}.{{0,30}}?{HUISNUMMER}|{HUISNUMMER}[a-z]?\b.{{0,30}}?\b{POSTCODE}"
    ),
    "een geboortedatum": re.compile(
        r"(?:\b(?:geb(?:o?or\w*|ro\w*|d\w*)?|verjaardag|dob|g\.?d)\b|[*°])"
        r"(?:\W{0,4}(?:datum|dat|d|te|in|is|op|do|dd|d\.d)\b){0,3}[\w' -]{0,12}\W{0,4}"
        rf"(?:(?:ma|di|woens|donder|vrij|zater|zon)dag )?{DATUM}"
        rf"|{DATUM}[^\d]{{0,12}}\bgeb(?:o?or\w*|\.)",
        re.I,
    ),
}
KLEIN = re.compile(
    rf"(?<![\d.,-])(?:([1-9]\d?)x?|(?<!als )\b({TELWOORD})) ?(?:\(\w+\) )?(?:[\w-]+e )?(?:\w+-)?\b(?:{MENSEN})"
    r"(?!\w)(?! van \d+ uur)"
    rf"|\b(?:{MENSEN}) ?[:=(] ?(?:([1-9]\d?)\b(?![.,]?\d| ?%| ?euro| ?-| tot| t/m| jaar)|({TELWOORD})\b)",
    re.I,
)
STREEPJES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def vind(tekst: str, drempel: int = 10) -> list[str]:
    """Welke soorten persoonsgegevens er in een tekst staan. Nooit de waarde zelf.

    >>> vind("bron 1111/66/299"), vind("Bel 06-12345678 of mail naar jan@voorbeeld.nl"), vind("gesprek met 3 gezinnen")
    (['een BSN'], ['een telefoonnummer', 'een e-mailadres'], ['een klein aantal mensen'])
    >>> vind("In 2022-2023 ging 12.345.678 euro naar 1.200 inwoners. Zie paragraaf 4.3 van 15-04-2023.")
    []
    """
    zichtbaar = "".join(teken for teken in tekst if unicodedata.category(teken) != "Cf")  # no signs without a width
    vlak = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", zichtbaar)).translate(STREEPJES)
    uit = ["een BSN"] if any(_lijkt_bsn(m[0]) for m in CIJFERREEKS.finditer(vlak)) else []
    if any(not DAG_EN_UUR.match(m[0]) for m in TELEFOON.finditer(vlak)):  # a day with an hour is none
        uit.append("een telefoonnummer")
    uit += [wat for wat, vorm in VORMEN.items() if vorm.search(vlak)]
    if any(m[2] or m[4] or int(m[1] or m[3]) < drempel for m in KLEIN.finditer(vlak)):
        uit.append("een klein aantal mensen")
    return uit


def _lijkt_bsn(nummer: str) -> bool:
    """A number of eight or nine digits that passes the test, unless it is plainly an amount, years or a day."""
    kaal = re.sub(r"[ ./_-]", "", nummer)
    dag = len(kaal) == 8 and DAG.fullmatch(kaal)
    return is_bsn(kaal) and not dag and not (GROEPEN.fullmatch(nummer) and len(kaal) == 8)
