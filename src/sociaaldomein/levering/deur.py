"""De deur: de enige plek waar ruwe leveringen binnenkomen.

Een map met CSV, Excel of Parquet gaat erin; getypeerde tabellen en een verslag komen eruit. Elke fout van een levering
staat er in een keer in, met bestand, rij zoals Excel die telt, kolom, wat er mag en wat u kunt doen. Een BSN wordt bij
het lezen een pseudoniem en nergens bewaard. Het contract zelf staat in `contract`.

Wanneer wordt een levering geweigerd? Bij een fout in de opbouw: een verplichte kolom ontbreekt, een bestand is
onleesbaar of een tabel is onbekend. En als meer dan 5% van een tabel fout is. Dan gaat er niets door. Anders vallen
alleen de foute rijen af; het verslag telt ze.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen, neem_op
from sociaaldomein.begrippen.paginas import TOELICHTING
from sociaaldomein.grond.bsn import heeft_bsn
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering import contract, geometrie, normenbestand, themas
from sociaaldomein.levering.bestanden import KAART, RIJ, Onleesbaar
from sociaaldomein.levering.gemeenten import alleen_eigen, lees_gemeenten, met_voorgangers
from sociaaldomein.levering.herkomst import HERKOMSTBESTAND, NUMMER
from sociaaldomein.levering.inlezen import lees_bestand, netjes
from sociaaldomein.levering.keuring.deel import Deel
from sociaaldomein.levering.keuring.keur import keur_deel
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, lees_kolommenbestand, lees_yaml, meld_ongebruikt
from sociaaldomein.levering.leveringsverslag import Bestand, Rapport, rijen_tekst
from sociaaldomein.levering.pseudoniemen import (
    SLEUTELVARIABELE,
    bevat_bsn,
    elfproef,
    heeft_sleutel,
    pseudoniem,
    sleutel,
    sleutelbestand,
)
from sociaaldomein.levering.samenvoegen import Stuk, voeg_samen


@dataclass(frozen=True)
class Levering:
    """Een aangenomen levering: naam van de tabel -> frame volgens het contract, met het verslag.

    `kaart` heeft de vormen van de wijken, of de reden waarom die niet passen; None als er geen kaart is geleverd.
    `eigen` heeft de trendbreuken en gelijkgestelde dagen uit normen.yml. `plekken` zegt per tabel in welk bestand en op
    welke rij een vrije tekst staat: in een tabel zijn rijen weg, en bestanden samengevoegd.
    """

    tabellen: dict[str, pl.DataFrame]
    rapport: Rapport
    kaart: dict[str, Any] | None = None
    eigen: normen.Eigen = field(default_factory=normen.Eigen)
    plekken: dict[str, pl.DataFrame] = field(default_factory=dict)


class LeveringGeweigerd(ValueError):
    """De levering is geweigerd. `rapport` zegt waarom."""

    def __init__(self, rapport: Rapport) -> None:
        eerste = next(fout for fout in rapport.fouten if fout.structureel)
        super().__init__(f"{rapport.uitspraak} {eerste.tekst}")
        self.rapport = rapport


# --- the two doors ----------------------------------------------------------------------------------------------------
def lees_map(
    map: Path | str,
    tabellen: Iterable[str] | None = None,
    sleutel: bytes | None = None,
    leeg_toegestaan: bool = False,
    gemeentecode: str = "",
) -> Levering:
    """Lees een map met leveringen; geweigerd geeft LeveringGeweigerd, met het hele verslag.

    tabellen: alleen deze tabellen lezen. sleutel: waarmee een BSN een pseudoniem wordt, anders die van `sleutel()`.
    leeg_toegestaan: een bestand met alleen kolomnamen is goed (en telt niet mee). gemeentecode: van wie de levering is,
    in plaats van wat herkomst.yml zegt. Rijen van een andere gemeente tellen niet mee; het verslag zegt hoeveel.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as map:
    ...     _ = Path(map, "wijken.csv").write_text("wijkcode;wijknaam\\nWK026705;Centrum\\n")
    ...     lees_map(map).tabellen["wijken"].row(0)
    ('WK026705', 'Centrum', None)
    """
    levering = _lees(Path(map), set(tabellen or contract.TABELLEN), sleutel, leeg_toegestaan, gemeentecode)
    if not levering.rapport.aangenomen:
        raise LeveringGeweigerd(levering.rapport)
    return levering


def controleer(map: Path | str, leeg_toegestaan: bool = False) -> Rapport:
    """Controleer een map met leveringen en geef het verslag; er wordt niets bewaard.

    >>> print(controleer("deze map is er niet").uitspraak)
    De levering is geweigerd. Er is niets veranderd.
    """
    return bekijk(map, leeg_toegestaan).rapport


def bekijk(map: Path | str, leeg_toegestaan: bool = False) -> Levering:
    """Een levering met haar verslag, ook als zij geweigerd is: dan is op de tabellen niet te rekenen.

    >>> bekijk("deze map is er niet").rapport.aangenomen
    False
    """
    map = Path(map)
    eigen = heeft_sleutel() or sleutelbestand().is_relative_to(map.resolve())
    los = None if eigen else secrets.token_bytes()  # what is only looked at needs no key that stays
    return _lees(map, set(contract.TABELLEN), los, leeg_toegestaan)


def _lees(map: Path, namen: set[str], sleutel: bytes | None, leeg_toegestaan: bool, gemeentecode: str = "") -> Levering:
    rapport = Rapport(netjes(str(map)))
    if not map.is_dir():
        naam = netjes(map.name or str(map))
        rapport.weiger(naam, "Deze map bestaat niet.", doe="Controleer de naam van de map.")
        return Levering({}, rapport)
    _weiger_namen_met_bsn(map, rapport)
    plan = lees_kolommenbestand(map / KOLOMMENBESTAND, rapport)
    plan.leeg_toegestaan = leeg_toegestaan
    gemeenten = lees_gemeenten(map / HERKOMSTBESTAND, gemeentecode, rapport)
    if (map / TOELICHTING).is_file():
        lees_yaml(map / TOELICHTING, rapport)
    if (map / themas.BESTAND).is_file():
        _lees_themas(map / themas.BESTAND, rapport)
    if plan.onleesbaar:  # what a file means is not known: every fault found in it could be a false one
        rapport.waarschuw(KOLOMMENBESTAND, "Eerst moet dit bestand kloppen. De andere bestanden zijn nog niet gelezen.")
        return Levering({}, rapport)
    eigen = _lees_normen(map / normenbestand.BESTAND, rapport)
    delen = [deel for pad in sorted(map.iterdir()) for deel in lees_bestand(pad, plan, rapport)]
    meld_ongebruikt(plan, rapport)
    delen = [deel for deel in delen if deel.tabel.naam in namen]
    stukken = alleen_eigen(_gekeurd(_pseudonimiseer(delen, map, sleutel, rapport), rapport), gemeenten, rapport)
    tabellen = {naam: voeg_samen(contract.tabel(naam), van_tabel, rapport) for naam, van_tabel in stukken.items()}
    tabellen = met_voorgangers(tabellen, gemeenten, rapport)
    plekken = {naam: _plekken(contract.tabel(naam), van_tabel) for naam, van_tabel in stukken.items()}
    geleverd = {b.tabel for b in rapport.bestanden}
    rapport.ontbreekt = [naam for naam in contract.TABELLEN if naam in namen and naam not in geleverd]
    if not tabellen and rapport.aangenomen:
        rapport.weiger(
            map.name,
            "In deze map staat geen tabel met rijen.",
            toegestaan=", ".join(contract.TABELLEN),
            doe="Noem een bestand of tabblad naar de tabel.",
        )
    kaart = _lees_kaart(map / KAART, tabellen, rapport) if "wijken" in namen else None
    if rapport.aangenomen:
        _kruiscontroles(tabellen, rapport)
        _zoek_sommen(tabellen, rapport)
    return Levering(tabellen, rapport, kaart, eigen, plekken)


# --- what comes beside the tables -------------------------------------------------------------------------------------
def _lees_kaart(pad: Path, tabellen: Mapping[str, pl.DataFrame], rapport: Rapport) -> dict[str, Any] | None:
    """De kaart van de wijken, als zij geleverd is. Past zij niet bij de gegevens, dan staat er waarom."""
    if not pad.is_file():
        return None
    try:
        kaart = geometrie.lees(pad)
    except Onleesbaar as fout:
        rapport.weiger(pad.name, fout.wat, toegestaan=fout.toegestaan, doe=fout.doe)
        return None
    except OSError:
        rapport.weiger(pad.name, "Het bestand is niet te openen.", doe="Controleer of u het mag lezen.")
        return None
    rapport.bestanden.append(Bestand(pad.name, "kaart", "GeoJSON", rijen_in=len(kaart["wijken"])))
    if not rapport.aangenomen:
        return None
    kaart = geometrie.vergelijk(kaart, tabellen.get("wijken"), tabellen.get("clienten"))
    if kaart["reden"]:
        rapport.waarschuw(pad.name, f"{kaart['reden']} De kaart komt niet op de pagina.")
    elif kaart["mist"]:
        rapport.waarschuw(pad.name, f"Deze wijken staan niet op de kaart: {', '.join(kaart['mist'])}.")
    return kaart


def _lees_themas(pad: Path, rapport: Rapport) -> None:
    """From here on the municipality's own figures are known, on this page and in the contract."""
    neem_op(())  # those of an earlier delivery are not known to this one, nor in its way
    eerder = len(rapport.fouten)
    inhoud = lees_yaml(pad, rapport)
    klaar, fouten = themas.keur(inhoud) if len(rapport.fouten) == eerder else ([], [])
    for fout in fouten:
        rapport.weiger(pad.name, fout, doe="Zie de handleiding, bij eigen thema's.")
    if not fouten:
        neem_op(klaar)


