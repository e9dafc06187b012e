"""The demo's images, drawn from circles: nobody has to be photographed, and nobody's rights are touched."""

import math
from collections.abc import Callable
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageChops, ImageDraw, ImageFont
from wagtail.images import get_image_model

from home.design.circles import PALETTES, Palette, motif
from home.design.drawing import FONTS
from portal.demo.content import edition_2021, edition_making, edition_open

WIDTH, HEIGHT, FINER = 1440, 810, 2  # drawn larger and scaled down: smooth edges
MIDDLE_X, MIDDLE_Y = WIDTH / 2, HEIGHT / 2
CREAM, INK = "#fdf6e9", "#1d2a2b"
Spot = tuple[float, float, float]  # x, y, radius


class Sheet:
    """A ground to draw circles on, in pixels of the finished image."""

    def __init__(self, ground: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.image = Image.new("RGBA", (size[0] * FINER, size[1] * FINER), ground)
        self.pen = ImageDraw.Draw(self.image)

    @staticmethod
    def box(spot: Spot) -> tuple[float, float, float, float]:
        x, y, radius = (value * FINER for value in spot)
        return (x - radius, y - radius, x + radius, y + radius)

    def disc(self, spot: Spot, colour: str) -> None:
        self.pen.ellipse(self.box(spot), fill=colour)

    def ring(self, spot: Spot, colour: str, width: int) -> None:
        self.pen.ellipse(self.box(spot), outline=colour, width=width * FINER)

    def half(self, spot: Spot, start: int, colour: str) -> None:
        self.pen.pieslice(self.box(spot), start, start + 180, fill=colour)

    def arc(self, box: tuple[float, float, float, float], start: int, colour: str, width: int) -> None:
        self.pen.arc([value * FINER for value in box], start, start + 180, fill=colour, width=width * FINER)

    def line(self, first: Spot, second: Spot, colour: str) -> None:
        ends = [(x * FINER, y * FINER) for x, y, _radius in (first, second)]
        self.pen.line(ends, fill=colour, width=3 * FINER)

    def lens(self, first: Spot, second: Spot, colour: str) -> None:
        """Where two discs meet."""
        masks = []
        for spot in (first, second):
            masks.append(Image.new("L", self.image.size))
            ImageDraw.Draw(masks[-1]).ellipse(self.box(spot), fill=255)
        self.image.paste(colour, (0, 0), ImageChops.multiply(*masks))

    def png(self) -> BytesIO:
        data = BytesIO()
        size = (self.image.width // FINER, self.image.height // FINER)
        self.image.resize(size, Image.Resampling.LANCZOS).save(data, "PNG", optimize=True)
        data.seek(0)
        return data


def around(count: int, distance: float, radius: float, turn: float = -90) -> list[Spot]:
    """Spots in a circle about the middle."""
    angles = [math.radians(turn + number * 360 / count) for number in range(count)]
    return [(MIDDLE_X + distance * math.cos(a), MIDDLE_Y + distance * math.sin(a), radius) for a in angles]


def linked_circles() -> Sheet:
    colours = PALETTES[0]
    sheet, spots = Sheet(colours.ground), around(3, 165, 190)
    for radius in (390, 300):
        sheet.ring((MIDDLE_X, MIDDLE_Y, radius), "#4d7a77", 3)
    for spot, tone in zip(spots, (colours.tone_a, colours.tone_b, colours.tone_c), strict=True):
        sheet.disc(spot, tone)
    for number, spot in enumerate(spots):
        sheet.lens(spot, spots[number - 1], colours.link)
    sheet.disc((MIDDLE_X, MIDDLE_Y, 74), CREAM)
    sheet.disc((MIDDLE_X, MIDDLE_Y, 66), colours.ground)
    return sheet


def nested_systems() -> Sheet:
    colours = palette_of(edition_2021.EDITION.name)
    sheet = Sheet(colours.ground)
    large, left, right = (720.0, 420.0, 330.0), (390.0, 330.0, 190.0), (1090.0, 470.0, 230.0)
    inner = [(640.0, 500.0, 150.0), (800.0, 300.0, 105.0), (1140.0, 520.0, 105.0), (340.0, 300.0, 80.0)]
    far = [(130.0, 590.0, 70.0), (1330.0, 190.0, 62.0), (230.0, 110.0, 34.0)]
    for spot, tone in ((large, colours.tone_b), (left, colours.tone_c), (right, colours.tone_a)):
        sheet.disc(spot, tone)
    sheet.lens(large, left, colours.link)
    sheet.lens(large, right, colours.link)
    for spot, tone in zip(inner, (colours.ground, colours.tone_c, colours.ground, colours.ground), strict=True):
        sheet.disc(spot, tone)
    for spot, tone in zip(far, (colours.tone_a, colours.tone_c, colours.tone_b), strict=True):
        sheet.disc(spot, tone)
    joined = [(inner[0], inner[1]), (inner[0], inner[2]), (inner[3], inner[0]), (far[0], inner[3])]
    for first, second in [*joined, (far[1], inner[2]), (far[2], inner[3])]:
        sheet.line(first, second, CREAM)
    for x, y, _radius in (*inner, *far):
        sheet.disc((x, y, 12), CREAM)
    return sheet


def two_shores() -> Sheet:
    colours = palette_of(edition_making.EDITION.name)
    sheet = Sheet(colours.ground)
    sheet.pen.rectangle((570 * FINER, 0, 870 * FINER, HEIGHT * FINER), fill="#3d6472")
    for number in range(6):
        sheet.arc((570, 130 + number * 92, 870, 220 + number * 92), 180, CREAM, 3)
    sheet.half((570, MIDDLE_Y, 330), 90, colours.tone_b)
    sheet.half((870, MIDDLE_Y, 330), 270, colours.tone_c)
    sheet.half((570, MIDDLE_Y, 170), 90, colours.tone_a)
    sheet.half((870, MIDDLE_Y, 170), 270, colours.link)
    return sheet


def shared_table() -> Sheet:
    colours = palette_of(edition_open.EDITION.name)
    sheet, table = Sheet(colours.ground), (MIDDLE_X, MIDDLE_Y, 205.0)
    radii, tones = (88, 104, 76, 96, 84, 108, 72), (colours.tone_a, colours.tone_b, colours.tone_c)
    sheet.disc(table, CREAM)
    for number, radius in enumerate(radii):
        spot = around(7, 200 + radius * 0.72, radius)[number]
        sheet.disc(spot, tones[number % 3] if number < 6 else tones[1])
        sheet.lens(table, spot, colours.link)
    return sheet


def language_rings() -> Sheet:
    sheet = Sheet(PALETTES[0].ground)
    tones = [PALETTES[0].tone_a, PALETTES[0].tone_b, PALETTES[0].tone_c, "#f0a184", "#cfe3a8", CREAM]
    bend, radius = 1150.0, 118.0
    step = 2 * math.asin(radius / bend)
    for number, tone in enumerate(tones):
        angle = math.radians(-90) + (number - 2.5) * step
        x, y = MIDDLE_X + bend * math.cos(angle), MIDDLE_Y + bend + 60 + bend * math.sin(angle)
        sheet.ring((x, y - 100, radius), tone, 26)
    return sheet


def palette_of(name: str) -> Palette:
    return motif(name).palette


def logo(name: str, mark: Callable[[Sheet], None]) -> Sheet:
    """A mark of circles and the name beside it, on nothing."""
    font = ImageFont.truetype(FONTS / "fraunces.woff2", 76 * FINER)
    font.set_variation_by_axes([600])
    sheet = Sheet("#ffffff00", (250 + round(font.getlength(name) / FINER), 224))
    mark(sheet)
    sheet.pen.text((226 * FINER, 112 * FINER), name, font=font, fill=INK, anchor="lm")
    return sheet


def nest(sheet: Sheet) -> None:
    for radius, colour in ((96, "#b23c0b"), (66, "#d9940f"), (36, "#0f4c4a")):
        sheet.half((104, 84, radius), 0, colour)


def rowan(sheet: Sheet) -> None:
    sheet.disc((104, 112, 96), "#3f6630")
    for x, y in ((66, 92), (142, 92), (80, 144), (128, 144), (104, 64)):
        sheet.disc((x, y, 21), "#f2b53a")


def water(sheet: Sheet) -> None:
    for radius, colour in ((96, "#17375e"), (68, "#4f97c9"), (40, "#17375e")):
        sheet.ring((104, 112, radius), colour, 13)


def seven(sheet: Sheet) -> None:
    for number in range(7):
        angle = math.radians(number * 360 / 7 - 90)
        sheet.disc((104 + 66 * math.cos(angle), 112 + 66 * math.sin(angle), 25), "#7a3b69" if number else "#d9940f")


DRAWINGS: dict[str, Callable[[], Sheet]] = {
    "logo-nido": lambda: logo("Nido", nest),
    "logo-rowan-tree": lambda: logo("Rowan Tree", rowan),
    "logo-water-fund": lambda: logo("Water Fund", water),
    "logo-atelier-sept": lambda: logo("Atelier Sept", seven),
    "linked-circles": linked_circles,
    "nested-systems": nested_systems,
    "two-shores": two_shores,
    "shared-table": shared_table,
    "language-rings": language_rings,
}

# Where somebody would draw the rectangle in the image library: the circle in which the lines end.
FOCUS = {
    "nested-systems": {"focal_point_x": 1090, "focal_point_y": 470, "focal_point_width": 460, "focal_point_height": 460}
}


def load_drawings() -> dict[str, int]:
    """Name → the image in the library."""
    made = {}
    for name, drawing in DRAWINGS.items():
        file = ImageFile(drawing().png(), name=f"{name}.png")
        title = name.replace("-", " ").capitalize()
        made[name] = get_image_model().objects.create(title=title, file=file, **FOCUS.get(name, {})).pk
    return made
