"""What stands between the page and everybody who can reach its address.

`settings` is all that ``app.py`` has to know.
"""

from components.server.start import settings

__all__ = ["settings"]
