"""Textures of thresholds, by which ordered dithering decides which dot goes where."""
