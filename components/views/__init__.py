"""The regions of the page, one file each, in the order in which they are read."""
