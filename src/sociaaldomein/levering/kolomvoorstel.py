"""Een voorstel voor kolommen.yml: welke kolom van hen bij welke kolom van ons hoort, uit de namen en wat eronder staat.

Het voorstel is een begin. Wat niet zeker is, heeft een vraagteken; wat ontbreekt, staat er als commentaar bij. Waarden
komen er alleen in als zij een soort aanwijzen: een vertaling van codes. Wat van een persoon kan zijn, komt er nooit in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sociaaldomein.begrippen.eenheden import CENT_OF_EURO, EURO_VORM, maat_in
from sociaaldomein.grond.bsn import heeft_bsn
from sociaaldomein.grond.noemen import bedoelt
from sociaaldomein.levering.contract import Kolom
from sociaaldomein.levering.kolomherkenning import (
    Kolomkeuze,
    Past,
    Proefblad,
    alleen_hier,
    beste,
    gevulde,
    is_persoonlijk,
    lees_bladen,
    past_waarde,
    plat,
    vertaal,
)
from sociaaldomein.levering.leveringsverslag import koptekst

VAAK = 3  # a value that occurs so often is a kind, and not somebody
MEESTE_WAARDEN = 40
VOOR_HET_HELE_BESTAND = ("wet", "jaar", "kwartaal", "indicator", "soort", "plan", "programma", "periode", "regio_code")
BSN_KOP = r"bsn|burger ?service|sofi"


class Voorstel(NamedTuple):
    """De tekst van het voorstel, wat er al past, en wat op geen tabel lijkt."""

    tekst: str
    past_al: tuple[str, ...]
    past_niet: tuple[str, ...]
    aantal: int


def stel_voor(map: Path) -> Voorstel:
    """Lees de kolomnamen van elk bestand in een map met leveringen en stel een kolommen.yml voor."""
    blokken: dict[str, list[list[str]]] = {}
    past_al, past_niet = [], []
    for blad in (b for pad in sorted(map.iterdir()) for b in lees_bladen(pad)):
        naam = f"{blad.bestand} ({blad.blad})" if blad.blad else blad.bestand
        past = beste(blad)
        if past is None:
            past_niet.append(blad.blad or blad.bestand)
        elif _heet_al_goed(blad, past):
            past_al.append(naam)
        else:
            blokken.setdefault(past.tabel.naam, []).append(_blok(blad, past))
    regels = [
        "# Een voorstel, gemaakt uit de kolomnamen. Kijk elke regel na voordat u dit gebruikt.",
        "# Een vraagteken betekent: dit is een gok. Een regel met # ervoor telt nog niet mee.",
    ]
    for tabel, lijst in blokken.items():
        regels += ["", f"{tabel}:"]
        for blok in lijst:
            eerste, daarna = ("  ", "  ") if len(lijst) == 1 else ("  - ", "    ")
            regels += [(daarna if nr else eerste) + r for nr, r in enumerate(blok)]
    if past_niet:
        namen = ", ".join(_q(n) for n in past_niet)
        regels += [
            "",
            "# Dit lijkt op geen tabel. Hoort het niet bij de levering? Haal dan het # weg.",
            f"# negeer: [{namen}]",
        ]
    aantal = sum(len(lijst) for lijst in blokken.values())
    return Voorstel("\n".join(regels) + "\n", tuple(past_al), tuple(past_niet), aantal)


def _heet_al_goed(blad: Proefblad, past: Past) -> bool:
    """Whether the door reads this sheet without any help."""
    eigen = blad.tabel
    namen = all(k.kolom.naam == re.sub(r"[\s\-]+", "_", blad.koppen[k.plek].lower()) for k in past.keuzes)
    vertaald = any(_vertalingen(blad.kolommen[k.plek], k.kolom, past.tabel.naam)[0] for k in past.keuzes)
    return bool(eigen) and namen and not past.mist and not past.kantel and not blad.overslaan and not vertaald


def _blok(blad: Proefblad, past: Past) -> list[str]:
    regels = [f"bestand: {_q(blad.bestand)}"]
    if past.ook:
        regels.append(f"# Lijkt ook op {past.ook}. Is het dat? Begin de naam van het bestand dan met {past.ook}.")
    regels += [f"blad: {_q(blad.blad)}"] if blad.blad else []
    regels += [f"overslaan: {blad.overslaan}"] if blad.overslaan else []
    anders = [k for k in past.keuzes if plat(blad.koppen[k.plek]) not in map(plat, k.kolom.namen)]
    if anders:
        hernoem = [_hernoem(blad, k) for k in anders]
        regels += [("" if any(not r.lstrip().startswith("#") for r in hernoem) else "# ") + "hernoem:", *hernoem]
    regels += _waarden(blad, past)
    if past.kantel:
        waarde = "waarde" if past.tabel.naam == "aggregaat" else "bedrag_eur"
        regels += ["kantel:", f"  naar: {past.naar}", f"  waarde: {waarde}", "  kolommen:"]
        regels += [f"    {_q(hun)}: {_q(ons)}" for hun, ons in past.kantel.items()]
    regels += [f"vast: {{{', '.join(f'{k}: {_q(w)}' for k, w in past.vast.items())}}}"] if past.vast else []
    datum, zeker = _datumvorm(blad, past)
    regels += [f"datum: {datum}" + ("" if zeker else "  # ? dag of maand eerst")] if datum else []
    return regels + _ontbreekt(blad, past) + _over(blad, past)


def _hernoem(blad: Proefblad, keuze: Kolomkeuze) -> str:
    """Their name and ours. Money is named with its unit; where that is a guess, the line does not count yet."""
    hun, kolom = blad.koppen[keuze.plek], keuze.kolom
    if not kolom.is_geld:
        return f"  {_q(hun)}: {kolom.naam}" + ("" if keuze.zeker else "  # ?")
    eenheid = _euro_of_cent(hun, blad.kolommen[keuze.plek], kolom)
    if not eenheid:
        euro, cent = (next(n for n in kolom.namen if n.endswith(e)) for e in ("_eur", "_cent"))
        return f"  # {_q(hun)}: {euro}  # euro's of centen? Zijn het centen, schrijf dan {cent}"
    naam = (
        kolom.naam
        if eenheid == CENT_OF_EURO[kolom.soort]
        else next(n for n in kolom.namen if n.endswith("_eur" if eenheid == "euro" else "_cent"))
    )
    return f"  {_q(hun)}: {naam}" + ("" if keuze.zeker else "  # ?")


def _euro_of_cent(hun: str, waarden: list[object], kolom: Kolom) -> str:
    """The unit of an amount as the door would read it: from the name, the form, the contract or the size."""
    if maat_in(hun).soort == "geld":
        return maat_in(hun).eenheid
    if maat_in(hun).keer > 1:
        return "euro"
    teksten = [getattr(w, "merk", "") + str(w) for w in gevulde(waarden)]
    gebroken = any(isinstance(w, float) and not w.is_integer() for w in waarden)
    if kolom.soort == "bedrag" or gebroken or any(re.search(EURO_VORM, t) for t in teksten if not t.endswith(".0")):
        return "euro"
    getallen = sorted(int(g) for t in teksten if (g := re.sub(r"[.,]0$|\D", "", t)) and int(g))
    groot = getallen and kolom.aannemelijk and getallen[len(getallen) // 2] > kolom.aannemelijk[1]
    return "cent" if groot else ""


def _waarden(blad: Proefblad, past: Past) -> list[str]:
    regels: list[str] = []
    for k in past.keuzes:
        paren, los = _vertalingen(blad.kolommen[k.plek], k.kolom, past.tabel.naam)
        if past.tabel.naam == "aggregaat" and (vreemd := _zonder_code(blad.kolommen[k.plek], k.kolom)):
            regels.append(f"  # Van {vreemd} in {koptekst(blad.koppen[k.plek])} kennen wij geen {k.kolom.naam}.")
        if paren or los:
            regels.append(f"  {k.kolom.naam}:" if paren else f"  # {k.kolom.naam}:")
            regels += [f"    {_q(hun)}: {ons}" + ("" if zeker else "  # ?") for hun, ons, zeker in paren]
            mag = ", ".join([*k.kolom.codes()][:12])
            regels += [f"    # {_q(hun)}: ...  # kies uit: {mag}" for hun in los]
    actief = any(not r.lstrip().startswith("#") for r in regels)
    return [("" if actief else "# ") + "waarden:", *regels] if regels else []


def _vertalingen(waarden: list[object], kolom: Kolom, tabel: str) -> tuple[list[tuple[str, str, bool]], list[str]]:
    """Their values that need a translation, and those for which we know none. Never a value that may be somebody's."""
    if not kolom.is_gesloten:
        return [], []
    aantal = Counter(str(w).strip() for w in gevulde(waarden))
    over_mensen = tabel not in ("aggregaat", "plannen", "activiteiten", "doelen", "financien", "koppel_product")
    paren, los = [], []
    for waarde, keer in aantal.most_common(MEESTE_WAARDEN):
        code, zeker = vertaal(waarde, kolom)
        vlak = re.sub(r"[\s-]+", "_", waarde.lower())
        leest_de_deur_zelf = vlak in {c.lower() for c in kolom.codes()} or waarde.lower() in (kolom.synoniemen or {})
        if leest_de_deur_zelf or heeft_bsn(waarde) or len(waarde) > 60 or (over_mensen and keer < VAAK):
            continue
        if code:
            paren.append((waarde, code, zeker))
        elif over_mensen:
            los.append(waarde)
    return paren, los


