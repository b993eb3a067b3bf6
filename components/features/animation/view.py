"""All frames of an animation in one palette: it plays beside the original."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from components.batch.line import OWN, line, own_file
from components.batch.palette import CommonPalette, limits, palettes_of
from components.batch.work import film_file
from components.engine import ImageError, writing
from components.engine.progress import say_nothing
from components.features.animation import widget, words
from components.features.animation.work import (
    KINDS,
    Kind,
    Known,
    Upload,
    known_film,
    losses,
    stands_for,
    upload,
    with_frames,
)
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.film import Film, is_of_film
from components.model.fits import Fits
from components.model.style import Style
from components.model.way import Way
from components.shared import progress, run, template, text, wish
from components.shared.callback import whole
from components.shared.drawing_settings import SPACE
from components.shared.filenames import safe_name
from components.shared.for_all import (
    find_fits,
    show_line,
    tell_what_is_not,
    way_of,
)
from components.shared.heading import header

_MIME: Final = {"GIF": "image/gif", "APNG": "image/apng", "WEBP": "image/webp"}
_ENDING: Final = {"GIF": ".gif", "APNG": ".png", "WEBP": ".webp"}
_HELP: Final = {
    "GIF": "Plays everywhere. In a GIF a pixel is visible or not: a partly transparent"
    " one becomes solid if it was at least half opaque, and else invisible.",
    "APNG": "An animated PNG. It plays in all browsers; other programs may show the"
    " first frame only.",
    "WEBP": "Lossless: the same pixels. It plays in all browsers.",
}
# Seconds until it is told what is known so far: a new k is to send little.
_SOON: Final = 1.0

# Where the first frame has so many colors, the slider at the top is enough for all.
_ENOUGH: Final = 16

_OWN_K: Final = "film_k"
_CHOSEN: Final = "_film_k"  # for which animation, and how many colors

_NO_COLOR: Final = (
    "Every pixel of these frames is fully transparent, so there is no color to see."
)


def show(document: Document, k: int, source: tuple[str, bytes] | None) -> None:
    """Draw the animation that the page's picture is the first frame of, if it is one.

    Parameters
    ----------
    document : Document
        The first frame: its settings hold for all.
    k : int
        Number of colors, that of the slider.
    source : tuple of str and bytes, or None
        Name of its file, and all of it; None where it is a sample.
    """
    if source is None or not is_of_film(document.picture.image):
        return
    given = upload(*source)
    with st.container(key="animation"):
        with st.spinner("Reading all frames …"):
            found = known_film(given)
        if found is None:
            return
        header("All frames of this animation")
        if isinstance(found, str):
            st.warning(
                f"{text.plain(found)} The first frame is above, as ever.",
                icon=":material/broken_image:",
            )
            st.write(f":small[{words.limits()}]")
        else:
            _Shown(document, given, found, k).show()


@dataclass(frozen=True)
class _Shown:
    """An animation on the page.

    Attributes
    ----------
    document : Document
        Its first frame, with all settings.
    given : Upload
        The file.
    known : Known
        What is known of it.
    asked : int
        Number of colors that the slider has.
    """

    document: Document
    given: Upload
    known: Known
    asked: int

    @property
    def style(self) -> Style:
        """How frames are drawn."""
        return self.document.style

    def show(self) -> None:
        """Draw all of it."""
        film, tables = self.known.film, self.known.tables
        if len(tables.whole) == 0:
            st.write(_NO_COLOR)
            return
        way = way_of(self.document)
        most = limits(wish.k_max(), self.known.room)
        fits = find_fits(stands_for(tables), way, most)
        found = palettes_of(fits)
        st.write(words.summary(film, len(tables.whole)))
        self._tell_notes()
        tell_what_is_not(self.document, self.asked)
        end = self.document.fits.end
        follows = end >= min(len(found), _ENOUGH)
        if follows and end < len(found):
            st.write(f":small[{words.end_of_slider(end)}]")
        k = min(self.asked, len(found)) if follows else self._choose(len(found))
        palette = found[k - 1]
        self._play(fits, found, k, follows)
        self._losses(palette, way)
        self._files(palette)
        self._command(len(palette), way)
        st.write(f":small[{words.limits()}]")

    def _tell_notes(self) -> None:
        film, small = self.known.film, self.known.small
        said = [text.plain(note) for note in film.notes]
        if small.width < film.width:
            said.append(
                f"Shown reduced, {small.width:,} × {small.height:,}; the files have"
                " every pixel."
            )
        if said:
            st.write(f":small[{' '.join(said)}]")

    def _choose(self, most: int) -> int:
        """Draw a slider for all frames; return the number of colors.

        That of the page ends where the first frame has no more colors: at one, where an
        animation comes out of black.
        """
        key, end = self.known.film.key, self.document.fits.end
        of, before = st.session_state.get(_CHOSEN, ("", 0))
        k = st.slider(
            "Number of colors for all frames",
            min_value=1,
            max_value=most,
            value=min(before if of == key else wish.wanted_k(), most),
            key=_OWN_K,
            on_change=_chosen,
            args=(key,),
        )
        st.write(f":small[{words.own_slider(end)}]")
        return k

    def _play(
        self, fits: list[Fits], found: list[CommonPalette], k: int, follows: bool
    ) -> None:
        """Send frames and palettes, and show them."""
        film, small, style = self.known.film, self.known.small, self.style
        key = f"{film.key} {fits[-1].key}"
        widget.give_film(film, small)
        widget.give_palettes(key, found)
        dots = style.dots if style.dither else None
        with st.container(key="player"):
            widget.animation(film, small, key, k, follows, dots)

    def _losses(self, palette: CommonPalette, way: Way) -> None:
        """Say what frames lose by sharing a palette; it comes later."""
        tables = self.known.tables
        with st.container(key="film_lost"):
            spot = st.empty()

        def tell() -> None:
            lost = losses.wait(progress.quietly, tables, palette, way)
            spot.write(words.lost(lost, len(palette)))

        if losses.peek(tables, palette, way) is not None:
            tell()
        else:
            spot.write("Measuring what frames lose …")
            run.later(run.Turn.FIGURES, tell)

    def _files(self, palette: CommonPalette) -> None:
        """Draw sizes and buttons; what is not written yet comes later."""
        film = self.known.film
        kinds = [each for each in KINDS if each != "WEBP" or _fits_webp(film)]
        spot = st.empty()
        with st.container(horizontal=True):
            for kind in kinds:
                self._button(palette, kind)
        with st.container(key="film_said"):
            said = st.empty()
        drawn = {each: self._peek(palette, each) for each in kinds}

        def tell() -> None:
            spot.html(template.render("animation/sizes.jinja", rows=_rows(film, drawn)))
            there = {kind: each for kind, each in drawn.items() if each is not None}
            whole = len(there) == len(drawn)
            said.write(words.verdict(film, there) if whole else "Writing the files …")

        def write() -> None:
            try:
                self._write(palette, drawn, tell)
            except ImageError as problem:  # it was read before: now there is no memory
                said.write(text.plain(str(problem)))

        tell()
        if None in drawn.values():
            run.later(run.Turn.FILES, write)

    def _write(
        self,
        palette: CommonPalette,
        drawn: dict[Kind, Drawing | None],
        tell: Callable[[], None],
    ) -> None:
        """Write the files that are missing, and fill them in."""
        film, told = with_frames(self.given, self.known.film), time.monotonic()
        for kind in [kind for kind, each in drawn.items() if each is None]:
            wanted = (film, palette, self.style, kind)
            drawn[kind] = film_file.wait(progress.quietly, *wanted)
            if None not in drawn.values() or time.monotonic() - told > _SOON:
                tell()
                told = time.monotonic()

    def _peek(self, palette: CommonPalette, kind: Kind) -> Drawing | None:
        """Return a file if it is written already."""
        return film_file.peek(self.known.film, palette, self.style, kind)

    def _button(self, palette: CommonPalette, kind: Kind) -> None:
        style, given = self.style, self.given

        def data() -> bytes:
            there = self._peek(palette, kind)
            if there is not None:
                return there.png
            film = with_frames(given, self.known.film)
            return film_file.wait(say_nothing, film, palette, style, kind).png

        st.download_button(
            f"Download {words.NAMES[kind]}",
            data=data,
            file_name=safe_name(given.name, f"-k{len(palette)}{_ENDING[kind]}"),
            mime=f"{_MIME[kind]}; palette={palette.key}; style={style.file}",
            key=f"download_film_{kind.lower()}",
            on_click="ignore",
            icon=":material/download:",
            help=_HELP[kind],
        )

    def _command(self, k: int, way: Way) -> None:
        """Show the command that does the same."""
        command = line(k, False, SPACE.recall(), self.style, way.given, way.flat)
        with st.expander("The command that does the same"):
            st.write(
                "In a copy of this program, with the animation alone in the folder"
                " *photos*, it writes the same file into the folder *few*, in the"
                " format that it has; with `--animations gif`, `apng` or `webp` in"
                " that one."
            )
            show_line(command, OWN, own_file(way.given.listed), "download_film_colors")


@whole
def _chosen(film: str) -> None:
    """React to the slider for all frames of an animation, by its key."""
    st.session_state[_CHOSEN] = (film, st.session_state[_OWN_K])


def _fits_webp(film: Film) -> bool:
    """Tell whether a WebP can be so large."""
    return max(film.width, film.height) <= writing.WEBP_SIDE


def _rows(
    film: Film, drawn: Mapping[Kind, Drawing | None]
) -> list[tuple[str, str, str]]:
    """Return what the table of sizes has in each row."""
    before = film.file_bytes
    rows = [("your file, as loaded", text.size(before), "")]
    for kind, each in drawn.items():
        name = f"in these colors, as {words.NAMES[kind]}"
        if each is None:
            rows.append((name, "measuring …", ""))
        else:
            size = len(each.png)
            rows.append((name, text.size(size), text.change_in_short(before, size)))
    return rows
