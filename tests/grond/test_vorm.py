"""Elk instellingenbestand noemt zes verschillende fouten in een keer, met bestand en plek, in het Nederlands."""

import re
from pathlib import Path

import beeldset
import pytest

from sociaaldomein.grond import yamltekst
from sociaaldomein.grond.kwartaal import Kwartaal
from sociaaldomein.levering import deur
from sociaaldomein.opdracht import instellingen
from sociaaldomein.opdracht.herkomst import lees_herkomst
from sociaaldomein.paginas import avondteksten, stellingbestand
from sociaaldomein.paginas.dashboard import keur_toelichting

ENGELS = re.compile(r"\b(?:input|should|field|valid|value|error|required|string|list|dict|extra|key|missing|type)\b")


def params(pad: Path) -> str:
    with pytest.raises(instellingen.ParamsFout) as fout:
        instellingen.lees(pad)
    return str(fout.value)


def herkomst(pad: Path) -> str:
    with pytest.raises(instellingen.ParamsFout) as fout:
        lees_herkomst(pad.parent)
    return str(fout.value)


def toelichting(pad: Path) -> str:
    return "\n".join(keur_toelichting(yamltekst.lees(pad), pad.name))


def teksten(pad: Path) -> str:
    return "\n".join(avondteksten.keur(pad.stem, yamltekst.lees(pad)))


def stellingen(pad: Path) -> str:
    with pytest.raises(stellingbestand.StellingFout) as fout:
        stellingbestand.lees(pad, beeldset.openbaar(), Kwartaal(2023, 1))
    return str(fout.value)


def beside_a_delivery(pad: Path) -> str:
    return deur.controleer(pad.parent).tekst().partition("Fouten:")[2].partition("Samenvatting")[0]


