"""De opdracht `sociaaldomein`, in het Nederlands: wat er getypt werd, welk werkwoord dat is, en hoe het afliep."""

from sociaaldomein.cli.hoofd import main

__all__ = ["main"]
