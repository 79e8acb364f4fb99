"""De ladder naar beneden: wat er van een wet wegblijft als de cijfers samen niet veilig te tonen zijn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sociaaldomein.afscherming.regel import VRIJ, WEG, Sleutel, soort_van
from sociaaldomein.begrippen.cijfers import MAAL
from sociaaldomein.grond.kwartaal import Kwartaal

VEEL_KLEIN, KANSLOOS = 500, 0.45  # more small counts than this, and a larger part of all: showing all is not tried
GELDSOORTEN = ("bedrag", "per_client")


@dataclass
class Opgegeven:
    """Wat van een wet wegblijft: een uitsplitsing, of alles (""). `om_en_om`: alleen om het andere kwartaal.

    `geld`: alleen de bedragen blijven weg, de aantallen niet.
    """

    wet: str
    uitsplitsing: str
    om_en_om: bool = False
    geld: bool = False

    @property
    def hele_wet(self) -> bool:
        """Of er van de wet niets overblijft."""
        return not self.uitsplitsing and not self.geld

    def treft(self, cel: Sleutel, laatste: Kwartaal) -> bool:
        """Of een cel (of de sleutel van een rij) hieronder valt; `laatste` is het kwartaal van de uitgave."""
        cijfer, wet, kwartaal, soort, *_ = cel
        if wet != self.wet or (self.geld and soort_van(cijfer) not in GELDSOORTEN):
            return False
        if self.uitsplitsing and self.uitsplitsing not in (soort, *soort.split(MAAL)):
            return False
        return not self.om_en_om or (laatste.nummer - Kwartaal.lees(kwartaal).nummer) % 2 == 1


def weggelaten(cellen: Iterable[Sleutel], weg: Iterable[Opgegeven], laatste: Kwartaal) -> dict[Sleutel, int]:
    """De cellen die met hun uitsplitsing wegblijven, met hun stap."""
    return {c: VRIJ if o.om_en_om else WEG for c in cellen for o in weg if o.treft(c, laatste)}


def treden(wet: str, waarden: dict[Sleutel, float], drempel: int) -> list[list[Opgegeven]]:
    """De ladder naar beneden: wat er van een wet wegblijft, steeds meer, tot er niets meer over is.

    Eerst niets: alleen grover afronden en mee afschermen. Dan de kruistabellen waarvan meer dan de helft klein is. Dan
    alle kruistabellen, met de uitsplitsingen waarvan meer dan de helft klein is. Dan meer dan een kwart, dan meer dan
    een tiende. Dan de andere uitsplitsingen om het andere kwartaal. Dan alle uitsplitsingen, dan alles.
    Zijn er meer dan `VEEL_KLEIN` kleine aantallen, en is dat meer dan `KANSLOOS` van het geheel? Dan slaat zij de
    eerste twee treden over: die zouden het werk opmaken. Een trede die niets anders weglaat dan een eerdere, valt weg.
    """
    klein, alle = Counter[str](), Counter[str]()
    for (_, _, _, soort, *_), w in waarden.items():
        if soort != "totaal" and w:
            alle[soort] += 1
            klein[soort] += w < drempel
    delen = {d for s in alle for d in s.split(MAAL)}
    kruisen = {s for s in alle if MAAL in s}

    def meer_dan(deel: float, uit: set[str]) -> set[str]:
        return {s for s in uit if klein[s] > alle[s] * deel}

    def zonder(soorten: set[str]) -> list[Opgegeven]:  # a crossing goes with its parts, and needs no name then
        return [Opgegeven(wet, s) for s in sorted(soorten) if MAAL not in s or not soorten & {*s.split(MAAL)}]

    kwart = kruisen | meer_dan(0.25, delen)
    om_en_om = [Opgegeven(wet, d, om_en_om=True) for d in sorted(delen - kwart)]
    eerst = [[], zonder(meer_dan(0.5, kruisen))]
    lager = [zonder(kruisen | meer_dan(deel, delen)) for deel in (0.5, 0.25, 0.1)]
    kan = klein.total() <= max(VEEL_KLEIN, KANSLOOS * alle.total())
    alles = [*(eerst if kan else ()), *lager, [*zonder(kwart), *om_en_om], zonder(delen), [Opgegeven(wet, "")]]
    return [weg for nr, weg in enumerate(alles) if weg not in alles[:nr]]  # the same again would find the same


def treden_geld(wet: str, cellen: Iterable[Sleutel]) -> list[list[Opgegeven]]:
    """De ladder naar beneden voor geld: alles, zonder kruistabellen, zonder uitsplitsingen, geen geld."""
    soorten = sorted({c[3] for c in cellen} - {"totaal"})
    delen = sorted({deel for soort in soorten for deel in soort.split(MAAL)})
    kruisen = [Opgegeven(wet, s, geld=True) for s in soorten if MAAL in s]
    per_groep = [Opgegeven(wet, d, geld=True) for d in delen]
    return [[], *filter(None, (kruisen, per_groep)), [Opgegeven(wet, "", geld=True)]]
