"""De grond: woorden die elke kamer deelt, zoals kwartaal, schrijfwijze en paden. Weet niets van cijfers."""

__all__ = [
    "bladlezer",
    "bsn",
    "kwartaal",
    "lichtstart",
    "melden",
    "noemen",
    "notatie",
    "opslag",
    "paden",
    "paneelmerk",
    "persoonsgegevens",
    "profiel",
    "sjabloon",
    "vorm",
    "yamltekst",
]
