"""Een lezer die narekent: hij ziet van een pagina alleen wat erop staat, en rekent elke bewering na uit de tabel.

Hij kent de cijfers niet en leest geen code van `duiding`. Zijn regels komen uit het ontwerp ("unit at every number",
"no trend claims on small numbers", "what is hidden is not compared") en uit wat lezers fout vonden:

- getal:     elk getal in titel en zin staat in de eigen tabel, of is er het verschil, het deel of het aantal van.
- eenheid:   een getal met een woord erachter heeft dat woord ook in of boven de tabel.
- uiterste:  de grootste, het hoogst, het langst: dat klopt in de tabel, en verzwijgt geen verborgen groepen.
- richting:  meer, minder, hoger, lager, gelijk: opnieuw vergeleken met de getallen zoals zij er staan.
- voorlopig: een voorlopig getal naast een vast getal heet ook zo.
- kwartaal:  een ander kwartaal dan dat van de pagina staat in de titel of de zin.
- lijn:      loopt op, daalt, stijgt: alleen als de tabel stap voor stap zo gaat.
- noot:      een noot geldt voor wat er te zien is, en geen zin staat er twee keer.
- rest:      dezelfde groep in hetzelfde kwartaal heeft in elke stand van een paneel hetzelfde getal.
- rij:       mensen en trajecten staan niet in een rij kerncijfers.
- paginas:   twee totalen van hetzelfde zijn gelijk, of de woorden zeggen het verschil; een doel is te zien.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

MENSEN = ("jeugdigen", "inwoners", "huishoudens", "jongeren", "mensen", "nieuwkomers", "statushouders", "personen")
GEEN_GETAL = ("ontbreekt", "afgeschermd", "niet te tonen", "nog niet bekend", "niet bekend", "")
EENHEDEN = (
    *MENSEN,
    "trajecten",
    "uitkeringen",
    "aanvragen",
    "plekken",
    "maatregelen",
    "maanden",
    "weken",
    "dagen",
    "miljoen euro",
    "duizend euro",
    "activiteiten",
)
GETAL = r"[−-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[−-]?\d+(?:,\d+)?"
KWARTAAL = r"(\d)e kwartaal(?: van)? (\d{4})"
BREUK = {
    "de helft": 1 / 2,
    **{
        f"een op de {w}": 1 / n
        for n, w in enumerate(("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"), 2)
    },
}
VOORBEHOUD = r"(?:die|dat|wat) wij tonen|vergelijken wij niet|[Tt]e tonen is alleen"
GROVER = r" ?\((?:uit een aantal )?op [\d.]+ afgerond\)"


@dataclass(frozen=True)
class Staat:
    """Een stand van een paneel, zoals die op de pagina staat."""

    paneel: str
    keuze: tuple[str, ...]
    titel: str
    zin: str
    noot: tuple[str, ...]
    bijschrift: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    status: str
    kwartaal: str
    eerder: tuple[str, ...] = ()  # what was published before
    vraag: str = ""
    beeld: str = ""  # the words in the drawing


@dataclass(frozen=True)
class Blad:
    """Een pagina: haar naam, haar kerncijfers (naam, waarde, verschil, status) en alle standen van haar panelen."""

    naam: str
    tegels: tuple[tuple[str, str, str, str], ...]
    staten: tuple[Staat, ...]
    wet: str = ""
    uitspraken: tuple[tuple[str, Staat | None], ...] = field(default=())  # of the evening: a text, and its picture


def getal(tekst: str) -> float | None:
    """Het getal vooraan in een cel, of None."""
    m = re.match(rf"\s*(?:ongeveer )?(?:loopt nog: )?\+?({GETAL})", tekst)
    return float(m[1].replace(".", "").replace(",", ".").replace("−", "-")) if m else None


def getallen(tekst: str) -> list[float]:
    return [float(g.replace(".", "").replace(",", ".").replace("−", "-")) for g in re.findall(GETAL, tekst)]


def kaal(cel: str) -> str:
    """A cell without its marks: provisional, and how coarse."""
    return re.sub(GROVER, "", cel.replace(" (voorlopig)", "")).strip()


def bezwaren(s: Staat) -> list[str]:
    """Alles wat aan een stand niet klopt; elk bezwaar begint met de naam van de regel."""
    if s.status == "ontbreekt":
        return []
    return [
        b
        for regel in (
            _getal,
            _bij_naam,
            _afgetrokken,
            _eenheid,
            _uiterste,
            _richting,
            _voorlopig,
            _kwartaal,
            _lijn,
            _noot,
        )
        for b in regel(s)
    ]


# ---------------------------------------------------------------- the table, as facts


def _kwartalen(s: Staat) -> list[str]:
    gevonden = [f"{j}-{n}" for t in (*s.kop, *(r[0] for r in s.rijen)) for n, j in re.findall(KWARTAAL, t)]
    return sorted({*gevonden})


def _jaar_eerder(k: str) -> str:
    if not k:
        return ""
    return f"{int(k[:4]) - 1}-{k[5:]}"


def _k(tekst: str) -> str:
    m = re.search(KWARTAAL, tekst)
    return f"{m[2]}-{m[1]}" if m else ""


def feiten(s: Staat) -> dict[tuple[str, str], str]:
    """Wat de tabel zegt: (groep, kwartaal) -> de cel zonder merken. Een aandeel is een eigen groep."""
    uit = {}
    if s.rijen and _k(s.rijen[0][0]):  # a row per quarter
        for rij in s.rijen:
            for kop, cel in zip(s.kop[1:], rij[1:], strict=True):
                uit[_naam(kop, kaal(cel)), _k(rij[0])] = kaal(cel)
        return uit
    for rij in s.rijen:
        for kop, cel in zip(s.kop[1:], rij[1:], strict=True):
            if _k(kop):
                uit[_naam(rij[0], kaal(cel)), _k(kop)] = kaal(cel)
    return uit


def _naam(groep: str, cel: str) -> str:
    return groep.lower() + ("%" if cel.endswith("%") else "")


def _stand(s: Staat) -> str:
    """The quarter the state is about: the last in its table with a number."""
    met = [k for (_, k), cel in feiten(s).items() if getal(cel) is not None]
    return max(met, default="")


def _kolom(s: Staat) -> dict[str, float | None]:
    """The groups of the table with their number now."""
    if s.rijen and _k(s.rijen[0][0]):
        k = _stand(s)
        return {g: getal(c) for (g, q), c in feiten(s).items() if q == k and g.strip("%") != "totaal"}
    return {
        r[0].lower(): getal(r[-1 if _k(s.kop[-1]) and s.kop[0] == "Groep" else 1])
        for r in s.rijen
        if r[0].lower() not in ("totaal", "hele gemeente", "alle soorten")
    }


def _namen(s: Staat) -> list[str]:
    """Names of groups and headers, long ones first: a number in a name is no count."""
    ruw = {
        t.lower()
        for t in (
            *s.kop,
            *(r[0] for r in s.rijen),
            *(c for r in s.rijen for c in r[1:] if getal(c) is None or len(kaal(c).split()) > 4),
        )
    }
    ruw |= {f"niveau {t[0]}, {t[2:]}" for t in ruw if re.match(r"\d [a-z]", t)}
    ruw |= {t.split(",")[0] for t in ruw} | {t.split(":")[0] for t in ruw}
    return sorted((t for t in ruw if re.search(r"\d", t)), key=len, reverse=True)


def _zonder_namen(s: Staat, tekst: str) -> str:
    tekst = re.sub(KWARTAAL, " ", tekst).replace("per 1.000", " ")
    tekst = re.sub(
        r"\b(?:in|eind|van|voor|sinds|over|januari|maart|juni|september|december|kwartaal) (?:19|20)\d\d\b",
        " ",
        re.sub(r"\b(?:onder de|van) 1[0-9]\b(?! (?:van|[a-z]+en\b))|\b18-plussers|\bB1\b", " ", tekst),
    )
    for naam in _namen(s):
        tekst = re.sub(rf"(?<![\w.,]){re.escape(naam)}(?![\w])", " ", tekst, flags=re.IGNORECASE)
    return tekst


# ---------------------------------------------------------------- numbers


def _getal(s: Staat) -> Iterator[str]:
    """Every number that is said is in the table, or follows from two cells of it in the way that the words say."""
    cellen = [g for r in s.rijen for c in r for g in getallen(kaal(c)) if c not in GEEN_GETAL]
    cellen += [g for c in s.kop for g in getallen(re.sub(KWARTAAL, "", c))]
    in_tabel = {round(abs(g), 1) for g in cellen}
    for waar, tekst in (("titel", s.titel), ("zin", s.zin)):
        zonder = _zonder_namen(s, re.sub(GROVER, "", tekst))
        for m in re.finditer(rf"(?<![\w,.])({GETAL})(%?)", zonder):
            n, voor, na = round(abs(getallen(m[1])[0]), 1), zonder[: m.start()], zonder[m.end() :]
            if n in in_tabel or _afgeleid(s, n, m[2], voor, na, in_tabel):
                continue
            yield f"getal: {m[0]} in de {waar} staat niet in de tabel ({tekst})"
    for breuk, deel in BREUK.items():
        if re.search(rf"\b{breuk}\b", s.titel, re.IGNORECASE) and not re.search(r"helft van.*korter", s.titel, re.I):
            delen = [a / b for a, b in _deelparen(s)]
            if not any(abs(deel - d) <= 0.05 for d in delen):
                yield f"getal: '{breuk}' in de titel volgt niet uit de tabel"


def _deelparen(s: Staat) -> list[tuple[float, float]]:
    """Every part with a total of its own: same column, or same row."""
    rijen = [[getal(kaal(c)) for c in r] for r in s.rijen]
    kolommen = [*map(list, zip(*rijen, strict=True))]
    uit = []
    for lijn in (*rijen, *kolommen):
        waarden = [w for w in lijn if w]
        uit += [(a, b) for a in waarden for b in waarden if a < b]
        uit += [(sum(waarden) - a, sum(waarden)) for a in waarden]
    uit += [(b - a, b) for a, b in uit]
    return uit


def _afgeleid(s: Staat, n: float, procent: str, voor: str, na: str, tabel: set[float]) -> bool:
    verschillen = {round(abs(a - b), 1) for a, b in combinations(tabel, 2)}
    einde, begin = voor.lower()[-45:], na.lower()[:45]
    if procent and re.match(r" (?:meer|minder) dan een jaar eerder", begin):
        return any(b and abs(abs(a / b - 1) * 100 - n) <= 0.55 for a in tabel for b in tabel) or not _heeft_toen(s)
    if procent:
        if any(c.endswith("%") for r in s.rijen for c in map(kaal, r)):
            return False  # the table has shares: it must be one of those
        return any(b and abs(100 * a / b - n) <= 0.5 for a, b in _deelparen(s))
    if re.search(r"(?:verschil is|dat is|dus|andere(?: ongeveer)?|nog|nieuw is|waren?) $", einde) or re.match(
        r" (?:te weinig|meer|minder|te gaan|boven|onder|procentpunt|\w+ euro (?:meer|minder|te weinig))", begin
    ):
        return n in verschillen or (
            re.search(r"ongeveer $", einde) is not None and any(abs(v - n) <= 2.5 for v in verschillen)
        )
    if s.paneel in ("doelen", "doelenboom", "activiteiten"):  # a list: what is counted are its rows
        per_kolom = [[r[i] for r in s.rijen] for i in range(len(s.kop))]
        tellingen = {len({*k}) for k in per_kolom} | {k.count(w) for k in per_kolom for w in k} | {len(s.rijen)}
        tellingen |= {0} | {a + b for a in tellingen for b in tellingen if a + b <= len(s.rijen)}
        return n in tellingen
    return False


def _afgetrokken(s: Staat) -> Iterator[str]:
    """People and trajecten, or two other units, have no difference."""
    soorten = {w for r in s.rijen for w in (*MENSEN, "trajecten", "plekken") if w in r[0].lower()}
    if any(r[0].lower().startswith("het verschil") for r in s.rijen) and len(soorten) > 1:
        yield f"eenheid: het verschil tussen {' en '.join(sorted(soorten))} is geen aantal"


def _heeft_toen(s: Staat) -> bool:
    f = feiten(s)
    return any(getal(f.get((g, _jaar_eerder(k)), "")) is not None for g, k in f)


def _eenheid(s: Staat) -> Iterator[str]:
    """A number with a unit: the unit stands in or above the table as well."""
    woorden = f"{s.bijschrift} {' '.join(s.kop)} {' '.join(r[0] for r in s.rijen)} {' '.join(s.rijen[-1])}".lower()
    for m in re.finditer(rf"(?:{GETAL})\)? ({'|'.join(EENHEDEN)})\b", f"{s.titel}. {s.zin}"):
        if m[1] not in woorden and not any(m[1] in c.lower() for r in s.rijen for c in r):
            yield f"eenheid: '{m[0]}' staat in de zin; de tabel noemt geen {m[1]}"


# ---------------------------------------------------------------- superlatives


def _uiterste(s: Staat) -> Iterator[str]:
    tekst = f"{s.titel}. {s.zin}"
    hoog = (
        r"grootste (?:groep|post|bedrag|die wij tonen|post die wij tonen|bedrag dat wij tonen) is |grootste groep: |"
        r"grootste groep \w+ kwam via: |[Hh]et hoogst(?: van wat wij tonen)? is |het vaakst |"
        r"Meest genoemde \w+: |Meeste \w+: |[Hh]et langst(?: van wat wij tonen)? duurt |Vooraan staan? "
    )
    laag = r"[Hh]et kortst(?: van wat wij tonen)? duurt |[Hh]et laagst is "
    for m in re.finditer(rf"(?P<hoog>{hoog})|(?P<laag>{laag})", tekst):
        yield from _uiterste_groep(s, tekst[m.end() :], bool(m["hoog"]))
    for m in re.finditer(r"[Vv]an de rest is (.+?) het (hoogst|laagst)\b", tekst):
        yield from _uiterste_groep(s, m[1], m[2] == "hoogst")
    if m := re.search(r"grootste groepen zijn (.+?): (?:elk )?", tekst):
        waarden = {g: w for g, w in _kolom(s).items() if w is not None and g in _gewoon(m[1])}
        if len({*waarden.values()}) > 1 or (waarden and max(waarden.values()) < max(_bekend(s).values())):
            yield f"uiterste: {m[0]} zijn niet even groot"


def _gewoon(tekst: str) -> str:
    return re.sub(r"\bniveau (\d), ", r"\1 ", tekst.lower())


def _bekend(s: Staat) -> dict[str, float]:
    return {g: w for g, w in _kolom(s).items() if w is not None}


def _uiterste_groep(s: Staat, rest: str, hoog: bool) -> Iterator[str]:
    groepen, gezegd = _bekend(s), _gewoon(rest)
    namen = {g.split(",")[0] if g not in gezegd else g: g for g in groepen}
    passend = [n for n in sorted(namen, key=len, reverse=True) if n and gezegd.startswith(n.rstrip("%"))]
    kort = gezegd.split(".")[0]  # a title leaves out what stands behind a comma
    passend = passend or [n for n in namen if kort and n.startswith(kort)]
    if not passend:
        yield f"uiterste: '{rest[:40]}' is geen groep met een getal in de tabel"
        return
    groep = namen[passend[0]]
    waarde, andere = groepen[groep], {g: w for g, w in groepen.items() if g != groep and g not in _geen_groep(s)}
    verder = [g for g, w in andere.items() if (w >= waarde if hoog else w <= waarde)]
    voorbehoud = re.search(VOORBEHOUD, s.zin)
    bij_rest = [g for g in verder if not g.startswith(("onbekend", "niet bekend")) and not _te_klein(s, g)]
    if bij_rest:
        yield f"uiterste: '{groep}' ({waarde}) is niet {'meer' if hoog else 'minder'} dan {bij_rest}"
    leden = {r[0].lower(): r for r in s.rijen}
    verborgen = [
        g
        for g, w in _kolom(s).items()
        if w is None and not g.startswith("onbekend") and "afgeschermd" in (leden.get(g) or _cellen_nu(s, g))
    ]
    klein = re.search(r"aantallen onder (\d+)", " ".join(s.noot))
    telling = not re.search(r"per 1\.000|maanden|procent|dagen|weken|euro", f"{s.bijschrift} {' '.join(s.kop)}".lower())
    zeker = hoog and telling and klein and waarde >= int(klein[1])
    if verborgen and not voorbehoud and not zeker:
        yield f"uiterste: '{groep}' naast verborgen groepen {verborgen}, zonder dat te zeggen"


def _te_klein(s: Staat, groep: str) -> bool:
    """Whether the sentence leaves this group out: too few people, by the table where that has them."""
    if "vergelijken wij niet" not in s.zin:
        return False
    aantal = [getal(r[s.kop.index("Aantal")]) for r in s.rijen if "Aantal" in s.kop and r[0].lower() == groep]
    return not aantal or (aantal[0] or 0) < 50


def _cellen_nu(s: Staat, groep: str) -> list[str]:
    return [c for (g, k), c in feiten(s).items() if g == groep and k == _stand(s)]


def _bij_naam(s: Staat) -> Iterator[str]:
    """A number that stands behind the name of a group is the number of that group."""
    groepen = {g.rstrip("%"): w for g, w in _bekend(s).items()}
    tekst = _gewoon(re.sub(GROVER, "", s.zin))
    for groep, waarde in groepen.items():
        na, dan = r"(?:^|\. |\b(?:is|komt|staan?|duurt|en) )", r"(?:: | het hoogst: )(?:elk )?(?:ongeveer )?"
        for m in re.finditer(rf"{na}{re.escape(groep)}{dan}({GETAL})", tekst):
            if getallen(m[1])[0] != waarde:
                yield f"getal: {groep} is {waarde:g} in de tabel, en {m[1]} in de zin"


def _geen_groep(s: Staat) -> set[str]:
    """Rows that are the whole of the others."""
    return {r[0].lower() for r in s.rijen if re.match(r"(?i)alle |totaal|hele gemeente|samen", r[0])}


# ---------------------------------------------------------------- comparisons


def _nu_en_toen(s: Staat) -> tuple[float | None, float | None]:
    """The total of the table now and a year earlier, as they are written; else what the sentence says."""
    f, nu = feiten(s), _stand(s)
    groepen = {g for g, _ in f}
    kern = [g for g in groepen if g in ("totaal", "lopend") or g.startswith(("totaal", "lopend ("))]
    kern = kern or ([*groepen] if len(groepen) == 1 else [])
    if kern:
        return getal(f.get((kern[0], nu), "")), getal(f.get((kern[0], _jaar_eerder(nu)), ""))
    gezegd = re.findall(rf"({GETAL})(?= [a-z])", re.sub(KWARTAAL, "", s.zin.split("Een jaar eerder")[0]))
    toen = re.search(rf"Een jaar eerder waren dat er (?:ongeveer )?({GETAL})", s.zin)
    return (getal(gezegd[0]) if gezegd else None), (getal(toen[1]) if toen else None)


def _richting(s: Staat) -> Iterator[str]:
    m = re.match(r"(?:Voorlopig )?(meer|minder|ongeveer evenveel) (.+?) (?:dan|als) een jaar geleden", s.titel, re.I)
    if m:
        nu, toen = _nu_en_toen(s)
        if toen is None and (v := re.search(r"Dat is ([\d,]+)% (meer|minder) dan een jaar eerder", s.zin)):
            if v[2] != m[1].lower():
                yield f"richting: titel zegt {m[1]}, de zin {v[2]}"
        elif nu is None or toen is None:
            yield f"richting: '{s.titel}' vergelijkt een totaal dat niet in de tabel staat"
        elif not _klopt(m[1].lower(), nu, toen):
            yield f"richting: '{m[1]}' bij {nu} en {toen}"
    if m := re.match(r"Aandeel (.+?): (?:voorlopig )?(ongeveer gelijk|hoger|lager)", s.titel):
        yield from _richting_deel(s, m[1], m[2])
    if m := re.search(
        r"de uitgaven(?: van (\d{4}))? (boven|onder) de begroting|(?:kwamen|bleven) de uitgaven"
        r"(?: van (\d{4}))? (boven|onder) de begroting",
        s.titel,
    ):
        jaar, kant = next(filter(None, (m[1], m[3], *re.findall(r"In (\d{4})", s.zin)))), m[2] or m[4]
        b, w = next(((getal(r[1]), getal(r[2])) for r in s.rijen if r[0] == jaar), (None, None))
        gezegd = re.search(rf"Dat is ({GETAL}) .*(meer|minder) dan begroot", s.zin)
        if gezegd and b is not None and w is not None and round(abs(b - w), 1) != getallen(gezegd[1])[0]:
            yield f"getal: {gezegd[0]} bij {w} en {b}"
        if b is None or w is None or (w > b) != (kant == "boven") or w == b:
            yield f"richting: {kant} de begroting bij {w} en {b}"
    if m := re.search(r"(?:duren?|duurt) .*?(langer|korter) dan een jaar geleden", s.titel):
        nu, toen = (_eerste_reeks(s).get(k) for k in (_stand(s), _jaar_eerder(_stand(s))))
        if nu is None or toen is None or (nu > toen) != (m[1] == "langer"):
            yield f"richting: {m[1]} bij {nu} en {toen}"
    if m := re.search(r": (.+?), was (.+)$", s.titel):
        reeks = _eerste_reeks(s)
        for tekst, k in ((m[1], _stand(s)), (m[2], _jaar_eerder(_stand(s)))):
            if getallen(tekst)[0] != reeks.get(k):
                yield f"richting: {tekst} in de titel is niet {reeks.get(k)} van {k}"
    if m := re.match(r"Hoe ouder, hoe vaker", s.titel):
        waarden = [w for g, w in _kolom(s).items() if not g.startswith(("alle", "onbekend", "18 jaar en ouder"))]
        if None in waarden or any(b <= a for a, b in pairwise(waarden)):
            yield f"richting: niet elke klasse gaat omhoog: {waarden}"
    nu, toen = re.split(r"Een jaar eerder", s.zin)[0], re.search(r"Een jaar eerder ([^.]*(?:\.\d{3})?[^.]*)\.", s.zin)
    if toen and getallen(toen[1]) and (f := feiten(s)):
        jaar = {getal(c) for (_, k), c in f.items() if k == _jaar_eerder(_stand(s))}
        if getallen(toen[1])[0] not in jaar:
            yield f"richting: '{toen[0]}' staat niet bij een jaar eerder in de tabel"
        dit = {getal(c) for (_, k), c in f.items() if k == _stand(s)}
        if (gezegd := getallen(_zonder_namen(s, re.sub(GROVER, "", nu)))) and not dit & {*gezegd}:
            yield f"richting: '{nu}' staat niet bij dit kwartaal in de tabel"


def _klopt(woord: str, nu: float, toen: float) -> bool:
    if woord == "ongeveer evenveel":
        return abs(nu - toen) <= max(4, 0.005 * toen)
    return nu > toen if woord == "meer" else nu < toen


def _richting_deel(s: Staat, naam: str, woord: str) -> Iterator[str]:
    f = feiten(s)
    groep = {"zware hulp": "zwaar"}.get(naam.lower(), naam.lower()) + "%"
    nu, toen = (getal(f.get((groep, k), "")) for k in (_stand(s), _jaar_eerder(_stand(s))))
    if nu is None or toen is None:
        yield f"richting: het aandeel {naam} staat niet in de tabel"
    elif {"ongeveer gelijk": nu != toen, "hoger": nu <= toen, "lager": nu >= toen}[woord]:
        yield f"richting: '{woord}' bij {nu:g}% en {toen:g}%"


def _eerste_reeks(s: Staat) -> dict[str, float | None]:
    groep = s.kop[1].lower() if s.rijen and _k(s.rijen[0][0]) else s.rijen[0][0].lower()
    return {k: getal(c) for (g, k), c in feiten(s).items() if g.strip("%") == groep}


def _vergelijkt(tekst: str) -> bool:
    return (
        bool(
            re.search(
                r"een jaar (?:geleden|eerder)|, was \d|onder de begroting|boven de begroting|dan begroot|"
                r"ongeveer gelijk",
                tekst,
            )
        )
        and "is niet bekend" not in tekst
    )


def _voorlopig(s: Staat) -> Iterator[str]:
    """Who compares a figure that can still change, says so: in the title, and in a sentence that stands alone."""
    nu = _stand(s)
    rij = [c for r in s.rijen for c in (r if _k(r[0]) == nu else ()) if "voorlopig" in c]
    los = [c for r in s.rijen for c in r[1:] if "voorlopig" in c or "loopt nog" in c]
    if s.status != "voorlopig" or not (rij or los or s.kop[0] == "Groep" or s.kop[0] == "Jaar"):
        return
    for waar, tekst in (("titel", s.titel), ("zin", s.zin)):
        if _vergelijkt(tekst) and not re.search(r"voorlopig|verwacht", tekst, re.I):
            yield f"voorlopig: de {waar} vergelijkt een voorlopig getal zonder dat te zeggen ({tekst})"


def _kwartaal(s: Staat) -> Iterator[str]:
    nu = max(_kwartalen(s), default="")
    tekst = f"{s.titel} {s.zin}"
    if nu and nu < s.kwartaal and _k(tekst) != nu and not re.search(rf"\b{nu[:4]}\b", tekst):
        yield f"kwartaal: het beeld gaat over {nu}, de pagina over {s.kwartaal}; titel en zin noemen dat niet"
    maand = re.search(r"tot en met (?:maart|juni|september|december)\b(?! \d{4})", s.titel)
    if maand and not re.search(r"\b20\d\d\b|per jaar", s.titel):
        yield f"kwartaal: '{maand[0]}' in de titel zonder jaar"
    for n, j in re.findall(KWARTAAL, tekst):
        if s.rijen and _kwartalen(s) and f"{j}-{n}" not in _kwartalen(s):
            yield f"kwartaal: het {n}e kwartaal {j} staat niet in de tabel"


def _lijn(s: Staat) -> Iterator[str]:
    m = re.search(r"loopt\b.*\bop\b|(?P<laag>\bdaalt|neemt af)|\bstijgt|\bgroeit|neemt toe|\bkrimpt", s.titel)
    if m:
        reeks = [w for _, w in sorted(_eerste_reeks(s).items()) if w is not None][-4:]
        stappen = [b - a for a, b in pairwise(reeks)]
        if len(stappen) < 3 or s.status == "voorlopig" or not all(x < 0 if m["laag"] else x > 0 for x in stappen):
            yield f"lijn: '{s.titel}' bij {reeks}"


# ---------------------------------------------------------------- notes


def _zinnen(tekst: str) -> list[str]:
    return [z.strip() for z in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", tekst) if z.strip()]


def _stam(zin: str) -> set[str]:
    woorden = re.findall(r"[a-zë]+", zin.lower())
    leeg = {
        "de",
        "het",
        "een",
        "in",
        "van",
        "en",
        "dan",
        "is",
        "er",
        "die",
        "wie",
        "dat",
        "iemand",
        "kan",
        "te",
        "zijn",
    }
    return {re.sub(r"(?:en|t|e)$", "", w) for w in woorden} - {re.sub(r"(?:en|t|e)$", "", w) for w in leeg}


def _noot(s: Staat) -> Iterator[str]:
    zinnen = [z for n in s.noot for z in _zinnen(n)]
    for a, b in combinations(zinnen, 2):
        x, y = _stam(a), _stam(b)
        if x and y and len(x & y) >= max(3, 0.75 * min(len(x), len(y))) and len(x & y) / len(x | y) > 0.55:
            yield f"noot: twee keer hetzelfde: '{a}' en '{b}'"
    samen = " ".join(s.noot)
    if re.search(r"bij twee groepen hoor", samen) and not _groepen_getoond(s):
        yield "noot: 'bij twee groepen' waar geen groepen staan"
    if re.search(r"bij twee groepen hoor", samen) and re.search(
        r"wijk|leeftijd", s.kop[0].lower() + s.bijschrift.lower()
    ):
        yield "noot: 'bij twee groepen' bij een indeling waarin iedereen een keer telt"
    los = [getal(c) for r in s.rijen for c in map(kaal, r[1:]) if getal(c) is not None and not c.endswith("%")]
    if re.search(r"(?:aantallen|deel) (?:is|zijn) afgerond|aantallen is afgerond", samen, re.I):
        if not any(w % 5 == 0 and w for w in los) and "%" not in str(s.rijen) and "per 1.000" not in s.bijschrift:
            yield "noot: 'afgerond' waar elk getal precies is"
        if re.search(r"delen niet altijd op|delen tellen niet", samen) and not _groepen_getoond(s):
            yield "noot: 'delen tellen niet op' waar geen delen staan"
    if "18-plussers" in samen and "wmo" in s.paneel.lower() + s.bijschrift.lower() + s.vraag.lower():
        yield "noot: 'bij jeugd' op een pagina van de Wmo"
    if "Bij jeugd" in samen and "inwoners met hulp" in f"{s.bijschrift} {s.zin}".lower():
        yield "noot: 'bij jeugd' op een pagina van de Wmo"
    if m := re.search(r"Het verschil met het doel is ([\d.,]+)|([\d.,]+)[\w %]* (?:boven|onder) het doel", samen):
        doel = re.search(rf"Doel: ({GETAL})", samen)
        nu = {getal(kaal(c)) for r in s.rijen for c in r[1:]}
        if not doel or not any(w is not None and abs(abs(w - getal(doel[1])) - getal(m[1] or m[2])) < 0.06 for w in nu):
            yield f"noot: '{m[0]}' volgt niet uit de tabel en het doel"
    if "afgeschermd" in samen.lower() and "Afgeschermd: aantallen" in samen and "afgeschermd" not in str(s.rijen):
        yield "noot: 'afgeschermd' waar niets verborgen is"


def _groepen_getoond(s: Staat) -> bool:
    """Whether the table splits something: groups in rows, or parts beside a total."""
    kop = s.kop[0].lower()
    if kop == "kwartaal":
        return not (len(s.kop) == 2 or s.kop[1].lower().startswith("lopend"))
    return kop not in ("jaar", "wat")


# ---------------------------------------------------------------- a whole page, and pages together


def bezwaren_blad(b: Blad) -> list[str]:
    """Alles wat op een pagina niet klopt: elke stand, de standen naast elkaar, de kerncijfers en wat de zaal zegt."""
    uit = [f"{b.naam}.{s.paneel} {' '.join(s.keuze)}: {x}" for s in b.staten for x in bezwaren(s)]
    return [*uit, *(f"{b.naam}: {x}" for regel in (_rest, _rij, _tegel, _uitspraak) for x in regel(b))]


def _rest(b: Blad) -> Iterator[str]:
    """The same group in the same quarter has one number in the states that differ only in how they show it."""
    gezien: dict[tuple, dict[str, str]] = {}
    for s in b.staten:
        kern = tuple(k for k in s.keuze if k not in ("nu", "kwartalen", "jaar"))
        for (groep, k), cel in feiten(s).items():
            if groep != "het verschil":
                gezien.setdefault((s.paneel, kern, groep, k), {})[cel] = " ".join(s.keuze)
    for (paneel, _, groep, k), cellen in gezien.items():
        if len(cellen) > 1:
            yield f"rest: {paneel}, {groep} in {k} is {' en '.join(f'{c} ({w})' for c, w in cellen.items())}"


def _rij(b: Blad) -> Iterator[str]:
    namen = [t[0].lower() for t in b.tegels]
    mensen = [
        n
        for n in namen
        if any(re.search(rf"\b{m}\b", n) for m in MENSEN) and "trajecten" not in n and "plekken" not in n
    ]
    trajecten = [n for n in namen if "trajecten" in n]
    if mensen and trajecten:
        yield f"rij: mensen en trajecten in een rij: {mensen[0]}, {trajecten[0]}"


def _tegel(b: Blad) -> Iterator[str]:
    """A headline figure is on the page; one that is expected says so."""
    cellen = {
        round(abs(g), 1)
        for s in b.staten
        if s.status != "ontbreekt"
        for r in s.rijen
        for c in r
        for g in getallen(kaal(c))
    }
    delen = {round(100 * x / y) for s in b.staten for x, y in _deelparen(s) if y} | {100 - c for c in cellen if c < 100}
    for naam, waarde, _, status in b.tegels:
        if b.naam in ("doelen", "plannen", "wijken") or not cellen:  # their tables hold goals, plans, wijken: no totals
            continue
        for n in getallen(waarde):
            erover = any(s.status != "ontbreekt" and _gaat_over(naam, s) for s in b.staten)
            mag = round(n, 1) in cellen or (waarde.endswith("%") and n in delen) or "per 1.000" in naam
            if erover and not mag:
                yield f"tegel: {naam} {waarde} staat in geen tabel van de pagina"
        if "Besparing" in naam and status == "voorlopig" and "verwacht" not in naam:
            yield f"tegel: {naam} is een verwachting en zegt dat niet"


def _uitspraak(b: Blad) -> Iterator[str]:
    """What the hall is told: its numbers are in the picture that goes with it, and a task is not counted."""
    for tekst, s in b.uitspraken:
        if s is None:
            continue
        tabel = {getal(kaal(c)) for r in s.rijen for c in r}
        kaal_ = _zonder_namen(s, re.sub(r"Daarbij is afgerond op \d+\.", "", tekst))
        mis = [n for n in getallen(kaal_) if n not in tabel]
        if mis:
            yield f"uitspraak: {mis} in '{tekst}' staat niet in het beeld {s.paneel} {s.keuze}"
        if tekst.startswith("Geteld") and re.search(
            r"taakstelling|gevraagd|begroot|opdracht|doel\b", s.beeld + tekst, re.I
        ):
            yield f"uitspraak: een opdracht is geen telling: '{tekst}'"
        if tekst.startswith("Geteld") and any(
            getal(r[1]) == n and re.match(r"Taakstelling|Gevraagd|Besluit|Afspraak|Doel", r[0])
            for r in s.rijen
            for n in getallen(kaal_)
        ):
            yield f"uitspraak: een opdracht is geen telling: '{tekst}'"
        los = {getal(kaal(c)) for r in s.rijen for c in r if "voorlopig" in c + r[0]}
        if "voorlopig" not in tekst and los & {*getallen(kaal_)[:1]} and "een jaar eerder" in tekst:
            yield f"uitspraak: vergelijkt een voorlopig getal zonder dat te zeggen: '{tekst}'"


RICHTING = r"\b(meer|minder|duur|duurder|goedkoper|hoger|groeit|daalt|stijgt|krimpt|is het altijd|nooit|meeste)\b"
MAG = r"\b(kan|kunnen|soms|hoe|niet vanzelf|zegt|betekent|vraag|vergelijk)\b|\?|ook met meer|meer van de Wmo|grote wijk"


def bezwaren_teksten(teksten: Iterable[str]) -> list[str]:
    """Een vaste tekst van de avond kent de cijfers niet: hij mag niets beweren wat zij zouden moeten dragen."""
    uit = []
    for tekst in teksten:
        for zin in _zinnen(tekst):
            if (m := re.search(RICHTING, zin, re.I)) and not re.search(MAG, zin, re.I):
                uit.append(f"avond: '{m[0]}' in '{zin}' hangt van de cijfers af")
    return uit


ALGEMEEN = {
    *MENSEN,
    "met",
    "die",
    "dan",
    "een",
    "jaar",
    "geleden",
    "minder",
    "meer",
    "ongeveer",
    "evenveel",
    "als",
    "per",
    "het",
    "de",
    "in",
    "van",
    "voorlopig",
    "en",
    "op",
    "is",
    "alle",
    "hulp",
    "naar",
    "of",
    "voor",
    "was",
    "aantal",
    "grootste",
    "groep",
    "vaakst",
    "wet",
    "nog",
    "te",
}


def _inhoud(tekst: str) -> frozenset[str]:
    woorden = {w for w in re.findall(r"[a-zëï-]+", tekst.lower()) if len(w) > 2}
    return frozenset(re.sub(r"(?:en|t|s)$", "", w) for w in woorden - ALGEMEEN)


def bezwaren_samen(bladen: Sequence[Blad]) -> list[str]:
    """Wat pagina's samen niet kunnen zeggen: twee totalen van hetzelfde, of een doel dat nergens te zien is."""
    uit = []
    for a, b in combinations([b for b in bladen if b.naam == b.wet not in ("jeugd", "wmo")], 2):  # a law says who
        for s in a.staten:
            for t in b.staten:
                uit += _zelfde(a.naam, s, b.naam, t)
    uit += _per_duizend(bladen)
    for doelen in (b for b in bladen if b.naam == "doelen"):
        uit += [x for s in doelen.staten if "Nu" in s.kop for r in s.rijen for x in _doel(r, s.kop, bladen)]
        uit += [f"doelen: '{w}' over mensen" for s in doelen.staten for w in re.findall(r"\S+ \w+ te veel", s.beeld)]
    return [*dict.fromkeys(uit)]


