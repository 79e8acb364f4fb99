"""Het voorbeeld: verzonnen leveringen van elke grootte."""
