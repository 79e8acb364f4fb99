"""De kolommen van een ander: wat kolommen.yml zegt over bestanden, tabbladen, kolomnamen en waarden."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from sociaaldomein.begrippen.eenheden import lees_maat
from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.grond.noemen import bedoelt, toon
from sociaaldomein.grond.vorm import Gelezen, Tekst, Vorm, heel_getal, ingevuld, keuze, toets, weiger
from sociaaldomein.levering import contract
from sociaaldomein.levering.leveringsverslag import Rapport

KOLOMMENBESTAND = "kolommen.yml"
LIJSTEN = ("negeer", "herstel")
DATUMVORMEN = {"dd/mm/jjjj": "%d/%m/%Y", "mm/dd/jjjj": "%m/%d/%Y", "mm-dd-jjjj": "%m-%d-%Y"}
DUBBEL = ("een keer", "houden")
ANDERS = "anders"  # under `waarden`: what every value that is not named becomes
EENHEDEN = (
    "euro",
    "cent",
    "duizend euro",
    "miljoen euro",
    "procent",
    "deel",
    "dagen",
    "weken",
    "maanden",
    "jaren",
    "duizend",
    "miljoen",
)
TABEL: Final = "(tabel)"  # a key that nobody writes: the reader adds the table that a block is about


def _kolommen(tabel: str, genoemd: Iterable[str]) -> None:
    kolommen = [k.naam for k in contract.tabel(tabel).kolommen]
    weiger(
        f"'{toon(k)}' is geen kolom van {tabel}.{bedoelt(k, kolommen)} Toegestaan: {', '.join(kolommen)}."
        for k in genoemd
        if k not in kolommen
    )


def _ons(kort: bool) -> AfterValidator:
    """Names of our columns, as keys or in a list; `kort`: a name as it stands in a header is fine too."""

    def keur(namen: Any, info: ValidationInfo) -> Any:
        lang = contract.tabel(info.data["tabel"]).namen if kort else {}
        _kolommen(info.data["tabel"], [lang.get(k, k) for k in namen if k != "rijen" or not kort])
        return namen

    return AfterValidator(keur)


class Kantel(Vorm):
    """Kolommen van hen die rijen worden."""

    naar: Tekst = ""
    waarde: Tekst
    kolommen: Any

    @model_validator(mode="after")
    def _heel(self) -> Self:
        waarden = self.kolommen.values() if isinstance(self.kolommen, Mapping) else self.kolommen
        los = [w for w in waarden if not isinstance(w, Mapping)] if not isinstance(waarden, str) else []
        goed = waarden and not isinstance(waarden, str) and all(isinstance(w, str) for w in los)
        zin = "schrijf 'naar', 'waarde' en 'kolommen: {hun kolom: onze waarde}'."
        weiger([] if goed and (self.naar or not los) else [zin])
        return self


if TYPE_CHECKING:
    Gekanteld = dict[str, Any]
else:
    Gekanteld = Annotated[Kantel, AfterValidator(ingevuld)]


class Kolomregel(Vorm):
    """Hoe een bestand met andere kolomnamen op een tabel past, uit kolommen.yml."""

    tabel: str = Field(alias=TABEL, exclude=True)
    bestand: str = ""
    blad: str = ""
    overslaan: Annotated[Gelezen, heel_getal(0)] = 0
    hernoem: dict[str, str] = {}
    waarden: Annotated[dict[str, dict[str, str]], _ons(kort=False)] = {}
    vast: Annotated[dict[str, str], _ons(kort=False)] = {}
    controle: Annotated[dict[str, str], _ons(kort=True)] = {}
    eenheid: Annotated[dict[str, str], _ons(kort=True)] = {}
    datum: Annotated[Tekst, keuze(DATUMVORMEN)] = ""
    dubbel: Annotated[Tekst, keuze(DUBBEL)] = ""
    gaat_voor: str = ""
    kantel: Gekanteld = {}
    volgnummer: Annotated[list[str], _ons(kort=False)] = []
    _gebruikt: bool = False

    @field_validator("hernoem")
    @classmethod
    def _naar_ons(cls, hernoem: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        namen = contract.tabel(info.data["tabel"]).namen
        _kolommen(info.data["tabel"], [namen.get(k, k) for k in hernoem.values()])
        return hernoem

    @field_validator("eenheid")
    @classmethod
    def _past_bij_de_kolom(cls, eenheid: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        tabel = contract.tabel(info.data["tabel"])
        uit = {tabel.namen.get(k, k): maat for k, maat in eenheid.items()}
        weiger(
            f"'{toon(maat)}' past niet bij {k}. Toegestaan: {', '.join(EENHEDEN)}."
            for k, maat in uit.items()
            if not _past_eenheid(tabel.kolom(k), maat)
        )
        return uit

    @field_validator("kantel")
    @classmethod
    def _kantel_naar_ons(cls, kantel: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        _kolommen(info.data["tabel"], sorted(cls.model_construct(tabel=info.data["tabel"], kantel=kantel).uit_kantel))
        return kantel

    @property
    def gekanteld(self) -> dict[str, dict[str, str]]:
        """Per kolom van hen die een rij wordt: wat er dan in welke kolom van ons komt te staan.

        >>> kantel = {"naar": "kwartaal", "waarde": "waarde", "kolommen": ["2023-K1"]}
        >>> Kolomregel.model_construct(tabel="aggregaat", kantel=kantel).gekanteld
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
class Kolommenplan:
    """De inhoud van kolommen.yml: regels per tabel, wat niet gelezen hoeft te worden, en wat hersteld mag worden."""

    regels: list[Kolomregel] = field(default_factory=list)
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

    def kies(self, pad: Path, blad: str, eerste_blad: bool = True) -> list[Kolomregel]:
        """De regels voor een bestand of tabblad; een blad mag meer tabellen vullen. Anders gaat het om zijn naam."""
        passend = [r for r in self.regels if r.past(pad, blad, eerste_blad)]
        passend = [r for r in passend if r.bestand.lower() == passend[0].bestand.lower()]
        naam = tabelnaam(blad) if blad else tabelnaam(pad.stem)
        if naam is None and blad and eerste_blad:
            naam = tabelnaam(pad.stem)
        if not passend and naam:
            eigen = [r for r in self.regels if r.tabel == naam and not r.bestand and not r.blad]
            passend = eigen[:1] or [Kolomregel.model_construct(tabel=naam)]
        for regel in passend:
            regel._gebruikt = True
        return passend


