"""De statistiek: rekenregels die kleine getallen eerlijk houden. Getallen in, getallen uit; kent niets van ons."""

__all__ = []
