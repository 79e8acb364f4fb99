"""De avond: het programma en zijn onderdelen als pagina's, in dezelfde stijl als het dashboard.

De run legt `avond.json` naast de openbare set: de agenda, de getoetste stellingen, de teksten en de zoeklijst (zie
`draaiboek`). Wat hier staat, leest alleen dat bestand en de beelden die al getekend zijn. Een blad is een scherm in de
zaal; op de tablet staan de bladen onder elkaar. Wat in de zaal nog even dicht blijft, is een gewone `details`: die
werkt ook zonder script.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import lees_kenmerken
from sociaaldomein.begrippen.normen import norm
from sociaaldomein.begrippen.uitleg import met_woorden
from sociaaldomein.grond.kwartaal import MAANDEN, Kwartaal
from sociaaldomein.grond.notatie import dag, euro, getal
from sociaaldomein.paginas import dashboard, huisstijl, omslag
from sociaaldomein.paginas.omslag import Html
from sociaaldomein.paginas.staten import is_leeg

BESTAND = "avond.json"
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
VERZONNEN = "Verzonnen situatie. Dit gezin bestaat niet."
OORDELEN = {"raad": "Raad! Dit klopt.", "fabel": "Fabel! Dit klopt niet."}
SOORTEN = {"zoeken": "Zoek op", "vergelijken": "Vergelijk", "duiden": "Leg uit"}
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
        h, titel = self.kenmerken["herkomst"], self.deel["titel"]
        peil = (f'<p class="peil"><b>{escape(self.kwartaal.label)}</b> '
                f'<span class="stand">stand {escape(dag(h.peildatum))}</span></p>')  # fmt: skip
        intern = self.kenmerken["profiel"] == "intern"
        kop = omslag.kop_html(omslag.TITEL, titel, h.gemeente, h.synthetisch, intern, peil)
        naam = escape(f"{titel} - {omslag.TITEL} {h.gemeente}", quote=True)
        paginas = self.map / "paginas.json"
        lijst = json.loads(paginas.read_text(encoding="utf-8")) if paginas.is_file() else []
        weg = omslag.nav_html(lijst, self.naam) if lijst else ""
        return Html(f'<style data-sd>{huisstijl.css()}</style><div class="sd" data-titel="{naam}">{kop}{weg}</div>')

    def inhoud(self) -> Html:
        """De bladen van dit onderdeel."""
        if not self.avond:
            tekst = "<p>Voor deze uitgave is geen avond klaargezet.</p>"
            return _bladen([_blad("programma", "Programma", tekst)])
        maak = {
            "programma": self._programma, "pauze": self._pauze, "quiz": self._quiz, "college": self._college,
            "praktijkcasus": self._praktijkcasus, "reflectie": self._reflectie, "opdrachten": self._opdrachten,
        }  # fmt: skip
        return _bladen(maak.get(self.deel["soort"], self._titelblad)())

    def voet(self) -> Html:
        """De voet: waar de cijfers vandaan komen."""
        h = self.kenmerken["herkomst"]
        telt = self.deel["soort"] in MET_CIJFERS
        regel = omslag.afscherming_html(self.kenmerken) if telt else ""
        banner = f"<p>{omslag.SYNTHETISCH}</p>" if h.synthetisch else ""
        return Html(omslag.voet_html(f"{regel}{banner}"))

    # ------------------------------------------------------------ the parts

    def _programma(self) -> list[str]:
        a = self.avond
        regels = "".join(_programmaregel(d) for d in a["onderdelen"])
        waar = ", ".join(filter(None, (datum_tekst(a["datum"]), f"{a['begin']} tot {a['einde']} uur", a["plaats"])))
        eerste = f'<p class="wanneer">{escape(waar[:1].upper() + waar[1:])}</p><ol class="programma">{regels}</ol>'
        bronnen = _blad("bronnen", "Waar komen de cijfers vandaan?", self._bronnen())
        return [_blad("programma", a["titel"], eerste), bronnen]

    def _bronnen(self) -> str:
        h, stand = self.kenmerken["herkomst"], self.avond["stand"]
        soort = "Gegevens van de gemeente."
        soort = "Verzonnen voorbeelddata. Deze cijfers zijn niet echt." if h.synthetisch else soort
        status = "Alle cijfers staan vast."
        status = "Een deel is nog voorlopig. Dat staat er dan bij." if stand["voorlopig"] else status
        regels = [("Gemeente", h.gemeente), ("Tot en met", self.kwartaal.label), ("Stand", dag(h.peildatum)),
                  ("Gegevens", soort), ("Zekerheid", status), ("Bronnen", "; ".join(stand["bronnen"]))]  # fmt: skip
        lijst = "".join(f"<dt>{escape(k)}</dt><dd>{escape(w)}</dd>" for k, w in regels)
        cijfers = [p for p in self.avond["paginas"] if p["notebook"] != "avond"]
        links = [*((f"{p['naam']}.html", p["titel"]) for p in cijfers), ("begrippen.html", "Begrippen")]
        weg = "".join(f'<li><a href="{escape(adres)}">{escape(titel)}</a></li>' for adres, titel in links)
        return (f'<div class="twee"><dl class="begrippen">{lijst}</dl><div><h3>Alle cijfers</h3>'
                f'<ul class="paginas">{weg}</ul></div></div>')  # fmt: skip

    def _titelblad(self) -> list[str]:
        d = self.deel
        tekst = f'<p class="groot">{self._woorden(d["tekst"])}</p>' if d["tekst"] else ""
        return [_blad("titel", d["titel"], tekst + _punten(self._woorden(p) for p in d["punten"]), "titelblad")]

    def _pauze(self) -> list[str]:
        delen = self.avond["onderdelen"]
        hierna = delen[delen.index(self.deel) + 1 :][:1]
        verder = "".join(
            f'<p class="groot">Om {d["begin"]} uur gaan wij verder.</p><p>Hierna: {escape(d["titel"])}</p>'
            for d in hierna
        )
        return [_blad("titel", self.deel["titel"], verder, "titelblad")]

    def _quiz(self) -> list[str]:
        lijst = self.avond["stellingen"]
        if not lijst:
            return [_blad("quiz", self.deel["titel"], "<p>De cijfers van dit kwartaal geven geen stellingen.</p>")]
        bladen = []
        for nr, s in enumerate(lijst, 1):
            val = f'<p class="val">{escape(s["valkuil"])}</p>' if s["valkuil"] else ""
            antwoord = (
                f'<div class="antwoord"><div><p class="oordeel {s["oordeel"]}">{OORDELEN[s["oordeel"]]}</p>'
                f'<p class="groot">{escape(s["uitleg"])}</p>{val}</div>{self._beeld(s["paneel"], s["keuze"])}</div>'
            )
            bladen.append(_blad(
                f"stelling-{nr}", s["tekst"],
                '<p class="keus">Raad <span>(het klopt)</span> of Fabel <span>(het klopt niet)</span>?</p>'
                f"{_onthul('Toon het antwoord', antwoord)}",
                "quiz", f"Stelling {nr} van {len(lijst)}",
            ))  # fmt: skip
        return bladen

    def _college(self) -> list[str]:
        return [self._college_blad(nr, b) for nr, b in enumerate(self.avond["teksten"]["college"], 1)]

    def _college_blad(self, nr: int, b: Mapping[str, Any]) -> str:
        delen = [f"<p>{self._woorden(t)}</p>" for t in b.get("tekst", ())]
        if b.get("lijst"):
            delen.append(f'<ul class="kaarten">{"".join(self._wegstap(k) for k in b["lijst"])}</ul>')
        if b.get("trap"):
            treden = "".join(
                f'<li><b>{escape(t["naam"])}</b><span>{escape(t["voorbeeld"])}</span></li>' for t in b["trap"]
            )
            delen.append(f'<ol class="trap">{treden}</ol>')
        if b.get("weg"):
            delen.append(f'<ol class="weg">{"".join(self._wegstap(w) for w in b["weg"])}</ol>')
        if b.get("kerncijfers"):
            delen.append("".join(self._kerncijfers(naam) for naam in b["kerncijfers"]))
        if b.get("beelden"):
            beelden = [x for x in (self._beeld(*verwijzing(v)) for v in b["beelden"]) if x]
            delen.append(f'<div class="beelden n{len(beelden)}">{"".join(beelden)}</div>')
        if b.get("slot"):
            delen.append(f'<p class="slot">{self._woorden(b["slot"])}</p>')
        return _blad(f"college-{nr}", b["titel"], "".join(delen), "college")

    def _wegstap(self, w: Mapping[str, str]) -> str:
        klok = f'<p class="tijd">{escape(w["klok"])}</p>' if w.get("klok") else ""
        return f"<li><h3>{self._woorden(w['kop'])}</h3><p>{self._woorden(w['tekst'])}</p>{klok}</li>"

    def _praktijkcasus(self) -> list[str]:
        alle, thema = self.avond["teksten"]["situaties"], self.deel["thema"]
        s = next(x for x in alle if thema in ("", x["thema"]))
        merk = f'<p class="verzonnen">{VERZONNEN}</p>'
        duur = int(s["stappen"][-1]["dag"]) - int(s["stappen"][0]["dag"])
        begin = (f'{merk}<p class="groot">{self._woorden(s["huishouden"])}</p>{_tijdlijn(s["stappen"], -1)}'
                 f"<p>Van de eerste melding tot het einde: {getal(duur)} dagen.</p>")  # fmt: skip
        bladen = [_blad("situatie", s["titel"], begin, "situatie")]
        for nr, stap in enumerate(s["stappen"]):
            niveau = _niveau(int(stap["niveau"])) if stap.get("niveau") else ""
            anders = _punten(self._woorden(a) for a in stap.get("anders", ()))
            besluit = (f'<p class="groot"><b>Besluit:</b> {self._woorden(stap["besluit"])}</p>'
                       f"{self._kosten(stap.get('hulp'))}<h3>Wat had ook gekund?</h3>{anders}")  # fmt: skip
            tekst = (f"{merk}{_tijdlijn(s['stappen'], nr)}"
                     f'<p class="groot">{self._woorden(stap["gebeurt"])}</p>{self._doorlooptijd(stap)}{niveau}'
                     f"{_onthul('Wat zou u besluiten?', besluit)}")  # fmt: skip
            boven = f"Stap {nr + 1} van {len(s['stappen'])}"
            bladen.append(_blad(f"stap-{nr + 1}", stap["naam"], tekst, "situatie", boven))
        return bladen

    def _doorlooptijd(self, stap: Mapping[str, str]) -> str:
        """How long it took, beside the term that the law gives on the day (or in the month) of the evening."""
        dagen = int(stap["dag"])
        if not stap.get("norm"):
            return f'<p class="duur">Dag {dagen} na de melding.</p>'
        grens = norm(stap["norm"], date.fromisoformat(f"{self.avond['datum']}-01"[:10]))
        vanaf = int(stap.get("vanaf", 0))
        op_tijd = "op tijd" if dagen - vanaf <= grens.waarde else "te laat"
        sinds = "de aanvraag" if vanaf else "de melding"
        weken = WEKEN.get(int(grens.waarde), f"{int(grens.waarde)} dagen")
        return (f'<p class="duur">Dag {dagen - vanaf} na {sinds}. De wet geeft {weken}: '
                f"dit is {op_tijd}.</p>")  # fmt: skip

    def _kosten(self, hulp: Mapping[str, str] | None) -> str:
        """Only where a tariff table was delivered: what this help costs at those tariffs."""
        for t in self.avond.get("tarieven", ()) if hulp else ():
            if all(str(t[k]) == hulp[k] for k in ("wet", "productcategorie", "eenheid")):
                per, keer = float(t["tarief_eur"]), float(hulp["aantal"])
                tekst = f"{hulp['aantal']} keer een {hulp['eenheid']} van {euro(per)} is {euro(per * keer)}."
                return f'<p class="kosten">Volgens de tarieven: {escape(tekst)}</p>'
        return ""

    def _reflectie(self) -> list[str]:
        zoek = json.dumps(self.avond["zoek"], ensure_ascii=False).replace("<", "\\u003c")
        per: dict[str, list[str]] = {}
        for i in self.avond["zoek"]["ingangen"]:
            per.setdefault(i["waar"], []).append(f'<li><a href="{escape(i["adres"])}">{escape(i["vraag"])}</a></li>')
        lijsten = "".join(
            f"<details><summary>{escape(waar)}</summary><ul>{''.join(r)}</ul></details>" for waar, r in per.items()
        )
        vak = (
            '<form class="zoek" role="search" hidden><label for="zoekvak">Uw vraag</label>'
            '<input id="zoekvak" type="search" autocomplete="off" spellcheck="false" '
            'placeholder="Hoeveel jongeren hebben verblijf?"></form>'
            '<p class="gevonden" role="status"></p><ol class="uitkomsten"></ol>'
            f'<div class="alles"><h3>Of kies uit alle vragen</h3>{lijsten}</div>'
            f'<script type="application/json" class="zoeklijst">{zoek}</script>'
        )
        return [_blad("zoeken", "Wat wilt u weten?", vak, "zoekblad")]

    def _opdrachten(self) -> list[str]:
        soort = self.deel["thema"]
        alle = [o for o in self.avond["teksten"]["opdrachten"] if soort in ("", o["soort"])]
        gekozen = [(o, self._adres(*verwijzing(o))) for o in alle]
        bladen, aantal = [], sum(bool(adres) for _, adres in gekozen)
        for o, adres in gekozen:
            if not adres:
                continue
            zinnen = [z for z in (self._zin(*verwijzing(v)) for v in o["antwoord"]) if z]
            antwoord = "".join(f'<p class="groot">{escape(z)}</p>' for z in zinnen)
            antwoord += f"<p>{self._woorden(o['uitleg'])}</p>"
            nr = len(bladen) + 1
            hulp = {"Hint": f"<p>{self._woorden(o['hint'])}</p>", "Voorbeeld van een antwoord": antwoord,
                    "Wat deze cijfers niet zeggen": f"<p>{self._woorden(o['niet'])}</p>"}  # fmt: skip
            weg = f'<p><a class="knop" href="{escape(adres)}">Naar het beeld</a></p>'
            boven = f"{SOORTEN[o['soort']]}: opdracht {nr} van {aantal}"
            dicht = "".join(_onthul(knop, tekst) for knop, tekst in hulp.items())
            bladen.append(_blad(f"opdracht-{nr}", o["vraag"], weg + dicht, "opdracht", boven))
        return bladen or [_blad("opdrachten", self.deel["titel"], "<p>Bij deze uitgave passen geen opdrachten.</p>")]

    # ------------------------------------------------------------ what the pages of figures show

    def _pagina(self, naam: str) -> dashboard.Pagina | None:
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

    def _beeld(self, paneel: str, keuze: Mapping[str, str]) -> str:
        staat = self._staat(paneel, keuze)
        if staat is None:
            return ""
        merk = f'<p class="intern">{omslag.INTERN}</p>' if self.kenmerken["profiel"] == "intern" else ""
        status, pagina = escape(staat["status"]), self._pagina(paneel.partition(".")[0])
        return (
            f'<div class="avondbeeld"><p class="nr">{escape(pagina.titel)}</p>'
            f'<div class="kop"><h3>{escape(staat["titel"])}</h3>'
            f'<span class="status {status}">{status}</span></div>{merk}{staat["figuur"]}'
            f'<p class="naar"><a href="{escape(self._adres(paneel, keuze))}">Naar dit beeld</a></p></div>'
        )

    def _kerncijfers(self, naam: str) -> str:
        pagina = self._pagina(naam)
        return pagina.tegels().html if pagina else ""

    def _woorden(self, tekst: str) -> str:
        return met_woorden(escape(tekst))


def open_pagina(
    openbaar: Path | str = "", onderdeel: str = "programma", kwartaal: str | None = None
) -> Avondpagina:
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


# ---------------------------------------------------------------- html


def _bladen(bladen: Iterable[str]) -> Html:
    return Html(f'<div class="sd heel avond">{"".join(bladen)}</div>')


def _blad(id_: str, titel: str, inhoud: str, klasse: str = "", boven: str = "") -> str:
    nr = f'<p class="nr">{escape(boven)}</p>' if boven else ""
    return (
        f'<section class="paneel blad {klasse}" id="{id_}" aria-labelledby="t-{id_}">{nr}'
        f'<h2 id="t-{id_}">{escape(titel)}</h2><div class="bladinhoud">{inhoud}</div></section>'
    )


def _programmaregel(d: Mapping[str, Any]) -> str:
    tekst = f"<small>{escape(d['tekst'])}</small>" if d["tekst"] else ""
    weg = f'<a href="{escape(d["paginas"][0])}.html">{escape(d["titel"])}</a>'
    return f"<li><time>{d['begin']}</time><span>{weg}{tekst}</span></li>"


def _onthul(knop: str, inhoud: str) -> str:
    return f'<details class="onthul"><summary>{escape(knop)}</summary>{inhoud}</details>'


def _punten(regels: Iterable[str]) -> str:
    lijst = "".join(f"<li>{r}</li>" for r in regels)
    return f'<ul class="punten">{lijst}</ul>' if lijst else ""


def _tijdlijn(stappen: Sequence[Mapping[str, Any]], nu: int) -> str:
    """The whole way, with the step at hand marked; on a small screen only on the first sheet."""
    hier = [" aria-current=step" if nr == nu else "" for nr, _ in enumerate(stappen)]
    delen = "".join(
        f"<li{h}><b>{escape(s['naam'])}</b> <span>dag {escape(s['dag'])}</span></li>"
        for h, s in zip(hier, stappen, strict=True)
    )
    return f'<ol class="tijdlijn{"" if nu < 0 else " herhaald"}">{delen}</ol>'


def _niveau(niveau: int) -> str:
    treden = "".join(f"<i{' class=aan' if n <= niveau else ''}></i>" for n in range(1, 8))
    return f'<p class="niveau"><span aria-hidden="true">{treden}</span>Interventieniveau {niveau} van 7</p>'


def presentator_html(avond: Mapping[str, Any], gemeente: str) -> str:
    """Het venster van de presentator: de klok en de agenda. Het bestaat alleen in de levende dienst."""
    regels = "".join(
        f'<li data-deel="{nr}" data-minuten="{d["minuten"]}" data-begin="{d["begin"]}" data-einde="{d["einde"]}">'
        f'<time>{d["begin"]}</time> <b>{escape(d["titel"])}</b> <span>{d["minuten"]} minuten</span></li>'
        for nr, d in enumerate(avond["onderdelen"], 1)
    )
    script = (huisstijl.HUISSTIJL / "presentator.js").read_text(encoding="utf-8")
    inhoud = (
        '<section class="paneel presentator"><p class="klokken"><span>Nu <b id="wandklok"></b></span>'
        '<span id="gepland"></span></p><h2 id="bezig">Open de avond op het grote scherm</h2>'
        '<p id="tijd" class="tijd" role="timer"></p><p id="scherm"></p>'
        '<p class="knoppen"><button class="knop" id="vorige" type="button">Vorige</button> '
        '<button class="knop" id="volgende" type="button">Volgende</button></p>'
        f'<ol class="agenda">{regels}</ol></section><script type="module">{script}</script>'
    )
    return omslag.omslag_html("Alleen voor de presentator", inhoud, {"gemeente": gemeente})
