"""Work in processes of their own, a copy for each piece of it (Linux).

One process, started once, has loaded what is needed and waits; for each piece of work
it makes a copy of itself (fork), which does that and ends. A copy takes milliseconds,
shares its memory with the original, and can crash, hang or run out of memory without
harm to anybody else. The server can't be copied: it has many threads.

``copies.py`` is that process, ``process.py`` the server's side.
"""
