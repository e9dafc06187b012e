"""Renditions and drawn social images are made by the worker when a page is published or an image changes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import Page, ReferenceIndex

from home.caching import generation
from home.design import social_image
from home.design.renditions import missing
from home.jobs.background import background_task, run_later
from home.jobs.portions import in_portion
from home.jobs.registry import job
from home.models import BasePage

TASK, SEARCH = "make-renditions", "find-missing-renditions"
PAGES = 100  # that are looked at in one go


def make_later(page_id: int, *, now: datetime) -> None:
    run_later(TASK, now=now, key=f"{TASK}:{page_id}", page_id=page_id)


@background_task(TASK, can_wait=True)
def make(*, now: datetime, page_id: int) -> None:
    """Whatever the page, if it is live, shows and what is missing; in several turns where that takes long."""
    page = Page.objects.live().filter(pk=page_id).specific().first()
    if not isinstance(page, BasePage):
        return
    lacking = [(image, found) for image, specs in page.pictures() if (found := missing(image, specs))]
    made = 0
    for image, specs in in_portion(lacking):
        get_renditions_or_not_found(image, sorted(specs))
        made += 1
    if made < len(lacking):
        make_later(page_id, now=timezone.now())
    else:
        social_image.keep(page)
    if made:
        generation.bump()  # pages rendered meanwhile show the original


@job("find-missing-renditions", every=timedelta(hours=1))
def find_missing(*, now: datetime) -> int:
    """What no publishing has asked for: deleted files, new sizes after an upgrade, dates of an event in a card."""
    run_later(SEARCH, now=now, key=SEARCH, after=0)
    return 0


@background_task(SEARCH, can_wait=True)
def find_missing_after(*, now: datetime, after: int) -> None:
    """Among some of the pages with a greater primary key than `after`; a task of its own goes on with the next."""
    pages = Page.objects.live().filter(depth__gt=1, pk__gt=after).order_by("pk")[:PAGES].specific()
    kept, last = social_image.kept(), None
    for page in in_portion(pages):
        last = page.pk
        if isinstance(page, BasePage) and (
            any(missing(image, specs) for image, specs in page.pictures()) or not social_image.is_kept(page, kept)
        ):
            make_later(page.pk, now=now)
    if last is None:
        social_image.drop_gone()
    else:
        run_later(SEARCH, now=timezone.now(), key=SEARCH, after=last)


def after_publishing(instance: Any, **kwargs: Any) -> None:
    make_later(instance.pk, now=timezone.now())


def after_change_of_image(instance: Any, created: bool, **kwargs: Any) -> None:
    """Another focal point or file: renditions of the pages that show it."""
    if created:
        return
    for reference in ReferenceIndex.get_references_to(instance).select_related("base_content_type"):
        if issubclass(reference.base_content_type.model_class() or object, Page):
            make_later(int(reference.object_id), now=timezone.now())
