"""The circles and words of a social image, drawn with Pillow in the shape that networks show (1200 × 630)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from home.design.circles import CENTRE, Circle, Motif, motif

WIDTH, HEIGHT = 1200, 630
FINER = 2  # drawn larger and scaled down: smooth edges
SCALE, LEFT, TOP = 0.66, 1000, 315  # of the circles; where their centre lies
MARGIN, COLUMN = 72, 600  # of the words, before FINER
TITLE_SIZES, LEADING = (84, 72, 62, 54, 46), 1.16
FOOT = 64  # what the name of the site takes below
WORDS, SOFT_WORDS = "#fffaf0", "#f2e9d8"
FONTS = Path(__file__).parents[1] / "static" / "home" / "fonts"
# Letters that only the second file of a family has; see static/home/fonts/README.md.
EXTENDED = re.compile("([\u0100-\u0130\u0132-\u0151\u0154-\u024f]+)")
DRAWABLE = re.compile("[\u0020-\u024f\u2010-\u201e\u2022\u2026\u2039\u203a\u20ac\u2212]*")


@dataclass(frozen=True)
class Card:
    """What a social image shows; `seed` makes its circles and colours."""

    title: str
    line: str
    site_name: str
    seed: str


def draw(card: Card) -> bytes:
    """A PNG. Words in a script that our fonts do not have are left out; the circles stay."""
    shapes = motif(card.seed)
    size = (WIDTH * FINER, HEIGHT * FINER)
    image = Image.new("RGB", size, shapes.palette.ground)
    _circles(image, shapes)
    pen = ImageDraw.Draw(image)
    _words(pen, card, shapes.palette.tone_a)
    data = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(128).save(data, "PNG", optimize=True)
    return data.getvalue()


def _box(circle: Circle) -> tuple[float, float, float, float]:
    scale = SCALE * FINER
    x, y = (circle.x - CENTRE) * scale + LEFT * FINER, (circle.y - CENTRE) * scale + TOP * FINER
    radius = circle.radius * scale
    return (x - radius, y - radius, x + radius, y + radius)


def _circles(image: Image.Image, shapes: Motif) -> None:
    palette, pen = shapes.palette, ImageDraw.Draw(image)
    tones = {"tone-a": palette.tone_a, "tone-b": palette.tone_b, "tone-c": palette.tone_c}
    faint = Image.blend(Image.new("RGB", (1, 1), palette.ground), Image.new("RGB", (1, 1), WORDS), 0.38).getpixel(
        (0, 0)
    )
    for circle in shapes.orbits:
        pen.ellipse(_box(circle), outline=faint, width=2 * FINER)
    for circle in shapes.members:
        if circle.is_ring:
            pen.ellipse(_box(circle), outline=tones[circle.tone], width=round(30 * SCALE * FINER))
        else:
            pen.ellipse(_box(circle), fill=tones[circle.tone])
    for link in shapes.links:
        first, second = (_mask(image.size, circle) for circle in (link.first, link.second))
        image.paste(palette.link, (0, 0), ImageChops.multiply(first, second))
    pen.ellipse(_box(shapes.centre), fill=palette.ground, outline=WORDS, width=round(7 * SCALE * FINER))
    for circle in shapes.moons:
        pen.ellipse(_box(circle), fill=tones[circle.tone])


def _mask(size: tuple[int, int], circle: Circle) -> Image.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse(_box(circle), fill=255)
    return mask


def _words(pen: ImageDraw.ImageDraw, card: Card, accent: str) -> None:
    bottom = (HEIGHT - MARGIN) * FINER
    if DRAWABLE.fullmatch(card.site_name):
        _line(pen, (MARGIN * FINER, bottom - 34 * FINER), card.site_name, "figtree", 30, 600, SOFT_WORDS)
    top = MARGIN * FINER
    if card.line and DRAWABLE.fullmatch(card.line):
        _line(pen, (MARGIN * FINER, top), card.line, "figtree", 32, 600, accent)
        top += 66 * FINER
    if not DRAWABLE.fullmatch(card.title):
        return
    size, lines = _fit(card.title, HEIGHT - MARGIN - FOOT - top / FINER)
    for line in lines:
        _line(pen, (MARGIN * FINER, top), line, "fraunces", size, 600, WORDS)
        top += round(size * LEADING) * FINER


def _fit(title: str, height: float) -> tuple[int, list[str]]:
    """The largest size in which the title fits; what is too long even for the smallest ends in an ellipsis."""
    for size in TITLE_SIZES:
        lines, most = list(_wrap(title, size)), int(height / (size * LEADING))
        if len(lines) <= most and all(_length(line, "fraunces", size, 600) <= COLUMN * FINER for line in lines):
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1]}…"] if len(lines) > most else lines


def _wrap(text: str, size: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, "fraunces", size, 600) > COLUMN * FINER:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _runs(text: str, family: str) -> Iterator[tuple[str, str]]:
    """Parts of a text with the font file that has their letters."""
    for part in EXTENDED.split(text):
        if part:
            yield part, f"{family}-ext" if EXTENDED.fullmatch(part) else family


def _length(text: str, family: str, size: int, weight: int) -> float:
    return sum(_font(file, size, weight).getlength(part) for part, file in _runs(text, family))


def _line(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, family: str, size: int, weight: int, colour: str
) -> None:
    x, y = at
    for part, file in _runs(text, family):
        font = _font(file, size, weight)
        pen.text((x, y), part, font=font, fill=colour)
        x += font.getlength(part)


@cache
def _font(file: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Pillow reads the very woff2 files that browsers get."""
    font = ImageFont.truetype(FONTS / f"{file}.woff2", size * FINER)
    font.set_variation_by_axes([weight])
    return font
