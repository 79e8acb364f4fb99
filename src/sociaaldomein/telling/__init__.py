"""De telling: registraties uit de levering, en alle telregels daarop. Intern: hier staat nog alles."""

__all__ = ["dekking", "monitor", "registraties"]
