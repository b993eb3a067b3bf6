"""Rows of palette entries -> a PNG file: bit depth, filters, chunks."""
