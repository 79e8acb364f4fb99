"""Sneller beginnen: laad jsonschema zonder een onderdeel dat hier niemand gebruikt.

Bij het laden bouwt `rfc3987_syntax` een ontleder voor webadressen met vreemde letters. Dat kost een seconde rekenen in
elk proces dat een notebook leest of Voila start. Geen schema van Jupyter vraagt erom; jsonschema kan zonder.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

TRAAG = "rfc3987_syntax"


def laad_schema() -> None:
    """Laad jsonschema zonder de trage ontleder. Is een van beide al geladen, dan verandert er niets."""
    if "jsonschema" in sys.modules or TRAAG in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules[TRAAG] = None  # an import of it now fails, as if it were not installed
    try:
        with contextlib.suppress(ImportError):
            import jsonschema  # noqa: F401
    finally:
        del sys.modules[TRAAG]
