"""All frames of an animation in one palette: original and result play together."""
