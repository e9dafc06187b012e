from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import Translation, get_edit_url

from home.translations.access import is_locked_for, may_edit, may_publish
from home.translations.desk import claim
from home.translations.models import TranslationStatus
from home.translations.strings.review import SaveResult, needs_work, rows_of, save_rows
from home.translations.views.editor import publish_or_confirm, target_or_404


def review(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Every string of a translation that needs somebody, to be written, corrected or confirmed, then published."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target = target_or_404(translation)
    if not may_edit(request.user, target):
        raise PermissionDenied
    is_locked = is_locked_for(request.user, target)
    conflicts: dict[int, str] = {}
    if request.method == "POST" and is_locked:
        messages.error(request, _("This page is locked, so nothing was saved."))
    elif request.method == "POST":
        result = save_rows(translation, rows_of(translation, target), request.POST.dict(), user=request.user)
        add_result_messages(request, result)
        conflicts = result.conflicts
        if not conflicts and "publish" in request.POST:
            return publish_or_confirm(request, translation, target)
        if not conflicts:
            return redirect("translations:review", translation_id)
    rows = rows_of(translation, target)
    for row in rows:
        row.unsaved_text = conflicts.get(row.pk, "")
    context = {
        "translation": translation,
        "target": target,
        "rows": [row for row in rows if row.unsaved_text or needs_work(row.string)],
        "languages": (translation.source.locale.language_code, translation.target_locale.language_code),
        "edit_url": get_edit_url(target),
        "source_page": translation.source.get_source_instance() if isinstance(target, Page) else None,
        "may_publish": may_publish(request.user, target) and not is_locked,
        "is_locked": is_locked,
        "status": TranslationStatus.objects.filter(translation=translation).first(),
    }
    return render(request, "translations/review.html", context)


def add_result_messages(request: HttpRequest, result: SaveResult) -> None:
    done = result.saved + result.confirmed
    if done:
        sentence = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", done)
        messages.success(request, sentence % {"count": done})
    if result.conflicts:
        messages.error(request, _("Somebody else changed a text meanwhile. Yours is below, not saved yet."))


@require_POST
def toggle_claim(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Claim a translation ("I'm on it"), or release it."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    if not may_edit(request.user, target_or_404(translation)):
        raise PermissionDenied
    claim(translation, user=request.user, now=timezone.now())
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("translations:desk"))
