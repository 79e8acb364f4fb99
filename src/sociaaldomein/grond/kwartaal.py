"""Kwartalen: het ritme waarin de raad kijkt.

>>> k = Kwartaal.lees("2023-K1")
>>> k.label, str(k.vorig_jaar), k.laatste_dag
('1e kwartaal 2023', '2022-K1', datetime.date(2023, 3, 31))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
OPEN = date(9999, 12, 31)  # an open end, so that a comparison never meets a null


@dataclass(frozen=True, order=True, slots=True)
class Kwartaal:
    """Een kalenderkwartaal. De eerste en de laatste dag horen erbij.

    >>> Kwartaal(2023, 1) - 1
    Kwartaal(jaar=2022, nummer=4)
    """

    jaar: int
    nummer: int

    def __post_init__(self) -> None:
        if not 1 <= self.nummer <= 4 or not 1900 <= self.jaar <= 2999:
            raise ValueError(f"'{self.jaar}-K{self.nummer}' is geen kwartaal. Schrijf bijvoorbeeld 2023-K1.")

    @classmethod
    def lees(cls, tekst: str) -> Kwartaal:
        """Lees "2023-K1". Een andere schrijfwijze geeft een ValueError met uitleg.

        >>> Kwartaal.lees("1e kwartaal")
        Traceback (most recent call last):
        ValueError: '1e kwartaal' is geen kwartaal. Schrijf een jaar, een streepje en K1 tot K4, bijvoorbeeld 2023-K1.
        """
        gevonden = re.fullmatch(r"(\d{4})-K([1-4])", str(tekst).strip())
        if not gevonden:
            raise ValueError(
                f"'{tekst}' is geen kwartaal. Schrijf een jaar, een streepje en K1 tot K4, bijvoorbeeld 2023-K1."
            )
        return cls(int(gevonden[1]), int(gevonden[2]))

    @classmethod
    def van_datum(cls, dag: date) -> Kwartaal:
        """Het kwartaal waarin een dag valt.

        >>> str(Kwartaal.van_datum(date(2023, 3, 31)))
        '2023-K1'
        """
        return cls(dag.year, (dag.month + 2) // 3)

    @classmethod
    def heel_op(cls, dag: date) -> Kwartaal:
        """Het laatste kwartaal dat op die dag helemaal voorbij is, de dag zelf meegerekend.

        >>> str(Kwartaal.heel_op(date(2023, 3, 30))), str(Kwartaal.heel_op(date(2023, 3, 31)))
        ('2022-K4', '2023-K1')
        """
        return cls.van_datum(dag + timedelta(days=1)) - 1

    def __str__(self) -> str:
        return f"{self.jaar}-K{self.nummer}"

    def __add__(self, aantal: int) -> Kwartaal:
        jaar, rest = divmod(self.jaar * 4 + self.nummer - 1 + aantal, 4)
        return Kwartaal(jaar, rest + 1)

    def __sub__(self, aantal: int) -> Kwartaal:
        return self + -aantal

    @property
    def eerste_dag(self) -> date:
        """De eerste dag van het kwartaal."""
        return date(self.jaar, self.nummer * 3 - 2, 1)

    @property
    def laatste_dag(self) -> date:
        """De laatste dag van het kwartaal."""
        return (self + 1).eerste_dag - timedelta(days=1)

    @property
    def vorig_jaar(self) -> Kwartaal:
        """Hetzelfde kwartaal een jaar eerder: de enige eerlijke vergelijking bij seizoenen."""
        return self - 4

    @property
    def label(self) -> str:
        """Het kwartaal voluit, zoals 1e kwartaal 2023."""
        return f"{self.nummer}e kwartaal {self.jaar}"

    @property
    def maand_tot(self) -> str:
        """De laatste maand van het kwartaal, voor "tot en met maart"."""
        return MAANDEN[self.nummer * 3 - 1]


Kwartalen = Kwartaal | str | Iterable[Kwartaal | str]  # what a counting rule takes: one quarter, or some


def laatste(kwartaal: Kwartaal, aantal: int = 8) -> list[Kwartaal]:
    """De laatste `aantal` kwartalen tot en met `kwartaal`, oudste eerst.

    >>> [str(k) for k in laatste(Kwartaal(2023, 1), 3)]
    ['2022-K3', '2022-K4', '2023-K1']
    """
    return [kwartaal - n for n in range(aantal - 1, -1, -1)]
