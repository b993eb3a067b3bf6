"""Pictures by a list of their names, where a folder cannot be listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from components.batch.places.place import Origin, Place, Tell

ENDING: Final = ".txt"
"""What a list is known by."""

_ELSEWHERE: Final = "The list names it, but it is not in the folder of the list."


@dataclass(frozen=True)
class Named(Origin):
    """The files that a list names; they stand where the list does, or below.

    Attributes
    ----------
    folder : Place
        Where the list is.
    listed : str
        Its name. It is a text with a name in each line; a line may also have the whole
        address.
    """

    folder: Place
    listed: str

    @property
    def name(self) -> str:
        """What the list is called."""
        return self.listed.removesuffix(ENDING)

    @property
    def ground(self) -> Place:
        """The folder of the list."""
        return self.folder

    @property
    def alone(self) -> bool:
        """Whether only this process finds anything there; as of `Origin`."""
        return self.folder.alone

    def __str__(self) -> str:
        """Write it as people give it."""
        return self.folder.at(self.listed)

    def absolute(self) -> Self:
        """Return the same, for processes that stand elsewhere."""
        return type(self)(self.folder.absolute(), self.listed)

    def unreadable(self) -> str:
        """Say why nothing can be read there; as of `Origin`."""
        return self.folder.unreadable()

    def files(self, out: Place, mark: str, tell: Tell) -> Iterator[tuple[str, int]]:
        """Yield what the list names; nobody says how large that is."""
        text = self.folder.read(self.listed).decode("utf-8-sig", "surrogateescape")
        root = self.folder.at("")
        for line in dict.fromkeys(text.splitlines()):
            name = line.strip().removeprefix(root).removeprefix("/")
            if not name:
                continue
            if "://" in name or not {"", ".", ".."}.isdisjoint(name.split("/")):
                tell(name, _ELSEWHERE)
            else:
                yield name, 0

    def heads(self, names: Sequence[str], size: int) -> Iterator[tuple[str, bytes]]:
        """Yield how files begin; as of `Origin`."""
        return self.folder.heads(names, size)

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        return self.folder.read(name)
