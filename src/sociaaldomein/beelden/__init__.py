"""De beelden: van beschermde cijfers naar een tekening met woorden, een tabel en een beschrijving."""

__all__ = [
    "balken",
    "beeld",
    "bruggen",
    "doelbeelden",
    "duiding",
    "geldduiding",
    "getallen",
    "kaarten",
    "kolommen",
    "lijnen",
    "maten",
    "planbeelden",
]
