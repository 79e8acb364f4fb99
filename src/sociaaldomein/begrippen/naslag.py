"""De naslag: alle telregels en woorden in een leesbaar document, gemaakt uit begrippen.toml.

Het document staat in docs/telregels.md. Een test houdt het gelijk aan begrippen.toml. Opnieuw maken:

    python -m sociaaldomein.begrippen.naslag docs/telregels.md
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from sociaaldomein.begrippen.cijfers import Begrip, begrippen, domeinen, klein, voorbeelden, woorden

ONDERWERPEN = {
    "instroom": "Lopende hulp, begin en einde",
    "looptijd": "Looptijd en termijnen",
    "triage": "Triage",
    "bevolking": "Bereik onder de inwoners",
    "financien": "Geld",
    "taskforce": "Taskforce",
}
BESCHERMING = {
    "aantal": "Minder dan 10 tonen wij niet. Totalen staan er precies als dat veilig is. De rest ronden wij af.",
    "aandeel": "Wij rekenen met de aantallen die wij tonen. Zijn die te klein, dan tonen wij het niet.",
    "kenmerk": "Wij tonen dit alleen als er minstens 10 achter zitten.",
    "bedrag": "Bedragen voor minder dan 10 mensen tonen wij niet. Ook niet als bijna alles naar één mens ging. "
              "Andere ronden wij af op 1.000 euro.",
    "nee": "Dit cijfer gaat niet over personen. Afschermen is niet nodig.",
}
INLEIDING = """\
# Telregels

Hier staat hoe elk cijfer geteld wordt. Dezelfde tekst staat als uitleg bij de beelden.
Dit document is gemaakt uit `begrippen.toml`, `voorbeelden.toml` en `themas/` in `src/sociaaldomein/begrippen`.
Wijzig die bestanden, niet dit.

Van elke regel staat er een getekend voorbeeld bij, dat u met de hand kunt narekenen. Alles daarin is verzonnen.
Eerst komt de tabel die erin gaat, dan wat eruit komt.
In een tijdlijn is `[` de eerste dag en `]` de laatste. Bij `>` loopt het door.
De dubbele punten zijn de randen van een kwartaal. Een dag zonder jaar is in 2023. Een punt is leeg.
"""
VOORAF = """\
## Van berichten naar trajecten

Dit gebeurt voor het tellen. De dagen van begin en einde tellen altijd allebei mee.

- **Gemeente**: alleen rijen van de eigen gemeente tellen. Waar iemand woont, beslist alleen als de rij niets zegt.
  Een toewijzing zonder gemeentecode hoort bij de gemeente van haar cliënt. Is die onbekend, dan telt zij mee.
  Een levering, verzoek of declaratie zonder gemeentecode hoort bij haar toewijzing.
- **Traject**: een toewijzing met dezelfde wet, hetzelfde nummer en dezelfde gemeente. Het laatste bericht telt.
- **Volgorde**: eerst de toewijzingsdatum, dan de tijd. Zijn die gelijk, dan beslist de inhoud en nooit de rij.
- **Verwijderd**: is het laatste bericht 13 (verwijderd), dan telt de toewijzing nooit.
- **Begin**: de ingangsdatum uit het laatste bericht dat geen verlenging (04) is. Zijn er alleen verlengingen, dan
  telt de eerste.
- **Einde**: de dag van de definitieve stop. Is die er niet, dan de laatste einddatum. Anders loopt het traject door.
- **Stop voor het begin**: ligt het einde voor het begin, dan is het einde de dag van het begin.
- **Tijdelijke stop**: een stop met reden 20 is geen einde.
- **Nieuwe start**: alleen een stop van de laatste start telt. Begint de hulp opnieuw, dan vervalt een eerdere stop.
- **Verbeterde stop**: een gewijzigde stop (status 2) vervangt de eerdere stop van dezelfde start.
  Zo vervalt een stop ook als de verbetering hem tijdelijk noemt.
- **Meer stops**: blijven er meer over, dan telt de laatste dag. Van die dag telt de hoogste code, en leeg het laatst.
- **Ingetrokken**: een bericht met status 3 telt niet. Het bericht dat het intrekt, telt ook niet.
  Dat is het bericht met hetzelfde begin en hetzelfde einde. Noemt de intrekking een reden, dan is ook die gelijk.
  Precies hetzelfde bericht daarna telt ook niet: de volgorde is niet te zien.