def _zonder_code(waarden: list[object], kolom: Kolom) -> str:
    """How many different values have no code of ours, in words; the values themselves stay where they are."""
    if not kolom.is_gesloten:
        return ""
    aantal = len({str(w).strip() for w in gevulde(waarden) if vertaal(str(w), kolom)[0] is None})
    return "" if not aantal else "1 waarde" if aantal == 1 else f"{aantal} waarden"


def _datumvorm(blad: Proefblad, past: Past) -> tuple[str, bool]:
    """The form of dates with slashes, or of dates with the month first; and whether the values prove it."""
    plekken = [k.plek for k in past.keuzes if k.kolom.soort == "datum"]
    datums = [w for plek in plekken for w in blad.kolommen[plek] if isinstance(w, str)]
    delen = [(m[2], int(m[1]), int(m[3])) for d in datums if (m := re.match(r"(\d{1,2})([-/])(\d{1,2})\2\d{4}", d))]
    if any(tweede > 12 for _, _, tweede in delen):
        return ("mm/dd/jjjj" if delen[0][0] == "/" else "mm-dd-jjjj"), True
    if any(teken == "/" for teken, *_ in delen):
        return "dd/mm/jjjj", any(eerste > 12 for _, eerste, _ in delen)
    return "", True


def _ontbreekt(blad: Proefblad, past: Past) -> list[str]:
    """What is needed and not found: a number per row, a column of theirs that looks like it, or a constant."""
    vrij = _ongebruikt(blad, past)
    eigen = [n for n in past.mist if past.tabel.kolom(n).soort == "nummer" and n in alleen_hier()]
    if eigen and not any(_telt_rijen(blad.kolommen[i]) for i in vrij):
        leeg = [k.naam for k in past.tabel.kolommen if k.soort == "persoon" and k.naam not in past.gevuld]
        regels = [f"volgnummer: [{', '.join(eigen + leeg)}]  # ? er is geen nummer: elke rij krijgt er een"]
    else:
        regels = [f"# volgnummer: [{n}]  # nodig: elke rij een nummer, of noem een kolom bij hernoem" for n in eigen]
    for naam in past.mist:
        kolom = past.tabel.kolom(naam)
        if naam in eigen or (kolom.soort == "persoon" and any(_is_bsn(blad.koppen[i]) for i in vrij)):
            continue
        regels.append(_nodig(kolom, [blad.koppen[i] for i in vrij if _kan(blad.kolommen[i], kolom)]))
    return regels


