"""How much memory something holds."""

import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Final

import numpy as np

# What the interpreter needs for an object of its own, and for finding it, roughly.
_OBJECT: Final = 200


def footprint(value: object) -> int:
    """Count the bytes of arrays, byte strings and whatever holds such.

    Parameters
    ----------
    value : object
        An array, bytes, text or number; or a mapping, sequence, set or dataclass
        that holds them. What is held twice is counted twice; into other objects is
        not looked.

    Returns
    -------
    int
        Bytes, rounded up roughly where it does not matter.

    Examples
    --------
    >>> footprint(np.zeros((100, 100), np.uint8)) - 100 * 100 < 1000
    True
    """
    if isinstance(value, np.ndarray):
        return value.nbytes + _OBJECT
    if isinstance(value, Mapping):
        return _OBJECT + sum(map(footprint, value.values()))
    if isinstance(value, tuple | list | set | frozenset):
        return _OBJECT + sum(map(footprint, value))
    if is_dataclass(value):
        return _OBJECT + sum(map(footprint, vars(value).values()))
    return sys.getsizeof(value)
