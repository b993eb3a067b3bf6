"""What the recipe does and says of an animation that begins with a part of itself."""

from components.engine import SourceImage
from components.features.recipe.part import Part


def uncovered(image: SourceImage) -> Part | None:
    """Leave invisible what the first frame does not cover."""
    if len(image.decoding.area) != 4:
        return None
    left, top, right, bottom = (int(edge) for edge in image.decoding.area)
    return Part(
        f"""\
whole = Image.new("RGBA", picture.size)  # nothing to see
drawn = picture.convert("RGBA").crop(({left}, {top}, {right}, {bottom}))
whole.paste(drawn, ({left}, {top}))
picture = whole""",
        "The first frame of this animation covers only a part of the picture. Browsers"
        " show nothing in the rest, so it is made invisible.",
    )
