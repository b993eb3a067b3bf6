"""How it works, in words."""
