"""De deur: de enige plek waar ruwe leveringen binnenkomen.

Een map met CSV, Excel of Parquet gaat erin; getypeerde tabellen en een verslag komen eruit. Elke fout van een levering
staat er in een keer in, met bestand, rij zoals Excel die telt, kolom, wat er mag en wat u kunt doen. Een BSN wordt bij
het lezen een pseudoniem en nergens bewaard. Het contract zelf staat in `contract`.

Wanneer wordt een levering geweigerd? Bij een fout in de opbouw: een verplichte kolom ontbreekt, een bestand is
onleesbaar of een tabel is onbekend. En als meer dan 5% van een tabel fout is. Dan gaat er niets door. Anders vallen
alleen de foute rijen af; het verslag telt ze.
"""

from __future__ import annotations

import csv
import difflib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import polars as pl

from sociaaldomein.begrippen import normen
from sociaaldomein.begrippen.cijfers import begrippen, domeinen, neem_op
from sociaaldomein.begrippen.eenheden import Maat, maat_in
from sociaaldomein.grond.bsn import heeft_bsn, maskeer
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering import contract, geometrie, herkomst, themas
from sociaaldomein.levering.bestanden import (
    OUDE_EINDEN,
    RIJ,
    TEKENS,
    GetalMetMerk,
    Onleesbaar,
    Tabblad,
    ander_soort,
    keur_breedte,
    kop_en_lijf,
    kopnaam,
    lees_parquet,
    lees_tekst,
    open_teken,
    open_werkboek,
    records,
    soort_van,
)
from sociaaldomein.levering.contract import GETALSOORTEN, Kolom, Tabel
from sociaaldomein.levering.herkomst import Gemeenten
from sociaaldomein.levering.keuring.deel import VAN, Deel, Kop
from sociaaldomein.levering.keuring.keur import AFGEBROKEN, DRAAITABEL, keur_deel
from sociaaldomein.levering.kolommen import (
    ANDERS,
    DATUMVORMEN,
    KOLOMMENBESTAND,
    Plan,
    Regel,
    lees_kolommenbestand,
    lees_yaml,
    meld_ongebruikt,
    tabelnaam,
)
from sociaaldomein.levering.leveringsverslag import (
    Bestand,
    Fout,
    Rapport,
    Waarschuwing,
    bedoelt,
    gevonden,
    koptekst,
    rijen_tekst,
)
from sociaaldomein.levering.opschonen import KOMMA_NUL, schoon
from sociaaldomein.levering.pseudoniemen import (
    SLEUTELVARIABELE,
    bevat_bsn,
    elfproef,
    heeft_sleutel,
    losse_bsn,
    pseudoniem,
    sleutel,
    sleutelbestand,
)
from sociaaldomein.levering.samenvoegen import Stuk, voeg_samen

__all__ = [
    "Bestand",
    "Fout",
    "Levering",
    "LeveringGeweigerd",
    "Rapport",
    "Waarschuwing",
    "bekijk",
    "controleer",
    "lees_map",
    "sleutel",
]

HERKOMSTBESTAND = "herkomst.yml"
EIGEN_LEZER = (KOLOMMENBESTAND, HERKOMSTBESTAND, themas.BESTAND, normen.BESTAND)  # each read with its own checks
BIJLAGEN = (*EIGEN_LEZER, "toelichting.yml")  # belong to a delivery, hold no table
NIET_ALS_TABEL = (*BIJLAGEN, geometrie.BESTAND)
GENOEMDE_CODES = 5
EEN_BEGIN = f" Een begin van {KOLOMMENBESTAND} maakt: sociaaldomein stel-kolommen-voor MAP."
ALLEEN_KOP = ("Hier staan alleen kolomnamen, geen rijen.", "Maak de export opnieuw, of gebruik --leeg-toegestaan.")


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


def _lees(
    map: Path, namen: set[str], sleutel: bytes | None, leeg_toegestaan: bool, gemeentecode: str = ""
) -> Levering:
    rapport = Rapport(_netjes(str(map)))
    if not map.is_dir():
        naam = _netjes(map.name or str(map))
        rapport.weiger(naam, "Deze map bestaat niet.", doe="Controleer de naam van de map.")
        return Levering({}, rapport)
    _weiger_namen_met_bsn(map, rapport)
    plan = lees_kolommenbestand(map / KOLOMMENBESTAND, rapport)
    plan.leeg_toegestaan = leeg_toegestaan
    gemeenten = _lees_gemeenten(map / HERKOMSTBESTAND, gemeentecode, rapport)
    for bijlage in BIJLAGEN:
        if bijlage not in EIGEN_LEZER and (map / bijlage).is_file():
            lees_yaml(map / bijlage, rapport)
    if (map / themas.BESTAND).is_file():
        _lees_themas(map / themas.BESTAND, rapport)
    if plan.onleesbaar:  # what a file means is not known: every fault found in it could be a false one
        rapport.waarschuw(KOLOMMENBESTAND, "Eerst moet dit bestand kloppen. De andere bestanden zijn nog niet gelezen.")
        return Levering({}, rapport)
    eigen = _lees_normen(map / normen.BESTAND, rapport)
    delen = [deel for pad in sorted(map.iterdir()) for deel in _lees_bestand(pad, plan, rapport)]
    meld_ongebruikt(plan, rapport)
    delen = [deel for deel in delen if deel.tabel.naam in namen]
    stukken = _naar_stukken(delen, map, sleutel, rapport, gemeenten)
    tabellen = _naar_tabellen(stukken, rapport, gemeenten)
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
    kaart = _lees_kaart(map / geometrie.BESTAND, tabellen, rapport) if "wijken" in namen else None
    if rapport.aangenomen:
        _kruiscontroles(tabellen, rapport)
    if rapport.aangenomen and "aggregaat" in tabellen:
        _zoek_sommen(tabellen["aggregaat"], rapport)
    return Levering(tabellen, rapport, kaart, eigen, plekken)


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


