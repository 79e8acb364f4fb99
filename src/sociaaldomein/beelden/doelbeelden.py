"""Beelden bij doelen: een opgave met haar vooruitzicht, de lijst van doelen en de doelenboom.

Maten zijn css-pixels op ware grootte. Een oordeel staat altijd als woord in het beeld, nooit alleen als kleur.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from sociaaldomein.beelden.beeld import Tekening
from sociaaldomein.beelden.getallen import Cel, hoofdletter, zwakste_status
from sociaaldomein.beelden.svg import teken
from sociaaldomein.beelden.vel import FORMAAT, HOOGTE, K, Vel, Vlak, breedte, breek, kort, op_kleur
from sociaaldomein.begrippen.doelen import GEHAALD, NIET_GEHAALD, NIET_OP_KOERS, OP_KOERS, Vooruitzicht
from sociaaldomein.grond.notatie import getal

KLEUR = {GEHAALD: "in", OP_KOERS: "in", NIET_OP_KOERS: "uit", NIET_GEHAALD: "uit"}
MEESTE = 12


# ---------------------------------------------------------------- an opgave


@dataclass(frozen=True)
class Opgave:
    """Wat er gevraagd is, wat er al is, en waar het op uitkomt. `naam_eind` zegt tot wanneer."""

    taak: Cel
    achterstand: Cel
    voorsprong: Cel
    klaar: Cel
    vooruit: Vooruitzicht | None
    naam_eind: str

    @property
    def totaal(self) -> float | None:
        """Taakstelling plus achterstand, of min voorsprong. Zonder taakstelling is er geen opgave."""
        if not self.taak.bekend or "afgeschermd" in (self.achterstand.status, self.voorsprong.status):
            return None
        return max(self.taak.waarde + (self.achterstand.waarde or 0) - (self.voorsprong.waarde or 0), 0.0)

    @property
    def nog(self) -> float | None:
        """Wat er nog te doen is."""
        if self.totaal is None or not self.klaar.bekend:
            return None
        return max(self.totaal - self.klaar.waarde, 0.0)


def opgave(o: Opgave, eenheid: str, tot: str) -> Tekening:
    """Drie balken: wat er moet, wat er is en wat er in dit tempo komt. `tot` is het eind van het kwartaal."""
    svg = teken(lambda formaat: _opgave(formaat, o, eenheid, tot))
    rijen = (("Taakstelling", o.taak), ("Achterstand", o.achterstand), ("Voorsprong", o.voorsprong))
    tabel = [[naam, _woord(c)] for naam, c in rijen if c.status != "ontbreekt" or naam == "Taakstelling"]
    tabel.append(["Opgave", "niet bekend" if o.totaal is None else getal(o.totaal)])
    tabel.append([f"Klaar tot en met {tot}", _woord(o.klaar)])
    tabel.append(["Nog te doen", "niet bekend" if o.nog is None else getal(o.nog)])
    if o.vooruit is not None:
        tabel.append([f"In dit tempo, {o.naam_eind}", getal(o.vooruit.verwacht)])
    if o.vooruit is not None and o.vooruit.laag is not None:
        tabel.append(["Traagste tempo", getal(o.vooruit.laag)])
        tabel.append(["Snelste tempo", getal(o.vooruit.hoog)])
    cellen = [o.taak, o.achterstand, o.voorsprong, o.klaar]
    kop, status = ["Wat", hoofdletter(eenheid)], zwakste_status([o.klaar, o.taak])
    return Tekening(svg, "Liggende balken", kop, tabel, cellen, status=status, opdracht=True)


def _woord(c: Cel) -> str:
    return getal(c.waarde) if c.bekend else c.status


def _opgave(formaat: str, o: Opgave, eenheid: str, tot: str) -> Vel:
    b, px = FORMAAT[formaat]
    smal = formaat == "smal"
    rij = {"breed": 3.5, "smal": 4.4, "kwart": 2.7}[formaat] * px
    namen = ["opgave", f"tot en met {tot}", f"verwacht {o.naam_eind}"]
    links = 0.0 if smal else max(breedte(n, px) for n in namen) + 0.9 * px
    uiteinden = [_som(o), _klaar(o), _verwacht(o)]
    extra = max(breedte(w, px, True) for _, w in uiteinden) + 1.4 * px
    kop, voet = 1.7 * px, 2.1 * px
    vel = Vel(formaat, kop + 3 * rij + voet)
    vel.tekst(links, px, eenheid, "inkt2")
    hoog = o.vooruit.hoog if o.vooruit is not None and o.vooruit.hoog is not None else 0
    top = max(1.0, hoog, *(w for w, _ in uiteinden))
    extra = min(extra, 0.45 * b)
    vlak = vel.vlak((links, kop, b - links - extra, 3 * rij), (0, top), (3, 0), liggend=True)
    for nr, naam in enumerate(namen):
        vel.rij(nr, kop + nr * rij, rij, naam, links)
    y, dik = (0.66, 0.34) if smal else (0.5, 0.56)
    _balk_opgave(vlak, o, y, dik)
    if o.klaar.bekend:
        vlak.staaf(1 + y, (0, o.klaar.waarde), "hoofd", dik, o.klaar.voorlopig)
    if o.nog:
        nog = (o.klaar.waarde, o.klaar.waarde + o.nog)
        vlak.kader(1 + y, nog, dik, edgecolor=K["inkt2"], lw=1.5, ls=(0, (3, 2)))
    if o.vooruit is not None:
        vlak.staaf(2 + y, (0, o.vooruit.verwacht), "hoofd", dik, True)
        if o.vooruit.laag is not None:
            vlak.lijn([o.vooruit.laag, o.vooruit.hoog], [2 + y] * 2, dik=3)
            for x in (o.vooruit.laag, o.vooruit.hoog):
                vlak.lijn([x, x], [2 + y - dik / 3, 2 + y + dik / 3], dik=3)
    if o.totaal:
        vlak.lijn([o.totaal] * 2, [0, 3], "doel", 2.5, ls=(0, (4, 2)))
    for nr, (eind, woord) in enumerate(uiteinden):
        x = max(eind, o.totaal or 0) if nr == 1 else max(eind, hoog) if nr == 2 else eind
        vlak.woord(woord, x, nr + y, "rechts", 9, dik=True)
    _voet_opgave(vel, px, links, o)
    return vel


def _balk_opgave(vlak: Vlak, o: Opgave, y: float, dik: float) -> None:
    if not o.taak.bekend or o.totaal is None:
        return
    af = o.voorsprong.waarde or 0
    taak = max(o.taak.waarde - af, 0)
    delen = [(0.0, taak, "basis", taak)]
    if o.achterstand.waarde:
        delen.append((taak, taak + o.achterstand.waarde, "uit", o.achterstand.waarde))
    if af:
        delen.append((o.totaal, o.totaal + o.taak.waarde - taak, "in-licht", af))
    for van, eind, kleur, _ in delen:
        vlak.staaf(y, (van, eind), kleur, dik)
    for van, eind, kleur, waarde in delen if len(delen) > 1 else ():
        if (eind - van) / vlak.per_px > breedte(getal(waarde), vlak.px, True) + 8:
            vlak.woord(getal(waarde), (van + eind) / 2, y, kleur=op_kleur(kleur, False), dik=True)


def _som(o: Opgave) -> tuple[float, str]:
    if o.totaal is None:
        return 0.0, "niet bekend"
    af = f" ({getal(o.taak.waarde)} min {getal(o.voorsprong.waarde)})" if o.voorsprong.waarde else ""
    return o.totaal + min(o.voorsprong.waarde or 0, o.taak.waarde), getal(o.totaal) + af


def _klaar(o: Opgave) -> tuple[float, str]:
    if not o.klaar.bekend:
        return 0.0, o.klaar.status
    nog = "" if o.nog is None else f", nog {getal(o.nog)}" if o.nog else ", gehaald"
    return o.klaar.waarde, getal(o.klaar.waarde) + nog


def _verwacht(o: Opgave) -> tuple[float, str]:
    if o.vooruit is None:
        return 0.0, "niet te zeggen"
    v = o.vooruit
    tussen = f" ({getal(v.laag)} tot {getal(v.hoog)})" if v.laag is not None else ""
    return v.verwacht, f"{getal(v.verwacht)}{tussen}"


def _voet_opgave(vel: Vel, px: float, links: float, o: Opgave) -> None:
    x = links
    delen = [("basis", "opgave" if o.voorsprong.waarde else "taakstelling")]
    delen += [("uit", "achterstand")] if o.achterstand.waarde else []
    delen += [("in-licht", "voorsprong")] if o.voorsprong.waarde else []
    for kleur, woord in delen:
        vel.blokje(x, vel.h - 0.35 * px, kleur)
        vel.tekst(x + 1.05 * px, vel.h - 0.35 * px, woord, "inkt2")
        x += 1.1 * px + breedte(woord, px) + 0.9 * px
    if o.voorsprong.waarde:
        return  # the grey block says it
    vlak = vel.vlak((0, vel.h - 1.2 * px, vel.b, 1.2 * px), (0, vel.b), (0, 1))
    vlak.lijn([x, x + 22], [0.5, 0.5], "doel", 2.5, ls=(0, (4, 2)))
    vel.tekst(x + 28, vel.h - 0.35 * px, "opgave", "inkt2")


# ---------------------------------------------------------------- the list of goals


@dataclass(frozen=True)
class Doelrij:
    """Een doel op de pagina: namen, de stand, het streven en het oordeel, al geschreven.

    `moment` zegt van wanneer de stand is, als dat niet dit kwartaal is.
    """

    visie: str
    doel: str
    cijfer: str
    nu: Cel
    streef: float
    nu_woord: str
    streef_woord: str
    wanneer: str
    afstand: str
    koers: str
    besluit: str = ""
    moment: str = ""

    @property
    def stand(self) -> str:
        """De stand en het streven in een regel."""
        delen = (f"{self.moment or 'nu'}: {self.nu_woord}", f"doel {self.streef_woord} {self.wanneer}", self.afstand)
        return ", ".join(d for d in delen if d)

    @property
    def nu_voluit(self) -> str:
        """De stand, met het moment erbij als dat niet dit kwartaal is."""
        return f"{self.nu_woord} {self.moment}".strip()


KOP = ["Visie", "Doel", "Cijfer", "Nu", "Streven", "Wanneer", "Koers", "Besluit"]


def _tabel(rijen: Sequence[Doelrij]) -> list[list[str]]:
    van = attrgetter("cijfer", "nu_voluit", "streef_woord", "wanneer", "koers", "besluit")
    return [[r.visie or "geen", r.doel or r.cijfer, *van(r)] for r in rijen]


def doelenlijst(rijen: Sequence[Doelrij]) -> Tekening:
    """Elk doel met een balk tot nu, een streep bij het doel en het oordeel als woord; elke balk met een eigen maat."""
    svg = teken(lambda formaat: _doelenlijst(formaat, rijen))
    noot = ["Elke balk heeft een eigen maat. Vergelijk de balken niet met elkaar."] if len(rijen) > 1 else []
    if len(rijen) > MEESTE:
        noot.append("Niet elk doel past in het beeld. In de tabel staan zij allemaal.")
    nu = [r.nu for r in rijen]
    return Tekening(svg, "Balken met een doel", KOP, _tabel(rijen), nu, {}, noot, zwakste_status(nu), opdracht=True)


def _doelenlijst(formaat: str, rijen: Sequence[Doelrij]) -> Vel:
    b, px = FORMAAT[formaat]
    klein = formaat == "kwart"
    over = max(len(rijen) - 3, 0) if klein else 0
    rijen = rijen[:3] if klein else rijen[:MEESTE]
    smal = formaat == "smal"
    oordeel = max((breedte(r.koers, px, True) for r in rijen), default=0) + px
    namen = [(kort if klein else breek)(r.cijfer, px, b - (px if smal else oordeel)) for r in rijen]
    standen = [breek(r.stand, px, b - px) for r in rijen]
    vast = 2.1 + (1.3 if smal else 0)
    onder = [0 if klein else s.count("\n") + 1 for s in standen]
    hoogten = [(vast + 1.25 * (n.count("\n") + 1 + r)) * px for n, r in zip(namen, onder, strict=True)]
    vel = Vel(formaat, max(sum(hoogten) + (1.4 * px if over else 0), 40))
    boven = 0.0
    for nr, (r, naam, stand, h) in enumerate(zip(rijen, namen, standen, hoogten, strict=True)):
        vel.vak(0, boven, b, h, nr)
        vel.regels(0, boven - 0.05 * px, naam)
        y = boven + 1.25 * (naam.count("\n") + 1) * px
        if smal:
            vel.tekst(0, y + 0.95 * px, r.koers, KLEUR.get(r.koers, "inkt2"), True)
            y += 1.25 * px
        else:
            vel.tekst(b, boven + px, r.koers, KLEUR.get(r.koers, "inkt2"), True, "right")
        _doelbalk(vel, px, r, y + 0.35 * px, b)
        if not klein:
            vel.regels(0, y + 1.3 * px, stand)
        boven += h
    if over:
        vel.tekst(b, vel.h - 0.35 * px, f"en nog {over} cijfers", "inkt2", ha="right")
    return vel


def _doelbalk(vel: Vel, px: float, r: Doelrij, y: float, b: float) -> None:
    top = max(r.streef, r.nu.waarde or 0, 1e-9) * 1.04
    vlak = vel.vlak((0, y, b, 0.9 * px), (0, top), (1, 0), liggend=True)
    vlak.kader(0.5, (0, top), 1, lw=1.2)
    if r.nu.bekend:
        vlak.staaf(0.5, (0, max(r.nu.waarde, 0)), "hoofd", 1, r.nu.voorlopig)
    vlak.streep(r.streef, -0.15, 1.15, "doel", "doel")


# ---------------------------------------------------------------- from vision to goal to figure


def doelenboom(rijen: Sequence[Doelrij]) -> Tekening:
    """Van visie naar doel naar cijfer: vakken met lijnen ertussen; op een telefoon een lijst die inspringt."""
    svg = teken(lambda formaat: _smalle_boom(formaat, rijen) if formaat != "breed" else _boom(formaat, rijen))
    soort, nu = "Boom van visie naar doel naar cijfer", [r.nu for r in rijen]
    return Tekening(svg, soort, KOP, _tabel(rijen), nu, status=zwakste_status(nu), opdracht=True)


def groepeer(rijen: Sequence[Doelrij]) -> dict[str, dict[str, list[Doelrij]]]:
    """Visie -> doel -> de cijfers erbij, in de volgorde van het register."""
    boom: dict[str, dict[str, list[Doelrij]]] = {}
    for r in rijen:
        boom.setdefault(r.visie or "zonder plek in de visie", {}).setdefault(r.doel or r.cijfer, []).append(r)
    return boom


def _boom(formaat: str, rijen: Sequence[Doelrij]) -> Vel:
    b, px = FORMAAT[formaat]
    breed = (0.2 * b, 0.34 * b, 0.36 * b)
    x = (0.0, breed[0] + 0.05 * b, breed[0] + breed[1] + 0.1 * b)
    blad = {id(r): breek(f"{r.cijfer}: {r.nu_voluit}, doel {r.streef_woord}", px, breed[2] - px) for r in rijen}
    stam = {d: breek(d, px, breed[1] - px) for doelen in groepeer(rijen).values() for d in doelen}
    kroon = {v: breek(hoofdletter(v), px, breed[0] - px) for v in groepeer(rijen)}
    vakken: list[tuple[int, str, float, float, Doelrij | None]] = []
    y = 0.0
    for visie, doelen in groepeer(rijen).items():
        begin = y
        for doel, cijfers in doelen.items():
            hoogten = [_hoog(blad[id(r)], px) + 1.25 * px for r in cijfers]
            nodig = max(sum(hoogten) + 0.5 * px * (len(cijfers) - 1), _hoog(stam[doel], px))
            vakken.append((1, doel, y, nodig, None))
            eigen = y
            for r, h in zip(cijfers, hoogten, strict=True):
                h = h if len(cijfers) > 1 else nodig
                vakken.append((2, blad[id(r)], eigen, h, r))
                eigen += h + 0.5 * px
            y += nodig + 0.6 * px
        lang = max(y - begin - 0.6 * px, _hoog(kroon[visie], px))
        y = begin + lang + 0.9 * px
        vakken.append((0, visie, begin, lang, None))
    vel = Vel(formaat, max(y - 0.9 * px, 60) + 4)
    vlak = vel.heel()
    nr = 0
    for soort, tekst, boven, hoog, r in vakken:
        kleur = ("hoofd", "hoofd-licht", "vlak")[soort]
        stijl = {"facecolor": K[kleur], "edgecolor": K["inkt2" if soort else "hoofd"], "lw": 1.2}
        vlak.kader(x[soort] + breed[soort] / 2, (boven + 1, boven + hoog - 1), breed[soort] - 2, **stijl)
        woorden = kroon[tekst] if soort == 0 else stam[tekst] if soort == 1 else tekst
        regels = woorden.count("\n") + 1
        midden = boven + hoog / 2 - (regels * 0.6 + (0.6 if r else 0)) * px
        vel.regels(x[soort] + 0.5 * px, midden, woorden, "op" if soort == 0 else "inkt", soort == 0)
        if r is not None:
            onder = midden + (1 + 1.2 * regels) * px
            vel.tekst(x[2] + 0.5 * px, onder, r.koers, KLEUR.get(r.koers, "inkt2"), True)
            vel.vak(x[2], boven, breed[2], hoog, nr)
            nr += 1
    _takken(vlak, vakken, x, breed)
    return vel


def _hoog(tekst: str, px: float) -> float:
    return (1.2 * (tekst.count("\n") + 1) + 0.8) * px


def _takken(vlak: Vlak, vakken: list, x: Sequence[float], breed: Sequence[float]) -> None:
    """Lines from a box to the boxes right of it that lie within its height."""
    for soort, _, boven, hoog, _ in vakken:
        if soort == 2:
            continue
        kinderen = [v for v in vakken if v[0] == soort + 1 and boven - 0.5 <= v[2] < boven + hoog]
        van, naar = x[soort] + breed[soort], x[soort + 1]
        midden = (van + naar) / 2
        hoogten = [v[2] + v[3] / 2 for v in kinderen] + [boven + hoog / 2]
        vlak.lijn([van, midden], [boven + hoog / 2] * 2, "inkt2")
        vlak.lijn([midden, midden], [min(hoogten), max(hoogten)], "inkt2")
        for v in kinderen:
            vlak.lijn([midden, naar], [v[2] + v[3] / 2] * 2, "inkt2")


def _smalle_boom(formaat: str, rijen: Sequence[Doelrij]) -> Vel:
    b, px = FORMAAT[formaat]
    klein = formaat == "kwart"
    regels: list[tuple[float, str, str, bool, int | None]] = []
    nr = 0
    for visie, doelen in groepeer(rijen).items():
        aantal = len(doelen)
        bij = f" ({aantal} {'doel' if aantal == 1 else 'doelen'})" if klein else ""
        regels.append((0, hoofdletter(visie) + bij, "hoofd", True, None))
        for doel, cijfers in () if klein else doelen.items():
            regels.append((1, doel, "inkt", False, None))
            for r in cijfers:
                regels.append((2, f"{r.cijfer}: {r.nu_voluit}, doel {r.streef_woord}", "inkt2", False, nr))
                regels.append((2, r.koers, KLEUR.get(r.koers, "inkt2"), True, nr))
                nr += 1
    delen = [(d, breek(t, px, b - (d + 1) * px), k, dik, n) for d, t, k, dik, n in regels]
    if klein:
        delen = delen[: int(HOOGTE["kwart"] / (1.6 * px))]
    vel = Vel(formaat, sum((1.25 * (t.count("\n") + 1) + 0.4) * px for _, t, *_ in delen) + 4)
    y = 0.0
    for diep, tekst, kleur, dik, rij in delen:
        hoog = (1.25 * (tekst.count("\n") + 1) + 0.4) * px
        vel.regels(diep * px, y, tekst, kleur, dik)
        if rij is not None:
            vel.vak(0, y, b, hoog, rij)
        y += hoog
    return vel
