"""How few colors are enough for the eye."""
