"""De pen: zij schrijft wat op een vel staat als kleine SVG, met echte tekst en kleuren als var(--token)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from sociaaldomein.beelden.vel import FORMAAT, K, Vel

TOKEN = {to_rgba(hexkleur): f"var(--{token},{hexkleur})" for token, hexkleur in K.items()}
ANKER = {"left": "", "center": ";text-anchor:middle", "right": ";text-anchor:end"}
EINDE = {"butt": "", "projecting": ";stroke-linecap:square", "round": ";stroke-linecap:round"}
LETTER = {Path.MOVETO: "M", Path.LINETO: "L"}
KOP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {b} {h}" preserveAspectRatio="xMinYM{kant}" '
    "font-family=\"'Source Sans 3','Segoe UI',Arial,sans-serif\">"
)


def teken(functie: Callable[[str], Vel]) -> dict[str, str]:
    """Teken een functie in elk formaat en maak er kleine svg's van."""
    return {formaat: naar_svg(functie(formaat), formaat == "kwart") for formaat in FORMAAT}


def naar_svg(vel: Vel, boven: bool = False) -> str:
    """Het vel als SVG: coördinaten op 0,1 px, zonder ids, met de aanwijsvakken erachter."""
    pen = Pen(vel.h)
    vel.fig.draw(pen)
    vakken = "".join(
        f'<rect data-rij="{rij}" x="{x:.0f}" y="{y:.0f}" width="{b:.0f}" height="{h:.0f}"/>'
        for x, y, b, h, rij in vel.vakken
    )
    kop = KOP.format(b=_px(vel.b), h=_px(vel.h), kant="in" if boven else "id")
    return kop + "".join(pen.delen) + (f'<g class="vakken" fill="none">{vakken}</g>' if vakken else "") + "</svg>"


class Pen(RendererBase):
    """Een tekenaar voor Matplotlib: elk merk wordt een stuk SVG, met zijn reeks of cijfer erbij."""

    def __init__(self, hoog: float) -> None:
        super().__init__()
        self.hoog, self._van = hoog, ""
        self.delen: list[str] = []

    def open_group(self, s, gid=None) -> None:
        """Wat nu komt, hoort bij `gid`: een reeks of een cijfer, en hoe die heet."""
        soort, _, naam = (gid or "").partition(":")
        self._van = f'data-{soort}="{escape(naam)}" ' if naam else ""

    def draw_path(self, gc, path, transform, rgbFace=None) -> None:
        """Een lijn of een vlak."""
        codes = path.codes if path.codes is not None else (Path.MOVETO, *[Path.LINETO] * (len(path.vertices) - 1))
        plekken = zip(codes, self._punten(transform.transform(path.vertices).tolist()), strict=True)
        d = "".join("z" if code == Path.CLOSEPOLY else f"{LETTER[code]}{x} {y}" for code, (x, y) in plekken)
        self._vorm(f'path {self._van}d="{d}"', gc, rgbFace)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None) -> None:
        """Een merk op elk punt: een rondje, of een veelhoek."""
        hoeken = marker_trans.transform(marker_path.vertices[:-1]).tolist()
        straal = _px(marker_trans.transform((1, 0))[0])
        for x, y in trans.transform(path.vertices).tolist():
            if marker_path is Path.unit_circle():
                vorm = f'circle {self._van}cx="{_px(x)}" cy="{_px(self.hoog - y)}" r="{straal}"'
            else:
                punten = " ".join(f"{a},{b}" for a, b in self._punten((x + dx, y + dy) for dx, dy in hoeken))
                vorm = f'polygon {self._van}points="{punten}"'
            self._vorm(vorm, gc, rgbFace)

    def draw_text(self, gc, x, y, s, prop, angle, *_, mtext=None) -> None:
        """Een regel tekst bij haar anker; de browser weet zelf hoe breed zij is."""
        x, y = _px(x), _px(self.hoog - y)
        draai = f' transform="rotate({-angle:g} {x} {y})"' if angle else ""
        dik = f"font-weight:{prop.get_weight()};" if prop.get_weight() != 400 else ""
        stijl = f"{dik}font-size:{_px(prop.get_size())}px{ANKER[mtext.get_ha()]};fill:{TOKEN[gc.get_rgb()]}"
        self.delen.append(f'<text {self._van}style="{stijl}" x="{x}" y="{y}"{draai}>{escape(s, quote=False)}</text>')

    def _punten(self, punten: Iterable) -> list[tuple[str, str]]:
        """From the lower left as Matplotlib counts to the upper left as a page does."""
        return [(_px(x), _px(self.hoog - y)) for x, y in punten]

    def _vorm(self, vorm: str, gc, vulling) -> None:
        stijl = f"fill:{TOKEN[vulling] if vulling is not None and vulling[3] else 'none'}"
        if dik := gc.get_linewidth():
            _, streep = gc.get_dashes()
            stijl += f";stroke-dasharray:{','.join(map(_px, streep))}" if streep else ""
            stijl += f";stroke:{TOKEN[gc.get_rgb()]}" + (f";stroke-width:{_px(dik)}" if dik != 1 else "")
            stijl += EINDE[gc.get_capstyle()]
        self.delen.append(f'<{vorm} style="{stijl}"/>')


def _px(maat: float) -> str:
    return f"{round(maat, 1) + 0:g}"
