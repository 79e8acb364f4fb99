"""Twee inhouden naast elkaar: wat er anders is, in woorden en op volgorde."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

HOOGSTENS = 20  # differences told one by one


def verschillen(was: Any, is_: Any, waar: str = "") -> Iterator[str]:
    """Elk verschil als een zin met de plek ervoor.

    >>> list(verschillen({"titel": "Meer hulp", "woorden": ["K1", "10"]}, {"titel": "Minder hulp", "woorden": ["K1"]}))
    ['titel was "Meer hulp", is "Minder hulp"', 'woorden: weg is "10"']
    """
    if isinstance(was, dict) and isinstance(is_, dict):
        for naam in dict.fromkeys([*was, *is_]):
            plek = f"{waar} · {naam}" if waar else str(naam)
            if naam not in is_:
                yield f"{plek} is weg"
            elif naam not in was:
                yield f"{plek} is nieuw"
            else:
                yield from verschillen(was[naam], is_[naam], plek)
        if was.keys() == is_.keys() and list(was) != list(is_):
            yield f"{waar}: de volgorde was {', '.join(map(str, was))}, is {', '.join(map(str, is_))}"
    elif isinstance(was, list) and isinstance(is_, list) and was != is_:
        yield from _lijsten(was, is_, waar)
    elif was != is_ or type(was) is not type(is_):
        yield f"{waar} was {_kort(was)}, is {_kort(is_)}"


def _lijsten(was: list[Any], is_: list[Any], waar: str) -> Iterator[str]:
    if all(isinstance(x, str) for x in (*was, *is_)):
        weg, nieuw = Counter(was) - Counter(is_), Counter(is_) - Counter(was)
        delen = [f"{wat} is {', '.join(map(_kort, t.elements()))}" for wat, t in (("weg", weg), ("nieuw", nieuw)) if t]
        yield f"{waar}: {'; '.join(delen) or 'dezelfde woorden in een andere volgorde'}"
    elif len(was) != len(is_):
        yield f"{waar} was {len(was)} lang, is {len(is_)} lang"
    else:
        for nr, (een, ander) in enumerate(zip(was, is_, strict=True), 1):
            yield from verschillen(een, ander, f"{waar} · {nr}")


def _kort(waarde: Any) -> str:
    return f'"{waarde}"' if isinstance(waarde, str) else str(waarde)


def zeg(gevonden: list[str], vernieuw: str) -> str:
    """De eerste verschillen onder elkaar, hoeveel er nog zijn, en hoe u ze vastlegt als zij de bedoeling zijn."""
    rest = len(gevonden) - HOOGSTENS
    nog = [f"en nog {rest} verschillen"] if rest > 0 else []
    return "\n".join(["", *gevonden[:HOOGSTENS], *nog, f"Is dit de bedoeling? Leg het vast met: {vernieuw}"])
