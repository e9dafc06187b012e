"""A rule for every URL of wagtail-localize. URLs without a rule are refused, so that an upgrade opens none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize import wagtail_hooks as localize
from wagtail_localize.models import Translation

from home.translations.access import is_locked_for, may_edit
from home.translations.views import editor, po_files, submit

View = Callable[..., HttpResponse]


def allow_anybody(view: View) -> View:
    return view


def editor_of_target(view: View) -> View:
    """Who may edit the page (or the snippet in its language) that is being translated."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponse:
        target_of(request, translation_id)
        return view(request, translation_id=translation_id, **kwargs)

    return guarded


def writer_of_target(view: View) -> View:
    """The same for requests of the editor's scripts: with answers in JSON, and respecting locks."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponse:
        try:
            target = target_of(request, translation_id)
        except PermissionDenied:
            return JsonResponse({"detail": _("You may not change this text.")}, status=403)
        if is_locked_for(request.user, target):
            return JsonResponse({"detail": _("This page is locked.")}, status=423)
        return view(request, translation_id=translation_id, **kwargs)

    return guarded


def target_of(request: HttpRequest, translation_id: int) -> Any:
    """The page or snippet of an open translation. Raises Http404 where it is gone, PermissionDenied."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target = editor.target_or_404(translation)
    if not may_edit(request.user, target):
        raise PermissionDenied
    return target


def answer_refused(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return editor.refuse_destructive_action(request)

    return answer


def answer_not_found(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        raise Http404

    return answer


def reader_of_snippets(view: View) -> View:
    """The names of snippets, for who may change any of that kind."""

    @wraps(view)
    def guarded(request: HttpRequest, app_label: str, model_name: str, **kwargs: Any) -> HttpResponse:
        model = get_snippet_model_from_url_params(app_label, model_name)
        if not user_can_edit_snippet_type(request.user, model):
            return JsonResponse({"detail": _("You may not see this.")}, status=403)
        return view(request, app_label=app_label, model_name=model_name, **kwargs)

    return guarded


# name in wagtail-localize → (rule, view; None keeps its own)
RULES: dict[str, tuple[Callable[[View], View], Callable[..., Any] | None]] = {
    "javascript_catalog": (allow_anybody, editor.Catalog.as_view()),
    "submit_page_translation": (allow_anybody, submit.SubmitPage.as_view()),  # asks may_submit itself
    "submit_snippet_translation": (allow_anybody, submit.SubmitSnippet.as_view()),
    "update_translations": (allow_anybody, submit.Sync.as_view()),
    "edit_string_translation": (writer_of_target, editor.edit_string),
    "edit_override": (writer_of_target, editor.edit_override),
    "download_pofile": (editor_of_target, po_files.download),
    "upload_pofile": (writer_of_target, po_files.upload),
    "preview_translation": (editor_of_target, editor.preview_translation),
    "snippets_api_listing": (reader_of_snippets, None),
    "snippets_api_detail": (reader_of_snippets, None),
    "stop_translation": (answer_refused, None),
    "convert_to_alias": (answer_refused, None),
    "machine_translate": (answer_not_found, None),
    "translations_report": (answer_not_found, None),
    "translations_report_results": (answer_not_found, None),
}


def guarded_urls() -> list[URLPattern]:
    """Every address of wagtail-localize again, behind its rule. They must come before its own."""
    ours = []
    for pattern in localize.register_admin_urls()[0].url_patterns:
        rule, view = RULES.get(pattern.name, (answer_not_found, None))
        ours.append(path(str(pattern.pattern), rule(view or pattern.callback)))
    return ours


class PagesWithoutActions(PagesAdminAPIViewSet):
    """Wagtail's pages for the admin's own scripts, to read. Its actions (publish, delete, …), which no screen of
    Wagtail's uses, would pass by every check of a translation."""

    actions: dict[str, Any] = {}
