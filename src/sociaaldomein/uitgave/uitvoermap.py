"""De map met alle uitgaven: welke er zijn, welke de nieuwste is, en of er niets aan veranderd is.

Een uitgave is een map die nooit meer verandert; alleen de wijzer `huidig.json` en `index.html` van de uitvoermap
worden vervangen, elk in een handeling.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal

WIJZER = "huidig.json"
ZEGEL = "<!-- zegel "  # at the end of the overview: the hash of what stands before it


def huidige(uit: Path, kwartaal: Kwartaal | str) -> Path | None:
    """De map van de huidige uitgave van een kwartaal, of None als die er niet is."""
    wijzer = uit / str(kwartaal) / WIJZER
    if not wijzer.is_file():
        return None
    uitgave = wijzer.parent / opslag.lees_json(wijzer)["run"]
    return uitgave if (uitgave / "manifest.json").is_file() else None


def uitgaven(uit: Path) -> dict[Kwartaal, list[Path]]:
    """Alle uitgaven in een uitvoermap, nieuwste kwartaal en nieuwste uitgave eerst."""
    gevonden: dict[Kwartaal, list[Path]] = {}
    for manifest in uit.glob("[0-9][0-9][0-9][0-9]-K[1-4]/*/manifest.json"):
        gevonden.setdefault(Kwartaal.lees(manifest.parents[1].name), []).append(manifest.parent)
    return {k: sorted(gevonden[k], reverse=True) for k in sorted(gevonden, reverse=True)}


def wijs_aan(uitgave: Path, manifest: dict[str, Any]) -> bool:
    """Wijs deze uitgave aan, of niet: dan ontbreekt er een pagina en is een eerdere uitgave heel."""
    wijzer = uitgave.parent / WIJZER
    heel = all(p["status"] in ("goed", "leeg") for p in manifest["paginas"])
    vorige = huidige(uitgave.parents[1], uitgave.parent.name)
    if not heel and vorige is not None:
        oud = opslag.lees_json(vorige / "manifest.json")
        if all(p["status"] == "goed" for p in oud["paginas"]):
            return False
    opslag.schrijf_json(wijzer, {"run": uitgave.name, "kwartaal": manifest["kwartaal"], "klaar": manifest["klaar"]})
    return True


def gemeenten_in(uit: Path) -> list[tuple[str, str]]:
    """Van welke gemeenten er iets in een uitvoermap staat, als naam en code: uitgaven, en een run die niet afkwam."""
    gevonden = set()
    for deel in (uit, uit / "intern"):
        for pad in (*deel.glob("*-K?/*/manifest.json"), *deel.glob(".bezig-*/openbaar/openbaar.json")):
            try:
                inhoud = opslag.lees_json(pad)
                van = inhoud.get("herkomst", inhoud)
                gevonden.add((van["gemeente"], van["gemeentecode"]))
            except (ValueError, KeyError, AttributeError, TypeError):
                continue  # not whole: `verifieer` tells
    return sorted(gevonden)


def zelfde_gemeente(een: tuple[str, str], ander: tuple[str, str]) -> bool:
    """Of twee keer dezelfde gemeente genoemd wordt: aan de code, of aan de naam als een code ontbreekt.

    >>> zelfde_gemeente(("Ede", "0267"), ("ede", "")), zelfde_gemeente(("Ede", "0267"), ("Ede", "0203"))
    (True, False)
    """
    return een[1] == ander[1] if een[1] and ander[1] else een[0].casefold() == ander[0].casefold()


def gemeente_voluit(gemeente: tuple[str, str]) -> str:
    """De naam met de code, zoals een melding haar noemt.

    >>> gemeente_voluit(("Ede", "0267")), gemeente_voluit(("0267", "0267"))
    ('Ede (0267)', '0267')
    """
    naam, code = gemeente
    return f"{naam} ({code})" if code and naam != code else naam


def te_verifieren(map: Path) -> list[Path]:
    """De uitgaven in een map: zij is er zelf een, of het is de uitvoermap met alle kwartalen."""
    if (map / "manifest.json").is_file():
        return [map]
    return [p for deel in (map, map / "intern") for lijst in uitgaven(deel).values() for p in lijst]


def verzegel(manifest: dict[str, Any]) -> dict[str, Any]:
    """Het manifest met een vingerafdruk van zichzelf: ook daarin valt een verandering op.

    >>> verzegel({"run": "a"}) == verzegel(verzegel({"run": "a"}))
    True
    """
    zonder = {k: w for k, w in manifest.items() if k != "zegel"}
    return {**zonder, "zegel": hashlib.sha256(opslag.json_tekst(zonder).encode()).hexdigest()}


def verifieer(uitgave: Path) -> dict[str, str]:
    """Wat er aan een uitgave niet meer klopt: bestand -> "is veranderd", "ontbreekt" of "hoort er niet"."""
    fout = {}
    ruw = (uitgave / "manifest.json").read_text(encoding="utf-8", errors="replace")
    try:
        manifest = json.loads(ruw)
        verwacht = dict(manifest["uitvoer"])
        heel = ruw == opslag.json_tekst(manifest) and manifest == verzegel(manifest)
    except (ValueError, KeyError, TypeError):
        verwacht, heel = {}, False
    if not heel:
        fout["manifest.json"] = "is veranderd"
        if not verwacht:
            return fout
    bestanden = (p for p in sorted(uitgave.rglob("*")) if not p.is_dir())
    nu = {p.relative_to(uitgave).as_posix(): p for p in bestanden}
    nu.pop("manifest.json", None)
    fout |= {naam: "ontbreekt" for naam in verwacht if naam not in nu}
    fout |= {naam: "hoort er niet" for naam in nu if naam not in verwacht}
    fout |= {n: "is veranderd" for n, p in nu.items() if n in verwacht and opslag.sha256(p) != verwacht[n]}
    return fout


def verifieer_los(uit: Path) -> dict[Path, str]:
    """Wat er niet klopt naast de uitgaven in een uitvoermap: aan de wijzer van elk kwartaal, en aan het overzicht."""
    fout = {}
    for wijzer in sorted([*uit.glob(f"*/{WIJZER}"), *uit.glob(f"intern/*/{WIJZER}")]):
        try:
            nu = huidige(wijzer.parents[1], wijzer.parent.name)
            if nu is None:
                fout[wijzer] = "wijst niet naar een uitgave"
            else:
                manifest = opslag.lees_json(nu / "manifest.json")
                hoort = opslag.json_tekst({k: manifest[k] for k in ("klaar", "kwartaal", "run")})
                if wijzer.read_bytes() != hoort.encode():
                    fout[wijzer] = "is veranderd"
        except (ValueError, KeyError, TypeError):
            fout[wijzer] = "is veranderd"
    for overzicht in (deel / "index.html" for deel in (uit, uit / "intern") if uitgaven(deel)):
        tekst = overzicht.read_bytes().decode(errors="replace") if overzicht.is_file() else ""
        if tekst != met_zegel(tekst.rpartition(ZEGEL)[0]):
            fout[overzicht] = "is veranderd" if tekst else "ontbreekt"
    gemeenten = gemeenten_in(uit)
    if not all(zelfde_gemeente(gemeenten[0], g) for g in gemeenten[1:]):
        fout[uit / "index.html"] = f"gaat over meer gemeenten: {', '.join(map(gemeente_voluit, gemeenten))}"
    return fout


def met_zegel(pagina: str) -> str:
    """Het overzicht met achteraan zijn vingerafdruk: ook daarin valt een verandering op."""
    return f"{pagina}{ZEGEL}{hashlib.sha256(pagina.encode()).hexdigest()} -->\n"
