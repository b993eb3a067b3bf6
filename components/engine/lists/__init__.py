"""Lists of colors that people own or work with: threads, beads, bricks, screens."""
