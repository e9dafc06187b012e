"""Uploaded pictures, written anew: upright, no larger than screens need, with nothing in the file but the picture.

How much memory decoding may take is decided by the header of the file, before anything is decoded: less than 200 MB.
"""

import struct
import zlib
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 16_000_000}  # a JPEG is decoded at a smaller scale
MOST_PIXELS_OF_OTHERS = 10_000_000  # WebP, AVIF and GIF hold the picture several times
MOST_PIXELS_IN_STEPS = 16_000_000  # a progressive JPEG is held whole at any scale
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def readable_picture(file: Any, *, max_side: int, formats: Collection[str]) -> Image.Image:
    """RGB, RGBA or L, upright, at most `max_side` pixels wide and high, without metadata.

    `formats` are Pillow's names. Raises ValidationError in words for the person who sent it.
    """
    try:
        with Image.open(file, formats=list(formats)) as picture:
            if picture.width * picture.height > _most_pixels(picture):
                raise ValidationError(_("This picture has too many pixels. Please choose a smaller one."))
            return _reduced(picture, max_side)
    except Image.DecompressionBombError:
        raise ValidationError(_("This picture has too many pixels. Please choose a smaller one.")) from None
    except UNREADABLE:
        raise ValidationError(_("This is not a picture we can read. Please choose a JPEG, PNG or WebP file.")) from None


def _most_pixels(picture: Image.Image) -> int:
    if picture.info.get("progressive"):
        return MOST_PIXELS_IN_STEPS
    return MOST_PIXELS.get(picture.format or "", MOST_PIXELS_OF_OTHERS)


def _reduced(picture: Image.Image, max_side: int) -> Image.Image:
    scale = min(1.0, max_side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture.draft("RGB", size)  # JPEG alone: at the nearest larger scale
    orientation = picture.getexif().get(0x0112, 1)
    plain = _in_plain_colours(picture)
    upright = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0) if scale < 1 else plain.copy()
    if upright.mode == "LA":  # only now, when it is small
        upright = upright.convert("RGBA")
    upright.info.clear()
    upright.getexif()[0x0112] = orientation
    ImageOps.exif_transpose(upright, in_place=True)
    upright.info.clear()
    return upright


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey, which `convert` alone would clip to white
        return picture.convert("I").point(lambda tone: tone / 257).convert("L")
    if picture.mode in ("L", "LA", "RGB", "RGBA"):
        picture.load()
        return picture if "transparency" not in picture.info else picture.convert("RGBA")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
