"""De pagina's: panelen op een pagina, in een avond, in een stelling en in een zoekvak."""

__all__ = ["avond", "dashboard", "draaiboek", "omslag", "sjabloon", "stellingbestand", "stellingen"]
