"""De opdracht `sociaaldomein`, in het Nederlands. Dun: elk werkwoord roept een functie aan.

Uitvoercodes: 0 goed, 1 een pagina is mislukt, 2 de opdracht of de gegevens kloppen niet, 3 het rekenproces is gestopt,
4 te lang, 5 de schijf, 6 er is al een run bezig, 7 gestopt.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from sociaaldomein.grond.bsn import maskeer

GOED, MISLUKT, GEWEIGERD, SCHIJF, BEZET, GESTOPT = 0, 1, 2, 5, 6, 7
DEMO = "sociaaldomein-demo"
DEMO_KWARTAAL = "2023-K1"
WERKMAP = "sociaaldomein-werkmap"

# The words of argparse itself, in Dutch.
WOORDEN = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "optional arguments": "opties",
    "positional arguments": "argumenten",
    "show this help message and exit": "toon deze uitleg",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "the following arguments are required: %s": "Dit ontbreekt in uw opdracht: %s.",
    "unrecognized arguments: %s": "Dit ken ik niet: %s.",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r bestaat niet. Kies uit: %(choices)s.",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r bestaat niet. Bedoelt u %(closest)r? Kies uit: %(choices)s."
    ),
    "invalid %(type)s value: %(value)r": "%(value)r mag hier niet. Hier hoort %(type)s te staan.",
    "expected one argument": "hier hoort een waarde achter te staan",
    "expected at most one argument": "hier mag hoogstens een waarde achter staan",
    "expected at least one argument": "hier hoort minstens een waarde achter te staan",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "dit gaat niet samen met %s",
    "one of the arguments %s is required": "Kies een van deze: %s.",
    "ignored explicit argument %r": "achter deze optie hoort geen waarde (%r)",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s is niet duidelijk. Bedoelt u %(matches)s?",
    "unexpected option string: %s": "Dit ken ik niet: %s.",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)r bestaat niet. Kies uit: %(choices)s.",
}


class Opdrachtregel(argparse.ArgumentParser):
    """An argument parser that speaks Dutch, in one clear sentence, and takes no abbreviations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Stop met een Nederlandse uitleg en afloop 2."""
        from sociaaldomein.grond.noemen import bedoelt

        woorden = [w for w in sys.argv[1:] if w.startswith("--")]
        bekend = [o for a in self._actions for o in a.option_strings]
        onbekend = [w.split("=")[0] for w in woorden if w.split("=")[0] not in bekend]
        voorstel = bedoelt(onbekend[0], bekend) if "ken ik niet" in message and onbekend else ""
        self.exit(GEWEIGERD, f"{message}{voorstel}\nUitleg: {self.prog} --help\n")


def ontleed() -> argparse.ArgumentParser:
    """De opdrachten en hun opties."""
    parser = Opdrachtregel(
        prog="sociaaldomein",
        description="Maak en toon de raadsmonitor voor het sociaal domein.",
        epilog="Begin met: sociaaldomein demo",
    )
    opdrachten = parser.add_subparsers(
        title="opdrachten", metavar="OPDRACHT", dest="opdracht", parser_class=Opdrachtregel
    )

    def erbij(naam: str, functie: Callable[[argparse.Namespace], int], uitleg: str) -> argparse.ArgumentParser:
        sub = opdrachten.add_parser(naam, help=uitleg, description=uitleg)
        sub.set_defaults(functie=functie)
        return sub

    p = erbij("demo", _demo, "Voorbeelddata maken, het kwartaal draaien en het dashboard openen.")
    p.add_argument("--map", type=Path, default=Path(DEMO), help=f"map voor de demo (anders ./{DEMO})")
    _venster(p)

    p = erbij("kwartaal", _kwartaal, "De uitgave van een kwartaal maken.")
    p.add_argument("kwartaal", metavar="KWARTAAL", help="het laatste kwartaal in beeld, bijvoorbeeld 2023-K1")
    p.add_argument("--bron", type=Path, required=True, metavar="MAP", help="map met de leveringen")
    p.add_argument("--uit", type=Path, required=True, metavar="MAP", help="map voor de uitgaven")
    p.add_argument("--params", type=Path, metavar="BESTAND", help="welke pagina's (anders de gewone)")
    p.add_argument("--profiel", choices=("openbaar", "intern"), help="openbaar (gewoon) of intern (alleen voor uzelf)")
    p.add_argument("--registraties", type=Path, metavar="MAP", help="map voor de gegevens over personen")
    p.add_argument("--akkoord", action="store_true", help="ga door, ook als de totalen sterk zijn veranderd")
    p.add_argument("--leeg-toegestaan", action="store_true", help="een bestand zonder rijen is goed")
    p.add_argument("--nieuwe-sleutel", action="store_true", help="de oude sleutel is weg: maak andere pseudoniemen")

    p = erbij("controleer", _controleer, "Een levering controleren. Er verandert niets.")
    p.add_argument("map", type=Path, metavar="MAP", help="map met de levering")
    p.add_argument("--html", type=Path, metavar="PAD", help="schrijf het verslag ook als webpagina")
    p.add_argument("--leeg-toegestaan", action="store_true", help="een bestand zonder rijen is goed")

    p = erbij("stel-kolommen-voor", _stel_kolommen_voor, "Een kolommen.yml voorstellen bij een levering.")
    p.add_argument("map", type=Path, metavar="MAP", help="map met de levering")
    p.add_argument("--naar", type=Path, metavar="BESTAND", help="waar het voorstel komt (anders in de map zelf)")

    p = erbij("controleer-publicatie", _controleer_publicatie, "Nagaan of geen klein aantal uit te rekenen is.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")

    p = erbij("verifieer", _verifieer, "Nagaan of uitgaven nog precies zijn zoals zij gemaakt zijn.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")

    p = erbij("presenteer", _presenteer, "Het dashboard tonen op deze computer.")
    p.add_argument("params", type=Path, metavar="PARAMS", help="het bestand van de avond, bijvoorbeeld raadsavond.yml")
    p.add_argument(
        "--poort", type=_poort, metavar="N", help="poort van het dashboard (anders de eerste vrije vanaf 8866)"
    )
    p.add_argument("--opnieuw", action="store_true", help="maak eerst een nieuwe uitgave")
    p.add_argument("--tablets", action="store_true", help="geef de pagina's ook aan de tablets in dit netwerk")
    p.add_argument("--tabletadres", metavar="ADRES", help="adres van deze computer in het netwerk (anders vanzelf)")
    p.add_argument("--tabletpoort", type=_poort, metavar="N", help="poort voor de tablets (anders vanaf 8080)")
    p.add_argument("--akkoord", action="store_true", help="ga door, ook als de totalen sterk zijn veranderd")
    _venster(p)

    p = erbij("stellingen", _stellingen, "Stellingen voor Raad of Fabel? opschrijven, om zelf te veranderen.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")
    p.add_argument("--aantal", type=_heel, default=20, metavar="N", help="zoveel stellingen (anders 20)")
    p.add_argument("--naar", type=Path, metavar="BESTAND", help="waar zij komen (anders op het scherm)")

    p = erbij("verken", _verken, "JupyterLab openen om zelf te zoeken. Alleen voor uw eigen ogen.")
    p.add_argument("--map", type=Path, default=Path(WERKMAP), help=f"werkmap (anders ./{WERKMAP})")
    p.add_argument("--geen-venster", action="store_true", help="open geen browser")

    p = erbij("voorbeelddata", _voorbeelddata, "Verzonnen gegevens maken om mee te oefenen.")
    p.add_argument("map", type=Path, metavar="MAP", help="nieuwe map voor de gegevens")
    p.add_argument("--factor", type=_factor, default=1.0, metavar="GETAL", help="zoveel keer zo groot (anders 1)")
    p.add_argument("--zaad", type=_heel, metavar="GETAL", help="ander zaad geeft andere verzonnen gegevens")

    p = erbij("begrippen", _begrippen, "Uitleg van alle cijfers en woorden.")
    p.add_argument("--html", type=Path, metavar="PAD", help="schrijf de uitleg als webpagina")

    p = erbij("sjabloon", _sjabloon, "Een leeg Excelbestand maken voor een levering.")
    p.add_argument("pad", type=Path, metavar="PAD", help="bestand (.xlsx), of een map; dan komt de uitleg erbij")
    return parser


def _venster(p: argparse.ArgumentParser) -> None:
    p.add_argument("--geen-venster", action="store_true", help="open geen browser")
    p.add_argument("--stop", action="store_true", help="controleer of elke pagina antwoordt en stop")


def main(argv: Sequence[str] | None = None) -> int:
    """Voer een opdracht uit en geef de uitvoercode."""
    for stroom in (sys.stdout, sys.stderr):
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(encoding="utf-8", errors="replace")
    argparse._ = lambda tekst: WOORDEN.get(tekst, tekst)  # argparse looks its own words up through this name
    parser = ontleed()
    try:
        args = parser.parse_args(argv)
    except SystemExit as einde:
        return int(einde.code or 0)
    if args.opdracht is None:
        parser.print_help()
        return GEWEIGERD
    return _veilig(args)


def _veilig(args: argparse.Namespace) -> int:
    """Run a command; whatever goes wrong becomes one Dutch line and an exit code, never a traceback on the screen."""
    from sociaaldomein.uitgave.afloop import Bezet

    try:
        _luister_naar_stop()
        code = args.functie(args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _zeg(GESTOPT, "Gestopt. Wat er al stond, is niet veranderd.")
    except Bezet as fout:
        return _zeg(BEZET, str(fout))
    except BrokenPipeError:
        return _niemand_leest_mee()
    except OSError as fout:
        if _schijf_vol(fout):
            return _zeg(SCHIJF, "De schijf is vol. Er is niets gepubliceerd. Maak ruimte en probeer het opnieuw.")
        if isinstance(fout, PermissionError):
            return _zeg(SCHIJF, f"Hier mag ik niet schrijven: '{fout.filename}'. Kies een andere map.")
        return _onverwacht(fout)
    except Exception as fout:
        if _schijf_vol(fout):
            return _zeg(SCHIJF, "De schijf is vol. Er is niets gepubliceerd. Maak ruimte en probeer het opnieuw.")
        weigering = _weigering(fout)
        return _zeg(GEWEIGERD, weigering) if weigering else _onverwacht(fout)


def _niemand_leest_mee() -> int:
    """What reads along (`| head`) had enough: no fault of ours, and nothing more to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
    return GOED


