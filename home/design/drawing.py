"""The circles and words of a social image, drawn with Pillow in the shape that networks show (1200 × 630)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from home.design.circles import CENTRE, Circle, CirclePattern, circle_pattern

WIDTH, HEIGHT = 1200, 630
OVERSAMPLING = 2  # drawn larger and scaled down: smooth edges
SCALE, LEFT, TOP = 0.66, 1000, 315  # of the circles; where their centre lies
MARGIN, COLUMN = 72, 600  # of the words, before OVERSAMPLING
TITLE_SIZES, LEADING = (84, 72, 62, 54, 46), 1.16
FOOTER_HEIGHT = 64  # what the name of the site takes below
TEXT_COLOUR, MUTED_TEXT_COLOUR = "#fffaf0", "#f2e9d8"
FONTS = Path(__file__).parents[1] / "static" / "home" / "fonts"
# Letters that only the second file of a family has; see static/home/fonts/README.md.
EXTENDED_LETTERS = re.compile("([\u0100-\u0130\u0132-\u0151\u0154-\u024f]+)")
DRAWABLE = re.compile("[\u0020-\u024f\u2010-\u201e\u2022\u2026\u2039\u203a\u20ac\u2212]*")


@dataclass(frozen=True)
class SocialCard:
    """What a social image shows; `seed` makes its circles and colours."""

    title: str
    line: str
    site_name: str
    seed: str


def draw_png(card: SocialCard) -> bytes:
    """A PNG. Words in a script that our fonts do not have are left out; the circles stay."""
    pattern = circle_pattern(card.seed)
    size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
    image = Image.new("RGB", size, pattern.palette.ground)
    _draw_circles(image, pattern)
    pen = ImageDraw.Draw(image)
    _draw_texts(pen, card, pattern.palette.tone_a)
    data = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(128).save(data, "PNG", optimize=True)
    return data.getvalue()


def _box(circle: Circle) -> tuple[float, float, float, float]:
    scale = SCALE * OVERSAMPLING
    x, y = (circle.x - CENTRE) * scale + LEFT * OVERSAMPLING, (circle.y - CENTRE) * scale + TOP * OVERSAMPLING
    radius = circle.radius * scale
    return (x - radius, y - radius, x + radius, y + radius)


def _draw_circles(image: Image.Image, pattern: CirclePattern) -> None:
    palette, pen = pattern.palette, ImageDraw.Draw(image)
    tones = {"tone-a": palette.tone_a, "tone-b": palette.tone_b, "tone-c": palette.tone_c}
    faint = Image.blend(Image.new("RGB", (1, 1), palette.ground), Image.new("RGB", (1, 1), TEXT_COLOUR), 0.38).getpixel(
        (0, 0)
    )
    for circle in pattern.orbits:
        pen.ellipse(_box(circle), outline=faint, width=2 * OVERSAMPLING)
    for circle in pattern.members:
        if circle.is_ring:
            pen.ellipse(_box(circle), outline=tones[circle.tone], width=round(30 * SCALE * OVERSAMPLING))
        else:
            pen.ellipse(_box(circle), fill=tones[circle.tone])
    for link in pattern.links:
        first, second = (_mask(image.size, circle) for circle in (link.first, link.second))
        image.paste(palette.link, (0, 0), ImageChops.multiply(first, second))
    pen.ellipse(_box(pattern.centre), fill=palette.ground, outline=TEXT_COLOUR, width=round(7 * SCALE * OVERSAMPLING))
    for circle in pattern.moons:
        pen.ellipse(_box(circle), fill=tones[circle.tone])


def _mask(size: tuple[int, int], circle: Circle) -> Image.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse(_box(circle), fill=255)
    return mask


def _draw_texts(pen: ImageDraw.ImageDraw, card: SocialCard, accent: str) -> None:
    bottom = (HEIGHT - MARGIN) * OVERSAMPLING
    if DRAWABLE.fullmatch(card.site_name):
        _draw_line(
            pen,
            (MARGIN * OVERSAMPLING, bottom - 34 * OVERSAMPLING),
            card.site_name,
            "figtree",
            30,
            600,
            MUTED_TEXT_COLOUR,
        )
    top = MARGIN * OVERSAMPLING
    if card.line and DRAWABLE.fullmatch(card.line):
        _draw_line(pen, (MARGIN * OVERSAMPLING, top), card.line, "figtree", 32, 600, accent)
        top += 66 * OVERSAMPLING
    if not DRAWABLE.fullmatch(card.title):
        return
    size, lines = _fit(card.title, HEIGHT - MARGIN - FOOTER_HEIGHT - top / OVERSAMPLING)
    for line in lines:
        _draw_line(pen, (MARGIN * OVERSAMPLING, top), line, "fraunces", size, 600, TEXT_COLOUR)
        top += round(size * LEADING) * OVERSAMPLING


def _fit(title: str, height: float) -> tuple[int, list[str]]:
    """The largest size in which the title fits; what is too long even for the smallest ends in an ellipsis."""
    for size in TITLE_SIZES:
        lines, most = list(_wrap(title, size)), int(height / (size * LEADING))
        if len(lines) <= most and all(_length(line, "fraunces", size, 600) <= COLUMN * OVERSAMPLING for line in lines):
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1]}…"] if len(lines) > most else lines


def _wrap(text: str, size: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, "fraunces", size, 600) > COLUMN * OVERSAMPLING:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _runs(text: str, family: str) -> Iterator[tuple[str, str]]:
    """Parts of a text with the font file that has their letters."""
    for part in EXTENDED_LETTERS.split(text):
        if part:
            yield part, f"{family}-ext" if EXTENDED_LETTERS.fullmatch(part) else family


def _length(text: str, family: str, size: int, weight: int) -> float:
    return sum(_font(file, size, weight).getlength(part) for part, file in _runs(text, family))


def _draw_line(
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
    font = ImageFont.truetype(FONTS / f"{file}.woff2", size * OVERSAMPLING)
    font.set_variation_by_axes([weight])
    return font
