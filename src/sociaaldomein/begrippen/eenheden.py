"""Een eenheid hoort bij een getal: wat een naam, een waarde of de opmaak van een cel erover zegt, en hoe u omrekent.

Niets wordt geraden. Zegt een tekst geen eenheid, dan is de maat leeg, en beslist wie leest of er een vraag volgt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

SOORT_EN_FACTOR = {
    "cent": ("geld", Decimal("0.01")),
    "euro": ("geld", Decimal(1)),
    "procent": ("deel", Decimal(1)),
    "promille": ("deel", Decimal("0.1")),
    "deel": ("deel", Decimal(100)),  # 0,9 for 90%
    "dagen": ("dagen", Decimal(1)),
    "weken": ("dagen", Decimal(7)),
    "maanden": ("maanden", Decimal(1)),
    "jaren": ("maanden", Decimal(12)),
}
LOS = r"(?<![a-z]){}(?![a-z])"  # a word of its own; an underscore may stand beside it
ALLEEN = r"^{0}$|\({0}\)|\bin {0}$"  # a word that also says other things: "einde jaar" and "deel van" are no units
WOORDEN = {
    "procent": r"%|" + LOS.format(r"(?:procent|percentage|pct|perc)"),
    "promille": r"‰|" + LOS.format("promille"),
    "deel": ALLEEN.format(r"(?:deel|fractie)"),
    "cent": LOS.format(r"(?:euro)?(?:cent|centen|ct)"),
    "euro": r"€|" + LOS.format(r"(?:k?eur|euro|euro'?s)"),
    "weken": ALLEEN.format(r"(?:week|weken)"),
    "dagen": ALLEEN.format(r"(?:dag|dagen)"),
    "maanden": ALLEEN.format(r"(?:maand|maanden|mnd)"),
    "jaren": ALLEEN.format(r"(?:jaar|jaren)"),
}
KEER = {
    10**9: LOS.format(r"(?:mld|miljard)"),
    10**6: r"x\s*€?\s*1[.,\s]?000[.,\s]?000(?!\d)|(?<!per )" + LOS.format(r"(?:mln|miljoen|miljoenen)"),
    10**3: r"x\s*€?\s*1[.,\s]?000(?!\d|[.,\s]\d)|\(k\)|(?<!per )" + LOS.format(r"(?:dzd|duizend|duizenden|k€|keur)"),
}
CENT_OF_EURO = {"centen": "cent", "bedrag": "euro"}  # kind of column -> the unit that the contract asks for
EURO_ZEKER = r"(?i)€|eur|[.,](\d?[1-9]|[1-9]\d)$"  # a cent has no decimals
EURO_VORM = r"(?i)€|eur|[.,](\d\d|\d?[1-9]|-+)$"
# behind a value: 12 mln, 250k, 90%, 6 weken
ACHTER_EEN_GETAL = (
    r"(?i)\s*(%|‰|procent|promille|k|dzd\.?|duizend|mln\.?|miljoen|mld\.?|miljard|x\s*1[.,]?000(?:[.,]000)?|ct|"
    r"cent|centen|dag|dagen|week|weken|maand|maanden|jaar|jaren)$"
)


@dataclass(frozen=True)
class Meeteenheid:
    """De eenheid van een getal, en hoeveel keer: "x 1.000 euro" is duizend keer een euro. Leeg is: niet gezegd."""

    eenheid: str = ""
    keer: int = 1

    def __bool__(self) -> bool:
        return bool(self.eenheid) or self.keer > 1

    @property
    def soort(self) -> str:
        """Waar de eenheid een maat van is: geld, deel, dagen, maanden, of niets."""
        return SOORT_EN_FACTOR[self.eenheid][0] if self.eenheid else ""

    @property
    def naam(self) -> str:
        """De maat in woorden.

        >>> Meeteenheid("euro", 1000).naam, Meeteenheid("", 10**6).naam, Meeteenheid("deel").naam
        ('duizend euro', 'miljoen', 'deel')
        """
        keer = {1: "", 10**3: "duizend", 10**6: "miljoen", 10**9: "miljard"}[self.keer]
        return f"{keer} {self.eenheid}".strip()

    def factor(self, naar: Meeteenheid) -> Decimal | None:
        """Waarmee u vermenigvuldigt om in een andere maat uit te komen; None als dat niet gaat.

        >>> euro, dagen = Meeteenheid("euro"), Meeteenheid("dagen")
        >>> Meeteenheid("weken").factor(dagen), Meeteenheid("", 1000).factor(euro), dagen.factor(euro)
        (Decimal('7'), Decimal('1000'), None)
        """
        if not self.eenheid:
            return Decimal(self.keer)
        if self.soort != naar.soort:
            return None
        eigen, hun = SOORT_EN_FACTOR[self.eenheid][1] * self.keer, SOORT_EN_FACTOR[naar.eenheid][1] * naar.keer
        return eigen / hun


@cache
def maat_in(tekst: str) -> Meeteenheid:
    """De maat die een tekst noemt: een kolomnaam, de opmaak van een cel, een eenheid of wat achter een getal staat.

    >>> maat_in("Bedrag (x € 1.000)"), maat_in("mln")
    (Meeteenheid(eenheid='euro', keer=1000), Meeteenheid(eenheid='', keer=1000000))
    >>> maat_in("bedrag_cent"), maat_in("Percentage op tijd")
    (Meeteenheid(eenheid='cent', keer=1), Meeteenheid(eenheid='procent', keer=1))
    >>> [maat_in(t).naam for t in ("per duizend inwoners", "stand einde jaar", "looptijd (jaren)", "k")]
    ['', '', 'jaren', 'duizend']
    """
    kaal = tekst.strip().lower()
    eenheid = next((naam for naam, patroon in WOORDEN.items() if re.search(patroon, kaal)), "")
    keer = next((keer for keer, patroon in KEER.items() if re.search(patroon, kaal)), 1000 if kaal == "k" else 1)
    return Meeteenheid(eenheid, keer)


def lees_maat(tekst: str) -> Meeteenheid | None:
    """De maat die iemand opgeeft in kolommen.yml; None als het geen maat is.

    >>> lees_maat("duizend euro"), lees_maat("stuiver")
    (Meeteenheid(eenheid='euro', keer=1000), None)
    """
    maat = maat_in(tekst)
    return maat if maat and tekst.strip().lower() == maat.naam else None


def merk_van_opmaak(opmaak: str) -> str:
    """Wat de opmaak van een Excel-cel bij het getal zet dat er staat: %, mln, x 1.000, €; leeg als dat niets zegt.

    Een komma achter de cijfers maakt het getal alleen op het scherm kleiner. Dan is wat er staat het hele getal.

    >>> merk_van_opmaak("0%"), merk_van_opmaak('#,##0.0" mln"'), merk_van_opmaak('#,##0.0,," mln"')
    ('%', 'mln', '')
    >>> merk_van_opmaak('_ [$€-413] * #,##0.00_ '), merk_van_opmaak('"€" 0 "x 1.000"'), merk_van_opmaak("dd-mm-yyyy")
    ('€', '€ x 1.000', '')
    >>> merk_van_opmaak('0"%"')  # a sign between quotes changes nothing of the number
    'procent'
    """
    deel = opmaak.split(";")[0]
    letters = "".join(map("".join, re.findall(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)', deel)))
    kaal = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", deel)
    maat = maat_in("%" if "%" in kaal else re.sub(r"\s+", " ", letters))
    if "%" in kaal:
        return "%"
    if re.search(r"[0#?],+(?![0#?,])", kaal):
        maat = Meeteenheid(maat.eenheid)
    if not re.search("[0#?]", kaal) and kaal.lower() != "general":
        return ""
    teken = "€" if maat.eenheid == "euro" or "€" in kaal or "$" in kaal + letters else ""
    achter = "" if maat.eenheid == "euro" else maat.eenheid
    keer = {1: "", 10**3: "x 1.000", 10**6: "mln", 10**9: "mld"}[maat.keer]
    return " ".join(d for d in (teken, keer, achter) if d)
