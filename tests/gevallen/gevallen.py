"""De gevallen: kleine verzonnen leveringen met elk een fout die eens gemaakt is; test_*.py ernaast toetsen ze."""

import shutil
from pathlib import Path

LEVERINGEN = Path(__file__).parent / "leveringen"


def geval(naam: str, doel: Path) -> Path:
    """Een eigen kopie van een geval, in `doel`; zo mag een test eraan veranderen wat hij wil."""
    return shutil.copytree(LEVERINGEN / naam, doel / naam)
