"""How work is done: settings, cache, jobs, and processes to do them in."""
