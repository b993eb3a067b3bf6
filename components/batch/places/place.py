"""A folder, wherever it is: what the command does with it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Self

Tell = Callable[[str, str], None]
"""Told the name of what cannot be listed, and why, in a sentence."""


class Origin(ABC):
    """A folder that pictures are read from.

    It goes to other processes, and to other machines, which find the same files there.
    Whatever goes wrong is an `OSError` with a reason to be read. Names are paths from
    the folder on, with slashes.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """What the folder itself is called."""

    @property
    @abstractmethod
    def ground(self) -> "Place":
        """The folder itself, where this is a choice of what is in it."""

    @property
    @abstractmethod
    def alone(self) -> bool:
        """Whether only this process finds anything there."""

    @abstractmethod
    def __str__(self) -> str:
        """Write it as people give it."""

    @abstractmethod
    def absolute(self) -> Self:
        """Return the same, for processes that stand elsewhere."""

    @abstractmethod
    def unreadable(self) -> str:
        """Say in a sentence why nothing can be read there; nothing if it can."""

    @abstractmethod
    def files(self, out: "Place", mark: str, tell: Tell) -> Iterator[tuple[str, int]]:
        """List the files in it and in the folders in it.

        What begins with a dot is left out, and so are results.

        Parameters
        ----------
        out : Place
            Where the results are to be.
        mark : str
            Name of what stands in a folder of results, and nowhere else.
        tell : callable
            Told of what cannot be listed.

        Yields
        ------
        name, size
            In bytes; 0 where nobody says.
        """

    @abstractmethod
    def heads(self, names: Sequence[str], size: int) -> Iterator[tuple[str, bytes]]:
        """Yield how files begin, of those that can be read."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return what is in a file."""


class Place(Origin):
    """A folder that results can be written to as well."""

    @property
    def ground(self) -> "Place":
        """The folder itself."""
        return self

    @property
    @abstractmethod
    def appends(self) -> bool:
        """Whether a line can be put at the end of a file."""

    @abstractmethod
    def at(self, name: str) -> str:
        """Return where a file is, for people to read."""

    @abstractmethod
    def unwritable(self) -> str:
        """Say in a sentence why nothing can be written there; nothing if it can."""

    @abstractmethod
    def holds(self, other: "Place") -> bool:
        """Tell whether it is another one, or that lies in it."""

    @abstractmethod
    def write(self, name: str, content: bytes, aside: str) -> None:
        """Write a file in one step: nobody ever finds half of it there.

        Parameters
        ----------
        name : str
            The file.
        content : bytes
            What is to be in it.
        aside : str
            A name that nobody has, where it may be written first.
        """

    @abstractmethod
    def append(self, name: str, line: bytes) -> None:
        """Put a line at the end of a file, where `appends`."""

    @abstractmethod
    def matching(self, pattern: str) -> list[str]:
        """Return the names of files, with a star for any letters."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all in it, if it is there."""

    @abstractmethod
    def make(self, name: str) -> None:
        """Make a folder, where that is needed."""