def _lees_gemeenten(pad: Path, gemeentecode: str, rapport: Rapport) -> Gemeenten:
    """Van wie de levering is, en welke gemeenten er in die gemeente opgingen."""
    inhoud = lees_yaml(pad, rapport) if pad.is_file() else None
    inhoud = inhoud if isinstance(inhoud, dict) else {}
    genoemd = [gemeentecode or inhoud.get("gemeentecode") or ""]
    voorgangers = inhoud.get("voorgangers") or []
    genoemd += voorgangers if isinstance(voorgangers, list) else str(voorgangers).split(",")
    codes = [herkomst.lees_code(c) for c in genoemd if str(c).strip()]
    if None in codes:
        rapport.weiger(
            pad.name,
            "Bij 'gemeentecode' of 'voorgangers' staat iets dat geen gemeentecode is.",
            toegestaan="vier cijfers, zoals 0267",
            doe="Bij meer voorgangers schrijft u: voorgangers: [0501, 0530].",
        )
        return Gemeenten()
    if not genoemd[0] and codes:
        rapport.weiger(pad.name, "Er staan wel voorgangers, maar geen gemeentecode.", doe="Zet er uw eigen code bij.")
        return Gemeenten()
    return Gemeenten(codes[0], tuple(codes[1:])) if codes else Gemeenten()


def _lees_themas(pad: Path, rapport: Rapport) -> None:
    """From here on the municipality's own figures are known, on this page and in the contract."""
    neem_op(())  # those of an earlier delivery are not known to this one, nor in its way
    klaar, fouten = themas.keur(lees_yaml(pad, rapport))
    for fout in fouten:
        rapport.weiger(pad.name, fout, doe="Zie de handleiding, bij eigen thema's.")
    if not fouten:
        neem_op(klaar)


def _lees_normen(pad: Path, rapport: Rapport) -> normen.Eigen:
    """The municipality's own breaks and days; after its themes, whose figures it may name."""
    if not pad.is_file():
        return normen.Eigen()
    eigen, fouten = normen.keur(lees_yaml(pad, rapport), begrippen(), domeinen())
    for fout in fouten:
        rapport.weiger(pad.name, fout, doe="Zie de handleiding, bij trendbreuken.")
    return eigen


def _zoek_sommen(aggregaat: pl.DataFrame, rapport: Rapport) -> None:
    """Groups that together are the total protect one another, whether themas.yml says so or not."""
    kolommen = ("indicator", "wet", "kwartaal", "dimensie", "groep", "waarde")
    klaar, fouten = themas.met_sommen(aggregaat.select(kolommen).iter_rows())
    for fout in fouten:
        rapport.weiger(themas.BESTAND, fout, doe="Zie de handleiding, bij eigen thema's.")
    if not fouten:
        neem_op(klaar)


def _weiger_namen_met_bsn(map: Path, rapport: Rapport) -> None:
    """Namen van bestanden komen in de verantwoording van een uitgave; daar mag geen BSN in staan."""
    for pad in sorted(p for p in [map, *map.rglob("*")] if heeft_bsn(p.name)):
        wat = "map" if pad.is_dir() else "bestand"
        rapport.weiger(
            _netjes(pad.name), f"In de naam van {'deze' if wat == 'map' else 'dit'} {wat} staat een BSN.", soort="bsn",
            doe=f"Geef {'de' if wat == 'map' else 'het'} {wat} een andere naam.",
        )  # fmt: skip


# --- reading files ----------------------------------------------------------------------------------------------------
@dataclass
class Blad:
    """Een tabel zoals zij in het bestand staat."""

    naam: str
    koppen: list[str]
    kolommen: list[pl.Series | list]
    rijen: pl.Series
    gelezen_als: str
    boven: str = ""  # the text above the column names
    van: list[str] | None = None  # per row the column it came from, if the sheet was turned


def _lees_bestand(pad: Path, plan: Plan, rapport: Rapport) -> list[Deel]:
    if pad.name.startswith((".", "~$")) or pad.name in NIET_ALS_TABEL or plan.overgeslagen(pad.name, pad.stem):
        return []
    naam = _netjes(pad.name)
    if pad.is_dir():
        rapport.waarschuw(naam, "Dit is een map in de map. Zij is niet gelezen.")
        return []
    bedoeld = tabelnaam(pad.stem) or plan.noemt(pad)
    try:
        if (anders := ander_soort(pad)) and (not bedoeld or pad.suffix.lower() not in OUDE_EINDEN):
            rapport.waarschuw(naam, f"{anders[0]} Het is niet gelezen. {anders[1]}")
            return []
        if not bedoeld and pad.suffix.lower() in (".txt", *OUDE_EINDEN):
            rapport.waarschuw(naam, "Dit bestand is geen tabel en is niet gelezen.")
            return []
        if pad.stat().st_size == 0:
            raise Onleesbaar("Het bestand is leeg.", "Maak de export opnieuw, of haal het bestand weg.")
        soort = soort_van(pad)
        if soort is None:
            return _geen_tabel(pad, naam, bool(bedoeld), rapport)
        return {"csv": _lees_csv, "excel": _lees_excel, "parquet": _lees_parquet}[soort](pad, naam, plan, rapport)
    except Onleesbaar as fout:
        rapport.weiger(naam, fout.wat, blad=fout.blad, toegestaan=fout.toegestaan, doe=fout.doe)
    except OSError:
        rapport.weiger(naam, "Het bestand is niet te openen.", doe="Sluit het in Excel en probeer het opnieuw.")
    return []


