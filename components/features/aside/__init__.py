"""What does not count."""