def _schijf_vol(fout: Exception) -> bool:
    """Libraries that write Parquet tell it in words, without the number of the error."""
    if isinstance(fout, OSError) and fout.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return "No space left on device" in str(fout) or "(os error 28)" in str(fout)


def _onverwacht(fout: Exception) -> int:
    """A fault in the program itself: one line for the user, the technical account in a private file."""
    import traceback

    import platformdirs

    map = Path(platformdirs.user_log_dir("sociaaldomein", appauthor=False))
    map.mkdir(parents=True, exist_ok=True, mode=0o700)
    pad = map / f"fout-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    pad.touch(mode=0o600)
    pad.write_text(maskeer("".join(traceback.format_exception(fout))), encoding="utf-8")
    return _zeg(
        MISLUKT, f"Er ging iets mis in het programma ({type(fout).__name__}). De technische uitleg staat in {pad}."
    )


def _weigering(fout: Exception) -> str:
    """The message of a refusal; empty when it is something else."""
    from sociaaldomein.afscherming.controle import GeenUitgave
    from sociaaldomein.levering.controletotalen import Verschoven
    from sociaaldomein.levering.deur import LeveringGeweigerd
    from sociaaldomein.opdracht.instellingen import ParamsFout

    if isinstance(fout, ParamsFout | Verschoven | GeenUitgave):
        return maskeer(str(fout))
    if isinstance(fout, LeveringGeweigerd):
        return f"{fout}\nAlle fouten ziet u met: sociaaldomein controleer {fout.rapport.map}"
    return ""


