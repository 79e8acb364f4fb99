"""De groepen van een uitsplitsing: welke er zijn, en welke met een anders geschreven groep bedoeld is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sociaaldomein.begrippen.cijfers import ONBEKEND, namen, themas
from sociaaldomein.levering.contract import tabel
from sociaaldomein.levering.opschonen import KOMMA_NUL

_VASTE_GROEPEN = (
    "leeftijd",
    "verwijzer",
    "interventieniveau",
    "deel",
    "instroomsoort",
    "uitkomst",
    "maatregelstatus",
    "zwaarte",
)
_UIT_EXCEL = r"\d{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3}[- ]\d{2}|\d{4}-\d\d-\d\d.*"  # 4-nov, dec-17, or a whole day
_LEEFTIJD = r"(\d{1,3})(?:-(\d{1,3})|(\+))(?:jaar)?"


def groepen(dimensie: str, wet: str | None) -> Mapping[str, str] | None:
    """De groepen van een dimensie (code -> naam); None als een gemeente of een thema daar eigen groepen mag hebben.

    >>> list(groepen("zwaarte", "jeugd")), groepen("hoofdcategorie", "jeugd")
    (['licht', 'midden', 'zwaar', 'onbekend'], None)
    """
    if (thema := themas().get(wet or "")) and dimensie in thema.dimensies:
        return None
    if dimensie == "productcategorie":
        return {**tabel("toewijzingen").kolom("productcategorie").codes(wet), ONBEKEND: ONBEKEND}
    if dimensie in _VASTE_GROEPEN:
        return {**namen()[dimensie], ONBEKEND: ONBEKEND}
    return None


def lees_groep(dimensie: str | None, wet: str | None, groep: str | None) -> tuple[str | None, str]:
    """De groep zoals wij haar schrijven, en wat zij is: bekend, eigen (een vrije groep), datum of onbekend.

    >>> lees_groep("leeftijd", "jeugd", "12 t/m 17 jaar"), lees_groep("leeftijd", "jeugd", "dec-17")
    (('12-17', 'bekend'), (None, 'datum'))
    >>> lees_groep("verwijzer", "jeugd", "Huisarts "), lees_groep("hoofdcategorie", "jeugd", "eigen  groep")
    (('huisarts', 'bekend'), ('eigen groep', 'eigen'))
    """
    if not groep or not dimensie or dimensie == "totaal":
        return groep, "bekend"
    tekst = re.sub(KOMMA_NUL, r"\1", re.sub(r"\s+", " ", groep).strip())
    if dimensie == "leeftijd" and re.fullmatch(_UIT_EXCEL, tekst):
        return None, "datum"
    vast = groepen(dimensie, wet)
    bekend = vast or namen().get(f"{dimensie}_{wet}", {})
    plat = {re.sub(r"[\s_-]+", "", n.lower()): code for code, naam in bekend.items() for n in (naam, code)}
    kaal = re.sub(r"[\s_-]+", "", tekst.lower())
    if kaal in plat:
        return plat[kaal], "bekend"
    if dimensie == "leeftijd" and (jaren := _leeftijdsklasse(tekst)):
        return jaren, "bekend"
    if dimensie in ("productcategorie", "interventieniveau") and kaal.isdigit():
        past = [c for c in bekend if c.lstrip("0") == kaal.lstrip("0")]
        return (past[0], "bekend") if len(past) == 1 else (None, "onbekend")
    return (None, "onbekend") if vast is not None else (tekst, "eigen")


def _leeftijdsklasse(tekst: str) -> str | None:
    """An age class in any spelling, also one of the municipality's own."""
    kaal = re.sub(r"t/m|tot en met|–|—", "-", tekst.lower())
    kaal = re.sub(r"(jaar)?\s*(en ouder|e\.?o\.?|of ouder)", "+", kaal)
    gevonden = re.fullmatch(_LEEFTIJD, re.sub(r"\s|jaar$", "", kaal))
    if not gevonden:
        return None
    van, tot, plus = gevonden.groups()
    return f"{int(van)}+" if plus else f"{int(van)}-{int(tot)}" if int(van) <= int(tot) else None
