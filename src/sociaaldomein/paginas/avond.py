"""De avond: het programma en zijn onderdelen als pagina's, in dezelfde stijl als het dashboard.

De run legt `avond.json` naast de openbare set: de agenda, de getoetste stellingen, de teksten en de zoeklijst (zie
`draaiboek`). Wat hier staat, leest alleen dat bestand en de beelden die al getekend zijn. Een blad is een scherm in de
zaal; op de tablet staan de bladen onder elkaar. Wat in de zaal nog even dicht blijft, is een gewone `details`: die
werkt ook zonder script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import lees_kenmerken
from sociaaldomein.begrippen.normen import norm
from sociaaldomein.grond.kwartaal import MAANDEN, Kwartaal
from sociaaldomein.grond.notatie import dag
from sociaaldomein.grond.paden import HUISSTIJL
from sociaaldomein.paginas import dashboard, omslag
from sociaaldomein.paginas.omslag import Html
from sociaaldomein.paginas.sjabloon import vul
from sociaaldomein.paginas.staten import is_leeg

BESTAND = "avond.json"
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
OPDRACHTSOORTEN = {"zoeken": "Zoek op", "vergelijken": "Vergelijk", "duiden": "Leg uit"}
MET_CIJFERS = ("quiz", "college", "opdrachten")
WEKEN = {42: "zes weken", 14: "twee weken"}


def lees(map_: Path) -> dict[str, Any]:
    """De avond die bij een openbare set is klaargezet; een lege dict als er geen is."""
    pad = Path(map_) / BESTAND
    return json.loads(pad.read_text(encoding="utf-8")) if pad.is_file() else {}


@dataclass(frozen=True)
class Avondpagina:
    """Een onderdeel van de avond als pagina: de kop, de bladen en de voet."""

    map: Path
    naam: str
    kwartaal: Kwartaal
    kenmerken: Mapping[str, Any]
    avond: Mapping[str, Any]

    @property
    def deel(self) -> dict[str, Any]:
        """Het onderdeel van de agenda waar deze pagina bij hoort; bij het programma een leeg onderdeel."""
        leeg = {"titel": "Programma", "soort": "programma", "tekst": "", "punten": [], "thema": ""}
        return next((d for d in self.avond.get("onderdelen", ()) if self.naam in d["paginas"]), leeg)

    def kop(self) -> Html:
        """De kop van de pagina, met de agenda als weg naar de andere onderdelen."""
        return omslag.paginakop(self, self.deel["titel"], self.deel["titel"], omslag.lees_weg(self.map))

    def inhoud(self) -> Html:
        """De bladen van dit onderdeel."""
        maak = {
            "programma": self._programma,
            "pauze": self._pauze,
            "quiz": self._quiz,
            "college": self._college,
            "praktijkcasus": self._praktijkcasus,
            "reflectie": self._reflectie,
            "opdrachten": self._opdrachten,
        }
        soort = self.deel["soort"] if self.deel["soort"] in maak else "titelblad"
        soort, wat = (soort, maak.get(soort, dict)()) if self.avond else ("leeg", {})
        intern = self.kenmerken["profiel"] == "intern"
        gegevens = {"tegels": wat.pop("tegels")} if "tegels" in wat else {}
        return Html(vul("avond", soort=soort, deel=self.deel, avond=self.avond, intern=intern, **wat), gegevens)

    def voet(self) -> Html:
        """De voet: waar de cijfers vandaan komen."""
        return omslag.paginavoet(self, telt=self.deel["soort"] in MET_CIJFERS)

    # ------------------------------------------------------------ what is on the sheets of each part

    def _programma(self) -> dict[str, Any]:
        a = self.avond
        waar = ", ".join(filter(None, (datum_tekst(a["datum"]), f"{a['begin']} tot {a['einde']} uur", a["plaats"])))
        return {
            "wanneer": waar[:1].upper() + waar[1:],
            "herkomst": self.kenmerken["herkomst"],
            "kwartaal": self.kwartaal.label,
        }

    def _pauze(self) -> dict[str, Any]:
        delen = self.avond["onderdelen"]
        return {"hierna": delen[delen.index(self.deel) + 1 :][:1]}

    def _quiz(self) -> dict[str, Any]:
        return {"stellingen": [s | {"beeld": self._beeld(s["paneel"], s["keuze"])} for s in self.avond["stellingen"]]}

    def _college(self) -> dict[str, Any]:
        bladen = [self._college_blad(b) for b in self.avond["teksten"]["college"]]
        tegels: list[Any] = next((kern.gegevens["tegels"] for b in bladen for kern in b["kerncijfers"]), [])
        return {"college": bladen, "tegels": tegels}

    def _college_blad(self, b: Mapping[str, Any]) -> dict[str, Any]:
        kern = (self._pagina(naam) for naam in b.get("kerncijfers") or ())
        beelden = (self._beeld(*verwijzing(v)) for v in b.get("beelden") or ())
        return {
            **b,
            "kerncijfers": [p.tegels() for p in kern if p],
            "beelden": [x for x in beelden if x] if b.get("beelden") else None,
        }

    def _praktijkcasus(self) -> dict[str, Any]:
        alle, thema = self.avond["teksten"]["situaties"], self.deel["thema"]
        s = next(x for x in alle if thema in ("", x["thema"]))
        stappen = [{**st, "termijn": self._termijn(st), "kosten": self._kosten(st.get("hulp"))} for st in s["stappen"]]
        return {"situatie": {**s, "stappen": stappen}, "duur": int(stappen[-1]["dag"]) - int(stappen[0]["dag"])}

    def _termijn(self, stap: Mapping[str, str]) -> dict[str, Any] | None:
        """How long it took, beside the term that the law gives on the day (or in the month) of the evening."""
        if not stap.get("norm"):
            return None
        grens = int(norm(stap["norm"], date.fromisoformat(f"{self.avond['datum']}-01"[:10])).waarde)
        vanaf = int(stap.get("vanaf", 0))
        dagen = int(stap["dag"]) - vanaf
        return {
            "dagen": dagen,
            "sinds": "de aanvraag" if vanaf else "de melding",
            "op_tijd": dagen <= grens,
            "weken": WEKEN.get(grens, f"{grens} dagen"),
        }

    def _kosten(self, hulp: Mapping[str, str] | None) -> list[dict[str, Any]]:
        """Only where a tariff table was delivered: what this help costs at those tariffs."""
        if not hulp:
            return []
        past = [
            t
            for t in self.avond.get("tarieven", ())
            if all(str(t[k]) == hulp[k] for k in ("wet", "productcategorie", "eenheid"))
        ]
        per = [float(t["tarief_eur"]) for t in past[:1]]
        return [{**hulp, "tarief": tarief, "samen": tarief * float(hulp["aantal"])} for tarief in per]

    def _reflectie(self) -> dict[str, Any]:
        per: dict[str, list[dict[str, Any]]] = {}
        for i in self.avond["zoek"]["ingangen"]:
            per.setdefault(i["waar"], []).append(i)
        return {"per": per}

    def _opdrachten(self) -> dict[str, Any]:
        soort = self.deel["thema"]
        alle = (o for o in self.avond["teksten"]["opdrachten"] if soort in ("", o["soort"]))
        return {"opdrachten": [self._opdracht(o, adres) for o in alle if (adres := self._adres(*verwijzing(o)))]}

    def _opdracht(self, o: Mapping[str, Any], adres: str) -> dict[str, Any]:
        zinnen = (self._zin(*verwijzing(v)) for v in o["antwoord"])
        return {**o, "adres": adres, "wat": OPDRACHTSOORTEN[o["soort"]], "zinnen": [z for z in zinnen if z]}

    # ------------------------------------------------------------ what the pages of figures show

    def _pagina(self, naam: str) -> dashboard.Dashboardpagina | None:
        p = next((p for p in self.avond["paginas"] if p["naam"] == naam and p["wet"]), None)
        return dashboard.open_pagina(self.map, p["notebook"], p["wet"], str(self.kwartaal), {}) if p else None

    def _staat(self, paneel: str, keuze: Mapping[str, str]) -> dict[str, Any] | None:
        """One drawn state of a panel ("jeugd.lopend"); None when this edition does not have it, or not its figures."""
        naam, _, deel = paneel.partition(".")
        pagina = self._pagina(naam)
        staten = pagina.staten(deel) if pagina else []
        past = (s for s in staten if all(s["keuze"].get(k, w) == w for k, w in keuze.items()))
        staat = next(past, staten[0] if staten else None)
        return None if staat is None or is_leeg(staat) else staat

    def _zin(self, paneel: str, keuze: Mapping[str, str]) -> str:
        staat = self._staat(paneel, keuze)
        return staat["zin"] if staat else ""

    def _adres(self, paneel: str, keuze: Mapping[str, str]) -> str:
        naam, _, deel = paneel.partition(".")
        pagina = self._pagina(naam)
        if pagina is None or self._staat(paneel, keuze) is None:
            return ""
        id_ = f"{pagina.naam}-{deel}"
        stand = "".join(f"&{id_}.{k}={w}" for k, w in keuze.items())
        return f"{naam}.html#paneel={id_}{stand}"

    def _beeld(self, paneel: str, keuze: Mapping[str, str]) -> dict[str, str]:
        staat, pagina = self._staat(paneel, keuze), self._pagina(paneel.partition(".")[0])
        return {**staat, "pagina": pagina.titel, "adres": self._adres(paneel, keuze)} if staat and pagina else {}


def open_pagina(openbaar: Path | str = "", onderdeel: str = "programma", kwartaal: str | None = None) -> Avondpagina:
    """Open een onderdeel van de avond bij een openbare set (zie `dashboard.openbare_set`).

    Een onbekend onderdeel geeft een ValueError. Is er geen avond klaargezet, dan is er alleen een programma dat dat
    zegt.
    """
    map_ = dashboard.openbare_set(openbaar)
    kenmerken, avond = lees_kenmerken(map_), lees(map_)
    namen = [p["naam"] for p in avond.get("paginas", ()) if p["notebook"] == "avond"] or ["programma"]
    if onderdeel not in namen:
        raise ValueError(f"Onderdeel '{onderdeel}' bestaat niet. Kies uit: {', '.join(namen)}.")
    return Avondpagina(map_, onderdeel, Kwartaal.lees(kwartaal or kenmerken["herkomst"].kwartaal), kenmerken, avond)


def verwijzing(v: str | Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Een verwijzing uit een tekstbestand: "pagina.paneel", of een paneel met een keuze.

    >>> verwijzing("jeugd.lopend"), verwijzing({"paneel": "jeugd.lopend", "keuze": {"eenheid": "trajecten"}})
    (('jeugd.lopend', {}), ('jeugd.lopend', {'eenheid': 'trajecten'}))
    """
    return (v, {}) if isinstance(v, str) else (v["paneel"], dict(v.get("keuze") or {}))


def datum_tekst(datum: str) -> str:
    """De dag van de avond voluit; is alleen de maand bekend, dan de maand.

    >>> datum_tekst("2026-06-25"), datum_tekst("2026-11")
    ('donderdag 25 juni 2026', 'november 2026')
    """
    if len(datum) == 7:
        return f"{MAANDEN[int(datum[5:]) - 1]} {datum[:4]}"
    d = date.fromisoformat(datum)
    return f"{WEEKDAGEN[d.weekday()]} {dag(d)}"


def presentator_html(avond: Mapping[str, Any], gemeente: str) -> str:
    """Het venster van de presentator: de klok en de agenda. Het bestaat alleen in de levende dienst."""
    script = (HUISSTIJL / "presentator.js").read_text(encoding="utf-8")
    inhoud = vul("presentator", onderdelen=avond["onderdelen"], script=script)
    return omslag.omslag_html("Alleen voor de presentator", inhoud, {"gemeente": gemeente})
