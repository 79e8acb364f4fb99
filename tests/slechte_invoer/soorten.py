"""De soorten kapotte invoer van de beveiligingstoets, met hun nummer: wat er in de map staat en wat de deur zegt.

`stop`: de hele levering is geweigerd. `rij`: de foute rij valt af. `let op`: aangenomen, met een waarschuwing.
`leest`: gewoon gelezen. `delen` moeten in het verslag staan, `nooit` niet.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from openpyxl import Workbook

BSN = "123456782"  # invented; passes the 11-test
KOP = "wet;toewijzingnummer;client_id;productcategorie;ingangsdatum;einddatum;aanbieder_agb\n"
GELD = "jaar;wet;soort;kostensoort;bedrag_eur\n"
WIJK = "wijkcode;wijknaam\n"


def toewijzingen(*fout: str) -> str:
    """De foute rijen vooraan, vanaf rij 2; daarna honderd goede."""
    goed = (f"jeugd;{n};P{n};45;2023-01-09;2023-07-08;01234567" for n in range(1000, 1100))
    return KOP + "\n".join([*fout, *goed]) + "\n"


def geld(*rijen: str) -> str:
    return GELD + "\n".join([*rijen, *(f"2023;wmo;werkelijk;k{n};{n}" for n in range(100))]) + "\n"


def wijken(*rijen: str) -> str:
    return WIJK + "\n".join([*rijen, *(f"WK0267{n};wijk {n}" for n in range(10, 60))]) + "\n"


def werkboek(bladen: dict[str, list[list]], verborgen: str = "", samen: str = "") -> bytes:
    boek = Workbook()
    boek.remove(boek.active)
    for titel, rijen in bladen.items():
        blad = boek.create_sheet(titel)
        for rij in rijen:
            blad.append(rij)
        if titel == verborgen:
            blad.sheet_state = "hidden"
        elif samen:
            blad.merge_cells(samen)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


WIJKBLAD = [["wijkcode", "wijknaam"], *([f"WK0267{n}", f"wijk {n}"] for n in range(10, 60))]
GELDBLAD = [["jaar", "wet", "soort", "bedrag_eur"], *([2023, "wmo", "werkelijk", n] for n in range(1, 60))]


def bom() -> bytes:
    """Een werkboek van een paar kB dat tot 250 MB uitpakt."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(werkboek({"wijken": WIJKBLAD}))) as oud, zipfile.ZipFile(uit, "w") as nieuw:
        for deel in oud.namelist():
            nieuw.writestr(deel, oud.read(deel))
        with nieuw.open(zipfile.ZipInfo("xl/media/vulling.xml"), "w") as groot:
            pass
    with zipfile.ZipFile(uit, "a", zipfile.ZIP_DEFLATED) as nieuw, nieuw.open("xl/worksheets/sheet9.xml", "w") as groot:
        for _ in range(250):
            groot.write(b" " * 1_048_576)
    return uit.getvalue()


def parquet(frame: pl.DataFrame) -> bytes:
    uit = io.BytesIO()
    frame.write_parquet(uit)
    return uit.getvalue()


def geojson(code: str = "WK026710", jaar: int | None = 2023, soort: str = "Polygon", punten=None, **meer) -> str:
    """Een kaart met een vierkante wijk."""
    ring = [[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]] if punten is None else punten
    vorm = {"type": soort, "coordinates": [ring] if soort == "Polygon" else ring}
    wijk = {"type": "Feature", "properties": {"wijkcode": code, "indelingsjaar": jaar}, "geometry": vorm}
    return json.dumps({"type": "FeatureCollection", "features": [wijk]} | meer)


def met_jaar(jaar: int) -> str:
    return "wijkcode;wijknaam;indelingsjaar\n" + "".join(f"WK0267{n};wijk {n};{jaar}\n" for n in range(10, 60))


