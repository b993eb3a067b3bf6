"""Whether flat colors stay exact."""
