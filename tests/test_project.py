"""Het huis zelf: versies gelijk, niets van een machine in de bestanden, en alles reist mee in de wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from test_layers import ROOMS

import sociaaldomein

HUIS = Path(__file__).parents[1]
VERSIE = tomllib.loads((HUIS / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
PUBLICCODE = yaml.safe_load((HUIS / "publiccode.yml").read_text(encoding="utf-8"))
in_checkout = pytest.mark.skipif(not (HUIS / ".git").exists(), reason="no git checkout: no list of tracked files")

# Written in pieces, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "deb." + "debian.org",
    "anaconda" + ".org",
    "crates" + ".io",
]
DELIVERY_NETWORKS = [
    "jsdelivr" + ".net",
    "unpkg" + ".com",
    "cdnjs" + ".",
    "google" + "apis.com",
    "gstatic" + ".com",
    "fontawesome" + ".com",
    "bootstrapcdn" + ".com",
    "cdn." + "plot.ly",
]
MACHINE_PATHS = [r"(?<![\w.-])/(work|root|farm)/", r"/tmp/[a-z]\w*/", r"/home/\w", r"/Users/\w", r"[A-Z]:\\Users"]
FORBIDDEN = re.compile("|".join([*map(re.escape, REGISTRIES + DELIVERY_NETWORKS), *MACHINE_PATHS]), re.I)


def tracked(*under: str) -> list[str]:
    run = subprocess.run(["git", "ls-files", "-z", "--", *under], cwd=HUIS, capture_output=True, check=True)
    return [n for n in run.stdout.decode().split("\0") if n and (HUIS / n).is_file()]


def test_versions_are_equal():
    changelog = (HUIS / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)$", changelog, re.M)
    assert newest, "CHANGELOG.md has no released version"
    assert (sociaaldomein.__version__, PUBLICCODE["softwareVersion"], newest[1]) == (VERSIE, VERSIE, VERSIE)
    assert str(PUBLICCODE["releaseDate"]) == newest[2]


def test_publiccode_is_valid():
    """The mandatory keys and limits of publiccode.yml 0.4."""
    assert {
        "publiccodeYmlVersion",
        "name",
        "url",
        "releaseDate",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    } <= set(PUBLICCODE)
    assert PUBLICCODE["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert PUBLICCODE["legal"]["license"] == "EUPL-1.2"
    assert PUBLICCODE["maintenance"]["type"] in {"none", "internal", "community", "contract"}
    if PUBLICCODE["maintenance"]["type"] in {"internal", "community"}:
        assert PUBLICCODE["maintenance"]["contacts"]
    assert set(PUBLICCODE["localisation"]) >= {"localisationReady", "availableLanguages"}
    for taal in ("nl", "en"):
        tekst = PUBLICCODE["description"][taal]
        assert len(tekst["shortDescription"]) <= 150
        assert 150 <= len(tekst["longDescription"]) <= 10_000
        assert tekst["features"]


def test_licence_is_whole():
    text = (HUIS / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [int(n) for n in re.findall(r"^(\d+)\.\w", text, re.M)] == list(range(1, 16))
    assert "Reciprocity (LiLiQ-R) or Strong Reciprocity (LiLiQ-R+)" in text
    assert text.rstrip().endswith("new EUPL version.")


@in_checkout
def test_no_file_names_a_machine_a_registry_or_a_delivery_network():
    found = [
        f"{name}: {m[0]}"
        for name in tracked()
        if b"\0" not in (raw := (HUIS / name).read_bytes())[:8192]
        for m in FORBIDDEN.finditer(raw.decode("utf-8", errors="replace"))
    ]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "https://" + REGISTRIES[0] + "/simple",
        "src=//cdn." + DELIVERY_NETWORKS[0],
        "open('/ro" + "ot/x')",
        "/ho" + "me/piet",
    ],
)
def test_the_pattern_finds_what_it_must(text):
    assert FORBIDDEN.search(text)


@in_checkout
def test_only_a_drawn_table_is_kept_from_the_formatter():
    vrij = "# fmt" + ": "  # in pieces as well
    kept = [n for n in tracked("*.py") if vrij in (HUIS / n).read_text(encoding="utf-8")]
    assert kept == ["tests/slechte_invoer/soorten.py"]


@in_checkout
def test_notebooks_carry_no_outputs():
    """But for the lesson: there they are the point, see test_notebooks."""
    for name in set(tracked("notebooks")) - {"notebooks/telregels.ipynb"}:
        text = (HUIS / name).read_text(encoding="utf-8")
        assert '"outputs": []' in text and '"output_type"' not in text and '"execution_count": 1' not in text, name


@pytest.mark.parametrize(
    "document",
    ["README.md", "CONTRIBUTING.md", "docs/handleiding.md", "docs/telregels.md", "docs/afscherming.md", "CHANGELOG.md"],
)
def test_links_lead_somewhere(document):
    text = (HUIS / document).read_text(encoding="utf-8")
    links = [t for t in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in t]
    assert not [t for t in links if not (HUIS / document).parent.joinpath(t).exists()]


def test_every_folder_of_tests_is_a_room_or_a_kind_that_crosses_them():
    contributing = (HUIS / "CONTRIBUTING.md").read_text(encoding="utf-8")
    kinds = set(re.findall(r"`(\w+)`", contributing.split("`tests/<room>/`")[1].split("\n\n")[0]))
    folders = {p.relative_to(HUIS / "tests").parts[0] for p in (HUIS / "tests").glob("*/**/test_*.py")}
    assert folders - set(ROOMS) == kinds


def test_readme_names_every_room():
    text = (HUIS / "README.md").read_text(encoding="utf-8")
    rooms = {p.parent.name for p in Path(sociaaldomein.__file__).parent.glob("*/__init__.py")}
    assert not {r for r in rooms if f"`{r}`" not in text}


def test_the_answers_to_a_newcomer_lead_somewhere():
    """Each file of the table exists, stands in a room of the plan and holds what to look for."""
    deel = (HUIS / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where is it?")[1].split("\n## ")[0]
    rijen = re.findall(r"^\| .+ \| `(.+)` \| `(.+)` \|$", deel, re.M)
    pakket = Path(sociaaldomein.__file__).parent
    assert len(rijen) == deel.count("\n| ") - 1 >= 5
    assert not [pad for pad, zoek in rijen if zoek not in (pakket / pad).read_text(encoding="utf-8")]


def test_every_word_of_the_glossary_is_a_word_of_the_code():
    """A foreign reader looks up what the code says: a word that stands nowhere explains nothing."""
    tekst = (HUIS / "CONTRIBUTING.md").read_text(encoding="utf-8")
    deel = tekst.split("| Dutch | English | here |")[1].split("\n## ")[0]
    woorden = [r.split("|")[1].strip() for r in deel.splitlines()[2:] if r.startswith("|")]
    bron = "".join(p.read_text(encoding="utf-8").lower() for p in Path(sociaaldomein.__file__).parent.rglob("*.py"))
    assert woorden == sorted(woorden, key=str.lower) and len(woorden) >= 40
    assert not [w for w in woorden if w.lower() not in bron]


@in_checkout
@pytest.mark.traag
def test_wheel_carries_everything_and_nothing_else(tmp_path):
    """What git tracks under src, notebooks, params and data is in the wheel; nothing untracked slips in."""
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(HUIS)]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    everything = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    packed = {n for n in everything if ".data/" not in n}
    ours = "src/sociaaldomein/jupyter/voila"  # what plain Voila and JupyterLab must find outside the package
    shared = {n.replace(f"{ours}/templates", "share/jupyter/voila/templates") for n in tracked(f"{ours}/templates")}
    assert {n.split(".data/data/")[1] for n in everything - packed} == shared | {
        "etc/jupyter/voila.json",
        "etc/jupyter/labconfig/page_config.d/sociaaldomein.json",
    }
    wanted = {n.removeprefix("src/") for n in tracked("src")}
    wanted |= {f"sociaaldomein/meegeleverd/{n}" for n in tracked("notebooks", "params", "data")}
    assert packed == wanted
    for part in (
        r"begrippen\.toml",
        r"meegeleverd/notebooks/raadsmonitor\.ipynb",
        r"meegeleverd/params/\w+\.yml",
        r"meegeleverd/data/gepubliceerd/.+",
        r"huisstijl/.+\.css",
        r"huisstijl/.+\.woff2",
        r"(jupyter|templates)/.+",
    ):
        assert any(re.search(part, n) for n in packed), part
    licences = [n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/licenses/" in n]
    assert len(licences) == 2
