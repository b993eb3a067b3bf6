"""HTML from templates, each beside what it belongs to."""

import functools
from pathlib import Path

import jinja2

from components.shared import text

_COMPONENTS = Path(__file__).parents[1]


def render(name: str, **values: object) -> str:
    """Fill in a template.

    Parameters
    ----------
    name : str
        Its file, from the folder of the features on, or from that of all components.
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
        loader=jinja2.FileSystemLoader([_COMPONENTS / "features", _COMPONENTS]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"percent": text.percent, "size": text.size}
    return templates