def _luister_naar_stop() -> None:
    from sociaaldomein.uitgave.afloop import Gestopt

    def stop(*_: object) -> NoReturn:
        raise Gestopt

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, stop)


def _zeg(code: int, tekst: str) -> int:
    print(maskeer(tekst), file=sys.stderr, flush=True)
    return code


# --- commands --------------------------------------------------------------------------------------------------------


def _demo(args: argparse.Namespace) -> int:
    from sociaaldomein.grond.melden import meld
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.zaal import presenteren

    begin = time.perf_counter()
    map = args.map.absolute()
    if map.exists() and not map.is_dir():
        raise instellingen.ParamsFout(f"'{args.map}' is een bestand. Kies met --map een map.")
    meld("Dit is een demo met verzonnen gegevens. Zij duurt ongeveer een minuut.")
    meld(f"Alles komt in de map {_kort(map)}.")
    _demo_levering(map / "leveringen", meld)
    avond = map / "raadsavond.yml"
    if not avond.is_file():
        avond.write_text(_avond(), encoding="utf-8")
    params = replace(instellingen.lees(avond), akkoord=True)  # invented data may change with every version
    uitgave = presenteren.zorg_voor_uitgave(params, melder=meld)
    if uitgave is None:
        return _zeg(MISLUKT, "Er is geen enkele pagina gelukt. Kijk hierboven waarom.")
    meld(f"De uitgave staat klaar in {_kort(uitgave)}.")
    meld(f"Alle kwartalen op een rij: {_kort(map / 'uitvoer' / 'index.html')}")
    meld(f"Nog eens tonen: sociaaldomein presenteer {_kort(avond)}")
    return presenteren.toon(uitgave, venster=not args.geen_venster, stop=args.stop, begin=begin, melder=meld)


