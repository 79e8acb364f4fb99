"""Beelden bij plannen: totalen per jaar, de tabel van maatregelen, geld dat er is, en hoe ver het werk is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from sociaaldomein.beelden.balken import voet_uitleg
from sociaaldomein.beelden.beeld import Tekening
from sociaaldomein.beelden.maten import Maat
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, K, Vel, Vlak, breedte, breek, kort, legenda, op_kleur
from sociaaldomein.begrippen.plannen import Geld, Plan, Som, Verdacht, optelsom

MEESTE = 40  # so many measures fit in a drawn table
HEEL = ("Totaal in het stuk,", "Nagerekend,")  # rows of a total over all years
STANDEN = {"gedaan": "basis", "loopt": "hoofd", "gepland": "hoofd-licht", "gestopt": "uit"}


def maat_van(plan: Plan) -> Maat:
    """Duizend euro als elk bedrag daarin past, anders euro."""
    alle = [b for r in plan.regels for b in r.bedragen.values()]
    return Maat("duizend euro", 1000) if alle and all(b % 1000 == 0 for b in alle) else Maat("euro")


def tabel(plan: Plan, sommen: Sequence[Som], m: Maat) -> tuple[list[str], list[list[str]]]:
    """De maatregelen per jaar, met eronder het totaal uit het stuk, de som en het verschil."""
    kop = [f"Maatregel ({m.woord})", *(str(j) for j in plan.jaren)]
    rijen = [[r.label, *(m.tekst(r.bedragen[j]) if j in r.bedragen else "" for j in plan.jaren)] for r in plan.regels]
    stuk = _uit_stuk(sommen)
    rijen.append(["Totaal in het stuk", *(m.tekst(stuk[j]) if j in stuk else "" for j in plan.jaren)])
    rijen.append(["Nagerekend", *(m.tekst(optelsom(plan, j)) for j in plan.jaren)])
    verschil = {j: stuk[j] - optelsom(plan, j) for j in plan.jaren if j in stuk}
    rijen.append(["Verschil", *(m.tekst(verschil[j]) if j in verschil else "" for j in plan.jaren)])
    heel = [s for s in sommen if s.jaar is None]
    for s in heel:
        rijen.append([f"Totaal in het stuk, {s.wat}", m.tekst(s.gepubliceerd), *[""] * (len(plan.jaren) - 1)])
        rijen.append([f"Nagerekend, {s.wat}", m.tekst(s.nagerekend), *[""] * (len(plan.jaren) - 1)])
    return kop, rijen


def _uit_stuk(sommen: Sequence[Som]) -> dict[int, float]:
    """The total of a year in the document; parts of a year (once, every year) are added."""
    uit: dict[int, float] = {}
    for s in sommen:
        if s.jaar is not None:
            uit[s.jaar] = uit.get(s.jaar, 0) + s.gepubliceerd
    return uit


# ---------------------------------------------------------------- totals per year


def totalen(plan: Plan, sommen: Sequence[Som], m: Maat) -> Tekening:
    """Een kolom per jaar met de som van de maatregelen, en een streep bij het totaal uit het stuk."""
    kop, rijen = tabel(plan, sommen, m)
    svg = teken(lambda formaat: _totalen(formaat, plan, sommen, m))
    return Tekening(svg, "Kolommen per jaar", kop, rijen, [], {}, [], "definitief")


def _totalen(formaat: str, plan: Plan, sommen: Sequence[Som], m: Maat) -> Vel:
    vel = Vel(formaat, {"breed": 400, "smal": 320}.get(formaat))
    px, jaren, stuk = vel.px, plan.jaren, _uit_stuk(sommen)
    som = {j: optelsom(plan, j) for j in jaren}
    boven, onder = 1.7 * px, {"breed": 5.0, "smal": 6.2, "kwart": 2.9}[formaat] * px
    hoogte = vel.h - boven - onder
    hoog = max([*som.values(), *stuk.values(), 1])
    schaal = hoog / (hoogte - 1.6 * px)
    vel.tekst(0, px, m.woord, "inkt2")
    vlak = vel.vlak((0, boven, vel.b, hoogte), (-0.5, max(len(jaren), 3) - 0.5), (0, hoogte * schaal))
    for i, j in enumerate(jaren):
        vlak.staaf(i, (0, som[j]), "hoofd", 0.6)
        mis = j in stuk and abs(stuk[j] - som[j]) >= 0.005
        top = max(som[j], stuk.get(j, 0))
        past = som[j] / schaal > 1.5 * px
        if past:
            vlak.woord(m.tekst(som[j]), i, som[j] / 2, kleur="op", dik=True)
        if j in stuk:
            vlak.streep(stuk[j], i - 0.38, i + 0.38, "doel", "stuk", los=mis)
        boven_ = ([m.tekst(som[j])] if not past else []) + ([f"stuk {m.tekst(stuk[j])}"] if mis else [])
        vlak.woord(", ".join(boven_), i, top, "boven", 6, kleur="doel" if mis else "inkt", dik=True)
        midden = (i + 0.5) / max(len(jaren), 3) * vel.b
        y = boven + hoogte
        vel.tekst(midden, y + 1.1 * px, str(j), dik=True, ha="center")
        woord = f"verschil {m.tekst(stuk[j] - som[j])}" if mis else "klopt" if j in stuk else ""
        for nr, regel in enumerate(woord.split() if vel.smal else [woord]):
            vel.tekst(midden, y + (2.4 + 1.2 * nr) * px, regel, "uit" if mis else "inkt2", mis, ha="center")
    vlak.lijn([-0.5, len(jaren) - 0.5], [0, 0])
    if formaat == "kwart":
        return vel
    voet = vel.vlak((0, vel.h - 1.2 * px, vel.b, 1.2 * px), (0, vel.b), (0, 1))
    vel.blokje(0, vel.h - 0.35 * px, "hoofd")
    vel.tekst(1.05 * px, vel.h - 0.35 * px, "som", "inkt2")
    x = 2.2 * px + breedte("som", px)
    voet.streep(0.45, x, x + 22, "doel", "stuk")
    vel.tekst(x + 28, vel.h - 0.35 * px, "totaal in het stuk", "inkt2")
    return vel


# ---------------------------------------------------------------- measure by year


def maatregelen(plan: Plan, sommen: Sequence[Som], m: Maat) -> Tekening:
    """De tabel van maatregelen als beeld: wat er staat, wat er uit de toon valt, en de totalen."""
    kop, rijen = tabel(plan, sommen, m)
    over = len(plan.regels) - MEESTE
    noot = [f"In het beeld staan de eerste {MEESTE} maatregelen. In de tabel staan zij allemaal."] if over > 0 else []
    mis = [(s.jaar, s.verdacht) for s in sommen if s.verdacht is not None]
    getoond = [r for r in rijen if len(plan.jaren) < 2 or any(r[2:]) or not r[0].startswith(HEEL)]
    svg = teken(lambda formaat: _tabelbeeld(formaat, plan, getoond, mis, m))
    return Tekening(svg, "Tabel van maatregelen en jaren", kop, rijen, [], {}, noot, "definitief")


def _tabelbeeld(formaat: str, plan: Plan, rijen: list, mis: Sequence[tuple[int | None, Verdacht]], m: Maat) -> Vel:
    b, px = FORMAAT[formaat]
    smal, klein, jaren = formaat == "smal", formaat == "kwart", plan.jaren
    boven = [] if klein else rijen[:-3][:MEESTE]
    getoond = [*boven, *rijen[-3:]]
    kolom = _kolombreed(formaat, rijen, len(jaren))
    naam_b = b if smal else b - kolom * len(jaren) - 0.5 * px
    namen = [(kort if klein else breek)(r[0], px, naam_b) for r in getoond]
    hoogten = [(1.25 * (n.count("\n") + 1) + (1.75 if smal else 0.35)) * px for n in namen]
    vel = Vel(formaat, 1.8 * px + sum(hoogten) + 0.6 * px)
    vlak, y = vel.heel(), 1.8 * px
    rechts = {j: b - kolom * (len(jaren) - 1 - i) - 2 for i, j in enumerate(jaren)}
    vel.tekst(0, px, m.woord, "inkt2")
    for j, x in rechts.items():
        vel.tekst(x, px, str(j), dik=True, ha="right")
    for nr, (r, naam, h) in enumerate(zip(getoond, namen, hoogten, strict=True)):
        som = nr >= len(boven)
        if nr or klein:
            vlak.lijn([0, b], [y - 1, y - 1], *(() if nr == len(boven) else ("lijn", 1)))
        vel.regels(0, y, naam, dik=som)
        vel.vak(0, y, b, h, nr + (len(plan.regels) if klein else 0))
        basis = y + (1.25 * naam.count("\n") + (2.35 if smal else 1)) * px
        _bedragen(vlak, r, rechts, basis, {j for j, v in mis if v.regel.label == r[0]}, som)
        y += h
    return vel


def _kolombreed(formaat: str, rijen: list[list[str]], aantal: int) -> float:
    b, px = FORMAAT[formaat]
    nodig = max(breedte(tekst, px, True) for tekst in ["2025", *(c for r in rijen for c in r[1:])]) + 1.1 * px
    return min(nodig, b / aantal) if formaat == "smal" else nodig


def _bedragen(vlak: Vlak, rij: list[str], rechts: Mapping[int, float], y: float, mis: Container, som: bool) -> None:
    """The amounts of a row, each below its year; a box round one that is out of tune."""
    px, kader = vlak.px, {"facecolor": K["uit-licht"], "edgecolor": K["uit"], "lw": 2}
    for (jaar, x), tekst in zip(rechts.items(), rij[1:], strict=True):
        if jaar in mis:
            b = breedte(tekst, px, True) + 0.8 * px
            vlak.kader(x - b / 2 + 0.4 * px, (y - px, y + 0.35 * px), b, **kader)
        rood = jaar in mis or (rij[0] == "Verschil" and tekst not in ("", "0"))
        vlak.vel.tekst(x, y, tekst, "uit" if rood else "inkt", som or rood, "right")


# ---------------------------------------------------------------- money there is


def geldbalken(stand: Geld, m: Maat, kop: list[str], rijen: list[list[str]]) -> Tekening:
    """Twee balken: wat nodig is en wat er is."""
    svg = teken(lambda formaat: _geldbalken(formaat, stand, m))
    return Tekening(svg, "Liggende balken", kop, rijen, [], {}, [], "definitief")


def _geldbalken(formaat: str, stand: Geld, m: Maat) -> Vel:
    b, px = FORMAAT[formaat]
    smal = formaat == "smal"
    namen = [f"nodig{', ' + stand.aard if stand.aard else ''}", "geld dat er is"]
    links = 0.0 if smal else max(breedte(n, px) for n in namen) + 0.9 * px
    rij = (4.2 if smal else 3.2) * px
    vel = Vel(formaat, 1.7 * px + 2 * rij + 0.5 * px)
    vel.tekst(links, px, m.woord, "inkt2")
    tekort = f", {m.tekst(stand.tekort)} te weinig" if stand.tekort > 0 else ", genoeg"
    woorden = [m.tekst(stand.nodig), m.tekst(stand.is_er) + tekort]
    waarden = [stand.nodig, stand.is_er]
    binnen = max(breedte(w, px, True) for w in woorden) + 20
    vlak = vel.vlak((links, 1.7 * px, b - links - 4, 2 * rij), (0, max(*waarden, 1)), (2, 0), liggend=True)
    y, dik = (0.66, 0.4) if smal else (0.5, 0.6)
    for nr, (naam, w, woord) in enumerate(zip(namen, waarden, woorden, strict=True)):
        vel.rij(nr, 1.7 * px + nr * rij, rij, naam, links)
        vlak.staaf(nr + y, (0, w), "hoofd" if nr else "basis", dik, reeks=str(nr))
        past = w / max(*waarden, 1) * (b - links - 4) > binnen
        kleur = op_kleur("hoofd" if nr else "basis", False) if past else "inkt"
        vlak.woord(woord, 0 if past else w, nr + y, "rechts", 9, kleur=kleur, dik=True)
    return vel


def uitgaven(plan: Plan, m: Maat, kop: list[str], rijen: list[list[str]]) -> Tekening:
    """Per maatregel wat er is uitgegeven, met een streep bij wat er begroot was."""
    uit = {r.label: sum(r.bedragen.values()) for r in plan.uitgaven}
    jaren = {j for r in plan.uitgaven for j in r.bedragen}
    plan_ = {r.label: sum(b for j, b in r.bedragen.items() if j in jaren) for r in plan.regels}
    namen = [r.label for r in plan.regels if r.label in uit] + [n for n in uit if n not in plan_]
    svg = teken(lambda formaat: _uitgaven(formaat, namen, uit, plan_, m))
    return Tekening(svg, "Liggende balken", kop, rijen, [], {}, [], "voorlopig")


def _uitgaven(formaat: str, namen: Sequence[str], uit: Mapping[str, float], plan: Mapping[str, float], m: Maat) -> Vel:
    b, px = FORMAAT[formaat]
    namen = namen[:4] if formaat == "kwart" else namen
    regels = [breek(n, px, b) if formaat != "kwart" else kort(n, px, b) for n in namen]
    hoogten = [(1.25 * (r.count("\n") + 1) + 1.9) * px for r in regels]
    vel = Vel(formaat, 1.7 * px + sum(hoogten) + 1.9 * px)
    vel.tekst(0, px, m.woord, "inkt2")
    top = max([1, *uit.values(), *plan.values()])
    y = 1.7 * px
    for nr, (n, regel, h) in enumerate(zip(namen, regels, hoogten, strict=True)):
        vel.vak(0, y, b, h, nr)
        vel.regels(0, y, regel)
        plek = (0, y + 1.25 * (regel.count("\n") + 1) * px + 3, b - 6 * px, 1.2 * px)
        vlak = vel.vlak(plek, (0, top), (1, 0), liggend=True)
        vlak.staaf(0.5, (0, uit[n]), "hoofd", 1, True)
        if n in plan:
            vlak.streep(plan[n], -0.1, 1.1, "doel", "begroot")
        vlak.woord(m.tekst(uit[n]), max(uit[n], plan.get(n, 0)), 0.5, "rechts", 9, dik=True)
        y += h
    voet_uitleg(vel, 1, {"doel": "begroot"})
    return vel


# ---------------------------------------------------------------- how far the work is


Telling = Mapping[str, Mapping[str, int]]  # programme -> state -> how many activities


def standen(per: Telling, woorden: Mapping[str, str], kop: list[str], rijen: list[list[str]]) -> Tekening:
    """Per programma een blokje per activiteit, in de kleur van haar stand, met het woord en het aantal ernaast."""
    svg = teken(lambda formaat: _standen(formaat, per, woorden))
    return Tekening(svg, "Blokjes per programma", kop, rijen, [], {}, [], "definitief")


def _standen(formaat: str, per: Telling, woorden: Mapping[str, str]) -> Vel:
    b, px = FORMAAT[formaat]
    klein = formaat == "kwart"
    lijst = list(per.items())[: 4 if klein else None]
    stap = 1.5 * px  # a block and the gap after it
    per_rij = max(int(b // stap), 1)
    zinnen = [breek(_in_woorden(telling, woorden), px, b) for _, telling in lijst]
    blokken = [1.35 * px + -(-max(sum(telling.values()), 1) // per_rij) * stap for _, telling in lijst]
    onder = [(0.05 if klein else 0.9 + 1.25 * (zin.count("\n") + 1)) * px for zin in zinnen]
    vel = Vel(formaat, sum(blokken) + sum(onder) + (0 if klein else 2.9 * px))
    vlak, y = vel.heel(), 0.0
    for nr, ((naam, telling), zin) in enumerate(zip(lijst, zinnen, strict=True)):
        vel.tekst(0, y + px, kort(naam, px, b, True), dik=True)
        for plek, stand in enumerate(s for s, n in telling.items() for _ in range(n)):
            _blok(vlak, (plek % per_rij) * stap, y + 1.35 * px + plek // per_rij * stap, stand)
        if not klein:
            vel.regels(0, y + blokken[nr] - 0.1 * px, zin)
        vel.vak(0, y, b, blokken[nr] + onder[nr], nr)
        y += blokken[nr] + onder[nr]
    if not klein:
        legenda(vel, [(woorden[s], STANDEN[s]) for s in STANDEN], y + 0.3 * px, "inkt2")
    return vel


def _in_woorden(telling: Mapping[str, int], woorden: Mapping[str, str]) -> str:
    return ", ".join(f"{n} {'lopen' if s == 'loopt' and n > 1 else woorden[s]}" for s, n in telling.items() if n)


def _blok(vlak: Vlak, x: float, y: float, stand: str) -> None:
    """One activity; one that was stopped is struck through."""
    maat, rand = 1.25 * vlak.px, K["inkt2" if stand in ("gedaan", "gestopt") else "hoofd"]
    vlak.kader(x + 1 + maat / 2, (y, y + maat), maat, facecolor=K[STANDEN[stand]], edgecolor=rand, lw=1.2)
    if stand == "gestopt":
        vlak.lijn([x + 4, x + maat - 2], [y + 3, y + maat - 3], dik=2)
