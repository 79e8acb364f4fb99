"""De run: van een map met leveringen naar een uitgave van het kwartaal, of naar een duidelijke weigering.

Volgorde: toetsen (er is nog niets geschreven), door de deur, tellen, afschermen, de notebooks uitvoeren, publiceren.
Een uitgave ontstaat in een tijdelijke map en krijgt pas aan het eind haar naam. Daarna wijst `huidig.json` haar aan.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sociaaldomein.afscherming import Openbaar
from sociaaldomein.grond import opslag
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.grond.melden import Melder, meld
from sociaaldomein.opdracht.instellingen import Params, zonder
from sociaaldomein.uitgave import (
    downloads,
    herzieningen,
    losse_paginas,
    notebooks,
    overzicht,
    paginakeuze,
    rekenen,
    teksten,
    toetsen,
    uitvoermap,
)
from sociaaldomein.uitgave.afloop import GOED, Bezet, Uitkomst
from sociaaldomein.uitgave.manifest import omstandigheden, rijen_per_bestand, stel_op
from sociaaldomein.uitgave.tussenstand import Tussenstand

SLOT = ".slot"


def draai(
    params: Params,
    bron: Path | str,
    uit: Path | str,
    kwartaal: Kwartaal,
    profiel: str | None = None,
    registratiemap: Path | str | None = None,
    melder: Melder = meld,
) -> Uitkomst:
    """Maak de uitgave van een kwartaal.

    Klopt er iets niet, dan een ParamsFout of een LeveringGeweigerd voordat er iets geschreven is. Een volle schijf
    geeft een OSError, een andere run in dezelfde map een Bezet, een stopsein een Gestopt. Een eerdere uitgave blijft.
    """
    params = replace(params, profiel=profiel or params.profiel, kwartaal=kwartaal)
    uit = Path(uit).absolute()
    doel = uit / "intern" if params.profiel == "intern" else uit
    slot = _neem_slot(uit) if (uit / SLOT).exists() else None
    try:
        opdracht = toetsen.toets(params, Path(bron), uit, kwartaal, registratiemap, melder)
        opslag.maak_map(doel, prive=params.profiel == "intern")
        slot = slot or _neem_slot(uit)
        return _maak(opdracht, doel, melder)
    finally:
        if slot is not None:
            slot.release()


def _neem_slot(uit: Path) -> Any:
    import filelock

    slot = filelock.FileLock(uit / SLOT, timeout=0)
    try:
        slot.acquire()
    except filelock.Timeout:
        raise Bezet(f"Er is al een run bezig in '{uit.name}'. Wacht tot die klaar is en probeer het opnieuw.") from None
    return slot


def _maak(o: toetsen.Opdracht, doel: Path, melder: Melder) -> Uitkomst:
    """Everything that writes. The lock is held."""
    begonnen = datetime.now().astimezone()
    toetsen.een_gemeente(o.herkomst, o.uit, o.registratiemap)  # again, now that nobody else can write here
    _veeg(doel, o.registratiemap)
    run = _runnaam(doel / str(o.kwartaal), begonnen)
    werk = doel / f".bezig-{run}"
    try:
        _schrijf_registraties(o)
        uitgaven = rekenen.eerdere_uitgaven(o, doel)
        eerdere = [set_.editie(map.name) for map, set_ in uitgaven]
        openbaar = rekenen.reken(o, eerdere, melder)
        for deel in ("openbaar", "notebooks"):
            (werk / deel).mkdir(parents=True)
        openbaar.schrijf(werk / "openbaar")
        _leg_toelichting_klaar(o, werk / "openbaar")
        te_maken, leeg = paginakeuze.zonder_lege(o.params, openbaar, melder)
        _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
        stand = Tussenstand(opslag.maak_map(o.registratiemap / "tussenstand", prive=True), te_maken, werk / "openbaar")
        proef: dict[str, Any] = {}

        def daarnaast() -> None:
            _downloads(openbaar, werk / "openbaar")
            proef.update(rekenen.proef(openbaar, eerdere, melder))

        gewone = paginakeuze.met_paginas(te_maken, van_avond=False)
        uitslagen = notebooks.voer_uit(gewone, werk, melder, daarnaast, stand)
        if te_maken.avond:  # its pages show what the others drew, and lead to those that are there
            if mislukt := {u.pagina.naam for u in uitslagen if u.code != GOED}:
                te_maken = zonder(te_maken, mislukt, paginakeuze.NIET_GELUKT)
                _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
            bladen = paginakeuze.met_paginas(te_maken, van_avond=True)
            uitslagen += notebooks.voer_uit(bladen, werk, melder, stand=None if mislukt else stand)
        volgorde = {p.naam: nr for nr, p in enumerate(te_maken.paginas)}
        uitslagen = (*sorted(uitslagen, key=lambda u: volgorde.get(u.pagina.naam, len(volgorde))), *leeg)
        goed = [u for u in uitslagen if u.status == "goed"]
        notebooks.bewaar_mislukte(uitslagen, o.registratiemap, run)
        prive = opslag.maak_map(o.registratiemap / "verantwoording", prive=True)
        opslag.schrijf_json(prive / f"{run}.json", {"run": run, "rijen": rijen_per_bestand(o)})
        code = max((u.code for u in uitslagen), default=GOED)
        if not goed:
            return Uitkomst(code, None, uitslagen, False)
        manifest = stel_op(o, openbaar, run, begonnen, uitslagen, paginakeuze.agenda(te_maken)) | {"afscherming": proef}
        manifest["herzien"] = _herzien(o, openbaar, uitgaven, melder)
        losse_paginas.schrijf(werk, uitslagen, manifest, openbaar)
        manifest["afscherming"] |= rekenen.zoek_vreemd(werk, openbaar)
        manifest["uitvoer"] = opslag.hashes(werk)
        opslag.schrijf_json(werk / "manifest.json", uitvoermap.verzegel(manifest))
        uitgave = doel / str(o.kwartaal) / run
        uitgave.parent.mkdir(exist_ok=True)
        opslag.bestendig(werk)
        werk.replace(uitgave)
        opslag.bestendig_map(uitgave.parent)
        aangewezen = uitvoermap.wijs_aan(uitgave, manifest)
        opslag.vervang(doel / "index.html", overzicht.overzicht_html(doel))
        if code == GOED:
            stand.ruim_op()
        if code == GOED:
            _bewaar_totalen(o)
        return Uitkomst(code, uitgave, uitslagen, aangewezen, manifest)
    finally:
        shutil.rmtree(werk, ignore_errors=True)


def _veeg(doel: Path, prive: Path) -> None:
    """Clear what a killed run left: folders under way, and files that were about to take their name."""
    for oud in (*doel.glob(".bezig-*"), prive / ".nieuw"):
        if oud.is_dir():
            shutil.rmtree(oud)
    for oud in (*doel.glob(".*.nieuw"), *doel.glob("*/.*.nieuw")):
        oud.unlink()


def _runnaam(map: Path, moment: datetime) -> str:
    basis = moment.strftime("%Y%m%d-%H%M%S")
    namen = [basis, *(f"{basis}-{n}" for n in range(2, 1000))]
    return next(n for n in namen if not (map / n).exists())


def _herzien(o: toetsen.Opdracht, openbaar: Openbaar, uitgaven: list[tuple[Path, Openbaar]], melder: Melder) -> list:
    """What readers were told is final, and is not; said in the log, on the first page and in the manifest."""
    eerdere = [(opslag.lees_json(map / "manifest.json"), set_) for map, set_ in uitgaven]
    lijst = herzieningen.herzien(openbaar, eerdere, omstandigheden(o))
    for regel in herzieningen.regels(lijst):
        melder(regel)
    return lijst


def _schrijf_registraties(o: toetsen.Opdracht) -> None:
    """Pseudonymised tables for the adviser alone: first beside, then each file replaced in one go."""
    from sociaaldomein.levering import pseudoniemen

    nieuw = opslag.maak_map(o.registratiemap, prive=True) / ".nieuw"
    wie = o.herkomst
    opslag.schrijf_json(o.registratiemap / toetsen.GEMEENTE, [wie.gemeente, wie.gemeentecode])
    opslag.schrijf_json(o.registratiemap / toetsen.SLEUTELMERK, pseudoniemen.merk(toetsen.lees_sleutel()))
    o.registraties.schrijf(opslag.maak_map(nieuw, prive=True))
    for bestand in nieuw.iterdir():
        bestand.replace(o.registratiemap / bestand.name)
    nieuw.rmdir()


def _bewaar_totalen(o: toetsen.Opdracht) -> None:
    """What the next delivery of this municipality is compared with; only a good run sets it."""
    from sociaaldomein.levering import controletotalen

    t, typen = o.levering.tabellen, o.levering.rapport.typen
    controletotalen.bewaar(o.registratiemap, o.herkomst.gemeentecode, o.opgehaald, t, typen)


def _leg_toelichting_klaar(o: toetsen.Opdracht, openbaar: Path) -> None:
    bron = o.params.toelichting or o.bron / teksten.TOELICHTING
    if bron.is_file():
        shutil.copyfile(bron, openbaar / "toelichting.yml")


def _leg_weg_klaar(o: toetsen.Opdracht, te_maken: Params, openbaar: Openbaar, doel: Path, melder: Melder) -> None:
    """The way between the pages, and the evening. A statement that the figures contradict stops the run here."""
    alle = [(p.naam, p.titel) for p in te_maken.paginas]
    opslag.schrijf_json(doel / losse_paginas.PAGINAS, overzicht.weg(alle, paginakeuze.agenda(te_maken)))
    if te_maken.avond is not None:
        from sociaaldomein.paginas import draaiboek

        er_is, besteld = te_maken.paginas, o.params.paginas
        draaiboek.leg_klaar(te_maken.avond, openbaar, o.kwartaal, er_is, o.bron, doel, melder, besteld)


def _downloads(openbaar: Openbaar, map: Path) -> None:
    downloads.schrijf_csv(openbaar, map / "cijfers.csv")
    downloads.schrijf_xlsx(openbaar, map / "cijfers.xlsx")
