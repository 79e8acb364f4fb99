"""De huisstijl: de ene stijl, het ene script en de letters die elke pagina in zich draagt."""

from __future__ import annotations

import base64
import tomllib
from functools import cache

from sociaaldomein.grond.paden import HUISSTIJL

STIJLEN = ("pagina.css", "zaal.css", "avond.css")
SCRIPTS = ("bewaren.js", "zaal.js", "avond.js", "paneel.js")


def script() -> str:
    """Het ene script van de pagina: hetzelfde in de losse pagina en in het widget."""
    return "\n".join((HUISSTIJL / naam).read_text(encoding="utf-8") for naam in SCRIPTS)


@cache
def css(letters: bool = True) -> str:
    """De stijl van de pagina: kleuren uit tokens.toml, regels uit pagina.css en, voor een hele pagina, de letters."""
    tokens = tomllib.loads((HUISSTIJL / "tokens.toml").read_text(encoding="utf-8"))
    kleuren = {**tokens["kleur"], **tokens["pagina"]}
    licht, donker = (";".join(f"--{k}:{v[soort]}" for k, v in kleuren.items()) for soort in ("licht", "donker"))
    delen = [
        _letters() if letters else "",
        f":root{{{licht}}}",
        f"@media (prefers-color-scheme:dark){{:root{{{donker}}}}}",
        f"@media print{{:root{{{licht};--blad:#fff}}}}",
        *((HUISSTIJL / naam).read_text(encoding="utf-8") for naam in STIJLEN),
    ]
    return "\n".join(delen)


def _letters() -> str:
    regels = []
    for gewicht in (400, 600):
        inhoud = base64.b64encode((HUISSTIJL / f"source-sans-3-latin-{gewicht}-normal.woff2").read_bytes()).decode()
        regels.append(
            f'@font-face{{font-family:"Source Sans 3";font-weight:{gewicht};'
            f'src:url(data:font/woff2;base64,{inhoud})format("woff2")}}'
        )
    return "\n".join(regels)
