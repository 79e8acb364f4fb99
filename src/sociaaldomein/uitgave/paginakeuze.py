"""Over welke cijfers een pagina gaat, en dus welke pagina's er iets te tonen hebben."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.paginas import THEMA, paginasoorten
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.melden import Melder
from sociaaldomein.opdracht.instellingen import Pagina, Params, zonder
from sociaaldomein.uitgave.afloop import GOED, Uitslag

if TYPE_CHECKING:
    import polars as pl

TE_KLEIN = "De aantallen zijn te klein om veilig te tonen."
NIET_GELEVERD = "Deze cijfers zijn niet geleverd."
NIET_GELUKT = "De pagina met deze cijfers is niet gelukt."


def zonder_lege(params: Params, openbaar: Openbaar, melder: Melder) -> tuple[Params, tuple[Uitslag, ...]]:
    """De pagina's zonder cijfers vallen weg, elk met de reden. Een onderdeel van een avond zegt het dan zelf."""
    assert params.kwartaal, "a run knows its quarter by now"
    te_klein = {o.wet for o in openbaar.opgegeven if o.hele_wet}
    niets = f"Hierover is niets geleverd tot en met het {params.kwartaal.label}."
    leeg = tuple(
        Uitslag(p, GOED, TE_KLEIN if {p.parameters.get("wet"), p.parameters.get("thema")} & te_klein else niets, 0.0)
        for p in params.paginas
        if not _heeft_gegevens(openbaar, p)
    )
    if len(leeg) == len(params.paginas):  # then the pages say themselves what is missing
        melder("Let op, over geen van deze pagina's is iets geleverd. Zij zeggen zelf wat ontbreekt.")
        return params, ()
    for u in leeg:
        melder(f"  {u.pagina.naam}: weggelaten. {u.reden}")
    weg = {u.pagina.naam for u in leeg}
    return zonder(params, weg, NIET_GELEVERD), leeg


def met_paginas(params: Params, van_avond: bool) -> Params:
    """Dezelfde instellingen met alleen de pagina's die een avond zelf maakt, of juist de andere."""
    return replace(params, paginas=tuple(p for p in params.paginas if (p.notebook.stem == "avond") == van_avond))


def op_volgorde(params: Params, uitslagen: Iterable[Uitslag]) -> list[Uitslag]:
    """De uitslagen op de volgorde van de pagina's."""
    volgorde = {p.naam: nr for nr, p in enumerate(params.paginas)}
    return sorted(uitslagen, key=lambda u: volgorde.get(u.pagina.naam, len(volgorde)))


def _heeft_gegevens(openbaar: Openbaar, pagina: Pagina) -> bool:
    """Whether there is anything to show on a page; a notebook of the municipality itself always runs."""
    te_klein = [o.wet for o in openbaar.opgegeven if o.hele_wet]
    er_is = (openbaar.cijfers["status"] != "ontbreekt") & ~openbaar.cijfers["wet"].is_in(te_klein)
    if (van_pagina := _cijfers_van(pagina)) is not None:
        return not openbaar.cijfers.filter(er_is & van_pagina).is_empty()
    soort = paginasoorten().get(pagina.notebook.stem)
    return soort is None or not soort.registers or any(openbaar.registers.get(naam) for naam in soort.registers)


def _cijfers_van(pagina: Pagina) -> pl.Expr | None:
    """Which figures of the set a page is about; None for a page of lists, and where only its notebook knows."""
    import polars as pl

    notebook, wet = pagina.notebook.stem, pagina.parameters.get("wet") or pagina.parameters.get("thema")
    soort = paginasoorten().get(notebook)
    if notebook == THEMA or (soort and "samen" not in soort.titels):
        return None if wet is None else pl.col("wet") == wet
    if soort is None or not soort.per:
        return None
    return pl.col("groep_soort").is_in(soort.per) | (pl.lit(soort.samen) & (pl.col("wet") == "samen"))


def toont_herziene(openbaar: Openbaar, pagina: Pagina, herzien: list[dict[str, Any]]) -> bool:
    """Of een pagina gaat over cijfers die definitief heetten en veranderd zijn, van de kwartalen die zij toont."""
    import polars as pl

    van_pagina = _cijfers_van(pagina)
    if pagina.notebook.stem == "doelen":
        doelen = [f"{d['indicator']} {d['wet']}" for d in openbaar.registers.get("doelen", ())]
        van_pagina = (pl.col("groep_soort") == "totaal") & pl.concat_str("cijfer", "wet", separator=" ").is_in(doelen)
    if van_pagina is None or not herzien:
        return False
    kwartalen = [str(k) for k in laatste(Kwartaal.lees(openbaar.herkomst.kwartaal))]
    sleutels = pl.DataFrame([{k: r[k] for k in ("cijfer", "wet", "kwartaal", "groep_soort")} for r in herzien])
    return not sleutels.filter(pl.col("kwartaal").is_in(kwartalen) & van_pagina).is_empty()


def agenda(params: Params) -> list[dict[str, Any]]:
    """De onderdelen van de avond met hun pagina's; leeg als er geen avond is."""
    delen = params.avond.onderdelen if params.avond else ()
    return [{"titel": d.titel, "paginas": list(d.paginas)} for d in delen]
