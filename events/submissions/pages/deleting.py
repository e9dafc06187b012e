"""Delete a page that a proposal became, with all traces of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail_localize.models import String, StringSegment, StringTranslation, TranslatableObject, TranslationSource

from events.submissions.photos import PROPOSED


def delete_page(page: Page) -> None:
    """Delete a page in every language, its pictures, what translators wrote about it, and its title in the log.

    Everything is deleted at once, because nothing leads here when the proposal is erased later.
    """
    versions = list(type(page)._default_manager.filter(translation_key=page.translation_key))
    pictures = {getattr(one, "photo_id", None) for one in versions}
    pictures |= {revision.content.get("photo") for one in versions for revision in one.revisions.all()}
    for pk in [one.pk for one in versions]:
        type(page)._default_manager.get(pk=pk).delete()  # fetched one by one: each deletion rewrites the tree
    PageLogEntry.objects.filter(page_id__in=[one.pk for one in versions]).update(label="", data={})
    _delete_unused_images(pictures)
    _delete_strings(page.translation_key)


def speaker_page_deleted(instance: Any, **kwargs: Any) -> None:
    """Receiver: a photo that came with a proposal goes with the page, whoever deletes it."""
    if instance.photo_id:
        photo = get_image_model().objects.filter(pk=instance.photo_id, file__startswith=f"original_images/{PROPOSED}")
        transaction.on_commit(lambda: _delete_unused_images(photo.values_list("pk", flat=True)))


def _delete_unused_images(ids: Iterable[int | None]) -> None:
    """Delete those images, with their files, that nothing refers to any more."""
    for image in get_image_model().objects.filter(pk__in=[pk for pk in ids if pk]):
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()


def _delete_strings(translation_key: Any) -> None:
    """Delete a page's translation data, except strings that other pages use as well."""
    translated = _translated(translation_key)
    segments = StringSegment.objects.filter(source__object__translation_key=translation_key)
    texts = {*segments.values_list("string_id", flat=True), *translated.values_list("translation_of_id", flat=True)}
    translated.delete()
    TranslationSource.objects.filter(object__translation_key=translation_key).delete()  # its segments hold the rest
    TranslatableObject.objects.filter(translation_key=translation_key).delete()
    String.objects.filter(pk__in=texts, segments=None, translations=None).delete()


def _translated(translation_key: Any) -> QuerySet[StringTranslation]:
    return StringTranslation.objects.filter(context__object__translation_key=translation_key)
