"""De uitgave: een run van levering tot map, met pagina's, downloads, manifest en proef."""

__all__ = ["afloop", "manifest", "notebooks", "run", "toetsen", "uitvoermap"]
