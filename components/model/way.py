"""How a palette for many pictures, or for all frames of one, is found."""

from dataclasses import dataclass

from components.engine import Space
from components.model.given import Given


@dataclass(frozen=True, eq=False)
class Way:
    """How the palette is found.

    Attributes
    ----------
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        The space in which colors are found, as of `engine.space_for`.
    given : Given
        What they are taken from.
    flat : bool
        Whether flat colors are kept exact where there are any.
    """

    space: Space
    given: Given
    flat: bool

    @property
    def key(self) -> str:
        """Cache key."""
        return f"{self.space} {self.given.key} {self.flat}"
