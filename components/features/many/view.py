"""Many pictures in one palette: a sheet of them that follows the slider."""

import time
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.batch.drawing import Errors
from components.batch.files import Failed
from components.batch.line import OWN, line, own_file
from components.batch.palette import CommonPalette, limits, palettes_of
from components.engine import Palette, palettes
from components.engine.progress import say_nothing
from components.engine.reading.limits import MEGABYTE
from components.features.many import given, widget, words
from components.features.many.work import (
    Counted,
    File,
    Parcel,
    Pictures,
    archive,
    errors,
    large,
    sheet,
    together,
)
from components.model.document import Document
from components.model.fits import Fits
from components.model.set_aside import SetAside
from components.model.style import Style
from components.model.way import Way
from components.shared import aside, palette_choice, progress, run, template, text, wish
from components.shared.callback import whole
from components.shared.drawing_settings import SPACE
from components.shared.for_all import (
    find_fits,
    show_line,
    tell_what_is_not,
    way_of,
)
from components.shared.heading import header
from components.shared.palette_files import palette_file
from components.shared.state import Setting

WEIGH: Final = Setting("weigh", ("pixels", "equally"))

_KEY: Final = "many_sheet"
_OPEN: Final = "_many_open"  # the sheet and the place on it that is seen large
_TABLE: Final = "many_table"
_ZIP: Final = "_many_zip"  # key of the `Parcel` that somebody waits for

# Seconds until it is told what pictures lose, as far as it is known; and how many times
# as long until it is told again: a new k is to send little.
_SOON: Final = 1.0
_LATER: Final = 3

_WHAT: Final = (
    "The frames of a sprite sheet, the photos of a brand, the pictures of one page: all"
    " in the same few colors, the ones that fit them best together."
)
_WEIGHINGS: Final = {"pixels": "Each pixel", "equally": "Each picture"}
_MEANING: Final = {
    "pixels": "A large picture has more say in the palette than a small one.",
    "equally": "A small picture has as much say in the palette as a large one.",
}
_NO_COLOR: Final = (
    "Every pixel of these pictures is fully transparent, so there is no color to see."
)
_HEADS: Final = ("file", "pixels", "off by, all", "off by, alone", "what it loses")


