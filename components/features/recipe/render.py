"""The steps of a recipe as a script and as a notebook."""

import json
import textwrap
from typing import Any

from components.features.recipe.color import warning
from components.features.recipe.settings import Settings
from components.features.recipe.steps import TITLE, Step, steps

_WIDTH = 88


def script(settings: Settings) -> str:
    """Write a recipe as a Python script.

    Parameters
    ----------
    settings : Settings
        The picture, k and the rest.

    Returns
    -------
    str
        Python, which needs the `packages` that its first step names.
    """
    parts = [f'"""{TITLE}."""']
    told = warning(settings.image)
    if told:
        parts.append("\n".join(_comment(told)))
    parts += map(_commented, steps(settings))
    return "\n\n".join(parts) + "\n"


def notebook(settings: Settings) -> bytes:
    """Write a recipe as a Jupyter notebook, with pictures.

    Parameters
    ----------
    settings : Settings
        The picture, k and the rest.

    Returns
    -------
    bytes
        A notebook of format 4.5, not yet run, which needs matplotlib as well.
    """
    return notebook_of(TITLE, warning(settings.image), steps(settings))


def notebook_of(title: str, told: str, steps: list[Step]) -> bytes:
    """Write steps as a Jupyter notebook.

    Parameters
    ----------
    title : str
        Its heading.
    told : str
        What is said below it, if anything.
    steps : list of Step
        The steps.

    Returns
    -------
    bytes
        A notebook of format 4.5, not yet run.
    """
    cells = [_cell("markdown", f"# {title}\n\n{told}".strip())]
    for step in steps:
        cells.append(_cell("markdown", f"## {step.title}\n\n{step.text}"))
        imports = "import matplotlib.pyplot as plt\n" if step.imports else ""
        if step.code:
            cells.append(_cell("code", imports + step.code))
        if step.plot:
            cells.append(_cell("code", step.plot))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1).encode()


def _commented(step: Step) -> str:
    """Write a step as code under a comment."""
    lines = [f"# --- {step.title}"]
    for paragraph in step.text.split("\n\n"):
        lines += ["#", *_comment(paragraph)]
    return "\n".join(lines) + "\n\n" + step.code


def _comment(paragraph: str) -> list[str]:
    """Write a paragraph as the lines of a comment."""
    return textwrap.wrap(
        paragraph.replace("`", ""),
        _WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cell(kind: str, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
