"""Goede leveringen willekeurig beschadigd, en wat de deur ermee doet. Ook los te draaien: mutaties.py EERSTE AANTAL.

Elke beschadiging volgt uit haar nummer. Een eigen proces meet de tijd en het geheugen, en overleeft de test als de deur
het proces zelf zou laten omvallen.
"""

import io
import json
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

import polars as pl
from soorten import geld, parquet, toewijzingen, werkboek, wijken

LANGST = 10
NARIGHEID = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b"'",
    b";",
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\\",
    b"=1+1",
    b"1e5",
    b"1.234",
    b"-0",
    b"99999999999999999999",
    b"NaN",
    b"inf",
    b"null",
    b"123456782",
    "−".encode(),
    "\u202e".encode(),
    "é".encode("cp1252"),
    "Ã«".encode(),
    b"<script>",
    b"../../x",
    b"%s%n",
    b"{}",
    b"31-02-2023",
    b"9999-12-31",
    b"0000-00-00",
    b"1/2/03",
    b"sep=",
    b"Totaal",
    b"#N/B",
    b"jeugd",
    b"wet",
    b"&a",
    b"*a",
    b"!!python",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"x" * 5000,
    b";" * 500,
    b"\x1b[31m",
]
ENGELS = re.compile(
    r"\b(the|error|invalid|failed|expected|found|cannot|could|not|unable|file|missing|unexpected|exception|traceback|"
    r"panicked|thread|null|none|true|false|object|column|row|value|must|with|and|has|of type)\b",
    re.I,
)


def goede_levering() -> dict[str, bytes]:
    """Elke soort bestand een keer, klein."""
    rijen = (["lopend_trajecten", "wmo", f"20{n}-K1", n * 9] for n in range(10, 30))
    blad = [["indicator", "wet", "kwartaal", "waarde"], *rijen]
    aantallen = pl.DataFrame({"leeftijd": [*range(30)], "regio_code": "GM0267", "jaar": 2023, "aantal": 9})
    return {
        "toewijzingen.csv": toewijzingen().encode(),
        "financien.csv": geld().encode("cp1252"),
        "wijken.csv": wijken('WK026701;"De Ruïne; west"').encode("utf-8-sig"),
        "totalen.xlsx": werkboek({"aggregaat": blad, "toelichting": [["a"]]}),
        "bevolking.parquet": parquet(aantallen),
        "kolommen.yml": b"negeer: [toelichting]\nfinancien:\n  waarden: {soort: {W: werkelijk}}\n",
        "herkomst.yml": b"gemeente: Nijkerk\ngemeentecode: 0267\npeildatum: 2023-04-15\nsynthetisch: ja\n",
    }


def beschadig(inhoud: bytes, kans: random.Random) -> bytes:
    """Een tot vijf beschadigingen: bytes anders, weg, erbij of dubbel; regels gewisseld; afgebroken."""
    for _ in range(kans.choice((1, 1, 2, 5))):
        plek, lengte = kans.randrange(len(inhoud) + 1), kans.choice((1, 1, 2, 8, 50))
        soort = kans.randrange(8)
        if soort == 0:
            inhoud = inhoud[:plek] + kans.randbytes(lengte) + inhoud[plek + lengte :]
        elif soort == 1:
            inhoud = inhoud[:plek] + inhoud[plek + lengte :]
        elif soort in (2, 3):
            inhoud = inhoud[:plek] + kans.choice(NARIGHEID) + inhoud[plek:]
        elif soort == 4:
            inhoud = inhoud[:plek] + inhoud[plek : plek + lengte] * kans.choice((2, 3, 40)) + inhoud[plek:]
        elif soort == 5:
            inhoud = inhoud[:plek]
        elif soort == 6:
            regels = inhoud.split(b"\n")
            kans.shuffle(regels)
            inhoud = b"\n".join(regels)
        elif inhoud:
            velden = re.split(rb"([;\n])", inhoud)
            velden[kans.randrange(len(velden))] = kans.choice(NARIGHEID)
            inhoud = b"".join(velden)
    return inhoud


