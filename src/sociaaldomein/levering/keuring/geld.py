"""Geld keuren: euro of cent, en anders een vraag. Bedragen worden hele centen, zonder kommagetallen onderweg."""

from __future__ import annotations

from typing import Any

import polars as pl

from sociaaldomein.begrippen.eenheden import CENT_OF_EURO, EURO_VORM, EURO_ZEKER, Meeteenheid, maat_in
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Keuring, lijkt, mag, reken
from sociaaldomein.levering.keuring.getallen import BUITEN, heel_getal, keur_grens, ontleed
from sociaaldomein.levering.leveringsverslag import toon

GROOTSTE_BEDRAG = 100_000_000_000_00  # cents; no municipality books more in one line, and sums stay exact


def keur_bedrag(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Geld wordt hele centen. Staat de eenheid niet vast, dan volgt een vraag."""
    maat = _maat_van_geld(tekst, kolom, keuring)
    if maat is None:
        return pl.Series([None] * len(tekst), dtype=pl.Int64)
    keuring.maten[kolom.naam] = maat
    if maat == Meeteenheid("cent"):
        cent = heel_getal(ontleed(tekst, kolom, keuring, naar="cent"), kolom, keuring)
    else:
        cent = _in_centen(ontleed(tekst, kolom, keuring, van=maat.naam, naar="euro"), kolom, keuring)
    keuring.keur_af(cent.abs() > GROOTSTE_BEDRAG, kolom, *BUITEN, "hoogstens 100 miljard euro")
    if not keuring.deel.gezegd(kolom):
        _keur_aannemelijk(cent, kolom, keuring)
    if maat != Meeteenheid(CENT_OF_EURO[kolom.soort]):
        keuring.let_op(tekst.is_not_null(), f"{keuring.naam(kolom)} is gelezen in {maat.naam}.")
    return keur_grens(cent, kolom, keuring)


def _maat_van_geld(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> Meeteenheid | None:
    """Euro of cent: wat kolommen.yml zegt, anders de kolomnaam, de tekst erboven, de vorm of de grootte. Anders None.

    Een euroteken of decimalen zijn nooit centen. Zegt de naam iets anders dan de vorm, dan volgt ook een vraag.
    """
    deel, gezegd = keuring.deel, keuring.deel.gezegd(kolom)
    kop = deel.kop(kolom, Meeteenheid(CENT_OF_EURO[kolom.soort]))
    genoemd = gezegd or (kop.maat if kop.maat.soort in ("geld", "") else Meeteenheid())
    boven = maat_in(deel.boven)
    mag_meer = not gezegd and genoemd in (Meeteenheid(), Meeteenheid("euro"))
    if mag_meer and boven.keer > 1 and boven.soort in ("geld", ""):
        genoemd = Meeteenheid("euro", boven.keer)
    is_euro = lijkt(tekst, EURO_VORM)
    if genoemd.eenheid == "cent":
        fout = lijkt(tekst, EURO_ZEKER) if gezegd else is_euro
        return genoemd if not fout.any() else _vraag_geld(fout, tekst, kolom, keuring)
    if genoemd:
        return Meeteenheid("euro", genoemd.keer)
    if is_euro.any() or kolom.soort == "bedrag" or kop.ons.endswith("_eur"):
        return Meeteenheid("euro")
    middelste: Any = _middelste(pl.Series([*tekst.str.replace_all(r"\D", "")]).cast(pl.Int64, strict=False))
    if kolom.aannemelijk and middelste is not None and middelste > kolom.aannemelijk[1]:
        return Meeteenheid("cent")
    return _vraag_geld(tekst.is_not_null(), tekst, kolom, keuring)


def _middelste(waarden: pl.Series) -> Any:
    return waarden.filter((waarden != 0).fill_null(False)).abs().median()


def _vraag_geld(raak: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> Meeteenheid | None:
    """Euro of cent? De deur vraagt het, en zegt hoe u antwoordt. De maat blijft onbekend."""
    rij, waarde = keuring.deel.ruw[RIJ].filter(raak)[0], tekst.filter(raak)[0]
    keuring.vraag(kolom, f"Zijn dit euro's of centen? Er staat bijvoorbeeld {toon(waarde, kolom)}.", rij)
    return None


def _keur_aannemelijk(cent: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Is het middelste bedrag onwaarschijnlijk klein of groot, dan kan de eenheid een andere zijn."""
    middelste = _middelste(cent)
    if kolom.aannemelijk is None or middelste is None:
        return
    laag, hoog = (100 * grens for grens in kolom.aannemelijk)
    if not laag <= middelste <= hoog:
        hoe = "klein" if middelste < laag else "groot"
        keuring.vraag(kolom, f"Het middelste bedrag is {als_euro(int(middelste))} euro. Dat is wel erg {hoe}.")


def _in_centen(punt: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    te_fijn, wat = punt.str.contains(r"\.\d{2}\d*[1-9]"), "{waarde} heeft meer dan twee decimalen."
    keuring.keur_af(te_fijn, kolom, "centen", wat, "Rond af op hele centen.", mag)
    return reken(
        punt,
        lambda t: (
            (
                t.str.extract(r"^-?(\d+)", 1).cast(pl.Int64, strict=False) * 100
                + t.str.extract(r"\.(\d{1,2})", 1).fill_null("0").str.pad_end(2, "0").cast(pl.Int64, strict=False)
            )
            * pl.when(t.str.starts_with("-")).then(-1).otherwise(1)
        ),
    )


def als_euro(cent: int) -> str:
    """Een bedrag in centen als euro's.

    >>> als_euro(-123456)
    '-1.234,56'
    """
    heel, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{getal(heel)},{rest:02d}"
