"""Start the command."""

import io
import os
import signal
import sys

# Before numpy is there: each process has one picture in hand, and one thread.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

if __name__ == "__main__":
    from components.batch.command import main, stop

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Not every terminal has every letter of a name.
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main())
