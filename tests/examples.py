"""How many examples Hypothesis tries: the one place where that is said.

``pytest --hypothesis-profile=thorough`` chooses another profile than the usual one, and
``PYTEST_ADDOPTS=--hypothesis-profile=thorough make test`` does so for all tests.
"""

from typing import Final

from hypothesis import settings

# For `make quick`, for `make test`, and for whoever has changed a loop of the engine.
EXAMPLES: Final = {"quick": 10, "usual": 25, "thorough": 2000}


def register() -> None:
    """Make the profiles known, and the usual one the one that is taken."""
    for name, examples in EXAMPLES.items():
        # No deadline: what is slow on a busy machine is not wrong.
        settings.register_profile(name, deadline=None, max_examples=examples)
    settings.load_profile("usual")


def many() -> settings:
    """Try three times as many: for what is quick, and has more cases than most."""
    return settings(max_examples=3 * settings().max_examples)


def few() -> settings:
    """Try half as many: for what takes long each time."""
    return settings(max_examples=settings().max_examples // 2)
