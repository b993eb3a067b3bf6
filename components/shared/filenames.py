"""File names as visitors' computers give them: never to be trusted.

A name can hold folders, line ends, marks that turn the direction of reading, markup,
and a million letters.
"""

import re
from typing import Final

# What a browser writes in place of three signs in the head of an upload.
_SENT: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}
_ESCAPED: Final = re.compile("|".join(_SENT))

# Not to be printed by Python's count, but to be read: what joins letters of some
# scripts and the parts of an emoji, and emoji that are younger than Python.
_READABLE: Final = re.compile("[\N{ZERO WIDTH NON-JOINER}\u200d\U0001f000-\U0001faff]")
_SPACE: Final = re.compile(r"[^\S\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")
# Windows' signs for other things; slashes; and what a browser takes for an escape in
# the name of a download.
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*]|%(?=[0-9A-Fa-f]{2})')
# Names of devices, whatever follows behind a point.
_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.IGNORECASE
)

# File systems stop at 255 bytes; an ending of ours takes some.
_LONGEST: Final = 200  # bytes
_LONGEST_SHOWN: Final = 80  # letters


def as_its_owner_wrote_it(sent: str) -> str:
    r"""Return the name of a file that a browser sent.

    Browsers escape quotation marks and line ends, and nothing else, so that a name
    which really has such an escape in it cannot be told from that.

    References
    ----------
    HTML Living Standard, section 4.10.22.8 (multipart form data).

    Examples
    --------
    >>> as_its_owner_wrote_it("5%22 x 7%22, 100%, %41.png")
    '5" x 7", 100%, %41.png'
    """
    return _ESCAPED.sub(lambda found: _SENT[found[0]], sent)


def shown(name: str) -> str:
    r"""Write a name into Markdown so that it is seen as it is, on one line.

    Examples
    --------
    >>> print(shown("<b>*cat*.png"), shown("`a``b`"), shown("a\nb"), shown(""))
    `<b>*cat*.png` ``` `a``b` ``` `a·b` `?`
    """
    if len(name) > _LONGEST_SHOWN:  # its begin and its ending tell it from others
        half = _LONGEST_SHOWN // 2
        name = f"{name[:half]}…{name[-half:]}"
    plain = "".join(_readable(c, "·") for c in name).strip() or "?"
    fence = "`"
    while fence in plain:
        fence += "`"
    room = " " if "`" in plain else ""
    return f"{fence}{room}{plain}{room}{fence}"


def safe_name(original: str, ending: str) -> str:
    """Make a file name of an untrusted one and an ending of ours.

    Examples
    --------
    >>> safe_name("../cat.png", "-k16.ipynb"), safe_name("", "-k2.py")
    ('cat-k16.ipynb', 'picture-k2.py')
    """
    return f"{stem(original)}{ending}"


def stem(original: str) -> str:
    r"""Name of the original without its ending, safe to begin a file's name with.

    Examples
    --------
    >>> stem('5" x 7", 100 %.png'), stem("C:\\con.a.png"), stem("../%41.png")
    ('5_ x 7_, 100 %', 'C__con.a', '_41')
    >>> stem("a\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe.png"), len(stem(900 * "猫").encode())
    ('a_gnp.exe', 198)
    """
    name = original.rsplit("/", 1)[-1]
    plain = name.rpartition(".")[0] if "." in name else name
    safe = _UNSAFE.sub("_", "".join(_readable(c, "_") for c in plain))
    safe = safe.strip(" .")
    if _DEVICE.match(safe):
        safe = f"_{safe}"
    short = safe.encode()[:_LONGEST].decode(errors="ignore")
    return short.rstrip(" .") or "picture"


def _readable(letter: str, otherwise: str) -> str:
    """Return a letter if it can be read, or what stands in its place."""
    if letter.isprintable() or _READABLE.match(letter):
        return letter
    return " " if _SPACE.match(letter) else otherwise
