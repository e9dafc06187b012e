"""A word in the sentences that were translated before: a page of its own, and a part of the workshop."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from wagtail_localize.models import Translation

from home.analysis import tokenize
from home.characters import one_line
from home.translations.access import may_edit, readable_units
from home.translations.glossary.terms import Term
from home.translations.memory.concordance import LIMIT, concordance
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import languages_of
from home.translations.views.editor import target_or_404
from home.translations.views.workshop import OWN

LONGEST = 200  # letters that are looked for


@require_safe
def search(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The sentences of this pair of languages that have `words` in any form; with `part` only the list of them."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target = target_or_404(translation)
    if not may_edit(request.user, target):
        raise PermissionDenied
    words, languages = one_line(request.GET.get("words", ""))[:LONGEST], languages_of(translation)
    found = concordance(words, languages, among=readable_units(request.user))
    context = {
        "translation": translation,
        "target": target,
        "words": words,
        "found": [(unit, plain_text(unit.text)) for unit in found],
        "terms": [Term(word, ()) for word in tokenize(words)],
        "languages": languages,
        "limit": LIMIT,
    }
    name = "concordance_found" if "part" in request.GET else "concordance"
    answer = render(request, f"translations/{name}.html", context)
    answer[OWN] = "yes"
    return answer
