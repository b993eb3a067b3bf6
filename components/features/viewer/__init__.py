"""Original and redrawn picture, and the palette strip."""
