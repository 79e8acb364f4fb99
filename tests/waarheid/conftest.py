"""De module `lezer` en de kleine verzonnen sets staan naast de tests, niet in het pakket."""

import sys
from pathlib import Path

HIER = Path(__file__).parent
sys.path[:0] = [p for p in (str(HIER), str(HIER.parent)) if p not in sys.path]
