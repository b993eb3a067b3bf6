"""CIEDE2000 for a notebook: the same as `components.engine.judging.ciede2000`."""

from typing import Final

DIFFERENCE: Final = """\
def lab(rgb):
    \"\"\"CIELAB of sRGB colors.\"\"\"
    values = np.asarray(rgb, dtype=float) / 255
    bent = ((values + 0.055) / 1.055) ** 2.4
    light = np.where(values <= 0.04045, values / 12.92, bent)
    to_xyz = [
        [0.412453, 0.357580, 0.180423],
        [0.212671, 0.715160, 0.072169],
        [0.019334, 0.119193, 0.950227],
    ]
    xyz = light @ np.transpose(to_xyz) / [0.95047, 1.0, 1.08883]
    line = xyz * (29 / 6) ** 2 / 3 + 4 / 29
    x, y, z = np.where(xyz <= (6 / 29) ** 3, line, np.cbrt(xyz)).T
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one, many):
    \"\"\"CIEDE2000 of a color to each of many.\"\"\"
    l1, a1, b1 = lab(np.atleast_2d(one))
    l2, a2, b2 = lab(many)
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    a1, a2 = stretch * a1, stretch * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1 = np.degrees(np.arctan2(b1, a1)) % 360
    h2 = np.degrees(np.arctan2(b2, a2)) % 360
    gray = c1 * c2 == 0
    turn = np.where(gray, 0, (h2 - h1 + 180) % 360 - 180)
    hue = np.where(gray, h1 + h2, h1 + turn / 2)
    lightness, chroma = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    weight = 1 - 0.17 * np.cos(np.radians(hue - 30))
    weight += 0.24 * np.cos(np.radians(2 * hue))
    weight += 0.32 * np.cos(np.radians(3 * hue + 6))
    weight -= 0.20 * np.cos(np.radians(4 * hue - 63))
    light = (l2 - l1) / (1 + 0.015 * lightness**2 / np.sqrt(20 + lightness**2))
    strong = (c2 - c1) / (1 + 0.045 * chroma)
    turned = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    turned = turned / (1 + 0.015 * chroma * weight)
    blue = np.radians(60 * np.exp(-(((hue % 360 - 275) / 25) ** 2)))
    mixed = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(blue)
    squared = light**2 + strong**2 + turned**2 + mixed * strong * turned
    return np.sqrt(squared.clip(0))
"""
