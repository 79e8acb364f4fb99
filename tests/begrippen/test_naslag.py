"""docs/telregels.md is gemaakt uit begrippen.toml en blijft daaraan gelijk."""

from pathlib import Path

from sociaaldomein.begrippen.cijfers import begrippen, woorden
from sociaaldomein.begrippen.naslag import documentatie

DOCUMENT = Path(__file__).parents[2] / "docs" / "telregels.md"


def test_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == documentatie(), "see CONTRIBUTING.md: make it again"


def test_every_figure_and_word_is_explained():
    text = documentatie()
    assert all(f"`{naam}`" in text and b.telregel in text and b.kanttekening in text for naam, b in begrippen().items())
    assert all(f"**{woord}**" in text for woord in woorden())
