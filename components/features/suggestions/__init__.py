"""Where one could stop."""
