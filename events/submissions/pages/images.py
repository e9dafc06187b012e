"""A speaker's photo as an image of the CMS."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from events.submissions.models import Speaker
from events.submissions.photos import belongs_to_transaction


def image_of(speaker: Speaker) -> Any:
    """The photo as an image of the CMS, under a name that nobody can guess: its address is public. None without one."""
    if not speaker.photo:
        return None
    image = get_image_model()(title=speaker.name)
    with speaker.photo.open("rb") as file:
        content = ContentFile(file.read(), name=f"{uuid4().hex}.jpg")  # another field's file has no width and height
    image.file.save(content.name, content, save=False)
    belongs_to_transaction(image.file)
    image.save()
    return image
