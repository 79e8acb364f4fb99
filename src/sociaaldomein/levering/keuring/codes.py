"""Codes keuren: uit de lijst van de wet, ook als zij anders geschreven zijn of een nul vooraan missen."""

from __future__ import annotations

import re

import polars as pl

from sociaaldomein.levering import contract
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Keuring, mag, per_paar, reken
from sociaaldomein.levering.keuring.teksten import INGEKORT, keur_ingekort, zonder_komma_nul
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND
from sociaaldomein.levering.leveringsverslag import toon, waar

CODES_GENOEMD = 10
VERBETER = f"Verbeter de code, of vertaal haar onder 'waarden' in {KOLOMMENBESTAND}."


def keur_code(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Codes uit de lijst van de wet. Een weggevallen nul vooraan komt terug als er maar een code past."""
    tekst = zonder_komma_nul(tekst, kolom, keuring, "code")
    wet = keuring.deel.ruw["wet"] if kolom.per_wet else pl.Series([None] * len(tekst), dtype=pl.String)
    wet = wet.str.to_lowercase().replace(contract.tabel("toewijzingen").kolom("wet").synoniemen)
    paren = pl.DataFrame({"wet": wet, "t": tekst})
    goed = per_paar(paren, lambda w, t: _herken_code(t, kolom, w), pl.String)
    vreemd = tekst.is_not_null() & goed.is_null()
    ingekort = vreemd & tekst.str.contains(INGEKORT)
    keur_ingekort(tekst, kolom, keuring, ingekort)
    vreemd = vreemd & ~ingekort
    if kolom.onbekend is None:
        keuring.getoond[kolom.naam] = tekst
        keuring.keur_af(vreemd, kolom, "code", "{waarde} staat niet in de lijst.", VERBETER, mag)
    else:
        _meld_onbekend(vreemd, paren, kolom, keuring)
        goed = reken(goed, lambda t: pl.when(~vreemd).then(t).otherwise(pl.lit(kolom.onbekend or None)))
    hersteld = (goed != tekst) & tekst.str.contains(r"^\d+$") & goed.str.contains(r"^0\d+$")
    keuring.let_op(hersteld, f"In {keuring.naam(kolom)} ontbrak een nul vooraan. De code is hersteld.")
    return goed


def _meld_onbekend(vreemd: pl.Series, paren: pl.DataFrame, kolom: Kolom, keuring: Keuring) -> None:
    """Een code die niet in de lijst staat: de rij blijft meetellen, onder "onbekend". Elke code wordt genoemd."""
    codes, label = paren["t"].filter(vreemd).value_counts(sort=True, name="n"), keuring.deel.info.label
    for code in codes["t"].head(CODES_GENOEMD):
        raak = vreemd & (paren["t"] == code)
        keuring.rapport.waarschuw(
            label,
            f"In {keuring.naam(kolom)} staat {toon(code, kolom)} niet in de lijst "
            f"({waar(keuring.deel.ruw[RIJ].filter(raak))}). De rij telt mee als onbekend. "
            f"Toegestaan: {mag(kolom, paren['wet'].filter(raak)[0], code)}. {VERBETER}",
        )
    if codes.height > CODES_GENOEMD:
        nog = codes.height - CODES_GENOEMD
        keuring.rapport.waarschuw(label, f"In {keuring.naam(kolom)} staan nog {nog} onbekende codes.")


def _herken_code(tekst: str | None, kolom: Kolom, wet: str | None) -> str | None:
    """De code die bedoeld is, of None.

    >>> k = contract.tabel("toewijzingen").kolom("productcategorie")
    >>> _herken_code("2", k, "wmo"), _herken_code("02", k, "jeugd"), _herken_code("45", k, "jeugd")
    ('02', None, '45')
    """
    codes = kolom.codes(wet)
    if tekst is None or tekst in codes:
        return tekst
    plat = tekst.lower()
    if naam := (kolom.synoniemen or {}).get(plat):
        return naam
    for code in codes:
        if re.sub(r"[\s-]+", "_", plat) == re.sub(r"[\s-]+", "_", code.lower()):
            return code
    past = [c for c in codes if tekst.isdigit() and c.lstrip("0") == tekst.lstrip("0")]
    return past[0] if len(past) == 1 else None
