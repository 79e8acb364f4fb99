"""Tekst op orde brengen voordat zij gekeurd wordt: onzichtbare tekens weg, en kapotte letters herkennen."""

from __future__ import annotations

import polars as pl

from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import GETALSOORTEN, Tabel
from sociaaldomein.levering.leveringsverslag import Bestand, Rapport, rijen_tekst, toon, waar

KOMMA_NUL = r"^(\d+)[.,]0$"  # a whole number that was a float on its way here
SPATIES = r"[\u00a0\u2007\u202f]"
ONZICHTBAAR = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
KAPOT = r"[ÃÂâÅ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122\u20ac]"
OPVALLEND = {ONZICHTBAAR: "onzichtbare tekens. Die zijn weggehaald", SPATIES: "vaste spaties. Het zijn gewone geworden"}


def schoon(ruw: pl.DataFrame, tabel: Tabel, info: Bestand, rapport: Rapport, herstel: bool) -> pl.DataFrame:
    """Elke kolom zonder onzichtbare tekens en zonder spaties eromheen; een leeg veld is leeg. Wat opvalt is gemeld."""
    kolommen = []
    for kolom in tabel.kolommen:
        tekst = ruw[kolom.naam]
        for patroon, wat in OPVALLEND.items():
            if patroon == ONZICHTBAAR or kolom.soort not in GETALSOORTEN:  # a fixed space between thousands is ordinary
                _meld(tekst.str.contains(patroon), wat, kolom.naam, ruw, info, rapport)
        tekst = tekst.str.replace_all(ONZICHTBAAR, "").str.replace_all(SPATIES, " ")
        kolommen.append(_herstel(tekst, kolom, ruw, info, rapport, herstel).str.strip_chars().replace("", None))
    return ruw.with_columns(kolommen)


def _meld(masker: pl.Series, wat: str, kolom: str, ruw: pl.DataFrame, info: Bestand, rapport: Rapport) -> None:
    rijen = ruw[RIJ].filter(masker.fill_null(False))
    if len(rijen):
        rapport.waarschuw(info.label, f"In {kolom} stonden {wat} ({waar(rijen)}).")


def _herstel(tekst: pl.Series, kolom, ruw: pl.DataFrame, info: Bestand, rapport: Rapport, herstel: bool) -> pl.Series:
    """Letters die twee keer omgezet zijn (ZoÃ« voor Zoë): melden met de rij, en herstellen als dat gevraagd is."""
    verdacht = tekst.str.contains(KAPOT).fill_null(False)
    beter = {w: b for w in tekst.filter(verdacht).unique() if (b := _teruggezet(w)) != w}
    raak = tekst.is_in(list(beter))
    if not raak.any():
        return tekst
    rijen, eerste = ruw[RIJ].filter(raak), tekst.filter(raak)[0]
    plek = f"{info.label}, rij {rijen[0]}, kolom {kolom.naam}"
    meer = f" Zo zijn er {rijen_tekst(len(rijen))}." if len(rijen) > 1 else ""
    oud, nieuw = toon(eerste, kolom), toon(beter[eerste], kolom)
    if herstel:
        rapport.waarschuw(plek, f"Kapotte letters zijn hersteld: {oud} is nu {nieuw}.{meer}")
        return tekst.replace(beter)
    doe = f"Herstellen? Zet 'herstel: [{info.naam}]' in kolommen.yml."
    rapport.waarschuw(plek, f"Letters lijken kapot: {oud} is vast {nieuw}.{meer} {doe}")
    return tekst


def _teruggezet(tekst: str) -> str:
    """De tekst zoals zij was voordat zij twee keer werd omgezet; gaat dat niet, dan de tekst zelf.

    >>> _teruggezet("ZoÃ«"), _teruggezet("â‚¬ 5"), _teruggezet("Zoë"), _teruggezet("SÃO")
    ('Zoë', '€ 5', 'Zoë', 'SÃO')
    """
    try:
        return tekst.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return tekst
