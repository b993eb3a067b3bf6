"""Large, for a class."""
