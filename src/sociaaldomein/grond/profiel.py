"""Wat een adviseur over een uitgave kiest en elke kamer moet kennen: voor wie zij is, en hoe klein verborgen wordt."""

PROFIELEN = ("openbaar", "intern")
METHODEN = ("afronden", "precies")