def _totaal(s: Staat) -> float | None:
    if s.status == "ontbreekt":
        return None
    nu, _ = _nu_en_toen(s)
    return nu


def _onderwerp(titel: str) -> str:
    return re.split(
        r":|,| dan een jaar| als een jaar",
        re.sub(r"^(?:Voorlopig )?(?:meer|minder|ongeveer evenveel) ", "", titel, flags=re.I),
    )[0]


def _zelfde(naam_a: str, s: Staat, naam_b: str, t: Staat) -> list[str]:
    """Two titles with the same content words speak of one thing."""
    a, b = _inhoud(_onderwerp(s.titel)), _inhoud(_onderwerp(t.titel))
    mensen = [any(m in x.titel.lower() for m in MENSEN) for x in (s, t)]
    if not a or a != b or not all(mensen) or "ontbreekt" in (s.status, t.status):
        return []
    som_s, som_t = (_totaal(x) or _som(x) for x in (s, t))
    if som_s is None or som_t is None or abs(som_s - som_t) <= 0.05 * max(som_s, som_t):
        return []
    return [f"paginas: '{s.titel}' ({naam_a}: {som_s:g}) en '{t.titel}' ({naam_b}: {som_t:g}) gaan over hetzelfde"]


def _som(s: Staat) -> float | None:
    waarden = [w for g, w in _bekend(s).items() if not g.endswith("%")]
    return sum(waarden) if waarden and "hoofdcategorie" not in s.kop[0].lower() else None


