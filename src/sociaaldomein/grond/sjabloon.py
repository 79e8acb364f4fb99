"""Hoe een sjabloon gelezen wordt: elke tekst die erin komt wordt ontsnapt, en wat ontbreekt is een fout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def omgeving(*mappen: Path, **filters: Callable[..., Any]) -> Environment:
    """De sjablonen van deze mappen, met deze filters erbij.

    >>> omgeving(Path(), groot=str.upper).from_string("{{ x | groot }}").render(x="a & b")
    'A &amp; B'
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    uit = Environment(
        loader=FileSystemLoader(mappen),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    uit.filters |= filters
    uit.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return uit
