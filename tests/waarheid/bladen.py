"""Van een openbare set naar wat een lezer ziet: de bladen met hun kerncijfers en standen, zonder te tekenen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from lezer import Blad, Staat

from sociaaldomein import panelen
from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import balken, beeld, bruggen, doelbeelden, kaarten, kolommen, lijnen, planbeelden
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.begrippen.paginas import notebooks
from sociaaldomein.grond.kwartaal import Kwartaal

RAADSMONITOR = ("jeugd", "wmo")


@contextmanager
def zonder_tekenen() -> Iterator[None]:
    """The words and the table are the same without a drawing, and a hundred times sooner there."""
    leeg = lambda maak: {"breed": "", "smal": "", "kwart": ""}  # noqa: E731
    with ExitStack() as stapel:
        for m in (balken, beeld, bruggen, doelbeelden, kaarten, kolommen, lijnen, planbeelden):
            stapel.enter_context(mock.patch.object(m, "teken", leeg))
        yield


def staat(paneel: str, keuze: dict[str, str], b: Beeld, kwartaal: Kwartaal) -> Staat:
    """Een beeld zoals het op de pagina staat."""
    woorden = " ".join(html.unescape(w) for w in re.findall(r">([^<>]+)</text>", b.svg.get("breed", "")))
    return Staat(
        paneel,
        tuple(keuze.values()),
        b.titel,
        b.zin,
        tuple(b.noot),
        b.bijschrift,
        tuple(b.kop),
        tuple(tuple(r) for r in b.rijen),
        b.status,
        f"{kwartaal.jaar}-{kwartaal.nummer}",
        tuple(b.gepubliceerd),
        b.vraag,
        woorden,
    )


def soort_van(pagina: str) -> tuple[str, str]:
    """Het notebook en de wet van een pagina."""
    if pagina in RAADSMONITOR:
        return "raadsmonitor", pagina
    return (pagina, "samen") if pagina in notebooks() else ("thema", pagina)


def van(openbaar: Openbaar, paginas: tuple[str, ...] = ()) -> list[Blad]:
    """Elke pagina van een openbare set, met elke stand van elk paneel."""
    k, uit = Kwartaal.lees(openbaar.kwartaal), []
    with zonder_tekenen():
        for naam, lijst in panelen.per_pagina().items():
            if paginas and naam not in paginas:
                continue
            notebook, wet = soort_van(naam)
            tegels = tuple((t.naam, t.waarde, t.verschil, t.status) for t in panelen.tegels(openbaar, notebook, wet, k))
            staten = [
                staat(p.naam, keuze, p.teken(openbaar, wet, k, **keuze), k)
                for p in (x.bij(openbaar) for x in lijst.values())
                for keuze in p.staten()
            ]
            uit.append(Blad(naam, tegels, tuple(staten), wet))
    return uit
