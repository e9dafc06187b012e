"""Additions to wagtail-localize's translation editor: actions that are refused give a reason."""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation, get_edit_url
from wagtail_localize.views import edit_translation as localize

from home.translations.access import is_locked_for, may_edit, may_publish, may_read_source
from home.translations.memory import units
from home.translations.publishing.publish import TranslationNotReady, findings_summary, publish_translation
from home.translations.publishing.readiness import broken_choices, clean_choice
from home.translations.strings.field_locations import field_location
from home.translations.strings.quality import NESTED
from home.translations.strings.strings import lock


class Catalog(JavaScriptCatalog):
    """The words of wagtail-localize's editor. Some end with a space that their translation lost ("Publicar enEspañol"),
    and whatever it cannot save is an error of the server to it.
    """

    packages = ["wagtail_localize"]

    def get_catalog(self) -> dict[str, Any]:
        catalog: dict[str, Any] = super().get_catalog()
        for source, text in catalog.items():
            if source.endswith(" ") and isinstance(text, str):
                catalog[source] = f"{text.rstrip()} "
        catalog["Server error"] = _("Not saved: the text has changed, or the portal did not answer. Reload the page.")
        catalog["Edit this document"] = _("Edit this document")
        catalog["Fetching %s information..."] = _("Loading %s …")
        return catalog


def open_translation_of(instance: Any) -> Translation | None:
    """The translation whose target this page or snippet is."""
    found = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    )
    return found.select_related("source__locale", "target_locale", "source__specific_content_type").first()


def target_or_404(translation: Translation) -> Any:
    """The page or snippet that is being written. Raises Http404 where it is gone."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


def refuse_destructive_action(request: HttpRequest) -> HttpResponse:
    """For actions that would discard a translator's work."""
    messages.error(request, _("This is not possible: it would delete a translation."))
    return redirect("wagtailadmin_home")


def require_value(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Validates the posted value: wagtail-localize does not check that it exists, and that a database can store it."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if b"%00" in request.body or b"\0" in request.body:  # a percent sign itself arrives as %25
            return JsonResponse({"detail": _("The text has a character that cannot be stored.")}, status=400)
        try:
            return view(request, **kwargs)
        except MultiValueDictKeyError:
            return JsonResponse({"detail": _("The text is missing.")}, status=400)
        except RecursionError:
            return JsonResponse({"detail": str(NESTED)}, status=400)

    return guarded


@require_value
@transaction.atomic
def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """wagtail-localize's, which overwrites and deletes what it finds: the memory has it before."""
    translation = get_object_or_404(Translation, pk=translation_id)
    lock(translation)
    units.remember_text(translation, now=timezone.now())
    answer = localize.edit_string_translation(request, translation_id, string_segment_id)
    units.remember_text(translation, now=timezone.now())
    return answer


@require_value
@transaction.atomic
def edit_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponse:
    """wagtail-localize's, which takes any value: also a link that runs a script."""
    if request.method == "PUT":
        translation = get_object_or_404(Translation, pk=translation_id)
        segment = get_object_or_404(OverridableSegment, pk=overridable_segment_id, source=translation.source)
        model = translation.source.specific_content_type.model_class()
        at = field_location(model, segment.context.field_path, get_language() or "en")
        try:
            sent = Request(request, parsers=[FormParser(), MultiPartParser()]).POST
        except UnsupportedMediaType as refusal:
            return JsonResponse({"detail": str(refusal.detail)}, status=refusal.status_code)
        try:
            value = clean_choice(at, sent["value"])
        except ValidationError as refusal:
            return JsonResponse({"detail": " ".join(refusal.messages)}, status=400)
        answer = localize.edit_override(request, translation_id, overridable_segment_id)
        if value != sent["value"] and answer.status_code < 300:
            rows = SegmentOverride.objects.filter(locale=translation.target_locale_id, context=segment.context_id)
            rows.update(data_json=json.dumps(value))
        return answer
    return localize.edit_override(request, translation_id, overridable_segment_id)


def preview_translation(request: HttpRequest, translation_id: int, mode: str | None = None) -> HttpResponse:
    """wagtail-localize's preview; a chosen picture or page that is gone gives a message instead of a crash."""
    translation = get_object_or_404(Translation, pk=translation_id)
    broken = broken_choices(translation)
    if broken:
        return render(request, "translations/cannot_preview.html", {"findings": broken}, status=409)
    return localize.preview_translation(request, translation_id, mode)


def preview_source(request: HttpRequest, page_id: int) -> HttpResponse:
    """The original with its latest draft, for those who translate it and may not edit it."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not may_read_source(request.user, page):
        raise PermissionDenied
    latest = page.get_latest_revision_as_object()
    return latest.make_preview_request(request, latest.default_preview_mode)


@require_POST
def publish(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Publish a translation; open questions are asked first, errors go back to the editor."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target = target_or_404(translation)
    return publish_or_confirm(request, translation, target, confirmed="confirmed" in request.POST)


def publish_or_confirm(
    request: HttpRequest, translation: Translation, target: Any, *, confirmed: bool = False
) -> HttpResponse:
    if not may_edit(request.user, target) or not may_publish(request.user, target):
        raise PermissionDenied
    edit_url = get_edit_url(target)
    if is_locked_for(request.user, target):
        messages.error(request, _("This page is locked, so it was not published."))
        return redirect(edit_url)
    try:
        publish_translation(translation, user=request.user, confirmed=confirmed)
    except TranslationNotReady as refusal:
        if refusal.may_confirm:
            context = {"translation": translation, "target": target, "findings": refusal.findings, "edit_url": edit_url}
            return render(request, "translations/confirm_publish.html", context)
        sentence = _("Not published. %(findings)s") % {"findings": findings_summary(refusal.findings)}
        messages.error(request, sentence)
        return redirect(edit_url)
    target.refresh_from_db()
    language = translation.target_locale.get_display_name()
    messages.success(request, _("Published “%(title)s” in %(language)s.") % {"title": target, "language": language})
    return redirect(edit_url)
