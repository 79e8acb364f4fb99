"""Duiding: korte Nederlandse titels en zinnen bij de getallen. Alleen feiten, geen verklaring.

Een titel is hoogstens tien woorden en beweert alleen wat de getoonde getallen dragen: niets over een trendbreuk heen,
niets bij kleine aantallen, en "ongeveer" bij afgeronde getallen. Wie een voorlopig getal vergelijkt, zegt dat erbij: in
de titel en in de zin, want elk van beide kan alleen staan. Een uiterste noemt alleen wat ook naast een verborgen groep
waar is. Een zin is hoogstens vijftien woorden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sociaaldomein.begrippen.doelen import KLEIN
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import getal, procent

WOORDEN = 10  # of a title
ZINWOORDEN = 15
REST = ("onbekend", "andere reden", "anders", "overig")  # groups that are no message
MARGE_AFGEROND = 4  # two counts rounded to 5 can differ this much while the true counts are equal
GELIJK_PROCENT = 0.5
HELFT = 0.05  # so far from a half it is still about a half
MERKBAAR = 0.25  # of a month: less is no difference
TELWOORD = {2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 7: "zeven", 8: "acht", 9: "negen", 10: "tien"}


def ongeveer(tekst: str, geschat: bool) -> str:
    """Zet "ongeveer" voor een afgerond getal.

    >>> ongeveer("1.130", True), ongeveer("1.128", False)
    ('ongeveer 1.130', '1.128')
    """
    return f"ongeveer {tekst}" if geschat else tekst


def vergelijk(nu: float | None, toen: float | None, geschat: bool = False) -> str:
    """Wat er over twee aantallen beweerd mag worden: "meer", "minder", "gelijk" of "" (niets).

    >>> vergelijk(1128, 1098), vergelijk(1787, 1827), vergelijk(1000, 1002), vergelijk(20, 45)
    ('meer', 'minder', 'gelijk', '')
    """
    if nu is None or toen is None or min(nu, toen) < KLEIN:
        return ""
    if abs(nu - toen) <= (MARGE_AFGEROND if geschat else 0) or abs(nu / toen - 1) * 100 < GELIJK_PROCENT:
        return "gelijk"
    return "meer" if nu > toen else "minder"


def voorlopig_bij(tekst: str, voorlopig: bool) -> str:
    """Zet achter een getal of een zin dat het nog kan veranderen.

    >>> voorlopig_bij("1.128 jeugdigen", True)
    '1.128 jeugdigen (voorlopig)'
    """
    lang = len(tekst.split(". ")[-1].split()) >= ZINWOORDEN
    return f"{tekst}{'. Dit is voorlopig' if lang else ' (voorlopig)'}" if voorlopig else tekst


def over_periode(wanneer: str) -> str:
    """De zin vooraf als een beeld over een ander kwartaal of jaar gaat dan de pagina.

    >>> over_periode("4e kwartaal 2022"), over_periode("2022")
    ('Dit gaat over het 4e kwartaal 2022. ', 'Dit gaat over 2022. ')
    """
    return f"Dit gaat over {'het ' if ' ' in wanneer else ''}{wanneer}. "


def titel_vergelijking(
    wie: str,
    nu: float | None,
    toen: float | None,
    kwartaal: Kwartaal,
    geschat: bool = False,
    wat: str = "",
    voorlopig: bool = False,
) -> str:
    """De titel boven een aantal naast een jaar eerder; zonder vergelijking alleen het onderwerp.

    >>> titel_vergelijking("jeugdigen", 1128, 1098, Kwartaal(2023, 1), wat="met hulp")
    'Meer jeugdigen met hulp dan een jaar geleden'
    >>> titel_vergelijking("jeugdigen", 1128, 1098, Kwartaal(2023, 1), wat="met hulp", voorlopig=True)
    'Voorlopig meer jeugdigen met hulp dan een jaar geleden'
    >>> titel_vergelijking("jeugdigen", 1128, None, Kwartaal(2023, 1), wat="met hulp")
    'Jeugdigen met hulp in het 1e kwartaal 2023'
    """
    uitslag, onderwerp = vergelijk(nu, toen, geschat), f"{wie} {wat}".strip()
    woord, dan = ("ongeveer evenveel", "als") if uitslag == "gelijk" else (uitslag, "dan")
    if uitslag:
        kop = f"{'voorlopig ' if voorlopig else ''}{woord} {onderwerp} {dan} een jaar geleden"
        return kop[:1].upper() + kop[1:]
    return f"{onderwerp[:1].upper()}{onderwerp[1:]} in het {kwartaal.label}"


def zin_stand(
    kwartaal: Kwartaal,
    wat: str,
    nu: float | None,
    eerder: str,
    geschat: bool = False,
    daad: str = "kregen {} hulp",
    voorlopig: bool = False,
) -> str:
    """De zin bij een aantal van nu, met erachter hoe het een jaar eerder was (zie `zin_eerder`).

    >>> zin_stand(Kwartaal(2023, 1), "jeugdigen", 1128, zin_eerder(1098))
    'In het 1e kwartaal van 2023 kregen 1.128 jeugdigen hulp. Een jaar eerder waren dat er 1.098.'
    """
    if nu is None:
        return zin_zonder(kwartaal, f"het aantal {wat}")
    wie = daad.format(f"{ongeveer(getal(nu), geschat)} {wat}").strip()
    zin = voorlopig_bij(f"In het {kwartaal.nummer}e kwartaal van {kwartaal.jaar} {wie}", voorlopig)
    return f"{zin}. {eerder}"


def zin_eerder(toen: float | None, geschat: bool = False, verandering: float | None = None) -> str:
    """Hoe een aantal een jaar eerder was; is dat onbekend, dan hoeveel het veranderde (in procent).

    >>> zin_eerder(None, verandering=-6.0), zin_eerder(None)
    ('Dat is 6% minder dan een jaar eerder.', 'Vergelijken met een jaar eerder kan niet.')
    """
    if toen is not None:
        return f"Een jaar eerder waren dat er {ongeveer(getal(toen), geschat)}."
    if verandering is None:
        return "Vergelijken met een jaar eerder kan niet."
    if not verandering:
        return "Dat is evenveel als een jaar eerder."
    deel = procent(abs(verandering), 0 if verandering == round(verandering) else 1)
    return f"Dat is {deel} {'meer' if verandering > 0 else 'minder'} dan een jaar eerder."


def zin_zonder(kwartaal: Kwartaal, wat: str) -> str:
    """De zin als het getal er niet is.

    >>> zin_zonder(Kwartaal(2023, 1), "de looptijd")
    'Van het 1e kwartaal 2023 is de looptijd niet bekend.'
    """
    return f"Van het {kwartaal.label} is {wat} niet bekend."


def titel_grootste(
    namen: Sequence[str], waarden: Sequence[float | None], goed: str, anders: str, geschat: bool = False
) -> str:
    """Noem de grootste groep alleen als zij groot en duidelijk de grootste is. `goed` heeft een {naam}.

    >>> titel_grootste(["huisarts", "gemeente"], [210, 150], "De grootste groep kwam via de {naam}", "Verwijzers")
    'De grootste groep kwam via de huisarts'
    >>> titel_grootste(["huisarts", "gemeente"], [30, 25], "De grootste groep kwam via de {naam}", "Verwijzers")
    'Verwijzers'
    """
    paren = sorted(((w, n) for n, w in zip(namen, waarden, strict=True) if w is not None), reverse=True)
    if not paren or paren[0][0] < KLEIN or paren[0][1] in REST:
        return anders
    if len(paren) > 1 and paren[0][0] - paren[1][0] <= max(MARGE_AFGEROND if geschat else 0, paren[0][0] * 0.02):
        return anders
    return goed.format(naam=paren[0][1])


def titel_vaakst(
    titel: str, per: str, namen: Sequence[str], waarden: Sequence[float | None], geschat: bool, eenheid: str = ""
) -> str:
    """Noem achter de titel de grootste groep, als zij dat duidelijk is en het in de titel past.

    >>> titel_vaakst("Mensen die inburgeren", "wet", ["nieuwe wet", "oude wet"], [60, 100], False)
    'Mensen die inburgeren: de grootste groep is oude wet'
    >>> titel_vaakst("Mensen die inburgeren", "wet", ["nieuwe wet", "oude wet"], [99, 100], False)
    'Mensen die inburgeren, per wet'
    >>> titel_vaakst("Inwoners op de ladder", "trede", ["trede 1, alleen", "trede 2, contacten"], [60, 100], False)
    'Inwoners op de ladder: de grootste groep is trede 2'
    >>> titel_vaakst("Bewoners die meedoen", "manier", ["taalles", "opleiding"], [57, 17], False, "procent")
    'Bewoners die meedoen: het hoogst is taalles'
    """
    anders, kort = f"{titel}, per {per}", [n.split(",")[0] for n in namen]
    namen = kort if len({*kort}) == len(kort) else namen  # behind a comma stands what explains, unless it tells apart
    uiterste = "het hoogst is" if eenheid == "procent" else "de grootste groep is"
    koppen = [
        titel_grootste(namen, waarden, f"{titel}: {u} {{naam}}", anders, geschat)
        for u in (uiterste, uiterste.removeprefix("de "), uiterste.removesuffix(" is").removeprefix("de ") + ":")
    ]
    return next((kop for kop in koppen if len(kop.split()) <= WOORDEN), anders)


def titel_stand(titel: str, nu: str, toen: str = "", woord: str = "") -> str:
    """De titel met het getal erachter, en wat het een jaar eerder was als dat nog past. `woord` is de eenheid.

    >>> titel_stand("Brede intake op tijd", "69%", "62%"), titel_stand("Wachttijd tot een huis", "29", "27", "weken")
    ('Brede intake op tijd: 69%, was 62%', 'Wachttijd tot een huis: 29 weken, was 27')
    >>> titel_stand("Deel van de plekken dat eind dit kwartaal bezet is", "97%")
    'Deel van de plekken dat eind dit kwartaal bezet is'
    """
    nu = f"{nu} {woord}" if woord and woord not in titel.lower() else nu
    koppen = ([f"{titel}: {nu}, was {toen}"] if toen else []) + [f"{titel}: {nu}"]
    return next((kop for kop in koppen if len(kop.split()) <= WOORDEN), titel)


def zin_grootste(
    namen: Sequence[str],
    waarden: Sequence[float | None],
    eenheid: str,
    geschat: bool = False,
    zeker: Sequence[bool] = (),
    verborgen: bool = False,
    grof: Sequence[str] = (),
) -> str:
    """De twee grootste groepen in een zin; zijn er meer even groot, dan die samen.

    `zeker` zegt per groep of haar getal buiten dat van de grootste valt, ook als beide afgerond zijn. Kan een groep die
    niet te tonen is groter zijn (`verborgen`), dan zegt de zin dat zij alleen over de getoonde groepen gaat.

    >>> zin_grootste(["huisarts", "gemeente"], [210, 150], "jeugdigen")
    'De grootste groep is huisarts: 210 jeugdigen. Daarna komt gemeente: 150.'
    >>> zin_grootste(["taalles", "opleiding"], [57, 17.4], "procent")
    'Het hoogst is taalles: 57%. Daarna komt opleiding: 17,4%.'
    >>> zin_grootste(["einde WW", "scheiding"], [20, 20], "uitkeringen", True)
    'De grootste groepen zijn einde WW en scheiding: elk ongeveer 20 uitkeringen.'
    >>> zin_grootste(["basis-ggz", "verblijf"], [60, None], "jeugdigen", verborgen=True)
    'Niet elke groep is te tonen. De grootste die wij tonen is basis-ggz: 60 jeugdigen.'
    """
    alle = zip(waarden, map(niveau, namen), zeker or [True] * len(namen), grof or [""] * len(namen), strict=True)
    paren = sorted((p for p in alle if p[0] is not None), key=lambda p: (-p[0], p[1]))
    if not paren:
        return "Van geen enkele groep is het aantal te tonen."
    procenten, vooraf = eenheid == "procent", "Niet elke groep is te tonen. " if verborgen else ""

    def hoeveel(nr: int, met: str = "") -> str:
        waarde, _, _, merk = paren[nr]
        tekst = procent(waarde, 0 if waarde == round(waarde) else 1) if procenten else getal(waarde)
        return " ".join(d for d in (ongeveer(tekst, geschat), "" if procenten else met, merk) if d)

    gelijk = [naam for w, naam, _, _ in paren if w == paren[0][0]]
    wat = ("Het hoogst", " van wat wij tonen") if procenten else ("De grootste", " die wij tonen")
    if len(gelijk) > 1:
        meer = wat[1] if verborgen else "" if procenten else " groepen"
        zin = f"{wat[0]}{meer} zijn {', '.join(gelijk[:-1])} en {gelijk[-1]}: elk {hoeveel(0, eenheid)}."
        even = f"{TELWOORD.get(len(gelijk), 'meer').capitalize()} groepen zijn even groot: elk {hoeveel(0, eenheid)}."
        return vooraf + (zin if len(zin.split()) <= ZINWOORDEN else even)
    if len(paren) > 1 and not paren[1][2]:  # rounded so coarsely that either can be the larger
        return f"{vooraf}Vooraan staat {paren[0][1]}: {hoeveel(0, eenheid)}. Daarnaast {paren[1][1]}: {hoeveel(1)}."
    die = wat[0] + (wat[1] if verborgen else "" if procenten else " groep")
    zin = f"{die} is {paren[0][1]}: {hoeveel(0, eenheid)}."
    zin = zin if len(zin.split()) <= ZINWOORDEN else f"{die} is {paren[0][1]}: {hoeveel(0)}."
    return vooraf + zin + (f" Daarna komt {paren[1][1]}: {hoeveel(1)}." if len(paren) > 1 else "")


def niveau(naam: str) -> str:
    """De naam van een interventieniveau in een zin: het cijfer vooraan is geen aantal.

    >>> niveau("4 intensieve ondersteuning"), niveau("4 tot en met 11 jaar"), niveau("huisarts")
    ('niveau 4, intensieve ondersteuning', '4 tot en met 11 jaar', 'huisarts')
    """
    return f"niveau {naam[0]}, {naam[2:]}" if re.match(r"\d (?!tot\b)[a-z]", naam) else naam


def titel_beweging(
    naam: str,
    wat: str,
    nu: float | None,
    toen: float | None,
    geschat: bool = False,
    klein: bool = False,
    voorlopig: bool = False,
) -> str:
    """Of een aandeel hoger of lager is dan een jaar eerder; bij een klein aantal alleen hoe groot het is.

    Vergeleken wordt wat er te lezen staat: hele procenten. Scheelt het daarin een, maar in het echt minder, dan noemt
    de titel alleen het aandeel.

    >>> titel_beweging("zware hulp", "begonnen trajecten", 9.1, 11.0)
    'Aandeel zware hulp: lager dan een jaar geleden'
    >>> titel_beweging("zware hulp", "begonnen trajecten", 9.1, 8.9)
    'Aandeel zware hulp: ongeveer gelijk gebleven'
    >>> titel_beweging("zware hulp", "begonnen trajecten", 9.6, 9.1)
    'Zware hulp: 10% van de begonnen trajecten'
    >>> titel_beweging("zware hulp", "begonnen trajecten", 9.1, 11.0, klein=True)
    'Zware hulp: 9% van de begonnen trajecten'
    """
    if nu is None:
        return f"Aandeel {naam}"
    gelijk = toen is not None and procent(nu, 0) == procent(toen, 0)
    if toen is None or klein or (abs(nu - toen) < 1 and not gelijk):
        return f"{naam[:1].upper()}{naam[1:]}: {ongeveer(procent(nu, 0), geschat)} van de {wat}"
    bij = "voorlopig " if voorlopig else ""
    if gelijk:
        return f"Aandeel {naam}: {bij}ongeveer gelijk gebleven"
    return f"Aandeel {naam}: {bij}{'hoger' if nu > toen else 'lager'} dan een jaar geleden"


def zin_beweging(
    naam: str, wat: str, nu: float | None, toen: float | None, geschat: bool = False, voorlopig: bool = False
) -> str:
    """Het aandeel nu, en een jaar eerder.

    >>> zin_beweging("zware hulp", "lopende trajecten", 9.1, 11.0, True)
    'Van de lopende trajecten is ongeveer 9% zware hulp. Een jaar eerder was dat 11%.'
    >>> zin_beweging("zware hulp", "lopende trajecten", 9.1, 8.9, voorlopig=True)
    'Van de lopende trajecten is 9% zware hulp (voorlopig). Een jaar eerder was dat ook 9%.'
    """
    if nu is None:
        return f"Het aandeel {naam} is niet te tonen."
    zin = voorlopig_bij(f"Van de {wat} is {ongeveer(procent(nu, 0), geschat)} {naam}", voorlopig) + "."
    if toen is None:
        return zin
    ook = "ook " if procent(toen, 0) == procent(nu, 0) else ""
    return f"{zin} Een jaar eerder was dat {ook}{procent(toen, 0)}."


def titel_deel(deel: float | None, totaal: float | None, kern: str, anders: str) -> str:
    """De titel over een deel van een geheel; bij een klein totaal geen aandeel.

    >>> titel_deel(29, 60, "van de uitkeringen eindigde door werk", "Gestopte uitkeringen")
    'Ongeveer de helft van de uitkeringen eindigde door werk'
    >>> titel_deel(9, 60, "is student", "Jongeren"), titel_deel(9, 20, "is student", "Jongeren")
    ('15% is student', 'Jongeren')
    """
    if deel is None or not totaal or totaal < KLEIN:
        return anders
    if abs(deel / totaal - 0.5) <= HELFT:
        return f"Ongeveer de helft {kern}"
    return f"{procent(100 * deel / totaal, 0)} {kern}"


def titel_brug(eenheid: str, van: str, verschil: float | None) -> str:
    """De titel boven twee totalen met dezelfde eenheid en hun verschil.

    >>> titel_brug("plekken", "gevraagde plekken", -40)
    'Er zijn 40 minder plekken dan gevraagde plekken'
    """
    if verschil is None:
        return f"Bijna evenveel {eenheid} als {van}"
    return f"Er zijn {getal(abs(verschil))} {'meer' if verschil > 0 else 'minder'} {eenheid} dan {van}"


def zin_brug(naar: str, eenheid: str, nu_van: str, van: str, verschil: float | None) -> str:
    """De zin bij twee totalen met hun verschil.

    >>> zin_brug("300", "plekken", "340", "gevraagde plekken", -40)
    'Er zijn 300 plekken. Er zijn 340 gevraagde plekken. Het verschil is 40.'
    """
    zin = f"Er zijn {naar} {eenheid}. Er zijn {nu_van} {van}."
    return zin + (f" Het verschil is {getal(abs(verschil))}." if verschil is not None else "")


def titel_naast(delen: Sequence[str], anders: str) -> str:
    """De titel boven een paar totalen die niet op te tellen zijn, elk met zijn eenheid; past dat niet, dan `anders`.

    >>> titel_naast(["516 inwoners met bijstand", "590 trajecten naar werk of meedoen"], "Bijstand")
    '516 inwoners met bijstand, 590 trajecten naar werk of meedoen'
    """
    kop = ", ".join(delen) if len(delen) > 1 else anders
    return kop if len(kop.split()) <= WOORDEN else anders


def _een_op_de(deel: float, totaal: float) -> str:
    """Een aandeel als "een op de vier", of "" als geen enkele breuk dicht genoeg ligt.

    >>> _een_op_de(41, 166), _een_op_de(60, 166), _een_op_de(0, 166)
    ('een op de vier', '', '')
    """
    if totaal <= 0 or deel <= 0:
        return ""
    noemer = min(TELWOORD, key=lambda n: abs(1 / n - deel / totaal))
    return f"een op de {TELWOORD[noemer]}" if abs(1 / noemer - deel / totaal) <= 0.015 else ""


def titel_triage(deel: float | None, totaal: float | None, hulp: str, geschat: bool = False) -> str:
    """De titel boven de triage: het deel dat zonder (maatwerk)hulp eindigde.

    >>> titel_triage(41, 166, "jeugdhulp")
    'Een op de vier aanvragen eindigde zonder jeugdhulp'
    >>> titel_triage(40, 165, "jeugdhulp", True)
    'Ongeveer een op de vier aanvragen eindigde zonder jeugdhulp'
    """
    if deel is None or not totaal or totaal < KLEIN:
        return "Wat er uit de aanvragen kwam"
    breuk = _een_op_de(deel, totaal) or f"{procent(100 * deel / totaal, 0)} van de"
    zin = f"{ongeveer(breuk, geschat)} aanvragen eindigde zonder {hulp}"
    return zin[:1].upper() + zin[1:]


def zin_triage(
    voorziening: float | None, totaal: float | None, hulp: str, geschat: bool = False, totaal_geschat: bool = False
) -> str:
    """De zin bij de triage. De rest volgt uit een verschil en is dus zo grof als het grofste van de twee.

    >>> zin_triage(125, 166, "jeugdhulp")
    'Van 166 aanvragen leidden er 125 tot jeugdhulp. De andere 41 kregen een andere uitkomst.'
    >>> zin_triage(125, 166, "jeugdhulp", geschat=True)
    'Van 166 aanvragen leidden er ongeveer 125 tot jeugdhulp. De andere ongeveer 40 kregen een andere uitkomst.'
    >>> zin_triage(160, 166, "jeugdhulp", geschat=True)
    'Van 166 aanvragen leidden er ongeveer 160 tot jeugdhulp.'
    """
    if voorziening is None or totaal is None:
        return "Van een deel van de uitkomsten is het aantal niet te tonen."
    grof = geschat or totaal_geschat
    rest = totaal - voorziening
    if grof:
        rest = int(rest / 5 + 0.5) * 5
    van, wel = ongeveer(getal(totaal), totaal_geschat), ongeveer(getal(voorziening), geschat)
    eerste = f"Van {van} aanvragen leidden er {wel} "
    if grof and rest < 10:
        return f"{eerste}tot {hulp}."
    return f"{eerste}tot {hulp}. De andere {ongeveer(getal(rest), grof)} kregen een andere uitkomst."


def titel_looptijd(
    waarden: Sequence[float | None], breuk_bij: int | None, aantal: float | None, voorlopig: bool = False
) -> str:
    """De titel boven de looptijd: hoe lang, en of dat langer is dan een jaar eerder. Nooit een lijn.

    Alleen binnen een meetwijze vergeleken, en alleen bij genoeg trajecten. `breuk_bij` is de plek van het eerste
    kwartaal na de trendbreuk, of None als er geen is.

    >>> titel_looptijd([8.2, 8.4, 8.8, 9.1, 9.4], None, 400)
    'Nieuwe trajecten duren langer dan een jaar geleden'
    >>> titel_looptijd([8.2, 8.4, 8.8, 9.1, 9.4], 2, 400)
    'Helft van nieuwe trajecten duurt korter dan 9,4 maanden'
    """
    laatst = waarden[-1] if waarden else None
    if laatst is None:
        return "Geplande looptijd van nieuwe trajecten"
    stand = f"Helft van nieuwe trajecten duurt korter dan {getal(laatst, 1)} maanden"
    toen = waarden[-5] if len(waarden) >= 5 and (breuk_bij is None or breuk_bij <= len(waarden) - 5) else None
    if toen is None or (aantal or 0) < KLEIN or abs(laatst - toen) < MERKBAAR:
        return stand
    begin = "Voorlopig duren nieuwe trajecten" if voorlopig else "Nieuwe trajecten duren"
    return f"{begin} {'langer' if laatst > toen else 'korter'} dan een jaar geleden"


def zin_looptijd(nu: float | None, gemiddeld: float | None, kwartaal: Kwartaal) -> str:
    """De zin bij de looptijd.

    >>> zin_looptijd(9.4, 11.9, Kwartaal(2023, 1))
    'De helft van de nieuwe trajecten duurt korter dan 9,4 maanden. Gemiddeld is dat 11,9 maanden.'
    """
    if nu is None and gemiddeld is None:
        return zin_zonder(kwartaal, "de geplande looptijd")
    zin = f"De helft van de nieuwe trajecten duurt korter dan {getal(nu, 1)} maanden." if nu is not None else ""
    if gemiddeld is None:
        return zin
    begin = "Gemiddeld is dat" if zin else "Een nieuw traject duurt gemiddeld"
    return f"{zin} {begin} {getal(gemiddeld, 1)} maanden.".strip()


def titel_leeftijd(namen: Sequence[str], waarden: Sequence[float | None]) -> str:
    """De titel boven het bereik per leeftijd: alleen een lijn noemen als elke klasse erin meegaat.

    >>> titel_leeftijd(["0-3", "4-11", "12-17"], [3.0, 10.1, 14.2])
    'Hoe ouder, hoe vaker hulp'
    """
    bekend = [w for w in waarden if w is not None]
    if len(bekend) == len(waarden) >= 3 and all(b > a for a, b in pairwise(bekend)):
        return "Hoe ouder, hoe vaker hulp"
    return "Deel van de inwoners met hulp, per leeftijd"


def zin_bereik(deel: str | None, wie: str, kwartaal: Kwartaal) -> str:
    """De zin bij het bereik.

    >>> zin_bereik("11,3%", "alle jeugdigen onder de 18", Kwartaal(2023, 1))
    'Van alle jeugdigen onder de 18 kreeg 11,3% hulp in het 1e kwartaal 2023.'
    """
    if deel is None:
        return zin_zonder(kwartaal, "het aandeel met hulp")
    return f"Van {wie} kreeg {deel} hulp in het {kwartaal.label}."


def titel_op_tijd(wat: str, deel: float | None) -> str:
    """De titel boven de doorlooptijd.

    >>> titel_op_tijd("onderzoeken", 71.4)
    '71% van de onderzoeken was op tijd klaar'
    """
    if deel is None:
        return f"Hoeveel {wat} op tijd klaar waren"
    return f"{procent(deel, 0)} van de {wat} was op tijd klaar"


def zin_op_tijd(kwartaal: Kwartaal, wat: str, weken: str, deel: float | None, verlengd: float | None) -> str:
    """De zin bij de doorlooptijd.

    >>> zin_op_tijd(Kwartaal(2023, 1), "onderzoeken", "zes weken", 71.4, 85.0)
    'Van de onderzoeken was 71% binnen zes weken klaar. Met verlenging per brief was dat 85%.'
    """
    if deel is None:
        return zin_zonder(kwartaal, f"het deel {wat} op tijd")
    zin = f"Van de {wat} was {procent(deel, 0)} binnen {weken} klaar."
    return zin + (f" Met verlenging per brief was dat {procent(verlengd, 0)}." if verlengd is not None else "")


def zin_dagen(kwartaal: Kwartaal, wat: str, mediaan: float | None, p90: float | None) -> str:
    """De zin bij de duur in dagen.

    >>> zin_dagen(Kwartaal(2023, 1), "onderzoeken", 38, 71)
    'De helft van de onderzoeken duurde korter dan 38 dagen. Negen van de tien bleven onder 71 dagen.'
    """
    if mediaan is None:
        return zin_zonder(kwartaal, f"de duur van de {wat}")
    zin = f"De helft van de {wat} duurde korter dan {getal(mediaan)} dagen."
    return zin + (f" Negen van de tien bleven onder {getal(p90)} dagen." if p90 is not None else "")
