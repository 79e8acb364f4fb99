"""De teksten van een avond: college, situaties, opdrachten en zoekwoorden, getoetst aan hun vorm en aan de panelen.

Elk bestand heeft een vast schema. Een verwijzing naar een pagina die deze uitgave niet heeft, blijft weg en komt in het
verslag van de run. Een verwijzing die nergens bestaat, is een tikfout: die wordt geweigerd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from sociaaldomein import panelen
from sociaaldomein.begrippen.cijfers import WETTEN
from sociaaldomein.begrippen.normen import NORMEN
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.noemen import bedoelt, toon
from sociaaldomein.grond.paden import meegeleverd
from sociaaldomein.grond.vorm import Tekst, Vorm, keuze, past, toets
from sociaaldomein.paginas import avond
from sociaaldomein.panelen.paneel import Paneel

Panelen = Mapping[str, Mapping[str, Paneel]]  # page -> panel


def een_van(waarde: str, mogelijk: Iterable[str]) -> str:
    """Wat er mis is als een waarde niet bij de keuzes staat; anders niets.

    >>> een_van("jeud", ["jeugd", "wmo"])
    "'jeud' mag niet. Kies uit: jeugd, wmo. Bedoelt u 'jeugd'?"
    """
    mogelijk = list(mogelijk)
    keus = f"Kies uit: {', '.join(mogelijk)}.{bedoelt(waarde, mogelijk)}" if mogelijk else "Hier is niets te kiezen."
    return "" if waarde in mogelijk else f"'{toon(waarde)}' mag niet. {keus}"


# The schema. A text is `str`, or a check of it; [x] is a list of x; a key with ? may be left out; {str: x} has keys of
# its own; (x, y) is y when it has keys and x when it has not.
DAGEN = past(r"\d{1,4}", "'{waarde}' is geen aantal dagen. Schrijf een heel getal.")
KAART = {"kop": str, "tekst": str, "klok?": str}
WIJZER = (str, {"paneel": str, "keuze?": {str: str}})
HULP = {
    "wet": keuze(WETTEN),
    "productcategorie": str,
    "eenheid": str,
    "aantal": past(r"[1-9]\d{0,4}", "'{waarde}' is geen aantal. Schrijf een heel getal."),
}
STAP = {
    "naam": str,
    "dag": DAGEN,
    "gebeurt": str,
    "besluit": str,
    "vanaf?": DAGEN,
    "hulp?": HULP,
    "anders?": [str],
    "niveau?": past("[1-7]", "'{waarde}' mag niet. Kies een niveau van 1 tot en met 7."),
    "norm?": keuze(sorted({n.naam for n in NORMEN if n.eenheid == "dagen"})),
}
TEKSTEN: dict[str, Any] = {
    "college": [
        {
            "titel": str,
            "tekst?": [str],
            "lijst?": [KAART],
            "trap?": [{"naam": str, "voorbeeld": str}],
            "weg?": [KAART],
            "kerncijfers?": [str],
            "beelden?": [WIJZER],
            "slot?": str,
        }
    ],
    "situaties": [{"thema": str, "titel": str, "huishouden": str, "stappen": [STAP]}],
    "opdrachten": [
        {
            "soort": keuze(avond.OPDRACHTSOORTEN),
            "vraag": str,
            "paneel": str,
            "keuze?": {str: str},
            "hint": str,
            "antwoord": [WIJZER],
            "uitleg": str,
            "niet": str,
        }
    ],
    "zoekwoorden": {
        "gelijk?": [str],
        "stop?": str,
        "panelen?": {str: str},
        "keuzes?": {str: {str: str}},
        "niet?": [{"woorden": str, "omdat": str}],
    },
}


def lees(
    eigen: Path | None, hier: Panelen, melder: Callable[[str], None], besteld: Panelen | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Alle teksten (die van de adviseur gaan voor), en wat eraan mankeert.

    `hier` is wat deze uitgave laat zien, `besteld` wat de params noemen: ook wat niet geleverd is.
    """
    teksten, fouten, weg = {}, [], Counter[str]()
    alle = panelen.per_pagina() | dict(besteld or {}) | dict(hier)
    for naam in TEKSTEN:
        try:
            teksten[naam] = _lees(eigen, naam)
        except yamltekst.YamlFout as fout:
            fouten.append(f"{naam}.yml, {fout}")
            continue
        mis = keur(naam, teksten[naam])
        for plek, paneel, wens in () if mis else _wijzers(naam, teksten[naam]):
            fouten += [f"{naam}.yml, {plek}, {fout}" for fout in _wijzerfouten(paneel, wens, hier, alle)]
            weg[paneel.partition(".")[0]] += 1
        fouten += mis
    for pagina in sorted((weg.keys() & alle.keys()) - hier.keys()):
        blijft = "1 beeld blijft" if weg[pagina] == 1 else f"{weg[pagina]} beelden blijven"
        melder(f"Avond: de pagina '{pagina}' hoort niet bij deze uitgave. {blijft} weg.")
    return teksten, fouten


