"""nginx, told which replicas there are: fills in ``nginx.conf``.

``python -m components.deploy.nginx --replicas 2 --port 8500`` prints it, for systemd.
"""

import argparse
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.engine.reading.limits import MEGABYTE
from components.work.settings import SETTINGS

_TEMPLATE: Final = Path(__file__).with_name("nginx.conf")
# Of a form beside the file in it.
_FRAMING: Final = MEGABYTE

_JOURNAL: Final = "syslog:server=unix:/run/systemd/journal/dev-log,nohostname"


def program() -> str:
    """Path of nginx.

    Raises
    ------
    RuntimeError
        If there is none.
    """
    # Debian keeps it where only administrators look.
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which("nginx", path=path)
    if found is None:
        raise RuntimeError("nginx is not installed; `make nginx` does that.")
    return found


def configuration(port: int, ports: Sequence[int], log: str = "/dev/stdout") -> str:
    """Fill in nginx's configuration.

    Parameters
    ----------
    port : int
        Where nginx listens, on the loopback.
    ports : sequence of int
        Where the replicas do; the first is number 1.
    log : str
        Where it writes what was asked for, as nginx's ``access_log`` names it.

    Returns
    -------
    str
        Content of the file. Paths in it are relative to nginx's folder (``-p``).
    """
    numbered = list(enumerate(ports, 1))
    # Each is asked without being sure that it is there; a refusal costs nothing.
    servers = [f"server 127.0.0.1:{each} max_fails=0;" for each in ports]
    parts = {
        "PORT": str(port),
        "LOG": log,
        "LARGEST": str(SETTINGS.file_bytes + _FRAMING),
        "SERVED": "\n".join(f'"~:{each}$" {number};' for number, each in numbered),
        "KNOWN": "\n".join(f"{number} replica_{number};" for number, _ in numbered),
        "ALL": "\n".join(servers),
        "UPSTREAMS": "\n".join(_upstream(*each, ports) for each in numbered),
    }
    text = _TEMPLATE.read_text("utf-8")
    for name, content in parts.items():
        text = text.replace(f"@{name}@", content)
    return text


def _upstream(number: int, own: int, ports: Sequence[int]) -> str:
    """Write where the visitors of one replica go: there, or else anywhere."""
    others = [f"    server 127.0.0.1:{each} backup;" for each in ports if each != own]
    return "\n".join(
        [
            f"upstream replica_{number} {{",
            f"    zone replica_{number} 64k;",
            f"    server 127.0.0.1:{own} max_fails=0;",
            *others,
            "}",
        ]
    )


def main() -> None:
    """Print the configuration for systemd's units."""
    parser = argparse.ArgumentParser(prog="python -m components.deploy.nginx")
    parser.add_argument("--replicas", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    ports = range(asked.port + 1, asked.port + 1 + asked.replicas)
    print(configuration(asked.port, ports, _JOURNAL))


if __name__ == "__main__":
    main()