def _kan(waarden: list[object], kolom: Kolom) -> bool:
    return kolom.is_gesloten or past_waarde(waarden, kolom) >= 0.3


def _nodig(kolom: Kolom, mogelijk: list[str]) -> str:
    lijkt = bedoelt(kolom.naam, [koptekst(kop.lower()) for kop in mogelijk], "Heet die bij u")
    if lijkt or kolom.naam not in VOOR_HET_HELE_BESTAND:
        return f"# Nodig is ook {kolom.naam}: {kolom.uitleg}.{lijkt} Noem de kolom bij hernoem."
    mag = f"kies uit {', '.join([*kolom.codes()][:8])}" if kolom.is_gesloten else kolom.uitleg
    return f"# vast: {{{kolom.naam}: ...}}  # nodig: {mag}"


def _telt_rijen(waarden: list[object]) -> bool:
    """Whether a column can be a number of a row: filled, and hardly a value occurs twice."""
    gevuld = [str(w) for w in gevulde(waarden)]
    return len(gevuld) > 0.9 * len(waarden) and len({*gevuld}) > 0.5 * len(gevuld)


def _ongebruikt(blad: Proefblad, past: Past) -> list[int]:
    gebruikt = {k.plek for k in past.keuzes}
    return [i for i, kop in enumerate(blad.koppen) if kop and i not in gebruikt and kop not in past.kantel]


def _over(blad: Proefblad, past: Past) -> list[str]:
    """What is not used: by name, and personal columns only as a warning."""
    rest = [blad.koppen[i] for i in _ongebruikt(blad, past)]
    regels = []
    if bsn := [k for k in rest if _is_bsn(k)]:
        regels.append(f"# Van het BSN in {', '.join(map(koptekst, bsn))} maakt de deur een pseudoniem.")
    if eigen := [k for k in rest if is_persoonlijk(k) and not _is_bsn(k)]:
        regels.append(f"# Hoort niet in een levering, haal weg: {', '.join(map(koptekst, eigen))}.")
    if ander := [k for k in rest if not is_persoonlijk(k) and not _is_bsn(k)]:
        regels.append(f"# Niet gebruikt: {', '.join(map(koptekst, ander))}.")
    return regels


def _is_bsn(kop: str) -> bool:
    return bool(re.search(BSN_KOP, kop, re.IGNORECASE))


def _q(tekst: str) -> str:
    """A text as YAML reads it back.

    >>> _q("Startdatum"), _q("1e kw 2023"), _q("a: b")
    ('Startdatum', '"1e kw 2023"', '"a: b"')
    """
    gewoon = re.fullmatch(r"[A-Za-zÀ-ÿ_][\wÀ-ÿ .()/-]*(?<! )", tekst)
    return tekst if gewoon else json.dumps(tekst, ensure_ascii=False)
