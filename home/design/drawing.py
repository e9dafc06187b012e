"""The discs, portraits and words of a social image, drawn with Pillow in the shape that networks show (1200 × 630)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from home.design.circles import CENTRE, Circle, CirclePattern, Palette, circle_pattern
from home.design.composition import EditionDrawing

WIDTH, HEIGHT = 1200, 630
OVERSAMPLING = 2  # drawn larger and scaled down: smooth edges
SCALE, LEFT, TOP = 0.66, 1000, 315  # of the circles; where their centre lies
MARGIN, COLUMN = 72, 600  # of the words, before OVERSAMPLING
TITLE_SIZES, LEADING = (84, 72, 62, 54, 46, 40), 1.16
FOOTER_HEIGHT = 56  # what the name of the site takes below
TEXT_COLOUR, MUTED_TEXT_COLOUR = "#fffaf0", "#f2e9d8"
FONTS = Path(__file__).parents[1] / "static" / "home" / "fonts"
# Letters that only the second file of a family has; see static/home/fonts/README.md.
EXTENDED_LETTERS = re.compile("([\u0100-\u0130\u0132-\u0151\u0154-\u024f]+)")
DRAWABLE = re.compile("[\u0020-\u024f\u2010-\u201e\u2022\u2026\u2039\u203a\u20ac\u2212]*")


@dataclass(frozen=True)
class SocialCard:
    """What a social image shows: portraits, else the drawing of an edition, else the circles of `seed`."""

    title: str
    line: str
    site_name: str
    seed: str  # of the colours
    facts: tuple[str, ...] = ()  # below the title: the first one large
    portraits: tuple[str, ...] = ()  # names of files in the storage, at most two are shown
    drawing: EditionDrawing | None = None


def draw_png(card: SocialCard) -> bytes:
    """A PNG. Words in a script that our fonts do not have are left out; the circles stay."""
    pattern = circle_pattern(card.seed)
    size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
    image = Image.new("RGB", size, pattern.palette.ground)
    if card.portraits:
        _draw_portraits(image, pattern.palette, card.portraits)
    elif card.drawing:
        _draw_edition(image, pattern.palette, card.drawing)
    else:
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
    faint = _faint(palette.ground)
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


def _draw_portraits(image: Image.Image, palette: Palette, names: tuple[str, ...]) -> None:
    """The first person on a disc at the end side, the second smaller and behind."""
    places = [(985, 265, 205), (795, 480, 120)] if len(names) > 1 else [(950, 330, 255)]
    pen = ImageDraw.Draw(image)
    x, y, radius = places[0]
    pen.ellipse(_around(x + radius * 0.75, y - radius * 0.7, radius * 0.5), outline=palette.tone_b, width=36)
    for name, (x, y, radius) in reversed(list(zip(names, places, strict=False))):
        pen.ellipse(_around(x, y, radius + 7), fill=palette.ground)
        pen.ellipse(_around(x, y, radius), fill=palette.tone_a if radius > 200 else palette.tone_c)
        side = 2 * radius * OVERSAMPLING
        with default_storage.open(name) as file, Image.open(file) as photo:
            face = ImageOps.fit(photo.convert("RGBA"), (side, side), centering=(0.5, 0.3))
        disc = Image.new("L", (side, side))
        ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill=255)
        left, top, _right, _bottom = _around(x, y, radius)
        image.paste(face, (round(left), round(top)), ImageChops.multiply(face.getchannel("A"), disc))


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return tuple(round(value * OVERSAMPLING) for value in (x - radius, y - radius, x + radius, y + radius))  # type: ignore[return-value]


def _draw_edition(image: Image.Image, palette: Palette, drawing: EditionDrawing) -> None:
    pen, scale = ImageDraw.Draw(image), 0.62
    left, top = 640, (HEIGHT - 600 * scale) / 2
    tones = {"tone-a": palette.tone_a, "tone-b": palette.tone_b, "tone-c": palette.tone_c, "link": palette.link}

    def box(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        return _around(left + x * scale, top + y * scale, radius * scale)

    faint = _faint(palette.ground)
    for thread in drawing.threads:
        points = [((left + x * scale) * OVERSAMPLING, (top + y * scale) * OVERSAMPLING) for x, y in thread.points]
        pen.line(points, fill=faint, width=2 * OVERSAMPLING, joint="curve")
    for orbit in drawing.orbits:
        pen.ellipse(box(orbit.x, orbit.y, orbit.radius), outline=faint, width=2 * OVERSAMPLING)
    for one in drawing.shapes:
        place, tone = box(one.x, one.y, one.radius), tones[one.tone]
        if one.form == "disc":
            pen.ellipse(place, fill=tone)
        elif one.form in ("dome", "bowl"):
            pen.pieslice(place, *((180, 360) if one.form == "dome" else (0, 180)), fill=tone)
        else:
            is_planned = one.form == "planned"
            pen.ellipse(
                place, fill=None if is_planned else palette.ground, outline=faint if is_planned else tone, width=9
            )
            if one.form == "half":
                pen.pieslice(place, 0, 180, fill=tone)
    for lens in drawing.lenses:
        masks = []
        for circle in (lens.first, lens.second):
            mask = Image.new("L", image.size)
            ImageDraw.Draw(mask).ellipse(box(circle.x, circle.y, circle.radius), fill=255)
            masks.append(mask)
        image.paste(palette.link, (0, 0), ImageChops.multiply(*masks))


def _faint(ground: str) -> Any:
    blend = Image.blend(Image.new("RGB", (1, 1), ground), Image.new("RGB", (1, 1), TEXT_COLOUR), 0.38)
    return blend.getpixel((0, 0))


def _mask(size: tuple[int, int], circle: Circle) -> Image.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse(_box(circle), fill=255)
    return mask


def _draw_texts(pen: ImageDraw.ImageDraw, card: SocialCard, accent: str) -> None:
    left, bottom = MARGIN * OVERSAMPLING, HEIGHT - MARGIN
    if DRAWABLE.fullmatch(card.site_name):
        _draw_line(pen, (left, (bottom - 34) * OVERSAMPLING), card.site_name, "figtree", 28, 600, MUTED_TEXT_COLOUR)
        bottom -= FOOTER_HEIGHT
    for number, fact in reversed(list(enumerate(card.facts))):
        if fact and DRAWABLE.fullmatch(fact):
            family, size, weight = ("fraunces", 40, 600) if number == 0 else ("figtree", 28, 500)
            bottom -= round(size * 1.35)
            _draw_line(
                pen,
                (left, bottom * OVERSAMPLING),
                _shortened(fact, family, size, weight),
                family,
                size,
                weight,
                TEXT_COLOUR,
            )
    top = MARGIN * OVERSAMPLING
    if card.line and DRAWABLE.fullmatch(card.line):
        line = _shortened(card.line, "figtree", 32, 600)
        _draw_line(pen, (left, top), line, "figtree", 32, 600, accent)
        top += 66 * OVERSAMPLING
    if not DRAWABLE.fullmatch(card.title):
        return
    size, lines = _fit(card.title, bottom - top / OVERSAMPLING)
    for line in lines:
        _draw_line(pen, (left, top), line, "fraunces", size, 600, TEXT_COLOUR)
        top += round(size * LEADING) * OVERSAMPLING


def _shortened(text: str, family: str, size: int, weight: int) -> str:
    """At most as wide as the column; what is too long ends in an ellipsis."""
    if _length(text, family, size, weight) <= COLUMN * OVERSAMPLING:
        return text
    while text and _length(f"{text}…", family, size, weight) > COLUMN * OVERSAMPLING:
        text = text[:-1].rstrip(" ,·")
    return f"{text}…"


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
    """Pillow reads the very woff2 files that browsers get. Fraunces has one weight, whichever is asked for."""
    font = ImageFont.truetype(FONTS / f"{file}.woff2", size * OVERSAMPLING)
    if file.startswith("figtree"):
        font.set_variation_by_axes([weight])
    return font
