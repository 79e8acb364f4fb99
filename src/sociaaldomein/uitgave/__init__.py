"""De uitgave: een run van levering tot map, met pagina's, downloads, manifest en proef."""
