"""The sentences of a language: searched, confirmed and replaced, many at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from home.row_ids import row_id
from home.translations.access import bound_languages
from home.translations.memory import units
from home.translations.models import MarkKind
from home.translations.overview.sentences import (
    editable,
    fingerprint,
    models_of,
    next_replacements,
    replaced,
    replacements,
    sentences,
    store,
    with_words,
)
from home.translations.strings.confirming import confirm
from home.translations.views.desk import allowed_locales, chosen_locale

PER_PAGE = 50
MOST = 500  # sentences that are replaced at once


def all_sentences(request: HttpRequest) -> HttpResponse:
    """A list to search and to tick; a POST confirms what is ticked, shows what a replacement would do, or does it."""
    locales = allowed_locales(request.user)
    locale = chosen_locale(request, locales)
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ("words", "side", "only")}
    context: dict[str, Any] = {
        "locale": locale,
        "locales": locales,
        "is_editor": bound_languages(request.user) is None,
        **asked,
    }
    action = request.POST.get("action", "")
    if request.method == "POST" and action == "confirm":
        confirm_ticked(request, locale)
        return redirect(request.get_full_path())
    if request.method == "POST" and request.POST.get("old", "").strip():
        after = row_id(request.POST.get("after", ""))
        if action == "replace":
            replace_ticked(request, locale)
            if not after:
                query = urlencode({"language": locale.language_code, "words": request.POST.get("new", "").strip()})
                return redirect(f"{reverse('translations:sentences')}?{query}")
        found, after = next_replacements(locale, replacement(request), after=after, most=MOST, user=request.user)
        posted = {name: request.POST.get(name, "") for name in ("old", "new", "case", "whole")}
        return render(request, "translations/replace.html", {**context, **posted, "found": found, "after": after})
    rows: Any = sentences(locale, only_to_check=bool(asked["only"]))
    if asked["words"]:
        rows = with_words(rows, asked["words"], asked["side"])
    filters = request.GET.copy()
    filters.pop("page", None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.is_tickable = getattr(row, "mark", None) is not None and row.mark.kind != MarkKind.KEPT
    context["has_ticks"] = any(row.is_tickable for row in page)
    return render(request, "translations/sentences.html", {**context, "page_obj": page, "query": filters.urlencode()})


def ticked(request: HttpRequest, locale: Locale) -> list[StringTranslation]:
    """What the user may change of what they ticked; a message says how many are not as they were shown."""
    shown = dict(value.partition(":")[::2] for value in request.POST.getlist("row")[:MOST])
    rows = sentences(locale).filter(pk__in=[row_id(pk) for pk in shown])
    same = [row for row in rows if shown.get(str(row.pk)) == fingerprint(row.data)]
    if count := len(shown) - len(same):
        sentence = ngettext(
            "%(count)d sentence changed meanwhile, so it was left as it is.",
            "%(count)d sentences changed meanwhile, so they were left as they are.",
            count,
        )
        messages.warning(request, sentence % {"count": count})
    return editable(same, locale, user=request.user)


def confirm_ticked(request: HttpRequest, locale: Locale) -> None:
    rows = [
        row for row in ticked(request, locale) if getattr(row, "mark", None) and row.mark.kind in MarkKind.to_check()
    ]
    now = timezone.now()
    result = confirm(rows, user=request.user, now=now)
    units.remember(units.unremembered().filter(pk__in=[row.pk for row in rows]), now=now)
    count = result.done + result.waiting
    if count:
        sentence = ngettext("%(count)d sentence was confirmed.", "%(count)d sentences were confirmed.", count)
        messages.success(request, sentence % {"count": count})
    if result.waiting:
        messages.success(request, _("What you confirmed is read by somebody else before it is published."))
    if result.own:
        messages.warning(request, _("You wrote it yourself: somebody else has to read it."))
    if not count and not result.own:
        messages.warning(request, _("Nothing was ticked that you can confirm."))


def replacement(request: HttpRequest) -> Callable[[str], str]:
    """What the form does with a string."""
    old, new = request.POST["old"].strip(), request.POST.get("new", "").strip()
    return partial(replaced, old=old, new=new, match_case="case" in request.POST, whole_words="whole" in request.POST)


def replace_ticked(request: HttpRequest, locale: Locale) -> None:
    mine = ticked(request, locale)
    found = replacements(mine, replacement(request), models_of(mine))
    count = store(found, user=request.user, now=timezone.now())
    sentence = ngettext("%(count)d sentence was changed.", "%(count)d sentences were changed.", count)
    messages.success(request, sentence % {"count": count})
