"""What was lost, in words and figures."""