def show(document: Document, k: int) -> None:
    """Draw the uploader and, where there are pictures, the sheet and what goes with it.

    Parameters
    ----------
    document : Document
        The picture of the page: its settings hold for all pictures.
    k : int
        Number of colors, that of the slider.
    """
    header("Many pictures, one palette")
    st.write(_WHAT)
    uploads = st.file_uploader(
        "Give several pictures, or a ZIP of them",
        accept_multiple_files=True,
        key=given.FILES,
        on_change=given.files_changed,
        max_upload_size=max(given.MOST_BYTES // MEGABYTE, 1),
    )
    st.write(f":small[{given.limits_in_words()}]")
    st.button("Try the page’s samples", key="many_samples", on_click=given.take_samples)
    found = given.files(uploads)
    if not found:
        return
    pictures = _read(found)
    for each in words.left_out(pictures.failed):
        st.warning(each, icon=":material/broken_image:")
    if pictures:
        _Many(document, pictures, k).show()


def _read(found: list[File | Failed]) -> Pictures:
    """Read what was given; draw the choice of what counts."""
    equally = _choose_weighing() == "equally"
    spot = st.empty()
    begun = {"number": 0}

    def tell(share: float) -> None:
        number = begun["number"] + 1
        spot.progress(share, text=f"Reading picture {number} of {len(found)} …")

    watch = progress.watcher(tell)

    def count(number: int, whole_number: int) -> None:
        begun["number"] = number
        watch(number / whole_number)

    pictures = given.read(found, equally, aside.wanted(), count)
    spot.empty()
    return pictures


def _choose_weighing() -> str:
    before = WEIGH.recall()
    chosen = st.segmented_control(
        "What counts the same",
        WEIGH.choices,
        default=before,
        format_func=_WEIGHINGS.__getitem__,
        required=True,
        key=WEIGH.key,
    )
    WEIGH.write(chosen)
    st.write(f":small[{_MEANING[chosen]}]")
    return chosen


@dataclass(frozen=True)
class _Many:
    """What is on the sheet, and under it.

    Attributes
    ----------
    document : Document
        The picture of the page, with all settings.
    pictures : Pictures
        The many.
    asked : int
        Number of colors that the slider has.
    """

    document: Document
    pictures: Pictures
    asked: int

    @property
    def style(self) -> Style:
        """How pictures are drawn."""
        return self.document.style

    def show(self) -> None:
        """Draw all of it."""
        pictures, way = self.pictures, way_of(self.document)
        if not any(len(each.table) for each in pictures.counted):
            st.write(_NO_COLOR)
            return
        most = limits(wish.k_max(), pictures.room)
        fits = find_fits(together(pictures), way, most)
        found = palettes_of(fits)
        k = min(self.asked, len(found))
        palette = found[k - 1]
        key = f"{pictures.key} {fits[-1].key}"
        st.write(_summary(pictures, len(fits[0].picture.table)))
        if pictures.aside is not None:
            st.write(f":small[{_of_aside(pictures.aside)}]")
        tell_what_is_not(self.document, self.asked, others=True)
        self._give(key, found)
        dots = self.style.dots if self.style.dither else None
        with st.container(key="sheet"):
            widget.many(pictures.sheet_key, key, self.asked, dots, _KEY, _opened)
        self._losses(key, palette, way)
        self._downloads(palette, way, fits)
        self._command(k, way)

    def _give(self, key: str, found: list[CommonPalette]) -> None:
        """Send what the sheet needs."""
        pictures = self.pictures
        widget.give_sheet(
            pictures.sheet_key,
            [each.name for each in pictures.files],
            [(each.width, each.height) for each in pictures.counted],
            sheet(pictures.counted),
        )
        widget.give_palettes(key, found)
        wanted = st.session_state.get(_OPEN)
        place = widget.place_of(wanted, pictures.sheet_key, len(pictures))
        if place is not None:
            png = large(pictures.files[place], pictures.aside)
            widget.give_large(pictures.sheet_key, place, png)

    def _losses(self, key: str, palette: CommonPalette, way: Way) -> None:
        """Say what each picture loses by sharing; what is not known comes later."""
        sheet_key, k = self.pictures.sheet_key, len(palette)
        st.write(
            ":small[What a picture loses: how far its colors are off in the palette for"
            " all, against one of as many colors made for it alone. 2 × is twice as"
            " far.]"
        )
        on = st.toggle("As a table", key=_TABLE)
        spot = st.empty()
        counted = self.pictures.counted

        def tell(found: list[Errors], part: int) -> None:
            said = [words.lost(each) for each in found]
            widget.give_losses(key, sheet_key, k, said, part)
            if on:
                _table(spot, self.pictures, found)

        known = [errors.peek(each, palette, way) for each in counted]
        found = [each for each in known if each is not None]
        if len(found) == len(known):
            tell(found, 0)
            return
        if on:
            spot.write(":small[Measuring what each picture loses …]")

        def measure() -> None:
            measured: list[Errors] = []
            start, told = time.monotonic(), _SOON
            for number, each in enumerate(counted, start=1):
                measured.append(errors.wait(progress.quietly, each, palette, way))
                if number == len(counted) or time.monotonic() - start > told:
                    tell(measured, number)
                    told *= _LATER

        run.later(run.Turn.FIGURES, measure)

    def _downloads(self, palette: CommonPalette, way: Way, fits: list[Fits]) -> None:
        """Draw the buttons that save all pictures, and their palette."""
        pictures, k = self.pictures, len(palette)
        parcel = Parcel(pictures, palette, self.style, way)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.download_button(
                "Download all as ZIP",
                data=lambda: archive.wait(say_nothing, parcel),
                file_name=f"pictures-k{k}.zip",
                mime=f"application/zip; palette={palette.key}",
                key="download_many",
                on_click=_zip_wanted,
                args=(parcel.key,),
                icon=":material/download:",
                help="Every picture as indexed PNG, every animation as another one, and"
                " a table for spreadsheets of what is in them. The files are written"
                " when you press this.",
            )
            palette_choice.show(
                "The palette for all as",
                "many_",
                lambda kind: palette_file(
                    kind,
                    text.count(len(pictures), "picture"),
                    _weighed(palette, fits[0]),
                    _fits_of(fits, k).entries(k),
                    way.given.pins,
                ),
                lambda ending: f"pictures-k{k}{ending}",
            )
        _tell_how_far(parcel)

    def _command(self, k: int, way: Way) -> None:
        """Show the command that does the same."""
        pictures = self.pictures
        command = line(
            k,
            pictures.equally,
            SPACE.recall(),
            self.style,
            way.given,
            way.flat,
            pictures.aside,
        )
        with st.expander("For a whole folder: the command that does the same"):
            st.write(
                "In a copy of this program, with your pictures in the folder *photos*,"
                " it draws any number of them into the folder *few*:"
            )
            show_line(command, OWN, own_file(way.given.listed), "download_many_colors")


@whole
def _zip_wanted(parcel: str) -> None:
    """React to somebody wanting the ZIP, by the key of what is to be in it."""
    st.session_state[_ZIP] = parcel


def _tell_how_far(parcel: Parcel) -> None:
    """Show how far a ZIP is that somebody waits for.

    It is written while the page runs, for the button; here nothing is done but to look.
    """
    spot = st.empty()
    if st.session_state.get(_ZIP) != parcel.key:
        return
    number = len(parcel.pictures)

    def tell(share: float) -> None:
        place = min(round(share * number) + 1, number)
        spot.progress(share, text=f"Writing picture {place} of {number} …")

    def look() -> None:
        try:
            archive.wait(progress.watcher(tell), parcel)
        except Exception:
            del st.session_state[_ZIP]  # the button says that it failed
            raise
        finally:
            spot.empty()
        del st.session_state[_ZIP]

    run.later(run.Turn.ASKED, look)


@whole
def _opened() -> None:
    """React to somebody wanting to see a picture large."""
    told = st.session_state.get(_KEY)
    st.session_state[_OPEN] = None if told is None else told.get("open")


def _summary(pictures: Pictures, colors: int) -> str:
    """Say what is on the sheet."""
    pixels = sum(each.pixels for each in pictures.counted)
    return (
        f"**{text.count(len(pictures), 'picture')}**, {text.count(pixels, 'pixel')},"
        f" {text.colors(colors)}. They follow the slider. Click one to see it large,"
        f" beside the original.{_of_animations(pictures)}"
    )


def _of_aside(taken: SetAside) -> str:
    """Say what is seen of what is set aside.

    Examples
    --------
    >>> print(_of_aside(SetAside("#ffffff")))
    Set aside in every picture: #ffffff. It is not seen here; in the files it is
    transparent.
    """
    file = "transparent" if taken.way == "clear" else "one more color"
    return (
        f"Set aside in every picture: {taken.code}. It is not seen here; in the files"
        f" it is {file}."
    )


def _of_animations(pictures: Pictures) -> str:
    """Say what is seen of those that move, if any does."""
    if all(each.film is None for each in pictures.counted):
        return ""
    return (
        " Of what moves all frames count, and are in the ZIP; here you see the first."
    )


def _fits_of(fits: list[Fits], k: int) -> Fits:
    """Return the fits that a palette of k colors is of."""
    return next(each for each in fits if k <= each.sweep.k_max)


def _weighed(palette: CommonPalette, fits: Fits) -> Palette:
    """Return the palette with what each color draws of all pictures."""
    picture = fits.picture
    colors = palette.drawn
    (found,) = palettes(picture.image, picture.table, [colors], palette.metric)
    return found


def _table(spot: DeltaGenerator, pictures: Pictures, found: list[Errors]) -> None:
    rows = [
        (
            file.name,
            _size(known),
            _figure(off.common),
            _figure(off.own),
            words.lost(off),
        )
        for file, known, off in zip(
            pictures.files, pictures.counted, found, strict=False
        )
    ]
    spot.html(template.render("many/table.jinja", heads=_HEADS, rows=rows))


def _size(known: Counted) -> str:
    size = f"{known.width:,} × {known.height:,}"
    return size if known.film is None else f"{size} × {known.frames:,}"


def _figure(number: float | None) -> str:
    return "–" if number is None else f"{number:.3g}"
