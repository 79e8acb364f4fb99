"""Welke getallen een beeld toont: gekozen uit een Openbaar, met hun status, en hoe zij geschreven worden.

Een getal dat er niet is, blijft een cel met een woord (ontbreekt, afgeschermd): nooit een nul.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import InitVar, dataclass, fields
from itertools import pairwise
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.begrippen.cijfers import SLEUTEL, begrippen, naam_van
from sociaaldomein.begrippen.doelen import KLEIN, Doel, bij, koers, lees
from sociaaldomein.begrippen.normen import Trendbreuk, breuk_tussen
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.notatie import verschil

VERANDERING = "_verandering"  # a figure that says how much another changed in a year
GEWOON = 5  # what a shown count is rounded to, unless it says otherwise
AFGEROND = 4  # two counts rounded to 5 can differ this much while the true counts are equal
MINSTE_INWONERS = 100  # below this a number per 1.000 says nothing


_ZEGEL = object()  # only this module makes a Cel with a number in it: from an Openbaar, or from such a Cel


@dataclass(frozen=True)
class Cel:
    """Een getal met zijn status, zoals het in de openbare set staat. `merk` is wat eerder gepubliceerd werd.

    Alleen `cel` maakt er een met een getal, uit een `Openbaar`. Ook een kopie met een ander getal is een TypeError.
    Zo kan geen tekening een getal tonen dat niet beschermd is. Een lege cel mag altijd.

    >>> Cel(status="afgeschermd").bekend
    False
    """

    waarde: float | None = None
    status: str = "ontbreekt"
    gepubliceerd_in: str | None = None
    bron: str | None = None
    teller: float | None = None
    noemer: float | None = None
    merk: float | None = None
    merk_in: str | None = None
    stap: int = 5  # what a count is rounded to; 1 is as counted
    klein: bool = False  # hidden, and certainly below the threshold
    uit: bool = False  # made from a shown count, such as a share or a number per 1.000
    mensen: bool = False  # a count, or made from counts: a small one may be somebody
    _zegel: InitVar[object] = None  # not kept, so a copy has none

    def __post_init__(self, _zegel: object) -> None:
        leeg = (self.waarde, self.teller, self.noemer, self.merk) == (None,) * 4
        if not leeg and _zegel is not _ZEGEL:
            raise TypeError("Een getal in een beeld komt uit een Openbaar. Haal het op met getallen.cel.")

    def _met(self, **anders: Any) -> Cel:
        velden = {f.name: getattr(self, f.name) for f in fields(self)}
        return Cel(**{**velden, **anders}, _zegel=_ZEGEL)

    def met_status(self, status: str) -> Cel:
        """Hetzelfde getal met een andere status."""
        return self._met(status=status)

    @property
    def heel(self) -> Cel:
        """Het getal zonder decimalen, een half naar boven."""
        return self._met(waarde=float(int(self.waarde + 0.5))) if self.bekend else self

    @property
    def bekend(self) -> bool:
        """Of er een getal te tonen is."""
        return self.waarde is not None

    @property
    def voorlopig(self) -> bool:
        """Of het getal nog kan veranderen."""
        return self.status == "voorlopig"

    @property
    def precies(self) -> bool:
        """Of het getal er staat zoals het geteld is."""
        return self.stap == 1

    @property
    def grof(self) -> str:
        """Hoe grof een getal is afgerond, als dat grover is dan gewoon: "(op 50 afgerond)". Anders niets."""
        if not self.bekend or self.gepubliceerd_in or self.stap <= GEWOON:
            return ""
        return f"({'uit een aantal ' if self.uit else ''}op {self.stap} afgerond)"

    @property
    def grenzen(self) -> tuple[float, float]:
        """De laagste en hoogste waarde achter een getoond aantal: bij 60, op 5 afgerond, zijn dat 57,5 en 62,5."""
        half = 0 if self.precies or self.gepubliceerd_in else self.stap / 2
        return (self.waarde or 0) - half, (self.waarde or 0) + half


@dataclass(frozen=True)
class Reeks:
    """Welk cijfer een laag, lijn of balk is, hoe zij heet en welke kleur zij heeft."""

    cijfer: str
    wet: str
    naam: str
    kleur: str = "hoofd"
    groep_soort: str = "totaal"
    groep: str = "totaal"

    @property
    def id(self) -> str:
        """Een naam zonder spaties, voor in de tekening."""
        return re.sub(r"[^a-z0-9]+", "-", self.naam.lower()).strip("-") or "reeks"


@dataclass(frozen=True)
class Rij:
    """Een liggende balk: naam, het getal van nu, het getal van een jaar eerder en eventueel een doel."""

    naam: str
    nu: Cel
    toen: Cel | None = None
    kleur: str = "hoofd"
    doel: Cel | None = None


def tafels_van(openbaar: Openbaar) -> tuple[dict, dict]:
    """De rijen van een openbare set op sleutel: de cijfers en wat eerder gepubliceerd is. Anders een TypeError."""
    if not isinstance(openbaar, Openbaar):
        raise TypeError(
            f"Alleen een Openbaar kan getekend worden, geen {type(openbaar).__name__}. "
            "Maak er een met afscherming.scherm_af."
        )
    return openbaar.op_sleutel


def cel(
    openbaar: Openbaar,
    cijfer: str,
    wet: str,
    kwartaal: Kwartaal | str,
    groep_soort: str = "totaal",
    groep: str = "totaal",
) -> Cel:
    """Een getal uit de openbare set; bestaat het niet, dan status "ontbreekt"."""
    cijfers, gepubliceerd = tafels_van(openbaar)
    if breuk_in(openbaar, cijfer, wet, kwartaal):
        return Cel()
    sleutel = (cijfer, wet, groep_soort, groep, str(kwartaal))
    rij, ernaast = cijfers.get(sleutel), gepubliceerd.get(sleutel, {})
    if rij is None:
        return Cel(merk=ernaast.get("waarde"), merk_in=ernaast.get("gepubliceerd_in"), _zegel=_ZEGEL)
    begrip = begrippen().get(cijfer)
    return Cel(
        rij["waarde"],
        rij["status"],
        rij["gepubliceerd_in"] or None,
        rij["bron"],
        rij["teller"],
        rij["noemer"],
        ernaast.get("waarde"),
        ernaast.get("gepubliceerd_in"),
        _stap(openbaar, rij),
        rij["waarde"] is None and openbaar.is_klein(cijfer, wet, str(kwartaal), groep_soort, groep),
        _is_aandeel(rij),
        begrip is None or begrip.beschermd in ("aantal", "aandeel"),
        _ZEGEL,
    )


def _is_aandeel(rij: Mapping[str, Any]) -> bool:
    begrip = begrippen().get(rij["cijfer"])
    return begrip is not None and begrip.beschermd == "aandeel"


def _stap(openbaar: Openbaar, rij: Mapping[str, Any]) -> int:
    """How coarse a count is; of a share the counts behind it, if one can see that in the share."""
    stap = openbaar.afgerond_op(*(rij[k] for k in SLEUTEL))
    if not _is_aandeel(rij) or rij["waarde"] is None:
        return stap
    return _zichtbaar_grof(stap, rij["noemer"], 1 if rij["waarde"] == round(rij["waarde"]) else 0.1)


def _zichtbaar_grof(stap: int, noemer: float | None, precisie: float = 1) -> int:
    """De stap van de aantallen achter een aandeel, als zij in het aandeel te zien is; anders de gewone stap.

    >>> _zichtbaar_grof(20, 2500), _zichtbaar_grof(20, 548), _zichtbaar_grof(1, 548)
    (5, 20, 1)
    """
    return stap if stap <= GEWOON or (noemer and 100 * stap / noemer > precisie) else GEWOON


def cellen(openbaar: Openbaar, reeks: Reeks, kwartalen: Sequence[Kwartaal]) -> list[Cel]:
    """De getallen van een reeks, een per kwartaal."""
    return [cel(openbaar, reeks.cijfer, reeks.wet, k, reeks.groep_soort, reeks.groep) for k in kwartalen]


def breuk(openbaar: Openbaar, cijfer: str, wet: str, van: Kwartaal, tot: Kwartaal) -> Trendbreuk | None:
    """De laatste trendbreuk tussen twee kwartalen: landelijk, of van de gemeente zelf. Zonder breuk None."""
    eigen = [Trendbreuk.van_rij(rij) for rij in openbaar.registers.get("trendbreuken", ())]
    return breuk_tussen(cijfer, wet, van.eerste_dag, tot.laatste_dag, eigen)


def breuk_in(openbaar: Openbaar, cijfer: str, wet: str, kwartaal: Kwartaal | str) -> Trendbreuk | None:
    """De trendbreuk in een cijfer dat zelf al een jaar vergelijkt: dan is het niet te tonen, ook al is het geleverd."""
    if not cijfer.endswith(VERANDERING):
        return None
    nu = Kwartaal.lees(kwartaal) if isinstance(kwartaal, str) else kwartaal
    return breuk(openbaar, cijfer.removesuffix(VERANDERING), wet, nu.vorig_jaar, nu)


def breuken(openbaar: Openbaar, reeks: Reeks, kwartalen: Sequence[Kwartaal]) -> dict[int, Trendbreuk]:
    """Elke plek in een rij kwartalen die niet met de plek ervoor te vergelijken is, met de trendbreuk ertussen."""
    paren = enumerate(pairwise(kwartalen), 1)
    return {i: b for i, (van, tot) in paren if (b := breuk(openbaar, reeks.cijfer, reeks.wet, van, tot))}


def breuknoot(openbaar: Openbaar, reeks: Reeks, kwartalen: Sequence[Kwartaal]) -> list[str]:
    """De zin onder een beeld met kwartalen van voor en na een trendbreuk; een zin per breuk."""
    teksten = dict.fromkeys(b.tekst for b in breuken(openbaar, reeks, kwartalen).values())
    return [f"Trendbreuk {tekst}. Vergelijk niet met de kwartalen ervoor." for tekst in teksten]


def nu_en_toen(openbaar: Openbaar, reeks: Reeks, kwartaal: Kwartaal) -> tuple[Cel, Cel]:
    """Een getal, en dat van een jaar eerder. Ligt er een trendbreuk tussen, dan is er geen toen."""
    nu, toen = cellen(openbaar, reeks, [kwartaal, kwartaal.vorig_jaar])
    return nu, Cel() if breuk(openbaar, reeks.cijfer, reeks.wet, kwartaal.vorig_jaar, kwartaal) else toen


def rij_van(openbaar: Openbaar, r: Reeks, kwartaal: Kwartaal) -> Rij:
    """De balk van een reeks: nu, en een jaar eerder als dat bekend is."""
    nu, toen = nu_en_toen(openbaar, r, kwartaal)
    return Rij(r.naam, nu, toen if toen.bekend else None)


def groepen(
    openbaar: Openbaar, cijfer: str, wet: str, groep_soort: str, kwartaal: Kwartaal | str | None = None
) -> list[str]:
    """De groepen die van een cijfer bestaan (in een kwartaal), op volgorde van code."""
    cijfers, _ = tafels_van(openbaar)
    alleen = "" if kwartaal is None else str(kwartaal)
    sleutels = (s for s in cijfers if s[0] == cijfer and s[1] == wet and s[2] == groep_soort)
    return sorted({groep for *_, groep, k in sleutels if alleen in ("", k)})


def bekende_kwartalen(
    openbaar: Openbaar, reeksen: Sequence[Reeks], kwartaal: Kwartaal, aantal: int = 8
) -> list[Kwartaal]:
    """De laatste kwartalen vanaf het eerste waarvan iets bekend is; een gat in het midden blijft staan."""
    alle = laatste(kwartaal, aantal)
    rijen = [cellen(openbaar, r, alle) for r in reeksen]
    vol = [i for i in range(aantal) if any(rij[i].bekend for rij in rijen)]
    return alle[vol[0] :] if vol else []


def stand_van(openbaar: Openbaar, reeks: Reeks, kwartaal: Kwartaal) -> Kwartaal:
    """Het laatste kwartaal van de laatste acht met een getal; is er geen, dan het kwartaal zelf."""
    alle = laatste(kwartaal)
    return next((k for k, c in zip(alle[::-1], cellen(openbaar, reeks, alle)[::-1], strict=True) if c.bekend), kwartaal)


def doel_bij(openbaar: Openbaar, reeks: Reeks, kwartaal: Kwartaal) -> Doel | None:
    """Het doel uit het register bij een totaal, als er een is."""
    if reeks.groep_soort != "totaal" or not openbaar.registers.get("doelen"):
        return None
    return bij(lees(openbaar.registers["doelen"]), reeks.cijfer, reeks.wet, kwartaal)


def streef_van(openbaar: Openbaar, reeks: Reeks, kwartaal: Kwartaal) -> float | None:
    """Het getal waar de gemeente met een totaal naartoe wil, als zij dat gezegd heeft."""
    doel = doel_bij(openbaar, reeks, kwartaal)
    return None if doel is None else doel.streef


def koers_van(openbaar: Openbaar, doel: Doel, kwartaal: Kwartaal) -> str:
    """Of een doel gehaald wordt, met de getoonde getallen van nu en een jaar eerder (zie `doelen.koers`)."""
    stand = stand_van(openbaar, Reeks(doel.cijfer, doel.wet, ""), min(kwartaal, doel.kwartaal))
    nu, toen = nu_en_toen(openbaar, Reeks(doel.cijfer, doel.wet, ""), stand)
    begrip, d = begrippen()[doel.cijfer], doel.kwartaal
    nog = (d.jaar - stand.jaar) * 4 + d.nummer - stand.nummer if kwartaal < d else 0
    telt = begrip.beschermd == "aantal"
    rond = geschat(openbaar, nu) or geschat(openbaar, toen)
    marge = {"aantal": AFGEROND, "aandeel": 1}.get(begrip.beschermd, 0) if rond else 0
    return koers(nu.waarde, toen.waarde, doel.streef, doel.richting, nog, telt, marge=marge)


def groepsnaam(openbaar: Openbaar, groep_soort: str, groep: str, wet: str) -> str:
    """Hoe een groep heet: een wijk bij haar naam, de rest uit begrippen.toml."""
    if groep_soort == "wijk":
        return openbaar.namen.get(groep, groep)
    return naam_van(groep_soort, groep, wet)


def eenheid_van(reeks: Reeks) -> str:
    """De eenheid van een reeks, zoals jeugdigen."""
    return begrippen()[reeks.cijfer].eenheid_bij(reeks.wet)


def geschat(openbaar: Openbaar, c: Cel, eenheid: str = "") -> bool:
    """Of bij een getal "ongeveer" hoort: openbaar, afgerond en niet eerder zo gepubliceerd."""
    return (
        openbaar.profiel == "openbaar"
        and c.bekend
        and not c.gepubliceerd_in
        and not c.precies
        and c.merk != c.waarde
        and eenheid not in ("euro", "maatregelen")
    )


def _cijfers_achter_komma(openbaar: Openbaar, c: Cel) -> int:
    """Een gepubliceerde 6% blijft 6%; een aandeel van een kleine groep heeft in het openbaar geen decimaal."""
    klein = c.noemer is not None and c.noemer < 1000 and openbaar.profiel == "openbaar"
    heel = c.waarde == round(c.waarde)
    return 0 if heel and (c.gepubliceerd_in or klein) else 1


def verandering(openbaar: Openbaar, nu: Cel, toen: Cel, gegeven: Cel | None = None) -> str | None:
    """De haak "+2,7% in een jaar": uit het cijfer zelf, anders uit de twee getoonde getallen. None als het niet kan."""
    eigen = nu.bekend and toen.bekend and not nu.gepubliceerd_in  # then the shown numbers speak, not the document
    if gegeven is not None and gegeven.bekend and not (eigen and gegeven.gepubliceerd_in):
        return f"{verschil(gegeven.waarde, _cijfers_achter_komma(openbaar, gegeven))} in een jaar"
    if not (nu.bekend and toen.bekend) or toen.waarde < KLEIN or nu.waarde < KLEIN:
        return None
    rond = geschat(openbaar, nu) or geschat(openbaar, toen)
    deel = (nu.waarde / toen.waarde - 1) * 100
    if rond and round(deel) == 0:
        return "ongeveer gelijk"
    return f"{'ongeveer ' if rond else ''}{verschil(deel, 0 if rond else 1)} in een jaar"


def eerste_status(cellen_: Sequence[Cel], standaard: str = "ontbreekt") -> str:
    """De status van het eerste bekende getal; is er geen, dan die van het eerste.

    >>> eerste_status([Cel(status="afgeschermd")]), eerste_status([])
    ('afgeschermd', 'ontbreekt')
    """
    return next((c.status for c in cellen_ if c.bekend), cellen_[0].status if cellen_ else standaard)


def zwakste_status(cellen_: Sequence[Cel]) -> str:
    """De status van getallen die naast elkaar staan: voorlopig zodra een ervan dat is.

    >>> zwakste_status([Cel()])
    'ontbreekt'
    """
    return "voorlopig" if any(c.bekend and c.voorlopig for c in cellen_) else eerste_status(cellen_)


def hoofdletter(tekst: str) -> str:
    """Een hoofdletter vooraan; de rest blijft (Wlz, Wijk-Noord)."""
    return tekst[:1].upper() + tekst[1:]


def kwartaalnaam(k: Kwartaal, voorlopig: bool = False) -> str:
    """Het kwartaal in een tabel, met het woord voorlopig erbij als dat zo is.

    >>> kwartaalnaam(Kwartaal(2023, 1), True)
    '1e kwartaal 2023 (voorlopig)'
    """
    return k.label + (" (voorlopig)" if voorlopig else "")


def optellen(delen: Sequence[Cel]) -> Cel:
    """The total of layers, only when every layer is known."""
    bekend = [c for c in delen if c.bekend]
    if len(bekend) < len(delen) or not delen:
        return Cel(status="afgeschermd" if any(c.status == "afgeschermd" for c in delen) else "ontbreekt")
    status = "voorlopig" if any(c.voorlopig for c in delen) else "definitief"
    return Cel(sum(c.waarde for c in delen), status, mensen=any(c.mensen for c in delen), _zegel=_ZEGEL)


def aandeel_van(c: Cel, som: Cel) -> Cel:
    """Een getal als percentage van een som; hoogstens 100, want beide kunnen afgerond zijn.

    >>> aandeel_van(Cel(), Cel(status="afgeschermd")).status
    'ontbreekt'
    """
    if not (c.bekend and som.bekend and som.waarde):
        status = c.status if not c.bekend else som.status if not som.bekend else "ontbreekt"
        return c._met(waarde=None, status=status)
    stap = _zichtbaar_grof(max(c.stap, som.stap), som.waarde)
    return c._met(waarde=min(100 * c.waarde / som.waarde, 100), merk=None, stap=stap, uit=True)


def per_duizend(c: Cel, inwoners: Cel) -> Cel:
    """Een getoond aantal per 1.000 inwoners. Het komt alleen uit wat al getoond wordt en zegt dus niets meer.

    >>> per_duizend(Cel(status="afgeschermd"), Cel()).status
    'afgeschermd'
    """
    if not c.bekend or not inwoners.bekend or inwoners.waarde < MINSTE_INWONERS:
        return Cel(status="ontbreekt" if c.bekend else c.status)
    status = "voorlopig" if c.voorlopig or inwoners.voorlopig else "definitief"
    waarde = 1000 * c.waarde / inwoners.waarde
    return Cel(waarde, status, bron=c.bron, stap=c.stap, uit=True, mensen=c.mensen, _zegel=_ZEGEL)


def stukken(rij: Sequence[Cel], los: Container[int] = ()) -> list[list[int]]:
    """Runs of known points, cut at gaps and at each trend break (`los`)."""
    uit: list[list[int]] = [[]]
    for i, c in enumerate(rij):
        if not c.bekend or i in los:
            uit.append([])
        if c.bekend:
            uit[-1].append(i)
    return [s for s in uit if s]


def totaal_van(som: Cel, delen: Sequence[Cel]) -> Cel:
    """The given total, or the sum when every known part is there and none is hidden."""
    if som.bekend:
        return som
    bekend = [c for c in delen if c.bekend]
    if not bekend or any(c.status == "afgeschermd" for c in delen):
        return som
    bronnen = {c.gepubliceerd_in for c in bekend}
    waarde, stuk = sum(c.waarde for c in bekend), bronnen.pop() if len(bronnen) == 1 else None
    return Cel(waarde, bekend[0].status, stuk, mensen=any(c.mensen for c in bekend), _zegel=_ZEGEL)


def aandeel_zonder(deel: Cel, som: Cel) -> Cel:
    """Welk deel van een som, in procenten, niet bij dit deel hoort.

    >>> aandeel_zonder(Cel(status="afgeschermd"), Cel()).status
    'afgeschermd'
    """
    bekend = som.bekend and som.waarde and deel.bekend
    if not bekend:
        return Cel(status=som.status if deel.bekend else deel.status, gepubliceerd_in=deel.gepubliceerd_in)
    waarde = 100 * (som.waarde - deel.waarde) / som.waarde
    return Cel(waarde, deel.status, deel.gepubliceerd_in, mensen=deel.mensen, _zegel=_ZEGEL)


def aangevuld(delen: Sequence[Cel], som: Cel, drempel: int) -> list[Cel]:
    """Ontbreekt precies een deel, dan is het de rest van het totaal; een kleine rest blijft verborgen.

    Alleen uit getallen die precies zijn: van afgeronde getallen is het verschil geen aantal.

    >>> aangevuld([Cel(), Cel()], Cel(), 10)[0].status
    'ontbreekt'
    """
    open_ = [i for i, c in enumerate(delen) if not c.bekend]
    exact = all(c.precies or c.gepubliceerd_in for c in (som, *delen) if c.bekend)
    if len(open_) != 1 or delen[open_[0]].status != "ontbreekt" or not som.bekend or not exact:
        return list(delen)
    rest = som.waarde - sum(c.waarde for c in delen if c.bekend)
    cel_ = Cel(rest, som.status, bron=som.bron, stap=1, mensen=som.mensen, _zegel=_ZEGEL)
    return [c if c.bekend else cel_ if rest >= drempel or rest == 0 else Cel(status="afgeschermd") for c in delen]