@dataclass(frozen=True)
class Geval:
    nr: str
    naam: str
    uitkomst: str
    bestanden: dict[str, str | bytes | Callable[[], bytes]]
    delen: tuple[str, ...] = ()
    nooit: tuple[str, ...] = ()
    rijen: dict[str, int] = field(default_factory=dict)  # tabel -> rijen die overblijven

    def schrijf(self, map: Path) -> Path:
        map.mkdir(parents=True)
        for naam, inhoud in self.bestanden.items():
            inhoud = inhoud() if callable(inhoud) else inhoud
            (map / naam).write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        return map


def g(nr, naam, uitkomst, bestanden, *delen, nooit=(), **rijen):
    return Geval(nr, naam, uitkomst, bestanden, delen, nooit, rijen)


FINANCIEN = pl.DataFrame({"jaar": [2023], "wet": ["wmo"], "soort": ["werkelijk"]})
YAML_BOM = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{n}: &{n} [{','.join(['*' + v] * 9)}]\n" for v, n in zip("abcdefgh", "bcdefghi", strict=True)
)

GEVALLEN = [
    g("01", "leeg bestand", "stop", {"wijken.csv": ""}, "wijken.csv: Het bestand is leeg.", "Maak de export opnieuw"),
    g("02", "alleen een kop", "stop", {"wijken.csv": WIJK}, "wijken.csv: Hier staan alleen kolomnamen, geen rijen.",
      "--leeg-toegestaan"),
    g("03", "Windows-1252", "leest", {"wijken.csv": wijken("WK026701;Café Ruïne € 5").encode("cp1252")},
      "CSV, Windows-1252, puntkomma", wijken=51),
    g("04", "BOM", "leest", {"wijken.csv": b"\xef\xbb\xbf" + wijken().encode()}, "UTF-8 met BOM", wijken=50),
    g("05", "UTF-16", "leest", {"wijken.csv": wijken("WK026701;Zoë").encode("utf-16")}, "CSV, UTF-16", wijken=51),
    g("06", "dubbel gecodeerd", "let op", {"wijken.csv": wijken("WK026701;ZoÃ«")},
      "wijken.csv, rij 2, kolom wijknaam: Letters lijken kapot: 'ZoÃ«' is vast 'Zoë'.",
      "Herstellen? Zet 'herstel: [wijken.csv]' in kolommen.yml.", wijken=51),
    g("06", "dubbel gecodeerd, herstellen gevraagd", "let op",
      {"wijken.csv": wijken("WK026701;ZoÃ«"), "kolommen.yml": "herstel: [wijken.csv]\n"},
      "Kapotte letters zijn hersteld: 'ZoÃ«' is nu 'Zoë'.", wijken=51),
    g("07", "komma", "leest", {"wijken.csv": wijken().replace(";", ",")}, "CSV, UTF-8, komma", wijken=50),
    g("08", "tab", "leest", {"wijken.csv": wijken().replace(";", "\t")}, "CSV, UTF-8, tab", wijken=50),
    g("08", "onbekend scheidingsteken", "stop", {"wijken.csv": wijken().replace(";", "~")},
      "wijken.csv: Er is maar één kolom gevonden. Toegestaan: puntkomma, komma of tab."),
    g("09", "komma en punt voor decimalen", "stop",
      {"financien.csv": geld("2023;wmo;werkelijk;a;1,5", "2023;wmo;werkelijk;b;2.5", "2023;wmo;werkelijk;c;3,5")},
      "financien.csv, rij 3, kolom bedrag_eur: '2.5' heeft een punt voor de decimalen, andere rijen niet.",
      "Schrijf alle getallen op dezelfde manier."),
    g("10", "1.234", "stop", {"financien.csv": geld("2023;wmo;werkelijk;a;1.234")},
      "financien.csv, rij 2, kolom bedrag_eur: '1.234' is niet eenduidig (1,234 of 1234?). Schrijf 1234,00."),
    g("11", "euroteken en streepje", "leest", {"financien.csv": geld("2023;wmo;werkelijk;a;€ 1.234,-")},
      financien=101),
    g("12", "min achteraan, haakjes en U+2212", "leest",
      {"financien.csv": geld(*(f"2023;wmo;werkelijk;a{b};{b}" for b in ("100,00-", "(100)", "−100")))}, financien=103),
    g("13", "schuine datums", "stop", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;4/3/2023;;")},
      "toewijzingen.csv, rij 2, kolom ingangsdatum: '4/3/2023' is niet eenduidig", "Toegestaan: 2023-04-15",
      "Noem de vorm bij 'datum' in kolommen.yml"),
    g("13", "schuine datums met een vorm", "leest",
      {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;4/3/2023;;"),
       "kolommen.yml": "toewijzingen: {datum: dd/mm/jjjj}\n"}, toewijzingen=101),
    g("13", "maand voorop", "stop",
      {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;04-03-2023;;", "jeugd;2;P1;45;04-15-2023;;")},
      "rij 3, kolom ingangsdatum: '04-15-2023' heeft de maand voorop.", "mm-dd-jjjj"),
    g("14", "31 februari", "rij", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;31-02-2023;;")},
      "toewijzingen.csv, rij 2, kolom ingangsdatum: '31-02-2023' is geen bestaande datum.", "Toegestaan: 2023-04-15",
      toewijzingen=100),
    g("15", "9999 en 1900", "let op",
      {"toewijzingen.csv": toewijzingen(*(f"jeugd;{n};P1;45;2023-01-09;{d};" for n, d in
                                          ((1, "31-12-9999"), (2, "1900-01-01"))))},
      "In einddatum staat 1900 of eerder. Dat is gelezen als onbekend. (rij 3)", toewijzingen=102),
    g("16", "dagnummer van Excel", "let op", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;46113;;")},
      "In ingangsdatum stond een dagnummer van Excel. Het is als datum gelezen. (rij 2)", toewijzingen=101),
    g("17", "einde voor begin", "rij", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;2023-01-09;2022-01-09;")},
      "rij 2, kolom einddatum: '2022-01-09' ligt voor de ingangsdatum. Verbeter een van de twee datums.",
      toewijzingen=100),
    g("18", "nul vooraan weg", "rij", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;2023-01-09;;1234567")},
      "rij 2, kolom aanbieder_agb: '1234567' heeft geen 8 tekens; mogelijk viel een nul vooraan weg.",
      "Maak de kolom in Excel op als tekst", toewijzingen=100),
    g("18", "gemeentecode 267", "let op",
      {"clienten.csv": "client_id;geboortejaar;gemeentecode\nP1;2011;267\nP2;2012;0267\n"},
      "In gemeentecode ontbrak een nul vooraan. De code is hersteld. (rij 2)", clienten=2),
    g("19", "1E5 als nummer", "stop", {"toewijzingen.csv": toewijzingen("jeugd;1E5;P1;45;2023-01-09;;")},
      "rij 2, kolom toewijzingnummer: Een verborgen waarde van 3 tekens is door Excel ingekort.",
      "plak de nummers opnieuw", nooit=("'1E5'",)),
    g("19", "1E5 als code", "stop", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;1E5;2023-01-09;;")},
      "rij 2, kolom productcategorie: '1E5' is door Excel ingekort."),
    g("20", "te veel velden", "rij", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45;2023-01-09;;;x")},
      "toewijzingen.csv, rij 2: De rij heeft 8 velden; de kop heeft er 7.", toewijzingen=100),
    g("21", "te weinig velden", "rij", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;45")},
      "toewijzingen.csv, rij 2: De rij heeft 4 velden; de kop heeft er 7.", toewijzingen=100),
    g("22", "kolom twee keer", "stop", {"wijken.csv": wijken().replace("wijknaam", "wijknaam;wijknaam", 1)},
      "wijken.csv: De kolom 'wijknaam' staat er 2 keer."),
    g("23", "kolom verkeerd gespeld", "stop", {"toewijzingen.csv": toewijzingen().replace("einddatum", "eindatum")},
      "De kolom 'eindatum' is onbekend. Bedoelt u 'einddatum'?"),
    g("24", "kolom ontbreekt", "stop", {"wijken.csv": "wijkcode;naam\nWK026701;x\n"},
      "wijken.csv, kolom wijknaam: De verplichte kolom 'wijknaam' ontbreekt.", "Gevonden: wijkcode, naam"),
    g("25", "dubbele rij", "let op", {"wijken.csv": wijken("WK026701;x", "WK026701;x")},
      "1 rij helemaal gelijk aan een andere rij: telt één keer.", wijken=51),
    g("25", "dubbele rij met geld", "let op",
      {"financien.csv": geld("2023;wmo;werkelijk;a;5", "2023;wmo;werkelijk;a;5")},
      "1 rij gelijk aan een eerdere rij, vanaf rij 3.", "Zet 'dubbel: een keer' in kolommen.yml.", financien=102),
    g("25", "dubbele rij met geld, een keer gevraagd", "let op",
      {"financien.csv": geld("2023;wmo;werkelijk;a;5", "2023;wmo;werkelijk;a;5"),
       "kolommen.yml": "financien: {dubbel: een keer}\n"}, "telt één keer", financien=101),
    g("26", "totaalregel", "rij", {"financien.csv": geld() + "Totaal;;;;4950\n"},
      "financien.csv, rij 102: Dit is een totaalregel. Zij telt niet mee.", financien=100),
    g("26", "totaalregel klopt niet", "stop", {"financien.csv": geld() + "Totaal;;;;4.951,00\n"},
      "kolom bedrag_eur: Het controletotaal is '4.951,00', maar de rijen tellen op tot 4.950,00.",
      "Maak de export opnieuw"),
    g("27", "regelovergang in een veld", "rij", {"wijken.csv": wijken('WK026701;"twee\nregels"', "fout;x")},
      "wijken.csv, rij 3, kolom wijkcode: 'fout' heeft niet de goede vorm.", wijken=51),
    g("28", "open aanhalingsteken", "stop", {"wijken.csv": wijken("WK026701;x", 'WK026702;"open')},
      "Een aanhalingsteken wordt niet goed afgesloten, vanaf rij 3.", "Zet een tweede aanhalingsteken"),
    g("29", "alleen CR", "leest", {"wijken.csv": wijken().replace("\n", "\r")}, wijken=50),
    g("30", "NUL", "let op", {"wijken.csv": wijken("WK026701;x\0y")}, "Er stonden lege tekens (NUL) in het bestand.",
      wijken=51),
    g("31", "formules", "leest", {"wijken.csv": wijken("WK026701;=1+1", "WK026702;@SUM(A1)")}, wijken=52),
    g("32", "HTML", "rij", {"wijken.csv": wijken("<img src=x onerror=alert(1)>;x")}, "rij 2, kolom wijkcode",
      wijken=50),
    g("33", "BSN in vrije tekst", "stop", {"wijken.csv": wijken(f"WK026701;zie {BSN}")},
      "wijken.csv, rij 2, kolom wijknaam: Hier staat een BSN. Haal het BSN weg.", nooit=(BSN,)),
    g("34", "NA blijft tekst", "leest", {"wijken.csv": wijken("WK026701;NA", "WK026702;NULL", "WK026703;None")},
      wijken=53),
    g("35", "ja, N, 1, Waar", "leest", {"wijken.csv": wijken(), "herkomst.yml": "synthetisch: Waar\n"}, wijken=50),
    g("35", "misschien", "rij",
      {"declaraties.csv": "wet;periode_begin;bedrag_cent;debet_credit\nwmo;2023-01-01;5000;misschien\n"
       + "".join(f"wmo;2023-01-01;{n}000;{'Debet' if n % 2 else 'credit'}\n" for n in range(50))},
      "rij 2, kolom debet_credit: 'misschien' staat niet in de lijst. Toegestaan: D (kosten), C (teruggave).",
      declaraties=50),
    g("36", "afgebroken rij", "stop", {"toewijzingen.csv": toewijzingen() + "jeugd;1;P1"},
      "toewijzingen.csv, rij 102: Het bestand breekt af: de laatste rij is niet heel. Maak de export opnieuw."),
    g("36", "afgebroken waarde", "stop", {"toewijzingen.csv": toewijzingen() + "jeugd;1;P1;45;2023-0;;"},
      "toewijzingen.csv, rij 102: Het bestand breekt af: de laatste rij is niet heel."),
    g("36", "geen regeleinde", "let op", {"wijken.csv": wijken()[:-1]},
      "Achter de laatste rij staat geen regeleinde.", wijken=50),
    g("36", "minder rijen dan afgesproken", "stop",
      {"wijken.csv": wijken(), "kolommen.yml": "wijken: {controle: {rijen: 51}}\n"},
      "wijken.csv, kolom rijen: Het controletotaal is '51', maar de rijen tellen op tot 50."),
    g("37", "vaste spatie en onzichtbaar teken", "let op",
      {"wijken.csv": wijken("WK02\u200b6701;De\u00a0Hoef", "WK026702;x\u202ey")},
      "In wijkcode stonden onzichtbare tekens. Die zijn weggehaald (rij 2).",
      "In wijknaam stonden vaste spaties. Het zijn gewone geworden (rij 2).", wijken=52),
    g("38", "xlsx heet csv", "leest", {"wijken.csv": lambda: werkboek({"Blad1": WIJKBLAD})}, "Excel", wijken=50),
    g("39", "html heet xls", "stop", {"wijken.xls": "<html><table><tr><td>wijkcode</td></tr></table></html>"},
      "wijken.xls: Dit is een webpagina (HTML), ook al heet het anders.", "bewaar het als .xlsx"),
    g("39", "oude xls", "stop", {"wijken.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
      "wijken.xls: Dit is een oud Excel-bestand (.xls), of een met een wachtwoord."),
    g("39", "gzip heet csv", "stop", {"wijken.csv": lambda: gzip.compress(wijken().encode())},
      "wijken.csv: Dit bestand is ingepakt. Pak het eerst uit."),
    g("40", "negatief aantal, reusachtig bedrag", "rij",
      {"financien.csv": geld("2023;wmo;werkelijk;a;99999999999999999999", "3023;wmo;werkelijk;a;1"),
       "bevolking.csv": "regio_code;jaar;leeftijd;aantal\nGM0267;2023;5;-1\n"
       + "".join(f"GM0267;2023;{n};9\n" for n in range(30, 60))},
      "rij 2, kolom bedrag_eur: '99999999999999999999' valt buiten de grenzen.",
      "rij 3, kolom jaar: '3023' valt buiten de grenzen. Toegestaan: een heel getal, zonder punt, van 1990 tot en met",
      "bevolking.csv, rij 2, kolom aantal: '-1' valt buiten de grenzen.", financien=100, bevolking=30),
    g("41", "onbekende code", "let op", {"toewijzingen.csv": toewijzingen("jeugd;1;P1;99;2023-01-09;;")},
      "In productcategorie staat '99' niet in de lijst (rij 2). De rij telt mee als onbekend. Toegestaan: 31, 32",
      "vertaal haar onder 'waarden' in kolommen.yml", toewijzingen=101),
    g("42", "sep=;", "leest", {"wijken.csv": "sep=;\n" + wijken()}, wijken=50),
    g("43", "gemengde soorten in een kolom", "rij",
      {"f.xlsx": lambda: werkboek({"financien": [*GELDBLAD, [2023, "wmo", "werkelijk", "n.v.t."]]})},
      "f.xlsx, tabblad financien, rij 61, kolom bedrag_eur: 'n.v.t.' is geen getal.", financien=59),
    g("43", "formule zonder uitkomst", "stop",
      {"f.xlsx": lambda: werkboek({"financien": [*GELDBLAD, [2023, "wmo", "werkelijk", "=SUM(D2:D60)"]]})},
      "f.xlsx, tabblad financien: In cel D61 staat een formule zonder uitkomst.", "bewaar het opnieuw"),
    g("43", "#N/B", "rij", {"w.xlsx": lambda: werkboek({"wijken": [*WIJKBLAD, ["WK026799", "#N/B"]]})},
      "w.xlsx, tabblad wijken, rij 52, kolom wijknaam: In de cel staat de fout '#N/B'. Verbeter de formule", wijken=50),
    g("43", "samengevoegde cellen", "stop", {"w.xlsx": lambda: werkboek({"wijken": WIJKBLAD}, samen="B4:B6")},
      "w.xlsx, tabblad wijken: De cellen B4:B6 zijn samengevoegd. Alleen de eerste heeft een waarde. Splits de cellen"),
    g("43", "verborgen tabblad met BSN", "let op",
      {"w.xlsx": lambda: werkboek({"wijken": WIJKBLAD, "geheim": [["x"], ["", int(BSN)]]}, verborgen="geheim")},
      "Tabblad 'geheim' is verborgen. Het is niet gelezen. In cel B2 staat een BSN.", nooit=(BSN,), wijken=50),
    g("44", "afgebroken xlsx", "stop", {"w.xlsx": lambda: werkboek({"wijken": WIJKBLAD})[:3000]},
      "w.xlsx: Het Excel-bestand is beschadigd of beveiligd met een wachtwoord."),
    g("45", "zipbom", "stop", {"w.xlsx": bom}, "w.xlsx: Het Excel-bestand is uitgepakt te groot.",
      "hoogstens 200 MB en 100 keer"),
    g("51", "YAML-typen", "leest",
      {"wijken.csv": wijken(), "herkomst.yml": "gemeente: no\ngemeentecode: 0267\n"}, wijken=50),
    g("52", "YAML: dubbele sleutel", "stop",
      {"wijken.csv": wijken(), "kolommen.yml": "wijken: {overslaan: 0}\nwijken: {overslaan: 1}\n"},
      "kolommen.yml, rij 2: De sleutel 'wijken' staat er twee keer."),
    g("53", "YAML: onbekende sleutel", "stop", {"wijken.csv": wijken(), "kolommen.yml": "wijken: {hernoemen: {}}\n"},
      "kolommen.yml: wijken: de sleutel 'hernoemen' bestaat niet."),
    g("54", "YAML: tab", "stop", {"wijken.csv": wijken(), "kolommen.yml": "wijken:\n\toverslaan: 0\n"},
      "kolommen.yml, rij 2: Deze regel springt in met een tab. Spring in met spaties."),
    g("55", "YAML: !!python", "stop",
      {"wijken.csv": wijken(), "kolommen.yml": "negeer: !!python/object/apply:os.system [ls]\n"},
      "kolommen.yml, rij 1: Een opdracht met ! mag niet."),
    g("56", "YAML: aliasbom", "stop", {"wijken.csv": wijken(), "kolommen.yml": YAML_BOM},
      "kolommen.yml, rij 1: Verwijzingen met & of * mogen niet."),
    g("56", "YAML: te groot", "stop", {"wijken.csv": wijken(), "kolommen.yml": "negeer: [" + "x, " * 100_000 + "]"},
      "kolommen.yml: Dit bestand is te groot. Maak het kleiner dan 200 kB."),
    g("56", "YAML: te diep", "stop", {"wijken.csv": wijken(), "kolommen.yml": "negeer: " + "[" * 5000},
      "kolommen.yml, rij 1: Er staan te veel lagen in elkaar."),
    g("57", "parquet met bedragen als tekst", "rij",
      {"financien.parquet": lambda: parquet(pl.concat([FINANCIEN.with_columns(bedrag_eur=pl.lit(b)) for b in
                                                       ("1234,50", "veel", *map(str, range(30)))]))},
      "financien.parquet, rij 3, kolom bedrag_eur: 'veel' is geen getal.", financien=31),
    g("58", "afgebroken parquet", "stop",
      {"financien.parquet": lambda: parquet(FINANCIEN.with_columns(bedrag_eur=1.0))[:-20]},
      "financien.parquet: Het Parquet-bestand is beschadigd. Maak de export opnieuw."),
    g("59", "leeg parquet", "stop", {"financien.parquet": lambda: parquet(FINANCIEN.with_columns(bedrag_eur=1.0)[:0])},
      "financien.parquet: Hier staan alleen kolomnamen, geen rijen."),
    g("61", "kaart past bij de wijken", "let op", {"wijken.csv": met_jaar(2023), "wijken.geojson": geojson()},
      "Deze wijken staan niet op de kaart: WK026711", wijken=50),
    g("61", "kaart van een ander jaar", "let op", {"wijken.csv": met_jaar(2024), "wijken.geojson": geojson()},
      "De kaart heeft de wijken van 2023. De gegevens hebben die van 2024. De kaart komt niet op de pagina.",
      wijken=50),
    g("61", "kaart met een vreemde wijk", "let op",
      {"wijken.csv": met_jaar(2023), "wijken.geojson": geojson("WK999999")},
      "Op de kaart staat wijk WK999999. Die komt in de gegevens niet voor.", wijken=50),
    g("62", "kaart is geen JSON", "stop", {"wijken.csv": wijken(), "wijken.geojson": geojson()[:-9]},
      "wijken.geojson: Dit is geen leesbare GeoJSON. Maak de export opnieuw"),
    g("62", "kaart is een valstrik van haken", "stop", {"wijken.csv": wijken(), "wijken.geojson": "[" * 200_000},
      "wijken.geojson: Dit is geen leesbare GeoJSON."),
    g("62", "kaart met een oneindig getal", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson().replace("[2, 0]", "[Infinity, 0]")},
      "wijken.geojson: Dit is geen leesbare GeoJSON."),
    g("62", "kaart is geen lijst van wijken", "stop", {"wijken.csv": wijken(), "wijken.geojson": '{"type": "Point"}'},
      "wijken.geojson: Dit is geen GeoJSON met een lijst van wijken."),
    g("63", "kaart te groot", "stop", {"wijken.csv": wijken(), "wijken.geojson": b" " * (20 * 1_048_576 + 1)},
      "wijken.geojson: De kaart is te groot. Toegestaan: hoogstens 20 MB."),
    g("63", "kaart met te veel wijken", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(features=[{}] * 501)}, "te veel wijken in de kaart"),
    g("64", "kaart met lijnen", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(soort="LineString")},
      "De vorm van wijk WK026710 is geen vlak. Toegestaan: Polygon of MultiPolygon."),
    g("64", "open grens", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(punten=[[0, 0], [1, 0], [1, 1], [0, 1]])},
      "De grens van wijk WK026710 is niet gesloten. Laat haar eindigen waar zij begint."),
    g("64", "grens met tekst", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(punten=[[0, 0], ["x", 0], [1, 1], [0, 0]])},
      "De grens van wijk WK026710 is niet te lezen."),
    g("64", "kaart zonder oppervlakte", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(punten=[[0, 0], [1, 0], [2, 0], [0, 0]])},
      "wijken.geojson: De kaart heeft geen oppervlakte."),
    g("65", "kaart met een BSN als wijkcode", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(BSN)},
      "Onderdeel 1 van de kaart heeft geen goede wijkcode.", nooit=(BSN,)),
    g("65", "kaart met een jaar dat geen jaar is", "stop",
      {"wijken.csv": wijken(), "wijken.geojson": geojson(jaar=23)}, "Het indelingsjaar bij WK026710 is geen jaar."),
]  # fmt: skip
