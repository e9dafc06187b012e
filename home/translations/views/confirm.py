"""Wagtail's confirmation pages for deleting and moving, with the effect on translations."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from home.translations.sync.cascade import KEEP_FIELD, keep_translations_of
from home.translations.sync.opening import following_translations


def set_keep_translations(request: HttpRequest, *pages: Page) -> None:
    """Record whether the confirmed form keeps the translations."""
    keep_translations_of(*(pages if KEEP_FIELD in request.POST else ()))


def confirm_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """None if Wagtail's own confirmation is enough."""
    targets = following_translations(page)
    if not targets:
        return None
    below = page.get_descendant_count()
    unsafe = below + 1 >= getattr(settings, "WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT", 10)
    context = {
        "heading": _("Delete"),
        "question": _("Are you sure you want to delete this page?"),
        "yes": _("Yes, delete it"),
        "is_serious": True,
        "descendant_count": below,
        "type_name": settings.WAGTAIL_SITE_NAME if unsafe else "",
        "total": below + 1,
    }
    return _confirmation_page(request, page, targets, context)


def confirm_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    targets = following_translations(page)
    if not targets or page.get_parent() == destination:
        return None
    question = _("Are you sure you want to move this page below “%(title)s”?") % {"title": destination.title}
    context = {
        "heading": _("Move"),
        "question": question,
        "yes": _("Yes, move it"),
        "descendant_count": page.get_descendant_count(),
    }
    return _confirmation_page(request, page, targets, context)


def _confirmation_page(
    request: HttpRequest, page: Page, targets: list[Page], context: dict[str, object]
) -> HttpResponse:
    following = get_valid_next_url_from_request(request)
    back = following or reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    shown = {**context, "page": page, "targets": targets, "next": following, "back": back}
    return render(request, "translations/confirm_cascade.html", shown)
