"""Which picture: samples as small thumbnails, and pictures of one's own."""

import base64
import functools
import io
import math

import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from components.engine import ImageError
from components.engine.reading.limits import MEGABYTE
from components.features.picker import state, widget
from components.model.film import is_of_film
from components.model.picture import Picture
from components.shared import styles, template, text
from components.shared.filenames import as_its_owner_wrote_it, shown
from components.shared.samples import SAMPLES, Sample
from components.shared.work import file_bytes, load
from components.work.settings import SETTINGS

# Names that pictures usually end in: a phone offers such files. What a file is, its
# content tells.
_ENDINGS = [
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "mpo", "webp", "gif", "bmp", "dib",
    "tif", "tiff", "avif", "avifs", "heic", "heics", "heif", "hif",
]  # fmt: skip
# Uploaders in turn, where one has to be taken for another.
_IN_TURN = 8
_LOST = (
    "The picture you loaded is no longer here, because the server was started anew."
    " Load it once more, or go on with a sample."
)
_CLEAR = (
    "Every pixel of this picture is fully transparent, so there is no color to see."
)
_CLEAR_FRAME = (
    "Every pixel of its first frame is fully transparent, so there is no color to see."
    " Give it below, in the tab Many, as one of many pictures: there all frames"
    " count."
)
_THUMBNAIL = (192, 128)  # pixels; enough to fill a button on a fine screen


def show() -> Picture:
    """Draw samples and the button for a picture of one's own; return what is chosen.

    A file that cannot be used is refused in a sentence, and the picture before
    it stays.
    """
    gallery = st.container(
        horizontal=True, key="gallery", gap="small", width="content", wrap=False
    )
    with st.container(key="load", width="content"):
        _uploader()
    messages = st.container(key="messages")
    picture = _chosen(messages)
    if state.upload_lost():
        messages.warning(_LOST, icon=":material/sync_problem:")
    with gallery:  # now that it is known which picture is shown
        _gallery()
    state.write_address()
    return picture


def _uploader() -> None:
    """Draw Streamlit's uploader, unseen, and the button that stands for it.

    That takes files from all of the page: dropped, pasted, from a phone's camera.
    """
    most = math.ceil(SETTINGS.file_bytes / MEGABYTE)
    file = st.file_uploader(
        "Load a picture",
        key=state.UPLOAD,
        on_change=state.upload_changed,
        # With another number, it is another uploader to Streamlit. What is too large,
        # the button and the server refuse.
        max_upload_size=most + state.uploaders() % _IN_TURN,
        label_visibility="collapsed",
    )
    if file is None and state.upload_is_gone():
        st.rerun()
    widget.loader(SETTINGS.file_bytes, _ENDINGS, text.limits_in_words())


def shows_sample() -> bool:
    """Tell whether the picture is a sample, which a link can name."""
    return not state.upload_shown()


def file() -> tuple[str, bytes] | None:
    """Return name and bytes of the picture's file; None where it is a sample."""
    last = None if shows_sample() else state.last_upload()
    return None if last is None else (last.name, last.data)


def _gallery() -> None:
    taken = "own" if state.upload_shown() else f"sample_{state.sample().slug}"
    st.html(_gallery_style() + styles.marked([taken]))
    last = state.last_upload()
    if last is not None:
        name = shown(last.name)
        st.button("Your picture", key="own", on_click=state.choose_upload, help=name)
    for sample in SAMPLES.values():
        st.button(
            sample.title,
            key=f"sample_{sample.slug}",
            on_click=state.choose_sample,
            args=(sample.slug,),
        )


def _chosen(messages: DeltaGenerator) -> Picture:
    if state.upload_shown():
        picture = _new_upload(messages)
        if picture is None and not state.given_over_sample():
            picture = _last_upload()
        if picture is not None:
            return picture
        state.leave_upload()
    elif state.comes_aside():
        _new_upload(messages)
    sample = state.sample()
    return load(sample.file, file_bytes(sample.path))


def _new_upload(messages: DeltaGenerator) -> Picture | None:
    file = st.session_state.get(state.UPLOAD)
    if file is None:
        return None
    upload = state.Upload(as_its_owner_wrote_it(file.name), file.getvalue())
    try:
        with messages, st.spinner("Reading your picture …"):
            picture = load(upload.name, upload.data)
        if len(picture.table) == 0:
            raise ImageError(_CLEAR_FRAME if is_of_film(picture.image) else _CLEAR)
    except (ImageError, MemoryError) as problem:
        if isinstance(problem, MemoryError):
            problem = ImageError(text.NO_MEMORY)
        _refuse(messages, upload.name, file.file_id, str(problem))
        return None
    state.remember_upload(upload)
    return picture


def _refuse(messages: DeltaGenerator, name: str, file: str, problem: str) -> None:
    """Say why a file is of no use, until somebody has read it."""
    if state.is_read(file):
        return
    with messages:
        st.error(
            f"{shown(name)} could not be used. {text.plain(problem)}"
            " The picture before it is still here.",
            icon=":material/broken_image:",
        )
        st.button("Close", key="close", on_click=state.note_read, args=(file,))


def _last_upload() -> Picture | None:
    last = state.last_upload()
    return None if last is None else load(last.name, last.data)


@functools.cache
def _gallery_style() -> str:
    """Write thumbnails as backgrounds of the buttons."""
    thumbnails = {sample.slug: _thumbnail(sample) for sample in SAMPLES.values()}
    return template.render("picker/gallery.jinja", thumbnails=thumbnails)


def _thumbnail(sample: Sample) -> str:
    with Image.open(sample.path) as picture:
        small = picture.convert("RGBA")
    small.thumbnail(_THUMBNAIL)
    paper = Image.new("RGBA", small.size, "white")
    paper.alpha_composite(small)
    file = io.BytesIO()
    paper.convert("RGB").save(file, "JPEG", quality=80)
    return base64.b64encode(file.getvalue()).decode()
