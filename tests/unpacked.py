"""What was sent to the browser's store, read as the browser reads it."""

import json
from typing import Any


def header_and_file(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Take a message apart, as ``static/store_widget.js`` does.

    Parameters
    ----------
    message : bytes
        What `components.shared.widget.packed` wrote.

    Returns
    -------
    header : dict
        What it says.
    file : bytes
        The file that follows; empty if there is none.
    """
    end = 4 + int.from_bytes(message[:4], "little")
    return json.loads(message[4:end]), message[end:]
