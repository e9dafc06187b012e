"""The portraits in the rows of a programme, or a disc in the colours of the name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage
from wagtail.images.models import Rendition

from events.models import SpeakerPage
from home.design.circles import circle_pattern
from home.design.renditions import IN_ROW, ON_CARD

MOST = 3  # that fit into a row


@dataclass(frozen=True, slots=True)
class Portrait:
    """`url` is empty where there is no portrait, or none of a fitting size yet."""

    url: str
    palette: str


def portraits_of(speakers: Iterable[SpeakerPage]) -> dict[int, Portrait]:
    """By the id of a speaker's original page, in one query; empty where nobody has a portrait."""
    people = {speaker.pk: speaker for speaker in speakers}
    photos = {speaker.photo_id for speaker in people.values() if speaker.photo_id}
    if not photos:
        return {}
    found = Rendition.objects.filter(image__in=photos, filter_spec__in=[IN_ROW, ON_CARD])
    rows = sorted(found.values_list("image", "file", "filter_spec"), key=lambda row: row[2] == IN_ROW)
    urls = {image: default_storage.url(file) for image, file, _spec in rows}  # that for a row, once it is made
    return {
        pk: Portrait(urls.get(speaker.photo_id, ""), circle_pattern(speaker.title).palette.name)
        for pk, speaker in people.items()
    }
