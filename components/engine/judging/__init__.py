"""How good a drawn picture is, how its colors are seen, and when to stop."""
