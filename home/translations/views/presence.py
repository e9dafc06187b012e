"""Says that somebody has a text open, and who else has."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation

from home.row_ids import row_id
from home.translations.access import may_edit
from home.translations.presence import others, stay
from home.translations.views.editor import target_or_404
from home.translations.views.workshop import OWN


@require_POST
def here(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The part of the workshop with the others; it holds the key of this browser's `session` for the next time."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target, now = target_or_404(translation), timezone.now()
    if not may_edit(request.user, target):
        raise PermissionDenied
    session = stay(
        target,
        user=request.user,
        session=row_id(request.POST.get("session", "")),
        is_editing="editing" in request.POST,
        now=now,
    )
    context = {"session": session.pk, "visitors": others(translation, target, user=request.user, now=now)}
    answer = render(request, "translations/workshop_here.html", context)
    answer[OWN] = "yes"
    return answer