- **Geplande einddatum**: die van voor het eerste bericht dat de hulp verandert. Een verbetering (01 of 14) telt nog.
- **Alleen een wijziging geleverd**: dan is de geplande einddatum leeg, tenzij de levering hem zelf noemt.
- **Verwijzer**: die van het eerste verzoek bij de toewijzing. Bij dezelfde dag telt het laagste verzoeknummer.
  Een verzoek zonder dag komt na een verzoek met een dag.
  Begint iemand meer trajecten op een dag, dan gaat een bekende verwijzer voor. Daarna beslist het alfabet.
- **Koppeltabel**: de hoofdcategorie en het niveau zijn die van de dag waarop het traject begon.
  Bij een declaratie is dat de eerste dag van de periode waarover zij gaat.
  Geldt er die dag geen koppeling, dan zijn zij onbekend.
  Een rij met een productcode gaat in haar geheel voor, ook als daar een veld leeg is.
- **Declaratie**: zonder productcategorie krijgt zij het product van haar toewijzing, uit het laatste bericht.
  Is er geen toewijzing bij, dan is haar groep onbekend.
- **Zwaarte**: niveau 1 tot en met 3 is licht, 4 en 5 midden, 6 en 7 zwaar. Een ander niveau is onbekend.
- **Leeftijd**: het jaar van het kwartaal min het geboortejaar. Onder 0 of boven 130 is onbekend.
- **Bijstand**: perioden van een huishouden die overlappen of aansluiten, zijn samen één periode.
  Verschilt de reden van partners, dan gaat een genoemde reden voor "overig". Daarna beslist het alfabet.
  Onbekend is de reden alleen als niemand er een noemt.

De reden van het einde komt uit het stopbericht, per wet:

| Groep | Jeugdwet | Wmo |
|---|---|---|
| einde indicatie | 31 | 19 |
| naar Wlz of ander domein | 39 | 39 |
| andere reden | 02, 32 tot en met 38 | 02, 21, 22, 23, 31, 36, 37, 38 |
| onbekend | leeg, of een andere code | leeg, of een andere code |

Is het laatste bericht een wijziging om reden 06 (ander domein), dan is het altijd: naar Wlz of ander domein.
Zonder stop liep de indicatie af. Alleen na een wijziging om reden 02, 07 of 09 is het een andere reden.
Heeft van een wet geen enkele stop een dag en een reden? Dan is van een einde zonder stop de reden onbekend.
Ook een tijdelijke of ingetrokken stop is er daarbij een. Wat een wijziging zegt (02, 06, 07 of 09), blijft staan.

## Over welke kwartalen wij tellen

- **Tot wanneer**: tot en met het laatste hele kwartaal voor de peildatum. Begon er niets, dan is dat een echte nul.
  Is de peildatum zelf de laatste dag van een kwartaal, dan is dat kwartaal heel.
- **Vanaf wanneer**: per wet, vanaf het kwartaal van de eerste dag in de tabel.
- **Met 100 of meer einden**: dan begint een wet in een tabel met perioden pas bij haar eerste einde.
  Wat daarvoor eindigde, staat niet in zo'n levering.
- **Momentopname**: liggen al die einden in of na het laatste hele kwartaal? Dan telt alleen dat.
  Wat op de laatste dag daarvan begon of eindigde, telt gewoon mee.
- **Uitsplitsing**: is in twaalf kwartalen van niemand van een wet de groep bekend, dan is er geen uitsplitsing.
- **In een uitgave**: alleen wat een pagina toont. Bij elk cijfer hieronder staat per welke groepen dat is.
  Van een totaal zijn het twaalf kwartalen. Van een uitsplitsing de laatste acht waarvan iets bekend is.
  Een nul is ook bekend. De begroting staat er ook voor het hele lopende jaar.
  De besparing staat er voor elk jaar dat geleverd is, tot en met dit jaar. Haar doel en de inboeking voor elk jaar.
- **Nieuw of terugkerend**: pas na een jaar gegevens. Daarvoor ontbreekt dat.
- **Verwijzers**: vanaf het eerste begin met een bekende verwijzer, tot en met het kwartaal van het laatste.
- **Declaraties**: tot en met het laatste kwartaal waarover iemand declareerde, van welke wet ook.
  Een leeg kwartaal is nog geen nul.
- **Onbekend**: mist bij meer dan 5% het geboortejaar of de wijk, dan ontbreekt een aandeel dat dit nodig heeft.
  Het gaat om 5% van wie mee kan tellen. Bij jeugd valt wie zeker 18 of ouder is daarbuiten.
