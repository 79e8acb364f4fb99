"""De beelden: van beschermde cijfers naar een tekening met woorden, een tabel en een beschrijving."""