def lees_kolommenbestand(pad: Path, rapport: Rapport) -> Kolommenplan:
    """Het plan uit kolommen.yml; zonder dat bestand een leeg plan. Een fout weigert de levering."""
    plan = Kolommenplan()
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
    for sleutel in (k for k in LIJSTEN if k in inhoud):
        lijst = inhoud.pop(sleutel)
        namen, mis = toets(list[Tekst], [lijst] if isinstance(lijst, str) else lijst, sleutel)
        setattr(plan, sleutel, namen or [])
        for zin in mis:
            rapport.weiger(pad.name, zin)
    for naam, blok in inhoud.items():
        if naam not in contract.TABELLEN:
            rapport.weiger(
                pad.name,
                f"'{toon(naam)}' is geen tabel.{bedoelt(naam, [*contract.TABELLEN, *LIJSTEN])}",
                toegestaan=", ".join(contract.TABELLEN),
            )
            continue
        for een in blok if isinstance(blok, list) else [blok]:
            regel, mis = toets(Kolomregel, {**een, TABEL: naam} if isinstance(een, dict) else een, naam)
            plan.regels += [regel] if regel else []
            plan.onleesbaar |= regel is None
            for zin in mis:
                rapport.weiger(pad.name, zin)
    return plan


def _past_eenheid(kolom: contract.Kolom, tekst: object) -> bool:
    """Of iemand deze eenheid bij een kolom kan opgeven.

    >>> k = contract.tabel("declaraties").kolom("bedrag_cent")
    >>> _past_eenheid(k, "duizend euro"), _past_eenheid(k, "weken"), _past_eenheid(k, "stuiver")
    (True, False, False)
    """
    maat = lees_maat(tekst) if isinstance(tekst, str) else None
    return maat is not None and (kolom.soort == "getal" or maat.soort in (("geld", "") if kolom.is_geld else ("",)))


def lees_yaml(pad: Path, rapport: Rapport) -> object:
    """De inhoud van een YAML-bestand bij een levering; een fout weigert de levering en geeft None."""
    try:
        return yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        rapport.weiger(maskeer(pad.name), fout.wat, rij=fout.regel, doe=fout.doe)
        return None


def meld_ongebruikt(plan: Kolommenplan, rapport: Rapport) -> None:
    """Noem elke regel van kolommen.yml die bij geen bestand hoort: daar zit een tikfout."""
    for regel in plan.regels:
        if not regel._gebruikt:
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
