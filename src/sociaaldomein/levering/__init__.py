"""De deur: van bestanden naar gekeurde tabellen, met een verslag. Alleen hier komt een levering binnen."""

__all__ = ["bestanden", "contract", "controletotalen", "deur", "herkomst", "kolomvoorstel", "pseudoniemen", "sjabloon"]
