"""Wat een gemeente zelf aan normen meelevert: `normen.yml` naast haar levering, met trendbreuken en vrije dagen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Any

from pydantic import AfterValidator

from sociaaldomein.begrippen.normen import Eigen, Trendbreuk
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.vorm import Info, LosseVorm, Tekst, leest, toets, weiger

BESTAND = "normen.yml"
GEEN_DAG = "deze dag is niet te lezen. Schrijf jaar-maand-dag, zoals 2029-05-11."


def keur(inhoud: Any, cijfers: Iterable[str], wetten: Iterable[str]) -> tuple[Eigen, list[str]]:
    """Lees de inhoud van normen.yml. Geeft wat erin staat, en elke fout als een zin.

    >>> keur({"gelijkgestelde_dagen": {"2029-05-11": "Staatscourant"}}, (), ())[0].dagen
    {datetime.date(2029, 5, 11): 'Staatscourant'}
    >>> keur({"trendbreuk": []}, (), ())[1]
    ["de sleutel 'trendbreuk' bestaat niet. Bekend: trendbreuken, gelijkgestelde_dagen. Bedoelt u 'trendbreuken'?"]
    """
    gelezen, fouten = toets(
        _Bestand,
        {} if inhoud is None else inhoud,
        "",
        voorbeeld="2029-05-11: Staatscourant",
        cijfers=list(cijfers),
        wetten=list(wetten),
    )
    if fouten:
        return Eigen(), fouten
    return Eigen(tuple(Trendbreuk(**dict(b)) for b in gelezen.trendbreuken), gelezen.gelijkgestelde_dagen), []


def _kort(letters: int) -> AfterValidator:
    """It must fit beside the line in a picture."""

    def kijk(tekst: str) -> str:
        weiger([] if len(tekst) <= letters else [f"dit is langer dan {letters} letters."])
        return tekst

    return AfterValidator(kijk)


def _bekende_naam(lijst: str) -> AfterValidator:
    """A name of ours; a * stands for the rest of it."""

    def zoek(patroon: str, info: Info) -> str:
        bekend = info.context[lijst]
        raak = any(fnmatchcase(naam, patroon) for naam in bekend)
        hulp = bedoelt(patroon, bekend)
        weiger([] if raak else [f"'{{waarde}}' is geen bekende naam.{hulp} Zie: sociaaldomein begrippen."])
        return patroon

    return AfterValidator(zoek)


Dag = Annotated[Tekst, leest(date.fromisoformat, GEEN_DAG)]


class _Breuk(LosseVorm):
    naam: Tekst
    dag: Dag
    tekst: Annotated[Tekst, _kort(60)]
    kort: Annotated[Tekst, _kort(20)]
    bron: Tekst
    tot: Dag | None = None
    wetten: tuple[Annotated[Tekst, _bekende_naam("wetten")], ...] = ()
    cijfers: tuple[Annotated[Tekst, _bekende_naam("cijfers")], ...] = ()


class _Bestand(LosseVorm):
    trendbreuken: list[_Breuk] = []
    gelijkgestelde_dagen: dict[Dag, Tekst] = {}
