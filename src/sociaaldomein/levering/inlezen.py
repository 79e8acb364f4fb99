"""Een bestand uit een levering lezen: welke tabel het is, welke bladen en kolommen tellen, en wat eraan opvalt."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociaaldomein.begrippen.paginas import TOELICHTING
from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.levering import contract, normenbestand, themas
from sociaaldomein.levering.bestanden import (
    KAART,
    OUDE_EINDEN,
    RIJ,
    TEKENS,
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
from sociaaldomein.levering.cellen import met_datumvorm, naar_tekst, vertaald
from sociaaldomein.levering.herkomst import HERKOMSTBESTAND
from sociaaldomein.levering.keuring.deel import VAN, Deel
from sociaaldomein.levering.keuring.keur import AFGEBROKEN
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, Kolommenplan, Kolomregel, tabelnaam
from sociaaldomein.levering.koppen import EEN_BEGIN, Blad, Koppen
from sociaaldomein.levering.leveringsverslag import Bestand, Fout, Rapport
from sociaaldomein.levering.opschonen import schoon

# these belong to a delivery and hold no table: each is read elsewhere, with its own checks
NIET_ALS_TABEL = (
    KOLOMMENBESTAND,
    HERKOMSTBESTAND,
    TOELICHTING,
    themas.BESTAND,
    normenbestand.BESTAND,
    KAART,
)
ALLEEN_KOP = ("Hier staan alleen kolomnamen, geen rijen.", "Maak de export opnieuw, of gebruik --leeg-toegestaan.")


def netjes(naam: str) -> str:
    """Een naam van een bestand of tabblad die veilig in een melding kan."""
    return maskeer(re.sub(r"[\x00-\x1f\x7f]", " ", naam))


def lees_bestand(pad: Path, plan: Kolommenplan, rapport: Rapport) -> list[Deel]:
    """De tabellen in een bestand, met kolommen van het contract als tekst. Wat niet te lezen is, is gemeld."""
    if pad.name.startswith((".", "~$")) or pad.name in NIET_ALS_TABEL or plan.overgeslagen(pad.name, pad.stem):
        return []
    lezer = _Lezer(pad, netjes(pad.name), plan, rapport)
    if pad.is_dir():
        lezer.waarschuw("Dit is een map in de map. Zij is niet gelezen.")
        return []
    bedoeld = tabelnaam(pad.stem) or plan.noemt(pad)
    try:
        if (anders := ander_soort(pad)) and (not bedoeld or pad.suffix.lower() not in OUDE_EINDEN):
            lezer.waarschuw(f"{anders[0]} Het is niet gelezen. {anders[1]}")
            return []
        onbedoeld = not bedoeld and pad.suffix.lower() in (".txt", *OUDE_EINDEN)
        if not onbedoeld and pad.stat().st_size == 0:
            raise Onleesbaar("Het bestand is leeg.", "Maak de export opnieuw, of haal het bestand weg.")
        soort = None if onbedoeld else soort_van(pad)
        if soort is None and bedoeld:
            wat = f"Een bestand van het soort '{pad.suffix}' is niet te lezen."
            raise Onleesbaar(wat, "Bewaar het als een van deze soorten.", toegestaan="CSV, XLSX, Parquet")
        if soort is None:
            lezer.waarschuw("Dit bestand is geen tabel en is niet gelezen.")
            return []
        return [*{"csv": lezer.csv, "excel": lezer.excel, "parquet": lezer.parquet}[soort]()]
    except Onleesbaar as fout:
        lezer.weiger(fout.wat, blad=fout.blad, toegestaan=fout.toegestaan, doe=fout.doe)
    except OSError:
        lezer.weiger("Het bestand is niet te openen.", doe="Sluit het in Excel en probeer het opnieuw.")
    return []


@dataclass(frozen=True)
class _Lezer:
    """A file that is being read: how it is called in a message, and what kolommen.yml says about it."""

    pad: Path
    naam: str
    plan: Kolommenplan
    rapport: Rapport

    def waarschuw(self, wat: str) -> None:
        self.rapport.waarschuw(self.naam, wat)

    def weiger(self, wat: str, **meer: object) -> None:
        self.rapport.weiger(self.naam, wat, **meer)

    def regels(self) -> list[Kolomregel]:
        """What kolommen.yml says about a file with one sheet; a file that is no table is refused."""
        regels = self.plan.kies(self.pad, "")
        if not regels:
            self.onbekende_tabel("", self.pad.stem)
        return regels

    def onbekende_tabel(self, blad: str, naam: str) -> None:
        wat = f"{'Dit tabblad' if blad else 'Dit bestand'} heet niet naar een tabel."
        eerste = not any("heet niet naar een tabel" in f.wat for f in self.rapport.fouten)  # the list stands there once
        doe = f"Geef het een andere naam, of zet '{netjes(naam)}' onder 'negeer' in {KOLOMMENBESTAND}."
        self.weiger(
            f"{wat}{bedoelt(naam.lower()[:60], contract.TABELLEN)}",
            blad=blad,
            toegestaan=", ".join(contract.TABELLEN) if eerste else "",
            doe=doe + (EEN_BEGIN if eerste else ""),
        )

    # --- text ---
    def csv(self) -> Iterable[Deel]:
        regels = self.regels()
        if not regels:
            return
        tekst, codering = lees_tekst(self.pad)
        if codering in ("DOS (cp850)", "Mac"):
            self.waarschuw(f"De letters staan in een oude code, {codering}. Kijk of namen met é en ë goed staan.")
        tekst = self._op_orde(tekst)
        sep = re.match(r"sep=(.)\n", tekst, re.IGNORECASE)
        tekst, gemeld = (tekst[sep.end() :], sep[1]) if sep else (tekst, "")
        for regel in regels:
            yield from self._csv_naar_deel(tekst, codering, gemeld, regel, _elders(regel, regels))

    def _op_orde(self, tekst: str) -> str:
        """The same end to every line and no empty signs; what could not be read is told with its line."""
        if "\x00" in tekst:
            self.waarschuw("Er stonden lege tekens (NUL) in het bestand. Die zijn weggehaald.")
        tekst = tekst.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        if "\ufffd" in tekst:
            regel = tekst[: tekst.index("\ufffd")].count("\n") + 1
            self.waarschuw(f"Op regel {regel} staat een teken dat niet te lezen is. Bewaar het bestand als UTF-8.")
        return tekst

    def _csv_naar_deel(
        self, tekst: str, codering: str, gemeld: str, regel: Kolomregel, ook: frozenset[str]
    ) -> list[Deel]:
        tabel = contract.tabel(regel.tabel)
        kop, lijf, teken = kop_en_lijf(tekst, regel, tabel, gemeld)
        keur_breedte(len(kop))
        info = Bestand(self.naam, tabel.naam, f"CSV, {codering}, {TEKENS.get(teken, teken)}")
        if len(kop) == 1 and len(tabel.minimum) > 1:
            doe, mag = "Scheid de velden met een puntkomma.", "puntkomma, komma of tab"
            raise Onleesbaar("Er is maar één kolom gevonden.", doe, toegestaan=mag)
        onder = regel.overslaan + 2  # the first row below the column names
        try:
            frame, rijen, ragged = records(lijf, teken, len(kop))
        except csv.Error:
            wat = f"Een aanhalingsteken wordt niet goed afgesloten, {open_teken(lijf, teken, onder)}."
            raise Onleesbaar(wat, "Zet een tweede aanhalingsteken, of haal het weg.") from None
        rijen, ragged = rijen + onder, [(rij + onder, aantal) for rij, aantal in ragged]
        doe = f"Zet een veld met een {TEKENS.get(teken, teken)} erin tussen aanhalingstekens."
        for rij, aantal in ragged:
            info.rijen_in += 1
            info.afgekeurd += 1
            wat = f"De rij heeft {aantal} velden; de kop heeft er {len(kop)}."
            self.rapport.meld(Fout(self.naam, wat, soort="velden", rij=rij, doe=doe))
        open_einde = bool(lijf) and not tekst.endswith("\n")
        if open_einde and ragged and ragged[-1][0] > (rijen.max() or 0) and ragged[-1][1] < len(kop):
            self.weiger(AFGEBROKEN[0], rij=ragged[-1][0], doe=AFGEBROKEN[1])
        boven = " ".join(tekst.split("\n")[: regel.overslaan])
        blad = Blad(kop, frame.get_columns(), rijen, boven)
        return self._naar_deel(Koppen(blad, info, regel, self.rapport, ook), open_einde)

    # --- sheets ---
    def excel(self) -> list[Deel]:
        delen: list[Deel] = []
        bladen = open_werkboek(self.pad)
        zichtbaar = [b.naam for b in bladen if b.zichtbaar]
        for blad in (b for b in bladen if not self.plan.overgeslagen(b.naam)):
            titel = netjes(blad.naam)
            regels = self.plan.kies(self.pad, blad.naam, eerste_blad=zichtbaar == [blad.naam])
            if not blad.zichtbaar:
                self._meld_verborgen(blad, titel, bool(regels))
            if blad.rijen and regels:
                self._meld_opvallend(blad, titel, min(r.overslaan for r in regels))
                delen += [d for r in regels for d in self._blad_naar_deel(blad, titel, r, _elders(r, regels))]
            elif blad.rijen and blad.zichtbaar:
                self.onbekende_tabel(titel, blad.naam)
        mis = any(f.bestand == self.naam and f.structureel for f in self.rapport.fouten)
        if not delen and not self.plan.leeg_toegestaan and not mis:
            self.weiger(ALLEEN_KOP[0], doe=ALLEEN_KOP[1])
        return delen

    def _meld_verborgen(self, blad: Tabblad, titel: str, gelezen: bool) -> None:
        cel = blad.bsn_cel() if not gelezen else ""
        tekst = f"Tabblad '{titel}' is verborgen. Het is {'wel' if gelezen else 'niet'} gelezen."
        if cel:
            tekst += f" In cel {cel} staat een BSN. Haal het tabblad weg voordat u het bestand deelt."
        self.waarschuw(tekst)

    def _meld_opvallend(self, blad: Tabblad, titel: str, overslaan: int) -> None:
        """What is odd about a sheet is told once, also if it fills more tables."""
        rijen, gezien, label = [n for n, _ in blad.rijen if n > overslaan], blad.gezien, f"{self.naam} ({titel})"
        if gezien.verborgen:
            self.rapport.waarschuw(label, f"Dit is verborgen en wel gelezen: {gezien.verborgen}.")
        if gezien.draaitabel:
            self.rapport.waarschuw(label, "Hier staat een draaitabel. Kijk of elke rij gevuld is.")
        if gezien.formule:
            doe = "Open het bestand in Excel en bewaar het opnieuw, of plak alleen de waarden."
            self.weiger(f"In cel {gezien.formule} staat een formule zonder uitkomst.", blad=titel, doe=doe)
        if bereik := blad.samengevoegd_vanaf(rijen[0]) if rijen else "":
            wat = f"De cellen {bereik} zijn samengevoegd. Alleen de eerste heeft een waarde."
            self.weiger(wat, blad=titel, doe="Splits de cellen en vul elke cel.")

    def _blad_naar_deel(self, blad: Tabblad, titel: str, regel: Kolomregel, ook: frozenset[str]) -> list[Deel]:
        rijen = [(n, r) for n, r in blad.rijen if n > regel.overslaan]
        kop = ["" if c is None else str(c) for c in rijen[0][1]] if rijen else []
        breedte = max((len(r) for _, r in rijen), default=0)
        keur_breedte(breedte, titel)
        kop += [""] * (breedte - len(kop))
        kolommen = [[r[i] if i < len(r) else None for _, r in rijen[1:]] for i in range(breedte)]
        boven = " ".join(str(c) for n, r in blad.rijen if n <= regel.overslaan for c in r if c is not None)
        kern = Blad(kop, kolommen, pl.Series([n for n, _ in rijen[1:]], dtype=pl.Int64), boven)
        info = Bestand(self.naam, regel.tabel, "Excel", titel)
        return self._naar_deel(Koppen(kern, info, regel, self.rapport, ook))

    def parquet(self) -> Iterable[Deel]:
        regels = self.regels()
        if not regels:
            return
        frame = lees_parquet(self.pad)
        keur_breedte(frame.width)
        for regel in regels:
            typen = {kopnaam(k): str(t) for k, t in frame.schema.items()}
            info = Bestand(self.naam, regel.tabel, "Parquet", typen=typen)
            blad = Blad(frame.columns, frame.get_columns(), pl.int_range(2, frame.height + 2, eager=True))
            yield from self._naar_deel(Koppen(blad, info, regel, self.rapport, _elders(regel, regels)))

    # --- from their columns to ours ---
    def _naar_deel(self, koppen: Koppen, open_einde: bool = False) -> list[Deel]:
        """The columns of the contract, still as text; a fault in what a file is made of is told."""
        info, regel, tabel = koppen.info, koppen.regel, koppen.tabel
        self.rapport.bestanden.append(info)
        fouten = len(self.rapport.fouten)
        if regel.kantel:
            koppen.blad = koppen.gekanteld()
        blad = koppen.blad
        keuze, bsn_als_client = koppen.kies()
        if any(fout.structureel for fout in self.rapport.fouten[fouten:]):
            info.rijen_in += len(blad.rijen)
            info.afgekeurd = info.rijen_in
            return []
        ruw = schoon(_kolommen(koppen, keuze), tabel, info, self.rapport, self.plan.herstelt(info.naam))
        if regel.datum:
            ruw = ruw.with_columns(met_datumvorm(k.naam, regel.datum) for k in tabel.kolommen if k.soort == "datum")
        ruw = ruw.with_columns(pl.col(kolom).fill_null(pl.lit(waarde)) for kolom, waarde in regel.vast.items())
        nummer = pl.format("{}-{}", pl.lit(Path(info.naam).stem), pl.col(RIJ))
        ruw = ruw.with_columns(pl.col(kolom).fill_null(nummer) for kolom in regel.volgnummer)
        info.rijen_in += ruw.height
        if ruw.height or info.rijen_in:
            hun = {naam: koppen.kop(i) for naam, i in keuze.items()}
            return [Deel(tabel, info, ruw, bsn_als_client, regel, open_einde, koppen=hun, boven=blad.boven)]
        if info.blad or self.plan.leeg_toegestaan:
            wat = "Hier staan alleen kolomnamen. De tabel is overgeslagen."
            self.rapport.waarschuw(info.label, wat)
        else:
            self.weiger(ALLEEN_KOP[0], doe=ALLEEN_KOP[1])
        return []


def _kolommen(koppen: Koppen, keuze: dict[str, int]) -> pl.DataFrame:
    """Every column of the table as text, empty where the file has none, with their codes as ours."""
    blad, tabel = koppen.blad, koppen.tabel
    series = [naar_tekst(blad.kolommen[i], tabel.kolom(naam)).alias(naam) for naam, i in keuze.items()]
    leeg = [pl.Series(k.naam, [None] * len(blad.rijen), dtype=pl.String) for k in tabel.kolommen if k.naam not in keuze]
    ruw = pl.DataFrame([*series, *leeg, blad.rijen.alias(RIJ)])
    if blad.van is not None:
        ruw = ruw.with_columns(pl.Series(VAN, blad.van, dtype=pl.String))
    for kolom, paren in koppen.regel.waarden.items():
        ruw = ruw.with_columns(vertaald(kolom, {str(k).strip(): v for k, v in paren.items()}))
    return ruw


def _elders(regel: Kolomregel, regels: list[Kolomregel]) -> frozenset[str]:
    """The column names that another table reads from the same sheet."""
    anders = [r for r in regels if r is not regel]
    return frozenset(kopnaam(n) for r in anders for n in (*contract.tabel(r.tabel).namen, *r.hernoem, *r.gekanteld))
