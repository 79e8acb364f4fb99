"""De panelen: welke vraag een paneel stelt, met welke keuzes, en welk beeld erbij hoort."""

from sociaaldomein.panelen.alle import controleer_toelichting, panelen, per_pagina, tegels

__all__ = ["controleer_toelichting", "paneel", "panelen", "per_pagina", "tegels"]
