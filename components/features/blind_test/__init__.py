"""A blind test: from how many colors on somebody sees no difference."""
