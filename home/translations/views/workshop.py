"""The translators' workshop: the strings of a text beside its preview. Without JavaScript it is a form."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, get_edit_url

from home.clock import now as portal_now
from home.translations.access import is_locked_for, may_edit, may_publish, readable_units
from home.translations.desk import claim
from home.translations.enums import TranslationState
from home.translations.glossary.rows import hints_of, terms_of
from home.translations.machine.drafting import machine_name, may_leave
from home.translations.memory import units
from home.translations.memory.filling import fill_in, fillable
from home.translations.models import MarkKind, StringChange, StringMark, TranslationStatus
from home.translations.presence import others
from home.translations.queries import DeskEntry, desk_entries
from home.translations.strings.quality import plain_text
from home.translations.strings.review import ReviewRow, SaveResult, give_back, row_in_place_of, rows_of, save_rows
from home.translations.strings.strings import languages_of, lock
from home.translations.talk.waiting import questions_about
from home.translations.views.editor import publish_or_confirm, target_or_404
from home.translations.views.machine import draft_for
from home.translations.views.questions import say

HISTORY = 20  # changes that are shown
OWN = "X-Workshop"  # says to the script that an answer is the workshop's, not a login page or a proxy's


def review(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Every string of a translation that needs somebody, to be written, corrected or confirmed, then published.

    With `only` in the form, the answer is the row of this string alone, for the script; with "0" (the whole text) it is
    empty. HEAD says whether the user may write here.
    """
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    answer = workshop(request, translation, target_or_404(translation))
    if request.POST.get("only") == "0" and answer.status_code == 302:
        answer = HttpResponse(status=204)
    if answer.status_code < 300 or answer.status_code == 409:
        answer.headers.setdefault(OWN, "yes")
    return answer


def workshop(request: HttpRequest, translation: Translation, target: Any) -> HttpResponse:
    if not may_edit(request.user, target):
        raise PermissionDenied
    if request.method == "HEAD":
        return HttpResponse()
    is_locked = is_locked_for(request.user, target)
    result, before = SaveResult(), list[ReviewRow]()
    is_talk, is_row = "talk" in request.POST, request.POST.get("only", "0") != "0"
    if is_talk and (told := say(request, translation)) and not is_row:
        messages.success(request, told)
    if is_talk and is_locked and not is_row:
        return redirect("translations:review", translation.pk)
    if request.method == "POST" and is_locked and not is_talk:
        messages.error(request, _("This page is locked, so nothing was saved."))
    elif request.method == "POST" and not is_locked:
        with transaction.atomic():
            lock(translation)
            before = rows_of(translation, target)
            result = save_rows(translation, before, request.POST.dict(), user=request.user)
            units.remember_text(translation, now=timezone.now())
            fill_in(translation.source, {translation.target_locale_id: translation.target_locale.language_code})
        if not is_row:
            add_result_messages(request, result)
            if result.is_complete and "publish" in request.POST:
                return publish_or_confirm(request, translation, target)
            if result.is_complete and "machine" not in request.POST:
                return redirect("translations:review", translation.pk)
    if request.method == "POST" and "machine" in request.POST and not is_locked and result.is_complete:
        has_answered = draft_for(request, translation)
        if not is_row:
            return redirect("translations:review", translation.pk)
        if not has_answered:
            return HttpResponse(status=409)
    if request.method == "GET" and not is_locked:
        fill_in_now(translation)
    rows = rows_of(translation, target)
    homeless = give_back(rows, result)
    questions, terms = questions_about(translation), terms_of(languages_of(translation))
    for row in rows:
        row.reader = request.user.pk
        row.hints = hints_of(row.string, row.string.text, terms)
        row.questions = questions.pop((row.string.segment.context_id, row.string.source), [])
    counts = {state: sum(row.state == state for row in rows) for state in TranslationState}
    status = TranslationStatus.objects.filter(translation=translation).first()
    edited_at = max((row.string.translated.updated_at for row in rows if row.string.translated), default=None)
    entry = DeskEntry(translation, None, target, status, edited_at=edited_at)  # as it is once every string is done
    is_whole = "all" in request.GET or counts[TranslationState.DONE] == len(rows)
    context = {
        "translation": translation,
        "target": target,
        "rows": [
            row for row in rows if is_whole or row.unsaved_text or row.questions or row.state != TranslationState.DONE
        ],
        "questions": [question for about in questions.values() for question in about],
        "homeless": homeless,
        "is_whole": is_whole,
        "total": len(rows),
        "done": counts[TranslationState.DONE],
        "to_check": counts[TranslationState.TO_CHECK],
        "missing": counts[TranslationState.TO_TRANSLATE],
        "terms": terms,
        "machine": machine_name() if machine_name() and may_leave(translation) else "",
        "languages": languages_of(translation),
        "edit_url": get_edit_url(target),
        "source_page": translation.source.get_source_instance() if isinstance(target, Page) else None,
        "may_publish": may_publish(request.user, target) and not is_locked,
        "is_locked": is_locked,
        "status": status,
        "visitors": others(translation, target, user=request.user, now=timezone.now()),
        "waits": "waits" if entry.waits_for_publishing else "current",
    }
    if is_row:
        row_shown = row_in_place_of(rows, request.POST["only"], request.POST.dict())
        given = [row for row in rows if row.unsaved_text and row.unsaved_source]
        asked = given or ([row_shown] if row_shown else [])
        empty = {row.pk: row.suggestion for row in before if row.string.is_missing}
        for row in asked:
            empty.pop(row.pk, None)
        filled = [row for row in rows if row.pk in empty and (row.text or row.suggestion) != empty[row.pk]]
        context["rows"] = asked + filled
        is_same = row_shown is not None and str(row_shown.pk) == request.POST["only"]
        is_done = is_talk or not is_locked
        code = 200 if result.is_complete and is_same and is_done else 409
        answer = render(request, "translations/workshop_rows.html", context, status=code)
        answer[OWN] = context["waits"]
        return answer
    return render(request, "translations/workshop.html", context)


