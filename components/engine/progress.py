"""How long work says how far it is."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called now and then with the share done, 0–1; may raise to end the work."""


def say_nothing(share: float) -> None:
    """Tell nobody how far the work is."""
