"""Photos from a ZIP file beside a programme, through the same checks as uploads."""

import io
import zipfile
import zlib
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from events.imports.records import Incoming, IncomingPerson, UnreadableFile
from events.submissions.photos import MAX_BYTES, PROPOSED, clean_photo, delete_on_rollback
from home.i18n.slugs import slug_from

MOST_FILES, ENDINGS = 5000, ("jpg", "jpeg", "png", "webp")


def match_photos(packed: bytes, incoming: Incoming) -> None:
    """Give each person the name and checksum of their picture. Raises UnreadableFile; says which pictures are left."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            files = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableFile(_("The ZIP file of photos cannot be read.")) from None
    if len(files) > MOST_FILES:
        raise UnreadableFile(_("The ZIP file of photos has more than {count} files.").format(count=MOST_FILES))
    pictures = {}
    for one in files:
        name = one.filename.rsplit("/", 1)[-1]
        if name.rpartition(".")[2].lower() in ENDINGS:
            pictures[name.lower()] = f"{one.filename}|{one.CRC:08x}"
        elif not name.startswith("."):
            incoming.say(name, _("This file of the ZIP is no picture and is left out."))
    left = set(pictures)
    by_stem = {name.rpartition(".")[0]: name for name in pictures}
    for person in incoming.people.values():
        found = next((name for name in _names(person, by_stem) if name in pictures), "")
        person.photo = pictures.get(found, "")
        left.discard(found)
    for name in sorted(left):
        incoming.say(name, _("No person of the file belongs to this photo, so it is left out."))


def _names(person: IncomingPerson, by_stem: dict[str, str]) -> list[str]:
    """Under which names their picture may stand."""
    stems = [person.key.rpartition(":")[2].lower(), slug_from(person.name, ""), person.name.lower()]
    return [person.photo.lower(), *(by_stem.get(stem, "") for stem in stems)]


def image_from(packed: bytes, photo: str, title: str) -> AbstractImage:
    """The picture as an image of the CMS. Raises ValidationError in words."""
    member = photo.rpartition("|")[0]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open(member) as file:
        content = file.read(MAX_BYTES + 1)
    clean = ContentFile(clean_photo(ContentFile(content, name=member)).read(), name=f"{PROPOSED}{uuid4().hex}.jpg")
    image: AbstractImage = get_image_model()(title=title[:255])
    image.file.save(clean.name, clean, save=False)
    delete_on_rollback(image.file)
    image.save()
    return image


def photo_or_reason(packed: bytes, photo: str, title: str) -> tuple[AbstractImage | None, str]:
    try:
        return image_from(packed, photo, title), ""
    except ValidationError as refused:
        return None, " ".join(refused.messages)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, OSError):
        return None, _("This picture of the ZIP cannot be read.")
