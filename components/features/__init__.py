"""What is on the page, a folder a feature; README.md says how to add one."""