- **Trendbreuk**: over een trendbreuk heen vergelijken wij niet. De Jeugdwet heeft er een op 1 januari 2022.
- **Termijn**: een laatste dag in een weekend of op een feestdag schuift op. Een dag uit een brief schuift niet op.
  Die dag geldt voor het onderzoek en voor het besluit. Is de gewone laatste dag later, dan telt de gewone.
- **Geld per jaar**: een bedrag zonder kwartaal gaat over het hele jaar, en gaat voor.
  Anders tellen de kwartalen op, als alle vier er zijn.
- **Geld vanaf januari**: mist een kwartaal uitgaven, dan ontbreekt het bedrag vanaf dan, tot het jaar om is.
  Een geboekte nul is geen gat. Een bedrag zonder kwartaal telt hier niet mee.
  Een kwartaal met andere boekingen maar zonder voorschot of balanspost, telt daar als nul.
  De begroting is geen boeking. Is er nooit een voorschot of balanspost geboekt, dan ontbreekt dat bedrag.
- **Besparing**: mist in het pad wat een jaar kostte? Dan tellen de uitgaven aan Jeugd en Wmo samen.
  Van beide moet het hele jaar er zijn. Waar beide er zijn, mogen zij hoogstens 1% van het pad schelen.
  Schelen zij ergens meer, dan gaan zij over iets anders. Dan vullen zij nergens aan.
"""


def documentatie() -> str:
    """Alle telregels en de woordenlijst als Markdown.

    >>> documentatie().splitlines()[0]
    '# Telregels'
    """
    hoofdstukken = [
        f"## {ONDERWERPEN.get(naam) or domeinen()[naam]}\n\n" + "\n".join(map(_beschrijf, groep))
        for naam, groep in groupby(begrippen().values(), key=lambda b: b.onderwerp)
    ]
    return "\n".join([INLEIDING, VOORAF, *hoofdstukken, _woordenlijst()])


def _beschrijf(begrip: Begrip) -> str:
    return f"""\
### {begrip.titel}

{begrip.telregel}

- Let op: {begrip.kanttekening}
- Eenheid: {_eenheid(begrip)}.
- Voor: {", ".join(domeinen()[wet] for wet in begrip.wetten)}.
- Bron: {begrip.bron}.
- In een uitgave: {_per(begrip)}.
- Bescherming: {BESCHERMING[begrip.beschermd]}
- Staat vast: {_vast(begrip)}
- Naam in de bestanden: `{begrip.naam}`
{_voorbeeld(begrip)}"""


def _voorbeeld(begrip: Begrip) -> str:
    """Each drawn example stands at the first figure that comes out of it; the others lead there."""
    verwijst, getekend = "", ""
    for regel, v in voorbeelden().items():
        cijfers = [c for c in begrippen() if re.search(rf"(?m)^{c} ", v["uitkomst"])]
        if begrip.naam == cijfers[0]:
            tabellen = "\n".join(tabel["tekening"] for tabel in v["tabel"].values())
            getekend += f"\nVoorbeeld, `{regel}`:\n\n```text\n{tabellen}\n{v['uitkomst']}```\n"
        elif begrip.naam in cijfers:
            verwijst += f"- Voorbeeld: `{regel}`, bij {klein(begrippen()[cijfers[0]].titel)}.\n"
    return verwijst + getekend


def _per(begrip: Begrip) -> str:
    """How a page shows it, in the words of the files."""
    return "alleen het totaal" if not begrip.per else f"het totaal, en per {', '.join(f'`{d}`' for d in begrip.per)}"


def _eenheid(begrip: Begrip) -> str:
    if isinstance(begrip.eenheid, str):
        return begrip.eenheid
    return ", ".join(f"{woord} ({domeinen()[wet]})" for wet, woord in begrip.eenheid.items())


def _vast(begrip: Begrip) -> str:
    dagen = begrip.vast_na_dagen
    wanneer = f"{dagen} dagen na het kwartaal." if dagen > 0 else "meteen na het kwartaal."
    if begrip.levering_na_dagen:
        wanneer += f" De gegevens komen pas na {begrip.levering_na_dagen} dagen."
    return wanneer


def _woordenlijst() -> str:
    return "## Woorden\n\n" + "\n".join(f"- **{woord}**: {uitleg}" for woord, uitleg in woorden().items()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(documentatie(), encoding="utf-8", newline="\n")
