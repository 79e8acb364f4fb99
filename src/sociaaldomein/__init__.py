"""Open raadsmonitor voor het sociaal domein: van levering tot dashboard.

De telregels staan vooraan: `from sociaaldomein import instroom, looptijd, triage, taskforce`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sociaaldomein.telregels import bevolking, financien, instroom, looptijd, participatie, taskforce, triage

__version__ = "0.1.0"
__all__ = ["bevolking", "financien", "instroom", "looptijd", "participatie", "taskforce", "triage"]


def __getattr__(naam: str) -> ModuleType:
    """A counting rule is loaded when it is asked for: importing the package alone stays fast."""
    if naam in __all__:
        return import_module(f"sociaaldomein.telregels.{naam}")
    raise AttributeError(f"module 'sociaaldomein' has no attribute '{naam}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
