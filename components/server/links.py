"""Links to files live on for a while after a newer run of the page has replaced them.

Streamlit drops a file as soon as no page holds it. A browser that has just been sent a
link looks whether there is anything behind it, or is asked to save it, while the next
run takes the file away: "Download Button source error - 404".
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Final

from streamlit import runtime
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.engine.reading.limits import MEGABYTE

LIVES_ON: Final = 20.0
"""Seconds that a file is kept after it was to be dropped."""

MOST_BYTES: Final = 64 * MEGABYTE
"""Of all such files of all visitors; beyond, the oldest go at once."""


class Links:
    """Keeps the files of a store a while longer than their owner wants.

    Parameters
    ----------
    files : MemoryMediaFileStorage
        The server's. From now on it forgets a file later than it is told to.
    clock : callable
        The time in seconds.
    """

    def __init__(
        self,
        files: MemoryMediaFileStorage,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files = files
        self._clock = clock
        self._load, self._delete = files.load_and_get_id, files.delete_file
        # When each was to be dropped, and its bytes; the oldest first.
        self._dropped: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()
        setattr(files, "load_and_get_id", self._take)  # noqa: B010 - mypy's wish
        setattr(files, "delete_file", self._drop)  # noqa: B010

    def expire(self) -> None:
        """Let go of files whose time is over."""
        with self._lock:
            self._let_go()

    def _take(self, *arguments: Any, **options: Any) -> str:  # noqa: ANN401 - theirs
        with self._lock:
            file = self._load(*arguments, **options)
            self._dropped.pop(file, None)  # it is wanted again
            return file

    def _drop(self, file_id: str) -> None:
        with self._lock:
            self._dropped.pop(file_id, None)
            self._dropped[file_id] = (self._clock(), self._bytes_of(file_id))
            self._let_go()

    def _bytes_of(self, file: str) -> int:
        try:
            return self._files.get_file(file).content_size
        except MediaFileStorageError:
            return 0

    def _let_go(self) -> None:
        held = sum(size for _, size in self._dropped.values())
        for file, (since, size) in list(self._dropped.items()):
            if held <= MOST_BYTES and self._clock() - since < LIVES_ON:
                break
            held -= size
            del self._dropped[file]
            self._delete(file)


def stored() -> MemoryMediaFileStorage:
    """Return where the server keeps files that can be saved."""
    files = runtime.get_instance().media_file_mgr._storage  # not public
    assert isinstance(files, MemoryMediaFileStorage)
    return files
