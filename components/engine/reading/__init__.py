"""Bytes -> SourceImage: any file in, upright 8-bit sRGB pixels out, or a refusal."""
