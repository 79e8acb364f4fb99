"""De keuring: van tekst naar typen. Elke kolom volgens het contract, en elke rij goed of afgekeurd."""