def _per_duizend(bladen: Sequence[Blad]) -> Iterator[str]:
    """A number per 1.000 and a share of the same people must agree, or say who counts along."""
    delen = [
        getal(w) * 10
        for b in bladen
        for n, w, *_ in b.tegels
        if re.search(r"van alle (?:jeugdigen|kinderen)", n) and getal(w)
    ]
    for b in bladen:
        kanten = [(n, w) for n, w, *_ in b.tegels if "per 1.000 kinderen" in n]
        kanten += [
            (s.titel + " " + s.zin, m[1])
            for s in b.staten
            if "jeugd" in s.keuze and "lopend_clienten" in s.keuze
            for m in re.finditer(r"hele gemeente is het ([\d.,]+)", s.zin)
            if "per 1.000" in s.titel
        ]
        for tekst, waarde in kanten:
            if delen and getal(waarde) and abs(getal(waarde) - delen[0]) > 1 and "18" not in tekst:
                yield f"paginas: '{tekst}' is {waarde}, elders {delen[0] / 10:g}%; niemand zegt wie er meer meetelt"


def _doel(rij: Sequence[str], kop: Sequence[str], bladen: Sequence[Blad]) -> Iterator[str]:
    r = dict(zip(kop, rij, strict=True))
    nu = getal(r["Nu"])
    wat = r["Cijfer"].split(" (")[0]
    erover = [s for b in bladen if b.naam != "doelen" for s in b.staten if _gaat_over(wat, s)]
    if nu is not None and erover and not any(getal(kaal(c)) == nu for s in erover for x in s.rijen for c in x[1:]):
        yield f"paginas: het doel '{r['Cijfer']}' heeft {r['Nu']}, dat staat niet op de pagina van het onderwerp"


def _gaat_over(wat: str, s: Staat) -> bool:
    """Whether a state is about this figure: by its content words, else by its name as it is written."""
    woorden, tekst = _inhoud(wat), f"{s.titel} {s.bijschrift}"
    return woorden <= _inhoud(tekst) if woorden else wat.lower() in tekst.lower()
