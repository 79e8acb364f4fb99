"""Een deel van een levering keuren: eerst elke kolom voor zich, dan wat kolommen en rijen over elkaar zeggen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import polars as pl

from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.cijfers import keur_aggregaat, keur_doelen, met_merken
from sociaaldomein.levering.keuring.codes import keur_code
from sociaaldomein.levering.keuring.datums import keur_datum, keur_kwartaal, keur_tijd
from sociaaldomein.levering.keuring.deel import Deel, Keuring, alleen, mag
from sociaaldomein.levering.keuring.geld import keur_bedrag
from sociaaldomein.levering.keuring.getallen import keur_geheel, keur_getal
from sociaaldomein.levering.keuring.teksten import keur_nummer, keur_persoon, keur_tekst
from sociaaldomein.levering.keuring.totalen import keur_controle, neem_totaalregels_weg
from sociaaldomein.levering.leveringsverslag import Rapport

AFGEBROKEN = ("Het bestand breekt af: de laatste rij is niet heel.", "Maak de export opnieuw.")
DRAAITABEL = (
    "Dit is een draaitabel: wat hetzelfde is als erboven, staat er niet bij.",
    "Kies in Excel bij Ontwerp, Rapportindeling: alle itemlabels herhalen. Kopieer daarna alleen de waarden.",
)
EXCELFOUTEN = (
    "#N/B",
    "#N/A",
    "#VERW!",
    "#REF!",
    "#WAARDE!",
    "#VALUE!",
    "#DEEL/0!",
    "#DIV/0!",
    "#NAAM?",
    "#NAME?",
    "#GETAL!",
    "#NUM!",
    "#LEEG!",
    "#NULL!",
)
KEUR: dict[str, Callable[[pl.Series, Kolom, Keuring], pl.Series]] = {
    "tekst": keur_tekst,
    "code": keur_code,
    "nummer": keur_nummer,
    "persoon": keur_persoon,
    "geheel": keur_geheel,
    "getal": keur_getal,
    "bedrag": keur_bedrag,
    "centen": keur_bedrag,
    "datum": keur_datum,
    "tijd": keur_tijd,
    "kwartaal": keur_kwartaal,
}


def keur_deel(deel: Deel, rapport: Rapport) -> pl.DataFrame:
    """De goede rijen van een deel, met de typen van het contract en het rijnummer."""
    keuring = Keuring(deel, rapport)
    if deel.tabel.naam == "aggregaat":
        deel.ruw = met_merken(deel.ruw, keuring)
    else:
        neem_totaalregels_weg(keuring)
    if _is_draaitabel(deel):
        rapport.weiger(deel.info.naam, DRAAITABEL[0], blad=deel.info.blad, doe=DRAAITABEL[1])
        deel.info.afgekeurd += deel.ruw.height
        return pl.DataFrame(schema={k.naam_na: k.dtype for k in deel.tabel.kolommen} | {RIJ: pl.Int64})
    for k in deel.tabel.kolommen:
        keuring.klaar[k.naam] = _keur_kolom(deel.ruw[k.naam], k, keuring).alias(k.naam_na)
    frame = pl.DataFrame([*keuring.klaar.values(), deel.ruw[RIJ]])
    for eerst, daarna in deel.tabel.volgorde:
        te_vroeg, wat = frame[daarna] < frame[eerst], f"{{waarde}} ligt voor de {eerst}."
        keuring.keur_af(te_vroeg, deel.tabel.kolom(daarna), "volgorde", wat, "Verbeter een van de twee datums.")
    if deel.tabel.naam == "aggregaat":
        frame = keur_aggregaat(frame, keuring)
    if deel.tabel.naam == "doelen":
        keur_doelen(frame, keuring)
    keur_controle(frame, keuring)
    if deel.open_einde and len(keuring.slecht) and keuring.slecht[-1]:
        rapport.weiger(deel.info.naam, AFGEBROKEN[0], rij=deel.ruw[RIJ][-1], doe=AFGEBROKEN[1])
    elif deel.open_einde:
        rapport.waarschuw(deel.info.label, "Achter de laatste rij staat geen regeleinde. Kijk of zij heel is.")
    deel.info.afgekeurd += int(keuring.slecht.sum())
    return frame.filter(~keuring.slecht)


def _is_draaitabel(deel: Deel) -> bool:
    """Verplichte kolommen die vooral leeg zijn, de voorste het meest, elk binnen de vulling van de volgende."""
    verplicht = [k for k in deel.koppen if k in deel.tabel.minimum]  # in the order of the file
    gevuld = [deel.ruw[k].is_not_null() for k in verplicht]
    if deel.ruw.height < 3 or len(gevuld) < 2 or not all(g[0] for g in gevuld):
        return False
    genest = all((rechts | ~links).all() for links, rechts in pairwise(gevuld))
    return genest and 2 * gevuld[0].sum() <= deel.ruw.height


def _keur_kolom(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een kolom in het type van het contract; wat niet past is leeg en gemeld."""
    if tekst.null_count() == len(tekst):
        goed = pl.Series([None] * len(tekst), dtype=kolom.dtype)
    else:
        excelfout, doe = tekst.is_in(EXCELFOUTEN), "Verbeter de formule, of maak de cel leeg."
        keuring.keur_af(excelfout, kolom, "excelfout", "In de cel staat de fout {waarde}.", doe)
        goed = KEUR[kolom.soort](alleen(tekst, ~excelfout), kolom, keuring)
    if kolom.verplicht:
        leeg = keuring.deel.ruw[kolom.naam].is_null()
        keuring.keur_af(leeg, kolom, "leeg", "Dit veld is verplicht en leeg.", "Vul het veld in.", mag)
    return goed.fill_null(kolom.standaard) if kolom.standaard is not None else goed
