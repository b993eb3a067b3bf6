"""The elbow curve, and its table."""
