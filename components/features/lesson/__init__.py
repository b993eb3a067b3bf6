"""For a class: a question, missions that are checked, a link, and papers to take."""
