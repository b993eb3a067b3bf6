"""For a class: a question, missions that are checked, and a link."""
