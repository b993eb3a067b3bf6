"""Bytes of a picture in, fewest colors out; pure arrays, no user interface.

Data flows one way::

    bytes --read_image--> SourceImage --count_colors--> ColorTable
    ColorTable --sweep_k--> Sweep
    Sweep --suggest--> Suggestions
    SourceImage + centers --quantize--> QuantizedImage --encode_png--> bytes
    SourceImage + QuantizedImage --compare--> Quality

What is offered stands in ``__init__.pyi``, and is loaded when it is first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
