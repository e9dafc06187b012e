"""The translators' list, and what readers of a language see."""

import csv
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import get_edit_url

from home.characters import one_line, without_formula
from home.clock import now as portal_now
from home.roles import EDITORS, group_names, languages_of_translator
from home.translations.access import bound_languages
from home.translations.desk import set_credit
from home.translations.enums import TranslationState
from home.translations.models import DailyMailOptOut, TranslatorCredit
from home.translations.queries import DeskEntry, desk_entries, public_originals
from home.translations.sync.freshness import target_locales

PER_PAGE = 50


def allowed_locales(user: Any) -> list[Locale]:
    bound = bound_languages(user)
    return [locale for locale in target_locales() if bound is None or locale.language_code in bound]


def chosen_locale(request: HttpRequest, allowed: list[Locale]) -> Locale:
    """The language of the list: as asked, else the user's own, else the first that is not the portal's default."""
    if not allowed:
        raise PermissionDenied
    requested = request.GET.get("language")
    own = [locale for locale in allowed if locale.language_code == requested]
    return (own or allowed[1:] or allowed)[0] if bound_languages(request.user) is None else (own or allowed)[0]


@dataclass
class DeskRow:
    """An entry with what its row shows."""

    entry: DeskEntry
    kind: str
    edit_url: str
    claimed_by: Any
    is_mine: bool


def desk(request: HttpRequest) -> HttpResponse:
    """What needs a translator into one language, the most urgent first."""
    locales, instant = allowed_locales(request.user), timezone.now()
    locale = chosen_locale(request, locales)
    gets_mail = bool(EDITORS in group_names(request.user) or languages_of_translator(request.user))
    waiting = [entry for entry in desk_entries(locale, now=portal_now(request)) if entry.needs_attention]
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = [desk_row(entry, request.user, instant) for entry in page.object_list]
    context = {
        "locale": locale,
        "locales": locales,
        "page_obj": page,
        "rows": rows,
        "words": sum(entry.words_left for entry in waiting),
        "is_editor": bound_languages(request.user) is None,
        "gets_mail": gets_mail,
        "credit": TranslatorCredit.objects.filter(user_id=request.user.pk).first(),
        "no_mail": gets_mail and DailyMailOptOut.objects.filter(user_id=request.user.pk).exists(),
    }
    return render(request, "translations/desk.html", context)


@require_POST
def toggle_daily_mail(request: HttpRequest) -> HttpResponse:
    """The daily mail on or off, for oneself."""
    if not may_see_desk(request.user):
        raise PermissionDenied
    _row, created = DailyMailOptOut.objects.get_or_create(user_id=request.user.pk)
    if not created:
        DailyMailOptOut.objects.filter(user_id=request.user.pk).delete()
    return redirect("translations:desk")


@require_POST
def credit(request: HttpRequest) -> HttpResponse:
    """Be named on the pages that one translated, or not."""
    if not may_see_desk(request.user):
        raise PermissionDenied
    set_credit(user=request.user, name=one_line(request.POST.get("name", ""))[:100])
    messages.success(request, _("Saved."))
    return redirect("translations:desk")


def desk_row(entry: DeskEntry, user: Any, instant: datetime) -> DeskRow:
    claimed_by = entry.claimed_by(instant)
    kind = capfirst(str(entry.translation.source.specific_content_type.model_class()._meta.verbose_name))
    return DeskRow(entry, kind, get_edit_url(entry.target), claimed_by, claimed_by == user)


@dataclass
class ReaderRow:
    """One public page as a reader of a language sees it."""

    page: Page
    entry: DeskEntry | None
    state: TranslationState
    visible_version: str


def reader_rows(locale: Locale, now: datetime) -> list[ReaderRow]:
    by_key = {entry.source.translation_key: entry for entry in desk_entries(locale, now=now, kinds=Page)}
    rows = []
    for page in public_originals(locale):
        entry = by_key.get(page.translation_key)
        state = entry.state if entry else TranslationState.TO_TRANSLATE
        rows.append(ReaderRow(page, entry, state, visible_version(entry)))
    return rows


def visible_version(entry: DeskEntry | None) -> str:
    if entry is None or not entry.is_live:
        return _("the original")
    return _("an outdated translation") if entry.outdated_since else _("the translation")


def readers(request: HttpRequest) -> HttpResponse:
    """For editors: every public page and what a reader of one language sees of it. `format=csv` gives the values."""
    if bound_languages(request.user) is not None:
        raise PermissionDenied
    locales = allowed_locales(request.user)
    locale = chosen_locale(request, locales)
    rows = reader_rows(locale, portal_now(request))
    state = request.GET.get("state", "")
    words = request.GET.get("q", "").strip().lower()
    rows = [row for row in rows if not state or row.state == state]
    rows = [row for row in rows if words in row.page.title.lower()]
    if request.GET.get("format") == "csv":
        return as_csv(rows, locale)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "locale": locale,
        "locales": locales,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "states": TranslationState.choices,
        "state": state,
        "words": words,
        "query": query.urlencode(),
    }
    return render(request, "translations/readers.html", context)


def as_csv(rows: list[ReaderRow], locale: Locale) -> HttpResponse:
    name = f"readers-{locale.language_code}.csv"
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    sheet = csv.writer(response)
    sheet.writerow(
        [
            _("Page"),
            _("Type"),
            _("Original language"),
            _("State"),
            _("Readers see"),
            _("Words left"),
            _("Outdated since"),
        ]
    )
    for row in rows:
        since = row.entry.outdated_since.isoformat(timespec="minutes") if row.entry and row.entry.outdated_since else ""
        sheet.writerow(
            [
                without_formula(row.page.title),
                capfirst(row.page.content_type.name),
                row.page.locale.language_code,
                row.state.label,
                row.visible_version,
                row.entry.words_left if row.entry else "",
                since,
            ]
        )
    return response


def may_see_desk(user: Any) -> bool:
    bound = bound_languages(user)
    return bound is None or bool(bound)
