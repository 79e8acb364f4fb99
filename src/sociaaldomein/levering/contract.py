"""Het gegevenscontract: welke tabellen een gemeente levert, en wat er in elke kolom mag staan.

Het contract staat hier een keer. De documentatie, het lege Excel-sjabloon en de controle bij de deur komen er alle drie
uit voort. Codes volgen iWmo en iJw 3.2; de omschrijvingen zijn in eigen woorden.

>>> tabel("toewijzingen").minimum
('wet', 'toewijzingnummer', 'client_id', 'productcategorie', 'ingangsdatum')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sociaaldomein.begrippen.cijfers import begrippen, namen, themas
from sociaaldomein.begrippen.eenheden import maat_in

if TYPE_CHECKING:
    import polars as pl

SOORTEN = {
    "tekst": "vrije tekst, zonder namen en zonder BSN",
    "code": "een code uit de lijst, als tekst (voorloopnullen blijven staan)",
    "nummer": "een nummer als tekst; er wordt niet mee gerekend",
    "persoon": "een nummer of pseudoniem; in de registraties wordt het een eigen pseudoniem",
    "geheel": "een heel getal, zonder punt",
    "getal": "een getal, met komma voor de decimalen",
    "bedrag": "een bedrag in euro's, met komma voor de centen",
    "centen": "een bedrag in hele eurocenten",
    "datum": "2023-04-15, 15-04-2023 of 20230415",
    "tijd": "10:30 of 10:30:00",
    "kwartaal": "2023-K1",
}
GELDSOORTEN = ("bedrag", "centen")
GETALSOORTEN = ("geheel", "getal", *GELDSOORTEN)
TEKSTSOORTEN = ("tekst", "code", "nummer", "persoon", "tijd", "kwartaal")

# --- code lists; the words are ours, the codes are the standard's -----------------------------------------------------


class Lijst(Mapping[str, str]):
    """Een codelijst die meegroeit met de thema's: bij elk gebruik opnieuw opgevraagd.

    >>> "participatie" in WET_OF_THEMA
    True
    """

    def __init__(self, haal_op: Callable[[], Mapping[str, str]]) -> None:
        self._haal_op = haal_op

    def __getitem__(self, code: str) -> str:
        return self._haal_op()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._haal_op())

    def __len__(self) -> int:
        return len(self._haal_op())


WET = {"jeugd": "Jeugdwet", "wmo": "Wmo 2015"}
WET_OF_THEMA = Lijst(lambda: {**WET, "samen": "beide wetten samen", **{t.naam: t.titel for t in themas().values()}})
COD046 = {"0": "niet bekend", "1": "man", "2": "vrouw"}
COD327 = {"01": "gemeente", "02": "huisarts", "03": "jeugdarts", "04": "gecertificeerde instelling",
          "05": "medisch specialist", "06": "zonder verwijzer gekomen", "08": "rechter of officier van justitie"}
COD467 = {"1": "voor het eerst gestuurd", "2": "gewijzigd", "3": "ingetrokken", "9": "niet van toepassing"}
JZ020 = {
    "31": "hulp door het wijkteam (reeks 2015)", "32": "ambulant bij de aanbieder (reeks 2015)",
    "33": "daghulp bij de aanbieder (reeks 2015)", "34": "hulp in het eigen netwerk (reeks 2015)",
    "35": "pleegzorg (reeks 2015)", "36": "wonen in een gezinsvorm (reeks 2015)",
    "37": "gesloten plaatsing (reeks 2015)", "38": "ander verblijf (reeks 2015)", "40": "persoonlijke verzorging",
    "41": "behandeling overdag", "42": "vervoer", "43": "verblijf met behandeling", "44": "verblijf zonder behandeling",
    "45": "ambulante jeugdhulp", "46": "crisishulp", "47": "jeugdreclassering", "48": "jeugdbescherming",
    "49": "preventief justitieel", "50": "maatwerk", "51": "basis-ggz", "52": "specialistische ggz",
    "53": "kindergeneeskunde", "54": "jeugd-ggz", "55": "landelijk ingekochte hulp",
}
WMO020 = {
    "01": "hulp bij het huishouden", "02": "begeleiding", "03": "persoonlijke verzorging", "04": "kort verblijf",
    "05": "woondiensten", "06": "andere hulp aan een persoon of gezin", "07": "dagbesteding", "08": "vervoer",
    "09": "andere hulp in een groep", "10": "ander maatwerk", "11": "rolstoel", "12": "vervoermiddel",
    "13": "aanpassing van de woning", "14": "ander hulpmiddel", "15": "beschermd wonen", "16": "opvang",
    "17": "spoedopvang", "18": "ander beschermd wonen of andere opvang",
}
JZ588 = {
    "02": "overleden", "20": "tijdelijk gestopt", "31": "klaar volgens plan", "32": "eerder gestopt door de cliënt",
    "33": "eerder gestopt door de aanbieder", "34": "eerder gestopt in overleg",
    "35": "eerder gestopt door iets van buiten", "36": "gestopt door de gemeente",
    "37": "gestopt door een verzoek om wijziging", "38": "naar een andere aanbieder",
    "39": "naar een ander domein (Wmo, Wlz, Zvw)",
}
WMO588 = {
    "02": "overleden", "19": "klaar volgens plan", "20": "tijdelijk gestopt", "21": "gestopt door de cliënt",
    "22": "gestopt door de aanbieder", "23": "eerder gestopt in overleg", "31": "verhuisd naar een andere gemeente",
    "36": "gestopt door de gemeente", "37": "gestopt door een verzoek om wijziging", "38": "naar een andere aanbieder",
    "39": "naar een ander domein (Wlz, Zvw)",
}
REDEN_WIJZIGING = {
    "01": "administratieve correctie (oude code)", "02": "overleden", "03": "ander contract", "04": "verlenging",
    "05": "verkorting", "06": "naar een ander domein", "07": "verhuisd naar een andere gemeente",
    "08": "andere leveringsvorm", "09": "andere aanbieder", "10": "andere manier van bekostigen",
    "11": "gemeentelijke herindeling", "12": "op initiatief van de aanbieder", "13": "verwijderd",
    "14": "administratieve correctie",
}
JZ002 = WMO002 = REDEN_WIJZIGING
WJ756 = {"01": "minuut", "04": "uur", "14": "etmaal", "16": "dagdeel van vier uur", "82": "stuks, naar resultaat",
         "83": "euro", "84": "stuks, naar inspanning"}
WMO757 = {"1": "per dag", "2": "per week", "4": "per maand", "6": "voor de hele toewijzing"}
WJ759 = {"1": "moet een nieuwe aanvraag zijn", "2": "past niet in het budget", "3": "geen contract",
         "4": "past niet in het contract", "5": "hoort bij een andere gemeente", "6": "stapeling van hulp",
         "7": "afgekeurd op de inhoud", "8": "woonplaatsbeginsel", "9": "te oud voor deze hulp"}
ANTWOORD = {"1": "afgewezen", "2": "in onderzoek"}
LEVERINGSVORM = {"ZIN": "zorg in natura", "PGB": "persoonsgebonden budget"}
DEBET_CREDIT = {"D": "kosten", "C": "teruggave"}
TRIAGE_UITKOMST = {
    "voorziening": "er komt een voorziening", "licht": "korte, lichte ondersteuning",
    "voorliggend": "hulp waarvoor geen besluit nodig is", "eigen_kracht": "de inwoner kan zelf verder",
    "kort_contact": "geholpen in een kort contact", "geen_voorziening": "geen voorziening, niet verder bekend",
    "onbekend": "niet ingevuld",
}
SOORT = {"begroot": "begroting", "werkelijk": "gemaakte kosten", "voorschot": "vooraf betaald",
         "balanspost": "naar een ander jaar geboekt"}
STATUS = {"voorlopig": "kan nog veranderen", "definitief": "staat vast"}
STATUS_CIJFER = {**STATUS, "ontbreekt": "niet geleverd", "afgeschermd": "te klein om te tonen"}
REDEN_BEGIN = {"verhuizing": "verhuisd uit een andere gemeente", "einde_ww": "het recht op WW hield op",
               "scheiding": "uit elkaar gegaan", "overig": "een andere reden", "onbekend": "niet ingevuld"}
REDEN_EINDE = {"werk": "werk", "onderwijs": "opleiding", "overig": "een andere reden", "onbekend": "niet ingevuld"}
LEEFVORM = {"alleenstaand": "alleenstaande", "alleenstaande_ouder": "alleenstaande ouder",
            "paar": "gehuwd of samenwonend", "anders": "anders of niet bekend"}
JA_NEE = {"ja": "ja", "nee": "nee"}
PLANSOORT = {"maatregel": "bedrag van een maatregel", "totaal": "totaal zoals het in het stuk staat",
             "dekking": "geld dat er al is", "gerealiseerd": "wat er van is uitgegeven",
             "ter_info": "ander bedrag uit het stuk, telt niet mee"}
AARD = {"eenmalig": "een keer", "elk_jaar": "keert elk jaar terug"}
TARIEFEENHEID = {"uur": "per uur", "dagdeel": "per vier uur", "etmaal": "per dag en nacht", "stuk": "per keer",
                 "maand": "per maand"}
STAND = {"gedaan": "klaar", "loopt": "wordt nu gedaan", "gepland": "begint later", "gestopt": "gaat niet door"}
RICHTING = {"hoger": "hoger is beter", "lager": "lager is beter", "gelijk": "zo dicht mogelijk bij het doel"}
INTERVENTIENIVEAU = {
    "1": "preventie voor iedereen", "2": "preventie voor wie risico loopt", "3": "lichte ondersteuning",
    "4": "intensieve ondersteuning", "5": "gespecialiseerde hulp", "6": "intensieve gespecialiseerde hulp",
    "7": "hulp met verblijf of dagbehandeling",
}
DIMENSIE = {
    "totaal": "het hele aantal", "wijk": "wijkcode", "leeftijd": "leeftijdsklasse", "verwijzer": "verwijzer",
    "hoofdcategorie": "hoofdcategorie", "interventieniveau": "interventieniveau",
    "hoofdcategorie x interventieniveau": "beide, geschreven als ambulant|4", "productcategorie": "productcategorie",
    "deel": "deel van de lopende trajecten", "instroomsoort": "nieuw, doorlopend of terugkerend",
    "reden": "reden van einde", "uitkomst": "uitkomst van de triage", "kostensoort": "kostensoort",
    "maatregelstatus": "hoe ver een maatregel is", "zwaarte": "licht, midden of zwaar",
}
DIMENSIE_OF_EIGEN = Lijst(lambda: {**DIMENSIE, **{d: w for t in themas().values() for d, w in t.dimensies.items()}})
INDICATOR = Lijst(lambda: {naam: begrip.titel for naam, begrip in begrippen().items()})
CODELIJSTEN: dict[str, Mapping[str, str]] = {
    "COD046 geslacht": COD046, "COD327 verwijzer": COD327, "COD467 status aanlevering": COD467,
    "JZ020 productcategorie Jeugdwet": JZ020, "WMO020 productcategorie Wmo": WMO020,
    "JZ588 reden einde Jeugdwet": JZ588, "WMO588 reden einde Wmo": WMO588,
    "JZ002 en WMO002 reden wijziging": REDEN_WIJZIGING, "WJ756 eenheid": WJ756, "WMO757 frequentie": WMO757,
    "WJ759 reden afwijzing": WJ759, "triage-uitkomst": TRIAGE_UITKOMST, "soort bedrag": SOORT, "status": STATUS_CIJFER,
    "interventieniveau": INTERVENTIENIVEAU,
}


@dataclass(frozen=True)
class Kolom:
    """Een kolom van een levering: naam, soort, uitleg en wat er in mag staan.

    `waarden` is code -> omschrijving. Verschilt de lijst per wet, dan staat zij in `per_wet`. Waarden van een
    `persoonlijk`e kolom staan nooit in een melding. `standaard` vult een leeg veld. Met `onbekend`
    blijft een rij met een code buiten de lijst meetellen: de code wordt die tekst, of leeg als zij "" is.
    Ligt het middelste bedrag buiten `aannemelijk` (in euro's), dan vraagt de deur naar de eenheid.

    >>> Kolom("geslacht", "code", "geslacht", onbekend="", waarden=COD046).codes("jeugd")["2"]
    'vrouw'
    """

    naam: str
    soort: str
    uitleg: str
    verplicht: bool = False
    waarden: Mapping[str, str] | None = None
    per_wet: Mapping[str, Mapping[str, str]] | None = None
    patroon: str = ""
    lengte: int = 0
    minimum: int | None = None
    maximum: int | None = None
    persoonlijk: bool = False
    aannemelijk: tuple[int, int] | None = None
    standaard: str | None = None
    onbekend: str | None = None
    synoniemen: Mapping[str, str] | None = None
    voorbeeld: str = ""
    kanttekening: str = ""
    herkomst: str = ""

    @property
    def naam_na(self) -> str:
        """De naam na de deur: een bedrag in euro's heet daar `_cent`.

        >>> Kolom("bedrag_eur", "bedrag", "bedrag").naam_na, Kolom("referentie", "bedrag", "bedrag").naam_na
        ('bedrag_cent', 'referentie_cent')
        """
        return self.naam.removesuffix("_eur") + "_cent" if self.soort == "bedrag" else self.naam

    @property
    def is_geld(self) -> bool:
        """Een bedrag, in euro's of in centen."""
        return self.soort in GELDSOORTEN

    @property
    def namen(self) -> tuple[str, ...]:
        """Hoe de kolom mag heten. Geld mag in euro's en in centen komen: dat zegt de naam.

        >>> Kolom("bedrag_cent", "centen", "bedrag").namen, Kolom("plan", "tekst", "het plan").namen
        (('bedrag_cent', 'bedrag_eur'), ('plan',))
        """
        stam = re.sub("_(eur|cent)$", "", self.naam)
        return tuple(dict.fromkeys((self.naam, f"{stam}_eur", f"{stam}_cent"))) if self.is_geld else (self.naam,)

    @property
    def is_gesloten(self) -> bool:
        """Alleen waarden uit een lijst zijn toegestaan."""
        return self.waarden is not None or self.per_wet is not None

    def codes(self, wet: str | None = None) -> Mapping[str, str]:
        """De toegestane codes, voor een wet of voor alle wetten samen."""
        if self.per_wet is None:
            return self.waarden or {}
        if wet in self.per_wet:
            return self.per_wet[wet]
        return {code: naam for lijst in self.per_wet.values() for code, naam in lijst.items()}

    @property
    def dtype(self) -> pl.DataType:
        """Het type na de deur."""
        import polars as pl

        if self.soort == "datum":
            return pl.Date()
        if self.soort == "getal":
            return pl.Float64()
        return pl.String() if self.soort in TEKSTSOORTEN else pl.Int64()


@dataclass(frozen=True)
class Tabel:
    """Een tabel van een levering. `uniek` zijn de kolommen die samen een rij aanwijzen; leeg als dat niet hoeft.

    `volgorde` noemt paren van datums waarvan de eerste niet na de tweede mag liggen. In een tabel met `geld` tellen
    gelijke rijen van een bestand allemaal mee: twee keer hetzelfde bedrag kan twee keer betaald zijn. Horen bij een
    sleutel meer rijen (berichten, of regels uit een stuk), dan wijst `een_rij` er een van aan.
    """

    naam: str
    uitleg: str
    kolommen: tuple[Kolom, ...]
    sleutel: tuple[str, ...] = ()
    uniek: bool = False
    volgorde: tuple[tuple[str, str], ...] = ()
    geld: bool = False
    een_rij: tuple[str, ...] = ()
    herkomst: str = ""
    kanttekening: str = ""

    @property
    def over_bestanden(self) -> tuple[str, ...]:
        """De kolommen waaraan te zien is dat een rij van het ene bestand ook in het andere staat.

        >>> tabel("bevolking").over_bestanden
        ('regio_code', 'jaar', 'leeftijd', 'indelingsjaar')
        """
        gemeente = [k.naam for k in self.kolommen if k.naam == "gemeentecode"]
        return tuple(dict.fromkeys((*(self.een_rij or self.sleutel), *gemeente)))

    @property
    def vult_aan(self) -> bool:
        """Of een rij die in twee bestanden staat, samen één rij is: zo is het niet bij geld en niet bij berichten.

        >>> tabel("meldingen").vult_aan, tabel("toewijzingen").vult_aan
        (True, False)
        """
        return not self.geld and not self.een_rij

    @property
    def vrije_tekst(self) -> tuple[str, ...]:
        """De kolommen waarin van alles kan staan.

        >>> tabel("wijken").vrije_tekst
        ('wijknaam',)
        """
        return tuple(k.naam for k in self.kolommen if k.soort == "tekst" and not k.patroon)

    @property
    def minimum(self) -> tuple[str, ...]:
        """De kolommen die er minstens moeten zijn."""
        return tuple(k.naam for k in self.kolommen if k.verplicht)

    @property
    def namen(self) -> dict[str, str]:
        """Elke naam die een kolom mag hebben -> de naam in het contract.

        >>> tabel("declaraties").namen["bedrag_eur"]
        'bedrag_cent'
        """
        return {naam: k.naam for k in self.kolommen for naam in reversed(k.namen)}

    def kolom(self, naam: str) -> Kolom:
        """De kolom met deze naam; een onbekende naam geeft een KeyError met wat er wel is."""
        for kolom in self.kolommen:
            if kolom.naam == naam:
                return kolom
        raise KeyError(f"Tabel '{self.naam}' heeft geen kolom '{naam}'. "
                       f"Wel: {', '.join(k.naam for k in self.kolommen)}.")


def _wet(waarden: Mapping[str, str] = WET) -> Kolom:
    return Kolom("wet", "code", "de wet waar de rij bij hoort", verplicht=True, waarden=waarden,
                 synoniemen={"jeugdwet": "jeugd", "jw": "jeugd", "wmo 2015": "wmo", "wmo2015": "wmo"})


def _datum(naam: str, uitleg: str, verplicht: bool = False, kanttekening: str = "", herkomst: str = "") -> Kolom:
    return Kolom(naam, "datum", uitleg, verplicht, voorbeeld="2023-04-15", kanttekening=kanttekening, herkomst=herkomst)


def _jaar(naam: str = "jaar", uitleg: str = "het kalenderjaar", verplicht: bool = True) -> Kolom:
    return Kolom(naam, "geheel", uitleg, verplicht, minimum=1990, maximum=2100, voorbeeld="2023")


def _toewijzingnummer(verplicht: bool = True) -> Kolom:
    return Kolom("toewijzingnummer", "nummer", "het nummer van de toewijzing", verplicht, persoonlijk=True,
                 voorbeeld="300201", herkomst="ToewijzingNummer",
                 kanttekening="Uniek binnen een gemeente en een wet.")


def _product(verplicht: bool = True) -> tuple[Kolom, Kolom]:
    return (Kolom("productcategorie", "code", "de productcategorie", verplicht, onbekend="onbekend",
                  per_wet={"jeugd": JZ020, "wmo": WMO020},
                  voorbeeld="45", herkomst="Product/Categorie",
                  kanttekening="Dezelfde code betekent per wet iets anders."),
            Kolom("productcode", "tekst", "de productcode, in hoofdletters", patroon=r"[A-Z0-9]{1,5}", lengte=5,
                  voorbeeld="45A04", herkomst="Product/Code"))


def _client(verplicht: bool = True) -> Kolom:
    return Kolom("client_id", "persoon", "pseudoniem van de cliënt", verplicht, persoonlijk=True, voorbeeld="P00017",
                 herkomst="Client/Bsn, na pseudonimisering",
                 kanttekening="Elk nummer wordt een pseudoniem. Een BSN vervangt de deur al bij het inlezen.")


def _gemeente(kanttekening: str = "") -> Kolom:
    return Kolom("gemeentecode", "tekst", "de code van de gemeente", patroon=r"GM\d{4}", voorbeeld="GM0267",
                 kanttekening=f"Ook 0267 mag; de deur zet er GM voor. {kanttekening}".strip())


def _eigen_gemeente() -> Kolom:
    return _gemeente("Een rij van een andere gemeente telt niet mee.")


def _indeling() -> Kolom:
    return _jaar("indelingsjaar", "het jaar van de wijkindeling", verplicht=False)


def _bron() -> Kolom:
    return Kolom("bron", "tekst", "waar het cijfer vandaan komt", voorbeeld="financiële administratie")


def _status(waarden: Mapping[str, str] = STATUS, standaard: str | None = None) -> Kolom:
    return Kolom("status", "code", "hoe vast het cijfer staat", waarden=waarden, standaard=standaard)


def _geslacht(onbekend: str | None = None) -> Kolom:
    return Kolom("geslacht", "code", "geslacht", waarden=COD046, persoonlijk=True, onbekend=onbekend, voorbeeld="2",
                 herkomst="Client/Geslacht",
                 synoniemen={"man": "1", "m": "1", "mannelijk": "1", "vrouw": "2", "v": "2", "vrouwelijk": "2"})


def _wijkcode(verplicht: bool = False) -> Kolom:
    return Kolom("wijkcode", "tekst", "de wijk volgens het CBS", verplicht, patroon=r"WK\d{6}", voorbeeld="WK026701",
                 kanttekening="De indeling verandert soms: noteer het indelingsjaar bij wijken en bevolking.")


def _indicator() -> Kolom:
    return Kolom("indicator", "code", "de naam van het cijfer uit de begrippenlijst", True,
                 waarden=INDICATOR, voorbeeld="lopend_trajecten")


TABELLEN: dict[str, Tabel] = {t.naam: t for t in (
    Tabel("clienten", "Een rij per inwoner met hulp.", (
        _client(),
        Kolom("geboortejaar", "geheel", "alleen het jaar", True, minimum=1900, maximum=2100, persoonlijk=True,
              voorbeeld="2011", herkomst="Client/Geboortedatum",
              kanttekening="Leeftijd is jaar min geboortejaar. Wie nog niet geboren is, telt als onbekend."),
        _geslacht(),
        _wijkcode(),
        Kolom("buurtcode", "tekst", "de buurt volgens het CBS", patroon=r"BU\d{8}", voorbeeld="BU02670103"),
        _gemeente(),
    ), ("client_id",), herkomst="iWmo/iJw 301 (Client) of GGM Cliënt",
        kanttekening="Staat een cliënt er vaker in, dan telt een van de rijen. De deur meldt dat."),
    Tabel("toewijzingen", "Elk bericht over een toewijzing: een of meer rijen per toewijzing.", (
        _wet(), _toewijzingnummer(), _client(), *_product(),
        _datum("toewijzingsdatum", "de dag waarop het bericht is gemaakt",
               kanttekening="Nodig om te zien welk bericht het laatste is."),
        Kolom("toewijzingstijd", "tijd", "de tijd waarop het bericht is gemaakt", voorbeeld="10:30:00"),
        _datum("ingangsdatum", "de eerste dag van de toewijzing", True),
        _datum("einddatum", "de laatste dag van de toewijzing", kanttekening="Leeg of 31-12-9999 is: geen einddatum."),
        _datum("einddatum_oorspronkelijk", "de einddatum van voor een verlenging",
               kanttekening="Alleen nodig als u eerdere berichten niet levert."),
        Kolom("reden_wijziging", "code", "waarom de toewijzing is gewijzigd", per_wet={"jeugd": JZ002, "wmo": WMO002},
              voorbeeld="04", kanttekening="04 is een verlenging, 13 is verwijderd."),
        Kolom("volume", "getal", "de omvang", minimum=0, voorbeeld="4"),
        Kolom("eenheid", "code", "de eenheid van de omvang", onbekend="", waarden=WJ756, voorbeeld="04"),
        Kolom("frequentie", "code", "de frequentie van de omvang", onbekend="", waarden=WMO757, voorbeeld="2"),
        Kolom("leveringsvorm", "code", "natura of budget", onbekend="", waarden=LEVERINGSVORM),
        Kolom("aanbieder_agb", "nummer", "de AGB-code van de aanbieder", patroon=r"\d{8}", lengte=8,
              voorbeeld="01234567"),
        _gemeente(),
    ), ("wet", "toewijzingnummer", "gemeentecode"), volgorde=(("ingangsdatum", "einddatum"),),
        een_rij=("wet", "toewijzingnummer", "toewijzingsdatum", "toewijzingstijd"),
        herkomst="iWmo/iJw 301 (ToegewezenProduct) of GGM Beschikte Voorziening",
        kanttekening="Lever alle berichten. De regels kiezen het laatste en herkennen verlengingen."),
    Tabel("leveringen", "Start en stop van de hulp, zoals de aanbieder die meldt.", (
        _wet(), _toewijzingnummer(), _datum("begindatum", "de eerste dag van de hulp", True),
        _datum("einddatum", "de dag waarop de hulp stopte", herkomst="StopProduct/Einddatum"),
        Kolom("reden_beeindiging", "code", "waarom de hulp stopte", onbekend="",
              per_wet={"jeugd": JZ588, "wmo": WMO588}, voorbeeld="31",
              kanttekening="20 is tijdelijk: dan loopt het traject door. 31 verschilt per wet."),
        Kolom("status_aanlevering", "code", "soort aanlevering", waarden=COD467, voorbeeld="1",
              kanttekening="3 trekt een eerdere melding in."),
        _eigen_gemeente(),
    ), ("wet", "toewijzingnummer", "begindatum"), volgorde=(("begindatum", "einddatum"),),
        een_rij=("wet", "toewijzingnummer", "begindatum", "status_aanlevering", "reden_beeindiging"),
        herkomst="iWmo/iJw 305 en 307"),
    Tabel("verzoeken", "Verzoeken om toewijzing, met de verwijzer.", (
        _wet(), Kolom("verzoek_id", "nummer", "het nummer van het verzoek", persoonlijk=True, voorbeeld="V2023-0017"),
        _client(verplicht=False), _toewijzingnummer(verplicht=False),
        Kolom("verwijzer_type", "code", "wie verwees", True, onbekend="", waarden=COD327, voorbeeld="02"),
        _datum("datum", "de dag van het verzoek"),
        Kolom("antwoord", "code", "het antwoord van de gemeente", waarden=ANTWOORD),
        Kolom("reden_afwijzing", "code", "waarom het verzoek is afgewezen", onbekend="", waarden=WJ759),
        _eigen_gemeente(),
    ), ("wet", "verzoek_id"), herkomst="iWmo/iJw 315 en 319, of de export van de regio",
        kanttekening="Zonder toewijzingnummer is de verwijzer niet aan een traject te koppelen."),
    Tabel("declaraties", "Regels van facturen.", (
        _wet(), _toewijzingnummer(verplicht=False),
        _datum("periode_begin", "de eerste dag waarover gefactureerd is", True),
        _datum("periode_eind", "de laatste dag waarover gefactureerd is"),
        _datum("dagtekening", "de dag van de factuur"),
        Kolom("bedrag_cent", "centen", "het bedrag in hele eurocenten", True, voorbeeld="125000",
              aannemelijk=(5, 25_000), kanttekening="Heten uw euro's bedrag_eur, dan rekent de deur ze om."),
        Kolom("debet_credit", "code", "kosten of teruggave", waarden=DEBET_CREDIT, standaard="D",
              synoniemen={"debet": "D", "d": "D", "credit": "C", "c": "C"},
              kanttekening="C telt als min, ook als het bedrag zelf al een min heeft."),
        *_product(verplicht=False), _eigen_gemeente(),
    ), ("wet", "toewijzingnummer", "periode_begin", "dagtekening"), geld=True,
        volgorde=(("periode_begin", "periode_eind"),),
        herkomst="iWmo/iJw 323",
        kanttekening="Facturen komen maanden later binnen. Gelijke regels in een bestand tellen allemaal mee."),
    Tabel("meldingen", "Meldingen en aanvragen bij de toegang, met de uitkomst.", (
        Kolom("melding_id", "nummer", "het nummer van de melding", True, persoonlijk=True, voorbeeld="M00017"),
        _wet(), _datum("datum_melding", "de dag van de melding", True),
        _datum("datum_onderzoek_gereed", "de dag waarop het onderzoek klaar was"),
        _datum("datum_aanvraag", "de dag van de aanvraag"),
        _datum("datum_beschikking", "de dag van de beschikking"),
        _datum("verlengd_tot", "de nieuwe uiterste dag, na een brief over uitstel"),
        Kolom("triage_uitkomst", "code", "waar de aanvraag op uitkwam", onbekend="onbekend",
              waarden=TRIAGE_UITKOMST, voorbeeld="licht"),
        _eigen_gemeente(),
    ), ("melding_id", "gemeentecode"), uniek=True,
        volgorde=(("datum_melding", "datum_onderzoek_gereed"), ("datum_aanvraag", "datum_beschikking")),
        herkomst="regieapplicatie, of GGM Melding en Aanvraag",
        kanttekening="Termijnen gelden alleen voor de Wmo. Een aanvraag zonder beschikking is nog niet afgerond."),
    Tabel("uitkeringen", "Bijstand: een rij per volwassene en per periode met bijstand.", (
        Kolom("huishouden_id", "nummer", "het nummer van de uitkering of het dossier", True, persoonlijk=True,
              voorbeeld="U00017", kanttekening="Partners met samen een uitkering hebben hetzelfde nummer."),
        _client(verplicht=False), _datum("begindatum", "de eerste dag met bijstand", True),
        _datum("einddatum", "de laatste dag met bijstand", kanttekening="Leeg of 31-12-9999 is: loopt nog."),
        Kolom("reden_begin", "code", "waarom de bijstand begon", onbekend="onbekend", waarden=REDEN_BEGIN,
              synoniemen={"echtscheiding": "scheiding", "ww": "einde_ww", "einde ww-uitkering": "einde_ww"},
              voorbeeld="einde_ww"),
        Kolom("reden_einde", "code", "waarom de bijstand stopte", onbekend="onbekend", waarden=REDEN_EINDE,
              synoniemen={"studie": "onderwijs", "opleiding": "onderwijs", "werkaanvaarding": "werk", "arbeid": "werk"},
              voorbeeld="werk"),
        Kolom("leefvorm", "code", "hoe iemand woont", onbekend="anders", waarden=LEEFVORM,
              synoniemen={"alleenstaande": "alleenstaand", "gehuwd": "paar", "gehuwden": "paar", "samenwonend": "paar",
                          "gehuwd/samenwonend": "paar", "echtpaar": "paar"}, voorbeeld="alleenstaande_ouder"),
        _geslacht(onbekend="0"),
        Kolom("geboortejaar", "geheel", "alleen het jaar", minimum=1900, maximum=2100, persoonlijk=True,
              voorbeeld="1988"),
        Kolom("statushouder", "code", "of iemand statushouder is", waarden=JA_NEE, persoonlijk=True, onbekend="",
              synoniemen={"j": "ja", "n": "nee", "1": "ja", "0": "nee"}, voorbeeld="nee"),
        _eigen_gemeente(),
    ), ("huishouden_id", "client_id", "begindatum"), volgorde=(("begindatum", "einddatum"),),
        herkomst="uitkeringsadministratie, of GGM Inkomensvoorziening",
        kanttekening="Zonder client_id telt de monitor wel huishoudens, maar geen inwoners."),
    Tabel("financien", "Begroting en boekingen.", (
        _jaar(),
        Kolom("kwartaal", "geheel", "1 tot en met 4; leeg is het hele jaar", minimum=1, maximum=4, voorbeeld="1"),
        _wet(WET_OF_THEMA), Kolom("taakveld", "tekst", "het taakveld van Iv3", voorbeeld="6.72"),
        Kolom("kostensoort", "tekst", "de kostensoort", voorbeeld="voorziening in natura"),
        Kolom("soort", "code", "wat voor bedrag het is", True, waarden=SOORT, voorbeeld="werkelijk"),
        Kolom("bedrag_eur", "bedrag", "het bedrag in euro's", True, voorbeeld="12345,67"),
        _status(standaard="voorlopig"), _eigen_gemeente(),
    ), ("jaar", "kwartaal", "wet", "taakveld", "kostensoort", "soort"), geld=True, herkomst="financiële administratie",
        kanttekening="Balansposten verschuiven kosten tussen jaren. Zij staan apart."),
    Tabel("bevolking", "Inwoners per leeftijd en gebied.", (
        Kolom("regio_code", "tekst", "gemeente of wijk", True, patroon=r"GM\d{4}|WK\d{6}", voorbeeld="GM0267"), _jaar(),
        Kolom("leeftijd", "geheel", "de leeftijd in jaren", True, minimum=0, maximum=120, voorbeeld="12"),
        Kolom("aantal", "geheel", "het aantal inwoners", True, minimum=0, voorbeeld="520"), _indeling(),
    ), ("regio_code", "jaar", "leeftijd", "indelingsjaar"), uniek=True, herkomst="CBS, bevolking op 1 januari"),
    Tabel("koppel_product", "Welk product bij welke hoofdcategorie en welk interventieniveau hoort.", (
        _wet(), *_product(),
        Kolom("hoofdcategorie", "tekst", "de hoofdcategorie", True, voorbeeld="ambulant",
              kanttekening="Voor de Jeugdwet meestal ambulant, landelijk, veiligheid of verblijf."),
        Kolom("interventieniveau", "code", "hoe zwaar de hulp is", onbekend="", waarden=INTERVENTIENIVEAU,
              voorbeeld="4"),
        _datum("geldig_van", "vanaf wanneer de koppeling geldt"), _datum("geldig_tot", "tot en met wanneer zij geldt"),
    ), ("wet", "productcategorie", "productcode", "geldig_van"), uniek=True, volgorde=(("geldig_van", "geldig_tot"),),
        herkomst="eigen tabel van de gemeente",
        kanttekening="Een lege productcode geldt voor de hele categorie. Een rij met productcode gaat voor."),
    Tabel("besparingspad", "De taskforce: verwachte kosten zonder en met maatregelen.", (
        _jaar(), Kolom("referentie", "bedrag", "kosten zonder maatregelen", voorbeeld="27000000,00"),
        Kolom("werkelijk", "bedrag", "gemaakte kosten", voorbeeld="24400000,00"),
        Kolom("taakstelling", "bedrag", "de besparing die de raad vroeg", voorbeeld="2600000,00"),
        Kolom("ingeboekt", "bedrag", "deel dat al in de begroting stond", voorbeeld="500000,00"),
        _status(standaard="voorlopig"), _bron(),
    ), ("jaar",), uniek=True, herkomst="begroting, jaarrekening en raadsbesluit",
        kanttekening="Alleen het totaal telt. Een besparing per maatregel is niet te bepalen."),
    Tabel("aggregaat", "Kant-en-klare totalen per kwartaal. Mag in plaats van alle andere tabellen.", (
        _indicator(), _wet(WET_OF_THEMA),
        Kolom("kwartaal", "kwartaal", "het kwartaal; een jaarcijfer hoort bij K4", True, voorbeeld="2023-K1"),
        Kolom("dimensie", "code", "waarnaar het cijfer is uitgesplitst", waarden=DIMENSIE_OF_EIGEN, standaard="totaal"),
        Kolom("groep", "tekst", "de groep binnen de dimensie", standaard="totaal", voorbeeld="12-17"),
        Kolom("waarde", "getal", "het cijfer; geld in euro's, een aandeel in procenten", voorbeeld="1787",
              kanttekening="<5, x, . of * betekent: afgeschermd. Leeg betekent: ontbreekt."),
        Kolom("eenheid", "tekst", "wat er geteld is", voorbeeld="trajecten"),
        Kolom("teller", "getal", "bij een aandeel: het deel", voorbeeld="1128"),
        Kolom("noemer", "getal", "bij een aandeel: het geheel", voorbeeld="9980"),
        _status(STATUS_CIJFER), _bron(),
        Kolom("gepubliceerd_in", "tekst", "openbaar stuk en paragraaf; alleen als het cijfer al openbaar is",
              voorbeeld="Rapportage sociaal domein 2023-1, paragraaf 4.3"),
        _eigen_gemeente(),
    ), ("indicator", "wet", "kwartaal", "dimensie", "groep", "gemeentecode"), uniek=True,
        herkomst="Excel van de leverancier, de regio of een eerder rapport",
        kanttekening="Een cijfer met gepubliceerd_in toont de monitor onafgerond."),
    Tabel("doelen", "Doelen die de raad of het college stelde.", (
        _indicator(), _wet(WET_OF_THEMA),
        Kolom("periode", "tekst", "jaar of kwartaal waarvoor het doel geldt", True, patroon=r"\d{4}(-K[1-4])?",
              voorbeeld="2024"),
        Kolom("streefwaarde", "getal", "de waarde die bereikt moet worden", True, voorbeeld="90"),
        Kolom("richting", "code", "welke kant goed is", waarden=RICHTING), _bron(),
        Kolom("besluit", "tekst", "het besluit met het doel", voorbeeld="raadsbesluit 2022-041"),
        Kolom("visie", "tekst", "waar het doel bij hoort in de visie", voorbeeld="samen leven"),
        Kolom("doel", "tekst", "het doel in een zin", voorbeeld="Wie hulp vraagt, hoeft niet lang te wachten."),
        _eigen_gemeente(),
    ), ("indicator", "wet", "periode", "gemeentecode"), uniek=True, herkomst="raadsbesluiten en beleidsplannen"),
    Tabel("plannen", "Wat een plan kost, per maatregel en jaar, en de totalen uit het stuk.", (
        Kolom("plan", "tekst", "het plan of voorstel", True, voorbeeld="Vijf voorstellen 2017"),
        Kolom("code", "tekst", "het nummer van de maatregel in het plan", voorbeeld="2.1 4.A"),
        Kolom("maatregel", "tekst", "wat er gedaan wordt", True, voorbeeld="meer mensen voor huisvesting"),
        _jaar("jaar", "het kalenderjaar; leeg is alle jaren samen", verplicht=False),
        Kolom("bedrag_eur", "bedrag", "het bedrag in euro's", True, voorbeeld="250000,00"),
        Kolom("soort", "code", "wat voor bedrag het is", waarden=PLANSOORT, standaard="maatregel"),
        Kolom("aard", "code", "een keer of elk jaar", waarden=AARD),
        Kolom("opmerking", "tekst", "wat de lezer erbij moet weten", voorbeeld="schatting"),
        Kolom("bron", "tekst", "het document, en na een komma de plek", voorbeeld="Programma 2025, paragraaf 5.3",
              kanttekening="Staat een plan in twee documenten, dan rekent de monitor elk document apart na."),
        _eigen_gemeente(),
    ), ("plan", "code", "maatregel", "jaar", "soort"), geld=True, herkomst="raadsvoorstel of programma",
        een_rij=("plan", "code", "maatregel", "jaar", "soort", "bron"),
        kanttekening="De monitor telt elk totaal na en meldt een verschil."),
    Tabel("activiteiten", "Wat er gedaan wordt binnen een programma, zonder namen van mensen.", (
        Kolom("programma", "tekst", "het programma of de lijn", True, voorbeeld="Integrale toegang"),
        Kolom("doel", "tekst", "wat het moet opleveren", voorbeeld="een plek voor alle vragen"),
        Kolom("activiteit", "tekst", "wat er gedaan wordt", True, voorbeeld="nieuw systeem voor meldingen"),
        Kolom("stand", "code", "hoe ver het is", True, waarden=STAND, voorbeeld="loopt"),
        Kolom("rol", "tekst", "de functie die het doet, geen naam", voorbeeld="programmaleider"),
        _datum("datum", "de dag van deze stand"),
        Kolom("opmerking", "tekst", "wat de lezer erbij moet weten"), _bron(), _eigen_gemeente(),
    ), ("programma", "activiteit", "gemeentecode"), uniek=True, herkomst="de programmaleider",
        kanttekening="Schrijf bij rol een functie, nooit een naam."),
    Tabel("tarieven", "Wat een soort hulp kost. Alleen voor de praktijkcasus van een avond; mag ontbreken.", (
        _wet(), *_product(),
        Kolom("eenheid", "code", "waarvoor het tarief geldt", True, waarden=TARIEFEENHEID, voorbeeld="uur"),
        Kolom("tarief_eur", "bedrag", "het tarief in euro's", True, voorbeeld="98,50", aannemelijk=(1, 25_000)),
        _bron(),
    ), ("wet", "productcategorie", "productcode", "eenheid"), uniek=True, herkomst="inkoop of contract"),
    Tabel("wijken", "De namen van de wijken. Mag ontbreken.", (
        _wijkcode(True), Kolom("wijknaam", "tekst", "de naam van de wijk", True, voorbeeld="Centrum"), _indeling(),
    ), ("wijkcode", "indelingsjaar"), uniek=True, herkomst="CBS, wijk- en buurtindeling"),
)}


def tabel(naam: str) -> Tabel:
    """De tabel met deze naam; een onbekende naam geeft een KeyError met wat er wel is.

    >>> tabel("wijken").uitleg
    'De namen van de wijken. Mag ontbreken.'
    """
    if naam not in TABELLEN:
        raise KeyError(f"Het contract kent geen tabel '{naam}'. Wel: {', '.join(TABELLEN)}.")
    return TABELLEN[naam]


def schema(naam: str) -> dict[str, pl.DataType]:
    """Kolommen en typen van een tabel na de deur.

    >>> schema("wijken")
    {'wijkcode': String, 'wijknaam': String, 'indelingsjaar': Int64}
    """
    return {k.naam_na: k.dtype for k in tabel(naam).kolommen}


def leeg(naam: str) -> pl.DataFrame:
    """Een lege tabel met de juiste kolommen.

    >>> leeg("doelen").shape
    (0, 10)
    """
    import polars as pl

    return pl.DataFrame(schema=schema(naam))


def eenheid_bij(indicator: str | None, wet: str | None) -> str | None:
    """De eenheid van een cijfer bij een wet; leeg als het cijfer niet bij die wet hoort.

    >>> eenheid_bij("lopend_clienten", "jeugd"), eenheid_bij("besparing", "jeugd")
    ('jeugdigen', None)
    """
    begrip = begrippen().get(indicator or "")
    return begrip.eenheid_bij(wet) if begrip and wet in begrip.wetten else None


def groepen(dimensie: str, wet: str | None) -> Mapping[str, str] | None:
    """De groepen van een dimensie (code -> naam); None als een gemeente of een thema daar eigen groepen mag hebben.

    >>> list(groepen("zwaarte", "jeugd")), groepen("hoofdcategorie", "jeugd")
    (['licht', 'midden', 'zwaar', 'onbekend'], None)
    """
    if (thema := themas().get(wet or "")) and dimensie in thema.dimensies:
        return None
    if dimensie == "productcategorie":
        return {**tabel("toewijzingen").kolom("productcategorie").codes(wet), **ONBEKEND}
    if dimensie in VASTE_GROEPEN:
        return {**namen()[dimensie], **ONBEKEND}
    return None


ONBEKEND = {"onbekend": "onbekend"}
VASTE_GROEPEN = ("leeftijd", "verwijzer", "interventieniveau", "deel", "instroomsoort", "uitkomst", "maatregelstatus",
                 "zwaarte")  # fmt: skip
UIT_EXCEL = r"\d{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3}[- ]\d{2}|\d{4}-\d\d-\d\d.*"  # 4-nov, dec-17, or a whole day
LEEFTIJD = r"(\d{1,3})(?:-(\d{1,3})|(\+))(?:jaar)?"


def lees_groep(dimensie: str | None, wet: str | None, groep: str | None) -> tuple[str | None, str]:
    """De groep zoals wij haar schrijven, en wat zij is: bekend, eigen (een vrije groep), datum of onbekend.

    >>> lees_groep("leeftijd", "jeugd", "12 t/m 17 jaar"), lees_groep("leeftijd", "jeugd", "dec-17")
    (('12-17', 'bekend'), (None, 'datum'))
    >>> lees_groep("verwijzer", "jeugd", "Huisarts "), lees_groep("hoofdcategorie", "jeugd", "eigen  groep")
    (('huisarts', 'bekend'), ('eigen groep', 'eigen'))
    """
    if not groep or not dimensie or dimensie == "totaal":
        return groep, "bekend"
    tekst = re.sub(r"^(\d+)[.,]0$", r"\1", re.sub(r"\s+", " ", groep).strip())
    if dimensie == "leeftijd" and re.fullmatch(UIT_EXCEL, tekst):
        return None, "datum"
    vast = groepen(dimensie, wet)
    bekend = vast or namen().get(f"{dimensie}_{wet}", {})
    plat = {re.sub(r"[\s_-]+", "", n.lower()): code for code, naam in bekend.items() for n in (naam, code)}
    kaal = re.sub(r"[\s_-]+", "", tekst.lower())
    if kaal in plat:
        return plat[kaal], "bekend"
    if dimensie == "leeftijd" and (jaren := _leeftijdsklasse(tekst)):
        return jaren, "bekend"
    if dimensie in ("productcategorie", "interventieniveau") and kaal.isdigit():
        past = [c for c in bekend if c.lstrip("0") == kaal.lstrip("0")]
        return (past[0], "bekend") if len(past) == 1 else (None, "onbekend")
    return (None, "onbekend") if vast is not None else (tekst, "eigen")


def _leeftijdsklasse(tekst: str) -> str | None:
    """An age class in any spelling, also one of the municipality's own."""
    kaal = re.sub(r"t/m|tot en met|–|—", "-", tekst.lower())
    kaal = re.sub(r"(jaar)?\s*(en ouder|e\.?o\.?|of ouder)", "+", kaal)
    gevonden = re.fullmatch(LEEFTIJD, re.sub(r"\s|jaar$", "", kaal))
    if not gevonden:
        return None
    van, tot, plus = gevonden.groups()
    return f"{int(van)}+" if plus else f"{int(van)}-{int(tot)}" if int(van) <= int(tot) else None


def is_telling(indicator: str | None, wet: str | None) -> bool:
    """Of een cijfer hele dingen telt: dan heeft het geen decimalen.

    >>> is_telling("lopend_clienten", "jeugd"), is_telling("looptijd_gemiddeld", "jeugd")
    (True, False)
    """
    eenheid = eenheid_bij(indicator, wet)
    return bool(eenheid) and not maat_in(eenheid).soort and begrippen()[indicator].beschermd != "kenmerk"


# --- documentation ----------------------------------------------------------------------------------------------------
KOP = """# Gegevenscontract

Deze pagina komt uit `sociaaldomein.levering.contract`. Pas haar niet met de hand aan.

U levert een map met CSV, Excel of Parquet. Een bestand heet naar de tabel, bijvoorbeeld `toewijzingen.csv` of
`toewijzingen_2023K1.csv`. In Excel heet het tabblad naar de tabel. Geen enkele tabel is verplicht, maar een is het
minimum. Met alleen `aggregaat` krijgt u ook een dashboard.

Voor elke levering geldt:

- Een gewone tekstcodering is goed: UTF-8, UTF-16, Windows-1252, DOS of Mac.
- Velden scheidt u met `;`, een komma of een tab.
- Decimalen krijgen een komma. Een bedrag als `1.234` weigert de deur: het kan 1234 zijn of 1,234.
- In een aantal staan geen decimalen. Daar is `1.250` dus 1250.
- Geld mag in euro's of in centen komen. De naam zegt welke: `bedrag_eur` of `bedrag_cent`.
- Wat bij een getal staat telt mee: `€`, `%`, `mln`, `x 1.000` of `weken`. Ook als Excel het erbij zet.
- Is de eenheid niet zeker, dan vraagt de deur ernaar. U antwoordt met `eenheid` in `kolommen.yml`.
- Een datum mag ook `1 februari 2023` of `15-mrt-2023` zijn. Een tijd in UTC wordt de dag in Nederland.
- Een groep hoort bij haar dimensie. Is die vrij, zoals hoofdcategorie, dan kiest u zelf namen.
- Codes zijn tekst. In Excel maakt u die kolommen vooraf op als tekst.
- Namen, adressen en geboortedatums horen er niet in. Elk nummer van een mens wordt een pseudoniem.
- Een tekstbestand heeft hoogstens 1.000 kolommen en regels van hoogstens 1 MB.
- Een aantal is heel en niet onder nul.
- Een rij met een fout telt niet mee en staat in het verslag. Andere berichten over dat traject tellen wel.
- Van een tabel mag 5% van de rijen fout zijn. Van een kleine tabel vijf rijen, maar nooit meer dan de helft.
- Is er meer fout? Dan weigert de deur de hele levering.
- Ontbreekt een verplichte kolom of is een bestand onleesbaar, dan weigert de deur die ook. Er verandert dan niets.
- Een getal of datum die op twee manieren te lezen is, weigert de deur ook. Net als een BSN in een tekst.
- Een regel met het totaal eronder telt niet mee. De rijen moeten wel tot dat totaal optellen.
- Een rij die in twee bestanden staat, telt één keer. Spreken de twee elkaar tegen, dan weigert de deur de levering.
- Een rij met de code van een andere gemeente telt niet mee. Het verslag zegt hoeveel dat er zijn.

Andere kolomnamen? Zet een bestand `kolommen.yml` in de map:

```yaml
toewijzingen:
  bestand: export_*.csv        # naam of patroon van het bestand
  blad: Blad1                  # tabblad, bij Excel
  overslaan: 2                 # regels boven de kolomnamen
  hernoem: {Toewijzingsnr: toewijzingnummer}
  waarden: {wet: {JW: jeugd}}  # hun waarde: onze waarde; 'anders' is alles wat u niet noemt
  vast: {gemeentecode: GM0267}
  eenheid: {volume: duizend}   # euro, cent, duizend euro, procent, deel (0,9 is 90%), weken, maanden, duizend
  datum: dd/mm/jjjj            # als de datums schuine strepen hebben; of mm/dd/jjjj
  controle: {rijen: 1200}      # hoeveel rijen er moeten zijn, of waar een kolom met geld toe optelt
  dubbel: houden               # gelijke rijen allemaal meetellen, of: een keer
  gaat_voor: export_nieuw.csv  # staat een rij in twee bestanden, dan telt die van dit bestand
negeer: [toelichting]          # tabbladen of bestanden die geen levering zijn
herstel: [wijken.csv]          # bestanden waarin kapotte letters (Ã«) hersteld mogen worden
```

Staan de kwartalen of groepen naast elkaar, in kolommen? Dan kantelt u ze:

```yaml
aggregaat:
  bestand: leverancier.xlsx
  hernoem: {Cijfer: indicator}
  vast: {wet: jeugd}
  kantel:
    naar: kwartaal             # hier komt de waarde die bij de kolom hoort
    waarde: waarde             # hier komt wat in de cel staat; een lege cel wordt geen rij
    kolommen: {"1e kw 2023": 2023-K1, "2e kw 2023": 2023-K2}
uitkeringen:
  bestand: bijstand.csv
  volgnummer: [huishouden_id]  # er is geen nummer: elke rij krijgt er een
```

Hoort bij een kolom meer dan een waarde? Schrijf dan `{"Jeugd K1": {wet: jeugd, kwartaal: 2023-K1}}`.
Een begin maken: `sociaaldomein stel-kolommen-voor MAP` leest de kolomnamen en schrijft een voorstel.

Leest u twee bestanden met een eigen opmaak in een tabel? Schrijf dan een lijst van zulke blokken onder de tabel.
Vult een blad twee tabellen? Noem het dan bij allebei.

Een kaart van de wijken? Zet een bestand `wijken.geojson` in de map: een FeatureCollection met een vlak per wijk.

- Elke wijk heeft de eigenschappen `wijkcode` (de vorm van WK026701) en `indelingsjaar`. Andere blijven ongelezen.
- De vorm is een Polygon of een MultiPolygon, in graden of in meters. Hoogstens 20 MB en 500 wijken.
- Het indelingsjaar en de wijken moeten die van de gegevens zijn. Anders komt de kaart niet op de pagina.
- Is de kaart verzonnen? Zet dan `"verzonnen": true` bovenaan. Dat staat dan op de kaart.
"""


def _cel(tekst: str) -> str:
    return tekst.replace("|", "\\|").replace("\n", " ")


def toegestaan(kolom: Kolom, wet: str | None = None) -> str:
    """Wat er in een kolom mag staan, in een korte zin.

    >>> toegestaan(tabel("clienten").kolom("geslacht"))
    '0 (niet bekend), 1 (man), 2 (vrouw)'
    """
    if kolom.is_gesloten:
        return ", ".join(f"{code} ({naam})" for code, naam in kolom.codes(wet).items())
    if kolom.minimum is not None and kolom.maximum is not None:
        return f"{SOORTEN[kolom.soort]}, van {kolom.minimum} tot en met {kolom.maximum}"
    if kolom.minimum is not None:
        return f"{SOORTEN[kolom.soort]}, minstens {kolom.minimum}"
    if kolom.patroon:
        return f"de vorm van {kolom.voorbeeld}"
    return SOORTEN[kolom.soort]


def _mag(kolom: Kolom) -> str:
    if kolom.naam == "indicator":
        return "een naam uit de begrippenlijst"
    lijsten = [kop for kop, lijst in CODELIJSTEN.items()
               if lijst is kolom.waarden or lijst in (kolom.per_wet or {}).values()]
    return "codelijst " + " of ".join(lijsten) if lijsten else toegestaan(kolom)


def _regel(kolom: Kolom) -> str:
    naam = f"**{kolom.naam}**" if kolom.verplicht else kolom.naam
    opmerking = " ".join(t for t in (
        kolom.kanttekening, f"Leeg wordt {kolom.standaard}." if kolom.standaard else "",
        "Een onbekende code telt mee als onbekend." if kolom.onbekend is not None else "",
        "Waarden staan nooit in een melding." if kolom.persoonlijk else "") if t)
    cellen = (naam, kolom.soort, kolom.uitleg, _mag(kolom), kolom.voorbeeld, opmerking)
    return "| " + " | ".join(map(_cel, cellen)) + " |"


def _hoofdstuk(t: Tabel) -> str:
    kop = "| Kolom | Soort | Wat het is | Toegestaan | Voorbeeld | Let op |\n| --- | --- | --- | --- | --- | --- |"
    sleutel = f"Deze kolommen wijzen samen {'één rij' if t.uniek else 'de rijen'} aan: {', '.join(t.sleutel)}."
    delen = [f"## {t.naam}", f"{t.uitleg} Herkomst: {t.herkomst}.", t.kanttekening,
             f"Verplichte kolommen zijn vet. {sleutel}", "\n".join([kop, *map(_regel, t.kolommen)])]
    return "\n\n".join(d for d in delen if d)


def _codelijst(naam: str, lijst: Mapping[str, str]) -> str:
    rijen = "\n".join(f"| {_cel(code)} | {_cel(tekst)} |" for code, tekst in lijst.items())
    return f"### {naam}\n\n| Code | Betekenis |\n| --- | --- |\n{rijen}"


def documentatie() -> str:
    """De documentatie van het contract, als Markdown.

    >>> documentatie().splitlines()[0]
    '# Gegevenscontract'
    """
    return "\n\n".join([KOP.rstrip(), *map(_hoofdstuk, TABELLEN.values()), "## Codelijsten",
                        *(_codelijst(naam, lijst) for naam, lijst in CODELIJSTEN.items())]) + "\n"


# --- empty template ---------------------------------------------------------------------------------------------------
UITLEGBLAD, LIJSTENBLAD = "uitleg", "waardenlijsten"
HULPBLADEN = (UITLEGBLAD, LIJSTENBLAD)
SJABLOONRIJEN = 5000


def schrijf_sjabloon(pad: Path | str) -> Path:
    """Schrijf een leeg Excel-sjabloon: een tabblad per tabel, met uitleg, keuzelijsten en kolommen als tekst.

    Verplichte kolommen zijn donker gekleurd. Lege tabbladen mogen blijven staan: de deur slaat ze over.
    """
    from openpyxl import Workbook

    boek = Workbook()
    uitleg = boek.active
    uitleg.title = UITLEGBLAD
    lijsten = boek.create_sheet(LIJSTENBLAD)
    _vul_uitleg(uitleg)
    for t in TABELLEN.values():
        _vul_blad(boek.create_sheet(t.naam), t, lijsten)
    boek.move_sheet(lijsten, offset=len(TABELLEN))
    pad = Path(pad)
    boek.save(pad)
    return pad


def _vul_uitleg(blad) -> None:
    from openpyxl.styles import Font

    blad.append(["Vul alleen de tabbladen die u hebt. Donkere kolommen zijn verplicht. Namen en BSN horen hier niet."])
    blad.append([])
    blad.append(["tabel", "kolom", "verplicht", "soort", "wat het is", "toegestaan", "voorbeeld", "let op"])
    for t in TABELLEN.values():
        for k in t.kolommen:
            blad.append([t.naam, k.naam, "ja" if k.verplicht else "nee", SOORTEN[k.soort], k.uitleg, toegestaan(k),
                         k.voorbeeld, k.kanttekening])
    for cel in blad[3]:
        cel.font = Font(bold=True)
    for letter, breedte in zip("ABCDEFGH", (16, 26, 10, 34, 40, 60, 24, 60), strict=True):
        blad.column_dimensions[letter].width = breedte
    blad.freeze_panes = "A4"


def _vul_blad(blad, t: Tabel, lijsten) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for nummer, k in enumerate(t.kolommen, start=1):
        cel = blad.cell(1, nummer, k.naam)
        cel.font = Font(bold=True, color="FFFFFF" if k.verplicht else "1F2A37")
        cel.fill = PatternFill("solid", fgColor="1F4E79" if k.verplicht else "DCE6F1")
        cel.comment = Comment(_opmerking(k), "sociaaldomein", width=340, height=150)
        letter = get_column_letter(nummer)
        blad.column_dimensions[letter].width = max(14, len(k.naam) + 3)
        blad.column_dimensions[letter].number_format = _opmaak(k)
        if k.is_gesloten:
            _keuzelijst(blad, letter, k, lijsten)
    blad.freeze_panes = "A2"


def _opmerking(k: Kolom) -> str:
    mag = "Kies uit de lijst." if k.is_gesloten else f"Toegestaan: {toegestaan(k)}."
    delen = ["Verplicht." if k.verplicht else "Mag leeg.", f"{k.uitleg[0].upper()}{k.uitleg[1:]}.", mag, k.kanttekening,
             f"Voorbeeld: {k.voorbeeld}" if k.voorbeeld else ""]
    return " ".join(d for d in delen if d)


def _opmaak(k: Kolom) -> str:
    if k.soort in TEKSTSOORTEN:
        return "@"
    return {"datum": "dd-mm-yyyy", "bedrag": "#,##0.00"}.get(k.soort, "General")


def _keuzelijst(blad, letter: str, k: Kolom, lijsten) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    codes = sorted(k.codes())
    nummer = lijsten.max_column + 1 if lijsten.cell(1, 1).value else 1
    lijsten.cell(1, nummer, f"{blad.title}.{k.naam}")
    for rij, code in enumerate(codes, start=2):
        cel = lijsten.cell(rij, nummer, code)
        cel.number_format = "@"
    kolom = get_column_letter(nummer)
    regel = DataValidation("list", formula1=f"='{LIJSTENBLAD}'!${kolom}$2:${kolom}${len(codes) + 1}", allow_blank=True,
                           showErrorMessage=True, errorTitle="Kies uit de lijst", error=_kort(k))
    regel.add(f"{letter}2:{letter}{SJABLOONRIJEN}")
    blad.add_data_validation(regel)


def _kort(k: Kolom) -> str:
    tekst = "Toegestaan: " + ", ".join(sorted(k.codes()))
    return tekst if len(tekst) <= 220 else tekst[:217] + "..."
