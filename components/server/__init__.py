"""What stands between the page and everybody who can reach its address.

`app_options` is all that ``app.py`` has to know.
"""

from components.server.start import app_options

__all__ = ["app_options"]
