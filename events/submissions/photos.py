"""Photos that anybody may upload: re-encoded, so that nothing but the picture is kept."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.images import get_image_model

PROPOSED = "proposed-"
FORGET_AFTER = timedelta(days=1)
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
IMAGE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
)

_written: ContextVar[ExitStack | None] = ContextVar("written", default=None)


@contextmanager
def atomic_with_files() -> Iterator[None]:
    """A transaction whose files go with it: where it fails, those that `delete_on_rollback` names are deleted."""
    with ExitStack() as written:
        token = _written.set(written)
        try:
            with transaction.atomic():
                yield
        finally:
            _written.reset(token)
        written.pop_all()


def delete_on_rollback(file: FieldFile) -> None:
    """`file` was just written inside `atomic_with_files`."""
    written = _written.get()
    if written is not None and file.name:
        written.callback(file.storage.delete, file.name)


def clean_photo(upload: Any) -> ContentFile:
    """The upload as a new JPEG, upright, at most LONGEST_SIDE pixels, without metadata (place, camera, thumbnails).

    Raises ValidationError in words for the person who sent it.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 8 MB. Please choose a smaller picture."))
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("This picture has too many pixels. Please choose a smaller one."))
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is not even unpacked whole
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            plain = Image.new("RGB", upright.size, "white")
            plain.paste(upright, mask=upright)
            written = BytesIO()
            plain.save(written, "JPEG", quality=85, optimize=True)
    except (*IMAGE_ERRORS, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("This is not a picture we can read. Please choose a JPEG, PNG or WebP file.")) from None
    return ContentFile(written.getvalue())


def image_of(speaker: Any) -> Any:
    """The photo as an image of the CMS, under a name that nobody can guess. None without one.

    portal.media knows it by this name, and shows it to readers only while a public page does.
    """
    if not speaker.photo:
        return None
    image = get_image_model()(title=speaker.name)
    with speaker.photo.open("rb") as file:
        # Not the field's file itself, which has no width and height.
        content = ContentFile(file.read(), name=f"{PROPOSED}{uuid4().hex}.jpg")
    image.file.save(content.name, content, save=False)
    delete_on_rollback(image.file)
    image.save()
    return image


def delete_orphans(*, now: datetime) -> int:
    """Delete photos that no row names, a day after they were written: a process that is killed leaves some behind."""
    speakers, images = apps.get_model("submissions", "Speaker").objects, get_image_model().objects
    count = 0
    for folder, start, rows, column in (
        ("proposals", "", speakers, "photo"),
        ("original_images", PROPOSED, images, "file"),
    ):
        if not default_storage.exists(folder):
            continue
        known = set(rows.filter(**{f"{column}__startswith": f"{folder}/{start}"}).values_list(column, flat=True))
        for name in (f"{folder}/{name}" for name in default_storage.listdir(folder)[1] if name.startswith(start)):
            if name not in known and default_storage.get_modified_time(name) < now - FORGET_AFTER:
                default_storage.delete(name)
                count += 1
    return count
