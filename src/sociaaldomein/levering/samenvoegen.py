"""Meer bestanden, één tabel: wat in twee bestanden staat, telt één keer, en wat botst wordt gevraagd.

Gelijke rijen tellen één keer. Staat een rij in twee bestanden en is zij in het ene voller, dan vult het ene het andere
aan. Zegt het ene bestand iets anders dan het andere, dan weigert de deur: welk van de twee geldt, weet alleen de
adviseur. In kolommen.yml geeft zij het antwoord, met `gaat_voor`, `dubbel` of `negeer`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.notatie import getal, procent
from sociaaldomein.levering.bestanden import RIJ
from sociaaldomein.levering.contract import Tabel
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, Kolomregel, lijkt_op
from sociaaldomein.levering.leveringsverslag import Bestand, Fout, Rapport, rijen_tekst

BRON, KEER = "_bron", "_keer"
HOOGSTENS_AFGEKEURD = 0.05
HANDVOL = 5  # faulty rows that a small table may have; a share says little about a handful
KOPIE = re.compile(
    r"(?:^|[\W_])(kopie|copy|conflict\w*|oud|old|backup|reserve\w*)(?:$|[\W_])|\(\d{1,2}\)|-(laptop|desktop|pc)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stuk:
    """De goede rijen van een bestand of tabblad, met wat kolommen.yml erover zegt."""

    info: Bestand
    rijen: pl.DataFrame
    regel: Kolomregel | None = None


def _lijkt_kopie(naam: str) -> bool:
    """Of een naam van een bestand of tabblad op een kopie wijst.

    >>> [_lijkt_kopie(n) for n in ("declaraties - Kopie", "declaraties (1)", "plan-LAPTOP-7Q", "declaraties_2023")]
    [True, True, True, False]
    """
    return bool(KOPIE.search(naam))


def voeg_samen(tabel: Tabel, stukken: Sequence[Stuk], rapport: Rapport) -> pl.DataFrame:
    """Alle bestanden van een tabel onder elkaar; gelijke rijen tellen één keer.

    In een tabel met geld blijven gelijke rijen van een bestand staan: weglaten zou een bedrag laten verdwijnen. Staat
    een rij in meer bestanden, dan telt zij zo vaak als in het bestand waar zij het vaakst staat. De tabel moet goed
    genoeg zijn: te veel foute rijen weigeren de levering. Zo ook rijen die elkaar tegenspreken.
    """
    dubbel = next((s.regel.dubbel for s in stukken if s.regel and s.regel.dubbel), "")
    nummers = {k for s in stukken if s.regel for k in s.regel.volgnummer}  # ours: two files never have the same one
    frame = pl.concat([s.rijen.with_columns(pl.lit(i, dtype=pl.Int32).alias(BRON)) for i, s in _kopie_laatst(stukken)])
    frame = _zonder_gelijke(frame, tabel, nummers, dubbel, stukken, rapport)
    if tabel.uniek:
        frame = _keur_sleutel(frame, tabel, stukken, rapport)
    if len(stukken) > 1 and dubbel != "houden":
        sleutel = [] if nummers & set(tabel.over_bestanden) else _na_de_deur(tabel, tabel.over_bestanden)
        voor = _gaat_voor(tabel, stukken, rapport)
        frame = _vervangen(frame, sleutel, voor, stukken)
        frame, gebotst = _botsingen(frame, tabel, sleutel, stukken, rapport)
        _vraag_kopie(frame, stukken, voor | gebotst, rapport)
    _genoeg_goed(tabel, [s.info for s in stukken], rapport)
    return frame.select(k.naam_na for k in tabel.kolommen)


def _kopie_laatst(stukken: Sequence[Stuk]) -> list[tuple[int, Stuk]]:
    """A row that stands in a copy too is the row of the original, whatever the alphabet says."""
    return sorted(enumerate(stukken), key=lambda s: _lijkt_kopie(s[1].info.label))


def _na_de_deur(tabel: Tabel, kolommen: Sequence[str]) -> list[str]:
    return [tabel.kolom(k).naam_na for k in kolommen]


def _zonder_gelijke(
    frame: pl.DataFrame, tabel: Tabel, nummers: set[str], dubbel: str, stukken: Sequence[Stuk], rapport: Rapport
) -> pl.DataFrame:
    kolommen = [k.naam_na for k in tabel.kolommen if k.naam not in nummers]
    houden = tabel.geld or bool(nummers) if not dubbel else dubbel == "houden"
    samen = kolommen if dubbel == "houden" else [*kolommen, BRON]
    keer = pl.int_range(pl.len()).over(samen) if houden else pl.lit(0)
    frame = frame.with_columns(keer.alias(KEER))
    if houden and not nummers:
        _meld_gelijk(frame, stukken, rapport)
    gelijk = frame.with_columns(pl.col(BRON).first().over(*kolommen, KEER).alias("_eerste"))
    eerst = pl.struct(*kolommen, KEER).is_first_distinct()
    weg = gelijk.filter(~eerst).group_by(BRON, "_eerste").len().sort(BRON, "_eerste")
    for bron, eerste, aantal in weg.iter_rows():
        stukken[bron].info.dubbel += aantal
        waar = "helemaal gelijk aan een andere rij"
        if eerste != bron:
            waar = f"{'staat' if aantal == 1 else 'staan'} ook in {stukken[eerste].info.label}"
        telt = "telt" if aantal == 1 or eerste == bron else "tellen"
        rapport.waarschuw(stukken[bron].info.label, f"{rijen_tekst(aantal)} {waar}: {telt} één keer.")
    return frame.filter(eerst)


def _meld_gelijk(frame: pl.DataFrame, stukken: Sequence[Stuk], rapport: Rapport) -> None:
    for bron, aantal, rij in frame.filter(pl.col(KEER) > 0).group_by(BRON).agg(pl.len(), pl.col(RIJ).min()).iter_rows():
        rapport.waarschuw(
            stukken[bron].info.label,
            f"{rijen_tekst(aantal)} gelijk aan een eerdere rij, vanaf rij {rij}. Die telt mee: het is geld."
            f" Dubbel geleverd? Zet 'dubbel: een keer' in {KOLOMMENBESTAND}.",
        )


def _keur_sleutel(frame: pl.DataFrame, tabel: Tabel, stukken: Sequence[Stuk], rapport: Rapport) -> pl.DataFrame:
    """Twee rijen van een bestand met dezelfde sleutel en een andere inhoud: de eerste telt, de andere valt af."""
    dubbel = ~pl.struct(*_na_de_deur(tabel, tabel.sleutel), BRON).is_first_distinct()
    for bron, rij in frame.filter(dubbel).select(BRON, RIJ).iter_rows():
        info = stukken[bron].info
        info.afgekeurd += 1
        rapport.meld(
            Fout(
                info.naam,
                f"Deze {', '.join(tabel.sleutel)} stond er al, met een andere inhoud.",
                blad=info.blad,
                rij=rij,
                kolom=tabel.sleutel[0],
                soort="sleutel",
                doe="Laat één van de twee rijen staan.",
            )
        )
    return frame.filter(~dubbel)


# --- one file against another -----------------------------------------------------------------------------------------
def _gaat_voor(tabel: Tabel, stukken: Sequence[Stuk], rapport: Rapport) -> set[int]:
    """De stukken die volgens kolommen.yml voor gaan. Een naam die niet bestaat, is een tikfout."""
    voor: set[int] = set()
    namen = [s.info.naam for s in stukken]
    for patroon in sorted({s.regel.gaat_voor for s in stukken if s.regel and s.regel.gaat_voor}):
        gevonden = {i for i, naam in enumerate(namen) if lijkt_op(naam, patroon)}
        if not gevonden:
            rapport.weiger(
                KOLOMMENBESTAND,
                f"Bij {tabel.naam} staat onder 'gaat_voor' een bestand dat er niet is.{bedoelt(patroon, namen)}",
                toegestaan=", ".join(namen),
            )
        voor |= gevonden
    return voor


def _vervangen(frame: pl.DataFrame, sleutel: list[str], voor: set[int], stukken: Sequence[Stuk]) -> pl.DataFrame:
    """Rijen waarvan de sleutel ook in een bestand staat dat voor gaat, tellen niet."""
    if not voor or not sleutel:
        return frame
    van_voor = pl.col(BRON).is_in(sorted(voor))
    nieuw = frame.filter(van_voor).select(sleutel).unique().with_columns(_nieuw=True)
    frame = frame.join(nieuw, on=sleutel, how="left", nulls_equal=True, maintain_order="left")
    oud = pl.col("_nieuw").is_not_null() & ~van_voor
    for bron, aantal in frame.filter(oud).group_by(BRON).len().iter_rows():
        stukken[bron].info.dubbel += aantal
    return frame.filter(~oud).drop("_nieuw")


def _botsingen(
    frame: pl.DataFrame, tabel: Tabel, sleutel: list[str], stukken: Sequence[Stuk], rapport: Rapport
) -> tuple[pl.DataFrame, set[int]]:
    """Dezelfde sleutel in twee bestanden: het ene vult het andere aan, of zij spreken elkaar tegen.

    Tegenspraak is: in één kolom heeft elk van de twee een waarde die het andere niet heeft. Leeg zegt niets.
    """
    wie = [k for k in sleutel if k != "wet"]
    rest = [k.naam_na for k in tabel.kolommen if k.naam_na not in sleutel]
    if not wie or frame.is_empty():
        return frame, set()
    bekend = pl.any_horizontal(pl.col(k).is_not_null() for k in wie)  # a row without any of these is no one's
    samen = frame.filter(bekend).group_by(sleutel).agg(pl.col(BRON).n_unique().alias("_stukken"))
    gedeeld = frame.join(samen.filter(pl.col("_stukken") > 1), on=sleutel, how="semi", nulls_equal=True)
    if gedeeld.is_empty():
        return frame, set()
    waarden = [pl.col(k).drop_nulls().unique().sort() for k in rest]
    per = gedeeld.group_by(*sleutel, BRON).agg(pl.col(RIJ).first(), pl.len().alias("_rijen"), *waarden)
    paren = per.join(per, on=sleutel, nulls_equal=True, suffix="_2").filter(pl.col(BRON) < pl.col(f"{BRON}_2"))
    botst = [_anders(k).alias(f"_botst_{k}") for k in rest]
    paren = paren.with_columns(botst).with_columns(_botst=pl.any_horizontal(f"_botst_{k}" for k in rest))
    fout = paren.filter("_botst")
    _meld_botsing(fout, tabel, rest, stukken, rapport)
    if tabel.vult_aan:
        frame = _vul_aan(frame, gedeeld, paren, sleutel, stukken, rapport)
    return frame, {*fout[BRON], *fout[f"{BRON}_2"]}


def _anders(kolom: str) -> pl.Expr:
    een, ander = pl.col(kolom), pl.col(f"{kolom}_2")
    return (een.list.set_difference(ander).list.len() > 0) & (ander.list.set_difference(een).list.len() > 0)


def _meld_botsing(fout: pl.DataFrame, tabel: Tabel, rest: list[str], stukken: Sequence[Stuk], rapport: Rapport) -> None:
    naam_van = {k.naam_na: k.naam for k in tabel.kolommen}
    doe = "Haal het bestand weg dat niet geldt, of noem het in kolommen.yml onder 'negeer'. Verbetert het ene bestand "
    doe += f"het andere? Noem het verbeterde bij {tabel.naam} onder 'gaat_voor'."
    if not tabel.uniek:
        doe += f" Zijn het losse rijen die allemaal tellen? Zet 'dubbel: houden' bij {tabel.naam}."
    for (een, ander), deel in sorted(fout.group_by(BRON, f"{BRON}_2"), key=lambda paar: paar[0]):
        eerste = deel.sort(RIJ).row(0, named=True)
        kolommen = ", ".join(naam_van[k] for k in rest if deel[f"_botst_{k}"].any())
        a, b = stukken[een].info, stukken[ander].info
        rapport.weiger(
            " en ".join(dict.fromkeys((a.label, b.label))),
            f"{rijen_tekst(deel.height)} van {tabel.naam} {'staat' if deel.height == 1 else 'staan'} in beide "
            f"bestanden, met een andere inhoud in {kolommen}. De eerste is rij {eerste[RIJ]} en rij "
            f"{eerste[f'{RIJ}_2']}.",
            soort="sleutel",
            doe=doe,
        )


def _vul_aan(
    frame: pl.DataFrame,
    gedeeld: pl.DataFrame,
    paren: pl.DataFrame,
    sleutel: list[str],
    stukken: Sequence[Stuk],
    rapport: Rapport,
) -> pl.DataFrame:
    """Een rij die in twee bestanden staat en nergens botst, wordt één rij: het ene vult het andere aan."""
    enkel = (pl.col("_rijen") == 1) & (pl.col("_rijen_2") == 1) & ~pl.col("_botst")
    goed = paren.group_by(sleutel).agg(enkel.all().alias("_goed")).filter("_goed")
    samen = gedeeld.join(goed, on=sleutel, how="semi", nulls_equal=True)
    if samen.is_empty():
        return frame
    weg = samen.filter(~pl.struct(sleutel).is_first_distinct()).group_by(BRON).len().sort(BRON)
    for bron, aantal in weg.iter_rows():
        stukken[bron].info.dubbel += aantal
        rapport.waarschuw(
            stukken[bron].info.label,
            f"{rijen_tekst(aantal)} {'staat' if aantal == 1 else 'staan'} ook in een ander bestand, met meer of minder "
            "ingevuld. Samen telt dat één keer.",
        )
    rest = [pl.col(k).drop_nulls().first() for k in frame.columns if k not in sleutel]
    een = samen.group_by(sleutel, maintain_order=True).agg(rest).select(frame.columns)
    over = frame.join(goed, on=sleutel, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([over, een])


def _vraag_kopie(frame: pl.DataFrame, stukken: Sequence[Stuk], beantwoord: set[int], rapport: Rapport) -> None:
    """Heet een bestand naar een kopie en heeft het rijen die nergens anders staan, dan is dat een vraag."""
    eigen = dict(frame.group_by(BRON).len().iter_rows())
    for i, stuk in enumerate(stukken):
        if i in beantwoord or not eigen.get(i) or not _lijkt_kopie(stuk.info.label):
            continue
        anderen = ", ".join(s.info.label for j, s in enumerate(stukken) if j != i)
        rapport.weiger(
            stuk.info.naam,
            f"De naam lijkt op die van een kopie. {rijen_tekst(eigen[i])} {'staat' if eigen[i] == 1 else 'staan'} "
            f"alleen hier, en niet in {anderen}.",
            blad=stuk.info.blad,
            doe=f"Is het een kopie? Haal het bestand weg, of noem het in {KOLOMMENBESTAND} onder 'negeer'. "
            "Hoort het erbij? Geef het dan een andere naam.",
        )


# --- good enough ------------------------------------------------------------------------------------------------------
def _genoeg_goed(tabel: Tabel, infos: Sequence[Bestand], rapport: Rapport) -> None:
    rijen_in = sum(info.rijen_in for info in infos)
    afgekeurd = sum(info.afgekeurd for info in infos)
    mag, grens = _hoogstens(rijen_in)
    if afgekeurd > mag:
        rapport.weiger(
            ", ".join(dict.fromkeys(info.label for info in infos)),
            soort="aandeel",
            wat=f"Van tabel {tabel.naam} {'is' if afgekeurd == 1 else 'zijn'} {getal(afgekeurd)} van de "
            f"{rijen_tekst(rijen_in)} fout.",
            toegestaan=f"hoogstens {grens}",
            doe="Verbeter de export en probeer het opnieuw.",
        )


def _hoogstens(rijen: int) -> tuple[int, str]:
    """Hoeveel rijen van een tabel fout mogen zijn, en hoe dat heet: een aandeel zegt weinig over een handvol.

    >>> [_hoogstens(n) for n in (3, 30, 400)]
    [(1, 'de helft'), (5, '5 rijen'), (20, '5%')]
    """
    if rijen < 2 * HANDVOL:
        return rijen // 2, "de helft"
    deel = int(HOOGSTENS_AFGEKEURD * rijen)
    return (deel, procent(100 * HOOGSTENS_AFGEKEURD, 0)) if deel > HANDVOL else (HANDVOL, f"{HANDVOL} rijen")