def _lees_normen(pad: Path, rapport: Rapport) -> normen.Eigen:
    """The municipality's own breaks and days; after its themes, whose figures it may name."""
    if not pad.is_file():
        return normen.Eigen()
    eigen, fouten = normenbestand.keur(lees_yaml(pad, rapport), begrippen(), domeinen())
    for fout in fouten:
        rapport.weiger(pad.name, fout, doe="Zie de handleiding, bij trendbreuken.")
    return eigen


def _zoek_sommen(tabellen: Mapping[str, pl.DataFrame], rapport: Rapport) -> None:
    """Groups that together are the total protect one another, whether themas.yml says so or not."""
    if "aggregaat" not in tabellen:
        return
    kolommen = ("indicator", "wet", "kwartaal", "dimensie", "groep", "waarde")
    klaar, fouten = themas.met_sommen(tabellen["aggregaat"].select(kolommen).iter_rows())
    for fout in fouten:
        rapport.weiger(themas.BESTAND, fout, doe="Zie de handleiding, bij eigen thema's.")
    if not fouten:
        neem_op(klaar)


def _weiger_namen_met_bsn(map: Path, rapport: Rapport) -> None:
    """Namen van bestanden komen in de verantwoording van een uitgave; daar mag geen BSN in staan."""
    for pad in sorted(p for p in [map, *map.rglob("*")] if heeft_bsn(p.name)):
        wat = "map" if pad.is_dir() else "bestand"
        rapport.weiger(
            netjes(pad.name),
            f"In de naam van {'deze' if wat == 'map' else 'dit'} {wat} staat een BSN.",
            soort="bsn",
            doe=f"Geef {'de' if wat == 'map' else 'het'} {wat} een andere naam.",
        )


