"""A smaller file."""
