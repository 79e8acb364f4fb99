"""Het voorbeeld: verzonnen leveringen van elke grootte."""

__all__ = ["zorg"]
