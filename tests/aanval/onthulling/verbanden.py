"""Welke verbanden een lezer kent, uit wat elk cijfer IS (docs/telregels.md). Geschreven los van de afscherming.

Een verband heet naar de aanval waar het bij hoort: som, personen, stroom, deel, kwartalen, A1 (product binnen
hoofdcategorie en niveau), A2 (een verschil dat zelf een aantal mensen is), A3 (een aandeel naast een duur), stil (via
een aantal dat nergens staat maar wel bestaat), looptijd (het getal achter een middelste), cohort (niemand wordt
jonger), nieuw (wie nieuw is, was er niet), saldo en jaarloop (huisvesting). Een uitsplitsing die er in een kwartaal
niet is, is onbekend. Een groep zonder rij in een uitsplitsing die er wel is, telde niemand.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import openpyxl
from openbare_set import Cel, OpenbareSet, soorten
from propageer import Verband

WETTEN = ("jeugd", "wmo")
#: records (trajecten, aanvragen, uitkeringen): every record is in one group of every breakdown
GETELD_PER_STUK = {
    "lopend_trajecten",
    "instroom_trajecten",
    "uitstroom_trajecten",
    "looptijd_aantal",
    "aanvragen",
    "bijstand_instroom",
    "bijstand_uitstroom",
    "bijstand_jongeren",
    "participatie_trajecten",
    "participatieladder",
    "verwijzer",
}
MENSEN = {"lopend_clienten", "instroom_clienten", "uitstroom_clienten"}
STROMEN = {f"{soort}_{wat}" for soort in ("lopend", "instroom", "uitstroom") for wat in ("trajecten", "clienten")}
EEN_GROEP_PER_MENS = {"leeftijd", "wijk", "instroomsoort"}
KRUISING = "hoofdcategorie x interventieniveau"
OOK_ONGETOOND = ("hoofdcategorie", "interventieniveau", KRUISING, "productcategorie", "leeftijd", "wijk")
#: a traject stays in its group; an age changes on 1 January
BLIJFT = ("totaal", "hoofdcategorie", "interventieniveau", KRUISING, "productcategorie", "verwijzer", "wijk", "zwaarte")
ZWAARTE = {"licht": "123", "midden": "45", "zwaar": "67"}
TERMIJN = {"onderzoek": 42, "beschikking": 14}
SCHUIF = 5  # a last day in a weekend or on a holiday shifts: at most so many days
LEEFTIJDEN = {"jeugd": ("0-3", "4-11", "12-17", "18+"), "wmo": ("0-17", "18-64", "65-74", "75-84", "85+")}
AANDEEL_VAN_MENSEN = {
    "onderzoek_op_tijd",
    "onderzoek_op_tijd_verlengd",
    "beschikking_op_tijd",
    "beschikking_op_tijd_verlengd",
    "intake_op_tijd",
    "meedoen",
    "inburgeraars_met_baan",
}
JEUGD_TOT_18 = ("0-3", "4-11", "12-17")
ONEINDIG = math.inf

Koppeling = dict[tuple[str, str], set[tuple[str, str]]]


def koppeling(werkboek: Path) -> Koppeling:
    """De openbare tabel koppel_product: per wet en productcategorie waar zij kan liggen (hoofdcategorie, niveau).

    Een rij zonder productcode en zonder niveau zegt alleen iets als er geen rijen met een productcode zijn.
    """
    rijen = list(openpyxl.load_workbook(werkboek, read_only=True)["koppel_product"].iter_rows(values_only=True))
    kop, uit = rijen[0], defaultdict(set)
    lijst = [dict(zip_longest(kop, rij)) for rij in rijen[1:]]
    met_code = {(r["wet"], r["productcategorie"]) for r in lijst if r["productcode"]}
    for r in lijst:
        product = (r["wet"], r["productcategorie"])
        if r["productcode"] or r["interventieniveau"] or product not in met_code:
            uit[product].add((r["hoofdcategorie"], str(r["interventieniveau"] or "")))
    return dict(uit)


def soorten_aantal() -> dict[str, str]:
    """Per cijfer dat mensen telt, welk deel ervan het aantal is."""
    deel = {"aantal": "waarde", "aandeel": "teller"}
    return {cijfer: deel[soort] for cijfer, soort in soorten().items() if soort in deel and "verandering" not in cijfer}


class Lezing:
    """Bouwt de verbanden bij een openbare set. Alleen cellen die de set noemt doen mee."""

    def __init__(self, set_: OpenbareSet, koppel: Koppeling) -> None:
        self.cellen = set(set_.grenzen) | set_.verborgen
        self.set, self.koppel, self.uit = set_, koppel, []
        self.verschillen: dict[Cel, tuple[Cel, Cel]] = {}
        self.extra: dict[Cel, tuple[float, float]] = {}
        self.stil: dict[tuple, set[str]] = {}
        self.groepen = defaultdict(set)
        self.per = defaultdict(set)
        for c in self.cellen:
            if c.deel == "waarde":
                self.groepen[c.cijfer, c.wet, c.uitsplitsing].add(c.groep)
                self.per[c.cijfer, c.wet, c.uitsplitsing, c.kwartaal].add(c.groep)
        self.kwartalen = sorted({c.kwartaal for c in self.cellen})
        self._leeg_is_nul()
        self._niet_getoond()

    def maak(self) -> list[Verband]:
        for stap in (
            self._sommen,
            self._mensen,
            self._binnen,
            self._stromen,
            self._delen,
            self._producten,
            self._zwaarte,
            self._bereik,
            self._bijstand,
            self._themas,
            self._huisvesting,
            self._aandelen,
            self._termijnen,
            self._stil,
            self._cohorten,
            self._nieuwkomers,
            self._looptijden,
            self._verschillen,
        ):
            stap()
        return self.uit

    # -- wat er niet staat

    def _leeg_is_nul(self) -> None:
        """A group without a row counted nobody, where its breakdown is there. An absent breakdown says nothing."""
        geteld = GETELD_PER_STUK | MENSEN
        for (cijfer, wet, uitsplitsing), groepen in self.groepen.items():
            if cijfer not in geteld or uitsplitsing == "totaal":
                continue
            for kwartaal in self.kwartalen:
                if er_is := self.per[cijfer, wet, uitsplitsing, kwartaal]:
                    nul = {Cel(cijfer, wet, uitsplitsing, g, kwartaal) for g in groepen - er_is}
                    self.extra |= dict.fromkeys(nul, (0, 0))
                    self.cellen |= nul

    def _niet_getoond(self) -> None:
        """Counts that exist, though no edition shows them: who has a product, has a record of that product."""
        for wet in WETTEN:
            for uitsplitsing in OOK_ONGETOOND:
                groepen = set().union(*(self.groepen[c, wet, uitsplitsing] for c in sorted(STROMEN)))
                for cijfer in sorted(STROMEN):
                    for kwartaal in self.kwartalen:
                        if self.per[cijfer, wet, uitsplitsing, kwartaal]:
                            continue
                        nieuw = {Cel(cijfer, wet, uitsplitsing, g, kwartaal) for g in groepen}
                        self.extra |= dict.fromkeys(nieuw, (0, ONEINDIG))
                        self.cellen |= nieuw
                        self.stil[cijfer, wet, uitsplitsing, kwartaal] = groepen

    # -- bouwstenen

    def _gelijk(self, plus: Iterable[Cel], min_: Iterable[Cel], soort: str) -> None:
        self._zet(plus, min_, 0, 0, soort)

    def _hoogstens(self, klein: Iterable[Cel], groot: Iterable[Cel], soort: str) -> None:
        self._zet(klein, groot, -ONEINDIG, 0, soort)

    def _zet(self, plus, min_, laag, hoog, soort) -> None:
        termen = [(c, 1) for c in plus] + [(c, -1) for c in min_]
        if termen and all(c in self.cellen or c in self.verschillen or c in self.extra for c, _ in termen):
            self.uit.append(Verband(tuple(termen), laag, hoog, soort))

    def _groep(self, cijfer, wet, uitsplitsing, kwartaal) -> list[Cel]:
        """All groups in this quarter. A group with no row where others have one counted nobody."""
        groepen = self.per[cijfer, wet, uitsplitsing, kwartaal]
        return [Cel(cijfer, wet, uitsplitsing, groep, kwartaal) for groep in sorted(groepen)]

    def _er_is(self, cijfer, wet, uitsplitsing, kwartaal) -> set[str]:
        """The groups that are there in this quarter; also of counts that no edition shows."""
        return self.per[cijfer, wet, uitsplitsing, kwartaal] or self.stil.get(
            (cijfer, wet, uitsplitsing, kwartaal), set()
        )

    def _uitsplitsingen(self, cijfers):
        for cijfer, wet, uitsplitsing in sorted(self.groepen):
            if cijfer in cijfers and uitsplitsing != "totaal":
                for kwartaal in self.kwartalen:
                    if groepen := self._groep(cijfer, wet, uitsplitsing, kwartaal):
                        yield Cel(cijfer, wet, "totaal", "totaal", kwartaal), groepen

    def _paren(self, klein: str, groot: str):
        """The same group and quarter of two figures, both in the set."""
        for c in self.cellen:
            if c.cijfer == klein and c.deel == "waarde" and (ander := c._replace(cijfer=groot)) in self.cellen:
                yield c, ander

    # -- de verbanden

    def _sommen(self) -> None:
        for totaal, groepen in self._uitsplitsingen(GETELD_PER_STUK):
            self._gelijk(groepen, [totaal], "som")

    def _mensen(self) -> None:
        for totaal, groepen in self._uitsplitsingen(MENSEN):
            if groepen[0].uitsplitsing in EEN_GROEP_PER_MENS:
                self._gelijk(groepen, [totaal], "som")
                continue
            self._hoogstens([totaal], groepen, "personen")
            for g in groepen:
                self._hoogstens([g], [totaal], "personen")

    def _binnen(self) -> None:
        for mensen in sorted(MENSEN):
            for c, stuks in self._paren(mensen, mensen.replace("clienten", "trajecten")):
                self._hoogstens([c], [stuks], "personen")
        for klein, groot in (
            ("instroom_trajecten", "lopend_trajecten"),
            ("uitstroom_trajecten", "lopend_trajecten"),
            ("instroom_clienten", "lopend_clienten"),
            ("uitstroom_clienten", "lopend_clienten"),
            ("looptijd_aantal", "instroom_trajecten"),
            ("verwijzer", "instroom_clienten"),
        ):
            for c, ander in self._paren(klein, groot):
                self._hoogstens([c], [ander], "A2" if klein in ("looptijd_aantal", "verwijzer") else "deel")
        for c in [c for c in self.cellen if c.cijfer == "verwijzer" and c.uitsplitsing == "totaal"]:
            self._gelijk([c], [c._replace(cijfer="instroom_clienten")], "A2")

    def _stromen(self) -> None:
        for c in sorted(self.cellen):
            if c.cijfer not in ("lopend_trajecten", "lopend_clienten") or c.uitsplitsing not in BLIJFT:
                continue
            volgend = c._replace(kwartaal=_volgend(c.kwartaal))
            soort = c.cijfer.removeprefix("lopend_")
            erbij = volgend._replace(cijfer=f"instroom_{soort}")
            eraf = c._replace(cijfer=f"uitstroom_{soort}")
            if soort == "trajecten":
                plus, min_ = [volgend, eraf], [c, erbij]
                missend = [x for x in (erbij, eraf) if x not in self.cellen and self._leeg(x)]
                plus, min_ = [x for x in plus if x not in missend], [x for x in min_ if x not in missend]
                self._gelijk(plus, min_, "stroom")
            else:
                self._hoogstens([volgend], [c, erbij], "stroom")
                self._hoogstens([c], [volgend, eraf], "stroom")
                self._hoogstens([c], [volgend, eraf._replace(cijfer="uitstroom_trajecten")], "stroom")

    def _leeg(self, cel: Cel) -> bool:
        return bool(self.per[cel.cijfer, cel.wet, cel.uitsplitsing, cel.kwartaal])

    def _delen(self) -> None:
        for wet in WETTEN:
            for kwartaal in self.kwartalen:
                deel = {
                    g: Cel("lopend_trajecten", wet, "deel", g, kwartaal)
                    for g in ("begonnen", "beeindigd", "begonnen_en_beeindigd", "doorlopend")
                }
                totaal = Cel("lopend_trajecten", wet, "totaal", "totaal", kwartaal)
                beide = deel["begonnen_en_beeindigd"]
                self._gelijk([deel["begonnen"], beide], [totaal._replace(cijfer="instroom_trajecten")], "deel")
                self._gelijk([deel["beeindigd"], beide], [totaal._replace(cijfer="uitstroom_trajecten")], "deel")

    def _producten(self) -> None:
        for cijfer in sorted(GETELD_PER_STUK | MENSEN):
            for wet in WETTEN:
                for kwartaal in self.kwartalen:
                    if producten := self._er_is(cijfer, wet, "productcategorie", kwartaal):
                        waar = {p: self.koppel.get((wet, p), set()) for p in producten}
                        self._producten_in(cijfer, wet, kwartaal, waar)

    def _producten_in(self, cijfer, wet, kwartaal, waar) -> None:
        def cel(uitsplitsing, groep):
            return Cel(cijfer, wet, uitsplitsing, groep, kwartaal)

        for uitsplitsing in ("hoofdcategorie", "interventieniveau", KRUISING):
            for groep in sorted(self._er_is(cijfer, wet, uitsplitsing, kwartaal)):
                past = {p: [_past(plek, uitsplitsing, groep) for plek in plekken] for p, plekken in waar.items()}
                zeker = [p for p, uitkomsten in past.items() if uitkomsten and all(uitkomsten)]
                soms = [p for p, u in past.items() if not u or any(x is not False for x in u)]
                self._nest(
                    [cel("productcategorie", p) for p in zeker],
                    [cel("productcategorie", p) for p in soms],
                    cel(uitsplitsing, groep),
                    cijfer in MENSEN,
                )
        kruis = self._er_is(cijfer, wet, KRUISING, kwartaal)
        for nr, uitsplitsing in enumerate(("hoofdcategorie", "interventieniveau")):
            for groep in sorted(self._er_is(cijfer, wet, uitsplitsing, kwartaal)):
                binnen = [cel(KRUISING, k) for k in sorted(kruis) if "|" in k and k.split("|")[nr] == groep]
                self._nest(binnen, binnen, cel(uitsplitsing, groep), cijfer in MENSEN)

    def _nest(self, zeker, soms, groot, mensen) -> None:
        """`zeker` lies inside `groot`, and all of `groot` lies in `soms`."""
        if mensen:
            for c in zeker:
                self._hoogstens([c], [groot], "A1")
        elif zeker:
            self._hoogstens(zeker, [groot], "A1")
        if soms:
            self._hoogstens([groot], soms, "A1")

    def _stil(self) -> None:
        """Records per group that no edition shows: together no more than what holds them."""
        for (cijfer, wet, uitsplitsing, kwartaal), groepen in self.stil.items():
            totaal = Cel(cijfer, wet, "totaal", "totaal", kwartaal)
            cel = {g: totaal._replace(uitsplitsing=uitsplitsing, groep=g) for g in groepen}
            if cijfer in MENSEN and uitsplitsing not in EEN_GROEP_PER_MENS:
                for c in cel.values():
                    self._hoogstens([c], [totaal], "personen")
                continue
            self._hoogstens(list(cel.values()), [totaal], "stil")
            self._hoogstens([totaal] if cel else [], list(cel.values()), "stil")
            if uitsplitsing == "interventieniveau":
                for groep, niveaus in ZWAARTE.items():
                    samen = [c for g, c in cel.items() if g in niveaus]
                    onzeker = [c for g, c in cel.items() if not any(g in n for n in ZWAARTE.values())]
                    zwaarte = [totaal._replace(uitsplitsing="zwaarte", groep=groep)] if samen else []
                    self._hoogstens(zwaarte, samen + onzeker, "stil")
                    self._hoogstens(samen, [totaal._replace(uitsplitsing="zwaarte", groep=groep)], "stil")
            for nr, boven in enumerate(("hoofdcategorie", "interventieniveau")):
                for groot in set().union(*(self.groepen[c, wet, boven] for c in STROMEN)):
                    if uitsplitsing == KRUISING:
                        samen = [c for g, c in cel.items() if "|" in g and g.split("|")[nr] == groot]
                    elif uitsplitsing == "productcategorie":
                        plekken = {p: self.koppel.get((wet, p), set()) for p in cel}
                        samen = [c for p, c in cel.items() if plekken[p] and all(w[nr] == groot for w in plekken[p])]
                    else:
                        continue
                    self._hoogstens(samen, [totaal._replace(uitsplitsing=boven, groep=groot)], "stil")

    def _cohorten(self) -> None:
        """Nobody grows younger: who is at most so old now, was so a quarter ago too."""
        for wet in WETTEN:
            for kwartaal in self.kwartalen:
                volgend, jonger = _volgend(kwartaal), []
                nodig = (("lopend_clienten", kwartaal), ("lopend_clienten", volgend), ("instroom_clienten", volgend))
                if not all(self.per[c, wet, "leeftijd", k] for c, k in nodig):
                    continue
                for groep in LEEFTIJDEN[wet]:
                    jonger.append(groep)
                    nu = [Cel("lopend_clienten", wet, "leeftijd", g, volgend) for g in jonger]
                    eerst = [c._replace(kwartaal=kwartaal) for c in nu]
                    erbij = [c._replace(cijfer="instroom_clienten") for c in nu]
                    er_is = [c for c in [*eerst, *erbij] if c in self.cellen]
                    self._hoogstens([c for c in nu if c in self.cellen], er_is, "cohort")
                    if volgend.endswith("K1"):
                        continue
                    nu_, straks = (Cel("lopend_clienten", wet, "leeftijd", groep, k) for k in (kwartaal, volgend))
                    self._hoogstens([straks], [nu_, straks._replace(cijfer="instroom_clienten")], "cohort")
                    self._hoogstens([nu_], [straks, nu_._replace(cijfer="uitstroom_trajecten")], "cohort")

    def _nieuwkomers(self) -> None:
        """Who is new was not there a quarter ago; who goes on was."""
        for wet in WETTEN:
            for kwartaal in self.kwartalen:
                volgend = _volgend(kwartaal)
                nu = Cel("lopend_clienten", wet, "totaal", "totaal", kwartaal)
                straks = nu._replace(kwartaal=volgend)
                nieuw = Cel("instroom_clienten", wet, "instroomsoort", "nieuw", volgend)
                terug = nieuw._replace(groep="terugkerend")
                self._hoogstens([straks], [nu, nieuw, terug], "nieuw")
                self._hoogstens([nu, nieuw], [straks, nu._replace(cijfer="uitstroom_clienten")], "nieuw")

    def _looptijden(self) -> None:
        """The number behind a planned duration is a count of new records with an end date."""
        for c in [c for c in self.cellen if c.cijfer.startswith("looptijd_") and c.deel == "noemer"]:
            aantal = c._replace(cijfer="looptijd_aantal", deel="waarde")
            if c.uitsplitsing == "totaal":
                self._gelijk([c], [aantal], "looptijd")
            else:
                self._hoogstens([c], [c._replace(cijfer="instroom_trajecten", deel="waarde")], "looptijd")
        for kwartaal in self.kwartalen:
            for wet in WETTEN:
                delen = [
                    c
                    for c in self.cellen
                    if c[:3] == ("looptijd_mediaan", wet, "productcategorie") and c[4:] == (kwartaal, "noemer")
                ]
                totaal = Cel("looptijd_aantal", wet, "totaal", "totaal", kwartaal)
                self._gelijk(delen, [totaal] if delen else [], "looptijd")

    def _zwaarte(self) -> None:
        for cijfer, wet, uitsplitsing in list(self.groepen):
            if uitsplitsing != "zwaarte":
                continue
            for kwartaal in self.kwartalen:
                niveaus = self.per[cijfer, wet, "interventieniveau", kwartaal]
                for groep in self.per[cijfer, wet, "zwaarte", kwartaal]:
                    lijst = [n for n in sorted(niveaus) if n in ZWAARTE[groep]]
                    erin = [Cel(cijfer, wet, "interventieniveau", n, kwartaal) for n in lijst]
                    if "onbekend" not in niveaus and erin:
                        self._gelijk(erin, [Cel(cijfer, wet, "zwaarte", groep, kwartaal)], "som")

    def _bereik(self) -> None:
        for c in [c for c in self.cellen if c.cijfer == "bereik" and c.deel == "teller"]:
            mensen = c._replace(cijfer="lopend_clienten", deel="waarde")
            if mensen not in self.cellen:
                continue
            if c.wet == "jeugd" and c.uitsplitsing != "leeftijd":
                self._hoogstens([c], [mensen], "A2")
            else:
                self._gelijk([c], [mensen], "A2")
        for kwartaal in self.kwartalen:
            bekend = self.per["lopend_clienten", "jeugd", "leeftijd", kwartaal]
            groepen = [Cel("lopend_clienten", "jeugd", "leeftijd", g, kwartaal) for g in JEUGD_TOT_18 if g in bekend]
            totaal = Cel("bereik", "jeugd", "totaal", "totaal", kwartaal, "teller")
            for wet in WETTEN:
                leeftijden = [c for c in self.cellen if c[:3] == ("bereik", wet, "leeftijd") and c[4:] == totaal[4:]]
                self._hoogstens(leeftijden, [totaal._replace(wet=wet)], "som")
                jong = Cel("lopend_clienten", wet, "leeftijd", "0-17", kwartaal)  # no band of its own in the Wmo
                rest = [jong] if jong in self.cellen else []
                heel = leeftijden and self.per["lopend_clienten", wet, "leeftijd", kwartaal]
                self._hoogstens([totaal._replace(wet=wet)] if heel else [], [*leeftijden, *rest], "som")
            self._gelijk(groepen, [totaal] if bekend else [], "A2")
            wijken = [c for c in self.cellen if c[:3] == ("bereik", "jeugd", "wijk") and c[4:] == (kwartaal, "teller")]
            self._hoogstens(wijken, [totaal], "som")
            onbekend = Cel("lopend_clienten", "jeugd", "wijk", "onbekend", kwartaal)
            rest = [onbekend] if onbekend in self.cellen else []
            heel = wijken and self.per["lopend_clienten", "jeugd", "wijk", kwartaal]
            self._hoogstens([totaal] if heel else [], [*wijken, *rest], "som")

    def _bijstand(self) -> None:
        for kwartaal in self.kwartalen:
            c = {
                n: Cel(n, "participatie", "totaal", "totaal", kwartaal)
                for n in ("bijstand_huishoudens", "bijstand_personen", "bijstand_jongeren", "participatieladder")
            }
            volgend = {
                n: Cel(n, "participatie", "totaal", "totaal", _volgend(kwartaal))
                for n in ("bijstand_huishoudens", "bijstand_instroom", "bijstand_uitstroom")
            }
            self._hoogstens([c["bijstand_huishoudens"]], [c["bijstand_personen"]], "A2")
            self._hoogstens([c["bijstand_personen"]], [c["bijstand_huishoudens"]] * 2, "A2")
            self._hoogstens([c["bijstand_jongeren"]], [c["bijstand_personen"]], "deel")
            self._gelijk([c["participatieladder"]], [c["bijstand_personen"]], "deel")
            self._gelijk(
                [volgend["bijstand_huishoudens"], volgend["bijstand_uitstroom"]],
                [c["bijstand_huishoudens"], volgend["bijstand_instroom"]],
                "stroom",
            )

    def _themas(self) -> None:
        for (cijfer, wet, uitsplitsing), _ in sorted(self.groepen.items()):
            if wet != "vluchtelingen" or cijfer != "inburgeraars" or uitsplitsing not in ("regime", "wet_inburgering"):
                continue
            for kwartaal in self.kwartalen:
                if groepen := self._groep(cijfer, wet, uitsplitsing, kwartaal):
                    self._gelijk(groepen, [Cel(cijfer, wet, "totaal", "totaal", kwartaal)], "som")
        for kwartaal in self.kwartalen:
            routes = self._groep("inburgeraars", "vluchtelingen", "leerroute", kwartaal)
            nieuw = Cel("inburgeraars", "vluchtelingen", "wet_inburgering", "nieuw", kwartaal)
            self._gelijk(routes, [nieuw] if routes else [], "som")
            gezin, status, oud = (
                Cel("inburgeraars", "vluchtelingen", "regime", g, kwartaal)
                for g in ("nieuw_gezin", "nieuw_statushouder", "oud")
            )
            self._gelijk([gezin, status], [nieuw], "som")
            self._gelijk([oud], [nieuw._replace(groep="oud")], "som")
            self._gelijk([gezin, status] if routes else [], routes, "som")
            for cijfer, uitsplitsing in (("gehuisveste_statushouders", "recht"), ("inburgeringstrajecten", "stelsel")):
                groepen = self._groep(cijfer, "participatie", uitsplitsing, kwartaal)
                if len(groepen) == len(self.groepen[cijfer, "participatie", uitsplitsing]):
                    self._gelijk(groepen, [Cel(cijfer, "participatie", "totaal", "totaal", kwartaal)], "som")
            bezet = Cel("oekraine_bezet", "vluchtelingen", "totaal", "totaal", kwartaal)
            self._gelijk([bezet], [bezet._replace(cijfer="oekraine_bezetting", deel="teller")], "deel")

    def _huisvesting(self) -> None:
        """What was asked, and what was left of it: the next year begins with what is over or short."""
        for kwartaal in [k for k in self.kwartalen if k.endswith("K4")]:
            jaar = int(kwartaal[:4]) + 1
            namen = ("gerealiseerd", "taakstelling", "achterstand", "voorsprong")
            plek = ("vluchtelingen", "totaal", "totaal", kwartaal)
            klaar, vraag, kort, over = (Cel(f"huisvesting_{naam}", *plek) for naam in namen)
            for later in [k for k in self.kwartalen if k.startswith(str(jaar))]:
                nu = kort._replace(kwartaal=later)
                stand = [{c, c._replace(cijfer=over.cijfer)} & self.cellen for c in (kort, nu)]
                if {klaar, vraag} <= self.cellen and all(stand):  # ahead or behind: the other has no row
                    plus = {klaar, over, nu} & self.cellen
                    min_ = {vraag, kort, over._replace(kwartaal=later)} & self.cellen
                    self._gelijk(sorted(plus), sorted(min_), "saldo")
        for kwartaal in self.kwartalen:
            klaar = Cel("huisvesting_gerealiseerd", "vluchtelingen", "totaal", "totaal", kwartaal)
            straks = klaar._replace(kwartaal=_volgend(kwartaal))
            aantal = straks._replace(cijfer="woning_wachttijd", deel="noemer")
            if not kwartaal.endswith("K4"):
                self._hoogstens([klaar], [straks], "jaarloop")
                self._gelijk([klaar, aantal], [straks], "jaarloop")
            else:
                self._gelijk([aantal], [straks], "jaarloop")

    def _aandelen(self) -> None:
        for c in sorted(self.cellen):
            if c.cijfer in ("meedoen", "inburgeraars_met_baan") and c.uitsplitsing == "totaal" and c.deel != "waarde":
                tellers = [d for d in self.cellen if d[:2] == c[:2] and d[4:] == (c.kwartaal, "teller")]
                delen = sorted(d._replace(deel=c.deel) for d in tellers if d.uitsplitsing != "totaal")
                self.extra |= {d: (0, ONEINDIG) for d in delen if d not in self.cellen}  # hidden: its base too
                if c.cijfer == "inburgeraars_met_baan":
                    self._gelijk(delen, [c] if delen else [], "som")
                elif c.deel == "teller":
                    self._hoogstens([c] if delen else [], delen, "personen")
                    for d in delen:
                        self._hoogstens([d], [c], "personen")
                else:
                    for d in delen:
                        self._gelijk([d], [c], "personen")

    def _termijnen(self) -> None:
        """A3. Of n times, at most n - 1 - k lie above the percentile, with k = floor(share * (n - 1)); and so on."""
        for kenmerk, (waarde, n) in self.set.kenmerken.items():
            stam, _, deel = kenmerk.cijfer.rpartition("_")
            aandeel = {"p90": 0.9, "mediaan": 0.5}.get(deel)
            if aandeel is None or stam not in TERMIJN or n is None:
                continue
            teller = kenmerk._replace(cijfer=f"{stam}_op_tijd", deel="teller")
            noemer = teller._replace(deel="noemer")
            if teller not in self.cellen:
                continue
            te_laat = teller._replace(deel="te laat")
            minst, meest = self.set.grenzen[kenmerk._replace(deel="noemer")]
            self.extra[noemer] = self.set.grenzen.get(noemer, (minst, meest))  # a hidden share: the same notifications
            self.extra[te_laat] = (0, self.extra[noemer][1])
            self._gelijk([te_laat, teller], [noemer], "A3")
            open_ = self.extra[noemer][1] - minst
            laag, hoog = self.extra[te_laat]
            if waarde <= TERMIJN[stam]:
                hoog = min(hoog, meest - 1 - math.floor(aandeel * (meest - 1)) + open_)
            elif waarde > TERMIJN[stam] + SCHUIF:
                laag = max(laag, minst - 1 - math.floor(aandeel * (minst - 1)))
            self.uit.append(Verband(((te_laat, 1),), laag, hoog, "A3"))

    def _verschillen(self) -> None:
        """A2: a set inside another, both in the set; what is left over is a count of people or files of its own."""
        paren = []
        for klein, groot in (("looptijd_aantal", "instroom_trajecten"), ("verwijzer", "instroom_clienten")):
            paren += list(self._paren(klein, groot))
        for c in sorted(self.cellen):
            if c.cijfer == "bereik" and c.wet == "jeugd" and c.deel == "teller" and c.uitsplitsing != "leeftijd":
                paren.append((c, c._replace(cijfer="lopend_clienten", deel="waarde")))
            if c.cijfer == "bijstand_huishoudens":
                paren.append((c, c._replace(cijfer="bijstand_personen")))
        for c in sorted(self.cellen):
            if c.deel == "teller" and c.cijfer in AANDEEL_VAN_MENSEN:
                paren.append((c, c._replace(deel="noemer")))
            if c.cijfer == "huisvesting_gerealiseerd" and not c.kwartaal.endswith("K4"):
                paren.append((c, c._replace(kwartaal=_volgend(c.kwartaal))))
        for klein, groot in paren:
            if groot in self.cellen and (klein.uitsplitsing != "totaal" or klein.cijfer != "verwijzer"):
                naam = f"min {klein.cijfer}" if groot.deel == "waarde" else f"{groot.deel} min {klein.deel}"
                verschil = groot._replace(deel=naam)
                self.verschillen[verschil] = (groot, klein)
                self._gelijk([klein, verschil], [groot], "A2")
        wijken = defaultdict(list)
        for verschil in self.verschillen:
            if verschil.uitsplitsing == "wijk":
                wijken[verschil.kwartaal].append(verschil)
        for kwartaal, lijst in wijken.items():
            self._hoogstens(lijst, [Cel("lopend_clienten", "jeugd", "leeftijd", "18+", kwartaal)], "A2")


def _past(plek: tuple[str, str], uitsplitsing: str, groep: str) -> bool | None:
    """Whether a product of this place is in the group: yes, no, or not to say (None)."""
    hoofd, niveau = plek
    if uitsplitsing == "hoofdcategorie":
        return hoofd == groep
    if uitsplitsing == "interventieniveau":
        return niveau == groep if niveau else None
    kop, _, trap = groep.partition("|")
    if kop != hoofd:
        return False
    return trap == niveau if niveau else None


def _volgend(kwartaal: str) -> str:
    jaar, nummer = int(kwartaal[:4]), int(kwartaal[-1])
    return f"{jaar + nummer // 4}-K{nummer % 4 + 1}"
