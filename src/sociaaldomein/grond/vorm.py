"""De vorm van een instellingenbestand: een model zegt wat er mag staan, deze module wat er mis is, in het Nederlands.

Waarden komen uit `yamltekst` en zijn dus tekst, lijsten of blokken. Alle fouten komen tegelijk, elk met haar plek. Een
controle van een model weigert met `weiger`; `{waarde}` in zo'n zin wordt wat er staat, zonder persoonsgegevens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import EllipsisType, NoneType
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from sociaaldomein.grond.noemen import bedoelt, toon

ZINNEN = {  # what pydantic finds -> what the adviser reads
    "missing": "de sleutel '{sleutel}' ontbreekt.",
    "extra_forbidden": "de sleutel '{sleutel}' bestaat niet. Bekend: {bekend}.{bedoelt}",
    **dict.fromkeys(("string_type", "string_too_short"), "hier hoort een tekst te staan."),
    **dict.fromkeys(
        ("list_type", "tuple_type", "too_short"), "hier hoort een lijst te staan. Begin elke regel met '- {begin}'."
    ),
    "model_type": "hier horen regels als '{begin}' te staan.",
    "dict_type": "hier horen regels als '{voorbeeld}' te staan.",
}
JA_NEE = {
    **dict.fromkeys(("ja", "j", "waar", "true", "1"), True),
    **dict.fromkeys(("nee", "n", "onwaar", "false", "0"), False),
}
OP_SLEUTEL = ("missing", "extra_forbidden")  # the place is the block, not the key
DE_SLEUTEL = "[key]"  # how pydantic says that a key of one's own is wrong
EEN_VAN = {"paginas": "pagina", "onderdelen": "onderdeel", "themas": "thema"}  # a list -> one of it


class Vorm(BaseModel):
    """Een blok van een instellingenbestand: een sleutel die er niet in staat, wordt geweigerd."""

    model_config = ConfigDict(extra="forbid")


class LosseVorm(Vorm):
    """Een blok waarin een sleutel die mag ontbreken, ook leeg mag staan."""

    @model_validator(mode="before")
    @classmethod
    def _zonder_lege(cls, blok: Any) -> Any:
        moet = {v.alias or n for n, v in cls.model_fields.items() if v.is_required()}
        return {k: w for k, w in blok.items() if w != "" or k in moet} if isinstance(blok, Mapping) else blok


def weiger(zinnen: Iterable[str]) -> None:
    """Weiger een waarde met een zin per fout; zonder zinnen is zij goed."""
    if zinnen := list(zinnen):
        raise ValueError(*zinnen)


def kies(tekst: str, mogelijk: Iterable[str]) -> str:
    """Een tekst die in een lijst staat, die van de andere waarden af mag hangen."""
    mogelijk = list(mogelijk)
    zin = f"'{{waarde}}' mag niet. Kies uit: {', '.join(mogelijk)}.{bedoelt(tekst, mogelijk)}"
    weiger([] if tekst in mogelijk else [zin])
    return tekst


def keuze(mogelijk: Iterable[str]) -> AfterValidator:
    """Een tekst uit een vaste lijst."""
    return AfterValidator(partial(kies, mogelijk=list(mogelijk)))


def heel_getal(laagste: int) -> AfterValidator:
    """Een heel getal van hoogstens zes cijfers, als tekst geschreven."""

    def lees_getal(tekst: str) -> int:
        goed = tekst.isascii() and tekst.isdigit() and len(tekst) <= 6 and int(tekst) >= laagste
        weiger([] if goed else [f"'{{waarde}}' mag niet. Schrijf een heel getal van {laagste} of hoger."])
        return int(tekst)

    return AfterValidator(lees_getal)


def leest(functie: Callable[[str], Any], zin: str) -> AfterValidator:
    """Een tekst die een functie moet kunnen lezen; anders geldt deze zin."""

    def lees_tekst(tekst: str) -> Any:
        try:
            return functie(tekst)
        except (ValueError, KeyError):
            raise ValueError(zin) from None

    return AfterValidator(lees_tekst)


def past(patroon: str, zin: str) -> AfterValidator:
    """Een tekst die in zijn geheel bij een patroon past; anders geldt deze zin."""

    def kijk(tekst: str) -> str:
        weiger([] if re.fullmatch(patroon, tekst) else [zin])
        return tekst

    return AfterValidator(kijk)


def ja_nee(tekst: str) -> bool:
    """Ja of nee, in de schrijfwijzen van een mens en van een systeem.

    >>> ja_nee("Waar"), ja_nee("n")
    (True, False)
    """
    return JA_NEE[tekst.strip().lower()]


Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
if TYPE_CHECKING:
    Gelezen = Any
else:
    Gelezen = Tekst  # a text that a check makes into something else, or that may be left out: no checker can see that
Info = Any  # what a check is told: pydantic's ValidationInfo, whose data and context can be anything
JaNee = Annotated[Gelezen, leest(ja_nee, "schrijf ja of nee.")]


def toets(
    vorm: Any, inhoud: Any, bestand: str, stuk: str = "stuk", voorbeeld: str = "naam: ...", **context: Any
) -> tuple[Any, list[str]]:
    """De inhoud in haar vorm (None na een fout), en een zin per fout met het bestand en de plek.

    `stuk` is hoe een deel van een lijst heet, `voorbeeld` een regel van een blok waarin elke sleutel mag. Zonder
    `bestand` begint een zin met haar plek: dan staat het bestand al in het verslag.

    >>> class Pauze(Vorm):
    ...     titel: Tekst
    ...     minuten: Annotated[Gelezen, heel_getal(1)] = 5
    >>> toets(list[Pauze], [{"titel": "Koffie", "minuten": "tien"}, {"titl": "Thee"}], "avond.yml", "pauze")[1]
    ["avond.yml, pauze 1, minuten: 'tien' mag niet. Schrijf een heel getal van 1 of hoger.",
     "avond.yml, pauze 2: de sleutel 'titel' ontbreekt.",
     "avond.yml, pauze 2: de sleutel 'titl' bestaat niet. Bekend: titel, minuten. Bedoelt u 'titel'?"]
    """
    try:
        return TypeAdapter(vorm).validate_python(inhoud, context=context), []
    except ValidationError as fout:
        plekken = (
            (", ".join(filter(None, [bestand, *_plek(e["loc"], e["type"] in OP_SLEUTEL, stuk, inhoud)])), e)
            for e in fout.errors()
        )
        return None, [f"{plek}: {zin}" if plek else zin for plek, e in plekken for zin in _zinnen(vorm, e, voorbeeld)]


def ingevuld(model: Vorm) -> dict[str, Any]:
    """Wat er in het bestand stond: de sleutels die de adviseur zelf schreef, met hun gelezen waarde."""
    return {naam: getattr(model, naam) for naam in model.model_fields_set}


def _zinnen(vorm: Any, fout: Mapping[str, Any], voorbeeld: str) -> list[str]:
    if fout["type"] == "value_error":
        return [str(zin).replace("{waarde}", toon(fout["input"])) for zin in fout["ctx"]["error"].args]
    *blok, sleutel = fout["loc"] or ("",)
    bekend = _sleutels(_deel(vorm, blok if fout["type"] in OP_SLEUTEL else fout["loc"]))
    return [
        ZINNEN[fout["type"]].format(
            sleutel=toon(str(sleutel)),
            bekend=", ".join(bekend),
            bedoelt=bedoelt(str(sleutel), bekend),
            begin=f"{bekend[0]}: ..." if bekend else "",
            voorbeeld=voorbeeld,
        )
    ]


def _plek(loc: tuple[str | int, ...], op_sleutel: bool, stuk: str, hier: Any) -> list[str]:
    delen: list[str] = []
    for deel in loc[:-1] if op_sleutel or loc[-1:] == (DE_SLEUTEL,) else loc:
        hier = hier[deel] if isinstance(deel, int) or deel in hier else None  # a check may say what is missing
        if isinstance(deel, int):
            lijst = delen.pop() if delen else stuk
            titel = hier.get("titel") if lijst in EEN_VAN and isinstance(hier, Mapping) else ""
            delen.append(f"{EEN_VAN.get(lijst, lijst)} {deel + 1}" + (f" ({toon(titel)})" if titel else ""))
        else:
            delen.append(toon(deel))
    return delen


def _kaal(vorm: Any) -> Any:
    """An annotation without its checks, and without `or None`."""
    while hasattr(vorm, "__metadata__") or NoneType in get_args(vorm):
        vorm = next(a for a in get_args(vorm) if a is not NoneType)
    return vorm


def _is_blok(vorm: Any) -> bool:
    return isinstance(vorm, type) and issubclass(vorm, BaseModel)


def _deel(vorm: Any, loc: Iterable[str | int]) -> Any:
    """The form at a place."""
    for deel in loc:
        vorm = _kaal(vorm)
        if _is_blok(vorm):
            vorm = next((v.annotation for n, v in vorm.model_fields.items() if (v.alias or n) == deel), Any)
        else:
            vorm = next((a for a in reversed(get_args(vorm)) if not isinstance(a, EllipsisType)), Any)
    return _kaal(vorm)


def _sleutels(vorm: Any) -> list[str]:
    """The keys of a block; of a list of blocks those of one of them."""
    if not _is_blok(vorm) and get_args(vorm):
        vorm = _deel(vorm, [0])
    return [v.alias or n for n, v in vorm.model_fields.items() if not v.exclude] if _is_blok(vorm) else []
