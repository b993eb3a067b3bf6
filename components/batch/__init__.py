"""Many pictures in one palette, by command or from Python; see ``README.md``.

What is offered stands in ``__init__.pyi``, and is loaded when it is first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
