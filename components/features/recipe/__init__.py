"""The page's result as a recipe in Python: a script, and the same as a notebook.

Text in, text out; no user interface. What the recipe says and does stands once, in
`steps`; `render` writes it as either.
"""

from components.features.recipe.answers import answers
from components.features.recipe.flat import flat_rows
from components.features.recipe.kept import kept_rows
from components.features.recipe.reach import explained
from components.features.recipe.render import notebook, script
from components.features.recipe.settings import Settings

__all__ = [
    "Settings",
    "answers",
    "explained",
    "flat_rows",
    "kept_rows",
    "notebook",
    "script",
]
