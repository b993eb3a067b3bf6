"""Start the command."""

import os
import signal
import sys

# Before numpy is there: each process has one picture in hand, and one thread.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

if __name__ == "__main__":
    from components.batch.command import main, stop

    signal.signal(signal.SIGTERM, stop)
    sys.exit(main())
