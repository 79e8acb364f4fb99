"""De taal van wat een gebruiker leest: korte zinnen, Nederlands, en nooit een persoon bij naam."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest
import yaml

from sociaaldomein.begrippen import cijfers
from sociaaldomein.cli.ontleden import ontleed
from sociaaldomein.levering.sjabloon import documentatie
from sociaaldomein.paginas import stellingen

HUIS = Path(__file__).parents[1]
LANGSTE_ZIN = 15
NIET_GETOOND = {"paginas", "paneel", "keuze", "beelden", "hulp", "norm", "pagina", "kwartaal", "parameters"}
ENGELS = {
    "and",
    "are",
    "because",
    "but",
    "by",
    "chart",
    "click",
    "column",
    "columns",
    "count",
    "counts",
    "coverage",
    "default",
    "delivery",
    "disclosure",
    "error",
    "errors",
    "failed",
    "figure",
    "file",
    "files",
    "folder",
    "for",
    "from",
    "has",
    "have",
    "how",
    "invalid",
    "loading",
    "missing",
    "must",
    "next",
    "not",
    "page",
    "please",
    "previous",
    "quarter",
    "report",
    "row",
    "rows",
    "settings",
    "should",
    "suppressed",
    "than",
    "that",
    "the",
    "this",
    "threshold",
    "unknown",
    "update",
    "used",
    "user",
    "value",
    "values",
    "warning",
    "warnings",
    "what",
    "when",
    "where",
    "which",
    "will",
    "with",
    "without",
    "year",
    "years",
    "you",
    "your",
}
AANSPREEKTITEL = re.compile(
    r"\b(dhr|mevr|mw|drs|ir|mr|ing|dr)\.\s+([A-Z]\.\s*)*[A-Z][a-z]+|"
    r"\b(de heer|mevrouw|wethouder|burgemeester|raadslid)\s+((van|de|der|den)\s+)*[A-Z][a-z]+"
)
VOORLETTERS = re.compile(r"(?<![\w-])([A-Z]\.\s?){1,4}((van|de|der|den|ten|ter)\s+)*[A-Z][a-z]{2,}")


def teksten() -> dict[str, str]:
    """Each text a user reads, with the place to mend it."""
    begrippen = {
        f"{b.naam}.{veld}": getattr(b, veld)
        for b in cijfers.begrippen().values()
        for veld in ("titel", "telregel", "kanttekening", "bron")
    }
    woorden = {f"woord.{woord}": uitleg for woord, uitleg in cijfers.woorden().items()}
    namen = {f"naam.{soort}.{code}": naam for soort, groep in cijfers.namen().items() for code, naam in groep.items()}
    contract = {f"contract:{i}": t for i, t in alineas(documentatie())}
    boeken = notebooks() | avondteksten() | sjablonen()
    return begrippen | woorden | namen | contract | opdrachtregel() | handleiding() | boeken


def opdrachtregel() -> dict[str, str]:
    (opdrachten,) = [a for a in ontleed()._actions if a.dest == "opdracht"]
    hulp = {f"cli.{keuze.dest}": keuze.help for keuze in opdrachten._choices_actions}
    opties = {
        f"cli.{naam}.{a.dest}": a.help
        for naam, sub in opdrachten.choices.items()
        for a in sub._actions
        if a.dest != "help"
    }
    return hulp | opties


def handleiding() -> dict[str, str]:
    return {
        f"{naam}:{i}": t
        for naam in ("handleiding", "afscherming")
        for i, t in alineas((HUIS / "docs" / f"{naam}.md").read_text(encoding="utf-8"))
    }


def notebooks() -> dict[str, str]:
    return {
        f"{pad.stem}.{cel.get('id', i)}:{regel}": t
        for pad in sorted((HUIS / "notebooks").glob("*.ipynb"))
        for i, cel in enumerate(nbformat.read(pad, as_version=4).cells)
        if cel.cell_type == "markdown"
        for regel, t in alineas(cel.source)
    }


def avondteksten() -> dict[str, str]:
    """What comes on the pages of an evening: the params files and the texts beside them."""

    def van(deel, plek):
        if isinstance(deel, dict):
            return {
                k: t
                for naam, d in deel.items()
                if naam not in NIET_GETOOND
                for k, t in van(d, f"{plek}.{naam}").items()
            }
        if isinstance(deel, list):
            return {k: t for nr, d in enumerate(deel, 1) for k, t in van(d, f"{plek}[{nr}]").items()}
        return {plek: str(deel)}

    paden = [*(HUIS / "params" / "avond").glob("*.yml"), *(HUIS / "params").glob("20*.yml")]
    lijsten = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in paden if p.stem != "zoekwoorden"}
    vallen = {f"val.{k}": t for k, t in stellingen.VALLEN.items()}
    return {k: t for naam, inhoud in lijsten.items() for k, t in van(inhoud, naam).items()} | vallen


def sjablonen() -> dict[str, str]:
    """The words that stand in the templates of the pages; what a template fills in is one word here."""

    def woorden(html: str) -> list[str]:
        html = re.sub(r"\{#.*?#\}|\{%.*?%\}|<style.*?</style>|<script.*?</script>", "", html, flags=re.S)
        kaal = re.sub(r"\{\{.*?\}\}", "iets", html)
        return [t for t in map(str.strip, re.split(r"<[^>]*>|\n", kaal)) if t]

    paden = sorted((HUIS / "src").rglob("*.j2"))
    return {f"{p.stem}.j2:{i}": t for p in paden for i, t in enumerate(woorden(p.read_text(encoding="utf-8")))}


def alineas(markdown: str) -> list[tuple[int, str]]:
    """Paragraphs, headings, list items and table cells of Markdown, without code; each with its first line."""
    markdown = re.sub(r"```.*?```", lambda m: "\n" * m[0].count("\n"), markdown, flags=re.S)
    markdown = re.sub(r"<!--.*?-->", lambda m: "\n" * m[0].count("\n"), markdown, flags=re.S)
    gevonden: list[tuple[int, str]] = []
    nieuw = True
    for nummer, regel in enumerate(markdown.splitlines(), start=1):
        kaal = regel.strip()
        if kaal.startswith("|"):
            gevonden += [(nummer, cel) for cel in kaal.strip("|").split("|")]
        elif not nieuw and kaal and not re.match(r"(#|[-*] |\d+\. )", kaal):
            gevonden[-1] = (gevonden[-1][0], f"{gevonden[-1][1]} {kaal}")
        elif kaal:
            gevonden.append((nummer, re.sub(r"^(#+|[-*]|\d+\.) ", "", kaal)))
        nieuw = not kaal or kaal.startswith(("#", "|"))
    return [(n, schoon(t)) for n, t in gevonden]


def schoon(tekst: str) -> str:
    tekst = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", tekst)
    return re.sub(r"`[^`]*`", "code", tekst)


def zinnen(tekst: str) -> list[str]:
    return [z for z in re.split(r"(?<=[.!?])[\"')*]*\s+", tekst) if z.strip()]


def woorden(zin: str) -> list[str]:
    return re.findall(r"[\w'’%€][\w'’.,%-]*", zin)


TEKSTEN = teksten()


def test_sentences_are_short():
    te_lang = [
        f"{plek}: {z} ({len(woorden(z))})"
        for plek, t in TEKSTEN.items()
        for z in zinnen(t)
        if len(woorden(z)) > LANGSTE_ZIN
    ]
    assert not te_lang, "\n".join(te_lang)


def test_words_are_dutch():
    engels = {
        plek: sorted(fout)
        for plek, t in TEKSTEN.items()
        if (fout := {w.strip(".,").lower() for w in woorden(schoon(t))} & ENGELS)
    }
    assert not engels


# invented names on purpose: they must be found
MET_NAMEN = ("tests/test_taal.py", "tests/gevallen/leveringen/P_vrije_tekst/")


def tracked_texts() -> list[Path]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=HUIS, capture_output=True, check=True)
    namen = [
        n
        for n in run.stdout.decode().split("\0")
        if n.endswith((".md", ".yml", ".toml", ".py", ".csv", ".html", ".ipynb", ".json", ".tpl", ".j2"))
    ]
    return [HUIS / n for n in namen if not n.startswith(MET_NAMEN)]


@pytest.mark.skipif(not (HUIS / ".git").exists(), reason="no git checkout: there is no list of files to read")
def test_nobody_is_named():
    gevonden = [
        f"{pad.relative_to(HUIS)}: {m[0]}"
        for pad in tracked_texts()
        for patroon in (AANSPREEKTITEL, VOORLETTERS)
        for m in patroon.finditer(pad.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not gevonden


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("Een zin. Nog een zin.", [2, 3]),
        ("De duur, in maanden van 30,4375 dagen.", [7]),
        ("Wie kwam er? Niemand!", [3, 1]),
    ],
)
def test_counting_words(tekst, aantal):
    assert [len(woorden(z)) for z in zinnen(tekst)] == aantal


@pytest.mark.parametrize("naam", ["mevr. Jansen", "J. de Vries", "wethouder Pietersen", "A.B. Bakker"])
def test_a_name_would_be_found(naam):
    assert AANSPREEKTITEL.search(naam) or VOORLETTERS.search(naam)
