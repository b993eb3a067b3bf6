"""Work that comes to grief in every way that work can, or is only slow.

It has to be importable by name in another process, and quickly.
"""

import os
import signal
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Literal, get_args

Report = Callable[[float], None]
Offer = Callable[[object], None]

# What becomes of one try.
Fate = Literal["quick", "slow", "offers", "fails", "is killed", "hangs", "hangs late"]
FATES: tuple[Fate, ...] = get_args(Fate)
TROUBLE: tuple[Fate, ...] = ("fails", "is killed", "hangs", "hangs late")

_STEPS = 4


def suffer(
    folder: Path, key: str, fates: Sequence[Fate], report: Report, offer: Offer
) -> str:
    """Return the key, or come to grief: the n-th try has the n-th fate.

    When those are used up, all goes well.

    Parameters
    ----------
    folder : Path
        Where tries are counted, by files.
    key : str
        Tells the work from other.
    fates : sequence of str
        One for each try.
    report, offer : callable
        As all work is given them.
    """
    tries = count()
    fate = dict(enumerate(fates)).get(next(n for n in tries if _mine(folder, key, n)))
    if fate == "hangs":
        signal.pause()
    if fate == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "fails":
        raise KeyError(key)
    if fate == "offers":
        offer(f"{key}, nearly")
    if fate in ("slow", "offers", "hangs late"):
        for step in range(_STEPS):
            report(step / _STEPS)
            time.sleep(0.01)
    if fate == "hangs late":
        signal.pause()
    return key


def _mine(folder: Path, key: str, number: int) -> bool:
    """Tell whether this try is the one of that number; only one is."""
    try:
        (folder / f"{key} {number}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