def beschadig_binnenin(inhoud: bytes, kans: random.Random) -> bytes:
    """Een deel van een werkboek beschadigd, en daarna weer netjes ingepakt."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as oud, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        raak = kans.choice(oud.namelist())
        for deel in oud.namelist():
            if deel != raak or kans.random() < 0.9:
                nieuw.writestr(deel, beschadig(oud.read(deel), kans) if deel == raak else oud.read(deel))
    return uit.getvalue()


def mutatie(nummer: int, goed: dict[str, bytes]) -> dict[str, bytes]:
    """De levering met dit nummer: een bestand beschadigd, alleen of met de andere erbij."""
    kans = random.Random(nummer)
    naam = kans.choice(sorted(goed))
    alles = naam.endswith(".yml") or kans.random() < 0.2
    stuk = {n: goed[n] for n in goed if alles or n == naam or n == "herkomst.yml"}
    binnenin = naam.endswith(".xlsx") and kans.random() < 0.7
    stuk[naam] = (beschadig_binnenin if binnenin else beschadig)(goed[naam], kans)
    if kans.random() < 0.05:
        stuk[kans.choice(("wijken.xlsx", "doelen.csv", "wijken_2.parquet", "x.xls"))] = stuk.pop(naam)
    return stuk


def engels(tekst: str) -> list[str]:
    """Engelse woorden buiten wat uit het bestand zelf is aangehaald."""
    eigen = re.sub(r"'.*?'(?=[ .?,:)]|$)|Gevonden: .*|Levering uit de map .*", "", tekst, flags=re.M)
    return ENGELS.findall(eigen)


def een(nummer: int, goed: dict[str, bytes], map: Path) -> tuple[str, bool]:
    """Wat er mis is met het antwoord op een mutatie (leeg als het goed is), en of zij is aangenomen."""
    from sociaaldomein.levering import controletotalen, deur
    from sociaaldomein.telling import registraties

    shutil.rmtree(map, ignore_errors=True)
    map.mkdir()
    for naam, inhoud in mutatie(nummer, goed).items():
        (map / naam).write_bytes(inhoud)
    try:
        levering = deur.lees_map(map, sleutel=b"een lange geheime sleutel")
        rapport = levering.rapport
        registraties.maak(levering.tabellen)
        controletotalen.totalen(levering.tabellen)
    except deur.LeveringGeweigerd as geweigerd:
        rapport = geweigerd.rapport
    tekst = rapport.tekst()
    rapport.html()
    if not all(b.rijen_in == b.rijen_uit + b.afgekeurd + b.dubbel and b.rijen_uit >= 0 for b in rapport.bestanden):
        return "de aantallen kloppen niet", rapport.aangenomen
    if woorden := engels(tekst):
        return f"Engels: {woorden}: {tekst}", rapport.aangenomen
    if not rapport.aangenomen and not rapport.fouten:
        return "geweigerd zonder reden", False
    return "", rapport.aangenomen


def geheugen() -> int:
    """Het meeste geheugen dat dit proces had, in MiB; zonder wat het proces ervoor al had."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+([0-9]+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def draai(eerste: int, aantal: int) -> dict:
    """Alle mutaties van een reeks, en wat er misging."""
    goed, fouten, langst, aangenomen = goede_levering(), [], 0.0, 0
    map = Path(tempfile.mkdtemp())

    def te_lang(*_):
        raise TimeoutError(f"langer dan {LANGST} seconden")

    signal.signal(signal.SIGALRM, te_lang)
    for nummer in range(eerste, eerste + aantal):
        begin = time.perf_counter()
        signal.alarm(LANGST)
        try:
            fout, goed_genoeg = een(nummer, goed, map / "levering")
            aangenomen += goed_genoeg
        except BaseException:  # a panic of a library is no ordinary exception
            fout = traceback.format_exc()
        signal.alarm(0)
        langst = max(langst, time.perf_counter() - begin)
        if fout:
            fouten.append([nummer, fout[-1500:]])
    shutil.rmtree(map)
    return {"aantal": aantal, "fouten": fouten, "langst": round(langst, 2), "mib": geheugen(), "aangenomen": aangenomen}


if __name__ == "__main__":
    print(json.dumps(draai(int(sys.argv[1]), int(sys.argv[2]))))
