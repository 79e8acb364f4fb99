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
from sociaaldomein.begrippen.paginas import TOELICHTING
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
    toetsen,
    uitvoermap,
)
from sociaaldomein.uitgave.afloop import GOED, Bezet, Uitkomst, Uitslag
from sociaaldomein.uitgave.manifest import omstandigheden, rijen_per_bestand, stel_op
from sociaaldomein.uitgave.toetsen import Opdracht
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


def _maak(o: Opdracht, doel: Path, melder: Melder) -> Uitkomst:
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
        te_maken, leeg = _leg_klaar(o, openbaar, werk, melder)
        stand = Tussenstand(opslag.maak_map(o.registratiemap / "tussenstand", prive=True), te_maken, werk / "openbaar")
        gewone = paginakeuze.met_paginas(te_maken, van_avond=False)
        with notebooks.aan_het_werk(gewone, werk, melder, stand) as gemaakt:
            downloads.schrijf(openbaar, werk / "openbaar")
            proef = rekenen.proef(openbaar, eerdere, melder)
        if te_maken.avond:
            te_maken, avond = _voer_avond_uit(o, openbaar, te_maken, gemaakt, werk, stand, melder)
            gemaakt = [*gemaakt, *avond]
        uitslagen = (*paginakeuze.op_volgorde(te_maken, gemaakt), *leeg)
        _bewaar_voor_de_adviseur(o, run, uitslagen)
        code = max((u.code for u in uitslagen), default=GOED)
        if not any(u.status == "goed" for u in uitslagen):
            return Uitkomst(code, None, uitslagen, False)
        manifest = stel_op(o, openbaar, run, begonnen, uitslagen, paginakeuze.agenda(te_maken))
        manifest |= {"afscherming": proef, "herzien": _herzien(o, openbaar, uitgaven, melder)}
        losse_paginas.schrijf(werk, uitslagen, manifest, openbaar)
        manifest["afscherming"] |= rekenen.zoek_vreemd(werk, openbaar)
        uitgave = _leg_neer(werk, doel / str(o.kwartaal) / run, manifest)
        aangewezen = uitvoermap.wijs_aan(uitgave, manifest)
        opslag.vervang(doel / "index.html", overzicht.overzicht_html(doel))
        if code == GOED:
            stand.ruim_op()
            _bewaar_totalen(o)
        return Uitkomst(code, uitgave, uitslagen, aangewezen, manifest)
    finally:
        shutil.rmtree(werk, ignore_errors=True)


def _leg_klaar(o: Opdracht, openbaar: Openbaar, werk: Path, melder: Melder) -> tuple[Params, tuple[Uitslag, ...]]:
    """All that the notebooks read. What there is to make, and what is left out for want of figures."""
    for deel in ("openbaar", "notebooks"):
        (werk / deel).mkdir(parents=True)
    openbaar.schrijf(werk / "openbaar")
    toelichting = o.params.toelichting or o.bron / TOELICHTING
    if toelichting.is_file():
        shutil.copyfile(toelichting, werk / "openbaar" / TOELICHTING)
    te_maken, leeg = paginakeuze.zonder_lege(o.params, openbaar, melder)
    _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
    return te_maken, leeg


def _voer_avond_uit(
    o: Opdracht,
    openbaar: Openbaar,
    te_maken: Params,
    gewone: list[Uitslag],
    werk: Path,
    stand: Tussenstand,
    melder: Melder,
) -> tuple[Params, tuple[Uitslag, ...]]:
    """The pages of an evening show what the others drew, and lead to those that are there."""
    mislukt = {u.pagina.naam for u in gewone if u.code != GOED}
    if mislukt:
        te_maken = zonder(te_maken, mislukt, paginakeuze.NIET_GELUKT)
        _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
    bladen = paginakeuze.met_paginas(te_maken, van_avond=True)
    return te_maken, notebooks.voer_uit(bladen, werk, melder, None if mislukt else stand)


def _leg_neer(werk: Path, uitgave: Path, manifest: dict[str, Any]) -> Path:
    """Only when all of it is on the disk the edition gets its name."""
    manifest["uitvoer"] = opslag.hashes(werk)
    opslag.schrijf_json(werk / "manifest.json", uitvoermap.verzegel(manifest))
    uitgave.parent.mkdir(exist_ok=True)
    opslag.bestendig(werk)
    werk.replace(uitgave)
    opslag.bestendig_map(uitgave.parent)
    return uitgave


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


def _herzien(o: Opdracht, openbaar: Openbaar, uitgaven: list[tuple[Path, Openbaar]], melder: Melder) -> list:
    """What readers were told is final, and is not; said in the log, on the first page and in the manifest."""
    eerdere = [(opslag.lees_json(map / "manifest.json"), set_) for map, set_ in uitgaven]
    lijst = herzieningen.herzien(openbaar, eerdere, omstandigheden(o))
    for regel in herzieningen.regels(lijst):
        melder(regel)
    return lijst


def _bewaar_voor_de_adviseur(o: Opdracht, run: str, uitslagen: tuple[Uitslag, ...]) -> None:
    """What is not public: failed notebooks (a traceback may show values), and the rows of each file at the door."""
    import nbformat

    for uitslag in uitslagen:
        if uitslag.code != GOED and uitslag.notebook is not None:
            map = opslag.maak_map(opslag.maak_map(o.registratiemap / "mislukt", prive=True) / run, prive=True)
            nbformat.write(uitslag.notebook, map / f"{uitslag.pagina.naam}.ipynb")
    prive = opslag.maak_map(o.registratiemap / "verantwoording", prive=True)
    opslag.schrijf_json(prive / f"{run}.json", {"run": run, "rijen": rijen_per_bestand(o)})


def _schrijf_registraties(o: Opdracht) -> None:
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


def _bewaar_totalen(o: Opdracht) -> None:
    """What the next delivery of this municipality is compared with; only a good run sets it."""
    from sociaaldomein.levering import controletotalen

    t, typen = o.levering.tabellen, o.levering.rapport.typen
    controletotalen.bewaar(o.registratiemap, o.herkomst.gemeentecode, o.opgehaald, t, typen)


def _leg_weg_klaar(o: Opdracht, te_maken: Params, openbaar: Openbaar, doel: Path, melder: Melder) -> None:
    """The way between the pages, and the evening. A statement that the figures contradict stops the run here."""
    alle = [(p.naam, p.titel) for p in te_maken.paginas]
    opslag.schrijf_json(doel / losse_paginas.PAGINAS, overzicht.weg(alle, paginakeuze.agenda(te_maken)))
    if te_maken.avond is not None:
        from sociaaldomein.paginas import draaiboek

        er_is, besteld = te_maken.paginas, o.params.paginas
        draaiboek.leg_klaar(te_maken.avond, openbaar, er_is, o.bron, doel, melder, besteld)
