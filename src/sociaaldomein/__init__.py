"""Open raadsmonitor voor het sociaal domein: van levering tot dashboard."""

__version__ = "0.1.0"
