"""What the page is about; each object knows its own cache key."""
