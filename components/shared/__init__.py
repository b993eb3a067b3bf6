"""What several features use: words for figures, names of files, state, widgets."""
