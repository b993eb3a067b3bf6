"""Things to take away: files of the picture, of its palette, of its layers.

QuantizedImage or palette in, bytes of a file out; and the report, which weighs
the files honestly.

What is offered stands in ``__init__.pyi``, and is loaded when it is first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
