"""Who sees content that is not public in the admin, at addresses where Wagtail asks only for a login to the admin."""

import traceback
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request
from wagtail.admin.auth import permission_denied
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as images
from wagtail.permissions import page_permission_policy

from home.roles import is_only_translator

PAGE_RIGHTS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


def works_on_pages(user: Any, **kwargs: Any) -> bool:
    return page_permission_policy.user_has_any_permission(user, PAGE_RIGHTS)


def chooses_images(user: Any, **kwargs: Any) -> bool:
    return images.user_has_any_permission(user, {"choose", "add", "change"})


def chooses_documents(user: Any, **kwargs: Any) -> bool:
    return documents.user_has_any_permission(user, {"choose", "add", "change"})


def moves_pages(user: Any, **kwargs: Any) -> bool:
    return works_on_pages(user) and not is_only_translator(user)


def sets_up_workflows(user: Any, **kwargs: Any) -> bool:
    return bool(user.has_perm("wagtailcore.add_workflow") or user.has_perm("wagtailcore.change_workflow"))


def promotes_results(user: Any, **kwargs: Any) -> bool:
    """Only they see what readers search for."""
    return bool(user.has_perm("wagtailsearchpromotions.add_searchpromotion"))


def works_on_many(user: Any, app_label: str, model_name: str, **kwargs: Any) -> bool:
    """Bulk actions, and who else edits something, name it before they ask for a right."""
    return works_on_pages(user) or user.has_perm(f"{app_label}.change_{model_name}")


# Beginning of the names of addresses → who may use them; docs/access.md explains it.
RULES: dict[str, Callable[..., bool]] = {
    "wagtailadmin_api:images": chooses_images,
    "wagtailadmin_api:documents": chooses_documents,
    "wagtailadmin_api:": works_on_pages,
    "wagtailadmin_choose_page": works_on_pages,
    "wagtailadmin_explore": works_on_pages,
    "wagtailadmin_pages:move": moves_pages,
    "wagtailadmin_pages:": works_on_pages,
    "wagtailadmin_reports:": works_on_pages,
    "wagtailadmin_tag_": works_on_pages,
    "wagtailadmin_block_preview": works_on_pages,
    "wagtailadmin_editing_sessions:ping": works_on_many,
    "wagtailadmin_workflows:": sets_up_workflows,
    "wagtailsearchpromotions:": promotes_results,
    "wagtail_bulk_action": works_on_many,
    "wagtailimages_chooser:": chooses_images,
    "wagtaildocs_chooser:": chooses_documents,
    "wagtailsnippetchoosers_": works_on_pages,
    "wagtailembeds:": works_on_pages,
    "session_chooser:": works_on_pages,
    "speaker_chooser:": works_on_pages,
}

# Forms of Wagtail whose views fail where this field is missing. Browsers always send it.
NEEDED = {
    "wagtailadmin_choose_page_external_link": "external-link-chooser-url",
    "wagtailadmin_pages:copy": "new_parent_page",
    "wagtailredirects:process_import": "input_format",
}


def goes_on_to_a_word(request: HttpRequest) -> bool:
    """Whether `next`, the page to go on to, is no address. Views of Wagtail look it up as the name of a view."""
    return any("/" not in wanted for wanted in (request.GET.get("next"), request.POST.get("next")) if wanted)


def is_without_form(view: Any) -> bool:
    """Whether it is a chooser's view for new rows, which fails in a chooser that has no form for them."""
    kind: Any = getattr(view, "view_class", None)
    return (
        hasattr(kind, "get_creation_form_class")
        and kind.__name__.endswith("CreateView")
        and (kind(**view.view_initkwargs).get_creation_form_class() is None)
    )


def is_misshapen(exception: Exception) -> bool:
    """Whether a request is none that a page of the admin sends.

    A form lacks a field, a field of blocks has another shape, an id is no number or too large for the database, or it
    is that of the root of all pages, which no chooser offers and which has no parent.
    """
    steps = traceback.extract_tb(exception.__traceback__)
    names = {step.name for step in steps}
    if isinstance(exception, AttributeError):
        return exception.obj is None and steps[-1].filename.endswith("wagtail/admin/views/chooser.py")
    if "value_from_datadict" in names:  # of Wagtail's blocks
        return isinstance(exception, LookupError | ValueError)
    if "get_prep_value" in names:  # of Django's fields, for a lookup
        return isinstance(exception, TypeError | ValueError)
    return isinstance(exception, MultiValueDictKeyError | OverflowError | DataError)


class AdminContentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        may = next((rule for beginning, rule in RULES.items() if name.startswith(beginning)), None)
        user = getattr(request, "user", None)
        if is_without_form(view):
            raise Http404
        if request.method == "POST" and name in NEEDED and NEEDED[name] not in request.POST:
            raise BadRequest
        if may is None or user is None or not user.has_perm("wagtailadmin.access_admin") or may(user, **kwargs):
            return None
        return permission_denied(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        no_address = isinstance(exception, NoReverseMatch) and goes_on_to_a_word(request)
        if request.path.startswith("/admin/") and (no_address or is_misshapen(exception)):
            return bad_request(request, exception)
        return None
