"""Duiding bij geld, plannen en opgaven: titels en zinnen die alleen zeggen wat de bedragen dragen (zie `duiding`)."""

from __future__ import annotations

from sociaaldomein.beelden.duiding import GELIJK_PROCENT, voorlopig_bij
from sociaaldomein.grond.notatie import getal


def titel_begroting(jaar: int | None, begroot: float | None, werkelijk: float | None, voorlopig: bool) -> str:
    """De titel boven uitgaven en begroting, over het laatste hele jaar.

    >>> titel_begroting(2022, 14.0, 13.7, False)
    'In 2022 bleven de uitgaven onder de begroting'
    """
    if jaar is None or not begroot or werkelijk is None:
        return "Uitgaven en begroting per jaar"
    deel, wanneer = werkelijk / begroot - 1, "Voorlopig" if voorlopig else f"In {jaar}"
    wat = f"de uitgaven van {jaar}" if voorlopig else "de uitgaven"
    if abs(deel) * 100 < GELIJK_PROCENT:
        return f"{wanneer} waren {wat} bijna gelijk aan de begroting"
    return f"{wanneer} {'kwamen' if deel > 0 else 'bleven'} {wat} {'boven' if deel > 0 else 'onder'} de begroting"


def zin_begroting(jaar: int | None, begroot: str, werkelijk: str, verschil: str, voorlopig: bool = False) -> str:
    """De zin bij uitgaven en begroting; de bedragen zijn al geschreven.

    >>> zin_begroting(2022, "14,0", "13,7 miljoen euro", "0,3 miljoen euro minder")
    'In 2022 is 13,7 miljoen euro uitgegeven. Dat is 0,3 miljoen euro minder dan begroot.'
    """
    if jaar is None:
        return f"Uitgegeven: {werkelijk}. Begroot: {begroot}."
    zin = voorlopig_bij(f"In {jaar} is {werkelijk} uitgegeven", voorlopig) + "."
    if verschil == "gelijk":
        return f"{zin} Dat is gelijk aan wat begroot was."
    return f"{zin} Dat is {verschil} dan begroot."


def zin_lopend_jaar(maand: str, jaar: int, uitgegeven: str, begroot: str) -> str:
    """De zin over een jaar dat nog loopt, als er nog geen heel jaar is.

    >>> zin_lopend_jaar("juni", 2024, "9,1", "17,6 miljoen euro")
    'Van januari tot en met juni 2024 is 9,1 van de 17,6 miljoen euro uitgegeven (voorlopig).'
    """
    return f"Van januari tot en met {maand} {jaar} is {uitgegeven} van de {begroot} uitgegeven (voorlopig)."


def titel_besparing(
    jaar: int, gerealiseerd: float | None, doel: float | None, eind: str, eind_bereikt: bool = False, vast: bool = True
) -> str:
    """De titel boven de besparing, alleen over het totaal.

    >>> titel_besparing(2023, 2.1, 1.9, "2,6 miljoen")
    'De besparing ligt op het pad naar 2,6 miljoen'
    >>> titel_besparing(2023, 2.1, 1.9, "2,6 miljoen", vast=False)
    'De besparing ligt naar verwachting op het pad naar 2,6 miljoen'
    """
    if gerealiseerd is None:
        return "Besparing en afgesproken pad"
    if eind_bereikt:
        return f"De besparing haalt {'' if vast else 'naar verwachting '}het doel van {eind}"
    if doel is None:
        return f"De besparing in {jaar}, zonder bekend doel"
    if gerealiseerd >= doel:
        pad = f"op het pad naar {eind}" if eind else f"op het doel van {jaar}"
        return f"De besparing ligt {'' if vast else 'naar verwachting '}{pad}"
    return f"De besparing ligt {'' if vast else 'naar verwachting '}in {jaar} onder het pad"


def zin_besparing(jaar: int, gerealiseerd: str | None, doel: str | None, voorlopig: bool) -> str:
    """De zin bij de besparing.

    >>> zin_besparing(2023, "2,1 miljoen euro", "1,9 miljoen euro", True)
    'De besparing in 2023 is 2,1 miljoen euro (voorlopig). Het doel voor dat jaar is 1,9 miljoen euro.'
    """
    if gerealiseerd is None:
        return f"De besparing in {jaar} is nog niet bekend."
    zin = f"De besparing in {jaar} is {gerealiseerd}{' (voorlopig)' if voorlopig else ''}."
    return zin + (f" Het doel voor dat jaar is {doel}." if doel else " Het doel voor dat jaar is niet bekend.")


def titel_totaal(plan: str, jaar: str, met_totalen: bool = True) -> str:
    """De titel boven een plan met nagerekende totalen. `jaar` is het eerste dat niet klopt, of leeg.

    >>> titel_totaal("Asiel en integratie", "2027"), titel_totaal("Asiel en integratie", "")
    ('Het totaal van 2027 klopt niet', 'Alle totalen kloppen')
    """
    if not met_totalen:
        return f"Bedragen van {plan}"
    return f"Het totaal van {jaar} klopt niet" if jaar else "Alle totalen kloppen"


def titel_uitgegeven(uit: float, begroot: float) -> str:
    """De titel boven wat van een plan is uitgegeven, als de jaren voorbij zijn en elke maatregel erbij staat.

    >>> titel_uitgegeven(700, 832), titel_uitgegeven(832, 832)
    ('Er is minder uitgegeven dan begroot', 'Er is evenveel uitgegeven als begroot')
    """
    if uit == begroot:
        return "Er is evenveel uitgegeven als begroot"
    return f"Er is {'meer' if uit > begroot else 'minder'} uitgegeven dan begroot"


def titel_opgave(nog: float | None, eenheid: str) -> str:
    """De titel boven een opgave: wat er nog te doen is.

    >>> titel_opgave(173, "statushouders"), titel_opgave(0, "statushouders")
    ('Nog 173 statushouders te gaan', 'De opgave is gehaald')
    """
    if nog is None:
        return "De opgave en wat er klaar is"
    return f"Nog {getal(nog)} {eenheid} te gaan" if nog else "De opgave is gehaald"


def titel_maatregelen(uitgevoerd: float | None, totaal: float | None) -> str:
    """De titel boven de maatregelen.

    >>> titel_maatregelen(13, 16)
    '13 van de 16 maatregelen zijn uitgevoerd'
    """
    if uitgevoerd is None or not totaal:
        return "Hoe ver de maatregelen zijn"
    return f"{getal(uitgevoerd)} van de {getal(totaal)} maatregelen {'is' if uitgevoerd == 1 else 'zijn'} uitgevoerd"
