"""De zaal: een uitgave live tonen, achter een muur, ook op tablets."""

__all__ = ["presenteren"]
