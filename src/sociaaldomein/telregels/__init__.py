"""De telregels: van tabellen naar aantallen. Elke regel kent tabellen, kwartalen en normen, nooit een bestand."""
