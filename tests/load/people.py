"""What people do on the page: come, upload, move k, look, move k again."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from tests.load.client import FIGURES, PICTURE, Client, RefusedError
from tests.load.photos import photo

# Seconds that somebody looks at a picture before moving k again.
LOOKS = (3.0, 9.0)
# Seconds for which the slider is held where somebody then lets it go.
HELD = 0.5
# Seconds after which a browser asks what the file weighs (features/sizes/ask.js).
REST = 0.08
# Seconds within which all have come.
ARRIVAL = 60.0
# Sizes of the pictures they bring, in megapixels.
SIZES = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
# Moves of k until somebody takes another picture.
MOVES = 15


@dataclass
class Seen:
    """What some people have seen, in seconds, and what went wrong.

    Attributes
    ----------
    visits : list of float
        From opening the address to the palettes of the sample.
    uploads : list of float
        From giving a file to its palettes, with which the browser draws.
    moves : list of float
        From letting go of the slider to the figures of that k, and its file.
    figures : list of float
        The same to the figures alone; 0 where they were there before.
    errors : list of str
        Exceptions and error boxes on the page, and refused requests.
    """

    visits: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    figures: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Person:
    """Somebody with a browser.

    Parameters
    ----------
    address : str
        Of the page.
    number : int
        Which person; each brings other pictures.
    seen : Seen
        Where to note what happens.
    held : float
        Seconds for which the slider is held still before it is let go.
    """

    def __init__(
        self, address: str, number: int, seen: Seen, held: float = HELD
    ) -> None:
        self.client = Client(address)
        self.number = number
        self.seen = seen
        self.held = held
        self._random = random.Random(number)
        self._photos: list[bytes] = []

    def pack(self, photos: int) -> None:
        """Make the photos to bring ahead: that is no work of the server's."""
        for number in range(photos):
            size = SIZES[(self.number + number) % len(SIZES)]
            self._photos.append(photo(size, 1000 * self.number + number))

    async def come(self) -> None:
        """Open the page."""
        start = time.perf_counter()
        await self.client.connect()
        self.seen.visits.append(time.perf_counter() - start)

    async def bring_a_picture(self) -> None:
        """Upload the next photo, which nobody else has, and wait for its colors."""
        data = self._photos.pop()
        run = await self.client.upload("photo.jpg", data, until=PICTURE)
        self.seen.uploads.append(run.arrived[PICTURE])
        self._complain()

    async def move_k(self) -> None:
        """Move the slider somewhere else, and wait for the figures."""
        now = self.client.k
        k = self._random.choice([k for k in range(2, 65) if k != now])
        asking = asyncio.create_task(self._ask(k))
        await asyncio.sleep(self.held)
        released = time.perf_counter()
        run = await self.client.set_k(k, until=FIGURES)
        spent = run.arrived[FIGURES]
        self.seen.moves.append(spent)
        if asking.done() and (there := asking.result()):
            spent = min(spent, max(0.0, there - released))
        self.seen.figures.append(spent)
        asking.cancel()
        self._complain()

    async def _ask(self, k: int) -> float | None:
        """Ask what the file weighs; when that was told, if it was."""
        await asyncio.sleep(min(REST, self.held))
        return time.perf_counter() if await self.client.size_of(k) else None

    def _complain(self) -> None:
        """Note whatever the page says in a box: in plain use it says nothing."""
        self.seen.errors += self.client.alerts

    async def look(self) -> None:
        """Look at what is there, as people do."""
        await asyncio.sleep(self._random.uniform(*LOOKS))

    async def work(self, seconds: float) -> None:
        """Come some time soon, and then work for a while."""
        try:
            await asyncio.sleep(self._random.uniform(0, min(ARRIVAL, seconds / 3)))
            await self.come()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                await self.bring_a_picture()
                for _ in range(MOVES):
                    await self.look()
                    if time.perf_counter() >= end:
                        break
                    await self.move_k()
        except (RefusedError, TimeoutError, LookupError, KeyError) as problem:
            self.seen.errors.append(f"{type(problem).__name__}: {problem}")
        self.seen.errors += self.client.exceptions

    async def leave(self) -> None:
        """Close the tab."""
        await self.client.close()


def photos_for(seconds: float) -> int:
    """Tell how many photos somebody can come to bring in so many seconds."""
    return 1 + int(seconds / (MOVES * LOOKS[0]))
