"""The parts of the k-colors page."""
