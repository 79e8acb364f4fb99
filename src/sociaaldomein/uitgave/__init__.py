"""De uitgave: een run van levering tot map, met pagina's, downloads, manifest en proef."""

__all__ = ["afloop", "losse_paginas", "manifest", "notebooks", "run", "toetsen", "uitvoermap"]
