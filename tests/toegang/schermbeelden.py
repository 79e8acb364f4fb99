"""Maak van elke pagina van een uitgave een schermbeeld, op elk scherm en op papier.

    python tests/toegang/schermbeelden.py uitvoer/2023-K1/20230415-093000 --uit schermbeelden

De map met beelden blijft buiten git. Bekijk ze voordat u een stijl verandert, en erna.
"""

import argparse
import shutil
import sys
from pathlib import Path

import hulp

SCHERMEN = ("tablet", "telefoon")


def maak(browser, uitgave: Path, uit: Path) -> list[Path]:
    """Tablet en telefoon van elke pagina, licht en donker; de zaal van elk scherm; papier als PDF en als PNG."""
    uit.mkdir(parents=True, exist_ok=True)
    gemaakt = []
    for naam in hulp.PAGINAS:
        bestand = naam.replace(" ", "-")
        for kleur in ("light", "dark"):
            for scherm in SCHERMEN:
                m = hulp.MATEN[scherm]
                gemaakt.append(uit / f"{bestand}-{scherm}-{'licht' if kleur == 'light' else 'donker'}.png")
                with _blad(browser, hulp.adres(uitgave, naam), m, kleur) as pagina:
                    pagina.screenshot(path=gemaakt[-1], full_page=True)
        with _blad(browser, hulp.adres(uitgave, naam), hulp.MATEN["druk"]) as pagina:
            gemaakt += druk(pagina, uit / f"{bestand}-druk.pdf")
        adres = hulp.adres(uitgave, naam) + ("#modus=zaal" if naam in hulp.MET_PANELEN else "")
        with _blad(browser, adres, hulp.MATEN["zaal"]) as pagina:
            gemaakt += zaal(pagina, uit / f"{bestand}-zaal")
    return gemaakt


def zaal(pagina, begin: Path) -> list[Path]:
    """Elk scherm van de zaalstand: met een pijltje naar het volgende, tot het eerste terugkomt."""
    gemaakt: list[Path] = []
    gezien: set[str] = set()
    while (hier := pagina.evaluate("location.hash")) not in gezien and len(gezien) < 30:
        gezien.add(hier)
        gemaakt.append(begin.with_name(f"{begin.name}-{len(gezien):02}.png"))
        pagina.screenshot(path=gemaakt[-1])
        if not hier:
            break
        pagina.keyboard.press("ArrowRight")
    return gemaakt


def druk(pagina, pad: Path) -> list[Path]:
    """De pagina op A4, als PDF en elk vel als PNG."""
    import pypdfium2

    pagina.pdf(path=pad, format="A4", prefer_css_page_size=True, print_background=True)
    vellen = []
    with pypdfium2.PdfDocument(pad) as document:
        for nummer, vel in enumerate(document, 1):
            vellen.append(pad.with_name(f"{pad.stem}-{nummer:02}.png"))
            vel.render(scale=1.5).to_pil().save(vellen[-1])
    return [pad, *vellen]


class _blad:
    """A page of its own size, closed afterwards."""

    def __init__(self, browser, adres: str, maat: hulp.Maat, kleur: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": maat.breed, "height": maat.hoog}, color_scheme=kleur, offline=True
        )
        self.adres = adres

    def __enter__(self):
        pagina = self.context.new_page()
        pagina.goto(self.adres)
        pagina.evaluate("document.fonts.ready")
        return pagina

    def __exit__(self, *_) -> None:
        self.context.close()


def main() -> int:
    from playwright.sync_api import sync_playwright

    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("uitgave", type=Path, help="de map van een uitgave, met jeugd.html")
    ontleder.add_argument("--uit", type=Path, default=Path("schermbeelden"), help="map voor de beelden")
    opties = ontleder.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        gemaakt = maak(browser, opties.uitgave.resolve(), opties.uit)
        browser.close()
    print(f"{len(gemaakt)} bestanden in {opties.uit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
