"""Names of the colors, color blindness, contrast."""
