"""De begrippen: wat een cijfer, een norm, een doel en een plan betekenen."""
