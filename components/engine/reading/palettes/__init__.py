"""Palette files of GIMP, Adobe, Paint Shop Pro and others, and color codes as text."""
