"""The switch for dithering."""
