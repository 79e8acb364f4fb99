"""De run: van een map met leveringen naar een uitgave van het kwartaal, of naar een duidelijke weigering.

Volgorde: toetsen (er is nog niets geschreven), door de deur, tellen, afschermen, de notebooks uitvoeren, publiceren.
Een uitgave ontstaat in een tijdelijke map en krijgt pas aan het eind haar naam. Daarna wijst `huidig.json` haar aan.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal, laatste
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.grond.paden import PAKKET, meegeleverd
from sociaaldomein.opdracht.instellingen import JA_NEE, Pagina, Params, ParamsFout, keur_peildatum, zonder
from sociaaldomein.uitgave import publicatie
from sociaaldomein.uitgave.tussenstand import Tussenstand

if TYPE_CHECKING:
    import polars as pl
    from nbformat import NotebookNode

    from sociaaldomein.afscherming import Openbaar
    from sociaaldomein.afscherming.onthulling import Editie
    from sociaaldomein.levering.deur import Levering, Rapport

GOED, CEL, GEWEIGERD, KERNEL, TIJD, SCHIJF, BEZET, GESTOPT = range(8)
TEGELIJK = 2
SLOT = ".slot"
PAGINAS = "paginas.json"
GEMEENTE = "gemeente.json"  # in the folder with registrations: whose they are
SLEUTELMERK = "sleutel.json"  # and by which key their pseudonyms were made
JUPYTER = PAKKET / "jupyter"
TOELICHTING = "toelichting.yml"
DEUR = ("in", "uit", "afgekeurd", "dubbel", "elders")
OPENBARE_TEKST = ("aggregaat", "plannen", "activiteiten", "doelen", "tarieven", "wijken")  # tables with text on a page
KLEIN_AANTAL = "een klein aantal mensen"
VERZONNEN = "situaties.yml"  # households that do not exist: their number of children is nobody's secret
TE_KLEIN = "De aantallen zijn te klein om veilig te tonen."
NIET_GELEVERD = "Deze cijfers zijn niet geleverd."
NIET_GELUKT = "De pagina met deze cijfers is niet gelukt."
ANALIST = "analist"  # a cell for who opens the notebook; it is not part of the page
VREEMD = "Een getal komt niet uit de beschermde cijfers. Haal het weg uit uw eigen tekst of notebook."
HERZIEN = (
    '<p class="herzien">Let op: cijfers van deze pagina heetten eerder definitief, en zijn nu anders. '
    '<a href="index.html#herzien">Bekijk welke en waardoor</a>.</p>'
)
TASKFORCE = ("hoofdcategorie", "interventieniveau", "hoofdcategorie x interventieniveau", "zwaarte", "maatregelstatus")
MERK = "sociaaldomein"  # output metadata: this was a panel
WIDGET = "application/vnd.jupyter.widget-view+json"
Melder = Callable[[str], None]


class Gestopt(KeyboardInterrupt):
    """De run is van buiten gestopt (Ctrl-C of een stopsein van het systeem)."""


class Bezet(RuntimeError):
    """Een andere run is bezig in dezelfde uitvoermap."""


@dataclass(frozen=True)
class Uitslag:
    """Wat er van een pagina geworden is. `reden` is een Nederlandse zin, zonder waarden uit de gegevens."""

    pagina: Pagina
    code: int
    reden: str
    seconden: float
    notebook: NotebookNode | None = None

    @property
    def telt(self) -> bool:
        """Deze pagina is gevraagd; een blad dat zegt dat er geen cijfers zijn, is dat niet."""
        return not self.pagina.vervangt

    @property
    def status(self) -> str:
        """goed, mislukt, of leeg: dan is er voor deze pagina niets geleverd."""
        return "mislukt" if self.code != GOED else "goed" if self.notebook is not None else "leeg"


@dataclass(frozen=True)
class Uitkomst:
    """Wat een run opleverde: de uitvoercode, de map van de uitgave en de uitslag per pagina."""

    code: int
    map: Path | None
    uitslagen: tuple[Uitslag, ...]
    aangewezen: bool
    manifest: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opdracht:
    """Een getoetste opdracht: alles wat nodig is staat vast, de gegevens zijn gelezen, er is nog niets geschreven."""

    params: Params
    kwartaal: Kwartaal
    bron: Path
    uit: Path
    registratiemap: Path
    levering: Levering
    registraties: Any
    herkomst: Any
    peildatum: date
    opgehaald: date  # the day the delivery was made; later than peildatum when an old state is told again


def meld(tekst: str) -> None:
    """Een regel voortgang voor de gebruiker."""
    print(tekst, file=sys.stderr, flush=True)


def jupyter_paden() -> None:
    """Zet de sjablonen en de kernel van dit pakket vooraan in het zoekpad van Jupyter."""
    paden = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(JUPYTER) not in paden:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(JUPYTER), *filter(None, paden)])


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
        opdracht = toets(params, Path(bron), uit, kwartaal, registratiemap, melder)
        _map(doel, prive=params.profiel == "intern")
        slot = slot or _neem_slot(uit)
        return _maak(opdracht, doel, melder)
    finally:
        if slot is not None:
            slot.release()


def toets(
    params: Params,
    bron: Path,
    uit: Path,
    kwartaal: Kwartaal,
    registratiemap: Path | str | None = None,
    melder: Melder = meld,
) -> Opdracht:
    """Controleer alles wat te controleren is, en lees de levering. Schrijft niets."""
    from sociaaldomein.begrippen import cijfers
    from sociaaldomein.levering import controletotalen, deur, pseudoniemen
    from sociaaldomein.telling import monitor, registraties

    bron = bron.absolute()
    _bestaat(bron, "bron")
    cijfers.neem_op(())  # the themes of an earlier delivery are not those of this one
    prive = Path(registratiemap or params.registraties or uit.with_name(f"{uit.name}-registraties")).absolute()
    _mappen_los(bron, uit, prive)
    if params.toelichting and not params.toelichting.is_file():
        raise ParamsFout(f"Het bestand met toelichtingen '{params.toelichting}' bestaat niet.")
    herkomst = lees_herkomst(bron)
    if params.peildatum:
        keur_peildatum(kwartaal, params.peildatum, "het params-bestand")
    melder(f"Gegevens lezen uit {bron.name} ...")
    levering = deur.lees_map(bron, leeg_toegestaan=params.leeg_toegestaan, gemeentecode=params.gemeentecode)
    melder(levering.rapport.uitspraak)
    for let_op in (w for w in levering.rapport.let_op if w.belangrijk):
        melder(f"Let op, {let_op.bestand}: {let_op.tekst}")
    _keur_themas(params, (bron / "themas.yml").is_file())
    fouten = keur_toelichting(params.toelichting or bron / TOELICHTING, levering, params.drempel)
    fouten += keur_teksten(levering, _eigen_teksten(bron, params), params.drempel)
    if fouten:
        raise ParamsFout(" ".join(fouten))
    sleutel = _sleutel()
    r = registraties.met_pseudoniemen(registraties.maak(levering.tabellen), sleutel)
    genoemd = params.peildatum or herkomst.get("peildatum")
    peildatum = genoemd or date.today()
    bekend = monitor.kwartalen_in(r, genoemd or monitor.laatste_gebeurtenis(r, peildatum))
    _kwartaal_bekend(kwartaal, bekend, peildatum, bron)
    wie = _herkomst(params, herkomst, r, kwartaal, peildatum)
    _van_deze_gemeente(levering, wie.gemeentecode)
    _een_gemeente(wie, uit, prive)
    _zelfde_sleutel(prive, pseudoniemen.merk(sleutel), params.nieuwe_sleutel)
    _meld_totalen(r, melder)
    opgehaald = herkomst.get("peildatum") or peildatum
    t, typen = levering.tabellen, levering.rapport.typen
    for regel in controletotalen.toets(prive, wie.gemeentecode, opgehaald, t, typen, params.akkoord):
        melder(regel)
    return Opdracht(params, kwartaal, bron, uit, prive, levering, r, wie, peildatum, opgehaald)


def _van_deze_gemeente(levering: Levering, gemeentecode: str) -> None:
    """A row from a document of another municipality stops the run before anything is written."""
    from sociaaldomein.levering import herkomst

    try:
        mappen = [m for m in meegeleverd("data").iterdir() if (m / "herkomst.yml").is_file()]
    except FileNotFoundError:
        mappen = []
    stukken = {}
    for van in map(lees_herkomst, mappen):
        code = van.get("gemeentecode", "").removeprefix("GM")
        stukken |= {s.strip(): code for s in van.get("stukken", "").split(";") if s.strip() and code}
    if fouten := herkomst.vreemde_stukken(levering.tabellen, gemeentecode, stukken):
        raise ParamsFout(f"{' '.join(fouten)} Haal die rijen weg.")


def _een_gemeente(wie: Any, uit: Path, prive: Path) -> None:
    """A folder belongs to one municipality: with two in it the later one would take the place of the other."""
    from sociaaldomein.levering import controletotalen

    nu, merk = (wie.gemeente, wie.gemeentecode), prive / GEMEENTE
    van = [tuple(publicatie.lees_json(merk))] if merk.is_file() else [(c, c) for c in controletotalen.gemeenten(prive)]
    for soort, map, optie, eerdere in (
        ("uitgaven", uit, "--uit", publicatie.gemeenten_in(uit)),
        ("registraties", prive, "--registraties", van),
    ):
        for toen in eerdere:
            if not publicatie.zelfde_gemeente(nu, toen):
                raise ParamsFout(
                    f"Deze levering is van gemeente {publicatie.gemeente_voluit(nu)}. "
                    f"In de map '{map.name}' staan {soort} van gemeente {publicatie.gemeente_voluit(toen)}. "
                    f"Een map is van een gemeente. Noem bij {optie} een andere map."
                )


def _sleutel() -> bytes:
    """The key of the pseudonyms; one that is no good stops the command with what to do."""
    from sociaaldomein.levering import pseudoniemen

    try:
        return pseudoniemen.sleutel()
    except ValueError as fout:
        raise ParamsFout(str(fout)) from None


def _zelfde_sleutel(prive: Path, nu: str, nieuw_mag: bool) -> None:
    """With another key every person gets another pseudonym: that must not happen by itself."""
    from sociaaldomein.levering import pseudoniemen

    toen = prive / SLEUTELMERK
    if nieuw_mag or not toen.is_file() or publicatie.lees_json(toen) == nu:
        return
    raise ParamsFout(
        f"De sleutel is een andere dan bij de vorige run. Elk mens zou een ander pseudoniem krijgen. Zet de oude "
        f"sleutel terug in {pseudoniemen.SLEUTELVARIABELE} of in '{pseudoniemen.sleutelbestand()}'. "
        "Is die weg? Geef dan --nieuwe-sleutel."
    )


def _meld_totalen(r: Any, melder: Melder) -> None:
    """Every total in a plan is added up again; what does not fit stands in the log as well as on the page."""
    from sociaaldomein.begrippen import plannen
    from sociaaldomein.telling import monitor

    for regel in plannen.meldingen(monitor.registers(r)["plannen"]):
        melder(f"Let op, {regel}")


def _keur_themas(params: Params, eigen_themas: bool) -> None:
    """Only now the themes of the delivery are known too. Without own themes a page of one is left out further on."""
    from sociaaldomein.begrippen.cijfers import themas

    for pagina in params.paginas:
        thema = pagina.parameters.get("thema")
        bedoeld = bedoelt(str(thema), themas())
        if thema is not None and thema not in themas() and (eigen_themas or bedoeld):
            keuze = f"Kies uit: {', '.join(themas())}.{bedoeld}"
            raise ParamsFout(f"Pagina '{pagina.naam}': het thema '{thema}' bestaat niet. {keuze}")


def _bestaat(map: Path, naam: str) -> None:
    if map.is_dir():
        return
    buren = [p.name for p in map.parent.iterdir() if p.is_dir()] if map.parent.is_dir() else []
    soort = "is geen map" if map.exists() else "bestaat niet"
    raise ParamsFout(f"De map '{map}' ({naam}) {soort}. Noem een map met leveringen.{bedoelt(map.name, buren)}")


def _mappen_los(bron: Path, uit: Path, prive: Path) -> None:
    """The published folder, the deliveries and the private tables must not lie inside one another."""
    if uit.exists() and not uit.is_dir():
        raise ParamsFout(f"'{uit}' is een bestand. Noem bij --uit een map.")
    for binnen, naam in ((bron, "leveringen"), (prive, "registraties")):
        if binnen == uit or uit in binnen.parents:
            raise ParamsFout(
                f"De map met {naam} ligt in de uitvoermap. Kies twee losse mappen: de uitvoer is openbaar."
            )
    if bron in uit.parents:
        raise ParamsFout("De uitvoermap ligt in de map met leveringen. Kies twee losse mappen.")


def _kwartaal_bekend(kwartaal: Kwartaal, geleverd: list[Kwartaal], peildatum: date, bron: Path) -> None:
    if not geleverd:
        raise ParamsFout(
            f"In de map '{bron.name}' staat geen enkel kwartaal. Controleer met: sociaaldomein controleer MAP"
        )
    if kwartaal in geleverd:
        return keur_peildatum(kwartaal, peildatum, "herkomst.yml")
    bekend = [k for k in geleverd if k.eerste_dag <= peildatum] or geleverd
    dichtst = min(bekend, key=lambda k: abs((k.jaar - kwartaal.jaar) * 4 + k.nummer - kwartaal.nummer))
    weg = (
        f"Kwartaal {kwartaal} zit niet in de gegevens. Die lopen van {bekend[0]} tot en met {bekend[-1]}. "
        f"Bedoelt u {dichtst}?"
    )
    try:
        keur_peildatum(kwartaal, peildatum, "herkomst.yml")
    except ParamsFout as fout:  # what was counted ends at that date: either can be the mistake
        raise ParamsFout(f"{fout} {weg}") from None
    raise ParamsFout(weg)


def _yaml(pad: Path) -> Any:
    """A YAML file beside a delivery; a fault in it stops the run before anything is written."""
    try:
        return yamltekst.lees(pad)
    except yamltekst.YamlFout as fout:
        raise ParamsFout(f"{pad.name}, {fout}") from None


def lees_herkomst(bron: Path) -> dict[str, Any]:
    """De herkomst van een levering uit herkomst.yml: gemeente, gemeentecode, peildatum en synthetisch (ja of nee)."""
    pad = bron / "herkomst.yml"
    if not pad.is_file():
        return {}
    inhoud = _yaml(pad) or {}
    if not isinstance(inhoud, dict):
        raise ParamsFout("herkomst.yml: hier horen regels als 'gemeente: Voorbeeldstad' te staan.")
    if str(inhoud.get("synthetisch", "nee")).lower() not in JA_NEE:
        raise ParamsFout("herkomst.yml, synthetisch: schrijf ja of nee.")
    uit: dict[str, Any] = {k: str(w) for k, w in inhoud.items()}
    uit["synthetisch"] = JA_NEE[str(inhoud.get("synthetisch", "nee")).lower()]
    if "peildatum" in inhoud:
        try:
            uit["peildatum"] = date.fromisoformat(uit["peildatum"])
        except ValueError:
            raise ParamsFout("herkomst.yml, peildatum: schrijf jaar-maand-dag, bijvoorbeeld 2023-04-15.") from None
    return uit


def _herkomst(params: Params, herkomst: dict[str, Any], r: Any, kwartaal: Kwartaal, peildatum: date) -> Any:
    from sociaaldomein.afscherming import Herkomst

    codes = r.trajecten["gemeentecode"].drop_nulls().unique().to_list() if r.trajecten.height else []
    gevonden = codes[0] if len(codes) == 1 else ""
    code = (params.gemeentecode or herkomst.get("gemeentecode") or gevonden).removeprefix("GM")
    naam = params.gemeente or herkomst.get("gemeente") or code or "zonder naam"
    namen = dict(r.wijken.select("wijkcode", "wijknaam").rows()) if r.wijken.height else {}
    return Herkomst(naam, code, str(kwartaal), peildatum.isoformat(), bool(herkomst.get("synthetisch")), namen)


def _neem_slot(uit: Path) -> Any:
    import filelock

    slot = filelock.FileLock(uit / SLOT, timeout=0)
    try:
        slot.acquire()
    except filelock.Timeout:
        raise Bezet(f"Er is al een run bezig in '{uit.name}'. Wacht tot die klaar is en probeer het opnieuw.") from None
    return slot


def _map(map: Path, prive: bool = False) -> Path:
    map.mkdir(parents=True, exist_ok=True)
    if prive:
        map.chmod(0o700)
    return map


def _maak(o: Opdracht, doel: Path, melder: Melder) -> Uitkomst:
    """Everything that writes. The lock is held."""
    begonnen = datetime.now().astimezone()
    _een_gemeente(o.herkomst, o.uit, o.registratiemap)  # again, now that nobody else can write here
    _veeg(doel, o.registratiemap)
    run = _runnaam(doel / str(o.kwartaal), begonnen)
    werk = doel / f".bezig-{run}"
    try:
        _schrijf_registraties(o)
        uitgaven = _eerdere_uitgaven(o, doel)
        eerdere = [set_.editie(map.name) for map, set_ in uitgaven]
        openbaar = _bereken(o, eerdere, melder)
        for deel in ("openbaar", "notebooks"):
            (werk / deel).mkdir(parents=True)
        openbaar.schrijf(werk / "openbaar")
        _leg_toelichting_klaar(o, werk / "openbaar")
        te_maken, leeg = _zonder_lege_paginas(o.params, openbaar, melder)
        _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
        stand = Tussenstand(_map(o.registratiemap / "tussenstand", prive=True), te_maken, werk / "openbaar")
        proef: dict[str, Any] = {}

        def daarnaast() -> None:
            _downloads(openbaar, werk / "openbaar")
            proef.update(_proef(openbaar, eerdere, melder))

        uitslagen = voer_uit(_met_paginas(te_maken, van_avond=False), werk, melder, daarnaast, stand)
        if te_maken.avond:  # its pages show what the others drew, and lead to those that are there
            if mislukt := {u.pagina.naam for u in uitslagen if u.code != GOED}:
                te_maken = zonder(te_maken, mislukt, NIET_GELUKT)
                _leg_weg_klaar(o, te_maken, openbaar, werk / "openbaar", melder)
            bladen = _met_paginas(te_maken, van_avond=True)
            uitslagen += voer_uit(bladen, werk, melder, stand=None if mislukt else stand)
        volgorde = {p.naam: nr for nr, p in enumerate(te_maken.paginas)}
        uitslagen = (*sorted(uitslagen, key=lambda u: volgorde.get(u.pagina.naam, len(volgorde))), *leeg)
        goed = [u for u in uitslagen if u.status == "goed"]
        _bewaar_mislukte(uitslagen, o.registratiemap, run)
        prive = _map(o.registratiemap / "verantwoording", prive=True)
        publicatie.schrijf_json(prive / f"{run}.json", {"run": run, "rijen": rijen_per_bestand(o)})
        code = max((u.code for u in uitslagen), default=GOED)
        if not goed:
            return Uitkomst(code, None, uitslagen, False)
        manifest = _manifest(o, openbaar, run, begonnen, uitslagen, agenda(te_maken)) | {"afscherming": proef}
        manifest["herzien"] = _herzien(o, openbaar, uitgaven, melder)
        _schrijf_paginas(werk, uitslagen, manifest, openbaar)
        manifest["afscherming"] |= _vreemd(werk, openbaar)
        manifest["uitvoer"] = publicatie.hashes(werk)
        publicatie.schrijf_json(werk / "manifest.json", publicatie.verzegel(manifest))
        uitgave = doel / str(o.kwartaal) / run
        uitgave.parent.mkdir(exist_ok=True)
        publicatie.bestendig(werk)
        werk.replace(uitgave)
        publicatie.bestendig_map(uitgave.parent)
        aangewezen = _wijs_aan(uitgave, manifest)
        publicatie.vervang(doel / "index.html", publicatie.overzicht_html(doel))
        if code == GOED:
            stand.ruim_op()
        if code == GOED:
            _bewaar_totalen(o)
        return Uitkomst(code, uitgave, uitslagen, aangewezen, manifest)
    finally:
        shutil.rmtree(werk, ignore_errors=True)


def _zonder_lege_paginas(
    params: Params, openbaar: Openbaar, melder: Melder
) -> tuple[Params, tuple[Uitslag, ...]]:
    """A page for which nothing was delivered is left out, with the reason; a part of an evening then says so."""
    te_klein = {o.wet for o in openbaar.opgegeven if o.hele_wet}
    niets = f"Hierover is niets geleverd tot en met het {params.kwartaal.label}."
    leeg = tuple(
        Uitslag(p, GOED, TE_KLEIN if {p.parameters.get("wet"), p.parameters.get("thema")} & te_klein else niets, 0.0)
        for p in params.paginas
        if not _heeft_gegevens(openbaar, p)
    )
    if len(leeg) == len(params.paginas):  # then the pages say themselves what is missing
        melder("Let op, over geen van deze pagina's is iets geleverd. Zij zeggen zelf wat ontbreekt.")
        return params, ()
    for u in leeg:
        melder(f"  {u.pagina.naam}: weggelaten. {u.reden}")
    weg = {u.pagina.naam for u in leeg}
    return zonder(params, weg, NIET_GELEVERD), leeg


def _met_paginas(params: Params, van_avond: bool) -> Params:
    """The same order with only the pages that an evening makes itself, or only the others."""
    return replace(params, paginas=tuple(p for p in params.paginas if (p.notebook.stem == "avond") == van_avond))


def _heeft_gegevens(openbaar: Openbaar, pagina: Pagina) -> bool:
    """Whether there is anything to show on a page; a notebook of the municipality itself always runs."""
    te_klein = [o.wet for o in openbaar.opgegeven if o.hele_wet]
    er_is = (openbaar.cijfers["status"] != "ontbreekt") & ~openbaar.cijfers["wet"].is_in(te_klein)
    if (van_pagina := _cijfers_van(pagina)) is not None:
        return not openbaar.cijfers.filter(er_is & van_pagina).is_empty()
    lijsten = {"plannen": ("plannen", "activiteiten"), "doelen": ("doelen",)}.get(pagina.notebook.stem)
    return lijsten is None or any(openbaar.registers.get(naam) for naam in lijsten)


def _cijfers_van(pagina: Pagina) -> pl.Expr | None:
    """Which figures of the set a page is about; None for a page of lists, and where only its notebook knows."""
    import polars as pl

    notebook, wet = pagina.notebook.stem, pagina.parameters.get("wet") or pagina.parameters.get("thema")
    if notebook in ("raadsmonitor", "thema") and wet is not None:
        return pl.col("wet") == wet
    if notebook == "taskforce":
        return pl.col("groep_soort").is_in(TASKFORCE) | (pl.col("wet") == "samen")
    return pl.col("groep_soort") == "wijk" if notebook == "wijken" else None


def _toont_herziene(openbaar: Openbaar, pagina: Pagina, herzien: list[dict[str, Any]]) -> bool:
    """Whether a page is about figures that were final and changed, of the quarters that it shows."""
    import polars as pl

    van_pagina = _cijfers_van(pagina)
    if pagina.notebook.stem == "doelen":
        doelen = [f"{d['indicator']} {d['wet']}" for d in openbaar.registers.get("doelen", ())]
        van_pagina = (pl.col("groep_soort") == "totaal") & pl.concat_str("cijfer", "wet", separator=" ").is_in(doelen)
    if van_pagina is None or not herzien:
        return False
    kwartalen = [str(k) for k in laatste(Kwartaal.lees(openbaar.herkomst.kwartaal))]
    sleutels = pl.DataFrame([{k: r[k] for k in ("cijfer", "wet", "kwartaal", "groep_soort")} for r in herzien])
    return not sleutels.filter(pl.col("kwartaal").is_in(kwartalen) & van_pagina).is_empty()


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


def _eerdere_uitgaven(o: Opdracht, doel: Path) -> list[tuple[Path, Openbaar]]:
    """What readers already have: every earlier public edition of this municipality in the same folder."""
    from sociaaldomein.afscherming import controle

    if o.params.profiel != "openbaar" or not doel.is_dir():
        return []
    return controle.lees_uitgaven(doel, o.herkomst.gemeentecode)


def _herzien(o: Opdracht, openbaar: Openbaar, uitgaven: list[tuple[Path, Openbaar]], melder: Melder) -> list:
    """What readers were told is final, and is not; said in the log, on the first page and in the manifest."""
    from sociaaldomein.uitgave import herzieningen

    eerdere = [(publicatie.lees_json(map / "manifest.json"), set_) for map, set_ in uitgaven]
    lijst = herzieningen.herzien(openbaar, eerdere, _omstandigheden(o))
    for regel in herzieningen.regels(lijst):
        melder(regel)
    return lijst


def _bereken(o: Opdracht, eerdere: list[Editie], melder: Melder) -> Openbaar:
    from sociaaldomein.afscherming import controle, scherm_af
    from sociaaldomein.telling import monitor

    melder("Tellen en afschermen ...")
    cijfers = monitor.bereken(o.registraties, o.kwartaal, o.peildatum, referentie(o.herkomst.gemeentecode, o.bron),
                              opgehaald=o.opgehaald, eigen_normen=o.levering.eigen)  # fmt: skip
    for zin in monitor.tegenspraak(cijfers, o.registraties.aggregaat, o.peildatum):
        melder(f"Let op, {zin}")
    _meld_dagen(cijfers, o.levering.eigen, melder)
    for zin in (*monitor.te_veel_onbekend(cijfers, o.kwartaal), *monitor.op_geen_pagina(o.registraties.aggregaat)):
        melder(f"Let op, {zin}")
    registers = monitor.registers(o.registraties, o.levering.eigen)
    registers["koppel_product"] = monitor.koppel(o.levering.tabellen.get("koppel_product"))
    hoe = (o.params.profiel, o.params.drempel, o.params.methode)
    veilig = scherm_af(cijfers, o.herkomst, *hoe, eerdere, registers, melder)
    for zin in controle.opgegeven(veilig):
        melder(f"Let op, {zin}")
    return veilig.met_kaart(o.levering.kaart)


def _meld_dagen(cijfers: Any, eigen: Any, melder: Melder) -> None:
    """A term can be counted a day too short in a year of which the days off are not known."""
    from sociaaldomein.begrippen import normen

    termijnen = cijfers.filter(cijfers["cijfer"].str.ends_with("_op_tijd") & cijfers["waarde"].is_not_null())
    jaren = normen.zonder_gelijkgestelde_dagen((int(k[:4]) for k in termijnen["kwartaal"]), eigen)
    if jaren:
        melder(f"Let op, van {', '.join(map(str, jaren))} is niet bekend welke dagen met een feestdag gelijkstaan "
               f"(Algemene termijnenwet, artikel 3). Zet ze in {normen.BESTAND}.")  # fmt: skip


AL_OPEN = (
    "deze aantallen volgen al uit eerdere uitgaven. Deze uitgave voegt daar niets aan toe. Haal de oude uitgaven weg "
    "van de plek waar zij openbaar zijn. Kan dat niet? Leg dan vast dat u dit aanvaardt."
)


def _proef(openbaar: Openbaar, eerdere: list[Editie], melder: Melder) -> dict[str, Any]:
    """The audit of what is about to be published; a small count that can be narrowed stops the run."""
    from sociaaldomein.afscherming import controle

    if openbaar.profiel != "openbaar":
        return {"veilig": False, "oordeel": "Intern: niet afgeschermd en niet getoetst."}
    uitkomst = controle.controleer(openbaar, eerdere, melder)
    melder(f"Afscherming: {uitkomst.uitslag.oordeel}")
    if uitkomst.nieuw:
        raise ParamsFout(f"De uitgave is niet gemaakt. {uitkomst.nieuw[0]}")
    if uitkomst.al_bekend:
        melder(f"Let op, {AL_OPEN}")
    return uitkomst.samenvatting()


def _vreemd(werk: Path, openbaar: Openbaar) -> dict[str, Any]:
    """A number on a page or in a download that does not come from the protected set stops the run."""
    from sociaaldomein.afscherming import controle

    if openbaar.profiel != "openbaar":
        return {}
    if vreemd := controle.vreemde_getallen(werk, openbaar):
        regels = "\n".join(f"- {v}" for v in vreemd)
        raise ParamsFout(f"De uitgave is niet gemaakt. {VREEMD}\n{regels}")
    return {"vreemde_getallen": 0}


def referentie(gemeentecode: str, bron: Path) -> pl.DataFrame | None:
    """De eerder gepubliceerde cijfers die met het pakket meekomen, alleen voor de gemeente waar zij over gaan."""
    from sociaaldomein.levering import deur

    try:
        map = meegeleverd("data") / "gepubliceerd"
    except FileNotFoundError:
        return None
    van = lees_herkomst(map).get("gemeentecode", "") if map.is_dir() else ""
    if not van or van.removeprefix("GM") != gemeentecode or map.absolute() == bron:
        return None
    return deur.lees_map(map).tabellen["aggregaat"]


def _schrijf_registraties(o: Opdracht) -> None:
    """Pseudonymised tables for the adviser alone: first beside, then each file replaced in one go."""
    from sociaaldomein.levering import pseudoniemen

    nieuw = _map(o.registratiemap, prive=True) / ".nieuw"
    wie = o.herkomst
    publicatie.schrijf_json(o.registratiemap / GEMEENTE, [wie.gemeente, wie.gemeentecode])
    publicatie.schrijf_json(o.registratiemap / SLEUTELMERK, pseudoniemen.merk(_sleutel()))
    o.registraties.schrijf(_map(nieuw, prive=True))
    for bestand in nieuw.iterdir():
        bestand.replace(o.registratiemap / bestand.name)
    nieuw.rmdir()


def _bewaar_totalen(o: Opdracht) -> None:
    """What the next delivery of this municipality is compared with; only a good run sets it."""
    from sociaaldomein.levering import controletotalen

    t, typen = o.levering.tabellen, o.levering.rapport.typen
    controletotalen.bewaar(o.registratiemap, o.herkomst.gemeentecode, o.opgehaald, t, typen)


def keur_toelichting(pad: Path, levering: Levering, drempel: int) -> list[str]:
    """Wat er aan een toelichting niet mag, met de naam van het bestand: een paneel dat er niet is, of een klein getal.

    De proef van de uitgave zelf zegt hetzelfde, maar pas als alles geteld is. Is er geen bestand, dan is de lijst leeg.
    """
    from sociaaldomein.afscherming import controle
    from sociaaldomein.paginas import dashboard

    if not pad.is_file():
        return []
    inhoud = _yaml(pad)
    fouten = dashboard.keur_toelichting(inhoud)
    if isinstance(inhoud, dict):
        wijken = levering.tabellen.get("wijken")
        namen = [] if wijken is None else wijken["wijknaam"].drop_nulls().to_list()
        teksten = {str(k): str(tekst) for k, tekst in inhoud.items()}
        fouten = [*fouten, *(f"{fout}." for fout in controle.klein_in_toelichting(teksten, drempel, namen))]
    return [f"{pad.name}: {fout}" for fout in fouten]


def _eigen_teksten(bron: Path, params: Params | None = None) -> list[Path]:
    """The files with text of the municipality itself; without params (`controleer`) those beside the delivery."""
    from sociaaldomein.paginas.draaiboek import STELLINGEN

    van_avond = params.avond if params else None
    map = van_avond.teksten if van_avond else None
    los = [params.toelichting if params else None, van_avond.stellingen if van_avond else None]
    vast = [eigen or bron / naam for eigen, naam in zip(los, (TOELICHTING, STELLINGEN), strict=True)]
    return [*vast, *(sorted(map.glob("*.yml")) if map else ())]


def keur_teksten(levering: Levering, bestanden: Iterable[Path], drempel: int) -> list[str]:
    """De plekken waar in een tekst die gepubliceerd wordt een persoonsgegeven staat, nooit met de waarde zelf.

    Gelezen worden de geleverde teksten bij cijfers, plannen, activiteiten, doelen en tarieven, de eigen thema's en de
    `bestanden` die er zijn: toelichting, stellingen en teksten van de avond. Een rij is die van het bestand. Een
    situatie (situaties.yml) is verzonnen: daar mag een klein aantal mensen staan, al het andere niet.
    """
    from sociaaldomein.begrippen import cijfers
    from sociaaldomein.grond.persoonsgegevens import vind
    from sociaaldomein.levering.contract import TABELLEN

    gevonden: dict[tuple[str, str, str], list[int]] = {}
    for tabel in (t for t in OPENBARE_TEKST if t in levering.tabellen):
        for kolom in TABELLEN[tabel].vrije_tekst:
            plekken = levering.plekken[tabel].select("bestand", "blad", "rij", kolom)
            for tekst in levering.tabellen[tabel][kolom].drop_nulls().unique(maintain_order=True):
                for wat in vind(tekst, drempel):
                    for bestand, blad, rij, _ in plekken.filter(plekken[kolom] == tekst).iter_rows():
                        plek = f"{bestand}, tabblad {blad}" if blad else bestand
                        gevonden.setdefault((plek, f", kolom {kolom}", wat), []).append(rij)
    for thema in cijfers.eigen_themas():
        for plek, tekst in _teksten_in(thema, "themas.yml"):
            for wat in vind(tekst, drempel):
                gevonden.setdefault((plek, "", wat), [])
    for pad in (p for p in bestanden if p.is_file()):
        for plek, tekst in _teksten_in(_yaml(pad), pad.name):
            for wat in vind(tekst, drempel):
                if wat != KLEIN_AANTAL or pad.name != VERZONNEN:
                    gevonden.setdefault((plek, "", wat), [])
    return [
        f"{', rij '.join([plek, *map(str, sorted(rijen)[:5])])}{kolom}: hier staat {wat}. "
        + (f"Schrijf 'minder dan {drempel}'." if wat == KLEIN_AANTAL else "Haal het weg: deze tekst wordt openbaar.")
        for (plek, kolom, wat), rijen in gevonden.items()
    ]


def _teksten_in(deel: Any, plek: str) -> Iterable[tuple[str, str]]:
    """Every text in what a YAML file held, with where it stands."""
    if isinstance(deel, dict):
        for naam, waarde in deel.items():
            yield from _teksten_in(waarde, f"{plek}, {naam}")
    elif isinstance(deel, list | tuple):
        for nr, waarde in enumerate(deel, 1):
            yield from _teksten_in(waarde, f"{plek} {nr}")
    elif isinstance(deel, str):
        yield plek, deel


def controleer(map: Path | str, leeg_toegestaan: bool = False) -> Rapport:
    """Het verslag van de deur, met wat een run met deze levering nog meer zou weigeren of melden. Schrijft niets."""
    from sociaaldomein.afscherming import DREMPEL
    from sociaaldomein.levering import deur, pseudoniemen
    from sociaaldomein.telling import monitor, registraties

    map = Path(map)
    levering = deur.bekijk(map, leeg_toegestaan)
    rapport = levering.rapport
    if not rapport.aangenomen:
        return rapport
    if fout := pseudoniemen.sleutel_fout():
        rapport.weiger(map.name, fout)
    try:
        herkomst = lees_herkomst(map)
        fouten = keur_toelichting(map / TOELICHTING, levering, DREMPEL)
        fouten += keur_teksten(levering, _eigen_teksten(map), DREMPEL)
    except ParamsFout as fout:
        herkomst, fouten = {}, [str(fout)]
    for fout in fouten:
        bestand, _, wat = fout.partition(": ")
        rapport.weiger(bestand, wat)
    r = registraties.maak(levering.tabellen)
    peildatum = herkomst.get("peildatum") or monitor.laatste_gebeurtenis(r, date.today())
    kwartalen = monitor.kwartalen_in(r, peildatum)
    if kwartalen and r.aggregaat.height:
        tafel = monitor.bereken(r, kwartalen[-1], peildatum, eigen_normen=levering.eigen)
        for zin in monitor.tegenspraak(tafel, r.aggregaat, peildatum):
            rapport.waarschuw("aggregaat", zin, belangrijk=True)
    return rapport


def _leg_toelichting_klaar(o: Opdracht, openbaar: Path) -> None:
    bron = o.params.toelichting or o.bron / TOELICHTING
    if bron.is_file():
        shutil.copyfile(bron, openbaar / "toelichting.yml")


def _leg_weg_klaar(o: Opdracht, te_maken: Params, openbaar: Openbaar, doel: Path, melder: Melder) -> None:
    """The way between the pages, and the evening. A statement that the figures contradict stops the run here."""
    alle = [(p.naam, p.titel) for p in te_maken.paginas]
    publicatie.schrijf_json(doel / PAGINAS, publicatie.weg(alle, agenda(te_maken)))
    if te_maken.avond is not None:
        from sociaaldomein.paginas import draaiboek

        er_is, besteld = te_maken.paginas, o.params.paginas
        draaiboek.leg_klaar(te_maken.avond, openbaar, o.kwartaal, er_is, o.bron, doel, melder, besteld)


def agenda(params: Params) -> list[dict[str, Any]]:
    """De onderdelen van de avond met hun pagina's; leeg als er geen avond is."""
    delen = params.avond.onderdelen if params.avond else ()
    return [{"titel": d.titel, "paginas": list(d.paginas)} for d in delen]


