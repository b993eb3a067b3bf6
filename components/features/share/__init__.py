"""A link to what is on the page."""
