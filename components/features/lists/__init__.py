"""Which colors there are to choose from."""
