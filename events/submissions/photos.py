"""Photos that anybody may upload: re-encoded, so that nothing but the picture is kept."""

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
from PIL import Image
from wagtail.images import get_image_model

from home.design.uploads import readable_picture

PROPOSED = "proposed-"
FORGET_AFTER = timedelta(days=1)
MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")

_written: ContextVar[ExitStack | None] = ContextVar("written", default=None)


@contextmanager
def atomic_with_files() -> Iterator[None]:
    """A transaction whose files go with it: where it fails, those that `delete_on_rollback` names are deleted.

    Files are written before the commit. A process that is killed in between leaves a file that no row names, which is
    not served and which `delete_orphans` deletes; written after the commit, a row would name a photo that is lost.
    """
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
    """The upload as a new JPEG, upright, at most MAX_SIDE pixels, without metadata (place, camera, thumbnails).

    Raises ValidationError in words for the person who sent it.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 8 MB. Please choose a smaller picture."))
    picture = readable_picture(upload, max_side=MAX_SIDE, formats=FORMATS).convert("RGBA")
    plain, written = Image.new("RGB", picture.size, "white"), BytesIO()
    plain.paste(picture, mask=picture)
    plain.save(written, "JPEG", quality=85, optimize=True)
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
        known = set(rows.filter(**{f"{column}__startswith": f"{folder}/{start}"}).values_list(column, flat=True))
        for name in (f"{folder}/{name}" for name in _names_in(folder) if name.startswith(start)):
            if name not in known and default_storage.get_modified_time(name) < now - FORGET_AFTER:
                default_storage.delete(name)
                count += 1
    return count


def _names_in(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:  # nothing was uploaded yet; an object storage has no folders
        return []
