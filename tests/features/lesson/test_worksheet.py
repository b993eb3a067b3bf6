"""A worksheet needs nothing but itself, and takes no words for markup."""

import base64
from html.parser import HTMLParser

import pytest

from components.engine import SourceImage, count_colors, sweep_k
from components.features.lesson.catalogue import BY_KEY
from components.features.lesson.worksheet import to_print
from components.model.document import Document
from components.model.fits import Fits
from components.model.mission import Lesson
from components.model.picture import Picture
from components.model.style import Style
from components.shared.questions import questions
from tests.pictures import decoded, distinct, photo


def document(width: int = 60, height: int = 40) -> Document:
    image = SourceImage(photo(width, height), None, "PNG", 5000)
    table = count_colors(image)
    key = f"worksheet {width} {height}"
    picture = Picture(key, "mine.png", image, table)
    return Document(Fits(picture, "srgb", sweep_k(table, 24)), Style())


class Read(HTMLParser):
    """What is on a page: its tags with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all tags of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def test_it_holds_the_picture_in_a_few_numbers_of_colors_and_asks_for_no_file() -> None:
    page = to_print(document(), "mine", Lesson()).decode()
    read = Read(page)
    pictures = read.all("img")
    assert [each["alt"] for each in pictures] == [
        "The original",
        *(f"{k} colors" for k in (2, 4, 8, 16)),
    ]
    for each, most in zip(pictures, (10**6, 2, 4, 8, 16), strict=True):
        head, _, data = str(each["src"]).partition(",")
        assert head == "data:image/png;base64"
        shown = decoded(base64.b64decode(data))
        assert shown.shape[:2] == (40, 60)
        assert 1 < distinct(shown) <= most
    assert "http" not in page
    assert not {"script", "link", "iframe"} & {tag for tag, _ in read.tags}


def test_it_draws_the_curve_of_the_fits_and_room_to_write_on() -> None:
    shown = document()
    read = Read(to_print(shown, "mine", Lesson()).decode())
    (line,) = read.all("polyline")
    points = [
        tuple(map(float, each.split(","))) for each in str(line["points"]).split()
    ]
    explained = shown.sweep.variance_explained
    assert len(points) == len(read.all("circle")) == len(explained)
    for k, (_, y) in enumerate(points):
        assert y == pytest.approx(200 * (1 - explained[k]), abs=0.051)
    asked = questions(60 * 40)
    assert len(read.all("li")) == len(asked)
    for each in asked:
        assert each.words in read.words
    lines = [each for each in read.all("div") if each.get("class") == "line"]
    assert len(lines) == sum(each.lines for each in asked)


def test_a_name_and_a_question_are_words_and_no_markup() -> None:
    lesson = Lesson('<script>alert("1")</script>', BY_KEY["gain"])
    read = Read(to_print(document(), "<i>cat", lesson).decode())
    assert not read.all("script")
    assert '<script>alert("1")</script>' in read.words
    assert "<i>cat" in read.words
    assert BY_KEY["gain"].task in read.words


def test_a_picture_of_two_pixels_has_a_worksheet_too() -> None:
    read = Read(to_print(document(2, 1), "mine", Lesson()).decode())
    assert len(read.all("img")) >= 1
