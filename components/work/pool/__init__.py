"""Long work, done in processes of their own, so that nobody waits for Python's lock.

Threads would do if they never held it. They do, between one loop and the next; and
where a thread that stands back for others holds it, all others stand back too.
"""

from components.work.pool.running import run, start, teach

__all__ = ["run", "start", "teach"]
