"""De afscherming: wat een lezer mag zien, wat hij daaruit kan afleiden, en wat daarom weg moet. Eromheen is de muur."""

from sociaaldomein.afscherming.openbaar import (
    BESTANDEN,
    DREMPEL,
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

__all__ = [
    "BESTANDEN",
    "DREMPEL",
    "KAART",
    "KLEINE_NOEMER",
    "PROFIELEN",
    "THEMAS",
    "Herkomst",
    "Openbaar",
    "bescherm",
    "lees_kenmerken",
    "lees_themas",
    "scherm_af",
]
