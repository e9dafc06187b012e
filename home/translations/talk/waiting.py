"""Which questions wait for whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.translations.models import Question, QuestionKind


@dataclass(frozen=True)
class Person:
    """Who is asked: the languages they translate into, and whether they edit the originals."""

    pk: int
    languages: Collection[str] = ()
    is_editor: bool = False


def waits_for(question: Question, person: Person, owner: int | None = None) -> bool:
    """Whether the next word is theirs. `owner` (a user's id) is asked for the editors, where there is one."""
    said = [answer.written_by_id for answer in question.answers.all()]
    is_answered = bool(said) and (question.kind == QuestionKind.READER or said[-1] != question.written_by_id)
    if person.pk in (said[-1:] or [question.written_by_id]):
        return False
    if person.pk == question.written_by_id:
        return is_answered
    if is_answered:
        return False
    if question.kind == QuestionKind.AUTHOR:
        return person.pk == owner if owner else person.is_editor
    return question.translation.target_locale.language_code in person.languages


def questions() -> QuerySet[Question]:
    """With what a list shows of them."""
    related = ("context", "written_by", "resolved_by", "translation__target_locale", "translation__source__locale")
    found = Question.objects.select_related(*related).defer("translation__source__content_json")
    return found.prefetch_related("answers__written_by")


def open_questions() -> QuerySet[Question]:
    return questions().filter(resolved_at=None, translation__enabled=True)


def owners_of(found: Iterable[Question]) -> dict[int, int]:
    """The owner (user id) of the original of each question (id), where it is a page that has one."""
    places = {(one.translation.source.object_id, one.translation.source.locale_id) for one in found}
    pages = Page.objects.filter(translation_key__in={key for key, _locale in places}, owner__isnull=False)
    owners: dict[tuple[UUID, int], int] = {
        (key, locale): owner for key, locale, owner in pages.values_list("translation_key", "locale_id", "owner_id")
    }
    at = {one.pk: (one.translation.source.object_id, one.translation.source.locale_id) for one in found}
    return {pk: owners[place] for pk, place in at.items() if place in owners}


def questions_about(translation: Translation) -> dict[tuple[int | None, str], list[Question]]:
    """The open questions of a text by the context (id) and the sentence that they are about."""
    found: dict[tuple[int | None, str], list[Question]] = defaultdict(list)
    for question in open_questions().filter(translation=translation):
        found[question.context_id, question.sentence if question.context_id else ""].append(question)
    return found


def open_questions_on(page: Any) -> int:
    """How many wait for the author of an original."""
    return Question.objects.filter(
        resolved_at=None,
        kind=QuestionKind.AUTHOR,
        translation__enabled=True,
        translation__source__object_id=page.translation_key,
        translation__source__locale_id=page.locale_id,
    ).count()
