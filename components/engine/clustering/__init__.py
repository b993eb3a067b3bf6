"""SourceImage -> ColorTable -> Sweep: the k-means fits for every k at once."""