def keur(naam: str, inhoud: Any) -> list[str]:
    """Toets de inhoud van een tekstbestand aan zijn vorm: een zin per fout, met het bestand en de plek.

    >>> keur("situaties", [])
    ["situaties.yml: hier hoort een lijst te staan. Begin elke regel met '- thema: ...'."]
    """
    return toets(_model(TEKSTEN[naam]), inhoud, f"{naam}.yml")[1]


def _model(vorm: Any) -> Any:
    """The schema as a model."""
    if isinstance(vorm, tuple):
        sleutel = next(iter(vorm[1]))
        return Annotated[_model(vorm[1]), BeforeValidator(lambda w: {sleutel: w} if isinstance(w, str) else w)]
    if isinstance(vorm, list):
        return Annotated[list[_model(vorm[0])], Field(min_length=1)]  # type: ignore[misc]  # made at run time
    if not isinstance(vorm, dict):
        return Tekst if vorm is str else Annotated[Tekst, vorm]
    if str in vorm:
        return dict[str, _model(vorm[str])]  # type: ignore[misc]
    velden: dict[str, Any] = {k.rstrip("?"): (_model(v), None if k.endswith("?") else ...) for k, v in vorm.items()}
    return create_model("Stuk", __base__=Vorm, **velden)


def _wijzers(naam: str, inhoud: Any) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """Every reference: its place in the file, the panel and its choices; without choices it is a page."""
    for nr, stuk in enumerate(inhoud, 1) if naam in ("college", "opdrachten") else ():
        yield from ((f"stuk {nr}, kerncijfers {i}", p, None) for i, p in enumerate(stuk.get("kerncijfers", ()), 1))
        if naam == "opdrachten":
            yield f"stuk {nr}", *avond.verwijzing(stuk)
        for sleutel in ("beelden", "antwoord"):
            yield from (
                (f"stuk {nr}, {sleutel} {i}", *avond.verwijzing(v)) for i, v in enumerate(stuk.get(sleutel, ()), 1)
            )


def _wijzerfouten(paneel: str, keuze: dict[str, str] | None, hier: Panelen, alle: Panelen) -> Iterator[str]:
    """A name that exists nowhere. Choices can follow from the figures: only those of `hier` are known."""
    pagina, _, naam = paneel.partition(".")
    if fout := een_van(pagina, alle):
        yield f"pagina: {fout}"
    elif keuze is not None and (fout := een_van(naam, alle[pagina])):
        yield f"paneel bij {pagina}: {fout}"
    elif pagina in hier:
        keuzes = hier[pagina][naam].keuzes if keuze else {}
        for k, w in (keuze or {}).items():
            if fout := een_van(w, keuzes[k]) if k in keuzes else een_van(k, keuzes):
                yield f"keuze bij {paneel}: {fout}"


def _lees(eigen: Path | None, naam: str) -> Any:
    """The adviser's own file when there is one, else the one that comes along."""
    pad = eigen / f"{naam}.yml" if eigen and (eigen / f"{naam}.yml").is_file() else None
    return yamltekst.lees(pad or meegeleverd("params") / "avond" / f"{naam}.yml")
