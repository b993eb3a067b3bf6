"""What the picture weighs as one file and another."""
