"""De afscherming: wat een lezer mag zien, wat hij daaruit kan afleiden, en wat daarom weg moet. Eromheen is de muur."""

from sociaaldomein.afscherming.keuze import Manier
from sociaaldomein.afscherming.openbaar import (
    BESTANDEN,
    KAART,
    KLEINE_NOEMER,
    PROFIELEN,
    THEMAS,
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
    "KAART",
    "KLEINE_NOEMER",
    "PROFIELEN",
    "THEMAS",
    "Herkomst",
    "Manier",
    "Openbaar",
    "bescherm",
    "lees_kenmerken",
    "lees_themas",
    "scherm_af",
]
