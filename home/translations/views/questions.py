"""Questions about translations: asked in the workshop, answered there or on a page of their own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from home.characters import lines
from home.row_ids import row_id
from home.translations.access import bound_languages
from home.translations.models import Question, QuestionKind
from home.translations.talk import actions
from home.translations.talk.waiting import questions as every_question
from home.translations.views.desk import allowed_locales, may_see_desk

PER_PAGE = 30


def say(request: HttpRequest, translation: Translation) -> str:
    """Do what a button of a question's form asks for; returns what was done, for a message, or nothing.

    The button is "ask-<segment>" (0 for the whole text), "answer-<question>" or "resolve-<question>"; the text has the
    same name as the button, an answer also where it is resolved.
    """
    verb, _sign, number = request.POST["talk"].partition("-")
    name = "ask" if verb == "ask" else "answer"
    text = lines(request.POST.get(f"{name}-{number}", "")).strip()
    done, now = "", timezone.now()
    if verb == "ask" and text:
        segment = StringSegment.objects.filter(source_id=translation.source_id, pk=row_id(number)).first()
        kind = request.POST.get(f"to-{number}")
        kind = kind if kind == QuestionKind.COLLEAGUES else QuestionKind.AUTHOR
        actions.ask(translation, kind=kind, text=text, now=now, user=request.user, segment=segment)
        return _("Your question was sent. The answer will appear here.")
    question = Question.objects.filter(translation=translation, pk=row_id(number)).first()
    if question and text:
        actions.answer(question, text=text, user=request.user, now=now)
        done = _("Your answer was sent.")
    if question and verb == "resolve":
        actions.resolve(question, user=request.user, now=now)
        done = _("The question is resolved.")
    return done


def questions(request: HttpRequest) -> HttpResponse:
    """The open questions, or all of them, of every language that the user works in; of one page with `on`."""
    if not may_see_desk(request.user):
        raise PermissionDenied
    found = every_question().filter(
        translation__target_locale__in=allowed_locales(request.user), translation__enabled=True
    )
    page = Page.objects.filter(pk=row_id(request.GET.get("on", ""))).first()
    if page:
        found = found.filter(translation__source__object_id=page.translation_key)
    if "all" not in request.GET:
        found = found.filter(resolved_at=None)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": Paginator(found.order_by("-written_at", "-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "is_all": "all" in request.GET,
        "about": page,
        "query": query.urlencode(),
        "is_editor": bound_languages(request.user) is None,
        "locales": allowed_locales(request.user),
    }
    return render(request, "translations/questions.html", context)


def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """An answer from the list of questions."""
    question = get_object_or_404(Question.objects.select_related("translation__target_locale"), pk=question_id)
    bound: Any = bound_languages(request.user)
    if bound is not None and question.translation.target_locale.language_code not in bound:
        raise PermissionDenied
    if "talk" in request.POST and (done := say(request, question.translation)):
        messages.success(request, done)
    return redirect("translations:questions")
