"""nginx, told which replicas there are."""

import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.engine.reading.limits import MEGABYTE
from components.work.settings import SETTINGS

_TEMPLATE: Final = Path(__file__).with_name("nginx.conf")
# Of a form beside the file in it.
_FRAMING: Final = MEGABYTE

# Types of the few files that nginx itself would answer with; replicas name theirs.
_TYPES: Final = "types { text/html html; }\n"


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


def configuration(port: int, ports: Sequence[int], folder: Path, user: str = "") -> str:
    """Write nginx's configuration.

    Parameters
    ----------
    port : int
        Where nginx listens, on the loopback.
    ports : sequence of int
        Where the replicas do; the first is number 1.
    folder : Path
        A folder for nginx alone.
    user : str
        Who its workers are to be; empty where that is whoever starts it.

    Returns
    -------
    str
        Content of the file.
    """
    numbered = list(enumerate(ports, 1))
    # Each is asked without being sure that it is there; a refusal costs nothing.
    all_of_them = [f"server 127.0.0.1:{each} max_fails=0;" for each in ports]
    parts = {
        "USER": f"user {user};" if user else "",
        "FOLDER": str(folder),
        "PORT": str(port),
        "LARGEST": str(SETTINGS.file_bytes + _FRAMING),
        "SERVED": "\n".join(f'"~:{each}$" {number};' for number, each in numbered),
        "KNOWN": "\n".join(f"{number} replica_{number};" for number, _ in numbered),
        "ALL": "\n".join(all_of_them),
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


def _nobody() -> str:
    """Name of the user who may do least, and of that user's group."""
    user = pwd.getpwnam("nobody")
    return f"{user.pw_name} {grp.getgrgid(user.pw_gid).gr_name}"


def start(port: int, ports: Sequence[int], folder: Path) -> "subprocess.Popen[bytes]":
    """Start nginx, with nothing of its own outside a folder.

    Parameters
    ----------
    port, ports, folder
        As in `configuration`.
    """
    # Started as root, nginx works as somebody who may do little.
    user = _nobody() if os.geteuid() == 0 else ""
    if user:
        folder.chmod(0o711)
    file = folder / "nginx.conf"
    file.write_text(configuration(port, ports, folder, user), "utf-8")
    (folder / "mime.types").write_text(_TYPES, "utf-8")
    command = [program(), "-e", "stderr", "-p", str(folder), "-c", str(file)]
    return subprocess.Popen(command, start_new_session=True)