def fill_in_now(translation: Translation) -> None:
    """What somebody translated elsewhere a moment ago need not wait for the job."""
    if fillable().filter(pk=translation.pk).exists():
        with transaction.atomic():
            lock(translation)
            fill_in(translation.source, {translation.target_locale_id: translation.target_locale.language_code})


def add_result_messages(request: HttpRequest, result: SaveResult) -> None:
    done, confirmation = result.saved + result.confirmation.done, result.confirmation
    if done:
        sentence = ngettext("%(count)d text was saved.", "%(count)d texts were saved.", done)
        messages.success(request, sentence % {"count": done})
    if confirmation.waiting:
        messages.success(request, _("What you confirmed is read by somebody else before it is published."))
    if confirmation.own:
        messages.warning(request, _("You wrote it yourself: somebody else has to read it."))
    if result.conflicts:
        messages.error(request, _("Somebody else changed a text meanwhile. Yours is below, not saved yet."))
    if result.lost:
        messages.error(request, _("The original changed meanwhile. What you wrote is below, not saved yet."))
    if result.refused:
        messages.error(request, _("A text could not be saved. It is below, with the reason."))


@require_safe
def help_for_string(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Similar sentences that were translated before, as a part of the workshop."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    target = target_or_404(translation)
    if not may_edit(request.user, target):
        raise PermissionDenied
    rows = rows_of(translation, target)
    row = next((row for row in rows if row.pk == segment_id), None)
    if row is None:
        raise Http404
    languages = languages_of(translation)
    found = (
        []
        if row.string.location.is_slug
        else units.matches(plain_text(row.string.source), languages, among=readable_units(request.user))
    )
    context = {
        "source": row.string.source,
        "history": history_of(rows, row, translation),
        "matches": [(match, row.shown(match.unit.text)) for match in found if match.unit.text != row.string.text],
        "languages": languages,
    }
    answer = render(request, "translations/workshop_help.html", context)
    answer[OWN] = "yes"
    return answer


def history_of(rows: list[ReviewRow], row: ReviewRow, translation: Translation) -> list[StringChange]:
    """The latest changes of a string. A place with several sentences has those of this one only."""
    place, mark = row.string.segment.context_id, row.string.mark
    found = StringChange.objects.filter(context_id=place, locale_id=translation.target_locale_id)
    if sum(other.string.segment.context_id == place for other in rows) > 1:
        found = found.filter(source__in={row.string.source, mark.old_source if mark else row.string.source})
    return list(found.select_related("changed_by")[:HISTORY])


@require_safe
def next_text(request: HttpRequest, translation_id: int) -> HttpResponse:
    """To the text after this one on the desk that has something to write or to check; to the desk if there is none.

    The last one is followed by the first, and what somebody else claimed comes after all others.
    """
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    locale = translation.target_locale
    desk = f"{reverse('translations:desk')}?language={locale.language_code}"
    if not may_edit(request.user, target_or_404(translation)):
        raise PermissionDenied
    read_by_others = only_for_others(request.user, locale)
    instant = portal_now(request)
    entries = desk_entries(locale, now=instant)
    here = next((place for place, entry in enumerate(entries) if entry.translation.pk == translation.pk), 0)
    following = entries[here:] + entries[:here]
    for entry in sorted(following, key=lambda entry: entry.claimed_by(instant) not in (None, request.user)):
        is_open = entry.state != TranslationState.DONE and entry.translation.pk != translation.pk
        if not entry.missing and entry.translation.source.object_id in read_by_others:
            continue
        if is_open and may_edit(request.user, entry.target):
            return redirect("translations:review", entry.translation.pk)
    messages.success(request, _("Every text into this language is translated and checked."))
    return redirect(desk)


def only_for_others(user: Any, locale: Locale) -> set[UUID]:
    """The texts (translation keys) where all that is to be checked was written by the user, for a second reader."""
    marks = StringMark.objects.filter(kind__in=MarkKind.to_check(), translation__locale=locale)
    own = marks.filter(kind=MarkKind.SECOND, translation__last_translated_by_id=user.pk)
    key = "translation__context__object_id"
    mine = set(own.values_list(key, flat=True))
    return (
        mine - set(marks.exclude(pk__in=own).filter(**{f"{key}__in": mine}).values_list(key, flat=True))
        if mine
        else mine
    )


@require_POST
def toggle_claim(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Claim a translation ("I'm on it"), or release it."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    if not may_edit(request.user, target_or_404(translation)):
        raise PermissionDenied
    claim(translation, user=request.user, now=timezone.now())
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("translations:desk"))
