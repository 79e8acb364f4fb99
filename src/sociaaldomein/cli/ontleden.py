"""Wat er op de opdrachtregel mag staan, in het Nederlands, met uitleg bij een vergissing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from sociaaldomein.cli import opdrachten as doe
from sociaaldomein.cli.opdrachten import DEMO, WERKMAP
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.uitgave.afloop import GEWEIGERD

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

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Stop met een Nederlandse uitleg en afloop 2."""
        woorden = [w for w in sys.argv[1:] if w.startswith("--")]
        bekend = [o for a in self._actions for o in a.option_strings]
        onbekend = [w.split("=")[0] for w in woorden if w.split("=")[0] not in bekend]
        voorstel = bedoelt(onbekend[0], bekend) if "ken ik niet" in message and onbekend else ""
        self.exit(GEWEIGERD, f"{message}{voorstel}\nUitleg: {self.prog} --help\n")


def ontleed() -> argparse.ArgumentParser:
    """De opdrachten en hun opties."""
    argparse._ = lambda tekst: WOORDEN.get(tekst, tekst)  # type: ignore[attr-defined]  # it looks its words up here
    parser = Opdrachtregel(
        prog="sociaaldomein",
        description="Maak en toon de raadsmonitor voor het sociaal domein.",
        epilog="Begin met: sociaaldomein demo",
    )
    werkwoorden = parser.add_subparsers(
        title="opdrachten", metavar="OPDRACHT", dest="opdracht", parser_class=Opdrachtregel
    )

    def erbij(naam: str, functie: Callable[[argparse.Namespace], int], uitleg: str) -> argparse.ArgumentParser:
        sub = werkwoorden.add_parser(naam, help=uitleg, description=uitleg)
        sub.set_defaults(functie=functie)
        return sub

    p = erbij("demo", doe.demo, "Voorbeelddata maken, het kwartaal draaien en het dashboard openen.")
    p.add_argument("--map", type=Path, default=Path(DEMO), help=f"map voor de demo (anders ./{DEMO})")
    _venster(p)

    p = erbij("kwartaal", doe.kwartaal, "De uitgave van een kwartaal maken.")
    p.add_argument("kwartaal", metavar="KWARTAAL", help="het laatste kwartaal in beeld, bijvoorbeeld 2023-K1")
    p.add_argument("--bron", type=Path, required=True, metavar="MAP", help="map met de leveringen")
    p.add_argument("--uit", type=Path, required=True, metavar="MAP", help="map voor de uitgaven")
    p.add_argument("--params", type=Path, metavar="BESTAND", help="welke pagina's (anders de gewone)")
    p.add_argument("--profiel", choices=("openbaar", "intern"), help="openbaar (gewoon) of intern (alleen voor uzelf)")
    p.add_argument("--registraties", type=Path, metavar="MAP", help="map voor de gegevens over personen")
    p.add_argument("--akkoord", action="store_true", help="ga door, ook als de totalen sterk zijn veranderd")
    p.add_argument("--leeg-toegestaan", action="store_true", help="een bestand zonder rijen is goed")
    p.add_argument("--nieuwe-sleutel", action="store_true", help="de oude sleutel is weg: maak andere pseudoniemen")

    p = erbij("controleer", doe.controleer, "Een levering controleren. Er verandert niets.")
    p.add_argument("map", type=Path, metavar="MAP", help="map met de levering")
    p.add_argument("--html", type=Path, metavar="PAD", help="schrijf het verslag ook als webpagina")
    p.add_argument("--leeg-toegestaan", action="store_true", help="een bestand zonder rijen is goed")

    p = erbij("stel-kolommen-voor", doe.stel_kolommen_voor, "Een kolommen.yml voorstellen bij een levering.")
    p.add_argument("map", type=Path, metavar="MAP", help="map met de levering")
    p.add_argument("--naar", type=Path, metavar="BESTAND", help="waar het voorstel komt (anders in de map zelf)")

    p = erbij("controleer-publicatie", doe.controleer_publicatie, "Nagaan of geen klein aantal uit te rekenen is.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")

    p = erbij("verifieer", doe.verifieer, "Nagaan of uitgaven nog precies zijn zoals zij gemaakt zijn.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")

    p = erbij("presenteer", doe.presenteer, "Het dashboard tonen op deze computer.")
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

    p = erbij("stellingen", doe.stellingen, "Stellingen voor Raad of Fabel? opschrijven, om zelf te veranderen.")
    p.add_argument("map", type=Path, metavar="MAP", help="map van een uitgave, of de map met alle uitgaven")
    p.add_argument("--aantal", type=_heel, default=20, metavar="N", help="zoveel stellingen (anders 20)")
    p.add_argument("--naar", type=Path, metavar="BESTAND", help="waar zij komen (anders op het scherm)")

    p = erbij("verken", doe.verken, "JupyterLab openen om zelf te zoeken. Alleen voor uw eigen ogen.")
    p.add_argument("--map", type=Path, default=Path(WERKMAP), help=f"werkmap (anders ./{WERKMAP})")
    p.add_argument("--geen-venster", action="store_true", help="open geen browser")

    p = erbij("voorbeelddata", doe.voorbeelddata, "Verzonnen gegevens maken om mee te oefenen.")
    p.add_argument("map", type=Path, metavar="MAP", help="nieuwe map voor de gegevens")
    p.add_argument("--factor", type=_factor, default=1.0, metavar="GETAL", help="zoveel keer zo groot (anders 1)")
    p.add_argument("--zaad", type=_heel, metavar="GETAL", help="ander zaad geeft andere verzonnen gegevens")

    p = erbij("begrippen", doe.begrippen, "Uitleg van alle cijfers en woorden.")
    p.add_argument("--html", type=Path, metavar="PAD", help="schrijf de uitleg als webpagina")

    p = erbij("sjabloon", doe.sjabloon, "Een leeg Excelbestand maken voor een levering.")
    p.add_argument("pad", type=Path, metavar="PAD", help="bestand (.xlsx), of een map; dan komt de uitleg erbij")
    return parser


def _venster(p: argparse.ArgumentParser) -> None:
    p.add_argument("--geen-venster", action="store_true", help="open geen browser")
    p.add_argument("--stop", action="store_true", help="controleer of elke pagina antwoordt en stop")


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
