"""What the recipe does and says about colors that somebody has changed by hand."""

from components.engine import hex_code
from components.features.recipe.settings import Settings

_LEFT_OUT = (
    " Some colors are left out, as on the page: their pixels take the color that is"
    " next best."
)
_CHANGED = (
    "\n\nNow pixels have numbers, and the palette says which color a number is. So a"
    " color can be changed, or all pixels of one given to another, and nothing has to"
    " be found anew."
)


def left_out(settings: Settings) -> str:
    """Say that colors are left out, if any are."""
    return _LEFT_OUT if settings.edits.left_out else ""


def text(settings: Settings) -> str:
    """Say what is done to the palette in the end, if anything is."""
    edits = settings.edits
    return _CHANGED if edits.merged or edits.recolored else ""


def without(settings: Settings, nearest: str) -> str:
    """Leave out colors where each pixel takes its nearest."""
    out = settings.edits.left_out
    if not out:
        return nearest
    rows = "".join(f"{row}, " for row in out).rstrip()
    return f"""\
for left_out in ({rows}):
    distances[left_out][:] = np.inf
{nearest}"""


def without_dots(settings: Settings, dithered: str) -> str:
    """Leave out colors where pixels are dots."""
    if not settings.edits.left_out:
        return dithered
    rows = ", ".join(map(str, settings.edits.remaining(settings.k)))
    paper = dithered.replace("palette.tobytes()", "palette[remaining].tobytes()")
    return f"remaining = np.array([{rows}])\n{paper}labels = remaining[labels]\n"


def code(settings: Settings) -> str:
    """Write what is done to the palette in the end."""
    merged = "".join(
        f"labels[labels == {row}] = {into}\n" for row, into in settings.edits.merged
    )
    recolored = "".join(
        f'hex_codes[{row}] = "{code}"  # was {hex_code(settings.palette[row])}\n'
        f"palette[{row}] = list(bytes.fromhex(hex_codes[{row}][1:]))\n"
        for row, code in settings.edits.recolored
    )
    return merged + recolored
