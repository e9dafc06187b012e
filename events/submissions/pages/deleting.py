"""Delete pages and images with everything that belongs to them."""

from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex


def delete_versions(model: type[Page], translation_key: Any) -> list[int]:
    """Delete a page in every language; returns their ids."""
    ids = list(model.objects.filter(translation_key=translation_key).values_list("pk", flat=True))
    for pk in ids:
        model.objects.get(pk=pk).delete()  # fetched one by one: each deletion rewrites the tree
    return ids


def delete_unused_images(ids: Iterable[int | None]) -> None:
    """Delete those images, with their files, that nothing refers to any more."""
    for image in get_image_model().objects.filter(pk__in=[pk for pk in ids if pk]):
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()
