"""What is to be looked at in a sentence while it is typed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation

from home.translations.access import may_edit
from home.translations.glossary.rows import hints_of, terms_of
from home.translations.glossary.terms import Term
from home.translations.strings.diff import word_diff
from home.translations.strings.quality import NESTED, QualityProblem, error, is_too_deep, warning
from home.translations.strings.review import typed
from home.translations.strings.strings import TranslatableString, languages_of, problems_of, strings_of
from home.translations.views.editor import target_or_404
from home.translations.views.workshop import OWN


@require_POST
def check(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """The checks of `text`, and how it differs from what somebody else saved since `was`. Nothing is saved."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    if not may_edit(request.user, target_or_404(translation)):
        raise PermissionDenied
    languages = languages_of(translation)
    string = next(iter(strings_of(translation, only=segment_id)), None)
    if string is None:
        raise Http404
    text, theirs = typed(request.POST.get("text", "")), string.shown(string.text).strip()
    is_conflict = theirs not in ("", text, typed(request.POST.get("was", "")))
    context = {
        "problems": problems_in(string, text, terms_of(languages)),
        "compared": word_diff(theirs, text) if is_conflict else [],
        "languages": languages,
    }
    answer = render(request, "translations/workshop_checks.html", context)
    answer[OWN] = "yes"
    return answer


def problems_in(string: TranslatableString, text: str, terms: list[Term]) -> list[QualityProblem]:
    """What the portal would say about `text` (as it is typed) if it were the translation of a string."""
    stored = string.stored(text)
    if not text:
        nothing = _("It is empty. What was saved stays as it is.")
        return [] if string.is_missing else [warning("empty", nothing)]
    if is_too_deep(stored):
        return [error("nested", NESTED)]
    return [*problems_of(string.source, stored, string.languages, string.location), *hints_of(string, stored, terms)]
