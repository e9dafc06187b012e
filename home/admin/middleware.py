"""Who sees content that is not public in the admin, at addresses where Wagtail asks only for a login to the admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as images
from wagtail.permissions import page_permission_policy

PAGE_RIGHTS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


def works_on_pages(user: Any, **kwargs: Any) -> bool:
    return page_permission_policy.user_has_any_permission(user, PAGE_RIGHTS)


def chooses_images(user: Any, **kwargs: Any) -> bool:
    return images.user_has_any_permission(user, {"choose", "add", "change"})


def chooses_documents(user: Any, **kwargs: Any) -> bool:
    return documents.user_has_any_permission(user, {"choose", "add", "change"})


def works_on_many(user: Any, app_label: str, model_name: str, **kwargs: Any) -> bool:
    """Bulk actions name what was chosen before they ask for a right."""
    return works_on_pages(user) or user.has_perm(f"{app_label}.change_{model_name}")


# Beginning of the names of addresses → who may use them; docs/access.md explains it.
RULES: dict[str, Callable[..., bool]] = {
    "wagtailadmin_api:images": chooses_images,
    "wagtailadmin_api:documents": chooses_documents,
    "wagtailadmin_api:": works_on_pages,
    "wagtailadmin_choose_page": works_on_pages,
    "wagtailadmin_explore": works_on_pages,
    "wagtailadmin_pages:": works_on_pages,
    "wagtailadmin_reports:": works_on_pages,
    "wagtailadmin_tag_": works_on_pages,
    "wagtailadmin_block_preview": works_on_pages,
    "wagtailadmin_editing_sessions:": works_on_pages,
    "wagtailadmin_workflows:": works_on_pages,
    "wagtail_bulk_action": works_on_many,
    "wagtailimages_chooser:": chooses_images,
    "wagtaildocs_chooser:": chooses_documents,
    "wagtailsnippetchoosers_": works_on_pages,
    "wagtailembeds:": works_on_pages,
    "session_chooser:": works_on_pages,
    "speaker_chooser:": works_on_pages,
}


class AdminContentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        may = next((rule for beginning, rule in RULES.items() if name.startswith(beginning)), None)
        user = getattr(request, "user", None)
        if may is None or user is None or not user.has_perm("wagtailadmin.access_admin") or may(user, **kwargs):
            return None
        return permission_denied(request)