def _downloads(openbaar: Openbaar, map: Path) -> None:
    publicatie.schrijf_csv(openbaar, map / "cijfers.csv")
    publicatie.schrijf_xlsx(openbaar, map / "cijfers.xlsx")


# --- notebooks -------------------------------------------------------------------------------------------------------


def voer_uit(
    params: Params,
    werk: Path,
    melder: Melder = meld,
    daarnaast: Callable[[], None] | None = None,
    stand: Tussenstand | None = None,
) -> tuple[Uitslag, ...]:
    """Voer de notebooks van alle pagina's uit met papermill, twee tegelijk, en schrijf ze naar `werk/notebooks`."""
    jupyter_paden()
    wacht = _Toezicht()
    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=TEGELIJK) as ploeg:
        hier = [copy_context() for _ in params.paginas]  # the own themes hold in the threads too
        taken = [ploeg.submit(c.run, _voer_pagina_uit, p, params, werk, wacht, melder, stand)
                 for c, p in zip(hier, params.paginas, strict=True)]  # fmt: skip
        try:
            if daarnaast is not None:
                daarnaast()
            uitslagen = tuple(taak.result() for taak in taken)
        except BaseException:
            for taak in taken:
                taak.cancel()
            wacht.stop()
            raise
    melder(f"Notebooks klaar in {_seconden(time.perf_counter() - begin)}.")
    return uitslagen