def _demo_levering(levering: Path, meld: Callable[[str], None]) -> None:
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


def _kwartaal(args: argparse.Namespace) -> int:
    from sociaaldomein.opdracht import instellingen
    from sociaaldomein.uitgave import run

    kwartaal = instellingen.lees_kwartaal(args.kwartaal)
    params = instellingen.lees(args.params) if args.params else instellingen.standaard()
    params = replace(params, akkoord=args.akkoord, leeg_toegestaan=args.leeg_toegestaan,
                     nieuwe_sleutel=args.nieuwe_sleutel)  # fmt: skip

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
        return _zeg(GEWEIGERD, "Gestopt. Er is niets veranderd.")
    return draai(replace(params, akkoord=True))


def _vertel(uitkomst: Any) -> int:
    """The summary of a run, in a few lines."""
    for uitslag in uitkomst.uitslagen:
        if uitslag.code:
            print(f"Pagina {uitslag.pagina.titel} is mislukt. {uitslag.reden}")
        elif uitslag.status == "leeg":
            print(f"Pagina {uitslag.pagina.titel} is weggelaten. {uitslag.reden}")
    if uitkomst.map is None:
        return _zeg(uitkomst.code, "Geen enkele pagina is gelukt. Er is niets gepubliceerd.")
    gevraagd = [u for u in uitkomst.uitslagen if u.telt]
    goed = sum(u.status == "goed" for u in gevraagd)
    print(f"Klaar: {goed} van {len(gevraagd)} pagina's. De uitgave staat in {_kort(uitkomst.map)}.")
    if not uitkomst.aangewezen:
        print("De vorige goede uitgave blijft de nieuwste, want aan deze ontbreekt een pagina.")
    if uitkomst.manifest["profiel"] == "intern":
        print("Let op: dit is een interne uitgave met kleine aantallen. Deel haar niet.")
    return uitkomst.code


def _controleer(args: argparse.Namespace) -> int:
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.uitgave import toetsen

    if not args.map.is_dir():
        raise ParamsFout(f"De map '{args.map}' bestaat niet. Noem een map met een levering.")
    rapport = toetsen.controleer(args.map, args.leeg_toegestaan)
    print(rapport.tekst())
    if args.html:
        args.html.write_text(rapport.html(), encoding="utf-8")
        print(f"Het verslag staat in {args.html}.")
    return GOED if rapport.aangenomen else GEWEIGERD


def _stel_kolommen_voor(args: argparse.Namespace) -> int:
    from sociaaldomein.levering import kolomvoorstel
    from sociaaldomein.opdracht.instellingen import ParamsFout

    doel = args.naar or args.map / "kolommen.yml"
    if not args.map.is_dir():
        raise ParamsFout(f"De map '{args.map}' bestaat niet. Noem een map met een levering.")
    if doel.exists():
        raise ParamsFout(f"'{doel}' bestaat al en blijft zoals het is. Noem een ander bestand met --naar.")
    voorstel = kolomvoorstel.stel_voor(args.map)
    if voorstel.past_al:
        print(f"Dit past al: {', '.join(voorstel.past_al)}.")
    if not voorstel.aantal and not voorstel.past_niet:
        print("Er is geen kolommen.yml nodig.")
        return GOED
    if not voorstel.aantal:
        return _zeg(GEWEIGERD, f"Dit lijkt op geen tabel: {', '.join(voorstel.past_niet)}. Er is niets geschreven.")
    doel.write_text(voorstel.tekst, encoding="utf-8")
    print(voorstel.tekst)
    print(f"Het voorstel staat in {doel}. Kijk het na, en probeer dan: sociaaldomein controleer {args.map}")
    return GOED


