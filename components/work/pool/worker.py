"""The process that does long work; has the whole engine, and its machine code."""

import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
EVERY = 0.05  # seconds between two reports
# Niceness on top for what is left to do when something has been offered: others still
# wait for their first.
LESS_URGENT = 3


def answer(facts: dict[str, Any], descriptors: list[int], reply: socket.socket) -> None:
    """Do a piece of work; say how far it is, what it offers, and what comes of it."""
    from components.work.forkserver.copies import content_of, memory_file, say
    from components.work.pool.pickling import packed, unpacked

    os.nice(facts["behind"])
    say(reply, {"kind": "begun", "value": os.getpid()})
    told = 0.0

    def report(share: float) -> None:
        nonlocal told
        if time.monotonic() - told > EVERY:
            say(reply, {"kind": "share", "value": share})
            told = time.monotonic()

    def send(kind: str, thing: object) -> None:
        say(reply, {"kind": kind}, memory_file(packed(thing)[0]))

    def offer(thing: object) -> None:
        send("offer", thing)
        os.nice(LESS_URGENT)

    try:
        work, arguments = unpacked(content_of(descriptors[0]), descriptors[1:])
        result = work(*arguments, report, offer)
        send("result", result)
    except BrokenPipeError:
        pass  # nobody waits any more
    except BaseException as problem:  # noqa: BLE001 - whoever waits gets it
        send("problem", problem)


def learn(name: str, code: bytes) -> None:
    """Take the machine code of a part of the loops, and run these once."""
    from components.engine import machine_code
    from components.engine.precompile import part

    machine_code.take(code)
    part(name)()


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    from components.engine import machine_code
    from components.engine.precompile import PARTS
    from components.work.forkserver.copies import serve
    from components.work.modules import import_all

    import_all()  # for all copies to have them
    # What is not on disk the server has compiled by copies: nobody waits for that.
    first, *others = PARTS if machine_code.is_on_disk() else [lambda: None]
    first()
    serve(answer, others, learn)
