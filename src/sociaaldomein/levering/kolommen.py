"""De kolommen van een ander: wat kolommen.yml zegt over bestanden, tabbladen, kolomnamen en waarden."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sociaaldomein.begrippen.eenheden import lees_maat
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.levering import contract
from sociaaldomein.levering.leveringsverslag import Rapport, bedoelt

KOLOMMENBESTAND = "kolommen.yml"
LIJSTEN = ("negeer", "herstel")
DATUMVORMEN = {"dd/mm/jjjj": "%d/%m/%Y", "mm/dd/jjjj": "%m/%d/%Y", "mm-dd-jjjj": "%m-%d-%Y"}
DUBBEL = ("een keer", "houden")
ANDERS = "anders"  # under `waarden`: what every value that is not named becomes
EENHEDEN = ("euro", "cent", "duizend euro", "miljoen euro", "procent", "deel", "dagen", "weken", "maanden", "jaren",
            "duizend", "miljoen")  # fmt: skip
KANTEL = ("naar", "waarde", "kolommen")


@dataclass
class Regel:
    """Hoe een bestand met andere kolomnamen op een tabel past, uit kolommen.yml."""

    tabel: str
    bestand: str = ""
    blad: str = ""
    overslaan: int = 0
    hernoem: Mapping[str, str] = field(default_factory=dict)
    waarden: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    vast: Mapping[str, str] = field(default_factory=dict)
    controle: Mapping[str, str] = field(default_factory=dict)
    eenheid: Mapping[str, str] = field(default_factory=dict)
    datum: str = ""
    dubbel: str = ""
    gaat_voor: str = ""
    kantel: Mapping[str, object] = field(default_factory=dict)
    volgnummer: Sequence[str] = ()
    gebruikt: bool = False

    @property
    def gekanteld(self) -> dict[str, dict[str, str]]:
        """Per kolom van hen die een rij wordt: wat er dan in welke kolom van ons komt te staan.

        >>> Regel("aggregaat", kantel={"naar": "kwartaal", "waarde": "waarde", "kolommen": ["2023-K1"]}).gekanteld
        {'2023-K1': {'kwartaal': '2023-K1'}}
        """
        kolommen, naar = self.kantel.get("kolommen", {}), str(self.kantel.get("naar", ""))
        paren = kolommen.items() if isinstance(kolommen, Mapping) else ((k, k) for k in kolommen)
        return {hun: dict(ons) if isinstance(ons, Mapping) else {naar: str(ons)} for hun, ons in paren}

    @property
    def uit_kantel(self) -> set[str]:
        """De kolommen van ons die uit gekantelde kolommen komen."""
        uit_koppen = {k for ons in self.gekanteld.values() for k in ons}
        namen = contract.tabel(self.tabel).namen
        waarde = str(self.kantel.get("waarde", ""))
        return {*uit_koppen, *({namen.get(waarde, waarde)} if waarde else ())}

    @property
    def gevuld(self) -> set[str]:
        """De kolommen van ons die niet uit een kolom van hen komen."""
        return {*self.vast, *self.volgnummer, *self.uit_kantel}

    def past(self, pad: Path, blad: str, eerste_blad: bool) -> bool:
        """Of deze regel een bestand en tabblad aanwijst."""
        if not self.bestand and not self.blad:
            return False
        return (not self.bestand or lijkt_op(pad.name, self.bestand) or lijkt_op(pad.stem, self.bestand)) and (
            blad == self.blad if self.blad else eerste_blad
        )


@dataclass
class Plan:
    """De inhoud van kolommen.yml: regels per tabel, wat niet gelezen hoeft te worden, en wat hersteld mag worden."""

    regels: list[Regel] = field(default_factory=list)
    negeer: list[str] = field(default_factory=list)
    herstel: list[str] = field(default_factory=list)
    leeg_toegestaan: bool = False
    onleesbaar: bool = False  # what it says about the files is not known

    def herstelt(self, bestand: str) -> bool:
        """Of kapotte letters in dit bestand hersteld mogen worden."""
        return any(lijkt_op(bestand, patroon) for patroon in self.herstel)

    def overgeslagen(self, *namen: str) -> bool:
        """Of een van deze namen op de lijst `negeer` staat."""
        return any(lijkt_op(naam, patroon) for naam in namen for patroon in self.negeer)

    def noemt(self, pad: Path) -> bool:
        """Of een regel dit bestand bij naam aanwijst."""
        return any(r.bestand and (lijkt_op(pad.name, r.bestand) or lijkt_op(pad.stem, r.bestand)) for r in self.regels)

    def kies(self, pad: Path, blad: str, eerste_blad: bool = True) -> list[Regel]:
        """De regels voor een bestand of tabblad; een blad mag meer tabellen vullen. Anders gaat het om zijn naam."""
        passend = [r for r in self.regels if r.past(pad, blad, eerste_blad)]
        passend = [r for r in passend if r.bestand.lower() == passend[0].bestand.lower()]
        naam = tabelnaam(blad) if blad else tabelnaam(pad.stem)
        if naam is None and blad and eerste_blad:
            naam = tabelnaam(pad.stem)
        if not passend and naam:
            eigen = [r for r in self.regels if r.tabel == naam and not r.bestand and not r.blad]
            passend = eigen[:1] or [Regel(naam)]
        for regel in passend:
            regel.gebruikt = True
        return passend


def lees_kolommenbestand(pad: Path, rapport: Rapport) -> Plan:
    """Het plan uit kolommen.yml; zonder dat bestand een leeg plan. Een fout weigert de levering."""
    plan = Plan()
    fouten = len(rapport.fouten)
    inhoud = lees_yaml(pad, rapport) if pad.exists() else None
    if inhoud is None:
        plan.onleesbaar = len(rapport.fouten) > fouten
        return plan
    if not isinstance(inhoud, dict):
        plan.onleesbaar = True
        rapport.weiger(
            pad.name, "Dit bestand moet een lijst van tabellen zijn.", doe="Zie het voorbeeld in het contract."
        )
        return plan
    for sleutel in LIJSTEN:
        if sleutel in inhoud:
            setattr(plan, sleutel, _lijst(inhoud.pop(sleutel), sleutel, pad.name, rapport))
    for naam, blok in inhoud.items():
        if naam not in contract.TABELLEN:
            rapport.weiger(
                pad.name,
                f"'{naam}' is geen tabel.{bedoelt(naam, [*contract.TABELLEN, *LIJSTEN])}",
                toegestaan=", ".join(contract.TABELLEN),
            )
        else:
            blokken = blok if isinstance(blok, list) else [blok]
            gelezen = [_lees_regel(naam, b, pad.name, rapport) for b in blokken]
            plan.regels += [r for r in gelezen if r]
            plan.onleesbaar |= None in gelezen
    return plan


def _lees_regel(naam: str, blok: object, bestand: str, rapport: Rapport) -> Regel | None:
    velden = {"bestand": str, "blad": str, "overslaan": str, "hernoem": dict, "waarden": dict, "vast": dict,
              "controle": dict, "eenheid": dict, "datum": str, "dubbel": str, "gaat_voor": str, "kantel": dict,
              "volgnummer": list}  # fmt: skip
    if not isinstance(blok, dict):
        rapport.weiger(bestand, f"Onder '{naam}' horen regels als 'hernoem:' te staan.", toegestaan=", ".join(velden))
        return None
    fouten = len(rapport.fouten)
    for veld, waarde in blok.items():
        if veld not in velden:
            rapport.weiger(
                bestand, f"'{veld}' bij {naam} is onbekend.{bedoelt(veld, velden)}", toegestaan=", ".join(velden)
            )
        elif not isinstance(waarde, velden[veld]):
            rapport.weiger(
                bestand, f"'{veld}' bij {naam} is verkeerd ingevuld.", doe="Zie het voorbeeld in het contract."
            )
    if len(rapport.fouten) == fouten:
        kolommen = [k.naam for k in contract.tabel(naam).kolommen]
        namen = contract.tabel(naam).namen
        geteld = [namen.get(k, k) for k in blok.get("controle", {}) if k != "rijen"]
        genoemd = [namen.get(k, k) for k in (*blok.get("hernoem", {}).values(), *blok.get("eenheid", {}))]
        genoemd += [*blok.get("waarden", {}), *blok.get("vast", {}), *geteld, *blok.get("volgnummer", [])]
        if "kantel" in blok:
            genoemd += _keur_kantel(naam, blok["kantel"], bestand, rapport)
        for kolom in (str(k) for k in genoemd if k not in kolommen):
            rapport.weiger(
                bestand,
                f"'{kolom}' is geen kolom van {naam}.{bedoelt(kolom, kolommen)}",
                toegestaan=", ".join(kolommen),
            )
        if not all(isinstance(w, dict) for w in blok.get("waarden", {}).values()):
            rapport.weiger(
                bestand,
                f"'waarden' bij {naam} is verkeerd ingevuld.",
                doe="Schrijf per kolom: {hun waarde: onze waarde}.",
            )
        for veld, keuzes in (("datum", tuple(DATUMVORMEN)), ("dubbel", DUBBEL)):
            if veld in blok and blok[veld] not in keuzes:
                rapport.weiger(
                    bestand,
                    f"'{veld}' bij {naam} is verkeerd ingevuld.",
                    toegestaan=", ".join(keuzes),
                    doe="Kies een van deze.",
                )
        for kolom, maat in blok.get("eenheid", {}).items():
            if kolom in namen and not past_eenheid(contract.tabel(naam).kolom(namen[kolom]), maat):
                rapport.weiger(
                    bestand,
                    f"'eenheid' bij {naam} is verkeerd ingevuld: '{maat}' past niet bij {kolom}.",
                    toegestaan=", ".join(EENHEDEN),
                    doe="Kies een eenheid die bij de kolom past.",
                )
        if not re.fullmatch(r"[0-9]{1,6}", str(blok.get("overslaan", "0"))):
            rapport.weiger(bestand, f"'overslaan' bij {naam} is geen aantal regels.", doe="Schrijf een heel getal.")
    if len(rapport.fouten) > fouten:
        return None
    eenheid = {namen[k]: maat for k, maat in blok.get("eenheid", {}).items()}
    return Regel(naam, **{**blok, "eenheid": eenheid, "overslaan": int(blok.get("overslaan", 0))})


def past_eenheid(kolom: contract.Kolom, tekst: object) -> bool:
    """Of iemand deze eenheid bij een kolom kan opgeven.

    >>> k = contract.tabel("declaraties").kolom("bedrag_cent")
    >>> past_eenheid(k, "duizend euro"), past_eenheid(k, "weken"), past_eenheid(k, "stuiver")
    (True, False, False)
    """
    maat = lees_maat(tekst) if isinstance(tekst, str) else None
    return maat is not None and (kolom.soort == "getal" or maat.soort in (("geld", "") if kolom.is_geld else ("",)))


def _keur_kantel(naam: str, blok: Mapping[str, object], bestand: str, rapport: Rapport) -> list[str]:
    """De kolommen van ons die een `kantel` noemt; wat er niet aan klopt, is gemeld."""
    for veld in (v for v in blok if v not in KANTEL):
        rapport.weiger(
            bestand, f"'{veld}' bij kantel is onbekend.{bedoelt(veld, KANTEL)}", toegestaan=", ".join(KANTEL)
        )
    kolommen, waarde, naar = blok.get("kolommen"), blok.get("waarde"), blok.get("naar")
    los = [w for w in (kolommen.values() if isinstance(kolommen, Mapping) else kolommen or [])
           if not isinstance(w, Mapping)] if isinstance(kolommen, Mapping | list) else []  # fmt: skip
    goed = isinstance(kolommen, Mapping | list) and kolommen and isinstance(waarde, str)
    if not goed or not all(isinstance(w, str) for w in los) or (los and not isinstance(naar, str)):
        rapport.weiger(
            bestand,
            f"'kantel' bij {naam} is verkeerd ingevuld.",
            doe="Schrijf 'naar', 'waarde' en 'kolommen: {hun kolom: onze waarde}'.",
        )
        return []
    return sorted(Regel(naam, kantel=blok).uit_kantel)


def lees_yaml(pad: Path, rapport: Rapport) -> object:
    """De inhoud van een YAML-bestand bij een levering; een fout weigert de levering en geeft None."""
    try:
        return yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        rapport.weiger(maskeer(pad.name), fout.wat, rij=fout.regel, doe=fout.doe)
        return None


def _lijst(waarde: object, sleutel: str, bestand: str, rapport: Rapport) -> list[str]:
    namen = [waarde] if isinstance(waarde, str) else waarde
    if isinstance(namen, list) and all(isinstance(n, str) for n in namen):
        return namen
    rapport.weiger(bestand, f"'{sleutel}' is verkeerd ingevuld.", doe=f"Schrijf: {sleutel}: [naam, naam].")
    return []


def meld_ongebruikt(plan: Plan, rapport: Rapport) -> None:
    """Noem elke regel van kolommen.yml die bij geen bestand hoort: daar zit een tikfout."""
    for regel in plan.regels:
        if not regel.gebruikt:
            wat = " en ".join(t for t in (regel.bestand, regel.blad and f"tabblad {regel.blad}") if t) or regel.tabel
            rapport.weiger(
                KOLOMMENBESTAND,
                f"Voor {regel.tabel} staat hier '{wat}', maar dat is niet gevonden.",
                doe="Controleer de naam. Noem in een werkboek met meer tabbladen ook het blad.",
            )


def tabelnaam(naam: str) -> str | None:
    """De tabel waar een bestand of tabblad naar heet; een achtervoegsel mag.

    >>> tabelnaam("toewijzingen_2023K1"), tabelnaam("Toewijzingen jeugd"), tabelnaam("toewijzngen")
    ('toewijzingen', 'toewijzingen', None)
    """
    schoon = naam.strip().lower()
    for tabel in sorted(contract.TABELLEN, key=len, reverse=True):
        if re.fullmatch(rf"{tabel}([_\-. (].*)?", schoon):
            return tabel
    return None


def lijkt_op(naam: str, patroon: str) -> bool:
    """Of een naam bij een patroon met sterretjes past; hoofdletters tellen niet.

    >>> lijkt_op("Export 2023.csv", "export*")
    True
    """
    return fnmatch.fnmatch(naam.lower(), patroon.lower())
