"""The command: ``python -m components.batch FOLDER --k 16 --out FOLDER``."""

import argparse
import os
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Final, NoReturn

from components.batch.choices import read_code, read_list, read_only
from components.batch.places import Place, place_of
from components.batch.progress import Told
from components.batch.report import SHEET, TABLE, summary
from components.batch.run import Outcome, run
from components.batch.stops import Stop, read_stop
from components.batch.wish import (
    ANIMATIONS,
    CHOOSABLE,
    MOST_COMPARED,
    WEIGHINGS,
    Wish,
    WrongUseError,
    read_pins,
)
from components.engine import DITHERS, STEPS, color_lists
from components.model.set_aside import REACHES, WAYS, SetAside
from components.model.style import CHOICES, Style

ALL, SOME_FAILED, WRONG_USE, STOPPED = 0, 1, 2, 130

_STEPS: Final = ", ".join(map(str, STEPS))

_ABOUT: Final = """\
Draw all pictures of a folder in few colors, and in the same ones: one palette for many
pictures. It is found by k-means over all their pixels, exactly, and is the same to the
bit however many processes work on it.
"""

_MORE: Final = f"""\
--k is one of
  16            a number of colors, 1 to 256; a plain number is always that
  elbow         where the curve bends
  share90       the fewest that explain 90 % of the color variance; share95 likewise
  exact         all colors there are, if a palette has room for them
  same          the fewest in which every picture looks the same, pixel by pixel: photos
                mostly need more than 256. Takes long
  score:80      the fewest with which every picture reaches this score of how good it
                looks (SSIMULACRA 2): {_STEPS}. At 70 artifacts are hard to notice
                without the original; from 80 on, pictures side by side are not told
                apart. Takes long: each picture is looked at some ten times

lists of colors, for --list (where you have a file called so: ./NAME)
{{lists}}

The results stand under the names of the pictures, as PNG (animations as what they are),
beside {TABLE}, which says of each what it loses by sharing the palette, and {SHEET},
to look at all of them. After a
stop the same command goes on where it was; what is done is not done again.

exit code: 0 all were drawn, 1 some failed (each is named, with its reason), 2 wrong
use, 130 stopped
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    asked = _parser().parse_args(arguments)
    teller = Told(sys.stderr)
    try:
        wish = _wish(asked)
        outcome = run(
            asked.folder,
            asked.out,
            wish,
            asked.workers,
            asked.fresh,
            teller,
            asked.scheduler,
        )
    except WrongUseError as problem:
        print(f"{problem}", file=sys.stderr)
        return WRONG_USE
    except OSError as problem:
        print(f"The results cannot be written: {problem}.", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        teller.say("Stopped. The same command goes on from here.")
        return STOPPED
    return _tell(outcome, place_of(asked.out))


def _tell(outcome: Outcome, out: Place) -> int:
    print(summary(outcome.results, outcome.failed, outcome.palette))
    if outcome.palette is not None and outcome.palette.why:
        print(outcome.palette.why)
    print(f"All at a glance: {out.at(SHEET)}; as a table: {out.at(TABLE)}")
    for each in outcome.failed:
        name = each.name.encode("utf-8", "backslashreplace").decode()
        print(f"{name}: {each.why}", file=sys.stderr)
    return SOME_FAILED if outcome.failed else ALL


def stop(number: int, frame: FrameType | None) -> NoReturn:
    """Stop as by Ctrl-C, when the system asks for it."""
    raise KeyboardInterrupt


def _wish(asked: argparse.Namespace) -> Wish:
    listed, own = read_list(asked.list)
    style = Style(
        dither=asked.dither is not None,
        smaller=asked.smaller,
        dots=asked.dither or DITHERS[0],
    )
    return Wish(
        stop=asked.k,
        each=asked.each,
        weigh=asked.weigh,
        space=asked.space,
        style=style,
        listed=listed,
        only=read_only(listed, asked.only),
        own=own,
        pins=read_pins(asked.keep),
        flat=asked.flat,
        compare=asked.compare,
        aside=_aside(asked),
        animations=asked.animations,
    )


def _aside(asked: argparse.Namespace) -> SetAside | None:
    if asked.aside is None:
        if asked.edge or (asked.reach, asked.as_) != (REACHES[0], WAYS[0]):
            raise WrongUseError(
                "--reach, --edge and --as need --aside with the color that they are of."
            )
        return None
    code = read_code(asked.aside)
    return SetAside(code, asked.reach, asked.edge, asked.as_)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.batch",
        description=_ABOUT,
        epilog=_MORE.format(lists=_lists()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        help="the pictures, also in folders in it; or a text with their names, by its"
        " ending .txt; here, or at an address such as s3://bucket/photos",
    )
    parser.add_argument(
        "--k",
        type=_stop_of,
        required=True,
        metavar="K",
        help="in how many colors: below",
    )
    parser.add_argument(
        "--out",
        required=True,
        metavar="FOLDER",
        help="where the results go, here or at an address",
    )
    _add_palette(parser.add_argument_group("the palette"))
    _add_aside(parser.add_argument_group("what is set aside"))
    _add_drawing(parser.add_argument_group("the drawing"))
    _add_work(parser.add_argument_group("the work"))
    return parser


def _add_palette(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--each",
        action="store_true",
        help="a palette for each picture, not one for all",
    )
    group.add_argument(
        "--weigh",
        choices=WEIGHINGS,
        default=WEIGHINGS[0],
        help="what a picture counts in the palette for all: its pixels (as if all were"
        " one large picture), or equally, however large it is",
    )
    group.add_argument(
        "--space",
        choices=CHOOSABLE,
        default=CHOOSABLE[0],
        help="how colors differ: as RGB values, as the eye sees (oklab; oklrab, for"
        " photos), or normalized",
    )
    group.add_argument(
        "--list",
        default="",
        metavar="NAME",
        help="take the best of a list: below; or of your own colors: a palette file, or"
        " codes with commas",
    )
    group.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CODE",
        help="of that list you have these only: codes as the maker writes them; may be"
        " given again, or several with commas",
    )
    group.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="CODE",
        help="a color that is in the palette whatever comes, such as ff0000; may be"
        " given again, or several with commas",
    )
    group.add_argument(
        "--flat",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep flat colors exact, of paper, ink or a logo, where there are any",
    )


def _add_aside(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--aside",
        metavar="CODE",
        help="a color that does not count, such as ffffff for white paper",
    )
    group.add_argument(
        "--reach",
        choices=REACHES,
        default=REACHES[0],
        help="how near to it a pixel has to be (default: %(default)s)",
    )
    group.add_argument(
        "--edge",
        action="store_true",
        help="only where it reaches the picture's edge",
    )
    group.add_argument(
        "--as",
        dest="as_",
        choices=WAYS,
        default=WAYS[0],
        help="what it becomes in the file: transparent, or one more color",
    )


def _add_drawing(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--dither",
        choices=DITHERS,
        help="mix colors by dots: error diffusion, full or gentle; Bayer's weave; blue"
        " noise",
    )
    group.add_argument(
        "--smaller",
        choices=CHOICES,
        default=CHOICES[0],
        help="a smaller file: of the same pixels, or with pixels that may keep a"
        " neighbor's color (not together with dots)",
    )
    group.add_argument(
        "--animations",
        choices=ANIMATIONS,
        default=ANIMATIONS[0],
        help="what becomes of a GIF, APNG or WebP that moves: all of its frames, in the"
        " same format or in another, or its first frame alone",
    )


def _add_work(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--workers",
        type=_workers_of,
        default=_processors(),
        metavar="N",
        help="number of processes (default: %(default)s, one for each processor)",
    )
    group.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have the workers of a Dask cluster do it: tcp://host:8786",
    )
    group.add_argument(
        "--compare",
        action=argparse.BooleanOptionalAction,
        help="find for each picture also a palette of its own, to say what it loses by"
        f" sharing; takes long, and is done unasked for up to {MOST_COMPARED}",
    )
    group.add_argument(
        "--fresh", action="store_true", help="do all again, also what is done"
    )


def _lists() -> str:
    width = max(len(each.key) for each in color_lists())
    return "\n".join(
        f"  {each.key:<{width}}  {each.name}, {len(each)} colors"
        for each in color_lists()
    )


def _stop_of(text: str) -> Stop:
    try:
        return read_stop(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _workers_of(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes.")
    return int(text)


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
