"""De grond: woorden die elke kamer deelt, zoals kwartaal, schrijfwijze en paden. Weet niets van cijfers."""
