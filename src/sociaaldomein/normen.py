"""Normen en doelen met hun ingangsdatum en bron. Een norm staat nergens anders in de code.

>>> norm("onderzoek_dagen", date(2023, 1, 1)).waarde
42
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Norm:
    """Een vastgestelde waarde die vanaf een dag geldt."""

    naam: str
    waarde: float
    eenheid: str
    vanaf: date
    bron: str


NORMEN = (
    Norm(
        "onderzoek_dagen", 42, "dagen", date(2015, 1, 1), "Wmo 2015, artikel 2.3.2, eerste lid: zes weken na de melding"
    ),
    Norm(
        "beschikking_dagen",
        14,
        "dagen",
        date(2015, 1, 1),
        "Wmo 2015, artikel 2.3.5, tweede lid: twee weken na de aanvraag",
    ),
)


ONBEKEND_HOOGSTENS = 0.05  # the part without birth year or wijk above which a share would mislead


@dataclass(frozen=True)
class Trendbreuk:
    """Een dag vanaf wanneer anders gemeten wordt; een reeks loopt er niet over door."""

    naam: str
    dag: date
    tekst: str
    kort: str
    bron: str
    tot: date | None = None  # when the change takes a while: from here on it is measured in one way again

    def tussen(self, eerder: date, later: date) -> bool:
        """Of de breuk tussen twee dagen ligt, of een van beide erin valt. Dan mag een beeld ze niet vergelijken.

        >>> TRENDBREUKEN["ladder"].tussen(date(2022, 3, 31), date(2023, 3, 31))
        True
        >>> TRENDBREUKEN["ladder"].tussen(date(2024, 3, 31), date(2025, 3, 31))
        False
        """
        return eerder < (self.tot or self.dag) and later >= self.dag


TRENDBREUKEN = {
    "wiz": Trendbreuk(
        "wiz",
        date(2022, 7, 1),
        "vanaf juli 2022: nieuw systeem (WIZ)",
        "nieuw systeem",
        "Rapportage sociaal domein 2023-1, paragraaf 3.1",
    ),
    "ladder": Trendbreuk(
        "ladder",
        date(2023, 1, 1),
        "in 2023: iedereen opnieuw ingedeeld",
        "nieuwe indeling",
        "Rapportage sociaal domein 2023-1, paragraaf 6.2",
        date(2024, 1, 1),
    ),
}


def norm(naam: str, dag: date) -> Norm:
    """De norm die op een dag gold. Een onbekende naam of een te vroege dag geeft een KeyError met uitleg."""
    geldig = [n for n in NORMEN if n.naam == naam and n.vanaf <= dag]
    if not geldig:
        bekend = ", ".join(sorted({n.naam for n in NORMEN}))
        raise KeyError(f"Geen norm '{naam}' op {dag.isoformat()}. Bekend: {bekend}.")
    return max(geldig, key=lambda n: n.vanaf)
