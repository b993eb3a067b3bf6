"""What is installed for the page, down to the last package."""

from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LIST = Path(__file__).parent.parent / "requirements.txt"


def pins() -> dict[str, str]:
    """Return the pinned packages and their versions."""
    lines = (line.partition("#")[0].strip() for line in LIST.read_text().splitlines())
    wanted = (Requirement(line) for line in lines if line)
    here = (each for each in wanted if each.marker is None or each.marker.evaluate())
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in here
    }


def needed(name: str, found: dict[str, str]) -> None:
    """Collect a package and all that it needs here, with their versions."""
    package = distribution(name)
    found[canonicalize_name(name)] = package.version
    for line in package.requires or ():
        wanted = Requirement(line)
        here = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        if here and canonicalize_name(wanted.name) not in found:
            needed(wanted.name, found)


def test_every_package_is_pinned_also_those_that_others_need() -> None:
    found: dict[str, str] = {}
    for name in pins():
        needed(name, found)
    assert found == {name: pins().get(name) for name in found}
