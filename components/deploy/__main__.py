"""Start several servers of the page behind one address.

``python -m components.deploy --replicas 2 --port 8501``. SIGTERM and Ctrl-C end it
in order; SIGHUP starts the replicas anew, one after the other.
"""

import argparse
import signal
import sys

from components.deploy.fleet import Fleet


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m components.deploy")
    parser.add_argument("--replicas", type=int, default=2, help="how many (2)")
    parser.add_argument("--port", type=int, default=8501, help="where (8501)")
    asked = parser.parse_args()
    if asked.replicas < 1:
        parser.error("There must be one replica at least.")
    fleet = Fleet(asked.replicas, asked.port)
    signal.signal(signal.SIGTERM, lambda *_: fleet.stop())
    signal.signal(signal.SIGINT, lambda *_: fleet.stop())
    signal.signal(signal.SIGHUP, lambda *_: fleet.renew())
    try:
        with fleet:
            print(f"{asked.replicas} replicas at {fleet.address}", flush=True)
            fleet.watch()
    except RuntimeError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
