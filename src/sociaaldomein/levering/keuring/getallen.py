"""Getallen keuren: geen getal dat op twee manieren te lezen is, in de eenheid van het contract, binnen de grenzen."""

from __future__ import annotations

import re
from decimal import Decimal

import polars as pl

from sociaaldomein.begrippen.eenheden import ACHTER_EEN_GETAL, Meeteenheid, maat_in
from sociaaldomein.levering import contract
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.keuring.deel import Keuring, alleen, lijkt, mag, nergens, per_paar, reken

UITGELEGD = 10  # examples of a value that are explained in full; a column that is wrong throughout: the general remedy
TWIJFEL = r"^-?[1-9]\d{0,2}[.,]\d{3}$"
BUITEN = ("bereik", "{waarde} valt buiten de grenzen.", "Controleer de waarde.")


def keur_geheel(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een heel getal: 1.250 is hier 1250, en 'x 1.000' in de kop telt mee."""
    deel = keuring.deel
    genoemd = [deel.gezegd(kolom), deel.kop(kolom).maat, *([maat_in(deel.boven)] if kolom.naam == "aantal" else [])]
    keer = next((m.keer for m in genoemd if m.keer > 1 and not m.eenheid), 1)
    punt = ontleed(tekst, kolom, keuring, heel=True, van=Meeteenheid("", keer).naam)
    return keur_grens(heel_getal(punt, kolom, keuring), kolom, keuring)


def keur_getal(tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een getal, in de eenheid van zijn cijfer als de tabel cijfers heeft."""
    if "indicator" not in keuring.klaar:
        return keur_grens(ontleed(tekst, kolom, keuring).cast(pl.Float64, strict=False), kolom, keuring)
    # per pair and not in Polars: its threads do not know the own themes of this delivery
    cijfers = pl.DataFrame({"i": keuring.klaar["indicator"], "w": keuring.klaar["wet"]})
    naar = per_paar(cijfers, lambda i, w: contract.eenheid_bij(i, w) or "", pl.String)
    heel = per_paar(cijfers, contract.is_telling, pl.Boolean)
    if kolom.naam in ("teller", "noemer"):
        punt = ontleed(tekst, kolom, keuring, heel=heel | (naar == "procent"))
    else:
        punt = ontleed(tekst, kolom, keuring, heel, _eenheid_per_rij(naar, kolom, keuring), naar)
    return keur_grens(punt.cast(pl.Float64, strict=False), kolom, keuring)


def _eenheid_per_rij(naar: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Wat de rij zelf zegt (de kolom eenheid), anders wat kolommen.yml of de kolomnaam zegt als dat bij haar past."""
    deel = keuring.deel
    gezegd = deel.gezegd(kolom) or deel.kop(kolom).maat
    zelf = deel.ruw["eenheid"].fill_null("") if "eenheid" in deel.ruw.columns else pl.Series([""] * len(naar))

    def van(n: str, z: str) -> str:
        doel = maat_in(n)
        if maat_in(z) and maat_in(z).factor(doel) != 1:
            return maat_in(z).naam
        factor = gezegd.factor(doel) if gezegd else None
        return gezegd.naam if factor is not None and (factor != 1 or deel.gezegd(kolom)) else ""

    return per_paar(pl.DataFrame({"n": naar, "z": zelf}), van, pl.String)


# --- reading a number -------------------------------------------------------------------------------------------------
def ontleed(
    tekst: pl.Series,
    kolom: Kolom,
    keuring: Keuring,
    heel: pl.Series | bool = False,
    van: pl.Series | str = "",
    naar: pl.Series | str = "",
) -> pl.Series:
    """Een getal met een punt voor de decimalen, als tekst; wat op twee manieren te lezen is wordt gemeld en leeg.

    In een rij van `heel` zijn er geen decimalen: 1.250 is daar 1250. `van` is per rij de eenheid die bij de kolom
    hoort, `naar` die waarin zij moet komen. Wat achter het getal staat (%, mln, weken) gaat voor `van`.
    """
    kaal = _kaal_getal(tekst)
    merk = kaal.str.extract(ACHTER_EEN_GETAL, 1)
    kaal = kaal.str.replace(ACHTER_EEN_GETAL, "")
    heel, van, naar = (pl.Series([w] * len(tekst)) if isinstance(w, bool | str) else w for w in (heel, van, naar))
    twijfel = lijkt(kaal, TWIJFEL)
    kaal = reken(kaal, lambda t: pl.when(twijfel & heel).then(t.str.replace("[.,]", "")).otherwise(t))
    twijfel = twijfel & ~heel
    _meld_twijfel(twijfel, tekst, kolom, keuring)
    _keur_decimalen(kaal, kolom, keuring)
    goed = reken(
        kaal,
        lambda t: (
            pl.when(t.str.contains(r"^-?\d+([.,]\d+)?$"))
            .then(t.str.replace(",", "."))
            .when(t.str.contains(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$"))
            .then(t.str.replace_all(".", "", literal=True).str.replace(",", "."))
            .when(t.str.contains(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"))
            .then(t.str.replace_all(",", ""))
        ),
    )
    goed = reken(goed, lambda t: pl.when(t.str.len_chars() <= 18).then(t))
    mis = tekst.is_not_null() & goed.is_null()
    te_groot = mis & kaal.str.contains(r"^-?[\d.,]{16,}$")
    doe = "Schrijf alleen cijfers en een komma."
    keuring.keur_af(mis & ~te_groot, kolom, "getal", "{waarde} is geen getal.", doe, mag)
    keuring.keur_af(te_groot, kolom, *BUITEN, mag)
    eenheden = pl.DataFrame({"merk": merk.fill_null(""), "van": van.fill_null(""), "naar": naar.fill_null("")})
    return _omgerekend(alleen(goed, ~twijfel), eenheden, kolom, keuring)


def _kaal_getal(tekst: pl.Series) -> pl.Series:
    """Een getal zonder euroteken, spaties en plus, met het minteken vooraan."""
    kaal = tekst.str.replace_all(r"(?i)€|eur(o)?|[\s\u00a0\u202f]", "").str.replace_all("[−–]", "-")
    kaal = kaal.str.replace(r",(-+|=)$", ",00").str.replace(r"^\((.+)\)$", "-$1").str.replace(r"^([^-].*)-$", "-$1")
    return kaal.str.strip_prefix("+")


def _omgerekend(punt: pl.Series, eenheden: pl.DataFrame, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Getallen in de eenheid van het contract. Een eenheid die daar niet naartoe kan, keurt de rij af."""
    keuring.met_maat[kolom.naam] = (eenheden["merk"] != "") | (eenheden["van"] != "")
    for merk, van, naar in eenheden.unique().iter_rows():
        maat, los = maat_in(van), maat_in(merk)
        if los:
            maat = Meeteenheid(los.eenheid or maat.eenheid, los.keer)
        factor = maat.factor(maat_in(naar))
        if factor == 1:
            continue
        raak = (eenheden["merk"] == merk) & (eenheden["van"] == van) & (eenheden["naar"] == naar) & punt.is_not_null()
        if factor is None:
            wat = f"{{waarde}} telt in {maat.naam}. Hier hoort {naar or 'een getal zonder eenheid'}."
            keuring.keur_af(raak, kolom, "eenheid", wat, "Reken de waarde om.")
            continue
        if not los and not kolom.is_geld:
            zin = f"is omgerekend van {maat.naam} naar {naar or 'gewone aantallen'}."
            keuring.let_op(raak, f"{keuring.naam(kolom)} {zin}")
        anders = {w: f"{(Decimal(w) * factor).normalize():f}" for w in punt.filter(raak).unique()}
        punt = reken(punt, lambda t, raak=raak, anders=anders: pl.when(raak).then(t.replace(anders)).otherwise(t))
    return punt


def _keur_decimalen(kaal: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    """Staan er in een kolom decimalen met een komma en met een punt, dan is van geen enkel getal zeker wat het is."""
    komma = lijkt(kaal, r"^-?(\d+|\d{1,3}(\.\d{3})+),\d{1,2}$")
    punt = lijkt(kaal, r"^-?(\d+|\d{1,3}(,\d{3})+)\.\d{1,2}$")
    if komma.any() and punt.any():
        minder, teken = (punt, "punt") if punt.sum() <= komma.sum() else (komma, "komma")
        wat = f"{{waarde}} heeft een {teken} voor de decimalen, andere rijen niet."
        doe = "Schrijf alle getallen op dezelfde manier."
        keuring.keur_af(minder, kolom, "dubbelzinnig", wat, doe, mag, structureel=True)


def _meld_twijfel(twijfel: pl.Series, tekst: pl.Series, kolom: Kolom, keuring: Keuring) -> None:
    kaal = _kaal_getal(tekst)
    uitgelegd = kaal.filter(twijfel).unique().sort().head(UITGELEGD) if not kolom.persoonlijk else kaal.clear()
    for waarde in uitgelegd:
        heel, komma = re.sub(r"[.,]", "", waarde), re.sub(r"[.,]", ",", waarde)
        doe = {"bedrag": f"Schrijf {heel},00.", "getal": f"Schrijf {heel} of {komma}0."}.get(
            kolom.soort, f"Schrijf {heel}, zonder punt of komma."
        )
        wat = f"{{waarde}} is niet eenduidig ({komma} of {heel}?)."
        keuring.keur_af(twijfel & (kaal == waarde), kolom, "dubbelzinnig", wat, doe, structureel=True)
    rest, doe = twijfel & ~kaal.is_in(uitgelegd.to_list()), "Schrijf het getal zonder punt voor duizend."
    keuring.keur_af(rest, kolom, "dubbelzinnig", "{waarde} is niet eenduidig.", doe, structureel=True)


def heel_getal(punt: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Een ontleed getal als heel getal; heeft het decimalen, dan is de rij afgekeurd."""
    heel = punt.str.extract(r"^(-?\d+)(?:\.0+)?$", 1).cast(pl.Int64, strict=False)
    doe = "Schrijf een heel getal."
    keuring.keur_af(punt.is_not_null() & heel.is_null(), kolom, "getal", "{waarde} is geen heel getal.", doe, mag)
    return heel


def keur_grens(waarden: pl.Series, kolom: Kolom, keuring: Keuring) -> pl.Series:
    """Wat buiten de grenzen van de kolom ligt, keurt de rij af."""
    buiten = nergens(len(waarden))
    if kolom.minimum is not None:
        buiten = buiten | (waarden < kolom.minimum).fill_null(False)
    if kolom.maximum is not None:
        buiten = buiten | (waarden > kolom.maximum).fill_null(False)
    keuring.keur_af(buiten, kolom, *BUITEN, mag)
    return waarden
