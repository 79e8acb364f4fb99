"""De opdracht: wat een run moet maken, gelezen uit params."""

__all__ = ["herkomst", "instellingen"]
