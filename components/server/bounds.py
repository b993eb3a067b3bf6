"""How much one server takes upon itself, beside the limits of a picture.

Like those, the bounds are read once, when the server starts, so that a mistake in
the environment stops it there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from components.engine.reading.limits import LIMITS, MEGABYTE

# Files of one visitor that are held: the one on the page, and the next.
FILES_HELD: Final = 2
# Uploads of one visitor that may be on their way at once.
UPLOADS_AT_ONCE: Final = 2
# Bytes of all uploads on their way, of all visitors.
BYTES_ON_THE_WAY: Final = max(256 * MEGABYTE, 4 * LIMITS.file_bytes)
# Seconds that an upload may stand still.
STILL: Final = 30.0


@dataclass(frozen=True)
class Bounds:
    """What the environment can change.

    Attributes
    ----------
    visitors : int
        Most visitors at once, that is open tabs.
    embedders : tuple of str
        Origins whose pages may show this one in a frame.
    """

    visitors: int = 200
    embedders: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Bounds":
        """Return the bounds, each as the environment says or as it stands here.

        Parameters
        ----------
        environment : mapping of str to str
            KCOLORS_MAX_VISITORS counts open tabs, KCOLORS_EMBEDDERS names origins
            with spaces between them. One that is missing or empty keeps its default.

        Raises
        ------
        ValueError
            If a value is none of these.

        Examples
        --------
        >>> Bounds.from_environment({"KCOLORS_EMBEDDERS": "https://school.example"})
        Bounds(visitors=200, embedders=('https://school.example',))
        """
        visitors = environment.get("KCOLORS_MAX_VISITORS", "").strip()
        if visitors and not (visitors.isdecimal() and int(visitors) > 0):
            raise ValueError(
                f"KCOLORS_MAX_VISITORS must be a number above zero, not {visitors!r}."
            )
        embedders = environment.get("KCOLORS_EMBEDDERS", "").split()
        for each in embedders:
            _check_origin(each)
        return cls(int(visitors) if visitors else cls.visitors, tuple(embedders))


def _check_origin(text: str) -> None:
    """Raise ValueError unless a text is an origin, and nothing but that."""
    try:
        parts = urlsplit(text)
        plain = f"{parts.scheme}://{parts.netloc}" == text and not set(text) & set(
            ";,'"
        )
    except ValueError:
        plain = False
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(
            "KCOLORS_EMBEDDERS must hold origins such as https://school.example,"
            f" not {text!r}."
        )
