"""The picture small, in more and more colors."""