class _Toezicht:
    """Knows which kernels run, so that a stop reaches them all."""

    def __init__(self) -> None:
        self.gestopt = threading.Event()
        self._slot = threading.Lock()
        self._lopend: list[Any] = []

    def erbij(self, client: Any) -> None:
        with self._slot:
            self._lopend.append(client)

    def eraf(self, client: Any) -> None:
        with self._slot:
            self._lopend.remove(client)

    def stop(self) -> None:
        self.gestopt.set()
        with self._slot:
            for client in self._lopend:
                _dood(getattr(client.km, "provisioner", None))


def _dood(leverancier: Any) -> None:
    """Kill a kernel and whatever it started itself; it has a process group of its own."""
    proces, groep = getattr(leverancier, "process", None), getattr(leverancier, "pgid", None)
    if groep:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(groep, signal.SIGKILL)
    elif proces is not None and proces.poll() is None:
        proces.kill()


def _voer_pagina_uit(
    pagina: Pagina, params: Params, werk: Path, wacht: _Toezicht, melder: Melder, stand: Tussenstand | None
) -> Uitslag:
    import nbformat

    begin = time.perf_counter()
    if stand is not None and (klaar := stand.pak(pagina)) is not None:
        nbformat.write(klaar, werk / "notebooks" / f"{pagina.naam}.ipynb")
        melder(f"  {pagina.naam}: stond nog klaar van de vorige keer.")
        return Uitslag(pagina, GOED, "", time.perf_counter() - begin, klaar)
    melder(f"  {pagina.naam}: begonnen")
    bron = nbformat.read(pagina.notebook, as_version=4)
    bron.cells = [c for c in bron.cells if ANALIST not in c.metadata.get("tags", [])]
    waarden = {**pagina.parameters, "kwartaal": str(params.kwartaal), "openbaar": "../openbaar"}
    nb, code, reden = _papermill(bron, waarden, werk / "notebooks", params.tijdslimiet, wacht)
    if code == GOED:
        code, reden = oordeel(nb)
    duur = time.perf_counter() - begin
    if code == GOED:
        schoon(nb)
        nbformat.write(nb, werk / "notebooks" / f"{pagina.naam}.ipynb")
        if stand is not None:
            stand.bewaar(pagina, nb)
    melder(
        f"  {pagina.naam}: {'klaar' if code == GOED else 'mislukt'} na {_seconden(duur)}. {reden}".rstrip(". ") + "."
    )
    return Uitslag(pagina, code, reden, duur, nb)


