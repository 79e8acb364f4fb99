"""De kolomnamen van een blad: welke kolom van hen bij welke van het contract hoort, en wat er mist of te veel is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sociaaldomein.begrippen.eenheden import Meeteenheid, maat_in
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.notatie import getal
from sociaaldomein.levering.bestanden import kopnaam
from sociaaldomein.levering.cellen import naar_tekst
from sociaaldomein.levering.contract import Kolom, Tabel, tabel
from sociaaldomein.levering.keuring.deel import Kop
from sociaaldomein.levering.keuring.keur import DRAAITABEL
from sociaaldomein.levering.kolommen import KOLOMMENBESTAND, Kolomregel
from sociaaldomein.levering.leveringsverslag import Bestand, Rapport, gevonden, koptekst
from sociaaldomein.levering.pseudoniemen import bevat_bsn, losse_bsn

EEN_BEGIN = f" Een begin van {KOLOMMENBESTAND} maakt: sociaaldomein stel-kolommen-voor MAP."
VAN_DRAAITABEL = r"(?i)(rij|kolom)labels$|(row|column) labels$|(som|aantal) van "
BSN_KOP = r"(^|_)(\w*bsn|bsn\w*|burger_?service_?(nummer|nr)|sofi_?(nummer|nr))(_|$)"


@dataclass
class Blad:
    """Een tabel zoals zij in het bestand staat."""

    koppen: list[str]
    kolommen: Sequence[pl.Series | list]
    rijen: pl.Series
    boven: str = ""  # the text above the column names
    van: list[str] | None = None  # per row the column it came from, if the sheet was turned


@dataclass
class Koppen:
    """De kolomnamen van een blad naast een tabel. `ook` zijn de namen die een andere tabel uit dit blad leest."""

    blad: Blad
    info: Bestand
    regel: Kolomregel
    rapport: Rapport
    ook: frozenset[str] = frozenset()

    @property
    def tabel(self) -> Tabel:
        return tabel(self.regel.tabel)

    def weiger(self, wat: str, **meer: str) -> None:
        """Weiger de levering om deze kolomnamen."""
        self.rapport.weiger(self.info.naam, wat, blad=self.info.blad, **meer)

    def kies(self) -> tuple[dict[str, int], bool]:
        """Per kolom van het contract haar plek in het bestand, en of een BSN-kolom als client_id dient."""
        bekend = [k.naam for k in self.tabel.kolommen]
        namen = self._onze_namen(bekend)
        keuze = {naam: i for i, naam in enumerate(namen) if naam in bekend}
        bsn = [i for i, naam in enumerate(namen) if naam not in bekend and _is_bsn_kop(naam)]
        als_client = bool(bsn) and "client_id" in bekend and "client_id" not in keuze
        if als_client:
            keuze["client_id"] = bsn[0]
        self._meld_ontbrekende(namen, keuze)
        if keuze:  # a first row that is no header can be somebody: nothing of it is told
            rest = {
                i: naam
                for i, naam in enumerate(namen)
                if naam and i not in keuze.values() and naam not in {*bekend, *self.ook}
            }
            self._meld_vreemde(rest, [k for k in bekend if k not in keuze])
        return keuze, als_client

    def _onze_namen(self, bekend: list[str]) -> list[str]:
        """The names of the columns as ours; a rename of nothing and a name that stands there twice are refused."""
        koppen = [kopnaam(k) for k in self.blad.koppen]
        for hun in (h for h in self.regel.hernoem if kopnaam(h) not in koppen):
            hulp = bedoelt(kopnaam(hun), map(koptekst, koppen))
            wat = f"{KOLOMMENBESTAND} noemt de kolom '{hun}', maar die staat hier niet.{hulp}"
            self.weiger(wat, gevonden=self._gevonden())
        namen = [self.tabel.namen.get(n, n) for n in map(self._hernoemd, koppen)]
        for naam in {n for n in namen if n and namen.count(n) > 1 and (n in bekend or _is_bsn_kop(n))}:
            wat = f"De kolom '{naam}' staat er {namen.count(naam)} keer."
            self.weiger(wat, doe="Haal er een weg of geef hem een andere naam.")
        return namen

    def kop(self, plek: int) -> Kop:
        """Wat een kolomnaam zegt. Een naam die kolommen.yml zelf bedacht (kantel), zegt niets over hun eenheid."""
        hun = self.blad.koppen[plek]
        kaal, kantel = kopnaam(hun), self.regel.kantel
        zegt = Meeteenheid() if "waarde" in kantel and kaal == kopnaam(str(kantel["waarde"])) else maat_in(hun)
        return Kop("" if kaal in self.tabel.namen else koptekst(hun), zegt, self._hernoemd(kaal))

    def gekanteld(self) -> Blad:
        """Van breed naar lang: elke kolom die `kantel` noemt, wordt een rij. Een leeg vak wordt geen rij."""
        blad, ons, plekken = self.blad, self.regel.gekanteld, self._te_kantelen()
        houdt = [i for i in range(len(blad.koppen)) if i not in plekken.values()]
        oud = [list(k) for k in blad.kolommen]
        gevuld = [
            (n, hun, i) for n in range(len(blad.rijen)) for hun, i in plekken.items() if oud[i][n] not in (None, "")
        ]
        nieuw = sorted({k for waarden in ons.values() for k in waarden})
        kolommen = [[oud[i][n] for n, *_ in gevuld] for i in houdt]
        kolommen += [[ons[hun].get(k) for _, hun, _ in gevuld] for k in nieuw]
        kolommen.append([oud[i][n] for n, _, i in gevuld])
        rijen = blad.rijen.gather([n for n, *_ in gevuld]) if gevuld else blad.rijen.clear()
        self.info.gelezen_als += ", gekanteld"
        koppen = [*(blad.koppen[i] for i in houdt), *nieuw, str(self.regel.kantel["waarde"])]
        return Blad(koppen, kolommen, rijen, blad.boven, [koptekst(hun) for _, hun, _ in gevuld])

    def _te_kantelen(self) -> dict[str, int]:
        """The places of the columns that become rows; one that is not there is refused."""
        koppen = [kopnaam(k) for k in self.blad.koppen]
        plekken = {hun: koppen.index(kopnaam(hun)) for hun in self.regel.gekanteld if kopnaam(hun) in koppen}
        for hun in (h for h in self.regel.gekanteld if h not in plekken):
            wat = f"{KOLOMMENBESTAND} noemt bij kantel de kolom '{hun}', maar die staat hier niet."
            self.weiger(wat, gevonden=self._gevonden())
        return plekken

    def _hernoemd(self, kop: str) -> str:
        return {kopnaam(hun): ons for hun, ons in self.regel.hernoem.items()}.get(kop, kop)

    def _gevonden(self) -> str:
        """The names in the first row, once one of them shows that it holds names: else it can be somebody's row."""
        bekend = {kopnaam(k) for k in (*self.tabel.namen, *self.regel.hernoem, *self.regel.gekanteld)}
        return gevonden(self.blad.koppen) if bekend & {*map(kopnaam, self.blad.koppen)} else ""

    def _meld_ontbrekende(self, namen: list[str], keuze: dict[str, int]) -> None:
        mist = [k for k in self.tabel.minimum if k not in keuze and k not in self.regel.gevuld]
        if mist and any(re.match(VAN_DRAAITABEL, k) for k in self.blad.koppen):
            self.weiger(DRAAITABEL[0], doe=DRAAITABEL[1])
        elif mist and not keuze:
            doe = f"Zet de kolomnamen bovenaan, of zet 'overslaan' in {KOLOMMENBESTAND}. Heten zij anders?{EEN_BEGIN}"
            mag = ", ".join(k.naam for k in self.tabel.kolommen)
            self.weiger("In de bovenste rij staan geen kolomnamen.", toegestaan=mag, doe=doe)
        else:
            for kolom in mist:
                lijkt = bedoelt(kolom, [koptekst(n) for n in namen if n and n not in keuze], "Heet die bij u")
                hernoem = f"'hernoem' in {KOLOMMENBESTAND}{_als(self.tabel.kolom(kolom))}."
                doe = f"Voeg de kolom toe, of noem haar onder {hernoem}" + (EEN_BEGIN if kolom == mist[0] else "")
                wat = f"De verplichte kolom '{kolom}' ontbreekt.{lijkt}"
                self.weiger(wat, kolom=kolom, gevonden=self._gevonden(), doe=doe)

    def _meld_vreemde(self, rest: dict[int, str], open_plekken: list[str]) -> None:
        """Columns that are not read: a BSN in one is told, a typing error is refused, the others are named once."""
        vreemd = [
            koptekst(self.blad.koppen[i]) for i, naam in rest.items() if not self._is_bijzonder(i, naam, open_plekken)
        ]
        if len(vreemd) == 1:
            wat = f"De kolom '{vreemd[0]}' staat niet in het contract. Zij is niet gelezen."
            self.rapport.waarschuw(self.info.label, wat)
        elif vreemd:
            wat = f"{getal(len(vreemd))} kolommen staan niet in het contract en zijn niet gelezen"
            self.rapport.waarschuw(self.info.label, f"{wat}: {gevonden(vreemd)}.")

    def _is_bijzonder(self, plek: int, naam: str, open_plekken: list[str]) -> bool:
        """Of er over een kolom die niet gelezen wordt, iets bijzonders te melden was."""
        toon, waarden = koptekst(self.blad.koppen[plek]), naar_tekst(self.blad.kolommen[plek], None)
        if _is_bsn_kop(naam) or bevat_bsn(waarden):
            wat = f"De kolom '{toon}' bevat BSN's. Zij is niet gelezen en niet bewaard."
            self.rapport.waarschuw(self.info.label, wat)
        elif (plek_bsn := losse_bsn(waarden)) is not None:
            wat = f"In de kolom '{toon}' staat een BSN (rij {self.blad.rijen[plek_bsn]})."
            self.rapport.waarschuw(self.info.label, f"{wat} Zij is niet gelezen en niet bewaard.")
        elif not self.tabel.minimum or difflib.get_close_matches(naam, open_plekken, n=1, cutoff=0.85):
            doe = f"Verbeter de naam, of noem haar onder 'hernoem' in {KOLOMMENBESTAND}."
            self.weiger(f"De kolom '{toon}' is onbekend.{bedoelt(naam, open_plekken)}", kolom=toon, doe=doe)
        else:
            return False
        return True


def _is_bsn_kop(naam: str) -> bool:
    return bool(re.search(BSN_KOP, naam))


def _als(kolom: Kolom) -> str:
    """A rename of money says euro or cent."""
    keuze = [n for n in kolom.namen if n.endswith(("_eur", "_cent"))]
    return f", als {' of '.join(keuze)}" if keuze else ""
