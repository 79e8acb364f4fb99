"""Het vel: een leeg blad van vaste maat, met tekst en merken in de huisstijl.

Maten zijn css-pixels op ware grootte. Kleuren zijn namen uit tokens.toml; in de SVG worden zij var(--naam).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from math import inf

from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxTransform, IdentityTransform

from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.paden import HUISSTIJL

K = {
    naam: kleur["licht"]
    for naam, kleur in tomllib.loads((HUISSTIJL / "tokens.toml").read_text(encoding="utf-8"))["kleur"].items()
}
FORMAAT = {"breed": (720, 17), "smal": (320, 15), "kwart": (580, 16)}  # width and text in px
HOOGTE = {"breed": 430, "smal": 330, "kwart": 190}
REGEL, GROND = 1.42, 1.04  # of a line of text, in its size: how high it is, and how far down its ground line
LANGSTE_WOORD = 24  # letters; an ordinary word is shorter


class Regel(Text):
    """Een regel tekst, in px. Matplotlib zou haar eerst meten; op een pagina doet de browser dat."""

    def draw(self, renderer) -> None:
        """Schrijf de regel op haar grondlijn."""
        renderer.open_group("text", self.get_gid())
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        letters, draai = self.get_fontproperties(), self.get_rotation()
        if self.get_text():
            renderer.draw_text(pen, *self.get_position(), self.get_text(), letters, draai, mtext=self)


class Vel:
    """Een leeg vel van vaste maat: vlakken en tekst worden in px geplaatst, links boven is (0, 0)."""

    def __init__(self, formaat: str, hoogte: float | None = None) -> None:
        self.b, self.px = FORMAAT[formaat]
        self.h = hoogte or HOOGTE.get(formaat, 400)
        self.formaat, self.smal = formaat, formaat == "smal"
        self.fig = Figure(figsize=(self.b / 72, self.h / 72), dpi=72)
        self.fig.patch.set_visible(False)
        self.vlakken = 0
        self.vakken: list[tuple[float, float, float, float, int]] = []

    def vlak(self, plek: tuple, x: tuple, y: tuple, liggend: bool = False) -> Vlak:
        """Een vlak om in te tekenen: `plek` is (links, boven, breedte, hoogte) in px, `x` en `y` de schaal erin."""
        self.vlakken += 1
        return Vlak(self, plek, x, y, liggend)

    def heel(self, liggend: bool = False) -> Vlak:
        """Het hele vel als vlak, in px vanaf linksboven."""
        return self.vlak((0, 0, self.b, self.h), (0, self.b), (self.h, 0), liggend)

    def zet(self, merk: Artist, laag: float = inf) -> None:
        """Zet een merk op het vel: op de laag van een vlak, of boven op alles."""
        merk.set_zorder(laag)
        self.fig.add_artist(merk)

    def tekst(self, x, y, s, kleur="inkt", dik=False, ha="left") -> None:
        """Een regel tekst op een plek in px vanaf linksboven."""
        self.zet(Regel(x, self.h - y, s, ha=ha, **_letters(self.px, kleur, dik)))

    def regels(self, x, y, naam, kleur="inkt", dik=False, ha="left") -> None:
        """Een naam van een of meer regels; `y` is de bovenkant."""
        for i, deel in enumerate(naam.split("\n")):
            self.tekst(x, y + (1 + 1.2 * i) * self.px, deel, kleur, dik, ha)

    def vak(self, x: float, y: float, b: float, h: float, rij: int) -> None:
        """Wie dit vak aanwijst, krijgt de rij van de tabel die erbij hoort."""
        x, rechts = max(x, 0), min(x + b, self.b)
        self.vakken.append((x, max(y, 0), rechts - x, min(y + h, self.h) - max(y, 0), rij))

    def rij(self, nr: int, boven: float, hoog: float, naam: str, links: float) -> None:
        """De naam van een liggende balk, erboven op de telefoon en anders links ervan, met zijn aanwijsvak."""
        self.vak(0, boven, self.b, hoog, nr)
        if self.smal:
            self.regels(0, boven - 0.05 * self.px, naam)
        else:
            midden = boven + hoog / 2 - (0.6 * (naam.count("\n") + 1) + 0.1) * self.px
            self.regels(links - 0.7 * self.px, midden, naam, ha="right")

    def blokje(self, x: float, y: float, kleur: str) -> None:
        """Een blokje in de kleur van een reeks, voor in de legenda."""
        m = self.px * 0.72
        self.zet(Rectangle((x, self.h - y), m, m, transform=IdentityTransform(), **_vulling(kleur)))


def _vulling(kleur: str, voorlopig: bool = False) -> dict:
    """Full plane, light plane with a line (colour ends in -licht), or provisional: light with a dashed line."""
    basis = kleur.removesuffix("-licht")
    rand = K["inkt2" if basis == "basis" else basis]
    if voorlopig:
        return {"facecolor": K[basis + "-licht"], "edgecolor": rand, "lw": 2, "ls": (0, (3, 2))}
    if kleur != basis:
        return {"facecolor": K[kleur], "edgecolor": rand, "lw": 1.2}
    return {"facecolor": K[kleur], "edgecolor": K["vlak"], "lw": 1.2}


def _letters(px: float, kleur: str = "inkt", dik: bool = False, maat: float = 0) -> dict:
    return {"fontsize": px + maat, "color": K[kleur], "fontweight": 600 if dik else 400}


# where the lines of a text stand beside their point: how they are aligned, which part of them is above it, and which
# way they are kept off
KANTEN = {
    "midden": ("center", 0.5, 0, 0),
    "boven": ("center", 1, 0, 1),
    "onder": ("center", 0, 0, -1),
    "links": ("right", 0.5, -1, 0),
    "rechts": ("left", 0.5, 1, 0),
    "linksboven": ("right", 1, 0, 1),
    "linksonder": ("right", 0, 0, -1),
    "rechtsboven": ("left", 1, 0.5, 1),
    "rechtsonder": ("left", 0, 0, -1),
}


class Vlak:
    """Een deel van het vel met een eigen schaal: tekst, blokken, strepen en lijnen staan op een plek in die schaal.

    In een liggend vlak lopen de blokken naar rechts, anders naar boven. Een vlak ligt boven op een eerder vlak.
    """

    def __init__(self, vel: Vel, plek: tuple, x: tuple, y: tuple, liggend: bool = False) -> None:
        links, boven, b, h = plek
        self.vel, self.px, self.plek, self.x, self.y, self.liggend = vel, vel.px, plek, x, y, liggend
        self.laag = vel.vlakken
        onder = vel.h - boven - h
        self.schaal = BboxTransform(Bbox.from_extents(x[0], y[0], x[1], y[1]), Bbox.from_bounds(links, onder, b, h))

    @property
    def per_px(self) -> float:
        """Hoeveel van de schaal in een px gaat, in de richting van de blokken."""
        van, tot = self.x if self.liggend else self.y
        return (tot - van) / self.plek[2 if self.liggend else 3]

    def zet(self, merk: Artist) -> None:
        """Zet een merk op een plek in de schaal: vlakken onder, dan lijnen, dan tekst."""
        merk.set_transform(self.schaal)
        self.vel.zet(merk, self.laag + merk.get_zorder() / 10)

    def woord(self, s, x, y, kant="midden", los=0.0, cijfer=None, **letters) -> None:
        """Tekst bij een punt, `los` px ervandaan; `cijfer` koppelt haar aan een reeks, zodat zij mee dooft."""
        (ha, erboven, naar_x, naar_y), maat = KANTEN[kant], self.px + letters.get("maat", 0)
        regels, (px, py) = s.split("\n"), self.schaal.transform((x, y))
        py += naar_y * los + (erboven * REGEL * len(regels) - GROND) * maat
        stijl = {"ha": ha, "gid": cijfer and f"cijfer:{cijfer}", **_letters(self.px, **letters)}
        for i, regel in enumerate(regels):
            self._zet_regel(px + naar_x * los, py - i * REGEL * maat, regel, **stijl)

    def omhoog(self, s, x, y, kleur="inkt") -> None:
        """Een regel die vanaf een punt naar boven loopt."""
        x, y = self.schaal.transform((x, y))
        self._zet_regel(x + self.px / 3, y, s, rotation=90, **_letters(self.px, kleur))

    def _zet_regel(self, x, y, s, **stijl) -> None:
        self.vel.zet(Regel(x, y, s, **stijl), self.laag + Regel.zorder / 10)

    def staaf(self, plek, van_tot, kleur, dik, voorlopig=False, reeks="") -> None:
        """Een blok. Voorlopig: lichte vulling met een streepjesrand in de eigen kleur."""
        self.kader(plek, van_tot, dik, gid=f"reeks:{reeks or kleur}", **_vulling(kleur, voorlopig))

    def kader(self, plek, van_tot, dik, **stijl) -> None:
        """Een leeg blok: wat er niet te tonen is, of nog moet komen."""
        van, lang = van_tot[0], van_tot[1] - van_tot[0]
        xy, b, h = ((van, plek - dik / 2), lang, dik) if self.liggend else ((plek - dik / 2, van), dik, lang)
        self.zet(Rectangle(xy, b, h, **{"facecolor": "none", "edgecolor": K["basis"], "lw": 1, **stijl}))

    def streep(self, waarde, van, tot, kleur="inkt", reeks="eerder", los=True) -> None:
        """Streepje dwars op de blokken: een jaar eerder (inkt), of het doel of de begroting (doel).

        Een rand maakt het los van de balk; zonder rand ligt het er precies op.
        """
        punten = ([waarde, waarde], [van, tot]) if self.liggend else ([van, tot], [waarde, waarde])
        for dik, c in ((8, "vlak"), (4, kleur)) if los else ((4, kleur),):
            self.lijn(*punten, c, dik, reeks, solid_capstyle="butt")

    def lijn(self, xs, ys, kleur="inkt", dik=1.5, reeks="", **stijl) -> None:
        """Een lijn langs punten, misschien van een reeks; `ls` maakt er streepjes van."""
        self.zet(Line2D(xs, ys, color=K[kleur], lw=dik, gid=reeks and f"reeks:{reeks}", **stijl))

    def band(self, xs, laag, hoog, kleur, reeks) -> None:
        """Een vlak tussen twee lijnen, zonder rand."""
        punten = [*zip(xs, laag, strict=True), *reversed([*zip(xs, hoog, strict=True)])]
        self.zet(Polygon(punten, facecolor=K[kleur], lw=0, gid=f"reeks:{reeks}"))

    def stip(self, x, y, kleur, maat, rand=2.5, open_=False, reeks="") -> None:
        """Een rondje op een punt; open als het getal nog kan veranderen."""
        vulling = K["vlak" if open_ else kleur]
        self.lijn([x], [y], kleur, reeks=reeks, ls="none", marker="o", ms=maat, mfc=vulling, mew=rand)

    def ruit(self, x, y) -> None:
        """Ruit in inkt: hier staat een eerder gepubliceerd cijfer."""
        self.lijn([x], [y], reeks="gepubliceerd", ls="none", marker="D", ms=8, mec=K["vlak"], mew=1.5)

    def px_van(self, x: float) -> float:
        """Van een plek op de schaal naar px op het vel."""
        links, rechts = self.x
        return self.plek[0] + (x - links) / (rechts - links) * self.plek[2]

    def kolomvakken(self, boven: float, aantal: int) -> None:
        """Een aanwijsvak per kolom tot onder aan het vel: de kolom hoort bij de rij met hetzelfde nummer."""
        for i in range(aantal):
            van, tot = self.px_van(i - 0.5), self.px_van(i + 0.5)
            self.vel.vak(van, boven, tot - van, self.vel.h - boven, i)

    def kwartaal_as(self, kwartalen: Sequence[Kwartaal], voorlopig: bool) -> None:
        """K1..K4 onder elke kolom, het jaar een keer per groep, het woord voorlopig bij het laatste kwartaal."""
        vel, px, plek, n = self.vel, self.px, self.px_van, len(kwartalen)
        boven = self.plek[1] + self.plek[3]
        for i, k in enumerate(kwartalen):
            nadruk = i in (n - 1, n - 5)
            vel.tekst(plek(i), boven + px, f"K{k.nummer}", "inkt" if nadruk else "inkt2", nadruk, "center")
        for jaar in sorted({k.jaar for k in kwartalen}):
            plaatsen = [i for i, k in enumerate(kwartalen) if k.jaar == jaar]
            vel.tekst((plek(plaatsen[0]) + plek(plaatsen[-1])) / 2, boven + 2.15 * px, str(jaar), "inkt2", ha="center")
        if voorlopig and vel.smal:
            vel.tekst(min(plek(n - 1) + 1.9 * px, vel.b), boven + 3.3 * px, "voorlopig", ha="right")
        elif voorlopig:
            rechts = plek(n - 1) + 1.3 * px
            past = rechts + breedte("voorlopig", px) <= vel.b  # else it goes to the other side of the year
            x, kant = (rechts, "left") if past else (plek(n - 1) - 1.3 * px, "right")
            vel.tekst(x, boven + 2.15 * px, "voorlopig", ha=kant)


def op_kleur(kleur: str, voorlopig: bool) -> str:
    """De tekstkleur op een vlak."""
    if voorlopig or kleur.endswith("-licht"):
        return "inkt"
    return "op-basis" if kleur == "basis" else "op"


@cache
def _letter(dik: bool):
    return font_manager.get_font(str(HUISSTIJL / f"SourceSans3-{600 if dik else 400}.ttf"))


@cache
def breedte(tekst: str, px: float, dik: bool = False) -> float:
    """Breedte van een tekst in px, gemeten met de letter zelf."""
    letter = _letter(dik)
    letter.set_size(px, 72)
    letter.set_text(tekst, 0.0)
    return letter.get_width_height()[0] / 64


def breek(tekst: str, px: float, ruimte: float, regels: int | None = None) -> str:
    """Breek een te lange naam op een spatie in regels die passen; een getal blijft bij het woord ervoor.

    Een woord dat niemand zo lang schrijft, breekt ook zelf, maar nooit in een getal. Is een naam langer dan
    `regels`, dan eindigt de laatste regel met drie puntjes: de hele naam staat in de tabel.

    >>> breek("specialistische hulp, niveau 3", 14, 120)
    'specialistische\\nhulp, niveau 3'
    >>> breek("specialistische hulp, niveau 3", 14, 80)
    'specialistische\\nhulp,\\nniveau 3'
    >>> breek("trede 1, meedoen", 14, 40)
    'trede 1,\\nmeedoen'
    >>> breek("specialistische hulp, niveau 3", 14, 80, regels=2)
    'specialistische\\nhulp, nivea…'
    """
    zin = [""]
    for woord in re.split(r" (?!\d+[,.;:)]*(?: |$))", tekst):
        proef = f"{zin[-1]} {woord}".strip()
        if breedte(proef, px) <= ruimte or not zin[-1]:
            zin[-1] = proef
        else:
            zin.append(woord)
    uit = [deel for regel in zin for deel in _stukken(regel, px, ruimte)]
    if regels is not None and len(uit) > regels:
        uit[regels - 1 :] = [kort(" ".join(uit[regels - 1 :]), px, ruimte)]
    return "\n".join(uit)


def _stukken(regel: str, px: float, ruimte: float) -> list[str]:
    """A line as it is, or in pieces that fit when one of its words is longer than words are."""
    uit: list[str] = []
    while breedte(regel, px) > ruimte and (uit or max(map(len, regel.split()), default=0) > LANGSTE_WOORD):
        meeste = min(len(regel) - 1, int(5 * ruimte / px) + 2)
        einde = next((n for n in range(meeste, 1, -1) if breedte(regel[:n], px) + px / 2 <= ruimte), 1)
        plek = next((n for n in range(einde, 0, -1) if not re.search(r"\d", regel[n - 1 : n + 1])), 0)
        if not plek:
            break
        uit.append(regel[:plek].rstrip() + ("-" if regel[plek - 1 : plek + 1].isalpha() else ""))
        regel = regel[plek:].lstrip()
    return [*uit, regel]


def kort(tekst: str, px: float, ruimte: float, dik: bool = False) -> str:
    """Kap een naam af met drie puntjes als zij niet past."""
    if breedte(tekst, px, dik) <= ruimte:
        return tekst
    tekst = tekst[: int(5 * ruimte / px) + 2]  # no letter is narrower than a fifth of its height
    while tekst and breedte(tekst + "…", px, dik) > ruimte:
        tekst = tekst[:-1]
    return tekst.rstrip(" -,") + "…"


def spreid(hoogten: Sequence[float], ruimte: float | Sequence[float], laag: float, hoog: float) -> list[float]:
    """Schuif namen uit elkaar tot elk zijn `ruimte` heeft (een getal, of een per naam), binnen [laag, hoog]."""
    maten = list(ruimte) if isinstance(ruimte, Sequence) else [ruimte] * len(hoogten)
    volgorde, uit = sorted(range(len(hoogten)), key=lambda i: hoogten[i]), list(hoogten)
    for n, i in enumerate(volgorde):
        onder = laag + maten[i] / 2 if n == 0 else uit[volgorde[n - 1]] + (maten[i] + maten[volgorde[n - 1]]) / 2
        uit[i] = max(uit[i], onder)
    for n, i in enumerate(reversed(volgorde)):
        vorige = volgorde[len(volgorde) - n] if n else None
        boven = hoog - maten[i] / 2 if vorige is None else uit[vorige] - (maten[i] + maten[vorige]) / 2
        uit[i] = min(uit[i], boven)
    return uit


def legenda(vel: Vel, delen: Sequence[tuple[str, str]], y: float = 0, inkt: str = "inkt") -> float:
    """Row(s) of blocks with names on the phone; returns the height used."""
    px, x, regel = vel.px, 0.0, 1
    for heel, kleur in delen:
        naam = kort(heel, px, vel.b - 1.1 * px)
        b = 1.1 * px + breedte(naam, px) + 0.9 * px
        if x and x + b - 0.9 * px > vel.b:
            x, regel = 0.0, regel + 1
        vel.blokje(x, y + (1.25 * regel - 0.25) * px, kleur)
        vel.tekst(x + 1.05 * px, y + (1.25 * regel - 0.25) * px, naam, inkt)
        x += b
    return (1.25 * regel + 0.6) * px


def legenda_hoogte(formaat: str, namen: Sequence[str]) -> float:
    """Hoe hoog de legenda wordt in px; namen die niet naast elkaar passen, komen eronder."""
    return legenda(Vel(formaat, 100), [(n, "basis") for n in namen])


def regels_per_naam(vel: Vel, aantal: int) -> int:
    """How many lines each of so many names may take, for all of them to stand one above the other in the drawing."""
    return max(1, int((vel.h / vel.px - 4) / 1.45 / max(aantal, 1)))
