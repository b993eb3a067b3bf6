"""k-means to look at: the picture's colors as a cloud, and the loop, step by step."""
