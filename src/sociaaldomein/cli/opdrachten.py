"""De werkwoorden van de opdracht `sociaaldomein`. Elk roept een functie aan, en laadt pas dan wat nodig is."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sociaaldomein.grond.bsn import maskeer
from sociaaldomein.grond.melden import meld
from sociaaldomein.uitgave.afloop import GEWEIGERD, GOED, MISLUKT

DEMO = "sociaaldomein-demo"
DEMO_KWARTAAL = "2023-K1"
WERKMAP = "sociaaldomein-werkmap"


def zeg(code: int, tekst: str) -> int:
    """Een zin voor de gebruiker, en de uitvoercode die erbij hoort."""
    print(maskeer(tekst), file=sys.stderr, flush=True)
    return code


def demo(args: argparse.Namespace) -> int:
    """Voorbeelddata maken, het kwartaal draaien en het dashboard openen."""
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.zaal import presenteren

    begin = time.perf_counter()
    map = args.map.absolute()
    if map.exists() and not map.is_dir():
        raise instellingen.ParamsFout(f"'{args.map}' is een bestand. Kies met --map een map.")
    meld("Dit is een demo met verzonnen gegevens. Zij duurt ongeveer een minuut.")
    meld(f"Alles komt in de map {_kort(map)}.")
    _demo_levering(map / "leveringen")
    avond = map / "raadsavond.yml"
    if not avond.is_file():
        avond.write_text(_avond(), encoding="utf-8")
    params = replace(instellingen.lees(avond), akkoord=True)  # invented data may change with every version
    uitgave = presenteren.zorg_voor_uitgave(params)
    if uitgave is None:
        return zeg(MISLUKT, "Er is geen enkele pagina gelukt. Kijk hierboven waarom.")
    meld(f"De uitgave staat klaar in {_kort(uitgave)}.")
    meld(f"Alle kwartalen op een rij: {_kort(map / 'uitvoer' / 'index.html')}")
    meld(f"Nog eens tonen: sociaaldomein presenteer {_kort(avond)}")
    return presenteren.toon(uitgave, venster=not args.geen_venster, stop=args.stop, begin=begin)


def _demo_levering(levering: Path) -> None:
    """Reuse example deliveries made whole by this very code; otherwise make them beside, and swap."""
    import shutil

    from sociaaldomein.grond.paden import codehash
    from sociaaldomein.voorbeeld import zorg

    merk = levering / ".gemaakt"
    nu = codehash()
    if merk.is_file() and merk.read_text(encoding="utf-8") == nu:
        meld("1. De voorbeelddata staan er al.")
        return
    meld("1. Voorbeelddata maken ...")
    nieuw = levering.with_name(".leveringen-nieuw")
    shutil.rmtree(nieuw, ignore_errors=True)
    nieuw.mkdir(parents=True)
    zorg.schrijf(nieuw)
    (nieuw / ".gemaakt").write_text(nu, encoding="utf-8")
    shutil.rmtree(levering, ignore_errors=True)
    nieuw.replace(levering)


def _avond() -> str:
    from sociaaldomein.grond.paden import meegeleverd

    return (meegeleverd("params") / "raadsavond.yml").read_text(encoding="utf-8")


def kwartaal(args: argparse.Namespace) -> int:
    """De uitgave van een kwartaal maken."""
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.uitgave import run

    kwartaal = instellingen.lees_kwartaal(args.kwartaal)
    params = instellingen.lees(args.params) if args.params else instellingen.standaard()
    params = replace(
        params, akkoord=args.akkoord, leeg_toegestaan=args.leeg_toegestaan, nieuwe_sleutel=args.nieuwe_sleutel
    )

    def draai(params: Any) -> int:
        uitkomst = run.draai(
            params, args.bron, args.uit, kwartaal, profiel=args.profiel, registratiemap=args.registraties
        )
        return _vertel(uitkomst)

    return _vraag_akkoord(draai, params)


def _vraag_akkoord(draai: Callable[[Any], int], params: Any) -> int:
    """Run; when a total moved and someone is at the keyboard, ask. Unattended, it stays a refusal."""
    from sociaaldomein.levering.controletotalen import Verschoven

    try:
        return draai(params)
    except Verschoven as fout:
        if not sys.stdin.isatty():
            raise
        print(fout, file=sys.stderr)
    if input("Toch doorgaan? Typ ja of nee: ").strip().lower() not in ("ja", "j"):
        return zeg(GEWEIGERD, "Gestopt. Er is niets veranderd.")
    return draai(replace(params, akkoord=True))


def _vertel(uitkomst: Any) -> int:
    """The summary of a run, in a few lines."""
    for uitslag in uitkomst.uitslagen:
        if uitslag.code:
            print(f"Pagina {uitslag.pagina.titel} is mislukt. {uitslag.reden}")
        elif uitslag.status == "leeg":
            print(f"Pagina {uitslag.pagina.titel} is weggelaten. {uitslag.reden}")
    if uitkomst.map is None:
        return zeg(uitkomst.code, "Geen enkele pagina is gelukt. Er is niets gepubliceerd.")
    gevraagd = [u for u in uitkomst.uitslagen if u.telt]
    goed = sum(u.status == "goed" for u in gevraagd)
    print(f"Klaar: {goed} van {len(gevraagd)} pagina's. De uitgave staat in {_kort(uitkomst.map)}.")
    if not uitkomst.aangewezen:
        print("De vorige goede uitgave blijft de nieuwste, want aan deze ontbreekt een pagina.")
    if uitkomst.manifest["profiel"] == "intern":
        print("Let op: dit is een interne uitgave met kleine aantallen. Deel haar niet.")
    return uitkomst.code


def controleer(args: argparse.Namespace) -> int:
    """Een levering controleren. Er verandert niets."""
    from sociaaldomein.uitgave import toetsen

    _is_map(args.map)
    rapport = toetsen.controleer(args.map, args.leeg_toegestaan)
    print(rapport.tekst())
    if args.html:
        args.html.write_text(rapport.html(), encoding="utf-8")
        print(f"Het verslag staat in {args.html}.")
    return GOED if rapport.aangenomen else GEWEIGERD


def stel_kolommen_voor(args: argparse.Namespace) -> int:
    """Een kolommen.yml voorstellen bij een levering."""
    from sociaaldomein.levering import kolomvoorstel

    doel = args.naar or args.map / "kolommen.yml"
    _is_map(args.map)
    _nog_niet(doel)
    voorstel = kolomvoorstel.stel_voor(args.map)
    if voorstel.past_al:
        print(f"Dit past al: {', '.join(voorstel.past_al)}.")
    if not voorstel.aantal and not voorstel.past_niet:
        print("Er is geen kolommen.yml nodig.")
        return GOED
    if not voorstel.aantal:
        return zeg(GEWEIGERD, f"Dit lijkt op geen tabel: {', '.join(voorstel.past_niet)}. Er is niets geschreven.")
    doel.write_text(voorstel.tekst, encoding="utf-8")
    print(voorstel.tekst)
    print(f"Het voorstel staat in {doel}. Kijk het na, en probeer dan: sociaaldomein controleer {args.map}")
    return GOED


def controleer_publicatie(args: argparse.Namespace) -> int:
    """Nagaan of geen klein aantal uit te rekenen is."""
    from sociaaldomein.afscherming import controle

    uitkomst = controle.controleer_map(args.map, lambda regel: print(regel, file=sys.stderr, flush=True))
    print(uitkomst.uitslag.oordeel)
    for bevinding in uitkomst.uitslag.bevindingen:
        print(f"- {bevinding}")
    for regel in uitkomst.vreemd:
        print(f"- {regel}")
    return GOED if uitkomst.veilig else GEWEIGERD


def stellingen(args: argparse.Namespace) -> int:
    """Stellingen voor Raad of Fabel? opschrijven, om zelf te veranderen."""
    from sociaaldomein.afscherming import Openbaar, lees_themas
    from sociaaldomein.begrippen.cijfers import neem_op
    from sociaaldomein.grond.kwartaal import Kwartaal
    from sociaaldomein.paginas import stellingbestand, stellingen

    alle = _uitgaven_in(args.map)
    _nog_niet(args.naar)
    openbaar = Openbaar.lees(alle[0] / "openbaar")
    neem_op(lees_themas(alle[0] / "openbaar"))
    alle_stellingen = stellingen.maak(openbaar, Kwartaal.lees(openbaar.kwartaal))
    gekozen = stellingen.kies(alle_stellingen, openbaar.kwartaal, args.aantal)
    tekst = stellingbestand.als_yaml(gekozen)
    if args.naar is None:
        print(tekst, end="")
        return GOED
    args.naar.write_text(tekst, encoding="utf-8")
    print(f"In {args.naar} staan {len(gekozen)} stellingen. Zet het bestand bij de levering.")
    return GOED


def _uitgaven_in(map: Path) -> list[Path]:
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.uitgave import uitvoermap

    if alle := uitvoermap.te_verifieren(map):
        return alle
    raise ParamsFout(f"In '{map}' staat geen uitgave. Noem de map van een uitgave, of de map met uitgaven.")


def _is_map(map: Path) -> None:
    from sociaaldomein.opdracht.instellingen import ParamsFout

    if not map.is_dir():
        raise ParamsFout(f"De map '{map}' bestaat niet. Noem een map met een levering.")


def _nog_niet(pad: Path | None) -> None:
    from sociaaldomein.opdracht.instellingen import ParamsFout

    if pad and pad.exists():
        raise ParamsFout(f"'{pad}' bestaat al en blijft zoals het is. Noem een ander bestand met --naar.")


def verifieer(args: argparse.Namespace) -> int:
    """Nagaan of uitgaven nog precies zijn zoals zij gemaakt zijn."""
    from sociaaldomein.uitgave import uitvoermap

    alle = _uitgaven_in(args.map)
    fouten = 0
    for uitgave in alle:
        fout = uitvoermap.verifieer(uitgave)
        fouten += len(fout)
        print(f"{_kort(uitgave)}: {_verschillen(len(fout))}.")
        for naam, wat in sorted(fout.items()):
            print(f"  {naam}: {wat}")
    for pad, wat in uitvoermap.verifieer_los(args.map).items():
        fouten += 1
        print(f"{_kort(pad)}: {wat}.")
    goed = "Alles is nog zoals het gemaakt is."
    print("Gebruik deze uitgave niet. Draai het kwartaal opnieuw." if fouten else goed)
    return MISLUKT if fouten else GOED


def _verschillen(aantal: int) -> str:
    return {0: "klopt", 1: "1 verschil"}.get(aantal, f"{aantal} verschillen")


def presenteer(args: argparse.Namespace) -> int:
    """Het dashboard tonen op deze computer."""
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.zaal import presenteren

    params = replace(instellingen.lees(args.params), akkoord=args.akkoord)
    return presenteren.presenteer(
        params,
        poort=args.poort,
        venster=not args.geen_venster,
        stop=args.stop,
        opnieuw=args.opnieuw,
        meekijken=(args.tabletadres, args.tabletpoort) if args.tablets else None,
    )


def verken(args: argparse.Namespace) -> int:
    """JupyterLab openen om zelf te zoeken. Alleen voor uw eigen ogen."""
    from sociaaldomein.zaal import presenteren

    return presenteren.verken(args.map.absolute(), venster=not args.geen_venster)


def voorbeelddata(args: argparse.Namespace) -> int:
    """Verzonnen gegevens maken om mee te oefenen."""
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.voorbeeld import zorg

    if args.map.exists() and (not args.map.is_dir() or any(args.map.iterdir())):
        raise ParamsFout(f"'{args.map}' is niet leeg. Noem een nieuwe map, dan gaat er niets verloren.")
    extra = {} if args.zaad is None else {"zaad": args.zaad}
    zorg.schrijf(args.map, factor=args.factor, **extra)
    print(f"De verzonnen gegevens staan in {args.map}.")
    print(f"Probeer nu: sociaaldomein kwartaal {DEMO_KWARTAAL} --bron {args.map} --uit uitgaven")
    return GOED


def begrippen(args: argparse.Namespace) -> int:
    """Uitleg van alle cijfers en woorden."""
    from sociaaldomein.begrippen.cijfers import begrippen, woorden

    if args.html:
        from sociaaldomein.paginas import omslag

        args.html.write_text(omslag.begrippen_html(), encoding="utf-8")
        print(f"De uitleg staat in {args.html}.")
        return GOED
    for b in begrippen().values():
        print(f"{b.titel} ({b.naam})\n  {b.telregel}\n  {b.kanttekening}\n")
    for woord, uitleg in woorden().items():
        print(f"{woord}: {uitleg}")
    return GOED


def sjabloon(args: argparse.Namespace) -> int:
    """Een leeg Excelbestand maken voor een levering."""
    from sociaaldomein.levering import sjabloon

    if args.pad.suffix.lower() == ".xlsx":
        args.pad.parent.mkdir(parents=True, exist_ok=True)
        sjabloon.schrijf_sjabloon(args.pad)
        print(f"Het lege sjabloon staat in {args.pad}.")
        return GOED
    args.pad.mkdir(parents=True, exist_ok=True)
    sjabloon.schrijf_sjabloon(args.pad / "levering.xlsx")
    (args.pad / "gegevenscontract.md").write_text(sjabloon.documentatie(), encoding="utf-8")
    print(f"In {args.pad} staan levering.xlsx (leeg) en gegevenscontract.md (de uitleg).")
    return GOED


def _kort(pad: Path) -> str:
    """A path as short as the user would type it."""
    try:
        return str(pad.relative_to(Path.cwd()))
    except ValueError:
        return str(pad)