# reader, name of the file, text, and of each fault the place and a part of the sentence
ZES = [
    (
        params,
        "avond.yml",
        """
kwartal: 2023-K1
contact: []
drempel: jan@voorbeeld.nl
methode: precis
paginas:
  - {naam: wmo, notebook: raadsmonitor, parameters: {wet: wm}}
avond: Een avond
""",
        [
            ("avond.yml", "Bedoelt u 'kwartaal'?"),
            ("contact", "hier hoort een tekst te staan"),
            ("drempel", "'•••' mag niet"),
            ("methode", "Bedoelt u 'precies'?"),
            ("pagina 1, parameters", "Bedoelt u 'wmo'?"),
            ("avond", "hier horen regels als 'titel: ...'"),
        ],
    ),
    (
        herkomst,
        "herkomst.yml",
        """
gemeente: [Voorbeeldstad]
gemeentecod: 0267
gemeentecode: Nijkerk
peildatum: jan@voorbeeld.nl
synthetisch: misschien
stukken: {a: b}
""",
        [
            ("gemeente", "hier hoort een tekst te staan"),
            ("herkomst.yml", "Bedoelt u 'gemeentecode'?"),
            ("gemeentecode", "'Nijkerk' is geen gemeentecode"),
            ("peildatum", "'•••' is geen dag"),
            ("synthetisch", "schrijf ja of nee"),
            ("stukken", "hier hoort een tekst te staan"),
        ],
    ),
    (
        toelichting,
        "toelichting.yml",
        """
jeugd.lopen: Er kwam hulp bij.
jeugt.lopend: Er kwam hulp bij.
jan@voorbeeld.nl: Er kwam hulp bij.
jeugd.lopend: [een, twee]
jeugd.instroom:
wmo.lopend: {tekst: ja}
""",
        [
            ("jeugd.lopen'", "hoort bij geen paneel"),
            ("jeugt.lopend", "begint niet met een pagina"),
            ("'•••'", "begint niet met een pagina"),
            ("jeugd.lopend", "hier hoort een tekst te staan"),
            ("jeugd.instroom", "hier hoort een tekst te staan"),
            ("wmo.lopend", "hier hoort een tekst te staan"),
        ],
    ),
    (
        teksten,
        "situaties.yml",
        """
- thema: [jeugd]
  titl: Een gezin
  titel: Een gezin
  huishouden: Een ouder en een kind
  stappen:
    - {naam: Melding, dag: jan@voorbeeld.nl, gebeurt: x, besluit: y, niveau: 8, norm: onderzoek}
    - hulp
""",
        [
            ("stuk 1, thema", "hier hoort een tekst te staan"),
            ("stuk 1:", "Bedoelt u 'titel'?"),
            ("stuk 1, stappen 1, dag", "'•••' is geen aantal dagen"),
            ("stuk 1, stappen 1, niveau", "van 1 tot en met 7"),
            ("stuk 1, stappen 1, norm", "Bedoelt u 'onderzoek_dagen'?"),
            ("stuk 1, stappen 2", "regels als 'naam: ...'"),
        ],
    ),
    (
        beside_a_delivery,
        "kolommen.yml",
        """
negeer: {}
wijkn: {}
aggregaat: {hernoemen: {a: b}, overslaan: jan@voorbeeld.nl, datum: dd/mm/jaar}
wijken:
  vast: {wijkode: x}
""",
        [
            ("negeer", "hier hoort een lijst"),
            ("wijkn", "Bedoelt u 'wijken'?"),
            ("aggregaat", "Bedoelt u 'hernoem'?"),
            ("aggregaat, overslaan", "'•••' mag niet"),
            ("aggregaat, datum", "Bedoelt u 'dd/mm/jjjj'?"),
            ("wijken, vast", "Bedoelt u 'wijkcode'?"),
        ],
    ),
    (
        beside_a_delivery,
        "themas.yml",
        """
themas:
  - naam: jan@voorbeeld.nl
    titel: Groen
    groepen: {school: x}
    cijfer:
      bomen: {titel: Bomen, telregel: Bomen in de gemeente., eenheid: bomen, beschermd: jan@voorbeeld.nl}
      Struiken: {titel: Struiken, telregel: Struiken in de gemeente., eenheid: struiken, deel_van: bomn}
    paneel: [{naam: a, vraag: Hoeveel, soort: verlop, cijfers: [bomen]}]
""",
        [
            ("thema 1, naam", "kies een naam"),
            ("thema 1, groepen, school", "hier horen regels"),
            ("thema 1, cijfer, bomen, beschermd", "'•••' mag niet"),
            ("thema 1, cijfer, Struiken:", "kleine letters"),
            ("thema 1, cijfer, Struiken, deel_van 1", "Bedoelt u 'bomen'?"),
            ("thema 1, paneel 1, soort", "Bedoelt u 'verloop'?"),
        ],
    ),
    (
        beside_a_delivery,
        "normen.yml",
        """
trendbreuk: []
trendbreuken:
  - {naam: x, dag: jan@voorbeeld.nl, tekst: vanaf juli, kort: een veel te lang bijschrift, bron: y, wetten: [wmoo]}
  - hier
gelijkgestelde_dagen: {11 mei: Staatscourant}
""",
        [
            ("normen.yml", "Bedoelt u 'trendbreuken'?"),
            ("trendbreuken 1, dag", "deze dag is niet te lezen"),
            ("trendbreuken 1, kort", "langer dan 20 letters"),
            ("trendbreuken 1, wetten 1", "Bedoelt u 'wmo'?"),
            ("trendbreuken 2", "regels als 'naam: ...'"),
            ("gelijkgestelde_dagen, 11 mei", "Schrijf jaar-maand-dag"),
        ],
    ),
    (
        stellingen,
        "stellingen.yml",
        """
- {stelling: Meer., oordel: raad, oordeel: raad, cijfer: x, wet: wmo, is: jan@voorbeeld.nl, dan: jan@voorbeeld.nl}
- {stelling: Meer dan 10., oordeel: fable, cijfer: lopend_clienten, wet: wmo, is: meer dan, dan: {kwartaal: nu}}
""",
        [
            ("stelling 1:", "Bedoelt u 'oordeel'?"),
            ("stelling 1, cijfer", "het cijfer 'x' bestaat niet"),
            ("stelling 1, is", "'•••' mag niet"),
            ("stelling 1, dan", "'•••' mag niet"),
            ("stelling 2, oordeel", "Bedoelt u 'fabel'?"),
            ("stelling 2, dan, kwartaal", "'nu' is geen kwartaal"),
        ],
    ),
]


@pytest.mark.parametrize(("lezer", "naam", "tekst", "fouten"), ZES, ids=[z[1] for z in ZES])
def test_six_faults_are_told_at_once_with_file_and_place(lezer, naam, tekst, fouten, tmp_path):
    (tmp_path / naam).write_text(tekst, encoding="utf-8")
    gezegd = lezer(tmp_path / naam)
    regels = [r for r in gezegd.splitlines() if naam in r]
    for plek, zin in fouten:
        assert sum(plek in r and zin in r for r in regels) == 1, (plek, zin, gezegd)
    assert len(regels) == len(fouten) == 6, "and nothing that follows from another fault"
    assert not ENGELS.search(gezegd), ENGELS.findall(gezegd)
    assert "voorbeeld.nl" not in gezegd, "what can be of a person is not repeated"
