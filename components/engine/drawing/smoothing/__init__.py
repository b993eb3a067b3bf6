"""Pixels that keep a neighbor's color, where that saves bits of the file."""
