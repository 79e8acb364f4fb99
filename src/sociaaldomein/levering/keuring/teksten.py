"""Teksten en nummers keuren: geen BSN in een tekst, een code van de goede vorm, een nummer dat Excel niet inkortte."""

from __future__ import annotations

import polars as pl

from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Keuring, lijkt, mag, nergens, reken
from sociaaldomein.levering.opschonen import KOMMA_NUL
from sociaaldomein.levering.pseudoniemen import bevat_bsn, elfproef

BSN_IN_TEKST = r"(?:^|\D)(\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})(?:\D|$)"
INGEKORT = r"(?i)^\d([.,]\d+)?E\+?\d+$"


def keur_tekst(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een tekst zonder BSN; heeft de kolom een patroon, dan een tekst van die vorm."""
    if kolom.patroon:
        return _keur_vorm(tekst, kolom, keuring)
    bsn = elfproef(tekst.str.extract(BSN_IN_TEKST, 1))
    doe = "Haal het BSN weg. Het hoort alleen in client_id."
    keuring.keur_af(bsn, kolom, "bsn", "Hier staat een BSN.", doe, structureel=True)
    return tekst


def _keur_vorm(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    schoon = tekst.str.to_uppercase()
    if kolom.lengte and kolom.soort == "tekst":
        keur_ingekort(tekst, kolom, keuring, tekst.str.len_chars() != kolom.lengte)
    if kolom.naam == "gemeentecode":
        kaal = schoon.str.contains(r"^\d{3}$")
        keuring.let_op(kaal, f"In {keuring.naam(kolom)} ontbrak een nul vooraan. De code is hersteld.")
        schoon = reken(
            schoon, lambda t: pl.when(t.str.contains(r"^\d{3,4}$")).then(pl.lit("GM") + t.str.zfill(4)).otherwise(t)
        )
    goed = schoon.str.contains(f"^(?:{kolom.patroon})$")
    kort = nergens(len(tekst))
    if kolom.lengte:
        kort = (schoon.str.contains(r"^\d+$") & (schoon.str.len_chars() < kolom.lengte)).fill_null(False)
        wat = f"{{waarde}} heeft geen {kolom.lengte} tekens; mogelijk viel een nul vooraan weg."
        doe = "Maak de kolom in Excel op als tekst en vul de nul aan."
        keuring.keur_af(kort, kolom, "vorm", wat, doe, mag)
    doe = "Verbeter de waarde." if kolom.verplicht else "Verbeter de waarde, of maak het veld leeg."
    keuring.keur_af(~goed & ~kort, kolom, "vorm", "{waarde} heeft niet de goede vorm.", doe, mag)
    return schoon


def keur_nummer(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een nummer als tekst, zonder de ',0' van een rekenblad; lijkt een kolom vol BSN's, dan een waarschuwing."""
    keur_ingekort(tekst, kolom, keuring)
    schoon = zonder_komma_nul(tekst, kolom, keuring, "nummer")
    _meld_hoofdletters(schoon, kolom, keuring)
    if kolom.patroon:
        return _keur_vorm(schoon, kolom, keuring)
    if schoon.n_unique() >= 20 and bevat_bsn(schoon.unique()):
        label = keuring.deel.info.label
        keuring.rapport.waarschuw(label, f"De nummers in {kolom.naam} lijken BSN's. Controleer de kolom.")
    return schoon


def keur_persoon(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een nummer of pseudoniem van een mens."""
    keur_ingekort(tekst, kolom, keuring)
    schoon = tekst.str.replace(KOMMA_NUL, "$1")
    _meld_hoofdletters(schoon, kolom, keuring)
    return schoon


def zonder_komma_nul(tekst: pl.Series, kolom: Kolom, keuring: Keuring, wat: str) -> pl.Series:
    """Nummers en codes zonder de ',0' die een rekenblad erachter zette; dat is gemeld."""
    zin = f"In {keuring.naam(kolom)} stond ',0' achter een {wat}. Dat is weggehaald."
    keuring.let_op(lijkt(tekst, KOMMA_NUL), zin)
    return tekst.str.replace(KOMMA_NUL, "$1")


def keur_ingekort(tekst: pl.Series, kolom: Kolom, keuring: Keuring, alleen: pl.Series | bool = True) -> None:
    """1E5 was een nummer voordat Excel het afrondde; wat er stond is niet terug te halen."""
    masker = tekst.str.contains(INGEKORT) & alleen
    doe = "Maak de kolom in Excel op als tekst en plak de nummers opnieuw."
    toegestaan = mag(kolom) if kolom.patroon else ""
    keuring.keur_af(masker, kolom, "nummer", "{waarde} is door Excel ingekort.", doe, toegestaan, structureel=True)


def _meld_hoofdletters(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Nummers die alleen in hoofdletters verschillen, tellen als twee. Dat is zelden de bedoeling."""
    uniek = tekst.drop_nulls().unique()
    dubbel = uniek.filter(uniek.str.to_lowercase().is_duplicated())
    keuring.let_op(
        tekst.is_in(dubbel.to_list()),
        f"In {keuring.naam(kolom)} verschillen nummers alleen in hoofdletters. Zij tellen als verschillend.",
    )
