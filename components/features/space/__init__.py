"""The space in which differences between colors are measured."""