# --- from files to tables ---------------------------------------------------------------------------------------------
def _pseudonimiseer(delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport) -> list[Deel]:
    """Kan een client_id een BSN zijn, dan krijgen alle client_id's van de levering een pseudoniem.

    Een enkele is genoeg: een pseudoniem te veel doet geen kwaad, een BSN te veel wel. Elk ander nummer volgt als de
    tabellen gekoppeld zijn (zie `registraties.met_pseudoniemen`).
    """
    met_client = [d for d in delen if "client_id" in d.ruw.columns]
    if not any(d.bsn_als_client or elfproef(d.ruw["client_id"].drop_nulls()).any() for d in met_client):
        return delen
    if gegeven is None:
        if not os.environ.get(SLEUTELVARIABELE) and sleutelbestand().is_relative_to(map.resolve()):
            rapport.weiger(
                map.name,
                "De sleutel zou in de map met leveringen komen.",
                doe=f"Zet de sleutel elders, met {SLEUTELVARIABELE}.",
            )
            return []
        try:
            gegeven = sleutel()
        except ValueError as fout:
            rapport.weiger(map.name, str(fout))
            return []
    for deel in met_client:
        kolom = deel.ruw["client_id"].drop_nulls()
        mis = len(kolom) - int(elfproef(kolom).sum())
        extra = f" {getal(mis)} waarden zijn geen geldig BSN." if mis and bevat_bsn(kolom) else ""
        rapport.waarschuw(deel.info.label, f"Het BSN in client_id is vervangen door een pseudoniem.{extra}")
    return [
        replace(d, ruw=d.ruw.with_columns(pseudoniem(d.ruw["client_id"], gegeven).alias("client_id")))
        if "client_id" in d.ruw.columns
        else d
        for d in delen
    ]


