"""How many stitches, beads or studs a picture is wide."""
