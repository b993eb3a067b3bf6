"""The process of `components.work.pool`, without the engine: it is there at once."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[3])
    import tests.work.pool.troubles  # noqa: F401 - for all copies to have it
    from components.work.forkserver.copies import serve
    from components.work.pool.worker import answer

    serve(answer)
