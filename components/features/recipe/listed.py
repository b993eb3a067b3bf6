"""What the recipe does and says about colors that are of a list."""

from typing import Final

from components.engine import Space, hex_code
from components.engine.formatting import one_line
from components.features.recipe.settings import Settings

CHOOSE: Final = (
    "These are the best K colors of the list for this picture, as the page k-colors"
    " chose them. k-means cannot do that: its centers are means, and nobody sells those"
    " as threads or beads. To fit freely and then take the nearest color of the list is"
    " worse, because two centers may come to the same.\n\n"
    "The page adds colors of the list one by one, always the one that helps most, and"
    " then swaps one for another as long as that helps. That is k-medoids (PAM by"
    " Kaufman and Rousseeuw; its fast form, FasterPAM, by Schubert and Rousseeuw)."
)

CHECK: Final = (
    "k-means may mix any color, so it comes nearer to the picture. How much nearer is"
    " what it costs to keep to the list. The inertia is the sum of all pixels' squared"
    " distances to their nearest color: the smaller, the better. (With a large photo"
    " this takes a while; nothing below needs it.)"
)

PANEL: Final = (
    "\n\nThis list has the colors that a panel shows. To show them it wants codes of"
    " its own: these are what the file holds, and on a screen they look garish."
)

_INTO: Final[dict[Space, str]] = {
    "srgb": "palette.astype(float)",
    "oklab": "to_oklab(palette)",
    "oklrab": "to_oklrab(palette)",
    "oklrab-dots": "to_oklrab(palette)",
    "standardized": "(palette - mean) / spread",
}


def choose(settings: Settings) -> str:
    """Write the colors that were chosen, each with what the list calls it."""
    rows = "\n".join(
        f'    "{hex_code(color)}",  # {one_line(label)}'
        for color, label in zip(settings.palette, settings.labels, strict=True)
    )
    return f"hex_codes = [\n{rows}\n]"


def panel(settings: Settings) -> str:
    """Write the codes that a file holds in the place of the colors."""
    shown = settings.edits.colors(settings.palette)
    rows = "\n".join(
        f'    "{code}",  # shown as {hex_code(color)}'
        for code, color in zip(settings.device, shown, strict=True)
    )
    return f"""\
panel_codes = [
{rows}
]
rows = [tuple(bytes.fromhex(code[1:])) for code in panel_codes]
panel = np.array(rows, dtype=np.uint8)
"""


def check(settings: Settings) -> str:
    """Write what compares them with a free fit."""
    return f"""\
places = {_INTO[settings.space]}
away = [((points - place) ** 2).sum(axis=1) for place in places]
inertia = (np.min(away, axis=0) * weights).sum()
own = KMeans(n_clusters=K, n_init=10, random_state=0)
own.fit(points, sample_weight=weights)
print(f"inertia with the list: {{inertia:.6g}}, by k-means: {{own.inertia_:.6g}}")"""
