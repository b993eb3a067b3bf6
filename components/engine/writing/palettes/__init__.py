"""Palette files: of GIMP, Adobe and others, as text, as a sheet to look at."""
