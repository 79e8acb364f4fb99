"""De begrippen: wat een cijfer, een norm, een doel en een plan betekenen."""

__all__ = ["cijfers", "doelen", "eenheden", "normen", "paginas", "plannen", "uitleg"]