def _geen_tabel(pad: Path, naam: str, bedoeld: bool, rapport: Rapport) -> list[Deel]:
    if bedoeld:
        raise Onleesbaar(
            f"Een bestand van het soort '{pad.suffix}' is niet te lezen.",
            "Bewaar het als een van deze soorten.",
            toegestaan="CSV, XLSX, Parquet",
        )
    rapport.waarschuw(naam, "Dit bestand is geen tabel en is niet gelezen.")
    return []


def _onbekende_tabel(rapport: Rapport, bestand: str, blad: str, naam: str) -> None:
    wat = f"{'Dit tabblad' if blad else 'Dit bestand'} heet niet naar een tabel."
    eerste = not any("heet niet naar een tabel" in f.wat for f in rapport.fouten)  # the list stands there once
    rapport.weiger(
        bestand,
        f"{wat}{bedoelt(naam.lower()[:60], contract.TABELLEN)}",
        blad=blad,
        toegestaan=", ".join(contract.TABELLEN) if eerste else "",
        doe=f"Geef het een andere naam, of zet '{_netjes(naam)}' onder 'negeer' in {KOLOMMENBESTAND}."
        + (EEN_BEGIN if eerste else ""),
    )


def _lees_csv(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    regels = plan.kies(pad, "")
    if not regels:
        _onbekende_tabel(rapport, naam, "", pad.stem)
        return []
    tekst, codering = lees_tekst(pad)
    if codering in ("DOS (cp850)", "Mac"):
        rapport.waarschuw(naam, f"De letters staan in een oude code, {codering}. Kijk of namen met é en ë goed staan.")
    tekst = _tekst_op_orde(tekst, naam, rapport)
    sep = re.match(r"sep=(.)\n", tekst, re.IGNORECASE)
    tekst, gemeld = (tekst[sep.end() :], sep[1]) if sep else (tekst, "")
    return [
        deel for regel in regels for deel in _csv_naar_deel(tekst, codering, gemeld, naam, regel, regels, rapport, plan)
    ]


def _csv_naar_deel(
    tekst: str, codering: str, gemeld: str, naam: str, regel: Regel, regels: list[Regel], rapport: Rapport, plan: Plan
) -> list[Deel]:
    tabel = contract.tabel(regel.tabel)
    kop, lijf, teken = kop_en_lijf(tekst, regel, tabel, gemeld)
    keur_breedte(len(kop))
    info = Bestand(naam, tabel.naam, f"CSV, {codering}, {TEKENS.get(teken, teken)}")
    if len(kop) == 1 and len(tabel.minimum) > 1:
        raise Onleesbaar(
            "Er is maar één kolom gevonden.",
            "Scheid de velden met een puntkomma.",
            toegestaan="puntkomma, komma of tab",
        )
    try:
        frame, rijen, ragged = records(lijf, teken, len(kop))
    except csv.Error:
        waar = open_teken(lijf, teken, regel.overslaan + 2)
        raise Onleesbaar(
            f"Een aanhalingsteken wordt niet goed afgesloten, {waar}.",
            "Zet een tweede aanhalingsteken, of haal het weg.",
        ) from None
    rijen = rijen + regel.overslaan + 2
    ragged = [(rij + regel.overslaan + 2, aantal) for rij, aantal in ragged]
    open_einde = bool(lijf) and not tekst.endswith("\n")
    for rij, aantal in ragged:
        info.rijen_in += 1
        info.afgekeurd += 1
        rapport.meld(
            Fout(
                naam,
                f"De rij heeft {aantal} velden; de kop heeft er {len(kop)}.",
                soort="velden",
                rij=rij,
                doe=f"Zet een veld met een {TEKENS.get(teken, teken)} erin tussen aanhalingstekens.",
            )
        )
    if open_einde and ragged and ragged[-1][0] > (rijen.max() or 0) and ragged[-1][1] < len(kop):
        rapport.weiger(naam, AFGEBROKEN[0], rij=ragged[-1][0], doe=AFGEBROKEN[1])
    boven = " ".join(tekst.split("\n")[: regel.overslaan])
    blad = Blad("", kop, frame.get_columns(), rijen, info.gelezen_als, boven)
    return _naar_deel(blad, info, regel, tabel, rapport, plan, open_einde, _elders(regel, regels))


def _tekst_op_orde(tekst: str, naam: str, rapport: Rapport) -> str:
    """Regeleinden gelijk en lege tekens weg; wat niet te lezen was wordt gemeld met de regel."""
    if "\x00" in tekst:
        rapport.waarschuw(naam, "Er stonden lege tekens (NUL) in het bestand. Die zijn weggehaald.")
    tekst = tekst.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if "\ufffd" in tekst:
        regel = tekst[: tekst.index("\ufffd")].count("\n") + 1
        rapport.waarschuw(naam, f"Op regel {regel} staat een teken dat niet te lezen is. Bewaar het bestand als UTF-8.")
    return tekst


def _netjes(naam: str) -> str:
    """Een naam van een bestand of tabblad die veilig in een melding kan."""
    return maskeer(re.sub(r"[\x00-\x1f\x7f]", " ", naam))


def _lees_excel(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    return _lees_bladen(open_werkboek(pad), pad, naam, plan, rapport)


def _lees_bladen(bladen: list[Tabblad], pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    delen: list[Deel] = []
    zichtbaar = [b.naam for b in bladen if b.zichtbaar]
    for blad in bladen:
        if plan.overgeslagen(blad.naam):
            continue
        titel = _netjes(blad.naam)
        regels = plan.kies(pad, blad.naam, eerste_blad=zichtbaar == [blad.naam])
        if not blad.zichtbaar:
            _meld_verborgen(blad, titel, bool(regels), naam, rapport)
        if blad.rijen and regels:
            _meld_opvallend(blad, titel, naam, min(r.overslaan for r in regels), rapport)
            delen += [d for r in regels for d in _blad_naar_deel(blad, titel, naam, r, regels, rapport, plan)]
        elif blad.rijen and blad.zichtbaar:
            _onbekende_tabel(rapport, naam, titel, blad.naam)
    if not delen and not plan.leeg_toegestaan and not any(f.bestand == naam and f.structureel for f in rapport.fouten):
        rapport.weiger(naam, ALLEEN_KOP[0], doe=ALLEEN_KOP[1])
    return delen


def _meld_verborgen(blad: Tabblad, titel: str, gelezen: bool, naam: str, rapport: Rapport) -> None:
    cel = blad.bsn_cel() if not gelezen else ""
    tekst = f"Tabblad '{titel}' is verborgen. Het is {'wel' if gelezen else 'niet'} gelezen."
    if cel:
        tekst += f" In cel {cel} staat een BSN. Haal het tabblad weg voordat u het bestand deelt."
    rapport.waarschuw(naam, tekst)


def _meld_opvallend(blad: Tabblad, titel: str, naam: str, overslaan: int, rapport: Rapport) -> None:
    """Wat aan een blad opvalt wordt een keer gemeld, ook als het meer tabellen vult."""
    rijen = [n for n, _ in blad.rijen if n > overslaan]
    if blad.gezien.verborgen:
        rapport.waarschuw(f"{naam} ({titel})", f"Dit is verborgen en wel gelezen: {blad.gezien.verborgen}.")
    if blad.gezien.draaitabel:
        rapport.waarschuw(f"{naam} ({titel})", "Hier staat een draaitabel. Kijk of elke rij gevuld is.")
    if blad.gezien.formule:
        rapport.weiger(
            naam,
            f"In cel {blad.gezien.formule} staat een formule zonder uitkomst.",
            blad=titel,
            doe="Open het bestand in Excel en bewaar het opnieuw, of plak alleen de waarden.",
        )
    bereik = blad.samengevoegd_vanaf(rijen[0]) if rijen else ""
    if bereik:
        rapport.weiger(
            naam,
            f"De cellen {bereik} zijn samengevoegd. Alleen de eerste heeft een waarde.",
            blad=titel,
            doe="Splits de cellen en vul elke cel.",
        )


def _blad_naar_deel(
    blad: Tabblad, titel: str, naam: str, regel: Regel, regels: list[Regel], rapport: Rapport, plan: Plan
) -> list[Deel]:
    rijen = [(n, r) for n, r in blad.rijen if n > regel.overslaan]
    tabel = contract.tabel(regel.tabel)
    kop = ["" if c is None else str(c) for c in rijen[0][1]] if rijen else []
    breedte = max((len(r) for _, r in rijen), default=0)
    keur_breedte(breedte, titel)
    kop += [""] * (breedte - len(kop))
    kolommen = [[r[i] if i < len(r) else None for _, r in rijen[1:]] for i in range(breedte)]
    info = Bestand(naam, tabel.naam, "Excel", titel)
    boven = " ".join(str(c) for n, r in blad.rijen if n <= regel.overslaan for c in r if c is not None)
    kern = Blad(titel, kop, kolommen, pl.Series([n for n, _ in rijen[1:]], dtype=pl.Int64), "Excel", boven)
    return _naar_deel(kern, info, regel, tabel, rapport, plan, ook=_elders(regel, regels))


def _elders(regel: Regel, regels: list[Regel]) -> frozenset[str]:
    """De kolomnamen die een andere tabel uit hetzelfde blad leest."""
    anders = [r for r in regels if r is not regel]
    return frozenset(kopnaam(n) for r in anders for n in (*contract.tabel(r.tabel).namen, *r.hernoem, *r.gekanteld))


def _lees_parquet(pad: Path, naam: str, plan: Plan, rapport: Rapport) -> list[Deel]:
    regels = plan.kies(pad, "")
    if not regels:
        _onbekende_tabel(rapport, naam, "", pad.stem)
        return []
    frame, delen = lees_parquet(pad), []
    keur_breedte(frame.width)
    for regel in regels:
        info = Bestand(naam, regel.tabel, "Parquet", typen={kopnaam(k): str(t) for k, t in frame.schema.items()})
        blad = Blad("", frame.columns, frame.get_columns(), pl.int_range(2, frame.height + 2, eager=True), "Parquet")
        tabel = contract.tabel(regel.tabel)
        delen += _naar_deel(blad, info, regel, tabel, rapport, plan, ook=_elders(regel, regels))
    return delen


# --- from their columns to ours ---------------------------------------------------------------------------------------
def _is_bsn_kop(naam: str) -> bool:
    return bool(re.search(r"(^|_)(\w*bsn|bsn\w*|burger_?service_?(nummer|nr)|sofi_?(nummer|nr))(_|$)", naam))


def _naar_deel(
    blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport, plan: Plan, open_einde: bool = False,
    ook: frozenset[str] = frozenset(),
) -> list[Deel]:  # fmt: skip
    """De kolommen van een bestand als die van het contract, nog als tekst; een fout in de opbouw wordt gemeld."""
    rapport.bestanden.append(info)
    fouten = len(rapport.fouten)
    if regel.kantel:
        blad = _gekanteld(blad, info, regel, rapport)
    keuze, bsn_als_client = _koppel_koppen(blad, info, regel, tabel, rapport, ook)
    if any(fout.structureel for fout in rapport.fouten[fouten:]):
        info.rijen_in += len(blad.rijen)
        info.afgekeurd = info.rijen_in
        return []
    series = [_naar_tekst(blad.kolommen[i], tabel.kolom(naam)).alias(naam) for naam, i in keuze.items()]
    leeg = [pl.Series(k.naam, [None] * len(blad.rijen), dtype=pl.String) for k in tabel.kolommen if k.naam not in keuze]
    ruw = pl.DataFrame([*series, *leeg, blad.rijen.alias(RIJ)])
    if blad.van is not None:
        ruw = ruw.with_columns(pl.Series(VAN, blad.van, dtype=pl.String))
    for kolom, paren in regel.waarden.items():
        ruw = ruw.with_columns(_vertaald(kolom, {str(k).strip(): v for k, v in paren.items()}))
    ruw = schoon(ruw, tabel, info, rapport, plan.herstelt(info.naam))
    if regel.datum:
        ruw = ruw.with_columns(_met_datumvorm(k.naam, regel.datum) for k in tabel.kolommen if k.soort == "datum")
    ruw = ruw.with_columns(pl.col(kolom).fill_null(pl.lit(waarde)) for kolom, waarde in regel.vast.items())
    nummer = pl.format("{}-{}", pl.lit(Path(info.naam).stem), pl.col(RIJ))
    ruw = ruw.with_columns(pl.col(kolom).fill_null(nummer) for kolom in regel.volgnummer)
    info.rijen_in += ruw.height
    if not ruw.height and not info.rijen_in:
        if info.blad or plan.leeg_toegestaan:
            rapport.waarschuw(info.label, "Hier staan alleen kolomnamen. De tabel is overgeslagen.")
        else:
            rapport.weiger(info.naam, ALLEEN_KOP[0], doe=ALLEEN_KOP[1])
        return []
    koppen = {naam: _kop(blad.koppen[i], regel, tabel) for naam, i in keuze.items()}
    return [Deel(tabel, info, ruw, bsn_als_client, regel, open_einde, koppen=koppen, boven=blad.boven)]


def _kop(hun: str, regel: Regel, tabel: Tabel) -> Kop:
    """Wat een kolomnaam zegt. Een naam die kolommen.yml zelf bedacht (kantel), zegt niets over hun eenheid."""
    ons = {kopnaam(k): v for k, v in regel.hernoem.items()}.get(kopnaam(hun), kopnaam(hun))
    eigen = "waarde" in regel.kantel and kopnaam(hun) == kopnaam(str(regel.kantel["waarde"]))
    zegt = Maat() if eigen else maat_in(hun)
    return Kop("" if kopnaam(hun) in tabel.namen else koptekst(hun), zegt, ons)


def _gekanteld(blad: Blad, info: Bestand, regel: Regel, rapport: Rapport) -> Blad:
    """Van breed naar lang: elke kolom die `kantel` noemt, wordt een rij. Een leeg vak wordt geen rij."""
    koppen = [kopnaam(k) for k in blad.koppen]
    plekken = {hun: koppen.index(kopnaam(hun)) for hun in regel.gekanteld if kopnaam(hun) in koppen}
    for hun in (h for h in regel.gekanteld if h not in plekken):
        rapport.weiger(
            info.naam,
            f"{KOLOMMENBESTAND} noemt bij kantel de kolom '{hun}', maar die staat hier niet.",
            blad=info.blad,
            gevonden=_gevonden(blad, regel),
        )
    houdt = [i for i in range(len(koppen)) if i not in plekken.values()]
    oud = [list(k) for k in blad.kolommen]
    gevuld = [(n, hun, i) for n in range(len(blad.rijen)) for hun, i in plekken.items() if oud[i][n] not in (None, "")]
    nieuw = sorted({k for ons in regel.gekanteld.values() for k in ons})
    kolommen = [[oud[i][n] for n, *_ in gevuld] for i in houdt]
    kolommen += [[regel.gekanteld[hun].get(k) for _, hun, _ in gevuld] for k in nieuw]
    kolommen.append([oud[i][n] for n, _, i in gevuld])
    rijen = blad.rijen.gather([n for n, *_ in gevuld]) if gevuld else blad.rijen.clear()
    info.gelezen_als += ", gekanteld"
    koppen = [*(blad.koppen[i] for i in houdt), *nieuw, str(regel.kantel["waarde"])]
    van = [koptekst(hun) for _, hun, _ in gevuld]
    return Blad(blad.naam, koppen, kolommen, rijen, blad.gelezen_als, blad.boven, van)


def _vertaald(kolom: str, paren: Mapping[str, str]) -> pl.Expr:
    """Hun codes als die van ons; wat niet genoemd is, blijft staan of wordt wat onder 'anders' staat."""
    tekst = pl.col(kolom).str.strip_chars()
    kaal = tekst.str.replace(KOMMA_NUL, "$1")  # 14.0 is what a spreadsheet made of 14
    tekst = pl.when(kaal.is_in(list(paren)) & ~tekst.is_in(list(paren))).then(kaal).otherwise(tekst)
    if ANDERS not in paren:
        return tekst.replace(paren).alias(kolom)
    return pl.when(tekst != "").then(tekst.replace_strict(paren, default=paren[ANDERS])).alias(kolom)


def _met_datumvorm(kolom: str, vorm: str) -> pl.Expr:
    """Datums in de vorm die kolommen.yml noemt, als jaar-maand-dag; wat anders geschreven is blijft staan."""
    datum = pl.col(kolom).str.to_date(DATUMVORMEN[vorm], strict=False).dt.to_string("%Y-%m-%d")
    if vorm == "mm-dd-jjjj":  # the same look as dd-mm-jjjj: what does not fit may not be read the other way round
        anders = pl.col(kolom).str.contains(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}$")
        return pl.when(datum.is_null() & anders).then(pl.col(kolom).str.replace_all("-", "/")).otherwise(
            pl.coalesce(datum, kolom)
        ).alias(kolom)  # fmt: skip
    return pl.coalesce(datum, kolom).alias(kolom)


def _koppel_koppen(
    blad: Blad, info: Bestand, regel: Regel, tabel: Tabel, rapport: Rapport, ook: frozenset[str]
) -> tuple[dict[str, int], bool]:
    """Welke kolom van het bestand bij welke kolom van het contract hoort, en of een BSN-kolom als client_id dient."""
    weiger = lambda wat, **meer: rapport.weiger(info.naam, wat, blad=info.blad, **meer)  # noqa: E731
    koppen = [kopnaam(k) for k in blad.koppen]
    onze = {kopnaam(hun): ons for hun, ons in regel.hernoem.items()}
    for hun in regel.hernoem:
        if kopnaam(hun) not in koppen:
            weiger(
                f"{KOLOMMENBESTAND} noemt de kolom '{hun}', maar die staat hier niet.{bedoelt(kopnaam(hun), koppen)}",
                gevonden=_gevonden(blad, regel),
            )
    namen = [tabel.namen.get(n, n) for n in (onze.get(k, k) for k in koppen)]
    bekend = [k.naam for k in tabel.kolommen]
    for naam in {n for n in namen if n and namen.count(n) > 1 and (n in bekend or _is_bsn_kop(n))}:
        weiger(
            f"De kolom '{naam}' staat er {namen.count(naam)} keer.", doe="Haal er een weg of geef hem een andere naam."
        )
    keuze = {naam: i for i, naam in enumerate(namen) if naam in bekend}
    bsn = [i for i, naam in enumerate(namen) if naam not in bekend and _is_bsn_kop(naam)]
    als_client = bool(bsn) and "client_id" in bekend and "client_id" not in keuze
    if als_client:
        keuze["client_id"] = bsn[0]
    _ontbrekende_koppen(blad, namen, keuze, regel, tabel, weiger)
    if not keuze:  # a first row that is no header can be somebody: nothing of it is told
        return keuze, als_client
    rest = [i for i, naam in enumerate(namen) if naam and i not in keuze.values() and naam not in {*bekend, *ook}]
    vreemd = [koptekst(blad.koppen[i]) for i in rest
              if not _ongebruikte_kop(blad, i, namen[i], tabel, keuze, info, rapport, weiger)]  # fmt: skip
    if len(vreemd) == 1:
        rapport.waarschuw(info.label, f"De kolom '{vreemd[0]}' staat niet in het contract. Zij is niet gelezen.")
    elif vreemd:
        wat = f"{getal(len(vreemd))} kolommen staan niet in het contract en zijn niet gelezen"
        rapport.waarschuw(info.label, f"{wat}: {gevonden(vreemd)}.")
    return keuze, als_client


def _ontbrekende_koppen(
    blad: Blad, namen: list[str], keuze: Mapping[str, int], regel: Regel, tabel: Tabel, weiger: Callable
) -> None:
    mist = [k for k in tabel.minimum if k not in keuze and k not in regel.gevuld]
    if mist and any(re.match(r"(?i)(rij|kolom)labels$|(row|column) labels$|(som|aantal) van ", k) for k in blad.koppen):
        weiger(DRAAITABEL[0], doe=DRAAITABEL[1])
        return
    if mist and not keuze:
        weiger(
            "In de bovenste rij staan geen kolomnamen.",
            toegestaan=", ".join(k.naam for k in tabel.kolommen),
            doe=f"Zet de kolomnamen bovenaan, of zet 'overslaan' in {KOLOMMENBESTAND}. Heten zij anders?{EEN_BEGIN}",
        )
        return
    for kolom in mist:
        lijkt = bedoelt(kolom, [n for n in namen if n and n not in keuze], "Heet die bij u")
        weiger(
            f"De verplichte kolom '{kolom}' ontbreekt.{lijkt}",
            kolom=kolom,
            gevonden=_gevonden(blad, regel),
            doe=f"Voeg de kolom toe, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}{_als(tabel.kolom(kolom))}."
            + (EEN_BEGIN if kolom == mist[0] else ""),
        )


def _gevonden(blad: Blad, regel: Regel) -> str:
    """The names in the first row, once one of them shows that it holds names: else it can be somebody's row."""
    bekend = {kopnaam(k) for k in (*contract.tabel(regel.tabel).namen, *regel.hernoem, *regel.gekanteld)}
    return gevonden(blad.koppen) if bekend & {*map(kopnaam, blad.koppen)} else ""


def _als(kolom: Kolom) -> str:
    """A rename of money says euro or cent."""
    keuze = [n for n in kolom.namen if n.endswith(("_eur", "_cent"))]
    return f", als {' of '.join(keuze)}" if keuze else ""


def _ongebruikte_kop(
    blad: Blad,
    i: int,
    naam: str,
    tabel: Tabel,
    keuze: Mapping[str, int],
    info: Bestand,
    rapport: Rapport,
    weiger: Callable,
) -> bool:
    """Of er over een kolom die niet gelezen wordt, iets bijzonders te melden was."""
    toon = koptekst(blad.koppen[i])
    open_plekken = [k.naam for k in tabel.kolommen if k.naam not in keuze]
    waarden = _naar_tekst(blad.kolommen[i], None)
    if _is_bsn_kop(naam) or bevat_bsn(waarden):
        rapport.waarschuw(info.label, f"De kolom '{toon}' bevat BSN's. Zij is niet gelezen en niet bewaard.")
    elif (plek := losse_bsn(waarden)) is not None:
        rij = blad.rijen[plek]
        rapport.waarschuw(
            info.label, f"In de kolom '{toon}' staat een BSN (rij {rij}). Zij is niet gelezen en niet bewaard."
        )
    elif not tabel.minimum or difflib.get_close_matches(naam, open_plekken, n=1, cutoff=0.85):
        weiger(
            f"De kolom '{toon}' is onbekend.{bedoelt(naam, open_plekken)}",
            kolom=toon,
            doe=f"Verbeter de naam, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}.",
        )
    else:
        return False
    return True


def _naar_tekst(waarden: pl.Series | list, kolom: Kolom | None) -> pl.Series:
    """Waarden als tekst. Een echt getal of een echte datum wordt zo geschreven dat er maar een lezing is."""
    soort = kolom.soort if kolom else "tekst"
    if isinstance(waarden, pl.Series):
        if waarden.dtype == pl.String:
            return waarden
        if (
            waarden.dtype == pl.Date
            or waarden.dtype.is_integer()
            or isinstance(waarden.dtype, pl.Categorical | pl.Enum)
        ):
            return waarden.cast(pl.String)
        waarden = waarden.to_list()
    return pl.Series([_celtekst(w, soort) for w in waarden], dtype=pl.String)


def _celtekst(waarde: object, soort: str) -> str | None:
    """Een cel als tekst.

    >>> _celtekst(1.234, "getal"), _celtekst(1234.567, "bedrag"), _celtekst(datetime(2023, 4, 15), "datum")
    ('1,2340', '1234,57', '2023-04-15')
    """
    if waarde is None or isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        if soort == "tijd":
            return waarde.time().isoformat("seconds")
        return (
            waarde.date().isoformat()
            if soort == "datum" or waarde.time() == time()
            else waarde.isoformat(" ", "seconds")
        )
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, time):
        return waarde.isoformat("seconds")
    if isinstance(waarde, GetalMetMerk) and soort in GETALSOORTEN:
        return waarde.tekst(lambda w: _getaltekst(w, "getal" if waarde.vergroot else soort))
    if isinstance(waarde, float | Decimal):
        return _getaltekst(Decimal(repr(waarde)) if isinstance(waarde, float) else waarde, soort)
    return str(waarde)


def _getaltekst(waarde: Decimal, soort: str) -> str | None:
    if not waarde.is_finite():
        return None
    if waarde == waarde.to_integral_value():
        return f"{waarde:.0f}"
    if soort == "bedrag":
        return f"{waarde.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".replace(".", ",")
    heel, decimalen = f"{waarde.normalize():f}".split(".")
    return f"{heel},{decimalen}0" if len(decimalen) == 3 else f"{heel},{decimalen}"


# --- several files, one table -----------------------------------------------------------------------------------------
def _naar_stukken(
    delen: list[Deel], map: Path, gegeven: bytes | None, rapport: Rapport, gemeenten: Gemeenten
) -> dict[str, list[Stuk]]:
    """The good rows of this municipality, per table and still per file."""
    delen = _pseudonimiseer(delen, map, gegeven, rapport)
    per_tabel: dict[str, list[Stuk]] = {}
    for deel in delen:
        per_tabel.setdefault(deel.tabel.naam, []).append(Stuk(deel.info, keur_deel(deel, rapport), deel.regel))
    return _alleen_eigen(per_tabel, gemeenten, rapport)


def _plekken(tabel: contract.Tabel, stukken: list[Stuk]) -> pl.DataFrame:
    """Where each free text stands: the file, the sheet and the row as the user sees them."""
    delen = [
        s.rijen.select(
            *tabel.vrije_tekst, pl.lit(s.info.naam).alias("bestand"), pl.lit(s.info.blad).alias("blad"),
            pl.col(RIJ).alias("rij"),
        )
        for s in stukken
    ]  # fmt: skip
    return pl.concat(delen)


def _naar_tabellen(
    per_tabel: dict[str, list[Stuk]], rapport: Rapport, gemeenten: Gemeenten
) -> dict[str, pl.DataFrame]:
    uit = {naam: voeg_samen(contract.tabel(naam), stukken, rapport) for naam, stukken in per_tabel.items()}
    if gemeenten.voorgangers and "aggregaat" in uit:
        per_soort = {s: {b.naam for b in begrippen().values() if b.beschermd == s} for s in ("aandeel", "kenmerk")}
        optelbaar = set(begrippen()) - per_soort["aandeel"] - per_soort["kenmerk"]
        uit["aggregaat"], weg = herkomst.met_voorgangers(uit["aggregaat"], gemeenten, optelbaar, per_soort["aandeel"])
        if weg:
            rapport.waarschuw(
                "aggregaat",
                f"{rijen_tekst(weg)} van voorgangers {'telt' if weg == 1 else 'tellen'} niet mee: een voorganger "
                "ontbreekt, het is een gemiddelde, of de gemeente heeft zelf een totaal.",
                belangrijk=True,
            )
    if gemeenten.voorgangers and "bevolking" in uit:
        uit["bevolking"] = herkomst.inwoners_met_voorgangers(uit["bevolking"], gemeenten)
    return uit


def _alleen_eigen(
    per_tabel: dict[str, list[Stuk]], gemeenten: Gemeenten, rapport: Rapport
) -> dict[str, list[Stuk]]:
    """Alleen de rijen van deze gemeente en haar voorgangers. Wat wegvalt, staat in het verslag."""
    frames = {naam: [s.rijen for s in stukken] for naam, stukken in per_tabel.items()}
    codes = herkomst.codes_in(frames)
    alle = sorted({c for gevonden in codes.values() for c in gevonden})
    if not gemeenten.eigen:
        if len({c for naam, gevonden in codes.items() if naam != "bevolking" for c in gevonden}) > 1:
            rapport.weiger(
                HERKOMSTBESTAND,
                f"In deze levering staan {getal(len(alle))} gemeenten, en niet van welke zij is.",
                gevonden=", ".join(alle[:GENOEMDE_CODES]),
                doe="Zet uw gemeentecode in herkomst.yml. De rijen van een ander tellen dan niet mee.",
            )
        return per_tabel
    if alle and not set(alle) & set(gemeenten.codes):
        rapport.weiger(
            HERKOMSTBESTAND,
            f"Deze levering is van gemeente {gemeenten.eigen[2:]}, maar geen enkele rij heeft die gemeentecode.",
            gevonden=", ".join(alle[:GENOEMDE_CODES]),
            doe="Verbeter de gemeentecode in herkomst.yml, of lever uw eigen bestanden.",
        )
        return per_tabel
    verdeling = herkomst.verdeel(frames, gemeenten)
    uit = {}
    for naam, stukken in per_tabel.items():
        uit[naam] = []
        for stuk, vreemd in zip(stukken, verdeling.vreemd[naam], strict=True):
            stuk.info.elders += vreemd.sum()
            rijen = stuk.rijen.filter(~vreemd)
            if naam in herkomst.ZONDER_CODE_EIGEN:
                rijen = rijen.with_columns(pl.col(herkomst.CODE).fill_null(gemeenten.eigen))
            uit[naam].append(replace(stuk, rijen=rijen))
    _meld_elders(verdeling, gemeenten, rapport)
    return uit


def _meld_elders(verdeling: herkomst.Verdeling, gemeenten: Gemeenten, rapport: Rapport) -> None:
    for naam, delen in verdeling.vreemd.items():
        aantal = sum(deel.sum() for deel in delen)
        if aantal:
            codes = sorted(c[2:] for c in verdeling.gevonden.get(naam, ()))
            van = f" ({', '.join(codes[:GENOEMDE_CODES])})" if codes else ""
            wie = f"een andere gemeente{van}" if len(codes) < 2 else f"andere gemeenten{van}"
            telt = "is van {}. Die telt" if aantal == 1 else "zijn van {}. Die tellen"
            rapport.waarschuw(naam, f"{rijen_tekst(aantal)} {telt.format(wie)} niet mee.", belangrijk=True)
    for naam, aantal in verdeling.twijfel.items():
        telt = "heeft een nummer dat ook bij een andere gemeente voorkomt. Die telt"
        if aantal > 1:
            telt = "hebben een nummer dat ook bij een andere gemeente voorkomt. Die tellen"
        rapport.waarschuw(
            naam,
            f"{rijen_tekst(aantal)} zonder gemeentecode {telt} bij {gemeenten.eigen[2:]}. Lever de kolom gemeentecode "
            f"mee als dat niet klopt.",
            belangrijk=True,
        )


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
        fout = len(kolom) - elfproef(kolom).sum()
        extra = f" {getal(fout)} waarden zijn geen geldig BSN." if fout and bevat_bsn(kolom) else ""
        rapport.waarschuw(deel.info.label, f"Het BSN in client_id is vervangen door een pseudoniem.{extra}")
    return [
        replace(d, ruw=d.ruw.with_columns(pseudoniem(d.ruw["client_id"], gegeven).alias("client_id")))
        if "client_id" in d.ruw.columns
        else d
        for d in delen
    ]


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

    nummer = ["wet", "toewijzingnummer"]
    los(
        "toewijzingen",
        "clienten",
        ["client_id"],
        "de cliënt staat niet in clienten. Wijk en leeftijd zijn dan onbekend.",
    )
    for van in ("leveringen", "declaraties", "verzoeken"):
        los(van, "toewijzingen", nummer, "de toewijzing staat niet in toewijzingen.")
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
