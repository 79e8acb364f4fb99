"""De afscherming: wat een lezer mag zien, wat hij daaruit kan afleiden, en wat daarom weg moet. Eromheen is de muur."""

from sociaaldomein.afscherming.keuze import Manier
from sociaaldomein.afscherming.openbaar import (
    BESTANDEN,
    Herkomst,
    Openbaar,
    bescherm,
    lees_kenmerken,
    lees_themas,
    scherm_af,
)
from sociaaldomein.afscherming.regel import DREMPEL

__all__ = [
    "BESTANDEN",
    "DREMPEL",
    "Herkomst",
    "Manier",
    "Openbaar",
    "bedragen",
    "bescherm",
    "controle",
    "kennis",
    "lees_kenmerken",
    "lees_themas",
    "nalopen",
    "regel",
    "scherm_af",
    "teksten",
    "verantwoording",
]
