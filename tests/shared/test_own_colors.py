"""Colors that somebody brings along become a list like any other."""

import numpy as np

from components.shared.own_colors import listed


def test_each_color_is_there_once_and_is_called_something() -> None:
    colors = np.array([[0, 0, 0], [255, 0, 0], [0, 0, 0], [0, 128, 0]], np.uint8)
    own = listed(colors, ["", "Tomato", "", ""], ["", "", "", "7"], "a file")
    assert own.colors.tolist() == [[0, 0, 0], [255, 0, 0], [0, 128, 0]]
    assert own.names == ("black", "Tomato", "")
    assert own.codes == ("", "", "7")
    assert own.entry(2).label == "7"