def _papermill(
    nb: NotebookNode, waarden: dict[str, Any], map: Path, tijdslimiet: int, wacht: _Toezicht, *, nogmaals: bool = True
) -> tuple[NotebookNode, int, str]:
    """Run one notebook in its own kernel. Returns the notebook as far as it came, an exit code and a reason.

    A kernel that dies before its first cell is started once more: a port that was free when it was chosen can be taken
    by another program before the kernel has it.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill import execute_notebook
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    papermill_engines.register("sociaaldomein", _motor())
    gezien: list[NotebookNode] = []
    begonnen = threading.Event()
    try:
        klaar = execute_notebook(
            nb,
            None,
            waarden,
            engine_name="sociaaldomein",
            progress_bar=False,
            kernel_name="python3",
            map=str(map),
            tijdslimiet=tijdslimiet,
            wacht=wacht,
            gezien=gezien,
            begonnen=begonnen,
        )
        return klaar, GOED, ""
    except PapermillExecutionError as fout:
        gevuld = gezien[-1] if gezien else nb
        vol = fout.ename == "OSError" and f"[Errno {errno.ENOSPC}]" in fout.evalue
        return gevuld, SCHIJF if vol else CEL, f"De cel '{_foute_cel(gevuld)}' gaf een fout ({fout.ename})."
    except CellTimeoutError:
        return gezien[-1], TIJD, f"Een cel duurde langer dan {tijdslimiet} seconden."
    except (DeadKernelError, RuntimeError):
        if nogmaals and not begonnen.is_set() and not wacht.gestopt.is_set():
            return _papermill(nb, waarden, map, tijdslimiet, wacht, nogmaals=False)
        return gezien[-1] if gezien else nb, KERNEL, "Het rekenproces van deze pagina is gestopt."
    except OSError:
        raise
    except Exception as fout:  # a notebook may not take the other pages along
        return gezien[-1] if gezien else nb, CEL, f"De pagina kon niet uitgevoerd worden ({type(fout).__name__})."


@cache
def _motor() -> type:
    """A papermill engine that runs in a given folder, can be stopped, and keeps no widget state."""
    from nbclient.exceptions import DeadKernelError
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine

    stil = logging.getLogger(f"{__name__}.notebooks")  # technical English stays off the adviser's screen
    stil.addHandler(logging.NullHandler())
    stil.propagate = False

    class Motor(Engine):
        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: Any,
            kernel_name: str,
            *,
            map: str,
            tijdslimiet: int,
            wacht: _Toezicht,
            gezien: list,
            begonnen: threading.Event,
            start_timeout: int = 60,
            **_: Any,
        ) -> None:
            gezien.append(nb_man.nb)
            client = PapermillNotebookClient(
                nb_man,
                timeout=tijdslimiet,
                startup_timeout=start_timeout,
                kernel_name=kernel_name,
                log=stil,
                resources={"metadata": {"path": map}},
                store_widget_state=False,
                shutdown_kernel="immediate",
            )

            leverancier: list[Any] = []

            def begin_cel(**_: Any) -> None:
                begonnen.set()
                if not leverancier and client.km.provisioner is not None:
                    leverancier.append(SimpleNamespace(pgid=client.km.provisioner.pgid))
                if wacht.gestopt.is_set():
                    raise DeadKernelError("gestopt")

            client.on_cell_start = begin_cel
            wacht.erbij(client)
            try:
                client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            finally:
                wacht.eraf(client)
                for kernel in leverancier:  # what the notebook itself started goes with its kernel
                    _dood(kernel)

    return Motor


def _foute_cel(nb: NotebookNode) -> str:
    for cel in nb.cells:
        if any(u.output_type == "error" for u in cel.get("outputs", [])):
            return cel.get("id", "?")
    return "?"


def oordeel(nb: NotebookNode) -> tuple[int, str]:
    """Is het notebook echt helemaal uitgevoerd? Kijkt naar nummers en fouten, niet naar wat papermill opschreef."""
    cellen = [c for c in nb.cells if c.cell_type == "code" and c.source.strip()]
    if any(u.output_type == "error" for c in cellen for u in c.outputs):
        return CEL, f"De cel '{_foute_cel(nb)}' gaf een fout."
    if any(c.execution_count is None for c in cellen):
        return KERNEL, "Het rekenproces van deze pagina is gestopt."
    return GOED, ""


def schoon(nb: NotebookNode) -> None:
    """Haal weg wat niet in een uitgave hoort: paden, tijden, waarschuwingen en verwijzingen naar een oude kernel."""
    ingevuld = nb.metadata.get("papermill", {}).get("parameters", {})
    nb.metadata["papermill"] = {"parameters": ingevuld}
    for cel in nb.cells:
        cel.metadata.pop("papermill", None)
        cel.metadata.pop("execution", None)
        if "injected-parameters" in cel.metadata.get("tags", []):
            cel["id"] = "ingevuld"
        if cel.cell_type != "code":
            continue
        cel.outputs = [u for u in cel.outputs if not (u.output_type == "stream" and u.name == "stderr")]
        for uitvoer in cel.outputs:
            if "text/html" in uitvoer.get("data", {}) and uitvoer.data.pop(WIDGET, None):
                uitvoer.metadata[MERK] = "paneel"


def _bewaar_mislukte(uitslagen: tuple[Uitslag, ...], prive: Path, run: str) -> None:
    """A failed notebook may show values in its traceback: it is kept for the adviser alone."""
    import nbformat

    for uitslag in uitslagen:
        if uitslag.code != GOED and uitslag.notebook is not None:
            map = _map(_map(prive / "mislukt", prive=True) / run, prive=True)
            nbformat.write(uitslag.notebook, map / f"{uitslag.pagina.naam}.ipynb")


# --- publish ---------------------------------------------------------------------------------------------------------


def _manifest(
    o: Opdracht,
    openbaar: Openbaar,
    run: str,
    begonnen: datetime,
    uitslagen: tuple[Uitslag, ...],
    delen: list[dict[str, Any]],
) -> dict[str, Any]:
    paginas = [
        {
            "naam": u.pagina.naam,
            "titel": u.pagina.titel,
            "notebook": u.pagina.notebook.stem,
            "parameters": u.pagina.parameters,
            "status": u.status,
            "reden": u.reden,
        }
        for u in uitslagen
    ]
    status = dict(openbaar.cijfers["status"].value_counts().rows())
    return {
        "run": run,
        "kwartaal": str(o.kwartaal),
        "profiel": openbaar.profiel,
        "gemeente": openbaar.gemeente,
        "gemeentecode": openbaar.gemeentecode,
        "peildatum": openbaar.peildatum,
        "synthetisch": openbaar.synthetisch,
        "begonnen": begonnen.isoformat(timespec="seconds"),
        "klaar": datetime.now().astimezone().isoformat(timespec="seconds"),
        **_omstandigheden(o),
        "paginas": paginas,
        "agenda": delen,
        "aantallen": {
            "cijfers": openbaar.cijfers.height,
            **{s: status.get(s, 0) for s in ("definitief", "voorlopig", "ontbreekt", "afgeschermd")},
            **{f"rijen_{soort}": sum(per[soort] for per in rijen_per_bestand(o).values()) for soort in DEUR},
        },
    }


def _omstandigheden(o: Opdracht) -> dict[str, Any]:
    """What an edition is made with and from; a figure changes only when one of these does."""
    return {
        "omgeving": publicatie.omgeving(),
        "instellingen": instellingen_van(o.params),
        "invoer": invoer(o.bron),
    }


def invoer(bron: Path) -> dict[str, str]:
    """De bestanden van een levering met hun geheime vingerafdruk: het manifest is openbaar, de levering niet."""
    from sociaaldomein.levering import pseudoniemen

    sleutel = _sleutel()
    return publicatie.hashes(bron, lambda pad: pseudoniemen.afdruk(pad.read_bytes(), sleutel))


def geheime_afdruk(pad: Path) -> str:
    """De vingerafdruk van een bestand dat niet openbaar is. Alleen wie de sleutel heeft, kan haar narekenen."""
    from sociaaldomein.levering import pseudoniemen

    return pseudoniemen.afdruk(pad.read_bytes(), _sleutel())


def instellingen_van(params: Params) -> dict[str, Any]:
    """De instellingen die een uitgave bepalen, zonder paden van deze machine."""
    return {
        "profiel": params.profiel,
        "drempel": params.drempel,
        "methode": params.methode,
        "gemeente": params.gemeente,
        "contact": params.contact,
        "peildatum": params.peildatum.isoformat() if params.peildatum else None,
        "toelichting": geheime_afdruk(params.toelichting) if params.toelichting else None,
        "avond": _avond_van(params),
        "paginas": [
            {"naam": p.naam, "titel": p.titel, "notebook": publicatie.sha256(p.notebook), "parameters": p.parameters}
            for p in params.paginas
        ],
    }


def _avond_van(params: Params) -> dict[str, Any] | None:
    """The evening without paths: what the adviser chose, and the fingerprint of every text that goes with it."""
    if params.avond is None:
        return None
    a = params.avond
    eigen = sorted(a.teksten.glob("*.yml")) if a.teksten else []
    bestanden = [*eigen, *([a.stellingen] if a.stellingen else [])]
    vast = {k: w for k, w in asdict(a).items() if k not in ("stellingen", "teksten")}
    return publicatie.json_waarde(vast | {"bestanden": {p.name: geheime_afdruk(p) for p in bestanden}})


def rijen_per_bestand(o: Opdracht) -> dict[str, dict[str, int]]:
    """Rijen door de deur, per bestand: in = uit + afgekeurd + dubbel + elders. Een klein bestand kan iets verraden."""
    return {
        b.label: dict(zip(DEUR, (b.rijen_in, b.rijen_uit, b.afgekeurd, b.dubbel, b.elders), strict=True))
        for b in o.levering.rapport.bestanden
    }


def _schrijf_paginas(
    werk: Path, uitslagen: tuple[Uitslag, ...], manifest: dict[str, Any], openbaar: Openbaar
) -> None:
    from sociaaldomein.afscherming import controle
    from sociaaldomein.paginas import omslag

    goed = [(u.pagina.naam, u.pagina.titel) for u in uitslagen if u.status == "goed"]
    mist = [f"{u.pagina.naam}.html" for u in uitslagen if u.status != "goed"]
    weg = publicatie.weg(goed, manifest["agenda"])
    publicatie.schrijf_json(werk / "openbaar" / PAGINAS, weg)

    def herzien(pagina: Pagina) -> str:
        return HERZIEN if _toont_herziene(openbaar, pagina, manifest["herzien"]) else ""

    paginas = {
        u.pagina.naam: pagina_html(u.notebook, omslag.nav_html(weg, u.pagina.naam) + herzien(u.pagina), mist)
        for u in uitslagen
        if u.status == "goed"
    }
    paginas["toegankelijkheid"] = publicatie.toegankelijkheid_html(manifest, paginas.values())
    for naam, html in paginas.items():
        (werk / f"{naam}.html").write_text(html, encoding="utf-8")
    begrippen = publicatie.met_weg(omslag.begrippen_html(manifest), goed, "begrippen", manifest["agenda"])
    (werk / "begrippen.html").write_text(begrippen, encoding="utf-8")
    if openbaar.profiel == "openbaar":
        inhoud = controle.inhoud(openbaar, manifest["afscherming"])
        blad = omslag.omslag_html(controle.TITEL, inhoud, manifest, omslag.voet_html())
        blad = publicatie.met_weg(blad, goed, controle.PAGINA, manifest["agenda"])
        (werk / f"{controle.PAGINA}.html").write_text(blad, encoding="utf-8")
    (werk / "index.html").write_text(publicatie.index_html(manifest, paginas), encoding="utf-8")


def pagina_html(nb: NotebookNode, nav: str, mist: Iterable[str]) -> str:
    """De losse HTML van een pagina: alleen de uitvoer van het notebook, in de omslag van de huisstijl.

    `nav` is de weg naar de pagina's die er kwamen. `mist` noemt bestanden die er niet kwamen: een verwijzing daarnaar
    wordt gewone tekst.
    """
    from sociaaldomein.paginas import omslag

    kop, inhoud, voet = (deel_html(nb, deel) for deel in ("kop", "inhoud", "voet"))
    kop = re.sub(r'<nav aria-label="Onderdelen".*?</nav>', lambda _: nav, kop, flags=re.DOTALL)
    for bestand in mist:
        inhoud = re.sub(rf'<a href="{re.escape(bestand)}["#][^>]*>(.*?)</a>', r"\1", inhoud, flags=re.DOTALL)
    return omslag.pagina_html(kop, inhoud, voet)


def deel_html(nb: NotebookNode, deel: str) -> str:
    """De uitvoer van de cellen van een deel (kop, inhoud of voet) als HTML, met het eigen nbconvert-sjabloon."""
    return _exporter().from_notebook_node(nb, resources={"deel": deel})[0].strip()


@cache
def _exporter() -> Any:
    """The plain template exporter: the one for HTML parses and rewrites the page, and would change the drawings."""
    from nbconvert.exporters import TemplateExporter

    return TemplateExporter(
        template_name="sociaaldomein",
        template_file="index.html.j2",
        extra_template_basedirs=[str(JUPYTER / "nbconvert" / "templates")],
    )


def _wijs_aan(uitgave: Path, manifest: dict[str, Any]) -> bool:
    """Point at this edition, unless it misses a page while an earlier edition is whole."""
    wijzer = uitgave.parent / publicatie.WIJZER
    heel = all(p["status"] in ("goed", "leeg") for p in manifest["paginas"])
    vorige = publicatie.huidige(uitgave.parents[1], uitgave.parent.name)
    if not heel and vorige is not None:
        oud = publicatie.lees_json(vorige / "manifest.json")
        if all(p["status"] == "goed" for p in oud["paginas"]):
            return False
    publicatie.schrijf_json(wijzer, {"run": uitgave.name, "kwartaal": manifest["kwartaal"], "klaar": manifest["klaar"]})
    return True


def _seconden(duur: float) -> str:
    from sociaaldomein.grond.notatie import getal

    return f"{getal(duur, 1)} seconden"
