"""Plannen en budgetten: elk totaal nagerekend, het geld dat er is, en hoe ver het werk is.

De lijsten komen uit de registers van een openbare set. Zij gaan niet over mensen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.beelden import beeld, geldduiding, planbeelden
from sociaaldomein.beelden.beeld import Beeld
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.begrippen import plannen
from sociaaldomein.begrippen.plannen import Plan, Som
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.notatie import dag, getal
from sociaaldomein.panelen import paneel
from sociaaldomein.panelen.paneel import Tegel

WOORDEN = {"gedaan": "klaar", "loopt": "loopt", "gepland": "nog niet begonnen", "gestopt": "gestopt"}
TELREGEL = "Telt mee: elk bedrag van een maatregel in het stuk, een keer."


def _plannen(openbaar: Openbaar) -> list[Plan]:
    return plannen.lees(openbaar.registers.get("plannen", ()))


def _keuze(openbaar: Openbaar, weegt: Callable[[Plan], bool], alleen: bool = False) -> dict[str, dict[str, str]]:
    """The plans to choose from: those that matter here first, or those alone."""
    alle = _plannen(openbaar)
    eerst = [(nr, p) for nr, p in enumerate(alle) if weegt(p)]
    rest = [(nr, p) for nr, p in enumerate(alle) if not weegt(p)]
    lijst = eerst or rest[:1] if alleen else eerst + rest
    return {"plan": {str(nr): _naam(p, alle) for nr, p in lijst}} if len(alle) > 1 else {}


def _met_fout(openbaar: Openbaar) -> dict[str, dict[str, str]]:
    return _keuze(openbaar, lambda p: not all(s.klopt for s in plannen.nareken(p)))


def _met_geld(openbaar: Openbaar) -> dict[str, dict[str, str]]:
    return _keuze(openbaar, lambda p: plannen.geld(p) is not None, alleen=True)


def _met_uitgaven(openbaar: Openbaar) -> dict[str, dict[str, str]]:
    return _keuze(openbaar, lambda p: bool(p.uitgaven), alleen=True)


def _naam(plan: Plan, alle: list[Plan]) -> str:
    """The name of a plan; when there is more than one, its document comes first: that tells them apart."""
    vaker = sum(p.naam == plan.naam for p in alle) > 1
    return f"{plan.document}: {plan.naam}" if vaker else plan.naam


def _kies(openbaar: Openbaar, plan: str) -> tuple[Plan | None, list[Plan]]:
    alle = _plannen(openbaar)
    return (alle[int(plan)] if alle else None), alle


def _leeg(openbaar: Openbaar, wat: str, titel: str, zin: str) -> Beeld:
    tekening = beeld.leeg(openbaar, wat)
    return paneel.beeld_van_lijst(tekening, titel=titel, zin=zin, bijschrift=titel)


# ---------------------------------------------------------------- the panels


KEUZES = {"bedragen": _met_fout, "dekking": _met_geld, "uitgegeven": _met_uitgaven}  # which plans there are


def bedragen(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, weergave: str = "totalen", plan: str = "0") -> Beeld:
    """De bedragen per maatregel en jaar, met elk totaal nagerekend. Een verschil staat in de titel."""
    gekozen, alle = _kies(openbaar, plan)
    if gekozen is None or not gekozen.jaren:
        zin = "Bij dit plan staan geen bedragen per jaar." if gekozen else "Er is geen plan met bedragen geleverd."
        return _leeg(openbaar, "bedragen van plannen", "Bedragen per maatregel en jaar", zin)
    sommen, m = plannen.nareken(gekozen), planbeelden.maat_van(gekozen)
    teken = planbeelden.totalen if weergave == "totalen" else planbeelden.maatregelen
    mis = next((s for s in sommen if not s.klopt), None)
    noot = [_hoe_anders(gekozen, alle, s) for s in sommen if not s.klopt and s.jaar is not None]
    noot += ["Onder het totaal in het stuk staan de maatregelen van dat stuk. Wij veranderen er niets aan."]
    noot += [f"{r.label}: {r.opmerking}" for r in gekozen.regels if r.opmerking]
    noot += [f"{r.label}: ook {m.tekst(r.heel)}, voor alle jaren samen." for r in gekozen.regels if r.heel]
    return paneel.beeld_van_lijst(
        teken(gekozen, sommen, m),
        titel=geldduiding.titel_totaal(_naam(gekozen, alle), mis.wat if mis else "", bool(sommen)),
        zin=_zin_som(mis, m, bool(sommen)),
        bijschrift=f"{_naam(gekozen, alle)}, {m.woord}",
        telregel=TELREGEL,
        bron=f"Bron: {gekozen.plek}.",
        noot=noot,
    )


def _zin_som(mis: Som | None, m: Maat, met_totalen: bool) -> str:
    if not met_totalen:
        return "In het stuk staat geen totaal om na te rekenen."
    if mis is None:
        return "Elk totaal in het stuk klopt met de som van de maatregelen."
    zin = (
        f"In het stuk staat {m.voluit(mis.gepubliceerd)}. Nagerekend is het {m.voluit(mis.nagerekend)}. "
        f"Het verschil is {m.voluit(mis.verschil)}."
    )
    if mis.verdacht is not None:
        waar = mis.verdacht.regel.code or mis.verdacht.regel.naam
        zin += f" Waarschijnlijk zit het bij {waar}: daar staat {m.voluit(mis.verdacht.staat)}."
    return zin


def _hoe_anders(plan: Plan, alle: list[Plan], som: Som) -> str:
    """What would make the sum right: a neighbouring year, or lines that another document has."""
    m = planbeelden.maat_van(plan)
    if som.verdacht is not None:
        v = som.verdacht
        return (
            f"Bij {v.regel.label} staat in {som.jaar} {m.voluit(v.staat)}. Een jaar eerder of later is dat "
            f"{m.voluit(v.verwacht)}. Daarmee klopt het totaal."
        )
    ander = plannen.ander_document(plan, alle, som)
    if ander is None:
        return f"Geen enkel bedrag van {som.jaar} verklaart het verschil."
    extra = " en ".join(m.tekst(b) for _, b in ander.regels)
    slot = "Daarmee klopt het totaal." if ander.klopt else "Ook daarmee klopt het totaal niet."
    return f"In {ander.document} staat voor {som.jaar} nog {extra} {m.woord}. {slot}"


def dekking(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, plan: str = "0") -> Beeld:
    """Wat het plan kost naast het geld dat er is."""
    titel = "Geld voor het plan"
    gekozen, alle = _kies(openbaar, plan)
    stand = plannen.geld(gekozen) if gekozen else None
    if gekozen is None or stand is None:
        return _leeg(
            openbaar, "het geld dat er voor dit plan is", titel, "Het stuk noemt geen bedrag dat er voor dit plan is."
        )
    m = planbeelden.maat_van(gekozen)
    tekort = stand.tekort > 0
    soort = f" ({stand.aard})" if stand.aard else ""
    rijen = [[str(j), m.tekst(b)] for j, b in sorted(gekozen.dekking.items())]
    rijen = [
        [f"Nodig{soort}", m.tekst(stand.nodig)],
        ["Geld dat er is", m.tekst(stand.is_er)],
        ["Te weinig" if tekort else "Over", m.tekst(abs(stand.tekort))],
        *([f"Geld in {j}", b] for j, b in rijen),
    ]
    los = Maat("euro")
    rijen += [
        [f"Verder in het stuk: {naam}, euro", los.tekst(b) + (f" ({bij})" if bij else "")]
        for naam, b, bij in gekozen.info
    ]
    noot = []
    if gekozen.dekking_totaal is not None and abs(gekozen.dekking_totaal - stand.is_er) >= plannen.CENT:
        noot.append(
            f"Het stuk noemt als totaal {m.voluit(gekozen.dekking_totaal)}. Nagerekend is het {m.voluit(stand.is_er)}."
        )
    if stand.aard:
        noot.append("Alleen wat een keer betaald wordt, komt uit dit geld. Wat elk jaar terugkeert, telt hier niet.")
    return paneel.beeld_van_lijst(
        planbeelden.geldbalken(stand, m, ["Wat", m.woord.capitalize()], rijen),
        titel="Er is minder geld dan het plan kost" if tekort else "Er is genoeg geld voor het plan",
        zin=f"Nodig is {m.voluit(stand.nodig)}. Er is {m.voluit(stand.is_er)}."
        + (f" Dat is {m.voluit(stand.tekort)} te weinig." if tekort else ""),
        bijschrift=f"Geld voor {_naam(gekozen, alle)}, {m.woord}",
        telregel=TELREGEL,
        bron=f"Bron: {gekozen.plek}.",
        noot=noot,
    )


def uitgegeven(openbaar: Openbaar, wet: str, kwartaal: Kwartaal, plan: str = "0") -> Beeld:
    """Begroting tegen uitgaven per maatregel, als de uitgaven geleverd zijn."""
    titel = "Begroot en uitgegeven"
    gekozen, alle = _kies(openbaar, plan)
    if gekozen is None or not gekozen.uitgaven:
        return _leeg(
            openbaar, "wat er van dit plan is uitgegeven", titel, "Er zijn geen uitgaven van dit plan geleverd."
        )
    m = planbeelden.maat_van(gekozen)
    jaren = sorted({j for r in gekozen.uitgaven for j in r.bedragen})
    begroot = {r.label: sum(b for j, b in r.bedragen.items() if j in jaren) for r in gekozen.regels}
    uit = {r.label: sum(r.bedragen.values()) for r in gekozen.uitgaven}
    rijen = [
        [n, m.tekst(begroot[n]) if n in begroot else "", m.tekst(uit[n]) if n in uit else "niet geleverd"]
        for n in dict.fromkeys([*begroot, *uit])
    ]
    samen, plan_ = sum(uit.values()), sum(begroot.values())
    compleet = kwartaal >= Kwartaal(jaren[-1], 4) and {n for n, b in begroot.items() if b} <= set(uit)
    periode = str(jaren[0]) if len(jaren) == 1 else f"{jaren[0]} tot en met {jaren[-1]}"
    return paneel.beeld_van_lijst(
        planbeelden.uitgaven(gekozen, m, ["Maatregel", "Begroot", "Uitgegeven"], rijen),
        titel=geldduiding.titel_uitgegeven(samen, plan_) if compleet else titel,
        zin=f"Over {periode} is {m.voluit(samen)} uitgegeven. Begroot was {m.voluit(plan_)}.",
        bijschrift=f"{_naam(gekozen, alle)}: begroot en uitgegeven, {m.woord}",
        telregel=TELREGEL,
        bron=f"Bron: {gekozen.plek}.",
    )


def activiteiten(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> Beeld:
    """De lijst van wat gedaan is, loopt, nog komt en gestopt is."""
    titel = "Wat er gedaan wordt"
    rijen = openbaar.registers.get("activiteiten", [])
    if not rijen:
        return _leeg(openbaar, "de lijst met activiteiten", titel, "Er is geen lijst met activiteiten geleverd.")
    per: dict[str, dict[str, int]] = {}
    for r in rijen:
        telling = per.setdefault(r["programma"], dict.fromkeys(WOORDEN, 0))
        telling[r["stand"]] += 1
    kop, tafel = _tabel_van_activiteiten(rijen, list(per))
    klaar = sum(t["gedaan"] for t in per.values())
    bronnen = list(dict.fromkeys(plannen.document_van(r["bron"]) for r in rijen if r["bron"]))
    zin = f"Van de {getal(len(rijen))} activiteiten zijn er {getal(klaar)} klaar."
    loopt, gestopt = (sum(t[s] for t in per.values()) for s in ("loopt", "gestopt"))
    zin += f" Er lopen er {getal(loopt)}." if loopt else ""
    zin += f" Gestopt: {getal(gestopt)}." if gestopt else ""
    lijst = paneel.beeld_van_lijst(
        planbeelden.standen(per, WOORDEN, kop, tafel),
        titel=f"{getal(klaar)} van de {getal(len(rijen))} activiteiten {'is' if klaar == 1 else 'zijn'} klaar",
        zin=zin,
        bijschrift="Activiteiten per programma, met hun stand",
        telregel="Telt mee: elke activiteit op de lijst, een keer.",
        bron=f"Bron: {'; '.join(bronnen)}." if bronnen else "",
        noot=["Hoe ver een activiteit is, zegt niet wat zij oplevert."],
    )
    return replace(lijst, tabel_open=True)


def _tabel_van_activiteiten(rijen: list[dict], programmas: list[str]) -> tuple[list[str], list[list[str]]]:
    """Per programme, in the order of how far they are; a column in which nothing stands is left out."""
    standen = list(WOORDEN)
    rijen = sorted(rijen, key=lambda r: (programmas.index(r["programma"]), standen.index(r["stand"])))
    kolommen = {
        "Activiteit": [r["activiteit"] for r in rijen],
        "Programma": [r["programma"] for r in rijen],
        "Stand": [WOORDEN[r["stand"]] for r in rijen],
        "Doel": [r["doel"] or "" for r in rijen],
        "Wie": [r["rol"] or "" for r in rijen],
        "Stand op": [dag(r["datum"]) if r["datum"] else "" for r in rijen],
        "Let op": [r["opmerking"] or "" for r in rijen],
    }
    gevuld = {kop: kolom for kop, kolom in kolommen.items() if any(kolom)}
    return list(gevuld), [list(rij) for rij in zip(*gevuld.values(), strict=True)]


def tegels(openbaar: Openbaar, wet: str, kwartaal: Kwartaal) -> list[Tegel]:
    """Hoeveel plannen er zijn, of de totalen kloppen, en hoe ver het werk is."""
    alle, rijen = _plannen(openbaar), openbaar.registers.get("activiteiten", [])
    sommen = [s for p in alle for s in plannen.nareken(p)]
    mis = sum(not s.klopt for s in sommen)
    lijst = [
        Tegel("Stukken met een plan", getal(len(alle)) if alle else "ontbreekt", "", "definitief", ""),
        Tegel(
            "Totalen die niet kloppen",
            getal(mis) if sommen else "ontbreekt",
            f"van de {getal(len(sommen))} nagerekend" if sommen else "",
            "definitief",
            "",
        ),
    ]
    for stand, naam in (("gedaan", "Activiteiten klaar"), ("loopt", "Activiteiten die lopen")):
        aantal = sum(r["stand"] == stand for r in rijen)
        van = f"van de {getal(len(rijen))}" if rijen else ""
        lijst.append(Tegel(naam, getal(aantal) if rijen else "ontbreekt", van, "definitief", ""))
    return lijst