def _controleer_publicatie(args: argparse.Namespace) -> int:
    from sociaaldomein.afscherming import controle

    uitkomst = controle.controleer_map(args.map, lambda regel: print(regel, file=sys.stderr, flush=True))
    print(uitkomst.uitslag.oordeel)
    for bevinding in uitkomst.uitslag.bevindingen:
        print(f"- {bevinding}")
    for regel in uitkomst.vreemd:
        print(f"- {regel}")
    return GOED if uitkomst.veilig else GEWEIGERD


def _stellingen(args: argparse.Namespace) -> int:
    from sociaaldomein.afscherming import Openbaar, lees_themas
    from sociaaldomein.begrippen.cijfers import neem_op
    from sociaaldomein.grond.kwartaal import Kwartaal
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.paginas import stellingbestand, stellingen
    from sociaaldomein.uitgave import uitvoermap

    alle = uitvoermap.te_verifieren(args.map)
    if not alle:
        raise ParamsFout(f"In '{args.map}' staat geen uitgave. Noem de map van een uitgave, of de map met uitgaven.")
    if args.naar and args.naar.exists():
        raise ParamsFout(f"'{args.naar}' bestaat al en blijft zoals het is. Noem een ander bestand met --naar.")
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


def _verifieer(args: argparse.Namespace) -> int:
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.uitgave import uitvoermap

    alle = uitvoermap.te_verifieren(args.map)
    if not alle:
        raise ParamsFout(f"In '{args.map}' staat geen uitgave. Noem de map van een uitgave, of de map met uitgaven.")
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


def _presenteer(args: argparse.Namespace) -> int:
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


def _verken(args: argparse.Namespace) -> int:
    from sociaaldomein.zaal import presenteren

    return presenteren.verken(args.map.absolute(), venster=not args.geen_venster)


def _voorbeelddata(args: argparse.Namespace) -> int:
    from sociaaldomein.opdracht.instellingen import ParamsFout
    from sociaaldomein.voorbeeld import zorg

    if args.map.exists() and (not args.map.is_dir() or any(args.map.iterdir())):
        raise ParamsFout(f"'{args.map}' is niet leeg. Noem een nieuwe map, dan gaat er niets verloren.")
    extra = {} if args.zaad is None else {"zaad": args.zaad}
    zorg.schrijf(args.map, factor=args.factor, **extra)
    print(f"De verzonnen gegevens staan in {args.map}.")
    print(f"Probeer nu: sociaaldomein kwartaal {DEMO_KWARTAAL} --bron {args.map} --uit uitgaven")
    return GOED


def _begrippen(args: argparse.Namespace) -> int:
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


def _sjabloon(args: argparse.Namespace) -> int:
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


def _poort(tekst: str) -> int:
    if not tekst.isdigit() or not 1024 <= int(tekst) <= 65535:
        raise argparse.ArgumentTypeError(f"'{tekst}' is geen poort. Kies een getal van 1024 tot en met 65535.")
    return int(tekst)


def _factor(tekst: str) -> float:
    try:
        waarde = float(tekst.replace(",", "."))
    except ValueError:
        waarde = 0.0
    if not 0.01 <= waarde <= 10_000:
        raise argparse.ArgumentTypeError(f"'{tekst}' mag niet. Kies een getal van 0,01 tot en met 10000.")
    return waarde


def _heel(tekst: str) -> int:
    if not tekst.isdigit():
        raise argparse.ArgumentTypeError(f"'{tekst}' is geen heel getal.")
    return int(tekst)


def _kort(pad: Path) -> str:
    """A path as short as the user would type it."""
    try:
        return str(pad.relative_to(Path.cwd()))
    except ValueError:
        return str(pad)
