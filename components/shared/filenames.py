"""File names as visitors' computers give them: never to be trusted.

A name can hold folders, line ends, marks that turn the direction of reading, markup,
and a million letters.
"""

from typing import Final

# File systems stop at 255 bytes; an ending of ours takes some.
_LONGEST: Final = 200  # bytes
_LONGEST_SHOWN: Final = 80  # letters


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
    plain = "".join(c if c.isprintable() else "·" for c in name).strip() or "?"
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
    >>> stem("a\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe.png"), len(stem(900 * "猫").encode())
    ('a_gnp.exe', 198)
    """
    name = original.replace("\\", "/").rsplit("/", 1)[-1]
    plain = name.rpartition(".")[0] if "." in name else name
    safe = "".join(c if c.isprintable() and c not in '<>:"|?*%' else "_" for c in plain)
    short = safe.strip(" .").encode()[:_LONGEST].decode(errors="ignore")
    return short.rstrip(" .") or "picture"
