"""What somebody has changed in the palette."""