def _gekeurd(delen: Iterable[Deel], rapport: Rapport) -> dict[str, list[Stuk]]:
    """The good rows, per table and still per file."""
    stukken: dict[str, list[Stuk]] = {}
    for deel in delen:
        stukken.setdefault(deel.tabel.naam, []).append(Stuk(deel.info, keur_deel(deel, rapport), deel.regel))
    return stukken


def _plekken(tabel: contract.Tabel, stukken: list[Stuk]) -> pl.DataFrame:
    """Where each free text stands: the file, the sheet and the row as the user sees them."""
    delen = [
        s.rijen.select(
            *tabel.vrije_tekst,
            pl.lit(s.info.naam).alias("bestand"),
            pl.lit(s.info.blad).alias("blad"),
            pl.col(RIJ).alias("rij"),
        )
        for s in stukken
    ]
    return pl.concat(delen)


def _kruiscontroles(tabellen: dict[str, pl.DataFrame], rapport: Rapport) -> None:
    """Past de ene tabel op de andere? Alleen als waarschuwing: een levering mag onvolledig zijn."""

    def los(van: str, naar: str, sleutel: list[str], tekst: str) -> None:
        if van in tabellen and naar in tabellen:
            gevuld = tabellen[van].drop_nulls(sleutel)
            mist = gevuld.join(tabellen[naar], on=sleutel, how="anti")
            if mist.height:
                klein = pl.col(sleutel[-1]).str.to_lowercase()
                bijna = mist.with_columns(klein).join(tabellen[naar].with_columns(klein), on=sleutel, how="semi").height
                meer = f" Bij {getal(bijna)} scheelt het alleen een hoofdletter." if bijna else ""
                rapport.waarschuw(van, f"{getal(mist.height)} van {rijen_tekst(gevuld.height)}: {tekst}{meer}")

    los(
        "toewijzingen",
        "clienten",
        ["client_id"],
        "de cliënt staat niet in clienten. Wijk en leeftijd zijn dan onbekend.",
    )
    for van in ("leveringen", "declaraties", "verzoeken"):
        los(van, "toewijzingen", NUMMER, "de toewijzing staat niet in toewijzingen.")
    if "koppel_product" in tabellen and "toewijzingen" in tabellen:  # a law without a table has no main categories
        wetten = tabellen["koppel_product"]["wet"].unique().to_list()
        tabellen = {**tabellen, "toewijzingen": tabellen["toewijzingen"].filter(pl.col("wet").is_in(wetten))}
        los(
            "toewijzingen",
            "koppel_product",
            ["wet", "productcategorie"],
            "de productcategorie staat niet in koppel_product. De hoofdcategorie is dan onbekend.",
        )
    if "clienten" in tabellen and tabellen["clienten"]["client_id"].is_duplicated().any():
        aantal = tabellen["clienten"].height - tabellen["clienten"]["client_id"].n_unique()
        rapport.waarschuw(
            "clienten", f"{rijen_tekst(aantal)} met andere gegevens van een cliënt die er al staat. Eén rij telt."
        )
