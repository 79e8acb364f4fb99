"""De pagina die zegt hoe kleine aantallen zijn afgeschermd: de regel, de telling per tabel, en het oordeel."""

from __future__ import annotations

from typing import Any

from sociaaldomein.afscherming.openbaar import Openbaar
from sociaaldomein.afscherming.regel import GEWOON, soort_van
from sociaaldomein.begrippen.cijfers import MAAL, SLEUTEL, begrippen, dimensies, domeinen
from sociaaldomein.grond.notatie import getal

PAGINA = "afscherming"
TITEL = "Hoe wij kleine aantallen afschermen"
OVERIGE = {  # breakdowns that no panel lets one choose
    "deel": "begonnen of beëindigd",
    "instroomsoort": "eerder hulp of niet",
    "reden": "reden van einde",
}


def inhoud(openbaar: Openbaar, controle: dict[str, Any]) -> dict[str, Any]:
    """Wat op de pagina over de afscherming staat: de regel, het oordeel van de proef, en de telling per tabel."""
    weg = int(openbaar.cijfers["status"].eq("afgeschermd").sum())
    proef = [
        "Een rekenprogramma speelt de slimme lezer. Het kent deze regel, de sommen per tabel en elke eerdere uitgave.",
        "Het kent niet elk verband tussen twee cijfers. Wie meer combineert, weet van sommige aantallen iets meer.",
        "Het zoekt bij elk afgeschermd getal welke waarden nog kunnen.",
        f"Het rekende met {getal(controle['cellen'])} getallen en {getal(controle['verbanden'])} verbanden.",
        f"Uitgaven die samen zijn getoetst: {getal(controle['uitgaven'])}.",
        f"In deze uitgave zijn {getal(weg)} cijfers afgeschermd. De proef toetst de kleine aantallen en bedragen.",
        "Een gemiddelde of een percentage valt weg met het aantal waar het bij hoort.",
    ]
    telling_ = [(titel, uitsplitsing(soort), aantallen) for titel, soort, *aantallen in telling(openbaar)]
    return {"regels": regels(openbaar), "oordeel": controle["oordeel"], "proef": proef, "telling": telling_}


def regels(openbaar: Openbaar) -> list[str]:
    """De regel van deze uitgave, in gewone zinnen."""
    d = openbaar.drempel
    vast = [
        f"Een aantal van 1 tot en met {d - 1} tonen wij niet. Daar staat: afgeschermd.",
        "Nul blijft meestal nul. Is een groep het hele totaal, dan tonen wij haar ook.",
        "Soms is ook een nul of een groter aantal afgeschermd. Anders is een klein aantal uit te rekenen.",
        "Een percentage maken wij alleen uit aantallen die wij tonen.",
        f"Geld voor minder dan {d} mensen tonen wij niet. Geld dat bijna helemaal naar één mens ging ook niet.",
        "Ander geld ronden wij af op 1.000 euro. Soms blijft een bedrag weg: anders is een ander te schatten.",
        "Wat al in een openbaar stuk stond, blijft zoals het daar staat.",
    ]
    rest = [
        "Het totaal van een kwartaal staat er precies als dat veilig is. Andere aantallen ronden wij af op 5.",
        "Soms ronden wij af op 10, 20 of 50. Anders is een klein aantal uit te rekenen.",
    ]
    if openbaar.methode == "precies":
        rest = [
            "Andere aantallen staan er precies.",
        ]
    return [*vast[:3], *rest, *vast[3:], *opgegeven(openbaar)]


def opgegeven(openbaar: Openbaar) -> list[str]:
    """Wat er niet getoond wordt omdat het met zulke kleine aantallen niet veilig kan, een zin per wet en soort."""
    per: dict[tuple[str, bool, bool], list[str]] = {}
    for o in openbaar.opgegeven:
        soort = uitsplitsing(o.uitsplitsing).replace(" en ", " met ") if o.uitsplitsing else ""
        per.setdefault((o.wet, o.geld, o.om_en_om), []).append(soort)
    uit = []
    for (wet, geld, om_en_om), soorten in per.items():
        naam = domeinen().get(wet, wet)
        if geld:
            per_groep = "" if "" in soorten else f" per {_en(soorten)}"
            uit.append(f"{naam}: wij tonen geen bedragen{per_groep}. Dat kan niet veilig.")
        elif "" in soorten:
            uit.append(f"{naam}: wij tonen geen cijfers. De aantallen zijn te klein om veilig te tonen.")
        elif om_en_om:
            uit.append(f"{naam}: om het andere kwartaal tonen wij cijfers per {_en(soorten)}.")
        else:
            uit.append(f"{naam}: wij tonen geen cijfers per {_en(soorten)}. De aantallen zijn daarvoor te klein.")
    return uit


def _en(woorden: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(woorden[:-1]), woorden[-1])))


def uitsplitsing(soort: str) -> str:
    """Het Nederlandse woord voor een uitsplitsing, of voor twee tegelijk.

    >>> uitsplitsing("hoofdcategorie x interventieniveau"), uitsplitsing("reden")
    ('hoofdcategorie en interventieniveau', 'reden van einde')
    """
    namen = dimensies() | OVERIGE
    return " en ".join(namen.get(deel, deel) for deel in soort.split(MAAL))


def telling(openbaar: Openbaar) -> list[tuple]:
    """Per cijfer en uitsplitsing: getoond, waarvan grover afgerond, en afgeschermd. Nullen en gaten tellen niet mee."""
    gewoon = max(GEWOON[openbaar.methode], 1)
    per: dict[tuple[str, str], list[int]] = {}
    for r in openbaar.cijfers.iter_rows(named=True):
        if soort_van(r["cijfer"]) == "nee" or r["status"] == "ontbreekt" or r["waarde"] == 0:
            continue
        rij = per.setdefault((r["cijfer"], r["groep_soort"]), [0, 0, 0])
        if r["waarde"] is None:
            rij[2] += 1
            continue
        rij[0] += 1
        if soort_van(r["cijfer"]) == "aantal" and openbaar.afgerond_op(*(r[k] for k in SLEUTEL)) > gewoon:
            rij[1] += 1
    volgorde = list(begrippen())
    return [
        (begrippen()[c].titel if c in begrippen() else c, soort, *n)
        for (c, soort), n in sorted(per.items(), key=lambda p: (volgorde.index(p[0][0]), p[0][1]))
    ]
