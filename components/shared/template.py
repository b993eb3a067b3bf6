"""HTML from templates, each beside its feature."""

import functools
from pathlib import Path

import jinja2

from components.shared import text

_FEATURES = Path(__file__).parents[1] / "features"


def render(name: str, **values: object) -> str:
    """Fill in a template.

    Parameters
    ----------
    name : str
        Its file, from the folder of the features on.
    **values
        What it asks for; one that is missing is an error. Text is escaped.

    Returns
    -------
    str
        HTML.
    """
    return _templates().get_template(name).render(**values)


@functools.cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FEATURES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["percent"] = text.percent
    return templates
